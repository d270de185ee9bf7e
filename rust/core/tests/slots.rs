//! Which place, date and numbers a sentence gives to its events: the cases of `testdata/slots.toml`.

mod common;

use std::fmt::Write;

use serde::Deserialize;
use wiresift_core::events::{Article, Event, Pack};
use wiresift_core::normalise::place::PlaceRecord;

#[derive(Deserialize)]
struct Cases {
    place: Vec<Place>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    name: String,
    country: String,
    people: u64,
    #[serde(default)]
    precision: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    published: String,
    want: Vec<String>,
}

fn pack(places: Vec<Place>) -> Pack {
    let records = places.into_iter().map(|place| PlaceRecord {
        name: place.name,
        country: place.country,
        latitude: 0.0,
        longitude: 0.0,
        population: place.people,
        precision: place.precision.unwrap_or_else(|| "city".to_owned()),
        aliases: Vec::new(),
    });
    common::compile(&common::files(), records.collect()).expect("the pack compiles")
}

fn show(pack: &Pack, text: &str, event: &Event) -> String {
    let code = &pack.types()[event.code];
    let mut line = format!("{}.{} {} | ", code.event_type, code.mode, event.trigger.of(text));
    match &event.place {
        Some(place) => {
            line.push_str(place.span.of(text));
            if matches!(place.precision.as_str(), "context" | "dateline") {
                let _ = write!(line, " ({})", place.precision);
            }
        }
        None => line.push('-'),
    }
    let day = event.date_start.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let numbers: Vec<String> = event
        .quantities
        .iter()
        .map(|quantity| {
            let value = quantity.best.or(quantity.low).or(quantity.high);
            value.map_or_else(|| "?".to_owned(), |value| format!("{value}"))
        })
        .collect();
    let numbers = if numbers.is_empty() { "-".to_owned() } else { numbers.join(" ") };
    let names = |actors: &[wiresift_core::events::Actor]| {
        let names: Vec<&str> = actors.iter().map(|actor| actor.span.of(text)).collect();
        if names.is_empty() { "-".to_owned() } else { names.join(", ") }
    };
    let _ = write!(line, " | {day} | {numbers} | {} > {}", names(&event.actors), names(&event.recipients));
    line
}

#[test]
fn every_case_of_the_corpus() {
    let cases: Cases = toml::from_str(include_str!("../testdata/slots.toml")).expect("the corpus is TOML");
    assert!(cases.case.len() >= 15, "only {} cases", cases.case.len());
    let pack = pack(cases.place);
    let mut report = String::new();
    for case in &cases.case {
        assert!(!case.want.is_empty(), "{}: nothing wanted", case.text);
        let published = Some(case.published.parse().expect("a day"));
        let article = Article { id: "a", text: &case.text, title: None, published, kept: &[] };
        let got: Vec<String> =
            pack.reader().read(&article).iter().map(|event| show(&pack, &case.text, event)).collect();
        // other rows of the sentence are the business of other tests
        let found =
            |want: &String| got.iter().any(|row| row == want || row.starts_with(&format!("{want} | ")));
        if !case.want.iter().all(found) {
            let _ = writeln!(report, "text = {:?}\nwant = {:#?}\ngot  = {got:#?}\n", case.text, case.want);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
