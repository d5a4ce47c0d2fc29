//! Figures in another unit of measure than the form prints, so that they cannot be added to others.
//!
//! Raised by the check, at each place, for what the sender wrote in the row; and while a form is read from its sheet,
//! for what stands around the table. Another unit of money is converted where it is stated, and is no such finding.

use crate::answer::{is_measured_in, named_unit, stated_scale};
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::measure_converted;
use crate::general_rules::stages::PlaceInForm;
use crate::locate::words;
use crate::submission::{SaidIn, is_ditto};
use phuluc_form::{Holds, Kind, Lang, Severity, match_key, money};

pub(crate) mod around;

/// Another unit of measure.
#[derive(Clone, Debug)]
pub struct MeasureChanged {
    /// The unit that the form prints.
    pub printed: String,
    /// The unit on the sheet.
    pub found: String,
    /// Where it stands.
    pub said_in: SaidIn,
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
        let Self { printed, found, said_in } = self;
        let said = match said_in {
            SaidIn::UnitCell => String::new(),
            other => format!(" ({})", measure_converted::said_in(lang, *other)),
        };
        let is_in_row = matches!(said_in, SaidIn::UnitCell | SaidIn::Label | SaidIn::Note);
        let here = if is_in_row { wording::answer_if(lang, at) } else { String::new() };
        let is_of_row = !here.is_empty();
        match lang {
            Lang::Vi if is_of_row => {
                format!("ghi {here} theo đơn vị tính “{found}”{said}, mẫu biểu là “{printed}”")
            }
            Lang::En if is_of_row => format!("{here} measured in “{found}”{said}, the form says “{printed}”"),
            Lang::Vi => {
                format!(
                    "đơn vị tính ghi “{found}”{said}, mẫu biểu là “{printed}”; số trong biểu vẫn tính như đang ghi"
                )
            }
            Lang::En => {
                format!(
                    "the unit of measure is “{found}”{said}, the form says “{printed}”; the figures count as they stand"
                )
            }
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
    let measure = printed.measured_in.as_ref().filter(|_| !matches!(printed.kind, Kind::Choice(_)))?;
    let text = |holds| form.column_holding(holds).map(|column| row.entries.get(column).raw());
    let in_cell = form.column_holding(&Holds::Measure).and_then(|column| {
        let mut upwards =
            place.filled.rows[..=place.row].iter().rev().map(|row| row.entries.get(column).raw());
        upwards.find(|found| !is_ditto(found))
    });
    // a different unit of money was converted
    let is_money = |found: &str| money::zeros(found).is_some() && money::zeros(measure).is_some();
    let is_changed = |found: &str| {
        !is_money(found) && !found.is_empty() && *found != **measure && !are_one(found, measure)
    };
    let in_cell = in_cell.filter(|found| is_changed(found));
    let found = in_cell.map(|found| (found.into_owned(), SaidIn::UnitCell)).or_else(|| {
        if place.kind == Some(&Kind::Money) {
            return None;
        }
        let label = text(&Holds::Label).filter(|label| **label != *printed.label);
        let note = text(&Holds::Note).filter(|note| names_no_figure(note));
        let mut said = [(label, SaidIn::Label), (note, SaidIn::Note)].into_iter();
        said.find_map(|(text, said_in)| Some((stated(&text?, measure)?, said_in)))
    });
    found.map(|(found, said_in)| place.finding(MeasureChanged { printed: measure.clone(), found, said_in }))
}

/// The unit that a label or a remark states, if it is not that of the row.
fn stated(text: &str, measure: &str) -> Option<String> {
    let is_own = |unit: &str| is_measured_in(unit, measure) || is_measured_in(measure, unit);
    let found = stated_scale(text).or_else(|| named_unit(text).filter(|unit| !is_own(unit)))?;
    (!are_one(found, measure)).then(|| found.to_owned())
}

/// Whether a remark holds no figure but that of a unit.
fn names_no_figure(remark: &str) -> bool {
    let without_unit = ["1.000.000", "1.000", "1000"]
        .iter()
        .fold(remark.to_owned(), |rest, unit| rest.replacen(unit, "", 1));
    !without_unit.contains(|c: char| c.is_ascii_digit())
}

/// Whether two units of measure are one: an abbreviation is no difference, and “%” has several names.
fn are_one(found: &str, printed: &str) -> bool {
    const PERCENT: [&str; 5] = ["%", "phan tram", "(%)", "ty le %", "ty le (%)"];
    let [found, printed] = [found, printed].map(match_key);
    found == printed
        || [&found, &printed].iter().all(|key| PERCENT.contains(&key.as_str()))
        || (words(&found) == words(&printed) && found.contains(char::is_alphabetic))
        || is_short_for(&found, &printed)
}

/// Whether a unit is the initials of another, or of one with more words: “CQ, ĐV” for “Cơ quan, đơn vị”, “TTHC” for
/// “Thủ tục”.
fn is_short_for(found: &str, printed: &str) -> bool {
    let letters: String = found.chars().filter(|c| c.is_alphabetic()).collect();
    let names = printed.split(|c: char| !c.is_alphanumeric()).filter(|name| !name.is_empty());
    let initials: String = names.filter_map(|name| name.chars().next()).collect();
    let is_longer =
        !found.contains(' ') && words(found).len() > 1 && words(found).starts_with(&words(printed));
    (initials.len() > 1 && letters == initials) || is_longer
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
        case("TTHC", "Thủ tục", true);
        case("CQ, ĐV", "Cơ quan, đơn vị", true);
        case("CQĐV", "Cơ quan, đơn vị", true);
        case("TTHC", "Hồ sơ", false);
        case("Hồ sơ", "Văn bản", false);
        case("Văn bản", "%", false);
        case("1", "%", false);
    }
}
