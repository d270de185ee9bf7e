//! Roles around an event noun: its owner, what hangs on it, and who stands in its clause.

use crate::events::clause::Kind;
use crate::events::frame::{Frame, Place, Range, Reading};
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::{ClaimKind, Roles, Trait};
use crate::normalise::traits::is;

impl Reading<'_> {
    /// "X and Y met, with Z wading in", "clashed with rebels, with one soldier dead": what a second "with" tells of is
    /// no side.
    pub(super) fn stands_apart(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let Some(with) = group.preposition.filter(|&at| at > 0 && self.sentence.lower(at) == "with") else {
            return false;
        };
        let comma = self.sentence.tag(with - 1) == Some(Tag::Comma);
        let told = self.clauses.list.iter().any(|clause| {
            clause.kind == Kind::Participial
                && clause.subject.contains(noun)
                && clause.a >= group.b
                && clause.a <= group.b + 6
        });
        comma && told || [Concept::Hurt, Concept::Dead].iter().any(|&one| self.is_a(group.b, one))
    }

    /// Whether what a group stands between is no part of the event: "violence between A and B", "the border between".
    pub(super) fn divided(&self, noun: usize) -> bool {
        matches!(self.preposition(noun), "between" | "among")
            && self.groups.nouns[noun].host.is_some_and(|host| {
                let group = &self.groups.nouns[host as usize];
                matches!(self.sentence.tag(group.head), Some(Tag::NounSingular | Tag::NounPlural))
                    && !self.dated((group.a, group.b))
                    && self.groups.nouns[host as usize].preposition.is_some()
            })
    }

    /// Whether a group hangs on the noun itself, or on what holds it ("a series of attacks on").
    fn held_by(&self, noun: usize, other: usize) -> bool {
        let host = self.groups.nouns[other].host.map(usize::from);
        host == Some(noun)
            || host.is_some_and(|host| self.contents(host) == noun || self.shares(noun, host))
            || self.befalls_behind(noun, other)
    }

    /// "the assassination in Chad of the opposition's leader", "the kidnapping on Friday of two monks": people behind where
    /// or when they suffered it.
    fn befalls_behind(&self, noun: usize, other: usize) -> bool {
        let known = &self.pack.known;
        let between = |host: usize| {
            let group = &self.groups.nouns[host];
            group.host == Some(noun as u16)
                && matches!(self.preposition(host), "in" | "at" | "near" | "outside" | "on" | "during")
                && (self.dated((group.a, group.b))
                    || self.sentence.is(group.head, is::UNIT)
                    || self.sentence.tag(group.head) == Some(Tag::Name))
        };
        self.preposition(other) == "of"
            && self.groups.nouns[other].host.is_some_and(|host| between(host.into()))
            && self.sentence.classes[self.groups.nouns[other].head]
                & (known.person | known.official | known.armed)
                != 0
            && (self.head_is(noun, Concept::Befall) || self.told_as(noun, Trait::Toll))
    }

    /// Whether what stands between two is no fight: "the border between Chad and Sudan".
    fn divides(&self, noun: usize, other: usize) -> bool {
        self.groups.nouns[other].host.is_some_and(|host| {
            let host = host as usize;
            host != noun
                && self.contents(host) != noun
                && matches!(
                    self.sentence.tag(self.groups.nouns[host].head),
                    Some(Tag::NounSingular | Tag::NounPlural)
                )
                && !self.dated((self.groups.nouns[host].a, self.groups.nouns[host].b))
        })
    }

    /// Both sides of what is between them, though only one of them can be told to act: "between supporters and
    /// opponents".
    fn sides_between(&self, noun: usize, into: &mut Vec<Range>) {
        self.add_role(noun, true, into);
        if into.len() == 1 {
            // "between an alliance of rebels and moderate Islamists"
            // "between rebels loyal to the general and the army"
            let beside = |other: usize| {
                let group = &self.groups.nouns[other];
                self.sentence.tag(group.a.saturating_sub(1)) == Some(Tag::Coordinator)
                    && group.preposition.is_none()
                    && self.clauses.owner[group.head] == self.clauses.owner[self.groups.nouns[noun].head]
            };
            let other = (noun + 1..self.groups.nouns.len().min(noun + 5)).find(|&other| {
                self.groups.nouns[other].coordinated.is_some()
                    && (self.groups.nouns[self.root(other)].host == Some(noun as u16) || beside(other))
                    && self.is_actor(other)
                    && self.actor_range(other).is_some_and(|range| !into.contains(&range))
            });
            if let Some(range) = other.and_then(|other| self.actor_range(other)) {
                into.push(range);
                return;
            }
            let mut all = Vec::new();
            self.add_role(noun, false, &mut all);
            let event = |&(_, b): &Range| self.group_with(b - 1).is_some_and(|noun| self.names_event(noun));
            if !all.iter().any(event) {
                *into = all;
            }
        }
    }

    /// Whether a group is a building, or a body in one, that what explodes near it is meant for.
    fn is_near_target(&self, noun: usize) -> bool {
        let known = &self.pack.known;
        let bits = self.sentence.classes[self.groups.nouns[noun].head];
        bits & (known.building | known.body) != 0 && bits & (known.place_head | known.territory) == 0
    }

    /// A line or a shore: what happens on it does not happen to it.
    fn is_verge(&self, noun: usize) -> bool {
        self.head_is(noun, Concept::Verge)
    }

    /// "60 miles from the capital".
    pub(super) fn far_from(&self, noun: usize) -> bool {
        let before = self.groups.nouns[noun].preposition.and_then(|at| at.checked_sub(1));
        self.preposition(noun) == "from" && before.is_some_and(|token| self.sentence.is(token, is::UNIT))
    }

    /// Roles of what hangs on an event noun.
    #[allow(clippy::match_same_arms, reason = "one arm a kind of preposition")]
    fn hanging_roles(&self, frame: &mut Frame, noun: usize, clause: usize, place: Place, roles: &Roles) {
        let attack = self.pack.is(frame.code, Trait::Attack);
        let launches = place == Place::Object
            && attack
            && self.clauses.list[clause].verb.is_some_and(|verb| {
                let head = self.groups.verbs[verb as usize].head;
                self.sentence.classes[head] & self.pack.known.launching != 0
            });
        for other in self.hosted(noun) {
            match self.preposition(other) {
                "from" if roles.recipients.iter().any(|wanted| wanted == "from") => {
                    self.add_role(other, true, &mut frame.recipients);
                }
                // "an exodus from Boz"
                "from" if frame.moves(self.pack) => {}
                // "launches strikes from the Black Sea", "an attack 60 miles from Boz"
                "from" if self.is_ground(other) || launches || self.far_from(other) => {}
                "by" | "from" => self.add_role(other, true, &mut frame.actors),
                // "sowed death among the villagers"
                "among" if self.pack.is(frame.code, Trait::Toll) => {
                    self.add_role(other, false, &mut frame.recipients);
                }
                // "clashes on the border between Chad and Sudan"
                "between" | "among" if self.divides(noun, other) => {}
                "between" | "among" => self.sides_between(other, &mut frame.actors),
                "with" if roles.mutual => self.add_role(other, true, &mut frame.actors),
                // "an attack in the state of X", "a blast at a market of X": where
                "of" | "at" | "inside" | "outside" if !self.held_by(noun, other) => {}
                // "the battle of X", "clashes at a camp", "on the border"
                "on" | "at" | "of" | "inside" | "outside" | "into"
                    if attack && (roles.mutual || self.is_verge(other)) => {}
                // "talks on aid to Chad", "an accord at the summit": about what, and where
                "on" | "at" | "inside" | "outside" | "into" if roles.mutual => {}
                // "the visit of the Pope to Chad"
                "of" if self.pack.is(frame.code, Trait::Visits) && self.is_actor(other) => {
                    self.add_role(other, true, &mut frame.actors);
                }
                "of" if frame.actors.is_empty() && self.goes_itself(other, frame) => {
                    self.add_role(other, true, &mut frame.actors);
                }
                // "the assault of the army on the town"
                "of" if attack && frame.actors.is_empty() && self.is_actor(other) && self.aims(noun) => {
                    self.add_role(other, true, &mut frame.actors);
                }
                "on" | "against" | "at" | "of" | "targeting" | "upon" | "inside" | "outside" | "into" => {
                    self.add_role(other, false, &mut frame.recipients);
                    if attack {
                        self.add_owned(other, &mut frame.recipients);
                    }
                }
                // "a blast near the embassy"
                "near" if attack && !roles.mutual && self.is_near_target(other) => {
                    self.add_role(other, false, &mut frame.recipients);
                }
                // "caused damage to the roof"
                "to" if !attack && self.pack.is(frame.code, Trait::UponThings) => {
                    self.add_role(other, false, &mut frame.recipients);
                }
                _ => {}
            }
        }
    }

    /// "fighting broke out between the two armies".
    fn sides_beside(&self, clause: usize, roles: &Roles, into: &mut Vec<Range>) {
        if roles.mutual {
            for other in self.obliques(clause, &["between", "with"]) {
                self.add_role(other, true, into);
            }
        }
    }

    #[allow(clippy::too_many_lines, reason = "one way to stand in a clause after another")]
    pub(crate) fn noun_roles(
        &self,
        frame: &mut Frame,
        noun: usize,
        clause: usize,
        place: Place,
        roles: &Roles,
    ) {
        if self.befalls(noun, &frame.trigger) || self.is_freed(noun, frame) {
            // "the minister's assassination": whose it is suffers it
            self.owner(noun, &mut frame.recipients);
        } else {
            self.owner(noun, &mut frame.actors);
        }
        let suffered =
            self.pack.is(frame.code, Trait::UponPeople) && !self.pack.is(frame.code, Trait::Attack);
        if frame.actors.is_empty()
            && frame.recipients.is_empty()
            && self.pack.is(frame.code, Trait::UponPeople)
            && self.is_its_own(noun)
        {
            frame.recipients.extend(self.owner_meant(noun)); // "his kidnapping"
        }
        if frame.actors.is_empty()
            && !suffered
            && let Some(owner) = self.owner_meant(noun)
        {
            frame.actors.push(owner);
        }
        if roles.mutual {
            self.dashed(noun, &mut frame.actors);
            self.third(noun, &mut frame.third);
        }
        if self.sentence.classes[self.groups.nouns[noun].head] & self.pack.known.armed != 0
            && frame.actors.is_empty()
        {
            self.add_role(noun, true, &mut frame.actors);
        }
        let attack = self.pack.is(frame.code, Trait::Attack);
        let threat = self.pack.is(frame.code, Trait::Threatens);
        self.hanging_roles(frame, noun, clause, place, roles);
        if attack && !roles.mutual {
            self.aimed(noun, &mut frame.recipients);
        }
        // "a drone attack conducted by the army": who did it, before what it was done with
        let within = |&(a, b): &Range| frame.trigger.0 <= a && b <= frame.trigger.1;
        if frame.actors.iter().all(within) {
            let mut doers = Vec::new();
            self.doers(noun, &mut doers);
            if !doers.is_empty() {
                frame.actors = doers;
            }
        }
        let toll = self.pack.is(frame.code, Trait::Toll);
        if (attack || toll) && frame.actors.is_empty() {
            self.blamed(noun, &mut frame.actors);
        }
        if (attack || toll || self.pack.is(frame.code, Trait::Outcome))
            && !roles.mutual
            && frame.actors.is_empty()
        {
            self.held_to_account(clause, noun, &mut frame.actors);
        }
        if attack && !roles.mutual && frame.actors.is_empty() && self.takes_in_raid(clause, noun) {
            let (agent, patient) = (self.agent(clause), self.patient(clause));
            self.add_all(&agent, true, &mut frame.actors);
            self.add_all(&patient, false, &mut frame.recipients);
        }
        match place {
            Place::Object if attack && self.is_repelled(clause, self.root(noun)) => {
                // "the army beat back an attack": upon whom it was made
                let agent = self.agent(clause);
                if !roles.mutual && frame.recipients.is_empty() {
                    self.add_all(&agent, true, &mut frame.recipients);
                }
            }
            Place::Object
                if (attack || toll || self.pack.is(frame.code, Trait::UponThings))
                    && self.suffers(clause)
                    && !(toll && self.does(clause, Concept::Face)) =>
            {
                // "the minister survived an attack", "the hotel suffered damage", "the army sustained losses": no attacker
                if !roles.mutual && self.endures(clause) && frame.recipients.is_empty() {
                    let subject = self.clauses.list[clause].subject;
                    self.add_all(&subject, false, &mut frame.recipients);
                }
            }
            Place::Object if threat && self.does(clause, Concept::Receive) => {
                // "the judge received threats": from whom is not told
                let subject = self.clauses.list[clause].subject;
                self.add_all(&subject, false, &mut frame.recipients);
            }
            // "denied responsibility for the killings": somebody did it
            Place::Object if self.reports(clause) == Some(ClaimKind::Denied) => {}
            // "drew criticism": who is the target of it
            Place::Object if self.pack.is(frame.code, Trait::Judges) && self.draws(clause) => {
                let subject = self.clauses.list[clause].subject;
                self.add_all(&subject, true, &mut frame.recipients);
            }
            Place::Object => {
                let mut agent = self.agent(clause);
                if agent.is_empty() && roles.mutual {
                    // "troops are locked in heavy fighting"
                    agent = self.patient(clause);
                }
                // "no group claimed the attack": somebody made it
                let negated = frame.status.negated;
                for noun in agent.iter().filter(|&noun| negated || !self.groups.nouns[noun].negative) {
                    self.add_role(noun, true, &mut frame.actors);
                }
                for other in self.obliques(clause, &["on", "against", "at"]) {
                    self.add_role(other, false, &mut frame.recipients);
                }
                for other in self.obliques(clause, &roles.recipients) {
                    self.add_role(other, true, &mut frame.recipients);
                }
                self.sides_beside(clause, roles, &mut frame.actors);
            }
            Place::Subject => {
                // "the ambush took place on the road"
                let objects = self.clauses.list[clause].objects;
                for object in objects.iter().filter(|&object| self.preposition(object).is_empty()) {
                    self.add_role(object, false, &mut frame.recipients);
                }
                self.sides_beside(clause, roles, &mut frame.actors);
            }
            Place::Suffered => {
                let subject = self.clauses.list[clause].subject;
                self.add_all(&subject, false, &mut frame.recipients);
                for other in self.obliques(clause, &["from", "by"]) {
                    self.add_role(other, true, &mut frame.actors);
                }
            }
            Place::Oblique => {
                if roles.mutual && frame.actors.is_empty() {
                    // "ten are killed in fighting in Boz, between the army and rebels"
                    for other in self.obliques(clause, &["between"]).collect::<Vec<_>>() {
                        if self.groups.nouns[other].host.is_none() {
                            self.sides_between(other, &mut frame.actors);
                        }
                    }
                }
                if roles.mutual && frame.actors.len() < 2 && !self.falls(clause) {
                    let agent = self.agent(clause);
                    self.add_all(&agent, true, &mut frame.actors);
                }
                // "a fight leading to three deaths": who fights is not who died
                // "bombed the camp after a raid": who was bombed is not who was raided
                let active = self.clauses.list[clause]
                    .verb
                    .is_some_and(|verb| !self.groups.verbs[verb as usize].passive);
                let answered = attack && active && self.is_behind_an_answer(noun);
                if frame.recipients.is_empty() && !toll && !answered && self.harms(clause) {
                    let mut patient = self.patient(clause);
                    if patient.is_empty() || self.bits_of(&patient) & self.pack.known.victim_word != 0 {
                        // "died in an attack", "suffered losses in an attack"
                        patient = self.clauses.list[clause].subject;
                    }
                    self.add_all(&patient, false, &mut frame.recipients);
                }
            }
            Place::Alone | Place::Mentioned => {}
        }
        frame.recipients.retain(|range| !frame.actors.contains(range));
    }
}
