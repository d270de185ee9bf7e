//! Numbers of every kind in a sentence: counts, shares, money, durations, measures, scores, years, labels.
//!
//! A quantity has a low, a best and a high value. Exactly 20 is (20, 20, 20). `at least 20` and `more than 20`
//! are (20, 20, none) and a minimum; `up to 20`, `as many as 20` and `fewer than 20` are (none, none, 20): the
//! text names a bound and no estimate. `about 20` is (none, 20, none), `nearly 20` (none, 20, 20), both
//! approximate. A range is (20, none, 30). `dozens` is (24, none, none), approximate and a minimum. A score
//! `3-1` keeps its two sides as low and high.
//!
//! Numbers that count nothing have a kind of their own, so that they can't be taken for a toll: `second round`
//! is an ordinal, `24-hour` a duration, `12-story`, `Resolution 1701`, `Flight 17`, `F-16` are labels.
//! The pronoun `one` (`one of the first`, `no one`) is no number.
//!
//! Cost: one hash look-up a token and constant work a number; no allocation beside the output buffer.

use std::ops::Range;

use super::money;
use super::numeral::is_number_word;
use super::traits::is;
use crate::text::words::{Shape, Words, short_key};

mod bounds;
mod read;
mod special;
mod words_of;

use read::{Found, Reader};

/// What a number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AmountKind {
    /// A number of things or people.
    Count,
    /// A place in an order: `second`, `21st`.
    Ordinal,
    /// A share in per cent; fractions (`two thirds`, `half of`) too, as 66.7 and 50.
    Percent,
    /// A sum; the unit is the currency.
    Money,
    /// A stretch of time, in the unit written.
    Duration,
    /// A length, weight, area, temperature, age.
    Measure,
    /// A year that no date took, or a decade.
    Year,
    /// A time of day.
    Clock,
    /// The result of a vote or match: first side in `low`, second in `high`.
    Score,
    /// Part of a name or of an adjective; counts nothing.
    Label,
}

/// A number, its bounds and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// What it stands for.
    pub kind: AmountKind,
    /// Lower bound, where the text gives one.
    pub low: Option<f64>,
    /// The text's own estimate, where it gives one.
    pub best: Option<f64>,
    /// Upper bound, where the text gives one.
    pub high: Option<f64>,
    /// `USD`, `hours`, `kilometres`, `%`.
    pub unit: Option<&'static str>,
    /// The truth may be more.
    pub is_minimum: bool,
    /// The figure is rounded, hedged or vague.
    pub is_approximate: bool,
    /// Tokens of the whole: hedge, sign, number, unit.
    pub words: Range<usize>,
    /// Tokens of the number itself, both ends of a range included.
    pub number: Range<usize>,
}

/// Reads every number of `words`, left to right, into `out` (cleared first). They do not overlap.
pub fn amounts(words: &Words, out: &mut Vec<Amount>) {
    amounts_masked(words, &[], out);
}

/// As [`amounts`], leaving alone the token ranges in `taken` (ascending), which dates hold.
pub fn amounts_masked(words: &Words, taken: &[Range<usize>], out: &mut Vec<Amount>) {
    out.clear();
    let mut taken = taken.iter().peekable();
    let mut at = 0;
    let mut from = 0;
    while at < words.len() {
        while taken.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = taken.peek()
            && range.start <= at
        {
            at = range.end;
            from = at;
            continue;
        }
        if !begins(words, at) {
            at += 1;
            continue;
        }
        let limit = taken.peek().map_or(words.len(), |range| range.start.min(words.len()));
        match (Reader { words, from, limit }).read(at) {
            Found::Amount(mut amount) => {
                amount.words.end = amount.words.end.min(limit);
                amount.number.end = amount.number.end.min(limit);
                at = amount.words.end;
                from = at;
                out.push(amount);
            }
            Found::Skip(end) => at = end.max(at + 1),
            Found::Nothing => at += 1,
        }
    }
}

/// Whether an amount can begin at `at`: most words are turned away by one look-up.
#[inline]
fn begins(words: &Words, at: usize) -> bool {
    const ANOTHER: u64 = short_key("another");
    let word = words.word(at);
    match word.shape {
        Shape::Number => return true,
        // the sign of a currency
        Shape::Mark => return word.is('$') || word.length() > 1,
        // "USD 5"
        Shape::Upper if word.length() == 3 => return true,
        Shape::Capital if matches!(words.lower(at), "rs" | "rp") => return true,
        _ => {}
    }
    // "RM50 million"
    let figure = words.as_slice().get(at + 1).is_some_and(|next| next.shape == Shape::Number);
    if figure && word.length() <= 4 && word.shape != Shape::Lower && money::letters(words, at).is_some() {
        return true;
    }
    // "US$ 5", "A$40"
    if words.as_slice().get(at + 1).is_some_and(|next| next.is('$')) || word.key() == ANOTHER {
        return true;
    }
    // an article alone is no number
    let article = || matches!(words.lower(at), "a" | "an");
    let counts = || words.is(at + 1, is::UNIT | is::NUMBER) || words.lower(at + 1) == "quarter";
    is_number_word(words, at) && (!article() || counts())
}

#[cfg(test)]
mod tests;
