//! The exact all-pairs join, for tests and benches.

use std::sync::Arc;

use arrow_array::{Float64Array, UInt32Array};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;
use rayon::prelude::*;
use wiresift_core::lsh::params::Bands;
use wiresift_core::oracle::join;
use wiresift_core::pipeline::sketcher::Sketcher;
use wiresift_core::sketch::minhash::Permutations;
use wiresift_core::text::clean::Learned;

use crate::arrow_in::{Strings, batches};
use crate::arrow_out::table;
use crate::clean::Boilerplate;

/// Every pair of rows (`a` < `b`) with Jaccard >= `threshold` on the shingle sets of `text`, none missed.
#[pyfunction]
#[pyo3(signature = (articles, *, threshold, ngram, boilerplate=None))]
pub(crate) fn all_pairs(
    py: Python<'_>,
    articles: AnyRecordBatch,
    threshold: f64,
    ngram: usize,
    boilerplate: Option<&Boilerplate>,
) -> PyResult<PyTable> {
    let (clean, nothing) = (boilerplate.is_some(), Learned::default());
    let learned = boilerplate.map_or(&nothing, |boilerplate| &boilerplate.learned);
    let batches = batches(articles)?;
    let mut texts: Vec<(&str, &str)> = Vec::new();
    for batch in &batches {
        let (source, text) = (Strings::of(batch, "source")?, Strings::of(batch, "text")?);
        texts.extend(
            (0..batch.num_rows())
                .map(|row| (source.get(row).unwrap_or_default(), text.get(row).unwrap_or_default())),
        );
    }
    let (sizes, pairs) = py.detach(|| {
        let permutations = Permutations::new(1, 1);
        let sets: Vec<Vec<u64>> = texts
            .par_iter()
            .map_init(
                || Sketcher::new(&permutations, Bands { bands: 1, rows: 1 }, ngram, clean, learned),
                |worker, (source, text)| {
                    let mut set = worker.read(source, text).to_vec();
                    set.sort_unstable();
                    set
                },
            )
            .collect();
        let pairs = join::all_pairs(&sets, threshold);
        (sets.iter().map(Vec::len).collect::<Vec<_>>(), pairs)
    });
    let jaccard = pairs.iter().map(|pair| {
        let all = sizes[pair.a as usize] + sizes[pair.b as usize] - pair.shared as usize;
        f64::from(pair.shared) / all as f64
    });
    table(vec![
        ("a", Arc::new(UInt32Array::from_iter_values(pairs.iter().map(|pair| pair.a)))),
        ("b", Arc::new(UInt32Array::from_iter_values(pairs.iter().map(|pair| pair.b)))),
        ("jaccard", Arc::new(Float64Array::from_iter_values(jaccard))),
    ])
}
