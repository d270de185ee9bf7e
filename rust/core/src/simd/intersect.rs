//! How many elements two sets share.
//!
//! One set goes into a table whose buckets hold eight elements each, a cache line; then each element of the other
//! is compared with the eight of its bucket at once. No branch depends on the elements, neither set need be sorted,
//! and the table serves all partners of its set. A set of more than [`LARGEST`] elements, or one whose hashes crowd in
//! few buckets, which chance doesn't bring about, is sorted instead, with a note of where the hashes that begin with
//! the same bits start: 9 to 10 bytes an element, whatever the text.

use super::{Level, level};

const SLOTS: usize = 8;

/// Elements up to which a set goes into buckets: 2 MiB of them, or 8 where a bucket overflows.
const LARGEST: usize = 1 << 16;

/// A set of hashes other than 0, ready to be compared with others.
#[derive(Debug, Default)]
pub(crate) struct Table {
    buckets: Vec<[u64; SLOTS]>,
    lengths: Vec<u8>,
    shift: u32,
    sorted: Sorted,
}

impl Table {
    /// Takes a set in place of the one before.
    pub(crate) fn fill(&mut self, set: &[u64]) {
        self.sorted.clear();
        // One or two elements to a bucket. A bucket of nine is rare (by chance one set of twenty with 500 elements has
        // one); then twice as many buckets are tried.
        let n = (set.len() / 2).next_power_of_two().max(2);
        if set.len() > LARGEST || !(0..3).any(|again| self.try_fill(set, n << again)) {
            self.sorted.fill(set);
        }
    }

    fn try_fill(&mut self, set: &[u64], n: usize) -> bool {
        self.buckets.clear();
        self.buckets.resize(n, [0; SLOTS]);
        self.lengths.clear();
        self.lengths.resize(n, 0);
        self.shift = 64 - n.trailing_zeros();
        for &element in set {
            let at = (element >> self.shift) as usize;
            let length = &mut self.lengths[at];
            let Some(slot) = self.buckets[at].get_mut(usize::from(*length)) else { return false };
            *slot = element;
            *length += 1;
        }
        true
    }

    /// How many elements of `other`, which has no repeats, are in the set.
    pub(crate) fn shared(&self, other: &[u64]) -> usize {
        if self.sorted.is_empty() {
            self.shared_at(level(), other)
        } else {
            other.iter().filter(|&&element| self.sorted.has(element)).count()
        }
    }

    fn shared_at(&self, level: Level, other: &[u64]) -> usize {
        match level {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` found AVX-512 F, BW, DQ and VL on this processor.
            Level::Avx512 => unsafe { x86::shared_avx512(&self.buckets, self.shift, other) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` found AVX2 on this processor.
            Level::Avx2 => unsafe { x86::shared_avx2(&self.buckets, self.shift, other) },
            _ => shared(&self.buckets, self.shift, other),
        }
    }
}

/// A set in order.
#[derive(Debug, Default)]
struct Sorted {
    elements: Vec<u64>,
    /// Where the elements with the same upper bits start; four of them to one start, or up to eight.
    starts: Vec<u32>,
    shift: u32,
}

impl Sorted {
    fn clear(&mut self) {
        *self = Self::default();
    }

    fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    fn fill(&mut self, set: &[u64]) {
        self.elements = set.to_vec();
        self.elements.sort_unstable();
        let n = (set.len() / 8).next_power_of_two().max(2);
        self.shift = 64 - n.trailing_zeros();
        self.starts.reserve_exact(n + 1);
        for (at, &element) in self.elements.iter().enumerate() {
            let group = (element >> self.shift) as usize;
            while self.starts.len() <= group {
                self.starts.push(at as u32);
            }
        }
        self.starts.resize(n + 1, self.elements.len() as u32);
    }

    fn has(&self, element: u64) -> bool {
        let group = (element >> self.shift) as usize;
        let own = self.starts[group] as usize..self.starts[group + 1] as usize;
        self.elements[own].binary_search(&element).is_ok()
    }
}

#[allow(clippy::inline_always)] // must be compiled into each caller, for that caller's instructions
#[inline(always)]
fn shared(buckets: &[[u64; SLOTS]], shift: u32, other: &[u64]) -> usize {
    let mut counts = [0_u64; SLOTS];
    for &element in other {
        let bucket = &buckets[(element >> shift) as usize];
        for (count, slot) in counts.iter_mut().zip(bucket) {
            *count += u64::from(*slot == element);
        }
    }
    counts.iter().sum::<u64>() as usize
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::SLOTS;

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
    pub(super) fn shared_avx512(buckets: &[[u64; SLOTS]], shift: u32, other: &[u64]) -> usize {
        super::shared(buckets, shift, other)
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn shared_avx2(buckets: &[[u64; SLOTS]], shift: u32, other: &[u64]) -> usize {
        super::shared(buckets, shift, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::join;
    use crate::simd::levels;
    use crate::sketch::hash::mix64;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_level_equals_the_oracle(
            a in prop::collection::btree_set(1_u64..300, 0..200),
            b in prop::collection::btree_set(1_u64..300, 0..200),
            spread in any::<bool>(),
        ) {
            // Without spreading, all elements crowd in one bucket.
            let sorted = |set: std::collections::BTreeSet<u64>| {
                let mut set: Vec<u64> = set.into_iter().map(|x| if spread { mix64(x) } else { x << 32 }).collect();
                set.sort_unstable();
                set
            };
            let (a, b) = (sorted(a), sorted(b));
            let mut table = Table::default();
            table.fill(&b);
            table.fill(&a);
            for level in levels() {
                if table.sorted.is_empty() {
                    prop_assert_eq!(table.shared_at(level, &b), join::shared(&a, &b), "{:?}", level);
                }
            }
            prop_assert_eq!(table.shared(&b), join::shared(&a, &b));
        }
    }

    #[test]
    fn a_set_of_a_very_long_text_is_sorted() {
        let set = |numbers: std::ops::Range<u64>| numbers.map(mix64).collect::<Vec<_>>();
        let mut table = Table::default();
        table.fill(&set(1..LARGEST as u64 + 100));
        assert!(table.buckets.is_empty() && table.sorted.starts.len() < LARGEST / 3);
        assert_eq!(table.shared(&set(50..LARGEST as u64 * 2)), LARGEST + 50);
        table.fill(&set(1..100));
        assert!(table.sorted.is_empty());
        assert_eq!(table.shared(&set(50..200)), 50);
    }
}
