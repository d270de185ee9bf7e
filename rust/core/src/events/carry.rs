//! What the sentence before tells of an event: who carried out the attack whose dead are told next. ("Gunmen attack a
//! checkpoint. Two policemen are killed.")

use super::Event;
use super::frame::{Frame, Range, Reading};
use super::lexicon::{Concept, Lexicon};
use super::pack::{Trait, Traits};
use super::{Actor, Place, document::Memory};

/// The attacks of a sentence that was read.
#[derive(Debug, Default)]
pub(crate) struct LastAttack {
    /// Number of the sentence.
    sentence: usize,
    /// Who carried them out, one and the same for all.
    actors: Vec<Actor>,
    /// Armed men whom they were made upon.
    targets: Vec<Actor>,
}

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
        let attack = |event: &Event| self.pack.is(event.code, Trait::Attack) && event.took_place();
        self.claimed(frames, before, events);
        self.located(frames, before, events);
        self.carry_targets(frames, events, memory);
        let attacks = events.iter().any(attack);
        let last = memory.attack.take();
        let mut named = events.iter().filter(|event| attack(event) && !event.actors.is_empty());
        let own = named.next();
        let one = named.all(|event| own.is_some_and(|own| own.actors == event.actors));
        let own = own.map(|own| if one { own.actors.clone() } else { Vec::new() });
        if own.is_none()
            && let Some(last) = last.as_ref().filter(|_| !self.tells_of_another())
        {
            let next = last.sentence + 1 == number;
            for (event, frame) in events.iter_mut().zip(frames) {
                if event.actors.is_empty()
                    && event.took_place()
                    && self.tells_more_of_an_attack(frame)
                    && (next || self.refers_back(frame) && number <= last.sentence + BACK)
                {
                    if !last.actors.iter().any(|actor| suffers(actor, event)) {
                        event.actors.clone_from(&last.actors);
                        if self.is_mutual(frame) {
                            // "the fighting": between those who attacked and those whom they did
                            let sides = last.targets.iter().filter(|side| !last.actors.contains(side));
                            event.actors.extend(sides.cloned());
                        }
                    } else if !last.targets.iter().any(|actor| suffers(actor, event)) {
                        // "Rebels ambushed a patrol. Six rebels were killed": by the patrol
                        event.actors.clone_from(&last.targets);
                    }
                }
            }
        }
        if let Some(last) = last.as_ref().filter(|last| number <= last.sentence + BACK) {
            self.blame(last, frames, events);
        }
        // the sides of a fight are not who killed those who are told of next
        let sides = frames.iter().any(|frame| {
            self.pack.is(frame.code, Trait::Attack) && self.is_mutual(frame) && frame.actors.len() == 1
        });
        let own = if sides { Some(Vec::new()) } else { own };
        let actors = own.unwrap_or_else(|| {
            // "The attack began at noon": the next sentence may go on with it
            events.iter().find(|event| attack(event)).map_or_else(Vec::new, |event| event.actors.clone())
        });
        memory.attack = if actors.is_empty() {
            last.filter(|_| !attacks)
        } else {
            let targets = events.iter().filter(|event| attack(event) && !event.actors.is_empty());
            let targets = targets
                .flat_map(|event| &event.recipients)
                .filter(|actor| is_force(&self.pack.lexicon, actor));
            Some(LastAttack { sentence: number, actors, targets: targets.cloned().collect() })
        };
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
        let told = |noun: usize| self.names_again(noun);
        let within = |&noun: &usize| {
            matches!(self.preposition(noun), "in" | "during" | "from" | "of" | "by") && told(noun)
        };
        frame.noun.is_some_and(told)
            || self.clauses.list[frame.clause].obliques.iter().any(|noun| within(&noun))
    }

    /// "A bomb kills ten. The group claims responsibility for the attack": gives the rows of the sentence before, which
    /// name no attacker, the one who claims.
    fn claimed(&self, frames: &[Frame], before: &mut [Event], events: &[Event]) {
        if self.bits & self.pack.known.responsibility == 0 {
            return;
        }
        let Some(claimer) = self.claimer() else { return };
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

/// Whether somebody is armed men, and not the post they hold.
fn is_force(lexicon: &Lexicon, actor: &Actor) -> bool {
    let last = actor.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    actor.kind == "armed_group" && !lexicon.is_a(lexicon.look_up(&last), Concept::Post)
}

/// Whether one of those who suffer bears the attacker's name: rebels who died did not kill themselves.
fn suffers(actor: &Actor, event: &Event) -> bool {
    let name = actor.name.to_lowercase();
    event.recipients.iter().any(|other| {
        let suffering = other.name.to_lowercase();
        actor.id == other.id || suffering.contains(&name) || name.contains(&suffering)
    })
}
