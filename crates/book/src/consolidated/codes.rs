//! The very-hidden sheet `_ma` (mã): the code of every word on the visible sheets that is read back one level up.
//!
//! People read the words, and the program reads the codes beside them, so that a word may change from one version to
//! the next. A row holds its subject, its codes, and last the words as they are visible:
//!
//! ```text
//! 1                                                                 how the sheet is laid out
//! program  | 0.2.0                                                  the version that wrote it
//! word     | severity | error | Lỗi                                 a word that may stand in many cells
//! standing | 3 | fails | 2 | đã kiểm tra, còn 2 lỗi                 where the unit of that number stands
//! days     | 3 | 2025-12-15 | 2026-03-31                          the days of a unit that was not always there
//! succeeds | 4 | Xã Ví dụ 03 | 00003 | 2026-04-01                 a unit that it took over
//! decision | 3 | return | yêu cầu chỉnh sửa (…)                     what was decided about it, the earliest first
//! period   | 3 | nhan/a.xlsx | 2025-12-15 | 2026-12-14 | Từ …       of one of its files
//! sending  | 3 | nhan/a.xlsx | 1 | 2026-12-15T09:00:00+07:00 | 1 (…)
//! ```
//!
//! The brief workbook of a large round is not read back. Its sheet only says so, and which complete one it goes with:
//!
//! ```text
//! brief    | 0123…                                               the SHA-256 of the complete workbook
//! ```

use super::data::{OUT_OF_SCOPE, clipped};
use super::sources::{COUNTED, NOT_COUNTED};
use crate::lines::{AddedLines, Item, Lines};
use crate::style::Styles;
use phuluc_check::{AnswerState, RulingKind};
use phuluc_form::{Level, Moment, Period, Severity, viet_nam};
use phuluc_grid::{At, Sheet};
use phuluc_round::{Consolidation, Days, DecidedBelow, Member, Refusal, Standing, Succession};
use phuluc_say::{CheckMessage, DecisionMessage, Lang, StatusMessage, TotalMessage, words};
use rust_xlsxwriter::{Workbook, XlsxError};
use std::collections::HashMap;
use std::io;

/// The name of the sheet.
pub(super) const SHEET: &str = "_ma";
/// How the workbook is laid out, which the first cell says: in the first layout, what staff look up stood on the
/// forms' own sheets; in the second, documents had no heading and charts drew every total as it was written.
pub(super) const LAYOUT: u32 = 3;

/// What stands under “Trạng thái”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueState {
    /// A state of an answer.
    Of(AnswerState),
    /// Blank, and not asked of the unit.
    OutOfScope,
}

/// What the sheet of a brief workbook is about.
const BRIEF: &str = "brief";

pub(super) const SEVERITIES: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)];
pub(super) const STATES: [(&str, ValueState); 7] = [
    ("number", ValueState::Of(AnswerState::Number)),
    ("nil", ValueState::Of(AnswerState::Nil)),
    ("blank", ValueState::Of(AnswerState::Blank)),
    ("text", ValueState::Of(AnswerState::Text)),
    ("unreadable", ValueState::Of(AnswerState::Unreadable)),
    ("derived", ValueState::Of(AnswerState::Derived)),
    ("out-of-scope", ValueState::OutOfScope),
];
pub(super) const LEVELS: [(&str, Level); 4] = [
    ("commune", Level::Commune),
    ("district", Level::District),
    ("province", Level::Province),
    ("department", Level::Department),
];
pub(super) const COUNTS: [(&str, bool); 2] = [("counted", true), ("not-counted", false)];
const RULINGS: [(&str, RulingKind); 6] = [
    ("accept", RulingKind::Accept),
    ("return", RulingKind::Return),
    ("explain", RulingKind::Explain),
    ("adjust", RulingKind::Adjust),
    ("extend", RulingKind::Extend),
    ("set-aside", RulingKind::SetAside),
];

/// The code of a value.
fn code_of<T: PartialEq>(codes: &[(&'static str, T)], value: &T) -> &'static str {
    codes.iter().find(|(_, coded)| coded == value).map_or("", |(code, _)| code)
}

/// The value of a code.
fn value_of<T: Copy>(codes: &[(&str, T)], code: &str) -> Option<T> {
    codes.iter().find(|(known, _)| *known == code).map(|(_, value)| *value)
}

fn standing_of(code: &str, errors: &str) -> Option<Standing> {
    let errors = errors.parse().unwrap_or_default();
    let all = [
        Standing::NotSubmitted,
        Standing::SetAside,
        Standing::Lost,
        Standing::Unreadable,
        Standing::Empty,
        Standing::OtherUnit,
        Standing::OtherPeriod,
        Standing::UnknownPeriod,
        Standing::Fails(errors),
        Standing::Passes,
    ];
    all.into_iter().find(|standing| standing.id() == code)
}

/// Adds the sheet; its rows are written with the other long ones, behind whose texts its own stand.
pub(super) fn draw<'c>(
    book: &mut Workbook,
    consolidation: &'c Consolidation,
    styles: &Styles,
) -> Result<AddedLines<'c>, XlsxError> {
    let place = book.worksheets().len() + 1;
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET)?;
    sheet.set_very_hidden(true);
    sheet.write_number(0, 0, LAYOUT)?;
    // the last column, which says how wide the sheet is
    sheet.write_blank(0, 5, &styles.text)?;
    let rows = rows(consolidation);
    Ok(AddedLines {
        sheet: place,
        table: String::new(),
        first: 1,
        count: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        last_column: "F".to_owned(),
        draw: Box::new(move |lines| write(lines, &rows)),
    })
}

/// Adds the sheet of a brief workbook, which is not read back: it says which complete one it goes with.
pub(super) fn draw_brief(book: &mut Workbook, complete: &str) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET)?;
    sheet.set_very_hidden(true);
    sheet.write_number(0, 0, LAYOUT)?;
    sheet.write_string(1, 0, BRIEF)?.write_string(1, 1, complete)?;
    Ok(())
}

/// Whether a workbook is a brief one.
pub(super) fn is_brief(sheets: &[Sheet]) -> bool {
    let sheet = sheets.iter().find(|sheet| sheet.name == SHEET);
    sheet.is_some_and(|sheet| sheet.text(At { row: 1, column: 0 }) == BRIEF)
}

fn write(lines: &mut Lines<'_>, rows: &[Vec<String>]) -> io::Result<()> {
    for row in rows {
        let items: Vec<Item> = row
            .iter()
            .map(|text| if text.is_empty() { Item::Empty } else { Item::Text(lines.text(clipped(text))) })
            .collect();
        lines.put(&items)?;
    }
    Ok(())
}

fn rows(consolidation: &Consolidation) -> Vec<Vec<String>> {
    let mut rows = vec![row(["program", env!("CARGO_PKG_VERSION")])];
    rows.extend(SEVERITIES.map(|(code, severity)| {
        row(["word", "severity", code, &words::say(Lang::Vi, CheckMessage::Severity(severity))])
    }));
    rows.extend(STATES.map(|(code, state)| row(["word", "state", code, state_word(state)])));
    rows.extend(LEVELS.map(|(code, level)| row(["word", "level", code, level.name()])));
    rows.extend(
        COUNTS
            .map(|(code, counted)| row(["word", "count", code, if counted { COUNTED } else { NOT_COUNTED }])),
    );
    for (number, member) in (1_usize..).zip(&consolidation.members) {
        rows.extend(unit_rows(&number.to_string(), member));
    }
    rows
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

const fn state_word(state: ValueState) -> &'static str {
    match state {
        ValueState::Of(state) => words::answer_state(state),
        ValueState::OutOfScope => OUT_OF_SCOPE,
    }
}

/// A day as a code; nothing if there is none.
fn iso(day: Option<impl ToString>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn unit_rows(number: &str, member: &Member) -> Vec<Vec<String>> {
    let errors = member.standing.errors().filter(|errors| *errors > 0);
    let errors = errors.map_or_else(String::new, |errors| errors.to_string());
    let standing = words::say(Lang::Vi, StatusMessage::Unit(member));
    let mut rows = vec![row(["standing", number, member.standing.id(), &errors, &standing])];
    let (from, to) = member.unit.exists;
    if from.is_some() || to.is_some() {
        rows.push(row(["days", number, &iso(from), &iso(to)]));
    }
    rows.extend(member.unit.successions.iter().map(|Succession { name, code, from }| {
        row(["succeeds", number, name, code.as_deref().unwrap_or_default(), &iso(*from)])
    }));
    let below = member.below.iter().flat_map(|below| below.decided.iter().cloned());
    let here = member.decisions.iter().map(|decision| DecidedBelow {
        kind: decision.ruling.kind(),
        words: words::say(Lang::Vi, DecisionMessage::Decision(decision)),
    });
    rows.extend(
        below
            .chain(here)
            .map(|decided| row(["decision", number, code_of(&RULINGS, &decided.kind), &decided.words])),
    );
    for (report, sending) in member.reports.iter().zip(&member.numbers) {
        let period = report.period();
        let [from, to] = match period {
            Some(period) => [period.from.to_string(), period.to.to_string()],
            None => [const { String::new() }; 2],
        };
        let shown = words::say(Lang::Vi, TotalMessage::Period(period));
        rows.push(row(["period", number, &report.path, &from, &to, &shown]));
        let received = super::sources::received(member, *sending);
        let iso = received.map(Moment::iso).unwrap_or_default();
        let shown = super::sources::sending(*sending, received);
        rows.push(row(["sending", number, &report.path, &sending.to_string(), &iso, &shown]));
    }
    rows
}

/// What the words of a workbook mean: of its own sheet of codes, or of the version that had none.
#[derive(Debug, Default)]
pub(super) struct Codes {
    /// The version of the program that wrote the workbook, if it says so.
    pub program: Option<String>,
    /// How the workbook is laid out; nought if it does not say so.
    pub layout: u32,
    pub severities: HashMap<String, Severity>,
    pub states: HashMap<String, ValueState>,
    pub levels: HashMap<String, Level>,
    pub counts: HashMap<String, bool>,
    /// By the unit's number.
    pub standings: HashMap<usize, (Standing, String)>,
    /// By the unit's number: its first and its last day.
    pub days: HashMap<usize, Days>,
    /// By the unit's number.
    pub successions: HashMap<usize, Vec<Succession>>,
    /// By the unit's number, the earliest first.
    pub decided: HashMap<usize, Vec<DecidedBelow>>,
    /// By the unit's number and the file.
    pub periods: HashMap<(usize, String), (Option<Period>, String)>,
    /// By the unit's number and the file: the sending's number, and when it came.
    pub sendings: HashMap<(usize, String), (u32, Option<Moment>, String)>,
}

impl Codes {
    /// Reads the sheet, if the workbook has one.
    ///
    /// # Errors
    /// If it is laid out as this version does not know, or a code in it is none.
    pub fn find(sheets: &[Sheet]) -> Result<Option<Self>, Refusal> {
        let Some(sheet) = sheets.iter().find(|sheet| sheet.name == SHEET) else { return Ok(None) };
        let layout = sheet.text(At { row: 0, column: 0 }).parse().ok();
        let layout = layout.filter(|layout| (1..=LAYOUT).contains(layout));
        let layout = layout.ok_or_else(|| Refusal::NotUnderstood { sheet: SHEET.to_owned(), line: 1 })?;
        let mut codes = Self { layout, ..Self::default() };
        for row in 1..=sheet.last_row().unwrap_or_default() {
            let texts = [0, 1, 2, 3, 4, 5].map(|column| sheet.text(At { row, column }).into_owned());
            codes
                .take(texts)
                .ok_or_else(|| Refusal::NotUnderstood { sheet: SHEET.to_owned(), line: row + 1 })?;
        }
        Ok(Some(codes))
    }

    /// Takes a row, unless it cannot be understood. A kind that a later version adds may change what counts, so it is
    /// not passed over.
    fn take(&mut self, [about, first, second, third, fourth, fifth]: [String; 6]) -> Option<()> {
        match (about.as_str(), first.as_str()) {
            ("program", _) => self.program = Some(first),
            ("word", "severity") => drop(self.severities.insert(third, value_of(&SEVERITIES, &second)?)),
            ("word", "state") => drop(self.states.insert(third, value_of(&STATES, &second)?)),
            ("word", "level") => drop(self.levels.insert(third, value_of(&LEVELS, &second)?)),
            ("word", "count") => drop(self.counts.insert(third, value_of(&COUNTS, &second)?)),
            ("standing", unit) => {
                let standing = standing_of(&second, &third)?;
                self.standings.insert(unit.parse().ok()?, (standing, fourth));
            }
            ("days", unit) => {
                self.days.insert(unit.parse().ok()?, (second.parse().ok(), third.parse().ok()));
            }
            ("succeeds", unit) => {
                let (code, from) = (Some(third).filter(|code| !code.is_empty()), fourth.parse().ok());
                let succession = Succession { name: second, code, from };
                self.successions.entry(unit.parse().ok()?).or_default().push(succession);
            }
            ("decision", unit) => {
                let kind = value_of(&RULINGS, &second)?;
                self.decided.entry(unit.parse().ok()?).or_default().push(DecidedBelow { kind, words: third });
            }
            ("period", unit) => {
                let period = third.parse().ok().zip(fourth.parse().ok());
                let period = period.and_then(|(from, to)| Period::new(from, to));
                self.periods.insert((unit.parse().ok()?, second), (period, fifth));
            }
            ("sending", unit) => {
                let received = Moment::find(&fourth, viet_nam());
                self.sendings.insert((unit.parse().ok()?, second), (third.parse().ok()?, received, fifth));
            }
            _ => return None,
        }
        Some(())
    }
}
