//! The table `[classes]`: words of one kind, a bit a class.

use super::builder::Builder;
use super::source::{List, Source};
use crate::Result;
use crate::events::lexicon::Sense;

/// A bit each: the classes of a token are one word, and so is each test of them.
const MOST: usize = 64;

/// Class bits that the engine itself asks for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    pub armed: u64,
    pub person: u64,
    pub official: u64,
    pub state: u64,
    pub place_head: u64,
    pub container: u64,
    pub happening: u64,
    pub launching: u64,
    pub document: u64,
    pub outlet: u64,
    pub actor_adjective: u64,
    pub sides: u64,
    pub hedge: u64,
    pub victim_word: u64,
    pub conflict: u64,
    pub unrest: u64,
    pub building: u64,
    pub territory: u64,
    pub vessel: u64,
    pub weapon_bomb: u64,
    pub arms: u64,
    pub disaster: u64,
    pub crime: u64,
    pub commerce: u64,
    pub sport: u64,
    pub number: u64,
    pub name: u64,
    pub pronoun: u64,
    pub responsibility: u64,
    pub body: u64,
    pub actor: u64,
}

impl Known {
    /// All of them.
    pub(super) fn all(&self) -> u64 {
        [
            self.armed,
            self.person,
            self.official,
            self.state,
            self.place_head,
            self.container,
            self.happening,
            self.launching,
            self.document,
            self.outlet,
            self.actor_adjective,
            self.sides,
            self.hedge,
            self.victim_word,
            self.conflict,
            self.unrest,
            self.building,
            self.territory,
            self.weapon_bomb,
            self.disaster,
            self.crime,
            self.commerce,
            self.sport,
            self.number,
            self.name,
            self.pronoun,
            self.responsibility,
            self.body,
            self.actor,
        ]
        .into_iter()
        .fold(0, |all, bit| all | bit)
    }
}

impl Known {
    /// Classes whose sentences are counted, to tell what an article is about.
    pub(crate) fn counted(&self) -> u64 {
        self.conflict | self.disaster | self.commerce | self.sport
    }
}

impl Builder {
    pub(super) fn classes(&mut self, source: &Source) {
        for (class, list) in &source.raw.classes {
            let bit = match self.class_names.iter().position(|known| known == class) {
                Some(index) => 1_u64 << index,
                None if self.class_names.len() == MOST => {
                    let message = format!(
                        "{class}: a pack has at most {MOST} classes; put its words into a class that the same rules \
                         ask for, or leave out one that `wiresift pack lint` calls unused"
                    );
                    self.errors.push(source.error(list.span().start, message));
                    continue;
                }
                None => {
                    self.class_names.push(class.clone());
                    1_u64 << (self.class_names.len() - 1)
                }
            };
            for (_, phrase) in source.phrases(list) {
                self.add_class_phrase(phrase, bit);
            }
        }
    }

    /// A class phrase in the forms of its last word. One that begins with `~` is a verb, one with `=` stands as
    /// written, others are nouns.
    fn add_class_phrase(&mut self, phrase: &str, bit: u64) {
        let sense = Sense::Class(bit);
        if let Some(verb) = phrase.strip_prefix('~') {
            let id = self.add_verb(verb);
            for form in self.lexicon.forms_of(id) {
                let form = self.lexicon.word(form).to_owned();
                self.lexicon.add_phrase(&form, sense, None);
            }
        } else if let Some(word) = phrase.strip_prefix('=') {
            self.lexicon.add_phrase(word, sense, None);
        } else {
            self.add_noun_phrase(phrase, sense, None);
        }
    }

    pub(in crate::events) fn class_bits(&self, source: &Source, list: Option<&List>) -> Result<u64> {
        let phrases = source.optional(list).into_iter();
        phrases.map(|(at, class)| self.class_bit(source, at, class)).try_fold(0, |bits, bit| Ok(bits | bit?))
    }

    pub(in crate::events) fn class_bit(&self, source: &Source, at: usize, class: &str) -> Result<u64> {
        let index = self.class_names.iter().position(|known| known == class).ok_or_else(|| {
            let known = self.class_names.join(", ");
            source.error(at, format!("{class}: no such class; known are {known}"))
        })?;
        Ok(1 << index)
    }

    /// Classes with which a word is read although the article is about something else: see `evidence`.
    pub(in crate::events) fn excuse(known: &Known, needs: u64, unless: u64) -> u64 {
        let blast = if unless & known.sport == 0 { 0 } else { known.weapon_bomb };
        let states = if unless & known.commerce == 0 { 0 } else { known.actor | known.actor_adjective };
        needs & known.conflict | blast | states
    }

    /// Classes that a word must show, none where its shape may show them in place of a list.
    pub(in crate::events) fn shown(known: &Known, classes: u64) -> u64 {
        if classes & (known.name | known.pronoun | known.number) == 0 { classes } else { 0 }
    }

    pub(in crate::events) fn known(&self) -> Known {
        let class = |name: &str| {
            self.class_names.iter().position(|known| known == name).map_or(0, |index| 1_u64 << index)
        };
        Known {
            armed: class("armed"),
            person: class("person"),
            official: class("official"),
            state: class("state"),
            place_head: class("place_head"),
            container: class("container"),
            happening: class("happening"),
            launching: class("launching"),
            document: class("document"),
            outlet: class("outlet"),
            actor_adjective: class("demonym"),
            sides: class("sides"),
            hedge: class("hedge"),
            victim_word: class("victim_word"),
            conflict: class("conflict"),
            unrest: class("unrest"),
            building: class("building"),
            territory: class("territory"),
            vessel: class("vessel") | class("convoy_word"),
            weapon_bomb: class("weapon_bomb"),
            arms: class("military_thing") | class("weapon_air") | class("weapon_drone"),
            disaster: class("disaster"),
            crime: class("crime"),
            commerce: class("commerce"),
            sport: class("sport"),
            number: class("number"),
            name: class("name"),
            pronoun: class("pronoun"),
            responsibility: class("responsibility"),
            body: class("body"),
            actor: class("actor"),
        }
    }
}
