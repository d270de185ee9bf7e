//! Who: states, organisations, armed groups, persons, and kinds of people (`rebels`, `Russian troops`).
//!
//! What is stable comes from a lexicon (TOML, [`lexicon`]): names, demonyms, seats of government, offices and
//! who held them when. What is not is read by shape ([`shape`]): a title and a name, a name and an apposition.
//! [`Names`] remembers the people of one document, so that a surname alone later on is the person named before.
//!
//! Parts compose: `Ukrainian officials` is Ukraine and officials (UKRGOV), `French Foreign Minister` on a given
//! day is who held the office then, `Ukrainian President Volodymyr Zelensky` is one person. Spellings of a name
//! fold to one id.
//!
//! Cost: one hash look-up a token, and a few comparisons at each capitalised one; an allocation only when a new
//! person is met.

use std::ops::Range;

use jiff::civil::Date;

use crate::text::words::Words;

pub(super) mod compose;
mod fold;
mod lexicon;
mod memory;
mod schema;
mod shape;
pub(super) mod shape_words;

pub(crate) use lexicon::Spelling;
pub use lexicon::{ActorLexicon, ActorRecord, Role};
use memory::NamedEntry;
pub use memory::Names;

/// How codes of bodies of many states begin.
pub(crate) const WORLD: &str = "IGO";

/// How an actor was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// By a name in the lexicon.
    Name,
    /// By an adjective or demonym: `Ukrainian`, `Israelis`.
    People,
    /// By the seat of its government: `Kyiv`, `the Kremlin`.
    Seat,
    /// A kind of people without a name: `rebels`, `the foreign minister`.
    Agent,
    /// A state or organisation and a kind of people: `Russian troops`.
    Composed,
    /// A state behind another one whose people are named: `the envoys of Chad and Mali`.
    Shared,
    /// A person or group that no lexicon holds, by its shape.
    Shape,
    /// A surname of a person named earlier in the document.
    Surname,
}

/// Whom a hit refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorRef {
    /// A record of the lexicon, and the kind of people of it that is meant.
    Known {
        /// Index of the record.
        record: u32,
        /// Index of the kind of people, also a record.
        agent: Option<u32>,
    },
    /// A person or group of [`Names`].
    Named(u32),
}

/// An actor in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorHit {
    /// Its tokens, titles and adjectives included.
    pub words: Range<usize>,
    /// Whom it refers to.
    pub actor: ActorRef,
    /// How it was recognised.
    pub form: Form,
}

/// An actor as the table of events tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// Stable id: the same for every spelling.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// `country`, `organisation`, `person`, `armed_group`, `military`, `government`, ...
    pub kind: String,
    /// ISO 3166 alpha-3; empty where none is known.
    pub country: String,
    /// CAMEO-style code, valid on the day asked for.
    pub code: String,
}

impl ActorLexicon {
    /// Finds the actors of `words`, longest first, left to right, into `out` (cleared first).
    ///
    /// `names` remembers people from sentence to sentence of one document; clear it before the next.
    pub fn find(&self, words: &Words, names: &mut Names, out: &mut Vec<ActorHit>) {
        out.clear();
        self.find_more(words, words.writing().is_headline(), names, out);
    }

    /// As [`ActorLexicon::find`], behind what `out` holds already. Where `headline` is set, nearly every word is
    /// capitalised.
    pub(crate) fn find_more(
        &self,
        words: &Words,
        headline: bool,
        names: &mut Names,
        out: &mut Vec<ActorHit>,
    ) {
        let finder = compose::Finder { lexicon: self, words, headline };
        let mut at = 0;
        while at < words.len() {
            if finder.begins_nothing(at) {
                at += 1;
                continue;
            }
            match finder.at(at, names) {
                Some(mut hit) => {
                    if let Some(last) = out.last() {
                        finder.share_kind(last, &mut hit);
                    }
                    at = hit.words.end.max(at + 1);
                    out.push(hit);
                }
                None => at += 1,
            }
        }
    }

    /// The country of a hit, empty where none is known.
    pub fn country<'l>(&'l self, hit: &ActorHit, names: &'l Names) -> &'l str {
        match hit.actor {
            ActorRef::Known { record, .. } => &self.record(record).country,
            ActorRef::Named(index) => match names.get(index) {
                Some(entry) => {
                    entry.record.map_or(&names.standing(entry).country, |record| &self.record(record).country)
                }
                None => "",
            },
        }
    }

    /// Whether a hit has a code, as far as its document has told.
    pub(crate) fn has_code(&self, hit: &ActorHit, names: &Names) -> bool {
        match hit.actor {
            ActorRef::Known { record, agent: Some(_) } if self.record(record).kind == "country" => true,
            ActorRef::Known { record, .. } => {
                let record = self.record(record);
                !record.code.is_empty() || !record.roles.is_empty()
            }
            ActorRef::Named(index) => names
                .get(index)
                .is_some_and(|entry| entry.record.is_some() || !names.standing(entry).code.is_empty()),
        }
    }

    /// Whether the code of a hit is that of a body of many states.
    pub(crate) fn is_of_the_world(&self, hit: &ActorHit, names: &Names, date: Option<Date>) -> bool {
        let known = |record: u32| self.record(record).code_on(date).starts_with(WORLD);
        match hit.actor {
            ActorRef::Known { record, agent: None } => known(record),
            ActorRef::Known { record, .. } => {
                known(record) || self.describe(hit, names, date).code.starts_with(WORLD)
            }
            ActorRef::Named(index) => names.get(index).is_some_and(|entry| {
                entry.record.map_or_else(|| names.standing(entry).code.starts_with(WORLD), known)
            }),
        }
    }

    /// The record whose kind a hit has, without its office on a day; the kind itself where no record holds it.
    pub(crate) fn kind_record(&self, hit: &ActorHit, names: &Names) -> Result<u32, &'static str> {
        let (record, agent) = match hit.actor {
            ActorRef::Known { record, agent } => (record, agent),
            ActorRef::Named(index) => match names.get(index) {
                Some(NamedEntry { record: Some(record), .. }) => (*record, None),
                Some(entry) => return Err(entry.kind),
                None => return Err(""),
            },
        };
        Ok(agent.filter(|_| self.record(record).kind == "country").unwrap_or(record))
    }

    /// The row of a hit, with the codes and office holders of `date`.
    pub fn describe(&self, hit: &ActorHit, names: &Names, date: Option<Date>) -> Actor {
        match hit.actor {
            ActorRef::Known { record, agent } => self.describe_known(record, agent, date),
            ActorRef::Named(index) => match names.get(index) {
                Some(entry) => match entry.record {
                    Some(record) => self.describe_known(record, None, date),
                    None => Actor {
                        id: entry.id.clone(),
                        name: entry.name.clone(),
                        kind: entry.kind.to_owned(),
                        country: names.standing(entry).country.clone(),
                        code: names.standing(entry).code.clone(),
                    },
                },
                None => Actor::default(),
            },
        }
    }

    fn describe_known(&self, record: u32, agent: Option<u32>, date: Option<Date>) -> Actor {
        let base = self.record(record);
        let Some(agent) = agent.map(|agent| self.record(agent)) else {
            return Actor {
                id: base.id.clone(),
                name: base.name.clone(),
                kind: base.kind.clone(),
                country: base.country.clone(),
                code: base.code_on(date).to_owned(),
            };
        };
        if let Some(holder) = date.and_then(|date| self.holder(&base.country, agent, date)) {
            return self.describe_known(holder, None, date);
        }
        if base.kind != "country" {
            // fighters of a group are the group; its spokesman is somebody
            let title = agent.agent.as_ref().is_some_and(|traits| traits.title);
            return Actor {
                id: if title { [&*base.id, "/", &agent.id].concat() } else { base.id.clone() },
                name: if title { [&*base.name, " (", &agent.name, ")"].concat() } else { base.name.clone() },
                kind: base.kind.clone(),
                country: base.country.clone(),
                code: base.code_on(date).to_owned(),
            };
        }
        Actor {
            id: [&*base.id, "/", &agent.id].concat(),
            name: [&*base.name, " (", &agent.name, ")"].concat(),
            kind: agent.kind.clone(),
            country: base.country.clone(),
            code: [base.code_on(date), &agent.code].concat(),
        }
    }
}

#[cfg(test)]
mod tests;
