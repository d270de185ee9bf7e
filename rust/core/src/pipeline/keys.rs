//! Keys of fingerprints in parts by their upper bits, so that buckets can be made of one part after the other.
//!
//! An entry takes three bytes of the key and the distance from the row of the entry before it: some 250 bytes for
//! an article of 500 words. What doesn't fit into a small buffer for each part goes to a log.

use std::io;

use rustc_hash::FxHashMap;

use crate::Result;

use super::saved::{Reader, Writer, broken};
use super::scratch::{Log, Scratch, failed};

/// Parts, one for each value of a key's highest byte.
pub(super) const PARTS: usize = 256;

/// Bytes of a part that stay in memory: 32 MiB in all.
const PENDING: usize = 128 << 10;

#[derive(Debug, Default)]
struct Part {
    /// Places in the log.
    extents: Vec<(u64, u32)>,
    /// Bytes that follow those.
    pending: Vec<u8>,
    /// The turn of the last entry.
    last: u32,
}

/// Keys of rows. A row that is given again replaces what it had.
#[derive(Debug, Default)]
pub(super) struct Keys {
    parts: Vec<Part>,
    log: Option<Box<dyn Log>>,
    /// Bytes in the log.
    end: u64,
    /// How often rows were given, each time one turn: the first so many are the rows themselves.
    turns: u32,
    /// The rows given again, in the order of their turns, after so many others.
    again: Vec<u32>,
    /// The turn of each row that was given again.
    turn_of: FxHashMap<u32, u32>,
}

impl Keys {
    /// Adds the keys of the next row.
    pub(super) fn push(&mut self, keys: &[u32], scratch: &dyn Scratch) -> Result<()> {
        let turn = self.turns;
        self.turns += 1;
        if self.parts.is_empty() {
            self.parts.resize_with(PARTS, Part::default);
        }
        for &key in keys {
            let part = &mut self.parts[(key >> 24) as usize];
            let mut distance = turn - part.last;
            part.last = turn;
            while distance >= 0x80 {
                part.pending.push(distance as u8 | 0x80);
                distance >>= 7;
            }
            let [low, middle, high, _] = key.to_le_bytes();
            part.pending.extend_from_slice(&[distance as u8, low, middle, high]);
            if part.pending.len() >= PENDING {
                let log = match &mut self.log {
                    Some(log) => log,
                    none => none.insert(scratch.log("fingerprints").map_err(failed)?),
                };
                log.append(&part.pending).map_err(failed)?;
                part.extents.push((self.end, part.pending.len() as u32));
                self.end += part.pending.len() as u64;
                part.pending.clear();
            }
        }
        Ok(())
    }

    /// Replaces the keys of a row, once all rows are in.
    pub(super) fn push_again(&mut self, row: usize, keys: &[u32], scratch: &dyn Scratch) -> Result<()> {
        self.turn_of.insert(row as u32, self.turns);
        self.again.push(row as u32);
        self.push(keys, scratch)
    }

    /// At least as many entries as a part has.
    pub(super) fn most(&self, part: usize) -> usize {
        // An entry takes four bytes or more.
        let size = |own: &Part| {
            own.extents.iter().map(|extent| extent.1 as usize).sum::<usize>() + own.pending.len()
        };
        self.parts.get(part).map_or(0, size) / 4
    }

    /// Hands over each row and key of a part, by ascending turns of rows.
    pub(super) fn each(&self, part: usize, mut take: impl FnMut(usize, u32)) -> Result<()> {
        let Some(own) = self.parts.get(part) else { return Ok(()) };
        let n_rows = self.turns - self.again.len() as u32;
        let (mut turn, mut bytes) = (0, Vec::new());
        let mut read = |mut bytes: &[u8]| {
            while let Some((&[first, low, middle, high], mut rest)) = bytes.split_first_chunk() {
                let (mut distance, mut key) = (u32::from(first), [low, middle, high]);
                if first >= 0x80 {
                    (distance, rest) = far(bytes);
                    let Some((&after, others)) = rest.split_first_chunk() else { return };
                    (key, rest) = (after, others);
                }
                bytes = rest;
                turn += distance;
                let row = match turn.checked_sub(n_rows) {
                    Some(again) => self.again[again as usize],
                    None => turn,
                };
                if self.turn_of.is_empty() || self.turn_of.get(&row).is_none_or(|&latest| latest == turn) {
                    let [low, middle, high] = key;
                    take(row as usize, u32::from_le_bytes([low, middle, high, part as u8]));
                }
            }
        };
        for &(at, size) in &own.extents {
            bytes.resize(size as usize, 0);
            if let Some(log) = &self.log {
                log.read_at(at, &mut bytes).map_err(failed)?;
            }
            read(&bytes);
        }
        read(&own.pending);
        Ok(())
    }
}

/// Reads a distance of several bytes, the last of them below 0x80; returns what follows it too.
fn far(mut bytes: &[u8]) -> (u32, &[u8]) {
    let (mut distance, mut shift) = (0, 0);
    while let Some((&byte, rest)) = bytes.split_first() {
        bytes = rest;
        distance |= u32::from(byte & 0x7F) << shift;
        shift += 7;
        if byte < 0x80 {
            break;
        }
    }
    (distance, bytes)
}

impl Keys {
    /// Writes all keys.
    pub(super) fn save(&self, out: &mut Writer<'_>) -> io::Result<()> {
        out.column([self.turns].into_iter())?;
        out.column(self.again.iter().copied())?;
        out.column([self.parts.len() as u64].into_iter())?;
        let mut bytes = Vec::new();
        for part in &self.parts {
            let sizes = part.extents.iter().map(|&(_, size)| size).chain([part.pending.len() as u32]);
            out.column(sizes.collect::<Vec<u32>>().into_iter())?;
            for &(at, size) in &part.extents {
                bytes.resize(size as usize, 0);
                if let Some(log) = &self.log {
                    log.read_at(at, &mut bytes)?;
                }
                out.bytes(&bytes)?;
            }
            out.bytes(&part.pending)?;
        }
        Ok(())
    }

    /// Reads what [`Keys::save`] wrote.
    pub(super) fn load(from: &mut Reader<'_>, scratch: &dyn Scratch) -> Result<Self> {
        let turns = from.column::<u32>()?.first().copied().ok_or_else(|| broken("turns"))?;
        let again: Vec<u32> = from.column()?;
        let n_parts = from.column::<u64>()?.first().copied().ok_or_else(|| broken("parts"))?;
        let first = turns.checked_sub(again.len() as u32).ok_or_else(|| broken("turns"))?;
        let turn_of = again.iter().zip(first..).map(|(&row, turn)| (row, turn)).collect();
        let mut keys = Self { turns, again, turn_of, ..Self::default() };
        if ![0, PARTS as u64].contains(&n_parts) {
            return Err(broken("parts"));
        }
        for _ in 0..n_parts {
            let mut part = Part::default();
            let sizes: Vec<u32> = from.column()?;
            let (&pending, written) = sizes.split_last().ok_or_else(|| broken("parts"))?;
            for &size in written {
                let bytes = from.bytes(size as usize)?;
                let log = match &mut keys.log {
                    Some(log) => log,
                    none => none.insert(scratch.log("fingerprints").map_err(failed)?),
                };
                log.append(bytes).map_err(failed)?;
                part.extents.push((keys.end, size));
                keys.end += u64::from(size);
            }
            part.pending = from.bytes(pending as usize)?.to_vec();
            keys.parts.push(part);
        }
        Ok(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::super::scratch::InMemory;
    use super::*;
    use proptest::prelude::*;

    /// All entries, sorted.
    fn all(keys: &Keys) -> Vec<(usize, u32)> {
        let mut all = Vec::new();
        for part in 0..PARTS {
            keys.each(part, |row, key| all.push((row, key))).unwrap();
        }
        all.sort_unstable();
        all
    }

    proptest! {
        #[test]
        fn what_is_put_in_comes_out(
            rows in prop::collection::vec(prop::collection::vec(any::<u32>(), 0..9), 0..300),
            again in prop::collection::btree_map(0_usize..300, prop::collection::vec(any::<u32>(), 0..9), 0..4),
        ) {
            let (mut keys, mut want) = (Keys::default(), rows);
            for row in &want {
                keys.push(row, &InMemory).unwrap();
            }
            for (row, new) in again {
                if row < want.len() {
                    keys.push_again(row, &new, &InMemory).unwrap();
                    want[row] = new;
                }
            }
            let mut want: Vec<(usize, u32)> =
                want.iter().enumerate().flat_map(|(row, keys)| keys.iter().map(move |&key| (row, key))).collect();
            want.sort_unstable();
            prop_assert_eq!(all(&keys), want);
        }
    }

    #[test]
    fn what_does_not_fit_goes_to_the_log_and_can_be_saved() {
        let mut keys = Keys::default();
        let own: Vec<u32> = (0..1_000).map(|key| 0x0700_0000 | (key << 10)).collect();
        for _ in 0..500 {
            keys.push(&own, &InMemory).unwrap();
        }
        keys.push_again(3, &[7], &InMemory).unwrap();
        assert!(keys.end > 0 && keys.parts[7].pending.len() < PENDING);
        assert_eq!(all(&keys).len(), 499_001);
        let mut bytes = Vec::new();
        keys.save(&mut Writer::new(&mut bytes).unwrap()).unwrap();
        let mut source = bytes.as_slice();
        let loaded = Keys::load(&mut Reader::new(&mut source).unwrap(), &InMemory).unwrap();
        assert_eq!(all(&loaded), all(&keys));
    }
}
