//! Shingle sets kept in memory, up to a bound.
//!
//! The sets of the first texts stay where they were made, so that a small archive is never read again. Those that
//! don't fit are read once more when their pairs are checked, a portion at a time ([`super::portion`]), and go when
//! the portion is done. What is in memory when changes no result: a set is a function of its text.

use rustc_hash::FxHashMap;

/// Shingles kept from the reading for sketches: 384 MiB, the sets of 100,000 articles of 500 words.
pub(super) const KEPT: usize = 48 << 20;

#[derive(Debug, Clone, Copy)]
struct Place {
    block: u32,
    start: u32,
    len: u32,
}

/// Sets by row.
#[derive(Debug)]
pub(super) struct Sets {
    blocks: Vec<Vec<u64>>,
    /// Of the first rows, without a gap.
    places: Vec<Place>,
    size: usize,
    /// How many shingles are kept at most.
    room: usize,
    is_full: bool,
    /// Of other rows, for the portion under way.
    extra: FxHashMap<usize, Box<[u64]>>,
}

impl Sets {
    /// None yet; at most `room` shingles are kept.
    pub(super) fn new(room: usize) -> Self {
        Self {
            blocks: Vec::new(),
            places: Vec::new(),
            size: 0,
            room,
            is_full: false,
            extra: FxHashMap::default(),
        }
    }

    /// Nothing, and no room: every set comes from its text again.
    pub(super) fn full() -> Self {
        Self { is_full: true, ..Self::new(0) }
    }

    /// Takes the sets of the next rows, one after the other in `block`, if there is room for all of them.
    pub(super) fn keep(&mut self, block: Vec<u64>, sizes: &[u32]) {
        self.is_full |= self.size + block.len() > self.room;
        if self.is_full {
            return;
        }
        self.size += block.len();
        let number = self.blocks.len() as u32;
        let mut start = 0;
        self.places.extend(sizes.iter().map(|&len| {
            let place = Place { block: number, start, len };
            start += len;
            place
        }));
        self.blocks.push(block);
    }

    /// Whether sets are still kept.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Whether the set of a row stays for good.
    pub(super) fn is_kept(&self, row: usize) -> bool {
        row < self.places.len()
    }

    /// The set of a row, in order of first occurrence.
    pub(super) fn get(&self, row: usize) -> Option<&[u64]> {
        match self.places.get(row) {
            Some(&Place { block, start, len }) => {
                self.blocks.get(block as usize)?.get(start as usize..(start + len) as usize)
            }
            None => self.extra.get(&row).map(AsRef::as_ref),
        }
    }

    /// Takes a set for the portion under way.
    pub(super) fn insert(&mut self, row: usize, set: Box<[u64]>) {
        self.extra.insert(row, set);
    }

    /// Forgets the sets of the portion that is done.
    pub(super) fn end_portion(&mut self) {
        self.extra = FxHashMap::default();
    }

    /// Gives back the memory of the kept sets that `is_wanted` refuses, block by block.
    pub(super) fn retain(&mut self, is_wanted: impl Fn(usize) -> bool) {
        let mut packed: Vec<u64> = Vec::new();
        let old = std::mem::take(&mut self.blocks);
        let mut rows = self.places.iter_mut().enumerate().peekable();
        for (number, block) in old.into_iter().enumerate() {
            packed.clear();
            while let Some((row, place)) = rows.next_if(|(_, place)| place.block as usize == number) {
                let start = packed.len() as u32;
                if is_wanted(row) {
                    packed
                        .extend_from_slice(&block[place.start as usize..(place.start + place.len) as usize]);
                } else {
                    place.len = 0;
                }
                place.start = start;
            }
            self.blocks.push(packed.as_slice().to_vec());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_come_back_by_row() {
        let mut sets = Sets::new(100);
        sets.keep(vec![1, 2, 3], &[2, 0, 1]);
        sets.keep(vec![7, 8], &[2]);
        sets.insert(4, Box::new([9]));
        let all = |sets: &Sets| (0..6).map(|row| sets.get(row).map(<[u64]>::to_vec)).collect::<Vec<_>>();
        assert_eq!(
            all(&sets),
            [Some(vec![1, 2]), Some(vec![]), Some(vec![3]), Some(vec![7, 8]), Some(vec![9]), None]
        );
        assert!(sets.is_kept(3) && !sets.is_kept(4));
        sets.end_portion();
        sets.retain(|row| row == 2 || row == 3);
        assert_eq!(all(&sets), [Some(vec![]), Some(vec![]), Some(vec![3]), Some(vec![7, 8]), None, None]);
    }

    #[test]
    fn what_does_not_fit_is_not_kept() {
        let mut sets = Sets::new(10);
        sets.keep(vec![0; 11], &[11]);
        assert!(sets.is_full() && !sets.is_kept(0));
        sets.keep(vec![1], &[1]);
        assert_eq!(sets.get(0), None);
    }
}
