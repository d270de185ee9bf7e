//! Steps composed. No algorithm lives here.

pub mod assemble;
pub mod audit;
mod check;
pub mod dedup;
mod foreseen;
pub mod ids;
mod keys;
pub mod outcome;
mod plan;
mod portion;
mod removed;
mod rows;
mod saved;
pub mod scratch;
mod sets;
pub mod sketcher;
mod spilled;
#[cfg(test)]
mod tests;
