//! The last attack whose hands are known, and who of those whom it names did what is told of it next.

use super::lexicon::{Concept, Lexicon};
use super::pack::Realis;
use super::{Actor, Event};

/// The attacks of a sentence that was read, all by the same hands.
#[derive(Debug)]
pub(crate) struct LastAttack {
    /// Number of the sentence.
    pub sentence: usize,
    /// Whether it is news or background.
    pub realis: Realis,
    /// Who carried them out.
    pub actors: Vec<Actor>,
    /// Armed men whom they were made upon.
    targets: Vec<Actor>,
    /// All whom they were made upon.
    pub upon: Vec<Actor>,
    /// Where it took place.
    places: Vec<String>,
    /// What was told.
    codes: Vec<usize>,
}

impl LastAttack {
    /// What the rows of a sentence tell, by the hands of the first.
    pub(crate) fn of(lexicon: &Lexicon, sentence: usize, rows: &[&Event]) -> Self {
        let first = rows[0];
        let upon: Vec<Actor> = rows.iter().flat_map(|event| event.recipients.iter().cloned()).collect();
        let targets = upon.iter().filter(|actor| is_force(lexicon, actor)).cloned().collect();
        let place = |event: &&Event| event.place.as_ref().map(|place| place.name.to_lowercase());
        let places = rows.iter().filter_map(place).collect();
        let codes = rows.iter().map(|event| event.code).collect();
        Self { sentence, realis: first.realis, actors: first.actors.clone(), targets, upon, places, codes }
    }

    /// Whether a word names whom it was made upon, or where it took place.
    pub(crate) fn touches(&self, word: &str) -> bool {
        let names = self.upon.iter().map(|actor| actor.name.to_lowercase());
        names.chain(self.places.iter().cloned()).any(|name| name.split(' ').any(|part| part == word))
    }

    /// Whether it told something of this kind.
    pub(crate) fn tells(&self, code: usize) -> bool {
        self.codes.contains(&code)
    }

    /// Gives the same attack, told again, its hands, which do not suffer it.
    pub(crate) fn made(&self, lexicon: &Lexicon, event: &mut Event) {
        let own = |one: &Actor| {
            self.actors.iter().any(|actor| is_named(actor, one) || is_side(lexicon, actor, one))
        };
        event.recipients.retain(|one| !own(one));
        event.actors.clone_from(&self.actors);
    }

    /// Who did what is told of it next: those who attacked, and where they suffer it, the other side.
    pub(crate) fn hands(&self, lexicon: &Lexicon, event: &Event, mutual: bool) -> Vec<Actor> {
        let hurt = |actor: &&Actor| {
            event.recipients.iter().any(|other| is_named(actor, other) || is_side(lexicon, actor, other))
        };
        let free: Vec<Actor> = self.actors.iter().filter(|actor| !hurt(actor)).cloned().collect();
        if free.len() == self.actors.len() {
            let mut sides = free;
            if mutual {
                // "the fighting": between those who attacked and those whom they did
                sides.extend(self.targets.iter().filter(|side| !self.actors.contains(side)).cloned());
            }
            return sides;
        }
        // "Soldiers clashed with rebels. Six rebels were killed": by the soldiers
        if !free.is_empty() {
            return free;
        }
        // "Rebels ambushed a patrol. Six rebels were killed": by the patrol
        if self.targets.iter().any(|actor| hurt(&actor)) { Vec::new() } else { self.targets.clone() }
    }
}

/// Whether somebody is armed men, and not the post they hold.
fn is_force(lexicon: &Lexicon, actor: &Actor) -> bool {
    actor.kind == "armed_group" && !is_a(lexicon, actor, Concept::Post)
}

/// Whether the last word of a name stands in a list.
fn is_a(lexicon: &Lexicon, actor: &Actor, concept: Concept) -> bool {
    let last = actor.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    lexicon.is_a(lexicon.look_up(&last), concept)
}

/// Whether two are called what fighters of one side are: rebels and guerrillas.
fn is_side(lexicon: &Lexicon, actor: &Actor, other: &Actor) -> bool {
    [Concept::Insurgent, Concept::Regular]
        .iter()
        .any(|&side| is_a(lexicon, actor, side) && is_a(lexicon, other, side))
}

/// Whether two are the same by their names.
pub(crate) fn same(one: &Actor, other: &Actor) -> bool {
    one.id == other.id || one.name.eq_ignore_ascii_case(&other.name)
}

/// Whether one bears the other's name.
fn is_named(actor: &Actor, other: &Actor) -> bool {
    let (name, suffering) = (actor.name.to_lowercase(), other.name.to_lowercase());
    actor.id == other.id || suffering.contains(&name) || name.contains(&suffering)
}

/// Whether one of those who suffer bears the attacker's name: rebels who died did not kill themselves.
pub(crate) fn suffers(actor: &Actor, event: &Event) -> bool {
    event.recipients.iter().any(|other| is_named(actor, other))
}
