//! Numbers in figures.

use super::{Form, Numeral, lexeme, tail};
use crate::normalise::word_set::word_set;
use crate::text::words::{Shape, Words};

pub(super) fn in_figures(words: &Words, at: usize) -> Option<Numeral> {
    let value = figures(words.lower(at))?;
    let glued = |index: usize| words.as_slice().get(index).is_some_and(|word| word.glued);
    if glued(at + 1) && matches!(words.lower(at + 1), "st" | "nd" | "rd" | "th") {
        return Some(Numeral::new(value, at + 2, Form::Ordinal));
    }
    let mut number = Numeral::new(value, at + 1, Form::Figures);
    if let Some(share) = after_a_point(words, at) {
        number.value = share;
        return Some(number);
    }
    if let Some(share) = written_fraction(words, at + 1) {
        // "3 1/2": a figure and a fraction after a space
        if value.fract() == 0.0 && !glued(at + 1) {
            number.value += share;
            number.end = at + 4;
        }
    }
    // "115 000 people", as the French write it
    if words.lower(at + 1) == "000"
        && !glued(at + 1)
        && (1.0..1000.0).contains(&value)
        && value.fract() == 0.0
    {
        number.value *= 1e3;
        number.end = at + 2;
        return Some(number);
    }
    let suffix = match words.lower(at + 1) {
        _ if glued(at + 1) => short_scale(words, at + 1),
        "bn" | "mn" | "mln" | "bln" | "tln" | "trn" => short_scale(words, at + 1),
        _ => None,
    };
    if let Some(size) = suffix {
        number.value *= size;
        number.end = at + 2;
        number.scaled = true;
    }
    Some(hundreds_in_figures(words, tail(words, number)))
}

/// `.08`: figures behind a point that stands behind nothing.
fn after_a_point(words: &Words, at: usize) -> Option<f64> {
    let raw = words.lower(at);
    let bare = at > 0
        && words.lower(at - 1) == "."
        && words.word(at).glued
        && !words.word(at - 1).glued
        && raw.len() <= 9
        && raw.bytes().all(|byte| byte.is_ascii_digit());
    bare.then(|| figures(&format!("0.{raw}"))).flatten()
}

/// `3 hundred and 21`, `4 thousand 3 hundred`: figures go on behind a word for a scale.
fn hundreds_in_figures(words: &Words, mut number: Numeral) -> Numeral {
    let hundred = |end: usize| words.lower(end - 1) == "hundred";
    // what has gone before is told in this scale; what goes on is less than one of it
    let scale = |end: usize| match words.lower(end - 1) {
        "thousand" => 1e3,
        "million" => 1e6,
        _ => 0.0,
    };
    while number.scaled {
        let and = words.lower(number.end) == "and";
        let at = number.end + usize::from(and);
        let Some(rest) = words.as_slice().get(at).filter(|word| word.shape == Shape::Number) else { break };
        let Some(value) = figures(words.lower(at)).filter(|value| value.fract() == 0.0) else { break };
        let more = lexeme(words, at + 1).is_some();
        if hundred(number.end) && value < 100.0 && and && !rest.glued && !more {
            number.value += value;
            number.end = at + 1;
            break;
        }
        let step = match words.lower(at + 1) {
            "hundred" => 1e2,
            "thousand" => 1e3,
            _ => break,
        };
        if and || value * step >= scale(number.end) {
            break;
        }
        number.value += value * step;
        number.end = at + 2;
    }
    number
}

/// `m`, `bn`, `k` glued to the figure. `3m high` is a length.
fn short_scale(words: &Words, at: usize) -> Option<f64> {
    match words.lower(at) {
        "k" => Some(1e3),
        "m" if !is_length(words.lower(at + 1)) => Some(1e6),
        "mn" | "mln" | "mil" => Some(1e6),
        "b" | "bn" | "bln" => Some(1e9),
        "t" | "tn" | "trn" | "tln" => Some(1e12),
        _ => None,
    }
}

/// `1/2` at `at`: its share of one, when it is a proper fraction with a small divisor.
pub(crate) fn written_fraction(words: &Words, at: usize) -> Option<f64> {
    let slice = words.as_slice();
    let (slash, below) = (slice.get(at + 1)?, slice.get(at + 2)?);
    if !(slash.glued && below.glued && words.lower(at + 1) == "/" && slice[at].shape == Shape::Number) {
        return None;
    }
    let (a, b) = (figures(words.lower(at))?, figures(words.lower(at + 2))?);
    (a >= 1.0 && a < b && b <= 10.0 && words.lower(at).len() == 1).then_some(a / b)
}

/// The value of figures with separators: `1,200`, `3.5`, `1.200.000`, `2½`. Longer than 15 digits is no amount.
pub(crate) fn figures(raw: &str) -> Option<f64> {
    let (digits, share) = match raw.chars().next_back() {
        Some('½') => (&raw[..raw.len() - 2], 0.5),
        Some('¼') => (&raw[..raw.len() - 2], 0.25),
        Some('¾') => (&raw[..raw.len() - 2], 0.75),
        Some('⅓') => (&raw[..raw.len() - 3], 1.0 / 3.0),
        Some('⅔') => (&raw[..raw.len() - 3], 2.0 / 3.0),
        _ => (raw, 0.0),
    };
    if digits.is_empty() && share > 0.0 {
        return Some(share);
    }
    if digits.len() > 20 || !digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b',' | b'.')) {
        return None;
    }
    let commas = digits.contains(',');
    let dots = digits.bytes().filter(|&byte| byte == b'.').count();
    let (whole, decimals, separator) = match dots {
        1 => (digits.split('.').next()?, digits.split('.').nth(1)?, ','),
        0 => (digits, "", ','),
        _ if commas => return None,
        _ => (digits, "", '.'),
    };
    if decimals.contains(',') || !grouped(whole, separator) {
        return None;
    }
    let mut value = 0.0;
    let mut count = 0;
    for byte in whole.bytes().filter(u8::is_ascii_digit) {
        value = value * 10.0 + f64::from(byte - b'0');
        count += 1;
    }
    let mut step = 0.1;
    for byte in decimals.bytes() {
        value += f64::from(byte - b'0') * step;
        step /= 10.0;
    }
    if !decimals.is_empty() {
        // digits were added one by one: round to what was written
        let power = decimals.bytes().take(9).fold(1.0, |power, _| power * 10.0);
        value = (value * power).round() / power;
    }
    (count <= 15).then_some(value + share)
}

/// Groups of three after the first (or of two before the last, as in India).
fn grouped(whole: &str, separator: char) -> bool {
    let mut groups = whole.split(separator).rev();
    let last = groups.next().map_or(0, str::len);
    let mut more = groups.peekable();
    if more.peek().is_none() {
        return last > 0;
    }
    if last != 3 {
        return false;
    }
    while let Some(group) = more.next() {
        let first = more.peek().is_none();
        let fits = if first { (1..=3).contains(&group.len()) } else { (2..=3).contains(&group.len()) };
        if !fits {
            return false;
        }
    }
    true
}

word_set!(
    /// Words after which `3m` is three metres.
    is_length, IS_LENGTH,
    "high tall wide deep long away above below from sprint hurdles race freestyle butterfly \
     backstroke breaststroke relay final gap underground waves wave wall"
);
