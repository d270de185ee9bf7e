//! Arrow tables in: columns by name, any string layout, nulls, chunks.
//!
//! A table comes from anything with `__arrow_c_stream__` (polars, pyarrow, arro3, `DuckDB` ...) or
//! `__arrow_c_array__`, without a copy. Batches stay as they are; rows are read through [`Strings`], which hides
//! the layout.

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType, UInt32Type};
use arrow_array::{Array, ArrayRef, LargeStringArray, RecordBatch, StringArray, StringViewArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;

/// The record batches of any Arrow table, stream or batch.
pub(crate) fn batches(data: AnyRecordBatch) -> PyResult<Vec<RecordBatch>> {
    let table: PyTable = data.into_table()?;
    Ok(table.into_inner().0)
}

/// A string column of any layout.
pub(crate) enum Strings<'a> {
    /// 32-bit offsets.
    Small(&'a StringArray),
    /// 64-bit offsets.
    Large(&'a LargeStringArray),
    /// Views.
    View(&'a StringViewArray),
    /// All null.
    Null,
}

impl<'a> Strings<'a> {
    /// The string column `name` of `batch`.
    pub(crate) fn of(batch: &'a RecordBatch, name: &str) -> PyResult<Self> {
        let column = batch
            .column_by_name(name)
            .ok_or_else(|| PyValueError::new_err(format!("the table has no column {name:?}")))?;
        Self::from_array(column, name)
    }

    /// A string array that errors call `name`.
    pub(crate) fn from_array(column: &'a ArrayRef, name: &str) -> PyResult<Self> {
        match column.data_type() {
            DataType::Utf8 => Ok(Self::Small(column.as_string())),
            DataType::LargeUtf8 => Ok(Self::Large(column.as_string())),
            DataType::Utf8View => Ok(Self::View(column.as_string_view())),
            DataType::Null => Ok(Self::Null),
            other => Err(PyTypeError::new_err(format!("column {name:?} holds {other}, not strings"))),
        }
    }

    /// The value of a row.
    pub(crate) fn get(&self, row: usize) -> Option<&'a str> {
        match self {
            Self::Small(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Null => None,
        }
    }

    /// All values of `rows` rows, null as `None`.
    pub(crate) fn optional(&self, rows: usize) -> Vec<Option<&'a str>> {
        (0..rows).map(|row| self.get(row)).collect()
    }

    /// All values of `rows` rows, null as the empty string.
    pub(crate) fn values(&self, rows: usize) -> Vec<&'a str> {
        (0..rows).map(|row| self.get(row).unwrap_or_default()).collect()
    }
}

/// A column of lists of strings, with offsets of either width.
pub(crate) struct StringLists<'a> {
    values: Strings<'a>,
    ranges: Vec<std::ops::Range<usize>>,
}

impl<'a> StringLists<'a> {
    /// A list array that errors call `name`. A null counts as an empty list.
    pub(crate) fn of(column: &'a ArrayRef, name: &str) -> PyResult<Self> {
        #[allow(clippy::cast_sign_loss)] // offsets of a valid list are not negative
        let (values, ranges) = if let Some(list) = column.as_list_opt::<i32>() {
            (list.values(), ranges(list.offsets().iter().map(|&at| at as usize), list.nulls()))
        } else if let Some(list) = column.as_list_opt::<i64>() {
            (list.values(), ranges(list.offsets().iter().map(|&at| at as usize), list.nulls()))
        } else {
            return Err(PyTypeError::new_err(format!(
                "column {name:?} holds {}, not lists",
                column.data_type()
            )));
        };
        Ok(Self { values: Strings::from_array(values, name)?, ranges })
    }

    /// The strings of a row, nulls left out.
    pub(crate) fn of_row(&self, row: usize) -> impl Iterator<Item = &'a str> + '_ {
        self.ranges[row].clone().filter_map(|at| self.values.get(at))
    }
}

fn ranges(offsets: impl Iterator<Item = usize>, nulls: Option<&NullBuffer>) -> Vec<std::ops::Range<usize>> {
    let offsets: Vec<usize> = offsets.collect();
    let whole = |(row, ends): (usize, &[usize])| {
        if nulls.is_some_and(|nulls| nulls.is_null(row)) { 0..0 } else { ends[0]..ends[1] }
    };
    offsets.windows(2).enumerate().map(whole).collect()
}

/// The column `name` as microseconds since 1970.
pub(crate) fn microseconds(batch: &RecordBatch, name: &str) -> PyResult<Vec<Option<i64>>> {
    let column = batch
        .column_by_name(name)
        .ok_or_else(|| PyValueError::new_err(format!("the table has no column {name:?}")))?;
    let rows = batch.num_rows();
    match column.data_type() {
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            let array = column.as_primitive::<TimestampMicrosecondType>();
            Ok((0..rows).map(|row| array.is_valid(row).then(|| array.value(row))).collect())
        }
        DataType::Int64 => {
            let array = column.as_primitive::<Int64Type>();
            Ok((0..rows).map(|row| array.is_valid(row).then(|| array.value(row))).collect())
        }
        DataType::Null => Ok(vec![None; rows]),
        other => Err(PyTypeError::new_err(format!("column {name:?} holds {other}, not microseconds"))),
    }
}

/// The column `name` of row numbers.
pub(crate) fn row_numbers(batch: &RecordBatch, name: &str) -> PyResult<Vec<usize>> {
    let column = batch
        .column_by_name(name)
        .ok_or_else(|| PyValueError::new_err(format!("the table has no column {name:?}")))?;
    match column.data_type() {
        DataType::UInt32 => {
            Ok(column.as_primitive::<UInt32Type>().values().iter().map(|&row| row as usize).collect())
        }
        other => Err(PyTypeError::new_err(format!("column {name:?} holds {other}, not UInt32"))),
    }
}
