//! What is known when all items are read: late subjects, gaps, what a relative describes.

use super::{Clause, Clauses, Kind, View};
use crate::events::grammar::Tag;
use crate::events::group::Groups;
use crate::events::pack::trait_of;

/// Whether a verb is one of many, where its form tells.
fn many(view: &View, groups: &Groups, verb: usize) -> Option<bool> {
    let first = groups.verbs[verb].a;
    match (view.sentence.lower(first), view.sentence.tag(first)?) {
        ("are" | "were" | "have", _) | (_, Tag::VerbPlural) => Some(true),
        ("is" | "was" | "has", _) | (_, Tag::VerbThird) => Some(false),
        _ => None,
    }
}

impl Clauses {
    /// "a demand that NATO has rejected": an act without an object after a noun describes the noun.
    pub(super) fn gaps(&mut self, view: &View, groups: &Groups) {
        for clause in &mut self.list {
            let (Some(noun), Some(verb)) = (clause.noun, clause.verb) else { continue };
            let group = &groups.verbs[verb as usize];
            let acts = view.pack.verb_is(group.lemma, trait_of::ACTS_ALONE);
            let gap = clause.kind == Kind::Complement
                && acts
                && !group.passive
                && clause.objects.is_empty()
                && !matches!(view.sentence.tag(group.b), Some(Tag::To | Tag::That | Tag::Preposition));
            if gap && !clause.subject.is_empty() {
                clause.kind = Kind::Relative;
                clause.objects.push(noun as usize);
                clause.antecedent = Some(noun);
                clause.noun = None;
                clause.parent = None;
            }
        }
    }

    /// "a bombing inside a courtroom that killed ...": the relative describes the event, not its place.
    pub(super) fn antecedents(&mut self, view: &View, groups: &Groups) {
        for index in 0..self.list.len() {
            let clause = self.list[index];
            let Some(antecedent) = clause.antecedent.map(usize::from) else { continue };
            let who = clause.link.is_some_and(|link| matches!(view.sentence.lower(link), "who" | "whom"));
            let fits = |noun: usize| {
                let group = &groups.nouns[noun];
                let known = &view.pack.known;
                let bits = view.sentence.classes_in(group.a, group.b);
                let acts = bits & (known.person | known.armed | known.official) != 0;
                if who { acts } else { acts || bits & known.state != 0 || view.names_event(group.head) }
            };
            // ", which" describes the name right before it, unless it kills: "a bomb in Tripoli, Lebanon, which killed"
            let harms = clause.verb.is_some_and(|verb| {
                let head = groups.verbs[verb as usize].head;
                view.sentence.classes[head] & view.pack.known.victim_word != 0
            });
            let named = !who
                && !harms
                && view.sentence.tag(groups.nouns[antecedent].head) == Some(Tag::Name)
                && clause
                    .link
                    .is_some_and(|link| link > 0 && view.sentence.tag(link - 1) == Some(Tag::Comma));
            // "in Boz, Sudan, which killed": a state does not kill where it only tells where
            let mut first = antecedent;
            while let Some(before) = groups.nouns[first].coordinated.or(groups.nouns[first].apposition) {
                first = before as usize;
            }
            let somebody = |noun: usize| {
                let group = &groups.nouns[noun];
                let known = &view.pack.known;
                let acts = known.person | known.armed | known.official;
                let bits = view.sentence.classes_in(group.a, group.b);
                // "the bombings of embassies that killed": an embassy kills nobody
                let house = view.sentence.classes[group.head] & known.building != 0
                    && bits & (known.person | known.armed) == 0;
                !house && (bits & acts != 0 || view.names_event(group.head))
            };
            let sited = harms
                && !who
                && !somebody(antecedent)
                && groups.nouns[first].preposition.is_some_and(|token| {
                    matches!(view.sentence.lower(token), "in" | "at" | "near" | "of" | "outside")
                });
            let fits = |noun: usize| if sited { somebody(noun) } else { fits(noun) };
            // "forces against the gangs who": those who are fought are somebody
            let opposed = who
                && clause.link == Some(groups.nouns[antecedent].b)
                && groups.nouns[antecedent].preposition.is_some_and(|token| {
                    matches!(view.sentence.lower(token), "against" | "by" | "with" | "between" | "for")
                });
            if named || opposed || fits(antecedent) {
                continue;
            }
            // "protects Chad from gangs that threaten it": the verb of many is that of many
            let many = clause.verb.and_then(|verb| many(view, groups, verb as usize));
            let number = |noun: usize| view.sentence.tag(groups.nouns[noun].head) == Some(Tag::NounPlural);
            let agrees =
                |noun: usize| many.is_none_or(|many| number(antecedent) != many || number(noun) == many);
            let mut at = antecedent;
            let mut found = None;
            for _ in 0..5 {
                // "at a market in Boz, Sudan, which killed": over the names of the place
                let up = groups.nouns[at].host.or_else(|| {
                    let listed = groups.nouns[at].coordinated.or(groups.nouns[at].apposition);
                    listed.filter(|_| harms)
                });
                let Some(host) = up else { break };
                at = host as usize;
                if fits(at) && agrees(at) {
                    found = Some(at);
                    break;
                }
            }
            // "a bomb exploded near a bus in Boz, which killed three": the blast killed, not the town
            let place = view.sentence.tag(groups.nouns[antecedent].head) == Some(Tag::Name);
            if found.is_none() && harms && place && !who && clause.subject.contains(antecedent) {
                let owner = self.owner[groups.nouns[antecedent].head] as usize;
                let above = self.list[owner].subject;
                if owner != index && !above.is_empty() {
                    self.list[index].subject = above;
                }
                continue;
            }
            if let Some(at) = found {
                let clause = &mut self.list[index];
                if clause.subject.contains(antecedent) {
                    clause.subject.remove(antecedent);
                    clause.subject.push(at);
                } else if clause.objects.contains(antecedent) {
                    clause.objects.remove(antecedent);
                    clause.objects.push(at);
                }
                clause.antecedent = Some(at as u16);
            }
        }
    }

    /// "As the army stated in a report, ten were killed": whoever says so claims the rest.
    fn as_told(&mut self, view: &View, groups: &Groups) {
        const FRONT: usize = 3; // tokens: a quotation mark, "and"
        let tells = |clause: &Clause| {
            let says = clause.verb.is_some_and(|verb| {
                let verb = &groups.verbs[verb as usize];
                verb.finite && !verb.passive && verb.negation.is_none() && view.reports(verb)
            });
            let you = |noun: usize| view.sentence.lower(groups.nouns[noun].head) == "you";
            clause.kind == Kind::Adverbial
                && says
                && clause.a < FRONT
                && clause.objects.is_empty()
                && clause.subject.first().is_some_and(|noun| !you(noun))
                && clause.link.is_some_and(|link| view.sentence.lower(link) == "as")
        };
        let Some(id) = self.list.iter().position(tells) else { return };
        let above = |clause: &Clause| clause.parent == Some(id as u16);
        // what is said stands in no clause of its own
        if self.list.iter().any(above) {
            return;
        }
        self.list[id].parent = None;
        self.list[id].kind = Kind::Main;
        self.list[id].attribution = true;
        for clause in 0..self.list.len() {
            let clause = &mut self.list[clause];
            if clause.kind == Kind::Main
                && clause.parent.is_none()
                && !clause.attribution
                && clause.noun.is_none()
            {
                clause.parent = Some(id as u16);
                clause.kind = Kind::Complement;
            }
        }
    }

    /// "was abducted and killed in May": a past tense that lacks the object it wants, behind a passive, is passive too.
    fn passives(&self, view: &View, groups: &mut Groups) {
        for &(first, second) in &self.pairs {
            let (one, two) = (self.list[first as usize], self.list[second as usize]);
            let (Some(a), Some(b)) = (one.verb, two.verb) else { continue };
            let passive = groups.verbs[a as usize].passive && groups.verbs[a as usize].finite;
            if passive && two.objects.is_empty() && view.lacks_object(&groups.verbs[b as usize]) {
                let group = &mut groups.verbs[b as usize];
                group.passive = true;
            }
        }
    }

    /// Late subjects; a headline without a finite verb.
    pub(super) fn finish(&mut self, view: &View, groups: &mut Groups) {
        self.passives(view, groups);
        let groups = &*groups;
        let finite = self.list.iter().any(|clause| {
            clause
                .verb
                .is_some_and(|verb| groups.verbs[verb as usize].finite || groups.verbs[verb as usize].bare)
        });
        if !finite && let Some(first) = self.list.iter().position(|clause| clause.verb.is_some()) {
            let clause = &mut self.list[first];
            clause.reduced = false;
            if clause.kind == Kind::Participial && clause.link.is_none() {
                clause.kind = Kind::Main;
            }
        }
        for index in 0..self.list.len() {
            if let Some(from) = self.list[index].lacks_subject
                && self.list[index].subject.is_empty()
            {
                let subject = self.list[from as usize].subject;
                self.list[index].subject = subject;
                if self.list[index].parent.is_none()
                    && self.list[index].kind == Kind::Participial
                    && (from as usize) != index
                {
                    self.list[index].parent = Some(from);
                }
            }
        }
        self.as_told(view, groups);
        self.gaps(view, groups);
        self.antecedents(view, groups);
        // "killed or injured two million people": one object for both
        for &(first, second) in self.pairs.iter().rev() {
            let (one, two) = (self.list[first as usize], self.list[second as usize]);
            if let (Some(a), Some(b)) = (one.verb, two.verb)
                && one.objects.is_empty()
                && (groups.verbs[a as usize].b..groups.verbs[b as usize].a).all(|token| {
                    matches!(view.sentence.tag(token), Some(Tag::Coordinator | Tag::Adverb | Tag::Comma))
                })
                && !groups.verbs[a as usize].passive
            {
                self.list[first as usize].objects = two.objects;
            }
        }
    }
}
