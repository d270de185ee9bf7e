//! From a date as written to its days, and what stands around it.

use std::ops::Range;

use jiff::civil::Date;

use super::calendar::{self, Period};
use super::{Bound, Precision, Reader, Tense, When, Which};
use crate::text::words::Shape;

impl Reader<'_> {
    /// The first date of a range that ends with `second`: the nearest before it.
    pub(super) fn resolve_before(
        &self,
        when: When,
        second: Option<Period>,
        hint: Option<i16>,
    ) -> Option<Period> {
        let open = match when {
            When::Day { year, .. } | When::Month { year, which: None, .. } => year.or(hint).is_none(),
            When::Weekday { which: None, .. } | When::DayOfMonth { .. } => true,
            _ => false,
        };
        match second {
            Some((start, ..)) if open => {
                Reader { published: Some(start), tense: Tense::Past, ..*self }.resolve(when, None)
            }
            _ => self.resolve(when, hint),
        }
    }

    /// The days of a date as written; `hint` is the year of the date that it makes a range with.
    pub(super) fn resolve(&self, when: When, hint: Option<i16>) -> Option<Period> {
        match when {
            When::Counted(period) | When::Follows(period) => period,
            When::Fixed(period) => Some(period),
            When::Years { first, last } => {
                Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?, Precision::Year))
            }
            When::Day { year, month, first, last } => {
                let start = match year.or(hint) {
                    Some(year) => Date::new(year, month, first).ok()?,
                    None => calendar::month_day(month, first, self.published?, self.tense)?,
                };
                let end = Date::new(start.year(), month, last).ok().filter(|&end| end >= start)?;
                Some((start, end, Precision::Day))
            }
            When::Month { year, month, which } => match (year.or(hint.filter(|_| which.is_none())), which) {
                (Some(year), _) => Some(calendar::month_of(Date::new(year, month, 1).ok()?)),
                (None, None) => calendar::bare_month(month, self.published?, self.tense),
                (None, Some(which)) => self.month_of_which(month, which),
            },
            When::Weekday { offset, which } => {
                let published = self.published?;
                let (monday, ..) = calendar::week_of(published);
                let date = match which {
                    None => calendar::weekday(offset, published, self.tense),
                    Some(Which::Last) => calendar::shift(monday, offset - 7),
                    Some(Which::This) => calendar::shift(monday, offset),
                    Some(Which::Next) => calendar::shift(monday, offset + 7),
                };
                Some(calendar::day(date))
            }
            When::DayOfMonth { day, weekday } => {
                calendar::day_of_month(day, weekday, self.published?, self.tense).map(calendar::day)
            }
        }
    }

    /// `last March` is the latest that is over, `next March` the first to begin.
    fn month_of_which(&self, month: i8, which: Which) -> Option<Period> {
        let published = self.published?;
        let year = published.year();
        let year = match which {
            Which::This => year,
            Which::Last if month < published.month() => year,
            Which::Last => year.saturating_sub(1),
            Which::Next if month > published.month() => year,
            Which::Next => year.saturating_add(1),
        };
        Some(calendar::month_of(Date::new(year, month, 1).ok()?))
    }

    /// `the upcoming May 15 vote`, `talks starting May 15`, `due on Friday`, `scheduled for May`.
    pub(super) fn is_to_come(&self, start: usize, from: usize) -> bool {
        let plans = |word: &str| {
            matches!(
                word,
                "upcoming"
                    | "forthcoming"
                    | "starting"
                    | "beginning"
                    | "commencing"
                    | "due"
                    | "scheduled"
                    | "slated"
            )
        };
        let before = self.before(start, from, 1);
        plans(before)
            || matches!(before, "for" | "on" | "in" | "by")
                && (plans(self.before(start, from, 2))
                    || before == "for" && self.before(start, from, 2) == "set")
    }

    pub(super) fn bound(&self, start: usize, end: usize, from: usize) -> Bound {
        // "from 1996 on"; "up from 1996" only compares
        if self.before(start, from, 1) == "from" && matches!(self.lower(end), "on" | "onward" | "onwards") {
            return Bound::Since;
        }
        let mut skip = 0;
        while skip < 3
            && matches!(
                self.before(start, from, 1 + skip),
                "the"
                    | "a"
                    | "early"
                    | "late"
                    | "mid"
                    | "upcoming"
                    | "planned"
                    | "looming"
                    | "his"
                    | "her"
                    | "their"
                    | "year"
                    | "end"
            )
        {
            skip += 1;
        }
        match (self.before(start, from, 1 + skip), self.before(start, from, 2 + skip)) {
            // "no later than Friday", "not earlier than May"
            ("than", late @ ("later" | "earlier")) => {
                let denied = matches!(self.before(start, from, 3 + skip), "no" | "not");
                match (late == "later", denied) {
                    (true, true) => Bound::Until,
                    (true, false) => Bound::After,
                    (false, true) => Bound::Since,
                    (false, false) => Bound::Before,
                }
            }
            ("since", _) => Bound::Since,
            ("until" | "till" | "by" | "through", _) => Bound::Until,
            ("before", _) | ("to", "prior") | ("of", "ahead") | ("-", "pre") => Bound::Before,
            ("after" | "following", _) | ("-", "post") => Bound::After,
            _ => Bound::On,
        }
    }

    /// `anniversary of the ...` before, or `anniversary` just after.
    pub(super) fn anniversary(&self, words: &Range<usize>, from: usize) -> bool {
        if matches!(self.lower(words.end), "anniversary" | "anniversaries") {
            return true;
        }
        for back in 1..=4 {
            match self.before(words.start, from, back) {
                "anniversary" | "anniversaries" => return true,
                "of" | "the" | "a" | "its" | "their" | "'s" | "deadly" | "bloody" => {}
                _ => return false,
            }
        }
        false
    }

    pub(super) fn attributive(&self, words: &Range<usize>, from: usize) -> bool {
        let skip = usize::from(matches!(
            self.before(words.start, from, 1),
            "upcoming"
                | "planned"
                | "looming"
                | "historic"
                | "failed"
                | "ill"
                | "landmark"
                | "key"
                | "original"
        ));
        let determined = matches!(
            self.before(words.start, from, 1 + skip),
            "the" | "a" | "an" | "this" | "that" | "its" | "his" | "her" | "their" | "our" | "'s" | "new"
        );
        determined
            && matches!(self.shape(words.end), Some(Shape::Lower | Shape::Capital))
            && !matches!(
                self.lower(words.end),
                "and"
                    | "or"
                    | "to"
                    | "in"
                    | "at"
                    | "when"
                    | "that"
                    | "who"
                    | "on"
                    | "as"
                    | "for"
                    | "by"
                    | "with"
                    | "but"
                    | "after"
                    | "before"
                    | "because"
                    | "while"
                    | "from"
            )
    }
}
