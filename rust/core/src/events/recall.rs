//! The day of an attack that its article tells more than once: "the bombing" happened when it was told to have, and
//! those who were killed in it died then.
//!
//! A sentence that goes on with an attack takes the day of the sentence before. What is named as known ("the embassy
//! bombings") waits for the end of the article: where all attacks of its kind that the article dates have one day, that
//! is its own too.

use super::Event;
use super::document::Memory;
use super::frame::{By, Frame, Reading};
use super::lexicon::Concept;
use super::pack::{Realis, Trait, Traits};

/// How many sentences back "the attack" is the last one that was told. Unmeasured.
const BACK: usize = 4;

/// A row that names a known attack without a day.
#[derive(Debug, Clone, Copy)]
struct Open {
    row: usize,
    /// The row that names the attack.
    leader: usize,
    /// "the attack", and no more.
    bare: bool,
}

/// What an article has told of the days of its attacks.
#[derive(Debug, Default)]
pub(crate) struct Days {
    /// The last sentence whose attacks have one day, and the row that tells it.
    last: Option<(usize, usize)>,
    open: Vec<Open>,
    /// Rows of attacks that happened.
    attacks: Vec<usize>,
    /// Those that are told as known.
    known: Vec<usize>,
}

impl Days {
    pub(crate) fn clear(&mut self) {
        self.last = None;
        self.open.clear();
        self.attacks.clear();
        self.known.clear();
    }

    /// Gives known attacks their day, at the end of an article.
    pub(crate) fn settle(&self, rows: &mut [Event]) {
        for &Open { row, leader, bare } in &self.open {
            if rows[row].date_source == Some("text") {
                continue;
            }
            let from = match self.before(rows, leader).filter(|_| bare) {
                Some(near) => Some(near).filter(|&near| rows[near].date_source == Some("text")),
                None => self.only_one(rows, leader, bare),
            };
            // what is to come is not known
            if let Some(from) = from.filter(|&from| rows[from].date_start <= rows[row].date_start) {
                lend(rows, from, row);
            }
        }
    }

    /// The attack that was told last before another.
    fn before(&self, rows: &[Event], leader: usize) -> Option<usize> {
        let near = self.attacks.iter().rev().find(|&&other| other < leader).copied()?;
        (rows[near].sentence + BACK >= rows[leader].sentence).then_some(near)
    }

    /// The row with the day of all attacks of a kind that the article tells, if they have but one.
    fn only_one(&self, rows: &[Event], leader: usize, bare: bool) -> Option<usize> {
        let mut best: Option<usize> = None;
        for &other in &self.attacks {
            let event = &rows[other];
            if event.code != rows[leader].code || self.known.contains(&other) {
                continue;
            }
            if event.date_source != Some("text") {
                return None; // an attack of the day
            }
            let Some(known) = best.map(|best| &rows[best]) else {
                best = Some(other);
                continue;
            };
            if known.date_start > event.date_end || event.date_start > known.date_end {
                return None;
            }
            if length(event) < length(known) {
                best = Some(other);
            }
        }
        best.filter(|&best| {
            let fine = matches!(rows[best].date_precision, Some("day" | "week"));
            fine && rows[best].realis == Realis::Actual || bare || is_same(&rows[best], &rows[leader])
        })
    }
}

impl Reading<'_> {
    /// Gives the rows of a sentence from `start` on that tell more of the attack of the sentence before its day, and
    /// remembers theirs.
    pub(crate) fn recall_days(
        &self,
        frames: &[Frame],
        rows: &mut [Event],
        start: usize,
        memory: &mut Memory,
    ) {
        let Some(number) = rows.get(start).map(|event| event.sentence) else { return };
        let force = |event: &Event| self.pack.codes[event.code].traits.any(Traits::FORCE);
        let own: Vec<usize> = (start..rows.len())
            .filter(|&row| force(&rows[row]) && happened(&rows[row]) && rows[row].date_source == Some("text"))
            .collect();
        let days = &mut memory.days;
        let last = days.last.take().filter(|last| last.0 + 1 == number && own.is_empty());
        let mut went_on = false;
        for (row, frame) in (start..rows.len()).zip(frames) {
            if let Some((_, from)) = last.filter(|_| is_open(&rows[row]) && !self.tells_of_another())
                && rows[from].realis == Realis::Actual
                && matches!(rows[from].date_precision, Some("day" | "week"))
                && self.goes_on_on_that_day(frame)
            {
                lend(rows, from, row);
                went_on = true;
            }
        }
        for (row, frame) in (start..rows.len()).zip(frames) {
            if !happened(&rows[row]) || !self.pack.is(frame.code, Trait::Attack) {
                continue;
            }
            days.attacks.push(row);
            if !is_open(&rows[row]) || !self.is_known_attack(frame) {
                continue;
            }
            let bare = frame.noun.is_some_and(|noun| self.names_again(noun));
            days.known.push(row);
            days.open.push(Open { row, leader: row, bare });
            for (other, beside) in (start..rows.len()).zip(frames) {
                let toll = self.pack.is(beside.code, Trait::Toll) && is_open(&rows[other]);
                if toll && self.is_toll_of_attack(beside, frame) {
                    days.open.push(Open { row: other, leader: row, bare });
                }
            }
        }
        days.last = match (own.first(), last) {
            (Some(&first), _) => {
                let one = own.iter().all(|&row| rows[row].date_start == rows[first].date_start);
                one.then_some((number, first))
            }
            (None, Some((_, from))) if went_on => Some((number, from)),
            _ => None,
        };
    }

    /// "Ten people were killed", right behind the attack.
    fn goes_on_on_that_day(&self, frame: &Frame) -> bool {
        // "the destruction of a bridge" may be another deed
        let again = |noun: usize| self.is_definite(noun) && self.hosted(noun).next().is_none();
        let named = matches!(frame.rule.by, By::Noun(_)) && !frame.noun.is_some_and(again);
        !named && self.tells_more_of_an_attack(frame) && self.happens_once(frame)
    }

    /// "the bombing of the embassy", "condemned bomb attacks": an attack that is known to have been.
    fn is_known_attack(&self, frame: &Frame) -> bool {
        let Some(noun) = frame.noun.filter(|_| matches!(frame.rule.by, By::Noun(_))) else { return false };
        let group = &self.groups.nouns[noun];
        let within = group.a <= frame.trigger.0 && frame.trigger.1 <= group.b;
        let reviewed = || self.does(self.clauses.owner[group.head].into(), Concept::Review);
        within
            && self.pack.is(frame.code, Trait::Attack)
            && !self.is_mutual(frame)
            && (self.is_definite(noun) || reviewed())
    }

    /// "the bombing, which killed ten": the dead of the attack that another frame tells.
    fn is_toll_of_attack(&self, toll: &Frame, attack: &Frame) -> bool {
        let clause = &self.clauses.list[toll.clause];
        let noun = attack.noun.unwrap_or(usize::MAX);
        clause.antecedent.map(usize::from) == Some(noun)
            || clause.subject.contains(noun)
            || toll.clause == attack.clause && clause.obliques.contains(noun)
    }
}

/// Gives one row the day of another.
fn lend(rows: &mut [Event], from: usize, to: usize) {
    let when = rows[from].when();
    let realis = rows[from].realis;
    let cue = rows[from].cues.iter().find(|cue| cue.kind == "date").cloned();
    rows[to].take_date(when);
    if realis == Realis::Historical && rows[to].realis == Realis::Actual {
        rows[to].realis = realis;
        rows[to].cues.extend(cue);
    }
}

fn happened(event: &Event) -> bool {
    !event.negated && matches!(event.realis, Realis::Actual | Realis::Historical)
}

fn is_open(event: &Event) -> bool {
    happened(event) && event.date_source != Some("text")
}

/// Whether two attacks were made at one place or upon the same.
fn is_same(one: &Event, two: &Event) -> bool {
    let place = match (&one.place, &two.place) {
        (Some(one), Some(two)) => one.name == two.name,
        _ => false,
    };
    place || one.recipients.iter().any(|side| two.recipients.iter().any(|other| other.name == side.name))
}

/// How many days the day of an event may be.
fn length(event: &Event) -> i64 {
    match (event.date_start, event.date_end) {
        (Some(first), Some(last)) => super::when::days(first, last),
        _ => i64::MAX,
    }
}
