//! Units of money: đồng, nghìn đồng, triệu đồng, tỷ đồng, and the unit that a text states for its figures.

use crate::normalise::match_key;

/// The number of zeros of a unit of money: 6 for “triệu đồng”; `None` if the text is no unit of money.
///
/// ```
/// use phuluc_form::money::zeros;
/// assert_eq!(zeros("Triệu đồng"), Some(6));
/// assert_eq!(zeros("đồng"), Some(0));
/// assert_eq!(zeros("hồ sơ"), None);
/// ```
pub fn zeros(unit: &str) -> Option<u32> {
    let key = match_key(unit);
    let bare = key.trim_end_matches(['.', ' ']);
    let thousands = ["dong", "vnd", "vn dong", "\u{20ab}"].iter().find_map(|dong| bare.strip_suffix(dong));
    let thousands = thousands.or_else(|| bare.strip_suffix(".d")).or_else(|| bare.strip_suffix(" d"));
    let is_dong = thousands.is_some();
    match thousands.unwrap_or(bare).trim_end_matches(['.', ' ']) {
        "" => is_dong.then_some(0),
        "d" if !is_dong => Some(0),
        "nghin" | "ngan" | "1.000" | "1000" | "1000d" | "1.000d" | "k" | "ng" => Some(3),
        "trieu" | "tr" | "1.000.000" | "trd" | "m" => Some(6),
        "ty" | "ti" => Some(9),
        _ => None,
    }
}

/// The name of the unit with this number of zeros.
pub const fn name(zeros: u32) -> Option<&'static str> {
    match zeros {
        0 => Some("đồng"),
        3 => Some("nghìn đồng"),
        6 => Some("triệu đồng"),
        9 => Some("tỷ đồng"),
        _ => None,
    }
}

/// The unit of money that a heading, a label or a remark states for its figures: “(triệu đồng)”, “ĐVT: nghìn đồng”.
///
/// A text that mentions an amount, such as “từ 5 triệu đồng trở lên”, states no unit.
pub fn stated(text: &str) -> Option<u32> {
    const ANNOUNCED: [&str; 4] = ["tinh bang ", "tinh theo ", "ghi theo ", "ghi bang "];
    const SAID: [&str; 11] =
        ["dong", "vnd", "trieu", "nghin", "ngan", "dvt", "tr.", "trd", "000d", "000 d", "(ty)"];
    // nearly all texts are about something else, and this look is faster than folding
    if !text.contains(['đ', 'Đ', 'd', 'D', 't', 'T', 'n', 'N']) {
        return None;
    }
    let key = match_key(text);
    if !SAID.iter().any(|word| key.contains(word)) {
        return None;
    }
    let in_parentheses = key.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let behind_sign = key.rsplit([':', ',', ';', '\u{2013}']).next();
    let announced = ANNOUNCED.iter().filter_map(|words| key.split_once(words)).map(|(_, rest)| rest);
    let alone = announced.clone().filter_map(|rest| rest.split([',', ';', '(', ')']).next());
    let mut all = in_parentheses.chain(behind_sign).chain([key.as_str()]).chain(announced).chain(alone);
    all.find_map(|part| zeros(without_words(part)))
}

/// A part of a text without the words that announce a unit.
fn without_words(part: &str) -> &str {
    const BEFORE: [&str; 9] = [
        "don vi tinh",
        "don vi",
        "dvt",
        "tinh bang",
        "tinh theo",
        "ghi theo",
        "so lieu theo",
        "theo",
        "so lieu",
    ];
    let mut rest = part.trim();
    while let Some(shorter) = BEFORE.iter().find_map(|words| rest.strip_prefix(words)) {
        rest = shorter.trim_start_matches([':', ' ', '-']);
    }
    rest.trim_end_matches([')', '.', ' '])
}

#[cfg(test)]
mod tests {
    use super::{stated, zeros};

    #[test]
    fn units_of_money_are_known_by_their_names() {
        #[track_caller]
        fn case(unit: &str, expected: Option<u32>) {
            assert_eq!(zeros(unit), expected, "{unit}");
        }
        for (unit, expected) in [
            ("Đồng", 0),
            ("VNĐ", 0),
            ("đ", 0),
            ("₫", 0),
            ("Nghìn đồng", 3),
            ("ngàn đồng", 3),
            ("1.000 đồng", 3),
            ("1000đ", 3),
            ("Triệu đồng", 6),
            ("tr.đ", 6),
            ("tr. đồng", 6),
            ("triệu", 6),
            ("Tỷ đồng", 9),
            ("tỉ đồng", 9),
        ] {
            case(unit, Some(expected));
        }
        for unit in ["", "Hồ sơ", "%", "Người", "Cơ quan, đơn vị", "hội đồng", "Văn bản"] {
            case(unit, None);
        }
    }

    #[test]
    fn a_text_states_the_unit_of_its_figures() {
        #[track_caller]
        fn case(text: &str, expected: Option<u32>) {
            assert_eq!(stated(text), expected, "{text}");
        }
        case("Số liệu (triệu đồng)", Some(6));
        case("Kế hoạch vốn đầu tư công (ĐVT: triệu đồng)", Some(6));
        case("Số liệu, nghìn đồng", Some(3));
        case("Đơn vị tính: Triệu đồng", Some(6));
        case("ĐVT: tỷ đồng", Some(9));
        case("(Đơn vị: 1.000 đồng)", Some(3));
        case("tính bằng triệu đồng", Some(6));
        case("triệu đồng", Some(6));
        case("Ghi chú: số liệu vốn tính bằng tỷ đồng", Some(9));
        case("Các số tiền ghi theo nghìn đồng, làm tròn", Some(3));
        case("%, tỷ đồng", Some(9));
        case("Mức hỗ trợ tính bằng 5 triệu đồng", None);
        case("Số liệu (tr.đ)", Some(6));
        case("Số liệu (1.000đ)", Some(3));
        case("Số liệu (tỷ)", Some(9));
        case("Số hộ (1.000)", None);
        case("Tỷ lệ (%)", None);
        case("Đơn vị: UBND xã Đồng Tâm", None);
        case("Đơn vị tính: Hồ sơ", None);
        case("Hỗ trợ hộ nghèo từ 5 triệu đồng trở lên", None);
        case("Thu được 95 triệu đồng", None);
        case("Số cuộc họp Hội đồng nhân dân", None);
        case("Hội đồng", None);
    }
}
