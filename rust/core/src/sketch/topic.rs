//! How alike texts are by the rare words that they share: the cosine of sets whose words have weights.
//!
//! Words are numbers, the same in all sets; a weight is the square of a word's inverse document frequency, so the sum
//! over what two sets share, divided by both lengths, is the cosine of their tf-idf vectors with frequencies of 0 and 1
//! (Spärck Jones 1972; Salton and Buckley 1988). A word that one set alone holds adds to its length and to nothing else,
//! so such words are counted only.

/// Sets of words by number, each in ascending order, one behind the other.
#[derive(Debug)]
pub struct TopicSets {
    words: Vec<u32>,
    starts: Vec<usize>,
    weights: Vec<f64>,
    /// Of each set, and negative where it is not known.
    lengths: Vec<f64>,
}

impl TopicSets {
    /// No sets yet, of words with these weights, by number.
    pub fn new(weights: Vec<f64>) -> Self {
        Self { words: Vec::new(), starts: vec![0], weights, lengths: Vec::new() }
    }

    /// Appends a set. Words without a weight are left out. `alone` is what the words that no other set holds weigh
    /// together; `None` for a set of which nothing is known.
    pub fn push(&mut self, words: &[u32], alone: Option<f64>) {
        let start = self.words.len();
        self.words.extend(words.iter().copied().filter(|&word| (word as usize) < self.weights.len()));
        self.words[start..].sort_unstable();
        let shared: f64 = self.words[start..].iter().map(|&word| self.weights[word as usize]).sum();
        self.starts.push(self.words.len());
        self.lengths.push(alone.map_or(-1.0, |alone| (shared + alone).sqrt()));
    }

    /// The cosine of two sets, from 0 to 1; `None` where one is not known.
    pub fn likeness(&self, one: usize, other: usize) -> Option<f64> {
        let (length, other_length) = (*self.lengths.get(one)?, *self.lengths.get(other)?);
        if length < 0.0 || other_length < 0.0 {
            return None;
        }
        if one == other {
            return Some(1.0);
        }
        let shared = self.shared(one, other);
        Some(if shared > 0.0 { shared / (length * other_length) } else { 0.0 })
    }

    fn set(&self, at: usize) -> &[u32] {
        &self.words[self.starts[at]..self.starts[at + 1]]
    }

    /// What the words of both weigh, added in the order of the words.
    fn shared(&self, one: usize, other: usize) -> f64 {
        let (mut one, mut other) = (self.set(one), self.set(other));
        let mut sum = 0.0;
        while let (Some(&a), Some(&b)) = (one.first(), other.first()) {
            if a == b {
                sum += self.weights[a as usize];
            }
            // No branch on what the words are.
            one = &one[usize::from(a <= b)..];
            other = &other[usize::from(b <= a)..];
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn is_the_cosine_of_weighted_sets(
            sets in prop::collection::vec(prop::collection::btree_set(0_u32..40, 0..20), 2),
            weights in prop::collection::vec(0.1_f64..9.0, 40),
            alone in 0.0_f64..5.0,
        ) {
            let mut topics = TopicSets::new(weights.clone());
            for set in &sets {
                let words: Vec<u32> = set.iter().rev().copied().collect();
                topics.push(&words, Some(alone));
            }
            let weigh = |words: &BTreeSet<u32>| -> f64 { words.iter().map(|&word| weights[word as usize]).sum() };
            let both: BTreeSet<u32> = sets[0].intersection(&sets[1]).copied().collect();
            let lengths = ((weigh(&sets[0]) + alone) * (weigh(&sets[1]) + alone)).sqrt();
            let want = if both.is_empty() { 0.0 } else { weigh(&both) / lengths };
            let found = topics.likeness(0, 1).unwrap();
            prop_assert!((found - want).abs() < 1e-9);
            prop_assert_eq!(Some(found), topics.likeness(1, 0));
            prop_assert_eq!(topics.likeness(0, 0), Some(1.0));
        }
    }

    #[test]
    fn what_is_not_known_is_like_nothing() {
        let mut topics = TopicSets::new(vec![1.0, 2.0]);
        topics.push(&[0, 7], Some(0.0));
        topics.push(&[], None);
        assert_eq!(topics.likeness(0, 1), None);
        assert_eq!(topics.likeness(0, 9), None);
    }
}
