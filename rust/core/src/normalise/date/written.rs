//! Dates written out: days and months by name or number, years, weekdays.

use super::calendar::Period;
use super::words_of::{Word, word};
use super::{NumericOrder, Part, Precision, Reader, When, Which, calendar};
use crate::normalise::label;
use crate::normalise::numeral::{Form, joined, numeral};
use crate::text::words::Shape;

impl Reader<'_> {
    /// The day of a month at `at`: `16`, `16th`. Gives the day and the index past it.
    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let raw = self.lower(at);
        if self.shape(at) != Some(Shape::Number) || raw.len() > 2 {
            return None;
        }
        let day: i8 = raw.parse().ok().filter(|day| (1..=31).contains(day))?;
        let glued = self.words.as_slice().get(at + 1).is_some_and(|next| next.glued);
        match self.lower(at + 1) {
            "st" | "nd" | "rd" | "th" if glued => Some((day, at + 2)),
            ":" | "%" | "." | "/" | "m" | "bn" | "k" if glued && self.continues(at + 1) => None,
            _ => Some((day, at + 1)),
        }
    }

    /// Whether the glued token at `at` binds the figure before it to something (`3:50`, `5%`, `5m`).
    fn continues(&self, at: usize) -> bool {
        !matches!(self.lower(at), "." | ":" | "/")
            || self.words.as_slice().get(at + 1).is_some_and(|next| next.glued && next.shape == Shape::Number)
    }

    /// `16-Mar-2022`, `16/Mar/2022`: a mark with nothing around it.
    fn linked(&self, at: usize) -> bool {
        let slice = self.words.as_slice();
        matches!(self.lower(at), "-" | "/")
            && slice[at].glued
            && slice.get(at + 1).is_some_and(|next| next.glued)
    }

    /// The day of a month in words, behind its name: `January first`, `May twenty-ninth`.
    fn spelled_day_number(&self, at: usize) -> Option<(i8, usize)> {
        if self.shape(at) != Some(Shape::Lower) {
            return None;
        }
        let number =
            numeral(self.words, at).filter(|number| matches!(number.form, Form::Ordinal | Form::Words))?;
        let day = number.value as i8;
        let counts = number.form == Form::Words && (self.counts_something(number.end) || number.value < 20.0);
        // "in May twenty-five officers were killed"
        ((1.0..=31.0).contains(&number.value) && !counts && self.ends_at(number.end))
            .then_some((day, number.end))
    }

    /// A year in words: `nineteen ninety-six`, `two thousand and five`.
    pub(super) fn spelled_year(&self, at: usize) -> Option<(i16, usize)> {
        let thousand = self.lower(at) == "two" && self.lower(at + 1) == "thousand";
        if thousand {
            let number = numeral(self.words, at)?;
            return (2000.0..2100.0).contains(&number.value).then_some((number.value as i16, number.end));
        }
        let century = match self.lower(at) {
            "eighteen" => 1800,
            "nineteen" => 1900,
            "twenty" => 2000,
            _ => return None,
        };
        let short = numeral(self.words, at + 1).filter(|short| short.form == Form::Words)?;
        (10.0..100.0).contains(&short.value).then_some((century + short.value as i16, short.end))
    }

    /// A second day joined to the first: `16-18`, `16 to 18`, `16 and 17`.
    fn second_day(&self, at: usize, first: i8) -> Option<(i8, usize)> {
        if !matches!(self.lower(at), "-" | "\u{2014}" | "to" | "and" | "through") {
            return None;
        }
        let (day, end) = self.day_number(at + 1)?;
        (day > first && !(joined(self.words, end) && self.shape(end + 1) != Some(Shape::Number)))
            .then_some((day, end))
    }

    /// A month by name at `at`: `March`, `Sept.`, `Feb`. Gives the month and the index past it.
    pub(super) fn month_name(&self, at: usize) -> Option<(i8, usize)> {
        let Some(Word::Month(month)) = word(self.words, at) else { return None };
        if self.shape(at) == Some(Shape::Lower) {
            return None;
        }
        let short = self.lower(at).len() <= 4 && !matches!(self.lower(at), "may" | "june" | "july");
        let stop = short && self.lower(at + 1) == "." && self.words.word(at + 1).glued;
        Some((month, if stop { at + 2 } else { at + 1 }))
    }

    /// A year after a month or a day, with a comma or not.
    fn year_after(&self, at: usize) -> Option<(i16, usize)> {
        let at = if matches!(self.lower(at), "," | "of") { at + 1 } else { at };
        let year = label::year_value(self.words, at).map(|year| (year, at + 1));
        // "in May two thousand soldiers were sent"
        year.or_else(|| self.spelled_year(at).filter(|&(_, end)| self.ends_at(end)))
    }

    /// A year after a day, as a number or as `last year`, `this year`.
    pub(super) fn year_of(&self, at: usize) -> (Option<i16>, usize) {
        if let Some((year, end)) = self.year_after(at) {
            return (Some(year), end);
        }
        let start = if self.lower(at) == "of" { at + 1 } else { at };
        match (word(self.words, start), self.lower(start + 1), self.published) {
            (Some(Word::Which(which)), "year", Some(day)) => {
                (day.year().checked_add(which.step()), start + 2)
            }
            _ => (None, at),
        }
    }

    /// Dates that begin with figures: `16 March 2022`, `2022-03-16`, `3/3/22`, `16.03.2022`.
    pub(super) fn written_number(&self, at: usize) -> Option<Part> {
        if at > 0 && self.words.word(at).glued && self.shape(at - 1) != Some(Shape::Mark) {
            return None;
        }
        self.day_then_month(at).or_else(|| self.numeric(at)).or_else(|| self.dotted(at))
    }

    /// `1200 BC`: a year that has no date here.
    pub(super) fn before_our_era(&self, at: usize) -> Option<Part> {
        matches!(self.lower(at + 1), "bc" | "bce" | "b.c." | "b.c").then_some(Part {
            when: When::Counted(None),
            start: at,
            end: at + 2,
        })
    }

    fn day_then_month(&self, at: usize) -> Option<Part> {
        if at > 0 && matches!(self.lower(at - 1), "$" | "€" | "£") {
            return None;
        }
        let (first, mut end) = self.day_number(at)?;
        let mut last = first;
        if let Some((second, stop)) = self.second_day(end, first) {
            // "16 and 17 March", but not "16 and 17" alone
            let name = if self.lower(stop) == "of" { stop + 1 } else { stop };
            if self.month_name(name).is_some() {
                (last, end) = (second, stop);
            }
        }
        let name = if self.lower(end) == "of" { end + 1 } else { end };
        let name = if self.linked(name) { name + 1 } else { name };
        let lower_case =
            matches!(word(self.words, name), Some(Word::Month(_))) && self.shape(name) == Some(Shape::Lower);
        let (month, end) = match self.month_name(name) {
            Some(found) => found,
            // "16 march 2022": the year tells
            None if lower_case && self.year_after(name + 1).is_some() => {
                (label::month(self.lower(name))?, name + 1)
            }
            None => return None,
        };
        // "the 19 April Movement"
        if matches!(
            self.lower(end),
            "movement" | "brigade" | "front" | "group" | "organization" | "organisation"
        ) {
            return None;
        }
        // "17 May visits": a count and a name would need a noun between
        let year_at = if self.linked(end) { end + 1 } else { end };
        let (year, stop) = self.year_of(year_at);
        let end = if year.is_some() { stop } else { end };
        Some(Part { when: When::Day { year, month, first, last }, start: at, end })
    }

    /// Three numbers joined by `-` or `/`.
    fn numeric(&self, at: usize) -> Option<Part> {
        let mark = self.lower(at + 1);
        let slice = self.words.as_slice().get(at..at + 5)?;
        if !matches!(mark, "-" | "/")
            || self.lower(at + 3) != mark
            || !slice[1..].iter().all(|word| word.glued)
        {
            return None;
        }
        if slice[2].shape != Shape::Number || slice[4].shape != Shape::Number {
            return None;
        }
        if at > 0 && slice[0].glued && self.lower(at - 1) == mark {
            return None;
        }
        let when = self.three(self.lower(at), self.lower(at + 2), self.lower(at + 4))?;
        Some(Part { when, start: at, end: at + 5 })
    }

    /// One token with two stops: `16.03.2022`.
    fn dotted(&self, at: usize) -> Option<Part> {
        let raw = self.lower(at);
        let mut parts = raw.split('.');
        let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || c.len() != 4 && a.len() != 4 {
            return None;
        }
        let order = NumericOrder::DayFirst; // full stops are the European way
        let when = Reader { order, ..*self }.three(a, b, c)?;
        Some(Part { when, start: at, end: at + 1 })
    }

    fn three(&self, a: &str, b: &str, c: &str) -> Option<When> {
        let small = |raw: &str| raw.parse::<i8>().ok().filter(|_| raw.len() <= 2);
        let (year, first, second, order) = if a.len() == 4 {
            (a, small(b)?, small(c)?, NumericOrder::MonthFirst)
        } else {
            (c, small(a)?, small(b)?, self.order)
        };
        let year: i16 = match (year.len(), year.parse::<i16>().ok()?) {
            (4, year @ 1000..=2100) => year,
            (2, year @ 0..=49) => 2000 + year,
            (2, year) => 1900 + year,
            _ => return None,
        };
        let (mut month, mut day) = match order {
            NumericOrder::MonthFirst => (first, second),
            NumericOrder::DayFirst => (second, first),
        };
        if month > 12 && a.len() != 4 {
            std::mem::swap(&mut month, &mut day);
        }
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(When::Day {
            year: Some(year),
            month,
            first: day,
            last: day,
        })
    }

    /// A bare year or decade, `2014-15`.
    pub(super) fn year(&self, at: usize, from: usize) -> Option<Part> {
        let first = label::year_value(self.words, at)?;
        let glued = |index: usize| self.words.as_slice().get(index).is_some_and(|word| word.glued);
        if glued(at)
            && at > 0
            && !matches!(self.lower(at - 1), "-" | "\u{2014}" | "(" | "\"" | "'" | "/" | ",")
        {
            return None;
        }
        if at >= 2 && self.lower(at - 1) == "-" && self.shape(at - 2) == Some(Shape::Number) {
            return None; // the end of a telephone number
        }
        // "as of 1618": by the clock
        if first < 1700 && self.before(at, from, 1) == "of" && self.before(at, from, 2) == "as" {
            return None;
        }
        if glued(at + 1) && self.lower(at + 1) == "s" {
            let years = When::Years { first: first - first % 10, last: first - first % 10 + 9 };
            return (first % 10 == 0).then_some(Part { when: years, start: at, end: at + 2 });
        }
        if !label::is_year(self.words, at) || label::before(self.words, at, at + 1).is_some() {
            return None;
        }
        if matches!(
            self.lower(at + 1),
            "%" | "percent" | "per" | "million" | "billion" | "gmt" | "hours" | "utc" | "/" | ":"
        ) {
            return None;
        }
        // "2014-15", "2014-2018" here; "from 2014 to 2018" as a range of two parts
        if matches!(self.lower(at + 1), "-" | "\u{2014}" | "/") && glued(at + 1) && glued(at + 2) {
            let raw = self.lower(at + 2);
            let last = match raw.len() {
                4 => label::year_value(self.words, at + 2),
                2 => raw.parse::<i16>().ok().map(|short| first - first % 100 + short),
                _ => None,
            };
            return match last {
                Some(last) if last > first && (raw.len() == 4 || last <= first + 20) => {
                    let longer = self.lower(at + 3) == "-" && glued(at + 3);
                    let when = When::Years { first, last };
                    (!longer).then_some(Part { when, start: at, end: at + 3 })
                }
                _ if self.shape(at + 2) == Some(Shape::Number) => None,
                _ if matches!(raw, "era" | "style" | "based" | "dated") => {
                    Some(Part { when: When::Years { first, last: first }, start: at, end: at + 1 })
                }
                _ if self.lower(at + 1) == "\u{2014}" => {
                    Some(Part { when: When::Years { first, last: first }, start: at, end: at + 1 })
                }
                _ => None,
            };
        }
        let start = if matches!(self.before(at, from, 1), "$" | "€" | "£") { return None } else { at };
        Some(Part { when: When::Years { first, last: first }, start, end: at + 1 })
    }

    /// A date that begins with the name of a month.
    pub(super) fn month(&self, at: usize, month: i8, from: usize) -> Option<Part> {
        if self.shape(at) == Some(Shape::Lower) {
            // in small letters the year right after it must tell
            let year = label::year_value(self.words, at + 1).filter(|&year| year >= 1900)?;
            let when = When::Month { year: Some(year), month, which: None };
            return (self.lower(at).len() > 2).then_some(Part { when, start: at, end: at + 2 });
        }
        let (_, mut end) = self.month_name(at)?;
        if self.lower(at) == "march" && self.before(at, from, 1) == "long" {
            return None; // a rocket
        }
        // "October, 1st"
        let comma = self.lower(end) == ","
            && self
                .day_number(end + 1)
                .is_some_and(|(_, stop)| stop == end + 3 && self.words.word(stop - 1).glued);
        let linked = self.linked(end);
        // "Dec-2018", "Dec/2018"
        if linked && let Some(year) = label::year_value(self.words, end + 1) {
            let when = When::Month { year: Some(year), month, which: None };
            return Some(Part { when, start: at, end: end + 2 });
        }
        let day = self
            .day_number(if comma || linked { end + 1 } else { end })
            .or_else(|| self.spelled_day_number(end));
        if let Some((first, mut stop)) = day {
            let people = self.shape(stop) == Some(Shape::Lower)
                && stop == end + 1
                && matches!(self.before(at, from, 1), "in" | "since" | "of")
                && self.counts_something(stop);
            let bound = joined(self.words, stop)
                && self.shape(stop + 1) != Some(Shape::Number)
                && self.month_name(stop + 1).is_none();
            // "Sep-23-2020"
            if linked
                && self.linked(stop)
                && let Some(year) = label::year_value(self.words, stop + 1)
            {
                let when = When::Day { year: Some(year), month, first, last: first };
                return Some(Part { when, start: at, end: stop + 2 });
            }
            if !people && !bound {
                let mut last = first;
                if let Some((second, after)) = self.second_day(stop, first)
                    && !(self.lower(stop) == "and"
                        && self.shape(after) == Some(Shape::Lower)
                        && self.counts_something(after))
                {
                    (last, stop) = (second, after);
                }
                let (year, stop) = self.year_of(stop);
                return Some(Part { when: When::Day { year, month, first, last }, start: at, end: stop });
            }
        }
        if let Some((year, stop)) = self.year_after(end) {
            let listed = self.lower(end) == "," && self.lower(stop) == ",";
            if self.lower(end) != "," || !listed {
                return Some(Part {
                    when: When::Month { year: Some(year), month, which: None },
                    start: at,
                    end: stop,
                });
            }
        }
        if let (Some(Word::Which(which)), "year") = (word(self.words, end), self.lower(end + 1)) {
            // "in July last year"
            let year = self.published.and_then(|day| day.year().checked_add(which.step()));
            let when = When::Month { year, month, which: None };
            return year.map(|_| Part { when, start: at, end: end + 2 });
        }
        if self.bare_month_is_named(at, from) {
            // the full stop of "Sept." may end the sentence: keep it in only where a date goes on
            end = at + 1;
            return Some(Part { when: When::Month { year: None, month, which: None }, start: at, end });
        }
        None
    }

    /// `Jan-Feb`, `Jan to March`: another month behind a short one.
    fn is_short_range(&self, at: usize) -> bool {
        let joins = matches!(self.lower(at + 1), "-" | "/" | "to" | "and" | "until" | "through");
        joins && self.month_name(at + 2).is_some()
    }

    /// Whether a plural, a noun that is counted, stands at `at`.
    fn counts_something(&self, at: usize) -> bool {
        let word = self.lower(at);
        matches!(
            word,
            "people" | "men" | "women" | "children" | "more" | "per" | "percent" | "million" | "km"
        ) || word.len() > 3 && word.ends_with('s') && !matches!(word, "was" | "has" | "its" | "this" | "as")
    }

    /// `the week of April 10`, `the week beginning Monday`, `the week to Friday`: the week of a day.
    pub(super) fn week_around(&self, start: usize, from: usize, period: Period) -> Period {
        let (first, last, precision) = period;
        let skip = usize::from(matches!(self.before(start, from, 1), "on" | "the"));
        let link = self.before(start, from, 1 + skip);
        let week =
            self.before(start, from, 2 + skip) == "week" && self.before(start, from, 3 + skip) != "last";
        if !week || precision != Precision::Day || first != last {
            return period;
        }
        match link {
            "of" => calendar::week_of(first),
            "beginning" | "starting" | "from" => (first, calendar::shift(first, 6), Precision::Week),
            "ending" | "ended" | "to" => (calendar::shift(first, -6), first, Precision::Week),
            _ => period,
        }
    }

    /// Months that are words or names too want a preposition.
    fn bare_month_is_named(&self, at: usize, from: usize) -> bool {
        let before = self.before(at, from, 1);
        let before = if matches!(before, "early" | "late" | "mid" | "-") { "in" } else { before };
        let next = self.shape(at + 1);
        let dated =
            matches!(before, "in" | "since" | "during" | "until" | "till" | "through" | "throughout" | "for");
        let may = matches!(before, "by" | "before" | "after" | "from" | "of" | "between" | "to" | "and");
        let name = matches!(self.lower(at), "may" | "march" | "april" | "june" | "august");
        // "under a June agreement", "the August coup"; not "the March for"
        if name
            && matches!(before, "a" | "an" | "the" | "last" | "its" | "their" | "this")
            && self.words.word(at).shape == Shape::Capital
            && self.lower(at) != "may"
            && self.noun_follows(at + 1)
            && !matches!(
                self.lower(at + 1),
                "on" | "from" | "against" | "by" | "through" | "was" | "is" | "has" | "had" | "will"
            )
        {
            return true;
        }
        let full = self.lower(at).len() > 4 || matches!(self.lower(at), "may" | "june" | "july");
        if !full {
            // "since Sept", "from Jan to March", "Jan-Feb 2017"
            let second = from > 0 && at == from + 1 && matches!(before, "to" | "in" | "-");
            let told = matches!(before, "in" | "since" | "until" | "through" | "from" | "between");
            let first = told || matches!(self.lower(at + 1), "-" | "/");
            let person = matches!(next, Some(Shape::Capital | Shape::Upper | Shape::Mixed))
                || self.lower(at + 1).starts_with("de");
            return self.lower(at).len() >= 3
                && !person
                && (first && self.is_short_range(at)
                    || second
                    || told && before != "from" && before != "between");
        }
        if !name {
            return !matches!(next, Some(Shape::Capital | Shape::Upper)) || dated || may || at == 0;
        }
        let speaks =
            matches!(self.lower(at + 1), "said" | "says" | "told" | "was" | "is" | "has" | "had" | "and");
        dated
            || may
                && !matches!(next, Some(Shape::Capital | Shape::Upper | Shape::Mixed))
                && !(speaks && before != "between")
    }

    /// `the spring of 2015`, `autumn 2014`: three months.
    pub(super) fn season(&self, at: usize, month: i8) -> Option<Part> {
        let capital = |at: usize| matches!(self.shape(at), Some(Shape::Capital));
        // "the Arab Spring of 2011" is a name
        let named = at > 0
            && capital(at)
            && capital(at - 1)
            && !matches!(self.lower(at - 1), "in" | "by" | "since" | "the" | "early" | "late");
        if named {
            return None;
        }
        let (year, end) = self.year_after(at + 1).filter(|_| self.lower(at + 1) != ",")?;
        let first = jiff::civil::Date::new(year, month, 1).ok()?;
        let last = calendar::month_shift(first, 2)?.last_of_month();
        Some(Part { when: When::Counted(Some((first, last, Precision::Month))), start: at, end })
    }

    /// `New Year's Day`, `Christmas Eve`; `eve` is the day of the month of the eve.
    pub(super) fn feast(&self, at: usize, eve: i8) -> Option<Part> {
        if self.shape(at) != Some(Shape::Capital) {
            return None;
        }
        let new_year = self.lower(at) == "new";
        if new_year && !(self.lower(at + 1) == "year" && matches!(self.lower(at + 2), "'s" | "'")) {
            return None;
        }
        let mut last = at + 1;
        if new_year {
            last += if self.lower(at + 2) == "'" { 3 } else { 2 };
        }
        let (month, day) = match (self.lower(last), new_year) {
            ("eve", _) => (12, eve),
            ("day", true) => (1, 1),
            ("day", false) => (12, eve + 1),
            _ => return None,
        };
        let (year, end) = self.year_of(last + 1);
        Some(Part { when: When::Day { year, month, first: day, last: day }, start: at, end })
    }

    /// A weekday, with what stands around it.
    pub(super) fn weekday(&self, at: usize, offset: i64, from: usize) -> Option<Part> {
        if self.shape(at) == Some(Shape::Lower) {
            return None;
        }
        let full = self.lower(at).len() >= 6;
        let dot = usize::from(!full && self.lower(at + 1) == ".");
        let comma = usize::from(self.lower(at + 1 + dot) == ",");
        if let Some(part) = self.weekday_and_date(at, offset, at + 1 + dot + comma) {
            return Some(part);
        }
        if !full || self.weekday_is_name(at, from) {
            return None;
        }
        let mut end = at + 1;
        if matches!(self.lower(end), "morning" | "afternoon" | "evening" | "night") {
            end += 1;
        }
        let (which, end) = self.of_which_week(end);
        let late = matches!(self.before(at, from, 1), "late" | "early");
        let start = if late { at - 1 } else { at };
        Some(Part { when: When::Weekday { offset, which }, start, end })
    }

    /// `Tuesday, March 15`: the date is read, the weekday belongs to it.
    fn weekday_and_date(&self, at: usize, offset: i64, next: usize) -> Option<Part> {
        let part = match word(self.words, next)? {
            Word::Month(month) => self.month(next, month, next)?,
            Word::Number => match self.day_number(next) {
                // "Wednesday 13th"
                Some((day, end))
                    if end == next + 2 && self.month_name(end).is_none() && self.lower(end) != "of" =>
                {
                    Part { when: When::DayOfMonth { day, weekday: None }, start: next, end }
                }
                _ => self.written_number(next)?,
            },
            Word::The => self.the(next, next)?,
            _ => return None,
        };
        let when = match part.when {
            When::DayOfMonth { day, .. } => When::DayOfMonth { day, weekday: i8::try_from(offset).ok() },
            when => when,
        };
        matches!(when, When::Day { .. } | When::DayOfMonth { .. }).then_some(Part { when, start: at, ..part })
    }

    /// `last week` or `of next week` after a weekday.
    fn of_which_week(&self, end: usize) -> (Option<Which>, usize) {
        let at = if self.lower(end) == "of" { end + 1 } else { end };
        match (word(self.words, at), self.lower(at + 1)) {
            (Some(Word::Which(which)), "week") => (Some(which), at + 2),
            _ => (None, end),
        }
    }

    /// Weekdays inside names and habits.
    fn weekday_is_name(&self, at: usize, from: usize) -> bool {
        let before = self.before(at, from, 1);
        let capital = self.shape(at + 1) == Some(Shape::Capital);
        let named = matches!(
            before,
            "black" | "good" | "bloody" | "palm" | "easter" | "super" | "ash" | "cyber" | "maundy"
        ) || capital
            && matches!(
                self.lower(at + 1),
                "times"
                    | "telegraph"
                    | "mirror"
                    | "express"
                    | "post"
                    | "herald"
                    | "night"
                    | "league"
                    | "addams"
                    | "mail"
                    | "review"
                    | "guardian"
                    | "business"
                    | "briefing"
                    | "school"
                    | "igboho"
            );
        let habit = matches!(before, "every" | "each" | "a" | "any" | "one")
            && !(before == "a" && self.noun_follows(at + 1));
        let of_month = matches!(self.lower(at + 1), "of" | "in") && self.month_name(at + 2).is_some();
        let mail = before == "on" && self.before(at, from, 2) == "mail";
        named || habit || of_month || mail
    }

    /// `a Tuesday meeting`: a noun after the weekday.
    fn noun_follows(&self, at: usize) -> bool {
        self.shape(at) == Some(Shape::Lower)
            && !matches!(
                self.lower(at),
                "in" | "and" | "or" | "to" | "at" | "when" | "that" | "with" | "the" | "for" | "of"
            )
    }
}
