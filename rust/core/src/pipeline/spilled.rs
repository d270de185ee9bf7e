//! The tokens of texts whose sets didn't fit into memory, put aside in a log, so that no text is read again.
//!
//! A token is a hash of 64 bits, but the words of a language are few: the commonest of the first texts stand in a table
//! at the place that some bits of the hash say, and are put aside as that place, in two bytes. Other tokens stand with
//! their eight bytes behind the last place. The set of a text is made from its tokens again, the same as before.
//!
//! Cost: about 1.4 kB in the log for a generated article of 500 words, up to 5 kB where the words are not those of the
//! first texts; 12 bytes in memory; a look into a table of 512 KiB for a token.

use rustc_hash::FxHashMap;

use crate::Result;
use crate::sketch::shingle::Shingler;

use super::scratch::{Log, Scratch, failed};

/// Places in the table; the last stays empty, and says that the whole hash follows.
const PLACES: usize = 1 << 16;
const WHOLE: u16 = u16::MAX;

/// The commonest tokens, each at its place.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// 0 where there is none.
    tokens: Box<[u64]>,
}

fn place(token: u64) -> usize {
    (token >> 20) as usize % PLACES
}

impl Vocabulary {
    /// Of the commonest of these tokens.
    pub(super) fn of(tokens: &[u64]) -> Self {
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        for &token in tokens {
            *counts.entry(token).or_default() += 1;
        }
        let mut common: Vec<(u32, u64)> = counts.into_iter().map(|(token, n)| (n, token)).collect();
        common.sort_unstable_by(|a, b| b.cmp(a));
        let mut tokens = vec![0; PLACES].into_boxed_slice();
        for (_, token) in common {
            let own = &mut tokens[place(token)];
            *own = if *own == 0 && place(token) != WHOLE as usize { token } else { *own };
        }
        Self { tokens }
    }

    /// Appends the tokens of a text: their number, their places, and the tokens that have none. Returns how many bytes
    /// that takes.
    pub(super) fn encode(&self, tokens: &[u64], out: &mut Vec<u8>) -> u32 {
        let start = out.len();
        out.extend_from_slice(&(tokens.len() as u32).to_le_bytes());
        let places = out.len();
        // Room for every token with its eight bytes: each is written, and stays only where it has no place, so that no
        // branch depends on the words.
        out.resize(places + 10 * tokens.len(), 0);
        let (places_out, whole_out) = out[places..].split_at_mut(2 * tokens.len());
        let mut n_whole = 0;
        for (bytes, &token) in places_out.as_chunks_mut::<2>().0.iter_mut().zip(tokens) {
            let own = place(token);
            let is_known = self.tokens[own] == token;
            *bytes = if is_known { own as u16 } else { WHOLE }.to_le_bytes();
            if let Some(whole) = whole_out.as_chunks_mut::<8>().0.get_mut(n_whole) {
                *whole = token.to_le_bytes();
            }
            n_whole += usize::from(!is_known);
        }
        out.truncate(places + 2 * tokens.len() + 8 * n_whole);
        (out.len() - start) as u32
    }

    /// Reads what [`Vocabulary::encode`] wrote.
    fn decode(&self, bytes: &[u8], tokens: &mut Vec<u64>) {
        let Some((n, bytes)) = bytes.split_first_chunk() else { return tokens.clear() };
        let (places, whole) = bytes.split_at(2 * u32::from_le_bytes(*n) as usize);
        let mut whole = whole.chunks_exact(8);
        tokens.clear();
        tokens.extend(places.chunks_exact(2).map(|place| {
            match u16::from_le_bytes([place[0], place[1]]) {
                WHOLE => whole
                    .next()
                    .map_or(0, |token| token.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte))),
                place => self.tokens[place as usize],
            }
        }));
    }
}

/// The tokens that were put aside, by row.
#[derive(Debug, Default)]
pub(super) struct Spilled {
    vocabulary: Option<Vocabulary>,
    log: Option<Box<dyn Log>>,
    /// Bytes in the log.
    end: u64,
    /// The row of the first of `places`.
    first: usize,
    /// Where the tokens of each row stand, and how many bytes they take.
    places: Vec<(u64, u32)>,
    /// The same for rows before those, and for rows that were read again.
    others: FxHashMap<usize, (u64, u32)>,
}

impl Spilled {
    /// The vocabulary, if there is one.
    pub(super) fn vocabulary(&self) -> Option<&Vocabulary> {
        self.vocabulary.as_ref()
    }

    /// Puts texts aside from now on.
    pub(super) fn begin(&mut self, vocabulary: Vocabulary, scratch: &dyn Scratch) -> Result<()> {
        self.vocabulary = Some(vocabulary);
        self.log = Some(scratch.log("tokens").map_err(failed)?);
        Ok(())
    }

    /// Takes the encoded tokens of rows, one after the other; `sizes` gives the rows, and the bytes of each.
    pub(super) fn push(&mut self, encoded: &[u8], sizes: impl Iterator<Item = (usize, u32)>) -> Result<()> {
        let Some(log) = &mut self.log else { return Ok(()) };
        log.append(encoded).map_err(failed)?;
        for (row, size) in sizes {
            if self.places.is_empty() {
                self.first = row;
            }
            if row == self.first + self.places.len() {
                self.places.push((self.end, size));
            } else {
                self.others.insert(row, (self.end, size));
            }
            self.end += u64::from(size);
        }
        Ok(())
    }

    /// Whether the tokens of a row are here.
    pub(super) fn has(&self, row: usize) -> bool {
        self.place(row).is_some()
    }

    fn place(&self, row: usize) -> Option<(u64, u32)> {
        let inside = || self.places.get(row.checked_sub(self.first)?).copied();
        self.others.get(&row).copied().or_else(inside)
    }

    /// Makes the set of a row again; false if its tokens are not here.
    pub(super) fn read(&self, row: usize, worker: &mut Worker, set: &mut Vec<u64>) -> Result<bool> {
        let (Some((at, size)), Some(log), Some(vocabulary)) = (self.place(row), &self.log, &self.vocabulary)
        else {
            return Ok(false);
        };
        worker.bytes.resize(size as usize, 0);
        log.read_at(at, &mut worker.bytes).map_err(failed)?;
        vocabulary.decode(&worker.bytes, &mut worker.tokens);
        worker.shingler.shingle(&worker.tokens, set);
        Ok(true)
    }
}

/// Buffers of one that makes sets again.
#[derive(Debug)]
pub(super) struct Worker {
    bytes: Vec<u8>,
    tokens: Vec<u64>,
    shingler: Shingler,
}

impl Worker {
    /// For shingles of `ngram` tokens.
    pub(super) fn new(ngram: usize) -> Self {
        Self { bytes: Vec::new(), tokens: Vec::new(), shingler: Shingler::new(ngram) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::scratch::InMemory;
    use super::*;
    use crate::sketch::hash::mix64;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sets_come_back(
            texts in prop::collection::vec(prop::collection::vec(0_u64..200, 0..40), 1..12),
            known in 0_usize..12,
        ) {
            let texts: Vec<Vec<u64>> =
                texts.into_iter().map(|text| text.into_iter().map(mix64).collect()).collect();
            let vocabulary = Vocabulary::of(&texts[..known.min(texts.len())].concat());
            let mut spilled = Spilled::default();
            spilled.begin(vocabulary, &InMemory).unwrap();
            // From row 3 on; then row 1, and row 4 a second time.
            let rows: Vec<usize> = (3..3 + texts.len()).chain([1, 4]).collect();
            let text = |row: usize| &texts[row % texts.len()];
            for &row in &rows {
                let mut encoded = Vec::new();
                let size = spilled.vocabulary().unwrap().encode(text(row), &mut encoded);
                spilled.push(&encoded, std::iter::once((row, size))).unwrap();
            }
            let (mut worker, mut have, mut want) = (Worker::new(5), Vec::new(), Vec::new());
            for row in rows {
                prop_assert!(spilled.read(row, &mut worker, &mut have).unwrap() && spilled.has(row));
                Shingler::new(5).shingle(text(row), &mut want);
                prop_assert_eq!(&have, &want);
            }
            prop_assert!(!spilled.has(0) && !spilled.read(0, &mut worker, &mut have).unwrap());
        }
    }
}
