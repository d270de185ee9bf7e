//! Upon whom, where the words of the frame do not say it: the building before the attack on it, what the blast
//! destroyed, those who do it to each other.

use super::{By, Frame, Range, Reading};
use crate::events::clause::Kind;
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::{Trait, Traits};

impl Reading<'_> {
    /// Completes those upon whom the frames of a sentence are done.
    pub(super) fn upon(&self, frames: &mut [Frame]) {
        for at in 0..frames.len() {
            if self.pack.is(frames[at].code, Trait::Attack) && !self.is_mutual(&frames[at]) {
                self.target_before(&mut frames[at]);
                self.ruined(frames, at);
            }
            self.damaged(frames, at);
            self.each_other(&mut frames[at]);
            if matches!(frames[at].rule.by, By::Pattern(_)) {
                self.told_by_words(&mut frames[at]);
            }
            if self.pack.is(frames[at].code, Trait::OneTarget) && frames[at].recipients.is_empty() {
                self.provoker(&mut frames[at]);
            }
            // "burned effigies of the minister", "will respond unless Chad withdraws", told by a sequence of words
            let traits = self.pack.codes[frames[at].code as usize].traits;
            let pattern = matches!(frames[at].rule.by, By::Pattern(_)) && frames[at].recipients.is_empty();
            if pattern && traits.any(Traits::of(&[Trait::Threatens, Trait::Condemns])) {
                let clause = self.clauses.owner[frames[at].trigger.1 - 1] as usize;
                let mut found = Vec::new();
                if traits.has(Trait::Threatens) {
                    self.threatened(clause, &frames[at], &mut found);
                } else {
                    self.judged(clause, &mut found);
                }
                found.retain(|range| !frames[at].actors.contains(range));
                frames[at].recipients = found;
            }
        }
    }

    /// "shut down Chad's main ports", "a law allowing a ban against Chad": upon whom, where a sequence of words tells what is
    /// done to one party.
    fn told_by_words(&self, frame: &mut Frame) {
        let known = &self.pack.known;
        if self.pack.is(frame.code, Trait::UponPeople) {
            // "hands over ten hostages to the army": whom it counts
            for noun in frame.victims.iter() {
                let group = &self.groups.nouns[self.contents(noun)];
                let people = known.person | known.official | known.armed;
                let bits = self.sentence.classes[group.head];
                if bits & people != 0 && bits & known.victim_word == 0 {
                    self.add_role(noun, true, &mut frame.recipients);
                }
            }
            let doers = std::mem::take(&mut frame.actors);
            frame.recipients.retain(|range| !doers.contains(range));
            frame.actors = doers;
        }
        if !self.pack.is(frame.code, Trait::OneTarget) || !frame.recipients.is_empty() {
            return;
        }
        let (a, b) = frame.trigger;
        let mut found = Vec::new();
        let within = |noun: usize| self.groups.nouns[noun].a < b && a < self.groups.nouns[noun].b;
        let nouns = 0..self.groups.nouns.len();
        for noun in nouns.clone().filter(|&noun| within(noun)) {
            if self.groups.nouns[noun].genitive.is_some() {
                self.owner(noun, &mut found);
            }
        }
        let next = nouns.filter(|&noun| self.groups.nouns[noun].a >= b).take(2);
        let upon = |&noun: &usize| matches!(self.preposition(noun), "on" | "upon" | "against");
        if let Some(noun) = next.filter(upon).find(|&noun| self.is_actor(noun)).filter(|_| found.is_empty()) {
            self.add_role(noun, true, &mut found);
        }
        found.retain(|range| !frame.actors.contains(range));
        frame.recipients = found;
    }

    /// "the Kenya embassy bombing", "a bus station attack": the building right before what is told.
    fn target_before(&self, frame: &mut Frame) {
        let Some(noun) = frame.noun.filter(|_| matches!(frame.rule.by, By::Noun(_))) else { return };
        let (group, known) = (&self.groups.nouns[noun], &self.pack.known);
        let building = |token: usize| {
            matches!(self.sentence.tag(token), Some(Tag::NounSingular))
                && self.sentence.classes[token] & known.building != 0
                && self.sentence.classes[token] & (known.armed | known.arms) == 0
                && !self.is_a(token, Concept::Tool)
        };
        let b = frame.trigger.0;
        // "a tanker truck bomb": what it is made with
        let made_with = self.is_arm(noun)
            || (b..frame.trigger.1).any(|token| self.is_a(token, Concept::Tool))
            || self.sentence.classes[b] & known.vessel != 0;
        if made_with || b <= group.a || b > group.head || !building(b - 1) {
            return;
        }
        let mut a = b - 1;
        while a > group.a && building(a - 1) {
            a -= 1;
        }
        push(&mut frame.recipients, (a, b));
    }

    /// "the explosion destroyed the cabin": what an attack did to things it was made upon.
    fn ruined(&self, frames: &mut [Frame], attack: usize) {
        let told = &frames[attack];
        let Some(noun) = told.noun.filter(|_| told.recipients.is_empty()) else { return };
        let noun = self.root(noun);
        let of_the_attack = |frame: &&Frame| {
            let traits = self.pack.codes[frame.code as usize].traits;
            let clause = &self.clauses.list[frame.clause];
            let below = clause.kind == Kind::Participial
                && !clause.reduced
                && clause.parent == Some(told.clause as u16);
            traits.has(Trait::Outcome)
                && traits.has(Trait::UponThings)
                && !traits.has(Trait::UponPeople)
                && frame.status.negated == told.status.negated
                && (frame.clause == told.clause && clause.subject.contains(noun) || below)
        };
        if let Some(damage) = frames.iter().find(of_the_attack) {
            let things = damage.recipients.clone();
            frames[attack].recipients = things;
        }
    }

    /// "threw bombs at a hotel, causing damage", "a raid on the house, which caused damage": what was damaged is what the
    /// attack was made upon.
    fn damaged(&self, frames: &mut [Frame], damage: usize) {
        let told = &frames[damage];
        let traits = self.pack.codes[told.code as usize].traits;
        let things =
            traits.has(Trait::Outcome) && traits.has(Trait::UponThings) && !traits.has(Trait::UponPeople);
        if !things || told.noun.is_none() || !told.recipients.is_empty() || told.status.negated {
            return;
        }
        let clause = &self.clauses.list[told.clause];
        let beside = |frame: &&Frame| {
            let above = clause.parent == Some(frame.clause as u16);
            let on = clause.antecedent.is_some_and(|noun| frame.noun == Some(noun.into()));
            let subject = frame.noun.is_some_and(|noun| clause.subject.contains(self.root(noun)));
            self.pack.is(frame.code, Trait::Attack)
                && !frame.status.negated
                && (above && clause.kind == Kind::Participial || on || subject)
        };
        let known = &self.pack.known;
        let thing = |&&(a, b): &&Range| {
            self.sentence.classes[b - 1] & known.building != 0
                && self.sentence.classes_in(a, b) & (known.armed | known.person) == 0
        };
        let found =
            frames.iter().find(beside).map(|frame| frame.recipients.iter().filter(thing).copied().collect());
        frames[damage].recipients = found.unwrap_or_default();
    }

    /// "Chad and Mali accuse each other": both do it to both.
    fn each_other(&self, frame: &mut Frame) {
        if frame.actors.len() < 2 || !frame.recipients.is_empty() || self.is_mutual(frame) {
            return;
        }
        let clause = &self.clauses.list[frame.clause];
        let reciprocal = |noun: usize| {
            let group = &self.groups.nouns[noun];
            let words = (self.sentence.lower(group.a), self.sentence.lower(group.a + 1));
            matches!(words, ("each", "other") | ("one", "another"))
        };
        if clause.objects.iter().chain(clause.obliques.iter()).any(reciprocal) {
            frame.recipients.clone_from(&frame.actors);
        }
    }
}

fn push(into: &mut Vec<Range>, range: Range) {
    if !into.iter().any(|known| known.0 < range.1 && range.0 < known.1) {
        into.push(range);
    }
}
