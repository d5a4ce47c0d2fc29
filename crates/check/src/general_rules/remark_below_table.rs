//! A line below a table that says something about its figures: a correction, an estimate, another time.
//!
//! Raised while a form is read from its sheet. The figures count as they stand.

use crate::answer::says_marked;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, SheetCell, Subject, wording};
use crate::locate::named_times;
use phuluc_form::{Lang, Period, Severity, match_key};
use phuluc_grid::{At, Content, Sheet};

/// The number of rows below a table in which people write remarks about it.
const ROWS: u32 = 12;
/// Phrases that say something about all figures, or correct one.
const PHRASES: [&str; 12] = [
    "sua thanh",
    "uoc thuc hien",
    "so lieu uoc",
    "chua day du",
    "chua thong ke du",
    "chua tong hop",
    "chua co so lieu",
    "chua bao gom",
    "khong bao gom",
    "luy ke",
    "thay the ban",
    "so lieu ky truoc",
];
/// Phrases that other words have the letters of: “quyết định chính thức”, “hồ sơ dùng làm”.
const MARKED: [&str; 2] = ["đính chính", "số đúng là"];

/// The lines below a table.
#[derive(Clone, Debug)]
pub struct RemarkBelowTable(pub Vec<String>);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "remark-below-table",
    severity: Severity::Note,
    vi: Manual {
        title: "Dòng dưới biểu nói khác về số trong biểu",
        why: "Đính chính, số ước hoặc số của thời gian khác ghi ở dưới biểu không được tính; số trong biểu tính như đang ghi.",
        example: "Dưới biểu ghi “Đính chính: mục 1.2 là 9 thủ tục”, ô D11 vẫn ghi 7.",
        todo: "Số trong biểu chưa đúng thì sửa ngay trong biểu rồi gửi lại; đã đúng thì không phải làm gì.",
    },
    en: Manual {
        title: "a line below the table says something else about its figures",
        why: "a correction, an estimate or another time said below a table is not counted; the figures count as they stand",
        example: "“Đính chính: mục 1.2 là 9 thủ tục” below a table whose D11 still says 7",
        todo: "put the figures of the table right and send again, if they are not",
    },
};

impl GeneralFinding for RemarkBelowTable {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let lines = wording::listed(self.0.iter().map(|line| format!("“{line}”")));
        match lang {
            Lang::Vi => format!("dưới biểu ghi {lines}; số trong biểu vẫn tính như đang ghi"),
            Lang::En => format!("{lines} stands below the table, whose figures count as they stand"),
        }
    }
}

/// Checks the rows below the last row of a table, down to the header of the next one.
pub(crate) fn find(sheet: &Sheet, last: u32, period: Option<Period>) -> Option<Finding> {
    let mut found: Vec<(At, String)> = Vec::new();
    for row in last + 1..=last.saturating_add(ROWS) {
        let is_header = sheet.row(row).any(|(at, _)| matches!(&*sheet.key(at), "stt" | "tt" | "so tt"));
        if is_header {
            break;
        }
        if sheet.row(row).any(|(_, cell)| matches!(cell.content, Content::Number(_))) {
            // a line right above figures is their heading
            found.retain(|(at, _)| at.row + 1 != row);
            continue;
        }
        found.extend(sheet.row(row).filter_map(|(at, cell)| {
            let text = cell.tidy();
            says_otherwise(&text, period).then(|| (at, text.into_owned()))
        }));
    }
    let (at, _) = found.first()?;
    let subject = Subject::Cell(SheetCell { sheet: sheet.name.clone(), at: *at });
    Some(Finding::new(subject, RemarkBelowTable(found.into_iter().map(|(_, line)| line).collect())))
}

/// Whether a line says something about figures that the table does not say.
pub(crate) fn says_otherwise(text: &str, period: Option<Period>) -> bool {
    let key = match_key(text);
    if PHRASES.iter().any(|phrase| named_times::has(&key, phrase))
        || MARKED.iter().any(|phrase| says_marked(text, phrase))
    {
        return true;
    }
    let said = key.split_once("so lieu").map(|(_, rest)| rest.trim_start_matches([' ', ':']));
    let named = said.and_then(Period::in_words);
    named.zip(period).is_some_and(|((named, _), period)| period.is_misnamed(named))
}

#[cfg(test)]
mod tests {
    use super::says_otherwise;
    use phuluc_form::Period;

    #[test]
    fn lines_below_tables_are_told_by_their_words() {
        let period = Period::named("quý I/2026");
        for line in [
            "Đính chính: mục 1.2 là 9 thủ tục",
            "ĐÍNH CHÍNH: mục 1.2 là 9 thủ tục",
            "Dinh chinh: muc 1.2 la 9 thu tuc",
            "Mục 1.2: số đúng là 9",
            "Ghi chú: số liệu trên là lũy kế từ đầu năm",
            "Ghi chú: số liệu năm 2025",
            "(*) Số liệu ước thực hiện",
            "Số liệu chưa đầy đủ",
            "Ghi chú: Số liệu chưa bao gồm xã B (cũ)",
            "Bản này thay thế bản đã gửi ngày 10/3",
        ] {
            assert!(says_otherwise(line, period), "{line}");
        }
        for line in [
            "NGƯỜI LẬP BIỂU",
            "Số liệu trên được xác định chính xác theo sổ sách của xã",
            "Theo quyết định chính thức của UBND tỉnh",
            "Hồ sơ dùng làm căn cứ lưu tại Văn phòng",
            "Ghi chú: Số liệu quý I/2026",
            "Ghi chú: Số liệu năm 2026",
            "Ví dụ, ngày 14 tháng 3 năm 2026",
            "Nơi nhận: Như trên; Lưu VT",
            "(*) Quy ước làm tròn 2 chữ số",
        ] {
            assert!(!says_otherwise(line, period), "{line}");
        }
    }
}
