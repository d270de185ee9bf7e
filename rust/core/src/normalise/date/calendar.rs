//! Arithmetic of days, weeks and months for dates that lean on another date.
//!
//! Weeks run from Monday to Sunday (ISO 8601). Nothing here can fail: what leaves the calendar is none, or
//! stays at its edge.

use jiff::Span;
use jiff::civil::Date;

use super::{Precision, Tense};

/// A period: first day, last day, how exact it is.
pub(super) type Period = (Date, Date, Precision);

/// `date` moved by `days`, within the calendar.
pub(super) fn shift(date: Date, days: i64) -> Date {
    date.saturating_add(Span::new().days(days.clamp(-400_000, 400_000)))
}

/// Days from `a` to `b`.
pub(super) fn days_between(a: Date, b: Date) -> i64 {
    b.duration_since(a).as_hours() / 24
}

/// One day.
pub(super) fn day(date: Date) -> Period {
    (date, date, Precision::Day)
}

/// The week that holds `date`.
pub(super) fn week_of(date: Date) -> Period {
    let monday = shift(date, -i64::from(date.weekday().to_monday_zero_offset()));
    (monday, shift(monday, 6), Precision::Week)
}

/// The month that holds `date`.
pub(super) fn month_of(date: Date) -> Period {
    (date.first_of_month(), date.last_of_month(), Precision::Month)
}

/// The year that holds `date`.
pub(super) fn year_of(date: Date) -> Period {
    (date.first_of_year(), date.last_of_year(), Precision::Year)
}

/// The first day of the month that lies `months` from that of `date`.
pub(super) fn month_shift(date: Date, months: i64) -> Option<Date> {
    let index = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + months;
    Date::new(i16::try_from(index.div_euclid(12)).ok()?, index.rem_euclid(12) as i8 + 1, 1).ok()
}

/// The season that begins with `month` and lies `step` from `date`: the last that is over, the one of its year, the next.
pub(super) fn season_near(date: Date, month: i8, step: i64) -> Option<Period> {
    let of = |year: i16| {
        let first = Date::new(year, month, 1).ok()?;
        Some((first, month_shift(first, 2)?.last_of_month(), Precision::Month))
    };
    let year = date.year();
    // "this winter" began the year before, until spring is over
    let begun = month > 10 && date.month() < 5;
    match step {
        0 => of(if begun { year - 1 } else { year }),
        1 => (year..=year + 1).filter_map(of).find(|season| season.0 > date),
        _ => (year - 2..=year).rev().filter_map(of).find(|season| season.1 < date),
    }
}

/// The Saturday and Sunday of the week of `date`.
pub(super) fn weekend_of(date: Date) -> Period {
    let (_, sunday, _) = week_of(date);
    (shift(sunday, -1), sunday, Precision::Week)
}

/// How exact a stretch of `days` is.
pub(super) fn precision_of(days: i64) -> Precision {
    match days {
        ..=2 => Precision::Day,
        3..=15 => Precision::Week,
        16..=62 => Precision::Month,
        _ => Precision::Year,
    }
}

/// The candidate nearest to `published` in the direction of `tense`; without one, nearest either way.
pub(super) fn nearest(candidates: impl Iterator<Item = Date>, published: Date, tense: Tense) -> Option<Date> {
    candidates
        .filter(|&date| match tense {
            Tense::Past => date <= published,
            Tense::Future => date >= published,
            Tense::Unknown => true,
        })
        // a past day wins a tie: news tells what happened
        .min_by_key(|&date| (days_between(date, published).abs(), date))
}

/// The day `day` of `month`, in the year that `tense` asks for.
pub(super) fn month_day(month: i8, day: i8, published: Date, tense: Tense) -> Option<Date> {
    // 29 February comes every fourth year, around a century every eighth
    let years =
        (-8..=8).filter_map(|offset| Date::new(published.year().saturating_add(offset), month, day).ok());
    nearest(years, published, tense)
}

/// The month `month`, in the year that `tense` asks for.
pub(super) fn bare_month(month: i8, published: Date, tense: Tense) -> Option<Period> {
    let here = published.first_of_month();
    let years =
        (-1..=1).filter_map(|offset| Date::new(published.year().saturating_add(offset), month, 1).ok());
    nearest(years, here, tense).map(month_of)
}

/// The day `day` of the month that `tense` asks for, on that weekday where one is said.
pub(super) fn day_of_month(day: i8, weekday: Option<i8>, published: Date, tense: Tense) -> Option<Date> {
    // a day of the month falls on each weekday at least once in any fourteen months
    let reach = if weekday.is_some() { 14 } else { 2 };
    let months = (-reach..=reach).filter_map(|offset| {
        let first = month_shift(published, offset)?;
        let date = Date::new(first.year(), first.month(), day).ok()?;
        weekday.is_none_or(|weekday| date.weekday().to_monday_zero_offset() == weekday).then_some(date)
    });
    nearest(months, published, tense)
}

/// The weekday with `offset` from Monday: on or before `published`, or on or after it when `tense` is future.
pub(super) fn weekday(offset: i64, published: Date, tense: Tense) -> Date {
    let today = i64::from(published.weekday().to_monday_zero_offset());
    match tense {
        Tense::Future => shift(published, (offset - today).rem_euclid(7)),
        Tense::Past | Tense::Unknown => shift(published, -(today - offset).rem_euclid(7)),
    }
}
