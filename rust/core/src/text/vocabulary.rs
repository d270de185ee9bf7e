//! Words and their numbers: one look-up a word, by the key that it carries.
//!
//! The key of a word of at most eight bytes is the word itself, so that equal keys are equal words; of longer words
//! more is compared. Numbers are given in the order in which words come in.
//!
//! Cost: one probe of a table at most half full, sixteen bytes a slot. Building is linear.

use super::words::{Word, Words, key_of};

/// Words by number.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    slots: Vec<Slot>,
    /// Where the text of each word ends.
    ends: Vec<u32>,
    text: String,
    /// The last eight bytes of each word that has more than eight. With its key and its length they tell a word of at
    /// most sixteen, for the key of such a word is a mixture of its first eight and its last eight that can be undone.
    lasts: Vec<u64>,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    key: u64,
    length: u32,
    /// Number of the word; [`FREE`] where there is none.
    number: u32,
}

const FREE: u32 = u32::MAX;

impl Vocabulary {
    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The words in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.word(number))
    }

    /// The word of a number.
    pub(crate) fn word(&self, number: u32) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.text[start as usize..self.ends[number as usize] as usize]
    }

    /// The number of a folded word.
    pub(crate) fn get(&self, word: &str) -> Option<u32> {
        self.find(key_of(word), word.len(), || word)
    }

    /// The number of a token.
    #[inline]
    pub(crate) fn of(&self, words: &Words, word: &Word) -> Option<u32> {
        self.find(word.key(), word.length(), || words.folded(word))
    }

    #[inline]
    fn find<'w>(&self, key: u64, length: usize, word: impl Fn() -> &'w str) -> Option<u32> {
        self.finder().find(key, length, word)
    }

    /// What looks many words up.
    #[inline]
    pub(crate) fn finder(&self) -> Finder<'_> {
        Finder { words: self, slots: &self.slots, shift: shift_of(self.slots.len()) }
    }

    /// Whether a word of more than eight bytes is that of a number, given that their keys and lengths are the same.
    #[inline]
    fn is_long(&self, number: u32, word: &str) -> bool {
        self.lasts[number as usize] == last_of(word) && (word.len() <= 16 || self.word(number) == word)
    }

    /// The number of a folded word, a new one where it is not known.
    pub(crate) fn insert(&mut self, word: &str) -> u32 {
        if let Some(number) = self.get(word) {
            return number;
        }
        if (self.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let number = self.ends.len() as u32;
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        self.lasts.push(last_of(word));
        self.settle(Slot { key: key_of(word), length: word.len() as u32, number });
        number
    }

    fn settle(&mut self, slot: Slot) {
        let mut at = place(slot.key, shift_of(self.slots.len()));
        while self.slots[at].number != FREE {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = slot;
    }

    fn grow(&mut self) {
        let free = Slot { key: 0, length: u32::MAX, number: FREE };
        let size = (self.slots.len() * 2).max(64);
        let old = std::mem::replace(&mut self.slots, vec![free; size]);
        for slot in old.into_iter().filter(|slot| slot.number != FREE) {
            self.settle(slot);
        }
    }
}

/// The slots of a vocabulary at hand, for a loop over words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finder<'v> {
    words: &'v Vocabulary,
    slots: &'v [Slot],
    shift: u32,
}

impl Finder<'_> {
    /// The number of a token, by the folded text that it points into.
    #[inline]
    pub(crate) fn within(&self, folded: &str, word: &Word) -> Option<u32> {
        self.find(word.key(), word.length(), || word.within(folded))
    }

    #[inline]
    fn find<'w>(&self, key: u64, length: usize, word: impl Fn() -> &'w str) -> Option<u32> {
        let mut at = place(key, self.shift);
        loop {
            // there are none in an empty vocabulary
            let slot = *self.slots.get(at)?;
            // no word is as long as a free slot says that it is
            if slot.key == key
                && slot.length as usize == length
                && (length <= 8 || self.words.is_long(slot.number, word()))
            {
                return Some(slot.number);
            }
            if slot.number == FREE {
                return None;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

/// By how much a product is shifted to be a place among so many slots, a power of two.
#[inline]
fn shift_of(slots: usize) -> u32 {
    (64 - slots.trailing_zeros()) % 64
}

#[inline]
fn place(key: u64, shift: u32) -> usize {
    // the multiplier is the fraction of the golden ratio, made odd
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> shift) as usize
}

/// The last eight bytes of a word; nothing of a shorter one.
#[inline]
fn last_of(word: &str) -> u64 {
    word.as_bytes().last_chunk::<8>().map_or(0, |last| u64::from_le_bytes(*last))
}

/// Something said of each of some words.
#[derive(Debug)]
pub(crate) struct WordMap<T> {
    words: Vocabulary,
    values: Vec<T>,
}

impl<T> WordMap<T> {
    /// What is said of a token, if anything.
    #[inline]
    pub(crate) fn of(&self, words: &Words, at: usize) -> Option<&T> {
        let word = words.as_slice().get(at)?;
        self.words.of(words, word).map(|number| &self.values[number as usize])
    }
}

impl<T> WordMap<T> {
    /// The words.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter()
    }
}

impl<T> FromIterator<(&'static str, T)> for WordMap<T> {
    /// The last thing said of a word holds.
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(pairs: I) -> Self {
        let mut map = Self { words: Vocabulary::default(), values: Vec::new() };
        for (word, value) in pairs {
            let number = map.words.insert(word) as usize;
            if number < map.values.len() {
                map.values[number] = value;
            } else {
                map.values.push(value);
            }
        }
        map
    }
}

impl<'w> FromIterator<&'w str> for Vocabulary {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Self {
        let mut vocabulary = Self::default();
        for word in words {
            vocabulary.insert(word);
        }
        vocabulary
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::Span;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_word_is_found_and_no_other(
            known in prop::collection::vec("[ab]{0,9}|[ab]{15,20}", 0..300),
            other in prop::collection::vec("[ab]{1,20}", 0..100),
        ) {
            let mut vocabulary = Vocabulary::default();
            let mut list: Vec<&str> = Vec::new();
            for word in &known {
                let number = vocabulary.insert(word) as usize;
                if !list.contains(&word.as_str()) {
                    list.push(word);
                }
                prop_assert_eq!(list[number], word.as_str());
            }
            prop_assert_eq!(vocabulary.iter().collect::<Vec<_>>(), list.clone());
            let text = other.join(" ");
            let mut words = Words::default();
            words.read(&text, Span::new(0, text.len()));
            for (word, token) in other.iter().zip(words.as_slice()) {
                let want = list.iter().position(|known| known == word).map(|index| index as u32);
                prop_assert_eq!(vocabulary.get(word), want);
                prop_assert_eq!(vocabulary.of(&words, token), want);
            }
        }
    }
}
