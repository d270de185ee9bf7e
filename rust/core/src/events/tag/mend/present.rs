//! Verbs in the present and small words, by what stands around them.

use super::{Seen, noun};
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, flag};
use crate::events::sentence::Sentence;

/// A verb in the present that is a noun, or finite where it looks bare.
pub(super) fn present(tags: &mut [Tag], at: usize, seen: Seen<'_>) {
    let Seen { lexicon, sentence, verb_before, .. } = seen;
    match tags[at] {
        // "casualties on both sides"
        Tag::VerbThird if sentence.lower(at - 1) == "both" => tags[at] = Tag::NounPlural,
        // "warns Gulf states to respect the truce", "burning Chadian flags to protest": what a verb or a participle has for
        // its object is no verb
        Tag::VerbThird
            if verb_before
                && (tags[at - 1] == Tag::Name && sentence.is_a(lexicon, at, Concept::States)
                    || at > 1
                        && matches!(tags[at - 1], Tag::Name | Tag::Adjective)
                        && tags[at - 2] == Tag::Gerund)
                && matches!(
                    tags[at + 1],
                    Tag::To | Tag::Preposition | Tag::Comma | Tag::Mark | Tag::Coordinator
                ) =>
        {
            tags[at] = Tag::NounPlural;
        }
        // "a deal within reach", "tonnes of feed wheat": what a preposition has behind it
        Tag::VerbBare if matches!(sentence.lower(at - 1), "within" | "of") => tags[at] = Tag::NounSingular,
        // "bombings in Baghdad, Iraq, kill 19": a bare verb with nothing before that calls for one is finite
        Tag::VerbBare
            if !verb_before
                && (noun(tags[at - 1]) || tags[at - 1] == Tag::Comma)
                && (tags[..at].contains(&Tag::NounPlural) || joined_before(&tags[..at]))
                && !tags[..at].contains(&Tag::To) =>
        {
            tags[at] = Tag::VerbPlural;
        }
        // "suspends talks after attacks in Boz kill 19": so is one whose subject stands behind "after"
        Tag::VerbBare
            if verb_before
                && (noun(tags[at - 1]) || tags[at - 1] == Tag::Comma)
                && opens_for_many(&tags[..at], sentence) =>
        {
            tags[at] = Tag::VerbPlural;
        }
        // "Syrian forces mass along the border", "bomb Islamist forces": nobody is forced to anything
        Tag::VerbThird
            if sentence.is_a(lexicon, at, Concept::Forces)
                && noun(tags[at - 1])
                && !tags[at + 1..].iter().take(8).any(|&tag| tag == Tag::To) =>
        {
            tags[at] = Tag::NounPlural;
        }
        // "bombed rebel positions in the north": what a verb before has for its object is no verb
        Tag::VerbThird
            if verb_before
                && matches!(tags[at - 1], Tag::Name | Tag::NounSingular | Tag::Adjective)
                && matches!(tags[at + 1], Tag::Preposition | Tag::Comma | Tag::Mark)
                && sentence.is_a(lexicon, at, Concept::Positions) =>
        {
            tags[at] = Tag::NounPlural;
        }
        // "attribute the attacks to rebels": behind an article stands no verb
        Tag::VerbThird
            if tags[at - 1] == Tag::Determiner && matches!(sentence.lower(at - 1), "the" | "these") =>
        {
            tags[at] = Tag::NounPlural;
        }
        // "attacked Chadian positions east of Boz": what stands with the name behind a verb is its object
        Tag::VerbThird
            if at > 1
                && tags[at - 1] == Tag::Name
                && tags[at - 2] == Tag::VerbPast
                && lexicon.flags(sentence.entries[at - 2]) & flag::REPORTS == 0
                && !matches!(
                    tags[at + 1],
                    Tag::That | Tag::Determiner | Tag::Name | Tag::Number | Tag::Pronoun | Tag::To
                ) =>
        {
            tags[at] = Tag::NounPlural;
        }
        // "rebels report more gains in the south"
        Tag::VerbThird if at > 1 && sentence.lower(at - 1) == "more" && tags[at - 2].is_finite() => {
            tags[at - 1] = Tag::Adjective;
            tags[at] = Tag::NounPlural;
        }
        _ => {}
    }
}

/// "the minister of Chad and his cabinet": whether a coordinator joins the noun at the end to one before, in a sentence
/// that opens with those.
fn joined_before(tags: &[Tag]) -> bool {
    let inside = |tag: &Tag| {
        noun(*tag)
            || matches!(tag, Tag::Determiner | Tag::Adjective | Tag::Number | Tag::Preposition | Tag::Comma)
    };
    tags.iter().filter(|&&tag| tag == Tag::Coordinator).count() == 1
        && tags.iter().all(|tag| inside(tag) || *tag == Tag::Coordinator)
}

/// Whether words such as "after" stand behind the last verb, and a noun for many behind them.
fn opens_for_many(tags: &[Tag], sentence: &Sentence) -> bool {
    let from = tags.iter().rposition(|tag| tag.is_verb()).map_or(0, |verb| verb + 1);
    let opens = |&at: &usize| matches!(sentence.lower(at), "after" | "as" | "when" | "while" | "because");
    (from..tags.len()).rev().find(opens).is_some_and(|at| {
        let many = tags[at..].contains(&Tag::NounPlural)
            || tags.last() == Some(&Tag::Name) && sentence.lower(tags.len() - 1).ends_with('s');
        many && !tags[at..].iter().any(|tag| matches!(tag, Tag::To | Tag::Modal))
    })
}

/// Small words: pronouns that count as nouns, what "that" is, "until now".
pub(super) fn small(tags: &mut [Tag], at: usize, seen: Seen<'_>) {
    let Seen { lexicon, sentence, .. } = seen;
    match tags[at] {
        // "said he'd leave": would, where "he'd left" has had
        Tag::AuxFinite if sentence.lower(at) == "'d" => {
            let skipped = |&at: &usize| !matches!(tags[at], Tag::Adverb | Tag::Not);
            let next = (at + 1..tags.len()).find(skipped).unwrap_or(at);
            if tags[next] == Tag::Preposition && sentence.lower(next) == "like" {
                tags[next] = Tag::VerbBare;
            }
            if tags[next] == Tag::VerbBare || tags[next] == Tag::AuxBare && sentence.lower(next) != "been" {
                tags[at] = Tag::Modal;
            }
        }
        // "demanded that 60 prisoners be freed"
        Tag::Determiner | Tag::Pronoun
            if sentence.lower(at) == "that"
                && tags[at + 1] == Tag::Number
                && (tags[at - 1].is_verb() || matches!(tags[at - 1], Tag::Participle | Tag::Gerund)) =>
        {
            tags[at] = Tag::That;
        }
        // "had until now demanded"
        Tag::Preposition
            if sentence.lower(at) == "until"
                && sentence.is_a(lexicon, at + 1, Concept::Lately)
                && tags[at - 1] == Tag::AuxFinite =>
        {
            tags[at] = Tag::Adverb;
            tags[at + 1] = Tag::Adverb;
            if tags.get(at + 2) == Some(&Tag::VerbPast) {
                tags[at + 2] = Tag::Participle;
            }
        }
        // "because rebels attacked": a clause, unless "of" follows
        Tag::Preposition if sentence.lower(at) == "because" && sentence.lower(at + 1) != "of" => {
            tags[at] = Tag::Subordinator;
        }
        // "has since released forty prisoners"
        Tag::Preposition
            if sentence.lower(at) == "since"
                && tags[at - 1] == Tag::AuxFinite
                && matches!(tags[at + 1], Tag::Participle | Tag::VerbPast) =>
        {
            tags[at] = Tag::Adverb;
            tags[at + 1] = Tag::Participle;
        }
        // "16 others", "several others": a noun with its number
        Tag::Pronoun if sentence.lower(at) == "others" => tags[at] = Tag::NounPlural,
        // "soldiers that were guarding the building withdraw"
        Tag::Determiner | Tag::That
            if noun(tags[at - 1])
                && sentence.lower(at) == "that"
                && (tags[at + 1].is_finite() || tags[at + 1] == Tag::Modal) =>
        {
            tags[at] = Tag::Relative;
        }
        // "strikers that protest against the cuts"
        Tag::Determiner
            if tags[at - 1] == Tag::NounPlural
                && sentence.lower(at) == "that"
                && tags[at + 1] == Tag::NounSingular
                && lexicon.can_be_base(sentence.entries[at + 1])
                && matches!(
                    tags.get(at + 2),
                    Some(Tag::Preposition | Tag::Determiner | Tag::Number | Tag::Name)
                ) =>
        {
            tags[at] = Tag::Relative;
            tags[at + 1] = Tag::VerbPlural;
        }
        _ => {}
    }
}
