//! Puts the parts of a reference to an actor together: name, adjective, kind of people, title, person.

use super::lexicon::{ActorLexicon, ActorRecord, Class, Name, is_direction};
use super::{ActorHit, ActorRef, Form, Names};
use crate::normalise::traits::is;
use crate::text::words::{Shape, Words, short_key};

/// Reads one sentence.
pub(super) struct Finder<'a> {
    pub(super) lexicon: &'a ActorLexicon,
    pub(super) words: &'a Words,
    /// Nearly every word is capitalised, so that capitals tell nothing.
    pub(super) headline: bool,
}

/// A kind of people, from its first word to past its last: `defence ministry spokesman`.
#[derive(Clone, Copy)]
pub(super) struct Agents {
    /// The first, which gives the code: `defence ministry`.
    pub(super) first: u32,
    /// The last, which may stand before a name: `spokesman`.
    pub(super) last: u32,
    pub(super) end: usize,
}

impl Finder<'_> {
    #[inline]
    pub(super) fn lower(&self, at: usize) -> &str {
        self.words.lower(at)
    }

    pub(super) fn before(&self, at: usize, back: usize) -> &str {
        if at >= back { self.words.lower(at - back) } else { "" }
    }

    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.words.as_slice().get(at).map(|word| word.shape)
    }

    /// Whether no actor can begin at token `at`: it begins no name of the lexicon, and is not written as a name.
    #[inline]
    pub(super) fn begins_nothing(&self, at: usize) -> bool {
        let word = self.words.word(at);
        match word.shape {
            Shape::Mark => true,
            // "the 19 April Movement"
            Shape::Lower | Shape::Upper | Shape::Number => !self.lexicon.may_begin(word),
            Shape::Capital | Shape::Mixed => false,
        }
    }

    /// The actor whose reference begins at token `at`.
    pub(super) fn at(&self, at: usize, names: &mut Names) -> Option<ActorHit> {
        let shape = self.words.word(at).shape;
        if shape == Shape::Mark {
            return None;
        }
        if let Some(hit) = self.shared_name(at) {
            return Some(hit);
        }
        let Some((end, name)) = self.lexicon.longest(self.words, at) else {
            return self.unknown(at, names);
        };
        match name.class {
            Class::Proper | Class::People | Class::Seat => self.of_base(at, end, name, names),
            Class::Full | Class::Short => self.known_person(at, at, end, name, names),
            Class::Agent => self.of_agent(at, end, name, names),
        }
    }

    /// "North and South Korea": the first of two states that share the end of their name.
    fn shared_name(&self, at: usize) -> Option<ActorHit> {
        const AND: u64 = short_key("and");
        let words = self.words.as_slice();
        let direction = |at: usize| words.get(at).is_some_and(|word| is_direction(word.key()));
        let joined = || words.get(at + 1).is_some_and(|word| word.key() == AND);
        if !direction(at) || !joined() || !direction(at + 2) {
            return None;
        }
        self.lexicon.longest(self.words, at + 2).filter(|&(end, _)| end == at + 4)?;
        let whole = format!("{} {}", self.lower(at), self.lower(at + 3));
        let record = *self.lexicon.halves.get(&whole)?;
        Some(ActorHit { words: at..at + 1, actor: ActorRef::Known { record, agent: None }, form: Form::Name })
    }

    /// A person of the lexicon; remembered by the last word of the name.
    fn known_person(
        &self,
        start: usize,
        at: usize,
        end: usize,
        name: Name,
        names: &mut Names,
    ) -> Option<ActorHit> {
        let given_before = start == at && at > 0 && (self.is_given(at - 1) || self.follows_a_name(at));
        if name.class == Class::Short && given_before {
            return None; // another bearer of the surname
        }
        let given = name.class == Class::Short && start == at && self.is_given(at);
        if given && self.name_end(end, false).is_some() {
            return self.unknown(at, names); // the surname is a first name here
        }
        let record = self.lexicon.record(name.record);
        names.know(name.record, &record.id, self.lower(end - 1));
        let actor = ActorRef::Known { record: name.record, agent: None };
        Some(ActorHit { words: start..end, actor, form: Form::Name })
    }

    /// From a state, organisation or group on.
    fn of_base(&self, at: usize, end: usize, name: Name, names: &mut Names) -> Option<ActorHit> {
        let given = self.lexicon.record(name.record).kind == "country"
            && name.class == Class::Proper
            && end == at + 1
            && self.is_given(at)
            && self.name_end(end, false) == Some(end + 1)
            && !self.is_subject_name(end);
        if given {
            // "Chad Smith", "Jordan Peterson": a first name after all
            return self.unknown(at, names);
        }
        let one = self.lexicon.record(name.record);
        if one.kind == "armed_group"
            && end == at + 1
            && self.shape(at) == Some(Shape::Capital)
            && at > 0
            && self.is_given(at - 1)
        {
            return None; // "Richard Wagner"
        }
        let prefixed =
            self.before(at, 1) == "-" && matches!(self.before(at, 2), "pro" | "anti" | "non" | "ex");
        let mut next = end;
        let possessive =
            self.lower(next) == "'s" || self.lower(next) == "'" && self.lower(end - 1).ends_with('s');
        if possessive && self.words.word(next).glued {
            next += 1;
        }
        let mut foreign = prefixed;
        if !possessive && self.lower(next) == "-" && self.words.word(next).glued {
            match self.lower(next + 1) {
                "led" => next += 2,
                "backed" | "supported" | "aligned" | "allied" | "sponsored" | "trained" | "armed"
                | "funded" | "occupied" | "held" | "controlled" | "installed" | "appointed" | "made"
                | "based" | "born" | "supplied" | "affiliated" | "linked" | "inspired" => {
                    foreign = true;
                    next += 2;
                }
                _ => {}
            }
        }
        if name.class == Class::People
            && !foreign
            && let Some(hit) = self.group(at, Some(name.record), names)
        {
            return Some(hit);
        }
        let (modified, former) = self.modifiers(next);
        let agents = self.agents(modified).or_else(|| self.shared_agents(next));
        let Some(agents) = agents else {
            return self.base_alone(at, end, name, foreign);
        };
        let shared = agents.end <= modified; // only the kind was taken, its words belong to another
        if foreign {
            let start = modified;
            let actor = ActorRef::Known { record: agents.first, agent: None };
            return Some(ActorHit { words: start..agents.end, actor, form: Form::Agent });
        }
        let former = former || self.is_former(at);
        let agent = if former { self.lexicon.former(agents.first) } else { agents.first };
        if !shared
            && self.lexicon.is_title(agents.last)
            && let Some(hit) = self.person_after(at, agents.end, Some(name.record), agent, names)
        {
            return Some(hit);
        }
        if self.lexicon.is_bare(agents.last) {
            return self.base_alone(at, end, name, foreign);
        }
        let words = at..if shared { end } else { agents.end };
        Some(ActorHit {
            words,
            actor: ActorRef::Known { record: name.record, agent: Some(agent) },
            form: Form::Composed,
        })
    }

    /// Whether `former` or `ex-` stands before `at`.
    fn is_former(&self, at: usize) -> bool {
        matches!(self.before(at, 1), "former" | "ex" | "ousted")
            || self.before(at, 1) == "-" && matches!(self.before(at, 2), "ex" | "then")
    }

    fn base_alone(&self, at: usize, end: usize, name: Name, foreign: bool) -> Option<ActorHit> {
        let form = match name.class {
            Class::People => Form::People,
            Class::Seat => Form::Seat,
            _ => Form::Name,
        };
        let placed = at > 0 && self.words.is(at - 1, is::PLACES_A_SEAT);
        if foreign || form == Form::Seat && placed {
            return None;
        }
        Some(ActorHit { words: at..end, actor: ActorRef::Known { record: name.record, agent: None }, form })
    }

    /// From a kind of people on: `rebels`, `President Vladimir Putin`, `the foreign minister of Ukraine`.
    fn of_agent(&self, at: usize, end: usize, name: Name, names: &mut Names) -> Option<ActorHit> {
        let agents = self.chain(Agents { first: name.record, last: name.record, end });
        let former = self.is_former(at);
        let mut agent = if former { self.lexicon.former(agents.first) } else { agents.first };
        let mut base = None;
        let mut end = agents.end;
        if self.lower(end) == "of" {
            let country = if self.lower(end + 1) == "the" { end + 2 } else { end + 1 };
            if let Some((stop, of)) = self.lexicon.longest_of(self.words, country, Class::Proper) {
                let plain = self.lexicon.record(of.record);
                if matches!(plain.kind.as_str(), "country" | "organisation" | "armed_group") {
                    base = Some(of.record);
                    end = stop;
                }
            }
        }
        if self.lexicon.is_title(agents.last)
            && let Some(hit) = self.person_after(at, end, base, agent, names)
        {
            return Some(hit);
        }
        if name.dependent && base.is_none() {
            return self.unknown(at, names); // "Members of the Democratic Party"
        }
        if self.lexicon.is_bare(agents.last) {
            return None;
        }
        if former && base.is_none() {
            agent = self.lexicon.former(agent);
        }
        let (record, of) = base.map_or((agent, None), |base| (base, Some(agent)));
        let form = if of.is_some() { Form::Composed } else { Form::Agent };
        Some(ActorHit { words: at..end, actor: ActorRef::Known { record, agent: of }, form })
    }

    /// A person named at `from`, after titles that begin at `start`.
    fn person_after(
        &self,
        start: usize,
        from: usize,
        base: Option<u32>,
        agent: u32,
        names: &mut Names,
    ) -> Option<ActorHit> {
        // "Gen. Valery Gerasimov"
        let from = if self.lower(from) == "." && self.words.word(from).glued { from + 1 } else { from };
        if let Some((end, name)) = self.lexicon.longest(self.words, from)
            && matches!(name.class, Class::Full | Class::Short)
        {
            return self.known_person(start, from, end, name, names);
        }
        let end = self.name_end(from, true)?;
        if end == from + 1
            && let Some(index) = names.surname(self.lower(from))
        {
            return Some(ActorHit { words: start..end, actor: ActorRef::Named(index), form: Form::Surname });
        }
        let (country, code) = self.standing(base, Some(agent));
        let index = self.remember(from, end, &country, &code, names);
        Some(ActorHit { words: start..end, actor: ActorRef::Named(index), form: Form::Shape })
    }

    /// Country and code of somebody who belongs to `base` and is `agent`.
    pub(super) fn standing(&self, base: Option<u32>, agent: Option<u32>) -> (String, String) {
        let base = base.map(|base| self.lexicon.record(base));
        let role = agent.map_or("", |agent| self.lexicon.record(agent).code.as_str());
        match base {
            Some(ActorRecord { kind, country, code, .. }) if kind == "country" => {
                (country.clone(), format!("{code}{role}"))
            }
            Some(ActorRecord { country, code, .. }) => (country.clone(), code.clone()),
            None => (String::new(), role.to_owned()),
        }
    }

    /// Words that may stand between a state and its people; whether one of them says that it is over.
    fn modifiers(&self, at: usize) -> (usize, bool) {
        let mut end = at;
        let mut former = false;
        while end < at + 4 && self.words.is(end, is::MODIFIER) && self.agents(end).is_none() {
            former |= matches!(self.lower(end), "former" | "ex" | "ousted" | "then");
            end += 1;
            if self.lower(end) == "-" {
                end += 1;
            }
        }
        (end, former)
    }

    /// "the envoys of Chad, Mali and Niger": those of each of the states.
    pub(super) fn share_kind(&self, before: &ActorHit, hit: &mut ActorHit) {
        let (ActorRef::Known { record: first, agent: Some(agent) }, ActorRef::Known { record, agent: None }) =
            (before.actor, hit.actor)
        else {
            return;
        };
        let state = |record: u32| self.lexicon.record(record).kind == "country";
        let mut between = before.words.end..hit.words.start;
        let listed = !between.is_empty() && between.all(|at| matches!(self.lower(at), "," | "and" | "the"));
        // "envoys of Chad", and the state that was listed behind it
        let many = |of: usize| self.lower(of) == "of" && self.lower(of - 1).ends_with('s');
        let shares = before.form == Form::Shared || (before.words.start + 1..before.words.end).any(many);
        if listed && shares && hit.form == Form::Name && state(first) && state(record) {
            hit.actor = ActorRef::Known { record, agent: Some(agent) };
            hit.form = Form::Shared;
        }
    }

    /// The kinds of people that stand at `at`, one after another.
    pub(super) fn agents(&self, at: usize) -> Option<Agents> {
        let (end, name) = self.lexicon.longest_of(self.words, at, Class::Agent)?;
        Some(self.chain(Agents { first: name.record, last: name.record, end }))
    }

    fn chain(&self, mut agents: Agents) -> Agents {
        for _ in 0..3 {
            let next = self.lexicon.longest_of(self.words, agents.end, Class::Agent);
            let Some((end, name)) = next else { break };
            agents = Agents { last: name.record, end, ..agents };
        }
        agents
    }

    /// `Russian and Ukrainian negotiators`: the first shares the kind of the second.
    fn shared_agents(&self, at: usize) -> Option<Agents> {
        if self.lower(at) != "and" {
            return None;
        }
        let (end, _) = self.lexicon.longest_of(self.words, at + 1, Class::People)?;
        let agents = self.agents(end)?;
        Some(Agents { end: at, ..agents })
    }
}

impl ActorLexicon {
    pub(super) fn is_title(&self, agent: u32) -> bool {
        self.record(agent).agent.as_ref().is_some_and(|traits| traits.title)
    }

    fn is_bare(&self, agent: u32) -> bool {
        self.record(agent).agent.as_ref().is_some_and(|traits| traits.bare)
    }

    /// What somebody is who was `agent` once: a former official, where the lexicon has such a kind.
    fn former(&self, agent: u32) -> u32 {
        let office = self.record(agent).agent.as_ref().is_some_and(|traits| traits.office.is_some());
        if office { self.former_official.unwrap_or(agent) } else { agent }
    }
}

/// Words that may stand between a state and its people.
pub(crate) const MODIFIERS: &str = "senior top former ex chief deputy new outgoing incoming special acting interim local regional \
     federal national central armed elite masked young state main lead senior-most high ranking level \
     transitional military naval ground air border riot security political civilian islamist \
     separatist invading occupying occupation regular heavily ousted then late veteran hardline \
     moderate opposition conservative government own troubled embattled exiled jailed newly elected \
     vice powerful";

/// Words after which a seat of government is a place.
pub(crate) const PLACES_A_SEAT: &str = "in at near outside around inside across central downtown visited visiting southern northern \
     eastern western";
