//! What the readers know of a word by itself: the closed lists that it is in, as bits.
//!
//! All lists are one table, so that a word is looked up once whatever asks of it. A pack keeps the bits with its own
//! words; a text without a pack is looked up in the table here. A word that no list holds has no bits.

use std::sync::LazyLock;

use super::actor::{compose, shape_words};
use super::{date, label, numeral, place_words, unit};
use crate::text::vocabulary::Vocabulary;

/// The lists, a bit each.
pub(crate) mod is {
    /// A date may begin with it.
    pub(crate) const DATE: u32 = 1;
    /// Part of a number.
    pub(crate) const NUMBER: u32 = 1 << 1;
    /// A month or a day of the week.
    pub(crate) const CALENDAR: u32 = 1 << 2;
    pub(crate) const PARTICLE: u32 = 1 << 3;
    pub(crate) const STARTER: u32 = 1 << 4;
    pub(crate) const SPEECH: u32 = 1 << 5;
    pub(crate) const ARMED: u32 = 1 << 6;
    pub(crate) const BODY: u32 = 1 << 7;
    pub(crate) const MODIFIER: u32 = 1 << 8;
    pub(crate) const PLACES_A_SEAT: u32 = 1 << 9;
    pub(crate) const LOCATIVE: u32 = 1 << 10;
    pub(crate) const WIDENS: u32 = 1 << 11;
    pub(crate) const THING: u32 = 1 << 12;
    pub(crate) const DEAL: u32 = 1 << 13;
    pub(crate) const TITLE: u32 = 1 << 14;
    pub(crate) const COMMON: u32 = 1 << 15;
    pub(crate) const GIVEN: u32 = 1 << 16;
    pub(crate) const SPOT: u32 = 1 << 17;
    pub(crate) const AFFAIR: u32 = 1 << 18;
    /// A unit of time.
    pub(crate) const UNIT: u32 = 1 << 19;
    /// Bodies of those who died.
    pub(crate) const REMAINS: u32 = 1 << 20;
}

const LISTS: [(u32, &str); 19] = [
    (is::CALENDAR, label::CALENDAR),
    (is::PARTICLE, shape_words::PARTICLES),
    (is::STARTER, shape_words::STARTERS),
    (is::SPEECH, shape_words::SPEECH),
    (is::ARMED, shape_words::ARMED),
    (is::BODY, shape_words::BODIES),
    (is::MODIFIER, compose::MODIFIERS),
    (is::PLACES_A_SEAT, compose::PLACES_A_SEAT),
    (is::LOCATIVE, place_words::LOCATIVES),
    (is::WIDENS, place_words::WIDENS),
    (is::THING, place_words::THINGS),
    (is::DEAL, place_words::DEALS),
    (is::TITLE, place_words::TITLES),
    (is::COMMON, place_words::COMMON),
    (is::GIVEN, place_words::GIVEN),
    (is::SPOT, place_words::SPOTS),
    (is::AFFAIR, place_words::AFFAIRS),
    (is::UNIT, unit::DURATIONS),
    (is::REMAINS, "bodies body corpse corpses remains skeletons"),
];

static TABLE: LazyLock<(Vocabulary, Vec<u32>)> = LazyLock::new(|| {
    let lists = LISTS.iter().flat_map(|&(bit, list)| list.split_whitespace().map(move |word| (bit, word)));
    let dates = date::words().map(|word| (is::DATE, word));
    let numbers = numeral::words().map(|word| (is::NUMBER, word));
    let mut words = Vocabulary::default();
    let mut bits: Vec<u32> = Vec::new();
    for (bit, word) in lists.chain(dates).chain(numbers) {
        let number = words.insert(word) as usize;
        bits.resize(words.len(), 0);
        bits[number] |= bit;
    }
    (words, bits)
});

/// Bits of [`is`] of a folded word.
pub(crate) fn of(word: &str) -> u32 {
    TABLE.0.get(word).map_or(0, |number| TABLE.1[number as usize])
}

/// The words of all lists.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    TABLE.0.iter()
}
