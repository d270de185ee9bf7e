//! Auxiliaries that stand in front of their subject behind a word that denies: "never did they attack", "nor have they
//! signed", "at no time will they leave". The auxiliary is read as a clause of its own, and so is the verb.

use super::{Cue, DEPTH, Status, combine};
use crate::events::clause::Clause;
use crate::events::frame::Reading;
use crate::events::grammar::{Mood, Tag};
use crate::events::group::VerbGroup;
use crate::events::pack::Realis;

impl Reading<'_> {
    /// What is denied in front of the subject of the clause `index`, laid over its status. Whether it is so.
    pub(super) fn denied_in_front(&self, index: usize, status: &mut Status, depth: usize) -> bool {
        let clause = &self.clauses.list[index];
        let Some(auxiliary) = self.auxiliary_in_front(clause) else { return false };
        let Some(at) = self.denial_of(auxiliary) else { return false };
        status.negated = !status.negated;
        status.cues.push(Cue { kind: "negation", a: at, b: at + 1 });
        if auxiliary.mood == Some(Mood::Future) {
            status.realis = combine(status.realis, Realis::Future);
        }
        let owner = self.clauses.owner[auxiliary.a] as usize;
        if owner != index && depth < DEPTH {
            let outer = self.status_at(owner, depth + 1);
            status.hedged |= outer.hedged;
            status.said.extend(outer.said);
        }
        true
    }

    fn auxiliary_in_front(&self, clause: &Clause) -> Option<&VerbGroup> {
        let verb = &self.groups.verbs[clause.verb? as usize];
        let subject = self.groups.nouns[clause.subject.first()?].a;
        let auxiliary =
            matches!(self.sentence.tag(subject.checked_sub(1)?), Some(Tag::AuxFinite | Tag::Modal));
        if !auxiliary || subject > verb.a {
            return None;
        }
        self.groups.verbs.iter().find(|group| group.b == subject && self.is_auxiliary(group))
    }

    /// Whether a verb group lacks its main verb.
    fn is_auxiliary(&self, group: &VerbGroup) -> bool {
        matches!(self.sentence.tag(group.b - 1), Some(Tag::AuxFinite | Tag::Modal))
    }

    fn denial_of(&self, auxiliary: &VerbGroup) -> Option<usize> {
        if let Some(at) = auxiliary.negation {
            // "never did they", but "didn't they"
            return (at < auxiliary.head && self.sentence.lower(at) == "never").then_some(at);
        }
        let before = auxiliary.a.checked_sub(1)?;
        if matches!(self.sentence.lower(before), "neither" | "nor" | "nowhere") {
            return Some(before);
        }
        let noun = self.groups.nouns.iter().find(|noun| noun.b == auxiliary.a)?;
        (noun.negative && noun.preposition.is_some()).then_some(noun.a)
    }
}
