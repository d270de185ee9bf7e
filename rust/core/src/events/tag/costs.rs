//! What readings cost, in tenths: one tag after another, and what a tag does to what its clause lacks.
//!
//! Both are asked millions of times and depend on a few small numbers, so both are tables: see [`fitted`].

use super::candidates::MAX_CANDIDATES;
use super::fitted;
use crate::events::grammar::Tag;

/// What a clause still lacks, by number: 0 a finite verb; 1 nothing; 2 nothing, but a new verb phrase or clause may
/// begin; 3 a finite verb of a nested clause, while the outer one lacks its own; 4 the outer clause lacks a finite
/// verb, the nested one has it.
pub(super) const LACKS_VERB: u8 = 0;
/// How many needs there are.
pub(super) const NEEDS: usize = 5;
/// How many tags there are.
pub(super) const TAGS: usize = Tag::Date as usize + 1;

/// What a token does to what its clause lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Effect {
    /// Nothing.
    None = 0,
    Finite,
    /// A finite form of a verb that can report, which another clause may follow.
    Reporting,
    Relative,
    That,
    Subordinator,
    /// "when asked", "while attacking", "if possible".
    AfterSubordinator,
    Coordinator,
    Comma,
    /// `:`, after which a heading may stand without a verb.
    Stop,
    /// `;`, which parts whole clauses.
    Semicolon,
    /// A dash, a bracket.
    Mark,
}

/// How many effects there are.
pub(super) const EFFECTS: usize = Effect::Mark as usize + 1;

/// The cheapest ways to a tag, by what the clause lacks then; there are more of them than needs, so that they fill
/// registers. A way is its cost with its [`place`] below: of two that cost the same, the one of the lesser place wins.
pub(super) type Row = [i32; 8];
/// No way; so dear is none.
pub(super) const NONE: i32 = 100_000 << PLACE_BITS;
/// No way to a tag.
pub(super) const NO_WAY: Row = [NONE; 8];
const PLACE_BITS: u32 = 5;
/// How many places there are.
pub(super) const PLACES: usize = 1 << PLACE_BITS;

/// A way of this cost.
#[inline]
pub(super) fn way(cost: u8) -> i32 {
    i32::from(cost) << PLACE_BITS
}

/// The place of a way: the number of its tag among those of the token, times [`NEEDS`], and its need.
#[inline]
pub(super) fn place(way: i32) -> u8 {
    way.to_le_bytes()[0] & (PLACES - 1) as u8
}

/// The ways to a candidate, at its own places.
#[inline]
pub(super) fn at_places(mut row: Row, candidate: usize) -> Row {
    for (way, place) in row.iter_mut().zip(&OWN[candidate]) {
        *way = *way >> PLACE_BITS << PLACE_BITS | place;
    }
    row
}

/// The places of each candidate of a token; what is no need has the last of them.
const OWN: [Row; MAX_CANDIDATES] = {
    let mut places = [[0; 8]; MAX_CANDIDATES];
    let mut at = 0;
    while at < MAX_CANDIDATES * 8 {
        let need = if at % 8 < NEEDS { at % 8 } else { NEEDS - 1 };
        places[at / 8][at % 8] = (at / 8 * NEEDS + need) as u8 as i32;
        at += 1;
    }
    places
};

/// What it costs that `tag` follows `previous`.
#[inline]
pub(super) fn follow(previous: Tag, tag: Tag) -> u8 {
    fitted::FOLLOW[previous as usize][tag as usize]
}

/// What an effect makes of the ways to a token.
#[inline]
pub(super) fn step(effect: Effect, ways: &Row) -> Row {
    let mut row = NO_WAY;
    if effect == Effect::None {
        // most words
        for (to, (from, cost)) in row.iter_mut().zip(ways.iter().zip(&STAY)) {
            *to = from + cost;
        }
        return row;
    }
    for (&from, &(to, cost, other, other_cost)) in ways.iter().zip(&fitted::STEPS[effect as usize]) {
        for (to, cost) in [(to, cost), (other, other_cost)] {
            if let Some(known) = row[..NEEDS].get_mut(to as usize) {
                *known = (*known).min(from + way(cost));
            }
        }
    }
    row
}

/// What it costs that a word changes nothing.
const STAY: Row = {
    let mut row = [0; 8];
    let mut need = 0;
    while need < NEEDS {
        let (to, cost, other, _) = fitted::STEPS[Effect::None as usize][need];
        assert!(to as usize == need && other as usize == NEEDS);
        row[need] = (cost as i32) << PLACE_BITS;
        need += 1;
    }
    row
};

/// What it costs that a word has `tag` with these words before and after it.
#[inline]
pub(super) fn beside(tag: Tag, left: u8, next: u8, after: u8) -> u8 {
    let tag = tag as usize;
    fitted::LEFT[left as usize][tag] + fitted::NEXT[next as usize][tag] + fitted::AFTER[after as usize][tag]
}

/// What a word looks like to the words before it: the number of its tag, or one of these.
pub(super) mod look {
    use crate::events::grammar::Tag;

    /// "strike", "attack".
    pub(in super::super) const BARE_OR_NOUN: u8 = 28;
    /// "strikes", "attacks".
    pub(in super::super) const THIRD_OR_NOUN: u8 = 29;
    /// Behind the last word.
    pub(in super::super) const END: u8 = 30;
    /// "military", "civilian".
    pub(in super::super) const NOUN_OR_ADJECTIVE: u8 = 31;
    /// How many there are.
    pub(in super::super) const LOOKS: usize = 32;
    /// How many values [`left`] has.
    pub(in super::super) const LEFTS: usize = 4;

    /// What the clause has before the next word, as far as it tells the number of the subject: 1 for a coordinator,
    /// 2 for a plural noun.
    pub(in super::super) fn left(before: u8, look: u8) -> u8 {
        const ENDS: u32 = 1 << Tag::Comma as u8
            | 1 << Tag::Mark as u8
            | 1 << Tag::Subordinator as u8
            | 1 << Tag::Relative as u8
            | 1 << Tag::That as u8
            | 1 << Tag::Modal as u8
            | 1 << Tag::AuxFinite as u8
            | 1 << Tag::VerbThird as u8
            | 1 << Tag::VerbPlural as u8
            | 1 << Tag::VerbPast as u8
            | 1 << Tag::To as u8;
        match look {
            look if look < BARE_OR_NOUN && ENDS >> look & 1 == 1 => 0,
            look if look == Tag::Coordinator as u8 => before | 1,
            look if look == Tag::NounPlural as u8 => before | 2,
            _ => before,
        }
    }
}

impl Effect {
    /// The effect of a tag. `reports` says that the word can be a verb of reporting, `mark` what it does as a
    /// mark.
    pub(super) fn of(tag: Tag, reports: bool, mark: Effect) -> Self {
        match tag {
            tag if tag.is_finite() => {
                if reports {
                    Self::Reporting
                } else {
                    Self::Finite
                }
            }
            Tag::Relative => Self::Relative,
            Tag::That => Self::That,
            Tag::Subordinator => Self::Subordinator,
            Tag::Coordinator => Self::Coordinator,
            Tag::Comma => Self::Comma,
            Tag::Mark => mark,
            _ => Self::None,
        }
    }

    /// The effect of a tag after a subordinator, where it is another.
    pub(super) fn after_subordinator(self, tag: Tag) -> Self {
        match tag {
            Tag::Gerund | Tag::Participle | Tag::Adjective | Tag::Preposition => Self::AfterSubordinator,
            _ => self,
        }
    }
}
