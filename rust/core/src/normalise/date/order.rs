//! Whether a text writes `3/4/22` as in Britain or as in America.
//!
//! Its other dates tell: `25/3/22` can only be day first, `3/25/22` only month first. Where none tells, the day of
//! publication does: news dates what is near, so the order that puts more dates within a month of it wins.
//!
//! Cost: one pass over the bytes, which stops at slashes only.

use jiff::civil::Date;

use super::NumericOrder;
use super::calendar::days_between;

/// The order of the dates in figures of `text`; `other` where nothing tells.
pub fn numeric_order(text: &str, published: Option<Date>, other: NumericOrder) -> NumericOrder {
    let bytes = text.as_bytes();
    let (mut day_first, mut month_first) = (0_u32, 0_u32);
    let (mut near_day, mut near_month) = (0_u32, 0_u32);
    for at in memchr::memchr_iter(b'/', bytes) {
        let Some((one, two, year)) = three(bytes, at) else { continue };
        day_first += u32::from(one > 12 && two <= 12);
        month_first += u32::from(two > 12 && one <= 12);
        if let Some(published) = published {
            let near = |month: i8, day: i8| {
                Date::new(year, month, day).is_ok_and(|date| days_between(date, published).abs() <= 31)
            };
            near_day += u32::from(near(two, one));
            near_month += u32::from(near(one, two));
        }
    }
    match (day_first.cmp(&month_first), near_day.cmp(&near_month)) {
        (std::cmp::Ordering::Greater, _) | (std::cmp::Ordering::Equal, std::cmp::Ordering::Greater) => {
            NumericOrder::DayFirst
        }
        (std::cmp::Ordering::Less, _) | (std::cmp::Ordering::Equal, std::cmp::Ordering::Less) => {
            NumericOrder::MonthFirst
        }
        _ => other,
    }
}

/// The three numbers of a date whose first slash is at `slash`.
fn three(bytes: &[u8], slash: usize) -> Option<(i8, i8, i16)> {
    let digits = |from: usize| bytes[from..].iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let mut start = slash;
    while start > 0 && slash - start < 3 && bytes[start - 1].is_ascii_digit() {
        start -= 1;
    }
    let second = digits(slash + 1);
    let third_at = slash + 2 + second;
    if !(1..=2).contains(&(slash - start))
        || !(1..=2).contains(&second)
        || bytes.get(third_at - 1) != Some(&b'/')
    {
        return None;
    }
    let third = digits(third_at.min(bytes.len()));
    let number = |from: usize, count: usize| -> Option<i16> {
        std::str::from_utf8(&bytes[from..from + count]).ok()?.parse().ok()
    };
    let year = match third {
        2 => number(third_at, 2).map(|short| if short < 50 { 2000 + short } else { 1900 + short })?,
        4 => number(third_at, 4)?,
        _ => return None,
    };
    let (one, two) = (number(start, slash - start)?, number(slash + 1, second)?);
    Some((i8::try_from(one).ok()?, i8::try_from(two).ok()?, year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_dates_and_the_day_of_publication_tell() {
        let published = jiff::civil::date(2022, 4, 5);
        let order = |text: &str| numeric_order(text, Some(published), NumericOrder::MonthFirst);
        assert_eq!(order("Signed 25/3/22, updated 3/4/22."), NumericOrder::DayFirst);
        assert_eq!(order("Signed 3/25/22, updated 3/4/22."), NumericOrder::MonthFirst);
        assert_eq!(order("Updated 3/4/22."), NumericOrder::DayFirst, "3 April is two days old");
        assert_eq!(order("Updated 4/3/22."), NumericOrder::MonthFirst);
        assert_eq!(order("Nothing of 1/2 or 24/7 or a/b/c or 1/2/3"), NumericOrder::MonthFirst);
        assert_eq!(numeric_order("On 3/4/2011.", None, NumericOrder::DayFirst), NumericOrder::DayFirst);
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_an_order(text in "[0-9/ é]{0,60}") {
            numeric_order(&text, None, NumericOrder::DayFirst);
        }
    }
}
