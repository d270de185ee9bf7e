//! Places that only the whole article tells: those of what has happened and bears none in its own sentence nor in one
//! before. The sentence behind may say where it was; else all that the article tells may have happened in one state, or
//! the article may speak of one alone.
//!
//! Cost: a look at the rows behind each such row, at most two sentences far.

use super::extract::Reader;
use super::pack::{Realis, Trait};
use super::rows::place::{Parties, Unplaced, are_of_other_states, is_abroad, of_context};
use super::{Actor, Article, Event, Place};

/// How many sentences behind an event its place may be told. Unmeasured.
const BEHIND: usize = 2;

impl Reader<'_> {
    /// Gives what has no place that of the article.
    pub(super) fn settle_places(&mut self, article: &Article, out: &mut [Event]) {
        for (at, unplaced) in std::mem::take(&mut self.memory.unplaced) {
            if out[at].place.is_none() {
                let place = self.told_behind(article, &unplaced, at, out);
                let place = place.or_else(|| self.state_of(&unplaced, &out[at]).cloned());
                out[at].place = place.map(|place| of_context(&place));
            }
        }
    }

    /// "U.S. forces raid rig" over "U.S. forces raided a rig in the Gulf on Sunday": a headline's event was where and when
    /// the first sentences say that it was.
    pub(super) fn settle_headline(&self, article: &Article, out: &mut [Event]) {
        let [head, next, ..] = &self.scan.sights[..] else { return };
        let quoted = head.segment.span.of(article.text).trim_end().ends_with(['"', '”', '’', '\'']);
        if !head.may_be_headline() || quoted || head.segment.paragraph == next.segment.paragraph {
            return;
        }
        let (heads, body) = out.split_at_mut(out.iter().take_while(|event| event.sentence == 0).count());
        for head in heads {
            let same = |lead: &&Event| {
                lead.code == head.code
                    && lead.negated == head.negated
                    && lead.realis == head.realis
                    && are_of_a_state(&lead.actors, &head.actors)
                    && are_of_a_state(&lead.recipients, &head.recipients)
            };
            let Some(lead) = body.iter().take_while(|lead| lead.sentence <= BEHIND).find(same) else {
                continue;
            };
            // a place beside words is that of what they are about; where an article was filed, those whom it tells of meet
            let traits = self.pack.codes[head.code].traits;
            let meets =
                traits.has(Trait::Together) && (traits.has(Trait::Accord) || traits.has(Trait::Visits));
            if head.own_place().is_none() {
                match lead.own_place() {
                    Some(place) if meets || traits.has(Trait::Local) => head.place = Some(of_context(place)),
                    None if head.place.is_none() && meets => head.place.clone_from(&lead.place),
                    _ => {}
                }
            }
            let words = traits.has(Trait::OfWords);
            let dated = lead.date_source == Some("text") && (!words || lead.date_precision == Some("day"));
            if head.date_source == Some("publication") && dated {
                head.take_date(lead.when());
            }
        }
    }

    /// "A bomb killed ten. The market in Boz was crowded": where the sentences behind an event say that they are.
    fn told_behind(
        &mut self,
        article: &Article,
        unplaced: &Unplaced,
        at: usize,
        out: &[Event],
    ) -> Option<Place> {
        let event = &out[at];
        // an article begins with its news
        if event.sentence > 0 || !unplaced.once || !unplaced.states.is_empty() {
            return None;
        }
        let behind = out[at + 1..].iter().take_while(|next| next.sentence <= event.sentence + BEHIND);
        let happened = |next: &&Event| next.realis == Realis::Actual && self.pack.is(next.code, Trait::Local);
        let told = behind.filter(happened).find_map(Event::own_place).cloned();
        let told = match told {
            None if event.sentence + BEHIND <= self.scan.sights.len() => {
                self.told_before(article, event.sentence + BEHIND)
            }
            told => told,
        };
        told.filter(|place| place.country.is_some() && !is_abroad(place, &event.recipients))
    }

    /// The only state in which anything happened, where the sentence names no other.
    fn state_of(&self, unplaced: &Unplaced, event: &Event) -> Option<&Place> {
        let state = self.memory.grounds.state()?;
        // filed from elsewhere: it has looked at many states
        let filed = self.memory.dateline.as_ref().and_then(|place| place.country.as_deref());
        if filed.is_some_and(|filed| filed != state) {
            return None;
        }
        let land = self.memory.lands.iter().find(|land| land.country.as_deref() == Some(state))?;
        let parties = Parties { doers: &event.actors, recipients: &event.recipients };
        let apart = unplaced.states.iter().any(|other| other != state);
        (!apart && !are_of_other_states(land, parties)).then_some(land)
    }
}

/// Whether some of either may belong to one state, or nobody is told.
fn are_of_a_state(some: &[Actor], others: &[Actor]) -> bool {
    let mut states = some.iter().filter_map(|actor| actor.country.as_ref()).peekable();
    let others: Vec<_> = others.iter().filter_map(|actor| actor.country.as_ref()).collect();
    states.peek().is_none() || others.is_empty() || states.any(|state| others.contains(&state))
}
