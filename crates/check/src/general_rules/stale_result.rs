//! A formula whose stored result differs from its recalculated value.
//!
//! Raised by the check, at each place.

use crate::answer::{Unreadable, WhyUnreadable};
use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location};
use crate::general_rules::doubtful_readings;
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Lang, Severity, number};

/// The two readings: the recalculated value, and the stored one.
#[derive(Clone, Debug)]
pub struct StaleResult(pub Unreadable);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "stale-result",
    severity: Severity::Error,
    vi: Manual {
        title: "Kết quả lưu trong tệp khác kết quả tính lại của công thức",
        why: "Tệp được sửa bằng phần mềm không tính lại công thức, nên ô còn giữ kết quả cũ; mở bằng Excel thì số lại khác.",
        example: "Ô D10 có công thức cộng D11 đến D13, tệp lưu 30, cộng lại được 35.",
        todo: "Mở tệp bằng Excel, bấm Ctrl+Alt+F9 để tính lại, lưu rồi gửi lại.",
    },
    en: Manual {
        title: "a stored result that its formula does not come to",
        why: "a program changed the file without working its formulas out; Excel will show another figure",
        example: "D10 adds D11 to D13, the file holds 30, they come to 35",
        todo: "open the file in Excel, press Ctrl+Alt+F9, save and send it again",
    },
};

impl GeneralFinding for StaleResult {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self(unreadable) = self;
        match lang {
            Lang::Vi => {
                let meant = doubtful_readings::other_than_stored(unreadable);
                match meant.as_slice() {
                    [again, stored] => format!(
                        "công thức tính lại được {} nhưng tệp đang lưu kết quả {}",
                        number::vietnamese(*again),
                        number::vietnamese(*stored)
                    ),
                    meant => {
                        let may_be = doubtful_readings::may_be(lang, meant, "");
                        format!("kết quả công thức lưu trong tệp khác kết quả tính lại{may_be}")
                    }
                }
            }
            Lang::En => {
                let may_be = doubtful_readings::may_be(lang, &unreadable.readings, "");
                format!("its formula comes to another figure than is stored{may_be}")
            }
        }
    }

    fn figures(&self, _at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::default() }
    }
}

/// Checks a place that asks for a figure.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    let unreadable = place.unreadable(&[WhyUnreadable::Stale])?;
    Some(place.finding(StaleResult(unreadable.clone())))
}
