//! One number, in figures or in words: `1,200`, `3.5m`, `two and a half million`, `dozens`, `21st`.
//!
//! What stands around it (a currency, a unit, a hedge) is read by [`super::quantity`].
//!
//! A vague word has a lower bound and no best value, because the text gives none: `dozens` is at least 24,
//! `hundreds` at least 200, `scores` at least 40, `several` and `a few` at least 3. `a dozen` and `a couple of`
//! are 12 and 2, approximately. A fraction (`two thirds`, `half of`) is read as a share, 0.667 and 0.5.
//!
//! Cost: one hash look-up a token tried, no allocation. Any text is read without error.

use super::traits::is;
use crate::text::words::{Shape, Words};

mod digits;
mod lexeme;
mod spelled;

pub(crate) use digits::{figures, written_fraction};
pub(super) use lexeme::words;
use lexeme::{Lexeme, lexeme};

/// What kind of number was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// In figures.
    Figures,
    /// In words.
    Words,
    /// `dozens`, `several hundred`.
    Vague,
    /// `first`, `21st`.
    Ordinal,
    /// `two thirds`, `half of`: a share of 1.
    Share,
}

/// A number and the tokens that say it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numeral {
    /// Its value; of a vague one the least that it may be.
    pub(crate) value: f64,
    /// One past its last token.
    pub(crate) end: usize,
    /// How it is written.
    pub(crate) form: Form,
    /// A word such as `million` belongs to it.
    pub(crate) scaled: bool,
    /// A rounded figure by its very word: `a dozen`, `a couple`.
    pub(crate) rounded: bool,
}

impl Numeral {
    const fn new(value: f64, end: usize, form: Form) -> Self {
        Self { value, end, form, scaled: false, rounded: false }
    }
}

/// Reads the number that begins at token `at`.
pub(crate) fn numeral(words: &Words, at: usize) -> Option<Numeral> {
    let word = words.as_slice().get(at)?;
    match word.shape {
        Shape::Number => digits::in_figures(words, at),
        Shape::Mark => None,
        _ => spelled::in_words(words, at, lexeme(words, at)?),
    }
}

/// Whether a number in words can begin at `at`.
#[inline]
pub(crate) fn is_number_word(words: &Words, at: usize) -> bool {
    words.is(at, is::NUMBER)
}

/// Scale words and `and a half` after the number.
fn tail(words: &Words, mut number: Numeral) -> Numeral {
    let mut last = f64::INFINITY;
    loop {
        if let Some((share, end)) = and_a_half(words, number.end) {
            number.value += if number.scaled { share * last.min(1e15) } else { share };
            number.end = end;
        }
        let at = if joined(words, number.end) { number.end + 1 } else { number.end };
        let size = match lexeme(words, at) {
            Some(Lexeme::Hundred) => 1e2,
            Some(Lexeme::Scale(size)) => size,
            Some(Lexeme::Dozen) => 12.0,
            // "three dozens"
            Some(Lexeme::Vague(size))
                if size.to_bits() == 12.0_f64.to_bits() && number.form != Form::Vague =>
            {
                size
            }
            _ => return number,
        };
        // "five hundred thousand" and "three lakh crore" grow, "two million thousand" is not English
        let lakh_crore = last.to_bits() == 1e5_f64.to_bits() && size.to_bits() == 1e7_f64.to_bits();
        if number.scaled && (last > 1e3 && last.is_finite() && !lakh_crore || size < last) {
            return number;
        }
        number.rounded |= size.to_bits() == 12.0_f64.to_bits();
        number.value *= size;
        number.scaled = true;
        number.end = at + 1;
        last = size;
    }
}

/// `and a half`, also with hyphens.
fn and_a_half(words: &Words, at: usize) -> Option<(f64, usize)> {
    let skip = |at: usize| if joined(words, at) { at + 1 } else { at };
    let and = skip(at);
    if words.lower(and) != "and" {
        return None;
    }
    let article = skip(and + 1);
    if !matches!(words.lower(article), "a" | "one") {
        return None;
    }
    let half = skip(article + 1);
    match words.lower(half) {
        "half" => Some((0.5, half + 1)),
        "quarter" => Some((0.25, half + 1)),
        _ => None,
    }
}

/// Whether a hyphen with nothing around it stands at `at`.
pub(crate) fn joined(words: &Words, at: usize) -> bool {
    let slice = words.as_slice();
    words.lower(at) == "-" && slice[at].glued && slice.get(at + 1).is_some_and(|next| next.glued)
}
