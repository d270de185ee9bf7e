//! Whether two frames tell the same event.

use super::{Frame, Range, Reading};
use crate::events::clause::Kind;
use crate::events::pack::Trait;

impl Reading<'_> {
    /// One clause, or one that hangs on the other or describes a noun of it.
    pub(super) fn related(&self, one: usize, two: usize) -> bool {
        let hangs = |below: usize, above: usize| {
            let clause = &self.clauses.list[below];
            clause.parent == Some(above as u16)
                || clause.antecedent.is_some_and(|noun| {
                    self.clauses.owner[self.groups.nouns[noun as usize].head] as usize == above
                })
        };
        one == two || hangs(one, two) || hangs(two, one)
    }

    /// An attack told by verb and noun has one row.
    pub(super) fn akin(&self, one: &Frame, two: &Frame) -> bool {
        let nouns = one.noun.is_some() && two.noun.is_some(); // "killed in air strikes and a gunfight"
        self.pack.is(one.code, Trait::Attack) && one.clause == two.clause && !nouns
    }

    /// Whether two frames of a type can tell one thing: in one clause or clauses of one another, or, attacks, by
    /// the same hands, as far as is said.
    pub(super) fn near(&self, one: &Frame, two: &Frame) -> bool {
        let shared = |one: &Frame, two: &Frame| {
            one.actors.is_empty()
                || two.actors.is_empty()
                || one.actors.iter().any(|actor| two.actors.contains(actor))
        };
        let apart = |below: &Frame, above: &Frame| {
            // "ten died in a bombing hours after militants attacked a village"
            let clause = &self.clauses.list[below.clause];
            clause.parent == Some(above.clause as u16)
                && clause.kind == Kind::Adverbial
                && clause.link.is_some_and(|link| {
                    matches!(self.sentence.lower(link), "after" | "before" | "since" | "as" | "while")
                })
        };
        if (apart(one, two) || apart(two, one)) && !shared(one, two) {
            return false;
        }
        // of attacks, those that are not told to be made upon others; "the attack" is one that was told
        let told_again = |frame: &Frame| {
            frame.noun.is_some_and(|noun| {
                let group = &self.groups.nouns[noun];
                matches!(self.sentence.lower(group.a), "the" | "this" | "that" | "these" | "those")
                    && self.hosted(noun).next().is_none()
            })
        };
        let targets = one.recipients.is_empty()
            || two.recipients.is_empty()
            || one.recipients.iter().any(|target| two.recipients.contains(target));
        one.clause == two.clause
            || self.related(one.clause, two.clause)
            || self.pack.is(one.code, Trait::Attack)
                && (shared(one, two) && targets || told_again(one) || told_again(two))
    }

    /// "Two guards died in a raid on Abuja, and a third died in Lagos": force in two clauses, neither within the other,
    /// against others, is force twice. An attack is often told again in other words: it is another one where others
    /// made it, or where it is called one.
    pub(super) fn distinct(&self, one: &Frame, two: &Frame) -> bool {
        let others = |one: &[Range], two: &[Range]| {
            !one.is_empty() && !two.is_empty() && !one.iter().any(|range| two.contains(range))
        };
        // "will retaliate if Chad attacks", "struck back after rebels fired at it"
        let under = |inner: &Frame, outer: &Frame| {
            let clause = &self.clauses.list[inner.clause];
            clause.kind == Kind::Adverbial && clause.parent == Some(outer.clause as u16)
        };
        // "frees ten hostages as Chad lets go twenty prisoners"
        if (under(one, two) || under(two, one))
            && others(&one.actors, &two.actors)
            && (self.pack.is(one.code, Trait::Attack) || others(&one.recipients, &two.recipients))
        {
            return true;
        }
        // "killed ten in a war that has cost a thousand lives"
        let told_in = |inner: &Frame, outer: &Frame| {
            let clause = &self.clauses.list[inner.clause];
            let does = |noun: usize| clause.subject.contains(noun) && !outer.victims.contains(noun);
            clause.kind == Kind::Relative
                && inner.clause != outer.clause
                && clause.antecedent.is_some_and(|noun| does(noun.into()))
        };
        let counted = |frame: &Frame| {
            frame.victims.iter().any(|noun| {
                let group = &self.groups.nouns[noun];
                (group.a..group.b).any(|token| self.sentence.numbers[token])
            })
        };
        if self.pack.is(one.code, Trait::Killed)
            && (told_in(one, two) || told_in(two, one))
            && counted(one)
            && counted(two)
            && !one.victims.iter().any(|noun| two.victims.contains(noun))
        {
            return true;
        }
        if one.clause == two.clause
            || self.related(one.clause, two.clause)
            || !others(&one.recipients, &two.recipients)
        {
            return false;
        }
        let another = |frame: &Frame| {
            frame.noun.is_some_and(|noun| {
                matches!(self.sentence.lower(self.groups.nouns[noun].a), "another" | "other")
            })
        };
        self.pack.is(one.code, Trait::Countable)
            || self.pack.is(one.code, Trait::Attack)
                && (others(&one.actors, &two.actors) || another(one) || another(two))
    }
}
