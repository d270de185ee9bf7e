//! `MinHash` signatures that equal those of datasketch 2's scheme `affine32`, bit for bit.
//!
//! Each of `num_perm` permutations is `a * mix32(element) + b mod 2^32` with odd `a`; the signature holds the
//! minimum of each over the set. `a` and `b` come from the Mersenne Twister as numpy's `RandomState(seed)` draws
//! them (datasketch, `MinHash._init_permutations`), so the same seed and the same 32-bit elements give the same
//! signature on both sides. An element of ours is the upper half of a shingle hash. The signature of an empty
//! set is all ones.
//!
//! Source: Broder, "On the resemblance and containment of documents", 1997.

use rand_mt::Mt;

use crate::simd;

/// Lanes are padded to a multiple of this, so that the kernel works on whole registers.
pub(crate) const LANES: usize = 64;

/// The permutations of one seed.
#[derive(Debug, Clone)]
pub struct Permutations {
    num_perm: usize,
    a: Vec<u32>,
    b: Vec<u32>,
}

impl Permutations {
    /// `num_perm` permutations drawn with `seed`.
    pub fn new(num_perm: usize, seed: u32) -> Self {
        let mut twister = Mt::new(seed);
        let padded = num_perm.next_multiple_of(LANES);
        let mut a: Vec<u32> = (0..num_perm).map(|_| ((twister.next_u32() & 0x7FFF_FFFF) << 1) | 1).collect();
        let mut b: Vec<u32> = (0..num_perm).map(|_| twister.next_u32()).collect();
        a.resize(padded, 1);
        b.resize(padded, 0);
        Self { num_perm, a, b }
    }

    /// How many values a signature has.
    pub fn num_perm(&self) -> usize {
        self.num_perm
    }

    /// The signature of a set of 32-bit elements, each passed through [`mix32`], appended to `signature`.
    /// Repeats among them change nothing.
    ///
    /// [`mix32`]: super::hash::mix32
    pub fn sign(&self, mixed: &[u32], signature: &mut Vec<u32>) {
        let start = signature.len();
        signature.resize(start + self.a.len(), u32::MAX);
        simd::minimise(&self.a, &self.b, mixed, &mut signature[start..]);
        signature.truncate(start + self.num_perm);
    }
}

/// The 32-bit element of a shingle.
#[inline]
pub fn element(shingle: u64) -> u32 {
    (shingle >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle;
    use crate::sketch::hash::mix32;
    use proptest::prelude::*;

    #[test]
    fn draws_equal_numpy() {
        // numpy.random.RandomState(1): randint(0, 2**31, 2, dtype=uint32) * 2 + 1, then randint(0, 2**32, 2, ..)
        let permutations = Permutations::new(2, 1);
        assert_eq!(permutations.a[..2], [3_582_191_691, 4_270_784_983]);
        assert_eq!(permutations.b[..2], [3_093_770_124, 4_005_303_368]);
    }

    proptest! {
        #[test]
        fn fast_equals_oracle(elements in prop::collection::vec(any::<u32>(), 0..200), num_perm in 1_usize..200) {
            let permutations = Permutations::new(num_perm, 7);
            let mixed: Vec<u32> = elements.iter().map(|&element| mix32(element)).collect();
            let mut signature = Vec::new();
            permutations.sign(&mixed, &mut signature);
            let want = oracle::signature(&permutations.a[..num_perm], &permutations.b[..num_perm], &elements);
            prop_assert_eq!(signature, want);
        }
    }
}
