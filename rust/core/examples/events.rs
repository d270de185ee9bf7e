//! Reads `[{"id", "published", "text"}]` from a file and prints one JSON event a line, with character offsets.
//!
//! ```text
//! cargo run --release --example events -- PACK_DIR ARTICLES.json [--explain] [--test] [--places=PLACES.json]
//! ```

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
    let explain = rest.iter().any(|argument| argument == "--explain");
    let articles: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(input)?)?;
    let mut reader = pack.reader();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let start = std::time::Instant::now();
    let mut bytes = 0;
    for article in &articles {
        let text = article["text"].as_str().unwrap_or_default();
        bytes += text.len();
        let id = article["id"].as_str().unwrap_or_default();
        let published = article["published"].as_str().and_then(|day| day.get(..10)?.parse().ok());
        let article = Article { id, text, title: None, published, kept: &[] };
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
