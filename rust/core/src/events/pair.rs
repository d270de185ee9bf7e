//! "The two sides", "both countries": two who were told together just before, and are meant by a word for both.

use super::document::Memory;
use super::frame::{Frame, Range, Reading};
use super::grammar::Tag;
use super::lexicon::Concept;
use super::pack::Trait;
use super::{Actor, Event};

/// How many sentences back the two may be told. Unmeasured.
const BACK: usize = 3;

/// Two who were told together.
#[derive(Debug)]
pub(crate) struct LastPair {
    /// Number of the sentence.
    sentence: usize,
    sides: [Actor; 2],
    /// The type and mode of what they did.
    code: usize,
}

/// What a word for both says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// "sides", "parties"
    Any,
    /// "leaders", "ministers"
    People,
    /// "countries", "governments"
    Bodies,
}

impl Sort {
    fn fits(self, actor: &Actor) -> bool {
        let person = actor.kind == "person";
        match self {
            Self::Any => true,
            Self::People => person,
            Self::Bodies => !person && actor.country.is_some(),
        }
    }
}

impl Reading<'_> {
    /// Puts the two who were told last in the place of a word for both, and remembers those of this sentence.
    pub(crate) fn name_pairs(&self, frames: &[Frame], events: &mut [Event], memory: &mut Memory) {
        let count = events.len();
        for (at, (event, frame)) in events.iter_mut().zip(frames).enumerate() {
            if let Some(pair) = memory.pair.as_ref().filter(|pair| event.sentence <= pair.sentence + BACK) {
                let named = self.name_both(&frame.actors, &mut event.actors, pair)
                    | self.name_both(&frame.recipients, &mut event.recipients, pair);
                if named {
                    event.recipients.retain(|actor| event.actors.iter().all(|doer| doer.span != actor.span));
                }
            }
            if let Some(pair) = memory.pair.as_ref().filter(|pair| self.is_alike(pair.code, event.code))
                && event.sentence <= pair.sentence + BACK
                && self.is_of_the_same(frame)
            {
                event.actors.extend(pair.sides.iter().cloned());
            }
            if memory.ends && at + 1 == count {
                break;
            }
            let told = |&range: &Range| self.for_both(range).is_none();
            if let Some(sides) = pair_of(event).filter(|_| frame.actors.iter().all(told)) {
                memory.pair = Some(LastPair { sentence: event.sentence, sides, code: event.code });
            }
        }
    }

    /// Whether two are of one type of what is done together, or talks and what they lead to.
    fn is_alike(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.pack.codes[one], &self.pack.codes[other]);
        one.event_type == other.event_type && other.traits.has(Trait::Together)
            || one.traits.has(Trait::Accord) && other.traits.has(Trait::Accord)
    }

    /// "The talks will go on": whether what a frame tells of two names neither, and has been told before.
    fn is_of_the_same(&self, frame: &Frame) -> bool {
        let Some(noun) = frame.noun else { return false };
        let group = &self.groups.nouns[noun];
        let bare = frame.actors.is_empty() && frame.recipients.is_empty() && frame.third.is_empty();
        let definite = matches!(self.sentence.lower(group.a), "the" | "these" | "this");
        let known = &self.pack.known;
        let parties = known.state | known.actor | known.actor_adjective | known.armed | known.official;
        let named = self.sentence.classes_in(group.a, group.b) & parties != 0;
        let apart = ["with", "between", "among"];
        bare && definite
            && !named
            && self.is_mutual(frame)
            && !self.hosted(noun).any(|other| apart.contains(&self.preposition(other)))
    }

    /// Puts the two in the place of a word for both, and tells whether there was one.
    fn name_both(&self, ranges: &[Range], actors: &mut Vec<Actor>, pair: &LastPair) -> bool {
        let mut named = false;
        for &range in ranges {
            let span = self.sentence.span(range.0, range.1);
            let Some(at) = actors.iter().position(|actor| actor.span == span) else { continue };
            let fits = |sort: Sort| pair.sides.iter().all(|side| sort.fits(side));
            if self.for_both(range).is_some_and(fits) {
                let others = |side: &&Actor| actors.iter().all(|actor| actor.span != side.span);
                let sides: Vec<Actor> = pair.sides.iter().filter(others).cloned().collect();
                actors.splice(at..=at, sides);
                named = true;
            }
        }
        named
    }

    /// "the two sides", "both leaders", "the sides": what a range says of two whom it does not name.
    fn for_both(&self, (a, b): Range) -> Option<Sort> {
        let known = &self.pack.known;
        let word = |back: usize| a.checked_sub(back).map_or("", |token| self.sentence.lower(token));
        let two = word(1) == "both" || word(1) == "two" && word(2) == "the";
        let bits = self.pack.lexicon.classes(self.sentence.entries[b - 1]);
        let sort = if bits & known.sides != 0 {
            Sort::Any
        } else if bits & known.official != 0 {
            Sort::People
        } else if bits & (known.territory | known.state | known.body) != 0 {
            Sort::Bodies
        } else {
            return None;
        };
        let whole = b == a + 1
            && self.sentence.tag(a) == Some(Tag::NounPlural)
            && !matches!(self.sentence.lower(b), "'" | "of");
        let bare = word(1) == "the" && self.is_a(a, Concept::Pair);
        (whole && (two || bare)).then_some(sort)
    }
}

/// The two of an event: both its actors, or one state or force and the other.
fn pair_of(event: &Event) -> Option<[Actor; 2]> {
    let party = |actor: &Actor| matches!(actor.kind.as_str(), "country" | "armed_group" | "military");
    match (&event.actors[..], &event.recipients[..]) {
        ([one, two], _) => Some([one.clone(), two.clone()]),
        ([one], [two]) if party(one) && party(two) => Some([one.clone(), two.clone()]),
        _ => None,
    }
}
