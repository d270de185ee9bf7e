//! Who is held to account for what a noun tells: "jailed for the murder", "confessed to the raid", "his role in the
//! killings", "took part in the massacre".

use crate::events::few::Few;
use crate::events::frame::{Range, Reading};
use crate::events::lexicon::Concept;
use crate::events::pack::ClaimKind;

impl Reading<'_> {
    /// Who is said to have done, planned or shared in what a noun of the clause tells.
    pub(crate) fn held_to_account(&self, clause: usize, noun: usize, into: &mut Vec<Range>) {
        let charged = self.charged(clause, noun);
        if charged.is_empty() {
            self.part_taken(noun, into);
        }
        for actor in charged.iter() {
            self.add_role(actor, true, into);
        }
    }

    /// "charged with the assassination of", "who planned the attack".
    fn charged(&self, clause: usize, noun: usize) -> Few {
        let known = &self.clauses.list[clause];
        let top = self.root(noun);
        let Some(verb) = known.verb.map(|verb| &self.groups.verbs[verb as usize]) else {
            return Few::default();
        };
        let passive = verb.passive;
        let does = |concept: Concept| self.does(clause, concept);
        if known.objects.contains(top) && !passive {
            let made = does(Concept::Mastermind) || does(Concept::Perpetrate);
            return if made { self.agent(clause) } else { Few::default() };
        }
        if !known.obliques.contains(top) || verb.negation.is_some() {
            return Few::default();
        }
        let word = self.preposition(top);
        let brought = word == "of" && does(Concept::Accuse)
            || word == "for" && does(Concept::Punish)
            || matches!(word, "in" | "to") && does(Concept::Implicate);
        // "found guilty of the murder", "is complicit in it"; who holds somebody responsible names him as the object
        let guilty = self.groups.nouns[top]
            .preposition
            .and_then(|at| at.checked_sub(1))
            .is_some_and(|at| self.is_a(at, Concept::Answerable) && self.is_not_denied(at));
        if passive {
            let charged = matches!(word, "with" | "of" | "for" | "over")
                && (does(Concept::Accuse) || does(Concept::Charge));
            let denied = known.subject.iter().any(|noun| self.groups.nouns[noun].negative);
            return if (charged || brought || guilty) && !denied { known.subject } else { Few::default() };
        }
        if brought || guilty && !known.objects.is_empty() {
            return known.objects;
        }
        // "serves a life sentence for the murder of"
        let serves = word == "for"
            && known.objects.iter().any(|noun| self.head_is(noun, Concept::Term))
            && does(Concept::Serve);
        let confesses = word == "to" && does(Concept::Confess) && !self.head_is(top, Concept::Losses);
        let shares = word == "in" && does(Concept::Participate);
        if serves || guilty || confesses || shares { known.subject } else { Few::default() }
    }

    /// Whether no "not" stands before an adjective.
    fn is_not_denied(&self, adjective: usize) -> bool {
        adjective == 0 || self.sentence.lower(adjective - 1) != "not"
    }

    /// "his role in the killings", "arrested for involvement in the raid", "took part in the massacre": whose part in it
    /// is told, and not denied.
    fn part_taken(&self, noun: usize, into: &mut Vec<Range>) {
        let top = self.root(noun);
        let Some(part) = self.groups.nouns[top].host.map(usize::from) else { return };
        let group = &self.groups.nouns[part];
        let clause = self.clauses.owner[group.head] as usize;
        if self.preposition(top) != "in"
            || !self.head_is(part, Concept::Involvement)
            || group.negative
            || self.reports(clause) == Some(ClaimKind::Denied)
        {
            return;
        }
        self.owner(part, into);
        if into.is_empty() {
            into.extend(self.owner_meant(part));
        }
        if !into.is_empty() {
            return;
        }
        let known = &self.clauses.list[clause];
        let plain = known.verb.is_some_and(|verb| {
            let verb = &self.groups.verbs[verb as usize];
            !verb.passive && verb.negation.is_none()
        });
        let played = plain && known.objects.contains(part) && self.does(clause, Concept::Play);
        let doers = if played { self.agent(clause) } else { self.charged(clause, part) };
        for actor in doers.iter() {
            self.add_role(actor, true, into);
        }
    }
}
