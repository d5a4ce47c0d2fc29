//! A unit of measure that the lines around a table, the labels of its columns or of its open rows state for figures
//! that the form counts.

use super::{MeasureChanged, are_one};
use crate::answer::stated_scale;
use crate::finding::Finding;
use crate::locate::FoundForm;
use crate::submission::{Role, SaidIn};
use phuluc_form::{Form, Kind, match_key, money};
use phuluc_grid::{At, Cell, Content, Sheet};

/// The number of rows above the header in which a line may state a unit.
const ABOVE: u32 = 6;
/// The number of rows below the table in which a line may state a unit.
const BELOW: u32 = 10;

/// A form that counts, on its sheet.
struct Around<'f> {
    found: &'f FoundForm,
    sheet: &'f Sheet,
    /// The unit that the form prints.
    measure: &'f str,
    has_money: bool,
    has_percent: bool,
}

/// Checks what stands around the table of a form.
pub(crate) fn find(found: &FoundForm, sheet: &Sheet) -> Option<Finding> {
    let form = &*found.form;
    let (row, column, _) = places(form).find(|(.., kind)| matches!(kind, Kind::Count | Kind::Quantity))?;
    let has = |wanted: &Kind| places(form).any(|(.., kind)| kind == wanted);
    let around = Around {
        found,
        sheet,
        measure: form.measure(row, column),
        has_money: has(&Kind::Money),
        has_percent: has(&Kind::Percent),
    };
    let lines = [SaidIn::AboveTable, SaidIn::Head, SaidIn::Label, SaidIn::BelowTable];
    let (at, unit, said_in) = lines.into_iter().find_map(|place| {
        let (at, unit) = around.stated(place)?;
        Some((at, unit, place))
    })?;
    let changed = MeasureChanged { printed: around.measure.to_owned(), found: unit, said_in };
    Some(Finding::in_row(form, &sheet.name, None, Some(at), changed))
}

/// The places where a form asks for something.
fn places(form: &Form) -> impl Iterator<Item = (Option<usize>, usize, &Kind)> {
    let rows = std::iter::once(None).chain((0..form.fixed_rows().len()).map(Some));
    let places = rows.flat_map(|row| (0..form.columns.len()).map(move |column| (row, column)));
    places.filter_map(|(row, column)| Some((row, column, form.kind(row, column)?)))
}

impl Around<'_> {
    /// The first unit that is stated in one kind of place, with its cell.
    fn stated(&self, place: SaidIn) -> Option<(At, String)> {
        let (top, body) = self.found.header_rows();
        match place {
            SaidIn::AboveTable => self.in_lines(top.saturating_sub(ABOVE), top.checked_sub(1)?),
            SaidIn::Head => self.in_head(top, body.checked_sub(1)?),
            SaidIn::Label => self.in_open_rows(),
            SaidIn::BelowTable => {
                let last = self.found.rows_at().max()?;
                self.in_lines(last + 1, last + BELOW).filter(|_| !self.has_table(last + 1, last + BELOW))
            }
            _ => None,
        }
    }

    fn in_lines(&self, first: u32, last: u32) -> Option<(At, String)> {
        let has_figure =
            |row: u32| self.sheet.row(row).any(|(_, cell)| matches!(cell.content, Content::Number(_)));
        let mut lines = self.lines(first, last).filter(|(at, _)| !has_figure(at.row));
        lines.find_map(|(at, cell)| Some((at, self.unit(&cell.label())?)))
    }

    /// The labels of columns, but for what the form itself prints.
    fn in_head(&self, top: u32, last: u32) -> Option<(At, String)> {
        self.found.answer_columns().find_map(|(index, column)| {
            let printed = &self.found.form.columns[index].head;
            (top..=last).find_map(|row| {
                let at = At { row, column };
                let label = self.sheet.label(at);
                let is_printed = printed.iter().any(|own| match_key(own) == match_key(&label));
                Some((at, self.unit(&label).filter(|_| !is_printed)?))
            })
        })
    }

    fn in_open_rows(&self) -> Option<(At, String)> {
        let mut rows = self.found.rows.iter().filter(|row| row.role == Role::Open);
        rows.find_map(|row| {
            let at = At { row: row.at?, column: self.found.label_column() };
            Some((at, self.unit(&row.label)?))
        })
    }

    /// Whether another table begins in these rows, so that a line among them speaks of it.
    fn has_table(&self, first: u32, last: u32) -> bool {
        self.lines(first, last).any(|(at, _)| matches!(&*self.sheet.key(at), "stt" | "tt" | "so tt"))
    }

    fn lines(&self, first: u32, last: u32) -> impl Iterator<Item = (At, &Cell)> {
        self.sheet.between(At { row: first, column: 0 }, At { row: last, column: u32::MAX })
    }

    /// The unit that a text states, if it cannot be that of amounts or percentages in the form, nor the printed one.
    fn unit(&self, text: &str) -> Option<String> {
        let unit = stated_scale(text)?;
        let is_of_others = (self.has_money && money::zeros(unit).is_some())
            || (self.has_percent && are_one(unit, "%"))
            || are_one(unit, self.measure);
        (!is_of_others).then(|| unit.to_owned())
    }
}
