//! Paragraphs and sentences of a text, as spans of the raw text.
//!
//! A line break ends a sentence unless the text is hard-wrapped (many lines go on in lower case; in capitals, a tenth
//! ends in small words like "on" and "the") or its own line ends in "the", "of" and the like; a blank line always does. Inside a paragraph a sentence ends at `.`, `!`, `?` or `…` with the quotation marks and
//! brackets that close after it, when white space follows and what comes next can begin a sentence. Full stops
//! of abbreviations, initials and numbers end nothing. A sentence never crosses a gap between kept spans.
//!
//! Cost: one pass. Guarantee: sentences are in order, do not overlap, and begin and end on a character that is
//! not white space.

use super::span::Span;

/// One sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without the white space around it.
    pub span: Span,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
    /// It is a line of its own without a closing full stop: a headline, a heading, an item of a list.
    pub headline: bool,
}

/// Words before a full stop that do not end a sentence, lower-case, as the numbers that their bytes are.
const ABBREVIATIONS: [u64; 64] = {
    let words = [
        "adm", "al", "amb", "approx", "apr", "aug", "ave", "bros", "brig", "capt", "cf", "cmdr", "co", "col",
        "corp", "cpl", "dec", "dept", "dr", "est", "etc", "feb", "fr", "gen", "gov", "hon", "inc", "jan",
        "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs", "min", "mr", "mrs", "ms", "mt", "no", "nos",
        "nov", "oct", "op", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sep", "sept", "sgt",
        "sr", "st", "supt", "univ", "vol", "vs", "yr",
    ];
    numbers_of(words)
};

const fn numbers_of<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut numbers = [0; N];
    let mut at = 0;
    while at < N {
        numbers[at] = number_of(words[at].as_bytes());
        at += 1;
    }
    numbers
}

/// The bytes of a word of at most eight, in lower case, as one number.
const fn number_of(word: &[u8]) -> u64 {
    let (mut number, mut at) = (0, word.len());
    while at > 0 {
        at -= 1;
        number = number << 8 | word[at].to_ascii_lowercase() as u64;
    }
    number
}

fn is_abbreviation(word: &str) -> bool {
    // the longest has six letters, and none has one beyond ASCII
    word.len() <= 6 && ABBREVIATIONS.contains(&number_of(word.as_bytes()))
}

/// Reads the sentences of the kept spans of `text`; `kept` empty means all of it.
pub fn sentences(text: &str, kept: &[Span], out: &mut Vec<Sentence>) {
    out.clear();
    let whole = [Span::new(0, text.len())];
    let kept = if kept.is_empty() { &whole[..] } else { kept };
    let wrapped = is_wrapped(text);
    let mut paragraph = 0;
    for &span in kept {
        for block in blocks(text, span, wrapped) {
            let before = out.len();
            split(text, block, paragraph, out);
            if out.len() > before {
                paragraph += 1;
            }
        }
    }
}

/// Whether line breaks stand where lines were full rather than where paragraphs end: many lines go on in lower case.
/// In capitals case tells nothing; there a tenth of the lines ends in a small word (so many have all but some 15 of
/// 1,300 agency texts, and none of 2,000 lists of headlines).
pub(crate) fn is_wrapped(text: &str) -> bool {
    if memchr::memchr(b'\n', text.as_bytes()).is_none() {
        return false;
    }
    let (mut breaks, mut lower, mut open) = (0_u32, 0_u32, 0_u32);
    let mut before: Option<&str> = None;
    for line in lines(text) {
        let first = first_of(line);
        if let Some(before) = before
            && let Some(first) = first
        {
            breaks += 1;
            lower += u32::from(first.is_lowercase());
            open += u32::from(ends_in(before, &OPEN));
        }
        before = Some(line).filter(|_| first.is_some());
    }
    breaks >= 3 && lower * 4 >= breaks || open > 0 && open * 10 >= breaks && is_in_capitals(text)
}

fn is_in_capitals(text: &str) -> bool {
    const BEGINNING: usize = 400; // bytes that show the case of a text
    text.bytes().take(BEGINNING).filter(u8::is_ascii_lowercase).count() <= 3
}

/// Words that lines end in where they are full, lower-case, as numbers; before the first few of them no headline ends
/// either.
const OPEN: [u64; 34] = {
    let words = [
        "an", "the", "and", "of", "or", "its", "their", "between", "a", "against", "as", "at", "been", "but",
        "by", "for", "from", "had", "has", "have", "her", "his", "in", "into", "is", "on", "that", "these",
        "to", "was", "were", "which", "who", "with",
    ];
    numbers_of(words)
};

/// How many of them end no headline: "Troops move in", "Aid cut off, says WHO".
const NEVER_LAST: usize = 8;

/// Whether a line ends in one of some words.
fn ends_in(line: &str, words: &[u64]) -> bool {
    let line = line.trim_ascii_end().as_bytes();
    let word = line.rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
    word.len() <= 7 && words.contains(&number_of(word))
}

/// The lines of a text, each with its line feed.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]);
    ends.map(move |end| &text[std::mem::replace(&mut from, end)..end]).filter(|line| !line.is_empty())
}

/// The first character of a line that is not white space.
fn first_of(line: &str) -> Option<char> {
    match line.as_bytes().first() {
        Some(&byte) if byte.is_ascii_graphic() => Some(char::from(byte)),
        _ => line.trim_start().chars().next(),
    }
}

/// Paragraphs of one kept span.
fn blocks(text: &str, span: Span, wrapped: bool) -> Vec<Span> {
    let mut out = Vec::new();
    let body = span.of(text);
    let mut start = 0;
    let mut at = 0;
    for line in lines(body) {
        let end = at + line.len();
        let rest = &body[end..];
        let last = rest.split('\n').next().is_none_or(|next| next.trim().is_empty());
        let ends = line.ends_with('\n') && (last || !wrapped && !continues(line, rest));
        if ends {
            out.push(Span::new(span.start + start, span.start + end));
            start = end;
        }
        at = end;
    }
    if start < body.len() {
        out.push(Span::new(span.start + start, span.end));
    }
    out
}

/// Whether the next line, which holds something, goes on with this sentence: this one ends in a word that none ends
/// in, or the next begins in lower case and this one has not ended.
fn continues(line: &str, rest: &str) -> bool {
    if ends_in(line, &OPEN[..NEVER_LAST]) {
        return true;
    }
    if !rest.starts_with(char::is_lowercase) {
        return false;
    }
    let last = line.trim_end().chars().next_back();
    last.is_some_and(|c| c.is_alphanumeric() || c == ',')
}

/// Bytes at which an end of a sentence may stand: the ASCII marks, and the first bytes of the others.
const ENDS: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = [b'.', b'!', b'?', 0xE2, 0xE3, 0xEF];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

fn split(text: &str, block: Span, paragraph: u32, out: &mut Vec<Sentence>) {
    let body = block.of(text);
    let mut start = 0;
    let mut from = 0;
    let mut ended = false;
    let ascii = body.is_ascii();
    let next = |from: usize| {
        let rest = &body.as_bytes()[from..];
        if ascii {
            memchr::memchr3(b'.', b'!', b'?', rest)
        } else {
            rest.iter().position(|&byte| ENDS[byte as usize])
        }
    };
    while let Some(found) = next(from) {
        let at = from + found;
        let c = body.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
        if !matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            from = at + 1;
            continue;
        }
        let mut end = at + c.len_utf8();
        for closing in body[end..].chars() {
            if !(is_closing(closing) || matches!(closing, '.' | '!' | '?' | '…')) {
                break;
            }
            end += closing.len_utf8();
        }
        from = end;
        let rest = &body[end..];
        let cjk = matches!(c, '。' | '！' | '？');
        if rest.is_empty() || !(cjk || rest.starts_with(char::is_whitespace)) {
            ended = rest.is_empty();
            continue;
        }
        if ends_here(&body[start..at], c, &body[at..end], rest) {
            push(text, Span::new(block.start + start, block.start + end), paragraph, false, out);
            start = end;
        }
    }
    let tail = Span::new(block.start + start, block.end);
    let closed = ended || tail.of(text).trim_end().ends_with(['.', '!', '?', '…', '"', '”', '’', ')']);
    push(text, tail, paragraph, !closed, out);
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
}

/// Whether the mark `c` after `before`, with what closes after it, ends a sentence that `rest` follows.
fn ends_here(before: &str, c: char, closing: &str, rest: &str) -> bool {
    let next = rest.trim_start().chars().next();
    let Some(next) = next else { return true };
    let quoted = closing.chars().any(is_closing);
    if next.is_lowercase() {
        return false;
    }
    if c != '.' {
        return !(quoted && !next.is_uppercase() && !is_opening(next) && !next.is_numeric());
    }
    if !(next.is_uppercase() || next.is_numeric() || is_opening(next) || !next.is_ascii()) {
        return matches!(next, '-' | '—' | '–' | '*' | '•' | '$' | '€' | '£' | '[');
    }
    if quoted {
        return true;
    }
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '-')).next().unwrap_or("");
    if word.is_empty() {
        return true;
    }
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    if single {
        // an initial: "Mr A. Smith", but not "vitamin C. The"
        return !word.starts_with(char::is_uppercase) || starts_with_function_word(rest);
    }
    if word.contains('.') && word.chars().all(|c| c.is_alphabetic() || c == '.') {
        // U.S. or a.m.: ends only before a word that begins sentences; some wires write "the U.S. And others"
        let joined = word.starts_with(char::is_uppercase) && rest.trim_start().starts_with("And ");
        return !joined && starts_with_function_word(rest);
    }
    if is_abbreviation(word) {
        return word.eq_ignore_ascii_case("no") && !next.is_numeric() && !word.starts_with('N');
    }
    true
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '`' | '“' | '‘' | '\'' | '(' | '[' | '«')
}

/// Words that begin sentences and seldom go on after an abbreviation.
fn starts_with_function_word(rest: &str) -> bool {
    let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "In"
            | "On"
            | "At"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "But"
            | "And"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "After"
            | "Before"
            | "Meanwhile"
            | "However"
            | "According"
            | "As"
            | "If"
            | "When"
            | "While"
            | "There"
            | "Both"
            | "Another"
    )
}

fn push(text: &str, span: Span, paragraph: u32, headline: bool, out: &mut Vec<Sentence>) {
    let raw = span.of(text);
    if let [first, .., last] = raw.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        out.push(Sentence { span, paragraph, headline });
        return;
    }
    let start = span.start + (raw.len() - raw.trim_start().len());
    let end = span.end - (raw.len() - raw.trim_end().len());
    if start < end {
        out.push(Sentence { span: Span::new(start, end), paragraph, headline });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        sentences(text, &[], &mut out);
        out.iter().map(|sentence| sentence.span.of(text)).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for (text, want) in [
            ("Mr. A. Smith met Gen. Lee. They spoke.", &["Mr. A. Smith met Gen. Lee.", "They spoke."][..]),
            ("The U.S. Senate voted. \"No,\" he said.", &["The U.S. Senate voted.", "\"No,\" he said."]),
            ("It left the U.S. The rest stayed.", &["It left the U.S.", "The rest stayed."]),
            ("\"We agreed.\" He left.", &["\"We agreed.\"", "He left."]),
            ("\"Why?\" he asked. 3.5 million fled.", &["\"Why?\" he asked.", "3.5 million fled."]),
            ("Talks Resume\nBoth sides met.", &["Talks Resume", "Both sides met."]),
            ("One\n\n\nTwo", &["One", "Two"]),
        ] {
            assert_eq!(read(text), want);
        }
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let text = "The two sides\nagreed on a\ntruce on Monday\nin the city. They\nleft.\n\nNext.";
        assert_eq!(read(text).len(), 3);
    }

    #[test]
    fn a_line_that_ends_in_no_last_word_goes_on() {
        for (text, want) in [
            ("THREE GUARDS WERE\nHURT IN OSLO. A\nFOURTH DIED.\n\nA BOMB WENT OFF.", 3),
            ("The\nSwiss envoys left for the\nMiddle East.\nTALKS RESUME\nBoth sides met.", 3),
            ("THE REBELS TOOK THE\nCITY AND\n\nBERGEN FELL.", 2),
            (
                "WHAT IT IS FOR\nENVOY LEAVES\nRAIN\nSNOW\nFOG\nHAIL\nSTORM\nWIND\nSUN\nCLOUDS\nHAZE\nFROST\nHEAT",
                13,
            ),
        ] {
            assert_eq!(read(text).len(), want, "{text}");
        }
    }

    #[test]
    fn lines_in_capitals_are_joined() {
        let text = "THE TWO SIDES AGREED ON A\nTRUCE ON MONDAY IN THE CITY\nOF OSLO, A MINISTER SAID IN\nTHE CAPITAL.  \
                    THEY WILL MEET\nAGAIN.\n\n   THE WAR HAS LASTED TEN\nYEARS AND MORE.";
        assert_eq!(read(text).len(), 3);
        let headlines = "TRUCE AGREED IN OSLO\nTEN KILLED BY BOMB\nSTOCKS FALL AGAIN\nMINISTER TO VISIT GENEVA ON MONDAY\nRAIN";
        assert_eq!(read(headlines).len(), 5);
    }

    #[test]
    fn headlines_are_marked_and_gaps_are_not_crossed() {
        let text = "Talks Resume\nBoth sides met. Also read: war. They left.";
        let mut out = Vec::new();
        sentences(text, &[Span::new(0, 28), Span::new(45, text.len())], &mut out);
        assert_eq!(out.len(), 3);
        assert!(out[0].headline && !out[1].headline);
    }

    proptest! {
        #[test]
        fn sentences_are_in_order_and_trimmed(text in "(\\PC|[.!?\\n\"” A-Z]){0,200}") {
            let mut out = Vec::new();
            sentences(&text, &[], &mut out);
            let mut at = 0;
            for sentence in &out {
                prop_assert!(sentence.span.start >= at && !sentence.span.is_empty());
                let raw = &text[sentence.span.start..sentence.span.end];
                prop_assert_eq!(raw.trim(), raw);
                at = sentence.span.end;
            }
            let kept: usize = out.iter().map(|s| s.span.of(&text).chars().filter(|c| !c.is_whitespace()).count()).sum();
            prop_assert_eq!(kept, text.chars().filter(|c| !c.is_whitespace()).count());
        }
    }
}
