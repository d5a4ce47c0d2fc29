//! A percentage whose decimals were cut off instead of rounded. It is right in substance.
//!
//! Raised by the check, in place of the broken rule of the form.

use crate::answer::Figure;
use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Expr, Interval, Lang, Severity, number};
use rust_decimal::Decimal;

/// A percentage that was cut off.
#[derive(Clone, Debug)]
pub struct PercentTruncated {
    /// The places of the part and the base.
    pub ratio: Box<Expr<Location>>,
    /// The rounded percentage.
    pub rounded: Decimal,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "percent-truncated",
    severity: Severity::Note,
    vi: Manual {
        title: "Tỷ lệ bị cắt, chưa làm tròn",
        why: "Số đúng về thực chất, chỉ lệch ở chữ số cuối.",
        example: "1.025/1.232 = 83,198…%: ghi 83,19%, làm tròn là 83,2%.",
        todo: "Làm tròn theo quy tắc thông thường (từ 5 trở lên thì tăng chữ số trước).",
    },
    en: Manual {
        title: "a percentage cut, not rounded",
        why: "right in substance, off in the last digit",
        example: "1025/1232 = 83.198…%: 83.19 given, 83.2 when rounded",
        todo: "round half up",
    },
};

impl GeneralFinding for PercentTruncated {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        let name = |place: &Location| wording::answer(lang, place);
        match lang {
            Lang::Vi => {
                let parts = wording::spelled(&self.ratio, &name, &|part, base| format!("{part}/{base}"));
                let rounded = number::vietnamese_as_is(self.rounded);
                format!("ghi {here}; {parts} là {rounded}% (số ghi bị cắt, chưa làm tròn)")
            }
            Lang::En => {
                let parts = wording::spelled(&self.ratio, &name, &|part, base| format!("{part} / {base}"));
                format!("{here} is cut, not rounded: {parts} is {}%", number::english(self.rounded))
            }
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("="), expected: Some(self.rounded), ..Discrepancy::reported(at) }
    }
}

/// The correctly rounded percentage, if the written figure is that percentage with its decimals cut off.
pub(crate) fn rounded(written: Figure, computed: Interval) -> Option<Decimal> {
    let (exact, half) = (computed.exact()?, written.half());
    let decimals = half.scale().checked_sub(1)?;
    let is_cut = !half.is_zero() && number::cut(exact, decimals) == written.value;
    is_cut.then(|| number::round(exact, decimals))
}
