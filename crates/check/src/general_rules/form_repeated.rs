//! A form that stands in several places of a workbook, or came in two files of a unit.
//!
//! Raised while the sheets of a workbook are read, and when the files of a unit are joined.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Location, wording};
use phuluc_form::{Lang, Severity};
use phuluc_grid::At;

/// A form that came more than once.
#[derive(Clone, Debug)]
pub enum FormRepeated {
    /// It stands on two sheets. The name is that of the sheet that was read.
    OnTwoSheets(String),
    /// It stands in several places, and nobody knows which one is for this period. Each comes with its heading.
    InSeveralPlaces(Vec<Claimant>),
    /// It came in two files. The name is that of the file that counts.
    InTwoFiles(String),
}

/// A table or column with a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimant {
    /// The name of its sheet.
    pub sheet: String,
    /// Its first cell.
    pub at: At,
    /// The heading above it.
    pub heading: String,
}

impl Claimant {
    /// Its place and its heading, in words.
    pub fn say(&self, lang: Lang) -> String {
        let Self { sheet, at, heading } = self;
        match (lang, heading.is_empty()) {
            (Lang::Vi, true) => format!("trang tính “{sheet}”, ô {at}"),
            (Lang::Vi, false) => format!("trang tính “{sheet}”, ô {at} (“{heading}”)"),
            (Lang::En, true) => format!("sheet “{sheet}”, {at}"),
            (Lang::En, false) => format!("sheet “{sheet}”, {at} (“{heading}”)"),
        }
    }
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "form-repeated",
    severity: Severity::Error,
    vi: Manual {
        title: "Một biểu có ở hai trang tính hoặc hai tệp",
        why: "Không biết bản nào là số liệu chính thức.",
        example: "Biểu 06a có ở trang tính “Biểu 06a” và “Biểu 06a (2)”.",
        todo: "Chỉ để lại một bản của mỗi biểu, xóa bản nháp rồi gửi lại.",
    },
    en: Manual {
        title: "a form stands on two sheets",
        why: "which of them counts cannot be known",
        example: "Biểu 06a and Biểu 06a (2) in one file",
        todo: "keep one sheet for each form and send again",
    },
};

impl GeneralFinding for FormRepeated {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match (lang, self) {
            (Lang::Vi, Self::OnTwoSheets(first)) => {
                format!("biểu này đã có ở trang tính “{first}”; số ở trang tính này chưa được đọc")
            }
            (Lang::En, Self::OnTwoSheets(first)) => {
                format!("the form was read from sheet “{first}” already; this one was not")
            }
            (Lang::Vi, Self::InSeveralPlaces(places)) => {
                let places = wording::listed(places.iter().map(|place| place.say(lang)));
                format!("biểu này có ở nhiều chỗ, không biết chỗ nào là số của kỳ này nên chưa đọc: {places}")
            }
            (Lang::En, Self::InSeveralPlaces(places)) => {
                let places: Vec<String> = places.iter().map(|place| place.say(lang)).collect();
                let places = places.join("; ");
                format!(
                    "the form stands in several places and none was read, for which is of this period is not known: {places}"
                )
            }
            (Lang::Vi, Self::InTwoFiles(first)) => {
                format!("biểu này đã có ở tệp “{first}”; số ở tệp này chưa được dùng")
            }
            (Lang::En, Self::InTwoFiles(first)) => {
                format!("the form came in “{first}” already; this one is not used")
            }
        }
    }
}
