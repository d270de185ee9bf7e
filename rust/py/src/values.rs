//! The dates and the amounts of a text, for whoever wants the readers without events, and for the benches.

use jiff::civil::Date;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use wiresift_core::normalise::date::{self, Bound, NumericOrder, Precision, Tense};
use wiresift_core::normalise::quantity::{self, AmountKind};
use wiresift_core::text::segment;
use wiresift_core::text::span::{CharOffsets, Span};
use wiresift_core::text::words::Words;

/// Start, end, first day, last day, precision, bound.
type DateRow = (usize, usize, String, String, &'static str, &'static str);
/// Start, end, kind, low, best, high, unit.
type AmountRow = (usize, usize, &'static str, Option<f64>, Option<f64>, Option<f64>, Option<&'static str>);

/// Dates of `text`, counted from `published`.
#[pyfunction]
#[pyo3(signature = (text, published=None, *, day_first=false, future=false))]
pub(crate) fn dates(
    py: Python<'_>,
    text: &str,
    published: Option<&str>,
    day_first: bool,
    future: bool,
) -> PyResult<Vec<DateRow>> {
    let published = published.map(str::parse::<Date>).transpose();
    let published = published.map_err(|error| PyValueError::new_err(format!("published: {error}")))?;
    let order = if day_first { NumericOrder::DayFirst } else { NumericOrder::MonthFirst };
    let tense = if future { Tense::Future } else { Tense::Past };
    Ok(py.detach(|| {
        let offsets = CharOffsets::new(text);
        let (mut hits, mut out) = (Vec::new(), Vec::new());
        each_sentence(text, |words| {
            date::dates(words, published, order, tense, &mut hits);
            out.extend(hits.iter().map(|hit| {
                let (start, end) = characters(&offsets, words.span(hit.words.clone()));
                let precision = match hit.precision {
                    Precision::Day => "day",
                    Precision::Week => "week",
                    Precision::Month => "month",
                    Precision::Year => "year",
                };
                let bound = match hit.bound {
                    Bound::On => "on",
                    Bound::Since => "since",
                    Bound::Until => "until",
                    Bound::Before => "before",
                    Bound::After => "after",
                };
                (start, end, hit.start.to_string(), hit.end.to_string(), precision, bound)
            }));
        });
        out
    }))
}

/// Amounts of `text` outside its dates.
#[pyfunction]
#[pyo3(signature = (text, published=None))]
pub(crate) fn amounts(py: Python<'_>, text: &str, published: Option<&str>) -> PyResult<Vec<AmountRow>> {
    let published = published.map(str::parse::<Date>).transpose();
    let published = published.map_err(|error| PyValueError::new_err(format!("published: {error}")))?;
    Ok(py.detach(|| {
        let offsets = CharOffsets::new(text);
        let (mut hits, mut taken) = (Vec::new(), Vec::new());
        let (mut found, mut out) = (Vec::new(), Vec::new());
        each_sentence(text, |words| {
            date::dates(words, published, NumericOrder::default(), Tense::Past, &mut hits);
            taken.clear();
            taken.extend(hits.iter().map(|hit| hit.words.clone()));
            quantity::amounts_masked(words, &taken, &mut found);
            out.extend(found.iter().map(|amount| {
                let (start, end) = characters(&offsets, words.span(amount.words.clone()));
                (start, end, kind(amount.kind), amount.low, amount.best, amount.high, amount.unit)
            }));
        });
        out
    }))
}

fn each_sentence(text: &str, mut read: impl FnMut(&Words)) {
    let (mut sentences, mut words) = (Vec::new(), Words::default());
    segment::sentences(text, &[], &mut sentences);
    for sentence in &sentences {
        words.read(text, sentence.span);
        read(&words);
    }
}

fn characters(offsets: &CharOffsets, span: Span) -> (usize, usize) {
    (offsets.at(span.start), offsets.at(span.end))
}

fn kind(kind: AmountKind) -> &'static str {
    match kind {
        AmountKind::Count => "count",
        AmountKind::Ordinal => "ordinal",
        AmountKind::Percent => "percent",
        AmountKind::Money => "money",
        AmountKind::Duration => "duration",
        AmountKind::Measure => "measure",
        AmountKind::Year => "year",
        AmountKind::Clock => "clock",
        AmountKind::Score => "score",
        AmountKind::Label => "label",
    }
}
