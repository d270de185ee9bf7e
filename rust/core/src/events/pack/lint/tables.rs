//! Tables of verbs and sets: verbs that two tables have, lines that another one always comes before, sets that nothing
//! asks for.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Lint;
use crate::events::pack::source::{List, Source};
use crate::events::pattern::Outline;

const SHADOWED: &str = "shadowed-rule";
const DEAD: &str = "dead-rule";
const UNUSED: &str = "unused-name";

/// A verb of a table where it is written.
struct Verb<'a> {
    table: &'a str,
    /// What the table says of it in particular: its key in `alone`.
    alone: Option<&'a str>,
    place: String,
}

impl Lint<'_> {
    pub(super) fn tables_of_verbs(&mut self) {
        self.verbs_in_two_tables();
        self.shadowed_lines();
        self.sets();
    }

    /// Of tables with one verb the first is read.
    fn verbs_in_two_tables(&mut self) {
        let mut first: FxHashMap<String, Verb> = FxHashMap::default();
        let sources = self.sources;
        for source in sources {
            for table in source.raw.verb.iter().map(toml::Spanned::get_ref) {
                let named = table.alone.iter().map(|(told, list)| (Some(told.as_str()), list));
                for (alone, list) in named.chain([(None, &table.verbs)]) {
                    self.verbs_of(source, &table.name, alone, list, &mut first);
                }
            }
        }
    }

    fn verbs_of<'a>(
        &mut self,
        source: &Source,
        table: &'a str,
        alone: Option<&'a str>,
        list: &List,
        first: &mut FxHashMap<String, Verb<'a>>,
    ) {
        for (at, written) in source.phrases(list) {
            let verb = written.split('(').next().unwrap_or(written).trim().to_lowercase();
            let here = Verb { table, alone, place: source.place(at) };
            let message = match first.get(&verb) {
                None => {
                    first.insert(verb, here);
                    continue;
                }
                Some(before) if before.table != table => format!(
                    "{verb:?} is never read as verb {table}: verb {} at {} always comes first",
                    before.table, before.place
                ),
                // what a verb tells alone is told beside the list of all verbs
                Some(before) if before.alone.is_some() && alone.is_none() => continue,
                Some(before) => format!("{verb:?} stands twice in verb {table}: at {} already", before.place),
            };
            self.warn(source, at, SHADOWED, message);
        }
    }

    /// Of the lines of a table the first that matches tells.
    fn shadowed_lines(&mut self) {
        let sources = self.sources;
        for source in sources {
            for table in source.raw.verb.iter().map(toml::Spanned::get_ref) {
                let mut before: Vec<(&str, usize, Outline)> = Vec::new();
                for line in &table.lines {
                    let (at, pattern) = (line.span().start, pattern_of(line.get_ref()));
                    let Some(outline) = Outline::of(pattern) else { continue };
                    let first = before.iter().find(|(_, _, one)| one.takes_all_of(&outline));
                    if let Some((first, place, _)) = first {
                        let message = format!(
                            "{pattern:?} in verb {} never tells: {first:?} at {} always comes first",
                            table.name,
                            source.place(*place)
                        );
                        self.warn(source, at, SHADOWED, message);
                    }
                    before.push((pattern, at, outline));
                }
            }
        }
    }

    /// Sets that nothing asks for, and what asks for one without phrases.
    fn sets(&mut self) {
        let sources = self.sources;
        let empty: FxHashSet<&str> = sources
            .iter()
            .flat_map(|source| source.raw.sets.iter().filter(|(_, list)| source.phrases(list).is_empty()))
            .map(|(name, _)| name.as_str())
            .collect();
        let mut asked: FxHashSet<String> = FxHashSet::default();
        for source in sources {
            let lines = source.raw.verb.iter().flat_map(|table| &table.get_ref().lines);
            let patterns = source.raw.pattern.iter().map(toml::Spanned::get_ref);
            let patterns = patterns.flat_map(|raw| raw.matches.iter().chain(&raw.guards));
            for text in lines.chain(patterns) {
                let pattern = pattern_of(text.get_ref());
                for name in Outline::of(pattern).iter().flat_map(Outline::sets) {
                    if empty.contains(name) {
                        let message = format!("{pattern:?} asks for the set {name}, which has no phrases");
                        self.warn(source, text.span().start, DEAD, message);
                    }
                    asked.insert(name.to_owned());
                }
            }
        }
        for source in sources {
            for (name, list) in source.raw.sets.iter().filter(|(name, _)| !asked.contains(*name)) {
                let message = format!("no pattern asks for the set {name}");
                self.warn(source, list.span().start, UNUSED, message);
            }
        }
    }
}

/// A line of a table without what it tells.
fn pattern_of(line: &str) -> &str {
    line.rsplit_once("=>").map_or(line, |(pattern, _)| pattern).trim()
}
