//! The table `[concepts]`: lists of words that the engine itself asks for.

use super::builder::Builder;
use super::source::Source;
use crate::events::lexicon::Concept;
use crate::text::span::Span;
use crate::text::words::Words;

impl Builder {
    /// A word of a list is a noun in both its numbers; one with `=` stands as it is written, one with `~` is a verb.
    pub(super) fn concepts(&mut self, source: &Source) {
        for (key, list) in &source.raw.concepts {
            let Some(concept) = Concept::of(key) else {
                let known: Vec<&str> = Concept::ALL.iter().map(|&(known, _)| known).collect();
                let message = format!("{key}: no such concept; known are {}", known.join(", "));
                self.errors.push(source.error(list.span().start, message));
                continue;
            };
            for (at, phrase) in source.phrases(list) {
                let word = phrase.trim_start_matches(['=', '~']);
                let mut words = Words::default();
                words.read(word, Span::new(0, word.len()));
                if words.len() != 1 {
                    self.errors.push(source.error(at, format!("{phrase}: expected a single word")));
                } else if phrase.starts_with('~') {
                    let Some(verb) = self.lexicon.lemma(word) else {
                        self.errors.push(source.error(at, format!("{phrase}: no list has such a verb")));
                        continue;
                    };
                    self.lexicon.list_verb(verb, concept);
                } else {
                    self.lexicon.list_word(word, concept);
                    if !phrase.starts_with('=') {
                        self.lexicon.list_word(&self.lexicon.plural(word), concept);
                    }
                }
            }
        }
    }
}
