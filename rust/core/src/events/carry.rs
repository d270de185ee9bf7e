//! What the sentence before tells of an event: who carried out the attack whose dead are told next. ("Gunmen attack a
//! checkpoint. Two policemen are killed.")

use super::Event;
use super::frame::{Frame, Range, Reading};
use super::grammar::Tag;
use super::last_attack::{LastAttack, same, suffers};
use super::lexicon::Concept;
use super::pack::{Realis, Trait, Traits};
use super::{Actor, Place, document::Memory};

/// How many sentences back "the attack" may be one whose hands are known. Unmeasured.
const BACK: usize = 4;

impl Reading<'_> {
    /// Gives the rows of a sentence that name no attacker the attackers of the sentence right before, and remembers
    /// its own. The rows of the sentence before get their attackers from this one where it tells who claims the attack;
    /// `before` ends with these rows.
    pub(crate) fn carry_attackers(
        &self,
        frames: &[Frame],
        before: &mut [Event],
        events: &mut [Event],
        memory: &mut Memory,
    ) {
        let Some(number) = events.first().map(|event| event.sentence) else { return };
        self.claimed(frames, before, events);
        self.located(frames, before, events);
        let attack = |event: &Event| self.pack.is(event.code, Trait::Attack) && has_been(event);
        let (last, deed) = (memory.attack.take(), memory.deed.take());
        let own = events.iter().any(|event| attack(event) && !event.actors.is_empty());
        // "Rebels hit a bus. Two men died when a mine went off": in what this sentence tells itself
        let anew = |last: &LastAttack| {
            events.iter().zip(frames).any(|(event, frame)| {
                attack(event) && !last.tells(event.code) && !self.tells_on(frame, event, last, number)
            })
        };
        let fresh = !own && last.as_ref().is_some_and(anew);
        if (last.is_some() || deed.is_some()) && !own && !self.tells_of_another() {
            for (event, frame) in events.iter_mut().zip(frames) {
                // "he then shot him": somebody acts, whoever it is
                let named = !event.actors.is_empty() || !frame.actors.is_empty();
                // "Nobody was hurt": in the attack that was told
                let none = event.negated
                    && event.realis == Realis::Actual
                    && self.pack.is(event.code, Trait::Outcome);
                if named || !has_been(event) && !none {
                    continue;
                }
                let attack = last.as_ref().filter(|last| {
                    self.tells_on(frame, event, last, number)
                        && (!fresh || self.refers_back(frame) || self.upon_the_same(frame, event, last))
                });
                let before =
                    attack.or_else(|| deed.as_ref().filter(|deed| self.is_again(frame, event, deed, number)));
                let Some(before) = before else { continue };
                let (lexicon, mutual) = (&self.pack.lexicon, self.is_mutual(frame));
                if self.pack.is(event.code, Trait::Attack) && !mutual {
                    // "Rebels ambushed a patrol. Two rebels died in the attack": it was theirs all the same
                    before.made(lexicon, event);
                } else {
                    event.actors = before.hands(lexicon, event, mutual);
                }
            }
        }
        if let Some(last) = last.as_ref().filter(|last| !own && number == last.sentence + 1) {
            self.same_kind(last, frames, events);
        }
        self.carry_targets(frames, before.len(), events, memory);
        if let Some(last) = last.as_ref().filter(|last| number <= last.sentence + BACK) {
            self.blame(last, frames, events);
        }
        if memory.ends {
            return;
        }
        // the sides of a fight are not who killed those who are told of next
        let one_side = frames.iter().any(|frame| {
            self.pack.is(frame.code, Trait::Attack) && self.is_mutual(frame) && frame.actors.len() == 1
        });
        let attacks = events.iter().any(attack);
        let known = |event: &&Event| !event.actors.is_empty() && has_been(event);
        let told = events.iter().filter(|event| known(event) && attack(event)).collect::<Vec<_>>();
        let one = |rows: &[&Event]| rows.iter().all(|event| event.actors == rows[0].actors);
        memory.attack = match told.first() {
            Some(_) if one_side || !one(&told) => None,
            Some(_) => Some(LastAttack::of(&self.pack.lexicon, number, &told)),
            None => last.filter(|_| !attacks),
        };
        // "Gunmen killed a judge" is an attack too
        let outcome = |event: &&Event| self.pack.is(event.code, Trait::Outcome);
        let told = events.iter().filter(|event| known(event) && outcome(event)).collect::<Vec<_>>();
        memory.deed = match told.first() {
            Some(_) if attacks || !one(&told) => None,
            Some(_) => Some(LastAttack::of(&self.pack.lexicon, number, &told)),
            None => deed.filter(|_| !attacks),
        };
    }

    /// "Planes bombed the port. Rockets hit a house, killing ten": whose dead fell to the last attackers, and is of the kind
    /// of that attack, is theirs.
    fn same_kind(&self, last: &LastAttack, frames: &[Frame], events: &mut [Event]) {
        let outcome = |event: &Event| self.pack.is(event.code, Trait::Outcome);
        let fight = |actor: &Actor| matches!(&*actor.kind, "armed_group" | "military");
        if !last.actors.iter().all(fight)
            || !events.iter().any(|event| outcome(event) && event.actors == last.actors)
        {
            return;
        }
        for (event, frame) in events.iter_mut().zip(frames) {
            let open = event.actors.is_empty() && frame.actors.is_empty() && has_been(event);
            if open && last.tells(event.code) && last.realis == event.realis && !self.is_mutual(frame) {
                last.made(&self.pack.lexicon, event);
            }
        }
    }

    /// Whether a row without an attacker tells more of the last attack.
    fn tells_on(&self, frame: &Frame, event: &Event, last: &LastAttack, number: usize) -> bool {
        let force = self.pack.codes[event.code].traits.any(Traits::FORCE.with(Trait::Outcome));
        if !force || number > last.sentence + BACK {
            return false;
        }
        if self.refers_back(frame) || self.stands_in(frame, |noun| self.names_it_with(noun, last)) {
            return true;
        }
        let next = last.sentence + 1 == number;
        // "heavy fighting was still reported"
        let fight = |frame: &Frame| self.is_mutual(frame) && self.pack.is(frame.code, Trait::Attack);
        last.realis == event.realis
            && (next
                && (self.tells_more_of_an_attack(frame) || fight(frame) && self.has_word(Concept::Still))
                || self.tells_by_weapon(frame) && last.tells(event.code)
                || self.upon_the_same(frame, event, last))
    }

    /// Whether a row without hands tells again what was told by what it did alone: "the kidnapping", "he was killed".
    fn is_again(&self, frame: &Frame, event: &Event, deed: &LastAttack, number: usize) -> bool {
        let named = self.refers_back(frame) && deed.tells(event.code);
        let near = number <= deed.sentence + BACK;
        let force = self.pack.codes[event.code].traits.any(Traits::FORCE.with(Trait::Outcome));
        near && (named || force && deed.realis == event.realis && self.upon_the_same(frame, event, deed))
    }

    /// "The bomb went off at noon", "one of the grenades exploded": a weapon that was told before.
    fn tells_by_weapon(&self, frame: &Frame) -> bool {
        frame.noun.is_none()
            && self.clauses.list[frame.clause].subject.iter().any(|noun| {
                let noun = self.contents(noun);
                let group = &self.groups.nouns[noun];
                matches!(self.sentence.lower(group.a), "the" | "this" | "these" | "both")
                    && self.sentence.classes[group.head] & self.pack.known.weapon_bomb != 0
            })
    }

    /// "Gunmen killed the judge. He was shot from a car": made upon those whom the last attack was made upon, by name or
    /// as known.
    fn upon_the_same(&self, frame: &Frame, event: &Event, last: &LastAttack) -> bool {
        let known = |&(a, b): &Range| {
            matches!(self.sentence.tag(b - 1), Some(Tag::Name | Tag::Pronoun))
                || a > 0 && matches!(self.sentence.lower(a - 1), "the" | "this" | "these" | "both")
        };
        !frame.recipients.is_empty()
            && frame.recipients.iter().all(known)
            && !event.recipients.is_empty()
            && event.recipients.iter().all(|one| last.upon.iter().any(|other| same(one, other)))
    }

    /// "Rebels hit a convoy. Chad condemned the attack": those who made it are condemned.
    fn blame(&self, last: &LastAttack, frames: &[Frame], events: &mut [Event]) {
        for (event, frame) in events.iter_mut().zip(frames) {
            let condemned = || self.patient(frame.clause).iter().any(|noun| self.names_again(noun));
            if self.pack.is(event.code, Trait::Condemns)
                && event.recipients.is_empty()
                && !event.negated
                && condemned()
            {
                let others = |side: &&Actor| event.actors.iter().all(|actor| actor.name != side.name);
                event.recipients = last.actors.iter().filter(others).cloned().collect();
            }
        }
    }

    /// Whether a frame is told of an attack that was told before: "the attack", "were killed in this action".
    pub(crate) fn refers_back(&self, frame: &Frame) -> bool {
        self.stands_in(frame, |noun| self.names_again(noun))
    }

    /// Whether a frame has its name from a group that passes the test, or happened in what it names.
    fn stands_in(&self, frame: &Frame, told: impl Fn(usize) -> bool) -> bool {
        let within = |&noun: &usize| {
            matches!(self.preposition(noun), "in" | "during" | "from" | "of" | "by") && told(noun)
        };
        frame.noun.is_some_and(&told)
            || self.clauses.list[frame.clause].obliques.iter().any(|noun| within(&noun))
    }

    /// "the attack on the port", where the port was attacked.
    fn names_it_with(&self, noun: usize, last: &LastAttack) -> bool {
        let mut where_or_whom = self.hosted(noun).peekable();
        self.is_told(noun)
            && where_or_whom.peek().is_some()
            && where_or_whom.all(|other| {
                matches!(self.preposition(other), "on" | "against" | "at" | "in")
                    && last.touches(self.sentence.lower(self.groups.nouns[other].head))
            })
    }

    /// "A bomb kills ten. The group claims responsibility for the attack": gives the rows of the sentence before, which
    /// name no attacker, the one who claims.
    fn claimed(&self, frames: &[Frame], before: &mut [Event], events: &[Event]) {
        let Some(claimer) = self.claimer().or_else(|| self.claimer_of(frames)) else { return };
        let claims = |frame: &&Frame| {
            self.pack.is(frame.code, Trait::Attack)
                && frame.actors.first() == Some(&claimer)
                && frame.noun.is_some_and(|noun| {
                    matches!(
                        self.sentence.lower(self.groups.nouns[noun].a),
                        "the" | "this" | "both" | "these"
                    )
                })
        };
        let Some(at) = frames.iter().position(|frame| claims(&frame)) else { return };
        let actors = events[at].actors.clone();
        let number = events[at].sentence;
        let rows = before.iter_mut().rev().take_while(|event| event.sentence + 1 == number);
        for event in rows {
            let force = self.pack.codes[event.code].traits.any(Traits::FORCE);
            if force
                && event.took_place()
                && event.actors.is_empty()
                && !actors.iter().any(|actor| suffers(actor, event))
            {
                event.actors.clone_from(&actors);
            }
        }
    }

    /// "A bomb kills ten. The blast occurred in a market in Boz on Friday": gives the rows of the sentence before what it
    /// did not tell, where and when.
    fn located(&self, frames: &[Frame], before: &mut [Event], events: &[Event]) {
        let told = |at: &usize| {
            let frame = &frames[*at];
            self.pack.is(frame.code, Trait::Attack)
                && events[*at].took_place()
                && self.refers_back(frame)
                && frame.noun.is_some_and(|noun| self.clauses.list[frame.clause].subject.contains(noun))
        };
        let Some(at) = (0..frames.len().min(events.len())).find(told) else { return };
        let event = &events[at];
        let rows = before.iter_mut().rev().take_while(|row| row.sentence + 1 == event.sentence);
        for row in rows {
            if !self.pack.codes[row.code].traits.any(Traits::FORCE) || !row.took_place() {
                continue;
            }
            if let Some(place) = event.own_place().filter(|_| row.own_place().is_none()) {
                row.place = Some(Place { precision: "context".to_owned(), ..place.clone() });
            }
            if event.date_source == Some("text") && row.date_source != Some("text") {
                row.take_date(event.when());
            }
        }
    }

    /// "The militia claimed the attack": who owns up to what was told.
    fn claimer_of(&self, frames: &[Frame]) -> Option<Range> {
        let frame = frames.iter().find(|frame| {
            let clause = &self.clauses.list[frame.clause];
            self.pack.is(frame.code, Trait::Attack)
                && frame.noun.is_some_and(|noun| clause.objects.contains(noun) && self.is_told(noun))
                && self.does(frame.clause, Concept::OwnUp)
        })?;
        frame.actors.first().copied()
    }

    /// Who claims responsibility in this sentence.
    pub(crate) fn claimer(&self) -> Option<Range> {
        let known = self.pack.known.responsibility;
        if self.bits & known == 0 {
            return None;
        }
        (0..self.clauses.list.len()).find_map(|index| {
            let clause = &self.clauses.list[index];
            let verb = &self.groups.verbs[clause.verb? as usize];
            let object = clause.objects.iter().any(|noun| {
                let group = &self.groups.nouns[noun];
                self.sentence.classes[group.head] & known != 0 && !group.negative
            });
            let claims = self.does(index, Concept::OwnUp);
            let plain = verb.negation.is_none() && verb.modal.is_none() && !verb.passive;
            let noun = self.agent(index).first().filter(|_| object && claims && plain)?;
            if self.groups.nouns[noun].negative || !self.is_actor(noun) {
                return None;
            }
            self.actor_range(self.meant(noun))
        })
    }

    /// "in a separate attack", "meanwhile".
    pub(crate) fn tells_of_another(&self) -> bool {
        self.is_elsewhere() || self.has_word(Concept::Another)
    }

    /// "in a separate attack", "elsewhere": whether the sentence leaves the place of the one before.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.has_word(Concept::Elsewhere)
            || (2..self.sentence.len()).any(|token| {
                self.is_a(token, Concept::Another)
                    && self.sentence.lower(token - 2) == "in"
                    && self.sentence.lower(token - 1) == "a"
            })
    }

    fn has_word(&self, concept: Concept) -> bool {
        (0..self.sentence.len()).any(|token| self.is_a(token, concept))
    }

    /// Its dead, its hostages, what it destroyed; or the attack itself, named again ("the raid").
    pub(crate) fn tells_more_of_an_attack(&self, frame: &Frame) -> bool {
        let again = || {
            let groups = &self.groups.nouns;
            let noun = groups.iter().find(|group| (group.a..group.b).contains(&frame.trigger.0));
            noun.is_some_and(|group| {
                matches!(self.sentence.lower(group.a), "the" | "this" | "these" | "both")
            })
        };
        self.pack.is(frame.code, Trait::Outcome) || self.pack.is(frame.code, Trait::Attack) && again()
    }
}

/// Whether it happened, be it long ago.
fn has_been(event: &Event) -> bool {
    !event.negated && matches!(event.realis, Realis::Actual | Realis::Historical)
}
