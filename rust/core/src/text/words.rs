//! The words and marks of a stretch of text, as the event steps read them.
//!
//! Unlike the tokens of deduplication, these keep punctuation, know their shape and point into the raw text.
//! A word is a run of letters, marks and digits, joined by an inner apostrophe that is not a possessive
//! (`don't`), by the full stops of an abbreviation (`U.S.`, `a.m.`) or, between digits, by `,` and `.`
//! (`1,200`, `3.5`). Letters and digits part (`3.5m` is `3.5` and a glued `m`). Everything else that is not
//! white space is a mark, one character long. The possessive `'s` is a word of its own.
//!
//! Each word carries a key of its folded form: the word itself where it has at most eight bytes, else a hash of
//! it. [`super::vocabulary::Vocabulary`] finds a word by its key with one look-up.
//!
//! Cost: one pass; ASCII goes through a table of bytes and is folded a block at a time, only tokens with other
//! characters, apostrophes or inner full stops are read by character. No allocation once the buffers have
//! grown. Any text is read without error.

use std::ops::Range;

use super::span::Span;

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
}

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Space,
    Lower,
    Upper,
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
            b'a'..=b'z' => Byte::Lower,
            b'A'..=b'Z' => Byte::Upper,
            b'0'..=b'9' => Byte::Digit,
            b'\'' | b'`' | 128.. => Byte::Other,
            _ => Byte::Mark,
        };
        byte += 1;
    }
    table
};

/// Stands after each folded text, so that eight bytes can be read from any of its words.
const PADDING: &str = "        ";

impl Words {
    /// Reads `text[range]`, replacing what was held before. Offsets are into the whole of `text`.
    pub fn read(&mut self, text: &str, range: Span) {
        self.clear();
        self.append(text, range);
    }

    /// Forgets all tokens.
    pub fn clear(&mut self) {
        self.tokens.clear();
        self.lower.clear();
        self.window = 0..0;
    }

    /// Reads `text[range]` behind what is held already, and gives the range of its tokens. All tokens are in
    /// the window afterwards.
    pub fn append(&mut self, text: &str, range: Span) -> Range<usize> {
        let first = self.tokens.len();
        let raw = range.of(text);
        let bytes = raw.as_bytes();
        let folded = self.lower.len();
        self.lower.push_str(raw);
        self.lower[folded..].make_ascii_lowercase();
        self.lower.push_str(PADDING);
        let class = |at: usize| bytes.get(at).map_or(Byte::Space, |&byte| BYTES[byte as usize]);
        let (mut at, mut glued) = (0, false);
        while at < bytes.len() {
            let kind = BYTES[bytes[at] as usize];
            let mut end = at + 1;
            let shape = match kind {
                Byte::Space => {
                    at = end;
                    glued = false;
                    continue;
                }
                Byte::Mark => Some(Shape::Mark),
                Byte::Other => None,
                Byte::Digit => {
                    let next = loop {
                        let next = class(end);
                        let joined = || matches!(bytes[end], b',' | b'.') && class(end + 1) == Byte::Digit;
                        if !(next == Byte::Digit || next == Byte::Mark && joined()) {
                            break next;
                        }
                        end += 1;
                    };
                    (next != Byte::Other).then_some(Shape::Number)
                }
                Byte::Lower | Byte::Upper => {
                    let mut capitals = usize::from(kind == Byte::Upper);
                    let next = loop {
                        let next = class(end);
                        capitals += usize::from(next == Byte::Upper);
                        if !matches!(next, Byte::Lower | Byte::Upper) {
                            break next;
                        }
                        end += 1;
                    };
                    let initial = end == at + 1 && bytes.get(end) == Some(&b'.');
                    (next != Byte::Other && !initial).then(|| match capitals {
                        0 => Shape::Lower,
                        1 if kind == Byte::Upper => Shape::Capital,
                        _ if capitals == end - at => Shape::Upper,
                        _ => Shape::Mixed,
                    })
                }
            };
            if let Some(shape) = shape {
                let lower = (folded + at, folded + end);
                let key = key_at(self.lower.as_bytes(), lower.0, lower.1);
                self.tokens.push(Word {
                    span: Span::new(range.start + at, range.start + end),
                    shape,
                    glued,
                    lower: (lower.0 as u32, lower.1 as u32),
                    key,
                });
                (at, glued) = (end, true);
            } else if let Some(c) = raw[at..].chars().next() {
                if c.is_whitespace() {
                    at += c.len_utf8();
                    glued = false;
                    continue;
                }
                let end = token_end(raw, at, c);
                self.push(&raw[at..end], range.start + at, c, glued);
                (at, glued) = (end, true);
            }
        }
        self.window = 0..self.tokens.len();
        first..self.tokens.len()
    }

    /// A token read by character.
    fn push(&mut self, raw: &str, start: usize, first: char, glued: bool) {
        let from = self.lower.len();
        let shape = if first.is_numeric() {
            self.lower.push_str(raw);
            Shape::Number
        } else if is_letter(first) || (raw.len() > first.len_utf8()) {
            fold(raw, &mut self.lower);
            shape_of(raw)
        } else {
            self.lower.push(fold_mark(first));
            Shape::Mark
        };
        let lower = (from as u32, self.lower.len() as u32);
        let key = key_of(&self.lower[from..]);
        self.tokens.push(Word { span: Span::new(start, start + raw.len()), shape, glued, lower, key });
    }

    /// Narrows the window to a range of all tokens, as [`Words::append`] gave it.
    pub fn focus(&mut self, range: Range<usize>) {
        self.window = range.start.min(self.tokens.len())..range.end.min(self.tokens.len());
    }

    /// The tokens, in order.
    pub fn as_slice(&self) -> &[Word] {
        &self.tokens[self.window.start..self.window.end]
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.window.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.window.is_empty()
    }

    /// The token at `index`.
    pub fn word(&self, index: usize) -> &Word {
        &self.as_slice()[index]
    }

    /// The folded form: lower-case, typographic apostrophes, quotes and dashes as ASCII; empty past the end.
    pub fn lower(&self, index: usize) -> &str {
        self.as_slice().get(index).map_or("", |word| self.folded(word))
    }

    /// The folded form of a token of this text.
    pub(crate) fn folded(&self, word: &Word) -> &str {
        &self.lower[word.lower.0 as usize..word.lower.1 as usize]
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
    pub(crate) fn key(&self) -> u64 {
        self.key
    }

    /// Whether it is this mark of one byte.
    pub(crate) fn is(&self, mark: char) -> bool {
        self.key == mark as u64
    }

    /// Bytes of the folded form.
    pub(crate) fn length(&self) -> usize {
        (self.lower.1 - self.lower.0) as usize
    }
}

/// The key of a folded word: its bytes where they are at most eight, else a hash of them.
pub(crate) fn key_of(word: &str) -> u64 {
    let bytes = word.as_bytes();
    if bytes.len() >= 8 {
        return key_at(bytes, 0, bytes.len());
    }
    let mut padded = [0; 8];
    padded[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(padded)
}

/// The key of `bytes[from..to]`, with at least eight bytes from `from` on.
#[inline]
fn key_at(bytes: &[u8], from: usize, to: usize) -> u64 {
    let eight = |at: usize| bytes[at..].first_chunk::<8>().map_or(0, |chunk| u64::from_le_bytes(*chunk));
    let length = to - from;
    let first = eight(from);
    if length <= 8 {
        return first & (u64::MAX >> (64 - 8 * length));
    }
    let mut hash = first;
    let mut at = from + 8;
    while at + 8 < to {
        hash = mix(hash, eight(at));
        at += 8;
    }
    mix(hash, eight(to - 8))
}

fn mix(hash: u64, more: u64) -> u64 {
    // the multiplier is the fraction of the golden ratio, made odd
    (hash.rotate_left(23) ^ more).wrapping_mul(0x9E37_79B9_7F4A_7C15)
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

/// End of the token that begins at `at` with `first`.
fn token_end(text: &str, at: usize, first: char) -> usize {
    let rest = &text[at..];
    if first.is_numeric() {
        number_end(rest) + at
    } else if is_letter(first) {
        word_end(rest) + at
    } else if is_apostrophe(first) && possessive(rest, first) {
        at + first.len_utf8() + 1
    } else {
        at + first.len_utf8()
    }
}

fn number_end(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut stop = 0;
    while let Some((at, c)) = chars.next() {
        if c.is_numeric() {
            stop = at + c.len_utf8();
        } else if !(matches!(c, ',' | '.') && chars.peek().is_some_and(|&(_, next)| next.is_ascii_digit())) {
            break;
        }
    }
    stop
}

fn word_end(rest: &str) -> usize {
    if let Some(stop) = abbreviation_end(rest) {
        return stop;
    }
    let mut chars = rest.char_indices().peekable();
    let mut stop = 0;
    while let Some((at, c)) = chars.next() {
        if is_letter(c) {
            stop = at + c.len_utf8();
        } else if is_apostrophe(c)
            && chars.peek().is_some_and(|&(_, next)| next.is_alphabetic())
            && !possessive(&rest[at..], c)
        {
            // inner apostrophe: don't, O'Brien
        } else {
            break;
        }
    }
    stop
}

/// `U.S.`, `a.m.`, `U.N`: single letters parted by full stops, at least two of them.
fn abbreviation_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 0;
    let mut letters = 0;
    while at + 1 < bytes.len() && bytes[at].is_ascii_alphabetic() && bytes[at + 1] == b'.' {
        at += 2;
        letters += 1;
    }
    if letters > 0 && at < bytes.len() && bytes[at].is_ascii_alphabetic() {
        let alone = rest[at + 1..].chars().next().is_none_or(|c| !is_letter(c) && !c.is_numeric());
        if alone {
            return Some(at + 1);
        }
    }
    (letters >= 2).then_some(at)
}

/// Whether an apostrophe opens a possessive `'s` that ends there.
fn possessive(rest: &str, apostrophe: char) -> bool {
    let mut chars = rest[apostrophe.len_utf8()..].chars();
    matches!(chars.next(), Some('s' | 'S')) && chars.next().is_none_or(|c| !is_letter(c) && !c.is_numeric())
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
            words.push(&text[at..end], at, first, glued);
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
