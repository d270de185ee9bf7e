//! Kernels that are compiled once for each instruction set and chosen at run time.
//!
//! The only module with `unsafe`: calling a function compiled for more than the baseline is sound only where the
//! processor has those instructions, which [`level`] finds out once. Each kernel has a file: a safe, plain twin
//! that is always compiled, and its versions for more. `WIRESIFT_SIMD=baseline` (or `avx2`) forces a lower level;
//! [`check`] refuses any other value but `avx512`, which is the highest.
#![allow(unsafe_code)]

mod elements;
mod intersect;
mod letters;
mod minimise;
mod words;

use std::sync::LazyLock;

use crate::{Error, Result};

pub(crate) use elements::elements;
pub(crate) use intersect::Table;
pub(crate) use letters::{Letters, letters};
pub(crate) use minimise::minimise;
pub(crate) use words::{Edges, classify};

/// Instruction sets, from the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What every processor of the target has.
    Baseline,
    /// x86-64 with AVX2, BMI 1 and 2.
    Avx2,
    /// x86-64 with AVX-512 F, BW, DQ and VL besides.
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

/// Refuses a value of `WIRESIFT_SIMD` that names no level.
pub fn check() -> Result<()> {
    let wanted = std::env::var_os("WIRESIFT_SIMD").unwrap_or_default();
    if ["", "baseline", "avx2", "avx512"].iter().any(|level| wanted.as_os_str() == *level) {
        return Ok(());
    }
    Err(Error::parameter("WIRESIFT_SIMD", format!("{} is not baseline, avx2 or avx512", wanted.display())))
}

#[cfg(target_arch = "x86_64")]
fn detect() -> Level {
    let avx2 = is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("popcnt");
    let avx512 = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl");
    match (avx2, avx512) {
        (true, true) => Level::Avx512,
        (true, false) => Level::Avx2,
        (false, _) => Level::Baseline,
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn detect() -> Level {
    Level::Baseline
}

/// All levels that this processor has.
#[cfg(test)]
pub(crate) fn levels() -> impl Iterator<Item = Level> {
    [Level::Baseline, Level::Avx2, Level::Avx512].into_iter().filter(|&level| level <= detect())
}
