//! Rules that can never match, and keys that never change what a rule does.

use super::{Lint, phrases};
use crate::events::grammar::{Tag, closed};
use crate::events::pack::source::{List, Source, split};
use crate::events::pack::words::RawWord;
use crate::events::pattern;

const CHECK: &str = "dead-rule";

impl Lint<'_> {
    pub(super) fn dead(&mut self) {
        let filled = self.filled();
        self.dead_words(filled);
        self.dead_topics(filled);
        self.dead_patterns(filled);
        self.dead_refinements(filled);
    }

    /// The classes that have words, by their lists or by the engine.
    fn filled(&self) -> u64 {
        let known = &self.pack.known;
        let mut bits = known.name | known.pronoun | known.number | known.actor;
        for source in self.sources {
            for (class, list) in &source.raw.classes {
                if !source.phrases(list).is_empty() {
                    bits |= self.class(class);
                }
            }
        }
        bits
    }

    /// The bit of a class.
    pub(super) fn class(&self, name: &str) -> u64 {
        self.pack.class_names.iter().position(|known| known == name).map_or(0, |bit| 1 << bit)
    }

    /// The bits of a list of classes.
    pub(super) fn classes(&self, source: &Source, list: Option<&List>) -> u64 {
        source.optional(list).into_iter().fold(0, |bits, (_, class)| bits | self.class(class))
    }

    fn dead_words(&mut self, filled: u64) {
        for (id, word) in self.words().into_iter().enumerate() {
            let (source, at, raw) = (word.source, word.at, word.raw);
            let name = self.word_name(id);
            let count = |list: Option<&List>| source.optional(list).len();
            let (verbs, nouns) = (count(raw.verbs.as_ref()), count(raw.nouns.as_ref()));
            if verbs + nouns + count(raw.adjectives.as_ref()) == 0 {
                self.warn(source, at, CHECK, format!("{name} has no verbs, nouns or adjectives"));
                continue;
            }
            let verbal =
                [("subject_class", raw.subject_class.as_ref()), ("object_class", raw.object_class.as_ref())];
            for (key, list) in [("needs", raw.needs.as_ref())].into_iter().chain(verbal) {
                self.dead_class(source, &name, key, list, filled);
            }
            for (who, class, never) in [
                ("object", &raw.object_class, &raw.object_never),
                ("subject", &raw.subject_class, &raw.subject_never),
            ] {
                let wanted = self.classes(source, class.as_ref());
                if wanted != 0 && wanted & !self.classes(source, never.as_ref()) == 0 {
                    let message =
                        format!("{name} can have no {who}: {who}_never has every class of {who}_class");
                    self.warn(source, at, CHECK, message);
                }
            }
            for (key, list) in [
                ("with", raw.with.as_ref()),
                ("without", raw.without.as_ref()),
                ("recipients", raw.recipients.as_ref()),
                ("actors", raw.actors.as_ref()),
            ] {
                for preposition in split(list) {
                    if !closed(&preposition).contains(&Tag::Preposition) {
                        let message =
                            format!("{name}: {preposition:?} in {key} is no preposition, and never found");
                        self.warn(source, at, CHECK, message);
                    }
                }
            }
            for key in idle(raw, verbs, nouns) {
                let kind = if VERBAL.contains(&key) { "verbs" } else { "nouns" };
                let message = format!("{name}: {key} does nothing, for the word has no {kind}");
                self.warn(source, at, CHECK, message);
            }
        }
    }

    fn dead_class(&mut self, source: &Source, name: &str, key: &str, list: Option<&List>, filled: u64) {
        let bits = self.classes(source, list);
        if let Some(list) = list.filter(|_| bits != 0 && bits & filled == 0) {
            let empty = self.class_names(bits).join(", ");
            let message = format!("{name} can never match: {key} asks for {empty}, which has no words");
            self.warn(source, list.span().start, CHECK, message);
        }
    }

    fn dead_topics(&mut self, filled: u64) {
        for (id, topic) in self.topics().into_iter().enumerate() {
            let (source, raw) = (topic.source, topic.raw);
            let name = format!("topic {}", self.pack.topics[id].name);
            let verbs: usize = raw.verbs.values().map(|list| source.phrases(list).len()).sum();
            if verbs + source.optional(raw.nouns.as_ref()).len() == 0 {
                self.warn(source, topic.at, CHECK, format!("{name} has no nouns or verbs"));
                continue;
            }
            for (key, list) in [("needs", raw.needs.as_ref()), ("object_class", raw.object_class.as_ref())] {
                self.dead_class(source, &name, key, list, filled);
            }
            for (act, mode) in &raw.modes {
                if !self.act_has_words(act) && !raw.verbs.contains_key(act) {
                    let message =
                        format!("{name} can never be {:?}: the act {act} has no words", mode.get_ref());
                    self.warn(source, mode.span().start, CHECK, message);
                }
            }
        }
    }

    /// Whether anything in a text can be the act.
    fn act_has_words(&self, name: &str) -> bool {
        let written = self.sources.iter().any(|source| {
            source.raw.acts.get(name).is_some_and(|raw| {
                let lists = [&raw.verbs, &raw.nouns, &raw.adjectives];
                lists.into_iter().any(|list| !phrases(source, list.as_ref()).is_empty())
            })
        });
        written
            || self.pack.acts.iter().any(|act| {
                let own = act.own.is_some_and(|own| self.pack.acts[own as usize].name == name);
                own || act.name == name && (act.obligation || act.denies)
            })
    }

    fn dead_patterns(&mut self, filled: u64) {
        let sources = self.sources;
        for source in sources {
            for spanned in &source.raw.pattern {
                let raw = spanned.get_ref();
                let name = format!("pattern {:?}", raw.name);
                self.dead_class(source, &name, "needs", raw.needs.as_ref(), filled);
                for (text, what) in raw
                    .matches
                    .iter()
                    .map(|text| (text, "can never match"))
                    .chain(raw.guards.iter().map(|text| (text, "has a guard that can never match")))
                {
                    let empty = |class: &str| self.class(class) & filled == 0;
                    if let Some(why) = pattern::never(text.get_ref(), &empty) {
                        self.warn(source, text.span().start, CHECK, format!("{name} {what}: {why}"));
                    }
                }
            }
        }
    }

    fn dead_refinements(&mut self, filled: u64) {
        let sources = self.sources;
        for source in sources {
            for (event_type, modes) in &source.raw.refine {
                let refines = |code: u16| self.pack.codes[code as usize].event_type == *event_type;
                let asked = self.pack.events.iter().any(|word| word.refine && refines(word.code));
                for (class, mode) in modes {
                    let name = format!("refine.{event_type}.{class}");
                    if !asked {
                        let message =
                            format!("{name} is never asked for: no word of {event_type} has refine = true");
                        self.warn(source, mode.span().start, CHECK, message);
                    } else if self.class(class) & filled == 0 {
                        self.warn(
                            source,
                            mode.span().start,
                            CHECK,
                            format!("{name}: the class has no words"),
                        );
                    }
                }
            }
        }
    }
}

/// Keys that only verbs are asked for.
const VERBAL: [&str; 8] = [
    "object",
    "subject_class",
    "subject_never",
    "object_class",
    "object_never",
    "with",
    "without",
    "infinitive",
];

/// Keys that never change anything for want of verbs or of nouns.
fn idle(raw: &RawWord, verbs: usize, nouns: usize) -> Vec<&'static str> {
    let verbal = [
        raw.object.is_some(),
        raw.subject_class.is_some(),
        raw.subject_never.is_some(),
        raw.object_class.is_some(),
        raw.object_never.is_some(),
        raw.with.is_some(),
        raw.without.is_some(),
        raw.infinitive,
    ];
    let nominal = [
        ("anywhere", raw.anywhere),
        ("under", raw.under.is_some()),
        ("mentioned", raw.mentioned),
        ("sides", raw.sides),
    ];
    let verbal = VERBAL.into_iter().zip(verbal).filter(|_| verbs == 0);
    let nominal = nominal.into_iter().filter(|_| nouns == 0);
    verbal.chain(nominal).filter(|&(_, is_set)| is_set).map(|(key, _)| key).collect()
}
