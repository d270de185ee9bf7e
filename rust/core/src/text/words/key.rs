//! The key of a folded word: the word itself where it has at most eight bytes, else a hash of it.

/// The key of a folded word: its bytes where they are at most eight, else a hash of them.
pub(crate) fn key_of(word: &str) -> u64 {
    let bytes = word.as_bytes();
    if bytes.len() >= 8 {
        return key_at(bytes, 0, bytes.len());
    }
    let mut padded = [0; 8];
    padded[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(padded)
}

/// The key of a word of at most eight bytes, as a constant: a word with this key is the word.
pub(crate) const fn short_key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    assert!(bytes.len() <= 8);
    let (mut key, mut at) = (0, bytes.len());
    while at > 0 {
        at -= 1;
        key = key << 8 | bytes[at] as u64;
    }
    key
}

/// The key of `bytes[from..to]`, with at least eight bytes from `from` on.
#[inline]
pub(super) fn key_at(bytes: &[u8], from: usize, to: usize) -> u64 {
    let eight = |at: usize| bytes[at..].first_chunk::<8>().map_or(0, |chunk| u64::from_le_bytes(*chunk));
    let length = to - from;
    let first = eight(from);
    if length <= 8 {
        return first & (u64::MAX >> (64 - 8 * length));
    }
    long_key(&bytes[from..to], first)
}

/// The key of a word of more than eight bytes.
fn long_key(word: &[u8], first: u64) -> u64 {
    let mut hash = first;
    // whole eights that leave something over, then the last eight
    let (eights, rest) = word[8..].as_chunks::<8>();
    let whole = if rest.is_empty() { eights.len().saturating_sub(1) } else { eights.len() };
    for chunk in &eights[..whole] {
        hash = mix(hash, u64::from_le_bytes(*chunk));
    }
    mix(hash, word.last_chunk::<8>().map_or(0, |chunk| u64::from_le_bytes(*chunk)))
}

#[inline]
fn mix(hash: u64, more: u64) -> u64 {
    // the multiplier is the fraction of the golden ratio, made odd
    (hash.rotate_left(23) ^ more).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
