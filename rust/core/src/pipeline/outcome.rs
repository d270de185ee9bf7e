//! What a deduplication gives: the rows of its tables and what happened on the way.

use crate::id::DocId;
use crate::lsh::params::Bands;
use crate::relation::Relation;
use crate::text::clean::Why;
use crate::verify::{Edge, Similarity};

use super::audit::Measured;
use super::ids::Ids;
use super::sketcher::Flags;

/// What happened on the way, for the summary.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Pairs that shared a band.
    pub lsh_candidates: usize,
    /// Pairs found by fingerprints alone.
    pub fingerprint_candidates: usize,
    /// Buckets of bands that were split.
    pub hot_buckets: usize,
    /// Largest bucket of a band.
    pub largest_bucket: usize,
    /// Pairs that met in a bucket too large to take all its pairs.
    pub pairs_left_out: usize,
    /// Fingerprints that gave no pairs, being too common.
    pub hot_fingerprints: usize,
    /// Documents more than half of whose fingerprint is too common.
    pub mostly_hot_documents: usize,
    /// Connected components of two or more documents.
    pub components: usize,
    /// Components that the guard split.
    pub split_components: usize,
    /// Recall on the sample.
    pub measured: Measured,
}

/// A row of `documents`.
#[derive(Debug, Clone, Copy)]
pub struct Document {
    /// The canonical article of its cluster.
    pub canonical: DocId,
    /// `None` for the canonical article itself and for a text alone in its cluster.
    pub relation: Option<Relation>,
    /// Whether the cluster holds another document.
    pub is_alone: bool,
    /// With the canonical article; `None` for a text without shingles.
    pub similarity: Option<Similarity>,
    /// Tokens of the cleaned text.
    pub n_tokens: u32,
    /// Distinct shingles.
    pub n_shingles: u32,
    /// Shape.
    pub flags: Flags,
}

/// A row of `clusters`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cluster {
    /// Its canonical article.
    pub canonical: DocId,
    /// Articles.
    pub n_documents: u32,
    /// Distinct known sources.
    pub n_sources: u32,
    /// The earliest date, in microseconds since 1970.
    pub first_published: Option<i64>,
    /// The latest date.
    pub last_published: Option<i64>,
    /// The least similarity to the canonical article; `None` for a text without shingles.
    pub min_jaccard: Option<f64>,
    /// Members by their relation, in the order of [`Relation::ALL`].
    pub relations: [u32; Relation::ALL.len()],
}

/// A line that was taken out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Removed {
    /// Source, empty where unknown.
    pub source: String,
    /// Why it went.
    pub why: Why,
    /// The line.
    pub line: String,
    /// Texts that lost it.
    pub n_documents: u32,
    /// Texts of the source.
    pub of: u32,
}

/// The tables.
#[derive(Debug)]
pub struct Outcome {
    /// Ids in order of arrival.
    pub ids: Ids,
    /// The row of each document: rows by ascending id.
    pub rows: Vec<u32>,
    /// When each document was published, in microseconds since 1970.
    pub published: Vec<Option<i64>>,
    /// The number of each one's source; 0 where unknown.
    pub source: Vec<u32>,
    /// The place of each one's source in the ranked list; `u32::MAX` for others.
    pub preference: Vec<u32>,
    /// A row for each document.
    pub documents: Vec<Document>,
    /// Verified pairs with their relation, in order.
    pub edges: Vec<(Edge, Relation)>,
    /// What cleaning took out, sorted.
    pub boilerplate: Vec<Removed>,
    /// What happened.
    pub counts: Counts,
    /// The bands used.
    pub bands: Bands,
}

impl Outcome {
    /// The ids, ascending: [`DocId`] is a place among them.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|&row| self.ids.get(row))
    }
}
