//! Rules of one name: the rows that they give can't be told apart, and an example of one hides that the other has none.

use rustc_hash::FxHashMap;

use super::Lint;
use crate::events::pack::source::Source;

const CHECK: &str = "same-name";

impl Lint<'_> {
    pub(super) fn same_names(&mut self) {
        let words = self.words();
        let words = words.iter().enumerate().map(|(id, word)| {
            let name = self.pack.events[id].name.as_str();
            (name, word.source, word.at)
        });
        let words: Vec<_> = words.collect();
        self.all_differ("word", words);
        let patterns = self.sources.iter().flat_map(|source| {
            let of_file = source.raw.pattern.iter();
            of_file.map(move |pattern| (pattern.get_ref().name.as_str(), source, pattern.span().start))
        });
        let patterns: Vec<_> = patterns.collect();
        self.all_differ("pattern", patterns);
    }

    /// The first of a name keeps it.
    fn all_differ<'s>(&mut self, kind: &str, rules: Vec<(&'s str, &'s Source<'s>, usize)>) {
        let mut first: FxHashMap<&str, String> = FxHashMap::default();
        for (name, source, at) in rules {
            let place = format!("{}:{}", source.file.name, source.line(at));
            if let Some(before) = first.get(name) {
                let message =
                    format!("{kind} {name:?} is called like the one at {before}: give it a name of its own");
                self.warn(source, at, CHECK, message);
            } else {
                first.insert(name, place);
            }
        }
    }
}
