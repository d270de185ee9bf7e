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

/// Whether a number stands at `at` that counts nothing named: "and wound several.", "and wound more than 100."
fn alone(tags: &[Tag], sentence: &Sentence, at: usize) -> bool {
    let number = |at: usize| tags.get(at) == Some(&Tag::Number) || sentence.numbers.get(at) == Some(&true);
    let end = (at..tags.len()).find(|&at| !number(at)).unwrap_or(tags.len());
    end > at
        && tags
            .get(end)
            .is_none_or(|tag| matches!(tag, Tag::Mark | Tag::Comma | Tag::Preposition | Tag::Coordinator))
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
                if (matches!(tags[at - 1], Tag::Number | Tag::Determiner | Tag::Adjective)
                    && matches!(sentence.lower(at), "suspected" | "accused" | "unidentified")
                    || tags[at - 1] == Tag::Coordinator
                        && matches!(sentence.lower(at), "suspected" | "unidentified"))
                    && (noun(tags[at + 1]) || tags[at + 1] == Tag::Adjective) =>
            {
                tags[at] = Tag::Adjective;
            }
            // "X, a minister accused of fraud": who accuses names whom right after the verb
            Tag::VerbPast
                if matches!(sentence.lower(at), "accused" | "suspected" | "convicted")
                    && sentence.lower(at + 1) == "of" =>
            {
                tags[at] = Tag::Participle;
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
                    && (sentence.lower(at + 1) == "others" || alone(tags, sentence, at + 1))
                    && sentence.lower(at).ends_with("ing")
                    && tags[..at].contains(&Tag::Gerund) =>
            {
                tags[at] = Tag::Gerund;
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
                    && (matches!(
                        tags[at + 1],
                        Tag::Number | Tag::Determiner | Tag::Possessive | Tag::Name
                    ) || sentence.numbers[at + 1])
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
                if (tags[at - 1] == Tag::NounPlural
                    || tags[at - 1] == Tag::Coordinator && verb_before
                    || sentence.lower(at - 1) == "police")
                    && sentence.lower(at) == "open"
                    && sentence.lower(at + 1) == "fire" =>
            {
                tags[at] = Tag::VerbPlural;
            }
            // "special forces free three hostages"
            Tag::Adjective
                if sentence.lower(at) == "free"
                    && tags[at - 1] == Tag::NounPlural
                    && matches!(
                        tags[at + 1],
                        Tag::Number | Tag::Determiner | Tag::Possessive | Tag::Name
                    )
                    && !verb_before =>
            {
                tags[at] = Tag::VerbPlural;
            }
            // "warns Gulf states to respect the truce"
            Tag::VerbThird
                if sentence.lower(at) == "states"
                    && verb_before
                    && tags[at - 1] == Tag::Name
                    && matches!(
                        tags[at + 1],
                        Tag::To | Tag::Preposition | Tag::Comma | Tag::Mark | Tag::Coordinator
                    ) =>
            {
                tags[at] = Tag::NounPlural;
            }
            // "soldiers that were guarding the building withdraw"
            Tag::Determiner | Tag::That
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
            // "accused of shooting down a plane", "of bombing the town"
            Tag::NounSingular
                if sentence.lower(at - 1) == "of"
                    && sentence.lower(at).ends_with("ing")
                    && (matches!(tags[at + 1], Tag::Determiner | Tag::Possessive)
                        || matches!(sentence.lower(at + 1), "down" | "up")) =>
            {
                tags[at] = Tag::Gerund;
            }
            // "thousands flee fighting between the army and rebels"
            Tag::Gerund
                if sentence.lower(at + 1) == "between"
                    && !matches!(tags[at - 1], Tag::AuxFinite | Tag::AuxBare | Tag::Comma | Tag::Adverb)
                    && sentence.hit(at).is_some_and(|hit| lexicon.kinds(hit) & kind_of::EVENT != 0) =>
            {
                tags[at] = Tag::NounSingular;
            }
            // "fires warning shots"
            Tag::Gerund
                if sentence.lower(at) == "warning"
                    && matches!(sentence.lower(at + 1), "shot" | "shots" | "fire" | "strike" | "strikes") =>
            {
                tags[at] = Tag::NounSingular;
            }
            // "remove the remaining militia", "from neighbouring countries": those that do nothing to the noun
            Tag::Gerund
                if matches!(
                    sentence.lower(at),
                    "remaining" | "neighboring" | "neighbouring" | "warring" | "varying"
                ) && (noun(tags[at + 1]) || tags[at + 1] == Tag::Adjective)
                    && !matches!(tags[at - 1], Tag::AuxFinite | Tag::AuxBare) =>
            {
                tags[at] = Tag::Adjective;
            }
            // "bombed rebel positions in the north": what a verb before has for its object is no verb
            Tag::VerbThird
                if verb_before
                    && matches!(tags[at - 1], Tag::Name | Tag::NounSingular | Tag::Adjective)
                    && matches!(tags[at + 1], Tag::Preposition | Tag::Comma | Tag::Mark)
                    && matches!(
                        sentence.lower(at),
                        "positions"
                            | "targets"
                            | "bases"
                            | "camps"
                            | "posts"
                            | "sites"
                            | "houses"
                            | "shelters"
                    ) =>
            {
                tags[at] = Tag::NounPlural;
            }
            // "an overnight raid", "the then president"
            Tag::Adverb
                if tags[at - 1] == Tag::Determiner
                    && noun(tags[at + 1])
                    && matches!(sentence.lower(at), "overnight" | "nearby" | "then" | "daily") =>
            {
                tags[at] = Tag::Adjective;
            }
            // "rebels report more gains in the south"
            Tag::VerbThird if at > 1 && sentence.lower(at - 1) == "more" && tags[at - 2].is_finite() => {
                tags[at - 1] = Tag::Adjective;
                tags[at] = Tag::NounPlural;
            }
            // "close to the border"
            Tag::NounSingular
                if noun(tags[at - 1]) && sentence.lower(at) == "close" && sentence.lower(at + 1) == "to" =>
            {
                tags[at] = Tag::Adverb;
            }
            // "a mass grave believed to hold ten bodies": nobody believes to do
            Tag::VerbPast
                if matches!(
                    sentence.lower(at),
                    "believed" | "thought" | "alleged" | "suspected" | "rumoured"
                ) && tags[at + 1] == Tag::To
                    && noun(tags[at - 1]) =>
            {
                tags[at] = Tag::Participle;
            }
            // "the former rebel held city", "in government controlled areas"
            Tag::Participle | Tag::VerbPast
                if at > 1
                    && matches!(
                        sentence.lower(at),
                        "held" | "controlled" | "run" | "occupied" | "backed" | "led"
                    )
                    && matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
                    && noun(tags[at + 1])
                    && (tags[at] == Tag::Participle
                        && matches!(tags[at - 2], Tag::Determiner | Tag::Adjective | Tag::Preposition)
                        || tags[at - 2] == Tag::Preposition && verb_before)
                    && matches!(
                        sentence.lower(at + 1),
                        "city"
                            | "town"
                            | "village"
                            | "villages"
                            | "towns"
                            | "cities"
                            | "area"
                            | "areas"
                            | "territory"
                            | "territories"
                            | "district"
                            | "districts"
                            | "region"
                            | "regions"
                            | "part"
                            | "parts"
                            | "enclave"
                            | "suburb"
                            | "suburbs"
                            | "neighbourhood"
                            | "neighborhood"
                            | "neighbourhoods"
                            | "neighborhoods"
                            | "province"
                            | "land"
                            | "zone"
                            | "base"
                            | "positions"
                            | "post"
                    ) =>
            {
                tags[at] = Tag::Adjective;
            }
            // "Government planes bomb tribesmen opposed to the president": the first verb is the finite one
            Tag::NounSingular
                if tags[at - 1] == Tag::NounPlural
                    && tags[at + 1] == Tag::NounPlural
                    && tags.get(at + 2) == Some(&Tag::VerbPast)
                    && tags.get(at + 3) == Some(&Tag::Preposition)
                    && !verb_before
                    && lexicon.can_be_base(sentence.entries[at])
                    && sentence.hit(at).is_some_and(|hit| lexicon.kinds(hit) & kind_of::EVENT != 0) =>
            {
                tags[at] = Tag::VerbPlural;
                tags[at + 2] = Tag::Participle;
            }
            // "a projectile fired from the hills kills a shepherd": the later verb in the present is the finite one
            Tag::VerbPast
                if !verb_before
                    && noun(tags[at - 1])
                    && tags[at + 1] == Tag::Preposition
                    && lexicon.flags(sentence.entries[at]) & flag::REPORTS == 0
                    && (lexicon.can_be_participle(sentence.entries[at])
                        || sentence.lower(at).ends_with("ed"))
                    && later_present(tags, at) =>
            {
                tags[at] = Tag::Participle;
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
    no_clause(tags, sentence);
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

/// Whether a verb of the third person comes behind `at`, with a noun before it, and nothing between that would begin a
/// clause of its own.
fn later_present(tags: &[Tag], at: usize) -> bool {
    const FAR: usize = 14; // tokens of what hangs on the participle
    let later = tags[at + 1..].iter().take(FAR).position(|&tag| {
        tag.is_finite()
            || matches!(
                tag,
                Tag::Comma
                    | Tag::Coordinator
                    | Tag::That
                    | Tag::Relative
                    | Tag::Subordinator
                    | Tag::Modal
                    | Tag::To
            )
    });
    later.is_some_and(|later| tags[at + 1 + later] == Tag::VerbThird && later > 0 && noun(tags[at + later]))
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
    // "Security forces reportedly fire on a rally"
    let told = (2..tags.len().saturating_sub(1)).find(|&at| {
        let plural =
            tags[at - 1] == Tag::NounPlural || tags[at - 1] == Tag::Adverb && tags[at - 2] == Tag::NounPlural;
        tags[at] == Tag::NounSingular
            && plural
            && matches!(sentence.lower(at + 1), "on" | "at" | "into" | "upon" | "with" | "against" | "across")
            && lexicon.can_be_base(sentence.entries[at])
            && (tags[at - 1] == Tag::Adverb
                || matches!(
                    sentence.lower(at),
                    "fire" | "clash" | "march" | "advance" | "attack" | "battle" | "deploy"
                ))
    });
    if let Some(at) = told {
        tags[at] = Tag::VerbPlural;
        return;
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

/// "After 48 hours of talks, and rebels demand", "qualify as a crime and urged": a coordinator before the first verb
/// says that the clause was none.
fn no_clause(tags: &mut [Tag], sentence: &Sentence) {
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
