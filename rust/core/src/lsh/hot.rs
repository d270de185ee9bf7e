//! Large buckets of bands: pages made from one template, and wires that run in thousands of variants.
//!
//! A bucket of more than [`HOT_BAND`] documents proves little, so a pair of it must agree in another band too: in
//! one whose bucket is of usual size, where the pair is taken anyway, or in a second large one. Those that agree in
//! two large buckets form a **meeting**. Alike texts are in some meeting, texts that share a template only, in few. A
//! meeting of at most [`HOT_MEETING`] documents gives all its pairs. What is larger is part of a family of thousands of
//! texts that are all alike (one of hundreds has usual buckets, which give its pairs): each is paired with the best [`LEADERS`] of them by the canonical policy, so that all reach the
//! article that will stand for them, and once with the [`NEIGHBOURS`] that follow it in that order. The pairs that
//! were not taken are counted and reported.
//!
//! Cost: for two bands that have large buckets, a radix sort of the documents in both. Almost every pair is taken
//! once, where it first may be, so that memory is that of the pairs, and 44 bytes for each meeting that is too large.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::id::{DocId, PairKey};
use crate::sketch::hash::mix32;

use super::band::Search;
use super::sort::{buckets, by_key, document, entry, key};

/// A bucket with more documents than this is large.
/// Unmeasured: half a million pairs, the work of a few milliseconds.
pub const HOT_BAND: usize = 1_000;
/// A meeting with more documents than this is large. Tried on one family alone, 3,001 variants of a text: with 1,000 in
/// its place the run took 194 s beside other work, with 256 it took 36.
pub const HOT_MEETING: usize = 256;

/// Documents with which each of a large meeting is paired: the best of it. Unmeasured.
pub const LEADERS: usize = 8;
/// The same, from those that follow it. Unmeasured.
pub const NEIGHBOURS: usize = 16;

/// Two bands, the earlier one first, and their keys in one number. Two pairs of keys that give one number by chance
/// make one meeting.
type Meeting = (u32, u32, u32);

/// Large buckets and what meets in them.
pub(super) struct Hot<'k> {
    search: Search<'k>,
    /// The large buckets, as (band, key).
    buckets: FxHashSet<(usize, u32)>,
    /// The documents of the large buckets of each band, best first.
    members: Vec<Vec<DocId>>,
    /// The leaders of each meeting that is too large.
    leaders: FxHashMap<Meeting, [DocId; LEADERS]>,
}

impl<'k> Hot<'k> {
    /// Finds the meetings that are too large.
    pub(super) fn new(search: Search<'k>, buckets: FxHashSet<(usize, u32)>, best_first: &[DocId]) -> Self {
        let is_in = |d: &DocId, band: usize| buckets.contains(&(band, search.keys.of(*d)[band]));
        let members = (0..search.keys.bands)
            .into_par_iter()
            .map(|band| best_first.iter().copied().filter(|d| is_in(d, band)).collect());
        let mut hot = Self { search, members: members.collect(), buckets, leaders: FxHashMap::default() };
        let leaders: Vec<_> = hot
            .of_two()
            .into_par_iter()
            .map_init(Room::default, |room, bands| {
                let mut found = Vec::new();
                for large in hot.meetings(bands, room).filter(|meeting| meeting.len() > HOT_MEETING) {
                    let mut leaders = [DocId(0); LEADERS];
                    leaders.iter_mut().zip(large).for_each(|(leader, &e)| *leader = hot.member(bands, e));
                    found.push(((bands.0 as u32, bands.1 as u32, key(large[0])), leaders));
                }
                found
            })
            .collect();
        hot.leaders.extend(leaders.into_iter().flatten());
        hot
    }

    /// Adds the pairs of the meetings; returns how many were left out.
    pub(super) fn take_pairs(&self, pairs: &mut Vec<PairKey>) -> usize {
        let taken: Vec<(Vec<PairKey>, usize)> = self
            .of_two()
            .into_par_iter()
            .map_init(Room::default, |room, bands| {
                let (mut pairs, mut left_out) = (Vec::new(), 0);
                for meeting in self.meetings(bands, room) {
                    if meeting.len() > HOT_MEETING {
                        left_out += self.take_some(bands, meeting, &mut pairs);
                    } else {
                        self.take_all(bands, meeting, &mut pairs);
                    }
                }
                (pairs, left_out)
            })
            .collect();
        taken.into_iter().fold(0, |sum, (new, left_out)| {
            pairs.extend(new);
            sum + left_out
        })
    }

    /// Two bands that both have large buckets, in order.
    fn of_two(&self) -> Vec<(usize, usize)> {
        let bands = || (0..self.members.len()).filter(|&band| !self.members[band].is_empty());
        bands()
            .flat_map(|one| bands().filter(move |&other| other > one).map(move |other| (one, other)))
            .collect()
    }

    /// The meetings of two bands: entries whose documents are places among the members of the first.
    fn meetings<'r>(
        &self,
        bands: (usize, usize),
        room: &'r mut Room,
    ) -> impl Iterator<Item = &'r [u64]> + use<'r> {
        let Room { entries, scratch } = room;
        entries.clear();
        for (place, &d) in self.members[bands.0].iter().enumerate() {
            let keys = self.search.keys.of(d);
            if self.buckets.contains(&(bands.1, keys[bands.1])) {
                entries.push(entry(of_both(keys, bands), DocId::from_index(place)));
            }
        }
        by_key(entries, scratch);
        buckets(entries)
    }

    fn member(&self, bands: (usize, usize), entry: u64) -> DocId {
        self.members[bands.0][document(entry).index()]
    }

    fn take_all(&self, bands: (usize, usize), meeting: &[u64], pairs: &mut Vec<PairKey>) {
        for (at, &one) in meeting.iter().enumerate() {
            let one = self.member(bands, one);
            for &other in &meeting[at + 1..] {
                let other = self.member(bands, other);
                if self.search.fit(one, other) && !self.is_taken(one, other, bands) {
                    pairs.push(PairKey::new(one, other));
                }
            }
        }
    }

    /// Pairs each with the leaders; and with those that follow it, where it has not been in another meeting before.
    fn take_some(&self, bands: (usize, usize), meeting: &[u64], pairs: &mut Vec<PairKey>) -> usize {
        let mut taken = 0;
        for (at, &one) in meeting.iter().enumerate() {
            let one = self.member(bands, one);
            let others = &meeting[at + 1..];
            let reach = if at < LEADERS {
                others.len()
            } else if self.is_first(one, bands) {
                NEIGHBOURS.min(others.len())
            } else {
                0
            };
            taken += reach;
            for &other in &others[..reach] {
                let other = self.member(bands, other);
                if self.search.fit(one, other) && !self.is_taken(one, other, bands) {
                    pairs.push(PairKey::new(one, other));
                }
            }
        }
        meeting.len() * (meeting.len() - 1) / 2 - taken
    }

    /// Whether these are the first two bands in which a document is in a large bucket.
    fn is_first(&self, d: DocId, bands: (usize, usize)) -> bool {
        let keys = self.search.keys.of(d);
        (0..bands.1).filter(|&band| band != bands.0).all(|band| !self.buckets.contains(&(band, keys[band])))
    }

    /// Whether a pair was taken for sure before these bands: in a band with a bucket of usual size, in a meeting that
    /// gave all its pairs, or in one that one of the two leads. The first few meetings are asked; a pair that is taken
    /// again is dropped later.
    fn is_taken(&self, one: DocId, other: DocId, bands: (usize, usize)) -> bool {
        const ASKED: usize = 4;
        let (one_keys, other_keys) = (self.search.keys.of(one), self.search.keys.of(other));
        let agreeing = || (0..one_keys.len()).filter(|&band| one_keys[band] == other_keys[band]);
        earlier(agreeing, bands).take(ASKED).any(|both| {
            let meeting = (both.0 as u32, both.1 as u32, of_both(one_keys, both));
            self.leaders
                .get(&meeting)
                .is_none_or(|leaders| leaders.contains(&one) || leaders.contains(&other))
        })
    }
}

/// Two of the bands in which a pair agrees, before `bands`.
fn earlier<I: Iterator<Item = usize>>(
    agreeing: impl Fn() -> I + Copy,
    bands: (usize, usize),
) -> impl Iterator<Item = (usize, usize)> {
    let one = agreeing().take_while(move |&one| one <= bands.0);
    one.flat_map(move |one| agreeing().filter(move |&other| other > one).map(move |other| (one, other)))
        .take_while(move |both| *both < bands)
}

fn of_both(keys: &[u32], bands: (usize, usize)) -> u32 {
    mix32(keys[bands.0] ^ mix32(keys[bands.1]))
}

/// Buffers of a worker.
#[derive(Default)]
struct Room {
    entries: Vec<u64>,
    scratch: Vec<u64>,
}
