//! Figures: rounding, cutting, percentages as cells hold them, and notation in Vietnamese, English and plain form.

use rust_decimal::{Decimal, RoundingStrategy};

/// Rounds half away from zero, as percentages are rounded in reports.
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Cuts off all decimals beyond the given number.
pub fn cut(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::ToZero)
}

/// The percentage that a cell with a percent format shows: 75 for 0.75.
///
/// # Errors
/// If it is beyond what a decimal holds.
pub fn as_percent(value: Decimal) -> rust_decimal::Result<Decimal> {
    let percent = value.checked_mul(Decimal::ONE_HUNDRED).map(|value| value.normalize());
    percent.ok_or(rust_decimal::Error::ExceedsMaximumPossibleValue)
}

/// A value in Vietnamese notation: dots between thousands, a decimal comma, no trailing zeros.
///
/// ```
/// use phuluc_form::vietnamese;
/// use rust_decimal::Decimal;
/// assert_eq!(vietnamese(Decimal::new(2_138_886_000, 0)), "2.138.886.000");
/// assert_eq!(vietnamese(Decimal::new(8320, 2)), "83,2");
/// ```
pub fn vietnamese(value: Decimal) -> String {
    grouped(value.normalize(), '.', ',')
}

/// The value as [`vietnamese`] writes it, with all its decimals: 83,20.
pub fn vietnamese_as_is(value: Decimal) -> String {
    grouped(value, '.', ',')
}

/// A figure as people type it: 1232, 1.232, 83,19 or 83,19%. A dot that does not stand before three digits may be a
/// decimal point or a slip: such a text is no figure.
///
/// ```
/// use phuluc_form::number::typed;
/// use rust_decimal::Decimal;
/// assert_eq!(typed("1.232,5"), Some(Decimal::new(12_325, 1)));
/// assert_eq!(typed("95.12"), None);
/// ```
pub fn typed(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let (whole, fraction) = text.split_once(',').unwrap_or((text, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let mut groups = digits.split('.');
    let first = groups.next().unwrap_or_default();
    let is_grouped = digits.contains('.');
    let is_first = are_digits(first) && (!is_grouped || first.len() <= 3);
    if !is_first || !groups.all(|group| group.len() == 3 && are_digits(group)) || !are_digits(fraction) {
        return None;
    }
    format!("{}.{fraction}", whole.replace('.', "")).parse().ok().map(|value: Decimal| value.normalize())
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A value in English notation: 1,232 and 83.2.
pub fn english(value: Decimal) -> String {
    grouped(value.normalize(), ',', '.')
}

/// A value as programs write it: 1232 and 83.2.
pub fn plain(value: Decimal) -> String {
    let value = value.normalize();
    match u64::try_from(value.mantissa()) {
        // most figures are whole and need no work on decimals
        Ok(whole) if value.scale() == 0 => whole.to_string(),
        _ => value.to_string(),
    }
}

fn grouped(value: Decimal, thousands: char, point: char) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::with_capacity(plain.len() + plain.len() / 3 + 1);
    if value.is_sign_negative() && !value.is_zero() {
        text.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            text.push(thousands);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{cut, round, vietnamese};
    use rust_decimal::Decimal;

    #[test]
    fn figures_are_written_the_vietnamese_way() {
        assert_eq!(vietnamese(1232.into()), "1.232");
        assert_eq!(vietnamese((-50).into()), "-50");
        assert_eq!(vietnamese(Decimal::new(8032, 2)), "80,32");
        assert_eq!(vietnamese(Decimal::new(0, 2)), "0");
    }

    #[test]
    fn rounding_is_half_up_and_cutting_is_not() {
        let ratio = Decimal::from(102_500) / Decimal::from(1232);
        assert_eq!(round(ratio, 2), Decimal::new(8320, 2));
        assert_eq!(cut(ratio, 2), Decimal::new(8319, 2));
        assert_eq!(round(Decimal::new(125, 1), 0), Decimal::from(13));
    }
}
