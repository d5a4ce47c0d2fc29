//! Reports without a mistake in ten layouts, saved by five programs: everything is read, and there are no findings.
//!
//! The programs are our own library for writing, openpyxl, `XlsxWriter`, xlwt and LibreOffice. The layouts are those
//! of [`crate::support::drawn_sheets`]. The figures are those of consistent reports of the rounds in the repository, on
//! every form in force that asks for figures. LibreOffice saves as `.xlsx`, `.ods` and `.xls`.

use crate::answers::drawn_reports::reports::{self, Meaning, PERIOD};
use crate::checking::consistent_reports_stay_silent::{ROUNDS, consistent_of};
use crate::support::builder::{CHECKER, line, report};
use crate::support::chance::Chance;
use crate::support::drawn_sheets::{Line, Page, forms, number, text};
use crate::support::engines::Office;
use crate::support::python;
use phuluc::check::{Answer, FilledForm, Submission};
use phuluc::desk::Context;
use phuluc::form::{Form, Holds, Kind};
use phuluc::grid;
use phuluc::grid::{Cell, Content, Sheet};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::fs;

const LAYOUTS: usize = 10;

/// Draws a form in a layout, with the answers of a report.
fn page(form: &'static Form, filled: &FilledForm, period: &str, layout: u64) -> Page {
    let mut report = reports::report(form, &mut Chance::new(layout));
    let table = report.table();
    for heading in &mut table.heading {
        *heading = heading.replace(PERIOD, period).replace("quý I năm 2026 ", "");
    }
    let columns: Vec<Option<usize>> = table.heads.iter().map(|head| head.column).collect();
    table.lines = match form.total_row() {
        None => with_answers(filled, &columns, std::mem::take(&mut table.lines)),
        Some(_) => of_open_rows(filled, &columns),
    };
    Page { name: form.sheet.clone(), ..report.pages.swap_remove(0) }
}

/// The cell for an answer.
fn cell(filled: &FilledForm, row: usize, column: usize) -> Option<Cell> {
    let entry = filled.rows[row].entries.get(column);
    let is_percentage = filled.kind(row, column) == Some(&Kind::Percent);
    match entry.answer {
        // a bare 0,5 may also mean a half
        Answer::Number(figure)
            if is_percentage && figure.value <= Decimal::ONE && !figure.value.is_zero() =>
        {
            Some(text(&format!("{}%", figure.value).replace('.', ",")))
        }
        Answer::Number(figure) => Some(number(figure.value)),
        Answer::Blank => None,
        Answer::Nil | Answer::Text(_) | Answer::Unreadable(_) => {
            Some(entry.raw()).filter(|raw| !raw.is_empty()).map(|raw| text(&raw))
        }
    }
}

/// Printed lines, with the answers of a report in the places to fill in.
fn with_answers(filled: &FilledForm, columns: &[Option<usize>], mut lines: Vec<Line>) -> Vec<Line> {
    for line in &mut lines {
        let id = line.row.as_deref().unwrap();
        let row = filled.row(&id.into()).unwrap();
        for (drawn, column) in line.cells.iter_mut().zip(columns) {
            let Some(column) = *column else { continue };
            match filled.form.columns[column].holds {
                Holds::Value(_) | Holds::ByRow | Holds::Note => *drawn = cell(filled, row, column),
                Holds::Code | Holds::Label | Holds::Measure => {}
            }
        }
    }
    lines
}

/// The lines of open rows that a report has, and its total.
fn of_open_rows(filled: &FilledForm, columns: &[Option<usize>]) -> Vec<Line> {
    let line = |row: usize| {
        let cells = columns.iter().map(|column| {
            let column = (*column)?;
            match filled.form.columns[column].holds {
                Holds::Label => Some(text(&filled.rows[row].label)),
                _ => cell(filled, row, column),
            }
        });
        let id = filled.rows[row].id.to_string();
        Line { row: Some(id), cells: cells.collect(), ..Line::default() }
    };
    (0..filled.rows.len()).map(line).collect()
}

/// The forms of a report that ask for figures, each drawn on a page.
fn pages(report: &Submission, layout: u64) -> Vec<(&'static Form, Page)> {
    let period = report.period.unwrap();
    let [from, to] = [period.from, period.to].map(|day| day.format("%d/%m/%Y").to_string());
    let period = format!("(Từ ngày {from} đến ngày {to})");
    let known = forms();
    let filled = report.forms.iter().filter_map(|filled| {
        let form = *known.iter().find(|form| form.id == filled.form.id)?;
        assert_eq!(form.version, filled.form.version);
        Some((form, filled))
    });
    (layout..).zip(filled).map(|(seed, (form, filled))| (form, page(form, filled, &period, seed))).collect()
}

/// Reports without findings, equally many from each round in the repository.
fn reports_of_rounds() -> Vec<Submission> {
    let read = ROUNDS.map(|round| {
        let reports = consistent_of(round).into_iter().map(|sheets| CHECKER.read(&sheets));
        reports.take(LAYOUTS / ROUNDS.len()).collect::<Vec<Submission>>()
    });
    read.concat()
}

/// The figures that pages mean, in the form of [`figures`].
fn meant(pages: &[(&Form, Page)]) -> Vec<String> {
    let figures = pages.iter().flat_map(|(form, page)| {
        let figures = reports::figures(form, &page.tables[0]).into_iter();
        figures.filter_map(move |((row, column), meaning)| match meaning {
            Meaning::Figure(figure) => Some(format!("{} {row} {column} {}", form.id, figure.normalize())),
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

/// The sheets as JSON for a script.
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

/// The sheets, written by the library that the program uses.
pub(crate) fn by_ours(sheets: &[Sheet]) -> Vec<u8> {
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
    let reports = reports_of_rounds();
    let layouts: Vec<Vec<(&Form, Page)>> =
        (0..).zip(&reports).map(|(layout, report)| pages(report, layout)).collect();
    assert_eq!(layouts.len(), LAYOUTS);
    let drawn: BTreeSet<&str> = layouts.iter().flatten().map(|(form, _)| form.id.as_str()).collect();
    assert_eq!(drawn, forms().iter().map(|form| form.id.as_str()).collect());
    let books = layouts.iter().map(|pages| pages.iter().map(|(_, page)| page.sheet()).collect());
    let books: Vec<Vec<Sheet>> = books.collect();
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
