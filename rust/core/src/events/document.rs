//! What an article remembers from sentence to sentence: names, the last subject, an open quotation, its place.

use super::Actor;

/// Memory of one article.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Names of persons given in full, in order.
    people: Vec<Actor>,
    /// Last subject that a pronoun can mean: singular person, group.
    pub last_person: Option<Actor>,
    pub last_group: Option<Actor>,
    /// Speaker of the last quotation.
    pub speaker: Option<Actor>,
    pub open_quote: bool,
    /// Bits of classes with the number of sentences that hold them.
    pub sentences: u32,
}

impl Memory {
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Keeps a person's name.
    pub(crate) fn keep(&mut self, actor: &Actor) {
        if actor.name.split_whitespace().count() >= 2 && !self.people.iter().any(|known| known.name == actor.name) {
            self.people.push(actor.clone());
        }
    }

    /// The person whose surname this is, if one was named in full before.
    pub(crate) fn by_surname(&self, surname: &str) -> Option<&Actor> {
        self.people.iter().rev().find(|known| {
            known.name.len() > surname.len()
                && known.name.ends_with(surname)
                && known.name[..known.name.len() - surname.len()].ends_with([' ', '-'])
        })
    }
}
