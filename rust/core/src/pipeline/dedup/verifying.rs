//! From sketches to candidates, from candidates to verified edges, and the outcome.

use rayon::prelude::*;

use crate::verify::Edge;
use crate::{Error, Result};

use super::Session;
use crate::pipeline::assemble::Articles;
use crate::pipeline::audit::{Asking, ENOUGH, Larger, measured, sample_hash};
use crate::pipeline::check::Checker;
use crate::pipeline::outcome::Outcome;
use crate::pipeline::plan::Plan;
use crate::pipeline::spilled::Worker;

impl Session {
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

/// What a wanted text gave.
struct Taken {
    row: usize,
    spilled: Vec<u8>,
    similar: Vec<usize>,
}
