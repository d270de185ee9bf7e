//! From a number and what stands around it to an amount: sign, range, unit, hedge, kind.

use std::ops::Range;

use super::bounds::Bounds;
use super::words_of::{before_is_vote, ends_a_score};
use super::{Amount, AmountKind};
use crate::normalise::numeral::{Form, Numeral, figures, joined, numeral};
use crate::normalise::{hedge, label, money, unit};
use crate::text::words::{Shape, Words};

/// What stands at a token.
pub(super) enum Found {
    Amount(Amount),
    /// A number that is none (the pronoun `one`): go on after it.
    Skip(usize),
    Nothing,
}

pub(super) struct Reader<'w> {
    pub(super) words: &'w Words,
    /// Hedges begin here or later.
    pub(super) from: usize,
    /// The number ends here or earlier.
    pub(super) limit: usize,
}

/// A number with the sign before it.
#[derive(Clone, Copy)]
struct Signed {
    number: Numeral,
    /// Where the number itself begins.
    figure: usize,
    currency: Option<&'static str>,
}

impl Reader<'_> {
    fn signed(&self, at: usize) -> Option<Signed> {
        if let Some((code, figure)) = money::before(self.words, at)
            && let Some(number) = numeral(self.words, figure)
            && number.end <= self.limit
            && !matches!(number.form, Form::Ordinal | Form::Share)
        {
            return Some(Signed { number, figure, currency: Some(code) });
        }
        let number = numeral(self.words, at).filter(|number| number.end <= self.limit)?;
        Some(Signed { number, figure: at, currency: None })
    }

    pub(super) fn read(&self, at: usize) -> Found {
        if let Some(amount) = self.duration_of_one(at) {
            return Found::Amount(amount);
        }
        if let Some(amount) = self.one_more(at) {
            return Found::Amount(amount);
        }
        let Some(first) = self.signed(at) else { return self.unread_figures(at) };
        let end = first.number.end;
        if first.currency.is_none() {
            match first.number.form {
                Form::Ordinal => return self.ordinal(at, &first.number),
                Form::Share => return Found::Amount(self.share(at, &first.number)),
                Form::Figures => {
                    if let Some(amount) = self.written_in_parts(at) {
                        return Found::Amount(amount);
                    }
                }
                Form::Words if self.is_pronoun(at, end) => return Found::Skip(end),
                _ => {}
            }
            if let Some(end) = label::before(self.words, at, end) {
                return Found::Amount(Self::plain(AmountKind::Label, &first.number, at..end, None));
            }
        }
        if let Some(amount) = self.range(at, first) {
            return Found::Amount(amount);
        }
        if let Some(amount) = self.age_between_commas(at, &first.number) {
            return Found::Amount(amount);
        }
        let bounds = Bounds::of(&first.number);
        Found::Amount(self.finish(at, first, end, bounds))
    }

    fn ordinal(&self, at: usize, number: &Numeral) -> Found {
        let before = if at == 0 { "" } else { self.words.lower(at - 1) };
        // "per second", "at first", "a split second"
        if matches!((before, self.words.lower(at)), ("per" | "split", "second") | ("at", "first")) {
            return Found::Skip(number.end);
        }
        Found::Amount(Self::plain(AmountKind::Ordinal, number, at..number.end, None))
    }

    pub(super) fn share(&self, at: usize, number: &Numeral) -> Amount {
        let percent = Numeral { value: number.value * 100.0, ..*number };
        self.hedged(AmountKind::Percent, at..number.end, at..number.end, Some("%"), Bounds::of(&percent))
    }

    /// Two numbers that bound one: `20 to 30`, `between two and three million`, `20-30`, `three or four`.
    fn range(&self, at: usize, first: Signed) -> Option<Amount> {
        let words = self.words;
        let end = first.number.end;
        let before = if at == 0 { "" } else { words.lower(at - 1) };
        let between = before == "between" && at > self.from;
        let hyphen = words.lower(end) == "-" || words.lower(end) == "\u{2014}" && words.word(end).glued;
        let joins = match words.lower(end) {
            "to" => before != "from",
            "and" => between,
            "or" => first.number.form == Form::Words,
            _ => hyphen && words.as_slice().get(end + 1).is_some_and(|next| next.glued),
        };
        // "5 % to 10 %", "$5 to $6"
        let percent = if joins { end } else { self.percent_end(end)? };
        let skip = if words.lower(percent) == "-"
            && joined(words, percent)
            && matches!(words.lower(percent + 1), "to")
        {
            percent + 3
        } else {
            percent + 1
        };
        if !joins && !matches!(words.lower(percent), "to" | "and" | "-") || percent >= self.limit {
            return None;
        }
        if !joins && words.lower(percent) == "and" && !between {
            return None;
        }
        let second = self.signed(skip)?;
        if matches!(second.number.form, Form::Ordinal | Form::Share | Form::Vague) {
            return None;
        }
        if second.currency.is_some() && first.currency.is_none() {
            return None;
        }
        let mut low = first.number.value;
        let high = second.number.value;
        let scale_of_high = second.number.scaled && !first.number.scaled && low < 1e3;
        if scale_of_high {
            low *= scale(&second.number, words, second.figure);
        }
        let number = first.figure..second.number.end;
        if low >= high || before_is_vote(before) {
            let tight = (hyphen || words.lower(end) == "to" && before != "from") && first.currency.is_none();
            return tight.then(|| Self::score(at, first.number.value, high, number));
        }
        let mut amount_end = second.number.end;
        let counted = self.has_noun(amount_end) || first.currency.is_some() || second.number.scaled;
        if hyphen && !joins_words(&first, &second) && !counted && self.percent_end(amount_end).is_none() {
            return Some(Self::score(at, low, high, number));
        }
        let bounds = Bounds { low: Some(low), high: Some(high), ..Bounds::default() };
        let number_value = Numeral { end: amount_end, ..second.number };
        let signed = Signed { number: number_value, figure: first.figure, currency: first.currency };
        let start = if between { at - 1 } else { at };
        amount_end = second.number.end;
        let mut amount = self.finish(at, signed, amount_end, bounds);
        amount.number = number;
        amount.words.start = amount.words.start.min(start);
        Some(amount)
    }

    /// Two sides. Four figures after three are a telephone number.
    fn score(at: usize, first: f64, second: f64, number: Range<usize>) -> Amount {
        let telephone = (100.0..1000.0).contains(&first) && (1000.0..10_000.0).contains(&second);
        Amount {
            kind: if telephone { AmountKind::Label } else { AmountKind::Score },
            low: Some(first),
            best: None,
            high: Some(second),
            unit: None,
            is_minimum: false,
            is_approximate: false,
            words: at..number.end,
            number,
        }
    }

    /// Whether a word that can be counted follows, as after `20-30`.
    fn has_noun(&self, at: usize) -> bool {
        let Some(next) = self.words.as_slice().get(at) else { return false };
        let word = self.words.lower(at);
        joined(self.words, at) || word == "%" || next.shape == Shape::Lower && !ends_a_score(word)
    }

    /// The index past `%`, `per cent`, `percent` at `at`.
    fn percent_end(&self, at: usize) -> Option<usize> {
        let at = if joined(self.words, at) { at + 1 } else { at };
        if at >= self.limit {
            return None;
        }
        match (self.words.lower(at), self.words.lower(at + 1)) {
            ("per", "cent") | ("percentage", "points" | "point") => Some(at + 2),
            ("%" | "percent" | "pct" | "percents", _) => Some(at + 1),
            _ => None,
        }
    }

    /// The kind and unit by what follows the number, and the whole amount.
    fn finish(&self, at: usize, signed: Signed, end: usize, mut bounds: Bounds) -> Amount {
        let words = self.words;
        let number = signed.figure..end;
        let mut end = end;
        if let Some((hedge, after)) = hedge::after(words, end).filter(|&(_, after)| after <= self.limit) {
            bounds.hedge(hedge);
            end = after;
        }
        if let Some(code) = signed.currency {
            // "$5 million-a-year", "$40 US"
            return self.hedged(AmountKind::Money, at..end, number, Some(code), bounds);
        }
        if let Some(stop) = self.percent_end(end) {
            return self.hedged(AmountKind::Percent, at..stop, number, Some("%"), bounds);
        }
        let hyphen = joined(words, end);
        let mut noun = if hyphen { end + 1 } else { end };
        if words.lower(noun) == "of" && signed.number.scaled {
            noun += 1;
        }
        if noun >= self.limit {
            return self.count(at, &signed.number, end, number, bounds);
        }
        if let Some((code, stop)) = money::after(words, noun) {
            return self.hedged(AmountKind::Money, at..stop.min(self.limit), number, Some(code), bounds);
        }
        if matches!(words.lower(noun), "more" | "other" | "additional" | "extra" | "full" | "consecutive") {
            // "two more days"
            if unit::duration(words.lower(noun + 1)).is_some() && noun + 1 < self.limit {
                noun += 1;
            }
        }
        if let Some(name) = unit::duration(words.lower(noun)) {
            return self.time(at, noun, name, number, bounds);
        }
        let adjective =
            matches!(words.lower(noun), "square" | "cubic" | "metric" | "nautical" | "sq" | "short" | "long");
        let thing = if adjective && noun + 1 < self.limit { noun + 1 } else { noun };
        if let Some(name) = unit::measure(words.lower(thing), words.word(thing).glued) {
            return self.hedged(AmountKind::Measure, at..thing + 1, number, Some(name), bounds);
        }
        if hyphen {
            return self.compound(at, noun, number, bounds);
        }
        self.count(at, &signed.number, end, number, bounds)
    }

    /// A count, a year, a decade, an age.
    fn count(&self, at: usize, read: &Numeral, end: usize, number: Range<usize>, bounds: Bounds) -> Amount {
        let words = self.words;
        if read.form == Form::Figures && bounds.is_exact() {
            let decade = words.as_slice().get(end).is_some_and(|next| next.glued) && words.lower(end) == "s";
            if decade && end < self.limit {
                return Self::plain(AmountKind::Year, read, at..end + 1, None);
            }
            if label::is_year(words, at) {
                return Self::plain(AmountKind::Year, read, at..end, None);
            }
        }
        let listed =
            at >= 3 && matches!(words.lower(at - 1), "and" | "or" | "to") && words.lower(at - 3) == "aged";
        if at > 0 && matches!(words.lower(at - 1), "magnitude") {
            return self.hedged(AmountKind::Measure, at..end, number, Some("magnitude"), bounds);
        }
        if listed || at > 0 && words.lower(at - 1) == "aged" {
            return self.hedged(AmountKind::Measure, at..end, number, Some("years old"), bounds);
        }
        self.hedged(AmountKind::Count, at..end, number, None, bounds)
    }

    /// Without looking for hedges.
    pub(super) fn plain(
        kind: AmountKind,
        number: &Numeral,
        words: Range<usize>,
        unit: Option<&'static str>,
    ) -> Amount {
        let value = Some(number.value);
        let figure = words.start..number.end.min(words.end);
        Amount {
            kind,
            low: value,
            best: value,
            high: value,
            unit,
            is_minimum: false,
            is_approximate: false,
            words,
            number: figure,
        }
    }

    /// With the hedges before it.
    pub(super) fn hedged(
        &self,
        kind: AmountKind,
        mut words: Range<usize>,
        number: Range<usize>,
        unit: Option<&'static str>,
        mut bounds: Bounds,
    ) -> Amount {
        for _ in 0..2 {
            let Some((hedge, start)) = hedge::before(self.words, words.start, self.from) else { break };
            bounds.hedge(hedge);
            words.start = start;
        }
        Amount {
            kind,
            low: bounds.low,
            best: bounds.best,
            high: bounds.high,
            unit,
            is_minimum: bounds.minimum,
            is_approximate: bounds.approximate,
            words,
            number,
        }
    }
}

fn joins_words(first: &Signed, second: &Signed) -> bool {
    first.number.form == Form::Words && second.number.form == Form::Words
}

/// What the scale words of a number multiply it by.
fn scale(number: &Numeral, words: &Words, at: usize) -> f64 {
    let bare = figures(words.lower(at)).or_else(|| {
        // spelled: read the first word alone
        let small = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        small.iter().position(|&word| word == words.lower(at)).map(|index| index as f64 + 1.0)
    });
    match bare {
        Some(bare) if bare > 0.0 => number.value / bare,
        _ => 1.0,
    }
}
