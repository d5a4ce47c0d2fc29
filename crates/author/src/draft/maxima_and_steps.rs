//! What a score sheet prints beside its criteria: the maximum of each, and the steps in which points are given.

use super::elements::{BlankColumn, BlankRow, ColumnHolds, Figures};
use super::left_open::{Remark, RemarkAt};
use super::rows::{TableLine, is_total};
use super::text::one_line;
use phuluc_check::answer::printed_maximum::{self, PrintedMaximum, steps};
use phuluc_form::Choice;
use phuluc_grid::{At, Content, Sheet};

/// Reads the printed maxima into the rows, with the steps that stand in the same cell. What cannot be read is remarked on.
pub(super) fn read_maxima(
    sheet: &Sheet,
    columns: &mut [BlankColumn],
    rows: &mut [BlankRow],
    remarks: &mut Vec<(RemarkAt, Remark)>,
) {
    let maxima: Vec<(String, u32)> = columns
        .iter()
        .filter(|column| column.is_maximum())
        .map(|column| (column.id.clone(), column.at))
        .collect();
    if maxima.is_empty() {
        return;
    }
    let gives_points = gives_points(columns);
    for (index, row) in rows.iter_mut().enumerate() {
        for (id, column) in &maxima {
            let text = one_line(&sheet.text(At { row: row.line, column: *column }));
            let Some(printed) = figure(sheet, At { row: row.line, column: *column }) else {
                let asks = text.chars().any(char::is_alphanumeric);
                remarks.extend(asks.then_some((RemarkAt::Row(index), Remark::MaximumUnread(text))));
                continue;
            };
            if row.steps.is_empty() && !row.heading && gives_points {
                row.steps = printed.steps;
            }
            row.fixed.push((id.clone(), printed.maximum));
            let unread = printed.unread.map(|text| (RemarkAt::Row(index), Remark::StepsUnread(text)));
            remarks.extend(unread);
        }
    }
    ask_for_points(columns, rows);
}

/// Whether senders give points in a column, so that there can be steps of points.
fn gives_points(columns: &[BlankColumn]) -> bool {
    let is_given =
        |column: &BlankColumn| column.holds == ColumnHolds::Figures(Figures::Score) && !column.is_maximum();
    columns.iter().any(is_given)
}

/// Points are asked for in the rows with a maximum, headings included, if not just the criteria have one.
fn ask_for_points(columns: &mut [BlankColumn], rows: &[BlankRow]) {
    let scored = rows.iter().filter(|row| !row.fixed.is_empty());
    let scored: Vec<String> = scored.map(|row| row.id.clone()).collect();
    let are_all = rows.iter().all(|row| row.fixed.is_empty() == row.heading);
    if scored.is_empty() || are_all {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.holds == ColumnHolds::Figures(Figures::Score)) {
        column.asked.clone_from(&scored);
    }
}

/// Reads the printed steps into the lines. They stand in the label, in a column that says how points are given, or on
/// the lines below a criterion; such lines are removed.
pub(super) fn read_steps(sheet: &Sheet, columns: &[BlankColumn], lines: &mut Vec<TableLine>) {
    if !gives_points(columns) {
        return;
    }
    let maxima: Vec<u32> =
        columns.iter().filter(|column| column.is_maximum()).map(|column| column.at).collect();
    let told: Vec<u32> = columns
        .iter()
        .filter(|column| matches!(column.holds, ColumnHolds::Label | ColumnHolds::Text))
        .map(|column| column.at)
        .collect();
    let mut rest = std::mem::take(lines).into_iter().peekable();
    while let Some(mut line) = rest.next() {
        let texts = told.iter().map(|column| sheet.text(At { row: line.row, column: *column }));
        line.steps = texts.map(|text| steps(&text)).find(|found| !found.is_empty()).unwrap_or_default();
        let mut below = Vec::new();
        while let Some(next) =
            rest.next_if(|next| line.code.is_some() && next.code.is_none() && !is_total(next))
        {
            below.push(next);
        }
        let texts: Vec<&str> = below.iter().map(|next| next.label.as_str()).collect();
        let mut found = steps(&texts.join("\n"));
        if found.is_empty() {
            found = steps_below(sheet, &maxima, &line, &below);
        }
        let are_steps = !found.is_empty() && found.len() == below.len();
        if are_steps {
            line.steps = found;
        }
        lines.push(line);
        lines.extend(below.into_iter().filter(|_| !are_steps));
    }
}

/// The steps on the lines below a criterion, each with its points in the column of maxima; the highest is the maximum of
/// the criterion itself.
fn steps_below(sheet: &Sheet, maxima: &[u32], line: &TableLine, below: &[TableLine]) -> Vec<Choice> {
    let [column] = maxima else { return Vec::new() };
    let printed = |row: u32| figure(sheet, At { row, column: *column }).map(|printed| printed.maximum);
    let Some(whole) = printed(line.row) else { return Vec::new() };
    let points: Option<Vec<Choice>> = below
        .iter()
        .map(|step| Some(Choice { code: printed(step.row)?, label: step.label.clone() }))
        .collect();
    let mut found = points.unwrap_or_default();
    found.sort_by_key(|step| step.code);
    let are_distinct = found.windows(2).all(|pair| pair[0].code < pair[1].code);
    // parts of a criterion come to its maximum together; of steps one is the maximum and one is 0
    let are_steps = found.len() > 1
        && are_distinct
        && found.first().is_some_and(|least| least.code.is_zero())
        && found.last().is_some_and(|most| most.code == whole);
    if are_steps { found } else { Vec::new() }
}

/// The maximum that a cell prints.
fn figure(sheet: &Sheet, at: At) -> Option<PrintedMaximum> {
    match &sheet.get(at)?.content {
        Content::Number(figure) => {
            Some(PrintedMaximum { maximum: figure.normalize(), steps: Vec::new(), unread: None })
        }
        Content::Text(text) => printed_maximum::read(&one_line(text)),
        _ => None,
    }
}
