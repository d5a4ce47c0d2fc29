//! Reads digits and their separators: the text of one number becomes the figures that it may mean.
//!
//! A dot between groups of three digits is a thousands separator in a count (1.232). In a percentage or a score the
//! same text is ambiguous.

use super::meaning::{Answer, Figure, WhyUnreadable, of_decimal, unreadable};
use phuluc_form::match_key;
use phuluc_form::money::zeros;
use regex_lite::Regex;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// Reads an amount of money, in đồng or in a larger unit: “23.391.500 đồng”, “2.827 triệu đồng”. Gives it in
/// `measure`, the unit of the field.
///
/// An amount given in millions is rounded to a million, and so known to half a million.
pub(super) fn money(text: &str, measure: &str) -> Answer {
    let folded = match_key(text);
    if let Some(sum) = in_several_units(&folded, measure) {
        return unreadable(WhyUnreadable::Ambiguous, [sum]);
    }
    let end = folded.find(|c: char| c.is_alphabetic() || c == '\u{20ab}').unwrap_or(folded.len());
    let (amount, unit) = (folded[..end].trim_end(), &folded[end..]);
    let own = zeros(measure).unwrap_or(0);
    let zeros = match (unit, zeros(unit)) {
        ("", _) => return bare_money(amount),
        (_, Some(zeros)) => zeros,
        (_, None) => return unreadable(WhyUnreadable::NotANumber, []),
    };
    // in an amount a dot before three digits separates thousands, whatever the unit
    let answer = match notation(amount) {
        _ if zeros == 0 => bare_money(amount),
        Notation::Thousands('.') => whole(amount),
        _ => decimal(amount, Figure::exact),
    };
    match answer {
        Answer::Number(Figure { value: written, .. }) => match in_measure(written, zeros, own) {
            Some(value) if zeros > own => Answer::Number(Figure::scaled(value, written, zeros - own)),
            Some(value) => Answer::Number(Figure::exact(value)),
            None => unreadable(WhyUnreadable::NotANumber, []),
        },
        Answer::Unreadable(mut unreadable) => {
            let readings = unreadable.readings.into_iter();
            unreadable.readings = readings.filter_map(|value| in_measure(value, zeros, own)).collect();
            Answer::Unreadable(unreadable)
        }
        answer => answer,
    }
}

/// The sum of an amount in several units, “24 tỷ 800 triệu đồng”, in the unit of the field.
fn in_several_units(folded: &str, measure: &str) -> Option<Decimal> {
    let own = zeros(measure).unwrap_or(0);
    let mut words = folded.split_whitespace().filter(|word| *word != "dong");
    let (mut sum, mut units) = (Decimal::ZERO, Vec::new());
    while let Some(amount) = words.next() {
        let unit = zeros(words.next()?)?;
        let value = decimal(amount, Figure::exact).figure()?.value;
        sum = sum.checked_add(in_measure(value, unit, own)?)?;
        units.push(unit);
    }
    (units.len() > 1 && units.is_sorted_by(|a, b| a > b)).then(|| sum.normalize())
}

/// Converts `value` from a unit of `zeros` zeros to the unit of `own` zeros; `None` if it grows too large.
fn in_measure(value: Decimal, zeros: u32, own: u32) -> Option<Decimal> {
    let times =
        if zeros >= own { Decimal::from(10_u64.pow(zeros - own)) } else { Decimal::new(1, own - zeros) };
    value.checked_mul(times).map(|value| value.normalize())
}

fn bare_money(text: &str) -> Answer {
    let has_xu = text.split_once(',').is_some_and(|(_, xu)| xu.len() <= 2);
    if has_xu || matches!(notation(text), Notation::Full) {
        decimal(text, Figure::exact)
    } else {
        whole(text)
    }
}

/// Reads a whole number.
pub(super) fn whole(text: &str) -> Answer {
    match notation(text) {
        Notation::Digits => of_decimal(Decimal::from_str_exact(text), Figure::exact),
        Notation::Thousands('.') => of_decimal(without_signs(text), Figure::exact),
        // 1,232 may be 1232 in English notation, or a fraction
        Notation::Thousands(',') => {
            unreadable(WhyUnreadable::Ambiguous, without_signs(text).into_iter().chain(fraction(text)))
        }
        // 1 232 probably means 1232, but that is not certain
        Notation::Thousands(_) => unreadable(WhyUnreadable::Ambiguous, without_signs(text)),
        // a count with decimals is no intended notation
        Notation::Fraction => match fraction(text) {
            Ok(value) => unreadable(WhyUnreadable::Ambiguous, readings_as_whole(value)),
            Err(_) => unreadable(WhyUnreadable::NotANumber, []),
        },
        Notation::Full => unreadable(WhyUnreadable::NotANumber, full(text)),
        Notation::Other => unreadable(WhyUnreadable::NotANumber, []),
    }
}

/// Reads `1.232` and `1 232`, which have thousands separators.
fn without_signs(text: &str) -> rust_decimal::Result<Decimal> {
    Decimal::from_str_exact(&text.replace(['.', ',', ' ', '\u{A0}'], ""))
}

/// Reads `83,19` and `8.5`, which have a decimal sign.
fn fraction(text: &str) -> rust_decimal::Result<Decimal> {
    Decimal::from_str_exact(&text.replace(',', "."))
}

/// Reads `1.232,5`, which has both.
fn full(text: &str) -> rust_decimal::Result<Decimal> {
    Decimal::from_str_exact(&text.replace('.', "").replace(',', "."))
}

/// The whole numbers and fractions that `value` may mean where a whole number belongs. A PC whose decimal sign is the
/// dot stores a typed 1.232 as the number 1,232.
pub(super) fn readings_as_whole(value: Decimal) -> impl Iterator<Item = Decimal> {
    let value = value.normalize();
    let thousandfold = value.checked_mul(Decimal::ONE_THOUSAND).map(|value| value.normalize());
    let thousandfold = thousandfold.filter(|_| (1..=3).contains(&value.scale()));
    thousandfold.into_iter().chain([value])
}

/// Reads a number that may have decimals.
pub(super) fn decimal(text: &str, figure: impl Fn(Decimal) -> Figure) -> Answer {
    match notation(text) {
        Notation::Digits | Notation::Fraction => of_decimal(fraction(text), figure),
        Notation::Full => of_decimal(full(text), figure),
        Notation::Thousands(_) => {
            unreadable(WhyUnreadable::Ambiguous, fraction(text).into_iter().chain(without_signs(text)))
        }
        Notation::Other => unreadable(WhyUnreadable::NotANumber, []),
    }
}

enum Notation {
    /// `012`, `-5`
    Digits,
    /// `1.232`, `1,232,000`, `1 232`: groups of three digits, separated by the given sign
    Thousands(char),
    /// `83,19`, `8.5`
    Fraction,
    /// `1.232,5`
    Full,
    Other,
}

fn notation(text: &str) -> Notation {
    static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^-?\d+$"));
    static GROUPS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+|(?:[ \u{A0}]\d{3})+)$"));
    static FRACTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^-?\d+[.,]\d+$"));
    static FULL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[1-9]\d{0,2}(?:\.\d{3})+,\d+$"));
    // most texts that come here are words, so that no pattern need be tried
    if text.contains(char::is_alphabetic) {
        Notation::Other
    } else if DIGITS.is_match(text) {
        Notation::Digits
    } else if FULL.is_match(text) {
        Notation::Full
    } else if GROUPS.is_match(text) {
        Notation::Thousands(text.chars().find(|c| !c.is_ascii_digit()).unwrap_or('.'))
    } else if FRACTION.is_match(text) {
        Notation::Fraction
    } else {
        Notation::Other
    }
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}
