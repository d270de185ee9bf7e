//! From verified links to tables: clusters, relations, edges.
//!
//! One way for a run and for the same edges taken again at a higher threshold, so that both give the same rows.
//! Cost: the sorts of documents and links, and one pass over each.

use rayon::prelude::*;

use crate::canonical::{self, Columns, Policy};
use crate::cluster::cluster;
use crate::id::{DocId, PairKey};
use crate::relation::{self, Facts, Relation};
use crate::verify::{Bounds, Edge, Route, Similarity};

use super::outcome::{Cluster, Document};
use super::sketcher::Flags;

/// What is known of each article: columns of one length, by id.
#[derive(Debug, Clone, Copy)]
pub struct Articles<'a> {
    /// Microseconds since 1970.
    pub published: &'a [Option<i64>],
    /// Number of the source; 0 where unknown.
    pub source: &'a [u32],
    /// Tokens of the cleaned text.
    pub n_tokens: &'a [u32],
    /// Distinct shingles.
    pub n_shingles: &'a [u32],
    /// Shape.
    pub flags: &'a [Flags],
    /// Place of the source in the ranked list; `u32::MAX` for others.
    pub preference: &'a [u32],
}

/// What came of the links.
#[derive(Debug)]
pub struct Assembled {
    /// A row for each article.
    pub documents: Vec<Document>,
    /// Verified pairs with their relation, in order.
    pub edges: Vec<(Edge, Relation)>,
    /// Connected components of two or more documents, before the guard.
    pub components: usize,
    /// Components that the guard split.
    pub split_components: usize,
}

impl Articles<'_> {
    /// All articles, the best first.
    pub fn best_first(&self, policy: Policy) -> Vec<DocId> {
        let columns =
            Columns { published: self.published, n_tokens: self.n_tokens, preference: self.preference };
        canonical::order(policy, columns)
    }

    /// Clusters the articles. `class[d]` is the lowest id with d's shingle set; `links` join such ids, and are
    /// sorted; `best_first` is the order of the canonical policy; `n_bands` is what the edge of two copies states.
    pub fn assemble(
        &self,
        class: &[DocId],
        links: Vec<Edge>,
        bounds: &Bounds,
        best_first: &[DocId],
        n_bands: u32,
    ) -> Assembled {
        let clustering = cluster(class, &links, best_first);
        let documents = self.documents(class, &links, &clustering.canonical, bounds);
        let edges = self.edges(class, links, bounds, n_bands);
        Assembled {
            documents,
            edges,
            components: clustering.components,
            split_components: clustering.split_components,
        }
    }

    fn facts(&self, d: DocId) -> Facts {
        Facts {
            published: self.published[d.index()],
            source: self.source[d.index()],
            n_shingles: self.n_shingles[d.index()],
            marked: self.flags[d.index()].has(Flags::UPDATE),
        }
    }

    fn documents(
        &self,
        class: &[DocId],
        links: &[Edge],
        canonical: &[DocId],
        bounds: &Bounds,
    ) -> Vec<Document> {
        let mut members = vec![0_u32; class.len()];
        for c in canonical {
            members[c.index()] += 1;
        }
        let document = |(at, &canonical): (usize, &DocId)| {
            let d = DocId::from_index(at);
            let (own, other) = (class[at], class[canonical.index()]);
            let similarity = if own == other { Similarity::SAME } else { between(links, own, other) };
            Document {
                canonical,
                relation: (d != canonical).then(|| {
                    relation::of(self.facts(d), self.facts(canonical), similarity, bounds, own == other)
                }),
                is_alone: members[canonical.index()] == 1,
                similarity: (self.n_shingles[at] > 0).then_some(similarity),
                n_tokens: self.n_tokens[at],
                n_shingles: self.n_shingles[at],
                flags: self.flags[at],
            }
        };
        canonical.par_iter().enumerate().with_min_len(4_096).map(document).collect()
    }

    /// Links between classes, and a link from each copy to the first of its class.
    fn edges(
        &self,
        class: &[DocId],
        links: Vec<Edge>,
        bounds: &Bounds,
        n_bands: u32,
    ) -> Vec<(Edge, Relation)> {
        let copies = class.iter().enumerate().filter(|(at, own)| own.index() != *at).map(|(at, &own)| Edge {
            a: own,
            b: DocId::from_index(at),
            similarity: Similarity::SAME,
            route: Route::Exact,
            n_bands,
        });
        let mut edges: Vec<Edge> = links.into_iter().chain(copies).collect();
        edges.par_sort_unstable_by_key(|edge| (edge.a, edge.b));
        let relation = |edge: Edge| {
            let same_set = edge.route == Route::Exact;
            relation::of_pair(self.facts(edge.a), self.facts(edge.b), edge.similarity, bounds, same_set)
        };
        edges.into_par_iter().with_min_len(4_096).map(|edge| (edge, relation(edge))).collect()
    }
}

/// The clusters of `documents`, in the order of their canonical articles. Cost: 4 bytes a document.
pub fn clusters(
    documents: &[Document],
    published: &[Option<i64>],
    source: &[u32],
) -> impl Iterator<Item = Cluster> {
    let mut members: Vec<u32> = (0..documents.len() as u32).collect();
    members.sort_unstable_by_key(|&d| (documents[d as usize].canonical, d));
    let mut first = 0;
    let mut sources = Vec::new();
    std::iter::from_fn(move || {
        let canonical = documents[*members.get(first)? as usize].canonical;
        let same = |&&d: &&u32| documents[d as usize].canonical == canonical;
        let n_documents = members[first..].iter().take_while(same).count();
        let own = &members[first..first + n_documents];
        first += n_documents;

        sources.clear();
        sources.extend(own.iter().map(|&d| source[d as usize]).filter(|&source| source > 0));
        sources.sort_unstable();
        sources.dedup();
        let rows = || own.iter().map(|&d| &documents[d as usize]);
        let mut relations = [0; Relation::ALL.len()];
        for relation in rows().filter_map(|row| row.relation) {
            relations[relation as usize] += 1;
        }
        let published = || own.iter().filter_map(|&d| published[d as usize]);
        Some(Cluster {
            canonical,
            n_documents: n_documents as u32,
            n_sources: sources.len() as u32,
            first_published: published().min(),
            last_published: published().max(),
            min_jaccard: rows().filter_map(|row| row.similarity).map(|s| s.jaccard).reduce(f64::min),
            relations,
        })
    })
}

/// The link of a pair, among sorted links.
pub fn find(links: &[Edge], pair: PairKey) -> Option<&Edge> {
    links.binary_search_by_key(&pair, |edge| PairKey::new(edge.a, edge.b)).ok().map(|at| &links[at])
}

/// The similarity of two linked classes, from the side of `own`.
fn between(links: &[Edge], own: DocId, other: DocId) -> Similarity {
    match find(links, PairKey::new(own, other)) {
        Some(edge) if edge.a == own => edge.similarity,
        Some(edge) => edge.similarity.swapped(),
        // Not reached: a cluster's members are linked to its canonical article.
        None => Similarity { jaccard: 0.0, containment_a: 0.0, containment_b: 0.0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(a: u32, b: u32, jaccard: f64) -> Edge {
        let similarity = Similarity { jaccard, containment_a: jaccard, containment_b: jaccard };
        Edge { a: DocId(a), b: DocId(b), similarity, route: Route::Lsh, n_bands: 1 }
    }

    #[test]
    fn clusters_count_what_their_documents_say() {
        let articles = Articles {
            published: &[Some(5), None, Some(3), Some(9), None],
            source: &[1, 1, 2, 0, 2],
            n_tokens: &[50; 5],
            n_shingles: &[46, 46, 46, 46, 0],
            flags: &[Flags::default(); 5],
            preference: &[u32::MAX; 5],
        };
        // 3 is a copy of 0.
        let class: Vec<DocId> = [0, 1, 2, 0, 4].map(DocId).to_vec();
        let bounds = Bounds { threshold: 0.8, containment: None };
        let links = vec![link(0, 1, 0.9), link(0, 2, 0.85)];
        let assembled = articles.assemble(&class, links, &bounds, &articles.best_first(Policy::Earliest), 7);
        assert_eq!((assembled.components, assembled.split_components), (1, 1));
        assert_eq!(assembled.edges.len(), 3);
        let found: Vec<Cluster> =
            clusters(&assembled.documents, articles.published, articles.source).collect();
        let told =
            |c: &Cluster| (c.canonical.0, c.n_documents, c.n_sources, c.first_published, c.min_jaccard);
        assert_eq!(
            found.iter().map(told).collect::<Vec<_>>(),
            [(1, 1, 1, None, Some(1.0)), (2, 3, 2, Some(3), Some(0.85)), (4, 1, 1, None, None)]
        );
        assert_eq!(found[1].last_published, Some(9));
        assert_eq!(found[1].relations.iter().sum::<u32>(), 2);
    }
}
