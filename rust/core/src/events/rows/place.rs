//! Where: the place that a sentence names, or that of what was told before, or of the dateline.

use super::Values;
use crate::events::document::{Memory, Told};
use crate::events::frame::Frame;
use crate::events::locate::{Found, Offer, Spot, Width};
use crate::events::pack::{Realis, Trait};
use crate::events::when::days;
use crate::events::{Actor, Place};
use crate::normalise::actor::{ActorHit, ActorRef};
use crate::normalise::date::Precision;
use crate::normalise::place::PlaceHit;

/// How many sentences back "the attack" may take its place from. Unmeasured.
const PLACE_BACK: usize = 6;

/// How many sentences back "the talks" may be those where an article was filed. Unmeasured.
const FILED_BACK: usize = 24;

/// How many sentences on what happens has the place of what was told, where none is named between. Unmeasured.
const PLACE_ON: usize = 3;

/// Those who take part in an event.
#[derive(Clone, Copy)]
pub(crate) struct Parties<'p> {
    pub doers: &'p [Actor],
    pub recipients: &'p [Actor],
}

/// Something that has happened and has no place, as long as the article is read.
#[derive(Debug)]
pub(crate) struct Unplaced {
    /// It happened once, and lately.
    pub once: bool,
    /// The states of the places that its sentence names.
    pub states: Vec<String>,
}

/// Whether all parties whose state is known are of others than that of a place.
pub(crate) fn are_of_other_states(place: &Place, parties: Parties) -> bool {
    let all = parties.doers.iter().chain(parties.recipients);
    let states = all.filter_map(|actor| actor.country.as_deref()).filter(|country| !country.is_empty());
    let mut states = states.peekable();
    place.country.is_some()
        && states.peek().is_some()
        && states.all(|state| Some(state) != place.country.as_deref())
}

impl Values<'_> {
    /// The place that the sentence names; without one, for what happens on the ground, that of the sentence before or
    /// of the dateline.
    pub(super) fn place(
        &self,
        frame: &Frame,
        realis: Realis,
        spots: &[Spot],
        memory: &mut Memory,
        parties: Parties,
    ) -> Option<Place> {
        if let Some(place) = memory.dateline.as_ref().filter(|_| self.reading.is_here(frame)) {
            return Some(filed(place));
        }
        let named = self.named_place(frame, spots);
        let local = self.reading.pack.is(frame.code, Trait::Local);
        if let Some((found, told)) = named {
            let another = self.reading.may_lie_in_another(&found);
            let before = || self.place_before(frame, realis, spots, memory, parties.recipients);
            if let Some(place) = (another && local).then(before).flatten() {
                return Some(of_context(place));
            }
            let place = told.place.clone();
            if !another {
                memory.place = Some(told);
            }
            return Some(place);
        }
        if !local {
            if let Some(met) = self.met(frame, memory) {
                return Some(of_context(met));
            }
            return memory
                .dateline
                .as_ref()
                .filter(|place| self.is_the_news(frame, realis, place, parties))
                .map(filed);
        }
        if let Some(place) = self.place_before(frame, realis, spots, memory, parties.recipients) {
            return Some(of_context(place));
        }
        let at_dateline = |place: &&Place| {
            realis != Realis::Historical
                && memory.grounds.may_be_in(place.country.as_ref())
                && !is_abroad(place, parties.recipients)
                && !are_of_other_states(place, parties)
        };
        if let Some(place) = memory.dateline.as_ref().filter(at_dateline) {
            return Some(filed(place));
        }
        self.reading.teller_state(frame, spots).map(|found| self.resolved(&found))
    }

    /// A place of the sentence, with what the gazetteer knows of it.
    fn resolved(&self, found: &Found) -> Place {
        let gazetteer = &self.reading.pack.resources.gazetteer;
        let span = self.reading.sentence.span(found.range.0, found.range.1);
        let record = found.hit.and_then(|hit| gazetteer.resolve(hit, self.evidence));
        Place::of(record, span, self.article.text)
    }

    /// The place of what was told before, where the frame goes on with it.
    fn place_before<'m>(
        &'m self,
        frame: &Frame,
        realis: Realis,
        spots: &[Spot],
        memory: &'m Memory,
        recipients: &[Actor],
    ) -> Option<&'m Place> {
        let number = self.number;
        // what is long past, or not yet, may be anywhere
        let now = realis == Realis::Actual && self.reading.happens_once(frame);
        let now = now && !self.reading.is_elsewhere();
        // "nearly 1,000 were killed in 1988"
        let year = self.date(frame).0.is_some_and(|hit| hit.precision == Precision::Year);
        let now = now && !year;
        let here = self.before.as_ref().filter(|_| now);
        let only = memory.grounds.only(number).filter(|_| now);
        if let Some(Told { number: before, place, named: true, sure }) = &memory.place
            && (*before == number
                || !self.reading.is_elsewhere()
                    && (*before + 1 == number && !year
                        || now
                            && spots.is_empty()
                            && self.since <= *before
                            && number <= *before + PLACE_ON
                            && *sure
                            && self.reading.goes_on_with(frame)
                        || *sure && number <= *before + PLACE_BACK && self.reading.refers_back(frame)))
        {
            return Some(place);
        }
        here.or(only).filter(|place| !is_abroad(place, recipients))
    }

    /// What is to be known of a frame that has no place, once the article is read: see [`super::super::settle`].
    pub(crate) fn unplaced(&self, frame: &Frame, realis: Realis, spots: &[Spot]) -> Option<Unplaced> {
        let happened = matches!(realis, Realis::Actual | Realis::Historical);
        if !happened || !self.reading.pack.is(frame.code, Trait::Local) || self.reading.is_elsewhere() {
            return None;
        }
        let gazetteer = &self.reading.pack.resources.gazetteer;
        let states = spots.iter().filter_map(Spot::hit);
        let states = states.filter_map(|hit| gazetteer.resolve(hit, self.evidence));
        let states = states.map(|record| record.country.clone()).collect();
        let once = realis == Realis::Actual && self.reading.happens_once(frame);
        Some(Unplaced { once, states })
    }

    /// "The talks": where what is told again was held.
    fn met<'m>(&self, frame: &Frame, memory: &'m Memory) -> Option<&'m Place> {
        let traits = |code: usize| self.reading.pack.codes[code].traits;
        // an article is about the meeting that it was filed from
        let back = |met: &Told| if met.place.precision == "dateline" { FILED_BACK } else { PLACE_BACK };
        let (code, met) = memory.met.as_ref().filter(|(_, met)| self.number <= met.number + back(met))?;
        let (before, here) = (traits(*code), traits(frame.code as usize));
        let again = met.sure
            && here.has(Trait::Together)
            && (here.has(Trait::Accord) || here.has(Trait::Visits))
            && here.has(Trait::Binds) == before.has(Trait::Binds)
            && here.has(Trait::Abroad) == before.has(Trait::Abroad)
            && !self.reading.is_elsewhere()
            && frame.noun.is_some_and(|noun| self.reading.is_told_again(noun, here.has(Trait::Abroad)));
        again.then_some(&met.place)
    }

    /// "The two sides met today": whether a meeting is of the article's day, and no party's state is known to be another
    /// than that of its place where the article has begun.
    fn is_the_news(&self, frame: &Frame, realis: Realis, place: &Place, parties: Parties) -> bool {
        const LEAD: usize = 3; // sentences, with a headline
        let traits = self.reading.pack.codes[frame.code as usize].traits;
        let meets = traits.has(Trait::Together)
            && (traits.has(Trait::Accord) || traits.has(Trait::Visits))
            && !traits.has(Trait::Remote)
            && !traits.has(Trait::Abroad);
        let Some(published) = self.article.published.filter(|_| meets) else { return false };
        let date = self.date(frame).0;
        let today =
            date.is_some_and(|hit| days(hit.start, published).abs() <= 1 && hit.precision == Precision::Day);
        let leads = self.number < LEAD && !frame.status.negated;
        // "Ministers opened a meeting": it is told of no other day, by those who are at home there or whose home is not told
        let opens = leads && date.is_none() && self.is_at_home(frame, place, parties);
        let goes_on = || {
            !traits.has(Trait::Binds)
                && !are_of_other_states(place, parties)
                && !self.reading.is_gone_to(frame)
        };
        meets && realis == Realis::Actual && (opens || today && (leads || goes_on()))
    }

    /// Whether one of those who meet belongs to the state of a place, or nobody is known to belong to any.
    fn is_at_home(&self, frame: &Frame, place: &Place, parties: Parties) -> bool {
        let all = || parties.doers.iter().chain(parties.recipients);
        let states = || all().filter_map(|actor| actor.country.as_deref()).filter(|state| !state.is_empty());
        let sits = self.reading.pack.is(frame.code, Trait::Sits);
        let one = states().any(|state| Some(state) == place.country.as_deref());
        let nobody = || states().next().is_none() && all().next().is_some();
        sits && !self.reading.is_gone_to(frame)
            && !self.reading.is_meant_only(frame)
            && (one || nobody() && self.reading.is_told_itself(frame))
    }

    /// Where something can be in the sentence.
    pub(crate) fn spots(&self) -> Vec<Spot<'_>> {
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
        self.reading.spots(Offer {
            places: self.places,
            actors: self.hits,
            is_somebody: &is_somebody,
            width: &width,
        })
    }

    fn named_place<'s>(&self, frame: &Frame, spots: &[Spot<'s>]) -> Option<(Found<'s>, Told)> {
        let found = self.reading.place(frame, spots, self.hits)?;
        let place = self.resolved(&found);
        let sure = place.country.is_some() || self.reading.is_called_a_place(&found);
        let named = self.reading.is_a_name(&found) || self.reading.is_a_capital(&found);
        Some((found, Told { number: self.number, place, named, sure }))
    }
}

/// The place of the dateline, said to be that.
fn filed(place: &Place) -> Place {
    Place { precision: "dateline".to_owned(), ..place.clone() }
}

/// A place that another sentence told.
pub(crate) fn of_context(place: &Place) -> Place {
    Place { precision: "context".to_owned(), ..place.clone() }
}

/// Whether all who suffer belong to other states than that of a place.
pub(crate) fn is_abroad(place: &Place, recipients: &[Actor]) -> bool {
    let mut states = recipients.iter().filter_map(|actor| actor.country.as_ref()).peekable();
    place.country.is_some()
        && states.peek().is_some()
        && states.all(|state| Some(state) != place.country.as_ref())
}
