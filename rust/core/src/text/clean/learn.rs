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

use rayon::prelude::*;
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

/// Hashes of the lines of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineHashes {
    digest: u64,
    /// In the order of the text.
    lines: Box<[u64]>,
}

impl LineHashes {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let mut reader = LineReader::default();
        let digest = reader.read(text);
        reader.hashes_of(digest)
    }

    /// The hashes.
    pub(crate) fn lines(&self) -> &[u64] {
        &self.lines
    }

    /// Each of at most [`MOST_LINES`] hashes once, ascending.
    fn into_counted(self) -> Box<[u64]> {
        let mut lines = self.lines;
        lines.sort_unstable();
        if lines.len() <= MOST_LINES && lines.is_sorted_by(|a, b| a < b) {
            return lines;
        }
        let mut lines = lines.into_vec();
        lines.dedup();
        lines.truncate(MOST_LINES);
        lines.into()
    }
}

/// Reads texts line by line; holds its buffers.
#[derive(Debug, Default)]
pub struct LineReader {
    lines: Vec<ReadLine>,
    hashes: Vec<u64>,
}

impl LineReader {
    /// Reads a text, and returns the digest of its lines.
    pub fn read(&mut self, text: &str) -> u64 {
        let Self { lines: read, hashes } = self;
        read.clear();
        hashes.clear();
        for line in lines(text) {
            let words = trim(text, line);
            let hash = hash_bytes(words.of(text).as_bytes());
            read.push(ReadLine { end: line.end as u32, hash });
            if !words.is_empty() {
                hashes.push(hash);
            }
        }
        hashes.iter().fold(0, |digest, &line| mix64(digest ^ line))
    }

    /// The lines of the last text.
    pub fn lines(&self) -> &[ReadLine] {
        &self.lines
    }

    /// What the last text, of this digest, gives to be counted.
    pub fn hashes_of(&self, digest: u64) -> LineHashes {
        LineHashes { digest, lines: self.hashes.as_slice().into() }
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
}

impl Default for Learner {
    fn default() -> Self {
        Self { sources: FxHashMap::default(), most: MOST_TEXTS, n_texts: 0, most_in_all: MOST_IN_ALL }
    }
}

#[derive(Debug, Default)]
struct Source {
    /// The lines of the texts with the smallest digests.
    texts: BTreeMap<u64, Box<[u64]>>,
    seen: usize,
    /// How many texts had been seen, and how many were kept, when the source was last judged, and what was found.
    judged: usize,
    judged_by: usize,
    found: Vec<u64>,
}

/// Counters by which lines that can't recur often enough are left out before any is sorted.
const COUNTERS: usize = 1 << 14;

impl Source {
    /// Judges the source by its texts, unless it was judged by the same ones.
    fn judge(&mut self) {
        if self.judged != self.seen || self.judged_by != self.texts.len() {
            self.found = self.recurring();
            (self.judged, self.judged_by) = (self.seen, self.texts.len());
        }
    }

    /// Whether at least twice as many texts have been seen as when the source was last judged.
    fn is_grown(&self) -> bool {
        self.seen > self.judged && self.seen >= 2 * self.judged
    }

    /// Lines that stand in enough of the texts, ascending.
    fn recurring(&self) -> Vec<u64> {
        let least = (LEAST_SHARE * self.texts.len() as f64).max(f64::from(LEAST_DOCUMENTS));
        let all = || self.texts.values().flat_map(|lines| lines.iter().copied());
        // Lines that share a counter make it larger, never smaller.
        let n_lines: usize = self.texts.values().map(|lines| lines.len()).sum();
        let mut counters = vec![0_u32; n_lines.next_power_of_two().min(COUNTERS)];
        let place = |line: u64, n: usize| line as usize & (n - 1);
        all().for_each(|line| {
            let n = counters.len();
            counters[place(line, n)] += 1;
        });
        let may_recur = |line: &u64| f64::from(counters[place(*line, counters.len())]) >= least;
        let mut often: Vec<u64> = all().filter(may_recur).collect();
        often.sort_unstable();
        let often = often.chunk_by(|a, b| a == b).filter(|same| same.len() as f64 >= least);
        often.map(|same| same[0]).collect()
    }

    /// Whether a text of this digest is kept, where at most `most` are. What is not kept now will never be.
    fn keeps(&self, digest: u64, most: usize) -> bool {
        self.texts.len() < most || self.texts.last_key_value().is_none_or(|(&largest, _)| digest <= largest)
    }

    /// Counts the lines of one text, where at most `most` texts are kept. Returns how many more texts are kept now.
    fn push(&mut self, text: LineHashes, most: usize) -> usize {
        self.seen += 1;
        if !self.keeps(text.digest, most) {
            return 0;
        }
        let texts = &mut self.texts;
        let is_new = texts.insert(text.digest, text.into_counted()).is_none();
        if texts.len() > most {
            texts.pop_last();
            return 0;
        }
        usize::from(is_new)
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
        self.know(source);
        let Some(own) = self.sources.get_mut(source) else { return };
        self.n_texts += own.push(text, self.most);
        self.fit();
    }

    /// What the text that was read last teaches its source: no more than its digest where its lines won't count.
    pub fn lesson(&self, source: &str, digest: u64, reader: &LineReader) -> LineHashes {
        match self.sources.get(source) {
            Some(own) if !own.keeps(digest, self.most) => LineHashes { digest, lines: Box::default() },
            _ => reader.hashes_of(digest),
        }
    }

    /// Counts the lines of many texts, each with its source: those of one source after the other, sources side by side.
    pub fn push_all<'s>(&mut self, texts: impl Iterator<Item = (&'s str, LineHashes)>) {
        let mut by_source: FxHashMap<&str, Vec<LineHashes>> = FxHashMap::default();
        for (source, text) in texts.filter(|(source, _)| !source.is_empty()) {
            by_source.entry(source).or_default().push(text);
        }
        for source in by_source.keys() {
            self.know(source);
        }
        let most = self.most;
        let sources = self.sources.iter_mut();
        let work: Vec<(&mut Source, Vec<LineHashes>)> =
            sources.filter_map(|(name, own)| Some((own, by_source.remove(name.as_str())?))).collect();
        let more: usize = work
            .into_par_iter()
            .map(|(own, texts)| texts.into_iter().map(|text| own.push(text, most)).sum::<usize>())
            .sum();
        self.n_texts += more;
        self.fit();
    }

    fn know(&mut self, source: &str) {
        if !self.sources.contains_key(source) {
            self.sources.insert(source.to_owned(), Source::default());
        }
    }

    /// Keeps no more texts than may be. Nothing is learned from fewer texts than the least.
    fn fit(&mut self) {
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
    pub fn finish(&mut self) -> Learned {
        let mut learned = Learned::default();
        self.sources.par_iter_mut().for_each(|(_, own)| own.judge());
        for (source, own) in &self.sources {
            own.found.iter().for_each(|&line| learned.insert(source, line));
        }
        learned
    }

    /// The sources that have at least doubled since they were last asked for, each with the lines that the texts so
    /// far would teach, ascending.
    pub(crate) fn grown(&mut self) -> Vec<(String, Vec<u64>)> {
        let judged = self.sources.par_iter_mut().filter(|(_, own)| own.is_grown()).map(|(source, own)| {
            own.judge();
            (source.clone(), own.found.clone())
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
