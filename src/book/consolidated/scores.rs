//! A score sheet of many units: criteria down, units across, each with its points and the maximum.

use super::{draw_title, lists, totals};
use crate::book::style::{self, Styles};
use crate::book::{Put, put};
use crate::consolidate::{Consolidation, FormTotal, Member};
use crate::form::Form;
use crate::words::capital;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The columns before the units': number and criterion.
const FIXED: u16 = 2;
const WIDTHS: [u32; 2] = [8, 56];

pub(super) fn draw(
    sheet: &mut Worksheet,
    consolidation: &Consolidation,
    total: &FormTotal,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let form = &total.form;
    let title = format!("{}: điểm của từng đơn vị", form.short);
    let top = draw_title(sheet, &title, consolidation, styles)?;
    super::set_widths(sheet, &WIDTHS)?;
    for (column, label) in (0..).zip(["STT", "Nhiệm vụ, tiêu chí"]) {
        sheet.merge_range(top, column, top + 1, column, label, &styles.header)?;
    }
    let members = total.owing.iter().map(|&index| &consolidation.members[index]);
    let shown = shown_columns(form);
    for (member, left) in members.clone().zip((FIXED..).step_by(shown.len())) {
        let right = left + u16::try_from(shown.len()).unwrap_or(1) - 1;
        sheet.merge_range(top, left, top, right, &member.unit.name, &styles.header)?;
        for (column, (label, _)) in (left..).zip(&shown) {
            sheet.write_string_with_format(top + 1, column, label, &styles.header)?;
            sheet.set_column_width(column, 10)?;
        }
    }
    for (at, (index, row)) in (top + 2..).zip(form.fixed_rows().iter().enumerate()) {
        let label = if row.parent.is_none() { styles.label.clone().set_bold() } else { styles.label.clone() };
        let number = row.code.clone().map_or(Put::Empty, Put::Text);
        put(sheet, at, 0, &number, &label)?;
        put(sheet, at, 1, &Put::Text(row.label.clone()), &label)?;
        for (member, left) in members.clone().zip((FIXED..).step_by(shown.len())) {
            for (column, (_, columns)) in (left..).zip(&shown) {
                put(sheet, at, column, &points(member, form, index, columns), &styles.value)?;
            }
        }
        sheet.set_row_height(at, style::height([(row.label.as_str(), WIDTHS[1])]))?;
    }
    let below = top + 3 + u32::try_from(form.fixed_rows().len()).unwrap_or(0);
    for (at, line) in (below..).zip(totals::legend(consolidation, total)) {
        sheet.write_string_with_format(at, 1, line, &styles.text)?;
    }
    sheet.set_freeze_panes(top + 2, FIXED)?;
    sheet.set_repeat_rows(top, top + 1)?;
    sheet.set_repeat_columns(0, FIXED - 1)?;
    style::page(sheet, true);
    Ok(())
}

/// What is shown of each unit: a heading, and the columns of which the first given is meant.
fn shown_columns(form: &Form) -> Vec<(String, Vec<usize>)> {
    let Some(bands) = &form.bands else { return Vec::new() };
    let own = bands.score.iter().filter_map(|id| form.column(id)).collect();
    let maximum = form.column(&bands.maximum);
    let say = maximum.map_or_else(String::new, |column| capital(&form.columns[column].say));
    vec![("Điểm".to_owned(), own), (say, maximum.into_iter().collect())]
}

/// What one unit has in the first of some columns in which it has something.
fn points(member: &Member, form: &Form, row: usize, columns: &[usize]) -> Put {
    let Some((_, filled)) = member.form(&form.id).filter(|_| member.has_reported()) else {
        return Put::State("chưa báo cáo".to_owned());
    };
    let is_it = |line: &crate::submission::FilledRow| line.fixed() == Some(row);
    let Some(line) = filled.rows.iter().position(is_it) else { return Put::Empty };
    let given = |column: &&usize| filled.rows[line].entries[**column].answer.is_given();
    let column = columns.iter().find(given).or(columns.last());
    column.map_or(Put::Empty, |&column| lists::answer(filled, line, column, member.unit.level))
}
