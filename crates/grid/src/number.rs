//! Numbers of files as exact decimals: from doubles, and from digits in XML.

use rust_decimal::Decimal;

/// The number of digits up to which a double is exactly the number that was written.
const DIGITS: usize = 15;

/// The shortest decimal that gives the double back. A typed number is read as typed. The result `70.449999999999989`
/// of a formula is 70.44999999999999, and 0.1 + 0.2 is 0.30000000000000004. Only what is smaller than 28 decimals is
/// rounded here. Code that compares results of formulas rounds them once, to what the cell shows or to Excel's 15
/// digits: see [`significant`].
///
/// `None` if it is larger than any decimal, or no number.
pub(super) fn of_double(double: f64) -> Option<Decimal> {
    if !double.is_finite() {
        return None;
    }
    let number: Decimal = double.to_string().parse().ok()?;
    Some(number.normalize())
}

/// The number in a text of XML, in plain digits or with a power of ten. The inner error is a number larger than any
/// decimal.
pub(super) fn of_text(text: &str) -> Option<Result<Decimal, f64>> {
    // up to 15 digits the text is the exact number, without the detour over a double
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

/// The number rounded to the 15 digits that Excel shows at most.
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
