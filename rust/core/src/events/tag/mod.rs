//! Parts of speech: the cheapest way through a sentence, with one finite verb to a clause.
//!
//! English words are noun and verb at once (`strikes`, `talks`, `calls`). What tells them apart is the word
//! before, and that each clause has exactly one finite verb. Both are costs here, and a Viterbi pass finds the
//! cheapest reading: its states are (tag, what the clause still lacks). What a word costs as each tag stands in the
//! pack; what stands beside it weighs on that. All costs are in tenths: set by hand first, then fitted to tagged
//! news; no corpus is needed to run it.
//!
//! Cost: a few dozen additions a token, only in sentences that can tell an event. The costs stand in tables.

mod candidates;
mod costs;
mod fitted;
mod mend;

use super::grammar::Tag;
use super::lexicon::{Lexicon, flag};
use super::sentence::Sentence;
use crate::text::words::{Shape, Words};
use candidates::{List, MAX_CANDIDATES, Seen, candidates};
use costs::{LACKS_VERB, NEEDS, look};

pub(crate) use candidates::{List as TagList, OTHER_WORDS, Tagging};
use costs::Effect;
pub(crate) use mend::{active, mend};

const FAR: u32 = 100_000;
/// What a verb in the third person costs at the head of a sentence.
const NO_SUBJECT: u8 = 60;

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
    /// What it looks like to the words before: see [`look`].
    look: u8,
    /// What its clause has before it: see [`look::left`].
    left: u8,
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
        let mut shape_before = Shape::Mark;
        // the marks after which a capital says nothing
        let mut after_mark = true;
        // words before in the same clause, as far as they tell the number of its subject
        let mut left = 0;
        for token in 0..count {
            let id = sentence.entries[token];
            let entry = lexicon.entry(id);
            let next = (token + 1 < count).then(|| sentence.shape(token + 1));
            // some wires write a capital after "U.S.": "a U.S. Attack on"
            let behind_state = shape == Shape::Capital
                && matches!(shape_before, Shape::Upper | Shape::Mixed)
                && entry.is_some()
                && sentence.lower(token - 1).ends_with('.')
                && !matches!(next, Some(Shape::Capital | Shape::Mixed | Shape::Upper));
            let mut seen = Seen {
                first: after_mark
                    || behind_state
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
            } else if shape == Shape::Mark
                && token > 0
                && next.is_some_and(|next| next != Shape::Mark)
                && sentence.lower(token) == "'"
            {
                // "the rebels' demands": as a quotation mark it would be no token
                List::one(Tag::Possessive)
            } else {
                candidates(shape, entry, before, || sentence.lower(token), seen)
            };
            // "Talks between the two sides fail": nothing begins with a verb in the third person
            let mut list = list;
            let mut look = list.look(entry.is_some_and(|entry| entry.tagging.is_closed()));
            let opens = token == 0 || self.tokens.last().is_some_and(|last| last.mark == Effect::Stop);
            if opens && !sentence.title && list.has(Tag::VerbThird) && list.has(Tag::NounPlural) {
                list.raise(|tag| if tag == Tag::VerbThird { NO_SUBJECT } else { 0 });
                look = Tag::NounPlural as u8;
            }
            if behind_state && list.as_slice().len() > 1 {
                list.raise(|tag| if tag == Tag::Name { NO_SUBJECT } else { 0 });
            }
            // "the rebels' demands": what is owned is no verb
            if self.tokens.last().is_some_and(|last| matches!(last.list.as_slice(), [(Tag::Possessive, _)])) {
                list.raise(|tag| if tag.is_finite() { NO_SUBJECT } else { 0 });
            }
            let flags = lexicon.flags(id);
            let mark = entry.map_or(Effect::Mark, |entry| entry.tagging.mark());
            self.tokens.push(Token { list, mark, reports: flags & flag::REPORTS != 0, look, left });
            left = look::left(left, look);
            after_mark = shape == Shape::Mark && flags & flag::JOINS == 0;
            before = entry;
            shape_before = shape;
            shape = next.unwrap_or(Shape::Mark);
        }
        // what stands beside a word weighs on its tags
        let (mut next, mut after) = (look::END, look::END);
        for token in self.tokens.iter_mut().rev() {
            let (left, look) = (token.left, token.look);
            token.list.raise(|tag| costs::beside(tag, left, next, after));
            (next, after) = (look, next);
        }
    }

    /// The cheapest way.
    fn walk(&mut self, title: bool, out: &mut Vec<Tag>) {
        self.back.clear();
        self.rows.clear();
        let (mut one, mut other) = (States::default(), States::default());
        let (mut states, mut next) = (&mut one, &mut other);
        // before the first token a finite verb is lacking
        states.push(State { cost: 0, tag: Tag::Mark, from: 0, need: LACKS_VERB });
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
                        (u32::from(own) + costs::follow(state.tag, tag), effect)
                    };
                    let step = costs::step(effect, state.need as usize);
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

/// What it costs to end with each need.
fn end_costs(title: bool) -> [u32; NEEDS] {
    fitted::ENDS[usize::from(title)].map(u32::from)
}

/// Whether most longer words begin with a capital: a headline in title case, or a text in capitals.
pub(crate) fn is_title(words: &Words) -> bool {
    const SMALL: u32 = 4; // longer words in small letters that no headline has, unmeasured
    let (mut long, mut small) = (0, 0);
    for word in words.as_slice() {
        if matches!(word.shape, Shape::Mark | Shape::Number) || word.length() < 4 {
            continue;
        }
        long += 1;
        small += u32::from(word.shape == Shape::Lower);
        if small == SMALL {
            return false;
        }
    }
    long >= 3 && small * 5 <= long
}
