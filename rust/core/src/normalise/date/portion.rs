//! Parts of a longer time: `the end of June`, `the first three months of 2015`, `later in the week`.

use jiff::Span;
use jiff::civil::Date;

use super::calendar::{self, Period};
use super::words_of::{Word, word};
use super::{Part, Precision, Reader, When};
use crate::normalise::numeral::{Form, Numeral, joined};
use crate::normalise::unit;
use crate::text::words::Shape;

impl Reader<'_> {
    /// `the end of June`, `the start of 2008`, `the end of next month`.
    pub(super) fn edge_of_date(&self, at: usize, next: usize, first: bool) -> Option<Part> {
        if next <= at {
            return None;
        }
        let other = match word(self.words, next)? {
            Word::Number => self.year(next, next),
            Word::Month(month) if self.shape(next) != Some(Shape::Lower) => {
                let (_, end) = self.month_name(next)?;
                let (year, end) = self.year_of(end);
                Some(Part { when: When::Month { year, month, which: None }, start: next, end })
            }
            Word::Which(which) => self.calendar_unit(next, which, next),
            _ => None,
        }?;
        let (start, end, precision) = self.resolve(other.when, None)?;
        if precision == Precision::Day {
            return None;
        }
        let near = if first { start } else { end };
        let period =
            if precision == Precision::Year { calendar::month_of(near) } else { calendar::day(near) };
        Some(Part { when: within(other.when, period), start: at, end: other.end })
    }

    /// `later in the year`, `earlier in the week`.
    pub(super) fn part_of_now(&self, at: usize, from: usize) -> Option<Part> {
        let earlier = match (self.before(at, from, 1), self.before(at, from, 2)) {
            ("in", "earlier") => true,
            ("in", "later") => false,
            _ => return None,
        };
        let whole: fn(Date) -> Period = match self.lower(at + 1) {
            "day" | "week" => calendar::week_of,
            "month" => calendar::month_of,
            "year" => calendar::year_of,
            _ => return None,
        };
        if self.lower(at + 1) == "day" {
            return Some(self.day_beside(at - 2, at + 2, 0)); // of the day that was told
        }
        Some(self.counted(at - 2, at + 2, |published| {
            let (first, last, precision) = whole(published);
            Some(if earlier { (first, published, precision) } else { (published, last, precision) })
        }))
    }

    /// `the first two months of 2015`, `the last three weeks of May`: the beginning or the end of a longer time.
    pub(super) fn portion(&self, at: usize, number: &Numeral, first: bool) -> Option<Part> {
        let name = unit::duration(self.lower(number.end))?;
        if self.lower(number.end + 1) != "of" || number.form == Form::Vague || number.value > 60.0 {
            return None;
        }
        let next = number.end + 2;
        let other = match word(self.words, next)? {
            Word::Number => self.year(next, next),
            Word::Month(month) => self.month(next, month, next),
            Word::Which(which) => self.which(next, which, next),
            _ => None,
        }?;
        let (start, end, _) = self.resolve(other.when, None)?;
        let many = number.value as i64;
        let (days, months) = match name {
            "days" => (many, 0),
            "weeks" => (many * 7, 0),
            "months" => (0, many),
            _ => return None,
        };
        let span = Span::new().days(days).months(months);
        let (start, end) = if first {
            (start, calendar::shift(start.saturating_add(span), -1))
        } else {
            (calendar::shift(end, 1).saturating_sub(span), end)
        };
        let precision = calendar::precision_of(calendar::days_between(start, end));
        let when = (start <= end).then(|| within(other.when, (start, end, precision)))?;
        Some(Part { when, start: at, end: other.end })
    }

    /// `end of the year`, `the start of the month`.
    pub(super) fn edge_of(&self, at: usize, from: usize) -> Option<Part> {
        let first = self.lower(at) != "end";
        let before = self.before(at, from, 1);
        let apart = matches!(before, "year" | "month");
        let own = apart || before == "'s" || before == "-" && joined(self.words, at - 1);
        // "by year-end", "by year's end"
        let dated = |back| {
            matches!(
                self.before(at, from, back),
                "by" | "at" | "until" | "till" | "before" | "since" | "of" | "around" | "about"
            )
        };
        let noun_at = if own && !first && (dated(3) || apart && dated(2)) {
            if apart { at - 1 } else { at - 2 }
        } else if self.lower(at + 1) != "of" {
            return None;
        } else if self.lower(at + 2) == "the" {
            at + 3
        } else {
            at + 2
        };
        if let Some(part) = self.edge_of_date(at, noun_at, first) {
            return Some(part);
        }
        let bare = noun_at == at + 2 && !(dated(1) || self.before(at, from, 1) == "the");
        let count: fn(Date) -> Period = match self.lower(noun_at) {
            _ if bare => return None,
            "week" => calendar::week_of,
            "month" => calendar::month_of,
            "year" => calendar::year_of,
            _ => return None,
        };
        let back = if apart {
            2
        } else if own {
            3
        } else {
            1
        };
        let bound = dated(back) || self.before(at, from, back) == "the" && dated(back + 1);
        let (start, end) = (at.min(noun_at), (at + 1).max(noun_at + 1));
        Some(self.counted(start, end, |published| {
            let (start, end, precision) = count(published);
            let finer = match precision {
                Precision::Year => Precision::Month,
                _ => Precision::Day,
            };
            let near = if first { start } else { end };
            // "expires at the end of the year": its last day
            if !first && bound {
                return Some(calendar::day(end));
            }
            Some(if finer == Precision::Month { calendar::month_of(near) } else { calendar::day(near) })
        }))
    }
}

/// A part of a longer time, which hangs on the day of publication where that does.
fn within(whole: When, period: Period) -> When {
    match whole {
        When::Years { .. } | When::Month { year: Some(_), .. } => When::Fixed(period),
        _ => When::Counted(Some(period)),
    }
}
