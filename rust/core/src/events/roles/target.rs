//! Upon whom an attack is made that a noun names, and who only dies in it.

use crate::events::frame::{Range, Reading};
use crate::events::lexicon::Concept;
use crate::events::pack::{Meaning, Trait};

impl Reading<'_> {
    /// "strikes targeting a depot", "a barrage aimed at the port": upon whom, by the clause on the event noun.
    pub(super) fn aimed(&self, noun: usize, into: &mut Vec<Range>) {
        for (index, clause) in self.clauses.list.iter().enumerate() {
            let on = clause.reduced
                && clause
                    .antecedent
                    .is_some_and(|other| self.contents(other.into()) == noun || other as usize == noun);
            if !on {
                continue;
            }
            if self.does(index, Concept::Target) {
                for other in clause.objects.iter().filter(|&other| other != noun) {
                    self.add_role(other, false, into);
                }
            } else {
                // "massacres committed this week against villagers", "rockets fired at a base"
                let launched = || {
                    clause.verb.is_some_and(|verb| {
                        let head = self.groups.verbs[verb as usize].head;
                        self.sentence.classes[head] & self.pack.known.launching != 0
                    })
                };
                let aims = self.does(index, Concept::Aim);
                let at = |&other: &usize| match self.preposition(other) {
                    "against" => aims || launched(),
                    "at" => aims,
                    _ => false,
                };
                for other in clause.obliques.iter().filter(at) {
                    self.add_role(other, false, into);
                }
            }
        }
    }

    /// Whether an event noun says upon whom.
    pub(super) fn aims(&self, noun: usize) -> bool {
        self.hosted(noun).any(|other| matches!(self.preposition(other), "on" | "against" | "upon" | "into"))
    }

    /// Whether the subject of a clause is not who makes the attack that is its object: who survives or foils it.
    pub(super) fn suffers(&self, clause: usize) -> bool {
        self.endures(clause) || self.does(clause, Concept::Foil)
    }

    /// Whether the subject of a clause is the target of what its object names.
    pub(super) fn draws(&self, clause: usize) -> bool {
        self.does(clause, Concept::Draw)
    }

    pub(crate) fn endures(&self, clause: usize) -> bool {
        self.clauses.list[clause]
            .verb
            .is_some_and(|verb| self.is_a(self.groups.verbs[verb as usize].head, Concept::Endure))
    }

    /// Whether a clause itself tells harm: who stands in it beside an attack suffers that.
    pub(super) fn harms(&self, clause: usize) -> bool {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb else { return true };
        let group = &self.groups.verbs[verb as usize];
        let predicate = if group.copula && group.b < self.sentence.len() { group.b } else { group.head };
        let told = self.sentence.classes[predicate] & self.pack.known.victim_word != 0
            || self.bits_of(&known.objects) & self.pack.known.victim_word != 0;
        told || group.lemma.is_some_and(|lemma| {
            self.pack.verbs[lemma as usize].iter().any(|sense| match sense.meaning {
                Meaning::Event(id) if self.particle_at(clause, &sense.particle).is_some() => {
                    self.pack.is(self.pack.events[id as usize].code, Trait::Suffered)
                }
                _ => false,
            })
        })
    }

    /// Whether the subject of a clause only dies in it: "27 people are dead in fighting".
    pub(super) fn falls(&self, clause: usize) -> bool {
        let known = &self.clauses.list[clause];
        known.objects.is_empty()
            && known.verb.is_some_and(|verb| {
                let group = &self.groups.verbs[verb as usize];
                let predicate =
                    if group.copula && group.b < self.sentence.len() { group.b } else { group.head };
                self.sentence.classes[predicate] & self.pack.known.victim_word != 0
                    || self.is_a(group.head, Concept::Die)
            })
            && !known.subject.iter().any(|noun| {
                let group = &self.groups.nouns[noun];
                self.sentence.classes_in(group.a, group.b) & (self.pack.known.armed | self.pack.known.state)
                    != 0
            })
    }
}
