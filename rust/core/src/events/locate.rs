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

mod name;
mod scene;

use super::Place;
use super::clause::{Kind, View};
use super::frame::{Frame, Range, Reading};
use super::grammar::Tag;
use super::pack::{Meaning, trait_of};
use crate::normalise::actor::ActorHit;
use crate::normalise::place::{PlaceHit, PlaceRecord};
use crate::normalise::traits::is;
use crate::text::span::Span;
use crate::text::words::{Shape, Words};

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
            let noun = spot.noun;
            let town = matches!(
                self.sentence.lower(self.groups.nouns[noun].head),
                "town" | "city" | "village" | "capital"
            );
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

    /// "the border between Chad and Sudan": to the last name.
    fn border_end(&self, noun: usize, found: &Found) -> Option<usize> {
        let border = matches!(self.sentence.lower(self.groups.nouns[noun].head), "border" | "frontier");
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
            let known = self.is_spot(other.head);
            let named = (other.a..other.b).any(|token| self.sentence.tag(token) == Some(Tag::Name))
                && (!self.names_event(outer) || known)
                && !(other.b..group.a).any(|token| self.sentence.lower(token) == "\"");
            let bound = matches!(self.preposition(inner), "" | "near" | "of" | "in" | "outside");
            // "Boz Department, Yemen" is no body
            let part = matches!(self.sentence.lower(other.head), "department" | "municipality" | "county");
            let taken = !part
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
        let listed = offer.places.iter().rfind(|hit| {
            let tokens = sentence.tokens_of(&hit.words);
            let plain = tokens.len() == 1 && !super::grammar::closed(sentence.lower(tokens.start)).is_empty();
            // "the Democratic Republic of Congo" begins in its first group
            tokens.start >= inner && tokens.start < group.b && !tokens.is_empty() && !plain
        });
        let masked = |range: &Range| {
            offer.actors.iter().any(|hit| {
                let tokens = sentence.tokens_of(&hit.words);
                let longer = tokens.start < range.0 || tokens.end > range.1;
                tokens.start <= range.0 && tokens.end >= range.1 && (longer || (offer.is_somebody)(hit))
            })
        };
        if let Some(hit) = listed {
            let tokens = sentence.tokens_of(&hit.words);
            let mut range = (tokens.start, tokens.end);
            if masked(&range) || self.is_no_name_of_a_place(noun, &range, offer) {
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
        // a name that no list holds, or a plain place
        let named = (inner..group.b).any(|token| sentence.tag(token) == Some(Tag::Name));
        let spot = self.is_spot(group.head);
        let head_named = sentence.tag(group.head) == Some(Tag::Name);
        if !spot && (!named || !head_named || self.acts(group.head)) {
            return None;
        }
        if self.names_event(noun) && !(spot && named) {
            return None;
        }
        // "in Boz Department" is no body's
        let part = matches!(sentence.lower(group.head), "department" | "municipality" | "county")
            && is_where(self.preposition(noun));
        let taken = !part
            && offer.actors.iter().any(|hit| {
                let tokens = sentence.tokens_of(&hit.words);
                tokens.contains(&group.head)
            });
        if taken {
            return None;
        }
        let mut a = inner;
        while a < group.head
            && matches!(
                sentence.tag(a),
                Some(Tag::Determiner | Tag::Adjective | Tag::Adverb | Tag::Number | Tag::Participle)
            )
        {
            a += 1;
        }
        if (a..group.b).all(|token| sentence.dates[token] || sentence.numbers[token]) {
            return None;
        }
        // "pro-government areas" begin within a word; "HMS Aden" is a ship
        let broken = matches!(sentence.lower(a), "-" | "th" | "st" | "nd" | "rd")
            || a > 0 && sentence.lower(a - 1) == "-";
        let ship = matches!(sentence.lower(a), "uss" | "hms" | "hmas" | "fgs" | "ins" | "mv" | "ss" | "rms");
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

    /// How well a place fits a frame: the lighter the better, [`OFF`] where it can't be.
    fn weight(&self, frame: &Frame, spot: &Spot, actors: &[ActorHit]) -> usize {
        let Some(kind) = spot.kind else { return OFF };
        if self.tells_who_told(frame, spot)
            || self.is_in_a_title(spot)
            || self.is_of_the_matter(frame, spot)
            || self.is_around_another(frame, spot)
        {
            return OFF;
        }
        let role = self.role_weight(frame, spot, actors);
        let owner = self.clauses.owner[self.groups.nouns[spot.noun].head] as usize;
        let clause = self.clause_weight(frame, owner, is_where(self.preposition(spot.top)));
        if role >= OFF || clause >= OFF {
            return OFF;
        }
        let start = spot.found.range.0;
        let distance =
            start.abs_diff(frame.trigger.0).min(30) / 2 + if start < frame.trigger.0 { 3 } else { 0 };
        role + kind + clause + distance
    }

    /// What the place is: the narrower the better, and a name before none.
    fn kind_weight(
        &self,
        noun: usize,
        top: usize,
        found: &Found,
        width: Option<Width>,
        actors: &[ActorHit],
    ) -> Option<usize> {
        if self.hosts_a_name(noun) && found.range.1 <= self.groups.nouns[noun].b {
            return None;
        }
        // "a Jewish centre" has no name
        let head = self.groups.nouns[noun].head;
        let building = self.sentence.classes[head] & self.pack.known.building != 0
            && !matches!(self.sentence.lower(head), "village" | "town" | "city" | "base" | "camp");
        let named = (found.range.0..found.range.1).any(|token| {
            self.sentence.tag(token) == Some(Tag::Name)
                && !(building && self.sentence.classes[token] & self.pack.known.actor_adjective != 0)
                && !actors.iter().any(|hit| self.sentence.tokens_of(&hit.words).contains(&token))
        });
        let group = &self.groups.nouns[noun];
        let proper = (group.a..group.b).any(|token| self.sentence.tag(token) == Some(Tag::Name));
        let border = matches!(self.sentence.lower(group.head), "border" | "frontier" | "coast" | "outskirts");
        let at_border = border && matches!(self.preposition(top), "on" | "along" | "across" | "off");
        // "at the centre of a scandal"
        if found.hit.is_none()
            && !proper
            && matches!(self.sentence.lower(group.head), "centre" | "center" | "heart" | "middle" | "edge")
        {
            return None;
        }
        if found.hit.is_none() && !proper && !at_border && !is_where(self.preposition(top)) {
            return None; // "an offensive against villages"
        }
        let told =
            (group.a.saturating_sub(7)..group.a).any(|token| self.sentence.lower(token) == "according");
        let kind = if told { 60 } else { 0 };
        let weight = match width {
            Some(Width::Country) => 14,
            Some(Width::Region) => 5,
            Some(Width::Point) => 0,
            None if named => 3,
            None if self.points_back(noun) => 120,
            None => 30,
        };
        Some(kind + weight)
    }

    /// What the place is to the event, by its preposition and its part in the clause.
    #[allow(clippy::too_many_lines, reason = "one case after another, in the order that decides")]
    fn role_weight(&self, frame: &Frame, spot: &Spot, actors: &[ActorHit]) -> usize {
        let Spot { noun, top, width, ref found, .. } = *spot;
        let group = &self.groups.nouns[noun];
        let listed = found.hit.is_some();
        if top != noun && !listed && self.preposition(noun) != "of" {
            return OFF; // the second of a list or an apposition that no list holds
        }
        let preposition = self.preposition(top);
        let code = &self.pack.codes[frame.code as usize];
        let moves = Moves::of(&code.event_type, &code.mode);
        let country = width == Some(Width::Country);
        // "a base on the island of Socotra"
        let spot = self.is_spot(group.head) || self.is_spot(self.groups.nouns[top].head);
        let within_trigger = group.a < frame.trigger.1
            && frame.trigger.0 < group.b
            && found.range.1 <= frame.trigger.0.max(group.head);
        // "Tokyo's decision to impose sanctions" has no place
        let owns = group.genitive == Some(found.range.1) && !spot;
        if within_trigger && !owns {
            // "a Kunduz bombing", "the Gaza ceasefire"
            return if country { 60 } else { 10 };
        }
        let affair = (group.a..group.b).any(|token| self.sentence.is(token, is::AFFAIR));
        if affair || listed && self.names_event(noun) {
            return if preposition.is_empty() || !listed { OFF } else { 150 };
        }
        // what a sentence is headed with gives way to any place that it names
        if listed && group.b <= self.heading() {
            return 150;
        }
        // a state or its seat that acts is a party, no place
        let acts = || {
            actors.iter().any(|hit| {
                let tokens = self.sentence.tokens_of(&hit.words);
                tokens.start <= found.range.0 && tokens.end >= found.range.1
            })
        };
        if is_where(preposition) || preposition == "of" && self.leads(top, is_direction) {
            return 0;
        }
        if preposition == "of" && self.leads(top, |word| word == "out") && listed {
            return if moves.ground || moves.preposition == "from" { 2 } else { 25 };
        }
        let owner = self.clauses.owner[group.head] as usize;
        let inner = self.clauses.list[owner].kind == Kind::Infinitive
            && self.clauses.list[owner].parent == Some(frame.clause as u16);
        // "blow up the country's pipeline": the particle looks like a preposition
        let phrasal = self.clauses.list[frame.clause].obliques.contains(top)
            && group.a == frame.trigger.1
            && frame.trigger.1 == frame.trigger.0 + 2;
        let object = preposition.is_empty()
            && (self.patient(frame.clause).contains(top) || inner && self.patient(owner).contains(top))
            || phrasal && moves.ground;
        // "asked Chad to send troops": a state is a party
        let asked = self.pack.verb_is(self.lemma(owner), trait_of::ASKS)
            || self.pack.verb_is(self.lemma(frame.clause), trait_of::ASKS);
        let reached = !(country && asked)
            && matches!(code.event_type.as_str(), "deployment" | "humanitarian_aid" | "withdrawal");
        if object && listed && (moves.ground || reached) && !self.names_event(top) {
            // "allowed to leave Kunduz", "a carrier patrols the gulf"
            return if country { 12 } else { 6 };
        }
        if self.taken_ground(frame.clause, top) && moves.ground
            || self.clauses.list[frame.clause]
                .parent
                .is_some_and(|parent| self.taken_ground(parent.into(), top))
        {
            return match width {
                Some(Width::Country) => 40,
                Some(_) | None => 3,
            };
        }
        let told = frame.noun.is_some_and(|event| self.clauses.list[frame.clause].subject.contains(event));
        if told && moves.ground && listed && !country && self.patient(frame.clause).contains(top) {
            return 15; // "artillery fire rocked Kunduz"
        }
        // "rockets from Boz": where they came from, where no other place is told
        if preposition == "from" && code.event_type == "attack" && (listed || spot) {
            return 60;
        }
        if country && preposition == "from" && code.event_type == "ceasefire" {
            return OFF;
        }
        if preposition == moves.preposition || moves.preposition == "to" && preposition == "into" {
            return if listed || spot { 6 } else { 30 };
        }
        let hosted = frame.noun.is_some_and(|event| self.hosted(event).any(|other| other == top));
        match preposition {
            "of" | "on" | "against" | "over" | "to" | "from" | "into" | "along"
                if hosted && (listed || spot) =>
            {
                if country && !moves.ground {
                    60
                } else {
                    8
                }
            }
            "on" | "along" | "off" | "over" | "through" | "into" | "onto" | "toward" | "towards" | "via"
            | "between" | "across from"
                if (listed || spot) && !(preposition == "between" && acts()) =>
            {
                18
            }
            "to" | "from" | "against" | "for" if listed => {
                if country {
                    50
                } else {
                    25
                }
            }
            // "Kunduz came under fire"
            "" if listed && !country && moves.ground && self.is_subject(top) && !acts() => {
                if top == noun {
                    40
                } else {
                    8
                }
            }
            _ => OFF,
        }
    }

    /// The group that a place hangs on by `of`: in `the village of Boz`, `north of Boz`, `within 15 km of the border`
    /// the name stands for the whole.
    fn whole(&self, noun: usize) -> usize {
        let mut top = noun;
        while matches!(self.preposition(top), "of" | "including")
            && let Some(host) = self.groups.nouns[top].host
        {
            let head = self.groups.nouns[host as usize].head;
            let part = matches!(
                self.sentence.lower(head),
                "part"
                    | "parts"
                    | "areas"
                    | "swathes"
                    | "swaths"
                    | "much"
                    | "rest"
                    | "edge"
                    | "heart"
                    | "most"
                    | "section"
                    | "side"
                    | "line"
                    | "horn"
                    | "shore"
                    | "shores"
                    | "coast"
                    | "stronghold"
                    | "strongholds"
                    | "site"
                    | "state"
                    | "states"
                    | "enclave"
                    | "resort"
                    | "province"
            );
            if !self.is_spot(head) && !self.sentence.numbers[head] && !part {
                break;
            }
            top = host as usize;
        }
        self.root(top)
    }

    /// A plain place that is told by a name after `of`: the name is meant.
    fn hosts_a_name(&self, noun: usize) -> bool {
        self.is_spot(self.groups.nouns[noun].head)
            && !matches!(
                self.sentence.lower(self.groups.nouns[noun].head),
                "headquarters" | "compound" | "base" | "embassy" | "consulate" | "hospital" | "mosque"
            )
            && self.groups.nouns.get(noun + 1).is_some_and(|next| {
                next.host == Some(noun as u16)
                    && self.preposition(noun + 1) == "of"
                    && self.sentence.tag(next.head) == Some(Tag::Name)
            })
    }

    /// Whether the word before the group's preposition passes a test: `south of Kunduz`, `out of Kunduz`.
    fn leads(&self, top: usize, test: impl Fn(&str) -> bool) -> bool {
        self.groups.nouns[top]
            .preposition
            .is_some_and(|token| token > 0 && test(self.sentence.lower(token - 1)))
    }

    /// `an official in Geneva said`: where the source sits.
    fn tells_who_told(&self, frame: &Frame, spot: &Spot) -> bool {
        let owner = self.clauses.owner[self.groups.nouns[spot.noun].head] as usize;
        let clause = &self.clauses.list[owner];
        let Some(host) = self.groups.nouns[spot.top].host else { return false };
        owner != frame.clause
            && clause.subject.contains(host as usize)
            && clause.verb.is_some_and(|verb| {
                View { pack: self.pack, sentence: self.sentence }.reports(&self.groups.verbs[verb as usize])
            })
    }

    /// Whether an attack or an advance of the clause is made upon the group: `shelling Kunduz`, `took control of Kunduz`.
    fn taken_ground(&self, clause: usize, top: usize) -> bool {
        let Some(lemma) =
            self.clauses.list[clause].verb.and_then(|verb| self.groups.verbs[verb as usize].lemma)
        else {
            return false;
        };
        let patient = self.patient(clause);
        let of = self.preposition(top) == "of"
            && self.groups.nouns[top].host.is_some_and(|host| patient.contains(host as usize));
        let upon = of || self.preposition(top).is_empty() && patient.contains(top);
        upon && self.pack.verbs[lemma as usize].iter().any(|sense| match sense.meaning {
            Meaning::Event(id) => {
                let code = &self.pack.codes[self.pack.events[id as usize].code as usize];
                Moves::of(&code.event_type, &code.mode).ground
            }
            _ => false,
        })
    }

    /// `the town`, `the region`: one that was named before.
    fn points_back(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        group.b == group.a + 2
            && self.sentence.lower(group.a) == "the"
            && matches!(
                self.sentence.lower(group.head),
                "region"
                    | "area"
                    | "town"
                    | "city"
                    | "village"
                    | "district"
                    | "province"
                    | "territory"
                    | "capital"
            )
    }

    fn is_subject(&self, top: usize) -> bool {
        let owner = self.clauses.owner[self.groups.nouns[top].head] as usize;
        self.clauses.list[owner].subject.contains(top)
    }

    /// How far a clause lies from that of the event; `there` where the place stands after a preposition of place.
    fn clause_weight(&self, frame: &Frame, owner: usize, there: bool) -> usize {
        let clauses = &self.clauses.list;
        let mine = frame.clause;
        let event_type = self.pack.codes[frame.code as usize].event_type.as_str();
        let struck = matches!(
            event_type,
            "attack"
                | "casualties"
                | "damage"
                | "displacement"
                | "evacuation"
                | "territorial_control"
                | "humanitarian_need"
        );
        // "released after it was seized near Boz": another event than the one that follows
        let later = |clause: usize| {
            clauses[clause].link.is_some_and(|link| {
                matches!(self.sentence.lower(link), "after" | "since" | "before" | "until" | "because")
            })
        };
        if owner == mine {
            0
        } else if clauses[mine].parent == Some(owner as u16) {
            match clauses[mine].kind {
                Kind::Complement => 70,
                Kind::Adverbial if later(mine) && !there => OFF,
                Kind::Adverbial if later(mine) => 60,
                Kind::Adverbial => 40,
                _ => 12,
            }
        } else if clauses[owner].parent == Some(mine as u16) {
            match clauses[owner].kind {
                Kind::Adverbial if !struck && later(owner) => OFF,
                Kind::Adverbial => 40,
                _ => 16,
            }
        } else if self.joined_clauses(owner, mine) {
            16
        } else if clauses[owner].reduced && !clauses[owner].attribution && there && struck {
            // "a car packed with explosives outside Boz"
            10
        } else if self.shares_scene(mine, owner) {
            14
        } else if struck || moves_people(event_type) {
            45
        } else {
            OFF
        }
    }

    /// The colon that ends the heading of the sentence, or its beginning: `Darfur conflict: ...`.
    pub(crate) fn heading(&self) -> usize {
        const LONG: usize = 18; // tokens, unmeasured
        let number = |token: usize| self.sentence.tag(token) == Some(Tag::Number);
        // "at 9:30" has no heading
        let ends = |at: usize| self.sentence.lower(at) == ":" && !(number(at - 1) && number(at + 1));
        let colon = (1..self.sentence.len().min(LONG)).find(|&at| ends(at)).unwrap_or(0);
        let told = self.groups.verbs.iter().any(|verb| verb.finite && verb.head < colon);
        if told { 0 } else { colon }
    }
}

/// What a type of event does with places.
struct Moves {
    /// It is made upon ground: what it hits is where it is.
    ground: bool,
    /// Its place stands after this preposition.
    preposition: &'static str,
}

impl Moves {
    fn of(event_type: &str, mode: &str) -> Self {
        let ground = matches!(
            event_type,
            "attack"
                | "territorial_control"
                | "damage"
                | "evacuation"
                | "displacement"
                | "humanitarian_corridor"
        ) || event_type == "diplomatic_contact" && mode == "visit";
        let preposition = match event_type {
            "withdrawal" | "evacuation" | "displacement" => "from",
            "deployment" | "diplomatic_contact" | "humanitarian_aid" => "to",
            "attack" => "on",
            _ => "-",
        };
        Self { ground, preposition }
    }
}

/// Types that are done by words or on paper.
fn is_of_words(event_type: &str) -> bool {
    matches!(
        event_type,
        "demand"
            | "accusation"
            | "condemnation"
            | "support"
            | "rejection"
            | "threat"
            | "vote"
            | "agreement"
            | "sanction"
            | "diplomatic_relations"
            | "alliance_membership"
            | "security_guarantee"
            | "negotiation"
            | "mediation"
            | "diplomatic_contact"
    )
}

/// Types that tell of people on their way, or taken.
fn moves_people(event_type: &str) -> bool {
    matches!(
        event_type,
        "abduction"
            | "release"
            | "prisoner_exchange"
            | "military_aid"
            | "deployment"
            | "withdrawal"
            | "humanitarian_aid"
            | "humanitarian_corridor"
            | "ceasefire"
            | "interception"
            | "humanitarian_need"
    )
}

/// Types that happen at a place, so that the place named just before is theirs too.
pub(crate) fn is_on_the_ground(event_type: &str) -> bool {
    matches!(
        event_type,
        "attack"
            | "casualties"
            | "damage"
            | "displacement"
            | "territorial_control"
            | "ceasefire"
            | "abduction"
            | "interception"
    )
}

/// How many words in capitals a text begins with, where a dateline may: `ZAHRAN, Chad, March 1 (AP) -`.
pub(crate) fn dateline_capitals(words: &Words) -> Option<usize> {
    const LONGEST: usize = 3;
    let capitals = |index: usize| words.word(index).shape == Shape::Upper;
    let count = (0..words.len().min(LONGEST + 1)).take_while(|&index| capitals(index)).count();
    let first = count > 0 && words.word(0).span.len() > 2;
    let marked = words.as_slice().get(count).is_some_and(|next| {
        next.shape == Shape::Mark && (matches!(words.lower(count), "," | "(" | "/") || !next.glued)
    });
    (first && count <= LONGEST && marked).then_some(count)
}

/// The index past a dateline whose place ends at `at`: past `(AP)`, a dash, `_`. At most twelve words may stand
/// between, and none of them may be a small-letter word, so that no sentence is taken for one.
pub(crate) fn dateline_end(words: &Words, at: usize) -> Option<usize> {
    for index in at..words.len().min(at + 12) {
        let word = words.word(index);
        match (word.shape, words.lower(index)) {
            (Shape::Mark, "-" | "\u{2014}" | "_")
                if !word.glued || index > at && words.lower(index - 1) == ")" =>
            {
                return Some(index + 1);
            }
            (Shape::Mark, ")") => {
                let dash = index + 1;
                let marked =
                    words.as_slice().get(dash).is_some_and(|next| next.shape == Shape::Mark || next.glued);
                return marked.then_some(dash + 1);
            }
            (Shape::Mark, "," | "(" | "." | "/" | ":")
            | (Shape::Number | Shape::Capital | Shape::Upper | Shape::Mixed, _) => {}
            _ => return None,
        }
    }
    None
}

/// What a group names, where it names a place.
fn spot_of<'s, 'h>(noun: usize, spots: &'s [Spot<'h>]) -> Option<&'s Spot<'h>> {
    spots.iter().find(|spot| spot.noun == noun)
}

fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "north"
            | "south"
            | "east"
            | "west"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "outside"
            | "inside"
    )
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
