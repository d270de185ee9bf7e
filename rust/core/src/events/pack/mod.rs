//! A pack: the words, the grid and the codes that the engine runs on, compiled once from TOML.
//!
//! Files may each hold any of the tables; together they are one pack. Lists are strings of phrases parted by
//! commas or line breaks. Compilation checks what can be checked (unknown types, modes, acts and classes, a
//! verb in two lists of acts) and names file and line. A compiled pack is immutable and can be shared among
//! threads; its hash covers the contents of every file.
//!
//! A module a table, each with what is written, what it compiles to, and the way from one to the other:
//!
//! | module | tables |
//! |---|---|
//! | `types`, `traits` | `[types]`: types, modes and their codes, `[counts]`: what they count; `[traits]`: what the engine takes for granted of them |
//! | `english` | `[english]`: verbs, nouns and how likely a word is which |
//! | `classes` | `[classes]`: words of one kind |
//! | `concepts` | `[concepts]`: lists of words that the engine itself asks for |
//! | `sets` | `[sets]`: phrases that patterns ask for |
//! | `discards` | `[discards]`: phrases of sentences and articles that tell nothing |
//! | `subjects` | `[subjects]`: what an article can be about, and the types that it does not tell then |
//! | `acts`, `topics` | the grid |
//! | `words` | `[[word]]`: words with a type of their own |
//! | `everyday` | `[[everyday]]`: verb phrases that tell no event |
//! | `governors`, `reporting` | words that make a plan, a denial or a claim of what follows |
//! | `turns` | what a mode turns into: `refine`, `no_longer`, `denied`, `to_come`, `vowed`, `obliged`, ... |
//! | `examples` | `[[example]]` |
//! | `verbs` | what a verb means with the words after it, of all tables |
//! | `source`, `builder` | a file, and what is gathered from all of them |
//!
//! `[[pattern]]` and `[[verb]]` are in `events::pattern`.

mod acts;
mod builder;
mod classes;
mod concepts;
mod discards;
mod english;
mod everyday;
mod examples;
mod governors;
mod lint;
mod passives;
mod reporting;
mod senses;
mod sets;
mod source;
mod subjects;
mod topics;
mod traits;
mod turns;
mod types;
mod verbs;
mod words;

pub(crate) use acts::{Act, ActId};
pub(super) use builder::Builder;
pub(crate) use classes::Known;
pub(crate) use discards::Discards;
pub(crate) use everyday::Everyday;
pub(crate) use examples::{Columns, Example};
pub use governors::Realis;
pub(super) use governors::signature;
pub(crate) use governors::{Governor, Signature};
pub use lint::{Finding, Level};
pub use reporting::ClaimKind;
pub(crate) use senses::Senses;
pub(super) use source::{List, Source};
pub(crate) use subjects::{Closing, Subject, Subjects};
pub(crate) use topics::{Cell, Topic};
pub(crate) use traits::{Trait, Traits};
pub(crate) use turns::{Refinement, Turns};
pub use types::Code;
pub(crate) use types::CodeId;
pub(crate) use verbs::{Meaning, Particle, VerbSense, trait_of};
pub(crate) use words::{EventWord, Roles, Wants};

use rustc_hash::FxHashSet;

use super::lexicon::{LemmaId, Lexicon};
use super::pattern::{self, Patterns, VerbRules};
use super::resource::{self, Resources};
use crate::normalise::place::Gazetteer;
use crate::{Error, Result};

/// One file of a pack, read by the caller.
#[derive(Debug, Clone, Copy)]
pub struct PackFile<'a> {
    /// Name within the pack, for messages (`acts.toml`).
    pub name: &'a str,
    /// Its contents.
    pub contents: &'a str,
}

/// A compiled pack.
#[derive(Debug)]
pub struct Pack {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) hash: String,
    pub(crate) lexicon: Lexicon,
    pub(crate) codes: Vec<Code>,
    pub(crate) acts: Vec<Act>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) events: Vec<EventWord>,
    pub(crate) governors: Vec<Governor>,
    pub(crate) verbs: Vec<Senses>,
    /// Bits of [`trait_of`] by verb.
    verb_traits: Vec<u8>,
    pub(crate) refinements: Vec<Refinement>,
    pub(crate) class_names: Vec<String>,
    /// Kinds of numbers that rules ask for.
    pub(crate) quantities: Vec<String>,
    /// Objects of the verb phrases that tell no event.
    pub(crate) everyday: Vec<Everyday>,
    /// What an article can be about.
    pub(crate) subjects: Vec<Subject>,
    /// Those that are told by what a sentence does not speak of.
    pub(crate) rest: Subjects,
    pub(crate) known: Known,
    pub(crate) obligation: Option<ActId>,
    pub(crate) denial: Option<ActId>,
    pub(crate) turns: Turns,
    pub(crate) examples: Vec<Example>,
    pub(crate) patterns: Patterns,
    pub(crate) verb_rules: VerbRules,
    pub(crate) discards: Discards,
    pub(crate) resources: Resources,
    /// Classes of each record of the actors.
    pub(crate) actor_classes: Vec<u64>,
}

/// What is wrong, by file and line, each told once.
fn in_their_order(mut errors: Vec<Error>) -> Vec<Error> {
    errors.sort_by_cached_key(|error| match error {
        Error::Pack { file, line, message } => (file.clone(), *line, message.clone()),
        other => (String::new(), 0, other.to_string()),
    });
    errors.dedup();
    errors
}

impl Builder {
    /// The tables that others build upon, each of all files before the next.
    fn words_and_acts(&mut self, sources: &[Source]) {
        for step in [
            Self::types,
            Self::forms,
            Self::english,
            Self::classes,
            Self::acts,
            Self::own_acts,
            Self::phrase_sets,
        ] {
            for source in sources {
                step(self, source);
            }
        }
    }

    /// When all words are in.
    fn finish(&mut self, turns: &Turns, resources: &Resources, patterns: &mut Patterns) {
        let hung = patterns.hang(self);
        for word in resources.actors.armed_words() {
            let id = self.lexicon.intern(word) as usize;
            self.lexicon.entries[id].armed = true;
        }
        self.sayings();
        let verbs = &self.verbs;
        let reports = |lemma: LemmaId| {
            verbs[lemma as usize].iter().any(|sense| matches!(sense.meaning, Meaning::Report(_)))
        };
        self.lexicon.finish(reports, |lemma| turns.mediates.iter().any(|&(verb, _)| verb == lemma));
        patterns.gather(hung, &self.lexicon);
    }
}

impl Pack {
    /// Compiles the files of a pack.
    pub fn compile(files: &[PackFile], places: Gazetteer) -> Result<Self> {
        Self::assemble(files, places).map(|(pack, _)| pack).map_err(|mut errors| errors.swap_remove(0))
    }

    /// Compiles the files, and gives them as they were read; or all that is wrong in them, in their order.
    fn assemble<'a>(
        files: &[PackFile<'a>],
        places: Gazetteer,
    ) -> std::result::Result<(Self, Vec<Source<'a>>), Vec<Error>> {
        let (own, others): (Vec<PackFile>, Vec<PackFile>) =
            files.iter().partition(|file| !resource::is_resource(file.name));
        let read = own.into_iter().map(Source::read);
        let (read, unread): (Vec<_>, Vec<_>) = read.partition(Result::is_ok);
        if !unread.is_empty() {
            return Err(unread.into_iter().filter_map(Result::err).collect());
        }
        let mut sources: Vec<Source> = read.into_iter().flatten().collect();
        source::in_reading_order(&mut sources).map_err(|error| vec![error])?;
        let meta = sources.iter().find_map(|source| {
            source.raw.pack.as_ref().map(|meta| (meta.name.clone(), meta.version.clone()))
        });
        let Some((name, version)) = meta else {
            return Err(vec![Error::Pack {
                file: files.first().map_or("pack", |file| file.name).to_owned(),
                line: 0,
                message: "no [pack] table with name and version in any file of the pack".into(),
            }]);
        };
        let mut builder = Builder { lexicon: Lexicon::new(), ..Builder::default() };
        builder.words_and_acts(&sources);
        let refinements = builder.refinements(&sources);
        let turns = builder.shifts(&sources);
        builder.subjects(&sources);
        for source in &sources {
            builder.traits_of_types(source);
        }
        builder.closings(&turns, &refinements);
        for source in &sources {
            builder.topics(source);
        }
        for source in &sources {
            builder.words(source);
            builder.governors(source);
            builder.reporting(source);
            builder.everyday(source);
        }
        let mut examples = Vec::new();
        for source in &sources {
            builder.examples(source, &mut examples);
        }
        let mut patterns = Patterns::default();
        for source in &sources {
            pattern::compile(source, &source.raw.pattern, &mut builder, &mut patterns, &mut examples);
        }
        let waived: FxHashSet<&String> = sources.iter().flat_map(|source| &source.raw.waived).collect();
        examples.retain(|example| !waived.contains(&example.text));
        let mut verb_rules = VerbRules::default();
        for source in &sources {
            verb_rules.compile(source, &source.raw.verb, &mut builder);
        }
        for source in &sources {
            builder.concepts(source);
        }
        let discards = builder.discards(&sources);
        builder.costs(&sources);
        builder.names(&sources);
        let known = builder.known();
        let obligation = builder.acts.iter().position(|act| act.obligation).map(|index| index as ActId);
        let denial = builder.acts.iter().position(|act| act.denies).map(|index| index as ActId);
        let turns = builder.turns(&sources, turns);
        let resources = match Resources::compile(&others, places) {
            Ok(resources) if builder.errors.is_empty() => resources,
            other => return Err(in_their_order(builder.errors.into_iter().chain(other.err()).collect())),
        };
        builder.passives();
        builder.finish(&turns, &resources, &mut patterns);
        let verb_traits = builder.verbs.iter().map(|senses| builder.traits(senses, obligation)).collect();
        let pack = Self {
            verb_traits,
            actor_classes: super::actors::classes_of_records(&known, &resources.actors),
            resources,
            name,
            version,
            hash: content_hash(files),
            known,
            obligation,
            denial,
            turns,
            lexicon: builder.lexicon,
            codes: builder.codes,
            acts: builder.acts,
            topics: builder.topics,
            events: builder.events,
            governors: builder.governors,
            verbs: builder.verbs.into_iter().map(Senses::new).collect(),
            refinements,
            class_names: builder.class_names,
            quantities: builder.quantities,
            everyday: builder.everyday,
            rest: subjects::rest(&builder.subjects),
            subjects: builder.subjects,
            examples,
            patterns,
            verb_rules,
            discards,
        };
        Ok((pack, sources))
    }

    /// Name of the pack.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Version of the pack.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Hash of the contents of its files, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Every phrase that its lists look for, in all its forms and in lower case, names of actors and places left out.
    pub fn phrases(&self) -> Vec<String> {
        self.lexicon.phrases(|lemma| self.verbs.get(lemma as usize).is_some_and(|senses| !senses.is_empty()))
    }

    /// Whether a verb has one of these [`trait_of`] bits.
    pub(crate) fn verb_is(&self, lemma: Option<LemmaId>, bits: u8) -> bool {
        lemma.is_some_and(|lemma| self.verb_traits[lemma as usize] & bits != 0)
    }

    /// Whether all that it tells has two sides that are known.
    pub(crate) fn wants_sides(&self) -> bool {
        self.verb_rules.all_want_sides()
            && self.events.is_empty()
            && self.topics.is_empty()
            && self.patterns.is_empty()
            && self.turns.obliged.is_none()
    }

    /// Whether a mode has a trait.
    pub(crate) fn is(&self, code: impl Into<usize>, one: Trait) -> bool {
        self.codes[code.into()].traits.has(one)
    }

    /// Every mode of every type with its codes, in the order of the files.
    pub fn types(&self) -> &[Code] {
        &self.codes
    }
}

/// FNV-1a over names and contents, in two lanes: stable over platforms and releases.
fn content_hash(files: &[PackFile]) -> String {
    let mut sorted: Vec<&PackFile> = files.iter().collect();
    sorted.sort_by_key(|file| file.name);
    let mut hash = super::id::Hash::default();
    for file in sorted {
        hash.update(file.name.as_bytes());
        hash.update(file.contents.as_bytes());
    }
    hash.hex()
}
