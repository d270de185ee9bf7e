//! The tree of a pattern to instructions (Thompson, "Regular expression search algorithm", 1968).

use super::ends::Part;
use super::parse::{Atom, Node};

/// One instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Takes what the atom with this number matches.
    Take(usize),
    /// Goes on at both places; the first is preferred.
    Split(usize, usize),
    /// Goes on elsewhere.
    Jump(usize),
    /// Notes the place in a register.
    Save(usize),
    /// Goes on at the beginning of the scope only.
    Start,
    /// Goes on at its end only.
    End,
    /// A match.
    Done,
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Program {
    /// Instructions; the first is where it begins.
    pub(super) steps: Vec<Step>,
    /// Each different atom once.
    pub(super) atoms: Vec<Atom>,
    /// Names of the slots, in order of their first use; slot `i` has the registers `2i` and `2i + 1`.
    pub(super) slots: Vec<String>,
    /// The atoms of which every match begins with one; `None` where a match can be empty.
    opens: Option<Vec<usize>>,
    /// What tells whether it matches at all.
    pub(super) parts: Part,
}

/// The most instructions that a pattern may come to: bounded repetitions are written out.
const MOST_STEPS: usize = 4096;

impl Program {
    /// Compiles a tree; `None` if it comes to too many instructions.
    pub(super) fn compile(node: &Node) -> Option<Self> {
        let mut program =
            Self { steps: Vec::new(), atoms: Vec::new(), slots: Vec::new(), opens: None, parts: Part::Start };
        program.parts = Part::of(node, &mut |atom| number_of(&mut program.atoms, atom));
        program.write(node);
        program.steps.push(Step::Done);
        program.opens = program.openings();
        (program.steps.len() <= MOST_STEPS).then_some(program)
    }

    /// Whether a match may begin where `takes` tells which atoms match.
    pub(super) fn may_begin(&self, takes: impl Fn(usize) -> bool) -> bool {
        self.opens.as_ref().is_none_or(|atoms| atoms.iter().any(|&atom| takes(atom)))
    }

    fn openings(&self) -> Option<Vec<usize>> {
        let (mut atoms, mut seen, mut open) = (Vec::new(), vec![false; self.steps.len()], vec![0]);
        while let Some(step) = open.pop() {
            if std::mem::replace(seen.get_mut(step)?, true) {
                continue;
            }
            match self.steps[step] {
                Step::Take(atom) => atoms.push(atom),
                Step::Split(first, second) => open.extend([first, second]),
                Step::Jump(to) => open.push(to),
                Step::Save(_) | Step::Start | Step::End => open.push(step + 1),
                Step::Done => return None,
            }
        }
        atoms.sort_unstable();
        atoms.dedup();
        Some(atoms)
    }

    fn write(&mut self, node: &Node) {
        if self.steps.len() > MOST_STEPS {
            return;
        }
        match node {
            Node::Atom(atom) => {
                let number = number_of(&mut self.atoms, atom);
                self.steps.push(Step::Take(number));
            }
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.write(node)),
            Node::Either(branches) => self.either(branches),
            Node::Repeat { node, least, most, greedy } => self.repeat(node, *least, *most, *greedy),
            Node::Capture(name, node) => {
                let slot = number_of(&mut self.slots, name);
                self.steps.push(Step::Save(2 * slot));
                self.write(node);
                self.steps.push(Step::Save(2 * slot + 1));
            }
            Node::Start => self.steps.push(Step::Start),
            Node::End => self.steps.push(Step::End),
        }
    }

    fn either(&mut self, branches: &[Node]) {
        let mut jumps = Vec::new();
        for (at, branch) in branches.iter().enumerate() {
            if at + 1 == branches.len() {
                self.write(branch);
            } else {
                let split = self.split();
                self.write(branch);
                jumps.push(self.steps.len());
                self.steps.push(Step::Jump(0));
                self.steps[split] = Step::Split(split + 1, self.steps.len());
            }
        }
        let end = self.steps.len();
        for jump in jumps {
            self.steps[jump] = Step::Jump(end);
        }
    }

    fn repeat(&mut self, node: &Node, least: u32, most: Option<u32>, greedy: bool) {
        let order =
            |on: usize, past: usize| if greedy { Step::Split(on, past) } else { Step::Split(past, on) };
        for _ in 0..least {
            self.write(node);
        }
        let Some(most) = most else {
            let split = self.split();
            self.write(node);
            self.steps.push(Step::Jump(split));
            self.steps[split] = order(split + 1, self.steps.len());
            return;
        };
        let mut splits = Vec::new();
        for _ in least..most {
            splits.push(self.split());
            self.write(node);
        }
        let end = self.steps.len();
        for split in splits {
            self.steps[split] = order(split + 1, end);
        }
    }

    fn split(&mut self) -> usize {
        self.steps.push(Step::Split(0, 0));
        self.steps.len() - 1
    }
}

/// The number of a thing in a list, to which it is added if it is new.
fn number_of<T: Clone + PartialEq>(list: &mut Vec<T>, wanted: &T) -> usize {
    list.iter().position(|known| known == wanted).unwrap_or_else(|| {
        list.push(wanted.clone());
        list.len() - 1
    })
}
