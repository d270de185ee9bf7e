//! Roles around an event noun: its owner, what hangs on it, and who stands in its clause.

use crate::events::clause::Kind;
use crate::events::few::Few;
use crate::events::frame::{Frame, Place, Range, Reading};
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::{ClaimKind, Meaning, Roles, Trait};
use crate::normalise::traits::is;

impl Reading<'_> {
    /// The actor that owns or modifies an event noun.
    pub(crate) fn owner(&self, noun: usize, into: &mut Vec<Range>) {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        if let Some(mark) = group.genitive.filter(|&mark| mark > group.a && mark < group.head) {
            let mut a = group.a;
            while a < mark && self.strips(a) {
                a += 1;
            }
            if a < mark && !self.dated((a, mark)) && !self.owns_nothing(mark - 1) {
                into.push((a, mark));
                return;
            }
        }
        // "a Taliban suicide bomber": who is told by the noun itself
        if self.sentence.classes[group.head] & known.armed != 0
            && self.sentence.tag(group.head) != Some(Tag::Name)
            && !self.is_arm(noun)
            && let Some(range) = self.actor_range(noun)
        {
            into.push(range);
            return;
        }
        // the words of a phrase describe ("bomb attack"), unless they act ("insurgent attack", "Chadian strike")
        let phrase =
            self.sentence.hit(group.head).map_or(group.head, |hit| (hit.start as usize).max(group.a));
        let acts = |token: usize| {
            !self.is_a(token, Concept::Sort)
                && (self.pack.lexicon.classes(self.sentence.entries[token]) & known.armed != 0
                    || self.sentence.classes[token] & (known.actor_adjective | known.state) != 0)
        };
        let start = if (phrase..group.head).any(acts) { group.head } else { phrase };
        let mut at = group.a;
        while at < start {
            let bits = self.sentence.classes[at];
            // "Chadian-made missiles" are anybody's
            let acts = bits & (known.armed | known.actor_adjective | known.state) != 0
                && !(self.sentence.lower(at + 1) == "-" && self.is_a(at + 2, Concept::Made));
            let named = bits & self.pack.known.actor != 0;
            // "a military operation": what kind, not who; "a terrorist attack attributed to rebels"
            let kind = self.is_a(at, Concept::Sort)
                && (at == group.a || bits & known.actor == 0 || self.sentence.tag(at) != Some(Tag::Name))
                && at + 1 >= start;
            let sort = self.is_a(at, Concept::AttackKind) && at + 1 == start;
            if (acts || named) && !kind && !sort {
                let mut b = at + 1;
                while b < start
                    && (self.sentence.tag(b) == Some(Tag::Name)
                        || self.sentence.classes[b] & (known.armed | known.official) != 0)
                {
                    b += 1;
                }
                if !self.dated((at, b)) {
                    into.push((at, b));
                }
                return;
            }
            at += 1;
        }
    }

    /// Whose an event or an act is: its owner, or else who stands behind "by" ("Chad's raid", "a raid by Chad").
    pub(crate) fn whose(&self, noun: usize) -> Vec<Range> {
        let mut found = Vec::new();
        self.owner(noun, &mut found);
        if let Some(other) = self.done_by(noun).filter(|_| found.is_empty()) {
            self.add_role(other, true, &mut found);
        }
        found
    }

    /// "Iran said that its offensive had begun": whom the pronoun before an event noun means.
    pub(crate) fn owner_meant(&self, noun: usize) -> Option<Range> {
        let group = &self.groups.nouns[noun];
        let own =
            matches!(self.sentence.lower(group.a), "its" | "their" | "his" | "her") && group.a < group.head;
        if !own {
            return None;
        }
        if let Some(meant) = self.meant_by(group.a, noun) {
            return self.actor_range(meant);
        }
        // "He spoke of his visit", "Their raids go on": whom an earlier sentence names
        let clause = &self.clauses.list[self.clauses.owner[group.head] as usize];
        let pronoun = |&noun: &usize| {
            let words = (self.sentence.lower(self.groups.nouns[noun].head), self.sentence.lower(group.a));
            matches!(words, ("he", "his") | ("she", "her") | ("they", "their") | ("it", "its"))
        };
        let first = self.groups.verbs.iter().all(|verb| verb.a > group.a);
        match clause.subject.iter().find(pronoun).map(|noun| self.groups.nouns[noun].head) {
            Some(head) => Some((head, head + 1)),
            None => first.then_some((group.a, group.a + 1)),
        }
    }

    /// What owns an event only in time or place: "the previous day's clashes", "the world's first bomb".
    fn owns_nothing(&self, token: usize) -> bool {
        self.sentence.is(token, is::UNIT) || self.is_a(token, Concept::NoOwner)
    }

    /// Who is said to be behind what a noun tells: "the army is behind the attacks", "is responsible for", "was blamed
    /// on rebels", "blames rebels for", "blames it on rebels".
    fn blamed(&self, noun: usize, into: &mut Vec<Range>) {
        let top = self.root(noun);
        let clause = &self.clauses.list[self.clauses.owner[self.groups.nouns[noun].head] as usize];
        let Some(verb) = clause.verb.map(|verb| &self.groups.verbs[verb as usize]) else { return };
        let word = |token: Option<usize>| token.map_or("", |token| self.sentence.lower(token));
        let before = self.groups.nouns[top].preposition;
        let behind = verb.copula
            && (word(before) == "behind"
                || word(before) == "for"
                    && before.is_some_and(|at| at > 0 && self.is_a(at - 1, Concept::Responsible)));
        if behind
            && clause.obliques.contains(top)
            && clause.subject.first().is_some_and(|subject| !self.names_event(subject))
        {
            for actor in clause.subject.iter() {
                self.add_role(actor, true, into);
            }
            return;
        }
        let blames = !verb.passive && self.is_a(verb.head, Concept::Blame);
        if blames && word(before) == "for" && clause.obliques.contains(top) {
            for actor in clause.objects.iter() {
                self.add_role(actor, true, into);
            }
            return;
        }
        if blames && clause.objects.contains(noun) {
            for actor in clause.obliques.iter().filter(|&other| self.preposition(other) == "on") {
                self.add_role(actor, true, into);
            }
            return;
        }
        for told in &self.clauses.list {
            let Some(verb) = told.verb.map(|verb| &self.groups.verbs[verb as usize]) else { continue };
            let about = told.antecedent == Some(noun as u16) || told.subject.contains(noun);
            let laid = self.is_a(verb.head, Concept::Blame) || self.is_a(verb.head, Concept::Attribute);
            if about && verb.passive && laid {
                for actor in
                    told.obliques.iter().filter(|&other| matches!(self.preposition(other), "on" | "to"))
                {
                    self.add_role(actor, true, into);
                }
                return;
            }
        }
    }

    /// Whether the owner of an event suffers it: "his brother's murder".
    fn befalls(&self, noun: usize, trigger: &Range) -> bool {
        let group = &self.groups.nouns[noun];
        let owned = group.genitive.is_some_and(|mark| mark < trigger.0 && mark > group.a);
        owned
            && self.is_a(group.head, Concept::Befall)
            && !self.hosted(noun).any(|other| self.preposition(other) == "of")
    }

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
        host == Some(noun) || host.is_some_and(|host| self.contents(host) == noun || self.shares(noun, host))
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

    /// A line or a shore: what happens on it does not happen to it.
    fn is_verge(&self, noun: usize) -> bool {
        self.head_is(noun, Concept::Verge)
    }

    /// "60 miles from the capital".
    pub(super) fn far_from(&self, noun: usize) -> bool {
        let before = self.groups.nouns[noun].preposition.and_then(|at| at.checked_sub(1));
        self.preposition(noun) == "from" && before.is_some_and(|token| self.sentence.is(token, is::UNIT))
    }

    /// "charged with the assassination of", "who planned the attack": who is said to have done it.
    fn held_to_account(&self, clause: usize, noun: usize) -> Few {
        let known = &self.clauses.list[clause];
        let top = self.root(noun);
        let passive = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].passive);
        let charged = passive
            && known.obliques.contains(top)
            && matches!(self.preposition(top), "with" | "of" | "for" | "over")
            && (self.does(clause, Concept::Accuse) || self.does(clause, Concept::Charge));
        if charged {
            return known.subject;
        }
        // "accused the rebels of an attack"
        let accuses = !passive
            && known.obliques.contains(top)
            && self.preposition(top) == "of"
            && self.does(clause, Concept::Accuse);
        if accuses {
            return known.objects;
        }
        // "serves a life sentence for the murder of"
        let serves = !passive
            && self.preposition(top) == "for"
            && known.objects.iter().any(|noun| self.head_is(noun, Concept::Term))
            && self.does(clause, Concept::Serve);
        if serves {
            return known.subject;
        }
        let planned = !passive && known.objects.contains(top) && self.does(clause, Concept::Mastermind);
        if planned { self.agent(clause) } else { Few::default() }
    }

    /// "soldiers captured ten rebels in a raid": whether who acts in the clause does so by the attack that stands in
    /// it.
    fn takes_in_raid(&self, clause: usize, noun: usize) -> bool {
        let known = &self.pack.known;
        let group = &self.groups.nouns[noun];
        let heads = |nouns: &Few, classes: u64| {
            nouns.iter().any(|noun| {
                let group = &self.groups.nouns[self.contents(noun)];
                self.sentence.classes_in(group.a, group.b) & classes != 0
            })
        };
        matches!(self.preposition(self.root(noun)), "in" | "during")
            && self.sentence.lower(group.a) != "the"
            && self.does(clause, Concept::Capture)
            && heads(&self.agent(clause), known.armed)
            && heads(&self.patient(clause), known.armed | known.person)
    }

    /// "strikes targeting a depot", "a barrage aimed at the port": upon whom, by the clause on the event noun.
    fn aimed(&self, noun: usize, into: &mut Vec<Range>) {
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
            } else if self.does(index, Concept::Aim) {
                let at = |&other: &usize| matches!(self.preposition(other), "at" | "against");
                for other in clause.obliques.iter().filter(at) {
                    self.add_role(other, false, into);
                }
            }
        }
    }

    /// Whether an event noun says upon whom.
    fn aims(&self, noun: usize) -> bool {
        self.hosted(noun).any(|other| matches!(self.preposition(other), "on" | "against" | "upon" | "into"))
    }

    /// Whether the subject of a clause is not who makes the attack that is its object: who survives or foils it.
    fn suffers(&self, clause: usize) -> bool {
        self.endures(clause) || self.does(clause, Concept::Foil)
    }

    /// Whether the subject of a clause is the target of what its object names.
    fn draws(&self, clause: usize) -> bool {
        self.does(clause, Concept::Draw)
    }

    fn endures(&self, clause: usize) -> bool {
        self.clauses.list[clause]
            .verb
            .is_some_and(|verb| self.is_a(self.groups.verbs[verb as usize].head, Concept::Endure))
    }

    /// Whether a clause itself tells harm: who stands in it beside an attack suffers that.
    fn harms(&self, clause: usize) -> bool {
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
    fn falls(&self, clause: usize) -> bool {
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
                // "the assault of the army on the town"
                "of" if attack && frame.actors.is_empty() && self.is_actor(other) && self.aims(noun) => {
                    self.add_role(other, true, &mut frame.actors);
                }
                "on" | "against" | "at" | "of" | "targeting" | "upon" | "inside" | "outside" | "into" => {
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
        if self.befalls(noun, &frame.trigger) {
            // "the minister's assassination": whose it is suffers it
            self.owner(noun, &mut frame.recipients);
        } else {
            self.owner(noun, &mut frame.actors);
        }
        let suffered =
            self.pack.is(frame.code, Trait::UponPeople) && !self.pack.is(frame.code, Trait::Attack);
        if frame.actors.is_empty()
            && !suffered
            && let Some(owner) = self.owner_meant(noun)
        {
            frame.actors.push(owner);
        }
        if roles.mutual {
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
        if attack && frame.actors.is_empty() {
            self.blamed(noun, &mut frame.actors);
        }
        let toll = self.pack.is(frame.code, Trait::Toll);
        if (attack || toll) && !roles.mutual && frame.actors.is_empty() {
            for actor in self.held_to_account(clause, noun).iter() {
                self.add_role(actor, true, &mut frame.actors);
            }
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
                self.sides_beside(clause, roles, &mut frame.actors);
            }
            Place::Subject => {
                let objects = self.clauses.list[clause].objects;
                self.add_all(&objects, false, &mut frame.recipients);
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
