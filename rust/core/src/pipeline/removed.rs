//! The lines that cleaning took out, counted for the table `boilerplate`.
//!
//! Lines that recur within a source are all kept: they are what was learned, and a saved table of them cleans other
//! texts as this run did. Of other lines (lists of other stories, captions) there is no end in a large archive: of
//! these, at most [`MOST`] are in the table, those with the smallest hashes, so that the table is a function of the
//! archive; how many were seen and left out is not known, only that the table is a sample. While texts are read, up to
//! twice as many are kept, and those that texts sketched again had lost before are taken back. Where so many are taken back
//! that the table would miss some that were left out, which takes another cleaning of much of a large archive, all are
//! counted anew, from the texts.

use std::io;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::Result;
use crate::sketch::hash::{hash_bytes, mix64};
use crate::text::clean::Why;

use super::outcome::Removed;
use super::saved::{Reader, Saved, Writer, broken};

/// Lines other than recurring ones in the table. Unmeasured: some 30 MiB.
pub(super) const MOST: usize = 200_000;

/// A line that a text lost, or that recurs within its source but was put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line<'t> {
    pub(super) why: Why,
    pub(super) words: &'t str,
    pub(super) is_spared: bool,
}

#[derive(Debug)]
struct Count {
    line: Box<str>,
    /// Texts that lost it.
    n_documents: u32,
    /// Times that it was counted, spared or not.
    n: u32,
}

/// Counts by source, reason and line.
#[derive(Debug)]
pub(super) struct RemovedLines {
    counts: FxHashMap<(u32, Why, u64), Count>,
    /// A hash of the name of each source: its number depends on the order of arrival.
    sources: Vec<u64>,
    /// Entries other than recurring ones.
    others: usize,
    /// What hashes above this is not kept.
    bound: u64,
    most: usize,
}

impl RemovedLines {
    /// None yet; at most `most` lines that don't recur are in the table.
    pub(super) fn new(most: usize) -> Self {
        Self { counts: FxHashMap::default(), sources: Vec::new(), others: 0, bound: u64::MAX, most }
    }

    /// Forgets all if the table would miss lines that were left out. Then those of all texts are to be counted anew.
    pub(super) fn is_begun_anew(&mut self) -> bool {
        let is_short = self.bound < u64::MAX && self.others < self.most;
        if is_short {
            *self = Self::new(self.most);
        }
        is_short
    }

    /// Counts a line once for a text of the source that has this number and name.
    pub(super) fn push(&mut self, source: (u32, &str), line: Line<'_>) {
        let (source, name) = source;
        if self.sources.len() <= source as usize {
            self.sources.resize(source as usize + 1, 0);
        }
        self.sources[source as usize] = hash_bytes(name.as_bytes());
        let key = (source, line.why, hash_bytes(line.words.as_bytes()));
        if line.why != Why::Recurring && self.rank(key) > self.bound {
            return;
        }
        let n_documents = u32::from(!line.is_spared);
        if let Some(count) = self.counts.get_mut(&key) {
            count.n_documents += n_documents;
            count.n += 1;
            return;
        }
        self.counts.insert(key, Count { line: line.words.into(), n_documents, n: 1 });
        self.others += usize::from(line.why != Why::Recurring);
        if self.others > 2 * self.most {
            // A few more than the table has, for the case that some are taken back.
            self.shrink(self.most + self.most / 8);
        }
    }

    /// Takes back what [`RemovedLines::push`] counted for a text.
    pub(super) fn take_back(&mut self, source: u32, line: Line<'_>) {
        let key = (source, line.why, hash_bytes(line.words.as_bytes()));
        let Some(count) = self.counts.get_mut(&key) else { return };
        count.n_documents -= u32::from(!line.is_spared);
        count.n -= 1;
        if count.n == 0 {
            self.counts.remove(&key);
            self.others -= usize::from(line.why != Why::Recurring);
        }
    }

    /// Keeps the `most` smallest of the lines that don't recur.
    fn shrink(&mut self, most: usize) {
        let mut ranks: Vec<u64> =
            self.counts.keys().filter(|key| key.1 != Why::Recurring).map(|&key| self.rank(key)).collect();
        if ranks.len() > most {
            self.bound = *ranks.select_nth_unstable(most - 1).1;
            let mut counts = std::mem::take(&mut self.counts);
            counts.retain(|&key, _| key.1 == Why::Recurring || self.rank(key) <= self.bound);
            self.counts = counts;
        }
        self.others = self.counts.keys().filter(|key| key.1 != Why::Recurring).count();
    }

    fn rank(&self, (source, why, line): (u32, Why, u64)) -> u64 {
        mix64(line ^ mix64(self.sources[source as usize] ^ hash_bytes(why.name().as_bytes())))
    }

    /// The rows of the table, sorted. `source` names a source, `documents` counts its texts.
    pub(super) fn table(mut self, sources: &[String], documents: &[u32]) -> Vec<Removed> {
        self.shrink(self.most);
        let mut rows: Vec<Removed> = self
            .counts
            .into_iter()
            .map(|((source, why, _), Count { line, n_documents, .. })| Removed {
                source: sources.get((source as usize).wrapping_sub(1)).cloned().unwrap_or_default(),
                why,
                line: line.into(),
                n_documents,
                of: documents[source as usize],
            })
            .collect();
        rows.par_sort_unstable();
        rows
    }
}

impl Saved for RemovedLines {
    fn save(&self, out: &mut Writer<'_>) -> io::Result<()> {
        // The order is that of a hash table, and reaches nothing: the table is sorted.
        out.column(self.counts.keys().map(|key| key.0))?;
        out.texts(self.counts.keys().map(|key| key.1.name()))?;
        out.column(self.counts.keys().map(|key| key.2))?;
        out.texts(self.counts.values().map(|count| &*count.line))?;
        out.column(self.counts.values().map(|count| count.n_documents))?;
        out.column(self.counts.values().map(|count| count.n))?;
        out.column(self.sources.iter().copied())?;
        out.column([self.bound].into_iter())
    }

    fn load(from: &mut Reader<'_>) -> Result<Self> {
        let sources: Vec<u32> = from.column()?;
        let why: Option<Vec<Why>> = from.texts()?.iter().map(|name| Why::of(name)).collect();
        let hashes: Vec<u64> = from.column()?;
        let lines = from.texts()?;
        let counts = from.column::<u32>()?.into_iter().zip(from.column::<u32>()?);
        let keys = sources.into_iter().zip(why.ok_or_else(|| broken("rules"))?).zip(hashes);
        let counts: FxHashMap<_, _> = keys
            .zip(lines.into_iter().map(String::into_boxed_str).zip(counts))
            .map(|(((source, why), hash), (line, (n_documents, n)))| {
                ((source, why, hash), Count { line, n_documents, n })
            })
            .collect();
        let others = counts.keys().filter(|key| key.1 != Why::Recurring).count();
        let sources = from.column()?;
        let bound = from.column()?.first().copied().ok_or_else(|| broken("bound"))?;
        Ok(Self { counts, sources, others, bound, ..Self::new(MOST) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::furniture::Rule;

    #[test]
    fn the_sample_depends_on_the_lines_alone_and_keeps_what_recurs() {
        let lines: Vec<String> = (0..100).map(|n| format!("Headline number {}", n % 60)).collect();
        let table = |order: &mut dyn Iterator<Item = &String>| {
            let mut removed = RemovedLines::new(10);
            for line in order {
                removed.push(
                    (1, "The Post"),
                    Line { why: Why::Furniture(Rule::Headline), words: line, is_spared: false },
                );
                removed.push(
                    (1, "The Post"),
                    Line { why: Why::Recurring, words: line, is_spared: line.ends_with('7') },
                );
            }
            removed.table(&["The Post".to_owned()], &[0, 100])
        };
        let rows = table(&mut lines.iter());
        assert_eq!(rows, table(&mut lines.iter().rev()));
        assert_eq!(rows.iter().filter(|row| row.why == Why::Recurring).count(), 60);
        assert_eq!(rows.iter().filter(|row| row.why != Why::Recurring).count(), 10);
        for row in &rows {
            let number: u32 = row.line.rsplit(' ').next().unwrap().parse().unwrap();
            let spared = row.why == Why::Recurring && number % 10 == 7;
            assert_eq!(
                row.n_documents,
                if spared {
                    0
                } else if number < 40 {
                    2
                } else {
                    1
                },
                "{row:?}"
            );
        }
    }
}
