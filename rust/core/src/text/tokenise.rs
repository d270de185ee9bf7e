//! Text to token hashes, for deduplication.
//!
//! A token is a maximal run of Unicode word characters (`\w` of UTS #18: alphabetic, marks, decimal digits,
//! connector punctuation, join controls), lower-cased character by character. A character of a script that is
//! written without spaces (Han, kana, Thai, Lao, Khmer, Burmese, ...) is a token of its own. White space, case
//! and punctuation never change a token.
//!
//! Cost: the text is classified 64 bytes at a time into a bit for each byte ([`crate::simd`]); from the bits come
//! the ends of all words; an ASCII word of up to sixteen bytes is then two loads, two masks and one
//! multiplication. Characters beyond ASCII are looked up one by one in a table of the basic plane: those that part
//! words cost that alone, words that hold one are folded and hashed character by character. No allocation once the
//! buffers have grown. The slow, obvious twin is [`crate::oracle::tokens`].

use std::sync::LazyLock;

use unicode_script::{Script, UnicodeScript};

use super::span::Span;
use crate::simd::{self, Edges};
use crate::sketch::hash::{self, halves, hash_token, token_step};

/// How a character takes part in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// Parts tokens.
    Gap,
    /// Part of a run.
    Word,
    /// A token by itself.
    Alone,
}

/// Reads tokens; holds the places of the words of the text under way.
#[derive(Debug, Default)]
pub struct Tokeniser {
    words: Vec<u64>,
    wide: Vec<u64>,
    edges: Edges,
    /// The next run.
    next: usize,
    /// Places of the word characters beyond ASCII, in order.
    special: Vec<u32>,
    next_special: usize,
    /// Where a text too long for 32-bit places is read on.
    slowly_from: Option<usize>,
    folded: Vec<u8>,
}

impl Tokeniser {
    /// Appends the hash of every token of `text[span]` to `hashes`, and counts those that stand alone.
    pub fn tokenise(&mut self, text: &str, span: Span, hashes: &mut Vec<u64>) -> usize {
        self.scan(text, span);
        self.take_until(text, span.end, hashes)
    }

    /// Finds the words of `text[span]`, for [`Tokeniser::take_until`].
    pub(crate) fn scan(&mut self, text: &str, span: Span) {
        self.next = 0;
        self.next_special = 0;
        self.special.clear();
        self.slowly_from = None;
        let Ok(base) = u32::try_from(span.end).map(|_| span.start as u32) else {
            self.edges.find(&[], 0);
            self.slowly_from = Some(span.start);
            return;
        };
        if simd::classify(&text.as_bytes()[span.start..span.end], &mut self.words, &mut self.wide) {
            self.mark_wide_words(text, span);
        }
        self.edges.find(&self.words, base);
    }

    /// Sets the bits of word characters beyond ASCII, and notes their places.
    fn mark_wide_words(&mut self, text: &str, span: Span) {
        for block in 0..self.wide.len() {
            while self.wide[block] != 0 {
                let at = block * 64 + self.wide[block].trailing_zeros() as usize;
                let Some(c) = text[span.start + at..span.end].chars().next() else { break };
                let is_word = class(c) != Class::Gap;
                if is_word {
                    self.special.push((span.start + at) as u32);
                }
                for byte in at..at + c.len_utf8() {
                    self.wide[byte / 64] &= !(1 << (byte % 64));
                    self.words[byte / 64] |= u64::from(is_word) << (byte % 64);
                }
            }
        }
    }

    /// Appends the hashes of the words found that begin before `end`, where none may be under way; counts those
    /// that stand alone.
    pub(crate) fn take_until(&mut self, text: &str, end: usize, hashes: &mut Vec<u64>) -> usize {
        if let Some(from) = self.slowly_from {
            self.slowly_from = Some(end);
            return self.slowly(text, Span::new(from, end), hashes);
        }
        let bytes = text.as_bytes();
        let mut alone = 0;
        let edges = std::mem::take(&mut self.edges);
        let ahead = &edges.runs()[self.next..];
        let n = match ahead.last() {
            Some(run) if run[0] as usize >= end => {
                ahead.iter().position(|run| run[0] as usize >= end).unwrap_or(ahead.len())
            }
            _ => ahead.len(),
        };
        let runs = &ahead[..n];
        self.next += n;
        if self.next_special == self.special.len() {
            hashes.extend(runs.iter().map(|run| hash_run(bytes, run[0] as usize, run[1] as usize)));
        } else {
            let mut special = self.special.get(self.next_special).copied().unwrap_or(u32::MAX);
            for &[start, stop] in runs {
                if stop <= special {
                    hashes.push(hash_run(bytes, start as usize, stop as usize));
                    continue;
                }
                alone += self.slowly(text, Span::new(start as usize, stop as usize), hashes);
                while special < stop {
                    self.next_special += 1;
                    special = self.special.get(self.next_special).copied().unwrap_or(u32::MAX);
                }
            }
        }
        self.edges = edges;
        alone
    }

    /// The tokens of `text[span]`, character by character.
    fn slowly(&mut self, text: &str, span: Span, hashes: &mut Vec<u64>) -> usize {
        self.folded.clear();
        let mut alone = 0;
        let mut buffer = [0; 4];
        for c in span.of(text).chars() {
            match class(c) {
                Class::Gap => self.flush(hashes),
                Class::Alone => {
                    self.flush(hashes);
                    hashes.push(hash_token(c.encode_utf8(&mut buffer).as_bytes()));
                    alone += 1;
                }
                Class::Word if c.is_ascii() => self.folded.push(fold(c as u8)),
                Class::Word => {
                    for lower in c.to_lowercase() {
                        let folded = lower.encode_utf8(&mut buffer).as_bytes();
                        // A capital may fold to ASCII (the Kelvin sign to k): the same bytes as the ASCII path.
                        self.folded.extend(folded.iter().map(|&b| if b < 0x80 { fold(b) } else { b }));
                    }
                }
            }
        }
        self.flush(hashes);
        alone
    }

    fn flush(&mut self, hashes: &mut Vec<u64>) {
        if !self.folded.is_empty() {
            hashes.push(hash_token(&self.folded));
            self.folded.clear();
        }
    }
}

/// Bit 5 of eight bytes. Setting it lower-cases ASCII letters, keeps digits, and makes `_` 0x7F: no token holds
/// DEL, so nothing else folds to it.
const FOLD: u64 = u64::from_le_bytes([0x20; 8]);

/// The same for one byte of an ASCII word.
pub(crate) const fn fold(byte: u8) -> u8 {
    byte | 0x20
}

/// The bytes of a chunk of sixteen that belong to a word of so many.
const KEPT: [(u64, u64); 17] = {
    let mut kept = [(0, 0); 17];
    let mut length = 1;
    while length <= 16 {
        let all = u128::MAX >> (8 * (16 - length));
        kept[length] = (all as u64, (all >> 64) as u64);
        length += 1;
    }
    kept
};

/// The hash of the ASCII word `bytes[start..stop]`, folded.
#[inline]
fn hash_run(bytes: &[u8], start: usize, stop: usize) -> u64 {
    let length = stop - start;
    match bytes.get(start..start + 16).and_then(<[u8]>::first_chunk::<16>) {
        Some(chunk) if length <= 16 => {
            let ((low, high), kept) = (halves(chunk), KEPT[length]);
            token_step(hash::SEED, (low | FOLD) & kept.0, (high | FOLD) & kept.1)
        }
        _ => hash_slowly(&bytes[start..stop]),
    }
}

/// A long word, or one at the very end of its text.
#[cold]
fn hash_slowly(word: &[u8]) -> u64 {
    word.chunks(16).fold(hash::SEED, |state, bytes| {
        let mut chunk = [0; 16];
        chunk[..bytes.len()].copy_from_slice(bytes);
        let ((low, high), kept) = (halves(&chunk), KEPT[bytes.len()]);
        token_step(state, (low | FOLD) & kept.0, (high | FOLD) & kept.1)
    })
}

/// The class of `c`.
pub(crate) fn class(c: char) -> Class {
    let code = c as usize;
    if code < PLANE { BASIC_PLANE[code] } else { classify(c) }
}

const PLANE: usize = 0x1_0000;

static BASIC_PLANE: LazyLock<Vec<Class>> = LazyLock::new(|| {
    (0..PLANE as u32).map(|code| char::from_u32(code).map_or(Class::Gap, classify)).collect()
});

/// The definition, by the Unicode tables.
pub(crate) fn classify(c: char) -> Class {
    if !regex_syntax::is_word_character(c) {
        Class::Gap
    } else if is_unspaced(c.script()) {
        Class::Alone
    } else {
        Class::Word
    }
}

/// Scripts written without spaces between words.
fn is_unspaced(script: Script) -> bool {
    matches!(
        script,
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Bopomofo
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
            | Script::Tibetan
            | Script::Tai_Le
            | Script::New_Tai_Lue
            | Script::Tai_Tham
            | Script::Tai_Viet
            | Script::Javanese
            | Script::Balinese
            | Script::Yi
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle;
    use proptest::prelude::*;

    fn hashes(text: &str) -> Vec<u64> {
        let mut out = Vec::new();
        Tokeniser::default().tokenise(text, Span::new(0, text.len()), &mut out);
        out
    }

    #[test]
    fn the_oracle_parts_as_defined() {
        assert_eq!(oracle::tokens("Cease-fire, АГРЕЕД_2 2.5"), ["cease", "fire", "агреед_2", "2", "5"]);
        assert_eq!(oracle::tokens("停戦abcไทย"), ["停", "戦", "abc", "ไ", "ท", "ย"]);
        assert_eq!(oracle::tokens(" \u{0}—"), Vec::<String>::new());
    }

    #[test]
    fn kelvin_folds_as_k() {
        assert_eq!(hashes("\u{212A}iev"), hashes("kiev"));
    }

    #[test]
    fn a_word_may_end_its_text_at_any_length() {
        for length in 1..=40 {
            let word = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_abc"[..length].to_owned();
            assert_eq!(hashes(&word), [oracle::token_hash(&word.to_lowercase())], "{length}");
            assert_eq!(hashes(&format!("{word} and then some")), hashes(&format!("{word}, and THEN some.")));
        }
    }

    proptest! {
        #[test]
        fn fast_equals_oracle(
            text in "[a-zA-Z_0-9 .,é—ß停ไİK\u{0301}\u{200D}]{0,80}|\\PC{0,120}|([a-z]{1,20}[ .’“é]{1,2}){0,40}",
        ) {
            let want: Vec<u64> = oracle::tokens(&text).iter().map(|t| oracle::token_hash(t)).collect();
            prop_assert_eq!(hashes(&text), want.clone());
            let mut slow = Vec::new();
            Tokeniser::default().slowly(&text, Span::new(0, text.len()), &mut slow);
            prop_assert_eq!(slow, want);
        }

        #[test]
        fn lines_give_the_tokens_of_the_text(text in "([a-z]{0,20}[ .’é停\n]{1,2}){0,40}") {
            let mut tokeniser = Tokeniser::default();
            tokeniser.scan(&text, Span::new(0, text.len()));
            let mut by_line = Vec::new();
            for (end, _) in text.match_indices('\n') {
                tokeniser.take_until(&text, end, &mut by_line);
            }
            tokeniser.take_until(&text, text.len(), &mut by_line);
            prop_assert_eq!(by_line, hashes(&text));
        }
    }
}
