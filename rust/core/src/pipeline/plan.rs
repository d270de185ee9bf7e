//! What is to be verified: the second reading's outcome.

use std::ops::Range;

use crate::Result;
use crate::id::{DocId, PairKey};
use crate::lsh::band::{Keys, from_bands};
use crate::lsh::fingerprint::from_fingerprints;
use crate::verify::MIN_CONTAINED;

use super::audit::Index;
use super::dedup::Config;
use super::outcome::Counts;
use super::portion;
use super::rows::{Order, Rows};
use super::sets::Sets;

/// Candidates, in portions, and the rows that the portion under way needs.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) order: Order,
    /// The lowest id with the same shingle set.
    pub(super) class: Vec<DocId>,
    /// Candidate pairs with the number of bands that agree, by portion.
    pub(super) candidates: Vec<(PairKey, u32)>,
    portions: Vec<Range<usize>>,
    /// The portion under way.
    number: usize,
    /// Rows whose sets that portion needs, kept ones left out.
    pub(super) candidate_rows: Vec<bool>,
    /// Rows that are still to be held against the sample.
    pub(super) audit_rows: Vec<bool>,
    pub(super) index: Index,
    pub(super) counts: Counts,
}

impl Plan {
    /// Numbers the documents and finds the candidates.
    pub(super) fn new(rows: &mut Rows, bands: usize, config: &Config) -> Result<Self> {
        let order = Order::of(&rows.ids)?;
        let class = rows.classes(&order);
        let size = |d: DocId| rows.n_shingles[order.row(d)];
        let representatives: Vec<DocId> = (0..rows.len())
            .map(DocId::from_index)
            .filter(|&d| class[d.index()] == d && size(d) > 0)
            .collect();
        let keys = Keys { keys: &rows.bands, bands, row_of: order.rows() };
        let by_band = from_bands(&representatives, keys, &rows.n_shingles, config.threshold);
        let mut counts = Counts {
            lsh_candidates: by_band.pairs.len(),
            hot_buckets: by_band.hot_buckets,
            largest_bucket: by_band.largest_bucket,
            pairs_left_out: by_band.pairs_left_out,
            ..Counts::default()
        };
        let mut candidates = by_band.pairs;
        if let Some(containment) = config.containment {
            let mut starts = vec![0; rows.len() + 1];
            for (row, &n) in rows.n_fingerprints.iter().enumerate() {
                starts[row + 1] = starts[row] + n as usize;
            }
            let documents = representatives.iter().filter(|&&d| size(d) >= MIN_CONTAINED).map(|&d| {
                let row = order.row(d);
                (d, &rows.fingerprints[starts[row]..starts[row + 1]])
            });
            let found = from_fingerprints(&documents, rows.len(), containment);
            counts.hot_fingerprints = found.hot;
            counts.mostly_hot_documents = found.mostly_hot;
            candidates.extend(found.pairs.into_iter().map(|pair| (pair, 0)));
            // For one pair the entry with the bands comes first, and stays.
            candidates.sort_unstable_by_key(|&(pair, n_bands)| (pair, std::cmp::Reverse(n_bands)));
            candidates.dedup_by_key(|(pair, _)| *pair);
            counts.fingerprint_candidates = candidates.len() - counts.lsh_candidates;
        }
        rows.bands = Vec::new();
        rows.fingerprints = Vec::new();
        Ok(Self {
            class,
            candidates,
            portions: Vec::new(),
            number: 0,
            candidate_rows: vec![false; rows.len()],
            audit_rows: vec![false; rows.len()],
            index: Index::default(),
            counts,
            order,
        })
    }

    /// Cuts the candidates into portions, with `room` shingles for each, and starts on the first.
    pub(super) fn cut(&mut self, rows: &Rows, sets: &Sets, room: usize) {
        let cost = |d: DocId| {
            let row = self.order.row(d);
            if sets.is_kept(row) { 0 } else { rows.n_shingles[row] as usize }
        };
        self.portions = portion::cut(&mut self.candidates, rows.len(), room, cost);
        self.start_portion(sets);
    }

    fn start_portion(&mut self, sets: &Sets) {
        self.candidate_rows.fill(false);
        let Some(portion) = self.portions.get(self.number) else { return };
        for (pair, _) in &self.candidates[portion.clone()] {
            for row in [self.order.row(pair.a()), self.order.row(pair.b())] {
                self.candidate_rows[row] = !sets.is_kept(row);
            }
        }
    }

    /// The pairs of the portion under way.
    pub(super) fn portion(&self) -> &[(PairKey, u32)] {
        self.portions.get(self.number).map_or(&[], |portion| &self.candidates[portion.clone()])
    }

    /// Goes on to the next portion.
    pub(super) fn next_portion(&mut self, sets: &Sets) {
        self.number += 1;
        self.audit_rows.fill(false);
        self.start_portion(sets);
    }

    /// The rows whose texts are wanted, if any.
    pub(super) fn wanted(&self) -> Option<Vec<bool>> {
        let wanted: Vec<bool> =
            self.candidate_rows.iter().zip(&self.audit_rows).map(|(&pair, &audit)| pair || audit).collect();
        wanted.contains(&true).then_some(wanted)
    }

    /// Whether no portion is left.
    pub(super) fn is_done(&self) -> bool {
        self.number >= self.portions.len()
    }
}
