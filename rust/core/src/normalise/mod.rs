//! From words to typed values: actor, place, date, quantity, money.
//!
//! Every reader works on the tokens of a sentence ([`crate::text::words::Words`]) and gives token ranges back,
//! so that the caller can take spans of the raw text and mask what one reader has taken from the next. Dates
//! are read first, then quantities, which leave the dates' tokens alone. Names (actors, places) are found by
//! one trie look-up a token.
//!
//! Nothing here allocates a token at a time, and no text causes an error.
#![allow(
    clippy::match_same_arms,       // arms stand by meaning, each with its own reason
    clippy::similar_names,         // day and days, unit and units: the field's words
    clippy::too_many_lines,        // one grammar of shapes reads better in one place
    clippy::unused_self,           // steps of one reader share a form
    clippy::wrong_self_convention, // `from_title` reads from the words, it makes no value of its type
    clippy::trivially_copy_pass_by_ref,
    clippy::cast_possible_wrap,    // exponents and offsets of a few digits
    clippy::if_same_then_else
)]

pub mod actor;
pub mod date;
mod hedge;
mod label;
mod money;
mod numeral;
pub mod place;
mod place_words;
pub mod quantity;
mod trie;
mod unit;

#[cfg(test)]
mod corpus;
