//! Candidate pairs to edges, a portion at a time.

use std::ops::Range;

use crate::id::{DocId, PairKey};
use crate::verify::{Bounds, Comparer, Edge, Route};

/// Where the set of a document is.
#[derive(Debug)]
enum Place<'s> {
    /// It is kept, and read where it is.
    Kept(&'s [u64]),
    /// It was made for this portion.
    Made(Range<usize>),
}

/// Holds the sets of the documents of a portion.
#[derive(Debug, Default)]
pub(super) struct Checker<'s> {
    comparer: Comparer,
    documents: Vec<DocId>,
    places: Vec<Place<'s>>,
    /// The sets that were made, one after the other.
    made: Vec<u64>,
}

impl<'s> Checker<'s> {
    /// Starts on other pairs.
    pub(super) fn begin(&mut self, pairs: &[(PairKey, u32)]) {
        self.documents.clear();
        self.documents.extend(pairs.iter().flat_map(|(pair, _)| [pair.a(), pair.b()]));
        self.documents.sort_unstable();
        self.documents.dedup();
        self.places.clear();
        self.made.clear();
    }

    /// A document whose set is to be given next, by [`Checker::keep`] or [`Checker::push`].
    pub(super) fn next_document(&self) -> Option<DocId> {
        self.documents.get(self.places.len()).copied()
    }

    /// Takes the set of the next document as it lies.
    pub(super) fn keep(&mut self, set: &'s [u64]) {
        self.places.push(Place::Kept(set));
    }

    /// Takes a copy of the set of the next document.
    pub(super) fn push(&mut self, set: &[u64]) {
        let start = self.made.len();
        self.made.extend_from_slice(set);
        self.places.push(Place::Made(start..self.made.len()));
    }

    fn set(&self, d: DocId) -> &[u64] {
        let Ok(at) = self.documents.binary_search(&d) else { return &[] };
        match &self.places[at] {
            Place::Kept(set) => set,
            Place::Made(own) => &self.made[own.clone()],
        }
    }

    /// The pairs that are edges.
    pub(super) fn check(&mut self, pairs: &[(PairKey, u32)], bounds: &Bounds) -> Vec<Edge> {
        let mut comparer = std::mem::take(&mut self.comparer);
        let mut edge = |&(pair, n_bands): &(PairKey, u32)| {
            let (a, b) = (pair.a(), pair.b());
            let (set_a, set_b) = (self.set(a), self.set(b));
            let similarity = comparer.similarity(a, set_a, set_b);
            let is_edge = bounds.is_edge(similarity, set_a.len() as u32, set_b.len() as u32);
            let route = if n_bands > 0 { Route::Lsh } else { Route::Fingerprint };
            is_edge.then_some(Edge { a, b, similarity, route, n_bands })
        };
        let edges = pairs.iter().filter_map(&mut edge).collect();
        self.comparer = comparer;
        edges
    }
}
