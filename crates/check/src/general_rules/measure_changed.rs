//! A row with another unit of measure than the form prints, so that its figures cannot be added to others.
//!
//! Raised by the check, at each place.

use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::stages::PlaceInForm;
use crate::locate::words;
use crate::submission::is_ditto;
use phuluc_form::{Holds, Kind, Lang, Severity, match_key, money};

/// Another unit of measure.
#[derive(Clone, Debug)]
pub struct MeasureChanged {
    /// The unit that the form prints.
    pub printed: String,
    /// The unit on the sheet.
    pub found: String,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "measure-changed",
    severity: Severity::Warning,
    vi: Manual {
        title: "Đơn vị tính khác với mẫu biểu",
        why: "Số đếm theo đơn vị tính khác thì không cộng được với số của các đơn vị khác.",
        example: "Mẫu ghi “Cơ quan, đơn vị”, báo cáo sửa thành “Công chức” và ghi 5.",
        todo: "Giữ nguyên đơn vị tính của mẫu và ghi số theo đơn vị tính đó; nội dung khác ghi ở cột Ghi chú.",
    },
    en: Manual {
        title: "the unit of measure differs from the form's",
        why: "figures that count different things cannot be added up",
        example: "the form counts agencies, the report changed it to civil servants and gives 5",
        todo: "keep the printed unit of measure and give the figure in it; put anything else in the remarks",
    },
};

impl GeneralFinding for MeasureChanged {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        let Self { printed, found } = self;
        match lang {
            Lang::Vi => format!("ghi {here} theo đơn vị tính “{found}”, mẫu biểu là “{printed}”"),
            Lang::En => format!("{here} measured in “{found}”, the form says “{printed}”"),
        }
    }
}

/// Checks a place of a printed row. 0 is 0 in any unit of measure.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    place.figure_to_add_up()?;
    if place.is_out_of_scope() {
        return None;
    }
    let form = &place.filled.form;
    let row = &place.filled.rows[place.row];
    let printed = &form.fixed_rows()[row.fixed()?];
    // senders often write a printed list of codes in another order
    let printed = printed.measured_in.as_ref().filter(|_| !matches!(printed.kind, Kind::Choice(_)))?;
    let column = form.column_holding(&Holds::Measure)?;
    let mut upwards = place.filled.rows[..=place.row].iter().rev().map(|row| row.entries.get(column).raw());
    let found = upwards.find(|found| !is_ditto(found))?;
    // a different unit of money was converted
    let is_money = money::zeros(&found).is_some() && money::zeros(printed).is_some();
    let is_changed = !is_money && !found.is_empty() && *found != **printed && !are_one(&found, printed);
    is_changed.then(|| place.finding(MeasureChanged { printed: printed.clone(), found: found.into_owned() }))
}

/// Whether two units of measure are one: an abbreviation is no difference, and “%” has several names.
fn are_one(found: &str, printed: &str) -> bool {
    const PERCENT: [&str; 5] = ["%", "phan tram", "(%)", "ty le %", "ty le (%)"];
    let [found, printed] = [found, printed].map(match_key);
    found == printed
        || [&found, &printed].iter().all(|key| PERCENT.contains(&key.as_str()))
        || (words(&found) == words(&printed) && found.contains(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::are_one;

    #[track_caller]
    fn case(found: &str, printed: &str, expected: bool) {
        assert_eq!(are_one(found, printed), expected, "“{found}” for “{printed}”");
    }

    #[test]
    fn an_abbreviation_is_no_other_unit() {
        case("VB", "Văn bản", true);
        case("hồ  sơ", "Hồ sơ", true);
        case("TTHC", "Thủ tục hành chính", true);
        case("Tỷ lệ (%)", "%", true);
        case("Phần trăm", "%", true);
        case("Hồ sơ", "Văn bản", false);
        case("Văn bản", "%", false);
        case("1", "%", false);
    }
}
