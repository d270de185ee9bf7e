//! The tables `[[governor]]`: words that say whether what follows them happened.

use serde::Deserialize;

use super::builder::Builder;
use super::source::{List, Source};
use super::verbs::Meaning;
use crate::Result;
use crate::events::lexicon::Sense;

/// Whether it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Realis {
    /// It did, or did not.
    Actual,
    /// Long ago: background.
    Historical,
    /// It is to come.
    Future,
    /// It may be, or is wished.
    Hypothetical,
}

impl Realis {
    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Historical => "historical",
            Self::Future => "future",
            Self::Hypothetical => "hypothetical",
        }
    }
}

/// What a governor makes of its complement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signature {
    pub negates: bool,
    pub realis: Option<Realis>,
    pub hedged: bool,
}

/// A word that governs a complement.
#[derive(Debug)]
pub(crate) struct Governor {
    pub name: String,
    pub affirmed: Signature,
    pub negated: Signature,
    /// The object of the governor does what the complement says.
    pub object_control: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGovernor {
    pub(super) verbs: Option<List>,
    pub(super) nouns: Option<List>,
    pub(super) adjectives: Option<List>,
    /// "affirmed", "negated", and realis or "hedged", parted by spaces.
    pub(super) affirmed: String,
    pub(super) negated: String,
    #[serde(default)]
    pub(super) object_control: bool,
}

impl Builder {
    pub(super) fn governors(&mut self, source: &Source) {
        for spanned in &source.raw.governor {
            let done = self.governor(source, spanned.span().start, spanned.get_ref());
            self.note(done);
        }
    }

    fn governor(&mut self, source: &Source, at: usize, raw: &RawGovernor) -> Result<()> {
        let id = self.governors.len() as u16;
        let affirmed = signature(&raw.affirmed).map_err(|message| source.error(at, message))?;
        let negated = signature(&raw.negated).map_err(|message| source.error(at, message))?;
        let verbs = source.optional(raw.verbs.as_ref());
        let nouns = source.optional(raw.nouns.as_ref());
        let adjectives = source.optional(raw.adjectives.as_ref());
        let name = verbs.iter().chain(&nouns).chain(&adjectives).next().map(|(_, word)| (*word).to_owned());
        for (_, phrase) in &verbs {
            self.add_verb_sense(phrase, Meaning::Governor(id), None);
        }
        for (_, phrase) in &nouns {
            self.add_noun_phrase(phrase, Sense::Governor(id), None);
        }
        for (_, word) in &adjectives {
            let entry = self.lexicon.intern(word);
            self.lexicon.entries[entry as usize].governor = Some(id);
            self.lexicon.entries[entry as usize].adjective = true;
        }
        self.governors.push(Governor {
            name: name.unwrap_or_default(),
            affirmed,
            negated,
            object_control: raw.object_control,
        });
        Ok(())
    }
}

pub(in crate::events) fn signature(text: &str) -> std::result::Result<Signature, String> {
    let mut out = Signature { negates: false, realis: None, hedged: false };
    for word in text.split_whitespace() {
        match word {
            "affirmed" => out.negates = false,
            "negated" => out.negates = true,
            "actual" => out.realis = Some(Realis::Actual),
            "future" => out.realis = Some(Realis::Future),
            "hypothetical" => out.realis = Some(Realis::Hypothetical),
            "hedged" => out.hedged = true,
            other => {
                return Err(format!(
                    "{other}: expected affirmed, negated, actual, future, hypothetical or hedged"
                ));
            }
        }
    }
    Ok(out)
}
