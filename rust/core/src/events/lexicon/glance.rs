//! The first look at a word: what every word of every text is asked for, in one row of a table.

use super::{EntryId, UNKNOWN};
use crate::text::vocabulary::Finder;
use crate::text::words::Word;

/// The bit of an act of the grid; acts beyond the 63rd have none, and share the last with what is no act.
pub(crate) fn act_bit(act: u16) -> u64 {
    1 << act.min(63)
}

/// The bit of a word in the mask of a sentence.
#[inline]
pub(crate) fn bit_of(id: EntryId) -> u64 {
    1 << (id % 64)
}

/// What the first look at a word tells, as bits.
pub(crate) mod flag {
    /// The word can start an event.
    pub(crate) const TRIGGER: u32 = 1;
    /// A phrase that begins with the word can.
    pub(crate) const OPENS: u32 = 2;
    /// A quotation mark or an apostrophe.
    pub(crate) const QUOTE: u32 = 4;
    /// A form of a verb of reporting.
    pub(crate) const REPORTS: u32 = 8;
    /// A mark that ends nothing: what follows it is written as if it were not there.
    pub(crate) const JOINS: u32 = 16;
    /// An adjective that is an event ("dead").
    pub(crate) const EVENT: u32 = 32;
    /// A form of be, have or do.
    pub(crate) const AUXILIARY: u32 = 64;
    /// A pattern hangs on the word.
    pub(crate) const ANCHORS: u32 = 128;
    /// Beside it an event may become one of another type: a vow, or the deed of a third party.
    pub(crate) const VOWS: u32 = 1 << 8;
    pub(crate) const MEDIATES: u32 = 1 << 9;
    /// Part of the name of an armed group.
    pub(crate) const ARMED: u32 = 1 << 10;
    /// An opening bracket.
    pub(crate) const BRACKET: u32 = 1 << 11;
    /// It denies a verb.
    pub(crate) const NEGATES: u32 = 1 << 12;
    /// It makes a claim of what it governs, or a noun does with which a phrase begins there.
    pub(crate) const SAYS: u32 = 1 << 13;
    /// The first of the subjects that the word speaks of, up to the last bit: see `[subjects]` of a pack.
    pub(crate) const SUBJECT: u32 = 16;
}

/// The part of an entry that every word of every text is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Glance {
    pub classes: u64,
    /// Acts that the word can be: those of the grid by [`act_bit`], and others that the pack gives.
    pub acts: u64,
    /// Node of the trie of phrases that the word opens; 0 where it opens none.
    pub(super) node: u32,
    /// Bits of [`crate::normalise::traits::is`].
    pub traits: u32,
    /// Bits of [`flag`].
    pub flags: u32,
}

/// The tables of a lexicon at hand, for a loop over words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looker<'l> {
    pub(super) words: Finder<'l>,
    pub(super) glances: &'l [Glance],
}

impl<'l> Looker<'l> {
    /// The entry of a token, by the folded text that it points into, and what the first look at it tells.
    #[inline]
    pub(crate) fn look(&self, folded: &str, word: &Word) -> (EntryId, &'l Glance) {
        let id = self.words.within(folded, word).unwrap_or(UNKNOWN);
        (id, &self.glances[(id as usize).min(self.glances.len() - 1)])
    }
}
