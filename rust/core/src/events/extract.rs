//! The reader: composes the steps for one article, with buffers that are used again.

mod dateline;

use std::ops::Range;

use jiff::civil::Date;

use super::again::Before;
use super::document::{Memory, Past, Traces};
use super::frame::{By, Frame, Frames};
use super::locate::before;
use super::pack::{Known, Pack};
use super::resource::Resources;
use super::rows::Values;
use super::scan::{Scan, Tells};
use super::steps::Steps;
use super::subject::{Gate, Home, is_armed_group_among, is_closed_in};
use super::trace::Trace;
use super::{Article, Event, Place, actors, object, when};
use crate::normalise::actor::{ActorHit, Names};
use crate::normalise::date::{self, DateHit, FiguresOrder, Precision, Tense};
use crate::normalise::place::{CountryEvidence, PlaceHit};
use crate::text::span::Span;

/// Reads articles with one pack. Keep one for each worker: it owns the buffers.
#[derive(Debug)]
pub struct Reader<'p> {
    pub(super) pack: &'p Pack,
    pub(super) scan: Scan,
    steps: Steps,
    pub(super) memory: Memory,
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
    /// A sentence by itself.
    alone: Alone,
    /// The dateline: its place, where it stands, its sentence and the words of that with it.
    filed: Option<(PlaceHit, Span, usize, Range<usize>)>,
    /// The day of the dateline, where it is another than that of publication.
    filed_on: Option<Date>,
    order: FiguresOrder,
}

/// Actors and places of one sentence, without what other sentences tell of them.
#[derive(Debug, Default)]
struct Alone {
    names: Names,
    hits: Vec<ActorHit>,
    places: Vec<PlaceHit>,
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
            alone: Alone::default(),
            filed: None,
            filed_on: None,
            order: FiguresOrder::default(),
        }
    }
}

/// Parts the sides of what a table of verbs tells; whether it wants two and has not.
fn lacks_sides(pack: &Pack, frame: &Frame, event: &mut Event) -> bool {
    let By::Verb { rule, mutual, .. } = frame.rule.by else { return false };
    if !pack.verb_rules.wants_sides(rule) {
        return false;
    }
    event.part_sides();
    !event.has_two_sides(mutual)
}

impl Reader<'_> {
    /// How dates in figures are read in the articles that come next.
    pub fn order(&mut self, order: FiguresOrder) {
        self.order = order;
    }

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
        let pack = self.pack;
        let mut out = Vec::new();
        // what comes after the last trigger tells nothing
        let mut end = self.scan.end(self.pack, traces.is_some());
        self.filed_on = None;
        if end > 0 {
            self.steps.order = self.order.of(article.text, article.published);
            self.memory.order(self.steps.order);
            self.dateline(article);
            if traces.is_none() {
                end = self.end(end);
            }
        }
        // what is "today" is told from where it was filed
        let filed = Article { published: self.filed_on.or(article.published), ..*article };
        let published = article.published;
        let article = &filed;
        let sided = pack.wants_sides();
        for number in 0..self.scan.sights.len() {
            self.past.told = self.memory.told.before(number);
            let looks_back = self.past.told.last.is_some();
            if number >= end && !looks_back {
                break;
            }
            let classes = self.meet(article, number);
            // whom "he" means is looked up only where that could tell something
            let meant = if self.means_a_person() { pack.known.official } else { 0 };
            let mut told = self.tells(article, number, classes | meant);
            let asked = looks_back && self.refers() || traces.is_some() && self.scan.sights[number].stirs;
            self.past.person =
                if (told || asked) && meant != 0 { self.person(article, number, classes) } else { 0 };
            if told && meant != self.past.person {
                told = self.tells(article, number, classes | self.past.person);
            }
            told &= !sided || self.may_have_sides(number);
            if told || asked {
                self.memory.ends = number + 1 == self.scan.sights.len();
                self.sentence(article, number, traces, &mut out);
            }
        }
        object::one_target(pack, &mut out);
        object::settle(pack, &self.memory.open, &mut out);
        self.memory.days.settle(&mut out);
        if article.published != published {
            for event in out.iter_mut().filter(|event| event.date_source == Some("publication")) {
                (event.date_start, event.date_end) = (published, published);
            }
        }
        self.settle_places(article, &mut out);
        self.settle_headline(article, &mut out);
        out
    }

    /// One past the last sentence before `end` that may tell an event with the actors that it names, whoever was named
    /// before: that adds nobody but persons. The first is not looked at, for that is done when it is met.
    fn end(&mut self, end: usize) -> usize {
        let pack = self.pack;
        let Known { actor, official, person, conflict, .. } = pack.known;
        let (possible, about) = (actors::possible(pack), self.about | conflict);
        let Alone { names, hits, .. } = &mut self.alone;
        let last = (1..end).rev().find(|&number| {
            let sight = &self.scan.sights[number];
            if !self.scan.can_tell(sight, possible, about, 0) {
                return false;
            }
            names.clear();
            hits.clear();
            let words = &mut self.steps.sentence.words;
            words.focus(sight.words.clone());
            pack.resources.actors.find_more(words, words.writing().is_headline(), names, hits);
            let classes = hits
                .iter()
                .fold(actor | official | person, |bits, hit| bits | actors::classes(pack, hit, names));
            let closed = self.scan.closed(pack, sight);
            let closed = if sight.may_be_armed() && is_armed_group_among(pack, hits) { 0 } else { closed };
            self.scan.can_tell(sight, classes, about, closed)
        });
        last.map_or(end.min(1), |last| last + 1)
    }

    /// Whether the sentence in focus can tell something that no subject of the article closes, with these classes of
    /// its actors.
    fn tells(&mut self, article: &Article, number: usize, classes: u64) -> bool {
        let pack = self.pack;
        let sight = &self.scan.sights[number];
        let hits = &self.memory.hits[self.memory.sentences[number].hits.clone()];
        let opened = sight.may_be_armed() && is_armed_group_among(pack, hits);
        let closed = if opened { 0 } else { self.scan.closed(pack, sight) };
        let told = self.memory.told.families;
        let mut tells = self.scan.tells(sight, classes, self.about, told, closed);
        if matches!(tells, Tells::AtHome { .. }) && self.scan.at_home & closed & pack.rest != 0 {
            self.look_home(number);
            let closed = closed & !if self.home.is_shared() { pack.rest } else { 0 };
            tells = self.scan.tells(&self.scan.sights[number], classes, self.about, told, closed);
        }
        match tells {
            Tells::Nothing => false,
            Tells::AtHome { placed } => !self.is_at_home(article, number, placed),
            Tells::Something => true,
        }
    }

    /// Whether nobody whom the sentence in focus may mean is of another country than the article, so that whatever is
    /// closed at home is closed in it; and where `placed` is set, no place may lie in one.
    fn is_at_home(&mut self, article: &Article, number: usize, placed: bool) -> bool {
        let Resources { actors, gazetteer } = &self.pack.resources;
        let words = &self.steps.sentence.words;
        let elsewhere = (0..words.len()).any(|word| actors::means_another(words.lower(word)));
        let own = self.memory.sentences[number].hits.clone();
        let hits = &self.memory.hits[if elsewhere { 0 } else { own.start }..own.end];
        if hits.iter().any(|hit| actors.is_of_the_world(hit, &self.names, article.published)) {
            return false;
        }
        self.alone.places.clear();
        if placed {
            gazetteer.find_more(words, &mut self.alone.places);
        }
        let first = {
            let countries = hits.iter().map(|hit| actors.country(hit, &self.names));
            let countries =
                countries.chain(self.alone.places.iter().flat_map(|hit| gazetteer.countries(hit)));
            let mut countries = countries.filter(|country| !country.is_empty());
            let Some(first) = countries.next() else { return true };
            if countries.any(|country| country != first) {
                return false;
            }
            first.to_owned()
        };
        self.look_home(number);
        !self.home.is_left(std::iter::once(&*first))
    }

    /// Counts the countries of those who are named in sentences that may tell something, once an article.
    fn look_home(&mut self, number: usize) {
        if self.home.is_known() {
            return;
        }
        self.find_actors(self.scan.sights.len());
        let actors = &self.pack.resources.actors;
        for number in 0..self.scan.sights.len() {
            if self.scan.sights[number].stirs {
                self.names.tell(number);
                for hit in &self.memory.hits[self.memory.named[number].clone()] {
                    self.home.count(actors.country(hit, &self.names));
                }
            }
        }
        self.home.settle();
        if self.home.is_shared() {
            self.scan.open(self.pack.rest);
        }
        self.names.tell(number);
        self.steps.sentence.words.focus(self.scan.sights[number].words.clone());
    }

    /// Finds the actors of the sentences before `end`, once. Leaves `sentence` at another place of the article.
    fn find_actors(&mut self, end: usize) {
        let hits = &mut self.memory.hits;
        for number in self.memory.named.len()..end {
            let words = &mut self.steps.sentence.words;
            words.focus(self.scan.sights[number].words.clone());
            let (start, headline) = (hits.len(), words.writing().is_headline());
            self.names.read(number);
            self.pack.resources.actors.find_more(words, headline, &mut self.names, hits);
            self.memory.named.push(start..hits.len());
        }
    }

    /// Whether the sentence in focus may mean somebody by "he" or "she" of whom its article could tell something.
    fn means_a_person(&self) -> bool {
        let words = &self.steps.sentence.words;
        let ours =
            self.memory.told.families != 0 || self.scan.ours || self.about & self.pack.known.conflict != 0;
        ours && (0..words.len()).any(|word| matches!(words.lower(word), "he" | "she"))
    }

    /// Classes of whom "he" or "she" means, where the sentence would tell something of an official.
    fn person(&mut self, article: &Article, number: usize, classes: u64) -> u64 {
        let pack = self.pack;
        let classes = classes | pack.known.official;
        if !self.scan.can_tell(&self.scan.sights[number], classes, self.about, 0) {
            return 0;
        }
        let memory = &mut self.memory;
        Past { pack, article, scan: &self.scan, memory, names: &self.names, at: number }.person()
    }

    /// Whether the sentence in focus names two actors with a code, or one beside a pronoun.
    fn may_have_sides(&self, number: usize) -> bool {
        let lexicon = &self.pack.resources.actors;
        let hits = self.memory.hits[self.memory.named[number].clone()].iter();
        let mut sides = hits.filter(|hit| lexicon.has_code(hit, &self.names)).map(|hit| hit.actor);
        let Some(first) = sides.next() else { return false };
        let words = &self.steps.sentence.words;
        sides.any(|other| other != first)
            || (0..words.len()).any(|word| actors::means_another(words.lower(word)))
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
        let opens = sight.segment.span.of(article.text).starts_with(['"', '“', '`']);
        self.memory.begin(first, opens);
        let mut open = self.memory.carried(number);
        if sight.quotes() {
            open = self.steps.sentence.opens(&pack.lexicon, sight.words.clone(), open);
        }
        self.find_actors(number + 1);
        self.names.tell(number);
        let sight = &self.scan.sights[number];
        self.steps.sentence.words.focus(sight.words.clone());
        let words = &self.steps.sentence.words;
        let hits = self.memory.named[number].clone();
        let turn =
            if sight.capitals { self.memory.turn(&pack.lexicon, number, words, hits.clone()) } else { None };
        let known = &mut self.memory.sentences[number];
        known.turn = turn;
        known.open_quote = open;
        known.hits = hits.clone();
        let hits = &self.memory.hits[hits];
        hits.iter().fold(0, |bits, hit| bits | actors::classes(pack, hit, &self.names))
    }

    fn sentence(
        &mut self,
        article: &Article,
        number: usize,
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
        self.past.states = self.names_states(article, number);
        self.steps.read(pack, article.published, &self.memory.hits[hits.clone()], &self.names);
        let reading = self.steps.reading(pack, self.about, self.past, question);
        let mut buffer = std::mem::take(&mut self.frames);
        reading.frames(&mut buffer);
        let frames = &mut buffer.kept;
        let left = (!self.memory.ends).then(|| Traces::of(&reading, &self.memory.hits[hits]));
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

    /// Whether a sentence names a body of states, or people of more than one.
    fn names_states(&self, article: &Article, number: usize) -> bool {
        let actors = &self.pack.resources.actors;
        let hits = &self.memory.hits[self.memory.sentences[number].hits.clone()];
        let mut countries =
            hits.iter().map(|hit| actors.country(hit, &self.names)).filter(|country| !country.is_empty());
        countries.next().is_some_and(|first| countries.any(|country| country != first))
            || hits.iter().any(|hit| actors.is_of_the_world(hit, &self.names, article.published))
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
        let sight = &self.scan.sights[number];
        let hits = self.memory.hits[self.memory.sentences[number].hits.clone()].to_vec();
        let closed = is_closed_in(pack, &self.scan, sight, &hits);
        frames.retain(|frame| !closed(frame.code));
        if frames.is_empty() {
            return;
        }
        let at_home = self.scan.at_home_in(pack, sight);
        self.weigh(article);
        if frames.iter().any(|frame| pack.codes[frame.code as usize].closed_at_home & at_home != 0) {
            self.look_home(number);
        }
        let before = self.told_before(article, number);
        let since = self.quiet_since(number);
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
        // of a month without a year, and of a weekday, the one to come may be the nearer
        let months =
            self.steps.dates.iter().any(|hit| {
                hit.precision == Precision::Month || when::is_six_days_back(hit, article.published)
            });
        if months || frames.iter().any(|frame| reading.is_to_come(frame)) {
            let order = self.steps.order;
            date::dates(words, article.published, order, Tense::Future, &mut self.future);
        }
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
            before,
            since,
        };
        let spots = values.spots();
        let memory = &mut self.memory;
        let mut past = Past { pack, article, scan: &self.scan, memory, names: &self.names, at: number };
        let start = out.len();
        out.reserve_exact(if start == 0 { frames.len() } else { 0 });
        let names = &self.names;
        let gate = Gate {
            pack,
            scan: &self.scan,
            hits: &hits,
            names,
            home: &self.home,
            sight,
            states: self.past.states,
        };
        // what is closed leaves no place for what comes after it
        let mut place = past.memory.place.clone();
        frames.retain(|frame| {
            let mut event = values.event(frame, &spots, &mut past);
            let business = reading.is_business(frame);
            let firms = business
                && frame
                    .actors
                    .iter()
                    .chain(&frame.recipients)
                    .any(|&range| actors::is_named_after_country(&reading, &hits, range));
            let alone = lacks_sides(pack, frame, &mut event);
            if gate.closes(&event, business) || firms || alone {
                past.memory.place.clone_from(&place);
                return false;
            }
            past.memory.take_place(pack, &event, &mut place);
            if event.place.is_none()
                && let Some(unplaced) = values.unplaced(frame, event.realis, &spots)
            {
                past.memory.unplaced.push((out.len(), unplaced));
            }
            out.push(event);
            true
        });
        self.memory.place = place;
        reading.share_values(frames, &mut out[start..]);
        let (before, own) = out.split_at_mut(start);
        reading.carry_attackers(frames, before, own, &mut self.memory);
        reading.carry_account(frames, before, own);
        reading.carry_words(frames, own, &mut self.memory);
        reading.name_pairs(frames, own, &mut self.memory);
        reading.recall_days(frames, out, start, &mut self.memory);
        if !self.memory.ends {
            self.memory.told.take(&reading, frames, number);
        }
    }

    /// The sentence behind which none names a place, up to this one.
    fn quiet_since(&mut self, number: usize) -> usize {
        const FAR: usize = 3; // sentences, as many as a place is carried on
        for at in (number.saturating_sub(FAR - 1)..=number).rev() {
            let hits = &self.places[self.placed[at].clone()];
            if hits.is_empty() {
                continue;
            }
            let whole = self.filed.as_ref().filter(|filed| filed.2 == at).map(|filed| &filed.3);
            let words = &mut self.steps.sentence.words;
            words.focus(whole.unwrap_or(&self.scan.sights[at].words).clone());
            if before::tells_of_a_place(&self.pack.lexicon, words, hits) {
                return at;
            }
        }
        number.saturating_sub(FAR)
    }

    /// Where the sentence before says it is.
    pub(super) fn told_before(&mut self, article: &Article, number: usize) -> Option<Place> {
        let before = number.checked_sub(1)?;
        let hits = &self.places[self.placed[before].clone()];
        if hits.is_empty() {
            let words = &mut self.steps.sentence.words;
            words.focus(self.scan.sights[before].words.clone());
            let called = before::called_in(&self.pack.lexicon, words)?;
            return Some(Place::of(None, words.span(called), article.text));
        }
        // the places of a sentence with a dateline were found together with that
        let filed = self.filed.as_ref().is_some_and(|filed| filed.2 == before);
        let words = &mut self.steps.sentence.words;
        words.focus(self.scan.sights[before].words.clone());
        let gazetteer = &self.pack.resources.gazetteer;
        let hits = if filed {
            gazetteer.find(words, &mut self.own);
            &self.own[..]
        } else {
            hits
        };
        let hit = before::told_in(&self.pack.lexicon, words, hits)?;
        Some(Place::of(gazetteer.resolve(hit, &self.evidence), words.span(hit.words.clone()), article.text))
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
        let lands = &mut self.memory.lands;
        for (index, sight) in self.scan.sights.iter().enumerate() {
            let whole = self.filed.as_ref().filter(|filed| filed.2 == index).map(|filed| &filed.3);
            self.steps.sentence.words.focus(whole.unwrap_or(&sight.words).clone());
            let first = self.places.len();
            gazetteer.find_more(&self.steps.sentence.words, &mut self.places);
            self.evidence.add_places(gazetteer, &self.places[first..]);
            for hit in &self.places[first..] {
                let state = gazetteer.candidates(hit).find(|record| record.precision == "country");
                let told =
                    |land: &Place| state.is_some_and(|state| land.country.as_ref() == Some(&state.country));
                if state.is_some() && !lands.iter().any(told) {
                    let span = self.steps.sentence.words.span(hit.words.clone());
                    lands.push(Place::of(state, span, article.text));
                }
            }
            self.placed.push(first..self.places.len());
        }
        if let Some((hit, span, ..)) = &self.filed {
            let place = gazetteer.resolve(hit, &self.evidence);
            self.memory.dateline = Some(Place::of(place, *span, article.text));
        }
    }
}
