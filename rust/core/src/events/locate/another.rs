//! Places of something else that the sentence tells: where another deed leads, or where another happened.

use super::{Spot, Width};
use crate::events::clause::{Clause, Kind};
use crate::events::frame::{Frame, Reading};
use crate::events::lexicon::Concept;
use crate::events::pack::{Trait, Traits};

impl Reading<'_> {
    /// "is released and returns to Boz", "shot her as she tried to cross into Boz": where a deed of its own leads, in
    /// another clause.
    pub(super) fn is_where_another_leads(&self, frame: &Frame, spot: &Spot) -> bool {
        let owner = self.clauses.owner[self.groups.nouns[spot.noun].head] as usize;
        // "seized two ships en route to Boz"
        if self.preposition(spot.top) == "to"
            && self.leads(spot.top, |token| self.is_a(token, Concept::Route))
        {
            return !frame.moves(self.pack) && !self.pack.is(frame.code, Trait::Visits);
        }
        if owner == frame.clause
            || frame.moves(self.pack)
            || !matches!(self.preposition(spot.top), "to" | "into")
            || self.clauses.list[owner].a < frame.trigger.0
        {
            return false;
        }
        let clause = &self.clauses.list[owner];
        let goes = self.does(owner, Concept::Travel) || self.does(owner, Concept::Send);
        // "were killed after they had fired rockets into Boz"
        let before = clause.kind == Kind::Adverbial
            && clause.parent == Some(frame.clause as u16)
            && clause.link.is_some_and(|link| matches!(self.sentence.lower(link), "after" | "before"));
        (goes || before) && !clause.reduced && clause.kind != Kind::Relative
    }

    /// "kidnapped in Boz, was freed on Monday", "was shot before the president's trip to Boz": whether the place is that of
    /// what somebody suffered before, or of where somebody went.
    pub(super) fn is_of_another_deed(&self, frame: &Frame, spot: &Spot) -> bool {
        const SUFFERED: &[Trait] = &[Trait::Suffered];
        let owner = self.clauses.owner[self.groups.nouns[spot.noun].head] as usize;
        let clause = &self.clauses.list[owner];
        let code = frame.code;
        let freed = self.pack.is(code, Trait::OnTheWay)
            && self.pack.is(code, Trait::UponPeople)
            && !self.pack.is(code, Trait::Local);
        let verb = clause.verb.map_or(0, |verb| self.groups.verbs[verb as usize].a);
        let described = clause.antecedent.is_some_and(|noun| self.groups.nouns[noun as usize].b <= verb);
        // whoever is held there is freed there
        let taken = freed
            && described
            && owner != frame.clause
            && !self.does(owner, Concept::Keep)
            && self.tells_of(owner, SUFFERED);
        let gone = || {
            self.pack.is(code, Trait::Local)
                && matches!(self.preposition(spot.top), "to" | "in")
                && self.groups.nouns[spot.top].host.is_some_and(|host| {
                    frame.noun != Some(host as usize) && self.head_is(host.into(), Concept::Tour)
                })
        };
        // "hit a pipeline that carries fuel from tankers in Boz": what something is for has places of its own
        let verb_of = |clause: usize| {
            let verb = self.clauses.list[clause].verb?;
            Some(&self.groups.verbs[verb as usize])
        };
        let serves = || {
            let acts = verb_of(owner).is_some_and(|verb| {
                verb.finite && !verb.past && !verb.perfect && !verb.passive && !verb.copula
            }) && verb_of(frame.clause).is_some_and(|verb| verb.past || verb.perfect);
            self.pack.is(code, Trait::Local)
                && clause.kind == Kind::Relative
                && described
                && owner != frame.clause
                && acts
                && spot.width != Some(Width::Country)
                && self.groups.nouns[spot.top].host.is_some()
        };
        taken || gone() || serves()
    }

    /// "leaves today for talks", "flew there for a meeting": whether a frame is what somebody goes elsewhere for.
    pub(crate) fn is_gone_to(&self, frame: &Frame) -> bool {
        frame.noun.is_some_and(|noun| {
            let owner = self.clauses.owner[self.groups.nouns[noun].head] as usize;
            self.preposition(self.root(noun)) == "for" && self.does(owner, Concept::Travel)
        })
    }

    /// "intends to meet", "set to begin talks", "had met": what is told by an infinitive, or of an earlier time.
    pub(crate) fn is_meant_only(&self, frame: &Frame) -> bool {
        let infinitive = |clause: &Clause| {
            let verb = clause.verb.map(|verb| &self.groups.verbs[verb as usize]);
            clause.kind == Kind::Infinitive
                && verb.is_some_and(|verb| verb.a < frame.trigger.1 && frame.trigger.0 < verb.b)
        };
        let earlier = self.clauses.list[frame.clause].verb.is_some_and(|verb| {
            let verb = &self.groups.verbs[verb as usize];
            verb.perfect && verb.past
        });
        earlier || self.clauses.list.iter().any(infinitive)
    }

    /// "Ministers opened a meeting", "the meeting was adjourned": whether a clause tells of what an event noun names, or
    /// of those who take part, and not only in passing.
    pub(crate) fn is_told_itself(&self, frame: &Frame) -> bool {
        let Some(noun) = frame.noun else { return true };
        // "after months of talks": they were held at many places
        let long =
            self.groups.nouns[noun].host.is_some_and(|host| self.head_is(host.into(), Concept::LongTime));
        if long && self.preposition(noun) == "of" {
            return false;
        }
        let clause = &self.clauses.list[frame.clause];
        let takes_part = |noun: usize| {
            let group = &self.groups.nouns[noun];
            frame.actors.iter().any(|&(a, b)| a < group.b && group.a < b)
        };
        clause.subject.contains(noun) || self.agent(frame.clause).iter().any(takes_part)
    }

    /// "a raid in retaliation for the bombings in Mali", "a raid had nothing to do with the probe into the bombings in
    /// Mali": where something happened that force only answers.
    pub(super) fn is_where_another_was(&self, frame: &Frame, top: usize) -> bool {
        if !self.pack.codes[frame.code as usize].traits.any(Traits::FORCE) {
            return false;
        }
        let above = |noun: usize| self.groups.nouns[noun].host.map(usize::from);
        let Some(mut host) = above(top) else { return false };
        // "the bombing of a market in Mali"
        if !self.names_event(host) && self.preposition(host) == "of" {
            host = above(host).unwrap_or(host);
        }
        let other = &self.groups.nouns[host];
        let own = frame.noun == Some(host)
            || other.a < frame.trigger.1 && frame.trigger.0 < other.b
            || self.clauses.list[frame.clause].antecedent == Some(host as u16);
        let answers = || self.leads(host, |token| self.is_a(token, Concept::Reprisal));
        !own && self.names_event(host)
            && match self.preposition(host) {
                "into" | "about" => true,
                "for" | "to" => answers(),
                _ => false,
            }
    }
}
