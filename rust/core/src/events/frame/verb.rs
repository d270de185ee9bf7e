//! Verb frames: the senses of a clause's verb, looked up once, and the topics among what it acts upon.

use super::{By, Frame, Range, Reading, TopicUse, join};
use crate::events::clause::Kind;
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, LemmaId, kind_of};
use crate::events::pack::{ActId, Cell, Everyday, Governor, Meaning, Particle, Trait, VerbSense, trait_of};
use crate::events::status::Status;

impl Reading<'_> {
    pub(super) fn act_of(&self, clause: usize, governing: bool) -> Option<(ActId, LemmaId)> {
        let verb = self.clauses.list[clause].verb?;
        let lemma = self.groups.verbs[verb as usize].lemma?;
        if !self.pack.verbs[lemma as usize].has_acts() {
            return None;
        }
        self.senses(clause, lemma).find_map(|sense| match sense.meaning {
            Meaning::Act(act) if self.particle_at(clause, &sense.particle).is_some() => {
                let rule = &self.pack.acts[act as usize];
                let act = if rule.of_subject { self.act_of_text(clause, rule.own)? } else { act };
                let rule = &self.pack.acts[act as usize];
                (!governing || rule.governs || rule.yields).then_some((act, lemma))
            }
            _ => None,
        })
    }

    /// "the plan includes a truce", "the ceasefire deal, which provides for a swap": the act that the subject, a text,
    /// names, or another where it names none ("the roadmap foresees").
    fn act_of_text(&self, clause: usize, other: Option<ActId>) -> Option<ActId> {
        let known = &self.clauses.list[clause];
        if self.groups.verbs[known.verb? as usize].passive {
            return None;
        }
        let group = &self.groups.nouns[known.subject.first()?];
        let (topic, act) = self.head_senses(group);
        let alone = || self.sentence.entry(&self.pack.lexicon, group.head).and_then(|entry| entry.noun_act);
        act.or_else(alone)
            .filter(|&act| self.pack.acts[act as usize].governs)
            .or_else(|| other.filter(|_| topic.is_some() && self.speaks_by_text(clause)))
    }

    /// The senses that the verb of a clause may have by the words behind it, up to one that tells no event, the longest
    /// phrases coming first: "backed down" is none, and so no support.
    fn senses(&self, clause: usize, lemma: LemmaId) -> impl Iterator<Item = &VerbSense> {
        let (near, all) = self.words_behind(clause);
        let senses = self.pack.verbs[lemma as usize].before(near, all);
        senses.take_while(move |sense| !self.is_idle(clause, sense))
    }

    /// Whether a sense of the verb of a clause tells no event, and is the one that it has.
    fn is_idle(&self, clause: usize, sense: &VerbSense) -> bool {
        let Meaning::Everyday(number) = sense.meaning else { return false };
        let Some(end) = self.particle_at(clause, &sense.particle) else { return false };
        let Everyday { objects, subjects } = &self.pack.everyday[number as usize];
        let head = |noun: usize| self.sentence.entries[self.groups.nouns[noun].head];
        let fits = |noun: usize| objects.binary_search(&head(noun)).is_ok();
        // "a court rejects the appeal"
        let by = || self.agent(clause).iter().any(|noun| subjects.binary_search(&head(noun)).is_ok());
        if !subjects.is_empty() && !by() {
            return false;
        }
        let brought =
            |&noun: &usize| self.groups.nouns[noun].preposition.is_some_and(|token| token + 1 == end);
        let obliques = &self.clauses.list[clause].obliques;
        // "killed himself and three soldiers"
        let alone =
            |noun: usize| !self.groups.nouns.iter().any(|other| other.coordinated == Some(noun as u16));
        let patient = self.patient(clause);
        objects.is_empty()
            || !patient.is_empty() && patient.iter().all(|noun| fits(noun) && alone(noun))
            || obliques.iter().filter(brought).any(fits)
    }

    /// The status of a clause beside what its verb phrase says: "yielded no results" is no result, not denied.
    pub(super) fn status_beside<'p>(
        &self,
        clause: usize,
        mut particles: impl Iterator<Item = &'p Particle>,
    ) -> Status {
        let mut status = self.status(clause);
        let own = |particle: &Particle| particle.denies && self.particle_at(clause, particle).is_some();
        if status.negated && particles.any(own) {
            status.negated = false;
            status.cues.retain(|cue| cue.kind != "negation");
        }
        status
    }

    /// The particles under which the verb of a clause is an act.
    pub(super) fn act_particles(&self, clause: usize) -> impl Iterator<Item = &Particle> {
        let senses = self.lemma(clause).map_or(&[][..], |lemma| &self.pack.verbs[lemma as usize]);
        let acts = senses.iter().filter(|sense| matches!(sense.meaning, Meaning::Act(_)));
        acts.map(|sense| &sense.particle)
    }

    /// The particles under which the verb of a clause is an event word.
    pub(super) fn event_particles(&self, clause: usize, event: u16) -> impl Iterator<Item = &Particle> {
        let senses = self.lemma(clause).map_or(&[][..], |lemma| &self.pack.verbs[lemma as usize]);
        senses.iter().filter(move |sense| sense.meaning == Meaning::Event(event)).map(|sense| &sense.particle)
    }

    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    pub(super) fn verb_frames(&self, clause: usize, out: &mut Vec<Frame>) {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb else { return };
        let group = self.groups.verbs[verb as usize];
        let Some(lemma) = group.lemma else { return };
        let before = out.len();
        let mut events: Vec<(u16, Range, bool)> = Vec::new();
        for sense in self.senses(clause, lemma) {
            let Some(end) = self.particle_at(clause, &sense.particle) else { continue };
            // "are now in control of" is one stretch, "voted 52 to 48 on Monday to" is not
            let far = end > group.head + 4 && end > group.b + sense.particle.len() + 1;
            let trigger = (group.head, if sense.particle.is_empty() || far { group.head + 1 } else { end });
            match sense.meaning {
                Meaning::Event(id) => events.push((id, trigger, sense.particle.passive)),
                Meaning::Topic(topic, act) => {
                    let row = &self.pack.topics[topic as usize];
                    let patient = self.patient(clause);
                    let fits = if row.transitive {
                        let bits = self.head_bits(&patient);
                        bits & row.object_classes != 0
                            || row.object_classes & self.pack.known.person != 0
                                && bits & self.pack.known.name != 0
                                && self.bits & row.needs != 0
                    } else {
                        row.object_classes == 0
                            || patient.is_empty()
                            || self.bits_of(&patient) & row.object_classes != 0
                    };
                    // "withdrew from the treaty" moves no troops
                    let other = known.obliques.iter().any(|noun| {
                        self.groups.nouns[noun].preposition.is_some_and(|token| token + 1 == end)
                            && self.names_event(noun)
                    });
                    let of_another = || {
                        known.obliques.iter().any(|noun| {
                            self.topic(noun, 0)
                                .is_some_and(|found| self.own_takes(found.topic, lemma, clause, noun))
                        })
                    };
                    if if sense.particle.is_empty() { of_another() } else { other } {
                        continue;
                    }
                    let needs = if row.transitive { 0 } else { row.needs };
                    if fits && self.evidence(clause, row.code(), needs, row.unless) {
                        let found = TopicUse::of_verb(topic, trigger);
                        self.grid(clause, found, act, Some(lemma), trigger, out);
                    }
                }
                _ => {}
            }
        }
        // the order of the pack decides between the event words of one verb; those that commerce may forbid come last
        events.sort_by_key(|&(id, trigger, _)| {
            let word = &self.pack.events[id as usize];
            (self.is_of_business(clause, word.needs, word.unless), id, std::cmp::Reverse(trigger.1))
        });
        for &(id, trigger, written) in &events {
            let family = &self.pack.codes[self.pack.events[id as usize].code as usize];
            let taken = out[before..].iter().any(|frame| {
                let known = &self.pack.codes[frame.code as usize];
                known.event_type == family.event_type
                    || !(known.traits.has(Trait::Harm) && family.traits.has(Trait::Harm))
            });
            if !taken {
                self.event_verb(clause, id, trigger, written, out);
            }
        }
        if self.sentence.kinds & kind_of::TOPIC == 0 && self.told.last.is_none() {
            return;
        }
        let mut seen: Vec<u16> = Vec::new();
        let mut uses: Vec<TopicUse> = Vec::new();
        let mut places: Vec<(usize, Role)> = Vec::new();
        for (noun, head, role) in self.dependents(clause) {
            self.topics(noun, &mut uses);
            places.resize(uses.len(), (head, role));
        }
        if uses.is_empty() {
            return;
        }
        let gerund = group.gerund && group.participle;
        let own = self.act_of(clause, false);
        let adjective_act = own.is_none();
        let act = own.or_else(|| self.predicate_act(clause).map(|act| (act, lemma)));
        let by_text = self.speaks_by_text(clause);
        for (found, (noun, role)) in uses.into_iter().zip(places) {
            if seen.contains(&found.topic) {
                continue;
            }
            let row = &self.pack.topics[found.topic as usize];
            if !self.topic_holds(clause, &found) || self.is_asked(clause, lemma, &found) {
                continue;
            }
            let trigger = join((group.head, group.head + 1), found.range);
            let subject = role == Role::Subject && !group.passive;
            if subject && gerund {
                continue;
            }
            // "took place", "came into effect": the noun belongs to the verb
            let part = |noun: usize| {
                let group = &self.groups.nouns[noun];
                group.a + 1 == group.b && self.is_a(group.a, Concept::VerbPart)
            };
            // "the pact puts off a decision": what stands behind a particle is an object
            let mut taken = known
                .objects
                .iter()
                .chain(known.obliques.iter().filter(|&noun| self.behind_particle(clause, noun)));
            // "that ends two decades of war": what is measured is an object
            let of_it = |noun: usize| self.hosted(noun).any(|other| self.preposition(other) == "of");
            let objects = subject && taken.any(|noun| (!self.measures(noun) || of_it(noun)) && !part(noun));
            let own = (found.act.is_none())
                .then(|| {
                    self.own_cell(
                        found.topic,
                        lemma,
                        clause,
                        subject || group.passive && role == Role::Object,
                    )
                })
                .flatten();
            if self.groups.nouns[found.noun].pronoun
                && !self.stands(clause, &found, role, act.map(|(act, _)| act), own)
            {
                continue;
            }
            if let Some(code) = own
                .filter(|_| role != Role::Oblique || self.own_takes(found.topic, lemma, clause, noun))
                .filter(|own| !objects || self.own_has_particle(found.topic, lemma, *own))
                .or_else(|| {
                    (role == Role::Oblique && found.act.is_none())
                        .then(|| self.own_brings(found.topic, lemma, noun))
                        .flatten()
                })
            {
                seen.push(found.topic);
                // a mode that a neutral act gives too can be governed: "agreed to open a corridor"
                let neutral = (0..self.pack.acts.len())
                    .find(|&act| self.pack.acts[act].yields && row.cells[act] == Some(code));
                match neutral {
                    Some(act)
                        if self
                            .outer(clause)
                            .is_some_and(|outer| row.cells[outer.act as usize].is_some()) =>
                    {
                        self.grid(clause, found, act as ActId, None, trigger, out);
                    }
                    _ => self.push_grid(
                        clause,
                        found,
                        code,
                        By::Own(found.topic),
                        trigger,
                        Some(clause),
                        None,
                        None,
                        out,
                    ),
                }
                continue;
            }
            // "vowed to continue the attacks": a governed topic has verbs of its own alone
            let Some((act, lemma)) = act.filter(|_| !row.governed) else {
                continue;
            };
            if adjective_act {
                if role != Role::Oblique || !matches!(self.preposition(noun), "to" | "for") {
                    continue;
                }
            } else {
                if subject
                    && (!self.pack.acts[act as usize].intransitive
                        || objects && !self.pack.acts[act as usize].with_object)
                {
                    continue;
                }
                if role == Role::Oblique && !self.takes(clause, act, lemma, noun) {
                    continue;
                }
            }
            // "the accord calls for a truce": what a text asks for it proposes
            let said = self.pack.acts[act as usize].own.filter(|_| by_text).unwrap_or(act);
            let composed = self.compose(said, found.act);
            seen.push(found.topic);
            // "called for the lifting of sanctions": the noun's act, under the verb's signature
            let above =
                (found.act == Some(composed) && composed != act && !self.pack.acts[act as usize].neutral)
                    .then(|| self.governor_of(lemma, clause))
                    .flatten()
                    .map(|governor| (governor, group.head));
            if above.is_some()
                && let Some(code) = self.cell(found.topic, composed, None)
            {
                let by = By::Cell { outer: Some(act), act: composed, topic: found.topic };
                self.push_grid(clause, found, code, by, trigger, Some(clause), None, above, out);
                continue;
            }
            self.grid(clause, found, composed, Some(lemma).filter(|_| !adjective_act), trigger, out);
        }
    }

    /// "asks the peacekeeping mission to stay": who is asked to do something is not what is asked for.
    fn is_asked(&self, clause: usize, lemma: LemmaId, found: &TopicUse) -> bool {
        found.act_noun.is_none()
            && self.groups.nouns.get(found.noun).is_some_and(|group| {
                let named = self.sentence.tag(group.a) == Some(Tag::Name);
                (named || self.sentence.lower(group.a) == "the") && self.is_actor(found.noun)
            })
            && self.pack.verb_is(Some(lemma), trait_of::CONTROLS)
            && self.clauses.list.iter().any(|below| {
                below.parent == Some(clause as u16)
                    && below.kind == Kind::Infinitive
                    && below.subject.contains(found.noun)
                    && below.a >= found.range.1
            })
    }

    /// Whether the subject is an agreement or a plan rather than someone.
    fn speaks_by_text(&self, clause: usize) -> bool {
        let known = &self.clauses.list[clause];
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        !passive
            && known.subject.first().is_some_and(|noun| {
                self.names_event(noun) && !self.is_actor(noun) && self.agent(clause).first() == Some(noun)
            })
    }

    /// "agreed on opening a corridor and on a truce": the second phrase hangs on the verb, not on the gerund.
    fn parallel(&self, clause: usize, out: &mut Vec<(usize, usize, Role)>) {
        for below in &self.clauses.list {
            let Some(link) = below.link.filter(|_| below.parent == Some(clause as u16)) else { continue };
            for noun in below.obliques.iter() {
                let Some(preposition) = self.groups.nouns[noun].preposition.filter(|&at| at > 0) else {
                    continue;
                };
                if self.sentence.tag(preposition - 1) == Some(Tag::Coordinator)
                    && self.sentence.lower(preposition) == self.sentence.lower(link)
                {
                    out.push((noun, noun, Role::Oblique));
                }
            }
        }
    }

    /// Whether the verb has an object of a known kind right behind it, not after a comma.
    pub(super) fn close_objects(&self, clause: usize) -> bool {
        self.clauses.list[clause].objects.first().is_some_and(|noun| {
            let before = self.groups.nouns[noun].a.checked_sub(1);
            before.and_then(|at| self.sentence.tag(at)) != Some(Tag::Comma)
                && self.bits_of(&Few::one(noun)) != 0
        })
    }

    /// Whether the clause shows what a topic noun needs. One that wants an object is content with it.
    pub(super) fn topic_holds(&self, clause: usize, found: &TopicUse) -> bool {
        let row = &self.pack.topics[found.topic as usize];
        if self.groups.nouns.get(found.noun).is_some_and(|group| group.pronoun) {
            return self.evidence(clause, row.code(), 0, row.unless);
        }
        let object = row
            .transitive
            .then(|| {
                self.hosted(found.noun).find(|&other| {
                    self.preposition(other) == "of"
                        && self.groups.nouns[other].host == Some(found.noun as u16)
                })
            })
            .flatten();
        match object {
            Some(object) => {
                let named = self.sentence.tag(self.groups.nouns[object].head) == Some(Tag::Name);
                let wanted = row.object_classes | self.pack.known.number;
                (named || self.head_bits(&Few::one(object)) & wanted != 0)
                    && self.evidence(clause, row.code(), 0, row.unless)
            }
            None => self.evidence(clause, row.code(), row.needs, row.unless),
        }
    }

    /// The governor that a verb is.
    pub(super) fn governor_of(&self, lemma: LemmaId, clause: usize) -> Option<&Governor> {
        self.pack.verbs[lemma as usize].iter().find_map(|sense| match sense.meaning {
            Meaning::Governor(id) if self.particle_at(clause, &sense.particle).is_some() => {
                Some(&self.pack.governors[id as usize])
            }
            _ => None,
        })
    }

    /// The act of a predicate adjective: "is open to talks".
    pub(super) fn predicate_act(&self, clause: usize) -> Option<ActId> {
        let adjective = self.predicate(clause)?;
        self.sentence.entry(&self.pack.lexicon, adjective)?.act
    }

    /// A group that only measures ("for two days", "three hours").
    pub(crate) fn measures(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        (group.a..group.b).all(|token| {
            self.sentence.numbers[token]
                || self.sentence.dates[token]
                || self.sentence.tag(token) == Some(Tag::Number)
        })
    }

    /// Whether the verb's own phrase brings the topic with its preposition ("walk out of talks").
    pub(super) fn own_takes(&self, topic: u16, lemma: LemmaId, clause: usize, noun: usize) -> bool {
        let Some(preposition) = self.groups.nouns[noun].preposition else { return false };
        self.pack.topics[topic as usize].own.iter().any(|own| {
            own.lemma == lemma
                && !own.particle.is_empty()
                && self.particle_at(clause, &own.particle) == Some(preposition + 1)
        })
    }

    /// "added the group to its list": a preposition that an object parts from its verb.
    fn own_brings(&self, topic: u16, lemma: LemmaId, noun: usize) -> Option<Cell> {
        let preposition = self.groups.nouns[noun].preposition?;
        if matches!(self.sentence.lower(preposition), "for" | "in") {
            return None; // "met her for talks"
        }
        let word = *self.sentence.entries.get(preposition)?;
        self.pack.topics[topic as usize]
            .own
            .iter()
            .find(|own| own.lemma == lemma && own.particle.bare && own.particle.words[..] == [word])
            .map(|own| own.code)
    }

    pub(super) fn own_has_particle(&self, topic: u16, lemma: LemmaId, cell: Cell) -> bool {
        self.pack.topics[topic as usize]
            .own
            .iter()
            .any(|own| own.lemma == lemma && own.code == cell && !own.particle.is_empty())
    }

    /// Whether the verb takes the topic through its preposition.
    pub(super) fn takes(&self, clause: usize, act: ActId, lemma: LemmaId, noun: usize) -> bool {
        let Some(preposition) = self.groups.nouns[noun].preposition else { return false };
        self.pack.verbs[lemma as usize].iter().any(|sense| {
            matches!(sense.meaning, Meaning::Act(id) if id == act || self.pack.acts[id as usize].of_subject)
                && !sense.particle.is_empty()
                && self.particle_at(clause, &sense.particle) == Some(preposition + 1)
        })
    }

    /// Groups that a clause's verb can act upon, each with the head of its list, nearest role first.
    pub(super) fn dependents(&self, clause: usize) -> Vec<(usize, usize, Role)> {
        let known = &self.clauses.list[clause];
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let mut out: Vec<(usize, usize, Role)> = Vec::with_capacity(8);
        let list = |nouns: &Few, role: Role, out: &mut Vec<(usize, usize, Role)>| {
            for noun in nouns.iter() {
                out.push((noun, noun, role));
                // members of a list
                for other in noun + 1..self.groups.nouns.len().min(noun + 10) {
                    if self.listed(other, noun) && !nouns.contains(other) {
                        out.push((other, noun, role));
                    }
                }
            }
        };
        if passive {
            list(&known.subject, Role::Object, &mut out);
            // "has been granted candidate status"
            let gives = known.verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                verb.finite && self.pack.lexicon.keeps_object(self.sentence.entries[verb.head])
            });
            if gives {
                list(&known.objects, Role::Object, &mut out);
            }
        } else {
            list(&known.objects, Role::Object, &mut out);
            if let Some(itemised) = self.itemised(clause) {
                list(&itemised, Role::Object, &mut out);
            }
        }
        list(&known.obliques, Role::Oblique, &mut out);
        self.parallel(clause, &mut out);
        if !passive {
            list(&known.subject, Role::Subject, &mut out);
        }
        out
    }

    /// "contains three points: a truce, a swap and free elections": what stands behind the colon after the objects.
    fn itemised(&self, clause: usize) -> Option<Few> {
        let last = self.clauses.list[clause].objects.iter().last()?;
        let colon = self.groups.nouns[last].b;
        if colon >= self.sentence.len() || self.sentence.lower(colon) != ":" {
            return None;
        }
        let items =
            self.clauses.list.iter().find(|items| items.verb.is_none() && items.a.abs_diff(colon) <= 1)?;
        Some(items.subject)
    }
}

/// How a topic stands to the verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Object,
    Subject,
    Oblique,
}
