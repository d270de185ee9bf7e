//! Verb groups: auxiliaries, adverbs, negation and the main verb.

use super::extent::premodifies;
use super::{Groups, Item, VerbGroup, lemma_of};
use crate::events::grammar::{self, Auxiliary, Mood, Tag};
use crate::events::lexicon::Lexicon;
use crate::events::sentence::Sentence;

impl Groups {
    #[allow(clippy::too_many_lines, reason = "one pass over the tokens of a group, each tag once")]
    pub(super) fn verb_group(
        &mut self,
        lexicon: &Lexicon,
        sentence: &Sentence,
        start: usize,
    ) -> Option<usize> {
        let first = sentence.tag(start)?;
        let infinitive = first == Tag::To;
        let opens = match first {
            Tag::To => {
                let mut next = start + 1;
                while matches!(sentence.tag(next), Some(Tag::Adverb | Tag::Not)) {
                    next += 1;
                }
                matches!(sentence.tag(next), Some(Tag::VerbBare | Tag::AuxBare))
            }
            Tag::Participle | Tag::Gerund => !premodifies(sentence, start, start),
            Tag::Not => {
                let mut next = start + 1;
                while matches!(sentence.tag(next), Some(Tag::Adverb)) {
                    next += 1;
                }
                match sentence.tag(next) {
                    Some(Tag::To) => matches!(sentence.tag(next + 1), Some(Tag::VerbBare | Tag::AuxBare)),
                    Some(Tag::Gerund | Tag::Participle) => !premodifies(sentence, next, next),
                    other => other.is_some_and(Tag::is_verb),
                }
            }
            tag => tag.is_verb(),
        };
        if !opens {
            return None;
        }
        let mut group = VerbGroup {
            a: start,
            b: start,
            head: start,
            lemma: None,
            finite: false,
            infinitive,
            participle: false,
            gerund: false,
            passive: false,
            perfect: false,
            past: false,
            copula: false,
            modal: None,
            mood: None,
            negation: None,
            is_to: false,
            bare: false,
        };
        let mut last: Option<Auxiliary> = None;
        let mut at = start;
        let mut main = None;
        while let Some(tag) = sentence.tag(at) {
            let word = sentence.lower(at);
            match tag {
                Tag::To
                    if at == start
                        || (sentence.tag(start) == Some(Tag::Not)
                            && main.is_none()
                            && last.is_none()
                            && group.modal.is_none()) =>
                {
                    group.infinitive = true;
                }
                Tag::To
                    if matches!(last, Some(Auxiliary::Be | Auxiliary::Have))
                        && main.is_none()
                        && matches!(sentence.tag(at + 1), Some(Tag::VerbBare | Tag::AuxBare)) =>
                {
                    group.is_to = last == Some(Auxiliary::Be);
                    if last == Some(Auxiliary::Have) {
                        group.mood = Some(Mood::Possible);
                        group.modal = Some(at - 1);
                    }
                    group.perfect = false;
                    last = None;
                }
                Tag::Modal if main.is_none() => {
                    group.finite = true;
                    group.modal = Some(at);
                    group.mood = Some(grammar::mood(word));
                    if grammar::is_negative(word) {
                        group.negation = Some(at);
                    }
                }
                Tag::AuxFinite | Tag::AuxBare if main.is_none() => {
                    group.finite |= tag == Tag::AuxFinite;
                    group.past |= grammar::is_past_auxiliary(word);
                    last = grammar::auxiliary(word);
                    group.perfect |= last == Some(Auxiliary::Have);
                    if grammar::is_negative(word) {
                        group.negation = Some(at);
                    }
                    group.head = at;
                }
                // "whether or not to send troops"
                Tag::Not
                    if at > 1 && sentence.lower(at - 1) == "or" && sentence.lower(at - 2) == "whether" => {}
                Tag::Not => group.negation = Some(at),
                Tag::Adverb | Tag::Comma if main.is_none() => {
                    // only when a verb goes on after it
                    let mut next = at + 1;
                    while matches!(sentence.tag(next), Some(Tag::Adverb | Tag::Not)) {
                        next += 1;
                    }
                    // "no longer recognises"
                    let no_longer = word == "longer" && at == start + 1 && sentence.lower(start) == "no";
                    let goes_on = tag == Tag::Adverb
                        && match sentence.tag(next) {
                            Some(Tag::Participle | Tag::Gerund) => {
                                !premodifies(sentence, next, next) || last.is_some()
                            }
                            Some(Tag::VerbBare | Tag::AuxBare) => true,
                            Some(Tag::VerbThird | Tag::VerbPlural | Tag::VerbPast) => no_longer,
                            _ => false,
                        };
                    if !goes_on {
                        break;
                    }
                }
                Tag::VerbThird | Tag::VerbPlural | Tag::VerbPast | Tag::VerbBare if main.is_none() => {
                    group.finite |= tag.is_finite();
                    group.past |= tag == Tag::VerbPast;
                    group.bare = tag == Tag::VerbBare && start == at;
                    main = Some(at);
                }
                Tag::Participle | Tag::Gerund if main.is_none() => {
                    let joined = last.is_some()
                        || at == start
                        || group.infinitive
                        || sentence.tag(start) == Some(Tag::Not);
                    if !joined {
                        break;
                    }
                    if last.is_none() {
                        group.participle = true;
                    }
                    group.gerund = tag == Tag::Gerund;
                    group.passive = tag == Tag::Participle && last != Some(Auxiliary::Have);
                    // "is going to meet"
                    if tag == Tag::Gerund
                        && word == "going"
                        && last == Some(Auxiliary::Be)
                        && sentence.tag(at + 1) == Some(Tag::To)
                        && matches!(sentence.tag(at + 2), Some(Tag::VerbBare | Tag::AuxBare))
                    {
                        group.is_to = true;
                        group.gerund = false;
                        last = None;
                        at += 2;
                        continue;
                    }
                    main = Some(at);
                }
                _ => break,
            }
            at += 1;
            if main.is_some() {
                break;
            }
        }
        if at == start {
            return None;
        }
        group.b = at;
        if let Some(main) = main {
            group.head = main;
            group.lemma = lemma_of(lexicon, sentence, main);
        } else {
            group.copula = last == Some(Auxiliary::Be);
            group.lemma = match last {
                Some(Auxiliary::Be) => lexicon.lemma("be"),
                Some(Auxiliary::Have) => lexicon.lemma("have"),
                Some(Auxiliary::Do) => lexicon.lemma("do"),
                None => None,
            };
            group.perfect = false;
        }
        self.items.push(Item::Verb(self.verbs.len() as u16));
        self.verbs.push(group);
        Some(at)
    }
}
