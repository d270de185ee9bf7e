//! Numbers of a frame: which amounts of the sentence belong to it, and what they count.

use super::frame::{Frame, Reading};
use super::{Quantity, sentence::Sentence};
use crate::normalise::quantity::{Amount, AmountKind};

impl Reading<'_> {
    /// The quantities that a frame asks for, from the amounts of its sentence.
    pub(crate) fn quantities(&self, frame: &Frame, amounts: &[Amount]) -> Vec<Quantity> {
        let mut out = Vec::new();
        for kind in &frame.quantity {
            match kind.as_str() {
                "votes" => self.votes(amounts, &mut out),
                "money" => self.nearest(frame, amounts, AmountKind::Money, "money", &mut out),
                "duration" => self.nearest(frame, amounts, AmountKind::Duration, "duration", &mut out),
                "count" => self.counted(frame, amounts, "count", &mut out),
                kind => self.counted(frame, amounts, kind, &mut out),
            }
        }
        out
    }

    /// Amounts within the groups that are counted.
    fn counted(&self, frame: &Frame, amounts: &[Amount], kind: &str, out: &mut Vec<Quantity>) {
        for noun in frame.victims.iter() {
            let group = &self.groups.nouns[noun];
            let inner = &self.groups.nouns[self.contents(noun)];
            let range = (group.a, group.b.max(inner.b));
            let found = amounts.iter().find(|amount| {
                let tokens = self.sentence.tokens_of(&amount.words);
                tokens.start < range.1 && tokens.end > range.0 && amount.kind == AmountKind::Count
            });
            if let Some(amount) = found {
                let quantity = quantity(self.sentence, amount, kind);
                if !out.iter().any(|other| other.span == quantity.span) {
                    out.push(quantity);
                    return;
                }
            } else if let Some(number) = self.article_number(noun) {
                if !out.iter().any(|other| other.kind == kind) {
                    out.push(Quantity { kind: kind.to_owned(), ..number });
                }
                return;
            }
        }
    }

    /// "a soldier was killed" counts one.
    fn article_number(&self, noun: usize) -> Option<Quantity> {
        let group = &self.groups.nouns[noun];
        let known = &self.pack.known;
        let one = matches!(self.sentence.lower(group.a), "a" | "an")
            && self.sentence.tag(group.head) == Some(super::grammar::Tag::NounSingular)
            && self.sentence.classes[group.head] & (known.person | known.armed | known.official) != 0
            && self.sentence.classes[group.head] & known.container == 0;
        one.then(|| Quantity {
            kind: String::new(),
            low: Some(1.0),
            best: Some(1.0),
            high: Some(1.0),
            unit: None,
            is_minimum: false,
            is_approximate: false,
            span: self.sentence.span(group.a, group.a + 1),
        })
    }

    /// The nearest amount of a kind in the clause or next to the trigger.
    fn nearest(
        &self,
        frame: &Frame,
        amounts: &[Amount],
        kind: AmountKind,
        name: &str,
        out: &mut Vec<Quantity>,
    ) {
        let centre = frame.noun.map_or(frame.trigger.0, |noun| self.groups.nouns[noun].head);
        let best = amounts
            .iter()
            .filter(|amount| amount.kind == kind)
            .filter_map(|amount| {
                let tokens = self.sentence.tokens_of(&amount.words);
                let at = tokens.start.min(self.sentence.len().saturating_sub(1));
                let same = self.clauses.owner.get(at).is_some_and(|&owner| owner as usize == frame.clause)
                    || frame.trigger.0 <= at && at < frame.trigger.1;
                let distance = at.abs_diff(centre);
                (same && distance <= 14).then_some((distance, amount))
            })
            .min_by_key(|(distance, _)| *distance);
        if let Some((_, amount)) = best {
            out.push(quantity(self.sentence, amount, name));
        }
    }

    /// "141 votes in favor, 35 abstentions and five votes against"; "141-5"; "by 141 to 5 with 35 abstentions".
    fn votes(&self, amounts: &[Amount], out: &mut Vec<Quantity>) {
        let sentence = self.sentence;
        let counts: Vec<&Amount> =
            amounts.iter().filter(|amount| matches!(amount.kind, AmountKind::Count)).collect();
        for (index, amount) in counts.iter().enumerate() {
            let tokens = sentence.tokens_of(&amount.words);
            let until =
                counts.get(index + 1).map_or(sentence.len(), |next| sentence.tokens_of(&next.words).start);
            let after = |words: &[&str], reach: usize| {
                (tokens.end..until.min(tokens.end + reach))
                    .any(|token| words.contains(&sentence.lower(token)))
            };
            let before =
                |words: &[&str]| tokens.start > 0 && words.contains(&sentence.lower(tokens.start - 1));
            let kind = if after(&["abstentions", "abstention", "abstaining", "abstained", "abstain"], 4) {
                "abstentions"
            } else if after(&["against", "opposed", "nays", "noes"], 4) {
                "votes_against"
            } else if after(&["favor", "favour", "for", "ayes"], 4)
                || sentence.lower(tokens.end) == "to"
                    && counts
                        .get(index + 1)
                        .is_some_and(|next| sentence.tokens_of(&next.words).start == tokens.end + 1)
            {
                "votes_for"
            } else if before(&["to"])
                && index > 0
                && sentence.tokens_of(&counts[index - 1].words).end + 1 == tokens.start
            {
                "votes_against"
            } else {
                continue;
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
    }
}

fn quantity(sentence: &Sentence, amount: &Amount, kind: &str) -> Quantity {
    Quantity {
        kind: kind.to_owned(),
        low: amount.low,
        best: amount.best,
        high: amount.high,
        unit: amount.unit.map(str::to_owned),
        is_minimum: amount.is_minimum,
        is_approximate: amount.is_approximate,
        span: sentence.words.span(amount.words.clone()),
    }
}
