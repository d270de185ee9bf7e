//! A file of a pack: its tables as they are written, and the place of each word for messages.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::PackFile;
use super::acts::RawAct;
use super::discards::RawDiscards;
use super::english::RawEnglish;
use super::everyday::RawEveryday;
use super::examples::RawExample;
use super::governors::RawGovernor;
use super::reporting::{ClaimKind, RawReporting};
use super::subjects::RawSubject;
use super::topics::RawTopic;
use super::traits::RawTraits;
use super::turns::{RawObliged, Shifts};
use super::types::RawCode;
use super::words::RawWord;
use crate::events::pattern::{RawPattern, RawVerb};
use crate::{Error, Result};

/// Phrases parted by commas or line breaks, with the place of the string in its file.
pub(in crate::events) type List = Spanned<String>;

/// A file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFile {
    pub(super) pack: Option<RawMeta>,
    pub(super) types: BTreeMap<String, BTreeMap<String, Spanned<RawCode>>>,
    pub(super) traits: RawTraits,
    /// Kinds of numbers, and the types that count them.
    pub(super) counts: BTreeMap<String, List>,
    pub(super) classes: BTreeMap<String, List>,
    pub(super) concepts: BTreeMap<String, List>,
    /// Phrases that patterns ask for by a name.
    pub(super) sets: BTreeMap<String, List>,
    /// Phrases of what is not to be read.
    pub(super) discards: RawDiscards,
    pub(super) subjects: BTreeMap<String, Spanned<RawSubject>>,
    pub(super) english: RawEnglish,
    pub(super) acts: BTreeMap<String, RawAct>,
    pub(super) topics: BTreeMap<String, Spanned<RawTopic>>,
    pub(super) word: Vec<Spanned<RawWord>>,
    pub(super) pattern: Vec<Spanned<RawPattern>>,
    pub(super) verb: Vec<Spanned<RawVerb>>,
    pub(super) everyday: Vec<RawEveryday>,
    pub(super) governor: Vec<Spanned<RawGovernor>>,
    pub(super) reporting: BTreeMap<ClaimKind, RawReporting>,
    pub(super) refine: BTreeMap<String, BTreeMap<String, Spanned<String>>>,
    /// Verbs of third parties.
    pub(super) between: Option<List>,
    pub(super) repels: Option<List>,
    pub(super) vowed: BTreeMap<String, Spanned<String>>,
    pub(super) obliged: Option<Spanned<RawObliged>>,
    /// Mode, and the verbs of third parties that are it.
    pub(super) mediates: BTreeMap<String, List>,
    pub(super) no_longer: Shifts,
    pub(super) denied: Shifts,
    pub(super) to_come: Shifts,
    pub(super) not_to_come: Shifts,
    pub(super) example: Vec<Spanned<RawExample>>,
    /// Texts of examples, of any file, that are not read: names of an import make something else of them.
    pub(super) waived: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMeta {
    pub(super) name: String,
    pub(super) version: String,
    /// Read by people.
    #[serde(rename = "description")]
    _description: Option<String>,
    /// Folders whose files are read before all others, in this order.
    order: Option<List>,
}

/// A file of the rules of a pack.
pub(in crate::events) struct Source<'a> {
    pub(in crate::events) file: PackFile<'a>,
    pub(super) raw: RawFile,
}

impl<'a> Source<'a> {
    pub(super) fn read(file: PackFile<'a>) -> Result<Self> {
        let raw = toml::from_str(file.contents).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = line_of(file.contents, at);
            Error::Pack { file: file.name.to_owned(), line, message: error.message().to_owned() }
        })?;
        Ok(Self { file, raw })
    }

    /// That something is wrong at a byte of the file.
    pub(in crate::events) fn error(&self, at: usize, message: impl Into<String>) -> Error {
        Error::Pack { file: self.file.name.to_owned(), line: self.line(at), message: message.into() }
    }

    /// Line of a byte of the file, from 1.
    pub(in crate::events) fn line(&self, at: usize) -> usize {
        line_of(self.file.contents, at)
    }

    /// The file and the line of a list.
    fn place_of(&self, list: &List) -> (String, usize) {
        (self.file.name.to_owned(), self.line(list.span().start))
    }

    /// A byte of the file as "words.toml:12".
    pub(in crate::events) fn place(&self, at: usize) -> String {
        format!("{}:{}", self.file.name, self.line(at))
    }

    /// Phrases of a list with the byte where each stands.
    pub(in crate::events) fn phrases<'l>(&self, list: &'l List) -> Vec<(usize, &'l str)> {
        let mut at = list.span().start;
        list.get_ref()
            .split([',', '\n'])
            .map(str::trim)
            .filter(|phrase| !phrase.is_empty())
            .map(|phrase| {
                if let Some(offset) = self.file.contents.get(at..).and_then(|rest| rest.find(phrase)) {
                    at += offset;
                }
                let here = at;
                at += phrase.len();
                (here, phrase)
            })
            .collect()
    }

    /// Phrases of a list that may be left out.
    pub(super) fn optional<'l>(&self, list: Option<&'l List>) -> Vec<(usize, &'l str)> {
        list.map(|list| self.phrases(list)).unwrap_or_default()
    }
}

/// Line of a byte, from 1.
fn line_of(contents: &str, at: usize) -> usize {
    let before = &contents.as_bytes()[..at.min(contents.len())];
    memchr::memchr_iter(b'\n', before).count() + 1
}

/// The words of a list, where nothing needs their place.
pub(super) fn split(list: Option<&String>) -> Vec<String> {
    list.map(|list| {
        list.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
    })
    .unwrap_or_default()
}

/// Puts files into the order in which they are read: those of the folders that the pack names first, the others as they
/// came. Where two rules fit equally, the one that is read first tells.
pub(super) fn in_reading_order(sources: &mut [Source]) -> Result<()> {
    let folder =
        |source: &Source| source.file.name.split_once('/').map_or("", |(folder, _)| folder).to_owned();
    let named = sources.iter().find_map(|source| {
        let order = source.raw.pack.as_ref()?.order.as_ref()?;
        Some((split(Some(order.get_ref())), source.place_of(order)))
    });
    let Some((order, place)) = named else { return Ok(()) };
    if let Some(unknown) = order.iter().find(|name| !sources.iter().any(|source| folder(source) == **name)) {
        let (file, line) = place;
        return Err(Error::Pack { file, line, message: format!("no folder \"{unknown}\" in the pack") });
    }
    sources.sort_by_cached_key(|source| {
        let folder = folder(source);
        order.iter().position(|name| *name == folder).unwrap_or(order.len())
    });
    Ok(())
}
