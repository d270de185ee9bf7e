//! Bands of signatures to candidate pairs.
//!
//! For each band the documents that bear one key form a bucket, and every pair of a bucket is a candidate. Keys are
//! 32 bits wide: a chance collision costs a check, never a wrong edge.
//!
//! Large buckets go another way: see [`super::hot`].
//!
//! Cost: for each band a radix sort of those `(key, document)` that are not alone, in linear time, some bands at once as far as [`SORTED`]
//! allows; a pair is met once for each band in which it agrees, and taken at the first.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::id::{DocId, PairKey};
use crate::sketch::hash::mix64;

use super::hot::{HOT_BAND, Hot};
use super::params::Bands;
use super::sort::{by_key, document, entry, key, without_singles};

/// Entries of all bands that are sorted at once: 256 MiB with what the sort needs. At least one band is.
const SORTED: usize = 16 << 20;

/// Bands whose keys a thread gathers at a time: those of a document lie in one line of a cache.
const TOGETHER: usize = 4;

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
    pub(super) fn of(self, document: DocId) -> &'k [u32] {
        let start = self.row_of[document.index()] as usize * self.bands;
        &self.keys[start..start + self.bands]
    }
}

/// What may pair: documents whose sizes don't rule out the threshold.
#[derive(Debug, Clone, Copy)]
pub struct Sizes<'s> {
    /// The size of each row's shingle set.
    pub sizes: &'s [u32],
    /// The least Jaccard of a pair.
    pub threshold: f64,
}

/// Pairs of `documents` that share a band, and whose sizes allow it. `best_first` gives the same documents in the
/// order of the canonical policy; it is asked only where there are large buckets.
pub fn from_bands(
    documents: &[DocId],
    keys: Keys<'_>,
    sizes: Sizes<'_>,
    best_first: impl FnOnce() -> Vec<DocId>,
) -> Candidates {
    let search = Search { keys, sizes };
    let (mut found, mut hot) = (Candidates::default(), FxHashSet::default());
    let threads = rayon::current_num_threads();
    let of_each = (SORTED / 2 / documents.len().max(1) / threads).clamp(1, TOGETHER);
    let at_once = (SORTED / documents.len().max(1)).clamp(1, threads * of_each);
    let mut pairs: Vec<PairKey> = Vec::new();
    let mut sorted: Vec<Shared> = (0..at_once).map(|_| Shared::default()).collect();
    for first in (0..keys.bands).step_by(at_once) {
        let sorted = &mut sorted[..at_once.min(keys.bands - first)];
        sorted.par_chunks_mut(of_each).enumerate().for_each(|(at, some)| {
            Shared::gather(some, documents, keys, first + at * of_each);
            some.iter_mut().for_each(Shared::find);
        });
        for (at, shared) in sorted.iter().enumerate() {
            found.largest_bucket = found.largest_bucket.max(shared.largest);
            hot.extend(shared.hot.iter().map(|&key| (first + at, key)));
        }
        let hot = &hot;
        let of_bands = sorted.par_iter().enumerate().flat_map(|(at, shared)| {
            let buckets = shared.entries.par_chunk_by(|&one, &other| key(one) == key(other));
            buckets.fold(Vec::new, move |mut pairs, bucket| {
                search.take_pairs(bucket, first + at, hot, &mut pairs);
                pairs
            })
        });
        pairs.extend(of_bands.collect_vec_list().into_iter().flatten().flatten());
    }
    drop(sorted);
    found.hot_buckets = hot.len();
    if !hot.is_empty() {
        let more = Hot::new(search, hot, &best_first());
        found.pairs_left_out = more.take_pairs(&mut pairs);
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    found.pairs = pairs.into_par_iter().map(|pair| (pair, search.agreeing(pair))).collect();
    found
}

/// The entries of one band that share their key with another.
#[derive(Default)]
struct Shared {
    entries: Vec<u64>,
    scratch: Vec<u64>,
    /// Keys of buckets that are too large; their entries are not kept.
    hot: Vec<u32>,
    largest: usize,
}

impl Shared {
    /// Fills the entries of some bands, from `first` on, in one pass over the keys.
    fn gather(some: &mut [Self], documents: &[DocId], keys: Keys<'_>, first: usize) {
        for shared in &mut *some {
            shared.entries.clear();
            shared.entries.reserve(documents.len());
        }
        for &d in documents {
            for (shared, &key) in some.iter_mut().zip(&keys.of(d)[first..]) {
                shared.entries.push(entry(key, d));
            }
        }
    }

    /// Keeps those entries that share their key with another, in order.
    fn find(&mut self) {
        let Self { entries, scratch, hot, largest } = self;
        without_singles(entries);
        by_key(entries, scratch);
        hot.clear();
        *largest = 0;
        let (mut kept, mut start) = (0, 0);
        while start < entries.len() {
            let own = key(entries[start]);
            let n = entries[start..].iter().take_while(|&&entry| key(entry) == own).count();
            if n > 1 {
                *largest = n.max(*largest);
                if n > HOT_BAND {
                    hot.push(own);
                } else {
                    entries.copy_within(start..start + n, kept);
                    kept += n;
                }
            }
            start += n;
        }
        entries.truncate(kept);
    }
}

/// Looks at pairs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search<'k> {
    pub(super) keys: Keys<'k>,
    sizes: Sizes<'k>,
}

impl Search<'_> {
    /// Takes the pairs of a bucket that no earlier band has given.
    fn take_pairs(
        &self,
        bucket: &[u64],
        band: usize,
        hot: &FxHashSet<(usize, u32)>,
        pairs: &mut Vec<PairKey>,
    ) {
        for (at, &one) in bucket.iter().enumerate() {
            let one = document(one);
            let earlier = &self.keys.of(one)[..band];
            for &other in &bucket[at + 1..] {
                let other = document(other);
                let is_new = self.fit(one, other)
                    && earlier
                        .iter()
                        .zip(self.keys.of(other))
                        .enumerate()
                        .all(|(band, (one, other))| one != other || hot.contains(&(band, *one)));
                if is_new {
                    pairs.push(PairKey::new(one, other));
                }
            }
        }
    }

    /// Whether the sizes of two sets allow the threshold.
    pub(super) fn fit(&self, one: DocId, other: DocId) -> bool {
        let size = |d: DocId| self.sizes.sizes[self.keys.row_of[d.index()] as usize];
        let (a, b) = (size(one), size(other));
        f64::from(a.min(b)) >= self.sizes.threshold * f64::from(a.max(b)) - 1e-9
    }

    /// In how many bands a pair agrees.
    fn agreeing(&self, pair: PairKey) -> u32 {
        let (one, other) = (self.keys.of(pair.a()), self.keys.of(pair.b()));
        one.iter().zip(other).map(|(one, other)| u32::from(one == other)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsh::hot::{LEADERS, NEIGHBOURS};
    use proptest::prelude::*;

    fn candidates(keys: &[u32], bands: usize, sizes: &[u32]) -> Candidates {
        let row_of: Vec<u32> = (0..sizes.len() as u32).collect();
        let documents: Vec<DocId> = row_of.iter().map(|&d| DocId(d)).collect();
        let sizes = Sizes { sizes, threshold: 0.8 };
        let worst_first = || documents.iter().rev().copied().collect();
        from_bands(&documents, Keys { keys, bands, row_of: &row_of }, sizes, worst_first)
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
    fn a_family_of_thousands_hangs_on_its_best_and_what_was_left_out_is_told() {
        let keys: Vec<u32> = (0..3_000).flat_map(|d| [0, 0, d % 2]).collect();
        let found = candidates(&keys, 3, &vec![50; 3_000]);
        assert!(found.pairs.len() < 3_000 * (LEADERS + NEIGHBOURS) * 2);
        assert!(found.pairs_left_out > 3_000_000);
        let with_best = found.pairs.iter().filter(|(pair, _)| pair.b() == DocId(2_999)).count();
        assert_eq!(with_best, 2_999);
    }

    #[test]
    fn a_large_family_takes_few_pairs_of_each_whatever_the_bands() {
        // Each text differs from the others in two bands of twenty.
        let key = |d: u32, band: u32| if band == d % 20 || band == (d / 20) % 20 { 7 + d } else { 0 };
        let keys: Vec<u32> = (0..5_000).flat_map(|d| (0..20).map(move |band| key(d, band))).collect();
        let found = candidates(&keys, 20, &vec![50; 5_000]);
        assert!(found.pairs.len() < 5_000 * 60, "{}", found.pairs.len());
        let with_best = found.pairs.iter().filter(|(pair, _)| pair.b() == DocId(4_999)).count();
        assert_eq!(with_best, 4_999);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]

        #[test]
        fn two_bands_are_asked_for_where_buckets_are_large(
            keys in prop::collection::vec(0_u32..3, 6 * 1_500),
            spread in prop::collection::vec(0_u32..4, 6),
        ) {
            // Some bands have three keys, others thousands: large buckets, and meetings of any size.
            let keys: Vec<u32> =
                keys.iter().enumerate().map(|(at, key)| key * u32::from(spread[at % 6] > 0) + at as u32 * (spread[at % 6] / 3)).collect();
            let found = candidates(&keys, 6, &vec![50; 1_500]);
            prop_assert!(found.pairs.is_sorted());
            let of = |d: DocId| &keys[d.index() * 6..d.index() * 6 + 6];
            let mut size = std::collections::BTreeMap::new();
            (0..1_500 * 6).for_each(|at| *size.entry((at % 6, keys[at])).or_insert(0) += 1);
            for &(pair, n) in &found.pairs {
                prop_assert_eq!(n as usize, (0..6).filter(|&band| of(pair.a())[band] == of(pair.b())[band]).count());
            }
            if found.pairs_left_out == 0 {
                let mut want = 0;
                for a in (0..1_500).map(DocId) {
                    for b in (a.0 + 1..1_500).map(DocId) {
                        let agree = (0..6).filter(|&band| of(a)[band] == of(b)[band]);
                        let (n, usual) = agree.fold((0, false), |(n, usual), band| {
                            (n + 1, usual || size[&(band, of(a)[band])] <= HOT_BAND)
                        });
                        want += usize::from(usual || n > 1);
                    }
                }
                prop_assert_eq!(found.pairs.len(), want);
            }
        }
    }
}
