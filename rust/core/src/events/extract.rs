//! The reader: composes the steps for one article, with buffers that are used again.

use jiff::civil::Date;

use super::claim::TokenClaim;
use super::clause::{Clauses, View};
use super::document::Memory;
use super::frame::{Frame, Range, Reading};
use super::grammar::Tag;
use super::group::Groups;
use super::lexicon::UNKNOWN;
use super::pack::{ClaimKind, Meaning, Pack, Realis};
use super::sentence::Sentence;
use super::tag::{self, Seen, Tagger};
use super::trace::Trace;
use super::{Actor, Article, Claim, Cue, Event, Place, id};
use crate::normalise::date::{self, DateHit, NumericOrder, Precision, Tense};
use crate::normalise::place::{CountryEvidence, PlaceHit};
use crate::normalise::quantity::{self, Amount, AmountKind};
use crate::text::segment;
use crate::text::span::Span;
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
    memory: Memory,
    class_counts: Vec<u32>,
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
            memory: Memory::default(),
            class_counts: Vec::new(),
        }
    }
}

impl Reader<'_> {
    /// The events of an article, in the order of the text.
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
        let about = self.survey(article, &sentences);
        let mut out = Vec::new();
        let mut paragraph = u32::MAX;
        for (number, sentence) in sentences.iter().enumerate() {
            if sentence.paragraph != paragraph {
                paragraph = sentence.paragraph;
                // a quotation goes on over a paragraph's end only when the next begins with a mark of its own
                let opens = sentence.span.of(article.text).starts_with(['"', '“']);
                if !opens || !self.memory.open_quote {
                    self.memory.speaker = None;
                }
                self.memory.open_quote = false;
            }
            self.sentence(article, number, sentence, about, traces, &mut out);
        }
        self.sentences = sentences;
        out
    }

    /// Classes that the article is about, from one cheap pass: those in at least three of its sentences.
    fn survey(&mut self, article: &Article, sentences: &[segment::Sentence]) -> u64 {
        self.class_counts.clear();
        self.class_counts.resize(64, 0);
        let pack = self.pack;
        for sentence in sentences {
            self.sentence.read(&pack.lexicon, article.text, sentence.span, false);
            let mut bits = self.sentence.entries.iter().filter_map(|&entry| pack.lexicon.entry(entry)).fold(0, |bits, entry| bits | entry.classes);
            while bits != 0 {
                self.class_counts[bits.trailing_zeros() as usize] += 1;
                bits &= bits - 1;
            }
            pack.resources.gazetteer.find(&self.sentence.words, false, &mut self.places);
            self.evidence.add_places(&pack.resources.gazetteer, &self.places);
        }
        let enough = 3;
        let about = |class: u64| class != 0 && self.class_counts[class.trailing_zeros() as usize] >= enough;
        let known = &pack.known;
        if about(known.conflict) && !about(known.disaster) {
            known.conflict
        } else {
            0
        }
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
        let triggered = self.sentence.has_trigger(&pack.lexicon);
        let names = self.sentence.words.as_slice().iter().any(|word| matches!(word.shape, Shape::Capital | Shape::Mixed));
        if !triggered && !names {
            return;
        }
        self.values(article.published);
        self.tag(segment.headline);
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
        };
        values.remember(&mut self.memory);
        for frame in &frames {
            let event = values.event(frame, number, segment, &self.memory);
            out.push(event);
        }
        values.subjects(&mut self.memory);
    }

    /// Dates, numbers and places of the sentence, before its words are tagged.
    fn values(&mut self, published: Option<Date>) {
        let words = &self.sentence.words;
        let order = NumericOrder::MonthFirst;
        date::dates(words, published, order, Tense::Past, &mut self.dates);
        date::dates(words, published, order, Tense::Future, &mut self.future);
        let taken: Vec<std::ops::Range<usize>> = self.dates.iter().map(|date| date.words.clone()).collect();
        quantity::amounts_masked(words, &taken, &mut self.amounts);
        self.pack.resources.gazetteer.find(words, false, &mut self.places);
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
            if matches!(amount.kind, AmountKind::Count | AmountKind::Money | AmountKind::Percent | AmountKind::Duration | AmountKind::Measure) {
                for token in self.sentence.tokens_of(&amount.words) {
                    self.sentence.numbers[token] = true;
                }
            }
        }
    }

    fn tag(&mut self, headline: bool) {
        let pack = self.pack;
        self.sentence.classify(&pack.lexicon);
        let words = &self.sentence.words;
        let title = tag::is_title(words.as_slice(), |index| words.lower(index).len());
        self.sentence.title = title || (headline && title);
        let mut tags = std::mem::take(&mut self.sentence.tags);
        {
            let sentence = &self.sentence;
            let count = sentence.len();
            let seen: Vec<Seen> = (0..count)
                .map(|token| {
                    let entry = sentence.entries[token];
                    let reports = entry != UNKNOWN
                        && pack.lexicon.entry(entry).is_some_and(|entry| {
                            entry.forms.iter().any(|form| pack.verbs[form.lemma as usize].iter().any(|sense| matches!(sense.meaning, Meaning::Report(_))))
                        });
                    let phrase = sentence.hit(token).filter(|hit| hit.end - hit.start > 1 && noun_phrase(pack, hit));
                    let after_mark = token > 0 && sentence.shape(token - 1) == Shape::Mark && !matches!(sentence.lower(token - 1), "," | "-" | "." | "/" | "$");
                    Seen {
                        word: sentence.lower(token),
                        shape: sentence.shape(token),
                        entry,
                        first: token == 0 || after_mark || (sentence.quotes[token] > 0 && sentence.quotes[token - 1] != sentence.quotes[token]),
                        hyphened: sentence.hyphened[token] || sentence.hyphened.get(token + 1).copied().unwrap_or(false),
                        date: sentence.dates[token],
                        reports,
                        noun_phrase: phrase.is_some_and(|hit| hit.end as usize == token + 1),
                        in_phrase: phrase.is_some_and(|hit| hit.end as usize > token + 1),
                    }
                })
                .collect();
            self.tagger.tag(&pack.lexicon, &seen, self.sentence.title, &mut tags);
            for (token, tag) in tags.iter_mut().enumerate() {
                if sentence.numbers[token] && !matches!(tag, Tag::Mark) {
                    *tag = Tag::Number;
                } else if sentence.numbers[token] && sentence.lower(token) == "-" {
                    *tag = Tag::Number;
                }
            }
        }
        self.sentence.tags = tags;
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
}

impl Values<'_> {
    fn event(&self, frame: &Frame, number: usize, segment: &segment::Sentence, memory: &Memory) -> Event {
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
let resolve = |ranges: &[Range]| ranges.iter().filter_map(|&range| self.actor(range, memory)).collect::<Vec<_>>();
        Event {
            event_id: id::event_id(self.article.id, &rule, trigger),
            code: frame.code as usize,
            actors: resolve(&frame.actors),
            recipients: resolve(&frame.recipients),
            third_parties: resolve(&frame.third),
            place: self.place(frame),
            date_start: date.map_or(self.article.published, |hit| Some(hit.start)),
            date_end: date.map_or(self.article.published, |hit| Some(hit.end)),
            date_precision: date.map(|hit| precision(hit.precision)).or(self.article.published.map(|_| "day")),
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

    /// The date of the frame's clause, else one at the head of its sentence or of a clause above.
    fn date(&self, frame: &Frame) -> (Option<&DateHit>, Option<&'static str>) {
        let hits = if frame.status.realis == Realis::Future { self.future } else { self.dates };
        let sentence = self.reading.sentence;
        let clauses = &self.reading.clauses;
        let mut best: Option<(usize, &DateHit)> = None;
        for hit in hits.iter().filter(|hit| !hit.anniversary) {
            let tokens = sentence.tokens_of(&hit.words);
            let at = tokens.start.min(sentence.len().saturating_sub(1));
            let owner = clauses.owner.get(at).map_or(0, |&owner| owner as usize);
            let distance = at.abs_diff(frame.trigger.0);
            let rank = if owner == frame.clause {
                distance
            } else if clauses.list[frame.clause].parent == Some(owner as u16) || clauses.list[owner].parent == Some(frame.clause as u16) {
                100 + distance
            } else if owner == 0 && at < 4 {
                200 + distance
            } else {
                continue;
            };
            if best.is_none_or(|(known, _)| rank < known) {
                best = Some((rank, hit));
            }
        }
        match best {
            Some((_, hit)) => (Some(hit), Some("text")),
            None => (None, self.article.published.map(|_| "publication")),
        }
    }

    /// Long before publication.
    fn is_old(&self, hit: &DateHit) -> bool {
        let Some(published) = self.article.published else { return false };
        hit.end.year() < published.year() && days(hit.end, published) > 60
    }

    fn place(&self, frame: &Frame) -> Option<Place> {
        let reading = self.reading;
        let sentence = reading.sentence;
        let mut best: Option<(usize, Range, Option<&PlaceHit>)> = None;
        for (index, group) in reading.groups.nouns.iter().enumerate() {
            let located = matches!(
                reading.preposition(index),
                "in" | "at" | "near" | "outside" | "across" | "inside" | "throughout" | "around" | "from" | "into" | "to" | "over" | "on" | "of" | "through"
            );
            let named = (group.a..group.b).any(|token| sentence.tag(token) == Some(Tag::Name));
            if !named && sentence.classes_in(group.a, group.b) & reading.pack.known.place_head == 0 {
                continue;
            }
            let hit = self.places.iter().find(|hit| {
                let tokens = sentence.tokens_of(&hit.words);
                tokens.start >= group.a && tokens.end <= group.b
            });
            let strict = matches!(reading.preposition(index), "in" | "at" | "near" | "outside" | "across" | "inside" | "throughout" | "around");
            let place_head = sentence.classes_in(group.a, group.b) & reading.pack.known.place_head != 0;
            if hit.is_none() && !(strict || place_head) || !(located || hit.is_some()) || !(strict || hit.is_some()) {
                continue;
            }
            if (group.a..group.b).all(|token| sentence.dates[token]) {
                continue;
            }
            let owner = reading.clauses.owner[group.head] as usize;
            let distance = group.head.abs_diff(frame.trigger.0) + if group.head < frame.trigger.0 { 4 } else { 0 };
            let rank = distance
                + if owner == frame.clause { 0 } else { 40 }
                + if strict { 0 } else { 60 }
                + if hit.is_some() { 0 } else { 8 };
            let range = match hit {
                Some(hit) => {
                    let tokens = sentence.tokens_of(&hit.words);
                    (tokens.start, tokens.end)
                }
                None => match reading.actor_range(index) {
                    Some(range) => range,
                    None => continue,
                },
            };
            if best.is_none_or(|(known, _, _)| rank < known) {
                best = Some((rank, range, hit));
            }
        }
        let (_, range, hit) = best?;
        let span = sentence.span(range.0, range.1);
        let record = hit.and_then(|hit| reading.pack.resources.gazetteer.resolve(hit, self.evidence));
        Some(match record {
            Some(record) => Place {
                name: record.name.clone(),
                country: Some(record.country.clone()).filter(|country| !country.is_empty()),
                latitude: Some(record.latitude),
                longitude: Some(record.longitude),
                precision: record.precision.clone(),
                span,
            },
            None => Place {
                name: span.of(self.article.text).to_owned(),
                country: None,
                latitude: None,
                longitude: None,
                precision: "unknown".to_owned(),
                span,
            },
        })
    }

    fn claim(&self, frame: &Frame, memory: &Memory) -> Option<Claim> {
        let reading = self.reading;
        let own = reading.claim(frame);
        let quoted = reading.sentence.quotes.get(frame.trigger.0).is_some_and(|&quote| quote > 0);
        let Some(TokenClaim { speaker, outlet, kind, cue, content }) = own else {
            let speaker = memory.speaker.clone().filter(|_| quoted)?;
            let span = reading.sentence.span(0, reading.sentence.len());
            return Some(Claim { speaker: Some(speaker), outlet: None, kind: ClaimKind::Quoted, cue: None, span });
        };
        Some(Claim {
            speaker: speaker.and_then(|range| self.actor(range, memory)),
            outlet: outlet.map(|range| reading.sentence.span(range.0, range.1).of(self.article.text).to_owned()),
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
                "they" | "them" | "we" | "both" => memory.last_group.clone(),
                "it" => memory.last_group.clone(),
                "who" => return None,
                _ => None,
            };
            if let Some(meant) = meant {
                return Some(Actor { span, ..meant });
            }
            if matches!(sentence.lower(range.0), "he" | "she" | "him" | "her" | "i" | "they" | "them" | "we" | "it" | "both" | "each") {
                return None;
            }
        }
        let bits = sentence.classes_in(range.0, range.1);
        let kind = if bits & known.armed != 0 {
            "armed_group"
        } else if bits & known.official != 0 {
            "official"
        } else if bits & known.person != 0 {
            "people"
        } else if bits & known.state != 0 {
            "organisation"
        } else if (range.0..range.1).any(|token| sentence.tag(token) == Some(Tag::Name)) {
            "name"
        } else {
            "group"
        };
        let mut name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if range.1 == range.0 + 1
            && sentence.tag(range.0) == Some(Tag::Name)
            && let Some(full) = memory.by_surname(&name)
        {
            return Some(Actor { span, ..full.clone() });
        }
        let all_names = (range.0..range.1).all(|token| sentence.tag(token) == Some(Tag::Name));
        let kind = if all_names && kind == "name" && range.1 - range.0 >= 2 { "person" } else { kind };
        if name.is_empty() {
            text.clone_into(&mut name);
        }
        let mut id = String::with_capacity(name.len());
        for c in name.chars() {
            if c.is_alphanumeric() {
                id.extend(c.to_lowercase());
            } else if !id.ends_with('_') {
                id.push('_');
            }
        }
        Some(Actor { id, name, kind: kind.to_owned(), country: None, code: None, span })
    }

    /// Keeps the names of persons that the sentence gives in full.
    fn remember(&self, memory: &mut Memory) {
        let sentence = self.reading.sentence;
        let known = &self.reading.pack.known;
        for group in &self.reading.groups.nouns {
            let mut a = group.b;
            while a > group.a && sentence.tag(a - 1) == Some(Tag::Name) && sentence.classes[a - 1] & (known.official | known.title | known.actor_adjective | known.state) == 0 {
                a -= 1;
            }
            if group.b >= a + 2
                && group.b - a <= 4
                && !sentence.title
                && let Some(actor) = self.actor((a, group.b), &Memory::default())
            {
                memory.keep(&Actor { kind: "person".to_owned(), ..actor });
            }
        }
    }

    /// Who the next sentence's pronouns mean, and who speaks when a quotation goes on.
    fn subjects(&self, memory: &mut Memory) {
        let reading = self.reading;
        let known = &reading.pack.known;
        let mut person = None;
        let mut group = None;
        for (index, clause) in reading.clauses.list.iter().enumerate() {
            let reports = clause.verb.is_some_and(|verb| {
                View { pack: reading.pack, sentence: reading.sentence }.reports(&reading.groups.verbs[verb as usize])
            });
            for noun in reading.agent(index).iter().take(1) {
                if reading.groups.nouns[noun].pronoun || !reading.is_actor(noun) || reading.names_event(noun) {
                    if reports && reading.groups.nouns[noun].pronoun && let Some(range) = reading.actor_range(noun) {
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
                if group.is_none() && (!singular || reading.sentence.classes_in(range.0, range.1) & (known.state | known.armed) != 0) {
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
        memory.sentences += 1;
    }
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

/// Bytes of nothing, for values that stand nowhere.
#[allow(dead_code, reason = "used where a value is made, not read")]
pub(crate) const NOWHERE: Span = Span::new(0, 0);
