//! When: which date of the sentence, or of an earlier one, is the event's.
//!
//! A date belongs to the clause that holds it. Of several the nearest to the trigger wins; without one the clauses
//! around it are asked, the nearest first: the noun group that a relative clause describes (`an airstrike last
//! month that killed`), a participle and what it hangs on, coordinated clauses, the head of the sentence. What only
//! bounds another thing (`ahead of the Friday deadline`, `before the 2015 vote`, an anniversary) is no date of the
//! event; what names it is (`the Feb. 23 accord`). `a day after the truce began` dates the clause that it opens.

use jiff::civil::Date;

use super::clause::Kind;
use super::frame::{Frame, Reading};
use super::locate::is_on_the_ground;
use super::pack::Realis;
use crate::normalise::date::{Bound, DateHit, Precision};

/// How far off a clause may be whose date is taken.
const OFF: usize = 1000;

impl Reading<'_> {
    /// Whether dates ahead are meant: the event is to come.
    pub(crate) fn is_to_come(&self, frame: &Frame) -> bool {
        let code = &self.pack.codes[frame.code as usize];
        let verb = self.clauses.list[frame.clause].verb.map(|verb| &self.groups.verbs[verb as usize]);
        frame.status.realis == Realis::Future
            || matches!(code.mode.as_str(), "scheduled" | "planned")
            // "could be announced on Tuesday", "would be out by 11 September"
            || verb.is_some_and(|verb| verb.modal.is_some() && !verb.perfect)
            // "talks resume on Wednesday"
            || matches!(code.event_type.as_str(), "negotiation" | "diplomatic_contact")
                && verb.is_some_and(|verb| verb.finite && !verb.past && !verb.perfect && !verb.passive)
            || self.clauses.list[frame.clause].kind == Kind::Infinitive && frame.rule.is_governed()
    }

    /// The date of the frame, of those read as past and those read as to come, as its own tense asks.
    pub(crate) fn date<'h>(
        &self,
        frame: &Frame,
        past: &'h [DateHit],
        future: &'h [DateHit],
        published: Option<Date>,
    ) -> Option<&'h DateHit> {
        if !self.is_to_come(frame) {
            let hit = self.nearest_date(frame, past)?;
            let told = self.clauses.list[frame.clause].verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                verb.past || verb.perfect || verb.passive && verb.modal.is_none() && !verb.infinitive
            });
            // what happens on the ground has happened where nothing says that it will
            let event_type = &self.pack.codes[frame.code as usize].event_type;
            let told = told || is_on_the_ground(event_type);
            // "an invitation to visit in May", said in March: the May to come, which is the nearer one
            let ahead = future
                .iter()
                .find(|other| other.words == hit.words && other.start != hit.start)
                .filter(|other| {
                    let nearer = published.is_some_and(|day| {
                        days(day, other.start).unsigned_abs() < days(day, hit.end).unsigned_abs()
                    });
                    hit.precision == Precision::Month && !told && nearer
                });
            return Some(ahead.unwrap_or(hit));
        }
        let hit = self.nearest_date(frame, future)?;
        // "said on Tuesday that it may": the day of the telling is past whatever is told
        let at = self.sentence.tokens_of(&hit.words).start;
        let owner = self.clauses.owner.get(at).map_or(frame.clause, |&owner| owner as usize);
        let told = owner != frame.clause
            && self.clauses.list[owner].verb.is_some_and(|verb| self.groups.verbs[verb as usize].past);
        Some(past.iter().find(|other| told && other.words == hit.words).unwrap_or(hit))
    }

    fn nearest_date<'h>(&self, frame: &Frame, hits: &'h [DateHit]) -> Option<&'h DateHit> {
        let rank = |hit: &DateHit| self.date_rank(frame, hit);
        hits.iter()
            .map(|hit| (rank(hit), hit))
            .filter(|&(rank, _)| rank < OFF)
            .min_by_key(|&(rank, _)| rank)
            .map(|(_, hit)| hit)
    }

    /// How well a date fits a frame: the lower the better, [`OFF`] where it can't be.
    fn date_rank(&self, frame: &Frame, hit: &DateHit) -> usize {
        if hit.anniversary {
            return OFF;
        }
        let sentence = self.sentence;
        let tokens = sentence.tokens_of(&hit.words);
        if tokens.is_empty() {
            return OFF;
        }
        let at = tokens.start;
        let mut distance = at.abs_diff(frame.trigger.0).min(tokens.end.abs_diff(frame.trigger.1)).min(80);
        if hit.bound == Bound::After {
            distance += 50;
        }
        if let Some(index) = self.group_with(at) {
            let group = &self.groups.nouns[index];
            // "the Feb. 23 accord": a date inside a group is of what the group names
            let inside = hit.attributive || group.b > tokens.end && group.head >= tokens.end;
            if inside {
                let named = group.a <= frame.trigger.0 && frame.trigger.0 < group.b
                    || frame.noun.is_some_and(|noun| self.groups.nouns[noun].head == group.head);
                // "the Aug. 7 blasts killed 12": what an event does has its day
                let doing =
                    self.clauses.list[frame.clause].subject.contains(index) && self.names_event(index);
                return if named || doing { 0 } else { OFF };
            }
        }
        if matches!(hit.bound, Bound::Before) {
            return OFF;
        }
        let clauses = &self.clauses.list;
        let mine = frame.clause;
        let owner = self.clauses.owner[at] as usize;
        if hit.follows {
            // "a day after the truce began", "a day after the raid": the day of what follows
            let link = tokens.end;
            let noun = self.groups.nouns.iter().position(|group| group.a > link);
            let named =
                noun.is_some_and(|noun| frame.noun == Some(noun) && self.groups.nouns[noun].a <= link + 2);
            return if clauses[mine].link == Some(link) || named { 0 } else { OFF };
        }
        let base = if owner == mine {
            0
        } else if clauses[mine]
            .antecedent
            .is_some_and(|noun| self.clauses.owner[self.groups.nouns[noun as usize].head] as usize == owner)
        {
            100
        } else if clauses[mine].parent == Some(owner as u16) {
            match clauses[mine].kind {
                // "threatened on Friday to attack": the threat's day
                Kind::Infinitive if frame.status.realis != Realis::Actual && !frame.rule.is_governed() => {
                    return OFF;
                }
                Kind::Participial | Kind::Infinitive => 120,
                _ if clauses[mine].shares.is_some() => 120,
                Kind::Adverbial | Kind::Complement | Kind::Relative | Kind::Main => 300,
            }
        } else if self.joined_clauses(owner, mine) {
            150
        } else if self.is_loose(owner) && mine == 0 || self.is_loose(mine) && owner == 0 {
            // "six were killed and ten injured in a blast on Friday"
            220
        } else if let Some(noun) = clauses[owner].antecedent {
            // "the truce announced three days ago": the date is of what the clause describes
            let group = &self.groups.nouns[noun as usize];
            let named = group.a <= frame.trigger.1 && frame.trigger.0 <= group.b
                || frame.noun.is_some_and(|noun| self.groups.nouns[noun].head == group.head);
            if !named {
                return OFF;
            }
            80
        } else if clauses[owner].parent == Some(mine as u16) && clauses[owner].kind != Kind::Adverbial {
            200
        } else if owner == 0 && at < 4 {
            400
        } else {
            return OFF;
        };
        if hit.bound == Bound::Since && base > 0 {
            return OFF; // "the campaign that it has led since 1969"
        }
        base + distance
    }

    /// A participle that hangs on nothing: the second half of a sentence that shares its auxiliary.
    pub(crate) fn is_loose(&self, clause: usize) -> bool {
        let clause = &self.clauses.list[clause];
        let own = |noun: u16| self.sentence.numbers[self.groups.nouns[noun as usize].head];
        clause.kind == Kind::Participial && clause.parent.is_none() && clause.antecedent.is_none_or(own)
    }

    /// The noun group that holds a token.
    pub(crate) fn group_with(&self, token: usize) -> Option<usize> {
        let after = self.groups.nouns.partition_point(|group| group.a <= token);
        (after > 0 && token < self.groups.nouns[after - 1].b).then(|| after - 1)
    }

    /// Two clauses under one head, or one after the other with `and` between.
    pub(crate) fn joined_clauses(&self, one: usize, two: usize) -> bool {
        if self.clauses.paired(one, two) {
            return true;
        }
        let (one, two) = (&self.clauses.list[one], &self.clauses.list[two]);
        one.shares.is_some() && one.shares == two.shares
            || one.parent.is_some()
                && one.parent == two.parent
                && one.kind == two.kind
                && matches!(one.kind, Kind::Participial | Kind::Complement)
    }
}

/// Days from one day to another.
pub(crate) fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
