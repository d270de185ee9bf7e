//! What did not come to pass without a word of negation: "almost reached a truce", "was to have begun".

use super::frame::Reading;
use super::grammar::Tag;
use super::group::VerbGroup;
use super::pack::Realis;
use super::status::{Cue, Status};

impl Reading<'_> {
    /// Adds to the status of a clause what its verb group leaves undone.
    pub(super) fn unreal(&self, verb: &VerbGroup, status: &mut Status) {
        if let Some(token) = self.almost(verb) {
            status.negated = !status.negated;
            status.cues.push(Cue { kind: "negation", a: token, b: token + 1 });
        }
        if verb.is_to && verb.perfect && verb.past {
            // "talks were to have begun": they did not
            status.negated = !status.negated;
            status.realis = Realis::Actual;
            status.cues.push(Cue { kind: "negation", a: verb.a, b: verb.b });
        }
    }

    /// Whether a question asks if something was done; one that asks why or by whom takes it for done.
    pub(super) fn asks_whether(&self, verb: &VerbGroup) -> bool {
        let given = matches!(self.sentence.lower(0), "why" | "who" | "whose" | "how");
        !given || verb.modal.is_some() || verb.is_to
    }

    /// Whether nothing but "almost" denies.
    pub(super) fn is_only_almost(&self, status: &Status) -> bool {
        let mut denied = status.cues.iter().filter(|cue| cue.kind == "negation").peekable();
        denied.peek().is_some() && denied.all(|cue| matches!(self.sentence.lower(cue.a), "almost" | "nearly"))
    }

    /// "almost reached", "have nearly captured": the adverb, which is none of a number ("almost all", "nearly 20").
    fn almost(&self, verb: &VerbGroup) -> Option<usize> {
        let from = verb.a.saturating_sub(1);
        (from..verb.head).find(|&token| {
            matches!(self.sentence.lower(token), "almost" | "nearly")
                && !verb.copula
                && !self.sentence.numbers[token]
                && (token + 1..=verb.head).all(|next| {
                    next == verb.head || matches!(self.sentence.tag(next), Some(Tag::Adverb | Tag::AuxBare))
                })
        })
    }
}
