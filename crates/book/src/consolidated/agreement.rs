//! The lines about totals that disagree: the difference, and the units behind it.

use super::left_out::first_of;
use phuluc_form::{capital, vietnamese};
use phuluc_grid::CellValue;
use phuluc_round::{Apartness, Consolidation, Disagreement, FormTotal, Gap, UnitDifference, agreement};
use phuluc_say::{Lang, report};
use rust_decimal::Decimal;

/// A total that does not agree, with what is said of it.
pub(super) struct AgreementNote {
    /// The row, by its number among the form's totals.
    pub row: usize,
    /// The column, by its number among the form's.
    pub column: usize,
    pub text: String,
    /// The same as it goes into a sentence: by how much, and which units the most.
    pub brief: String,
    /// The places of the parts that do not come to it; none for a percentage.
    pub parts: Vec<(usize, usize)>,
    /// The units that gave only a total row, if nothing else causes the difference, and the total row's label.
    only_totals: Option<(String, String)>,
}

/// The notes about a form's totals, in the order of its rows.
pub(super) fn notes(consolidation: &Consolidation, total: &FormTotal) -> Vec<AgreementNote> {
    let found = agreement::disagreements(total, &consolidation.members);
    let note = |found: Disagreement| AgreementNote {
        row: found.row,
        column: found.column,
        text: report::agreement::text(consolidation, total, &found, Lang::Vi),
        brief: brief(consolidation, total, &found),
        only_totals: only_totals(consolidation, &found)
            .map(|units| (units, total.rows[found.row].label.clone())),
        parts: match found.what {
            Apartness::Parts { parts, .. } => parts,
            Apartness::Share { .. } => Vec::new(),
        },
    };
    found.into_iter().map(note).collect()
}

/// The units behind a difference if all of them gave only a total row.
fn only_totals(consolidation: &Consolidation, found: &Disagreement) -> Option<String> {
    let Apartness::Parts { units, .. } = &found.what else { return None };
    let has_only_total = |unit: &UnitDifference| matches!(unit.lacks, Some((_, _, Gap::OnlyTotal)));
    if units.is_empty() || !units.iter().all(has_only_total) {
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

/// How many units a sentence names.
const BRIEFLY: usize = 3;

/// `Tổng số tiếp nhận nhiều hơn 3 so với tổng các số thành phần, do số liệu của Xã Ví dụ 01 nhiều hơn 53, Xã Ví dụ 02 ít
/// hơn 50`
fn brief(consolidation: &Consolidation, total: &FormTotal, found: &Disagreement) -> String {
    let Apartness::Parts { stated, worked_out, units, .. } = &found.what else { return String::new() };
    let line = &total.rows[found.row];
    let what = if total.form.value_column() == Some(found.column) {
        line.role.fixed().map_or("", |row| total.form.fixed_rows()[row].say())
    } else {
        total.form.columns[found.column].say.as_str()
    };
    let by = stated - worked_out;
    let mut most: Vec<&UnitDifference> = units.iter().collect();
    most.sort_by_key(|unit| std::cmp::Reverse(unit.by.abs()));
    let all_alike = units.iter().all(|unit| unit.by.is_sign_negative() == by.is_sign_negative());
    let mut names: Vec<String> = Vec::new();
    for unit in &most {
        let name = &consolidation.members[unit.unit].unit.name;
        let amount = if all_alike { vietnamese(unit.by.abs()) } else { more_or_less(unit.by) };
        names.push(if most.len() == 1 { name.clone() } else { format!("{name} {amount}") });
    }
    let names = first_of(names.iter().map(String::as_str), ", ", BRIEFLY);
    let who = if names.is_empty() { names } else { format!(", do số liệu của {names}") };
    format!("{} {} so với tổng các số thành phần{who}", capital(what), more_or_less(by))
}

/// `nhiều hơn 53`
fn more_or_less(by: Decimal) -> String {
    let word = if by.is_sign_negative() { "ít hơn" } else { "nhiều hơn" };
    format!("{word} {}", vietnamese(by.abs()))
}

/// The lines about them among those that explain a form's totals.
pub(super) fn lines(total: &FormTotal, notes: &[AgreementNote]) -> Vec<Vec<CellValue>> {
    let line = |note: &AgreementNote| {
        let row = &total.rows[note.row];
        let id = if row.fixed() { row.id.to_string() } else { String::new() };
        let say = if total.form.value_column() == Some(note.column) {
            String::new()
        } else {
            total.form.columns[note.column].say.clone()
        };
        let mut line: Vec<CellValue> = [id, row.label.clone(), say].map(CellValue::Text).into();
        line.resize(7, CellValue::Empty);
        line.push(CellValue::Text(format!("* {}", note.text)));
        line
    };
    notes.iter().map(line).collect()
}
