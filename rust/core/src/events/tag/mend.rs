//! Tags mended once the cheapest way is known: where a neighbour two or more words away decides what the costs of
//! neighbours can't. Each kind of tag has its cases, tried in order; what a clause lacks is looked for when all words
//! have had theirs.

mod clause;
mod finite;
mod gerund;
mod headline;
mod inverted;
mod noun;
mod past;
mod plural;
mod present;

use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, Lexicon, flag};
use crate::events::sentence::Sentence;
use crate::text::words::Shape;

/// What a case looks at besides the tags.
#[derive(Clone, Copy)]
struct Seen<'a> {
    lexicon: &'a Lexicon,
    sentence: &'a Sentence,
    /// A finite verb stands before the word.
    verb_before: bool,
    /// The last token, which has no neighbour behind it.
    last: usize,
}

fn noun(tag: Tag) -> bool {
    matches!(tag, Tag::Name | Tag::NounSingular | Tag::NounPlural)
}

/// A participle after a comma with an object right behind it is a past tense: "the blasts, ..., killed 20 people".
/// Few participles keep an object of their own ("named the winner", "given two days").
pub(crate) fn active(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    let reports = |token: usize| lexicon.flags(sentence.entries[token]) & flag::REPORTS != 0;
    let keeps = |token: usize| lexicon.keeps_object(sentence.entries[token]);
    for at in 1..tags.len().saturating_sub(1) {
        if tags[at] != Tag::Participle {
            continue;
        }
        // "the general called them liars", "repeatedly called Chad a threat"
        let subject = noun(tags[at - 1]) || at > 1 && tags[at - 1] == Tag::Adverb && noun(tags[at - 2]);
        let described = at > 1 && tags[at - 1] == Tag::Adverb && tags[at - 2] == Tag::Adjective; // "the general"
        if sentence.is_a(lexicon, at, Concept::Call)
            && (subject || described)
            && matches!(tags[at + 1], Tag::Name | Tag::Pronoun)
            && tags.get(at + 2) == Some(&Tag::Determiner)
            && !tags[..at].iter().any(|tag| tag.is_finite())
        {
            tags[at] = Tag::VerbPast;
        }
        if tags[at] != Tag::Participle || keeps(at) {
            continue;
        }
        let object = matches!(tags[at + 1], Tag::Number | Tag::Determiner | Tag::Pronoun);
        if object && tags[at - 1] == Tag::Comma {
            tags[at] = Tag::VerbPast;
        }
        // "Britain sent planes to evacuate thousands stranded at the border": the first verb is the finite one
        let first = subject && !tags[..at].iter().any(|tag| tag.is_finite());
        // "reportedly told reporters that": a verb of saying with its hearers
        if reports(at)
            && first
            && (object || noun(tags[at + 1]) || matches!(tags[at + 1], Tag::That | Tag::Adjective))
            && tags[at + 1..].iter().take(14).any(|&tag| tag == Tag::That)
        {
            tags[at] = Tag::VerbPast;
            continue;
        }
        if first && (object || noun(tags[at + 1])) {
            let later = (at + 2..tags.len().saturating_sub(1)).find(|&next| tags[next].is_finite());
            if let Some(later) = later.filter(|&later| {
                tags[later] == Tag::VerbPast
                    && noun(tags[later - 1])
                    && matches!(tags[later + 1], Tag::Preposition | Tag::Adverb)
            }) {
                tags[at] = Tag::VerbPast;
                tags[later] = Tag::Participle;
            }
        }
    }
}

/// What stands before a noun and is no verb: "seven alleged members", "a UN-backed mission".
fn bound(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
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
        // "the heavy, sustained bombardment", not "attacked the elderly and killed women"
        let second = at > 2
            && (tags[at - 1] == Tag::Comma
                || tags[at - 1] == Tag::Coordinator && !tags[..at].iter().any(|tag| tag.is_finite()))
            && tags[at - 2] == Tag::Adjective
            && matches!(tags[at - 3], Tag::Determiner | Tag::Possessive)
            && lexicon.flags(sentence.entries[at]) & flag::REPORTS == 0;
        if before_noun && (free && sentence.is_a(lexicon, at, Concept::Alleged) || second) {
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

/// "two off-duty soldiers": a small word that a hyphen binds to the noun behind it.
fn is_prefixed(tags: &[Tag], at: usize, sentence: &Sentence) -> bool {
    matches!(tags[at], Tag::Preposition | Tag::Adverb)
        && sentence.hyphened[at + 1]
        && sentence.lower(at + 1) == "-"
        && tags.get(at + 2).is_some_and(|&tag| noun(tag))
        && matches!(tags[at - 1], Tag::Determiner | Tag::Number | Tag::Adjective | Tag::Preposition)
}

/// "North and South Korea": the quarter alone is a name, as the one of the other half is.
fn halves(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    let half =
        |at: usize| sentence.shape(at) == Shape::Capital && sentence.is_a(lexicon, at, Concept::Direction);
    if !tags.contains(&Tag::Coordinator) {
        return;
    }
    for at in 2..tags.len() {
        if tags[at - 1] == Tag::Coordinator && tags[at] == Tag::Name && half(at) && half(at - 2) {
            tags[at - 2] = Tag::Name;
        }
    }
}

/// "the Army-i-Islami": a small word between two parts of a name is one more.
fn within_names(tags: &mut [Tag], sentence: &Sentence) {
    if !sentence.hyphened.contains(&true) {
        return;
    }
    for at in 2..tags.len().saturating_sub(2) {
        let bound = |mark: usize| sentence.lower(mark) == "-" && sentence.hyphened[mark];
        if sentence.hyphened[at]
            && sentence.lower(at).len() <= 3
            && bound(at - 1)
            && bound(at + 1)
            && tags[at - 2] == Tag::Name
            && tags[at + 2] == Tag::Name
        {
            tags[at] = Tag::Name;
        }
    }
}

/// "will likely impose sanctions", "may soon launch attacks": the word behind a modal and an adverb is its verb.
fn behind_modals(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    if !tags.contains(&Tag::Modal) {
        return;
    }
    for at in 2..tags.len().saturating_sub(1) {
        if tags[at - 2] == Tag::Modal
            && tags[at] == Tag::NounSingular
            && (tags[at - 1] == Tag::Adverb || sentence.lower(at - 1) == "likely")
            && lexicon.can_be_base(sentence.entries[at])
        {
            tags[at - 1] = Tag::Adverb;
            tags[at] = Tag::VerbBare;
        }
    }
}

/// "so-called civil defence", "a would-be bomber": small words that a hyphen binds describe what stands behind them;
/// "either killed or wounded", "were both expelled": the word before a verb is none of a group.
fn small_words(tags: &mut [Tag], sentence: &Sentence) {
    for at in 0..tags.len().saturating_sub(2) {
        if matches!(tags[at + 1], Tag::Participle | Tag::VerbPast) {
            let helped = at > 0 && matches!(tags[at - 1], Tag::AuxFinite | Tag::AuxBare);
            let word = sentence.lower(at);
            if word == "either" || helped && word == "both" {
                tags[at] = Tag::Adverb;
            }
        }
        // "in the past 24 hours"
        if tags[at] == Tag::Adverb
            && at > 0
            && tags[at - 1] == Tag::Determiner
            && sentence.lower(at) == "past"
        {
            tags[at] = Tag::Adjective;
        }
        let bound = sentence.hyphened[at + 1] && sentence.lower(at + 1) == "-";
        let pair = bound
            && match sentence.lower(at) {
                "so" => sentence.lower(at + 2) == "called",
                "would" => sentence.lower(at + 2) == "be",
                _ => false,
            };
        if pair {
            tags[at] = Tag::Adjective;
            tags[at + 2] = Tag::Adjective;
        }
    }
}

/// "met officials face to face": a word that comes twice around a small one tells how.
fn paired(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    for at in 1..tags.len().saturating_sub(2) {
        if sentence.entries[at] != sentence.entries[at + 2] {
            continue;
        }
        if sentence.is_a(lexicon, at, Concept::Paired)
            && matches!(sentence.lower(at + 1), "to" | "by" | "in" | "after")
        {
            tags[at..at + 3].fill(Tag::Adverb);
        }
    }
}

/// Mends the tags of a sentence.
pub(crate) fn mend(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    clause::opening(tags, lexicon, sentence);
    bound(tags, lexicon, sentence);
    // "dead following an attack": what only follows in time leads nobody
    if tags.first() == Some(&Tag::Gerund) && sentence.lower(0) == "following" {
        tags[0] = Tag::Preposition;
    }
    halves(tags, lexicon, sentence);
    within_names(tags, sentence);
    halves_of_verbs(tags, lexicon, sentence);
    halves_of_nouns(tags, sentence);
    paired(tags, lexicon, sentence);
    behind_modals(tags, lexicon, sentence);
    small_words(tags, sentence);
    noun::no_more(tags, sentence);
    let mut verb_before = tags.first().is_some_and(|tag| tag.is_finite());
    // the same within the clause
    let mut in_clause = verb_before;
    let last = tags.len().saturating_sub(1);
    for at in 1..last {
        let seen = Seen { lexicon, sentence, verb_before, last };
        if is_prefixed(tags, at, sentence) {
            tags[at] = Tag::Adjective;
        }
        match tags[at] {
            Tag::Participle | Tag::VerbPast | Tag::Adverb | Tag::Adjective => past::past(tags, at, seen),
            Tag::Gerund => gerund::gerund(tags, at, seen),
            Tag::NounSingular | Tag::NounPlural => {
                noun::noun_or_verb(tags, at, Seen { verb_before: in_clause, ..seen });
            }
            Tag::VerbBare | Tag::VerbThird => present::present(tags, at, seen),
            Tag::Pronoun | Tag::Determiner | Tag::That | Tag::Preposition | Tag::AuxFinite => {
                present::small(tags, at, seen);
            }
            _ => {}
        }
        verb_before |= tags[at].is_finite();
        in_clause = !matches!(tags[at], Tag::Subordinator | Tag::That) && (in_clause || tags[at].is_finite());
    }
    clause::happening(tags, lexicon, sentence);
    clause::led_by(tags, lexicon, sentence);
    if !sentence.title {
        plural::plural(tags, lexicon, sentence);
        finite::finite(tags, lexicon, sentence);
        finite::before_another(tags, lexicon, sentence);
        clause::agreement(tags, lexicon, sentence);
    }
    headline::headline(tags, lexicon, sentence);
    clause::joined_names(tags);
    clause::split_infinitive(tags);
    clause::provided(tags, sentence);
    inverted::inverted(tags, sentence);
    finite::before_time(tags, lexicon, sentence);
    clause::subordinate(tags, lexicon, sentence);
    clause::no_clause(tags, sentence);
    if !sentence.title {
        finite::each(tags, lexicon, sentence);
    }
    // "the army fires on warplanes after they violate its airspace"
    if let Some(end) = tags.iter().position(|&tag| tag == Tag::Subordinator).filter(|&end| end > 2)
        && !sentence.title
        && !tags[..end].iter().any(|&tag| matches!(tag, Tag::Relative | Tag::That | Tag::Comma))
    {
        finite::finite(&mut tags[..end], lexicon, sentence);
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
        // "capture the town and advance on the port"
        if tags[at] == Tag::Coordinator
            && tags[at + 1] == Tag::NounSingular
            && sentence.is_a(lexicon, at + 1, Concept::MoveOn)
            && at + 2 < tags.len()
            && matches!(
                sentence.lower(at + 2),
                "on" | "to" | "towards" | "toward" | "into" | "with" | "from" | "against" | "through"
            )
            && tags[..at].iter().rev().find(|tag| tag.is_finite()) == Some(&Tag::VerbPlural)
        {
            tags[at + 1] = Tag::VerbPlural;
        }
    }
}

/// "pick-up trucks", "a stand-off": the second half of a noun in two is no preposition.
fn halves_of_nouns(tags: &mut [Tag], sentence: &Sentence) {
    for at in 2..tags.len() {
        let bound = sentence.hyphened[at] && sentence.hyphened[at - 1] && sentence.lower(at - 1) == "-";
        let first = noun(tags[at - 2]) || matches!(tags[at - 2], Tag::VerbBare | Tag::VerbPlural);
        let goes_on = tags.get(at + 1).is_some_and(|&tag| noun(tag));
        if bound
            && first
            && goes_on
            && matches!(tags[at], Tag::Preposition | Tag::Adverb)
            && matches!(sentence.lower(at), "up" | "off" | "out" | "down" | "back" | "over" | "in")
        {
            tags[at] = Tag::NounSingular;
            if !noun(tags[at - 2]) {
                tags[at - 2] = Tag::NounSingular;
            }
        }
    }
}

/// "carpet-bombed the port", "has test-fired a missile", "test fires a rocket": the first half of a verb tells how it is
/// done.
fn halves_of_verbs(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    for at in 1..tags.len().saturating_sub(1) {
        if sentence.is_a(lexicon, at, Concept::Test) && sentence.is_a(lexicon, at + 1, Concept::Fire) {
            tags[at] = Tag::Adverb;
        }
    }
    for at in 1..tags.len().saturating_sub(2) {
        if tags[at] != Tag::NounSingular || !sentence.hyphened[at + 1] {
            continue;
        }
        let verb = match tags[at + 2] {
            Tag::VerbPast | Tag::VerbThird => noun(tags[at - 1]),
            Tag::VerbPlural => noun(tags[at - 1]) && sentence.lower(at) == "re",
            Tag::Participle => tags[at - 1] == Tag::AuxFinite,
            Tag::VerbBare => {
                let finite = noun(tags[at - 1]) && sentence.lower(at) == "re";
                if finite {
                    tags[at + 2] = Tag::VerbPlural;
                }
                finite || matches!(tags[at - 1], Tag::To | Tag::Modal)
            }
            _ => false,
        };
        if verb && sentence.lower(at + 1) == "-" {
            tags[at] = Tag::Adverb;
            tags[at + 1] = Tag::Adverb;
        }
    }
}
