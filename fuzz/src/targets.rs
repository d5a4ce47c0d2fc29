//! What must hold for any input, one function a target.

use super::files;
use phuluc::check::{Answer, Finder, Submission, answer, rule_check, wording};
use phuluc::form::{Catalogue, Choice, Kind, legacy_encoding, match_key, number, tidy};
use phuluc::grid;
use phuluc::grid::{Cell, Content, Formula, NumberFormat, Recalculator, Sheet};
use phuluc::say::{Lang, words};
use rust_decimal::Decimal;
use std::sync::LazyLock;

static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(Catalogue::built_in().expect("no problems")));

/// Any bytes are read or refused; what is read can be checked.
pub fn preflight(bytes: &[u8]) {
    match grid::inspect(bytes) {
        // the readers of the other kinds are not for this process
        Ok(kind) if kind.is_sound() => {
            if let Ok(sheets) = grid::read(bytes) {
                checked(&sheets);
            }
        }
        Ok(_) => {}
        Err(error) => {
            assert!(!wording::read_error(Lang::Vi, &error).is_empty());
            assert!(grid::read(bytes).is_err(), "what is refused at first is not read after all");
        }
    }
}

/// Any rows of a sheet are read or refused: whatever stands in a `<v>` is delivered.
pub fn cells(rows: &str) {
    let bytes = files::xlsx(rows).bytes();
    if let Ok(sheets) = grid::read(&bytes) {
        checked(&sheets);
        let recalculator = Recalculator::new(&sheets);
        for sheet in &sheets {
            for (at, cell) in sheet.cells() {
                let worth = recalculator.value(sheet, at);
                assert!(worth.is_none() || cell.formula.is_some(), "only a formula comes to anything");
            }
        }
        assert!(grid::read(&bytes).is_ok_and(|again| again == sheets), "the same bytes, the same sheets");
    }
}

/// Any text is a figure for certain or not at all, and a figure means the same when it is written anew; any
/// text is a number format, and places of digits alone make nothing larger.
pub fn numbers(text: &str) {
    let format = NumberFormat::new(text);
    let seen = format.seen(Decimal::ONE_THOUSAND);
    let is_bare = text.chars().all(|c| matches!(c, '0' | '#' | '?' | ',' | '.'));
    assert!(!is_bare || seen.is_none_or(|seen| seen.abs() <= Decimal::ONE_THOUSAND), "{text:?}");
    let _ = Formula::of_document(text).is_times_hundred();
    let choices = vec![Choice { code: 1.into(), label: "Có".to_owned() }];
    for kind in [Kind::Count, Kind::Money, Kind::Percent, Kind::Score, Kind::Choice(choices), Kind::Text] {
        let read = |text: &str| answer::read(&Cell::plain(Content::Text(text.into())), &kind);
        let Answer::Number(figure) = read(text) else { continue };
        if let Answer::Number(again) = read(&number::vietnamese(figure.value)) {
            assert_eq!(again.value, figure.value, "{text:?} as {kind:?}");
        }
    }
}

/// Any label has one key, which has no capitals and no spaces at its ends.
pub fn labels(text: &str) {
    let key = match_key(text);
    assert_eq!(key.trim(), key);
    if key.is_ascii() {
        assert_eq!(match_key(&key), key);
        assert_eq!(key.to_lowercase(), key);
    }
    assert_eq!(tidy(&tidy(text)), tidy(text));
    let _ = legacy_encoding::repaired(text);
}

/// Any definition is one or has problems that can be shown.
pub fn definitions(text: &str) {
    if let Err(problems) = Catalogue::with([("form.toml".to_owned(), text.to_owned())]) {
        for problems in problems {
            assert!(
                !words::definition_problems(Lang::Vi, &problems).is_empty()
                    && !words::definition_problems(Lang::En, &problems).is_empty()
            );
        }
    }
}

fn checked(sheets: &[Sheet]) {
    let submission = Submission::read(sheets, &FINDER);
    let _ = rule_check::check(&submission, None);
}
