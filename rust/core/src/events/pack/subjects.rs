//! The table `[subjects]`: what an article can be about, and the types of which it tells nothing then.
//!
//! A report of a trial or of a campaign speaks in the words of wars and of diplomacy: attacks, battles, support, demands.
//! No sentence of it shows by itself that no party to a conflict takes part; the article does.

use serde::Deserialize;
use toml::Spanned;

use super::builder::Builder;
use super::source::{List, Source};
use super::traits::Trait;
use super::turns::{Refinement, Turns};
use super::types::{Code, CodeId};
use crate::Result;

/// A bit for each subject.
pub(crate) type Subjects = u16;

const MOST: usize = Subjects::BITS as usize;

/// What an article can be about.
#[derive(Debug)]
pub(crate) struct Subject {
    pub name: String,
    /// Classes of words that tell it, beside its own words.
    pub classes: u64,
    /// It has neither words nor classes: a sentence speaks of it that speaks of nothing which stands against it.
    pub rest: bool,
    /// It closes at home single sentences that speak of it, in articles that speak of other things more.
    pub sentences: bool,
    /// An article is closed throughout that speaks of it more than so many times as often as of what is against it.
    pub throughout: Option<u32>,
    /// Subjects that keep an article, or an event of a sentence, from being taken for this one.
    pub against: Subjects,
    /// Subjects that keep an article from being taken for this one at home, beside those, and from showing its classes
    /// where it speaks three times as often of them.
    pub against_at_home: Subjects,
    /// It closes types.
    pub closes: bool,
}

/// The subjects that close all of some modes, a bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Closing {
    /// Wherever it takes place.
    pub always: Subjects,
    /// Wherever it takes place, and where it is only vowed.
    pub vowed: Subjects,
    /// Where nobody of another country takes part, at least, vowed or not.
    pub at_home: Subjects,
    /// A place in another country keeps it from that.
    pub placed: bool,
}

impl Closing {
    pub(in crate::events) fn and(self, other: Self) -> Self {
        Self {
            always: self.always & other.always,
            vowed: self.vowed & other.vowed,
            at_home: self.at_home & other.at_home,
            placed: self.placed | other.placed,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSubject {
    words: Option<List>,
    classes: Option<List>,
    against: Option<List>,
    against_at_home: Option<List>,
    closes: Option<List>,
    closes_at_home: Option<List>,
    #[serde(default)]
    sentences: bool,
    throughout: Option<u32>,
}

/// A bit for each subject that is told by what a sentence does not speak of.
pub(super) fn rest(subjects: &[Subject]) -> Subjects {
    subjects
        .iter()
        .enumerate()
        .fold(0, |bits, (number, subject)| bits | Subjects::from(subject.rest) << number)
}

impl Builder {
    /// Takes down the subjects of all files, with their words and the types that they close.
    pub(super) fn subjects(&mut self, sources: &[Source]) {
        for source in sources {
            for (name, spanned) in &source.raw.subjects {
                let done = self.subject(source, name, spanned);
                self.note(done);
            }
        }
        for source in sources {
            self.opponents(source);
        }
    }

    fn subject(&mut self, source: &Source, name: &str, spanned: &Spanned<RawSubject>) -> Result<()> {
        let raw = spanned.get_ref();
        let number = match self.subjects.iter().position(|known| known.name == name) {
            Some(number) => number,
            None if self.subjects.len() == MOST => {
                let message = format!("{name}: a pack has at most {MOST} subjects");
                return Err(source.error(spanned.span().start, message));
            }
            None => {
                let subject = Subject {
                    name: name.to_owned(),
                    classes: 0,
                    rest: false,
                    sentences: false,
                    throughout: None,
                    against: 0,
                    against_at_home: 0,
                    closes: false,
                };
                self.subjects.push(subject);
                self.subjects.len() - 1
            }
        };
        let bit = 1 << number;
        for (at, word) in source.optional(raw.words.as_ref()) {
            let (word, written) = word.strip_prefix('=').map_or((word, false), |word| (word, true));
            if !word.chars().all(char::is_alphanumeric) {
                let message = format!("{word}: a subject is told by single words");
                return Err(source.error(at, message));
            }
            let forms = [word.to_owned(), self.lexicon.plural(word)];
            for form in &forms[..if written { 1 } else { 2 }] {
                let entry = self.lexicon.intern(form) as usize;
                self.lexicon.entries[entry].subjects |= bit;
            }
        }
        let classes = self.class_bits(source, raw.classes.as_ref())?;
        for (list, at_home) in [(&raw.closes, false), (&raw.closes_at_home, true)] {
            for (at, name) in source.optional(list.as_ref()) {
                for id in self.codes_of(source, at, name)? {
                    let code = &mut self.codes[id as usize];
                    let closed = if at_home { &mut code.closed_at_home } else { &mut code.closed_by };
                    *closed |= bit;
                }
            }
        }
        let subject = &mut self.subjects[number];
        subject.classes |= classes;
        subject.rest = raw.words.is_none() && raw.classes.is_none();
        subject.sentences |= raw.sentences;
        subject.throughout = raw.throughout.or(subject.throughout);
        subject.closes |= raw.closes.is_some() || raw.closes_at_home.is_some();
        Ok(())
    }

    /// Puts down what closes each mode and all that it may turn into.
    pub(super) fn closings(&mut self, turns: &Turns, refinements: &[Refinement]) {
        let own = |code: &Code| {
            let (always, at_home) = (code.closed_by, code.closed_by | code.closed_at_home);
            let placed = code.traits.has(Trait::Together);
            // its place may be that of another sentence; who decides is known later
            let open = placed && code.traits.has(Trait::Local) || code.traits.has(Trait::Decides);
            let at_home = if open { 0 } else { at_home };
            let mut own = Closing { always, vowed: always, at_home, placed };
            for (_, to) in turns.vowed.iter().filter(|(from, _)| *from == code.event_type) {
                let to = &self.codes[*to as usize];
                own.vowed &= to.closed_by;
                own.at_home &= to.closed_by | to.closed_at_home;
                own.placed |= to.traits.has(Trait::Together);
            }
            own
        };
        self.closings = self.codes.iter().map(own).collect();
        let shifts = [&turns.lapsed, &turns.denied, &turns.to_come, &turns.not_to_come];
        let mut ways: Vec<(CodeId, CodeId)> = shifts.into_iter().flatten().copied().collect();
        for refinement in refinements {
            for (id, code) in self.codes.iter().enumerate() {
                if code.event_type == refinement.event_type {
                    ways.push((id as CodeId, refinement.code));
                }
            }
        }
        // a mode may turn more than once
        for _ in 0..self.codes.len() {
            let before = self.closings.clone();
            for &(from, to) in &ways {
                let to = self.closings[to as usize];
                self.closings[from as usize] = self.closings[from as usize].and(to);
            }
            if before == self.closings {
                break;
            }
        }
    }

    /// What closes all of these modes.
    pub(in crate::events) fn closing(&self, codes: impl IntoIterator<Item = CodeId>) -> Closing {
        let all = codes.into_iter().map(|code| self.closings[code as usize]).reduce(Closing::and);
        all.unwrap_or_default()
    }

    /// What speaks against each subject of a file, when all are known.
    fn opponents(&mut self, source: &Source) {
        for (name, spanned) in &source.raw.subjects {
            let raw = spanned.get_ref();
            let number =
                |subjects: &[Subject], name: &str| subjects.iter().position(|known| known.name == name);
            for (list, at_home) in [(&raw.against, false), (&raw.against_at_home, true)] {
                for (at, other) in source.optional(list.as_ref()) {
                    let (Some(one), Some(other)) =
                        (number(&self.subjects, name), number(&self.subjects, other))
                    else {
                        self.errors.push(source.error(at, format!("{other}: no such subject")));
                        continue;
                    };
                    let subject = &mut self.subjects[one];
                    let against = if at_home { &mut subject.against_at_home } else { &mut subject.against };
                    *against |= 1 << other;
                }
            }
        }
    }
}
