//! Noun frames: nouns with a type of their own, where the clause around them tells that they happened.

use super::{By, Frame, Place, Range, Reading};
use crate::events::clause::Kind;
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, Sense, kind_of};
use crate::events::pack::{ClaimKind, Realis, Trait, trait_of};
use crate::events::status::{Said, Status};

impl Reading<'_> {
    /// "the raids are said to have killed ten": the clause below a passive verb that tells what its subject did.
    fn raised(&self, clause: usize, top: usize) -> Option<usize> {
        let known = &self.clauses.list[clause];
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let says = self.pack.verb_is(self.lemma(clause), trait_of::REPORTS | trait_of::GOVERNS);
        if !passive || !says || !known.subject.contains(top) || self.tells(clause, top, false).is_some() {
            return None;
        }
        self.below(clause, Kind::Infinitive).find(|&below| {
            self.clauses.list[below].subject.contains(top) && self.tells(below, top, false).is_some()
        })
    }

    #[allow(clippy::too_many_lines, reason = "one step after another, in the order that decides")]
    pub(super) fn noun_frames(&self, noun: usize, out: &mut Vec<Frame>) {
        let group = &self.groups.nouns[noun];
        let Some((id, range)) = self.event_noun(noun) else { return };
        let word = &self.pack.events[id as usize];
        let mut top = noun;
        // a container stands for what it holds
        while let Some(host) = self.groups.nouns[top].host {
            if self.preposition(top) == "of"
                && self.sentence.classes[self.groups.nouns[host as usize].head] & self.pack.known.container
                    != 0
            {
                top = host as usize;
            } else {
                break;
            }
        }
        let top = self.root(top);
        let mut clause = self.clauses.owner[group.head] as usize;
        // "the raid that the army launched", "a visit he will make"
        let on = self.clauses.list.iter().position(|on| {
            on.kind == Kind::Relative
                && on.antecedent.is_some_and(|noun| noun as usize == top)
                && (on.objects.contains(top) || on.subject.contains(top))
                || on.kind == Kind::Infinitive && on.subject.contains(top) && self.is_to_be(on, top)
        });
        let related = on.and_then(|on| self.tells(on, top, false)).filter(|&place| place == Place::Object);
        if let Some(on) = on.filter(|_| related.is_some()) {
            clause = on;
        }
        if let Some(below) = self.raised(clause, top).filter(|_| related.is_none()) {
            clause = below;
        }
        let under = (self.clauses.list[clause].objects.contains(top)
            || self.behind_particle(clause, top)
            || self.pack.is(word.code, Trait::Outcome) && self.is_outcome(clause, top))
            && self.clauses.list[clause]
                .verb
                .and_then(|verb| self.groups.verbs[verb as usize].lemma)
                .is_some_and(|lemma| word.under.contains(&lemma));
        let repelled = self.pack.is(word.code, Trait::Attack) && self.is_repelled(clause, top);
        let place = if under || repelled {
            Some(Place::Object)
        } else if word.under.is_empty() {
            self.tells(clause, top, word.anywhere).filter(|_| related.is_none()).or(related).or_else(|| {
                (word.mentioned
                    && (self.argued(noun) && (!word.sides || self.sided(noun))
                        || self.related_harm(noun)
                        || self.pack.is(word.code, Trait::Attack)
                            && (self.rounds(noun) || self.placed(noun) || self.stands_as_told(clause, top))
                        || self.is_reported(clause, top)))
                .then_some(Place::Mentioned)
            })
        } else {
            None
        };
        let Some(place) = place else { return };
        if !self.evidence(clause, Some(word.code), word.needs, word.unless) {
            return;
        }
        // "agreed to patrol after a raid", "will meet following an attack": what came before is past, what goes on is no plan
        let beside = place == Place::Oblique && (self.is_before(top) || self.preposition(top) == "amid");
        let status = if beside || place == Place::Mentioned {
            self.mentioned(noun, clause)
        } else {
            Some(self.status(clause))
        };
        let Some(mut status) = status else { return };
        if related.is_some() && self.clauses.list[clause].kind == Kind::Infinitive && !status.negated {
            // "a meeting to be held in Geneva"
            status.realis = Realis::Future;
        }
        if self.since(clause) && status.realis == Realis::Actual {
            status.realis = Realis::Historical;
        }
        let stands = self.is_denied_another(clause, top);
        if stands && status.negated {
            status.negated = false;
            if self.is_definite(top) && self.is_force(word.code) {
                status.realis = Realis::Actual;
            }
        }
        if self.is_known(word.code, clause, top) {
            status.negated = false;
            if status.realis > Realis::Historical {
                status.realis = Realis::Actual;
            }
        }
        if place == Place::Oblique && status.negated && self.is_only_almost(&status) {
            // "was nearly destroyed in a raid"
            status.negated = false;
        }
        self.foreseen(noun, top, range.0, &mut status);
        if place == Place::Oblique && self.is_about_victims_of(top)
            || self.is_presupposed(word.code, clause, top)
        {
            status.negated = false;
        }
        if !self.is_claimed(clause, word.claimed, &mut status) {
            return;
        }
        if group.negative
            && !self.clauses.list[clause].subject.contains(top)
            && self.clauses.list[clause].objects.first() != Some(top)
        {
            status.negated = !status.negated;
        }
        let responsible = place == Place::Object && self.preposition(top) == "for";
        if responsible || repelled {
            // "no one claimed responsibility for the attack", "failed to repel the attack": it happened all the same
            status.negated = false;
        }
        self.reported(clause, top, responsible && !group.negative, &mut status);
        let mut frame = Frame {
            code: word.code,
            rule: By::Noun(id).into(),
            clause,
            status,
            trigger: range,
            actors: Vec::new(),
            recipients: Vec::new(),
            third: Vec::new(),
            noun: Some(noun),
            victims: Few::default(),
            quantity: word.quantity,
            yields: false,
            act_clause: None,
            refine: word.refine,
        };
        if !word.quantity.is_empty() {
            frame.victims = Few::one(noun);
            for other in self.hosted(noun) {
                if matches!(self.preposition(other), "of" | "to" | "among") {
                    frame.victims.push(other);
                }
            }
            for other in self.clauses.list[clause]
                .obliques
                .iter()
                .filter(|&other| matches!(self.preposition(other), "to" | "at"))
            {
                frame.victims.push(other);
            }
            if place == Place::Subject {
                let objects = self.clauses.list[clause].objects;
                frame.victims.extend(&objects);
            }
        }
        self.noun_roles(&mut frame, noun, clause, place, &word.roles);
        for other in self.hosted(noun) {
            // "a state visit to Egypt"
            let mut host = Vec::new();
            self.visited(other, &frame, &mut host);
            frame.recipients.extend(host);
        }
        out.push(frame);
    }

    /// "the raid resulted in heavy damage": what hangs on the verb as its outcome.
    fn is_outcome(&self, clause: usize, top: usize) -> bool {
        self.preposition(top) == "in" && self.clauses.list[clause].obliques.contains(top)
    }

    /// "beat back an attack", "the attack was repelled": whether a clause tells that what a group names was warded off.
    pub(crate) fn is_repelled(&self, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let upon = if passive { known.subject } else { known.objects };
        (upon.contains(top) || !passive && self.behind_particle(clause, top)) && self.repels(clause)
    }

    /// "state media report the deaths of ten people", "the group claimed responsibility for the bombing": a claim by
    /// the verb that has the noun, or what it hangs on, for its object.
    fn reported(&self, clause: usize, top: usize, responsible: bool, status: &mut Status) {
        let known = &self.clauses.list[clause];
        let mut base = top;
        while let Some(host) = self.groups.nouns[base].host.filter(|_| !known.objects.contains(base)) {
            base = host.into();
        }
        let object = known.objects.contains(base) && self.preposition(base).is_empty();
        if let Some(kind) = self
            .reports(clause)
            .filter(|&kind| status.said.is_empty() && (object || responsible) && kind != ClaimKind::Denied)
        {
            status.said.push(Said { clause, kind, content: clause, noun: None });
        }
    }

    /// "a new Tehran offensive", "an attack on a refinery", "fighting in the east": whether a group of force says whose it is
    /// by a name, or upon what or where it is made.
    fn placed(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let named = (group.a..group.head).any(|token| self.sentence.tag(token) == Some(Tag::Name));
        named
            || self.hosted(noun).any(|other| match self.preposition(other) {
                "on" | "against" | "upon" => {
                    let known = &self.pack.known;
                    let things = known.building | known.territory | known.vessel | known.place_head;
                    let people = known.person | known.armed | known.official | known.state;
                    !self.groups.nouns[other].pronoun
                        && !self.names_event(other)
                        && self.sentence.classes[self.groups.nouns[other].head] & (things | people) != 0
                }
                "in" | "at" | "near" | "around" | "inside" | "outside" | "across" => {
                    self.noun_bits(other) & self.pack.known.place_head != 0
                }
                _ => false,
            })
    }

    /// "the raid angered the envoys": whether a clause goes on from what has happened.
    fn stands_as_told(&self, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let group = &self.groups.nouns[top];
        let definite = matches!(self.sentence.lower(group.a), "the" | "this" | "these" | "such")
            || group.genitive.is_some();
        definite
            && known.subject.contains(top)
            && self.preposition(top).is_empty()
            && known.verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                verb.finite && verb.past && verb.modal.is_none() && verb.negation.is_none() && !verb.copula
            })
    }

    /// "reported heavy fighting", "confirmed the attack": whether a clause reports that what a group names took place.
    fn is_reported(&self, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let verb = known.verb.map(|verb| &self.groups.verbs[verb as usize]);
        verb.is_some_and(|verb| {
            !verb.passive
                && known.objects.contains(top)
                && self.preposition(top).is_empty()
                && self.does(clause, Concept::Confirm)
        })
    }

    /// "the bombings which killed 12", "a raid that left the town in ruins": the clause on the noun tells it.
    fn related_harm(&self, noun: usize) -> bool {
        let known = &self.pack.known;
        self.clauses.list.iter().any(|clause| {
            clause.kind == Kind::Relative
                && clause.antecedent == Some(noun as u16)
                && clause.subject.contains(noun)
                && clause.verb.is_some_and(|verb| {
                    let group = &self.groups.verbs[verb as usize];
                    !group.passive && self.sentence.classes[group.head] & known.happening != 0
                })
        })
    }

    pub(crate) fn event_noun(&self, noun: usize) -> Option<(u16, Range)> {
        let group = &self.groups.nouns[noun];
        let tag = self.sentence.tag(group.head)?;
        // the capital of a sentence's first word makes no name: "Gunfire disrupts a rally"
        let opens = group.a + 1 == group.b
            && (group.a == 0 || matches!(self.sentence.lower(group.a - 1), ":" | "--"));
        let named = tag == Tag::Name && !self.sentence.title && !opens;
        let hit = self.sentence.hit(group.head)?;
        if self.pack.lexicon.kinds(hit) & kind_of::EVENT == 0 {
            return None;
        }
        if named && hit.end - hit.start < 2 {
            return None;
        }
        if (hit.end as usize) <= group.head || (hit.start as usize) < group.a {
            return None;
        }
        // "the attack" is a phrase of its own; its first word is none of the event's
        let (start, end) = (hit.start as usize, hit.end as usize);
        let article = start + 1 < end && self.sentence.tag(start) == Some(Tag::Determiner);
        self.pack.lexicon.senses(hit).iter().find_map(|&sense| match sense {
            Sense::Event(id) => Some((id, (start + usize::from(article), end))),
            _ => None,
        })
    }
}
