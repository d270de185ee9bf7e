//! Words that say how near a number is to the truth: `more than`, `up to`, `nearly`, `or so`.
//!
//! Cost: a few comparisons beside a number, no allocation.

use crate::text::words::Words;

/// What a hedge says of the number beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hedge {
    /// The truth is this or more.
    Minimum,
    /// The truth is this or less.
    Maximum,
    /// The truth is near.
    About,
    /// The truth is near, from below.
    Nearly,
}

/// The hedge that ends just before token `at`, and where it begins; it starts at `from` or later.
pub(crate) fn before(words: &Words, at: usize, from: usize) -> Option<(Hedge, usize)> {
    let word = |back: usize| if at >= from + back { words.lower(at - back) } else { "" };
    let (hedge, length) = match word(1) {
        "than" => comparative(word(2), word(3))?,
        "least" if word(2) == "at" => (Hedge::Minimum, 2),
        "most" if word(2) == "at" => (Hedge::Maximum, 2),
        "minimum" if word(2) == "a" => (Hedge::Minimum, 2),
        "as" if word(3) == "as" => match word(2) {
            "many" | "much" | "high" | "long" => (Hedge::Maximum, 3),
            "few" | "little" | "low" => (Hedge::Minimum, 3),
            _ => return None,
        },
        "to" => match word(2) {
            "up" => (Hedge::Maximum, 2),
            "close" | "near" => (Hedge::About, 2),
            _ => return None,
        },
        "of" => match (word(2), word(3)) {
            ("upwards" | "upward", _) => (Hedge::Minimum, 2),
            ("excess", "in") | ("minimum", "a") => (Hedge::Minimum, 3),
            ("maximum", "a") => (Hedge::Maximum, 3),
            _ => return None,
        },
        "over" | "above" => match word(2) {
            "just" | "well" | "slightly" | "far" => (Hedge::Minimum, 2),
            _ => (Hedge::Minimum, 1),
        },
        "exceeding" | "exceeded" | "exceeds" | "surpassing" | "surpassed" | "topping" => (Hedge::Minimum, 1),
        "under" | "below" => match word(2) {
            "just" | "slightly" => (Hedge::Nearly, 2),
            "well" => (Hedge::Maximum, 2),
            _ => (Hedge::Maximum, 1),
        },
        "nearly" | "almost" | "approaching" | "nearing" => (Hedge::Nearly, 1),
        "estimated" if matches!(word(2), "an" | "the") => (Hedge::About, 2),
        "about" | "roughly" | "approximately" | "around" | "circa" | "some" | "perhaps" | "maybe"
        | "probably" | "possibly" | "approx" | "estimated" | "~" => (Hedge::About, 1),
        _ => return None,
    };
    Some((hedge, at - length))
}

/// `more than`, `no fewer than`, `slightly less than`: the hedge and its length in tokens.
fn comparative(adjective: &str, modifier: &str) -> Option<(Hedge, usize)> {
    let negated = matches!(modifier, "no" | "not");
    let softened =
        matches!(modifier, "slightly" | "well" | "far" | "significantly" | "much" | "little" | "just");
    let hedge = match adjective {
        "more" | "greater" | "higher" | "larger" | "bigger" | "longer" | "better" => Hedge::Minimum,
        "fewer" | "less" | "lower" | "smaller" | "shorter" => Hedge::Maximum,
        _ => return None,
    };
    let hedge = match (hedge, negated) {
        (Hedge::Minimum, true) => Hedge::Maximum,
        (Hedge::Maximum, true) => Hedge::Minimum,
        (hedge, _) => hedge,
    };
    Some((hedge, if negated || softened { 3 } else { 2 }))
}

/// The hedge that begins at token `at`, just after a number, and the index past it.
pub(crate) fn after(words: &Words, at: usize) -> Option<(Hedge, usize)> {
    match (words.lower(at), words.lower(at + 1)) {
        ("or", "more") => Some((Hedge::Minimum, at + 2)),
        ("or", "fewer" | "less") => Some((Hedge::Maximum, at + 2)),
        ("or", "so") => Some((Hedge::About, at + 2)),
        ("plus", _) if !words.lower(at + 1).is_empty() => Some((Hedge::Minimum, at + 1)),
        ("odd", _) => Some((Hedge::About, at + 1)),
        ("+", _) if words.word(at).glued => Some((Hedge::Minimum, at + 1)),
        ("-", "plus") if words.word(at).glued => Some((Hedge::Minimum, at + 2)),
        ("-", "odd") if words.word(at).glued => Some((Hedge::About, at + 2)),
        _ => None,
    }
}
