//! A version of a form that was not in force at the end of the report's period.
//!
//! Raised while a form is read from its sheet.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use chrono::NaiveDate;
use phuluc_form::{Form, Lang, Period, Severity, date};
use std::sync::Arc;

/// A version of a form that was not in force.
#[derive(Clone, Debug)]
pub struct NotInForce {
    /// The decree or circular that the version comes from.
    paper: String,
    /// Its first day.
    from: NaiveDate,
    /// Its last day, if another version followed.
    to: Option<NaiveDate>,
    /// The report's period.
    period: Period,
    /// The forms that replace it, by name, each with its decree or circular.
    instead: Vec<(String, String)>,
    /// The columns that only the version in its place has.
    lacking: Vec<String>,
}

impl NotInForce {
    /// The finding about a form in a report whose period other forms are in force for.
    pub fn new(form: &Form, period: Period, instead: &[&Arc<Form>]) -> Self {
        let versions = instead.iter().filter(|other| other.id == form.id);
        let columns = versions.flat_map(|other| &other.columns);
        let lacking = columns.filter(|column| !column.optional && form.column(&column.id).is_none());
        Self {
            paper: form.paper().to_owned(),
            from: form.from,
            to: form.to,
            period,
            instead: instead.iter().map(|other| (other.known_as(), other.paper().to_owned())).collect(),
            lacking: lacking.map(|column| column.say.clone()).collect(),
        }
    }

    /// The forms that replace it, grouped by source: “Biểu mẫu 1, Biểu mẫu 2 của Công văn …”.
    fn in_place(&self, of: &str) -> Option<String> {
        let mut papers: Vec<(&str, Vec<&str>)> = Vec::new();
        for (form, paper) in &self.instead {
            match papers.iter_mut().find(|(known, _)| known == paper) {
                Some((_, forms)) => forms.push(form),
                None => papers.push((paper, vec![form])),
            }
        }
        let said: Vec<String> =
            papers.iter().map(|(paper, forms)| format!("{} {of} {paper}", forms.join(", "))).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "not-in-force",
    severity: Severity::Warning,
    vi: Manual {
        title: "Dùng mẫu biểu chưa có hoặc không còn hiệu lực trong kỳ báo cáo",
        why: "Mẫu cũ và mẫu mới có cột khác nhau; cộng chung dễ sai.",
        example: "Kỳ năm 2024 dùng mẫu của Thông tư 02/2017/TT-VPCP.",
        todo: "Lấy mẫu đang dùng, chép số sang (cột mà mẫu cũ không có thì tách số ra), rồi gửi lại; chưa có mẫu nào thì hỏi đơn vị nhận báo cáo.",
    },
    en: Manual {
        title: "a version of the form that was not in force in the period",
        why: "versions have different columns and do not add up",
        example: "the form of 2017 for a report on 2024",
        todo: "move the figures to the form in force, split them for the columns that the old one lacks, and send again; if no form is known, ask the receiving unit",
    },
};

impl GeneralFinding for NotInForce {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { paper, from, to, period, .. } = self;
        let over = to.filter(|to| *to < period.to);
        match lang {
            Lang::Vi => {
                let days = match over {
                    Some(to) => format!("chỉ dùng đến ngày {}", date(to)),
                    None => format!("chỉ dùng từ ngày {}", date(*from)),
                };
                let instead = match self.in_place("của") {
                    Some(forms) => format!("dùng {forms}"),
                    None => "chưa có mẫu nào được khai báo".to_owned(),
                };
                let lacking = match self.lacking.as_slice() {
                    [] => String::new(),
                    columns => format!("; mẫu này không có cột “{}”", columns.join("”, “")),
                };
                // some forms are known by no paper, only as they were printed
                let of = match paper.strip_prefix("Mẫu ") {
                    Some(printed) => format!("mẫu {printed}"),
                    None => format!("mẫu của {paper}"),
                };
                format!("lập theo {of}, {days}; kỳ này {instead}{lacking}")
            }
            Lang::En => {
                let days = match over {
                    Some(to) => format!("in force until {to}"),
                    None => format!("in force from {from}"),
                };
                let instead = match self.in_place("of") {
                    Some(forms) => format!("use {forms}"),
                    None => "no form is known".to_owned(),
                };
                let lacking = match self.lacking.as_slice() {
                    [] => String::new(),
                    columns => format!("; it lacks the columns “{}”", columns.join("”, “")),
                };
                format!(
                    "the form of {paper}, {days}; for {} {instead}{lacking}",
                    wording::period(lang, *period)
                )
            }
        }
    }
}
