//! The table `[types]`: types and their modes, with the codes of other ontologies.

use serde::Deserialize;

use super::builder::Builder;
use super::source::Source;
use super::subjects::Subjects;
use super::traits::Traits;
use crate::Result;
use crate::events::few::Few;

/// Codings of one mode of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Event type.
    pub event_type: String,
    /// Its mode.
    pub mode: String,
    /// PLOVER event type.
    pub plover: Option<String>,
    /// PLOVER mode.
    pub plover_mode: Option<String>,
    /// CAMEO code, with its leading zeros.
    pub cameo: Option<String>,
    /// ACLED sub-event type.
    pub acled: Option<String>,
    /// Quad class.
    pub quad: Option<String>,
    /// What the engine takes for granted of it.
    pub(crate) traits: Traits,
    /// What it counts where a rule of it says nothing.
    pub(crate) counts: Few,
    /// A bit for each subject that closes it, and for each that does where nobody of another country takes part.
    pub(crate) closed_by: Subjects,
    pub(crate) closed_at_home: Subjects,
}

pub(crate) type CodeId = u16;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCode {
    plover: Option<String>,
    plover_mode: Option<String>,
    cameo: Option<String>,
    acled: Option<String>,
    quad: Option<String>,
}

impl Builder {
    pub(super) fn types(&mut self, source: &Source) {
        for (event_type, modes) in &source.raw.types {
            for (mode, spanned) in modes {
                let raw = spanned.get_ref();
                let key = (event_type.clone(), mode.clone());
                let id = self.codes.len() as CodeId;
                self.code_ids.insert(key, id);
                self.codes.push(Code {
                    event_type: event_type.clone(),
                    mode: mode.clone(),
                    plover: raw.plover.clone(),
                    plover_mode: raw.plover_mode.clone(),
                    cameo: raw.cameo.clone(),
                    acled: raw.acled.clone(),
                    quad: raw.quad.clone(),
                    traits: Traits::default(),
                    counts: Few::default(),
                    closed_by: 0,
                    closed_at_home: 0,
                });
            }
        }
    }

    /// `[counts]`: the kinds of numbers of types.
    pub(super) fn counts(&mut self, source: &Source) {
        for (kind, list) in &source.raw.counts {
            let kind = self.quantity(Some(kind));
            for (at, name) in source.phrases(list) {
                match self.codes_of(source, at, name) {
                    Ok(codes) => {
                        for code in codes {
                            self.codes[code as usize].counts.extend(&kind);
                        }
                    }
                    Err(error) => self.errors.push(error),
                }
            }
        }
    }

    fn types_known(&self) -> String {
        let mut types: Vec<&str> = self.codes.iter().map(|code| code.event_type.as_str()).collect();
        types.dedup();
        types.join(", ")
    }

    /// That a type is known.
    pub(super) fn known_type(&self, source: &Source, at: usize, event_type: &str) -> Result<()> {
        if self.codes.iter().any(|code| code.event_type == event_type) {
            return Ok(());
        }
        Err(source.error(at, format!("{event_type}: no such type; known are {}", self.types_known())))
    }

    /// The modes of a type, or one of them, written as "type.mode".
    pub(super) fn codes_of(&self, source: &Source, at: usize, name: &str) -> Result<Vec<CodeId>> {
        if name.contains('.') {
            return self.full_code(source, at, name).map(|code| vec![code]);
        }
        self.known_type(source, at, name)?;
        let of_type = |&(_, code): &(usize, &Code)| code.event_type == name;
        Ok(self.codes.iter().enumerate().filter(of_type).map(|(id, _)| id as CodeId).collect())
    }

    /// A mode written with its type, as "type.mode".
    pub(in crate::events) fn full_code(&self, source: &Source, at: usize, name: &str) -> Result<CodeId> {
        match name.split_once('.') {
            Some((event_type, mode)) => self.code(source, at, event_type, mode),
            None => Err(source.error(at, format!("{name}: expected \"type.mode\""))),
        }
    }

    /// A mode of a type; another type may stand before it, as "type.mode".
    pub(in crate::events) fn code(
        &self,
        source: &Source,
        at: usize,
        event_type: &str,
        mode: &str,
    ) -> Result<CodeId> {
        let (event_type, mode) = mode.split_once('.').unwrap_or((event_type, mode));
        self.code_ids.get(&(event_type.to_owned(), mode.to_owned())).copied().ok_or_else(|| {
            let modes: Vec<&str> = self
                .codes
                .iter()
                .filter(|code| code.event_type == event_type)
                .map(|code| code.mode.as_str())
                .collect();
            let hint = if modes.is_empty() {
                format!("no such type; known are {}", self.types_known())
            } else {
                format!("no such mode; {event_type} has {}", modes.join(", "))
            };
            source.error(at, format!("{event_type}.{mode}: {hint}"))
        })
    }
}
