//! Entries of a key and a document in one number, sorted by key.

use crate::id::DocId;

/// A document under a key; sorts by the key, then the document.
pub fn entry(key: u32, document: DocId) -> u64 {
    (u64::from(key) << 32) | u64::from(document.0)
}

pub(super) fn document(entry: u64) -> DocId {
    DocId(entry as u32)
}

pub(super) fn key(entry: u64) -> u32 {
    (entry >> 32) as u32
}

/// Runs of two or more entries with one key.
pub(super) fn buckets(entries: &[u64]) -> impl Iterator<Item = &[u64]> {
    entries.chunk_by(|&one, &other| key(one) == key(other)).filter(|bucket| bucket.len() > 1)
}

/// Bits of a filter to an entry.
const BITS: usize = 8;

/// Leaves out most entries whose key no other bears: most keys stand once, and need not be sorted. Keys are hashes, and
/// meet in a bit by chance; two entries of one key always do. Cost: two passes over the entries, a quarter of a byte for
/// each.
pub(super) fn without_singles(entries: &mut Vec<u64>) {
    let n = (entries.len() * BITS).next_power_of_two().max(64);
    let mut bits = vec![(0_u64, 0_u64); n / 64];
    let place = |entry: u64| (key(entry) as usize & (n - 1), 1_u64 << (key(entry) & 63));
    for &entry in entries.iter() {
        let (at, bit) = place(entry);
        let (once, twice) = &mut bits[at / 64];
        *twice |= *once & bit;
        *once |= bit;
    }
    let mut kept = 0;
    for at in 0..entries.len() {
        let entry = entries[at];
        let (place, bit) = place(entry);
        entries[kept] = entry;
        kept += usize::from(bits[place / 64].1 & bit != 0);
    }
    entries.truncate(kept);
}

const DIGIT: u32 = 11;

/// Sorts entries by key, keeping the order of those with one key: three passes of eleven bits, from the lowest.
pub(super) fn by_key(entries: &mut Vec<u64>, scratch: &mut Vec<u64>) {
    if entries.len() < 256 {
        entries.sort_by_key(|&entry| key(entry));
        return;
    }
    scratch.clear();
    scratch.resize(entries.len(), 0);
    for pass in 0..3 {
        let digit = |entry: u64| (entry >> (32 + DIGIT * pass)) as usize & ((1 << DIGIT) - 1);
        let mut starts = [0_usize; 1 << DIGIT];
        for &entry in entries.iter() {
            starts[digit(entry)] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        for &entry in entries.iter() {
            let start = &mut starts[digit(entry)];
            scratch[*start] = entry;
            *start += 1;
        }
        std::mem::swap(entries, scratch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_by_key_and_keeps_the_order(keys in prop::collection::vec(any::<u32>(), 0..900), mask in any::<u32>()) {
            let mut entries: Vec<u64> =
                keys.iter().enumerate().map(|(at, key)| entry(key & mask, DocId(at as u32))).collect();
            let mut want = entries.clone();
            want.sort_unstable();
            by_key(&mut entries, &mut Vec::new());
            prop_assert_eq!(&entries, &want);
            without_singles(&mut entries);
            let several = |entries: &[u64]| buckets(entries).map(<[u64]>::to_vec).collect::<Vec<_>>();
            prop_assert_eq!(several(&entries), several(&want));
        }
    }
}
