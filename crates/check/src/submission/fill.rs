//! Reads the answers of one form from the rows and columns where it was found.
//!
//! It gives a [`FilledForm`], and the amounts that were converted from another unit of money.

use super::entries::{Entries, WrittenEntry};
use super::filled_form::{FilledForm, FilledRow};
use super::possible_amount::PossibleAmounts;
use super::stated_money_units::{
    Conversion, Measures, SaidIn, SaidUnit, StatedUnit, are_too_much, converted, in_larger_unit,
};
use super::{pasted_shares, stated_money_units};
use crate::answer::{
    Answer, Field, Figure, Unreadable, WhyUnreadable, as_printed_maximum, exactly_as_printed,
};
use crate::locate::FoundForm;
use crate::{answer, locate};
use phuluc_form::{Form, Holds, Kind, Level, NotedDash, match_key, money};
use phuluc_grid::{At, Cell, Content, NothingOf, Recalculator, Sheet};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::sync::Arc;

/// A sheet that is being read, with its workbook.
#[derive(Clone, Copy)]
pub(super) struct SheetReader<'s> {
    pub sheet: &'s Sheet,
    pub recalculator: &'s Recalculator<'s>,
    /// The unit's level, if it is known.
    pub level: Option<Level>,
}

impl SheetReader<'_> {
    /// Reads the answers of a form that was found. `is_ours` says that the workbook is one of our blanks.
    ///
    /// Also gives the amounts that were converted from another unit of money.
    pub fn fill(&self, found: &FoundForm, is_ours: bool) -> (FilledForm, Vec<Conversion>) {
        let form = &found.form;
        let note = form.column_holding(&Holds::Note);
        let documents = form.document_column();
        let columns = Arc::new(found.columns.clone());
        let scores: Vec<usize> = (0..form.columns.len())
            .filter(|column| form.columns[*column].holds == Holds::Value(Kind::Score))
            .collect();
        let measures = Measures::read(found, self.sheet, is_ours);
        let possible = PossibleAmounts::of(self.level.unwrap_or(form.usual_sender()));
        let mut conversions = Vec::new();
        let mut entries = Entries::blank(None, columns.clone());
        let rows = found.rows.iter().enumerate().map(|(index, row)| {
            let fixed = row.role.fixed();
            let refused = found.refused_at(row.role);
            entries.begin(row.at.or(refused));
            if let Some(at_row) = refused {
                self.put_unread(&mut entries, found, fixed, at_row);
            }
            let line = row.at.map_or(&[][..], |at| self.sheet.line(at));
            for (column, at) in columns.iter().enumerate() {
                let (Some(at_row), Some(at_column)) = (row.at, *at) else { continue };
                let at = At { row: at_row, column: at_column };
                entries.put(
                    column,
                    match row.piece {
                        _ if Some(column) == documents => document(self.sheet, at, row.piece),
                        0 => self.entry(line, at, form, fixed, column, is_ours),
                        // a cell beside several documents belongs to the first one
                        _ => WrittenEntry::absent(),
                    },
                );
                if let Some(measures) =
                    measures.as_ref().filter(|_| form.kind(fixed, column) == Some(&Kind::Money))
                    && let Some(cell) = self.sheet.get(at)
                {
                    let stated = measures.of(found, index, column, cell);
                    let own = money::zeros(form.measure(fixed, column)).unwrap_or(0);
                    let possible = if is_ours { possible.however_little() } else { possible };
                    let conversion = settle_amount(&mut entries, column, cell, (stated, own), possible);
                    conversions.extend(conversion.map(|(unit, written)| Conversion {
                        unit,
                        row: index,
                        column,
                        at,
                        written,
                    }));
                }
            }
            if let (Some(printed), Some(note)) = (fixed, note) {
                heed_remark(&mut entries, note, form, printed);
            }
            settle_scores(&mut entries, form, &scores);
            if row.at.is_some_and(|at| self.has_struck_label(found, at)) {
                withdraw(&mut entries);
            }
            let name = form.name(fixed, &row.id, &row.label);
            FilledRow { group: row.group.clone(), ..FilledRow::new(name, row.role, entries.take()) }
        });
        let mut rows: Vec<FilledRow> = rows.collect();
        pasted_shares::settle(&mut rows, form);
        let doubtful = take_back_doubtful(&mut rows, &conversions, possible);
        conversions.retain(|conversion| !doubtful.contains(&conversion.unit.said_in));
        let filled = FilledForm {
            form: Arc::clone(form),
            sheet: self.sheet.name.clone(),
            present: found.columns.iter().map(Option::is_some).collect(),
            rows: Arc::new(rows),
            left_blank: found.left_blank.clone(),
        };
        (filled, conversions)
    }

    /// Puts what stands in a row whose label is another indicator's. It is neither read nor blank.
    fn put_unread(&self, entries: &mut Entries, found: &FoundForm, fixed: Option<usize>, at_row: u32) {
        for (column, at_column) in found.answer_columns() {
            let at = At { row: at_row, column: at_column };
            let cell = self.sheet.get(at).filter(|cell| !cell.is_empty());
            if let (Some(cell), Some(_)) = (cell, found.form.kind(fixed, column)) {
                let unread =
                    Unreadable { why: WhyUnreadable::OtherLabel, readings: Vec::new(), stored: None };
                entries.put(
                    column,
                    WrittenEntry::of_cell(Answer::Unreadable(Box::new(unread)), Some(cell), Some(at)),
                );
            }
        }
    }

    /// Whether the label of a row is struck through as a whole.
    fn has_struck_label(&self, found: &FoundForm, row: u32) -> bool {
        let label = self.sheet.get(At { row, column: found.label_column() });
        label.is_some_and(|cell| cell.marks.is_struck())
    }

    /// The answer in a cell, with its formula recalculated.
    fn answer(&self, cell: &Cell, at: At, field: Field<'_>) -> Answer {
        if cell.formula.is_none() {
            return answer::read(cell, field);
        }
        let is_division_by_zero =
            matches!(&cell.content, Content::Error(error) if answer::is_division_by_zero(error));
        if is_division_by_zero && *field.kind == Kind::Percent {
            match self.recalculator.nothing_of_nothing(self.sheet, at) {
                Some(NothingOf::Zero) => return Answer::Nil,
                Some(NothingOf::Blank) => return Answer::Blank,
                None => {}
            }
        }
        match self.recalculator.value(self.sheet, at) {
            Some(worth) => answer::read_again(cell, worth, field),
            None => answer::read(cell, field),
        }
    }

    /// The entry at a place in a line of the sheet.
    fn entry(
        &self,
        line: &[(At, Cell)],
        at: At,
        form: &Form,
        fixed: Option<usize>,
        column: usize,
        is_ours: bool,
    ) -> WrittenEntry {
        let cell = line.iter().find(|(other, _)| *other == at).map(|(_, cell)| cell);
        let answer = match (cell, form.kind(fixed, column)) {
            (Some(cell), Some(kind)) => {
                let field = Field {
                    kind,
                    measure: form.measure(fixed, column),
                    decimals: form.decimals(fixed, column),
                    bare_percent: is_ours,
                };
                let cell = if *kind == Kind::Money { in_larger_unit(cell) } else { Cow::Borrowed(cell) };
                self.answer(&cell, at, field)
            }
            // the check notices content in headings; a formula may give an empty text
            (Some(cell), None) if form.takes_answers(column) && !cell.is_empty() => {
                Answer::Text(cell.as_text())
            }
            _ => Answer::Blank,
        };
        let own = form.fixed(fixed, column);
        let answer = exactly_as_printed(answer, own);
        // the authority may print the steps beside the maximum
        let as_printed = match (&answer, own, fixed, cell) {
            (Answer::Number(_) | Answer::Blank | Answer::Nil, ..) => None,
            (_, Some(own), Some(row), Some(cell)) => {
                as_printed_maximum(&cell.as_text(), own, &form.fixed_rows()[row].steps)
            }
            _ => None,
        };
        let answer = as_printed.unwrap_or(answer);
        // a label that is printed on the form is shared, not stored for every sender
        let printed = fixed.map(|index| &form.fixed_rows()[index]);
        let is_printed = match form.columns[column].holds {
            Holds::Label => printed.map(|row| &*row.label),
            Holds::Code => printed.and_then(|row| row.code.as_deref()),
            Holds::Measure => printed.and_then(|row| row.measured_in.as_deref()),
            _ => None,
        };
        let is_printed = is_printed.is_some() && is_printed == cell.map(Cell::shown).as_deref();
        if let Some(text) = cell.and_then(|cell| shown_with_words(cell, &answer)) {
            return WrittenEntry::new(answer, &text, Some(at));
        }
        WrittenEntry::of_cell(answer, cell.filter(|_| !is_printed), Some(at))
    }
}

/// Takes the figures beside a label that is struck through as doubtful: they may be withdrawn with the label.
fn withdraw(entries: &mut Entries) {
    let figures =
        entries.written().filter_map(|(column, entry)| Some((column, entry.answer.figure()?.value)));
    for (column, value) in figures.collect::<Vec<_>>() {
        let unread =
            Unreadable { why: WhyUnreadable::LabelStruck, readings: vec![value], stored: Some(value) };
        entries.answer(column, Answer::Unreadable(Box::new(unread)));
    }
}

/// The text of a cell whose number format adds words that make its figure doubtful.
fn shown_with_words(cell: &Cell, answer: &Answer) -> Option<String> {
    match (&cell.content, answer) {
        (Content::Number(value), Answer::Unreadable(it)) if it.why == WhyUnreadable::Worded => {
            Some(cell.format.text(*value))
        }
        _ => None,
    }
}

/// Converts an amount that is stated in another unit of money than the `own` of the form, and gives that unit with the
/// figure as written. It becomes doubtful if two places contradict each other, or if it is impossible.
///
/// Of two units that contradict each other, one counts if the amount is impossible in the other.
fn settle_amount(
    entries: &mut Entries,
    column: usize,
    cell: &Cell,
    (stated, own): (Option<StatedUnit>, u32),
    possible: PossibleAmounts,
) -> Option<(SaidUnit, Decimal)> {
    let answer = entries.get(column).answer.clone();
    let value = answer.figure().map(|figure| figure.value).filter(|value| !value.is_zero());
    // an amount that names its unit in its own cell is certain
    if cell.shown().contains(|c: char| c.is_alphabetic() || c == '\u{20ab}') {
        let (unit, written) = stated_money_units::of_text(cell, value?, own)?;
        if possible.is_possible(value?, own) {
            return Some((unit, written));
        }
        entries.answer(column, stated_money_units::doubtful(vec![written, value?]));
        return None;
    }
    let readings = match (&stated, value) {
        (None, Some(value)) => possible.readings(value, own),
        (Some(StatedUnit { unit, against: Some(against) }), Some(value))
            if !possible.is_possible(value, unit.zeros) || possible.is_possible(value, *against) =>
        {
            let both = [unit.zeros, *against].into_iter();
            both.filter_map(|zeros| Some(Figure::exact(value).in_unit(zeros, own)?.value)).collect()
        }
        (Some(StatedUnit { unit, .. }), Some(value)) if PossibleAmounts::is_too_little(value, unit.zeros) => {
            let converted = Figure::exact(value).in_unit(unit.zeros, own);
            std::iter::once(value).chain(converted.map(|figure| figure.value)).collect()
        }
        (_, None) | (Some(_), Some(_)) => Vec::new(),
    };
    if !readings.is_empty() {
        entries.answer(column, stated_money_units::doubtful(readings));
        return None;
    }
    let unit = stated?.unit;
    entries.answer(column, converted(answer, unit));
    value.map(|written| (unit, written))
}

/// Turns converted amounts back into doubtful ones, if one with the same source of its unit would be impossibly
/// large.
fn take_back_doubtful(
    rows: &mut [FilledRow],
    conversions: &[Conversion],
    possible: PossibleAmounts,
) -> Vec<SaidIn> {
    let mut doubtful: Vec<SaidIn> = Vec::new();
    for conversion in conversions {
        if !are_too_much(conversions, conversion.unit.said_in, possible) {
            continue;
        }
        doubtful.push(conversion.unit.said_in);
        let entries = &mut rows[conversion.row].entries;
        let readings = entries.get(conversion.column).value().into_iter().chain([conversion.written]);
        let answer = stated_money_units::doubtful(readings.collect());
        entries.answer(conversion.column, answer);
    }
    doubtful
}

/// Reads “8,5/10” as 8,5 if the row's maximum is 10.
fn settle_scores(entries: &mut Entries, form: &Form, scores: &[usize]) {
    for &column in scores {
        let entry = entries.get(column);
        let is_unsure = matches!(entry.answer, Answer::Unreadable(unreadable) if unreadable.why == WhyUnreadable::Ambiguous);
        if !is_unsure {
            continue;
        }
        let Some((points, most)) = answer::fraction(&entry.raw()) else { continue };
        let mut maxima = scores.iter().filter(|&&other| match &form.bands {
            Some(bands) => form.columns[other].id == bands.maximum,
            None => other != column,
        });
        if maxima.any(|&maximum| entries.get(maximum).value() == Some(most)) {
            entries.answer(column, Answer::Number(Figure::exact(points)));
        }
    }
}

/// The entry for one of several documents in a cell, one on each line.
fn document(sheet: &Sheet, at: At, piece: usize) -> WrittenEntry {
    let raw = locate::pieces(&sheet.text(at)).nth(piece).unwrap_or_default().to_owned();
    let answer = match raw.as_str() {
        "" => Answer::Blank,
        text if answer::says_nil(text) => Answer::Nil,
        text => Answer::Text(text.into()),
    };
    WrittenEntry::new(answer, &raw, Some(at))
}

/// Heeds the remark beside a blank. With “Không có PAKN” the blank is an answer: there was none. With “Chưa có số
/// liệu cụ thể” a dash is no answer, and reading it as 0 would be a wrong figure.
fn heed_remark(entries: &mut Entries, note: usize, form: &Form, index: usize) {
    let remark = entries.get(note).raw().into_owned();
    let (key, row) = (match_key(&remark), &form.fixed_rows()[index]);
    let is_none = answer::says_nil(&remark) || row.nil.iter().any(|nil| match_key(nil) == key);
    let is_unknown =
        !key.is_empty() && (row.noted_dash == NotedDash::Unknown || answer::says_unknown(&remark));
    for column in (0..form.columns.len()).filter(|&column| form.kind(Some(index), column).is_some()) {
        let entry = entries.get(column);
        // the words of the row stand in the cell itself as often as beside it
        let raw = match_key(&entry.raw());
        let says_so = matches!(entry.answer, Answer::Unreadable(it) if it.why == WhyUnreadable::NotANumber)
            && row.nil.iter().any(|nil| match_key(nil) == raw);
        if (is_none && !entry.answer.is_given()) || says_so {
            entries.answer(column, Answer::Nil);
        } else if is_unknown
            && !is_none
            && matches!(entry.answer, Answer::Nil)
            && answer::is_dash(&entry.raw())
        {
            entries.answer(column, Answer::Blank);
        }
    }
}
