//! Dense numbers for documents. Strings are ids at the edge only; the casts between widths live here.

/// A document, by its rank among all ids in ascending order: comparing numbers is comparing ids, so nothing
/// computed from them can depend on the order of arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(pub u32);

impl DocId {
    /// As an index into a column.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// From an index into a column. A session refuses more than `u32::MAX` documents.
    pub const fn from_index(index: usize) -> Self {
        Self(index as u32)
    }
}

/// Two documents as one number that sorts by the first, then the second; the lower id comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PairKey(u64);

impl PairKey {
    /// The pair of two different documents, in either order.
    pub fn new(one: DocId, other: DocId) -> Self {
        let (a, b) = if one < other { (one, other) } else { (other, one) };
        Self((u64::from(a.0) << 32) | u64::from(b.0))
    }

    /// The lower id.
    pub const fn a(self) -> DocId {
        DocId((self.0 >> 32) as u32)
    }

    /// The higher id.
    pub const fn b(self) -> DocId {
        DocId(self.0 as u32)
    }
}
