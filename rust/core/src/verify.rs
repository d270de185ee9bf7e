//! Candidate pairs to edges, by the shingle sets themselves.
//!
//! Exact Jaccard and both containments, from the size of the intersection of two sets. Nothing that was not checked
//! here becomes an edge.
//!
//! Cost: linear in the two sets, less than a nanosecond an element ([`crate::simd`]), and less for each further
//! partner of one set. The slow, obvious twin is [`crate::oracle::join::shared`].

use crate::id::DocId;
use crate::simd::Table;

/// A shingle set with fewer elements takes no part in containment: almost any long text holds a short phrase.
/// Texts of 50 words have 46 shingles of five.
pub const MIN_CONTAINED: u32 = 25;

/// What was measured of a pair `a < b`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Similarity {
    /// Shared shingles over all shingles of the two.
    pub jaccard: f64,
    /// Share of a's shingles found in b.
    pub containment_a: f64,
    /// Share of b's shingles found in a.
    pub containment_b: f64,
}

impl Similarity {
    /// Of a text with itself, or with one that has the same shingles.
    pub const SAME: Self = Self { jaccard: 1.0, containment_a: 1.0, containment_b: 1.0 };

    /// Of two sets of so many elements, `shared` of them in both.
    pub fn of(shared: usize, size_a: usize, size_b: usize) -> Self {
        let ratio = |whole: usize| if whole == 0 { 0.0 } else { shared as f64 / whole as f64 };
        Self {
            jaccard: ratio(size_a + size_b - shared),
            containment_a: ratio(size_a),
            containment_b: ratio(size_b),
        }
    }

    /// Seen from the other side.
    #[must_use]
    pub const fn swapped(self) -> Self {
        Self { jaccard: self.jaccard, containment_a: self.containment_b, containment_b: self.containment_a }
    }
}

/// Compares one set after the other with their partners.
#[derive(Debug, Default)]
pub struct Comparer {
    table: Table,
    set: Option<(DocId, usize)>,
}

impl Comparer {
    /// The similarity of document `a`, whose set is `set_a`, to one whose set is `set_b`. Fastest if all partners of
    /// one `a` come together. Sets are shingles: without repeats, and none is 0.
    pub fn similarity(&mut self, a: DocId, set_a: &[u64], set_b: &[u64]) -> Similarity {
        if self.set != Some((a, set_a.len())) {
            self.table.fill(set_a);
            self.set = Some((a, set_a.len()));
        }
        Similarity::of(self.table.shared(set_b), set_a.len(), set_b.len())
    }

    /// The next `a` is another set, whatever its number.
    pub fn forget(&mut self) {
        self.set = None;
    }
}

/// What makes a pair an edge.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Least Jaccard.
    pub threshold: f64,
    /// Least containment either way; `None` where Jaccard alone counts.
    pub containment: Option<f64>,
}

impl Bounds {
    /// Whether Jaccard alone makes the pair an edge.
    pub fn near(&self, similarity: Similarity) -> bool {
        similarity.jaccard >= self.threshold
    }

    /// Whether a pair with sets of `size_a` and `size_b` shingles is an edge.
    pub fn is_edge(&self, similarity: Similarity, size_a: u32, size_b: u32) -> bool {
        self.near(similarity)
            || self.contained(similarity.containment_a, size_a)
            || self.contained(similarity.containment_b, size_b)
    }

    /// Whether a share of `size` shingles counts as containment.
    pub fn contained(&self, share: f64, size: u32) -> bool {
        self.containment.is_some_and(|bound| share >= bound) && size >= MIN_CONTAINED
    }
}

/// How a pair was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Equal shingle sets.
    Exact,
    /// Agreeing bands.
    Lsh,
    /// Shared fingerprints only.
    Fingerprint,
}

impl Route {
    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Lsh => "lsh",
            Self::Fingerprint => "fingerprint",
        }
    }
}

/// A verified pair `a < b`.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    /// The lower id.
    pub a: DocId,
    /// The higher id.
    pub b: DocId,
    /// What was measured.
    pub similarity: Similarity,
    /// How it was found.
    pub route: Route,
    /// Bands that agree.
    pub n_bands: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn similarity_counts() {
        let similarity = Comparer::default().similarity(DocId(0), &[4, 1, 2, 3], &[3, 5, 4]);
        assert!((similarity.jaccard - 0.4).abs() < 1e-12);
        assert!((similarity.containment_a - 0.5).abs() < 1e-12);
        assert!((similarity.containment_b - 2.0 / 3.0).abs() < 1e-12);
        assert!(Similarity::of(0, 0, 0).jaccard.abs() < f64::EPSILON);
    }
}
