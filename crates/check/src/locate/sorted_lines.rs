//! The lines of a table with open rows, sorted by kind: rows with their groups, the total, and lines that are set aside.
//!
//! It takes the lines and the label of the total. Lines of another time are set aside first, then the total is found,
//! then each line is judged by itself and by the lines around it, and last by its figures: a line that is the sum of
//! the rows below it is the heading of a group if the total counts it only once.

use super::open_line_kinds::{LineKind, OpenLine};
use super::open_times::OtherTimes;
use super::open_totals::Totals;
use super::open_words::{SignedLine, says_check};
use super::set_aside::{SetAside, SetAsideKind};
use phuluc_form::{Period, TotalRow};
use std::collections::BTreeSet;

/// The lines of a table, sorted by kind.
#[derive(Default)]
pub(super) struct SortedLines<'l> {
    /// The rows, each with the heading of its group.
    pub rows: Vec<(&'l OpenLine, Option<&'l str>)>,
    pub totals: Totals,
    pub set_aside: Vec<SetAside>,
    /// Lines with figures but without a name.
    pub unknown: Vec<u32>,
    /// Rows that stand below the total.
    pub late: Vec<&'l OpenLine>,
    /// Lines above the total with a name but without an answer, headings among them.
    pub blank: Vec<&'l OpenLine>,
}

/// A line with its kind.
struct Judged<'l> {
    line: &'l OpenLine,
    kind: LineKind,
    is_after_total: bool,
    /// The row of the last line of its group, if its figures tell.
    group_end: Option<u32>,
}

impl<'l> SortedLines<'l> {
    pub fn of(lines: &'l [OpenLine], total: Option<&TotalRow>, period: Option<Period>) -> Self {
        let mut apart = OtherTimes::of(lines, period);
        let totals = Totals::of(lines, &mut apart, total);
        let judged = judge(lines, &apart, &totals);
        let mut sorted = Self { totals, ..Self::default() };
        sorted.put_apart(lines, &apart);
        let mut group: Option<&OpenLine> = None;
        let mut in_group: Vec<&OpenLine> = Vec::new();
        let mut was_after_total = false;
        let mut group_end = None;
        for Judged { line, kind, is_after_total, group_end: own_end } in judged {
            if group_end.is_some_and(|end| line.row > end) {
                sorted.close(group.take(), &mut in_group);
                group_end = None;
            }
            if kind == LineKind::Group {
                group_end = own_end;
            }
            if is_after_total && !was_after_total {
                sorted.close(group.take(), &mut in_group);
            }
            was_after_total = is_after_total;
            match kind {
                _ if line.label.is_empty() => sorted.unknown.push(line.row),
                LineKind::Group => {
                    sorted.close(group.take(), &mut in_group);
                    // a line without a number may be a heading, or a row that was left blank
                    sorted.blank.extend((!line.has_answer && line.code.is_empty()).then_some(line));
                    group = Some(line);
                }
                LineKind::Sum => {
                    let all: Vec<u32> = sorted.rows.iter().map(|(row, _)| row.row).collect();
                    let near = sorted.since_last_sum();
                    sorted.set_aside(line, SetAsideKind::Sum { of: vec![near, all] });
                }
                LineKind::Part => {
                    if line.has_figure {
                        let whole = sorted.rows.last().map(|(row, _)| row.row).filter(|_| !is_after_total);
                        let of = whole.or(sorted.totals.one);
                        sorted.set_aside(line, SetAsideKind::Part { of });
                    }
                }
                LineKind::Check => sorted.set_aside(line, SetAsideKind::Check),
                LineKind::Row if !line.has_answer => {
                    sorted.blank.extend(Some(line).filter(|_| !is_after_total));
                }
                LineKind::Row => {
                    // a banner of the report's own time groups nothing
                    let own = group.filter(|group| !apart.own_banners.contains(&group.row));
                    sorted.rows.push((line, own.map(|group| group.label.as_str())));
                    in_group.push(line);
                    sorted.late.extend(Some(line).filter(|_| is_after_total));
                }
            }
        }
        sorted.close(group, &mut in_group);
        sorted.look_below();
        sorted
    }

    /// Gives the sums above all rows the rows below them: those before the next sum, or all.
    fn look_below(&mut self) {
        let sums: Vec<u32> =
            self.set_aside.iter().filter(|line| line.is_sum()).map(|line| line.row).collect();
        for line in &mut self.set_aside {
            let SetAsideKind::Sum { of } = &mut line.kind else { continue };
            if of.iter().any(|rows| !rows.is_empty()) {
                continue;
            }
            let next = sums.iter().filter(|row| **row > line.row).min().copied().unwrap_or(u32::MAX);
            let rows = || self.rows.iter().map(|(row, _)| row.row).filter(|row| *row > line.row);
            *of = vec![rows().collect(), rows().filter(|row| *row < next).collect()];
        }
    }

    fn set_aside(&mut self, line: &OpenLine, kind: SetAsideKind) {
        self.set_aside.push(SetAside { row: line.row, label: line.label.clone(), kind });
    }

    /// Sets aside the lines of other times. The banner of some rows stands for all of them.
    fn put_apart(&mut self, lines: &[OpenLine], apart: &OtherTimes) {
        for line in lines.iter().filter(|line| apart.has(line.row)) {
            let is_told = !apart.under.contains_key(&line.row);
            self.set_aside(line, SetAsideKind::OtherTime { is_told });
        }
    }

    /// Ends a group, whose heading may hold the sum of its rows.
    fn close(&mut self, group: Option<&OpenLine>, rows: &mut Vec<&'l OpenLine>) {
        let of: Vec<u32> = rows.drain(..).map(|row| row.row).collect();
        if let Some(group) = group.filter(|group| group.has_figure && !of.is_empty()) {
            self.set_aside(group, SetAsideKind::Sum { of: vec![of] });
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

/// The kinds of the lines that are of the report's time, without the total.
fn judge<'l>(lines: &'l [OpenLine], apart: &OtherTimes, totals: &Totals) -> Vec<Judged<'l>> {
    let is_total = |line: &OpenLine| Some(line.row) == totals.one || totals.rivals.contains(&line.row);
    let total = lines.iter().find(|line| Some(line.row) == totals.one);
    let seen: Vec<&OpenLine> = lines
        .iter()
        .filter(|line| line.has_figure || !line.label.is_empty())
        .filter(|line| !apart.has(line.row) && Some(line.row) != totals.doubtful)
        .collect();
    let mut judged: Vec<Judged<'l>> = Vec::new();
    let mut above: Option<(&OpenLine, LineKind)> = None;
    let mut whole: Option<&OpenLine> = None;
    let signed = signatures(&seen);
    let mut is_after_total = false;
    for (index, line) in seen.iter().enumerate() {
        if is_total(line) {
            is_after_total = true;
            above = Some((line, LineKind::Row));
            whole = None;
            continue;
        }
        // signatures and dates stand below the total, and a line with only a name is one
        let is_below = is_after_total || totals.doubtful.is_some_and(|doubtful| line.row > doubtful);
        let is_signature = (is_below && !line.has_figure && !line.is_numbered()) || signed.contains(&index);
        if is_signature {
            continue;
        }
        let below = seen.get(index + 1).copied().filter(|below| !is_total(below));
        let mut kind = line.kind(above, whole, below);
        let has_rows_above = judged.iter().any(|judged| judged.kind == LineKind::Row);
        if is_after_total && has_rows_above && kind == LineKind::Row {
            let repeats_total = total.is_some_and(|total| line.repeats(total));
            if line.has_figure && (says_check(&line.label) || repeats_total) {
                kind = LineKind::Check;
            }
        }
        if kind == LineKind::Row {
            whole = Some(line);
        }
        judged.push(Judged { line, kind, is_after_total, group_end: None });
        above = Some((line, kind));
    }
    if let Some(total) = total {
        judge_by_figures(&mut judged, total);
    }
    judged
}

/// The indices of the lines of signatures, and of the names and dates around them.
fn signatures(lines: &[&OpenLine]) -> BTreeSet<usize> {
    let is_signature =
        |line: &OpenLine| line.signed == SignedLine::Signature && !line.has_figure && !line.is_numbered();
    let mut signed: BTreeSet<usize> = (0..lines.len()).filter(|at| is_signature(lines[*at])).collect();
    // the block of signatures stands below all figures and all numbered lines
    let above = lines.iter().rposition(|line| line.has_figure || line.is_numbered()).map_or(0, |at| at + 1);
    let Some(first) = signed.range(above..).next().copied() else { return signed };
    let dates = lines[above..first].iter().rev().take_while(|line| line.signed == SignedLine::Date).count();
    // those who sign stand side by side, and each has one name; what else has an answer is a row, wherever it stands
    let signers = signed.range(above..).map(|at| lines[*at].cells).max().unwrap_or(0);
    signed.extend(first - dates..first);
    signed.extend((first..lines.len()).filter(|at| match lines[*at].signed {
        SignedLine::Date | SignedLine::Signature => true,
        SignedLine::Names => lines[*at].cells <= signers,
        SignedLine::No => !lines[*at].has_answer,
    }));
    signed
}

/// Finds headings of groups and parts of rows that only their figures tell: the total counts the other rows only.
fn judge_by_figures(judged: &mut [Judged<'_>], total: &OpenLine) {
    let rows: Vec<usize> = (0..judged.len())
        .filter(|at| judged[*at].kind == LineKind::Row && judged[*at].line.has_figure)
        .collect();
    let lines: Vec<&OpenLine> = rows.iter().map(|at| judged[*at].line).collect();
    if lines.len() < 3 || total.is_sum_of(&lines) {
        return;
    }
    // the number of lines below a line that it is the sum of
    let sum_of = |at: usize| {
        let below = &lines[at + 1..];
        Some(lines[at]).filter(|line| line.counted() > 1)?.sum_of_first(below, 2)
    };
    let headings: Vec<usize> = (0..lines.len()).filter(|at| sum_of(*at).is_some()).collect();
    // an own number tells a row from a part of the row above it
    let is_part = |at: usize| {
        let whole = lines[..at].iter().rev().find(|line| line.is_numbered());
        !judged[rows[at]].is_after_total
            && !lines[at].is_numbered()
            && whole.is_some_and(|whole| lines[at].is_part_of(whole))
    };
    let parts: Vec<usize> = (0..lines.len()).filter(|at| is_part(*at)).collect();
    // a comparison is no row, whatever stands in it
    let is_check = |at: usize| !lines[at].is_numbered() && says_check(&lines[at].label);
    let checks: Vec<usize> = (0..lines.len()).filter(|at| is_check(*at)).collect();
    let kinds = [(checks, LineKind::Check), (parts, LineKind::Part), (headings, LineKind::Group)];
    for (others, kind) in kinds {
        let kept: Vec<&OpenLine> =
            (0..lines.len()).filter(|at| !others.contains(at)).map(|at| lines[at]).collect();
        if !others.is_empty() && total.is_sum_of(&kept) {
            for at in others {
                judged[rows[at]].kind = kind;
                if kind == LineKind::Group {
                    judged[rows[at]].group_end = sum_of(at).map(|count| lines[at + count].row);
                }
            }
            return;
        }
    }
}
