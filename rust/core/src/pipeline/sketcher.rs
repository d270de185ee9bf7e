//! One text through clean, tokenise, shingle and sketch: the part that runs in parallel.

use crate::lsh::band::band_keys;
use crate::lsh::params::Bands;
use crate::sketch::fingerprint;
use crate::sketch::minhash::{Permutations, element};
use crate::sketch::shingle::{Shingler, digest};
use crate::text::clean::{Cleaner, Learned};
use crate::text::span::Span;
use crate::text::tokenise::Tokeniser;

/// What tells a text's shape apart, for the column `flags`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(u8);

impl Flags {
    /// No token at all.
    pub const EMPTY: Self = Self(1);
    /// Fewer tokens than a shingle has.
    pub const SHORT: Self = Self(2);
    /// Most characters are of a script without spaces.
    pub const UNSPACED: Self = Self(4);
    /// The same few shingles again and again.
    pub const REPETITIVE: Self = Self(8);
    /// Boilerplate was taken out.
    pub const CLEANED: Self = Self(16);
    /// Calls itself an update or a correction.
    pub const UPDATE: Self = Self(32);

    const NAMES: [(Self, &'static str); 6] = [
        (Self::EMPTY, "empty"),
        (Self::SHORT, "short"),
        (Self::UNSPACED, "unspaced"),
        (Self::REPETITIVE, "repetitive"),
        (Self::CLEANED, "cleaned"),
        (Self::UPDATE, "update"),
    ];

    /// Adds another where `condition` holds.
    pub fn set(&mut self, flag: Self, condition: bool) {
        self.0 |= if condition { flag.0 } else { 0 };
    }

    /// Whether `flag` is set.
    pub const fn has(self, flag: Self) -> bool {
        self.0 & flag.0 != 0
    }

    /// The names of those set, in a fixed order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(flag, _)| self.has(*flag)).map(|(_, name)| name)
    }
}

/// The summary of one text.
#[derive(Debug, Default)]
pub struct Sketch {
    /// Tokens of the cleaned text.
    pub n_tokens: u32,
    /// Distinct shingles.
    pub n_shingles: u32,
    /// Digest of the shingle set; 0 for an empty one.
    pub digest: u128,
    /// Shape.
    pub flags: Flags,
    /// A key for each band; empty for an empty text.
    pub bands: Vec<u32>,
    /// Keys of the sampled shingles.
    pub fingerprint: Vec<u32>,
}

/// Worker with its buffers.
#[derive(Debug)]
pub struct Sketcher<'e> {
    permutations: &'e Permutations,
    bands: Bands,
    ngram: usize,
    cleaner: Option<Cleaner<'e>>,
    tokeniser: Tokeniser,
    shingler: Shingler,
    kept: Vec<Span>,
    tokens: Vec<u64>,
    shingles: Vec<u64>,
    scratch: Vec<u32>,
    signature: Vec<u32>,
    alone: usize,
}

impl<'e> Sketcher<'e> {
    /// A worker. `learned` is `None` where texts are taken as they are.
    pub fn new(
        permutations: &'e Permutations,
        bands: Bands,
        ngram: usize,
        clean: bool,
        learned: &'e Learned,
    ) -> Self {
        Self {
            permutations,
            bands,
            ngram,
            cleaner: clean.then(|| Cleaner::new(Some(learned))),
            tokeniser: Tokeniser::default(),
            shingler: Shingler::new(ngram),
            kept: Vec::new(),
            tokens: Vec::new(),
            shingles: Vec::new(),
            scratch: Vec::new(),
            signature: Vec::new(),
            alone: 0,
        }
    }

    /// Reads a text down to its shingle set, which stays until the next one.
    pub fn read(&mut self, source: &str, text: &str) -> &[u64] {
        self.kept.clear();
        match &mut self.cleaner {
            Some(cleaner) => cleaner.clean(source, text, &mut self.kept),
            None => self.kept.push(Span::new(0, text.len())),
        }
        self.tokens.clear();
        self.alone = 0;
        for &span in &self.kept {
            self.alone += self.tokeniser.tokenise(text, span, &mut self.tokens);
        }
        self.shingler.shingle(&self.tokens, &mut self.shingles);
        &self.shingles
    }

    /// The shingle set of the last text, sorted.
    pub fn sorted_set(&self) -> Box<[u64]> {
        let mut set: Box<[u64]> = self.shingles.as_slice().into();
        set.sort_unstable();
        set
    }

    /// The cleaner, with what the last text lost.
    pub fn cleaner(&self) -> Option<&Cleaner<'e>> {
        self.cleaner.as_ref()
    }

    /// The signature of the last text.
    pub fn signature(&mut self) -> &[u32] {
        self.signature.clear();
        let elements = self.shingles.iter().map(|&shingle| element(shingle));
        self.permutations.sign(elements, &mut self.scratch, &mut self.signature);
        &self.signature
    }

    /// The sketch of the last text; `fingerprints` says whether containment is wanted.
    pub fn sketch(&mut self, fingerprints: bool) -> Sketch {
        let (n_tokens, n_shingles) = (self.tokens.len(), self.shingles.len());
        let mut sketch = Sketch {
            n_tokens: n_tokens as u32,
            n_shingles: n_shingles as u32,
            digest: digest(&self.shingles),
            ..Sketch::default()
        };
        sketch.flags.set(Flags::EMPTY, n_tokens == 0);
        sketch.flags.set(Flags::SHORT, n_tokens > 0 && n_tokens < self.ngram);
        sketch.flags.set(Flags::UNSPACED, self.alone * 2 > n_tokens);
        sketch.flags.set(Flags::REPETITIVE, n_tokens >= 4 * self.ngram && n_shingles * 4 < n_tokens);
        let removed = self.cleaner.as_ref().is_some_and(|cleaner| cleaner.removed().next().is_some());
        sketch.flags.set(Flags::CLEANED, removed);
        if n_shingles > 0 {
            self.signature();
            band_keys(&self.signature, self.bands, &mut sketch.bands);
        }
        if fingerprints {
            let kept = self.shingles.iter().filter(|&&shingle| fingerprint::is_kept(shingle));
            sketch.fingerprint = kept.map(|&shingle| fingerprint::key(shingle)).collect();
        }
        sketch
    }
}
