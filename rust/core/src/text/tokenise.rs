//! Text to token hashes, for deduplication.
//!
//! A token is a maximal run of Unicode word characters (`\w` of UTS #18: alphabetic, marks, decimal digits,
//! connector punctuation, join controls), lower-cased character by character. A character of a script that is
//! written without spaces (Han, kana, Thai, Lao, Khmer, Burmese, ...) is a token of its own. White space, case
//! and punctuation never change a token.
//!
//! Cost: ASCII runs take a few cycles a byte through a 256-entry table; a token with any other character goes
//! through a table of the basic plane. No allocation once the buffer has grown. The slow, obvious twin is
//! [`crate::oracle::tokens`].

use std::sync::LazyLock;

use unicode_script::{Script, UnicodeScript};

use super::span::Span;
use crate::sketch::hash::TokenHasher;

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

/// Reads tokens; holds the buffer of folded characters.
#[derive(Debug, Default)]
pub struct Tokeniser {
    folded: Vec<u8>,
}

impl Tokeniser {
    /// Appends the hash of every token of `text[span]` to `hashes`, and counts those that stand alone.
    pub fn tokenise(&mut self, text: &str, span: Span, hashes: &mut Vec<u64>) -> usize {
        let bytes = &text.as_bytes()[..span.end];
        let mut at = span.start;
        let mut alone = 0;
        while at < bytes.len() {
            if bytes[at] < 0x80 && FOLD[bytes[at] as usize] == 0 {
                at += 1;
                continue;
            }
            let start = at;
            let mut token = TokenHasher::default();
            while at < bytes.len() && bytes[at] < 0x80 && FOLD[bytes[at] as usize] != 0 {
                token.push(FOLD[bytes[at] as usize]);
                at += 1;
            }
            if at == bytes.len() || bytes[at] < 0x80 {
                hashes.push(token.finish());
            } else {
                at = self.unicode_run(text, Span::new(start, span.end), hashes, &mut alone);
            }
        }
        alone
    }

    /// Reads one run of word characters that holds something beyond ASCII; returns where it ends.
    fn unicode_run(&mut self, text: &str, span: Span, hashes: &mut Vec<u64>, alone: &mut usize) -> usize {
        self.folded.clear();
        let mut buffer = [0; 4];
        for (at, c) in span.of(text).char_indices() {
            match class(c) {
                Class::Gap => {
                    self.flush(hashes);
                    return span.start + at + c.len_utf8();
                }
                Class::Alone => {
                    self.flush(hashes);
                    hashes.push(TokenHasher::of(c.encode_utf8(&mut buffer).as_bytes()));
                    *alone += 1;
                }
                Class::Word if c.is_ascii() => self.folded.push(FOLD[c as usize]),
                Class::Word => {
                    for lower in c.to_lowercase() {
                        let folded = lower.encode_utf8(&mut buffer).as_bytes();
                        // A capital may fold to ASCII (the Kelvin sign to k): the same bytes as the ASCII path.
                        self.folded
                            .extend(folded.iter().map(|&b| if b < 0x80 { FOLD[b as usize] } else { b }));
                    }
                }
            }
        }
        self.flush(hashes);
        span.end
    }

    fn flush(&mut self, hashes: &mut Vec<u64>) {
        if !self.folded.is_empty() {
            hashes.push(TokenHasher::of(&self.folded));
            self.folded.clear();
        }
    }
}

/// ASCII word characters, lower-cased; 0 for all others. `_` becomes 0x7F, so that setting bit 5 folds any of
/// them; no token holds DEL, so nothing else folds to it.
const FOLD: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        let b = byte as u8;
        if b.is_ascii_alphanumeric() || b == b'_' {
            table[byte] = b | 0x20;
        }
        byte += 1;
    }
    table
};

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

    proptest! {
        #[test]
        fn fast_equals_oracle(text in "[a-zA-Z_0-9 .,é—ß停ไİK\u{0301}\u{200D}]{0,80}|\\PC{0,120}") {
            let want: Vec<u64> = oracle::tokens(&text).iter().map(|t| oracle::token_hash(t)).collect();
            prop_assert_eq!(hashes(&text), want);
        }
    }
}
