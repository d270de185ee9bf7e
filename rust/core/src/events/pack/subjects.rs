//! The table `[subjects]`: what an article can be about, and the types of which it tells nothing then.
//!
//! A report of a trial or of a campaign speaks in the words of wars and of diplomacy: attacks, battles, support, demands.
//! No sentence of it shows by itself that no party to a conflict takes part; the article does.

use serde::Deserialize;
use toml::Spanned;

use super::builder::Builder;
use super::source::{List, Source};
use crate::Result;
use crate::events::inflect;

/// A bit each.
const MOST: usize = 8;

/// What an article can be about.
#[derive(Debug)]
pub(crate) struct Subject {
    pub name: String,
    /// Classes of words that tell it, beside its own words.
    pub classes: u64,
    /// Subjects that keep an article, or an event of a sentence, from being taken for this one.
    pub against: u8,
    /// It closes types.
    pub closes: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSubject {
    words: Option<List>,
    classes: Option<List>,
    against: Option<List>,
    closes: Option<List>,
    closes_at_home: Option<List>,
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
                let subject = Subject { name: name.to_owned(), classes: 0, against: 0, closes: false };
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
            let forms = [word.to_owned(), inflect::plural(word)];
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
        subject.closes |= raw.closes.is_some() || raw.closes_at_home.is_some();
        Ok(())
    }

    /// What speaks against each subject of a file, when all are known.
    fn opponents(&mut self, source: &Source) {
        for (name, spanned) in &source.raw.subjects {
            for (at, other) in source.optional(spanned.get_ref().against.as_ref()) {
                let number = |name: &str| self.subjects.iter().position(|known| known.name == name);
                match (number(name), number(other)) {
                    (Some(one), Some(other)) => self.subjects[one].against |= 1 << other,
                    _ => self.errors.push(source.error(at, format!("{other}: no such subject"))),
                }
            }
        }
    }
}
