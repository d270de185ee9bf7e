//! Gerunds that are nouns, prepositions or describe a noun.

use super::{Seen, noun};
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, Lexicon, kind_of};
use crate::events::sentence::Sentence;

/// Mends the tag of a gerund.
pub(super) fn gerund(tags: &mut [Tag], at: usize, seen: Seen<'_>) {
    let Seen { lexicon, sentence, .. } = seen;
    if describes(tags, at, seen) {
        tags[at] = Tag::Adjective;
        return;
    }
    if names_an_event(tags, at, seen) {
        tags[at] = Tag::NounSingular;
        if tags[at + 1] == Tag::That && tags.get(at + 2).is_some_and(|tag| tag.is_finite()) {
            tags[at + 1] = Tag::Relative;
        }
        // "prolonged shelling of the port"
        let opens = at == 1 || tags[at - 2] == Tag::Comma;
        if tags[at - 1] == Tag::Participle && sentence.lower(at + 1) == "of" && opens {
            tags[at - 1] = Tag::Adjective;
        }
        return;
    }
    // "hard-hitting sanctions"
    if at > 1
        && sentence.hyphened[at]
        && sentence.lower(at - 1) == "-"
        && matches!(tags[at - 2], Tag::Adjective | Tag::Adverb)
        && (noun(tags[at + 1]) || tags[at + 1] == Tag::Adjective)
    {
        tags[at] = Tag::Adjective;
        return;
    }
    // "a planned meeting was cancelled": what stands between a determiner and a verb is a noun
    let stands_alone = at > 1
        && matches!(tags[at - 1], Tag::Participle | Tag::Adjective)
        && tags[at - 2] == Tag::Determiner
        && (matches!(tags[at + 1], Tag::Preposition | Tag::Comma | Tag::Mark) || tags[at + 1].is_finite());
    // "fires warning shots"
    let warns =
        sentence.is_a(lexicon, at, Concept::Warning) && sentence.is_a(lexicon, at + 1, Concept::WarningShot);
    if stands_alone || warns {
        tags[at] = Tag::NounSingular;
    } else if sentence.lower(at) == "following"
        && !matches!(
            tags[at - 1],
            Tag::AuxFinite | Tag::AuxBare | Tag::Determiner | Tag::Preposition | Tag::Adverb
        )
    {
        tags[at] = Tag::Preposition;
    }
}

/// Whether a gerund describes the noun behind it.
fn describes(tags: &[Tag], at: usize, seen: Seen<'_>) -> bool {
    let Seen { lexicon, sentence, .. } = seen;
    let (before, after) = (tags[at - 1], tags[at + 1]);
    let is_a = |concept: Concept| sentence.is_a(lexicon, at, concept);
    // "expels acting High Commissioner X"
    after == Tag::Name && is_a(Concept::Acting)
        // "remove the remaining militia", "from neighbouring countries": those that do nothing to the noun
        || (noun(after) || after == Tag::Adjective)
            && !matches!(before, Tag::AuxFinite | Tag::AuxBare)
            && is_a(Concept::Remaining)
        // "destroyed by retreating troops"
        || after == Tag::NounPlural
            && matches!(sentence.lower(at - 1), "by" | "of" | "on" | "at" | "from" | "between")
            && is_a(Concept::Retreating)
        // "industrial and developing countries"
        || after == Tag::NounPlural
            && before == Tag::Coordinator
            && at > 2
            && tags[at - 2] == Tag::Adjective
            && matches!(tags[at - 3], Tag::Determiner | Tag::Preposition | Tag::Number)
        // "between two feuding families"
        || after == Tag::NounPlural && before == Tag::Number && is_a(Concept::Feuding)
}

/// Whether a gerund is the name of an event.
fn names_an_event(tags: &[Tag], at: usize, seen: Seen<'_>) -> bool {
    let Seen { lexicon, sentence, .. } = seen;
    let event = |at: usize| sentence.hit(at).is_some_and(|hit| lexicon.kinds(hit) & kind_of::EVENT != 0);
    if !event(at) {
        return false;
    }
    let (before, after) = (tags[at - 1], tags[at + 1]);
    let aided = matches!(before, Tag::AuxFinite | Tag::AuxBare | Tag::Adverb);
    let ends =
        matches!(after, Tag::Preposition | Tag::Comma | Tag::Mark | Tag::Coordinator | Tag::Subordinator);
    // "thousands flee fighting between the army and rebels"
    sentence.lower(at + 1) == "between" && !aided && before != Tag::Comma
        // "the army's shelling of the port": what is owned is a noun
        || before == Tag::Possessive && (ends || after.is_finite())
        // "carried out shelling and raids"
        || at + 2 < tags.len()
            && after == Tag::Coordinator
            && matches!(tags[at + 2], Tag::NounSingular | Tag::NounPlural)
            && event(at + 2)
            && !aided
            && before != Tag::Name
        // "in bombing and shelling of the town"
        || at > 1
            && before == Tag::Coordinator
            && noun(tags[at - 2])
            && event(at - 2)
            && matches!(sentence.lower(at + 1), "of" | "by" | "in" | "near" | "on")
        // "heavy shelling of the port"
        || sentence.lower(at + 1) == "of"
            && (before == Tag::Adjective
                || before == Tag::Participle && (at == 1 || tags[at - 2] == Tag::Comma))
        // "a report on indiscriminate shelling in the north"
        || at > 1 && before == Tag::Adjective && tags[at - 2] == Tag::Preposition && ends
        // "during Russian shelling"
        || at > 1
            && before == Tag::Name
            && matches!(tags[at - 2], Tag::Preposition | Tag::Determiner)
            && ends
        // "a Syrian army shelling that hit the town"
        || (ends || after == Tag::That) && is_of_an_army(tags, at, lexicon, sentence)
}

/// Whether what fights stands before a word, described and behind an article or a preposition.
fn is_of_an_army(tags: &[Tag], at: usize, lexicon: &Lexicon, sentence: &Sentence) -> bool {
    let described = |tag: &Tag| matches!(tag, Tag::Name | Tag::Adjective);
    let start = tags[..at - 1].iter().rposition(|tag| !described(tag));
    sentence.is_a(lexicon, at - 1, Concept::Shooter)
        && start.is_some_and(|start| {
            tags[start] == Tag::Preposition || tags[start] == Tag::Determiner && start + 2 < at
        })
}
