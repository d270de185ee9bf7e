//! Who did it, to whom: roles read off the clause and the noun group of a frame.
//!
//! Voice decides which of subject, object and `by` is which. Genitives and modifiers of an event noun are its
//! actor (`Israel's shelling`, `Taliban attacks`). Both sides of what needs two (talks, agreements) are actors.
//! A role is a range of tokens; what it names is for normalisation.

use super::clause::Kind;
use super::few::Few;
use super::frame::{Frame, Place, Range, Reading, TopicUse};
use super::grammar::Tag;
use super::lexicon::kind_of;
use super::pack::{Meaning, Roles};
use crate::normalise::traits::is;

impl Reading<'_> {
    /// Whether a group can act: a person, a body, a force, a name.
    pub(crate) fn is_actor(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        if group.pronoun {
            return matches!(
                self.sentence.lower(group.head),
                "he" | "she" | "it" | "they" | "we" | "i" | "who" | "him" | "her" | "them" | "both" | "each"
            );
        }
        if self.is_matter(noun) || self.is_arm(noun) {
            return false;
        }
        let bits = self.sentence.classes_in(group.a, group.b);
        if bits
            & (known.armed
                | known.person
                | known.official
                | known.state
                | known.actor_adjective
                | known.sides)
            != 0
        {
            return true;
        }
        // "an IED" acts for nobody
        bits & known.weapon_bomb == 0
            && (group.a..group.b).any(|token| self.sentence.tag(token) == Some(Tag::Name))
    }

    /// "a Chadian rocket", "an airstrike": whose it is acts, not the weapon.
    pub(crate) fn is_arm(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        matches!(self.sentence.tag(group.head), Some(Tag::NounSingular | Tag::NounPlural))
            && self.sentence.classes[group.head] & (self.pack.known.armed | self.pack.known.person) == 0
            && matches!(
                self.sentence.lower(group.head),
                "airstrike"
                    | "airstrikes"
                    | "rocket"
                    | "rockets"
                    | "missile"
                    | "missiles"
                    | "shell"
                    | "shells"
                    | "mine"
                    | "landmine"
                    | "bomb"
                    | "bombs"
                    | "grenade"
                    | "grenades"
                    | "explosives"
                    | "gunfire"
                    | "gas"
            )
    }

    /// "the Ukraine crisis", "Russian involvement": what a state has or is part of.
    pub(crate) fn is_matter(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        group.a < group.head
            && matches!(self.sentence.tag(group.head), Some(Tag::NounSingular | Tag::NounPlural))
            && matches!(
                self.sentence.lower(group.head),
                "crisis"
                    | "conflict"
                    | "war"
                    | "wars"
                    | "issue"
                    | "issues"
                    | "dispute"
                    | "involvement"
                    | "apology"
                    | "program"
                    | "programme"
                    | "question"
                    | "row"
                    | "threat"
                    | "threats"
                    | "policy"
                    | "policies"
                    | "election"
                    | "elections"
                    | "origin"
                    | "affairs"
                    | "legislation"
                    | "strike"
                    | "strikes"
                    | "attacks"
                    | "law"
                    | "laws"
                    | "flag"
                    | "presidency"
                    | "influence"
                    | "interests"
                    | "response"
                    | "rights"
            )
    }

    /// A sea, a province, a border: ground that nobody can mean as who acts.
    pub(crate) fn is_ground(&self, noun: usize) -> bool {
        let (group, known) = (&self.groups.nouns[noun], &self.pack.known);
        let bits = self.sentence.classes_in(group.a, group.b);
        bits & (known.place_head | known.territory) != 0
            && bits & (known.armed | known.official | known.person | known.actor_adjective) == 0
    }

    /// Tokens that name the actor in a group, without determiners and numbers; the owner where only the owner
    /// can act.
    pub(crate) fn actor_range(&self, noun: usize) -> Option<Range> {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let (mut a, mut b) = (group.a, group.b);
        let head_acts = |from: usize, to: usize| {
            self.sentence.classes_in(from, to)
                & (known.armed | known.person | known.official | known.state | known.sides)
                != 0
        };
        if let Some(mark) = group.genitive.filter(|&mark| mark > a && mark < b)
            && (mark + 1 == b
                || !(head_acts(mark + 1, b) || self.sentence.tag(group.head) == Some(Tag::Name)))
        {
            b = mark;
        }
        while a < b && self.strips(a) {
            a += 1;
        }
        if b == group.b
            && head_acts(group.head, group.head + 1)
            && let Some(inner) = (noun + 1 < self.groups.nouns.len()).then_some(noun + 1)
            && self.groups.nouns[inner].host == Some(noun as u16)
            && (self.preposition(inner) == "of" || self.sent_from(noun, inner))
            && self.groups.nouns[inner].a <= group.b + 1
            // "accused both sides of violations": the crime is no part of them
            && !(self.preposition(inner) == "of"
                && self.accused(noun)
                && self.sentence.lower(self.groups.nouns[inner].b) != "of")
            // "accused the president X of interference"
            && (self.sentence.tag(group.head) != Some(Tag::Name)
                || self.sentence.classes[group.head] & known.official != 0
                || self.sentence.tag(self.groups.nouns[inner].head) == Some(Tag::Name))
        {
            b = self.groups.nouns[inner].b;
        }
        // "the envoy to Libya, Abdul Ilah Khatib": the name belongs to the mention
        if b == group.b
            && head_acts(group.head, group.head + 1)
            && self.sentence.tag(group.head) != Some(Tag::Name)
            && let Some(name) = self.named(noun)
        {
            b = self.groups.nouns[name].b;
        } else if let Some(end) = self.name_after(noun, b) {
            b = end;
        } else if let Some(end) = self.title_of(noun, b) {
            b = end;
        }
        (a < b).then_some((a, b))
    }

    /// Whether a group is the object of a verb that brings a crime with "of".
    fn accused(&self, noun: usize) -> bool {
        let clause = &self.clauses.list[self.clauses.owner[self.groups.nouns[noun].head] as usize];
        clause.objects.contains(noun)
            && clause.verb.is_some_and(|verb| {
                let head = self.sentence.lower(self.groups.verbs[verb as usize].head);
                ["accus", "suspect", "convict"].iter().any(|stem| head.starts_with(stem))
            })
    }

    /// "diplomats from the European Union": those who speak for a body.
    pub(super) fn sent_from(&self, noun: usize, inner: usize) -> bool {
        let group = &self.groups.nouns[noun];
        let other = &self.groups.nouns[inner];
        self.preposition(inner) == "from"
            && matches!(
                self.sentence.lower(group.head),
                "representatives"
                    | "delegates"
                    | "delegations"
                    | "officials"
                    | "diplomats"
                    | "negotiators"
                    | "envoys"
                    | "leaders"
                    | "ministers"
                    | "islamists"
                    | "militants"
                    | "fighters"
                    | "gunmen"
                    | "rebels"
                    | "insurgents"
            )
            && self.sentence.tag(other.head) == Some(Tag::Name)
    }

    /// One past the name of somebody who was described first, where a comma alone binds it: `the chancellor of
    /// Germany, Angela Merkel,`, `the envoy to Libya, Abdul Khatib,`.
    fn name_after(&self, noun: usize, end: usize) -> Option<usize> {
        let known = &self.pack.known;
        let group = &self.groups.nouns[noun];
        // a title, not the name of somebody in office: "President X, Premier Y" are two
        let title = self.pack.lexicon.classes(self.sentence.entries[group.head]) & known.official != 0;
        if self.sentence.classes[group.head] & known.official == 0
            || self.sentence.tag(group.head) == Some(Tag::NounPlural)
            || self.sentence.tag(group.head) == Some(Tag::Name) && !title
        {
            return None;
        }
        let other = (noun + 1..self.groups.nouns.len().min(noun + 4))
            .find(|&other| self.groups.nouns[other].preposition.is_none())?;
        let name = &self.groups.nouns[other];
        let comma = name.a > end && self.sentence.lower(name.a - 1) == ",";
        let bits = self.sentence.classes_in(name.a, name.b);
        let person = (bits & known.person != 0 || name.b > name.a + 1 && bits & known.state == 0)
            && self.sentence.tag(name.head) == Some(Tag::Name)
            && self.sentence.tag(name.a) != Some(Tag::Determiner);
        let closed = self.sentence.lower(name.b) == ","
            || self.sentence.tag(name.b).is_none_or(|tag| tag.is_verb() || tag == Tag::Mark);
        (comma && person && closed).then_some(name.b)
    }

    /// One past the name of a group that was described first without a comma: `rebel group the Movement for Justice`,
    /// `a militia calling itself the Army of Warriors`.
    fn title_of(&self, noun: usize, end: usize) -> Option<usize> {
        let head = self.groups.nouns[noun].head;
        if !matches!(
            self.sentence.lower(head),
            "group"
                | "movement"
                | "militia"
                | "party"
                | "organisation"
                | "organization"
                | "faction"
                | "network"
        ) {
            return None;
        }
        let calls = |at: usize| match (self.sentence.lower(at), self.sentence.lower(at + 1)) {
            ("calling", "itself" | "themselves") | ("known", "as") => at + 2,
            ("called" | "named", _) => at + 1,
            _ => at,
        };
        let from = calls(end);
        let name = self.groups.nouns[noun + 1..].iter().take(2).find(|name| name.a == from)?;
        let named = self.sentence.tag(name.a) == Some(Tag::Determiner) || from > end;
        (named && self.sentence.tag(name.head) == Some(Tag::Name) && name.preposition.is_none())
            .then(|| self.of_name(name.b))
    }

    /// One past the words that go on with a name: `the Movement for the Emancipation of the Niger Delta`.
    fn of_name(&self, end: usize) -> usize {
        let mut end = end;
        for _ in 0..3 {
            let next = self.groups.nouns.iter().find(|group| {
                let from = group.preposition.map_or(group.a, |preposition| preposition.min(group.a));
                from == end
                    && matches!(group.preposition.map(|at| self.sentence.lower(at)), Some("of" | "for"))
                    && self.sentence.tag(group.head) == Some(Tag::Name)
            });
            match next {
                Some(group) => end = group.b,
                None => break,
            }
        }
        end
    }

    /// The name that stands as an apposition to a description, or to what hangs on it.
    fn named(&self, noun: usize) -> Option<usize> {
        (noun + 1..self.groups.nouns.len().min(noun + 4)).find(|&other| {
            let group = &self.groups.nouns[other];
            let mut base = group.apposition;
            let mut fits = false;
            for _ in 0..3 {
                match base {
                    Some(at) if at as usize == noun => {
                        fits = true;
                        break;
                    }
                    Some(at) => base = self.groups.nouns[at as usize].host,
                    None => break,
                }
            }
            // "gunmen at a convoy in the Boz Region, Chad": that is where
            let plain = group.apposition != Some(noun as u16)
                && self.sentence.tag(self.groups.nouns[noun].head) == Some(Tag::NounPlural)
                && matches!(self.preposition(noun + 1), "at" | "in" | "near" | "on" | "outside");
            fits && !plain
                && self.sentence.tag(group.head) == Some(Tag::Name)
                && group.genitive.is_none()
                && self.sentence.tag(group.a) != Some(Tag::Determiner)
        })
    }

    fn strips(&self, token: usize) -> bool {
        if self.sentence.numbers[token] {
            return true;
        }
        match self.sentence.tag(token) {
            Some(
                Tag::Determiner
                | Tag::Number
                | Tag::Adverb
                | Tag::Preposition
                | Tag::Possessive
                | Tag::Mark
                | Tag::Comma,
            ) => true,
            Some(Tag::Adjective) => matches!(
                self.sentence.lower(token),
                "other" | "many" | "several" | "more" | "least" | "dead" | "wounded" | "injured"
            ),
            _ => false,
        }
    }

    pub(super) fn dated(&self, range: Range) -> bool {
        (range.0..range.1).all(|token| self.sentence.dates[token])
    }

    fn add_all(&self, nouns: &Few, acting: bool, into: &mut Vec<Range>) {
        for noun in nouns.iter() {
            self.add_role(noun, acting, into);
        }
    }

    /// Obliques of a clause with one of the prepositions: those of its verb, not those that hang on a noun before it
    /// ("the government of Chad released three men").
    fn obliques<'s>(
        &'s self,
        clause: usize,
        prepositions: &'s [impl AsRef<str>],
    ) -> impl Iterator<Item = usize> + 's {
        let known = &self.clauses.list[clause];
        let verb = known.verb.map_or(0, |verb| self.groups.verbs[verb as usize].head);
        let brought = move |&noun: &usize| {
            let group = &self.groups.nouns[noun];
            let preposition = self.preposition(noun);
            (group.a > verb || group.host.is_none())
                && prepositions.iter().any(|wanted| wanted.as_ref() == preposition)
        };
        known.obliques.iter().filter(brought)
    }

    pub(crate) fn verb_roles(
        &self,
        frame: &mut Frame,
        clause: usize,
        patient: &Few,
        roles: &Roles,
        intransitive: bool,
    ) {
        // who finds bodies killed nobody
        let finds = patient.iter().any(|noun| self.is_body(noun));
        let mut agent = if finds { Few::default() } else { self.agent(clause) };
        if agent.is_empty() && !finds {
            agent = self.told_with_next(clause);
        }
        if roles.subject_is_recipient {
            self.add_all(&self.clauses.list[clause].subject, false, &mut frame.recipients);
        } else {
            for noun in agent.iter() {
                if self.names_event(noun) || self.is_arm(noun) {
                    // "a drone attack conducted by the army kills": who did it, before what it was done with
                    self.doers(noun, &mut frame.actors);
                    if frame.actors.is_empty() {
                        self.owner(noun, &mut frame.actors);
                    }
                } else {
                    self.add_role(noun, true, &mut frame.actors);
                }
            }
        }
        if roles.mutual {
            // "met in Geneva", "met for talks": the particle brings a place or a purpose, no side
            let aside = |noun: usize| {
                matches!(
                    self.preposition(noun),
                    "in" | "at"
                        | "on"
                        | "for"
                        | "over"
                        | "after"
                        | "before"
                        | "during"
                        | "near"
                        | "outside"
                        | "under"
                )
            };
            for noun in patient.iter().filter(|&noun| !aside(noun)) {
                self.add_role(noun, true, &mut frame.actors);
            }
            for noun in self.obliques(clause, &["with", "between", "among"]) {
                if !self.stands_apart(noun) && !self.divided(noun) {
                    self.add_role(noun, true, &mut frame.actors);
                }
            }
        } else if !intransitive && !roles.no_object {
            self.add_all(patient, false, &mut frame.recipients);
        }
        for noun in self.obliques(clause, &roles.recipients) {
            self.add_role(noun, true, &mut frame.recipients);
        }
        self.addressed(clause, frame);
        for noun in self.obliques(clause, &roles.actors) {
            self.add_role(noun, true, &mut frame.actors);
        }
        for noun in self.obliques(clause, &["under"]) {
            // "came under Russian shelling"
            self.owner(noun, &mut frame.actors);
        }
        frame.recipients.retain(|range| !frame.actors.contains(range));
    }

    /// Whom words are for: "called for the president to step down", "alleged that the inspector was a spy".
    fn addressed(&self, clause: usize, frame: &mut Frame) {
        if !frame.recipients.is_empty() {
            return;
        }
        let accuses = self.accuses(clause);
        for below in &self.clauses.list {
            if below.parent != Some(clause as u16) {
                continue;
            }
            let asked = below.kind == Kind::Infinitive
                && below.subject.first().is_some_and(|noun| self.preposition(noun) == "for");
            if asked || accuses && below.kind == Kind::Complement {
                for noun in below.subject.iter().filter(|&noun| !self.names_event(noun)) {
                    self.add_role(noun, true, &mut frame.recipients);
                }
                return;
            }
        }
    }

    /// Whether a group is bodies, not those who died.
    pub(crate) fn is_body(&self, noun: usize) -> bool {
        let head = self.groups.nouns[noun].head;
        matches!(self.sentence.lower(head), "bodies" | "corpse" | "corpses" | "remains" | "skeletons")
            || self.sentence.lower(head) == "body"
                && matches!(self.sentence.lower(head + 1), "of" | "was" | "is" | "has")
    }

    /// Whether the group is an event itself ("the attack", "talks").
    pub(crate) fn names_event(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        self.sentence
            .hit(group.head)
            .is_some_and(|hit| self.pack.lexicon.kinds(hit) & (kind_of::EVENT | kind_of::TOPIC) != 0)
            && self.sentence.classes[group.head] & (self.pack.known.armed | self.pack.known.official) == 0
    }

    /// The actor that owns or modifies an event noun.
    pub(super) fn owner(&self, noun: usize, into: &mut Vec<Range>) {
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
        // the words of a phrase describe ("bomb attack"), unless they act ("insurgent attack")
        let phrase =
            self.sentence.hit(group.head).map_or(group.head, |hit| (hit.start as usize).max(group.a));
        let acts = |token: usize| self.pack.lexicon.classes(self.sentence.entries[token]) & known.armed != 0;
        let start = if (phrase..group.head).any(acts) { group.head } else { phrase };
        let mut at = group.a;
        while at < start {
            let bits = self.sentence.classes[at];
            // "Chadian-made missiles" are anybody's
            let acts = bits & (known.armed | known.actor_adjective | known.state) != 0
                && !(self.sentence.lower(at + 1) == "-" && self.sentence.lower(at + 2) == "made");
            let named = bits & self.pack.known.actor != 0;
            // "a military operation": what kind, not who
            let kind = matches!(self.sentence.lower(at), "military" | "official" | "armed")
                && (at == group.a || bits & known.actor == 0 || self.sentence.tag(at) != Some(Tag::Name))
                && at + 1 >= start;
            if (acts || named) && !kind {
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

    /// What owns an event only in time or place: "the previous day's clashes", "the world's first bomb".
    fn owns_nothing(&self, token: usize) -> bool {
        self.sentence.is(token, is::UNIT)
            || matches!(
                self.sentence.lower(token),
                "world" | "season" | "century" | "morning" | "evening" | "night"
            )
    }

    /// Who is said to be behind what a noun tells: "the army is behind the attacks", "is responsible for", "was blamed
    /// on rebels", "blames rebels for".
    fn blamed(&self, noun: usize, into: &mut Vec<Range>) {
        let top = self.root(noun);
        let clause = &self.clauses.list[self.clauses.owner[self.groups.nouns[noun].head] as usize];
        let Some(verb) = clause.verb.map(|verb| &self.groups.verbs[verb as usize]) else { return };
        let word = |token: Option<usize>| token.map_or("", |token| self.sentence.lower(token));
        let before = self.groups.nouns[top].preposition;
        let behind = verb.copula
            && (word(before) == "behind"
                || word(before) == "for" && word(before.and_then(|at| at.checked_sub(1))) == "responsible");
        if behind
            && clause.obliques.contains(top)
            && clause.subject.first().is_some_and(|subject| !self.names_event(subject))
        {
            for actor in clause.subject.iter() {
                self.add_role(actor, true, into);
            }
            return;
        }
        let verb_word = self.sentence.lower(verb.head);
        if verb_word.starts_with("blam")
            && !verb.passive
            && word(before) == "for"
            && clause.obliques.contains(top)
        {
            for actor in clause.objects.iter() {
                self.add_role(actor, true, into);
            }
            return;
        }
        for told in &self.clauses.list {
            let Some(verb) = told.verb.map(|verb| &self.groups.verbs[verb as usize]) else { continue };
            let about = told.antecedent == Some(noun as u16) || told.subject.contains(noun);
            let word = self.sentence.lower(verb.head);
            if about && verb.passive && matches!(word, "blamed" | "attributed") {
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
            && matches!(
                self.sentence.lower(group.head),
                "assassination"
                    | "murder"
                    | "death"
                    | "deaths"
                    | "execution"
                    | "beheading"
                    | "abduction"
                    | "kidnapping"
                    | "disappearance"
                    | "slaying"
            )
            && !self.hosted(noun).any(|other| self.preposition(other) == "of")
    }

    /// "X and Y met, with Z wading in", "clashed with rebels, with one soldier dead": what a second "with" tells of is
    /// no side.
    fn stands_apart(&self, noun: usize) -> bool {
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
        comma && told || matches!(self.sentence.lower(group.b), "dead" | "killed" | "injured" | "wounded")
    }

    /// Whether what a group stands between is no part of the event: "violence between A and B", "the border between".
    fn divided(&self, noun: usize) -> bool {
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
        host == Some(noun) || host.is_some_and(|host| self.contents(host) == noun)
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
            let other = (noun + 1..self.groups.nouns.len().min(noun + 5)).find(|&other| {
                self.groups.nouns[other].coordinated.is_some()
                    && self.groups.nouns[self.root(other)].host == Some(noun as u16)
                    && self.is_actor(other)
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
        matches!(
            self.sentence.lower(self.groups.nouns[noun].head),
            "border" | "borders" | "frontier" | "coast" | "outskirts" | "shores" | "front" | "edge"
        )
    }

    /// Whether an event noun says upon whom.
    fn aims(&self, noun: usize) -> bool {
        self.hosted(noun).any(|other| matches!(self.preposition(other), "on" | "against" | "upon"))
    }

    /// Whether the subject of a clause is not who makes the attack that is its object: who survives or repels it.
    fn suffers(&self, clause: usize) -> bool {
        self.endures(clause) || self.verb_begins(clause, &["foil", "repel", "repuls", "thwart"])
    }

    fn endures(&self, clause: usize) -> bool {
        self.verb_begins(clause, &["surviv", "escap", "suffer", "face", "facing", "withst", "lose", "losing"])
    }

    fn verb_begins(&self, clause: usize, stems: &[&str]) -> bool {
        self.clauses.list[clause].verb.is_some_and(|verb| {
            let head = self.sentence.lower(self.groups.verbs[verb as usize].head);
            stems.iter().any(|stem| head.starts_with(stem))
        })
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
                Meaning::Event(id) if self.particle_at(clause, &sense.particle).is_some() => matches!(
                    self.pack.codes[self.pack.events[id as usize].code as usize].event_type.as_str(),
                    "casualties" | "damage" | "attack" | "abduction" | "interception"
                ),
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
                    || matches!(self.sentence.lower(group.head), "die" | "dies" | "died" | "dying")
            })
            && !known.subject.iter().any(|noun| {
                let group = &self.groups.nouns[noun];
                self.sentence.classes_in(group.a, group.b) & (self.pack.known.armed | self.pack.known.state)
                    != 0
            })
    }

    /// Roles that hang on a topic or on the noun of its act.
    fn topic_roles(&self, noun: usize, frame: &mut Frame, roles: &Roles) {
        // "rejected Kuwait's offer", "the offer by Kuwait": whose act it was is the other side
        let taken = !frame.actors.is_empty();
        let into = if taken { &mut frame.recipients } else { &mut frame.actors };
        self.owner(noun, into);
        for other in self.hosted(noun) {
            match self.preposition(other) {
                "by" => {
                    let into = if taken { &mut frame.recipients } else { &mut frame.actors };
                    self.add_role(other, true, into);
                }
                "between" | "among" | "with" if roles.mutual => {
                    self.add_role(other, true, &mut frame.actors);
                }
                word if roles.recipients.iter().any(|wanted| wanted == word) => {
                    self.add_role(other, true, &mut frame.recipients);
                }
                _ => {}
            }
        }
    }

    pub(crate) fn grid_roles(
        &self,
        frame: &mut Frame,
        acting: usize,
        clause: usize,
        found: &TopicUse,
        roles: &Roles,
    ) {
        let mut agent = self.agent(acting);
        let inverted = agent.is_empty() || agent.iter().all(|noun| self.groups.nouns[noun].negative);
        if inverted
            && self.clauses.list[acting].verb.is_some_and(|verb| self.groups.verbs[verb as usize].copula)
        {
            agent.extend(&self.clauses.list[acting].objects);
        }
        if acting != clause && agent.is_empty() {
            agent = self.agent(clause);
        }
        for noun in agent.iter().filter(|&noun| noun != found.noun && Some(noun) != found.act_noun) {
            if self.names_event(noun) {
                continue;
            }
            if roles.mutual && self.between(acting) {
                self.add_role(noun, true, &mut frame.third);
            } else {
                self.add_role(noun, true, &mut frame.actors);
            }
        }
        self.topic_thirds(frame, found, roles);
        let named = [Some(found.noun).filter(|&noun| noun != usize::MAX), found.act_noun];
        for noun in named.into_iter().flatten() {
            self.topic_roles(noun, frame, roles);
        }
        if !frame.actors.is_empty() && found.noun != usize::MAX {
            self.makers(found.noun, &mut frame.recipients);
        }
        let mut clauses = vec![acting];
        if clause != acting {
            clauses.push(clause);
        }
        for &clause in &clauses {
            if roles.mutual {
                for noun in self.obliques(clause, &["with", "between", "among"]) {
                    if !self.stands_apart(noun) && !self.divided(noun) {
                        self.add_role(noun, true, &mut frame.actors);
                    }
                }
            }
            for noun in self.obliques(clause, &roles.recipients) {
                self.add_role(noun, true, &mut frame.recipients);
            }
        }
        let known = &self.clauses.list[acting];
        if acting != clause {
            for noun in known.objects.iter().filter(|&noun| noun != found.noun) {
                self.add_role(noun, true, &mut frame.recipients);
            }
            let asks = self.obliques(acting, &["on", "upon", "of", "from", "for", "to"]).collect::<Vec<_>>();
            for noun in asks {
                self.add_role(noun, true, &mut frame.recipients);
            }
            if found.noun == usize::MAX && !roles.no_object {
                let patient = self.patient(clause);
                self.add_all(&patient, false, &mut frame.recipients);
            }
            if matches!(self.clauses.list[clause].kind, Kind::Complement | Kind::Infinitive) {
                let inner = self.agent(clause);
                let out = if roles.mutual { &mut frame.actors } else { &mut frame.recipients };
                for noun in inner.iter().filter(|&noun| !self.names_event(noun)) {
                    self.add_role(noun, true, out);
                }
            }
        } else if found.noun == usize::MAX {
            if !roles.no_object {
                let patient = self.patient(clause);
                self.add_all(&patient, false, &mut frame.recipients);
            }
        } else if !roles.no_object {
            for noun in known
                .objects
                .iter()
                .filter(|&noun| noun != found.noun && Some(noun) != found.act_noun && !self.names_event(noun))
            {
                self.add_role(noun, true, &mut frame.recipients);
            }
            for noun in self.obliques(acting, &["on", "upon", "from"]).collect::<Vec<_>>() {
                if noun != found.noun && !self.names_event(noun) && !roles.mutual {
                    self.add_role(noun, true, &mut frame.recipients);
                }
            }
        }
        if roles.mutual && frame.actors.len() > 1 {
            frame.recipients.clear();
        }
        frame.third.retain(|range| !frame.actors.contains(range));
        frame.recipients.retain(|range| !frame.actors.contains(range));
    }

    /// Roles of what hangs on an event noun.
    #[allow(clippy::match_same_arms, reason = "one arm a kind of preposition")]
    fn hanging_roles(&self, frame: &mut Frame, noun: usize, clause: usize, place: Place, roles: &Roles) {
        let attack = self.pack.codes[frame.code as usize].event_type == "attack";
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
                // "launches strikes from the Black Sea"
                "from" if self.is_ground(other) || launches => {}
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
                // "the assault of the army on the town"
                "of" if attack && frame.actors.is_empty() && self.is_actor(other) && self.aims(noun) => {
                    self.add_role(other, true, &mut frame.actors);
                }
                "on" | "against" | "at" | "of" | "targeting" | "upon" | "inside" | "outside" | "into" => {
                    self.add_role(other, false, &mut frame.recipients);
                }
                _ => {}
            }
        }
    }

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
        if roles.mutual {
            self.third(noun, &mut frame.third);
        }
        if self.sentence.classes[self.groups.nouns[noun].head] & self.pack.known.armed != 0
            && frame.actors.is_empty()
        {
            self.add_role(noun, true, &mut frame.actors);
        }
        let attack = self.pack.codes[frame.code as usize].event_type == "attack";
        self.hanging_roles(frame, noun, clause, place, roles);
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
        match place {
            Place::Object if attack && self.suffers(clause) => {
                // "the minister survived an attack": no attacker
                if !roles.mutual && self.endures(clause) && frame.recipients.is_empty() {
                    let subject = self.clauses.list[clause].subject;
                    self.add_all(&subject, false, &mut frame.recipients);
                }
            }
            Place::Object => {
                let mut agent = self.agent(clause);
                if agent.is_empty() && roles.mutual {
                    // "troops are locked in heavy fighting"
                    agent = self.patient(clause);
                }
                self.add_all(&agent, true, &mut frame.actors);
                for other in self.obliques(clause, &["on", "against", "at"]).collect::<Vec<_>>() {
                    self.add_role(other, false, &mut frame.recipients);
                }
                if roles.mutual {
                    for other in self.obliques(clause, &["between", "with"]).collect::<Vec<_>>() {
                        self.add_role(other, true, &mut frame.actors);
                    }
                }
            }
            Place::Subject => {
                let objects = self.clauses.list[clause].objects;
                self.add_all(&objects, false, &mut frame.recipients);
                if roles.mutual {
                    for other in self.obliques(clause, &["between", "with"]).collect::<Vec<_>>() {
                        self.add_role(other, true, &mut frame.actors);
                    }
                }
            }
            Place::Suffered => {
                let subject = self.clauses.list[clause].subject;
                self.add_all(&subject, false, &mut frame.recipients);
                for other in self.obliques(clause, &["from", "by"]).collect::<Vec<_>>() {
                    self.add_role(other, true, &mut frame.actors);
                }
            }
            Place::Oblique => {
                let toll = self.pack.codes[frame.code as usize].event_type == "casualties";
                if roles.mutual && frame.actors.len() < 2 && !self.falls(clause) {
                    let agent = self.agent(clause);
                    self.add_all(&agent, true, &mut frame.actors);
                }
                // "a fight leading to three deaths": who fights is not who died
                if frame.recipients.is_empty() && !toll && self.harms(clause) {
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
