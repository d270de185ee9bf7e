//! Headlines without a full stop: what was read as their verb for want of one, and is a noun, an adjective or a
//! conjunction.

use super::noun;
use crate::events::grammar::Tag;
use crate::events::lexicon::{Lexicon, kind_of};
use crate::events::sentence::Sentence;

/// Mends the tags of a headline.
pub(super) fn headline(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    if !sentence.is_headline() {
        return;
    }
    for at in 1..tags.len() {
        if !tags[at].is_finite() && tags[at] != Tag::VerbBare {
            continue;
        }
        let next = tags.get(at + 1).copied();
        let free =
            matches!(next, None | Some(Tag::Preposition | Tag::Comma | Tag::Mark | Tag::Date | Tag::To));
        if free && ends_name_of_event(lexicon, sentence, at)
            || free && is_object(tags, at) && can_be_noun(lexicon, sentence, at)
            || next != Some(Tag::To) && free && is_state(tags, sentence, at)
            || free && is_in_phrase(tags, at) && names_event(lexicon, sentence, at)
        {
            tags[at] = if sentence.lower(at).ends_with('s') { Tag::NounPlural } else { Tag::NounSingular };
        } else if matches!(tags[at], Tag::VerbPlural | Tag::VerbBare)
            && matches!(tags[at - 1], Tag::Name | Tag::NounSingular | Tag::NounPlural)
            && matches!(sentence.lower(at + 1), "to" | "for")
            && sentence.entry(lexicon, at).is_some_and(|entry| entry.act.is_some())
        {
            // "Kyiv open to talks"
            tags[at] = Tag::Adjective;
        }
    }
    time(tags, sentence);
}

/// "Peace deal in tatters": the last word of a phrase that names an event.
fn ends_name_of_event(lexicon: &Lexicon, sentence: &Sentence, at: usize) -> bool {
    sentence.hit(at).is_some_and(|hit| {
        (hit.start as usize) < at
            && hit.end as usize == at + 1
            && lexicon.kinds(hit) & (kind_of::TOPIC | kind_of::EVENT) != 0
    })
}

fn names_event(lexicon: &Lexicon, sentence: &Sentence, at: usize) -> bool {
    let kinds = |hit| lexicon.kinds(hit) & (kind_of::TOPIC | kind_of::EVENT) != 0;
    can_be_noun(lexicon, sentence, at) && sentence.hit(at).is_some_and(kinds)
}

/// "No progress in Geneva talks": a plural behind a name behind a preposition.
fn is_in_phrase(tags: &[Tag], at: usize) -> bool {
    let before = tags[..at].iter().rposition(|&tag| tag != Tag::Name);
    tags[at] == Tag::VerbThird
        && before.is_some_and(|before| before + 1 < at && tags[before] == Tag::Preposition)
}

fn can_be_noun(lexicon: &Lexicon, sentence: &Sentence, at: usize) -> bool {
    sentence.entry(lexicon, at).is_some_and(|entry| entry.singular || entry.plural)
}

/// "to extend Russia sanctions": what stands behind a name behind an infinitive.
fn is_object(tags: &[Tag], at: usize) -> bool {
    let name = tags[..at].iter().rposition(|&tag| tag != Tag::Name).filter(|&before| before + 1 < at);
    name.is_some_and(|before| tags[before] == Tag::VerbBare && before > 0 && tags[before - 1] == Tag::To)
}

/// "Talks on hold": a bare word behind a preposition that stands right behind a noun.
fn is_state(tags: &mut [Tag], sentence: &Sentence, at: usize) -> bool {
    let state = at > 1
        && matches!(tags[at], Tag::VerbPlural | Tag::VerbBare)
        && matches!(sentence.lower(at - 1), "on" | "in" | "under" | "at" | "off")
        && noun(tags[at - 2]);
    if state {
        tags[at - 1] = Tag::Preposition;
    }
    state
}

/// "Two dead as rockets hit port": "as" before the only verb opens a clause.
fn time(tags: &mut [Tag], sentence: &Sentence) {
    let Some(at) = (1..tags.len()).find(|&at| sentence.lower(at) == "as" && tags[at] == Tag::Preposition)
    else {
        return;
    };
    let groups = |tag: &Tag| noun(*tag) || matches!(tag, Tag::Determiner | Tag::Number | Tag::Adjective);
    let subject = tags[at + 1..].iter().take_while(|tag| groups(tag)).count();
    let verb = tags.get(at + 1 + subject).is_some_and(|tag| tag.is_finite());
    if subject > 0 && verb {
        tags[at] = Tag::Subordinator;
    }
}
