//! A figure that hardly ever changes, such as the number of procedures on a list, and that changed by a fifth or
//! more.
//!
//! Raised by the comparison of a report with the unit's earlier ones (`history`).

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use crate::history::Deviation;
use phuluc_form::{Lang, Period, Severity, date};

/// A jump of a figure that hardly ever changes.
#[derive(Clone, Debug)]
pub struct CatalogueJumps {
    /// The figure, and its earlier value.
    pub deviation: Deviation,
    /// The period of the earlier value.
    pub period: Period,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "catalogue-jumps",
    severity: Severity::Note,
    vi: Manual {
        title: "Số ít thay đổi lại khác nhiều so với kỳ trước",
        why: "Số của một danh mục, như số TTHC, số đơn vị, ít thay đổi giữa hai kỳ.",
        example: "Kỳ trước ghi 445 TTHC cấp xã, kỳ này ghi 44.",
        todo: "Đối chiếu với quyết định công bố danh mục; danh mục thay đổi thật thì ghi số quyết định ở cột Ghi chú.",
    },
    en: Manual {
        title: "a figure that hardly changes differs much from the period before",
        why: "how many things a list has, as procedures or bodies, changes little from one period to the next",
        example: "445 procedures before, 44 now",
        todo: "compare with the decision that published the list; if it did change, name that decision in the remarks",
    },
};

impl GeneralFinding for CatalogueJumps {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let (here, was) = (wording::answer_if(lang, at), wording::figure(lang, self.deviation.expected));
        let (times, to) = (self.deviation.say(lang), self.period.to);
        match lang {
            Lang::Vi => format!("ghi {here}; báo cáo đến ngày {} ghi {was} ({times})", date(to)),
            Lang::En => format!("{here}, but {was} in the report up to {to} ({times})"),
        }
    }
}
