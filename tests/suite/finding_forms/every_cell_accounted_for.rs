//! Every cell in the area of a form is accounted for: read as an answer, known to be none, or reported.

use crate::support::builder::{FINDER, Workbook, workbook};
use phuluc::check::{FiguresOutside, Finding, RowRepeated, UnknownColumn, UnknownRow, rule_check};

use phuluc::check::Submission;
use phuluc::grid;
use phuluc::grid::{At, Cell, Content, Sheet};
use phuluc::say::{Lang, words};
use std::collections::{BTreeMap, BTreeSet};

/// A form of each shape: printed rows, lines below printed rows, several columns of answers, open rows, and two
/// tables on one sheet.
fn filled() -> Vec<(&'static str, Sheet)> {
    let sheet = |workbook: Workbook| grid::read(&workbook.bytes()).unwrap().swap_remove(0);
    let ours = || workbook("Xã Ví dụ 01");
    let score = ours().table(
        "chi-so-cchc-vo-nhai",
        &["toi_da", "tham_dinh_1"],
        &[("1", "10 8"), ("+Thiếu kế hoạch", ". 0.5"), ("2", "7 6")],
    );
    let open = ours().tthc(&[
        ("Đất đai", "30 16 13 1  27 13 13 1  3 2 1"),
        ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1"),
    ]);
    let (above, below) = (
        sheet(ours().printed("cchc-hue-02", &[("1", "6"), ("2.1", "20")])),
        sheet(ours().printed("cchc-hue-03", &[("1", "4")])),
    );
    vec![
        ("cchc-hue-02", above.clone()),
        ("chi-so-cchc-vo-nhai", sheet(score)),
        ("tthc-06a", sheet(open)),
        ("two forms", crate::support::damage::beneath(&above, &below)),
    ]
}

/// What became of the cells of a sheet, without the empty ones.
#[derive(Debug, Default, PartialEq, Eq)]
struct Account {
    /// The cells that an answer was read from.
    used: usize,
    /// The cells of text: headers, codes, labels, units of measure, remarks, titles and notes.
    texts: usize,
    /// The cells that a finding names, by cell, row or column.
    reported: usize,
}

/// Sorts every cell from the first header down, and lists the cells that fit nowhere.
fn account(sheet: &Sheet) -> (Account, Vec<At>) {
    let submission = Submission::read(std::slice::from_ref(sheet), &FINDER);
    let answers = submission.forms.iter().flat_map(|form| {
        let entries = form.rows.iter().flat_map(|row| row.entries.iter().enumerate());
        entries.filter(|(column, _)| form.form.takes_answers(*column)).filter_map(|(_, entry)| entry.at)
    });
    let answers: BTreeSet<At> = answers.collect();
    let findings = rule_check::check(&submission, None).findings;
    let top =
        sheet.cells().find(|(at, _)| sheet.text(*at) == "STT" || sheet.text(*at) == "TT").unwrap().0.row;
    let (mut account, mut left) = (Account::default(), Vec::new());
    for (at, cell) in sheet.cells().filter(|(at, _)| at.row >= top) {
        match cell.content {
            _ if answers.contains(&at) => account.used += 1,
            _ if findings.iter().any(|finding| names(finding, at)) => account.reported += 1,
            Content::Text(_) => account.texts += 1,
            _ => left.push(at),
        }
    }
    (account, left)
}

/// The row of the first header on a sheet.
fn header(sheet: &Sheet) -> u32 {
    let mut corners = sheet.cells().filter(|(at, _)| ["STT", "TT"].contains(&&*sheet.text(*at)));
    corners.next().unwrap().0.row
}

/// Whether a finding names a cell, its row or its column.
fn names(finding: &Finding, at: At) -> bool {
    if let Some(unknown) = finding.general::<UnknownRow>() {
        unknown.row == at.row + 1
    } else if let Some(repeated) = finding.general::<RowRepeated>() {
        repeated.second == at.row + 1
    } else if let Some(UnknownColumn { at: first, .. }) = finding.general() {
        first.column == at.column && first.row <= at.row
    } else if let Some(outside) = finding.general::<FiguresOutside>() {
        outside.cells.contains(&at)
    } else {
        finding.cell().1 == Some(at)
    }
}

#[test]
fn every_cell_of_a_form_is_counted() {
    let counted = filled().into_iter().map(|(name, sheet)| {
        let (account, left) = account(&sheet);
        assert!(left.is_empty(), "{name}: {left:?}");
        let Account { used, texts, reported } = account;
        assert!(used > 0, "{name}");
        format!("{name}: {used} read, {texts} of text, {reported} reported")
    });
    insta::assert_snapshot!(counted.collect::<Vec<_>>().join("\n"), @"
    cchc-hue-02: 2 read, 83 of text, 0 reported
    chi-so-cchc-vo-nhai: 5 read, 203 of text, 0 reported
    tthc-06a: 22 read, 32 of text, 0 reported
    two forms: 3 read, 135 of text, 0 reported
    ");
}

/// A number in the heading, such as a year or the number of a letter, is no figure of the form.
#[test]
fn what_stands_above_the_header_is_of_the_heading() {
    for (name, sheet) in filled() {
        let beside = At { row: 0, column: sheet.cells().map(|(at, _)| at.column).max().unwrap() + 2 };
        let changed = sheet.clone().with([(beside, Cell::plain(Content::Number(2_026.into())))]);
        let submission = Submission::read(&[changed], &FINDER);
        assert!(!submission.forms.is_empty(), "{name}");
        assert!(!submission.notices.iter().any(|finding| names(finding, beside)), "{name}");
    }
}

/// A figure, or a text that may be one of two figures, is put into one cell after the other all over the area,
/// whether that cell is empty or holds text. Each time it is read or reported.
#[test]
fn a_figure_put_anywhere_is_read_or_reported() {
    let figures = [Content::Number(47_113.into()), Content::Text("47,113 hồ sơ".into())];
    let mut tried = BTreeMap::new();
    for (name, sheet) in filled() {
        let width = sheet.cells().map(|(at, _)| at.column).max().unwrap() + 3;
        let rows = header(&sheet)..sheet.last_row().unwrap() + 4;
        // column 0 is left out, as a figure there is a new code
        let cells = rows.flat_map(|row| (1..width).map(move |column| At { row, column }));
        for at in cells.filter(|at| sheet.covering(*at) == *at && (at.row * 3 + at.column).is_multiple_of(2))
        {
            let figure = Cell::plain(figures[at.row as usize % 2].clone());
            let text = figure.shown().into_owned();
            let changed = sheet.clone().with([(at, figure)]);
            let submission = Submission::read(std::slice::from_ref(&changed), &FINDER);
            let mut read =
                submission.forms.iter().flat_map(|form| form.rows.iter()).flat_map(|row| row.entries.iter());
            let is_read = read.any(|entry| entry.at == Some(at) && entry.raw() == text);
            let findings = rule_check::check(&submission, None).findings;
            let mut said = findings.iter().map(|finding| words::message(Lang::Vi, finding));
            let is_said =
                findings.iter().any(|finding| names(finding, at)) || said.any(|said| said.contains(&text));
            // the form may also be refused as a whole
            let is_refused = || findings.iter().any(|finding| finding.rule == "sheet-not-read");
            assert!(is_read || is_said || is_refused(), "{name}: {text} at {at} is lost");
            *tried.entry(name).or_insert(0) += 1;
        }
    }
    assert!(tried.values().all(|&tried| tried > 50), "{tried:?}");
}
