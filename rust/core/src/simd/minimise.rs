//! The minima of many permutations over a set: most of the work of a signature.
//!
//! Plain Rust that the compiler vectorises: a block of lanes stays in registers while all elements pass. With
//! AVX-512 a block is 64 lanes, so 128 permutations read the elements twice.

use super::{Level, level};

/// For each lane, the minimum of `a * element + b mod 2^32` over all elements and what `minima` holds already.
///
/// The three slices have one length, a multiple of 64.
pub(crate) fn minimise(a: &[u32], b: &[u32], elements: &[u32], minima: &mut [u32]) {
    minimise_at(level(), a, b, elements, minima);
}

fn minimise_at(level: Level, a: &[u32], b: &[u32], elements: &[u32], minima: &mut [u32]) {
    match level {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: `detect` found AVX-512 F, BW, DQ and VL on this processor.
        Level::Avx512 => unsafe { x86::minimise_avx512(a, b, elements, minima) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: `detect` found AVX2 on this processor.
        Level::Avx2 => unsafe { x86::minimise_avx2(a, b, elements, minima) },
        _ => in_blocks::<16>(a, b, elements, minima),
    }
}

#[allow(clippy::inline_always)] // must be compiled into each caller, for that caller's instructions
/// `N` lanes at a time stay in registers while all elements pass.
#[inline(always)]
fn in_blocks<const N: usize>(a: &[u32], b: &[u32], elements: &[u32], minima: &mut [u32]) {
    let (a, _) = a.as_chunks::<N>();
    let (b, _) = b.as_chunks::<N>();
    let (minima, _) = minima.as_chunks_mut::<N>();
    for ((a, b), minima) in a.iter().zip(b).zip(minima) {
        let mut best = *minima;
        for &element in elements {
            for lane in 0..N {
                best[lane] = best[lane].min(a[lane].wrapping_mul(element).wrapping_add(b[lane]));
            }
        }
        *minima = best;
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
    pub(super) fn minimise_avx512(a: &[u32], b: &[u32], elements: &[u32], minima: &mut [u32]) {
        super::in_blocks::<64>(a, b, elements, minima);
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn minimise_avx2(a: &[u32], b: &[u32], elements: &[u32], minima: &mut [u32]) {
        super::in_blocks::<32>(a, b, elements, minima);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::levels;

    #[test]
    fn every_level_gives_the_same() {
        let lane = |k: u32| {
            (0..128_u32).map(|i| i.wrapping_mul(2_654_435_761).wrapping_add(k) | 1).collect::<Vec<_>>()
        };
        let (a, b, elements) = (lane(3), lane(99), lane(5));
        let mut want = vec![u32::MAX; 128];
        minimise_at(Level::Baseline, &a, &b, &elements, &mut want);
        for level in levels() {
            let mut have = vec![u32::MAX; 128];
            minimise_at(level, &a, &b, &elements, &mut have);
            assert_eq!(have, want, "{level:?}");
        }
        assert_eq!(want[0], elements.iter().map(|&e| a[0].wrapping_mul(e).wrapping_add(b[0])).min().unwrap());
    }
}
