//! Exact all-pairs similarity join: every pair of sets at or above a Jaccard threshold, none missed.
//!
//! Prefix filter with a global order of elements by frequency, then the length filter, then the exact check:
//! Chaudhuri, Ganti and Kaushik, "A primitive operator for similarity joins in data cleaning", 2006; Bayardo, Ma
//! and Srikant, "Scaling up all pairs similarity search", 2007. Deterministic and exact; slower than LSH, which is
//! what it judges.

use rustc_hash::FxHashMap;

/// A pair of set indices `a < b`, and the size of their intersection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The lower index.
    pub a: u32,
    /// The higher index.
    pub b: u32,
    /// Elements in both.
    pub shared: u32,
}

/// Every pair of `sets` (each sorted, without repeats) with Jaccard >= `threshold`, sorted.
pub fn all_pairs(sets: &[Vec<u64>], threshold: f64) -> Vec<Pair> {
    let mut frequency: FxHashMap<u64, u32> = FxHashMap::default();
    for &element in sets.iter().flatten() {
        *frequency.entry(element).or_default() += 1;
    }
    let mut index: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut found = Vec::new();
    let mut last_seen = vec![u32::MAX; sets.len()];
    for (b, set) in sets.iter().enumerate() {
        let mut rare_first: Vec<(u32, u64)> =
            set.iter().map(|element| (frequency[element], *element)).collect();
        rare_first.sort_unstable();
        // Two sets at or above the threshold share an element among the first of both.
        #[allow(clippy::cast_sign_loss)] // at least 1
        let required = (threshold * set.len() as f64 - 1e-9).ceil().max(1.0) as usize;
        let prefix = (set.len() + 1).saturating_sub(required).min(set.len());
        for &(_, element) in &rare_first[..prefix] {
            let seen = index.entry(element).or_default();
            for &a in seen.iter() {
                if last_seen[a as usize] == b as u32 {
                    continue;
                }
                last_seen[a as usize] = b as u32;
                let other = &sets[a as usize];
                if (other.len().min(set.len()) as f64) < threshold * other.len().max(set.len()) as f64 - 1e-9
                {
                    continue;
                }
                let shared = shared(other, set);
                if shared as f64 / (other.len() + set.len() - shared) as f64 >= threshold {
                    found.push(Pair { a, b: b as u32, shared: shared as u32 });
                }
            }
            seen.push(b as u32);
        }
    }
    found.sort_unstable();
    found
}

/// Elements that two sorted sets have in common.
pub fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        count += usize::from(a[i] == b[j]);
        let (left, right) = (a[i], b[j]);
        i += usize::from(left <= right);
        j += usize::from(right <= left);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equals_comparing_every_pair(
            sets in prop::collection::vec(prop::collection::btree_set(0_u64..12, 0..9), 0..14),
            threshold in 0.3_f64..1.0,
        ) {
            let sorted: Vec<Vec<u64>> = sets.iter().map(|set| set.iter().copied().collect()).collect();
            let mut want = Vec::new();
            for b in 0..sets.len() {
                for a in 0..b {
                    if !sets[a].is_empty() && crate::oracle::jaccard(&sets[a], &sets[b]) >= threshold {
                        let shared = sets[a].intersection(&sets[b]).count() as u32;
                        want.push(Pair { a: a as u32, b: b as u32, shared });
                    }
                }
            }
            want.sort_unstable();
            prop_assert_eq!(all_pairs(&sorted, threshold), want);
        }
    }
}
