//! Words that are part of a number.

use std::sync::LazyLock;

use crate::normalise::traits::is;
use crate::text::vocabulary::WordMap;
use crate::text::words::Words;

/// What a number word adds to a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Lexeme {
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

static LEXEMES: LazyLock<WordMap<Lexeme>> = LazyLock::new(|| {
    let mut map = Vec::new();
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
    map.into_iter().collect()
});

const fn ordinal((word, n): (&'static str, u8)) -> (&'static str, Lexeme) {
    (word, Lexeme::Ordinal(n))
}

/// The words of numbers.
pub(in crate::normalise) fn words() -> impl Iterator<Item = &'static str> {
    LEXEMES.words()
}

/// What the token at `at` adds to a number.
#[inline]
pub(super) fn lexeme(words: &Words, at: usize) -> Option<Lexeme> {
    if !words.is(at, is::NUMBER) {
        return None;
    }
    LEXEMES.of(words, at).copied()
}
