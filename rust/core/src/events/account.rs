//! Who gives an account of what no verb of saying governs: who publishes the list, reports on the raids, or spoke
//! last where a sentence only goes on.

use super::clause::Kind;
use super::frame::{Frame, Range, Reading};
use super::grammar::Tag;
use super::lexicon::Concept;
use super::pack::{ClaimKind, Trait, Traits};
use super::{Claim, Event};

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

    /// "The report says rebels ambushed a patrol. Ten died in this ambush": gives what is told again whoever told of it in
    /// the sentence right before, whose rows `before` ends with. Behind "..., police said" the writer tells on, so who
    /// tells must stand before what he told, or it must be pointed at ("this raid").
    pub(crate) fn carry_account(&self, frames: &[Frame], before: &[Event], events: &mut [Event]) {
        let force =
            |event: &Event| self.pack.codes[event.code].traits.any(Traits::FORCE.with(Trait::Outcome));
        for (event, frame) in events.iter_mut().zip(frames) {
            if event.claim.is_some() || !force(event) || !self.is_told_plainly(frame) {
                continue;
            }
            let pointed = self.points_at(frame);
            let told = before.iter().rev().take_while(|row| row.sentence + 1 == event.sentence);
            let claim = told.filter(|row| force(row)).find_map(|row| {
                let claim = row.claim.as_deref()?;
                let front = match &claim.speaker {
                    Some(speaker) => speaker.span.start < row.trigger.start,
                    None => claim.outlet.is_some() && row.sentence_span.start < claim.span.start,
                };
                // who owns up to a raid gives no account of it
                let owns = claim.cue.as_deref().is_some_and(|cue| self.owns_by(cue));
                let says = matches!(claim.kind, ClaimKind::Said | ClaimKind::Reported) && !owns;
                let named = claim.speaker.is_some() || claim.outlet.is_some();
                (says && named && (front || pointed)).then_some(claim)
            });
            event.claim = claim.map(|claim| {
                let span = event.sentence_span;
                Box::new(Claim { kind: ClaimKind::Reported, cue: None, span, ..claim.clone() })
            });
        }
    }

    /// "claimed responsibility", "took credit".
    fn owns_by(&self, cue: &str) -> bool {
        let lexicon = &self.pack.lexicon;
        let id = lexicon.look_up(&cue.to_lowercase());
        lexicon.classes(id) & self.pack.known.responsibility != 0 || lexicon.is_a(id, Concept::OwnUp)
    }

    /// Whether a main clause tells of what was told before, in a sentence that nobody says anything in.
    fn is_told_plainly(&self, frame: &Frame) -> bool {
        let clause = &self.clauses.list[frame.clause];
        let deep = frame.noun.is_some_and(|noun| {
            let noun = self.root(noun);
            let host = self.groups.nouns[noun].host.map(usize::from);
            let within = match self.preposition(noun) {
                "in" | "during" | "by" | "from" => true,
                "of" => host.is_some_and(|host| self.head_is(host, Concept::Result)),
                _ => false,
            };
            !(clause.subject.contains(noun) || within && clause.obliques.contains(noun))
        });
        clause.kind == Kind::Main
            && !deep
            && (self.refers_back(frame) || clause.subject.iter().any(|noun| self.names_again(noun)))
            && (0..self.clauses.list.len()).all(|clause| self.reports(clause).is_none())
    }

    /// "this raid", "in these clashes".
    fn points_at(&self, frame: &Frame) -> bool {
        let this = |noun: usize| {
            matches!(self.sentence.lower(self.groups.nouns[noun].a), "this" | "these")
                && self.names_again(noun)
        };
        let clause = &self.clauses.list[frame.clause];
        frame.noun.is_some_and(this) || clause.obliques.iter().chain(clause.subject.iter()).any(this)
    }

    /// Who acts in a clause, where it is somebody, an outlet, a paper or a name.
    fn teller(&self, clause: usize) -> Option<Range> {
        let noun = self.agent(clause).first()?;
        let group = &self.groups.nouns[noun];
        let written = self.pack.known.outlet | self.pack.known.document;
        let tells = self.is_actor(noun)
            || self.sentence.classes[group.head] & written != 0
            || self.sentence.tag(group.head) == Some(Tag::Name);
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
