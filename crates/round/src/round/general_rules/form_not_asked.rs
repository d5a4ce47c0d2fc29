//! Forms in a file that the unit does not owe in this round.
//!
//! Raised when the reports of a unit are gathered (`consolidate`). Findings of other rules in these forms are then
//! lowered to notes.

use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// The forms that the unit does not owe.
#[derive(Clone, Debug)]
pub struct FormNotAsked {
    /// The short names of the forms.
    pub shorts: Vec<String>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "form-not-asked",
    severity: Severity::Note,
    vi: Manual {
        title: "Biểu không thuộc các biểu phải gửi trong đợt",
        why: "Biểu mà đợt không yêu cầu thì không cộng vào tổng, và lỗi trong biểu đó không giữ báo cáo lại.",
        example: "Đợt chỉ yêu cầu Biểu 06a, tệp có thêm Phụ lục 2.",
        todo: "Nếu cần biểu này, ghi thêm vào forms trong round.toml hoặc cột “Biểu phải gửi” trong don-vi.xlsx.",
    },
    en: Manual {
        title: "forms that the round does not ask of the unit",
        why: "they are in no total, and errors in them hold no report back",
        example: "the round asks for one form, the file has another one beside it",
        todo: "if the form is wanted, add it to forms in round.toml or to the unit's own in don-vi.xlsx",
    },
};

impl GeneralFinding for FormNotAsked {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let shorts = self.shorts.join(", ");
        match lang {
            Lang::Vi => {
                format!("đợt không yêu cầu đơn vị gửi {shorts}; không cộng, lỗi trong biểu này không tính")
            }
            Lang::En => format!(
                "the round does not ask the unit for {shorts}: not in any total, errors there do not count"
            ),
        }
    }
}
