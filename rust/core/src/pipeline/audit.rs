//! The recall that a run measured on itself, by brute force on a sample.
//!
//! A sample of documents (those with the smallest hash of their id, so that it depends on the archive alone) is
//! compared with a larger sample, shingle by shingle through an inverted index: no bands, no fingerprints. The
//! share of the true pairs found that are among the run's edges is its measured recall.
//!
//! Cost: the shingle sets of [`SAMPLE`] documents in memory, and one more reading of at most [`AGAINST`].

use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::sketch::hash::hash_bytes;

/// Documents whose partners are sought.
pub const SAMPLE: usize = 1_000;
/// Documents among which they are sought.
pub const AGAINST: usize = 50_000;

/// Where an id stands in the order of sampling.
pub fn sample_hash(id: &str) -> u64 {
    hash_bytes(id.as_bytes())
}

/// Keeps the shingle sets of the documents with the smallest hashes.
#[derive(Debug, Default)]
pub struct Sample {
    heap: BinaryHeap<(u64, usize)>,
    sets: FxHashMap<usize, Box<[u64]>>,
}

impl Sample {
    /// A document whose hash is not below this is not wanted.
    pub fn bound(&self) -> u64 {
        if self.heap.len() < SAMPLE { u64::MAX } else { self.heap.peek().map_or(u64::MAX, |top| top.0) }
    }

    /// Takes a document, and gives up the one with the largest hash if there are too many.
    pub fn push(&mut self, hash: u64, row: usize, set: Box<[u64]>) {
        if hash >= self.bound() {
            return;
        }
        self.heap.push((hash, row));
        self.sets.insert(row, set);
        if self.heap.len() > SAMPLE
            && let Some((_, row)) = self.heap.pop()
        {
            self.sets.remove(&row);
        }
    }

    /// The index by shingle.
    pub fn into_index(self) -> Index {
        let mut sampled: Vec<(usize, Box<[u64]>)> = self.sets.into_iter().collect();
        sampled.sort_unstable_by_key(|(row, _)| *row);
        let mut by_shingle: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (place, (_, set)) in sampled.iter().enumerate() {
            for &shingle in set {
                by_shingle.entry(shingle).or_default().push(place as u32);
            }
        }
        Index { sampled: sampled.into_iter().map(|(row, set)| (row, set.len())).collect(), by_shingle }
    }
}

/// Finds the sampled documents at or above a similarity.
#[derive(Debug, Default)]
pub struct Index {
    /// Row and set size of each.
    sampled: Vec<(usize, usize)>,
    by_shingle: FxHashMap<u64, Vec<u32>>,
}

impl Index {
    /// Rows of the sampled documents with Jaccard >= `threshold` to `set`, which has no repeats.
    pub fn similar(&self, set: &[u64], threshold: f64, rows: &mut Vec<usize>) {
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for place in set.iter().filter_map(|shingle| self.by_shingle.get(shingle)).flatten() {
            *shared.entry(*place).or_default() += 1;
        }
        rows.extend(shared.into_iter().filter_map(|(place, shared)| {
            let (row, size) = self.sampled[place as usize];
            let jaccard = shared as f64 / (size + set.len() - shared) as f64;
            (jaccard >= threshold).then_some(row)
        }));
        rows.sort_unstable();
    }
}

/// A share with its 95 % confidence interval (Wilson, 1927).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measured {
    /// True pairs in the sample.
    pub pairs: usize,
    /// Of these, found by the run.
    pub found: usize,
}

impl Measured {
    /// Found over true; `None` where the sample holds no true pair.
    pub fn recall(self) -> Option<f64> {
        (self.pairs > 0).then(|| self.found as f64 / self.pairs as f64)
    }

    /// The interval; from 0 to 1 where nothing was seen.
    pub fn interval(self) -> (f64, f64) {
        if self.pairs == 0 {
            return (0.0, 1.0);
        }
        let (z, n) = (1.959_964_f64, self.pairs as f64);
        let share = self.found as f64 / n;
        let centre = share + z * z / (2.0 * n);
        let spread = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z * z / n;
        (((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_counts_exactly() {
        let mut sample = Sample::default();
        sample.push(5, 0, Box::new([1, 2, 3, 4]));
        sample.push(6, 1, Box::new([9, 10]));
        let index = sample.into_index();
        let similar = |set: &[u64], threshold| {
            let mut rows = Vec::new();
            index.similar(set, threshold, &mut rows);
            rows
        };
        assert_eq!(similar(&[2, 3, 4, 5], 0.6), [0]);
        assert_eq!(similar(&[2, 3, 4, 5], 0.61), [0; 0]);
        assert_eq!(similar(&[10], 0.5), [1]);
    }

    #[test]
    fn the_sample_keeps_the_smallest() {
        let mut sample = Sample::default();
        for row in 0..3 * SAMPLE {
            sample.push((row as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15), row, Box::new([row as u64]));
        }
        assert_eq!(sample.sets.len(), SAMPLE);
        assert!(
            sample.heap.iter().all(|(hash, row)| *hash <= sample.bound() && sample.sets.contains_key(row))
        );
    }

    #[test]
    fn the_interval_holds_the_share() {
        let (low, high) = Measured { pairs: 100, found: 99 }.interval();
        assert!(low > 0.94 && low < 0.99 && high > 0.99 && high < 1.0);
    }
}
