//! What readings cost, in tenths: one tag after another, and what a tag does to what its clause lacks.
//!
//! Both are asked millions of times and depend on a few small numbers, so both are tables: see [`fitted`].

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

/// What the clause lacks afterwards and what that costs; the second way is free to be absent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub to: u8,
    pub cost: u8,
    /// [`NEEDS`] where there is no second way.
    pub other: u8,
    pub other_cost: u8,
}

/// What it costs that `tag` follows `previous`.
#[inline]
pub(super) fn follow(previous: Tag, tag: Tag) -> u32 {
    u32::from(fitted::FOLLOW[previous as usize][tag as usize])
}

/// What an effect does to what the clause lacks.
#[inline]
pub(super) fn step(effect: Effect, need: usize) -> Step {
    let (to, cost, other, other_cost) = fitted::STEPS[effect as usize][need];
    Step { to, cost, other, other_cost }
}

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
