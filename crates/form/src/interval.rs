//! The values that a place may hold, as an interval. Intervals cover both blanks and rounding.
//!
//! A count is a point. A printed percentage reaches half a unit of its last decimal to either side. A blank is
//! everything from 0 up. A relation is broken if no choice of values from the intervals makes it true. Ends are
//! closed, and a missing end is infinite. Arithmetic that would overflow gives an infinite end. That can hide a
//! broken relation but never makes one up.

use crate::number;
use rust_decimal::Decimal;

/// The number of decimals to which quotients are compared, far below any printed figure.
pub const SETTLED: u32 = 9;

/// A closed interval of decimals; `None` is the infinite end.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    lo: Option<Decimal>,
    hi: Option<Decimal>,
}

impl Interval {
    /// Everything from 0 up: what a blank may hold.
    pub const UNKNOWN: Self = Self { lo: Some(Decimal::ZERO), hi: None };
    /// All values: not even the sign is known.
    pub const ANYTHING: Self = Self { lo: None, hi: None };
    /// Exactly 0.
    pub const ZERO: Self = Self { lo: Some(Decimal::ZERO), hi: Some(Decimal::ZERO) };

    /// Exactly `value`.
    pub const fn point(value: Decimal) -> Self {
        Self { lo: Some(value), hi: Some(value) }
    }

    /// From `value - half` to `value + half`.
    pub fn around(value: Decimal, half: Decimal) -> Self {
        Self { lo: value.checked_sub(half), hi: value.checked_add(half) }
    }

    /// From one end to the other; a missing end is infinite.
    pub const fn between(lo: Option<Decimal>, hi: Option<Decimal>) -> Self {
        Self { lo, hi }
    }

    /// The values that both intervals hold; empty if there are none.
    pub fn meet(self, other: Self) -> Self {
        let lo = match (self.lo, other.lo) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        let hi = match (self.hi, other.hi) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { lo, hi }
    }

    /// Whether it holds no value.
    pub fn is_empty(self) -> bool {
        matches!((self.lo, self.hi), (Some(lo), Some(hi)) if lo > hi)
    }

    /// Whether it holds a value.
    pub fn holds(self, value: Decimal) -> bool {
        self.lo.is_none_or(|lo| lo <= value) && self.hi.is_none_or(|hi| value <= hi)
    }

    /// The value, if it holds just one.
    pub fn exact(self) -> Option<Decimal> {
        self.lo.filter(|_| self.lo == self.hi)
    }

    /// The lower end, or `None` if there is none.
    pub const fn lo(self) -> Option<Decimal> {
        self.lo
    }

    /// The upper end, or `None` if there is none.
    pub const fn hi(self) -> Option<Decimal> {
        self.hi
    }

    /// Whether every value of `self` is greater than every value of `other`.
    pub fn above(self, other: Self) -> bool {
        matches!((self.lo, other.hi), (Some(a), Some(b)) if a > b)
    }

    /// Whether no value of `self` is smaller than a value of `other`.
    pub fn not_below(self, other: Self) -> bool {
        matches!((self.lo, other.hi), (Some(a), Some(b)) if a >= b)
    }

    /// Whether the two intervals have no value in common.
    pub fn disjoint(self, other: Self) -> bool {
        self.above(other) || other.above(self)
    }

    /// `self + other`.
    pub fn plus(self, other: Self) -> Self {
        Self {
            lo: both(self.lo, other.lo, Decimal::checked_add),
            hi: both(self.hi, other.hi, Decimal::checked_add),
        }
    }

    /// `self - other`.
    pub fn minus(self, other: Self) -> Self {
        Self {
            lo: both(self.lo, other.hi, Decimal::checked_sub),
            hi: both(self.hi, other.lo, Decimal::checked_sub),
        }
    }

    /// `self * other`; exact for points and for intervals without negative values, else anything.
    pub fn times(self, other: Self) -> Self {
        if self == Self::ZERO || other == Self::ZERO {
            return Self::ZERO;
        }
        if !self.is_not_negative() || !other.is_not_negative() {
            return match (self.exact(), other.exact()) {
                (Some(a), Some(b)) => a.checked_mul(b).map_or(Self::ANYTHING, Self::point),
                _ => Self::ANYTHING,
            };
        }
        Self {
            lo: both(self.lo, other.lo, Decimal::checked_mul),
            hi: both(self.hi, other.hi, Decimal::checked_mul),
        }
    }

    /// `self × 100 / base`; anything if either may be negative.
    ///
    /// `None` if the base is exactly 0: there is nothing to take a share of.
    pub fn percent_of(self, base: Self) -> Option<Self> {
        if base == Self::ZERO {
            return None;
        }
        if !self.is_not_negative() || !base.is_not_negative() {
            return Some(Self::ANYTHING);
        }
        Some(Self {
            // an infinite base makes the share arbitrarily small
            lo: both(self.lo, base.hi, percentage).or(Some(Decimal::ZERO)),
            // a base that may be 0 makes the share arbitrarily large
            hi: both(self.hi, base.lo.filter(|lo| !lo.is_zero()), percentage),
        })
    }

    /// `self / by`; exact for points and for intervals without negative values, else anything.
    ///
    /// `None` if the divisor is exactly 0.
    pub fn divided_by(self, by: Self) -> Option<Self> {
        if by == Self::ZERO {
            return None;
        }
        if let (Some(a), Some(b)) = (self.exact(), by.exact()) {
            return Some(a.checked_div(b).map_or(Self::ANYTHING, Self::point));
        }
        if !self.is_not_negative() || !by.is_not_negative() {
            return Some(Self::ANYTHING);
        }
        Some(Self {
            lo: both(self.lo, by.hi, Decimal::checked_div).or(Some(Decimal::ZERO)),
            hi: both(self.hi, by.lo.filter(|lo| !lo.is_zero()), Decimal::checked_div),
        })
    }

    /// The smaller of two values, for every choice of both.
    pub fn min(self, other: Self) -> Self {
        let hi = [self.hi, other.hi].into_iter().flatten().min();
        Self { lo: self.lo.zip(other.lo).map(|(a, b)| a.min(b)), hi }
    }

    /// The greater of two values, for every choice of both.
    pub fn max(self, other: Self) -> Self {
        let lo = [self.lo, other.lo].into_iter().flatten().max();
        Self { lo, hi: self.hi.zip(other.hi).map(|(a, b)| a.max(b)) }
    }

    /// The smallest interval that holds both intervals.
    pub fn either(self, other: Self) -> Self {
        Self {
            lo: self.lo.zip(other.lo).map(|(a, b)| a.min(b)),
            hi: self.hi.zip(other.hi).map(|(a, b)| a.max(b)),
        }
    }

    /// Rounded to a number of decimals, halves away from zero. It is first rounded to [`SETTLED`] decimals, because the
    /// last digit of a quotient such as 1/3 may otherwise miss a half.
    pub fn rounded(self, decimals: u32) -> Self {
        let rounded = |end: Decimal| number::round(number::round(end, SETTLED), decimals);
        Self { lo: self.lo.map(rounded), hi: self.hi.map(rounded) }
    }

    /// The absolute value.
    pub fn abs(self) -> Self {
        let minus = Self::ZERO.minus(self);
        Self {
            lo: self.max(minus).lo.map(|lo| lo.max(Decimal::ZERO)).or(Some(Decimal::ZERO)),
            hi: self.max(minus).hi,
        }
    }

    /// The values from 0 up; `None` if there are none.
    pub fn at_least_zero(self) -> Option<Self> {
        let lo = self.lo.map_or(Decimal::ZERO, |lo| lo.max(Decimal::ZERO));
        let is_empty = self.hi.is_some_and(|hi| hi < lo);
        (!is_empty).then_some(Self { lo: Some(lo), hi: self.hi })
    }

    fn is_not_negative(self) -> bool {
        self.lo.is_some_and(|lo| lo >= Decimal::ZERO)
    }
}

/// `part × 100 / base`.
fn percentage(part: Decimal, base: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)
}

/// The result for two finite ends; an infinite end makes it infinite.
fn both(
    a: Option<Decimal>,
    b: Option<Decimal>,
    op: impl FnOnce(Decimal, Decimal) -> Option<Decimal>,
) -> Option<Decimal> {
    op(a?, b?)
}

#[cfg(test)]
mod tests {
    use super::Interval;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    fn p(n: i64) -> Interval {
        Interval::point(n.into())
    }

    #[test]
    fn a_printed_percentage_meets_its_ratio_but_not_the_cut_one() {
        let ratio = p(1025).percent_of(p(1232)).unwrap();
        let half = Decimal::new(5, 3);
        assert!(!Interval::around(Decimal::new(8320, 2), half).disjoint(ratio));
        assert!(Interval::around(Decimal::new(8319, 2), half).disjoint(ratio));
    }

    #[test]
    fn a_blank_part_leaves_the_sum_open_above() {
        let sum = p(4024).plus(Interval::UNKNOWN).plus(p(11));
        assert!(!p(4088).disjoint(sum));
        assert!(p(4000).disjoint(sum));
    }

    #[test]
    fn nothing_of_nothing_is_no_ratio() {
        assert_eq!(p(0).percent_of(p(0)), None);
        assert_eq!(p(5).percent_of(Interval::UNKNOWN).unwrap().hi(), None);
    }

    #[test]
    fn overflow_gives_an_infinite_end() {
        let huge = Interval::point(Decimal::MAX);
        assert_eq!(huge.plus(huge), Interval::ANYTHING);
        assert!(!huge.times(huge).disjoint(p(0)) || huge.times(huge).lo().is_none());
    }

    proptest! {
        /// Whatever values are chosen in the intervals, the result holds them.
        #[test]
        fn arithmetic_encloses(a in 0i64..5000, wa in 0i64..50, b in 0i64..5000, wb in 0i64..50, ka in 0i64..50, kb in 0i64..50) {
            let (ia, ib) = (span(a, wa), span(b, wb));
            let (x, y) = (Decimal::from(a + ka.min(wa)), Decimal::from(b + kb.min(wb)));
            prop_assert!(!ia.plus(ib).disjoint(Interval::point(x + y)));
            prop_assert!(!ia.minus(ib).disjoint(Interval::point(x - y)));
            prop_assert!(!ia.times(ib).disjoint(Interval::point(x * y)));
            if !y.is_zero() && let Some(ratio) = ia.percent_of(ib) {
                prop_assert!(!ratio.disjoint(Interval::point(x * Decimal::ONE_HUNDRED / y)));
            }
        }
    }

    fn span(from: i64, width: i64) -> Interval {
        Interval { lo: Some(from.into()), hi: Some((from + width).into()) }
    }
}
