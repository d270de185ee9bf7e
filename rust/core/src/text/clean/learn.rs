//! Boilerplate learned for each source: lines that stand in many of its texts.
//!
//! A line is learned when it stands in at least [`LEAST_DOCUMENTS`] texts of one source and in at least
//! [`LEAST_SHARE`] of them. Copies of one text count once. What is learned depends on the set of texts, not on
//! their order, and parts of an archive can be counted apart and merged.
//!
//! Cost: one pass; 16 bytes for each distinct line of each source.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Learned, lines, trim};
use crate::sketch::hash::{digest_bytes, hash_bytes};

/// Texts in which a line must stand. Unmeasured: an update chain seldom repeats a line more often.
pub const LEAST_DOCUMENTS: u32 = 5;

/// Share of the source's texts in which a line must stand. Unmeasured.
pub const LEAST_SHARE: f64 = 0.3;

/// Counts lines.
#[derive(Debug, Default)]
pub struct Learner {
    sources: FxHashMap<String, Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    texts: FxHashSet<u128>,
    lines: FxHashMap<u64, u32>,
}

impl Learner {
    /// Counts the lines of one text. Texts of unknown source teach nothing.
    pub fn push(&mut self, source: &str, text: &str) {
        if source.is_empty() {
            return;
        }
        if !self.sources.contains_key(source) {
            self.sources.insert(source.to_owned(), Counts::default());
        }
        let Some(counts) = self.sources.get_mut(source) else { return };
        if !counts.texts.insert(digest_bytes(text.as_bytes())) {
            return;
        }
        let mut seen = FxHashSet::default();
        for line in lines(text).map(|line| trim(text, line)).filter(|line| !line.is_empty()) {
            let hash = hash_bytes(line.of(text).as_bytes());
            if seen.insert(hash) {
                *counts.lines.entry(hash).or_default() += 1;
            }
        }
    }

    /// The lines learned.
    pub fn finish(&self) -> Learned {
        let mut learned = Learned::default();
        for (source, counts) in &self.sources {
            let least = (LEAST_SHARE * counts.texts.len() as f64).max(f64::from(LEAST_DOCUMENTS));
            for (&line, _) in counts.lines.iter().filter(|&(_, &n)| f64::from(n) >= least) {
                learned.insert(source, line);
            }
        }
        learned
    }

    /// Texts of each source, copies counted once.
    pub fn n_documents(&self, source: &str) -> usize {
        self.sources.get(source).map_or(0, |counts| counts.texts.len())
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
}
