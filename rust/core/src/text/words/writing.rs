//! In which case the words of a text are written: in capitals, as a headline, as running text.

use super::{Shape, Words};

/// How many words are written in each way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writing {
    counts: [u32; 6],
    /// Capitals that stand alone.
    initials: u32,
}

impl Writing {
    fn of(&self, shape: Shape) -> u32 {
        self.counts[shape as usize]
    }

    /// Whether all is in capitals, so that case tells nothing.
    pub(crate) fn is_in_capitals(&self) -> bool {
        let upper = self.of(Shape::Upper) + self.initials;
        let letters = [Shape::Lower, Shape::Capital, Shape::Upper, Shape::Mixed];
        let all: u32 = letters.iter().map(|&shape| self.of(shape)).sum();
        upper >= 3 && upper > 4 * (all - upper)
    }

    /// Whether there are words, and none with a small letter.
    fn is_all_upper(&self) -> bool {
        let other = self.of(Shape::Lower) + self.of(Shape::Mixed) + self.of(Shape::Capital) - self.initials;
        other == 0 && self.of(Shape::Upper) + self.initials > 0
    }

    /// Whether nearly every word is capitalised, so that capitals tell nothing.
    pub(crate) fn is_headline(&self) -> bool {
        let capital = self.of(Shape::Capital) + self.of(Shape::Upper) + self.of(Shape::Mixed);
        capital > 4 && self.of(Shape::Lower) * 4 < capital
    }
}

impl Words {
    /// How the words of the window are written.
    pub(crate) fn writing(&self) -> Writing {
        let mut counts = [0; 6];
        let mut initials = 0;
        for word in self.as_slice() {
            counts[word.shape as usize] += 1;
            initials += u32::from(word.shape == Shape::Capital && word.span.len() == 1);
        }
        Writing { counts, initials }
    }

    /// Whether what stands in the window is in capitals, so that case tells nothing. Where `few` is set, it may be a
    /// word or two, without any in small letters.
    pub(crate) fn is_in_capitals(&self, few: bool) -> bool {
        if !self.is_mostly_upper() {
            return false;
        }
        let writing = self.writing();
        writing.is_in_capitals() || few && writing.is_all_upper()
    }

    /// Whether more than half of the ASCII letters of the window are capitals: a first look, 64 bytes at a time.
    fn is_mostly_upper(&self) -> bool {
        let (Some(first), Some(last)) = (self.as_slice().first(), self.as_slice().last()) else {
            return false;
        };
        let (from, to) = (first.span.start - self.base, last.span.end - self.base - 1);
        let (mut letters, mut upper) = (0, 0);
        for block in from / 64..=to / 64 {
            let Some(bits) = self.blocks.get(block) else { break };
            let low = if block == from / 64 { u64::MAX << (from % 64) } else { u64::MAX };
            let high = if block == to / 64 { u64::MAX >> (63 - to % 64) } else { u64::MAX };
            letters += (bits.letter & low & high).count_ones();
            upper += (bits.upper & low & high).count_ones();
        }
        upper * 2 > letters
    }

    /// Says how the words of the window are written.
    pub(crate) fn reshape(&mut self, shapes: &[Shape]) {
        for (word, &shape) in self.tokens[self.window.clone()].iter_mut().zip(shapes) {
            word.shape = shape;
        }
    }
}
