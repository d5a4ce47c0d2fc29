//! A figure that was typed over a formula of the blank form.
//!
//! Raised while a filled blank is read.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::submission::FilledForm;
use phuluc_form::{Lang, Level, Severity};
use phuluc_grid::{At, Content, Sheet};

/// The cells of a form in which figures were typed over formulas.
#[derive(Clone, Debug)]
pub struct TypedOverFormula(pub Vec<At>);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "typed-over-formula",
    severity: Severity::Note,
    vi: Manual {
        title: "Số gõ đè lên công thức",
        why: "Mẫu để điền có công thức ở ô này; số gõ đè không tự đổi khi sửa các số thành phần.",
        example: "Ô tỷ lệ của mẫu có công thức, tệp gửi về là số gõ 75.",
        todo: "Đối chiếu với số tính được; nếu khác thì chép lại công thức từ mẫu trống.",
    },
    en: Manual {
        title: "a figure typed over a formula",
        why: "the workbook that was handed out works this cell out; what was typed over it does not follow its parts any more",
        example: "a percentage that the blank works out was typed",
        todo: "compare it with what its parts come to; copy the formula from the blank form",
    },
};

impl GeneralFinding for TypedOverFormula {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let cells = wording::first_cells(lang, &self.0);
        match lang {
            Lang::Vi => format!("số gõ đè lên công thức của mẫu (ô {cells})"),
            Lang::En => format!("figures typed over formulas of the blank form ({cells})"),
        }
    }
}

/// Checks a form on a sheet of a filled blank. The form's own rules decide what the figures should be.
pub(crate) fn find(filled: &FilledForm, sheet: &Sheet, level: Option<Level>) -> Option<Finding> {
    let mut cells = Vec::new();
    for (index, row) in filled.rows.iter().enumerate() {
        for (column, entry) in row.entries.iter().enumerate() {
            let Some(at) = entry.at else { continue };
            let is_typed = sheet
                .get(at)
                .is_some_and(|cell| cell.formula.is_none() && matches!(cell.content, Content::Number(_)));
            if is_typed
                && filled.form.is_worked_out(&row.id, row.fixed(), column)
                && !filled.is_out_of_scope(index, level)
            {
                cells.push(at);
            }
        }
    }
    (!cells.is_empty()).then(|| Finding::about_form(&filled.form, &sheet.name, TypedOverFormula(cells)))
}
