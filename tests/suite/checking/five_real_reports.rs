//! The five real reports: exactly the expected findings, and the rules that cannot be checked.

#[path = "../../../examples/five_reports.rs"]
#[expect(dead_code, reason = "its main is the example's")]
mod example;
mod huong_huu;
mod pho_phong;
mod phu_dinh;
mod phu_thuong;
mod phu_tien;

use crate::support::builder::{FINDER, line};
use phuluc::check::{Checked, HeldRule, Submission, rule_check};
use phuluc::grid;
use std::fs;
use std::path::Path;

const ROUND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks/five-reports");

fn submission(name: &str) -> Submission {
    let bytes = fs::read(Path::new(ROUND).join("nhan").join(name)).unwrap();
    Submission::read(&grid::read(&bytes).unwrap(), &FINDER)
}

fn checked(name: &str) -> Checked {
    rule_check::check(&submission(name), None)
}

fn held(name: &str) -> Vec<HeldRule> {
    rule_check::held(&submission(name), None)
}

#[track_caller]
fn finds(name: &str, expected: &[&str]) {
    assert_eq!(checked(name).findings.iter().map(line).collect::<Vec<_>>(), expected, "{name}");
}

#[track_caller]
fn leaves_open(name: &str, expected: &[&str]) {
    let open = checked(name).open;
    let open: Vec<String> =
        open.iter().map(|open| format!("{} {}", open.rule, open.place.on_form.row)).collect();
    assert_eq!(open, expected, "{name}");
}

/// The outcome of a rule at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Found,
    Open,
    Holding,
}

/// The relations of a report under their numbers in the field study, each with rule (or general rule) and row, and
/// the outcome here.
#[track_caller]
fn relations(name: &str, expected: &[(&str, &str, Is)]) {
    let checked = checked(name);
    for (number, relation, is) in expected {
        let (rule, row) = relation.split_once(' ').expect("a rule and a row");
        let is_it = |other: &str, at: &str| other == rule && at == row;
        let found = checked
            .findings
            .iter()
            .any(|finding| is_it(&finding.rule, finding.row().map_or("", phuluc::form::RowId::as_str)));
        let open = checked.open.iter().any(|open| is_it(&open.rule, open.place.on_form.row.as_str()));
        let holds = held(name).iter().any(|held| is_it(held.rule.as_str(), held.row.as_str()));
        let became: Vec<Is> = [(found, Is::Found), (open, Is::Open), (holds, Is::Holding)]
            .into_iter()
            .filter_map(|(became, is)| became.then_some(is))
            .collect();
        assert_eq!(became, [*is], "{name} {number} {relation}");
    }
}

/// To renew the workbooks, run `cargo run --example five_reports`.
#[test]
fn workbooks_are_current() {
    let figures = fs::read_to_string(Path::new(ROUND).join("so-lieu.toml")).unwrap();
    let made = example::workbooks(&figures).unwrap();
    assert_eq!(made.len(), 5);
    for (name, bytes) in made {
        let kept = fs::read(Path::new(ROUND).join("nhan").join(&name)).unwrap();
        assert!(
            bytes == kept,
            "{name} is not what the example makes; run `cargo run --example five_reports`"
        );
    }
}
