//! Parts of speech: the cheapest way through a sentence, with one finite verb to a clause.
//!
//! English words are noun and verb at once (`strikes`, `talks`, `calls`). What tells them apart is the word
//! before, and that each clause has exactly one finite verb. Both are costs here, and a Viterbi pass finds the
//! cheapest reading: its states are (tag, what the clause still lacks). What a word costs as each tag stands in the
//! pack; what stands beside it weighs on that. All costs are in tenths: set by hand first, then fitted to tagged
//! news; no corpus is needed to run it.
//!
//! Cost: a few dozen additions a token, only in sentences that can tell an event. The costs stand in tables.

pub(in crate::events) mod candidates;
mod costs;
mod fitted;
mod mend;

use super::grammar::Tag;
use super::lexicon::{Concept, Lexicon, flag};
use super::sentence::Sentence;
use crate::text::words::{Shape, Words};
use candidates::{List, MAX_CANDIDATES, Seen, candidates};
use costs::{LACKS_VERB, NEEDS, NO_WAY, NONE, Row, look, way};

pub(crate) use candidates::{List as TagList, Tagging, other_words};
use costs::Effect;
pub(crate) use mend::{active, mend};

const _: () = assert!(MAX_CANDIDATES * NEEDS <= costs::PLACES);
/// What a verb in the third person costs at the head of a sentence.
const NO_SUBJECT: u8 = 60;

/// Reusable buffers of the tagger.
#[derive(Debug, Default)]
pub(crate) struct Tagger {
    tokens: Vec<Token>,
    /// By candidate, those of a token from the place in `rows` on: the ways to it, each with the place before.
    back: Vec<Row>,
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
                hyphened: sentence.hyphened[token] && !is_done_again(sentence, token)
                    || next.is_some() && sentence.hyphened[token + 1],
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
            let list = if is_overnight_adjective(sentence, token) {
                List::one(Tag::Adjective)
            } else if sentence.dates[token] || is_hour(lexicon, sentence, token) {
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
            // where a word can be one thing only, nothing is to be weighed
            if token.list.as_slice().len() > 1 {
                token.list.raise(|tag| costs::beside(tag, left, next, after));
            }
            (next, after) = (look, next);
        }
    }

    /// The cheapest way.
    fn walk(&mut self, title: bool, out: &mut Vec<Tag>) {
        self.back.clear();
        self.rows.clear();
        let (mut one, mut other) = ([NO_WAY; MAX_CANDIDATES], [NO_WAY; MAX_CANDIDATES]);
        let (mut ways, mut next) = (&mut one, &mut other);
        let mut before: &[(Tag, u8)] = &[];
        for here in &self.tokens {
            self.rows.push(self.back.len() as u32);
            let list = here.list.as_slice();
            for (index, &(tag, own)) in list.iter().enumerate() {
                let plain = Effect::of(tag, here.reports, here.mark);
                let mut row = if before.is_empty() {
                    // before the first token a finite verb is lacking
                    let mut first = NO_WAY;
                    first[LACKS_VERB as usize] = 0;
                    costs::step(plain, &first)
                } else {
                    reach(tag, plain, before, ways)
                };
                let own = way(own);
                for way in &mut row {
                    *way = (*way + own).min(NONE);
                }
                self.back.push(row);
                next[index] = costs::at_places(row, index);
            }
            std::mem::swap(&mut ways, &mut next);
            before = list;
        }
        let ends = end_costs(title);
        let last = ways[..before.len()].iter().flat_map(|row| row[..NEEDS].iter().zip(&ends));
        let best = last.filter(|(way, _)| **way < NONE).map(|(last, &end)| last + way(end)).min();
        let mut place = usize::from(costs::place(best.unwrap_or(0)));
        for at in (0..self.tokens.len()).rev() {
            let (index, need) = (place / NEEDS, place % NEEDS);
            out.push(self.tokens[at].list.as_slice()[index].0);
            place = usize::from(costs::place(self.back[self.rows[at] as usize + index][need]));
        }
        out.reverse();
    }
}

/// The cheapest ways to a tag from those to the tags of the token before.
fn reach(tag: Tag, plain: Effect, before: &[(Tag, u8)], ways: &[Row; MAX_CANDIDATES]) -> Row {
    if let &[(previous, _)] = before
        && previous != Tag::Subordinator
    {
        // most words can be one thing only
        let more = way(costs::follow(previous, tag));
        let mut all = ways[0];
        for way in &mut all {
            *way += more;
        }
        return costs::step(plain, &all);
    }
    let after = plain.after_subordinator(tag);
    let (mut all, mut behind) = (NO_WAY, None);
    for (&(previous, _), from) in before.iter().zip(ways) {
        let more = way(costs::follow(previous, tag));
        let into =
            if previous == Tag::Subordinator && after != plain { behind.insert(NO_WAY) } else { &mut all };
        for (into, from) in into.iter_mut().zip(from) {
            *into = (*into).min(from + more);
        }
    }
    let mut row = costs::step(plain, &all);
    if let Some(behind) = behind {
        for (one, other) in row.iter_mut().zip(costs::step(after, &behind)) {
            *one = (*one).min(other);
        }
    }
    row
}

/// What it costs to end with each need.
fn end_costs(title: bool) -> [u8; NEEDS] {
    fitted::ENDS[usize::from(title)]
}

/// "will re-enter talks": a verb behind the prefix that tells that it is done again.
fn is_done_again(sentence: &Sentence, token: usize) -> bool {
    token > 1 && sentence.lower(token - 1) == "-" && sentence.lower(token - 2) == "re"
}

/// "in overnight clashes": when it was, but as a part of the group behind the preposition.
fn is_overnight_adjective(sentence: &Sentence, token: usize) -> bool {
    sentence.lower(token) == "overnight"
        && token > 0
        && matches!(
            sentence.lower(token - 1),
            "in" | "during" | "by" | "after" | "following" | "from" | "of" | "amid"
        )
        && sentence.lower(token + 1).starts_with(char::is_alphabetic)
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

/// "by nightfall ten had been killed": a part of the day that tells when.
fn is_hour(lexicon: &Lexicon, sentence: &Sentence, token: usize) -> bool {
    token > 0
        && sentence.shape(token) == Shape::Lower
        && sentence.is_a(lexicon, token, Concept::Hour)
        && matches!(sentence.lower(token - 1), "by" | "at" | "before" | "until" | "since" | "around")
        && !sentence.hyphened.get(token + 1).is_some_and(|&bound| bound)
}
