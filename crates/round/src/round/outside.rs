//! Figures that others give (`so-lieu-ngoai.xlsx`), as the points of a survey of people: no unit can fill them in itself.
//!
//! Takes the list, one figure a line; puts each into the report of its unit before that is checked, so that totals over
//! it can be. The sender's file is never changed, and a figure of the sender's own at that place is said.

use super::general_rules::outside_differs;
use super::{Round, Unit};
use crate::recognise::UnitNames;
use crate::register;
use phuluc_check::{AdjustedBy, Adjustment, Answer, Figure, Finding, Location, Submission};
use phuluc_form::{Catalogue, ColumnId, Form, FormId, Holds, Kind, Level, RowId, match_key, near};
use phuluc_grid::{At, CellValue, Flaw, List, ListLine, ListOnSheet, ListProblems, Sheet, list};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The file, in the round's folder.
pub const FILE: &str = "so-lieu-ngoai.xlsx";
/// The name of its sheet.
const SHEET: &str = "Số liệu ngoài";

phuluc_grid::list_columns! {
    /// The columns of the list.
    enum OutsideColumn {
        UnitCode = "Mã đơn vị", 12;
        Unit = "Đơn vị", 26, required;
        Form = "Biểu", 20, required;
        Row = "Mục", 26, required;
        Column = "Cột", 20;
        Figure = "Số liệu", 12, required;
        Source = "Căn cứ", 34, required;
        Remark = "Ghi chú", 24;
    }
}

/// A figure that others give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideFigure {
    /// The unit, by its index in the round.
    pub unit: usize,
    /// The form.
    pub form: FormId,
    /// The row.
    pub row: RowId,
    /// The column.
    pub column: ColumnId,
    /// The figure.
    pub figure: Decimal,
    /// The paper that says so.
    pub source: String,
}

impl OutsideFigure {
    fn is_of_the_place_of(&self, other: &Self) -> bool {
        let [own, other] =
            [self, other].map(|figure| (figure.unit, &figure.form, &figure.row, &figure.column));
        own == other
    }
}

/// The list for a new round, in which only figures and sources are missing: a line for every unit and every row that
/// a form of the unit's leaves to others. `None` if there is no such row.
pub fn list(round: &Round, catalogue: &Catalogue) -> Option<List> {
    let day = round.period.map(|period| period.to);
    let mut lines = Vec::new();
    for unit in round.reporters() {
        let forms = unit.forms.iter();
        let forms =
            forms.filter_map(|id| catalogue.in_force(id, day).or_else(|| catalogue.in_force(id, None)));
        for form in forms {
            let level = unit.level.or(Level::of_unit(&unit.name)).unwrap_or(form.usual_sender());
            let rows = form.fixed_rows().iter().enumerate();
            let rows =
                rows.filter(|(index, row)| is_left_to_others(form, *index) && !row.not_for.contains(&level));
            lines.extend(rows.map(|(index, _)| prepared(unit, form, index)));
        }
    }
    (!lines.is_empty()).then(|| List {
        sheet: SHEET.to_owned(),
        title: "Số liệu do nơi khác cho".to_owned(),
        remarks: vec![
            "Có kết quả thì ghi “Số liệu” và “Căn cứ” (văn bản công bố); số ở đây được đưa vào báo cáo của từng đơn vị trước khi kiểm tra. Dòng chưa có số để nguyên.".to_owned(),
        ],
        heads: List::heads_of::<OutsideColumn>(&[]),
        lines,
        open: true,
        ..List::default()
    })
}

/// Whether a form leaves the score, or the figure, of a printed row to others. The rows that add up others are worked
/// out.
fn is_left_to_others(form: &Form, row: usize) -> bool {
    let Some(column) = usual_column(form).and_then(|id| form.column(&id)) else { return false };
    let asks_for_nothing = form.fixed_rows()[row].asked.as_ref().is_some_and(Vec::is_empty);
    let is_figure = form.kind(Some(row), column).is_some_and(Kind::is_figure);
    asks_for_nothing
        && is_figure
        && form.rows_under(row).is_empty()
        && form.fixed(Some(row), column).is_none()
}

/// The line of a unit and a row, without figure and source.
fn prepared(unit: &Unit, form: &Form, row: usize) -> Vec<CellValue> {
    let rows = form.fixed_rows();
    let is_known_by_label = rows.iter().position(|other| other.key == rows[row].key) == Some(row);
    list::line_of(
        |column| match column {
            OutsideColumn::UnitCode => unit.code.clone().unwrap_or_default().into(),
            OutsideColumn::Unit => unit.name.as_str().into(),
            OutsideColumn::Form => form.id.as_str().into(),
            OutsideColumn::Row if is_known_by_label => (*rows[row].label).into(),
            OutsideColumn::Row => rows[row].id.as_str().into(),
            OutsideColumn::Column | OutsideColumn::Figure | OutsideColumn::Source | OutsideColumn::Remark => {
                CellValue::Empty
            }
        },
        &[],
    )
}

/// Reads the list. Lines without figure and source are still to be filled in.
///
/// # Errors
/// Everything that is wrong with it: a unit, form, row or column that is not known, a figure that is given twice.
pub fn read(
    sheets: &[Sheet],
    round: &Round,
    catalogue: &Catalogue,
) -> Result<Vec<OutsideFigure>, ListProblems> {
    let on_sheet = ListOnSheet::find(FILE, sheets)?;
    let names = UnitNames::of(round);
    let mut figures: Vec<(OutsideFigure, Option<At>)> = Vec::new();
    for line in on_sheet.lines() {
        let given = [OutsideColumn::Figure, OutsideColumn::Source];
        if line.some(OutsideColumn::Row).is_some() && given.iter().all(|column| line.some(*column).is_none())
        {
            continue;
        }
        let Some(figure) = read_figure(&line, &names, round, catalogue) else { continue };
        match figures.iter().find(|(other, _)| other.is_of_the_place_of(&figure)) {
            Some((_, Some(first))) => {
                let (text, first) = (figure.row.to_string(), *first);
                line.note(OutsideColumn::Row, Flaw::Duplicate { text, first });
            }
            Some((_, None)) | None => figures.push((figure, line.at(OutsideColumn::Row))),
        }
    }
    let figures = figures.into_iter().map(|(figure, _)| figure).collect();
    on_sheet.problems(FILE).map_or(Ok(figures), Err)
}

fn read_figure(
    line: &ListLine<'_, OutsideColumn>,
    names: &UnitNames<'_>,
    round: &Round,
    catalogue: &Catalogue,
) -> Option<OutsideFigure> {
    let unit = match line.some(OutsideColumn::Unit).or_else(|| line.some(OutsideColumn::UnitCode)) {
        Some(_) => register::read_unit(line, OutsideColumn::UnitCode, OutsideColumn::Unit, names, round),
        None => line.required(OutsideColumn::Unit).and(None),
    };
    let form = line.required(OutsideColumn::Form).and_then(|named| {
        let form = catalogue.called(&named, round.period.map(|period| period.to));
        form.map_err(|may_be| line.note(OutsideColumn::Form, Flaw::UnknownForm { text: named, may_be })).ok()
    });
    let named = line.required(OutsideColumn::Row);
    let row = named.zip(form).and_then(|(named, form)| row(line, form, named));
    let column = form.and_then(|form| column(line, form));
    let figure = line.required(OutsideColumn::Figure).and_then(|_| line.figure(OutsideColumn::Figure));
    let source = line.required(OutsideColumn::Source);
    let (form, row, column) = (form?.id.clone(), row?, column?);
    Some(OutsideFigure { unit: unit?, form, row, column, figure: figure?, source: source? })
}

/// The printed row of that code, id or label.
fn row(line: &ListLine<'_, OutsideColumn>, form: &Form, named: String) -> Option<RowId> {
    let key = match_key(&named);
    let rows = form.fixed_rows();
    let found = rows.iter().find(|row| row.id.as_str() == named.trim_end_matches('.'));
    let found = found.or_else(|| rows.iter().find(|row| row.key == key));
    if found.is_none() {
        let known = rows.iter().map(|row| row.id.as_str());
        let allowed = near(&named, known).into_iter().collect();
        line.note(OutsideColumn::Row, Flaw::UnknownWord { text: named, allowed });
    }
    found.map(|row| row.id.clone())
}

/// The column that is named, or else the usual one.
fn column(line: &ListLine<'_, OutsideColumn>, form: &Form) -> Option<ColumnId> {
    let Some(named) = line.some(OutsideColumn::Column) else {
        let usual = usual_column(form);
        if usual.is_none() {
            line.required(OutsideColumn::Column);
        }
        return usual;
    };
    let key = match_key(&named);
    let mut takes_figures = form.columns.iter().filter(|column| match &column.holds {
        Holds::Value(kind) => kind.is_figure(),
        Holds::ByRow => true,
        Holds::Code | Holds::Label | Holds::Measure | Holds::Note => false,
    });
    let allowed: Vec<String> = takes_figures.clone().map(|column| column.say.clone()).collect();
    let found = takes_figures.find(|column| column.id.as_str() == named || match_key(&column.say) == key);
    if found.is_none() {
        line.note(OutsideColumn::Column, Flaw::UnknownWord { text: named, allowed });
    }
    found.map(|column| column.id.clone())
}

/// The column that scores stand in, or the one whose kind the rows give.
fn usual_column(form: &Form) -> Option<ColumnId> {
    let scores = form.bands.as_ref().and_then(|bands| bands.score.last());
    scores.cloned().or_else(|| Some(form.columns[form.value_column()?].id.clone()))
}

/// Puts the figures of a unit into its report; gives what the report itself has at these places, where that is another
/// figure.
pub fn put(submission: &mut Submission, figures: &[&OutsideFigure]) -> Vec<Finding> {
    let (mut differing, mut adjusted) = (Vec::new(), Vec::new());
    let level = submission.level;
    for OutsideFigure { form, row, column, figure, source, .. } in figures {
        let Some(filled) = submission.forms.iter_mut().find(|filled| filled.form.id == *form) else {
            continue;
        };
        let Some((row, column)) = filled.row(row).zip(filled.form.column(column)) else { continue };
        let there = &filled.rows[row].entries.get(column);
        if there.value().is_some_and(|value| value == *figure) {
            continue;
        }
        let place = Location::of(filled, row, column, level, false);
        if there.answer.is_given() {
            differing.push(outside_differs::found(place.clone(), *figure, source));
        }
        let is_percent = matches!(filled.kind(row, column), Some(Kind::Percent));
        let answer = if is_percent { Figure::rounded(*figure) } else { Figure::exact(*figure) };
        Arc::make_mut(&mut filled.rows)[row].entries.answer(column, Answer::Number(answer));
        adjusted.push(Adjustment { place, to: *figure, by: AdjustedBy::Others(source.clone()) });
    }
    submission.adjusted.extend(adjusted);
    differing
}
