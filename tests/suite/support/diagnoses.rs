//! What is said of slips in the dossiers of a commune.

use crate::support::builder::{Workbook, lines, workbook};
use phuluc::check::Checked;
use phuluc::say::{Lang, words};

/// The sentences of the diagnoses of a file.
pub(crate) fn told(checked: &Checked) -> Vec<String> {
    let stories = checked.stories();
    let told = stories.iter().filter_map(|story| {
        Some(words::diagnosis(Lang::Vi, story.diagnosis?, story.findings.iter().copied()))
    });
    told.collect()
}

#[track_caller]
pub(crate) fn says(workbook: &Workbook, expected: &[&str]) {
    let checked = workbook.check();
    assert_eq!(told(&checked), expected, "{:?}", lines(&checked));
}

pub(crate) fn commune() -> Workbook {
    workbook("Xã Ví dụ 01")
}

/// The dossiers of a commune without a mistake.
pub(crate) const FIELDS: [(&str, &str); 6] = [
    ("Hộ tịch", "513 480 28 5  507 466 40 1  6 5 1"),
    ("Chứng thực", "763 750 13 0  760 450 310 0  3 3 0"),
    ("Đất đai", "193 175 15 3  189 147 42 0  4 4 0"),
    ("Bảo trợ xã hội", "101 87 9 5  100 70 30 0  1 0 1"),
    ("Người có công", "28 24 3 1  22 19 3 0  6 6 0"),
    ("Tổng cộng", "1598 1516 68 14  1578 1152 425 1  20 18 2"),
];

/// The same dossiers with some lines changed.
pub(crate) fn dossiers(otherwise: &[(&'static str, &'static str)]) -> Workbook {
    let line = |(label, line): (&'static str, &'static str)| {
        let changed = otherwise.iter().find(|(other, _)| *other == label);
        (label, changed.map_or(line, |(_, line)| *line))
    };
    commune().tthc(&FIELDS.map(line))
}
