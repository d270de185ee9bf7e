//! Shared passages of two texts.

use pyo3::prelude::*;
use wiresift_core::explain::{self, Source};
use wiresift_core::text::span::CharOffsets;

use crate::clean::Boilerplate;

/// A passage as character offsets: `(a_start, a_end, b_start, b_end, n_tokens)`.
type Passage = (usize, usize, usize, usize, usize);

/// The passages that `a` shares with `b`; each is `(source, text)`. Cleaned where `boilerplate` is given.
#[pyfunction]
#[pyo3(signature = (a, b, *, ngram, boilerplate=None))]
pub(crate) fn passages(
    py: Python<'_>,
    a: (String, String),
    b: (String, String),
    ngram: usize,
    boilerplate: Option<&Boilerplate>,
) -> Vec<Passage> {
    let learned = boilerplate.map(|boilerplate| &boilerplate.learned);
    py.detach(|| {
        let found = explain::passages(
            Source { source: &a.0, text: &a.1 },
            Source { source: &b.0, text: &b.1 },
            ngram,
            learned,
        );
        let (in_a, in_b) = (CharOffsets::new(&a.1), CharOffsets::new(&b.1));
        found
            .into_iter()
            .map(|p| (in_a.at(p.a.start), in_a.at(p.a.end), in_b.at(p.b.start), in_b.at(p.b.end), p.n_tokens))
            .collect()
    })
}
