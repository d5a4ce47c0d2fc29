//! The unit of measure that a label, a remark or a line around a table states for figures that are counted: “(nghìn)”,
//! “ĐVT: 1.000 hồ sơ”, “%”.
//!
//! It takes the text, and gives the words of the unit if figures in it cannot be counts of one. A text that only
//! mentions a figure, such as “tăng 5%”, states no unit.

use super::what_is_counted::is_counted;
use phuluc_form::{match_key, money};

/// Words that announce a unit, as the match keys of their words.
const ANNOUNCING: [&str; 6] = ["don vi tinh", "dvt", "tinh bang", "tinh theo", "ghi bang", "ghi theo"];
/// Words of `ANNOUNCING` that announce nothing but a unit.
const NAMING: usize = 2;
/// Units of more than one, by words with their marks, as “Trạm” and “Ngân” are others, and the same in figures, which may
/// be figures where nothing announces them.
const SCALES: [&str; 7] = ["nghìn", "ngàn", "trăm", "chục", "triệu", "tỷ", "tỉ"];
const IN_FIGURES: [&str; 6] = ["1.000", "1000", "1.000.000", "1000000", "100", "10"];
/// Short names of units of money, which are footnotes as often.
const FOOTNOTES: [&str; 7] = ["d", "k", "m", "tr", "ti", "ng", "dong"];
const PERCENT: [&str; 5] = ["%", "phan tram", "ty le %", "ti le %", "ty le phan tram"];
/// What is counted, beside what every report counts.
const COUNTED: [&str; 10] =
    ["nguoi", "luot", "luot nguoi", "ho", "cuoc", "vu", "don", "tin", "co quan", "dong"];
/// The longest text that may state a unit, in bytes.
const LONGEST: usize = 200;

/// How sure it is that a part of a text is a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Announced,
    InParentheses,
    Alone,
}

/// The unit that a text states, if it is not one of single things.
pub(crate) fn stated_scale(text: &str) -> Option<&str> {
    // nearly all texts have none of these signs, which is seen fastest
    let may_state = text.contains(['(', ':', '%']) || text.contains(char::is_whitespace) || text.len() > 2;
    if !may_state || text.len() > LONGEST {
        return None;
    }
    if let Some(unit) = announced(text) {
        return Some(unit).filter(|unit| is_scale(unit, Said::Announced));
    }
    let in_parentheses = text.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let parts = in_parentheses.map(|part| match announced(part) {
        Some(unit) => (unit, Said::Announced),
        None => (part.trim(), Said::InParentheses),
    });
    let mut all = parts.chain([(text.trim(), Said::Alone)]);
    all.find(|(part, said)| is_scale(part, *said)).map(|(part, _)| part)
}

/// The unit behind “ĐVT:” or “Đơn vị tính:”, whatever it is.
pub(crate) fn named_unit(text: &str) -> Option<&str> {
    behind(text, &ANNOUNCING[..NAMING])
}

/// The words behind “ĐVT:”, “tính bằng” and the like.
fn announced(text: &str) -> Option<&str> {
    behind(text, &ANNOUNCING)
}

fn behind<'t>(text: &'t str, announcing: &[&str]) -> Option<&'t str> {
    if text.len() > LONGEST {
        return None;
    }
    // nearly all texts announce none, which is seen faster than where they would
    let key = match_key(text);
    if !announcing.iter().any(|words| key.contains(words)) {
        return None;
    }
    let text = text.trim().trim_matches(['(', ')']);
    let starts = std::iter::once(0).chain(text.match_indices(char::is_whitespace).map(|(at, _)| at + 1));
    for start in starts.filter(|start| text.is_char_boundary(*start)) {
        let rest = &text[start..];
        let key = match_key(rest.split([',', ';', ')']).next().unwrap_or(rest));
        for words in announcing {
            let mut own = key.split([' ', ':']).filter(|word| !word.is_empty());
            let words = words.split(' ');
            if !words.clone().all(|word| own.next() == Some(word)) {
                continue;
            }
            let unit = skip_words(rest, words.count());
            let unit =
                unit.split([',', ';', ')', '(']).next().unwrap_or(unit).trim_matches([':', ' ', '.', '-']);
            let unit = unit.strip_prefix("là ").unwrap_or(unit);
            return (!unit.is_empty()).then_some(unit);
        }
    }
    None
}

/// A text without its first words and what stands behind them.
fn skip_words(text: &str, count: usize) -> &str {
    let mut rest = text;
    for _ in 0..count {
        let end = rest.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(rest.len());
        rest = rest[end..].trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    }
    rest
}

/// Whether words name a unit of more than one thing, a share, or money.
fn is_scale(part: &str, said: Said) -> bool {
    let key = match_key(part);
    let key = key.trim_matches(['.', ' ', ':']);
    if key.is_empty() {
        return false;
    }
    let is_sure = said == Said::Announced;
    if PERCENT.contains(&key) || (is_sure && matches!(key, "ty le" | "ti le")) {
        return true;
    }
    let (first, rest) = key.split_once(' ').unwrap_or((key, ""));
    let is_bare_figure = rest.is_empty() && IN_FIGURES.contains(&first);
    if is_bare_figure {
        // “(10)” is the number of a column, “1.000” alone a figure
        return is_sure || (said == Said::InParentheses && first == "1.000");
    }
    if money::zeros(key).is_some() {
        return is_sure || !FOOTNOTES.contains(&key);
    }
    let word =
        part.trim_matches(['.', ' ', ':']).split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_name = rest.is_empty() || is_counted(rest) || COUNTED.contains(&rest);
    is_name
        && (SCALES.contains(&word.as_str())
            || (is_sure && IN_FIGURES.contains(&first))
            || is_of_thousands(first, said))
}

/// Whether “1.000 hồ sơ” is a unit: only where nothing else stands.
fn is_of_thousands(first: &str, said: Said) -> bool {
    said == Said::Alone && IN_FIGURES[..4].contains(&first)
}

#[cfg(test)]
mod tests {
    use super::{named_unit, stated_scale};

    #[track_caller]
    fn case(text: &str, expected: Option<&str>) {
        assert_eq!(stated_scale(text), expected, "{text}");
    }

    #[test]
    fn a_text_states_a_unit_of_more_than_one() {
        case("Tổng số hồ sơ đã giải quyết xong (nghìn)", Some("nghìn"));
        case("Tổng số hồ sơ (nghìn hồ sơ)", Some("nghìn hồ sơ"));
        case("Tổng số hồ sơ (%)", Some("%"));
        case("Tổng số hồ sơ (triệu đồng)", Some("triệu đồng"));
        case("Tổng số hồ sơ (ĐVT: %)", Some("%"));
        case("Tổng số hồ sơ (ĐVT: 1.000 hồ sơ)", Some("1.000 hồ sơ"));
        case("Đơn vị tính: nghìn hồ sơ", Some("nghìn hồ sơ"));
        case("Đơn vị tính: Trăm hồ sơ", Some("Trăm hồ sơ"));
        case("(Đơn vị tính: 1.000 hồ sơ)", Some("1.000 hồ sơ"));
        case("ĐVT: %", Some("%"));
        case("ĐVT nghìn người", Some("nghìn người"));
        case("Số liệu tính bằng nghìn hồ sơ", Some("nghìn hồ sơ"));
        case("Số liệu (nghìn)", Some("nghìn"));
        case("nghìn hồ sơ", Some("nghìn hồ sơ"));
        case("Nghìn", Some("Nghìn"));
        case("%", Some("%"));
        case("1.000 hồ sơ", Some("1.000 hồ sơ"));
    }

    #[test]
    fn a_text_that_mentions_a_figure_states_none() {
        for text in [
            "Đơn vị tính: Số hồ sơ TTHC",
            "Đơn vị tính: hồ sơ",
            "Số liệu",
            "Trước hạn (10)",
            "Có phát sinh (100 hồ sơ)",
            "(1)",
            "(a)",
            "tăng 5%",
            "Tính theo Quyết định số 12/QĐ-UBND",
            "1.000",
            "Kế hoạch (k)",
            "Đơn vị: UBND xã Đồng Tâm",
            "Tỷ lệ hồ sơ đúng hạn",
            "Trạm Y tế",
            "TRẠM Y TẾ XÃ",
            "Thủy lợi (Trạm bơm)",
            "Ngân sách xã",
            "Ngân hàng chính sách",
            "Ngăn chặn bạo lực",
            "Chúc thọ",
            "Triệu tập",
            "Trăm nghề",
            "Ghi theo số liệu của Công an xã",
            "Tính theo năm",
            "Đơn vị tính: Tỷ lệ hộ nghèo",
            "",
        ] {
            case(text, None);
        }
        assert_eq!(named_unit("ĐVT: người"), Some("người"));
        assert_eq!(named_unit("Đơn vị tính là hồ sơ"), Some("hồ sơ"));
        assert_eq!(named_unit("Ghi theo số liệu của Công an xã"), None);
        assert_eq!(named_unit("Người"), None);
    }
}
