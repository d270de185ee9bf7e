//! Whose turn it is in a transcript: `(BEGIN RECORDING) (PONCE) The army ... (END RECORDING)`.

use super::actors::Pointed;
use super::actors::Who;
use super::lexicon::{Concept, Lexicon};
use crate::normalise::actor::ActorHit;
use crate::text::words::{Shape, Words};

/// The most words of a name in brackets.
const LONGEST: usize = 4;

/// What the head of a sentence tells of who speaks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Turn {
    /// Nothing: whoever spoke goes on.
    Same,
    /// Somebody begins, or, where nobody is told, an end.
    Begins(Option<Pointed>),
}

/// Who begins to speak with a sentence, by the names in brackets that it opens with.
pub(crate) fn at_head(lexicon: &Lexicon, words: &Words, hits: &[ActorHit]) -> Turn {
    let mut turn = Turn::Same;
    let mut at = 0;
    while at < words.len() && words.lower(at) == "(" {
        let Some(end) = (at + 1..words.len().min(at + LONGEST + 2)).find(|&end| words.lower(end) == ")")
        else {
            break;
        };
        let is_a = |word: usize, concept: Concept| lexicon.is_word_a(words, word, concept);
        let recording = is_a(end - 1, Concept::Recording);
        match () {
            () if recording && is_a(at + 1, Concept::Begin) => turn = Turn::Begins(None),
            () if recording && is_a(at + 1, Concept::Finish) => return Turn::Begins(None),
            () if is_a(at + 1, Concept::Remark) => {}
            () if is_a(at + 1, Concept::Nameless) => turn = Turn::Begins(None),
            () if (at + 1..end).all(|word| is_name(words, word)) => {
                let named = hits.iter().find(|hit| hit.words.start < end && at < hit.words.start);
                let who = named.map_or(Who::Other, |hit| Who::Known(hit.actor));
                turn = Turn::Begins(Some(Pointed::named(who, words.span(at + 1..end))));
            }
            () => break,
        }
        at = end + 1;
    }
    // "(AP) - ..." is a dateline
    if matches!(words.lower(at.min(words.len().saturating_sub(1))), "-" | "\u{2014}" | "_") {
        Turn::Same
    } else {
        turn
    }
}

/// Whether a recording ends in a sentence.
pub(crate) fn ends_in(lexicon: &Lexicon, words: &Words) -> bool {
    let is_a = |at: usize, concept: Concept| lexicon.is_word_a(words, at, concept);
    (1..words.len()).any(|at| is_a(at - 1, Concept::Finish) && is_a(at, Concept::Recording))
}

fn is_name(words: &Words, at: usize) -> bool {
    matches!(words.word(at).shape, Shape::Upper | Shape::Capital | Shape::Mixed) || words.lower(at) == "."
}
