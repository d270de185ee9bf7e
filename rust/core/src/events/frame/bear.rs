//! Whom words bear upon that are said to nobody: those in what somebody refuses to do, threatens to do or backs.

use super::{Frame, Range, Reading};
use crate::events::clause::Kind;
use crate::events::lexicon::Concept;
use crate::events::pack::{Trait, Traits};

impl Reading<'_> {
    /// Adds whom the matter of a deed of words is about, where nothing says to whom it is said.
    pub(super) fn borne_upon(&self, clause: usize, frame: &Frame, found: &mut Vec<Range>) {
        if !frame.recipients.is_empty() || !found.is_empty() {
            return;
        }
        let traits = self.pack.codes[frame.code as usize].traits;
        if traits.has(Trait::Refuses) || traits.has(Trait::Threatens) {
            self.left_undone(clause, traits, found);
        }
        if traits.has(Trait::Judges) && found.is_empty() {
            self.behind_the_matter(clause, found);
        }
    }

    /// "refused to let in refugees", "will not talk to the rebels", "threatens to close its borders with Chad".
    fn left_undone(&self, clause: usize, traits: Traits, found: &mut Vec<Range>) {
        // "it will not accept the refugees": the verb itself is what is refused
        let deed = self.below(clause, Kind::Infinitive).next().unwrap_or(clause);
        let known = &self.clauses.list[deed];
        // "refuses to leave the country", "to return to Boz": where, and nobody
        let goes = self.does(deed, Concept::Travel) || self.does(deed, Concept::Attend);
        if goes {
            return;
        }
        if traits.has(Trait::Refuses) {
            let whom = |&noun: &usize| {
                let group = &self.groups.nouns[noun];
                self.is_party(noun)
                    || group.pronoun && matches!(self.sentence.lower(group.head), "him" | "her" | "them")
            };
            for noun in known.objects.iter().filter(whom) {
                self.add_role(noun, true, found);
            }
        }
        let verb = known.verb.map_or(0, |verb| self.groups.verbs[verb as usize].head);
        let towards = |&noun: &usize| {
            self.groups.nouns[noun].a > verb
                && matches!(self.preposition(noun), "with" | "to" | "from" | "against" | "on")
                && self.is_party(noun)
        };
        if found.is_empty()
            && let Some(noun) = known.obliques.iter().find(towards)
        {
            self.add_role(noun, true, found);
        }
    }

    /// "will retaliate for the American raid", "vows revenge on a US raid", "in retaliation for Japan's failure": whose deed it
    /// answers.
    pub(super) fn provoked(&self, clause: usize, found: &mut Vec<Range>) {
        let known = &self.clauses.list[clause];
        let deed = |&noun: &usize| {
            matches!(self.preposition(noun), "for" | "over" | "on" | "to")
                && (self.names_event(noun) || self.is_matter(noun))
        };
        for noun in known.obliques.iter().filter(deed) {
            if found.is_empty() {
                found.extend(self.whose(noun));
            }
        }
    }

    /// "imposed duties because Japan broke the pact", "in retaliation for its failure to honour it": upon whom a measure is
    /// taken that its own words do not name.
    pub(super) fn provoker(&self, frame: &mut Frame) {
        let mut found = Vec::new();
        for below in self.below(frame.clause, Kind::Adverbial) {
            let known = &self.clauses.list[below];
            let because = known.link.is_some_and(|link| self.sentence.lower(link) == "because");
            for noun in known.subject.iter().filter(|&noun| because && self.is_party(noun)) {
                self.add_role(noun, true, &mut found);
            }
        }
        if found.is_empty() {
            let answers = |noun: &usize| {
                let group = &self.groups.nouns[*noun];
                matches!(self.preposition(*noun), "for" | "to")
                    && group.host.is_some_and(|host| self.head_is(host.into(), Concept::Reprisal))
                    && self.clauses.owner[group.head] as usize == frame.clause
            };
            let answered = (0..self.groups.nouns.len()).filter(answers).collect::<Vec<_>>();
            for noun in answered {
                found.extend(self.whose(noun));
            }
        }
        found.retain(|range| !frame.actors.contains(range));
        frame.recipients = found;
    }

    /// "supports the talks among the rebels", "welcomed the release of the hostages by Chad".
    fn behind_the_matter(&self, clause: usize, found: &mut Vec<Range>) {
        let known = &self.clauses.list[clause];
        let matter = |&noun: &usize| matches!(self.preposition(noun), "" | "for" | "to" | "of" | "on");
        for noun in known.objects.iter().chain(known.obliques.iter()).filter(matter) {
            if self.is_actor(noun) {
                continue;
            }
            let by = |&other: &usize| {
                matches!(self.preposition(other), "by" | "among" | "between" | "from") && self.is_party(other)
            };
            for other in self.hosted(noun).filter(by) {
                self.add_role(other, true, found);
            }
        }
    }

    /// "the decision of the rebels to reject it": whose intent it is.
    pub(crate) fn intent_of(&self, noun: usize) -> Option<usize> {
        let of = |&other: &usize| {
            self.preposition(other) == "of"
                && self.groups.nouns[other].host == Some(noun as u16)
                && self.is_party(other)
        };
        self.hosted(noun).find(of).filter(|_| !self.asks(noun))
    }

    /// Whether a group is a state, a body, a force or people, and no thing that only bears a name.
    pub(super) fn is_party(&self, noun: usize) -> bool {
        let known = &self.pack.known;
        let group = &self.groups.nouns[noun];
        let party = known.state | known.armed | known.official | known.person | known.actor | known.sides;
        !group.pronoun
            && self.sentence.classes[group.head] & party != 0
            && self.is_actor(noun)
            && !self.names_event(noun)
    }
}
