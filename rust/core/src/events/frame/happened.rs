//! Whether what a noun names happened, whatever its clause denies, or is only foreseen.

use super::Reading;
use crate::events::clause::Kind;
use crate::events::lexicon::Concept;
use crate::events::pack::{Meaning, Realis, Trait};
use crate::events::status::{Cue, Status};

impl Reading<'_> {
    /// "no one was hurt in the raid": the raid took place.
    pub(super) fn is_about_victims_of(&self, top: usize) -> bool {
        let owner = self.clauses.owner[self.groups.nouns[top].head] as usize;
        let head = self.clauses.list[owner].verb.map(|verb| self.groups.verbs[verb as usize].head);
        matches!(self.preposition(top), "in" | "during" | "from" | "by")
            && head.is_some_and(|head| self.is_a(head, Concept::Harm))
    }

    /// "the attack caused no casualties", "no deaths were reported in the raid": what is negated is told of something that
    /// happened.
    pub(super) fn is_presupposed(&self, code: u16, clause: usize, top: usize) -> bool {
        let by_another = self.negating(&self.clauses.list[clause]).is_some_and(|other| other != top);
        by_another
            && self.is_force(code)
            && (self.is_definite(top) || matches!(self.preposition(top), "in" | "during" | "from"))
    }

    /// "did not comment on the attack", "will respond to the killings": what a clause tells of something that happened.
    pub(super) fn is_known(&self, code: u16, clause: usize, top: usize) -> bool {
        let Some(preposition) = self.groups.nouns[top].preposition else { return false };
        let told_of = match self.preposition(top) {
            "on" | "to" | "over" | "about" | "after" | "following" | "of" => true,
            // "apologised for the killings", but "sent tanks for the offensive"
            "for" => !self.pack.is(code, Trait::Attack),
            // "may be involved in the raid", but "will take part in the raid"
            "in" => !self.does(clause, Concept::TakePart),
            _ => false,
        };
        let lemma = self.clauses.list[clause].verb.and_then(|verb| self.groups.verbs[verb as usize].lemma);
        // "called for the assassination of the judge"
        let governed = lemma.is_some_and(|lemma| {
            self.pack.verbs[lemma as usize].iter().any(|sense| {
                matches!(sense.meaning, Meaning::Governor(_))
                    && self.particle_at(clause, &sense.particle) == Some(preposition + 1)
            })
        });
        told_of && !governed && self.is_definite(top) && self.is_force(code)
    }

    /// "the massacre was no accident", "were not involved in the raid": what a group tells happened, whatever is denied of it.
    pub(crate) fn happened(&self, code: u16, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let described = known.subject.contains(top)
            && known.verb.is_some_and(|verb| self.groups.verbs[verb as usize].copula)
            && self.preposition(top).is_empty();
        self.is_known(code, clause, top)
            || self.is_presupposed(code, clause, top)
            || self.is_force(code) && self.is_denied_another(clause, top)
            || described && self.is_definite(top) && self.is_force(code)
    }

    pub(crate) fn is_force(&self, code: u16) -> bool {
        self.pack.is(code, Trait::Attack) || self.pack.is(code, Trait::Harm)
    }

    pub(crate) fn is_definite(&self, noun: usize) -> bool {
        let group = &self.groups.nouns[noun];
        matches!(self.sentence.lower(group.a), "the" | "this" | "these") || group.genitive.is_some()
    }

    /// What is only foreseen: "a possible attack", "the threat of a veto", "ahead of a visit", "in the event of a
    /// raid", "prepares for an offensive", "warns of attacks".
    pub(super) fn foreseen(&self, noun: usize, top: usize, trigger: usize, status: &mut Status) {
        if status.realis != Realis::Actual {
            return;
        }
        let sentence = self.sentence;
        let group = &self.groups.nouns[noun];
        let mut cue = None;
        for token in group.a..trigger.max(group.a) {
            if self.is_a(token, Concept::Possible) {
                cue = Some((Realis::Hypothetical, token));
            } else if self.is_a(token, Concept::Planned) {
                cue = Some((Realis::Future, token));
            }
        }
        let before = self.groups.nouns[top].preposition.filter(|&token| token > 0);
        if let Some(token) = before {
            let of = [(Concept::Ahead, Realis::Future), (Concept::Risk, Realis::Hypothetical)];
            let towards = [(Concept::Preparation, Realis::Future), (Concept::Plot, Realis::Hypothetical)];
            let brings = match sentence.lower(token) {
                "of" => of.as_slice(),
                "for" => towards.as_slice(),
                _ => &[],
            };
            let found = brings.iter().find(|&&(concept, _)| self.is_a(token - 1, concept));
            cue = cue.or(found.map(|&(_, realis)| (realis, token - 1)));
        }
        let clause = self.clauses.owner[group.head] as usize;
        let known = &self.clauses.list[clause];
        let verb = known.verb.map(|verb| &self.groups.verbs[verb as usize]);
        if let Some(verb) = verb.filter(|verb| !verb.passive && verb.b <= group.a) {
            let object = known.objects.contains(top) && self.preposition(top).is_empty();
            let oblique = known.obliques.contains(top);
            let does = |concept: Concept| self.does(clause, concept);
            let found = match self.preposition(top) {
                "" if object && does(Concept::Plan) => Some(Realis::Future),
                "" if object && does(Concept::Avert) => Some(Realis::Hypothetical),
                // "will not let them use its bases for an attack"
                "for" if known.kind == Kind::Infinitive && does(Concept::Use) => Some(Realis::Hypothetical),
                "for" if oblique && does(Concept::Prepare) => Some(Realis::Future),
                "of" if oblique && does(Concept::Warn) => Some(Realis::Hypothetical),
                // "will protect the tankers from attacks"
                "from" | "against" if does(Concept::Protect) => Some(Realis::Hypothetical),
                _ => None,
            };
            cue = cue.or(found.map(|realis| (realis, verb.head)));
        }
        // "any attack on Chad would be answered"
        let indefinite =
            matches!(sentence.lower(self.groups.nouns[top].a), "a" | "an" | "any" | "another" | "further");
        if let Some(modal) = verb
            .filter(|_| indefinite && known.subject.contains(top) && self.preposition(top).is_empty())
            .and_then(|verb| verb.modal)
        {
            cue = cue.or(Some((Realis::Hypothetical, modal)));
        }
        if let Some((realis, token)) = cue {
            status.realis = realis;
            status.cues.push(Cue { kind: "governor", a: token, b: token + 1 });
        }
    }

    /// "the attack did not stop the talks", "the killing was not investigated": what is denied is another thing than that
    /// it happened.
    pub(super) fn is_denied_another(&self, clause: usize, top: usize) -> bool {
        let known = &self.clauses.list[clause];
        let Some(verb) = known.verb.map(|verb| &self.groups.verbs[verb as usize]) else { return false };
        let happens = match self.verb_word(clause) {
            Some("take") => self.sentence.lower(verb.b) == "place",
            Some("go") => matches!(self.sentence.lower(verb.b), "ahead" | "on"),
            None | Some("be") => true,
            Some(_) => self.does(clause, Concept::Occur),
        };
        let launched = verb.passive
            && self.sentence.classes[verb.head] & self.pack.known.launching != 0
            && self.sentence.lower(verb.head) != "claimed";
        let group = &self.groups.nouns[top];
        verb.negation.is_some()
            && known.subject.contains(top)
            && self.preposition(top).is_empty()
            && !group.negative
            && self.sentence.lower(group.a) != "any"
            && !happens
            && !launched
    }
}
