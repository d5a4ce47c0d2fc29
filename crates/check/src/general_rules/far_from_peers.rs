//! A figure that is far from those of the other units of the round, relative to the size of each unit.
//!
//! Raised by the comparison of the reports of a round with each other (`round::peers`).

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use crate::history::Deviation;
use phuluc_form::{Lang, Severity};

/// A figure far from those of other units.
#[derive(Clone, Debug)]
pub struct FarFromPeers {
    /// The figure, and the value expected for a unit of this size.
    pub deviation: Deviation,
    /// The number of other units with this figure.
    pub units: usize,
    /// Whether the expected value takes the size of the unit into account.
    pub scaled: bool,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "far-from-peers",
    severity: Severity::Note,
    vi: Manual {
        title: "Số khác xa các đơn vị khác trong đợt",
        why: "Gõ thừa hoặc thiếu số 0 thường không làm sai quan hệ cân đối nào.",
        example: "Các xã khác khảo sát khoảng 185 phiếu, xã này ghi 123.000.",
        todo: "Đối chiếu với sổ theo dõi hoặc phần mềm; số đúng thì giải trình, không phải sửa.",
    },
    en: Manual {
        title: "a figure far from those of the other units of the round",
        why: "a zero too many or too few often breaks no rule",
        example: "other communes asked about 185 people, this one says 123,000",
        todo: "compare with the records; if it is right, explain it",
    },
};

impl GeneralFinding for FarFromPeers {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let sign = if at.is_some_and(|place| place.shown.percent) { "%" } else { "" };
        let (here, usual) = (wording::answer_if(lang, at), wording::figure(lang, self.deviation.expected));
        let (times, units) = (self.deviation.say(lang), self.units);
        match (lang, self.scaled) {
            (Lang::Vi, scaled) => {
                let scaled = if scaled { " theo quy mô của đơn vị này" } else { "" };
                format!("ghi {here}; {units} đơn vị khác thường ghi khoảng {usual}{sign}{scaled} ({times})")
            }
            (Lang::En, scaled) => {
                let scaled = if scaled { " in a unit as large as this one" } else { "" };
                format!("{here}; {units} other units give about {usual}{sign}{scaled} ({times})")
            }
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy { expected: Some(self.deviation.expected), ..Discrepancy::reported(at) }
    }
}
