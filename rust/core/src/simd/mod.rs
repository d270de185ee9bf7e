//! Kernels that are compiled once for each instruction set and chosen at run time.
//!
//! The only module with `unsafe`: calling a function compiled for more than the baseline is sound only where the
//! processor has those instructions, which [`level`] finds out once. Every kernel is safe, plain Rust that the
//! compiler vectorises; the baseline twin is always compiled, and `WIRESIFT_SIMD=baseline` (or `avx2`) forces a
//! lower level.
#![allow(unsafe_code)]

use std::sync::LazyLock;

/// Instruction sets, from the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What every processor of the target has.
    Baseline,
    /// x86-64 with AVX2.
    Avx2,
    /// x86-64 with AVX-512 F, BW, DQ and VL.
    Avx512,
}

static LEVEL: LazyLock<Level> = LazyLock::new(|| {
    let best = detect();
    match std::env::var("WIRESIFT_SIMD").as_deref() {
        Ok("baseline") => Level::Baseline,
        Ok("avx2") => best.min(Level::Avx2),
        _ => best,
    }
});

/// The instruction set in use.
pub fn level() -> Level {
    *LEVEL
}

#[cfg(target_arch = "x86_64")]
fn detect() -> Level {
    if is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
    {
        Level::Avx512
    } else if is_x86_feature_detected!("avx2") {
        Level::Avx2
    } else {
        Level::Baseline
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn detect() -> Level {
    Level::Baseline
}

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
        _ => minimise_in_blocks::<16>(a, b, elements, minima),
    }
}

#[allow(clippy::inline_always)] // must be compiled into each caller, for that caller's instructions
/// `N` lanes at a time stay in registers while all elements pass.
#[inline(always)]
fn minimise_in_blocks<const N: usize>(a: &[u32], b: &[u32], elements: &[u32], minima: &mut [u32]) {
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
        super::minimise_in_blocks::<64>(a, b, elements, minima);
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn minimise_avx2(a: &[u32], b: &[u32], elements: &[u32], minima: &mut [u32]) {
        super::minimise_in_blocks::<32>(a, b, elements, minima);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_gives_the_same() {
        let lane = |k: u32| {
            (0..128_u32).map(|i| i.wrapping_mul(2_654_435_761).wrapping_add(k) | 1).collect::<Vec<_>>()
        };
        let (a, b, elements) = (lane(3), lane(99), lane(5));
        let mut want = vec![u32::MAX; 128];
        minimise_at(Level::Baseline, &a, &b, &elements, &mut want);
        for level in [Level::Avx2, Level::Avx512].into_iter().filter(|&level| level <= detect()) {
            let mut have = vec![u32::MAX; 128];
            minimise_at(level, &a, &b, &elements, &mut have);
            assert_eq!(have, want, "{level:?}");
        }
        assert_eq!(want[0], elements.iter().map(|&e| a[0].wrapping_mul(e).wrapping_add(b[0])).min().unwrap());
    }
}
