//! Exact similarities of pairs of texts, a batch at a time.

use std::sync::Arc;

use arrow_array::Float64Array;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;
use rayon::prelude::*;
use wiresift_core::id::DocId;
use wiresift_core::lsh::params::Bands;
use wiresift_core::pipeline::sketcher::Sketcher;
use wiresift_core::sketch::minhash::Permutations;
use wiresift_core::text::clean::Learned;
use wiresift_core::verify::{Comparer, Similarity};

use crate::arrow_in::{Strings, batches};
use crate::arrow_out::table;
use crate::clean::Boilerplate;
use crate::threads::Pool;

/// `jaccard`, `containment_a` and `containment_b` of each row's `text_a` and `text_b`; null counts as empty. With
/// `boilerplate`, texts are cleaned as those of `source_a` and `source_b`.
#[pyfunction]
#[pyo3(signature = (pairs, *, ngram, boilerplate=None, threads=None))]
pub(crate) fn similarities(
    py: Python<'_>,
    pairs: AnyRecordBatch,
    ngram: usize,
    boilerplate: Option<&Boilerplate>,
    threads: Option<usize>,
) -> PyResult<PyTable> {
    let batches = batches(pairs)?;
    let mut rows: Vec<[&str; 4]> = Vec::new();
    for batch in &batches {
        let columns = ["source_a", "text_a", "source_b", "text_b"];
        let [source_a, text_a, source_b, text_b] = columns.map(|name| Strings::of(batch, name));
        let columns = [source_a?, text_a?, source_b?, text_b?];
        let values = |row| columns.each_ref().map(|column| column.get(row).unwrap_or_default());
        rows.extend((0..batch.num_rows()).map(values));
    }
    let pool = Pool::new(threads)?;
    let (clean, nothing) = (boilerplate.is_some(), Learned::default());
    let learned = boilerplate.map_or(&nothing, |boilerplate| &boilerplate.learned);
    let permutations = Permutations::new(1, 1);
    let worker = || Sketcher::new(&permutations, Bands { bands: 1, rows: 1 }, ngram, clean, learned);
    let found: Vec<Similarity> = py.detach(|| {
        pool.run(|| {
            let similarity = |(worker, set, comparer): &mut (Sketcher<'_>, Vec<u64>, Comparer),
                              [source_a, text_a, source_b, text_b]: &[&str; 4]| {
                set.clear();
                set.extend_from_slice(worker.read(source_a, text_a));
                comparer.forget();
                comparer.similarity(DocId(0), set, worker.read(source_b, text_b))
            };
            let state = || (worker(), Vec::new(), Comparer::default());
            rows.par_iter().map_init(state, similarity).collect()
        })
    });
    let column = |of: fn(&Similarity) -> f64| Arc::new(Float64Array::from_iter_values(found.iter().map(of)));
    table(vec![
        ("jaccard", column(|similarity| similarity.jaccard)),
        ("containment_a", column(|similarity| similarity.containment_a)),
        ("containment_b", column(|similarity| similarity.containment_b)),
    ])
}
