//! Numbers of every kind in a sentence: counts, shares, money, durations, measures, scores, years, labels.
//!
//! A quantity has a low, a best and a high value. Exactly 20 is (20, 20, 20). `at least 20` and `more than 20`
//! are (20, 20, none) and a minimum; `up to 20`, `as many as 20` and `fewer than 20` are (none, none, 20): the
//! text names a bound and no estimate. `about 20` is (none, 20, none), `nearly 20` (none, 20, 20), both
//! approximate. A range is (20, none, 30). `dozens` is (24, none, none), approximate and a minimum. A score
//! `3-1` keeps its two sides as low and high.
//!
//! Numbers that count nothing have a kind of their own, so that they can't be taken for a toll: `second round`
//! is an ordinal, `24-hour` a duration, `12-story`, `Resolution 1701`, `Flight 17`, `F-16` are labels.
//! The pronoun `one` (`one of the first`, `no one`) is no number.
//!
//! Cost: one hash look-up a token and constant work a number; no allocation beside the output buffer.

use std::ops::Range;

use super::hedge::{self, Hedge};
use super::numeral::{Form, Numeral, figures, joined, numeral, written_fraction};
use super::{label, money, unit};
use crate::text::words::{Shape, Words};

/// What a number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AmountKind {
    /// A number of things or people.
    Count,
    /// A place in an order: `second`, `21st`.
    Ordinal,
    /// A share in per cent; fractions (`two thirds`, `half of`) too, as 66.7 and 50.
    Percent,
    /// A sum; the unit is the currency.
    Money,
    /// A stretch of time, in the unit written.
    Duration,
    /// A length, weight, area, temperature, age.
    Measure,
    /// A year that no date took, or a decade.
    Year,
    /// A time of day.
    Clock,
    /// The result of a vote or match: first side in `low`, second in `high`.
    Score,
    /// Part of a name or of an adjective; counts nothing.
    Label,
}

/// A number, its bounds and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// What it stands for.
    pub kind: AmountKind,
    /// Lower bound, where the text gives one.
    pub low: Option<f64>,
    /// The text's own estimate, where it gives one.
    pub best: Option<f64>,
    /// Upper bound, where the text gives one.
    pub high: Option<f64>,
    /// `USD`, `hours`, `kilometres`, `%`.
    pub unit: Option<&'static str>,
    /// The truth may be more.
    pub is_minimum: bool,
    /// The figure is rounded, hedged or vague.
    pub is_approximate: bool,
    /// Tokens of the whole: hedge, sign, number, unit.
    pub words: Range<usize>,
    /// Tokens of the number itself, both ends of a range included.
    pub number: Range<usize>,
}

/// Reads every number of `words`, left to right, into `out` (cleared first). They do not overlap.
pub fn amounts(words: &Words, out: &mut Vec<Amount>) {
    amounts_masked(words, &[], out);
}

/// As [`amounts`], leaving alone the token ranges in `taken` (ascending), which dates hold.
pub fn amounts_masked(words: &Words, taken: &[Range<usize>], out: &mut Vec<Amount>) {
    out.clear();
    let mut taken = taken.iter().peekable();
    let mut at = 0;
    let mut from = 0;
    while at < words.len() {
        while taken.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = taken.peek()
            && range.start <= at
        {
            at = range.end;
            from = at;
            continue;
        }
        let limit = taken.peek().map_or(words.len(), |range| range.start.min(words.len()));
        match (Reader { words, from, limit }).read(at) {
            Found::Amount(mut amount) => {
                amount.words.end = amount.words.end.min(limit);
                amount.number.end = amount.number.end.min(limit);
                at = amount.words.end;
                from = at;
                out.push(amount);
            }
            Found::Skip(end) => at = end.max(at + 1),
            Found::Nothing => at += 1,
        }
    }
}

/// What stands at a token.
enum Found {
    Amount(Amount),
    /// A number that is none (the pronoun `one`): go on after it.
    Skip(usize),
    Nothing,
}

struct Reader<'w> {
    words: &'w Words,
    /// Hedges begin here or later.
    from: usize,
    /// The number ends here or earlier.
    limit: usize,
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

    fn read(&self, at: usize) -> Found {
        if let Some(amount) = self.duration_of_one(at) {
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
                return Found::Amount(self.plain(AmountKind::Label, &first.number, at..end, None));
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

    /// Figures that are no amount (`1.2.3`, `3,5`): a label, so that nobody counts them.
    fn unread_figures(&self, at: usize) -> Found {
        if self.words.word(at).shape != Shape::Number {
            return Found::Nothing;
        }
        let number = Numeral { value: 0.0, end: at + 1, form: Form::Figures, scaled: false, rounded: false };
        let mut amount = self.plain(AmountKind::Label, &number, at..at + 1, None);
        (amount.low, amount.best, amount.high) = (None, None, None);
        Found::Amount(amount)
    }

    /// `one` as a pronoun: `one of the first`, `no one`, `one another`.
    fn is_pronoun(&self, at: usize, end: usize) -> bool {
        if self.words.lower(at) != "one" || end != at + 1 {
            return false;
        }
        let word = |index: usize| self.words.lower(index);
        let before = if at == 0 { "" } else { word(at - 1) };
        matches!(
            before,
            "no" | "any" | "every" | "each" | "some" | "this" | "that" | "which" | "the" | "by" | "another"
        ) && !(before == "the"
            && self.words.as_slice().get(end).is_some_and(|next| next.shape == Shape::Lower)
            && !matches!(
                word(end),
                "who" | "that" | "to" | "in" | "we" | "of" | "is" | "was" | "with" | "at"
            ))
            || matches!(
                word(end),
                "another"
                    | "'s"
                    | "can"
                    | "is"
                    | "should"
                    | "must"
                    | "could"
                    | "would"
                    | "might"
                    | "may"
                    | "that"
                    | "which"
                    | "by"
                    | "thing"
                    | "more"
                    | "side"
            ) && !(word(end) == "more" && matches!(word(end + 1), "person" | "soldier" | "day"))
            || word(end) == "of" && self.one_of_kind(end + 1)
            || joined(self.words, end) && matches!(word(end + 1), "on" | "off" | "time" | "sided" | "way")
    }

    /// `the first`, `the most`, `its biggest`, `Europe 's poorest` after `one of`.
    fn one_of_kind(&self, at: usize) -> bool {
        (at..(at + 5).min(self.words.len())).any(|index| {
            let word = self.words.lower(index);
            matches!(
                word,
                "first"
                    | "most"
                    | "few"
                    | "only"
                    | "main"
                    | "key"
                    | "last"
                    | "many"
                    | "best"
                    | "worst"
                    | "top"
                    | "major"
                    | "leading"
                    | "several"
                    | "reasons"
                    | "signs"
                    | "ways"
            ) || word.len() > 5 && word.ends_with("est")
        })
    }

    /// `a 12-hour` is read at its number; `a year`, `another week`, `half an hour` here.
    fn duration_of_one(&self, at: usize) -> Option<Amount> {
        let words = self.words;
        if !matches!(words.lower(at), "a" | "an" | "another") || at + 2 > self.limit {
            return None;
        }
        let unit = unit::duration(words.lower(at + 1)).filter(|_| !words.lower(at + 1).ends_with('s'))?;
        if unit == "seconds" {
            return None; // "a second round"
        }
        let before = if at > 0 { words.lower(at - 1) } else { "" };
        let asked = words.lower(at) == "another"
            || matches!(
                before,
                "for"
                    | "within"
                    | "after"
                    | "than"
                    | "of"
                    | "about"
                    | "nearly"
                    | "almost"
                    | "over"
                    | "under"
                    | "by"
                    | "least"
                    | "lasted"
                    | "lasting"
                    | "half"
                    | "around"
                    | "roughly"
            );
        if !asked || joined(words, at + 2) {
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

    fn ordinal(&self, at: usize, number: &Numeral) -> Found {
        let before = if at == 0 { "" } else { self.words.lower(at - 1) };
        // "per second", "at first", "a split second"
        if matches!((before, self.words.lower(at)), ("per" | "split", "second") | ("at", "first")) {
            return Found::Skip(number.end);
        }
        Found::Amount(self.plain(AmountKind::Ordinal, number, at..number.end, None))
    }

    fn share(&self, at: usize, number: &Numeral) -> Amount {
        let percent = Numeral { value: number.value * 100.0, ..*number };
        self.hedged(AmountKind::Percent, at..number.end, at..number.end, Some("%"), Bounds::of(&percent))
    }

    /// Clock times, `9/11`, `1/2`, figures with a colon.
    fn written_in_parts(&self, at: usize) -> Option<Amount> {
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
            return Some(self.plain(AmountKind::Clock, &number, at..end, None));
        }
        if let Some(end) = self.clock_suffix(at + 1).filter(|&end| number.value < 2460.0 && end <= self.limit)
        {
            return Some(self.plain(AmountKind::Clock, &number, at..end, None));
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
            return Some(self.plain(AmountKind::Label, &number, at..end.min(self.limit.max(at + 1)), None));
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
    fn age_between_commas(&self, at: usize, number: &Numeral) -> Option<Amount> {
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
            return tight.then(|| self.score(at, first.number.value, high, number));
        }
        let mut amount_end = second.number.end;
        let counted = self.has_noun(amount_end) || first.currency.is_some() || second.number.scaled;
        if hyphen && !joins_words(&first, &second) && !counted && self.percent_end(amount_end).is_none() {
            return Some(self.score(at, low, high, number));
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
    fn score(&self, at: usize, first: f64, second: f64, number: Range<usize>) -> Amount {
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
        joined(self.words, at)
            || word == "%"
            || next.shape == Shape::Lower
                && !matches!(
                    word,
                    "in" | "to"
                        | "on"
                        | "at"
                        | "and"
                        | "for"
                        | "against"
                        | "with"
                        | "by"
                        | "vote"
                        | "win"
                        | "victory"
                        | "defeat"
                        | "loss"
                        | "draw"
                        | "after"
                        | "as"
                        | "but"
                        | "lead"
                        | "over"
                        | "decision"
                        | "ruling"
                        | "majority"
                        | "party"
                        | "when"
                        | "while"
                        | "before"
                        | "from"
                )
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

    /// A time unit after the number: a duration, or an age where `old` follows.
    fn time(
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

    /// `12-story`, `27-member` are labels; `2,000-strong` counts.
    fn compound(&self, at: usize, noun: usize, number: Range<usize>, bounds: Bounds) -> Amount {
        if self.words.lower(noun) == "strong" {
            return self.hedged(AmountKind::Count, at..noun + 1, number, None, bounds);
        }
        let mut end = noun + 1;
        while joined(self.words, end) && end + 2 <= self.limit {
            end += 2;
        }
        self.hedged(AmountKind::Label, at..end, number, None, bounds)
    }

    /// A count, a year, a decade, an age.
    fn count(&self, at: usize, read: &Numeral, end: usize, number: Range<usize>, bounds: Bounds) -> Amount {
        let words = self.words;
        if read.form == Form::Figures && bounds.is_exact() {
            let decade = words.as_slice().get(end).is_some_and(|next| next.glued) && words.lower(end) == "s";
            if decade && end < self.limit {
                return self.plain(AmountKind::Year, read, at..end + 1, None);
            }
            if label::is_year(words, at) {
                return self.plain(AmountKind::Year, read, at..end, None);
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
    fn plain(
        &self,
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
    fn hedged(
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

/// Votes and matches are told by what stands before them.
fn before_is_vote(before: &str) -> bool {
    matches!(
        before,
        "voted" | "vote" | "won" | "win" | "lost" | "beat" | "score" | "ruled" | "scored" | "leading"
    )
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

/// Low, best and high on the way to an amount.
#[derive(Debug, Clone, Copy, Default)]
struct Bounds {
    low: Option<f64>,
    best: Option<f64>,
    high: Option<f64>,
    minimum: bool,
    approximate: bool,
}

impl Bounds {
    fn of(number: &Numeral) -> Self {
        let value = Some(number.value);
        if number.form == Form::Vague {
            return Self { low: value, minimum: true, approximate: true, ..Self::default() };
        }
        if number.rounded {
            return Self { best: value, approximate: true, ..Self::default() };
        }
        Self { low: value, best: value, high: value, ..Self::default() }
    }

    fn is_exact(&self) -> bool {
        self.low.is_some() && self.best.is_some() && self.high.is_some()
    }

    fn hedge(&mut self, hedge: Hedge) {
        match hedge {
            Hedge::Minimum => {
                self.low = self.low.or(self.best);
                self.high = None;
                self.minimum = true;
            }
            Hedge::Maximum => {
                self.high = self.high.or(self.best).or(self.low);
                (self.low, self.best) = (None, None);
                self.minimum = false;
            }
            Hedge::About => {
                if self.best.is_some() {
                    (self.low, self.high) = (None, None);
                }
                self.approximate = true;
            }
            Hedge::Nearly => {
                self.high = self.high.or(self.best).or(self.low);
                self.low = None;
                self.minimum = false;
                self.approximate = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::corpus;
    use crate::text::span::Span;
    use proptest::prelude::*;

    #[test]
    fn every_case_of_the_corpus() {
        let cases = corpus::read(include_str!("../../testdata/quantities.toml"), 120);
        corpus::check(&cases, |case| {
            let words = case.words();
            case.amounts(&words).iter().map(|amount| case.show_amount(&words, amount)).collect()
        });
    }

    fn read(text: &str) -> (Words, Vec<Amount>) {
        let mut words = Words::default();
        words.read(text, Span::new(0, text.len()));
        let mut out = Vec::new();
        amounts(&words, &mut out);
        (words, out)
    }

    fn ordered(words: &Words, out: &[Amount]) {
        let mut at = 0;
        for amount in out {
            assert!(amount.words.start >= at && amount.words.end > amount.words.start, "{amount:?}");
            assert!(amount.words.end <= words.len(), "{amount:?}");
            assert!(
                amount.number.start >= amount.words.start && amount.number.end <= amount.words.end,
                "{amount:?}"
            );
            assert!(!amount.number.is_empty(), "{amount:?}");
            if amount.kind != AmountKind::Score {
                assert!(amount.low.unwrap_or(f64::MIN) <= amount.high.unwrap_or(f64::MAX), "{amount:?}");
            }
            at = amount.words.end;
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_in_order(text in "\\PC{0,120}") {
            let (words, out) = read(&text);
            ordered(&words, &out);
        }

        #[test]
        fn any_pile_of_number_words_is_read_in_order(
            parts in prop::collection::vec(prop::sample::select(vec![
                "1", "20", "1,200", "3.5", "m", "bn", "million", "hundred", "and", "a", "half", "-", "/", ":", "%", "$",
                "€", "to", "between", "more", "than", "at", "least", "two", "twenty", "dozens", "of", "thousands",
                "second", "third", "thirds", "year", "old", "hours", "one", "US", "2015", "s", "th", "½", ",", ".", "—",
                "+", "plus", "per", "cent", "up", "few", "several", "couple", "dozen", "quarter", "an", "hour", "strong",
                "Resolution", "F", "99999999999999999999", "0",
            ]), 0..24),
            glue in prop::collection::vec(any::<bool>(), 24),
        ) {
            let mut text = String::new();
            for (part, glue) in parts.iter().zip(glue) {
                if !glue {
                    text.push(' ');
                }
                text.push_str(part);
            }
            let (words, out) = read(&text);
            ordered(&words, &out);
        }

        #[test]
        fn taken_tokens_stay_untouched(text in "[a-z0-9 ,.$%-]{0,80}", start in 0_usize..20, length in 0_usize..6) {
            let mut words = Words::default();
            words.read(&text, Span::new(0, text.len()));
            let mut out = Vec::new();
            let taken = start..start + length;
            amounts_masked(&words, std::slice::from_ref(&taken), &mut out);
            for amount in &out {
                prop_assert!(amount.words.end <= taken.start || amount.words.start >= taken.end || taken.is_empty());
            }
        }

        #[test]
        fn figures_read_back(value in 0_u64..1_000_000_000_000) {
            let plain = value.to_string();
            let mut grouped = String::new();
            for (index, digit) in plain.chars().enumerate() {
                if index > 0 && (plain.len() - index) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            prop_assert_eq!(figures(&plain), Some(value as f64));
            prop_assert_eq!(figures(&grouped), Some(value as f64));
        }
    }
}
