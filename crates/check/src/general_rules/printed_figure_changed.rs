//! A figure that differs from the printed one, although the printed figure is the same for every unit.
//!
//! Raised by the check, at each place. If a criterion may not apply, its maximum may be 0, and the maximum of a row
//! above it may be lower than printed.

use crate::answer::Answer;
use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Lang, Severity};
use rust_decimal::Decimal;

/// A printed figure that was changed.
#[derive(Clone, Debug)]
pub struct PrintedFigureChanged {
    /// The figure that the form prints.
    pub printed: Decimal,
    /// The other figure that is allowed.
    pub or: Alternative,
}

/// The figure that may stand in place of a printed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// No other figure.
    None,
    /// 0, if the criterion does not apply.
    Nought,
    /// A lower figure, if criteria below do not apply.
    Less,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "printed-figure-changed",
    severity: Severity::Error,
    vi: Manual {
        title: "Số in sẵn của mẫu đã bị sửa",
        why: "Số in sẵn (điểm tối đa, chỉ tiêu giao) là chung cho mọi đơn vị; sửa đi thì kết quả không so sánh được.",
        example: "Mẫu in điểm tối đa 1,5 mà ô ghi 1.",
        todo: "Ghi lại đúng số in trên mẫu.",
    },
    en: Manual {
        title: "a figure that the form prints was changed",
        why: "what the form prints (maxima, targets) is the same for every unit",
        example: "1 where the form prints a maximum of 1.5",
        todo: "put back what the form prints",
    },
};

impl GeneralFinding for PrintedFigureChanged {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        let printed = wording::figure(lang, self.printed);
        match (lang, self.or) {
            (Lang::Vi, Alternative::None) => format!("ghi {here}; mẫu in sẵn {printed}"),
            (Lang::Vi, Alternative::Nought) => {
                format!("ghi {here}; mẫu in sẵn {printed}, không áp dụng thì ghi 0")
            }
            (Lang::Vi, Alternative::Less) => {
                format!("ghi {here}; mẫu in sẵn {printed}, chỉ được ít hơn khi có mục con không áp dụng")
            }
            (Lang::En, Alternative::None) => format!("{here}, but the form prints {printed}"),
            (Lang::En, Alternative::Nought) => {
                format!("{here}, but the form prints {printed}, or it is 0 where it does not apply")
            }
            (Lang::En, Alternative::Less) => {
                format!("{here}, but the form prints {printed}, less only by what does not apply below")
            }
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        let relation = if self.or == Alternative::Less { "<=" } else { "=" };
        Discrepancy { expected: Some(self.printed), relation: Some(relation), ..Discrepancy::reported(at) }
    }
}

/// Checks a place with a printed figure. Another rule reports numbers below 0.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let figure = match place.answer {
        // a dash means that there is none
        Answer::Nil => Decimal::ZERO,
        _ => place.figure().filter(|figure| !figure.is_sign_negative())?,
    };
    let index = place.filled.rows[place.row].fixed()?;
    let printed = place.filled.form.fixed(Some(index), place.column)?;
    let or = alternative(place, index);
    let is_right = figure == printed
        || match or {
            Alternative::None => false,
            Alternative::Nought => figure.is_zero(),
            Alternative::Less => figure < printed,
        };
    (!is_right).then(|| place.finding(PrintedFigureChanged { printed, or }))
}

fn alternative(place: &PlaceInForm<'_>, index: usize) -> Alternative {
    let form = &place.filled.form;
    if form.fixed_rows()[index].may_not_apply() {
        Alternative::Nought
    } else if form.may_be_reduced(index) {
        Alternative::Less
    } else {
        Alternative::None
    }
}
