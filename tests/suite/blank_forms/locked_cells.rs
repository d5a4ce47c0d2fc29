//! The locked cells of a blank: people can type into the cells that the form asks for, but not over printed or
//! calculated ones.

use crate::support::builder::{CATALOGUE, FINDER};
use phuluc::author::{Blank, Order};
use phuluc::check::Submission;
use phuluc::form::{Form, Holds, InBlank, Rows};
use phuluc::grid::At;
use phuluc::{book, grid};
use regex_lite::Regex;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::sync::Arc;

/// A part of a workbook, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Whether each cell format is unlocked.
fn unlocked_formats(bytes: &[u8]) -> Vec<bool> {
    let styles = part(bytes, "xl/styles.xml");
    let (_, formats) = styles.split_once("<cellXfs").unwrap();
    let (formats, _) = formats.split_once("</cellXfs>").unwrap();
    formats.split("<xf ").skip(1).map(|format| format.contains(r#"locked="0""#)).collect()
}

/// The existing cells of a sheet that are unlocked.
fn unlocked(bytes: &[u8], sheet: &str) -> BTreeSet<At> {
    let formats = unlocked_formats(bytes);
    let cell = Regex::new(r#"<c r="([A-Z]+\d+)"(?: s="(\d+)")?"#).unwrap();
    let cells = cell.captures_iter(sheet).filter(|cell| {
        let format = cell.get(2).map_or(0, |format| format.as_str().parse().unwrap());
        formats[format]
    });
    cells.map(|cell| cell[1].parse().unwrap()).collect()
}

/// The blank of a form for one commune.
fn blank(form: &Arc<Form>) -> Vec<u8> {
    let unit = Some("UBND xã Ví dụ 01".to_owned());
    let period = crate::support::builder::period("2025-12-15", "2026-03-14");
    let receiver = Some("Sở Nội vụ tỉnh Ví dụ".to_owned());
    let order = Order { forms: vec![Arc::clone(form)], unit, period, receiver, ..Order::default() };
    book::blank::write(&Blank::new(order).unwrap()).unwrap()
}

#[test]
fn only_what_is_asked_can_be_typed_over() {
    for form in CATALOGUE.forms() {
        let bytes = blank(form);
        // the sheets are the guide, the form, the checks and the workings
        let unlocked = unlocked(&bytes, &part(&bytes, "xl/worksheets/sheet2.xml"));
        let sheets = grid::read(&bytes).unwrap();
        let sheet = sheets.iter().find(|sheet| sheet.name == form.sheet).unwrap();
        let submission = Submission::read(&sheets, &FINDER);
        let filled = submission.form(&form.id).unwrap();
        let named = |at: At| format!("{} {at} “{}”", form.id, sheet.text(at));
        let mut table = (u32::MAX, 0);
        for (row, filled_row) in filled.rows.iter().enumerate() {
            for (column, entry) in filled_row.entries.iter().enumerate() {
                let Some(at) = entry.at else { continue };
                table = (table.0.min(at.row), table.1.max(at.row));
                let asked = filled.kind(row, column).is_some()
                    && !filled.is_out_of_scope(row, submission.level)
                    && !is_worked_out(form, filled_row.fixed(), column);
                let is_note = form.columns[column].holds == Holds::Note;
                assert_eq!(unlocked.contains(&at), asked || is_note, "{}", named(at));
            }
        }
        // unit, receiver and period are known, so above the table only the number and date of the report can be typed
        let is_numbered = |at: &&At| at.row == 5;
        let above = unlocked.iter().filter(|at| at.row < 7).filter(|at| !is_numbered(at));
        let above: Vec<String> = above.map(|at| named(*at)).collect();
        assert_eq!(above, Vec::<String>::new());
        for at in unlocked.iter().filter(|at| (table.0..=table.1).contains(&at.row)) {
            let printed = sheet.text(*at);
            assert!(printed.is_empty(), "{} is printed, and can be typed over", named(*at));
            assert!(sheet.get(*at).is_none_or(|cell| cell.formula.is_none()), "{}", named(*at));
        }
        if let Rows::Open { .. } = form.rows {
            let total = table.1;
            let room: BTreeSet<u32> = unlocked.iter().map(|at| at.row).filter(|row| *row < total).collect();
            assert!(room.len() >= 15, "{}: {} open rows", form.id, room.len());
        }
    }
}

/// Whether the definition asks for the figure as a formula.
fn is_worked_out(form: &Form, row: Option<usize>, column: usize) -> bool {
    let asked = match row {
        Some(row) if form.columns[column].holds == Holds::ByRow => form.fixed_rows()[row].in_blank,
        _ => form.columns[column].in_blank,
    };
    asked == InBlank::Formula
}

#[test]
fn guide_checks_and_workings_are_locked_and_every_sheet_is_protected_without_a_password() {
    for form in CATALOGUE.forms() {
        let bytes = blank(form);
        for (number, is_form) in [(1, false), (2, true), (3, false), (4, false)] {
            let sheet = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
            let (_, protection) = sheet.split_once("<sheetProtection").unwrap();
            let (protection, _) = protection.split_once("/>").unwrap();
            assert!(protection.contains(r#"sheet="1""#) && !protection.contains("password"), "{protection}");
            if is_form {
                // 0 means that inserting is allowed
                assert!(protection.contains(r#"insertRows="0""#), "{protection}");
            } else {
                assert_eq!(unlocked(&bytes, &sheet), BTreeSet::new(), "{} sheet {number}", form.id);
            }
        }
    }
}

/// Pasted cells bring the style Normal with them. If it were locked, they could never be corrected.
#[test]
fn the_style_normal_is_unlocked() {
    let form = CATALOGUE.forms().next().unwrap();
    let styles = part(&blank(form), "xl/styles.xml");
    let (_, normal) = styles.split_once("<cellStyleXfs").unwrap();
    let (normal, _) = normal.split_once("</cellStyleXfs>").unwrap();
    assert!(normal.contains(r#"locked="0""#), "{normal}");
}
