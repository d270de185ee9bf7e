//! Phrases of words, found by one hash look-up a token and then a trie.
//!
//! Hyphens inside a phrase and full stops after its short words are skipped in phrase and text alike, so that
//! `Ivano-Frankivsk`, `Ivano Frankivsk`, `St. Petersburg` and `St Petersburg` are the same.
//!
//! Cost: a token that begins no phrase costs one look-up; one that does costs one more for each further token
//! of the longest phrase. Building is linear in the characters of the phrases.

use rustc_hash::FxHashMap;

use crate::text::span::Span;
use crate::text::vocabulary::Vocabulary;
use crate::text::words::{Shape, Word, Words, key_of};

/// Phrases, each with the values it was inserted with.
#[derive(Debug, Default)]
pub(crate) struct Trie {
    vocabulary: Vocabulary,
    /// The node of the phrase that is a word alone or begins with it; 0 where there is none.
    roots: Vec<u32>,
    /// Turns most words that begin no phrase away before the vocabulary is asked.
    gate: Gate,
    edges: FxHashMap<(u32, u32), u32>,
    /// Values of node `n` are `values[offsets[n]..offsets[n + 1]]`.
    offsets: Vec<u32>,
    values: Vec<u32>,
}

/// A bit for each word that begins a phrase, by its key.
///
/// Sixteen bits a word leave one in sixteen other words to be looked up in vain.
#[derive(Debug, Default)]
struct Gate {
    bits: Vec<u64>,
    shift: u32,
}

impl Gate {
    fn new(keys: &[u64]) -> Self {
        let size = (keys.len() * 16).next_power_of_two().clamp(1 << 10, 1 << 24);
        let mut gate = Self { bits: vec![0; size / 64], shift: 64 - size.trailing_zeros() };
        for &key in keys {
            let at = gate.place(key);
            gate.bits[at / 64] |= 1 << (at % 64);
        }
        gate
    }

    #[inline]
    fn place(&self, key: u64) -> usize {
        // the multiplier is the fraction of the square root of two, made odd: another than the vocabulary's
        (key.wrapping_mul(0x6A09_E667_F3BC_C909) >> self.shift) as usize
    }

    #[inline]
    fn lets_through(&self, key: u64) -> bool {
        let at = self.place(key);
        self.bits.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

/// Collects phrases for a [`Trie`].
#[derive(Debug, Default)]
pub(crate) struct Builder {
    trie: Trie,
    nodes: u32,
    pairs: Vec<(u32, u32)>,
    words: Words,
}

impl Builder {
    /// Adds `value` to `phrase`. A phrase without a word is ignored.
    pub(crate) fn insert(&mut self, phrase: &str, value: u32) {
        self.words.read(phrase, Span::new(0, phrase.len()));
        let mut node = 0;
        for at in 0..self.words.len() {
            if matches!(self.words.lower(at), "-" | ".") {
                continue;
            }
            let word = self.trie.vocabulary.insert(self.words.lower(at));
            self.trie.roots.resize(self.trie.vocabulary.len(), 0);
            if node == 0 {
                let root = &mut self.trie.roots[word as usize];
                if *root == 0 {
                    self.nodes += 1;
                    *root = self.nodes;
                }
                node = *root;
            } else {
                let nodes = &mut self.nodes;
                node = *self.trie.edges.entry((node, word)).or_insert_with(|| {
                    *nodes += 1;
                    *nodes
                });
            }
        }
        if node != 0 {
            self.pairs.push((node, value));
        }
    }

    /// The trie of all phrases inserted.
    pub(crate) fn build(mut self) -> Trie {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        let mut trie = self.trie;
        let firsts = trie.vocabulary.iter().zip(&trie.roots).filter(|(_, root)| **root != 0);
        trie.gate = Gate::new(&firsts.map(|(word, _)| key_of(word)).collect::<Vec<_>>());
        trie.values = self.pairs.iter().map(|&(_, value)| value).collect();
        trie.offsets = vec![0; self.nodes as usize + 2];
        for &(node, _) in &self.pairs {
            trie.offsets[node as usize + 1] += 1;
        }
        for node in 1..trie.offsets.len() {
            trie.offsets[node] += trie.offsets[node - 1];
        }
        trie
    }
}

/// Where the values of a phrase stand.
pub(crate) type Values = std::ops::Range<u32>;

impl Trie {
    /// Whether a phrase may begin with a word; most others are turned away.
    #[inline]
    pub(crate) fn may_begin(&self, word: &Word) -> bool {
        self.gate.lets_through(word.key())
    }

    /// Calls `each` with the end and the values of every phrase that begins at token `at`, shortest first.
    pub(crate) fn walk(&self, words: &Words, at: usize, mut each: impl FnMut(usize, Values)) {
        let Some(first) = words.as_slice().get(at).filter(|word| self.gate.lets_through(word.key())) else {
            return;
        };
        let Some(word) = self.vocabulary.of(words, first) else { return };
        let mut node = self.roots[word as usize];
        let mut end = at + 1;
        while node != 0 {
            let values = self.offsets[node as usize]..self.offsets[node as usize + 1];
            if !values.is_empty() {
                each(end, values);
            }
            let next = Self::skip(words, end);
            let Some(next_word) = words.as_slice().get(next) else { return };
            let Some(word) = self.vocabulary.of(words, next_word) else { return };
            let Some(&child) = self.edges.get(&(node, word)) else { return };
            node = child;
            end = next + 1;
        }
    }

    /// The index past marks that a phrase may hold between its words.
    fn skip(words: &Words, at: usize) -> usize {
        let Some(mark) = words.as_slice().get(at) else { return at };
        if mark.shape != Shape::Mark || !mark.glued {
            return at;
        }
        let short = at > 0 && words.word(at - 1).span.len() <= 4;
        match words.lower(at) {
            "-" => at + 1,
            "." if short => at + 1,
            _ => at,
        }
    }

    /// The values at `range`.
    pub(crate) fn values(&self, range: &Values) -> &[u32] {
        &self.values[range.start as usize..range.end as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Words {
        let mut words = Words::default();
        words.read(text, Span::new(0, text.len()));
        words
    }

    #[test]
    fn hyphens_and_stops_do_not_part_a_phrase() {
        let mut builder = Builder::default();
        for (value, phrase) in ["Ivano-Frankivsk", "St. Petersburg", "New York", "New"].iter().enumerate() {
            builder.insert(phrase, value as u32);
        }
        let trie = builder.build();
        for (text, want) in [
            ("ivano frankivsk", vec![0]),
            ("Ivano-Frankivsk", vec![0]),
            ("St Petersburg", vec![1]),
            ("St. Petersburg", vec![1]),
            ("new york", vec![3, 2]),
            ("New. York", vec![3, 2]),
            ("York", vec![]),
            ("Ivano", vec![]),
        ] {
            let mut got = Vec::new();
            trie.walk(&read(text), 0, |_, values| got.extend_from_slice(trie.values(&values)));
            assert_eq!(got, want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn finds_what_a_linear_search_finds(
            phrases in prop::collection::vec("[ab]{1,2}( [ab]{1,2}){0,2}", 0..12),
            text in "[ab]{1,2}( [ab]{1,2}){0,8}",
        ) {
            let mut builder = Builder::default();
            for (value, phrase) in phrases.iter().enumerate() {
                builder.insert(phrase, value as u32);
            }
            let trie = builder.build();
            let words = read(&text);
            let tokens: Vec<&str> = text.split(' ').collect();
            for at in 0..tokens.len() {
                let mut got = Vec::new();
                trie.walk(&words, at, |end, values| got.extend(trie.values(&values).iter().map(|&value| (end, value))));
                let mut want = Vec::new();
                for (value, phrase) in phrases.iter().enumerate() {
                    let parts: Vec<&str> = phrase.split(' ').collect();
                    if tokens[at..].starts_with(&parts) {
                        want.push((at + parts.len(), value as u32));
                    }
                }
                want.sort_unstable();
                prop_assert_eq!(got, want);
            }
        }
    }
}
