//! What readings cost, in tenths: one tag after another, and what a tag does to what its clause lacks.
//!
//! Both are asked millions of times and depend on a few small numbers, so both are tables, made once.

use std::sync::LazyLock;

use crate::events::grammar::Tag;

/// What a clause still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Need {
    /// A finite verb.
    Verb = 0,
    /// Nothing.
    Full = 1,
    /// A new verb phrase or clause may begin, or may not.
    Open = 2,
    /// A finite verb of a nested clause, while the outer one lacks its own.
    Nested = 3,
    /// The outer clause lacks a finite verb, the nested one has it.
    Outer = 4,
}

/// How many needs there are.
pub(super) const NEEDS: usize = 5;
/// How many tags there are.
const TAGS: usize = Tag::Date as usize + 1;

/// What a token does to what its clause lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Effect {
    /// Nothing.
    None = 0,
    Finite,
    /// A finite form of a verb that can report, which another clause may follow.
    Reporting,
    Relative,
    That,
    Subordinator,
    /// "when asked", "while attacking", "if possible".
    AfterSubordinator,
    Coordinator,
    Comma,
    /// `:`, after which a heading may stand without a verb.
    Stop,
    /// `;`, which parts whole clauses.
    Semicolon,
    /// A dash, a bracket.
    Mark,
}

/// How many effects there are.
const EFFECTS: usize = Effect::Mark as usize + 1;

/// What the clause lacks afterwards and what that costs; the second way is free to be absent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub to: u8,
    pub cost: u8,
    /// [`NEEDS`] where there is no second way.
    pub other: u8,
    pub other_cost: u8,
}

/// The tables.
pub(super) struct Costs {
    follow: [[u8; TAGS]; TAGS],
    steps: [[Step; NEEDS]; EFFECTS],
}

pub(super) static COSTS: LazyLock<Costs> = LazyLock::new(|| {
    let mut follow_table = [[0; TAGS]; TAGS];
    for previous in Tag::ALL {
        for tag in Tag::ALL {
            follow_table[previous as usize][tag as usize] = follow(previous, tag);
        }
    }
    Costs { follow: follow_table, steps: steps() }
});

impl Costs {
    /// What it costs that `tag` follows `previous`.
    #[inline]
    pub(super) fn follow(&self, previous: Tag, tag: Tag) -> u32 {
        u32::from(self.follow[previous as usize][tag as usize])
    }

    #[inline]
    pub(super) fn step(&self, effect: Effect, need: usize) -> Step {
        self.steps[effect as usize][need]
    }
}

impl Effect {
    /// The effect of a tag. `reports` says that the word can be a verb of reporting, `mark` what it does as a
    /// mark.
    pub(super) fn of(tag: Tag, reports: bool, mark: Effect) -> Self {
        match tag {
            tag if tag.is_finite() => {
                if reports {
                    Self::Reporting
                } else {
                    Self::Finite
                }
            }
            Tag::Relative => Self::Relative,
            Tag::That => Self::That,
            Tag::Subordinator => Self::Subordinator,
            Tag::Coordinator => Self::Coordinator,
            Tag::Comma => Self::Comma,
            Tag::Mark => mark,
            _ => Self::None,
        }
    }

    /// The effect of a tag after a subordinator, where it is another.
    pub(super) fn after_subordinator(self, tag: Tag) -> Self {
        match tag {
            Tag::Gerund | Tag::Participle | Tag::Adjective | Tag::Preposition => Self::AfterSubordinator,
            _ => self,
        }
    }
}

/// One step for each effect and need.
#[allow(clippy::match_same_arms, reason = "a table of costs: one arm a state")]
fn steps() -> [[Step; NEEDS]; EFFECTS] {
    use Need::{Full, Nested, Open, Outer, Verb};
    let one = |to: Need, cost: u8| Step { to: to as u8, cost, other: NEEDS as u8, other_cost: 0 };
    let two = |to: Need, cost: u8, other: Need, other_cost: u8| Step {
        to: to as u8,
        cost,
        other: other as u8,
        other_cost,
    };
    let row = |step: &dyn Fn(Need) -> Step| [step(Verb), step(Full), step(Open), step(Nested), step(Outer)];
    let mut table = [row(&|need| one(need, 0)); EFFECTS];
    let mut set = |effect: Effect, step: &dyn Fn(Need) -> Step| table[effect as usize] = row(step);
    set(Effect::Finite, &|need| match need {
        Verb => one(Full, 0),
        Open => one(Full, 2),
        Full => one(Full, 45),
        Nested => one(Outer, 0),
        Outer => one(Full, 2),
    });
    set(Effect::Reporting, &|need| match need {
        Verb => one(Open, 0),
        Open => one(Open, 2),
        Full => one(Open, 45),
        Nested => two(Nested, 0, Outer, 0),
        Outer => one(Open, 2),
    });
    set(Effect::Relative, &|need| match need {
        Verb | Nested | Outer => one(Nested, 0),
        Full | Open => one(Verb, 0),
    });
    set(Effect::That, &|need| match need {
        Full | Open => one(Verb, 0),
        Verb | Nested | Outer => one(Nested, 3),
    });
    set(Effect::Subordinator, &|need| match need {
        Verb | Outer | Nested => one(Nested, 0),
        Full | Open => one(Verb, 0),
    });
    set(Effect::AfterSubordinator, &|need| match need {
        Verb => one(Full, 4),
        Nested => one(Outer, 4),
        other => one(other, 0),
    });
    set(Effect::Coordinator, &|need| match need {
        Full => two(Full, 0, Open, 2),
        other => one(other, 0),
    });
    set(Effect::Comma, &|need| match need {
        Full => two(Full, 0, Open, 12),
        other => one(other, 0),
    });
    set(Effect::Stop, &|need| one(Verb, if need == Verb { 5 } else { 0 }));
    set(Effect::Semicolon, &|need| one(Verb, if need == Verb { 16 } else { 0 }));
    set(Effect::Mark, &|need| match need {
        Full => two(Full, 0, Open, 2),
        other => one(other, 0),
    });
    table
}

#[allow(clippy::match_same_arms, clippy::too_many_lines, reason = "a table of costs: one arm a tag")]
/// What it costs that `tag` follows `previous`, in tenths.
fn follow(previous: Tag, tag: Tag) -> u8 {
    use Tag::{
        Adjective, Adverb, AuxBare, AuxFinite, Comma, Coordinator, Date, Determiner, Gerund, Mark, Modal,
        Name, Not, NounPlural, NounSingular, Number, Participle, Possessive, Preposition, Pronoun, Relative,
        Subordinator, That, To, VerbBare, VerbPast, VerbPlural, VerbThird,
    };
    let finite_verb = matches!(tag, VerbThird | VerbPlural | VerbPast);
    match previous {
        Determiner | Possessive => match tag {
            Adjective | NounSingular | NounPlural | Name | Number | Mark => 0,
            Determiner => 15,
            Participle | Gerund => 10,
            Adverb => 12,
            Date => 2,
            Comma | Coordinator => 25,
            Preposition => 25,
            Possessive => 60,
            AuxFinite | Modal if previous == Determiner => 25,
            _ => 60,
        },
        Adjective => match tag {
            NounSingular | NounPlural | Name | Preposition | To | Comma | Coordinator | Mark | Number => 0,
            Adjective => 2,
            Participle | Gerund => 15,
            Possessive => 20,
            That | Subordinator | Adverb | Date => 2,
            VerbBare => 60,
            _ if tag.is_finite() => 30,
            _ => 12,
        },
        NounSingular | NounPlural | Name => match tag {
            VerbThird if previous == NounPlural => 14,
            VerbThird => 0,
            VerbPlural => match previous {
                NounPlural => 2,
                Name => 12,
                _ => 28,
            },
            VerbPast | AuxFinite | Modal => 0,
            VerbBare => 60,
            Participle => {
                if previous == NounPlural {
                    14
                } else {
                    18
                }
            }
            Gerund => 10,
            NounSingular => match previous {
                NounPlural => 12,
                _ => 2,
            },
            NounPlural => match previous {
                NounPlural => 18,
                _ => 3,
            },
            Name => match previous {
                Name => 0,
                _ => 10,
            },
            Adjective | Determiner => 18,
            Pronoun | Number => 14,
            AuxBare => 15,
            Not => 6,
            _ => 0,
        },
        Number => match tag {
            NounPlural | Number | Mark | Comma | Preposition | Coordinator => 0,
            NounSingular => 5,
            Adjective | Adverb => 3,
            Name => 8,
            Participle => 5,
            Determiner | Pronoun => 15,
            VerbBare => 20,
            _ if finite_verb => 4,
            _ => 2,
        },
        Pronoun => match tag {
            NounSingular | NounPlural | Name => 30,
            Participle | Gerund => 20,
            Determiner | Adjective => 10,
            VerbBare => 30,
            _ if tag.is_finite() => 0,
            _ => 2,
        },
        Preposition => match tag {
            Determiner | NounSingular | NounPlural | Name | Number | Adjective | Pronoun | Date | Mark => 0,
            Gerund => 4,
            Participle => 18,
            Relative => 0,
            Adverb => 5,
            Not => 15,
            Preposition => 8,
            Subordinator => 8,
            AuxBare => 5,
            Comma | Coordinator => 15,
            _ => 55,
        },
        Adverb => match tag {
            Comma | Mark => 0,
            NounSingular | NounPlural => 9,
            Name => 6,
            Determiner => 3,
            _ => 1,
        },
        Not => match tag {
            VerbBare | Participle | Gerund | AuxBare | Adverb | Adjective | Determiner => 0,
            To | Preposition | Comma | Mark => 2,
            VerbPast | VerbThird | VerbPlural => 12,
            _ => 12,
        },
        Modal => match tag {
            VerbBare | AuxBare | Not | Adverb => 0,
            Pronoun | Comma => 10,
            Determiner | Name => 25,
            _ => 45,
        },
        AuxFinite | AuxBare => match tag {
            Participle | Gerund | Not | Adverb | Adjective | Determiner | AuxBare | Number => 0,
            VerbPast | VerbThird | VerbPlural => 40,
            VerbBare => 15,
            NounSingular | NounPlural => 8,
            Name => 6,
            AuxFinite | Modal => 40,
            _ => 3,
        },
        VerbThird | VerbPlural | VerbPast | VerbBare => match tag {
            VerbThird | VerbPlural | VerbPast => 50,
            VerbBare => 30,
            Participle => 14,
            NounSingular | NounPlural | Adjective => 4,
            Gerund => 5,
            AuxFinite | Modal => 25,
            Possessive => 60,
            _ => 0,
        },
        Participle => match tag {
            VerbThird | VerbPlural | VerbPast => 28,
            AuxFinite | Modal => 10,
            VerbBare => 50,
            NounSingular | NounPlural => 4,
            Determiner => 5,
            Name => 8,
            Possessive => 60,
            _ => 0,
        },
        Gerund => match tag {
            VerbThird | VerbPast | AuxFinite | Modal => 6,
            VerbPlural => 25,
            VerbBare => 50,
            Possessive => 60,
            _ => 1,
        },
        To => match tag {
            VerbBare | AuxBare => 0,
            Adverb => 6,
            Not => 2,
            _ => 90,
        },
        Subordinator => match tag {
            VerbThird | VerbPast | VerbPlural => 35,
            AuxFinite | Modal => 40,
            Participle | Gerund => 6,
            VerbBare => 60,
            _ => 0,
        },
        Relative => match tag {
            VerbBare => 50,
            Participle | Gerund => 40,
            _ => 0,
        },
        That => match tag {
            VerbThird | VerbPast | VerbPlural | AuxFinite | Modal => 4,
            VerbBare => 8,
            Participle => 30,
            _ => 0,
        },
        Coordinator => match tag {
            Participle => 5,
            VerbBare | Gerund => 3,
            _ => 0,
        },
        Comma | Mark => match tag {
            VerbBare => 20,
            _ => 0,
        },
        Date => match tag {
            VerbBare => 20,
            Participle => 18,
            Gerund => 10,
            NounSingular | NounPlural => 2,
            _ => 0,
        },
    }
}
