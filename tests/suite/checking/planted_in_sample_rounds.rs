//! The sample rounds: every planted mistake is found at its place, and nothing else is found.

#[path = "../../../examples/sample_round/sample.rs"]
pub(crate) mod example;

use crate::support::builder::FINDER;
use example::{Planted, Sample};
use phuluc::check::{Submission, rule_check};
use phuluc::grid;
use std::fs;
use std::path::Path;

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks");

/// The findings in the workbooks of a sample.
fn found(sample: &Sample) -> Vec<Planted> {
    let mut found = Vec::new();
    for (file, bytes) in sample.files.iter().filter(|(file, _)| file.starts_with("nhan/")) {
        let submission = Submission::read(&grid::read(bytes).unwrap(), &FINDER);
        for finding in rule_check::check(&submission, None).findings {
            let place = finding.place();
            found.push(Planted {
                file: file.clone(),
                rule: finding.rule.clone(),
                row: finding.row().map(ToString::to_string).unwrap_or_default(),
                column: place.map(|place| place.on_form.column.to_string()).unwrap_or_default(),
            });
        }
    }
    found.sort();
    found
}

#[test]
fn what_was_planted_is_found_and_nothing_else() {
    for (communes, seed) in [(23, 1), (26, 7)] {
        let sample = example::sample(communes, seed).unwrap();
        assert_eq!(found(&sample), sample.planted, "seed {seed}");
        assert!(!sample.planted.is_empty());
    }
}

#[test]
fn what_was_planted_in_forms_in_use_is_found_and_nothing_else() {
    let sample = example::quarter().unwrap();
    assert_eq!(found(&sample), sample.planted);
    assert!(!sample.planted.is_empty());
}

#[test]
fn the_rounds_in_the_repository_are_current() {
    for (folder, which, sample) in [
        ("sample-district", "23", example::sample(23, 1).unwrap()),
        ("quy-1-2026", "quy-1-2026", example::quarter().unwrap()),
    ] {
        for (path, bytes) in sample.files {
            let kept = fs::read(Path::new(KEPT).join(folder).join(&path)).unwrap_or_default();
            assert!(
                bytes == kept,
                "{folder}/{path}: run `cargo run --example sample_round -- {which} workbooks/{folder}`"
            );
        }
    }
}
