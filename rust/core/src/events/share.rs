//! What the rows of one sentence tell each other: the place of the attack that killed, the wounded beside the dead.
//! (Who did it and to whom is shared where frames are settled.)

use super::Event;
use super::clause::Kind;
use super::frame::{Frame, Reading};
use super::pack::{Trait, Traits};

impl Reading<'_> {
    /// The frame with this trait that tells of the same thing: in the same clause or the nearest beside it, else the
    /// only one of the sentence.
    fn neighbour(&self, frames: &[Frame], index: usize, one: Trait) -> Option<usize> {
        let mine = &frames[index];
        let others = (0..frames.len()).filter(|&other| {
            self.pack.is(frames[other].code, one)
                && frames[other].status.negated == mine.status.negated
                && frames[other].status.realis == mine.status.realis
        });
        let near = |other: usize| {
            let (one, two) = (mine.clause, frames[other].clause);
            let clauses = &self.clauses.list;
            if one == two {
                0
            } else if clauses[one].parent == Some(two as u16) || clauses[two].parent == Some(one as u16) {
                1
            } else if self.joined_clauses(one, two) || self.is_loose(one) || self.is_loose(two) {
                2
            } else {
                3
            }
        };
        let best = others.clone().min_by_key(|&other| near(other))?;
        (near(best) < 3 || others.count() == 1).then_some(best)
    }

    /// What the rows of one sentence know for each other: numbers of one toll, the place of the attack that killed.
    pub(crate) fn share_values(&self, frames: &[Frame], events: &mut [Event]) {
        self.share_tolls(frames, events);
        for (index, frame) in frames.iter().enumerate() {
            let traits = self.pack.codes[frame.code as usize].traits;
            if !traits.any(Traits::FORCE) {
                continue;
            }
            let other = if traits.has(Trait::Attack) { Trait::Toll } else { Trait::Attack };
            let clause = &self.clauses.list[frame.clause];
            if clause.kind == Kind::Participial
                && !clause.reduced
                && events[index].date_source != Some("text")
                && let Some(above) = self.neighbour(frames, index, other)
                && clause.parent == Some(frames[above].clause as u16)
                && events[above].date_source == Some("text")
            {
                // "stormed the mall on Monday, killing ten"
                let when = events[above].when();
                events[index].take_date(when);
            }
            if events[index].own_place().is_none()
                && let Some(other) = self.neighbour(frames, index, other)
                && events[other].own_place().is_some()
            {
                let place = events[other].place.clone();
                events[index].place = place;
            }
        }
    }

    /// The dead of a sentence stand beside its wounded: gives the row of the killed the injured of the same toll too
    /// (`killed three and wounded six`). The row of the injured keeps its own number alone.
    fn share_tolls(&self, frames: &[Frame], events: &mut [Event]) {
        let with = |one: Trait| (0..frames.len()).filter(move |&at| self.pack.is(frames[at].code, one));
        for injured in with(Trait::Injured) {
            let near = with(Trait::Killed)
                .filter(|&killed| events[killed].negated == events[injured].negated)
                .filter_map(|killed| Some((self.toll_rank(frames, events, killed, injured)?, killed)))
                .min_by_key(|&(rank, killed)| (rank, killed.abs_diff(injured)));
            let Some((_, killed)) = near else { continue };
            share_date(events, killed, injured);
            for quantity in events[injured].quantities.clone() {
                if !events[killed].quantities.iter().any(|known| known.span == quantity.span) {
                    events[killed].quantities.push(quantity);
                }
            }
        }
    }

    /// How near the wounded of a sentence are to its dead, where they can be of one toll.
    fn toll_rank(&self, frames: &[Frame], events: &[Event], killed: usize, injured: usize) -> Option<usize> {
        let (one, two) = (frames[killed].clause, frames[injured].clause);
        let below = &self.clauses.list[two];
        if one == two {
            Some(0)
        } else if self.joined_clauses(one, two)
            || below.parent == Some(one as u16) && below.kind == Kind::Participial
        {
            Some(1)
        } else if self.is_loose(one) || self.is_loose(two) {
            Some(2)
        } else {
            // "ten were killed in Boz, and more than thirty were wounded"
            let rows = |one: Trait| frames.iter().filter(|frame| self.pack.is(frame.code, one)).count();
            let alone = rows(Trait::Killed) == 1 && rows(Trait::Injured) == 1;
            let main =
                |clause: usize| matches!(self.clauses.list[clause].kind, Kind::Main | Kind::Complement);
            let elsewhere = match (events[killed].own_place(), events[injured].own_place()) {
                (Some(one), Some(two)) => one.name != two.name,
                _ => false,
            };
            let one_tale = events[killed].realis == events[injured].realis && !elsewhere;
            (alone && main(one) && main(two) && one_tale).then_some(3)
        }
    }
}

/// "three killed and six wounded on Friday": one day for both.
fn share_date(events: &mut [Event], one: usize, two: usize) {
    let dated = |at: usize| events[at].date_source == Some("text");
    let (from, to) = match (dated(one), dated(two)) {
        (true, false) => (one, two),
        (false, true) => (two, one),
        _ => return,
    };
    if events[from].realis == events[to].realis {
        let when = events[from].when();
        events[to].take_date(when);
    }
}
