//! Candidate pairs in portions whose shingle sets fit in a cache.
//!
//! Pairs are put in the order of the components that they form, so that the set of a text is made for one portion
//! only, and cut where the sets of a portion would take more than [`PORTION`] shingles. A component larger than a
//! portion is cut too; the sets on both sides of the cut are made for both.

use std::ops::Range;

use crate::cluster::UnionFind;
use crate::id::{DocId, PairKey};

/// Shingles of the sets of one portion: 2 MiB.
pub(super) const PORTION: usize = 256 << 10;

/// Orders `pairs` by component and cuts them. `n` is the number of documents; `cost` the shingles that a document's
/// set takes.
pub(super) fn cut(
    pairs: &mut [(PairKey, u32)],
    n: usize,
    room: usize,
    cost: impl Fn(DocId) -> usize,
) -> Vec<Range<usize>> {
    let mut components = UnionFind::new(n);
    for (pair, _) in pairs.iter() {
        components.join(pair.a().index(), pair.b().index());
    }
    pairs.sort_by_cached_key(|&(pair, _)| (components.root(pair.a().index()), pair));
    let mut portions = Vec::new();
    // The portion that a document was last counted for.
    let mut counted = vec![u32::MAX; n];
    let (mut start, mut size) = (0, 0);
    for (at, (pair, _)) in pairs.iter().enumerate() {
        let mut add = |number: u32| {
            [pair.a(), pair.b()]
                .into_iter()
                .filter(|d| std::mem::replace(&mut counted[d.index()], number) != number)
                .map(&cost)
                .sum::<usize>()
        };
        size += add(portions.len() as u32);
        if size > room && at > start {
            portions.push(start..at);
            start = at;
            size = add(portions.len() as u32);
        }
    }
    if start < pairs.len() {
        portions.push(start..pairs.len());
    }
    portions
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rustc_hash::FxHashSet;

    proptest! {
        #[test]
        fn portions_hold_every_pair_and_fit(
            pairs in prop::collection::btree_set((0_u32..30, 0_u32..30), 0..60),
            room in 2_usize..12,
        ) {
            let mut pairs: Vec<(PairKey, u32)> = pairs
                .into_iter()
                .filter(|(a, b)| a < b)
                .map(|(a, b)| (PairKey::new(DocId(a), DocId(b)), 1))
                .collect();
            let all = pairs.clone();
            let portions = cut(&mut pairs, 30, room, |d| d.index() % 3);
            let mut end = 0;
            for portion in portions {
                prop_assert_eq!(portion.start, end);
                end = portion.end;
                let mut documents: FxHashSet<DocId> = FxHashSet::default();
                documents.extend(pairs[portion.clone()].iter().flat_map(|(pair, _)| [pair.a(), pair.b()]));
                let size: usize = documents.iter().map(|d| d.index() % 3).sum();
                prop_assert!(size <= room || portion.len() == 1);
            }
            prop_assert_eq!(end, pairs.len());
            pairs.sort_unstable();
            prop_assert_eq!(pairs, all);
        }
    }
}
