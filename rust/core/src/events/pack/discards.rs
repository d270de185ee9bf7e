//! The table `[discards]`: phrases whose sentences, or whose articles, tell nothing.
//!
//! Cost: a look-up a word where a pack has some.

use serde::Deserialize;

use super::builder::Builder;
use super::source::{List, Source};
use crate::events::lexicon::{AnyOf, EntryId, PhraseSet};

/// The table as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDiscards {
    sentences: Option<List>,
    articles: Option<List>,
}

/// What is not to be read.
#[derive(Debug, Default)]
pub(crate) struct Discards {
    pub(crate) sentences: Discarding,
    pub(crate) articles: Discarding,
}

/// Phrases that are looked for in every sentence.
#[derive(Debug)]
pub(crate) struct Discarding {
    phrases: PhraseSet,
    first: AnyOf,
}

impl Default for Discarding {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Discarding {
    fn new(phrases: &[Vec<EntryId>]) -> Self {
        let phrases = PhraseSet::new(phrases);
        Self { first: AnyOf::new(phrases.first.clone()), phrases }
    }

    /// Whether some words, with these bits, hold one of the phrases.
    pub(crate) fn are_in(&self, words: &[EntryId], mask: u64) -> bool {
        self.first.may_be_among(mask)
            && (0..words.len()).any(|at| self.first.holds(words[at]) && self.phrases.end(words, at).is_some())
    }
}

impl Builder {
    /// The discards of all files.
    pub(super) fn discards(&mut self, sources: &[Source]) -> Discards {
        let mut gather = |list: fn(&RawDiscards) -> Option<&List>| {
            let mut phrases = Vec::new();
            for source in sources {
                for (_, phrase) in source.optional(list(&source.raw.discards)) {
                    self.phrases_of(phrase, &mut phrases);
                }
            }
            Discarding::new(&phrases)
        };
        Discards {
            sentences: gather(|raw| raw.sentences.as_ref()),
            articles: gather(|raw| raw.articles.as_ref()),
        }
    }
}
