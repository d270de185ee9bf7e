//! Votes for and against, and abstentions.

use super::quantity;
use crate::events::Quantity;
use crate::events::frame::{Frame, Reading};
use crate::events::lexicon::Concept;
use crate::events::pack::Trait;
use crate::normalise::quantity::{Amount, AmountKind};

impl Reading<'_> {
    /// "90 votes in favor, 12 abstentions and five votes against"; "90-5"; "by 90 to 5 with 12 abstentions".
    pub(super) fn votes(&self, frame: &Frame, amounts: &[Amount], out: &mut Vec<Quantity>) {
        let sentence = self.sentence;
        let counts: Vec<&Amount> =
            amounts.iter().filter(|amount| matches!(amount.kind, AmountKind::Count)).collect();
        for (index, amount) in counts.iter().enumerate() {
            let tokens = sentence.tokens_of(&amount.words);
            // "340 of the 533 members present voted for": the second number is the size of the house
            let part = |next: usize| {
                counts.get(next).is_some_and(|next| {
                    let at = sentence.tokens_of(&next.words).start;
                    sentence.lower(tokens.end) == "of" && at <= tokens.end + 2
                })
            };
            if index > 0 && {
                let before = sentence.tokens_of(&counts[index - 1].words).end;
                sentence.lower(before) == "of" && tokens.start <= before + 2
            } {
                continue;
            }
            let next = if part(index + 1) { index + 2 } else { index + 1 };
            let until = counts.get(next).map_or(sentence.len(), |next| sentence.tokens_of(&next.words).start);
            let word = |token: usize| sentence.lower(token);
            let after = |reach: usize, told: &dyn Fn(usize) -> bool| {
                (tokens.end..until.min(tokens.end + reach)).any(told)
            };
            let voted = |told: &dyn Fn(usize) -> bool| {
                (tokens.end + 1..until.min(tokens.end + 14))
                    .any(|token| told(token) && self.is_a(token - 1, Concept::Vote))
            };
            let nay = |token: usize| word(token) == "against" || self.is_a(token, Concept::Nay);
            let aye = |token: usize| word(token) == "for" || self.is_a(token, Concept::Aye);
            // "won eight votes"
            let won = self.is_a(tokens.end, Concept::Votes)
                && (tokens.start.saturating_sub(3)..tokens.start)
                    .any(|token| self.is_a(token, Concept::WinVotes));
            let kind = if after(5, &|token| self.is_a(token, Concept::Abstention)) {
                "abstentions"
            } else if after(4, &nay) || voted(&|token| matches!(word(token), "against" | "no")) {
                "votes_against"
            } else if won
                || after(4, &aye)
                || voted(&|token| aye(token) || matches!(word(token), "in" | "to"))
                || counts.get(index + 1).is_some_and(|next| {
                    let next = sentence.tokens_of(&next.words).start;
                    // "141 to 5", "141 votes to 5"
                    word(tokens.end) == "to" && next == tokens.end + 1
                        || self.is_a(tokens.end, Concept::Votes)
                            && word(tokens.end + 1) == "to"
                            && next == tokens.end + 2
                })
            {
                "votes_for"
            } else if tokens.start > 0
                && word(tokens.start - 1) == "to"
                && index > 0
                && sentence.tokens_of(&counts[index - 1].words).end + 2 >= tokens.start
            {
                "votes_against"
            } else {
                // "three states, Iran and Syria among them, against it"
                if after(12, &|token| word(token) == "against") { "votes_against" } else { continue }
            };
            if !out.iter().any(|other| other.kind == kind) {
                out.push(quantity(sentence, amount, kind));
            }
        }
        for amount in amounts.iter().filter(|amount| amount.kind == AmountKind::Score) {
            if out.iter().any(|other| other.kind == "votes_for") {
                break;
            }
            for (kind, value) in [("votes_for", amount.low), ("votes_against", amount.high)] {
                let mut side = quantity(sentence, amount, kind);
                (side.low, side.best, side.high) = (value, value, value);
                out.push(side);
            }
        }
        // "failed with 285 votes in favour" says whose they are
        let told = counts.iter().any(|amount| {
            let end = sentence.tokens_of(&amount.words).end;
            (end..(end + 4).min(sentence.len())).any(|token| {
                self.is_a(token, Concept::Aye) || matches!(sentence.lower(token), "against" | "for")
            })
        });
        if self.pack.is(frame.code, Trait::Lost) && !told {
            lost(out);
        }
    }
}

/// "rejected by 285 votes to 272": the greater number, told first, is that of those against.
fn lost(votes: &mut [Quantity]) {
    let [first, second, ..] = votes else { return };
    if first.kind == "votes_for" && second.kind == "votes_against" && first.best > second.best {
        std::mem::swap(&mut first.kind, &mut second.kind);
    }
}
