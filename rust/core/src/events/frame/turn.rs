//! What the mode of a frame turns into: a vow, a lapse, what is still to come, what the weapon makes of it.

use super::{Frame, Range, Reading};
use crate::events::clause::Kind;
use crate::events::few::Few;
use crate::events::grammar::{is_subject_pronoun, vows};
use crate::events::lexicon::Concept;
use crate::events::pack::Realis;

impl Reading<'_> {
    /// "Iraq said it would strike back": the actor of what is to come says so, and threatens.
    fn vow(&self, frame: &mut Frame) {
        let clause = &self.clauses.list[frame.clause];
        let modal = clause.verb.and_then(|verb| self.groups.verbs[verb as usize].modal);
        let says = clause.subject.first().is_some_and(|noun| {
            let group = &self.groups.nouns[noun];
            group.pronoun && is_subject_pronoun(self.sentence.lower(group.head))
                || clause.parent.is_some_and(|parent| self.speaks_for(parent as usize, noun))
        });
        let will = modal.is_some_and(|token| vows(self.sentence.lower(token)));
        let to_come = matches!(frame.status.realis, Realis::Future | Realis::Hypothetical);
        if frame.status.negated
            || !to_come
            || !will
            || !says
            || frame.status.said.is_empty()
            || frame.actors.is_empty()
        {
            return;
        }
        let event_type = &self.pack.codes[frame.code as usize].event_type;
        if let Some((_, to)) = self.pack.turns.vowed.iter().find(|(from, _)| from == event_type) {
            frame.code = *to;
            frame.status.realis = Realis::Actual;
        }
    }

    /// Whether the subject of a clause of saying bears the name of a group: "the Iraqi envoy said that Iraq would".
    fn speaks_for(&self, clause: usize, noun: usize) -> bool {
        const STEM: usize = 4; // letters that a state shares with its people
        let name = self.sentence.lower(self.groups.nouns[noun].head);
        let Some(stem) = name.get(..STEM.min(name.len())).filter(|stem| stem.len() == STEM) else {
            return false;
        };
        self.clauses.list[clause].subject.iter().any(|speaker| {
            let group = &self.groups.nouns[speaker];
            (group.a..group.b).any(|token| self.sentence.lower(token).starts_with(stem))
        })
    }

    /// "is no longer insistent on ...": what held has ended. "Talks will open on Monday": they are scheduled.
    pub(super) fn lapse(&self, frame: &mut Frame) {
        let no_longer = |cue: &crate::events::status::Cue| {
            cue.kind == "negation"
                && self.sentence.lower(cue.a) == "no"
                && self.sentence.lower(cue.a + 1) == "longer"
                // "stopped sending arms"
                || cue.kind == "governor"
                    && self.is_a(cue.a, Concept::Stop)
                    && self.clauses.list[frame.clause].verb.is_some_and(|verb| self.groups.verbs[verb as usize].gerund)
        };
        if frame.status.negated
            && frame.status.cues.iter().any(no_longer)
            && let Some(&(_, to)) = self.pack.turns.lapsed.iter().find(|(from, _)| *from == frame.code)
        {
            frame.code = to;
            frame.status.negated = false;
            frame.status.realis = Realis::Actual;
        }
        if frame.status.negated
            && frame.status.realis == Realis::Actual
            && let Some(&(_, to)) = self.pack.turns.denied.iter().find(|(from, _)| *from == frame.code)
        {
            frame.code = to;
            frame.status.negated = false;
        }
        self.vow(frame);
        let said_would = self.said_would(frame);
        if said_would && frame.status.realis == Realis::Hypothetical && !self.is_conditional() {
            frame.status.realis = Realis::Future;
        }
        let to_come = frame.status.realis == Realis::Future || said_would;
        if frame.status.negated
            && to_come
            && let Some(&(_, to)) = self.pack.turns.not_to_come.iter().find(|(from, _)| *from == frame.code)
        {
            frame.code = to;
            frame.status.negated = false;
            frame.status.realis = Realis::Actual;
        }
        if !frame.status.negated
            && to_come
            && let Some(&(_, to)) = self.pack.turns.to_come.iter().find(|(from, _)| *from == frame.code)
        {
            frame.code = to;
        }
    }

    /// "said that it would send ...": to come, seen from the past.
    fn said_would(&self, frame: &Frame) -> bool {
        let clause = &self.clauses.list[frame.clause];
        let modal = clause.verb.and_then(|verb| self.groups.verbs[verb as usize].modal);
        clause.kind == Kind::Complement
            && !frame.status.said.is_empty()
            && frame.status.cues.iter().all(|cue| cue.kind != "condition")
            && modal.is_some_and(|token| self.sentence.lower(token) == "would")
    }

    /// "said that it would retaliate if the raids went on".
    fn is_conditional(&self) -> bool {
        let conditional = |link| matches!(self.sentence.lower(link), "if" | "unless");
        self.clauses.list.iter().any(|clause| clause.link.is_some_and(conditional))
    }

    /// Classes of the clause of a frame, without those of what it was done to and of another event that it answers:
    /// "bombed the missile dump after a rocket attack" was done with neither.
    fn bits_of_the_deed(&self, frame: &Frame) -> u64 {
        let answered = |noun: usize| {
            (matches!(self.preposition(noun), "for" | "before" | "since") || self.is_behind_an_answer(noun))
                && self.names_event(noun)
                && frame.noun != Some(noun)
                && self.clauses.owner[self.groups.nouns[noun].head] as usize == frame.clause
        };
        let answered = (0..self.groups.nouns.len()).find(|&noun| answered(noun));
        let answered = answered.map_or((0, 0), |noun| (self.groups.nouns[noun].a, self.groups.nouns[noun].b));
        let within = |token: usize, &(a, b): &Range| (a..b).contains(&token);
        let own = |token: &usize| self.clauses.owner[*token] as usize == frame.clause;
        let told = |token: &usize| {
            !within(*token, &answered) && !frame.recipients.iter().any(|range| within(*token, range))
        };
        (0..self.sentence.len())
            .filter(own)
            .filter(told)
            .fold(0, |bits, token| bits | self.sentence.classes[token])
    }

    pub(super) fn refine(&self, frame: &mut Frame) {
        if !frame.refine {
            return;
        }
        let event_type = &self.pack.codes[frame.code as usize].event_type;
        // "warplanes hit a jetty and struck a tanker": what a verb shares with the one before
        let active = self.clauses.list[frame.clause]
            .verb
            .is_some_and(|verb| !self.groups.verbs[verb as usize].passive);
        // "a rocket fired at the town"
        let described = self.clauses.list[frame.clause].reduced && frame.noun.is_none();
        let shared =
            if active || described { self.clauses.list[frame.clause].subject } else { Few::default() };
        let apart = |noun: &usize| self.clauses.owner[self.groups.nouns[*noun].head] as usize != frame.clause;
        let shared = shared.iter().filter(apart).fold(0, |bits, noun| bits | self.noun_bits(noun));
        let clause_bits = self.bits_of_the_deed(frame) | shared;
        let below = self.clauses.list.iter().enumerate().fold(0, |bits, (index, clause)| {
            let part = clause.kind == Kind::Participial
                && !clause.reduced
                && clause.parent == Some(frame.clause as u16);
            if part { bits | self.clause_bits(index) } else { bits }
        });
        let above = self.clauses.list[frame.clause]
            .parent
            .filter(|_| self.clauses.list[frame.clause].kind == Kind::Participial)
            .map_or(0, |parent| self.clause_bits(parent as usize));
        // "bombings and raids": what the one is the other is not
        let alone = |event: usize| {
            let beside = |other: usize| {
                other != event && self.root(other) == self.root(event) && self.names_event(other)
            };
            !(0..self.groups.nouns.len()).any(beside)
        };
        let bits = match frame.noun.filter(|&event| !alone(event)) {
            Some(event) => {
                let group = &self.groups.nouns[event];
                [self.sentence.classes_in(group.a, group.b), 0, 0]
            }
            None => [clause_bits, below, above],
        };
        // "the airliner was hit by missiles": with what it was done goes before what else is said, and tells more than
        // what it was done to
        let by = frame.actors.iter().fold(0, |bits, &(a, b)| bits | self.sentence.classes_in(a, b));
        let bits = [by, bits[0], bits[1], bits[2]];
        let found = bits.into_iter().find_map(|bits| {
            self.pack
                .refinements
                .iter()
                .find(|refinement| &refinement.event_type == event_type && bits & refinement.classes != 0)
        });
        if let Some(refinement) = found {
            frame.code = refinement.code;
        }
    }
}
