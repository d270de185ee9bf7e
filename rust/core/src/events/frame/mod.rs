//! Frames: an act upon a topic, an event verb, an event noun. What a clause tells, before status and roles.
//!
//! For each clause the senses of its verb are looked up once. An act looks for a topic among the object, the
//! subject and the obliques that its particle names; a noun act between them ("an extension of the truce") and
//! an act above the clause ("refused to extend ...") are composed into one cell of the grid. Event words stand
//! for themselves. Nouns with a type of their own tell an event where the clause around them is finite and
//! about them (they happen, are launched, kill), not in passing.

mod adjective;
mod bear;
mod doubles;
mod event_word;
mod evidence;
mod grid;
mod happened;
mod list;
mod look;
mod mention;
mod nobody;
mod noun;
mod oblige;
mod parties;
mod reach;
mod same;
mod settle;
mod tells;
mod topic;
mod turn;
mod upon;
mod verb;

pub(crate) use verb::Role;

use std::cell::OnceCell;

use super::again::Told;
use super::clause::Clauses;
use super::few::Few;
use super::group::Groups;
use super::pack::{ActId, CodeId, Pack, Realis, Trait, Traits};
use super::pattern::Machine;
use super::sentence::Sentence;
use super::status::Status;

/// A sentence with all that the earlier steps found in it.
pub(crate) struct Reading<'a> {
    pub pack: &'a Pack,
    pub sentence: &'a Sentence,
    pub groups: &'a Groups,
    pub clauses: &'a Clauses,
    pub question: bool,
    /// Classes seen in the sentence.
    pub bits: u64,
    /// Classes that the article is about.
    pub article: u64,
    /// The topics that it told before.
    pub told: Told,
    /// Classes of the person that "he" or "she" means.
    pub person: u64,
    /// It names a body of states, or people of more than one.
    pub states: bool,
    /// See [`Reading::heading`].
    pub heading: OnceCell<usize>,
}

/// Tokens, half-open.
pub(crate) type Range = (usize, usize);

/// A frame before normalisation.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub code: CodeId,
    pub rule: Rule,
    /// Clause where it stands: dates, places and numbers are looked for there.
    pub clause: usize,
    pub status: Status,
    pub trigger: Range,
    pub actors: Vec<Range>,
    pub recipients: Vec<Range>,
    pub third: Vec<Range>,
    /// Group that names the event or the thing counted.
    pub noun: Option<usize>,
    pub victims: Few,
    /// Numbers that it asks for, by their place in the pack.
    pub quantity: Few,
    /// Gives way to another frame of its clause.
    pub yields: bool,
    /// Verb clause that was used as the act of the frame.
    pub act_clause: Option<usize>,
    pub refine: bool,
}

impl Frame {
    /// Whether an attack took place or is taking place.
    pub(crate) fn tells_fighting(&self, pack: &Pack) -> bool {
        pack.codes[self.code as usize].traits.any(Traits::FORCE)
            && self.status.realis == Realis::Actual
            && !self.status.negated
    }

    /// Whether somebody goes to see others where they are.
    pub(crate) fn is_visit(&self, pack: &Pack) -> bool {
        pack.is(self.code, Trait::Visits) && pack.is(self.code, Trait::UponGround)
    }

    /// Whether people or forces leave or come to a place: the place suffers nothing.
    pub(crate) fn moves(&self, pack: &Pack) -> bool {
        pack.is(self.code, Trait::Moves)
    }
}

/// What made a frame, by numbers of the pack; written out only in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    pub by: By,
    /// The row of the third party of such a frame.
    pub third: bool,
}

/// The kinds of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// An event word as a verb, a noun, an adjective.
    Word(u16),
    Noun(u16),
    Adjective(u16),
    /// An act upon a topic, under another act.
    Cell {
        outer: Option<ActId>,
        act: ActId,
        topic: u16,
    },
    /// A verb that has a mode of its own for the topic.
    Own(u16),
    /// A topic that is only mentioned, under an act noun.
    Mention {
        act: Option<ActId>,
        topic: u16,
    },
    Pattern(u16),
    /// A table of verbs, and its line that tells; `back` is what the second side does by that, `mutual` what several do to
    /// each other.
    Verb {
        rule: u16,
        line: Option<u16>,
        back: bool,
        mutual: bool,
    },
    /// What somebody says that another must do.
    Obliged,
}

impl From<By> for Rule {
    fn from(by: By) -> Self {
        Self { by, third: false }
    }
}

impl Rule {
    /// Whether an act governs the act of the rule.
    pub(crate) fn is_governed(self) -> bool {
        matches!(self.by, By::Cell { outer: Some(_), .. })
    }

    /// The classes that it needs, and those that forbid it.
    fn company(self, pack: &Pack) -> (u64, u64) {
        match self.by {
            By::Word(id) | By::Noun(id) | By::Adjective(id) => {
                let word = &pack.events[id as usize];
                (word.needs, word.unless)
            }
            By::Cell { topic, .. } | By::Own(topic) | By::Mention { topic, .. } => {
                let row = &pack.topics[topic as usize];
                (row.needs, row.unless)
            }
            By::Pattern(id) => pack.patterns.company(id),
            By::Verb { .. } => (0, 0),
            By::Obliged => (0, pack.turns.obliged.as_ref().map_or(0, |obliged| obliged.unless)),
        }
    }

    /// The line of a table of verbs that tells, as it is written.
    pub(crate) fn line(self, pack: &Pack) -> Option<&str> {
        match self.by {
            By::Verb { rule, line: Some(line), .. } => Some(pack.verb_rules.line(rule, line)),
            _ => None,
        }
    }

    /// The rule in words.
    pub(crate) fn write(self, pack: &Pack) -> String {
        let third = if self.third { "third party of " } else { "" };
        let act = |id: ActId| pack.acts[id as usize].name.as_str();
        let topic = |id: u16| pack.topics[id as usize].name.as_str();
        let event = |id: u16| pack.events[id as usize].name.as_str();
        let parts: [&str; 5] = match self.by {
            By::Word(id) => ["word ", event(id), "", "", ""],
            By::Noun(id) => ["noun ", event(id), "", "", ""],
            By::Adjective(id) => ["adjective ", event(id), "", "", ""],
            By::Cell { outer: Some(outer), act: inner, topic: id } => {
                [act(outer), "+", act(inner), " x ", topic(id)]
            }
            By::Cell { outer: None, act: id, topic: of } => [act(id), " x ", topic(of), "", ""],
            By::Own(id) => ["own x ", topic(id), "", "", ""],
            By::Mention { act: id, topic: of } => [id.map_or("mention", act), " of ", topic(of), "", ""],
            By::Obliged => ["obliged", "", "", "", ""],
            By::Pattern(id) => ["pattern ", pack.patterns.name(id), "", "", ""],
            By::Verb { rule, back, .. } => {
                [if back { "back of " } else { "" }, "verb ", pack.verb_rules.name(rule), "", ""]
            }
        };
        let mut out = String::with_capacity(third.len() + parts.iter().map(|part| part.len()).sum::<usize>());
        out.push_str(third);
        for part in parts {
            out.push_str(part);
        }
        out
    }
}

/// The frames of a sentence, with their buffers.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// All that were found.
    found: Vec<Frame>,
    /// What is left of them.
    pub kept: Vec<Frame>,
    machine: Machine,
}

/// A topic found in a noun group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TopicUse {
    pub topic: u16,
    pub range: Range,
    pub noun: usize,
    pub act: Option<ActId>,
    /// Group of the act noun, where it is another.
    pub act_noun: Option<usize>,
    pub negative: bool,
    /// Noun that governs the topic ("the possibility of sanctions").
    pub governor: Option<(u16, usize)>,
}

impl TopicUse {
    /// A topic that a verb holds itself, without a noun.
    pub(crate) fn of_verb(topic: u16, range: Range) -> Self {
        Self { topic, range, noun: usize::MAX, act: None, act_noun: None, negative: false, governor: None }
    }
}

impl Reading<'_> {
    /// All frames of the sentence, in order of their triggers.
    pub(crate) fn frames(&self, out: &mut Frames) {
        let Frames { found, kept, machine } = out;
        found.clear();
        kept.clear();
        for clause in 0..self.clauses.list.len() {
            self.verb_frames(clause, found);
        }
        for noun in 0..self.groups.nouns.len() {
            self.noun_frames(noun, found);
        }
        self.adjective_frames(found);
        self.mentions(found);
        self.pattern_frames(machine, found);
        self.verb_rule_frames(machine, found);
        self.obligations(found);
        self.settle(found, kept);
    }
}

/// How an event noun stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// No verb in the sentence.
    Alone,
    Subject,
    Object,
    Oblique,
    /// In passing, with who, whom or where.
    Mentioned,
    /// "is under attack".
    Suffered,
}

/// The smaller of two ways to name a trigger: both words where they stand near each other.
fn join(one: Range, two: Range) -> Range {
    let all = (one.0.min(two.0), one.1.max(two.1));
    if all.1 - all.0 <= 9 { all } else { two }
}
