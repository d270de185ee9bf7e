//! Who is said to be behind what a noun tells: "blamed on rebels", "charged with", "captured ten in a raid".

use crate::events::few::Few;
use crate::events::frame::{Range, Reading};
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;

/// Tokens between "hold" and "responsible". Unmeasured.
const LONG: usize = 10;

impl Reading<'_> {
    /// Who is said to be behind what a noun tells: "the army is behind the attacks", "is responsible for", "was blamed
    /// on rebels", "blames rebels for", "blames it on rebels".
    pub(crate) fn blamed(&self, noun: usize, into: &mut Vec<Range>) {
        let top = self.root(noun);
        let clause = &self.clauses.list[self.clauses.owner[self.groups.nouns[noun].head] as usize];
        let Some(verb) = clause.verb.map(|verb| &self.groups.verbs[verb as usize]) else { return };
        let word = |token: Option<usize>| token.map_or("", |token| self.sentence.lower(token));
        let before = self.groups.nouns[top].preposition;
        let behind = verb.copula
            && (word(before) == "behind"
                || word(before) == "for"
                    && before.is_some_and(|at| at > 0 && self.is_a(at - 1, Concept::Responsible)));
        if behind
            && clause.obliques.contains(top)
            && clause.subject.first().is_some_and(|subject| !self.names_event(subject))
        {
            for actor in clause.subject.iter() {
                self.add_role(actor, true, into);
            }
            return;
        }
        // "the raid was the work of the militia"
        if verb.copula && clause.subject.contains(top) {
            for work in clause.objects.iter().filter(|&object| self.head_is(object, Concept::Work)) {
                let by = |&other: &usize| matches!(self.preposition(other), "by" | "of");
                for actor in self.hosted(work).filter(by) {
                    self.add_role(actor, true, into);
                }
            }
        }
        // "holds the army responsible for"
        let holds = |head: usize| self.is_a(head, Concept::Keep);
        let charged = before.is_some_and(|at| at > 0 && self.is_a(at - 1, Concept::Responsible))
            && holds(verb.head)
            && !verb.passive;
        // "are to blame for"
        let to_blame = verb.is_to && !verb.passive && self.is_a(verb.head, Concept::Blame);
        if to_blame && word(before) == "for" {
            for actor in clause.subject.iter() {
                // "human error was to blame"
                let head = self.groups.nouns[actor].head;
                let named = matches!(self.sentence.tag(head), Some(Tag::Name | Tag::Pronoun));
                let known = &self.pack.known;
                let acts = known.armed | known.person | known.official | known.state | known.sides;
                if named || self.sentence.classes[head] & acts != 0 {
                    self.add_role(actor, true, into);
                }
            }
            return;
        }
        let blames = !verb.passive && self.is_a(verb.head, Concept::Blame);
        if (blames && clause.obliques.contains(top) || charged) && word(before) == "for" {
            for actor in clause.objects.iter() {
                self.add_role(actor, true, into);
            }
            return;
        }
        if blames && clause.objects.contains(noun) {
            for actor in clause.obliques.iter().filter(|&other| self.preposition(other) == "on") {
                self.add_role(actor, true, into);
            }
            return;
        }
        for told in &self.clauses.list {
            let Some(verb) = told.verb.map(|verb| &self.groups.verbs[verb as usize]) else { continue };
            // "concerning the raids blamed on rebels, he said"
            let bare =
                told.subject.is_empty() && told.obliques.contains(top) && self.groups.nouns[noun].b <= verb.a;
            let about = told.antecedent == Some(noun as u16) || told.subject.contains(noun);
            // "the massacre, for which they hold the army responsible"
            let kept = told.antecedent == Some(noun as u16)
                && told.obliques.contains(noun)
                && holds(verb.head)
                && (verb.b..self.sentence.len().min(verb.b + LONG))
                    .any(|at| self.is_a(at, Concept::Responsible));
            if kept && !verb.passive {
                for actor in told.objects.iter() {
                    self.add_role(actor, true, into);
                }
                return;
            }
            let laid = self.is_a(verb.head, Concept::Blame) || self.is_a(verb.head, Concept::Attribute);
            if (about && verb.passive || bare) && laid {
                for actor in
                    told.obliques.iter().filter(|&other| matches!(self.preposition(other), "on" | "to"))
                {
                    self.add_role(actor, true, into);
                }
                return;
            }
        }
    }

    /// "soldiers captured ten rebels in a raid": whether who acts in the clause does so by the attack that stands in
    /// it.
    pub(super) fn takes_in_raid(&self, clause: usize, noun: usize) -> bool {
        let known = &self.pack.known;
        let group = &self.groups.nouns[noun];
        let heads = |nouns: &Few, classes: u64| {
            nouns.iter().any(|noun| {
                let group = &self.groups.nouns[self.contents(noun)];
                self.sentence.classes_in(group.a, group.b) & classes != 0
            })
        };
        matches!(self.preposition(self.root(noun)), "in" | "during")
            && self.sentence.lower(group.a) != "the"
            && self.does(clause, Concept::Capture)
            && heads(&self.agent(clause), known.armed)
            && heads(&self.patient(clause), known.armed | known.person)
    }
}
