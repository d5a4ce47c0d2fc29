//! The lines about totals that disagree: the difference, and the units behind it.

use super::shared_by_sheets::number_of;
use phuluc_form::uncapital;
use phuluc_grid::CellValue;
use phuluc_round::agreement::Over;
use phuluc_round::{Apartness, Consolidation, Disagreement, FormTotal, Gap, agreement};
use phuluc_say::report::agreement::AgreementLine;
use phuluc_say::{Lang, report};
use rust_decimal::Decimal;

/// A total that does not agree, with what is said of it.
pub(super) struct AgreementNote {
    /// The row, by its number among the form's totals.
    pub row: usize,
    /// The column, by its number among the form's.
    pub column: usize,
    pub text: String,
    /// What was found there.
    pub found: Vec<Disagreement>,
    /// The units that gave only a total row, if nothing else causes the difference, and the total row's label.
    only_totals: Option<(String, String)>,
}

/// The notes about a form's totals, in the order of its rows.
pub(super) fn notes(consolidation: &Consolidation, total: &FormTotal) -> Vec<AgreementNote> {
    let found = agreement::disagreements(total, &consolidation.members);
    let lines = report::agreement::lines(consolidation, total, found, Lang::Vi);
    let notes = lines.into_iter().map(|AgreementLine { row, column, text, found }| {
        let only_totals = match found.as_slice() {
            [one] => only_totals(consolidation, one).map(|units| (units, total.rows[row].label.clone())),
            _ => None,
        };
        AgreementNote { row, column, text, found, only_totals }
    });
    notes.collect()
}

/// The units behind a difference if all of them gave only a total row.
fn only_totals(consolidation: &Consolidation, found: &Disagreement) -> Option<String> {
    let Apartness::Parts { units, .. } = &found.what else { return None };
    let have_only_total = units.iter().all(|unit| matches!(unit.lacks, Some((_, _, Gap::OnlyTotal))));
    if units.is_empty() || !have_only_total {
        return None;
    }
    let names = units.iter().map(|unit| consolidation.members[unit.unit].unit.name.as_str());
    Some(super::overview::named(names))
}

/// What is said of some totals: one line for those that differ only because the same units gave only a total row, one
/// for each other.
pub(super) fn texts(notes: &[AgreementNote]) -> Vec<String> {
    let mut texts = Vec::new();
    for (at, note) in notes.iter().enumerate() {
        let is_alike =
            |other: &&AgreementNote| note.only_totals.is_some() && other.only_totals == note.only_totals;
        let alike = notes.iter().filter(is_alike).count();
        match &note.only_totals {
            Some((units, label)) if alike > 1 => {
                if !notes[..at].iter().any(|other| is_alike(&other)) {
                    texts.push(format!(
                        "{label}: {alike} cột lớn hơn cộng các dòng, vì đơn vị chỉ gửi dòng tổng cộng: {units}."
                    ));
                }
            }
            _ => texts.push(note.text.clone()),
        }
    }
    texts
}

/// A name as it stands among others: in brackets if it has a comma.
pub(super) fn in_a_list(name: String) -> String {
    if name.contains(',') { format!("({name})") } else { name }
}

/// How many parts of a total a sentence names.
const PARTS: usize = 5;

/// `trực tuyến + (trực tiếp, dịch vụ bưu chính) + từ kỳ trước`: the parts of a total as a sentence names them.
pub(super) fn parts_named(total: &FormTotal, over: Over, parts: &[(usize, usize, Decimal)]) -> String {
    let name = |row: usize, column: usize| {
        let line = &total.rows[row];
        let name = match line.role.fixed() {
            Some(printed) if total.form.value_column() == Some(column) => {
                uncapital(total.form.fixed_rows()[printed].say())
            }
            _ => total.form.columns[column].say.clone(),
        };
        in_a_list(name)
    };
    if over == Over::Rows && total.form.value_column().is_none() {
        return "tổng các dòng".to_owned();
    }
    if parts.len() > PARTS {
        return format!("tổng {} số thành phần", parts.len());
    }
    let mut text = String::new();
    for (row, column, times) in parts {
        let sign = if times.is_sign_negative() { " - " } else { " + " };
        text.push_str(if text.is_empty() && !times.is_sign_negative() { "" } else { sign });
        text.push_str(&name(*row, *column));
    }
    text
}

/// The lines about them among those that explain a form's totals.
pub(super) fn lines(total: &FormTotal, notes: &[AgreementNote]) -> Vec<Vec<CellValue>> {
    let lines = notes.iter().map(|note| {
        let row = &total.rows[note.row];
        let id = number_of(total, row);
        let say = if total.form.value_column() == Some(note.column) {
            String::new()
        } else {
            total.form.columns[note.column].say.clone()
        };
        let mut line: Vec<CellValue> = [id, row.label.clone(), say].map(CellValue::Text).into();
        line.resize(7, CellValue::Empty);
        line.push(CellValue::Text(format!("* {}", note.text)));
        line
    });
    lines.collect()
}
