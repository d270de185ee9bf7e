//! The senses of a verb, found by the words that follow it: "make" has hundreds, of which a clause can hold few.

use std::ops::Deref;

use super::verbs::{Meaning, VerbSense};
use crate::events::lexicon::{EntryId, bit_of};

/// The senses of one verb: the longest phrases first, and among equals what tells no event.
#[derive(Debug, Clone, Default)]
pub(crate) struct Senses {
    list: Box<[VerbSense]>,
    /// Places in the list of those without a particle.
    alone: Box<[u16]>,
    /// The first word of the particle of each other, with its place, in order.
    behind: Box<[(EntryId, u16)]>,
    /// The bits of the words of each of these particles.
    masks: Box<[u64]>,
    /// The bits of those first words.
    firsts: u64,
    /// One of them is an act upon a topic.
    acts: bool,
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
        let firsts = behind.iter().fold(0, |bits, &(first, _)| bits | bit_of(first));
        let masks = behind.iter().map(|&(_, at)| list[at as usize].particle.mask).collect();
        let acts = list.iter().any(|sense| matches!(sense.meaning, Meaning::Act(_)));
        Self { list: list.into(), alone, behind: behind.into(), masks, firsts, acts }
    }

    /// Whether one of them is an act upon a topic.
    pub(crate) fn has_acts(&self) -> bool {
        self.acts
    }

    /// Those without a particle, and those whose particle begins with one of these words and may stand among all that
    /// follow the verb, in their order.
    pub(crate) fn before(&self, words: &[EntryId], all: &[EntryId]) -> impl Iterator<Item = &VerbSense> {
        let mut found = self.alone.to_vec();
        let behind =
            if self.behind.is_empty() { 0 } else { all.iter().fold(0, |mask, &word| mask | bit_of(word)) };
        for (at, word) in words.iter().enumerate() {
            if self.firsts & bit_of(*word) == 0 || words[..at].contains(word) {
                continue;
            }
            let from = self.behind.partition_point(|(first, _)| first < word);
            let same = self.behind[from..].iter().zip(&self.masks[from..]);
            let same = same.take_while(|((first, _), _)| first == word);
            found.extend(same.filter(|(_, mask)| **mask & !behind == 0).map(|(&(_, place), _)| place));
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
    use crate::events::pack::Particle;
    use proptest::prelude::*;

    proptest! {
        /// What the index gives is what looking at each sense gives.
        #[test]
        fn the_index_equals_a_look_at_each(
            particles in prop::collection::vec(prop::collection::vec(0_u32..6, 0..3), 0..12),
            words in prop::collection::vec(0_u32..6, 0..6),
            more in 0_u32..6,
        ) {
            let sense = |(at, words): (usize, Vec<EntryId>)| VerbSense {
                particle: Particle {
                    mask: words.iter().fold(0, |mask, &word| mask | bit_of(word)),
                    words: words.into(),
                    ..Particle::kind(&[], false)
                },
                meaning: Meaning::Event(at as u16),
            };
            let senses = Senses::new(particles.into_iter().enumerate().map(sense).collect());
            let all = [&words[..], &[more]].concat();
            let fits = |sense: &&VerbSense| {
                sense.particle.words.first().is_none_or(|first| words.contains(first))
                    && sense.particle.words.iter().all(|word| all.contains(word))
            };
            let want: Vec<Meaning> = senses.iter().filter(fits).map(|sense| sense.meaning).collect();
            let got: Vec<Meaning> = senses.before(&words, &all).map(|sense| sense.meaning).collect();
            prop_assert_eq!(got, want);
        }
    }
}
