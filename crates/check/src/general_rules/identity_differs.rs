//! Two places of one file that name two units or two periods: headings, names of sheets, the signature, the file's name.
//!
//! Raised while the sheets of a workbook are read; about the file's name, when a file is read (`desk::one_file`). A
//! round counts such a report for nobody until somebody decides.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, SheetCell, Subject};
use phuluc_form::{Lang, Severity, unit};

/// Two places that name two units or two periods.
#[derive(Clone, Debug)]
pub struct IdentityDiffers {
    /// What both name.
    pub what: Named,
    /// The place that the finding is about.
    pub here: Claim,
    /// The place that it contradicts.
    pub elsewhere: Claim,
}

/// What a place names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// The unit that reports.
    Unit,
    /// The period.
    Period,
}

/// A place that names a unit or a period, with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Where the text stands.
    pub stands: Stands,
    /// The text.
    pub text: String,
}

/// Where a text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// In a cell.
    Cell(SheetCell),
    /// In the name of a sheet.
    SheetName(String),
    /// In the file's name.
    FileName,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "identity-differs",
    severity: Severity::Error,
    vi: Manual {
        title: "Tên đơn vị hoặc kỳ báo cáo không thống nhất trong một tệp",
        why: "Thường là tệp của đơn vị khác hoặc của kỳ trước được sửa lại; có thể còn sót số liệu cũ.",
        example: "Tiêu đề ghi quý II, trang tính khác còn ghi quý I.",
        todo: "Sửa tiêu đề cho thống nhất và kiểm tra lại số liệu có đúng của kỳ này không.",
    },
    en: Manual {
        title: "one file names two units or two periods",
        why: "often an old or borrowed file under a new name, with old figures left in it",
        example: "one heading says quarter II, another still quarter I",
        todo: "make the headings agree and look whether the figures are this period's",
    },
};

impl GeneralFinding for IdentityDiffers {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let Self { what, here, elsewhere } = self;
        let named = match (lang, what) {
            (Lang::Vi, Named::Unit) => "đơn vị",
            (Lang::Vi, Named::Period) => "kỳ báo cáo",
            (Lang::En, Named::Unit) => "the unit",
            (Lang::En, Named::Period) => "the period",
        };
        if here == elsewhere {
            return match lang {
                Lang::Vi => format!("ghi hai {named} khác nhau: “{}”", here.text),
                Lang::En => format!("names {named} in two ways: “{}”", here.text),
            };
        }
        let (text, other) = (&here.text, &elsewhere.text);
        let place = elsewhere.place(lang, here.sheet());
        match (lang, &here.stands) {
            (Lang::Vi, Stands::Cell(_)) => format!("ghi {named} “{text}”, {place} ghi “{other}”"),
            (Lang::Vi, Stands::SheetName(_)) => {
                format!("tên trang tính ghi {named} “{text}”, {place} ghi “{other}”")
            }
            (Lang::Vi, Stands::FileName) => format!("tên tệp ghi {named} “{text}”, {place} ghi “{other}”"),
            (Lang::En, Stands::Cell(_)) => format!("names {named} “{text}”, {place} “{other}”"),
            (Lang::En, Stands::SheetName(_)) => {
                format!("the sheet's name names {named} “{text}”, {place} “{other}”")
            }
            (Lang::En, Stands::FileName) => {
                format!("the file's name names {named} “{text}”, {place} “{other}”")
            }
        }
    }
}

impl Claim {
    /// A text in a cell.
    pub(crate) fn in_cell(sheet: &str, at: phuluc_grid::At, text: &str) -> Self {
        Self { stands: Stands::Cell(SheetCell { sheet: sheet.to_owned(), at }), text: text.trim().to_owned() }
    }

    /// The sheet on which it stands.
    fn sheet(&self) -> Option<&str> {
        match &self.stands {
            Stands::Cell(cell) => Some(&cell.sheet),
            Stands::SheetName(sheet) => Some(sheet),
            Stands::FileName => None,
        }
    }

    /// Its place in a sentence about something on the sheet `beside`.
    fn place(&self, lang: Lang, beside: Option<&str>) -> String {
        match (lang, &self.stands) {
            (Lang::Vi, Stands::Cell(cell)) if beside == Some(&cell.sheet) => format!("ô {}", cell.at),
            (Lang::Vi, Stands::Cell(cell)) => format!("trang tính “{}”, ô {}", cell.sheet, cell.at),
            (Lang::Vi, Stands::SheetName(sheet)) => format!("tên trang tính “{sheet}”"),
            (Lang::Vi, Stands::FileName) => "tên tệp".to_owned(),
            (Lang::En, Stands::Cell(cell)) if beside == Some(&cell.sheet) => cell.at.to_string(),
            (Lang::En, Stands::Cell(cell)) => format!("{}!{}", cell.sheet, cell.at),
            (Lang::En, Stands::SheetName(sheet)) => format!("the name of the sheet “{sheet}”"),
            (Lang::En, Stands::FileName) => "the file's name".to_owned(),
        }
    }
}

impl IdentityDiffers {
    /// The finding about `here`.
    pub(crate) fn finding(what: Named, here: &Claim, elsewhere: &Claim) -> Finding {
        let subject = match &here.stands {
            Stands::Cell(cell) => Subject::Cell(cell.clone()),
            Stands::SheetName(sheet) => Subject::Sheet(sheet.clone()),
            Stands::FileName => Subject::File,
        };
        Finding::new(subject, Self { what, here: here.clone(), elsewhere: elsewhere.clone() })
    }

    /// Whether two names cannot be those of one unit. A name with more words, such as former names in parentheses,
    /// is no other one.
    pub(crate) fn are_two_units(here: &str, elsewhere: &str) -> bool {
        let [here, elsewhere] = [here, elsewhere].map(|name| format!("{} ", unit::key(name)));
        !here.starts_with(&elsewhere) && !elsewhere.starts_with(&here)
    }
}
