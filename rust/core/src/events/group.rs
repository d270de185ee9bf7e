//! Noun groups and verb groups: the second step of the cascade.
//!
//! A noun group runs from its determiner to its head, the last noun of the run; a genitive keeps what it owns
//! in the same group (`Russia's invasion`). A verb group holds auxiliaries, adverbs and negation, with the main
//! verb last, and knows tense, voice, mood and negation. What is neither is a link: a preposition, a
//! conjunction, a comma.

mod attach;
mod extent;
mod front;
mod noun;
mod verb;

use super::grammar::{Mood, Tag};
use super::inflect::use_of;
use super::lexicon::{LemmaId, Lexicon};
use super::pack::Pack;
use super::sentence::Sentence;

/// A noun group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NounGroup {
    /// Tokens, half-open.
    pub a: usize,
    pub b: usize,
    pub head: usize,
    /// The genitive mark, if there is one inside.
    pub genitive: Option<usize>,
    /// Preposition that governs it.
    pub preposition: Option<usize>,
    /// Group that it hangs on through its preposition.
    pub host: Option<u16>,
    /// Group before it in a list.
    pub coordinated: Option<u16>,
    /// Group that it is an apposition to.
    pub apposition: Option<u16>,
    /// Negative determiner.
    pub negative: bool,
    pub pronoun: bool,
}

/// A verb group.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct VerbGroup {
    pub a: usize,
    pub b: usize,
    pub head: usize,
    pub lemma: Option<LemmaId>,
    pub finite: bool,
    /// Introduced by "to".
    pub infinitive: bool,
    /// Gerund or participle without an auxiliary.
    pub participle: bool,
    pub gerund: bool,
    pub passive: bool,
    pub perfect: bool,
    pub past: bool,
    pub copula: bool,
    pub modal: Option<usize>,
    pub mood: Option<Mood>,
    pub negation: Option<usize>,
    /// Modal or adverb that makes it hypothetical or future without a modal ("is to meet").
    pub is_to: bool,
    pub bare: bool,
}

/// One item of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item {
    Noun(u16),
    Verb(u16),
    /// Any other token.
    Link(u16),
}

/// Groups of a sentence, in reusable buffers.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    pub nouns: Vec<NounGroup>,
    pub verbs: Vec<VerbGroup>,
    pub items: Vec<Item>,
}

impl Groups {
    pub(crate) fn read(&mut self, pack: &Pack, sentence: &Sentence) {
        let lexicon = &pack.lexicon;
        self.nouns.clear();
        self.verbs.clear();
        self.items.clear();
        let mut at = 0;
        while at < sentence.len() {
            if let Some(end) = self.verb_group(lexicon, sentence, at) {
                at = end;
            } else if let Some(end) = self.noun_group(lexicon, sentence, at) {
                at = end;
            } else {
                self.items.push(Item::Link(at as u16));
                at += 1;
            }
        }
        self.front(pack, sentence);
        self.attach(lexicon, sentence);
    }
}

/// The verb that a token is a form of, by its tag.
pub(crate) fn lemma_of(lexicon: &Lexicon, sentence: &Sentence, token: usize) -> Option<LemmaId> {
    let uses = match sentence.tag(token)? {
        Tag::VerbThird => use_of::THIRD,
        Tag::VerbPlural | Tag::VerbBare => use_of::BASE,
        Tag::VerbPast => use_of::PAST,
        Tag::Participle => use_of::PARTICIPLE,
        Tag::Gerund => use_of::GERUND,
        _ => return None,
    };
    sentence.entry(lexicon, token)?.forms.iter().find(|form| form.uses & uses != 0).map(|form| form.lemma)
}
