//! A figure in a row that concerns only units of another level.
//!
//! Raised by the check, at each place.

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Lang, Level, Severity};

/// The level of the unit that has such a figure.
#[derive(Clone, Debug)]
pub struct ValueOutOfScope(pub Level);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "value-out-of-scope",
    severity: Severity::Warning,
    vi: Manual {
        title: "Có số ở dòng không thuộc phạm vi báo cáo của đơn vị",
        why: "Dòng của cấp khác do cấp khác báo cáo; ghi ở đây sẽ tính trùng.",
        example: "UBND xã ghi số văn bản do cấp tỉnh ban hành.",
        todo: "Xóa số nếu không phải của đơn vị; nếu phải báo cáo thay thì giải trình ở cột Ghi chú.",
    },
    en: Manual {
        title: "a figure in a row that is not the unit's",
        why: "another level reports that row; a figure here would count twice",
        example: "a commune gives the number of the province's documents",
        todo: "clear it if it is not the unit's, or explain it in the remarks",
    },
};

impl GeneralFinding for ValueOutOfScope {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        let level = wording::level(lang, self.0);
        match lang {
            Lang::Vi => format!("ghi {here}, dòng này không thuộc phạm vi báo cáo của cấp {level}"),
            Lang::En => format!("{here} in a row that is not a {level}'s"),
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("blank"), ..Discrepancy::reported(at) }
    }
}

/// Checks a place of a row that does not concern the unit's level. 0 means that there is nothing.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    place.figure_to_add_up()?;
    let level = place.level.unwrap_or(place.filled.form.usual_sender());
    place.is_out_of_scope().then(|| place.finding(ValueOutOfScope(level)))
}
