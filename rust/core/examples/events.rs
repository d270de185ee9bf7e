//! Reads `[{"id", "published", "text"}]` from a file and prints one JSON event a line, with character offsets.
//!
//! ```text
//! cargo run --release --example events -- PACK_DIR ARTICLES.json [--explain] [--test] [--places=PLACES.json]
//! ```
//!
//! `--speed=N` reads all articles N times instead of printing them, and says how many megabytes a second of
//! processor time the fastest of these took. `benches/events.py` measures the same beside other engines.

use std::io::Write;

use serde_json::{Value, json};
use wiresift_core::events::{Actor, Article, Event, Pack, PackFile};
use wiresift_core::normalise::place::{Gazetteer, PlaceRecord};
use wiresift_core::text::span::{CharOffsets, Span};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, input, rest @ ..] = arguments.as_slice() else {
        return Err("usage: events PACK_DIR ARTICLES.json [--explain] [--test]".into());
    };
    let mut files: Vec<(String, String)> = Vec::new();
    for (folder, prefix) in [(folder.clone(), ""), (format!("{folder}/actors"), "actors/")] {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                files.push((format!("{prefix}{name}"), std::fs::read_to_string(path)?));
            }
        }
    }
    files.sort();
    let files: Vec<PackFile> = files.iter().map(|(name, contents)| PackFile { name, contents }).collect();
    let places = rest.iter().find_map(|argument| argument.strip_prefix("--places="));
    let records: Vec<Value> = match places {
        Some(path) => serde_json::from_str(&std::fs::read_to_string(path)?)?,
        None => Vec::new(),
    };
    let records = records.iter().map(place).collect();
    let pack = Pack::compile(&files, Gazetteer::new(records))?;
    if rest.iter().any(|argument| argument == "--test") {
        for failure in pack.self_test() {
            eprintln!("{}:{}: {}\n    {}", failure.file, failure.line, failure.text, failure.message);
        }
    }
    let articles: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(input)?)?;
    if let Some(times) = rest.iter().find_map(|argument| argument.strip_prefix("--speed=")) {
        speed(&pack, &articles, times.parse()?);
        return Ok(());
    }
    let explain = rest.iter().any(|argument| argument == "--explain");
    let mut reader = pack.reader();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let start = std::time::Instant::now();
    let mut bytes = 0;
    for article in &articles {
        let article = article_of(article);
        bytes += article.text.len();
        let (id, text) = (article.id, article.text);
        let (events, traces) =
            if explain { reader.explain(&article) } else { (reader.read(&article), Vec::new()) };
        for trace in traces {
            eprintln!("\n{}", trace.sentence);
            for line in trace.lines {
                eprintln!("    {line}");
            }
        }
        let offsets = CharOffsets::new(text);
        for event in events {
            writeln!(out, "{}", row(&pack, id, text, &offsets, &event))?;
        }
    }
    eprintln!("{bytes} bytes in {:?}", start.elapsed());
    Ok(())
}

fn article_of(value: &Value) -> Article<'_> {
    Article {
        id: value["id"].as_str().unwrap_or_default(),
        text: value["text"].as_str().unwrap_or_default(),
        title: None,
        published: value["published"].as_str().and_then(|day| day.get(..10)?.parse().ok()),
        kept: &[],
    }
}

/// Reads all articles `times` times; the fastest counts.
fn speed(pack: &Pack, values: &[Value], times: usize) {
    let articles: Vec<Article> = values.iter().map(article_of).collect();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let mut reader = pack.reader();
    let mut best = f64::INFINITY;
    let mut count = 0;
    for _ in 0..times.max(1) {
        let start = processor_seconds();
        count = articles.iter().map(|article| reader.read(article).len()).sum();
        best = best.min(processor_seconds() - start);
    }
    eprintln!("{count} events, {:.1} MB/s, {:.1} ms", bytes as f64 / best / 1e6, best * 1e3);
}

/// Seconds that this thread has run; wall time where the system does not tell.
fn processor_seconds() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn place(record: &Value) -> PlaceRecord {
    let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
    PlaceRecord {
        name: text("name"),
        country: text("country"),
        latitude: record["latitude"].as_f64().unwrap_or_default(),
        longitude: record["longitude"].as_f64().unwrap_or_default(),
        population: record["population"].as_u64().unwrap_or_default(),
        precision: text("precision"),
        aliases: record["aliases"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect(),
    }
}

fn row(pack: &Pack, id: &str, text: &str, offsets: &CharOffsets, event: &Event) -> Value {
    let code = &pack.types()[event.code];
    let mention = |span: Span| json!({"text": span.of(text), "start": offsets.at(span.start), "end": offsets.at(span.end)});
    let with = |mut value: Value, span: Span| {
        if let (Some(into), Some(from)) = (value.as_object_mut(), mention(span).as_object()) {
            into.extend(from.clone());
        }
        value
    };
    let actor = |actor: &Actor| {
        with(
            json!({"id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country, "code": actor.code}),
            actor.span,
        )
    };
    let actors = |list: &[Actor]| list.iter().map(actor).collect::<Vec<_>>();
    json!({
        "event_id": event.event_id, "doc_id": id, "type": code.event_type, "mode": code.mode, "plover": code.plover,
        "plover_mode": code.plover_mode, "cameo": code.cameo, "acled": code.acled, "quad": code.quad,
        "actors": actors(&event.actors), "recipients": actors(&event.recipients), "third_parties": actors(&event.third_parties),
        "place": event.place.as_ref().map(|place| with(json!({"name": place.name, "country": place.country, "latitude": place.latitude,
            "longitude": place.longitude, "precision": place.precision}), place.span)),
        "date_start": event.date_start.map(|date| date.to_string()), "date_end": event.date_end.map(|date| date.to_string()),
        "date_precision": event.date_precision, "date_source": event.date_source,
        "quantities": event.quantities.iter().map(|quantity| with(json!({"kind": quantity.kind, "low": quantity.low, "best": quantity.best,
            "high": quantity.high, "unit": quantity.unit, "is_minimum": quantity.is_minimum, "is_approximate": quantity.is_approximate}),
            quantity.span)).collect::<Vec<_>>(),
        "polarity": if event.negated { "negated" } else { "affirmed" }, "realis": event.realis.name(),
        "certainty": if event.hedged { "hedged" } else { "asserted" },
        "cues": event.cues.iter().map(|cue| with(json!({"kind": cue.kind}), cue.span)).collect::<Vec<_>>(),
        "claim": event.claim.as_ref().map(|claim| json!({"speaker": claim.speaker.as_ref().map(actor), "outlet": claim.outlet,
            "kind": claim.kind.name(), "cue": claim.cue, "start": offsets.at(claim.span.start), "end": offsets.at(claim.span.end)})),
        "trigger": event.trigger.of(text), "start": offsets.at(event.trigger.start), "end": offsets.at(event.trigger.end),
        "sentence": event.sentence, "sentence_start": offsets.at(event.sentence_span.start), "sentence_end": offsets.at(event.sentence_span.end),
        "rule": event.rule, "pack": pack.name(), "pack_version": pack.version(), "pack_hash": pack.hash(),
    })
}
