//! Amounts of money with more around them than figures and a unit behind them: “VNĐ 24.800.000.000”, “24,8 (tỷ đồng)”,
//! “khoảng 24,8 tỷ”, “24 tỷ 8”.
//!
//! It takes a text that is no plain amount. It gives the amount, if the words leave no doubt, or what it may be.

use super::amount::money;
use super::meaning::{Answer, WhyUnreadable, possible, unreadable};
use phuluc_form::match_key;
use phuluc_form::money::zeros;

/// What stands in front of an amount in đồng, as match keys.
const SIGNS: [&str; 4] = ["\u{20ab}", "vnd", "dong", "d "];

/// Reads an amount that is not plain; `None` if no amount stands there, or several.
pub(super) fn read(text: &str, measure: &str) -> Option<Answer> {
    let key = match_key(text);
    if let Some(rest) = SIGNS.iter().find_map(|sign| key.strip_prefix(sign)) {
        let rest = rest.trim_start_matches([':', '.', ' ']);
        let is_figure = rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.contains(char::is_alphabetic);
        return is_figure.then(|| money(&format!("{rest} dong"), measure));
    }
    let start = key.find(|c: char| c.is_ascii_digit())?;
    let end = key[start..].find(|c: char| !is_of_number(c)).map(|length| start + length)?;
    let (number, behind) = (key[start..end].trim_end(), &key[end..]);
    let unit = Unit::before(behind)?;
    let amount = money(&format!("{number} {}", unit.name), measure);
    if start == 0 && unit.is_alone {
        return Some(amount);
    }
    let readings = match unit.rest.trim() {
        // “24 tỷ 8” is 24,8 tỷ, “24 tỷ 800” is 24 tỷ and 800 triệu
        digits
            if start == 0
                && matches!(digits.len(), 1 | 3)
                && digits.bytes().all(|it| it.is_ascii_digit()) =>
        {
            possible(money(&format!("{number},{digits} {}", unit.name), measure))
                .into_iter()
                .min()
                .filter(|_| !number.contains(['.', ',']))
                .into_iter()
                .collect()
        }
        more if more.contains(|c: char| c.is_ascii_digit()) => return None,
        _ => possible(amount),
    };
    Some(unreadable(WhyUnreadable::NotANumber, readings))
}

/// The number of zeros of the unit that an amount names itself, wherever it stands in it.
pub(crate) fn own_unit(text: &str) -> Option<u32> {
    let key = match_key(text);
    if SIGNS.iter().any(|sign| key.starts_with(sign)) {
        return Some(0);
    }
    let at = key.find(|c: char| c.is_alphabetic() || c == '\u{20ab}' || c == '(')?;
    zeros(&key[at..]).or_else(|| Some(Unit::before(&key[at..])?.zeros))
}

/// A unit of money in front of other words.
struct Unit<'t> {
    name: String,
    zeros: u32,
    rest: &'t str,
    /// Whether nothing else stands there.
    is_alone: bool,
}

impl<'t> Unit<'t> {
    /// The longest unit with which a text begins, also in parentheses.
    fn before(text: &'t str) -> Option<Self> {
        const MOST_WORDS: usize = 2;
        let text = text.trim_start_matches([' ', '(']);
        let mut ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]).collect();
        ends.truncate(MOST_WORDS);
        // a figure may stand directly behind the unit
        ends.extend(text.find(|c: char| c.is_ascii_digit()));
        ends.sort_unstable_by(|a, b| b.cmp(a));
        ends.into_iter().find_map(|end| {
            let (name, rest) = text.split_at(end);
            let name = name.trim_matches(['(', ')', ' ', '.', ',', ';', ':']);
            let zeros = zeros(name)?;
            let is_alone = rest.trim_matches(['.', ' ', ')']).is_empty();
            Some(Self { name: name.to_owned(), zeros, rest, is_alone })
        })
    }
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::{own_unit, read};
    use crate::answer::Answer;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let found = match read(text, "Triệu đồng") {
            Some(Answer::Number(figure)) => figure.value.normalize().to_string(),
            Some(Answer::Unreadable(unreadable)) => {
                let readings: Vec<String> =
                    unreadable.readings.iter().map(|it| it.normalize().to_string()).collect();
                format!("? {}", readings.join(" "))
            }
            other => format!("{other:?}"),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn an_amount_is_read_with_what_stands_around_it() {
        case("₫24.800.000.000", "24800");
        case("VNĐ 24.800.000.000", "24800");
        case("24,8 (tỷ đồng)", "24800");
        case("24.800 (tr.đ)", "24800");
        case("khoảng 24,8 tỷ", "? 24800");
        case("≈ 24,8 tỷ đồng", "? 24800");
        case("Hơn 24 tỷ", "? 24000");
        case("24,8 tỷ (ước)", "? 24800");
        case("24,8 tỷ đồng/năm", "? 24800");
        case("24 tỷ 8", "? 24800");
        case("24 tỷ 800", "? 24800");
        case("24tỷ8", "? 24800");
        case("24,8 tỷ; 3 triệu", "None");
        case("24,8 hồ sơ", "None");
        case("mục 3", "None");
        case("đồng", "None");
    }

    #[test]
    fn an_amount_names_its_own_unit() {
        for (text, zeros) in [
            ("24,8 tỷ", Some(9)),
            ("24,8 (tỷ đồng)", Some(9)),
            ("₫24.800", Some(0)),
            ("VNĐ 24.800", Some(0)),
            ("24.800 tr.đ", Some(6)),
            ("24.800", None),
            ("24.800 hồ sơ", None),
        ] {
            assert_eq!(own_unit(text), zeros, "{text}");
        }
    }
}
