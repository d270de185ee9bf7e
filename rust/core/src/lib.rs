//! wiresift's core: near-duplicate detection and event matching for news text.
//!
//! Pure algorithms in the order of the data (see `rust/ARCHITECTURE.md`): no Python, no polars, no I/O.

pub mod error;
pub mod events;
pub mod normalise;
pub mod text;

pub use error::{Error, Result};
