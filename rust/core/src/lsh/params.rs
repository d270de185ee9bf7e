//! How many bands of how many rows.
//!
//! A pair of Jaccard `s` shares at least one of `b` bands of `r` rows with probability `1 - (1 - s^r)^b`
//! (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4). False candidates are removed by the exact
//! check, so the choice is made for recall: the most rows (the fewest candidates) whose recall *at* the threshold,
//! where it is lowest, is at least [`RECALL`].

use crate::{Error, Result};

/// The recall that the chosen bands have at the threshold itself. Pairs above it are found more surely.
pub const RECALL: f64 = 0.9995;

/// Bands of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bands {
    /// How many bands.
    pub bands: usize,
    /// Signature values in each.
    pub rows: usize,
}

impl Bands {
    /// The bands for `threshold` out of `num_perm` values; given numbers are taken, missing ones chosen.
    pub fn choose(
        num_perm: usize,
        threshold: f64,
        bands: Option<usize>,
        rows: Option<usize>,
    ) -> Result<Self> {
        let chosen = match (bands, rows) {
            (Some(bands), Some(rows)) => Self { bands, rows },
            (Some(bands), None) => Self { bands, rows: num_perm / bands.max(1) },
            (None, Some(rows)) => Self { bands: num_perm / rows.max(1), rows },
            (None, None) => (1..=num_perm)
                .rev()
                .map(|rows| Self { bands: num_perm / rows, rows })
                .find(|bands| bands.recall(threshold) >= RECALL)
                .unwrap_or(Self { bands: num_perm, rows: 1 }),
        };
        if chosen.bands == 0 || chosen.rows == 0 || chosen.bands * chosen.rows > num_perm {
            return Err(Error::parameter(
                "bands",
                format!("{bands:?} bands of {rows:?} rows don't fit a signature of {num_perm} values"),
            ));
        }
        Ok(chosen)
    }

    /// The share of pairs of Jaccard `similarity` that become candidates.
    pub fn recall(self, similarity: f64) -> f64 {
        1.0 - (1.0 - similarity.powf(self.rows as f64)).powf(self.bands as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recall_at_the_threshold_is_kept() {
        for threshold in [0.5, 0.7, 0.8, 0.9, 1.0] {
            let bands = Bands::choose(128, threshold, None, None).unwrap();
            assert!(bands.recall(threshold) >= RECALL, "{threshold}: {bands:?}");
            let more = Bands { rows: bands.rows + 1, bands: 128 / (bands.rows + 1) };
            assert!(bands.rows == 128 || more.recall(threshold) < RECALL, "{threshold}: {bands:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(Bands::choose(128, 0.8, Some(129), Some(1)).is_err());
        assert!(Bands::choose(128, 0.8, Some(0), None).is_err());
        assert_eq!(Bands::choose(128, 0.8, Some(32), None).unwrap(), Bands { bands: 32, rows: 4 });
    }
}
