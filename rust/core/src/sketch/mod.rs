//! From tokens to small summaries of a text: shingle set, signature, fingerprint, topic.

pub mod fingerprint;
pub mod hash;
pub mod minhash;
pub mod shingle;
pub mod topic;
