//! Shingle hashes to the mixed elements that permutations work on.
//!
//! Plain Rust that the compiler vectorises, for each level of instructions.

use super::{Level, level};
use crate::sketch::hash::mix32;

/// Replaces `elements` by the mixed upper half of each shingle.
pub(crate) fn elements(shingles: &[u64], elements: &mut Vec<u32>) {
    elements_at(level(), shingles, elements);
}

fn elements_at(level: Level, shingles: &[u64], elements: &mut Vec<u32>) {
    elements.resize(shingles.len(), 0);
    match level {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: `detect` found AVX-512 F, BW, DQ and VL on this processor.
        Level::Avx512 => unsafe { x86::mix_avx512(shingles, elements) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: `detect` found AVX2 on this processor.
        Level::Avx2 => unsafe { x86::mix_avx2(shingles, elements) },
        _ => mix(shingles, elements),
    }
}

#[allow(clippy::inline_always)] // must be compiled into each caller, for that caller's instructions
#[inline(always)]
fn mix(shingles: &[u64], elements: &mut [u32]) {
    for (element, &shingle) in elements.iter_mut().zip(shingles) {
        *element = mix32((shingle >> 32) as u32);
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
    pub(super) fn mix_avx512(shingles: &[u64], elements: &mut [u32]) {
        super::mix(shingles, elements);
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn mix_avx2(shingles: &[u64], elements: &mut [u32]) {
        super::mix(shingles, elements);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::levels;
    use crate::sketch::minhash::element;

    #[test]
    fn every_level_gives_the_same() {
        let shingles: Vec<u64> = (1..203_u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect();
        let want: Vec<u32> = shingles.iter().map(|&shingle| mix32(element(shingle))).collect();
        for level in levels() {
            let mut have = vec![7; 300];
            elements_at(level, &shingles, &mut have);
            assert_eq!(have, want, "{level:?}");
        }
    }
}
