//! One text through clean, tokenise, shingle and sketch: the part that runs in parallel.

use crate::lsh::band::band_keys;
use crate::lsh::params::Bands;
use crate::simd;
use crate::sketch::fingerprint;
use crate::sketch::hash::mix32;
use crate::sketch::minhash::{Permutations, element};
use crate::sketch::shingle::{Shingler, digest};
use crate::text::clean::learn::ReadLine;
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

    /// As a number, to be saved.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// From [`Flags::bits`].
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

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

/// The sketches of some texts, a column for each fact, so that no text allocates.
#[derive(Debug, Default)]
pub struct Sketches {
    /// Tokens of the cleaned text.
    pub n_tokens: Vec<u32>,
    /// Distinct shingles.
    pub n_shingles: Vec<u32>,
    /// Digest of the shingle set; 0 for an empty one.
    pub digest: Vec<u128>,
    /// Shape.
    pub flags: Vec<Flags>,
    /// A key for each band, text after text; 0 for an empty text.
    pub bands: Vec<u32>,
    /// How many fingerprints each text has.
    pub n_fingerprints: Vec<u32>,
    /// Keys of the sampled shingles, text after text.
    pub fingerprints: Vec<u32>,
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
    tokens: Vec<u64>,
    shingles: Vec<u64>,
    elements: Vec<u32>,
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
            tokens: Vec::new(),
            shingles: Vec::new(),
            elements: Vec::new(),
            signature: Vec::new(),
            alone: 0,
        }
    }

    /// Reads a text down to its shingle set, which stays until the next one.
    pub fn read(&mut self, source: &str, text: &str) -> &[u64] {
        self.read_tokens(source, text, None);
        self.shingler.shingle(&self.tokens, &mut self.shingles);
        &self.shingles
    }

    /// Reads a text down to its tokens, and returns how many there are. `lines` are those of the text, if they were
    /// read before.
    pub fn read_tokens(&mut self, source: &str, text: &str, lines: Option<&[ReadLine]>) -> usize {
        self.alone = if let Some(cleaner) = &mut self.cleaner {
            cleaner.read(source, text, lines, &mut self.tokens)
        } else {
            self.tokens.clear();
            self.tokeniser.tokenise(text, Span::new(0, text.len()), &mut self.tokens)
        };
        self.tokens.len()
    }

    /// Writes the shingle set of the last text into `set`, which is at least as long as its tokens; returns its size.
    pub fn write_set(&mut self, set: &mut [u64]) -> usize {
        self.shingler.write(&self.tokens, set)
    }

    /// The tokens of the last text, cleaned.
    pub fn tokens(&self) -> &[u64] {
        &self.tokens
    }

    /// The cleaner, with what the last text lost.
    pub fn cleaner(&self) -> Option<&Cleaner<'e>> {
        self.cleaner.as_ref()
    }

    /// The signature of a text. Its set is not made: a repeated shingle changes no minimum.
    pub fn signature(&mut self, source: &str, text: &str) -> &[u32] {
        self.read_tokens(source, text, None);
        self.elements.clear();
        self.elements.reserve(self.tokens.len());
        let elements = &mut self.elements;
        self.shingler.each(&self.tokens, |shingle| elements.push(mix32(element(shingle))));
        self.signature.clear();
        self.permutations.sign(elements, &mut self.signature);
        &self.signature
    }

    /// Appends the sketch of the last text, which gave `set`; `fingerprints` says whether containment is wanted,
    /// `is_update` whether the text calls itself one.
    pub fn sketch(&mut self, set: &[u64], fingerprints: bool, is_update: bool, sketches: &mut Sketches) {
        let (n_tokens, n_shingles) = (self.tokens.len(), set.len());
        let mut flags = Flags::default();
        flags.set(Flags::EMPTY, n_tokens == 0);
        flags.set(Flags::SHORT, n_tokens > 0 && n_tokens < self.ngram);
        flags.set(Flags::UNSPACED, self.alone * 2 > n_tokens);
        flags.set(Flags::REPETITIVE, n_tokens >= 4 * self.ngram && n_shingles * 4 < n_tokens);
        flags.set(Flags::CLEANED, self.cleaner.as_ref().is_some_and(Cleaner::is_cleaned));
        flags.set(Flags::UPDATE, is_update);
        sketches.n_tokens.push(n_tokens as u32);
        sketches.n_shingles.push(n_shingles as u32);
        sketches.digest.push(digest(set));
        sketches.flags.push(flags);
        if n_shingles > 0 {
            simd::elements(set, &mut self.elements);
            self.signature.clear();
            self.permutations.sign(&self.elements, &mut self.signature);
            band_keys(&self.signature, self.bands, &mut sketches.bands);
        }
        sketches.bands.resize(sketches.n_tokens.len() * self.bands.bands, 0);
        let before = sketches.fingerprints.len();
        if fingerprints {
            fingerprint::keys(set, &mut sketches.fingerprints);
        }
        sketches.n_fingerprints.push((sketches.fingerprints.len() - before) as u32);
    }
}
