//! Low, best and high, and what a hedge makes of them.

use crate::normalise::hedge::Hedge;
use crate::normalise::numeral::{Form, Numeral};

/// Low, best and high on the way to an amount.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bounds {
    pub(super) low: Option<f64>,
    pub(super) best: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) minimum: bool,
    pub(super) approximate: bool,
}

impl Bounds {
    pub(super) fn of(number: &Numeral) -> Self {
        let value = Some(number.value);
        if number.form == Form::Vague {
            return Self { low: value, minimum: true, approximate: true, ..Self::default() };
        }
        if number.rounded {
            return Self { best: value, approximate: true, ..Self::default() };
        }
        Self { low: value, best: value, high: value, ..Self::default() }
    }

    pub(super) fn is_exact(&self) -> bool {
        self.low.is_some() && self.best.is_some() && self.high.is_some()
    }

    pub(super) fn hedge(&mut self, hedge: Hedge) {
        match hedge {
            Hedge::Minimum => {
                self.low = self.low.or(self.best);
                self.high = None;
                self.minimum = true;
            }
            Hedge::Maximum => {
                self.high = self.high.or(self.best).or(self.low);
                (self.low, self.best) = (None, None);
                self.minimum = false;
            }
            Hedge::About => {
                // "about 500 or more" is no less
                if self.best.is_some() && !self.minimum {
                    (self.low, self.high) = (None, None);
                }
                self.approximate = true;
            }
            Hedge::Nearly => {
                self.high = self.high.or(self.best).or(self.low);
                self.low = None;
                self.minimum = false;
                self.approximate = true;
            }
        }
    }
}
