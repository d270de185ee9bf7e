//! The native module `wiresift._core`: converts, detaches from the interpreter, calls the core, converts back.
#![allow(missing_docs)] // documented in `_core.pyi`, which users read
#![allow(clippy::needless_pass_by_value)] // pyo3 hands owned values over

mod arrow_in;
mod arrow_out;
mod clean;
mod date_orders;
mod dedup;
mod dedup_tables;
mod error;
mod events;
mod explain;
mod oracle;
mod rethreshold;
mod scratch;
mod similarity;
mod sketch;
mod threads;
mod topic;
mod values;

use pyo3::prelude::*;

/// Events are made of many small allocations: news of wars is read a tenth faster than with the allocator of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pymodule(gil_used = false)]
fn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add("__version__", env!("CARGO_PKG_VERSION"))?;
    m.add_class::<clean::BoilerplateLearner>()?;
    m.add_class::<clean::Boilerplate>()?;
    m.add_class::<date_orders::DateOrders>()?;
    m.add_class::<dedup::DedupSession>()?;
    m.add_class::<events::PyPack>()?;
    m.add_class::<topic::PyTopicSets>()?;
    m.add_function(wrap_pyfunction!(sketch::minhash, m)?)?;
    m.add_function(wrap_pyfunction!(sketch::elements, m)?)?;
    m.add_function(wrap_pyfunction!(sketch::simd_level, m)?)?;
    m.add_function(wrap_pyfunction!(explain::passages, m)?)?;
    m.add_function(wrap_pyfunction!(rethreshold::rethreshold, m)?)?;
    m.add_function(wrap_pyfunction!(similarity::similarities, m)?)?;
    m.add_function(wrap_pyfunction!(oracle::all_pairs, m)?)?;
    m.add_function(wrap_pyfunction!(values::dates, m)?)?;
    m.add_function(wrap_pyfunction!(values::amounts, m)?)?;
    Ok(())
}
