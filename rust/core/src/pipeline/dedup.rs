//! The whole of deduplication over batches: learn and sketch, plan, verify, finish.
//!
//! The texts are read in one stream. Each batch first teaches the recurring lines of its sources, and is then
//! cleaned by what is known so far ([`super::foreseen`]); only texts that were cleaned by other lines than those
//! learned in the end are read again. The shingle sets of the first texts stay in memory, the tokens of the others
//! are put aside ([`super::spilled`]), so that candidates are verified without their texts. Documents get dense
//! numbers by the rank of their ids before any pair is formed, so nothing in the outcome depends on the order or the
//! size of batches, on threads, or on what stayed in memory.

mod again;
mod reading;
mod saving;
mod verifying;

use std::collections::VecDeque;

use crate::canonical::Policy;
use crate::lsh::params::Bands;
use crate::sketch::minhash::Permutations;
use crate::text::clean::learn::Learner;
use crate::verify::{Bounds, Edge};
use crate::{Error, Result};

use self::reading::Ahead;
use super::audit::{Larger, Sample};
use super::foreseen::Foreseen;
use super::keys::Keys;
use super::plan::Plan;
use super::removed::{MOST, RemovedLines};
use super::rows::Rows;
use super::scratch::Scratch;
use super::sets::{KEPT, Sets};
use super::spilled::Spilled;

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
}
