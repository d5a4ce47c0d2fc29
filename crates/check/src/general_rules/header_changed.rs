//! A form on a sheet whose header lacks a column or has one twice.
//!
//! Raised while the sheets of a workbook are read.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use crate::locate::ChangedHeader;
use crate::locate::changed_header::MissingColumn;
use crate::locate::named_times::{self, TextKind, Time};
use phuluc_form::{Lang, Severity, match_key};

/// A form with an incomplete header.
#[derive(Clone, Debug)]
pub struct HeaderChanged(pub ChangedHeader);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "header-changed",
    severity: Severity::Error,
    vi: Manual {
        title: "Tiêu đề cột đã bị sửa nên biểu chưa được đọc",
        why: "Không biết số ở cột nào là số của biểu, nên không đọc số nào.",
        example: "Ô D9 ghi “Kết quả”, mẫu in “Số liệu”.",
        todo: "Sửa tiêu đề cột đúng như mẫu rồi kiểm tra lại.",
    },
    en: Manual {
        title: "a header was changed, so the form was not read",
        why: "it cannot be known which column holds the form's figures",
        example: "D9 says “Kết quả”, the form prints “Số liệu”",
        todo: "put the header right and check again",
    },
};

impl HeaderChanged {
    /// “; sửa ô D9 thành “Số liệu””, where it is one cell.
    fn mending(&self) -> String {
        let [column] = self.0.columns.as_slice() else { return String::new() };
        match column.instead.as_slice() {
            // figures of another time do not become this period's by another heading
            [(at, seen)] if !column.is_twice && !names_another_time(seen) => {
                format!("; sửa ô {at} thành “{}”", column.expected)
            }
            _ => String::new(),
        }
    }
}

/// Whether a heading names another time, or days and years that may be another time.
fn names_another_time(seen: &str) -> bool {
    let time = named_times::named(&match_key(seen), TextKind::Label, None);
    matches!(time, Some(Time::Other | Time::Cumulative)) || seen.contains(|c: char| c.is_ascii_digit())
}

impl GeneralFinding for HeaderChanged {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let ChangedHeader { short, rows, columns, .. } = &self.0;
        match lang {
            Lang::Vi => {
                let there = match rows {
                    Some((found, of)) => format!("có {found}/{of} chỉ tiêu của {short}"),
                    None => format!("có hầu hết các cột của {short}"),
                };
                // columns with the same cells in their places are told together
                let together = columns.chunk_by(|a, b| a.instead == b.instead && a.is_twice == b.is_twice);
                let columns = wording::listed(together.map(|columns| {
                    let MissingColumn { instead, is_twice, .. } = &columns[0];
                    let expected: Vec<String> =
                        columns.iter().map(|column| format!("“{}”", column.expected)).collect();
                    let expected = expected.join(", ");
                    let quoted: Vec<String> =
                        instead.iter().map(|(at, seen)| format!("ô {at} đang ghi “{seen}”")).collect();
                    let quoted = quoted.join(", ");
                    match is_twice {
                        true => format!("cột {expected} có ở nhiều chỗ ({quoted}), không biết cột nào"),
                        false if instead.is_empty() => format!("không có cột {expected}"),
                        false => format!("không có cột {expected} ({quoted})"),
                    }
                }));
                let columns = if columns.is_empty() {
                    "không thấy đủ tiêu đề cột".to_owned()
                } else {
                    columns
                };
                format!("{there} nhưng {columns}, nên {short} chưa được đọc{}", self.mending())
            }
            Lang::En => {
                let there = match rows {
                    Some((found, of)) => format!("{found} of {of} rows of {short}"),
                    None => format!("most columns of {short}"),
                };
                let columns: Vec<String> = columns
                    .iter()
                    .map(|column| {
                        let quoted: Vec<String> =
                            column.instead.iter().map(|(at, seen)| format!("{at} says “{seen}”")).collect();
                        let what = if column.is_twice { "its column stands twice" } else { "not its column" };
                        format!("{what} “{}” ({})", column.expected, quoted.join(", "))
                    })
                    .collect();
                format!("{there}, but {}; it was not read", columns.join("; "))
            }
        }
    }
}
