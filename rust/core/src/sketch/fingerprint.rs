//! Sampled fingerprints, for pairs that Jaccard misses: an excerpt or an update shares all of the short text but
//! little of the long one.
//!
//! A shingle belongs to the fingerprint when its hash falls below `2^64 / SCALE`, whatever the text: two texts
//! that share a shingle share it in both fingerprints or in neither (the scaled sketches of sourmash: Irber et
//! al., "Lightweight compositional analysis of metagenomes with `FracMinHash`", 2022). The expected number shared
//! is the shared shingles divided by `SCALE`.

/// One shingle in so many is kept. A text of 50 words that is contained at 0.8 in another shares at least 37
/// shingles with it: none of them is kept with probability (1 - 1/8)^37 = 0.7 %.
pub const SCALE: u64 = 8;

/// Appends the keys of the shingles that belong to the fingerprint: their 32 lowest bits, which the bound leaves
/// free. Without a branch, since chance decides.
pub fn keys(shingles: &[u64], keys: &mut Vec<u32>) {
    let start = keys.len();
    keys.resize(start + shingles.len(), 0);
    let mut n = start;
    for &shingle in shingles {
        keys[n] = shingle as u32;
        n += usize::from(shingle <= u64::MAX / SCALE);
    }
    keys.truncate(n);
}
