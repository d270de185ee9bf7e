//! From raw text to tokens: what is kept, where it stands, what its words are.

pub mod clean;
pub mod segment;
pub mod span;
pub mod tokenise;
pub(crate) mod vocabulary;
pub mod words;
