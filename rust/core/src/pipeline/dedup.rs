//! The whole of deduplication over batches: learn, sketch, plan, verify, finish.
//!
//! The texts are read in streams, up to three times: once to learn boilerplate, once to sketch, and the
//! candidates (with the sample of the audit) once more to verify. Between the readings a document costs its
//! sketch. Documents get dense numbers by the rank of their ids before any pair is formed, so nothing in the
//! outcome depends on the order or the size of batches, or on threads.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::canonical::Policy;
use crate::id::{DocId, PairKey};
use crate::lsh::band;
use crate::lsh::params::Bands;
use crate::relation;
use crate::sketch::minhash::Permutations;
use crate::text::clean::learn::Learner;
use crate::text::clean::{Cleaner, Learned, Why};
use crate::verify::{Bounds, Edge, MIN_CONTAINED, Route, Similarity};
use crate::{Error, Result};

use super::assemble::{Articles, find};
use super::audit::{Index, Measured, Sample, sample_hash};
use super::outcome::{Counts, Outcome, Removed};
use super::rows::Rows;
use super::sketcher::{Flags, Sketch, Sketcher};

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
    removed: FxHashMap<(u32, Why, String), u32>,
    sample: Sample,
    plan: Option<Plan>,
    sets: FxHashMap<usize, Box<[u64]>>,
    true_pairs: Vec<(usize, usize)>,
}

/// What is to be verified.
#[derive(Debug)]
struct Plan {
    /// Row of each document.
    row_of: Vec<u32>,
    /// The lowest id with the same shingle set.
    class: Vec<DocId>,
    /// Candidate pairs with the number of bands that agree.
    candidates: Vec<(PairKey, u32)>,
    candidate_rows: Vec<bool>,
    audit_rows: Vec<bool>,
    index: Index,
    counts: Counts,
}

impl Session {
    /// Checks the parameters.
    pub fn new(config: Config) -> Result<Self> {
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
            removed: FxHashMap::default(),
            sample: Sample::default(),
            plan: None,
            sets: FxHashMap::default(),
            true_pairs: Vec::new(),
            config,
        })
    }

    /// First reading: counts lines of each source.
    pub fn learn(&mut self, sources: &[Option<&str>], texts: &[&str]) {
        for (source, text) in sources.iter().zip(texts) {
            self.learner.push(source.unwrap_or_default(), text);
        }
    }

    /// Ends the first reading. Lines learned elsewhere may be given in place of it.
    pub fn learned(&mut self, saved: Option<Learned>) {
        self.learned = saved.unwrap_or_else(|| self.learner.finish());
        self.learner = Learner::default();
    }

    /// Second reading: sketches a batch.
    pub fn sketch(&mut self, batch: &Batch<'_>) -> Result<()> {
        let first = self.rows.ids.len();
        if first + batch.ids.len() > u32::MAX as usize {
            return Err(Error::Input("more than 4,294,967,295 articles in one run".to_owned()));
        }
        let bound = self.sample.bound();
        let fingerprints = self.config.containment.is_some();
        let read: Vec<Read<'_>> = (0..batch.ids.len())
            .into_par_iter()
            .map_init(
                || self.sketcher(),
                |worker, at| {
                    let (source, text) = (batch.sources[at].unwrap_or_default(), batch.texts[at]);
                    worker.read(source, text);
                    let mut sketch = worker.sketch(fingerprints);
                    let marked = relation::is_marked(batch.titles[at].unwrap_or_default(), text);
                    sketch.flags.set(Flags::UPDATE, marked);
                    let removed = removed_lines(worker, text);
                    let hash = sample_hash(batch.ids[at]);
                    let set = (hash < bound && sketch.n_shingles > 0).then(|| worker.sorted_set());
                    Read { sketch, removed, hash, set }
                },
            )
            .collect();
        for (at, read) in read.into_iter().enumerate() {
            let source = self.rows.source_number(batch.sources[at]);
            for (why, line) in read.removed {
                *self.removed.entry((source, why, line.to_owned())).or_default() += 1;
            }
            if let Some(set) = read.set {
                self.sample.push(read.hash, first + at, set);
            }
            self.rows.push(batch.ids[at], batch.published[at], source, read.sketch, self.bands.bands);
        }
        Ok(())
    }

    fn sketcher(&self) -> Sketcher<'_> {
        Sketcher::new(&self.permutations, self.bands, self.config.ngram, self.config.clean, &self.learned)
    }

    /// Ends the second reading: numbers the documents and finds the candidates. Returns, for each row in order
    /// of arrival, whether its text is wanted once more.
    pub fn plan(&mut self) -> Result<Vec<bool>> {
        let n = self.rows.ids.len();
        let row_of = self.rows.sort_by_id()?;
        let class = self.rows.classes();
        let sizes = &self.rows.n_shingles;
        let representatives: Vec<DocId> = (0..n)
            .map(DocId::from_index)
            .filter(|d| class[d.index()] == *d && sizes[d.index()] > 0)
            .collect();
        let by_band = band::from_bands(
            &representatives,
            &self.rows.bands,
            self.bands.bands,
            sizes,
            self.config.threshold,
        );
        let by_fingerprint = self.fingerprint_candidates(&row_of, &class);
        let mut counts = Counts {
            lsh_candidates: by_band.pairs.len(),
            hot_buckets: by_band.hot_buckets,
            largest_bucket: by_band.largest_bucket,
            hot_fingerprints: by_fingerprint.hot_buckets,
            ..Counts::default()
        };
        let mut candidates = by_band.pairs;
        candidates.extend(by_fingerprint.pairs.into_iter().map(|(pair, _)| (pair, 0)));
        // For one pair the entry with the bands comes first, and stays.
        candidates.par_sort_unstable_by_key(|&(pair, n_bands)| (pair, std::cmp::Reverse(n_bands)));
        candidates.dedup_by_key(|(pair, _)| *pair);
        counts.fingerprint_candidates = candidates.len() - counts.lsh_candidates;

        let mut candidate_rows = vec![false; n];
        for (pair, _) in &candidates {
            candidate_rows[row_of[pair.a().index()] as usize] = true;
            candidate_rows[row_of[pair.b().index()] as usize] = true;
        }
        let audit_rows = self.rows.audit_rows(&row_of);
        let wanted = candidate_rows.iter().zip(&audit_rows).map(|(&a, &b)| a || b).collect();
        let index = std::mem::take(&mut self.sample).into_index();
        self.plan = Some(Plan { row_of, class, candidates, candidate_rows, audit_rows, index, counts });
        Ok(wanted)
    }

    fn fingerprint_candidates(&mut self, row_of: &[u32], class: &[DocId]) -> band::Candidates {
        let Some(containment) = self.config.containment else { return band::Candidates::default() };
        let sizes = &self.rows.n_shingles;
        let mut rank_of = vec![0; row_of.len()];
        for (rank, &row) in row_of.iter().enumerate() {
            rank_of[row as usize] = rank as u32;
        }
        let mut kept = vec![0_u32; row_of.len()];
        let entries: Vec<(u32, DocId)> = std::mem::take(&mut self.rows.fingerprints)
            .into_iter()
            .map(|(key, row)| (key, DocId(rank_of[row as usize])))
            .filter(|(_, d)| class[d.index()] == *d && sizes[d.index()] >= MIN_CONTAINED)
            .inspect(|(_, d)| kept[d.index()] += 1)
            .collect();
        let mut found = band::from_fingerprints(entries);
        // The share of the smaller fingerprint estimates the containment; half the bound leaves room for chance
        // and for fingerprints too common to count.
        found.pairs.retain(|(pair, shared)| {
            let smaller = kept[pair.a().index()].min(kept[pair.b().index()]);
            f64::from(*shared) >= 0.5 * containment * f64::from(smaller)
        });
        found
    }

    /// Third reading: takes the sets of wanted rows. `rows[i]` is the row of `texts[i]`; others may be left out.
    pub fn verify(&mut self, rows: &[usize], sources: &[Option<&str>], texts: &[&str]) -> Result<()> {
        let Some(plan) = &self.plan else {
            return Err(Error::Input("verify was called before plan".to_owned()));
        };
        let threshold = self.config.threshold;
        let taken: Vec<Taken> = (0..rows.len())
            .into_par_iter()
            .filter(|&at| plan.candidate_rows[rows[at]] || plan.audit_rows[rows[at]])
            .map_init(
                || self.sketcher(),
                |worker, at| {
                    let row = rows[at];
                    worker.read(sources[at].unwrap_or_default(), texts[at]);
                    let set = worker.sorted_set();
                    let mut partners = Vec::new();
                    if plan.audit_rows[row] {
                        plan.index.similar(&set, threshold, &mut partners);
                    }
                    Taken { row, set: plan.candidate_rows[row].then_some(set), partners }
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

    /// Verifies, clusters and gives the tables.
    pub fn finish(mut self) -> Result<Outcome> {
        let Some(mut plan) = self.plan.take() else {
            return Err(Error::Input("finish was called before plan".to_owned()));
        };
        let links = self.verified(&plan)?;
        plan.counts.measured = self.measured(&plan, &links);
        let preference = self.rows.preferences(&self.config.preferred);
        let articles = Articles {
            published: &self.rows.published,
            source: &self.rows.source,
            n_tokens: &self.rows.n_tokens,
            n_shingles: &self.rows.n_shingles,
            flags: &self.rows.flags,
            preference: &preference,
        };
        let n_bands = self.bands.bands as u32;
        let assembled = articles.assemble(&plan.class, links, &self.bounds, self.config.canonical, n_bands);
        plan.counts.components = assembled.components;
        plan.counts.split_components = assembled.split_components;
        Ok(Outcome {
            boilerplate: self.boilerplate(),
            ids: self.rows.ids,
            published: self.rows.published,
            source: self.rows.source,
            preference,
            documents: assembled.documents,
            edges: assembled.edges,
            counts: plan.counts,
            bands: self.bands,
        })
    }

    /// Candidate pairs that are edges, sorted.
    fn verified(&self, plan: &Plan) -> Result<Vec<Edge>> {
        let set = |d: DocId| {
            self.sets.get(&(plan.row_of[d.index()] as usize)).ok_or_else(|| {
                Error::Input(format!(
                    "the text of {:?} was not given a second time",
                    self.rows.ids[d.index()]
                ))
            })
        };
        let checked: Result<Vec<Option<Edge>>> = plan
            .candidates
            .par_iter()
            .map(|&(pair, n_bands)| {
                let (a, b) = (pair.a(), pair.b());
                let similarity = Similarity::of(set(a)?, set(b)?);
                let size = |d: DocId| self.rows.n_shingles[d.index()];
                let is_edge = self.bounds.is_edge(similarity, size(a), size(b));
                let route = if n_bands > 0 { Route::Lsh } else { Route::Fingerprint };
                Ok(is_edge.then_some(Edge { a, b, similarity, route, n_bands }))
            })
            .collect();
        Ok(checked?.into_iter().flatten().collect())
    }

    /// Of the true pairs of the sample, those that are linked.
    fn measured(&self, plan: &Plan, links: &[Edge]) -> Measured {
        let mut rank_of = vec![0; plan.row_of.len()];
        for (rank, &row) in plan.row_of.iter().enumerate() {
            rank_of[row as usize] = rank;
        }
        let mut pairs: Vec<PairKey> = self
            .true_pairs
            .iter()
            .map(|&(one, other)| {
                PairKey::new(DocId::from_index(rank_of[one]), DocId::from_index(rank_of[other]))
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let is_linked = |pair: &&PairKey| {
            let (a, b) = (plan.class[pair.a().index()], plan.class[pair.b().index()]);
            a == b || find(links, PairKey::new(a, b)).is_some()
        };
        Measured { pairs: pairs.len(), found: pairs.iter().filter(is_linked).count() }
    }

    fn boilerplate(&mut self) -> Vec<Removed> {
        let mut rows: Vec<Removed> = std::mem::take(&mut self.removed)
            .into_iter()
            .map(|((source, why, line), n_documents)| Removed {
                source: self.rows.sources.get((source as usize).wrapping_sub(1)).cloned().unwrap_or_default(),
                why,
                line,
                n_documents,
                of: self.rows.source_documents[source as usize],
            })
            .collect();
        rows.sort_unstable();
        rows
    }
}

/// What one text gave in the second reading.
struct Read<'a> {
    sketch: Sketch,
    removed: Vec<(Why, &'a str)>,
    hash: u64,
    set: Option<Box<[u64]>>,
}

/// What one text gave in the third.
struct Taken {
    row: usize,
    set: Option<Box<[u64]>>,
    partners: Vec<usize>,
}

/// The lines that the text lost, each once.
fn removed_lines<'t>(worker: &Sketcher<'_>, text: &'t str) -> Vec<(Why, &'t str)> {
    let lines = worker.cleaner().into_iter().flat_map(Cleaner::removed);
    let mut lines: Vec<(Why, &str)> = lines.map(|(span, why)| (why, span.of(text).trim())).collect();
    lines.retain(|(_, line)| !line.is_empty());
    lines.sort_unstable();
    lines.dedup();
    lines
}
