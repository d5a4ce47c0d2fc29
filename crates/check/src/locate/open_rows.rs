//! Finds the open rows of a form, which senders add themselves, and its row of totals, below its header.
//!
//! It takes the sheet and the header. It reads the lines down to the next table, sorts them by kind, and gives a
//! [`FoundForm`] with rows, groups and the total.

use super::column_numbers;
use super::found_form::{FoundForm, FoundRow, Heading};
use super::header::{Header, WantedHeader};
use super::keyed_sheet::{DEEPEST_HEADER, KeyedSheet};
use super::open_lines::{LineKind, OpenLine, OpenTable};
use super::set_aside::{SetAside, SetAsideKind};
use crate::answer;
use crate::submission::Role;
use phuluc_form::{ColumnId, Holds, RowId, TotalRow, match_key};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rows below a header: lines with a name and an answer, and the total.
pub(super) fn find_open_rows(
    keyed: &KeyedSheet<'_>,
    wanted: &WantedHeader<'_>,
    key: &ColumnId,
    total: Option<&TotalRow>,
    header: Header,
    (body, end): (u32, u32),
) -> Option<FoundForm> {
    let (sheet, form) = (keyed.sheet, wanted.form);
    let key_at = form.column(key).and_then(|column| header.columns[column])?;
    let code_at = form.column_holding(&Holds::Code).and_then(|column| header.columns[column]);
    let columns: Vec<u32> = header.columns.iter().flatten().copied().collect();
    let table = OpenTable { sheet, form, columns: &header.columns, code_at, key_at };
    let (numbered, rows): (Vec<u32>, Vec<u32>) = (body..next_header(keyed, wanted, body).min(end))
        .partition(|row| column_numbers::are_under(sheet, *row, &columns, key_at));
    let lines: Vec<OpenLine> = rows.into_iter().map(|row| table.line(row, total)).collect();
    let sorted = Sorted::of(&lines, total);
    let mut found = FoundForm {
        form: Arc::clone(form),
        columns: header.columns.clone(),
        passed_over: numbered,
        unknown_rows: sorted.unknown,
        set_aside: sorted.set_aside,
        rival_totals: sorted.rival_totals,
        ..FoundForm::below(form, header, body, Heading::default())
    };
    found.passed_over.extend(found.set_aside.iter().map(|line| line.row));
    found.passed_over.extend(&found.rival_totals);
    let mut names: BTreeMap<String, BTreeSet<Option<&str>>> = BTreeMap::new();
    for (line, group) in &sorted.rows {
        names.entry(match_key(&line.label)).or_default().insert(*group);
    }
    let is_grouped = names.values().any(|groups| groups.len() > 1);
    for (line, group) in &sorted.rows {
        let heading = group.map(Arc::from);
        // a name that stands in several groups is identified together with its group
        let group = group.filter(|_| is_grouped);
        let label = group.map_or_else(|| line.label.clone(), |group| format!("{} ({group})", line.label));
        let id = open_id(&line.label, group, total);
        found.rows.push(FoundRow {
            id,
            role: Role::Open,
            label: label.into(),
            at: Some(line.row),
            piece: 0,
            group: heading,
        });
    }
    // the total comes last, wherever it stands on the sheet
    if let (Some(total), Some(row)) = (total, sorted.total) {
        let (id, label) = (total.id.clone(), total.label.clone());
        found.rows.push(FoundRow { id, role: Role::Total, label, at: Some(row), piece: 0, group: None });
    }
    Some(found)
}

/// The lines of a table, sorted by kind.
#[derive(Default)]
struct Sorted<'l> {
    /// The rows, each with the heading of its group.
    rows: Vec<(&'l OpenLine, Option<&'l str>)>,
    total: Option<u32>,
    /// Lines that could all be the total.
    rival_totals: Vec<u32>,
    set_aside: Vec<SetAside>,
    /// Lines with figures but without a name.
    unknown: Vec<u32>,
}

impl<'l> Sorted<'l> {
    fn of(lines: &'l [OpenLine], total: Option<&TotalRow>) -> Self {
        let totals = Totals::of(lines, total);
        let mut sorted = Self { total: totals.one, rival_totals: totals.rivals.clone(), ..Self::default() };
        let is_total = |line: &OpenLine| Some(line.row) == totals.one || totals.rivals.contains(&line.row);
        // a line with only a name below the table is a signature
        let seen: Vec<&OpenLine> =
            lines.iter().filter(|line| line.has_figure || !line.label.is_empty()).collect();
        let mut group: Option<&OpenLine> = None;
        let mut in_group: Vec<&OpenLine> = Vec::new();
        let mut above: Option<(&OpenLine, LineKind)> = None;
        let mut is_after_total = false;
        for (index, line) in seen.iter().enumerate() {
            if is_total(line) {
                sorted.close(group.take(), &mut in_group);
                is_after_total = true;
                above = Some((line, LineKind::Row));
                continue;
            }
            // signatures and dates stand below the total
            if is_after_total && !line.has_figure && !line.is_numbered() {
                continue;
            }
            let below = seen.get(index + 1).copied().filter(|below| !is_total(below));
            let kind = line.kind(above, below);
            match kind {
                _ if line.label.is_empty() => sorted.unknown.push(line.row),
                LineKind::Group => {
                    sorted.close(group.take(), &mut in_group);
                    group = Some(line);
                }
                LineKind::Sum => {
                    let all: Vec<u32> = sorted.rows.iter().map(|(row, _)| row.row).collect();
                    let near = sorted.since_last_sum();
                    let of = SetAsideKind::Sum { of: vec![near, all] };
                    sorted.set_aside.push(SetAside { row: line.row, label: line.label.clone(), kind: of });
                }
                LineKind::Part => {
                    if line.has_figure {
                        let whole = sorted.rows.last().map(|(row, _)| row.row).filter(|_| !is_after_total);
                        let of = SetAsideKind::Part { of: whole.or(totals.one) };
                        sorted.set_aside.push(SetAside {
                            row: line.row,
                            label: line.label.clone(),
                            kind: of,
                        });
                    }
                }
                LineKind::Row if !line.has_answer => {}
                LineKind::Row => {
                    sorted.rows.push((line, group.map(|group| group.label.as_str())));
                    in_group.push(line);
                }
            }
            above = Some((line, kind));
        }
        sorted.close(group, &mut in_group);
        sorted
    }

    /// Ends a group, whose heading may hold the sum of its rows.
    fn close(&mut self, group: Option<&OpenLine>, rows: &mut Vec<&'l OpenLine>) {
        let of = rows.drain(..).map(|row| row.row).collect();
        if let Some(group) = group.filter(|group| group.has_figure) {
            let kind = SetAsideKind::Sum { of: vec![of] };
            self.set_aside.push(SetAside { row: group.row, label: group.label.clone(), kind });
        }
    }

    /// The rows since the last sum, or since the heading of the group.
    fn since_last_sum(&self) -> Vec<u32> {
        let last = self.set_aside.iter().filter(|line| line.is_sum()).map(|line| line.row).max().unwrap_or(0);
        let group = self.rows.last().and_then(|(_, group)| *group);
        let rows = self.rows.iter().filter(|(row, own)| row.row > last && *own == group);
        rows.map(|(row, _)| row.row).collect()
    }
}

/// The lines that may be the row of totals.
#[derive(Default)]
struct Totals {
    one: Option<u32>,
    /// Several candidates, or repetitions of the one that was taken.
    rivals: Vec<u32>,
}

impl Totals {
    fn of(lines: &[OpenLine], total: Option<&TotalRow>) -> Self {
        let Some(total) = total else { return Self::default() };
        let named: Vec<&OpenLine> = lines.iter().filter(|line| line.is_total).collect();
        let with_figures: Vec<&OpenLine> = named.iter().copied().filter(|line| line.has_figure).collect();
        let called = if with_figures.is_empty() { named } else { with_figures };
        // if both “Tổng cộng” and “Cộng” occur, “Tổng cộng” is the total and “Cộng” the sum of some lines
        let own = match_key(&total.label);
        let strong: Vec<&OpenLine> =
            called.iter().copied().filter(|line| match_key(&line.label).starts_with(&own)).collect();
        let may_be = if strong.is_empty() { called } else { strong };
        let left: Vec<&OpenLine> =
            may_be.iter().copied().filter(|line| !is_sum_of_some(lines, line)).collect();
        match (left.as_slice(), may_be.as_slice()) {
            ([one], _) => Self { one: Some(one.row), rivals: Vec::new() },
            // a total that is repeated with the same figures counts once
            ([one, others @ ..], _) if others.iter().all(|other| other.figures == one.figures) => {
                Self { one: Some(one.row), rivals: others.iter().map(|other| other.row).collect() }
            }
            ([], [one]) if is_last(lines, one) => Self { one: Some(one.row), rivals: Vec::new() },
            ([], _) => Self::default(),
            (several, _) => Self { one: None, rivals: several.iter().map(|line| line.row).collect() },
        }
    }
}

/// Whether no line with figures stands below a line.
fn is_last(lines: &[OpenLine], line: &OpenLine) -> bool {
    !lines.iter().any(|other| other.row > line.row && other.has_figure)
}

/// Whether a line is the sum of the rows directly above it, but not of all rows.
fn is_sum_of_some(lines: &[OpenLine], line: &OpenLine) -> bool {
    let is_row = |other: &&OpenLine| other.has_figure && !other.is_total;
    let above: Vec<&OpenLine> = lines.iter().filter(|other| other.row < line.row).filter(is_row).collect();
    let rows = lines.iter().filter(is_row).count();
    (0..above.len()).any(|first| {
        let of = &above[first..];
        of.len() < rows && line.is_sum_of(of)
    })
}

/// The end of the open rows: the corner of the next table, or the end of the sheet.
fn next_header(keyed: &KeyedSheet<'_>, wanted: &WantedHeader<'_>, body: u32) -> u32 {
    let end = keyed.sheet.last_row().unwrap_or(body).max(body) + 1;
    let corners = wanted.corners.range(body + 1..).take_while(|row| **row <= DEEPEST_HEADER);
    // a header has no figures
    let mut headers =
        corners.filter(|row| !keyed.sheet.row(**row).any(|(_, cell)| answer::may_be_figure(cell)));
    headers.next().map_or(end, |row| *row)
}

/// The id of an open row: its match key, below that of its group. It must differ from the id of the total row.
fn open_id(label: &str, group: Option<&str>, total: Option<&TotalRow>) -> RowId {
    let id = match_key(label);
    let id = group.map_or_else(|| id.clone(), |group| format!("{}/{id}", match_key(group)));
    let is_taken = total.is_some_and(|total| total.id.as_str() == id);
    RowId::from(if is_taken { format!("{id}-") } else { id }.as_str())
}
