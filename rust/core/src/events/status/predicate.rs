//! What a predicate makes of the clause below it: "is ready to", "is the first to", "is about".

use crate::events::frame::Reading;
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;

impl Reading<'_> {
    /// "is the first to", "becomes the first to", "remains the only one to".
    pub(super) fn is_or_becomes(&self, clause: usize) -> bool {
        self.verb_word(clause) == Some("be") || self.does(clause, Concept::Copular)
    }

    pub(super) fn is_ordinal(&self, token: usize) -> bool {
        let word = self.sentence.lower(token);
        self.is_a(token, Concept::Ordinal)
            || word == "only"
            || word.as_bytes().first().is_some_and(u8::is_ascii_digit)
                && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end))
    }

    /// "the first to recognise ...": told as done.
    pub(super) fn ordinal(&self, at: usize) -> bool {
        (at.saturating_sub(6)..at).any(|token| self.is_ordinal(token))
    }

    /// The predicate adjective of a copular clause.
    pub(crate) fn predicate(&self, clause: usize) -> Option<usize> {
        let verb = self.clauses.list[clause].verb?;
        let group = &self.groups.verbs[verb as usize];
        // "remains ready to", "seems close to"
        let seems = || self.does(clause, Concept::Copular);
        if !group.copula && !seems() {
            return None;
        }
        let mut at = group.b;
        // inverted: "neither were the two sides able to"
        if let Some(subject) = self.groups.nouns.iter().find(|noun| {
            noun.a == group.b
                && self.clauses.list[clause].subject.iter().all(|known| self.groups.nouns[known].negative)
        }) {
            at = subject.b;
        }
        while matches!(self.sentence.tag(at), Some(Tag::Adverb | Tag::Not)) {
            at += 1;
        }
        matches!(self.sentence.tag(at), Some(Tag::Adjective)).then_some(at)
    }

    /// "optimism about reaching a deal", "talks on Friday about lifting the siege": the noun of which a gerund behind this
    /// link is the matter, and so not yet done.
    pub(super) fn matter_of(&self, link: usize, parent: usize) -> Option<usize> {
        let word = self.sentence.lower(link);
        let date = |token: usize| self.sentence.tag(token) == Some(Tag::Date);
        let dated = |&token: &usize| date(token) || self.sentence.lower(token) == "on" && date(token + 1);
        let end = (0..link).rev().find(|token| !dated(token))? + 1;
        let noun = self.groups.nouns.iter().position(|noun| noun.b == end)?;
        let hoped = end == link && matches!(word, "about" | "toward" | "towards" | "of");
        let talks = matches!(word, "on" | "about") && self.names_event(noun);
        (talks || hoped && !self.is_actor(noun) && !self.names(parent)).then_some(noun)
    }
}
