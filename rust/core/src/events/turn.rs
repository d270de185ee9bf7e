//! Whose turn it is in a transcript: `(BEGIN RECORDING) (PONCE) The army ... (END RECORDING)`.

use super::actors::Pointed;
use super::actors::Who;
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
pub(crate) fn at_head(words: &Words, hits: &[ActorHit]) -> Turn {
    let mut turn = Turn::Same;
    let mut at = 0;
    while at < words.len() && words.lower(at) == "(" {
        let Some(end) = (at + 1..words.len().min(at + LONGEST + 2)).find(|&end| words.lower(end) == ")")
        else {
            break;
        };
        let (first, last) = (words.lower(at + 1), words.lower(end - 1));
        match (first, last) {
            ("begin", "recording") => turn = Turn::Begins(None),
            ("end", "recording") => return Turn::Begins(None),
            _ if is_remark(first) => {}
            _ if is_anybody(first) => turn = Turn::Begins(None),
            _ if (at + 1..end).all(|word| is_name(words, word)) => {
                let named = hits.iter().find(|hit| hit.words.start < end && at < hit.words.start);
                let who = named.map_or(Who::Other, |hit| Who::Known(hit.actor));
                turn = Turn::Begins(Some(Pointed::named(who, words.span(at + 1..end))));
            }
            _ => break,
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
pub(crate) fn ends_in(words: &Words) -> bool {
    (1..words.len()).any(|at| words.lower(at) == "recording" && words.lower(at - 1) == "end")
}

/// Somebody who asks, or has no name.
fn is_anybody(word: &str) -> bool {
    matches!(
        word,
        "reporter"
            | "reporters"
            | "correspondent"
            | "unidentified"
            | "question"
            | "announcer"
            | "interviewer"
            | "moderator"
    )
}

/// What a transcript says of itself.
fn is_remark(word: &str) -> bool {
    matches!(
        word,
        "words"
            | "word"
            | "passage"
            | "sentence"
            | "signed"
            | "dated"
            | "name"
            | "names"
            | "continued"
            | "video"
            | "applause"
            | "laughter"
            | "indistinct"
            | "as"
            | "number"
            | "text"
            | "report"
            | "editorial"
    )
}

fn is_name(words: &Words, at: usize) -> bool {
    matches!(words.word(at).shape, Shape::Upper | Shape::Capital | Shape::Mixed) || words.lower(at) == "."
}
