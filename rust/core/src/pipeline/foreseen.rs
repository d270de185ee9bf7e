//! Cleaning by the lines learned so far, so that texts need not be read once to learn and once more to be sketched.
//!
//! What a source's texts teach seldom changes once a few hundred of them have been seen, so each batch is cleaned by
//! what it and those before it teach. When all are in, the lines are known, and it is known which lines were
//! foreseen for which rows: the texts that hold a line about which the two differ are read again, and only these.
//! So the outcome is that of learning first.
//!
//! Cost: memory for each line that was ever foreseen; a second reading where the lines of a source came late.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::clean::Learned;
use crate::text::clean::learn::{Learner, LineHashes};

/// The rows from which on something holds, and no longer holds, by turns.
#[derive(Debug, Default, Clone)]
struct Turns(Vec<u32>);

impl Turns {
    /// Sets what holds from `row` on.
    fn set(&mut self, row: u32, holds: bool) {
        if self.holds_at(u32::MAX) == holds {
            return;
        }
        // What was turned at the same row never held for any.
        if self.0.last() == Some(&row) {
            self.0.pop();
        } else {
            self.0.push(row);
        }
    }

    fn holds_at(&self, row: u32) -> bool {
        !self.0.partition_point(|&turn| turn <= row).is_multiple_of(2)
    }

    /// The rows for which it held other than `holds`, of `n`.
    fn unlike(&self, holds: bool, n: u32) -> impl Iterator<Item = Range<u32>> + '_ {
        let starts = std::iter::once(0).chain(self.0.iter().copied());
        let ends = self.0.iter().copied().chain(std::iter::once(n));
        // Before the first turn nothing holds.
        let ranges = starts.zip(ends).map(|(start, end)| start..end);
        ranges.skip(usize::from(!holds)).step_by(2).filter(|range| !range.is_empty())
    }
}

/// What was foreseen, and for which rows.
#[derive(Debug, Default)]
pub(super) struct Foreseen {
    /// What is foreseen for the next rows.
    pub(super) learned: Learned,
    /// By source, then line.
    own: FxHashMap<String, FxHashMap<u64, Turns>>,
    /// Of lines of any source: of how many now, and for which rows it was of some.
    anywhere: FxHashMap<u64, (u32, Turns)>,
    /// What differs from what was learned in the end.
    amiss: Option<Amiss>,
}

#[derive(Debug)]
struct Amiss {
    own: FxHashMap<String, Vec<Range<u32>>>,
    anywhere: Vec<Range<u32>>,
}

impl Foreseen {
    /// Takes up what the sources teach that have grown, for the rows from `row` on.
    pub(super) fn update(&mut self, learner: &mut Learner, row: usize) {
        for (source, now) in learner.grown() {
            let mut before: Vec<u64> = self.learned.of_source(&source).collect();
            before.sort_unstable();
            for &line in now.iter().filter(|line| before.binary_search(line).is_err()) {
                self.turn(&source, line, row as u32, true);
            }
            for &line in before.iter().filter(|line| now.binary_search(line).is_err()) {
                self.turn(&source, line, row as u32, false);
            }
        }
    }

    fn turn(&mut self, source: &str, line: u64, row: u32, holds: bool) {
        if !self.own.contains_key(source) {
            self.own.insert(source.to_owned(), FxHashMap::default());
        }
        if let Some(lines) = self.own.get_mut(source) {
            lines.entry(line).or_default().set(row, holds);
        }
        let (sources, turns) = self.anywhere.entry(line).or_default();
        *sources = if holds { *sources + 1 } else { *sources - 1 };
        turns.set(row, *sources > 0);
        if holds {
            self.learned.insert(source, line);
        } else {
            self.learned.remove(source, line, *sources > 0);
        }
    }

    /// Ends the reading of `n` rows with what was learned. Whether any row may have been cleaned by other lines.
    pub(super) fn compare(&mut self, learned: Learned, n: usize) -> bool {
        let n = n as u32;
        let mut own: FxHashMap<String, Vec<Range<u32>>> = FxHashMap::default();
        let mut anywhere = Vec::new();
        let never = Turns::default();
        for (source, line) in learned.hashes() {
            let turns = self.own.get(source).and_then(|lines| lines.get(&line)).unwrap_or(&never);
            note(&mut own, source, turns.unlike(true, n));
            let turns = self.anywhere.get(&line).map_or(&never, |(_, turns)| turns);
            anywhere.extend(turns.unlike(true, n));
        }
        for (source, lines) in &self.own {
            for (&line, turns) in lines {
                let (is_own, is_anyones) = learned.has(source, line);
                if !is_own {
                    note(&mut own, source, turns.unlike(false, n));
                }
                if !is_anyones && let Some((_, turns)) = self.anywhere.get(&line) {
                    anywhere.extend(turns.unlike(false, n));
                }
            }
        }
        own.values_mut().for_each(unite);
        unite(&mut anywhere);
        self.learned = learned;
        let is_amiss = !own.is_empty() || !anywhere.is_empty();
        self.amiss = Some(Amiss { own, anywhere });
        is_amiss
    }

    /// Whether the text of a row may hold a line that was foreseen wrongly.
    pub(super) fn is_suspect(&self, row: usize, source: &str) -> bool {
        let row = row as u32;
        let within = |ranges: &[Range<u32>]| {
            let at = ranges.partition_point(|range| range.end <= row);
            ranges.get(at).is_some_and(|range| range.contains(&row))
        };
        self.amiss.as_ref().is_some_and(|amiss| {
            within(&amiss.anywhere) || amiss.own.get(source).is_some_and(|ranges| within(ranges))
        })
    }

    /// If the text of a row holds a line that was foreseen wrongly: the lines by which it was cleaned.
    pub(super) fn cleaned_by(&self, row: usize, source: &str, text: &LineHashes) -> Option<Learned> {
        let row = row as u32;
        let mut before = Learned::default();
        let mut differs = false;
        let own = self.own.get(source);
        for &line in text.lines() {
            let was_own = own.and_then(|lines| lines.get(&line)).is_some_and(|turns| turns.holds_at(row));
            let was_anyones = self.anywhere.get(&line).is_some_and(|(_, turns)| turns.holds_at(row));
            differs |= (was_own, was_anyones) != self.learned.has(source, line);
            if was_own {
                before.insert(source, line);
            }
            if was_anyones {
                before.insert_elsewhere(line);
            }
        }
        differs.then_some(before)
    }
}

fn note(
    own: &mut FxHashMap<String, Vec<Range<u32>>>,
    source: &str,
    ranges: impl Iterator<Item = Range<u32>>,
) {
    for range in ranges {
        match own.get_mut(source) {
            Some(ranges) => ranges.push(range),
            None => drop(own.insert(source.to_owned(), vec![range])),
        }
    }
}

/// Sorts ranges and joins those that touch.
fn unite(ranges: &mut Vec<Range<u32>>) {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_tell_what_held_when() {
        let mut turns = Turns::default();
        turns.set(0, false);
        turns.set(5, true);
        turns.set(5, true);
        turns.set(8, false);
        turns.set(8, true);
        turns.set(9, false);
        let held: Vec<u32> = (0..12).filter(|&row| turns.holds_at(row)).collect();
        assert_eq!(held, [5, 6, 7, 8]);
        let unlike = |holds| turns.unlike(holds, 12).flatten().collect::<Vec<u32>>();
        assert_eq!((unlike(true), unlike(false)), (vec![0, 1, 2, 3, 4, 9, 10, 11], held));
        assert!(Turns::default().unlike(true, 3).flatten().eq(0..3));
        assert_eq!(Turns::default().unlike(false, 3).count(), 0);
    }

    #[test]
    fn a_line_that_comes_late_is_known_and_by_whom() {
        let page = |n: usize| format!("Story {n} told at length.\nThe Post, the paper of the town");
        let (mut learner, mut foreseen) = (Learner::default(), Foreseen::default());
        for n in 0..12 {
            learner.push("Post", &page(n));
            foreseen.update(&mut learner, n);
        }
        assert!(foreseen.compare(learner.finish(), 12));
        let suspects: Vec<usize> = (0..12).filter(|&row| foreseen.is_suspect(row, "Post")).collect();
        // The source was judged by 1, 2, 4 and 8 texts; the line recurs from five on.
        assert_eq!(suspects, [0, 1, 2, 3, 4, 5, 6]);
        assert!(foreseen.is_suspect(3, "Courier") && !foreseen.is_suspect(7, "Courier"));
        assert!(foreseen.cleaned_by(3, "Post", &LineHashes::of(&page(3))).is_some());
        assert!(foreseen.cleaned_by(3, "Courier", &LineHashes::of(&page(3))).is_some());
        assert!(foreseen.cleaned_by(3, "Post", &LineHashes::of("Another text.")).is_none());
        assert!(foreseen.cleaned_by(9, "Post", &LineHashes::of(&page(9))).is_none());
    }
}
