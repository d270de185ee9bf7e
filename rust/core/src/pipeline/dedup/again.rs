//! Texts that were cleaned by other lines than those learned in the end are read a second time.

use rayon::prelude::*;

use crate::Result;
use crate::text::clean::Cleaner;
use crate::text::clean::learn::LineHashes;

use super::reading::{Read, lines_once};
use super::{Batch, Session};
use crate::pipeline::removed::Line;
use crate::pipeline::sets::Sets;
use crate::pipeline::sketcher::Sketcher;

impl Session {
    /// Sketches those texts anew that were cleaned by other lines than those that were learned in the end.
    /// `rows[i]` is the row of text `i` of the batch.
    pub fn sketch_again(&mut self, rows: &[usize], batch: &Batch<'_>) -> Result<()> {
        self.begin_to_spill(batch.sources.iter().copied().zip(batch.texts.iter().copied()))?;
        let again: Result<Vec<Again<'_>>> = (0..rows.len())
            .into_par_iter()
            .with_min_len(16)
            .map_init(
                || self.sketcher(&self.foreseen.learned),
                |worker, at| self.read_again(worker, rows[at], at, batch),
            )
            .filter_map(Result::transpose)
            .collect();
        for Again { at, before, read } in again? {
            let (row, name) = (rows[at], batch.sources[at].unwrap_or_default());
            let source = self.rows.source[row];
            for line in before {
                self.removed.take_back(source, line);
            }
            for (_, line) in read.removed {
                self.removed.push((source, name), line);
            }
            self.rows.replace(row, &read.sketches);
            self.fingerprints.push_again(row, &read.sketches.fingerprints, self.scratch.as_ref())?;
            self.spilled.push(&read.spilled, std::iter::once(row).zip(read.spilled_sizes))?;
            read.sampled.iter().for_each(|(_, set)| self.sample.keep(row, set));
        }
        Ok(())
    }

    /// Whether the lines that texts lost are to be counted anew: then each batch is to be given to
    /// [`Session::count_again`].
    pub fn counts_again(&mut self) -> bool {
        self.is_learned && self.removed.is_begun_anew()
    }

    /// Counts the lines that the texts of a batch lost.
    pub fn count_again(&mut self, sources: &[Option<&str>], texts: &[&str]) {
        let removed: Vec<Vec<Line<'_>>> = (0..texts.len())
            .into_par_iter()
            .with_min_len(64)
            .map_init(
                || (Cleaner::new(Some(&self.foreseen.learned)), Vec::new()),
                |(cleaner, tokens), at| {
                    cleaner.read(sources[at].unwrap_or_default(), texts[at], None, tokens);
                    lines_once(cleaner, texts[at])
                },
            )
            .collect();
        for (source, lines) in sources.iter().zip(removed) {
            let number = self.rows.number_of(*source);
            for line in lines {
                self.removed.push((number, source.unwrap_or_default()), line);
            }
        }
    }

    fn read_again<'b>(
        &self,
        worker: &mut Sketcher<'_>,
        row: usize,
        at: usize,
        batch: &Batch<'b>,
    ) -> Result<Option<Again<'b>>> {
        let (source, text) = (batch.sources[at].unwrap_or_default(), batch.texts[at]);
        let Some(cleaned_by) = self.foreseen.cleaned_by(row, source, &LineHashes::of(text)) else {
            return Ok(None);
        };
        let mut cleaner = Cleaner::new(Some(&cleaned_by));
        cleaner.read(source, text, None, &mut Vec::new());
        let before = lines_once(&cleaner, text);
        // There is a vocabulary now, so no set is kept.
        let pool = Sets::full().lend();
        let read = self.sketch_chunk(worker, batch, at..at + 1, &pool, |_| None, |_| self.sample.has(row))?;
        Ok(Some(Again { at, before, read }))
    }
}

/// What a text gave that was cleaned by other lines than those learned in the end.
struct Again<'b> {
    at: usize,
    /// Lines that it lost then.
    before: Vec<Line<'b>>,
    read: Read<'b>,
}
