//! What is gathered from the files of a pack while it is compiled.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use std::sync::Arc;

use super::acts::Act;
use super::everyday::Everyday;
use super::governors::Governor;
use super::source::split;
use super::subjects::{Closing, Subject};
use super::topics::Topic;
use super::types::{Code, CodeId};
use super::verbs::VerbSense;
use super::words::EventWord;
use crate::events::few::Few;
use crate::events::lexicon::{Lexicon, PhraseSet};
use crate::{Error, Result};

/// What the files gave so far.
#[derive(Default)]
pub(in crate::events) struct Builder {
    pub(in crate::events) lexicon: Lexicon,
    pub(super) codes: Vec<Code>,
    pub(super) code_ids: FxHashMap<(String, String), CodeId>,
    pub(super) acts: Vec<Act>,
    pub(super) topics: Vec<Topic>,
    /// Types of the topics, each once.
    pub(super) topic_types: Vec<String>,
    pub(super) events: Vec<EventWord>,
    pub(super) governors: Vec<Governor>,
    pub(super) verbs: Vec<Vec<VerbSense>>,
    pub(super) class_names: Vec<String>,
    /// Phrases that patterns ask for, by the name of the set.
    pub(super) sets: FxHashMap<String, Arc<PhraseSet>>,
    pub(super) quantities: Vec<String>,
    pub(super) everyday: Vec<Everyday>,
    pub(super) subjects: Vec<Subject>,
    /// What closes each mode, whatever it turns into.
    pub(super) closings: Vec<Closing>,
    /// What is wrong so far.
    pub(super) errors: Vec<Error>,
    /// The act of each verb phrase, and its line.
    pub(super) act_verbs: BTreeMap<String, (String, usize)>,
}

impl Builder {
    /// Keeps what is wrong, so that all of it can be told.
    pub(in crate::events) fn note(&mut self, done: Result<()>) {
        self.errors.extend(done.err());
    }

    /// The kinds of numbers of a list, by number.
    pub(super) fn quantity(&mut self, list: Option<&String>) -> Few {
        let mut kinds = Few::default();
        for kind in split(list) {
            let known = self.quantities.iter().position(|known| *known == kind);
            kinds.push(known.unwrap_or_else(|| {
                self.quantities.push(kind);
                self.quantities.len() - 1
            }));
        }
        kinds
    }

    /// So too, and where a rule says nothing, those of its type.
    pub(in crate::events) fn counted(&mut self, list: Option<&String>, code: CodeId) -> Few {
        if list.is_some() { self.quantity(list) } else { self.codes[code as usize].counts }
    }
}
