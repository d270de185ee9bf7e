//! The words and marks of a stretch of text, as the event steps read them.
//!
//! Unlike the tokens of deduplication, these keep punctuation, know their shape and point into the raw text.
//! A word is a run of letters, marks and digits, joined by an inner apostrophe that is not a possessive
//! (`don't`), by the full stops of an abbreviation (`U.S.`, `a.m.`) or, between digits, by `,` and `.`
//! (`1,200`, `3.5`). Letters and digits part (`3.5m` is `3.5` and a glued `m`). Everything else that is not
//! white space is a mark, one character long. The possessive `'s` is a word of its own.
//!
//! Cost: one pass, no allocation once the buffers have grown. Any text is read without error.

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
}

/// The tokens of a stretch of text, with their lower-case forms in one buffer.
#[derive(Debug, Default)]
pub struct Words {
    words: Vec<Word>,
    lower: String,
}

impl Words {
    /// Reads `text[range]`, replacing what was held before. Offsets are into the whole of `text`.
    pub fn read(&mut self, text: &str, range: Span) {
        self.words.clear();
        self.lower.clear();
        let end = range.end;
        let mut at = range.start;
        let mut glued = false;
        while let Some(first) = text[at..end].chars().next() {
            if first.is_whitespace() {
                at += first.len_utf8();
                glued = false;
                continue;
            }
            let stop = token_end(text, at, end, first);
            self.push(text, Span::new(at, stop), first, glued);
            at = stop;
            glued = true;
        }
    }

    fn push(&mut self, text: &str, span: Span, first: char, glued: bool) {
        let raw = span.of(text);
        let from = self.lower.len() as u32;
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
        self.words.push(Word { span, shape, glued, lower: (from, self.lower.len() as u32) });
    }

    /// The tokens, in order.
    pub fn as_slice(&self) -> &[Word] {
        &self.words
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The token at `index`.
    pub fn word(&self, index: usize) -> &Word {
        &self.words[index]
    }

    /// The folded form: lower-case, typographic apostrophes, quotes and dashes as ASCII; empty past the end.
    pub fn lower(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| &self.lower[word.lower.0 as usize..word.lower.1 as usize])
    }

    /// The bytes from the first token of `range` to its last.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        if range.is_empty() {
            return Span::default();
        }
        Span::new(self.words[range.start].span.start, self.words[range.end - 1].span.end)
    }
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
fn token_end(text: &str, at: usize, end: usize, first: char) -> usize {
    let rest = &text[at..end];
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

    proptest! {
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
