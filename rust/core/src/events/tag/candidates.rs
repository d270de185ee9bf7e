//! The tags that a token can have, with the cost of each, in tenths.
//!
//! What can be said of a word without its neighbours is put down when the pack is compiled ([`Tagging`]); here
//! capitals, hyphens and the words around it are weighed in.

use super::costs::{Effect, look};
use crate::events::grammar::{self, Tag};
use crate::events::inflect::use_of;
use crate::events::lexicon::{Entry, Form};
use crate::text::words::Shape;

/// No word has more.
pub(super) const MAX_CANDIDATES: usize = 6;

/// What it costs to read an unknown word behind "to" or a modal as a verb. Unmeasured.
const UNKNOWN_VERB: u8 = 8;

/// The costs that a pack gives for the tags of a word are this much higher than others, so that they can be lower.
const GIVEN: u8 = 15;

/// Tags with their costs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List {
    length: u8,
    items: [(Tag, u8); MAX_CANDIDATES],
}

impl Default for List {
    fn default() -> Self {
        Self { length: 0, items: [(Tag::Mark, 0); MAX_CANDIDATES] }
    }
}

impl List {
    pub(super) fn one(tag: Tag) -> Self {
        let mut list = Self::default();
        list.add(tag, 0);
        list
    }

    fn add(&mut self, tag: Tag, cost: u8) {
        if let Some(old) = self.items[..self.length as usize].iter_mut().find(|old| old.0 == tag) {
            old.1 = old.1.min(cost);
        } else if (self.length as usize) < MAX_CANDIDATES {
            self.items[self.length as usize] = (tag, cost);
            self.length += 1;
        }
    }

    pub(super) fn as_slice(&self) -> &[(Tag, u8)] {
        &self.items[..self.length as usize]
    }

    pub(super) fn has(&self, tag: Tag) -> bool {
        self.as_slice().iter().any(|item| item.0 == tag)
    }

    /// Adds to each cost what is said of its tag.
    pub(super) fn raise(&mut self, by: impl Fn(Tag) -> u8) {
        for item in &mut self.items[..self.length as usize] {
            item.1 = item.1.saturating_add(by(item.0));
        }
    }

    /// Tags as a pack writes them: `N0 B12`, a letter and the cost in tenths. `None` where it is not so written.
    pub(crate) fn parse(written: &str) -> Option<Self> {
        let mut list = Self::default();
        for item in written.split_whitespace() {
            let tag = match item.chars().next()? {
                'A' => Tag::Adjective,
                'R' => Tag::Adverb,
                'N' => Tag::NounSingular,
                'S' => Tag::NounPlural,
                'B' => Tag::VerbBare,
                'V' => Tag::VerbPlural,
                'T' => Tag::VerbThird,
                'D' => Tag::VerbPast,
                'E' => Tag::Participle,
                'G' => Tag::Gerund,
                _ => return None,
            };
            list.add(tag, item[1..].parse().ok()?);
        }
        (list.length > 0).then_some(list)
    }

    /// What a word with these tags looks like to the words before it; `closed` for one of a closed class.
    pub(super) fn look(&self, closed: bool) -> u8 {
        const VERBS_AND_PLURAL: [Tag; 6] =
            [Tag::VerbBare, Tag::VerbThird, Tag::VerbPast, Tag::Participle, Tag::Gerund, Tag::NounPlural];
        let first = self.items[0].0;
        if closed || self.length < 2 {
            return first as u8;
        }
        let tags = self.as_slice().iter().fold(0_u32, |bits, item| bits | 1 << item.0 as u8);
        let has = |tag: Tag| tags >> tag as u8 & 1 == 1;
        if has(Tag::Name) {
            return Tag::Name as u8;
        }
        if has(Tag::VerbBare) && has(Tag::NounSingular) {
            return look::BARE_OR_NOUN;
        }
        if has(Tag::VerbThird) && has(Tag::NounPlural) {
            return look::THIRD_OR_NOUN;
        }
        if let Some(tag) = VERBS_AND_PLURAL.into_iter().find(|&tag| has(tag)) {
            return tag as u8;
        }
        match (has(Tag::NounSingular), has(Tag::Adjective)) {
            (true, true) => look::NOUN_OR_ADJECTIVE,
            (_, true) => Tag::Adjective as u8,
            (true, _) => Tag::NounSingular as u8,
            _ => first as u8,
        }
    }
}

/// What the pack's compiler puts down of a word for the tagger.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tagging {
    /// Tags of a word of a closed class, or of a mark; empty for others.
    closed: List,
    /// Tags of a word of an open class in small letters with nothing special beside it.
    open: List,
    /// In capitals it may be a name: `US`, `WHO`.
    acronym: bool,
    /// A name when it has a capital inside a sentence: a month ("May"), a person ("Will"), a part of a name ("Nir Am",
    /// "John A. Boz").
    auxiliary: bool,
    /// Stands inside names: `al`, `bin`.
    particle: bool,
    /// A verb may hide in an `'s` after it.
    before_is: bool,
    is: bool,
    ends_in_s: bool,
    mark: Effect,
}

impl Default for Tagging {
    fn default() -> Self {
        Self {
            closed: List::default(),
            open: List::default(),
            acronym: false,
            auxiliary: false,
            particle: false,
            before_is: false,
            is: false,
            ends_in_s: false,
            mark: Effect::Mark,
        }
    }
}

/// Marks that the tagger knows without a pack and [`grammar::closed`] does not list.
const MARKS: [&str; 14] = [",", "&", "%", "$", "€", "£", "¥", ";", ":", "?", "!", ".", "-", "/"];
/// Small words inside names.
pub(crate) const PARTICLES: [&str; 15] =
    ["al", "el", "bin", "ben", "ibn", "von", "van", "de", "der", "du", "da", "dos", "ul", "ur", "es"];

/// What the tagger knows beside the closed classes.
pub(crate) fn other_words() -> impl Iterator<Item = &'static str> {
    MARKS.into_iter().chain(PARTICLES)
}

impl Tagging {
    /// What is to be said of a word, with the entry that the lists of the pack gave it.
    pub(crate) fn of(word: &str, entry: &Entry) -> Self {
        let mut closed = List::default();
        match word {
            "," => closed.add(Tag::Comma, 0),
            "&" => closed.add(Tag::Coordinator, 0),
            "%" => closed.add(Tag::NounPlural, 0),
            "$" | "€" | "£" | "¥" => closed.add(Tag::Number, 0),
            _ => {
                for (index, &tag) in grammar::closed(word).iter().enumerate() {
                    let cost = match (word, tag) {
                        ("to", Tag::Preposition) => 4,
                        ("that", Tag::Determiner) => 6,
                        ("as", Tag::Subordinator) => 1,
                        ("than", Tag::Subordinator) => 12,
                        ("since" | "until" | "till", Tag::Subordinator) => 2,
                        _ => index as u8 * 2,
                    };
                    closed.add(tag, cost);
                }
            }
        }
        let ends_in_s = word.ends_with('s');
        let mut list = List::default();
        if is_known(entry) {
            open(entry, ends_in_s, Seen::default(), 0, &mut list);
        }
        Self {
            closed,
            open: list,
            acronym: matches!(word, "us" | "it" | "is" | "who" | "may"),
            auxiliary: word == "a"
                || !word.contains('\'') && (closed.has(Tag::Modal) || closed.has(Tag::AuxFinite)),
            particle: PARTICLES.contains(&word),
            before_is: matches!(word, "it" | "he" | "she" | "that" | "there" | "what"),
            is: word == "'s",
            ends_in_s,
            mark: match word {
                ":" => Effect::Stop,
                ";" => Effect::Semicolon,
                "?" | "!" | "." | "-" | "/" => Effect::None,
                _ => Effect::Mark,
            },
        }
    }

    /// Whether a list says what the word is.
    pub(crate) fn is_known(&self) -> bool {
        self.open.length > 0
    }

    /// Whether it costs less as the finite verb of many than as a noun.
    pub(super) fn is_rather_a_verb(&self) -> bool {
        let cost = |tag: Tag| self.open.as_slice().iter().find(|item| item.0 == tag).map(|item| item.1);
        cost(Tag::VerbPlural).is_some_and(|verb| cost(Tag::NounSingular).is_none_or(|noun| verb < noun))
    }

    /// Whether it is of a closed class.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.length > 0
    }

    /// What it does as a mark.
    pub(super) fn mark(&self) -> Effect {
        self.mark
    }
}

/// What stands around a token.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// First word of the sentence, or after a mark: its capital says nothing.
    pub first: bool,
    /// Bound to the word before or after by a hyphen.
    pub hyphened: bool,
    /// The next word is written with a capital.
    pub before_capital: bool,
    /// The next word is "by".
    pub before_by: bool,
    /// Last word of a phrase that is a noun by a list (`peace talks`).
    pub noun_phrase: bool,
    /// Before the last word of such a phrase.
    pub in_phrase: bool,
    /// Capitals of a title say nothing.
    pub title: bool,
}

/// Whether a list says what the word is.
fn is_known(entry: &Entry) -> bool {
    entry.given.length > 0
        || !entry.forms.is_empty()
        || entry.singular
        || entry.plural
        || entry.adjective
        || entry.adverb
}

/// The tags of a token. `word` gives its folded form, `before` the entry of the token before.
pub(super) fn candidates<'w>(
    shape: Shape,
    entry: Option<&Entry>,
    before: Option<&Entry>,
    word: impl Fn() -> &'w str,
    token: Seen,
) -> List {
    if shape == Shape::Number {
        return List::one(Tag::Number);
    }
    if shape == Shape::Mark {
        return match entry {
            Some(entry) if entry.tagging.closed.length > 0 => entry.tagging.closed,
            _ => List::one(Tag::Mark),
        };
    }
    let capital = matches!(shape, Shape::Capital | Shape::Upper | Shape::Mixed);
    if let Some(Entry { tagging, .. }) = entry {
        if tagging.particle && (token.hyphened || token.before_capital) {
            return List::one(Tag::Name);
        }
        // "US", "WHO", "IS", "May": names where case tells
        let name = !token.title
            && (shape == Shape::Upper && tagging.acronym
                || shape == Shape::Capital && tagging.auxiliary && !token.first);
        if tagging.closed.length > 0 && !name {
            let mut list = tagging.closed;
            if tagging.is && before.is_some_and(|before| before.tagging.before_is) {
                list.add(Tag::AuxFinite, 0);
            }
            return list;
        }
    }
    let entry = entry.filter(|entry| is_known(entry));
    let mut list = List::default();
    if capital {
        let cost = match (token.first, token.title, entry) {
            (false, false, Some(entry)) if entry.given.length > 0 => GIVEN,
            (false, false, _) => 0,
            (_, _, Some(entry)) if entry.given.length > 0 => GIVEN + 14,
            (true, false, Some(_)) => 20,
            (_, _, Some(_)) => 9,
            _ => 1,
        };
        list.add(Tag::Name, cost);
        if !token.first && !token.title {
            // a name in running text: a title or a demonym before a noun is a name too
            if let Some(entry) = entry {
                open(entry, entry.tagging.ends_in_s, token, 30, &mut list);
            }
            return list;
        }
    }
    match entry {
        Some(entry)
            if !(capital || token.hyphened || token.in_phrase || token.noun_phrase || token.before_by) =>
        {
            return entry.tagging.open;
        }
        Some(entry) => open(entry, entry.tagging.ends_in_s, token, 0, &mut list),
        None => {
            guess(word(), token, capital, &mut list);
            // "agreed to reschedule", "will demobilise": a verb that no list knows
            let verbal = before.is_some_and(|before| {
                before.tagging.closed.has(Tag::To) || before.tagging.closed.has(Tag::Modal)
            });
            if verbal && !capital && is_made_a_verb(word()) {
                list.add(Tag::VerbBare, UNKNOWN_VERB);
            }
        }
    }
    list
}

fn open(entry: &Entry, ends_in_s: bool, token: Seen, extra: u8, list: &mut List) {
    // what is written with a capital inside a sentence is hardly a verb: "for Foreign and Commonwealth Affairs"
    let verb_extra = extra * 2
        + if token.hyphened || token.in_phrase { 40 } else { 0 }
        + if token.noun_phrase { 14 } else { 0 };
    if entry.given.length > 0 {
        for &(tag, cost) in entry.given.as_slice() {
            let more = match tag {
                Tag::VerbPast if token.before_by => verb_extra + 20,
                tag if tag.is_verb() => verb_extra,
                _ => extra,
            };
            list.add(tag, cost.saturating_add(more));
        }
        return;
    }
    for &Form { uses, .. } in &entry.forms {
        let cost = entry.verb_cost + verb_extra;
        if uses & use_of::BASE != 0 {
            list.add(Tag::VerbBare, cost);
            list.add(Tag::VerbPlural, cost + 2);
        }
        if uses & use_of::THIRD != 0 {
            list.add(Tag::VerbThird, cost);
        }
        if uses & use_of::PAST != 0 {
            list.add(Tag::VerbPast, cost + if token.before_by { 10 } else { 0 });
        }
        if uses & use_of::PARTICIPLE != 0 {
            list.add(Tag::Participle, cost);
        }
        if uses & use_of::GERUND != 0 {
            list.add(Tag::Gerund, verb_extra + if entry.singular { 2 } else { 0 });
        }
    }
    let gerund = entry.singular
        && entry.forms.iter().all(|form| form.uses == use_of::GERUND)
        && !entry.forms.is_empty();
    let noun = extra + if gerund { 3 } else { entry.noun_cost };
    if entry.plural {
        list.add(Tag::NounPlural, noun);
    }
    if entry.singular {
        list.add(Tag::NounSingular, noun);
    }
    if entry.adjective {
        list.add(Tag::Adjective, extra);
    }
    if entry.adverb {
        list.add(Tag::Adverb, extra);
    }
    if !entry.singular && !entry.plural && !entry.adjective && !entry.adverb {
        let bare = entry.forms.iter().any(|form| form.uses & (use_of::BASE | use_of::THIRD) != 0);
        let gerund = entry.forms.iter().any(|form| form.uses & use_of::GERUND != 0);
        if gerund {
            list.add(Tag::NounSingular, 13 + extra);
        } else if bare {
            list.add(if ends_in_s { Tag::NounPlural } else { Tag::NounSingular }, noun);
        }
    }
}

/// Whether a word has the beginning or the ending of verbs that are made from others: "reschedule", "demobilise".
fn is_made_a_verb(word: &str) -> bool {
    const BEGINNINGS: [&str; 6] = ["re", "de", "dis", "mis", "out", "over"];
    const ENDINGS: [&str; 6] = ["ise", "ize", "ify", "ate", "yse", "yze"];
    word.len() > 5
        && !word.ends_with('s')
        && (BEGINNINGS.iter().any(|start| word.starts_with(start))
            || ENDINGS.iter().any(|end| word.ends_with(end)))
}

fn long_ending(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ly")
}

/// The tags of a word that no list knows, by its ending.
fn guess(word: &str, token: Seen, capital: bool, list: &mut List) {
    if capital {
        // a name that no list knows, at the head of a sentence or in a headline
        if long_ending(word) {
            list.add(Tag::Adverb, 0);
        }
        if word.ends_with("ing") || word.ends_with("ed") {
            list.add(if word.ends_with("ing") { Tag::Gerund } else { Tag::Participle }, 8);
        }
        list.add(Tag::NounSingular, 9);
        list.add(Tag::Adjective, 9);
        return;
    }
    let long = word.len() > 4;
    let hyphen = if token.hyphened { 40 } else { 0 };
    if long && word.ends_with("ly") {
        list.add(Tag::Adverb, 0);
        list.add(Tag::Adjective, 6);
    } else if long && word.ends_with("ed") {
        list.add(Tag::VerbPast, 5 + hyphen + if token.before_by { 10 } else { 0 });
        list.add(Tag::Participle, 3 + hyphen);
        list.add(Tag::Adjective, 9);
    } else if long && word.ends_with("ing") {
        list.add(Tag::Gerund, 3 + hyphen);
        list.add(Tag::NounSingular, 12);
    } else if ["al", "ous", "ive", "ic", "ful", "able", "ible", "less", "ary", "ian", "ese", "ish"]
        .iter()
        .any(|end| long && word.ends_with(end))
    {
        list.add(Tag::Adjective, 2);
        list.add(Tag::NounSingular, 6);
    } else if word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") {
        list.add(Tag::NounPlural, 0);
        list.add(Tag::VerbThird, 25 + hyphen);
    } else {
        list.add(Tag::NounSingular, 0);
        list.add(Tag::Adjective, 8);
    }
}
