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

use crate::id::{DocId, PairKey};

use super::sort::{buckets, by_key, document, entry};

/// A fingerprint borne by more documents than this gives no pairs: it is a phrase, not a passage.
/// Unmeasured; what was left out is reported.
pub const HOT_FINGERPRINT: usize = 256;

/// The share of the bound on containment that the fingerprints must show.
/// Half of it leaves room for chance: of 6 keys, 4.8 are expected to be shared at 0.8, and 3 are asked for.
const LEAST_SHARE: f64 = 0.5;

/// Fingerprints sorted at a time, 128 MiB with what the sort needs: of more, those of one range of keys after the
/// other. Only those that two documents bear are kept.
const PART: usize = 8 << 20;

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
/// `documents` gives each with the keys of its fingerprint, by ascending id; there are `n` ids.
pub fn from_fingerprints<'k>(
    documents: &(impl Iterator<Item = (DocId, &'k [u32])> + Clone),
    n: usize,
    containment: f64,
) -> Found {
    let parts = documents.clone().map(|(_, keys)| keys.len()).sum::<usize>().div_ceil(PART).max(1);
    from_parts(documents, n, containment, parts)
}

fn from_parts<'k>(
    documents: &(impl Iterator<Item = (DocId, &'k [u32])> + Clone),
    n: usize,
    containment: f64,
    parts: usize,
) -> Found {
    let mut found = Found::default();
    let (mut sizes, mut hot_of) = (vec![0_u32; n], vec![0_u32; n]);
    for (d, keys) in documents.clone() {
        sizes[d.index()] = keys.len() as u32;
    }
    let (mut entries, mut scratch) = (Vec::new(), Vec::new());
    let mut shared: Vec<u64> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    for part in 0..parts as u64 {
        entries.clear();
        for (d, keys) in documents.clone() {
            let own = keys.iter().filter(|&&key| (u64::from(key) * parts as u64) >> 32 == part);
            entries.extend(own.map(|&key| entry(key, d)));
        }
        by_key(&mut entries, &mut scratch);
        // A document may bear a key twice, by a chance collision of its own shingles.
        entries.dedup();
        for bucket in buckets(&entries) {
            if bucket.len() > HOT_FINGERPRINT {
                found.hot += 1;
                for &e in bucket {
                    hot_of[document(e).index()] += 1;
                }
            } else {
                shared.extend_from_slice(bucket);
                ends.push(shared.len());
            }
        }
    }
    drop((entries, scratch));
    found.mostly_hot = (0..n).filter(|&d| hot_of[d] * 2 > sizes[d]).count();
    let sizes: Vec<u32> = sizes.iter().zip(&hot_of).map(|(size, hot)| size.saturating_sub(*hot)).collect();

    let shared = Shared { sizes, buckets_of: Buckets::of(n, &shared, &ends), entries: shared, ends };
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
    found.pairs = parts.concat();
    found.pairs.par_sort_unstable();
    found
}

/// Fingerprints that two documents or more bear.
struct Shared {
    /// Keys of each document that are not too common.
    sizes: Vec<u32>,
    entries: Vec<u64>,
    /// Where each bucket of `entries` ends.
    ends: Vec<usize>,
    buckets_of: Buckets,
}

impl Shared {
    fn bucket(&self, bucket: u32) -> &[u64] {
        let bucket = bucket as usize;
        let start = if bucket == 0 { 0 } else { self.ends[bucket - 1] };
        &self.entries[start..self.ends[bucket]]
    }
}

/// Counts how often one document meets each other one.
#[derive(Default)]
struct Meetings {
    buckets: Vec<(u32, u32)>,
    /// By document; all zero between two.
    counts: Vec<u32>,
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
        for &entry in rare.iter().flat_map(|&(_, bucket)| shared.bucket(bucket)) {
            let other = document(entry);
            if (shared.sizes[other.index()], other) > own {
                if self.counts[other.index()] == 0 {
                    self.met.push(other);
                }
                self.counts[other.index()] += 1;
            }
        }
        for &entry in common.iter().flat_map(|&(_, bucket)| shared.bucket(bucket)) {
            let count = &mut self.counts[document(entry).index()];
            *count += u32::from(*count > 0);
        }
        for other in self.met.drain(..) {
            if std::mem::take(&mut self.counts[other.index()]) as usize >= least {
                self.pairs.push(PairKey::new(d, other));
            }
        }
    }
}

/// The buckets of each document.
struct Buckets {
    starts: Vec<usize>,
    buckets: Vec<u32>,
}

impl Buckets {
    fn of(n: usize, entries: &[u64], ends: &[usize]) -> Self {
        let mut starts = vec![0; n + 1];
        for &e in entries {
            starts[document(e).index() + 1] += 1;
        }
        for at in 0..n {
            starts[at + 1] += starts[at];
        }
        let mut fill = starts.clone();
        let mut buckets = vec![0; entries.len()];
        let mut start = 0;
        for (bucket, &end) in ends.iter().enumerate() {
            for &e in &entries[start..end] {
                let place = &mut fill[document(e).index()];
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

    proptest! {
        #[test]
        fn equals_counting_each_pair(
            fingerprints in prop::collection::vec(prop::collection::btree_set(0_u32..40, 0..9), 0..14),
            spread in any::<bool>(),
        ) {
            let spread = |&key: &u32| if spread { mix32(key) } else { key };
            let sets: Vec<Vec<u32>> = fingerprints.iter().map(|set| set.iter().map(spread).collect()).collect();
            let documents = sets.iter().enumerate().map(|(d, keys)| (DocId::from_index(d), keys.as_slice()));
            let have = from_fingerprints(&documents, sets.len(), 0.8);
            let in_parts = from_parts(&documents, sets.len(), 0.8, 5);
            prop_assert_eq!(&in_parts.pairs, &have.pairs);
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
        let documents = sets.iter().enumerate().map(|(d, keys)| (DocId::from_index(d), keys.as_slice()));
        let found = from_fingerprints(&documents, 300, 0.8);
        assert_eq!(found.pairs, [PairKey::new(DocId(7), DocId(8))]);
        assert_eq!((found.hot, found.mostly_hot), (1, 1));
    }
}
