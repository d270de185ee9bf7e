//! Why a sentence was read as it was: what `explain` prints.

use std::fmt::Write;

use super::frame::{Frame, Reading};
use super::group::Item;

/// The steps of one sentence, written out for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The sentence.
    pub sentence: String,
    /// Tokens with their tags, groups, clauses, frames, governors and rivals that lost, a line each.
    pub lines: Vec<String>,
}

impl Reading<'_> {
    /// Writes down what the steps found. Only called when a trace was asked for.
    #[allow(clippy::too_many_lines, reason = "one line a step")]
    pub(crate) fn trace(&self, text: &str, frames: &[Frame]) -> Trace {
        let sentence = self.sentence;
        let words = |a: usize, b: usize| sentence.span(a, b).of(text).to_owned();
        let mut lines = Vec::new();
        let mut tagged = String::new();
        for token in 0..sentence.len() {
            let _ = write!(
                tagged,
                "{}/{:?} ",
                sentence.lower(token),
                sentence.tag(token).unwrap_or(super::grammar::Tag::Mark)
            );
        }
        lines.push(format!("tags {tagged}"));
        for hit in &sentence.hits {
            let senses: Vec<String> = self
                .pack
                .lexicon
                .senses(hit)
                .iter()
                .map(|sense| match *sense {
                    super::lexicon::Sense::Topic(id) => {
                        format!("topic {}", self.pack.topics[id as usize].name)
                    }
                    super::lexicon::Sense::Event(id) => {
                        format!("event {}", self.pack.events[id as usize].name)
                    }
                    super::lexicon::Sense::Act(id) => format!("act {}", self.pack.acts[id as usize].name),
                    super::lexicon::Sense::Governor(id) => {
                        format!("governor {}", self.pack.governors[id as usize].name)
                    }
                    super::lexicon::Sense::Report(_) => "report".to_owned(),
                    super::lexicon::Sense::Class(bits) => {
                        let names: Vec<&str> = self
                            .pack
                            .class_names
                            .iter()
                            .enumerate()
                            .filter(|(index, _)| bits >> index & 1 == 1)
                            .map(|(_, name)| name.as_str())
                            .collect();
                        format!("class {}", names.join("+"))
                    }
                })
                .collect();
            lines.push(format!(
                "class hit \"{}\": {}",
                words(hit.start as usize, hit.end as usize),
                senses.join(", ")
            ));
        }
        let mut groups = String::new();
        for item in &self.groups.items {
            let _ = match *item {
                Item::Noun(noun) => {
                    let group = &self.groups.nouns[noun as usize];
                    write!(groups, "[{}] ", words(group.a, group.b))
                }
                Item::Verb(verb) => {
                    let group = &self.groups.verbs[verb as usize];
                    write!(groups, "<{}> ", words(group.a, group.b))
                }
                Item::Link(token) => write!(groups, "{} ", sentence.lower(token as usize)),
            };
        }
        lines.push(format!("groups {groups}"));
        for (index, clause) in self.clauses.list.iter().enumerate() {
            let verb = clause.verb.map_or_else(
                || "-".to_owned(),
                |verb| words(self.groups.verbs[verb as usize].a, self.groups.verbs[verb as usize].b),
            );
            let list = |few: &super::few::Few| {
                few.iter()
                    .map(|noun| words(self.groups.nouns[noun].a, self.groups.nouns[noun].b))
                    .collect::<Vec<_>>()
                    .join(" | ")
            };
            lines.push(format!(
                "clause {index} {:?} under {:?} noun {:?} adjective {:?} link {:?}: subject ({}) verb <{verb}> objects ({}) obliques ({}){}",
                clause.kind,
                clause.parent,
                clause.noun.map(|noun| words(self.groups.nouns[noun as usize].a, self.groups.nouns[noun as usize].b)),
                clause.adjective.map(|token| sentence.lower(token).to_owned()),
                clause.link.map(|token| sentence.lower(token).to_owned()),
                list(&clause.subject),
                list(&clause.objects),
                list(&clause.obliques),
                if clause.attribution { " attribution" } else { "" }
            ));
        }
        for frame in frames {
            let code = &self.pack.codes[frame.code as usize];
            let cues: Vec<String> = frame
                .status
                .cues
                .iter()
                .map(|cue| format!("{} \"{}\"", cue.kind, words(cue.a, cue.b)))
                .collect();
            let roles = |ranges: &[(usize, usize)]| {
                ranges.iter().map(|range| words(range.0, range.1)).collect::<Vec<_>>().join(" | ")
            };
            let line =
                frame.rule.line(self.pack).map_or_else(String::new, |line| format!(", line {line:?},"));
            lines.push(format!(
                "frame {}.{} by {}{line} at \"{}\" in clause {}: {}{} [{}]; actors ({}) recipients ({})",
                code.event_type,
                code.mode,
                frame.rule.write(self.pack),
                words(frame.trigger.0, frame.trigger.1),
                frame.clause,
                if frame.status.negated { "negated " } else { "" },
                frame.status.realis.name(),
                cues.join(", "),
                roles(&frame.actors),
                roles(&frame.recipients)
            ));
        }
        Trace { sentence: words(0, sentence.len()), lines }
    }
}
