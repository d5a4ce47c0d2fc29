//! Numbers as files hold them, as decimals.

use rust_decimal::Decimal;

/// Up to so many digits a double is the number that was written.
const DIGITS: usize = 15;

/// A double as the shortest decimal that gives it back: what was typed is what is read, `70.449999999999989` of a
/// formula is 70.44999999999999, and 0.1 + 0.2 is 0.30000000000000004. Nothing is rounded here but what is smaller
/// than 28 decimals. Who compares what formulas give rounds once, to what the cell shows or to the 15 digits that
/// Excel has: see [`significant`].
///
/// `None` if it is larger than any decimal, or no number.
pub(super) fn of_double(double: f64) -> Option<Decimal> {
    if !double.is_finite() {
        return None;
    }
    let number: Decimal = double.to_string().parse().ok()?;
    Some(number.normalize())
}

/// A number as XML has it, in plain digits or with a power of ten. The inner error says that it is one, but larger
/// than any decimal.
pub(super) fn of_text(text: &str) -> Option<Result<Decimal, f64>> {
    // to 15 digits a double is the number that was written, and needs no detour
    if text.len() <= DIGITS + 1 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if digits > 0 && digits <= DIGITS && !text.starts_with('.') && !text.ends_with('.') {
            return Decimal::from_str_exact(text).ok().map(|number| Ok(number.normalize()));
        }
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E')) {
        return None;
    }
    let double: f64 = text.parse().ok()?;
    Some(of_double(double).ok_or(double))
}

/// A number to the 15 digits that Excel shows at most.
pub(super) fn significant(number: Decimal) -> Decimal {
    number.round_sf(15).unwrap_or(number).normalize()
}

#[cfg(test)]
mod tests {
    use super::{of_double, of_text, significant};

    #[track_caller]
    fn case(written: &str, read: &str) {
        let number = of_text(written).map(|number| number.map_or_else(|d| d.to_string(), |n| n.to_string()));
        assert_eq!(number.as_deref(), Some(read).filter(|read| !read.is_empty()), "{written}");
    }

    #[test]
    fn a_double_is_the_shortest_decimal_that_gives_it_back() {
        case("30", "30");
        case("-5", "-5");
        case("0.10", "0.1");
        case("1e3", "1000");
        case("1E-2", "0.01");
        case("123456789012345", "123456789012345");
        case("1234567890123456", "1234567890123456");
        case("70.449999999999989", "70.44999999999999");
        case("70.450000000000003", "70.45");
        case("0.30000000000000004", "0.30000000000000004");
        case("1.2320000000000001E3", "1232");
        case("1e-40", "0");
        case("", "");
        case("1,5", "");
        case("1.2.3", "");
        case("NaN", "");
        assert!(of_text("1e300").is_some_and(|number| number.is_err()));
        assert_eq!(of_double(f64::NAN), None);
    }

    #[test]
    fn excel_shows_fifteen_digits() {
        assert_eq!(
            ["0.30000000000000004", "29.999999999999996", "1234567890123456"]
                .map(|text| significant(of_text(text).unwrap().unwrap()).to_string()),
            ["0.3", "30", "1234567890123460"]
        );
    }
}
