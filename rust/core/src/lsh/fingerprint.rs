//! Fingerprints to candidate pairs, for containment.
//!
//! The documents that bear one sampled shingle form a bucket. Each document looks through the buckets of its own
//! fingerprint and counts how often it meets each document with a larger one; a pair that shares at least half of
//! what the bound on containment lets expect is a candidate. Most documents share too little with anyone for that and
//! are done at once; of the others the smallest buckets are read, until what is left could not make a candidate of a
//! document not met yet. Keys are 32 bits wide: a chance collision costs a check, never a wrong edge.
//!
//! **Common shingles.** A fingerprint borne by more than [`HOT_FINGERPRINT`] documents is a phrase, not a passage,
//! and gives no pairs. It doesn't count in the share either, so that texts lose nothing by holding it, unless
//! nearly all of a text is made of such phrases: documents of which most of the fingerprint is common are counted
//! and reported.
//!
//! Cost: a radix sort of `(key, document)`, then a count for each meeting.

use rayon::prelude::*;

use crate::Result;
use crate::id::{DocId, PairKey};

pub use super::sort::entry;
use super::sort::{buckets, by_key, document, without_singles};

/// A fingerprint borne by more documents than this gives no pairs: it is a phrase, not a passage.
/// Unmeasured; what was left out is reported.
pub const HOT_FINGERPRINT: usize = 256;

/// The share of the bound on containment that the fingerprints must show.
/// Half of it leaves room for chance: of 6 keys, 4.8 are expected to be shared at 0.8, and 3 are asked for.
const LEAST_SHARE: f64 = 0.5;

/// What fingerprints gave.
#[derive(Debug, Default)]
pub struct Found {
    /// Sorted, without repeats.
    pub pairs: Vec<PairKey>,
    /// Fingerprints that gave no pairs, being too common.
    pub hot: usize,
    /// Documents more than half of whose fingerprint is too common.
    pub mostly_hot: usize,
}

/// Pairs of documents of which the smaller fingerprint is found in the larger to at least half of `containment`.
/// `sizes` says how many keys each document has, 0 for those that take no part. `entries` appends the entries of one
/// of so many `parts` of the keys: all of one key in one part, those of one document one after the other.
pub fn from_fingerprints(
    mut sizes: Vec<u32>,
    parts: usize,
    containment: f64,
    entries: impl Fn(usize, &mut Vec<u64>) -> Result<()> + Sync,
) -> Result<Found> {
    let n = sizes.len();
    let mut found = Found::default();
    let mut hot_of = vec![0_u32; n];
    let mut shared: Vec<DocId> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    // As many parts at a time as there are threads: what was sorted goes before the next are read.
    let at_a_time = rayon::current_num_threads();
    for first in (0..parts).step_by(at_a_time) {
        let sorted: Result<Vec<Buckets>> = (first..parts.min(first + at_a_time))
            .into_par_iter()
            .map(|part| {
                let (mut own, mut scratch) = (Vec::new(), Vec::new());
                entries(part, &mut own)?;
                own.retain(|&entry| sizes[document(entry).index()] > 0);
                without_singles(&mut own);
                by_key(&mut own, &mut scratch);
                // A document may bear a key twice, by a chance collision of its own shingles.
                own.dedup();
                Ok(Buckets::of(&own))
            })
            .collect();
        for Buckets { documents, ends: own, hot, n_hot } in sorted? {
            ends.extend(own.into_iter().map(|end| shared.len() + end));
            shared.extend(documents);
            found.hot += n_hot;
            for d in hot {
                hot_of[d.index()] += 1;
            }
        }
    }
    found.mostly_hot = (0..n).filter(|&d| hot_of[d] * 2 > sizes[d]).count();
    for (size, hot) in sizes.iter_mut().zip(&hot_of) {
        *size = size.saturating_sub(*hot);
    }
    drop(hot_of);

    let shared = Shared { sizes, buckets_of: BucketsOf::new(n, &shared, &ends), documents: shared, ends };
    let least = LEAST_SHARE * containment;
    let parts: Vec<Vec<PairKey>> = (0..n)
        .into_par_iter()
        .with_min_len(1_024)
        .fold(Meetings::default, |mut meetings, d| {
            meetings.count(DocId::from_index(d), &shared, least);
            meetings
        })
        .map(|meetings| meetings.pairs)
        .collect();
    drop(shared);
    found.pairs = parts.concat();
    found.pairs.par_sort_unstable();
    Ok(found)
}

/// The buckets of a part of the keys.
#[derive(Default)]
struct Buckets {
    /// Those of two or more, but not too many, one after the other, each ascending.
    documents: Vec<DocId>,
    ends: Vec<usize>,
    /// Documents of buckets of too many.
    hot: Vec<DocId>,
    n_hot: usize,
}

impl Buckets {
    fn of(entries: &[u64]) -> Self {
        let mut found = Self::default();
        for bucket in buckets(entries) {
            let documents = bucket.iter().map(|&entry| document(entry));
            if bucket.len() > HOT_FINGERPRINT {
                found.n_hot += 1;
                found.hot.extend(documents);
            } else {
                let start = found.documents.len();
                found.documents.extend(documents);
                found.documents[start..].sort_unstable();
                found.ends.push(found.documents.len());
            }
        }
        found
    }
}

/// Fingerprints that two documents or more bear.
struct Shared {
    /// Keys of each document that are not too common.
    sizes: Vec<u32>,
    documents: Vec<DocId>,
    /// Where each bucket of `documents` ends.
    ends: Vec<usize>,
    buckets_of: BucketsOf,
}

impl Shared {
    fn bucket(&self, bucket: u32) -> &[DocId] {
        let bucket = bucket as usize;
        let start = if bucket == 0 { 0 } else { self.ends[bucket - 1] };
        &self.documents[start..self.ends[bucket]]
    }
}

/// Counts how often one document meets each other one.
#[derive(Default)]
struct Meetings {
    buckets: Vec<(u32, u32)>,
    /// By document; all zero between two. No fewer are asked for where there are more than fit.
    counts: Vec<u16>,
    met: Vec<DocId>,
    pairs: Vec<PairKey>,
}

impl Meetings {
    fn count(&mut self, d: DocId, shared: &Shared, least: f64) {
        let own = (shared.sizes[d.index()], d);
        let buckets = shared.buckets_of.of_document(d);
        #[allow(clippy::cast_sign_loss)] // not negative
        let least = (least * f64::from(own.0)).ceil().max(1.0) as usize;
        if buckets.len() < least {
            return;
        }
        self.counts.resize(shared.sizes.len(), 0);
        self.buckets.clear();
        self.buckets.extend(buckets.iter().map(|&bucket| (shared.bucket(bucket).len() as u32, bucket)));
        self.buckets.sort_unstable();
        let (rare, common) = self.buckets.split_at(buckets.len() - least + 1);
        for &other in rare.iter().flat_map(|&(_, bucket)| shared.bucket(bucket)) {
            let count = &mut self.counts[other.index()];
            if *count > 0 {
                *count = count.saturating_add(1);
            } else if (shared.sizes[other.index()], other) > own {
                *count = 1;
                self.met.push(other);
            }
        }
        for &(_, bucket) in common {
            let bucket = shared.bucket(bucket);
            // Of a few documents each is looked for; beside many the whole bucket is read.
            if self.met.len() * BUCKET_STEPS < bucket.len() {
                for other in self.met.iter().filter(|other| bucket.binary_search(other).is_ok()) {
                    let count = &mut self.counts[other.index()];
                    *count = count.saturating_add(1);
                }
            } else {
                for other in bucket {
                    let count = &mut self.counts[other.index()];
                    *count = if *count > 0 { count.saturating_add(1) } else { 0 };
                }
            }
        }
        let least = least.min(u16::MAX as usize);
        for other in self.met.drain(..) {
            if std::mem::take(&mut self.counts[other.index()]) as usize >= least {
                self.pairs.push(PairKey::new(d, other));
            }
        }
    }
}

/// Steps of a search in the largest bucket.
const BUCKET_STEPS: usize = HOT_FINGERPRINT.ilog2() as usize;

/// The buckets of each document.
struct BucketsOf {
    starts: Vec<usize>,
    buckets: Vec<u32>,
}

impl BucketsOf {
    fn new(n: usize, documents: &[DocId], ends: &[usize]) -> Self {
        let mut starts = vec![0; n + 1];
        for d in documents {
            starts[d.index() + 1] += 1;
        }
        for at in 0..n {
            starts[at + 1] += starts[at];
        }
        let mut fill = starts.clone();
        let mut buckets = vec![0; documents.len()];
        let mut start = 0;
        for (bucket, &end) in ends.iter().enumerate() {
            for d in &documents[start..end] {
                let place = &mut fill[d.index()];
                buckets[*place] = bucket as u32;
                *place += 1;
            }
            start = end;
        }
        Self { starts, buckets }
    }

    fn of_document(&self, d: DocId) -> &[u32] {
        &self.buckets[self.starts[d.index()]..self.starts[d.index() + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::hash::mix32;
    use proptest::prelude::*;

    fn found(sets: &[Vec<u32>], parts: usize) -> Found {
        let sizes = sets.iter().map(|keys| keys.len() as u32).collect();
        let entries = |part: usize, entries: &mut Vec<u64>| {
            for (d, keys) in sets.iter().enumerate() {
                let own = keys.iter().filter(|&&key| key as usize % parts == part);
                entries.extend(own.map(|&key| entry(key, DocId::from_index(d))));
            }
            Ok(())
        };
        from_fingerprints(sizes, parts, 0.8, entries).unwrap()
    }

    proptest! {
        #[test]
        fn equals_counting_each_pair(
            fingerprints in prop::collection::vec(prop::collection::btree_set(0_u32..40, 0..9), 0..14),
            spread in any::<bool>(),
        ) {
            let spread = |&key: &u32| if spread { mix32(key) } else { key };
            let sets: Vec<Vec<u32>> = fingerprints.iter().map(|set| set.iter().map(spread).collect()).collect();
            let have = found(&sets, 1);
            prop_assert_eq!(&found(&sets, 5).pairs, &have.pairs);
            let mut want = Vec::new();
            for (b, one) in fingerprints.iter().enumerate() {
                for (a, other) in fingerprints[..b].iter().enumerate() {
                    let shared = one.intersection(other).count();
                    if shared > 0 && shared as f64 >= 0.4 * one.len().min(other.len()) as f64 {
                        want.push(PairKey::new(DocId::from_index(a), DocId::from_index(b)));
                    }
                }
            }
            want.sort_unstable();
            prop_assert_eq!(have.pairs, want);
        }
    }

    #[test]
    fn common_phrases_give_no_pairs_and_hide_none() {
        // 300 documents share key 0; 7 and 8 share five more; 9 bears nothing else.
        let keys = |d: u32| match d {
            7 | 8 => vec![0, 1, 2, 3, 4, 5],
            9 => vec![0],
            _ => vec![0, 1_000 + d],
        };
        let sets: Vec<Vec<u32>> = (0..300).map(keys).collect();
        let found = found(&sets, 3);
        assert_eq!(found.pairs, [PairKey::new(DocId(7), DocId(8))]);
        assert_eq!((found.hot, found.mostly_hot), (1, 1));
    }
}
