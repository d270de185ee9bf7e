//! The tables `[[everyday]]`: verb phrases that tell no event, whatever their verb means elsewhere ("back *down*", "cut
//! off *funds*").

use serde::Deserialize;

use super::builder::Builder;
use super::source::{List, Source};
use super::verbs::Meaning;
use crate::events::inflect;
use crate::events::lexicon::EntryId;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEveryday {
    verbs: List,
    objects: Option<List>,
}

/// What the object of such a phrase must be; anything, where nothing is given. Sorted.
pub(crate) type Objects = Box<[EntryId]>;

impl Builder {
    pub(super) fn everyday(&mut self, source: &Source) {
        for raw in &source.raw.everyday {
            let number = self.everyday.len() as u16;
            let mut objects = Vec::new();
            for (_, noun) in source.optional(raw.objects.as_ref()) {
                objects.extend([self.lexicon.intern(noun), self.lexicon.intern(&inflect::plural(noun))]);
            }
            objects.sort_unstable();
            self.everyday.push(objects.into());
            for (_, phrase) in source.phrases(&raw.verbs) {
                self.add_verb_sense(phrase, Meaning::Everyday(number), None);
            }
        }
    }
}
