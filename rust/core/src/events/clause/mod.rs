//! Clauses: the third step. Each verb group gets a clause, its subject, objects and obliques, and a parent.
//!
//! One pass over the items with a stack of open clauses. A clause closes where English closes it: at a finite
//! verb that an outer clause still lacks, at a comma after a relative or subordinate clause, at a semicolon. A
//! coordinated verb inherits its subject; an infinitive takes its subject from its governor; a participle from
//! the noun before it or the clause it hangs on. A reporting verb after a comma (`..., X said`) becomes the
//! parent of what stands before it.
//!
//! Each kind of item has its module: `noun`, `finite` and `nonfinite` verbs, `link` for the words between;
//! `past` for past tenses that are participles after all, `coordinated` for verbs behind a coordinator;
//! `described` for what stands between a subject and its verb;
//! `attribution` for claims over what stands before them. When all items are read, `settle` mends what only
//! then is known.

mod attribution;
mod contact;
mod coordinated;
mod described;
mod finite;
mod link;
mod nonfinite;
mod noun;
mod past;
mod settle;
mod view;

pub(crate) use view::View;

use super::few::Few;
use super::group::{Groups, Item};

/// How a clause hangs on its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Main,
    /// "that ..." or without it, after a verb.
    Complement,
    Relative,
    /// After a subordinator.
    Adverbial,
    Infinitive,
    /// Gerund or participle.
    Participial,
}

/// A clause.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clause {
    pub kind: Kind,
    pub verb: Option<u16>,
    /// Subordinator, relative, or the preposition before a gerund.
    pub link: Option<usize>,
    /// Clause whose verb governs this one.
    pub parent: Option<u16>,
    /// Noun group that governs this one ("the plan to ...").
    pub noun: Option<u16>,
    /// Adjective that governs this one ("ready to ...").
    pub adjective: Option<usize>,
    /// Clause whose verb form this one shares ("will meet and talk").
    pub shares: Option<u16>,
    pub subject: Few,
    pub objects: Few,
    pub obliques: Few,
    /// Noun that a relative or reduced clause describes.
    pub antecedent: Option<u16>,
    /// Reduced relative: "soldiers killed in the war".
    pub reduced: bool,
    /// A claim about what stands before: "..., X said".
    pub attribution: bool,
    /// The sentence is in a quotation here.
    pub quote: u16,
    /// First token.
    pub a: usize,
    /// Its subject comes after the verb: "said X".
    inverted: bool,
    lacks_subject: Option<u16>,
}

/// The clauses of a sentence, in reusable buffers.
#[derive(Debug, Default)]
pub(crate) struct Clauses {
    pub list: Vec<Clause>,
    /// Clause of each token.
    pub owner: Vec<u16>,
    /// Classes of the tokens of each clause.
    pub bits: Vec<u64>,
    stack: Vec<u16>,
    /// Speaker of a quotation that goes on.
    speaker: Option<u16>,
    /// Coordinated clauses, first and second.
    pairs: Vec<(u16, u16)>,
}

impl Clauses {
    pub(crate) fn read(&mut self, view: &View, groups: &mut Groups) {
        self.list.clear();
        self.stack.clear();
        self.pairs.clear();
        self.owner.clear();
        self.owner.resize(view.sentence.len(), 0);
        self.speaker = None;
        self.open(Kind::Main, None, None, 0, view);
        for index in 0..groups.items.len() {
            match groups.items[index] {
                Item::Noun(noun) => {
                    self.fronted(view, groups, index, noun as usize);
                    self.noun(view, noun as usize, groups);
                }
                Item::Verb(verb) => self.verb(view, groups, index, verb as usize),
                Item::Link(token) => self.link(view, groups, index, token as usize),
            }
            let (a, b) = match groups.items[index] {
                Item::Noun(noun) => (groups.nouns[noun as usize].a, groups.nouns[noun as usize].b),
                Item::Verb(verb) => (groups.verbs[verb as usize].a, groups.verbs[verb as usize].b),
                Item::Link(token) => (token as usize, token as usize + 1),
            };
            let top = self.top() as u16;
            self.owner[a..b].fill(top);
        }
        self.finish(view, groups);
        self.bits.clear();
        self.bits.resize(self.list.len(), 0);
        for (&owner, &classes) in self.owner.iter().zip(&view.sentence.classes) {
            self.bits[owner as usize] |= classes;
        }
    }

    /// Whether two clauses are joined by `and` or a comma.
    pub(crate) fn paired(&self, one: usize, two: usize) -> bool {
        let (one, two) = (one as u16, two as u16);
        self.pairs.iter().any(|&pair| pair == (one, two) || pair == (two, one))
    }

    /// The innermost open clause.
    fn top(&self) -> usize {
        self.stack.last().map_or(0, |&top| top as usize)
    }

    /// Opens a clause that begins at the token `at`.
    fn open(
        &mut self,
        kind: Kind,
        parent: Option<usize>,
        link: Option<usize>,
        at: usize,
        view: &View,
    ) -> usize {
        let quote = view.sentence.quotes.get(at).copied().unwrap_or(0);
        self.list.push(Clause {
            kind,
            verb: None,
            link,
            parent: parent.map(|parent| parent as u16),
            noun: None,
            adjective: None,
            shares: None,
            subject: Few::default(),
            objects: Few::default(),
            obliques: Few::default(),
            antecedent: None,
            reduced: false,
            attribution: false,
            quote,
            a: at,
            inverted: false,
            lacks_subject: None,
        });
        let id = self.list.len() - 1;
        self.stack.push(id as u16);
        id
    }

    fn verb(&mut self, view: &View, groups: &mut Groups, index: usize, verb: usize) {
        let group = groups.verbs[verb];
        if group.infinitive {
            self.infinitive(view, groups, index, verb);
        } else if group.finite {
            self.finite(view, groups, index, verb);
        } else if group.participle || matches!(view.sentence.lower(group.a), "having" | "being") {
            self.participle(view, groups, index, verb);
        } else {
            self.bare(view, groups, index, verb);
        }
    }

    /// Gives a clause its verb, and a relative clause what it describes as subject or object.
    fn take(&mut self, clause: usize, verb: usize) {
        let clause = &mut self.list[clause];
        clause.verb = Some(verb as u16);
        if clause.kind == Kind::Relative
            && let Some(antecedent) = clause.antecedent
        {
            if clause.subject.is_empty() {
                clause.subject.push(antecedent as usize);
            } else if !clause.obliques.contains(antecedent as usize) {
                clause.objects.push(antecedent as usize);
            }
        }
    }

    /// Open clause above the top that lacks a verb.
    fn lacking(&self) -> Option<usize> {
        self.stack.iter().rposition(|&clause| self.list[clause as usize].verb.is_none())
    }

    /// Level of the innermost open clause that passes the test.
    fn nearest(&self, test: impl Fn(&Clause) -> bool) -> Option<usize> {
        self.stack.iter().rposition(|&clause| test(&self.list[clause as usize]))
    }

    /// Opens a clause for a verb beside the one at `level` of the stack: it hangs where that one hangs, and has its
    /// subject. Gives both, first and second.
    fn beside(&mut self, level: usize, at: usize, verb: usize, view: &View) -> (u16, u16) {
        let other = self.stack[level];
        self.stack.truncate(level);
        let copy = self.list[other as usize];
        let id = self.open(copy.kind, copy.parent.map(usize::from), copy.link, at, view);
        let clause = &mut self.list[id];
        clause.verb = Some(verb as u16);
        clause.subject = copy.subject;
        clause.noun = copy.noun;
        clause.adjective = copy.adjective;
        clause.antecedent = copy.antecedent;
        clause.reduced = copy.reduced;
        clause.lacks_subject = copy.lacks_subject;
        (other, id as u16)
    }

    /// The same for a verb that shares the form of the other: "will meet and talk".
    fn coordinate(&mut self, level: usize, at: usize, verb: usize, view: &View) {
        let (first, second) = self.beside(level, at, verb, view);
        self.list[second as usize].shares = Some(first);
        self.pairs.push((first, second));
    }
}
