//! The tables `[[everyday]]`: verb phrases that tell no event, whatever their verb means elsewhere ("back *down*", "cut
//! off *funds*").

use serde::Deserialize;

use super::builder::Builder;
use super::source::{List, Source};
use super::verbs::Meaning;
use crate::events::lexicon::EntryId;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEveryday {
    verbs: List,
    objects: Option<List>,
    subjects: Option<List>,
}

/// What the object and the subject of such a phrase must be; anything, where nothing is given. Sorted.
#[derive(Debug, Default)]
pub(crate) struct Everyday {
    pub objects: Box<[EntryId]>,
    pub subjects: Box<[EntryId]>,
}

impl Builder {
    pub(super) fn everyday(&mut self, source: &Source) {
        for raw in &source.raw.everyday {
            let number = self.everyday.len() as u16;
            let mut nouns = |list: Option<&List>| {
                let mut nouns = Vec::new();
                for (_, noun) in source.optional(list) {
                    nouns
                        .extend([self.lexicon.intern(noun), self.lexicon.intern(&self.lexicon.plural(noun))]);
                }
                nouns.sort_unstable();
                nouns.into()
            };
            let (objects, subjects) = (nouns(raw.objects.as_ref()), nouns(raw.subjects.as_ref()));
            self.everyday.push(Everyday { objects, subjects });
            for (_, phrase) in source.phrases(&raw.verbs) {
                self.add_verb_sense(phrase, Meaning::Everyday(number), None);
            }
        }
    }
}
