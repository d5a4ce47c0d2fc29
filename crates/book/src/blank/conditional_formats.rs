//! The conditional formats of a form's sheet: wrong cells and cells still to be filled stand out, whole amounts have no
//! decimal sign.

use super::form::narrow;
use super::formats::BlankFormats;
use super::formula::{last_column, name_prefix};
use crate::form_sheet;
use phuluc_author::Blank;
use phuluc_check::Role;
use phuluc_form::{Holds, InBlank, Kind};
use phuluc_grid::At;
use rust_xlsxwriter::{ConditionalFormatFormula, Format, Worksheet, XlsxError};

/// Sets the conditional formats.
pub(super) fn set(
    sheet: &mut Worksheet,
    blank: &Blank,
    form: usize,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    mark_wrong(sheet, blank, form, formats)?;
    mark_open(sheet, blank, form, formats)?;
    show_whole(sheet, blank, form)
}

/// Colours the wrong cells: those whose addresses stand on the hidden sheet.
fn mark_wrong(
    sheet: &mut Worksheet,
    blank: &Blank,
    form: usize,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    let plan = blank.plan(form);
    let name = name_prefix(&blank.filled(form).form);
    let last = last_column(blank, form);
    let here = "ADDRESS(ROW(),COLUMN(),4)";
    let rule = format!("=COUNTIF({name}_o_sai,{here})>0");
    let format = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&formats.wrong);
    sheet.add_conditional_format(plan.layout.body, 0, plan.end - 1, last, &format)?;
    Ok(())
}

/// Colours the cells that are still to be filled. Once filled, they are white as paper.
fn mark_open(
    sheet: &mut Worksheet,
    blank: &Blank,
    form: usize,
    formats: &BlankFormats,
) -> Result<(), XlsxError> {
    let across = last_column(blank, form);
    for Area { first, last } in areas(blank, form, |row, column| is_open(blank, form, row, column)) {
        let here = At { row: first.0, column: first.1.into() };
        let rule = format!("=AND(CELL(\"protect\",{here})=0,LEN(TRIM({here}))=0)");
        let format = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&formats.open);
        sheet.add_conditional_format(first.0, first.1, last.0, last.1, &format)?;
    }
    let right = form_sheet::right_block(across);
    for (row, column) in [(0, right), (1, right), (4, 0), (5, 0)] {
        let at = At { row, column: column.into() };
        // an unfilled line of the heading ends with a colon or has dots
        let rule = format!("=OR(RIGHT(TRIM({at}))=\":\",ISNUMBER(SEARCH(\"…\",{at})))");
        let format = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&formats.open);
        sheet.add_conditional_format(row, column, row, across, &format)?;
    }
    Ok(())
}

/// Shows whole amounts without the decimal sign that their number format would leave.
fn show_whole(sheet: &mut Worksheet, blank: &Blank, form: usize) -> Result<(), XlsxError> {
    let filled = blank.filled(form);
    let is_measured = |row: usize, column: usize| {
        blank.in_blank(form, row, column) == Some(InBlank::Input)
            && matches!(filled.kind(row, column), Some(Kind::Money | Kind::Quantity))
    };
    for Area { first, last } in areas(blank, form, is_measured) {
        let here = At { row: first.0, column: first.1.into() };
        let rule = format!("=AND(ISNUMBER({here}),N({here})=INT(N({here})))");
        let whole = Format::new().set_num_format("#,##0");
        let format = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&whole);
        sheet.add_conditional_format(first.0, first.1, last.0, last.1, &format)?;
    }
    Ok(())
}

/// Whether somebody has to fill a cell: it takes an answer, and the form asks for it.
fn is_open(blank: &Blank, form: usize, row: usize, column: usize) -> bool {
    let filled = blank.filled(form);
    let is_own = matches!(filled.rows[row].role, Role::Open | Role::Added(_));
    match filled.form.columns[column].holds {
        // nobody has to number the rows that a unit adds
        Holds::Note | Holds::Code => false,
        Holds::Label | Holds::Measure => is_own,
        Holds::Value(_) | Holds::ByRow => {
            blank.in_blank(form, row, column) == Some(InBlank::Input) && filled.is_asked(row, column)
        }
    }
}

/// A rectangle of cells. Its first and last cell have row and column of the sheet.
struct Area {
    first: (u32, u16),
    last: (u32, u16),
}

/// The cells of a form for which `holds` is true, as strips of one column.
fn areas(blank: &Blank, form: usize, holds: impl Fn(usize, usize) -> bool) -> Vec<Area> {
    let filled = blank.filled(form);
    let mut areas: Vec<Area> = Vec::new();
    for column in 0..filled.form.columns.len() {
        let Some(sheet_column) = blank.sheet_column(form, column).map(narrow) else { continue };
        for row in (0..filled.rows.len()).filter(|&row| holds(row, column)) {
            let Some(at) = blank.plan(form).positions[row].drawn() else { continue };
            match areas.last_mut() {
                Some(Area { last, .. }) if last.0 + 1 == at && last.1 == sheet_column => last.0 = at,
                _ => areas.push(Area { first: (at, sheet_column), last: (at, sheet_column) }),
            }
        }
    }
    areas
}
