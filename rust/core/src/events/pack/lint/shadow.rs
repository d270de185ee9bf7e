//! Phrases that a rule before always takes.

use std::collections::BTreeMap;

use super::{Lint, Phrase, phrases};
use crate::events::pack::Trait;
use crate::events::pack::words::{EventWord, Wants};

const CHECK: &str = "shadowed-rule";

impl Lint<'_> {
    pub(super) fn shadowed(&mut self) {
        self.shadowed_verbs();
        self.shadowed_nouns();
        self.shadowed_adjectives();
        self.shadowed_topics();
    }

    fn shadowed_verbs(&mut self) {
        let mut known: BTreeMap<String, Vec<(usize, Phrase)>> = BTreeMap::new();
        for (id, word) in self.words().into_iter().enumerate() {
            for phrase in phrases(word.source, word.raw.verbs.as_ref()) {
                let mut same = known.get(&phrase.text).into_iter().flatten();
                let before = same.find(|(other, _)| self.takes_all(*other, id)).cloned();
                if let Some((other, first)) = before {
                    self.shadow(&phrase, id, other, &first);
                }
                known.entry(phrase.text.clone()).or_default().push((id, phrase));
            }
        }
    }

    /// Whether a word is read wherever a later word with the same verb could be.
    fn takes_all(&self, first: usize, second: usize) -> bool {
        let (one, two) = (&self.pack.events[first], &self.pack.events[second]);
        let code = |word: &EventWord| &self.pack.codes[word.code as usize];
        let (a, b) = (code(one), code(two));
        if a.event_type != b.event_type && a.traits.has(Trait::Harm) && b.traits.has(Trait::Harm) {
            return false;
        }
        let classes = |one: u64, two: u64| one == 0 || two != 0 && two & !one == 0;
        let among = |one: &[String], two: &[String]| one.iter().all(|word| two.contains(word));
        // what an article is about can be outweighed by what a word needs
        let about = one.unless == 0 || one.needs == two.needs;
        (one.object == Wants::Optional || one.object == two.object)
            && classes(one.subject_classes, two.subject_classes)
            && (one.subject_classes == 0 || one.object == two.object)
            && classes(one.object_classes, two.object_classes)
            && one.subject_never & !two.subject_never == 0
            && one.object_never & !two.object_never == 0
            && (one.with.is_empty() || !two.with.is_empty() && among(&two.with, &one.with))
            && among(&one.without, &two.without)
            && classes(one.needs, two.needs)
            && one.unless & !two.unless == 0
            && about
            && (!one.infinitive || two.infinitive)
    }

    fn shadow(&mut self, phrase: &Phrase, id: usize, other: usize, first: &Phrase) {
        let message = if id == other {
            format!("{:?} stands twice in {}", phrase.text, self.word_name(id))
        } else {
            format!(
                "{:?} is never read as {}: {} at {} always comes first",
                phrase.text,
                self.word_name(id),
                self.word_name(other),
                first.place()
            )
        };
        self.warn(phrase.source, phrase.at, CHECK, message);
    }

    /// Of event words with the same noun the first is read, whatever its conditions.
    fn shadowed_nouns(&mut self) {
        let mut known: BTreeMap<String, (usize, Phrase)> = BTreeMap::new();
        for (id, word) in self.words().into_iter().enumerate() {
            for phrase in phrases(word.source, word.raw.nouns.as_ref()) {
                match known.get(&phrase.text).cloned() {
                    Some((other, first)) => self.shadow(&phrase, id, other, &first),
                    None => drop(known.insert(phrase.text.clone(), (id, phrase))),
                }
            }
        }
    }

    /// Of event words with the same adjective the last is read.
    fn shadowed_adjectives(&mut self) {
        let mut known: BTreeMap<String, (usize, Phrase)> = BTreeMap::new();
        for (id, word) in self.words().into_iter().enumerate().rev() {
            for phrase in phrases(word.source, word.raw.adjectives.as_ref()) {
                match known.get(&phrase.text).cloned() {
                    Some((other, first)) => self.shadow(&phrase, id, other, &first),
                    None => drop(known.insert(phrase.text.clone(), (id, phrase))),
                }
            }
        }
    }

    /// Of topics with the same noun the first is read.
    fn shadowed_topics(&mut self) {
        let mut known: BTreeMap<String, (usize, Phrase)> = BTreeMap::new();
        for (id, topic) in self.topics().into_iter().enumerate() {
            for phrase in phrases(topic.source, topic.raw.nouns.as_ref()) {
                match known.get(&phrase.text).cloned() {
                    Some((other, first)) => {
                        let name = |id: usize| self.pack.topics[id].name.as_str();
                        let message = if other == id {
                            format!("{:?} stands twice in topic {}", phrase.text, name(id))
                        } else {
                            format!(
                                "{:?} is never read as topic {}: topic {} at {} always comes first",
                                phrase.text,
                                name(id),
                                name(other),
                                first.place()
                            )
                        };
                        self.warn(phrase.source, phrase.at, CHECK, message);
                    }
                    None => drop(known.insert(phrase.text.clone(), (id, phrase))),
                }
            }
        }
    }
}
