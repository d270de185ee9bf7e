//! What a clause lacks or has too many of: its finite verb, its subject, the word that opens it.

use super::noun;
use crate::events::grammar::{Tag, is_subject_pronoun};
use crate::events::lexicon::{Concept, Lexicon, kind_of};
use crate::events::sentence::Sentence;
use crate::text::words::Shape;

/// The first words of a sentence: nouns that look like verbs there.
pub(super) fn opening(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    // "Fresh, heavy fighting erupted": an everyday word before a comma and another adjective is no name
    if let [Tag::Name, Tag::Comma, second, third, ..] = *tags
        && matches!(second, Tag::Adjective | Tag::Participle | Tag::VerbPast | Tag::NounSingular)
        && (noun(third) || third == Tag::Gerund)
        && lexicon.explains(sentence.entries[0], sentence.lower(0))
    {
        tags[0] = Tag::Adjective;
        if second != Tag::NounSingular {
            tags[2] = Tag::Adjective;
        }
    }
    let calls = |tag: Tag| matches!(tag, Tag::To | Tag::Modal | Tag::AuxBare | Tag::AuxFinite);
    // "Bombs targeting two mosques kill seven", "Twin blasts at a market kill 49": the bare verb is the finite one
    for at in 0..tags.len().min(2) {
        if tags[at] == Tag::VerbThird
            && tags.get(at + 1).is_some_and(|&next| matches!(next, Tag::Preposition | Tag::Gerund))
            && let Some(bare) = (at + 2..tags.len()).find(|&bare| tags[bare] == Tag::VerbBare)
            && (noun(tags[bare - 1]) || tags[bare - 1] == Tag::Comma)
            && !tags[at..bare].iter().any(|&tag| calls(tag))
            && !tags[..at].iter().chain(&tags[at + 1..bare]).any(|tag| tag.is_finite())
        {
            tags[at] = Tag::NounPlural;
            tags[bare] = Tag::VerbPlural;
        }
    }
    // "Ten die as rebels attack": what many do is no noun in the singular
    let counted = tags.iter().take_while(|&&tag| tag == Tag::Number).count();
    if counted > 0
        && tags.get(counted) == Some(&Tag::NounSingular)
        && sentence.lower(0) != "one"
        && lexicon.entry(sentence.entries[counted]).is_some_and(|entry| entry.tagging.is_rather_a_verb())
        && matches!(tags.get(counted + 1), Some(Tag::Preposition | Tag::Subordinator | Tag::Comma))
    {
        tags[counted] = Tag::VerbPlural;
    }
    // "Should it reject the accord, the war goes on"
    if tags.first() == Some(&Tag::Modal)
        && sentence.lower(0) == "should"
        && let Some(bare) = (2..tags.len().min(8)).find(|&at| tags[at] == Tag::VerbBare)
        && tags[bare..].contains(&Tag::Comma)
    {
        tags[0] = Tag::Subordinator;
        tags[bare] = Tag::VerbPlural;
    }
    // "Combat between the army and rebels kills nine"
    if tags.first() == Some(&Tag::VerbBare) && sentence.lower(1) == "between" {
        tags[0] = Tag::NounSingular;
    }
    // "Suspected members of the group attack a church"
    if tags.first() == Some(&Tag::Participle)
        && tags.get(1) == Some(&Tag::NounPlural)
        && sentence.is_a(lexicon, 0, Concept::DescribedAs)
    {
        tags[0] = Tag::Adjective;
    }
}

/// "as fighting erupts in the city", "Fighting in the last 24 hours kills nine": a gerund that names an event, where a
/// clause begins, is the subject of the verb that the clause would lack. So it is behind a comma or a conjunction where
/// the word after it can only tell its course: "Hours after the truce was signed, shelling resumed".
pub(super) fn happening(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    const FAR: usize = 16; // tokens of what hangs on the subject
    for at in 0..tags.len().saturating_sub(1) {
        if tags[at] != Tag::Gerund {
            continue;
        }
        // "Since this morning, shelling of the port has been reported"
        let fronted = at > 1
            && tags[at - 1] == Tag::Comma
            && matches!(tags[0], Tag::Preposition | Tag::Adverb | Tag::Date)
            && !tags[..at].iter().any(|tag| tag.is_finite());
        // "The army said shelling of the port killed ten"
        let said = at > 0 && tags[at - 1].is_finite() && sentence.is_a(lexicon, at - 1, Concept::Say);
        let opens = at == 0 || tags[at - 1] == Tag::Subordinator || fronted || said;
        // "Hours after the truce, shelling resumed"
        let goes_on = at > 0
            && (matches!(tags[at - 1], Tag::Comma | Tag::Coordinator) || said)
            && matches!(tags[at + 1], Tag::VerbPast | Tag::Participle)
            && (sentence.is_a(lexicon, at + 1, Concept::Course)
                || sentence.is_a(lexicon, at + 1, Concept::Go) && sentence.lower(at + 2) == "on");
        if !(opens || goes_on) || !event(at, lexicon, sentence) {
            continue;
        }
        if goes_on {
            tags[at] = Tag::NounSingular;
            tags[at + 1] = Tag::VerbPast;
            let joined = tags[..at].iter().rposition(|&tag| tag == Tag::Preposition);
            if let Some(joined) = joined
                && matches!(sentence.lower(joined), "after" | "before" | "until" | "since")
                && tags[joined..at].iter().any(|tag| tag.is_finite())
            {
                tags[joined] = Tag::Subordinator;
            }
            continue;
        }
        // "while fighting the rebels", "while fighting fires"
        let meanwhile = at > 0 && sentence.lower(at - 1) == "while";
        if meanwhile && !sentence.is_a(lexicon, at + 1, Concept::Rage) {
            continue;
        }
        if tags[at + 1] == Tag::NounPlural && lexicon.can_be_third(sentence.entries[at + 1]) {
            let closes = tags.get(at + 2).is_none_or(|&tag| {
                matches!(tag, Tag::Preposition | Tag::Comma | Tag::Mark | Tag::Date | Tag::Adverb)
            });
            if closes {
                tags[at] = Tag::NounSingular;
                tags[at + 1] = Tag::VerbThird;
            }
            continue;
        }
        let verb = tags[at + 1..].iter().take(FAR).position(|&tag| {
            tag.is_finite() || matches!(tag, Tag::Comma | Tag::Relative | Tag::That | Tag::To | Tag::Modal)
        });
        let singular = verb.is_some_and(|verb| {
            matches!(tags[at + 1 + verb], Tag::VerbThird | Tag::VerbPast | Tag::AuxFinite | Tag::Modal)
                || sentence.lower(at + 1) == "between"
        });
        if singular && (tags[at + 1] == Tag::Preposition || verb == Some(0)) {
            tags[at] = Tag::NounSingular;
        }
    }
}

/// "The Taliban", "the Houthis": a name of many behind an article.
pub(super) fn many(tags: &[Tag], at: usize, lexicon: &Lexicon, sentence: &Sentence) -> bool {
    at > 0
        && tags[at] == Tag::Name
        && tags[at - 1] == Tag::Determiner
        && (sentence.lower(at).ends_with('s') || sentence.is_a(lexicon, at, Concept::Many))
}

/// Whether a word alone names an event.
pub(super) fn event(at: usize, lexicon: &Lexicon, sentence: &Sentence) -> bool {
    names(at, kind_of::EVENT, lexicon, sentence)
}

/// Whether a word alone names an event or what events are about.
fn event_or_topic(at: usize, lexicon: &Lexicon, sentence: &Sentence) -> bool {
    names(at, kind_of::EVENT | kind_of::TOPIC, lexicon, sentence)
}

/// Whether a word alone, and no phrase, is of some kinds.
pub(super) fn names(at: usize, kinds: u8, lexicon: &Lexicon, sentence: &Sentence) -> bool {
    sentence.hit(at).is_some_and(|hit| {
        lexicon.kinds(hit) & kinds != 0 && hit.end as usize == at + 1 && hit.start as usize == at
    })
}

/// "Chad and Niger", "the minister and his counterpart": whether two nouns joined are all there is.
pub(super) fn joined(tags: &[Tag]) -> bool {
    let mut joins = tags.iter().enumerate().filter(|(_, tag)| **tag == Tag::Coordinator);
    let (Some((at, _)), None) = (joins.next(), joins.next()) else { return false };
    at > 0
        && noun(tags[at - 1])
        && !tags.iter().any(|&tag| matches!(tag, Tag::Preposition | Tag::Comma | Tag::Mark | Tag::Gerund))
}

/// The verb of a plural that was read as a noun, while a word further on was taken for the finite verb that it can't be.
pub(super) fn agreement(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    let Some(first) = tags.iter().position(|&tag| tag.is_finite()) else { return };
    let lost = |tags: &[Tag], end: usize, prepositions: bool| {
        (1..end).find(|&at| {
            let object = matches!(
                tags[at + 1],
                Tag::Name | Tag::NounPlural | Tag::Determiner | Tag::Number | Tag::Adjective
            ) && at + 1 < end;
            let toward = prepositions && tags[at + 1] == Tag::Preposition;
            // "troops free 22 hostages"
            let free = tags[at] == Tag::Adjective && tags[at + 1] == Tag::Number;
            (tags[at] == Tag::NounSingular || free)
                && noun(tags[at - 1])
                && (object || toward)
                && lexicon.can_be_base(sentence.entries[at])
        })
    };
    let found = match tags[first] {
        // "Defence Forces advance on the city and engage militants": no verb is joined to nothing
        Tag::VerbPlural if first > 2 && tags[first - 1] == Tag::Coordinator => {
            lost(tags, first - 1, true).map(|at| (at, None))
        }
        // "jets bomb rebel positions in the south": "jets" is the subject of no verb in the third person
        Tag::VerbThird
            if first > 2
                && noun(tags[first - 1])
                && matches!(tags.get(first + 1), Some(Tag::Preposition | Tag::Mark | Tag::Date) | None) =>
        {
            lost(tags, first, false)
                .filter(|&at| tags[at - 1] == Tag::NounPlural && event(at, lexicon, sentence))
                .map(|at| (at, Some(first)))
        }
        // "rebels release the envoy, a diplomat seized two years ago": what stands beside a name tells more of it
        Tag::VerbPast
            if first > 3
                && noun(tags[first - 1])
                && matches!(tags.get(first + 1), Some(Tag::Date | Tag::Preposition | Tag::Number) | None) =>
        {
            let comma = tags[..first].iter().rposition(|&tag| tag == Tag::Comma);
            comma.filter(|&comma| comma + 3 <= first && tags[comma + 1] == Tag::Determiner).and_then(
                |comma| {
                    lost(tags, comma, false)
                        .filter(|&at| {
                            event_or_topic(at, lexicon, sentence) && tags[at - 1] != Tag::NounSingular
                        })
                        .map(|at| (at, Some(first)))
                },
            )
        }
        // "troops free 22 hostages seized by pirates"
        Tag::VerbPast if first > 3 && noun(tags[first - 1]) && sentence.lower(first + 1) == "by" => {
            lost(tags, first, false)
                .filter(|&at| event_or_topic(at, lexicon, sentence) && tags[at + 1] == Tag::Number)
                .map(|at| (at, Some(first)))
        }
        // "the rebels release twelve hostages of the 19 they hold": the verb is of a clause on what stands before it
        _ if first > 4
            && tags[first - 1] == Tag::Pronoun
            && (noun(tags[first - 2]) || tags[first - 2] == Tag::Number) =>
        {
            lost(tags, first - 1, false)
                .filter(|&at| event_or_topic(at, lexicon, sentence) && tags[at + 1] == Tag::Number)
                .map(|at| (at, None))
        }
        _ => None,
    };
    let Some((verb, other)) = found else { return };
    tags[verb] = Tag::VerbPlural;
    if let Some(other) = other {
        tags[other] = if tags[other] == Tag::VerbPast { Tag::Participle } else { Tag::NounPlural };
    }
}

/// "Chad and Niger restore ties": two names joined at the head of a sentence have a finite verb behind them.
pub(super) fn joined_names(tags: &mut [Tag]) {
    let names = |tags: &[Tag]| tags.iter().take_while(|&&tag| tag == Tag::Name).count();
    let first = names(tags);
    if first == 0 || tags.get(first) != Some(&Tag::Coordinator) {
        return;
    }
    let second = names(&tags[first + 1..]);
    let at = first + 1 + second;
    if second > 0 && tags.get(at) == Some(&Tag::VerbBare) {
        tags[at] = Tag::VerbPlural;
    }
}

/// "not in a position to personally commit": an adverb before a verb leaves it an infinitive.
pub(super) fn split_infinitive(tags: &mut [Tag]) {
    for at in 2..tags.len() {
        if tags[at] == Tag::VerbPlural && tags[at - 1] == Tag::Adverb && tags[at - 2] == Tag::To {
            tags[at] = Tag::VerbBare;
        }
    }
}

/// "had not yet provided the results": behind an auxiliary the word is its verb.
pub(super) fn provided(tags: &mut [Tag], sentence: &Sentence) {
    for at in 1..tags.len() {
        if tags[at] == Tag::Subordinator
            && sentence.lower(at) == "provided"
            && tags[..at]
                .iter()
                .rfind(|tag| !matches!(tag, Tag::Not | Tag::Adverb))
                .is_some_and(|&tag| matches!(tag, Tag::AuxFinite | Tag::AuxBare))
        {
            tags[at] = Tag::Participle;
        }
    }
}

/// "After 48 hours of talks, and rebels demand", "qualify as a crime and urged": a coordinator before the first verb
/// says that the clause was none.
pub(super) fn no_clause(tags: &mut [Tag], sentence: &Sentence) {
    const FAR: usize = 24; // tokens up to a verb
    for at in 0..tags.len() {
        if tags[at] != Tag::Subordinator
            || !matches!(sentence.lower(at), "after" | "before" | "since" | "until" | "as")
        {
            continue;
        }
        let first = tags[at..].iter().take(FAR).position(|&tag| tag.is_finite() || tag == Tag::Modal);
        let Some(verb) = first else { continue };
        let behind = &tags[at + 1..at + verb];
        let joined = behind.last() == Some(&Tag::Coordinator) && behind.len() > 1;
        let commas = behind.iter().filter(|&&tag| tag == Tag::Comma).count();
        let parted = commas == 1
            && behind.windows(2).any(|pair| pair == [Tag::Comma, Tag::Coordinator])
            && behind.first() == Some(&Tag::Number);
        if joined || parted {
            tags[at] = Tag::Preposition;
        }
    }
}

/// "A day after bombs went off", "as gunmen open fire", "After the army left, rebels took the town": with a subject and
/// a verb behind it, the preposition opens a clause.
pub(super) fn subordinate(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    const FAR: usize = 16; // tokens of a subject
    let count = tags.len();
    let speaks = |at: usize| at < count && is_subject_pronoun(sentence.lower(at));
    let mut verb_before = false;
    for at in 0..tags.len() {
        verb_before |= at > 0 && tags[at - 1].is_finite();
        if tags[at] != Tag::Preposition
            || !matches!(
                sentence.lower(at),
                "after" | "before" | "since" | "until" | "as" | "because" | "once"
            )
            || !(verb_before
                || at == 0
                || at > 1 && tags[at - 1] == Tag::Adjective && noun(tags[at - 2])
                || speaks(at + 1) && tags.get(at + 2).is_some_and(|tag| tag.is_finite()))
        {
            continue;
        }
        let mut subject = false;
        let mut verb = None;
        for next in at + 1..tags.len().min(at + 1 + FAR) {
            match tags[next] {
                // "as regime forces attack Hama"
                Tag::NounSingular
                    if tags[next - 1] == Tag::NounPlural
                        && lexicon.can_be_base(sentence.entries[next])
                        && tags
                            .get(next + 1)
                            .is_some_and(|tag| matches!(tag, Tag::Name | Tag::Determiner | Tag::Number))
                        && !tags[next + 1..].iter().take(FAR).any(|tag| tag.is_finite()) =>
                {
                    tags[next] = Tag::VerbPlural;
                    verb = Some(next);
                    break;
                }
                // "as the leaders of Chad and Mali meet"
                Tag::NounSingular
                    if super::finite::is_verb_of_many(tags, lexicon, sentence, at + 1, next) =>
                {
                    tags[next] = Tag::VerbPlural;
                    verb = Some(next);
                    break;
                }
                Tag::Name | Tag::NounSingular | Tag::NounPlural | Tag::Pronoun => subject = true,
                Tag::Coordinator | Tag::Comma
                    if tags[next - 1] == Tag::Name && tags.get(next + 1) == Some(&Tag::Name) => {}
                Tag::Determiner
                | Tag::Adjective
                | Tag::Number
                | Tag::Possessive
                | Tag::Adverb
                | Tag::Date => {}
                // "after three MiG-31 jets cross the border"
                Tag::Mark if sentence.lower(next) == "-" => {}
                Tag::Preposition if subject => {}
                // "as talks between the army and rebels continue"
                Tag::Coordinator if subject && noun(tags[next - 1]) => {}
                tag if tag.is_finite() && subject => {
                    verb = Some(next);
                    break;
                }
                _ => break,
            }
        }
        let Some(verb) = verb else { continue };
        // at the head of a sentence, the main clause comes behind a comma
        let main = || {
            let comma = tags[verb..].iter().position(|&tag| tag == Tag::Comma).map(|comma| verb + comma);
            comma.is_some_and(|comma| {
                tags[comma..].iter().any(|tag| tag.is_finite() || *tag == Tag::Modal)
                    // the verb that the main clause lacks is looked for later
                    || tags[comma..].iter().filter(|tag| noun(**tag)).count() > 2
            })
        };
        if at > 0 || main() {
            tags[at] = Tag::Subordinator;
        }
    }
}

/// "Rebels led by X capture Y": a past tense before "by" is a participle, where what looks like a noun behind a name can
/// only be the verb that the clause lacks.
pub(super) fn led_by(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    let Some(led) = (1..tags.len()).find(|&at| {
        matches!(tags[at], Tag::VerbPast | Tag::Participle)
            && sentence.lower(at + 1) == "by"
            && noun(tags[at - 1])
    }) else {
        return;
    };
    if tags.iter().enumerate().any(|(at, tag)| at != led && tag.is_finite()) {
        return;
    }
    let object = |tag: Tag| {
        noun(tag) || matches!(tag, Tag::Determiner | Tag::Number | Tag::Possessive | Tag::Adjective)
    };
    for at in led + 3..tags.len().saturating_sub(1) {
        if !noun(tags[at - 1]) || !object(tags[at + 1]) || sentence.shape(at) != Shape::Lower {
            continue;
        }
        let (entry, one) = (sentence.entries[at], tags[led - 1] == Tag::NounSingular);
        let verb = match tags[at] {
            Tag::NounSingular if !one && lexicon.can_be_base(entry) => Tag::VerbPlural,
            Tag::NounPlural if one && lexicon.can_be_third(entry) => Tag::VerbThird,
            _ => continue,
        };
        tags[led] = Tag::Participle;
        tags[at] = verb;
        return;
    }
}
