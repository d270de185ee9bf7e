//! A column for each fact of a document, and the two ways to number documents.
//!
//! Rows stand in order of arrival, and stay there: what is wide (ids, band keys, fingerprints) is never moved. When
//! all are in, [`Order`] gives each row its rank among the ids.

use std::io;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::id::DocId;
use crate::{Error, Result};

use super::ids::Ids;
use super::saved::{Reader, Saved, Writer, broken};
use super::sketcher::{Flags, Sketches};

/// A column for each fact, a row for each document, in order of arrival.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) ids: Ids,
    pub(super) published: Vec<Option<i64>>,
    pub(super) source: Vec<u32>,
    pub(super) n_tokens: Vec<u32>,
    pub(super) n_shingles: Vec<u32>,
    pub(super) digest: Vec<u128>,
    pub(super) flags: Vec<Flags>,
    pub(super) bands: Vec<u32>,
    pub(super) n_fingerprints: Vec<u32>,
    pub(super) sources: Vec<String>,
    source_numbers: FxHashMap<String, u32>,
    pub(super) source_documents: Vec<u32>,
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

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

    /// The number of a source that has one, or 0.
    pub(super) fn number_of(&self, source: Option<&str>) -> u32 {
        source.and_then(|source| self.source_numbers.get(source)).copied().unwrap_or_default()
    }

    /// Adds what is known of a document before its text is read.
    pub(super) fn push(&mut self, id: &str, published: Option<i64>, source: Option<&str>) {
        let source = self.source_number(source);
        self.ids.push(id);
        self.published.push(published);
        self.source.push(source);
    }

    /// Adds what the texts of the next rows gave.
    pub(super) fn append(&mut self, sketches: &Sketches) {
        self.n_tokens.extend(&sketches.n_tokens);
        self.n_shingles.extend(&sketches.n_shingles);
        self.digest.extend(&sketches.digest);
        self.flags.extend(&sketches.flags);
        self.bands.extend(&sketches.bands);
        self.n_fingerprints.extend(&sketches.n_fingerprints);
    }

    /// Replaces what the text of a row gave by the first of `sketches`.
    pub(super) fn replace(&mut self, row: usize, sketches: &Sketches) {
        let bands = sketches.bands.len();
        self.bands[row * bands..(row + 1) * bands].copy_from_slice(&sketches.bands);
        self.n_tokens[row] = sketches.n_tokens[0];
        self.n_shingles[row] = sketches.n_shingles[0];
        self.digest[row] = sketches.digest[0];
        self.flags[row] = sketches.flags[0];
        self.n_fingerprints[row] = sketches.n_fingerprints[0];
    }

    /// For each document, the lowest one with the same shingle set; itself where the set is empty.
    pub(super) fn classes(&self, order: &Order) -> Vec<DocId> {
        let mut class: Vec<DocId> = (0..self.len()).map(DocId::from_index).collect();
        // The digest is a hash already: its upper half sorts, the whole decides.
        let of = |d: u32| self.digest[order.row(DocId(d))];
        let mut by_digest: Vec<(u64, u32)> = (0..self.len() as u32)
            .filter(|&d| self.n_shingles[order.row(DocId(d))] > 0)
            .map(|d| ((of(d) >> 64) as u64, d))
            .collect();
        by_digest.par_sort_unstable_by(|a, b| (a.0, of(a.1), a.1).cmp(&(b.0, of(b.1), b.1)));
        for same in by_digest.chunk_by(|a, b| a.0 == b.0 && of(a.1) == of(b.1)) {
            for &(_, d) in same {
                class[d as usize] = DocId(same[0].1);
            }
        }
        class
    }

    /// The place of the source of each document in the ranked list, by document.
    pub(super) fn preferences(&self, preferred: &[String], order: &Order) -> Vec<u32> {
        let of_source: Vec<u32> = std::iter::once(u32::MAX)
            .chain(self.sources.iter().map(|source| {
                preferred.iter().position(|p| p == source).map_or(u32::MAX, |place| place as u32)
            }))
            .collect();
        order.by_document(&self.source).into_iter().map(|source| of_source[source as usize]).collect()
    }
}

impl Saved for Rows {
    fn save(&self, out: &mut Writer<'_>) -> io::Result<()> {
        self.ids.save(out)?;
        out.column(self.published.iter().map(|published| u8::from(published.is_some())))?;
        out.column(self.published.iter().map(|published| published.unwrap_or_default()))?;
        for column in [
            &self.source,
            &self.n_tokens,
            &self.n_shingles,
            &self.bands,
            &self.n_fingerprints,
            &self.source_documents,
        ] {
            out.column(column.iter().copied())?;
        }
        out.column(self.digest.iter().copied())?;
        out.column(self.flags.iter().map(|flags| flags.bits()))?;
        out.texts(self.sources.iter().map(String::as_str))
    }

    fn load(from: &mut Reader<'_>) -> Result<Self> {
        let ids = Ids::load(from)?;
        let is_known: Vec<u8> = from.column()?;
        let published =
            is_known.into_iter().zip(from.column::<i64>()?).map(|(known, at)| (known > 0).then_some(at));
        let rows = Self {
            ids,
            published: published.collect(),
            source: from.column()?,
            n_tokens: from.column()?,
            n_shingles: from.column()?,
            bands: from.column()?,
            n_fingerprints: from.column()?,
            source_documents: from.column()?,
            digest: from.column()?,
            flags: from.column()?.into_iter().map(Flags::from_bits).collect(),
            sources: from.texts()?,
            source_numbers: FxHashMap::default(),
        };
        let n = rows.len();
        let lengths = [rows.published.len(), rows.source.len(), rows.n_tokens.len(), rows.n_shingles.len()];
        let more = [rows.n_fingerprints.len(), rows.digest.len(), rows.flags.len()];
        if lengths.iter().chain(&more).any(|&length| length != n) {
            return Err(broken("columns of unlike lengths"));
        }
        let numbers = rows.sources.iter().zip(1..).map(|(name, number)| (name.clone(), number)).collect();
        Ok(Self { source_numbers: numbers, ..rows })
    }
}

/// The documents, by the rank of their ids.
#[derive(Debug, Default)]
pub(super) struct Order {
    row_of: Vec<u32>,
    document_of: Vec<DocId>,
}

impl Order {
    /// Ranks the ids; the same one twice is an error.
    pub(super) fn of(ids: &Ids) -> Result<Self> {
        let row_of = ids.ascending();
        if let Some(same) = row_of.windows(2).find(|pair| ids.get(pair[0]) == ids.get(pair[1])) {
            let id = ids.get(same[0]);
            return Err(Error::Input(format!("id {id:?} occurs more than once: ids must be unique")));
        }
        let mut document_of = vec![DocId(0); row_of.len()];
        for (rank, &row) in row_of.iter().enumerate() {
            document_of[row as usize] = DocId::from_index(rank);
        }
        Ok(Self { row_of, document_of })
    }

    pub(super) fn row(&self, document: DocId) -> usize {
        self.row_of[document.index()] as usize
    }

    pub(super) fn document(&self, row: usize) -> DocId {
        self.document_of[row]
    }

    /// The rows, in the order of documents.
    pub(super) fn rows(&self) -> &[u32] {
        &self.row_of
    }

    /// The rows, in the order of documents, for good.
    pub(super) fn into_rows(self) -> Vec<u32> {
        self.row_of
    }

    /// A column in the order of documents.
    pub(super) fn by_document<T: Copy>(&self, column: &[T]) -> Vec<T> {
        self.row_of.iter().map(|&row| column[row as usize]).collect()
    }
}
