//! The table `[traits]`: what the engine takes for granted of types and modes. It knows no type by its name.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::builder::Builder;
use super::source::{List, Source};

/// What is true of a type of events, or of a mode of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Trait {
    /// Force that is used: who did it is told once and holds for what it did.
    Attack,
    /// What force did to people: it has the place of its attack, and its hands.
    Toll,
    /// People killed: the row counts the injured of one toll too.
    Killed,
    /// People injured.
    Injured,
    /// What an attack leaves behind, told in the sentence after it.
    Outcome,
    /// Told beside one another by one verb; a negated possibility of it tells nothing.
    Harm,
    /// Somebody suffers it: who stands in such a clause is no attacker.
    Suffered,
    /// Those who suffer it are people, counted where they are not named.
    UponPeople,
    /// It may befall buildings, vessels and land.
    UponThings,
    /// It is made upon ground: what it hits is where it is.
    UponGround,
    /// It is aimed at people: a bare name that it hits is somebody, and no place.
    AtPeople,
    /// A state named right before it is where it happened, and no party: "the Kenya bombing".
    UponStates,
    /// It happens at a place: the one named just before is its own too.
    Local,
    /// The place may stand in a clause beside it, before or after.
    Spread,
    /// People on their way, or taken: the place may stand in a clause beside it.
    OnTheWay,
    /// People or forces leave or come: the place suffers nothing.
    Moves,
    /// From a place.
    From,
    /// To a place.
    To,
    /// Done twice where two clauses tell it of others.
    Countable,
    /// Said at one time; "gathered to demand" says it.
    Said,
    /// Done by words or on paper: places are those of its matter.
    OfWords,
    /// Done by letter or telephone.
    Remote,
    /// Those who do it come together; what one can leave as one leaves a town.
    Together,
    /// Of two sides who are told once.
    Accord,
    /// To come, by its very name.
    Ahead,
    /// Told in the present tense, it is to come: "they meet on Friday".
    Timetable,
    /// Over once it is told: no day ahead is its own.
    Over,
    /// Its object is asked to do something.
    Asks,
    /// It passes judgement on what others did.
    Judges,
    /// It finds fault with others, who may be named behind the fault.
    Accuses,
    /// It condemns what others did.
    Condemns,
    /// It says no.
    Refuses,
    /// It stands by somebody.
    Supports,
    /// It warns of what would follow.
    Threatens,
    /// People sit together in it, where the article is filed if nothing else is told.
    Sits,
    /// It binds those who sign it.
    Binds,
    /// It goes to see somebody.
    Visits,
    /// It is done abroad: at home it is none.
    Abroad,
    /// It sends people somewhere.
    Sends,
    /// It leaves a place.
    Leaves,
    /// It bars a way.
    Bars,
    /// It stops fire.
    Ceases,
    /// It lasts: a length behind it is its own.
    Lasts,
    /// It breaks, ends or turns down what a noun names, which has a day of its own.
    Undoes,
    /// A body decides it: it tells something at home too, once it is done.
    Decides,
    /// More are against it than for it.
    Lost,
    /// It bears upon one party, whom an article need not name again: "the embargo".
    OneTarget,
}

/// Traits of a mode.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Traits(u64);

impl Traits {
    /// Force and what it did to people.
    pub(crate) const FORCE: Self = Self::of(&[Trait::Attack, Trait::Toll]);

    pub(crate) const fn of(list: &[Trait]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < list.len() {
            bits |= 1 << list[at] as u64;
            at += 1;
        }
        Self(bits)
    }

    pub(crate) const fn with(self, one: Trait) -> Self {
        Self(self.0 | 1 << one as u64)
    }

    pub(crate) fn has(self, one: Trait) -> bool {
        self.0 & (1 << one as u64) != 0
    }

    /// Whether they have one of these.
    pub(crate) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }
}

/// Types, or modes as "type.mode", by trait.
pub(super) type RawTraits = BTreeMap<Trait, List>;

impl Builder {
    pub(super) fn traits_of_types(&mut self, source: &Source) {
        self.counts(source);
        for (&one, list) in &source.raw.traits {
            for (at, name) in source.phrases(list) {
                match self.codes_of(source, at, name) {
                    Ok(codes) => {
                        for code in codes {
                            self.codes[code as usize].traits.0 |= 1 << one as u64;
                        }
                    }
                    Err(error) => self.errors.push(error),
                }
            }
        }
    }
}
