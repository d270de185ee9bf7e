//! From tokens to small summaries of a text: shingle set, signature, fingerprint.

pub mod fingerprint;
pub mod hash;
pub mod minhash;
pub mod shingle;
