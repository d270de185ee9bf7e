//! Steps composed. No algorithm lives here.

pub mod assemble;
pub mod audit;
pub mod dedup;
pub mod ids;
pub mod outcome;
mod plan;
mod portion;
mod removed;
mod rows;
mod saved;
mod sets;
pub mod sketcher;
#[cfg(test)]
mod tests;
