//! Bytes to the letters among them: the first half of reading words with their shapes.
//!
//! Sixty-four bytes become two numbers with a bit a byte, so that the ends of words are found by counting zeros
//! instead of looking at each byte.

use super::{Level, level};

/// What the bytes of a block are, a bit each. What lies past the end of the text has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Letters {
    /// ASCII letters.
    pub letter: u64,
    /// Capitals among them.
    pub upper: u64,
}

/// Reads `text` into blocks of 64 bytes.
pub(crate) fn letters(text: &[u8], out: &mut Vec<Letters>) {
    letters_at(level(), text, out);
}

fn letters_at(level: Level, text: &[u8], out: &mut Vec<Letters>) {
    out.clear();
    match level {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: `detect` found AVX2 on this processor.
        Level::Avx2 | Level::Avx512 => unsafe { x86::letters_avx2(text, out) },
        _ => in_blocks(text, out, block),
    }
}

/// Takes each block through `block`, the last one padded with spaces.
#[allow(clippy::inline_always)] // must be compiled into each caller, for that caller's instructions
#[inline(always)]
fn in_blocks(text: &[u8], out: &mut Vec<Letters>, block: impl Fn(&[u8; 64]) -> Letters) {
    let (blocks, rest) = text.as_chunks::<64>();
    out.extend(blocks.iter().map(&block));
    if !rest.is_empty() {
        let mut padded = [b' '; 64];
        padded[..rest.len()].copy_from_slice(rest);
        out.push(block(&padded));
    }
}

fn block(bytes: &[u8; 64]) -> Letters {
    bytes.iter().enumerate().fold(Letters::default(), |mut all, (at, &byte)| {
        let bit = |is: bool| u64::from(is) << at;
        all.letter |= bit(byte.is_ascii_alphabetic());
        all.upper |= bit(byte.is_ascii_uppercase());
        all
    })
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi8, _mm256_cmpeq_epi8, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256,
        _mm256_set1_epi8,
    };
    use std::mem::transmute;

    use super::Letters;

    #[target_feature(enable = "avx2")]
    pub(super) fn letters_avx2(text: &[u8], out: &mut Vec<Letters>) {
        #[allow(clippy::cast_possible_wrap)]
        let all = |byte: u8| _mm256_set1_epi8(byte as i8);
        // whether bytes lie from `least` on, at most `more` above it
        let within = |bytes: __m256i, least: u8, more: u8| {
            let from = _mm256_add_epi8(bytes, all(least.wrapping_neg()));
            _mm256_cmpeq_epi8(_mm256_min_epu8(from, all(more)), from)
        };
        #[allow(clippy::cast_sign_loss)]
        let mask = |bytes: __m256i| u64::from(_mm256_movemask_epi8(bytes) as u32);
        super::in_blocks(text, out, |bytes| {
            let mut block = Letters::default();
            for (half, bytes) in bytes.as_chunks::<32>().0.iter().enumerate() {
                let place = |bits: u64| bits << (32 * half);
                // SAFETY: both are 32 bytes, and any are good.
                let bytes = unsafe { transmute::<[u8; 32], __m256i>(*bytes) };
                let folded = _mm256_or_si256(bytes, all(0x20));
                block.letter |= place(mask(within(folded, b'a', 25)));
                block.upper |= place(mask(within(bytes, b'A', 25)));
            }
            block
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::levels;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_level_finds_the_same(text in prop::collection::vec(any::<u8>(), 0..300)) {
            let (mut want, mut got) = (Vec::new(), Vec::new());
            letters_at(Level::Baseline, &text, &mut want);
            prop_assert_eq!(want.len(), text.len().div_ceil(64));
            for level in levels() {
                letters_at(level, &text, &mut got);
                prop_assert_eq!(&got, &want, "{:?}", level);
            }
        }
    }
}
