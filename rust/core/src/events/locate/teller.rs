//! Where those are who tell of an event, or hear of it: its own place only for want of a better.

use super::{Found, Spot, Width};
use crate::events::clause::View;
use crate::events::frame::{Frame, Reading};
use crate::events::pack::Trait;

impl Reading<'_> {
    /// "according to police in Boz".
    pub(super) fn is_accounted(&self, noun: usize) -> bool {
        let a = self.groups.nouns[noun].a;
        (a.saturating_sub(7)..a).any(|token| self.sentence.lower(token) == "according")
    }

    /// "Rebels in Chad say the army shelled them": the state of those who tell, where no other place is told; a town only
    /// where they did it.
    pub(crate) fn teller_state<'h>(&self, frame: &Frame, spots: &[Spot<'h>]) -> Option<Found<'h>> {
        let acts = |spot: &Spot| {
            let host = self.groups.nouns[spot.top].host.map(|host| &self.groups.nouns[host as usize]);
            host.is_some_and(|host| frame.actors.iter().any(|range| range.0 < host.b && host.a < range.1))
        };
        let told = |spot: &&Spot| {
            self.tells_who_told(frame, spot) && (spot.width == Some(Width::Country) || acts(spot))
        };
        spots.iter().find(told).map(|spot| spot.found.clone())
    }

    /// `an official in Geneva said`: where the source sits.
    pub(super) fn tells_who_told(&self, frame: &Frame, spot: &Spot) -> bool {
        let owner = self.clauses.owner[self.groups.nouns[spot.noun].head] as usize;
        let clause = &self.clauses.list[owner];
        // "according to reports received in Boz"
        if clause.reduced && owner != frame.clause && self.is_accounted(spot.noun) {
            return true;
        }
        let Some(host) = self.groups.nouns[spot.top].host else { return false };
        owner != frame.clause
            && clause.subject.contains(host as usize)
            && clause.verb.is_some_and(|verb| {
                View { pack: self.pack, sentence: self.sentence }.reports(&self.groups.verbs[verb as usize])
            })
    }

    /// "reported to the courts in Boz": where those are who hear it.
    pub(super) fn tells_who_heard(&self, frame: &Frame, spot: &Spot) -> bool {
        let Some(host) = self.groups.nouns[spot.top].host.map(usize::from) else { return false };
        let clause = self.clauses.owner[self.groups.nouns[host].head] as usize;
        let upon = self.preposition(host) == "to"
            || self.preposition(host).is_empty() && self.clauses.list[clause].objects.contains(host);
        let own = frame.noun == Some(host) || self.names_event(host);
        upon && !own && self.pack.is(frame.code, Trait::Local) && self.reports(clause).is_some()
    }
}
