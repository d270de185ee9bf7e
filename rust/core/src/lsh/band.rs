//! Buckets to candidate pairs.
//!
//! For each key (a band of a signature, or a sampled fingerprint) the documents that bear it form a bucket, and
//! every pair of a bucket is a candidate. Keys are 32 bits wide: a chance collision costs a check, never a
//! wrong edge.
//!
//! Cost: a sort of `(key, document)` for each band, in parallel over bands; then a sort of the pairs.

use rayon::prelude::*;

use crate::id::{DocId, PairKey};
use crate::sketch::hash::{mix32, mix64};

use super::params::Bands;

/// A bucket with more documents than this is split by a second key before its pairs are taken.
/// Unmeasured: half a million pairs, the work of a few milliseconds.
pub const HOT_BAND: usize = 1_000;

/// A fingerprint borne by more documents than this gives no pairs: it is a phrase, not a passage.
/// Unmeasured; what was left out is reported.
pub const HOT_FINGERPRINT: usize = 256;

/// Candidate pairs, each with the number of keys that agree.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Sorted, without repeats.
    pub pairs: Vec<(PairKey, u32)>,
    /// Buckets over the limit.
    pub hot_buckets: usize,
    /// Documents in the largest bucket.
    pub largest_bucket: usize,
}

/// The key of each band of a signature, appended to `keys`.
pub fn band_keys(signature: &[u32], bands: Bands, keys: &mut Vec<u32>) {
    for rows in signature.chunks_exact(bands.rows).take(bands.bands) {
        let key = rows.iter().fold(0_u64, |key, &value| mix64(key ^ u64::from(value)));
        keys.push(key as u32);
    }
}

/// Pairs of `documents` that share a band. `keys` holds `bands` keys for each document id, one after the other;
/// `sizes` the size of each document's shingle set: a pair whose sizes rule out `threshold` is not taken.
pub fn from_bands(
    documents: &[DocId],
    keys: &[u32],
    bands: usize,
    sizes: &[u32],
    threshold: f64,
) -> Candidates {
    let reachable = |a: DocId, b: DocId| {
        let (a, b) = (sizes[a.index()], sizes[b.index()]);
        f64::from(a.min(b)) >= threshold * f64::from(a.max(b)) - 1e-9
    };
    let of_band: Vec<Candidates> = (0..bands)
        .into_par_iter()
        .map(|band| {
            let mut found = Candidates::default();
            let key = |document: DocId, band: usize| keys[document.index() * bands + band];
            let mut entries: Vec<u64> = documents.iter().map(|&d| entry(key(d, band), d)).collect();
            entries.sort_unstable();
            for bucket in buckets(&entries) {
                found.largest_bucket = found.largest_bucket.max(bucket.len());
                if bucket.len() <= HOT_BAND {
                    take_pairs(bucket, &reachable, &mut found.pairs);
                    continue;
                }
                // Many texts agree on these rows: ask two bands to agree. Alike texts meet in some such pair of
                // bands; texts that share a template only, in few.
                found.hot_buckets += 1;
                for second in (0..bands).filter(|&second| second != band) {
                    let rekeyed = |d| mix32(key(d, band) ^ mix32(key(d, second)));
                    let mut entries: Vec<u64> =
                        bucket.iter().map(|&e| entry(rekeyed(document(e)), document(e))).collect();
                    entries.sort_unstable();
                    for bucket in buckets(&entries).filter(|bucket| bucket.len() <= HOT_BAND) {
                        take_pairs(bucket, &reachable, &mut found.pairs);
                    }
                }
                found.pairs.sort_unstable();
                found.pairs.dedup();
            }
            found
        })
        .collect();
    merge(of_band)
}

/// Pairs of documents that share fingerprints. `entries` holds a (key, document) for each.
pub fn from_fingerprints(mut entries: Vec<(u32, DocId)>) -> Candidates {
    entries.par_sort_unstable();
    let mut found = Candidates::default();
    let packed: Vec<u64> = entries.into_iter().map(|(key, document)| entry(key, document)).collect();
    for bucket in buckets(&packed) {
        found.largest_bucket = found.largest_bucket.max(bucket.len());
        if bucket.len() <= HOT_FINGERPRINT {
            take_pairs(bucket, &|_, _| true, &mut found.pairs);
        } else {
            found.hot_buckets += 1;
        }
    }
    merge(vec![found])
}

fn entry(key: u32, document: DocId) -> u64 {
    (u64::from(key) << 32) | u64::from(document.0)
}

fn document(entry: u64) -> DocId {
    DocId(entry as u32)
}

/// Runs of two or more entries with one key.
fn buckets(entries: &[u64]) -> impl Iterator<Item = &[u64]> {
    entries.chunk_by(|one, other| one >> 32 == other >> 32).filter(|bucket| bucket.len() > 1)
}

fn take_pairs(bucket: &[u64], reachable: &impl Fn(DocId, DocId) -> bool, pairs: &mut Vec<(PairKey, u32)>) {
    for (at, &one) in bucket.iter().enumerate() {
        for &other in &bucket[at + 1..] {
            let (one, other) = (document(one), document(other));
            // A document may bear a key twice, by a chance collision of its own shingles.
            if one != other && reachable(one, other) {
                pairs.push((PairKey::new(one, other), 1));
            }
        }
    }
}

/// Adds up how often each pair occurs.
fn merge(parts: Vec<Candidates>) -> Candidates {
    let hot_buckets = parts.iter().map(|part| part.hot_buckets).sum();
    let largest_bucket = parts.iter().map(|part| part.largest_bucket).max().unwrap_or(0);
    let mut pairs: Vec<(PairKey, u32)> = parts.into_iter().flat_map(|part| part.pairs).collect();
    pairs.par_sort_unstable();
    pairs.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += if same { next.1 } else { 0 };
        same
    });
    Candidates { pairs, hot_buckets, largest_bucket }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_count_the_bands_that_agree() {
        let documents = [DocId(0), DocId(1), DocId(2)];
        let keys = [1, 2, 3, 1, 2, 9, 7, 8, 9];
        let found = from_bands(&documents, &keys, 3, &[100, 100, 100], 0.8);
        let want = [(PairKey::new(DocId(0), DocId(1)), 2), (PairKey::new(DocId(1), DocId(2)), 1)];
        assert_eq!(found.pairs, want);
        assert!(from_bands(&documents, &keys, 3, &[100, 10, 1], 0.8).pairs.is_empty());
    }

    #[test]
    fn a_hot_bucket_keeps_its_alike_texts() {
        // All share band 0; documents 2k and 2k+1 share bands 1 to 3 too.
        let documents: Vec<DocId> = (0..3_000).map(DocId).collect();
        let keys: Vec<u32> = (0..3_000).flat_map(|d| [0, d / 2, d / 2, d / 2]).collect();
        let found = from_bands(&documents, &keys, 4, &vec![50; 3_000], 0.8);
        assert_eq!(found.hot_buckets, 1);
        assert_eq!(found.pairs.len(), 1_500);
        assert!(found.pairs.iter().all(|&(pair, n)| pair.a().0 + 1 == pair.b().0 && n == 4));
    }
}
