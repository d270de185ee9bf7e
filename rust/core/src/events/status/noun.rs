//! What a noun makes of the clause below it: a plan of it, a denial, a report that may prove false.

use super::{Cue, DEPTH, Said, Status, apply, combine, under_signature};
use crate::events::clause::Kind;
use crate::events::frame::Reading;
use crate::events::lexicon::{Concept, Sense};
use crate::events::pack::{ClaimKind, Realis};

impl Reading<'_> {
    /// What the noun `noun` makes of the clause `index` that hangs on it.
    pub(super) fn under_noun(&self, index: usize, noun: usize, status: &mut Status, depth: usize) {
        let group = self.groups.nouns[noun];
        let clause = &self.clauses.list[index];
        // "becomes the first leader to meet him": told as done
        if clause.kind == Kind::Infinitive && (group.a..group.head).any(|token| self.is_ordinal(token)) {
            let owner = self.clauses.owner[group.head] as usize;
            if owner != index && depth < DEPTH && self.is_or_becomes(owner) {
                let outer = self.status_at(owner, depth + 1);
                status.realis = combine(status.realis, outer.realis);
                status.said.extend(outer.said);
                return;
            }
        }
        let Some(hit) = self.sentence.hit(group.head) else { return };
        for &sense in self.pack.lexicon.senses(hit) {
            match sense {
                Sense::Governor(id) => {
                    let governor = &self.pack.governors[id as usize];
                    let cue = Cue { kind: "governor", a: group.head, b: group.head + 1 };
                    // "was in no position to", "had no plan to": the clause of the noun counts too
                    let owner = self.clauses.owner[group.head] as usize;
                    // "never dropped its demands, including calls to": an example is what it is all the same
                    let example = self.preposition(noun) == "including";
                    if owner != index && !example && depth < DEPTH && self.clauses.list[owner].verb.is_some()
                    {
                        let outer = self.status_at(owner, depth + 1);
                        let flat = self.does(owner, Concept::Light);
                        let negated = outer.negated && flat || group.negative && !outer.negated;
                        let signature = if negated { governor.negated } else { governor.affirmed };
                        under_signature(signature, Status { negated: false, ..outer }, status, cue);
                    } else {
                        let signature = if group.negative { governor.negated } else { governor.affirmed };
                        apply(signature, status, cue);
                    }
                    return;
                }
                Sense::Report(kind) => {
                    let kind = [
                        ClaimKind::Said,
                        ClaimKind::Denied,
                        ClaimKind::Alleged,
                        ClaimKind::Reported,
                        ClaimKind::Quoted,
                    ][kind as usize % 5];
                    status.said.push(Said { clause: index, kind, content: index, noun: Some(noun) });
                    // "there were no reports of shelling"
                    if (kind == ClaimKind::Denied) != (group.negative && clause.kind == Kind::Participial) {
                        status.negated = !status.negated;
                    }
                    if let Some(at) = self.found_false(noun).or_else(|| self.turned_away(noun)) {
                        status.negated = !status.negated;
                        status.cues.push(Cue { kind: "denial", a: at, b: at + 1 });
                    }
                    return;
                }
                _ => {}
            }
        }
        if clause.kind == Kind::Infinitive {
            status.realis = combine(status.realis, Realis::Hypothetical);
            status.cues.push(Cue { kind: "governor", a: group.head, b: group.head + 1 });
        } else if let Some(parent) = clause.parent.map(usize::from).filter(|&parent| parent != index) {
            self.under_clause(index, parent, status, depth);
        }
    }

    /// "Reports that they had shot at the crowd proved false": the word that says so of a report.
    fn found_false(&self, report: usize) -> Option<usize> {
        let said = self.clauses.list.iter().find(|clause| clause.subject.contains(report))?;
        let verb = &self.groups.verbs[said.verb? as usize];
        let negated = verb.negation.is_some();
        (verb.b..(verb.b + 3).min(self.sentence.len()))
            .find(|&token| !negated && (self.is_a(token, Concept::False) || self.is_a(token, Concept::Lie)))
    }

    /// "denied reports that they had fled", "there is no truth in reports that they fled": the word that says so of a report.
    fn turned_away(&self, report: usize) -> Option<usize> {
        let group = &self.groups.nouns[report];
        let owner = self.clauses.owner[group.head] as usize;
        let known = &self.clauses.list[owner];
        let verb = &self.groups.verbs[known.verb? as usize];
        // "dismissed as untrue reports that they had fled"
        let false_one = |&token: &usize| self.is_a(token, Concept::False);
        if let Some(at) = (group.a..group.head).find(false_one) {
            return Some(at);
        }
        if known.objects.contains(report) && verb.negation.is_none() && self.turns_down(owner) {
            return Some(verb.head);
        }
        let host = &self.groups.nouns[group.host? as usize];
        let truth = self.is_a(host.head, Concept::Truth);
        (host.negative && truth).then_some(host.a)
    }
}
