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
use super::pack::Roles;

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

    /// A sea, a province, a border: ground that nobody can mean as who acts.
    fn is_ground(&self, noun: usize) -> bool {
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
        if self.sentence.classes[group.head] & known.official == 0
            || self.sentence.tag(group.head) == Some(Tag::NounPlural)
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

    /// Obliques of a clause with one of the prepositions.
    fn obliques<'s>(
        &'s self,
        clause: usize,
        prepositions: &'s [impl AsRef<str>],
    ) -> impl Iterator<Item = usize> + 's {
        let brought = move |&noun: &usize| {
            let preposition = self.preposition(noun);
            prepositions.iter().any(|wanted| wanted.as_ref() == preposition)
        };
        self.clauses.list[clause].obliques.iter().filter(brought)
    }

    pub(crate) fn verb_roles(
        &self,
        frame: &mut Frame,
        clause: usize,
        patient: &Few,
        roles: &Roles,
        intransitive: bool,
    ) {
        let agent = self.agent(clause);
        if roles.subject_is_recipient {
            self.add_all(&self.clauses.list[clause].subject, false, &mut frame.recipients);
        } else {
            for noun in agent.iter() {
                if self.names_event(noun) {
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
                self.add_role(noun, true, &mut frame.actors);
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
            if a < mark && !self.dated((a, mark)) {
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
            let acts = bits & (known.armed | known.actor_adjective | known.state) != 0;
            let named = bits & self.pack.known.actor != 0;
            if acts || named {
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
                    self.add_role(noun, true, &mut frame.actors);
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

    #[allow(clippy::match_same_arms, reason = "one arm a kind of preposition")]
    pub(crate) fn noun_roles(
        &self,
        frame: &mut Frame,
        noun: usize,
        clause: usize,
        place: Place,
        roles: &Roles,
    ) {
        self.owner(noun, &mut frame.actors);
        if roles.mutual {
            self.third(noun, &mut frame.third);
        }
        if self.sentence.classes[self.groups.nouns[noun].head] & self.pack.known.armed != 0
            && frame.actors.is_empty()
        {
            self.add_role(noun, true, &mut frame.actors);
        }
        let launches = place == Place::Object
            && self.pack.codes[frame.code as usize].event_type == "attack"
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
                "between" | "among" => self.add_role(other, true, &mut frame.actors),
                "with" if roles.mutual => self.add_role(other, true, &mut frame.actors),
                "on" | "against" | "at" | "of" | "targeting" | "upon" | "inside" | "outside" | "into" => {
                    self.add_role(other, false, &mut frame.recipients);
                }
                _ => {}
            }
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
        match place {
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
                if roles.mutual && frame.actors.len() < 2 {
                    let agent = self.agent(clause);
                    self.add_all(&agent, true, &mut frame.actors);
                }
                if frame.recipients.is_empty() {
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
