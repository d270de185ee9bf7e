//! Signatures and shingles of columns of text, for expressions and for datasketch.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, UInt32Builder};
use arrow_array::{ArrayRef, FixedSizeListArray, UInt32Array};
use arrow_schema::{DataType, Field};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;
use rayon::prelude::*;
use wiresift_core::lsh::params::Bands;
use wiresift_core::pipeline::sketcher::Sketcher;
use wiresift_core::sketch::minhash::{Permutations, element};
use wiresift_core::text::clean::Learned;

use crate::arrow_in::{Strings, batches};
use crate::arrow_out::table;
use crate::error::to_python;
use crate::threads::Pool;

/// A worker that takes texts as they are.
fn sketcher<'e>(permutations: &'e Permutations, ngram: usize, learned: &'e Learned) -> Sketcher<'e> {
    Sketcher::new(permutations, Bands { bands: 1, rows: permutations.num_perm() }, ngram, false, learned)
}

/// The signature of each text of the column `text`: a fixed-size list of `num_perm` u32; null for null.
#[pyfunction]
#[pyo3(signature = (texts, *, num_perm, ngram, seed, threads=None))]
pub(crate) fn minhash(
    py: Python<'_>,
    texts: AnyRecordBatch,
    num_perm: usize,
    ngram: usize,
    seed: u32,
    threads: Option<usize>,
) -> PyResult<PyTable> {
    let batches = batches(texts)?;
    let columns = batches
        .iter()
        .map(|batch| Ok((batch.num_rows(), Strings::of(batch, "text")?)))
        .collect::<PyResult<Vec<_>>>()?;
    let texts: Vec<Option<&str>> = columns.iter().flat_map(|(rows, column)| column.optional(*rows)).collect();
    let pool = Pool::new(threads)?;
    let (permutations, learned) = (Permutations::new(num_perm, seed), Learned::default());
    let values: Vec<u32> = py.detach(|| {
        pool.run(|| {
            let mut values = vec![u32::MAX; texts.len() * num_perm];
            values.par_chunks_mut(num_perm.max(1)).zip(&texts).for_each_init(
                || sketcher(&permutations, ngram, &learned),
                |worker, (signature, text)| {
                    signature.copy_from_slice(worker.signature("", text.unwrap_or_default()));
                },
            );
            values
        })
    });
    let field = Arc::new(Field::new("item", DataType::UInt32, true));
    let nulls = texts.iter().map(Option::is_some).collect();
    let signatures = FixedSizeListArray::new(
        field,
        i32::try_from(num_perm).unwrap_or(i32::MAX),
        Arc::new(UInt32Array::from(values)),
        Some(nulls),
    );
    table(vec![("signature", Arc::new(signatures) as ArrayRef)])
}

/// The 32-bit elements of each text's shingle set, in order of first occurrence: what a signature is made of.
#[pyfunction]
#[pyo3(signature = (texts, *, ngram))]
pub(crate) fn elements(py: Python<'_>, texts: AnyRecordBatch, ngram: usize) -> PyResult<PyTable> {
    let batches = batches(texts)?;
    let lists = py.detach(|| -> PyResult<ArrayRef> {
        let (permutations, learned) = (Permutations::new(1, 1), Learned::default());
        let mut worker = sketcher(&permutations, ngram, &learned);
        let mut lists = ListBuilder::new(UInt32Builder::new());
        for batch in &batches {
            let column = Strings::of(batch, "text")?;
            for row in 0..batch.num_rows() {
                let text = column.get(row);
                for &shingle in worker.read("", text.unwrap_or_default()) {
                    lists.values().append_value(element(shingle));
                }
                lists.append(text.is_some());
            }
        }
        Ok(Arc::new(lists.finish()))
    })?;
    table(vec![("elements", lists)])
}

/// The instruction set in use.
#[pyfunction]
pub(crate) fn simd_level() -> PyResult<String> {
    wiresift_core::simd::check().map_err(to_python)?;
    Ok(format!("{:?}", wiresift_core::simd::level()).to_lowercase())
}
