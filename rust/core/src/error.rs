//! The one error of the core. Text never causes one; configuration, packs and saved tables may.

/// What went wrong, with the place where it did and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A parameter is outside its range.
    #[error("{name}: {message}")]
    Parameter {
        /// The parameter, by its public name.
        name: &'static str,
        /// What is wrong with the value and which values are right.
        message: String,
    },
    /// A pack can't be compiled.
    #[error("{file}:{line}: {message}")]
    Pack {
        /// File within the pack.
        file: String,
        /// Line, from 1; 0 where the whole file is meant.
        line: usize,
        /// What is wrong and what was expected.
        message: String,
    },
    /// A batch does not fit what came before it (a second pass over other rows, for example).
    #[error("{0}")]
    Input(String),
    /// What a run puts aside while it reads can't be written, or read again.
    #[error("{0}")]
    Scratch(String),
}

/// Result of the core.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A parameter error.
    pub(crate) fn parameter(name: &'static str, message: impl Into<String>) -> Self {
        Self::Parameter { name, message: message.into() }
    }
}
