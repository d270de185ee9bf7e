//! Noun groups and verb groups: the second step of the cascade.
//!
//! A noun group runs from its determiner to its head, the last noun of the run; a genitive keeps what it owns
//! in the same group (`Russia's invasion`). A verb group holds auxiliaries, adverbs and negation, with the main
//! verb last, and knows tense, voice, mood and negation. What is neither is a link: a preposition, a
//! conjunction, a comma.

mod extent;

use extent::{compound, counts_anew, counts_in_place, describes_too, premodifies, quotation_ends};

use super::grammar::{self, Auxiliary, Mood, Tag};
use super::inflect::use_of;
use super::lexicon::{Concept, LemmaId, Lexicon};
use super::sentence::Sentence;
use crate::normalise::traits::is;
use crate::text::words::Shape;

/// A noun group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NounGroup {
    /// Tokens, half-open.
    pub a: usize,
    pub b: usize,
    pub head: usize,
    /// The genitive mark, if there is one inside.
    pub genitive: Option<usize>,
    /// Preposition that governs it.
    pub preposition: Option<usize>,
    /// Group that it hangs on through its preposition.
    pub host: Option<u16>,
    /// Group before it in a list.
    pub coordinated: Option<u16>,
    /// Group that it is an apposition to.
    pub apposition: Option<u16>,
    /// Negative determiner.
    pub negative: bool,
    pub pronoun: bool,
}

/// A verb group.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct VerbGroup {
    pub a: usize,
    pub b: usize,
    pub head: usize,
    pub lemma: Option<LemmaId>,
    pub finite: bool,
    /// Introduced by "to".
    pub infinitive: bool,
    /// Gerund or participle without an auxiliary.
    pub participle: bool,
    pub gerund: bool,
    pub passive: bool,
    pub perfect: bool,
    pub past: bool,
    pub copula: bool,
    pub modal: Option<usize>,
    pub mood: Option<Mood>,
    pub negation: Option<usize>,
    /// Modal or adverb that makes it hypothetical or future without a modal ("is to meet").
    pub is_to: bool,
    pub bare: bool,
}

/// One item of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item {
    Noun(u16),
    Verb(u16),
    /// Any other token.
    Link(u16),
}

/// Groups of a sentence, in reusable buffers.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    pub nouns: Vec<NounGroup>,
    pub verbs: Vec<VerbGroup>,
    pub items: Vec<Item>,
}

impl Groups {
    pub(crate) fn read(&mut self, lexicon: &Lexicon, sentence: &Sentence) {
        self.nouns.clear();
        self.verbs.clear();
        self.items.clear();
        let mut at = 0;
        while at < sentence.len() {
            if let Some(end) = self.verb_group(lexicon, sentence, at) {
                at = end;
            } else if let Some(end) = self.noun_group(lexicon, sentence, at) {
                at = end;
            } else {
                self.items.push(Item::Link(at as u16));
                at += 1;
            }
        }
        self.attach(lexicon, sentence);
    }

    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    fn noun_group(&mut self, lexicon: &Lexicon, sentence: &Sentence, start: usize) -> Option<usize> {
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
            pronoun: false,
        });
        Some(at)
    }

    fn push_noun(&mut self, group: NounGroup) {
        self.items.push(Item::Noun(self.nouns.len() as u16));
        self.nouns.push(group);
    }

    #[allow(clippy::too_many_lines, reason = "one pass over the tokens of a group, each tag once")]
    fn verb_group(&mut self, lexicon: &Lexicon, sentence: &Sentence, start: usize) -> Option<usize> {
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
                Tag::Not => group.negation = Some(at),
                Tag::Adverb | Tag::Comma if main.is_none() => {
                    // only when a verb goes on after it
                    let mut next = at + 1;
                    while matches!(sentence.tag(next), Some(Tag::Adverb | Tag::Not)) {
                        next += 1;
                    }
                    let goes_on = tag == Tag::Adverb
                        && match sentence.tag(next) {
                            Some(Tag::Participle | Tag::Gerund) => {
                                !premodifies(sentence, next, next) || last.is_some()
                            }
                            Some(Tag::VerbBare | Tag::AuxBare) => true,
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
    fn attach(&mut self, lexicon: &Lexicon, sentence: &Sentence) {
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
                    if part
                        || !counted
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

/// The verb that a token is a form of, by its tag.
pub(crate) fn lemma_of(lexicon: &Lexicon, sentence: &Sentence, token: usize) -> Option<LemmaId> {
    let uses = match sentence.tag(token)? {
        Tag::VerbThird => use_of::THIRD,
        Tag::VerbPlural | Tag::VerbBare => use_of::BASE,
        Tag::VerbPast => use_of::PAST,
        Tag::Participle => use_of::PARTICIPLE,
        Tag::Gerund => use_of::GERUND,
        _ => return None,
    };
    sentence.entry(lexicon, token)?.forms.iter().find(|form| form.uses & uses != 0).map(|form| form.lemma)
}
