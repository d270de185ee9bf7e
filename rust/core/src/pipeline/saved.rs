//! The state of a session between two readings, as bytes, so that a run that was killed need not begin anew.
//!
//! Columns of numbers, one after the other, each with its length; little-endian; a mark and a version in front. What
//! was learned and sketched is saved, the shingle sets are not: they come from the texts again, and what stays in
//! memory changes no result.
//!
//! Cost: the size of the sketches, some 300 bytes a document; no memory beside a buffer.

use std::io::{self, Read, Write};

use crate::{Error, Result};

/// What a saved session begins with; the last byte is the version of this layout.
const MARK: [u8; 8] = *b"wiresif\x02";

/// Numbers written or read at a time.
const AT_A_TIME: usize = 8192;

/// A number of fixed width.
pub(crate) trait Number: Copy {
    /// Appends its bytes.
    fn put(self, bytes: &mut Vec<u8>);
    /// Reads one from as many bytes as it has.
    fn of(bytes: &[u8]) -> Self;
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl Number for $kind {
            fn put(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn of(bytes: &[u8]) -> Self {
                let mut own = [0; size_of::<Self>()];
                own.copy_from_slice(bytes);
                Self::from_le_bytes(own)
            }
        }
    )*};
}

numbers!(u8, u32, u64, u128, i64);

/// Writes columns.
pub(crate) struct Writer<'w> {
    sink: &'w mut dyn Write,
    bytes: Vec<u8>,
}

impl<'w> Writer<'w> {
    /// Writes the mark.
    pub(crate) fn new(sink: &'w mut dyn Write) -> io::Result<Self> {
        sink.write_all(&MARK)?;
        Ok(Self { sink, bytes: Vec::new() })
    }

    /// A column that is as long as it says.
    pub(crate) fn column<T: Number>(&mut self, values: impl ExactSizeIterator<Item = T>) -> io::Result<()> {
        (values.len() as u64).put(&mut self.bytes);
        for value in values {
            value.put(&mut self.bytes);
            if self.bytes.len() >= AT_A_TIME * size_of::<T>() {
                self.flush()?;
            }
        }
        self.flush()
    }

    /// A text.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        (text.len() as u64).put(&mut self.bytes);
        self.flush()?;
        self.sink.write_all(text.as_bytes())
    }

    /// Bytes alone, without their number.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sink.write_all(bytes)
    }

    /// Several texts.
    pub(crate) fn texts<'t>(&mut self, texts: impl ExactSizeIterator<Item = &'t str>) -> io::Result<()> {
        self.column(std::iter::once(texts.len() as u64))?;
        for text in texts {
            self.text(text)?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}

/// Reads columns, in the order in which they were written.
pub(crate) struct Reader<'r> {
    source: &'r mut dyn Read,
    bytes: Vec<u8>,
}

impl<'r> Reader<'r> {
    /// Checks the mark.
    pub(crate) fn new(source: &'r mut dyn Read) -> Result<Self> {
        let mut reader = Self { source, bytes: Vec::new() };
        if reader.take(MARK.len())? != MARK {
            return Err(Error::Input(
                "the saved sketches are of another version: run without --resume".to_owned(),
            ));
        }
        Ok(reader)
    }

    fn take(&mut self, n: usize) -> Result<&[u8]> {
        self.bytes.resize(n, 0);
        self.source.read_exact(&mut self.bytes).map_err(|error| broken(&error.to_string()))?;
        Ok(&self.bytes)
    }

    fn length(&mut self) -> Result<usize> {
        Ok(u64::of(self.take(size_of::<u64>())?) as usize)
    }

    /// A column.
    pub(crate) fn column<T: Number>(&mut self) -> Result<Vec<T>> {
        let mut left = self.length()?;
        let mut values = Vec::new();
        while left > 0 {
            let n = left.min(AT_A_TIME);
            let bytes = self.take(n * size_of::<T>())?;
            values.extend(bytes.chunks_exact(size_of::<T>()).map(T::of));
            left -= n;
        }
        Ok(values)
    }

    /// As many bytes as were written.
    pub(crate) fn bytes(&mut self, n: usize) -> Result<&[u8]> {
        self.take(n)
    }

    /// A text.
    pub(crate) fn text(&mut self) -> Result<String> {
        let bytes: Vec<u8> = self.column()?;
        String::from_utf8(bytes).map_err(|_| broken("a text is not UTF-8"))
    }

    /// Several texts.
    pub(crate) fn texts(&mut self) -> Result<Vec<String>> {
        let n: Vec<u64> = self.column()?;
        (0..n.first().copied().unwrap_or(0)).map(|_| self.text()).collect()
    }
}

/// The error of a state that is not what was saved.
pub(crate) fn broken(what: &str) -> Error {
    Error::Input(format!("the saved sketches can't be read ({what}): run without --resume"))
}

/// A part of a session that can be saved.
pub(crate) trait Saved: Sized {
    /// Writes it.
    fn save(&self, out: &mut Writer<'_>) -> io::Result<()>;
    /// Reads what [`Saved::save`] wrote.
    fn load(from: &mut Reader<'_>) -> Result<Self>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn columns_come_back(
            small in prop::collection::vec(any::<u8>(), 0..50),
            wide in prop::collection::vec(any::<u128>(), 0..50),
            texts in prop::collection::vec(".{0,12}", 0..8),
        ) {
            let mut bytes = Vec::new();
            let mut out = Writer::new(&mut bytes).unwrap();
            out.column(small.iter().copied()).unwrap();
            out.column(wide.iter().copied()).unwrap();
            out.texts(texts.iter().map(String::as_str)).unwrap();
            let mut source = bytes.as_slice();
            let mut from = Reader::new(&mut source).unwrap();
            prop_assert_eq!(from.column::<u8>().unwrap(), small);
            prop_assert_eq!(from.column::<u128>().unwrap(), wide);
            prop_assert_eq!(from.texts().unwrap(), texts);
        }
    }

    #[test]
    fn long_columns_and_broken_ones() {
        let mut bytes = Vec::new();
        let mut out = Writer::new(&mut bytes).unwrap();
        out.column(0..3 * AT_A_TIME as u32 + 7).unwrap();
        let column = |bytes: &[u8]| {
            let mut source = bytes;
            Reader::new(&mut source).and_then(|mut from| from.column::<u32>())
        };
        assert_eq!(column(&bytes).unwrap().len(), 3 * AT_A_TIME + 7);
        assert!(column(&bytes[..bytes.len() - 1]).is_err());
        assert!(column(b"another file").is_err());
    }
}
