//! From sketches to candidate pairs: bands chosen for recall, then buckets of bands and of fingerprints.

pub mod band;
pub mod fingerprint;
pub mod hot;
pub mod params;
mod sort;
