//! The table `[sets]`: phrases that patterns ask for by a name. A pack has as many as it likes.

use std::sync::Arc;

use super::builder::Builder;
use super::source::Source;
use crate::Result;
use crate::events::lexicon::{EntryId, PhraseSet};
use crate::text::span::Span;
use crate::text::words::Words;

impl Builder {
    pub(super) fn phrase_sets(&mut self, source: &Source) {
        for (name, list) in &source.raw.sets {
            let mut phrases = Vec::new();
            for (_, phrase) in source.phrases(list) {
                self.phrases_of(phrase, &mut phrases);
            }
            if self.sets.insert(name.clone(), Arc::new(PhraseSet::new(&phrases))).is_some() {
                self.errors.push(source.error(list.span().start, format!("the set {name} is written twice")));
            }
        }
    }

    /// A phrase in the forms of its last word: that of a noun in both its numbers, of a verb behind `~` in all its forms;
    /// behind `=` as it is written.
    pub(super) fn phrases_of(&mut self, phrase: &str, into: &mut Vec<Vec<EntryId>>) {
        if let Some(written) = phrase.strip_prefix('=') {
            into.push(self.interned(written));
        } else if let Some(verb) = phrase.strip_prefix('~') {
            let lemma = self.add_verb(&verb.to_lowercase());
            into.extend(self.lexicon.forms_of(lemma).into_iter().map(|form| vec![form]));
        } else {
            let last = phrase.rsplit([' ', '-']).next().unwrap_or(phrase);
            let many = format!(
                "{}{}",
                &phrase[..phrase.len() - last.len()],
                self.lexicon.plural(&last.to_lowercase())
            );
            into.push(self.interned(phrase));
            into.push(self.interned(&many));
        }
    }

    /// The words of a phrase as the text holds them.
    pub(in crate::events) fn interned(&mut self, phrase: &str) -> Vec<EntryId> {
        let mut words = Words::default();
        words.read(phrase, Span::new(0, phrase.len()));
        (0..words.len()).map(|at| self.lexicon.intern(words.lower(at))).collect()
    }

    /// The words of which each phrase of a set begins with one; none of an empty one.
    pub(in crate::events) fn first_of_set(&self, name: &str) -> Option<Vec<EntryId>> {
        self.sets.get(name).map(|set| set.first.clone()).filter(|first| !first.is_empty())
    }

    /// A set by its name.
    pub(in crate::events) fn set(&self, source: &Source, at: usize, name: &str) -> Result<Arc<PhraseSet>> {
        self.sets.get(name).cloned().ok_or_else(|| {
            let mut known: Vec<&str> = self.sets.keys().map(String::as_str).collect();
            known.sort_unstable();
            let known = if known.is_empty() {
                "there are none".to_owned()
            } else {
                format!("known are {}", known.join(", "))
            };
            source.error(at, format!("&{name}: no such set; {known}"))
        })
    }
}
