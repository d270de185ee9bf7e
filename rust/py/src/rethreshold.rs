//! The edges of a run taken again at a higher threshold, without the texts.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, UInt32Type};
use arrow_array::{Array, BooleanArray, RecordBatch, StringViewArray};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3_arrow::input::AnyRecordBatch;
use wiresift_core::canonical::Policy;
use wiresift_core::id::DocId;
use wiresift_core::pipeline::assemble::Articles;
use wiresift_core::pipeline::sketcher::Flags;
use wiresift_core::verify::{Bounds, Edge, Route, Similarity};

use crate::arrow_in::{Strings, batches};
use crate::arrow_out::table;
use crate::dedup_tables::{clusters, edges, standing};
use crate::error::to_python;

/// `articles` has a row a document, by id: `id`, `published`, `source`, `preference`, `n_tokens`, `n_shingles`,
/// `marked`. `links` is the table `edges` of the run.
#[pyfunction]
#[pyo3(signature = (articles, links, *, threshold, containment, canonical, bands))]
pub(crate) fn rethreshold<'py>(
    py: Python<'py>,
    articles: AnyRecordBatch,
    links: AnyRecordBatch,
    threshold: f64,
    containment: Option<f64>,
    canonical: &str,
    bands: u32,
) -> PyResult<Bound<'py, PyDict>> {
    let policy = Policy::parse(canonical).map_err(to_python)?;
    let bounds = Bounds { threshold, containment };
    let known = Known::of(&batches(articles)?)?;
    let links = batches(links)?;
    let (class, links) = known.links(&links, &bounds)?;
    let assembled = py.detach(|| {
        let articles = known.articles();
        articles.assemble(&class, links, &bounds, &articles.best_first(policy), bands)
    });
    let ids = StringViewArray::from_iter_values(&known.ids);
    let tables = PyDict::new(py);
    tables.set_item("documents", table(standing(&ids, &assembled.documents)?)?)?;
    tables.set_item("edges", edges(&ids, &assembled.edges)?)?;
    tables.set_item("clusters", clusters(&ids, &assembled.documents, &known.published, &known.source)?)?;
    tables.set_item("components", assembled.components)?;
    tables.set_item("split_components", assembled.split_components)?;
    Ok(tables)
}

/// What the run kept of each article.
#[derive(Default)]
struct Known {
    ids: Vec<String>,
    published: Vec<Option<i64>>,
    source: Vec<u32>,
    preference: Vec<u32>,
    n_tokens: Vec<u32>,
    n_shingles: Vec<u32>,
    flags: Vec<Flags>,
}

impl Known {
    fn of(batches: &[RecordBatch]) -> PyResult<Self> {
        let mut known = Self::default();
        for batch in batches {
            let rows = batch.num_rows();
            known.ids.extend(Strings::of(batch, "id")?.values(rows).into_iter().map(str::to_owned));
            let published =
                column(batch, "published")?.as_primitive_opt::<Int64Type>().ok_or_else(not_ours)?;
            known.published.extend(published);
            for (name, into) in [
                ("source", &mut known.source),
                ("preference", &mut known.preference),
                ("n_tokens", &mut known.n_tokens),
                ("n_shingles", &mut known.n_shingles),
            ] {
                into.extend(numbers(batch, name)?);
            }
            let marked: &BooleanArray = column(batch, "marked")?.as_boolean_opt().ok_or_else(not_ours)?;
            known.flags.extend(marked.iter().map(|marked| {
                let mut flags = Flags::default();
                flags.set(Flags::UPDATE, marked == Some(true));
                flags
            }));
        }
        Ok(known)
    }

    fn articles(&self) -> Articles<'_> {
        Articles {
            published: &self.published,
            source: &self.source,
            n_tokens: &self.n_tokens,
            n_shingles: &self.n_shingles,
            flags: &self.flags,
            preference: &self.preference,
        }
    }

    fn number(&self, id: &str) -> PyResult<DocId> {
        self.ids
            .binary_search_by(|known| known.as_str().cmp(id))
            .map(DocId::from_index)
            .map_err(|_| PyValueError::new_err(format!("no document has the id {id:?} of an edge")))
    }

    /// The class of each document, and the links that `bounds` leaves, sorted.
    fn links(&self, batches: &[RecordBatch], bounds: &Bounds) -> PyResult<(Vec<DocId>, Vec<Edge>)> {
        let mut class: Vec<DocId> = (0..self.ids.len()).map(DocId::from_index).collect();
        let mut links = Vec::new();
        for batch in batches {
            let (id_a, id_b) = (Strings::of(batch, "id_a")?, Strings::of(batch, "id_b")?);
            let route = Strings::of(batch, "route")?;
            let floats = |name| -> PyResult<_> {
                column(batch, name)?.as_primitive_opt::<Float64Type>().ok_or_else(not_ours)
            };
            let (jaccard, a_in_b, b_in_a) =
                (floats("jaccard")?, floats("containment_a")?, floats("containment_b")?);
            let n_bands = numbers(batch, "n_bands")?;
            for (row, n_bands) in n_bands.into_iter().enumerate() {
                let a = self.number(id_a.get(row).unwrap_or_default())?;
                let b = self.number(id_b.get(row).unwrap_or_default())?;
                let route = match route.get(row) {
                    Some("exact") => {
                        class[b.index()] = a;
                        continue;
                    }
                    Some("lsh") => Route::Lsh,
                    _ => Route::Fingerprint,
                };
                let similarity = Similarity {
                    jaccard: jaccard.value(row),
                    containment_a: a_in_b.value(row),
                    containment_b: b_in_a.value(row),
                };
                if bounds.is_edge(similarity, self.n_shingles[a.index()], self.n_shingles[b.index()]) {
                    links.push(Edge { a, b, similarity, route, n_bands });
                }
            }
        }
        links.sort_unstable_by_key(|edge| (edge.a, edge.b));
        Ok((class, links))
    }
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> PyResult<&'a Arc<dyn Array>> {
    batch
        .column_by_name(name)
        .ok_or_else(|| PyValueError::new_err(format!("the table has no column {name:?}")))
}

fn numbers(batch: &RecordBatch, name: &str) -> PyResult<Vec<u32>> {
    let column = column(batch, name)?.as_primitive_opt::<UInt32Type>().ok_or_else(not_ours)?;
    Ok(column.values().to_vec())
}

fn not_ours() -> PyErr {
    PyTypeError::new_err("the tables are not those of a deduplication")
}
