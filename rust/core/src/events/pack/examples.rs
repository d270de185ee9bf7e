//! The tables `[[example]]`: texts with the rows that they must give, and that they must not.

use serde::Deserialize;

use super::builder::Builder;
use super::source::Source;
use crate::Result;

/// What may stand after the mode that an example wants.
const STATUSES: [&str; 5] = ["affirmed", "negated", "future", "hypothetical", "historical"];

/// An example of a pack: a text and the rows that it must give, or none.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub file: String,
    pub line: usize,
    pub text: String,
    pub want: Vec<(String, String, String)>,
    pub never: Vec<(String, String)>,
    /// What the row of the first of them must hold.
    pub columns: Columns,
}

/// Columns of a row as an example writes them: the words of the text, whole and no others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    pub actors: Option<Vec<String>>,
    pub recipients: Option<Vec<String>>,
    pub third_parties: Option<Vec<String>>,
    pub place: Option<String>,
    /// The first day, as `2022-03-03`.
    pub date: Option<String>,
    pub speaker: Option<String>,
    /// Kind and number, as `killed 14`.
    pub quantities: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawExample {
    pub(super) text: String,
    #[serde(default)]
    pub(super) events: Vec<String>,
    #[serde(default)]
    pub(super) never: Vec<String>,
    pub(super) actors: Option<Vec<String>>,
    pub(super) recipients: Option<Vec<String>>,
    pub(super) third_parties: Option<Vec<String>>,
    pub(super) place: Option<String>,
    pub(super) date: Option<String>,
    pub(super) speaker: Option<String>,
    pub(super) quantities: Option<Vec<String>>,
}

impl RawExample {
    fn columns(&self) -> Columns {
        Columns {
            actors: self.actors.clone(),
            recipients: self.recipients.clone(),
            third_parties: self.third_parties.clone(),
            place: self.place.clone(),
            date: self.date.clone(),
            speaker: self.speaker.clone(),
            quantities: self.quantities.clone(),
        }
    }
}

impl Builder {
    pub(super) fn examples(&mut self, source: &Source, out: &mut Vec<Example>) {
        for spanned in &source.raw.example {
            let example = self.example(source, spanned.span().start, spanned.get_ref());
            match example {
                Ok(example) => out.push(example),
                Err(error) => self.errors.push(error),
            }
        }
    }

    fn example(&self, source: &Source, at: usize, raw: &RawExample) -> Result<Example> {
        let mut want = Vec::new();
        for event in &raw.events {
            let parts: Vec<&str> = event.split_whitespace().collect();
            let (name, status) = match parts[..] {
                [name] => (name, "affirmed"),
                [name, status] => (name, status),
                _ => {
                    return Err(
                        source.error(at, format!("{event}: expected \"type.mode\" or \"type.mode status\""))
                    );
                }
            };
            let (event_type, mode) = name
                .split_once('.')
                .ok_or_else(|| source.error(at, format!("{event}: expected \"type.mode\"")))?;
            self.code(source, at, event_type, mode)?;
            if !STATUSES.contains(&status) {
                let known = STATUSES.join(", ");
                return Err(source.error(at, format!("{status}: no such status; known are {known}")));
            }
            want.push((event_type.to_owned(), mode.to_owned(), status.to_owned()));
        }
        let mut never = Vec::new();
        for event in &raw.never {
            let (event_type, mode) = event.split_once('.').unwrap_or((event, ""));
            if mode.is_empty() {
                self.known_type(source, at, event_type)?;
            } else {
                self.code(source, at, event_type, mode)?;
            }
            never.push((event_type.to_owned(), mode.to_owned()));
        }
        let columns = raw.columns();
        if want.is_empty() && columns != Columns::default() {
            return Err(
                source.error(at, "columns are those of the first of `events`, and there is none".to_owned())
            );
        }
        Ok(Example {
            columns,
            file: source.file.name.to_owned(),
            line: source.line(at),
            text: raw.text.clone(),
            want,
            never,
        })
    }
}
