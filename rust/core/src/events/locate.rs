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

use super::Place;
use super::clause::Kind;
use super::frame::{Frame, Range, Reading};
use super::grammar::Tag;
use crate::normalise::actor::{ActorHit, Form};
use crate::normalise::place::{PlaceHit, PlaceRecord};
use crate::normalise::word_set::word_set;
use crate::text::span::Span;

/// A place that was found: its tokens, and its name in the gazetteer.
#[derive(Debug, Clone)]
pub(crate) struct Found<'h> {
    pub range: Range,
    pub hit: Option<&'h PlaceHit>,
}

/// What a sentence offers.
#[derive(Clone, Copy)]
pub(crate) struct Offer<'h> {
    pub places: &'h [PlaceHit],
    pub actors: &'h [ActorHit],
    /// How wide the place of a name is.
    pub width: &'h dyn Fn(&PlaceHit) -> Width,
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
    /// The place of the frame.
    pub(crate) fn place<'h>(&self, frame: &Frame, offer: Offer<'h>) -> Option<Found<'h>> {
        let mut best: Option<(usize, Found<'h>)> = None;
        for noun in 0..self.groups.nouns.len() {
            let Some(found) = self.place_in(noun, offer) else { continue };
            let weight = self.weight(frame, noun, &found, offer);
            if weight < OFF && best.as_ref().is_none_or(|(least, _)| weight < *least) {
                best = Some((weight, found));
            }
        }
        best.map(|(_, found)| found)
    }

    /// The place that a group names, if it names one.
    fn place_in<'h>(&self, noun: usize, offer: Offer<'h>) -> Option<Found<'h>> {
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
            tokens.start >= inner && tokens.end <= group.b && !tokens.is_empty() && !plain
        });
        let masked = |range: &Range| {
            offer.actors.iter().any(|hit| {
                let tokens = sentence.tokens_of(&hit.words);
                let longer = tokens.start < range.0 || tokens.end > range.1;
                longer && tokens.start < range.1 && tokens.end > range.0 && hit.form != Form::Composed
            })
        };
        if let Some(hit) = listed {
            let tokens = sentence.tokens_of(&hit.words);
            let mut range = (tokens.start, tokens.end);
            if masked(&range) {
                return None;
            }
            // "Paktika province", "the Shebaa Farms area"
            while range.1 < group.b && range.1 <= group.head && self.is_spot(range.1) {
                range.1 += 1;
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
        if self.names_event(noun) || is_affair(sentence.lower(group.head)) {
            return None;
        }
        let taken = offer.actors.iter().any(|hit| {
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
        Some(Found { range: (a, group.b), hit: None })
    }

    /// Whether the word is one for a place: `village`, `airport`, `north`.
    fn is_spot(&self, token: usize) -> bool {
        self.sentence.classes[token] & self.pack.known.place_head != 0
            && !matches!(self.sentence.tag(token), Some(Tag::Adjective))
            || is_spot_word(self.sentence.lower(token))
    }

    fn acts(&self, token: usize) -> bool {
        let known = &self.pack.known;
        self.sentence.classes[token] & (known.armed | known.person | known.official | known.sides) != 0
    }

    fn weight(&self, frame: &Frame, noun: usize, found: &Found, offer: Offer) -> usize {
        let sentence = self.sentence;
        let group = &self.groups.nouns[noun];
        let clauses = &self.clauses.list;
        let mine = frame.clause;
        let width = found.hit.map(|hit| (offer.width)(hit));
        let code = &self.pack.codes[frame.code as usize];
        // "the village of Boz", "north of Boz", "the outskirts of Boz": the name stands for the whole
        let mut top = noun;
        while self.preposition(top) == "of"
            && let Some(host) = self.groups.nouns[top].host
            && self.is_spot(self.groups.nouns[host as usize].head)
        {
            top = host as usize;
        }
        // "within 15 km of the border"
        if self.preposition(top) == "of"
            && let Some(host) = self.groups.nouns[top].host
            && self.sentence.numbers[self.groups.nouns[host as usize].head]
        {
            top = host as usize;
        }
        let top = self.root(top);
        let preposition = self.preposition(top);
        let hosted_by_event = frame.noun.is_some_and(|event| self.hosted(event).any(|other| other == top));
        let within_trigger = group.a < frame.trigger.1
            && frame.trigger.0 < group.b
            && found.range.1 <= frame.trigger.0.max(group.head);
        let patient = self.patient(mine).contains(top);
        let takes_ground = matches!(
            code.event_type.as_str(),
            "attack" | "territorial_control" | "damage" | "evacuation" | "displacement"
        ) || code.event_type == "diplomatic_contact" && code.mode == "visit";
        let role = if within_trigger {
            // "a Kunduz bombing", "the Gaza ceasefire"
            if width == Some(Width::Country) { 60 } else { 10 }
        } else if is_where(preposition) {
            0
        } else if patient && preposition.is_empty() && takes_ground {
            match width {
                Some(Width::Country) => 40,
                Some(_) => 3,
                None => 12,
            }
        } else if hosted_by_event
            && matches!(preposition, "of" | "on" | "against" | "over" | "to" | "from" | "into" | "along")
        {
            match width {
                Some(Width::Country) if !takes_ground => 60,
                None => 20,
                _ => 8,
            }
        } else if matches!(
            preposition,
            "on" | "along"
                | "off"
                | "over"
                | "through"
                | "into"
                | "onto"
                | "toward"
                | "towards"
                | "via"
                | "between"
        ) {
            if width.is_none() { 35 } else { 18 }
        } else if matches!(preposition, "to" | "from" | "against" | "for") {
            match width {
                None => return OFF,
                Some(Width::Country) => 50,
                Some(_) => 25,
            }
        } else if preposition.is_empty()
            && self.clauses.list[self.clauses.owner[group.head] as usize].subject.contains(top)
        {
            // "Kunduz came under fire"
            match width {
                Some(Width::Point | Width::Region) => 40,
                _ => return OFF,
            }
        } else if group.a < 6 && self.topic_prefix(group.b) && width.is_some() {
            150
        } else {
            return OFF;
        };
        if found.hit.is_none() && role > 20 {
            // an unlisted name after "to" or "from" is somebody more often than somewhere
            return OFF;
        }
        let kind = match (width, found.hit.is_some()) {
            (Some(Width::Point), _) => 0,
            (Some(Width::Region), _) => 5,
            (Some(Width::Country), _) => 14,
            (None, _)
                if (found.range.0..found.range.1).any(|token| sentence.tag(token) == Some(Tag::Name)) =>
            {
                6
            }
            (None, _) => 30,
        };
        let owner = self.clauses.owner[group.head] as usize;
        let clause = if owner == mine {
            0
        } else if clauses[mine].parent == Some(owner as u16) {
            match clauses[mine].kind {
                Kind::Complement => 70,
                Kind::Adverbial => 40,
                _ => 12,
            }
        } else if clauses[owner].parent == Some(mine as u16) {
            if clauses[owner].kind == Kind::Adverbial { 40 } else { 16 }
        } else if self.joined_clauses(owner, mine) {
            16
        } else {
            45
        };
        let distance = found.range.0.abs_diff(frame.trigger.0).min(30) / 2
            + if found.range.0 < frame.trigger.0 { 3 } else { 0 };
        role + kind + clause + distance
    }

    /// Whether what ends at `token` is the topic before a colon: `Darfur conflict: ...`.
    fn topic_prefix(&self, token: usize) -> bool {
        (token..self.sentence.len().min(token + 5)).any(|at| self.sentence.lower(at) == ":")
    }
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

word_set!(
    /// Places without a name of their own, beside those of the pack.
    is_spot_word, SPOTS,
    "north south east west northeast northwest southeast southwest centre center middle heart edge outskirts \
     suburb suburbs neighbourhoods neighborhoods villages towns cities districts provinces regions areas camps \
     mosque church temple synagogue hospital clinic school university hotel restaurant cafe market mall \
     supermarket stadium courthouse courtroom embassy consulate compound headquarters barracks checkpoint \
     checkpoints prison jail station bus train highway road bridge tunnel crossing dam factory refinery farm \
     farms hills hill mountains plateau gorge forest jungle sea ocean gulf bay strait waters lake frontier zone \
     territory territories landmark"
);

word_set!(
    /// Names that are affairs, not places.
    is_affair, AFFAIRS,
    "war wars conflict operation uprising revolution intifada insurgency election elections referendum treaty \
     accord accords agreement resolution summit conference meeting talks day week month year century festival \
     holiday ramadan christmas easter eid agenda plan process crisis massacre genocide holocaust olympics cup"
);
