//! Number formats: how many decimals people see, and whether the number is a percentage.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How a cell shows a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberFormat {
    /// Whether it is shown times 100 with a `%`: 0.75 stands for 75%.
    pub percent: bool,
    /// Whether a `%` stands behind it as it is: 75 is shown as 75%.
    pub percent_sign: bool,
    /// How many decimals are shown; `None` shows all that there are.
    decimals: Option<u32>,
    /// How often it is divided by a thousand before it is shown.
    thousands: u32,
}

impl NumberFormat {
    /// Shows all decimals that there are.
    pub const GENERAL: Self = Self { percent: false, percent_sign: false, decimals: None, thousands: 0 };
    /// A percentage with an unknown number of decimals.
    pub const PERCENT: Self = Self { percent: true, ..Self::GENERAL };

    /// The number format that Excel writes like this: `#,##0.00`, `0%`.
    pub fn new(text: &str) -> Self {
        let mut format = Self::GENERAL;
        let (mut decimals, mut trailing, mut point, mut plain) = (0, 0, false, true);
        let mut chars = text.chars();
        let mut quoted = false;
        while let Some(c) = chars.next() {
            match c {
                '"' => quoted = !quoted,
                '%' if quoted => format.percent_sign = true,
                _ if quoted => {}
                // the formats of negative numbers and of 0 follow
                ';' => break,
                // the character after these is shown, used as padding, or repeated
                '\\' | '_' | '*' => format.percent_sign |= chars.next() == Some('%') && c == '\\',
                '[' => drop(chars.by_ref().find(|c| *c == ']')),
                '%' => format.percent = true,
                '.' => point = true,
                '0' | '#' | '?' => {
                    decimals += u32::from(point);
                    trailing = 0;
                }
                ',' => trailing += 1,
                // a format of dates, fractions, powers of ten or text, or “General”
                _ if c.is_alphabetic() || matches!(c, '/' | '@') => plain = false,
                _ => {}
            }
        }
        if plain && !text.is_empty() {
            (format.decimals, format.thousands) = (Some(decimals), trailing);
        }
        format
    }

    /// The number that people see in a cell that holds this one. Of a percentage, it is the number before the `%`.
    pub fn seen(&self, value: Decimal) -> Option<Decimal> {
        let scaled = if self.percent { value.checked_mul(Decimal::ONE_HUNDRED)? } else { value };
        let scaled =
            (0..self.thousands).try_fold(scaled, |value, _| value.checked_div(Decimal::ONE_THOUSAND))?;
        Some(self.decimals.map_or(scaled, |decimals| phuluc_form::round(scaled, decimals)).normalize())
    }
}

/// The text of a built-in number format. Dates have none here, because calamine knows their formats.
pub(crate) const fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 5 | 6 | 37 | 38 | 41 | 42 => "#,##0",
        4 | 7 | 8 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::NumberFormat;

    #[track_caller]
    fn case(format: &str, value: &str, seen: &str) {
        let shown = NumberFormat::new(format).seen(value.parse().unwrap()).unwrap();
        assert_eq!(shown.to_string(), seen, "{value} as {format}");
    }

    #[test]
    fn what_people_see() {
        case("General", "11.6", "11.6");
        case("", "11.6", "11.6");
        case("0", "11.6", "12");
        case("#,##0.00;[Red]-#,##0.00", "1232.005", "1232.01");
        case("_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", "11.6", "12");
        case("#,##0,", "1232000", "1232");
        case("#,##0.0,,\" triệu\"", "2827000000", "2827");
        case("0.0%", "0.8319", "83.2");
        case("dd/mm/yyyy", "11.6", "11.6");
        case("# ?/?", "0.5", "0.5");
        case("[$-42A]0", "11.6", "12");
    }

    #[test]
    fn only_a_bare_percent_sign_multiplies() {
        let percent = |format: &str| {
            let format = NumberFormat::new(format);
            (format.percent, format.percent_sign)
        };
        assert_eq!(percent("0.00%"), (true, false));
        assert_eq!(percent("0\"tỷ lệ\"%"), (true, false));
        assert_eq!(percent("0\"%\""), (false, true));
        assert_eq!(percent("0\\%"), (false, true));
        assert_eq!(percent("0_%"), (false, false));
        assert_eq!(percent("General"), (false, false));
    }
}
