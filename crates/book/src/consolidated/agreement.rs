//! The lines about totals that disagree: the difference, and the units behind it.

use phuluc_form::{capital, uncapital, vietnamese};
use phuluc_grid::CellValue;
use phuluc_round::agreement::Over;
use phuluc_round::{Apartness, Consolidation, Disagreement, FormTotal, UnitDifference, agreement};
use phuluc_say::{Lang, TotalMessage, words};
use rust_decimal::Decimal;

/// How many units a note names.
const NAMED: usize = 6;

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
}

/// The notes about a form's totals, in the order of its rows.
pub(super) fn notes(consolidation: &Consolidation, total: &FormTotal) -> Vec<AgreementNote> {
    let found = agreement::disagreements(total, &consolidation.members);
    let note = |found: Disagreement| AgreementNote {
        row: found.row,
        column: found.column,
        text: text(consolidation, total, &found),
        brief: brief(consolidation, total, &found),
        parts: match found.what {
            Apartness::Parts { parts, .. } => parts,
            Apartness::Share { .. } => Vec::new(),
        },
    };
    found.into_iter().map(note).collect()
}

fn text(consolidation: &Consolidation, total: &FormTotal, found: &Disagreement) -> String {
    let place = place(total, found.row, found.column);
    match &found.what {
        Apartness::Parts { over, stated, worked_out, units, .. } => {
            let by = stated - worked_out;
            let units = named(units.iter().map(|unit| unit_text(consolidation, total, found, unit)));
            let parts = match over {
                Over::Rows if total.form.value_column().is_none() => "cộng các dòng",
                Over::Places if total.form.value_column().is_none() => "cộng các cột",
                Over::Rows | Over::Places => "cộng các mục thành phần",
            };
            format!(
                "{place}: ghi {}, {parts} được {} ({}); {units}.",
                vietnamese(*stated),
                vietnamese(*worked_out),
                amount(by)
            )
        }
        Apartness::Share { part, base, units } => {
            let [own, beside] =
                [0, 1].map(|side| format!("{}/{}", vietnamese(part[side]), vietnamese(base[side])));
            let names = units.iter().map(|unit| consolidation.members[*unit].unit.name.clone());
            let units = if units.is_empty() {
                String::new()
            } else {
                format!("; chưa có đủ hai số: {}", named(names))
            };
            format!(
                "{place}: tính từ {own} của các đơn vị có đủ hai số, không phải {beside} ở các dòng bên cạnh{units}."
            )
        }
    }
}

/// How many units a sentence names.
const BRIEFLY: usize = 3;

/// `Tổng số tiếp nhận nhiều hơn các số thành phần 53: Xã Ví dụ 01 53`
fn brief(consolidation: &Consolidation, total: &FormTotal, found: &Disagreement) -> String {
    let Apartness::Parts { stated, worked_out, units, .. } = &found.what else { return String::new() };
    let line = &total.rows[found.row];
    let what = if total.form.value_column() == Some(found.column) {
        line.role.fixed().map_or("", |row| total.form.fixed_rows()[row].say())
    } else {
        total.form.columns[found.column].say.as_str()
    };
    let by = stated - worked_out;
    let word = if by.is_sign_negative() { "ít hơn" } else { "nhiều hơn" };
    let mut most: Vec<&UnitDifference> = units.iter().collect();
    most.sort_by_key(|unit| std::cmp::Reverse(unit.by.abs()));
    let names = most.iter().take(BRIEFLY).map(|unit| {
        let sign = if unit.by.is_sign_negative() == by.is_sign_negative() { "" } else { "-" };
        format!("{} {sign}{}", consolidation.members[unit.unit].unit.name, vietnamese(unit.by.abs()))
    });
    let mut names = names.collect::<Vec<_>>().join(", ");
    if most.len() > BRIEFLY {
        names.push_str(", …");
    }
    format!("{} {word} các số thành phần {}: {names}", capital(what), vietnamese(by.abs()))
}

/// Where a total stands, in words.
fn place(total: &FormTotal, row: usize, column: usize) -> String {
    let line = &total.rows[row];
    if total.form.value_column() == Some(column) {
        return format!("Mục {}", line.id);
    }
    format!("{}, {}", line.label, uncapital(&total.form.columns[column].say))
}

/// A unit's own share in a difference.
fn unit_text(
    consolidation: &Consolidation,
    total: &FormTotal,
    found: &Disagreement,
    unit: &UnitDifference,
) -> String {
    let name = &consolidation.members[unit.unit].unit.name;
    let by = amount(unit.by);
    match unit.lacks {
        Some((row, column, gap)) => {
            let gap = words::say(Lang::Vi, TotalMessage::Gap(gap));
            if (row, column) == (found.row, found.column) {
                return format!("{name} {by} ({gap})");
            }
            format!("{name} {by} ({}: {gap})", uncapital(&place(total, row, column)))
        }
        None => format!("{name} {by}"),
    }
}

fn amount(by: Decimal) -> String {
    let word = if by.is_sign_negative() { "thiếu" } else { "thừa" };
    format!("{word} {}", vietnamese(by.abs()))
}

/// Names or remarks in one line, the first of them.
fn named(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> = texts.collect();
    let more = texts.len().saturating_sub(NAMED);
    let named = texts[..texts.len() - more].join("; ");
    if more > 0 { format!("{named}; và {more} đơn vị khác") } else { named }
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
