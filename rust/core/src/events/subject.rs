//! What an article is about, where that keeps some types from being told: a trial, a campaign, an accident, a match.
//!
//! The words of a subject are counted by sentences, those alone that hold a word which can start an event: what else
//! an article says changes nothing. See `[subjects]` of a pack. The country that an article names most is its own;
//! it is looked for only where a subject asks for others.

use super::pack::{Pack, Subject, Trait};
use super::scan::{Scan, Sight};
use super::sentence::Sentence;
use super::{Actor, Article, Event};
use crate::normalise::actor::{ActorHit, ActorRef, Names};

/// In how many sentences an article must speak of its subject; other values are unmeasured.
const LEAST: u32 = 3;

/// How many times as often as of what speaks against it; for what is closed at home alone, more often is enough.
const TIMES: u32 = 2;

/// In how many sentences an article speaks of each subject.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts([u32; 8]);

impl Counts {
    /// Takes in a sentence.
    #[inline]
    pub(crate) fn add(&mut self, subjects: u8) {
        let mut rest = subjects;
        while rest != 0 {
            self.0[rest.trailing_zeros() as usize] += 1;
            rest &= rest - 1;
        }
    }

    /// A bit for each subject that closes types and that the article is about, and for each that closes them at home.
    pub(crate) fn about(&self, pack: &Pack) -> (u8, u8) {
        let (mut about, mut at_home) = (0, 0);
        for (number, subject) in pack.subjects.iter().enumerate().filter(|(_, subject)| subject.closes) {
            let others = (0..pack.subjects.len()).filter(|other| subject.against >> other & 1 != 0);
            let against = others.map(|other| self.0[other]).max().unwrap_or(0);
            let count = self.0[number];
            about |= u8::from(count >= LEAST && count > TIMES * against) << number;
            at_home |= u8::from(count >= LEAST && count > against) << number;
        }
        (about, at_home)
    }
}

/// The country of an article.
#[derive(Debug, Default)]
pub(crate) struct Home {
    known: bool,
    country: Option<String>,
    names: Names,
    hits: Vec<ActorHit>,
}

impl Home {
    /// Forgets the article.
    pub(crate) fn clear(&mut self) {
        self.known = false;
    }

    /// Counts the countries of those who are named, once, where the subject of the article asks for others. Leaves
    /// `sentence` at another place of the article.
    pub(crate) fn look(&mut self, pack: &Pack, article: &Article, scan: &Scan, sentence: &mut Sentence) {
        if scan.at_home == 0 || std::mem::replace(&mut self.known, true) {
            return;
        }
        self.names.clear();
        let mut counts: Vec<(String, u32)> = Vec::new();
        let actors = &pack.resources.actors;
        for sight in scan.sights.iter().filter(|sight| sight.stirs) {
            sentence.words.focus(sight.words.clone());
            self.hits.clear();
            let headline = sentence.words.writing().is_headline();
            actors.find_more(&sentence.words, headline, &mut self.names, &mut self.hits);
            for hit in &self.hits {
                let country = actors.describe(hit, &self.names, article.published).country;
                match counts.iter_mut().find(|(known, _)| *known == country) {
                    Some((_, count)) => *count += 1,
                    None if country.is_empty() => {}
                    None => counts.push((country, 1)),
                }
            }
        }
        let most = counts.iter().map(|&(_, count)| count).max();
        let mut first = counts.into_iter().filter(|&(_, count)| Some(count) == most);
        self.country = first.next().map(|(country, _)| country).filter(|_| first.next().is_none());
    }

    /// Whether one of some countries is another, or, where that of the article is not known, whether there are two.
    fn is_left<'c>(&self, mut countries: impl Iterator<Item = &'c str>) -> bool {
        match &self.country {
            Some(home) => countries.any(|country| country != home),
            None => countries.next().is_some_and(|first| countries.any(|country| country != first)),
        }
    }
}

/// What may close the events of a sentence.
pub(crate) struct Gate<'a> {
    pub pack: &'a Pack,
    pub article: &'a Article<'a>,
    pub scan: &'a Scan,
    pub sight: &'a Sight,
    /// Actors of the sentence, and the names of the article.
    pub hits: &'a [ActorHit],
    pub names: &'a Names,
    pub home: &'a Home,
}

impl Gate<'_> {
    /// Whether an event is none: for what its article is about, or for where it takes place.
    pub(crate) fn closes(&self, event: &Event) -> bool {
        self.is_at_home(event) || self.is_closed(event)
    }

    fn is_closed(&self, event: &Event) -> bool {
        let code = &self.pack.codes[event.code];
        let (closed, at_home) = (code.closed_by & self.scan.subject, code.closed_at_home & self.scan.at_home);
        if closed | at_home == 0 || self.names_an_armed_group() {
            return false;
        }
        let spoken_against = |(number, subject): (usize, &Subject)| {
            closed >> number & 1 != 0 && self.sight.subjects & subject.against == 0
        };
        self.pack.subjects.iter().enumerate().any(spoken_against) || at_home != 0 && !self.is_abroad(event)
    }

    /// Whether somebody of another country takes part, or it takes place in one.
    fn is_abroad(&self, event: &Event) -> bool {
        // a body of many states
        let world = |party: &Actor| party.code.as_ref().is_some_and(|code| code.starts_with("IGO"));
        let place = event.place.as_ref().and_then(|place| place.country.as_deref());
        let place = place.filter(|_| self.pack.is(event.code, Trait::Together));
        if parties(event).any(world)
            || self.home.is_left(parties(event).filter_map(|party| party.country.as_deref()).chain(place))
        {
            return true;
        }
        // "the deal with Chad is rejected": the sides stand behind it, and nobody there does anything
        self.pack.is(event.code, Trait::Accord) && {
            let actors = &self.pack.resources.actors;
            let named: Vec<String> = self
                .hits
                .iter()
                .map(|hit| actors.describe(hit, self.names, self.article.published).country)
                .filter(|country| !country.is_empty())
                .collect();
            self.home.is_left(named.iter().map(String::as_str))
        }
    }

    /// "The president toured his country": what is done abroad, where all take part at home.
    fn is_at_home(&self, event: &Event) -> bool {
        let Some(place) = event.place.as_ref().filter(|_| self.pack.is(event.code, Trait::Abroad)) else {
            return false;
        };
        // those who come to a land that is fought for come to others
        let opponents = self.pack.subjects.iter().fold(0, |all, subject| all | subject.against);
        self.sight.subjects & opponents == 0
            && !event.actors.is_empty()
            && place.country.is_some()
            && parties(event).all(|party| party.country == place.country)
    }

    fn names_an_armed_group(&self) -> bool {
        self.hits.iter().any(|hit| match hit.actor {
            ActorRef::Known { record, .. } => {
                let kind = self.pack.resources.actors.record(record).kind.as_str();
                matches!(kind, "armed_group" | "separatist_state")
            }
            ActorRef::Named(_) => false,
        })
    }
}

fn parties(event: &Event) -> impl Iterator<Item = &Actor> {
    event.actors.iter().chain(&event.recipients).chain(&event.third_parties)
}
