//! Whether dates in figures are written as in Britain (`25/3/22`) or as in America (`3/25/22`).
//!
//! `3/4/22` may be both. An article tells by its other dates, one of which has a number over 12. Else its source
//! tells, by the dates of all its articles: by those with a number over 12, and where there are none (or as many
//! of both) by the days of publication, because news dates what is near: a date within a month of its article in
//! one order, and further from it in the other, speaks for the one. An article without such a source tells by its
//! own day. Where nothing tells it is America's order.
//!
//! Cost: one pass over the bytes, which stops at slashes and hyphens only.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::NumericOrder;
use super::calendar::days_between;

/// The dates in figures of an article or of a source, counted by what they tell of their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderEvidence {
    /// Those that can only be day first, only month first.
    certain: (u64, u64),
    /// Those that are near their day of publication day first, and nearer than month first; the other way round.
    near: (u64, u64),
}

impl OrderEvidence {
    /// What the dates of a text tell.
    pub fn of(text: &str, published: Option<Date>) -> Self {
        let bytes = text.as_bytes();
        let mut found = Self::default();
        for at in memchr::memchr2_iter(b'/', b'-', bytes) {
            let Some((one, two, year)) = three(bytes, at) else { continue };
            found.certain.0 += u64::from(one > 12 && two <= 12);
            found.certain.1 += u64::from(two > 12 && one <= 12);
            if let Some(published) = published {
                let away = |month: i8, day: i8| {
                    let date = Date::new(year, month, day);
                    date.map_or(i64::MAX, |date| days_between(date, published).abs())
                };
                let (day_first, month_first) = (away(two, one), away(one, two));
                found.near.0 += u64::from(day_first <= 31 && day_first < month_first);
                found.near.1 += u64::from(month_first <= 31 && month_first < day_first);
            }
        }
        found
    }

    /// Adds what another text tells.
    pub fn add(&mut self, other: &Self) {
        for (own, more) in [(&mut self.certain, other.certain), (&mut self.near, other.near)] {
            own.0 += more.0;
            own.1 += more.1;
        }
    }

    /// Whether there is nothing to count.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The order that is told.
    pub fn order(&self) -> Option<NumericOrder> {
        most(self.certain).or_else(|| most(self.near))
    }
}

/// How the dates in figures of an article are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FiguresOrder {
    /// In this order, where they can be.
    Given(NumericOrder),
    /// As the article tells, else as its source does, if that tells.
    Told(Option<NumericOrder>),
}

impl Default for FiguresOrder {
    fn default() -> Self {
        Self::Told(None)
    }
}

impl FiguresOrder {
    /// The order of the dates of a text.
    pub fn of(self, text: &str, published: Option<Date>) -> NumericOrder {
        match self {
            Self::Given(order) => order,
            Self::Told(source) => {
                let own = OrderEvidence::of(text, published);
                most(own.certain).or(source).or_else(|| most(own.near)).unwrap_or_default()
            }
        }
    }
}

fn most((day_first, month_first): (u64, u64)) -> Option<NumericOrder> {
    match day_first.cmp(&month_first) {
        Ordering::Greater => Some(NumericOrder::DayFirst),
        Ordering::Less => Some(NumericOrder::MonthFirst),
        Ordering::Equal => None,
    }
}

/// Day and month, in whatever order, and year of a date whose first mark is at `mark`: `3/4/22`, `3/4/2022`,
/// `03-04-2022`, but not `3-4-22`, which may be a score.
fn three(bytes: &[u8], mark: usize) -> Option<(i8, i8, i16)> {
    let digits = |from: usize| bytes[from..].iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let mut start = mark;
    while start > 0 && mark - start < 3 && bytes[start - 1].is_ascii_digit() {
        start -= 1;
    }
    if !(1..=2).contains(&(mark - start)) {
        return None;
    }
    let second = digits(mark + 1);
    let third_at = mark + 2 + second;
    if !(1..=2).contains(&second) || bytes.get(third_at - 1) != Some(&bytes[mark]) {
        return None;
    }
    let third = digits(third_at.min(bytes.len()));
    let number = |from: usize, count: usize| -> Option<i16> {
        std::str::from_utf8(&bytes[from..from + count]).ok()?.parse().ok()
    };
    let year = match third {
        2 if bytes[mark] == b'/' => {
            number(third_at, 2).map(|short| if short < 50 { 2000 + short } else { 1900 + short })?
        }
        4 => number(third_at, 4)?,
        _ => return None,
    };
    let part = |from, count| i8::try_from(number(from, count)?).ok().filter(|part| (1..=31).contains(part));
    Some((part(start, mark - start)?, part(mark + 1, second)?, year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use NumericOrder::{DayFirst, MonthFirst};

    #[test]
    fn other_dates_and_the_day_of_publication_tell() {
        let published = jiff::civil::date(2022, 4, 5);
        let order = |text: &str| FiguresOrder::default().of(text, Some(published));
        assert_eq!(order("Signed 25/3/22, updated 3/4/22."), DayFirst);
        assert_eq!(order("Signed 3/25/22, updated 3/4/22."), MonthFirst);
        assert_eq!(order("Signed 25-03-2022, updated 3/4/22."), DayFirst);
        assert_eq!(order("Updated 3/4/22."), DayFirst, "3 April is two days old");
        assert_eq!(order("Updated 4/3/22."), MonthFirst);
        assert_eq!(order("Updated 4/5/22."), MonthFirst, "4 May is within a month, too");
        assert_eq!(order("Nothing of 1/2 or 24/7 or a/b/c or 1/2/3"), MonthFirst);
        assert_eq!(order("A record of 25-10-22 and 99/5/2020."), MonthFirst, "no dates");
        assert_eq!(FiguresOrder::default().of("On 3/4/2011.", None), MonthFirst, "nothing tells");
    }

    #[test]
    fn an_article_is_ordered_by_its_own_dates_then_by_its_source_then_by_its_day() {
        let published = Some(jiff::civil::date(2022, 4, 5));
        let own = "Signed 3/25/22, updated 3/4/22.";
        assert_eq!(FiguresOrder::Told(Some(DayFirst)).of(own, published), MonthFirst);
        assert_eq!(FiguresOrder::Told(Some(MonthFirst)).of("Updated 3/4/22.", published), MonthFirst);
        assert_eq!(FiguresOrder::Given(DayFirst).of(own, published), DayFirst);
    }

    #[test]
    fn the_dates_of_a_source_are_added_up() {
        let published = Some(jiff::civil::date(2022, 4, 5));
        let mut source = OrderEvidence::default();
        assert!(source.is_empty() && source.order().is_none());
        source.add(&OrderEvidence::of("On 4/3/22.", published));
        assert_eq!(source.order(), Some(MonthFirst), "3 April is near");
        source.add(&OrderEvidence::of("On 3/4/22.", published));
        assert_eq!(source.order(), None, "as many of both");
        source.add(&OrderEvidence::of("On 13/4/1999, on 1/13/99 and on 20/1/1999.", published));
        assert_eq!(source.order(), Some(DayFirst));
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_an_order(text in "[0-9/ é-]{0,60}") {
            FiguresOrder::default().of(&text, None);
        }
    }
}
