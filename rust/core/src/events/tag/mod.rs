//! Parts of speech: the cheapest way through a sentence, with one finite verb to a clause.
//!
//! English words are noun and verb at once (`strikes`, `talks`, `calls`). What tells them apart is the word
//! before, and that each clause has exactly one finite verb. Both are costs here, and a Viterbi pass finds the
//! cheapest reading: its states are (tag, what the clause still lacks). All costs are in tenths and were set by
//! hand on news sentences; no corpus is needed to run it.
//!
//! Cost: a few dozen additions a token, only in sentences that can tell an event. The costs stand in tables.

mod candidates;
mod costs;

use super::grammar::Tag;
use super::lexicon::{Lexicon, flag};
use super::sentence::Sentence;
use crate::text::words::{Shape, Words};
use candidates::{List, MAX_CANDIDATES, Seen, candidates};
use costs::{COSTS, NEEDS, Need};

pub(crate) use candidates::{OTHER_WORDS, Tagging};
use costs::Effect;

const FAR: u32 = 100_000;

/// Reusable buffers of the tagger.
#[derive(Debug, Default)]
pub(crate) struct Tagger {
    tokens: Vec<Token>,
    /// By candidate, those of a token from the place in `rows` on.
    back: Vec<Back>,
    rows: Vec<u32>,
}

/// What a token can be.
#[derive(Debug, Clone, Copy)]
struct Token {
    list: List,
    /// What it does as a mark.
    mark: Effect,
    /// Can be a verb of reporting.
    reports: bool,
}

/// For each need, the candidate and need before.
type Back = [(u8, u8); NEEDS];

impl Tagger {
    /// Tags one sentence.
    pub(crate) fn tag(&mut self, lexicon: &Lexicon, sentence: &Sentence, out: &mut Vec<Tag>) {
        out.clear();
        if sentence.len() == 0 {
            return;
        }
        self.tokens.clear();
        self.look(lexicon, sentence);
        self.walk(sentence.title, out);
    }

    /// The candidates of every token.
    fn look(&mut self, lexicon: &Lexicon, sentence: &Sentence) {
        let count = sentence.len();
        let mut before = None;
        let mut shape = sentence.shape(0);
        // the marks after which a capital says nothing
        let mut after_mark = true;
        for token in 0..count {
            let id = sentence.entries[token];
            let entry = lexicon.entry(id);
            let next = (token + 1 < count).then(|| sentence.shape(token + 1));
            let mut seen = Seen {
                first: after_mark
                    || sentence.quotes[token] > 0 && sentence.quotes[token - 1] != sentence.quotes[token],
                hyphened: sentence.hyphened[token] || next.is_some() && sentence.hyphened[token + 1],
                before_capital: matches!(next, Some(Shape::Capital | Shape::Mixed)),
                before_by: next.is_some() && lexicon.is_by(sentence.entries[token + 1]),
                title: sentence.title,
                ..Seen::default()
            };
            if let Some(hit) =
                sentence.hit(token).filter(|hit| hit.end - hit.start > 1 && lexicon.is_noun(hit))
            {
                seen.noun_phrase = hit.end as usize == token + 1;
                seen.in_phrase = !seen.noun_phrase;
            }
            let list = if sentence.dates[token] {
                List::one(Tag::Date)
            } else if sentence.numbers[token] && shape != Shape::Mark {
                // part of a number in words: "at least four"
                List::one(Tag::Number)
            } else {
                candidates(shape, entry, before, || sentence.lower(token), seen)
            };
            let flags = lexicon.flags(id);
            let mark = entry.map_or(Effect::Mark, |entry| entry.tagging.mark());
            self.tokens.push(Token { list, mark, reports: flags & flag::REPORTS != 0 });
            after_mark = shape == Shape::Mark && flags & flag::JOINS == 0;
            before = entry;
            shape = next.unwrap_or(Shape::Mark);
        }
    }

    /// The cheapest way.
    fn walk(&mut self, title: bool, out: &mut Vec<Tag>) {
        let tables = &*COSTS;
        self.back.clear();
        self.rows.clear();
        let (mut one, mut other) = (States::default(), States::default());
        let (mut states, mut next) = (&mut one, &mut other);
        // before the first token a finite verb is lacking
        states.push(State { cost: 0, tag: Tag::Mark, from: 0, need: Need::Verb as u8 });
        for (at, here) in self.tokens.iter().enumerate() {
            self.rows.push(self.back.len() as u32);
            next.clear();
            for (index, &(tag, own)) in here.list.as_slice().iter().enumerate() {
                let plain = Effect::of(tag, here.reports, here.mark);
                let mut row = Row { costs: [FAR; NEEDS], back: [(0, 0); NEEDS] };
                for state in states.as_slice() {
                    let (base, effect) = if at == 0 {
                        (u32::from(own), plain)
                    } else {
                        let effect = match state.tag {
                            Tag::Subordinator => plain.after_subordinator(tag),
                            _ => plain,
                        };
                        (u32::from(own) + tables.follow(state.tag, tag), effect)
                    };
                    let step = tables.step(effect, state.need as usize);
                    row.relax(step, state.cost + base, (state.from, state.need));
                }
                for need in 0..NEEDS {
                    if row.costs[need] < FAR {
                        let (cost, from) = (row.costs[need], index as u8);
                        next.push(State { cost, tag, from, need: need as u8 });
                    }
                }
                self.back.push(row.back);
            }
            std::mem::swap(&mut states, &mut next);
        }
        let mut best = (FAR * 2, 0, 0);
        let ends = end_costs(title);
        for state in states.as_slice() {
            let cost = state.cost + ends[state.need as usize];
            if cost < best.0 {
                best = (cost, state.from, state.need);
            }
        }
        let (_, mut index, mut need) = best;
        for at in (0..self.tokens.len()).rev() {
            out.push(self.tokens[at].list.as_slice()[index as usize].0);
            (index, need) = self.back[self.rows[at] as usize + index as usize][need as usize];
        }
        out.reverse();
    }
}

/// A way to a token.
#[derive(Debug, Clone, Copy)]
struct State {
    cost: u32,
    tag: Tag,
    /// Number of the tag among those of its token.
    from: u8,
    need: u8,
}

/// The ways to a token: at most one for each tag and need.
#[derive(Debug)]
struct States {
    items: [State; MAX_CANDIDATES * NEEDS],
    length: usize,
}

impl Default for States {
    fn default() -> Self {
        let none = State { cost: 0, tag: Tag::Mark, from: 0, need: 0 };
        Self { items: [none; MAX_CANDIDATES * NEEDS], length: 0 }
    }
}

impl States {
    #[inline]
    fn clear(&mut self) {
        self.length = 0;
    }

    #[inline]
    fn push(&mut self, state: State) {
        if let Some(slot) = self.items.get_mut(self.length) {
            *slot = state;
            self.length += 1;
        }
    }

    #[inline]
    fn as_slice(&self) -> &[State] {
        &self.items[..self.length]
    }
}

/// The cheapest ways to one tag of a token.
struct Row {
    costs: [u32; NEEDS],
    back: Back,
}

impl Row {
    /// Takes a step where it is cheaper than what was known.
    #[inline]
    fn relax(&mut self, step: costs::Step, cost: u32, from: (u8, u8)) {
        self.take(step.to, cost + u32::from(step.cost), from);
        self.take(step.other, cost + u32::from(step.other_cost), from);
    }

    #[inline]
    fn take(&mut self, to: u8, cost: u32, from: (u8, u8)) {
        if let Some(known) = self.costs.get_mut(to as usize)
            && cost < *known
        {
            *known = cost;
            self.back[to as usize] = from;
        }
    }
}

/// What it costs to end with each [`Need`].
fn end_costs(title: bool) -> [u32; NEEDS] {
    if title { [20, 0, 0, 50, 20] } else { [25, 0, 0, 50, 40] }
}

/// A participle after a comma with an object right behind it is a past tense: "the blasts, ..., killed 20 people".
/// Few participles keep an object of their own ("named the winner", "given two days").
pub(crate) fn active(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    let reports = |token: usize| lexicon.flags(sentence.entries[token]) & flag::REPORTS != 0;
    let keeps = |token: usize| {
        matches!(
            sentence.lower(token),
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
        )
    };
    for at in 1..tags.len().saturating_sub(1) {
        if tags[at] != Tag::Participle || keeps(at) {
            continue;
        }
        let object = matches!(tags[at + 1], Tag::Number | Tag::Determiner | Tag::Pronoun);
        if object && tags[at - 1] == Tag::Comma {
            tags[at] = Tag::VerbPast;
        }
        // "Britain sent planes to evacuate thousands stranded at the border": the first verb is the finite one
        let noun = |tag: Tag| matches!(tag, Tag::Name | Tag::NounSingular | Tag::NounPlural);
        let first = noun(tags[at - 1]) && !tags[..at].iter().any(|tag| tag.is_finite());
        // "reportedly told reporters that": a verb of saying with its hearers
        let subject = noun(tags[at - 1]) || at > 1 && tags[at - 1] == Tag::Adverb && noun(tags[at - 2]);
        if reports(at)
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

/// Where a neighbour two or more words away decides what the costs of neighbours can't.
#[allow(clippy::too_many_lines, reason = "one case after another, each on its own")]
pub(crate) fn mend(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    let noun = |tag: Tag| matches!(tag, Tag::Name | Tag::NounSingular | Tag::NounPlural);
    let last = tags.len().saturating_sub(1);
    for at in 1..last {
        match tags[at] {
            // "on alleged rebel sites": between a preposition and a noun, a participle describes
            Tag::Participle
                if tags[at - 1] == Tag::Preposition
                    && (noun(tags[at + 1]) || tags[at + 1] == Tag::Adjective) =>
            {
                tags[at] = Tag::Adjective;
            }
            // "a planned meeting was cancelled": what stands between a determiner and a verb is a noun
            Tag::Gerund
                if at > 1
                    && matches!(tags[at - 1], Tag::Participle | Tag::Adjective)
                    && tags[at - 2] == Tag::Determiner
                    && (matches!(tags[at + 1], Tag::Preposition | Tag::Comma | Tag::Mark)
                        || tags[at + 1].is_finite()) =>
            {
                tags[at] = Tag::NounSingular;
            }
            // "several villages south of the city"
            Tag::NounSingular
                if noun(tags[at - 1])
                    && sentence.lower(at + 1) == "of"
                    && matches!(sentence.lower(at), "north" | "south" | "east" | "west") =>
            {
                tags[at] = Tag::Adverb;
            }
            // "gunmen open fire"
            Tag::Adjective
                if tags[at - 1] == Tag::NounPlural
                    && sentence.lower(at) == "open"
                    && sentence.lower(at + 1) == "fire" =>
            {
                tags[at] = Tag::VerbPlural;
            }
            // "a warplane bombs a tanker anchored off the coast": the first verb is the finite one
            Tag::NounPlural
                if matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
                    && tags[at + 1] == Tag::Determiner
                    && lexicon.can_be_third(sentence.entries[at])
                    && !tags[..at].iter().any(|tag| tag.is_finite()) =>
            {
                tags[at] = Tag::VerbThird;
                if let Some(later) = (at + 1..tags.len()).find(|&later| tags[later].is_finite())
                    && tags[later] == Tag::VerbPast
                    && noun(tags[later - 1])
                {
                    tags[later] = Tag::Participle;
                }
            }
            // "China refuses to let the council publish": before an infinitive, the first verb is the finite one
            Tag::NounPlural
                if matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
                    && tags[at + 1] == Tag::To
                    && lexicon.can_be_third(sentence.entries[at])
                    && !tags[..at].iter().any(|tag| tag.is_finite()) =>
            {
                tags[at] = Tag::VerbThird;
                if let Some(later) = (at + 3..tags.len()).find(|&later| tags[later].is_finite())
                    && tags[later] == Tag::VerbPlural
                    && noun(tags[later - 1])
                {
                    tags[later] = Tag::VerbBare;
                }
            }
            // "the air force strikes rebel targets in the north"
            Tag::NounPlural
                if matches!(tags[at - 1], Tag::NounSingular | Tag::Name)
                    && tags[at + 1] == Tag::Name
                    && lexicon.can_be_third(sentence.entries[at])
                    && !tags[..at].iter().any(|tag| tag.is_finite()) =>
            {
                let later = (at + 2..last).find(|&later| tags[later].is_finite());
                if let Some(later) = later.filter(|&later| {
                    tags[later] == Tag::VerbThird
                        && noun(tags[later - 1])
                        && matches!(tags[later + 1], Tag::Preposition | Tag::Comma | Tag::Mark)
                }) {
                    tags[at] = Tag::VerbThird;
                    tags[later] = Tag::NounPlural;
                }
            }
            // "Syrian forces mass along the border", "bomb Islamist forces": nobody is forced to anything
            Tag::VerbThird
                if sentence.lower(at) == "forces"
                    && noun(tags[at - 1])
                    && !tags[at + 1..].iter().take(8).any(|&tag| tag == Tag::To) =>
            {
                tags[at] = Tag::NounPlural;
            }
            // "forcing the troops to pull out"
            Tag::NounSingular
                if sentence.lower(at - 1) == "to"
                    && tags[at - 1] == Tag::Preposition
                    && matches!(sentence.lower(at + 1), "out" | "back" | "off" | "down" | "up" | "away")
                    && lexicon.can_be_base(sentence.entries[at]) =>
            {
                tags[at - 1] = Tag::To;
                tags[at] = Tag::VerbBare;
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
    if !sentence.title {
        finite(tags, lexicon, sentence);
    }
    subordinate(tags, sentence);
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
    }
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

/// A sentence without a finite verb gets the likeliest one: "warplanes of an unknown nationality bomb Islamist
/// forces".
fn finite(tags: &mut [Tag], lexicon: &Lexicon, sentence: &Sentence) {
    if tags.iter().any(|tag| tag.is_finite()) {
        return;
    }
    let noun = |tag: Tag| matches!(tag, Tag::Name | Tag::NounSingular | Tag::NounPlural);
    for at in 1..tags.len().saturating_sub(1) {
        let object = matches!(
            tags[at + 1],
            Tag::Name | Tag::NounPlural | Tag::Determiner | Tag::Number | Tag::Adjective
        );
        if !object || !noun(tags[at - 1]) {
            continue;
        }
        if tags[at] == Tag::NounSingular
            && lexicon.can_be_base(sentence.entries[at])
            && tags[..at].contains(&Tag::NounPlural)
        {
            tags[at] = Tag::VerbPlural;
            return;
        }
        if tags[at] == Tag::NounPlural
            && tags[at - 1] != Tag::NounPlural
            && lexicon.can_be_third(sentence.entries[at])
        {
            tags[at] = Tag::VerbThird;
            return;
        }
    }
}

/// "A day after bombs went off", "as gunmen open fire": with a subject and a verb behind it, the preposition opens
/// a clause.
fn subordinate(tags: &mut [Tag], sentence: &Sentence) {
    const FAR: usize = 10; // tokens of a subject
    for at in 1..tags.len() {
        if tags[at] != Tag::Preposition
            || !matches!(sentence.lower(at), "after" | "before" | "since" | "until" | "as")
            || !tags[..at].iter().any(|tag| tag.is_finite())
        {
            continue;
        }
        let mut subject = false;
        for &tag in tags[at + 1..].iter().take(FAR) {
            match tag {
                Tag::Name | Tag::NounSingular | Tag::NounPlural | Tag::Pronoun => subject = true,
                Tag::Determiner
                | Tag::Adjective
                | Tag::Number
                | Tag::Possessive
                | Tag::Adverb
                | Tag::Date => {}
                Tag::Preposition if subject => {}
                tag if tag.is_finite() && subject => {
                    tags[at] = Tag::Subordinator;
                    break;
                }
                _ => break,
            }
        }
    }
}

/// Whether most longer words begin with a capital: a headline in title case, or a text in capitals.
pub(crate) fn is_title(words: &Words) -> bool {
    let (mut long, mut capital) = (0, 0);
    for word in words.as_slice() {
        if matches!(word.shape, Shape::Mark | Shape::Number) || word.length() < 4 {
            continue;
        }
        long += 1;
        capital += u32::from(word.shape != Shape::Lower);
    }
    long >= 3 && capital * 5 >= long * 4
}
