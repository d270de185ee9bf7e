//! The tables `[[example]]`: texts with the rows that they must give, and that they must not.

use serde::Deserialize;

use super::builder::Builder;
use super::source::Source;
use crate::Result;

/// An example of a pack: a text and the rows that it must give, or none.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub file: String,
    pub line: usize,
    pub text: String,
    pub want: Vec<(String, String, String)>,
    pub never: Vec<(String, String)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawExample {
    text: String,
    #[serde(default)]
    events: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
}

impl Builder {
    pub(super) fn examples(&self, source: &Source, out: &mut Vec<Example>) -> Result<()> {
        for spanned in &source.raw.example {
            let raw = spanned.get_ref();
            let at = spanned.span().start;
            let mut want = Vec::new();
            for event in &raw.events {
                let parts: Vec<&str> = event.split_whitespace().collect();
                let (name, status) = match parts[..] {
                    [name] => (name, "affirmed"),
                    [name, status] => (name, status),
                    _ => {
                        return Err(source
                            .error(at, format!("{event}: expected \"type.mode\" or \"type.mode status\"")));
                    }
                };
                let (event_type, mode) = name
                    .split_once('.')
                    .ok_or_else(|| source.error(at, format!("{event}: expected \"type.mode\"")))?;
                self.code(source, at, event_type, mode)?;
                want.push((event_type.to_owned(), mode.to_owned(), status.to_owned()));
            }
            let never = raw
                .never
                .iter()
                .map(|event| {
                    event
                        .split_once('.')
                        .map_or((event.clone(), String::new()), |(a, b)| (a.to_owned(), b.to_owned()))
                })
                .collect();
            out.push(Example {
                file: source.file.name.to_owned(),
                line: source.line(at),
                text: raw.text.clone(),
                want,
                never,
            });
        }
        Ok(())
    }
}
