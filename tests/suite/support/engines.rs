//! Spreadsheet engines that recalculate a workbook: IronCalc in this process, and LibreOffice where it is installed.

use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;
use phuluc::grid;
use phuluc::grid::{At, Cell, Content, Sheet};
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The variable that CI sets to demand LibreOffice.
const REQUIRED: &str = "PHULUC_NEEDS_LIBREOFFICE";

/// The formula cells whose stored result differs from that of the engine.
pub(crate) fn differences(stored: &[Sheet], reckoned: &[Sheet]) -> Vec<String> {
    let mut found = Vec::new();
    for sheet in stored {
        let other = reckoned.iter().find(|other| other.name == sheet.name).expect("the same sheets");
        for (at, cell) in sheet.cells().filter(|(_, cell)| cell.formula.is_some()) {
            let (stored, engine) = (value(Some(cell)), value(other.get(at)));
            if !same(&stored, &engine) {
                let key = sheet.text(At { row: at.row, column: 0 });
                found.push(format!("{} {at} ({key}): stored {stored:?}, reckoned {engine:?}", sheet.name));
            }
        }
    }
    found
}

#[derive(Debug)]
enum Value {
    Number(f64),
    Text(String),
}

fn value(cell: Option<&Cell>) -> Value {
    match cell.map(|cell| &cell.content) {
        Some(Content::Number(number) | Content::Date(number)) => {
            Value::Number(number.to_string().parse().unwrap())
        }
        Some(Content::NotCalculated) | None => Value::Text(String::new()),
        Some(_) => Value::Text(cell.map(|cell| cell.shown().into_owned()).unwrap_or_default()),
    }
}

#[expect(clippy::float_arithmetic, reason = "engines reckon in binary, and so are compared")]
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        (Value::Text(a), Value::Text(b)) => a == b,
        _ => false,
    }
}

/// The sheets of a workbook as IronCalc calculates them.
pub(crate) fn ironcalc(bytes: &[u8]) -> Vec<Sheet> {
    evaluated(loaded(bytes))
}

/// The same after a row was inserted below row `below` (counted from 1) of a sheet, with a name and figures typed in.
pub(crate) fn with_row(bytes: &[u8], sheet: &str, below: i32, name: &str, figures: &[i64]) -> Vec<Sheet> {
    let mut model = loaded(bytes);
    let position = model.workbook.get_worksheet_names().iter().position(|other| other == sheet);
    let sheet = u32::try_from(position.expect("the sheet")).expect("few sheets");
    model.insert_rows(sheet, below + 1, 1).expect("rows can be inserted");
    model.set_user_input(sheet, below + 1, 2, name.to_owned()).expect("a cell");
    for (column, figure) in (3..).zip(figures) {
        model.set_user_input(sheet, below + 1, column, figure.to_string()).expect("a cell");
    }
    evaluated(model)
}

/// The same after texts were typed into cells of a sheet.
pub(crate) fn with_texts(bytes: &[u8], sheet: &str, texts: &[(At, &str)]) -> Vec<Sheet> {
    let mut model = loaded(bytes);
    let position = model.workbook.get_worksheet_names().iter().position(|other| other == sheet);
    let sheet = u32::try_from(position.expect("the sheet")).expect("few sheets");
    let place = |place: u32| i32::try_from(place + 1).expect("a cell of a sheet");
    for (at, text) in texts {
        model.set_user_input(sheet, place(at.row), place(at.column), (*text).to_owned()).expect("a cell");
    }
    evaluated(model)
}

fn loaded(bytes: &[u8]) -> Model<'static> {
    let book = ironcalc::import::load_from_xlsx_bytes(&placed(bytes), "blank", "en", "UTC");
    let book = book.expect("IronCalc reads it");
    Model::from_workbook(book, "en").expect("IronCalc takes it")
}

/// The workbook with an address in every cell. `IronCalc` does not accept cells that only follow the one before.
fn placed(bytes: &[u8]) -> Vec<u8> {
    let mut book = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut whole = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..book.len() {
        let mut part = book.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("a part");
        if name.starts_with("xl/worksheets/sheet") {
            content = with_places(&String::from_utf8(content).expect("text")).into_bytes();
        }
        whole.start_file(name, zip::write::SimpleFileOptions::default()).expect("room for it");
        whole.write_all(&content).expect("room for it");
    }
    whole.finish().expect("room for it").into_inner()
}

fn with_places(sheet: &str) -> String {
    let (mut written, mut next) = (String::with_capacity(sheet.len()), At { row: 0, column: 0 });
    for piece in sheet.split_inclusive('>') {
        let place = piece.split_once(" r=\"").and_then(|(_, place)| place.split_once('"'));
        match piece.strip_prefix("<c").filter(|rest| rest.starts_with([' ', '>', '/'])) {
            Some(rest) => {
                match place {
                    Some((place, _)) => next = place.parse().expect("a place"),
                    None => written += &format!("<c r=\"{next}\"{rest}"),
                }
                written += if place.is_some() { piece } else { "" };
                next.column += 1;
            }
            None => {
                if let (true, Some((row, _))) = (piece.starts_with("<row "), place) {
                    next = At { row: row.parse::<u32>().expect("a row") - 1, column: 0 };
                }
                written += piece;
            }
        }
    }
    written
}

fn evaluated(mut model: Model<'_>) -> Vec<Sheet> {
    model.evaluate();
    let names = model.workbook.get_worksheet_names();
    let mut cells: Vec<Vec<(At, Cell)>> = vec![Vec::new(); names.len()];
    for index in model.get_all_cells() {
        let value = model.get_cell_value_by_index(index.index, index.row, index.column).expect("a cell");
        let content = match value {
            CellValue::None => continue,
            CellValue::String(text) => Content::Text(text.into()),
            CellValue::Number(number) => Content::Number(number.to_string().parse().unwrap_or_default()),
            CellValue::Boolean(_) => Content::Other(value_text(&value)),
        };
        let at = At {
            row: u32::try_from(index.row - 1).unwrap(),
            column: u32::try_from(index.column - 1).unwrap(),
        };
        cells[index.index as usize].push((at, Cell::plain(content)));
    }
    names.iter().zip(cells).map(|(name, cells)| Sheet::new(name, cells)).collect()
}

fn value_text(value: &CellValue) -> String {
    format!("{value:?}")
}

/// LibreOffice with a profile of its own, which calculates every workbook anew.
pub(crate) struct Office {
    folder: tempfile::TempDir,
    program: PathBuf,
}

impl Office {
    /// Finds LibreOffice. If it is not installed, that is said aloud, and CI fails.
    pub fn find() -> Option<Self> {
        let program = ["soffice", "libreoffice", "localc"].into_iter().find(|program| {
            let mut version = Command::new(program);
            version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
            version.status().is_ok_and(|status| status.success())
        });
        let Some(program) = program else {
            assert!(
                std::env::var_os(REQUIRED).is_none(),
                "LibreOffice is not installed, and {REQUIRED} is set"
            );
            // this goes past the test harness, which swallows what passing tests print
            let said =
                "\n*** LibreOffice is not installed: the formulas were NOT worked out again by it. ***\n";
            std::io::stderr().write_all(said.as_bytes()).expect("stderr");
            return None;
        };
        let folder = tempfile::tempdir().expect("a temporary folder");
        let profile = folder.path().join("profile/user");
        std::fs::create_dir_all(&profile).expect("a folder");
        let settings = concat!(
            r#"<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">"#,
            r#"<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" "#,
            r#"oor:op="fuse"><value>0</value></prop></item></oor:items>"#
        );
        std::fs::write(profile.join("registrymodifications.xcu"), settings).expect("a file");
        Some(Self { folder, program: program.into() })
    }

    /// The workbooks as LibreOffice calculates them, without stored results to rely on.
    pub fn recalculate(&self, books: &[Vec<u8>]) -> Vec<Vec<Sheet>> {
        self.open(&books.iter().map(|bytes| without_results(bytes)).collect::<Vec<_>>())
    }

    /// The workbooks as LibreOffice opens and saves them.
    pub fn open(&self, books: &[Vec<u8>]) -> Vec<Vec<Sheet>> {
        let saved = self.save(books, "xlsx");
        saved.iter().map(|bytes| grid::read(bytes).expect("a workbook of LibreOffice")).collect()
    }

    /// The workbooks as LibreOffice saves them in `format`, which is a file ending.
    pub fn save(&self, books: &[Vec<u8>], format: &str) -> Vec<Vec<u8>> {
        let folder = tempfile::tempdir_in(&self.folder).expect("a temporary folder");
        let (from, to) = (folder.path().join("in"), folder.path().join("out"));
        std::fs::create_dir_all(&from).expect("a folder");
        let paths: Vec<PathBuf> = (0..books.len()).map(|n| from.join(format!("{n}.xlsx"))).collect();
        for (path, bytes) in paths.iter().zip(books) {
            std::fs::write(path, bytes).expect("a file");
        }
        let profile =
            format!("-env:UserInstallation=file://{}", self.folder.path().join("profile").display());
        let mut office = Command::new(&self.program)
            .args([&profile, "--headless", "--convert-to", format, "--outdir"])
            .arg(&to)
            .args(&paths)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("LibreOffice starts");
        let until = Instant::now() + Duration::from_secs(300);
        while office.try_wait().expect("a process").is_none() {
            assert!(Instant::now() < until, "LibreOffice does not come to an end");
            std::thread::sleep(Duration::from_millis(100));
        }
        // the exit status of LibreOffice is not reliable, only the files are
        let read = |path: &PathBuf| {
            let file = to.join(path.with_extension(format).file_name().expect("a file name"));
            std::fs::read(&file).unwrap_or_else(|_| panic!("LibreOffice wrote no {}", file.display()))
        };
        paths.iter().map(read).collect()
    }
}

/// The workbook without the stored results of its formulas.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut stripped = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("a part that can be read");
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(content).expect("XML");
            content = strip(&text).into_bytes();
        }
        stripped.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        stripped.write_all(&content).expect("a part");
    }
    stripped.finish().expect("a package").into_inner()
}

/// Removes `<v>…</v>` after formulas.
fn strip(xml: &str) -> String {
    let mut kept = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(at) = rest.find("</f><v>") {
        let end = rest[at..].find("</v>").map_or(rest.len(), |end| at + end + 4);
        kept.push_str(&rest[..at + 4]);
        rest = &rest[end..];
    }
    kept + rest
}
