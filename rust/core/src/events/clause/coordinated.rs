//! Verbs that a coordinator joins to a verb before them: which of the open clauses they go on from.

use super::{Clauses, Kind, View};
use crate::events::grammar::Tag;
use crate::events::group::{Groups, Item};
use crate::events::pack::trait_of;

impl Clauses {
    /// The level of the clause that a verb behind a coordinator goes on from: the nearest with a finite verb, unless
    /// the form of the verbs tells another.
    pub(super) fn goes_on_from(
        &self,
        view: &View,
        groups: &Groups,
        before: Option<usize>,
        verb: usize,
    ) -> Option<usize> {
        self.same_breath(view, groups, before, verb)
            .or_else(|| self.same_person(view, groups, before, verb))
            .or_else(|| self.same_number(view, groups, verb))
            .or_else(|| self.same_tense(view, groups, verb))
            .or_else(|| {
                self.nearest(|clause| clause.verb.is_some_and(|verb| groups.verbs[verb as usize].finite))
            })
    }

    /// "says that the plan would raise tension, and urges": behind a comma, a verb in the third person goes on from
    /// the nearest clause whose verb is in the third person too.
    fn same_person(&self, view: &View, groups: &Groups, before: Option<usize>, verb: usize) -> Option<usize> {
        let third = |verb: usize| view.sentence.tag(groups.verbs[verb].a) == Some(Tag::VerbThird);
        let comma = before?.checked_sub(1)?;
        if view.tag(groups.items[comma]) != Some(Tag::Comma) || !third(verb) {
            return None;
        }
        self.nearest(|clause| {
            clause.kind != Kind::Relative && clause.verb.is_some_and(|verb| third(verb as usize))
        })
    }

    /// "had killed or wounded": a verb that a coordinator alone parts from the verb of the clause on top.
    fn same_breath(&self, view: &View, groups: &Groups, before: Option<usize>, verb: usize) -> Option<usize> {
        let Item::Verb(other) = groups.items[before?.checked_sub(1)?] else { return None };
        let level = self.stack.len().checked_sub(1)?;
        let tags = [other as usize, verb].map(|verb| view.sentence.tag(groups.verbs[verb].head));
        let alike = tags == [Some(Tag::Participle), Some(Tag::VerbPast)] || tags[0] == tags[1];
        (alike && self.list[self.top()].verb == Some(other)).then_some(level)
    }

    /// "the state has said its envoys are watched and has accused": an auxiliary of one number goes on from the nearest
    /// verb of that number, where the nearest of all has the other.
    fn same_number(&self, view: &View, groups: &Groups, verb: usize) -> Option<usize> {
        let number = |verb: usize| match view.sentence.lower(groups.verbs[verb].a) {
            "has" | "is" | "was" | "does" => Some(true),
            "have" | "are" | "were" | "do" => Some(false),
            _ => None,
        };
        let wanted = number(verb)?;
        let finite = |clause: &super::Clause| clause.verb.filter(|&verb| groups.verbs[verb as usize].finite);
        let level = self.nearest(|clause| finite(clause).is_some())?;
        let nearest = &self.list[self.stack[level] as usize];
        let other = finite(nearest).and_then(|verb| number(verb.into()))?;
        if other == wanted {
            return None;
        }
        self.nearest(|clause| {
            clause.kind != Kind::Relative
                && finite(clause).is_some_and(|verb| number(verb.into()) == Some(wanted))
        })
    }

    /// "said its planes had hit a ship and vowed", "says it will go and urges": what has no auxiliary goes on from the
    /// verb of saying that has none either, over a clause with one.
    fn same_tense(&self, view: &View, groups: &Groups, verb: usize) -> Option<usize> {
        let tag = |verb: usize| view.sentence.tag(groups.verbs[verb].a);
        let plain = tag(verb).filter(|tag| matches!(tag, Tag::VerbThird | Tag::VerbPast))?;
        let level =
            self.nearest(|clause| clause.verb.is_some_and(|verb| groups.verbs[verb as usize].finite))?;
        let inner = &self.list[self.stack[level] as usize];
        let aided = inner.verb.is_some_and(|verb| {
            matches!(tag(verb.into()), Some(Tag::AuxFinite | Tag::Modal))
                && !groups.verbs[verb as usize].copula
        });
        // "said its men had repelled a raid and killed ten": what was done is told on
        let told_on = inner.verb.is_some_and(|verb| {
            let verb = &groups.verbs[verb as usize];
            verb.perfect && !verb.passive
        }) && plain == Tag::VerbPast
            && !view.pack.verb_is(groups.verbs[verb].lemma, trait_of::REPORTS | trait_of::GOVERNS)
            && view.pack.lexicon.can_be_participle(view.sentence.entries[groups.verbs[verb].head]);
        if inner.kind != Kind::Complement || !aided || told_on {
            return None;
        }
        let above = inner.parent?;
        let says = self.list[above as usize].verb.is_some_and(|verb| {
            tag(verb.into()) == Some(plain) && view.reports(&groups.verbs[verb as usize])
        });
        self.stack.iter().position(|&clause| clause == above).filter(|_| says)
    }
}
