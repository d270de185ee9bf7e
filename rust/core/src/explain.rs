//! Why two texts paired: the passages that they share, with their offsets.
//!
//! A passage is a maximal run of tokens of the one that is covered by shingles found in the other. Slow and plain:
//! it serves one pair at a time.

use rustc_hash::FxHashMap;

use crate::oracle;
use crate::sketch::shingle::Shingler;
use crate::text::clean::{Cleaner, Learned};
use crate::text::span::Span;
use crate::text::tokenise::{Class, class};

/// The same words in both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// In the first text, in bytes.
    pub a: Span,
    /// In the second text, where its first shingle first stands.
    pub b: Span,
    /// How many tokens.
    pub n_tokens: usize,
}

/// A text with its source, as deduplication reads it.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Source, empty where unknown.
    pub source: &'a str,
    /// Raw text.
    pub text: &'a str,
}

/// The shared passages of two texts, in the order of the first. `learned` is `None` where texts are not cleaned.
pub fn passages(a: Source<'_>, b: Source<'_>, ngram: usize, learned: Option<&Learned>) -> Vec<Passage> {
    let (tokens_a, tokens_b) = (tokens(a, learned), tokens(b, learned));
    let (shingles_a, shingles_b) = (positions(&tokens_a, ngram), positions(&tokens_b, ngram));
    let width_a = ngram.min(tokens_a.len());
    let width_b = ngram.min(tokens_b.len());
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    for (at, &shingle) in shingles_b.iter().enumerate() {
        first.entry(shingle).or_insert(at);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < shingles_a.len() {
        let Some(&other) = first.get(&shingles_a[at]) else {
            at += 1;
            continue;
        };
        let mut run = 1;
        while at + run < shingles_a.len() && shingles_b.get(other + run) == Some(&shingles_a[at + run]) {
            run += 1;
        }
        let span = |tokens: &[(Span, u64)], from: usize, width: usize| {
            Span::new(tokens[from].0.start, tokens[from + run - 1 + width - 1].0.end)
        };
        found.push(Passage {
            a: span(&tokens_a, at, width_a),
            b: span(&tokens_b, other, width_b),
            n_tokens: run + width_a - 1,
        });
        at += run;
    }
    found
}

/// Where each token stands, and its hash.
fn tokens(source: Source<'_>, learned: Option<&Learned>) -> Vec<(Span, u64)> {
    let mut kept = vec![Span::new(0, source.text.len())];
    if let Some(learned) = learned {
        Cleaner::new(Some(learned)).clean(source.source, source.text, &mut kept);
    }
    let mut spans: Vec<Span> = Vec::new();
    for part in kept {
        let mut open = false;
        for (at, c) in part.of(source.text).char_indices() {
            let span = Span::new(part.start + at, part.start + at + c.len_utf8());
            match class(c) {
                Class::Gap => open = false,
                Class::Word if open => {
                    if let Some(last) = spans.last_mut() {
                        last.end = span.end;
                    }
                }
                kind => {
                    spans.push(span);
                    open = kind == Class::Word;
                }
            }
        }
    }
    let hash = |span: Span| {
        oracle::token_hash(&span.of(source.text).chars().flat_map(char::to_lowercase).collect::<String>())
    };
    spans.into_iter().map(|span| (span, hash(span))).collect()
}

/// The shingle that begins at each token.
fn positions(tokens: &[(Span, u64)], ngram: usize) -> Vec<u64> {
    let hashes: Vec<u64> = tokens.iter().map(|(_, hash)| *hash).collect();
    let mut shingler = Shingler::new(ngram);
    let mut one = Vec::new();
    let mut shingle = |window: &[u64]| {
        shingler.shingle(window, &mut one);
        one[0]
    };
    match hashes.len() {
        0 => Vec::new(),
        n if n < ngram => vec![shingle(&hashes)],
        _ => hashes.windows(ngram).map(shingle).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shared<'t>(a: &'t str, b: &str) -> Vec<&'t str> {
        let source = |text| Source { source: "", text };
        passages(source(a), source(b), 3, None).into_iter().map(|passage| passage.a.of(a)).collect()
    }

    #[test]
    fn passages_are_runs_of_shared_shingles() {
        assert_eq!(
            shared(
                "GENEVA - Both sides agreed to a truce. Rain fell.",
                "Both sides AGREED to a pause, not a truce."
            ),
            ["Both sides agreed to a"]
        );
        assert_eq!(shared("one two", "One, two!"), ["one two"]);
        assert_eq!(shared("one two three", "four five six"), [""; 0]);
    }

    proptest! {
        #[test]
        fn spans_slice_any_texts(a in "[ab ß停]{0,40}", b in "[ab ß停]{0,40}") {
            let source = |text| Source { source: "", text };
            for passage in passages(source(&a), source(&b), 2, None) {
                prop_assert_eq!(
                    oracle::tokens(passage.a.of(&a)),
                    oracle::tokens(passage.b.of(&b))
                );
            }
        }
    }
}
