//! From the tables `[[pattern]]` of a pack to programs.

use regex_automata::meta::Regex;
use serde::Deserialize;
use toml::Spanned;

use super::parse::{Atom, Node, parse};
use super::program::Program;
use super::{Compiled, Pattern, Patterns, Scope, Test};
use crate::Result;
use crate::events::Realis;
use crate::events::grammar;
use crate::events::grammar::Tag;
use crate::events::inflect;
use crate::events::lexicon::{AnyOf, EntryId, Trigger, Wanted};
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
pub(super) const SLOTS: [&str; 5] = ["actor", "recipient", "third_party", "counted", "trigger"];

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
    let excuse = Builder::excuse(&builder.known(), needs, unless);
    let known = builder.known();
    let event_type = raw.event_type.get_ref();
    let code = builder.code(source, raw.event_type.span().start, event_type, &raw.mode)?;
    let closing = builder.closing([code]);
    for text in &raw.matches {
        let node = read(source, text)?;
        let links = chain(&node, builder).0;
        let anchor = anchor(&links, builder).ok_or_else(|| {
            source.error(
                text.span().start,
                format!("{}: expected a word or ~word that every match holds", raw.name),
            )
        })?;
        let sets = &mut builder.lexicon.sets;
        let wanted: Wanted = links.into_iter().map(|link| (sets.number(link.words), link.gap)).collect();
        // the groups and classes that every match holds must be shown too
        let mut shown: Vec<u64> = shown(source, text, &node, builder)?;
        for bits in &mut shown {
            *bits = Builder::shown(&known, *bits);
        }
        shown.retain(|&bits| bits != 0);
        let mut class = shown.iter().copied();
        let trigger = Trigger {
            needs,
            unless,
            excuse,
            object: class.next().unwrap_or(0),
            subject: class.next().unwrap_or(0),
            closing,
            ..Trigger::default()
        };
        for word in anchor {
            builder.lexicon.entries[word as usize].among.push((wanted.clone(), trigger));
            let known = patterns.anchored.entry(word).or_default();
            let place = (id, matches.len() as u32);
            if known.last() != Some(&place) {
                known.push(place);
            }
        }
        matches.push(Compiled { wanted, shown, ..program(source, text, &node, builder)? });
    }
    let mut guards = Vec::new();
    for text in &raw.guards {
        let node = read(source, text)?;
        guards.push(program(source, text, &node, builder)?);
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

fn read(source: &Source<'_>, text: &Spanned<String>) -> Result<Node> {
    parse(text.get_ref())
        .map(split_words)
        .map_err(|error| source.error(text.span().start, format!("in {:?}, {error}", text.get_ref())))
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

/// Every form of a verb that the pack knows; of any other word the two numbers and the regular forms of a verb.
fn forms(lemma: &str, builder: &mut Builder) -> Vec<EntryId> {
    let mut folded = String::new();
    crate::text::words::fold(lemma, &mut folded);
    let mut entries: Vec<EntryId> = if let Some(verb) = builder.lexicon.lemma(&folded) {
        builder.lexicon.forms_of(verb)
    } else {
        let words = [
            builder.lexicon.plural(&folded),
            inflect::past(&folded, false),
            inflect::gerund(&folded, false),
            inflect::with_s(&folded),
            folded,
        ];
        words.iter().map(|word| builder.lexicon.intern(word)).collect()
    };
    entries.sort_unstable();
    entries.dedup();
    entries
}

/// Words of which every match holds one, behind those of the link before it.
struct Link {
    words: Vec<EntryId>,
    /// How many tokens at most stand between the two; `None` where there is no bound.
    gap: Option<usize>,
}

/// The smallest of the sets of words of which every match holds one; one without the small words of every sentence
/// where there is such.
fn anchor(links: &[Link], builder: &Builder) -> Option<Vec<EntryId>> {
    let small: Vec<EntryId> = grammar::small_words().map(|word| builder.lexicon.look_up(word)).collect();
    let sets = links.iter().map(|link| &link.words);
    sets.min_by_key(|set| (set.iter().any(|id| small.contains(id)), set.len())).cloned()
}

fn sum(one: Option<usize>, other: Option<usize>) -> Option<usize> {
    Some(one? + other?)
}

/// The most tokens that a part matches.
fn width(node: &Node) -> Option<usize> {
    match node {
        Node::Atom(Atom::Group(_)) => None,
        Node::Atom(_) => Some(1),
        Node::Sequence(nodes) => nodes.iter().map(width).sum(),
        Node::Either(nodes) => nodes.iter().map(width).try_fold(0, |most, width| Some(width?.max(most))),
        Node::Repeat { node, most, .. } => Some(width(node)? * (*most)? as usize),
        Node::Capture(_, node) => width(node),
        Node::Start | Node::End => Some(0),
    }
}

/// The words of which every match of a part holds one, in their order, and how many tokens may follow the last.
fn chain(node: &Node, builder: &mut Builder) -> (Vec<Link>, Option<usize>) {
    let one = |words| (vec![Link { words, gap: Some(0) }], Some(0));
    match node {
        Node::Atom(Atom::Word(word)) => one(vec![builder.lexicon.intern(word)]),
        Node::Atom(Atom::Lemma(lemma)) => one(forms(lemma, builder)),
        Node::Sequence(nodes) => {
            let (mut links, mut rest) = (Vec::new(), Some(0));
            for node in nodes {
                let (mut more, after) = chain(node, builder);
                if let Some(first) = more.first_mut() {
                    first.gap = sum(first.gap, rest);
                    rest = after;
                } else {
                    rest = sum(rest, after);
                }
                links.append(&mut more);
            }
            (links, rest)
        }
        Node::Either(nodes) => {
            let width = width(node);
            let mut words = Vec::new();
            for node in nodes {
                let links = chain(node, builder).0;
                let Some(anchor) = anchor(&links, builder) else { return (Vec::new(), width) };
                words.extend(anchor);
            }
            let around = width.map(|width| width.saturating_sub(1));
            (vec![Link { words, gap: around }], around)
        }
        Node::Repeat { node: inner, least, most, .. } if *least > 0 => {
            let (links, after) = chain(inner, builder);
            let more = most.and_then(|most| Some(width(inner)? * (most as usize - 1)));
            (links, sum(after, more))
        }
        Node::Capture(_, node) => chain(node, builder),
        _ => (Vec::new(), width(node)),
    }
}

/// The sets of classes of which every match holds one.
fn shown(
    source: &Source<'_>,
    text: &Spanned<String>,
    node: &Node,
    builder: &mut Builder,
) -> Result<Vec<u64>> {
    Ok(match node {
        Node::Atom(atom @ (Atom::Class(_) | Atom::Group(_))) => {
            match test(source, text.span().start, atom, builder)? {
                Test::Class(bits) | Test::Group(bits) => vec![bits],
                _ => Vec::new(),
            }
        }
        Node::Sequence(nodes) => {
            let mut out = Vec::new();
            for node in nodes {
                out.extend(shown(source, text, node, builder)?);
            }
            out
        }
        Node::Repeat { node, least, .. } if *least > 0 => shown(source, text, node, builder)?,
        Node::Capture(_, node) => shown(source, text, node, builder)?,
        _ => Vec::new(),
    })
}

fn program(
    source: &Source<'_>,
    text: &Spanned<String>,
    node: &Node,
    builder: &mut Builder,
) -> Result<Compiled> {
    let at = text.span().start;
    let program = Program::compile(node)
        .ok_or_else(|| source.error(at, format!("{:?} is too large: use smaller gaps", text.get_ref())))?;
    for slot in &program.slots {
        let base = slot.strip_suffix("_b").unwrap_or(slot);
        if !SLOTS.contains(&base) {
            return Err(source.error(at, format!("{slot}: no such slot; known are {}", SLOTS.join(", "))));
        }
    }
    let tests: Result<Vec<Test>> = program.atoms.iter().map(|atom| test(source, at, atom, builder)).collect();
    let loose = has_gap_before_trigger(node);
    Ok(Compiled { tests: tests?, program, wanted: Wanted::default(), shown: Vec::new(), loose })
}

fn test(source: &Source<'_>, at: usize, atom: &Atom, builder: &mut Builder) -> Result<Test> {
    let classes = |names: &[String], builder: &Builder| {
        names.iter().try_fold(0, |bits, name| Ok(bits | builder.class_bit(source, at, name)?))
    };
    Ok(match atom {
        Atom::Word(word) => Test::Words(AnyOf::new(vec![builder.lexicon.intern(word)])),
        Atom::Lemma(lemma) => Test::Words(AnyOf::new(forms(lemma, builder))),
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
            let regex = Regex::new(&format!("^(?:{text})$"))
                .map_err(|error| source.error(at, format!("/{text}/: {error}")))?;
            Test::Regex(Box::new(regex))
        }
        Atom::Any => Test::Any,
        Atom::Not(atom) => Test::Not(Box::new(test(source, at, atom, builder)?)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::machine::{Machine, Tokens};
    use super::*;
    use crate::events::lexicon::Present;
    use crate::events::pattern::written::written;
    use proptest::prelude::*;

    struct Text<'t> {
        words: &'t [&'static str],
        atoms: &'t [Atom],
    }

    impl Tokens for Text<'_> {
        fn count(&self) -> usize {
            self.words.len()
        }

        fn take(&self, atom: usize, at: usize) -> Option<usize> {
            let taken = match &self.atoms[atom] {
                Atom::Word(word) => word == self.words[at],
                Atom::Not(inner) => **inner != Atom::Word(self.words[at].to_owned()),
                _ => true,
            };
            taken.then_some(at + 1)
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// What is looked for first turns away nothing that a pattern matches.
        #[test]
        fn every_match_holds_the_chain_of_its_pattern(
            pattern in written(&["a", "b", "c", "_", "..2", "...", "!a"]),
            words in prop::collection::vec(prop::sample::select(vec!["a", "b", "c", "d"]), 0..12),
        ) {
            let node = parse(&pattern).unwrap();
            let Some(program) = Program::compile(&node) else { return Ok(()) };
            let mut builder = Builder::default();
            builder.lexicon = crate::events::lexicon::Lexicon::new();
            let ids: Vec<EntryId> = words.iter().map(|word| builder.lexicon.intern(word)).collect();
            let links = chain(&node, &mut builder).0;
            let sets = &mut builder.lexicon.sets;
            let wanted: Wanted = links.into_iter().map(|link| (sets.number(link.words), link.gap)).collect();
            builder.lexicon.finish(|_| false, |_| false);
            let mut present = Present::default();
            present.set(&builder.lexicon.sets, &ids);
            let text = Text { words: &words, atoms: &program.atoms };
            if Machine::default().find(&program, &text).is_some() {
                prop_assert!(wanted.are_near(&builder.lexicon.sets, &ids), "{} on {}", pattern, words.join(" "));
                prop_assert!(wanted.are_there(&builder.lexicon.sets, &ids, &present));
            }
        }
    }

    /// Of a scope too long for bits, order alone is asked for.
    #[test]
    fn words_far_apart_are_told_from_words_that_are_near() {
        let mut builder = Builder::default();
        builder.lexicon = crate::events::lexicon::Lexicon::new();
        let [a, b, c] = ["a", "b", "c"].map(|word| builder.lexicon.intern(word));
        let links = chain(&parse("a ..2 b").unwrap(), &mut builder).0;
        let sets = &mut builder.lexicon.sets;
        let wanted: Wanted = links.into_iter().map(|link| (sets.number(link.words), link.gap)).collect();
        builder.lexicon.finish(|_| false, |_| false);
        let near = |apart: usize, rest: usize| {
            let words: Vec<EntryId> = [vec![a], vec![c; apart], vec![b], vec![c; rest]].concat();
            wanted.are_near(&builder.lexicon.sets, &words)
        };
        assert_eq!([near(2, 0), near(3, 0), near(2, 60), near(3, 60)], [true, false, true, true]);
    }
}
