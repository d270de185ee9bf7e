//! One sentence as the event steps see it: tokens without quotation marks, with entries, classes and tags.

use super::grammar::Tag;
use super::lexicon::{EntryId, Hit, Lexicon, Sense, UNKNOWN};
use crate::text::span::Span;
use crate::text::words::{Shape, Words};

/// The tokens of one sentence. Quotation marks are not among them; whether a token stands inside is kept.
#[derive(Debug, Default)]
pub(crate) struct Sentence {
    pub words: Words,
    /// Word of each token.
    pub map: Vec<u32>,
    pub entries: Vec<EntryId>,
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
    /// A quotation is still open at the end.
    pub open_quote: bool,
    pub title: bool,
    pub start: usize,
    pub end: usize,
}

impl Sentence {
    /// Reads the tokens of `span` and looks each up. `in_quote` says that a quotation is open from before.
    pub(crate) fn read(&mut self, lexicon: &Lexicon, text: &str, span: Span, in_quote: bool) {
        self.words.read(text, span);
        self.start = span.start;
        self.end = span.end;
        self.map.clear();
        self.entries.clear();
        self.quotes.clear();
        self.hyphened.clear();
        let mut quote = u16::from(in_quote);
        let mut open = in_quote;
        let mut skip = usize::MAX;
        for (index, word) in self.words.as_slice().iter().enumerate() {
            let lower = self.words.lower(index);
            if index == skip {
                continue;
            }
            // two single marks make a double one: ``we agreed''
            if lower == "'"
                && self.words.lower(index + 1) == "'"
                && self.words.as_slice().get(index + 1).is_some_and(|next| next.glued)
            {
                open = !open;
                quote += u16::from(open);
                skip = index + 1;
                continue;
            }
            if word.shape == Shape::Mark && matches!(lower, "\"" | "'") {
                let plural = lower == "'"
                    && word.glued
                    && index > 0
                    && self.words.lower(index - 1).ends_with('s')
                    && self.words.word(index - 1).shape != Shape::Mark
                    && !self.single_quote_open(index);
                if !plural {
                    if lower == "\"" {
                        open = !open;
                        quote += u16::from(open);
                    }
                    continue;
                }
            }
            self.map.push(index as u32);
            self.entries.push(lexicon.id_of(&self.words, word));
            self.quotes.push(if open { quote.max(1) } else { 0 });
            let hyphened = word.glued && (lower == "-" || (index > 0 && self.words.lower(index - 1) == "-"));
            self.hyphened.push(hyphened);
        }
        self.open_quote = open;
        lexicon.hits(&self.entries, &mut self.hits);
    }

    /// Whether a single quotation mark stands open before `index` (`'difficult'`, not `rebels'`).
    fn single_quote_open(&self, index: usize) -> bool {
        let words = self.words.as_slice();
        (0..index).rev().take(40).any(|at| {
            self.words.lower(at) == "'"
                && !words[at].glued
                && words.get(at + 1).is_some_and(|next| next.glued)
        })
    }

    /// Whether any word or phrase can start an event.
    pub(crate) fn has_trigger(&self, lexicon: &Lexicon) -> bool {
        self.hits.iter().any(|hit| lexicon.is_trigger(hit))
            || self.entries.iter().any(|&id| lexicon.entry(id).is_some_and(|entry| entry.trigger))
    }

    /// Fills classes and the index of hits.
    pub(crate) fn classify(&mut self, lexicon: &Lexicon) {
        let count = self.map.len();
        self.classes.clear();
        self.hit_at.clear();
        self.hit_at.resize(count, 0);
        self.classes
            .extend(self.entries.iter().map(|&id| lexicon.entry(id).map_or(0, |entry| entry.classes)));
        for (index, hit) in self.hits.iter().enumerate() {
            let mut bits = 0;
            for sense in lexicon.senses(hit) {
                if let Sense::Class(more) = sense {
                    bits |= more;
                }
            }
            for at in hit.start as usize..hit.end as usize {
                self.hit_at[at] = index as u32 + 1;
                if hit.end - hit.start > 1 {
                    self.classes[at] |= bits;
                }
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.map.len()
    }

    pub(crate) fn lower(&self, token: usize) -> &str {
        self.map.get(token).map_or("", |&word| self.words.lower(word as usize))
    }

    pub(crate) fn shape(&self, token: usize) -> Shape {
        self.words.word(self.map[token] as usize).shape
    }

    pub(crate) fn tag(&self, token: usize) -> Option<Tag> {
        self.tags.get(token).copied()
    }

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
    pub(crate) fn tokens_of(&self, words: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let a = self.map.partition_point(|&word| (word as usize) < words.start);
        let b = self.map.partition_point(|&word| (word as usize) < words.end);
        a..b
    }

    pub(crate) fn hit(&self, token: usize) -> Option<&Hit> {
        self.hit_at.get(token).and_then(|&index| (index > 0).then(|| &self.hits[index as usize - 1]))
    }

    /// All classes of tokens `a..b`.
    pub(crate) fn classes_in(&self, a: usize, b: usize) -> u64 {
        self.classes[a.min(self.classes.len())..b.min(self.classes.len())]
            .iter()
            .fold(0, |all, bits| all | bits)
    }
}
