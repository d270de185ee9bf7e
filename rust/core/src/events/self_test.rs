//! A pack tests itself: its examples must give the rows they name, its counter-examples none.

use super::pack::Columns;
use super::{Actor, Article, Event, Pack};
use crate::text::span::Span;

/// An example that did not give what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// File of the pack.
    pub file: String,
    /// Line of the example.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// What was wanted and what was read.
    pub message: String,
}

/// An example as the article that it stands for.
pub(super) fn article_of(text: &str) -> Article<'_> {
    let published = Some(jiff::civil::Date::constant(2022, 3, 3));
    Article { id: "example", text, title: None, published, kept: &[] }
}

impl Pack {
    /// Runs every example of the pack. An example names the rows it must give, each "type.mode" with "negated",
    /// "future", "hypothetical" or "historical" where it is not plain; without rows it must give none. Types
    /// under `never` must not be read. Columns (`actors`, `recipients`, `quantities`, ...) are those of the first
    /// row. Nor may a sentence be passed over that tells something. Empty when all is well.
    pub fn self_test(&self) -> Vec<Failure> {
        let mut failures = Vec::new();
        let mut reader = self.reader();
        for example in &self.examples {
            let events = reader.read(&article_of(&example.text));
            let got: Vec<(String, String, String)> = events
                .iter()
                .map(|event| {
                    let code = &self.codes[event.code];
                    let status = if event.negated { "negated" } else { event.realis.name() };
                    (
                        code.event_type.clone(),
                        code.mode.clone(),
                        if status == "actual" { "affirmed".into() } else { status.into() },
                    )
                })
                .collect();
            let missing = example.want.iter().find(|want| !got.contains(want));
            let excess = if example.want.is_empty() && example.never.is_empty() {
                got.first()
            } else {
                got.iter().find(|(event_type, mode, _)| {
                    example
                        .never
                        .iter()
                        .any(|(never, which)| never == event_type && (which.is_empty() || which == mode))
                })
            };
            let differs = || {
                let rows = events.iter().zip(&got).filter(|(_, row)| example.want.first() == Some(row));
                let found: Vec<String> =
                    rows.map_while(|(event, _)| example.columns.differ(&example.text, event)).collect();
                let all = found.len() == got.iter().filter(|row| example.want.first() == Some(row)).count();
                found.into_iter().next().filter(|_| all)
            };
            let passed_over = || {
                let (full, _) = reader.explain(&article_of(&example.text));
                (full != events).then(|| "a sentence is passed over that tells something".to_owned())
            };
            let message = match (missing, excess, differs().or_else(passed_over)) {
                (Some((event_type, mode, status)), ..) => format!("wanted {event_type}.{mode} {status}"),
                (None, Some((event_type, mode, status)), _) => {
                    format!("did not want {event_type}.{mode} {status}")
                }
                (None, None, Some(column)) => column,
                (None, None, None) => continue,
            };
            let read: Vec<String> = got
                .iter()
                .map(|(event_type, mode, status)| format!("{event_type}.{mode} {status}"))
                .collect();
            failures.push(Failure {
                file: example.file.clone(),
                line: example.line,
                text: example.text.clone(),
                message: format!("{message}; read [{}]", read.join(", ")),
            });
        }
        failures
    }

    /// Number of examples that the pack holds.
    pub fn examples(&self) -> usize {
        self.examples.len()
    }
}

impl Columns {
    /// What the row holds in a column that the example has otherwise.
    fn differ(&self, text: &str, event: &Event) -> Option<String> {
        let words = |span: Span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let names = |actors: &[Actor]| actors.iter().map(|actor| words(actor.span)).collect::<Vec<_>>();
        let counts = event.quantities.iter().map(|quantity| {
            let number = quantity.best.or(quantity.low).or(quantity.high);
            format!("{} {}", quantity.kind, number.unwrap_or_default())
        });
        let lists = [
            ("actors", &self.actors, names(&event.actors)),
            ("recipients", &self.recipients, names(&event.recipients)),
            ("third_parties", &self.third_parties, names(&event.third_parties)),
            ("quantities", &self.quantities, counts.collect()),
        ];
        let list = lists.into_iter().find_map(|(column, want, mut got)| {
            let mut want = want.clone()?;
            want.sort();
            got.sort();
            (want != got).then(|| format!("wanted {column} {want:?}, not {got:?}"))
        });
        let speaker = event.claim.as_ref().and_then(|claim| claim.speaker.as_ref());
        let single = [
            ("place", &self.place, event.place.as_ref().map(|place| words(place.span))),
            ("date", &self.date, event.date_start.map(|day| day.to_string())),
            ("speaker", &self.speaker, speaker.map(|speaker| words(speaker.span))),
        ];
        list.or_else(|| {
            single.into_iter().find_map(|(column, want, got)| {
                let want = want.as_ref()?;
                (got.as_ref() != Some(want))
                    .then(|| format!("wanted {column} {want:?}, not {:?}", got.unwrap_or_default()))
            })
        })
    }
}
