//! Mentions: topics and act nouns that no verb took up ("the talks between A and B", "their push for a no-fly
//! zone", "the violation of the truce"), where the group itself says enough to tell an event.
//!
//! What is only mentioned is told whatever becomes of the clause around it: "they did not discuss the attack on
//! the port" denies no attack. Only what governs the group itself counts (`the threat of`, `possible`, `avoid`).
//! Cost: one look at the head of each group.

use super::{By, Frame, Place, Range, Reading, TopicUse};
use crate::events::clause::Kind;
use crate::events::few::Few;
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, Sense, kind_of};
use crate::events::pack::{ClaimKind, Meaning, Realis, trait_of};
use crate::events::status::{Status, signed};

impl Reading<'_> {
    /// Frames of the topics that are left.
    pub(super) fn mentions(&self, out: &mut Vec<Frame>) {
        if self.sentence.kinds & kind_of::TOPIC == 0 {
            return;
        }
        let mut uses: Vec<TopicUse> = Vec::new();
        for noun in 0..self.groups.nouns.len() {
            let group = &self.groups.nouns[noun];
            let (topic, act) = self.head_senses(group);
            if group.pronoun || topic.is_none() && act.is_none() {
                continue;
            }
            uses.clear();
            self.topics(noun, &mut uses);
            for found in &uses {
                if found.noun == noun || found.act_noun == Some(noun) {
                    self.mention(noun, found, out);
                }
            }
        }
    }

    fn mention(&self, noun: usize, found: &TopicUse, out: &mut Vec<Frame>) {
        let row = &self.pack.topics[found.topic as usize];
        if row.governed {
            return;
        }
        let group = &self.groups.nouns[noun];
        let clause = self.clauses.owner[group.head] as usize;
        let exists = found.act.is_none() && self.exists(clause, noun);
        let cell = match found.act {
            None if exists => row.exists.or(row.told),
            Some(act) => self.cell(found.topic, act, None).or_else(|| row.cells[act as usize]),
            // "the possible truce"
            None if found.governor.is_some() && row.prospect.is_some() => row.prospect,
            None => row.told.filter(|_| self.argued(noun) || self.rounds(noun)),
        };
        let Some(cell) = cell else { return };
        // "rejected her push for a no-fly zone": what another asked for is told beside the answer
        let owned = group.genitive.is_some()
            && found.act.is_some_and(|act| self.pack.acts[act as usize].governs)
            && out.iter().all(|frame| frame.code != cell.code);
        // "repeated his call for a no-fly zone": the topic says more than a demand
        let general = found.act_noun.and_then(|act| {
            out.iter().position(|frame| {
                frame.noun == Some(act) && matches!(frame.rule.by, By::Noun(_)) && !frame.rule.third
            })
        });
        let taken = !owned
            && general.is_none()
            && out.iter().any(|frame| {
                let touches = |noun: usize| {
                    let group = &self.groups.nouns[noun];
                    frame.trigger.0 < group.b && group.a < frame.trigger.1
                };
                frame.noun == Some(found.noun)
                    || touches(found.noun)
                    || found
                        .act_noun
                        .is_some_and(|act| act == noun && touches(act) && frame.noun == Some(act))
                    || frame.clause == clause && frame.code == cell.code
            });
        if taken || !self.topic_holds(clause, found) {
            return;
        }
        let around = self.status(clause);
        let general = general.map(|at| out.remove(at));
        let status = match &general {
            Some(frame) => Some(frame.status.clone()),
            None if exists => Some(around.clone()),
            None => self.mentioned(noun, clause),
        };
        let Some(mut status) = status else { return };
        // talks of a plan are to come with it
        if !owned && !self.is_before(noun) && matches!(around.realis, Realis::Future | Realis::Hypothetical) {
            status.realis = status.realis.max(around.realis);
        }
        // "parted without a deal on a truce"
        let missing = found.act_noun.is_some() && self.preposition(noun) == "without";
        if cell.negated ^ (group.negative && !exists) ^ missing {
            status.negated = !status.negated;
        }
        if let Some((governor, token)) = found.governor {
            signed(self.pack.governors[governor as usize].affirmed, &mut status, token);
        }
        let trigger: Range = match found.act_noun {
            Some(act) => {
                let head = self.groups.nouns[act].head;
                (head.min(found.range.0), found.range.1.max(head + 1))
            }
            None => found.range,
        };
        if found.act.is_none() && !exists {
            // "the planned withdrawal"
            self.foreseen(found.noun, self.root(noun), trigger.0, &mut status);
        }
        let mut frame = self.bare_frame(cell.code, clause, status, trigger, found);
        if let Some(general) = general {
            frame.actors = general.actors;
            frame.recipients = general.recipients;
        }
        self.noun_roles(&mut frame, noun, clause, Place::Alone, &row.roles);
        if found.noun != noun {
            self.noun_roles(&mut frame, found.noun, clause, Place::Alone, &row.roles);
        }
        for other in self.hosted(noun) {
            let word = self.preposition(other);
            if row.roles.recipients.iter().any(|wanted| wanted == word) {
                self.add_role(other, true, &mut frame.recipients);
            }
        }
        out.push(frame);
    }

    /// "two hours of talks", "the latest round of talks": counted, so held.
    pub(super) fn rounds(&self, noun: usize) -> bool {
        let Some(host) = self.groups.nouns[noun].host else { return false };
        let host = &self.groups.nouns[host as usize];
        self.preposition(noun) == "of"
            && self.sentence.lower(host.head) != "one"
            && self.sentence.classes[host.head] & self.pack.known.container != 0
            && (host.a..host.b).any(|token| {
                self.sentence.numbers[token]
                    || matches!(self.sentence.tag(token), Some(Tag::Number))
                    || self.is_a(token, Concept::Ordinal)
                    || self.is_a(token, Concept::Further)
            })
    }

    /// "there is a truce".
    fn exists(&self, clause: usize, noun: usize) -> bool {
        let known = &self.clauses.list[clause];
        if known.verb.is_none() {
            // "No deal in Brussels", as a headline has it
            return self.groups.nouns[noun].negative && noun == 0 && self.sentence.is_headline();
        }
        known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].copula)
            && known.objects.contains(noun)
            && known
                .subject
                .first()
                .is_some_and(|subject| self.sentence.lower(self.groups.nouns[subject].head) == "there")
    }

    fn bare_frame(
        &self,
        code: u16,
        clause: usize,
        status: Status,
        trigger: Range,
        found: &TopicUse,
    ) -> Frame {
        let row = &self.pack.topics[found.topic as usize];
        Frame {
            code,
            rule: By::Mention { act: found.act, topic: found.topic }.into(),
            clause,
            status,
            trigger,
            actors: Vec::new(),
            recipients: Vec::new(),
            third: Vec::new(),
            noun: Some(found.noun),
            victims: Few::one(found.noun),
            quantity: row.quantity,
            yields: false,
            act_clause: None,
            refine: false,
        }
    }

    /// Whether the group says who, whom, where or when.
    pub(super) fn argued(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let owned = group.genitive.is_some_and(|mark| mark < group.head)
            || (group.a..group.head).any(|token| {
                self.sentence.classes[token] & (known.actor_adjective | known.armed) != 0
                    || self.sentence.dates[token]
                    || self.goes_on_at(token)
            });
        owned
            || self.is_told_of(noun)
            || self.hosted(noun).any(|other| match self.preposition(other) {
                "by" | "between" | "among" => self.is_actor(other),
                "against" | "on" | "with" | "of" | "from" | "in" | "at" | "to" | "near" | "inside"
                | "outside" => {
                    let group = &self.groups.nouns[other];
                    (group.a..group.b).any(|token| self.sentence.tag(token) == Some(Tag::Name))
                        || self.sentence.classes_in(group.a, group.b)
                            & (known.armed | known.person | known.official | known.actor_adjective)
                            != 0
                }
                _ => false,
            })
    }

    /// "continued air strikes", "the ongoing siege": whether what stands before a noun says that it happens.
    fn goes_on_at(&self, token: usize) -> bool {
        let known = &self.pack.known;
        let bits = self.sentence.classes[token];
        // what is forced or reported need not go on
        bits & known.happening != 0
            && match self.sentence.tag(token) {
                Some(Tag::Adjective) => true,
                Some(Tag::Participle | Tag::Gerund) => bits & known.launching != 0,
                _ => false,
            }
    }

    /// "the attacks carried out by rebels", "the raid in which two died": whether a clause on the noun tells of it.
    fn is_told_of(&self, noun: usize) -> bool {
        let known = &self.pack.known;
        self.clauses.list.iter().any(|clause| {
            clause.antecedent == Some(noun as u16)
                && clause.verb.is_some_and(|verb| {
                    let verb = &self.groups.verbs[verb as usize];
                    let bits = self.sentence.classes[verb.head];
                    let doer =
                        known.armed | known.state | known.official | known.actor | known.actor_adjective;
                    let by = clause
                        .obliques
                        .iter()
                        .any(|other| self.preposition(other) == "by" && self.noun_bits(other) & doer != 0);
                    let within = clause.kind == Kind::Relative && clause.obliques.contains(noun);
                    let dated = (verb.b..verb.b + 2).any(|at| self.sentence.dates.get(at) == Some(&true));
                    verb.passive && (by || dated) && bits & known.launching != 0
                        || within && bits & known.victim_word != 0
                })
        })
    }

    /// Whether the group names the sides.
    pub(super) fn sided(&self, noun: usize) -> bool {
        self.hosted(noun).any(|other| {
            matches!(self.preposition(other), "between" | "among" | "with") && self.is_actor(other)
        })
    }

    /// The status of what is only mentioned: the claims around it, and what governs the group itself. None
    /// where it is denied outright.
    pub(super) fn mentioned(&self, noun: usize, clause: usize) -> Option<Status> {
        let around = self.status(clause);
        let mut status = Status {
            negated: false,
            realis: Realis::Actual,
            hedged: around.hedged,
            cues: Vec::new(),
            said: around.said,
        };
        if self.since(clause) {
            status.realis = Realis::Historical;
        }
        let top = self.root(noun);
        // "the threat of an attack", "fears of a siege"
        let mut at = top;
        for _ in 0..3 {
            let under =
                matches!(self.preposition(at), "of" | "for" | "to" | "about" | "over" | "against" | "on");
            let Some(host) = self.groups.nouns[at].host.filter(|_| under) else { break };
            at = host as usize;
            if self.head_is(at, Concept::Anniversary) {
                status.realis = Realis::Historical;
                return Some(status);
            }
            // "there were no reports of casualties"
            let host = &self.groups.nouns[at];
            if host.negative && self.is_a(host.head, Concept::Sign) {
                status.negated = true;
                return Some(status);
            }
            if let Some(id) = self.governing(at) {
                signed(self.pack.governors[id as usize].affirmed, &mut status, self.groups.nouns[at].head);
                return Some(status);
            }
        }
        // "avoid an attack", "warned of attacks"
        let known = &self.clauses.list[clause];
        let lemma = known.verb.and_then(|verb| self.groups.verbs[verb as usize].lemma);
        if let Some(lemma) = lemma
            && !known.subject.contains(at)
        {
            let group = &self.groups.verbs[known.verb.unwrap_or_default() as usize];
            for sense in self.pack.verbs[lemma as usize].iter() {
                let taken = match self.groups.nouns[at].preposition {
                    None => sense.particle.is_empty() && known.objects.contains(at),
                    Some(preposition) => self.particle_at(clause, &sense.particle) == Some(preposition + 1),
                };
                if !taken {
                    continue;
                }
                // "announced the death of its leader": nobody plans a death that is told
                let told = self.sentence.classes[self.groups.nouns[noun].head] & self.pack.known.victim_word
                    != 0
                    && self.pack.verb_is(Some(lemma), trait_of::REPORTS);
                match sense.meaning {
                    Meaning::Governor(_) if told => {}
                    Meaning::Governor(id) => {
                        let governor = &self.pack.governors[id as usize];
                        let signature = if around.negated { governor.negated } else { governor.affirmed };
                        if signature.negates && signature.realis.is_none() {
                            // "suspended attacks", "prevented an ambush"
                            return None;
                        }
                        signed(signature, &mut status, group.head);
                        status.realis = status.realis.max(around.realis);
                        return Some(status);
                    }
                    Meaning::Report(ClaimKind::Denied) => return None,
                    _ => {}
                }
            }
        }
        Some(status)
    }

    /// The governor that a group's head is.
    fn governing(&self, noun: usize) -> Option<u16> {
        let hit = self.sentence.hit(self.groups.nouns[noun].head)?;
        self.pack.lexicon.senses(hit).iter().find_map(|&sense| match sense {
            Sense::Governor(id) => Some(id),
            _ => None,
        })
    }
}
