//! Where the words behind a verb stand that make a phrase of it: "gave in", "called the strike off", "was ruled out".

use crate::events::company::ADJECTIVES;
use crate::events::frame::Reading;
use crate::events::grammar::Tag;
use crate::events::lexicon::EntryId;
use crate::events::pack::{Particle, trait_of};

/// How many words behind its verb a particle may begin. Unmeasured.
const FAR: usize = 14;

impl Reading<'_> {
    /// Where the particle of a verb phrase stands: right after the verb, or later in its clause. An empty one
    /// stands at the verb. Gives the end of the phrase.
    #[inline]
    pub(crate) fn particle_at(&self, clause: usize, particle: &Particle) -> Option<usize> {
        // most sentences lack one of its words
        let may_be = particle.mask & !self.sentence.mask == 0
            && (!particle.negated || self.is_denied(clause))
            && (!particle.passive || self.is_made(clause));
        may_be.then(|| self.particle_behind(clause, particle)).flatten()
    }

    /// The words among which the particle of a clause's verb begins, and all behind the verb.
    pub(crate) fn words_behind(&self, clause: usize) -> (&[EntryId], &[EntryId]) {
        let entries = &self.sentence.entries;
        let from =
            self.clauses.list[clause].verb.map_or(entries.len(), |verb| self.groups.verbs[verb as usize].b);
        let behind = &entries[from..];
        (&behind[..behind.len().min(FAR + 1)], behind)
    }

    /// "will not accept", "never gave in": whether the verb of a clause stands behind a negation of its own, and is not
    /// one of two that are left open ("neither accepted nor rejected").
    fn is_denied(&self, clause: usize) -> bool {
        let negation = |verb: u16| self.groups.verbs[verb as usize].negation;
        self.clauses.list[clause]
            .verb
            .and_then(negation)
            .is_some_and(|at| self.sentence.lower(at) != "neither")
    }

    /// "was ruled out": whether the verb of a clause is passive and is no mere participle behind a noun.
    fn is_made(&self, clause: usize) -> bool {
        self.clauses.list[clause].verb.is_some_and(|verb| {
            let verb = &self.groups.verbs[verb as usize];
            verb.passive && (verb.finite || verb.b - verb.a > 1)
        })
    }

    fn particle_behind(&self, clause: usize, particle: &Particle) -> Option<usize> {
        let verb = self.clauses.list[clause].verb?;
        let group = &self.groups.verbs[verb as usize];
        let Some(&first) = particle.words.first() else { return Some(group.b) };
        let limit = (group.b + FAR).min(self.sentence.len());
        let mut at = group.b;
        let entries = &self.sentence.entries;
        // most clauses hold no such word
        let positions = &self.sentence.positions;
        let held = if positions.known {
            (positions.of(entries, first) >> group.b).trailing_zeros() as usize <= FAR
        } else {
            self.words_behind(clause).0.contains(&first)
        };
        if !held {
            return None;
        }
        // an infinitive that opens right after counts as "to"
        while at < limit && self.sentence.tag(at) == Some(Tag::Adverb) && entries[at] != first {
            at += 1;
        }
        // so it does after a day or a count: "agreed on Monday to", "voted 52-48 to"
        let between = |at: usize| {
            matches!(self.sentence.tag(at), Some(Tag::Date | Tag::Number | Tag::Mark))
                || self.sentence.tag(at) == Some(Tag::Preposition)
                    && self.sentence.tag(at + 1) == Some(Tag::Date)
        };
        let far = (at..limit).find(|&token| !between(token)).unwrap_or(at);
        if self.sentence.tag(far) == Some(Tag::To) && far < at + 8 {
            at = far;
        }
        if let Some(end) = self.phrase_end(at, particle)
            && !self.sentence.numbers.get(at).copied().unwrap_or(false)
        {
            return Some(end);
        }
        // a bare preposition can't be parted from its verb by an object: "call up reservists for"
        let bare = particle.bare;
        let parted =
            bare && self.clauses.list[clause].objects.iter().any(|noun| self.groups.nouns[noun].a >= group.b);
        if parted && !self.asks_someone(clause) {
            return None;
        }
        let owned = |token: usize| self.clauses.owner[token] as usize == clause;
        for token in at..limit {
            if !owned(token) {
                if self.sentence.tag(token) == Some(Tag::To) {
                    // "allowed them to use": the infinitive is part of the phrase
                    if particle.len() > 1
                        && let Some(end) = self.phrase_end(token, particle)
                    {
                        return Some(end);
                    }
                    continue;
                }
                break;
            }
            if let Some(end) = self.phrase_end(token, particle)
                && !(particle.of || self.sentence.numbers[token])
                && !(bare && self.after_noun(token) && !self.asks_someone(clause))
                && !(particle.len() == 1 && self.is_upon_event(token))
            {
                return Some(end);
            }
        }
        None
    }

    /// "pressed Washington for guarantees": a verb that takes whom it asks as its object.
    fn asks_someone(&self, clause: usize) -> bool {
        self.pack.verb_is(self.lemma(clause), trait_of::ASKS)
            && self.clauses.list[clause].objects.first().is_some_and(|noun| self.is_actor(noun))
    }

    /// "called off the strike after talks with Transport for London": that `for` is the noun's.
    fn after_noun(&self, token: usize) -> bool {
        token > 0
            && matches!(self.sentence.tag(token - 1), Some(Tag::Name | Tag::NounSingular | Tag::NounPlural))
    }

    /// "vote on sanctions against Chad": that `against` is what the sanctions are upon.
    fn is_upon_event(&self, token: usize) -> bool {
        self.sentence.lower(token) == "against"
            && self
                .groups
                .nouns
                .iter()
                .position(|group| group.b == token)
                .is_some_and(|noun| self.names_event(noun))
    }

    /// Where the words of a particle end that begin at `at`: one behind another, but for adjectives before a noun of
    /// theirs ("issued a new stern warning").
    fn phrase_end(&self, at: usize, particle: &Particle) -> Option<usize> {
        let (&first, rest) = particle.words.split_first()?;
        let entries = &self.sentence.entries;
        if *entries.get(at)? != first {
            return None;
        }
        let mut end = at + 1;
        for word in rest {
            let from = end;
            while *entries.get(end)? != *word {
                if end == from + ADJECTIVES || !self.may_describe(end) {
                    return None;
                }
                end += 1;
            }
            let noun = matches!(self.sentence.tag(end), Some(Tag::NounSingular | Tag::NounPlural));
            if end > from && !noun {
                return None;
            }
            end += 1;
        }
        // "shot down at least three" is no shooting at anyone
        (!(particle.at && matches!(self.sentence.lower(end), "least" | "most"))).then_some(end)
    }

    /// An adjective, a number or part of a word with a hyphen: what may stand before a noun ("a *10-day* deadline").
    fn may_describe(&self, token: usize) -> bool {
        let hyphen = |token: usize| self.sentence.lower(token) == "-";
        matches!(self.sentence.tag(token), Some(Tag::Adjective | Tag::Number))
            || hyphen(token)
            || hyphen(token + 1)
            || token > 0 && hyphen(token - 1)
    }
}
