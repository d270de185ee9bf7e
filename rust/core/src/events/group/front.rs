//! Phrases that open a clause with its subject right behind and no comma between: "In the north rebels took a base".
//!
//! A finite verb that has nothing before it but what stands behind prepositions takes the end of the last of these for
//! its subject. Cost: one look at each item.

use super::{Groups, Item, NounGroup, VerbGroup};
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::Pack;
use crate::events::sentence::Sentence;
use crate::normalise::traits::is;
use crate::text::words::Shape;

impl Groups {
    /// Cuts the groups in which a phrase and a subject run together.
    pub(super) fn front(&mut self, pack: &Pack, sentence: &Sentence) {
        let (mut open, mut told) = (true, false);
        // the last phrase before a comma, and whether one came
        let (mut phrase, mut parted): (Option<usize>, bool) = (None, false);
        let mut index = 0;
        while index < self.items.len() {
            let before = index.checked_sub(1).and_then(|before| match self.items[before] {
                Item::Link(token) => sentence.tag(token as usize),
                _ => None,
            });
            match self.items[index] {
                Item::Link(token) => match sentence.tag(token as usize) {
                    Some(Tag::Subordinator | Tag::That) => (open, phrase, parted) = (true, None, false),
                    Some(Tag::Coordinator) if told => (open, phrase, parted) = (true, None, false),
                    Some(Tag::Mark) if matches!(sentence.lower(token as usize), ";" | ":") => {
                        (open, phrase, parted) = (true, None, false);
                    }
                    Some(Tag::Comma) => parted |= phrase.is_some(),
                    Some(Tag::Relative) => open = false,
                    _ => {}
                },
                Item::Noun(noun) => match before {
                    Some(Tag::Preposition | Tag::To) => phrase = if parted { phrase } else { Some(index) },
                    // "In the south rebels and soldiers fought"
                    Some(Tag::Coordinator) if phrase.is_some() && !parted => {}
                    _ => open &= is_span(sentence, &self.nouns[noun as usize]),
                },
                // "In the south rebels, backed by tanks, took a base"
                Item::Verb(verb) if parted && self.verbs[verb as usize].participle => {}
                Item::Verb(verb) => {
                    if open
                        && let Some(at) = phrase
                        && let Item::Noun(noun) = self.items[at]
                        && takes_subject(sentence, &self.verbs[verb as usize])
                        && let Some(cut) = subject(pack, sentence, &self.nouns[noun as usize])
                    {
                        self.cut(at, noun as usize, cut);
                        index += 1;
                    }
                    (open, told) = (false, true);
                }
            }
            index += 1;
        }
    }

    /// Makes two groups of one.
    fn cut(&mut self, item: usize, noun: usize, at: usize) {
        let group = self.nouns[noun];
        self.nouns[noun].b = at;
        self.nouns[noun].head = at - 1;
        self.nouns.insert(
            noun + 1,
            NounGroup { a: at, genitive: group.genitive.filter(|&mark| mark > at), negative: false, ..group },
        );
        self.nouns[noun].genitive = group.genitive.filter(|&mark| mark < at);
        self.items.insert(item + 1, Item::Noun(noun as u16 + 1));
        for later in &mut self.items[item + 2..] {
            if let Item::Noun(number) = later {
                *number += 1;
            }
        }
    }
}

/// "Hours after the vote": how long, and no subject.
fn is_span(sentence: &Sentence, group: &NounGroup) -> bool {
    group.a == group.head
        && sentence.is(group.head, is::UNIT)
        && matches!(sentence.lower(group.b), "after" | "before" | "into")
}

/// A finite verb that does not stand before its subject, as "were" in "In the north were ten men", and is no participle.
fn takes_subject(sentence: &Sentence, verb: &VerbGroup) -> bool {
    verb.finite
        && !verb.copula
        && (verb.passive || sentence.lower(verb.b) != "by")
        && sentence.tag(verb.a) != Some(Tag::Not)
}

/// Where the subject begins within a group behind a preposition.
fn subject(pack: &Pack, sentence: &Sentence, group: &NounGroup) -> Option<usize> {
    let known = &pack.known;
    let lexicon = &pack.lexicon;
    let end = group.head + 1;
    let tag = |at: usize| sentence.tag(at);
    let demonym = |at: usize| sentence.classes[at] & known.actor_adjective != 0;
    let acts =
        |at: usize| sentence.classes[at] & (known.person | known.armed | known.official | known.state) != 0;
    let noun = |at: usize| matches!(tag(at), Some(Tag::Name | Tag::NounSingular | Tag::NounPlural));
    let when_or_where = (group.a..group.head).rev().find(|&at| {
        // "In a second attack rebels killed a mayor" tells no time
        sentence.is(at, is::UNIT) && noun(at)
            || sentence.is_a(lexicon, at, Concept::Hour)
            || sentence.is_a(lexicon, at, Concept::Occasion)
            || sentence.is_a(lexicon, at, Concept::Direction) && at > group.a
    });
    let from = match group.genitive {
        Some(mark) if when_or_where.is_none_or(|at| at > mark) => mark + 1,
        _ => group.a,
    };
    let first = (from..end).find(|&at| {
        !matches!(tag(at), Some(Tag::Determiner | Tag::Adjective | Tag::Number | Tag::Mark | Tag::Pronoun))
    })?;
    if group.b != end || !noun(first) || demonym(first) && when_or_where.is_none() {
        return None;
    }
    let titled =
        (first + 1..end).find(|&at| sentence.is(at, is::TITLE) && sentence.shape(at) == Shape::Capital);
    // where a known name, a demonym or a title begins, another name does
    let begins = |at: usize| {
        tag(at) != Some(Tag::Name)
            || demonym(at)
            || sentence.is(at, is::TITLE)
            || sentence.classes[at] & (known.actor | known.state) != 0
                && sentence.hit(at).is_some_and(|hit| hit.start as usize == at)
    };
    let cut = if let Some(at) =
        when_or_where.filter(|&at| tag(at) != Some(Tag::Name) && !sentence.hyphened[at + 1])
    {
        at + 1
    } else if let Some(at) = titled.filter(|_| tag(first) != Some(Tag::Name)) {
        at
    } else if tag(first) == Some(Tag::Name) {
        let known_end = sentence.hit(first).map_or(first + 1, |hit| hit.end as usize);
        (known_end.max(first + 1)..end).find(|&at| begins(at))?
    } else {
        let describes = |at: usize| tag(at) == Some(Tag::Adjective) || acts(at) || demonym(at);
        let mut at = group.head;
        while at > first + 1 && describes(at - 1) {
            at -= 1;
        }
        if !acts(group.head) || acts(at - 1) {
            return None;
        }
        at
    };
    let whole = sentence.hit(cut).is_none_or(|hit| hit.start as usize >= cut);
    let left = noun(cut - 1) || when_or_where == Some(cut - 1);
    (cut > from && cut < end && left && whole && !sentence.hyphened[cut]).then_some(cut)
}
