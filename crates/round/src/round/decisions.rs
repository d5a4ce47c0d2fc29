//! The decisions of staff (`xu-ly.xlsx`): the list in which they accept, return, explain, adjust or extend.
//!
//! The program records and shows decisions, but makes none. An adjustment changes the figure that counts, never the
//! sender's file.

use super::Round;
use crate::recognise::UnitNames;
use crate::register;
use phuluc_check::{
    AdjustedBy, Adjustment, Answer, Checked, Decision, Figure, FormBlank, Location, Ruling, RulingKind,
    SheetCell, Submission, TakenBack,
};
use phuluc_form::{Kind, Moment, match_key, number};
use phuluc_grid::{At, CellValue, Flaw, List, ListLine, ListOnSheet, ListProblems, Sheet, list};
use std::sync::Arc;

/// The file's name in the round's folder.
pub const FILE: &str = "xu-ly.xlsx";

/// The text under “Từ” for a cell that was blank.
const BLANK: &str = "chưa nhập";

phuluc_grid::list_columns! {
    /// The columns of the list.
    enum DecisionColumn {
        Number = "STT", 6;
        UnitCode = "Mã đơn vị", 12;
        Unit = "Đơn vị", 24, required;
        Sending = "Lần gửi", 8;
        Ruling = "Quyết định", 24, required;
        Rule = "Quy tắc", 26;
        Sheet = "Trang tính", 16;
        Cell = "Ô", 7;
        From = "Từ", 12;
        To = "Thành", 12;
        Until = "Gia hạn đến", 19;
        Who = "Người quyết định", 24, required;
        When = "Thời điểm", 19, required;
        Basis = "Căn cứ", 34;
        TakenBack = "Thu hồi", 28;
        Remark = "Ghi chú", 24;
    }
}

/// The decisions of a round.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// The decisions, in the order of the list.
    pub list: Vec<Arc<Decision>>,
    /// The sheets that staff added to its workbook. Writing it would lose them.
    pub other_sheets: Vec<String>,
    extra: Vec<String>,
}

impl Decisions {
    /// Reads the decisions.
    ///
    /// # Errors
    /// All problems of the list.
    pub fn read(sheets: &[Sheet], round: &Round) -> Result<Self, ListProblems> {
        let on_sheet = ListOnSheet::find(FILE, sheets)?;
        let names = UnitNames::of(round);
        let list =
            on_sheet.lines().filter_map(|line| read_decision(&line, &names, round)).map(Arc::new).collect();
        let extra = on_sheet.extra_labels();
        let other_sheets = on_sheet.other_sheets(sheets, None);
        on_sheet.problems(FILE).map_or(Ok(Self { list, other_sheets, extra }), Err)
    }

    /// The decisions in force, which nobody has taken back.
    pub fn holding(&self) -> impl Iterator<Item = &Arc<Decision>> {
        self.list.iter().filter(|decision| decision.taken_back.is_none())
    }

    /// Keeps only the decisions made up to a moment.
    pub fn keep_until(&mut self, at: Moment) {
        self.list.retain(|decision| decision.when <= at);
        for decision in &mut self.list {
            if decision.taken_back.as_ref().is_some_and(|back| back.when.is_some_and(|when| when > at)) {
                Arc::make_mut(decision).taken_back = None;
            }
        }
    }

    /// The decisions in force about a unit, the earliest first.
    pub fn of(&self, unit: usize) -> Vec<Arc<Decision>> {
        let mut list: Vec<Arc<Decision>> =
            self.holding().filter(|decision| decision.unit == unit).map(Arc::clone).collect();
        list.sort_by_key(|decision| decision.when);
        list
    }

    /// The list to be written.
    pub fn list(&self, round: &Round) -> List {
        let lines = (1_usize..).zip(&self.list).map(|(number, decision)| {
            list::line_of(|column| cell_value(column, number, decision, round), &decision.extra)
        });
        List {
            sheet: "Xử lý".to_owned(),
            title: "Xử lý số liệu báo cáo".to_owned(),
            remarks: vec![
                round.title.clone(),
                "Mỗi quyết định một dòng. Giải trình: ghi quy tắc (mã trong ngoặc vuông), ô nếu chỉ một ô. Điều chỉnh: ghi trang tính, ô, từ số nào thành số nào. Tệp của đơn vị không bị sửa. Thu hồi một quyết định: ghi ngày, người và lý do vào cột Thu hồi của dòng đó.".to_owned(),
            ],
            heads: List::heads_of::<DecisionColumn>(&self.extra),
            lines: lines.collect(),
            choices: vec![List::choice(DecisionColumn::Ruling, RulingKind::ALL.map(RulingKind::name))],
            open: true,
            ..List::default()
        }
    }
}

/// The value of a column in the line of a decision.
fn cell_value(column: DecisionColumn, number: usize, decision: &Decision, round: &Round) -> CellValue {
    let unit = round.units.get(decision.unit);
    let ruling = &decision.ruling;
    match column {
        DecisionColumn::Number => number.into(),
        DecisionColumn::UnitCode => unit.and_then(|unit| unit.code.clone()).into(),
        DecisionColumn::Unit => unit.map(|unit| unit.name.as_str()).into(),
        // a text, as people type it into this list
        DecisionColumn::Sending => decision.sending.map(|number| number.to_string()).into(),
        DecisionColumn::Ruling => ruling.kind().name().into(),
        DecisionColumn::Rule => match ruling {
            Ruling::Explained { rule, .. } => rule.as_str().into(),
            _ => CellValue::Empty,
        },
        DecisionColumn::Sheet => ruling.cell().map(|cell| cell.sheet.as_str()).into(),
        DecisionColumn::Cell => ruling.cell().map(|cell| cell.at.to_string()).into(),
        DecisionColumn::From => match ruling {
            Ruling::Adjusted { from: Some(from), .. } => number::vietnamese(*from).into(),
            Ruling::Adjusted { from: None, .. } => BLANK.into(),
            _ => CellValue::Empty,
        },
        DecisionColumn::To => match ruling {
            Ruling::Adjusted { to, .. } => number::vietnamese(*to).into(),
            _ => CellValue::Empty,
        },
        DecisionColumn::Until => match ruling {
            Ruling::Extended(until) => until.written(round.zone).into(),
            _ => CellValue::Empty,
        },
        DecisionColumn::Who => decision.who.as_str().into(),
        DecisionColumn::When => decision.when.written(round.zone).into(),
        DecisionColumn::Basis => decision.basis.as_str().into(),
        DecisionColumn::TakenBack => decision.taken_back.as_ref().map(|back| back.said.clone()).into(),
        DecisionColumn::Remark => decision.remark.as_str().into(),
    }
}

fn read_decision(
    line: &ListLine<'_, DecisionColumn>,
    names: &UnitNames<'_>,
    round: &Round,
) -> Option<Decision> {
    let unit = match line.some(DecisionColumn::Unit).or_else(|| line.some(DecisionColumn::UnitCode)) {
        Some(_) => register::read_unit(line, DecisionColumn::UnitCode, DecisionColumn::Unit, names, round),
        None => line.required(DecisionColumn::Unit).and(None),
    };
    let word = line.required(DecisionColumn::Ruling);
    let kind = word.as_deref().and_then(RulingKind::named);
    if let (Some(text), None) = (&word, kind) {
        let allowed = RulingKind::ALL.map(|kind| kind.name().to_owned()).to_vec();
        line.note(DecisionColumn::Ruling, Flaw::UnknownWord { text: text.clone(), allowed });
    }
    let who = line.required(DecisionColumn::Who);
    let when =
        line.required(DecisionColumn::When).and_then(|_| line.moment(DecisionColumn::When, round.zone));
    let sending = line.figure(DecisionColumn::Sending).and_then(|number| u32::try_from(number).ok());
    let needs_basis = kind.is_some_and(RulingKind::needs_basis);
    let taken_back = line
        .some(DecisionColumn::TakenBack)
        .map(|said| TakenBack { when: Moment::find(&said, round.zone), said });
    let basis = if needs_basis {
        line.required(DecisionColumn::Basis)
    } else {
        Some(line.text(DecisionColumn::Basis))
    };
    let ruling = match kind? {
        RulingKind::Accept => Some(Ruling::Accepted),
        RulingKind::Return => Some(Ruling::Returned),
        RulingKind::Explain => line.required(DecisionColumn::Rule).map(|rule| {
            let cell = line.some(DecisionColumn::Cell).and_then(|_| read_cell(line));
            Ruling::Explained { rule: rule.trim_matches(['[', ']']).to_owned(), cell }
        }),
        RulingKind::Adjust => {
            let cell = read_cell(line);
            let says_blank =
                line.some(DecisionColumn::From).is_none_or(|text| match_key(&text) == match_key(BLANK));
            let from = if says_blank { None } else { line.figure(DecisionColumn::From) };
            let to = line.required(DecisionColumn::To).and_then(|_| line.figure(DecisionColumn::To));
            cell.zip(to).map(|(cell, to)| Ruling::Adjusted { cell, from, to })
        }
        RulingKind::Extend => line
            .required(DecisionColumn::Until)
            .and_then(|_| line.moment(DecisionColumn::Until, round.zone))
            .map(Ruling::Extended),
        RulingKind::SetAside => Some(Ruling::SetAside),
    };
    Some(Decision {
        unit: unit?,
        sending,
        ruling: ruling?,
        who: who?,
        when: when?,
        basis: basis?,
        taken_back,
        remark: line.text(DecisionColumn::Remark),
        extra: line.extra(),
    })
}

fn read_cell(line: &ListLine<'_, DecisionColumn>) -> Option<SheetCell> {
    let sheet = line.required(DecisionColumn::Sheet);
    let cell = line.required(DecisionColumn::Cell)?;
    let at = At::named(&cell);
    if at.is_none() {
        line.note(DecisionColumn::Cell, Flaw::NotACell(cell));
    }
    Some(SheetCell { sheet: sheet?, at: at? })
}

/// Replaces figures of a submission by the adjusted ones, and remembers the original figures.
pub fn adjust(submission: &mut Submission, decisions: &[Arc<Decision>], number: u32) {
    let mut adjusted = Vec::new();
    for decision in decisions.iter().filter(|decision| decision.is_about(number)) {
        let Ruling::Adjusted { cell, from, to } = &decision.ruling else { continue };
        for filled in &mut submission.forms {
            let rows = 0..filled.rows.len();
            let places = rows.flat_map(|row| (0..filled.form.columns.len()).map(move |column| (row, column)));
            let found = places.into_iter().find(|&(row, column)| {
                filled.rows[row].entries.get(column).at == Some(cell.at)
                    && cell.is_on(filled.sheet_of(row))
                    && filled.kind(row, column).is_some()
            });
            let Some((row, column)) = found else { continue };
            let entry = &filled.rows[row].entries.get(column);
            if entry.value().map(|value| value.normalize()) != from.map(|from| from.normalize()) {
                continue;
            }
            let place = Location::of(filled, row, column, submission.level, false);
            let is_percent = matches!(filled.kind(row, column), Some(Kind::Percent));
            let figure = if is_percent { Figure::rounded(*to) } else { Figure::exact(*to) };
            Arc::make_mut(&mut filled.rows)[row].entries.answer(column, Answer::Number(figure));
            // somebody has now given a figure of the form
            let form = &filled.form.id;
            submission.notices.retain(|notice| notice.rule != FormBlank::ID || notice.form() != Some(form));
            adjusted.push(Adjustment { place, to: *to, by: AdjustedBy::Decision(Arc::clone(decision)) });
        }
    }
    submission.adjusted.extend(adjusted);
}

/// Marks the findings that were explained and accepted.
pub fn explain(checked: &mut Arc<Checked>, decisions: &[Arc<Decision>], number: u32) {
    if decisions.is_empty() {
        return;
    }
    for finding in Arc::make_mut(checked).findings.iter_mut().filter(|finding| finding.decided.is_none()) {
        let mut about = decisions.iter().filter(|decision| decision.is_about(number));
        finding.decided = about.find(|decision| decision.explains(finding)).map(Arc::clone);
    }
}
