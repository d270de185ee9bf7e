//! From words to typed values: actor, place, date, quantity, money.
//!
//! Every reader works on the tokens of a sentence ([`crate::text::words::Words`]) and gives token ranges back,
//! so that the caller can take spans of the raw text and mask what one reader has taken from the next. Dates
//! are read first, then quantities, which leave the dates' tokens alone. Names (actors, places) are found by
//! one trie look-up a token.
//!
//! Nothing here allocates a token at a time, and no text causes an error.

pub mod actor;
pub mod date;
mod hedge;
mod label;
mod money;
mod numeral;
pub mod place;
mod place_words;
pub mod quantity;
pub(crate) mod traits;
pub(crate) mod trie;
mod unit;
pub(crate) mod word_set;

#[cfg(test)]
mod corpus;
