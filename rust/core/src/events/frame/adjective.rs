//! Adjectives and participles that tell an event: "ten dead", "dozens were wounded".

use super::{By, Frame, Reading};
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, flag};
use crate::events::pack::{Realis, trait_of};
use crate::events::status::signed;

impl Reading<'_> {
    /// The head of a verb group with "be": "are missing".
    fn progressive(&self, clause: usize, token: usize) -> bool {
        self.clauses.list[clause].verb.is_some_and(|verb| {
            let verb = &self.groups.verbs[verb as usize];
            verb.head == token && verb.finite
        })
    }

    /// "ten dead", "dozens were wounded", "leaving 5 dead".
    pub(super) fn adjective_frames(&self, out: &mut Vec<Frame>) {
        let count = if self.sentence.flags & flag::EVENT == 0 { 0 } else { self.sentence.len() };
        for token in 0..count {
            let Some(id) = self.sentence.entry(&self.pack.lexicon, token).and_then(|entry| entry.event)
            else {
                continue;
            };
            if !matches!(
                self.sentence.tag(token),
                Some(Tag::Adjective | Tag::Participle | Tag::NounSingular | Tag::VerbPast | Tag::Gerund)
            ) {
                continue;
            }
            let word = &self.pack.events[id as usize];
            let clause = self.clauses.owner[token] as usize;
            if out.iter().any(|frame| frame.trigger.0 <= token && token < frame.trigger.1) {
                continue;
            }
            let number = self.pack.known.number;
            let before = (0..self.groups.nouns.len())
                .rev()
                .find(|&noun| self.groups.nouns[noun].b <= token + 1 && self.groups.nouns[noun].a < token);
            let group_of = (0..self.groups.nouns.len())
                .find(|&noun| self.groups.nouns[noun].a <= token && token < self.groups.nouns[noun].b);
            let copula = self.clauses.list[clause].verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                // "were reported dead", "are feared dead"
                let told = verb.passive
                    && (self.pack.verb_is(verb.lemma, trait_of::REPORTS)
                        || self.is_a(verb.head, Concept::Presumed));
                (verb.copula || told) && verb.b <= token && token <= verb.b + 1
            });
            let victims = if let Some(noun) = group_of {
                // "ten dead" alone, not "ten dead whales"
                let group = &self.groups.nouns[noun];
                let counts = token + 1 == group.b && token > group.a && self.noun_bits(noun) & number != 0;
                if !counts {
                    continue;
                }
                Few::one(noun)
            } else if let Some(noun) = before
                .filter(|&noun| self.groups.nouns[noun].b == token && self.noun_bits(noun) & number != 0)
            {
                Few::one(noun)
            } else if copula
                || self.sentence.tag(token) == Some(Tag::Gerund) && self.progressive(clause, token)
            {
                self.clauses.list[clause].subject
            } else {
                continue;
            };
            if !self.evidence(clause, Some(word.code), word.needs, word.unless) {
                continue;
            }
            let mut status = self.status(clause);
            // "are feared dead": what the verb makes of it
            if let Some(verb) = self.clauses.list[clause].verb.map(|verb| self.groups.verbs[verb as usize])
                && let Some(lemma) = verb.lemma.filter(|_| copula && verb.passive && verb.b <= token)
                && let Some(governor) = self.governor_of(lemma, clause)
            {
                signed(governor.affirmed, &mut status, verb.head);
            }
            // "could be illegal without a mandate" judges nothing yet
            let judged = word.claimed == 0 || status.realis == Realis::Actual;
            if !judged || !self.is_claimed(clause, word.claimed, &mut status) {
                continue;
            }
            let mut frame = Frame {
                code: word.code,
                rule: By::Adjective(id).into(),
                clause,
                status,
                trigger: (token, token + 1),
                actors: Vec::new(),
                recipients: Vec::new(),
                third: Vec::new(),
                noun: None,
                victims,
                quantity: word.quantity,
                yields: false,
                act_clause: None,
                refine: word.refine,
            };
            for noun in victims.iter() {
                self.add_role(noun, false, &mut frame.recipients);
            }
            // "18 killed in Boz by soldiers"
            let verb = self.clauses.list[clause].verb.map(|verb| &self.groups.verbs[verb as usize]);
            if verb.is_some_and(|verb| verb.head == token && !verb.perfect) {
                for noun in self.told_by(clause).iter() {
                    self.add_role(noun, true, &mut frame.actors);
                }
            }
            out.push(frame);
        }
    }
}
