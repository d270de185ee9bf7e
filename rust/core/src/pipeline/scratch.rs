//! What a run puts aside while it reads: bytes that grow at the end and are read from anywhere.
//!
//! The core knows no files. Who runs a session says where its logs are; in memory, if nobody does.

use std::fmt::Debug;
use std::io;

use crate::Error;

/// Bytes that grow at the end.
pub trait Log: Debug + Send + Sync {
    /// Adds bytes at the end.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Fills `into` from the place `at`.
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()>;
}

/// Where logs are made.
pub trait Scratch: Debug + Send + Sync {
    /// An empty log. `name` tells what it holds.
    fn log(&self, name: &str) -> io::Result<Box<dyn Log>>;
}

/// Logs in memory.
#[derive(Debug, Clone, Copy, Default)]
pub struct InMemory;

impl Scratch for InMemory {
    fn log(&self, _name: &str) -> io::Result<Box<dyn Log>> {
        Ok(Box::new(Vec::new()))
    }
}

impl Log for Vec<u8> {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.extend_from_slice(bytes);
        Ok(())
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let start = at as usize;
        let from = self.get(start..start + into.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        into.copy_from_slice(from);
        Ok(())
    }
}

/// The error of a log that can't be written or read.
#[allow(clippy::needless_pass_by_value)] // for `map_err`
pub(super) fn failed(error: io::Error) -> Error {
    Error::Scratch(format!("what is put aside while articles are read can't be kept: {error}"))
}
