//! Sets of words, each with a number: one walk over the words of a sentence tells which of them it meets.
//!
//! Many patterns ask for the same words, so that a set is kept once, and asked for once a sentence. Cost: the sets
//! of each word, for all patterns together.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{EntryId, UNKNOWN, bit_of};
use crate::events::by_word::ByWord;

/// Number of a set of words.
pub(crate) type SetId = u32;

/// A set of more words than these is searched by halves.
const FEW: usize = 8;

/// Some words, in order, with their bits (see [`bit_of`]), which turn most others away.
#[derive(Debug, Clone)]
pub(crate) struct AnyOf {
    words: Box<[EntryId]>,
    mask: u64,
}

impl AnyOf {
    pub(crate) fn new(mut words: Vec<EntryId>) -> Self {
        words.sort_unstable();
        words.dedup();
        let mask = words.iter().fold(0, |mask, &id| mask | bit_of(id));
        Self { words: words.into(), mask }
    }

    /// Whether a word is among them.
    #[inline]
    pub(crate) fn holds(&self, word: EntryId) -> bool {
        self.mask & bit_of(word) != 0
            && if self.words.len() > FEW {
                self.words.binary_search(&word).is_ok()
            } else {
                self.words.contains(&word)
            }
    }
}

/// All sets of a lexicon.
#[derive(Debug, Default)]
pub(crate) struct Sets {
    numbers: FxHashMap<Box<[EntryId]>, SetId>,
    list: Vec<AnyOf>,
    /// Bits of those with a word of every sentence ("of"), which are taken to be met.
    open: Vec<u64>,
    /// The others that hold a word.
    of: ByWord<SetId>,
}

impl Sets {
    /// The number of a set of words.
    pub(crate) fn number(&mut self, words: Vec<EntryId>) -> SetId {
        let set = AnyOf::new(words);
        *self.numbers.entry(set.words.clone()).or_insert_with(|| {
            self.list.push(set);
            self.list.len() as SetId - 1
        })
    }

    /// The words of a set.
    pub(crate) fn words(&self, set: SetId) -> &[EntryId] {
        &self.list[set as usize].words
    }

    /// Whether a word is of a set.
    #[inline]
    pub(crate) fn has(&self, set: SetId, word: EntryId) -> bool {
        self.list[set as usize].holds(word)
    }

    /// Gathers the sets of each of so many words, of which the `small` ones are in every sentence. Called once, when all
    /// sets are in.
    pub(super) fn gather(&mut self, words: usize, small: &FxHashSet<EntryId>) {
        let mut of: Vec<Vec<SetId>> = vec![Vec::new(); words];
        self.open = vec![0; self.list.len().div_ceil(64)];
        for (number, set) in self.list.iter().enumerate() {
            if set.words.iter().any(|word| small.contains(word)) {
                self.open[number / 64] |= 1 << (number % 64);
                continue;
            }
            for &word in set.words.iter().filter(|&&word| word != UNKNOWN) {
                of[word as usize].push(number as SetId);
            }
        }
        self.of = ByWord::default();
        for sets in of {
            self.of.push(sets);
        }
        self.numbers = FxHashMap::default();
    }

    /// Of a set that the sentence of a word holds for certain, nothing is to be asked.
    fn is_given(&self, set: SetId, word: EntryId) -> bool {
        self.list[set as usize].holds(word) || self.open[set as usize / 64] & 1 << (set % 64) != 0
    }
}

/// Sets of words, of each of which a sentence must hold one, in this order, with the most tokens that stand between each
/// and the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wanted(Box<[(SetId, u32)]>);

/// More tokens than these between two words are not counted.
const FAR: u32 = 63;

impl FromIterator<(SetId, Option<usize>)> for Wanted {
    fn from_iter<I: IntoIterator<Item = (SetId, Option<usize>)>>(sets: I) -> Self {
        let far = |gap: usize| u32::try_from(gap).unwrap_or(FAR).min(FAR);
        Self(sets.into_iter().map(|(set, gap)| (set, gap.map_or(FAR, far))).collect())
    }
}

impl Wanted {
    /// The set that turns away most sentences with this word, as far as its size tells; none where no set can.
    pub(crate) fn rarest(&self, sets: &Sets, word: EntryId) -> Option<SetId> {
        let asked = self.0.iter().map(|&(set, _)| set).filter(|&set| !sets.is_given(set, word));
        asked.min_by_key(|&set| sets.list[set as usize].words.len())
    }

    /// Whether a sentence that meets the sets of `present` may hold one word of each.
    #[inline]
    fn may_be_there(&self, present: &Present) -> bool {
        self.0.iter().all(|&(set, _)| present.holds(set))
    }

    /// Whether a sentence that meets the sets of `present` holds one word of each in their order and near enough.
    #[inline]
    pub(crate) fn are_there(
        &self,
        sets: &Sets,
        sentence: &[EntryId],
        positions: &Positions,
        present: &Present,
    ) -> bool {
        self.may_be_there(present) && self.are_near(sets, sentence, positions)
    }

    /// The same sets, however far apart.
    pub(crate) fn loosened(&self) -> Self {
        Self(self.0.iter().map(|&(set, _)| (set, FAR)).collect())
    }

    /// The sets, in their order.
    pub(crate) fn sets(&self) -> impl Iterator<Item = SetId> + '_ {
        self.0.iter().map(|&(set, _)| set)
    }

    fn stand_in(&self, sets: &Sets, words: &[EntryId]) -> bool {
        let mut rest = words.iter();
        self.0.iter().all(|&(set, _)| rest.any(|&id| sets.list[set as usize].holds(id)))
    }

    /// Whether these words, at their positions, hold one of each set in their order, none too far behind the one before.
    pub(crate) fn are_near(&self, sets: &Sets, words: &[EntryId], positions: &Positions) -> bool {
        if !positions.known {
            return self.stand_in(sets, words);
        }
        // a bit for each word at which what was read so far may end
        let mut ends = 0_u64;
        for (index, &(set, gap)) in self.0.iter().enumerate() {
            let behind = match (index, gap) {
                (0, _) => u64::MAX,
                (_, FAR) => (ends & ends.wrapping_neg()).wrapping_neg() << 1,
                _ => (0..=gap).fold(0, |bits, gap| bits | ends << 1 << gap),
            };
            ends = positions.of_set(words, &sets.list[set as usize]) & behind;
            if ends == 0 {
                return false;
            }
        }
        true
    }
}

/// Where the words of a stretch stand, a bit for each place, by the bits of the words (see [`bit_of`]). Of a stretch of
/// more than [`FAR`] words nothing is known.
#[derive(Debug, Clone)]
pub(crate) struct Positions {
    by_bit: [u64; 64],
    pub known: bool,
}

impl Default for Positions {
    fn default() -> Self {
        Self { by_bit: [0; 64], known: false }
    }
}

impl Positions {
    /// Takes down where these words stand.
    pub(crate) fn set(&mut self, words: &[EntryId]) {
        self.known = words.len() <= FAR as usize;
        if self.known {
            self.by_bit = [0; 64];
            for (at, id) in words.iter().enumerate() {
                self.by_bit[*id as usize % 64] |= 1 << at;
            }
        }
    }

    /// Where one of these words stands.
    #[inline]
    pub(crate) fn of(&self, words: &[EntryId], id: EntryId) -> u64 {
        let mut maybe = self.by_bit[id as usize % 64];
        let mut here = maybe;
        while maybe != 0 {
            let at = maybe.trailing_zeros();
            here ^= u64::from(words[at as usize] != id) << at;
            maybe &= maybe - 1;
        }
        here
    }

    /// Where a word of a set stands.
    fn of_set(&self, words: &[EntryId], set: &AnyOf) -> u64 {
        if set.words.len() > FEW {
            return words.iter().rev().fold(0, |bits, &id| bits << 1 | u64::from(set.holds(id)));
        }
        set.words.iter().fold(0, |all, &id| all | self.of(words, id))
    }
}

/// The sets that the words of a sentence meet, and those with a word of every sentence: so what is not there is turned
/// away, and what is there is looked at again.
#[derive(Debug, Default)]
pub(crate) struct Present(Vec<u64>);

impl Present {
    /// Holds the sets of these words, and no others.
    pub(crate) fn set(&mut self, sets: &Sets, words: &[EntryId]) {
        self.0.clone_from(&sets.open);
        for &word in words {
            for &set in sets.of.of(word) {
                self.0[set as usize / 64] |= 1 << (set % 64);
            }
        }
    }

    #[inline]
    pub(crate) fn holds(&self, set: SetId) -> bool {
        self.0[set as usize / 64] & 1 << (set % 64) != 0
    }
}
