//! The senses of a verb, found by the words that follow it: "make" has hundreds, of which a clause can hold few.

use std::ops::Deref;

use super::verbs::VerbSense;
use crate::events::lexicon::EntryId;

/// The senses of one verb: the longest phrases first, and among equals what tells no event.
#[derive(Debug, Clone, Default)]
pub(crate) struct Senses {
    list: Box<[VerbSense]>,
    /// Places in the list of those without a particle.
    alone: Box<[u16]>,
    /// The first word of the particle of each other, with its place, in order.
    behind: Box<[(EntryId, u16)]>,
}

impl Senses {
    /// The senses in the order of their rank.
    pub(super) fn new(mut list: Vec<VerbSense>) -> Self {
        list.sort_by_key(VerbSense::rank);
        let first = |sense: &VerbSense| sense.particle.words.first().copied();
        let alone = (0..list.len()).filter(|&at| first(&list[at]).is_none()).map(|at| at as u16).collect();
        let mut behind: Vec<(EntryId, u16)> =
            list.iter().enumerate().filter_map(|(at, sense)| Some((first(sense)?, at as u16))).collect();
        behind.sort_unstable();
        Self { list: list.into(), alone, behind: behind.into() }
    }

    /// Those without a particle, and those whose particle begins with one of these words, in their order.
    pub(crate) fn before(&self, words: &[EntryId]) -> impl Iterator<Item = &VerbSense> {
        let mut found = self.alone.to_vec();
        for (at, word) in words.iter().enumerate() {
            if words[..at].contains(word) {
                continue;
            }
            let from = self.behind.partition_point(|(first, _)| first < word);
            let same = self.behind[from..].iter().take_while(|(first, _)| first == word);
            found.extend(same.map(|&(_, place)| place));
        }
        found.sort_unstable();
        found.into_iter().map(|place| &self.list[place as usize])
    }
}

impl Deref for Senses {
    type Target = [VerbSense];

    fn deref(&self) -> &Self::Target {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::pack::{Meaning, Particle};
    use proptest::prelude::*;

    proptest! {
        /// What the index gives is what looking at each sense gives.
        #[test]
        fn the_index_equals_a_look_at_each(
            particles in prop::collection::vec(prop::collection::vec(0_u32..6, 0..3), 0..12),
            words in prop::collection::vec(0_u32..6, 0..6),
        ) {
            let sense = |(at, words): (usize, Vec<EntryId>)| VerbSense {
                particle: Particle {
                    words: words.into(),
                    mask: 0,
                    bare: false,
                    of: false,
                    at: false,
                    denies: false,
                    negated: false,
                },
                meaning: Meaning::Event(at as u16),
            };
            let senses = Senses::new(particles.into_iter().enumerate().map(sense).collect());
            let fits = |sense: &&VerbSense| {
                sense.particle.words.first().is_none_or(|first| words.contains(first))
            };
            let want: Vec<Meaning> = senses.iter().filter(fits).map(|sense| sense.meaning).collect();
            let got: Vec<Meaning> = senses.before(&words).map(|sense| sense.meaning).collect();
            prop_assert_eq!(got, want);
        }
    }
}
