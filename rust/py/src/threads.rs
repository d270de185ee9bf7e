//! Worker threads of a call or a session.

use std::sync::Arc;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// The shared pool of all cores, or one of a given size.
#[derive(Clone)]
pub(crate) struct Pool(Option<Arc<ThreadPool>>);

impl Pool {
    /// `threads` threads; all cores where `None`.
    pub(crate) fn new(threads: Option<usize>) -> PyResult<Self> {
        let build = |threads| {
            ThreadPoolBuilder::new()
                .num_threads(threads)
                .thread_name(|n| format!("wiresift-{n}"))
                .build()
                .map(Arc::new)
                .map_err(|error| PyRuntimeError::new_err(format!("no threads: {error}")))
        };
        threads.map(build).transpose().map(Self)
    }

    /// Runs `work` with its parallel parts in the pool.
    pub(crate) fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}
