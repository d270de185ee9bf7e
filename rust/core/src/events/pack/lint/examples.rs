//! Rules that no example of the pack shows at work.

use std::collections::BTreeSet;

use super::Lint;
use crate::events::self_test::article_of;

const CHECK: &str = "no-example";

impl Lint<'_> {
    pub(super) fn examples(&mut self) {
        let shown = self.shown();
        let is_there = |rule: &str| shown.contains(rule);
        for (id, word) in self.words().into_iter().enumerate() {
            let name = &self.pack.events[id].name;
            if !["word", "noun", "adjective"].into_iter().any(|kind| is_there(&format!("{kind} {name}"))) {
                let message = format!("no example shows {}", self.word_name(id));
                self.warn(word.source, word.at, CHECK, message);
            }
        }
        for (id, topic) in self.topics().into_iter().enumerate() {
            let name = &self.pack.topics[id].name;
            let (cell, mention) = (format!(" x {name}"), format!(" of {name}"));
            if !shown.iter().any(|rule| rule.ends_with(&cell) || rule.ends_with(&mention)) {
                self.warn(topic.source, topic.at, CHECK, format!("no example shows topic {name}"));
            }
        }
        let sources = self.sources;
        for source in sources {
            for spanned in &source.raw.pattern {
                let name = &spanned.get_ref().name;
                if !is_there(&format!("pattern {name}")) {
                    let message = format!("no example shows pattern {name:?}: give it a sentence under yes");
                    self.warn(source, spanned.span().start, CHECK, message);
                }
            }
        }
    }

    /// The rules that gave a row which an example wants.
    fn shown(&self) -> BTreeSet<String> {
        let mut reader = self.pack.reader();
        let mut shown = BTreeSet::new();
        for example in &self.pack.examples {
            for event in reader.read(&article_of(&example.text)) {
                let code = &self.pack.codes[event.code];
                let wanted = |(event_type, mode, _): &(String, String, String)| {
                    *event_type == code.event_type && *mode == code.mode
                };
                if example.want.iter().any(wanted) {
                    shown.insert(event.rule.trim_start_matches("third party of ").to_owned());
                }
            }
        }
        shown
    }
}
