//! What a word can start, and the company of words that it wants for that: "make a visit", "sign ... truce".
//!
//! A verb of many phrases is everywhere, so that a company is found by the first of its words that is not small. Most
//! sentences lack one of its words, which a bit for each word tells; the words themselves are looked at last.

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon::{Entry, EntryId, UNKNOWN, bit_of, flag};
use super::pack::Closing;

/// How many words a phrase may stand behind its verb: the steps look less far, by some words.
const REACH: usize = 24;

/// What a word or phrase must find around it to start an event. Each is a condition that the steps will ask for in any
/// case: a sentence where none of its triggers is met tells nothing, and is not read.
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
    /// One of these acts in the sentence: see [`Glance::acts`]; none where there are no bits.
    pub acts: u64,
    /// The subjects that close all that it can start.
    pub closing: Closing,
}

impl Trigger {
    /// Of a word that needs one of these classes.
    #[cfg(test)]
    pub(crate) fn when(needs: u64) -> Self {
        Self { needs, ..Self::default() }
    }

    /// Whether a sentence with these classes may tell what it starts, in an article that may be about those.
    #[inline]
    pub(crate) fn may_be_met(&self, classes: u64, about: u64) -> bool {
        (self.needs == 0 || self.needs & (classes | about) != 0)
            && (self.object == 0 || self.object & classes != 0)
            && (self.subject == 0 || self.subject & classes != 0)
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
    /// What else must stand in the sentence, in this order.
    wanted: Wanted,
}

/// Sets of words, of each of which a sentence must hold one, in this order.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wanted(Box<[AnyOf]>);

/// Some words, with their bits (see [`bit_of`]), which turn most others away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AnyOf {
    words: Box<[EntryId]>,
    mask: u64,
}

impl AnyOf {
    pub(crate) fn new(words: &[EntryId]) -> Self {
        Self { words: words.into(), mask: words.iter().fold(0, |mask, &id| mask | bit_of(id)) }
    }

    /// Whether a word is among them.
    #[inline]
    pub(crate) fn holds(&self, word: EntryId) -> bool {
        self.mask & bit_of(word) != 0 && self.words.contains(&word)
    }
}

impl Wanted {
    /// Whether a sentence, whose words as a set are in `present`, holds one of each in their order.
    pub(crate) fn are_there(&self, sentence: &[EntryId], present: &Present) -> bool {
        self.0.iter().all(|set| set.words.iter().any(|&id| present.may_hold(id))) && self.stand_in(sentence)
    }

    /// Whether these words hold one of each in their order.
    pub(crate) fn stand_in(&self, words: &[EntryId]) -> bool {
        let mut rest = words.iter();
        self.0.iter().all(|set| rest.any(|&id| set.holds(id)))
    }
}

/// The words of a sentence as a set: a bit for each number of a word, of which some share one. So what is not there is
/// turned away, and what is there is looked at again.
#[derive(Debug, Default)]
pub(crate) struct Present([u64; 16]);

impl Present {
    /// Holds these words, and no others.
    pub(crate) fn set(&mut self, words: &[EntryId]) {
        self.0 = [0; 16];
        for &id in words.iter().filter(|&&id| id != UNKNOWN) {
            self.0[Self::place(id)] |= bit_of(id);
        }
    }

    #[inline]
    fn may_hold(&self, id: EntryId) -> bool {
        self.0[Self::place(id)] & bit_of(id) != 0
    }

    #[inline]
    fn place(id: EntryId) -> usize {
        (id / 64 % 16) as usize
    }
}

impl FromIterator<Box<[EntryId]>> for Wanted {
    fn from_iter<I: IntoIterator<Item = Box<[EntryId]>>>(sets: I) -> Self {
        Self(sets.into_iter().map(|words| AnyOf::new(&words)).collect())
    }
}

/// The companies of all words.
#[derive(Debug, Default)]
pub(super) struct Companies {
    /// Those of word `n` are `list[of[n]..of[n + 1]]`.
    list: Vec<Company>,
    /// A bit for each of the words of a company, and the number of what it starts: most sentences lack a word, and
    /// most of what is left starts nothing there.
    gates: Vec<(u64, u32)>,
    /// What companies start, each once.
    triggers: Vec<Trigger>,
    of: Vec<u32>,
}

impl Companies {
    /// Puts down what words can start, each under the word of its company by which it is found. Gives the flags of the
    /// words that come of it too.
    pub(super) fn of(entries: &mut [Entry], small: &FxHashSet<EntryId>) -> (Self, Vec<u32>) {
        let mut under: Vec<Vec<(Company, Trigger)>> = entries.iter().map(|_| Vec::new()).collect();
        let mut flags = vec![0; entries.len()];
        for (id, entry) in entries.iter_mut().enumerate() {
            entry.starts.sort_unstable();
            entry.starts.dedup();
            entry.among.sort_unstable();
            entry.among.dedup();
            for (words, trigger) in &entry.starts {
                let own = words.contains(&(id as EntryId));
                let place = words.iter().position(|word| !small.contains(word)).filter(|_| !own);
                let verb = place.map(|place| (id as EntryId, place));
                let company = Company { verb, words: words.clone(), own, wanted: Wanted::default() };
                under[place.map_or(id, |place| words[place] as usize)].push((company, *trigger));
            }
            for (wanted, trigger) in &entry.among {
                flags[id] |= flag::ANCHORS;
                let wanted = wanted.clone();
                let company = Company { verb: None, words: Box::default(), own: false, wanted };
                under[id].push((company, *trigger));
            }
        }
        let mut companies = Self { of: vec![0], ..Self::default() };
        let mut numbers: FxHashMap<Trigger, u32> = FxHashMap::default();
        for (found, flags) in under.into_iter().zip(&mut flags) {
            if !found.is_empty() {
                *flags |= flag::TRIGGER;
            }
            for (company, trigger) in found {
                let number = *numbers.entry(trigger).or_insert_with(|| {
                    companies.triggers.push(trigger);
                    companies.triggers.len() as u32 - 1
                });
                let verb = company.verb.iter().map(|(verb, _)| verb);
                let mask = company.words.iter().chain(verb).fold(0, |mask, &id| mask | bit_of(id));
                companies.gates.push((mask, number));
                companies.list.push(company);
            }
            companies.of.push(companies.list.len() as u32);
        }
        (companies, flags)
    }

    /// See [`Lexicon::starts`](super::lexicon::Lexicon::starts); `auxiliary` tells the forms of be, have and do.
    #[allow(clippy::too_many_arguments, reason = "the parts of a sentence, and what is asked of it")]
    pub(super) fn starts(
        &self,
        at: usize,
        mask: u64,
        sentence: &[EntryId],
        present: &Present,
        auxiliary: impl Fn(EntryId) -> bool,
        wanted: impl Fn(&Trigger) -> bool,
        mut take: impl FnMut(&Trigger) -> bool,
    ) -> bool {
        let id = sentence[at] as usize;
        let of = self.of[id] as usize..self.of[id + 1] as usize;
        for (place, &(words, number)) in self.gates[of.clone()].iter().enumerate() {
            if words & !mask != 0 {
                continue;
            }
            let trigger = &self.triggers[number as usize];
            if wanted(trigger)
                && self.list[of.start + place].is_there(at, sentence, present, &auxiliary)
                && take(trigger)
            {
                return true;
            }
        }
        false
    }
}

impl Company {
    /// Whether its words stand behind the word at `at`, or around it, behind an auxiliary.
    fn is_there(
        &self,
        at: usize,
        sentence: &[EntryId],
        present: &Present,
        auxiliary: impl Fn(EntryId) -> bool,
    ) -> bool {
        let [first, rest @ ..] = &*self.words else { return self.wanted.are_there(sentence, present) };
        if let Some((verb, place)) = self.verb {
            let Some(start) = at.checked_sub(place) else { return false };
            return sentence[start..].starts_with(&self.words)
                && sentence[(start + 1).saturating_sub(REACH)..start].contains(&verb);
        }
        let from = if self.own { at.saturating_sub(self.words.len() - 1) } else { at + 1 };
        let to = if self.own { at + 1 } else { at + REACH };
        let behind = |place: usize| {
            !self.own || sentence[place.saturating_sub(REACH)..place].iter().any(|&before| auxiliary(before))
        };
        (from..to.min(sentence.len())).any(|place| {
            sentence[place] == *first && sentence[place + 1..].starts_with(rest) && behind(place)
        })
    }
}
