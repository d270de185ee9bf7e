//! Candidate pairs to edges, a portion at a time.

use crate::id::{DocId, PairKey};
use crate::verify::{Bounds, Comparer, Edge, Route};

/// Holds the sets of the documents of a portion, one after the other.
#[derive(Debug, Default)]
pub(super) struct Checker {
    comparer: Comparer,
    documents: Vec<DocId>,
    sets: Vec<u64>,
    /// Where each set ends.
    ends: Vec<usize>,
}

impl Checker {
    /// Starts on other pairs.
    pub(super) fn begin(&mut self, pairs: &[(PairKey, u32)]) {
        self.documents.clear();
        self.documents.extend(pairs.iter().flat_map(|(pair, _)| [pair.a(), pair.b()]));
        self.documents.sort_unstable();
        self.documents.dedup();
        self.sets.clear();
        self.ends.clear();
    }

    /// The documents whose sets are to be pushed, in this order.
    pub(super) fn documents(&self) -> Vec<DocId> {
        self.documents.clone()
    }

    /// Takes the set of the next document.
    pub(super) fn push(&mut self, set: &[u64]) {
        self.sets.extend_from_slice(set);
        self.ends.push(self.sets.len());
    }

    fn set(&self, d: DocId) -> &[u64] {
        let Ok(at) = self.documents.binary_search(&d) else { return &[] };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.sets[start..self.ends[at]]
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
