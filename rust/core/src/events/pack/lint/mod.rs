//! What is wrong in a pack, and what in it does nothing: findings with file and line.
//!
//! Errors are what keeps a pack from being compiled, all of them. Warnings are about rules that compile and yet
//! can't be meant so:
//!
//! | check | what it finds |
//! |---|---|
//! | `dead-rule` | a rule, or a part of one, that can never match |
//! | `shadowed-rule` | a phrase that a rule before always takes |
//! | `lexicon-clash` | a phrase in two lists that exclude each other |
//! | `no-example` | a rule that no example of the pack shows at work |
//! | `same-name` | two rules that a row can't tell apart |
//! | `unused-name` | a class, a set, a mode or an act that nothing asks for or gives |
//!
//! A finding is certain as far as the tables go: a rule that is shadowed by another under the same conditions is
//! found, one that is shadowed by chance of grammar is not.

mod clash;
mod dead;
mod examples;
mod names;
mod shadow;
mod tables;
mod unused;

use super::source::{List, Source};
use super::topics::RawTopic;
use super::words::RawWord;
use super::{Pack, PackFile};
use crate::Error;
use crate::normalise::place::Gazetteer;
use crate::text::words;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The pack can't be compiled.
    Error,
    /// The pack can be used, and something in it is not as it seems.
    Warning,
}

impl Level {
    /// Its name, as it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something to be mended in a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// File within the pack.
    pub file: String,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// How bad it is.
    pub level: Level,
    /// Which check found it.
    pub check: &'static str,
    /// What is wrong, and what can be done.
    pub message: String,
}

impl Pack {
    /// Everything that is wrong in the files of a pack, by file and line. Empty when all is well.
    pub fn lint(files: &[PackFile], places: Gazetteer) -> Vec<Finding> {
        let (pack, sources) = match Self::assemble(files, places) {
            Ok(compiled) => compiled,
            Err(errors) => return errors.into_iter().map(error).collect(),
        };
        let mut lint = Lint { pack: &pack, sources: &sources, out: Vec::new() };
        lint.dead();
        lint.shadowed();
        lint.tables_of_verbs();
        lint.clashes();
        lint.unused();
        lint.same_names();
        lint.examples();
        lint.out.sort();
        lint.out.dedup();
        lint.out
    }
}

fn error(error: Error) -> Finding {
    let (file, line, message) = match error {
        Error::Pack { file, line, message } => (file, line, message),
        other => (String::new(), 0, other.to_string()),
    };
    Finding { file, line, level: Level::Error, check: "invalid", message }
}

/// A rule of a table where it is written.
struct Rule<'a, Raw> {
    source: &'a Source<'a>,
    /// Byte of the file.
    at: usize,
    raw: &'a Raw,
}

/// A phrase of a list where it is written.
#[derive(Clone)]
struct Phrase<'a> {
    source: &'a Source<'a>,
    at: usize,
    /// In small letters, without the marks that say how it is to be read.
    text: String,
}

impl Phrase<'_> {
    fn place(&self) -> String {
        self.source.place(self.at)
    }
}

struct Lint<'a> {
    pack: &'a Pack,
    sources: &'a [Source<'a>],
    out: Vec<Finding>,
}

impl<'a> Lint<'a> {
    fn warn(&mut self, source: &Source, at: usize, check: &'static str, message: String) {
        let (file, line) = (source.file.name.to_owned(), source.line(at));
        self.out.push(Finding { file, line, level: Level::Warning, check, message });
    }

    /// The event words in the order of their numbers.
    fn words(&self) -> Vec<Rule<'a, RawWord>> {
        let sources: &'a [Source<'a>] = self.sources;
        sources
            .iter()
            .flat_map(|source| {
                source.raw.word.iter().map(move |spanned| Rule {
                    source,
                    at: spanned.span().start,
                    raw: spanned.get_ref(),
                })
            })
            .collect()
    }

    /// The topics in the order of their numbers.
    fn topics(&self) -> Vec<Rule<'a, RawTopic>> {
        let sources: &'a [Source<'a>] = self.sources;
        sources
            .iter()
            .flat_map(|source| {
                source.raw.topics.values().map(move |spanned| Rule {
                    source,
                    at: spanned.span().start,
                    raw: spanned.get_ref(),
                })
            })
            .collect()
    }

    /// How an event word is called in messages.
    fn word_name(&self, id: usize) -> String {
        let word = &self.pack.events[id];
        let code = &self.pack.codes[word.code as usize];
        let full = format!("{}.{}", code.event_type, code.mode);
        if word.name == full { format!("word {full}") } else { format!("word {:?} ({full})", word.name) }
    }

    /// The names of classes by their bits.
    fn class_names(&self, bits: u64) -> Vec<&'a str> {
        let pack: &'a Pack = self.pack;
        let named = pack.class_names.iter().enumerate();
        named.filter(|(bit, _)| bits & 1 << bit != 0).map(|(_, name)| name.as_str()).collect()
    }
}

/// The phrases of a list that may be left out.
fn phrases<'a>(source: &'a Source<'a>, list: Option<&'a List>) -> Vec<Phrase<'a>> {
    source.optional(list).into_iter().map(|(at, phrase)| Phrase { source, at, text: plain(phrase) }).collect()
}

fn plain(phrase: &str) -> String {
    let mut folded = String::new();
    words::fold(phrase.trim_start_matches(['=', '^']), &mut folded);
    folded
}
