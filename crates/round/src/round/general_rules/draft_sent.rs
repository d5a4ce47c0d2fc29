//! A file that calls itself a draft, in its name or in its heading.
//!
//! Raised when the files of a unit are read (`desk::one_file`). Until somebody decides, such a file counts only if no
//! other does.

use phuluc_check::{Finding, GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity, match_key, tidy};
use phuluc_grid::{Content, Identity, Sheet};
use regex_lite::Regex;
use std::sync::LazyLock;

/// The number of rows in which a heading may stand.
const ROWS: u32 = 12;

/// A file that calls itself a draft.
#[derive(Clone, Debug)]
pub struct DraftSent {
    /// The words for a draft.
    pub words: String,
    /// Whether the words are in the file's name.
    pub in_name: bool,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "draft-sent",
    severity: Severity::Error,
    vi: Manual {
        title: "Tệp ghi là bản dự thảo",
        why: "Bản dự thảo có thể chưa phải số liệu chính thức; chỉ dùng tạm khi chưa có bản khác, và phải có người quyết định.",
        example: "Tệp “Du thao bao cao quy I.xlsx”, hoặc tiêu đề ghi “DỰ THẢO”.",
        todo: "Hỏi đơn vị. Nếu là bản chính thức thì ghi quyết định chấp nhận; nếu không thì đề nghị gửi bản chính thức.",
    },
    en: Manual {
        title: "a file that calls itself a draft",
        why: "a draft may not hold the final figures; it counts only while nothing else has come, and somebody has to decide",
        example: "a file named “Du thao …”, or headed “DỰ THẢO”",
        todo: "ask the unit; accept the sending with `phuluc decide`, or ask for the final report",
    },
};

impl GeneralFinding for DraftSent {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { words, in_name } = self;
        match (lang, in_name) {
            (Lang::Vi, true) => format!("tên tệp ghi “{words}”; chưa rõ có phải bản chính thức không"),
            (Lang::Vi, false) => format!("tiêu đề ghi “{words}”; chưa rõ có phải bản chính thức không"),
            (Lang::En, true) => format!("the file's name says “{words}”; whether it is final is not known"),
            (Lang::En, false) => format!("the heading says “{words}”; whether it is final is not known"),
        }
    }
}

/// Checks a file with the name under which it came, including folders and archives.
pub fn find(name: &str, sheets: &[Sheet]) -> Option<Finding> {
    let in_name =
        || name.split('/').rev().find_map(in_file_name).map(|words| DraftSent { words, in_name: true });
    let in_heading = || {
        let sheets = sheets.iter().filter(|sheet| sheet.visible && !Identity::is_on(sheet));
        let mut cells = sheets.flat_map(|sheet| sheet.cells().take_while(|(at, _)| at.row < ROWS));
        let words = cells.find_map(|(_, cell)| match &cell.content {
            Content::Text(text) => in_heading(text.tidy(), text.key()),
            _ => None,
        });
        words.map(|words| DraftSent { words, in_name: false })
    };
    in_name().or_else(in_heading).map(Finding::of_file)
}

/// The words for a draft in a file name: “du thao”, “dự thảo”, “bản nháp”, “nhap”. “nhập” is another word, and so is
/// “nhap” in “thu nhap” and “nhap lieu”.
fn in_file_name(part: &str) -> Option<String> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^a-z])(ban[ _.-]*(?:nhap|thao)|du[ _.-]*thao|draft)(?:$|[^a-z])")
            .expect("a constant pattern")
    });
    static ALONE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:^|[^a-z])nhap(?:$|[^a-z])").expect("a constant pattern"));
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:thu|gia|sat|xuat|mau|de|phieu)[ _.-]*nhap|nhap[ _.-]*(?:lieu|so|khau|hoc|vao|du|bao|tu|kho|mau)")
            .expect("a constant pattern")
    });
    let key = match_key(part);
    if let Some(found) = NAME.captures(&key).and_then(|found| found.get(1)) {
        return Some(found.as_str().replace(['_', '.', '-'], " "));
    }
    let is_another_word = !part.is_ascii() && tidy(part).to_lowercase().contains("nhập");
    let is_another_word = is_another_word || OTHER.is_match(&key);
    (ALONE.is_match(&key) && !is_another_word).then(|| "nhap".to_owned())
}

/// The words for a draft in a heading that says little else: “DỰ THẢO”, “(Bản nháp)”, “Dự thảo lần 2”. `key` is the
/// heading's match key.
fn in_heading(text: &str, key: &str) -> Option<String> {
    static HEADING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:ban (?:nhap|thao)|(?:ban )?du thao|nhap)(?: (?:lan )?\d+)?$")
            .expect("a constant pattern")
    });
    static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\((?:ban (?:nhap|thao)|(?:ban )?du thao|nhap)(?: (?:lan )?\d+)?\)")
            .expect("a constant pattern")
    });
    // looking for the words is faster than matching the patterns
    if !key.contains("nhap") && !key.contains("thao") {
        return None;
    }
    let bare = key.trim_matches(|c: char| !c.is_alphanumeric());
    let says_so = HEADING.is_match(bare) || IN_BRACKETS.is_match(key);
    (says_so && !text.to_lowercase().contains("nhập")).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{in_file_name, in_heading};
    use phuluc_form::match_key;

    #[test]
    fn a_name_says_that_it_is_a_draft() {
        #[track_caller]
        fn case(name: &str, words: &str) {
            assert_eq!(in_file_name(name).unwrap_or_default(), words, "{name}");
        }
        case("Du thao bao cao.xlsx", "du thao");
        case("xa vi du 01_dự thảo lần 2.xlsx", "du thao");
        case("DuThao.xlsx", "duthao");
        case("bao cao (bản nháp).xlsx", "ban nhap");
        case("xa 01 nhap.xlsx", "nhap");
        case("bản-thảo.xlsx", "ban thao");
        case("nhap du thao.xlsx", "du thao");
        case("Nhập số liệu (dự thảo).xlsx", "du thao");
        for name in
            ["thu nhap.xlsx", "bieu nhap lieu.xlsx", "Nhập số.xlsx", "xuat nhap khau.xlsx", "thao.xlsx"]
        {
            case(name, "");
        }
    }

    #[test]
    fn a_heading_says_that_it_is_a_draft() {
        #[track_caller]
        fn case(text: &str, is_draft: bool) {
            assert_eq!(in_heading(text, &match_key(text)).is_some(), is_draft, "{text}");
        }
        for text in ["DỰ THẢO", "(Bản nháp)", "Dự thảo lần 2", "BÁO CÁO QUÝ I (DỰ THẢO)", "Nháp"]
        {
            case(text, true);
        }
        for text in ["Dự thảo văn bản QPPL", "Số dự thảo đã thẩm định", "Nhập", "Tên chỉ tiêu"]
        {
            case(text, false);
        }
    }
}
