//! Past tenses, participles, adjectives and gerunds, told from one another and from nouns by what stands around them.

use super::{Seen, noun};
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, flag};
use crate::events::sentence::Sentence;

/// A past tense, a participle or what describes, each taken for another of them, for a verb or for a noun.
#[allow(clippy::too_many_lines, reason = "one case after another, each on its own")]
pub(super) fn past(tags: &mut [Tag], at: usize, seen: Seen<'_>) {
    let Seen { lexicon, sentence, verb_before, .. } = seen;
    match tags[at] {
        // "deliver badly needed supplies"
        Tag::Participle | Tag::VerbPast
            if at > 1
                && tags[at - 1] == Tag::Adverb
                && sentence.lower(at - 1).ends_with("ly")
                && (noun(tags[at + 1]) || tags[at + 1] == Tag::Adjective)
                && (matches!(
                    tags[at - 2],
                    Tag::VerbThird | Tag::VerbPlural | Tag::VerbBare | Tag::Gerund | Tag::Preposition
                ) || tags[at - 2] == Tag::VerbPast
                    && lexicon.flags(sentence.entries[at - 2]) & flag::REPORTS == 0) =>
        {
            tags[at - 1..=at].fill(Tag::Adjective);
        }
        // "it was not theirs and accused Chad of the raid"
        Tag::Participle | Tag::Adjective
            if tags[at - 1] == Tag::Coordinator
                && verb_before
                && sentence.is_a(lexicon, at, Concept::Urge)
                && matches!(tags[at + 1], Tag::Name | Tag::Determiner | Tag::Pronoun)
                && tags[at + 2..]
                    .iter()
                    .take(6)
                    .any(|tag| matches!(tag, Tag::Preposition | Tag::To | Tag::That)) =>
        {
            tags[at] = Tag::VerbPast;
        }
        // "after rebels ambushed and killed two men", "said rebels ambushed and killed two men"
        Tag::Participle
            if noun(tags[at - 1])
                && (sentence.lower(at).ends_with("ed") || lexicon.can_be_past(sentence.entries[at]))
                && strikes_twice(&tags[at + 1..])
                && let Some(opened) = opens_a_clause(tags, at, seen) =>
        {
            if tags[opened] == Tag::Preposition {
                tags[opened] = Tag::Subordinator;
            }
            tags[at] = Tag::VerbPast;
            tags[at + 2] = Tag::VerbPast;
        }
        // "a curfew is imposed after clashes erupted in the port": what takes no object describes nothing before it
        Tag::Participle
            if noun(tags[at - 1])
                && sentence.is_a(lexicon, at, Concept::Intransitive)
                && sentence.lower(at).ends_with("ed")
                && !noun(tags[at + 1])
                && !matches!(sentence.lower(at + 1), "by" | "from")
                && let Some(opened) = opens_a_clause(tags, at, seen) =>
        {
            if tags[opened] == Tag::Preposition {
                tags[opened] = Tag::Subordinator;
            }
            tags[at] = Tag::VerbPast;
        }
        // "The rebels laid down their arms and went home": "and" joins a verb in the past to another
        Tag::Participle
            if !verb_before
                && noun(tags[at - 1])
                && lexicon.can_be_past(sentence.entries[at])
                && (goes_on_in_the_past(&tags[at + 1..]) || somebody_else_goes_on(&tags[at + 1..])) =>
        {
            tags[at] = Tag::VerbPast;
        }
        // "after clashes erupted between the sides": nobody erupts clashes
        Tag::Participle
            if noun(tags[at - 1])
                && matches!(tags[at + 1], Tag::Preposition | Tag::Adverb | Tag::Date)
                && sentence.is_a(lexicon, at, Concept::Intransitive)
                && let Some(opened) = tags[..at].iter().rposition(|tag| {
                    !noun(*tag) && !matches!(tag, Tag::Adjective | Tag::Determiner | Tag::Number)
                })
                && matches!(
                    sentence.lower(opened),
                    "after" | "when" | "as" | "before" | "until" | "since"
                ) =>
        {
            if tags[opened] == Tag::Preposition {
                tags[opened] = Tag::Subordinator;
            }
            tags[at] = Tag::VerbPast;
        }
        // "The attack never happened"
        Tag::Participle
            if at > 1
                && !verb_before
                && sentence.lower(at - 1) == "never"
                && noun(tags[at - 2])
                && lexicon.can_be_past(sentence.entries[at]) =>
        {
            tags[at] = Tag::VerbPast;
        }
        // "have neither accepted nor rejected the offer"
        Tag::Participle
            if at > 1
                && sentence.lower(at - 1) == "neither"
                && matches!(tags[at - 2], Tag::AuxFinite | Tag::AuxBare) =>
        {
            tags[at - 1] = Tag::Not;
        }
        Tag::VerbPast
            if sentence.lower(at - 1) == "nor" && tags[..at].contains(&Tag::Not) && has_aux(tags, at) =>
        {
            tags[at] = Tag::Participle;
        }
        // "were shot, stabbed, and burned", "have condemned, rejected and repudiated": the last of a list
        Tag::VerbPast
            if at > 3
                && tags[at - 1] == Tag::Coordinator
                && lexicon.can_be_participle(sentence.entries[at])
                && ends_list_of_participles(&tags[..at - 1]) =>
        {
            tags[at] = Tag::Participle;
        }
        // "condemned the raid and called on the rebels to leave": goes on from an active verb
        Tag::Participle
            if sentence.is_a(lexicon, at, Concept::Call)
                && tags[at - 1] == Tag::Coordinator
                && matches!(sentence.lower(at + 1), "on" | "for" | "upon")
                && tags[..at].iter().rev().find(|tag| tag.is_finite()) == Some(&Tag::VerbPast) =>
        {
            tags[at] = Tag::VerbPast;
        }
        // "it was late and the rebels advanced on the town", "is to blame and the envoys called for calm"
        Tag::Participle
            if verb_before
                && tags[at + 1] == Tag::Preposition
                && lexicon.can_be_past(sentence.entries[at])
                && after_a_coordinator(tags, at).is_some_and(|before| {
                    matches!(before, Tag::Adjective | Tag::Adverb)
                        || sentence.is_a(lexicon, at, Concept::Call)
                            && matches!(sentence.lower(at + 1), "on" | "for" | "upon")
                })
                && !tags[at + 1..].iter().any(|tag| tag.is_finite()) =>
        {
            tags[at] = Tag::VerbPast;
        }
        // "29 casualties, including dead and wounded"
        Tag::VerbPast | Tag::Participle
            if at > 2
                && matches!(sentence.lower(at), "wounded" | "injured")
                && tags[at - 1] == Tag::Coordinator
                && sentence.lower(at - 2) == "dead"
                && sentence.lower(at - 3) == "including"
                && matches!(tags[at + 1], Tag::Comma | Tag::Mark | Tag::Preposition) =>
        {
            tags[at] = Tag::Adjective;
        }
        // "Two guards killed and about a dozen wounded in a raid": neither is active
        Tag::VerbPast
            if !verb_before
                && tags[at + 1] == Tag::Coordinator
                && counted_participle(tags, at + 2)
                && (noun(tags[at - 1]) || tags[at - 1] == Tag::Number)
                && tags[..at].contains(&Tag::Number) =>
        {
            tags[at] = Tag::Participle;
        }
        // "on alleged rebel sites", "after renewed fighting": between a preposition and a noun, a participle describes
        Tag::Participle
            if (tags[at - 1] == Tag::Preposition
                || matches!(sentence.lower(at - 1), "after" | "before" | "since" | "until"))
                && (noun(tags[at + 1])
                    || tags[at + 1] == Tag::Adjective
                    || tags[at + 1] == Tag::Gerund && sentence.lower(at) != "been") =>
        {
            tags[at] = Tag::Adjective;
        }
        // "after newly elected President X left", "by recently captured men"
        Tag::Participle | Tag::VerbPast
            if at > 1
                && tags[at - 1] == Tag::Adverb
                && sentence.lower(at - 1).ends_with("ly")
                && (tags[at - 2] == Tag::Preposition
                    || matches!(sentence.lower(at - 2), "after" | "before" | "since" | "until" | "when"))
                && (noun(tags[at + 1]) || tags[at + 1] == Tag::Adjective) =>
        {
            tags[at] = Tag::Adjective;
        }
        // "kill 12 suspected al-Qaeda militants"
        Tag::Participle
            if (matches!(tags[at - 1], Tag::Number | Tag::Determiner | Tag::Adjective)
                && (sentence.is_a(lexicon, at, Concept::Suspected)
                    || sentence.is_a(lexicon, at, Concept::Accuse))
                || tags[at - 1] == Tag::Coordinator && sentence.is_a(lexicon, at, Concept::Suspected))
                && (noun(tags[at + 1]) || tags[at + 1] == Tag::Adjective) =>
        {
            tags[at] = Tag::Adjective;
        }
        // "will release seven detained Togolese sailors", "12 captured rebels": counted, it describes
        Tag::Participle
            if tags[at - 1] == Tag::Number
                && at > 1
                && (tags[at + 1] == Tag::NounPlural
                    || tags[at + 1] == Tag::Name
                        && tags[at + 2..].iter().take(4).any(|&tag| tag == Tag::NounPlural))
                && (tags[at - 2].is_verb() || tags[at - 2] == Tag::Preposition) =>
        {
            tags[at] = Tag::Adjective;
        }
        // "has staunchly opposed the plan": what an auxiliary has before it, over an adverb, is a participle
        Tag::VerbPast if tags[at - 1] == Tag::Adverb && has_before(tags, at, sentence) => {
            tags[at] = Tag::Participle;
        }
        // "X, a minister accused of fraud": who accuses names whom right after the verb
        Tag::VerbPast if sentence.is_a(lexicon, at, Concept::Accuse) && sentence.lower(at + 1) == "of" => {
            tags[at] = Tag::Participle;
        }
        // "six are killed and nineteen more injured"
        Tag::Adverb | Tag::Adjective
            if sentence.lower(at) == "more"
                && (tags[at - 1] == Tag::Number || matches!(sentence.lower(at - 1), "many" | "several"))
                && matches!(tags[at + 1], Tag::Participle | Tag::AuxFinite) =>
        {
            tags[at] = Tag::NounPlural;
        }
        // "troops were first sent in May"
        Tag::Adjective
            if sentence.is_a(lexicon, at, Concept::Ordinal)
                && tags[at - 1] == Tag::AuxFinite
                && tags[at + 1] == Tag::Participle =>
        {
            tags[at] = Tag::Adverb;
        }
        // "gunmen open fire"
        Tag::Adjective
            if (tags[at - 1] == Tag::NounPlural
                || tags[at - 1] == Tag::Coordinator && verb_before
                || sentence.is_a(lexicon, at - 1, Concept::Police))
                && sentence.is_a(lexicon, at, Concept::Open)
                && sentence.is_a(lexicon, at + 1, Concept::Fire) =>
        {
            tags[at] = Tag::VerbPlural;
        }
        // "break into a prison and free 200 inmates"
        Tag::Adjective
            if sentence.is_a(lexicon, at, Concept::Free)
                && lexicon.can_be_base(sentence.entries[at])
                && tags[at - 1] == Tag::Coordinator
                && matches!(tags[at + 1], Tag::Number | Tag::Determiner | Tag::Pronoun)
                && verb_before =>
        {
            let last = tags[..at].iter().rev().find(|tag| tag.is_finite());
            tags[at] = if last == Some(&Tag::VerbPlural) { Tag::VerbPlural } else { Tag::VerbBare };
        }
        // "special forces free three hostages"
        Tag::Adjective
            if sentence.is_a(lexicon, at, Concept::Free)
                && tags[at - 1] == Tag::NounPlural
                && matches!(tags[at + 1], Tag::Number | Tag::Determiner | Tag::Possessive | Tag::Name)
                && !verb_before =>
        {
            tags[at] = Tag::VerbPlural;
        }
        // "an overnight raid", "the then president"
        Tag::Adverb
            if tags[at - 1] == Tag::Determiner
                && noun(tags[at + 1])
                && sentence.is_a(lexicon, at, Concept::Nearby) =>
        {
            tags[at] = Tag::Adjective;
        }
        // "a mass grave believed to hold ten bodies": nobody believes to do
        Tag::VerbPast
            if sentence.is_a(lexicon, at, Concept::Believed)
                && tags[at + 1] == Tag::To
                && noun(tags[at - 1]) =>
        {
            tags[at] = Tag::Participle;
        }
        // "the former rebel held city", "in government controlled areas"
        Tag::Participle | Tag::VerbPast
            if at > 1
                && sentence.is_a(lexicon, at, Concept::Held)
                && matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
                && noun(tags[at + 1])
                && (tags[at] == Tag::Participle
                    && matches!(tags[at - 2], Tag::Determiner | Tag::Adjective | Tag::Preposition)
                    || tags[at - 2] == Tag::Preposition && verb_before)
                && sentence.is_a(lexicon, at + 1, Concept::Ground) =>
        {
            tags[at] = Tag::Adjective;
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
        // "an IED planted by rebels kills three", "a raid carried out by rebels killed three"
        Tag::VerbPast
            if noun(tags[at - 1])
                && let Some(by) = by_behind(sentence, at)
                && !matches!(tags.get(by + 1), Some(Tag::Number | Tag::Date))
                && tags[by + 1..]
                    .iter()
                    .take_while(|tag| {
                        !matches!(tag, Tag::Coordinator | Tag::That | Tag::Relative | Tag::Subordinator)
                    })
                    .any(|tag| tag.is_finite())
                && !verb_before =>
        {
            tags[at] = Tag::Participle;
        }
        // "the mayor kidnapped the previous day is found"
        Tag::VerbPast
            if noun(tags[at - 1])
                && sentence.is_a(lexicon, at, Concept::Suffer)
                && (sentence.lower(at + 1) == "the"
                    && sentence.is_a(lexicon, at + 2, Concept::DayBefore)
                    || tags[at + 1] == Tag::Date)
                && tags[at + 2..].iter().any(|tag| tag.is_finite()) =>
        {
            tags[at] = Tag::Participle;
        }
        // "a rocket fired from the hills killed a shepherd"
        Tag::VerbPast
            if !verb_before
                && noun(tags[at - 1])
                && tags[at + 1] == Tag::Preposition
                && sentence.is_a(lexicon, at, Concept::ShotOff)
                && later(tags, at).is_some_and(|later| {
                    tags[later] == Tag::VerbPast
                        && noun(tags[later - 1])
                        && matches!(tags.get(later + 1), Some(Tag::Number | Tag::Determiner | Tag::Name))
                }) =>
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
}

/// Whether what follows a participle holds one finite verb, in the past and right behind a conjunction.
fn goes_on_in_the_past(after: &[Tag]) -> bool {
    let mut finite = after.iter().enumerate().filter(|(_, tag)| tag.is_finite());
    let first = finite.next();
    first.is_some_and(|(at, &tag)| tag == Tag::VerbPast && at > 0 && after[at - 1] == Tag::Coordinator)
        && finite.next().is_none()
}

/// "The truce ended in Boz and nobody has renewed it": a conjunction, a pronoun and the first finite verb.
fn somebody_else_goes_on(after: &[Tag]) -> bool {
    let first = after.iter().position(|tag| tag.is_finite());
    first.is_some_and(|at| at > 1 && after[at - 1] == Tag::Pronoun && after[at - 2] == Tag::Coordinator)
}

/// What stands before the conjunction that the group right before `at` follows.
fn after_a_coordinator(tags: &[Tag], at: usize) -> Option<Tag> {
    let start = tags[..at].iter().rposition(|&tag| {
        !(noun(tag) || matches!(tag, Tag::Adjective | Tag::Determiner | Tag::Possessive | Tag::Number))
    })?;
    (tags[start] == Tag::Coordinator && start > 0 && start + 1 < at && noun(tags[at - 1]))
        .then(|| tags[start - 1])
}

/// Whether an auxiliary stands before `at`.
fn has_aux(tags: &[Tag], at: usize) -> bool {
    tags[..at].iter().any(|tag| matches!(tag, Tag::AuxFinite | Tag::AuxBare))
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

/// Whether a verb of the third person comes behind `at`, with a noun before it, and nothing between that would begin a
/// clause of its own.
fn later_present(tags: &[Tag], at: usize) -> bool {
    later(tags, at).is_some_and(|later| tags[later] == Tag::VerbThird && noun(tags[later - 1]))
}

/// "planted by", "carried out by": where the "by" behind a verb stands.
fn by_behind(sentence: &Sentence, at: usize) -> Option<usize> {
    let particle = matches!(sentence.lower(at + 1), "out" | "off" | "up" | "down");
    let by = at + 1 + usize::from(particle);
    (sentence.lower(by) == "by").then_some(by)
}

/// The next finite verb behind `at`, where nothing between would begin a clause of its own.
fn later(tags: &[Tag], at: usize) -> Option<usize> {
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
    later.filter(|&later| later > 0).map(|later| at + 1 + later)
}

/// Whether a count and a participle without an object follow: "about a dozen wounded in", "ten others injured".
fn counted_participle(tags: &[Tag], start: usize) -> bool {
    const FAR: usize = 6; // tokens of a count with its noun
    let counts = |tag: &Tag| {
        noun(*tag)
            || matches!(tag, Tag::Number | Tag::Adverb | Tag::Determiner | Tag::Adjective | Tag::Preposition)
    };
    let Some(end) = (start..tags.len()).take(FAR).find(|&at| !counts(&tags[at])) else { return false };
    tags[start..end].contains(&Tag::Number)
        && tags[end] == Tag::Participle
        && matches!(
            tags.get(end + 1),
            None | Some(Tag::Preposition | Tag::Comma | Tag::Mark | Tag::Date | Tag::Subordinator)
        )
}

/// Whether adverbs alone part a word from "have" before it.
fn has_before(tags: &[Tag], at: usize, sentence: &Sentence) -> bool {
    let before = (0..at).rev().find(|&before| !matches!(tags[before], Tag::Adverb | Tag::Not));
    before.is_some_and(|before| {
        tags[before] == Tag::AuxFinite && matches!(sentence.lower(before), "has" | "have" | "had")
    })
}

/// Whether another verb of the past with an object is joined right behind: "and killed two men".
fn strikes_twice(rest: &[Tag]) -> bool {
    rest.len() > 2
        && rest[0] == Tag::Coordinator
        && matches!(rest[1], Tag::VerbPast | Tag::Participle)
        && matches!(rest[2], Tag::Number | Tag::Determiner | Tag::Possessive | Tag::Name | Tag::NounPlural)
}

/// What opens the clause that a group before `at` stands in, if it has no verb yet: a word of time or a verb of saying.
fn opens_a_clause(tags: &[Tag], at: usize, seen: Seen<'_>) -> Option<usize> {
    let Seen { lexicon, sentence, .. } = seen;
    for before in (0..at).rev() {
        let word = sentence.lower(before);
        let opens = match tags[before] {
            Tag::Subordinator | Tag::That => true,
            Tag::Preposition => matches!(word, "after" | "before" | "when" | "as" | "since" | "until"),
            Tag::Relative | Tag::Comma => return None,
            tag if tag.is_finite() => return sentence.is_a(lexicon, before, Concept::Say).then_some(before),
            _ => false,
        };
        if opens {
            return Some(before);
        }
    }
    None
}

/// Whether two participles with a comma between, the first behind an auxiliary, stand right before a coordinator.
fn ends_list_of_participles(tags: &[Tag]) -> bool {
    let tags = tags.strip_suffix(&[Tag::Comma]).unwrap_or(tags);
    let Some(list) = tags.strip_suffix(&[Tag::Participle, Tag::Comma, Tag::Participle]) else { return false };
    let before = list.iter().rev().find(|&&tag| tag != Tag::Adverb);
    matches!(before, Some(Tag::AuxFinite | Tag::AuxBare))
}
