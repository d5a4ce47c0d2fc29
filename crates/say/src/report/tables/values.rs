//! The table of values: every place of every form of every unit, with its state.
//!
//! Zero, nil, blank, not applicable and not submitted stay five things, beside text, unreadable and derived. Every
//! sending has its rows; `counted` are those in the totals.

use super::{Column, ColumnKind, Field, ForTables, Table, behind_round};
use phuluc_check::{AnswerState, DerivedFigure, FilledForm, PreparedRules, Role, derived_figures};
use phuluc_form::{ColumnId, Moment};
use phuluc_round::{Consolidation, FileReport, FormTotal, Gap, Member, UnitAnswer};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::rc::Rc;

/// The columns.
const COLUMNS: [Column; 21] = {
    use ColumnKind::{Count, Flag, Number, Text};
    behind_round([
        ("unit_code", Text),
        ("unit", Text),
        ("form", Text),
        ("version", Text),
        ("row_id", Text),
        ("label", Text),
        ("column_id", Text),
        ("state", Text),
        ("value", Number),
        ("raw", Text),
        ("sending", Count),
        ("received_at", Text),
        ("counted", Flag),
        ("path", Text),
        ("sha256", Text),
        ("sheet", Text),
        ("cell", Text),
    ])
};

pub(super) fn table(of: ForTables<'_>) -> Table<'_> {
    let members = of.consolidation.members.iter().enumerate();
    let rules = PreparedRules::default();
    let rows = members.flat_map(move |(index, member)| {
        let sent = sent(member, &rules);
        let absent = not_sent(of, index, member, &sent);
        sent.into_iter().flat_map(move |form| rows_of(of, member, &form)).chain(absent)
    });
    Table { name: "so-lieu", columns: &COLUMNS, rows: Box::new(rows) }
}

/// A form that came.
#[derive(Clone)]
struct SentForm<'c> {
    report: &'c FileReport,
    /// Its place in the report.
    form: usize,
    filled: &'c FilledForm,
    /// What is derived from the report.
    derived: Rc<[DerivedFigure]>,
    sending: u32,
    /// Whether it is the one of its kind that counts.
    counts: bool,
}

/// Every form that a unit sent: first those that count.
fn sent<'c>(member: &'c Member, rules: &PreparedRules) -> Vec<SentForm<'c>> {
    let forms = |report, sending, counts| forms_of(report, sending, counts, rules);
    let counted = member.reports.iter().zip(&member.numbers);
    let mut all: Vec<SentForm<'_>> =
        counted.flat_map(|(report, number)| forms(report, *number, true)).collect();
    let mut others: Vec<SentForm<'_>> = Vec::new();
    for sending in &member.sendings {
        let in_sending = sending.files.iter().flat_map(|report| forms(report, sending.number, false));
        others.extend(in_sending.filter(|form| {
            !all.iter().any(|known| {
                known.sending == form.sending
                    && known.report.path == form.report.path
                    && known.filled.form.id == form.filled.form.id
            })
        }));
    }
    all.extend(others);
    all
}

fn forms_of<'c>(
    report: &'c FileReport,
    sending: u32,
    counts: bool,
    rules: &PreparedRules,
) -> impl Iterator<Item = SentForm<'c>> + use<'c> {
    let submission = report.submission.as_ref();
    let derived = submission.map(|submission| derived_figures::derive_prepared(submission, rules));
    let derived: Rc<[DerivedFigure]> = derived.unwrap_or_default().into();
    let forms = submission.into_iter().flat_map(|submission| submission.forms.iter().enumerate());
    forms.map(move |(form, filled)| {
        let derived = Rc::clone(&derived);
        SentForm { report, form, filled, derived, sending, counts }
    })
}

/// What stands in a row besides the round and the unit.
struct PlaceRow<'f, 'c> {
    form: &'c str,
    version: &'c str,
    row: &'c str,
    label: &'c str,
    column: Cow<'c, str>,
    state: &'static str,
    value: Option<Decimal>,
    raw: Cow<'c, str>,
    sent: Option<&'f SentForm<'c>>,
    sheet: &'c str,
    cell: String,
}

impl<'c> PlaceRow<'_, 'c> {
    fn fields(self, of: ForTables<'c>, member: &'c Member) -> Vec<Field<'c>> {
        let received = |sent: &SentForm<'_>| {
            let sending = member.sendings.iter().find(|sending| sending.number == sent.sending)?;
            sending.received.map(Moment::iso)
        };
        let mut fields = Vec::with_capacity(COLUMNS.len());
        fields.extend(of.fields());
        fields.extend([
            member.unit.code.as_deref().map_or(Field::None, Field::text),
            Field::text(member.unit.name.as_str()),
            Field::text(self.form),
            Field::text(self.version),
            Field::text(self.row),
            Field::text(self.label),
            Field::text(self.column),
            Field::text(self.state),
            self.value.map_or(Field::None, Field::Number),
            Field::text(self.raw),
            self.sent.map_or(Field::None, |sent| Field::Count(sent.sending as usize)),
            Field::text(self.sent.and_then(received).unwrap_or_default()),
            Field::Flag(self.sent.is_some_and(|sent| sent.counts && member.included)),
            self.sent.map_or(Field::None, |sent| Field::text(sent.report.path.as_str())),
            self.sent.and_then(|sent| sent.report.sha256.as_deref()).map_or(Field::None, Field::text),
            Field::text(self.sheet),
            Field::text(self.cell),
        ]);
        fields
    }
}

/// The rows of a form that came: what was read, and what is derived from it.
fn rows_of<'c>(of: ForTables<'c>, member: &'c Member, sent: &SentForm<'c>) -> Vec<Vec<Field<'c>>> {
    let SentForm { report, form, filled, derived, .. } = sent;
    let level = report.submission.as_ref().and_then(|submission| submission.level).or(member.unit.level);
    let mut rows = Vec::new();
    for (index, row) in filled.rows.iter().enumerate() {
        let value = |column: Cow<'c, str>, state, value, raw, cell| PlaceRow {
            form: filled.form.id.as_str(),
            version: &filled.form.version,
            row: row.id.as_str(),
            label: &row.label,
            column,
            state,
            value,
            raw,
            sent: Some(sent),
            sheet: filled.sheet_of(index),
            cell,
        };
        for (column, entry) in row.entries.iter().enumerate() {
            let takes_one = filled.present[column] && filled.kind(index, column).is_some();
            if !takes_one && !entry.answer.is_given() {
                continue;
            }
            let state = match entry.answer.state() {
                AnswerState::Blank if filled.is_out_of_scope(index, level) => NOT_APPLICABLE,
                state => self::state(state),
            };
            let id = filled.form.columns[column].id.as_str().into();
            let cell = entry.at.map(|at| at.to_string()).unwrap_or_default();
            rows.push(value(id, state, entry.value(), entry.raw(), cell).fields(of, member));
        }
        for figure in derived.iter().filter(|figure| (figure.form, figure.row) == (*form, index)) {
            let worth = figure.worth.value(figure.decimals);
            // a share of nothing is derived, too: there is none
            let state = self::state(if worth.is_some() { AnswerState::Derived } else { AnswerState::Nil });
            let id: ColumnId = figure.column.clone();
            let row = value(id.to_string().into(), state, worth, "".into(), String::new());
            rows.push(row.fields(of, member));
        }
    }
    rows
}

/// The places of the forms that a unit owes and of which nothing came.
fn not_sent<'c>(
    of: ForTables<'c>,
    index: usize,
    member: &'c Member,
    sent: &[SentForm<'c>],
) -> Vec<Vec<Field<'c>>> {
    let Consolidation { forms, members, .. } = of.consolidation;
    let came = |total: &FormTotal| sent.iter().any(|sent| sent.filled.form.id == total.form.id);
    let mut rows = Vec::new();
    for total in forms.iter().filter(|total| total.owing.binary_search(&index).is_ok() && !came(total)) {
        let table = total.table(members);
        // lines that others added are none of its own
        for row in total.rows.iter().filter(|row| row.role != Role::Open) {
            for (column, of_form) in total.form.columns.iter().enumerate() {
                if row.cells[column].is_none() {
                    continue;
                }
                let state = match table.said(index, row, column) {
                    UnitAnswer::OutOfScope => NOT_APPLICABLE,
                    UnitAnswer::Nothing(Gap::Unreadable) => state(AnswerState::Unreadable),
                    UnitAnswer::Figure(_)
                    | UnitAnswer::Nil
                    | UnitAnswer::NoColumn
                    | UnitAnswer::Text(_)
                    | UnitAnswer::Nothing(_)
                    | UnitAnswer::NoRow
                    | UnitAnswer::NotAsked => NOT_SUBMITTED,
                };
                let place = PlaceRow {
                    form: total.form.id.as_str(),
                    version: &total.form.version,
                    row: row.id.as_str(),
                    label: &row.label,
                    column: of_form.id.as_str().into(),
                    state,
                    value: None,
                    raw: "".into(),
                    sent: None,
                    sheet: "",
                    cell: String::new(),
                };
                rows.push(place.fields(of, member));
            }
        }
    }
    rows
}

/// A blank that is not asked of the unit.
const NOT_APPLICABLE: &str = "not_applicable";
/// A place of a form that did not come.
const NOT_SUBMITTED: &str = "not_submitted";

/// A state by its name in JSON.
const fn state(state: AnswerState) -> &'static str {
    match state {
        AnswerState::Number => "number",
        AnswerState::Nil => "nil",
        AnswerState::Blank => "blank",
        AnswerState::Text => "text",
        AnswerState::Unreadable => "unreadable",
        AnswerState::Derived => "derived",
    }
}
