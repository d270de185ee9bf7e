//! The reader: composes the steps for one article, with buffers that are used again.

use std::ops::Range;

use super::again::Before;
use super::document::{Memory, Past, Traces};
use super::frame::{Frame, Frames};
use super::pack::Pack;
use super::rows::Values;
use super::scan::Scan;
use super::steps::Steps;
use super::subject::{Gate, Home};
use super::trace::Trace;
use super::{Article, Event, Place, actors, locate};
use crate::normalise::actor::Names;
use crate::normalise::date::{self, DateHit, NumericOrder, Precision, Tense};
use crate::normalise::place::{CountryEvidence, PlaceHit};
use crate::text::span::Span;
use crate::text::words::Shape;

/// Reads articles with one pack. Keep one for each worker: it owns the buffers.
#[derive(Debug)]
pub struct Reader<'p> {
    pack: &'p Pack,
    scan: Scan,
    steps: Steps,
    memory: Memory,
    frames: Frames,
    names: Names,
    future: Vec<DateHit>,
    /// The places of the article, and of each sentence which they are, once they have been counted.
    places: Vec<PlaceHit>,
    placed: Vec<Range<usize>>,
    /// Those of a sentence that is read in another way then.
    own: Vec<PlaceHit>,
    evidence: CountryEvidence,
    /// The places of the article have been counted.
    weighed: bool,
    /// The country of the article, where it is asked for.
    home: Home,
    /// Classes that the article is about, as far as it is read: an attack that was told is evidence for what follows.
    about: u64,
    /// What pronouns of the sentence that is read can mean.
    past: Before,
    /// The dateline: its place, where it stands, its sentence and the words of that with it.
    filed: Option<(PlaceHit, Span, usize, Range<usize>)>,
}

impl Pack {
    /// A reader with empty buffers.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            pack: self,
            scan: Scan::default(),
            steps: Steps::default(),
            memory: Memory::default(),
            frames: Frames::default(),
            names: Names::default(),
            future: Vec::new(),
            places: Vec::new(),
            placed: Vec::new(),
            own: Vec::new(),
            evidence: CountryEvidence::default(),
            weighed: false,
            home: Home::default(),
            about: 0,
            past: Before::default(),
            filed: None,
        }
    }
}

impl Reader<'_> {
    /// The events of an article, in the order of the text.
    #[inline(never)]
    pub fn read(&mut self, article: &Article) -> Vec<Event> {
        self.run(article, &mut None)
    }

    /// As [`Reader::read`], with what each sentence that held a trigger was read as.
    pub fn explain(&mut self, article: &Article) -> (Vec<Event>, Vec<Trace>) {
        let mut traces = Some(Vec::new());
        let events = self.run(article, &mut traces);
        (events, traces.unwrap_or_default())
    }

    fn run(&mut self, article: &Article, traces: &mut Option<Vec<Trace>>) -> Vec<Event> {
        self.scan.read(self.pack, article, &mut self.steps.sentence);
        self.memory.clear();
        self.names.clear();
        self.weighed = false;
        self.home.clear();
        self.about = self.scan.about;
        let mut out = Vec::new();
        // what comes after the last trigger tells nothing
        let end = self.scan.end(self.pack, traces.is_some());
        if end > 0 {
            self.dateline();
            self.steps.order = date::numeric_order(article.text, article.published, NumericOrder::MonthFirst);
            self.memory.order(self.steps.order);
        }
        for number in 0..self.scan.sights.len() {
            self.past.told = self.memory.told.before(number);
            let looks_back = self.past.told.last.is_some();
            if number >= end && !looks_back {
                break;
            }
            let classes = self.meet(article, number);
            self.past.person = self.person(article, number, classes);
            let classes = classes | self.past.person;
            let sight = &self.scan.sights[number];
            if self.scan.can_tell(sight, classes, self.about)
                || looks_back && self.refers()
                || traces.is_some() && sight.stirs
            {
                let last = number + 1 == self.scan.sights.len();
                self.sentence(article, number, last, traces, &mut out);
            }
        }
        out
    }

    /// Classes of the person that the sentence in focus means by "he" or "she", where it would tell something of an
    /// official.
    fn person(&mut self, article: &Article, number: usize, classes: u64) -> u64 {
        let (pack, known) = (self.pack, &self.pack.known);
        let words = &self.steps.sentence.words;
        let any = known.official;
        let about = self.about;
        let ours = self.memory.told.families != 0 || about & known.conflict != 0;
        let meant = ours && (0..words.len()).any(|word| matches!(words.lower(word), "he" | "she"));
        if !meant || !self.scan.can_tell(&self.scan.sights[number], classes | any, about) {
            return 0;
        }
        let memory = &mut self.memory;
        Past { pack, article, scan: &self.scan, memory, names: &self.names, at: number }.person()
    }

    /// Whether the sentence in focus holds a pronoun that may mean what was told before.
    fn refers(&self) -> bool {
        let words = &self.steps.sentence.words;
        (0..words.len()).any(|word| matches!(words.lower(word), "it" | "they" | "them"))
    }

    /// Takes in a sentence: its quotation marks and its names. Gives the classes of its actors.
    fn meet(&mut self, article: &Article, number: usize) -> u64 {
        let pack = self.pack;
        let sight = &self.scan.sights[number];
        let paragraph = sight.segment.paragraph;
        let first = number == 0 || self.scan.sights[number - 1].segment.paragraph != paragraph;
        let opens = sight.segment.span.of(article.text).starts_with(['"', '“']);
        self.memory.begin(first, opens);
        let mut open = self.memory.carried(number);
        if sight.quotes {
            open = self.steps.sentence.opens(&pack.lexicon, sight.words.clone(), open);
        }
        self.steps.sentence.words.focus(sight.words.clone());
        let words = &self.steps.sentence.words;
        let hits = &mut self.memory.hits;
        let start = hits.len();
        let headline = words.writing().is_headline();
        pack.resources.actors.find_more(words, headline, &mut self.names, hits);
        let known = &mut self.memory.sentences[number];
        known.open_quote = open;
        known.hits = start..hits.len();
        hits[start..].iter().fold(0, |bits, hit| bits | actors::classes(pack, hit, &self.names))
    }

    fn sentence(
        &mut self,
        article: &Article,
        number: usize,
        last: bool,
        traces: &mut Option<Vec<Trace>>,
        out: &mut Vec<Event>,
    ) {
        let pack = self.pack;
        let sight = &self.scan.sights[number];
        let segment = sight.segment;
        let carried = self.memory.carried(number);
        self.steps.sentence.focus(&pack.lexicon, sight.words.clone(), segment.span.start, carried);
        if self.steps.sentence.len() < 2 {
            self.memory.sentences[number].traces = Some(Traces::default());
            return;
        }
        let hits = self.memory.sentences[number].hits.clone();
        let question = segment.span.of(article.text).trim_end_matches(['"', '”', '’', ')']).ends_with('?');
        self.steps.read(pack, article.published, &self.memory.hits[hits.clone()], &self.names);
        let reading = self.steps.reading(pack, self.about, self.past, question);
        let mut buffer = std::mem::take(&mut self.frames);
        reading.frames(&mut buffer);
        let frames = &mut buffer.kept;
        // no sentence looks back on the last one
        let left = (!last).then(|| Traces::of(&reading, &self.memory.hits[hits]));
        if let Some(traces) = traces {
            traces.push(reading.trace(article.text, frames));
        }
        if !frames.is_empty() {
            self.rows(article, number, question, frames, out);
            if frames.iter().any(|frame| frame.tells_fighting(pack)) {
                self.about |= pack.known.conflict;
            }
        }
        self.memory.sentences[number].traces = left;
        self.frames = buffer;
    }

    /// Writes the frames of a sentence out. Leaves those which the subject of the article does not close.
    fn rows(
        &mut self,
        article: &Article,
        number: usize,
        question: bool,
        frames: &mut Vec<Frame>,
        out: &mut Vec<Event>,
    ) {
        let pack = self.pack;
        self.weigh(article);
        self.home.look(pack, article, &self.scan, &mut self.steps.sentence);
        let sight = &self.scan.sights[number];
        self.steps.sentence.words.focus(sight.words.clone());
        let words = &self.steps.sentence.words;
        let cut = self.filed.as_ref().is_some_and(|filed| filed.2 == number);
        let places = if cut {
            pack.resources.gazetteer.find(words, &mut self.own);
            &self.own[..]
        } else {
            &self.places[self.placed[number].clone()]
        };
        let reading = self.steps.reading(pack, self.about, self.past, question);
        self.future.clear();
        // of a month without a year the one to come may be the nearer
        let months = self.steps.dates.iter().any(|hit| hit.precision == Precision::Month);
        if months || frames.iter().any(|frame| reading.is_to_come(frame)) {
            let order = self.steps.order;
            date::dates(words, article.published, order, Tense::Future, &mut self.future);
        }
        let hits = self.memory.sentences[number].hits.clone();
        let hits = self.memory.hits[hits].to_vec();
        let values = Values {
            article,
            reading: &reading,
            number,
            segment: &sight.segment,
            dates: &self.steps.dates,
            future: &self.future,
            amounts: &self.steps.amounts,
            places,
            evidence: &self.evidence,
            hits: &hits,
        };
        let spots = values.spots();
        let memory = &mut self.memory;
        let mut past = Past { pack, article, scan: &self.scan, memory, names: &self.names, at: number };
        let start = out.len();
        out.reserve_exact(if start == 0 { frames.len() } else { 0 });
        out.extend(frames.iter().map(|frame| values.event(frame, &spots, &mut past)));
        let names = &self.names;
        let gate = Gate { pack, article, scan: &self.scan, sight, hits: &hits, names, home: &self.home };
        let closed: Vec<bool> = out[start..].iter().map(|event| gate.closes(event)).collect();
        if closed.contains(&true) {
            retain_open(frames, &closed);
            let mut own = out.split_off(start);
            retain_open(&mut own, &closed);
            out.append(&mut own);
        }
        reading.share_values(frames, &mut out[start..]);
        let (before, own) = out.split_at_mut(start);
        reading.carry_attackers(frames, before, own, &mut self.memory);
        self.memory.told.take(&reading, frames, number);
    }

    /// `KIEV, Ukraine (AP) -` at the head of an article: remembers it, and cuts it off its sentence. A dateline is
    /// no part of what the sentence says.
    fn dateline(&mut self) {
        let gazetteer = &self.pack.resources.gazetteer;
        self.filed = None;
        for (index, sight) in self.scan.sights.iter_mut().enumerate().take(3) {
            let words = &mut self.steps.sentence.words;
            words.focus(sight.words.clone());
            let capitals = locate::dateline_capitals(words);
            if capitals.is_none() && !(gazetteer.may_begin(words, 0) || gazetteer.may_begin(words, 1)) {
                continue;
            }
            gazetteer.find(words, &mut self.places);
            let mut hit = self.places.first().filter(|hit| hit.words.start <= 1).cloned();
            if let Some(count) = capitals.filter(|_| hit.is_none()) {
                // a short name, or a place that nobody knows
                words.focus(sight.words.start..sight.words.start + count);
                words.reshape(&[Shape::Capital; locate::LONGEST_DATELINE][..count]);
                gazetteer.find(words, &mut self.places);
                words.reshape(&[Shape::Upper; locate::LONGEST_DATELINE][..count]);
                hit = self.places.first().filter(|hit| hit.words == (0..count)).cloned();
                words.focus(sight.words.clone());
            }
            let Some(at) = hit.as_ref().map(|hit| hit.words.end).or(capitals) else { continue };
            let Some(end) = locate::dateline_end(words, at).filter(|&end| end < words.len()) else {
                continue;
            };
            self.filed =
                hit.map(|hit| (hit.clone(), words.span(hit.words.clone()), index, sight.words.clone()));
            sight.segment.span.start = words.word(end).span.start;
            sight.words.start += end;
            return;
        }
    }

    /// Counts the countries of the places that the article names, once; so the place of the dateline is known too.
    fn weigh(&mut self, article: &Article) {
        if std::mem::replace(&mut self.weighed, true) {
            return;
        }
        let gazetteer = &self.pack.resources.gazetteer;
        self.evidence.clear();
        self.places.clear();
        self.placed.clear();
        for (index, sight) in self.scan.sights.iter().enumerate() {
            let whole = self.filed.as_ref().filter(|filed| filed.2 == index).map(|filed| &filed.3);
            self.steps.sentence.words.focus(whole.unwrap_or(&sight.words).clone());
            let first = self.places.len();
            gazetteer.find_more(&self.steps.sentence.words, &mut self.places);
            self.evidence.add_places(gazetteer, &self.places[first..]);
            self.placed.push(first..self.places.len());
        }
        if let Some((hit, span, ..)) = &self.filed {
            let place = gazetteer.resolve(hit, &self.evidence);
            self.memory.dateline = Some(Place::of(place, *span, article.text));
        }
    }
}

/// Leaves what is not closed.
fn retain_open<T>(list: &mut Vec<T>, closed: &[bool]) {
    let mut at = closed.iter();
    list.retain(|_| at.next() != Some(&true));
}
