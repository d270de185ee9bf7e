//! Where: which place of the sentence is the event's.
//!
//! Every noun group that can be a place is weighed, and the lightest wins: by the preposition before it (`in Kunduz`
//! is where, `to Kunduz` may be), by its clause (the event's own, one beside it, one that only says who told it), by
//! what it is (a town before its province, a province before its state, a name before `the village`), and by its
//! distance from the trigger. What an attack or an advance is made upon is its place too (`shelling Kunduz`), and so
//! is a place before the event noun (`a Kunduz bombing`). Of `Kunduz's Chahar Dara district` the inner part is meant,
//! of `the village of Boz` the name. Names of people and organisations are no places, whatever town they hold.
//!
//! Weights are unmeasured one by one; the whole was set on the labelled sentences.

mod another;
pub(super) mod before;
pub(super) mod dateline;
mod name;
mod scene;
mod teller;
mod weight;

use super::Place;
use super::frame::{Frame, Range, Reading};
use super::grammar::Tag;
use super::lexicon::Concept;
use crate::normalise::actor::{ActorHit, ActorRef};
use crate::normalise::place::{PlaceHit, PlaceRecord};
use crate::normalise::traits::is;
use crate::text::span::Span;
use crate::text::words::Shape;

/// A place that was found: its tokens, and its name in the gazetteer.
#[derive(Debug, Clone)]
pub(crate) struct Found<'h> {
    pub range: Range,
    pub hit: Option<&'h PlaceHit>,
}

/// What a sentence offers.
#[derive(Clone, Copy)]
pub(crate) struct Offer<'h, 'f> {
    pub places: &'h [PlaceHit],
    pub actors: &'h [ActorHit],
    /// Whether an actor is a person or a body and no place.
    pub is_somebody: &'f dyn Fn(&ActorHit) -> bool,
    /// How wide the place of a name is.
    pub width: &'f dyn Fn(&PlaceHit) -> Width,
}

/// A group that names a place, with what is the same for all events of its sentence.
#[derive(Debug)]
pub(crate) struct Spot<'h> {
    noun: usize,
    found: Found<'h>,
    width: Option<Width>,
    /// See [`Reading::whole`].
    top: usize,
    /// What it weighs by what it is; none where it is no place of any event.
    kind: Option<usize>,
}

impl<'h> Spot<'h> {
    /// Its name in the gazetteer.
    pub(crate) fn hit(&self) -> Option<&'h PlaceHit> {
        self.found.hit
    }
}

/// How wide a place is; the order is that of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Width {
    /// A town or less.
    Point,
    /// A part of a state.
    Region,
    Country,
}

impl Place {
    /// A place with what the gazetteer knows of it.
    pub(crate) fn of(record: Option<&PlaceRecord>, span: Span, text: &str) -> Self {
        match record {
            Some(record) => Self {
                name: record.name.clone(),
                country: Some(record.country.clone()).filter(|country| !country.is_empty()),
                latitude: Some(record.latitude).filter(|degrees| degrees.is_finite()),
                longitude: Some(record.longitude).filter(|degrees| degrees.is_finite()),
                precision: record.precision.clone(),
                span,
            },
            None => Self {
                name: span.of(text).split_whitespace().collect::<Vec<_>>().join(" "),
                country: None,
                latitude: None,
                longitude: None,
                precision: "unknown".to_owned(),
                span,
            },
        }
    }
}

/// No place of the event.
const OFF: usize = 10_000;

impl Reading<'_> {
    /// The groups of the sentence that name places.
    pub(crate) fn spots<'h>(&self, offer: Offer<'h, '_>) -> Vec<Spot<'h>> {
        let spot = |noun: usize| {
            let found = self.place_in(noun, offer)?;
            let width = found.hit.map(|hit| (offer.width)(hit));
            let top = self.whole(noun);
            let kind = self.kind_weight(noun, top, &found, width, offer.actors);
            Some(Spot { noun, found, width, top, kind })
        };
        (0..self.groups.nouns.len()).filter_map(spot).collect()
    }

    /// The place of the frame, where the sentence has these places and actors.
    pub(crate) fn place<'h>(
        &self,
        frame: &Frame,
        spots: &[Spot<'h>],
        actors: &[ActorHit],
    ) -> Option<Found<'h>> {
        let mut best: Option<(usize, &Spot<'h>)> = None;
        for spot in spots {
            let weight = self.weight(frame, spot, actors);
            if weight < OFF && best.is_none_or(|(least, _)| weight < least) {
                best = Some((weight, spot));
            }
        }
        best.map(|(_, spot)| {
            let spot = self.first_listed(frame, spot, spots, actors).unwrap_or(spot);
            let noun = spot.noun;
            let town = self.head_is(noun, Concept::Settlement);
            if town
                && self.points_back(noun)
                && let Some(named) = self.named_before(noun, spots)
            {
                return named.clone();
            }
            if let Some(inner) = self.within(frame, spot, spots, actors) {
                return inner.clone();
            }
            if let Some(named) = self.named_behind(noun, spots) {
                return named.clone();
            }
            let mut found = spot.found.clone();
            if found.hit.is_some() {
                found.range.0 = self.smaller(noun, actors).unwrap_or(found.range.0);
            } else if let Some(end) = self.border_end(noun, &found) {
                found.range.1 = end;
            }
            found
        })
    }

    /// "embassies in Chad and Sudan": of places in one list the first.
    fn first_listed<'s, 'h>(
        &self,
        frame: &Frame,
        spot: &Spot<'h>,
        spots: &'s [Spot<'h>],
        actors: &[ActorHit],
    ) -> Option<&'s Spot<'h>> {
        let root = self.root(spot.noun);
        let first = spots.iter().find(|first| first.noun == root && root != spot.noun)?;
        let as_wide = first.width.is_some() && first.width <= spot.width;
        (as_wide && self.weight(frame, first, actors) < OFF).then_some(first)
    }

    /// "the border between Chad and Sudan": to the last name.
    fn border_end(&self, noun: usize, found: &Found) -> Option<usize> {
        let border = self.head_is(noun, Concept::Border);
        let (one, two) = (noun + 1, noun + 2);
        let joined = border
            && found.range.1 == self.groups.nouns[noun].b
            && two < self.groups.nouns.len()
            && self.preposition(one) == "between"
            && self.groups.nouns[two].coordinated == Some(one as u16);
        joined.then(|| self.groups.nouns[two].b)
    }

    /// "airstrikes on Mosul in northern Iraq": the place inside the wider one that was found.
    fn within<'s, 'h>(
        &self,
        frame: &Frame,
        spot: &Spot<'h>,
        spots: &'s [Spot<'h>],
        actors: &[ActorHit],
    ) -> Option<&'s Found<'h>> {
        let host = self.groups.nouns[spot.noun].host? as usize;
        let wider = spot.width?;
        let inner = spot_of(host, spots)?;
        let fits = matches!(self.preposition(spot.noun), "in" | "of")
            && inner.width? < wider
            && self.weight(frame, inner, actors) < OFF;
        fits.then_some(&inner.found)
    }

    /// "Police in Aden say gunmen fired at soldiers in the city": the town that was named before.
    fn named_before<'s, 'h>(&self, noun: usize, spots: &'s [Spot<'h>]) -> Option<&'s Found<'h>> {
        const NEAR: usize = 6; // groups, unmeasured
        let before = spots.iter().rev().filter(|spot| spot.noun < noun && spot.noun + NEAR >= noun);
        let town = |spot: &&Spot| spot.width == Some(Width::Point) && is_where(self.preposition(spot.top));
        before.filter(town).map(|spot| &spot.found).next()
    }

    /// "the Yemeni capital, Sanaa": the name that stands as an apposition to a plain place.
    fn named_behind<'s, 'h>(&self, noun: usize, spots: &'s [Spot<'h>]) -> Option<&'s Found<'h>> {
        if !self.is_spot(self.groups.nouns[noun].head) {
            return None;
        }
        let next = self.groups.nouns.get(noun + 1).filter(|next| {
            next.apposition == Some(noun as u16) && self.sentence.tag(next.head) == Some(Tag::Name)
        })?;
        let plain = next.a + 1 == next.b || !self.acts(next.head);
        let group = &self.groups.nouns[noun];
        let named = (group.a..group.head).any(|token| {
            self.sentence.tag(token) == Some(Tag::Name)
                && self.sentence.classes[token] & self.pack.known.state == 0
        });
        // "Helmand province, Afghanistan" has a name of its own
        spot_of(noun + 1, spots)
            .filter(|behind| plain && !(named && behind.width.is_some_and(|width| width > Width::Point)))
            .map(|behind| &behind.found)
    }

    /// Where the mention of a smaller place begins that the gazetteer does not know: "in Qatif, Saudi Arabia", "in
    /// Garmat Ali near the city of Basra", "in the Hama province of Syria".
    fn smaller(&self, noun: usize, actors: &[ActorHit]) -> Option<usize> {
        const FAR: usize = 6; // tokens: "near the northern city of"
        let mut inner = noun;
        let mut start = None;
        for _ in 0..3 {
            let group = &self.groups.nouns[inner];
            let outer = group.host.or(group.coordinated).or(group.apposition)? as usize;
            let other = &self.groups.nouns[outer];
            // "in the Boz neighborhood in the northern part of Aden"
            if self.is_a(other.head, Concept::Remnant)
                && self.preposition(inner) == "of"
                && other.host.is_some()
            {
                inner = outer;
                continue;
            }
            let known = self.is_spot(other.head);
            let named = (other.a..other.b).any(|token| self.sentence.tag(token) == Some(Tag::Name))
                && (!self.names_event(outer) || known)
                && !(other.b..group.a).any(|token| self.sentence.lower(token) == "\"");
            let bound = matches!(self.preposition(inner), "" | "near" | "of" | "in" | "outside");
            // "Boz Department, Yemen" is no body
            let taken = !self.is_a(other.head, Concept::Division)
                && actors.iter().any(|hit| {
                    let tokens = self.sentence.tokens_of(&hit.words);
                    tokens.start < other.b && other.a < tokens.end
                });
            if !bound || taken || !(known || named) || other.genitive.is_some() || group.a > other.b + FAR {
                break;
            }
            let article = self.sentence.tag(other.a) == Some(Tag::Determiner);
            // "the town of Boz in Ghazni province"
            let of = self.preposition(outer) == "of"
                && other.host.is_some_and(|host| self.is_spot(self.groups.nouns[host as usize].head));
            let upon = matches!(self.preposition(outer), "on" | "into");
            if named && (of || upon || is_where(self.preposition(outer))) {
                start = Some(other.a + usize::from(article));
            }
            inner = outer;
        }
        start
    }

    /// The place that a group names, if it names one.
    fn place_in<'h>(&self, noun: usize, offer: Offer<'h, '_>) -> Option<Found<'h>> {
        let sentence = self.sentence;
        let group = &self.groups.nouns[noun];
        if group.pronoun || (group.a..group.b).all(|token| sentence.dates[token]) {
            return None;
        }
        let inner = group
            .genitive
            .filter(|&mark| (mark + 1..group.b).any(|token| sentence.tag(token) == Some(Tag::Name)))
            .map_or(group.a, |mark| mark + 1);
        if let Some(range) = self.seat(noun) {
            return Some(Found { range, hit: None });
        }
        let listed = offer.places.iter().rfind(|hit| {
            let tokens = sentence.tokens_of(&hit.words);
            let plain = tokens.len() == 1 && !super::grammar::closed(sentence.lower(tokens.start)).is_empty();
            // "the Democratic Republic of Congo" begins in its first group
            tokens.start >= inner && tokens.start < group.b && !tokens.is_empty() && !plain
        });
        let country = listed.is_some_and(|hit| (offer.width)(hit) == Width::Country);
        let masked = |range: &Range| {
            offer.actors.iter().any(|hit| {
                let tokens = sentence.tokens_of(&hit.words);
                // "at a Kunduz police station" is at no police
                let house = !country
                    && tokens.end <= group.head
                    && sentence.classes[group.head] & self.pack.known.building != 0
                    && is_where(self.preposition(noun));
                let longer = tokens.start < range.0 || tokens.end > range.1 && !house;
                tokens.start <= range.0 && tokens.end >= range.1 && (longer || (offer.is_somebody)(hit))
            })
        };
        // "in South Kivu, the army said": two names that a person behind seemed to bear
        let somebody = |range: &Range| {
            masked(range)
                && !(is_where(self.preposition(noun))
                    && offer.actors.iter().any(|hit| {
                        matches!(hit.actor, ActorRef::Named(_))
                            && sentence.tokens_of(&hit.words) == (range.0..range.1)
                    }))
        };
        if let Some(hit) = listed {
            let tokens = sentence.tokens_of(&hit.words);
            let mut range = (tokens.start, tokens.end);
            if let Some(longer) = self.joined_name(noun, offer)
                && longer.0 <= range.0
                && longer.1 > range.1
            {
                return Some(Found { range: longer, hit: None });
            }
            if somebody(&range) || self.is_no_name_of_a_place(noun, &range, offer) {
                return None;
            }
            if let Some(range) = self.longer_name(noun, &range, offer) {
                return (!masked(&range)).then_some(Found { range, hit: None });
            }
            // "Paktika province", "the Shebaa Farms area"
            while range.1 < group.b && range.1 <= group.head && self.is_spot(range.1) {
                range.1 += 1;
            }
            // "Pakistan's northwestern tribal areas"
            if group.genitive == Some(range.1) && self.is_spot(group.head) {
                range.1 = group.b;
            }
            // "the Asia-Pacific summit"
            let joined = self.sentence.lower(range.1) == "-" && self.sentence.hyphened[range.1];
            if joined && range.1 < group.head && !self.is_spot(group.head) {
                return None;
            }
            // "Kunduz officials" are no place; "a Kunduz courtroom" is at one
            let people = self.acts(group.head) && range.1 <= group.head;
            return (!people).then_some(Found { range, hit: Some(hit) });
        }
        self.unlisted_place(noun, inner, offer)
    }

    /// A name that no list holds, or a plain place, whose words begin at `inner`.
    fn unlisted_place<'h>(&self, noun: usize, inner: usize, offer: Offer<'h, '_>) -> Option<Found<'h>> {
        let sentence = self.sentence;
        let group = &self.groups.nouns[noun];
        let building = sentence.classes[group.head] & self.pack.known.building != 0;
        let head_named = sentence.tag(group.head) == Some(Tag::Name);
        // most groups are none
        if !head_named && !building && !self.is_spot(group.head) {
            return None;
        }
        if head_named && let Some(range) = self.joined_name(noun, offer) {
            return Some(Found { range, hit: None });
        }
        let named = (inner..group.b).any(|token| sentence.tag(token) == Some(Tag::Name));
        // "told the Cabinet": those who hear it
        let clause = self.clauses.owner[group.head] as usize;
        if self.clauses.list[clause].objects.contains(noun) && self.reports(clause).is_some()
            || self.swallows_speaker(noun)
        {
            return None;
        }
        // "at his Boz home", and not "at the Chadian embassy"
        let nation = self.pack.known.state | self.pack.known.actor_adjective;
        let own = |token| sentence.tag(token) == Some(Tag::Name) && sentence.classes[token] & nation == 0;
        let house = building && is_where(self.preposition(noun)) && (inner..group.b).any(own);
        let spot = self.is_spot(group.head) || house;
        if !spot && (!named || !head_named || self.acts(group.head)) {
            return None;
        }
        if self.names_event(noun) && !(spot && named) {
            return self.before_event(noun, offer);
        }
        if !spot && self.is_said_to_be_no_place(inner, group.head) {
            return None;
        }
        // "in Boz Department" is no body's
        let part = house || self.is_a(group.head, Concept::Division) && is_where(self.preposition(noun));
        let taken = !part
            && offer.actors.iter().any(|hit| {
                let tokens = sentence.tokens_of(&hit.words);
                tokens.contains(&group.head)
            });
        if taken {
            return None;
        }
        let a = self.past_descriptions(inner, group.head);
        if (a..group.b).all(|token| sentence.dates[token] || sentence.numbers[token]) {
            return None;
        }
        // "pro-government areas" begin within a word; "HMS Aden" is a ship
        let broken = matches!(sentence.lower(a), "-" | "th" | "st" | "nd" | "rd")
            || a > 0 && sentence.lower(a - 1) == "-";
        let ship = self.is_a(a, Concept::ShipPrefix);
        if broken && (!named || sentence.lower(a) != "-") || ship {
            return None;
        }
        if let Some(a) = self.water_before(a) {
            return Some(Found { range: (a, group.b), hit: None });
        }
        // "Zuwara one": the name is over
        let mut b = group.b;
        while b > a + 1 && sentence.tag(b - 1) == Some(Tag::Number) {
            b -= 1;
        }
        Some(Found { range: (a, b), hit: None })
    }

    /// "met in the White House", "at the Pentagon": the seat of a body, where it tells where.
    fn seat(&self, noun: usize) -> Option<Range> {
        let sentence = self.sentence;
        let group = &self.groups.nouns[noun];
        // most groups are none
        if !self.head_is(noun, Concept::Seat) {
            return None;
        }
        let alone = !matches!(sentence.lower(group.head), "house" | "palace");
        let titled = group.head > group.a && sentence.shape(group.head - 1) == Shape::Capital;
        let house = alone || titled;
        let there = matches!(self.preposition(noun), "in" | "at" | "inside" | "outside" | "near");
        let name = |token: usize| sentence.tag(token) == Some(Tag::Name);
        let from = (group.a..=group.head).find(|&token| name(token))?;
        (house && there && group.b == group.head + 1 && group.genitive.is_none()).then_some((from, group.b))
    }

    /// Past what only describes a place: "the small southern", "northern and eastern".
    fn past_descriptions(&self, from: usize, head: usize) -> usize {
        let describes = |&token: &usize| {
            !matches!(
                self.sentence.tag(token),
                Some(
                    Tag::Determiner
                        | Tag::Adjective
                        | Tag::Adverb
                        | Tag::Number
                        | Tag::Participle
                        | Tag::Coordinator
                )
            )
        };
        (from..head).find(describes).unwrap_or(head)
    }

    /// "the 2006 Boz bombings": a name that no list holds, right before the event that it tells the place of.
    fn before_event<'h>(&self, noun: usize, offer: Offer<'h, '_>) -> Option<Found<'h>> {
        let sentence = self.sentence;
        let known = &self.pack.known;
        let group = &self.groups.nouns[noun];
        let (_, event) = self.event_noun(noun)?;
        let name = |token: usize| sentence.tag(token) == Some(Tag::Name) && !sentence.dates[token];
        let mut a = event.0;
        while a > group.a && name(a - 1) {
            a -= 1;
        }
        let somebody = known.armed
            | known.official
            | known.person
            | known.sides
            | known.actor_adjective
            | known.state
            | known.actor;
        let weapon = sentence.classes_in(event.0, event.1) & known.arms != 0 && event.1 > event.0 + 1;
        let led = a > group.a
            && matches!(sentence.tag(group.a), Some(Tag::Determiner | Tag::Number))
            && group.genitive.is_none();
        let taken = offer.actors.iter().any(|hit| {
            let tokens = sentence.tokens_of(&hit.words);
            tokens.start < event.0 && a < tokens.end
        });
        let found = a < event.0
            && event.0 - a <= 2
            && led
            && !weapon
            && !taken
            && sentence.classes_in(a, event.0) & somebody == 0
            && !sentence.hyphened[a];
        found.then_some(Found { range: (a, event.0), hit: None })
    }

    /// Whether the word is one for a place: `village`, `airport`, `north`.
    fn is_spot(&self, token: usize) -> bool {
        self.sentence.classes[token] & self.pack.known.place_head != 0
            && !matches!(self.sentence.tag(token), Some(Tag::Adjective))
            || self.sentence.is(token, is::SPOT)
    }

    fn acts(&self, token: usize) -> bool {
        let known = &self.pack.known;
        self.sentence.classes[token] & (known.armed | known.person | known.official | known.sides) != 0
    }

    /// The colon that ends the heading of the sentence, or its beginning: `Darfur conflict: ...`.
    pub(crate) fn heading(&self) -> usize {
        *self.heading.get_or_init(|| {
            const LONG: usize = 18; // tokens, unmeasured
            let number = |token: usize| self.sentence.tag(token) == Some(Tag::Number);
            // "at 9:30" has no heading
            let ends = |at: usize| self.sentence.lower(at) == ":" && !(number(at - 1) && number(at + 1));
            let colon = (1..self.sentence.len().min(LONG)).find(|&at| ends(at)).unwrap_or(0);
            let told = self.groups.verbs.iter().any(|verb| verb.finite && verb.head < colon);
            if told { 0 } else { colon }
        })
    }
}

/// What a group names, where it names a place.
fn spot_of<'s, 'h>(noun: usize, spots: &'s [Spot<'h>]) -> Option<&'s Spot<'h>> {
    spots.iter().find(|spot| spot.noun == noun)
}

/// Prepositions that tell where.
fn is_where(preposition: &str) -> bool {
    matches!(
        preposition,
        "in" | "at"
            | "near"
            | "outside"
            | "across"
            | "inside"
            | "throughout"
            | "around"
            | "within"
            | "beside"
            | "behind"
            | "above"
            | "below"
            | "beyond"
    )
}
