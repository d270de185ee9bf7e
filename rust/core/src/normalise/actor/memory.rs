//! The people and groups of one document.

use rustc_hash::FxHashMap;

use super::fold;

/// A person or group met in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedEntry {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: &'static str,
    /// The record of the lexicon, where it has one.
    pub(super) record: Option<u32>,
    /// What is known of it, and what was before that.
    standing: Standing,
    before: Vec<Standing>,
}

/// What a document has told of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Standing {
    pub(super) country: String,
    pub(super) code: String,
    /// The sentence that told it.
    since: usize,
}

/// Remembers whom a document has named, by surname. Clear it between documents.
///
/// A document may be read ahead of the sentence whose events are told: what is known of somebody is what had been told
/// of him up to there.
#[derive(Debug, Clone, Default)]
pub struct Names {
    entries: Vec<NamedEntry>,
    by_id: FxHashMap<String, u32>,
    /// Folded last word of the name.
    by_surname: FxHashMap<String, u32>,
    /// The sentence in which names are found, and the one whose events are told.
    reading: usize,
    telling: usize,
}

impl Names {
    /// Forgets the document.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.by_id.clear();
        self.by_surname.clear();
        (self.reading, self.telling) = (0, 0);
    }

    /// What is found from now on stands in this sentence.
    pub(crate) fn read(&mut self, sentence: usize) {
        self.reading = sentence;
    }

    /// What is asked for from now on is what is known in this sentence.
    pub(crate) fn tell(&mut self, sentence: usize) {
        self.telling = sentence;
    }

    /// Whether nobody has been named.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn get(&self, index: u32) -> Option<&NamedEntry> {
        self.entries.get(index as usize)
    }

    /// What is known of an entry in the sentence whose events are told.
    pub(super) fn standing<'n>(&self, entry: &'n NamedEntry) -> &'n Standing {
        let mut all = std::iter::once(&entry.standing).chain(entry.before.iter().rev());
        all.find(|standing| standing.since <= self.telling).unwrap_or(&entry.standing)
    }

    /// The person whose surname is `lower`, the last one named winning.
    pub(super) fn surname(&self, lower: &str) -> Option<u32> {
        if self.by_surname.is_empty() {
            return None;
        }
        self.by_surname.get(lower).copied()
    }

    /// Remembers a person of the lexicon by the last word of its name.
    pub(super) fn know(&mut self, record: u32, id: &str, surname: &str) {
        if self
            .surname(surname)
            .and_then(|index| self.get(index))
            .is_some_and(|entry| entry.record == Some(record))
        {
            return;
        }
        let index = self.by_id.get(id).copied().unwrap_or_else(|| {
            self.push(NamedEntry {
                id: id.to_owned(),
                name: String::new(),
                kind: "person",
                record: Some(record),
                standing: Standing::default(),
                before: Vec::new(),
            })
        });
        self.by_surname.insert(surname.to_owned(), index);
    }

    /// Remembers a person or group by name; what is known of it already stays, what is new is added.
    pub(super) fn meet(
        &mut self,
        name: &str,
        surname: &str,
        kind: &'static str,
        country: &str,
        code: &str,
    ) -> u32 {
        let mut id = String::with_capacity(kind.len() + 1 + name.len());
        id.push_str(kind);
        id.push('/');
        fold::write_key(name, &mut id);
        let index = match self.by_id.get(&id) {
            Some(&index) => index,
            None => self.push(NamedEntry {
                id,
                name: name.to_owned(),
                kind,
                record: None,
                standing: Standing { since: self.reading, ..Standing::default() },
                before: Vec::new(),
            }),
        };
        let NamedEntry { standing, before, .. } = &mut self.entries[index as usize];
        let moves = standing.country.is_empty() && !country.is_empty();
        if moves || standing.code.is_empty() && !code.is_empty() {
            if standing.since < self.reading {
                before.push(standing.clone());
                standing.since = self.reading;
            }
            if moves {
                country.clone_into(&mut standing.country);
                standing.code.clear();
            }
            if standing.code.is_empty() {
                code.clone_into(&mut standing.code);
            }
        }
        if kind == "person" {
            match self.by_surname.get_mut(surname) {
                Some(known) => *known = index,
                None => drop(self.by_surname.insert(surname.to_owned(), index)),
            }
        }
        index
    }

    /// Remembers a person by one more name, unless another has it.
    pub(super) fn call(&mut self, surname: &str, index: u32) {
        if !self.by_surname.contains_key(surname) {
            self.by_surname.insert(surname.to_owned(), index);
        }
    }

    fn push(&mut self, entry: NamedEntry) -> u32 {
        let index = self.entries.len() as u32;
        self.by_id.insert(entry.id.clone(), index);
        self.entries.push(entry);
        index
    }
}
