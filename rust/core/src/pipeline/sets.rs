//! Shingle sets kept in memory, up to a bound.
//!
//! The sets of the first texts stay where they were made. Those that don't fit are made once more from their tokens
//! ([`super::spilled`]) when their pairs are checked. What is in memory when changes no result: a set is a function
//! of its text.

/// Shingles kept from the reading for sketches: 320 MiB, the sets of 85,000 articles of 500 words. With 384 a run of
/// 5 million articles took 2 MiB more than its budget of 2,251.
pub(super) const KEPT: usize = 40 << 20;

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
}

impl Sets {
    /// None yet; at most `room` shingles are kept.
    pub(super) fn new(room: usize) -> Self {
        Self { blocks: Vec::new(), places: Vec::new(), size: 0, room, is_full: false }
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

    /// Whether sets of at most so many shingles more would fit; once they don't, no more are kept.
    pub(super) fn has_room(&mut self, most: usize) -> bool {
        self.is_full |= self.size + most > self.room;
        !self.is_full
    }

    /// Whether no more sets are kept.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// The set of a row, in order of first occurrence.
    pub(super) fn get(&self, row: usize) -> Option<&[u64]> {
        let &Place { block, start, len } = self.places.get(row)?;
        self.blocks.get(block as usize)?.get(start as usize..(start + len) as usize)
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
        let all: Vec<Option<&[u64]>> = (0..5).map(|row| sets.get(row)).collect();
        assert_eq!(all, [Some(&[1, 2][..]), Some(&[]), Some(&[3]), Some(&[7, 8]), None]);
        assert!(sets.has_room(95) && !sets.has_room(96) && !sets.has_room(1));
    }

    #[test]
    fn what_does_not_fit_is_not_kept() {
        let mut sets = Sets::new(10);
        sets.keep(vec![0; 11], &[11]);
        assert!(sets.is_full() && sets.get(0).is_none());
        sets.keep(vec![1], &[1]);
        assert_eq!(sets.get(0), None);
    }
}
