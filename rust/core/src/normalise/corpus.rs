//! The cases of `testdata/*.toml` and their short notation, for the tests of every reader.
//!
//! A wanted amount is `kind low best high [unit] [min] [approx] | words`, a wanted date
//! `first last precision [flags] | words`, both with `-` for none.

use std::fmt::Write;

use jiff::civil::Date;
use serde::Deserialize;

use super::date::{Bound, DateHit, NumericOrder, Precision, Tense, dates};
use super::quantity::{Amount, amounts_masked};
use crate::text::span::Span;
use crate::text::words::Words;

#[derive(Deserialize)]
pub(crate) struct Cases {
    #[serde(default)]
    pub(crate) place: Vec<Place>,
    pub(crate) case: Vec<Case>,
}

/// A place of `places.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) country: String,
    pub(crate) people: u64,
    #[serde(default)]
    pub(crate) precision: Option<String>,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) want: Vec<String>,
    pub(crate) published: Option<String>,
    pub(crate) tense: Option<String>,
    pub(crate) order: Option<String>,
    /// Earlier paragraphs of the document, for names.
    #[serde(default)]
    pub(crate) context: String,
}

pub(crate) fn read(contents: &str, least: usize) -> Vec<Case> {
    read_all(contents, least).case
}

pub(crate) fn read_all(contents: &str, least: usize) -> Cases {
    let cases: Cases = toml::from_str(contents).expect("the corpus is TOML");
    assert!(cases.case.len() >= least, "only {} cases", cases.case.len());
    cases
}

/// Compares every case and reports all that differ, in the notation of the corpus.
pub(crate) fn check(cases: &[Case], got: impl Fn(&Case) -> Vec<String>) {
    let mut report = String::new();
    for case in cases {
        let got = got(case);
        if got != case.want {
            let _ = writeln!(report, "text = {:?}\nwant = {:?}\ngot  = {got:?}\n", case.text, case.want);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

impl Case {
    pub(crate) fn words(&self) -> Words {
        let mut words = Words::default();
        words.read(&self.text, Span::new(0, self.text.len()));
        words
    }

    pub(crate) fn slice(&self, words: &Words, range: std::ops::Range<usize>) -> &str {
        words.span(range).of(&self.text)
    }

    pub(crate) fn dates(&self, words: &Words) -> Vec<DateHit> {
        let published = self.published.as_deref().map(|day| day.parse::<Date>().expect("a day"));
        let tense = match self.tense.as_deref() {
            None => Tense::Unknown,
            Some("past") => Tense::Past,
            Some("future") => Tense::Future,
            Some(other) => panic!("tense {other}"),
        };
        let order = match self.order.as_deref() {
            None | Some("month") => NumericOrder::MonthFirst,
            Some("day") => NumericOrder::DayFirst,
            Some(other) => panic!("order {other}"),
        };
        let mut out = Vec::new();
        dates(words, published, order, tense, &mut out);
        out
    }

    pub(crate) fn amounts(&self, words: &Words) -> Vec<Amount> {
        let taken: Vec<_> = self.dates(words).into_iter().map(|hit| hit.words).collect();
        let mut out = Vec::new();
        amounts_masked(words, &taken, &mut out);
        out
    }

    pub(crate) fn show_amount(&self, words: &Words, amount: &Amount) -> String {
        let number = |value: Option<f64>| {
            value.map_or_else(|| "-".to_owned(), |value| format!("{}", (value * 1e3).round() / 1e3))
        };
        let mut line = format!("{:?} ", amount.kind).to_lowercase();
        let _ = write!(line, "{} {} {}", number(amount.low), number(amount.best), number(amount.high));
        if let Some(unit) = amount.unit {
            let _ = write!(line, " {unit}");
        }
        for (flag, name) in [(amount.is_minimum, " min"), (amount.is_approximate, " approx")] {
            if flag {
                line.push_str(name);
            }
        }
        let _ = write!(line, " | {}", self.slice(words, amount.words.clone()));
        line
    }

    pub(crate) fn show_date(&self, words: &Words, hit: &DateHit) -> String {
        let precision = match hit.precision {
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Year => "year",
        };
        let mut line = format!("{} {} {precision}", hit.start, hit.end);
        if hit.bound != Bound::On {
            let _ = write!(line, " {}", format!("{:?}", hit.bound).to_lowercase());
        }
        let flags = [
            (hit.relative, " relative"),
            (hit.anniversary, " anniversary"),
            (hit.attributive, " attributive"),
            (hit.follows, " follows"),
        ];
        for (flag, name) in flags {
            if flag {
                line.push_str(name);
            }
        }
        let _ = write!(line, " | {}", self.slice(words, hit.words.clone()));
        line
    }
}
