//! The core's error as Python's exceptions, all in one place.

use pyo3::PyErr;
use pyo3::exceptions::PyValueError;
use wiresift_core::Error;

pyo3::import_exception!(wiresift.exceptions, InputError);
pyo3::import_exception!(wiresift.exceptions, OutputError);
pyo3::import_exception!(wiresift.exceptions, PackError);
pyo3::import_exception!(wiresift.exceptions, ParameterError);

/// Maps each kind to the member of the exception tree that users catch.
pub(crate) fn to_python(error: Error) -> PyErr {
    let message = error.to_string();
    match error {
        Error::Parameter { .. } => ParameterError::new_err(message),
        Error::Pack { .. } => PackError::new_err(message),
        Error::Input(_) => InputError::new_err(message),
        Error::Scratch(_) => OutputError::new_err(message),
        _ => PyValueError::new_err(message),
    }
}
