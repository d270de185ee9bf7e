//! The table `[english]`: verbs with their forms, nouns, and how likely a word is one or the other.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::builder::Builder;
use super::source::{List, Source};
use crate::events::inflect::use_of;
use crate::events::lexicon::{Form, Sense, Trigger};
use crate::events::tag::TagList;
use crate::normalise::trie;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawEnglish {
    verbs: Option<List>,
    irregular: BTreeMap<String, Spanned<String>>,
    /// A second past tense and participle: "burnt".
    second_past: BTreeMap<String, String>,
    /// How nouns end that have no plural in "s", or end in "o" and have one.
    plural: BTreeMap<String, String>,
    doubling: Option<List>,
    /// Words that are noun and verb: mostly noun, either, mostly verb.
    mostly_noun: Option<List>,
    noun_or_verb: Option<List>,
    mostly_verb: Option<List>,
    nouns: Option<List>,
    adjectives: Option<List>,
    adverbs: Option<List>,
    /// Verbs that keep an object in the passive: "was given two days".
    two_objects: Option<List>,
    /// Bare words that tell behind "by" how something is done: "by helicopter".
    means: Option<List>,
    /// Words that are no names where all is in capitals, beyond those of other lists; their regular forms are known.
    plain: Option<List>,
    /// Names made of everyday words.
    names: Option<List>,
    /// Words with their tags and what each costs: `strike N15 B22 V24`.
    tags: Option<List>,
}

impl Builder {
    /// How words get their forms.
    pub(super) fn forms(&mut self, source: &Source) {
        let raw = &source.raw.english;
        for (verb, forms) in &raw.irregular {
            let written: Vec<&str> = forms.get_ref().split_whitespace().collect();
            let [past, participle, gerund] = written[..] else {
                let message = format!("{verb}: expected three forms (past, participle, gerund)");
                self.errors.push(source.error(forms.span().start, message));
                continue;
            };
            self.lexicon.set_irregular(verb, [past, participle, gerund]);
        }
        for (_, verb) in source.optional(raw.doubling.as_ref()) {
            self.lexicon.set_doubling(verb);
        }
        for (verb, form) in &raw.second_past {
            self.lexicon.set_second_past(verb, form);
        }
        for (one, many) in &raw.plural {
            self.lexicon.set_plural(one, many);
        }
    }

    pub(super) fn english(&mut self, source: &Source) {
        let raw = &source.raw.english;
        let verbs = raw
            .irregular
            .keys()
            .map(String::as_str)
            .chain(source.optional(raw.verbs.as_ref()).into_iter().map(|(_, verb)| verb));
        for verb in verbs {
            self.add_verb(verb);
        }
        for (_, noun) in source.optional(raw.nouns.as_ref()) {
            self.lexicon.add_noun(noun);
        }
        for (_, word) in source.optional(raw.adjectives.as_ref()) {
            let id = self.lexicon.intern(word);
            self.lexicon.entries[id as usize].adjective = true;
        }
        for (_, word) in source.optional(raw.adverbs.as_ref()) {
            let id = self.lexicon.intern(word);
            self.lexicon.entries[id as usize].adverb = true;
        }
        for (_, verb) in source.optional(raw.two_objects.as_ref()) {
            let lemma = self.add_verb(verb);
            for form in self.lexicon.forms_of(lemma) {
                let entry = &mut self.lexicon.entries[form as usize];
                let made = |form: &Form| form.lemma == lemma && form.uses & use_of::PARTICIPLE != 0;
                entry.two_objects |= entry.forms.iter().any(made);
            }
        }
        for (_, word) in source.optional(raw.means.as_ref()) {
            let id = self.lexicon.intern(word);
            self.lexicon.entries[id as usize].means = true;
        }
        let plain = source.optional(raw.plain.as_ref()).into_iter();
        self.lexicon.plain.extend(plain.map(|(_, word)| Box::from(word)));
    }

    pub(super) fn add_noun_phrase(&mut self, phrase: &str, sense: Sense, trigger: Option<Trigger>) {
        let phrase = phrase.strip_prefix('=').unwrap_or(phrase);
        self.lexicon.add_phrase(phrase, sense, trigger);
        // "exchange of prisoners": the head is before "of"
        let (head, tail) =
            phrase.split_once(" of ").map_or((phrase, None), |(head, tail)| (head, Some(tail)));
        let (before, last) = head
            .rsplit_once([' ', '-'])
            .map_or(("", head), |(_, last)| (&head[..head.len() - last.len()], last));
        let many = self.lexicon.plural(last);
        let many = format!("{before}{many}{}", tail.map(|tail| format!(" of {tail}")).unwrap_or_default());
        if !last.ends_with('s') {
            self.lexicon.add_phrase(&many, sense, trigger);
        }
        if tail.is_none() {
            if last.ends_with('s') {
                let id = self.lexicon.intern(last);
                self.lexicon.entries[id as usize].plural = true;
            } else if last.chars().all(char::is_alphabetic) {
                self.lexicon.add_noun(last);
            }
        }
    }

    /// Names made of everyday words.
    pub(super) fn names(&mut self, sources: &[Source]) {
        let mut names = trie::Builder::default();
        for source in sources {
            for (_, name) in source.optional(source.raw.english.names.as_ref()) {
                names.insert(name, 0);
            }
        }
        self.lexicon.names = names.build();
    }

    /// How dear it is to read a word as noun and as verb.
    pub(super) fn costs(&mut self, sources: &[Source]) {
        for entry in &mut self.lexicon.entries {
            (entry.noun_cost, entry.verb_cost) = if entry.forms.is_empty() { (0, 60) } else { (25, 0) };
            if entry.singular || entry.plural {
                entry.noun_cost = if entry.forms.is_empty() { 0 } else { 8 };
                entry.verb_cost = if entry.forms.is_empty() { 60 } else { 4 };
            }
        }
        for source in sources {
            let raw = &source.raw.english;
            for (list, noun, verb) in
                [(&raw.mostly_noun, 0, 12), (&raw.noun_or_verb, 5, 5), (&raw.mostly_verb, 20, 0)]
            {
                for (_, word) in source.optional(list.as_ref()) {
                    for (form, many) in [(word.to_owned(), false), (self.lexicon.plural(word), true)] {
                        let id = self.lexicon.intern(&form);
                        let entry = &mut self.lexicon.entries[id as usize];
                        entry.singular |= !many;
                        entry.plural |= many;
                        entry.noun_cost = noun;
                        entry.verb_cost = if entry.forms.is_empty() { 60 } else { verb };
                    }
                }
            }
        }
        // when all lists are in: these say nothing of the words but how they are tagged
        for source in sources {
            for (at, given) in source.optional(source.raw.english.tags.as_ref()) {
                let parsed =
                    given.split_once(' ').and_then(|(word, tags)| Some((word, TagList::parse(tags)?)));
                let Some((word, tags)) = parsed else {
                    let message =
                        format!("{given}: expected a word and its tags, as in `strike N15 B22 V24`");
                    self.errors.push(source.error(at, message));
                    continue;
                };
                let id = self.lexicon.intern(word);
                self.lexicon.entries[id as usize].given = tags;
            }
        }
    }
}
