//! Who gives an account of what no verb of saying governs: who publishes the list, reports on the raids, or spoke
//! last where a sentence only goes on.

use super::frame::{Frame, Range, Reading};
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
                let word = self.verb_word(index)?;
                if matches!(word, "receive" | "obtain" | "see") {
                    return self.actor_range(paper).map(|range| (range, cue));
                }
                let gives = matches!(
                    word,
                    "publish"
                        | "supply"
                        | "provide"
                        | "present"
                        | "release"
                        | "issue"
                        | "submit"
                        | "give"
                        | "print"
                        | "broadcast"
                        | "air"
                        | "compile"
                );
                // "has yet to give a report"
                let done = gives && verb.finite;
                return self.teller(index).filter(|_| done).map(|range| (range, cue));
            }
            let about = || {
                let noun = self.root(frame.noun?);
                let on = matches!(self.preposition(noun), "on" | "about" | "regarding" | "concerning");
                let told = verb.finite
                    && matches!(self.verb_word(index), Some("report" | "inform" | "brief" | "testify"));
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
        matches!(
            self.sentence.lower(self.groups.nouns[noun].head),
            "list"
                | "lists"
                | "report"
                | "reports"
                | "account"
                | "accounts"
                | "toll"
                | "figures"
                | "details"
                | "names"
        )
    }

    /// Whether what a frame tells hangs on a group: "a list of people who were killed".
    fn holds(&self, noun: usize, frame: &Frame) -> bool {
        let clause = &self.clauses.list[frame.clause];
        let described = clause.antecedent.map(usize::from).or(frame.noun).or(frame.victims.first());
        described.is_some_and(|other| other != noun && self.hangs_on(other, noun))
    }

    /// "In addition, two soldiers died": whether a sentence that names nobody who speaks goes on with what was said.
    pub(crate) fn adds_to_account(&self, frame: &Frame) -> bool {
        let adds = matches!(
            (self.sentence.lower(0), self.sentence.lower(1)),
            ("in", "addition") | ("moreover" | "furthermore" | "additionally" | "similarly", _)
        );
        adds && self.pack.is(frame.code, Trait::Local) && frame.status.said.is_empty()
    }
}
