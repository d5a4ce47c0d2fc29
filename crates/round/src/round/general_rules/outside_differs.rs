//! A figure that others give, as the points of a survey, where the report has another one.
//!
//! Raised where what a unit sent is read (`desk::one_file`), from `so-lieu-ngoai.xlsx`.

use phuluc_check::{Discrepancy, Finding, GeneralFinding, GeneralRule, Location, Manual, wording};
use phuluc_form::{Lang, Severity};
use rust_decimal::Decimal;

/// Others give another figure than the report has.
#[derive(Clone, Debug)]
pub struct OutsideDiffers {
    /// What they give.
    pub given: Decimal,
    /// The paper that says so.
    pub source: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "outside-differs",
    severity: Severity::Warning,
    vi: Manual {
        title: "Số do nơi khác cho khác với số trong tệp",
        why: "Điểm khảo sát và các số khác ghi ở so-lieu-ngoai.xlsx do nơi khác cho, không phải đơn vị tự chấm; số ở đó được tính thay cho số trong tệp.",
        example: "Đơn vị ghi điểm điều tra xã hội học 25, kết quả khảo sát là 22,5.",
        todo: "Đối chiếu với văn bản công bố kết quả; sai ở so-lieu-ngoai.xlsx thì sửa ở đó.",
    },
    en: Manual {
        title: "others give another figure than the file has",
        why: "points of a survey and other figures in so-lieu-ngoai.xlsx are not for the unit to give; they count instead of those in its file",
        example: "a unit writes 25 for the survey, of which the result is 22.5",
        todo: "look at the paper that gives the result; mend so-lieu-ngoai.xlsx if that is wrong",
    },
};

impl GeneralFinding for OutsideDiffers {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let (here, given) = (wording::answer_if(lang, at), wording::figure(lang, self.given));
        let Self { source, .. } = self;
        match lang {
            Lang::Vi => format!("ghi {here}, nơi khác cho {given} (căn cứ: {source}); tính theo {given}"),
            Lang::En => format!("{here} here, {given} given by others (basis: {source}), which counts"),
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("="), expected: Some(self.given), ..Discrepancy::reported(at) }
    }
}

/// At the place of the figure.
pub(crate) fn found(place: Location, given: Decimal, source: &str) -> Finding {
    Finding::at_place(place, OutsideDiffers { given, source: source.to_owned() })
}
