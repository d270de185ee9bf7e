//! Learning the recurring lines of sources, and sketching batches of texts.

use std::collections::VecDeque;
use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::FxHasher;

use crate::relation;
use crate::text::clean::learn::{Learner, LineHashes, LineReader, ReadLine};
use crate::text::clean::{Cleaner, Learned, Why};
use crate::{Error, Result};

use super::{Batch, Session};
use crate::pipeline::audit::sample_hash;
use crate::pipeline::removed::Line;
use crate::pipeline::sets::{Place, Pool};
use crate::pipeline::sketcher::{Sketcher, Sketches};
use crate::pipeline::spilled::Vocabulary;

/// Texts that one worker sketches at a time, with one set of columns.
const CHUNK: usize = 256;

/// Texts of which the vocabulary is made that tokens are put aside by.
const VOCABULARY: usize = 4_096;

/// Bytes to a line, on the average, from which the lines of a text are kept until it is sketched: they take half as much
/// memory as the text at most.
const SHORT_LINE: usize = 32;

impl Session {
    /// Counts the lines of each source in a batch, before it is sketched. The more batches are learned before the
    /// first is sketched, the fewer texts are read again.
    pub fn learn(&mut self, sources: &[Option<&str>], texts: &[&str]) {
        if self.is_learned {
            return;
        }
        let learner = &self.learner;
        let read: Vec<(Option<LineHashes>, Ahead)> = (0..texts.len())
            .into_par_iter()
            .with_min_len(64)
            .map_init(LineReader::default, |reader, at| {
                let text = texts[at];
                let mark = mark_of(text);
                let Some(source) = sources[at].filter(|source| !source.is_empty()) else {
                    return (None, Ahead { mark, lines: Box::default() });
                };
                let digest = reader.read(text);
                let is_worth_it = reader.lines().len() * SHORT_LINE <= text.len();
                let lines = if is_worth_it { reader.lines().into() } else { Box::default() };
                (Some(learner.lesson(source, digest, reader)), Ahead { mark, lines })
            })
            .collect();
        let (lessons, ahead): (Vec<Option<LineHashes>>, Vec<Ahead>) = read.into_iter().unzip();
        self.ahead.extend(ahead);
        let lessons = sources.iter().zip(lessons);
        self.learner.push_all(lessons.filter_map(|(source, lesson)| Some(((*source)?, lesson?))));
    }

    /// Ends learning. Lines learned elsewhere may be given in its place, before anything is sketched. Returns, for
    /// each row in order of arrival, whether its text is to be given to [`Session::sketch_again`]; `None` where none
    /// is.
    pub fn learned(&mut self, saved: Option<Learned>) -> Option<Vec<bool>> {
        if self.is_learned {
            return None;
        }
        self.is_learned = true;
        let learned = saved.unwrap_or_else(|| self.learner.finish());
        self.learner = Learner::default();
        self.ahead = VecDeque::new();
        if !self.foreseen.compare(learned, self.rows.len()) {
            return None;
        }
        let source = |row: usize| match self.rows.source[row] {
            0 => "",
            number => &self.rows.sources[number as usize - 1],
        };
        let suspects: Vec<bool> =
            (0..self.rows.len()).map(|row| self.foreseen.is_suspect(row, source(row))).collect();
        suspects.contains(&true).then_some(suspects)
    }

    /// Sketches a batch.
    pub fn sketch(&mut self, batch: &Batch<'_>) -> Result<()> {
        let first = self.rows.len();
        if first + batch.ids.len() > u32::MAX as usize {
            return Err(Error::Input("more than 4,294,967,295 articles in one run".to_owned()));
        }
        if !self.is_learned {
            self.foreseen.update(&mut self.learner, first);
        }
        self.make_room(batch)?;
        let hashes: Vec<u64> = batch.ids.iter().map(|id| sample_hash(id)).collect();
        let sampled = self.sample.extend(first, &hashes);
        let ahead: Vec<Ahead> = self.ahead.drain(..batch.texts.len().min(self.ahead.len())).collect();
        let lines_of = |at: usize| {
            // Lines that were read in another order are not those of these texts.
            let read: &Ahead = ahead.get(at)?;
            (!read.lines.is_empty() && read.mark == mark_of(batch.texts[at])).then_some(&*read.lines)
        };
        let pool = self.sets.lend();
        let mut rows = std::mem::take(&mut self.rows);
        let starts: Vec<usize> = (0..batch.ids.len()).step_by(CHUNK).collect();
        let sketch = || -> Result<Vec<Read<'_>>> {
            starts
                .into_par_iter()
                .map_init(
                    || self.sketcher(&self.foreseen.learned),
                    |worker, start| {
                        let end = (start + CHUNK).min(batch.ids.len());
                        self.sketch_chunk(worker, batch, start..end, &pool, lines_of, |at| sampled[at])
                    },
                )
                .collect()
        };
        let push = || {
            for at in 0..batch.ids.len() {
                rows.push(batch.ids[at], batch.published[at], batch.sources[at]);
            }
        };
        let (read, ()) = rayon::join(sketch, push);
        self.rows = rows;
        self.sets.take_back(pool);
        let read = read?;
        self.gather(first, batch, &read)
    }

    /// Takes in what the texts of a batch gave: three piles, each in the order of rows, side by side.
    fn gather(&mut self, first: usize, batch: &Batch<'_>, read: &[Read<'_>]) -> Result<()> {
        let Self { rows, fingerprints, scratch, sets, spilled, removed, sample, .. } = self;
        let sources = rows.source[first..].to_vec();
        let keys = || {
            let mut all = read.iter().map(|read| &read.sketches);
            all.try_for_each(|sketches| {
                let mut keys = sketches.fingerprints.as_slice();
                sketches.n_fingerprints.iter().try_for_each(|&n| {
                    let (own, rest) = keys.split_at(n as usize);
                    keys = rest;
                    fingerprints.push(own, scratch.as_ref())
                })
            })
        };
        let lines = || {
            for &(at, line) in read.iter().flat_map(|read| &read.removed) {
                removed.push((sources[at], batch.sources[at].unwrap_or_default()), line);
            }
        };
        let others = || {
            let mut row = first;
            for read in read {
                rows.append(&read.sketches);
                sets.keep(&read.sets);
                spilled.push(&read.spilled, (row..).zip(read.spilled_sizes.iter().copied()))?;
                row += read.sketches.n_tokens.len();
                read.sampled.iter().for_each(|(at, set)| sample.keep(first + at, set));
            }
            Ok(())
        };
        let (keys, (others, ())) = rayon::join(keys, || rayon::join(others, lines));
        keys.and(others)
    }

    /// Decides whether the sets of a batch are kept, or its tokens put aside.
    fn make_room(&mut self, batch: &Batch<'_>) -> Result<()> {
        let most = batch.texts.iter().copied().map(most_tokens).sum();
        if self.sets.has_room(most) {
            return Ok(());
        }
        self.begin_to_spill(batch.sources.iter().copied().zip(batch.texts.iter().copied()))
    }

    /// Makes a vocabulary of the first of `texts`, each with its source, unless there is one.
    pub(super) fn begin_to_spill<'t>(
        &mut self,
        texts: impl Iterator<Item = (Option<&'t str>, &'t str)>,
    ) -> Result<()> {
        if self.spilled.vocabulary().is_some() {
            return Ok(());
        }
        let mut worker = self.sketcher(&self.foreseen.learned);
        let mut tokens = Vec::new();
        for (source, text) in texts.take(VOCABULARY) {
            worker.read(source.unwrap_or_default(), text);
            tokens.extend_from_slice(worker.tokens());
        }
        self.spilled.begin(Vocabulary::of(&tokens), self.scratch.as_ref())
    }

    pub(super) fn sketcher<'s>(&'s self, learned: &'s Learned) -> Sketcher<'s> {
        Sketcher::new(&self.permutations, self.bands, self.config.ngram, self.config.clean, learned)
    }

    pub(super) fn sketch_chunk<'b, 'l>(
        &self,
        worker: &mut Sketcher<'_>,
        batch: &Batch<'b>,
        range: std::ops::Range<usize>,
        pool: &Pool,
        lines_of: impl Fn(usize) -> Option<&'l [ReadLine]>,
        is_sampled: impl Fn(usize) -> bool,
    ) -> Result<Read<'b>> {
        let mut read = Read::default();
        let vocabulary = self.spilled.vocabulary();
        let keep_sets = vocabulary.is_none() && !self.sets.is_full();
        let most = batch.texts[range.clone()].iter().copied().map(most_tokens).sum();
        let mut slab = if keep_sets { Some(pool.take(most)?) } else { None };
        let mut made = Vec::new();
        if vocabulary.is_some() {
            // A token to six bytes of English, in two bytes or ten.
            read.spilled.reserve(batch.texts[range.clone()].iter().map(|text| text.len() / 2).sum());
        }
        for at in range {
            let (source, text) = (batch.sources[at].unwrap_or_default(), batch.texts[at]);
            let n_tokens = worker.read_tokens(source, text, lines_of(at));
            let set = if let Some(slab) = &mut slab {
                if slab.free().len() < n_tokens {
                    pool.put(std::mem::replace(slab, pool.take(n_tokens)?));
                }
                let n = worker.write_set(slab.free());
                let (place, set) = slab.keep(n);
                read.sets.push(place);
                set
            } else {
                made.resize(made.len().max(n_tokens), 0);
                let n = worker.write_set(&mut made);
                &made[..n]
            };
            if is_sampled(at) {
                read.sampled.push((at, set.into()));
            }
            if let Some(vocabulary) = vocabulary {
                read.spilled_sizes.push(vocabulary.encode(worker.tokens(), &mut read.spilled));
            }
            let is_update = relation::is_marked(batch.titles[at].unwrap_or_default(), text);
            worker.sketch(set, self.config.containment.is_some(), is_update, &mut read.sketches);
            let before = read.removed.len();
            if let Some(cleaner) = worker.cleaner() {
                removed_lines(cleaner, text, |line| read.removed.push((at, line)));
                read.removed[before..].sort_unstable();
            }
        }
        read.removed.dedup();
        if let Some(slab) = slab {
            pool.put(slab);
        }
        Ok(read)
    }
}

/// What was read of a text before it is sketched.
#[derive(Debug)]
pub(super) struct Ahead {
    /// Tells whether it is this text.
    mark: u64,
    lines: Box<[ReadLine]>,
}

/// What a chunk of texts gave.
#[derive(Default)]
pub(super) struct Read<'b> {
    pub(super) sketches: Sketches,
    /// Where the shingle sets are kept, if they are.
    pub(super) sets: Vec<Place>,
    /// Tokens to be put aside, and the bytes of each text.
    pub(super) spilled: Vec<u8>,
    pub(super) spilled_sizes: Vec<u32>,
    /// Lines that texts lost, each once a text.
    pub(super) removed: Vec<(usize, Line<'b>)>,
    /// Sets for the audit.
    pub(super) sampled: Vec<(usize, Box<[u64]>)>,
}

/// Hands over the lines that the text lost, and those that recur within its source but stay.
fn removed_lines<'t>(cleaner: &Cleaner<'_>, text: &'t str, mut take: impl FnMut(Line<'t>)) {
    cleaner.removed().filter(|(span, _)| !span.is_empty()).for_each(|(span, why)| {
        take(Line { why, words: span.of(text), is_spared: false });
    });
    cleaner
        .spared()
        .for_each(|span| take(Line { why: Why::Recurring, words: span.of(text), is_spared: true }));
}

/// The lines that the last text of a cleaner lost, each once.
pub(super) fn lines_once<'t>(cleaner: &Cleaner<'_>, text: &'t str) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    removed_lines(cleaner, text, |line| lines.push(line));
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// Tokens that a text has at most: each takes two bytes with what is between it and the next, or three alone.
fn most_tokens(text: &str) -> usize {
    text.len() / 2 + 1
}

/// What tells a text from another of its place in the order: its length, its ends and its middle.
fn mark_of(text: &str) -> u64 {
    const EACH: usize = 32; // bytes
    let bytes = text.as_bytes();
    let window = |from: usize| &bytes[from.min(bytes.len())..(from + EACH).min(bytes.len())];
    let mut hasher = FxHasher::default();
    hasher.write_usize(bytes.len());
    hasher.write(window(0));
    hasher.write(window(bytes.len() / 2));
    hasher.write(window(bytes.len().saturating_sub(EACH)));
    hasher.finish()
}
