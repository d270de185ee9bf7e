//! A column for each fact of a document. Filled in order of arrival, then put in the order of ids.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::id::DocId;
use crate::{Error, Result};

use super::audit::{self, sample_hash};
use super::sketcher::{Flags, Sketch};

/// A column for each fact, a row for each document, in order of arrival until [`Rows::sort_by_id`].
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) ids: Vec<Box<str>>,
    pub(super) published: Vec<Option<i64>>,
    pub(super) source: Vec<u32>,
    pub(super) n_tokens: Vec<u32>,
    pub(super) n_shingles: Vec<u32>,
    pub(super) digest: Vec<u128>,
    pub(super) flags: Vec<Flags>,
    pub(super) bands: Vec<u32>,
    pub(super) fingerprints: Vec<(u32, u32)>,
    pub(super) sources: Vec<String>,
    pub(super) source_numbers: FxHashMap<String, u32>,
    pub(super) source_documents: Vec<u32>,
}

impl Rows {
    /// Numbers sources from 1; 0 stands for unknown.
    pub(super) fn source_number(&mut self, source: Option<&str>) -> u32 {
        if self.source_documents.is_empty() {
            self.source_documents.push(0);
        }
        let number = match source.filter(|source| !source.is_empty()) {
            None => 0,
            Some(name) => {
                if let Some(&number) = self.source_numbers.get(name) {
                    number
                } else {
                    self.sources.push(name.to_owned());
                    self.source_documents.push(0);
                    let number = self.sources.len() as u32;
                    self.source_numbers.insert(name.to_owned(), number);
                    number
                }
            }
        };
        self.source_documents[number as usize] += 1;
        number
    }

    pub(super) fn push(
        &mut self,
        id: &str,
        published: Option<i64>,
        source: u32,
        sketch: Sketch,
        bands: usize,
    ) {
        let row = self.ids.len() as u32;
        self.ids.push(id.into());
        self.published.push(published);
        self.source.push(source);
        self.n_tokens.push(sketch.n_tokens);
        self.n_shingles.push(sketch.n_shingles);
        self.digest.push(sketch.digest);
        self.flags.push(sketch.flags);
        self.bands.extend_from_slice(&sketch.bands);
        self.bands.resize((row as usize + 1) * bands, 0);
        self.fingerprints.extend(sketch.fingerprint.into_iter().map(|key| (key, row)));
    }

    /// Puts every column in the order of ids; returns the row that each document had.
    pub(super) fn sort_by_id(&mut self) -> Result<Vec<u32>> {
        let mut row_of: Vec<u32> = (0..self.ids.len() as u32).collect();
        row_of.par_sort_unstable_by(|&a, &b| self.ids[a as usize].cmp(&self.ids[b as usize]));
        if let Some(same) =
            row_of.windows(2).find(|pair| self.ids[pair[0] as usize] == self.ids[pair[1] as usize])
        {
            let id = &self.ids[same[0] as usize];
            return Err(Error::Input(format!("id {id:?} occurs more than once: ids must be unique")));
        }
        let bands = self.bands.len().checked_div(self.ids.len()).unwrap_or(0);
        self.bands = row_of
            .iter()
            .flat_map(|&row| &self.bands[row as usize * bands..(row as usize + 1) * bands])
            .copied()
            .collect();
        gather(&mut self.ids, &row_of);
        gather(&mut self.published, &row_of);
        gather(&mut self.source, &row_of);
        gather(&mut self.n_tokens, &row_of);
        gather(&mut self.n_shingles, &row_of);
        gather(&mut self.digest, &row_of);
        gather(&mut self.flags, &row_of);
        Ok(row_of)
    }

    /// For each document, the lowest one with the same shingle set; itself where the set is empty.
    pub(super) fn classes(&self) -> Vec<DocId> {
        let n = self.ids.len();
        let mut by_digest: Vec<u32> = (0..n as u32).filter(|&d| self.n_shingles[d as usize] > 0).collect();
        by_digest.par_sort_unstable_by_key(|&d| (self.digest[d as usize], d));
        let mut class: Vec<DocId> = (0..n).map(DocId::from_index).collect();
        for same in by_digest.chunk_by(|&a, &b| self.digest[a as usize] == self.digest[b as usize]) {
            for &d in same {
                class[d as usize] = DocId(same[0]);
            }
        }
        class
    }

    /// The rows among which the audit seeks, by the smallest hashes of ids.
    pub(super) fn audit_rows(&self, row_of: &[u32]) -> Vec<bool> {
        let mut hashes: Vec<u64> = self.ids.iter().map(|id| sample_hash(id)).collect();
        let bound = if hashes.len() <= audit::AGAINST {
            u64::MAX
        } else {
            *hashes.clone().select_nth_unstable(audit::AGAINST - 1).1
        };
        let mut rows = vec![false; row_of.len()];
        for (hash, &row) in hashes.drain(..).zip(row_of) {
            rows[row as usize] = hash <= bound;
        }
        rows
    }

    /// The place of each document's source in the ranked list.
    pub(super) fn preferences(&self, preferred: &[String]) -> Vec<u32> {
        let of_source: Vec<u32> = std::iter::once(u32::MAX)
            .chain(self.sources.iter().map(|source| {
                preferred.iter().position(|p| p == source).map_or(u32::MAX, |place| place as u32)
            }))
            .collect();
        self.source.iter().map(|&source| of_source[source as usize]).collect()
    }
}

/// Reorders a column.
fn gather<T: Clone>(column: &mut Vec<T>, row_of: &[u32]) {
    *column = row_of.iter().map(|&row| column[row as usize].clone()).collect();
}
