//! Rules of one name: the rows that they give can't be told apart, and an example of one hides that the other has none.

use rustc_hash::FxHashMap;

use super::Lint;
use crate::events::pack::source::Source;

const CHECK: &str = "same-name";

impl Lint<'_> {
    pub(super) fn same_names(&mut self) {
        let pack = self.pack;
        let words = self.words().into_iter().zip(&pack.events);
        self.all_differ("word", words.map(|(word, event)| (event.name.as_str(), word.source, word.at)));
        let sources = self.sources;
        let patterns = sources.iter().flat_map(|source| {
            let of_file = source.raw.pattern.iter();
            of_file.map(move |pattern| (pattern.get_ref().name.as_str(), source, pattern.span().start))
        });
        self.all_differ("pattern", patterns);
        let tables = sources.iter().flat_map(|source| {
            let of_file = source.raw.verb.iter();
            of_file.map(move |table| (table.get_ref().name.as_str(), source, table.span().start))
        });
        self.all_differ("verb", tables);
    }

    /// The first of a name keeps it.
    fn all_differ<'s>(&mut self, kind: &str, rules: impl Iterator<Item = (&'s str, &'s Source<'s>, usize)>) {
        let mut first: FxHashMap<&str, String> = FxHashMap::default();
        for (name, source, at) in rules {
            if let Some(before) = first.get(name) {
                let message =
                    format!("{kind} {name:?} is called like the one at {before}: give it a name of its own");
                self.warn(source, at, CHECK, message);
            } else {
                first.insert(name, source.place(at));
            }
        }
    }
}
