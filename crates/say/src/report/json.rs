//! The report on files as JSON, version 1. Decimals are strings with a dot; keys and ids are the same in both
//! languages.

mod diagnosis;

use super::influence::MendFirst;
use crate::words;
use crate::words::{CheckMessage, DecisionMessage, FindingMessage, Lang};
use phuluc_check::{
    AdjustedBy, Adjustment, AnswerState, Finding, Location, OpenRule, Skipped, Submission, derived_figures,
};
use phuluc_form::{ColumnId, FormId, Period, RowId, Severity};
use phuluc_grid::At;
use phuluc_round::{FileReport, FileStatus};
use rust_decimal::Decimal;
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
struct ChecksDocument<'r> {
    version: u8,
    files: Vec<FileEntry<'r>>,
    /// What to correct first in each round that is checked.
    #[serde(skip_serializing_if = "<[MendFirst]>::is_empty")]
    mend_first: &'r [MendFirst],
}

#[derive(Serialize)]
struct FileEntry<'r> {
    path: &'r str,
    sha256: Option<&'r str>,
    unit: Option<&'r str>,
    period: Option<Period>,
    status: FileStatus,
    forms: Vec<FormRead<'r>>,
    diagnoses: Vec<diagnosis::DiagnosisLine>,
    findings: Vec<FindingLine<'r>>,
    relations: Relations,
    not_checkable: Vec<OpenLine<'r>>,
    not_evaluated: Vec<SkippedLine<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    adjusted: Vec<AdjustedLine<'r>>,
}

#[derive(Serialize)]
struct FormRead<'r> {
    form: &'r FormId,
    version: &'r str,
    sheet: &'r str,
}

/// A figure adjusted by a decision.
#[derive(Serialize)]
struct AdjustedLine<'r> {
    #[serde(flatten)]
    place: &'r Location,
    from: Option<String>,
    to: String,
    decision: String,
}

/// How many times a rule of a form was checked, by outcome.
#[derive(Serialize)]
struct Relations {
    holds: usize,
    broken: usize,
    not_checkable: usize,
}

/// A finding as JSON has it, without nesting. Most columns of the CSV come from it.
#[derive(Serialize)]
pub struct FindingLine<'r> {
    /// The id of the rule.
    pub rule: String,
    /// How grave it is.
    pub severity: Severity,
    /// The id of the form.
    pub form: Option<FormId>,
    /// The id of the row.
    pub row: Option<RowId>,
    /// The id of the column.
    pub column: Option<ColumnId>,
    /// The name of the sheet.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: Option<At>,
    /// The whole message.
    pub message: String,
    /// What to do.
    pub todo: String,
    /// The figure or the text that stands there.
    pub reported: Option<String>,
    /// The relation that should hold.
    pub relation: Option<&'static str>,
    /// The figure that is expected.
    pub expected: Option<String>,
    /// The reported figure minus the expected one.
    pub difference: Option<String>,
    related: &'r [Location],
    suggestions: Vec<SuggestionLine>,
    /// The index of the diagnosis that explains it, among those of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnosis: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<String>,
}

#[derive(Serialize)]
struct SuggestionLine {
    cell: Option<At>,
    from: Option<String>,
    to: String,
    why: String,
}

#[derive(Serialize)]
struct OpenLine<'r> {
    rule: &'r str,
    #[serde(flatten)]
    place: &'r Location,
    message: String,
    unknown: &'r [Location],
    implied: Option<String>,
}

#[derive(Serialize)]
struct SkippedLine<'r> {
    rule: &'r str,
    why: String,
}

/// The results of checking files, as one document.
///
/// # Errors
/// The data cannot cause one; serialisation itself may report one.
pub fn check(files: &[FileReport], lang: Lang) -> Result<String, serde_json::Error> {
    check_rounds(files, &[], lang)
}

/// The results of checking the files of rounds, with what to correct first in each round.
///
/// # Errors
/// As for [`check`].
pub fn check_rounds(
    files: &[FileReport],
    mend_first: &[MendFirst],
    lang: Lang,
) -> Result<String, serde_json::Error> {
    let mut sorted: Vec<&FileReport> = files.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let files = sorted.into_iter().map(|file| self::file(file, lang)).collect();
    document(&ChecksDocument { version: 1, files, mend_first })
}

fn file(file: &FileReport, lang: Lang) -> FileEntry<'_> {
    let submission = file.submission.as_ref();
    let checked = &file.checked;
    FileEntry {
        path: &file.path,
        sha256: file.sha256.as_deref(),
        unit: submission.and_then(|submission| submission.unit.as_deref()),
        period: submission.and_then(|submission| submission.period),
        status: file.status(),
        forms: submission.map(forms_read).unwrap_or_default(),
        diagnoses: diagnosis::lines(checked, lang),
        findings: checked.findings.iter().map(|finding| finding_line(finding, lang)).collect(),
        relations: Relations {
            holds: checked.rules_that_hold,
            // only rules of forms have names with a slash: `form/rule`
            broken: checked.findings.iter().filter(|finding| finding.rule.contains('/')).count(),
            not_checkable: checked.open.len(),
        },
        not_checkable: checked.open.iter().map(|open| open_line(open, lang)).collect(),
        not_evaluated: checked
            .skipped
            .iter()
            .filter(|(_, why)| *why != Skipped::NoRow)
            .map(|(rule, why)| SkippedLine { rule, why: words::say(lang, CheckMessage::Skipped(why)) })
            .collect(),
        adjusted: submission.iter().flat_map(|s| &s.adjusted).map(|a| adjusted_line(a, lang)).collect(),
    }
}

fn adjusted_line(adjustment: &Adjustment, lang: Lang) -> AdjustedLine<'_> {
    AdjustedLine {
        place: &adjustment.place,
        from: adjustment.place.figure().map(plain),
        to: plain(adjustment.to),
        decision: match &adjustment.by {
            AdjustedBy::Decision(decision) => words::say(lang, DecisionMessage::Decision(decision)),
            AdjustedBy::Others(source) => source.clone(),
        },
    }
}

fn forms_read(submission: &Submission) -> Vec<FormRead<'_>> {
    submission
        .forms
        .iter()
        .map(|form| FormRead { form: &form.form.id, version: &form.form.version, sheet: &form.sheet })
        .collect()
}

/// A finding as JSON and CSV have it.
pub fn finding_line(finding: &Finding, lang: Lang) -> FindingLine<'_> {
    let place = finding.place();
    let (sheet, cell) = finding.cell();
    let figures = finding.figures();
    let raw = place.filter(|place| place.shown.answer.is_given()).map(|place| place.shown.raw.clone());
    FindingLine {
        rule: finding.rule.clone(),
        severity: finding.severity,
        form: finding.form().cloned(),
        row: finding.row().cloned(),
        column: place.map(|place| place.on_form.column.clone()),
        sheet: sheet.map(str::to_owned),
        cell,
        message: words::message(lang, finding),
        todo: words::todo(lang, finding),
        reported: figures.reported.map(plain).or(raw),
        relation: figures.relation,
        expected: figures.expected.map(plain),
        difference: figures.difference().map(plain),
        related: &finding.related,
        suggestions: finding
            .suggestions
            .iter()
            .map(|suggestion| SuggestionLine {
                cell: suggestion.place.on_sheet.at,
                from: suggestion.place.figure().map(plain),
                to: plain(suggestion.to),
                why: words::say(lang, FindingMessage::Reason(suggestion)),
            })
            .collect(),
        diagnosis: finding.diagnosis,
        decision: finding
            .decided
            .as_ref()
            .map(|decision| words::say(lang, DecisionMessage::Decision(decision))),
    }
}

fn open_line(open: &OpenRule, lang: Lang) -> OpenLine<'_> {
    OpenLine {
        rule: &open.rule,
        place: &open.place,
        message: words::say(lang, CheckMessage::Open(open)),
        unknown: &open.unknown,
        implied: open.implied.map(plain),
    }
}

/// A decimal as JSON has it: 8.5, 1232.
pub(super) fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

#[derive(Serialize)]
struct ValuesDocument<'r> {
    version: u8,
    values: Vec<ValueLine<'r>>,
}

/// A value that was read or derived.
#[derive(Serialize)]
pub(super) struct ValueLine<'r> {
    pub unit: Option<&'r str>,
    pub period: Option<Period>,
    pub form: &'r FormId,
    pub row: &'r RowId,
    pub label: &'r str,
    pub column: ColumnId,
    pub state: AnswerState,
    pub value: Option<String>,
    pub raw: Cow<'r, str>,
    pub path: &'r str,
    pub sheet: &'r str,
    pub cell: Option<At>,
}

/// The values of files, as one document.
///
/// # Errors
/// As for [`check`].
pub fn read(files: &[FileReport]) -> Result<String, serde_json::Error> {
    document(&ValuesDocument { version: 1, values: value_lines(files) })
}

/// All values of files. In each form the rows come in order, and derived values after those that were read.
pub(super) fn value_lines(files: &[FileReport]) -> Vec<ValueLine<'_>> {
    let mut sorted: Vec<&FileReport> = files.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let mut lines = Vec::new();
    for file in sorted {
        let Some(submission) = &file.submission else { continue };
        let derived = derived_figures::derive(submission);
        for (index, filled) in submission.forms.iter().enumerate() {
            for (row_index, row) in filled.rows.iter().enumerate() {
                let line = |column, state, value: Option<Decimal>, raw, cell| ValueLine {
                    unit: submission.unit.as_deref(),
                    period: submission.period,
                    form: &filled.form.id,
                    row: &row.id,
                    label: &row.label,
                    column,
                    state,
                    value: value.map(plain),
                    raw,
                    path: &file.path,
                    sheet: filled.sheet_of(row_index),
                    cell,
                };
                for (column, entry) in row.entries.iter().enumerate() {
                    let takes_one = filled.present[column] && filled.kind(row_index, column).is_some();
                    if takes_one || entry.answer.is_given() {
                        let id = filled.form.columns[column].id.clone();
                        lines.push(line(id, entry.answer.state(), entry.value(), entry.raw(), entry.at));
                    }
                }
                for figure in derived.iter().filter(|figure| (figure.form, figure.row) == (index, row_index))
                {
                    // a share of 0 is derived, too: it is nil
                    let value = figure.worth.value(figure.decimals);
                    let state = if value.is_some() { AnswerState::Derived } else { AnswerState::Nil };
                    lines.push(line(figure.column.clone(), state, value, "".into(), None));
                }
            }
        }
    }
    lines
}

fn document(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}
