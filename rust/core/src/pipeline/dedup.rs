//! The whole of deduplication over batches: learn and sketch, plan, verify, finish.
//!
//! The texts are read in one stream. Each batch first teaches the recurring lines of its sources, and is then
//! cleaned by what is known so far ([`super::foreseen`]); only texts that were cleaned by other lines than those
//! learned in the end are read again. The shingle sets of the first texts stay in memory, the tokens of the others
//! are put aside ([`super::spilled`]), so that candidates are verified without their texts. Documents get dense
//! numbers by the rank of their ids before any pair is formed, so nothing in the outcome depends on the order or the
//! size of batches, on threads, or on what stayed in memory.

use std::collections::VecDeque;
use std::hash::Hasher;
use std::io;

use rayon::prelude::*;
use rustc_hash::FxHasher;

use crate::canonical::Policy;
use crate::lsh::params::Bands;
use crate::relation;
use crate::sketch::minhash::Permutations;
use crate::text::clean::learn::{Learner, LineHashes, LineReader, ReadLine};
use crate::text::clean::{Cleaner, Learned, Why};
use crate::verify::{Bounds, Edge};
use crate::{Error, Result};

use super::assemble::Articles;
use super::audit::{Asking, ENOUGH, Larger, Sample, measured, sample_hash};
use super::check::Checker;
use super::foreseen::Foreseen;
use super::keys::Keys;
use super::outcome::Outcome;
use super::plan::Plan;
use super::removed::{Line, MOST, RemovedLines};
use super::rows::Rows;
use super::saved::{Reader, Saved, Writer, broken};
use super::scratch::Scratch;
use super::sets::{KEPT, Place, Pool, Sets};
use super::sketcher::{Sketcher, Sketches};
use super::spilled::{Spilled, Vocabulary, Worker};

/// Texts that one worker sketches at a time, with one set of columns.
const CHUNK: usize = 256;

/// Texts of which the vocabulary is made that tokens are put aside by.
const VOCABULARY: usize = 4_096;

/// Bytes to a line, on the average, from which the lines of a text are kept until it is sketched: they take half as much
/// memory as the text at most.
const SHORT_LINE: usize = 32;

/// Parameters, by their public names.
#[derive(Debug, Clone)]
pub struct Config {
    /// Least Jaccard of an edge, above 0 and at most 1.
    pub threshold: f64,
    /// Least containment of an edge; `None` for Jaccard alone.
    pub containment: Option<f64>,
    /// Tokens in a shingle.
    pub ngram: usize,
    /// Values in a signature.
    pub num_perm: usize,
    /// Seed of the permutations.
    pub seed: u32,
    /// Bands, or `None` to choose.
    pub bands: Option<usize>,
    /// Rows of a band, or `None` to choose.
    pub rows: Option<usize>,
    /// Policy for the canonical article.
    pub canonical: Policy,
    /// Sources in order of preference.
    pub preferred: Vec<String>,
    /// Whether boilerplate is taken out first.
    pub clean: bool,
}

/// Rows of articles. All columns have one length.
#[derive(Debug, Clone, Default)]
pub struct Batch<'a> {
    /// Unique ids.
    pub ids: Vec<&'a str>,
    /// Raw texts.
    pub texts: Vec<&'a str>,
    /// Titles.
    pub titles: Vec<Option<&'a str>>,
    /// Sources.
    pub sources: Vec<Option<&'a str>>,
    /// Microseconds since 1970.
    pub published: Vec<Option<i64>>,
}

/// Deduplication under way.
#[derive(Debug)]
pub struct Session {
    config: Config,
    bounds: Bounds,
    bands: Bands,
    permutations: Permutations,
    scratch: Box<dyn Scratch>,
    learner: Learner,
    /// The lines of the texts that were learned from and not sketched yet; none of texts of unknown source, and of
    /// those that are made of short lines.
    ahead: VecDeque<Ahead>,
    foreseen: Foreseen,
    /// Whether the lines are those learned in the end.
    is_learned: bool,
    rows: Rows,
    fingerprints: Keys,
    removed: RemovedLines,
    sample: Sample,
    sets: Sets,
    spilled: Spilled,
    plan: Option<Plan>,
    links: Vec<Edge>,
    true_pairs: Vec<(usize, usize)>,
    larger: Larger,
}

impl Session {
    /// Checks the parameters. What doesn't fit into memory goes to `scratch`.
    pub fn new(config: Config, scratch: Box<dyn Scratch>) -> Result<Self> {
        Self::with_room(config, scratch, KEPT, MOST)
    }

    /// The same, with so many shingles of sets kept, and so many lines that don't recur in the table of those removed.
    pub(super) fn with_room(
        config: Config,
        scratch: Box<dyn Scratch>,
        kept: usize,
        most_lines: usize,
    ) -> Result<Self> {
        if !(config.threshold > 0.0 && config.threshold <= 1.0) {
            return Err(Error::parameter("threshold", format!("{} is not in (0, 1]", config.threshold)));
        }
        if let Some(containment) = config.containment.filter(|c| !(*c > 0.0 && *c <= 1.0)) {
            return Err(Error::parameter("containment", format!("{containment} is not in (0, 1]")));
        }
        if !(1..=64).contains(&config.ngram) {
            return Err(Error::parameter("ngram", format!("{} is not between 1 and 64", config.ngram)));
        }
        if !(1..=4096).contains(&config.num_perm) {
            return Err(Error::parameter(
                "num_perm",
                format!("{} is not between 1 and 4096", config.num_perm),
            ));
        }
        let bands = Bands::choose(config.num_perm, config.threshold, config.bands, config.rows)?;
        Ok(Self {
            bounds: Bounds { threshold: config.threshold, containment: config.containment },
            bands,
            permutations: Permutations::new(config.num_perm, config.seed),
            scratch,
            learner: Learner::default(),
            ahead: VecDeque::new(),
            foreseen: Foreseen::default(),
            is_learned: !config.clean,
            rows: Rows::default(),
            fingerprints: Keys::default(),
            removed: RemovedLines::new(most_lines),
            sample: Sample::default(),
            sets: Sets::new(kept),
            spilled: Spilled::default(),
            plan: None,
            links: Vec::new(),
            true_pairs: Vec::new(),
            larger: Larger::default(),
            config,
        })
    }

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
    fn begin_to_spill<'t>(&mut self, texts: impl Iterator<Item = (Option<&'t str>, &'t str)>) -> Result<()> {
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

    fn sketcher<'s>(&'s self, learned: &'s Learned) -> Sketcher<'s> {
        Sketcher::new(&self.permutations, self.bands, self.config.ngram, self.config.clean, learned)
    }

    fn sketch_chunk<'b, 'l>(
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

    /// Writes what was learned and sketched, for [`Session::load`].
    pub fn save(&self, sink: &mut dyn io::Write) -> io::Result<()> {
        let mut out = Writer::new(sink)?;
        let learned = self.foreseen.learned.hashes();
        out.texts(learned.iter().map(|(source, _)| *source))?;
        out.column(learned.iter().map(|(_, line)| *line))?;
        self.rows.save(&mut out)?;
        self.fingerprints.save(&mut out)?;
        self.removed.save(&mut out)?;
        self.sample.save(&mut out)
    }

    /// Goes on from what another session with the same parameters had learned and sketched.
    pub fn load(&mut self, source: &mut dyn io::Read) -> Result<()> {
        let mut from = Reader::new(source)?;
        let (sources, lines) = (from.texts()?, from.column::<u64>()?);
        self.foreseen.learned = Learned::from_hashes(sources.iter().map(String::as_str).zip(lines));
        self.is_learned = true;
        self.rows = Rows::load(&mut from)?;
        if self.rows.bands.len() != self.rows.len() * self.bands.bands {
            return Err(broken("bands"));
        }
        self.fingerprints = Keys::load(&mut from, self.scratch.as_ref())?;
        self.removed = RemovedLines::load(&mut from)?;
        self.sample = Sample::load(&mut from)?;
        self.sets = Sets::full();
        Ok(())
    }

    /// Ends the reading: numbers the documents and finds the candidates. Returns, for each row in order of arrival,
    /// whether its text is to be given to [`Session::take`]; `None` where none is.
    pub fn plan(&mut self) -> Result<Option<Vec<bool>>> {
        let fingerprints = std::mem::take(&mut self.fingerprints);
        let mut plan = Plan::new(&mut self.rows, &fingerprints, self.bands.bands, &self.config)?;
        drop(fingerprints);
        let sets = &self.sets;
        plan.index = std::mem::take(&mut self.sample).into_index(self.config.threshold, |row| sets.get(row));
        self.audit(&mut plan)?;
        let has_set = |row: usize| self.sets.get(row).is_some() || self.spilled.has(row);
        for (pair, _) in &plan.candidates {
            for row in [plan.order.row(pair.a()), plan.order.row(pair.b())] {
                plan.candidate_rows[row] = !has_set(row);
            }
        }
        let wanted = plan.wanted();
        self.plan = Some(plan);
        Ok(wanted)
    }

    /// Holds the larger sample against the smaller one where its sets are at hand, and notes the rest.
    fn audit(&mut self, plan: &mut Plan) -> Result<()> {
        let larger = Larger::of(self.rows.len(), |row| sample_hash(self.rows.ids.get(row)));
        let index = &plan.index;
        for rows in larger.blocks() {
            let found: Result<Vec<(bool, Vec<usize>)>> = rows
                .par_iter()
                .with_min_len(64)
                .map_init(
                    || (Asking::default(), self.worker(), Vec::new()),
                    |(asking, worker, buffer), &row| {
                        let mut similar = Vec::new();
                        let set = self.set_of(row as usize, worker, buffer)?;
                        if let Some(set) = set {
                            index.similar(set, asking, |other| similar.push(other));
                        }
                        Ok((set.is_none(), similar))
                    },
                )
                .collect();
            for (&row, (is_wanted, similar)) in rows.iter().zip(found?) {
                let row = row as usize;
                plan.audit_rows[row] = is_wanted;
                let others = similar.into_iter().filter(|&other| other != row);
                self.true_pairs.extend(others.map(|other| (other, row)));
            }
            if self.true_pairs.len() >= ENOUGH {
                break;
            }
        }
        self.larger = larger;
        Ok(())
    }

    fn worker(&self) -> Worker {
        Worker::new(self.config.ngram)
    }

    /// The set of a row, if it is kept or its tokens were put aside.
    fn set_of<'s>(
        &'s self,
        row: usize,
        worker: &mut Worker,
        buffer: &'s mut Vec<u64>,
    ) -> Result<Option<&'s [u64]>> {
        if self.spilled.read(row, worker, buffer)? { Ok(Some(buffer)) } else { Ok(self.sets.get(row)) }
    }

    /// Takes the sets of wanted rows. `rows[i]` is the row of `texts[i]`; others may be left out.
    pub fn take(&mut self, rows: &[usize], sources: &[Option<&str>], texts: &[&str]) -> Result<()> {
        self.begin_to_spill(sources.iter().copied().zip(texts.iter().copied()))?;
        let (Some(plan), Some(vocabulary)) = (&self.plan, self.spilled.vocabulary()) else {
            return Err(Error::Input("take was called before plan".to_owned()));
        };
        let taken: Vec<Taken> = (0..rows.len())
            .into_par_iter()
            .with_min_len(16)
            .filter(|&at| plan.candidate_rows[rows[at]] || plan.audit_rows[rows[at]])
            .map_init(
                || (self.sketcher(&self.foreseen.learned), Asking::default()),
                |(worker, asking), at| {
                    let row = rows[at];
                    let mut taken = Taken { row, spilled: Vec::new(), similar: Vec::new() };
                    let set = worker.read(sources[at].unwrap_or_default(), texts[at]);
                    if plan.audit_rows[row] {
                        plan.index.similar(set, asking, |other| taken.similar.push(other));
                    }
                    vocabulary.encode(worker.tokens(), &mut taken.spilled);
                    taken
                },
            )
            .collect();
        for Taken { row, spilled, similar } in taken {
            let others = similar.into_iter().filter(|&other| other != row);
            self.true_pairs.extend(others.map(|other| (other, row)));
            self.spilled.push(&spilled, std::iter::once((row, spilled.len() as u32)))?;
        }
        Ok(())
    }

    /// Verifies some of the candidates. Whether any are left.
    pub fn verify(&mut self) -> Result<bool> {
        let Some(plan) = &self.plan else {
            return Err(Error::Input("verify was called before plan".to_owned()));
        };
        let portions = plan.next_portions();
        let checked: Result<Vec<Vec<Edge>>> = plan.portions[portions.clone()]
            .par_iter()
            .map_init(
                || (Checker::default(), self.worker(), Vec::new()),
                |(checker, worker, buffer), portion| {
                    let pairs = &plan.candidates[portion.clone()];
                    checker.begin(pairs);
                    while let Some(d) = checker.next_document() {
                        let row = plan.order.row(d);
                        if self.spilled.read(row, worker, buffer)? {
                            checker.push(buffer);
                        } else if let Some(set) = self.sets.get(row) {
                            checker.keep(set);
                        } else {
                            let id = self.rows.ids.get(row as u32);
                            let missing = format!("the text of {id:?} was not given a second time");
                            return Err(Error::Input(missing));
                        }
                    }
                    Ok(checker.check(pairs, &self.bounds))
                },
            )
            .collect();
        self.links.extend(checked?.into_iter().flatten());
        Ok(self.plan.as_mut().is_some_and(|plan| plan.advance(portions)))
    }

    /// Clusters and gives the tables.
    pub fn finish(mut self) -> Result<Outcome> {
        let Some(mut plan) = self.plan.take() else {
            return Err(Error::Input("finish was called before plan".to_owned()));
        };
        if !plan.is_done() {
            return Err(Error::Input("finish was called before all portions were verified".to_owned()));
        }
        self.links.par_sort_unstable_by_key(|edge| (edge.a, edge.b));
        let order = &plan.order;
        plan.counts.measured = measured(&self.true_pairs, &self.larger, order, &plan.class, &self.links);
        let (published, source) =
            (order.by_document(&self.rows.published), order.by_document(&self.rows.source));
        let preference = self.rows.preferences(&self.config.preferred, order);
        let articles = Articles {
            published: &published,
            source: &source,
            n_tokens: &order.by_document(&self.rows.n_tokens),
            n_shingles: &order.by_document(&self.rows.n_shingles),
            flags: &order.by_document(&self.rows.flags),
            preference: &preference,
        };
        let n_bands = self.bands.bands as u32;
        let (removed, rows, links) = (self.removed, &self.rows, self.links);
        let (boilerplate, assembled) = rayon::join(
            || removed.table(&rows.sources, &rows.source_documents),
            || articles.assemble(&plan.class, links, &self.bounds, &plan.best_first, n_bands),
        );
        plan.counts.components = assembled.components;
        plan.counts.split_components = assembled.split_components;
        Ok(Outcome {
            boilerplate,
            ids: self.rows.ids,
            rows: plan.order.into_rows(),
            published,
            source,
            preference,
            documents: assembled.documents,
            edges: assembled.edges,
            counts: plan.counts,
            bands: self.bands,
        })
    }
}

/// What was read of a text before it is sketched.
#[derive(Debug)]
struct Ahead {
    /// Tells whether it is this text.
    mark: u64,
    lines: Box<[ReadLine]>,
}

/// What a chunk of texts gave.
#[derive(Default)]
struct Read<'b> {
    sketches: Sketches,
    /// Where the shingle sets are kept, if they are.
    sets: Vec<Place>,
    /// Tokens to be put aside, and the bytes of each text.
    spilled: Vec<u8>,
    spilled_sizes: Vec<u32>,
    /// Lines that texts lost, each once a text.
    removed: Vec<(usize, Line<'b>)>,
    /// Sets for the audit.
    sampled: Vec<(usize, Box<[u64]>)>,
}

/// What a text gave that was cleaned by other lines than those learned in the end.
struct Again<'b> {
    at: usize,
    /// Lines that it lost then.
    before: Vec<Line<'b>>,
    read: Read<'b>,
}

/// What a wanted text gave.
struct Taken {
    row: usize,
    spilled: Vec<u8>,
    similar: Vec<usize>,
}

/// The lines that the last text of a cleaner lost, each once.
fn lines_once<'t>(cleaner: &Cleaner<'_>, text: &'t str) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    removed_lines(cleaner, text, |line| lines.push(line));
    lines.sort_unstable();
    lines.dedup();
    lines
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
