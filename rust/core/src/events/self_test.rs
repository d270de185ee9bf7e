//! A pack tests itself: its examples must give the rows they name, its counter-examples none.

use super::{Article, Pack};

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
    /// under `never` must not be read. Empty when all is well.
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
            let message = match (missing, excess) {
                (Some((event_type, mode, status)), _) => format!("wanted {event_type}.{mode} {status}"),
                (None, Some((event_type, mode, status))) => {
                    format!("did not want {event_type}.{mode} {status}")
                }
                (None, None) => continue,
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
