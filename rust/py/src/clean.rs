//! Boilerplate learned from an archive, for Python.

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

    fn finish(&self) -> Boilerplate {
        Boilerplate { learned: self.learner.finish() }
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
    fn new(table: Option<AnyRecordBatch>) -> PyResult<Self> {
        Ok(Self { learned: table.map(learned_lines).transpose()?.unwrap_or_default() })
    }
}

/// The recurring lines of a saved table `boilerplate`.
fn learned_lines(table: AnyRecordBatch) -> PyResult<Learned> {
    let batches = batches(table)?;
    let mut pairs = Vec::new();
    for batch in &batches {
        let (source, line) = (Strings::of(batch, "source")?, Strings::of(batch, "line")?);
        let rule = Strings::of(batch, "rule")?;
        let recurring = (0..batch.num_rows()).filter(|&row| rule.get(row) == Some("recurring"));
        pairs.extend(
            recurring.map(|row| (source.get(row).unwrap_or_default(), line.get(row).unwrap_or_default())),
        );
    }
    Ok(Learned::from_pairs(pairs))
}
