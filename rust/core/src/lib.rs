//! wiresift's core: near-duplicate detection and event matching for news text.
//!
//! Pure algorithms in the order of the data (see `rust/ARCHITECTURE.md`): no Python, no polars, no I/O.

pub mod canonical;
pub mod cluster;
pub mod error;
pub mod events;
pub mod explain;
pub mod id;
pub mod lsh;
pub mod normalise;
pub mod oracle;
pub mod pipeline;
pub mod relation;
pub mod simd;
pub mod sketch;
pub mod text;
pub mod verify;

pub use error::{Error, Result};
