//! Decades by their last two figures or in words: `the '90s`, `the mid-80s`, `the nineties`.

use super::{Part, Reader, When};

impl Reader<'_> {
    /// `the nineties`, `in the early sixties`; not `a man in his sixties` or `highs in the upper nineties`.
    pub(super) fn decade_in_words(&self, at: usize, first: i16, from: usize) -> Option<Part> {
        let skip = usize::from(matches!(self.before(at, from, 1), "early" | "late" | "mid" | "-"));
        let skip = if self.before(at, from, 1) == "-" { 2 } else { skip };
        (self.before(at, from, 1 + skip) == "the").then_some(Part {
            when: When::Years { first, last: first + 9 },
            start: at,
            end: at + 1,
        })
    }

    /// `the '90s`, `the mid-80s`, `the 1980s and 90s`; not `a woman in her 60s` or `highs in the 90s`.
    pub(super) fn short_decade(&self, at: usize, from: usize) -> Option<Part> {
        let raw = self.lower(at);
        let tens: i16 = raw.parse().ok().filter(|tens| raw.len() == 2 && tens % 10 == 0)?;
        let glued = self.words.as_slice().get(at + 1).is_some_and(|next| next.glued);
        if !glued || self.lower(at + 1) != "s" {
            return None;
        }
        let mark = usize::from(at > from && matches!(self.lower(at - 1), "'" | "\u{2018}"));
        // behind another decade
        let second = mark == 0 && at > 2 && self.lower(at - 1) == "and" && self.lower(at - 2) == "s";
        let dash = 2 * usize::from(self.before(at, from, 1 + mark) == "-");
        let skip = if dash > 0 {
            dash
        } else {
            usize::from(matches!(self.before(at, from, 1 + mark), "early" | "late"))
        };
        let the = self.before(at, from, 1 + mark + skip) == "the";
        let told = mark > 0 || second || the && skip > 0;
        let first = if tens < 20 { 2000 + tens } else { 1900 + tens };
        told.then_some(Part { when: When::Years { first, last: first + 9 }, start: at - mark, end: at + 2 })
    }
}
