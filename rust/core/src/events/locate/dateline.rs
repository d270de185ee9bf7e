//! The dateline: `ZAHRAN, Chad, March 1 (AP) -`.

use crate::text::words::{Shape, Words};

/// The most words in capitals that the place of a dateline has.
pub(crate) const LONGEST: usize = 3;

/// How many words in capitals a text begins with, where a dateline may: `ZAHRAN, Chad, March 1 (AP) -`.
pub(crate) fn capitals(words: &Words) -> Option<usize> {
    let upper = |index: usize| words.word(index).shape == Shape::Upper;
    let count = (0..words.len().min(LONGEST + 1)).take_while(|&index| upper(index)).count();
    let first = count > 0 && words.word(0).span.len() > 2;
    let marked = words.as_slice().get(count).is_some_and(|next| {
        next.shape == Shape::Mark && (matches!(words.lower(count), "," | "(" | "/") || !next.glued)
    });
    (first && count <= LONGEST && marked).then_some(count)
}

/// The index past a dateline whose place ends at `at`: past `(AP)`, a dash, `_`. At most twelve words may stand
/// between, and none of them may be a small-letter word, so that no sentence is taken for one.
pub(crate) fn end(words: &Words, at: usize) -> Option<usize> {
    for index in at..words.len().min(at + 12) {
        let word = words.word(index);
        match (word.shape, words.lower(index)) {
            (Shape::Mark, "-" | "\u{2014}" | "_")
                if !word.glued || index > at && words.lower(index - 1) == ")" =>
            {
                return Some(index + 1);
            }
            (Shape::Mark, ")") => {
                let dash = index + 1;
                let marked =
                    words.as_slice().get(dash).is_some_and(|next| next.shape == Shape::Mark || next.glued);
                return marked.then_some(dash + 1);
            }
            (Shape::Mark, "," | "(" | "." | "/" | ":")
            | (Shape::Number | Shape::Capital | Shape::Upper | Shape::Mixed, _) => {}
            _ => return None,
        }
    }
    None
}
