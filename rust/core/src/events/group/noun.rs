//! Noun groups: from the determiner to the head.

use super::extent::{compound, counts_anew, counts_in_place, describes_too, premodifies, quotation_ends};
use super::{Groups, Item, NounGroup};
use crate::events::grammar::{self, Tag};
use crate::events::lexicon::{Concept, Lexicon};
use crate::events::sentence::Sentence;
use crate::normalise::traits::is;

impl Groups {
    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    pub(super) fn noun_group(
        &mut self,
        lexicon: &Lexicon,
        sentence: &Sentence,
        start: usize,
    ) -> Option<usize> {
        let mut at = start;
        let mut head = None;
        let mut genitive = None;
        if sentence.tag(start) == Some(Tag::Pronoun) {
            let group = NounGroup {
                a: start,
                b: start + 1,
                head: start,
                genitive: None,
                preposition: None,
                host: None,
                coordinated: None,
                apposition: None,
                negative: grammar::is_negative_determiner(sentence.lower(start)),
                pronoun: true,
            };
            let takes_noun = sentence.tag(start + 1).is_some_and(|tag| matches!(tag, Tag::Possessive));
            if !takes_noun {
                self.push_noun(group);
                return Some(start + 1);
            }
        }
        while let Some(tag) = sentence.tag(at) {
            let next = sentence.tag(at + 1);
            // 'condemn "in the strongest terms" the raid': where a quotation ends, so does the group that ends it
            if at > start && head == Some(at - 1) && quotation_ends(sentence, start, at) {
                break;
            }
            let ok = match tag {
                Tag::Determiner => {
                    at == start
                        || matches!(sentence.tag(at - 1), Some(Tag::Determiner | Tag::Number))
                            && head.is_none_or(|head| head < at)
                }
                Tag::Pronoun => at == start,
                // "the two sides able to agree": what follows the head is no part of the group
                Tag::Adjective
                    if head.is_some_and(|head| head + 1 == at && sentence.tag(head) != Some(Tag::Number)) =>
                {
                    matches!(next, Some(Tag::NounSingular | Tag::NounPlural | Tag::Name))
                        && !sentence.hyphened[at]
                }
                // "killed by a missile moments after they fired"
                Tag::NounPlural
                    if head == Some(at.wrapping_sub(1))
                        && (sentence.is(at, is::UNIT) || sentence.is_a(lexicon, at, Concept::Moment))
                        && matches!(sentence.lower(at + 1), "after" | "before" | "later")
                        && sentence.tag(at - 1) != Some(Tag::Number) =>
                {
                    false
                }
                // "a charge Chad denies": two groups
                Tag::Name
                    if head == Some(at.wrapping_sub(1))
                        && start > 0
                        && sentence.tag(start - 1) == Some(Tag::Comma)
                        && matches!(sentence.lower(start), "a" | "an")
                        && sentence.is_a(lexicon, at - 1, Concept::Allegation) =>
                {
                    false
                }
                Tag::Adjective | Tag::NounSingular | Tag::NounPlural | Tag::Name | Tag::Number => {
                    !(tag == Tag::Number
                        && at > start
                        && head == Some(at - 1)
                        && match sentence.tag(at - 1) {
                            Some(Tag::NounPlural) => true,
                            // "gave Turkey 48 hours": two groups
                            Some(Tag::Name) => {
                                (at..at + 3).any(|token| sentence.is(token, is::UNIT))
                                    || matches!(sentence.lower(at + 1), "million" | "billion" | "trillion")
                                    // "gave Chad $20 million", and not "US $20 million"
                                    || matches!(sentence.lower(at), "$" | "€" | "£" | "¥")
                                        && !sentence.is_a(lexicon, at - 1, Concept::Dollar)
                                    || counts_in_place(sentence, start, at)
                            }
                            // "gave the army 48 hours"
                            Some(Tag::NounSingular) => {
                                counts_anew(lexicon, sentence, start, at) || sentence.is(at + 1, is::UNIT)
                            }
                            _ => false,
                        })
                }
                Tag::Possessive => at > start && head.is_some(),
                Tag::Comma | Tag::Coordinator => head.is_none() && at > start && describes_too(sentence, at),
                // "mortar shelling of the port"
                Tag::Gerund if compound(sentence, start, at) => true,
                Tag::Participle | Tag::Gerund => premodifies(sentence, at, start),
                Tag::Mark => {
                    sentence.lower(at) == "-"
                        && sentence.hyphened[at]
                        && at > start
                        && at + 1 < sentence.len()
                        && sentence.hyphened[at + 1]
                        || matches!(sentence.lower(at), "$" | "€" | "£" | "¥")
                        || (sentence.lower(at) == "."
                            && at > start
                            && sentence.tag(at - 1) == Some(Tag::Name)
                            && (next == Some(Tag::Name)
                                || next == Some(Tag::Number)
                                    && grammar::is_short_month(sentence.lower(at - 1))))
                }
                Tag::Adverb => {
                    // "the most recent truce", "the already fragile truce"
                    at > start
                        && matches!(sentence.tag(at - 1), Some(Tag::Determiner | Tag::Possessive))
                        && (matches!(next, Some(Tag::Adjective | Tag::Participle))
                            // "a predominantly Kurdish town"
                            || next == Some(Tag::Name) && sentence.lower(at).ends_with("ly"))
                        || sentence.numbers[at]
                }
                _ => sentence.numbers[at],
            };
            if !ok {
                break;
            }
            match tag {
                Tag::Possessive => genitive = Some(at),
                Tag::Adjective
                | Tag::Determiner
                | Tag::Mark
                | Tag::Adverb
                | Tag::Preposition
                | Tag::Comma
                | Tag::Coordinator
                | Tag::Participle => {}
                Tag::Gerund if head.is_some() && !compound(sentence, start, at) => {}
                Tag::Number => {
                    // a plain number is the head only when nothing better comes
                    if head.is_none() || genitive.is_some_and(|mark| head.is_some_and(|head| head < mark)) {
                        head = Some(at);
                    }
                }
                _ => head = Some(at),
            }
            at += 1;
        }
        if at == start {
            return None;
        }
        let head = head.unwrap_or(at - 1);
        // nothing but an adjective after a verb is a predicate, not a group
        if (start..at)
            .all(|token| matches!(sentence.tag(token), Some(Tag::Adjective | Tag::Adverb | Tag::Mark)))
        {
            let own = sentence.tag(start) == Some(Tag::Adjective)
                && start > 0
                && matches!(sentence.tag(start - 1), Some(Tag::Preposition | Tag::Coordinator));
            if !own {
                for token in start..at {
                    self.items.push(Item::Link(token as u16));
                }
                return Some(at);
            }
        }
        // the first determiner: not that of a title ("the 'No Fear Act'"), nor a number's sign ("Detachment No 4")
        let negative = (start..head.max(start + 1))
            .find(|&token| sentence.tag(token) == Some(Tag::Determiner))
            .is_some_and(|token| {
                grammar::is_negative_determiner(sentence.lower(token))
                    && !sentence.hyphened.get(token + 1).is_some_and(|&bound| bound)
                    && !sentence.lower(token + 1).starts_with(|c: char| c.is_ascii_digit())
            });
        // "Not a single soldier was killed"
        let not_one = start > 0
            && sentence.tag(start - 1) == Some(Tag::Not)
            && matches!(sentence.lower(start), "a" | "an" | "one")
            && (start == 1
                || matches!(
                    sentence.tag(start - 2),
                    Some(Tag::Comma | Tag::That | Tag::Coordinator | Tag::Mark)
                ));
        let negative = negative || not_one;
        self.push_noun(NounGroup {
            a: start,
            b: at,
            head,
            genitive: genitive.filter(|&mark| mark < head || mark + 1 == at),
            preposition: None,
            host: None,
            coordinated: None,
            apposition: None,
            negative,
            // "shot her in the leg": it owns nothing
            pronoun: start + 1 == at && sentence.lower(start) == "her",
        });
        Some(at)
    }

    fn push_noun(&mut self, group: NounGroup) {
        self.items.push(Item::Noun(self.nouns.len() as u16));
        self.nouns.push(group);
    }
}
