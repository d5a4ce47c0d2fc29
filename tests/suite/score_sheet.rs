//! The score sheet of one province for 2025, a form in `examples/forms`: criteria in steps and by quotients, criteria
//! that do not apply, evidence for points, ranks and bands of 124 invented communes.

use crate::builder::{Workbook, lines, workbook};
use phuluc::check::{Checker, Submission, check};
use phuluc::desk::{Context, FileContent, Tools};
use phuluc::form::{Catalogue, Form, FormId};
use phuluc::round::{FileReport, Material, Round, consolidate};
use phuluc::{desk, grid};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/forms/chi-so-cchc-xa-2025/form.toml");
const ID: &str = "chi-so-cchc-xa-2025";

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let text = std::fs::read_to_string(PATH).expect("the example");
    Catalogue::with([(PATH.to_owned(), text)]).expect("a definition in order")
});
static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(CATALOGUE.clone()));

fn form() -> &'static Form {
    CATALOGUE.in_force(&FormId::from(ID), None).expect("the form")
}

/// Rows with maximum, points, evidence, and how many of how many were done.
fn scored(filled: &[(&str, &str)]) -> Workbook {
    let columns = ["toi_da", "tu_cham", "tai_lieu", "phai_lam", "da_lam"];
    workbook("Xã Ví dụ 01").period("2025-07-01", "2025-11-30").table_of(form(), &columns, filled)
}

#[track_caller]
fn case(filled: &[(&str, &str)], expected: &[&str]) {
    let mut found = found(filled);
    found.retain(|line| !line.starts_with("warning blank-total"));
    let found: Vec<String> = found.iter().map(|line| line.replace(&format!("{ID}/"), "")).collect();
    assert_eq!(found, expected, "{filled:?}");
}

/// What is found in a score sheet.
pub(crate) fn found(filled: &[(&str, &str)]) -> Vec<String> {
    let sheets = grid::read(&scored(filled).bytes()).expect("our own workbook");
    let submission = Submission::read(&sheets, CHECKER.finder());
    lines(&check::check(&submission, None))
}

#[test]
fn a_criterion_in_steps_takes_no_points_between_them() {
    case(&[("3.1.1", "0.25 0.125 'BC-1")], &[]);
    case(&[("3.1.1", "0.25 0 .")], &[]);
    case(&[("3.1.1", "0.25 0.2 'BC-1")], &["error step-not-allowed 3.1.1 D43 0.2 in – –"]);
}

#[test]
fn points_by_what_was_done_are_rounded_and_have_a_floor() {
    case(&[("3.4.1", "3 2.33 'BC-1 9 7")], &[]);
    case(&[("3.4.1", "3 2.34 'BC-1 9 7")], &["error diem-theo-ty-le 3.4.1 D54 2.34 = 2.33 0.01"]);
    case(&[("3.4.1", "3 0 . 9 5")], &[]);
    case(&[("3.4.1", "3 1.67 'BC-1 9 5")], &["error diem-theo-ty-le 3.4.1 D54 1.67 = 0 1.67"]);
    // nothing had to be done: nothing can be checked
    case(&[("3.4.1", "3 3 'BC-1 0 0")], &[]);
}

#[test]
fn a_criterion_applies_whole_or_not_at_all_and_points_want_evidence() {
    case(&[("1.2", "1.5 1 'BC-1")], &[]);
    case(&[("1.2", "0 0 .")], &[]);
    case(&[("1.2", "1 1 'BC-1")], &["error printed-figure-changed 1.2 C13 1 = 1.5 -0.5"]);
    // what does not apply is out of the maxima above it, and nothing else is
    case(&[("1.2", "0 0 ."), ("1", "15.5 .")], &[]);
    case(&[("1.2", "0 0 ."), ("1", "17 .")], &["error cong-len 1 C9 17 = – –"]);
    case(
        &[("1.2", "0 0 ."), ("1", "17.5 .")],
        &["error cong-len 1 C9 17.5 = – –", "error printed-figure-changed 1 C9 17.5 <= 17 0.5"],
    );
    case(&[("1.2", "1.5 1 .")], &["error co-diem-thi-co-tai-lieu 1.2 D13 1 given – –"]);
    case(&[("1.2", "1.5 0 .")], &[]);
}

#[test]
fn points_and_maxima_of_headings_are_the_sums_below() {
    let rows = |own: &str| -> Vec<(String, String)> {
        [("1.1", own), ("1.1.1", "2 2 'BC-1"), ("1.1.2", "2 1 'BC-2")]
            .map(|(row, figures)| (row.to_owned(), figures.to_owned()))
            .to_vec()
    };
    let judge = |own: &str, expected: &[&str]| {
        let rows = rows(own);
        let rows: Vec<(&str, &str)> =
            rows.iter().map(|(row, figures)| (row.as_str(), figures.as_str())).collect();
        case(&rows, expected);
    };
    judge("4 3 .", &[]);
    judge("4 3.5 .", &["error cong-len 1.1 D10 3.5 = 3 0.5"]);
}

/// Points and the maximum that applies, of 124 communes: 26 Tốt, 80 Khá, 18 Trung bình.
fn points() -> Vec<(String, u32)> {
    let hundredths = |value: u32| format!("{}.{:02}", value / 100, value % 100);
    let mut points: Vec<(String, u32)> = (0..26).map(|i| (hundredths(8003 + 40 * i), 99)).collect();
    points.extend((0..75).map(|i| (hundredths(6600 + 16 * if i == 10 { 11 } else { i }), 99)));
    points.extend(
        [(7908, 99), (6485, 99), (7424, 99), (6674, 89), (6500, 89)].map(|(p, most)| (hundredths(p), most)),
    );
    points.extend((0..18).map(|i| (hundredths(6371 - 50 * i), 99)));
    points
}

#[test]
fn communes_are_ranked_by_the_maximum_that_applies_to_them() {
    let points = points();
    assert_eq!(points.len(), 124);
    let mut text = format!("title = \"Đợt ví dụ\"\nreceiver = \"Tỉnh Ví dụ\"\nforms = [\"{ID}\"]\n");
    let mut reports: Vec<Vec<FileReport>> = Vec::new();
    for (number, (points, most)) in (1..).zip(&points) {
        let unit = format!("Xã Ví dụ {number:03}");
        text += &format!("[[units]]\nname = \"{unit}\"\n");
        let figures = format!("{most} {points}");
        let sent = workbook(&unit).period("2025-07-01", "2025-11-30");
        let bytes = sent.table_of(form(), &["toi_da", "tu_cham"], &[("tong", &figures)]).bytes();
        let path = format!("nhan/{number:03}.xlsx");
        let tools = Tools::plain(&CHECKER);
        reports.push(vec![desk::report(&path, &FileContent::Bytes(bytes), &Context::default(), &tools)]);
    }
    let known: Vec<&FormId> = CATALOGUE.forms().map(|form| &form.id).collect();
    let round = Round::read(&text, &known).expect("a round");
    let members = consolidate::gather(&round, reports, &CATALOGUE);
    let all = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
    let scores = &all.forms[0].scores;
    let mut bands: BTreeMap<&str, usize> = BTreeMap::new();
    for score in scores {
        *bands.entry(&score.band).or_default() += 1;
    }
    assert_eq!(bands, BTreeMap::from([("Tốt", 26), ("Khá", 80), ("Trung bình", 18)]));
    let of = |unit: usize| scores.iter().find(|score| score.unit == unit).expect("a score");
    // equal indices share a rank, and the one after them has the next but one
    let (twin, other) = (of(26 + 10), of(26 + 11));
    assert_eq!((twin.rank, twin.percent), (other.rank, other.percent));
    assert_eq!(scores.iter().filter(|score| score.rank == twin.rank + 1).count(), 0);
    assert_eq!(scores.iter().filter(|score| score.rank == twin.rank + 2).count(), 1);
    // both are printed 74,99, and 74,24/99 is more than 66,74/89
    let (more, less) = (of(26 + 77), of(26 + 78));
    assert_eq!(
        (more.percent.to_string(), less.percent.to_string()),
        ("74.99".to_owned(), "74.99".to_owned())
    );
    assert_eq!(less.rank, more.rank + 1);
    assert_eq!(less.maximum.to_string(), "89");
    assert_eq!((scores[0].rank, scores[0].unit), (1, 25));
}
