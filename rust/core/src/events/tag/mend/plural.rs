//! Verbs of many that were read as nouns: "Militants in the city attack a convoy", "as troops bomb large camps".
//!
//! A clause with a plural subject wants a verb in the plural, and nearly each such verb is a noun too. Where a clause
//! has none, a word that tells an event and that is followed by what begins an object is that verb. What was taken for
//! the finite verb in its stead, further on, is a participle or a noun then. One pass over the tags.

use super::clause::{many, names};
use super::noun;
use crate::events::grammar::Tag;
use crate::events::lexicon::{Concept, Lexicon, flag, kind_of};
use crate::events::sentence::Sentence;
use crate::text::words::Shape;

/// What is known of the clause, up to a token.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Clone, Copy, Default)]
struct Clause {
    start: usize,
    /// The preposition that opens it, if it is a clause.
    opener: Option<usize>,
    /// Past its first group of nouns.
    past_subject: bool,
    /// That group is plural, or names a body of many.
    many: bool,
    body: bool,
    /// A relative clause in it, which has no verb yet.
    relative: bool,
    /// It has its finite verb.
    settled: bool,
    /// A verb in the past that may be a participle ("fired by").
    reduced: Option<usize>,
}

impl Clause {
    fn at(start: usize, opener: Option<usize>) -> Self {
        Self { start, opener, ..Self::default() }
    }
}

/// What stands behind a word that may be the verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behind {
    /// What stands behind no noun.
    Object,
    /// What stands behind a noun seldom.
    Likely,
    /// What it goes against.
    Toward,
    Nothing,
}

struct Plural<'a> {
    lexicon: &'a Lexicon,
    sentence: &'a Sentence,
}

/// Mends the verbs of many.
pub(super) fn plural(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    if !tags.contains(&Tag::NounSingular) {
        return;
    }
    let plural = Plural { lexicon, sentence };
    let mut clause = Clause::at(0, None);
    for at in 0..tags.len().saturating_sub(1) {
        if !clause.settled && at > clause.start && plural.is_verb(tags, at, &clause) {
            plural.settle(tags, at, &clause);
            clause.settled = true;
        } else {
            plural.take(tags, at, &mut clause);
        }
    }
}

/// What a subject may begin with.
fn is_subject(tag: Tag) -> bool {
    noun(tag) || matches!(tag, Tag::Determiner | Tag::Number | Tag::Adjective | Tag::Participle)
}

impl Plural<'_> {
    fn is_a(&self, at: usize, concept: Concept) -> bool {
        self.sentence.is_a(self.lexicon, at, concept)
    }

    /// Takes a token in: a clause begins behind it, or it is a part of this one.
    fn take(&self, tags: &[Tag], at: usize, clause: &mut Clause) {
        let lower = || self.sentence.lower(at);
        match tags[at] {
            Tag::Subordinator | Tag::That => *clause = Clause::at(at + 1, None),
            Tag::Mark if matches!(lower(), ":" | ";") => *clause = Clause::at(at + 1, None),
            Tag::Preposition if matches!(lower(), "as" | "after" | "before" | "until" | "since") => {
                *clause = Clause::at(at + 1, Some(at));
            }
            // "On Sunday, militants", "after the raid, militants"
            Tag::Comma if !clause.settled && (clause.opener.is_some() || !is_subject(tags[clause.start])) => {
                *clause = Clause::at(at + 1, None);
            }
            Tag::Relative => clause.relative = true,
            // "launched by the army", "first set up by soldiers", where no other verb comes
            Tag::VerbPast
                if clause.many
                    && clause.reduced.is_none()
                    && (noun(tags[at - 1]) || tags[at - 1] == Tag::Adverb)
                    && (self.sentence.lower(at + 1) == "by"
                        || self.sentence.lower(at + 2) == "by" && tags[at + 1] == Tag::Adverb) =>
            {
                clause.past_subject = true;
                clause.reduced = Some(at);
            }
            tag if tag.is_finite() || tag == Tag::VerbBare && at > 0 && tags[at - 1] != Tag::To => {
                if clause.relative && tag.is_finite() {
                    clause.relative = false;
                } else {
                    clause.settled = true;
                }
            }
            Tag::Coordinator if !clause.past_subject && at > clause.start && noun(tags[at - 1]) => {
                clause.many = true;
                clause.past_subject = true;
            }
            Tag::Name | Tag::NounSingular | Tag::NounPlural | Tag::Number if !clause.past_subject => {
                clause.many = self.is_plural(tags, at)
                    || tags[at] == Tag::Number && self.sentence.lower(at + 1) == "of";
                clause.body = self.is_a(at, Concept::Throng);
            }
            Tag::Determiner | Tag::Adjective | Tag::Possessive => {}
            Tag::Mark if lower() == "-" => {}
            Tag::Participle | Tag::Gerund if tags.get(at + 1).is_some_and(|&next| noun(next)) => {}
            Tag::Adverb if at == clause.start => {}
            // "a crowd of hundreds", "a group of gunmen"
            Tag::Preposition if !clause.past_subject && clause.body && lower() == "of" => {
                clause.many |= tags[at + 1..]
                    .iter()
                    .take_while(|&&tag| noun(tag) || matches!(tag, Tag::Adjective | Tag::Number))
                    .any(|tag| matches!(tag, Tag::NounPlural | Tag::Number));
                clause.past_subject = true;
            }
            _ => clause.past_subject = true,
        }
    }

    /// Whether a noun is one of many.
    fn is_plural(&self, tags: &[Tag], at: usize) -> bool {
        // "a Taliban attack on the port"
        let one = at > 0 && matches!(self.sentence.lower(at - 1), "a" | "an" | "another" | "every");
        tags[at] == Tag::NounPlural
            || !one && (many(tags, at, self.lexicon, self.sentence) || self.is_a(at, Concept::Many))
            || tags[at] == Tag::Name
                && self.sentence.entry(self.lexicon, at).is_some_and(|entry| entry.plural)
                && !self.is_a(at, Concept::States)
    }

    /// Whether the noun at a token is the verb that the clause lacks.
    fn is_verb(&self, tags: &[Tag], at: usize, clause: &Clause) -> bool {
        let opens_fire =
            tags[at] == Tag::Adjective && self.is_a(at, Concept::Open) && self.is_a(at + 1, Concept::Fire);
        // "shells fired by the army kill at least nine"
        if tags[at] == Tag::VerbBare && clause.many && clause.reduced.is_some() && noun(tags[at - 1]) {
            return matches!(tags[at + 1], Tag::Determiner | Tag::Number | Tag::Name | Tag::NounPlural);
        }
        if !(opens_fire || self.can_be_verb(tags, at))
            || self.sentence.shape(at) != Shape::Lower
            || self.sentence.hyphened[at]
            || self.sentence.hyphened.get(at + 1).is_some_and(|&bound| bound)
            || clause.relative
        {
            return false;
        }
        let before = tags[at - 1];
        let adjacent = self.is_plural(tags, at - 1)
            && (!clause.past_subject || clause.many && before == Tag::NounPlural)
            || before == Tag::Adverb && clause.many && noun(tags[at - 2]);
        let body = !clause.past_subject && clause.body && noun(before);
        if !(adjacent || body || clause.many && (noun(before) || before == Tag::Comma)) {
            return false;
        }
        let behind = if opens_fire { Behind::Object } else { self.behind(tags, at) };
        let rival = self.rival(tags, at, behind == Behind::Likely && !adjacent);
        match behind {
            Behind::Object => rival.is_some(),
            Behind::Likely if adjacent => rival.is_some(),
            // "forces in the civil war attack Boz"; a plural subject has no verb in the third person
            Behind::Likely => {
                clause.many
                    && before != Tag::Comma
                    && self.tells(at)
                    && (rival == Some(None) && tags[at + 1] != Tag::NounPlural
                        || rival.flatten().is_some_and(|rival| tags[rival] == Tag::VerbThird))
            }
            Behind::Toward => {
                (adjacent || clause.reduced.is_some()) && rival.is_some()
                    || clause.many
                        && (self.is_a(at, Concept::Fire) || before == Tag::Name)
                        && rival == Some(None)
            }
            Behind::Nothing => false,
        }
    }

    /// Whether a noun has the form of a verb, and is no part of a phrase ("arms control").
    fn can_be_verb(&self, tags: &[Tag], at: usize) -> bool {
        tags[at] == Tag::NounSingular
            && self.lexicon.can_be_base(self.sentence.entries[at])
            && self
                .sentence
                .hit(at)
                .is_none_or(|hit| hit.end - hit.start == 1 || self.lexicon.kinds(hit) == 0)
    }

    /// Whether a word tells an event or an act.
    fn tells(&self, at: usize) -> bool {
        self.lexicon.flags(self.sentence.entries[at]) & flag::TRIGGER != 0
            || names(at, kind_of::EVENT | kind_of::TOPIC | kind_of::ACT, self.lexicon, self.sentence)
    }

    fn behind(&self, tags: &[Tag], at: usize) -> Behind {
        let after = tags.get(at + 2).copied();
        match tags[at + 1] {
            // "the attack this week", "the raid the day before"
            Tag::Determiner if self.is_a(at + 2, Concept::DayBefore) => Behind::Nothing,
            Tag::Determiner | Tag::Number
                if after.is_some_and(|tag| !matches!(tag, Tag::Mark | Tag::Comma)) =>
            {
                Behind::Object
            }
            Tag::Name | Tag::Adjective | Tag::NounPlural => Behind::Likely,
            // "jets bomb camps belonging to rebels"
            Tag::VerbThird if self.other(tags, at + 1) == Some(Tag::NounPlural) => Behind::Likely,
            Tag::NounSingular if after.is_some_and(|tag| tag != Tag::Coordinator) => Behind::Likely,
            Tag::Participle | Tag::VerbPast
                if self.is_a(at + 1, Concept::DescribedAs) && after.is_some_and(noun) =>
            {
                Behind::Object
            }
            Tag::Preposition
                if self.is_a(at, Concept::Fight)
                    && matches!(
                        self.sentence.lower(at + 1),
                        "on" | "at" | "into" | "upon" | "with" | "against" | "across"
                    )
                    && after != Some(Tag::Date) =>
            {
                Behind::Toward
            }
            // "tribesmen clash in the north"
            Tag::Preposition
                if self.is_a(at, Concept::Fight)
                    && matches!(
                        self.sentence.lower(at + 1),
                        "in" | "near" | "outside" | "over" | "along"
                    )
                    && matches!(tags[at - 1], Tag::NounPlural | Tag::Name) =>
            {
                Behind::Toward
            }
            _ => Behind::Nothing,
        }
    }

    /// The word that was taken for the finite verb behind a token in its clause, if any, where it may be something else;
    /// `None` where it can't. With `joined`, what a coordinator joins is of the same clause.
    #[allow(clippy::option_option, reason = "no rival is not the same as one that stays")]
    fn rival(&self, tags: &[Tag], at: usize, joined: bool) -> Option<Option<usize>> {
        for next in at + 1..tags.len() {
            match tags[next] {
                // "troops clash in the north and two men are shot"
                Tag::Coordinator if !joined => return Some(None),
                Tag::Comma | Tag::Subordinator | Tag::That | Tag::Relative => return Some(None),
                Tag::Mark if self.sentence.lower(next) != "-" => return Some(None),
                Tag::Preposition
                    if matches!(self.sentence.lower(next), "as" | "after" | "before" | "until") =>
                {
                    return Some(None);
                }
                // "attack a base and kill two"
                Tag::VerbPlural | Tag::VerbBare if tags[next - 1] == Tag::Coordinator => return Some(None),
                Tag::VerbBare if tags[next - 1] == Tag::To => {}
                Tag::VerbPast | Tag::VerbThird if self.other(tags, next).is_some() => {
                    return Some(Some(next));
                }
                tag if tag.is_finite() || tag == Tag::VerbBare => return None,
                _ => {}
            }
        }
        Some(None)
    }

    /// What a verb in the past or the third person is, where it is none.
    fn other(&self, tags: &[Tag], at: usize) -> Option<Tag> {
        let before = tags[at - 1];
        let after = tags.get(at + 1).copied();
        match tags[at] {
            Tag::VerbPast if self.is_a(at, Concept::DescribedAs) => Some(Tag::Adjective),
            // "a crowd gathered around a car", "villages held by rebels"
            Tag::VerbPast
                if noun(before)
                    && after.is_some_and(|tag| matches!(tag, Tag::Preposition | Tag::Date | Tag::To))
                    && (self.lexicon.can_be_participle(self.sentence.entries[at])
                        || self.sentence.lower(at).ends_with("ed")) =>
            {
                Some(Tag::Participle)
            }
            Tag::VerbThird
                if self.sentence.entry(self.lexicon, at).is_some_and(|entry| entry.plural)
                    && noun(before)
                    && after.is_none_or(|tag| {
                        matches!(
                            tag,
                            Tag::Preposition
                                | Tag::Comma
                                | Tag::Mark
                                | Tag::Coordinator
                                | Tag::Date
                                | Tag::Gerund
                                | Tag::Participle
                                | Tag::Relative
                        )
                    })
                    || matches!(before, Tag::Adjective | Tag::Participle | Tag::Determiner | Tag::Number) =>
            {
                Some(Tag::NounPlural)
            }
            _ => None,
        }
    }

    /// Makes the noun a verb, and what else that asks for.
    fn settle(&self, tags: &mut [Tag], at: usize, clause: &Clause) {
        let rival = self.rival(tags, at, true).flatten();
        let other = rival.and_then(|rival| Some((rival, self.other(tags, rival)?)));
        tags[at] = Tag::VerbPlural;
        if let Some((rival, tag)) = other {
            tags[rival] = tag;
        }
        if let Some(reduced) = clause.reduced {
            tags[reduced] = Tag::Participle;
        }
        if let Some(opener) = clause.opener {
            tags[opener] = Tag::Subordinator;
        }
        // "attack the base and bomb a village"
        for next in at + 2..tags.len().saturating_sub(1) {
            if tags[next].is_finite() {
                break;
            }
            if tags[next - 1] == Tag::Coordinator
                && matches!(tags[next + 1], Tag::Determiner | Tag::Number)
                && self.can_be_verb(tags, next)
            {
                tags[next] = Tag::VerbPlural;
            }
        }
    }
}
