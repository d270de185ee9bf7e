//! Two rows of one thing told by one verb: "failed to adopt" is a vote that failed, and no vote that was not passed
//! besides.

use super::{By, Frame, Reading};
use crate::events::pack::Trait;

impl Reading<'_> {
    /// Of two frames of one type that name one verb, drops the one that says less.
    pub(super) fn doubles(&self, frames: &mut Vec<Frame>) {
        let mut at = 0;
        while at < frames.len() {
            let beaten = (0..frames.len()).any(|other| other != at && self.says_more(frames, other, at));
            if beaten {
                frames.remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// Whether a frame tells the same as another, and more of it.
    fn says_more(&self, frames: &[Frame], one: usize, two: usize) -> bool {
        let (better, worse) = (&frames[one], &frames[two]);
        let (code, other) = (&self.pack.codes[better.code as usize], &self.pack.codes[worse.code as usize]);
        if code.event_type != other.event_type || better.rule.third || worse.rule.third {
            return false;
        }
        let one_mode = better.code == worse.code;
        let overlap = better.trigger.0 < worse.trigger.1 && worse.trigger.0 < better.trigger.1;
        if !overlap {
            return false;
        }
        // the verb of the clause of one stands in the triggers of both
        let verb_of = |frame: &Frame| {
            self.clauses.list[frame.clause].verb.is_some_and(|verb| {
                let head = self.groups.verbs[verb as usize].head;
                let holds = |frame: &Frame| frame.trigger.0 <= head && head < frame.trigger.1;
                holds(better) && holds(worse)
            })
        };
        let pattern = |frame: &Frame| matches!(frame.rule.by, By::Pattern(_) | By::Verb { .. });
        match (better.status.negated, worse.status.negated) {
            // "has cancelled a visit": the visit is denied; but "will not give it up" refuses, whatever is not
            (true, false) => {
                let less = matches!(better.rule.by, By::Cell { .. }) && pattern(worse);
                let says = !pattern(better) && !less;
                one_mode && says && !self.is_denial(better.code)
            }
            // "refused to sign the accord": refused, and not only unsigned
            (false, true) => !one_mode && (verb_of(better) || verb_of(worse)),
            _ => {
                let length = |frame: &Frame| frame.trigger.1 - frame.trigger.0;
                let plain = !pattern(better) && !pattern(worse) && !self.pack.is(better.code, Trait::Harm);
                !one_mode && plain && verb_of(better) && (length(better), two) > (length(worse), one)
            }
        }
    }

    /// Whether a mode says itself that something is not done.
    fn is_denial(&self, code: u16) -> bool {
        let turns = &self.pack.turns;
        turns.denied.iter().chain(&turns.not_to_come).any(|&(_, to)| to == code)
    }
}
