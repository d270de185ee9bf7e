//! Whether a clause is about what a noun names, and how.

use super::{Place, Reading};
use crate::events::clause::{Clause, Kind};
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::{Meaning, Trait, Traits};

/// What befalls people or things: a verb that tells it tells that what stands in its clause happened too.
const BEFALLS: Traits = Traits::of(&[Trait::Harm, Trait::UponThings]);

impl Reading<'_> {
    /// Background: a clause after "since".
    pub(super) fn since(&self, clause: usize) -> bool {
        let known = &self.clauses.list[clause];
        known.kind == Kind::Adverbial && known.link.is_some_and(|link| self.sentence.lower(link) == "since")
    }

    /// "kept up its attacks", "carried out strikes": whether a particle of the verb stands before the group.
    pub(super) fn behind_particle(&self, clause: usize, noun: usize) -> bool {
        self.clauses.list[clause].verb.is_some_and(|verb| {
            self.groups.nouns[noun].preposition == Some(self.groups.verbs[verb as usize].b)
                && matches!(self.preposition(noun), "up" | "out" | "off")
        })
    }

    /// Whether the clause is about the noun, and how.
    pub(crate) fn tells(&self, clause: usize, top: usize, anywhere: bool) -> Option<Place> {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb else {
            let verbless = self.clauses.list.iter().all(|clause| clause.verb.is_none());
            return (verbless && self.groups.nouns[top].preposition.is_none_or(|_| true))
                .then_some(Place::Alone);
        };
        let group = self.groups.verbs[verb as usize];
        // "heavy fighting is ongoing"
        let predicate =
            if group.copula && group.b < self.sentence.len() { self.sentence.classes[group.b] } else { 0 };
        let verb_bits = self.sentence.classes[group.head] | predicate;
        let lemma = group.lemma;
        let event_verb = lemma.is_some_and(|lemma| {
            self.pack.verbs[lemma as usize].iter().any(|sense| match sense.meaning {
                // "found refuge" tells of flight, "found a bomb" of nothing
                Meaning::Event(id) if self.particle_at(clause, &sense.particle).is_some() => {
                    self.pack.codes[self.pack.events[id as usize].code as usize].traits.any(BEFALLS)
                }
                _ => false,
            })
        });
        let happening_bits = self.pack.known.happening;
        let happening = verb_bits & happening_bits != 0;
        let launching = verb_bits & self.pack.known.launching != 0;
        if launching && self.behind_particle(clause, top) {
            return Some(Place::Object);
        }
        let on = known.kind == Kind::Relative && known.antecedent.is_some_and(|noun| noun as usize == top)
            || known.kind == Kind::Infinitive && known.subject.contains(top) && self.is_to_be(known, top);
        let preposition = if on { "" } else { self.preposition(top) };
        if known.subject.contains(top) && preposition.is_empty() {
            if group.passive {
                return (launching || happening).then_some(Place::Object);
            }
            // "the death toll of the unrest is 13"
            let counts = group.copula
                && self.sentence.classes[self.groups.nouns[top].head] & self.pack.known.victim_word != 0
                && known
                    .objects
                    .first()
                    .is_some_and(|noun| self.sentence.tag(self.groups.nouns[noun].head) == Some(Tag::Number));
            return (happening || event_verb || counts || self.goes_on(top)).then_some(Place::Subject);
        }
        if known.objects.contains(top) && preposition.is_empty() {
            let there =
                known.subject.iter().any(|noun| self.sentence.lower(self.groups.nouns[noun].head) == "there");
            return (launching || (group.copula && there)).then_some(Place::Object);
        }
        if known.obliques.contains(top) || self.groups.nouns[top].host.is_some() {
            let responsible =
                preposition == "for" && self.bits_of(&known.objects) & self.pack.known.responsibility != 0;
            if responsible {
                return Some(Place::Object);
            }
            // "killed two rebels and arrested four in a raid": the army is named before the first verb
            let fighters =
                (self.clause_bits(clause) | self.bits_of(&known.subject)) & self.pack.known.armed != 0;
            // "suffered casualties in the attack"
            let harmed = self.bits_of(&known.objects) & self.pack.known.victim_word != 0;
            if launching && fighters && !harmed && preposition == "in" && verb_bits & happening_bits == 0 {
                // "are locked in heavy fighting"
                return Some(Place::Object);
            }
            if group.copula && preposition == "under" || self.is_target_of(clause, top) {
                return Some(Place::Suffered);
            }
            let host_counts = self.groups.nouns[top].host.is_some_and(|host| {
                let host = host as usize;
                self.sentence.classes_in(self.groups.nouns[host].a, self.groups.nouns[host].b)
                    & self.pack.known.victim_word
                    != 0
            });
            // "killed as a result of shootings"
            let as_result = preposition == "of"
                && self.groups.nouns[top].host.is_some_and(|host| {
                    let host = &self.groups.nouns[host as usize];
                    self.is_a(host.head, Concept::Result)
                });
            let victims =
                event_verb || host_counts || self.clause_bits(clause) & self.pack.known.victim_word != 0;
            if victims
                && (as_result
                    || matches!(
                        preposition,
                        "in" | "by" | "with" | "during" | "from" | "after" | "following" | "when" | "to"
                    ))
            {
                return Some(Place::Oblique);
            }
        }
        anywhere.then_some(if preposition.is_empty() { Place::Oblique } else { Place::Mentioned })
    }

    /// "the raid missed its target and hit a school": whether a second verb of the noun tells what it did.
    fn goes_on(&self, noun: usize) -> bool {
        self.clauses.list.iter().any(|clause| {
            clause.subject.contains(noun)
                && clause.verb.is_some_and(|verb| {
                    let verb = &self.groups.verbs[verb as usize];
                    !verb.passive && self.sentence.classes[verb.head] & self.pack.known.happening != 0
                })
        })
    }

    /// "was the target of an attack", "the victims of a bombing": whether a predicate tells who suffers what a group
    /// names.
    fn is_target_of(&self, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let predicate = known.verb.is_some_and(|verb| {
            let verb = &self.groups.verbs[verb as usize];
            verb.copula || verb.finite && self.is_a(verb.head, Concept::Copular)
        });
        predicate
            && self.preposition(top) == "of"
            && self.groups.nouns[top].host.is_some_and(|host| {
                let host = host as usize;
                known.objects.contains(host) && self.head_is(host, Concept::Sufferer)
            })
    }

    /// "a meeting to be held in Geneva": whether an infinitive behind a group tells what is to be done with it.
    pub(super) fn is_to_be(&self, on: &Clause, top: usize) -> bool {
        let passive = on.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let raised = on.parent.is_some_and(|parent| self.clauses.list[parent as usize].subject.contains(top));
        passive && !raised
    }
}
