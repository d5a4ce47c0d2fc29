//! Two places of one file that name two units or two periods: headings, names of sheets, the signature, the file's name.
//!
//! Raised while the sheets of a workbook are read; about the file's name, when a file is read (`desk::one_file`). A
//! round counts such a report for nobody until somebody decides.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, FindingKind, Location, SheetCell, Subject, wording};
use phuluc_form::{Lang, Period, Severity, match_key, unit};
use std::sync::Arc;

/// Two places that name two units or two periods.
#[derive(Clone, Debug)]
pub struct IdentityDiffers {
    /// What both name.
    pub what: Named,
    /// The place that the finding is about.
    pub here: Claim,
    /// The place that it contradicts.
    pub elsewhere: Claim,
    /// The other places of the file that name the same as `here`.
    pub also: Vec<Claim>,
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
        let Self { what, here, elsewhere, .. } = self;
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
            } + &self.other_places(lang);
        }
        let (text, other) = (format!("“{}”{}", here.text, self.other_places(lang)), &elsewhere.text);
        let place = elsewhere.place(lang, here.sheet());
        match (lang, &here.stands) {
            (Lang::Vi, Stands::Cell(_)) => format!("ghi {named} {text}, {place} ghi “{other}”"),
            (Lang::Vi, Stands::SheetName(_)) => {
                format!("tên trang tính ghi {named} {text}, {place} ghi “{other}”")
            }
            (Lang::Vi, Stands::FileName) => format!("tên tệp ghi {named} {text}, {place} ghi “{other}”"),
            (Lang::En, Stands::Cell(_)) => format!("names {named} {text}, {place} “{other}”"),
            (Lang::En, Stands::SheetName(_)) => {
                format!("the sheet's name names {named} {text}, {place} “{other}”")
            }
            (Lang::En, Stands::FileName) => {
                format!("the file's name names {named} {text}, {place} “{other}”")
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
        let (here, elsewhere) = (here.clone(), elsewhere.clone());
        Finding::new(subject, Self { what, here, elsewhere, also: Vec::new() })
    }

    /// Makes one finding of those that tell one contradiction at several places: the first, which names the others.
    pub(crate) fn tell_once(findings: &mut Vec<Finding>) {
        let mut told: Vec<(Self, [String; 2], usize)> = Vec::new();
        let mut kept = 0;
        findings.retain(|finding| {
            if let Some(found) = finding.general::<Self>() {
                let names = found.names();
                let [here, elsewhere] = &names;
                let first = told.iter_mut().find(|(first, known, _)| {
                    let is_turned = known[0] == *elsewhere && known[1] == *here;
                    first.what == found.what && (*known == names || is_turned)
                });
                if let Some((first, known, _)) = first {
                    first.add(if known[0] == *here { &found.here } else { &found.elsewhere });
                    return false;
                }
                told.push((found.clone(), names, kept));
            }
            kept += 1;
            true
        });
        for (told, _, index) in told.into_iter().filter(|(told, ..)| !told.also.is_empty()) {
            findings[index].kind = FindingKind::General(Arc::new(told));
        }
    }

    /// The two units or periods, each in one spelling.
    fn names(&self) -> [String; 2] {
        let claims = [&self.here, &self.elsewhere];
        // a text that names two periods stands for both
        if self.here == self.elsewhere {
            return claims.map(|claim| match_key(&claim.text));
        }
        claims.map(|claim| match self.what {
            Named::Unit => unit::key(&claim.text),
            Named::Period => {
                let text = &claim.text;
                let period = Period::find(text).or_else(|| Period::in_words(text).map(|(period, _)| period));
                period.map_or_else(|| match_key(text), |period| period.to_string())
            }
        })
    }

    /// Adds another place that names the same as `here`.
    fn add(&mut self, claim: &Claim) {
        let is_known = [&self.here].into_iter().chain(&self.also).any(|known| known.stands == claim.stands);
        if !is_known {
            self.also.push(claim.clone());
        }
    }

    /// The other places, in parentheses; empty if there are none.
    fn other_places(&self, lang: Lang) -> String {
        let places = self.also.iter().take(wording::NAMED).map(|claim| claim.place(lang, self.here.sheet()));
        let places = places.collect::<Vec<_>>().join("; ");
        match (lang, self.also.len()) {
            (_, 0) => String::new(),
            (Lang::Vi, ..=wording::NAMED) => format!(" (cũng ghi như vậy: {places})"),
            (Lang::Vi, all) => format!(" (cũng ghi như vậy: {places} và {} chỗ khác)", all - wording::NAMED),
            (Lang::En, ..=wording::NAMED) => format!(" (also {places})"),
            (Lang::En, all) => format!(" (also {places} and {} more places)", all - wording::NAMED),
        }
    }

    /// Whether two names cannot be those of one unit. A name with more words, such as former names in parentheses,
    /// is no other one.
    pub(crate) fn are_two_units(here: &str, elsewhere: &str) -> bool {
        let [here, elsewhere] = [here, elsewhere].map(without_leading_noughts);
        !here.starts_with(&elsewhere) && !elsewhere.starts_with(&here)
    }
}

/// The key of a unit's name in which “Xã Ví dụ 1” is “Xã Ví dụ 01”.
fn without_leading_noughts(name: &str) -> String {
    let key = unit::key(name);
    key.split(' ').map(|word| word.trim_start_matches('0')).fold(String::new(), |all, word| all + word + " ")
}
