//! The diagnoses of a file as JSON.

use super::plain;
use crate::words;
use crate::words::{DiagnosisMessage, Lang};
use phuluc_check::{Change, Checked, Diagnosis, Explanation, Location, Mistake};
use phuluc_form::{ColumnId, FormId, RowId};
use phuluc_grid::At;
use serde::Serialize;

/// A diagnosis: the likeliest change, or the first of several equally likely ones, and the others.
#[derive(Serialize)]
pub struct DiagnosisLine {
    #[serde(flatten)]
    first: Option<ChangeLine>,
    mistake: &'static str,
    message: String,
    mends: usize,
    mends_all: bool,
    /// The cells of other diagnoses that must be corrected, too, before all findings are mended.
    needs: Vec<CellLine>,
    /// The cells that were worked out from this one and must be typed again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    worked_out: Vec<CellLine>,
    /// How many explanations are equally likely. If there are several, none is preferred.
    tied: usize,
    /// The further changes that the same mistake demands.
    together: Vec<ChangeLine>,
    /// The other explanations, the equally likely ones first, each with its changes.
    instead: Vec<Vec<ChangeLine>>,
    /// The indices of the findings that it explains.
    findings: Vec<usize>,
}

#[derive(Serialize)]
struct CellLine {
    sheet: String,
    cell: Option<At>,
}

#[derive(Serialize)]
struct ChangeLine {
    sheet: String,
    cell: Option<At>,
    form: FormId,
    /// `None` if the row is not on the sheet.
    row: Option<RowId>,
    column: ColumnId,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    period_before: bool,
    from: Option<String>,
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<String>,
    why: String,
}

/// The diagnoses of a file.
pub(super) fn lines(checked: &Checked, lang: Lang) -> Vec<DiagnosisLine> {
    let lines = checked.diagnoses.iter().enumerate();
    lines.map(|(index, diagnosis)| line(checked, index, diagnosis, lang)).collect()
}

fn line(checked: &Checked, index: usize, diagnosis: &Diagnosis, lang: Lang) -> DiagnosisLine {
    let findings: Vec<usize> = (0..checked.findings.len())
        .filter(|finding| checked.findings[*finding].diagnosis == Some(index))
        .collect();
    let first = diagnosis.explanations.first();
    let mut all = first.map(|first| changes(first, lang)).unwrap_or_default().into_iter();
    let others = diagnosis.explanations.iter().skip(1);
    DiagnosisLine {
        first: all.next(),
        mistake: first.map_or("", mistake),
        message: words::diagnosis(
            lang,
            diagnosis,
            findings.iter().map(|finding| &checked.findings[*finding]),
        ),
        mends: diagnosis.mends,
        mends_all: diagnosis.mends_all,
        needs: diagnosis.needs.iter().map(cell).collect(),
        worked_out: first
            .filter(|first| first.mistake == Mistake::Cell)
            .map_or_else(Vec::new, |first| first.also.iter().map(cell).collect()),
        tied: diagnosis.tied,
        together: all.collect(),
        instead: others.map(|other| changes(other, lang)).collect(),
        findings,
    }
}

fn cell(place: &Location) -> CellLine {
    CellLine { sheet: place.on_sheet.sheet.clone(), cell: place.on_sheet.at }
}

/// The changes of an explanation, each at the cell that a program may write.
fn changes(explanation: &Explanation, lang: Lang) -> Vec<ChangeLine> {
    let lines = explanation.changes.iter().map(|change| {
        let line = self::change(change, lang);
        match explanation.mistake {
            // a row to delete gets no other figures
            Mistake::RowTooMany => ChangeLine { to: None, at_least: None, at_most: None, ..line },
            // the place of the change is that of the total, which stays as it is
            Mistake::RowMissing => {
                let blank = explanation.like.as_ref();
                let at = blank.and_then(|blank| blank.on_sheet.at).zip(line.cell);
                let cell = at.map(|(blank, total)| At { row: blank.row, ..total });
                ChangeLine { cell, row: blank.map(|blank| blank.on_form.row.clone()), from: None, ..line }
            }
            _ => line,
        }
    });
    lines.collect()
}

fn change(change: &Change, lang: Lang) -> ChangeLine {
    let place = &change.place;
    let is_open = change.to.is_none();
    ChangeLine {
        sheet: place.on_sheet.sheet.clone(),
        cell: place.on_sheet.at,
        form: place.on_form.form.clone(),
        row: Some(place.on_form.row.clone()),
        column: place.on_form.column.clone(),
        period_before: place.labels.which == phuluc_form::WhichReport::Before,
        from: from(place),
        to: change.to.map(plain),
        at_least: change.range.lo().filter(|_| is_open).map(plain),
        at_most: change.range.hi().filter(|_| is_open).map(plain),
        why: words::say(lang, DiagnosisMessage::Why(change)),
    }
}

/// The figure at a place, or else the text that the cell shows.
fn from(place: &Location) -> Option<String> {
    let shown = Some(&place.shown.raw).filter(|raw| !raw.is_empty());
    place.figure().map(plain).or_else(|| shown.cloned())
}

/// The name of a kind of mistake.
const fn mistake(explanation: &Explanation) -> &'static str {
    match explanation.mistake {
        Mistake::Cell => "cell",
        Mistake::Together => "together",
        Mistake::Swapped => "swapped",
        Mistake::RowTooMany => "row-too-many",
        Mistake::RowWrong => "row-wrong",
        Mistake::RowTenfold => "row-tenfold",
        Mistake::RowOverwritten => "row-overwritten",
        Mistake::TotalTwice => "total-twice",
        Mistake::TotalWithoutRow => "total-without-row",
        Mistake::TotalRowTwice => "total-row-twice",
        Mistake::RowMissing => "row-missing",
        Mistake::RowDeleted => "row-deleted",
        Mistake::TooLow => "too-low",
        Mistake::TooHigh => "too-high",
        Mistake::TooFarRight => "too-far-right",
        Mistake::TooFarLeft => "too-far-left",
        Mistake::OtherMeasure => "other-measure",
        Mistake::Follows => "follows",
        Mistake::BetweenPeriods => "between-periods",
    }
}
