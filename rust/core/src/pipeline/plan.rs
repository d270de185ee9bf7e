//! What is to be verified.

use std::ops::Range;

use rayon::prelude::*;

use crate::Result;
use crate::canonical::{self, Columns};
use crate::id::{DocId, PairKey};
use crate::lsh::band::{self, Sizes, from_bands};
use crate::lsh::fingerprint::{entry, from_fingerprints};
use crate::verify::MIN_CONTAINED;

use super::audit::Index;
use super::dedup::Config;
use super::keys::{Keys, PARTS};
use super::outcome::Counts;
use super::portion::{self, PORTION};
use super::rows::{Order, Rows};

/// Candidates, in portions.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) order: Order,
    /// The lowest id with the same shingle set.
    pub(super) class: Vec<DocId>,
    /// All documents by the canonical policy, the best first.
    pub(super) best_first: Vec<DocId>,
    /// Candidate pairs with the number of bands that agree, by portion.
    pub(super) candidates: Vec<(PairKey, u32)>,
    pub(super) portions: Vec<Range<usize>>,
    /// Portions that are done.
    done: usize,
    /// Rows of candidates whose sets are not at hand.
    pub(super) candidate_rows: Vec<bool>,
    /// Rows that are still to be held against the sample.
    pub(super) audit_rows: Vec<bool>,
    pub(super) index: Index,
    pub(super) counts: Counts,
}

/// Portions that are verified in one call: tens of thousands of texts, the work of a second.
const AT_A_TIME: usize = 64;

impl Plan {
    /// Numbers the documents and finds the candidates.
    pub(super) fn new(rows: &mut Rows, fingerprints: &Keys, bands: usize, config: &Config) -> Result<Self> {
        let order = Order::of(&rows.ids)?;
        let class = rows.classes(&order);
        let columns = Columns {
            published: &order.by_document(&rows.published),
            n_tokens: &order.by_document(&rows.n_tokens),
            preference: &rows.preferences(&config.preferred, &order),
        };
        let best_first = canonical::order(config.canonical, columns);
        let size = |d: DocId| rows.n_shingles[order.row(d)];
        let representatives: Vec<DocId> = (0..rows.len())
            .map(DocId::from_index)
            .filter(|&d| class[d.index()] == d && size(d) > 0)
            .collect();
        let keys = band::Keys { keys: &rows.bands, bands, row_of: order.rows() };
        let sizes = Sizes { sizes: &rows.n_shingles, threshold: config.threshold };
        let by_band =
            from_bands(&representatives, keys, sizes, || ranked(&class, &best_first, &representatives));
        let mut counts = Counts {
            lsh_candidates: by_band.pairs.len(),
            hot_buckets: by_band.hot_buckets,
            largest_bucket: by_band.largest_bucket,
            pairs_left_out: by_band.pairs_left_out,
            ..Counts::default()
        };
        let mut candidates = by_band.pairs;
        rows.bands = Vec::new();
        if let Some(containment) = config.containment {
            let mut sizes = vec![0; rows.len()];
            for &d in representatives.iter().filter(|&&d| size(d) >= MIN_CONTAINED) {
                sizes[d.index()] = rows.n_fingerprints[order.row(d)];
            }
            let found = from_fingerprints(sizes, PARTS, containment, |part, entries| {
                entries.reserve(fingerprints.most(part));
                fingerprints.each(part, |row, key| entries.push(entry(key, order.document(row))))
            })?;
            counts.hot_fingerprints = found.hot;
            counts.mostly_hot_documents = found.mostly_hot;
            candidates.extend(found.pairs.into_iter().map(|pair| (pair, 0)));
            // For one pair the entry with the bands comes first, and stays.
            candidates.par_sort_unstable_by_key(|&(pair, n_bands)| (pair, std::cmp::Reverse(n_bands)));
            candidates.dedup_by_key(|(pair, _)| *pair);
            counts.fingerprint_candidates = candidates.len() - counts.lsh_candidates;
        }
        let portions = portion::cut(&mut candidates, rows.len(), PORTION, |d| size(d) as usize);
        Ok(Self {
            class,
            best_first,
            candidates,
            portions,
            done: 0,
            candidate_rows: vec![false; rows.len()],
            audit_rows: vec![false; rows.len()],
            index: Index::default(),
            counts,
            order,
        })
    }

    /// The rows whose texts are wanted, if any.
    pub(super) fn wanted(&self) -> Option<Vec<bool>> {
        let wanted: Vec<bool> =
            self.candidate_rows.iter().zip(&self.audit_rows).map(|(&pair, &audit)| pair || audit).collect();
        wanted.contains(&true).then_some(wanted)
    }

    /// The portions to be verified next.
    pub(super) fn next_portions(&self) -> Range<usize> {
        self.done..self.portions.len().min(self.done + AT_A_TIME)
    }

    /// Notes that portions were verified. Whether any are left.
    pub(super) fn advance(&mut self, portions: Range<usize>) -> bool {
        self.done = portions.end;
        !self.is_done()
    }

    /// Whether no portion is left.
    pub(super) fn is_done(&self) -> bool {
        self.done >= self.portions.len()
    }
}

/// Documents that stand for their classes, in the order of the best of each.
fn ranked(class: &[DocId], best_first: &[DocId], documents: &[DocId]) -> Vec<DocId> {
    let mut rank = vec![u32::MAX; class.len()];
    for (place, d) in (0..).zip(best_first) {
        let own = &mut rank[class[d.index()].index()];
        *own = place.min(*own);
    }
    let mut documents = documents.to_vec();
    documents.par_sort_unstable_by_key(|d| rank[d.index()]);
    documents
}
