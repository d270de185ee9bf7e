//! Token hashes to the set of shingle hashes.
//!
//! A shingle is `n` consecutive tokens; a text of fewer tokens gives one shingle of all of them, an empty text
//! gives none. The hash of a shingle is `sum(token[i] * BASE^(n-1-i)) mod 2^64`, finalised: it rolls from one
//! position to the next in a few instructions.
//!
//! Cost: one pass without a branch that chance decides. A bit for each of many values of a hash tells what surely
//! has not been seen before; the one in a hundred hashes that finds its bit set is put aside, and only if there are
//! any are the repeats among them dropped in a second pass.

use super::hash::{SHINGLE_BASE, mix64};

/// Makes shingle sets; holds its buffers.
#[derive(Debug)]
pub struct Shingler {
    ngram: usize,
    /// `BASE^n`, what the outgoing token has been multiplied by.
    outgoing: u64,
    seen: Bits,
    /// Hashes that may be repeats.
    aside: Vec<u64>,
    /// Which of them were met in the second pass.
    met: Vec<bool>,
}

impl Shingler {
    /// Shingles of `ngram` tokens, at least one.
    pub fn new(ngram: usize) -> Self {
        let ngram = ngram.max(1);
        let outgoing = (0..ngram).fold(1_u64, |power, _| power.wrapping_mul(SHINGLE_BASE));
        Self { ngram, outgoing, seen: Bits::default(), aside: Vec::new(), met: Vec::new() }
    }

    /// Hands the hash of each shingle of `tokens` to `take`, in order, with repeats.
    #[inline]
    pub fn each(&self, tokens: &[u64], mut take: impl FnMut(u64)) {
        if tokens.is_empty() {
            return;
        }
        let first = self.ngram.min(tokens.len());
        let mut rolling = 0_u64;
        for &token in &tokens[..first] {
            rolling = rolling.wrapping_mul(SHINGLE_BASE).wrapping_add(token);
        }
        take(finish(rolling));
        for (&out, &token) in tokens.iter().zip(&tokens[first..]) {
            rolling = rolling
                .wrapping_mul(SHINGLE_BASE)
                .wrapping_add(token.wrapping_sub(out.wrapping_mul(self.outgoing)));
            take(finish(rolling));
        }
    }

    /// Replaces `shingles` by the distinct shingle hashes of `tokens`, in order of first occurrence. None is 0.
    pub fn shingle(&mut self, tokens: &[u64], shingles: &mut Vec<u64>) {
        shingles.clear();
        shingles.reserve(tokens.len());
        self.aside.clear();
        let (mut seen, mut aside) = (std::mem::take(&mut self.seen), std::mem::take(&mut self.aside));
        seen.clear_for(tokens.len());
        self.each(tokens, |hash| {
            if seen.insert(hash) {
                aside.push(hash);
            }
            shingles.push(hash);
        });
        (self.seen, self.aside) = (seen, aside);
        if !self.aside.is_empty() {
            self.drop_repeats(shingles);
        }
    }

    fn drop_repeats(&mut self, shingles: &mut Vec<u64>) {
        self.aside.sort_unstable();
        self.aside.dedup();
        self.met.clear();
        self.met.resize(self.aside.len(), false);
        self.seen.clear_for(shingles.len());
        for &hash in &self.aside {
            self.seen.insert(hash);
        }
        shingles.retain(|hash| {
            !self.seen.has(*hash)
                || self
                    .aside
                    .binary_search(hash)
                    .map_or(true, |at| !std::mem::replace(&mut self.met[at], true))
        });
    }
}

/// A bit for each of 64 to 128 times as many values as there are hashes.
#[derive(Debug, Default)]
struct Bits {
    words: Vec<u64>,
    shift: u32,
}

impl Bits {
    fn clear_for(&mut self, n: usize) {
        let n = n.next_power_of_two().max(2);
        self.words.clear();
        self.words.resize(n, 0);
        self.shift = 64 - n.trailing_zeros();
    }

    /// Sets the bit of a hash; whether it was set.
    #[inline]
    fn insert(&mut self, hash: u64) -> bool {
        let (word, bit) = (&mut self.words[(hash >> self.shift) as usize], 1 << (hash & 63));
        let was_set = *word & bit != 0;
        *word |= bit;
        was_set
    }

    #[inline]
    fn has(&self, hash: u64) -> bool {
        self.words[(hash >> self.shift) as usize] >> (hash & 63) & 1 == 1
    }
}

/// The hash of a shingle; 0 marks an empty slot of tables.
#[inline]
fn finish(rolling: u64) -> u64 {
    mix64(rolling).max(1)
}

/// A digest of a set, whatever its order: equal for equal sets, and for all purposes only for them.
pub fn digest(shingles: &[u64]) -> u128 {
    let (mut sum, mut mixed) = (0_u64, 0_u64);
    for &shingle in shingles {
        sum = sum.wrapping_add(shingle);
        mixed = mixed.wrapping_add(mix64(shingle ^ SHINGLE_BASE));
    }
    (u128::from(mixed) << 64) | u128::from(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn fast_equals_oracle(tokens in prop::collection::vec(0_u64..6, 0..200), ngram in 1_usize..8) {
            let mut fast = Vec::new();
            let mut shingler = Shingler::new(ngram);
            let want = oracle::shingles(&tokens, ngram).into_iter().collect::<Vec<_>>();
            for _ in 0..2 {
                shingler.shingle(&tokens, &mut fast);
                let mut sorted = fast.clone();
                sorted.sort_unstable();
                prop_assert_eq!(&sorted, &want);
            }
            let mut each = Vec::new();
            shingler.each(&tokens, |hash| each.push(hash));
            let mut first: Vec<u64> = Vec::new();
            for hash in each {
                if !first.contains(&hash) {
                    first.push(hash);
                }
            }
            prop_assert_eq!(fast, first);
        }
    }
}
