//! A pack: the words, the grid and the codes that the engine runs on, compiled once from TOML.
//!
//! Files may each hold any of the tables; together they are one pack. Lists are strings of phrases parted by
//! commas or line breaks. Compilation checks what can be checked (unknown types, modes, acts and classes, a
//! verb in two lists of acts) and names file and line. A compiled pack is immutable and can be shared among
//! threads; its hash covers the contents of every file.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::few::Few;
use super::inflect::use_of;
use super::lexicon::{EntryId, LemmaId, Lexicon, Sense, Trigger, act_bit, bit_of};
use super::pattern::{self, Patterns, RawPattern};
use crate::{Error, Result, text::words};

/// One file of a pack, read by the caller.
#[derive(Debug, Clone, Copy)]
pub struct PackFile<'a> {
    /// Name within the pack, for messages (`acts.toml`).
    pub name: &'a str,
    /// Its contents.
    pub contents: &'a str,
}

/// Codings of one mode of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Event type.
    pub event_type: String,
    /// Its mode.
    pub mode: String,
    /// PLOVER event type.
    pub plover: Option<String>,
    /// PLOVER mode.
    pub plover_mode: Option<String>,
    /// CAMEO code, with its leading zeros.
    pub cameo: Option<String>,
    /// ACLED sub-event type.
    pub acled: Option<String>,
    /// Quad class.
    pub quad: Option<String>,
}

pub(crate) type CodeId = u16;
pub(crate) type ActId = u16;

/// An act of the grid.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug)]
pub(crate) struct Act {
    pub name: String,
    /// A governing act takes its place: "agreed to hold talks" is an agreement on talks.
    pub yields: bool,
    /// It leaves the act of a noun below it as it is: "made a proposal", "announced the extension".
    pub neutral: bool,
    /// It governs a clause below it ("refused to ...").
    pub governs: bool,
    /// It takes the place of neutral acts only ("plans to sign" stays a signing).
    pub light: bool,
    /// "must" and "should" in a claim are this act by the speaker.
    pub obligation: bool,
    /// It is the answer no: what others asked not to do is this act.
    pub denies: bool,
    /// The act it is when its subject itself is to do it: "wants to withdraw" proposes.
    pub own: Option<ActId>,
    /// The topic may be its subject although it has an object ("the talks produced ...").
    pub with_object: bool,
    /// The topic may be its subject: "the truce collapsed".
    pub intransitive: bool,
}

/// How roles are read off a frame.
#[derive(Debug, Clone)]
pub(crate) struct Roles {
    /// Prepositions whose nouns are recipients, besides the object.
    pub recipients: Vec<String>,
    /// Prepositions whose nouns are actors ("under fire from").
    pub actors: Vec<String>,
    /// Both sides are actors.
    pub mutual: bool,
    /// The subject is not the actor but the one concerned.
    pub subject_is_recipient: bool,
    /// The object is not a recipient.
    pub no_object: bool,
}

/// A verb with a mode of its own for a topic.
#[derive(Debug)]
pub(crate) struct Own {
    pub lemma: LemmaId,
    pub particle: Particle,
    pub code: Cell,
    /// Only where the topic is the subject ("talks ended"), written with "^".
    pub subject_only: bool,
}

/// A cell of the grid; "!" before its mode means that the act undoes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub code: CodeId,
    pub negated: bool,
}

/// A row of the grid.
#[derive(Debug)]
pub(crate) struct Topic {
    pub name: String,
    pub cells: Vec<Option<Cell>>,
    /// Verbs with a mode of their own for this topic.
    pub own: Vec<Own>,
    /// Acts that only some verbs carry for this topic.
    pub only: Vec<(ActId, Vec<LemmaId>)>,
    pub needs: u64,
    pub unless: u64,
    /// What the object of a topic verb must be, if it has one.
    pub object_classes: u64,
    pub roles: Roles,
    pub quantity: Few,
    /// Its verbs want an object.
    pub transitive: bool,
    /// Acts reach it only through verbs of its own ("agreed to halt attacks", never "agreed on attacks").
    pub governed: bool,
    /// Mode of a mere mention that says who or where ("the talks between A and B").
    pub told: Option<Cell>,
    /// Mode of "there is a ...".
    pub exists: Option<Cell>,
    /// Mode of one that is only possible.
    pub prospect: Option<Cell>,
}

/// Whether a verb wants an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wants {
    None,
    Optional,
    Required,
}

/// An event word: a verb or noun with a type of its own.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug)]
pub(crate) struct EventWord {
    pub name: String,
    pub code: CodeId,
    pub object: Wants,
    /// The noun may stand in any place of a finite clause, not only under a verb of happening.
    pub anywhere: bool,
    /// Verbs under which the noun, as their object, tells an event.
    pub under: Vec<LemmaId>,
    pub subject_classes: u64,
    pub object_classes: u64,
    pub object_never: u64,
    /// One of these prepositions must bring a noun of the clause, or none of them may.
    pub with: Vec<String>,
    pub without: Vec<String>,
    pub needs: u64,
    pub unless: u64,
    /// The mode gives way to the weapon named in the clause.
    pub refine: bool,
    pub roles: Roles,
    pub quantity: Few,
    /// Kind of the claim that the complement becomes.
    pub complement: Option<ClaimKind>,
    /// Wants an infinitive that its object is to do ("asks X to leave").
    pub infinitive: bool,
    /// Its row is dropped when the clause below gives a row.
    pub yields: bool,
    /// The noun tells an event wherever it says who, whom or where.
    pub mentioned: bool,
    /// It must name the sides for that ("a meeting between", "with").
    pub sides: bool,
}

/// What someone's claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// Stated.
    Said,
    /// Denied.
    Denied,
    /// Alleged of another.
    Alleged,
    /// Passed on.
    Reported,
    /// In quotation marks.
    Quoted,
}

impl ClaimKind {
    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Denied => "denied",
            Self::Alleged => "alleged",
            Self::Reported => "reported",
            Self::Quoted => "quoted",
        }
    }
}

/// Whether it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Realis {
    /// It did, or did not.
    Actual,
    /// Long ago: background.
    Historical,
    /// It is to come.
    Future,
    /// It may be, or is wished.
    Hypothetical,
}

impl Realis {
    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Historical => "historical",
            Self::Future => "future",
            Self::Hypothetical => "hypothetical",
        }
    }
}

/// What a governor makes of its complement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signature {
    pub negates: bool,
    pub realis: Option<Realis>,
    pub hedged: bool,
}

/// A word that governs a complement.
#[derive(Debug)]
pub(crate) struct Governor {
    pub name: String,
    pub affirmed: Signature,
    pub negated: Signature,
    /// The object of the governor does what the complement says.
    pub object_control: bool,
}

/// The words after a verb that make its sense ("call *on*"), by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Particle {
    pub words: Box<[EntryId]>,
    /// Bits of the words: see [`bit_of`].
    pub mask: u64,
    /// A preposition alone, which an object can't part from its verb.
    pub bare: bool,
    /// "of" alone, which belongs to the noun before it.
    pub of: bool,
    /// It ends in "at".
    pub at: bool,
}

impl Particle {
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// What a verb can mean, by the particle that follows it.
#[derive(Debug, Clone)]
pub(crate) struct VerbSense {
    pub particle: Particle,
    pub meaning: Meaning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Act(ActId),
    Event(u16),
    Topic(u16, ActId),
    Governor(u16),
    Report(ClaimKind),
}

/// What the senses of a verb say at a glance, as bits.
pub(crate) mod trait_of {
    /// It reports.
    pub(crate) const REPORTS: u8 = 1;
    /// It is an act of the grid.
    pub(crate) const ACTS: u8 = 2;
    /// It is one without a particle.
    pub(crate) const ACTS_ALONE: u8 = 4;
    /// It asks something of its object, without a particle.
    pub(crate) const ASKS: u8 = 8;
    /// It governs what its object does.
    pub(crate) const CONTROLS: u8 = 16;
    /// It makes a charge of its complement.
    pub(crate) const ACCUSES: u8 = 32;
    /// It leaves what it governs as it is.
    pub(crate) const TRANSPARENT: u8 = 64;
    /// Its complement is governed at all.
    pub(crate) const GOVERNS: u8 = 128;
}

/// A refinement: with this class in the clause the mode becomes that code.
#[derive(Debug)]
pub(crate) struct Refinement {
    pub event_type: String,
    pub classes: u64,
    pub code: CodeId,
}

/// Class bits that the engine itself asks for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    pub armed: u64,
    pub person: u64,
    pub official: u64,
    pub state: u64,
    pub place_head: u64,
    pub container: u64,
    pub happening: u64,
    pub launching: u64,
    pub document: u64,
    pub outlet: u64,
    pub actor_adjective: u64,
    pub sides: u64,
    pub hedge: u64,
    pub victim_word: u64,
    pub conflict: u64,
    pub building: u64,
    pub weapon_bomb: u64,
    pub disaster: u64,
    pub crime: u64,
    pub commerce: u64,
    pub business: u64,
    pub sport: u64,
    pub number: u64,
    pub name: u64,
    pub pronoun: u64,
    pub responsibility: u64,
    pub body: u64,
    pub actor: u64,
}

/// An example of a pack: a text and the rows that it must give, or none.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub file: String,
    pub line: usize,
    pub text: String,
    pub want: Vec<(String, String, String)>,
    pub never: Vec<(String, String)>,
}

/// What a mode turns into by its status, and verbs of third parties.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    /// Verbs whose agent stands between the sides ("brokered by").
    pub between: Vec<LemmaId>,
    /// What a mode becomes when it holds no longer.
    pub lapsed: Vec<(CodeId, CodeId)>,
    /// What a mode is called while it is to come.
    pub to_come: Vec<(CodeId, CodeId)>,
    /// What an event of a type is while its own actor says that it will come.
    pub vowed: Vec<(String, CodeId)>,
    /// Verbs of third parties that are an event of their own ("talks facilitated by Oman").
    pub mediates: Vec<(LemmaId, CodeId)>,
    /// What it is to say that another must do something.
    pub obliged: Option<Obliged>,
}

/// "The minister said that Iran must cooperate".
#[derive(Debug)]
pub(crate) struct Obliged {
    pub code: CodeId,
    /// The modal verbs that say so.
    pub words: Vec<String>,
    /// Of whom it is told.
    pub subject_classes: u64,
    pub unless: u64,
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
    pub(crate) verbs: Vec<Vec<VerbSense>>,
    /// Bits of [`trait_of`] by verb.
    verb_traits: Vec<u8>,
    pub(crate) refinements: Vec<Refinement>,
    pub(crate) class_names: Vec<String>,
    /// Kinds of numbers that rules ask for.
    pub(crate) quantities: Vec<String>,
    pub(crate) known: Known,
    pub(crate) obligation: Option<ActId>,
    pub(crate) denial: Option<ActId>,
    pub(crate) turns: Turns,
    pub(crate) examples: Vec<Example>,
    pub(crate) patterns: Patterns,
    pub(crate) resources: super::resource::Resources,
    /// Classes of each record of the actors.
    pub(crate) actor_classes: Vec<u64>,
}

// ---------------------------------------------------------------- the files as they are written

/// Phrases parted by commas or line breaks, with the place of the string in its file.
type List = Spanned<String>;

/// Modes by type, and what they become.
type Shifts = BTreeMap<String, BTreeMap<String, Spanned<String>>>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawFile {
    pack: Option<RawMeta>,
    types: BTreeMap<String, BTreeMap<String, RawCode>>,
    classes: BTreeMap<String, List>,
    english: RawEnglish,
    acts: BTreeMap<String, RawAct>,
    topics: BTreeMap<String, Spanned<RawTopic>>,
    word: Vec<Spanned<RawWord>>,
    pattern: Vec<Spanned<RawPattern>>,
    governor: Vec<Spanned<RawGovernor>>,
    reporting: BTreeMap<ClaimKind, RawReporting>,
    refine: BTreeMap<String, BTreeMap<String, Spanned<String>>>,
    /// Verbs of third parties.
    between: Option<List>,
    vowed: BTreeMap<String, Spanned<String>>,
    obliged: Option<Spanned<RawObliged>>,
    /// Mode, and the verbs of third parties that are it.
    mediates: BTreeMap<String, List>,
    no_longer: Shifts,
    to_come: Shifts,
    example: Vec<Spanned<RawExample>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMeta {
    name: String,
    version: String,
    /// Read by people.
    #[serde(rename = "description")]
    _description: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawCode {
    plover: Option<String>,
    plover_mode: Option<String>,
    cameo: Option<String>,
    acled: Option<String>,
    quad: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawEnglish {
    verbs: Option<List>,
    irregular: BTreeMap<String, String>,
    doubling: Option<List>,
    /// Words that are noun and verb: mostly noun, either, mostly verb.
    mostly_noun: Option<List>,
    noun_or_verb: Option<List>,
    mostly_verb: Option<List>,
    nouns: Option<List>,
    adjectives: Option<List>,
    adverbs: Option<List>,
}

#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAct {
    #[serde(default)]
    yields: bool,
    #[serde(default)]
    neutral: bool,
    #[serde(default)]
    governs: bool,
    #[serde(default)]
    light: bool,
    #[serde(default)]
    obligation: bool,
    #[serde(default)]
    denies: bool,
    own: Option<Spanned<String>>,
    #[serde(default)]
    with_object: bool,
    #[serde(default)]
    intransitive: bool,
    verbs: Option<List>,
    nouns: Option<List>,
    adjectives: Option<List>,
}

#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    #[serde(rename = "type")]
    event_type: Spanned<String>,
    nouns: Option<List>,
    #[serde(default)]
    verbs: BTreeMap<String, List>,
    modes: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    own: BTreeMap<String, List>,
    #[serde(default)]
    only: BTreeMap<String, List>,
    needs: Option<List>,
    unless: Option<List>,
    #[serde(default)]
    mutual: bool,
    recipients: Option<String>,
    #[serde(default)]
    no_object: bool,
    object_class: Option<List>,
    quantity: Option<String>,
    told: Option<Spanned<String>>,
    exists: Option<Spanned<String>>,
    prospect: Option<Spanned<String>>,
    #[serde(default)]
    transitive: bool,
    #[serde(default)]
    governed: bool,
}

#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWord {
    name: Option<String>,
    #[serde(rename = "type")]
    event_type: Spanned<String>,
    mode: String,
    verbs: Option<List>,
    nouns: Option<List>,
    adjectives: Option<List>,
    object: Option<Wants>,
    #[serde(default)]
    anywhere: bool,
    subject_class: Option<List>,
    object_class: Option<List>,
    object_never: Option<List>,
    with: Option<String>,
    without: Option<String>,
    needs: Option<List>,
    unless: Option<List>,
    #[serde(default)]
    refine: bool,
    recipients: Option<String>,
    actors: Option<String>,
    under: Option<List>,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    subject_is_recipient: bool,
    #[serde(default)]
    no_object: bool,
    quantity: Option<String>,
    complement: Option<ClaimKind>,
    #[serde(default)]
    infinitive: bool,
    #[serde(default)]
    yields: bool,
    #[serde(default)]
    mentioned: bool,
    #[serde(default)]
    sides: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawObliged {
    event: String,
    /// Modal verbs.
    words: List,
    subject_class: Option<List>,
    unless: Option<List>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGovernor {
    verbs: Option<List>,
    nouns: Option<List>,
    adjectives: Option<List>,
    /// "affirmed", "negated", and realis or "hedged", parted by spaces.
    affirmed: String,
    negated: String,
    #[serde(default)]
    object_control: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawReporting {
    verbs: Option<List>,
    nouns: Option<List>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExample {
    text: String,
    #[serde(default)]
    events: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
}

// ---------------------------------------------------------------- compilation

/// Bits of [`Lexicon::acts`] beside those of the acts themselves: the verbs that a topic has of its own (topics
/// beyond the last share one), and words that oblige.
const FIRST_OWN: u16 = 32;
const LAST_OWN: u16 = 61;
const OBLIGES: u16 = 62;

pub(super) struct Source<'a> {
    pub(super) file: PackFile<'a>,
    raw: RawFile,
}

impl Source<'_> {
    pub(super) fn error(&self, at: usize, message: impl Into<String>) -> Error {
        Error::Pack { file: self.file.name.to_owned(), line: self.line(at), message: message.into() }
    }

    /// Line of a byte of the file, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        line_of(self.file.contents, at)
    }

    /// Phrases of a list with the byte where each stands.
    fn phrases<'l>(&self, list: &'l List) -> Vec<(usize, &'l str)> {
        let mut at = list.span().start;
        list.get_ref()
            .split([',', '\n'])
            .map(str::trim)
            .filter(|phrase| !phrase.is_empty())
            .map(|phrase| {
                if let Some(offset) = self.file.contents.get(at..).and_then(|rest| rest.find(phrase)) {
                    at += offset;
                }
                let here = at;
                at += phrase.len();
                (here, phrase)
            })
            .collect()
    }

    fn optional<'l>(&self, list: Option<&'l List>) -> Vec<(usize, &'l str)> {
        list.map(|list| self.phrases(list)).unwrap_or_default()
    }
}

/// Line of a byte, from 1.
fn line_of(contents: &str, at: usize) -> usize {
    let before = &contents.as_bytes()[..at.min(contents.len())];
    memchr::memchr_iter(b'\n', before).count() + 1
}

fn words_of(phrase: &str) -> (String, Vec<String>) {
    let mut folded = String::new();
    words::fold(phrase, &mut folded);
    let mut parts = folded.split_whitespace().map(str::to_owned);
    (parts.next().unwrap_or_default(), parts.collect())
}

pub(super) fn split(list: Option<&String>) -> Vec<String> {
    list.map(|list| {
        list.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
    })
    .unwrap_or_default()
}

#[derive(Default)]
pub(super) struct Builder {
    pub(super) lexicon: Lexicon,
    codes: Vec<Code>,
    code_ids: FxHashMap<(String, String), CodeId>,
    acts: Vec<Act>,
    topics: Vec<Topic>,
    events: Vec<EventWord>,
    governors: Vec<Governor>,
    verbs: Vec<Vec<VerbSense>>,
    class_names: Vec<String>,
    quantities: Vec<String>,
    act_verbs: BTreeMap<String, (String, usize)>,
}

impl Pack {
    /// Compiles the files of a pack.
    pub fn compile(files: &[PackFile], places: crate::normalise::place::Gazetteer) -> Result<Self> {
        let (own, others): (Vec<PackFile>, Vec<PackFile>) =
            files.iter().partition(|file| !super::resource::is_resource(file.name));
        let mut sources = Vec::with_capacity(own.len());
        for &file in &own {
            let raw = toml::from_str::<RawFile>(file.contents).map_err(|error| {
                let at = error.span().map_or(0, |span| span.start);
                let line = line_of(file.contents, at);
                Error::Pack { file: file.name.to_owned(), line, message: error.message().to_owned() }
            })?;
            sources.push(Source { file, raw });
        }
        let meta = sources.iter().find_map(|source| {
            source.raw.pack.as_ref().map(|meta| (meta.name.clone(), meta.version.clone()))
        });
        let Some((name, version)) = meta else {
            return Err(Error::Pack {
                file: files.first().map_or("pack", |file| file.name).to_owned(),
                line: 0,
                message: "no [pack] table with name and version in any file of the pack".into(),
            });
        };
        let mut builder = Builder { lexicon: Lexicon::new(), ..Builder::default() };
        for source in &sources {
            builder.types(source);
        }
        for source in &sources {
            builder.english(source)?;
        }
        for source in &sources {
            builder.classes(source)?;
        }
        for source in &sources {
            builder.acts(source)?;
        }
        for source in &sources {
            builder.own_acts(source)?;
        }
        for source in &sources {
            builder.topics(source)?;
        }
        for source in &sources {
            builder.words(source)?;
            builder.governors(source)?;
            builder.reporting(source);
        }
        let mut refinements = Vec::new();
        let mut examples = Vec::new();
        for source in &sources {
            builder.refinements(source, &mut refinements)?;
            builder.examples(source, &mut examples)?;
        }
        let mut patterns = Patterns::default();
        for source in &sources {
            pattern::compile(source, &source.raw.pattern, &mut builder, &mut patterns, &mut examples)?;
        }
        builder.costs(&sources);
        let known = builder.known();
        let obligation = builder.acts.iter().position(|act| act.obligation).map(|index| index as ActId);
        let denial = builder.acts.iter().position(|act| act.denies).map(|index| index as ActId);
        let turns = builder.turns(&sources)?;
        // all words are in
        let verbs = &builder.verbs;
        builder.lexicon.finish(|lemma| {
            verbs[lemma as usize].iter().any(|sense| matches!(sense.meaning, Meaning::Report(_)))
        });
        for senses in &mut builder.verbs {
            senses.sort_by_key(|sense| std::cmp::Reverse(sense.particle.len()));
        }
        let verb_traits = builder.verbs.iter().map(|senses| builder.traits(senses, obligation)).collect();
        let resources = super::resource::Resources::compile(&others, places)?;
        Ok(Self {
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
            verbs: builder.verbs,
            refinements,
            class_names: builder.class_names,
            quantities: builder.quantities,
            examples,
            patterns,
        })
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

impl Builder {
    fn types(&mut self, source: &Source) {
        for (event_type, modes) in &source.raw.types {
            for (mode, raw) in modes {
                let key = (event_type.clone(), mode.clone());
                let id = self.codes.len() as CodeId;
                self.code_ids.insert(key, id);
                self.codes.push(Code {
                    event_type: event_type.clone(),
                    mode: mode.clone(),
                    plover: raw.plover.clone(),
                    plover_mode: raw.plover_mode.clone(),
                    cameo: raw.cameo.clone(),
                    acled: raw.acled.clone(),
                    quad: raw.quad.clone(),
                });
            }
        }
    }

    fn english(&mut self, source: &Source) -> Result<()> {
        let raw = &source.raw.english;
        for (verb, forms) in &raw.irregular {
            let forms: Vec<&str> = forms.split_whitespace().collect();
            let [past, participle, gerund] = forms[..] else {
                return Err(
                    source.error(0, format!("{verb}: expected three forms (past, participle, gerund)"))
                );
            };
            self.lexicon.set_irregular(verb, [past, participle, gerund]);
        }
        for (_, verb) in source.optional(raw.doubling.as_ref()) {
            self.lexicon.set_doubling(verb);
        }
        let verbs = raw
            .irregular
            .keys()
            .map(String::as_str)
            .chain(source.optional(raw.verbs.as_ref()).into_iter().map(|(_, verb)| verb));
        for verb in verbs {
            self.add_verb(verb);
        }
        for (_, noun) in source.optional(raw.nouns.as_ref()) {
            self.lexicon.add_noun(noun);
        }
        for (_, word) in source.optional(raw.adjectives.as_ref()) {
            let id = self.lexicon.intern(word);
            self.lexicon.entries[id as usize].adjective = true;
        }
        for (_, word) in source.optional(raw.adverbs.as_ref()) {
            let id = self.lexicon.intern(word);
            self.lexicon.entries[id as usize].adverb = true;
        }
        Ok(())
    }

    fn add_verb(&mut self, verb: &str) -> LemmaId {
        let id = self.lexicon.add_verb(verb);
        if self.verbs.len() <= id as usize {
            self.verbs.resize(id as usize + 1, Vec::new());
        }
        id
    }

    fn classes(&mut self, source: &Source) -> Result<()> {
        for (class, list) in &source.raw.classes {
            let bit = match self.class_names.iter().position(|known| known == class) {
                Some(index) => 1_u64 << index,
                None if self.class_names.len() == 64 => {
                    return Err(
                        source.error(list.span().start, format!("{class}: a pack has at most 64 classes"))
                    );
                }
                None => {
                    self.class_names.push(class.clone());
                    1_u64 << (self.class_names.len() - 1)
                }
            };
            for (_, phrase) in source.phrases(list) {
                self.add_class_phrase(phrase, bit);
            }
        }
        Ok(())
    }

    /// A class phrase in the forms of its last word. One that begins with `~` is a verb, one with `=` stands as
    /// written, others are nouns.
    fn add_class_phrase(&mut self, phrase: &str, bit: u64) {
        let sense = Sense::Class(bit);
        if let Some(verb) = phrase.strip_prefix('~') {
            let id = self.add_verb(verb);
            for form in self.lexicon.forms_of(id) {
                self.lexicon.add_phrase(&form, sense, None);
            }
        } else if let Some(word) = phrase.strip_prefix('=') {
            self.lexicon.add_phrase(word, sense, None);
        } else {
            self.add_noun_phrase(phrase, sense, None);
        }
    }

    fn add_noun_phrase(&mut self, phrase: &str, sense: Sense, trigger: Option<Trigger>) {
        let phrase = phrase.strip_prefix('=').unwrap_or(phrase);
        self.lexicon.add_phrase(phrase, sense, trigger);
        // "exchange of prisoners": the head is before "of"
        let (head, tail) =
            phrase.split_once(" of ").map_or((phrase, None), |(head, tail)| (head, Some(tail)));
        let (before, last) = head
            .rsplit_once([' ', '-'])
            .map_or(("", head), |(_, last)| (&head[..head.len() - last.len()], last));
        let many = super::inflect::plural(last);
        let many = format!("{before}{many}{}", tail.map(|tail| format!(" of {tail}")).unwrap_or_default());
        if !last.ends_with('s') {
            self.lexicon.add_phrase(&many, sense, trigger);
        }
        if tail.is_none() {
            if last.ends_with('s') {
                let id = self.lexicon.intern(last);
                self.lexicon.entries[id as usize].plural = true;
            } else if last.chars().all(char::is_alphabetic) {
                self.lexicon.add_noun(last);
            }
        }
    }

    pub(super) fn class_bits(&self, source: &Source, list: Option<&List>) -> Result<u64> {
        let phrases = source.optional(list).into_iter();
        phrases.map(|(at, class)| self.class_bit(source, at, class)).try_fold(0, |bits, bit| Ok(bits | bit?))
    }

    pub(super) fn class_bit(&self, source: &Source, at: usize, class: &str) -> Result<u64> {
        let index = self.class_names.iter().position(|known| known == class).ok_or_else(|| {
            let known = self.class_names.join(", ");
            source.error(at, format!("{class}: no such class; known are {known}"))
        })?;
        Ok(1 << index)
    }

    pub(super) fn code(&self, source: &Source, at: usize, event_type: &str, mode: &str) -> Result<CodeId> {
        let (event_type, mode) = mode.split_once('.').unwrap_or((event_type, mode));
        self.code_ids.get(&(event_type.to_owned(), mode.to_owned())).copied().ok_or_else(|| {
            let modes: Vec<&str> = self
                .codes
                .iter()
                .filter(|code| code.event_type == event_type)
                .map(|code| code.mode.as_str())
                .collect();
            let hint = if modes.is_empty() {
                let mut types: Vec<&str> = self.codes.iter().map(|code| code.event_type.as_str()).collect();
                types.dedup();
                format!("no such type; known are {}", types.join(", "))
            } else {
                format!("no such mode; {event_type} has {}", modes.join(", "))
            };
            source.error(at, format!("{event_type}.{mode}: {hint}"))
        })
    }

    fn acts(&mut self, source: &Source) -> Result<()> {
        for modal in ["must", "should", "shouldn't", "mustn't"] {
            let entry = self.lexicon.intern(modal);
            self.lexicon.entries[entry as usize].acts |= act_bit(OBLIGES);
        }
        for (name, raw) in &source.raw.acts {
            let id = self.act_id(name, raw);
            for (at, phrase) in source.optional(raw.verbs.as_ref()) {
                if let Some((other, line)) = self.act_verbs.get(phrase) {
                    return Err(source.error(
                        at,
                        format!("{phrase}: already an act, {other} (line {line}); a verb carries one act"),
                    ));
                }
                let Error::Pack { line, .. } = source.error(at, "") else {
                    unreachable!("a pack error is a pack error")
                };
                self.act_verbs.insert(phrase.to_owned(), (name.clone(), line));
                self.add_verb_sense(phrase, Meaning::Act(id), None);
            }
            for (_, phrase) in source.optional(raw.nouns.as_ref()) {
                self.add_noun_phrase(phrase, Sense::Act(id), None);
            }
            for (_, word) in source.optional(raw.adjectives.as_ref()) {
                let entry = self.lexicon.intern(word) as usize;
                self.lexicon.entries[entry].act = Some(id);
                self.lexicon.entries[entry].acts |= act_bit(id);
                self.lexicon.entries[entry].adjective = true;
            }
        }
        Ok(())
    }

    fn own_acts(&mut self, source: &Source) -> Result<()> {
        for (name, raw) in &source.raw.acts {
            if let Some(own) = &raw.own {
                let own = self.find_act(source, own.span().start, own.get_ref())?;
                let id = self.act_id(name, raw);
                self.acts[id as usize].own = Some(own);
            }
        }
        Ok(())
    }

    fn act_id(&mut self, name: &str, raw: &RawAct) -> ActId {
        if let Some(index) = self.acts.iter().position(|act| act.name == name) {
            return index as ActId;
        }
        self.acts.push(Act {
            name: name.to_owned(),
            yields: raw.yields,
            neutral: raw.neutral,
            governs: raw.governs,
            light: raw.light,
            obligation: raw.obligation,
            denies: raw.denies,
            own: None,
            with_object: raw.with_object,
            intransitive: raw.intransitive,
        });
        self.acts.len() as ActId - 1
    }

    fn find_act(&self, source: &Source, at: usize, name: &str) -> Result<ActId> {
        self.acts.iter().position(|act| act.name == name).map(|index| index as ActId).ok_or_else(|| {
            let known: Vec<&str> = self.acts.iter().map(|act| act.name.as_str()).collect();
            source.error(at, format!("{name}: no such act; known are {}", known.join(", ")))
        })
    }

    fn add_verb_sense(&mut self, phrase: &str, meaning: Meaning, trigger: Option<Trigger>) {
        let (verb, words) = words_of(phrase);
        let id = self.add_verb(&verb);
        let particle = self.particle(&words);
        if let Some(trigger) = trigger {
            for form in self.lexicon.forms_of(id) {
                let entry = self.lexicon.intern(&form);
                let entry = &mut self.lexicon.entries[entry as usize];
                // what suffers has no doer that could be asked for
                let passive = entry.forms.iter().any(|form| form.uses & use_of::PARTICIPLE != 0);
                let subject = if passive { 0 } else { trigger.subject };
                entry.starts.push((particle.words.clone(), Trigger { subject, ..trigger }));
            }
            for entry in self.after_auxiliary(&verb, &words) {
                let entry = &mut self.lexicon.entries[entry as usize];
                entry.starts.push((particle.words.clone(), Trigger { subject: 0, ..trigger }));
            }
        }
        if let Meaning::Act(act) = meaning {
            self.carries(&verb, &words, act_bit(act));
        }
        let senses = &mut self.verbs[id as usize];
        if !senses.iter().any(|sense| sense.particle == particle && sense.meaning == meaning) {
            senses.push(VerbSense { particle, meaning });
        }
    }

    /// The words by which a verb phrase is known whose verb is an auxiliary. Its forms are not all in the lists, so
    /// that it is what comes after it that starts an event ("is in favour of").
    fn after_auxiliary(&mut self, verb: &str, words: &[String]) -> Vec<EntryId> {
        if !matches!(verb, "be" | "have" | "do") {
            return Vec::new();
        }
        let open = words.iter().find(|word| super::grammar::closed(word).is_empty());
        match open.or(words.first()) {
            Some(word) => vec![self.lexicon.intern(word)],
            None => super::grammar::auxiliaries().map(|word| self.lexicon.intern(word)).collect(),
        }
    }

    /// Puts an act down with the words that show it.
    fn carries(&mut self, verb: &str, words: &[String], bit: u64) {
        let id = self.add_verb(verb);
        let mut entries = self.after_auxiliary(verb, words);
        for form in self.lexicon.forms_of(id) {
            entries.push(self.lexicon.intern(&form));
        }
        for entry in entries {
            self.lexicon.entries[entry as usize].acts |= bit;
        }
    }

    /// Classes with which a word is read although the article is about something else: see `evidence`.
    fn excuse(known: &Known, needs: u64, unless: u64) -> u64 {
        let blast = if unless & known.sport == 0 { 0 } else { known.weapon_bomb };
        needs & known.conflict | blast
    }

    /// Classes that a word must show, none where its shape may show them in place of a list.
    fn shown(known: &Known, classes: u64) -> u64 {
        if classes & (known.name | known.pronoun | known.number) == 0 { classes } else { 0 }
    }

    /// The kinds of numbers of a list, by number.
    pub(super) fn quantity(&mut self, list: Option<&String>) -> Few {
        let mut kinds = Few::default();
        for kind in split(list) {
            let known = self.quantities.iter().position(|known| *known == kind);
            kinds.push(known.unwrap_or_else(|| {
                self.quantities.push(kind);
                self.quantities.len() - 1
            }));
        }
        kinds
    }

    fn particle(&mut self, words: &[String]) -> Particle {
        let only = |wanted: &[&str]| words.len() == 1 && wanted.contains(&words[0].as_str());
        let words_of: Box<[EntryId]> = words.iter().map(|word| self.lexicon.intern(word)).collect();
        Particle {
            mask: words_of.iter().fold(0, |mask, &id| mask | bit_of(id)),
            bare: only(&["for", "to", "on", "from", "at", "in", "into", "upon"]),
            of: only(&["of"]),
            at: words.last().is_some_and(|word| word == "at"),
            words: words_of,
        }
    }

    /// The acts of which a sentence must show one for a topic to tell anything; none where it may be told without.
    fn acts_wanted(&self, raw: &RawTopic, cells: &[Option<Cell>], own: u64) -> u64 {
        let named = raw.told.is_some() || raw.exists.is_some() || raw.prospect.is_some();
        if named || self.acts.len() >= FIRST_OWN as usize {
            return 0;
        }
        let mut wanted = 0;
        for (id, _) in cells.iter().enumerate().filter(|(_, cell)| cell.is_some()) {
            wanted |= act_bit(id as u16);
            // another act may come to be this one
            for (other, act) in self.acts.iter().enumerate() {
                if act.own == Some(id as u16) {
                    wanted |= act_bit(other as u16);
                }
            }
            if self.acts[id].obligation {
                wanted |= act_bit(OBLIGES);
            }
            if self.acts[id].denies {
                // the answer no to any act
                wanted |= act_bit(FIRST_OWN) - 1;
                wanted |= act_bit(OBLIGES);
            }
        }
        wanted | own
    }

    fn topics(&mut self, source: &Source) -> Result<()> {
        let known = self.known();
        for (name, spanned) in &source.raw.topics {
            let raw = spanned.get_ref();
            let id = self.topics.len() as u16;
            let event_type = raw.event_type.get_ref();
            let mut cells = vec![None; self.acts.len()];
            for (act, mode) in &raw.modes {
                let act = self.find_act(source, mode.span().start, act)?;
                let (negated, name) = mode
                    .get_ref()
                    .strip_prefix('!')
                    .map_or((false, mode.get_ref().as_str()), |name| (true, name));
                cells[act as usize] =
                    Some(Cell { code: self.code(source, mode.span().start, event_type, name)?, negated });
            }
            let mut own = Vec::new();
            let own_bit = act_bit((FIRST_OWN + id).min(LAST_OWN));
            for (mode, list) in &raw.own {
                let (negated, name) =
                    mode.strip_prefix('!').map_or((false, mode.as_str()), |name| (true, name));
                let code = Cell { code: self.code(source, list.span().start, event_type, name)?, negated };
                for (_, phrase) in source.phrases(list) {
                    let (subject_only, phrase) =
                        phrase.strip_prefix('^').map_or((false, phrase), |phrase| (true, phrase));
                    let (verb, particle) = words_of(phrase);
                    self.carries(&verb, &particle, own_bit);
                    let particle = self.particle(&particle);
                    own.push(Own { lemma: self.add_verb(&verb), particle, code, subject_only });
                }
            }
            own.sort_by_key(|own: &Own| std::cmp::Reverse(own.particle.len()));
            let mut only = Vec::new();
            for (act, list) in &raw.only {
                let act = self.find_act(source, list.span().start, act)?;
                let verbs = source.phrases(list).into_iter().map(|(_, verb)| self.add_verb(verb)).collect();
                only.push((act, verbs));
            }
            let needs = self.class_bits(source, raw.needs.as_ref())?;
            let unless = self.class_bits(source, raw.unless.as_ref())?;
            let object_classes = self.class_bits(source, raw.object_class.as_ref())?;
            // one that is content with its object needs nothing around it
            let noun = Trigger {
                needs: if raw.transitive { 0 } else { needs },
                unless,
                excuse: Self::excuse(&known, needs, unless),
                acts: self.acts_wanted(raw, &cells, own_bit),
                ..Trigger::default()
            };
            // a verb asks for an object of its classes; of people, a name will do where its needs are met
            let either = if object_classes & known.person == 0 { 0 } else { needs };
            let verb = Trigger {
                object: if raw.transitive { Self::shown(&known, object_classes) | either } else { 0 },
                acts: 0,
                excuse: Self::excuse(&known, if raw.transitive { 0 } else { needs }, unless),
                ..noun
            };
            let verb = if verb.object == either { Trigger { object: 0, ..verb } } else { verb };
            for (_, phrase) in source.optional(raw.nouns.as_ref()) {
                self.add_noun_phrase(phrase, Sense::Topic(id), Some(noun));
            }
            for (act, list) in &raw.verbs {
                let act = self.find_act(source, list.span().start, act)?;
                for (_, phrase) in source.phrases(list) {
                    self.add_verb_sense(phrase, Meaning::Topic(id, act), Some(verb));
                }
            }
            let single = |mode: &Option<Spanned<String>>| -> Result<Option<Cell>> {
                let Some(mode) = mode else { return Ok(None) };
                let code = self.code(source, mode.span().start, event_type, mode.get_ref())?;
                Ok(Some(Cell { code, negated: false }))
            };
            let (told, exists, prospect) = (single(&raw.told)?, single(&raw.exists)?, single(&raw.prospect)?);
            let quantity = self.quantity(raw.quantity.as_ref());
            self.topics.push(Topic {
                name: name.clone(),
                cells,
                own,
                only,
                needs,
                unless,
                object_classes,
                roles: Roles {
                    recipients: split(raw.recipients.as_ref()),
                    actors: Vec::new(),
                    mutual: raw.mutual,
                    subject_is_recipient: false,
                    no_object: raw.no_object,
                },
                quantity,
                told,
                exists,
                prospect,
                transitive: raw.transitive,
                governed: raw.governed,
            });
        }
        Ok(())
    }

    fn words(&mut self, source: &Source) -> Result<()> {
        let known = self.known();
        for spanned in &source.raw.word {
            let raw = spanned.get_ref();
            let id = self.events.len() as u16;
            let code = self.code(source, raw.event_type.span().start, raw.event_type.get_ref(), &raw.mode)?;
            let name =
                raw.name.clone().unwrap_or_else(|| format!("{}.{}", raw.event_type.get_ref(), raw.mode));
            let needs = self.class_bits(source, raw.needs.as_ref())?;
            let unless = self.class_bits(source, raw.unless.as_ref())?;
            let object_classes = self.class_bits(source, raw.object_class.as_ref())?;
            let subject_classes = self.class_bits(source, raw.subject_class.as_ref())?;
            let trigger =
                Trigger { needs, unless, excuse: Self::excuse(&known, needs, unless), ..Trigger::default() };
            let verb = Trigger {
                object: Self::shown(&known, object_classes),
                subject: Self::shown(&known, subject_classes),
                ..trigger
            };
            for (_, phrase) in source.optional(raw.verbs.as_ref()) {
                self.add_verb_sense(phrase, Meaning::Event(id), Some(verb));
            }
            for (_, phrase) in source.optional(raw.nouns.as_ref()) {
                self.add_noun_phrase(phrase, Sense::Event(id), Some(trigger));
            }
            for (_, word) in source.optional(raw.adjectives.as_ref()) {
                let entry = self.lexicon.intern(word) as usize;
                self.lexicon.entries[entry].event = Some(id);
                self.lexicon.entries[entry].starts.push((Box::default(), trigger));
                // a participle is read as a verb first
                self.lexicon.entries[entry].adjective |= self.lexicon.entries[entry].forms.is_empty();
            }
            let under = source
                .optional(raw.under.as_ref())
                .into_iter()
                .map(|(_, verb)| self.add_verb(verb))
                .collect();
            let quantity = self.quantity(raw.quantity.as_ref());
            self.events.push(EventWord {
                name,
                code,
                object: raw.object.unwrap_or(Wants::Required),
                anywhere: raw.anywhere,
                under,
                subject_classes,
                object_classes,
                object_never: self.class_bits(source, raw.object_never.as_ref())?,
                with: split(raw.with.as_ref()),
                without: split(raw.without.as_ref()),
                needs,
                unless,
                refine: raw.refine,
                roles: Roles {
                    recipients: split(raw.recipients.as_ref()),
                    actors: split(raw.actors.as_ref()),
                    mutual: raw.mutual,
                    subject_is_recipient: raw.subject_is_recipient,
                    no_object: raw.no_object,
                },
                quantity,
                complement: raw.complement,
                infinitive: raw.infinitive,
                yields: raw.yields,
                mentioned: raw.mentioned,
                sides: raw.sides,
            });
        }
        Ok(())
    }

    fn governors(&mut self, source: &Source) -> Result<()> {
        for spanned in &source.raw.governor {
            let raw = spanned.get_ref();
            let at = spanned.span().start;
            let id = self.governors.len() as u16;
            let affirmed = signature(&raw.affirmed).map_err(|message| source.error(at, message))?;
            let negated = signature(&raw.negated).map_err(|message| source.error(at, message))?;
            let verbs = source.optional(raw.verbs.as_ref());
            let nouns = source.optional(raw.nouns.as_ref());
            let adjectives = source.optional(raw.adjectives.as_ref());
            let name =
                verbs.iter().chain(&nouns).chain(&adjectives).next().map(|(_, word)| (*word).to_owned());
            for (_, phrase) in &verbs {
                self.add_verb_sense(phrase, Meaning::Governor(id), None);
            }
            for (_, phrase) in &nouns {
                self.add_noun_phrase(phrase, Sense::Governor(id), None);
            }
            for (_, word) in &adjectives {
                let entry = self.lexicon.intern(word);
                self.lexicon.entries[entry as usize].governor = Some(id);
                self.lexicon.entries[entry as usize].adjective = true;
            }
            self.governors.push(Governor {
                name: name.unwrap_or_default(),
                affirmed,
                negated,
                object_control: raw.object_control,
            });
        }
        Ok(())
    }

    fn reporting(&mut self, source: &Source) {
        for (&kind, raw) in &source.raw.reporting {
            for (_, phrase) in source.optional(raw.verbs.as_ref()) {
                self.add_verb_sense(phrase, Meaning::Report(kind), None);
            }
            for (_, phrase) in source.optional(raw.nouns.as_ref()) {
                self.add_noun_phrase(phrase, Sense::Report(kind as u8), None);
            }
        }
    }

    fn turns(&mut self, sources: &[Source]) -> Result<Turns> {
        let mut turns = Turns::default();
        for source in sources {
            self.shifts(source, &source.raw.no_longer, &mut turns.lapsed)?;
            self.shifts(source, &source.raw.to_come, &mut turns.to_come)?;
            for (event_type, to) in &source.raw.vowed {
                let at = to.span().start;
                let Some((other, mode)) = to.get_ref().split_once('.') else {
                    return Err(source.error(at, format!("{}: expected \"type.mode\"", to.get_ref())));
                };
                turns.vowed.push((event_type.clone(), self.code(source, at, other, mode)?));
            }
            if let Some(spanned) = &source.raw.obliged {
                let raw = spanned.get_ref();
                let at = spanned.span().start;
                let Some((event_type, mode)) = raw.event.split_once('.') else {
                    return Err(source.error(at, format!("{}: expected \"type.mode\"", raw.event)));
                };
                let code = self.code(source, at, event_type, mode)?;
                let subject_classes = self.class_bits(source, raw.subject_class.as_ref())?;
                let mut words = Vec::new();
                let unless = self.class_bits(source, raw.unless.as_ref())?;
                let excuse = Self::excuse(&self.known(), 0, unless);
                let trigger = Trigger { needs: subject_classes, unless, excuse, ..Trigger::default() };
                for (_, word) in source.phrases(&raw.words) {
                    words.push(word.to_owned());
                    let entry = self.lexicon.intern(word);
                    self.lexicon.entries[entry as usize].starts.push((Box::default(), trigger));
                }
                turns.obliged = Some(Obliged { code, words, subject_classes, unless });
            }
            for (to, verbs) in &source.raw.mediates {
                let at = verbs.span().start;
                let Some((other, mode)) = to.split_once('.') else {
                    return Err(source.error(at, format!("{to}: expected \"type.mode\"")));
                };
                let code = self.code(source, at, other, mode)?;
                for (_, verb) in source.phrases(verbs) {
                    turns.mediates.push((self.add_verb(verb), code));
                }
            }
            for (_, verb) in source.optional(source.raw.between.as_ref()) {
                turns.between.push(self.add_verb(verb));
            }
        }
        Ok(turns)
    }

    fn shifts(&self, source: &Source, raw: &Shifts, out: &mut Vec<(CodeId, CodeId)>) -> Result<()> {
        for (event_type, modes) in raw {
            for (from, to) in modes {
                let at = to.span().start;
                out.push((
                    self.code(source, at, event_type, from)?,
                    self.code(source, at, event_type, to.get_ref())?,
                ));
            }
        }
        Ok(())
    }

    fn refinements(&self, source: &Source, out: &mut Vec<Refinement>) -> Result<()> {
        for (event_type, modes) in &source.raw.refine {
            for (class, mode) in modes {
                let Some(index) = self.class_names.iter().position(|known| known == class) else {
                    return Err(source.error(mode.span().start, format!("{class}: no such class")));
                };
                let code = self.code(source, mode.span().start, event_type, mode.get_ref())?;
                out.push(Refinement { event_type: event_type.clone(), classes: 1 << index, code });
            }
        }
        Ok(())
    }

    fn examples(&self, source: &Source, out: &mut Vec<Example>) -> Result<()> {
        for spanned in &source.raw.example {
            let raw = spanned.get_ref();
            let at = spanned.span().start;
            let mut want = Vec::new();
            for event in &raw.events {
                let parts: Vec<&str> = event.split_whitespace().collect();
                let (name, status) = match parts[..] {
                    [name] => (name, "affirmed"),
                    [name, status] => (name, status),
                    _ => {
                        return Err(source
                            .error(at, format!("{event}: expected \"type.mode\" or \"type.mode status\"")));
                    }
                };
                let (event_type, mode) = name
                    .split_once('.')
                    .ok_or_else(|| source.error(at, format!("{event}: expected \"type.mode\"")))?;
                self.code(source, at, event_type, mode)?;
                want.push((event_type.to_owned(), mode.to_owned(), status.to_owned()));
            }
            let never = raw
                .never
                .iter()
                .map(|event| {
                    event
                        .split_once('.')
                        .map_or((event.clone(), String::new()), |(a, b)| (a.to_owned(), b.to_owned()))
                })
                .collect();
            out.push(Example {
                file: source.file.name.to_owned(),
                line: source.line(at),
                text: raw.text.clone(),
                want,
                never,
            });
        }
        Ok(())
    }

    /// Bits of [`trait_of`].
    fn traits(&self, senses: &[VerbSense], obligation: Option<ActId>) -> u8 {
        senses.iter().fold(0, |bits, sense| {
            let alone = sense.particle.is_empty();
            bits | match sense.meaning {
                Meaning::Report(_) => trait_of::REPORTS,
                Meaning::Act(act) => {
                    trait_of::ACTS
                        | if alone { trait_of::ACTS_ALONE } else { 0 }
                        | if alone && Some(act) == obligation { trait_of::ASKS } else { 0 }
                }
                Meaning::Governor(id) => {
                    let governor = &self.governors[id as usize];
                    let signature = governor.affirmed;
                    let plain =
                        !signature.negates && signature.realis.is_none_or(|realis| realis == Realis::Actual);
                    trait_of::GOVERNS
                        | if governor.object_control { trait_of::CONTROLS } else { 0 }
                        | if plain { trait_of::TRANSPARENT } else { 0 }
                }
                Meaning::Event(id) if self.events[id as usize].complement.is_some() => trait_of::ACCUSES,
                Meaning::Event(_) | Meaning::Topic(..) => 0,
            }
        })
    }

    /// How dear it is to read a word as noun and as verb.
    fn costs(&mut self, sources: &[Source]) {
        for entry in &mut self.lexicon.entries {
            (entry.noun_cost, entry.verb_cost) = if entry.forms.is_empty() { (0, 60) } else { (25, 0) };
            if entry.singular || entry.plural {
                entry.noun_cost = if entry.forms.is_empty() { 0 } else { 8 };
                entry.verb_cost = if entry.forms.is_empty() { 60 } else { 4 };
            }
        }
        for source in sources {
            let raw = &source.raw.english;
            for (list, noun, verb) in
                [(&raw.mostly_noun, 0, 12), (&raw.noun_or_verb, 5, 5), (&raw.mostly_verb, 20, 0)]
            {
                for (_, word) in source.optional(list.as_ref()) {
                    for (form, many) in [(word.to_owned(), false), (super::inflect::plural(word), true)] {
                        let id = self.lexicon.intern(&form);
                        let entry = &mut self.lexicon.entries[id as usize];
                        entry.singular |= !many;
                        entry.plural |= many;
                        entry.noun_cost = noun;
                        entry.verb_cost = if entry.forms.is_empty() { 60 } else { verb };
                    }
                }
            }
        }
    }

    fn known(&self) -> Known {
        let class = |name: &str| {
            self.class_names.iter().position(|known| known == name).map_or(0, |index| 1_u64 << index)
        };
        Known {
            armed: class("armed"),
            person: class("person"),
            official: class("official"),
            state: class("state"),
            place_head: class("place_head"),
            container: class("container"),
            happening: class("happening"),
            launching: class("launching"),
            document: class("document"),
            outlet: class("outlet"),
            actor_adjective: class("demonym"),
            sides: class("sides"),
            hedge: class("hedge"),
            victim_word: class("victim_word"),
            conflict: class("conflict"),
            building: class("building"),
            weapon_bomb: class("weapon_bomb"),
            disaster: class("disaster"),
            crime: class("crime"),
            commerce: class("commerce"),
            business: class("business"),
            sport: class("sport"),
            number: class("number"),
            name: class("name"),
            pronoun: class("pronoun"),
            responsibility: class("responsibility"),
            body: class("body"),
            actor: class("actor"),
        }
    }
}

pub(super) fn signature(text: &str) -> std::result::Result<Signature, String> {
    let mut out = Signature { negates: false, realis: None, hedged: false };
    for word in text.split_whitespace() {
        match word {
            "affirmed" => out.negates = false,
            "negated" => out.negates = true,
            "actual" => out.realis = Some(Realis::Actual),
            "future" => out.realis = Some(Realis::Future),
            "hypothetical" => out.realis = Some(Realis::Hypothetical),
            "hedged" => out.hedged = true,
            other => {
                return Err(format!(
                    "{other}: expected affirmed, negated, actual, future, hypothetical or hedged"
                ));
            }
        }
    }
    Ok(out)
}
