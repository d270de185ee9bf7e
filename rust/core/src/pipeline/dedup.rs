//! The whole of deduplication over batches: learn, sketch, plan, verify, finish.
//!
//! The texts are read in streams: once to learn boilerplate, once to sketch, and those candidates whose shingle sets
//! didn't stay in memory once more for each portion of pairs that they take part in. Between the readings a document
//! costs its sketch. Documents get dense numbers by the rank of their ids before any pair is formed, so nothing in
//! the outcome depends on the order or the size of batches, on threads, or on which sets stayed.

use std::io;

use rayon::prelude::*;

use crate::canonical::Policy;
use crate::id::DocId;
use crate::lsh::params::Bands;
use crate::relation;
use crate::sketch::minhash::Permutations;
use crate::text::clean::learn::{Learner, LineHashes};
use crate::text::clean::{Learned, Why};
use crate::verify::{Bounds, Comparer, Edge, Route};
use crate::{Error, Result};

use super::assemble::Articles;
use super::audit::{AGAINST, Asking, Sample, measured, sample_hash};
use super::outcome::Outcome;
use super::plan::Plan;
use super::portion::PORTION;
use super::removed::{Line, RemovedLines};
use super::rows::Rows;
use super::saved::{Reader, Saved, Writer, broken};
use super::sets::{KEPT, Sets};
use super::sketcher::{Sketcher, Sketches};

/// Texts that one worker sketches at a time, with one set of columns.
const CHUNK: usize = 256;

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
    learner: Learner,
    learned: Learned,
    rows: Rows,
    removed: RemovedLines,
    sample: Sample,
    sets: Sets,
    /// Shingles of the sets of a portion.
    room: usize,
    plan: Option<Plan>,
    links: Vec<Edge>,
    true_pairs: Vec<(usize, usize)>,
}

impl Session {
    /// Checks the parameters.
    pub fn new(config: Config) -> Result<Self> {
        Self::with_room(config, KEPT, PORTION)
    }

    /// The same, with so many shingles of sets kept, and so many in a portion.
    pub(super) fn with_room(config: Config, kept: usize, room: usize) -> Result<Self> {
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
            learner: Learner::default(),
            learned: Learned::default(),
            rows: Rows::default(),
            removed: RemovedLines::default(),
            sample: Sample::default(),
            sets: Sets::new(kept),
            room,
            plan: None,
            links: Vec::new(),
            true_pairs: Vec::new(),
            config,
        })
    }

    /// First reading: counts lines of each source.
    pub fn learn(&mut self, sources: &[Option<&str>], texts: &[&str]) {
        let is_known = |source: Option<&str>| source.is_some_and(|source| !source.is_empty());
        let read: Vec<Option<LineHashes>> = (0..texts.len())
            .into_par_iter()
            .with_min_len(64)
            .map(|at| is_known(sources[at]).then(|| LineHashes::of(texts[at])))
            .collect();
        for (source, lines) in sources.iter().zip(read) {
            if let (Some(source), Some(lines)) = (source, lines) {
                self.learner.push_lines(source, lines);
            }
        }
    }

    /// Ends the first reading. Lines learned elsewhere may be given in place of it.
    pub fn learned(&mut self, saved: Option<Learned>) {
        self.learned = saved.unwrap_or_else(|| self.learner.finish());
        self.learner = Learner::default();
    }

    /// Second reading: sketches a batch.
    pub fn sketch(&mut self, batch: &Batch<'_>) -> Result<()> {
        let first = self.rows.len();
        if first + batch.ids.len() > u32::MAX as usize {
            return Err(Error::Input("more than 4,294,967,295 articles in one run".to_owned()));
        }
        let hashes: Vec<u64> = batch.ids.iter().map(|id| sample_hash(id)).collect();
        let sampled = self.sample.extend(first, &hashes);
        let keep_sets = !self.sets.is_full();
        let starts: Vec<usize> = (0..batch.ids.len()).step_by(CHUNK).collect();
        let read: Vec<Read<'_>> = starts
            .into_par_iter()
            .map_init(
                || self.sketcher(),
                |worker, start| {
                    let end = (start + CHUNK).min(batch.ids.len());
                    self.sketch_chunk(worker, batch, start..end, keep_sets, &sampled)
                },
            )
            .collect();
        for at in 0..batch.ids.len() {
            self.rows.push(batch.ids[at], batch.published[at], batch.sources[at]);
        }
        for read in read {
            self.rows.append(&read.sketches);
            self.sets.keep(read.sets, &read.sketches.n_shingles);
            for (at, line) in read.removed {
                let source = (self.rows.source[first + at], batch.sources[at].unwrap_or_default());
                self.removed.push(source, line);
            }
            read.sampled.iter().for_each(|(at, set)| self.sample.keep(first + at, set));
        }
        Ok(())
    }

    fn sketcher(&self) -> Sketcher<'_> {
        Sketcher::new(&self.permutations, self.bands, self.config.ngram, self.config.clean, &self.learned)
    }

    fn sketch_chunk<'b>(
        &self,
        worker: &mut Sketcher<'_>,
        batch: &Batch<'b>,
        range: std::ops::Range<usize>,
        keep_sets: bool,
        sampled: &[bool],
    ) -> Read<'b> {
        let mut read = Read::default();
        if keep_sets {
            // A shingle to six bytes of English; the vector is as good as full.
            read.sets.reserve(batch.texts[range.clone()].iter().map(|text| text.len() / 6).sum());
        }
        for at in range {
            let (source, text) = (batch.sources[at].unwrap_or_default(), batch.texts[at]);
            let set = worker.read(source, text);
            if keep_sets {
                read.sets.extend_from_slice(set);
            }
            if sampled[at] {
                read.sampled.push((at, set.into()));
            }
            let is_update = relation::is_marked(batch.titles[at].unwrap_or_default(), text);
            worker.sketch(self.config.containment.is_some(), is_update, &mut read.sketches);
            let before = read.removed.len();
            removed_lines(worker, text, |line| read.removed.push((at, line)));
            read.removed[before..].sort_unstable();
        }
        read.removed.dedup();
        read
    }

    /// Writes what was learned and sketched so far, for [`Session::load`].
    pub fn save(&self, sink: &mut dyn io::Write) -> io::Result<()> {
        let mut out = Writer::new(sink)?;
        let learned = self.learned.hashes();
        out.texts(learned.iter().map(|(source, _)| *source))?;
        out.column(learned.iter().map(|(_, line)| *line))?;
        self.rows.save(&mut out)?;
        self.removed.save(&mut out)?;
        self.sample.save(&mut out)
    }

    /// Goes on from what another session with the same parameters had learned and sketched.
    pub fn load(&mut self, source: &mut dyn io::Read) -> Result<()> {
        let mut from = Reader::new(source)?;
        let (sources, lines) = (from.texts()?, from.column::<u64>()?);
        self.learned = Learned::from_hashes(sources.iter().map(String::as_str).zip(lines));
        self.rows = Rows::load(&mut from)?;
        if self.rows.bands.len() != self.rows.len() * self.bands.bands {
            return Err(broken("bands"));
        }
        self.removed = RemovedLines::load(&mut from)?;
        self.sample = Sample::load(&mut from)?;
        self.sets = if self.rows.len() == 0 { Sets::new(KEPT) } else { Sets::full() };
        Ok(())
    }

    /// Ends the second reading: numbers the documents, finds the candidates, and verifies those whose sets are in
    /// memory. Returns, for each row in order of arrival, whether its text is wanted once more; `None` where none
    /// is.
    pub fn plan(&mut self) -> Result<Option<Vec<bool>>> {
        let mut plan = Plan::new(&mut self.rows, self.bands.bands, &self.config)?;
        let sets = &self.sets;
        plan.index = std::mem::take(&mut self.sample).into_index(self.config.threshold, |row| sets.get(row));
        self.audit(&mut plan);
        if self.sets.is_full() {
            let mut is_candidate = vec![false; self.rows.len()];
            for (pair, _) in &plan.candidates {
                is_candidate[plan.order.row(pair.a())] = true;
                is_candidate[plan.order.row(pair.b())] = true;
            }
            self.sets.retain(|row| is_candidate[row]);
        }
        plan.cut(&self.rows, &self.sets, self.room);
        self.go_on(plan)
    }

    /// Holds the larger sample against the smaller one where its sets are in memory, and notes the rest.
    fn audit(&mut self, plan: &mut Plan) {
        let hashes: Vec<u64> =
            (0..self.rows.len() as u32).map(|row| sample_hash(self.rows.ids.get(row))).collect();
        let bound = if hashes.len() > AGAINST {
            *hashes.clone().select_nth_unstable(AGAINST - 1).1
        } else {
            u64::MAX
        };
        let (index, sets) = (&plan.index, &self.sets);
        let found: Vec<Vec<(usize, usize)>> = plan
            .audit_rows
            .par_iter_mut()
            .enumerate()
            .with_min_len(256)
            .fold(
                || (Asking::default(), Vec::new()),
                |(mut asking, mut pairs), (row, is_wanted)| {
                    if hashes[row] <= bound {
                        match sets.get(row) {
                            Some(set) => index.similar(set, &mut asking, |other| pairs.push((other, row))),
                            None => *is_wanted = true,
                        }
                    }
                    (asking, pairs)
                },
            )
            .map(|(_, pairs)| pairs)
            .collect();
        let found = found.into_iter().flatten().filter(|(one, other)| one != other);
        self.true_pairs.extend(found);
    }

    /// Further reading: takes the sets of wanted rows. `rows[i]` is the row of `texts[i]`; others may be left out.
    pub fn verify(&mut self, rows: &[usize], sources: &[Option<&str>], texts: &[&str]) -> Result<()> {
        let Some(plan) = &self.plan else {
            return Err(Error::Input("verify was called before plan".to_owned()));
        };
        let taken: Vec<Taken> = (0..rows.len())
            .into_par_iter()
            .with_min_len(16)
            .filter(|&at| plan.candidate_rows[rows[at]] || plan.audit_rows[rows[at]])
            .map_init(
                || (self.sketcher(), Asking::default()),
                |(worker, asking), at| {
                    let row = rows[at];
                    let set = worker.read(sources[at].unwrap_or_default(), texts[at]);
                    let mut partners = Vec::new();
                    if plan.audit_rows[row] {
                        plan.index.similar(set, asking, |other| partners.push(other));
                    }
                    Taken { row, set: plan.candidate_rows[row].then(|| set.into()), partners }
                },
            )
            .collect();
        for Taken { row, set, partners } in taken {
            self.true_pairs
                .extend(partners.into_iter().filter(|&other| other != row).map(|other| (other, row)));
            if let Some(set) = set {
                self.sets.insert(row, set);
            }
        }
        Ok(())
    }

    /// Verifies the portion whose texts were given. Returns what [`Session::plan`] does, for the next one.
    pub fn next_portion(&mut self) -> Result<Option<Vec<bool>>> {
        let Some(mut plan) = self.plan.take() else {
            return Err(Error::Input("next_portion was called before plan".to_owned()));
        };
        self.check_portion(&plan)?;
        self.sets.end_portion();
        plan.next_portion(&self.sets);
        self.go_on(plan)
    }

    /// Verifies portions that need no text.
    fn go_on(&mut self, mut plan: Plan) -> Result<Option<Vec<bool>>> {
        let mut wanted = plan.wanted();
        while wanted.is_none() && !plan.is_done() {
            self.check_portion(&plan)?;
            plan.next_portion(&self.sets);
            wanted = plan.wanted();
        }
        self.plan = Some(plan);
        Ok(wanted)
    }

    /// Adds the pairs of the portion under way that are edges.
    fn check_portion(&mut self, plan: &Plan) -> Result<()> {
        let set = |d: DocId| {
            let row = plan.order.row(d);
            self.sets.get(row).ok_or_else(|| {
                Error::Input(format!(
                    "the text of {:?} was not given a second time",
                    self.rows.ids.get(row as u32)
                ))
            })
        };
        let checked: Result<Vec<Option<Edge>>> = plan
            .portion()
            .par_iter()
            .with_min_len(256)
            .map_init(Comparer::default, |comparer, &(pair, n_bands)| {
                let (a, b) = (pair.a(), pair.b());
                let (set_a, set_b) = (set(a)?, set(b)?);
                let similarity = comparer.similarity(a, set_a, set_b);
                let is_edge = self.bounds.is_edge(similarity, set_a.len() as u32, set_b.len() as u32);
                let route = if n_bands > 0 { Route::Lsh } else { Route::Fingerprint };
                Ok(is_edge.then_some(Edge { a, b, similarity, route, n_bands }))
            })
            .collect();
        let checked = checked?;
        self.links.extend(checked.into_iter().flatten());
        Ok(())
    }

    /// Clusters and gives the tables.
    pub fn finish(mut self) -> Result<Outcome> {
        let Some(mut plan) = self.plan.take() else {
            return Err(Error::Input("finish was called before plan".to_owned()));
        };
        if !plan.is_done() {
            return Err(Error::Input("finish was called before all portions were verified".to_owned()));
        }
        self.links.sort_unstable_by_key(|edge| (edge.a, edge.b));
        let order = &plan.order;
        plan.counts.measured = measured(&self.true_pairs, order, &plan.class, &self.links);
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
        let assembled =
            articles.assemble(&plan.class, self.links, &self.bounds, self.config.canonical, n_bands);
        plan.counts.components = assembled.components;
        plan.counts.split_components = assembled.split_components;
        Ok(Outcome {
            boilerplate: self.removed.table(&self.rows.sources, &self.rows.source_documents),
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

/// What a chunk of texts gave in the second reading.
#[derive(Default)]
struct Read<'b> {
    sketches: Sketches,
    /// The shingle sets, one after the other.
    sets: Vec<u64>,
    /// Lines that texts lost, each once a text.
    removed: Vec<(usize, Line<'b>)>,
    /// Sets for the audit.
    sampled: Vec<(usize, Box<[u64]>)>,
}

/// What one text gave in a further reading.
struct Taken {
    row: usize,
    set: Option<Box<[u64]>>,
    partners: Vec<usize>,
}

/// Hands over the lines that the text lost, and those that recur within its source but stay.
fn removed_lines<'t>(worker: &Sketcher<'_>, text: &'t str, mut take: impl FnMut(Line<'t>)) {
    let Some(cleaner) = worker.cleaner() else { return };
    cleaner.removed().filter(|(span, _)| !span.is_empty()).for_each(|(span, why)| {
        take(Line { why, words: span.of(text), is_spared: false });
    });
    cleaner
        .spared()
        .for_each(|span| take(Line { why: Why::Recurring, words: span.of(text), is_spared: true }));
}
