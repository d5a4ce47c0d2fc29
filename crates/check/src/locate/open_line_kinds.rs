//! Classifies the lines of a table with open rows: rows, headings of groups, sums of other lines, and parts of them.
//!
//! A heading of a group (I Trên Hệ thống các Bộ, II Trên Hệ thống thành phố) may carry the group's sum. “Cộng …”
//! among the rows is a sum, “Trong đó: …” a part of the row above. Neither is a row, or its figures would be counted
//! twice.

use super::named_times::{self, EndsWith, TextKind, Time};
use super::open_words::{
    SignedLine, begins_as_part, is_dated, is_group_code, is_part_code, may_say_total, says_part, says_sum,
};
use crate::answer;
use phuluc_form::{Form, Period, TotalRow, match_key};
use phuluc_grid::{At, Cell, Content, Sheet};
use rust_decimal::Decimal;

/// A line of a table with open rows.
#[derive(Clone, Debug)]
pub(super) struct OpenLine {
    pub row: u32,
    /// Its name, from whichever of the first columns holds it.
    pub label: String,
    /// Its number, as the cell holds it.
    pub code: String,
    /// Whether it holds what may be a figure.
    pub has_figure: bool,
    /// Whether it holds anything in a column of answers.
    pub has_answer: bool,
    /// Whether it is a line of signatures.
    pub signed: SignedLine,
    /// The number of its cells that hold anything.
    pub cells: usize,
    /// Whether it has the label of the row of totals.
    pub is_total: bool,
    /// The time that its label names, if it names nothing else.
    pub time: Option<Time>,
    /// The time that its label ends with, behind the name of something else.
    pub ends_with: Option<EndsWith>,
    /// Its figures, column by column.
    pub figures: Vec<Option<Decimal>>,
}

/// The kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// A row of the sender's own.
    Row,
    /// The heading of the rows below it, which may hold their sum.
    Group,
    /// The sum of lines above it.
    Sum,
    /// A part of the row above it.
    Part,
    /// A comparison, a share or a check of other lines.
    Check,
}

/// The position of a table's columns on its sheet.
#[derive(Clone, Copy)]
pub(super) struct OpenTable<'t> {
    pub sheet: &'t Sheet,
    pub form: &'t Form,
    pub columns: &'t [Option<u32>],
    pub code_at: Option<u32>,
    pub key_at: u32,
    pub period: Option<Period>,
}

impl OpenTable<'_> {
    /// Reads the line in a row of the sheet.
    pub fn line(&self, row: u32, total: Option<&TotalRow>) -> OpenLine {
        let sheet = self.sheet;
        let text = |column| sheet.label(At { row, column }).into_owned();
        let answers = self.answers().map(|(index, column)| (index, sheet.get(At { row, column })));
        let answers: Vec<_> = answers.collect();
        let mut words = sheet.row(row).filter(|(_, cell)| !matches!(cell.content, Content::Number(_)));
        let is_total = total.is_some_and(|total| words.any(|(at, _)| total.has_key(&sheet.key(at))));
        let (named, code) = (text(self.key_at), self.code_at.map(text).unwrap_or_default());
        let is_named = !named.is_empty();
        // a name that is merged across both columns stands in the first one
        let (label, code) = if is_named { (named, code) } else { split_group_code(&code) };
        let is_figure = |cell: &Cell| answer::may_be_figure(cell) && !is_dated(&cell.tidy());
        let has_figure = answers.iter().any(|(_, cell)| cell.is_some_and(is_figure));
        let said = if has_figure { TextKind::Row } else { TextKind::Label };
        let key = match_key(&label);
        let written: Vec<_> =
            sheet.row(row).filter(|(_, cell)| !cell.is_empty()).map(|(at, _)| sheet.text(at)).collect();
        OpenLine {
            row,
            has_figure,
            has_answer: answers.iter().any(|(_, cell)| cell.is_some_and(|cell| !cell.is_empty())),
            signed: SignedLine::of(written.iter().map(|text| &**text), self.takes_words()),
            cells: written.len(),
            is_total,
            time: named_times::only(&key, said, self.period),
            ends_with: EndsWith::of(&key, self.period),
            figures: answers
                .iter()
                .map(|(index, cell)| {
                    answer::read(cell.as_ref()?, self.form.kind(None, *index)?)
                        .figure()
                        .map(|figure| figure.value)
                })
                .collect(),
            label,
            code,
        }
    }

    /// Whether an answer may be words.
    fn takes_words(&self) -> bool {
        let mut kinds = self.answers().filter_map(|(column, _)| self.form.kind(None, column));
        kinds.any(|kind| !kind.is_figure())
    }

    fn answers(&self) -> impl Iterator<Item = (usize, u32)> {
        let columns = self.columns.iter().enumerate();
        columns
            .filter(|(column, _)| self.form.takes_answers(*column))
            .filter_map(|(column, at)| Some((column, (*at)?)))
    }
}

impl OpenLine {
    /// Whether its number is one of a row: 1, 2, 3.
    pub fn is_numbered(&self) -> bool {
        self.code.trim_end_matches('.').parse::<u32>().is_ok()
    }

    /// Whether it may be the row of totals: by its label, and because it names no other time.
    pub fn may_be_total(&self) -> bool {
        let is_called = !self.is_numbered() && self.has_figure && may_say_total(&self.label);
        (self.is_total || is_called) && !self.is_of_other_time()
    }

    /// Whether its label names nothing but a time, and not that of the report.
    pub fn is_of_other_time(&self) -> bool {
        matches!(self.time, Some(Time::Other | Time::Cumulative))
    }

    /// Its kind, judged by itself, by the lines above and below it, and by the last row above it.
    pub fn kind(
        &self,
        above: Option<(&Self, LineKind)>,
        whole: Option<&Self>,
        below: Option<&Self>,
    ) -> LineKind {
        let is_numbered = self.is_numbered();
        if says_part(&self.label, is_numbered) {
            return LineKind::Part;
        }
        let is_coded_part = whole.is_some_and(|whole| {
            let begins_as_part = self.code.is_empty() && begins_as_part(&self.label, &whole.code);
            whole.is_numbered()
                && whole.has_figure
                && (begins_as_part || is_part_code(&self.code, &whole.code))
        });
        if is_coded_part && self.has_figure {
            return LineKind::Part;
        }
        let is_item = self.label.starts_with(['-', '+', '•', '–']) && self.code.is_empty();
        if is_item
            && above.is_some_and(|(above, kind)| {
                kind == LineKind::Part
                    || (kind == LineKind::Row && !above.label.starts_with(['-', '+', '•', '–']))
            })
        {
            return LineKind::Part;
        }
        if is_group_code(&self.code)
            && below.is_some_and(|below| below.has_figure && !is_group_code(&below.code) && !below.is_total)
        {
            return LineKind::Group;
        }
        if self.has_figure && !is_numbered && says_sum(&self.label) {
            return LineKind::Sum;
        }
        if !self.has_answer
            && !self.label.is_empty()
            && !is_numbered
            && below.is_some_and(|below| below.has_answer)
        {
            return LineKind::Group;
        }
        LineKind::Row
    }

    /// Whether none of its figures is larger than that of another line.
    pub fn is_part_of(&self, whole: &Self) -> bool {
        let zero = Decimal::ZERO;
        self.figures
            .iter()
            .zip(&whole.figures)
            .all(|(part, whole)| part.unwrap_or(zero) <= whole.unwrap_or(zero))
    }

    /// Whether it has the same figures as another line, and more than one that is not 0.
    pub fn repeats(&self, other: &Self) -> bool {
        self.figures == other.figures && self.counted() > 1
    }

    /// The number of its figures that are not 0.
    pub fn counted(&self) -> usize {
        self.figures.iter().flatten().filter(|figure| !figure.is_zero()).count()
    }

    /// Whether all its figures are the sums of those of other lines. At least one must not be 0.
    pub fn is_sum_of(&self, lines: &[&Self]) -> bool {
        let own = self.given();
        !lines.is_empty()
            && own.iter().any(|(_, figure)| !figure.is_zero())
            && own.iter().all(|(column, figure)| {
                lines.iter().filter_map(|line| line.figures[*column]).sum::<Decimal>() == *figure
            })
    }

    /// The number of lines, counted from the first, that it is the sum of: the least that is at least `least`. Counts
    /// are not negative, so that no more lines are looked at than its figures allow.
    pub fn sum_of_first<'l>(
        &self,
        lines: impl IntoIterator<Item = &'l &'l Self>,
        least: usize,
    ) -> Option<usize> {
        let mut left = self.given();
        if left.iter().all(|(_, figure)| figure.is_zero()) {
            return None;
        }
        for (index, line) in lines.into_iter().enumerate() {
            for (column, figure) in &mut left {
                *figure -= line.figures[*column].unwrap_or_default();
            }
            if index + 1 >= least && left.iter().all(|(_, figure)| figure.is_zero()) {
                return Some(index + 1);
            }
            if left.iter().any(|(_, figure)| figure.is_sign_negative() && !figure.is_zero()) {
                return None;
            }
        }
        None
    }

    /// Its figures with the indices of their columns.
    fn given(&self) -> Vec<(usize, Decimal)> {
        let figures = self.figures.iter().enumerate();
        figures.filter_map(|(column, figure)| Some((column, (*figure)?))).collect()
    }
}

/// Splits “I. Trên Hệ thống các Bộ” in one cell into name and number. A number may stand alone.
fn split_group_code(text: &str) -> (String, String) {
    match text.split_once(['.', ' ', ')', '-']) {
        Some((code, name)) if is_group_code(code) && !name.trim().is_empty() => {
            (name.trim_start_matches([' ', '.', '-']).to_owned(), code.to_owned())
        }
        _ if text.chars().any(char::is_alphabetic) && !is_group_code(text) => {
            (text.to_owned(), String::new())
        }
        _ => (String::new(), text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::split_group_code;

    #[test]
    fn lines_say_what_they_are() {
        let split = |text| split_group_code(text);
        assert_eq!(split("I. Trên Hệ thống các Bộ"), ("Trên Hệ thống các Bộ".to_owned(), "I".to_owned()));
        assert_eq!(split("Tổng cộng"), ("Tổng cộng".to_owned(), String::new()));
        assert_eq!(split("3"), (String::new(), "3".to_owned()));
    }
}
