//! Token hashes to the set of shingle hashes.
//!
//! A shingle is `n` consecutive tokens; a text of fewer tokens gives one shingle of all of them, an empty text
//! gives none. The hash of a shingle is `sum(token[i] * BASE^(n-1-i)) mod 2^64`, finalised: it rolls from one
//! position to the next in a few instructions.
//!
//! Cost: one pass. A hash is looked up in a table of many times as many places as there are hashes, which almost
//! always finds its place empty; so the branch that chance decides is seldom taken the other way.

use super::hash::{SHINGLE_BASE, mix64};

/// Makes shingle sets; holds its buffers.
#[derive(Debug)]
pub struct Shingler {
    ngram: usize,
    /// `BASE^(n-1)`, what the oldest token has been multiplied by.
    oldest: u64,
    small: Seen<u16>,
    large: Seen<u32>,
}

impl Shingler {
    /// Shingles of `ngram` tokens, at least one.
    pub fn new(ngram: usize) -> Self {
        let ngram = ngram.max(1);
        let oldest = (1..ngram).fold(1_u64, |power, _| power.wrapping_mul(SHINGLE_BASE));
        Self { ngram, oldest, small: Seen::default(), large: Seen::default() }
    }

    /// Hands the hash of each shingle of `tokens` to `take`, in order, with repeats.
    #[inline]
    pub fn each(&self, tokens: &[u64], mut take: impl FnMut(u64)) {
        if tokens.is_empty() {
            return;
        }
        let first = self.ngram.min(tokens.len());
        let mut rolling = 0_u64;
        for &token in &tokens[..first - 1] {
            rolling = rolling.wrapping_mul(SHINGLE_BASE).wrapping_add(token);
        }
        for (&oldest, &token) in tokens.iter().zip(&tokens[first - 1..]) {
            rolling = rolling.wrapping_mul(SHINGLE_BASE).wrapping_add(token);
            take(finish(rolling));
            rolling = rolling.wrapping_sub(oldest.wrapping_mul(self.oldest));
        }
    }

    /// Replaces `shingles` by the distinct shingle hashes of `tokens`, in order of first occurrence. None is 0.
    pub fn shingle(&mut self, tokens: &[u64], shingles: &mut Vec<u64>) {
        shingles.clear();
        self.append(tokens, shingles);
    }

    /// Appends them to `sets`.
    pub fn append(&mut self, tokens: &[u64], sets: &mut Vec<u64>) {
        let start = sets.len();
        sets.resize(start + tokens.len(), 0);
        let n = self.write(tokens, &mut sets[start..]);
        sets.truncate(start + n);
    }

    /// Writes them into `set`, which is at least as long as `tokens`, and returns how many there are.
    pub fn write(&mut self, tokens: &[u64], set: &mut [u64]) -> usize {
        if tokens.len() < usize::from(u16::MAX) {
            let mut seen = std::mem::take(&mut self.small);
            let n = self.distinct(tokens, seen.cleared(8 * tokens.len()), set);
            self.small = seen;
            n
        } else {
            let mut seen = std::mem::take(&mut self.large);
            let n = self.distinct(tokens, seen.cleared(2 * tokens.len()), set);
            self.large = seen;
            n
        }
    }

    fn distinct<P: Place>(&self, tokens: &[u64], seen: &mut Seen<P>, set: &mut [u64]) -> usize {
        let set = &mut set[..tokens.len()];
        let mut n = 0;
        self.each(tokens, |hash| {
            set[n] = hash;
            n += usize::from(seen.is_new(set, n));
        });
        if seen.is_crowded {
            n = without_repeats(&mut set[..n]);
        }
        n
    }
}

/// Moves the first of equal hashes to the front, in order; returns how many there are.
fn without_repeats(set: &mut [u64]) -> usize {
    let mut sorted: Vec<(u64, usize)> = set.iter().copied().zip(0..).collect();
    sorted.sort_unstable();
    sorted.dedup_by_key(|(hash, _)| *hash);
    let mut first: Vec<usize> = sorted.into_iter().map(|(_, at)| at).collect();
    first.sort_unstable();
    first.iter().enumerate().for_each(|(to, &from)| set[to] = set[from]);
    first.len()
}

/// A place in a set as a small number, counted from 1.
trait Place: Copy + Default {
    fn of(at: usize) -> Self;
    fn at(self) -> Option<usize>;
}

impl Place for u16 {
    #[inline]
    fn of(at: usize) -> Self {
        at as Self + 1
    }

    #[inline]
    fn at(self) -> Option<usize> {
        (self > 0).then(|| usize::from(self) - 1)
    }
}

impl Place for u32 {
    #[inline]
    fn of(at: usize) -> Self {
        at as Self + 1
    }

    #[inline]
    fn at(self) -> Option<usize> {
        (self > 0).then(|| self as usize - 1)
    }
}

/// Looks in so many places for a hash. A hash that finds none, which chance doesn't bring about, is taken for a new one
/// and noted nowhere; then the set is sorted at the end.
const MOST_TRIES: usize = 256;

/// Where each hash of a set stands in it, by its upper bits, or else by the place after that.
#[derive(Debug, Default)]
struct Seen<P> {
    places: Vec<P>,
    shift: u32,
    is_crowded: bool,
}

impl<P: Place> Seen<P> {
    fn cleared(&mut self, n: usize) -> &mut Self {
        let n = n.next_power_of_two().max(2);
        self.places.clear();
        // Room for the tries of the last.
        self.places.resize(n + MOST_TRIES, P::default());
        self.shift = 64 - n.trailing_zeros();
        self.is_crowded = false;
        self
    }

    /// Whether the hash `set[n]` is none of those before it; then it is noted as one of them.
    #[inline]
    fn is_new(&mut self, set: &[u64], n: usize) -> bool {
        let place = &mut self.places[(set[n] >> self.shift) as usize];
        if place.at().is_some() {
            return self.is_new_beside_others(set, n);
        }
        *place = P::of(n);
        true
    }

    /// The same where the first place is taken.
    #[inline(never)]
    fn is_new_beside_others(&mut self, set: &[u64], n: usize) -> bool {
        let first = (set[n] >> self.shift) as usize;
        for place in &mut self.places[first..first + MOST_TRIES] {
            match place.at() {
                None => {
                    *place = P::of(n);
                    return true;
                }
                Some(at) if set[at] == set[n] => return false,
                Some(_) => {}
            }
        }
        self.is_crowded = true;
        true
    }
}

/// The hash of a shingle; 0 marks an empty slot of tables.
#[inline]
fn finish(rolling: u64) -> u64 {
    mix64(rolling).max(1)
}

/// A digest of a set, whatever its order: equal for equal sets, and for all purposes only for them.
pub fn digest(shingles: &[u64]) -> u128 {
    // A hash has been mixed; one multiplication makes a second sum that the first doesn't decide.
    let (mut sum, mut mixed) = (0_u64, 0_u64);
    for &shingle in shingles {
        sum = sum.wrapping_add(shingle);
        mixed = mixed.wrapping_add(shingle.wrapping_mul(shingle.rotate_left(32) ^ SHINGLE_BASE));
    }
    (u128::from(mixed) << 64) | u128::from(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle;
    use crate::sketch::hash::hash_token;
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

    #[test]
    fn long_texts_and_crowded_hashes_lose_their_repeats_too() {
        let tokens: Vec<u64> = (0..150_000_u64).map(|at| hash_token(&(at % 70_000).to_le_bytes())).collect();
        let mut set = vec![7];
        Shingler::new(5).append(&tokens, &mut set);
        assert_eq!((set.len(), set[0]), (1 + 70_000, 7));
        let crowd: Vec<u64> = (0..1_000).map(|at| 1 + at % 400).collect();
        let (mut seen, mut set) = (Seen::<u16>::default(), Vec::new());
        seen.cleared(1_000);
        for hash in crowd {
            set.push(hash);
            if !seen.is_new(&set, set.len() - 1) {
                set.pop();
            }
        }
        assert!(seen.is_crowded);
        let n = without_repeats(&mut set);
        assert_eq!(set[..n], (1..=400).collect::<Vec<_>>());
    }
}
