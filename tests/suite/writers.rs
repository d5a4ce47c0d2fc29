//! Reports without a mistake in ten layouts, saved by five programs: everything is read, and there are no findings.
//!
//! The programs are our own library for writing, openpyxl, `XlsxWriter`, xlwt and LibreOffice. The layouts are those
//! of [`crate::sheets`]. LibreOffice saves as `.xlsx`, `.ods` and `.xls`.

use crate::builder::{form, line, report};
use crate::chance::Chance;
use crate::engine::Office;
use crate::python;
use crate::reports;
use crate::reports::{Meaning, PERIOD};
use crate::sheets::{FIELDS, Line, Page, number, text};
use phuluc::check::Submission;
use phuluc::desk::Context;
use phuluc::form::{Form, Holds};
use phuluc::grid;
use phuluc::grid::{Cell, Content, Sheet};
use rust_decimal::Decimal;
use std::fs;

const LAYOUTS: u64 = 10;
/// The period, in which all of the forms are in force.
const OF_2024: &str = "(Từ ngày 15/12/2023 đến ngày 14/3/2024)";
/// The row of a figure, the figure, and how much more it is in the next layout.
type Figure = (&'static str, i64, i64);
/// Printed forms, and figures that agree with each other.
const PRINTED: [(&str, &[Figure]); 3] = [
    (
        "cchc-hue-02",
        &[
            ("1", 6, 1),
            ("2", 75, 0),
            ("2.1", 20, 4),
            ("2.2", 15, 3),
            ("3.2", 5, 1),
            ("3.3.1", 4, 0),
            ("3.3.2", 0, 0),
        ],
    ),
    ("cchc-hue-03", &[("1", 6, 3), ("1.3", 6, 3)]),
    ("cchc-hue-04", &[("1.1", 9, 7)]),
];

/// Draws a form in a layout, its lines made of the columns of the table.
fn page(form: &'static Form, layout: u64, lines: impl Fn(&[Option<usize>], Vec<Line>) -> Vec<Line>) -> Page {
    let mut report = reports::report(form, &mut Chance::new(layout));
    let table = report.table();
    for heading in &mut table.heading {
        *heading = heading.replace(PERIOD, OF_2024).replace("năm 2026", "năm 2024");
    }
    let columns: Vec<Option<usize>> = table.heads.iter().map(|head| head.column).collect();
    table.lines = lines(&columns, std::mem::take(&mut table.lines));
    Page { name: form.sheet.clone(), ..report.pages.swap_remove(0) }
}

/// The printed forms, each with its figures alone; one of them says again what Biểu 06a does.
fn printed(layout: u64, [done, in_time]: [i64; 2]) -> impl Iterator<Item = Page> {
    (layout..).zip(PRINTED).map(move |(seed, (id, figures))| {
        let scaled =
            figures.iter().map(|(row, first, more)| (*row, Decimal::from(first + more * seed.cast_signed())));
        let [done, in_time] = [done, in_time].map(Decimal::from);
        let share = (in_time * Decimal::ONE_HUNDRED / done).round_dp(2);
        let again = [("3.3.1", done), ("3.3.2", in_time), ("3.3", share)];
        let again = again.into_iter().filter(|_| id == "cchc-hue-04");
        let figures: Vec<(&str, Decimal)> = scaled.chain(again).collect();
        let form = form(id);
        page(form, seed, |columns, mut lines| {
            for line in &mut lines {
                let own = figures.iter().find(|(row, _)| line.row.as_deref() == Some(*row));
                let own = own.map(|(_, figure)| number(*figure));
                for (cell, column) in line.cells.iter_mut().zip(columns) {
                    let holds = column.map(|column| &form.columns[column].holds);
                    if matches!(holds, Some(Holds::Value(_) | Holds::ByRow)) {
                        cell.clone_from(&own);
                    }
                }
            }
            lines
        })
    })
}

/// Fields of work with figures that agree, and their total: from the first column of Biểu 06a to its last.
fn fields(layout: u64) -> Vec<(&'static str, [i64; 11])> {
    let count = 3 + usize::try_from(layout).unwrap() % 5;
    let mut fields: Vec<(&str, [i64; 11])> = Vec::new();
    for (n, name) in (1..).zip(&FIELDS[..count]) {
        let (online, paper, before, late) = (7 * n, 3 + n, n % 3, n % 2);
        let all = online + paper + before;
        let done = all - 2 - late;
        let open = all - done;
        fields.push((
            name,
            [all, online, paper, before, done, n, done - n - late, late, open, open - late, late],
        ));
    }
    let sum = std::array::from_fn(|column| fields.iter().map(|(_, figures)| figures[column]).sum());
    fields.push(("Tổng cộng", sum));
    fields
}

/// Biểu 06a with these fields of work.
fn open_form(fields: &[(&str, [i64; 11])], layout: u64) -> Page {
    let form = form("tthc-06a");
    page(form, layout, |columns, _| {
        let line = |(place, (name, figures)): (usize, &(&str, [i64; 11]))| {
            let is_total = place + 1 == fields.len();
            let mut figures = figures.iter();
            let cell = |column: &Option<usize>| -> Option<Cell> {
                match form.columns[(*column)?].holds {
                    Holds::Code => (!is_total).then(|| text(&(place + 1).to_string())),
                    Holds::Label => Some(text(name)),
                    Holds::Value(_) | Holds::ByRow => {
                        figures.next().map(|figure| number(Decimal::from(*figure)))
                    }
                    Holds::Measure | Holds::Note => None,
                }
            };
            let row = if is_total { "tong".to_owned() } else { phuluc::form::match_key(name) };
            Line { row: Some(row), cells: columns.iter().map(cell).collect(), ..Line::default() }
        };
        fields.iter().enumerate().map(line).collect()
    })
}

/// The figures that pages mean, as [`figures`] tells those of a submission.
fn meant(pages: &[Page]) -> Vec<String> {
    let ids = ["tthc-06a"].into_iter().chain(PRINTED.map(|(id, _)| id));
    let figures = ids.zip(pages).flat_map(|(id, page)| {
        let figures = reports::figures(form(id), &page.tables[0]).into_iter();
        figures.filter_map(move |((row, column), meaning)| match meaning {
            Meaning::Figure(figure) => Some(format!("{id} {row} {column} {}", figure.normalize())),
            Meaning::Nil | Meaning::Blank | Meaning::Doubtful => None,
        })
    });
    let mut figures: Vec<String> = figures.collect();
    figures.sort();
    figures
}

/// The figures of a submission, by form, row and column.
fn figures(read: &Submission) -> Vec<String> {
    let rows = read.forms.iter().flat_map(|form| form.rows.iter().map(move |row| (form, row)));
    let mut figures: Vec<String> = rows
        .flat_map(|(form, row)| {
            let given = form.form.columns.iter().zip(row.entries.iter());
            given.filter_map(move |(column, entry)| {
                Some(format!("{} {} {} {}", form.form.id, row.id, column.id, entry.value()?.normalize()))
            })
        })
        .collect();
    figures.sort();
    figures
}

/// The sheets as a script takes them.
fn as_json(sheets: &[Sheet]) -> serde_json::Value {
    let sheet = |sheet: &Sheet| {
        let cells = sheet.cells().map(|(at, cell)| {
            let value = match &cell.content {
                Content::Number(number) => serde_json::from_str(&number.to_string()).unwrap(),
                _ => serde_json::Value::from(&*cell.shown()),
            };
            serde_json::json!([at.row, at.column, value])
        });
        let merges = sheet.merges().iter().map(|(from, to)| [from.row, from.column, to.row, to.column]);
        serde_json::json!({
            "name": sheet.name,
            "cells": cells.collect::<Vec<_>>(),
            "merges": merges.collect::<Vec<_>>(),
        })
    };
    sheets.iter().map(sheet).collect()
}

/// The sheets written by the library with which we write.
fn by_ours(sheets: &[Sheet]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(&sheet.name).unwrap();
        let place = |at: grid::At| (at.row, u16::try_from(at.column).unwrap());
        for (from, to) in sheet.merges() {
            let ((top, left), (bottom, right)) = (place(*from), place(*to));
            page.merge_range(top, left, bottom, right, "", &rust_xlsxwriter::Format::new()).unwrap();
        }
        for (at, cell) in sheet.cells() {
            let (row, column) = place(at);
            match &cell.content {
                Content::Number(number) => {
                    page.write(row, column, number.to_string().parse::<f64>().unwrap())
                }
                _ => page.write(row, column, &*cell.shown()),
            }
            .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn nothing_is_found_in_reports_without_a_mistake_whoever_saved_them() {
    let layouts = (0..LAYOUTS).map(|layout| {
        let fields = fields(layout);
        let (_, sum) = fields[fields.len() - 1];
        let printed = printed(layout, [sum[4], sum[5] + sum[6]]);
        [open_form(&fields, layout)].into_iter().chain(printed).collect::<Vec<Page>>()
    });
    let layouts: Vec<Vec<Page>> = layouts.collect();
    let books: Vec<Vec<Sheet>> =
        layouts.iter().map(|pages| pages.iter().map(Page::sheet).collect()).collect();
    let ours: Vec<Vec<u8>> = books.iter().map(|sheets| by_ours(sheets)).collect();
    let mut files: Vec<(usize, String, Vec<u8>)> = ours
        .iter()
        .enumerate()
        .map(|(number, bytes)| (number, "ours.xlsx".to_owned(), bytes.clone()))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let spec: serde_json::Value = books.iter().map(|sheets| as_json(sheets)).collect();
    if python::run("write.py", &[folder.path()], &spec.to_string()).is_some() {
        for number in 0..books.len() {
            for name in ["openpyxl.xlsx", "XlsxWriter.xlsx", "xlwt.xls"] {
                let bytes = fs::read(folder.path().join(format!("{number}-{name}"))).unwrap();
                files.push((number, name.to_owned(), bytes));
            }
        }
    }
    if let Some(office) = Office::find() {
        for format in ["xlsx", "ods", "xls"] {
            let saved = office.save(&ours, format);
            files.extend(
                saved
                    .into_iter()
                    .enumerate()
                    .map(|(number, bytes)| (number, format!("LibreOffice.{format}"), bytes)),
            );
        }
    }
    assert!(files.len() >= books.len());
    for (number, name, bytes) in files {
        let file = report(&name, bytes, &Context::default());
        let read = file.submission.as_ref().expect("a workbook");
        assert_eq!(figures(read), meant(&layouts[number]), "layout {number}, {name}");
        let said: Vec<String> = file.checked.findings.iter().map(line).collect();
        assert_eq!(said, Vec::<String>::new(), "layout {number}, {name}");
    }
}
