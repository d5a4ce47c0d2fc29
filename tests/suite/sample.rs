//! The sample rounds: every planted mistake is found at its place, and nothing else.

#[path = "../../examples/sample_round/sample.rs"]
pub(crate) mod example;

use crate::builder::FINDER;
use example::{Planted, Sample};
use phuluc::check::{Submission, check};
use phuluc::grid;
use std::fs;
use std::path::Path;

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks/sample-district");

/// What is found in the workbooks of a sample.
fn found(sample: &Sample) -> Vec<Planted> {
    let mut found = Vec::new();
    for (file, bytes) in sample.files.iter().filter(|(file, _)| file.starts_with("nhan/")) {
        let submission = Submission::read(&grid::read(bytes).unwrap(), &FINDER);
        for finding in check::check(&submission, None).findings {
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

/// The round in the repository is what `cargo run --example sample_round -- 23 workbooks/sample-district 1` makes.
#[test]
fn the_round_in_the_repository_is_current() {
    for (path, bytes) in example::sample(23, 1).unwrap().files {
        let kept = fs::read(Path::new(KEPT).join(&path)).unwrap();
        assert!(
            bytes == kept,
            "{path}: run `cargo run --example sample_round -- 23 workbooks/sample-district 1`"
        );
    }
}
