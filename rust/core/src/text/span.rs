//! Half-open ranges of the raw text.
//!
//! Inside the core every offset is a byte offset into the raw text; [`CharOffsets`] turns them into
//! character offsets once, at the edge.

/// A half-open range of bytes of the raw text. Both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds nothing.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words themselves.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// Turns byte offsets into character offsets.
///
/// ASCII texts cost one pass to recognise and nothing afterwards. For others the number of characters before
/// every 256th byte is kept, so that a look-up reads at most 256 bytes.
#[derive(Debug)]
pub struct CharOffsets<'t> {
    text: &'t [u8],
    /// Characters before byte `i * STEP`; empty for ASCII.
    marks: Vec<u32>,
}

const STEP: usize = 256;

impl<'t> CharOffsets<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        if text.is_ascii() {
            return Self { text: bytes, marks: Vec::new() };
        }
        let mut marks = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut seen = 0_u32;
        for block in bytes.chunks(STEP) {
            marks.push(seen);
            seen += starts(block);
        }
        marks.push(seen);
        Self { text: bytes, marks }
    }

    /// Characters before byte `at`.
    pub fn at(&self, at: usize) -> usize {
        if self.marks.is_empty() {
            return at;
        }
        let block = at / STEP;
        self.marks[block] as usize + starts(&self.text[block * STEP..at]) as usize
    }
}

/// Bytes that begin a character.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from((byte & 0xC0) != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn character_offsets_equal_counting(text in "\\PC{0,700}") {
            let offsets = CharOffsets::new(&text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.at(at), count);
            }
            prop_assert_eq!(offsets.at(text.len()), text.chars().count());
        }
    }
}
