//! The ways in which a pattern can match: of each, the words that it holds, in their order, and the classes that it shows.
//!
//! `(hand back | cede) ... <land>` has two, and a sentence without "back" and "cede" matches in neither. Ways that differ
//! in one place are one way with the words of both there, so that alternatives of single words part nothing. Where a
//! pattern would come to more ways than [`MOST`], what is left of an alternative is one of its rarest words.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::parse::{Atom, Node};
use super::{Anchored, Pattern, Patterns, Scope};
use crate::events::by_word::ByWord;
use crate::events::grammar;
use crate::events::inflect;
use crate::events::lexicon::{EntryId, Lexicon, SetId, Sets, Trigger, Wanted, flag};
use crate::events::pack::{Builder, Known};

/// The most ways of a part. Unmeasured.
const MOST: usize = 32;

/// A way in which a pattern can match, as it is looked for.
#[derive(Debug)]
pub(super) struct Way {
    /// Sets of words of each of which a match holds one.
    pub wanted: Wanted,
    /// The same, as all of a sentence holds them: within a clause nothing tells how many tokens of others stand between.
    pub company: Wanted,
    /// Sets of classes of each of which the sentence of a match shows one.
    pub shown: Vec<u64>,
}

/// Words of which a match holds one, behind those of the link before it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Link {
    words: Vec<EntryId>,
    /// How many tokens at most stand between the two; `None` where there is no bound.
    gap: Option<usize>,
}

/// A way of a part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Chain {
    links: Vec<Link>,
    /// How many tokens may follow the last link; all tokens of the part, where there is none.
    rest: Option<usize>,
    shown: Vec<u64>,
}

/// What makes the ways of patterns. `classes` are the bits of some names of classes.
struct Maker<'b, C> {
    builder: &'b mut Builder,
    classes: C,
    small: FxHashSet<EntryId>,
}

/// The ways of a pattern; none where one of them holds no word. `classes` gives the bits of names of classes.
pub(super) fn ways(
    node: &Node,
    scope: Scope,
    builder: &mut Builder,
    classes: impl Fn(&Builder, &[String]) -> u64,
) -> Option<Vec<Way>> {
    let small = grammar::small_words().map(|word| builder.lexicon.look_up(word)).collect();
    let mut maker = Maker { builder, classes, small };
    let chains = maker.chains(node, MOST);
    if chains.iter().any(|chain| chain.links.is_empty()) {
        return None;
    }
    let sets = &mut maker.builder.lexicon.sets;
    let way = |chain: Chain| {
        let links = chain.links.into_iter().map(|link| (sets.number(link.words), link.gap));
        let wanted: Wanted = links.collect();
        let company = if scope == Scope::Clause { wanted.loosened() } else { wanted.clone() };
        Way { wanted, company, shown: chain.shown }
    };
    Some(chains.into_iter().map(way).collect())
}

/// The words that a regular expression names one by one, where it does nothing else: `/fight|die/`.
pub(super) fn words_of(regex: &str) -> Option<impl Iterator<Item = &str>> {
    let plain = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    regex.split('|').all(plain).then(|| regex.split('|'))
}

/// Every form of a verb that the pack knows; of any other word the two numbers and the regular forms of a verb.
pub(super) fn forms(lemma: &str, builder: &mut Builder) -> Vec<EntryId> {
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

fn sum(one: Option<usize>, other: Option<usize>) -> Option<usize> {
    Some(one? + other?)
}

/// The most tokens that a part matches.
fn width(node: &Node) -> Option<usize> {
    match node {
        Node::Atom(Atom::Group(_) | Atom::Set(_)) => None,
        Node::Atom(_) => Some(1),
        Node::Sequence(nodes) => nodes.iter().map(width).sum(),
        Node::Either(nodes) => nodes.iter().map(width).try_fold(0, |most, width| Some(width?.max(most))),
        Node::Repeat { node, most, .. } => Some(width(node)? * (*most)? as usize),
        Node::Capture(_, node) => width(node),
        Node::Start | Node::End => Some(0),
    }
}

impl<C: Fn(&Builder, &[String]) -> u64> Maker<'_, C> {
    /// The ways of a part, no more than so many.
    fn chains(&mut self, node: &Node, most: usize) -> Vec<Chain> {
        match node {
            Node::Atom(atom) => vec![self.chain(atom, width(node))],
            Node::Sequence(nodes) => {
                let start = vec![Chain { links: Vec::new(), rest: Some(0), shown: Vec::new() }];
                nodes.iter().fold(start, |before, node| {
                    let mut next = self.chains(node, most);
                    if before.len() * next.len() > most {
                        next = self.chains(node, 1);
                    }
                    let pairs = before.iter().flat_map(|one| next.iter().map(|next| one.then(next)));
                    pairs.collect()
                })
            }
            Node::Either(nodes) => {
                let mut found: Vec<Chain> = nodes.iter().flat_map(|node| self.chains(node, most)).collect();
                // who asks for least takes others in
                found.sort_by_key(|chain| (chain.shown.len(), chain.rest.map(Reverse)));
                let mut all: Vec<Chain> = Vec::new();
                for chain in found {
                    if !all.iter_mut().any(|other| other.takes_in(&chain)) {
                        all.push(chain);
                    }
                }
                match all.len() {
                    count if count <= most => all,
                    _ if most > 1 => self.chains(node, 1),
                    _ => vec![self.common(&all, width(node))],
                }
            }
            Node::Repeat { node: inner, least, most: times, .. } if *least > 0 => {
                let more = times.and_then(|times| Some(width(inner)? * (times as usize - 1)));
                let mut all = self.chains(inner, most);
                for chain in &mut all {
                    chain.rest = sum(chain.rest, more);
                }
                all
            }
            Node::Capture(_, node) => self.chains(node, most),
            _ => vec![Chain { links: Vec::new(), rest: width(node), shown: Vec::new() }],
        }
    }

    fn chain(&mut self, atom: &Atom, width: Option<usize>) -> Chain {
        let words = match atom {
            Atom::Word(word) => vec![self.builder.lexicon.intern(word)],
            Atom::Lemma(lemma) => forms(lemma, self.builder),
            Atom::Regex(regex) => {
                words_of(regex).into_iter().flatten().map(|word| self.builder.lexicon.intern(word)).collect()
            }
            Atom::Set(name) => self.builder.first_of_set(name).unwrap_or_default(),
            _ => Vec::new(),
        };
        let shown = match atom {
            Atom::Class(names) | Atom::Group(names) => (self.classes)(self.builder, names),
            _ => 0,
        };
        let links: Vec<Link> =
            (!words.is_empty()).then_some(Link { words, gap: Some(0) }).into_iter().collect();
        let rest = match atom {
            _ if links.is_empty() => width,
            // of a phrase its first word is looked for
            Atom::Set(_) => None,
            _ => Some(0),
        };
        Chain { links, rest, shown: (shown != 0).then_some(shown).into_iter().collect() }
    }

    /// What some ways of a part of this width have in common: one of the words of each.
    fn common(&self, chains: &[Chain], width: Option<usize>) -> Chain {
        let few = |link: &&Link| (link.words.iter().any(|word| self.small.contains(word)), link.words.len());
        let rarest: Option<Vec<&Link>> =
            chains.iter().map(|chain| chain.links.iter().min_by_key(few)).collect();
        let Some(rarest) = rarest else {
            return Chain { links: Vec::new(), rest: width, shown: Vec::new() };
        };
        let words = rarest.into_iter().flat_map(|link| link.words.iter().copied()).collect();
        let around = width.map(|width| width.saturating_sub(1));
        Chain { links: vec![Link { words, gap: around }], rest: around, shown: Vec::new() }
    }
}

impl Chain {
    /// This way, and then the next.
    fn then(&self, next: &Self) -> Self {
        let mut all = self.clone();
        all.shown.extend_from_slice(&next.shown);
        let before = self.links.len();
        all.links.extend_from_slice(&next.links);
        if let Some(first) = all.links.get_mut(before) {
            first.gap = sum(first.gap, self.rest);
            all.rest = next.rest;
        } else {
            all.rest = sum(self.rest, next.rest);
        }
        all
    }

    /// Takes in a way that differs in the words of one link, in the classes of one, or in nothing, or that asks for more.
    /// Whether it did.
    fn takes_in(&mut self, other: &Self) -> bool {
        if self.links.is_empty() && other.links.is_empty() {
            let no_farther = self.rest.is_none_or(|rest| other.rest.is_some_and(|other| other <= rest));
            if let ([bits], [more]) = (&mut self.shown[..], &other.shown[..])
                && self.rest == other.rest
            {
                *bits |= more;
                return true;
            }
            return no_farther && self.shown.iter().all(|bits| other.shown.contains(bits));
        }
        let alike = self.links.len() == other.links.len()
            && self.rest == other.rest
            && self.shown == other.shown
            && self.links.iter().zip(&other.links).all(|(one, other)| one.gap == other.gap);
        let mut differing = self.links.iter_mut().zip(&other.links).filter(|(one, other)| one != other);
        if !alike {
            return false;
        }
        let Some((one, other)) = differing.next() else { return true };
        if differing.next().is_some() {
            return false;
        }
        one.words.extend_from_slice(&other.words);
        one.words.sort_unstable();
        one.words.dedup();
        true
    }
}

impl Patterns {
    /// Hangs every way of every pattern on the words by which it is found, when all patterns are in: those of its sets
    /// whose words the fewest ways ask for. Everyday words stand in many. Tells what hangs on which word, in the order of
    /// patterns.
    pub(in crate::events) fn hang(&self, builder: &mut Builder) -> Vec<(EntryId, Anchored)> {
        let small: FxHashSet<EntryId> =
            grammar::small_words().map(|word| builder.lexicon.look_up(word)).collect();
        let (asked, known) = (self.asked(&builder.lexicon.sets), builder.known());
        let mut hung = Vec::new();
        for (pattern_id, pattern) in (0..).zip(&self.list) {
            for (number, compiled) in (0..).zip(&pattern.matches) {
                for (at, way) in (0..).zip(&compiled.ways) {
                    let sets = &builder.lexicon.sets;
                    let common = |set: &SetId| {
                        let words = sets.words(*set);
                        let often: usize = words.iter().map(|word| asked[word]).sum();
                        (words.iter().any(|word| small.contains(word)), often, words.len())
                    };
                    let Some(anchor) = way.wanted.sets().min_by_key(common) else { continue };
                    let anchor = sets.words(anchor).to_vec();
                    let trigger = way.trigger(pattern, builder, &known);
                    for word in anchor {
                        let among = &mut builder.lexicon.entries[word as usize].among;
                        among.push((way.company.clone(), trigger));
                        let way = Anchored { rarest: None, pattern: pattern_id, one: number, way: at };
                        hung.push((word, way));
                    }
                }
            }
        }
        hung
    }

    /// Takes in what hangs on which word, when the sets of all words are gathered.
    pub(in crate::events) fn gather(&mut self, hung: Vec<(EntryId, Anchored)>, lexicon: &Lexicon) {
        let mut of: Vec<Vec<Anchored>> = vec![Vec::new(); lexicon.entries.len()];
        for (word, anchored) in hung {
            let pattern = &self.list[anchored.pattern as usize];
            let way = &pattern.matches[anchored.one as usize].ways[anchored.way as usize];
            let rarest = way.company.rarest(&lexicon.sets, word);
            of[word as usize].push(Anchored { rarest, ..anchored });
        }
        self.anchored = ByWord::default();
        for anchored in of {
            self.anchored.push(anchored);
        }
    }

    /// How many ways ask for each word.
    fn asked(&self, sets: &Sets) -> FxHashMap<EntryId, usize> {
        let mut asked = FxHashMap::default();
        let ways = self.list.iter().flat_map(|pattern| &pattern.matches).flat_map(|compiled| &compiled.ways);
        for word in ways.flat_map(|way| way.wanted.sets()).flat_map(|set| sets.words(set)) {
            *asked.entry(*word).or_default() += 1;
        }
        asked
    }
}

impl Way {
    /// What its sentence must show beside its words.
    fn trigger(&self, pattern: &Pattern, builder: &Builder, known: &Known) -> Trigger {
        let Pattern { needs, unless, claimed, code, .. } = *pattern;
        let mut shown = self.shown.clone();
        // what is of few classes is rare
        shown.sort_by_key(|bits| bits.count_ones());
        let mut shown = shown.into_iter();
        Trigger {
            needs,
            unless,
            excuse: Builder::excuse(known, needs, unless),
            object: shown.next().unwrap_or(0),
            subject: shown.next().unwrap_or(0),
            claimed: Builder::shown(known, claimed),
            marks: if claimed == 0 { 0 } else { flag::SAYS },
            closing: builder.closing([code]),
            ..Trigger::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::lexicon::{Among, Positions, Present};
    use crate::events::pattern::machine::{Machine, Tokens};
    use crate::events::pattern::parse::parse;
    use crate::events::pattern::program::Program;
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
                Atom::Regex(regex) => words_of(regex).unwrap().any(|word| word == self.words[at]),
                Atom::Not(inner) => **inner != Atom::Word(self.words[at].to_owned()),
                _ => true,
            };
            taken.then_some(at + 1)
        }
    }

    fn builder() -> Builder {
        let mut builder = Builder::default();
        builder.lexicon = Lexicon::new();
        builder
    }

    fn ways_of(pattern: &str, builder: &mut Builder) -> Vec<Way> {
        ways(&parse(pattern).unwrap(), Scope::Sentence, builder, |_, _| 0).unwrap_or_default()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// What is looked for first turns away nothing that a pattern matches.
        #[test]
        fn every_match_holds_a_way_of_its_pattern(
            pattern in written(&["a", "b", "c", "_", "..2", "...", "!a", "/a|d/"]),
            words in prop::collection::vec(prop::sample::select(vec!["a", "b", "c", "d"]), 0..12),
        ) {
            let node = parse(&pattern).unwrap();
            let Some(program) = Program::compile(&node) else { return Ok(()) };
            let mut builder = builder();
            let ids: Vec<EntryId> = words.iter().map(|word| builder.lexicon.intern(word)).collect();
            let Some(ways) = ways(&node, Scope::Clause, &mut builder, |_, _| 0) else { return Ok(()) };
            builder.lexicon.finish(|_| false, |_| false);
            let sets = &builder.lexicon.sets;
            let mut present = Present::default();
            present.set(sets, &ids);
            let mut positions = Positions::default();
            positions.set(&ids);
            let text = Text { words: &words, atoms: &program.atoms };
            if Machine::default().find(&program, &text).is_some() {
                let among = Among::all(sets, &ids, &positions, &present);
                let near = ways.iter().any(|way| way.wanted.are_near(among));
                let there = ways.iter().any(|way| way.wanted.are_there(among));
                let loose = ways.iter().any(|way| way.company.are_there(among));
                prop_assert!(near && there && loose, "{} on {}", pattern, words.join(" "));
            }
        }
    }

    /// Alternatives of several words are ways of their own, those of one word are not.
    #[test]
    fn alternatives_part_a_way_where_they_differ_in_more_than_a_word() {
        let count = |pattern: &str| ways_of(pattern, &mut builder()).len();
        assert_eq!(count("(hand | give) back ..2 (land|soil)"), 1);
        assert_eq!(count("(hand back | give back | cede) ..2 (land|soil)"), 2);
        assert_eq!(count("((opening of ..2 (embassy|mission)) | exchange of envoys)"), 2);
        let many = "(a b|c d|e f g) (a b|c d|e f g) (a b|c d|e f g) (a b|c d|e f g)";
        assert_eq!(count("(_ | _+ | _ _) (d|e)"), 1, "who asks for less takes in who asks for more");
        assert_eq!(count(many), 27, "the last alternative is one of its words");
    }

    /// Of a scope too long for bits, order alone is asked for.
    #[test]
    fn words_far_apart_are_told_from_words_that_are_near() {
        let mut builder = builder();
        let [a, b, c] = ["a", "b", "c"].map(|word| builder.lexicon.intern(word));
        let ways = ways_of("a ..2 b", &mut builder);
        builder.lexicon.finish(|_| false, |_| false);
        let near = |apart: usize, rest: usize| {
            let words: Vec<EntryId> = [vec![a], vec![c; apart], vec![b], vec![c; rest]].concat();
            let (mut present, mut positions) = (Present::default(), Positions::default());
            let sets = &builder.lexicon.sets;
            present.set(sets, &words);
            positions.set(&words);
            ways[0].wanted.are_near(Among::all(sets, &words, &positions, &present))
        };
        assert_eq!([near(2, 0), near(3, 0), near(2, 60), near(3, 60)], [true, false, true, true]);
    }
}
