//! Texts in capitals and headlines in title case: how their words would be written in small print.
//!
//! Names are known by their case. Where all is in capitals, or all longer words begin with one, it tells nothing, so it
//! is put back first, word by word, and every later step reads the sentence as any other. A name is what a list holds (actors, places, given names,
//! months) or what no list of English words explains; words of the closed classes, and words that the pack knows as
//! verbs, nouns, adjectives or adverbs, are small. Names that are everyday words too (`US`, `MAY`, `MARK`) are told
//! by what stands beside them.
//!
//! Cost: a few look-ups a word, in sentences in capitals alone.

use std::ops::Range;

use super::lexicon::{Concept, EntryId, Lexicon};
use super::pack::Pack;
use super::sentence::Sentence;
use crate::normalise::actor::Spelling;
use crate::normalise::traits::is;
use crate::text::words::{Shape, Words};

impl Sentence {
    /// Gives the words of `range` the case of small print, where all of them are in capitals, or begin with one as in
    /// `Talks Collapse in Geneva`; tells whether all are in capitals. `after` says that the sentence before is: a short one is then too.
    pub(crate) fn recase(&mut self, pack: &Pack, range: Range<usize>, after: bool) -> bool {
        self.words.focus(range.clone());
        let capitals = self.words.is_in_capitals(after);
        let title = !capitals && super::tag::is_title(&self.words);
        if capitals || title {
            let ids = &self.ids[range];
            let mut shapes: Vec<Shape> = self.words.as_slice().iter().map(|word| word.shape).collect();
            let recaser = Recaser { pack, lexicon: &pack.lexicon, words: &self.words, ids, title };
            let mut at = 0;
            while at < shapes.len() {
                at = recaser.write(at, &mut shapes);
            }
            self.words.reshape(&shapes);
        }
        self.words.unfocus();
        capitals
    }
}

struct Recaser<'a> {
    pack: &'a Pack,
    lexicon: &'a Lexicon,
    words: &'a Words,
    ids: &'a [EntryId],
    /// A capital begins each longer word; what is all in capitals is an acronym.
    title: bool,
}

impl Recaser<'_> {
    fn lower(&self, at: usize) -> &str {
        self.words.lower(at)
    }

    fn before(&self, at: usize) -> &str {
        if at == 0 { "" } else { self.words.lower(at - 1) }
    }

    fn is_a(&self, at: usize, concept: Concept) -> bool {
        self.ids.get(at).is_some_and(|&id| self.lexicon.is_a(id, concept))
    }

    fn follows(&self, at: usize, concept: Concept) -> bool {
        at > 0 && self.is_a(at - 1, concept)
    }

    /// Whether lists explain the word: it is no name by itself.
    fn is_plain(&self, at: usize) -> bool {
        at < self.words.len()
            && (self.words.is(
                at,
                is::STARTER | is::SPEECH | is::MODIFIER | is::BODY | is::ARMED | is::UNIT | is::NUMBER,
            ) || self.lexicon.explains(self.ids[at], self.lower(at)))
    }

    fn is_closed(&self, at: usize) -> bool {
        at < self.words.len() && self.lexicon.is_closed(self.ids[at])
    }

    /// Writes the word at `at`, and those that belong to one name with it. Gives what comes after.
    fn write(&self, at: usize, shapes: &mut [Shape]) -> usize {
        let word = self.words.word(at);
        let lower = self.lower(at);
        if matches!(word.shape, Shape::Mark | Shape::Number | Shape::Lower | Shape::Mixed) {
            return at + 1;
        }
        if word.span.len() == 1 {
            // an initial, and not the article
            if lower == "a" && self.lower(at + 1) != "." {
                shapes[at] = Shape::Lower;
            }
            return at + 1;
        }
        let told = if self.title { Shape::Upper } else { Shape::Capital };
        if word.shape == told && !lower.starts_with('\'') {
            return at + 1; // the text tells it
        }
        if self.words.is(at, is::CALENDAR) {
            let surname = at > 0 && self.words.is(at - 1, is::GIVEN) && shapes[at - 1] == Shape::Capital;
            let month = !self.is_plain(at) && lower != "may" || surname || self.is_dated(at);
            shapes[at] = if month { Shape::Capital } else { Shape::Lower };
            return at + 1;
        }
        if let Some(end) = self.lexicon.name_end(self.words, at).or_else(|| self.body_end(at, shapes)) {
            self.fill(at..end, Shape::Capital, shapes);
            return end;
        }
        let actor = self.pack.resources.actors.spelling(self.words, at);
        let place = self.pack.resources.gazetteer.longest(self.words, at);
        let plain = self.is_plain(at);
        if let Some((end, spelling)) = actor.filter(|(end, _)| place.is_none_or(|place| place.end <= *end)) {
            let name = match spelling {
                Spelling::Small => false,
                _ if end > at + 1 => true,
                Spelling::Nation => !(plain && matches!(self.before(at), "to" | "a" | "an")),
                Spelling::Acronym => !plain && !self.is_a(at, Concept::NoAcronym) || self.is_state(at),
                Spelling::Surname => !plain || self.is_surname(at, shapes),
                Spelling::Name => !plain,
            };
            if name || !matches!(spelling, Spelling::Nation | Spelling::Name) || plain {
                let shape = match spelling {
                    _ if !name => Shape::Lower,
                    Spelling::Acronym => Shape::Upper,
                    _ => Shape::Capital,
                };
                self.fill(at..end, shape, shapes);
                return end;
            }
        }
        if let Some(place) = place.filter(|place| place.end > at + 1) {
            let words = || (at..place.end).filter(|&at| self.words.word(at).shape != Shape::Mark);
            let named = words().any(|at| !self.is_plain(at));
            let opens = !self.is_closed(at) || lower == "the" && !self.is_plain(at + 1);
            if opens && (named || place.large && !self.is_determined(at)) {
                self.fill(at..place.end, Shape::Capital, shapes);
                return place.end;
            }
        }
        // "in Nice, France"
        let within = || self.lower(at + 1) == "," && self.begins_area(at + 2);
        let located = plain && place.is_some() && self.words.is(at.wrapping_sub(1), is::LOCATIVE) && within();
        shapes[at] = if located || self.is_name(at, plain, shapes) {
            if is_acronym(lower) || self.is_in_brackets(at) { Shape::Upper } else { Shape::Capital }
        } else {
            Shape::Lower
        };
        at + 1
    }

    /// Whether the word by itself is a name.
    fn is_name(&self, at: usize, plain: bool, shapes: &[Shape]) -> bool {
        let lower = self.lower(at);
        // "4th", "3m"
        let unit = self.words.word(at).glued && at > 0 && self.words.word(at - 1).shape == Shape::Number;
        if self.is_closed(at) || unit || matches!(lower, "a.m." | "p.m.") || lower.starts_with('\'') {
            return false;
        }
        let follows_name = at > 0 && matches!(shapes[at - 1], Shape::Capital | Shape::Upper);
        if self.words.is(at, is::PARTICLE) {
            // "Perez de Cuellar", "Osama bin Laden"; but "La Libertad"
            let inside = follows_name && !matches!(lower, "la" | "le" | "las");
            return !inside && !plain && !self.is_particle_alone(at);
        }
        if !plain {
            return !matches!(self.before(at), "a" | "an") || self.words.is(at, is::GIVEN);
        }
        let next_named = || {
            let next = at + 1;
            next < self.words.len()
                && matches!(self.words.word(next).shape, Shape::Upper | Shape::Capital)
                && !self.is_plain(next)
                && !self.words.is(next, is::CALENDAR)
                && !self.lower(next).starts_with('\'')
        };
        if self.words.is(at, is::GIVEN) {
            return !self.is_determined(at) && self.before(at) != "to" && next_named();
        }
        // "MR BAKER", "GEN. STONE"
        self.follows(at, Concept::ShortTitle)
            || at > 1 && self.before(at) == "." && self.is_a(at - 2, Concept::ShortTitle)
    }

    /// `BUSH SAID`, `PRESIDENT BUSH`: a known surname that is a common word too.
    fn is_surname(&self, at: usize, shapes: &[Shape]) -> bool {
        let titled = at > 0 && self.words.is(at - 1, is::TITLE | is::GIVEN);
        let named = at > 0 && shapes[at - 1] == Shape::Capital;
        titled || named || self.words.is(at + 1, is::SPEECH) && !self.is_determined(at)
    }

    /// Whether an everyday word in capitals is the state: `THE US`, `US TROOPS`, and not `TOLD US`.
    fn is_state(&self, at: usize) -> bool {
        let (lower, before, next) = (self.lower(at), self.before(at), self.lower(at + 1));
        if before == "the" {
            return matches!(lower, "us" | "who");
        }
        if lower != "us" {
            return false;
        }
        let parts = |word: &str| matches!(word, "" | "," | "\"" | ":" | ";" | "." | "-" | "and" | "\u{2014}");
        if next == "'s" || before == "-" || next == "-" {
            return true;
        }
        let noun = at + 1 < self.words.len()
            && !self.is_closed(at + 1)
            && (self.lexicon.is_noun_or_adjective(self.ids[at + 1])
                || self.pack.resources.actors.spelling(self.words, at + 1).is_some());
        noun && !(self.follows(at, Concept::TakesPerson) || matches!(before, "for" | "to" | "of"))
            || parts(before) && !parts(next) && !self.is_closed(at + 1)
    }

    /// Where the name of a body ends that is made of everyday words and begins at `at`: two that such names are made
    /// of, or one behind a name, and a kind of body: `NATIONAL LIBERATION FRONT`, `TUPAC AMARU REVOLUTIONARY MOVEMENT`.
    fn body_end(&self, at: usize, shapes: &[Shape]) -> Option<usize> {
        let mut end = at;
        while end < at + 4 && self.is_a(end, Concept::BodyWord) {
            end += if self.lower(end + 1) == "'s" { 2 } else { 1 };
        }
        let named = at > 0 && matches!(shapes[at - 1], Shape::Capital | Shape::Upper);
        let many = end > at + 1 || end > at && named;
        (many && self.is_a(end, Concept::BodyHead)).then_some(end + 1)
    }

    /// Whether a state or a part of one begins at `at`.
    fn begins_area(&self, at: usize) -> bool {
        at < self.words.len()
            && matches!(self.pack.resources.actors.spelling(self.words, at), Some((_, Spelling::Nation)))
    }

    /// Whether what could be a month is one: `10 MAY`, `MAY 10`, `IN MARCH`.
    fn is_dated(&self, at: usize) -> bool {
        let day = |at: usize| {
            let short = self.lower(at).len() <= 2;
            self.words.as_slice().get(at).is_some_and(|word| word.shape == Shape::Number && short)
        };
        let year = self.words.as_slice().get(at + 1).is_some_and(|word| word.shape == Shape::Number);
        let before = self.before(at);
        let dated = matches!(before, "in" | "since" | "until" | "till" | "during" | "of")
            || self.follows(at, Concept::Dated);
        year || dated || at > 0 && day(at - 1) && !matches!(self.lower(at + 1), "be" | "have" | "not")
    }

    fn is_determined(&self, at: usize) -> bool {
        matches!(
            self.before(at),
            "the"
                | "a"
                | "an"
                | "this"
                | "that"
                | "these"
                | "those"
                | "its"
                | "his"
                | "her"
                | "their"
                | "our"
                | "my"
                | "no"
                | "any"
                | "some"
                | "every"
                | "each"
                | "'s"
        )
    }

    /// A particle that no name follows: `BIN` as a bin.
    fn is_particle_alone(&self, at: usize) -> bool {
        self.is_plain(at + 1)
            || self.words.as_slice().get(at + 1).is_none_or(|next| next.shape == Shape::Mark)
    }

    /// `(URNG)`: short, alone in brackets.
    fn is_in_brackets(&self, at: usize) -> bool {
        self.before(at) == "(" && self.lower(at + 1) == ")" && self.lower(at).len() <= 6
    }

    /// Writes the words of a name; the small words inside it stay small.
    fn fill(&self, range: Range<usize>, shape: Shape, shapes: &mut [Shape]) {
        for at in range.clone() {
            let small = at > range.start
                && (self.is_closed(at) && !matches!(self.lower(at), "us" | "no")
                    || self.words.is(at, is::PARTICLE) && !matches!(self.lower(at), "la" | "le" | "las")
                    || self.lower(at).starts_with('\''));
            if !matches!(self.words.word(at).shape, Shape::Mark | Shape::Number) {
                shapes[at] = if small { Shape::Lower } else { shape };
            }
        }
    }
}

/// Whether a word that no list knows is written in capitals everywhere: `FMLN`, `U.N.`
fn is_acronym(word: &str) -> bool {
    word.contains('.') || word.len() <= 6 && !word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}
