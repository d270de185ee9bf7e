//! Names that hold the name of a place: longer ones, and those of treaties and bodies.

use super::{Offer, is_where};
use crate::events::frame::{Range, Reading};
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::tag::candidates::PARTICLES;
use crate::normalise::actor::ActorRef;
use crate::normalise::traits::is;
use crate::text::words::Shape;

impl Reading<'_> {
    /// What bears the name of a place and is none: "the Treaty of Lisbon", "the Lisbon treaty", "the People's
    /// Alliance", "Lagos.com".
    pub(super) fn is_no_name_of_a_place(&self, noun: usize, range: &Range, offer: Offer<'_, '_>) -> bool {
        let sentence = self.sentence;
        let group = &self.groups.nouns[noun];
        let site = sentence.lower(range.1) == "."
            && sentence.span(range.1, range.1 + 1).end == sentence.span(range.1 + 1, range.1 + 2).start
            && matches!(sentence.lower(range.1 + 1), "com" | "org" | "net");
        let deal = |token: usize| self.is_a(token, Concept::Treaty);
        let capital = |token: usize| token > 0 && sentence.shape(token) == Shape::Capital;
        let titled = matches!(self.preposition(noun), "of" | "for")
            && group.host.is_some_and(|host| {
                let head = self.groups.nouns[host as usize].head;
                deal(head) && capital(head)
            });
        let called = range.1 <= group.head && deal(group.head);
        let owned = group.genitive.is_some_and(|mark| mark < range.0)
            && sentence.tag(group.a) == Some(Tag::Determiner)
            && range.1 == group.b
            && range.0 + 1 == range.1
            && !offer.actors.iter().any(|hit| sentence.tokens_of(&hit.words).start < range.0)
            && (group.a..range.0).all(|token| sentence.classes[token] & self.pack.known.state == 0);
        // "the U.S.-Chad trade row"
        let paired = range.0 > group.a + 1
            && sentence.lower(range.0 - 1) == "-"
            && sentence.hyphened[range.0 - 1]
            && sentence.tag(range.0 - 2) == Some(Tag::Name)
            && range.1 <= group.head
            && !self.is_spot(group.head);
        // "Joao Lagos Soares"
        let person = range.0 > group.a
            && sentence.is(range.0 - 1, is::GIVEN)
            && sentence.tag(range.0 - 1) == Some(Tag::Name)
            && !is_where(self.preposition(noun));
        site || titled || called || owned || paired || person
    }

    /// "the bulk carrier Boz" is a ship, "the blogger Boz" somebody, "1240 GMT" a time.
    pub(super) fn is_said_to_be_no_place(&self, start: usize, head: usize) -> bool {
        let (sentence, known) = (self.sentence, &self.pack.known);
        let what = (start..head)
            .filter(|&token| sentence.shape(token) == Shape::Lower)
            .fold(0, |bits, token| bits | sentence.classes[token]);
        what & (known.vessel | known.person | known.official) != 0 || self.is_a(head, Concept::Clock)
            // "the Union of Forces for Democracy"
            || self.is_a(head, Concept::BodyHead) && matches!(sentence.lower(head + 1), "of" | "for")
    }

    /// The beginning of "Gulf of Aden", whose last word stands at `at`.
    pub(super) fn water_before(&self, at: usize) -> Option<usize> {
        let sentence = self.sentence;
        let a = at.checked_sub(2)?;
        let water = self.is_a(a, Concept::Water);
        (water && sentence.lower(a + 1) == "of" && sentence.shape(a) == Shape::Capital).then_some(a)
    }

    /// "in San Luis Boz", "in Luis de Boz": a name that seems somebody's and tells where, joined within or called after a
    /// saint.
    pub(super) fn joined_name(&self, noun: usize, offer: Offer<'_, '_>) -> Option<Range> {
        let sentence = self.sentence;
        let group = &self.groups.nouns[noun];
        // "raided the town of San Luis Boz"
        let town = || {
            self.preposition(noun) == "of"
                && group.host.is_some_and(|host| self.head_is(host.into(), Concept::Town))
        };
        if !(is_where(self.preposition(noun)) || town()) || group.genitive.is_some() {
            return None;
        }
        let saint = |token: usize| self.is_a(token, Concept::Saint);
        offer.actors.iter().filter(|hit| matches!(hit.actor, ActorRef::Named(_))).find_map(|hit| {
            let tokens = sentence.tokens_of(&hit.words);
            if tokens.end != group.b || tokens.start < group.a {
                return None;
            }
            let before = tokens.start > group.a && saint(tokens.start - 1);
            let named = before
                || tokens.len() > 2 && saint(tokens.start)
                || tokens.clone().any(|token| PARTICLES.contains(&sentence.lower(token)));
            named.then_some((tokens.start - usize::from(before), tokens.end))
        })
    }

    /// A name of which the listed one is a part: "Gulf of Aden", "Tal Afar", "Bani Jamra".
    pub(super) fn longer_name(&self, noun: usize, range: &Range, offer: Offer<'_, '_>) -> Option<Range> {
        let sentence = self.sentence;
        let group = &self.groups.nouns[noun];
        let capital = |token: usize| {
            sentence.tag(token) == Some(Tag::Name)
                && sentence.shape(token) == Shape::Capital
                && !sentence.dates[token]
        };
        if let Some(a) = self.water_before(range.0) {
            return Some((a, range.1));
        }
        let known = |token: usize| {
            sentence.classes[token] & self.pack.known.state != 0
                || offer.places.iter().any(|hit| sentence.tokens_of(&hit.words).contains(&token))
                || offer.actors.iter().any(|hit| sentence.tokens_of(&hit.words).contains(&token))
        };
        let short = range.0 + 1 == range.1;
        let before = range.0.checked_sub(1).filter(|&token| token >= group.a);
        if short
            && range.1 == group.b
            && let Some(token) = before
            && capital(token)
            && !known(token)
            && (!self.is_spot(token) || self.is_a(token, Concept::Camp))
            && !self.acts(token)
            && token == group.a
        {
            return Some((token, range.1));
        }
        // "Lagos Grammar School"
        let building = self.sentence.classes[group.head] & self.pack.known.building != 0
            && capital(group.head)
            && range.1 + 1 < group.head
            && (range.1..group.head).all(|token| capital(token) && !known(token));
        if short && building && self.preposition(noun) == "at" {
            return Some((range.0, group.b));
        }
        let next = range.1;
        (short
            && range.0 == group.a
            && next + 1 == group.b
            && capital(next)
            && !known(next)
            && !self.is_spot(next)
            && !self.acts(next)
            && !self.names_event(noun)
            && !sentence.is(next, is::AFFAIR)
            && is_where(self.preposition(self.whole(noun))))
        .then_some((range.0, group.b))
    }
}
