//! From signatures to candidate pairs: bands chosen for recall, then buckets.

pub mod band;
pub mod params;
