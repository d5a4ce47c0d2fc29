//! Compares the column labels of a form with those on a sheet: their similarity, and the times that the sheet's
//! labels name.

use super::form_header::CODES;
use super::label_comparison::{are_particles, contradict, differences, words};
use super::likeness::alike;
use super::named_times::{TextKind, Time, named, without};
use phuluc_form::{Column, Form, Holds, Kind, Period};
use std::collections::BTreeMap;

/// The words of a form's column labels, worked out once for all sheets.
#[derive(Debug)]
pub(super) struct ColumnLabels {
    /// For each column, the words of its whole label path.
    of_columns: Vec<String>,
}

impl ColumnLabels {
    pub fn of(form: &Form) -> Self {
        let paths = form.columns.iter().map(|column| words(&column.head_keys.join(" ")).join(" "));
        Self { of_columns: paths.collect() }
    }

    /// The similarity of a column of the form and a label path on the sheet, from 0 to 1000.
    pub fn likeness(&self, form: &Form, index: usize, path: &[&str]) -> i32 {
        let column = &form.columns[index];
        let own = &column.head_keys;
        let is_code = column.holds == Holds::Code && path.last().is_some_and(|leaf| CODES.contains(leaf));
        if is_code || column.is_headed(path) {
            return 1000;
        }
        // the label of a group stands above its first column only, or nowhere
        let leaf = own.len().saturating_sub(1);
        let is_bare_leaf = path.last().is_some_and(|last| column.is_called(leaf, last))
            && path.len() < own.len()
            && form.columns.iter().filter(|other| other.head_keys.last() == own.last()).count() == 1;
        self.letters(form, index, path).max(if is_bare_leaf { 850 } else { 0 })
    }

    /// The similarity by letters; 0 if the words contradict each other.
    fn letters(&self, form: &Form, index: usize, path: &[&str]) -> i32 {
        let column = &form.columns[index];
        // an alternative label is as good as the printed one
        let printed = path.iter().enumerate().map(|(level, label)| {
            let is_called = path.len() == column.head_keys.len() && column.is_called(level, label);
            if is_called { column.head_keys[level].as_str() } else { *label }
        });
        let label = printed.collect::<Vec<_>>().join(" ");
        let alike = alike(&self.of_columns[index], &words(&label).join(" "), 600);
        let is_another =
            alike >= 600 && (self.is_anothers(index, &label) || Self::says_more(form, index, &label));
        if is_another { 0 } else { alike }
    }

    /// Whether a label says a measure or a level that the column does not have, so that its figures are others.
    pub fn says_more(form: &Form, index: usize, label: &str) -> bool {
        /// Shares, and levels whose figures a report of a commune has not.
        const TELLING: [&str; 7] = ["%", "ty le", "ti le", "cap huyen", "cua huyen", "cap tinh", "cua tinh"];
        /// Units of which figures would be multiples.
        const MULTIPLES: [&str; 4] = ["nghin", "ngan", "trieu", "ty dong"];
        let own = form.columns[index].head_keys.join(" ");
        let is_said = |words: &&str| label.contains(*words) && !own.contains(*words);
        TELLING.iter().any(&is_said) || (MULTIPLES.iter().any(is_said) && !asks_for_money(form, index))
    }

    /// Whether a label has the words of another column.
    pub fn is_anothers(&self, index: usize, label: &str) -> bool {
        let found = words(label);
        let of_columns: Vec<Vec<&str>> = self.of_columns.iter().map(|label| words(label)).collect();
        let vocabulary = of_columns.iter().flatten().copied().collect();
        let differences = differences(&of_columns[index], &found, &vocabulary);
        let others = of_columns.iter().enumerate().filter(|(other, _)| *other != index);
        contradict(&of_columns[index], &found, &differences, others.map(|(_, words)| words.as_slice()))
    }
}

/// Whether a column asks for money, in some row at least.
pub(super) fn asks_for_money(form: &Form, column: usize) -> bool {
    let mut rows = std::iter::once(None).chain((0..form.fixed_rows().len()).map(Some));
    rows.any(|row| form.kind(row, column) == Some(&Kind::Money))
}

/// Whether a label has the words of a column's path, or of its end.
pub(super) fn is_worded_as(column: &Column, label: &str) -> bool {
    let found = words(label);
    let last = column.head_keys.len().saturating_sub(1);
    let is_end = |level: usize| {
        let printed: Vec<String> = column.head_keys[level..].iter().map(|label| without(label)).collect();
        let printed = printed.join(" ");
        let printed = words(&printed);
        let vocabulary = printed.iter().copied().collect();
        are_particles(&differences(&printed, &found, &vocabulary))
    };
    (0..column.head_keys.len()).any(is_end)
        || column.is_called(last, label)
        || (column.holds == Holds::Code && CODES.contains(&label))
}

/// The times that the labels of a header name, worked out once for all columns of a form.
pub(super) struct LabelTimes<'p> {
    named: BTreeMap<&'p str, (Time, String)>,
}

impl<'p> LabelTimes<'p> {
    pub fn of(paths: &'p [(u32, Vec<&'p str>)], period: Option<Period>) -> Self {
        let labels = paths.iter().flat_map(|(_, path)| path.iter().copied());
        let named = labels
            .filter_map(|label| Some((label, (named(label, TextKind::Label, period)?, without(label)))));
        Self { named: named.collect() }
    }

    /// The time that a path names beside the column's own labels, and the path without it.
    pub fn beside_own<'s>(
        &'s self,
        form: &Form,
        column: &Column,
        path: &[&'s str],
    ) -> (Option<Time>, Vec<&'s str>) {
        // words for a time that head other columns of the form tell columns apart, not times
        let is_of_another = |label: &str| {
            let heads = form.columns.iter().flat_map(|column| &column.head_keys);
            let mut heads = heads.filter(|head| !column.head_keys.contains(head));
            path.last() == Some(&label)
                && heads
                    .any(|head| label.contains(head.as_str()) && named(head, TextKind::Label, None).is_some())
        };
        let is_own = |label: &str| {
            (0..column.head_keys.len()).any(|level| column.is_called(level, label)) || is_of_another(label)
        };
        let (mut time, mut bare) = (None, Vec::with_capacity(path.len()));
        for label in path {
            match self.named.get(label).filter(|_| !is_own(label)) {
                None => bare.push(*label),
                Some((named, without)) => {
                    // [`Time::Other`] wins over any other time that a path names
                    time = if time == Some(Time::Other) { time } else { Some(*named) };
                    bare.extend(Some(without.as_str()).filter(|label| !label.is_empty()));
                }
            }
        }
        (time, bare)
    }
}
