//! The size of a figure: its logarithm, in whole thousandths of a power of ten.
//!
//! Whole numbers give the same result on every machine, which logarithms of doubles do not.

use phuluc_form::Compared;
use rust_decimal::Decimal;

/// The size of a power of ten.
pub const TENFOLD: i64 = 1000;

/// The size of a figure: the logarithm of one more than it, so that 0 has a size, too. `None` if it is negative or
/// too large.
pub fn size(figure: Decimal) -> Option<i64> {
    let more = figure.checked_add(Decimal::ONE).filter(|_| !figure.is_sign_negative())?;
    let thousandths = more.checked_mul(Decimal::ONE_THOUSAND)?.trunc();
    Some(logarithm(u128::try_from(thousandths).ok()?) - 3 * TENFOLD)
}

/// The same of a whole number, in less time.
fn size_of_whole(figure: u64) -> i64 {
    logarithm((u128::from(figure) + 1) * 1000) - 3 * TENFOLD
}

/// The measure by which a figure is compared: its size, or for a percentage tenths of a percentage point.
pub fn comparable_size(figure: Decimal, how: Compared) -> Option<i64> {
    match how {
        Compared::Volume | Compared::Catalogue => size(figure),
        Compared::Rate => i64::try_from(figure.checked_mul(Decimal::TEN)?.trunc()).ok(),
    }
}

/// The decimal logarithm of a number above 0, in thousandths.
fn logarithm(number: u128) -> i64 {
    /// The number of binary digits behind the point.
    const DIGITS: u32 = 12;
    let whole = number.checked_ilog2().unwrap_or_default();
    // the number scaled to between 1 and 2, with 31 binary digits behind the point; each squaring gives one digit of
    // its logarithm
    let normal = number << (127 - whole) >> 96;
    let mut mantissa = u64::try_from(normal).unwrap_or(1 << 31);
    let mut binary = i64::from(whole);
    for _ in 0..DIGITS {
        mantissa = (mantissa * mantissa) >> 31;
        binary <<= 1;
        if mantissa >= 1 << 32 {
            mantissa >>= 1;
            binary += 1;
        }
    }
    // log10 2 is 0.301030
    binary * 301_030 / (1000 << DIGITS)
}

/// The smallest whole number of a given size.
pub fn figure_of_size(wanted: i64) -> Decimal {
    let (mut low, mut high) = (0_u64, 1_000_000_000_000_000_000);
    while low < high {
        let middle = low.midpoint(high);
        if size_of_whole(middle) < wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Decimal::from(low)
}

/// How much the size of a count varies by chance. A small count varies much.
pub fn chance_deviation(expected: i64) -> i64 {
    // the standard deviation of a count is its root; a small relative change is 0.434 times itself as a size
    let count = u64::try_from(figure_of_size(expected)).unwrap_or(u64::MAX);
    let root = i64::try_from(count.saturating_add(1).isqrt().max(1)).unwrap_or(i64::MAX);
    434 / root
}

#[cfg(test)]
mod tests {
    use super::{chance_deviation, figure_of_size, size, size_of_whole};
    use rust_decimal::Decimal;

    #[track_caller]
    fn case(figure: i64, wanted: i64) {
        let size = size(Decimal::from(figure)).unwrap();
        assert!((size - wanted).abs() <= 1, "{figure}: {size}");
        assert_eq!(size_of_whole(figure.unsigned_abs()), size);
    }

    #[test]
    fn a_size_is_a_logarithm_in_thousandths() {
        case(0, 0);
        case(9, 1000);
        case(99, 2000);
        case(184, 2267);
        case(123_000, 5090);
        case(999_999_999_999, 12000);
        assert_eq!(size(Decimal::NEGATIVE_ONE), None);
    }

    #[test]
    fn a_figure_has_its_size() {
        for figure in [0, 1, 7, 185, 1232, 96_000] {
            let back = figure_of_size(size(Decimal::from(figure)).unwrap());
            assert!(
                (back - Decimal::from(figure)).abs() * Decimal::from(200) <= back + Decimal::ONE,
                "{figure}: {back}"
            );
        }
    }

    #[test]
    fn small_counts_differ_by_chance() {
        assert_eq!((chance_deviation(0), chance_deviation(2000), chance_deviation(6000)), (434, 43, 0));
    }
}
