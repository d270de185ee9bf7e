//! Token hashes to the set of shingle hashes.
//!
//! A shingle is `n` consecutive tokens; a text of fewer tokens gives one shingle of all of them, an empty text
//! gives none. The hash of a shingle is `sum(token[i] * BASE^(n-1-i)) mod 2^64`, finalised: it rolls from one
//! position to the next in a few instructions.
//!
//! Cost: one pass and one open-addressing table that the worker keeps.

use super::hash::{SHINGLE_BASE, mix64};

/// Makes shingle sets; holds the table that drops repeats.
#[derive(Debug)]
pub struct Shingler {
    ngram: usize,
    /// `BASE^n`, what the outgoing token has been multiplied by.
    outgoing: u64,
    table: Vec<u64>,
}

impl Shingler {
    /// Shingles of `ngram` tokens, at least one.
    pub fn new(ngram: usize) -> Self {
        let ngram = ngram.max(1);
        let outgoing = (0..ngram).fold(1_u64, |power, _| power.wrapping_mul(SHINGLE_BASE));
        Self { ngram, outgoing, table: Vec::new() }
    }

    /// Replaces `shingles` by the distinct shingle hashes of `tokens`, in order of first occurrence.
    pub fn shingle(&mut self, tokens: &[u64], shingles: &mut Vec<u64>) {
        shingles.clear();
        if tokens.is_empty() {
            return;
        }
        let capacity = (tokens.len() * 2).next_power_of_two();
        self.table.clear();
        self.table.resize(capacity, 0);
        let first = self.ngram.min(tokens.len());
        let mut rolling = 0_u64;
        for &token in &tokens[..first] {
            rolling = rolling.wrapping_mul(SHINGLE_BASE).wrapping_add(token);
        }
        self.insert(rolling, shingles);
        for (&out, &token) in tokens.iter().zip(&tokens[first..]) {
            rolling = rolling
                .wrapping_mul(SHINGLE_BASE)
                .wrapping_add(token)
                .wrapping_sub(out.wrapping_mul(self.outgoing));
            self.insert(rolling, shingles);
        }
    }

    #[inline]
    fn insert(&mut self, rolling: u64, shingles: &mut Vec<u64>) {
        let hash = mix64(rolling).max(1); // 0 marks an empty slot
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        while self.table[slot] != 0 {
            if self.table[slot] == hash {
                return;
            }
            slot = (slot + 1) & mask;
        }
        self.table[slot] = hash;
        shingles.push(hash);
    }
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
        fn fast_equals_oracle(tokens in prop::collection::vec(0_u64..6, 0..40), ngram in 1_usize..8) {
            let mut fast = Vec::new();
            Shingler::new(ngram).shingle(&tokens, &mut fast);
            fast.sort_unstable();
            prop_assert_eq!(fast, oracle::shingles(&tokens, ngram).into_iter().collect::<Vec<_>>());
        }
    }
}
