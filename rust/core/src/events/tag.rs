//! Parts of speech: the cheapest way through a sentence, with one finite verb to a clause.
//!
//! English words are noun and verb at once (`strikes`, `talks`, `calls`). What tells them apart is the word
//! before, and that each clause has exactly one finite verb. Both are costs here, and a Viterbi pass finds the
//! cheapest reading: its states are (tag, what the clause still lacks). All costs are in tenths and were set by
//! hand on news sentences; no corpus is needed to run it.
//!
//! Cost: a few dozen additions a token, only in sentences that hold a trigger.

use super::grammar::{self, Tag};
use super::inflect::use_of;
use super::lexicon::Form;
use super::lexicon::{EntryId, Lexicon, UNKNOWN};
use crate::text::words::{Shape, Word};

/// What a clause still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Need {
    /// A finite verb.
    Verb = 0,
    /// Nothing.
    Full = 1,
    /// A new verb phrase or clause may begin, or may not.
    Open = 2,
    /// A finite verb of a nested clause, while the outer one lacks its own.
    Nested = 3,
    /// The outer clause lacks a finite verb, the nested one has it.
    Outer = 4,
}

const NEEDS: [Need; 5] = [Need::Verb, Need::Full, Need::Open, Need::Nested, Need::Outer];
const FAR: u32 = 100_000;
const MAX_CANDIDATES: usize = 6;

/// What the tagger is told of a token.
#[allow(clippy::struct_excessive_bools, reason = "independent features, each asked for by itself")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'w> {
    pub word: &'w str,
    pub shape: Shape,
    pub entry: EntryId,
    /// First word of the sentence, or after a mark: its capital says nothing.
    pub first: bool,
    /// Bound to the word before or after by a hyphen.
    pub hyphened: bool,
    /// The next word is written with a capital.
    pub before_capital: bool,
    /// The next word is "by".
    pub before_by: bool,
    /// Part of a date.
    pub date: bool,
    /// Part of a number in words ("at least four").
    pub number: bool,
    /// Can be a verb of reporting.
    pub reports: bool,
    /// Last word of a phrase that is a noun by a list (`peace talks`).
    pub noun_phrase: bool,
    /// Before the last word of such a phrase.
    pub in_phrase: bool,
}

/// Reusable buffers of the tagger.
#[derive(Debug, Default)]
pub(crate) struct Tagger {
    candidates: Vec<(u8, [(Tag, u8); MAX_CANDIDATES])>,
    back: Vec<[(u8, u8); MAX_CANDIDATES * 5]>,
}

impl Tagger {
    /// Tags one sentence. `title` reads capitals as small letters where the lexicon knows the word.
    pub(crate) fn tag(&mut self, lexicon: &Lexicon, seen: &[Seen], title: bool, out: &mut Vec<Tag>) {
        out.clear();
        if seen.is_empty() {
            return;
        }
        self.candidates.clear();
        for (at, token) in seen.iter().enumerate() {
            let mut list = List::default();
            let before = at.checked_sub(1).map(|before| seen[before].word);
            candidates(lexicon, token, before, title, &mut list);
            self.candidates.push((list.length, list.items));
        }
        self.walk(seen, title, out);
    }

    fn walk(&mut self, seen: &[Seen], title: bool, out: &mut Vec<Tag>) {
        let mut costs = [[FAR; 5]; MAX_CANDIDATES];
        self.back.clear();
        let (count, first) = self.candidates[0];
        let mut back = [(0, 0); MAX_CANDIDATES * 5];
        for (index, &(tag, cost)) in first[..count as usize].iter().enumerate() {
            step(Need::Verb, tag, None, seen, 0, |need, extra| {
                relax(&mut costs, &mut back, index, need, u32::from(cost) + extra, (0, 0));
            });
        }
        self.back.push(back);
        for at in 1..seen.len() {
            let (before_count, before) = self.candidates[at - 1];
            let (count, here) = self.candidates[at];
            let mut next = [[FAR; 5]; MAX_CANDIDATES];
            let mut back = [(0, 0); MAX_CANDIDATES * 5];
            for (from, &(previous, _)) in before[..before_count as usize].iter().enumerate() {
                for need in NEEDS {
                    let cost = costs[from][need as usize];
                    if cost >= FAR {
                        continue;
                    }
                    for (index, &(tag, own)) in here[..count as usize].iter().enumerate() {
                        let base = cost + u32::from(own) + follow(previous, tag);
                        step(need, tag, Some(previous), seen, at, |to, extra| {
                            relax(&mut next, &mut back, index, to, base + extra, (from as u8, need as u8));
                        });
                    }
                }
            }
            costs = next;
            self.back.push(back);
        }
        let end = |need: Need| match need {
            Need::Verb => {
                if title {
                    20
                } else {
                    25
                }
            }
            Need::Nested => 50,
            Need::Outer => {
                if title {
                    20
                } else {
                    40
                }
            }
            Need::Full | Need::Open => 0,
        };
        let mut best = (FAR * 2, 0, Need::Full);
        let last = seen.len() - 1;
        for (index, row) in costs.iter().enumerate().take(self.candidates[last].0 as usize) {
            for need in NEEDS {
                let cost = row[need as usize] + end(need);
                if cost < best.0 {
                    best = (cost, index, need);
                }
            }
        }
        let (mut index, mut need) = (best.1, best.2 as usize);
        for at in (0..=last).rev() {
            out.push(self.candidates[at].1[index].0);
            let (from, state) = self.back[at][index * 5 + need];
            (index, need) = (from as usize, state as usize);
        }
        out.reverse();
    }
}

fn relax(
    costs: &mut [[u32; 5]; MAX_CANDIDATES],
    back: &mut [(u8, u8); MAX_CANDIDATES * 5],
    index: usize,
    need: Need,
    cost: u32,
    from: (u8, u8),
) {
    let slot = &mut costs[index][need as usize];
    if cost < *slot {
        *slot = cost;
        back[index * 5 + need as usize] = from;
    }
}

#[allow(clippy::match_same_arms, reason = "a table of costs: one arm a state")]
/// How a tag moves what the clause lacks, and what that costs.
fn step(
    need: Need,
    tag: Tag,
    previous: Option<Tag>,
    seen: &[Seen],
    at: usize,
    mut to: impl FnMut(Need, u32),
) {
    use Need::{Full, Nested, Open, Outer, Verb};
    if tag.is_finite() {
        // the modal or auxiliary opened the verb already
        let after = if seen[at].reports { Open } else { Full };
        match need {
            Verb => to(after, 0),
            Open => to(after, 2),
            Full => to(after, 45),
            Nested => to(if seen[at].reports { Nested } else { Outer }, 0),
            Outer => to(after, 2),
        }
        if need == Nested && seen[at].reports {
            to(Outer, 0);
        }
        return;
    }
    match tag {
        Tag::Relative => match need {
            Verb | Nested | Outer => to(Nested, 0),
            Full | Open => to(Verb, 0),
        },
        Tag::That => match need {
            Full | Open => to(Verb, 0),
            Verb | Nested | Outer => to(Nested, 3),
        },
        Tag::Subordinator => match need {
            Verb | Outer | Nested => to(Nested, 0),
            Full | Open => to(Verb, 0),
        },
        Tag::Gerund | Tag::Participle | Tag::Adjective | Tag::Preposition
            if previous == Some(Tag::Subordinator) =>
        {
            match need {
                // "when asked", "while attacking", "if possible"
                Verb => to(Full, 4),
                Nested => to(Outer, 4),
                other => to(other, 0),
            }
        }
        Tag::Coordinator => match need {
            Full => {
                to(Full, 0);
                to(Open, 2);
            }
            other => to(other, 0),
        },
        Tag::Comma => {
            to(need, 0);
            if need == Full {
                to(Open, 12);
            }
        }
        Tag::Mark => match seen[at].word {
            ";" | ":" => to(Verb, if matches!(need, Verb) { 5 } else { 0 }),
            "?" | "!" | "." | "-" | "/" => to(need, 0),
            _ => {
                to(need, 0);
                if need == Full {
                    to(Open, 2);
                }
            }
        },
        _ => to(need, 0),
    }
}

#[allow(clippy::match_same_arms, clippy::too_many_lines, reason = "a table of costs: one arm a tag")]
/// What it costs that `tag` follows `previous`, in tenths.
fn follow(previous: Tag, tag: Tag) -> u32 {
    use Tag::{
        Adjective, Adverb, AuxBare, AuxFinite, Comma, Coordinator, Date, Determiner, Gerund, Mark, Modal,
        Name, Not, NounPlural, NounSingular, Number, Participle, Possessive, Preposition, Pronoun, Relative,
        Subordinator, That, To, VerbBare, VerbPast, VerbPlural, VerbThird,
    };
    let finite_verb = matches!(tag, VerbThird | VerbPlural | VerbPast);
    match previous {
        Determiner | Possessive => match tag {
            Adjective | NounSingular | NounPlural | Name | Number | Mark => 0,
            Determiner => 15,
            Participle | Gerund => 10,
            Adverb => 12,
            Date => 2,
            Comma | Coordinator => 25,
            Preposition => 25,
            Possessive => 60,
            AuxFinite | Modal if previous == Determiner => 25,
            _ => 60,
        },
        Adjective => match tag {
            NounSingular | NounPlural | Name | Preposition | To | Comma | Coordinator | Mark | Number => 0,
            Adjective => 2,
            Participle | Gerund => 15,
            Possessive => 20,
            That | Subordinator | Adverb | Date => 2,
            VerbBare => 60,
            _ if tag.is_finite() => 30,
            _ => 12,
        },
        NounSingular | NounPlural | Name => match tag {
            VerbThird if previous == NounPlural => 14,
            VerbThird => 0,
            VerbPlural => match previous {
                NounPlural => 2,
                Name => 12,
                _ => 28,
            },
            VerbPast | AuxFinite | Modal => 0,
            VerbBare => 60,
            Participle => {
                if previous == NounPlural {
                    14
                } else {
                    18
                }
            }
            Gerund => 10,
            NounSingular => match previous {
                NounPlural => 12,
                _ => 2,
            },
            NounPlural => match previous {
                NounPlural => 18,
                _ => 3,
            },
            Name => match previous {
                Name => 0,
                _ => 10,
            },
            Adjective | Determiner => 18,
            Pronoun | Number => 14,
            AuxBare => 15,
            Not => 6,
            _ => 0,
        },
        Number => match tag {
            NounPlural | Number | Mark | Comma | Preposition | Coordinator => 0,
            NounSingular => 5,
            Adjective | Adverb => 3,
            Name => 8,
            Participle => 5,
            Determiner | Pronoun => 15,
            VerbBare => 20,
            _ if finite_verb => 4,
            _ => 2,
        },
        Pronoun => match tag {
            NounSingular | NounPlural | Name => 30,
            Participle | Gerund => 20,
            Determiner | Adjective => 10,
            VerbBare => 30,
            _ if tag.is_finite() => 0,
            _ => 2,
        },
        Preposition => match tag {
            Determiner | NounSingular | NounPlural | Name | Number | Adjective | Pronoun | Date | Mark => 0,
            Gerund => 4,
            Participle => 18,
            Relative => 0,
            Adverb => 5,
            Not => 15,
            Preposition => 8,
            Subordinator => 8,
            AuxBare => 5,
            Comma | Coordinator => 15,
            _ => 55,
        },
        Adverb => match tag {
            Comma | Mark => 0,
            NounSingular | NounPlural => 9,
            Name => 6,
            Determiner => 3,
            _ => 1,
        },
        Not => match tag {
            VerbBare | Participle | Gerund | AuxBare | Adverb | Adjective | Determiner => 0,
            To | Preposition | Comma | Mark => 2,
            VerbPast | VerbThird | VerbPlural => 12,
            _ => 12,
        },
        Modal => match tag {
            VerbBare | AuxBare | Not | Adverb => 0,
            Pronoun | Comma => 10,
            Determiner | Name => 25,
            _ => 45,
        },
        AuxFinite | AuxBare => match tag {
            Participle | Gerund | Not | Adverb | Adjective | Determiner | AuxBare | Number => 0,
            VerbPast | VerbThird | VerbPlural => 40,
            VerbBare => 15,
            NounSingular | NounPlural => 8,
            Name => 6,
            AuxFinite | Modal => 40,
            _ => 3,
        },
        VerbThird | VerbPlural | VerbPast | VerbBare => match tag {
            VerbThird | VerbPlural | VerbPast => 50,
            VerbBare => 30,
            Participle => 14,
            NounSingular | NounPlural | Adjective => 4,
            Gerund => 5,
            AuxFinite | Modal => 25,
            Possessive => 60,
            _ => 0,
        },
        Participle => match tag {
            VerbThird | VerbPlural | VerbPast => 28,
            AuxFinite | Modal => 10,
            VerbBare => 50,
            NounSingular | NounPlural => 4,
            Determiner => 5,
            Name => 8,
            Possessive => 60,
            _ => 0,
        },
        Gerund => match tag {
            VerbThird | VerbPast | AuxFinite | Modal => 6,
            VerbPlural => 25,
            VerbBare => 50,
            Possessive => 60,
            _ => 1,
        },
        To => match tag {
            VerbBare | AuxBare => 0,
            Adverb => 6,
            Not => 2,
            _ => 90,
        },
        Subordinator => match tag {
            VerbThird | VerbPast | VerbPlural => 35,
            AuxFinite | Modal => 40,
            Participle | Gerund => 6,
            VerbBare => 60,
            _ => 0,
        },
        Relative => match tag {
            VerbBare => 50,
            Participle | Gerund => 40,
            _ => 0,
        },
        That => match tag {
            VerbThird | VerbPast | VerbPlural | AuxFinite | Modal => 4,
            VerbBare => 8,
            Participle => 30,
            _ => 0,
        },
        Coordinator => match tag {
            Participle => 5,
            VerbBare | Gerund => 3,
            _ => 0,
        },
        Comma | Mark => match tag {
            VerbBare => 20,
            _ => 0,
        },
        Date => match tag {
            VerbBare => 20,
            Participle => 18,
            Gerund => 10,
            NounSingular | NounPlural => 2,
            _ => 0,
        },
    }
}

#[derive(Debug)]
struct List {
    length: u8,
    items: [(Tag, u8); MAX_CANDIDATES],
}

impl Default for List {
    fn default() -> Self {
        Self { length: 0, items: [(Tag::Mark, 0); MAX_CANDIDATES] }
    }
}

impl List {
    fn add(&mut self, tag: Tag, cost: u8) {
        if let Some(old) = self.items[..self.length as usize].iter_mut().find(|old| old.0 == tag) {
            old.1 = old.1.min(cost);
        } else if (self.length as usize) < MAX_CANDIDATES {
            self.items[self.length as usize] = (tag, cost);
            self.length += 1;
        }
    }
}

/// The tags that a token can have, with the cost of each.
fn candidates(lexicon: &Lexicon, token: &Seen, before: Option<&str>, title: bool, list: &mut List) {
    if token.date {
        list.add(Tag::Date, 0);
        return;
    }
    if token.number && token.shape != Shape::Mark {
        list.add(Tag::Number, 0);
        return;
    }
    match token.shape {
        Shape::Number => return list.add(Tag::Number, 0),
        Shape::Mark => {
            return match token.word {
                "," => list.add(Tag::Comma, 0),
                "&" => list.add(Tag::Coordinator, 0),
                "%" => list.add(Tag::NounPlural, 0),
                "$" | "€" | "£" | "¥" => list.add(Tag::Number, 0),
                _ => list.add(Tag::Mark, 0),
            };
        }
        _ => {}
    }
    let capital = matches!(token.shape, Shape::Capital | Shape::Upper | Shape::Mixed);
    if matches!(
        token.word,
        "al" | "el"
            | "bin"
            | "ben"
            | "ibn"
            | "von"
            | "van"
            | "de"
            | "der"
            | "du"
            | "da"
            | "dos"
            | "ul"
            | "ur"
    ) && (token.hyphened || token.before_capital)
    {
        list.add(Tag::Name, 0);
        return;
    }
    let closed = grammar::closed(token.word);
    // "US", "WHO", "May": names where case tells
    let acronym = token.shape == Shape::Upper && matches!(token.word, "us" | "it" | "who" | "may");
    let month = token.shape == Shape::Capital && !token.first && token.word == "may";
    let name = !title && (acronym || month);
    if !closed.is_empty() && !name {
        for (index, &tag) in closed.iter().enumerate() {
            let cost = match (token.word, tag) {
                ("to", Tag::Preposition) => 4,
                ("that", Tag::Determiner) => 6,
                ("as", Tag::Subordinator) => 1,
                ("than", Tag::Subordinator) => 12,
                ("since" | "until" | "till", Tag::Subordinator) => 2,
                _ => index as u8 * 2,
            };
            list.add(tag, cost);
        }
        if token.word == "'s"
            && before.is_some_and(|word| matches!(word, "it" | "he" | "she" | "that" | "there" | "what"))
        {
            list.add(Tag::AuxFinite, 0);
        }
        return;
    }
    let entry = (token.entry != UNKNOWN).then(|| lexicon.entry(token.entry)).flatten();
    let known = entry.is_some_and(|entry| {
        !entry.forms.is_empty() || entry.singular || entry.plural || entry.adjective || entry.adverb
    });
    let name_cost = match (capital, token.first, title, known) {
        (false, ..) => 255,
        (true, false, false, _) => 0,
        (true, true, _, true) | (true, _, true, true) => 9,
        (true, _, _, false) => 1,
    };
    if capital {
        list.add(Tag::Name, name_cost);
        if !token.first && !title {
            // a name in running text: a title or a demonym before a noun is a name too
            if let Some(entry) = entry.filter(|_| known) {
                open(entry, token, 30, list);
            }
            return;
        }
    }
    match entry.filter(|_| known) {
        Some(entry) => open(entry, token, 0, list),
        None => guess(token, capital, list),
    }
}

fn open(entry: &super::lexicon::Entry, token: &Seen, extra: u8, list: &mut List) {
    let verb_extra = extra
        + if token.hyphened || token.in_phrase { 40 } else { 0 }
        + if token.noun_phrase { 14 } else { 0 };
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
            list.add(if token.word.ends_with('s') { Tag::NounPlural } else { Tag::NounSingular }, noun);
        }
    }
}

fn long_ending(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ly")
}

fn guess(token: &Seen, capital: bool, list: &mut List) {
    let word = token.word;
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

/// A participle after a comma with an object right behind it is a past tense: "the blasts, ..., killed 20 people".
/// Few participles keep an object of their own ("named the winner", "given two days").
pub(crate) fn active(tags: &mut [Tag], seen: &[Seen]) {
    for at in 1..tags.len().saturating_sub(1) {
        let object = matches!(tags[at + 1], Tag::Number | Tag::Determiner | Tag::Pronoun);
        let keeps = matches!(
            seen[at].word,
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
        );
        if tags[at] != Tag::Participle || keeps {
            continue;
        }
        if object && tags[at - 1] == Tag::Comma {
            tags[at] = Tag::VerbPast;
        }
        // "Britain sent planes to evacuate thousands stranded at the border": the first verb is the finite one
        let noun = |tag: Tag| matches!(tag, Tag::Name | Tag::NounSingular | Tag::NounPlural);
        let first = noun(tags[at - 1]) && !tags[..at].iter().any(|tag| tag.is_finite());
        // "reportedly told reporters that": a verb of saying with its hearers
        let subject = noun(tags[at - 1]) || at > 1 && tags[at - 1] == Tag::Adverb && noun(tags[at - 2]);
        if seen[at].reports
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

/// Whether most longer words begin with a capital: a headline in title case, or a text in capitals.
pub(crate) fn is_title(words: &[Word], lower: impl Fn(usize) -> usize) -> bool {
    let (mut long, mut capital) = (0, 0);
    for (index, word) in words.iter().enumerate() {
        if matches!(word.shape, Shape::Mark | Shape::Number) || lower(index) < 4 {
            continue;
        }
        long += 1;
        capital += u32::from(word.shape != Shape::Lower);
    }
    long >= 3 && capital * 5 >= long * 4
}
