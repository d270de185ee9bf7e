//! Shingle sets kept in memory, up to a bound.
//!
//! The sets of the first texts stay where they were made. Those that don't fit are made once more from their tokens
//! ([`super::spilled`]) when their pairs are checked. What is in memory when changes no result: a set is a function
//! of its text.
//!
//! Sets lie one after the other in slabs, which workers take in turns. A slab is mapped at once, and the system is asked
//! for large pages: where it gives none, every set costs a page fault, a tenth of a whole run.

use std::sync::{Mutex, PoisonError};

use memmap2::MmapMut;
use zerocopy::FromBytes;

use crate::{Error, Result};

/// Shingles kept from the reading for sketches: 320 MiB, the sets of 85,000 articles of 500 words. With 384 a run of
/// 5 million articles took 2 MiB more than its budget of 2,251.
pub(super) const KEPT: usize = 40 << 20;

/// Shingles of a slab, 16 MiB, where no text needs more.
const SLAB: usize = 2 << 20;

/// Shingles of a large page, 2 MiB. A page counts as a whole, however little of it is used.
const PAGE: usize = 256 << 10;

/// Memory for sets, filled from its start.
#[derive(Debug)]
pub(super) struct Slab {
    memory: MmapMut,
    number: u32,
    len: usize,
}

impl Slab {
    fn new(number: u32, most: usize) -> Result<Self> {
        let size = most.max(SLAB).next_multiple_of(PAGE) * size_of::<u64>();
        let memory = MmapMut::map_anon(size)
            .map_err(|error| Error::Scratch(format!("no memory for sets of shingles: {error}")))?;
        // A system without large pages does without.
        #[cfg(target_os = "linux")]
        let _ = memory.advise(memmap2::Advice::HugePage);
        Ok(Self { memory, number, len: 0 })
    }

    /// What is filled, and what is free.
    fn parts(&mut self) -> (&mut [u64], &mut [u64]) {
        // A mapping begins at a page and has whole pages.
        <[u64]>::mut_from_bytes(&mut self.memory).unwrap_or_default().split_at_mut(self.len)
    }

    /// What is free.
    pub(super) fn free(&mut self) -> &mut [u64] {
        self.parts().1
    }

    /// Keeps the first `n` of what was free as a set.
    pub(super) fn keep(&mut self, n: usize) -> (Place, &[u64]) {
        let place = Place { slab: self.number, start: self.len as u32, len: n as u32 };
        self.len += n;
        (place, self.get(place))
    }

    fn get(&self, Place { start, len, .. }: Place) -> &[u64] {
        let all = <[u64]>::ref_from_bytes(&self.memory).unwrap_or_default();
        &all[start as usize..(start + len) as usize]
    }
}

/// Where a set lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    slab: u32,
    start: u32,
    len: u32,
}

/// The slabs, while workers take them.
#[derive(Debug)]
pub(super) struct Pool(Mutex<(Vec<Slab>, u32)>);

impl Pool {
    /// A slab with room for so many shingles.
    pub(super) fn take(&self, most: usize) -> Result<Slab> {
        let mut pool = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (slabs, n) = &mut *pool;
        if let Some(at) = slabs.iter_mut().rposition(|slab| slab.free().len() >= most) {
            return Ok(slabs.swap_remove(at));
        }
        *n += 1;
        Slab::new(*n - 1, most)
    }

    /// Gives it back.
    pub(super) fn put(&self, slab: Slab) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.push(slab);
    }
}

/// Sets by row.
#[derive(Debug)]
pub(super) struct Sets {
    /// By number.
    slabs: Vec<Slab>,
    /// Of the first rows, without a gap.
    places: Vec<Place>,
    /// How many shingles are kept at most.
    room: usize,
    is_full: bool,
}

impl Sets {
    /// None yet; at most `room` shingles are kept, and some pages not quite filled.
    pub(super) fn new(room: usize) -> Self {
        Self { slabs: Vec::new(), places: Vec::new(), room, is_full: false }
    }

    /// Nothing, and no room: every set comes from its text again.
    pub(super) fn full() -> Self {
        Self { is_full: true, ..Self::new(0) }
    }

    /// Lends the slabs out.
    pub(super) fn lend(&mut self) -> Pool {
        let n = self.slabs.len() as u32;
        Pool(Mutex::new((std::mem::take(&mut self.slabs), n)))
    }

    /// Takes the slabs back.
    pub(super) fn take_back(&mut self, pool: Pool) {
        self.slabs = pool.0.into_inner().unwrap_or_else(PoisonError::into_inner).0;
        self.slabs.sort_unstable_by_key(|slab| slab.number);
    }

    /// Takes the sets of the next rows, by their places.
    pub(super) fn keep(&mut self, places: &[Place]) {
        self.places.extend_from_slice(places);
    }

    /// Whether sets of at most so many shingles more would fit; once they don't, no more are kept.
    pub(super) fn has_room(&mut self, most: usize) -> bool {
        let size: usize = self.slabs.iter().map(|slab| slab.len.next_multiple_of(PAGE)).sum();
        // A text may have less than a page; pages that are open now are counted.
        let in_open: usize = self.slabs.iter().map(|slab| slab.len.next_multiple_of(PAGE) - slab.len).sum();
        self.is_full |= size + most.saturating_sub(in_open) > self.room;
        !self.is_full
    }

    /// Whether no more sets are kept.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// The set of a row, in order of first occurrence.
    pub(super) fn get(&self, row: usize) -> Option<&[u64]> {
        let &place = self.places.get(row)?;
        Some(self.slabs.get(place.slab as usize)?.get(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps sets from two slabs in turns.
    fn keep(sets: &mut Sets, some: &[&[u64]]) {
        let pool = sets.lend();
        let mut slabs = [pool.take(10).unwrap(), pool.take(10).unwrap()];
        for (at, set) in some.iter().enumerate() {
            let slab = &mut slabs[at % 2];
            slab.free()[..set.len()].copy_from_slice(set);
            let (place, kept) = slab.keep(set.len());
            assert_eq!(kept, *set);
            sets.keep(&[place]);
        }
        for slab in slabs {
            pool.put(slab);
        }
        sets.take_back(pool);
    }

    #[test]
    fn sets_come_back_by_row() {
        let mut sets = Sets::new(1 << 20);
        keep(&mut sets, &[&[1, 2], &[], &[3]]);
        keep(&mut sets, &[&[7, 8]]);
        let all: Vec<Option<&[u64]>> = (0..5).map(|row| sets.get(row)).collect();
        assert_eq!(all, [Some(&[1, 2][..]), Some(&[]), Some(&[3]), Some(&[7, 8]), None]);
        assert_eq!(sets.slabs.len(), 2);
        assert!(sets.has_room(1 << 19) && !sets.has_room(2 << 20) && !sets.has_room(1) && sets.is_full());
    }

    #[test]
    fn a_text_of_any_length_has_room() {
        let mut sets = Sets::new(8 << 20);
        let pool = sets.lend();
        let mut slab = pool.take(SLAB + 1).unwrap();
        assert!(slab.free().len() > SLAB && pool.take(1).unwrap().number == 1);
        slab.free()[SLAB] = 5;
        let (place, _) = slab.keep(SLAB + 1);
        pool.put(slab);
        sets.take_back(pool);
        sets.keep(&[place]);
        assert_eq!(sets.get(0).and_then(<[u64]>::last), Some(&5));
    }
}
