//! What a word can start, and the company of words that it wants for that: "make a visit", "sign ... truce".
//!
//! A verb of many phrases is everywhere, so that a company is found by the first of its words that is not small. Most
//! sentences lack one of its words, which a bit for each word tells; the words themselves are looked at last. What
//! hangs on a word of a pattern wants sets of words instead ([`super::lexicon::Sets`]), which are kept by what they start.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::by_word::ByWord;
use super::inflect::use_of;
use super::lexicon::{Among, Entry, EntryId, Positions, SetId, Sets, Wanted, bit_of, flag};
use super::pack::Closing;

/// How many words a phrase may stand behind its verb: the steps look less far, by some words.
const REACH: usize = 24;

/// How many words of description may stand before a noun of a phrase ("issued a *new stern* warning", "a *48-hour*
/// ultimatum"). Unmeasured.
pub(super) const ADJECTIVES: usize = 4;

/// What a word or phrase must find around it to start an event. Each is a condition that the steps will ask for in any
/// case: a sentence where none of its triggers is met tells nothing, and is not read. One exception costs less than it saves:
/// adjectives are looked for before the rarest word of a phrase alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Trigger {
    /// One of these classes in the sentence or the article; none where there are no bits.
    pub needs: u64,
    /// The article may be about none of these,
    pub unless: u64,
    /// unless the sentence shows one of these.
    pub excuse: u64,
    /// One of these classes in the sentence, for its object and its subject; none where there are no bits.
    pub object: u64,
    pub subject: u64,
    /// One of these classes in the sentence, for who says it; none where there are no bits.
    pub claimed: u64,
    /// One of the words of this set in the sentence: the verbs under which a noun tells.
    pub under: Option<SetId>,
    /// All of these bits of [`flag`] among the words of the sentence.
    pub marks: u32,
    /// One of these acts in the sentence: see [`Glance::acts`]; none where there are no bits.
    pub acts: u64,
    /// One of these types of topics told before in the article; none where there are no bits.
    pub after: u64,
    /// The subjects that close all that it can start.
    pub closing: Closing,
}

impl Trigger {
    /// Of a word that needs one of these classes.
    #[cfg(test)]
    pub(crate) fn when(needs: u64) -> Self {
        Self { needs, ..Self::default() }
    }

    /// What a sentence must show for one of two.
    fn or(self, other: Self) -> Self {
        let either = |one: u64, other: u64| if one == 0 || other == 0 { 0 } else { one | other };
        Self {
            needs: either(self.needs, other.needs),
            unless: self.unless & other.unless,
            excuse: self.excuse | other.excuse,
            object: either(self.object, other.object),
            subject: either(self.subject, other.subject),
            claimed: either(self.claimed, other.claimed),
            after: either(self.after, other.after),
            under: None,
            marks: self.marks & other.marks,
            acts: either(self.acts, other.acts),
            closing: self.closing.and(other.closing),
        }
    }

    /// Whether a sentence with these classes may tell what it starts, in an article that may be about those.
    #[inline]
    pub(crate) fn may_be_met(&self, classes: u64, about: u64) -> bool {
        (self.needs == 0 || self.needs & (classes | about) != 0)
            && (self.object == 0 || self.object & classes != 0)
            && (self.subject == 0 || self.subject & classes != 0)
            && (self.claimed == 0 || self.claimed & classes != 0)
    }

    /// Whether a sentence with these classes in an article about those can tell what it starts.
    #[inline]
    pub(crate) fn is_met_by(&self, classes: u64, about: u64) -> bool {
        self.may_be_met(classes, about) && (self.unless & about == 0 || self.excuse & classes != 0)
    }
}

/// What a word can start, and the words that must stand in its sentence for that.
#[derive(Debug)]
struct Company {
    /// The word that starts, where it is not the one by which the company is found ("make" of "make a visit"), and the
    /// place of the latter among the words.
    verb: Option<(EntryId, usize)>,
    words: Box<[EntryId]>,
    /// The one that starts is among the words: what comes before is a form of be, have or do ("*is* out of").
    own: bool,
    /// It is a participle, which other words may part from the rest ("was granted *political* asylum in").
    parted: bool,
}

/// A sentence, in which a word looks for its company.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Crowd<'s> {
    pub words: &'s [EntryId],
    /// Their bits: see [`bit_of`].
    pub mask: u64,
    pub positions: &'s Positions,
    /// It may be a headline, which leaves forms of be out: "Kara under siege".
    pub headline: bool,
}

/// The number of what is started, among the triggers of all words.
type TriggerId = u32;

/// Triggers, each once, by their numbers.
#[derive(Debug, Default)]
struct Numbers {
    triggers: Vec<Trigger>,
    numbers: FxHashMap<Trigger, TriggerId>,
}

impl Numbers {
    fn of(&mut self, trigger: Trigger) -> TriggerId {
        *self.numbers.entry(trigger).or_insert_with(|| {
            self.triggers.push(trigger);
            self.triggers.len() as TriggerId - 1
        })
    }
}

/// What a word starts only where its sentence meets a set of words.
#[derive(Debug)]
struct Lacking {
    /// None where nothing is asked for.
    set: Option<SetId>,
    /// Places among the sets of all words.
    places: Range<u32>,
}

/// The companies of all words.
#[derive(Debug, Default)]
pub(super) struct Companies {
    /// By word, a bit for each word of a company: most sentences lack one.
    masks: ByWord<u64>,
    /// The companies in the same order.
    words: Vec<(TriggerId, Company)>,
    /// Sets of words, in the order of what they start, which is asked for once; by word those that most sentences lack for
    /// want of the same set.
    lacking: ByWord<Lacking>,
    sets: Vec<(TriggerId, Wanted)>,
    /// By word, the least that something which it starts asks for: most sentences with it show less.
    least: Vec<TriggerId>,
    /// What companies start, each once.
    triggers: Vec<Trigger>,
}

impl Companies {
    /// Puts down what words can start, each under the word of its company by which it is found. Gives the flags of the
    /// words that come of it too.
    pub(super) fn of(entries: &mut [Entry], small: &FxHashSet<EntryId>, all: &Sets) -> (Self, Vec<u32>) {
        let mut companies = Self::default();
        let mut numbers = Numbers::default();
        let mut under: Vec<Vec<(u64, TriggerId, Company)>> = entries.iter().map(|_| Vec::new()).collect();
        for (id, entry) in entries.iter_mut().enumerate() {
            let participle = entry.forms.iter().any(|form| form.uses & use_of::PARTICIPLE != 0);
            entry.starts.sort_unstable();
            entry.starts.dedup();
            for (words, trigger) in &entry.starts {
                let own = words.contains(&(id as EntryId));
                let place = words.iter().position(|word| !small.contains(word)).filter(|_| !own);
                let verb = place.map(|place| (id as EntryId, place));
                let all = words.iter().copied().chain(verb.map(|(verb, _)| verb));
                let mask = all.fold(0, |mask, id| mask | bit_of(id));
                let parted = own && words.len() > 1 && words[0] == id as EntryId && participle;
                let company = Company { verb, words: words.clone(), own, parted };
                under[place.map_or(id, |place| words[place] as usize)].push((
                    mask,
                    numbers.of(*trigger),
                    company,
                ));
            }
        }
        let mut flags = vec![0; entries.len()];
        let mut least = Vec::with_capacity(entries.len());
        for (((id, entry), words), flags) in (0..).zip(&*entries).zip(under).zip(&mut flags) {
            let sets: BTreeSet<(TriggerId, &Wanted)> =
                entry.among.iter().map(|(wanted, trigger)| (numbers.of(*trigger), wanted)).collect();
            if !sets.is_empty() {
                *flags |= flag::ANCHORS;
            }
            if !sets.is_empty() || !words.is_empty() {
                *flags |= flag::TRIGGER;
            }
            let started =
                words.iter().map(|&(_, number, _)| number).chain(sets.iter().map(|&(number, _)| number));
            least.push(started.collect::<BTreeSet<TriggerId>>());
            companies.masks.push(words.iter().map(|&(mask, ..)| mask));
            companies.words.extend(words.into_iter().map(|(_, number, company)| (number, company)));
            companies.add_sets(sets.into_iter().map(|(number, of)| (of.rarest(all, id), number, of)));
        }
        let least = least.iter().map(|started| {
            let all = started.iter().map(|&number| numbers.triggers[number as usize]);
            // a word that starts nothing is not asked
            numbers.of(all.reduce(Trigger::or).unwrap_or_default())
        });
        companies.least = least.collect();
        companies.triggers = numbers.triggers;
        (companies, flags)
    }

    /// Adds the sets of the next word, each with the one that most sentences lack.
    fn add_sets<'w>(&mut self, sets: impl Iterator<Item = (Option<SetId>, TriggerId, &'w Wanted)>) {
        let mut by_lack: BTreeMap<Option<SetId>, Vec<(TriggerId, Wanted)>> = BTreeMap::new();
        for (rarest, number, wanted) in sets {
            by_lack.entry(rarest).or_default().push((number, wanted.clone()));
        }
        let mut lacking = Vec::with_capacity(by_lack.len());
        for (set, wanted) in by_lack {
            let start = self.sets.len() as u32;
            self.sets.extend(wanted);
            lacking.push(Lacking { set, places: start..self.sets.len() as u32 });
        }
        self.lacking.push(lacking);
    }

    /// Whether a word may start something that is wanted.
    #[inline]
    pub(super) fn may_start(&self, word: EntryId, wanted: impl Fn(&Trigger) -> bool) -> bool {
        self.least.get(word as usize).is_some_and(|&least| wanted(&self.triggers[least as usize]))
    }

    /// See [`Lexicon::starts`](super::lexicon::Lexicon::starts); `auxiliary` tells the forms of be, have and do.
    pub(super) fn starts(
        &self,
        at: usize,
        crowd: Crowd<'_>,
        auxiliary: impl Fn(EntryId) -> bool,
        wanted: impl Fn(&Trigger) -> bool,
        mut take: impl FnMut(&Trigger) -> bool,
    ) -> bool {
        let word = crowd.words[at];
        let places = self.masks.places(word);
        for (mask, (number, company)) in self.masks.of(word).iter().zip(&self.words[places]) {
            if mask & !crowd.mask != 0 {
                continue;
            }
            let trigger = &self.triggers[*number as usize];
            if wanted(trigger) && company.is_there(at, crowd, &auxiliary) && take(trigger) {
                return true;
            }
        }
        false
    }

    /// See [`Lexicon::starts_among`](super::lexicon::Lexicon::starts_among).
    pub(super) fn starts_among(
        &self,
        word: EntryId,
        among: Among<'_>,
        wanted: impl Fn(&Trigger) -> bool,
        mut take: impl FnMut(&Trigger) -> bool,
    ) -> bool {
        for Lacking { set, places } in self.lacking.of(word) {
            if set.is_some_and(|set| !among.present.holds(set)) {
                continue;
            }
            // what is taken, or not wanted, is not asked again
            let mut done = None;
            for (number, any) in &self.sets[places.start as usize..places.end as usize] {
                if done == Some(number) {
                    continue;
                }
                let trigger = &self.triggers[*number as usize];
                if !wanted(trigger) {
                    done = Some(number);
                } else if any.are_there(among) {
                    done = Some(number);
                    if take(trigger) {
                        return true;
                    }
                }
            }
        }
        false
    }
}

impl Company {
    /// Whether its words stand behind the word at `at`, or around it, behind an auxiliary.
    fn is_there(&self, at: usize, crowd: Crowd<'_>, auxiliary: impl Fn(EntryId) -> bool) -> bool {
        let sentence = crowd.words;
        let [first, rest @ ..] = &*self.words else { return true };
        if let Some((verb, place)) = self.verb {
            return run_around(sentence, at, &self.words, place)
                .is_some_and(|start| sentence[(start + 1).saturating_sub(REACH)..start].contains(&verb));
        }
        let from = if self.own { at.saturating_sub(self.words.len() - 1) } else { at + 1 };
        let to = if self.own { at + 1 } else { at + REACH };
        let behind = |place: usize| {
            !self.own
                || crowd.headline
                || sentence[place.saturating_sub(REACH)..place].iter().any(|&before| auxiliary(before))
        };
        let to = to.min(sentence.len());
        let follows = |place: usize| {
            let near = place + if self.parted { REACH } else { 1 };
            (place + 1..=near.min(sentence.len())).any(|next| sentence[next..].starts_with(rest))
        };
        let whole = |place: usize| follows(place) && behind(place);
        if !crowd.positions.known {
            return (from..to).any(|place| sentence[place] == *first && whole(place));
        }
        let mut here = crowd.positions.of(sentence, *first) & ((1 << to) - (1 << from.min(to)));
        while here != 0 {
            if whole(here.trailing_zeros() as usize) {
                return true;
            }
            here &= here - 1;
        }
        false
    }
}

/// Where words begin whose word at `place` is the token at `at`: one behind another, but for adjectives before that word.
fn run_around(sentence: &[EntryId], at: usize, words: &[EntryId], place: usize) -> Option<usize> {
    let (before, [_, behind @ ..]) = words.split_at(place) else { return None };
    if !sentence[at + 1..].starts_with(behind) {
        return None;
    }
    let farthest = if place == 0 { at } else { at.saturating_sub(ADJECTIVES) };
    (farthest..=at).rev().find(|&end| sentence[..end].ends_with(before)).map(|end| end - place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn adjectives_part_the_words_of_a_phrase() {
        // the phrase 1 2 3, in which 3 is the rarest
        for (sentence, at, start) in [
            (&[9, 1, 2, 3][..], 3, Some(1)),
            (&[1, 2, 9, 9, 3], 4, Some(0)),
            (&[1, 9, 2, 3], 3, None),
            (&[1, 2, 9, 9, 9, 9, 9, 3], 7, None),
            (&[2, 1, 3], 2, None),
        ] {
            assert_eq!(run_around(sentence, at, &[1, 2, 3], 2), start, "{sentence:?}");
        }
        assert_eq!(run_around(&[9, 1, 2], 1, &[1, 2], 0), Some(1));
        assert_eq!(run_around(&[9, 1, 8, 2], 1, &[1, 2], 0), None);
    }

    fn trigger() -> impl Strategy<Value = Trigger> {
        let bits = || prop_oneof![Just(0), 0_u64..16];
        let subjects = || 0_u8..16;
        let closing = (subjects(), subjects(), subjects(), any::<bool>()).prop_map(
            |(always, vowed, at_home, placed)| Closing {
                always: always.into(),
                vowed: vowed.into(),
                at_home: at_home.into(),
                placed,
            },
        );
        let classes = (bits(), bits(), bits(), bits(), bits(), bits());
        (classes, 0_u32..16, bits(), bits(), closing).prop_map(
            |((needs, unless, excuse, object, subject, claimed), marks, acts, after, closing)| Trigger {
                needs,
                unless,
                excuse,
                object,
                subject,
                claimed,
                under: None,
                marks,
                acts,
                after,
                closing,
            },
        )
    }

    proptest! {
        /// Where something is met, so is what it has in common with others; and what closes that closes each.
        #[test]
        fn the_least_is_met_where_one_of_them_is(
            all in prop::collection::vec(trigger(), 1..5),
            classes in 0_u64..16,
            about in 0_u64..16,
            (marks, acts, after) in (0_u32..16, 0_u64..16, 0_u64..16),
        ) {
            let least = all.iter().copied().reduce(Trigger::or).unwrap();
            let shown = |one: &Trigger| {
                one.is_met_by(classes, about)
                    && one.marks & !marks == 0
                    && (one.acts == 0 || one.acts & acts != 0)
                    && (one.after == 0 || one.after & after != 0)
            };
            if all.iter().any(shown) {
                prop_assert!(shown(&least));
            }
            for one in &all {
                prop_assert_eq!(least.closing.always & !one.closing.always, 0);
                prop_assert_eq!(least.closing.vowed & !one.closing.vowed, 0);
                prop_assert_eq!(least.closing.at_home & !one.closing.at_home, 0);
                prop_assert!(least.closing.placed || !one.closing.placed);
            }
        }
    }
}
