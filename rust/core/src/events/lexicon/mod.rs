//! The words of a pack: one look-up a word, and a trie for longer phrases.
//!
//! A [`Lexicon`] interns every word that any list of the pack uses. The look-up of a word gives its entry: the
//! verb forms it can be, whether it can be a noun, its classes as a bit mask, and the node of the phrase trie
//! that it opens. [`Lexicon::hits`] finds the longest phrase from each word on, never overlapping, with all the
//! senses of that phrase. Keys are folded (see [`crate::text::words::fold`]), so capitals and typographic
//! variants don't matter.
//!
//! Cost: one hash look-up a word, one more for each word that goes on a phrase. Linear, nothing is read twice
//! but the words of a phrase that broke off. [`build`] makes it of what lists say of
//! words ([`entry`]); [`glance`] is the first look at a word, [`sets`] has the sets of words that patterns ask for, [`concept`]
//! the lists that the engine asks for.

mod build;
mod concept;
mod entry;
mod glance;
mod phrases;
mod sets;

use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use super::company::{Crowd, Trigger};
pub(crate) use concept::Concept;
pub(crate) use entry::{Entry, Form, Sense, kind_of};
pub(crate) use glance::{Glance, Looker, act_bit, bit_of, flag};
pub(crate) use phrases::PhraseSet;
pub(crate) use sets::{Among, AnyOf, Positions, Present, SetId, Sets, Wanted};

use super::company::Companies;
use super::inflect::use_of;
use super::stem;
use crate::normalise::trie::Trie;
use crate::text::vocabulary::Vocabulary;
use crate::text::words::Words;
use concept::Concepts;

/// Number of an interned word. [`UNKNOWN`] for a word that no list holds.
pub(crate) type EntryId = u32;
/// The word that no list holds.
pub(crate) const UNKNOWN: EntryId = u32::MAX;
/// Number of a verb.
pub(crate) type LemmaId = u32;

/// A phrase found in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    /// Tokens, half-open.
    pub start: u32,
    pub end: u32,
    /// Node whose senses hold.
    pub node: u32,
}

#[derive(Debug, Default)]
struct Node {
    senses: Vec<Sense>,
    triggers: Vec<Trigger>,
    acts: u64,
    /// Bits of [`kind_of`].
    kinds: u8,
    /// Classes by its senses.
    classes: u64,
}

/// What stands at a node, as the walk over phrases asks for it.
#[derive(Debug, Clone, Copy, Default)]
struct Way {
    /// The bits of the words with which longer phrases go on; none where none does.
    next: u64,
    /// A phrase ends there.
    ends: bool,
}

/// The interned words, verbs and phrases of a pack.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    words: Vocabulary,
    pub entries: Vec<Entry>,
    glances: Vec<Glance>,
    /// What words can start.
    companies: Companies,
    /// The sets of words that patterns ask for.
    pub sets: Sets,
    /// By node.
    ways: Vec<Way>,
    by: Option<EntryId>,
    /// The two marks that can be quotation marks.
    quotes: [EntryId; 2],
    /// Bits of the words that name a source ("according").
    sources: u64,
    next: FxHashMap<(u32, EntryId), u32>,
    nodes: Vec<Node>,
    pub lemmas: Vec<Box<str>>,
    lemma_ids: FxHashMap<Box<str>, LemmaId>,
    /// The written forms of each verb.
    written: Vec<Vec<EntryId>>,
    /// The lists of `[concepts]` that each word and each verb stands in, up to the last that does.
    concepts: Vec<Concepts>,
    verb_concepts: Vec<Concepts>,
    doubling: FxHashSet<Box<str>>,
    /// Words that are no names, beyond those of the entries.
    pub plain: FxHashSet<Box<str>>,
    /// Names made of everyday words.
    pub names: Trie,
    irregular: FxHashMap<Box<str>, [Box<str>; 3]>,
    /// Endings of nouns with those of their plurals, the longest first.
    plurals: Vec<(Box<str>, Box<str>)>,
    second_past: FxHashMap<Box<str>, Box<str>>,
}

impl Lexicon {
    /// The entry of a folded word.
    pub(crate) fn look_up(&self, word: &str) -> EntryId {
        self.words.get(word).unwrap_or(UNKNOWN)
    }

    /// What looks many words up.
    #[inline]
    pub(crate) fn looker(&self) -> Looker<'_> {
        Looker { words: self.words.finder(), glances: &self.glances }
    }

    #[inline]
    pub(crate) fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id as usize)
    }

    #[inline]
    pub(crate) fn senses(&self, hit: &Hit) -> &[Sense] {
        &self.nodes[hit.node as usize].senses
    }

    /// Number of a verb, if any list names it.
    pub(crate) fn lemma(&self, verb: &str) -> Option<LemmaId> {
        self.lemma_ids.get(verb).copied()
    }

    /// All written forms of a verb, base first.
    pub(crate) fn forms_of(&self, lemma: LemmaId) -> Vec<EntryId> {
        self.written[lemma as usize].clone()
    }

    /// The word of an entry.
    pub(crate) fn word(&self, id: EntryId) -> &str {
        self.words.word(id)
    }

    /// Every phrase of the lists in all its forms, and the forms of the verbs that `means` says to mean something, in
    /// lower case, sorted.
    pub(crate) fn phrases(&self, means: impl Fn(LemmaId) -> bool) -> Vec<String> {
        let words: Vec<&str> = self.words.iter().collect();
        let mut edges: Vec<(u32, EntryId, u32)> =
            self.next.iter().map(|(&(from, word), &to)| (from, word, to)).collect();
        edges.sort_unstable();
        let mut out = Vec::new();
        let mut open: Vec<(u32, String)> = Vec::new();
        for (entry, &word) in self.entries.iter().zip(&words) {
            let told = entry.governor.is_some() || entry.act.is_some() || entry.event.is_some();
            if told || entry.forms.iter().any(|form| means(form.lemma)) {
                out.push(word.to_owned());
            }
            if entry.node != 0 {
                open.push((entry.node, word.to_owned()));
            }
        }
        while let Some((node, phrase)) = open.pop() {
            if !self.nodes[node as usize].senses.is_empty() {
                out.push(phrase.replace(" - ", "-"));
            }
            let first = edges.partition_point(|&(from, ..)| from < node);
            for &(_, word, to) in edges[first..].iter().take_while(|&&(from, ..)| from == node) {
                open.push((to, format!("{phrase} {}", words[word as usize])));
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Classes of the phrase that the hit found.
    #[inline]
    pub(crate) fn classes_of(&self, hit: &Hit) -> u64 {
        self.nodes[hit.node as usize].classes
    }

    /// What the phrase that the hit found can start.
    pub(crate) fn triggers(&self, hit: &Hit) -> &[Trigger] {
        &self.nodes[hit.node as usize].triggers
    }

    /// The acts that the phrase names.
    pub(crate) fn acts_of(&self, hit: &Hit) -> u64 {
        self.nodes[hit.node as usize].acts
    }

    /// Whether a word may start something that is wanted, among the right words: most sentences don't show what it asks for
    /// at least.
    #[inline]
    pub(crate) fn may_start(&self, word: EntryId, wanted: impl Fn(&Trigger) -> bool) -> bool {
        self.flags(word) & flag::TRIGGER != 0 && self.companies.may_start(word, wanted)
    }

    /// Gives `take` what the word at `at` can start beside the other words of its sentence: of that what is wanted, until
    /// `take` has enough. Tells whether it has.
    pub(crate) fn starts(
        &self,
        at: usize,
        crowd: Crowd<'_>,
        wanted: impl Fn(&Trigger) -> bool,
        take: impl FnMut(&Trigger) -> bool,
    ) -> bool {
        let auxiliary = |id| self.flags(id) & flag::AUXILIARY != 0;
        self.companies.starts(at, crowd, auxiliary, wanted, take)
    }

    /// The same for what a word can start where its sentence holds one of each of some sets of words.
    pub(crate) fn starts_among(
        &self,
        word: EntryId,
        among: Among<'_>,
        wanted: impl Fn(&Trigger) -> bool,
        take: impl FnMut(&Trigger) -> bool,
    ) -> bool {
        self.companies.starts_among(word, among, wanted, take)
    }

    /// Bits of the words that name a source: "according to", "as per", "citing".
    pub(crate) fn sources(&self) -> u64 {
        self.sources
    }

    /// Whether the word is a mark that can be a quotation mark.
    #[inline]
    pub(crate) fn is_quote(&self, id: EntryId) -> bool {
        self.quotes.contains(&id)
    }

    /// Whether the word is "by".
    #[inline]
    pub(crate) fn is_by(&self, id: EntryId) -> bool {
        self.by == Some(id)
    }

    /// Whether a list says more of the phrase than its classes: it is read as a noun then.
    pub(crate) fn is_noun(&self, hit: &Hit) -> bool {
        self.kinds(hit) != 0
    }

    /// Bits of [`kind_of`].
    #[inline]
    pub(crate) fn kinds(&self, hit: &Hit) -> u8 {
        self.nodes[hit.node as usize].kinds
    }

    /// Whether a word is of a closed class.
    pub(crate) fn is_closed(&self, id: EntryId) -> bool {
        self.entry(id).is_some_and(|entry| entry.tagging.is_closed())
    }

    /// Whether a word can be a noun or an adjective.
    pub(crate) fn is_noun_or_adjective(&self, id: EntryId) -> bool {
        self.entry(id).is_some_and(|entry| entry.singular || entry.plural || entry.adjective)
    }

    /// Whether lists or the endings of English explain a folded word, so that it is no name by itself.
    pub(crate) fn explains(&self, id: EntryId, word: &str) -> bool {
        self.entry(id).is_some_and(|entry| entry.tagging.is_closed() || entry.tagging.is_known())
            || self.plain.contains(word)
            || stem::explains(word, |stem| self.plain.contains(stem) || self.has_word(stem))
    }

    /// Where a name made of everyday words ends that begins at token `at`, in any case.
    pub(crate) fn name_end(&self, words: &Words, at: usize) -> Option<usize> {
        let mut best = None;
        self.names.walk(words, at, |end, _| best = Some(end));
        best
    }

    fn has_word(&self, word: &str) -> bool {
        self.entry(self.look_up(word)).is_some_and(|entry| entry.tagging.is_known())
    }

    /// Whether a word can be the third person of a verb.
    pub(crate) fn can_be_third(&self, entry: EntryId) -> bool {
        self.can_be(entry, use_of::THIRD)
    }

    /// Whether a word can be the plain form of a verb.
    pub(crate) fn can_be_base(&self, entry: EntryId) -> bool {
        self.can_be(entry, use_of::BASE)
    }

    /// Whether a word can be the past participle of a verb.
    pub(crate) fn can_be_participle(&self, entry: EntryId) -> bool {
        self.can_be(entry, use_of::PARTICIPLE)
    }

    /// Whether a word is the participle of a verb that keeps an object in the passive: "was given two days".
    pub(crate) fn keeps_object(&self, entry: EntryId) -> bool {
        self.entries.get(entry as usize).is_some_and(|entry| entry.two_objects)
    }

    /// Whether a bare word behind "by" tells no doer: "by helicopter".
    pub(crate) fn is_means(&self, entry: EntryId) -> bool {
        self.entries.get(entry as usize).is_some_and(|entry| entry.means)
    }

    pub(crate) fn can_be_past(&self, entry: EntryId) -> bool {
        self.can_be(entry, use_of::PAST)
    }

    fn can_be(&self, entry: EntryId, uses: u8) -> bool {
        self.entries
            .get(entry as usize)
            .is_some_and(|entry| entry.forms.iter().any(|form| form.uses & uses != 0))
    }

    /// What the first look at a word tells.
    #[inline]
    pub(crate) fn glance(&self, id: EntryId) -> &Glance {
        &self.glances[(id as usize).min(self.glances.len() - 1)]
    }

    /// Bits of [`flag`].
    #[inline]
    pub(crate) fn flags(&self, id: EntryId) -> u32 {
        self.glance(id).flags
    }

    /// Classes of the word alone.
    #[inline]
    pub(crate) fn classes(&self, id: EntryId) -> u64 {
        self.glance(id).classes
    }

    /// The longest phrase with a sense from each token on, left to right, not overlapping, behind those of `out`.
    pub(crate) fn hits(&self, tokens: &[EntryId], out: &mut Vec<Hit>) {
        let mut at = 0;
        while at < tokens.len() {
            match self.longest(&tokens[at..]) {
                Some((length, node)) => {
                    out.push(Hit { start: at as u32, end: (at + length) as u32, node });
                    at += length;
                }
                None => at += 1,
            }
        }
    }

    #[inline]
    fn longest(&self, tokens: &[EntryId]) -> Option<(usize, u32)> {
        let mut node = self.glance(tokens[0]).node;
        if node == 0 {
            return None;
        }
        let mut way = self.ways[node as usize];
        let mut best = way.ends.then_some((1, node));
        for (index, &token) in tokens.iter().enumerate().skip(1) {
            // most words go on no phrase
            if way.next & bit_of(token) == 0 || token == UNKNOWN {
                break;
            }
            let Some(&next) = self.next.get(&(node, token)) else { break };
            node = next;
            way = self.ways[node as usize];
            if way.ends {
                best = Some((index + 1, node));
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn verbs_have_their_forms() {
        let mut lexicon = Lexicon::new();
        lexicon.set_irregular("take", ["took", "taken", "taking"]);
        lexicon.add_verb("retake");
        lexicon.add_verb("shell");
        for form in ["retakes", "retook", "retaken", "retaking", "shelled", "shelling"] {
            assert_ne!(lexicon.look_up(form), UNKNOWN, "{form}");
        }
    }

    /// "make a visit" is found by "visit", and only where it stands behind a form of "make"; sets of words are found in
    /// their order.
    #[test]
    fn companies_are_found_by_their_rare_word() {
        let mut lexicon = Lexicon::new();
        let ids = ["make", "a", "visit", "truce", "sign"].map(|word| lexicon.intern(word));
        let [make, a, visit, truce, sign] = ids;
        let trigger = Trigger::when(0);
        lexicon.entries[make as usize].starts.push((Box::new([a, visit]), trigger));
        let wanted: Wanted =
            [sign, truce].map(|word| (lexicon.sets.number(vec![word]), None)).into_iter().collect();
        lexicon.entries[truce as usize].among.push((wanted, trigger));
        lexicon.finish(|_| false, |_| false);
        let found = |sentence: &[EntryId]| {
            let mask = sentence.iter().fold(0, |mask, &id| mask | bit_of(id));
            let (mut present, mut positions) = (Present::default(), Positions::default());
            present.set(&lexicon.sets, sentence);
            positions.set(sentence);
            let mut out = Vec::new();
            let crowd = Crowd { words: sentence, mask, positions: &positions, headline: false };
            let among = Among::all(&lexicon.sets, sentence, &positions, &present);
            let mut take = |trigger: &Trigger| {
                out.push(*trigger);
                false
            };
            for at in (0..sentence.len()).filter(|&at| lexicon.flags(sentence[at]) & flag::TRIGGER != 0) {
                lexicon.starts(at, crowd, |_| true, &mut take);
                lexicon.starts_among(sentence[at], among, |_| true, &mut take);
            }
            out.len()
        };
        assert_eq!(lexicon.flags(make) & flag::TRIGGER, 0);
        assert_eq!(lexicon.flags(truce), flag::TRIGGER | flag::ANCHORS);
        for (sentence, count) in [
            (vec![make, a, visit], 1),
            (vec![make, UNKNOWN, a, visit], 1),
            (vec![a, visit, make], 0),
            (vec![make, visit, a], 0),
            (vec![sign, a, truce], 1),
            (vec![truce, sign], 0),
        ] {
            assert_eq!(found(&sentence), count, "{sentence:?}");
        }
    }

    #[test]
    fn nouns_have_the_plural_of_their_ending() {
        let mut lexicon = Lexicon::new();
        for (one, many) in [("man", "men"), ("human", "humans")] {
            lexicon.set_plural(one, many);
        }
        let plurals = ["gunman", "human", "ally"].map(|noun| lexicon.plural(noun));
        assert_eq!(plurals, ["gunmen", "humans", "allies"]);
    }

    proptest! {
        /// The longest phrase at each place equals what trying every length finds.
        #[test]
        fn hits_equal_trying_every_phrase(
            phrases in proptest::collection::vec("[ab]( [ab]){0,3}", 1..6),
            text in "[abc]( [abc]){0,20}",
        ) {
            let mut lexicon = Lexicon::new();
            for (index, phrase) in phrases.iter().enumerate() {
                lexicon.add_phrase(phrase, Sense::Topic(index as u16), Some(Trigger::when(0)));
            }
            lexicon.finish(|_| false, |_| false);
            let words: Vec<&str> = text.split(' ').collect();
            let tokens: Vec<EntryId> = words.iter().map(|word| lexicon.look_up(word)).collect();
            let mut hits = Vec::new();
            lexicon.hits(&tokens, &mut hits);
            let mut want = Vec::new();
            let mut at = 0;
            while at < words.len() {
                let best = phrases.iter()
                    .map(|phrase| phrase.split(' ').collect::<Vec<_>>())
                    .filter(|phrase| words[at..].starts_with(phrase))
                    .map(|phrase| phrase.len())
                    .max();
                if let Some(length) = best { want.push((at as u32, (at + length) as u32)); }
                at += best.unwrap_or(1);
            }
            prop_assert_eq!(hits.iter().map(|hit| (hit.start, hit.end)).collect::<Vec<_>>(), want);
        }
    }
}
