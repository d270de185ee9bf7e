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

/// Whether a shingle belongs to the fingerprint.
#[inline]
pub fn is_kept(shingle: u64) -> bool {
    shingle <= u64::MAX / SCALE
}

/// The key of a kept shingle: its 32 lowest bits, which the bound above leaves free.
#[inline]
pub fn key(shingle: u64) -> u32 {
    shingle as u32
}
