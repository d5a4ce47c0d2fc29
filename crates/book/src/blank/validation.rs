//! The data validation of a blank: Excel shows what a cell accepts when it is chosen, and when something else is
//! typed.
//!
//! Validation does not survive pasting, so it only helps while typing. The sheet “Kiểm tra” finds what is wrong.
//! Excel takes 255 characters of an input message and 32 of a title, and shows 224 of an alert.

use phuluc_form::{Choice, Kind, money, number};
use rust_xlsxwriter::{DataValidation, DataValidationRule, XlsxError};

/// The largest whole number that validation allows.
const MOST: i32 = i32::MAX;
/// A number larger than any amount in đồng or score in a report.
const MOST_DECIMAL: f64 = 1e15;

/// What is asked for in a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prompt<'f> {
    /// The name of the place in sentences.
    pub say: &'f str,
    /// The unit of measure; empty if there is none.
    pub measure: &'f str,
    /// Whether a percentage may be above 100.
    pub may_exceed_100: bool,
}

/// The only figures that a cell admits, and their range.
#[derive(Clone, Debug)]
pub(super) struct Admitted {
    pub steps: Vec<Choice>,
    /// The range as a formula: `=Sheet!$R$2:$R$4`.
    pub range: String,
}

/// The validation of a cell for a kind of answer; `None` for texts. `nil` is the sentence on how to write that there
/// was none.
pub(super) fn of(kind: &Kind, asked: Prompt<'_>, nil: &str) -> Result<Option<DataValidation>, XlsxError> {
    let Prompt { say, measure, may_exceed_100 } = asked;
    let validation = DataValidation::new();
    let (validation, title, ask, alert) = match kind {
        Kind::Count => (
            validation.allow_whole_number(DataValidationRule::Between(0, MOST)),
            "Số đếm",
            format!("Gõ số liền nhau: gõ 1232, không gõ dấu chấm. Bằng không thì gõ 0. {nil}"),
            "Ô này chỉ nhận số nguyên từ 0 trở lên. Gõ số liền nhau: gõ 1232, không gõ dấu chấm, không gõ chữ.".to_owned(),
        ),
        Kind::Money => (
            validation.allow_decimal_number(DataValidationRule::Between(0.0, MOST_DECIMAL)),
            "Số tiền",
            ask_for_amount(measure, nil),
            format!(
                "Ô này chỉ nhận số tiền tính bằng {}. Gõ số liền nhau: gõ {}, không gõ dấu chấm, không gõ chữ.",
                unit_of(measure),
                amount_in(measure)
            ),
        ),
        Kind::Percent => {
            let (most, range) =
                if may_exceed_100 { (MOST_DECIMAL, "từ 0 trở lên") } else { (100.0, "từ 0 đến 100") };
            (
                validation.allow_decimal_number(DataValidationRule::Between(0.0, most)),
                "Tỷ lệ phần trăm",
                format!("Gõ số, làm tròn hai chữ số thập phân: gõ 83,19, không gõ dấu %. {nil}"),
                format!("Ô này chỉ nhận số {range}. Gõ 83,19, không gõ dấu %, không gõ chữ."),
            )
        }
        Kind::Quantity => (
            validation.allow_decimal_number(DataValidationRule::Between(0.0, MOST_DECIMAL)),
            "Số đo",
            format!("Gõ số, số lẻ dùng dấu phẩy, nhiều nhất hai chữ số: gõ 1232,5, không gõ dấu chấm. {nil}"),
            "Ô này chỉ nhận số từ 0 trở lên. Gõ 1232,5, không gõ dấu chấm, không gõ chữ.".to_owned(),
        ),
        Kind::Score => (
            validation.allow_decimal_number(DataValidationRule::Between(0.0, MOST_DECIMAL)),
            "Điểm",
            format!("Gõ số điểm, số lẻ dùng dấu phẩy: gõ 8,5, không gõ 8,5/10. {nil}"),
            "Ô này chỉ nhận số điểm từ 0 trở lên. Gõ 8,5, không gõ 8,5/10, không gõ chữ.".to_owned(),
        ),
        Kind::Choice(choices) => {
            let codes: Vec<String> = choices.iter().map(|choice| number::vietnamese(choice.code)).collect();
            let meant: Vec<String> =
                choices.iter().zip(&codes).map(|(choice, code)| format!("{code} = {}", choice.label)).collect();
            (
                validation.allow_list_strings(&codes)?,
                "Mã, chọn trong danh sách",
                format!("Chọn hoặc gõ: {}. {nil}", meant.join("; ")),
                format!("Ô này chỉ nhận một trong các mã: {}.", meant.join("; ")),
            )
        }
        Kind::Text | Kind::Document => return Ok(None),
    };
    let message = format!("{}: {ask}", phuluc_form::capital(say));
    let validation = validation
        .set_input_title(clipped(title, 32))?
        .set_input_message(clipped(message.trim_end(), 255))?
        .set_error_title(clipped("Số liệu chưa đúng kiểu", 32))?
        .set_error_message(clipped(&alert, 224))?;
    Ok(Some(validation))
}

/// The validation of a cell that admits only some figures, which are listed in a range of the workbook.
pub(super) fn of_steps(admitted: &Admitted, say: &str) -> Result<DataValidation, XlsxError> {
    let listed: Vec<String> = admitted
        .steps
        .iter()
        .map(|step| {
            let points = number::vietnamese(step.code);
            if step.label.is_empty() { points } else { format!("{points} ({})", step.label) }
        })
        .collect();
    let listed = listed.join("; ");
    let message = format!("{}: chọn hoặc gõ một trong các mức: {listed}.", phuluc_form::capital(say));
    DataValidation::new()
        // a list within the validation itself would be split at decimal commas
        .allow_list_formula(admitted.range.as_str().into())
        .set_input_title("Chọn trong danh sách")?
        .set_input_message(clipped(&message, 255))?
        .set_error_title(clipped("Số liệu chưa đúng", 32))?
        .set_error_message(clipped(&format!("Ô này chỉ nhận: {listed}."), 224))
}

/// The validation of the cell for the period. `range` lists the periods to choose from; others may be typed.
pub(super) fn of_period(range: Option<&str>) -> Result<DataValidation, XlsxError> {
    let (validation, choose) = match range {
        Some(range) => {
            (DataValidation::new().allow_list_formula(range.into()), "Chọn trong danh sách, hoặc ghi")
        }
        None => (DataValidation::new().allow_any_value(), "Ghi"),
    };
    validation
        // extensions and periods of other regimes are reported, too
        .show_error_message(false)
        .set_input_title("Kỳ báo cáo")?
        .set_input_message(format!(
            "{choose} ngày đầu và ngày cuối: “Từ ngày 15/12/2025 đến ngày 14/3/2026”."
        ))
}

/// The input message for a line of the heading; anything may be typed.
pub(super) fn of_heading(title: &str, ask: &str) -> Result<DataValidation, XlsxError> {
    DataValidation::new().allow_any_value().set_input_title(title)?.set_input_message(ask)
}

/// The sentence on how to type an amount in its unit of money.
fn ask_for_amount(measure: &str, nil: &str) -> String {
    let unit = unit_of(measure);
    if unit == "đồng" {
        return format!("Gõ đủ số đồng, liền nhau: gõ 2827000000, không gõ “2.827 triệu”. {nil}");
    }
    let amount = amount_in(measure);
    format!("Số tiền tính bằng {unit}, gõ số liền nhau: gõ {amount}, không gõ đủ số đồng. {nil}")
}

/// The name of the unit of money for a unit of measure.
fn unit_of(measure: &str) -> &'static str {
    money::zeros(measure).and_then(money::name).unwrap_or("đồng")
}

/// The digits to type for 2.827.000.000 đồng in a unit of money.
fn amount_in(measure: &str) -> &'static str {
    match money::zeros(measure) {
        Some(3) => "2827000",
        Some(6) => "2827",
        Some(9) => "2,827",
        Some(_) | None => "2827000000",
    }
}

/// The text, cut to `most` characters with “…” at its end if it is longer.
fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut clipped: String = text.chars().take(most - 1).collect();
    clipped.push('…');
    clipped
}

#[cfg(test)]
mod tests {
    use super::Prompt;
    use super::{clipped, of};
    use phuluc_form::{Choice, Kind};

    #[test]
    fn texts_hold_to_what_excel_shows() {
        assert_eq!(clipped("Số đếm", 32), "Số đếm");
        assert_eq!(clipped(&"ă".repeat(300), 255).chars().count(), 255);
    }

    #[test]
    fn an_amount_is_asked_for_in_the_unit_of_the_form() {
        assert!(super::ask_for_amount("Đồng", "").contains("gõ 2827000000"));
        assert!(super::ask_for_amount("Triệu đồng", "").starts_with("Số tiền tính bằng triệu đồng"));
        assert!(super::ask_for_amount("Triệu đồng", "").contains("gõ 2827,"));
    }

    #[test]
    fn every_kind_of_figure_is_validated_whatever_its_name() {
        let asked = Prompt { say: "lý do", measure: "", may_exceed_100: false };
        let long = "tên chỉ tiêu ".repeat(40);
        let choices = (0..30).map(|code| Choice { code: code.into(), label: long.clone() }).collect();
        for kind in
            [Kind::Count, Kind::Quantity, Kind::Money, Kind::Percent, Kind::Score, Kind::Choice(choices)]
        {
            assert!(of(&kind, Prompt { say: &long, ..asked }, "Không có thì gõ 0.").unwrap().is_some());
        }
        assert!(of(&Kind::Text, asked, "").unwrap().is_none());
    }
}
