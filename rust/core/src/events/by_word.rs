//! What is kept for each word, in one list: that of word `n` is `list[from[n]..from[n + 1]]`.

use std::ops::Range;

use super::lexicon::EntryId;

/// Lists by word.
#[derive(Debug)]
pub(super) struct ByWord<T> {
    list: Vec<T>,
    from: Vec<u32>,
}

impl<T> Default for ByWord<T> {
    fn default() -> Self {
        Self { list: Vec::new(), from: vec![0] }
    }
}

impl<T> ByWord<T> {
    /// Adds the list of the next word.
    pub(super) fn push(&mut self, of_word: impl IntoIterator<Item = T>) {
        self.list.extend(of_word);
        self.from.push(self.list.len() as u32);
    }

    /// The places of a word's list among all; none of one that is not known.
    #[inline]
    pub(super) fn places(&self, word: EntryId) -> Range<usize> {
        match self.from.get(word as usize..).and_then(|from| from.first_chunk()) {
            Some(&[from, to]) => from as usize..to as usize,
            None => 0..0,
        }
    }

    /// The list of a word; nothing of one that is not known.
    #[inline]
    pub(super) fn of(&self, word: EntryId) -> &[T] {
        &self.list[self.places(word)]
    }
}
