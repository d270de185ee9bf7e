//! What hangs on what among noun groups: prepositions, lists and appositions.

use super::{Groups, Item, NounGroup};
use crate::events::grammar::{self, Tag};
use crate::events::lexicon::{Concept, Lexicon};
use crate::events::sentence::Sentence;
use crate::text::words::Shape;

impl Groups {
    /// The group that a list goes on from after what hangs on it: "envoys from Chad and Mali along with".
    fn first_told(&self, noun: usize) -> usize {
        let (mut at, mut hangs) = (noun, false);
        for _ in 0..6 {
            let group = &self.nouns[at];
            hangs |= group.host.is_some() || group.apposition.is_some();
            match group.host.or(group.apposition).or(group.coordinated) {
                Some(up) => at = up as usize,
                None => break,
            }
        }
        if hangs { at } else { noun }
    }

    /// "attacked the port, and they fled": a pronoun that acts, behind a verb, is no object of it.
    fn acts_anew(&self, sentence: &Sentence, noun: usize, previous: usize, link: usize) -> bool {
        let group = &self.nouns[noun];
        group.pronoun
            && !self.nouns[previous].pronoun
            && sentence.lower(group.a) != "it"
            && grammar::is_subject_pronoun(sentence.lower(group.a))
            && self.items[..link].iter().any(|item| matches!(item, Item::Verb(_)))
    }

    /// Prepositions, lists and appositions among noun groups.
    #[allow(clippy::too_many_lines, reason = "one way to hang on a group after another")]
    pub(super) fn attach(&mut self, lexicon: &Lexicon, sentence: &Sentence) {
        let mut before: Option<usize> = None;
        for index in 0..self.items.len() {
            let Item::Noun(noun) = self.items[index] else { continue };
            let noun = noun as usize;
            let mut link = index;
            let mut preposition = None;
            // step back over links to what stands before
            let mut comma = false;
            let mut bracket = false;
            let mut coordinator = false;
            while link > 0 {
                let Item::Link(token) = self.items[link - 1] else { break };
                match sentence.tag(token as usize) {
                    Some(Tag::Preposition | Tag::To) if preposition.is_none() && !comma && !coordinator => {
                        preposition = Some(token as usize);
                    }
                    Some(Tag::Comma) => comma = true,
                    Some(Tag::Coordinator) if !matches!(sentence.lower(token as usize), "but") => {
                        coordinator = true;
                    }
                    Some(Tag::Adverb) => {}
                    Some(Tag::Mark) if matches!(sentence.lower(token as usize), "(") => {
                        comma = true;
                        bracket = true;
                    }
                    _ => break,
                }
                link -= 1;
                if preposition.is_some() {
                    break;
                }
            }
            // "the army along with the police", "A as well as B": a list
            let with = preposition.and_then(|token| list_starts(sentence, token));
            if let Some(first) = with {
                let mut at = link;
                while at > 0
                    && let Item::Link(token) = self.items[at - 1]
                    && (token as usize >= first || sentence.tag(token as usize) == Some(Tag::Comma))
                {
                    at -= 1;
                }
                if at > 0 && matches!(self.items[at - 1], Item::Noun(_)) {
                    (link, preposition, coordinator) = (at, None, true);
                    before = before.map(|before| self.first_told(before));
                }
            }
            self.nouns[noun].preposition = preposition;
            // "an agreement on Tuesday on a truce": the date parts nothing
            if preposition.is_some() {
                let mut at = link;
                while at > 0
                    && let Item::Link(token) = self.items[at - 1]
                    && sentence.tag(token as usize) == Some(Tag::Date)
                {
                    at -= 1;
                }
                if at < link
                    && at > 0
                    && let Item::Link(token) = self.items[at - 1]
                    && sentence.tag(token as usize) == Some(Tag::Preposition)
                {
                    at -= 1;
                }
                link = at;
            }
            let adjacent = link > 0 && matches!(self.items[link - 1], Item::Noun(_));
            if let Some(previous) = before.filter(|_| adjacent) {
                let acts = self.acts_anew(sentence, noun, previous, link);
                // "accused Chad of arming the militia, a charge it denies": what was said, and no list
                let sums_up = {
                    let group = &self.nouns[noun];
                    sentence.is_a(lexicon, group.head, Concept::Allegation)
                        && (group.a == group.head || matches!(sentence.lower(group.a), "a" | "an"))
                };
                if preposition.is_some() {
                    self.nouns[noun].host = Some(previous as u16);
                } else if coordinator && !acts {
                    self.nouns[noun].coordinated = Some(previous as u16);
                    self.nouns[noun].negative |= self.nouns[previous].negative;
                } else if comma && !acts && !sums_up {
                    let one = &self.nouns[previous];
                    let two = &self.nouns[noun];
                    let name = |group: &NounGroup| is_a_name(lexicon, sentence, group, bracket);
                    let described = !name(two);
                    let part = sentence.lower(two.head) == "none"; // "eleven people, none of them soldiers, died"
                    // "four Afghans, eight foreigners and ..."
                    let counts =
                        |group: &NounGroup| (group.a..group.head).any(|token| sentence.numbers[token]);
                    let counted = counts(one) && counts(two);
                    let beside = are_two_sides(sentence, one, two);
                    if part
                        || !counted
                            && !beside
                            && !one.pronoun
                            && !two.pronoun
                            && (name(one) && described || !name(one) && name(two))
                    {
                        self.nouns[noun].apposition = Some(previous as u16);
                    } else {
                        self.nouns[noun].coordinated = Some(previous as u16);
                    }
                }
            }
            before = Some(noun);
        }
    }
}

/// "Chad, rebels sign truce": whether a headline begins with two who act.
fn are_two_sides(sentence: &Sentence, one: &NounGroup, two: &NounGroup) -> bool {
    one.a == 0
        && one.b + 1 == two.a
        && matches!(sentence.tag(two.a), Some(Tag::NounSingular | Tag::NounPlural | Tag::Adjective))
        && sentence.tag(two.head) == Some(Tag::NounPlural)
        && sentence.tag(two.b) == Some(Tag::VerbPlural)
}

/// Whether a group is a name alone; behind a bracket, one without an article.
fn is_a_name(lexicon: &Lexicon, sentence: &Sentence, group: &NounGroup, bracket: bool) -> bool {
    let article = !bracket && sentence.lower(group.a) == "the";
    // "the UAE", "the PLO" in a list
    let acronym = group.a + 1 == group.head
        && sentence.shape(group.head) == Shape::Upper
        && matches!(sentence.tag(group.b), Some(Tag::Comma | Tag::Coordinator));
    sentence.tag(group.head) == Some(Tag::Name)
        && (sentence.tag(group.a) != Some(Tag::Determiner)
            || article && (sentence.is_a(lexicon, group.head, Concept::Articled) || acronym))
}

/// Where "along with", "together with" or "as well as" begins that ends with a token.
fn list_starts(sentence: &Sentence, token: usize) -> Option<usize> {
    let before = sentence.lower(token.checked_sub(1)?);
    match sentence.lower(token) {
        "with" if matches!(before, "along" | "together") => Some(token - 1),
        "as" if before == "well" && token > 1 && sentence.lower(token - 2) == "as" => Some(token - 2),
        _ => None,
    }
}
