//! Patterns: sequences over tokens, for what a table of acts and topics can't say.
//!
//! ```text
//! actor:@<state> ~sign ..4 "memorandum" (with recipient:@)?
//! ```
//!
//! | written | matches |
//! |---|---|
//! | `truce`, `"%"` | this word or mark, in any case |
//! | `~sign`, `~hostage` | a verb in any of its forms, a noun in both its numbers (irregular verbs: those of the pack) |
//! | `<armed\|state>` | a token of one of these classes of the pack |
//! | `@`, `@<armed>` | a whole noun group; one whose head has such a class |
//! | `%number` | a token of this kind: see [`compile::TAGS`] |
//! | `/regex/` | a token whose folded text it matches from end to end |
//! | `&currency` | a phrase of a set of `[sets]` |
//! | `*` | the verb around which a line of a table `[[verb]]` stands |
//! | `_`, `..3`, `...` | one token; at most three; any number, as few as do |
//! | `!x` | one token that is not `x` |
//! | `x?`, `x*`, `x+`, `(a \| b)` | optional, any number, one or more; either |
//! | `^`, `$` | beginning and end of the scope |
//! | `slot:x` | what `x` matched goes to a slot: `actor`, `recipient`, `third_party`, `counted`, `trigger` |
//!
//! A pattern reads the tokens of its scope: a clause without the clauses inside it, a quotation, or a sentence.
//! It gives one event a scope at most. It needs an anchor, a word in each way in which it can match. A pattern is run only where
//! all words of one of the ways in which it can match stand in their order and near enough: see [`ways`].
//!
//! Cost: tokens x instructions for the patterns that match; tokens x parts for those whose words are there, as bits; some
//! bits for those whose anchor is; nothing for the others.
//! Source: the patterns around a verb of KEDS and TABARI (Schrodt, 2001), which it can express.

mod around;
mod compile;
mod ends;
mod machine;
mod outline;
mod parse;
mod program;
mod scan;
mod verbs;
mod ways;
#[cfg(test)]
mod written;

pub(super) use compile::{RawPattern, compile, never};
pub(super) use machine::Machine;
pub(super) use outline::Outline;
pub(super) use verbs::{RawVerb, VerbRules};

use std::sync::Arc;

use super::by_word::ByWord;
use super::few::Few;
use super::grammar::Tag;
use super::lexicon::{AnyOf, PhraseSet, SetId};
use super::pack::{CodeId, Signature};
use program::Program;
use ways::Way;

/// What a pattern is read over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Scope {
    /// A clause, without those inside it.
    #[default]
    Clause,
    /// What stands in one pair of quotation marks, in one sentence.
    Quotation,
    /// All of a sentence.
    Sentence,
}

/// An atom, with its names looked up.
#[derive(Debug)]
enum Test {
    /// One of these words.
    Words(AnyOf),
    /// One of a set of words that some way of matching holds: where they stand is known.
    Set(SetId),
    Class(u64),
    /// A noun group; 0 for any.
    Group(u64),
    Tags(&'static [Tag]),
    Regex(Box<regex_automata::meta::Regex>),
    Any,
    /// A phrase of a set of the pack.
    Phrases(Arc<PhraseSet>),
    /// The verb around which the pattern stands.
    Verb,
    Not(Box<Test>),
}

/// A program with its atoms looked up.
#[derive(Debug)]
struct Compiled {
    program: Program,
    tests: Vec<Test>,
    /// The ways in which it can match.
    ways: Vec<Way>,
    /// A gap stands before the trigger: what governs it there decides whether it happens.
    loose: bool,
}

/// A rule that is a pattern.
#[derive(Debug)]
struct Pattern {
    name: String,
    code: CodeId,
    scope: Scope,
    /// Any of these.
    matches: Vec<Compiled>,
    /// None of these in the same scope.
    guards: Vec<Compiled>,
    needs: u64,
    unless: u64,
    /// It tells an event only where somebody of these classes says it; 0 asks for nobody.
    claimed: u64,
    signature: Option<Signature>,
    quantity: Few,
    /// Its number among the patterns.
    id: u16,
}

/// The patterns of a pack.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    list: Vec<Pattern>,
    /// What hangs on a word, in the order of patterns.
    anchored: ByWord<Anchored>,
}

/// A way in which a pattern can match, as it hangs on a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchored {
    /// The set of words that turns away most sentences with the word.
    rarest: Option<SetId>,
    /// Numbers of the pattern, of one of its matches, and of a way of that.
    pattern: u32,
    one: u32,
    way: u32,
}

impl Patterns {
    /// The classes of those who must say what a pattern tells.
    pub(crate) fn claimed(&self, id: u16) -> u64 {
        self.list[id as usize].claimed
    }

    /// The classes that a pattern needs, and those that forbid it.
    pub(crate) fn company(&self, id: u16) -> (u64, u64) {
        let Pattern { needs, unless, .. } = self.list[id as usize];
        (needs, unless)
    }

    /// The classes that any of them asks for.
    pub(crate) fn classes(&self) -> u64 {
        fn asked(test: &Test) -> u64 {
            match test {
                Test::Class(bits) | Test::Group(bits) => *bits,
                Test::Not(inner) => asked(inner),
                _ => 0,
            }
        }
        self.list.iter().fold(0, |bits, pattern| {
            let tests = pattern.matches.iter().chain(&pattern.guards).flat_map(|compiled| &compiled.tests);
            tests.fold(bits | pattern.needs | pattern.unless | pattern.claimed, |bits, test| {
                bits | asked(test)
            })
        })
    }

    /// The mode that each gives.
    pub(crate) fn codes(&self) -> impl Iterator<Item = CodeId> + '_ {
        self.list.iter().map(|pattern| pattern.code)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The name of a pattern.
    pub(crate) fn name(&self, id: u16) -> &str {
        &self.list[id as usize].name
    }
}
