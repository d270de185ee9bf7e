//! Words at which a date may begin.

use std::sync::LazyLock;

use super::Which;
use crate::normalise::traits::is;
use crate::text::vocabulary::WordMap;
use crate::text::words::{Shape, Words};

/// What a word does in a date.
#[derive(Debug, Clone, Copy)]
pub(super) enum Word {
    Number,
    /// A number in words, or `a`, before `days ago`.
    Count,
    Month(i8),
    /// Days after Monday.
    Weekday(i64),
    The,
    /// `last`, `this`, `next`.
    Which(Which),
    /// `past`, `recent`, `coming`: a stretch up to or from publication.
    Rolling(Which),
    /// A day, counted from publication.
    Today(i64),
    Overnight,
    /// `end of the year`.
    Edge,
    /// `the nineties`: its first year.
    Decade(i16),
    /// `autumn of 2014`: its first month.
    Season(i8),
    /// `New Year's Eve`, `Christmas Day`: the 31st of December, the 25th.
    Feast(i8),
}

static WORDS: LazyLock<WordMap<Word>> = LazyLock::new(|| {
    let mut map = Vec::new();
    let months = "january february march april may june july august september october november december \
                  jan feb mar apr jun jul aug sept sep oct nov dec";
    map.extend(
        months.split(' ').filter_map(|name| Some((name, Word::Month(crate::normalise::label::month(name)?)))),
    );
    let days = "monday tuesday wednesday thursday friday saturday sunday";
    map.extend(days.split(' ').zip(0..).map(|(name, offset)| (name, Word::Weekday(offset))));
    let short =
        [("mon", 0), ("tue", 1), ("tues", 1), ("wed", 2), ("thu", 3), ("thur", 3), ("thurs", 3), ("fri", 4)];
    map.extend(short.map(|(name, offset)| (name, Word::Weekday(offset))));
    map.extend([("sat", Word::Weekday(5)), ("sun", Word::Weekday(6)), ("the", Word::The)]);
    map.extend([
        ("last", Word::Which(Which::Last)),
        ("previous", Word::Rolling(Which::Last)),
        ("this", Word::Which(Which::This)),
        ("next", Word::Which(Which::Next)),
        ("past", Word::Rolling(Which::Last)),
        ("recent", Word::Rolling(Which::Last)),
        ("coming", Word::Rolling(Which::Next)),
        ("today", Word::Today(0)),
        ("tonight", Word::Today(0)),
        ("yesterday", Word::Today(-1)),
        ("tomorrow", Word::Today(1)),
        ("overnight", Word::Overnight),
        ("end", Word::Edge),
        ("start", Word::Edge),
        ("beginning", Word::Edge),
        ("spring", Word::Season(3)),
        ("summer", Word::Season(6)),
        ("autumn", Word::Season(9)),
        ("winter", Word::Season(12)),
        ("new", Word::Feast(31)),
        ("christmas", Word::Feast(24)),
    ]);
    let decades = "twenties thirties forties fifties sixties seventies eighties nineties";
    map.extend(decades.split(' ').zip(2..).map(|(name, tens)| (name, Word::Decade(1900 + 10 * tens))));
    let counts = "a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
                  sixteen seventeen eighteen nineteen twenty thirty forty fifty several first second third fourth fifth sixth \
                  seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth \
                  eighteenth nineteenth twentieth thirtieth";
    map.extend(counts.split(' ').map(|name| (name, Word::Count)));
    map.into_iter().collect()
});

/// The words at which a date may begin.
pub(in crate::normalise) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.words()
}

/// What the token at `at` may begin.
pub(super) fn word(words: &Words, at: usize) -> Option<Word> {
    match words.as_slice().get(at)?.shape {
        Shape::Number => Some(Word::Number),
        Shape::Mark => None,
        _ if !words.is(at, is::DATE) => None,
        _ => WORDS.of(words, at).copied(),
    }
}
