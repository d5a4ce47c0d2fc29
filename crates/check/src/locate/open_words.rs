//! What the label of an open line says that the line is: the total, a sum of other lines, a part of one, a check.
//!
//! It takes labels as they stand. Sums and parts are no rows, or their figures would be counted twice.

use super::label_comparison::as_written;
use phuluc_form::match_key;

/// Words by which a part of the line above begins.
const PARTS: [&str; 8] =
    ["trong do", "tr.do", "trong so do", "gom:", "bao gom", "cu the", "rieng ", "trong tong so"];
/// Names that begin like a part and are none.
const NO_PARTS: [&str; 1] = ["rieng le"];
/// Words of lines that compare or check other lines.
const CHECKS: [&str; 13] = [
    "ty le",
    "ti le",
    "so voi",
    "tang giam",
    "tang, giam",
    "tang/giam",
    "chenh lech",
    "trung binh",
    "binh quan",
    "kiem tra",
    "doi chieu",
    "%",
    "dat ty le",
];
/// Words for those who wrote a report, by which their line among the signatures begins.
const WRITERS: [&str; 7] = [
    "nguoi lap",
    "nguoi bao cao",
    "nguoi tong hop",
    "can bo lap",
    "can bo tong hop",
    "cong chuc lap",
    "cong chuc tong hop",
];
/// Other words by which a cell of a line of signatures begins.
const SIGNERS: [&str; 13] = [
    "nguoi thuc hien",
    "chu tich",
    "pho chu tich",
    "thu truong",
    "tm.",
    "t/m",
    "kt.",
    "tuq.",
    "(ky",
    "(da ky",
    "ky, ghi ro",
    "noi nhan:",
    "xac nhan cua",
];
/// The bodies that people sign for, behind TM without a point. TM – DV is trade and services.
const SIGNED_FOR: [&str; 5] = ["tm ubnd", "tm uy ban", "tm hdnd", "tm hoi dong", "tm dang uy"];
/// Words beside “tổng” and “cộng” with which a line names the total of something else.
const OF_OTHERS: [&str; 8] = ["thu tuc", "tthc", "tru ", "khong ", "chua ", "ngoai ", "nhom", "muc "];

/// Whether a label names a sum: “Cộng”, “Cộng lĩnh vực 1-3”, “Tổng mục I”, “T.Cộng”.
pub(super) fn says_sum(label: &str) -> bool {
    /// Words that begin in the same way but name no sum.
    const OTHERS: [&str; 6] = ["cộng đồng", "cộng hòa", "cộng hoà", "cộng tác", "tổng hợp", "tổng đài"];
    const SHORT: [&str; 7] = ["t.cộng", "t. cộng", "t/cộng", "t cộng", "tcộng", "t.số", "tổngcộng"];
    /// Abbreviations of “tổng cộng” that begin others as well: TC-KH is a field, Tài chính – Kế hoạch.
    const LETTERS: [&str; 4] = ["tc", "t/c", "t.c", "t. c"];
    let label = label.trim_start_matches([' ', '-', '+']).to_lowercase();
    let begins_with =
        |word: &str| label.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let is_letters = LETTERS.iter().filter_map(|letters| label.strip_prefix(letters)).any(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with([':', '(', '.', '=']) || names_all(rest)
    });
    (is_letters || ["cộng", "tổng"].into_iter().chain(SHORT).any(begins_with))
        && !OTHERS.iter().any(|other| label.starts_with(other))
}

/// Whether a label that names a sum may name that of the whole table, and not that of other things or some lines.
pub(super) fn may_say_total(label: &str) -> bool {
    let key = format!("{} ", match_key(label));
    says_sum(label) && !OF_OTHERS.iter().any(|words| key.contains(words))
}

/// Whether a label names the whole of what was reported, without a word for a sum: “Toàn xã”, “Σ”, “Tổng hợp”.
pub(super) fn says_whole(label: &str) -> bool {
    let key = match_key(label);
    label.contains(['Σ', '∑']) || names_all(label) || ["tong hop", "chung"].contains(&bare(&key))
}

/// Whether a label begins with words for the whole unit: “Toàn xã”, “Toàn phường (1+2)”, “Cả xã”.
pub(super) fn names_all(label: &str) -> bool {
    const ALL: [&str; 7] =
        ["toan xa", "toan phuong", "toan dac khu", "toan don vi", "toan dia ban", "ca xa", "ca phuong"];
    let key = match_key(label);
    let key = key.trim_start_matches([' ', '-', '+', '*']);
    ALL.iter()
        .any(|words| key.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// A key without what stands behind a name: “(1+2)”, “:”.
fn bare(key: &str) -> &str {
    key.split('(').next().unwrap_or(key).trim_matches([' ', ':', '.', '-', '+'])
}

/// Whether a label names a part of the line above it. A line with a number of its own is a part only by plain words.
pub(super) fn says_part(label: &str, is_numbered: bool) -> bool {
    let key = match_key(label);
    let key = key.trim_start_matches([' ', '-', '+', '*']);
    let begins = PARTS.iter().any(|words| key.starts_with(words) && !(is_numbered && *words == "rieng "));
    let is_in_parentheses = !is_numbered && key.starts_with('(') && key.ends_with(')');
    (begins && !NO_PARTS.iter().any(|words| key.starts_with(words))) || is_in_parentheses
}

/// Whether a label names a comparison, a share or a check of other lines.
pub(super) fn says_check(label: &str) -> bool {
    let key = match_key(label);
    let key = key.trim_start_matches([' ', '-', '+', '*', '(']);
    CHECKS.iter().any(|words| key.starts_with(words))
}

/// Whether a text is one of those in the block of signatures below a table. Names of rows may begin in the same way, so
/// that it tells nothing about a line of which it is one text among others.
pub(super) fn says_signature(text: &str) -> bool {
    let key = match_key(text);
    let key = key.trim_start_matches([' ', '-', '*']);
    let words = SIGNERS.iter().chain(&SIGNED_FOR).chain(&WRITERS);
    key == "noi nhan" || words.into_iter().any(|words| key.starts_with(words))
}

/// Whether a text looks like the name of a person: “Nguyễn Văn A”.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace();
    (2..=6).contains(&words.clone().count())
        && words.into_iter().all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a text is a dated line, such as “Ngày 15 tháng 3 năm 2026”, which holds no figure.
pub(super) fn is_dated(text: &str) -> bool {
    let key = match_key(text);
    ["ngay", "thang", "nam"].iter().all(|word| key.contains(word))
}

/// What a line of a sheet with such texts is, by all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignedLine {
    /// It holds something else, or nothing.
    No,
    /// It holds nothing but a date, as stands above signatures.
    Date,
    /// It holds nothing but names of persons, as stand below signatures.
    Names,
    /// It holds nothing but words of signatures, or a date beside them, or the name of who wrote the report.
    Signature,
}

impl SignedLine {
    /// The kind of a line of a table that takes words as answers, or only figures.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>, takes_words: bool) -> Self {
        let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        if !texts.is_empty() && texts.iter().all(|text| is_name(text) && !says_signature(text)) {
            return Self::Names;
        }
        let is_of_writer = texts
            .first()
            .is_some_and(|first| WRITERS.iter().any(|words| match_key(first).starts_with(words)));
        let mut line = Self::No;
        for text in texts {
            if says_signature(text) {
                line = Self::Signature;
            } else if is_dated(text) {
                line = if line == Self::No { Self::Date } else { line };
            } else if !is_of_writer || (takes_words && !is_name(text)) {
                return Self::No;
            }
        }
        line
    }
}

/// Whether a label begins with the number of a part of a line: “1.1 Khai sinh” and “a) Khai sinh” below 1.
pub(super) fn begins_as_part(label: &str, of: &str) -> bool {
    let Some((number, _)) = label.split_once(' ') else { return false };
    let is_marked =
        number.ends_with(')') || (number.contains('.') && number.starts_with(|c: char| c.is_ascii_digit()));
    is_marked && is_part_code(number, of)
}

/// Whether the number of a line is one of a group: I, II, A, B.
pub(super) fn is_group_code(code: &str) -> bool {
    let code = code.trim().trim_end_matches(['.', ')', '/', ' ']);
    let is_roman = !code.is_empty() && code.len() <= 5 && code.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    is_roman || (code.len() == 1 && code.chars().all(|c| matches!(c, 'A'..='H')))
}

/// Whether the number of a line makes it a part of a line with another number: 1.1, 1a and a below 1, or a dash.
pub(super) fn is_part_code(code: &str, of: &str) -> bool {
    let bare = |code: &str| code.trim().trim_matches(['.', ')', '(', ' ']).to_owned();
    let (code, of) = (bare(code), bare(of));
    if ["-", "+", "–", "•", "*"].contains(&code.as_str()) {
        return true;
    }
    let rest = code.strip_prefix(&of).filter(|_| !of.is_empty());
    let is_letter = |text: &str| text.len() == 1 && text.bytes().all(|letter| letter.is_ascii_lowercase());
    is_letter(&code)
        || rest
            .is_some_and(|rest| is_letter(rest) || (rest.starts_with('.') && as_written(rest).count() == 1))
}

#[cfg(test)]
mod tests {
    use super::{
        SignedLine, is_group_code, is_part_code, may_say_total, says_check, says_part, says_signature,
        says_sum, says_whole,
    };

    #[test]
    fn labels_say_what_lines_are() {
        for sum in [
            "Cộng",
            "CỘNG (I)",
            "Cộng lĩnh vực 1-3",
            "Tổng mục I",
            "Tổng: ",
            "T.Cộng",
            "TC",
            "TC:",
            "T/C (I+II)",
            "TC.",
            "TC toàn xã",
            "TC TOÀN PHƯỜNG",
            "T.C",
            "T/Cộng",
            "TCộng",
        ] {
            assert!(says_sum(sum), "{sum}");
        }
        for row in [
            "Công thương",
            "Công chứng",
            "Cộng đồng dân cư",
            "Tổng hợp",
            "Hộ tịch",
            "Tổng đài 1022",
            "TC-KH",
            "TC - KH",
            "TC công dân",
            "Tcông",
        ] {
            assert!(!says_sum(row), "{row}");
        }
        for total in
            ["Tổng cộng (I+II)", "TỔNG CỘNG TOÀN XÃ", "Tổng số hồ sơ", "Cộng chung", "Tổng cộng 4 lĩnh vực"]
        {
            assert!(may_say_total(total), "{total}");
        }
        for other in ["Tổng số TTHC", "Tổng cộng (trừ liên thông)", "Cộng nhóm", "Tổng mục I"]
        {
            assert!(!may_say_total(other), "{other}");
        }
        for whole in ["Toàn xã", "TOÀN XÃ:", "Toàn xã (1+2)", "Toàn xã Ví dụ 01", "Cả xã", "Chung:", "Σ"]
        {
            assert!(says_whole(whole), "{whole}");
        }
        for row in ["Đất đai", "Toàn xãm", "Chung cư", "Giáo dục, toàn xã hội"] {
            assert!(!says_whole(row), "{row}");
        }
        for part in
            ["Trong đó: đăng ký khai sinh", "- Trong đó, khai tử", "Tr.đó: khai sinh", "Bao gồm khai tử"]
        {
            assert!(says_part(part, false) && says_part(part, true), "{part}");
        }
        assert!(says_part("(Khai sinh)", false) && says_part("Riêng khai sinh", false));
        for row in ["Trong nước", "Riêng lẻ - cấp phép xây dựng", "Gồm sứ - làng nghề", "Hộ tịch (Xã B cũ)"]
        {
            assert!(!says_part(row, true), "{row}");
        }
        for check in ["Tỷ lệ (%)", "So với kỳ trước", "Trung bình/tháng", "Kiểm tra", "% so với kế hoạch"]
        {
            assert!(says_check(check), "{check}");
        }
    }

    #[test]
    fn signatures_say_that_they_are() {
        for line in [
            "NGƯỜI LẬP BIỂU",
            "(Ký, ghi rõ họ tên)",
            "TM. ỦY BAN NHÂN DÂN",
            "TM ỦY BAN NHÂN DÂN",
            "T/M UBND XÃ",
            "CHỦ TỊCH",
            "Công chức tổng hợp",
            "Nơi nhận:",
            "NƠI NHẬN",
        ] {
            assert!(says_signature(line), "{line}");
        }
        for line in
            ["Ký kết hợp đồng", "Người có công", "TM - DV", "Người lao động", "Nơi nhận hồ sơ", "Kỷ luật"]
        {
            assert!(!says_signature(line), "{line}");
        }
        assert_eq!(SignedLine::of(["Người lập biểu", "Giám đốc"], true), SignedLine::No);
        assert_eq!(SignedLine::of(["Người lập biểu", "Giám đốc"], false), SignedLine::Signature);
        let date = "Xã Ví dụ 01, ngày 15 tháng 3 năm 2026";
        for (texts, is) in [
            (vec!["", "NGƯỜI LẬP BIỂU", "CHỦ TỊCH"], SignedLine::Signature),
            (vec![date, "TM. ỦY BAN NHÂN DÂN"], SignedLine::Signature),
            (vec![date, ""], SignedLine::Date),
            (vec!["Người lập biểu", "Nguyễn Văn A"], SignedLine::Signature),
            (vec!["Chủ tịch", "Nguyễn Văn A"], SignedLine::No),
            (vec!["Niêm yết thủ tục", "Xác nhận của UBND xã"], SignedLine::No),
            (vec!["Xác nhận của UBND xã", "Đã có"], SignedLine::No),
            (vec![""], SignedLine::No),
        ] {
            assert_eq!(SignedLine::of(texts.iter().copied(), true), is, "{texts:?}");
        }
    }

    #[test]
    fn numbers_say_what_lines_are() {
        assert!(is_group_code("II.") && is_group_code("A") && !is_group_code("1") && !is_group_code(""));
        for part in ["1.1", "1a", "a", "a)", "-", "1.1."] {
            assert!(is_part_code(part, "1"), "{part}");
        }
        for row in ["2", "11", "2.1", "", "A"] {
            assert!(!is_part_code(row, "1"), "{row}");
        }
    }
}
