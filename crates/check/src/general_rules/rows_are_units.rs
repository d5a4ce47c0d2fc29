//! Open rows that name communes where the form asks for something else, such as fields of work.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::locate::FoundForm;
use crate::submission::Role;
use phuluc_form::{Holds, Lang, Severity, match_key};
use phuluc_grid::{At, Sheet};

/// The rows that name communes.
#[derive(Clone, Debug)]
pub struct RowsAreUnits {
    /// Their labels.
    pub labels: Vec<String>,
    /// The printed label of the column.
    pub asked: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "rows-are-units",
    severity: Severity::Error,
    vi: Manual {
        title: "Các dòng là tên xã, phường",
        why: "Mẫu biểu hỏi theo nội dung khác (ví dụ lĩnh vực); mỗi dòng là một xã thì dòng tổng gồm cả số của các xã khác.",
        example: "Biểu 06a có các dòng “UBND xã Ví dụ 01”, “UBND xã Ví dụ 02”, …",
        todo: "Lập lại biểu theo nội dung của mẫu, chỉ với số của đơn vị mình.",
    },
    en: Manual {
        title: "the rows name communes",
        why: "the form asks by something else, such as fields of work; with a commune in each row the total counts other communes, too",
        example: "form 06a with the rows “UBND xã Ví dụ 01”, “UBND xã Ví dụ 02”, …",
        todo: "make the form again by what it asks for, with the figures of the unit only",
    },
};

impl GeneralFinding for RowsAreUnits {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { labels, asked } = self;
        let rows = wording::listed(labels.iter().map(|label| format!("“{label}”")));
        match lang {
            Lang::Vi => format!("các dòng là tên xã, phường ({rows}), mẫu biểu hỏi “{asked}”"),
            Lang::En => format!("the rows name communes ({rows}), the form asks for “{asked}”"),
        }
    }
}

/// Checks the open rows of a form. Former communes are parts of the unit.
pub(crate) fn find(found: &FoundForm, sheet: &Sheet) -> Option<Finding> {
    let column = found.form.column_holding(&Holds::Label)?;
    let asked = found.form.columns[column].head.last()?;
    if names_units(asked) {
        return None;
    }
    let rows = || found.rows.iter().filter(|row| row.role == Role::Open);
    let are_units = rows().count() > 1 && rows().all(|row| is_commune(&row.label));
    let at = At { row: rows().next()?.at?, column: found.label_column() };
    let labels = rows().map(|row| row.label.to_string()).collect();
    let rows_are = RowsAreUnits { labels, asked: asked.clone() };
    are_units.then(|| Finding::in_row(&found.form, &sheet.name, None, Some(at), rows_are))
}

/// Whether a label names a commune that is not a former one.
fn is_commune(label: &str) -> bool {
    const KINDS: [&str; 5] = ["xa ", "phuong ", "thi tran ", "tt. ", "dac khu "];
    const FORMER: [&str; 3] = [" cu", "(cu)", "truoc sap nhap"];
    let key = match_key(label);
    let name = ["ubnd ", "uy ban nhan dan "].iter().find_map(|of| key.strip_prefix(of)).unwrap_or(&key);
    let is_of_level = KINDS.iter().any(|kind| name.starts_with(kind)) && !name.starts_with("xa hoi");
    is_of_level && !FORMER.iter().any(|former| name.ends_with(former))
}

/// Whether the label of a column asks for units.
fn names_units(asked: &str) -> bool {
    let key = format!(" {} ", match_key(asked).replace([',', '/', '('], " "));
    [" don vi ", " xa ", " dia phuong ", " dia ban "].iter().any(|word| key.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{is_commune, names_units};

    #[test]
    fn labels_name_communes() {
        for unit in ["UBND xã Ví dụ 01", "Xã Ví dụ 02", "Phường A", "Ủy ban nhân dân phường B", "Đặc khu C"]
        {
            assert!(is_commune(unit), "{unit}");
        }
        for other in
            ["Hộ tịch", "Xã hội hóa", "Xã Ví dụ (cũ)", "Xã A cũ", "Xây dựng", "UBND tỉnh", "Hộ tịch (Xã B)"]
        {
            assert!(!is_commune(other), "{other}");
        }
        assert!(names_units("Đơn vị") && !names_units("Lĩnh vực, công việc giải quyết theo cấp"));
    }
}
