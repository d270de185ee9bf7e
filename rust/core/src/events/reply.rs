//! Whose words are answered, where an earlier sentence says it: "Chad demanded an apology. Mali rejected the demand."

use super::document::Memory;
use super::frame::{Frame, Reading};
use super::lexicon::Concept;
use super::pack::{Trait, Traits};
use super::{Actor, Event};

/// How many sentences back words may stand that are answered. Unmeasured.
const BACK: usize = 3;

/// How many deeds of words are remembered.
const KEPT: usize = 6;

/// What answers the words or the deed of another.
const ANSWERS: Traits = Traits::of(&[Trait::Refuses, Trait::Condemns, Trait::Supports]);

/// A deed of words that was told, and whose it was.
#[derive(Debug)]
pub(crate) struct Uttered {
    sentence: usize,
    code: usize,
    actors: Vec<Actor>,
}

impl Reading<'_> {
    /// Gives the answers of a sentence those whose words they answer, and remembers its own deeds of words.
    pub(crate) fn carry_words(&self, frames: &[Frame], events: &mut [Event], memory: &mut Memory) {
        let told_before = !memory.uttered.is_empty();
        for (event, frame) in events.iter_mut().zip(frames).filter(|_| told_before) {
            let answers = self.pack.codes[event.code].traits.any(ANSWERS);
            // "Mali also rejects the plan": beside somebody else who does
            let verb = self.clauses.list[frame.clause].verb.map(|verb| &self.groups.verbs[verb as usize]);
            let beside = verb.is_some_and(|verb| {
                (verb.a.saturating_sub(1)..verb.head).any(|token| self.sentence.lower(token) == "also")
            });
            if !answers || beside || !event.recipients.is_empty() || event.negated {
                continue;
            }
            let number = event.sentence;
            let Some(fits) = self.patient(frame.clause).iter().find_map(|noun| self.answers_what(noun))
            else {
                continue;
            };
            let told =
                memory.uttered.iter().rev().find(|told| {
                    number <= told.sentence + BACK && self.pack.codes[told.code].traits.any(fits)
                });
            let Some(told) = told.filter(|told| told.sentence < number) else { continue };
            let own = |side: &Actor| {
                event.actors.iter().any(|actor| actor.id == side.id || actor.span == side.span)
            };
            if !told.actors.iter().any(own) {
                event.recipients.clone_from(&told.actors);
            }
        }
        for event in events.iter().filter(|_| !memory.ends) {
            let traits = self.pack.codes[event.code].traits;
            if traits.has(Trait::OfWords) && !event.actors.is_empty() && !event.negated {
                let Event { sentence, code, .. } = *event;
                memory.uttered.push(Uttered { sentence, code, actors: event.actors.clone() });
            }
        }
        let over = memory.uttered.len().saturating_sub(KEPT);
        memory.uttered.drain(..over);
    }

    /// What a group says was told before, by the traits of what it may be: "the accusation", "these demands".
    fn answers_what(&self, noun: usize) -> Option<Traits> {
        let group = &self.groups.nouns[noun];
        let definite = matches!(self.sentence.lower(group.a), "the" | "this" | "these" | "that" | "those");
        if !definite
            || group.a + 1 != group.head
            || group.b != group.head + 1
            || self.hosted(noun).next().is_some()
        {
            return None;
        }
        let described = self.clauses.list.iter().any(|clause| clause.antecedent == Some(noun as u16));
        match () {
            () if described => None,
            () if self.head_is(noun, Concept::Allegation) => {
                Some(Traits::of(&[Trait::Accuses, Trait::Condemns]))
            }
            () if self.head_is(noun, Concept::Request) => Some(Traits::of(&[Trait::Asks])),
            () if self.head_is(noun, Concept::Utterance) => Some(Traits::of(&[Trait::OfWords])),
            () => None,
        }
    }
}
