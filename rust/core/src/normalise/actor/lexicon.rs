//! The lexicon: records of actors, and the trie of their names.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::schema::{Agent, File};
use crate::error::{Error, Result};
use crate::normalise::trie::{Builder, Trie};
use crate::text::span::Span;
use crate::text::words::{Shape, Word, Words, key_of, short_key};

/// An office and its code, from a day to a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// `president`, `prime minister`, ...
    pub office: String,
    /// CAMEO-style code while in it.
    pub code: String,
    /// First day, where known.
    pub since: Option<Date>,
    /// Last day, where known; none for holders in office.
    pub until: Option<Date>,
}

impl Role {
    fn covers(&self, date: Date) -> bool {
        self.since.is_none_or(|since| since <= date) && self.until.is_none_or(|until| date <= until)
    }
}

/// An actor of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorRecord {
    /// Stable id.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// `country`, `organisation`, `person`, `armed_group`, `military`, ...
    pub kind: String,
    /// ISO 3166 alpha-3, or empty.
    pub country: String,
    /// CAMEO-style code; of a kind of people, what is put after that of a state.
    pub code: String,
    /// Offices of a person.
    pub roles: Vec<Role>,
    /// What a kind of people does in a phrase.
    pub(super) agent: Option<AgentTraits>,
}

/// How a kind of people behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AgentTraits {
    pub(super) title: bool,
    pub(super) bare: bool,
    pub(super) office: Option<String>,
}

impl ActorRecord {
    /// Whether it is an armed group with a name of its own or holds land by arms: "attackers" may be anybody.
    pub(crate) fn is_armed(&self) -> bool {
        self.agent.is_none() && matches!(self.kind.as_str(), "armed_group" | "separatist_state")
    }

    /// The code on `date`: that of the office held then, else the general one.
    pub fn code_on(&self, date: Option<Date>) -> &str {
        let role = match date {
            Some(date) => self.roles.iter().find(|role| role.covers(date)),
            // without a date, whoever is still in office is
            None => self.roles.iter().find(|role| role.until.is_none()),
        };
        role.map_or(&self.code, |role| &role.code)
    }
}

/// What a name is to its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Proper,
    People,
    Seat,
    /// A surname that is enough.
    Short,
    /// A full name, whose last word is remembered.
    Full,
    Agent,
}

/// How a name is written in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// As it comes.
    Any,
    /// First word capitalised, and the last one where the name has it so.
    Capital { last: bool },
    /// Begins small and has a capital at its end: `al-Qaeda`, `de Mistura`.
    Inner,
    /// An acronym.
    Upper,
}

/// How a name is written in small print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As any other word: `rebels`.
    Small,
    /// A state or its people.
    Nation,
    /// With a capital.
    Name,
    /// A surname that is enough.
    Surname,
    /// In capitals.
    Acronym,
}

/// A name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) record: u32,
    pub(super) class: Class,
    case: Case,
    /// A kind of people only after a state or organisation.
    pub(super) dependent: bool,
}

/// Actors by name.
#[derive(Debug, Default)]
pub struct ActorLexicon {
    records: Vec<ActorRecord>,
    names: Vec<Name>,
    trie: Trie,
    /// Office and country to the persons who held it, in the order given.
    offices: FxHashMap<(String, String), Vec<u32>>,
    /// A word of each name of an armed group, folded.
    armed_words: Vec<String>,
    /// States whose name begins with a direction, by that name and that of their people, in small letters.
    pub(super) halves: FxHashMap<String, u32>,
    /// States by their alpha-3 code.
    states: FxHashMap<String, u32>,
    /// The kind of people that former office holders are.
    pub(super) former_official: Option<u32>,
}

/// Whether a word with this key is a quarter of the sky, as names of states begin with it.
pub(super) fn is_direction(key: u64) -> bool {
    const DIRECTIONS: [u64; 4] =
        [short_key("north"), short_key("south"), short_key("east"), short_key("west")];
    DIRECTIONS.contains(&key)
}

impl ActorLexicon {
    /// Reads the files of a lexicon: (name, contents), in order. The first record of a name wins.
    pub fn compile<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Self> {
        let mut compiler = Compiler::default();
        for (name, contents) in files {
            let file: File = toml::from_str(contents).map_err(|error| Error::Pack {
                file: name.to_owned(),
                line: error.span().map_or(0, |span| 1 + contents[..span.start].matches('\n').count()),
                message: error.message().to_owned(),
            })?;
            compiler.add(file);
        }
        Ok(compiler.finish())
    }

    /// The record at `index`.
    pub fn record(&self, index: u32) -> &ActorRecord {
        &self.records[index as usize]
    }

    /// Words of which a text must hold one to name an armed group.
    pub(crate) fn armed_words(&self) -> impl Iterator<Item = &str> {
        self.armed_words.iter().map(String::as_str)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Who held the office that `agent` names in `country` on `date`.
    pub(super) fn holder(&self, country: &str, agent: &ActorRecord, date: Date) -> Option<u32> {
        let office = agent.agent.as_ref()?.office.as_ref()?;
        let holders = self.offices.get(&(country.to_owned(), office.clone()))?;
        holders.iter().copied().find(|&person| {
            self.record(person).roles.iter().any(|role| &role.office == office && role.covers(date))
        })
    }

    /// The state of a person.
    pub(super) fn state_of(&self, person: u32) -> Option<u32> {
        self.states.get(&self.record(person).country).copied()
    }

    /// Whether a name may begin with a word; most words are turned away.
    #[inline]
    pub(super) fn may_begin(&self, word: &Word) -> bool {
        self.trie.may_begin(word)
    }

    /// The longest name that begins at token `at`, and its end. Case must fit.
    pub(super) fn longest(&self, words: &Words, at: usize) -> Option<(usize, Name)> {
        let mut best = None;
        self.trie.walk(words, at, |end, values| {
            let fits = |name: &&Name| name.fits(words, at, end);
            let mut names = self.trie.values(&values).iter().map(|&index| &self.names[index as usize]);
            if let Some(name) = names.find(fits) {
                best = Some((end, *name));
            }
        });
        best
    }

    /// The end of the longest name that begins at token `at`, whatever its case, and how it is written.
    pub(crate) fn spelling(&self, words: &Words, at: usize) -> Option<(usize, Spelling)> {
        let mut best = None;
        self.trie.walk(words, at, |end, values| {
            let names = || self.trie.values(&values).iter().map(|&index| &self.names[index as usize]);
            let name = names().find(|name| name.case != Case::Any).or_else(|| names().next());
            best = name.map(|name| (end, self.spelling_of(*name))).or(best);
        });
        best
    }

    fn spelling_of(&self, name: Name) -> Spelling {
        match (name.case, name.class) {
            (Case::Any, _) => Spelling::Small,
            (Case::Upper, _) => Spelling::Acronym,
            (_, Class::People) => Spelling::Nation,
            (_, Class::Short) => Spelling::Surname,
            _ if self.record(name.record).kind == "country" => Spelling::Nation,
            _ => Spelling::Name,
        }
    }

    /// Every name that begins at token `at` is tried for one of `class`; the longest is given.
    pub(super) fn longest_of(&self, words: &Words, at: usize, class: Class) -> Option<(usize, Name)> {
        let mut best = None;
        self.trie.walk(words, at, |end, values| {
            let names = self.trie.values(&values).iter().map(|&index| &self.names[index as usize]);
            let mut fitting = names.filter(|name| name.class == class && name.fits(words, at, end));
            if let Some(name) = fitting.next() {
                best = Some((end, *name));
            }
        });
        best
    }
}

impl Name {
    fn fits(self, words: &Words, at: usize, end: usize) -> bool {
        let shape = words.word(at).shape;
        match self.case {
            Case::Any => true,
            Case::Upper => shape == Shape::Upper || end > at + 1 && shape == Shape::Capital,
            Case::Inner => matches!(words.word(end - 1).shape, Shape::Capital | Shape::Mixed | Shape::Upper),
            Case::Capital { last } => {
                let fits = !last || words.word(end - 1).shape != Shape::Lower;
                // a name of three letters or fewer in capitals is an acronym of something else
                let upper = shape == Shape::Upper && (end > at + 1 || words.word(at).span.len() >= 4);
                fits && (matches!(shape, Shape::Capital | Shape::Mixed) || upper)
            }
        }
    }
}

#[derive(Default)]
struct Compiler {
    lexicon: ActorLexicon,
    builder: Builder,
}

impl Compiler {
    fn record(&mut self, record: ActorRecord) -> u32 {
        self.lexicon.records.push(record);
        self.lexicon.records.len() as u32 - 1
    }

    fn name(&mut self, record: u32, class: Class, name: &str) {
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        let first_word = name.split([' ', '-']).next().unwrap_or(name);
        let upper = first_word.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !first_word.chars().any(char::is_lowercase);
        let case = if !letters().any(char::is_uppercase) {
            Case::Any
        } else if upper {
            Case::Upper
        } else if first_word.starts_with(char::is_lowercase) {
            Case::Inner
        } else {
            let last = name.rsplit([' ', '-']).next().unwrap_or(name);
            Case::Capital { last: !last.starts_with(char::is_lowercase) }
        };
        let index = self.lexicon.names.len() as u32;
        self.lexicon.names.push(Name { record, class, case, dependent: false });
        self.builder.insert(name, index);
        let words: Vec<&str> = name.split(' ').collect();
        if matches!(class, Class::Proper | Class::People)
            && words.len() == 2
            && is_direction(key_of(&words[0].to_lowercase()))
        {
            self.lexicon.halves.entry(name.to_lowercase()).or_insert(record);
        }
        if self.lexicon.record(record).is_armed() {
            let mut words = Words::default();
            words.read(name, Span::new(0, name.len()));
            // the longest of its words is the rarest, more or less
            let longest = (0..words.len()).map(|at| words.lower(at)).max_by_key(|word| word.len());
            self.lexicon.armed_words.extend(longest.map(str::to_owned));
        }
    }

    fn add(&mut self, file: File) {
        for (iso, state) in file.states {
            let code = state.code.unwrap_or_else(|| iso.clone());
            let name = state.names.first().cloned().unwrap_or_else(|| iso.clone());
            let record = self.plain(iso.clone(), name, "country", iso.clone(), code.clone());
            self.lexicon.states.insert(iso.clone(), record);
            for (class, names) in
                [(Class::Proper, &state.names), (Class::People, &state.people), (Class::Seat, &state.seats)]
            {
                for name in names {
                    self.name(record, class, name);
                }
            }
            for (names, suffix) in &state.bodies {
                let name = names.split(", ").next().unwrap_or(names);
                let slug = name.to_lowercase().replace(' ', "-");
                let kind = kind_of(suffix);
                let body = self.plain(
                    format!("{iso}/{slug}"),
                    name.to_owned(),
                    kind,
                    iso.clone(),
                    format!("{code}{suffix}"),
                );
                for name in names.split(", ") {
                    self.name(body, Class::Proper, name);
                }
            }
        }
        for entry in file.actor {
            let name = entry.names.first().cloned().unwrap_or_else(|| entry.id.clone());
            let record = self.plain(entry.id, name, &entry.kind, entry.country, entry.code);
            for name in &entry.names {
                self.name(record, Class::Proper, name);
            }
            for seat in &entry.seats {
                self.name(record, Class::Seat, seat);
            }
        }
        for person in file.person {
            let name = person.names.first().cloned().unwrap_or_else(|| person.id.clone());
            let code = person.code.unwrap_or_else(|| format!("{}ELI", person.country));
            let government = format!("{}GOV", person.country);
            let record = self.plain(person.id, name, "person", person.country.clone(), code);
            for role in person.roles {
                let holders =
                    self.lexicon.offices.entry((person.country.clone(), role.office.clone())).or_default();
                if !holders.contains(&record) {
                    holders.push(record);
                }
                self.lexicon.records[record as usize].roles.push(Role {
                    office: role.office,
                    code: role.code.unwrap_or_else(|| government.clone()),
                    since: role.since,
                    until: role.until,
                });
            }
            for name in &person.names {
                self.name(record, Class::Full, name);
            }
            for name in &person.short {
                self.name(record, Class::Short, name);
            }
        }
        for agent in file.agent {
            self.agent(agent);
        }
    }

    fn agent(&mut self, agent: Agent) {
        let name = agent.names.first().cloned().unwrap_or_else(|| agent.id.clone());
        let former = agent.id == "former_official";
        let record = self.plain(agent.id, name, &agent.kind, String::new(), agent.code);
        if former {
            self.lexicon.former_official = Some(record);
        }
        self.lexicon.records[record as usize].agent =
            Some(AgentTraits { title: agent.title, bare: agent.bare, office: agent.office });
        for name in &agent.names {
            self.name(record, Class::Agent, name);
        }
        for name in &agent.dependent {
            self.name(record, Class::Agent, name);
            if let Some(name) = self.lexicon.names.last_mut() {
                name.dependent = true;
            }
        }
    }

    fn plain(&mut self, id: String, name: String, kind: &str, country: String, code: String) -> u32 {
        self.record(ActorRecord {
            id,
            name,
            kind: kind.to_owned(),
            country,
            code,
            roles: Vec::new(),
            agent: None,
        })
    }

    fn finish(self) -> ActorLexicon {
        ActorLexicon { trie: self.builder.build(), ..self.lexicon }
    }
}

/// The kind of a body by its role code.
fn kind_of(suffix: &str) -> &'static str {
    match suffix {
        "MIL" => "military",
        "COP" => "police",
        "LEG" => "legislature",
        "JUD" => "court",
        "SPY" => "intelligence",
        "MED" => "media",
        "BUS" => "business",
        "PTY" => "party",
        _ => "government",
    }
}
