//! One row of a consolidated form, unit by unit, each figure with the cell that it comes from.

use super::SourceFile;
use super::table::text;
use maud::{Markup, html};
use phuluc_book::consolidated;
use phuluc_form::capital;
use phuluc_round::{ConsolidatedRow, Consolidation, FormTotal, Member, Written};

/// The table of the units that the row concerns. `file` gives the address of the screen that shows a unit's file, and
/// what the ids of its cells begin with.
pub(super) fn of(
    consolidation: &Consolidation,
    total: &FormTotal,
    row: &ConsolidatedRow,
    file: &SourceFile<'_>,
) -> Markup {
    let members = &consolidation.members;
    let table = total.table(members);
    let columns: Vec<usize> =
        (0..row.cells.len()).filter(|&column| total.present[column] && row.cells[column].is_some()).collect();
    let place = |unit: usize| columns.iter().find_map(|&column| table.written(unit, row, column));
    html! {
        div.card.wide {
            table.list {
                thead { tr {
                    th scope="col" { "Đơn vị" }
                    @for &column in &columns { th scope="col" { (capital(&total.form.columns[column].say)) } }
                    th scope="col" { "Nguồn" }
                } }
                tbody {
                    @for &unit in total.owing.iter().filter(|&&unit| table.concerns(unit, row)) {
                        tr {
                            th.name scope="row" { (members[unit].unit.name) }
                            @for &column in &columns {
                                @let shown = text(&consolidated::stated(&table.said(unit, row, column)));
                                @let written = table.written(unit, row, column);
                                td.figure { (linked(&shown, written, &members[unit], file)) }
                            }
                            td.soft.name {
                                @if let Some(Written { report, sheet, at }) = place(unit) {
                                    div { (report.path) }
                                    div { "trang tính “" (sheet) "”, dòng " (at.row + 1) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The answer of a unit, as a link to its cell if there is a screen for it.
fn linked(shown: &str, written: Option<Written<'_>>, member: &Member, file: &SourceFile<'_>) -> Markup {
    let page = written.and_then(|written| Some((written, file(member, written.report)?)));
    html! {
        @match page {
            Some((Written { sheet, at, .. }, (page, prefix))) => {
                a href=(format!("{page}#{}", prefix.cell(sheet, at))) title=(format!("Trang tính “{sheet}”, ô {at}")) {
                    (shown)
                }
            }
            None => (shown),
        }
    }
}
