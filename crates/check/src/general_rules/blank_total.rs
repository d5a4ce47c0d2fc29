//! A total or percentage that was left blank though its parts are given.
//!
//! Raised by the check, where a relation of a form is open because its left side is blank.

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, shown};
use phuluc_form::{Interval, Lang, Severity, number};
use rust_decimal::Decimal;

/// A total or percentage left blank.
#[derive(Clone, Debug)]
pub struct BlankTotal {
    /// The value that its parts give.
    pub computed: Interval,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "blank-total",
    severity: Severity::Warning,
    vi: Manual {
        title: "Bỏ trống số tổng hoặc tỷ lệ trong khi các số thành phần đã có",
        why: "Ô trống là chưa báo cáo: cấp trên không thể tự điền thay đơn vị.",
        example: "Mục 1.4 bỏ trống, mục 1.4.3 ghi 129.",
        todo: "Điền số tính được, hoặc giải trình vì sao không có.",
    },
    en: Manual {
        title: "a total or percentage left blank though its parts are given",
        why: "a blank says nothing: the level above cannot fill it in for the sender",
        example: "row 1.4 is blank, row 1.4.3 holds 129",
        todo: "fill in the figure that follows, or explain why there is none",
    },
};

impl GeneralFinding for BlankTotal {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let percent = at.is_some_and(|place| place.shown.percent);
        let value = shown(self.computed, percent);
        let least = self.computed.lo().unwrap_or_default();
        match lang {
            Lang::Vi => {
                let computed = match value {
                    Some(value) => number::vietnamese(value),
                    None => format!("ít nhất {}", number::vietnamese(least.normalize())),
                };
                let sign = if percent { "%" } else { "" };
                format!("chưa nhập, trong khi các số thành phần cho biết là {computed}{sign}")
            }
            Lang::En => {
                let computed = value.map_or_else(|| format!("at least {least}"), number::english);
                format!("blank, though its parts give {computed}")
            }
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy {
            relation: Some("="),
            expected: shown(self.computed, at.is_some_and(|place| place.shown.percent)),
            ..Discrepancy::default()
        }
    }
}

impl BlankTotal {
    /// The finding if the parts give this value; none if the value may be 0.
    pub(crate) fn of(computed: Interval) -> Option<Self> {
        computed.lo().is_some_and(|lo| lo > Decimal::ZERO).then_some(Self { computed })
    }
}
