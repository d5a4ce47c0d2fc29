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

/// Whether a row is an average, or an amount per person or per year, by its label and its unit of measure; such figures
/// cannot be added up.
pub(crate) fn is_average(label: &str, measure: &str) -> bool {
    /// Words in which “trung bình” ranks people or schools, who are counted.
    const RANKS: [&str; 5] =
        ["loai trung binh", "muc song", "hoc luc", "truong trung binh", "muc trung binh"];
    let key = match_key(label);
    let key = key.trim_start_matches(['-', '+', ' ', '*']);
    // “Số hộ có thu nhập bình quân dưới …” counts households
    let counts = key.starts_with("so ") || key.starts_with("tong so ");
    let words = ["binh quan", "trung binh"].iter().filter_map(|word| key.find(word)).min();
    let by_label = words.is_some_and(|at| {
        let is_counted = counts && key[..at].contains(" co ");
        !is_counted && !RANKS.iter().any(|rank| key.contains(rank))
    });
    by_label || is_per_unit(&match_key(measure))
}

/// Whether a unit of measure, as a match key, is an amount per something: “triệu đồng/người/năm”, “tạ/ha”.
pub(super) fn is_per_unit(key: &str) -> bool {
    const EACH: [&str; 9] = ["nguoi", "ho", "ha", "nam", "thang", "ngay", "km2", "van dan", "1000 dan"];
    key.split('/').skip(1).any(|each| EACH.contains(&each.trim()))
}

/// Whether a label is about what there is at the end of a period, which may fall within the year.
pub(super) fn is_stock(label: &str) -> bool {
    const STOCK: [&str; 9] = [
        "dang giai quyet",
        "dang xu ly",
        "dang thuc hien",
        "chuyen ky sau",
        "ky truoc chuyen sang",
        "ton dong",
        "ton ky",
        "con ton",
        "con lai",
    ];
    /// Words with “tôn”, which a key does not tell from “tồn”: tôn tạo, tôn giáo, tôn vinh, tôn trọng.
    const OTHERS: [&str; 4] = ["ton tao", "ton giao", "ton vinh", "ton trong"];
    let key = match_key(label);
    let bare = key.trim_start_matches(['-', '+', ' ']);
    let is_left =
        bare == "ton" || (bare.starts_with("ton ") && !OTHERS.iter().any(|other| bare.starts_with(other)));
    is_left || STOCK.iter().any(|word| key.contains(word))
}

/// Whether there is a % sign without a digit before it.
fn has_bare_sign(key: &str) -> bool {
    key.match_indices('%').any(|(at, _)| !key[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a part cuts across the other parts of a whole, by their labels: “Nữ” beside “Đại học” and “Thạc sĩ”, but not
/// beside “Nam”.
pub(super) fn cuts_across(part: &str, others: &[&str]) -> bool {
    const ACROSS: [(&str, &[&str]); 7] = [
        ("nu", &["nam"]),
        ("nu gioi", &["nam"]),
        ("la nu", &["nam", "la nam"]),
        ("dan toc thieu so", &["kinh", "dan toc kinh"]),
        ("nguoi dan toc thieu so", &["kinh", "nguoi kinh", "dan toc kinh"]),
        ("dang vien", &["ngoai dang", "khong phai dang vien", "quan chung"]),
        ("thanh lap moi", &[]),
    ];
    let bare = |label: &str| {
        let key = match_key(label);
        key.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    let part = bare(part);
    let Some((_, opposite)) = ACROSS.iter().find(|(word, _)| part == *word) else { return false };
    !others.iter().any(|other| opposite.iter().any(|word| bare(other).starts_with(word)))
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
    let whole = match_key(whole);
    let parts: Vec<String> = parts.iter().map(|part| match_key(part)).collect();
    let any = |words: &[&str]| parts.iter().any(|part| words.iter().any(|word| part.contains(word)));
    let gives = GIVEN.iter().any(|word| whole.contains(word));
    let lacks_open = gives && any(&DONE) && !parts.iter().any(|part| is_still_open(part));
    // the whole names others, but no part stands for them
    let names_others = whole.contains("khac") || whole.contains('…') || whole.contains("v.v");
    lacks_open || (names_others && !any(&["khac", "con lai"]))
}

/// Whether a label says what is still to be done and not late.
fn is_still_open(key: &str) -> bool {
    const STILL: [&str; 6] = ["trong han", "chua den han", "dang ", "con lai", "ton ", "chuyen ky sau"];
    STILL.iter().any(|word| key.contains(word)) || (key.contains("chua ") && !key.contains("qua han"))
}

#[cfg(test)]
mod tests {
    use super::{cuts_across, is_average, is_stock, leave_out_a_part, refers_back, says_percent};

    #[test]
    fn an_average_is_known_by_its_words_or_its_measure() {
        for (label, measure) in [
            ("Thu nhập bình quân đầu người", "Triệu đồng"),
            ("Thu nhập", "Triệu đồng/người/năm"),
            ("Thời gian giải quyết trung bình (ngày)", ""),
            ("Số ngày giải quyết trung bình", "Ngày"),
            ("Năng suất lúa", "Tạ/ha"),
        ] {
            assert!(is_average(label, measure), "{label}");
        }
        for (label, measure) in [
            ("Số hộ có thu nhập bình quân dưới 4 triệu đồng", "Hộ"),
            ("Số hộ có mức sống trung bình", "Hộ"),
            ("Số học sinh xếp loại trung bình", "Học sinh"),
            ("Số hồ sơ", "Hồ sơ"),
        ] {
            assert!(!is_average(label, measure), "{label}");
        }
    }

    #[test]
    fn what_is_left_at_the_end_of_a_period_may_fall() {
        assert!(is_stock("Số đơn đang giải quyết, chuyển kỳ sau (7 = 4 - 5)") && is_stock("Tồn"));
        assert!(!is_stock("Số đơn đã giải quyết") && !is_stock("Tôn tạo di tích"));
    }

    #[test]
    fn some_parts_cut_across_others() {
        assert!(cuts_across("- Nữ", &["Đại học", "Thạc sĩ"]) && !cuts_across("Nữ", &["Nam"]));
        assert!(cuts_across("Người dân tộc thiểu số", &["Nữ"]));
        assert!(cuts_across("Thành lập mới", &["Hoạt động hiệu quả"]));
        assert!(!cuts_across("Đại học", &["Nữ"]) && !cuts_across("Nữ công nhân", &["Khác"]));
    }

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
