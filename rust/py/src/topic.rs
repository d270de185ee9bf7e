//! How alike articles are by the words that they share, for the links between events.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};
use arrow_array::{Array, ArrayRef, Float64Array};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;
use rayon::prelude::*;
use wiresift_core::sketch::topic::TopicSets;

use crate::arrow_in::{batches, row_numbers};
use crate::arrow_out::table;

/// Sets of words with weights.
#[pyclass(name = "TopicSets", frozen, module = "wiresift._core")]
pub(crate) struct PyTopicSets(TopicSets);

#[pymethods]
impl PyTopicSets {
    #[new]
    fn new(py: Python<'_>, sets: AnyRecordBatch, weights: Vec<f64>) -> PyResult<Self> {
        let batches = batches(sets)?;
        py.detach(|| {
            let mut topics = TopicSets::new(weights);
            for batch in &batches {
                let column = |name: &str| {
                    batch
                        .column_by_name(name)
                        .ok_or_else(|| PyValueError::new_err(format!("the table has no column {name:?}")))
                };
                let wrong = || PyTypeError::new_err("the columns are not lists of UInt32 and Float64");
                let words = column("words")?.as_list_opt::<i64>().ok_or_else(wrong)?;
                let alone = column("alone")?.as_primitive_opt::<Float64Type>().ok_or_else(wrong)?;
                for row in 0..batch.num_rows() {
                    let own = words.value(row);
                    let own = own.as_primitive_opt::<UInt32Type>().ok_or_else(wrong)?;
                    topics.push(own.values(), alone.is_valid(row).then(|| alone.value(row)));
                }
            }
            Ok(Self(topics))
        })
    }

    fn likeness(&self, one: usize, other: usize) -> Option<f64> {
        self.0.likeness(one, other)
    }

    fn likenesses(&self, py: Python<'_>, pairs: AnyRecordBatch) -> PyResult<PyTable> {
        let mut all = Vec::new();
        for batch in &batches(pairs)? {
            all.extend(row_numbers(batch, "a")?.into_iter().zip(row_numbers(batch, "b")?));
        }
        let found: Vec<Option<f64>> =
            py.detach(|| all.par_iter().map(|&(one, other)| self.0.likeness(one, other)).collect());
        table(vec![("likeness", Arc::new(Float64Array::from(found)) as ArrayRef)])
    }
}
