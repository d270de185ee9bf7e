//! Stable ids: a hash that is the same on every platform and in every release.

use crate::text::span::Span;

/// FNV-1a, 64 bits, twice with different starts: 128 bits, ample for ids of rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hash {
    a: u64,
    b: u64,
}

const PRIME: u64 = 0x0000_0100_0000_01b3;

impl Default for Hash {
    fn default() -> Self {
        Self { a: 0xcbf2_9ce4_8422_2325, b: 0x6c62_272e_07bb_0142 }
    }
}

impl Hash {
    /// Takes in bytes and the end of a field.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.take(byte);
        }
        self.take(0xFF);
    }

    #[inline]
    fn take(&mut self, byte: u8) {
        self.a = (self.a ^ u64::from(byte)).wrapping_mul(PRIME);
        self.b = (self.b ^ u64::from(byte ^ 0x5A)).wrapping_mul(PRIME).rotate_left(23);
    }

    /// Sixteen bytes in hexadecimal.
    pub(crate) fn hex(&self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut out = [0; 32];
        let bytes = (u128::from(self.a) << 64 | u128::from(self.b)).to_be_bytes();
        for (pair, byte) in out.chunks_exact_mut(2).zip(bytes) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        String::from_utf8(out.to_vec()).unwrap_or_default()
    }
}

/// The id of an event: document, rule and the bytes of the trigger.
pub(crate) fn event_id(document: &str, rule: &str, trigger: Span) -> String {
    let mut hash = Hash::default();
    hash.update(document.as_bytes());
    hash.update(rule.as_bytes());
    hash.update(&(trigger.start as u64).to_le_bytes());
    hash.update(&(trigger.end as u64).to_le_bytes());
    hash.hex()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables of earlier releases hold ids.
    #[test]
    fn ids_stay_as_they_are() {
        assert_eq!(event_id("a", "word x", Span::new(3, 5)), "fcea46681b7cd3f0a98fba154f0ccc62");
    }

    #[test]
    fn fields_do_not_run_together() {
        let (mut one, mut two) = (Hash::default(), Hash::default());
        one.update(b"ab");
        one.update(b"c");
        two.update(b"a");
        two.update(b"bc");
        assert_ne!(one.hex(), two.hex());
        assert_eq!(one.hex().len(), 32);
    }
}
