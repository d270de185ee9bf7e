//! Edges to clusters, with a guard against chains.
//!
//! Connected components of verified edges alone would let A-B-C-D... melt unlike texts into one cluster. The rule:
//! documents are taken in the order of the canonical policy; each that has no cluster yet becomes canonical and
//! takes in every document without a cluster that has a verified edge to it (or is an exact copy of one that
//! has). So every member reaches its canonical article by one checked similarity, and a component that is a chain
//! is split where similarity to the canonical ends.
//!
//! Cost: linear in documents and edges, after one sort of the edges. Deterministic: the order is total.

use crate::id::DocId;
use crate::verify::Edge;

/// What came of it.
#[derive(Debug)]
pub struct Clustering {
    /// The canonical article of each document.
    pub canonical: Vec<DocId>,
    /// Connected components of two or more documents, before the guard.
    pub components: usize,
    /// Components that the guard split.
    pub split_components: usize,
}

/// Clusters `order.len()` documents. `class[d]` is the lowest id among the documents with d's shingle set;
/// `edges` joins such lowest ids only; `order` has the best document first.
pub fn cluster(class: &[DocId], edges: &[Edge], order: &[DocId]) -> Clustering {
    let n = class.len();
    let neighbours = Neighbours::new(n, edges);
    // The cluster of each class: the best document of the class that leads it.
    let mut leader: Vec<Option<DocId>> = vec![None; n];
    for &document in order {
        let own = class[document.index()];
        if leader[own.index()].is_some() {
            continue;
        }
        leader[own.index()] = Some(document);
        for &other in neighbours.of(own) {
            leader[other.index()].get_or_insert(document);
        }
    }
    let canonical: Vec<DocId> = class
        .iter()
        .enumerate()
        .map(|(d, own)| leader[own.index()].unwrap_or(DocId::from_index(d)))
        .collect();
    let (components, split_components) = count_components(class, edges, &canonical);
    Clustering { canonical, components, split_components }
}

/// Both ends of every edge, by document.
struct Neighbours {
    starts: Vec<usize>,
    others: Vec<DocId>,
}

impl Neighbours {
    fn new(n: usize, edges: &[Edge]) -> Self {
        let mut starts = vec![0; n + 1];
        for edge in edges {
            starts[edge.a.index() + 1] += 1;
            starts[edge.b.index() + 1] += 1;
        }
        for at in 0..n {
            starts[at + 1] += starts[at];
        }
        let mut fill = starts.clone();
        let mut others = vec![DocId(0); edges.len() * 2];
        for edge in edges {
            for (from, to) in [(edge.a, edge.b), (edge.b, edge.a)] {
                others[fill[from.index()]] = to;
                fill[from.index()] += 1;
            }
        }
        Self { starts, others }
    }

    fn of(&self, document: DocId) -> &[DocId] {
        &self.others[self.starts[document.index()]..self.starts[document.index() + 1]]
    }
}

/// Components of two or more documents, and those that gave more than one cluster.
fn count_components(class: &[DocId], edges: &[Edge], canonical: &[DocId]) -> (usize, usize) {
    let mut sets = UnionFind::new(class.len());
    for (document, own) in class.iter().enumerate() {
        sets.join(document, own.index());
    }
    for edge in edges {
        sets.join(edge.a.index(), edge.b.index());
    }
    // The lowest member of a component is its root.
    let (mut is_several, mut is_split) = (vec![false; class.len()], vec![false; class.len()]);
    for (document, own) in canonical.iter().enumerate() {
        let root = sets.root(document);
        is_several[root] |= root != document;
        is_split[root] |= *own != canonical[root];
    }
    let count = |marks: &[bool]| marks.iter().filter(|&&mark| mark).count();
    (count(&is_several), count(&is_split))
}

/// Disjoint sets with path halving; the lower root wins (Tarjan and van Leeuwen, 1984).
#[derive(Debug)]
pub struct UnionFind {
    parent: Vec<u32>,
}

impl UnionFind {
    /// `n` sets of one.
    pub fn new(n: usize) -> Self {
        Self { parent: (0..n as u32).collect() }
    }

    /// The lowest member of the set that holds `at`.
    pub fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] as usize != at {
            self.parent[at] = self.parent[self.parent[at] as usize];
            at = self.parent[at] as usize;
        }
        at
    }

    /// Makes one set of two.
    pub fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parent[one.max(other)] = one.min(other) as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{Route, Similarity};
    use proptest::prelude::*;

    fn edge(a: u32, b: u32) -> Edge {
        Edge { a: DocId(a), b: DocId(b), similarity: Similarity::SAME, route: Route::Lsh, n_bands: 1 }
    }

    fn ids(numbers: impl IntoIterator<Item = u32>) -> Vec<DocId> {
        numbers.into_iter().map(DocId).collect()
    }

    #[test]
    fn a_chain_is_split_where_the_canonical_is_out_of_reach() {
        let got = cluster(&ids(0..4), &[edge(0, 1), edge(1, 2), edge(2, 3)], &ids(0..4));
        assert_eq!(got.canonical, ids([0, 0, 2, 2]));
        assert_eq!((got.components, got.split_components), (1, 1));
    }

    #[test]
    fn exact_copies_go_with_their_class() {
        // 1 and 3 are copies; 3 is the best of all.
        let class = ids([0, 1, 2, 1]);
        let got = cluster(&class, &[edge(0, 1)], &ids([3, 0, 1, 2]));
        assert_eq!(got.canonical, ids([3, 3, 2, 3]));
        assert_eq!((got.components, got.split_components), (1, 0));
    }

    proptest! {
        #[test]
        fn every_member_has_an_edge_to_its_canonical(
            pairs in prop::collection::btree_set((0_u32..30, 0_u32..30), 0..60),
            order in Just(ids(0..30)).prop_shuffle(),
        ) {
            let edges: Vec<Edge> = pairs.iter().filter(|(a, b)| a < b).map(|&(a, b)| edge(a, b)).collect();
            let got = cluster(&ids(0..30), &edges, &order);
            let position = |d: DocId| order.iter().position(|&o| o == d);
            for (d, &canonical) in got.canonical.iter().enumerate() {
                let d = DocId::from_index(d);
                let joined = edges.iter().any(|e| (e.a, e.b) == (d.min(canonical), d.max(canonical)));
                prop_assert!(d == canonical || joined);
                prop_assert!(position(canonical) <= position(d));
                prop_assert_eq!(got.canonical[canonical.index()], canonical);
            }
        }
    }
}
