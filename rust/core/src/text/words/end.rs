//! Where a word, a number or an abbreviation ends.

use super::{BYTES, Byte, is_apostrophe, is_letter};

/// End of the token that begins at `at` with `first`.
pub(super) fn token_end(text: &str, at: usize, first: char) -> usize {
    let rest = &text[at..];
    if first.is_numeric() {
        number_end(rest) + at
    } else if is_letter(first) {
        word_end(rest) + at
    } else if let Some(length) = shortened(rest, first) {
        at + first.len_utf8() + length
    } else {
        at + first.len_utf8()
    }
}

/// What follows an ASCII apostrophe.
pub(super) enum After {
    /// Nothing that could go on a word.
    Nothing,
    /// The `s` of a possessive.
    S,
}

/// What follows the ASCII apostrophe at `at`; none where it is none or what follows is to be read by character.
#[inline]
pub(super) fn after_apostrophe(bytes: &[u8], at: usize) -> Option<After> {
    if bytes[at] != b'\'' {
        return None;
    }
    match bytes.get(at + 1) {
        None => Some(After::Nothing),
        Some(b's' | b'S') => {
            let ends = bytes.get(at + 2).is_none_or(|next| next.is_ascii() && !next.is_ascii_alphanumeric());
            ends.then_some(After::S)
        }
        Some(next) => (next.is_ascii() && !next.is_ascii_alphabetic()).then_some(After::Nothing),
    }
}

/// Whether the run of letters `at..end` is a word: no apostrophe inside it, no abbreviation, no other letters.
#[inline]
pub(super) fn ends_plainly(bytes: &[u8], at: usize, end: usize) -> bool {
    match bytes.get(end) {
        Some(b'.') => end > at + 1,
        Some(&next) => BYTES[next as usize] != Byte::Other || after_apostrophe(bytes, end).is_some(),
        None => true,
    }
}

/// End of the ASCII digits at `at`, with what may stand between them.
pub(super) fn number_end_within(bytes: &[u8], at: usize) -> usize {
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = at + 1;
    while is_digit(end) || matches!(bytes.get(end), Some(b',' | b'.')) && is_digit(end + 1) {
        end += 1;
    }
    end
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
            && shortened(&rest[at..], c).is_none()
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

/// Bytes of the possessive or the verb cut short that an apostrophe opens: `'s`, `'ll`, `'ve`.
fn shortened(rest: &str, apostrophe: char) -> Option<usize> {
    if !is_apostrophe(apostrophe) {
        return None;
    }
    let rest = &rest[apostrophe.len_utf8()..];
    let ends =
        |length: &usize| rest[*length..].chars().next().is_none_or(|c| !is_letter(c) && !c.is_numeric());
    let length = match *rest.as_bytes().get(..2).unwrap_or(rest.as_bytes()) {
        [b'l' | b'L', b'l' | b'L'] | [b'r' | b'R' | b'v' | b'V', b'e' | b'E'] => 2,
        [b's' | b'S' | b'd' | b'D' | b'm' | b'M', ..] => 1,
        _ => return None,
    };
    Some(length).filter(ends)
}
