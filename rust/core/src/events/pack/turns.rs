//! What a mode turns into: by what stands in its clause, by its status, and by who brings it about.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::builder::Builder;
use super::source::{List, Source};
use super::types::CodeId;
use super::verbs::Meaning;
use crate::Result;
use crate::events::lexicon::{LemmaId, Trigger};

/// A refinement: with this class in the clause the mode becomes that code.
#[derive(Debug)]
pub(crate) struct Refinement {
    pub event_type: String,
    pub classes: u64,
    pub code: CodeId,
}

/// What a mode turns into by its status, and verbs of third parties.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    /// Verbs whose agent stands between the sides ("brokered by").
    pub between: Vec<LemmaId>,
    /// What a mode becomes when it holds no longer.
    pub lapsed: Vec<(CodeId, CodeId)>,
    /// What a mode is called where it is denied.
    pub denied: Vec<(CodeId, CodeId)>,
    /// What a mode is called while it is to come.
    pub to_come: Vec<(CodeId, CodeId)>,
    /// What a mode is called where it is said that it will not come.
    pub not_to_come: Vec<(CodeId, CodeId)>,
    /// What an event of a type is while its own actor says that it will come.
    pub vowed: Vec<(String, CodeId)>,
    /// Verbs of third parties that are an event of their own ("talks facilitated by Oman").
    pub mediates: Vec<(LemmaId, CodeId)>,
    /// What it is to say that another must do something.
    pub obliged: Option<Obliged>,
}

/// "The minister said that Iran must cooperate".
#[derive(Debug)]
pub(crate) struct Obliged {
    pub code: CodeId,
    /// The modal verbs that say so.
    pub words: Vec<String>,
    /// Of whom it is told.
    pub subject_classes: u64,
    pub unless: u64,
}

/// Modes by type, and what they become.
pub(super) type Shifts = BTreeMap<String, BTreeMap<String, Spanned<String>>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawObliged {
    pub(super) event: String,
    /// Modal verbs.
    pub(super) words: List,
    pub(super) subject_class: Option<List>,
    pub(super) unless: Option<List>,
}

impl Builder {
    /// What modes turn into by their status, before anything that can start them is known.
    pub(super) fn shifts(&mut self, sources: &[Source]) -> Turns {
        let mut turns = Turns::default();
        for source in sources {
            for (raw, out) in [
                (&source.raw.no_longer, &mut turns.lapsed),
                (&source.raw.denied, &mut turns.denied),
                (&source.raw.to_come, &mut turns.to_come),
                (&source.raw.not_to_come, &mut turns.not_to_come),
            ] {
                let done = self.shift(source, raw, out);
                self.note(done);
            }
            let done = self.vows(source, &mut turns.vowed);
            self.note(done);
        }
        turns
    }

    pub(super) fn turns(&mut self, sources: &[Source], mut turns: Turns) -> Turns {
        for source in sources {
            let done = self.turns_of(source, &mut turns);
            self.note(done);
        }
        turns
    }

    fn turns_of(&mut self, source: &Source, turns: &mut Turns) -> Result<()> {
        if let Some(spanned) = &source.raw.obliged {
            let raw = spanned.get_ref();
            let at = spanned.span().start;
            let code = self.full_code(source, at, &raw.event)?;
            let subject_classes = self.class_bits(source, raw.subject_class.as_ref())?;
            let mut words = Vec::new();
            let unless = self.class_bits(source, raw.unless.as_ref())?;
            let excuse = Self::excuse(&self.known(), 0, unless);
            let closing = self.closing([code]);
            let trigger = Trigger { needs: subject_classes, unless, excuse, closing, ..Trigger::default() };
            for (_, word) in source.phrases(&raw.words) {
                words.push(word.to_owned());
                let entry = self.lexicon.intern(word);
                self.lexicon.entries[entry as usize].starts.push((Box::default(), trigger));
            }
            turns.obliged = Some(Obliged { code, words, subject_classes, unless });
        }
        for (to, verbs) in &source.raw.mediates {
            let code = self.full_code(source, verbs.span().start, to)?;
            for (_, verb) in source.phrases(verbs) {
                turns.mediates.push((self.add_verb(verb), code));
            }
        }
        for (_, verb) in source.optional(source.raw.between.as_ref()) {
            turns.between.push(self.add_verb(verb));
        }
        for (_, phrase) in source.optional(source.raw.repels.as_ref()) {
            self.add_verb_sense(phrase, Meaning::Repels, None);
        }
        Ok(())
    }

    fn vows(&self, source: &Source, out: &mut Vec<(String, CodeId)>) -> Result<()> {
        for (event_type, to) in &source.raw.vowed {
            let at = to.span().start;
            out.push((event_type.clone(), self.full_code(source, at, to.get_ref())?));
        }
        Ok(())
    }

    fn shift(&self, source: &Source, raw: &Shifts, out: &mut Vec<(CodeId, CodeId)>) -> Result<()> {
        for (event_type, modes) in raw {
            for (from, to) in modes {
                let at = to.span().start;
                out.push((
                    self.code(source, at, event_type, from)?,
                    self.code(source, at, event_type, to.get_ref())?,
                ));
            }
        }
        Ok(())
    }

    /// The refinements of all files.
    pub(super) fn refinements(&mut self, sources: &[Source]) -> Vec<Refinement> {
        let mut refinements = Vec::new();
        for source in sources {
            let done = self.refine(source, &mut refinements);
            self.note(done);
        }
        refinements
    }

    fn refine(&self, source: &Source, out: &mut Vec<Refinement>) -> Result<()> {
        for (event_type, modes) in &source.raw.refine {
            // which class goes before which is as they are written
            let mut modes: Vec<_> = modes.iter().collect();
            modes.sort_by_key(|(_, mode)| mode.span().start);
            for (class, mode) in modes {
                let at = mode.span().start;
                let classes = self.class_bit(source, at, class)?;
                let code = self.code(source, at, event_type, mode.get_ref())?;
                out.push(Refinement { event_type: event_type.clone(), classes, code });
            }
        }
        Ok(())
    }
}
