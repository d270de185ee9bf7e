//! Numbers that are part of a name, and bare years: what they look like.
//!
//! Shared by quantities and dates, which must agree on what a year is.

use crate::normalise::word_set::word_set;
use crate::text::words::{Shape, Words};

use super::numeral::joined;

/// The month that `lower` names, from 1. Abbreviations too.
pub(crate) fn month(lower: &str) -> Option<i8> {
    Some(match lower {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

word_set!(
    /// Nouns whose number is a name.
    names_by_number, NAMES_BY_NUMBER,
    "resolution article articles chapter section paragraph flight route highway interstate channel \
     page pages room gate phase stage number no # type mark boeing airbus apollo formula volume part \
     act bill proposition amendment protocol line platform reactor unit pier week day round level \
     category tier class agenda vision area district sector decree law directive convention version \
     windows radio bbc clause point annex title schedule appendix figure table hospital school \
     building block hangar pavilion psalm catch top ward bus soyuz falcon zone step kilometre \
     kilometer film movie novel expo euro cop"
);

/// Whether the number at `at..end` is part of a name that begins before it; gives the end of the name.
pub(crate) fn before(words: &Words, at: usize, end: usize) -> Option<usize> {
    let word = words.word(at);
    if at == 0 {
        return None;
    }
    let previous = words.word(at - 1);
    if word.glued && matches!(previous.shape, Shape::Lower | Shape::Capital | Shape::Upper | Shape::Mixed) {
        return Some(tail(words, end)); // G20, MH17
    }
    if word.glued && words.lower(at - 1) == "-" && previous.glued && at >= 2 {
        let prefix = words.word(at - 2);
        let letters = !matches!(prefix.shape, Shape::Mark | Shape::Number);
        let adds = matches!(
            words.lower(at - 2),
            "mid" | "pre" | "post" | "early" | "late" | "sub" | "near" | "under"
        );
        if letters && !adds && word.shape == Shape::Number {
            return Some(tail(words, end)); // F-16, COVID-19
        }
    }
    let noun = if words.lower(at - 1) == "." && at >= 2 { at - 2 } else { at - 1 };
    if words.lower(at - 1) == "." && words.lower(noun) != "no" {
        return None;
    }
    let capital = matches!(words.word(noun).shape, Shape::Capital | Shape::Upper | Shape::Mark);
    if names_by_number(words.lower(noun)) {
        let plural_follows = words.as_slice().get(end).is_some_and(|next| next.shape == Shape::Lower)
            && (words.lower(end).ends_with('s')
                || matches!(words.lower(end), "people" | "men" | "women" | "children"));
        let ambiguous = matches!(
            words.lower(noun),
            "no" | "act" | "line" | "figure" | "point" | "step" | "top" | "round"
        );
        if (capital && !ambiguous)
            || (words.lower(noun) == "no" && (capital || words.lower(at - 1) == "."))
            || (!plural_follows && words.lower(noun) != "no")
        {
            return Some(end);
        }
    }
    let group = at >= 2 && words.lower(at - 1) == "of" && words.lower(at - 2) == "group";
    if group && words.word(at - 2).shape == Shape::Capital {
        return Some(end); // the Group of Seven
    }
    let named = word.shape == Shape::Capital
        && matches!(words.lower(end), "nations" | "seasons" | "network" | "powers" | "emirates")
        && words.as_slice().get(end).is_some_and(|next| next.shape == Shape::Capital);
    named.then_some(end + 1)
}

/// Letters and figures glued on: `Su-34M`, `R-77-1`.
fn tail(words: &Words, mut end: usize) -> usize {
    loop {
        let next = words.as_slice().get(end);
        if next.is_some_and(|next| next.glued && next.shape == Shape::Upper) {
            end += 1;
        } else if joined(words, end) && words.word(end + 1).shape == Shape::Number {
            end += 2;
        } else {
            return end;
        }
    }
}

/// Whether the number at `at` is a bare year rather than a count.
pub(crate) fn is_year(words: &Words, at: usize) -> bool {
    let Some(year) = year_value(words, at) else { return false };
    let before = if at == 0 { "" } else { words.lower(at - 1) };
    let after = words.lower(at + 1);
    let next_lower = words.as_slice().get(at + 1).is_some_and(|next| next.shape == Shape::Lower);
    // "2014 to 2018"
    let ranged = before == "to" && at >= 2 && year_value(words, at - 2).is_some();
    let counted = next_lower
        && (matches!(
            after,
            "people" | "men" | "women" | "children" | "more" | "other" | "km" | "mw" | "hectares"
        ) || after.len() > 3 && after.ends_with('s') && !after.ends_with("ss") && !after.ends_with("us"));
    let dated = dates_a_year(before);
    if matches!(
        before,
        "than" | "about" | "nearly" | "almost" | "over" | "some" | "least" | "roughly" | "around" | "to"
    ) && next_lower
        && !ranged
    {
        return false;
    }
    if counted {
        // "the 2012 elections" but "2000 troops"
        return year >= 1900
            && matches!(before, "the" | "'s" | "its" | "his" | "their" | "her" | "a" | "in" | "since" | "-");
    }
    (1900..=2100).contains(&year) || dated && (1000..1900).contains(&year)
}

/// The year that the token at `at` may be: four plain digits from 1000 to 2100 with no label around them.
pub(crate) fn year_value(words: &Words, at: usize) -> Option<i16> {
    let word = words.as_slice().get(at)?;
    let raw = words.lower(at);
    if word.shape != Shape::Number || raw.len() != 4 || !raw.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i16 = raw.parse().ok()?;
    (1000..=2100).contains(&year).then_some(year)
}

/// Months, the short forms of three letters left out, and days of the week.
pub(crate) const CALENDAR: &str = "january february march april may june july august september sept october november december monday tuesday \
     wednesday thursday friday saturday sunday";

word_set!(
    /// What stands before a year.
    dates_a_year, DATES_A_YEAR,
    "in since until till by from during of early late before after year years and through mid to \
     around"
);
