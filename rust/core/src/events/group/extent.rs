//! How far a noun group reaches: what stands within it, and what begins another.

use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, Lexicon};
use crate::events::sentence::Sentence;

/// Whether a quotation that began before `start` ends right before `at`.
pub(super) fn quotation_ends(sentence: &Sentence, start: usize, at: usize) -> bool {
    let quotes = &sentence.quotes;
    let quote = quotes[at - 1];
    quote > 0 && quotes[at] != quote && start > 0 && quotes[start - 1] == quote
}

/// Whether a number behind the name of a place counts those of whom the clause tells: "in Boz twelve men were shot".
pub(super) fn counts_in_place(sentence: &Sentence, start: usize, at: usize) -> bool {
    let before = start.checked_sub(1).map_or("", |token| sentence.lower(token));
    let one = sentence.lower(at) == "one";
    let mut next = at + 1;
    while matches!(sentence.tag(next), Some(Tag::Adjective | Tag::Number)) {
        next += 1;
    }
    let noun = match sentence.tag(next) {
        Some(Tag::NounPlural) => true,
        Some(Tag::NounSingular) => one,
        _ => false,
    };
    let verb = (next + 1..next + 3).any(|token| sentence.tag(token).is_some_and(Tag::is_verb));
    // the phrase begins the sentence, or the subject behind it has its verb right there
    let fronted = start < 3 || matches!(sentence.tag(start - 2), Some(Tag::Comma | Tag::Mark));
    matches!(before, "in" | "at" | "near" | "of" | "outside")
        && (start..at).all(|token| sentence.tag(token) == Some(Tag::Name))
        && noun
        && (verb || fronted)
        && !sentence.hyphened[at]
}

/// Whether a number behind a noun counts what comes after it: "before the attack 640 people had left", "broke the
/// ceasefire 14 times", and not "the chapter 7 sanctions".
pub(super) fn counts_anew(lexicon: &Lexicon, sentence: &Sentence, start: usize, at: usize) -> bool {
    let mut next = at + 1;
    // "in the blast four Iraqi soldiers were killed"
    while matches!(sentence.tag(next), Some(Tag::Adjective | Tag::Number | Tag::Name)) {
        next += 1;
    }
    // "in one attack two soldiers died", "in all ten soldiers died"
    let fronted = start == 1 && sentence.tag(0) == Some(Tag::Preposition);
    // "in ten years of war more than 70,000 people died"
    let hedged =
        matches!(sentence.lower(at), "more" | "at" | "about" | "some" | "nearly" | "almost" | "over")
            && at + 1 < sentence.len()
            && sentence.numbers[at + 1];
    (sentence.tag(start) == Some(Tag::Determiner) || hedged || fronted)
        && sentence.tag(next) == Some(Tag::NounPlural)
        && !sentence.hyphened[at]
        && !sentence.is_a(lexicon, at - 1, Concept::Numbered)
}

/// "the heavy, sustained shelling": whether a comma or a conjunction behind an adjective goes on to another of the same
/// noun.
pub(super) fn describes_too(sentence: &Sentence, at: usize) -> bool {
    sentence.tag(at - 1) == Some(Tag::Adjective)
        && sentence.tag(at + 1) == Some(Tag::Adjective)
        && matches!(sentence.tag(at + 2), Some(Tag::NounSingular | Tag::NounPlural))
        && !ends_opening(sentence, at)
        // "economic and military aid" is two things
        && sentence.hit(at + 1).is_none_or(|hit| hit.start as usize != at + 1 || hit.end as usize == at + 2)
}

/// "Unlike the wealthy, poor families fled": whether a comma behind an adjective ends the phrase that a sentence begins
/// with. What stands there is one group only where another comma comes before the verb ("In the poor, remote north, ...").
fn ends_opening(sentence: &Sentence, comma: usize) -> bool {
    let opens = sentence.tag(comma) == Some(Tag::Comma)
        && sentence.tag(0) == Some(Tag::Preposition)
        && (1..comma)
            .all(|token| matches!(sentence.tag(token), Some(Tag::Determiner | Tag::Adjective | Tag::Adverb)));
    let next = (comma + 1..sentence.len()).find(|&token| {
        sentence.tag(token).is_some_and(|tag| tag == Tag::Comma || tag.is_finite() || tag == Tag::Modal)
    });
    opens && next.is_some_and(|token| sentence.tag(token) != Some(Tag::Comma))
}

/// Whether a gerund is the head of a compound: a noun in the singular before it, and "of" behind.
pub(super) fn compound(sentence: &Sentence, start: usize, at: usize) -> bool {
    at > start
        && sentence.tag(at - 1) == Some(Tag::NounSingular)
        && sentence.lower(at + 1) == "of"
        && sentence.tag(start) != Some(Tag::Determiner)
}

/// Whether a participle or gerund stands before a noun as an adjective.
pub(super) fn premodifies(sentence: &Sentence, at: usize, group_start: usize) -> bool {
    let mut next = at + 1;
    while matches!(sentence.tag(next), Some(Tag::Adjective)) {
        next += 1;
    }
    let noun_follows =
        matches!(sentence.tag(next), Some(Tag::NounSingular | Tag::NounPlural | Tag::Name | Tag::Gerund));
    if sentence.hyphened.get(at).copied().unwrap_or(false) {
        return true;
    }
    let gerund = sentence.tag(at) == Some(Tag::Gerund);
    if at == 0 {
        // "Renewed clashes kill ten"
        return !gerund
            && matches!(
                sentence.tag(1),
                Some(Tag::NounPlural | Tag::NounSingular | Tag::Name | Tag::Adjective)
            );
    }
    match sentence.tag(at - 1) {
        Some(Tag::Determiner | Tag::Possessive) => {
            // "the shelling of", "the killed and the wounded"
            noun_follows || gerund || matches!(sentence.tag(at - 1), Some(Tag::Determiner))
        }
        Some(Tag::Adjective) => noun_follows && group_start < at,
        // "the recently liberated town"
        Some(Tag::Adverb) if group_start + 1 < at && !gerund => {
            noun_follows && matches!(sentence.tag(at - 2), Some(Tag::Determiner | Tag::Possessive))
        }
        Some(Tag::Number) if at > group_start => {
            let determined = sentence.tag(group_start) == Some(Tag::Determiner);
            noun_follows && (determined || !gerund && sentence.tag(at + 1) != Some(Tag::Name))
        }
        Some(Tag::Preposition) => noun_follows && !gerund,
        Some(Tag::Coordinator | Tag::Comma) if at == group_start && !gerund => {
            noun_follows && at >= 2 && matches!(sentence.tag(at - 2), Some(Tag::Adjective))
        }
        Some(tag) if tag.is_verb() && !gerund => {
            noun_follows && !matches!(tag, Tag::AuxFinite | Tag::AuxBare | Tag::Modal)
        }
        // "have begun leaving the port" is no group
        Some(Tag::Participle) => noun_follows && (!gerund || group_start < at),
        _ => false,
    }
}
