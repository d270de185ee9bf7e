//! Deduplication for Python: a session that takes Arrow batches and gives Arrow tables.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::{BooleanArray, RecordBatch};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;
use wiresift_core::canonical::Policy;
use wiresift_core::pipeline::dedup::{Batch, Config, Session};
use wiresift_core::pipeline::scratch::{InMemory, Scratch};
use wiresift_core::simd;

use crate::arrow_in::{Strings, batches, microseconds, row_numbers};
use crate::arrow_out::table;
use crate::dedup_tables;
use crate::error::to_python;
use crate::scratch::Folder;
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
    #[pyo3(signature = (*, threshold, containment, ngram, num_perm, seed, bands, rows, canonical, preferred, clean, threads, scratch=None))]
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
        scratch: Option<PathBuf>,
    ) -> PyResult<Self> {
        simd::check().map_err(to_python)?;
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
        let scratch: Box<dyn Scratch> = match scratch {
            Some(folder) => Box::new(Folder::new(folder)),
            None => Box::new(InMemory),
        };
        let session = Session::new(config, scratch).map_err(to_python)?;
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

    fn learned(&mut self, py: Python<'_>) -> PyResult<Option<PyTable>> {
        self.detached(py, |session| Ok(session.learned(None)))?.map(wanted).transpose()
    }

    fn sketch(&mut self, py: Python<'_>, articles: AnyRecordBatch) -> PyResult<()> {
        self.each_batch(py, articles, |session, batch| session.sketch(&rows_of(batch)?).map_err(to_python))
    }

    fn sketch_again(&mut self, py: Python<'_>, articles: AnyRecordBatch) -> PyResult<()> {
        self.each_batch(py, articles, |session, batch| {
            session.sketch_again(&row_numbers(batch, "row")?, &rows_of(batch)?).map_err(to_python)
        })
    }

    fn counts_again(&mut self, py: Python<'_>) -> PyResult<bool> {
        self.detached(py, |session| Ok(session.counts_again()))
    }

    fn count_again(&mut self, py: Python<'_>, articles: AnyRecordBatch) -> PyResult<()> {
        self.each_batch(py, articles, |session, batch| {
            let n = batch.num_rows();
            let sources = Strings::of(batch, "source")?.optional(n);
            session.count_again(&sources, &Strings::of(batch, "text")?.values(n));
            Ok(())
        })
    }

    fn save(&mut self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        self.detached(py, |session| {
            let mut file = BufWriter::new(File::create(path)?);
            session.save(&mut file)?;
            Ok(file.flush()?)
        })
    }

    fn load(&mut self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        self.detached(py, |session| session.load(&mut BufReader::new(File::open(path)?)).map_err(to_python))
    }

    fn plan(&mut self, py: Python<'_>) -> PyResult<Option<PyTable>> {
        self.detached(py, |session| session.plan().map_err(to_python))?.map(wanted).transpose()
    }

    fn take(&mut self, py: Python<'_>, articles: AnyRecordBatch) -> PyResult<()> {
        self.each_batch(py, articles, |session, batch| {
            let n = batch.num_rows();
            let rows = row_numbers(batch, "row")?;
            let sources = Strings::of(batch, "source")?.optional(n);
            session.take(&rows, &sources, &Strings::of(batch, "text")?.values(n)).map_err(to_python)
        })
    }

    fn verify(&mut self, py: Python<'_>) -> PyResult<bool> {
        self.detached(py, |session| session.verify().map_err(to_python))
    }

    fn finish<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let session = self.session.take().ok_or_else(spent)?;
        let pool = &self.pool;
        let outcome = py.detach(|| pool.run(|| session.finish())).map_err(to_python)?;
        dedup_tables::all(py, outcome)
    }
}

fn rows_of(batch: &RecordBatch) -> PyResult<Batch<'_>> {
    let rows = batch.num_rows();
    Ok(Batch {
        ids: Strings::of(batch, "id")?.values(rows),
        texts: Strings::of(batch, "text")?.values(rows),
        titles: Strings::of(batch, "title")?.optional(rows),
        sources: Strings::of(batch, "source")?.optional(rows),
        published: microseconds(batch, "published")?,
    })
}

/// A row an article, in order of arrival.
fn wanted(wanted: Vec<bool>) -> PyResult<PyTable> {
    table(vec![("wanted", Arc::new(BooleanArray::from(wanted)))])
}

fn spent() -> PyErr {
    PyRuntimeError::new_err("this session has finished: make another")
}

impl DedupSession {
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
