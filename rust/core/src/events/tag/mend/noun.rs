//! Nouns that are verbs, by what stands around them.

use super::{Seen, alone, noun};
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, Lexicon, flag, kind_of};
use crate::events::sentence::Sentence;
use crate::normalise::traits::is;

/// "no more attacks on the city": what denies a noun is its determiner.
pub(super) fn no_more(tags: &mut [Tag], sentence: &Sentence) {
    for at in 0..tags.len().saturating_sub(2) {
        if tags[at] != Tag::Not || sentence.lower(at) != "no" || sentence.lower(at + 1) != "more" {
            continue;
        }
        let described = tags[at + 2..].iter().take_while(|&&tag| tag == Tag::Adjective).count();
        if tags.get(at + 2 + described) == Some(&Tag::NounPlural) {
            tags[at] = Tag::Determiner;
            tags[at + 1] = Tag::Adjective;
        }
    }
}

/// A noun that is a verb, or the other way about with the verb behind it.
#[allow(clippy::too_many_lines, reason = "one case after another, each on its own")]
pub(super) fn noun_or_verb(tags: &mut [Tag], at: usize, seen: Seen<'_>) {
    let Seen { lexicon, sentence, verb_before, last } = seen;
    match tags[at] {
        // "killing two and kidnapping others", "assaulting and kidnapping citizens"
        Tag::NounSingular
            if tags[at - 1] == Tag::Coordinator
                && (sentence.lower(at + 1) == "others"
                    || tags[at + 1] == Tag::Number
                    || alone(tags, sentence, at + 1)
                    || at > 1 && tags[at - 2] == Tag::Gerund && tags[at + 1] == Tag::NounPlural)
                && sentence.lower(at).ends_with("ing")
                && tags[..at].contains(&Tag::Gerund) =>
        {
            tags[at] = Tag::Gerund;
        }
        // "touring the capital and meeting with the police"
        Tag::NounSingular
            if sentence.lower(at) == "meeting"
                && tags[at - 1] == Tag::Coordinator
                && sentence.lower(at + 1) == "with"
                && tags[..at].contains(&Tag::Gerund) =>
        {
            tags[at] = Tag::Gerund;
        }
        // "police who fire tear gas"
        Tag::NounSingular
            if tags[at - 1] == Tag::Relative
                && sentence.lower(at - 1) == "who"
                && lexicon.can_be_base(sentence.entries[at]) =>
        {
            tags[at] = Tag::VerbPlural;
        }
        // "bars its envoys from going and cuts off contact", "the king visits and praises the troops"
        Tag::NounPlural
            if lexicon.can_be_third(sentence.entries[at])
                && (verb_before
                    && tags[at - 1] == Tag::Coordinator
                    && matches!(sentence.lower(at + 1), "off" | "up" | "down" | "out")
                    && tags[..at].iter().rev().find(|tag| tag.is_finite()) == Some(&Tag::VerbThird)
                    || !verb_before
                        && matches!(tags[at - 1], Tag::Name | Tag::NounSingular)
                        && tags[at + 1] == Tag::Coordinator
                        && tags.get(at + 2) == Some(&Tag::VerbThird)
                        && tags
                            .get(at + 3)
                            .is_some_and(|tag| matches!(tag, Tag::Determiner | Tag::Number | Tag::Name))) =>
        {
            tags[at] = Tag::VerbThird;
        }
        // "a sniper shot and killed a doctor"
        Tag::NounSingular
            if sentence.is_a(lexicon, at, Concept::Shot)
                && noun(tags[at - 1])
                && tags[at + 1] == Tag::Coordinator
                && matches!(tags.get(at + 2), Some(Tag::VerbPast | Tag::Participle))
                && !verb_before =>
        {
            tags[at] = Tag::VerbPast;
            tags[at + 2] = Tag::VerbPast;
        }
        // "..., the communique states", "the report states: ..."
        Tag::NounPlural
            if sentence.lower(at) == "states"
                && sentence.is_a(lexicon, at - 1, Concept::Writing)
                && matches!(tags[at + 1], Tag::Mark | Tag::That | Tag::Comma) =>
        {
            tags[at] = Tag::VerbThird;
        }
        // "guards kill two people and wound several"
        Tag::NounSingular
            if matches!(tags[at - 1], Tag::Coordinator | Tag::Comma)
                && alone(tags, sentence, at + 1)
                && lexicon.can_be_base(sentence.entries[at])
                && tags[..at].iter().rev().find(|tag| tag.is_finite()) == Some(&Tag::VerbPlural) =>
        {
            tags[at] = Tag::VerbPlural;
        }
        // "a raid kills at least four, wounds nineteen"
        Tag::NounPlural
            if tags[at - 1] == Tag::Comma
                && alone(tags, sentence, at + 1)
                && lexicon.can_be_third(sentence.entries[at])
                && tags[..at].iter().rev().find(|tag| tag.is_finite()) == Some(&Tag::VerbThird) =>
        {
            tags[at] = Tag::VerbThird;
        }
        // "a bomb kills four and wounds nineteen", "cuts ties with Chad and orders Chadian envoys to leave": what
        // goes on from a verb and is followed by a number or a name is a verb
        Tag::NounPlural
            if tags[at - 1] == Tag::Coordinator
                && (matches!(tags[at + 1], Tag::Number | Tag::Determiner | Tag::Possessive | Tag::Name)
                    || sentence.numbers[at + 1])
                && lexicon.can_be_third(sentence.entries[at])
                && tags[..at].iter().rev().find(|tag| tag.is_finite()) == Some(&Tag::VerbThird) =>
        {
            tags[at] = Tag::VerbThird;
        }
        // "will then travel to Geneva": a modal verb wants a verb
        Tag::NounSingular
            if tags[at - 1] == Tag::Adverb
                && lexicon.can_be_base(sentence.entries[at])
                && tags[..at]
                    .iter()
                    .rev()
                    .find(|tag| !matches!(tag, Tag::Adverb | Tag::Not))
                    .is_some_and(|&tag| tag == Tag::Modal) =>
        {
            tags[at] = Tag::VerbBare;
        }
        // "to withdraw from the town and release prisoners": a deed behind "to" goes on in a deed
        Tag::NounSingular
            if tags[at - 1] == Tag::Coordinator
                && lexicon.can_be_base(sentence.entries[at])
                && goes_on(tags, at)
                && (matches!(tags[at + 1], Tag::Determiner | Tag::Number)
                    || told_alone(lexicon, sentence, at)
                        && (tags[at + 1] == Tag::NounPlural
                            || tags[at + 1] == Tag::Name && tags[at - 2] != Tag::NounSingular
                            || tags[at + 1] == Tag::NounSingular
                                && tags.get(at + 2) == Some(&Tag::NounPlural))) =>
        {
            tags[at] = Tag::VerbBare;
        }
        // "an ultimatum to Damascus warning of strikes"
        Tag::NounSingular
            if sentence.is_a(lexicon, at, Concept::Warning)
                && tags[at - 1] == Tag::Name
                && verb_before
                && matches!(sentence.lower(at + 1), "of" | "that" | "against" | "it" | "them") =>
        {
            tags[at] = Tag::Gerund;
        }
        // "the parliament votes for the bill": a body does so
        Tag::NounPlural
            if sentence.is_a(lexicon, at, Concept::Votes)
                && !verb_before
                && matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
                && sentence.is_a(lexicon, at - 1, Concept::Assembly)
                && matches!(tags[at + 1], Tag::Preposition | Tag::To | Tag::Comma) =>
        {
            tags[at] = Tag::VerbThird;
        }
        // "the court issues arrest warrants"
        Tag::NounPlural
            if sentence.is_a(lexicon, at, Concept::Issue)
                && sentence.is_a(lexicon, at + 1, Concept::Arrest)
                && noun(tags[at - 1])
                && !verb_before =>
        {
            tags[at] = Tag::VerbThird;
            tags[at + 1] = Tag::NounSingular;
        }
        // "a raid in the north results in the death of two men"
        Tag::NounPlural
            if sentence.is_a(lexicon, at, Concept::ResultIn)
                && sentence.lower(at + 1) == "in"
                && matches!(tags[at - 1], Tag::Name | Tag::NounSingular)
                && sentence.is_a(lexicon, at + 3, Concept::Loss)
                && !is_behind_time(&tags[..at], sentence) =>
        {
            tags[at] = Tag::VerbThird;
        }
        // "visited Boz, meeting with the president"
        Tag::NounSingular
            if sentence.is_a(lexicon, at, Concept::Meeting)
                && tags[at - 1] == Tag::Comma
                && verb_before
                && (sentence.lower(at + 1) == "with"
                    || matches!(tags[at + 1], Tag::Name | Tag::Determiner | Tag::Possessive)) =>
        {
            tags[at] = Tag::Gerund;
        }
        // "several villages south of the city"
        Tag::NounSingular
            if noun(tags[at - 1])
                && sentence.lower(at + 1) == "of"
                && sentence.is_a(lexicon, at, Concept::Direction) =>
        {
            tags[at] = Tag::Adverb;
        }
        // "a warplane bombs a tanker anchored off the coast": the first verb is the finite one
        Tag::NounPlural
            if matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
                && tags[at + 1] == Tag::Determiner
                && lexicon.can_be_third(sentence.entries[at])
                && !verb_before =>
        {
            tags[at] = Tag::VerbThird;
            next_finite(tags, at + 1, Tag::VerbPast, Tag::Participle);
        }
        // "the speaker officially endorses the plan"
        Tag::NounSingular
            if noun(tags[at - 1])
                && tags[at + 1].is_finite()
                && sentence.is_a(lexicon, at, Concept::Manner) =>
        {
            tags[at] = Tag::Adverb;
        }
        // "China refuses to let the council publish": before an infinitive, the first verb is the finite one
        Tag::NounPlural
            if matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
                && tags[at + 1] == Tag::To
                && lexicon.can_be_third(sentence.entries[at])
                && !verb_before =>
        {
            tags[at] = Tag::VerbThird;
            next_finite(tags, at + 3, Tag::VerbPlural, Tag::VerbBare);
        }
        // "the air force strikes rebel targets in the north"
        Tag::NounPlural
            if matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
                && tags[at + 1] == Tag::Name
                && lexicon.can_be_third(sentence.entries[at])
                && !verb_before =>
        {
            let later = (at + 2..last).find(|&later| tags[later].is_finite());
            if let Some(later) = later.filter(|&later| {
                tags[later] == Tag::VerbThird
                    && noun(tags[later - 1])
                    && matches!(tags[later + 1], Tag::Preposition | Tag::Comma | Tag::Mark)
            }) {
                tags[at] = Tag::VerbThird;
                tags[later] = Tag::NounPlural;
            }
        }
        // "coalition forces bomb rebel targets in the north": a plural subject has no verb in the third person
        Tag::NounSingular
            if tags[at - 1] == Tag::NounPlural
                && matches!(tags[at + 1], Tag::Name | Tag::Adjective | Tag::NounSingular)
                && lexicon.can_be_base(sentence.entries[at])
                && !verb_before
                && tags.get(at + 2) == Some(&Tag::VerbThird)
                && tags.get(at + 3).is_some_and(|tag| {
                    matches!(tag, Tag::Preposition | Tag::Comma | Tag::Mark | Tag::Coordinator)
                }) =>
        {
            tags[at] = Tag::VerbPlural;
            tags[at + 2] = Tag::NounPlural;
        }
        // "forcing the troops to pull out"
        Tag::NounSingular
            if sentence.lower(at - 1) == "to"
                && tags[at - 1] == Tag::Preposition
                && matches!(sentence.lower(at + 1), "out" | "back" | "off" | "down" | "up" | "away")
                && lexicon.can_be_base(sentence.entries[at]) =>
        {
            tags[at - 1] = Tag::To;
            tags[at] = Tag::VerbBare;
        }
        // "Chad, Mali and Togo state that ..."
        Tag::NounSingular | Tag::NounPlural
            if tags[at + 1] == Tag::That
                && noun(tags[at - 1])
                && !verb_before
                && lexicon.flags(sentence.entries[at]) & flag::REPORTS != 0
                && !tags[..at].contains(&Tag::Preposition) =>
        {
            let third = lexicon.can_be_third(sentence.entries[at]);
            tags[at] = if third { Tag::VerbThird } else { Tag::VerbPlural };
        }
        // "the rebels fled, investigators report."
        Tag::NounSingular
            if at > 1
                && tags[at - 1] == Tag::NounPlural
                && tags[at + 1] == Tag::Mark
                && at + 1 == last
                && verb_before
                && lexicon.flags(sentence.entries[at]) & flag::REPORTS != 0
                && tags[..at].iter().rposition(|&tag| tag == Tag::Comma).is_some_and(|comma| {
                    at - comma < 5
                        && tags[comma + 1..at].iter().all(|&tag| noun(tag) || tag == Tag::Adjective)
                }) =>
        {
            tags[at] = Tag::VerbPlural;
        }
        // "accused of shooting down a plane", "of bombing the town", "for kidnapping two priests"
        Tag::NounSingular
            if sentence.lower(at).ends_with("ing")
                && (sentence.lower(at - 1) == "of"
                    && (matches!(tags[at + 1], Tag::Determiner | Tag::Possessive)
                        || matches!(sentence.lower(at + 1), "down" | "up"))
                    || matches!(
                        sentence.lower(at - 1),
                        "of" | "for" | "by" | "after" | "before" | "without"
                    ) && tags[at + 1] == Tag::Number
                        && tags.get(at + 2).is_some_and(|&tag| noun(tag) || tag == Tag::Adjective)
                        && !sentence.is(at + 2, is::UNIT)) =>
        {
            tags[at] = Tag::Gerund;
        }
        // "close to the border"
        Tag::NounSingular
            if noun(tags[at - 1])
                && sentence.is_a(lexicon, at, Concept::Close)
                && sentence.lower(at + 1) == "to" =>
        {
            tags[at] = Tag::Adverb;
        }
        // "Government planes bomb tribesmen opposed to the president", "the Taliban release two men held since May": the
        // first verb is the finite one
        Tag::NounSingular
            if (tags[at - 1] == Tag::NounPlural || super::clause::many(tags, at - 1, lexicon, sentence))
                && matches!(tags[at + 1], Tag::NounPlural | Tag::Number | Tag::Determiner | Tag::Name)
                && !verb_before
                && lexicon.can_be_base(sentence.entries[at])
                && sentence
                    .hit(at)
                    .is_some_and(|hit| lexicon.kinds(hit) & (kind_of::EVENT | kind_of::TOPIC) != 0)
                && let Some(later) = described_behind(tags, at) =>
        {
            tags[at] = Tag::VerbPlural;
            tags[later] = Tag::Participle;
        }
        // "police exchange fire with gunmen barricaded in a house"
        Tag::NounSingular
            if sentence.is_a(lexicon, at, Concept::Exchange)
                && noun(tags[at - 1])
                && !verb_before
                && sentence.is_a(lexicon, at + 1, Concept::Exchanged) =>
        {
            tags[at] = Tag::VerbPlural;
            next_finite(tags, at + 1, Tag::VerbPast, Tag::Participle);
        }
        _ => {}
    }
}

/// Whether a word of time stands between the last finite verb and the end.
fn is_behind_time(tags: &[Tag], sentence: &Sentence) -> bool {
    let verb = tags.iter().rposition(|tag| tag.is_finite()).unwrap_or(0);
    (verb..tags.len()).any(|at| matches!(sentence.lower(at), "after" | "before" | "when" | "as" | "until"))
}

/// The next finite verb, where it is a past tense that stands between what it may describe and a preposition:
/// "villages held by".
fn described_behind(tags: &[Tag], at: usize) -> Option<usize> {
    const FAR: usize = 12; // tokens of an object
    let later = at + 1 + tags[at + 1..].iter().take(FAR).position(|tag| tag.is_finite())?;
    let bare = |tag: &Tag| !matches!(tag, Tag::Comma | Tag::Coordinator | Tag::Relative);
    (tags[later] == Tag::VerbPast
        && matches!(tags[later - 1], Tag::NounPlural | Tag::Name | Tag::NounSingular)
        && tags.get(later + 1) == Some(&Tag::Preposition)
        && tags[at + 1..later].iter().all(bare))
    .then_some(later)
}

/// Makes `into` of the next finite verb where it is read as `from` right behind a noun.
fn next_finite(tags: &mut [Tag], start: usize, from: Tag, into: Tag) {
    if let Some(later) = (start..tags.len()).find(|&later| tags[later].is_finite())
        && tags[later] == from
        && noun(tags[later - 1])
    {
        tags[later] = into;
    }
}

/// Whether an infinitive stands before, in the same clause, with no other verb behind it.
fn goes_on(tags: &[Tag], at: usize) -> bool {
    let verbal =
        |&before: &usize| tags[before].is_verb() || matches!(tags[before], Tag::Gerund | Tag::Relative);
    let breaks = |tag: &Tag| matches!(tag, Tag::Mark | Tag::That | Tag::Subordinator);
    (1..at).rev().find(verbal).is_some_and(|before| {
        tags[before] == Tag::VerbBare && tags[before - 1] == Tag::To && !tags[before..at].iter().any(breaks)
    })
}

/// Whether a word tells an event or an act by itself.
fn told_alone(lexicon: &Lexicon, sentence: &Sentence, at: usize) -> bool {
    super::clause::names(at, kind_of::EVENT | kind_of::TOPIC | kind_of::ACT, lexicon, sentence)
}
