//! What a verified pair is: exact, near, update, contains, contained.
//!
//! A text is an **update** of another when it says so (`UPDATE 2`, `CORRECTED`, `WRAPUP`, "this story has been
//! updated"), or when it is later, from the same source (or one source is not known), and near to the other or
//! holding it. A later near copy from another source is **near**: syndication is not an update. **Exact** goes
//! before all.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::verify::{Bounds, Similarity};

/// How one document stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Equal shingle sets.
    Exact,
    /// Jaccard at or above the threshold.
    Near,
    /// A later version.
    Update,
    /// Holds the other.
    Contains,
    /// Is held by the other.
    Contained,
}

impl Relation {
    /// Each of them; `relation as usize` is a place in it.
    pub const ALL: [Self; 5] = [Self::Exact, Self::Near, Self::Update, Self::Contains, Self::Contained];

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
            Self::Update => "update",
            Self::Contains => "contains",
            Self::Contained => "contained",
        }
    }
}

/// What decides between the relations, of one document.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// Microseconds since 1970, where known.
    pub published: Option<i64>,
    /// Number of the source; 0 where unknown.
    pub source: u32,
    /// Size of the shingle set.
    pub n_shingles: u32,
    /// It calls itself an update.
    pub marked: bool,
}

/// How `a` stands to `b`, from a's side (`similarity.containment_a` is a's share found in b).
pub fn of(a: Facts, b: Facts, similarity: Similarity, bounds: &Bounds, same_set: bool) -> Relation {
    if same_set {
        Relation::Exact
    } else if is_update(a, b, similarity, bounds) {
        Relation::Update
    } else if bounds.near(similarity) {
        Relation::Near
    } else if similarity.containment_a >= similarity.containment_b {
        Relation::Contained
    } else {
        Relation::Contains
    }
}

/// The relation of a pair without direction: an update if either is one of the other.
pub fn of_pair(a: Facts, b: Facts, similarity: Similarity, bounds: &Bounds, same_set: bool) -> Relation {
    match of(b, a, similarity.swapped(), bounds, same_set) {
        Relation::Update => Relation::Update,
        _ => of(a, b, similarity, bounds, same_set),
    }
}

fn is_update(later: Facts, earlier: Facts, similarity: Similarity, bounds: &Bounds) -> bool {
    let order = later.published.zip(earlier.published).map(|(later, earlier)| later.cmp(&earlier));
    if later.marked && !earlier.marked {
        return order.is_none_or(std::cmp::Ordering::is_ge);
    }
    let holds = bounds.near(similarity) || bounds.contained(similarity.containment_b, earlier.n_shingles);
    let same_source = later.source == earlier.source || later.source == 0 || earlier.source == 0;
    order.is_some_and(std::cmp::Ordering::is_gt) && same_source && holds
}

/// Whether a text calls itself an update: an agency's slug at the head of title or text, or a note anywhere.
pub fn is_marked(title: &str, text: &str) -> bool {
    starts_with_slug(title) || starts_with_slug(text) || holds_note(text)
}

fn starts_with_slug(text: &str) -> bool {
    let head = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    ["CORRECTED", "CORRECTION", "WRAPUP", "REFILE", "REWRITE", "RECASTS"].iter().any(|slug| {
        head.strip_prefix(slug).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    }) || head.strip_prefix("UPDATE").is_some_and(|rest| {
        // "UPDATE 2", "UPDATE2-", "UPDATE:"; not "UPDATED figures"
        let rest = rest.trim_start_matches(' ');
        rest.starts_with(|c: char| c.is_ascii_digit() || c == ':' || c == '-')
    })
}

/// "This story has been updated ...", near either end of the text.
fn holds_note(text: &str) -> bool {
    const REACH: usize = 600;
    let note = |part: &str| {
        // Few texts hold the verbs at all, and this search is vectorised.
        VERBS.as_ref().is_some_and(|verbs| verbs.is_match(part))
            && NOTES.as_ref().is_some_and(|notes| notes.is_match(part))
    };
    if text.len() <= 2 * REACH {
        return note(text);
    }
    let (head, tail) = (text.floor_char_boundary(REACH), text.ceil_char_boundary(text.len() - REACH));
    note(&text[..head]) || note(&text[tail..])
}

/// What "updated" and "corrected" hold however they are capitalised, unless by whim.
static VERBS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let verbs = ["pdated", "PDATED", "orrected", "ORRECTED"];
    AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(verbs).ok()
});

static NOTES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let phrases = ["story", "article", "report", "post", "piece"].iter().flat_map(|noun| {
        ["has been", "was", "is"].iter().flat_map(move |verb| {
            ["updated", "corrected"].iter().map(move |done| format!("this {noun} {verb} {done}"))
        })
    });
    AhoCorasick::builder().ascii_case_insensitive(true).build(phrases).ok()
});

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { threshold: 0.8, containment: Some(0.8) };

    fn facts(published: i64, source: u32) -> Facts {
        Facts { published: Some(published), source, n_shingles: 100, marked: false }
    }

    fn similarity(jaccard: f64, containment_a: f64, containment_b: f64) -> Similarity {
        Similarity { jaccard, containment_a, containment_b }
    }

    #[test]
    fn a_later_version_of_one_source_is_an_update() {
        let near = similarity(0.9, 0.95, 0.95);
        assert_eq!(of(facts(2, 1), facts(1, 1), near, &BOUNDS, false), Relation::Update);
        assert_eq!(of(facts(1, 1), facts(2, 1), near, &BOUNDS, false), Relation::Near);
        assert_eq!(of(facts(2, 2), facts(1, 1), near, &BOUNDS, false), Relation::Near);
        assert_eq!(of_pair(facts(1, 1), facts(2, 1), near, &BOUNDS, false), Relation::Update);
    }

    #[test]
    fn excerpts_are_contained() {
        let part = similarity(0.3, 0.95, 0.3);
        assert_eq!(of(facts(1, 1), facts(2, 2), part, &BOUNDS, false), Relation::Contained);
        assert_eq!(of(facts(1, 1), facts(2, 2), part.swapped(), &BOUNDS, false), Relation::Contains);
        assert_eq!(of(facts(2, 1), facts(1, 1), part.swapped(), &BOUNDS, false), Relation::Update);
    }

    #[test]
    fn marks_are_slugs_and_notes() {
        assert!(is_marked("UPDATE 2-Talks resume", ""));
        assert!(is_marked("", "CORRECTED: The toll is four."));
        assert!(is_marked("", "Talks resumed. This story has been updated with comment."));
        assert!(is_marked("", "THIS ARTICLE WAS CORRECTED. Talks resumed."));
        assert!(!is_marked("", "The map of this article and its updated text differ."));
        assert!(!is_marked("UPDATED figures show growth", "The army updated its map. CORRECTED"));
    }
}
