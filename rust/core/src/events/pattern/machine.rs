//! Runs a program over tokens: all its threads at once, no backtracking (Pike's machine; Cox, "Regular expression
//! matching: the virtual machine approach", 2009).
//!
//! Cost: tokens x instructions at worst, whatever the pattern and the text. The match is the leftmost; of those
//! that begin there, the one that a backtracking matcher would find first. Slots hold token ranges.

use std::ops::Range;

use super::ends::Places;
use super::program::{Program, Step};

/// What a program reads: the tokens of one scope.
pub(super) trait Tokens {
    /// How many tokens there are.
    fn count(&self) -> usize;
    /// Where the thing that the atom with this number matches at token `at` ends; `None` where it does not match.
    /// A group may be matched at its first token only, which keeps the time linear.
    fn take(&self, atom: usize, at: usize) -> Option<usize>;

    /// The ends of what the atom matches at each of some places; none of them is behind the last token.
    fn take_each(&self, atom: usize, from: Places) -> Places {
        ends_of(from, |at| self.take(atom, at))
    }
}

/// The ends of what begins at each of some places and is not empty.
#[inline]
pub(super) fn ends_of(mut from: Places, end: impl Fn(usize) -> Option<usize>) -> Places {
    let mut ends = 0;
    while from != 0 {
        let at = from.trailing_zeros() as usize;
        if let Some(end) = end(at).filter(|&end| at < end) {
            ends |= 1 << end;
        }
        from &= from - 1;
    }
    ends
}

/// A match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// The tokens that it covers.
    pub(super) range: Range<usize>,
    /// The tokens of each slot; `None` where its part of the pattern was passed over.
    pub(super) slots: Vec<Option<Range<usize>>>,
}

/// A thread: where it is in the program, and in the text.
#[derive(Debug, Clone, Copy)]
struct Thread {
    step: usize,
    /// The token at which it goes on; it may be inside a group before.
    at: usize,
    /// Where its registers stand: beginning and end of each slot, then the beginning of the match.
    registers: usize,
}

const UNSET: usize = usize::MAX;

/// Worker with its buffers.
#[derive(Debug, Default)]
pub(in crate::events) struct Machine {
    /// Threads for the current token and for the next, the preferred ones first.
    now: Vec<Thread>,
    next: Vec<Thread>,
    stack: Vec<Thread>,
    /// The registers of all threads of a search.
    registers: Vec<usize>,
    /// The token at which an instruction was last reached: who comes later is less preferred.
    reached: Vec<usize>,
}

impl Machine {
    /// The first match.
    pub(super) fn find(&mut self, program: &Program, tokens: &impl Tokens) -> Option<Match> {
        let count = tokens.count();
        let begins = |at: usize| program.may_begin(|atom| at < count && tokens.take(atom, at).is_some());
        let first = (0..=count).find(|&at| begins(at))?;
        self.now.clear();
        self.registers.clear();
        self.reached.clear();
        self.reached.resize(program.steps.len(), UNSET);
        let mut best = None;
        for at in first..=count {
            if best.is_none() && (at == first || begins(at)) {
                let registers = self.registers.len();
                self.registers.resize(registers + 2 * program.slots.len(), UNSET);
                self.registers.push(at);
                self.now.push(Thread { step: 0, at, registers });
            } else if best.is_some() && self.now.is_empty() {
                break;
            }
            self.next.clear();
            for index in 0..self.now.len() {
                let thread = self.now[index];
                if thread.at > at {
                    self.next.push(thread);
                } else if let Some(found) = self.follow(program, tokens, thread) {
                    // What is preferred to it goes on and may yet match; what comes after gives way.
                    best = Some(found);
                    break;
                }
            }
            std::mem::swap(&mut self.now, &mut self.next);
        }
        best
    }

    /// Follows a thread as far as it takes nothing, and past what it takes; a match if it ends here.
    fn follow(&mut self, program: &Program, tokens: &impl Tokens, thread: Thread) -> Option<Match> {
        let at = thread.at;
        self.stack.clear();
        self.stack.push(thread);
        while let Some(mut thread) = self.stack.pop() {
            if self.reached[thread.step] == at {
                continue;
            }
            self.reached[thread.step] = at;
            match program.steps[thread.step] {
                Step::Take(atom) => {
                    let end = if at < tokens.count() { tokens.take(atom, at) } else { None };
                    if let Some(end) = end.filter(|&end| at < end && end <= tokens.count()) {
                        self.next.push(Thread { step: thread.step + 1, at: end, ..thread });
                    }
                    continue;
                }
                Step::Split(first, second) => {
                    let registers = self.registers.len();
                    let own = thread.registers..=thread.registers + 2 * program.slots.len();
                    self.registers.extend_from_within(own);
                    self.stack.push(Thread { step: second, at, registers });
                    thread.step = first;
                }
                Step::Jump(to) => thread.step = to,
                Step::Save(register) => {
                    self.registers[thread.registers + register] = at;
                    thread.step += 1;
                }
                Step::Start if at == 0 => thread.step += 1,
                Step::End if at == tokens.count() => thread.step += 1,
                Step::Start | Step::End => continue,
                Step::Done => return Some(self.found(program, &thread)),
            }
            self.stack.push(thread);
        }
        None
    }

    fn found(&self, program: &Program, thread: &Thread) -> Match {
        let registers = &self.registers[thread.registers..];
        let register = |at: usize| Some(registers[at]).filter(|&place| place != UNSET);
        let slots = (0..program.slots.len())
            .map(|slot| Some(register(2 * slot)?..register(2 * slot + 1)?).filter(|range| !range.is_empty()))
            .collect();
        Match { range: registers[2 * program.slots.len()]..thread.at, slots }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::{Atom, Node, parse};
    use super::*;
    use crate::events::pattern::written::written;
    use proptest::prelude::*;

    /// Words as they are; those in square brackets make one group.
    struct Words<'w> {
        list: Vec<&'w str>,
        groups: Vec<Range<usize>>,
        atoms: &'w [Atom],
    }

    impl<'w> Words<'w> {
        fn new(text: &'w str, atoms: &'w [Atom]) -> Self {
            let (mut list, mut groups, mut open) = (Vec::new(), Vec::new(), 0);
            for word in text.split_whitespace() {
                if word == "[" {
                    open = list.len();
                } else if word == "]" {
                    groups.push(open..list.len());
                } else {
                    list.push(word);
                }
            }
            Self { list, groups, atoms }
        }

        fn is(&self, atom: &Atom, at: usize) -> Option<usize> {
            let word = self.list[at];
            let one = match atom {
                Atom::Word(wanted) => word == wanted,
                Atom::Lemma(lemma) => word.starts_with(lemma.as_str()),
                Atom::Class(classes) => classes.iter().any(|class| class == word),
                Atom::Tag(tag) => tag == "number" && word.parse::<u32>().is_ok(),
                Atom::Regex(_) | Atom::Set(_) | Atom::Verb => false,
                Atom::Any => true,
                Atom::Not(atom) => self.is(atom, at).is_none(),
                Atom::Group(_) => {
                    return self.groups.iter().find(|group| group.start == at).map(|group| group.end);
                }
            };
            one.then_some(at + 1)
        }
    }

    impl Tokens for Words<'_> {
        fn count(&self) -> usize {
            self.list.len()
        }

        fn take(&self, atom: usize, at: usize) -> Option<usize> {
            self.is(&self.atoms[atom], at)
        }
    }

    /// The slots that are filled, as `name=words`.
    fn find(pattern: &str, text: &str) -> Option<String> {
        let program = Program::compile(&parse(pattern).unwrap()).unwrap();
        let words = Words::new(text, &program.atoms);
        let found = Machine::default().find(&program, &words)?;
        let slots = program.slots.iter().zip(found.slots);
        let slots =
            slots.filter_map(|(name, range)| Some(format!("{name}={}", words.list[range?].join(" "))));
        Some(slots.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn sequences_gaps_options_and_slots() {
        for (pattern, text, want) in [
            ("actor:@ ~sign ... deal", "[ the two sides ] finally signed the new deal", None),
            (
                "actor:@ ..2 ~sign ... deal",
                "[ the two sides ] finally signed the new deal",
                Some("actor=the two sides"),
            ),
            ("who:(a|b)? c", "c", Some("")),
            ("who:(a|b)+ c", "b a b c", Some("who=b a b")),
            ("~sign x:(a ... b)", "signed a a b b", Some("x=a a b")),
            ("^ x:_ $", "one two", None),
            ("^ x:_ y:_ $", "one two", Some("x=one y=two")),
            ("!not x:agreed", "not agreed", None),
            ("x:%number killed", "about 12 killed", Some("x=12")),
        ] {
            assert_eq!(find(pattern, text).as_deref(), want, "{pattern} on {text}");
        }
    }

    /// The obvious twin: backtracking, in order of preference.
    fn backtrack(
        steps: &[Step],
        words: &Words<'_>,
        step: usize,
        at: usize,
        seen: &mut Vec<(usize, usize)>,
    ) -> Option<usize> {
        if seen.contains(&(step, at)) {
            return None;
        }
        seen.push((step, at));
        match steps[step] {
            Step::Done => Some(at),
            Step::Take(atom) => {
                let end = (at < words.count()).then(|| words.take(atom, at)).flatten()?;
                backtrack(steps, words, step + 1, end, seen)
            }
            Step::Split(first, second) => {
                backtrack(steps, words, first, at, seen).or_else(|| backtrack(steps, words, second, at, seen))
            }
            Step::Jump(to) => backtrack(steps, words, to, at, seen),
            Step::Save(_) => backtrack(steps, words, step + 1, at, seen),
            Step::Start => (at == 0).then(|| backtrack(steps, words, step + 1, at, seen)).flatten(),
            Step::End => (at == words.count()).then(|| backtrack(steps, words, step + 1, at, seen)).flatten(),
        }
    }

    proptest! {
        #[test]
        fn the_machine_finds_what_backtracking_finds(
            pattern in written(&["a", "b", "@", "_", "...", "..2", "!a"]),
            text in prop::collection::vec(prop_oneof![Just("a"), Just("b"), Just("[ a b ]"), Just("[ b ]")], 0..8),
        ) {
            let text = text.join(" ");
            let program = Program::compile(&parse(&pattern).unwrap()).unwrap();
            let words = Words::new(&text, &program.atoms);
            let want = (0..=words.count()).find_map(|from| {
                backtrack(&program.steps, &words, 0, from, &mut Vec::new()).map(|to| from..to)
            });
            let got = Machine::default().find(&program, &words).map(|found| found.range);
            prop_assert_eq!(program.parts.matches(&words), Some(got.is_some()), "{} on {}", pattern, text);
            prop_assert_eq!(got, want, "{} on {}", pattern, text);
        }

        #[test]
        fn any_text_is_a_pattern_or_a_fault(text in "\\PC{0,60}") {
            if let Ok(node) = parse(&text) {
                let _ = Program::compile(&node);
            }
        }
    }

    #[test]
    fn large_patterns_are_refused() {
        let node = parse(&"(..100 a)".repeat(60)).unwrap();
        assert!(Program::compile(&node).is_none());
        assert!(matches!(parse("a").unwrap(), Node::Atom(_)));
    }
}
