//! A line above or below a table that says something about its figures: a correction, an estimate, another time.
//!
//! Raised while a form is read from its sheet. The figures count as they stand.

use crate::answer::says_other_figures;
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, SheetCell, Subject, wording};
use crate::locate::named_times;
use phuluc_form::{Lang, Period, Severity, match_key};
use phuluc_grid::{At, Content, Sheet};
use std::ops::Range;

/// The number of rows above and below a table in which people write remarks about it.
const ROWS: u32 = 12;
/// Words of lines about figures that nobody has yet. In a remark beside a figure they say something of that figure only.
const NOT_YET: [&str; 2] = ["chua tong hop", "chua co so lieu"];

/// The lines around a table.
#[derive(Clone, Debug)]
pub struct RemarkBelowTable(pub Vec<String>);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "remark-below-table",
    severity: Severity::Note,
    vi: Manual {
        title: "Dòng trên hoặc dưới biểu nói khác về số trong biểu",
        why: "Đính chính, số ước hoặc số của thời gian khác ghi ở ngoài biểu không được tính; số trong biểu tính như đang ghi.",
        example: "Dưới biểu ghi “Đính chính: mục 1.2 là 9 thủ tục”, ô D11 vẫn ghi 7.",
        todo: "Số trong biểu chưa đúng thì sửa ngay trong biểu rồi gửi lại; đã đúng thì không phải làm gì.",
    },
    en: Manual {
        title: "a line above or below the table says something else about its figures",
        why: "a correction, an estimate or another time said outside a table is not counted; the figures count as they stand",
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
            Lang::Vi => format!("ngoài biểu ghi {lines}; số trong biểu vẫn tính như đang ghi"),
            Lang::En => format!("{lines} stands outside the table, whose figures count as they stand"),
        }
    }
}

/// Checks the rows above the header in row `top`, if it is that of the first table on its sheet, and the rows below
/// the last row of the table, down to the header of the next one.
pub(crate) fn find(
    sheet: &Sheet,
    (top, last): (Option<u32>, u32),
    period: Option<Period>,
) -> Option<Finding> {
    let above = top.map_or_else(Vec::new, |top| lines(sheet, top.saturating_sub(ROWS)..top));
    let is_heading = |line: &&(At, String)| Period::find(&line.1).is_none();
    let above = above.iter().filter(is_heading).filter(|(_, text)| says_so_above(text));
    let below = last + 1..=last.saturating_add(ROWS);
    let next = below.clone().find(|row| is_header(sheet, *row)).unwrap_or(below.end() + 1);
    let below = lines(sheet, *below.start()..next);
    let below = below.iter().filter(|(_, text)| says_otherwise(text, period));
    let found: Vec<&(At, String)> = above.chain(below).collect();
    let (at, _) = found.first()?;
    let subject = Subject::Cell(SheetCell { sheet: sheet.name.clone(), at: *at });
    Some(Finding::new(subject, RemarkBelowTable(found.into_iter().map(|(_, line)| line.clone()).collect())))
}

fn is_header(sheet: &Sheet, row: u32) -> bool {
    sheet.row(row).any(|(at, _)| matches!(&*sheet.key(at), "stt" | "tt" | "so tt"))
}

/// The texts in some rows. A row with a figure is no line of text, and the line right above it is its heading.
fn lines(sheet: &Sheet, rows: Range<u32>) -> Vec<(At, String)> {
    let has_figure = |row: u32| sheet.row(row).any(|(_, cell)| matches!(cell.content, Content::Number(_)));
    let last = rows.end;
    let heads_figures = |row: u32| row + 1 < last && has_figure(row + 1);
    let rows = rows.filter(|row| !has_figure(*row)).filter(|row| !heads_figures(*row));
    rows.flat_map(|row| sheet.row(row).map(|(at, cell)| (at, cell.tidy().into_owned()))).collect()
}

/// Whether a line above a table says something about its figures. Its title names the period, and another rule
/// compares that.
fn says_so_above(text: &str) -> bool {
    let key = match_key(text);
    says_other_figures(text, None) || (named_times::has(&key, "luy ke") && named_times::has(&key, "so lieu"))
}

/// Whether a line says something about figures that the table does not say.
pub(crate) fn says_otherwise(text: &str, period: Option<Period>) -> bool {
    let key = match_key(text);
    says_other_figures(text, period)
        || named_times::has(&key, "luy ke")
        || NOT_YET.iter().any(|phrase| named_times::has(&key, phrase))
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
