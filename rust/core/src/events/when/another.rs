//! Days of something else: a cause, a record, an anniversary, a deadline. What is condemned, looked into or told of in
//! passing has a day of its own, which is not that of the clause that does so.

use std::ops::Range;

use jiff::civil::Date;

use crate::events::clause::Kind;
use crate::events::frame::{By, Frame, Reading};
use crate::events::grammar::Tag;
use crate::events::lexicon::Concept;
use crate::events::pack::{Realis, Trait, Traits};
use crate::normalise::date::{Bound, DateHit, Precision};

/// Force and what it does: a verb that tells none of it tells nothing of the dead of its sentence.
const DEEDS: &[Trait] = &[Trait::Attack, Trait::Toll, Trait::Harm, Trait::Suffered];

impl Reading<'_> {
    /// Whether a date is that of another act than the frame's.
    pub(super) fn is_of_another_act(&self, frame: &Frame, hit: &DateHit, tokens: &Range<usize>) -> bool {
        self.is_of_what_is_done_about(frame, tokens)
            || frame.clause != usize::from(self.clauses.owner[tokens.start])
                && self.is_tally(self.clauses.owner[tokens.start].into())
            || self.is_of_what_is_done_for(frame, tokens.start)
            || self.is_of_what_is_meant(frame, hit, tokens.start)
    }

    /// "Chad on Friday condemned the raid", "searched the site of the raid on Monday": not the day of the raid. A date
    /// right behind it may be its own.
    fn is_of_what_is_done_about(&self, frame: &Frame, tokens: &Range<usize>) -> bool {
        let force = self.pack.codes[frame.code as usize].traits.any(Traits::FORCE);
        let Some(noun) = frame.noun.filter(|_| force && matches!(frame.rule.by, By::Noun(_))) else {
            return false;
        };
        let group = &self.groups.nouns[noun];
        if frame.trigger.0 < group.a || group.b < frame.trigger.1 {
            return false;
        }
        let (own, top) = (self.root(noun), self.outermost(noun));
        let clause = self.clauses.owner[self.groups.nouns[top].head] as usize;
        let Some(verb) = self.clauses.list[clause].verb else { return false };
        let copula = self.groups.verbs[verb as usize].copula;
        if !self.is_above(self.clauses.owner[tokens.start].into(), clause) {
            return false;
        }
        // "the 1986 air raids" are parted
        let dated = tokens.end <= frame.trigger.0
            && (tokens.end..frame.trigger.0).all(|token| {
                matches!(
                    self.sentence.tag(token),
                    Some(Tag::Comma | Tag::Name | Tag::Adjective | Tag::NounSingular | Tag::NounPlural)
                )
            });
        let apart = tokens.end <= self.groups.nouns[own].a && !dated
            || self.groups.verbs.iter().any(|verb| frame.trigger.1 <= verb.a && verb.a < tokens.start);
        let reviewed = match self.preposition(own) {
            "over" | "about" => true,
            // "claimed responsibility on Monday for the raid", "said on Monday in response to the raid"
            "for" if self.owns_up_in(clause) => true,
            "to" | "against" if self.reports(clause).is_some() => true,
            // "those who were responsible for the raid"
            "for" if copula => true,
            _ => self.does(clause, Concept::Review) && !copula,
        };
        let deep = || {
            top != own
                && !copula
                && self.is_definite(noun)
                && self.reports(clause).is_none()
                && self.tells(clause, own, false).is_none()
                && self.tells(clause, top, false).is_none()
        };
        apart && (reviewed || deep())
    }

    /// "claimed responsibility for", "took credit for".
    fn owns_up_in(&self, clause: usize) -> bool {
        let known = self.pack.known.responsibility;
        self.clauses.list[clause]
            .objects
            .iter()
            .any(|noun| self.sentence.classes[self.groups.nouns[noun].head] & known != 0)
    }

    /// "raising the toll this month to 48": what a clause adds up.
    pub(crate) fn is_tally(&self, clause: usize) -> bool {
        let known = &self.clauses.list[clause];
        let tolls = known.objects.iter().any(|noun| {
            self.sentence.classes[self.groups.nouns[noun].head] & self.pack.known.victim_word != 0
        });
        let sum = |noun: usize| {
            let group = &self.groups.nouns[noun];
            self.preposition(noun) == "to" && (group.a..group.b).any(|token| self.sentence.numbers[token])
        };
        known.kind == Kind::Participial && tolls && known.obliques.iter().any(sum)
    }

    /// Whether a clause is another, or one that this hangs on.
    fn is_above(&self, clause: usize, of: usize) -> bool {
        const DEEP: usize = 4; // clauses, unmeasured
        let mut at = of;
        for _ in 0..DEEP {
            if at == clause {
                return true;
            }
            let known = &self.clauses.list[at];
            let described =
                known.antecedent.map(|noun| self.clauses.owner[self.groups.nouns[noun as usize].head]);
            match known.parent.or(described).map(usize::from).filter(|&parent| parent != at) {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    }

    /// The group that one hangs on, over what lies between: "the site of the raid".
    fn outermost(&self, noun: usize) -> usize {
        const DEEP: usize = 4; // groups, unmeasured
        let mut at = self.root(noun);
        for _ in 0..DEEP {
            match self.groups.nouns[at].host {
                Some(host) if (host as usize) < at && !self.head_is(host.into(), Concept::Result) => {
                    at = self.root(host.into());
                }
                _ => break,
            }
        }
        at
    }

    /// "was tried on Monday for shelling a town", "accused of burning it": not the day of what is told behind the
    /// preposition.
    fn is_of_what_is_done_for(&self, frame: &Frame, at: usize) -> bool {
        let clause = &self.clauses.list[frame.clause];
        clause.kind == Kind::Participial
            && clause.parent.is_some_and(|parent| self.is_above(self.clauses.owner[at].into(), parent.into()))
            && at < clause.a
            && clause.link.is_some_and(|link| matches!(self.sentence.lower(link), "for" | "of" | "with"))
    }

    /// "pledged ten million for 2016": the year that it is meant for.
    fn is_of_what_is_meant(&self, frame: &Frame, hit: &DateHit, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |token| self.sentence.lower(token));
        let active = self.clauses.list[frame.clause].verb.is_some_and(|verb| {
            let verb = &self.groups.verbs[verb as usize];
            !verb.passive && frame.trigger.0 <= verb.head && verb.head < frame.trigger.1
        });
        before == "for"
            && active
            && hit.bound == Bound::On
            && !hit.attributive
            && frame.status.realis == Realis::Actual
            && !self.is_to_come(frame)
    }

    /// "charged on Monday with the murder of a judge who was shot": whether a relative clause tells of somebody whose
    /// own clause does something else to him.
    pub(super) fn is_told_in_passing(&self, frame: &Frame, above: usize, at: usize) -> bool {
        let clause = &self.clauses.list[frame.clause];
        let Some(noun) = clause.antecedent.map(usize::from) else { return false };
        let Some(verb) = self.clauses.list[above].verb else { return false };
        let verb = &self.groups.verbs[verb as usize];
        let known = &self.pack.known;
        let top = self.outermost(noun);
        let event = self.names_event(noun) || self.is_arm(noun);
        let happens = self.sentence.classes[verb.head] & (known.happening | known.launching) != 0;
        clause.kind == Kind::Relative
            && !clause.reduced
            && at < self.groups.nouns[noun].a
            && self.pack.codes[frame.code as usize].traits.any(Traits::FORCE)
            && frame.noun.is_none()
            && !event
            && !verb.copula
            && (self.does(above, Concept::Review) || !happens && !self.tells_of(above, DEEDS))
            && !self.clauses.list[above].subject.contains(top)
    }

    /// "suspended after the death of two boys in Chad on May 4", "held over the raid in June": the day of what it is
    /// done for.
    pub(super) fn is_of_a_cause(&self, frame: &Frame, at: usize) -> bool {
        let after = self.groups.nouns.partition_point(|group| group.b <= at);
        let Some(mut noun) = after.checked_sub(1) else { return false };
        // only what stands right before the date, or before its preposition
        if self.groups.nouns[noun].b + 2 < at || self.groups.nouns[noun].a < frame.trigger.1 {
            return false;
        }
        for _ in 0..4 {
            let group = &self.groups.nouns[noun];
            let own = frame.noun == Some(noun) || group.a <= frame.trigger.0 && frame.trigger.0 < group.b;
            if own {
                return false;
            }
            let causes = matches!(self.preposition(noun), "after" | "following" | "over" | "despite");
            if causes && group.a > frame.trigger.0 && self.names_event(noun) {
                return true;
            }
            match group.host {
                Some(host) if (host as usize) < noun => noun = host.into(),
                _ => return false,
            }
        }
        false
    }

    /// "the first visit in five years", "the worst raid since 2011": how long there was none like it.
    pub(super) fn is_of_a_record(&self, hit: &DateHit, at: usize) -> bool {
        const FAR: usize = 16; // tokens, unmeasured
        let opens = |word: &str| (at.saturating_sub(1)..=at).any(|token| self.sentence.lower(token) == word);
        let since = opens("since");
        let within = hit.relative && hit.precision != Precision::Day && (opens("in") || opens("this"));
        let record =
            |token: usize| self.is_a(token, Concept::Superlative) || self.is_a(token, Concept::Record);
        (since || within) && (at.saturating_sub(FAR)..at).any(record)
    }

    /// "on the anniversary of the crossing of the canal in 1973", for what stands before the anniversary.
    pub(super) fn is_of_an_anniversary(&self, frame: &Frame, at: usize) -> bool {
        const FAR: usize = 14; // tokens, unmeasured
        // "today, the tenth anniversary of the raid"
        let next = at + 1 + usize::from(self.sentence.tag(at + 1) == Some(Tag::Comma));
        let behind =
            (next..next + 4).any(|token| self.is_a(token, Concept::Anniversary) && token < frame.trigger.0);
        behind
            || (at.saturating_sub(FAR)..at)
                .rev()
                .take_while(|&token| self.sentence.tag(token) != Some(Tag::Comma))
                .any(|token| self.is_a(token, Concept::Anniversary) && frame.trigger.0 < token)
    }

    /// "the first such raid since the war of 1971", "the second such strike since mid-April": from when it is counted.
    pub(super) fn is_reckoned_from(&self, frame: &Frame, at: usize) -> bool {
        const FAR: usize = 6; // tokens, unmeasured
        let since = (at.saturating_sub(FAR)..at).rev().find(|&token| self.sentence.lower(token) == "since");
        since.filter(|&since| frame.trigger.0 < since).is_some_and(|since| {
            (since.saturating_sub(FAR)..since).any(|token| self.is_a(token, Concept::Superlative))
        })
    }

    /// "gave them until Monday", "raised by 2020", told as done: when something else ends.
    pub(super) fn is_a_deadline(
        &self,
        frame: &Frame,
        hit: &DateHit,
        at: usize,
        published: Option<Date>,
    ) -> bool {
        if hit.bound != Bound::Until {
            return false;
        }
        let by = (at.saturating_sub(3)..at).any(|token| self.sentence.lower(token) == "by");
        !by || !self.is_to_come(frame) && published.is_some_and(|day| hit.end > day)
    }
}
