//! Arrow tables out: columns built in Rust, handed over through the `PyCapsule` interface.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{Field, Schema};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;

/// A table of the given columns, all of one length, every one nullable.
pub(crate) fn table(columns: Vec<(&str, ArrayRef)>) -> PyResult<PyTable> {
    let fields: Vec<Field> =
        columns.iter().map(|(name, array)| Field::new(*name, array.data_type().clone(), true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    let batch = RecordBatch::try_new(schema.clone(), arrays)
        .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    PyTable::try_new(vec![batch], schema)
}
