//! Names that nothing asks for: classes, modes, acts. Where tables of verbs alone tell what happened, classes and acts are
//! there for the English of the engine, and are not asked for.

use super::Lint;
use crate::events::pack::source::Source;

const CHECK: &str = "unused-name";

impl Lint<'_> {
    pub(super) fn unused(&mut self) {
        let pack = self.pack;
        let told = pack.events.is_empty() && pack.topics.is_empty() && pack.patterns.is_empty();
        if !told || pack.verb_rules.is_empty() {
            self.unused_classes();
            self.unused_acts();
        }
        self.unused_modes();
    }

    fn unused_classes(&mut self) {
        let mut asked = self.pack.known.all();
        for event in &self.pack.events {
            asked |= event.subject_classes | event.subject_never | event.object_classes;
            asked |= event.object_never;
            asked |= event.needs | event.unless | event.claimed;
        }
        for topic in &self.pack.topics {
            asked |= topic.needs | topic.unless | topic.object_classes;
        }
        for refinement in &self.pack.refinements {
            asked |= refinement.classes;
        }
        if let Some(obliged) = &self.pack.turns.obliged {
            asked |= obliged.subject_classes | obliged.unless;
        }
        asked |= self.pack.patterns.classes();
        let sources = self.sources;
        for source in sources {
            for (class, list) in &source.raw.classes {
                if self.class(class) & asked == 0 {
                    let message = format!("no rule asks for the class {class}");
                    self.warn(source, list.span().start, CHECK, message);
                }
            }
        }
    }

    fn unused_modes(&mut self) {
        let pack = self.pack;
        let mut given: Vec<u16> = pack.events.iter().map(|event| event.code).collect();
        for topic in &pack.topics {
            let named = [topic.told, topic.exists, topic.prospect];
            let cells = topic.cells.iter().copied().chain(named).flatten();
            given.extend(cells.chain(topic.own.iter().map(|own| own.code)).map(|cell| cell.code));
        }
        given.extend(pack.refinements.iter().map(|refinement| refinement.code));
        let turns = &pack.turns;
        given.extend(
            turns
                .lapsed
                .iter()
                .chain(&turns.denied)
                .chain(&turns.to_come)
                .chain(&turns.not_to_come)
                .map(|&(_, to)| to),
        );
        given.extend(turns.vowed.iter().map(|&(_, code)| code));
        given.extend(turns.mediates.iter().map(|&(_, code)| code));
        given.extend(turns.obliged.iter().map(|obliged| obliged.code));
        given.extend(pack.patterns.codes());
        given.extend(pack.verb_rules.codes());
        let sources = self.sources;
        for source in sources {
            for (event_type, modes) in &source.raw.types {
                for (mode, spanned) in modes {
                    let is = |&code: &u16| {
                        let code = &pack.codes[code as usize];
                        code.event_type == *event_type && code.mode == *mode
                    };
                    if !given.iter().any(is) {
                        let message = format!("no rule gives {event_type}.{mode}");
                        self.warn(source, spanned.span().start, CHECK, message);
                    }
                }
            }
        }
    }

    /// An act that no topic has a mode for, and that does nothing to other acts.
    fn unused_acts(&mut self) {
        let sources = self.sources;
        for source in sources {
            for (name, raw) in &source.raw.acts {
                let Some(id) = self.pack.acts.iter().position(|act| act.name == *name) else { continue };
                let act = &self.pack.acts[id];
                let counts = act.governs || act.neutral || act.light || act.own.is_some() || act.denies;
                if counts || self.pack.topics.iter().any(|topic| topic.cells[id].is_some()) {
                    continue;
                }
                let list = [&raw.verbs, &raw.nouns, &raw.adjectives].into_iter().flatten().next();
                let at = list.map_or_else(|| header(source, name), |list| list.span().start);
                self.warn(source, at, CHECK, format!("no topic has a mode for the act {name}"));
            }
        }
    }
}

/// Where the table of an act begins.
fn header(source: &Source, act: &str) -> usize {
    source.file.contents.find(&format!("[acts.{act}]")).unwrap_or_default()
}
