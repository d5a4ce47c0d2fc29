//! What people decided (`xu-ly.xlsx`): who accepted, returned, explained, adjusted or extended what,
//! when, and on which basis.
//!
//! The program remembers and shows; it decides nothing. An adjustment changes the figure that is
//! counted, never the sender's file.

use crate::answer::{Answer, Figure};
use crate::book::Put;
use crate::book::list::List;
use crate::check::Checked;
use crate::finding::{Finding, Location};
use crate::form::Kind;
use crate::grid::{At, Sheet};
use crate::ledger::{Flaw, Head, Ledger, LedgerProblems, Line};
use crate::moment::Moment;
use crate::number;
use crate::recognise::Names;
use crate::register;
use crate::round::Round;
use crate::submission::Submission;
use rust_decimal::Decimal;
use std::sync::Arc;

/// The file, in the round's folder.
pub const FILE: &str = "xu-ly.xlsx";

const HEADS: [Head; 15] = [
    Head { label: "STT", width: 6, required: false },
    Head { label: "Mã đơn vị", width: 12, required: false },
    Head { label: "Đơn vị", width: 24, required: true },
    Head { label: "Lần gửi", width: 8, required: false },
    Head { label: "Quyết định", width: 24, required: true },
    Head { label: "Quy tắc", width: 26, required: false },
    Head { label: "Trang tính", width: 16, required: false },
    Head { label: "Ô", width: 7, required: false },
    Head { label: "Từ", width: 12, required: false },
    Head { label: "Thành", width: 12, required: false },
    Head { label: "Gia hạn đến", width: 19, required: false },
    Head { label: "Người quyết định", width: 24, required: true },
    Head { label: "Thời điểm", width: 19, required: true },
    Head { label: "Căn cứ", width: 34, required: false },
    Head { label: "Ghi chú", width: 24, required: false },
];
const CODE: usize = 1;
const UNIT: usize = 2;
const SENDING: usize = 3;
const RULING: usize = 4;
const RULE: usize = 5;
const SHEET: usize = 6;
const CELL: usize = 7;
const FROM: usize = 8;
const TO: usize = 9;
const UNTIL: usize = 10;
const WHO: usize = 11;
const WHEN: usize = 12;
const BASIS: usize = 13;
const REMARK: usize = 14;

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The unit, by its index in the round.
    pub unit: usize,
    /// The sending that it is about, if it is about one.
    pub sending: Option<u32>,
    /// What was decided.
    pub ruling: Ruling,
    /// Who decided.
    pub who: String,
    /// When.
    pub when: Moment,
    /// On which basis.
    pub basis: String,
    /// A remark.
    pub remark: String,
    /// What stands in the columns that staff added.
    pub extra: Vec<String>,
}

/// What may be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The figures are accepted as they are.
    Accepted,
    /// The unit must mend or complete its report.
    Returned,
    /// What a rule found is accepted as explained.
    Explained {
        /// The rule.
        rule: String,
        /// The cell, unless it is about all that the rule found.
        spot: Option<Spot>,
    },
    /// A figure is changed, as agreed with the unit.
    Adjusted {
        /// Its cell.
        spot: Spot,
        /// What stands there; `None` if nothing does.
        from: Option<Decimal>,
        /// What counts instead.
        to: Decimal,
    },
    /// The unit may send later.
    Extended(Moment),
}

/// A cell of a sender's workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub at: At,
}

/// A figure that was adjusted.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// The place, with what stands there in the sender's file.
    pub place: Location,
    /// What counts instead.
    pub to: Decimal,
    /// The decision.
    pub decision: Arc<Decision>,
}

/// The kinds of decisions by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Chấp nhận số liệu.
    Accept,
    /// Yêu cầu chỉnh sửa, bổ sung.
    Return,
    /// Chấp nhận theo giải trình.
    Explain,
    /// Điều chỉnh số liệu.
    Adjust,
    /// Gia hạn.
    Extend,
}

impl Verb {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Accept, Self::Return, Self::Explain, Self::Adjust, Self::Extend];

    /// As the list names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "chấp nhận số liệu",
            Self::Return => "yêu cầu chỉnh sửa",
            Self::Explain => "chấp nhận theo giải trình",
            Self::Adjust => "điều chỉnh số liệu",
            Self::Extend => "gia hạn",
        }
    }

    /// The decision of that name; “yêu cầu chỉnh sửa, bổ sung” and the like are taken, too.
    pub fn named(text: &str) -> Option<Self> {
        let text = crate::normalise::match_key(text);
        Self::ALL.into_iter().find(|verb| text.starts_with(&crate::normalise::match_key(verb.name())))
    }
}

impl Ruling {
    /// What kind it is.
    pub const fn verb(&self) -> Verb {
        match self {
            Self::Accepted => Verb::Accept,
            Self::Returned => Verb::Return,
            Self::Explained { .. } => Verb::Explain,
            Self::Adjusted { .. } => Verb::Adjust,
            Self::Extended(_) => Verb::Extend,
        }
    }

    const fn spot(&self) -> Option<&Spot> {
        match self {
            Self::Explained { spot, .. } => spot.as_ref(),
            Self::Adjusted { spot, .. } => Some(spot),
            Self::Accepted | Self::Returned | Self::Extended(_) => None,
        }
    }
}

/// The decisions of a round.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// Their lines.
    pub list: Vec<Arc<Decision>>,
    extra: Vec<String>,
}

impl Decisions {
    /// Reads the decisions.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn read(sheets: &[Sheet], round: &Round) -> Result<Self, LedgerProblems> {
        let ledger = Ledger::find(FILE, sheets, &HEADS)?;
        let names = Names::of(round);
        let read = |line: Line<'_>| read_decision(&line, &names, round).map(Arc::new);
        let list = ledger.lines().filter_map(read).collect();
        let extra = ledger.extra_labels();
        ledger.problems(FILE).map_or(Ok(Self { list, extra }), Err)
    }

    /// The decisions about a unit, the earliest first.
    pub fn of(&self, unit: usize) -> Vec<Arc<Decision>> {
        let mut list: Vec<Arc<Decision>> =
            self.list.iter().filter(|decision| decision.unit == unit).map(Arc::clone).collect();
        list.sort_by_key(|decision| decision.when);
        list
    }

    /// The decisions as they are written.
    pub fn list(&self, round: &Round) -> List {
        let line = |(index, decision): (usize, &Arc<Decision>)| {
            let unit = round.units.get(decision.unit);
            let spot = decision.ruling.spot();
            let [mut rule, mut from, mut to, mut until] = [const { String::new() }; 4];
            match &decision.ruling {
                Ruling::Explained { rule: explained, .. } => rule.clone_from(explained),
                Ruling::Adjusted { from: before, to: after, .. } => {
                    from = before.map_or_else(|| "chưa nhập".to_owned(), number::vietnamese);
                    to = number::vietnamese(*after);
                }
                Ruling::Extended(moment) => until = moment.written(round.zone),
                Ruling::Accepted | Ruling::Returned => {}
            }
            let mut texts = vec![
                unit.and_then(|unit| unit.code.clone()).unwrap_or_default(),
                unit.map(|unit| unit.name.clone()).unwrap_or_default(),
                decision.sending.map(|number| number.to_string()).unwrap_or_default(),
                decision.ruling.verb().name().to_owned(),
                rule,
                spot.map(|spot| spot.sheet.clone()).unwrap_or_default(),
                spot.map(|spot| spot.at.to_string()).unwrap_or_default(),
                from,
                to,
                until,
                decision.who.clone(),
                decision.when.written(round.zone),
                decision.basis.clone(),
                decision.remark.clone(),
            ];
            texts.extend(decision.extra.iter().cloned());
            let put = |text: String| if text.is_empty() { Put::Empty } else { Put::Text(text) };
            std::iter::once(Put::Number((index + 1).into())).chain(texts.into_iter().map(put)).collect()
        };
        List {
            sheet: "Xử lý".to_owned(),
            title: "Xử lý số liệu báo cáo".to_owned(),
            remarks: vec![
                round.title.clone(),
                "Mỗi quyết định một dòng. Giải trình: ghi quy tắc (mã trong ngoặc vuông), ô nếu chỉ một ô. Điều chỉnh: ghi trang tính, ô, từ số nào thành số nào. Tệp của đơn vị không bị sửa.".to_owned(),
            ],
            heads: List::heads_of(&HEADS, &self.extra),
            lines: self.list.iter().enumerate().map(line).collect(),
            choices: vec![(4, Verb::ALL.map(|verb| verb.name().to_owned()).to_vec())],
            open: true,
        }
    }
}

fn read_decision(line: &Line<'_>, names: &Names<'_>, round: &Round) -> Option<Decision> {
    let unit = match line.some(UNIT).or_else(|| line.some(CODE)) {
        Some(_) => register::read_unit(line, CODE, UNIT, names, round),
        None => line.required(UNIT, HEADS[UNIT].label).and(None),
    };
    let word = line.required(RULING, HEADS[RULING].label);
    let verb = word.as_deref().and_then(Verb::named);
    if let (Some(text), None) = (&word, verb) {
        let allowed = Verb::ALL.map(|verb| verb.name().to_owned()).to_vec();
        line.note(RULING, Flaw::UnknownWord { text: text.clone(), allowed });
    }
    let who = line.required(WHO, HEADS[WHO].label);
    let when = line.required(WHEN, HEADS[WHEN].label).and_then(|_| line.moment(WHEN, round.zone));
    let sending = line.figure(SENDING).and_then(|number| u32::try_from(number).ok());
    let needs_basis = verb.is_some_and(|verb| !matches!(verb, Verb::Accept | Verb::Return));
    let basis = if needs_basis { line.required(BASIS, HEADS[BASIS].label) } else { Some(line.text(BASIS)) };
    let ruling = match verb? {
        Verb::Accept => Some(Ruling::Accepted),
        Verb::Return => Some(Ruling::Returned),
        Verb::Explain => line.required(RULE, HEADS[RULE].label).map(|rule| {
            let spot = line.some(CELL).and_then(|_| read_spot(line));
            Ruling::Explained { rule: rule.trim_matches(['[', ']']).to_owned(), spot }
        }),
        Verb::Adjust => {
            let spot = read_spot(line);
            let says_blank =
                line.some(FROM).is_none_or(|text| crate::normalise::match_key(&text) == "chua nhap");
            let from = if says_blank { None } else { line.figure(FROM) };
            let to = line.required(TO, HEADS[TO].label).and_then(|_| line.figure(TO));
            spot.zip(to).map(|(spot, to)| Ruling::Adjusted { spot, from, to })
        }
        Verb::Extend => line
            .required(UNTIL, HEADS[UNTIL].label)
            .and_then(|_| line.moment(UNTIL, round.zone))
            .map(Ruling::Extended),
    };
    Some(Decision {
        unit: unit?,
        sending,
        ruling: ruling?,
        who: who?,
        when: when?,
        basis: basis?,
        remark: line.text(REMARK),
        extra: line.extra(),
    })
}

fn read_spot(line: &Line<'_>) -> Option<Spot> {
    let sheet = line.required(SHEET, HEADS[SHEET].label);
    let cell = line.required(CELL, HEADS[CELL].label)?;
    let at = At::named(&cell);
    if at.is_none() {
        line.note(CELL, Flaw::NotACell(cell));
    }
    Some(Spot { sheet: sheet?, at: at? })
}

/// Puts the adjusted figures of a sending in place of those that came; what came is remembered.
pub fn adjust(submission: &mut Submission, decisions: &[Arc<Decision>], number: u32) {
    let mut adjusted = Vec::new();
    for decision in
        decisions.iter().filter(|decision| decision.sending.is_none_or(|sending| sending == number))
    {
        let Ruling::Adjusted { spot, from, to } = &decision.ruling else { continue };
        for filled in &mut submission.forms {
            let rows = 0..filled.rows.len();
            let places = rows.flat_map(|row| (0..filled.form.columns.len()).map(move |column| (row, column)));
            let found = places.into_iter().find(|&(row, column)| {
                filled.rows[row].entries.get(column).at == Some(spot.at)
                    && is_same(filled.sheet_of(row), &spot.sheet)
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
            adjusted.push(Adjustment { place, to: *to, decision: Arc::clone(decision) });
        }
    }
    submission.adjusted.extend(adjusted);
}

/// Marks what was explained and accepted.
pub fn explain(checked: &mut Arc<Checked>, decisions: &[Arc<Decision>], number: u32) {
    if decisions.is_empty() {
        return;
    }
    for finding in Arc::make_mut(checked).findings.iter_mut().filter(|finding| finding.decided.is_none()) {
        let explains = |decision: &&Arc<Decision>| {
            decision.sending.is_none_or(|sending| sending == number) && decision.explains(finding)
        };
        finding.decided = decisions.iter().find(explains).map(Arc::clone);
    }
}

impl Decision {
    fn explains(&self, finding: &Finding) -> bool {
        let Ruling::Explained { rule, spot } = &self.ruling else { return false };
        let (sheet, at) = finding.cell();
        let there =
            |spot: &Spot| sheet.is_some_and(|sheet| is_same(sheet, &spot.sheet)) && at == Some(spot.at);
        *rule == finding.rule && spot.as_ref().is_none_or(there)
    }
}

fn is_same(a: &str, b: &str) -> bool {
    crate::normalise::match_key(a) == crate::normalise::match_key(b)
}
