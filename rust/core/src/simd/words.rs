//! Bytes to the ends of words: the first half of the tokeniser.
//!
//! Sixty-four bytes become one number with a bit for each ASCII word character; where a bit differs from the one
//! before it a word begins or ends, and the places of these edges are written out eight at a time whatever their
//! number, so that no branch depends on the lengths of words (Langdale and Lemire, "Parsing gigabytes of JSON per
//! second", 2019, do so with the structure of JSON).

use super::{Level, level};

/// A bit for each byte of `text`, 64 to a number: `words` for the word characters of ASCII, `wide` for bytes
/// beyond ASCII. Returns whether there is any of the latter.
pub(crate) fn classify(text: &[u8], words: &mut Vec<u64>, wide: &mut Vec<u64>) -> bool {
    classify_at(level(), text, words, wide)
}

fn classify_at(level: Level, text: &[u8], words: &mut Vec<u64>, wide: &mut Vec<u64>) -> bool {
    let n = text.len().div_ceil(64);
    words.clear();
    words.resize(n, 0);
    wide.clear();
    wide.resize(n, 0);
    match level {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: `detect` found AVX-512 F and BW on this processor.
        Level::Avx512 => unsafe { x86::classify_avx512(text, words, wide) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: `detect` found AVX2 on this processor.
        Level::Avx2 => unsafe { x86::classify_avx2(text, words, wide) },
        _ => in_blocks(text, words, wide, classify_block),
    }
}

/// Takes each block of 64 bytes, the last one padded with NULs, through `block`.
#[allow(clippy::inline_always)] // must be compiled into each caller, for that caller's instructions
#[inline(always)]
fn in_blocks(
    text: &[u8],
    words: &mut [u64],
    wide: &mut [u64],
    block: impl Fn(&[u8; 64]) -> (u64, u64),
) -> bool {
    let (blocks, rest) = text.as_chunks::<64>();
    let mut all = 0;
    for ((bytes, words), wide) in blocks.iter().zip(&mut *words).zip(&mut *wide) {
        (*words, *wide) = block(bytes);
        all |= *wide;
    }
    if !rest.is_empty()
        && let (Some(words), Some(wide)) = (words.last_mut(), wide.last_mut())
    {
        let mut padded = [0; 64];
        padded[..rest.len()].copy_from_slice(rest);
        (*words, *wide) = block(&padded);
        all |= *wide;
    }
    all != 0
}

fn classify_block(bytes: &[u8; 64]) -> (u64, u64) {
    bytes.iter().rev().fold((0, 0), |(words, wide), &byte| {
        let is_word = byte.is_ascii_alphanumeric() || byte == b'_';
        (words << 1 | u64::from(is_word), wide << 1 | u64::from(byte >= 0x80))
    })
}

/// The places where runs of set bits begin and end, in turn.
#[derive(Debug, Default)]
pub(crate) struct Edges {
    places: Vec<u32>,
    len: usize,
}

impl Edges {
    /// Runs as pairs: where each begins, and the first place after it.
    pub(crate) fn runs(&self) -> &[[u32; 2]] {
        self.places[..self.len].as_chunks::<2>().0
    }

    /// Finds the runs of set bits in `bits`, of which the first stands for place `base`.
    pub(crate) fn find(&mut self, bits: &[u64], base: u32) {
        self.find_at(level(), bits, base);
    }

    fn find_at(&mut self, level: Level, bits: &[u64], base: u32) {
        // Each bit may be an edge, one may follow at the end, and 64 places are written at a time.
        let most = bits.len() * 64 + 65;
        if self.places.len() < most {
            self.places.resize(most, 0);
        }
        self.len = match level {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` found BMI 1 and popcnt on this processor.
            Level::Avx2 | Level::Avx512 => unsafe { x86::edges_bmi(bits, base, &mut self.places) },
            Level::Baseline => edges(bits, base, &mut self.places),
            #[cfg(not(target_arch = "x86_64"))]
            _ => edges(bits, base, &mut self.places),
        };
    }
}

#[allow(clippy::inline_always)] // must be compiled into each caller, for that caller's instructions
#[inline(always)]
fn edges(bits: &[u64], base: u32, places: &mut [u32]) -> usize {
    let (mut len, mut carry, mut block) = (0, 0, base);
    for &word in bits {
        let mut edges = word ^ (word << 1 | carry);
        carry = word >> 63;
        let n = edges.count_ones() as usize;
        let Some(slots) = places[len..].first_chunk_mut::<64>() else { break };
        for slots in slots.as_chunks_mut::<8>().0.iter_mut().take(n.div_ceil(8).max(2)) {
            for slot in slots {
                *slot = block.wrapping_add(edges.trailing_zeros());
                edges &= edges.wrapping_sub(1);
            }
        }
        len += n;
        block = block.wrapping_add(64);
    }
    if carry == 1 {
        places[len] = block;
        len += 1;
    }
    len
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_add_epi8, _mm256_cmpeq_epi8, _mm256_min_epu8, _mm256_movemask_epi8,
        _mm256_or_si256, _mm256_set1_epi8, _mm512_add_epi8, _mm512_cmpeq_epi8_mask, _mm512_cmple_epu8_mask,
        _mm512_movepi8_mask, _mm512_or_si512, _mm512_set1_epi8,
    };
    use std::mem::transmute;

    #[target_feature(enable = "avx512f,avx512bw")]
    pub(super) fn classify_avx512(text: &[u8], words: &mut [u64], wide: &mut [u64]) -> bool {
        #[allow(clippy::cast_possible_wrap)]
        let all = |byte: u8| _mm512_set1_epi8(byte as i8);
        super::in_blocks(text, words, wide, |bytes| {
            // SAFETY: both are 64 bytes, and any are good.
            let bytes = unsafe { transmute::<[u8; 64], __m512i>(*bytes) };
            let folded = _mm512_or_si512(bytes, all(0x20));
            let alpha = _mm512_cmple_epu8_mask(_mm512_add_epi8(folded, all(b'a'.wrapping_neg())), all(25));
            let digit = _mm512_cmple_epu8_mask(_mm512_add_epi8(bytes, all(b'0'.wrapping_neg())), all(9));
            let low_line = _mm512_cmpeq_epi8_mask(bytes, all(b'_'));
            (alpha | digit | low_line, _mm512_movepi8_mask(bytes))
        })
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn classify_avx2(text: &[u8], words: &mut [u64], wide: &mut [u64]) -> bool {
        #[allow(clippy::cast_possible_wrap)]
        let all = |byte: u8| _mm256_set1_epi8(byte as i8);
        let at_most = |bytes: __m256i, most: u8| _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, all(most)), bytes);
        #[allow(clippy::cast_sign_loss)]
        let mask = |bytes: __m256i| u64::from(_mm256_movemask_epi8(bytes) as u32);
        super::in_blocks(text, words, wide, |bytes| {
            let (mut words, mut wide) = (0, 0);
            for (half, bytes) in bytes.as_chunks::<32>().0.iter().enumerate() {
                // SAFETY: both are 32 bytes, and any are good.
                let bytes = unsafe { transmute::<[u8; 32], __m256i>(*bytes) };
                let folded = _mm256_or_si256(bytes, all(0x20));
                let alpha = at_most(_mm256_add_epi8(folded, all(b'a'.wrapping_neg())), 25);
                let digit = at_most(_mm256_add_epi8(bytes, all(b'0'.wrapping_neg())), 9);
                let low_line = _mm256_cmpeq_epi8(bytes, all(b'_'));
                let either = _mm256_or_si256(_mm256_or_si256(alpha, digit), low_line);
                words |= mask(either) << (32 * half);
                wide |= mask(bytes) << (32 * half);
            }
            (words, wide)
        })
    }

    #[target_feature(enable = "bmi1,bmi2,popcnt")]
    pub(super) fn edges_bmi(bits: &[u64], base: u32, places: &mut [u32]) -> usize {
        super::edges(bits, base, places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::levels;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_level_finds_the_same(text in prop::collection::vec(any::<u8>(), 0..300), plain in any::<bool>()) {
            let text: Vec<u8> = text.into_iter().map(|byte| if plain { byte & 0x7F } else { byte }).collect();
            let is_word = |&byte: &u8| byte.is_ascii_alphanumeric() || byte == b'_';
            for level in levels() {
                let (mut words, mut wide) = (vec![7], vec![]);
                let any = classify_at(level, &text, &mut words, &mut wide);
                prop_assert_eq!(any, !text.is_ascii());
                let bit = |bits: &[u64], at: usize| bits[at / 64] >> (at % 64) & 1 == 1;
                for (at, byte) in text.iter().enumerate() {
                    prop_assert_eq!(bit(&words, at), is_word(byte), "{:?} {}", level, at);
                    prop_assert_eq!(bit(&wide, at), *byte >= 0x80, "{:?} {}", level, at);
                }
                let mut edges = Edges::default();
                edges.find_at(level, &words, 5);
                let mut want = Vec::new();
                let mut at = 0;
                for run in text.chunk_by(|a, b| is_word(a) == is_word(b)) {
                    if is_word(&run[0]) {
                        want.push([5 + at as u32, 5 + (at + run.len()) as u32]);
                    }
                    at += run.len();
                }
                prop_assert_eq!(edges.runs(), want);
            }
        }
    }
}
