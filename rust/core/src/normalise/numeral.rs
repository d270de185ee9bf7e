//! One number, in figures or in words: `1,200`, `3.5m`, `two and a half million`, `dozens`, `21st`.
//!
//! What stands around it (a currency, a unit, a hedge) is read by [`super::quantity`].
//!
//! A vague word has a lower bound and no best value, because the text gives none: `dozens` is at least 24,
//! `hundreds` at least 200, `scores` at least 40, `several` and `a few` at least 3. `a dozen` and `a couple of`
//! are 12 and 2, approximately. A fraction (`two thirds`, `half of`) is read as a share, 0.667 and 0.5.
//!
//! Cost: one hash look-up a token tried, no allocation. Any text is read without error.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::words::{Shape, Words};

/// What a number word adds to a number.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Lexeme {
    /// `zero` to `nineteen`.
    Small(u8),
    /// `twenty` to `ninety`.
    Tens(u8),
    Hundred,
    /// `thousand` and up.
    Scale(f64),
    Dozen,
    /// `dozens`, `hundreds`: the size of one.
    Vague(f64),
    /// `first` to `twentieth`, then by tens.
    Ordinal(u8),
    Several,
    Few,
    Half,
    Article,
    Couple,
}

static LEXEMES: LazyLock<FxHashMap<&'static str, Lexeme>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    let small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
                 sixteen seventeen eighteen nineteen";
    map.extend(small.split(' ').zip(0..).map(|(word, n)| (word, Lexeme::Small(n))));
    let tens = "twenty thirty forty fifty sixty seventy eighty ninety";
    map.extend(tens.split(' ').zip(2..).map(|(word, n)| (word, Lexeme::Tens(n * 10))));
    let ordinals = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth \
                    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";
    map.extend(ordinals.split(' ').zip(1..).map(|(word, n)| (word, Lexeme::Ordinal(n))));
    map.extend([("thirtieth", 30), ("fortieth", 40), ("fiftieth", 50), ("hundredth", 100)].map(ordinal));
    map.extend(
        [
            ("thousand", 1e3),
            ("lakh", 1e5),
            ("million", 1e6),
            ("crore", 1e7),
            ("billion", 1e9),
            ("trillion", 1e12),
        ]
        .map(|(word, size)| (word, Lexeme::Scale(size))),
    );
    map.extend(
        [
            ("dozens", 12.0),
            ("scores", 20.0),
            ("tens", 10.0),
            ("hundreds", 1e2),
            ("thousands", 1e3),
            ("lakhs", 1e5),
            ("millions", 1e6),
            ("crores", 1e7),
            ("billions", 1e9),
            ("trillions", 1e12),
        ]
        .map(|(word, size)| (word, Lexeme::Vague(size))),
    );
    map.extend([
        ("hundred", Lexeme::Hundred),
        ("dozen", Lexeme::Dozen),
        ("several", Lexeme::Several),
        ("few", Lexeme::Few),
        ("half", Lexeme::Half),
        ("a", Lexeme::Article),
        ("an", Lexeme::Article),
        ("couple", Lexeme::Couple),
    ]);
    map
});

const fn ordinal((word, n): (&'static str, u8)) -> (&'static str, Lexeme) {
    (word, Lexeme::Ordinal(n))
}

/// What kind of number was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// In figures.
    Figures,
    /// In words.
    Words,
    /// `dozens`, `several hundred`.
    Vague,
    /// `first`, `21st`.
    Ordinal,
    /// `two thirds`, `half of`: a share of 1.
    Share,
}

/// A number and the tokens that say it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numeral {
    /// Its value; of a vague one the least that it may be.
    pub(crate) value: f64,
    /// One past its last token.
    pub(crate) end: usize,
    /// How it is written.
    pub(crate) form: Form,
    /// A word such as `million` belongs to it.
    pub(crate) scaled: bool,
    /// A rounded figure by its very word: `a dozen`, `a couple`.
    pub(crate) rounded: bool,
}

impl Numeral {
    const fn new(value: f64, end: usize, form: Form) -> Self {
        Self { value, end, form, scaled: false, rounded: false }
    }
}

fn lexeme(words: &Words, at: usize) -> Option<Lexeme> {
    LEXEMES.get(words.lower(at)).copied()
}

/// Reads the number that begins at token `at`.
pub(crate) fn numeral(words: &Words, at: usize) -> Option<Numeral> {
    let word = words.as_slice().get(at)?;
    match word.shape {
        Shape::Number => in_figures(words, at),
        Shape::Mark => None,
        _ => in_words(words, at, lexeme(words, at)?),
    }
}

fn in_figures(words: &Words, at: usize) -> Option<Numeral> {
    let value = figures(words.lower(at))?;
    let glued = |index: usize| words.as_slice().get(index).is_some_and(|word| word.glued);
    if glued(at + 1) && matches!(words.lower(at + 1), "st" | "nd" | "rd" | "th") {
        return Some(Numeral::new(value, at + 2, Form::Ordinal));
    }
    let mut number = Numeral::new(value, at + 1, Form::Figures);
    if let Some(share) = written_fraction(words, at + 1) {
        // "3 1/2": a figure and a fraction after a space
        if value.fract() == 0.0 && !glued(at + 1) {
            number.value += share;
            number.end = at + 4;
        }
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
    Some(tail(words, number))
}

/// `m`, `bn`, `k` glued to the figure. `3m high` is a length.
fn short_scale(words: &Words, at: usize) -> Option<f64> {
    match words.lower(at) {
        "k" => Some(1e3),
        "m" if !is_length(words, at + 1) => Some(1e6),
        "mn" | "mln" | "mil" => Some(1e6),
        "b" | "bn" | "bln" => Some(1e9),
        "t" | "tn" | "trn" | "tln" => Some(1e12),
        _ => None,
    }
}

/// Words after which `3m` is three metres.
fn is_length(words: &Words, at: usize) -> bool {
    matches!(
        words.lower(at),
        "high"
            | "tall"
            | "wide"
            | "deep"
            | "long"
            | "away"
            | "above"
            | "below"
            | "from"
            | "sprint"
            | "hurdles"
            | "race"
            | "freestyle"
            | "butterfly"
            | "backstroke"
            | "breaststroke"
            | "relay"
            | "final"
            | "gap"
            | "underground"
            | "waves"
            | "wave"
            | "wall"
    )
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

/// Scale words and `and a half` after the number.
fn tail(words: &Words, mut number: Numeral) -> Numeral {
    let mut last = f64::INFINITY;
    loop {
        if let Some((share, end)) = and_a_half(words, number.end) {
            number.value += if number.scaled { share * last.min(1e15) } else { share };
            number.end = end;
        }
        let at = if joined(words, number.end) { number.end + 1 } else { number.end };
        let size = match lexeme(words, at) {
            Some(Lexeme::Hundred) => 1e2,
            Some(Lexeme::Scale(size)) => size,
            Some(Lexeme::Dozen) => 12.0,
            _ => return number,
        };
        // "five hundred thousand" grows, "two million thousand" is not English
        if number.scaled && (last > 1e3 && last.is_finite() || size < last) {
            return number;
        }
        number.rounded |= size.to_bits() == 12.0_f64.to_bits();
        number.value *= size;
        number.scaled = true;
        number.end = at + 1;
        last = size;
    }
}

/// `and a half`, also with hyphens.
fn and_a_half(words: &Words, at: usize) -> Option<(f64, usize)> {
    let skip = |at: usize| if joined(words, at) { at + 1 } else { at };
    let and = skip(at);
    if words.lower(and) != "and" {
        return None;
    }
    let article = skip(and + 1);
    if !matches!(words.lower(article), "a" | "one") {
        return None;
    }
    let half = skip(article + 1);
    match words.lower(half) {
        "half" => Some((0.5, half + 1)),
        "quarter" => Some((0.25, half + 1)),
        _ => None,
    }
}

/// Whether a hyphen with nothing around it stands at `at`.
pub(crate) fn joined(words: &Words, at: usize) -> bool {
    let slice = words.as_slice();
    words.lower(at) == "-" && slice[at].glued && slice.get(at + 1).is_some_and(|next| next.glued)
}

fn in_words(words: &Words, at: usize, first: Lexeme) -> Option<Numeral> {
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
        Lexeme::Couple => None,
    }
}

/// `hundred` with no number before it: only after a determiner that makes it one (`the million people`).
fn scale_alone(words: &Words, at: usize) -> Option<Numeral> {
    let before = if at == 0 { "" } else { words.lower(at - 1) };
    if !matches!(before, "the" | "another" | "per" | "nearly" | "almost" | "about" | "over") {
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
        Lexeme::Couple if words.lower(at + 2) == "of" => {
            let mut number = tail(words, Numeral::new(2.0, at + 3, Form::Words));
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
    let hour = words.lower(at + 1) == "an" && words.lower(at + 2) == "hour";
    hour.then(|| Numeral::new(0.5, at + 2, Form::Words))
}

/// `dozens`, `hundreds of thousands`. `scores` is a noun of its own too and wants company.
fn vague(words: &Words, at: usize, size: f64) -> Option<Numeral> {
    let next = words.lower(at + 1);
    if words.lower(at) == "scores"
        && !matches!(next, "of" | "more" | "dead" | "killed" | "were" | "are" | "have" | "others" | "injured")
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
    Some(and_rest(words, number))
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
        let power = 10_f64.powi(decimals.len().min(9) as i32);
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
