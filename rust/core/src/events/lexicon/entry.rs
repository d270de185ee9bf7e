//! What the lists of a pack say of a word, and of a phrase.

use super::{EntryId, LemmaId, Trigger, Wanted};
use crate::events::pack::Subjects;
use crate::events::tag::{TagList, Tagging};

/// A use that a word can have as a form of a verb.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    pub lemma: LemmaId,
    /// Bits of [`use_of`].
    pub uses: u8,
}

/// What a list says of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sense {
    /// A topic of the grid.
    Topic(u16),
    /// An event noun.
    Event(u16),
    /// A noun that names an act of the grid.
    Act(u16),
    /// A noun that governs a complement (`plan`, `threat`).
    Governor(u16),
    /// A noun that opens a claim (`statement`).
    Report(u8),
    /// Classes only, as bits.
    Class(u64),
}

/// Which senses a phrase has, as bits.
pub(crate) mod kind_of {
    use super::Sense;

    /// A topic of the grid.
    pub(crate) const TOPIC: u8 = 1;
    /// An event noun.
    pub(crate) const EVENT: u8 = 2;
    /// A noun that names an act.
    pub(crate) const ACT: u8 = 4;
    /// A noun that governs.
    pub(crate) const GOVERNOR: u8 = 8;
    /// A noun that opens a claim.
    pub(crate) const REPORT: u8 = 16;

    pub(in crate::events::lexicon) fn sense(sense: Sense) -> u8 {
        match sense {
            Sense::Topic(_) => TOPIC,
            Sense::Event(_) => EVENT,
            Sense::Act(_) => ACT,
            Sense::Governor(_) => GOVERNOR,
            Sense::Report(_) => REPORT,
            Sense::Class(_) => 0,
        }
    }
}

/// One word of the lexicon.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    pub forms: Vec<Form>,
    /// It can be a singular noun, a plural noun.
    pub singular: bool,
    pub plural: bool,
    /// It is an adjective or an adverb by a list.
    pub adjective: bool,
    pub adverb: bool,
    /// The participle of a verb that keeps an object in the passive ("was given").
    pub two_objects: bool,
    /// It makes a claim of what it governs.
    pub says: bool,
    /// Behind "by" it tells the way in which something is done ("by helicopter").
    pub means: bool,
    /// Cost of reading it as a noun and as a verb, in tenths.
    pub noun_cost: u8,
    pub verb_cost: u8,
    /// Its tags with their costs, where the pack gives them.
    pub given: TagList,
    /// Classes of the word alone.
    pub classes: u64,
    /// Adjective or adverb governors.
    pub governor: Option<u16>,
    /// Act of the grid that the adjective carries ("ready to").
    pub act: Option<u16>,
    /// Act that the noun is by itself: the "deal" of "ceasefire deal".
    pub noun_act: Option<u16>,
    /// Event word that the adjective is ("dead").
    pub event: Option<u16>,
    /// What it can start, where these words stand in its sentence too ("break *out*").
    pub starts: Vec<(Box<[EntryId]>, Trigger)>,
    /// What it can start, where the sentence holds one of each of some sets of words.
    pub among: Vec<(Wanted, Trigger)>,
    /// Acts of the grid that it can be: see [`Glance::acts`].
    pub acts: u64,
    /// A bit for each subject that it speaks of.
    pub subjects: Subjects,
    /// Part of the name of an armed group.
    pub armed: bool,
    /// What the tagger is told of it.
    pub tagging: Tagging,
    /// Node of the trie of phrases that the word opens; 0 where it opens none.
    pub(super) node: u32,
}
