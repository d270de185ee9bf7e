//! The reader: composes the steps for one article, with buffers that are used again.

use jiff::civil::Date;

use super::claim::TokenClaim;
use super::clause::{Clauses, View};
use super::document::Memory;
use super::frame::{Frame, Range, Reading};
use super::grammar::Tag;
use super::group::Groups;
use super::lexicon::UNKNOWN;
use super::locate::{self, Offer, Width};
use super::pack::{ClaimKind, Meaning, Pack, Realis};
use super::sentence::Sentence;
use super::tag::{self, Seen, Tagger};
use super::trace::Trace;
use super::{Actor, Article, Claim, Cue, Event, Place, id};
use crate::normalise::actor::{ActorHit, ActorRef, Form, Names};
use crate::normalise::date::{self, DateHit, NumericOrder, Precision, Tense};
use crate::normalise::place::{CountryEvidence, PlaceHit};
use crate::normalise::quantity::{self, Amount, AmountKind};
use crate::text::segment;
use crate::text::words::Shape;

/// Reads articles with one pack. Keep one for each worker: it owns the buffers.
#[derive(Debug)]
pub struct Reader<'p> {
    pack: &'p Pack,
    sentence: Sentence,
    tagger: Tagger,
    groups: Groups,
    clauses: Clauses,
    sentences: Vec<segment::Sentence>,
    dates: Vec<DateHit>,
    future: Vec<DateHit>,
    amounts: Vec<Amount>,
    places: Vec<PlaceHit>,
    evidence: CountryEvidence,
    actors: Vec<ActorHit>,
    names: Names,
    memory: Memory,
    class_counts: Vec<u32>,
    triggered: Vec<bool>,
    /// How the article writes `3/4/22`.
    order: NumericOrder,
}

impl Pack {
    /// A reader with empty buffers.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            pack: self,
            sentence: Sentence::default(),
            tagger: Tagger::default(),
            groups: Groups::default(),
            clauses: Clauses::default(),
            sentences: Vec::new(),
            dates: Vec::new(),
            future: Vec::new(),
            amounts: Vec::new(),
            places: Vec::new(),
            evidence: CountryEvidence::default(),
            actors: Vec::new(),
            names: Names::default(),
            memory: Memory::default(),
            class_counts: Vec::new(),
            triggered: Vec::new(),
            order: NumericOrder::MonthFirst,
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
        let mut sentences = std::mem::take(&mut self.sentences);
        segment::sentences(article.text, article.kept, &mut sentences);
        self.memory.clear();
        self.evidence.clear();
        self.names.clear();
        let about = self.survey(article, &sentences);
        let dateline = self.dateline(article, &sentences);
        if self.triggered.contains(&true) {
            self.order = date::numeric_order(article.text, article.published, NumericOrder::MonthFirst);
        }
        let mut out = Vec::new();
        let mut paragraph = u32::MAX;
        // what comes after the last trigger tells nothing
        let last = self.triggered.iter().rposition(|&triggered| triggered).map_or(0, |last| last + 1);
        for (number, sentence) in sentences.iter().enumerate().take(last) {
            if sentence.paragraph != paragraph {
                paragraph = sentence.paragraph;
                // a quotation goes on over a paragraph's end only when the next begins with a mark of its own
                let opens = sentence.span.of(article.text).starts_with(['"', '“']);
                if !opens || !self.memory.open_quote {
                    self.memory.speaker = None;
                }
                self.memory.open_quote = false;
            }
            let mut sentence = *sentence;
            if let Some((_, end)) = dateline.filter(|&(index, _)| index == number) {
                sentence.span.start = end;
            }
            self.sentence(article, number, &sentence, about, traces, &mut out);
        }
        self.sentences = sentences;
        out
    }

    /// `KIEV, Ukraine (AP) -` at the head of an article: remembers the place, gives the sentence and where its text
    /// begins after it. A dateline is no part of what the sentence says.
    fn dateline(&mut self, article: &Article, sentences: &[segment::Sentence]) -> Option<(usize, usize)> {
        if !self.triggered.contains(&true) {
            return None;
        }
        let gazetteer = &self.pack.resources.gazetteer;
        for (index, sentence) in sentences.iter().enumerate().take(3) {
            let words = &mut self.sentence.words;
            words.read(article.text, sentence.span);
            gazetteer.find(words, false, &mut self.places);
            let Some(hit) = self.places.first().filter(|hit| hit.words.start <= 1) else { continue };
            let Some(end) = locate::dateline_end(words, hit.words.end).filter(|&end| end < words.len())
            else {
                continue;
            };
            let place = gazetteer.resolve(hit, &self.evidence);
            self.memory.dateline = Some(super::Place::of(place, words.span(hit.words.clone()), article.text));
            return Some((index, words.word(end).span.start));
        }
        None
    }

    /// Classes that the article is about, from one cheap pass: in at least two sentences, and in more than disasters are.
    fn survey(&mut self, article: &Article, sentences: &[segment::Sentence]) -> u64 {
        self.class_counts.clear();
        self.class_counts.resize(64, 0);
        let pack = self.pack;
        self.triggered.clear();
        for sentence in sentences {
            self.sentence.read(&pack.lexicon, article.text, sentence.span, false);
            self.triggered.push(self.sentence.has_trigger(&pack.lexicon));
            let mut bits = self
                .sentence
                .entries
                .iter()
                .filter_map(|&entry| pack.lexicon.entry(entry))
                .fold(0, |bits, entry| bits | entry.classes);
            while bits != 0 {
                self.class_counts[bits.trailing_zeros() as usize] += 1;
                bits &= bits - 1;
            }
        }
        if self.triggered.contains(&true) {
            for sentence in sentences {
                self.sentence.words.read(article.text, sentence.span);
                pack.resources.gazetteer.find(&self.sentence.words, false, &mut self.places);
                self.evidence.add_places(&pack.resources.gazetteer, &self.places);
            }
        }
        let count =
            |class: u64| if class == 0 { 0 } else { self.class_counts[class.trailing_zeros() as usize] };
        let known = &pack.known;
        let conflict = count(known.conflict);
        let mut about = 0;
        if conflict >= 2 && conflict > 2 * count(known.disaster) {
            about |= known.conflict;
        }
        // three sentences of an article, and more than its war; unmeasured
        for (shown, class) in
            [(known.business.max(known.commerce), known.commerce), (known.sport, known.sport)]
        {
            if count(shown) >= 3 && count(shown) > 2 * conflict {
                about |= class;
            }
        }
        about
    }

    fn sentence(
        &mut self,
        article: &Article,
        number: usize,
        segment: &segment::Sentence,
        about: u64,
        traces: &mut Option<Vec<Trace>>,
        out: &mut Vec<Event>,
    ) {
        let pack = self.pack;
        let carried = self.memory.open_quote;
        self.sentence.read(&pack.lexicon, article.text, segment.span, carried);
        let opened = self.sentence.open_quote;
        self.memory.open_quote = opened;
        if self.sentence.len() < 2 {
            return;
        }
        let triggered = self.triggered[number];
        let names = self
            .sentence
            .words
            .as_slice()
            .iter()
            .any(|word| matches!(word.shape, Shape::Capital | Shape::Mixed));
        if !triggered && !names {
            return;
        }
        self.values(article.published);
        self.tag();
        self.groups.read(&pack.lexicon, &self.sentence);
        self.clauses.read(&View { pack, sentence: &self.sentence }, &mut self.groups);
        let question = segment.span.of(article.text).trim_end_matches(['"', '”', '’', ')']).ends_with('?');
        let reading = Reading {
            pack,
            sentence: &self.sentence,
            groups: &self.groups,
            clauses: &self.clauses,
            question,
            bits: self.sentence.classes.iter().fold(0, |bits, class| bits | class),
            article: about,
        };
        let frames = if triggered { reading.frames() } else { Vec::new() };
        if let Some(traces) = traces.as_mut().filter(|_| triggered) {
            traces.push(reading.trace(article.text, &frames));
        }
        let values = Values {
            article,
            reading: &reading,
            dates: &self.dates,
            future: &self.future,
            amounts: &self.amounts,
            places: &self.places,
            evidence: &self.evidence,
            hits: &self.actors,
            names: &self.names,
        };
        for frame in &frames {
            let event = values.event(frame, number, segment, &mut self.memory);
            out.push(event);
        }
        let first = out.len() - frames.len();
        reading.share_values(&frames, &mut out[first..]);
        values.subjects(&mut self.memory);
    }

    /// Dates, numbers and places of the sentence, before its words are tagged.
    fn values(&mut self, published: Option<Date>) {
        let words = &self.sentence.words;
        let order = self.order;
        date::dates(words, published, order, Tense::Past, &mut self.dates);
        date::dates(words, published, order, Tense::Future, &mut self.future);
        let taken: Vec<std::ops::Range<usize>> = self.dates.iter().map(|date| date.words.clone()).collect();
        quantity::amounts_masked(words, &taken, &mut self.amounts);
        let capitals = all_capitals(words);
        self.pack.resources.gazetteer.find(words, capitals, &mut self.places);
        self.pack.resources.actors.find(words, capitals, &mut self.names, &mut self.actors);
        let count = self.sentence.len();
        self.sentence.dates.clear();
        self.sentence.dates.resize(count, false);
        self.sentence.numbers.clear();
        self.sentence.numbers.resize(count, false);
        for date in &self.dates {
            for token in self.sentence.tokens_of(&date.words) {
                // "the 2015 agreement", "a Tuesday meeting" are groups with a date in them
                if !date.attributive {
                    self.sentence.dates[token] = true;
                }
            }
        }
        for amount in &self.amounts {
            if matches!(
                amount.kind,
                AmountKind::Count
                    | AmountKind::Money
                    | AmountKind::Percent
                    | AmountKind::Duration
                    | AmountKind::Measure
            ) {
                for token in self.sentence.tokens_of(&amount.words) {
                    self.sentence.numbers[token] = true;
                }
            }
        }
    }

    fn tag(&mut self) {
        let pack = self.pack;
        self.sentence.classify(&pack.lexicon);
        for hit in &self.actors {
            let bits = class_of(pack, &pack.resources.actors.describe(hit, &self.names, None).kind, hit.form)
                | pack.known.actor;
            for token in self.sentence.tokens_of(&hit.words) {
                self.sentence.classes[token] |= bits;
            }
        }
        let words = &self.sentence.words;
        let title = tag::is_title(words.as_slice(), |index| words.lower(index).len());
        self.sentence.title = title;
        let mut tags = std::mem::take(&mut self.sentence.tags);
        {
            let sentence = &self.sentence;
            let count = sentence.len();
            let seen: Vec<Seen> = (0..count)
                .map(|token| {
                    let entry = sentence.entries[token];
                    let reports = entry != UNKNOWN
                        && pack.lexicon.entry(entry).is_some_and(|entry| {
                            entry.forms.iter().any(|form| {
                                pack.verbs[form.lemma as usize]
                                    .iter()
                                    .any(|sense| matches!(sense.meaning, Meaning::Report(_)))
                            })
                        });
                    let phrase =
                        sentence.hit(token).filter(|hit| hit.end - hit.start > 1 && noun_phrase(pack, hit));
                    let after_mark = token > 0
                        && sentence.shape(token - 1) == Shape::Mark
                        && !matches!(sentence.lower(token - 1), "," | "-" | "." | "/" | "$");
                    Seen {
                        word: sentence.lower(token),
                        shape: sentence.shape(token),
                        entry,
                        first: token == 0
                            || after_mark
                            || (sentence.quotes[token] > 0
                                && sentence.quotes[token - 1] != sentence.quotes[token]),
                        hyphened: sentence.hyphened[token]
                            || sentence.hyphened.get(token + 1).copied().unwrap_or(false),
                        before_capital: token + 1 < count
                            && matches!(sentence.shape(token + 1), Shape::Capital | Shape::Mixed),
                        before_by: sentence.lower(token + 1) == "by",
                        date: sentence.dates[token],
                        number: sentence.numbers[token],
                        reports,
                        noun_phrase: phrase.is_some_and(|hit| hit.end as usize == token + 1),
                        in_phrase: phrase.is_some_and(|hit| hit.end as usize > token + 1),
                    }
                })
                .collect();
            self.tagger.tag(&pack.lexicon, &seen, self.sentence.title, &mut tags);
            for (token, tag) in tags.iter_mut().enumerate() {
                if sentence.numbers[token] && (*tag != Tag::Mark || sentence.lower(token) == "-") {
                    *tag = Tag::Number;
                }
            }
            if !sentence.title {
                for hit in self.actors.iter().filter(|hit| hit.words.len() > 1) {
                    for token in sentence.tokens_of(&hit.words) {
                        // "United Nations envoys", "General Than Shwe": a word of a name is no verb and no preposition
                        let plain =
                            tags[token].is_verb() || matches!(tags[token], Tag::Preposition | Tag::Adverb);
                        if plain && matches!(sentence.shape(token), Shape::Capital | Shape::Mixed) {
                            tags[token] = Tag::Name;
                        }
                    }
                }
            }
            tag::active(&mut tags, &seen);
        }
        self.sentence.tags = tags;
    }
}

/// A text in capitals, where case tells nothing.
fn all_capitals(words: &crate::text::words::Words) -> bool {
    let letters = words.as_slice().iter().filter(|word| !matches!(word.shape, Shape::Mark | Shape::Number));
    let (mut upper, mut other) = (0, 0);
    for word in letters {
        if word.shape == Shape::Upper || (word.shape == Shape::Capital && word.span.len() == 1) {
            upper += 1;
        } else {
            other += 1;
        }
    }
    upper >= 3 && upper > 4 * other
}

/// The classes that an actor of a kind belongs to.
fn class_of(pack: &Pack, kind: &str, form: Form) -> u64 {
    let known = &pack.known;
    match kind {
        "armed_group" | "military" | "police" | "peacekeepers" | "separatist_state" => {
            known.armed | known.state
        }
        "person" | "official" => known.official | known.person,
        "media" => known.outlet,
        "civilians" | "hostages" | "prisoners" | "refugees" | "settlers" | "protesters" => known.person,
        "legislature" => known.state | pack.known.body,
        "country" if form == Form::People => known.actor_adjective,
        "region" | "ethnic_group" | "religious_group" | "religious" | "criminals" => 0,
        _ => known.state,
    }
}

fn noun_phrase(pack: &Pack, hit: &super::lexicon::Hit) -> bool {
    use super::lexicon::Sense;
    pack.lexicon.senses(hit).iter().any(|sense| !matches!(sense, Sense::Class(_)))
}

/// The typed values of one sentence, and how they become columns.
struct Values<'a> {
    article: &'a Article<'a>,
    reading: &'a Reading<'a>,
    dates: &'a [DateHit],
    future: &'a [DateHit],
    amounts: &'a [Amount],
    places: &'a [PlaceHit],
    evidence: &'a CountryEvidence,
    hits: &'a [ActorHit],
    names: &'a Names,
}

impl Values<'_> {
    fn event(&self, frame: &Frame, number: usize, segment: &segment::Sentence, memory: &mut Memory) -> Event {
        let place = self.place(frame, number, memory);
        let memory = &*memory;
        let reading = self.reading;
        let trigger = reading.sentence.span(frame.trigger.0, frame.trigger.1);
        let (date, source) = self.date(frame);
        let mut realis = frame.status.realis;
        let mut cues: Vec<Cue> = frame
            .status
            .cues
            .iter()
            .map(|cue| Cue { kind: cue.kind.to_owned(), span: reading.sentence.span(cue.a, cue.b) })
            .collect();
        if realis == Realis::Actual
            && let Some(hit) = date.filter(|hit| self.is_old(hit))
        {
            realis = Realis::Historical;
            cues.push(Cue { kind: "date".to_owned(), span: reading.sentence.words.span(hit.words.clone()) });
        }
        cues.dedup();
        let rule = frame.rule.clone();
        let resolve = |ranges: &[Range]| {
            ranges.iter().filter_map(|&range| self.actor(range, memory)).collect::<Vec<_>>()
        };
        Event {
            event_id: id::event_id(self.article.id, &rule, trigger),
            code: frame.code as usize,
            actors: resolve(&frame.actors),
            recipients: resolve(&frame.recipients),
            third_parties: resolve(&frame.third),
            place,
            date_start: date.map_or(self.article.published, |hit| Some(hit.start)),
            date_end: date.map_or(self.article.published, |hit| Some(hit.end)),
            date_precision: date
                .map(|hit| precision(hit.precision))
                .or(self.article.published.map(|_| "day")),
            date_source: source,
            quantities: reading.quantities(frame, self.amounts),
            negated: frame.status.negated,
            realis,
            hedged: frame.status.hedged,
            cues,
            claim: self.claim(frame, memory),
            trigger,
            sentence: number,
            sentence_span: segment.span,
            rule,
        }
    }

    fn date(&self, frame: &Frame) -> (Option<&DateHit>, Option<&'static str>) {
        let hits = if self.reading.is_to_come(frame) { self.future } else { self.dates };
        match self.reading.date(frame, hits) {
            Some(hit) => (Some(hit), Some("text")),
            None => (None, self.article.published.map(|_| "publication")),
        }
    }

    /// Long before publication.
    fn is_old(&self, hit: &DateHit) -> bool {
        let Some(published) = self.article.published else { return false };
        hit.end.year() < published.year() && days(hit.end, published) > 60
    }

    /// The place that the sentence names; without one, for what happens on the ground, that of the sentence before or
    /// of the dateline.
    fn place(&self, frame: &Frame, number: usize, memory: &mut Memory) -> Option<Place> {
        if let Some(place) = self.named_place(frame) {
            memory.place = Some((number, place.clone()));
            return Some(place);
        }
        let code = &self.reading.pack.codes[frame.code as usize];
        if !locate::is_on_the_ground(&code.event_type) {
            return None;
        }
        let (place, precision) = match (&memory.place, &memory.dateline) {
            (Some((before, place)), _) if *before == number || *before + 1 == number => (place, "context"),
            (_, Some(place)) => (place, "dateline"),
            _ => return None,
        };
        Some(Place { precision: precision.to_owned(), ..place.clone() })
    }

    fn named_place(&self, frame: &Frame) -> Option<Place> {
        let gazetteer = &self.reading.pack.resources.gazetteer;
        let width = |hit: &PlaceHit| match gazetteer.resolve(hit, self.evidence) {
            Some(record) if record.precision == "country" => Width::Country,
            Some(record) if record.precision != "city" => Width::Region,
            _ => Width::Point,
        };
        let is_somebody = |hit: &ActorHit| match hit.actor {
            ActorRef::Named(_) => true,
            ActorRef::Known { record, .. } => {
                let kind = self.reading.pack.resources.actors.record(record).kind.as_str();
                !matches!(kind, "country" | "region" | "separatist_state")
            }
        };
        let offer =
            Offer { places: self.places, actors: self.hits, is_somebody: &is_somebody, width: &width };
        let found = self.reading.place(frame, offer)?;
        let span = self.reading.sentence.span(found.range.0, found.range.1);
        let record = found.hit.and_then(|hit| gazetteer.resolve(hit, self.evidence));
        Some(Place::of(record, span, self.article.text))
    }

    fn claim(&self, frame: &Frame, memory: &Memory) -> Option<Claim> {
        let reading = self.reading;
        let own = reading.claim(frame);
        let quoted = reading.sentence.quotes.get(frame.trigger.0).is_some_and(|&quote| quote > 0);
        let Some(TokenClaim { speaker, outlet, kind, cue, content }) = own else {
            let speaker = memory.speaker.clone().filter(|_| quoted)?;
            let span = reading.sentence.span(0, reading.sentence.len());
            return Some(Claim {
                speaker: Some(speaker),
                outlet: None,
                kind: ClaimKind::Quoted,
                cue: None,
                span,
            });
        };
        Some(Claim {
            speaker: speaker.and_then(|range| self.actor(range, memory)),
            outlet: outlet
                .map(|range| reading.sentence.span(range.0, range.1).of(self.article.text).to_owned()),
            kind,
            cue: Some(reading.sentence.span(cue.0, cue.1).of(self.article.text).to_owned()),
            span: reading.sentence.span(content.0, content.1),
        })
    }

    /// What a range of tokens names.
    fn actor(&self, range: Range, memory: &Memory) -> Option<Actor> {
        let reading = self.reading;
        let sentence = reading.sentence;
        let known = &reading.pack.known;
        let span = sentence.span(range.0, range.1);
        let text = span.of(self.article.text);
        if range.1 == range.0 + 1 {
            let meant = match sentence.lower(range.0) {
                "he" | "she" | "him" | "her" | "i" => memory.last_person.clone(),
                "they" | "them" | "we" | "both" | "it" => memory.last_group.clone(),
                "who" => return None,
                _ => None,
            };
            if let Some(meant) = meant {
                // the mention that names it, not the pronoun
                return Some(meant);
            }
            if matches!(
                sentence.lower(range.0),
                "he" | "she" | "him" | "her" | "i" | "they" | "them" | "we" | "it" | "both" | "each"
            ) {
                return None;
            }
        }
        let lexicon = &reading.pack.resources.actors;
        let hit = self
            .hits
            .iter()
            .filter(|hit| {
                let tokens = sentence.tokens_of(&hit.words);
                tokens.start < range.1 && tokens.end > range.0
            })
            .max_by_key(|hit| {
                let tokens = sentence.tokens_of(&hit.words);
                let inside = tokens.start >= range.0 && tokens.end <= range.1;
                (inside, tokens.end.min(range.1) - tokens.start.max(range.0), std::cmp::Reverse(tokens.start))
            });
        let bits = sentence.classes_in(range.0, range.1);
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let named = (range.0..range.1).any(|token| sentence.tag(token) == Some(Tag::Name));
        let kind = if bits & known.armed != 0 {
            "armed_group"
        } else if bits & known.official != 0 {
            "official"
        } else if bits & known.person != 0 {
            "people"
        } else if bits & known.state != 0 {
            "organisation"
        } else if named {
            "name"
        } else {
            "group"
        };
        let described = hit.map(|hit| {
            // "Germany" within "the chancellor of Germany" is the state
            let part = sentence.tokens_of(&hit.words).start < range.0;
            let state = match hit.actor {
                ActorRef::Known { record, agent: Some(_) } if part => {
                    Some(ActorHit { actor: ActorRef::Known { record, agent: None }, ..hit.clone() })
                }
                _ => None,
            };
            (hit, lexicon.describe(state.as_ref().unwrap_or(hit), self.names, self.article.published))
        });
        if let Some((hit, actor)) = described {
            let tokens = sentence.tokens_of(&hit.words);
            let head = range.1 - 1;
            let whole = tokens.contains(&head)
                || hit.form != Form::People && matches!(hit.actor, ActorRef::Named(_))
                || tokens.start <= range.0 && tokens.end >= range.1;
            let some = |text: String| Some(text).filter(|text| !text.is_empty());
            if whole {
                return Some(Actor {
                    id: actor.id,
                    name: actor.name,
                    kind: actor.kind,
                    country: some(actor.country),
                    code: some(actor.code),
                    span,
                });
            }
            // "Israeli settlers": the country is known, the people are not
            return Some(Actor {
                id: slug(&name),
                name,
                kind: kind.to_owned(),
                country: some(actor.country),
                code: some(actor.code),
                span,
            });
        }
        Some(Actor { id: slug(&name), name, kind: kind.to_owned(), country: None, code: None, span })
    }

    /// Who the next sentence's pronouns mean, and who speaks when a quotation goes on.
    fn subjects(&self, memory: &mut Memory) {
        let reading = self.reading;
        let known = &reading.pack.known;
        let mut person = None;
        let mut group = None;
        for (index, clause) in reading.clauses.list.iter().enumerate() {
            let reports = clause.verb.is_some_and(|verb| {
                View { pack: reading.pack, sentence: reading.sentence }
                    .reports(&reading.groups.verbs[verb as usize])
            });
            for noun in reading.agent(index).iter().take(1) {
                if reading.groups.nouns[noun].pronoun || !reading.is_actor(noun) || reading.names_event(noun)
                {
                    if reports
                        && reading.groups.nouns[noun].pronoun
                        && let Some(range) = reading.actor_range(noun)
                    {
                        memory.speaker = self.actor(range, memory).or(memory.speaker.take());
                    }
                    continue;
                }
                let Some(range) = reading.actor_range(noun) else { continue };
                let Some(actor) = self.actor(range, memory) else { continue };
                if reports {
                    memory.speaker = Some(actor.clone());
                }
                let singular = reading.sentence.tag(reading.groups.nouns[noun].head) != Some(Tag::NounPlural)
                    && reading.sentence.classes_in(range.0, range.1) & known.state == 0;
                if singular && person.is_none() {
                    person = Some(actor.clone());
                }
                if group.is_none()
                    && (!singular
                        || reading.sentence.classes_in(range.0, range.1) & (known.state | known.armed) != 0)
                {
                    group = Some(actor);
                }
            }
        }
        if person.is_some() {
            memory.last_person = person;
        }
        if group.is_some() {
            memory.last_group = group;
        }
    }
}

/// An id from a name.
fn slug(name: &str) -> String {
    let mut id = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            id.extend(c.to_lowercase());
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    id
}

fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Year => "year",
    }
}

fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
