//! What an article is about, where that keeps some types from being told: a trial, a campaign, an accident, a match.
//!
//! The words of a subject are counted by sentences, those alone that hold a word which can start an event: what else
//! an article says changes nothing. See `[subjects]` of a pack. The country that an article names most is its own;
//! it is looked for only where a subject asks for others.

use super::pack::{CodeId, Pack, Realis, Subjects, Trait};
use super::scan::{Scan, Sight};
use super::{Actor, Event};
use crate::normalise::actor::{ActorHit, ActorRef, Names, WORLD};

/// In how many sentences an article must speak of its subject; other values are unmeasured.
const LEAST: u32 = 3;

/// How many times as often as of what speaks against it; for what is closed at home alone, more often is enough.
const TIMES: u32 = 2;

/// Of the rest, in how many: what is shorter is no whole article.
const WHOLE: u32 = 5;
const _: () = assert!(LEAST <= WHOLE);

/// How many times as often an article must speak of the rest as of what stands against that. With 4, more is lost of
/// agency articles on wars; with 12, less of general news that tells nothing.
const QUIET: u32 = 8;

/// Where the country that an article names next is named more than once in so many times of its own, it has two.
const SHARED: u32 = 3;

/// In how many sentences an article speaks of each subject.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts([u32; Subjects::BITS as usize]);

impl Counts {
    /// Takes in a sentence.
    #[inline]
    pub(crate) fn add(&mut self, subjects: Subjects) {
        let mut rest = subjects;
        while rest != 0 {
            self.0[rest.trailing_zeros() as usize] += 1;
            rest &= rest - 1;
        }
    }

    /// In how many sentences it speaks of the one of some subjects that it speaks of most.
    pub(crate) fn most(&self, subjects: Subjects) -> u32 {
        let (mut most, mut rest) = (0, subjects);
        while rest != 0 {
            most = most.max(self.0[rest.trailing_zeros() as usize]);
            rest &= rest - 1;
        }
        most
    }

    /// Whether an article speaks of a subject that closes nothing: one that the pack is about.
    pub(crate) fn ours(&self, pack: &Pack) -> bool {
        pack.subjects.iter().enumerate().any(|(number, subject)| !subject.closes && self.0[number] >= LEAST)
    }

    /// A bit for each subject that closes single sentences and of which an article speaks enough for that, and for each
    /// of which it speaks more than of what is against it.
    pub(crate) fn spoken(&self, pack: &Pack) -> (Subjects, Subjects) {
        let (mut spoken, mut mostly) = (0, 0);
        for (number, subject) in pack.subjects.iter().enumerate().filter(|(_, subject)| subject.sentences) {
            let (count, against) = (self.0[number], self.most(subject.against));
            spoken |= Subjects::from(count >= LEAST && count * TIMES > against) << number;
            mostly |= Subjects::from(count >= LEAST && count > against) << number;
        }
        (spoken, mostly)
    }

    /// A bit for each subject that closes an article throughout.
    pub(crate) fn throughout(&self, pack: &Pack) -> Subjects {
        let all = pack.subjects.iter().enumerate().filter(|&(number, subject)| {
            let count = self.0[number];
            let against = self.most(subject.against);
            count >= LEAST && subject.throughout.is_some_and(|times| count > times.saturating_mul(against))
        });
        all.fold(0, |all, (number, _)| all | 1 << number)
    }

    /// A bit for each of some subjects that close types at home of which an article does not speak much more often than
    /// of what speaks against them there.
    pub(crate) fn divided(&self, pack: &Pack, at_home: Subjects) -> Subjects {
        let all = pack.subjects.iter().enumerate().filter(|&(number, subject)| {
            let against = self.most(subject.against | subject.against_at_home);
            at_home >> number & 1 != 0 && !subject.rest && self.0[number] <= TIMES * against
        });
        all.fold(0, |all, (number, _)| all | 1 << number)
    }

    /// A bit for each subject that closes types and that the article is about, and for each that closes them at home.
    pub(crate) fn about(&self, pack: &Pack) -> (Subjects, Subjects) {
        let (mut about, mut at_home) = (0, 0);
        for (number, subject) in pack.subjects.iter().enumerate().filter(|(_, subject)| subject.closes) {
            let count = self.0[number];
            if count < LEAST {
                continue;
            }
            if subject.rest {
                let quiet = count >= WHOLE
                    && count > QUIET * self.most(subject.against)
                    && count > TIMES * self.most(subject.against_at_home);
                about |= Subjects::from(quiet) << number;
                at_home |= Subjects::from(quiet) << number;
                continue;
            }
            about |= Subjects::from(count > TIMES * self.most(subject.against)) << number;
            let against = self.most(subject.against | subject.against_at_home);
            at_home |= Subjects::from(count > against) << number;
        }
        (about, at_home)
    }
}

/// The country of an article.
#[derive(Debug, Default)]
pub(crate) struct Home {
    known: bool,
    country: Option<String>,
    /// Another is named nearly as often.
    shared: bool,
    counts: Vec<(String, u32)>,
}

impl Home {
    /// Forgets the article.
    pub(crate) fn clear(&mut self) {
        self.known = false;
        self.counts.clear();
    }

    pub(crate) fn is_known(&self) -> bool {
        self.known
    }

    /// Counts one who is named, of a country or of none.
    pub(crate) fn count(&mut self, country: &str) {
        match self.counts.iter_mut().find(|(known, _)| known == country) {
            Some((_, count)) => *count += 1,
            None if country.is_empty() => {}
            None => self.counts.push((country.to_owned(), 1)),
        }
    }

    /// Takes the country that was counted most; where there are two, it is neither.
    pub(crate) fn settle(&mut self) {
        let most = self.counts.iter().map(|&(_, count)| count).max();
        let near = |count: u32| most.is_some_and(|most| count * SHARED > most);
        self.shared = self.counts.iter().filter(|&&(_, count)| near(count)).count() > 1;
        let mut first = self.counts.iter().filter(|&&(_, count)| Some(count) == most);
        self.country = first.next().map(|(country, _)| country.clone()).filter(|_| first.next().is_none());
        self.known = true;
    }

    /// Whether it has two countries.
    pub(crate) fn is_shared(&self) -> bool {
        self.shared
    }

    /// Whether one of some countries is another, or, where that of the article is not known, whether there are two.
    pub(crate) fn is_left<'c>(&self, mut countries: impl Iterator<Item = &'c str>) -> bool {
        match &self.country {
            Some(home) => countries.any(|country| country != home),
            None => countries.next().is_some_and(|first| countries.any(|country| country != first)),
        }
    }
}

/// What may close the events of a sentence.
pub(crate) struct Gate<'a> {
    pub pack: &'a Pack,
    pub scan: &'a Scan,
    pub sight: &'a Sight,
    /// Actors of the sentence, and the names of the article.
    pub hits: &'a [ActorHit],
    pub names: &'a Names,
    pub home: &'a Home,
    /// The sentence names a body of states, or people of more than one.
    pub states: bool,
}

impl Gate<'_> {
    /// Whether an event is none, for who takes part and where; `business` where words of commerce stand around it.
    pub(crate) fn closes(&self, event: &Event, business: bool) -> bool {
        business && !self.is_among_states(event)
            || self.is_at_home(event)
            || self.is_closed_at_home(event)
                && !self.is_abroad(event)
                && !is_armed_group_among(self.pack, self.hits)
    }

    /// Whether a subject of the article closes an event at home; what speaks of nothing in particular must stand in a
    /// sentence that names no other country.
    fn is_closed_at_home(&self, event: &Event) -> bool {
        if self.pack.is(event.code, Trait::Decides) && is_decided(event) {
            return false;
        }
        let closed = self.pack.codes[event.code].closed_at_home & self.scan.at_home_in(self.pack, self.sight);
        let eased = closed & self.scan.divided;
        let closed = if eased != 0 && self.is_with_state(event) { closed & !eased } else { closed };
        let rest = closed & self.pack.rest;
        closed != rest
            || rest & self.scan.unopposed(self.pack, self.sight) != 0 && !self.states && {
                let named = self.hits.iter().map(|hit| self.pack.resources.actors.country(hit, self.names));
                !self.home.is_left(named.filter(|country| !country.is_empty()))
            }
    }

    /// Whether somebody of another country takes part, or it takes place in one.
    fn is_abroad(&self, event: &Event) -> bool {
        // a body of many states
        let world = |party: &Actor| party.code.as_ref().is_some_and(|code| code.starts_with(WORLD));
        let place = event.place.as_ref().and_then(|place| place.country.as_deref());
        let place = place.filter(|_| self.pack.is(event.code, Trait::Together));
        if parties(event).any(world)
            || self.home.is_left(parties(event).filter_map(|party| party.country.as_deref()).chain(place))
        {
            return true;
        }
        // "the deal with Chad is rejected": the sides stand behind it, and nobody there does anything
        self.pack.is(event.code, Trait::Accord) && {
            let named = self.hits.iter().map(|hit| self.pack.resources.actors.country(hit, self.names));
            self.home.is_left(named.filter(|country| !country.is_empty()))
        }
    }

    /// "The government's talks with its creditors": whether a state, but no parliament, comes together with somebody.
    fn is_with_state(&self, event: &Event) -> bool {
        let rules = |party: &Actor| {
            acts_for_state(party) && party.code.as_ref().is_none_or(|code| !code.contains("LEG"))
        };
        self.pack.is(event.code, Trait::Together) && parties(event).any(rules)
    }

    /// Whether states or their bodies alone take part, and more than one is concerned: what they do is no commerce.
    fn is_among_states(&self, event: &Event) -> bool {
        let mut sides = event.actors.iter().chain(&event.recipients).peekable();
        if sides.peek().is_none() || !sides.all(acts_for_state) {
            return false;
        }
        let world = |party: &Actor| party.code.as_ref().is_some_and(|code| code.starts_with(WORLD));
        if parties(event).any(world) {
            return true;
        }
        let Some(first) = parties(event).find_map(|party| party.country.as_deref()) else { return false };
        let actors = &self.pack.resources.actors;
        let named = self.hits.iter().map(|hit| actors.country(hit, self.names));
        parties(event)
            .filter_map(|party| party.country.as_deref())
            .chain(named.filter(|country| !country.is_empty()))
            .any(|country| country != first)
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
            && parties(event)
                // "left for Lyon": a town that is visited is where it takes place
                .filter(|party| party.span.start >= place.span.end || party.span.end <= place.span.start)
                .all(|party| party.country == place.country)
    }
}

/// Tells of which modes the events of a sentence with these actors are none, for what their article is about.
pub(crate) fn is_closed_in<'a>(
    pack: &'a Pack,
    scan: &Scan,
    sight: &Sight,
    hits: &[ActorHit],
) -> impl Fn(CodeId) -> bool + use<'a> {
    let closed = if is_armed_group_among(pack, hits) { 0 } else { scan.unopposed(pack, sight) };
    move |code| pack.codes[code as usize].closed_by & closed != 0
}

/// Whether one of the actors of a sentence is an armed group that the pack knows.
pub(crate) fn is_armed_group_among(pack: &Pack, hits: &[ActorHit]) -> bool {
    hits.iter().any(|hit| match hit.actor {
        ActorRef::Known { record, .. } => pack.resources.actors.record(record).is_armed(),
        ActorRef::Named(_) => false,
    })
}

fn parties(event: &Event) -> impl Iterator<Item = &Actor> {
    event.actors.iter().chain(&event.recipients).chain(&event.third_parties)
}

/// Whether a body, or nobody who is named, has decided something: no single person, no party and no voters.
fn is_decided(event: &Event) -> bool {
    let body = |actor: &Actor| {
        matches!(&*actor.kind, "legislature" | "government" | "organisation" | "name" | "group")
    };
    event.realis == Realis::Actual && event.actors.iter().all(body)
}

/// Whether somebody is a state, a body of states or in the service of one.
fn acts_for_state(party: &Actor) -> bool {
    let Some(code) = &party.code else { return false };
    match party.kind.as_str() {
        "country" | "government" | "legislature" => true,
        "organisation" => code.starts_with(WORLD),
        "region" => party.country.is_none(),
        "person" | "official" => code.starts_with(WORLD) || code.contains("GOV") || code.contains("LEG"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Home;

    fn home(countries: &[&str]) -> Home {
        let mut home = Home::default();
        for country in countries {
            home.count(country);
        }
        home.settle();
        home
    }

    #[test]
    fn an_article_has_the_country_that_it_names_most() {
        let one = home(&["FRA", "FRA", "FRA", "TCD", ""]);
        assert!(!one.is_shared());
        assert!(one.is_left(["TCD"].into_iter()) && !one.is_left(["FRA"].into_iter()));
        // twice against three times
        let two = home(&["FRA", "FRA", "FRA", "TCD", "TCD"]);
        assert!(two.is_shared() && two.is_left(["TCD"].into_iter()));
    }

    #[test]
    fn where_two_countries_are_named_as_often_it_has_neither() {
        let both = home(&["FRA", "TCD"]);
        assert!(both.is_shared());
        assert!(!both.is_left(["FRA"].into_iter()) && both.is_left(["FRA", "TCD"].into_iter()));
        assert!(!home(&[]).is_shared());
    }
}
