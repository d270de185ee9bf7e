//! What the pass over the items sees: their words, tags and senses, and what stands before them.

use crate::events::grammar::Tag;
use crate::events::group::{Groups, Item, NounGroup, VerbGroup};
use crate::events::lexicon::{Concept, kind_of};
use crate::events::pack::{Meaning, Pack, Trait, VerbSense, Wants, trait_of};
use crate::events::sentence::Sentence;
use crate::normalise::traits::is;

/// What the pass needs to see.
pub(crate) struct View<'a> {
    pub pack: &'a Pack,
    pub sentence: &'a Sentence,
}

impl View<'_> {
    pub(super) fn tag(&self, item: Item) -> Option<Tag> {
        match item {
            Item::Link(token) => self.sentence.tag(token as usize),
            _ => None,
        }
    }

    /// Whether the verb has a reporting sense.
    pub(crate) fn reports(&self, verb: &VerbGroup) -> bool {
        self.pack.verb_is(verb.lemma, trait_of::REPORTS)
    }

    /// Whether the verb is an event's, and nothing that has a clause for its object.
    pub(super) fn tells(&self, verb: &VerbGroup) -> bool {
        const CLAUSES: u8 = trait_of::REPORTS
            | trait_of::CONTROLS
            | trait_of::GOVERNS
            | trait_of::TRANSPARENT
            | trait_of::ACTS;
        let event = |sense: &VerbSense| matches!(sense.meaning, Meaning::Event(_));
        !self.pack.verb_is(verb.lemma, CLAUSES)
            && verb.lemma.is_some_and(|lemma| self.pack.verbs[lemma as usize].iter().any(event))
    }

    /// Whether the verb tells what is done by speaking: it accuses, condemns, demands.
    pub(crate) fn says(&self, verb: &VerbGroup) -> bool {
        let event = |sense: &&VerbSense| matches!(sense.meaning, Meaning::Event(_));
        let said = |sense: &VerbSense| match sense.meaning {
            Meaning::Event(id) => self.pack.is(self.pack.events[id as usize].code, Trait::Said),
            _ => false,
        };
        let said_alone = |sense: &VerbSense| sense.particle.is_empty() && said(sense);
        verb.lemma.is_some_and(|lemma| {
            let senses = &self.pack.verbs[lemma as usize];
            senses.iter().any(said_alone) && senses.iter().filter(event).all(said)
        })
    }

    /// A past tense that may be a participle, of a verb that tells nothing without an object.
    pub(super) fn lacks_object(&self, verb: &VerbGroup) -> bool {
        let wants = |sense: &VerbSense| match sense.meaning {
            Meaning::Event(id) => {
                sense.particle.is_empty() && self.pack.events[id as usize].object == Wants::Required
            }
            _ => false,
        };
        let free = |sense: &VerbSense| match sense.meaning {
            Meaning::Event(id) => {
                sense.particle.is_empty() && self.pack.events[id as usize].object != Wants::Required
            }
            Meaning::Act(_) | Meaning::Report(_) => true,
            _ => false,
        };
        verb.a + 1 == verb.b
            && self.sentence.tag(verb.head) == Some(Tag::VerbPast)
            && self.pack.lexicon.can_be_participle(self.sentence.entries[verb.head])
            && verb.lemma.is_some_and(|lemma| {
                let senses = &self.pack.verbs[lemma as usize];
                senses.iter().any(wants) && !senses.iter().any(free)
            })
    }

    pub(super) fn object_control(&self, verb: &VerbGroup) -> bool {
        self.pack.verb_is(verb.lemma, trait_of::CONTROLS)
    }

    /// Whether a token stands in a list of `[concepts]`.
    pub(super) fn is_a(&self, token: usize, concept: Concept) -> bool {
        self.sentence.is_a(&self.pack.lexicon, token, concept)
    }

    /// Whether a verb does.
    pub(super) fn does(&self, verb: &VerbGroup, concept: Concept) -> bool {
        self.pack.lexicon.does(verb.lemma, concept)
    }

    fn has_sense(&self, token: usize, kinds: u8) -> bool {
        self.sentence.hit(token).is_some_and(|hit| self.pack.lexicon.kinds(hit) & kinds != 0)
    }

    pub(super) fn names_event(&self, token: usize) -> bool {
        self.has_sense(token, kind_of::EVENT | kind_of::TOPIC)
    }

    pub(super) fn governs(&self, groups: &Groups, noun: usize) -> bool {
        self.has_sense(groups.nouns[noun].head, kind_of::GOVERNOR | kind_of::ACT | kind_of::REPORT)
    }

    /// Last item before `index` that is not a date with its preposition, an adverb or a negation.
    pub(super) fn before(&self, groups: &Groups, index: usize) -> Option<usize> {
        let mut dated = false;
        (0..index).rev().find(|&at| match self.tag(groups.items[at]) {
            Some(Tag::Date) => {
                dated = true;
                false
            }
            Some(Tag::Adverb | Tag::Not) => false,
            Some(Tag::Preposition) if dated => {
                dated = false;
                false
            }
            _ => true,
        })
    }

    fn item_of(groups: &Groups, noun: usize) -> Option<usize> {
        groups.items.iter().position(|&item| item == Item::Noun(noun as u16))
    }

    pub(super) fn joined(&self, groups: &Groups, noun: usize) -> bool {
        Self::item_of(groups, noun)
            .is_some_and(|at| at > 0 && self.tag(groups.items[at - 1]) == Some(Tag::Comma))
    }

    pub(crate) fn coordinated(&self, groups: &Groups, noun: usize) -> bool {
        Self::item_of(groups, noun)
            .and_then(|at| self.before(groups, at))
            .is_some_and(|at| self.tag(groups.items[at]) == Some(Tag::Coordinator))
    }

    /// ", and X": a clause of its own may begin.
    pub(super) fn comma_and(&self, groups: &Groups, noun: usize) -> bool {
        self.coordinated(groups, noun)
            && Self::item_of(groups, noun)
                .is_some_and(|at| at > 1 && self.tag(groups.items[at - 2]) == Some(Tag::Comma))
    }

    pub(super) fn comma_before(&self, groups: &Groups, noun: Option<usize>) -> bool {
        noun.and_then(|noun| Self::item_of(groups, noun)).is_some_and(|at| {
            at > 0 && matches!(self.tag(groups.items[at - 1]), Some(Tag::Comma | Tag::Mark))
        })
    }

    /// "a month later, the rebels": a group that tells when.
    pub(super) fn is_lapse(&self, group: &NounGroup) -> bool {
        let last = group.b - 1;
        group.preposition.is_none()
            && self.sentence.is(last, is::UNIT)
            && (group.a..last).all(|token| {
                self.sentence.numbers[token]
                    || matches!(self.sentence.tag(token), Some(Tag::Determiner | Tag::Number))
            })
            && (matches!(self.sentence.lower(group.b), "later" | "earlier" | "ago" | "before" | "afterwards")
                // "Hours after the vote, rebels attacked"
                || group.a == last && self.sentence.lower(group.b) == "after")
    }

    /// One past the group that begins at a token.
    pub(super) fn told(groups: &Groups, from: usize) -> Option<usize> {
        groups.nouns.iter().find(|group| group.a == from).map(|group| group.b)
    }

    /// "..., a charge Chad denies", "..., accusations denied by Chad": whether a group is what was said before and is
    /// denied, or right behind it who denies it.
    pub(super) fn is_in_denial(&self, groups: &Groups, noun: usize) -> bool {
        let word = |token: usize| self.is_a(token, Concept::Allegation);
        let group = &groups.nouns[noun];
        let passive =
            word(group.head) && (group.b..group.b + 3).any(|token| self.sentence.lower(token) == "by");
        let before = noun.checked_sub(1).map(|before| &groups.nouns[before]);
        passive || before.is_some_and(|before| before.b == group.a && word(before.head))
    }

    /// A quotation ends right before the subject of the verb at `at`.
    pub(super) fn quote_ends(&self, at: usize) -> bool {
        let quotes = &self.sentence.quotes;
        quotes[at] == 0 && (at.saturating_sub(8)..at).any(|token| quotes[token] > 0)
    }

    /// Whether a group is somebody who acts, and no event.
    pub(super) fn acts_alone(&self, groups: &Groups, noun: usize) -> bool {
        let known = &self.pack.known;
        let group = &groups.nouns[noun];
        let acts = known.person | known.armed | known.official | known.state;
        (self.sentence.classes_in(group.a, group.b) & acts != 0
            || self.sentence.tag(group.head) == Some(Tag::Name))
            && !self.names_event(group.head)
            && !group.pronoun
    }

    /// Whether a group is somebody whom something is aimed at: "sanctions on X", "an inquiry into X".
    pub(super) fn aimed_at(&self, groups: &Groups, noun: usize) -> bool {
        groups.nouns[noun]
            .preposition
            .is_some_and(|at| matches!(self.sentence.lower(at), "on" | "into" | "against"))
            && self.acts_alone(groups, noun)
    }

    /// Whether a group can act by its classes, or is an event that can.
    pub(super) fn acts(&self, groups: &Groups, noun: usize) -> bool {
        let known = &self.pack.known;
        let group = &groups.nouns[noun];
        self.sentence.classes_in(group.a, group.b) & (known.person | known.armed | known.official) != 0
            || self.names_event(group.head)
    }
}
