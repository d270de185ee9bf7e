//! The tables of a deduplication, as Arrow.

use std::mem::take;
use std::sync::Arc;

use arrow_array::builder::{
    Float64Builder, ListBuilder, StringBuilder, TimestampMicrosecondBuilder, UInt32Builder,
};
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, StringArray, StringViewArray, UInt32Array,
};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3_arrow::PyTable;
use wiresift_core::id::DocId;
use wiresift_core::pipeline::assemble;
use wiresift_core::pipeline::outcome::{Document, Outcome};
use wiresift_core::relation::Relation;
use wiresift_core::verify::{Edge, Similarity};

use crate::arrow_out::table;

/// Every table of a run, and the counts. Rows go as soon as they stand in a table: both would be too much memory.
pub(crate) fn all(py: Python<'_>, mut outcome: Outcome) -> PyResult<Bound<'_, PyDict>> {
    let ids = StringViewArray::from_iter_values(outcome.ids());
    let tables = PyDict::new(py);
    tables.set_item("edges", edges(&ids, &take(&mut outcome.edges))?)?;
    tables.set_item("clusters", clusters(&ids, &outcome.documents, &outcome.published, &outcome.source)?)?;
    tables.set_item("facts", facts(&mut outcome)?)?;
    tables.set_item("documents", documents(&ids, &take(&mut outcome.documents))?)?;
    tables.set_item("boilerplate", boilerplate(&outcome)?)?;
    tables.set_item("counts", counts(py, &outcome)?)?;
    Ok(tables)
}

/// The ids of documents, without a copy of the strings.
fn ids_of(ids: &StringViewArray, documents: impl Iterator<Item = DocId>) -> PyResult<ArrayRef> {
    let views = documents.map(|document| ids.views()[document.index()]).collect::<Vec<u128>>();
    StringViewArray::try_new(views.into(), ids.data_buffers().to_vec(), None)
        .map(|array| Arc::new(array) as ArrayRef)
        .map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

/// Where each document stands: `cluster_id`, `is_canonical`, `relation` and the similarities.
pub(crate) fn standing(ids: &StringViewArray, rows: &[Document]) -> PyResult<Vec<(&'static str, ArrayRef)>> {
    let is_canonical: BooleanArray =
        rows.iter().enumerate().map(|(at, row)| Some(row.canonical.index() == at)).collect();
    let relation = rows.iter().map(|row| match row.relation {
        Some(relation) => relation.name(),
        None if row.is_alone => "unique",
        None => "canonical",
    });
    let measure = |of: fn(&Similarity) -> f64| -> ArrayRef {
        Arc::new(rows.iter().map(|row| row.similarity.as_ref().map(of)).collect::<Float64Array>())
    };
    Ok(vec![
        ("id", Arc::new(ids.clone())),
        ("cluster_id", ids_of(ids, rows.iter().map(|row| row.canonical))?),
        ("is_canonical", Arc::new(is_canonical)),
        ("relation", Arc::new(StringViewArray::from_iter_values(relation))),
        ("jaccard", measure(|similarity| similarity.jaccard)),
        ("containment", measure(|similarity| similarity.containment_a)),
        ("containment_of", measure(|similarity| similarity.containment_b)),
    ])
}

fn documents(ids: &StringViewArray, rows: &[Document]) -> PyResult<PyTable> {
    let mut flags = ListBuilder::new(StringBuilder::new());
    for row in rows {
        row.flags.names().for_each(|name| flags.values().append_value(name));
        flags.append(true);
    }
    let mut columns = standing(ids, rows)?;
    columns.extend([
        (
            "n_tokens",
            Arc::new(UInt32Array::from_iter_values(rows.iter().map(|row| row.n_tokens))) as ArrayRef,
        ),
        ("n_shingles", Arc::new(UInt32Array::from_iter_values(rows.iter().map(|row| row.n_shingles)))),
        ("flags", Arc::new(flags.finish())),
    ]);
    table(columns)
}

/// The table `edges`.
pub(crate) fn edges(ids: &StringViewArray, rows: &[(Edge, Relation)]) -> PyResult<PyTable> {
    let floats = |of: fn(&Similarity) -> f64| -> ArrayRef {
        Arc::new(Float64Array::from_iter_values(rows.iter().map(|(edge, _)| of(&edge.similarity))))
    };
    let relation = StringViewArray::from_iter_values(rows.iter().map(|(_, relation)| relation.name()));
    let route = StringViewArray::from_iter_values(rows.iter().map(|(edge, _)| edge.route.name()));
    let n_bands = UInt32Array::from_iter_values(rows.iter().map(|(edge, _)| edge.n_bands));
    table(vec![
        ("id_a", ids_of(ids, rows.iter().map(|(edge, _)| edge.a))?),
        ("id_b", ids_of(ids, rows.iter().map(|(edge, _)| edge.b))?),
        ("jaccard", floats(|similarity| similarity.jaccard)),
        ("containment_a", floats(|similarity| similarity.containment_a)),
        ("containment_b", floats(|similarity| similarity.containment_b)),
        ("relation", Arc::new(relation)),
        ("route", Arc::new(route)),
        ("n_bands", Arc::new(n_bands)),
    ])
}

/// The table `clusters`.
pub(crate) fn clusters(
    ids: &StringViewArray,
    documents: &[Document],
    published: &[Option<i64>],
    source: &[u32],
) -> PyResult<PyTable> {
    let mut canonical = Vec::new();
    let (mut n_documents, mut n_sources) = (UInt32Builder::new(), UInt32Builder::new());
    let time = || TimestampMicrosecondBuilder::new().with_timezone("UTC");
    let (mut first, mut last) = (time(), time());
    let mut min_jaccard = Float64Builder::new();
    let mut relations = Relation::ALL.map(|relation| (relation, UInt32Builder::new()));
    for cluster in assemble::clusters(documents, published, source) {
        canonical.push(cluster.canonical);
        n_documents.append_value(cluster.n_documents);
        n_sources.append_value(cluster.n_sources);
        first.append_option(cluster.first_published);
        last.append_option(cluster.last_published);
        min_jaccard.append_option(cluster.min_jaccard);
        for ((_, counts), n) in relations.iter_mut().zip(cluster.relations) {
            counts.append_value(n);
        }
    }
    let names: Vec<String> = Relation::ALL.iter().map(|relation| format!("n_{}", relation.name())).collect();
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("cluster_id", ids_of(ids, canonical.into_iter())?),
        ("n_documents", Arc::new(n_documents.finish())),
        ("n_sources", Arc::new(n_sources.finish())),
        ("first_published", Arc::new(first.finish())),
        ("last_published", Arc::new(last.finish())),
        ("min_jaccard", Arc::new(min_jaccard.finish())),
    ];
    for (name, (_, counts)) in names.iter().zip(&mut relations) {
        columns.push((name, Arc::new(counts.finish())));
    }
    table(columns)
}

/// What is known of each document besides, so that it can be clustered again.
fn facts(outcome: &mut Outcome) -> PyResult<PyTable> {
    table(vec![
        ("published", Arc::new(Int64Array::from(take(&mut outcome.published)))),
        ("source", Arc::new(UInt32Array::from(take(&mut outcome.source)))),
        ("preference", Arc::new(UInt32Array::from(take(&mut outcome.preference)))),
    ])
}

fn boilerplate(outcome: &Outcome) -> PyResult<PyTable> {
    let rows = &outcome.boilerplate;
    let share = rows.iter().map(|row| f64::from(row.n_documents) / f64::from(row.of.max(1)));
    let source: StringArray =
        rows.iter().map(|row| Some(row.source.as_str()).filter(|s| !s.is_empty())).collect();
    table(vec![
        ("source", Arc::new(source)),
        ("line", Arc::new(StringViewArray::from_iter_values(rows.iter().map(|row| &row.line)))),
        ("n_documents", Arc::new(UInt32Array::from_iter_values(rows.iter().map(|row| row.n_documents)))),
        ("share", Arc::new(Float64Array::from_iter_values(share))),
        ("rule", Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row.why.name())))),
    ])
}

fn counts<'py>(py: Python<'py>, outcome: &Outcome) -> PyResult<Bound<'py, PyDict>> {
    let counts = &outcome.counts;
    let out = PyDict::new(py);
    out.set_item("bands", outcome.bands.bands)?;
    out.set_item("rows", outcome.bands.rows)?;
    let curve: Vec<(f64, f64)> =
        (10..=20).map(|step| f64::from(step) / 20.0).map(|s| (s, outcome.bands.recall(s))).collect();
    out.set_item("expected_recall", curve)?;
    out.set_item("measured_pairs", counts.measured.pairs)?;
    out.set_item("measured_found", counts.measured.found)?;
    out.set_item("measured_recall", counts.measured.recall())?;
    out.set_item("measured_interval", counts.measured.interval())?;
    out.set_item("lsh_candidates", counts.lsh_candidates)?;
    out.set_item("fingerprint_candidates", counts.fingerprint_candidates)?;
    out.set_item("hot_buckets", counts.hot_buckets)?;
    out.set_item("largest_bucket", counts.largest_bucket)?;
    out.set_item("pairs_left_out", counts.pairs_left_out)?;
    out.set_item("hot_fingerprints", counts.hot_fingerprints)?;
    out.set_item("mostly_hot_documents", counts.mostly_hot_documents)?;
    out.set_item("components", counts.components)?;
    out.set_item("split_components", counts.split_components)?;
    Ok(out)
}
