//! Figures: from what a cell holds to an answer, and from a value to Vietnamese digits.
//!
//! Takes the content of a cell and the kind of its field; gives an [`Answer`] that is certain, or
//! one that says it is not and what it might be. A dot between groups of three digits is a
//! thousands separator in a count (1.232); in a percentage or score the same text is ambiguous.

use crate::answer::{Answer, Figure, Unreadable, Why};
use crate::fold::{fold, tidy};
use crate::form::Kind;
use crate::grid::{Cell, Content};
use regex_lite::Regex;
use rust_decimal::{Decimal, RoundingStrategy};
use std::sync::LazyLock;

/// Reads what a cell holds as an answer of the given kind.
pub fn read(cell: &Cell, kind: &Kind) -> Answer {
    match &cell.content {
        Content::Text(text) => read_text(text, kind),
        Content::Number(value) if cell.percent && matches!(kind, Kind::Percent) => {
            number(as_percent(*value), Figure::rounded)
        }
        Content::Number(_) if cell.percent => unreadable(Why::NotANumber, []),
        Content::Number(value) => match read_number(*value, kind) {
            Answer::Unreadable(unreadable) => {
                Answer::Unreadable(Unreadable { stored: Some(value.normalize()), ..unreadable })
            }
            answer => answer,
        },
        Content::NotCalculated => unreadable(Why::NotCalculated, []),
        Content::Error(_) => unreadable(Why::CellError, []),
        Content::Date(_) | Content::Other(_) => match kind {
            Kind::Text | Kind::Document => Answer::Text(cell.shown()),
            _ => unreadable(Why::NotANumber, []),
        },
    }
}

/// The percentage that a cell with a percent format shows: 75 for 0.75.
///
/// # Errors
/// If it is beyond what a decimal holds.
pub fn as_percent(value: Decimal) -> rust_decimal::Result<Decimal> {
    let percent = value.checked_mul(Decimal::ONE_HUNDRED).map(|value| value.normalize());
    percent.ok_or(rust_decimal::Error::ExceedsMaximumPossibleValue)
}

/// Whether a text says that there was none: “không có”, “-”.
///
/// “nt” (như trên) and “x” (a tick) are not such texts.
pub fn says_nil(text: &str) -> bool {
    matches!(
        fold(text).as_str(),
        "-" | "--" | "---" | "khong" | "khong co" | "khong phat sinh" | "khong co phat sinh"
    )
}

fn read_number(value: Decimal, kind: &Kind) -> Answer {
    let value = value.normalize();
    match kind {
        Kind::Text | Kind::Document => Answer::Text(value.to_string()),
        Kind::Percent => Answer::Number(Figure::rounded(value)),
        Kind::Score => Answer::Number(Figure::exact(value)),
        Kind::Count | Kind::Money | Kind::Choice(_) if value.scale() == 0 => {
            Answer::Number(Figure::exact(value))
        }
        // an amount may have a fraction of a đồng; three decimals look like a thousand
        Kind::Money if value.scale() <= 2 => Answer::Number(Figure::exact(value)),
        // a PC whose decimal sign is the dot stores a typed 1.232 as the number 1,232
        Kind::Count | Kind::Money if value.scale() <= 3 => {
            let thousandfold = value.checked_mul(Decimal::ONE_THOUSAND).map(|value| value.normalize());
            unreadable(Why::Ambiguous, thousandfold.into_iter().chain([value]))
        }
        Kind::Count | Kind::Money | Kind::Choice(_) => unreadable(Why::Ambiguous, [value]),
    }
}

fn read_text(text: &str, kind: &Kind) -> Answer {
    let text = tidy(text);
    if text.is_empty() {
        return Answer::Blank;
    }
    match kind {
        Kind::Text | Kind::Document => Answer::Text(text),
        Kind::Choice(choices) => {
            let same = |label: &str| fold(label) == fold(&text);
            match choices.iter().find(|choice| same(&choice.label)) {
                Some(choice) => unreadable(Why::NotANumber, [choice.code]),
                None => read_whole(&text),
            }
        }
        _ if says_nil(&text) => Answer::Nil,
        Kind::Money => read_money(&text),
        Kind::Count => read_whole(&text),
        Kind::Percent => {
            let bare = text.strip_suffix('%').map_or(text.as_str(), str::trim_end);
            read_decimal(bare, Figure::rounded)
        }
        Kind::Score => read_decimal(&text, Figure::exact),
    }
}

/// An amount, in đồng or in larger units: “23.391.500 đồng”, “2.827 triệu đồng”.
///
/// What is given in millions is rounded to a million, and so known to half a million.
fn read_money(text: &str) -> Answer {
    let folded = fold(text);
    let end = folded.find(|c: char| c.is_alphabetic()).unwrap_or(folded.len());
    let (amount, unit) = (folded[..end].trim_end(), &folded[end..]);
    let unit = unit.strip_suffix("dong").or_else(|| unit.strip_suffix("vnd")).unwrap_or(unit).trim_end();
    let zeros = match unit {
        "" | "d" => return read_dong(amount),
        "nghin" | "ngan" => 3,
        "trieu" => 6,
        "ty" => 9,
        _ => return unreadable(Why::NotANumber, []),
    };
    let times = Decimal::from(10_u64.pow(zeros));
    // a dot before three digits stands between thousands here as everywhere
    let answer = match shape(amount) {
        Shape::Thousands('.') => read_whole(amount),
        _ => read_decimal(amount, Figure::exact),
    };
    match answer {
        Answer::Number(Figure { value, .. }) => {
            let half = Decimal::new(5, value.scale() + 1).checked_mul(times);
            match (value.checked_mul(times), half) {
                (Some(value), Some(half)) => {
                    Answer::Number(Figure { value: value.normalize(), half: half.normalize() })
                }
                _ => unreadable(Why::NotANumber, []),
            }
        }
        Answer::Unreadable(Unreadable { why, readings, stored }) => {
            let readings = readings.into_iter().filter_map(|reading| reading.checked_mul(times)).collect();
            Answer::Unreadable(Unreadable { why, readings, stored })
        }
        answer => answer,
    }
}

fn read_dong(text: &str) -> Answer {
    let has_xu = text.split_once(',').is_some_and(|(_, xu)| xu.len() <= 2);
    if has_xu || matches!(shape(text), Shape::Full) {
        read_decimal(text, Figure::exact)
    } else {
        read_whole(text)
    }
}

fn read_whole(text: &str) -> Answer {
    let plain = |digits: &str| Decimal::from_str_exact(&digits.replace(['.', ',', ' ', '\u{A0}'], ""));
    match shape(text) {
        Shape::Digits => number(Decimal::from_str_exact(text), Figure::exact),
        Shape::Thousands('.') => number(plain(text), Figure::exact),
        // 1,232 may be an English 1232 or a fraction; 1 232 is likely enough, yet not certain
        Shape::Thousands(',') => match (plain(text), Decimal::from_str_exact(&text.replace(',', "."))) {
            (Ok(whole), Ok(fraction)) => unreadable(Why::Ambiguous, [whole, fraction]),
            (Ok(whole), Err(_)) => unreadable(Why::Ambiguous, [whole]),
            (Err(_), _) => unreadable(Why::NotANumber, []),
        },
        Shape::Thousands(_) => match plain(text) {
            Ok(whole) => unreadable(Why::Ambiguous, [whole]),
            Err(_) => unreadable(Why::NotANumber, []),
        },
        Shape::Fraction => match Decimal::from_str_exact(&text.replace(',', ".")) {
            Ok(value) => match read_number(value, &Kind::Count) {
                // 12,0 and 12.0 are whole, but nobody writes a count like that by intention
                Answer::Number(figure) => unreadable(Why::Ambiguous, [figure.value]),
                answer => answer,
            },
            Err(_) => unreadable(Why::NotANumber, []),
        },
        Shape::Full | Shape::Other => unreadable(Why::NotANumber, []),
    }
}

fn read_decimal(text: &str, figure: impl Fn(Decimal) -> Figure) -> Answer {
    let as_fraction = Decimal::from_str_exact(&text.replace(',', "."));
    match shape(text) {
        Shape::Digits | Shape::Fraction => number(as_fraction, figure),
        Shape::Full => number(Decimal::from_str_exact(&text.replace('.', "").replace(',', ".")), figure),
        Shape::Thousands(_) => {
            let whole = Decimal::from_str_exact(&text.replace(['.', ',', ' ', '\u{A0}'], ""));
            unreadable(Why::Ambiguous, as_fraction.into_iter().chain(whole))
        }
        Shape::Other => unreadable(Why::NotANumber, []),
    }
}

enum Shape {
    /// `012`, `-5`
    Digits,
    /// `1.232`, `1,232,000`, `1 232`: groups of three after the given sign
    Thousands(char),
    /// `83,19`, `8.5`
    Fraction,
    /// `1.232,5`
    Full,
    Other,
}

fn shape(text: &str) -> Shape {
    static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^-?\d+$"));
    static GROUPS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+|(?:[ \u{A0}]\d{3})+)$"));
    static FRACTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^-?\d+[.,]\d+$"));
    static FULL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[1-9]\d{0,2}(?:\.\d{3})+,\d+$"));
    if DIGITS.is_match(text) {
        Shape::Digits
    } else if FULL.is_match(text) {
        Shape::Full
    } else if GROUPS.is_match(text) {
        Shape::Thousands(text.chars().find(|c| !c.is_ascii_digit()).unwrap_or('.'))
    } else if FRACTION.is_match(text) {
        Shape::Fraction
    } else {
        Shape::Other
    }
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}

fn number(value: rust_decimal::Result<Decimal>, figure: impl Fn(Decimal) -> Figure) -> Answer {
    value.map_or_else(|_| unreadable(Why::NotANumber, []), |value| Answer::Number(figure(value)))
}

fn unreadable(why: Why, readings: impl IntoIterator<Item = Decimal>) -> Answer {
    Answer::Unreadable(Unreadable { why, readings: readings.into_iter().collect(), stored: None })
}

/// Rounds half away from zero, as percentages are rounded in reports.
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Cuts the decimals beyond the given number off.
pub fn cut(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::ToZero)
}

/// A value in Vietnamese digits: dots between thousands, a decimal comma, no needless zeros.
///
/// ```
/// use phuluc::number::vietnamese;
/// use rust_decimal::Decimal;
/// assert_eq!(vietnamese(Decimal::new(2_138_886_000, 0)), "2.138.886.000");
/// assert_eq!(vietnamese(Decimal::new(8320, 2)), "83,2");
/// ```
pub fn vietnamese(value: Decimal) -> String {
    grouped(value.normalize(), '.', ',')
}

/// As [`vietnamese`], with all the decimals that the value has: 83,20.
pub fn vietnamese_as_is(value: Decimal) -> String {
    grouped(value, '.', ',')
}

/// A value in English digits: 1,232 and 83.2.
pub fn english(value: Decimal) -> String {
    grouped(value.normalize(), ',', '.')
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
    use super::{cut, read, round, vietnamese};
    use crate::answer::{Answer, Why};
    use crate::form::{Choice, Kind};
    use crate::grid::{Cell, Content};
    use rust_decimal::Decimal;

    fn text(text: &str) -> Cell {
        Cell::plain(Content::Text(text.to_owned()))
    }

    fn num(text: &str) -> Cell {
        Cell::plain(Content::Number(text.parse().unwrap()))
    }

    #[track_caller]
    fn reads(cell: &Cell, kind: &Kind, expected: &str) {
        let answer = read(cell, kind);
        let got = match &answer {
            Answer::Number(figure) => figure.value.to_string(),
            Answer::Nil => "nil".to_owned(),
            Answer::Blank => "blank".to_owned(),
            Answer::Text(text) => format!("text {text}"),
            Answer::Unreadable(u) => {
                let readings: Vec<String> = u.readings.iter().map(Decimal::to_string).collect();
                format!("{:?} {}", u.why, readings.join(" or ")).trim_end().to_owned()
            }
        };
        assert_eq!(got, expected, "{cell:?} as {kind:?}");
    }

    #[test]
    fn counts() {
        reads(&num("1232"), &Kind::Count, "1232");
        reads(&text("1.232"), &Kind::Count, "1232");
        reads(&text("2.138.886.000"), &Kind::Money, "2138886000");
        reads(&text("02"), &Kind::Count, "2");
        reads(&text(" 12\u{A0}"), &Kind::Count, "12");
        reads(&text("-5"), &Kind::Count, "-5");
        reads(&text(""), &Kind::Count, "blank");
        reads(&text("  "), &Kind::Count, "blank");
    }

    #[test]
    fn counts_that_are_not_certain() {
        reads(&num("1.232"), &Kind::Count, "Ambiguous 1232 or 1.232");
        reads(&num("2.5"), &Kind::Count, "Ambiguous 2500 or 2.5");
        reads(&text("1,232"), &Kind::Count, "Ambiguous 1232 or 1.232");
        reads(&text("1 232"), &Kind::Count, "Ambiguous 1232");
        reads(&text("12,0"), &Kind::Count, "Ambiguous 12");
        reads(&text("0.123"), &Kind::Count, "Ambiguous 123 or 0.123");
        reads(&text("05/10"), &Kind::Count, "NotANumber");
        reads(&text("%"), &Kind::Percent, "NotANumber");
        reads(&text("x"), &Kind::Count, "NotANumber");
        reads(&text("nt"), &Kind::Count, "NotANumber");
        reads(&Cell::plain(Content::NotCalculated), &Kind::Count, "NotCalculated");
        reads(&Cell::plain(Content::Error("#REF!".into())), &Kind::Count, "CellError");
    }

    #[test]
    fn money_may_have_a_fraction() {
        reads(&num("150.5"), &Kind::Money, "150.5");
        reads(&text("150,5"), &Kind::Money, "150.5");
        reads(&text("1.232,50"), &Kind::Money, "1232.50");
        reads(&text("1.232"), &Kind::Money, "1232");
        reads(&num("1.232"), &Kind::Money, "Ambiguous 1232 or 1.232");
        reads(&text("1.232,50"), &Kind::Count, "NotANumber");
    }

    #[test]
    fn money_may_name_its_unit() {
        reads(&text("23.391.500 đồng"), &Kind::Money, "23391500");
        reads(&text("969.918.940 đ"), &Kind::Money, "969918940");
        reads(&text("1.306 triệu đồng"), &Kind::Money, "1306000000");
        reads(&text("8,5 tỷ"), &Kind::Money, "8500000000");
        reads(&text("2,827 triệu đồng"), &Kind::Money, "Ambiguous 2827000.000 or 2827000000");
        reads(&text("5 hồ sơ"), &Kind::Money, "NotANumber");
        reads(&text("triệu đồng"), &Kind::Money, "NotANumber");
        let half = |amount| read(&text(amount), &Kind::Money).figure().unwrap().half.to_string();
        assert_eq!(half("1.306 triệu đồng"), "500000");
        assert_eq!(half("8,5 tỷ"), "50000000");
        assert_eq!(half("23.391.500 đồng"), "0");
    }

    #[test]
    fn percentages() {
        reads(&text("80,32"), &Kind::Percent, "80.32");
        reads(&text("45,87 %"), &Kind::Percent, "45.87");
        reads(&text("79.31%"), &Kind::Percent, "79.31");
        reads(&text("92,%"), &Kind::Percent, "NotANumber");
        reads(&text("83,198"), &Kind::Percent, "Ambiguous 83.198 or 83198");
        let fraction = Cell { percent: true, ..num("0.75") };
        reads(&fraction, &Kind::Percent, "75");
        reads(&fraction, &Kind::Count, "NotANumber");
    }

    #[test]
    fn none_is_neither_zero_nor_blank() {
        for word in ["-", "Không", "không có", "Không phát sinh"] {
            reads(&text(word), &Kind::Count, "nil");
        }
        reads(&text("0"), &Kind::Count, "0");
        reads(&text("Không"), &Kind::Text, "text Không");
    }

    #[test]
    fn the_word_of_a_code_is_shown_as_its_code_but_not_taken_for_it() {
        let yes_no = Kind::Choice(vec![
            Choice { code: 0.into(), label: "Không".into() },
            Choice { code: 1.into(), label: "Có".into() },
        ]);
        reads(&text("Không"), &yes_no, "NotANumber 0");
        reads(&num("1"), &yes_no, "1");
        reads(&num("1.5"), &yes_no, "Ambiguous 1.5");
    }

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

    #[test]
    fn why_is_part_of_the_answer() {
        let Answer::Unreadable(unreadable) = read(&num("1.232"), &Kind::Count) else {
            panic!("1.232 in a count must not be a figure");
        };
        assert_eq!(unreadable.why, Why::Ambiguous);
    }
}
