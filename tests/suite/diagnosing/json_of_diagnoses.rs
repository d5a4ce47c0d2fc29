//! Diagnoses as programs read them.

use crate::support::builder::{Workbook, report};
use crate::support::diagnoses::{FIELDS, commune, dossiers};
use phuluc::desk::Context;
use phuluc::say::{Lang, report::json};
use serde_json::Value;

/// The diagnoses of a workbook.
fn diagnoses(workbook: &Workbook) -> Vec<Value> {
    let file = report("a.xlsx", workbook.bytes(), &Context::default());
    let document: Value = serde_json::from_str(&json::check(&[file], Lang::En).unwrap()).unwrap();
    document["files"][0]["diagnoses"].as_array().unwrap().clone()
}

/// A slip in one cell, a figure to be worked out again, cells needed beside, a range, a row too many and one missing.
fn slips() -> Vec<Workbook> {
    let mut twice = FIELDS.to_vec();
    twice.insert(1, FIELDS[0]);
    vec![
        dossiers(&[("Hộ tịch", "513 840 82 5  507 466 40 1  6 5 1")]),
        dossiers(&[("Hộ tịch", ". . . .  . . . .  . . .")]),
        commune().tthc(&twice),
        commune().tthc(&[&FIELDS[1..]].concat()),
        commune().printed("so-lieu-bao-cao", &[("4.9", "20"), ("4.10", "29"), ("4.11", "145")]),
        commune().printed("cchc-2025-01", &[("2", "310.34"), ("2.1", "29"), ("2.2", "90")]),
    ]
}

#[test]
fn every_key_is_described() {
    let page = include_str!("../../../docs/commands.md");
    let mut keys: Vec<String> = Vec::new();
    for diagnosis in slips().iter().flat_map(diagnoses) {
        keys.extend(diagnosis.as_object().unwrap().keys().cloned());
        keys.push(diagnosis["mistake"].as_str().unwrap().to_owned());
    }
    for key in ["needs", "worked_out", "at_least", "row-too-many", "row-missing"] {
        assert!(keys.iter().any(|other| other == key), "{key}: {keys:?}");
    }
    keys.retain(|key| !page.contains(&format!("`{key}`")));
    assert_eq!(keys, Vec::<String>::new());
}

/// A program that writes what it reads must not write the figures of a row into its total.
#[test]
fn the_figures_of_a_row_are_not_said_of_its_total() {
    let of = |mistake: &str| {
        let all =
            slips().iter().flat_map(diagnoses).filter(|one| one["mistake"] == mistake).collect::<Vec<_>>();
        let changes = |one: &Value| {
            let more = one["together"].as_array().unwrap().iter();
            let all: Vec<Value> = std::iter::once(one)
                .chain(more)
                .map(|line| serde_json::json!([line["cell"], line["from"], line["to"]]))
                .collect();
            all
        };
        all.iter().map(changes).collect::<Vec<_>>()
    };
    let missing = of("row-missing");
    assert_eq!(missing.len(), 2, "{missing:?}");
    assert_eq!(missing[0][0], serde_json::json!(["C12", null, "513"]));
    assert_eq!(missing[1][0], serde_json::json!([null, null, "513"]));
    let too_many = of("row-too-many");
    assert_eq!(too_many[0][0], serde_json::json!(["C13", "513", null]));
}
