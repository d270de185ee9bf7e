//! From the tables `[[pattern]]` of a pack to programs.

use regex_automata::meta::Regex;
use serde::Deserialize;
use toml::Spanned;

use super::parse::{Atom, Node, parse};
use super::program::Program;
use super::ways::{forms, ways, words_of};
use super::{Compiled, Pattern, Patterns, Scope, Test};
use crate::Result;
use crate::events::Realis;
use crate::events::grammar::Tag;
use crate::events::lexicon::{AnyOf, EntryId};
use crate::events::pack::{Builder, Columns, Example, Signature, Source, signature};
use crate::text::span::Span;
use crate::text::words::Words;

/// A pattern as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::events) struct RawPattern {
    pub(in crate::events) name: String,
    #[serde(rename = "type")]
    event_type: Spanned<String>,
    mode: String,
    /// Patterns, any of which makes the event.
    #[serde(rename = "match")]
    pub(in crate::events) matches: Vec<Spanned<String>>,
    /// Patterns that forbid it, in the same scope.
    #[serde(default)]
    pub(in crate::events) guards: Vec<Spanned<String>>,
    #[serde(default)]
    pub(in crate::events) scope: Scope,
    pub(in crate::events) needs: Option<Spanned<String>>,
    pub(in crate::events) unless: Option<Spanned<String>>,
    /// Classes of those who must say it.
    claimed: Option<Spanned<String>>,
    /// "negated", "future" and the like, where the pattern itself says so.
    status: Option<Spanned<String>>,
    quantity: Option<String>,
    /// Sentences that must give the event, and that must not.
    #[serde(default)]
    yes: Vec<Spanned<String>>,
    #[serde(default)]
    no: Vec<Spanned<String>>,
}

/// What a pattern may ask of a token with `%`.
const TAGS: [(&str, &[Tag]); 12] = [
    ("name", &[Tag::Name]),
    ("noun", &[Tag::NounSingular, Tag::NounPlural]),
    ("number", &[Tag::Number]),
    ("date", &[Tag::Date]),
    ("pronoun", &[Tag::Pronoun]),
    ("determiner", &[Tag::Determiner]),
    ("adjective", &[Tag::Adjective]),
    ("adverb", &[Tag::Adverb]),
    ("preposition", &[Tag::Preposition, Tag::To]),
    ("verb", &[Tag::VerbThird, Tag::VerbPlural, Tag::VerbPast, Tag::VerbBare]),
    ("participle", &[Tag::Participle, Tag::Gerund]),
    ("mark", &[Tag::Mark, Tag::Comma]),
];

/// The slots of a pattern; one name may stand with a letter for each side, as `actor_b`.
pub(super) const SLOTS: [&str; 6] = ["actor", "recipient", "third_party", "counted", "trigger", SIDE];

/// The slot of those that are on both sides, around a verb.
pub(super) const SIDE: &str = "side";

/// Compiles the patterns of a file into `patterns`, and their examples.
pub(in crate::events) fn compile(
    source: &Source<'_>,
    raw: &[Spanned<RawPattern>],
    builder: &mut Builder,
    patterns: &mut Patterns,
    examples: &mut Vec<Example>,
) {
    for spanned in raw {
        let done = add(source, spanned.span().start, spanned.get_ref(), builder, patterns, examples);
        builder.note(done);
    }
}

fn add(
    source: &Source<'_>,
    at: usize,
    raw: &RawPattern,
    builder: &mut Builder,
    patterns: &mut Patterns,
    examples: &mut Vec<Example>,
) -> Result<()> {
    let id = patterns.list.len() as u32;
    let mut matches = Vec::new();
    if raw.matches.is_empty() {
        return Err(source.error(at, format!("{}: expected a pattern under match", raw.name)));
    }
    let needs = builder.class_bits(source, raw.needs.as_ref())?;
    let unless = builder.class_bits(source, raw.unless.as_ref())?;
    let known = builder.known();
    let event_type = raw.event_type.get_ref();
    let code = builder.code(source, raw.event_type.span().start, event_type, &raw.mode)?;
    for text in &raw.matches {
        let node = read_all(source, text)?;
        // a class that isn't known is told of when the program is made
        let classes = |builder: &Builder, names: &[String]| {
            let at = text.span().start;
            let bits = names.iter().map(|name| builder.class_bit(source, at, name).unwrap_or(0));
            Builder::shown(&known, bits.fold(0, |all, bit| all | bit))
        };
        let ways = ways(&node, raw.scope, builder, classes).ok_or_else(|| {
            source.error(
                text.span().start,
                format!("{}: expected a word or ~word that every match holds", raw.name),
            )
        })?;
        matches.push(Compiled { ways, ..own_program(source, text, &node, builder)? });
    }
    let mut guards = Vec::new();
    for text in &raw.guards {
        let node = read_all(source, text)?;
        guards.push(own_program(source, text, &node, builder)?);
    }
    let status = raw.status.as_ref().map(|status| {
        signature(status.get_ref()).map_err(|message| source.error(status.span().start, message))
    });
    patterns.list.push(Pattern {
        name: raw.name.clone(),
        code,
        scope: raw.scope,
        matches,
        guards,
        needs,
        unless,
        claimed: builder.class_bits(source, raw.claimed.as_ref())?,
        signature: status.transpose()?,
        quantity: builder.counted(raw.quantity.as_ref(), code),
        id: id as u16,
    });
    let name = (event_type.clone(), raw.mode.clone());
    let mut example = |text: &Spanned<String>, want, never| {
        examples.push(Example {
            columns: Columns::default(),
            file: source.file.name.to_owned(),
            line: source.line(text.span().start),
            text: text.get_ref().clone(),
            want,
            never,
        });
    };
    let status = status_name(patterns.list[id as usize].signature);
    for text in &raw.yes {
        example(text, vec![(name.0.clone(), name.1.clone(), status.to_owned())], Vec::new());
    }
    for text in &raw.no {
        example(text, Vec::new(), vec![name.clone()]);
    }
    Ok(())
}

/// Why a pattern can never match, if so: it wants a class that is `empty`, or capitals of words that are read in small
/// letters.
pub(in crate::events) fn never(text: &str, empty: &impl Fn(&str) -> bool) -> Option<String> {
    parse(text).ok().and_then(|node| hindered(&node, empty))
}

fn hindered(node: &Node, empty: &impl Fn(&str) -> bool) -> Option<String> {
    match node {
        Node::Atom(Atom::Class(names) | Atom::Group(names)) => {
            let useless = !names.is_empty() && names.iter().all(|name| empty(name));
            useless.then(|| format!("the class {} has no words", names.join(" or ")))
        }
        Node::Atom(Atom::Regex(regex)) => {
            let mut escaped = false;
            let capital = regex.chars().find(|&c| {
                let plain = !escaped;
                escaped = c == '\\' && plain;
                plain && c.is_ascii_uppercase()
            });
            capital.map(|c| format!("/{regex}/ asks for {c:?}, and words are read in small letters"))
        }
        Node::Sequence(nodes) => nodes.iter().find_map(|node| hindered(node, empty)),
        Node::Either(nodes) => {
            let all: Option<Vec<String>> = nodes.iter().map(|node| hindered(node, empty)).collect();
            all.and_then(|reasons| reasons.into_iter().next())
        }
        Node::Repeat { node, least, .. } if *least > 0 => hindered(node, empty),
        Node::Capture(_, node) => hindered(node, empty),
        _ => None,
    }
}

/// Whether only a gap stands between the actor and the trigger ("actor:@ (of @)* ... trigger:x"): what the gap holds
/// decides whether it happens.
fn has_gap_before_trigger(node: &Node) -> bool {
    let Node::Sequence(steps) = node else { return false };
    let slot = |step: &Node, wanted: &str| matches!(step, Node::Capture(name, _) if name == wanted);
    let Some(at) = steps.iter().position(|step| slot(step, "trigger")) else { return false };
    let [actor, between @ .., gap] = &steps[..at] else { return false };
    let optional = |step: &Node| matches!(step, Node::Repeat { least: 0, .. });
    let any = |step: &Node| matches!(step, Node::Repeat { node, greedy: false, .. } if matches!(**node, Node::Atom(Atom::Any)));
    slot(actor, "actor") && any(gap) && between.iter().all(optional)
}

fn status_name(signature: Option<Signature>) -> &'static str {
    match signature {
        Some(signature) if signature.negates => "negated",
        Some(Signature { realis: Some(realis), .. }) if realis != Realis::Actual => realis.name(),
        _ => "affirmed",
    }
}

fn read_all(source: &Source<'_>, text: &Spanned<String>) -> Result<Node> {
    read(source, text.span().start, text.get_ref(), text.get_ref())
}

/// The tree of a pattern, which is the first part of what is `written`.
pub(super) fn read(source: &Source<'_>, at: usize, written: &str, pattern: &str) -> Result<Node> {
    parse(pattern).map(split_words).map_err(|error| source.error(at, format!("in {written:?}, {error}")))
}

/// Words that the text holds as several tokens (`cease-fire`), as a sequence of these.
fn split_words(node: Node) -> Node {
    let all = |nodes: Vec<Node>| nodes.into_iter().map(split_words).collect();
    match node {
        Node::Atom(Atom::Word(word)) => {
            let mut words = Words::default();
            words.read(&word, Span::new(0, word.len()));
            let mut parts: Vec<Node> =
                (0..words.len()).map(|at| Node::Atom(Atom::Word(words.lower(at).to_owned()))).collect();
            if parts.len() == 1 { parts.remove(0) } else { Node::Sequence(parts) }
        }
        Node::Sequence(nodes) => Node::Sequence(all(nodes)),
        Node::Either(nodes) => Node::Either(all(nodes)),
        Node::Repeat { node, least, most, greedy } => {
            Node::Repeat { node: Box::new(split_words(*node)), least, most, greedy }
        }
        Node::Capture(slot, node) => Node::Capture(slot, Box::new(split_words(*node))),
        other => other,
    }
}

/// The program of a pattern that hangs on no verb.
fn own_program(
    source: &Source<'_>,
    text: &Spanned<String>,
    node: &Node,
    builder: &mut Builder,
) -> Result<Compiled> {
    let (at, written) = (text.span().start, text.get_ref());
    let compiled = program(source, at, written, node, builder)?;
    if compiled.tests.iter().any(|test| matches!(test, Test::Verb)) {
        return Err(source.error(at, format!("in {written:?}: * is the verb of a table [[verb]]")));
    }
    if compiled.program.slots.iter().any(|slot| slot.starts_with(SIDE)) {
        return Err(source.error(at, format!("in {written:?}: {SIDE} is a slot of tables [[verb]]")));
    }
    Ok(compiled)
}

pub(super) fn program(
    source: &Source<'_>,
    at: usize,
    written: &str,
    node: &Node,
    builder: &mut Builder,
) -> Result<Compiled> {
    let program = Program::compile(node)
        .ok_or_else(|| source.error(at, format!("{written:?} is too large: use smaller gaps")))?;
    for slot in &program.slots {
        let base = slot.strip_suffix("_b").unwrap_or(slot);
        if !SLOTS.contains(&base) {
            return Err(source.error(at, format!("{slot}: no such slot; known are {}", SLOTS.join(", "))));
        }
    }
    let tests: Result<Vec<Test>> = program.atoms.iter().map(|atom| test(source, at, atom, builder)).collect();
    let loose = has_gap_before_trigger(node);
    Ok(Compiled { tests: tests?, program, ways: Vec::new(), loose })
}

/// One of some words: a set of them, where some way of matching asks for it.
fn one_of(words: Vec<EntryId>, builder: &Builder) -> Test {
    let words = AnyOf::new(words);
    builder.lexicon.sets.find(&words).map_or_else(|| Test::Words(words), Test::Set)
}

fn test(source: &Source<'_>, at: usize, atom: &Atom, builder: &mut Builder) -> Result<Test> {
    let classes = |names: &[String], builder: &Builder| {
        names.iter().try_fold(0, |bits, name| Ok(bits | builder.class_bit(source, at, name)?))
    };
    Ok(match atom {
        Atom::Word(word) => {
            let word = builder.lexicon.intern(word);
            one_of(vec![word], builder)
        }
        Atom::Lemma(lemma) => one_of(forms(lemma, builder), builder),
        Atom::Class(names) => Test::Class(classes(names, builder)?),
        Atom::Group(names) => Test::Group(classes(names, builder)?),
        Atom::Tag(name) => {
            let found = TAGS.iter().find(|(known, _)| known == name).ok_or_else(|| {
                let known: Vec<&str> = TAGS.iter().map(|(known, _)| *known).collect();
                source.error(at, format!("%{name}: no such kind of token; known are {}", known.join(", ")))
            })?;
            Test::Tags(found.1)
        }
        Atom::Regex(text) => {
            if let Some(words) = words_of(text) {
                let words = words.map(|word| builder.lexicon.intern(word)).collect();
                return Ok(one_of(words, builder));
            }
            let regex = Regex::new(&format!("^(?:{text})$"))
                .map_err(|error| source.error(at, format!("/{text}/: {error}")))?;
            Test::Regex(Box::new(regex))
        }
        Atom::Any => Test::Any,
        Atom::Set(name) => Test::Phrases(builder.set(source, at, name)?),
        Atom::Verb => Test::Verb,
        Atom::Not(atom) => Test::Not(Box::new(test(source, at, atom, builder)?)),
    })
}
