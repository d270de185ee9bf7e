//! Bands of signatures to candidate pairs.
//!
//! For each band the documents that bear one key form a bucket, and every pair of a bucket is a candidate. Keys are
//! 32 bits wide: a chance collision costs a check, never a wrong edge.
//!
//! **Large buckets.** A bucket of more than [`HOT_BAND`] documents (a template with a few words changed) is split
//! by a second key: two bands must agree. Alike texts meet in some such pair of bands, texts that share a template
//! only, in few. What is still too large then is a family of thousands of texts that are all alike: each is
//! paired with the first [`LEADERS`] and with its next [`NEIGHBOURS`] neighbours, which is enough to cluster
//! them, and the pairs that were not taken are counted and reported.
//!
//! Cost: for each band a radix sort of `(key, document)` in linear time; a pair is met once for each band in which
//! it agrees, and taken at the first.

use rustc_hash::FxHashSet;

use crate::id::{DocId, PairKey};
use crate::sketch::hash::{mix32, mix64};

use super::params::Bands;
use super::sort::{buckets, by_key, document, entry, key};

/// A bucket with more documents than this is split by a second key before its pairs are taken.
/// Unmeasured: half a million pairs, the work of a few milliseconds.
pub const HOT_BAND: usize = 1_000;

/// Documents with which each of an unsplittable bucket is paired, from its start. Unmeasured.
pub const LEADERS: usize = 8;
/// The same, from those that follow it. Unmeasured.
pub const NEIGHBOURS: usize = 16;

/// Candidate pairs, each with the number of bands that agree.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Sorted, without repeats.
    pub pairs: Vec<(PairKey, u32)>,
    /// Buckets over the limit.
    pub hot_buckets: usize,
    /// Documents in the largest bucket.
    pub largest_bucket: usize,
    /// Pairs that met in a bucket too large to take all its pairs. Some may have been taken in another.
    pub pairs_left_out: usize,
}

/// The key of each band of a signature, appended to `keys`.
pub fn band_keys(signature: &[u32], bands: Bands, keys: &mut Vec<u32>) {
    let rows = signature.chunks_exact(bands.rows).take(bands.bands);
    keys.extend(rows.map(|rows| rows.iter().fold(0_u64, |key, &value| mix64(key ^ u64::from(value))) as u32));
}

/// The band keys of documents: `bands` of them a row, and the row of each document.
#[derive(Debug, Clone, Copy)]
pub struct Keys<'k> {
    /// Row after row.
    pub keys: &'k [u32],
    /// Keys to a row.
    pub bands: usize,
    /// The row of each document.
    pub row_of: &'k [u32],
}

impl<'k> Keys<'k> {
    fn of(self, document: DocId) -> &'k [u32] {
        let start = self.row_of[document.index()] as usize * self.bands;
        &self.keys[start..start + self.bands]
    }
}

/// Pairs of `documents` that share a band. `sizes` holds the size of each row's shingle set: a pair whose sizes
/// rule out `threshold` is not taken.
pub fn from_bands(documents: &[DocId], keys: Keys<'_>, sizes: &[u32], threshold: f64) -> Candidates {
    let mut search =
        Search { keys, sizes, threshold, hot: FxHashSet::default(), found: Candidates::default() };
    let (mut entries, mut scratch) = (Vec::new(), Vec::new());
    for band in 0..keys.bands {
        entries.clear();
        entries.extend(documents.iter().map(|&d| entry(keys.of(d)[band], d)));
        by_key(&mut entries, &mut scratch);
        for bucket in buckets(&entries) {
            search.found.largest_bucket = search.found.largest_bucket.max(bucket.len());
            if bucket.len() <= HOT_BAND {
                search.take_pairs(bucket, band);
            } else {
                search.split(bucket, band);
            }
        }
    }
    let mut found = search.found;
    found.pairs.sort_unstable();
    found.pairs.dedup();
    found
}

struct Search<'k> {
    keys: Keys<'k>,
    sizes: &'k [u32],
    threshold: f64,
    /// The buckets that were split, as (band, key).
    hot: FxHashSet<(usize, u32)>,
    found: Candidates,
}

impl Search<'_> {
    /// Takes the pairs of a bucket that no earlier band has given.
    fn take_pairs(&mut self, bucket: &[u64], band: usize) {
        for (at, &one) in bucket.iter().enumerate() {
            let one = document(one);
            let earlier = &self.keys.of(one)[..band];
            for &other in &bucket[at + 1..] {
                let other = document(other);
                let is_new = earlier
                    .iter()
                    .zip(self.keys.of(other))
                    .enumerate()
                    .all(|(band, (one, other))| one != other || self.hot.contains(&(band, *one)));
                if is_new {
                    self.take(one, other);
                }
            }
        }
    }

    fn take(&mut self, one: DocId, other: DocId) {
        let size = |d: DocId| self.sizes[self.keys.row_of[d.index()] as usize];
        let (a, b) = (size(one), size(other));
        if f64::from(a.min(b)) >= self.threshold * f64::from(a.max(b)) - 1e-9 {
            let agree = self.keys.of(one).iter().zip(self.keys.of(other)).filter(|(a, b)| a == b).count();
            self.found.pairs.push((PairKey::new(one, other), agree as u32));
        }
    }

    /// Asks for a second band, and pairs what still stands together in thousands with a few only.
    fn split(&mut self, bucket: &[u64], band: usize) {
        self.found.hot_buckets += 1;
        self.hot.insert((band, key(bucket[0])));
        let pairs_before = self.found.pairs.len();
        let (mut entries, mut scratch) = (Vec::new(), Vec::new());
        for second in (0..self.keys.bands).filter(|&second| second != band) {
            entries.clear();
            entries.extend(bucket.iter().map(|&e| {
                let keys = self.keys.of(document(e));
                entry(mix32(keys[band] ^ mix32(keys[second])), document(e))
            }));
            by_key(&mut entries, &mut scratch);
            for bucket in buckets(&entries) {
                let is_hot = bucket.len() > HOT_BAND;
                let mut taken = 0;
                for (at, &one) in bucket.iter().enumerate() {
                    let others = &bucket[at + 1..];
                    let reach =
                        if is_hot && at >= LEADERS { NEIGHBOURS.min(others.len()) } else { others.len() };
                    others[..reach].iter().for_each(|&other| self.take(document(one), document(other)));
                    taken += reach;
                }
                self.found.pairs_left_out += bucket.len() * (bucket.len() - 1) / 2 - taken;
            }
        }
        let mut new = self.found.pairs.split_off(pairs_before);
        new.sort_unstable();
        new.dedup();
        self.found.pairs.append(&mut new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(keys: &[u32], bands: usize, sizes: &[u32]) -> Candidates {
        let row_of: Vec<u32> = (0..sizes.len() as u32).collect();
        let documents: Vec<DocId> = row_of.iter().map(|&d| DocId(d)).collect();
        from_bands(&documents, Keys { keys, bands, row_of: &row_of }, sizes, 0.8)
    }

    #[test]
    fn pairs_count_the_bands_that_agree() {
        let keys = [1, 2, 3, 1, 2, 9, 7, 8, 9];
        let found = candidates(&keys, 3, &[100, 100, 100]);
        let want = [(PairKey::new(DocId(0), DocId(1)), 2), (PairKey::new(DocId(1), DocId(2)), 1)];
        assert_eq!(found.pairs, want);
        assert!(candidates(&keys, 3, &[100, 10, 1]).pairs.is_empty());
    }

    #[test]
    fn a_hot_bucket_keeps_its_alike_texts() {
        // All share band 0; documents 2k and 2k+1 share bands 1 to 3 too.
        let keys: Vec<u32> = (0..3_000).flat_map(|d| [0, d / 2, d / 2, d / 2]).collect();
        let found = candidates(&keys, 4, &vec![50; 3_000]);
        assert_eq!(found.hot_buckets, 1);
        assert_eq!(found.pairs.len(), 1_500);
        assert!(found.pairs.iter().all(|&(pair, n)| pair.a().0 + 1 == pair.b().0 && n == 4));
        assert_eq!(found.pairs_left_out, 0);
    }

    #[test]
    fn a_family_of_thousands_hangs_together_and_what_was_left_out_is_told() {
        let keys: Vec<u32> = (0..3_000).flat_map(|d| [0, 0, d % 2]).collect();
        let found = candidates(&keys, 3, &vec![50; 3_000]);
        assert!(found.pairs.len() < 3_000 * (LEADERS + NEIGHBOURS) * 2);
        assert!(found.pairs_left_out > 3_000_000);
        let with_first = found.pairs.iter().filter(|(pair, _)| pair.a() == DocId(0)).count();
        assert_eq!(with_first, 2_999);
    }
}
