//! From raw text to tokens: what is kept, where it stands, what its words are.

pub mod span;
pub mod words;
