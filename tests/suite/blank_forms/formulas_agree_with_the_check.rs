//! Parity of check and formulas: spreadsheet engines that know nothing of phuluc recalculate the formulas of blanks.
//!
//! A blank stores every formula with the result of the check. Here forms are filled at random: consistent, with each
//! rule broken in turn, with blanks, zeros, words and figures at the edges of rounding. Then every formula of every
//! sheet is recalculated, in this process by IronCalc and, where it is installed, by LibreOffice. Any difference from
//! the stored result is a failure.

mod constructs;
mod inserted;
mod keys;
mod remarks;
mod sums_under_a_condition;

use crate::support::builder::{CATALOGUE, FINDER};
use crate::support::engines::{self, differences};
use crate::support::filling::Filling;
use phuluc::author::{Blank, Order, RuleResult};
use phuluc::check::{Answer, Checked, EntryRef, RuleAt, Submission, rule_check};
use phuluc::form::{Atom, Form, Kind, Level, Severity};
use phuluc::grid::Content;
use phuluc::round::FileReport;
use phuluc::{book, grid};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many times each form is filled at random for IronCalc, and for LibreOffice.
const OFTEN: (u64, u64) = (3, 1);

/// Forms for a unit of this level.
#[derive(Clone)]
struct Wanted {
    forms: Vec<Arc<Form>>,
    level: Level,
}

/// The workbooks to try: each form alone, once for each level that owes other rows than the levels before, and forms
/// with rules about each other together.
fn orders() -> Vec<Wanted> {
    let mut orders: Vec<Wanted> = Vec::new();
    for form in CATALOGUE.forms() {
        let mut asked: Vec<Vec<bool>> = Vec::new();
        for &level in &form.sent_by {
            let rows: Vec<bool> = form.fixed_rows().iter().map(|row| !row.not_for.contains(&level)).collect();
            if !asked.contains(&rows) {
                orders.push(Wanted { forms: vec![Arc::clone(form)], level });
                asked.push(rows);
            }
        }
    }
    let form = |id: &str| Arc::clone(CATALOGUE.in_force(&id.into(), None).expect("a built-in form"));
    let communes = [
        vec![form("cchc-hue-04"), form("tthc-06a")],
        vec![form("cchc-2025-03"), form("tthc-06a")],
        vec![form("so-lieu-bao-cao"), form("tthc-06a"), form("chi-so-cchc-vo-nhai")],
    ];
    orders.extend(communes.map(|forms| Wanted { forms, level: Level::Commune }));
    orders
}

impl Wanted {
    /// These forms for a commune.
    fn commune(forms: &[Arc<Form>]) -> Self {
        Self { forms: forms.to_vec(), level: Level::Commune }
    }

    fn blank(&self) -> Blank {
        let unit = match self.level {
            Level::Commune => "Xã Ví dụ 01",
            Level::District => "Huyện Ví dụ",
            Level::Department => "Sở Ví dụ",
            Level::Province => "Tỉnh Ví dụ",
        };
        let (unit, level) = (Some(unit.to_owned()), Some(self.level));
        let period = crate::support::builder::period("2025-12-15", "2026-03-14");
        Blank::new(Order { forms: self.forms.clone(), unit, level, period, ..Order::default() })
            .expect("forms of different sheets")
    }

    fn name(&self) -> String {
        let forms: Vec<String> =
            self.forms.iter().map(|form| format!("{} {}", form.id, form.version)).collect();
        format!("{} by a {:?}", forms.join(" + "), self.level)
    }
}

/// Fillings with names: some at random, some consistent, and some with one rule broken. Both engines get the same.
fn fillings(wanted: &Wanted, often: u64) -> Vec<(String, Blank)> {
    let (empty, name) = (wanted.blank(), wanted.name());
    let mut filled = vec![(format!("{name}, blank"), empty.clone())];
    for seed in 0..often {
        let blank = Filling::new(seed).at_random(&empty);
        filled.push((format!("{name}, at random {seed}"), blank));
        let in_order = Filling::new(1000 + seed).in_order(&empty);
        filled.push((format!("{name}, in order {seed}"), in_order));
    }
    let figure = |kind: &Kind, figure: i64| match kind {
        Kind::Choice(choices) => choices[0].code,
        _ => Decimal::from(figure),
    };
    // the other engine takes too long for these
    let complete: &[(&str, i64)] = if often > OFTEN.1 { &[("noughts", 0), ("ones", 1)] } else { &[] };
    for &(what, number) in complete {
        let mut complete = empty.clone();
        let inputs = empty.inputs().into_iter();
        complete.fill(inputs.filter(|input| !input.open || input.row == 0).map(|input| {
            let place = (input.form, input.row, input.column);
            (place, Content::Number(figure(&input.kind, number)))
        }));
        filled.push((format!("{name}, complete with {what}"), complete));
    }
    filled
}

#[test]
fn ironcalc_reckons_as_the_check_does() {
    let mut states: BTreeMap<Option<RuleResult>, usize> = BTreeMap::new();
    for wanted in orders() {
        for (what, blank) in fillings(&wanted, OFTEN.0) {
            for judged in blank.judged() {
                *states.entry(judged.state).or_default() += 1;
            }
            let bytes = book::blank::write(&blank).expect("a workbook that Excel allows");
            let stored = grid::read(&bytes).expect("our own workbook");
            let found = differences(&stored, &engines::ironcalc(&bytes));
            assert!(found.is_empty(), "{what}: {} differences\n{}", found.len(), found.join("\n"));
        }
    }
    // the fillings reach every state, or they would prove little
    for state in
        [RuleResult::Holds, RuleResult::NotFilled, RuleResult::Error, RuleResult::Warning, RuleResult::Note]
    {
        assert!(states.get(&Some(state)).is_some_and(|&count| count > 2), "{state:?}: {states:?}");
    }
}

#[test]
fn every_rule_is_broken_in_turn() {
    for wanted in orders() {
        let empty = wanted.blank();
        // a rule about rows that communes are not asked for cannot be broken by one
        let asked: Vec<_> =
            empty.inputs().iter().map(|input| (input.form, input.row, input.column)).collect();
        // nor can a rule whose condition asks for such a place to be given
        let waits = |rule: &RuleAt<'_>| {
            rule.statement.when.iter().any(|atom| match atom {
                Atom::Given(at) => !asked.contains(&(at.form, at.row, at.column)),
                _ => false,
            })
        };
        let placed = empty.rules();
        let waiting = placed.iter().filter(|placed| placed.at.iter().any(|(rule, _)| waits(rule)));
        let waiting: Vec<String> = waiting.map(|placed| placed.rule.id.to_string()).collect();
        let mut broken: BTreeMap<String, bool> = BTreeMap::new();
        for seed in 0..20 {
            for blank in [Filling::new(seed).at_random(&empty), Filling::new(seed).one_off(&empty)] {
                for judged in blank.judged().into_iter().filter(|judged| asked.contains(&judged.place)) {
                    *broken.entry(judged.rule).or_default() |= judged.state >= Some(RuleResult::Error);
                }
            }
        }
        let never: Vec<&String> =
            broken.iter().filter(|(_, broken)| !**broken).map(|(rule, _)| rule).collect();
        let never: Vec<&String> = never.into_iter().filter(|rule| !waiting.contains(rule)).collect();
        assert!(never.is_empty(), "{}: never broken: {never:?}", wanted.name());
    }
}

#[test]
fn a_blank_form_is_never_said_to_hold() {
    for wanted in orders() {
        let blank = wanted.blank();
        for judged in blank.judged() {
            assert!(matches!(judged.state, None | Some(RuleResult::NotFilled)), "{judged:?}");
        }
        let bytes = book::blank::write(&blank).expect("a workbook that Excel allows");
        let sheets = grid::read(&bytes).expect("our own workbook");
        let checks = sheets.iter().find(|sheet| sheet.name == "Kiểm tra").expect("a sheet of checks");
        for (at, cell) in checks.cells().filter(|(at, _)| at.column == 2 && at.row > 3) {
            let state = cell.shown();
            assert!(
                ["Chưa nhập", "Khi tiếp nhận", "Đã ghi"].contains(&&*state),
                "{} {at}: {state}",
                wanted.name()
            );
        }
    }
}

/// After a workbook is filled, written and read back, the check judges it as its formulas do.
#[test]
fn what_the_clerk_sees_is_what_the_receiver_sees() {
    for wanted in orders() {
        for (what, blank) in fillings(&wanted, OFTEN.0) {
            let bytes = book::blank::write(&blank).expect("a workbook that Excel allows");
            let submission = Submission::read(&grid::read(&bytes).expect("our own workbook"), &FINDER);
            assert_eq!(submission.forms.len(), wanted.forms.len(), "{what}: not every form is found again");
            let checked = rule_check::check(&submission, None);
            let is_complete = is_complete(&blank);
            if is_complete {
                let report = FileReport::read("x", String::new(), submission.clone(), checked.clone());
                let cells = report.blank_cells();
                assert!(cells.is_empty(), "{what}: blank to the receiver: {:?}", cells[0].1);
            }
            let seen = worst(blank.judged().into_iter().map(|judged| (judged.rule, judged.state)));
            for (rule, state) in seen {
                let found = received(&checked, &rule);
                let agree = match (state, found) {
                    // a form in which no rule finds a figure is “not filled in”, even if a rule demands 0
                    (Some(RuleResult::NotFilled), _) => {
                        (found.is_none() && !is_complete)
                            || found == Some(RuleResult::Error)
                            || found == Some(RuleResult::Warning)
                    }
                    (Some(RuleResult::Error | RuleResult::Warning), _) => state == found,
                    // a mere note comes under the name of a general rule
                    (Some(RuleResult::Note), _) => {
                        checked.findings.iter().any(|f| f.severity == Severity::Note)
                    }
                    (Some(RuleResult::Holds) | None, _) => found.is_none(),
                };
                assert!(agree, "{what}: {rule} is {state:?} to the clerk, {found:?} to the receiver");
            }
        }
    }
}

/// Whether everything that the unit is asked for is a figure, or none.
fn is_complete(blank: &Blank) -> bool {
    let mut asked = blank.inputs().into_iter().filter(|input| {
        let filled = blank.filled(input.form);
        filled.is_asked(input.row, input.column)
            && (!input.open || blank.is_used(input.form, input.row) || input.row == 0)
    });
    let has_documents =
        (0..blank.forms().count()).any(|form| blank.filled(form).form.document_column().is_some());
    !has_documents
        && asked.all(|input| {
            let place =
                EntryRef { is_earlier: false, form: input.form, row: input.row, column: input.column };
            matches!(blank.entry(place).answer, Answer::Number(_) | Answer::Nil)
        })
}

/// The worst state of each rule over its places.
fn worst(judged: impl Iterator<Item = (String, Option<RuleResult>)>) -> BTreeMap<String, Option<RuleResult>> {
    let rank = |state: Option<RuleResult>| match state {
        Some(RuleResult::Error) => 5,
        Some(RuleResult::Warning) => 4,
        Some(RuleResult::Note) => 3,
        Some(RuleResult::NotFilled) => 2,
        Some(RuleResult::Holds) => 1,
        None => 0,
    };
    let mut worst: BTreeMap<String, Option<RuleResult>> = BTreeMap::new();
    for (rule, state) in judged {
        let entry = worst.entry(rule).or_default();
        if rank(state) > rank(*entry) {
            *entry = state;
        }
    }
    worst
}

/// The state that the check gives to a rule.
fn received(checked: &Checked, rule: &str) -> Option<RuleResult> {
    let of_rule = checked.findings.iter().filter(|finding| finding.rule == rule);
    of_rule.map(|finding| finding.severity).max().map(RuleResult::broken)
}

#[test]
fn libreoffice_reckons_as_the_check_does() {
    let Some(office) = engines::Office::find() else { return };
    let orders = orders();
    let filled: Vec<(String, Blank)> = orders.iter().flat_map(|wanted| fillings(wanted, OFTEN.1)).collect();
    let books: Vec<Vec<u8>> = filled
        .iter()
        .map(|(_, blank)| book::blank::write(blank).expect("a workbook that Excel allows"))
        .collect();
    let reckoned = office.recalculate(&books);
    for (((what, _), bytes), reckoned) in filled.iter().zip(&books).zip(&reckoned) {
        let stored = grid::read(bytes).expect("our own workbook");
        let found = differences(&stored, reckoned);
        assert!(found.is_empty(), "{what}: {} differences\n{}", found.len(), found.join("\n"));
    }
}
