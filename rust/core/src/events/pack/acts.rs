//! The table `[acts]`: what can be done about a topic, the columns of the grid.

use serde::Deserialize;
use toml::Spanned;

use super::builder::Builder;
use super::source::{List, Source};
use super::verbs::Meaning;
use crate::Result;
use crate::events::lexicon::{Sense, act_bit};

pub(crate) type ActId = u16;

/// Bits of [`Lexicon::acts`] beside those of the acts themselves: the verbs that a topic has of its own (topics
/// beyond the last share one), and words that oblige.
pub(super) const FIRST_OWN: u16 = 32;
pub(super) const LAST_OWN: u16 = 61;
pub(super) const OBLIGES: u16 = 62;

/// An act of the grid.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug)]
pub(crate) struct Act {
    pub name: String,
    /// A governing act takes its place: "agreed to hold talks" is an agreement on talks.
    pub yields: bool,
    /// It leaves the act of a noun below it as it is: "made a proposal", "announced the extension".
    pub neutral: bool,
    /// It governs a clause below it ("refused to ...").
    pub governs: bool,
    /// It takes the place of neutral acts only ("plans to sign" stays a signing).
    pub light: bool,
    /// "must" and "should" in a claim are this act by the speaker.
    pub obligation: bool,
    /// It is the answer no: what others asked not to do is this act.
    pub denies: bool,
    /// The act it is when its subject itself is to do it: "wants to withdraw" proposes. Of an act `of_subject`, what it is
    /// where its subject names a text and no act.
    pub own: Option<ActId>,
    /// The topic may be its subject although it has an object ("the talks produced ...").
    pub with_object: bool,
    /// The topic may be its subject: "the truce collapsed".
    pub intransitive: bool,
    /// A pronoun may stand for its topic: "both signed it".
    pub again: bool,
    /// It is the act of the noun that is its subject: "the plan includes a truce" proposes, "the deal includes" agrees.
    pub of_subject: bool,
}

#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAct {
    #[serde(default)]
    pub(super) yields: bool,
    #[serde(default)]
    pub(super) neutral: bool,
    #[serde(default)]
    pub(super) governs: bool,
    #[serde(default)]
    pub(super) light: bool,
    #[serde(default)]
    pub(super) obligation: bool,
    #[serde(default)]
    pub(super) denies: bool,
    pub(super) own: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) with_object: bool,
    #[serde(default)]
    pub(super) intransitive: bool,
    #[serde(default)]
    pub(super) again: bool,
    #[serde(default)]
    pub(super) of_subject: bool,
    pub(super) verbs: Option<List>,
    pub(super) nouns: Option<List>,
    pub(super) adjectives: Option<List>,
}

impl Builder {
    pub(super) fn acts(&mut self, source: &Source) {
        for modal in ["must", "should", "shouldn't", "mustn't"] {
            let entry = self.lexicon.intern(modal);
            self.lexicon.entries[entry as usize].acts |= act_bit(OBLIGES);
        }
        for (name, raw) in &source.raw.acts {
            let id = self.act_id(name, raw);
            for (at, phrase) in source.optional(raw.verbs.as_ref()) {
                if let Some((other, line)) = self.act_verbs.get(phrase) {
                    let message =
                        format!("{phrase}: already an act, {other} (line {line}); a verb carries one act");
                    self.errors.push(source.error(at, message));
                    continue;
                }
                self.act_verbs.insert(phrase.to_owned(), (name.clone(), source.line(at)));
                self.add_verb_sense(phrase, Meaning::Act(id), None);
            }
            for (_, phrase) in source.optional(raw.nouns.as_ref()) {
                self.add_noun_phrase(phrase, Sense::Act(id), None);
            }
            for (_, word) in source.optional(raw.adjectives.as_ref()) {
                let entry = self.lexicon.intern(word) as usize;
                self.lexicon.entries[entry].act = Some(id);
                self.lexicon.entries[entry].acts |= act_bit(id);
                self.lexicon.entries[entry].adjective = true;
            }
        }
    }

    pub(super) fn own_acts(&mut self, source: &Source) {
        for (name, raw) in &source.raw.acts {
            if let Some(own) = &raw.own {
                match self.find_act(source, own.span().start, own.get_ref()) {
                    Ok(own) => {
                        let id = self.act_id(name, raw);
                        self.acts[id as usize].own = Some(own);
                    }
                    Err(error) => self.errors.push(error),
                }
            }
        }
    }

    fn act_id(&mut self, name: &str, raw: &RawAct) -> ActId {
        if let Some(index) = self.acts.iter().position(|act| act.name == name) {
            return index as ActId;
        }
        self.acts.push(Act {
            name: name.to_owned(),
            yields: raw.yields,
            neutral: raw.neutral,
            governs: raw.governs,
            light: raw.light,
            obligation: raw.obligation,
            denies: raw.denies,
            own: None,
            with_object: raw.with_object,
            intransitive: raw.intransitive,
            again: raw.again,
            of_subject: raw.of_subject,
        });
        self.acts.len() as ActId - 1
    }

    pub(super) fn find_act(&self, source: &Source, at: usize, name: &str) -> Result<ActId> {
        self.acts.iter().position(|act| act.name == name).map(|index| index as ActId).ok_or_else(|| {
            let known: Vec<&str> = self.acts.iter().map(|act| act.name.as_str()).collect();
            source.error(at, format!("{name}: no such act; known are {}", known.join(", ")))
        })
    }
}
