//! Deduplication for Python: a session that takes Arrow batches and gives Arrow tables.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, RecordBatch, StringArray, StringViewArray, UInt32Array,
};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;
use wiresift_core::canonical::Policy;
use wiresift_core::pipeline::dedup::{Batch, Config, Session};
use wiresift_core::pipeline::outcome::Outcome;

use crate::arrow_in::{Strings, batches, microseconds, row_numbers};
use crate::arrow_out::table;
use crate::clean::Boilerplate;
use crate::error::to_python;
use crate::threads::Pool;

/// See `_core.pyi`.
#[pyclass(module = "wiresift._core")]
pub(crate) struct DedupSession {
    session: Option<Session>,
    pool: Pool,
}

#[pymethods]
impl DedupSession {
    #[new]
    #[pyo3(signature = (*, threshold, containment, ngram, num_perm, seed, bands, rows, canonical, preferred, clean, threads))]
    #[allow(clippy::too_many_arguments)] // the public parameters, each by its name
    fn new(
        threshold: f64,
        containment: Option<f64>,
        ngram: usize,
        num_perm: usize,
        seed: u32,
        bands: Option<usize>,
        rows: Option<usize>,
        canonical: &str,
        preferred: Vec<String>,
        clean: bool,
        threads: Option<usize>,
    ) -> PyResult<Self> {
        let canonical = Policy::parse(canonical).map_err(to_python)?;
        let config = Config {
            threshold,
            containment,
            ngram,
            num_perm,
            seed,
            bands,
            rows,
            canonical,
            preferred,
            clean,
        };
        let session = Session::new(config).map_err(to_python)?;
        Ok(Self { session: Some(session), pool: Pool::new(threads)? })
    }

    fn learn(&mut self, py: Python<'_>, articles: AnyRecordBatch) -> PyResult<()> {
        self.each_batch(py, articles, |session, batch| {
            let rows = batch.num_rows();
            let sources = Strings::of(batch, "source")?.optional(rows);
            session.learn(&sources, &Strings::of(batch, "text")?.values(rows));
            Ok(())
        })
    }

    #[pyo3(signature = (boilerplate=None))]
    fn learned(&mut self, boilerplate: Option<&Boilerplate>) -> PyResult<()> {
        self.session()?.learned(boilerplate.map(|saved| saved.learned.clone()));
        Ok(())
    }

    fn sketch(&mut self, py: Python<'_>, articles: AnyRecordBatch) -> PyResult<()> {
        self.each_batch(py, articles, |session, batch| {
            let rows = batch.num_rows();
            let batch = Batch {
                ids: Strings::of(batch, "id")?.values(rows),
                texts: Strings::of(batch, "text")?.values(rows),
                titles: Strings::of(batch, "title")?.optional(rows),
                sources: Strings::of(batch, "source")?.optional(rows),
                published: microseconds(batch, "published")?,
            };
            session.sketch(&batch).map_err(to_python)
        })
    }

    fn plan(&mut self, py: Python<'_>) -> PyResult<PyTable> {
        let wanted = self.detached(py, |session| session.plan().map_err(to_python))?;
        table(vec![("wanted", Arc::new(BooleanArray::from(wanted)))])
    }

    fn verify(&mut self, py: Python<'_>, articles: AnyRecordBatch) -> PyResult<()> {
        self.each_batch(py, articles, |session, batch| {
            let n = batch.num_rows();
            let rows = row_numbers(batch, "row")?;
            let sources = Strings::of(batch, "source")?.optional(n);
            session.verify(&rows, &sources, &Strings::of(batch, "text")?.values(n)).map_err(to_python)
        })
    }

    fn finish<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let session = self.session.take().ok_or_else(spent)?;
        let pool = &self.pool;
        let outcome = py.detach(|| pool.run(|| session.finish())).map_err(to_python)?;
        let tables = PyDict::new(py);
        tables.set_item("documents", documents(&outcome)?)?;
        tables.set_item("edges", edges(&outcome)?)?;
        tables.set_item("boilerplate", boilerplate(&outcome)?)?;
        tables.set_item("counts", counts(py, &outcome)?)?;
        Ok(tables)
    }
}

fn spent() -> PyErr {
    PyRuntimeError::new_err("this session has finished: make another")
}

impl DedupSession {
    fn session(&mut self) -> PyResult<&mut Session> {
        self.session.as_mut().ok_or_else(spent)
    }

    /// Runs `work` without the interpreter, in the session's threads.
    fn detached<T: Send>(
        &mut self,
        py: Python<'_>,
        work: impl FnOnce(&mut Session) -> PyResult<T> + Send,
    ) -> PyResult<T> {
        let Self { session, pool } = self;
        let session = session.as_mut().ok_or_else(spent)?;
        py.detach(|| pool.run(|| work(session)))
    }

    fn each_batch(
        &mut self,
        py: Python<'_>,
        articles: AnyRecordBatch,
        work: impl Fn(&mut Session, &RecordBatch) -> PyResult<()> + Send + Sync,
    ) -> PyResult<()> {
        let batches = batches(articles)?;
        self.detached(py, |session| batches.iter().try_for_each(|batch| work(session, batch)))
    }
}

fn documents(outcome: &Outcome) -> PyResult<PyTable> {
    let rows = &outcome.documents;
    let ids = StringViewArray::from_iter_values(outcome.ids.iter());
    let cluster_ids =
        StringViewArray::from_iter_values(rows.iter().map(|row| &outcome.ids[row.canonical.index()]));
    let is_canonical: BooleanArray =
        rows.iter().enumerate().map(|(at, row)| Some(row.canonical.index() == at)).collect();
    let relation = rows.iter().map(|row| match row.relation {
        Some(relation) => relation.name(),
        None if row.is_alone => "unique",
        None => "canonical",
    });
    let mut flags = ListBuilder::new(StringBuilder::new());
    for row in rows {
        row.flags.names().for_each(|name| flags.values().append_value(name));
        flags.append(true);
    }
    let measure = |of: fn(&wiresift_core::verify::Similarity) -> f64| -> ArrayRef {
        Arc::new(rows.iter().map(|row| row.similarity.as_ref().map(of)).collect::<Float64Array>())
    };
    table(vec![
        ("id", Arc::new(ids)),
        ("cluster_id", Arc::new(cluster_ids)),
        ("is_canonical", Arc::new(is_canonical)),
        ("relation", Arc::new(StringArray::from_iter_values(relation))),
        ("jaccard", measure(|similarity| similarity.jaccard)),
        ("containment", measure(|similarity| similarity.containment_a)),
        ("containment_of", measure(|similarity| similarity.containment_b)),
        ("n_tokens", Arc::new(UInt32Array::from_iter_values(rows.iter().map(|row| row.n_tokens)))),
        ("n_shingles", Arc::new(UInt32Array::from_iter_values(rows.iter().map(|row| row.n_shingles)))),
        ("flags", Arc::new(flags.finish())),
    ])
}

fn edges(outcome: &Outcome) -> PyResult<PyTable> {
    let rows = &outcome.edges;
    let floats = |of: fn(&wiresift_core::verify::Similarity) -> f64| -> ArrayRef {
        Arc::new(Float64Array::from_iter_values(rows.iter().map(|(edge, _)| of(&edge.similarity))))
    };
    let id_a = StringViewArray::from_iter_values(rows.iter().map(|(edge, _)| &outcome.ids[edge.a.index()]));
    let id_b = StringViewArray::from_iter_values(rows.iter().map(|(edge, _)| &outcome.ids[edge.b.index()]));
    let relation = StringArray::from_iter_values(rows.iter().map(|(_, relation)| relation.name()));
    let route = StringArray::from_iter_values(rows.iter().map(|(edge, _)| edge.route.name()));
    let n_bands = UInt32Array::from_iter_values(rows.iter().map(|(edge, _)| edge.n_bands));
    table(vec![
        ("id_a", Arc::new(id_a)),
        ("id_b", Arc::new(id_b)),
        ("jaccard", floats(|similarity| similarity.jaccard)),
        ("containment_a", floats(|similarity| similarity.containment_a)),
        ("containment_b", floats(|similarity| similarity.containment_b)),
        ("relation", Arc::new(relation)),
        ("route", Arc::new(route)),
        ("n_bands", Arc::new(n_bands)),
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
    out.set_item("hot_fingerprints", counts.hot_fingerprints)?;
    out.set_item("components", counts.components)?;
    out.set_item("split_components", counts.split_components)?;
    Ok(out)
}
