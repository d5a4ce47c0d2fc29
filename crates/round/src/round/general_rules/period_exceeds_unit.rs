//! A report on the whole period from a unit that exists in a part of it. What it reports of the other days may count
//! twice, because another unit reports on them.
//!
//! Raised when the reports of a unit are gathered (`consolidate`).

use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual, wording};
use phuluc_form::{Lang, Period, Severity};

/// A report on more days than its unit has.
#[derive(Clone, Debug)]
pub struct PeriodExceedsUnit {
    /// The period of the report.
    pub here: Period,
    /// The days of the unit within it.
    pub part: Period,
    /// The units that it took over, or that took it over.
    pub others: Vec<String>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "period-exceeds-unit",
    severity: Severity::Warning,
    vi: Manual {
        title: "Báo cáo ghi cả kỳ, đơn vị chỉ có trong một phần của kỳ",
        why: "Số của những ngày trước khi đơn vị có hoặc sau khi đơn vị kết thúc thuộc đơn vị khác; cộng cả hai thì tính hai lần.",
        example: "Xã kết thúc ngày 31/01/2024 gửi báo cáo từ ngày 15/12/2023 đến ngày 14/3/2024.",
        todo: "Kiểm tra số liệu tính cho những ngày nào. Chỉ tính những ngày của đơn vị thì ghi lại kỳ báo cáo; tính cả kỳ thì gửi lại, hoặc thống nhất chỉ một đơn vị báo cáo và ghi giải trình.",
    },
    en: Manual {
        title: "a report on the whole period from a unit that exists in a part of it",
        why: "the figures of the other days belong to another unit, and count twice if both report them",
        example: "a commune that ended on 31/1/2024 reports on 15/12/2023 to 14/3/2024",
        todo: "find out which days the figures cover; correct the period or the figures, or explain it",
    },
};

impl GeneralFinding for PeriodExceedsUnit {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { here, part, others } = self;
        let others = if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
        match lang {
            Lang::Vi => format!(
                "báo cáo {here}, đơn vị chỉ có {part}; số của những ngày khác có thể bị tính hai lần{others}"
            ),
            Lang::En => {
                let [here, part] = [here, part].map(|period| wording::period(lang, *period));
                format!(
                    "reports on {here}, but the unit exists on {part} only; figures of the other days may count twice{others}"
                )
            }
        }
    }
}
