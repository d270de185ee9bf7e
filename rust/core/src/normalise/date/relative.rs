//! Dates counted from the day of publication: `yesterday`, `last week`, `two days ago`, `the 18th`.

use jiff::Span;
use jiff::civil::Date;

use super::calendar::{self, Period};
use super::words_of::{Word, word};
use super::{Part, Precision, Reader, Tense, When, Which};
use crate::normalise::numeral::{Form, Numeral, numeral};
use crate::normalise::place::is_headline;
use crate::normalise::unit;
use crate::normalise::word_set::word_set;
use crate::text::words::Shape;

impl Reader<'_> {
    /// A part counted by `count`, none where the day of publication isn't known.
    pub(super) fn counted(
        &self,
        start: usize,
        end: usize,
        count: impl FnOnce(Date) -> Option<Period>,
    ) -> Part {
        Part { when: When::Counted(self.published.and_then(count)), start, end }
    }

    /// `today`, `the day before yesterday`.
    pub(super) fn today(&self, at: usize, days: i64, from: usize) -> Option<Part> {
        let capital = self.shape(at) == Some(Shape::Capital);
        let after_name =
            at > 0 && matches!(self.shape(at - 1), Some(Shape::Capital | Shape::Upper | Shape::Mixed));
        if capital && after_name && !is_headline(self.words) {
            return None; // USA Today, Russia Today
        }
        let mut start = at;
        let mut days = days;
        let two_off = match days {
            -1 => self.before(at, from, 1) == "before",
            1 => self.before(at, from, 1) == "after",
            _ => false,
        };
        if two_off && self.before(at, from, 2) == "day" && self.before(at, from, 3) == "the" {
            days *= 2;
            start = at - 3;
        } else if matches!(self.before(at, from, 1), "earlier" | "later" | "late" | "early") {
            start = at - 1;
        }
        let part = matches!(self.lower(at + 1), "morning" | "afternoon" | "evening" | "night");
        let end = if part { at + 2 } else { at + 1 };
        Some(self.counted(start, end, |published| Some(calendar::day(calendar::shift(published, days)))))
    }

    /// The night before publication.
    pub(super) fn overnight(&self, at: usize) -> Part {
        self.counted(at, at + 1, |published| {
            Some((calendar::shift(published, -1), published, Precision::Day))
        })
    }

    /// `last Tuesday`, `next week`, `this month`, `the last two weeks`.
    pub(super) fn which(&self, at: usize, which: Which, from: usize) -> Option<Part> {
        let rolling = self.before(at, from, 1) == "the" && which != Which::This;
        if let Some(part) = self.stretch(at, which, rolling) {
            return Some(part);
        }
        let next = at + 1;
        match word(self.words, next) {
            Some(Word::Weekday(offset)) => {
                let part = self.weekday(next, offset, next)?;
                return match part.when {
                    When::Weekday { which: None, .. } => {
                        Some(Part { when: When::Weekday { offset, which: Some(which) }, start: at, ..part })
                    }
                    _ => Some(part),
                };
            }
            Some(Word::Month(month))
                if self.shape(next) != Some(Shape::Lower) && self.lower(next).len() > 2 =>
            {
                if let Some(part @ Part { when: When::Day { .. } | When::Month { year: Some(_), .. }, .. }) =
                    self.month(next, month, next)
                {
                    return Some(Part { start: at, ..part });
                }
                return Some(Part {
                    when: When::Month { year: None, month, which: Some(which) },
                    start: at,
                    end: next + 1,
                });
            }
            _ => {}
        }
        // "next week Wednesday"
        if let (Some(Word::Weekday(offset)), "week") = (word(self.words, next + 1), self.lower(next)) {
            let day = self.weekday(next + 1, offset, next + 1)?;
            if matches!(day.when, When::Weekday { which: None, .. }) {
                return Some(Part { when: When::Weekday { offset, which: Some(which) }, start: at, ..day });
            }
        }
        self.calendar_unit(at, which, from)
    }

    /// `last week`, `this month`, `earlier this year`, `last night`.
    pub(super) fn calendar_unit(&self, at: usize, which: Which, from: usize) -> Option<Part> {
        // "This Week With ..." is a title
        if self.shape(at) == Some(Shape::Capital) && self.shape(at + 1) == Some(Shape::Capital) {
            return None;
        }
        let step = i64::from(which.step());
        let count: fn(Date, i64) -> Option<Period> = match self.lower(at + 1) {
            "week" => |day, step| Some(calendar::week_of(calendar::shift(day, 7 * step))),
            "weekend" => |day, step| Some(calendar::weekend_of(calendar::shift(day, 7 * step))),
            "month" => |day, step| calendar::month_shift(day, step).map(calendar::month_of),
            "year" => |day, step| {
                let year = day.year().checked_add(step as i16)?;
                Date::new(year, 1, 1).ok().map(calendar::year_of)
            },
            "spring" => |day, step| calendar::season_near(day, 3, step),
            "summer" => |day, step| calendar::season_near(day, 6, step),
            "autumn" => |day, step| calendar::season_near(day, 9, step),
            // "its last fall of prices", "last fall in Paris" is autumn
            "fall" if self.lower(at + 2) != "of" && self.before(at, from, 1) != "'s" => {
                |day, step| calendar::season_near(day, 9, step)
            }
            "winter" => |day, step| calendar::season_near(day, 12, step),
            "night" if which == Which::Last => |day, step| Some(calendar::day(calendar::shift(day, step))),
            "morning" | "afternoon" | "evening" if which == Which::This => |day, _| Some(calendar::day(day)),
            _ => return None,
        };
        // "the last year of the war", "the next year": not the calendar's
        if self.before(at, from, 1) == "the" && which != Which::This {
            return None;
        }
        let part = self.before(at, from, 1);
        let (earlier, later) = (matches!(part, "earlier"), part == "later");
        let start = if matches!(part, "earlier" | "later" | "late" | "early") { at - 1 } else { at };
        Some(self.counted(start, at + 2, |published| {
            let (first, last, precision) = count(published, step)?;
            Some(match which {
                Which::This if earlier => (first, published, precision),
                Which::This if later => (published, last, precision),
                _ => (first, last, precision),
            })
        }))
    }

    /// `the past two weeks`, `recent days`, `the coming months`.
    pub(super) fn rolling(&self, at: usize, which: Which, from: usize) -> Option<Part> {
        if self.lower(at) == "previous" {
            return self.previous(at, from);
        }
        if let (Some(Word::Weekday(offset)), "coming") = (word(self.words, at + 1), self.lower(at)) {
            let day = self.weekday(at + 1, offset, at + 1)?;
            return self.published.map(|published| {
                let date = calendar::weekday(offset, calendar::shift(published, 1), Tense::Future);
                Part { when: When::Counted(Some(calendar::day(date))), start: at, ..day }
            });
        }
        let rolling = matches!(self.before(at, from, 1), "the" | "this" | "in" | "over" | "during" | "for");
        if let Some(part) = self.stretch(at, which, rolling) {
            return Some(part);
        }
        let vague = matches!(self.lower(at), "recent" | "coming") || self.before(at, from, 1) == "these";
        let days = match self.lower(at + 1) {
            "days" => 7,
            "weeks" => 30,
            "months" => 180,
            _ => return None,
        };
        vague.then(|| self.counted(at, at + 2, |published| Some(reach(published, which, days))))
    }

    /// `the previous day`: before the day that was told, else before that of the news. Before what a longer time
    /// was, the sentence doesn't say.
    fn previous(&self, at: usize, from: usize) -> Option<Part> {
        if let Some(Word::Weekday(offset)) = word(self.words, at + 1) {
            let day = self.weekday(at + 1, offset, at + 1)?;
            let alone = matches!(day.when, When::Weekday { which: None, .. });
            return alone.then(|| match self.told {
                // "on the previous Friday", behind a day that was told
                Some(told) => {
                    let date = calendar::weekday(offset, calendar::shift(told, -1), Tense::Past);
                    Part { when: When::Counted(Some(calendar::day(date))), start: at, ..day }
                }
                None => Part { when: When::Weekday { offset, which: Some(Which::Last) }, start: at, ..day },
            });
        }
        let day = matches!(self.lower(at + 1), "day" | "night" | "evening");
        (day && self.before(at, from, 1) == "the").then(|| self.day_beside(at, at + 2, -1))
    }

    /// A day beside the one that was told, or that of the news.
    pub(super) fn day_beside(&self, start: usize, end: usize, days: i64) -> Part {
        let day = self.told.or(self.published).map(|day| calendar::day(calendar::shift(day, days)));
        Part { when: When::Counted(day), start, end }
    }

    /// `the day before` at the end of what is told; `the next day`, `the day after`, where a day was told.
    fn next_to_it(&self, at: usize) -> Option<Part> {
        let ends = |at| matches!(self.shape(at), None | Some(Shape::Mark)) && self.lower(at) != "-";
        match (self.lower(at + 1), self.lower(at + 2)) {
            ("day", "before") if ends(at + 3) => Some(self.day_beside(at, at + 3, -1)),
            ("day", "after") if ends(at + 3) && self.told.is_some() => Some(self.day_beside(at, at + 3, 1)),
            ("next" | "following", "day") if self.told.is_some() => Some(self.day_beside(at, at + 3, 1)),
            ("next" | "following", "morning" | "afternoon" | "evening" | "night") if self.told.is_some() => {
                Some(self.day_beside(at, at + 3, 1))
            }
            // "as much as in the current year" only compares
            ("current", "week" | "month" | "year") if !self.compares(at) => {
                let whole = whole_of(self.lower(at + 2))?;
                Some(self.counted(at, at + 3, |published| Some(whole(published))))
            }
            ("following", "year") => {
                let next = |told: Date| Date::new(told.year().checked_add(1)?, 1, 1).ok();
                let when = self.told.and_then(next).map(calendar::year_of);
                when.map(|year| Part { when: When::Counted(Some(year)), start: at, end: at + 3 })
            }
            ("following", "week") => {
                let when = self.told.map(|told| calendar::week_of(calendar::shift(told, 7)));
                when.map(|week| Part { when: When::Counted(Some(week)), start: at, end: at + 3 })
            }
            ("following", "month") => {
                let when = self.told.and_then(|told| calendar::month_shift(told, 1)).map(calendar::month_of);
                when.map(|month| Part { when: When::Counted(Some(month)), start: at, end: at + 3 })
            }
            _ => None,
        }
    }

    /// `than in the`, `as in the`.
    fn compares(&self, at: usize) -> bool {
        let word = |back: usize| at.checked_sub(back).map_or("", |at| self.words.lower(at));
        matches!(word(1 + usize::from(matches!(word(1), "in" | "for" | "during"))), "than" | "as")
    }

    /// `last two weeks`, `past few days`, and with `rolling` also `past week`.
    fn stretch(&self, at: usize, which: Which, rolling: bool) -> Option<Part> {
        if which == Which::This {
            return None;
        }
        let Some(number) = numeral(self.words, at + 1) else {
            let days = match self.lower(at + 1) {
                "week" => 7,
                "month" => 30,
                "year" => 365,
                "decade" => 3650,
                _ => return None,
            };
            let stands = rolling && !matches!(self.lower(at + 2), "of" | "in" | "at" | "before");
            return stands.then(|| self.counted(at, at + 2, |published| Some(reach(published, which, days))));
        };
        let name = unit::duration(self.lower(number.end))?;
        let vague = number.form == Form::Vague;
        let many = if number.value <= 1e4 { number.value as i64 } else { return None };
        // "the last three months of 2015" is not counted from now
        if which == Which::Last
            && let Some(part) = self.portion(at, &number, false)
        {
            return Some(part);
        }
        if matches!(self.lower(number.end + 1), "of" | "before") || name == "seconds" {
            return None;
        }
        let months = match name {
            "months" if !vague => many,
            "years" if !vague => many * 12,
            "decades" if !vague => many * 120,
            _ => 0,
        };
        if months > 0 {
            return Some(
                self.counted(at, number.end + 1, |published| Some(reach_months(published, which, months))),
            );
        }
        let days = match name {
            "minutes" | "hours" => many / 24,
            "days" => {
                if vague {
                    7
                } else {
                    many
                }
            }
            "weeks" => {
                if vague {
                    30
                } else {
                    many * 7
                }
            }
            "months" => 180,
            _ => return None,
        };
        Some(self.counted(at, number.end + 1, |published| Some(reach(published, which, days))))
    }

    /// `the second of August`, `first of May 2004`.
    pub(super) fn spelled_day(&self, at: usize, number: &Numeral) -> Option<Part> {
        let day = number.value as i8;
        // "the fifteenth day of June"
        let of = number.end + usize::from(self.lower(number.end) == "day");
        if !(1..=31).contains(&day)
            || self.shape(at) == Some(Shape::Number) && of == number.end
            || self.lower(of) != "of"
        {
            return None;
        }
        let (month, end) = self.month_name(of + 1)?;
        let (year, end) = self.year_of(end);
        Some(Part { when: When::Day { year, month, first: day, last: day }, start: at, end })
    }

    /// `the 18th`, `the weekend`.
    pub(super) fn the(&self, at: usize, from: usize) -> Option<Part> {
        let next = at + 1;
        if let Some(part) = self.next_to_it(at) {
            return Some(part);
        }
        if let Some(part) = self.part_of_now(at, from) {
            return Some(part);
        }
        if self.lower(next) == "weekend" {
            let asked = matches!(
                self.before(at, from, 1),
                "over" | "at" | "on" | "during" | "for" | "of" | "before" | "after"
            );
            return asked.then(|| {
                self.counted(at, next + 1, |published| {
                    let (saturday, ..) = calendar::weekend_of(published);
                    Some(calendar::weekend_of(match self.tense {
                        Tense::Future => saturday,
                        _ if saturday <= published => saturday,
                        _ => calendar::shift(saturday, -7),
                    }))
                })
            });
        }
        if self.shape(next) != Some(Shape::Number) || self.lower(next).len() > 2 {
            return None;
        }
        let day: i8 = self.lower(next).parse().ok().filter(|day| (1..=31).contains(day))?;
        let glued = self.words.as_slice().get(next + 1).is_some_and(|word| word.glued);
        if !glued || !matches!(self.lower(next + 1), "st" | "nd" | "rd" | "th") {
            return None;
        }
        if let Some(part) = self.written_number(next) {
            return Some(Part { start: at, ..part }); // the 18th of March
        }
        let end = next + 2;
        // "the 24th of last month"
        if let ("of", Some(Word::Which(which)), "month") =
            (self.lower(end), word(self.words, end + 1), self.lower(end + 2))
        {
            return Some(self.counted(at, end + 3, |published| {
                let month = calendar::month_shift(published, which.step().into())?;
                Date::new(month.year(), month.month(), day).ok().map(calendar::day)
            }));
        }
        let asked = at == 0
            || matches!(
                self.before(at, from, 1),
                "on" | "by" | "since" | "until" | "from" | "before" | "after"
            )
            || self.before(at, from, 1) == "of" && self.before(at, from, 2) == "week"
            || at == from && at > 0;
        let alone = match self.shape(end) {
            None => true,
            Some(Shape::Mark) => self.lower(end) != "-",
            Some(Shape::Lower) => follows_a_day(self.lower(end)),
            Some(_) => false,
        };
        (asked && alone).then_some(Part { when: When::DayOfMonth { day, weekday: None }, start: at, end })
    }

    /// Whether a number in words that is a day or a year may end at `end`, with nothing behind it that it counts.
    pub(super) fn ends_at(&self, end: usize) -> bool {
        self.shape(end) != Some(Shape::Lower) || follows_a_day(self.lower(end))
    }
}

/// The calendar's week, month or year that holds a day.
fn whole_of(unit: &str) -> Option<fn(Date) -> Period> {
    Some(match unit {
        "week" => calendar::week_of,
        "month" => calendar::month_of,
        "year" => calendar::year_of,
        _ => return None,
    })
}

/// The `days` before or after `published`.
fn reach(published: Date, which: Which, days: i64) -> Period {
    let precision = calendar::precision_of(days);
    match which {
        Which::Next => {
            (calendar::shift(published, i64::from(days > 0)), calendar::shift(published, days), precision)
        }
        _ => (calendar::shift(published, -days), published, precision),
    }
}

/// The `months` before or after `published`, to the same day of the month.
fn reach_months(published: Date, which: Which, months: i64) -> Period {
    let precision = calendar::precision_of(months * 30);
    let span = Span::new().months(months.clamp(0, 120_000));
    match which {
        Which::Next => (calendar::shift(published, 1), published.saturating_add(span), precision),
        _ => (published.saturating_sub(span), published, precision),
    }
}

word_set!(
    /// Words that go on after `the 18th` where it is a day.
    pub(super) follows_a_day, FOLLOWS_A_DAY,
    "at in on by for to and when after before but as with while or that they he she it the until"
);
