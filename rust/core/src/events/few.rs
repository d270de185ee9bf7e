//! A short list of small numbers held in place: groups of a clause, clauses of a chain.

/// Up to eight numbers; what comes after them is dropped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Few {
    items: [u16; 8],
    length: u8,
}

impl Few {
    pub(crate) fn one(item: usize) -> Self {
        let mut out = Self::default();
        out.push(item);
        out
    }

    pub(crate) fn push(&mut self, item: usize) {
        if (self.length as usize) < self.items.len() && !self.contains(item) {
            self.items[self.length as usize] = item as u16;
            self.length += 1;
        }
    }

    pub(crate) fn contains(&self, item: usize) -> bool {
        self.as_slice().contains(&(item as u16))
    }

    pub(crate) fn remove(&mut self, item: usize) {
        let mut kept = Self::default();
        for other in self.iter().filter(|&other| other != item) {
            kept.push(other);
        }
        *self = kept;
    }

    /// Removes those that pass the test, and gives them.
    pub(crate) fn take(&mut self, test: impl Fn(usize) -> bool) -> Self {
        let (mut taken, mut kept) = (Self::default(), Self::default());
        for item in self.iter() {
            if test(item) { taken.push(item) } else { kept.push(item) }
        }
        *self = kept;
        taken
    }

    pub(crate) fn as_slice(&self) -> &[u16] {
        &self.items[..self.length as usize]
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.as_slice().iter().map(|&item| item as usize)
    }

    pub(crate) fn first(&self) -> Option<usize> {
        self.iter().next()
    }

    pub(crate) fn last(&self) -> Option<usize> {
        self.iter().next_back()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub(crate) fn extend(&mut self, other: &Self) {
        for item in other.iter() {
            self.push(item);
        }
    }
}
