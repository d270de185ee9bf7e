//! The finite verb that a clause lacks: the likeliest of the words that could be one.

use super::clause::{event, joined, many};
use super::noun;
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, Lexicon};
use crate::events::sentence::Sentence;

/// A sentence without a finite verb gets the likeliest one: "warplanes of an unknown nationality bomb Islamist
/// forces".
pub(super) fn finite(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    finite_from(tags, 0, false, lexicon, sentence);
}

/// The same for what stands from a token on. `of_many` where nothing but a verb of many is looked for.
fn finite_from(tags: &mut [Tag], from: usize, of_many: bool, lexicon: &Lexicon, sentence: &Sentence) {
    if tags[from..].iter().any(|tag| tag.is_finite()) {
        return;
    }
    for at in from + 1..tags.len().saturating_sub(1) {
        let object = matches!(
            tags[at + 1],
            Tag::Name | Tag::NounPlural | Tag::Determiner | Tag::Number | Tag::Adjective
        );
        // "warplanes attack bunker"
        let bare = tags[at + 1] == Tag::NounSingular
            && tags[at - 1] == Tag::NounPlural
            && event(at, lexicon, sentence);
        if !object && !bare || !noun(tags[at - 1]) || sentence.is_a(lexicon, at, Concept::Police) {
            continue;
        }
        if tags[at] == Tag::NounSingular
            && lexicon.can_be_base(sentence.entries[at])
            && (tags[from..at].contains(&Tag::NounPlural)
                || joined(&tags[from..at])
                || many(tags, at - 1, lexicon, sentence))
        {
            tags[at] = Tag::VerbPlural;
            return;
        }
        if tags[at] == Tag::NounPlural
            && !of_many
            && tags[at - 1] != Tag::NounPlural
            && lexicon.can_be_third(sentence.entries[at])
        {
            tags[at] = Tag::VerbThird;
            return;
        }
    }
    // "Security forces reportedly fire on a rally", "police in Boz fire on a rally"
    let told = (from + 2..tags.len().saturating_sub(1)).find(|&at| {
        let placed = at > from + 2 && tags[at - 3..at] == [Tag::NounPlural, Tag::Preposition, Tag::Name];
        let plural = placed
            || tags[at - 1] == Tag::NounPlural
            || tags[at - 1] == Tag::Adverb && tags[at - 2] == Tag::NounPlural;
        tags[at] == Tag::NounSingular
            && plural
            && matches!(sentence.lower(at + 1), "on" | "at" | "into" | "upon" | "with" | "against" | "across")
            && lexicon.can_be_base(sentence.entries[at])
            && (tags[at - 1] == Tag::Adverb || sentence.is_a(lexicon, at, Concept::Fight))
    });
    // "Talks to end the crisis in Boz fail", "rebels in Boz and the army agree to a truce"
    let told = told.or_else(|| {
        (from + 2..tags.len()).find(|&at| {
            tags[at] == Tag::NounSingular
                && !heads_one(&tags[..at], from, sentence)
                && is_verb_of_many(tags, lexicon, sentence, from, at)
        })
    });
    if let Some(at) = told {
        tags[at] = Tag::VerbPlural;
        return;
    }
    // "the army fires on warplanes"
    let strikes = (from + 1..tags.len().saturating_sub(1)).find(|&at| {
        tags[at] == Tag::NounPlural
            && matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
            && tags[at + 1] == Tag::Preposition
            && matches!(sentence.lower(at + 1), "on" | "at" | "for" | "with" | "to" | "into" | "from")
            && lexicon.can_be_third(sentence.entries[at])
    });
    if let Some(at) = strikes.filter(|_| !of_many) {
        tags[at] = Tag::VerbThird;
    }
}

/// "The port was shut as gunmen in Boz open fire": a clause behind another that has a finite verb has one too.
pub(super) fn each(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    const SHORT: usize = 4; // tokens of a clause with a subject and an object
    let (mut from, mut adverbial, mut of_many, mut verb) = (0, false, false, false);
    for at in 0..=tags.len() {
        let tag = tags.get(at).copied();
        let phrase = tag == Some(Tag::Preposition)
            && matches!(sentence.lower(at), "as" | "after" | "before" | "until" | "since");
        let opens = match tag {
            None | Some(Tag::Subordinator | Tag::That) => true,
            Some(Tag::Mark) => {
                matches!(sentence.lower(at), ";" | ":" | "–" | "—")
                    || sentence.lower(at) == "-" && !sentence.hyphened[at]
            }
            Some(Tag::Comma) => adverbial && verb,
            Some(Tag::Coordinator) => verb && tags[at - 1] == Tag::Comma,
            Some(_) if phrase => verb,
            Some(tag) => {
                verb |= tag.is_finite();
                // "the army says gunmen in Boz open fire"
                tag.is_finite()
                    && sentence.is_a(lexicon, at, Concept::Say)
                    && tags.get(at + 1).is_some_and(|&next| noun(next))
            }
        };
        if !opens {
            continue;
        }
        if from > 0 && !verb && at >= from + SHORT && tags[from] != Tag::Gerund {
            finite_from(&mut tags[..at], from, of_many, lexicon, sentence);
            let opener = &mut tags[from - 1..at];
            if opener[0] == Tag::Preposition && opener[1..].iter().any(|tag| tag.is_finite()) {
                opener[0] = Tag::Subordinator;
            }
        }
        (from, verb) = (at + 1, false);
        adverbial = at == 0 && tag == Some(Tag::Subordinator);
        of_many = phrase || tag.is_some_and(|tag| tag == Tag::Coordinator || tag.is_finite());
    }
}

/// "A warplane bombs Boz, and the army sends tanks": the clause before one of its own behind ", and" has a finite verb.
pub(super) fn before_another(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    const FAR: usize = 8; // tokens of a subject
    let Some(first) = tags.iter().position(|&tag| tag.is_finite()) else { return };
    let Some(join) = tags[..first].iter().rposition(|&tag| tag == Tag::Coordinator) else { return };
    let subject = &tags[join + 1..first];
    let own = (1..FAR).contains(&subject.len())
        && subject.last().is_some_and(|&tag| noun(tag) || tag == Tag::Pronoun)
        && subject.iter().all(|&tag| {
            noun(tag) || matches!(tag, Tag::Determiner | Tag::Adjective | Tag::Number | Tag::Pronoun)
        });
    let opened = |&tag: &Tag| {
        matches!(tag, Tag::That | Tag::Relative | Tag::Subordinator | Tag::Modal) || tag == Tag::Mark
    };
    if own && join > 3 && tags[join - 1] == Tag::Comma && !tags[..join].iter().any(opened) {
        let verbs = tags[..join - 1].iter().filter(|&&tag| tag == Tag::Comma).count();
        if verbs < 2 {
            finite(&mut tags[..join - 1], lexicon, sentence);
        }
    }
}

/// "The rebels capture Boz as the president flees": the clause before one that tells when has a finite verb.
pub(super) fn before_time(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    const FAR: usize = 10; // tokens of a subject
    if sentence.title {
        return;
    }
    // "police fire on protesters who stormed parliament"
    if let Some(relative) = (4..tags.len()).find(|&at| tags[at] == Tag::Relative)
        && !tags[..relative].iter().any(|tag| tag.is_finite() || matches!(tag, Tag::Comma | Tag::Modal))
        && tags[relative..].iter().filter(|tag| tag.is_finite()).count() == 1
    {
        finite(&mut tags[..relative], lexicon, sentence);
    }
    let opens = |at: &usize| {
        tags[*at] == Tag::Preposition && matches!(sentence.lower(*at), "as" | "after" | "before" | "until")
    };
    let Some(time) = (3..tags.len()).find(opens) else { return };
    if tags[..time].iter().any(|&tag| tag.is_finite() || matches!(tag, Tag::Modal | Tag::Comma | Tag::That)) {
        return;
    }
    let verb = tags[time + 1..].iter().take(FAR).position(|&tag| tag.is_finite() || tag == Tag::Comma);
    if verb.is_some_and(|verb| verb > 0 && tags[time + 1 + verb].is_finite() && noun(tags[time + verb])) {
        finite(&mut tags[..time], lexicon, sentence);
    }
}

/// Whether a noun behind these words would be that of a single thing: "a successful counterattack".
fn heads_one(tags: &[Tag], from: usize, sentence: &Sentence) -> bool {
    let within = |&tag: &Tag| noun(tag) || matches!(tag, Tag::Adjective | Tag::Mark | Tag::Participle);
    let start = tags[from..].iter().rposition(|tag| !within(tag)).map(|at| from + at);
    start.is_some_and(|at| matches!(sentence.lower(at), "a" | "an" | "this" | "that" | "another" | "each"))
        || tags[from..].contains(&Tag::VerbBare) && !tags[from..].contains(&Tag::To)
}

/// Whether a word that looks like a noun can only be the verb of those told before it: it is rather a verb by itself,
/// several are told, and nothing that it could describe comes behind it.
pub(super) fn is_verb_of_many(
    tags: &[Tag],
    lexicon: &Lexicon,
    sentence: &Sentence,
    first: usize,
    at: usize,
) -> bool {
    let before = &tags[first..at];
    before.last().is_some_and(|&tag| noun(tag))
        && before.iter().any(|tag| matches!(tag, Tag::NounPlural | Tag::Coordinator))
        && lexicon.entry(sentence.entries[at]).is_some_and(|entry| entry.tagging.is_rather_a_verb())
        && tags.get(at + 1).is_none_or(|tag| {
            matches!(tag, Tag::Mark | Tag::Comma | Tag::To | Tag::Preposition | Tag::Date | Tag::Adverb)
        })
}
