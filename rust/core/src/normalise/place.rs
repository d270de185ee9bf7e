//! Names of places, and which place of that name is meant.
//!
//! The gazetteer finds every name of a place by its longest form; a name keeps all the places that bear it.
//! Which one is meant is settled by what the article says: a country or region named right after it (`Tripoli,
//! Lebanon`), countries mentioned elsewhere in the article, and the number of people who live there. A small
//! town that nothing supports is not read at all, and neither is a common word (`Nice weather`, `Reading a
//! book`) without a preposition of place and its country in the article. Names of people (`Denzel Washington`)
//! and of papers and treaties (`Washington Post`, `Minsk agreement`) are no places.
//!
//! Cost: one hash look-up for each capitalised token; nothing is allocated beside the output buffer.

use std::cell::LazyCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::traits::is;
use super::trie::{Builder, Trie, Values};
use crate::text::words::{Shape, Words};

/// A place that has a name.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRecord {
    /// Canonical name.
    pub name: String,
    /// ISO 3166 alpha-3.
    pub country: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// People who live there.
    pub population: u64,
    /// `country`, `region`, `city`.
    pub precision: String,
    /// Other names and spellings.
    pub aliases: Vec<String>,
}

/// Places by name.
#[derive(Debug, Default)]
pub struct Gazetteer {
    records: Vec<PlaceRecord>,
    trie: Trie,
    countries: FxHashMap<String, u16>,
    /// Country of each record, as a small number.
    country: Vec<u16>,
    /// The logarithm of its people.
    size: Vec<f64>,
}

/// A name of a place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceHit {
    /// Its tokens.
    pub words: Range<usize>,
    /// A preposition of place stands before it.
    pub located: bool,
    candidates: Values,
    /// The places of a name that follows after a comma: `Tripoli, Lebanon`.
    within: Option<Values>,
    /// It is also a common word.
    weak: bool,
    /// It is also a given name.
    given: bool,
}

/// The longest name at a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Longest {
    /// One past its last token.
    pub end: usize,
    /// One of the places that bear it is an area or a large city.
    pub large: bool,
}

/// How often an article mentions each country.
#[derive(Debug, Clone, Default)]
pub struct CountryEvidence {
    counts: FxHashMap<u16, u32>,
}

impl CountryEvidence {
    /// Forgets the article.
    pub fn clear(&mut self) {
        self.counts.clear();
    }

    /// Counts a mention of `country` (ISO 3166 alpha-3).
    pub fn add(&mut self, gazetteer: &Gazetteer, country: &str) {
        if let Some(&number) = gazetteer.countries.get(country) {
            *self.counts.entry(number).or_default() += 1;
        }
    }

    /// Counts the countries of places that can be no others: countries and regions, large cities of one name.
    pub fn add_places(&mut self, gazetteer: &Gazetteer, hits: &[PlaceHit]) {
        for hit in hits.iter().filter(|hit| !hit.weak) {
            if let &[only] = gazetteer.trie.values(&hit.candidates) {
                let record = &gazetteer.records[only as usize];
                if record.precision != "city" || record.population >= 100_000 {
                    *self.counts.entry(gazetteer.country[only as usize]).or_default() += 1;
                }
            }
        }
    }

    fn of(&self, country: u16) -> u32 {
        self.counts.get(&country).copied().unwrap_or(0)
    }
}

/// Towns smaller than this need support from the article. Unmeasured; small towns share their names with
/// surnames more often than not.
const SMALL: u64 = 100_000;

impl Gazetteer {
    /// Builds the look-up. The order of `records` breaks ties.
    pub fn new(records: Vec<PlaceRecord>) -> Self {
        let mut builder = Builder::default();
        let mut countries: FxHashMap<String, u16> = FxHashMap::default();
        let mut country = Vec::with_capacity(records.len());
        for (index, record) in records.iter().enumerate() {
            builder.insert(&record.name, index as u32);
            for alias in &record.aliases {
                builder.insert(alias, index as u32);
            }
            let next = countries.len() as u16;
            country.push(*countries.entry(record.country.clone()).or_insert(next));
        }
        let size = records.iter().map(|record| (record.population.max(1) as f64).log10()).collect();
        Self { records, trie: builder.build(), countries, country, size }
    }

    /// The places, in the order given.
    pub fn records(&self) -> &[PlaceRecord] {
        &self.records
    }

    /// Every place that may be meant by `hit`.
    pub fn candidates<'g>(&'g self, hit: &PlaceHit) -> impl Iterator<Item = &'g PlaceRecord> + use<'g> {
        self.trie.values(&hit.candidates).iter().map(|&index| &self.records[index as usize])
    }

    /// Finds the names of places in `words`, longest first, left to right, into `out` (cleared first).
    pub fn find(&self, words: &Words, out: &mut Vec<PlaceHit>) {
        out.clear();
        self.find_more(words, out);
    }

    /// As [`Gazetteer::find`], behind what was found elsewhere.
    pub(crate) fn find_more(&self, words: &Words, out: &mut Vec<PlaceHit>) {
        let first = out.len();
        let headline = LazyCell::new(|| is_headline(words));
        let mut at = 0;
        while at < words.len() {
            match self.at(words, at, || *headline) {
                Some(hit) => {
                    at = hit.words.end;
                    out.push(hit);
                }
                None => at += 1,
            }
        }
        for index in first + 1..out.len() {
            let (before, after) = (&out[index - 1], &out[index]);
            let comma = after.words.start == before.words.end + 1 && words.lower(before.words.end) == ",";
            if comma && self.is_area(after) {
                out[index - 1].within = Some(out[index].candidates.clone());
            }
        }
    }

    /// Whether a name may begin with the word at `at`; most words are turned away.
    pub(crate) fn may_begin(&self, words: &Words, at: usize) -> bool {
        let word = words.as_slice().get(at);
        word.is_some_and(|word| is_capitalised(word.shape) && self.trie.may_begin(word))
    }

    /// The longest name that begins at token `at`, whatever its case.
    pub(crate) fn longest(&self, words: &Words, at: usize) -> Option<Longest> {
        let mut best = None;
        self.trie.walk(words, at, |end, values| {
            let large = self.trie.values(&values).iter().any(|&index| {
                let record = &self.records[index as usize];
                record.precision != "city" || record.population >= SMALL
            });
            best = Some(Longest { end, large });
        });
        best
    }

    fn is_state(&self, values: &Values) -> bool {
        self.trie.values(values).iter().any(|&index| self.records[index as usize].precision == "country")
    }

    fn is_area(&self, hit: &PlaceHit) -> bool {
        self.candidates(hit).any(|record| record.precision != "city")
    }

    fn at(&self, words: &Words, at: usize, headline: impl Fn() -> bool) -> Option<PlaceHit> {
        let shape = words.word(at).shape;
        if !is_capitalised(shape) {
            return None;
        }
        let mut best = None;
        let there = at > 1
            && words.lower(at - 1) == "the"
            && words.is(at - 2, is::LOCATIVE)
            && stands_alone(words, at + 1);
        self.trie.walk(words, at, |end, values| {
            // "in the UK" may be upper, "Van" may not be "VAN" of an acronym: short names keep their case
            let last = words.word(end - 1).shape;
            let short = shape == Shape::Upper && end == at + 1 && words.word(at).span.len() <= 4;
            let acronym = short && !(there && self.is_state(&values));
            if (is_capitalised(last) || last == Shape::Number) && !acronym {
                best = Some((end, values));
            }
        });
        let (end, candidates) = best?;
        let previous = (at > 0).then(|| words.word(at - 1).shape);
        let before = if at > 0 { words.lower(at - 1) } else { "" };
        let was = if at > 0 { words.traits(at - 1) } else { 0 };
        let next_capital = words.as_slice().get(end).is_some_and(|next| is_capitalised(next.shape));
        if words.is(end, is::THING) && (next_capital || words.is(end, is::DEAL)) {
            return None;
        }
        if end == at + 1 && words.is(at, is::CALENDAR) {
            return None;
        }
        // "San Patricio", which no list holds
        if end == at + 1
            && next_capital
            && matches!(words.lower(at), "san" | "santa" | "santo" | "sao" | "los" | "las")
        {
            return None;
        }
        if previous.is_some_and(is_capitalised) && !headline() {
            let big = self.trie.values(&candidates).iter().any(|&index| {
                let record = &self.records[index as usize];
                record.precision != "city" || record.population >= 5 * SMALL
            });
            let person = was & is::GIVEN != 0
                || was & is::TITLE != 0 && !big
                || before.len() == 1
                || !big && was & (is::WIDENS | is::LOCATIVE) == 0 && at > 1;
            if person {
                return None;
            }
        }
        let located = was & is::LOCATIVE != 0 || before == "the" && at > 1 && words.is(at - 2, is::LOCATIVE);
        let single = end == at + 1;
        let next_name =
            words.as_slice().get(end).is_some_and(|next| matches!(next.shape, Shape::Capital | Shape::Mixed));
        if single && words.is(at, is::GIVEN) && next_name && !headline() {
            return None; // "Jordan Smith", "Paris Hilton"
        }
        let weak = single && words.is(at, is::COMMON);
        let given = single && words.is(at, is::GIVEN);
        Some(PlaceHit { words: at..end, located, candidates, within: None, weak, given })
    }

    /// The countries in which a place may lie, one more than once.
    pub(crate) fn countries(&self, hit: &PlaceHit) -> impl Iterator<Item = &str> {
        self.trie.values(&hit.candidates).iter().map(|&index| self.records[index as usize].country.as_str())
    }

    /// The place that `hit` most likely means, given what the article mentions; none where nothing supports it.
    pub fn resolve(&self, hit: &PlaceHit, evidence: &CountryEvidence) -> Option<&PlaceRecord> {
        let mut best: Option<(f64, u32)> = None;
        let mut supported = hit.located && !hit.weak;
        let inside = hit.within.as_ref().is_some_and(|within| {
            self.trie.values(&hit.candidates).iter().any(|&index| self.inside(index, within))
        });
        for &index in self.trie.values(&hit.candidates) {
            let record = &self.records[index as usize];
            let within = hit.within.as_ref().filter(|_| inside);
            if within.is_some_and(|within| !self.inside(index, within)) {
                continue;
            }
            let mentions = evidence.of(self.country[index as usize]);
            let score = self.size[index as usize]
                + if mentions == 0 { 0.0 } else { (0.8 * f64::from(mentions).ln_1p()).min(2.5) }
                + match record.precision.as_str() {
                    "country" => 2.0,
                    "city" => 0.0,
                    _ => 1.0,
                };
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, index));
            }
        }
        let (_, index) = best?;
        let record = &self.records[index as usize];
        let mentioned = evidence.of(self.country[index as usize]) > 0;
        supported |= inside || mentioned && !hit.weak || mentioned && hit.located;
        let small = if hit.given { 5 * SMALL } else { SMALL };
        let known = !hit.weak && (record.precision != "city" || record.population >= small);
        (supported || known).then_some(record)
    }

    /// Whether the place lies in the country of one of `within`.
    fn inside(&self, index: u32, within: &Values) -> bool {
        self.trie.values(within).iter().any(|&area| {
            let record = &self.records[area as usize];
            area != index
                && record.precision != "city"
                && self.country[area as usize] == self.country[index as usize]
        })
    }
}

/// Whether a phrase ends before token `at`: "in the UK on Friday", and not "in the US embassy".
fn stands_alone(words: &Words, at: usize) -> bool {
    words.as_slice().get(at).is_none_or(|next| next.shape == Shape::Mark)
        || words.is(at, is::LOCATIVE)
        || matches!(
            words.lower(at),
            "and" | "or" | "on" | "for" | "with" | "by" | "under" | "since" | "after" | "as"
        )
}

fn is_capitalised(shape: Shape) -> bool {
    matches!(shape, Shape::Capital | Shape::Upper | Shape::Mixed)
}

/// Whether nearly every word is capitalised, so that capitals tell nothing.
pub(crate) fn is_headline(words: &Words) -> bool {
    words.writing().is_headline()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::corpus;
    use crate::text::span::Span;
    use proptest::prelude::*;

    fn gazetteer() -> Gazetteer {
        let cases = corpus::read_all(include_str!("../../testdata/places.toml"), 40);
        let records = cases.place.into_iter().map(|place| PlaceRecord {
            name: place.name,
            country: place.country,
            latitude: 0.0,
            longitude: 0.0,
            population: place.people,
            precision: place.precision.unwrap_or_else(|| "city".to_owned()),
            aliases: place.aliases,
        });
        Gazetteer::new(records.collect())
    }

    #[test]
    fn every_case_of_the_corpus() {
        let cases = corpus::read_all(include_str!("../../testdata/places.toml"), 40).case;
        let gazetteer = gazetteer();
        corpus::check(&cases, |case| {
            let words = case.words();
            let mut hits = Vec::new();
            gazetteer.find(&words, &mut hits);
            let mut evidence = CountryEvidence::default();
            evidence.add_places(&gazetteer, &hits);
            for country in case.context.split_whitespace() {
                evidence.add(&gazetteer, country);
            }
            hits.iter()
                .filter_map(|hit| {
                    let record = gazetteer.resolve(hit, &evidence)?;
                    let words = case.slice(&words, hit.words.clone());
                    Some(format!("{} {} | {words}", record.name, record.country))
                })
                .collect()
        });
    }

    proptest! {
        #[test]
        fn any_text_is_read_in_order(text in "\\PC{0,120}") {
            let gazetteer = Gazetteer::new(
                ["A", "B C", "Ж", "中", "New-A"].map(|name| PlaceRecord {
                    name: name.to_owned(),
                    country: "AAA".to_owned(),
                    latitude: 0.0,
                    longitude: 0.0,
                    population: 1,
                    precision: "city".to_owned(),
                    aliases: Vec::new(),
                }).into(),
            );
            let mut words = Words::default();
            words.read(&text, Span::new(0, text.len()));
            let mut hits = Vec::new();
            gazetteer.find(&words, &mut hits);
            let mut at = 0;
            for hit in &hits {
                prop_assert!(hit.words.start >= at && hit.words.end > hit.words.start && hit.words.end <= words.len());
                at = hit.words.end;
                gazetteer.resolve(hit, &CountryEvidence::default());
                prop_assert!(gazetteer.candidates(hit).count() > 0);
            }
        }
    }
}
