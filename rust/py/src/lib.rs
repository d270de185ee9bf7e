//! The native module `wiresift._core`: converts, detaches from the interpreter, calls the core, converts back.
#![allow(missing_docs)] // documented in `_core.pyi`, which users read

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
fn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add("__version__", env!("CARGO_PKG_VERSION"))?;
    Ok(())
}
