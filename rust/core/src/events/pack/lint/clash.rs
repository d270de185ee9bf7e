//! Phrases in two lists of which only one can hold.

use std::collections::BTreeMap;

use super::{Lint, Phrase, phrases};

const CHECK: &str = "lexicon-clash";

/// What a governor makes of what follows it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Says<'a> {
    affirmed: &'a str,
    negated: &'a str,
    object_control: bool,
}

impl<'a> Lint<'a> {
    pub(super) fn clashes(&mut self) {
        self.governors();
        self.reports();
        self.classes_apart();
    }

    /// The same word in two governors: only the first says what becomes of what follows. One that makes the object of
    /// the word do it may stand beside one that does not.
    fn governors(&mut self) {
        let sources: &'a [_] = self.sources;
        let mut known: BTreeMap<(usize, String), (Says, Phrase)> = BTreeMap::new();
        for source in sources {
            for spanned in &source.raw.governor {
                let raw = spanned.get_ref();
                let says = Says {
                    affirmed: raw.affirmed.as_str(),
                    negated: raw.negated.as_str(),
                    object_control: raw.object_control,
                };
                let lists = [("verb", &raw.verbs), ("noun", &raw.nouns), ("adjective", &raw.adjectives)];
                for (kind, (called, list)) in lists.into_iter().enumerate() {
                    for phrase in phrases(source, list.as_ref()) {
                        let key = (kind, phrase.text.clone());
                        match known.get(&key).cloned() {
                            Some((other, _)) if says.object_control && !other.object_control => {}
                            Some((other, first)) => {
                                let message = if other == says {
                                    format!(
                                        "the {called} {:?} governs already at {}",
                                        phrase.text,
                                        first.place()
                                    )
                                } else {
                                    format!(
                                        "the {called} {:?} governs already at {}, where what follows is {:?} and \
                                         {:?} when negated, not {:?} and {:?}",
                                        phrase.text,
                                        first.place(),
                                        other.affirmed,
                                        other.negated,
                                        says.affirmed,
                                        says.negated
                                    )
                                };
                                self.warn(phrase.source, phrase.at, CHECK, message);
                            }
                            None => drop(known.insert(key, (says, phrase))),
                        }
                    }
                }
            }
        }
    }

    /// The same word of reporting in two kinds of claims.
    fn reports(&mut self) {
        let sources: &'a [_] = self.sources;
        let mut known: BTreeMap<(bool, String), (&str, Phrase)> = BTreeMap::new();
        for source in sources {
            for (kind, raw) in &source.raw.reporting {
                for (noun, list) in [(false, &raw.verbs), (true, &raw.nouns)] {
                    for phrase in phrases(source, list.as_ref()) {
                        let key = (noun, phrase.text.clone());
                        match known.get(&key).cloned() {
                            Some((other, first)) => {
                                let message = format!(
                                    "{:?} is {:?} already at {}, not {:?}",
                                    phrase.text,
                                    other,
                                    first.place(),
                                    kind.name()
                                );
                                self.warn(phrase.source, phrase.at, CHECK, message);
                            }
                            None => drop(known.insert(key, (kind.name(), phrase))),
                        }
                    }
                }
            }
        }
    }

    /// The same phrase in two classes of which each makes another mode of one type. Classes of which a rule asks for
    /// one and forbids the other are meant to overlap: "fighters, but no jets".
    fn classes_apart(&mut self) {
        for (one, two, why) in self.exclusive() {
            let (first, second) = (self.class_phrases(&one), self.class_phrases(&two));
            for phrase in &second {
                if let Some(other) = first.iter().find(|other| other.text == phrase.text) {
                    let message = format!(
                        "{:?} is in the class {two} and at {} in {one}: {why}",
                        phrase.text,
                        other.place()
                    );
                    self.warn(phrase.source, phrase.at, CHECK, message);
                }
            }
        }
    }

    fn class_phrases(&self, class: &str) -> Vec<Phrase<'a>> {
        let sources: &'a [_] = self.sources;
        let lists = sources.iter().filter_map(|source| Some((source, source.raw.classes.get(class)?)));
        lists.flat_map(|(source, list)| phrases(source, Some(list))).collect()
    }

    /// Pairs of classes that exclude each other, each once, with the reason.
    fn exclusive(&self) -> Vec<(String, String, String)> {
        let mut pairs = BTreeMap::new();
        let mut add = |one: &str, two: &str, why: String| {
            if one != two {
                let pair = if one < two { (one, two) } else { (two, one) };
                pairs.entry((pair.0.to_owned(), pair.1.to_owned())).or_insert(why);
            }
        };
        for source in self.sources {
            for (event_type, modes) in &source.raw.refine {
                for (one, mode) in modes {
                    for (two, other) in modes {
                        if mode.get_ref() != other.get_ref() {
                            add(one, two, format!("each makes another mode of {event_type}"));
                        }
                    }
                }
            }
        }
        pairs.into_iter().map(|((one, two), why)| (one, two, why)).collect()
    }
}
