//! Filled blanks of ours with known damage: each answer is read as filled in or reported as missing, or the form is
//! refused. No other answer is ever read in its place.

use crate::support::builder::{CATALOGUE, FINDER, period};
use crate::support::damage::{Damage, damage, damaged_sheet};
use phuluc::author::{Blank, Order};
use phuluc::check::{Answer, Submission};
use phuluc::form::Form;
use phuluc::grid::{Content, Sheet};
use phuluc::{book, grid};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The number of open rows that are filled.
const OPEN: usize = 4;
/// The figures that only damage brings in.
const STRANGE: [&str; 2] = ["77777", "66666"];

/// A filled blank, and the answers read from it before it was damaged, by row and column.
struct Filled {
    form: Arc<Form>,
    sheets: Vec<Sheet>,
    at: usize,
    answers: BTreeMap<(String, String), String>,
}

/// Every form that asks for figures, with a different figure at each place.
static FILLED: LazyLock<Vec<Filled>> = LazyLock::new(|| CATALOGUE.forms().filter_map(filled).collect());

fn filled(form: &Arc<Form>) -> Option<Filled> {
    let order = Order {
        forms: vec![Arc::clone(form)],
        unit: Some("Xã Ví dụ 01".to_owned()),
        period: period("2024-03-15", "2024-06-14"),
        ..Order::default()
    };
    let mut blank = Blank::new(order).unwrap();
    let mut open: Vec<usize> =
        blank.inputs().iter().filter(|input| input.open).map(|input| input.row).collect();
    open.dedup();
    open.truncate(OPEN);
    let inputs = blank.inputs().into_iter().filter(|input| !input.open || open.contains(&input.row));
    let figures = inputs
        .zip(1000..)
        .map(|(input, figure)| ((input.form, input.row, input.column), Content::Number(figure.into())));
    let figures: Vec<_> = figures.collect();
    if figures.is_empty() {
        return None;
    }
    blank.fill(figures);
    let sheets = grid::read(&book::blank::write(&blank).unwrap()).unwrap();
    let at = sheets.iter().position(|sheet| sheet.name == form.sheet).unwrap();
    let read = Submission::read(&sheets, &FINDER);
    let answers = answers(&read).into_iter().map(|(place, answer)| (place, answer.expect("it is legible")));
    Some(Filled { form: Arc::clone(form), at, answers: answers.collect(), sheets })
}

/// The answer at each place that is not blank; `None` if it could not be read for certain.
fn answers(read: &Submission) -> Vec<((String, String), Option<String>)> {
    let rows = read.forms.iter().flat_map(|form| form.rows.iter().map(move |row| (form, row)));
    let entries = rows.flat_map(|(form, row)| {
        let columns =
            form.form.columns.iter().zip(row.entries.iter()).filter(|(_, entry)| entry.answer.is_given());
        columns.map(|(column, entry)| {
            let place = (row.id.to_string(), column.id.to_string());
            let legible = !matches!(entry.answer, Answer::Unreadable(_));
            (place, legible.then(|| entry.raw().into_owned()))
        })
    });
    entries.collect()
}

impl Filled {
    /// Whether the blank had this answer at this place. After damage an open row may have another name, a line below
    /// a printed row another letter, and swapped lines belong to the row above them.
    fn has(&self, (row, column): &(String, String), answer: &str, damages: &[Damage]) -> bool {
        let is_open = self.form.fixed_rows().is_empty();
        let is_swapped = damages.iter().any(|damage| matches!(damage, Damage::SwapRows(_)));
        let is_line_of = |there: &str| match (row.split_once('/'), there.split_once('/')) {
            (Some((parent, _)), Some((other, _))) => is_swapped || parent == other,
            _ => false,
        };
        self.answers.iter().any(|((there, other), given)| {
            (there == row || is_open || is_line_of(there)) && other == column && given == answer
        })
    }
}

/// Gives how many answers were read as filled in.
fn holds(filled: &Filled, damages: &[Damage]) -> Result<usize, TestCaseError> {
    let mut sheets = filled.sheets.clone();
    let rows = match filled.form.fixed_rows().len() {
        0 => OPEN,
        rows => rows,
    };
    let rows = u32::try_from(rows).unwrap();
    sheets[filled.at] = damaged_sheet(&sheets[filled.at], &filled.form, rows, damages);
    let read = Submission::read(&sheets, &FINDER);
    if read.forms.is_empty() {
        prop_assert!(!read.notices.is_empty(), "a refusal is said");
        return Ok(0);
    }
    prop_assert_eq!(&read.forms[0].form.id, &filled.form.id, "the wrong form never matches");
    let found = answers(&read);
    let mut same = 0;
    for (place, answer) in &found {
        let Some(answer) = answer else { continue };
        let is_strange = STRANGE.contains(&answer.as_str()) && !filled.answers.contains_key(place);
        prop_assert!(is_strange || filled.has(place, answer, damages), "{:?} is {} now", place, answer);
        same += usize::from(!is_strange);
    }
    // a lost answer of a printed row must be reported; for open rows and lines nobody knows how many there were
    let is_lost =
        |place: &(String, String)| !place.0.contains('/') && !found.iter().any(|(there, _)| there == place);
    if !filled.form.fixed_rows().is_empty() && filled.answers.keys().any(is_lost) {
        let said = [
            "row-missing",
            "unknown-row",
            "unknown-column",
            "figures-outside",
            "row-repeated",
            "label-contradicts",
        ];
        prop_assert!(
            read.notices.iter().any(|notice| said.contains(&notice.rule.as_str())),
            "{:?}",
            read.notices
        );
    }
    Ok(same)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_to_a_filled_blank_changes_an_answer(
        form in 0..100_usize,
        damages in prop::collection::vec(damage(), 1..4),
    ) {
        holds(&FILLED[form % FILLED.len()], &damages)?;
    }
}

#[test]
fn undamaged_blanks_are_read_whole() {
    assert!(FILLED.len() >= 7, "{}", FILLED.len());
    for filled in FILLED.iter() {
        assert!(filled.answers.len() > 5, "{}", filled.form.id);
        assert_eq!(holds(filled, &[]).unwrap(), filled.answers.len(), "{}", filled.form.id);
        // another sheet name and lines above the table change nothing
        assert_eq!(
            holds(filled, &[Damage::TitleBlock(3)]).unwrap(),
            filled.answers.len(),
            "{}",
            filled.form.id
        );
    }
}
