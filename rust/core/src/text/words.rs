//! The words and marks of a stretch of text, as the event steps read them.
//!
//! Unlike the tokens of deduplication, these keep punctuation, know their shape and point into the raw text.
//! A word is a run of letters, marks and digits, joined by an inner apostrophe that is not a possessive
//! (`don't`), by the full stops of an abbreviation (`U.S.`, `a.m.`) or, between digits, by `,` and `.`
//! (`1,200`, `3.5`). Letters and digits part (`3.5m` is `3.5` and a glued `m`). Everything else that is not
//! white space is a mark, one character long. The possessive `'s` and verbs cut short (`'ll`, `'ve`) are words of their own.
//!
//! Each word carries a key of its folded form: the word itself where it has at most eight bytes, else a hash of
//! it. [`super::vocabulary::Vocabulary`] finds a word by its key with one look-up.
//!
//! Cost: one pass; ASCII is told apart and folded a block of 64 bytes at a time, only tokens with other
//! characters, apostrophes or inner full stops are read by character. No allocation once the buffers have
//! grown. Any text is read without error.

mod end;
mod key;
mod writing;

use end::{After, after_apostrophe, ends_plainly, number_end_within, token_end};
use key::key_at;
pub(crate) use key::{key_of, short_key};

use std::ops::Range;

use super::span::Span;
use crate::normalise::traits;
use crate::simd::{Letters, letters};

/// What kind of token it is and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// All letters lower-case (or of a script without case).
    Lower,
    /// First letter upper-case, others not (`Geneva`; also a single capital).
    Capital,
    /// Two or more letters, all upper-case (`NATO`, `U.S.`).
    Upper,
    /// Upper-case letters inside (`McGrath`, `iPhone`).
    Mixed,
    /// Digits, with `,` and `.` between digits.
    Number,
    /// A punctuation mark or symbol.
    Mark,
}

/// One word or mark.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Where it stands in the raw text, in bytes.
    pub span: Span,
    /// How it is written.
    pub shape: Shape,
    /// No white space stands between it and the token before it.
    pub glued: bool,
    /// Bits of [`crate::normalise::traits::is`].
    traits: u32,
    lower: (u32, u32),
    key: u64,
}

/// The tokens of a text, with their lower-case forms in one buffer. What is asked for by index is asked within
/// the window, all of them unless [`Words::focus`] has narrowed it to a sentence.
#[derive(Debug, Default)]
pub struct Words {
    tokens: Vec<Word>,
    lower: String,
    window: Range<usize>,
    /// The kinds of the bytes of what was begun, and where that begins in its text.
    blocks: Vec<Letters>,
    base: usize,
}

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Space,
    Letter,
    Digit,
    Mark,
    /// Apostrophes, and everything that is not ASCII.
    Other,
}

const BYTES: [Byte; 256] = {
    let mut table = [Byte::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'\t'..=b'\r' | b' ' => Byte::Space,
            b'a'..=b'z' | b'A'..=b'Z' => Byte::Letter,
            b'0'..=b'9' => Byte::Digit,
            b'\'' | b'`' | 128.. => Byte::Other,
            _ => Byte::Mark,
        };
        byte += 1;
    }
    table
};

/// The letters and capitals of a text, a bit a byte.
struct Blocks<'b>(&'b [Letters]);

impl Blocks<'_> {
    /// Where the run of letters ends that begins at `from`, and how they are written.
    #[inline]
    fn word(&self, from: usize) -> (usize, Shape) {
        let (block, shift) = (from / 64, from % 64);
        let (Some(here), Some(next)) = (self.0.get(block), self.0.get(block + 1)) else {
            return (from + 1, Shape::Lower);
        };
        // 64 bytes from the first letter on
        let ahead = |here: u64, next: u64| here >> shift | next << 1 << (63 - shift);
        let ends = !ahead(here.letter, next.letter);
        if ends == 0 {
            return self.long_word(from);
        }
        // the lowest bit that ends the word, and those below
        let within = ends ^ (ends - 1);
        let shape = match ahead(here.upper, next.upper) & within {
            0 => Shape::Lower,
            1 => Shape::Capital,
            upper if upper == within >> 1 => Shape::Upper,
            _ => Shape::Mixed,
        };
        (from + ends.trailing_zeros() as usize, shape)
    }

    /// As [`Blocks::word`], of one of 64 letters or more.
    #[cold]
    fn long_word(&self, from: usize) -> (usize, Shape) {
        let bit = |at: usize, of: fn(&Letters) -> u64| {
            self.0.get(at / 64).is_some_and(|letters| of(letters) >> (at % 64) & 1 == 1)
        };
        let mut end = from;
        let mut capitals = 0;
        while bit(end, |letters| letters.letter) {
            capitals += usize::from(bit(end, |letters| letters.upper));
            end += 1;
        }
        let shape = match capitals {
            0 => Shape::Lower,
            1 if bit(from, |letters| letters.upper) => Shape::Capital,
            _ if capitals == end - from => Shape::Upper,
            _ => Shape::Mixed,
        };
        (end.max(from + 1), shape)
    }
}

/// Stands after each folded text, so that eight bytes can be read from any of its words.
const PADDING: &str = "        ";

impl Words {
    /// Reads `text[range]`, replacing what was held before. Offsets are into the whole of `text`.
    pub fn read(&mut self, text: &str, range: Span) {
        self.begin(text, range);
        self.append(text, range, |folded, word| traits::of(word.within(folded)));
    }

    /// Forgets all tokens.
    pub fn clear(&mut self) {
        self.tokens.clear();
        self.lower.clear();
        self.window = 0..0;
    }

    /// Begins to read `text[range]`, replacing what was held before. [`Words::append`] then gives its tokens, a part
    /// at a time.
    pub(crate) fn begin(&mut self, text: &str, range: Span) {
        self.clear();
        let raw = range.of(text);
        self.lower.push_str(raw);
        self.lower.make_ascii_lowercase();
        self.lower.push_str(PADDING);
        letters(raw.as_bytes(), &mut self.blocks);
        // each block has one behind it
        self.blocks.push(Letters::default());
        self.base = range.start;
    }

    /// Reads a part of what was begun behind the tokens held already, and gives the range of its tokens. All tokens
    /// are in the window afterwards. `of` is given each token with the folded text that it points into, and says what
    /// is known of it: see [`Words::traits`].
    #[inline]
    pub(crate) fn append(
        &mut self,
        text: &str,
        range: Span,
        mut of: impl FnMut(&str, &Word) -> u32,
    ) -> Range<usize> {
        // at hand for the loop
        let (mut tokens, mut folded) = (std::mem::take(&mut self.tokens), std::mem::take(&mut self.lower));
        let read = std::mem::take(&mut self.blocks);
        let first = tokens.len();
        let blocks = Blocks(&read);
        // places are those in what was begun
        let base = self.base;
        let bytes = &text.as_bytes()[base..range.end];
        let (mut at, mut glued) = (range.start - base, false);
        while let Some(&byte) = bytes.get(at) {
            let (mut end, shape) = match BYTES[byte as usize] {
                Byte::Letter => {
                    let (past, shape) = blocks.word(at);
                    let end = past.min(bytes.len());
                    (end, ends_plainly(bytes, at, end).then_some(shape))
                }
                Byte::Space => {
                    at += 1;
                    glued = false;
                    continue;
                }
                Byte::Digit => {
                    let end = number_end_within(bytes, at);
                    let other = bytes.get(end).is_some_and(|&next| BYTES[next as usize] == Byte::Other);
                    (end, (!other).then_some(Shape::Number))
                }
                Byte::Mark => (at + 1, Some(Shape::Mark)),
                Byte::Other => match after_apostrophe(bytes, at) {
                    Some(After::Nothing) => (at + 1, Some(Shape::Mark)),
                    Some(After::S) if bytes[at + 1] == b's' => (at + 2, Some(Shape::Lower)),
                    _ => (at + 1, None),
                },
            };
            let (shape, lower, key) = if let Some(shape) = shape {
                (shape, (at as u32, end as u32), key_at(folded.as_bytes(), at, end))
            } else {
                let raw = &text[base + at..range.end];
                let Some(c) = raw.chars().next() else { break };
                if c.is_whitespace() {
                    at += c.len_utf8();
                    glued = false;
                    continue;
                }
                end = at + token_end(raw, 0, c);
                by_character(&text[base + at..base + end], c, &mut folded)
            };
            let span = Span::new(base + at, base + end);
            let mut word = Word { span, shape, glued, traits: 0, lower, key };
            word.traits = of(&folded, &word);
            tokens.push(word);
            // most words have one space behind them
            let space = bytes.get(end) == Some(&b' ');
            (at, glued) = (end + usize::from(space), !space);
        }
        (self.tokens, self.lower, self.blocks) = (tokens, folded, read);
        self.window = 0..self.tokens.len();
        first..self.tokens.len()
    }

    /// What is known of the word at `index` by itself, as bits; nothing past the end.
    #[inline]
    pub(crate) fn traits(&self, index: usize) -> u32 {
        self.as_slice().get(index).map_or(0, |word| word.traits)
    }

    /// Whether one of these bits is known of the word at `index`.
    #[inline]
    pub(crate) fn is(&self, index: usize, bits: u32) -> bool {
        self.traits(index) & bits != 0
    }

    /// Opens the window to all tokens.
    pub(crate) fn unfocus(&mut self) {
        self.window = 0..self.tokens.len();
    }

    /// Narrows the window to a range of all tokens, as [`Words::append`] gave it.
    pub fn focus(&mut self, range: Range<usize>) {
        self.window = range.start.min(self.tokens.len())..range.end.min(self.tokens.len());
    }

    /// The tokens, in order.
    #[inline]
    pub fn as_slice(&self) -> &[Word] {
        &self.tokens[self.window.start..self.window.end]
    }

    /// How many tokens there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.window.len()
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.window.is_empty()
    }

    /// The token at `index`.
    #[inline]
    pub fn word(&self, index: usize) -> &Word {
        &self.as_slice()[index]
    }

    /// The folded form: lower-case, typographic apostrophes, quotes and dashes as ASCII; empty past the end.
    #[inline]
    pub fn lower(&self, index: usize) -> &str {
        self.as_slice().get(index).map_or("", |word| self.folded(word))
    }

    /// The folded form of a token of this text.
    #[inline]
    pub(crate) fn folded(&self, word: &Word) -> &str {
        word.within(&self.lower)
    }

    /// The bytes from the first token of `range` to its last.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            return Span::default();
        }
        let words = self.as_slice();
        Span::new(words[range.start].span.start, words[range.end - 1].span.end)
    }
}

impl Word {
    /// The key of the folded form; see [`key_of`].
    #[inline]
    pub(crate) fn key(&self) -> u64 {
        self.key
    }

    /// What is known of it by itself, as bits.
    #[inline]
    pub(crate) fn traits(&self) -> u32 {
        self.traits
    }

    /// The folded form, in the folded text that it points into.
    #[inline]
    pub(crate) fn within<'t>(&self, folded: &'t str) -> &'t str {
        &folded[self.lower.0 as usize..self.lower.1 as usize]
    }

    /// Whether it is this mark of one byte.
    #[inline]
    pub(crate) fn is(&self, mark: char) -> bool {
        self.key == mark as u64
    }

    /// Bytes of the folded form.
    #[inline]
    pub(crate) fn length(&self) -> usize {
        (self.lower.1 - self.lower.0) as usize
    }
}

/// How a token is written that is read by character, where its folded form stands among those of `lower`, and the key of
/// that.
#[cold]
fn by_character(raw: &str, first: char, lower: &mut String) -> (Shape, (u32, u32), u64) {
    let from = lower.len();
    let shape = if first.is_numeric() {
        lower.push_str(raw);
        Shape::Number
    } else if is_letter(first) || (raw.len() > first.len_utf8()) {
        fold(raw, lower);
        shape_of(raw)
    } else {
        lower.push(fold_mark(first));
        Shape::Mark
    };
    (shape, (from as u32, lower.len() as u32), key_of(&lower[from..]))
}

/// Lower case by character, with the typographic variants of apostrophe folded. Used for pack phrases too.
pub fn fold(raw: &str, into: &mut String) {
    for c in raw.chars() {
        if c.is_ascii() {
            into.push(c.to_ascii_lowercase());
        } else if c == '\u{00AD}' || c == '\u{200B}' {
            // soft hyphen, zero-width space: not part of the word
        } else {
            let c = fold_mark(c);
            into.extend(c.to_lowercase());
        }
    }
}

/// Typographic marks as their ASCII forms; others unchanged.
pub fn fold_mark(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '`' | '\u{00B4}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{00AB}' | '\u{00BB}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2212}' => '-',
        '\u{2013}' | '\u{2014}' | '\u{2015}' => '\u{2014}', // a dash between words, not a hyphen
        _ => c,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_joiner(c)
}

/// Combining marks and invisible joiners stay inside a word.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0900}'..='\u{0903}' | '\u{093A}'..='\u{094F}'
        | '\u{200B}'..='\u{200D}' | '\u{00AD}' | '\u{064B}'..='\u{065F}')
}

fn is_apostrophe(c: char) -> bool {
    fold_mark(c) == '\''
}

fn shape_of(raw: &str) -> Shape {
    let (mut upper, mut lower, mut first_upper) = (0, 0, false);
    for c in raw.chars().filter(|c| c.is_alphabetic()) {
        if c.is_uppercase() {
            first_upper |= upper + lower == 0;
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first_upper, upper, lower) {
        (_, 0, _) => Shape::Lower,
        (true, 1, _) => Shape::Capital,
        (true, _, 0) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<String> {
        let mut words = Words::default();
        words.read(text, Span::new(0, text.len()));
        (0..words.len()).map(|index| words.lower(index).to_owned()).collect()
    }

    #[test]
    fn words_part_where_a_reader_parts_them() {
        for (text, want) in [
            ("The U.S. said 1,200 people", "the|u.s.|said|1,200|people"),
            ("Russia’s cease-fire", "russia|'s|cease|-|fire"),
            ("$3.5m, 12-story", "$|3.5|m|,|12|-|story"),
            ("couldn’t; O'Brien", "couldn't|;|o'brien"),
            (
                "They’d said we'll go, I'M sure; Côte d'Ivoire",
                "they|'d|said|we|'ll|go|,|i|'m|sure|;|côte|d'ivoire",
            ),
            ("at 3:50 p.m. ET.", "at|3|:|50|p.m.|et|."),
            ("talks—again “now”", "talks|—|again|\"|now|\""),
            ("Mr. A. Smith", "mr|.|a|.|smith"),
        ] {
            assert_eq!(read(text).join("|"), want, "{text}");
        }
    }

    /// The oracle: every token by character.
    fn read_slowly(text: &str) -> Words {
        let mut words = Words::default();
        let (mut at, mut glued) = (0, false);
        while let Some(first) = text[at..].chars().next() {
            if first.is_whitespace() {
                at += first.len_utf8();
                glued = false;
                continue;
            }
            let end = token_end(text, at, first);
            let (shape, lower, key) = by_character(&text[at..end], first, &mut words.lower);
            words.tokens.push(Word { span: Span::new(at, end), shape, glued, traits: 0, lower, key });
            (at, glued) = (end, true);
        }
        words.window = 0..words.tokens.len();
        words
    }

    proptest! {
        #[test]
        fn the_table_of_bytes_reads_what_reading_by_character_reads(
            text in "(\\PC|[a-zA-Z]{1,12}|[0-9,.½]{1,4}|[ \\t\u{a0}.,'’`\"-]|'s|’S|U\\.S\\.|é){0,40}",
        ) {
            let mut words = Words::default();
            words.read(&text, Span::new(0, text.len()));
            let slow = read_slowly(&text);
            prop_assert_eq!(words.len(), slow.len());
            for (index, (word, want)) in words.as_slice().iter().zip(slow.as_slice()).enumerate() {
                prop_assert_eq!(word.span, want.span);
                prop_assert_eq!((word.shape, word.glued, word.key), (want.shape, want.glued, want.key));
                prop_assert_eq!(words.lower(index), slow.lower(index));
                prop_assert_eq!(word.key, key_of(words.lower(index)));
            }
        }

        #[test]
        fn tokens_slice_any_text_in_order(text in "\\PC{0,200}") {
            let mut words = Words::default();
            words.read(&text, Span::new(0, text.len()));
            let mut at = 0;
            for word in words.as_slice() {
                prop_assert!(word.span.start >= at && !word.span.is_empty());
                prop_assert!(text[at..word.span.start].chars().all(char::is_whitespace));
                prop_assert!(text.get(word.span.start..word.span.end).is_some());
                at = word.span.end;
            }
        }
    }
}
