//! The table `[reporting]`: words that make a claim of what follows them.

use serde::Deserialize;

use super::builder::Builder;
use super::source::{List, Source};
use super::verbs::Meaning;
use crate::events::lexicon::Sense;

/// What someone's claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// Stated.
    Said,
    /// Denied.
    Denied,
    /// Alleged of another.
    Alleged,
    /// Passed on.
    Reported,
    /// In quotation marks.
    Quoted,
}

impl ClaimKind {
    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Denied => "denied",
            Self::Alleged => "alleged",
            Self::Reported => "reported",
            Self::Quoted => "quoted",
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawReporting {
    pub(super) verbs: Option<List>,
    pub(super) nouns: Option<List>,
}

impl Builder {
    pub(super) fn reporting(&mut self, source: &Source) {
        for (&kind, raw) in &source.raw.reporting {
            for (_, phrase) in source.optional(raw.verbs.as_ref()) {
                self.add_verb_sense(phrase, Meaning::Report(kind), None);
            }
            for (_, phrase) in source.optional(raw.nouns.as_ref()) {
                self.add_noun_phrase(phrase, Sense::Report(kind as u8), None);
            }
        }
    }
}
