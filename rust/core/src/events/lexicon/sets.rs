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

    /// Whether words with these bits (see [`bit_of`]) may hold one of them.
    #[inline]
    pub(crate) fn may_be_among(&self, mask: u64) -> bool {
        self.mask & mask != 0
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

    /// The number of a set, where it has one.
    pub(crate) fn find(&self, set: &AnyOf) -> Option<SetId> {
        self.numbers.get(&set.words).copied()
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

    /// Whether a set holds a word of every sentence.
    #[inline]
    fn is_open(&self, set: SetId) -> bool {
        self.open[set as usize / 64] & 1 << (set % 64) != 0
    }

    /// Of a set that the sentence of a word holds for certain, nothing is to be asked.
    fn is_given(&self, set: SetId, word: EntryId) -> bool {
        self.has(set, word) || self.is_open(set)
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

    /// Whether some words may hold one of each set.
    #[inline]
    fn may_be_there(&self, present: &Present) -> bool {
        self.0.iter().all(|&(set, _)| present.holds(set))
    }

    /// Whether all words of a sentence hold one of each set in their order and near enough.
    #[inline]
    pub(crate) fn are_there(&self, among: Among<'_>) -> bool {
        self.may_be_there(among.present) && self.are_near(among)
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

    /// Whether some words hold one of each set in their order, none too far behind the one before.
    pub(crate) fn are_near(&self, among: Among<'_>) -> bool {
        if !among.positions.known {
            return self.stand_in(among.sets, among.words);
        }
        // a bit for each word at which what was read so far may end
        let mut ends = 0_u64;
        for (index, &(set, gap)) in self.0.iter().enumerate() {
            let behind = match (index, gap) {
                (0, _) => u64::MAX,
                (_, FAR) => (ends & ends.wrapping_neg()).wrapping_neg() << 1,
                _ => spread(ends << 1, gap),
            };
            ends = among.places(set) & behind;
            if ends == 0 {
                return false;
            }
        }
        true
    }
}

/// Words among which sets are looked for: those of a sentence, or of a part of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Among<'a> {
    pub sets: &'a Sets,
    /// The words of the sentence; of a part, where the sentence is too long for bits.
    pub words: &'a [EntryId],
    /// Where they stand.
    pub positions: &'a Positions,
    /// The sets that the words of the sentence meet.
    pub present: &'a Present,
    /// A bit for each word of the sentence that is one of the part.
    pub within: u64,
}

impl<'a> Among<'a> {
    /// All words of a sentence.
    pub(crate) fn all(
        sets: &'a Sets,
        words: &'a [EntryId],
        positions: &'a Positions,
        present: &'a Present,
    ) -> Self {
        Self { sets, words, positions, present, within: u64::MAX }
    }

    /// Where a word of a set stands, as places of the part.
    #[inline]
    pub(crate) fn places(&self, set: SetId) -> u64 {
        let of_words = || self.positions.of_set(self.words, &self.sets.list[set as usize]);
        let here = self.present.places(set).unwrap_or_else(of_words);
        if self.present.known { packed(here, self.within) } else { here }
    }
}

/// Some bits, each with as many above it.
#[inline]
fn spread(bits: u64, more: u32) -> u64 {
    let (mut all, mut over) = (bits, more);
    let mut step = 1;
    while over > 0 {
        let by = step.min(over);
        all |= all << by;
        over -= by;
        step *= 2;
    }
    all
}

/// The bits of `here` that are of `within`, as if there were no others.
#[inline]
fn packed(here: u64, within: u64) -> u64 {
    let mut rest = here & within;
    if within == u64::MAX || rest == 0 {
        return rest;
    }
    let run = within >> within.trailing_zeros();
    if run & (run + 1) == 0 {
        return rest >> within.trailing_zeros();
    }
    let mut packed = 0;
    while rest != 0 {
        let low = rest & rest.wrapping_neg();
        packed |= 1 << (within & (low - 1)).count_ones();
        rest ^= low;
    }
    packed
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

/// The sets that the words of a sentence meet, with the places of those words, and those with a word of every sentence: so
/// what is not there is turned away, and what is there is looked at again.
#[derive(Debug, Default)]
pub(crate) struct Present {
    marks: Vec<Mark>,
    /// The number of the sentence: marks with another are of sentences before.
    sentence: u32,
    /// The sentence is short enough for places.
    known: bool,
}

/// A set that a sentence meets.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    /// A bit for each place at which a word of it stands.
    places: u64,
    /// The last sentence that met it.
    sentence: u32,
    /// It holds a word of every sentence.
    open: bool,
}

impl Present {
    /// Holds the sets of these words, and no others.
    pub(crate) fn set(&mut self, sets: &Sets, words: &[EntryId]) {
        self.known = words.len() <= FAR as usize;
        self.sentence = self.sentence.wrapping_add(1);
        if self.marks.len() != sets.list.len() || self.sentence == 0 {
            self.sentence = 1;
            let mark = |set: usize| Mark { open: sets.is_open(set as SetId), ..Mark::default() };
            self.marks = (0..sets.list.len()).map(mark).collect();
        }
        for (at, &word) in words.iter().enumerate() {
            let here = 1_u64 << (at % 64);
            for &set in sets.of.of(word) {
                let mark = &mut self.marks[set as usize];
                let before = if mark.sentence == self.sentence { mark.places } else { 0 };
                mark.places = before | here;
                mark.sentence = self.sentence;
            }
        }
    }

    #[inline]
    pub(crate) fn holds(&self, set: SetId) -> bool {
        let mark = &self.marks[set as usize];
        mark.open || mark.sentence == self.sentence
    }

    /// Where a word of a set stands; of one that holds a word of every sentence it is not known.
    #[inline]
    fn places(&self, set: SetId) -> Option<u64> {
        let mark = &self.marks[set as usize];
        let here = if mark.sentence == self.sentence { mark.places } else { 0 };
        (self.known && !mark.open).then_some(here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn spread_bits_are_those_of_each_shift(bits in any::<u64>(), more in 0_u32..FAR) {
            prop_assert_eq!(spread(bits, more), (0..=more).fold(0, |all, by| all | bits << by));
        }

        /// Of a part of a sentence is told what would be told of its words alone.
        #[test]
        fn a_part_is_looked_at_as_if_it_were_alone(
            words in prop::collection::vec(0_u32..6, 1..70),
            part in any::<u64>(),
            wanted in prop::collection::vec((prop::collection::vec(0_u32..6, 1..3), prop::option::of(0_usize..4)), 1..4),
        ) {
            let mut sets = Sets::default();
            let wanted: Wanted = wanted.into_iter().map(|(words, gap)| (sets.number(words), gap)).collect();
            let small: FxHashSet<EntryId> = [0].into_iter().collect();
            sets.gather(6, &small);
            let (mut present, mut positions) = (Present::default(), Positions::default());
            present.set(&sets, &words);
            let chosen: Vec<usize> = (0..words.len()).filter(|at| part >> (at % 64) & 1 == 1).collect();
            let alone: Vec<EntryId> = chosen.iter().map(|&at| words[at]).collect();
            positions.set(&alone);
            let own = |positions: &Positions| {
                let (mut present, mut whole) = (Present::default(), Positions::default());
                present.set(&sets, &alone);
                whole.clone_from(positions);
                wanted.are_near(Among::all(&sets, &alone, &whole, &present))
            };
            let twin = own(&positions);
            // without places, order and distance are told from the words themselves
            present.known = false;
            prop_assert_eq!(wanted.are_near(Among::all(&sets, &alone, &positions, &present)), twin);
            if words.len() <= FAR as usize && !alone.is_empty() {
                present.set(&sets, &words);
                positions.set(&words);
                let within = chosen.iter().fold(0, |all, &at| all | 1 << at);
                let among = Among { within, ..Among::all(&sets, &words, &positions, &present) };
                prop_assert_eq!(wanted.are_near(among), twin);
            }
        }
    }
}
