//! A consolidated form as a table in the form's own layout.

use maud::{Markup, html};
use phuluc_book::consolidated;
use phuluc_form::{Holds, Lang, capital};
use phuluc_grid::{CellValue, HEADING_ROWS, SheetLayout};
use phuluc_round::{ConsolidatedCell, ConsolidatedRow, FormTotal};
use phuluc_say::{TotalMessage, words};

/// A place whose total disagrees with its parts, and the sentence about it.
pub(super) struct ApartTotal {
    pub row: usize,
    pub column: usize,
    pub said: String,
}

/// What a form and its units give for its table.
pub(super) struct FormTable<'t> {
    pub total: &'t FormTotal,
    /// The number of units in the form; a figure that has fewer says so.
    pub given: usize,
    /// The totals that disagree with their parts; they are marked.
    pub apart: &'t [ApartTotal],
    /// Gives the address at which a row shows its units.
    pub units: &'t dyn Fn(usize) -> Option<String>,
}

/// The table of a form.
pub(super) fn of(table: &FormTable<'_>) -> Markup {
    let FormTable { total, given, units, .. } = *table;
    let layout = SheetLayout::new(&total.form, |column| total.present[column]);
    let (first, end) = (HEADING_ROWS, layout.numbers.unwrap_or(layout.body));
    html! {
        div.card.wide {
            table.list {
                thead {
                    @for line in first..end {
                        tr {
                            @for (from, to, label) in layout.header.iter().filter(|(from, _, _)| from.row == line) {
                                th scope="col" rowspan=(to.row - from.row + 1) colspan=(to.column - from.column + 1) {
                                    (label)
                                }
                            }
                            @if line == first {
                                @for derived in &total.form.derived {
                                    th scope="col" rowspan=(end - first) { (capital(&derived.say)) }
                                }
                            }
                        }
                    }
                }
                tbody {
                    @for (at, row) in total.rows.iter().enumerate() {
                        tr {
                            @for &column in &layout.columns { (cell(table, at, row, column)) }
                            @for derived in &row.derived { (figure(&derived.cell, given, units(at), "")) }
                        }
                    }
                }
            }
        }
    }
}

fn cell(table: &FormTable<'_>, at: usize, row: &ConsolidatedRow, column: usize) -> Markup {
    let FormTable { total, given, apart, units } = *table;
    let printed = row.role.fixed().map(|index| &total.form.fixed_rows()[index]);
    match (&total.form.columns[column].holds, &row.cells[column]) {
        (Holds::Label, _) => html! { th scope="row" { (row.label) } },
        (Holds::Code, _) => {
            html! { td { (printed.and_then(|row| row.code.as_deref()).unwrap_or_default()) } }
        }
        (Holds::Measure, _) => {
            html! { td { (printed.and_then(|row| row.measured_in.as_deref()).unwrap_or_default()) } }
        }
        (_, Some(cell)) => {
            let here = apart.iter().filter(|apart| (apart.row, apart.column) == (at, column));
            let said: Vec<&str> = here.map(|apart| apart.said.as_str()).collect();
            figure(cell, given, units(at), &said.join(" "))
        }
        (_, None) => html! { td {} },
    }
}

/// A total. If it lacks units that the form has, their number stands beside it; if it disagrees with its parts, it is
/// marked, with the sentences `apart` about it.
fn figure(cell: &ConsolidatedCell, given: usize, units: Option<String>, apart: &str) -> Markup {
    let shown = text(&consolidated::shown(cell));
    let is_part = cell.given < cell.of.min(given);
    html! {
        td.figure.marked[!apart.is_empty()].warning[!apart.is_empty()] title=[Some(apart).filter(|said| !said.is_empty())] {
            @if !apart.is_empty() { span.sign aria-label="chưa khớp" { "!" } }
            @match units.filter(|_| cell.of > 0) {
                Some(units) => a href=(units) { (shown) },
                None => (shown),
            }
            @if is_part {
                div.soft { (words::say(Lang::Vi, TotalMessage::Units { given: cell.given, of: cell.of })) }
            }
        }
    }
}

/// A value in Vietnamese notation.
pub(super) fn text(value: &CellValue) -> String {
    match value {
        CellValue::Number(number) => phuluc_form::vietnamese(*number),
        CellValue::Percent(number) => phuluc_form::vietnamese(*number) + "%",
        other => other.text().to_owned(),
    }
}
