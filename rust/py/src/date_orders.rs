//! The order of dates in figures, by source, for Python.

use std::collections::BTreeMap;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use wiresift_core::normalise::date::{FiguresOrder, NumericOrder, OrderEvidence};

use crate::arrow_in::{Strings, batches, microseconds};
use crate::events::day;

/// See `_core.pyi`.
#[pyclass(module = "wiresift._core")]
#[derive(Default)]
pub(crate) struct DateOrders {
    given: Option<NumericOrder>,
    sources: BTreeMap<String, OrderEvidence>,
}

#[pymethods]
impl DateOrders {
    #[new]
    #[pyo3(signature = (given=None))]
    fn new(given: Option<&str>) -> PyResult<Self> {
        let given = match given {
            None => None,
            Some("day_first") => Some(NumericOrder::DayFirst),
            Some("month_first") => Some(NumericOrder::MonthFirst),
            Some(other) => return Err(PyValueError::new_err(format!("no order of dates: {other:?}"))),
        };
        Ok(Self { given, sources: BTreeMap::new() })
    }

    fn push(&mut self, py: Python<'_>, articles: AnyRecordBatch) -> PyResult<()> {
        if self.given.is_some() {
            return Ok(());
        }
        let batches = batches(articles)?;
        py.detach(|| {
            for batch in &batches {
                let (source, text) = (Strings::of(batch, "source")?, Strings::of(batch, "text")?);
                let published = microseconds(batch, "published")?;
                for (row, published) in published.iter().enumerate() {
                    let Some(source) = source.get(row).filter(|source| !source.is_empty()) else { continue };
                    let text = text.get(row).unwrap_or_default();
                    self.count(source, &OrderEvidence::of(text, published.and_then(day)));
                }
            }
            Ok(())
        })
    }
}

impl DateOrders {
    fn count(&mut self, source: &str, found: &OrderEvidence) {
        if found.is_empty() {
            return;
        }
        if let Some(evidence) = self.sources.get_mut(source) {
            evidence.add(found);
        } else {
            self.sources.insert(source.to_owned(), *found);
        }
    }

    /// How dates in figures are read in the articles of a source.
    pub(crate) fn of(&self, source: Option<&str>) -> FiguresOrder {
        match self.given {
            Some(order) => FiguresOrder::Given(order),
            None => FiguresOrder::Told(
                source.and_then(|source| self.sources.get(source)).and_then(OrderEvidence::order),
            ),
        }
    }
}
