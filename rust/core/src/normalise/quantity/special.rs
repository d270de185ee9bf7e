//! Numbers of special build: the pronouns `one` and `another`, `another year`, clock times, `9/11`, ages, `12-story`.

use std::ops::Range;

use super::bounds::Bounds;
use super::read::{Found, Reader};
use super::words_of::{asks_for_length, follows_a_pronoun, singles_out};
use super::{Amount, AmountKind};
use crate::normalise::numeral::{Form, Numeral, joined, numeral, written_fraction};
use crate::normalise::{label, unit};
use crate::text::words::Shape;

/// Verbs that bring a clause with "that", in the words of agencies.
fn reports(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed")
        || matches!(word, "said" | "says" | "say" | "adds" | "states" | "told" | "reports")
}

impl Reader<'_> {
    /// Figures that are no amount (`1.2.3`, `3,5`): a label, so that nobody counts them.
    pub(super) fn unread_figures(&self, at: usize) -> Found {
        if self.words.word(at).shape != Shape::Number {
            return Found::Nothing;
        }
        let number = Numeral { value: 0.0, end: at + 1, form: Form::Figures, scaled: false, rounded: false };
        let mut amount = Self::plain(AmountKind::Label, &number, at..at + 1, None);
        (amount.low, amount.best, amount.high) = (None, None, None);
        Found::Amount(amount)
    }

    /// `one` as a pronoun: `one of the first`, `no one`, `one another`.
    pub(super) fn is_pronoun(&self, at: usize, end: usize) -> bool {
        if self.words.lower(at) != "one" || end != at + 1 {
            return false;
        }
        let word = |index: usize| self.words.lower(index);
        let before = if at == 0 { "" } else { word(at - 1) };
        // "said that one soldier was killed"
        if before == "that" && at > 1 && reports(word(at - 2)) {
            return false;
        }
        matches!(
            before,
            "no" | "any" | "every" | "each" | "some" | "this" | "that" | "which" | "the" | "by" | "another"
        ) && !(before == "the"
            && self.words.as_slice().get(end).is_some_and(|next| next.shape == Shape::Lower)
            && !matches!(
                word(end),
                "who" | "that" | "to" | "in" | "we" | "of" | "is" | "was" | "with" | "at"
            ))
            || follows_a_pronoun(word(end))
                && !(word(end) == "more" && matches!(word(end + 1), "person" | "soldier" | "day"))
            || word(end) == "of" && self.one_of_kind(end + 1)
            || joined(self.words, end) && matches!(word(end + 1), "on" | "off" | "time" | "sided" | "way")
    }

    /// `the first`, `the most`, `its biggest`, `Europe 's poorest` after `one of`.
    fn one_of_kind(&self, at: usize) -> bool {
        (at..(at + 5).min(self.words.len())).any(|index| {
            let word = self.words.lower(index);
            singles_out(word) || word.len() > 5 && word.ends_with("est")
        })
    }

    /// `a 12-hour` is read at its number; `a year`, `another week`, `half an hour`, `a week-long` here.
    pub(super) fn duration_of_one(&self, at: usize) -> Option<Amount> {
        let words = self.words;
        if !matches!(words.lower(at), "a" | "an" | "another") || at + 2 > self.limit {
            return None;
        }
        let unit = unit::duration(words.lower(at + 1)).filter(|_| !words.lower(at + 1).ends_with('s'))?;
        if unit == "seconds" {
            return None; // "a second round"
        }
        let before = if at > 0 { words.lower(at - 1) } else { "" };
        let long = words.lower(at + 2) == "-" && words.lower(at + 3) == "long";
        let asked = long || words.lower(at) == "another" || asks_for_length(before);
        if !asked || joined(words, at + 2) && !long {
            return None;
        }
        let mut number =
            Numeral { value: 1.0, end: at + 1, form: Form::Words, scaled: false, rounded: false };
        if before == "half" {
            number.value = 0.5;
        }
        let mut end = at + 2;
        if words.lower(end) == "and" && words.lower(end + 1) == "a" && words.lower(end + 2) == "half" {
            number.value += 0.5;
            end += 3;
        }
        Some(self.hedged(AmountKind::Duration, at..end, at..at + 1, Some(unit), Bounds::of(&number)))
    }

    /// `another` without a noun: `wounded another`, `and another was hurt`.
    pub(super) fn one_more(&self, at: usize) -> Option<Amount> {
        let words = self.words;
        if words.lower(at) != "another" || at >= self.limit || at > 0 && words.lower(at - 1) == "one" {
            return None;
        }
        let alone = at + 1 >= words.len()
            || matches!(words.lower(at + 1), "," | "." | ";" | "!" | "?" | ")")
            || matches!(
                words.lower(at + 1),
                "was"
                    | "is"
                    | "has"
                    | "had"
                    | "and"
                    | "in"
                    | "at"
                    | "on"
                    | "near"
                    | "when"
                    | "while"
                    | "before"
                    | "after"
                    | "as"
                    | "during"
                    | "outside"
                    | "injured"
                    | "wounded"
                    | "killed"
                    | "dead"
                    | "missing"
                    | "died"
                    | "dies"
                    | "hurt"
                    | "seriously"
                    | "critically"
                    | "badly"
                    | "slightly"
            );
        // "from one town to another", "one way or another", "in one raid ... in another"
        let pair = at > 0
            && matches!(
                words.lower(at - 1),
                "to" | "or" | "after" | "with" | "for" | "from" | "in" | "at" | "on" | "of" | "by"
            );
        alone
            .then(|| {
                let number =
                    Numeral { value: 1.0, end: at + 1, form: Form::Words, scaled: false, rounded: false };
                Self::plain(AmountKind::Count, &number, at..at + 1, None)
            })
            .filter(|_| !pair)
    }

    /// Clock times, `9/11`, `1/2`, figures with a colon.
    pub(super) fn written_in_parts(&self, at: usize) -> Option<Amount> {
        let words = self.words;
        let slice = words.as_slice();
        let glued = |index: usize| slice.get(index).is_some_and(|word| word.glued);
        let number = numeral(words, at)?;
        let next = words.lower(at + 1);
        if next == ":" && glued(at + 1) && glued(at + 2) && slice[at + 2].shape == Shape::Number {
            let mut end = at + 3;
            while words.lower(end) == ":"
                && glued(end)
                && slice.get(end + 1).is_some_and(|w| w.shape == Shape::Number)
            {
                end += 2;
            }
            let end = self.clock_suffix(end).unwrap_or(end).min(self.limit.max(at + 1));
            return Some(Self::plain(AmountKind::Clock, &number, at..end, None));
        }
        if let Some(end) = self.clock_suffix(at + 1).filter(|&end| number.value < 2460.0 && end <= self.limit)
        {
            return Some(Self::plain(AmountKind::Clock, &number, at..end, None));
        }
        if next == "/" && glued(at + 1) && glued(at + 2) && slice[at + 2].shape == Shape::Number {
            let mut end = at + 3;
            let share = written_fraction(words, at).filter(|_| words.lower(end) == "of");
            if let Some(share) = share {
                return Some(self.share(at, &Numeral { value: share, end, ..number }));
            }
            while words.lower(end) == "/"
                && glued(end)
                && slice.get(end + 1).is_some_and(|w| w.shape == Shape::Number)
            {
                end += 2;
            }
            return Some(Self::plain(AmountKind::Label, &number, at..end.min(self.limit.max(at + 1)), None));
        }
        None
    }

    /// `p.m.`, `GMT`, `o'clock` at `at`, and the index past it.
    fn clock_suffix(&self, at: usize) -> Option<usize> {
        match self.words.lower(at) {
            "a.m." | "p.m." | "a.m" | "p.m" | "am" | "pm" | "gmt" | "utc" | "o'clock" => {
                let zone =
                    matches!(self.words.lower(at + 1), "gmt" | "et" | "est" | "edt" | "utc" | "cet" | "bst");
                Some(if zone { at + 2 } else { at + 1 })
            }
            _ => None,
        }
    }

    /// `, 43,` after a name: an age.
    pub(super) fn age_between_commas(&self, at: usize, number: &Numeral) -> Option<Amount> {
        let words = self.words;
        let plausible = number.form == Form::Figures && (1.0..=120.0).contains(&number.value);
        if !plausible || at < 2 || words.lower(at - 1) != "," || number.end >= self.limit {
            return None;
        }
        let closes = matches!(words.lower(number.end), "," | "." | "and");
        let named = matches!(words.word(at - 2).shape, Shape::Capital | Shape::Mixed)
            && label::month(words.lower(at - 2)).is_none();
        (closes && named && !words.word(number.end).shape.eq(&Shape::Number)).then(|| {
            self.hedged(
                AmountKind::Measure,
                at..number.end,
                at..number.end,
                Some("years old"),
                Bounds::of(number),
            )
        })
    }

    /// `12-story`, `27-member` are labels; `2,000-strong` counts.
    pub(super) fn compound(&self, at: usize, noun: usize, number: Range<usize>, bounds: Bounds) -> Amount {
        if self.words.lower(noun) == "strong" {
            return self.hedged(AmountKind::Count, at..noun + 1, number, None, bounds);
        }
        let mut end = noun + 1;
        while joined(self.words, end) && end + 2 <= self.limit {
            end += 2;
        }
        self.hedged(AmountKind::Label, at..end, number, None, bounds)
    }

    /// A time unit after the number: a duration, or an age where `old` follows.
    pub(super) fn time(
        &self,
        at: usize,
        noun: usize,
        name: &'static str,
        number: Range<usize>,
        bounds: Bounds,
    ) -> Amount {
        let old = if joined(self.words, noun + 1) { noun + 2 } else { noun + 1 };
        if matches!(self.words.lower(old), "old" | "olds") && old < self.limit {
            let name = if name == "years" { "years old" } else { name };
            return self.hedged(AmountKind::Measure, at..old + 1, number, Some(name), bounds);
        }
        self.hedged(AmountKind::Duration, at..noun + 1, number, Some(name), bounds)
    }
}
