//! Where it was before: the place that the sentence before names, and the grounds that the article has told of.

use crate::events::Place;
use crate::events::clause::Kind;
use crate::events::document::Told;
use crate::events::frame::{Frame, Reading};
use crate::events::grammar::Tag;
use crate::events::grammar::closed;
use crate::events::lexicon::{Concept, Lexicon};
use crate::events::locate::Found;
use crate::normalise::place::PlaceHit;
use crate::text::words::{Shape, Words};
use std::ops::Range;

/// Words between a preposition and the name of a place.
const FAR: usize = 4;

/// How many sentences long events go on at the only place that was told. Unmeasured.
const LONG: usize = 6;

/// The one place that a sentence says it is in: "in downtown Lima", "near the town of Boz". Of two, one in the other
/// ("in Boz, in northern Chad"), the first.
pub(crate) fn told_in<'h>(lexicon: &Lexicon, words: &Words, hits: &'h [PlaceHit]) -> Option<&'h PlaceHit> {
    let mut found: Option<&PlaceHit> = None;
    for hit in hits.iter().filter(|hit| is_where(lexicon, words, hit)) {
        match found {
            None => found = Some(hit),
            Some(first) if hit.words.start <= first.words.end + FAR => {}
            Some(_) => return None,
        }
    }
    found
}

/// The one village that a sentence says it is in, though no list holds it: "in the villages of Boz and Kaz".
pub(crate) fn called_in(lexicon: &Lexicon, words: &Words) -> Option<Range<usize>> {
    const LONG: usize = 3; // words of a name
    let named = |at: usize| {
        matches!(words.word(at).shape, Shape::Capital | Shape::Upper) && closed(words.lower(at)).is_empty()
    };
    let mut found = None;
    for at in 2..words.len().saturating_sub(1) {
        let town = words.lower(at) == "of" && lexicon.is_word_a(words, at - 1, Concept::Town);
        let before = || (at.saturating_sub(FAR + 1)..at - 1).rev().find(|&at| !describes(lexicon, words, at));
        if !town || !before().is_some_and(|at| tells_where(words.lower(at))) {
            continue;
        }
        let end = (at + 1..words.len().min(at + 1 + LONG)).find(|&at| !named(at)).unwrap_or(at + 1 + LONG);
        if end == at + 1 || end > words.len() || found.is_some() {
            return None;
        }
        found = Some(at + 1..end);
    }
    found
}

/// Whether a sentence says where anything is.
pub(crate) fn tells_of_a_place(lexicon: &Lexicon, words: &Words, hits: &[PlaceHit]) -> bool {
    hits.iter().any(|hit| is_where(lexicon, words, hit))
}

/// Whether a preposition that tells where stands before a place, and nobody who only speaks there.
fn is_where(lexicon: &Lexicon, words: &Words, hit: &PlaceHit) -> bool {
    let start = hit.words.start;
    let at = (start.saturating_sub(FAR)..start).rev().find(|&at| !describes(lexicon, words, at));
    let Some(at) = at.filter(|&at| tells_where(words.lower(at))) else { return false };
    let speaks = |at: usize| lexicon.is_word_a(words, at, Concept::Speaker);
    let told = (hit.words.end..words.len().min(hit.words.end + 2))
        .any(|at| lexicon.is_word_a(words, at, Concept::Told));
    let spoken = at > 0 && speaks(at - 1);
    !told && !spoken
}

fn tells_where(word: &str) -> bool {
    matches!(word, "in" | "at" | "near" | "outside" | "around" | "inside")
}

/// Words that stand between a preposition and a name.
fn describes(lexicon: &Lexicon, words: &Words, at: usize) -> bool {
    let concepts = [Concept::Settlement, Concept::Area, Concept::Division, Concept::Whereabouts];
    matches!(words.lower(at), "the" | "a" | "of")
        || concepts.iter().any(|&concept| lexicon.is_word_a(words, at, concept))
}

impl Reading<'_> {
    /// "the hostages were freed", "destroyed the bridge", "the explosion": whether a frame goes on with what was told.
    pub(crate) fn goes_on_with(&self, frame: &Frame) -> bool {
        let known = &self.pack.known;
        let told = |noun: usize| {
            let group = &self.groups.nouns[noun];
            matches!(
                self.sentence.lower(group.a),
                "the" | "this" | "these" | "those" | "both" | "his" | "her" | "their"
            ) && self.hosted(noun).next().is_none()
                && (group.a..group.b).all(|token| self.sentence.tag(token) != Some(Tag::Name))
                && self.sentence.classes_in(group.a, group.b) & (known.state | known.actor_adjective) == 0
                && !self.head_is(noun, Concept::Collective)
        };
        frame.noun.is_some_and(told) || self.patient(frame.clause).iter().any(told)
    }

    /// "the talks", "this meeting": what was told before, and nothing that tells which; `owned` where it may be
    /// somebody's ("his visit").
    pub(crate) fn is_told_again(&self, noun: usize, owned: bool) -> bool {
        let group = &self.groups.nouns[noun];
        let a = group.genitive.filter(|_| owned).map_or(group.a, |mark| mark + 1);
        let back = match self.sentence.lower(group.a) {
            "the" | "this" | "these" | "both" => true,
            "his" | "her" | "their" => owned,
            _ => a > group.a,
        };
        back && (group.genitive.is_none() || owned)
            && self.hosted(noun).next().is_none()
            && (a..group.b).all(|token| self.sentence.tag(token) != Some(Tag::Name))
            && self.sentence.classes_in(a, group.b) & self.pack.known.actor_adjective == 0
    }

    /// "the talks here", "was held at this resort": where the article was filed, and not who said so there.
    pub(crate) fn is_here(&self, frame: &Frame) -> bool {
        let of_event = |token: usize| {
            let clause = self.clauses.owner[token] as usize;
            let noun = frame.noun.map(|noun| &self.groups.nouns[noun]);
            noun.is_some_and(|group| group.b <= token && token <= group.b + 1)
                || clause == frame.clause && self.reports(clause).is_none() && frame.trigger.0 < token
        };
        let spoken = |token: usize| self.sentence.quotes.get(token).is_some_and(|&quote| quote > 0);
        (1..self.sentence.len()).any(|token| match self.sentence.lower(token) {
            "here" => !spoken(token) && of_event(token),
            "this" => {
                let town = |noun: &usize| {
                    let group = &self.groups.nouns[*noun];
                    group.a == token
                        && matches!(self.preposition(*noun), "in" | "at")
                        && self.head_is(*noun, Concept::Town)
                };
                let noun = (0..self.groups.nouns.len()).find(town);
                noun.is_some() && !spoken(token) && self.clauses.owner[token] as usize == frame.clause
            }
            _ => false,
        })
    }

    /// "in the city", "at a hospital": whether a place without a name may lie in one that was told.
    pub(crate) fn may_lie_in_another(&self, found: &Found) -> bool {
        let (a, b) = found.range;
        if self.is_a_name(found) || self.is_a_capital(found) {
            return false;
        }
        let building = self.sentence.classes[b - 1] & self.pack.known.building != 0;
        let settled = self.is_a(b - 1, Concept::Settlement) || self.is_a(b - 1, Concept::Area);
        let back = a > 0 && a + 1 == b && matches!(self.sentence.lower(a - 1), "the" | "this" | "that");
        let one = self.sentence.tag(b - 1) == Some(Tag::NounSingular);
        one && if settled { back } else { building }
    }

    /// "the capital": there is one in each state, whatever its name.
    pub(crate) fn is_a_capital(&self, found: &Found) -> bool {
        found.hit.is_none() && self.is_a(found.range.1 - 1, Concept::Capital)
    }

    /// Whether a place has a name.
    pub(crate) fn is_a_name(&self, found: &Found) -> bool {
        let (a, b) = found.range;
        found.hit.is_some() || (a..b).any(|token| self.sentence.tag(token) == Some(Tag::Name))
    }

    /// "the village of Boz", "the Boz area": whether a word says that a name is that of a place.
    pub(crate) fn is_called_a_place(&self, found: &Found) -> bool {
        let (a, b) = found.range;
        let of = a > 1 && self.sentence.lower(a - 1) == "of" && self.is_a_place(a - 2);
        self.is_a_name(found) && (of || a + 1 < b && self.is_a_place(b - 1))
    }

    fn is_a_place(&self, token: usize) -> bool {
        let concepts = [Concept::Settlement, Concept::Area, Concept::Division];
        concepts.iter().any(|&concept| self.is_a(token, concept))
            || self.sentence.classes[token] & self.pack.known.place_head != 0
    }

    /// Whether a frame tells of one thing that has happened, and not of what goes on or went on for years: it may have
    /// its place from what was told before.
    pub(crate) fn happens_once(&self, frame: &Frame) -> bool {
        let years = (1..self.sentence.len()).any(|token| {
            self.is_a(token, Concept::LongTime)
                && (token.saturating_sub(4)..token).any(|before| {
                    matches!(self.sentence.lower(before), "past" | "last" | "for" | "during" | "of")
                })
        });
        if years {
            return false;
        }
        if let Some(noun) = frame.noun {
            let group = &self.groups.nouns[noun];
            return self.sentence.tag(group.head) == Some(Tag::NounSingular)
                && !matches!(self.sentence.lower(group.a), "any" | "every" | "each" | "such" | "no")
                || matches!(self.sentence.lower(group.a), "the" | "these" | "those" | "both")
                || (group.a..group.head).any(|token| self.sentence.numbers[token]);
        }
        let mut at = frame.clause;
        for _ in 0..4 {
            let clause = &self.clauses.list[at];
            let Some(verb) = clause.verb.map(|verb| &self.groups.verbs[verb as usize]) else { return true };
            if verb.finite {
                return (verb.past || verb.perfect) && verb.modal.is_none();
            }
            match clause.parent.map(usize::from).filter(|&above| above != at) {
                Some(above) if clause.kind == Kind::Participial => at = above,
                _ => return clause.kind != Kind::Infinitive,
            }
        }
        false
    }
}

/// The places of what has happened on the ground, as far as an article is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grounds {
    /// The only one, with the sentence that told it last.
    only: Option<Told>,
    many: bool,
    countries: Vec<String>,
}

impl Grounds {
    pub(crate) fn clear(&mut self) {
        self.only = None;
        self.many = false;
        self.countries.clear();
    }

    /// Takes in the place of an event of a sentence.
    pub(crate) fn take(&mut self, told: &Told) {
        let place = &told.place;
        if let Some(country) = place.country.as_ref().filter(|country| !self.countries.contains(country)) {
            self.countries.push(country.clone());
        }
        let Some(only) = &mut self.only else {
            self.only = Some(told.clone());
            return;
        };
        let of_state = |one: &Place, two: &Place| {
            one.precision == "country" && (one.country == two.country || two.country.is_none())
        };
        if of_state(&only.place, place) {
            only.place.clone_from(place);
            only.sure = told.sure;
        } else if only.place.name != place.name && !of_state(place, &only.place) {
            self.many = true;
        }
        only.number = told.number;
    }

    /// The only place of the article, for what a sentence tells.
    pub(crate) fn only(&self, number: usize) -> Option<&Place> {
        let only = self.only.as_ref().filter(|only| !self.many && only.sure)?;
        (number <= only.number + LONG).then_some(&only.place)
    }

    /// The only state in which anything happened.
    pub(crate) fn state(&self) -> Option<&str> {
        match &*self.countries {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether something happened in a country, or nothing was told of any other.
    pub(crate) fn may_be_in(&self, country: Option<&String>) -> bool {
        self.countries.is_empty() || country.is_none_or(|country| self.countries.contains(country))
    }
}
