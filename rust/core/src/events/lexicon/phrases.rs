//! Sets of phrases: named lists that patterns ask for as `&name`, of any number, where a class is a bit of a token.

use rustc_hash::FxHashMap;

use super::{AnyOf, EntryId};

/// Phrases, each as the words that a text holds.
#[derive(Debug)]
pub(crate) struct PhraseSet {
    /// The single words.
    single: AnyOf,
    /// What stands behind the first word of longer ones, the longest first.
    longer: FxHashMap<EntryId, Vec<Box<[EntryId]>>>,
    /// The words of which each of them begins with one.
    pub(crate) first: Vec<EntryId>,
}

impl PhraseSet {
    pub(crate) fn new(phrases: &[Vec<EntryId>]) -> Self {
        let mut longer: FxHashMap<EntryId, Vec<Box<[EntryId]>>> = FxHashMap::default();
        let (mut single, mut first) = (Vec::new(), Vec::new());
        for phrase in phrases {
            let Some((&word, rest)) = phrase.split_first() else { continue };
            first.push(word);
            if rest.is_empty() {
                single.push(word);
            } else {
                longer.entry(word).or_default().push(rest.into());
            }
        }
        for rests in longer.values_mut() {
            rests.sort_unstable_by(|one, other| other.len().cmp(&one.len()).then(one.cmp(other)));
            rests.dedup();
        }
        first.sort_unstable();
        first.dedup();
        Self { single: AnyOf::new(single), longer, first }
    }

    /// Where the longest phrase that begins at `at` ends.
    pub(crate) fn end(&self, words: &[EntryId], at: usize) -> Option<usize> {
        let word = words[at];
        let behind = self.longer.get(&word).and_then(|rests| {
            rests.iter().find(|rest| words[at + 1..].starts_with(rest)).map(|rest| at + 1 + rest.len())
        });
        behind.or_else(|| self.single.holds(word).then_some(at + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_is_taken() {
        let set = PhraseSet::new(&[vec![1], vec![1, 2], vec![1, 2, 3], vec![4, 5], vec![]]);
        assert_eq!(set.first, [1, 4]);
        for (words, at, end) in [
            (&[1, 2, 3, 4][..], 0, Some(3)),
            (&[1, 2, 4], 0, Some(2)),
            (&[1], 0, Some(1)),
            (&[4, 6], 0, None),
            (&[2, 4, 5], 1, Some(3)),
            (&[2], 0, None),
        ] {
            assert_eq!(set.end(words, at), end, "{words:?}");
        }
    }
}
