//! Remarks (Ghi chú) that speak against the figure, the 0 or the “-” beside them.
//!
//! Raised by the check, on each form: one finding for each way in which remarks do so.

use crate::answer::{Answer, Remark, is_dash};
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::FormInSubmission;
use crate::submission::Entry;
use phuluc_form::{Holds, Kind, Lang, Severity, match_key};
use phuluc_grid::At;

/// Cells whose remarks speak against them.
#[derive(Clone, Debug)]
pub struct RemarkContradicts {
    /// The way in which they do so.
    pub how: HowContradicts,
    /// The cells of the figures.
    pub cells: Vec<At>,
    /// The first of the remarks.
    pub remark: String,
}

/// The way in which a remark speaks against what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowContradicts {
    /// It says that the figure is not known, beside a 0, which counts.
    ZeroNotKnown,
    /// It says that the figure is not known, beside a “-”, which therefore counts as blank.
    DashNotKnown,
    /// It says that others report the figure, beside a “-”, which counts as 0.
    DashOfOthers,
    /// It says anything else beside a “-”, which counts as 0.
    DashExplained,
    /// It names another figure, or another time or unit for the figure.
    Figure,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "remark-contradicts",
    severity: Severity::Note,
    vi: Manual {
        title: "Ghi chú không khớp với số liệu bên cạnh",
        why: "Chỉ ô số liệu được tính; ghi chú “chưa có số liệu” hay “số đúng là 9” cho biết ô số liệu có thể chưa đúng.",
        example: "Mục 1.2 ghi 7, Ghi chú ghi “Sửa thành 9”.",
        todo: "Sửa ô số liệu cho đúng; chưa có số liệu thì để trống và ghi rõ ở cột Ghi chú.",
    },
    en: Manual {
        title: "a remark speaks against the figure beside it",
        why: "only the cell of the figure counts; a remark such as “no data yet” or “should be 9” says that it may be wrong",
        example: "row 1.2 is 7, and its remark says “make this 9”",
        todo: "correct the figure; if it is not known, leave it blank and say so in the remark",
    },
};

impl GeneralFinding for RemarkContradicts {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { how, cells, remark } = self;
        let cells = wording::first_cells(lang, cells);
        match (lang, how) {
            (Lang::Vi, HowContradicts::ZeroNotKnown) => {
                format!("ô {cells} ghi 0, Ghi chú lại ghi “{remark}”; số 0 đang được tính")
            }
            (Lang::Vi, HowContradicts::DashNotKnown) => {
                format!("ô {cells} ghi “-”, Ghi chú ghi “{remark}”: hiểu là chưa có số liệu, không tính là 0")
            }
            (Lang::Vi, HowContradicts::DashOfOthers) => {
                format!("ô {cells} ghi “-”, Ghi chú ghi “{remark}”: hiểu là không áp dụng với đơn vị này")
            }
            (Lang::Vi, HowContradicts::DashExplained) => {
                format!("ô {cells} ghi “-”, Ghi chú ghi “{remark}”: “-” đang được tính là 0")
            }
            (Lang::Vi, HowContradicts::Figure) => {
                format!("Ghi chú ghi “{remark}”, không khớp với số đang ghi (ô {cells})")
            }
            (Lang::En, HowContradicts::ZeroNotKnown) => {
                format!("{cells} is 0, and the remark says “{remark}”; the 0 counts")
            }
            (Lang::En, HowContradicts::DashNotKnown) => {
                format!("{cells} is “-”, and the remark says “{remark}”: read as not known, not as 0")
            }
            (Lang::En, HowContradicts::DashOfOthers) => {
                format!("{cells} is “-”, and the remark says “{remark}”: read as not applicable")
            }
            (Lang::En, HowContradicts::DashExplained) => {
                format!("{cells} is “-”, and the remark says “{remark}”: the “-” counts as 0")
            }
            (Lang::En, HowContradicts::Figure) => {
                format!("the remark “{remark}” speaks against the figure ({cells})")
            }
        }
    }
}

/// Checks the remarks of a form, which the sender wrote beside the printed rows.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let filled = form.filled;
    let Some(note) = filled.form.column_holding(&Holds::Note) else { return Vec::new() };
    let mut found: Vec<(String, RemarkContradicts)> = Vec::new();
    for (row, answers) in filled.rows.iter().enumerate() {
        let remark = answers.entries.get(note).raw().into_owned();
        let Some(printed) = answers.fixed().map(|index| &filled.form.fixed_rows()[index]) else { continue };
        let key = match_key(&remark);
        if key.is_empty() || printed.nil.iter().any(|nil| match_key(nil) == key) {
            continue;
        }
        for (column, entry) in answers.entries.iter().enumerate() {
            let is_figure = filled.kind(row, column).is_some_and(Kind::is_figure);
            let Some(at) = entry.at.filter(|_| is_figure) else { continue };
            let Some(how) = contradiction(&entry, Remark::of(&remark, form.period), &key) else { continue };
            let sheet = filled.sheet_of(row);
            match found.iter_mut().find(|(other, it)| other == sheet && it.how == how) {
                Some((_, it)) => it.cells.push(at),
                None => {
                    let found_here = RemarkContradicts { how, cells: vec![at], remark: remark.clone() };
                    found.push((sheet.to_owned(), found_here));
                }
            }
        }
    }
    let findings = found.into_iter().map(|(sheet, it)| {
        let is_counted = it.how == HowContradicts::ZeroNotKnown;
        let mut finding = Finding::about_form(&filled.form, &sheet, it);
        if is_counted {
            finding.severity = Severity::Warning;
        }
        finding
    });
    findings.collect()
}

/// How a remark speaks against the entry beside it, if it does.
fn contradiction(entry: &Entry<'_>, remark: Remark, key: &str) -> Option<HowContradicts> {
    if is_dash(&entry.raw()) {
        return match remark {
            Remark::Unknown => Some(HowContradicts::DashNotKnown),
            Remark::OfOthers => Some(HowContradicts::DashOfOthers),
            Remark::Nil => None,
            Remark::Explains | Remark::Contradicts if *entry.answer == Answer::Blank => {
                Some(HowContradicts::DashNotKnown)
            }
            Remark::Explains | Remark::Contradicts => Some(HowContradicts::DashExplained),
        };
    }
    let value = entry.value()?;
    let other = key.parse().ok().filter(|figure: &rust_decimal::Decimal| *figure != value);
    match remark {
        Remark::Unknown if value.is_zero() => Some(HowContradicts::ZeroNotKnown),
        Remark::Nil if key == "khong co" && !value.is_zero() => Some(HowContradicts::Figure),
        Remark::Contradicts => Some(HowContradicts::Figure),
        _ if other.is_some() => Some(HowContradicts::Figure),
        Remark::Explains | Remark::Nil | Remark::Unknown | Remark::OfOthers => None,
    }
}
