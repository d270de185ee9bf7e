//! Phrases of words, found by one hash look-up a token and then a trie.
//!
//! Hyphens inside a phrase and full stops after its short words are skipped in phrase and text alike, so that
//! `Ivano-Frankivsk`, `Ivano Frankivsk`, `St. Petersburg` and `St Petersburg` are the same.
//!
//! Cost: a token that begins no phrase costs one look-up; one that does costs one more for each further token
//! of the longest phrase. Building is linear in the characters of the phrases.

use rustc_hash::FxHashMap;

use crate::text::span::Span;
use crate::text::words::{Shape, Words};

/// A word of the vocabulary.
#[derive(Debug, Clone, Copy)]
struct Entry {
    word: u32,
    /// The node of the phrase that is this word alone or begins with it; 0 where there is none.
    root: u32,
}

/// Phrases, each with the values it was inserted with.
#[derive(Debug, Default)]
pub(crate) struct Trie {
    vocabulary: FxHashMap<Box<str>, Entry>,
    /// Turns most words that begin no phrase away before the vocabulary is asked.
    gate: Gate,
    edges: FxHashMap<(u32, u32), u32>,
    /// Values of node `n` are `values[offsets[n]..offsets[n + 1]]`.
    offsets: Vec<u32>,
    values: Vec<u32>,
}

/// A bit for each word that begins a phrase, by a hash of its ends and length.
///
/// Sixteen bits a word leave one in sixteen other words to be looked up in vain.
#[derive(Debug, Default)]
struct Gate {
    bits: Vec<u64>,
    shift: u32,
}

impl Gate {
    fn new<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> Self {
        let size = (words.len() * 16).next_power_of_two().clamp(1 << 10, 1 << 24);
        let mut gate = Self { bits: vec![0; size / 64], shift: 64 - size.trailing_zeros() };
        for word in words {
            let at = gate.place(word);
            gate.bits[at / 64] |= 1 << (at % 64);
        }
        gate
    }

    fn place(&self, word: &str) -> usize {
        (hash(word.as_bytes()) >> self.shift) as usize
    }

    fn lets_through(&self, word: &str) -> bool {
        let at = self.place(word);
        self.bits.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

/// A quick hash of the first and last eight bytes and the length.
fn hash(word: &[u8]) -> u64 {
    let eight = |bytes: &[u8]| {
        let mut buffer = [0; 8];
        let length = bytes.len().min(8);
        buffer[..length].copy_from_slice(&bytes[..length]);
        u64::from_le_bytes(buffer)
    };
    let (first, last) = match word.len() {
        0..=8 => (eight(word), 0),
        length => (eight(&word[..8]), eight(&word[length - 8..])),
    };
    // multipliers: the fractions of the golden ratio and of the square root of two, made odd
    (first ^ last.wrapping_mul(0x6A09_E667_F3BC_C909) ^ word.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
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
            let lower = self.words.lower(at);
            let next = self.trie.vocabulary.len() as u32;
            if !self.trie.vocabulary.contains_key(lower) {
                self.trie.vocabulary.insert(lower.into(), Entry { word: next, root: 0 });
            }
            let Some(entry) = self.trie.vocabulary.get_mut(lower) else { continue };
            if node == 0 {
                if entry.root == 0 {
                    self.nodes += 1;
                    entry.root = self.nodes;
                }
                node = entry.root;
            } else {
                let nodes = &mut self.nodes;
                node = *self.trie.edges.entry((node, entry.word)).or_insert_with(|| {
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
        let firsts: Vec<&str> =
            trie.vocabulary.iter().filter(|(_, entry)| entry.root != 0).map(|(word, _)| &**word).collect();
        trie.gate = Gate::new(firsts.into_iter());
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
    /// Calls `each` with the end and the values of every phrase that begins at token `at`, shortest first.
    pub(crate) fn walk(&self, words: &Words, at: usize, mut each: impl FnMut(usize, Values)) {
        let first = words.lower(at);
        if !self.gate.lets_through(first) {
            return;
        }
        let Some(entry) = self.vocabulary.get(first) else { return };
        let mut node = entry.root;
        let mut end = at + 1;
        while node != 0 {
            let values = self.offsets[node as usize]..self.offsets[node as usize + 1];
            if !values.is_empty() {
                each(end, values);
            }
            let next = Self::skip(words, end);
            let word = words.lower(next);
            if word.is_empty() {
                return;
            }
            let Some(entry) = self.vocabulary.get(word) else { return };
            let Some(&child) = self.edges.get(&(node, entry.word)) else { return };
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
