//! Who gives an account of what no verb of saying governs: who publishes the list, reports on the raids, or spoke
//! last where a sentence only goes on.

use super::frame::{Frame, Range, Reading};
use super::lexicon::Concept;
use super::pack::Trait;

impl Reading<'_> {
    /// "published a list of 47 people killed", "reported on the attacks": who says so, and the word for it.
    pub(crate) fn accounted(&self, frame: &Frame) -> Option<(Range, Range)> {
        (0..self.clauses.list.len()).find_map(|index| {
            let clause = &self.clauses.list[index];
            let verb = &self.groups.verbs[clause.verb? as usize];
            if verb.head >= frame.trigger.0 || verb.negation.is_some() || verb.modal.is_some() {
                return None;
            }
            let cue = (verb.head, verb.head + 1);
            let paper = clause.objects.iter().find(|&noun| self.is_account(noun) && self.holds(noun, frame));
            if let Some(paper) = paper {
                if self.does(index, Concept::Obtain) {
                    return self.actor_range(paper).map(|range| (range, cue));
                }
                // "has yet to give a report"
                let done = verb.finite && self.does(index, Concept::Publish);
                return self.teller(index).filter(|_| done).map(|range| (range, cue));
            }
            let about = || {
                let noun = self.root(frame.noun?);
                let on = matches!(self.preposition(noun), "on" | "about" | "of" | "regarding" | "concerning");
                let told = verb.finite && self.does(index, Concept::Inform);
                (on && told && clause.obliques.contains(noun)).then_some(())
            };
            about()?;
            self.teller(index).map(|range| (range, cue))
        })
    }

    /// Who acts in a clause, where it is somebody or an outlet.
    fn teller(&self, clause: usize) -> Option<Range> {
        let noun = self.agent(clause).first()?;
        let group = &self.groups.nouns[noun];
        let tells = self.is_actor(noun) || self.sentence.classes[group.head] & self.pack.known.outlet != 0;
        let range = self.actor_range(self.meant(noun)).filter(|_| tells && !group.pronoun)?;
        Some(range)
    }

    fn is_account(&self, noun: usize) -> bool {
        self.head_is(noun, Concept::Account)
    }

    /// Whether what a frame tells hangs on a group: "a list of people who were killed".
    fn holds(&self, noun: usize, frame: &Frame) -> bool {
        let clause = &self.clauses.list[frame.clause];
        let described = clause.antecedent.map(usize::from).or(frame.noun).or(frame.victims.first());
        described.is_some_and(|other| other != noun && self.hangs_on(other, noun))
    }

    /// "In addition, two soldiers died": whether a sentence that names nobody who speaks goes on with what was said.
    pub(crate) fn adds_to_account(&self, frame: &Frame) -> bool {
        let adds = self.is_a(usize::from(self.sentence.lower(0) == "in"), Concept::Addition);
        adds && self.pack.is(frame.code, Trait::Local) && frame.status.said.is_empty()
    }
}
