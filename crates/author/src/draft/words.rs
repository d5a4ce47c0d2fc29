//! What the labels of rows tell: that a row is a percentage, that its parts are only some of it, or that one is
//! missing.

use phuluc_form::match_key;

/// Whether a label names a percentage: “Tỷ lệ …”, “Đạt … %”, “Chiếm … %”, “… (%)”.
///
/// “Số đơn vị đạt trên 90%” does not: there, the sign belongs to a figure.
pub(super) fn says_percent(label: &str) -> bool {
    let key = match_key(label);
    let key = key.trim_start_matches(['-', '+', ' ']);
    let begins = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    if begins(&["ty le", "ti le", "ty trong", "phan tram"]) || key.contains("(%)") {
        return true;
    }
    let counts = begins(&["so ", "tong so", "tong "]);
    !counts && (has_bare_sign(key) || (begins(&["dat ", "chiem "]) && key.contains("phan tram")))
}

/// Whether a label names a percentage of the row above it: “Đạt … %”, “Chiếm … %”.
pub(super) fn refers_back(label: &str) -> bool {
    let key = match_key(label);
    let key = key.trim_start_matches(['-', '+', ' ']);
    ["dat", "chiem"]
        .iter()
        .any(|word| key.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', ':', '.', '…'])))
}

/// Whether there is a % sign without a digit before it.
fn has_bare_sign(key: &str) -> bool {
    key.match_indices('%').any(|(at, _)| !key[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a label is “Trong đó:” and nothing else.
pub(super) fn is_among_alone(label: &str) -> bool {
    match_key(label).trim_matches(['-', '+', ':', ' ', '.']) == "trong do"
}

/// Whether a label says how the rows below it divide a total: “Chia theo độ tuổi”, “2. Phân theo trình độ”.
pub(super) fn is_division(label: &str) -> bool {
    let key = match_key(label);
    let bare = key.trim_start_matches(|c: char| !c.is_alphabetic());
    ["chia theo", "phan theo", "chia ra"].iter().any(|word| bare.starts_with(word))
}

/// Whether the parts, by their labels, leave out some of the whole.
pub(super) fn leave_out_a_part(whole: &str, parts: &[&str]) -> bool {
    /// Words for what was assigned or received; this is more than what has been done.
    const GIVEN: [&str; 7] = ["duoc giao", "tiep nhan", "phai ", "de ra", "can ", "ke hoach", "nhan duoc"];
    const DONE: [&str; 5] = ["hoan thanh", "giai quyet", "xu ly", "thuc hien", "tra ket qua"];
    /// Words for what is still to be done and not late.
    const STILL: [&str; 6] = ["trong han", "chua den han", "dang ", "con lai", "ton ", "chuyen ky sau"];
    let whole = match_key(whole);
    let parts: Vec<String> = parts.iter().map(|part| match_key(part)).collect();
    let any = |words: &[&str]| parts.iter().any(|part| words.iter().any(|word| part.contains(word)));
    let is_still_open = |part: &String| {
        STILL.iter().any(|word| part.contains(word)) || (part.contains("chua ") && !part.contains("qua han"))
    };
    let gives = GIVEN.iter().any(|word| whole.contains(word));
    let lacks_open = gives && any(&DONE) && !parts.iter().any(is_still_open);
    // the whole names others, but no part stands for them
    let names_others = whole.contains("khac") || whole.contains('…') || whole.contains("v.v");
    lacks_open || (names_others && !any(&["khac", "con lai"]))
}

#[cfg(test)]
mod tests {
    use super::{leave_out_a_part, refers_back, says_percent};

    #[test]
    fn a_percentage_is_known_by_its_words() {
        for label in [
            "Tỷ lệ hoàn thành",
            "Tỉ lệ giải quyết đúng hạn (%)",
            "Đạt tỷ lệ … %",
            "- Đạt … %",
            "Chiếm … % tổng số hồ sơ",
            "Mức độ hài lòng (%)",
            "Phần trăm hồ sơ trực tuyến",
            "Đạt bao nhiêu phần trăm kế hoạch",
        ] {
            assert!(says_percent(label), "{label}");
        }
        for label in [
            "Số đơn vị đạt trên 90%",
            "Tổng số đơn vị tự bảo đảm 100% chi",
            "Số văn bản",
            "Đạt giải cấp tỉnh",
        ] {
            assert!(!says_percent(label), "{label}");
        }
        assert!(refers_back("Chiếm … %") && refers_back("- đạt: … %") && !refers_back("Bảng chấm công"));
    }

    #[test]
    fn a_part_is_missing_by_what_the_others_are_called() {
        #[track_caller]
        fn case(whole: &str, parts: &[&str], expected: bool) {
            assert_eq!(leave_out_a_part(whole, parts), expected, "{whole}");
        }
        let done = "Số nhiệm vụ đã hoàn thành đúng hạn";
        let late = ["Số nhiệm vụ đã hoàn thành nhưng quá hạn", "Số nhiệm vụ quá hạn nhưng chưa hoàn thành"];
        case("Tổng số nhiệm vụ được giao", &[done, late[0], late[1]], true);
        case("Tổng số nhiệm vụ được giao", &[done, late[0], late[1], "Số nhiệm vụ còn trong hạn"], false);
        case("Tổng số nhiệm vụ được giao", &["Đã hoàn thành", "Chưa hoàn thành"], false);
        case("Tổng số hồ sơ đã giải quyết", &["Giải quyết đúng hạn", "Giải quyết quá hạn"], false);
        case("Tổng số hồ sơ tiếp nhận", &["Trực tuyến", "Trực tiếp"], false);
        case("Số văn bản (quyết định, chỉ thị, văn bản khác)", &["Quyết định", "Chỉ thị"], true);
        case(
            "Số văn bản (quyết định, chỉ thị, văn bản khác)",
            &["Quyết định", "Chỉ thị", "Văn bản khác"],
            false,
        );
        case("Tổng số VBQPPL", &["Cấp tỉnh", "Cấp xã"], false);
    }
}
