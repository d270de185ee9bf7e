//! The recall that a run measured on itself, by brute force on a sample.
//!
//! A sample of documents (those with the smallest hash of their id, so that it depends on the archive alone) is
//! compared with a larger sample, shingle by shingle: no bands, no fingerprints. The share of the true pairs found
//! that are among the run's edges is its measured recall. The larger sample grows in the same order, [`BLOCK`] by
//! `BLOCK`, until [`ENOUGH`] true pairs have been seen or it holds [`AGAINST`] documents: by 1,000 pairs a recall of 1
//! is known to 0.996 (95 %), and an archive without many duplicates is searched further.
//!
//! No pair of the two samples is overlooked: where a set of `n` elements, `m` of them below a bound, must share `o`
//! with another, it shares at least `o - (n - m)` below the bound (the prefix filter of [`crate::oracle::join`], wide
//! enough that the boilerplate of a source doesn't pass it), so an index of the elements below the bound names every
//! pair that has to be counted whole. Elements in more than [`COMMON`] sampled sets are not looked up where what else
//! a pair must share names it anyway; they count as shared until the pair is counted whole.
//!
//! Cost: the shingle sets of [`SAMPLE`] documents in memory, and those of [`AGAINST`] once. Where sets are read again
//! from texts, all [`AGAINST`] are; what lies after the last block that counts is left out then.

use std::collections::BinaryHeap;
use std::io;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::Result;
use crate::id::{DocId, PairKey};
use crate::sketch::hash::hash_bytes;
use crate::verify::{Comparer, Edge};

use super::rows::Order;
use super::saved::{Reader, Saved, Writer};

/// Documents whose partners are sought.
pub const SAMPLE: usize = 1_000;
/// Documents among which they are sought, at most.
pub const AGAINST: usize = 50_000;
/// Documents looked at before it is asked whether [`ENOUGH`] pairs have been seen.
pub const BLOCK: usize = 2_000;
/// True pairs after which no further block is looked at.
pub const ENOUGH: usize = 1_000;

/// Where an id stands in the order of sampling.
pub fn sample_hash(id: &str) -> u64 {
    hash_bytes(id.as_bytes())
}

/// The rows with the smallest hashes so far, and the sets of those that are not kept elsewhere.
#[derive(Debug, Default)]
pub struct Sample {
    heap: BinaryHeap<(u64, usize)>,
    sets: FxHashMap<usize, Box<[u64]>>,
}

impl Sample {
    /// Takes the hashes of the next rows, the first of them `first`; returns those that are in the sample now.
    pub fn extend(&mut self, first: usize, hashes: &[u64]) -> Vec<bool> {
        for (at, &hash) in hashes.iter().enumerate() {
            if self.heap.len() < SAMPLE || self.heap.peek().is_some_and(|top| hash < top.0) {
                self.heap.push((hash, first + at));
            }
            if self.heap.len() > SAMPLE
                && let Some((_, row)) = self.heap.pop()
            {
                self.sets.remove(&row);
            }
        }
        let mut is_in = vec![false; hashes.len()];
        for &(_, row) in self.heap.iter().filter(|(_, row)| *row >= first) {
            is_in[row - first] = true;
        }
        is_in
    }

    /// Whether a row is in the sample, with its set.
    pub fn has(&self, row: usize) -> bool {
        self.sets.contains_key(&row)
    }

    /// Keeps the set of a row that is in the sample now.
    pub fn keep(&mut self, row: usize, set: &[u64]) {
        self.sets.insert(row, set.into());
    }

    /// The sampled sets, indexed for `threshold`. `kept` has those that were not given to [`Sample::keep`].
    pub fn into_index<'k>(mut self, threshold: f64, kept: impl Fn(usize) -> Option<&'k [u64]>) -> Index {
        let mut rows: Vec<usize> = self.heap.into_iter().map(|(_, row)| row).collect();
        rows.sort_unstable();
        let set = |row| self.sets.remove(&row).or_else(|| kept(row).map(Into::into)).unwrap_or_default();
        Index::of(threshold, rows.iter().copied().zip(rows.iter().copied().map(set)).collect())
    }
}

impl Saved for Sample {
    fn save(&self, out: &mut Writer<'_>) -> io::Result<()> {
        let mut sampled: Vec<&(u64, usize)> = self.heap.iter().collect();
        sampled.sort_unstable();
        out.column(sampled.iter().map(|(hash, _)| *hash))?;
        out.column(sampled.iter().map(|(_, row)| *row as u64))?;
        for (_, row) in sampled {
            out.column(self.sets.get(row).map_or(&[][..], |set| set).iter().copied())?;
        }
        Ok(())
    }

    fn load(from: &mut Reader<'_>) -> Result<Self> {
        let hashes: Vec<u64> = from.column()?;
        let rows: Vec<usize> = from.column::<u64>()?.into_iter().map(|row| row as usize).collect();
        let sets: Result<FxHashMap<usize, Box<[u64]>>> =
            rows.iter().map(|&row| Ok((row, from.column()?.into_boxed_slice()))).collect();
        Ok(Self { heap: hashes.into_iter().zip(rows).collect(), sets: sets? })
    }
}

/// Sampled documents with one shingle, beyond which it is looked up only if need be. Unmeasured.
const COMMON: usize = 16;

/// Finds the sampled documents at or above a similarity.
#[derive(Debug, Default)]
pub struct Index {
    threshold: f64,
    sampled: Vec<Sampled>,
    /// A bit for each shingle in `entries` or `common`; most others find none.
    bits: Box<[u64]>,
    /// Where the shingles that begin with the same bits start in `entries`.
    starts: Box<[u32]>,
    /// Shingles, with the place of their document in `sampled`.
    entries: Box<[(u64, u32)]>,
    /// Shingles of many documents.
    common: FxHashMap<u64, Vec<u32>>,
}

#[derive(Debug)]
struct Sampled {
    row: usize,
    set: Box<[u64]>,
    /// Shingles below the bound.
    n_low: usize,
}

/// Buffers of a worker that asks an [`Index`].
#[derive(Debug, Default)]
pub struct Asking {
    low: Vec<u64>,
    /// How many shingles each sampled document shares; all zero between questions.
    counts: Vec<u32>,
    met: Vec<u32>,
    /// Shingles of many sampled documents.
    common: Vec<u64>,
    comparer: Comparer,
}

const BITS: usize = 1 << 21;
/// Upper bits of a shingle by which `entries` are grouped.
const GROUP: u32 = 18;

fn bit(shingle: u64) -> (usize, u64) {
    // The upper bits are those that the bound has chosen by.
    ((shingle as usize % BITS) >> 6, 1 << (shingle & 63))
}

fn group(shingle: u64) -> usize {
    (shingle >> (64 - GROUP)) as usize
}

/// Where the entries of each group start, in their order, and where those of the last end.
fn starts_of(entries: &[(u64, u32)]) -> Vec<u32> {
    let mut starts = vec![0_u32; (1 << GROUP) + 1];
    for &(shingle, _) in entries {
        starts[group(shingle) + 1] += 1;
    }
    for at in 0..1 << GROUP {
        starts[at + 1] += starts[at];
    }
    starts
}

/// Sorts entries: into their groups first, of which most hold one or two. Returns where each group starts.
fn sort_in_groups(entries: &mut Vec<(u64, u32)>) -> Vec<u32> {
    let starts = starts_of(entries);
    let mut next = starts.clone();
    let mut sorted = vec![(0, 0); entries.len()];
    for &entry in entries.iter() {
        let place = &mut next[group(entry.0)];
        sorted[*place as usize] = entry;
        *place += 1;
    }
    for ends in starts.windows(2).filter(|ends| ends[1] - ends[0] > 1) {
        sorted[ends[0] as usize..ends[1] as usize].sort_unstable();
    }
    *entries = sorted;
    starts
}

impl Index {
    fn of(threshold: f64, sets: Vec<(usize, Box<[u64]>)>) -> Self {
        let mut entries: Vec<(u64, u32)> = Vec::new();
        let (mut sampled, mut low) = (Vec::new(), Vec::new());
        for (row, set) in sets {
            let n_low = take_low(&set, threshold, &mut low);
            entries.extend(low.iter().map(|&shingle| (shingle, sampled.len() as u32)));
            sampled.push(Sampled { row, set, n_low });
        }
        let mut bits = vec![0; BITS / 64];
        let mut starts = sort_in_groups(&mut entries);
        let mut common: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for same in entries.chunk_by(|one, other| one.0 == other.0) {
            let (at, bit) = bit(same[0].0);
            bits[at] |= bit;
            if same.len() > COMMON {
                common.insert(same[0].0, same.iter().map(|entry| entry.1).collect());
            }
        }
        if !common.is_empty() {
            entries.retain(|entry| !common.contains_key(&entry.0));
            starts = starts_of(&entries);
        }
        Self { threshold, sampled, bits: bits.into(), starts: starts.into(), entries: entries.into(), common }
    }

    /// Hands over the rows of the sampled documents with Jaccard at or above the threshold to `set`.
    pub fn similar(&self, set: &[u64], asking: &mut Asking, mut take: impl FnMut(usize)) {
        let Asking { low, counts, met, common, comparer } = asking;
        counts.resize(self.sampled.len(), 0);
        common.clear();
        let mut count = |place: u32| {
            if counts[place as usize] == 0 {
                met.push(place);
            }
            counts[place as usize] += 1;
        };
        let n_low = take_low(set, self.threshold, low);
        for &shingle in low.iter() {
            let (at, bit) = bit(shingle);
            if self.bits.get(at).is_none_or(|bits| bits & bit == 0) {
                continue;
            }
            if self.common.contains_key(&shingle) {
                common.push(shingle);
                continue;
            }
            let group = group(shingle);
            let entries = self.starts[group] as usize..self.starts[group + 1] as usize;
            self.entries[entries].iter().filter(|entry| entry.0 == shingle).for_each(|entry| count(entry.1));
        }
        // So many elements below the bound a partner shares at least. Where all of them may be common, those are
        // looked up.
        let least = self.threshold * set.len() as f64 - (set.len() - n_low) as f64;
        if (common.len() as f64) > least - 1.0 - 1e-6 {
            for shingle in common.drain(..) {
                self.common.get(&shingle).into_iter().flatten().for_each(|&place| count(place));
            }
        }
        let n_common = common.len();
        met.sort_unstable();
        let mut is_filled = false;
        for place in met.drain(..) {
            let shared = std::mem::take(&mut counts[place as usize]) as usize + n_common;
            let other = &self.sampled[place as usize];
            let sizes = ((set.len(), n_low), (other.set.len(), other.n_low));
            if may_reach(self.threshold, shared, sizes.0, sizes.1) {
                if !is_filled {
                    comparer.forget();
                    is_filled = true;
                }
                if comparer.similarity(DocId(0), set, &other.set).jaccard >= self.threshold {
                    take(other.row);
                }
            }
        }
    }
}

/// Puts the elements of a set below the bound into `low`, and returns how many there are. Where a partner might share
/// none of them, all elements are taken.
fn take_low(set: &[u64], threshold: f64, low: &mut Vec<u64>) -> usize {
    let share = (1.5 * (1.0 - threshold)).clamp(0.0, 1.0);
    #[allow(clippy::cast_sign_loss)] // not negative
    let bound = (share * u64::MAX as f64) as u64;
    low.clear();
    low.resize(set.len(), 0);
    let mut n = 0;
    for &shingle in set {
        low[n] = shingle;
        n += usize::from(shingle <= bound);
    }
    // A partner shares the threshold's part of the set at least.
    if (n as f64) <= (1.0 - threshold) * set.len() as f64 + 1e-9 {
        low.clear();
        low.extend_from_slice(set);
    } else {
        low.truncate(n);
    }
    n
}

/// Whether two sets that share `met` of their indexed elements may be at or above `threshold`: sizes, and how many
/// of each are below the bound.
fn may_reach(threshold: f64, met: usize, one: (usize, usize), other: (usize, usize)) -> bool {
    // What is not indexed of either is above the bound.
    let shared = met + (one.0 - one.1).min(other.0 - other.1);
    let all = (one.0 + other.0) as f64;
    shared as f64 * (1.0 + threshold) >= threshold * all - 1e-6
}

/// The larger sample: rows in the order of their hashes, in blocks.
#[derive(Debug, Default)]
pub(super) struct Larger {
    rows: Vec<u32>,
}

impl Larger {
    /// The rows with the smallest hashes, `hash_of(row)` for `n` rows.
    pub(super) fn of(n: usize, hash_of: impl Fn(u32) -> u64 + Sync) -> Self {
        let mut hashed: Vec<(u64, u32)> =
            (0..n as u32).into_par_iter().map(|row| (hash_of(row), row)).collect();
        if n > AGAINST {
            hashed.select_nth_unstable(AGAINST - 1);
            hashed.truncate(AGAINST);
        }
        hashed.par_sort_unstable();
        Self { rows: hashed.into_iter().map(|(_, row)| row).collect() }
    }

    /// Its blocks, in order.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &[u32]> {
        self.rows.chunks(BLOCK)
    }

    /// The true pairs, as (sampled row, row of this sample), without those that come after the last block that
    /// counts.
    fn counted(&self, true_pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let mut block_of: FxHashMap<usize, usize> = FxHashMap::default();
        for (number, block) in self.blocks().enumerate() {
            block_of.extend(block.iter().map(|&row| (row as usize, number)));
        }
        let block = |pair: &(usize, usize)| block_of.get(&pair.1).copied().unwrap_or(usize::MAX);
        let mut pairs = true_pairs.to_vec();
        pairs.sort_unstable_by_key(|pair| (block(pair), *pair));
        pairs.dedup();
        if let Some(last) = pairs.get(ENOUGH - 1).map(block) {
            pairs.retain(|pair| block(pair) <= last);
        }
        pairs
    }
}

/// Of the true pairs of the sample, given as rows, those that are linked: whose classes are, or are the same.
/// `links` are sorted.
pub(super) fn measured(
    true_pairs: &[(usize, usize)],
    larger: &Larger,
    order: &Order,
    class: &[DocId],
    links: &[Edge],
) -> Measured {
    let document = |row| order.document(row);
    let counted = larger.counted(true_pairs);
    let mut pairs: Vec<PairKey> =
        counted.iter().map(|&(one, other)| PairKey::new(document(one), document(other))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let is_linked = |pair: &&PairKey| {
        let (a, b) = (class[pair.a().index()], class[pair.b().index()]);
        let key = |edge: &Edge| PairKey::new(edge.a, edge.b);
        a == b || links.binary_search_by_key(&PairKey::new(a, b), key).is_ok()
    };
    Measured { pairs: pairs.len(), found: pairs.iter().filter(is_linked).count() }
}

/// A share with its 95 % confidence interval (Wilson, 1927).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measured {
    /// True pairs in the sample.
    pub pairs: usize,
    /// Of these, found by the run.
    pub found: usize,
}

impl Measured {
    /// Found over true; `None` where the sample holds no true pair.
    pub fn recall(self) -> Option<f64> {
        (self.pairs > 0).then(|| self.found as f64 / self.pairs as f64)
    }

    /// The interval; from 0 to 1 where nothing was seen.
    pub fn interval(self) -> (f64, f64) {
        if self.pairs == 0 {
            return (0.0, 1.0);
        }
        let (z, n) = (1.959_964_f64, self.pairs as f64);
        let share = self.found as f64 / n;
        let centre = share + z * z / (2.0 * n);
        let spread = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z * z / n;
        (((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::hash::mix64;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_index_finds_what_comparing_finds(
            sets in prop::collection::vec(prop::collection::btree_set(1_u64..30, 0..12), 1..40),
            threshold in 0.2_f64..1.0,
        ) {
            let sets: Vec<Vec<u64>> = sets.into_iter().map(|set| set.into_iter().map(mix64).collect()).collect();
            let mut sample = Sample::default();
            sample.extend(0, &(0..sets.len() as u64).collect::<Vec<_>>());
            let index = sample.into_index(threshold, |row| Some(&sets[row]));
            let mut asking = Asking::default();
            for set in &sets {
                let mut have = Vec::new();
                index.similar(set, &mut asking, |row| have.push(row));
                let is_similar = |other: &Vec<u64>| {
                    let shared = other.iter().filter(|shingle| set.contains(shingle)).count();
                    shared > 0 && shared as f64 / (set.len() + other.len() - shared) as f64 >= threshold
                };
                let want: Vec<usize> = (0..sets.len()).filter(|&row| is_similar(&sets[row])).collect();
                prop_assert_eq!(have, want);
            }
        }
    }

    #[test]
    fn the_sample_keeps_the_smallest_whatever_the_batches() {
        let hashes: Vec<u64> = (0..3_000_u64).map(|row| row.wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect();
        let mut sorted = hashes.clone();
        sorted.sort_unstable();
        for size in [1, 7, 3_000] {
            let mut sample = Sample::default();
            for (at, batch) in hashes.chunks(size).enumerate() {
                let is_in = sample.extend(at * size, batch);
                for (k, _) in is_in.iter().enumerate().filter(|(_, is_in)| **is_in) {
                    sample.keep(at * size + k, &[batch[k]]);
                }
            }
            assert_eq!(sample.sets.len(), SAMPLE);
            assert!(sample.sets.values().all(|set| set[0] < sorted[SAMPLE]));
        }
    }

    #[test]
    fn what_counts_does_not_depend_on_how_far_one_looked() {
        let larger = Larger::of(9_000, |row| u64::from(row).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let mut seen = Vec::new();
        for block in larger.blocks() {
            pairs.extend(block.iter().filter(|&&row| row % 5 == 0).map(|&row| (7, row as usize)));
            seen.push(larger.counted(&pairs).len());
        }
        pairs.reverse();
        assert_eq!(larger.counted(&pairs).len(), *seen.last().unwrap());
        assert!(seen[0] < seen[1] && seen[1] < ENOUGH && seen[2] >= ENOUGH && seen[2] == seen[4], "{seen:?}");
    }

    #[test]
    fn the_interval_holds_the_share() {
        let (low, high) = Measured { pairs: 100, found: 99 }.interval();
        assert!(low > 0.94 && low < 0.99 && high > 0.99 && high < 1.0);
    }
}
