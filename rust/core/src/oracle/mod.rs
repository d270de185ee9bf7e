//! Slow, obvious twins of the fast steps. Tests hold the one against the other; benches count with them.

pub mod join;

use std::collections::BTreeSet;

use crate::sketch::hash::{SHINGLE_BASE, hash_token, mix32, mix64};
use crate::text::tokenise::{Class, classify};

/// The tokens of a text, as strings.
pub fn tokens(text: &str) -> Vec<String> {
    let mut out = vec![];
    let mut open = false;
    for c in text.chars() {
        match classify(c) {
            Class::Gap => open = false,
            Class::Alone => {
                out.push(c.to_string());
                open = false;
            }
            Class::Word => {
                if !open {
                    out.push(String::new());
                    open = true;
                }
                if let Some(token) = out.last_mut() {
                    token.extend(c.to_lowercase());
                }
            }
        }
    }
    out
}

/// The hash of a token.
pub fn token_hash(token: &str) -> u64 {
    let folded: Vec<u8> = token.bytes().map(|byte| if byte == b'_' { 0x7F } else { byte }).collect();
    hash_token(&folded)
}

/// The shingle hashes of token hashes.
pub fn shingles(tokens: &[u64], ngram: usize) -> BTreeSet<u64> {
    let hash = |window: &[u64]| {
        let power = |exponent| (0..exponent).fold(1_u64, |product, _| product.wrapping_mul(SHINGLE_BASE));
        let sum = window
            .iter()
            .rev()
            .enumerate()
            .fold(0_u64, |sum, (place, token)| sum.wrapping_add(token.wrapping_mul(power(place))));
        mix64(sum).max(1)
    };
    if tokens.is_empty() {
        BTreeSet::new()
    } else if tokens.len() < ngram {
        BTreeSet::from([hash(tokens)])
    } else {
        tokens.windows(ngram).map(hash).collect()
    }
}

/// The signature of a set of 32-bit elements.
pub fn signature(a: &[u32], b: &[u32], elements: &[u32]) -> Vec<u32> {
    let value = |a: u32, b: u32, element: u32| a.wrapping_mul(mix32(element)).wrapping_add(b);
    a.iter()
        .zip(b)
        .map(|(&a, &b)| elements.iter().map(|&element| value(a, b, element)).min().unwrap_or(u32::MAX))
        .collect()
}

/// Jaccard similarity of two sets; two empty sets match nothing.
pub fn jaccard(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> f64 {
    let shared = a.intersection(b).count();
    if shared == 0 { 0.0 } else { shared as f64 / (a.len() + b.len() - shared) as f64 }
}
