//! The tables `[[verb]]`: what a verb tells by the words around it.
//!
//! ```toml
//! [[verb]]
//! name = "cut"
//! verbs = "cut, cut off, sever"
//! tells = "16.160"
//! match = ["* ... aid => 16.162", "not ... * ... aid => 05.054"]
//! ```
//!
//! A verb is found by its forms, so that a thousand tables cost a look-up a verb. Of its lines the first that matches
//! tells; each hangs on a word that it can't do without, so that of hundreds of lines those are tried whose word stands
//! around the verb. How a line is tried is in [`super::around`].

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use toml::Spanned;

use super::compile::{SIDE, program, read};
use super::parse::{Atom, Node};
use super::ways::{forms, words_of};
use super::{Compiled, Test};
use crate::Result;
use crate::events::grammar;
use crate::events::lexicon::{AnyOf, EntryId, SetId, Trigger};
use crate::events::pack::{Builder, CodeId, List, Source};

/// A table as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::events) struct RawVerb {
    pub(in crate::events) name: String,
    /// Verbs that tell the same.
    pub(in crate::events) verbs: List,
    /// What they tell where no line matches.
    tells: Option<Spanned<String>>,
    /// Verbs of the table that tell something else alone, by what they tell.
    #[serde(default)]
    pub(in crate::events) alone: BTreeMap<String, List>,
    /// Patterns with what each tells, behind `=>`.
    #[serde(default, rename = "match")]
    pub(in crate::events) lines: Vec<Spanned<String>>,
    /// It tells only where both sides are known actors.
    #[serde(default)]
    sides: bool,
    /// The verbs below its own are part of it.
    #[serde(default)]
    covers: bool,
}

/// What is told of the two sides, and what the second does to the first by that.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) code: Option<CodeId>,
    pub(super) back: Option<CodeId>,
}

impl Told {
    pub(super) fn is_something(self) -> bool {
        self.code.is_some() || self.back.is_some()
    }
}

/// A pattern around a verb.
#[derive(Debug)]
pub(super) struct Line {
    /// As it is written, with what it tells.
    written: Box<str>,
    pub(super) compiled: Compiled,
    pub(super) told: Told,
    /// It asks for a word that denies: that is part of what it tells.
    pub(super) denies: bool,
}

/// A verb of a table, by one of its forms.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) rule: u16,
    /// The words of its phrase before and behind the form.
    pub(super) before: Box<[EntryId]>,
    pub(super) behind: Box<[EntryId]>,
    /// What it tells alone.
    pub(super) told: Told,
    /// The form is written in its table.
    own: bool,
}

/// A table.
#[derive(Debug)]
pub(super) struct VerbRule {
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
    /// The lines that hang on each word, and those that hang on none.
    pub(super) by_word: FxHashMap<EntryId, Vec<u32>>,
    pub(super) always: Vec<u32>,
    pub(super) sides: bool,
    pub(super) covers: bool,
}

/// The tables of a pack.
#[derive(Debug, Default)]
pub(crate) struct VerbRules {
    pub(super) list: Vec<VerbRule>,
    /// Those with the most words first, then those whose form is written: "left" is that of "left" before that of "leave".
    pub(super) heads: FxHashMap<EntryId, Vec<Head>>,
}

/// A verb phrase as it is written: `give (gave given giving)`, `short ~ship`, `=said`.
struct Phrase {
    before: Box<[EntryId]>,
    behind: Box<[EntryId]>,
    forms: Vec<EntryId>,
    /// Those of the forms that are written.
    own: Vec<EntryId>,
}

impl VerbRules {
    /// Compiles the tables of a file.
    pub(in crate::events) fn compile(
        &mut self,
        source: &Source<'_>,
        raw: &[Spanned<RawVerb>],
        builder: &mut Builder,
    ) {
        for spanned in raw {
            let done = self.add(source, spanned.get_ref(), builder);
            builder.note(done);
        }
    }

    /// Whether there are tables, and each tells only where both sides are known.
    pub(crate) fn all_want_sides(&self) -> bool {
        !self.list.is_empty() && self.list.iter().all(|rule| rule.sides)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The name of a table.
    pub(crate) fn name(&self, id: u16) -> &str {
        &self.list[id as usize].name
    }

    /// A line of a table, as it is written.
    pub(crate) fn line(&self, id: u16, line: u16) -> &str {
        &self.list[id as usize].lines[line as usize].written
    }

    /// Whether a table tells only where both sides are known.
    pub(crate) fn wants_sides(&self, id: u16) -> bool {
        self.list[id as usize].sides
    }

    /// The modes that they give.
    pub(crate) fn codes(&self) -> impl Iterator<Item = CodeId> + '_ {
        let lines = self.list.iter().flat_map(|rule| rule.lines.iter().map(|line| line.told));
        let heads = self.heads.values().flatten().map(|head| head.told);
        lines.chain(heads).flat_map(|told| [told.code, told.back]).flatten()
    }

    fn add(&mut self, source: &Source<'_>, raw: &RawVerb, builder: &mut Builder) -> Result<()> {
        let rule = u16::try_from(self.list.len())
            .map_err(|_| source.error(raw.verbs.span().start, "a pack has at most 65535 tables [[verb]]"))?;
        let told = raw.tells.as_ref().map(|tells| {
            let at = tells.span().start;
            told(source, at, tells.get_ref(), builder)
        });
        let told = told.transpose()?.unwrap_or_default();
        let mut groups = vec![(told, &raw.verbs)];
        for (tells, verbs) in &raw.alone {
            groups.push((self::told(source, verbs.span().start, tells, builder)?, verbs));
        }
        let mut heads: Vec<(Told, Phrase)> = Vec::new();
        // what is told of a verb by itself goes before what is told of all
        for (told, list) in groups.into_iter().rev() {
            for (at, text) in source.phrases(list) {
                let phrase = phrase(text, builder).map_err(|message| source.error(at, message))?;
                heads.push((told, phrase));
            }
        }
        let trigger =
            Trigger { object: if raw.sides { builder.known().actor } else { 0 }, ..Trigger::default() };
        let mut compiled = VerbRule {
            name: raw.name.clone(),
            lines: Vec::new(),
            by_word: FxHashMap::default(),
            always: Vec::new(),
            sides: raw.sides,
            covers: raw.covers,
        };
        // verbs that tell nothing alone are everywhere: their sentences are read where they hold the word of a line
        let quiet: Vec<EntryId> = heads
            .iter()
            .filter(|(told, _)| !told.is_something())
            .flat_map(|(_, phrase)| phrase.forms.iter().copied())
            .collect();
        let quiet = (!quiet.is_empty()).then(|| builder.lexicon.sets.number(quiet));
        for text in &raw.lines {
            if let Err(error) = compiled.line(source, text, quiet.map(|quiet| (quiet, trigger)), builder) {
                builder.note(Err(error));
            }
        }
        for (told, phrase) in heads {
            let starts = told.is_something() || !compiled.always.is_empty();
            for &form in &phrase.forms {
                if starts {
                    let starts = &mut builder.lexicon.entries[form as usize].starts;
                    starts.push((phrase.behind.clone(), trigger));
                }
                let all = self.heads.entry(form).or_default();
                all.push(Head {
                    rule,
                    before: phrase.before.clone(),
                    behind: phrase.behind.clone(),
                    told,
                    own: phrase.own.contains(&form),
                });
                all.sort_by_key(|head| std::cmp::Reverse((head.before.len() + head.behind.len(), head.own)));
            }
        }
        self.list.push(compiled);
        Ok(())
    }
}

impl VerbRule {
    fn line(
        &mut self,
        source: &Source<'_>,
        text: &Spanned<String>,
        quiet: Option<(SetId, Trigger)>,
        builder: &mut Builder,
    ) -> Result<()> {
        let at = text.span().start;
        let whole = text.get_ref();
        let Some((pattern, tells)) = whole.rsplit_once("=>") else {
            return Err(
                source.error(at, format!("in {whole:?}: expected => and what it tells behind the pattern"))
            );
        };
        let told = told(source, at, tells.trim(), builder)?;
        let node = read(source, at, whole, pattern)?;
        let alone = [node];
        let steps = if let [Node::Sequence(steps)] = &alone { &steps[..] } else { &alone[..] };
        let verb = steps.iter().position(|step| *step == Node::Atom(Atom::Verb));
        let Some(verb) = verb.filter(|_| steps.iter().map(verbs_in).sum::<usize>() == 1) else {
            return Err(
                source.error(at, format!("in {whole:?}: expected one * for the verb, outside of brackets"))
            );
        };
        let mut compiled = program(source, at, whole, &alone[0], builder)?;
        let is_read = |slot: &str| ["actor", "recipient", SIDE].contains(&slot.trim_end_matches("_b"));
        if let Some(slot) = compiled.program.slots.iter().find(|slot| !is_read(slot)) {
            return Err(source.error(
                at,
                format!("in {whole:?}, {slot}: around a verb the slots are actor, recipient and {SIDE}"),
            ));
        }
        compiled.tests.iter_mut().for_each(|test| look_at_words(test, builder));
        let id = self.lines.len() as u32;
        let (before, behind) = (&steps[..verb], &steps[verb + 1..]);
        let small: FxHashSet<EntryId> =
            grammar::small_words().map(|word| builder.lexicon.look_up(word)).collect();
        let rank = |words: &Vec<EntryId>| (words.iter().any(|word| small.contains(word)), words.len());
        let one = anchor(before, builder, &rank).map(|words| (true, words));
        let other = anchor(behind, builder, &rank).map(|words| (false, words));
        match [one, other].into_iter().flatten().min_by_key(|(_, words)| rank(words)) {
            Some((before, words)) => {
                if let Some((verbs, trigger)) = quiet.filter(|_| told.is_something()) {
                    let set = builder.lexicon.sets.number(words.clone());
                    let wanted = if before { [set, verbs] } else { [verbs, set] };
                    for &word in &words {
                        let among = &mut builder.lexicon.entries[word as usize].among;
                        among.push((wanted.into_iter().map(|set| (set, None)).collect(), trigger));
                    }
                }
                for word in words {
                    self.by_word.entry(word).or_default().push(id);
                }
            }
            None => self.always.push(id),
        }
        let written = whole.trim().into();
        self.lines.push(Line { written, compiled, told, denies: steps.iter().any(denies) });
        Ok(())
    }
}

/// What a rule tells: `type.mode`, with what the second side does by that behind a colon; `-` tells nothing.
fn told(source: &Source<'_>, at: usize, text: &str, builder: &Builder) -> Result<Told> {
    if text == "-" {
        return Ok(Told::default());
    }
    let (one, other) = text.split_once(':').map_or((text, ""), |(one, other)| (one.trim(), other.trim()));
    let code = |name: &str| (!name.is_empty()).then(|| builder.full_code(source, at, name)).transpose();
    Ok(Told { code: code(one)?, back: code(other)? })
}

/// The words and forms of a verb phrase.
fn phrase(text: &str, builder: &mut Builder) -> std::result::Result<Phrase, String> {
    let (words, given) = text.split_once('(').map_or((text, ""), |(words, given)| (words, given));
    if !given.is_empty() && !given.ends_with(')') {
        return Err(format!("{text}: expected ')' behind the forms of the verb"));
    }
    let words: Vec<&str> = words.split_whitespace().collect();
    let at = words.iter().position(|word| word.starts_with('~')).unwrap_or(0);
    let Some(verb) = words.get(at) else { return Err("expected a verb before its forms".to_owned()) };
    let verb = verb.trim_start_matches('~').to_lowercase();
    let as_written = verb.starts_with('=');
    let verb = verb.trim_start_matches('=');
    // "re-open" is three words in a text
    let (prefix, verb) = verb.rsplit_once('-').map_or(("", verb), |(prefix, verb)| (prefix, verb));
    if verb.is_empty() {
        return Err(format!("{text}: expected a verb"));
    }
    let before: Vec<&str> =
        words[..at].iter().copied().chain((!prefix.is_empty()).then_some(prefix)).collect();
    let mut before = builder.interned(&before.join(" "));
    if !prefix.is_empty() {
        before.push(builder.lexicon.intern("-"));
    }
    let behind = builder.interned(&words[at + 1..].join(" "));
    let mut own = vec![builder.lexicon.intern(verb)];
    let mut forms = own.clone();
    if !as_written {
        let lemma = builder.add_verb(verb);
        for form in given.trim_end_matches(')').split_whitespace() {
            let form = form.to_lowercase();
            builder.lexicon.add_other_form(&form, lemma);
            own.push(builder.lexicon.look_up(&form));
        }
        forms = builder.lexicon.forms_of(lemma);
    }
    Ok(Phrase { before: before.into(), behind: behind.into(), forms, own })
}

/// Where the words of a set stand is known of whole sentences; around a verb each word is looked at.
fn look_at_words(test: &mut Test, builder: &Builder) {
    match test {
        Test::Set(set) => *test = Test::Words(AnyOf::new(builder.lexicon.sets.words(*set).to_vec())),
        Test::Not(inner) => look_at_words(inner, builder),
        _ => {}
    }
}

fn verbs_in(node: &Node) -> usize {
    match node {
        Node::Atom(atom) => usize::from(*atom == Atom::Verb),
        Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().map(verbs_in).sum(),
        Node::Repeat { node, .. } | Node::Capture(_, node) => verbs_in(node),
        Node::Start | Node::End => 0,
    }
}

/// Whether a part asks for a word that denies.
fn denies(node: &Node) -> bool {
    match node {
        Node::Atom(Atom::Word(word)) => grammar::is_negative(word) || grammar::is_negative_determiner(word),
        Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().any(denies),
        Node::Repeat { node, .. } | Node::Capture(_, node) => denies(node),
        _ => false,
    }
}

/// Words of which every match of some steps holds one: the best ones by their rank.
fn anchor<R: Ord>(
    steps: &[Node],
    builder: &mut Builder,
    rank: &impl Fn(&Vec<EntryId>) -> R,
) -> Option<Vec<EntryId>> {
    let found: Vec<Vec<EntryId>> = steps.iter().filter_map(|step| words_in(step, builder, rank)).collect();
    found.into_iter().min_by_key(rank)
}

fn words_in<R: Ord>(
    node: &Node,
    builder: &mut Builder,
    rank: &impl Fn(&Vec<EntryId>) -> R,
) -> Option<Vec<EntryId>> {
    match node {
        Node::Atom(Atom::Word(word)) => Some(vec![builder.lexicon.intern(word)]),
        Node::Atom(Atom::Lemma(lemma)) => Some(forms(lemma, builder)),
        Node::Atom(Atom::Set(name)) => builder.first_of_set(name),
        Node::Atom(Atom::Regex(regex)) => {
            let words: Vec<EntryId> = words_of(regex)?.map(|word| builder.lexicon.intern(word)).collect();
            Some(words)
        }
        Node::Sequence(nodes) => anchor(nodes, builder, rank),
        Node::Either(nodes) => {
            let all: Option<Vec<Vec<EntryId>>> =
                nodes.iter().map(|node| words_in(node, builder, rank)).collect();
            let mut all = all?.concat();
            all.sort_unstable();
            all.dedup();
            Some(all)
        }
        Node::Repeat { node, least, .. } if *least > 0 => words_in(node, builder, rank),
        Node::Capture(_, node) => words_in(node, builder, rank),
        _ => None,
    }
}
