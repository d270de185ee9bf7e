//! One sentence as the event steps see it: tokens without quotation marks, with entries, classes and tags.

use super::grammar::Tag;
use super::lexicon::{Concept, EntryId, Glance, Hit, Lexicon, Positions, Present, UNKNOWN, bit_of, flag};
use std::ops::Range;

use crate::text::span::Span;
use crate::text::words::{Shape, Word, Words};

/// What a quotation mark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotation {
    /// It is the apostrophe of a plural.
    None,
    /// Left out of the tokens, but neither opens nor closes.
    Single,
    Double,
    /// The first of two single marks that make a double one.
    Pair,
}

/// What a first look at the words of a sentence tells: all that each is, in one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Look {
    /// Among the words of the article.
    pub words: Range<usize>,
    pub classes: u64,
    /// Acts: see [`Glance::acts`].
    pub acts: u64,
    /// Bits of [`flag`].
    pub flags: u32,
    /// Bits of [`bit_of`].
    pub mask: u64,
    /// A mark may be the apostrophe of a plural.
    plural: bool,
}

impl Look {
    /// Makes nothing of the sentence start anything.
    pub(crate) fn discard(&mut self) {
        self.flags &= !(flag::TRIGGER | flag::OPENS);
    }

    #[inline]
    fn add(&mut self, id: EntryId, glance: &Glance) {
        self.classes |= glance.classes;
        self.acts |= glance.acts;
        self.flags |= glance.flags;
        self.mask |= bit_of(id);
    }
}

/// "the Kurdistan Workers' Party (PKK)": whether the bracket at `index` opens an acronym of the name before it.
fn is_acronym_behind(words: &[Word], index: usize) -> bool {
    let named = index > 0 && matches!(words[index - 1].shape, Shape::Capital | Shape::Upper | Shape::Mixed);
    named
        && words.get(index + 1).is_some_and(|word| word.shape == Shape::Upper)
        && words.get(index + 2).is_some_and(|word| word.is(')') || word.is(']'))
}

/// The tokens of one sentence. Quotation marks are not among them; whether a token stands inside is kept. Nor are
/// acronyms in brackets behind the name that they stand for.
#[derive(Debug, Default)]
pub(crate) struct Sentence {
    /// The words of the article, narrowed to those of the sentence.
    pub words: Words,
    /// Entry of each word of the article.
    pub(super) ids: Vec<EntryId>,
    /// Word of each token.
    pub map: Vec<u32>,
    /// The same words, so that what is asked of tokens most often is one step away.
    tokens: Vec<Word>,
    pub entries: Vec<EntryId>,
    /// The sets of words that the entries meet. They are found, and asked for, only where one of them bears patterns.
    pub present: Present,
    /// Where the entries stand.
    pub positions: Positions,
    pub tags: Vec<Tag>,
    /// Classes of the token, by itself and by the phrase that it ends or is in.
    pub classes: Vec<u64>,
    /// Number of the quotation that holds the token, from 1; 0 outside.
    pub quotes: Vec<u16>,
    /// Bound to the token before by a hyphen.
    pub hyphened: Vec<bool>,
    pub hits: Vec<Hit>,
    /// Hit that covers a token, plus one.
    pub hit_at: Vec<u32>,
    /// Tokens forced to be read as part of a number or a date.
    pub numbers: Vec<bool>,
    pub dates: Vec<bool>,
    /// Tokens that name a state by the seat of its government ("Kabul").
    pub seats: Vec<usize>,
    /// Bits of [`kind_of`](super::lexicon::kind_of) of its phrases, and of [`flag`] of its words.
    pub kinds: u8,
    pub flags: u32,
    /// Bits of its words: see [`bit_of`].
    pub mask: u64,
    /// A quotation is still open at the end.
    pub open_quote: bool,
    pub title: bool,
    pub start: usize,
}

impl Sentence {
    /// Begins to read a stretch of an article.
    pub(crate) fn begin(&mut self, text: &str, span: Span) {
        self.words.begin(text, span);
        self.ids.clear();
    }

    /// Reads the words of a sentence of the article and looks each up.
    pub(crate) fn append(&mut self, lexicon: &Lexicon, text: &str, span: Span) -> Look {
        let mut look = Look::default();
        let ids = &mut self.ids;
        let looker = lexicon.looker();
        look.words = self.words.append(text, span, |folded, word| {
            let (id, glance) = looker.look(folded, word);
            ids.push(id);
            look.add(id, glance);
            if glance.flags & flag::QUOTE != 0 && word.glued {
                let before = word.span.start.checked_sub(1).map_or(b' ', |at| text.as_bytes()[at]);
                look.plural |= matches!(before, b's' | b'S' | 0x80..);
            }
            glance.traits
        });
        look
    }

    /// What [`Sentence::append`] would tell of a part of what it has read. That a mark may be an apostrophe is taken
    /// for granted.
    pub(crate) fn look_again(&self, lexicon: &Lexicon, words: Range<usize>) -> Look {
        let mut look = Look { words: words.clone(), plural: true, ..Look::default() };
        for &id in &self.ids[words] {
            look.add(id, lexicon.glance(id));
        }
        look
    }

    /// Makes the tokens of one sentence of the article. `in_quote` says that a quotation is open from before.
    pub(crate) fn focus(&mut self, lexicon: &Lexicon, range: Range<usize>, start: usize, in_quote: bool) {
        self.start = start;
        self.words.focus(range.clone());
        self.map.clear();
        self.tokens.clear();
        self.entries.clear();
        self.quotes.clear();
        self.hyphened.clear();
        let mut quote = u16::from(in_quote);
        let mut open = in_quote;
        let mut skip = usize::MAX;
        // where an acronym in brackets ends
        let mut name = 0;
        let ids = &self.ids[range];
        let words = self.words.as_slice();
        let hyphened = |index: usize| {
            let word = &words[index];
            word.glued && (word.shape == Shape::Mark && word.is('-') || index > 0 && words[index - 1].is('-'))
        };
        if ids.iter().all(|&id| lexicon.flags(id) & (flag::QUOTE | flag::BRACKET) == 0) {
            // most sentences: nothing is left out
            self.map.extend(0..words.len() as u32);
            self.tokens.extend_from_slice(words);
            self.entries.extend_from_slice(ids);
            self.quotes.resize(words.len(), quote);
            self.hyphened.extend((0..words.len()).map(hyphened));
            self.open_quote = open;
            self.hits.clear();
            lexicon.hits(&self.entries, &mut self.hits);
            return;
        }
        for (index, word) in words.iter().enumerate() {
            let mark = word.shape == Shape::Mark;
            if mark && index == skip {
                continue;
            }
            if index < name {
                continue;
            }
            if mark && lexicon.flags(ids[index]) & flag::BRACKET != 0 && is_acronym_behind(words, index) {
                name = index + 3;
                continue;
            }
            if mark && lexicon.flags(ids[index]) & flag::QUOTE != 0 {
                match self.quotation(index) {
                    Quotation::None => {}
                    kind => {
                        if kind != Quotation::Single {
                            open = self.is_open_after(index, kind, open);
                            quote = quote.saturating_add(u16::from(open));
                        }
                        if kind == Quotation::Pair {
                            skip = index + 1;
                        }
                        continue;
                    }
                }
            }
            self.map.push(index as u32);
            self.tokens.push(*word);
            self.entries.push(ids[index]);
            self.quotes.push(if open { quote.max(1) } else { 0 });
            self.hyphened.push(hyphened(index));
        }
        self.open_quote = open;
        self.hits.clear();
        lexicon.hits(&self.entries, &mut self.hits);
    }

    /// Finds the phrases of one sentence of the article, behind those that `hits` holds already. Where it holds quotation
    /// marks or brackets, its tokens go behind those of `tokens`; else they are all its words.
    pub(crate) fn glance(
        &mut self,
        lexicon: &Lexicon,
        look: &Look,
        start: usize,
        tokens: &mut Vec<EntryId>,
        hits: &mut Vec<Hit>,
    ) {
        let first = tokens.len();
        if look.flags & (flag::QUOTE | flag::BRACKET) == 0 {
            return lexicon.hits(&self.ids[look.words.clone()], hits);
        }
        if look.plural || look.flags & flag::BRACKET != 0 {
            self.focus(lexicon, look.words.clone(), start, false);
            tokens.extend_from_slice(&self.entries);
        } else {
            // no mark can be the apostrophe of a plural, which is a token
            for part in self.ids[look.words.clone()].split(|&id| lexicon.is_quote(id)) {
                tokens.extend_from_slice(part);
            }
        }
        lexicon.hits(&tokens[first..], hits);
    }

    /// Whether a quotation is open at the end of a sentence of the article.
    pub(crate) fn opens(&mut self, lexicon: &Lexicon, range: Range<usize>, in_quote: bool) -> bool {
        self.words.focus(range.clone());
        let mut open = in_quote;
        let mut skip = usize::MAX;
        for (index, &id) in self.ids[range].iter().enumerate() {
            if index == skip || lexicon.flags(id) & flag::QUOTE == 0 {
                continue;
            }
            match self.quotation(index) {
                Quotation::Single | Quotation::None => {}
                kind => {
                    open = self.is_open_after(index, kind, open);
                    if kind == Quotation::Pair {
                        skip = index + 1;
                    }
                }
            }
        }
        open
    }

    /// Whether a quotation is open behind the double mark at `index`. Blanks tell which way it points, so that one mark
    /// too few doesn't turn all that follows inside out; where they don't, it ends what is `open` and opens what isn't.
    fn is_open_after(&self, index: usize, kind: Quotation, open: bool) -> bool {
        let words = self.words.as_slice();
        let last = index + usize::from(kind == Quotation::Pair);
        match (words[index].glued, words.get(last + 1).is_some_and(|next| next.glued)) {
            (false, true) => true,
            (true, false) => false,
            _ => !open,
        }
    }

    /// What the quotation mark at `index` is.
    fn quotation(&self, index: usize) -> Quotation {
        let words = self.words.as_slice();
        if words[index].is('"') {
            return Quotation::Double;
        }
        // two single marks make a double one: ``we agreed''
        if words.get(index + 1).is_some_and(|next| next.glued && next.is('\'')) {
            return Quotation::Pair;
        }
        let plural = words[index].glued
            && index > 0
            && self.words.lower(index - 1).ends_with('s')
            && words[index - 1].shape != Shape::Mark
            && !self.single_quote_open(index);
        if plural { Quotation::None } else { Quotation::Single }
    }

    /// Whether a single quotation mark stands open before `index` (`'difficult'`, not `rebels'`).
    fn single_quote_open(&self, index: usize) -> bool {
        let words = self.words.as_slice();
        (0..index).rev().take(40).any(|at| {
            words[at].is('\'') && !words[at].glued && words.get(at + 1).is_some_and(|next| next.glued)
        })
    }

    /// The bytes of a range of words of the article.
    pub(crate) fn span_of(&mut self, range: Range<usize>) -> Span {
        self.words.focus(range);
        self.words.span(0..self.words.len())
    }

    /// Fills classes and the index of hits.
    pub(crate) fn classify(&mut self, lexicon: &Lexicon) {
        let count = self.map.len();
        self.classes.clear();
        self.hit_at.clear();
        self.hit_at.resize(count, 0);
        (self.kinds, self.flags, self.mask) = (0, 0, 0);
        for &id in &self.entries {
            self.mask |= bit_of(id);
            self.classes.push(lexicon.classes(id));
            self.flags |= lexicon.flags(id);
        }
        self.positions.set(&self.entries);
        if self.flags & flag::ANCHORS != 0 {
            self.present.set(&lexicon.sets, &self.entries);
        }
        for (index, hit) in self.hits.iter().enumerate() {
            self.kinds |= lexicon.kinds(hit);
            let bits = lexicon.classes_of(hit);
            for at in hit.start as usize..hit.end as usize {
                self.hit_at[at] = index as u32 + 1;
                if hit.end - hit.start > 1 {
                    self.classes[at] |= bits;
                }
            }
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.map.len()
    }

    #[inline]
    pub(crate) fn lower(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |word| self.words.folded(word))
    }

    /// Whether one of these bits is known of the token's word: see [`crate::normalise::traits::is`].
    #[inline]
    pub(crate) fn is(&self, token: usize, bits: u32) -> bool {
        self.tokens.get(token).is_some_and(|word| word.traits() & bits != 0)
    }

    #[inline]
    pub(crate) fn shape(&self, token: usize) -> Shape {
        self.tokens[token].shape
    }

    #[inline]
    pub(crate) fn tag(&self, token: usize) -> Option<Tag> {
        self.tags.get(token).copied()
    }

    /// Whether the token's word stands in a list of `[concepts]`.
    #[inline]
    pub(crate) fn is_a(&self, lexicon: &Lexicon, token: usize, concept: Concept) -> bool {
        self.entries.get(token).is_some_and(|&id| lexicon.is_a(id, concept))
    }

    #[inline]
    pub(crate) fn entry<'l>(&self, lexicon: &'l Lexicon, token: usize) -> Option<&'l super::lexicon::Entry> {
        self.entries.get(token).filter(|&&id| id != UNKNOWN).and_then(|&id| lexicon.entry(id))
    }

    /// Bytes of tokens `a..b`; empty ranges give the start of the sentence.
    pub(crate) fn span(&self, a: usize, b: usize) -> Span {
        if a >= b || b > self.map.len() {
            return Span::new(self.start, self.start);
        }
        self.words.span(self.map[a] as usize..self.map[b - 1] as usize + 1)
    }

    /// Tokens that lie within a range of words.
    #[inline]
    pub(crate) fn tokens_of(&self, words: &Range<usize>) -> Range<usize> {
        if self.map.len() == self.words.len() {
            // no quotation mark was left out
            return words.start.min(self.map.len())..words.end.min(self.map.len());
        }
        let a = self.map.partition_point(|&word| (word as usize) < words.start);
        let b = self.map.partition_point(|&word| (word as usize) < words.end);
        a..b
    }

    /// Whether it may be a headline: it is short and ends without a full stop.
    pub(crate) fn is_headline(&self) -> bool {
        /// Tokens of the longest. Unmeasured.
        const MOST: usize = 20;
        let count = self.len();
        // "the U.S." may have taken the full stop
        (2..=MOST).contains(&count) && !self.lower(count - 1).ends_with(['.', '?', '!', ':', ';'])
    }

    #[inline]
    pub(crate) fn hit(&self, token: usize) -> Option<&Hit> {
        self.hit_at.get(token).and_then(|&index| (index > 0).then(|| &self.hits[index as usize - 1]))
    }

    /// All classes of tokens `a..b`.
    #[inline]
    pub(crate) fn classes_in(&self, a: usize, b: usize) -> u64 {
        self.classes[a.min(self.classes.len())..b.min(self.classes.len())]
            .iter()
            .fold(0, |all, bits| all | bits)
    }
}
