//! The table `[topics]`: what acts are about, the rows of the grid.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::acts::{ActId, FIRST_OWN, LAST_OWN, OBLIGES};
use super::builder::Builder;
use super::classes::Known;
use super::source::{List, Source, split};
use super::types::CodeId;
use super::verbs::{Meaning, Particle, phrase_of};
use super::words::Roles;
use crate::Result;
use crate::events::few::Few;
use crate::events::lexicon::{LemmaId, Sense, Trigger, act_bit};

/// A verb with a mode of its own for a topic.
#[derive(Debug)]
pub(crate) struct Own {
    pub lemma: LemmaId,
    pub particle: Particle,
    pub code: Cell,
    /// Only where the topic is the subject ("talks ended"), written with "^".
    pub subject_only: bool,
}

impl Own {
    /// The same under the verb of which a phrase with "be" holds the participle.
    pub(super) fn passive(&self, (lemma, particle): (LemmaId, Particle)) -> Self {
        Self { lemma, particle, ..*self }
    }
}

/// A cell of the grid; "!" before its mode means that the act undoes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub code: CodeId,
    pub negated: bool,
}

/// A row of the grid.
#[derive(Debug)]
pub(crate) struct Topic {
    pub name: String,
    pub cells: Vec<Option<Cell>>,
    /// Verbs with a mode of their own for this topic.
    pub own: Vec<Own>,
    /// Acts that only some verbs carry for this topic.
    pub only: Vec<(ActId, Vec<LemmaId>)>,
    pub needs: u64,
    pub unless: u64,
    /// What the object of a topic verb must be, if it has one.
    pub object_classes: u64,
    pub roles: Roles,
    pub quantity: Few,
    /// Its verbs want an object.
    pub transitive: bool,
    /// Acts reach it only through verbs of its own ("agreed to halt attacks", never "agreed on attacks").
    pub governed: bool,
    /// Its nouns stand for what was told before ("the pause"), and tell nothing else.
    pub again: bool,
    /// The bit of its type among those of the topics.
    pub family: u64,
    /// Mode of a mere mention that says who or where ("the talks between A and B").
    pub told: Option<Cell>,
    /// Mode of "there is a ...".
    pub exists: Option<Cell>,
    /// Mode of one that is only possible.
    pub prospect: Option<Cell>,
}

impl Topic {
    /// Puts its own verbs in order: those with the longest particle first.
    pub(super) fn sort_own(&mut self) {
        self.own.sort_by_key(|own| std::cmp::Reverse(own.particle.len() + usize::from(own.particle.passive)));
    }

    /// One of its modes; they are all of one type.
    pub(crate) fn code(&self) -> Option<CodeId> {
        let own = || self.own.first().map(|own| own.code);
        let cell = self.cells.iter().flatten().next().copied().or(self.told).or_else(own);
        cell.map(|cell| cell.code)
    }
}

#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTopic {
    #[serde(rename = "type")]
    pub(super) event_type: Spanned<String>,
    pub(super) nouns: Option<List>,
    #[serde(default)]
    pub(super) verbs: BTreeMap<String, List>,
    pub(super) modes: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) own: BTreeMap<String, List>,
    #[serde(default)]
    pub(super) only: BTreeMap<String, List>,
    pub(super) needs: Option<List>,
    pub(super) unless: Option<List>,
    #[serde(default)]
    pub(super) mutual: bool,
    pub(super) recipients: Option<String>,
    #[serde(default)]
    pub(super) no_object: bool,
    pub(super) object_class: Option<List>,
    pub(super) quantity: Option<String>,
    pub(super) told: Option<Spanned<String>>,
    pub(super) exists: Option<Spanned<String>>,
    pub(super) prospect: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) transitive: bool,
    #[serde(default)]
    pub(super) governed: bool,
    #[serde(default)]
    pub(super) again: bool,
}

impl Builder {
    /// A mode of a topic; "!" before it means that the act undoes it.
    fn cell(&self, source: &Source, at: usize, event_type: &str, mode: &str) -> Result<Cell> {
        let name = mode.strip_prefix('!');
        let code = self.code(source, at, event_type, name.unwrap_or(mode))?;
        Ok(Cell { code, negated: name.is_some() })
    }

    /// The verbs with a mode of their own.
    fn own(&mut self, source: &Source, raw: &RawTopic, bit: u64) -> Result<Vec<Own>> {
        let mut own = Vec::new();
        for (mode, list) in &raw.own {
            let code = self.cell(source, list.span().start, raw.event_type.get_ref(), mode)?;
            for (_, phrase) in source.phrases(list) {
                let subject_only = phrase.starts_with('^');
                let (verb, words, negated) = phrase_of(phrase.strip_prefix('^').unwrap_or(phrase));
                self.carries(&verb, &words, bit);
                let particle = self.particle(&words, negated);
                own.push(Own { lemma: self.add_verb(&verb), particle, code, subject_only });
            }
        }
        Ok(own)
    }

    /// What the nouns of a topic and its verbs must find around them.
    fn triggers(
        known: &Known,
        transitive: bool,
        needs: u64,
        unless: u64,
        object_classes: u64,
    ) -> (Trigger, Trigger) {
        // one that is content with its object needs nothing around it
        let noun = Trigger {
            needs: if transitive { 0 } else { needs },
            unless,
            excuse: Self::excuse(known, needs, unless),
            ..Trigger::default()
        };
        // a verb asks for an object of its classes; of people, a name will do where its needs are met
        let either = if object_classes & known.person == 0 { 0 } else { needs };
        let object = if transitive { Self::shown(known, object_classes) | either } else { 0 };
        let verb = Trigger {
            object: if object == either { 0 } else { object },
            excuse: Self::excuse(known, noun.needs, unless),
            ..noun
        };
        (noun, verb)
    }

    /// The acts of which a sentence must show one for a topic to tell anything; none where it may be told without.
    fn acts_wanted(&self, raw: &RawTopic, cells: &[Option<Cell>], own: u64) -> u64 {
        let named = raw.told.is_some() || raw.exists.is_some() || raw.prospect.is_some();
        if named || self.acts.len() >= FIRST_OWN as usize {
            return 0;
        }
        let mut wanted = 0;
        // the subject may name its act within a phrase: "the ceasefire deal includes a swap"
        for (id, _) in self.acts.iter().enumerate().filter(|(_, act)| act.of_subject) {
            wanted |= act_bit(id as u16);
        }
        for (id, _) in cells.iter().enumerate().filter(|(_, cell)| cell.is_some()) {
            wanted |= act_bit(id as u16);
            // another act may come to be this one
            for (other, act) in self.acts.iter().enumerate() {
                if act.own == Some(id as u16) {
                    wanted |= act_bit(other as u16);
                }
            }
            if self.acts[id].obligation {
                wanted |= act_bit(OBLIGES);
            }
            if self.acts[id].denies {
                // the answer no to any act
                wanted |= act_bit(FIRST_OWN) - 1;
                wanted |= act_bit(OBLIGES);
            }
        }
        wanted | own
    }

    pub(super) fn topics(&mut self, source: &Source) {
        for (name, spanned) in &source.raw.topics {
            let done = self.topic(source, name, spanned.get_ref());
            self.note(done);
        }
    }

    /// The bit of a type of topics: what an article has told of is one word.
    fn family(&mut self, source: &Source, event_type: &Spanned<String>) -> Result<u64> {
        const MOST: usize = u64::BITS as usize;
        let name = event_type.get_ref();
        let index = self.topic_types.iter().position(|known| known == name).unwrap_or(self.topic_types.len());
        if index == MOST {
            let message = format!("{name}: the topics of a pack have at most {MOST} types");
            return Err(source.error(event_type.span().start, message));
        }
        if index == self.topic_types.len() {
            self.topic_types.push(name.clone());
        }
        Ok(1 << index)
    }

    fn topic(&mut self, source: &Source, name: &str, raw: &RawTopic) -> Result<()> {
        let known = self.known();
        let id = self.topics.len() as u16;
        let event_type = raw.event_type.get_ref();
        let mut cells = vec![None; self.acts.len()];
        for (act, mode) in &raw.modes {
            let at = mode.span().start;
            let act = self.find_act(source, at, act)?;
            cells[act as usize] = Some(self.cell(source, at, event_type, mode.get_ref())?);
        }
        let own_bit = act_bit((FIRST_OWN + id).min(LAST_OWN));
        let own = self.own(source, raw, own_bit)?;
        let mut only = Vec::new();
        for (act, list) in &raw.only {
            let act = self.find_act(source, list.span().start, act)?;
            let verbs = source.phrases(list).into_iter().map(|(_, verb)| self.add_verb(verb)).collect();
            only.push((act, verbs));
        }
        let needs = self.class_bits(source, raw.needs.as_ref())?;
        let unless = self.class_bits(source, raw.unless.as_ref())?;
        let object_classes = self.class_bits(source, raw.object_class.as_ref())?;
        let single = |mode: &Option<Spanned<String>>| {
            let cell = mode.as_ref().map(|mode| {
                let code = self.code(source, mode.span().start, event_type, mode.get_ref())?;
                Ok(Cell { code, negated: false })
            });
            cell.transpose()
        };
        let (told, exists, prospect) = (single(&raw.told)?, single(&raw.exists)?, single(&raw.prospect)?);
        let all = cells.iter().flatten().chain([&told, &exists, &prospect].into_iter().flatten());
        let all = all.chain(own.iter().map(|own| &own.code)).map(|cell| cell.code);
        let closing = self.closing(all);
        let (noun, verb) = Self::triggers(&known, raw.transitive, needs, unless, object_classes);
        let verb = Trigger { closing, ..verb };
        let family = self.family(source, &raw.event_type)?;
        let after = if raw.again { family } else { 0 };
        let noun = Trigger { acts: self.acts_wanted(raw, &cells, own_bit), after, closing, ..noun };
        for (_, phrase) in source.optional(raw.nouns.as_ref()) {
            self.add_noun_phrase(phrase, Sense::Topic(id), Some(noun));
        }
        for (act, list) in &raw.verbs {
            let act = self.find_act(source, list.span().start, act)?;
            for (_, phrase) in source.phrases(list) {
                self.add_verb_sense(phrase, Meaning::Topic(id, act), Some(verb));
            }
        }
        let first = self.codes.iter().position(|code| code.event_type == *raw.event_type.get_ref());
        let quantity = match first {
            Some(code) => self.counted(raw.quantity.as_ref(), code as CodeId),
            None => self.quantity(raw.quantity.as_ref()),
        };
        self.topics.push(Topic {
            name: name.to_owned(),
            cells,
            own,
            only,
            needs,
            unless,
            object_classes,
            roles: Roles {
                recipients: split(raw.recipients.as_ref()),
                actors: Vec::new(),
                mutual: raw.mutual,
                subject_is_recipient: false,
                no_object: raw.no_object,
            },
            quantity,
            told,
            exists,
            prospect,
            transitive: raw.transitive,
            governed: raw.governed,
            again: raw.again,
            family,
        });
        Ok(())
    }
}
