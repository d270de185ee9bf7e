//! Frames of verbs that have a type of their own: the conditions of a word, one after another, and what its frame holds.

use super::{By, Frame, Range, Reading, TopicUse};
use crate::events::clause::Kind;
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::{ActId, CodeId, EventWord, Realis, Trait, Traits, Wants, trait_of};

impl Reading<'_> {
    /// The frame of an event word. Where its phrase is `written` with "be" and a participle, its subject is that of the
    /// phrase.
    #[allow(clippy::too_many_lines, reason = "one condition of a word after another")]
    pub(super) fn event_verb(
        &self,
        clause: usize,
        id: u16,
        trigger: Range,
        written: bool,
        out: &mut Vec<Frame>,
    ) {
        let word = &self.pack.events[id as usize];
        let known = &self.clauses.list[clause];
        let passive = !written && known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let agent = if written { known.subject } else { self.agent(clause) };
        // "open fire on": the fire is part of the verb
        let mut patient = Few::default();
        let all = if written { known.objects } else { self.patient(clause) };
        for noun in all.iter() {
            let group = &self.groups.nouns[noun];
            let part = group.a + 1 == group.b && self.sentence.tag(group.head) == Some(Tag::NounSingular);
            if !(part && trigger.0 < group.a && group.b <= trigger.1) {
                patient.push(noun);
            }
        }
        // "deliver an address to the congress": a phrase's own object gives way to whom it is brought
        // ("supply the army with arms", "threaten it with war": the object itself is whom it is done to)
        let brought = |noun: usize| {
            self.groups.nouns[noun]
                .preposition
                .is_some_and(|at| at + 1 == trigger.1 && self.sentence.lower(at) != "with")
        };
        if !passive && known.obliques.iter().any(brought) {
            for noun in all.iter() {
                let group = &self.groups.nouns[noun];
                // "presses Chad for an answer": who is pressed
                let asked = matches!(self.sentence.lower(trigger.1 - 1), "for" | "over" | "about")
                    && self.is_actor(noun);
                if trigger.0 < group.a && group.b < trigger.1 && !asked {
                    patient.remove(noun);
                }
            }
        }
        if patient.is_empty() && !passive {
            // "ripped through a market": what the verb's own preposition brings
            for noun in known.obliques.iter() {
                if self.groups.nouns[noun].preposition.is_some_and(|token| token + 1 == trigger.1) {
                    patient.push(noun);
                }
            }
        }
        if patient.is_empty() && !passive {
            // "the envoy with whom the king met", "the army against which they fought"
            let brought = known.link.and_then(|link| link.checked_sub(1)).is_some_and(|before| {
                known.kind == Kind::Relative && matches!(self.sentence.lower(before), "with" | "against")
            });
            if let Some(antecedent) = known.antecedent.filter(|_| brought) {
                patient.push(antecedent.into());
            }
        }
        match word.object {
            Wants::Required if all.is_empty() && patient.is_empty() => return,
            Wants::None if passive || self.close_objects(clause) => {
                return;
            }
            _ => {}
        }
        if !self.may_be_done_by(word, clause, &agent, passive) {
            return;
        }
        if word.object_classes != 0 && self.head_bits(&patient) & word.object_classes == 0 {
            return;
        }
        // "reach a lasting settlement" takes no ground
        let settled = |noun: usize| {
            let head = self.groups.nouns[noun].head;
            self.is_a(head, Concept::Accord)
                && self.sentence.hit(head).is_some_and(|hit| (hit.start as usize) < head)
        };
        if self.pack.is(word.code, Trait::UponGround) && !patient.is_empty() && patient.iter().all(settled) {
            return;
        }
        if word.object_never != 0 && self.head_bits(&patient) & word.object_never != 0 {
            return;
        }
        // "an inquiry into who is to blame"
        let asked = known.subject.first().is_some_and(|noun| {
            self.sentence.lower(self.groups.nouns[noun].head) == "who" && known.antecedent.is_none()
        });
        if asked && self.pack.is(word.code, Trait::Accuses) {
            return;
        }
        // "it is alleged that they fled": nobody is accused by anybody
        let dummy = |noun: usize| self.sentence.lower(self.groups.nouns[noun].head) == "it";
        let charge = passive && agent.is_empty() && self.pack.is(word.code, Trait::Accuses);
        if charge && known.subject.first().is_some_and(dummy) && self.has_content(clause) {
            return;
        }
        // "crushed an attack": who does that attacks nobody
        let repels = |noun: usize| self.names_event(noun);
        if self.pack.is(word.code, Trait::Attack) && self.repels(clause) && all.iter().any(repels) {
            return;
        }
        let brings = |prepositions: &[String]| {
            known.obliques.iter().any(|noun| prepositions.iter().any(|word| self.preposition(noun) == word))
        };
        if !word.with.is_empty() && !brings(&word.with) || brings(&word.without) {
            return;
        }
        if word.infinitive && !self.wants_done(clause) || self.declines_to_say(clause, word.code) {
            return;
        }
        let unless = if self.is_deed_of_war(clause, word, &agent) {
            word.unless & !self.pack.known.commerce
        } else {
            word.unless
        };
        if !self.evidence(clause, Some(word.code), word.needs, unless) {
            return;
        }
        let known_classes = &self.pack.known;
        let party = known_classes.armed | known_classes.state | known_classes.actor;
        let actor = if passive { patient } else { agent };
        if word.needs & known_classes.conflict != 0
            && (if self.does(clause, Concept::Die) {
                self.bits_of(&actor)
            } else {
                self.bits_described(&actor)
            }) & party
                == 0
            && !self.evidence_beside(word.needs, trigger)
        {
            return;
        }
        if self.governed(clause, word.code, trigger, out) {
            return;
        }
        let mut frame = Frame {
            code: word.code,
            rule: By::Word(id).into(),
            clause,
            status: self.status_beside(clause, self.event_particles(clause, id)),
            trigger,
            actors: Vec::new(),
            recipients: Vec::new(),
            third: Vec::new(),
            noun: None,
            victims: patient,
            quantity: word.quantity,
            yields: word.yields,
            act_clause: None,
            refine: word.refine,
        };
        for noun in known.obliques.iter().filter(|_| !passive) {
            // "supplied the army with 600 rifles": what it was given is counted
            let with = |at: usize| at + 1 == trigger.1 && self.sentence.lower(at) == "with";
            if self.groups.nouns[noun].preposition.is_some_and(with) {
                frame.victims.push(noun);
            }
        }
        if word.object == Wants::None || word.roles.no_object && !passive {
            // those who fled, died; "the thousands of people fleeing the fighting"
            frame.victims = known.subject;
            if frame.victims.is_empty() && matches!(known.kind, Kind::Participial) {
                frame
                    .victims
                    .extend(&known.antecedent.map_or_else(Few::default, |noun| Few::one(noun.into())));
            }
        }
        // "said that they will not comply": of what is to come nobody is accused
        let to_come = matches!(frame.status.realis, Realis::Future | Realis::Hypothetical);
        let accuses = word.claimed != 0 && self.pack.is(word.code, Trait::Accuses);
        if accuses && to_come || !self.is_claimed(clause, word.claimed, &mut frame.status) {
            return;
        }
        self.says_no(trigger, &mut frame);
        let inner = (patient.is_empty() && !word.roles.mutual).then(|| self.object_within(clause, trigger));
        let patient = inner.flatten().unwrap_or(patient);
        self.verb_roles(&mut frame, clause, (&agent, &patient), &word.roles, word.object == Wants::None);
        self.reach(clause, &mut frame);
        out.push(frame);
    }

    /// "offered to escort the tankers": a verb phrase that ends within an infinitive is done to the object of that.
    fn object_within(&self, clause: usize, trigger: Range) -> Option<Few> {
        let verb = |other: usize| {
            let inner = &self.clauses.list[other];
            let head = self.groups.verbs[inner.verb? as usize].head;
            let ends = trigger.0 < head && head < trigger.1;
            (inner.kind == Kind::Infinitive && inner.parent == Some(clause as u16) && ends).then_some(other)
        };
        let inner = (clause + 1..self.clauses.list.len()).find_map(verb)?;
        Some(self.patient(inner)).filter(|objects| objects.iter().any(|noun| self.is_actor(noun)))
    }

    /// "the rebels attacked an oil company": whether fighters do by force what words of commerce would forbid.
    fn is_deed_of_war(&self, clause: usize, word: &EventWord, agent: &Few) -> bool {
        let known = &self.pack.known;
        self.bits & word.unless & known.commerce != 0
            && self.pack.codes[word.code as usize].traits.any(Traits::FORCE)
            && self.clause_bits(clause) & known.conflict != 0
            && self.bits_of(agent) & known.armed != 0
    }

    /// "said no to the plan": the phrase itself says so.
    fn says_no(&self, trigger: Range, frame: &mut Frame) {
        let no = trigger.0 + 1;
        if self.sentence.lower(no) != "no" || self.sentence.lower(no + 1) != "to" {
            return;
        }
        let cues = &mut frame.status.cues;
        if let Some(at) = cues.iter().position(|cue| cue.kind == "negation" && cue.a == no) {
            cues.remove(at);
            frame.status.negated = !frame.status.negated;
        }
    }

    /// Whether who does what an event word tells is of its classes. A passive verb need not name them.
    fn may_be_done_by(&self, word: &EventWord, clause: usize, agent: &Few, passive: bool) -> bool {
        if word.subject_classes | word.subject_never == 0 {
            return true;
        }
        if passive && agent.is_empty() {
            // what is said is said by somebody; raids and losses are told without who made them
            return !self.pack.is(word.code, Trait::OfWords)
                || word.subject_classes == 0
                || (self.bits | self.article) & word.subject_classes != 0;
        }
        let subject = if word.object == Wants::None { &self.clauses.list[clause].subject } else { agent };
        (word.subject_classes == 0
            || self.bits_described(subject) & word.subject_classes != 0
            || self.pack.is(word.code, Trait::Said)
                && self.bits_of_speaker(clause, subject) & word.subject_classes != 0)
            && self.head_bits(subject) & word.subject_never == 0
    }

    /// "demanded that all forces leave": a word that tells the deed of a topic stands for it under an act that has
    /// another mode for the topic. Whether it did.
    fn governed(&self, clause: usize, code: CodeId, trigger: Range, out: &mut Vec<Frame>) -> bool {
        let Some(outer) = self.outer(clause).filter(|outer| !self.pack.acts[outer.act as usize].neutral)
        else {
            return false;
        };
        let deed = self.pack.topics.iter().enumerate().find_map(|(topic, row)| {
            let other = row.cells[outer.act as usize]?;
            let act = (0..self.pack.acts.len()).find(|&act| {
                let rule = &self.pack.acts[act];
                let cell = row.cells[act];
                let deed = rule.neutral && rule.yields && rule.intransitive;
                deed && cell.is_some_and(|cell| cell.code == code && !cell.negated)
            })?;
            (other.code != code).then_some((topic as u16, act as ActId))
        });
        let Some((topic, act)) = deed else { return false };
        let found = TopicUse::of_verb(topic, trigger);
        self.grid(clause, found, act, None, trigger, out);
        true
    }

    /// "declined to comment", "refused to say where": nothing that was put forward is refused.
    fn declines_to_say(&self, clause: usize, code: CodeId) -> bool {
        if !self.pack.is(code, Trait::Refuses) {
            return false;
        }
        let declines = self.does(clause, Concept::Decline);
        self.below(clause, Kind::Infinitive).any(|index| {
            self.pack.verb_is(self.lemma(index), trait_of::REPORTS)
                || self.does(index, Concept::Identify)
                || declines && self.does(index, Concept::Discuss)
        })
    }

    /// "it is alleged that": whether a clause with "that" hangs on the clause.
    pub(crate) fn has_content(&self, clause: usize) -> bool {
        self.below(clause, Kind::Complement).next().is_some()
    }

    /// Whether an infinitive hangs on the clause, for its object to do.
    pub(crate) fn wants_done(&self, clause: usize) -> bool {
        self.below(clause, Kind::Infinitive).any(|below| self.clauses.list[below].noun.is_none())
    }
}
