//! Dates, absolute and relative to the day of publication.
//!
//! A date is a first day, a last day and a precision: `March 2022` is 1 to 31 March, by month. Relative dates
//! (`Thursday`, `last week`, `two days ago`, `February 18`) need the day of publication and give nothing
//! without it. A bare weekday is the nearest one on or before publication, or on or after it where the caller
//! says that the clause is in the future; `last Tuesday` and `next Tuesday` are those of the week before and
//! after, because a day of this week is written bare. `3/4/22` is read in the order the caller gives; a
//! number over 12 settles it.
//!
//! What only looks like a date is left alone: `may`, `march on`, `Theresa May`, `Sunday Times`, `Black Friday`,
//! `Resolution 1973`, `9/11`, `the 18th century`, `every Friday`.
//!
//! Cost: one hash look-up a token and constant work a date; no allocation beside the output buffer.

use std::ops::Range;

use jiff::civil::Date;

use crate::normalise::traits::is;
use crate::text::words::{Shape, Words};

mod ago;
mod calendar;
mod decade;
mod order;
mod portion;
mod relative;
mod resolve;
mod words_of;
mod written;

pub use order::{FiguresOrder, OrderEvidence};

use calendar::Period;
use words_of::{Word, word};

pub(super) use words_of::words;

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the day; a range of days too.
    Day,
    /// To the week, or to a few days.
    Week,
    /// To the month.
    Month,
    /// To the year, or coarser.
    Year,
}

/// The order of `3/4/22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumericOrder {
    /// 3 April, as in Britain and most of the world.
    DayFirst,
    /// March 4, as in America.
    #[default]
    MonthFirst,
}

/// When the clause takes place: decides weekdays, days and months without a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tense {
    /// At or before publication.
    Past,
    /// At or after publication.
    Future,
    /// Not known: weekdays are past, days and months the nearest.
    #[default]
    Unknown,
}

/// How a date bounds what it stands beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// On or in it.
    On,
    /// From it onwards; the end is the day of publication where that is later.
    Since,
    /// Up to it: `until`, `by`.
    Until,
    /// Before it.
    Before,
    /// After it.
    After,
}

/// A day to find relative dates by, where that of publication is not known.
pub(crate) const ANY_DAY: Date = Date::constant(2000, 1, 1);

/// A date that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
pub struct DateHit {
    /// First day.
    pub start: Date,
    /// Last day, inclusive.
    pub end: Date,
    /// How exact it is.
    pub precision: Precision,
    /// Its tokens, without a preposition before it.
    pub words: Range<usize>,
    /// It names the day of something older: `the anniversary of the February 24 invasion`.
    pub anniversary: bool,
    /// It was counted from the day of publication.
    pub relative: bool,
    /// How it bounds what it stands beside.
    pub bound: Bound,
    /// It stands between a determiner and a noun: `the 2015 agreement`, `a Tuesday meeting`.
    pub attributive: bool,
    /// It is the day of what follows: `a day after the truce began`.
    pub follows: bool,
}

/// Reads every date of `words`, left to right, into `out` (cleared first). They do not overlap.
pub fn dates(
    words: &Words,
    published: Option<Date>,
    order: NumericOrder,
    tense: Tense,
    out: &mut Vec<DateHit>,
) {
    out.clear();
    let mut reader = Reader { words, published, order, tense, told: None };
    let (mut at, mut from) = (0, 0);
    while at < words.len() {
        // at most words no date begins
        if words.word(at).shape != Shape::Number && !words.is(at, is::DATE) {
            at += 1;
            continue;
        }
        let Some(part) = reader.part(at, from) else {
            at += 1;
            continue;
        };
        // an unresolved date still takes its tokens: its parts are no dates of their own
        let (hit, end) = reader.whole(part, from);
        // Python has no date before the year 1
        if let Some(hit) = hit.filter(|hit| hit.start.year() >= 1) {
            if hit.start == hit.end {
                reader.told = Some(hit.start);
            }
            out.push(hit);
        }
        at = end.max(at + 1);
        from = at;
    }
}

/// `last`, `this`, `next`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Last,
    This,
    Next,
}

impl Which {
    /// Units from now.
    fn step(self) -> i16 {
        match self {
            Self::Last => -1,
            Self::This => 0,
            Self::Next => 1,
        }
    }
}

/// A date as written, before it is resolved.
#[derive(Debug, Clone, Copy, PartialEq)]
enum When {
    Day {
        year: Option<i16>,
        month: i8,
        first: i8,
        last: i8,
    },
    Month {
        year: Option<i16>,
        month: i8,
        which: Option<Which>,
    },
    Years {
        first: i16,
        last: i16,
    },
    Weekday {
        offset: i64,
        which: Option<Which>,
    },
    /// `the 18th`; with its weekday (days after Monday) where that is said.
    DayOfMonth {
        day: i8,
        weekday: Option<i8>,
    },
    /// Days that hang on no day of publication: `the first two months of 2015`.
    Fixed(Period),
    /// Counted from the day of publication already; none where that isn't known.
    Counted(Option<Period>),
    /// So too, but the day of what follows: `a day after ...`.
    Follows(Option<Period>),
}

/// A date as written and its tokens.
#[derive(Debug, Clone, Copy)]
struct Part {
    when: When,
    start: usize,
    end: usize,
}

struct Reader<'w> {
    words: &'w Words,
    published: Option<Date>,
    order: NumericOrder,
    tense: Tense,
    /// The last day that was told before: `the next day` is counted from it.
    told: Option<Date>,
}

impl Reader<'_> {
    #[inline]
    fn lower(&self, at: usize) -> &str {
        self.words.lower(at)
    }

    fn shape(&self, at: usize) -> Option<Shape> {
        self.words.as_slice().get(at).map(|word| word.shape)
    }

    /// The token before `at`, or nothing when it lies before `from`.
    fn before(&self, at: usize, from: usize, back: usize) -> &str {
        if at >= from + back { self.words.lower(at - back) } else { "" }
    }

    /// The date whose first telling token is at `at`.
    fn part(&self, at: usize, from: usize) -> Option<Part> {
        match word(self.words, at)? {
            Word::Number => self
                .before_our_era(at)
                .or_else(|| self.short_decade(at, from))
                .or_else(|| self.written_number(at))
                .or_else(|| self.ago(at, from))
                .or_else(|| self.year(at, from)),
            Word::Count => self.ago(at, from),
            Word::Month(month) => self.month(at, month, from),
            Word::Weekday(offset) => self.weekday(at, offset, from),
            Word::The => self.the(at, from),
            Word::Which(which) => self.which(at, which, from),
            Word::Rolling(which) => self.rolling(at, which, from),
            Word::Today(days) => self.today(at, days, from),
            Word::Overnight => Some(self.overnight(at)),
            Word::Edge => self.edge_of(at, from),
            Word::Decade(first) => self.decade_in_words(at, first, from),
            Word::Season(month) => self.season(at, month),
            Word::Feast(day) => self.feast(at, day),
        }
    }

    /// The hit that begins with `part`, joined with a second date where the two make a range.
    fn whole(&self, part: Part, from: usize) -> (Option<DateHit>, usize) {
        if self.tense != Tense::Future && self.is_to_come(part.start, from) {
            return Reader { tense: Tense::Future, ..*self }.whole(part, from);
        }
        let (mut start, mut end) = (part.start, part.end);
        let mut period = None;
        let mut hint = None;
        let mut bound = self.bound(start, part.end, from);
        if let Some((second, opened)) = self.range_end(&part, from) {
            let year = match second.when {
                When::Day { year, .. } | When::Month { year, .. } => year,
                _ => None,
            };
            hint = year;
            let last = self.resolve(second.when, None);
            let first = self
                .resolve_before(part.when, last, year)
                .filter(|first| last.is_none_or(|last| first.0 <= last.1));
            // "Nov-Feb 2017" begins the year before
            let first = first
                .or_else(|| self.resolve_before(part.when, last, year.map(|year| year.saturating_sub(1))));
            period = match (first, last) {
                (Some(a), Some(b)) if a.0 <= b.1 => Some((a.0, b.1, a.2.max(b.2))),
                _ => None,
            };
            end = second.end;
            if opened {
                start -= 1;
            }
            bound = Bound::On;
        }
        let period = period.or_else(|| if end == part.end { self.resolve(part.when, None) } else { None });
        let period = period.map(|period| self.week_around(start, from, period));
        let Some((first, mut last, precision)) = period else { return (None, end) };
        if bound == Bound::Since {
            last = last.max(self.published.unwrap_or(last));
        }
        let relative = match part.when {
            When::Day { year, .. } | When::Month { year, .. } => year.or(hint).is_none(),
            When::Years { .. } | When::Fixed(_) => false,
            When::Weekday { .. } | When::DayOfMonth { .. } | When::Counted(_) | When::Follows(_) => true,
        };
        let words = start..end;
        let anniversary = self.anniversary(&words, from);
        let attributive = self.attributive(&words, from);
        let follows = matches!(part.when, When::Follows(_));
        (
            Some(DateHit {
                start: first,
                end: last,
                precision,
                words,
                anniversary,
                relative,
                bound,
                attributive,
                follows,
            }),
            end,
        )
    }

    /// The date that ends a range begun by `part`, and whether `from` or `between` opened it.
    fn range_end(&self, part: &Part, from: usize) -> Option<(Part, bool)> {
        let edge = matches!(self.lower(part.start), "end" | "start" | "beginning");
        if matches!(part.when, When::Counted(_) | When::Fixed(_) | When::Follows(_)) && !edge {
            return None;
        }
        let the = usize::from(edge && self.before(part.start, from, 1) == "the");
        let before = self.before(part.start, from, 1 + the);
        let between = before == "between";
        let opened = between || before == "from";
        let dash = matches!(self.lower(part.end), "-" | "\u{2014}");
        let joins = match self.lower(part.end) {
            "to" | "through" | "till" | "until" => true,
            "and" => between,
            _ => dash,
        };
        if !joins {
            return None;
        }
        let next = part.end + 1;
        let the = self.lower(next) == "the" && matches!(self.lower(next + 1), "end" | "start" | "beginning");
        let next = next + usize::from(the);
        let second = self.part(next, part.end)?;
        let alike = match (part.when, second.when) {
            (When::Day { .. }, When::Day { .. })
            | (When::Month { .. }, When::Month { .. })
            | (When::Years { .. }, When::Years { .. })
            | (
                When::Weekday { .. } | When::DayOfMonth { .. },
                When::Weekday { .. } | When::DayOfMonth { .. },
            ) => true,
            // "from 2014 until last year", "from Monday until today"
            (_, When::Counted(_) | When::Fixed(_)) => opened,
            // "2014 through May 2018"
            (When::Years { .. }, When::Month { year: Some(_), .. } | When::Day { year: Some(_), .. }) => {
                !dash && !between
            }
            _ => false,
        };
        let written = matches!(second.when, When::Day { year: Some(_), .. });
        let mark = self.words.word(part.end);
        let tight = !dash || mark.glued || mark.span.len() > 1 || written;
        (alike && second.start == next && tight).then_some((second, opened))
    }
}

#[cfg(test)]
mod tests;
