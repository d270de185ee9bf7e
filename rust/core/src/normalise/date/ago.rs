//! Dates a count of units away: `two days ago`, `a week before Friday`, `three days later`.

use jiff::Span;
use jiff::civil::Date;

use super::calendar::{self, Period};
use super::relative::follows_a_day;
use super::words_of::{Word, word};
use super::{Part, Reader, Tense, When};
use crate::normalise::numeral::{Form, numeral};
use crate::normalise::traits::is;
use crate::normalise::{hedge, unit};
use crate::text::words::Shape;

impl Reader<'_> {
    /// `two days ago`, `a week ago`, `in three days' time`.
    pub(super) fn ago(&self, at: usize, from: usize) -> Option<Part> {
        let article = matches!(self.lower(at), "a" | "an");
        if article && !self.words.is(at + 1, is::UNIT | is::NUMBER) && self.lower(at + 1) != "quarter" {
            return None; // most articles stand before a noun
        }
        let (many, vague, mut end) = if article && self.words.is(at + 1, is::UNIT) {
            (1, false, at + 1)
        } else {
            let number = numeral(self.words, at).filter(|number| number.value <= 4000.0)?;
            if number.form == Form::Ordinal {
                let part = numeral(self.words, number.end).filter(|_| self.lower(at) == "first");
                return self
                    .spelled_day(at, &number)
                    .or_else(|| part.and_then(|many| self.portion(at, &many, true)));
            }
            // "nineteen ninety-six", "in two thousand and five", as it is spoken
            if self.lower(at) == "nineteen"
                || self.lower(at) == "two" && matches!(self.before(at, from, 1), "in" | "year")
            {
                let counts = |end| self.shape(end) == Some(Shape::Lower) && !follows_a_day(self.lower(end));
                if let Some((year, end)) = self.spelled_year(at).filter(|&(_, end)| {
                    let told = self.lower(at) == "nineteen" || self.before(at, from, 1) == "year";
                    number.value < 2.0 || told || !counts(end)
                }) {
                    return Some(Part { when: When::Years { first: year, last: year }, start: at, end });
                }
            }
            (number.value as i64, number.form == Form::Vague, number.end)
        };
        let name = unit::duration(self.lower(end))?;
        end += 1;
        // "a week or so ago"
        if self.lower(end) == "or"
            && matches!(self.lower(end + 1), "so" | "more")
            && self.lower(end + 2) == "ago"
        {
            end += 2;
        }
        if let Some(part) = self.ago_in_parts(at, (many, name), end).filter(|_| !vague) {
            return Some(part);
        }
        let step = match self.lower(end) {
            "ago" => -1,
            "from" if self.lower(end + 1) == "now" => 1,
            "'" if self.lower(end + 1) == "time" && self.before(at, from, 1) == "in" => 1,
            "after" | "from" | "before" if !vague && self.begins_a_date(end + 1) => {
                return self.beside(at, many, name, end);
            }
            "earlier" | "before" if self.told_from_now(end) => {
                if let Some(told) = self.told.filter(|_| !vague) {
                    let when = When::Counted(away(told, name, -many, false));
                    return Some(Part { when, start: at, end: end + 1 });
                }
                -1
            }
            // "was hit on Monday and died two days later"
            "later" if !vague && self.told.is_some() => {
                let when = When::Counted(self.told.and_then(|told| away(told, name, many, false)));
                return Some(Part { when, start: at, end: end + 1 });
            }
            "after" | "since" if self.opens_a_clause(end) => {
                let when = When::Follows(self.published.and_then(|day| away(day, name, -many, vague)));
                let start = hedge::before(self.words, at, from).map_or(at, |(_, start)| start);
                return Some(Part { when, start, end });
            }
            _ if self.before(at, from, 1) == "in"
                && self.tense == Tense::Future
                && !self.noun_like(end)
                && !self.is_a_span(at, from) =>
            {
                return Some(self.counted(at, end, |published| away(published, name, many, vague)));
            }
            _ => return None,
        };
        let past = if step < 0 { end + 1 } else { end + 2 };

        let start = hedge::before(self.words, at, from).map_or(at, |(_, start)| start);
        Some(self.counted(start, past, |published| away(published, name, many * step, vague)))
    }

    /// `two years and three months ago`, `a year and a half ago`: `first` is the count and the unit up to `end`.
    fn ago_in_parts(&self, at: usize, first: (i64, &'static str), end: usize) -> Option<Part> {
        if self.lower(end) != "and" {
            return None;
        }
        let half = self.lower(end + 1) == "a" && self.lower(end + 2) == "half";
        let (second, last) = if half {
            let second = match first.1 {
                "years" => (6, "months"),
                "decades" => (5, "years"),
                _ => return None,
            };
            (second, end + 3)
        } else {
            const MOST: f64 = 4000.0; // as of a single count
            let number = numeral(self.words, end + 1)
                .filter(|number| number.form != Form::Vague && number.value <= MOST)?;
            ((number.value as i64, unit::duration(self.lower(number.end))?), number.end + 1)
        };
        if self.lower(last) != "ago" {
            return None;
        }
        Some(self.counted(at, last + 1, |published| {
            let back = |day: Date, (many, name): (i64, &str)| match name {
                "years" => calendar::month_shift(day, -12 * many),
                "decades" => calendar::month_shift(day, -120 * many),
                "months" => calendar::month_shift(day, -many),
                "weeks" => Some(calendar::shift(day, -7 * many)),
                "days" | "nights" => Some(calendar::shift(day, -many)),
                "hours" | "minutes" => Some(day),
                _ => None,
            };
            away(back(published, first)?, second.1, -second.0, false)
        }))
    }

    /// Whether a date that isn't counted itself may begin at `at`.
    fn begins_a_date(&self, at: usize) -> bool {
        matches!(
            word(self.words, at),
            Some(Word::Month(_) | Word::Weekday(_) | Word::Today(_) | Word::Number | Word::Which(_))
        )
    }

    /// `two days before May 13`, `a week after Friday`: counted from another date, `at` the count, `link` the
    /// preposition.
    fn beside(&self, at: usize, many: i64, name: &str, link: usize) -> Option<Part> {
        self.published?;
        let next = link + 1;
        let other = match word(self.words, next)? {
            Word::Month(month) => self.month(next, month, next),
            Word::Weekday(offset) => self.weekday(next, offset, next),
            Word::Today(days) => self.today(next, days, next),
            Word::Which(which) => self.which(next, which, next),
            _ => self.written_number(next),
        }?;
        let sign = if self.lower(link) == "before" { -1 } else { 1 };
        let period = self.resolve(other.when, None).filter(|(first, last, _)| first == last);
        let when = When::Counted(period.and_then(|(day, ..)| {
            let span = match name {
                "days" | "nights" => Span::new().days(many * sign),
                "weeks" => Span::new().weeks(many * sign),
                "months" => Span::new().months(many * sign),
                "years" => Span::new().years(many * sign),
                _ => return None,
            };
            Some(calendar::day(day.saturating_add(span)))
        }));
        Some(Part { when, start: at, end: other.end })
    }

    /// `a day earlier`, `two days before` at the end of what is told: from the day of the news.
    fn told_from_now(&self, at: usize) -> bool {
        let ends = match self.shape(at + 1) {
            None => true,
            Some(Shape::Mark) => !matches!(self.lower(at + 1), "\"" | "-" | "$"),
            Some(Shape::Lower) => {
                matches!(self.lower(at + 1), "and" | "by" | "in" | "at" | "when" | "after" | "as")
            }
            Some(_) => false,
        };
        self.lower(at) == "earlier" && ends
            || self.lower(at) == "before" && ends && self.shape(at + 1) != Some(Shape::Lower)
    }

    /// `a day after the truce began`: the news is a day younger than what follows.
    fn opens_a_clause(&self, at: usize) -> bool {
        matches!(
            self.shape(at + 1),
            Some(Shape::Lower | Shape::Capital | Shape::Upper | Shape::Number | Shape::Mixed)
        ) && word(self.words, at + 1)
            .is_none_or(|word| matches!(word, Word::The | Word::Count | Word::Number))
    }

    /// `the first visit in two decades`, `the worst attack in ten years`: up to now, and not from now on. What the
    /// verb itself has, `the second round will be held in two weeks`, is none.
    fn is_a_span(&self, at: usize, from: usize) -> bool {
        const FAR: usize = 14; // tokens, unmeasured
        let noun = |word: &str| {
            matches!(
                word,
                "protest"
                    | "arrest"
                    | "forest"
                    | "request"
                    | "interest"
                    | "conquest"
                    | "contest"
                    | "harvest"
                    | "unrest"
            )
        };
        (2..FAR)
            .map(|back| (self.before(at, from, back), back))
            .take_while(|(word, _)| !matches!(*word, "will" | "would" | "shall" | "be" | "to"))
            .any(|(word, back)| {
                matches!(word, "first" | "second" | "third" | "only" | "most" | "worst" | "biggest")
                    || word.len() > 5
                        && word.ends_with("est")
                        && !noun(word)
                        && self.before(at, from, back + 1) == "the"
            })
    }

    /// `in two days of talks` is a length, not a day.
    fn noun_like(&self, at: usize) -> bool {
        matches!(self.lower(at), "of" | "or" | "and" | "a")
    }
}

/// The period that lies `many` units from `published`, as exact as the unit.
fn away(published: Date, name: &str, many: i64, vague: bool) -> Option<Period> {
    if vague {
        // three to seven units: what "a few" spans
        let (size, reach) = match name {
            "days" => (1, 7),
            "weeks" => (7, 5),
            "months" => (30, 6),
            _ => return None,
        };
        let sign = many.signum();
        let (near, far) =
            (calendar::shift(published, 2 * size * sign), calendar::shift(published, reach * size * sign));
        return Some((near.min(far), near.max(far), calendar::precision_of(reach * size)));
    }
    Some(match name {
        "minutes" | "seconds" => calendar::day(published),
        "hours" => calendar::day(calendar::shift(published, many / 24)),
        "days" | "nights" => calendar::day(calendar::shift(published, many)),
        "weeks" => calendar::week_of(calendar::shift(published, many * 7)),
        "fortnights" => calendar::week_of(calendar::shift(published, many * 14)),
        "months" => calendar::month_of(calendar::month_shift(published, many)?),
        "years" => {
            calendar::year_of(Date::new(published.year().checked_add(i16::try_from(many).ok()?)?, 1, 1).ok()?)
        }
        "decades" => calendar::year_of(
            Date::new(published.year().checked_add(i16::try_from(many * 10).ok()?)?, 1, 1).ok()?,
        ),
        _ => return None,
    })
}
