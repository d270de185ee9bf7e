//! Boilerplate learned from an archive, for Python.

use arrow_array::RecordBatch;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use wiresift_core::text::clean::Learned;
use wiresift_core::text::clean::learn::Learner;

use crate::arrow_in::{Strings, batches};

/// See `_core.pyi`.
#[pyclass(module = "wiresift._core")]
#[derive(Default)]
pub(crate) struct BoilerplateLearner {
    learner: Learner,
}

#[pymethods]
impl BoilerplateLearner {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    fn push(&mut self, py: Python<'_>, articles: AnyRecordBatch) -> PyResult<()> {
        let batches = batches(articles)?;
        py.detach(|| {
            for batch in &batches {
                let (source, text) = (Strings::of(batch, "source")?, Strings::of(batch, "text")?);
                for row in 0..batch.num_rows() {
                    self.learner.push(source.get(row).unwrap_or_default(), text.get(row).unwrap_or_default());
                }
            }
            Ok(())
        })
    }

    fn finish(&mut self, py: Python<'_>) -> Boilerplate {
        py.detach(|| Boilerplate { learned: self.learner.finish() })
    }
}

/// See `_core.pyi`.
#[pyclass(module = "wiresift._core", frozen)]
#[derive(Default)]
pub(crate) struct Boilerplate {
    pub(crate) learned: Learned,
}

#[pymethods]
impl Boilerplate {
    #[new]
    #[pyo3(signature = (table=None))]
    fn new(py: Python<'_>, table: Option<AnyRecordBatch>) -> PyResult<Self> {
        let Some(table) = table else { return Ok(Self::default()) };
        let batches = batches(table)?;
        py.detach(|| Ok(Self { learned: learned_lines(&batches)? }))
    }
}

/// The recurring lines of a saved table `boilerplate`.
fn learned_lines(batches: &[RecordBatch]) -> PyResult<Learned> {
    let mut pairs = Vec::new();
    for batch in batches {
        let (source, line) = (Strings::of(batch, "source")?, Strings::of(batch, "line")?);
        let rule = Strings::of(batch, "rule")?;
        let recurring = (0..batch.num_rows()).filter(|&row| rule.get(row) == Some("recurring"));
        pairs.extend(
            recurring.map(|row| (source.get(row).unwrap_or_default(), line.get(row).unwrap_or_default())),
        );
    }
    Ok(Learned::from_pairs(pairs))
}
