//! Boilerplate learned for each source: lines that stand in many of its texts.
//!
//! A line is learned when it stands in at least [`LEAST_DOCUMENTS`] texts of one source and in at least
//! [`LEAST_SHARE`] of them. Copies of one text count once. A source with more than [`MOST_TEXTS`] texts is judged
//! by a sample: those whose digests are smallest. So what is learned depends on the set of texts, not on their
//! order, and parts of an archive can be counted apart.
//!
//! What it does, with the furniture of [`super::furniture`], on 5,000 generated articles (6,070 pairs of bodies with a
//! Jaccard of 0.8 or more, by their recorded spans): 0.889 of them are found in the raw texts and 0.9998 in the
//! cleaned ones; of the pairs found 0.9985 and 0.988 are such pairs.
//!
//! Cost: one pass, a hash a line; 8 bytes for each line of at most [`MOST_TEXTS`] texts of each source and
//! [`MOST_IN_ALL`] of all, and of at most [`MOST_LINES`] lines of a text.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Learned, lines, trim};
use crate::sketch::hash::{hash_bytes, mix64};

/// Texts in which a line must stand. Unmeasured: an update chain seldom repeats a line more often.
pub const LEAST_DOCUMENTS: u32 = 5;

/// Share of the source's texts in which a line must stand. Unmeasured.
pub const LEAST_SHARE: f64 = 0.3;

/// Texts by which a source is judged. Of so many a share of 0.3 is known to 0.03 (95 %).
pub const MOST_TEXTS: usize = 1_000;

/// Texts of all sources together; where there are more, the sample of each source is halved until there are not, for
/// it only grows as texts come, whatever their order. Unmeasured: those of 131 large sources.
pub const MOST_IN_ALL: usize = 1 << 17;

/// Lines of a text that count, those with the smallest hashes: 268 MB for all texts that are kept at most.
pub const MOST_LINES: usize = 256;

/// A line of a text that was read, so that it need not be sought and hashed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLine {
    /// Where it ends, before its line feed.
    pub(super) end: u32,
    /// The hash of its words; any where it has none.
    pub(super) hash: u64,
}

/// Hashes of the lines of a text, each once, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineHashes {
    digest: u64,
    lines: Box<[u64]>,
}

impl LineHashes {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        Self::with_lines(text, &mut Vec::new())
    }

    /// Reads a text, and puts its lines into `read`.
    pub fn with_lines(text: &str, read: &mut Vec<ReadLine>) -> Self {
        read.clear();
        let mut hashes: Vec<u64> = Vec::new();
        for line in lines(text) {
            let words = trim(text, line);
            let hash = hash_bytes(words.of(text).as_bytes());
            read.push(ReadLine { end: line.end as u32, hash });
            if !words.is_empty() {
                hashes.push(hash);
            }
        }
        let digest = hashes.iter().fold(0, |digest, &line| mix64(digest ^ line));
        hashes.sort_unstable();
        hashes.dedup();
        Self { digest, lines: hashes.into() }
    }

    /// The hashes.
    pub(crate) fn lines(&self) -> &[u64] {
        &self.lines
    }
}

/// Counts lines.
#[derive(Debug)]
pub struct Learner {
    sources: FxHashMap<String, Source>,
    /// Texts of a source, at most.
    most: usize,
    /// Texts of all sources, and how many may be.
    n_texts: usize,
    most_in_all: usize,
    /// Sources that have twice the texts that they were last judged by.
    grown: Vec<String>,
}

impl Default for Learner {
    fn default() -> Self {
        Self {
            sources: FxHashMap::default(),
            most: MOST_TEXTS,
            n_texts: 0,
            most_in_all: MOST_IN_ALL,
            grown: Vec::new(),
        }
    }
}

#[derive(Debug, Default)]
struct Source {
    /// The lines of the texts with the smallest digests.
    texts: BTreeMap<u64, Box<[u64]>>,
    seen: usize,
    /// How many texts had been seen when the source was last judged.
    judged: usize,
    is_grown: bool,
}

impl Source {
    /// Lines that stand in enough of the texts, ascending.
    fn recurring(&self) -> Vec<u64> {
        let least = (LEAST_SHARE * self.texts.len() as f64).max(f64::from(LEAST_DOCUMENTS));
        let mut all: Vec<u64> = self.texts.values().flatten().copied().collect();
        all.sort_unstable();
        let often = all.chunk_by(|a, b| a == b).filter(|same| same.len() as f64 >= least);
        often.map(|same| same[0]).collect()
    }
}

impl Learner {
    /// Counts the lines of one text. Texts of unknown source teach nothing.
    pub fn push(&mut self, source: &str, text: &str) {
        if !source.is_empty() {
            self.push_lines(source, LineHashes::of(text));
        }
    }

    /// Counts lines that were read apart.
    pub fn push_lines(&mut self, source: &str, text: LineHashes) {
        if source.is_empty() {
            return;
        }
        if !self.sources.contains_key(source) {
            self.sources.insert(source.to_owned(), Source::default());
        }
        let Some(own) = self.sources.get_mut(source) else { return };
        own.seen += 1;
        if !own.is_grown && own.seen >= 2 * own.judged {
            own.is_grown = true;
            self.grown.push(source.to_owned());
        }
        let texts = &mut own.texts;
        let is_full = texts.len() >= self.most;
        if is_full && texts.last_key_value().is_some_and(|(&largest, _)| text.digest > largest) {
            return;
        }
        let lines = match text.lines.get(..MOST_LINES) {
            Some(first) => first.into(),
            None => text.lines,
        };
        self.n_texts += usize::from(texts.insert(text.digest, lines).is_none());
        if texts.len() > self.most {
            texts.pop_last();
            self.n_texts -= 1;
        }
        // Nothing is learned from fewer texts than the least.
        while self.n_texts > self.most_in_all && self.most > LEAST_DOCUMENTS as usize {
            self.halve();
        }
    }

    fn halve(&mut self) {
        self.most = (self.most / 2).max(LEAST_DOCUMENTS as usize);
        self.n_texts = 0;
        for own in self.sources.values_mut() {
            while own.texts.len() > self.most {
                own.texts.pop_last();
            }
            self.n_texts += own.texts.len();
        }
    }

    /// The lines learned.
    pub fn finish(&self) -> Learned {
        let mut learned = Learned::default();
        for (source, own) in &self.sources {
            own.recurring().into_iter().for_each(|line| learned.insert(source, line));
        }
        learned
    }

    /// The sources that have at least doubled since they were last asked for, each with the lines that the texts so
    /// far would teach, ascending.
    pub(crate) fn grown(&mut self) -> Vec<(String, Vec<u64>)> {
        let grown = std::mem::take(&mut self.grown);
        let judged = grown.into_iter().filter_map(|source| {
            let own = self.sources.get_mut(&source)?;
            (own.judged, own.is_grown) = (own.seen, false);
            Some((source, own.recurring()))
        });
        judged.collect()
    }

    /// Texts by which a source is judged, copies counted once.
    pub fn n_documents(&self, source: &str) -> usize {
        self.sources.get(source).map_or(0, |own| own.texts.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::Cleaner;

    #[test]
    fn lines_are_learned_by_share_and_number() {
        let mut learner = Learner::default();
        for n in 0..10 {
            learner.push("Post", &format!("Story number {n} is told here.\nThe Post, est. 1890"));
            learner.push("Post", "A copy is counted once.\nof one text");
        }
        let lines = learner.finish();
        let mut kept = Vec::new();
        let text =
            "Another story of the day, told at some length.\nThe Post, est. 1890\nA copy is counted once.";
        Cleaner::new(Some(&lines)).clean("Post", text, &mut kept);
        assert_eq!(
            kept.iter().map(|span| span.of(text)).collect::<Vec<_>>(),
            ["Another story of the day, told at some length.", "A copy is counted once."]
        );
        assert_eq!(learner.n_documents("Post"), 11);
    }

    #[test]
    fn a_large_source_is_judged_by_a_sample_whatever_the_order() {
        let text = |n: usize| {
            let foot = if n.is_multiple_of(2) { "The Post, est. 1890" } else { "No foot today" };
            format!("Story number {n} is told here at some length.\n{foot}\nSeldom {}", n % 7)
        };
        let learned = |order: &mut dyn Iterator<Item = usize>| {
            let mut learner = Learner::default();
            order.for_each(|n| learner.push("Post", &text(n)));
            assert_eq!(learner.n_documents("Post"), MOST_TEXTS);
            let mut lines: Vec<u64> = learner.finish().lines["Post"].iter().copied().collect();
            lines.sort_unstable();
            lines
        };
        let forward = learned(&mut (0..3_000));
        assert_eq!(forward.len(), 2);
        assert_eq!(forward, learned(&mut (0..3_000).rev()));
    }

    #[test]
    fn many_sources_are_judged_by_fewer_texts_each_whatever_the_order() {
        let text = |n: usize| format!("Story number {n} is told here at some length.\nThe Post, est. 1890");
        let learned = |order: &mut dyn Iterator<Item = usize>| {
            let mut learner = Learner { most_in_all: 2_000, ..Learner::default() };
            order.for_each(|n| learner.push(&format!("Post {}", n % 50), &text(n)));
            assert!(learner.n_texts <= 2_000 && learner.most == 31);
            assert_eq!(learner.n_documents("Post 7"), 31);
            let lines = learner.finish();
            lines.hashes().iter().map(|&(source, line)| (source.to_owned(), line)).collect::<Vec<_>>()
        };
        let forward = learned(&mut (0..5_000));
        assert_eq!(forward.len(), 50);
        assert_eq!(forward, learned(&mut (0..5_000).rev()));
    }
}
