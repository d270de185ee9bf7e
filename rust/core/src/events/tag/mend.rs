//! Tags mended once the cheapest way is known: where a neighbour two or more words away decides what the costs of
//! neighbours can't.

use crate::events::grammar::Tag;
use crate::events::lexicon::{Lexicon, flag, kind_of};
use crate::events::sentence::Sentence;

fn noun(tag: Tag) -> bool {
    matches!(tag, Tag::Name | Tag::NounSingular | Tag::NounPlural)
}

/// A participle after a comma with an object right behind it is a past tense: "the blasts, ..., killed 20 people".
/// Few participles keep an object of their own ("named the winner", "given two days").
pub(crate) fn active(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    let reports = |token: usize| lexicon.flags(sentence.entries[token]) & flag::REPORTS != 0;
    let keeps = |token: usize| {
        matches!(
            sentence.lower(token),
            "named"
                | "called"
                | "dubbed"
                | "given"
                | "awarded"
                | "offered"
                | "granted"
                | "denied"
                | "shown"
                | "paid"
                | "told"
        )
    };
    for at in 1..tags.len().saturating_sub(1) {
        if tags[at] != Tag::Participle || keeps(at) {
            continue;
        }
        let object = matches!(tags[at + 1], Tag::Number | Tag::Determiner | Tag::Pronoun);
        if object && tags[at - 1] == Tag::Comma {
            tags[at] = Tag::VerbPast;
        }
        // "Britain sent planes to evacuate thousands stranded at the border": the first verb is the finite one
        let first = noun(tags[at - 1]) && !tags[..at].iter().any(|tag| tag.is_finite());
        // "reportedly told reporters that": a verb of saying with its hearers
        let subject = noun(tags[at - 1]) || at > 1 && tags[at - 1] == Tag::Adverb && noun(tags[at - 2]);
        if reports(at)
            && subject
            && !tags[..at].iter().any(|tag| tag.is_finite())
            && (object || noun(tags[at + 1]) || matches!(tags[at + 1], Tag::That | Tag::Adjective))
            && tags[at + 1..].iter().take(14).any(|&tag| tag == Tag::That)
        {
            tags[at] = Tag::VerbPast;
            continue;
        }
        if first && (object || noun(tags[at + 1])) {
            let later = (at + 2..tags.len().saturating_sub(1)).find(|&next| tags[next].is_finite());
            if let Some(later) = later.filter(|&later| {
                tags[later] == Tag::VerbPast && noun(tags[later - 1]) && tags[later + 1] == Tag::Preposition
            }) {
                tags[at] = Tag::VerbPast;
                tags[later] = Tag::Participle;
            }
        }
    }
}

/// What stands before a noun and is no verb: "seven alleged members", "a UN-backed mission".
fn bound(tags: &mut [Tag], sentence: &Sentence) {
    for at in 0..tags.len().saturating_sub(1) {
        if !matches!(tags[at], Tag::VerbPast | Tag::Participle) {
            continue;
        }
        let before_noun = noun(tags[at + 1]) || tags[at + 1] == Tag::Adjective;
        let free = at == 0
            || matches!(
                tags[at - 1],
                Tag::Determiner | Tag::Number | Tag::Adjective | Tag::Preposition | Tag::Coordinator
            );
        if before_noun && free && sentence.lower(at) == "alleged" {
            tags[at] = Tag::Adjective;
        } else if before_noun
            && at > 1
            && tags[at - 2] == Tag::Name
            && tags[at] == Tag::VerbPast
            && sentence.hyphened[at]
        {
            tags[at] = Tag::Participle;
        }
    }
}

/// One case after another; each gives the words that it is for.
#[allow(clippy::too_many_lines, reason = "one case after another, each on its own")]
pub(crate) fn mend(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    opening(tags, sentence);
    bound(tags, sentence);
    // "dead following an attack": what only follows in time leads nobody
    if tags.first() == Some(&Tag::Gerund) && sentence.lower(0) == "following" {
        tags[0] = Tag::Preposition;
    }
    let mut verb_before = tags.first().is_some_and(|tag| tag.is_finite());
    let last = tags.len().saturating_sub(1);
    for at in 1..last {
        match tags[at] {
            // "it was not theirs and accused Chad of the raid"
            Tag::Participle | Tag::Adjective
                if tags[at - 1] == Tag::Coordinator
                    && verb_before
                    && matches!(sentence.lower(at), "accused" | "blamed" | "urged" | "warned" | "told")
                    && matches!(tags[at + 1], Tag::Name | Tag::Determiner | Tag::Pronoun)
                    && tags[at + 2..]
                        .iter()
                        .take(6)
                        .any(|tag| matches!(tag, Tag::Preposition | Tag::To | Tag::That)) =>
            {
                tags[at] = Tag::VerbPast;
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
                    && matches!(sentence.lower(at + 1), "now" | "then" | "recently")
                    && tags[at - 1] == Tag::AuxFinite =>
            {
                tags[at] = Tag::Adverb;
                tags[at + 1] = Tag::Adverb;
                if tags.get(at + 2) == Some(&Tag::VerbPast) {
                    tags[at + 2] = Tag::Participle;
                }
            }
            // "between two feuding families"
            Tag::Gerund
                if tags[at - 1] == Tag::Number
                    && tags[at + 1] == Tag::NounPlural
                    && matches!(
                        sentence.lower(at),
                        "herding"
                            | "warring"
                            | "feuding"
                            | "neighbouring"
                            | "neighboring"
                            | "surviving"
                            | "visiting"
                            | "opposing"
                            | "competing"
                            | "remaining"
                            | "participating"
                            | "negotiating"
                            | "ruling"
                            | "governing"
                            | "bordering"
                            | "farming"
                            | "fighting"
                            | "mediating"
                    ) =>
            {
                tags[at] = Tag::Adjective;
            }
            // "on alleged rebel sites": between a preposition and a noun, a participle describes
            Tag::Participle
                if tags[at - 1] == Tag::Preposition
                    && (noun(tags[at + 1]) || tags[at + 1] == Tag::Adjective) =>
            {
                tags[at] = Tag::Adjective;
            }
            // "kill 12 suspected al-Qaeda militants"
            Tag::Participle
                if matches!(tags[at - 1], Tag::Number | Tag::Determiner | Tag::Adjective)
                    && matches!(sentence.lower(at), "suspected" | "accused" | "unidentified")
                    && (noun(tags[at + 1]) || tags[at + 1] == Tag::Adjective) =>
            {
                tags[at] = Tag::Adjective;
            }
            // "a planned meeting was cancelled": what stands between a determiner and a verb is a noun
            Tag::Gerund
                if at > 1
                    && matches!(tags[at - 1], Tag::Participle | Tag::Adjective)
                    && tags[at - 2] == Tag::Determiner
                    && (matches!(tags[at + 1], Tag::Preposition | Tag::Comma | Tag::Mark)
                        || tags[at + 1].is_finite()) =>
            {
                tags[at] = Tag::NounSingular;
            }
            Tag::Gerund
                if sentence.lower(at) == "following"
                    && !matches!(
                        tags[at - 1],
                        Tag::AuxFinite | Tag::AuxBare | Tag::Determiner | Tag::Preposition | Tag::Adverb
                    ) =>
            {
                tags[at] = Tag::Preposition;
            }
            // "16 others", "several others": a noun with its number
            Tag::Pronoun if sentence.lower(at) == "others" => tags[at] = Tag::NounPlural,
            // "six are killed and nineteen more injured"
            Tag::Adverb | Tag::Adjective
                if sentence.lower(at) == "more"
                    && (tags[at - 1] == Tag::Number
                        || matches!(sentence.lower(at - 1), "many" | "several"))
                    && matches!(tags[at + 1], Tag::Participle | Tag::AuxFinite) =>
            {
                tags[at] = Tag::NounPlural;
            }
            // "killing two and kidnapping others"
            Tag::NounSingular
                if tags[at - 1] == Tag::Coordinator
                    && sentence.lower(at + 1) == "others"
                    && sentence.lower(at).ends_with("ing")
                    && tags[..at].contains(&Tag::Gerund) =>
            {
                tags[at] = Tag::Gerund;
            }
            // "a bomb kills four and wounds nineteen": what goes on from a verb and is followed by a number is a verb
            Tag::NounPlural
                if tags[at - 1] == Tag::Coordinator
                    && (matches!(tags[at + 1], Tag::Number | Tag::Determiner)
                        || sentence.numbers[at + 1])
                    && lexicon.can_be_third(sentence.entries[at])
                    && tags[..at].iter().rev().find(|tag| tag.is_finite()) == Some(&Tag::VerbThird) =>
            {
                tags[at] = Tag::VerbThird;
            }
            // "troops were first sent in May"
            Tag::Adjective
                if sentence.lower(at) == "first"
                    && tags[at - 1] == Tag::AuxFinite
                    && tags[at + 1] == Tag::Participle =>
            {
                tags[at] = Tag::Adverb;
            }
            // "several villages south of the city"
            Tag::NounSingular
                if noun(tags[at - 1])
                    && sentence.lower(at + 1) == "of"
                    && matches!(sentence.lower(at), "north" | "south" | "east" | "west") =>
            {
                tags[at] = Tag::Adverb;
            }
            // "gunmen open fire"
            Tag::Adjective
                if (tags[at - 1] == Tag::NounPlural || tags[at - 1] == Tag::Coordinator && verb_before)
                    && sentence.lower(at) == "open"
                    && sentence.lower(at + 1) == "fire" =>
            {
                tags[at] = Tag::VerbPlural;
            }
            // "soldiers that were guarding the building withdraw"
            Tag::Determiner
                if noun(tags[at - 1])
                    && sentence.lower(at) == "that"
                    && (tags[at + 1].is_finite() || tags[at + 1] == Tag::Modal) =>
            {
                tags[at] = Tag::Relative;
            }
            // "a warplane bombs a tanker anchored off the coast": the first verb is the finite one
            Tag::NounPlural
                if matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
                    && tags[at + 1] == Tag::Determiner
                    && lexicon.can_be_third(sentence.entries[at])
                    && !verb_before =>
            {
                tags[at] = Tag::VerbThird;
                if let Some(later) = (at + 1..tags.len()).find(|&later| tags[later].is_finite())
                    && tags[later] == Tag::VerbPast
                    && noun(tags[later - 1])
                {
                    tags[later] = Tag::Participle;
                }
            }
            // "the speaker officially endorses the plan"
            Tag::NounSingular
                if noun(tags[at - 1])
                    && tags[at + 1].is_finite()
                    && matches!(
                        sentence.lower(at),
                        "officially"
                            | "formally"
                            | "briefly"
                            | "reportedly"
                            | "allegedly"
                            | "publicly"
                            | "repeatedly"
                            | "unanimously"
                            | "temporarily"
                            | "permanently"
                            | "initially"
                            | "eventually"
                            | "finally"
                            | "subsequently"
                            | "unilaterally"
                            | "immediately"
                            | "accidentally"
                            | "deliberately"
                    ) =>
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
                if let Some(later) = (at + 3..tags.len()).find(|&later| tags[later].is_finite())
                    && tags[later] == Tag::VerbPlural
                    && noun(tags[later - 1])
                {
                    tags[later] = Tag::VerbBare;
                }
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
            // "bombings in Baghdad, Iraq, kill 19": a bare verb with nothing before that calls for one is finite
            Tag::VerbBare
                if !verb_before
                    && (noun(tags[at - 1]) || tags[at - 1] == Tag::Comma)
                    && tags[..at].contains(&Tag::NounPlural)
                    && !tags[..at].contains(&Tag::To) =>
            {
                tags[at] = Tag::VerbPlural;
            }
            // "Syrian forces mass along the border", "bomb Islamist forces": nobody is forced to anything
            Tag::VerbThird
                if sentence.lower(at) == "forces"
                    && noun(tags[at - 1])
                    && !tags[at + 1..].iter().take(8).any(|&tag| tag == Tag::To) =>
            {
                tags[at] = Tag::NounPlural;
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
            // "during Russian shelling"
            Tag::Gerund
                if at > 1
                    && tags[at - 1] == Tag::Name
                    && matches!(tags[at - 2], Tag::Preposition | Tag::Determiner)
                    && matches!(
                        tags[at + 1],
                        Tag::Preposition | Tag::Comma | Tag::Mark | Tag::Coordinator
                    )
                    && sentence.hit(at).is_some_and(|hit| lexicon.kinds(hit) & kind_of::EVENT != 0) =>
            {
                tags[at] = Tag::NounSingular;
            }
            // "an IED planted by rebels kills three"
            Tag::VerbPast
                if noun(tags[at - 1])
                    && sentence.lower(at + 1) == "by"
                    && !matches!(tags.get(at + 2), Some(Tag::Number | Tag::Date))
                    && tags[at + 2..]
                        .iter()
                        .take_while(|tag| {
                            !matches!(tag, Tag::Coordinator | Tag::That | Tag::Relative | Tag::Subordinator)
                        })
                        .any(|tag| tag.is_finite())
                    && !verb_before =>
            {
                tags[at] = Tag::Participle;
            }
            // "the release of X, a hiker arrested in May, on bail"
            Tag::VerbPast
                if at > 3
                    && noun(tags[at - 1])
                    && matches!(tags[at + 1], Tag::Preposition | Tag::Date)
                    && appositive(tags, at) =>
            {
                tags[at] = Tag::Participle;
            }
            _ => {}
        }
        verb_before |= tags[at].is_finite();
    }
    happening(tags, lexicon, sentence);
    if !sentence.title {
        finite(tags, lexicon, sentence);
    }
    subordinate(tags, lexicon, sentence);
    // "the army fires on warplanes after they violate its airspace"
    if let Some(end) = tags.iter().position(|&tag| tag == Tag::Subordinator).filter(|&end| end > 2)
        && !sentence.title
        && !tags[..end].iter().any(|&tag| matches!(tag, Tag::Relative | Tag::That | Tag::Comma))
    {
        finite(&mut tags[..end], lexicon, sentence);
    }
    // "gunmen attack villages and kill people": the second verb is as finite as the first
    for at in 1..last {
        if tags[at] == Tag::Coordinator && tags[at + 1] == Tag::VerbBare {
            let verbal = |tag: &&Tag| {
                tag.is_finite()
                    || matches!(tag, Tag::VerbBare | Tag::AuxBare | Tag::To | Tag::Gerund | Tag::Modal)
            };
            if tags[..at].iter().rev().find(verbal) == Some(&Tag::VerbPlural) {
                tags[at + 1] = Tag::VerbPlural;
            }
        }
    }
}

/// The first words of a sentence: nouns that look like verbs there.
fn opening(tags: &mut [Tag], sentence: &Sentence) {
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
    // "Should it reject the accord, the war goes on"
    if tags.first() == Some(&Tag::Modal)
        && sentence.lower(0) == "should"
        && let Some(bare) = (2..tags.len().min(8)).find(|&at| tags[at] == Tag::VerbBare)
        && tags[bare..].contains(&Tag::Comma)
    {
        tags[0] = Tag::Subordinator;
        tags[bare] = Tag::VerbPlural;
    }
    // "Suspected members of the group attack a church"
    if tags.first() == Some(&Tag::Participle)
        && tags.get(1) == Some(&Tag::NounPlural)
        && matches!(sentence.lower(0), "suspected" | "alleged" | "masked" | "armed" | "displaced")
    {
        tags[0] = Tag::Adjective;
    }
}

/// Whether a verb at `at` stands in an apposition: after a comma, a determiner and nouns, with a finite verb before.
fn appositive(tags: &[Tag], at: usize) -> bool {
    let start = tags[..at].iter().rposition(|&tag| {
        !matches!(
            tag,
            Tag::Name | Tag::NounSingular | Tag::NounPlural | Tag::Adjective | Tag::Number | Tag::Mark
        )
    });
    start.is_some_and(|start| {
        tags[start] == Tag::Determiner
            && start > 1
            && tags[start - 1] == Tag::Comma
            && tags[start - 2] == Tag::Name
            && tags[..start].iter().any(|tag| tag.is_finite())
    })
}

/// "as fighting erupts in the city", "Fighting in the last 24 hours kills nine": a gerund that names an event, where a
/// clause begins, is the subject of the verb that the clause would lack.
fn happening(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    const FAR: usize = 10; // tokens of what hangs on the subject
    let event = |at: usize| {
        sentence.hit(at).is_some_and(|hit| {
            lexicon.kinds(hit) & kind_of::EVENT != 0 && hit.end as usize == at + 1 && hit.start as usize == at
        })
    };
    for at in 0..tags.len().saturating_sub(1) {
        let opens = at == 0 || tags[at - 1] == Tag::Subordinator && sentence.lower(at - 1) != "while";
        if tags[at] != Tag::Gerund || !opens || !event(at) {
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
        });
        if singular && (tags[at + 1] == Tag::Preposition || verb == Some(0)) {
            tags[at] = Tag::NounSingular;
        }
    }
}

/// A sentence without a finite verb gets the likeliest one: "warplanes of an unknown nationality bomb Islamist
/// forces".
fn finite(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    if tags.iter().any(|tag| tag.is_finite()) {
        return;
    }
    for at in 1..tags.len().saturating_sub(1) {
        let object = matches!(
            tags[at + 1],
            Tag::Name | Tag::NounPlural | Tag::Determiner | Tag::Number | Tag::Adjective
        );
        if !object || !noun(tags[at - 1]) {
            continue;
        }
        if tags[at] == Tag::NounSingular
            && lexicon.can_be_base(sentence.entries[at])
            && tags[..at].contains(&Tag::NounPlural)
        {
            tags[at] = Tag::VerbPlural;
            return;
        }
        if tags[at] == Tag::NounPlural
            && tags[at - 1] != Tag::NounPlural
            && lexicon.can_be_third(sentence.entries[at])
        {
            tags[at] = Tag::VerbThird;
            return;
        }
    }
    // "the army fires on warplanes"
    let strikes = (1..tags.len().saturating_sub(1)).find(|&at| {
        tags[at] == Tag::NounPlural
            && matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
            && tags[at + 1] == Tag::Preposition
            && matches!(sentence.lower(at + 1), "on" | "at" | "for" | "with" | "to" | "into" | "from")
            && lexicon.can_be_third(sentence.entries[at])
    });
    if let Some(at) = strikes {
        tags[at] = Tag::VerbThird;
    }
}

/// "A day after bombs went off", "as gunmen open fire", "After the army left, rebels took the town": with a subject and
/// a verb behind it, the preposition opens a clause.
fn subordinate(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    const FAR: usize = 10; // tokens of a subject
    let count = tags.len();
    let speaks = |at: usize| at < count && matches!(sentence.lower(at), "he" | "she" | "they" | "we" | "it");
    let mut verb_before = false;
    for at in 0..tags.len() {
        verb_before |= at > 0 && tags[at - 1].is_finite();
        if tags[at] != Tag::Preposition
            || !matches!(sentence.lower(at), "after" | "before" | "since" | "until" | "as")
            || !(verb_before
                || at == 0
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
                Tag::Name | Tag::NounSingular | Tag::NounPlural | Tag::Pronoun => subject = true,
                Tag::Determiner
                | Tag::Adjective
                | Tag::Number
                | Tag::Possessive
                | Tag::Adverb
                | Tag::Date => {}
                Tag::Preposition if subject => {}
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
            comma.is_some_and(|comma| tags[comma..].iter().any(|tag| tag.is_finite() || *tag == Tag::Modal))
        };
        if at > 0 || main() {
            tags[at] = Tag::Subordinator;
        }
    }
}
