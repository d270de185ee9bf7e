//! Which article of a cluster stands for it: a total order for each policy, ties broken by id.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::id::DocId;
use crate::{Error, Result};

/// How the canonical article is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// The first published.
    Earliest,
    /// The one with the most tokens.
    Longest,
    /// The last published.
    Latest,
    /// The one whose source stands first in a ranked list; others by date.
    Preferred,
}

impl Policy {
    /// By its public name.
    pub fn parse(name: &str) -> Result<Self> {
        match name {
            "earliest" => Ok(Self::Earliest),
            "longest" => Ok(Self::Longest),
            "latest" => Ok(Self::Latest),
            "preferred" => Ok(Self::Preferred),
            other => Err(Error::parameter(
                "canonical",
                format!("{other:?} is not one of \"earliest\", \"longest\", \"latest\", \"preferred\""),
            )),
        }
    }
}

/// What the policies look at, a value a document, by id. Articles without a date come after all that have one.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    /// Microseconds since 1970.
    pub published: &'a [Option<i64>],
    /// Tokens.
    pub n_tokens: &'a [u32],
    /// Place of the source in the ranked list; `u32::MAX` for others.
    pub preference: &'a [u32],
}

/// All documents, the best first.
pub fn order(policy: Policy, columns: Columns<'_>) -> Vec<DocId> {
    let mut documents: Vec<DocId> = (0..columns.n_tokens.len()).map(DocId::from_index).collect();
    let earliest = |d: &DocId| {
        let published = columns.published[d.index()];
        (published.is_none(), published, d.0)
    };
    match policy {
        Policy::Earliest => documents.par_sort_unstable_by_key(earliest),
        Policy::Longest => {
            documents.par_sort_unstable_by_key(|d| (Reverse(columns.n_tokens[d.index()]), earliest(d)));
        }
        Policy::Latest => documents.par_sort_unstable_by_key(|d| {
            let published = columns.published[d.index()];
            (published.is_none(), Reverse(published), d.0)
        }),
        Policy::Preferred => {
            documents.par_sort_unstable_by_key(|d| (columns.preference[d.index()], earliest(d)));
        }
    }
    documents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_policy_is_total() {
        let columns = Columns {
            published: &[None, Some(5), Some(3), Some(3)],
            n_tokens: &[9, 9, 4, 4],
            preference: &[1, 1, 0, 1],
        };
        let ids = |policy| order(policy, columns).into_iter().map(|d| d.0).collect::<Vec<_>>();
        assert_eq!(ids(Policy::Earliest), [2, 3, 1, 0]);
        assert_eq!(ids(Policy::Longest), [1, 0, 2, 3]);
        assert_eq!(ids(Policy::Latest), [1, 2, 3, 0]);
        assert_eq!(ids(Policy::Preferred), [2, 3, 1, 0]);
    }
}
