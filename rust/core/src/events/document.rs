//! What an article remembers from sentence to sentence: whom a pronoun means, who speaks. Names are kept by
//! [`crate::normalise::actor::Names`].

use super::{Actor, Place};

/// Memory of one article.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Last subject that a singular personal pronoun can mean.
    pub last_person: Option<Actor>,
    /// Last subject that "they" or "it" can mean.
    pub last_group: Option<Actor>,
    /// Speaker of the last quotation.
    pub speaker: Option<Actor>,
    /// Place of the last event, with the number of its sentence.
    pub place: Option<(usize, Place)>,
    /// Where the article was filed: `KIEV, Ukraine (AP) -`.
    pub dateline: Option<Place>,
    /// A quotation is open at the end of the last sentence.
    pub open_quote: bool,
}

impl Memory {
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
