//! The hashes that everything else is built on. Saved data depends on them: a change is a new version.
//!
//! Tokens: folded bytes, eight at a time, each taken in by a folded 64 x 64 -> 128 bit multiplication (the step
//! of wyhash and foldhash: Wang Yi, "wyhash", <https://github.com/wangyi-fudan/wyhash>). Shingles: a polynomial
//! over token hashes modulo 2^64, so that it rolls, then the 64-bit finaliser of `MurmurHash3`.

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const STEP: u64 = 0xD6E8_FEB8_6659_FD93;
/// Odd multiplier of the shingle polynomial.
pub(crate) const SHINGLE_BASE: u64 = 0xC2B2_AE3D_27D4_EB4F;

fn folded_multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Hashes a token byte by byte as it is read.
#[derive(Debug, Clone, Copy)]
pub struct TokenHasher {
    state: u64,
    word: u64,
    length: u32,
}

impl Default for TokenHasher {
    fn default() -> Self {
        Self { state: SEED, word: 0, length: 0 }
    }
}

impl TokenHasher {
    /// Takes one folded byte.
    #[inline]
    pub fn push(&mut self, byte: u8) {
        self.word |= u64::from(byte) << (8 * (self.length & 7));
        self.length += 1;
        if self.length.is_multiple_of(8) {
            self.state = folded_multiply(self.state ^ self.word, STEP);
            self.word = 0;
        }
    }

    /// The hash of all bytes taken.
    #[inline]
    pub fn finish(self) -> u64 {
        folded_multiply(self.state ^ self.word, STEP ^ (u64::from(self.length) << 32))
    }

    /// The hash of a whole folded token.
    pub fn of(bytes: &[u8]) -> u64 {
        let mut hasher = Self::default();
        for &byte in bytes {
            hasher.push(byte);
        }
        hasher.finish()
    }
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

/// A stable hash of bytes, for lines, texts and names.
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    mix64(TokenHasher::of(bytes))
}

/// Two independent 64-bit hashes of bytes as one number: equal only for equal bytes, for all purposes.
pub fn digest_bytes(bytes: &[u8]) -> u128 {
    let mut second = TokenHasher { state: STEP, ..TokenHasher::default() };
    for &byte in bytes {
        second.push(byte);
    }
    (u128::from(hash_bytes(bytes)) << 64) | u128::from(mix64(second.finish()))
}
