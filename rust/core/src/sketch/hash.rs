//! The hashes that everything else is built on. Saved data depends on them: a change is a new version.
//!
//! Tokens: folded bytes, sixteen at a time, each taken in by one folded 64 x 64 -> 128 bit multiplication (the
//! step of wyhash and foldhash: Wang Yi, "wyhash", <https://github.com/wangyi-fudan/wyhash>). No token holds a
//! NUL, so a short token padded with them is no other token, and almost every word costs one multiplication.
//! Shingles: a polynomial over token hashes modulo 2^64, so that it rolls, then the 64-bit finaliser of
//! `MurmurHash3`.

pub(crate) const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const STEP: u64 = 0xD6E8_FEB8_6659_FD93;
const OTHER_STEP: u64 = 0xA076_1D64_78BD_642F;
/// Odd multiplier of the shingle polynomial.
pub(crate) const SHINGLE_BASE: u64 = 0xC2B2_AE3D_27D4_EB4F;

#[inline]
fn folded_multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Takes sixteen bytes of a token, as two little-endian words, into `state`.
#[inline]
pub(crate) fn token_step(state: u64, low: u64, high: u64) -> u64 {
    folded_multiply(low ^ state, high ^ STEP)
}

/// The hash of a whole folded token.
pub fn hash_token(folded: &[u8]) -> u64 {
    folded.chunks(16).fold(SEED, |state, bytes| {
        let mut chunk = [0; 16];
        chunk[..bytes.len()].copy_from_slice(bytes);
        let (low, high) = halves(&chunk);
        token_step(state, low, high)
    })
}

/// Sixteen bytes as two little-endian words.
#[inline]
pub(crate) fn halves(chunk: &[u8; 16]) -> (u64, u64) {
    let both = u128::from_le_bytes(*chunk);
    (both as u64, (both >> 64) as u64)
}

/// The 64-bit finaliser of `MurmurHash3` (Appleby, public domain): a bijection that spreads every bit.
#[inline]
pub fn mix64(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    hash ^ (hash >> 33)
}

/// The 32-bit finaliser of `MurmurHash3`.
#[inline]
pub fn mix32(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85EB_CA6B);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xC2B2_AE35);
    hash ^ (hash >> 16)
}

/// A stable hash of bytes, for lines, texts and names: 32 bytes a step in two lanes.
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut lanes = (folded_multiply(SEED ^ bytes.len() as u64, STEP), SHINGLE_BASE);
    let (blocks, rest) = bytes.as_chunks::<32>();
    for block in blocks {
        lanes = take(lanes, block);
    }
    if !rest.is_empty() {
        // The last 32 bytes, some of them twice; a shorter text is padded. The length above tells them apart.
        let padded = bytes.last_chunk::<32>().copied().unwrap_or_else(|| {
            let mut padded = [0; 32];
            padded[..rest.len()].copy_from_slice(rest);
            padded
        });
        lanes = take(lanes, &padded);
    }
    mix64(folded_multiply(lanes.0 ^ STEP, lanes.1 ^ OTHER_STEP))
}

#[inline]
fn take(lanes: (u64, u64), block: &[u8; 32]) -> (u64, u64) {
    let word = |at: usize| block[at..].first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes));
    (
        folded_multiply(word(0) ^ lanes.0, word(8) ^ STEP),
        folded_multiply(word(16) ^ lanes.1, word(24) ^ OTHER_STEP),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rustc_hash::FxHashMap;

    proptest! {
        #[test]
        fn other_bytes_have_another_hash(texts in prop::collection::vec("[ab\u{0}]{0,70}", 2..40)) {
            let mut seen: FxHashMap<u64, &str> = FxHashMap::default();
            for text in &texts {
                prop_assert_eq!(*seen.entry(hash_bytes(text.as_bytes())).or_insert(text), text.as_str());
            }
        }

        #[test]
        fn other_tokens_have_another_hash(tokens in prop::collection::vec("[ab]{1,40}", 2..40)) {
            let mut seen: FxHashMap<u64, &str> = FxHashMap::default();
            for token in &tokens {
                prop_assert_eq!(*seen.entry(hash_token(token.as_bytes())).or_insert(token), token.as_str());
            }
        }
    }
}
