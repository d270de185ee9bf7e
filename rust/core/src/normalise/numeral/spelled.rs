//! Numbers in words.

use super::{Form, Lexeme, Numeral, joined, lexeme, tail};
use crate::text::words::Words;

/// `hundred` with no number before it: only after a determiner that makes it one (`the million people`).
fn scale_alone(words: &Words, at: usize) -> Option<Numeral> {
    let before = if at == 0 { "" } else { words.lower(at - 1) };
    let told = matches!(before, "the" | "another" | "per" | "nearly" | "almost" | "about" | "over");
    // "hundred thousand dollars"
    let double = matches!(lexeme(words, at), Some(Lexeme::Hundred))
        && matches!(lexeme(words, at + 1), Some(Lexeme::Scale(_)))
        && before != "few";
    if !told && !double {
        return None;
    }
    let number = tail(words, Numeral::new(1.0, at, Form::Words));
    // "the million-dollar question" names no sum
    (number.end > at && !joined(words, number.end)).then_some(number)
}

/// `several`, `a few`, `a couple of`, with a scale word after them.
fn some_of(words: &Words, at: usize, end: usize) -> Numeral {
    let number = tail(words, Numeral::new(3.0, end, Form::Vague));
    debug_assert!(number.end > at);
    number
}

fn after_article(words: &Words, at: usize) -> Option<Numeral> {
    let Some(next) = lexeme(words, at + 1) else { return quarter(words, at) };
    match next {
        Lexeme::Hundred | Lexeme::Scale(_) | Lexeme::Dozen => {
            let number = tail(words, Numeral::new(1.0, at + 1, Form::Words));
            Some(and_rest(words, number))
        }
        Lexeme::Few => Some(some_of(words, at, at + 2)),
        Lexeme::Couple if words.lower(at + 2) == "of" || counts_time(words, at + 2) => {
            let of = usize::from(words.lower(at + 2) == "of");
            let mut number = tail(words, Numeral::new(2.0, at + 2 + of, Form::Words));
            number.rounded = true;
            Some(number)
        }
        Lexeme::Half => half(words, at + 1),
        Lexeme::Ordinal(n @ 3..=20) if words.lower(at + 2) == "of" => {
            Some(Numeral::new(1.0 / f64::from(n), at + 2, Form::Share))
        }
        _ => None,
    }
}

/// `a couple weeks`, as Americans say it.
fn counts_time(words: &Words, at: usize) -> bool {
    matches!(words.lower(at), "hours" | "days" | "weeks" | "months" | "years" | "decades")
}

/// `a quarter of`, and `a quarter of a million`, which is a number.
fn quarter(words: &Words, at: usize) -> Option<Numeral> {
    if words.lower(at + 1) != "quarter" {
        return None;
    }
    if let Some(Lexeme::Scale(size)) = lexeme(words, at + 2) {
        return Some(Numeral { scaled: true, ..Numeral::new(size / 4.0, at + 3, Form::Words) });
    }
    if words.lower(at + 2) != "of" {
        return None;
    }
    if words.lower(at + 3) == "a"
        && let Some(Lexeme::Scale(size)) = lexeme(words, at + 4)
    {
        return Some(Numeral { scaled: true, ..Numeral::new(size / 4.0, at + 5, Form::Words) });
    }
    Some(Numeral::new(0.25, at + 2, Form::Share))
}

/// `half a million`, `half of`, `half the`.
fn half(words: &Words, at: usize) -> Option<Numeral> {
    let noun = if matches!(words.lower(at + 1), "a" | "-") { at + 2 } else { at + 1 };
    match lexeme(words, noun) {
        Some(Lexeme::Scale(_) | Lexeme::Dozen) => {
            let number = tail(words, Numeral::new(0.5, noun, Form::Words));
            return Some(number);
        }
        _ if matches!(words.lower(at + 1), "of" | "the" | "its" | "their" | "his" | "her" | "our") => {
            return Some(Numeral::new(0.5, at + 1, Form::Share));
        }
        _ => {}
    }
    if words.lower(at + 1) == "an" && words.lower(at + 2) == "hour" {
        return Some(Numeral::new(0.5, at + 2, Form::Words));
    }
    // "half-hour talks", "half a year"
    let unit = |at: usize| matches!(words.lower(at), "hour" | "day" | "year" | "decade" | "century");
    unit(noun).then(|| Numeral::new(0.5, noun, Form::Words))
}

/// `dozens`, `hundreds of thousands`. `scores` is a noun of its own too and wants company.
fn vague(words: &Words, at: usize, size: f64) -> Option<Numeral> {
    let next = words.lower(at + 1);
    if words.lower(at) == "scores"
        && !matches!(
            next,
            "of" | "more"
                | "dead"
                | "killed"
                | "were"
                | "are"
                | "have"
                | "others"
                | "injured"
                | "wounded"
                | "missing"
        )
    {
        return None;
    }
    let mut number = Numeral { scaled: true, ..Numeral::new(size * 2.0, at + 1, Form::Vague) };
    if next == "of"
        && let Some(Lexeme::Vague(of)) = lexeme(words, at + 2)
    {
        number.value *= of;
        number.end = at + 3;
    }
    (words.lower(at) != "tens" || number.end > at + 1).then_some(number)
}

/// `twenty-three`, `one hundred and five thousand`.
fn spelled(words: &Words, at: usize) -> Option<Numeral> {
    if let Some(share) = spelled_share(words, at) {
        return Some(share);
    }
    let (value, end) = below_thousand(words, at)?;
    if let Some(Lexeme::Tens(tens)) = lexeme(words, at) {
        // "twenty-first"
        if end == at + 1
            && joined(words, end)
            && let Some(Lexeme::Ordinal(unit @ 1..=9)) = lexeme(words, end + 1)
        {
            return Some(Numeral::new(f64::from(tens + unit), end + 2, Form::Ordinal));
        }
    }
    let number = tail(words, Numeral::new(value, end, Form::Words));
    let number = and_rest(words, number);
    Some(ordinal_after(words, &number).unwrap_or(number))
}

/// `one hundred twenty-fifth`, `two hundredth`, `twenty third`: an ordinal that ends what was read.
fn ordinal_after(words: &Words, number: &Numeral) -> Option<Numeral> {
    let hyphen = joined(words, number.end);
    let at = number.end + usize::from(hyphen);
    let Some(Lexeme::Ordinal(last)) = lexeme(words, at) else { return None };
    let value = number.value;
    let value = match last {
        100 if value < 10.0 => value * 100.0,
        // "twenty first graders" are twenty of the first
        1..=9 if value % 10.0 == 0.0 && value % 100.0 >= 20.0 && (hyphen || value > 100.0 || last > 2) => {
            value + f64::from(last)
        }
        1..=90 if value % 100.0 == 0.0 && value >= 100.0 && last > 2 => value + f64::from(last),
        _ => return None,
    };
    Some(Numeral::new(value, at + 1, Form::Ordinal))
}

/// The smaller part after a scale: `two thousand and five`, `one million two hundred thousand`.
fn and_rest(words: &Words, mut number: Numeral) -> Numeral {
    while number.scaled {
        let at = if words.lower(number.end) == "and" { number.end + 1 } else { number.end };
        if !matches!(lexeme(words, at), Some(Lexeme::Small(1..) | Lexeme::Tens(_))) {
            break;
        }
        // "two million and three quarters" goes another way
        if spelled_share(words, at).is_some() {
            break;
        }
        let Some((value, end)) = below_thousand(words, at) else { break };
        let rest = tail(words, Numeral::new(value, end, Form::Words));
        // each part is smaller than the last step of the one before it
        if rest.value >= 1e3 && number.value < 1e6
            || rest.value >= 1e6
            || number.value % 1e3 != 0.0 && rest.scaled
        {
            break;
        }
        if number.value % 1e2 != 0.0 || rest.value >= 1e2 && number.value % 1e3 != 0.0 {
            break;
        }
        number.value += rest.value;
        number.end = rest.end;
        if !rest.scaled {
            break;
        }
    }
    number
}

/// Tens, units and hundreds, without scale words.
fn below_thousand(words: &Words, at: usize) -> Option<(f64, usize)> {
    let (mut value, mut end) = below_hundred(words, at)?;
    if matches!(lexeme(words, end), Some(Lexeme::Hundred)) && value >= 1.0 {
        value *= 100.0;
        end += 1;
        let rest = if words.lower(end) == "and" { end + 1 } else { end };
        if let Some((units, stop)) = below_hundred(words, rest)
            && units > 0.0
        {
            value += units;
            end = stop;
        }
    }
    Some((value, end))
}

fn below_hundred(words: &Words, at: usize) -> Option<(f64, usize)> {
    match lexeme(words, at)? {
        Lexeme::Small(n) => Some((f64::from(n), at + 1)),
        Lexeme::Tens(tens) => {
            let unit = if joined(words, at + 1) { at + 2 } else { at + 1 };
            match lexeme(words, unit) {
                Some(Lexeme::Small(n @ 1..=9)) => Some((f64::from(tens + n), unit + 1)),
                _ => Some((f64::from(tens), at + 1)),
            }
        }
        _ => None,
    }
}

/// `two thirds`, `one-third`, `three quarters`.
fn spelled_share(words: &Words, at: usize) -> Option<Numeral> {
    let Some(Lexeme::Small(above @ 1..=9)) = lexeme(words, at) else { return None };
    let name = if joined(words, at + 1) { at + 2 } else { at + 1 };
    let divisor = match (words.lower(name), above) {
        ("third", 1) | ("thirds", 2..) => 3.0,
        ("quarter" | "fourth", 1) | ("quarters" | "fourths", 2..) => 4.0,
        ("fifth", 1) | ("fifths", 2..) => 5.0,
        ("sixth", 1) | ("sixths", 2..) => 6.0,
        ("eighth", 1) | ("eighths", 2..) => 8.0,
        ("tenth", 1) | ("tenths", 2..) => 10.0,
        ("half", 1) if name == at + 2 || words.lower(name + 1) == "of" => 2.0,
        _ => return None,
    };
    Some(Numeral::new(f64::from(above) / divisor, name + 1, Form::Share))
}

pub(super) fn in_words(words: &Words, at: usize, first: Lexeme) -> Option<Numeral> {
    match first {
        Lexeme::Small(_) | Lexeme::Tens(_) => spelled(words, at),
        Lexeme::Ordinal(n) => Some(Numeral::new(f64::from(n), at + 1, Form::Ordinal)),
        Lexeme::Vague(size) => vague(words, at, size),
        Lexeme::Dozen | Lexeme::Hundred | Lexeme::Scale(_) => scale_alone(words, at),
        Lexeme::Article => after_article(words, at),
        Lexeme::Half => half(words, at),
        Lexeme::Several => Some(some_of(words, at, at + 1)),
        Lexeme::Few => {
            let before = if at == 0 { "" } else { words.lower(at - 1) };
            matches!(before, "past" | "last" | "next" | "coming" | "first" | "these" | "every" | "those")
                .then(|| some_of(words, at, at + 1))
        }
        // "the last couple of weeks"
        Lexeme::Couple if words.lower(at + 1) == "of" || counts_time(words, at + 1) => {
            let of = usize::from(words.lower(at + 1) == "of");
            let number = tail(words, Numeral::new(2.0, at + 1 + of, Form::Words));
            Some(Numeral { rounded: true, ..number })
        }
        Lexeme::Couple => None,
    }
}
