//! Lines with figures that are set aside, because they are no rows: sums of other lines, and parts of a line.
//!
//! They are not counted, but their figures must agree with the lines that they refer to.

use super::found_form::FoundForm;
use crate::answer;
use crate::finding::Finding;
use crate::general_rules::part_exceeds::PartExceeds;
use crate::general_rules::rows_not_counted::{NotCounted, RowsNotCounted};
use crate::general_rules::subtotal_differs::SubtotalDiffers;
use phuluc_grid::{At, Sheet};
use rust_decimal::Decimal;

/// A line that is set aside.
#[derive(Clone, Debug)]
pub(crate) struct SetAside {
    /// The sheet row.
    pub row: u32,
    /// Its name.
    pub label: String,
    /// Its kind.
    pub kind: SetAsideKind,
}

/// The kind of a line that is set aside.
#[derive(Clone, Debug)]
pub(crate) enum SetAsideKind {
    /// The sum of some rows. Each of these lists of rows may be meant.
    Sum {
        /// The sheet rows.
        of: Vec<Vec<u32>>,
    },
    /// A part of a row.
    Part {
        /// The sheet row.
        of: Option<u32>,
    },
    /// A comparison, a share or a check of other lines.
    Check,
    /// A line of another time.
    OtherTime {
        /// Whether it is told itself, and not by the banner above it.
        is_told: bool,
    },
}

impl SetAside {
    /// Whether it is a line of another time, or a banner of such lines.
    pub const fn is_told_as_of_other_time(&self) -> bool {
        matches!(self.kind, SetAsideKind::OtherTime { is_told: true })
    }

    /// Why it is not counted.
    const fn means(&self) -> NotCounted {
        match self.kind {
            SetAsideKind::Sum { .. } => NotCounted::Sum,
            SetAsideKind::Part { .. } => NotCounted::Part,
            SetAsideKind::Check | SetAsideKind::OtherTime { .. } => NotCounted::Check,
        }
    }

    /// Whether it is a sum.
    pub const fn is_sum(&self) -> bool {
        matches!(self.kind, SetAsideKind::Sum { .. })
    }
}

impl FoundForm {
    /// The findings about the lines that are set aside.
    pub(super) fn of_set_aside(&self, sheet: &Sheet) -> Vec<Finding> {
        let (mut findings, mut agreeing) = (Vec::new(), Vec::new());
        for line in &self.set_aside {
            let found = match &line.kind {
                SetAsideKind::Sum { of } => self.subtotal_differs(sheet, line, of),
                SetAsideKind::Part { of } => of.and_then(|of| self.part_exceeds(sheet, line, of)),
                SetAsideKind::Check => None,
                // told with the columns of other times
                SetAsideKind::OtherTime { .. } => continue,
            };
            match found {
                Some(found) => findings.push(found),
                None => agreeing.push(line),
            }
        }
        if let Some(first) = agreeing.iter().map(|line| line.row).min() {
            let lines = agreeing.iter().map(|line| (line.row + 1, line.label.clone(), line.means()));
            let not_counted = RowsNotCounted { lines: lines.collect() };
            let at = Some(At { row: first, column: 0 });
            findings.push(Finding::in_row(&self.form, &sheet.name, None, at, not_counted));
        }
        findings
    }

    /// The first column in which a sum agrees with none of its possible lists of rows.
    fn subtotal_differs(&self, sheet: &Sheet, line: &SetAside, of: &[Vec<u32>]) -> Option<Finding> {
        // nothing can be compared with a sum of no rows
        let differing = of.iter().filter(|rows| !rows.is_empty()).map(|rows| {
            let mut columns = self.answer_columns();
            columns.find_map(|(index, column)| {
                let own = self.figure_in(sheet, line.row, index, column)?;
                let figures = rows.iter().map(|row| {
                    if sheet.is_empty(At { row: *row, column }) {
                        Some(Decimal::ZERO)
                    } else {
                        self.figure_in(sheet, *row, index, column)
                    }
                });
                let sum: Decimal = figures.collect::<Option<Vec<Decimal>>>()?.into_iter().sum();
                (sum != own).then(|| (At { row: line.row, column }, own, sum, rows.clone()))
            })
        });
        let differing: Vec<_> = differing.collect::<Option<Vec<_>>>()?;
        let (at, stated, sum, rows) = differing.into_iter().next()?;
        let rows = rows.iter().map(|row| At { row: *row, column: at.column }).collect();
        let differs = SubtotalDiffers { label: line.label.clone(), at, stated, sum, rows };
        Some(Finding::in_row(&self.form, &sheet.name, None, Some(at), differs))
    }

    /// The first column in which a part exceeds the row that it is a part of.
    fn part_exceeds(&self, sheet: &Sheet, line: &SetAside, of: u32) -> Option<Finding> {
        let (at, part, whole) = self.answer_columns().find_map(|(index, column)| {
            let part = self.figure_in(sheet, line.row, index, column)?;
            let whole = self.figure_in(sheet, of, index, column)?;
            (part > whole).then_some((At { row: line.row, column }, part, whole))
        })?;
        let whole_at = At { row: of, column: at.column };
        let exceeds = PartExceeds { label: line.label.clone(), at, part, whole_at, whole };
        Some(Finding::in_row(&self.form, &sheet.name, None, Some(at), exceeds))
    }

    fn figure_in(&self, sheet: &Sheet, row: u32, index: usize, column: u32) -> Option<Decimal> {
        let cell = sheet.get(At { row, column })?;
        answer::read(cell, self.form.kind(None, index)?).figure().map(|figure| figure.value)
    }
}
