//! Steps composed. No algorithm lives here.

pub mod assemble;
pub mod audit;
pub mod dedup;
pub mod outcome;
mod rows;
pub mod sketcher;
