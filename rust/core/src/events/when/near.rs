//! How near the clause of a date is to that of an event: its own, one around it, one beside it, one that tells what it
//! did.

use super::OFF;
use crate::events::clause::Kind;
use crate::events::frame::{Frame, Reading};
use crate::events::pack::{Meaning, Realis, Trait};

impl Reading<'_> {
    /// How near the clause of a date is to that of the frame; [`OFF`] where it is another's.
    pub(super) fn rank_of_clause(&self, frame: &Frame, at: usize) -> usize {
        let clauses = &self.clauses.list;
        let mine = frame.clause;
        let owner = self.clauses.owner[at] as usize;
        if owner == mine {
            0
        } else if clauses[mine]
            .antecedent
            .is_some_and(|noun| self.clauses.owner[self.groups.nouns[noun as usize].head] as usize == owner)
        {
            if self.is_told_in_passing(frame, owner, at) { OFF } else { 100 }
        } else if clauses[mine].parent == Some(owner as u16) {
            match clauses[mine].kind {
                // "threatened on Friday to attack": the threat's day; but "will be back on Friday to sign it"
                Kind::Infinitive
                    if frame.status.realis != Realis::Actual
                        && !frame.rule.is_governed()
                        && !self.is_done_ahead(owner) =>
                {
                    OFF
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
            // "the truce agreed in May was broken": not when it was broken
            let told = clauses[mine].verb.is_some_and(|verb| {
                let verb = &self.groups.verbs[verb as usize];
                let own = frame.trigger.0 <= verb.head && verb.head < frame.trigger.1;
                let relative = clauses[owner].kind == Kind::Relative && clauses[owner].link.is_some();
                // "backed the plan unveiled in May"
                let next = clauses[owner].verb.is_some_and(|verb| {
                    let verb = &self.groups.verbs[verb as usize];
                    frame.trigger.1 <= verb.a
                        && verb.participle
                        && !verb.gerund
                        && verb.b <= at
                        && at <= verb.b + 1
                });
                verb.finite && !verb.copula && own && (relative || next || at < verb.head)
            });
            if named && !told { 80 } else { OFF }
        } else if clauses[owner].parent == Some(mine as u16)
            && (clauses[owner].kind != Kind::Adverbial && !self.is_another_time(frame, owner)
                || self.is_at_the_same_time(frame, owner)
                || self.is_toll_of(frame, owner))
        {
            200
        } else if owner == 0 && at < 4 {
            400
        } else {
            OFF
        }
    }

    /// Whether a clause tells what somebody will do, by a verb that asks for nobody else's deed.
    fn is_done_ahead(&self, clause: usize) -> bool {
        let verb = self.clauses.list[clause].verb.map(|verb| &self.groups.verbs[verb as usize]);
        verb.is_some_and(|verb| verb.modal.is_some() && !verb.perfect && !verb.passive)
            && self.reports(clause).is_none()
    }

    /// "tried on Friday to scare them by calling for war": whether what has happened is told by one participle or infinitive
    /// within another of the clause.
    pub(super) fn is_done_in(&self, frame: &Frame, clause: usize) -> bool {
        const DEEP: usize = 3; // clauses between, unmeasured
        let mut at = frame.clause;
        for _ in 0..DEEP {
            let known = &self.clauses.list[at];
            let flat = match known.kind {
                Kind::Participial => !known.reduced,
                Kind::Infinitive => frame.status.realis == Realis::Actual,
                _ => false,
            };
            match known.parent.map(usize::from).filter(|&above| flat && above != at) {
                Some(above) if above == clause => return true,
                Some(above) => at = above,
                None => return false,
            }
        }
        false
    }

    /// "were shot when they walked home on Friday": what happens on the ground while something else does.
    fn is_at_the_same_time(&self, frame: &Frame, clause: usize) -> bool {
        let link = self.clauses.list[clause].link;
        let verb = self.clauses.list[frame.clause].verb.map(|verb| &self.groups.verbs[verb as usize]);
        link.is_some_and(|link| matches!(self.sentence.lower(link), "when" | "while"))
            && verb.is_some_and(|verb| !verb.perfect && verb.modal.is_none())
            && frame.noun.is_none()
            && self.pack.is(frame.code, Trait::Local)
    }

    /// "was killed after being seized last week", "regrets that the police fired this week": whether what stands below
    /// tells of its own time.
    fn is_another_time(&self, frame: &Frame, clause: usize) -> bool {
        let known = &self.clauses.list[clause];
        let word = |at: usize| self.sentence.lower(at);
        let after = |at: usize| matches!(word(at), "after" | "following" | "before" | "since");
        let later = known.link.is_some_and(after) || known.a > 0 && after(known.a - 1);
        let finite = known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].finite);
        later
            || finite
                && known.kind == Kind::Complement
                && self.pack.is(frame.code, Trait::Said)
                && frame.noun.is_none()
    }

    /// "ten have died since a bomb went off on Friday": whether an adverbial clause tells the attack that took the toll.
    fn is_toll_of(&self, frame: &Frame, clause: usize) -> bool {
        let told = self.clauses.list[clause]
            .link
            .is_some_and(|link| matches!(self.sentence.lower(link), "since" | "when" | "after" | "as"));
        let lemma = self.clauses.list[clause].verb.and_then(|verb| self.groups.verbs[verb as usize].lemma);
        // "injured in raids after rockets were fired on Monday": the raids came later
        let others = self.clauses.list[frame.clause].obliques.iter().any(|noun| self.names_event(noun));
        // "since a bomb ripped through an office on Friday"
        let strikes = || {
            self.clauses.list[clause].subject.iter().any(|noun| self.is_arm(noun) || self.names_event(noun))
        };
        told && !others && self.pack.is(frame.code, Trait::Toll) && strikes()
            || told
                && !others
                && self.pack.is(frame.code, Trait::Toll)
                && lemma.is_some_and(|lemma| {
                    self.pack.verbs[lemma as usize].iter().any(|sense| match sense.meaning {
                        Meaning::Event(id) => {
                            self.pack.is(self.pack.events[id as usize].code, Trait::Attack)
                                && self.particle_at(clause, &sense.particle).is_some()
                        }
                        _ => false,
                    })
                })
    }

    /// A participle that hangs on nothing: the second half of a sentence that shares its auxiliary.
    pub(crate) fn is_loose(&self, clause: usize) -> bool {
        let clause = &self.clauses.list[clause];
        let own = |noun: u16| {
            let head = self.groups.nouns[noun as usize].head;
            self.sentence.numbers[head] || self.sentence.lower(head) == "others"
        };
        clause.kind == Kind::Participial && clause.parent.is_none() && clause.antecedent.is_none_or(own)
    }
}
