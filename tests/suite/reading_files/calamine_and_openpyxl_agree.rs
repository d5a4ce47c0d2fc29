//! The reader of `.xlsx` compared with calamine and openpyxl: what both read, they read alike.

use crate::reading_files::fuzz_targets::Dice;
use crate::support::builder::workbook;
use crate::support::files::{self, Package};
use calamine::{Data, Reader, Xlsx};
use phuluc::grid;
use phuluc::grid::{At, Cell, Content, ReaderCache, Sheet};
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The workbooks in a folder and below it.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    let is_workbook = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "xlsx");
    files.into_iter().filter(is_workbook).chain(folders.iter().flat_map(|folder| workbooks(folder))).collect()
}

/// The kind and value of a cell as calamine reads it.
fn other_value(value: &Data) -> Option<String> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) => format!("text {text}"),
        Data::Int(number) => format!("number {number}"),
        Data::Float(number) => format!("number {number}"),
        Data::Bool(truth) => format!("other {}", if *truth { "TRUE" } else { "FALSE" }),
        Data::DateTime(date) => format!("date {}", date.as_f64()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => format!("iso {text}"),
        Data::Error(error) => format!("error {error}"),
    })
}

/// The kind and value of a cell as we read it.
fn own_value(cell: &Cell) -> Option<String> {
    Some(match &cell.content {
        Content::Text(text) => format!("text {text}"),
        Content::Number(number) => format!("number {}", number.to_string().parse::<f64>().unwrap()),
        Content::Date(day) => format!("date {}", day.to_f64().unwrap()),
        Content::Other(text) => match text.parse::<f64>() {
            Ok(number) => format!("number {number}"),
            Err(_) => format!("other {text}"),
        },
        Content::Error(error) => format!("error {error}"),
        Content::NotCalculated => return None,
    })
}

/// A sheet as another reader reads it: its name and its values.
type OtherSheet = (String, BTreeMap<At, String>);

/// The sheets as calamine reads them; `None` if it cannot.
fn second_opinion(bytes: &[u8]) -> Option<Vec<OtherSheet>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let mut cells = BTreeMap::new();
        let mut reader = book.worksheet_cells_reader(&name).ok()?;
        while let Some(cell) = reader.next_cell().ok()? {
            let (row, column) = cell.get_position();
            if let Some(value) = other_value(&cell.get_value().clone().into()) {
                cells.insert(At { row, column }, value);
            }
        }
        sheets.push((name, cells));
    }
    Some(sheets)
}

/// Whether calamine means the same with other words: it takes figures with spaces around them for texts, and leaves
/// dates as they are written.
fn is_same_otherwise(own: Option<&str>, other: Option<&str>) -> bool {
    // openpyxl reads the empty text of a formula as nothing
    if (own, other) == (Some("text "), None) {
        return true;
    }
    let (Some((kind, own)), Some((other_kind, other))) =
        (own.and_then(|text| text.split_once(' ')), other.and_then(|text| text.split_once(' ')))
    else {
        return false;
    };
    match (kind, other_kind) {
        ("number", "text") => other != other.trim() && other.trim().parse() == own.parse::<f64>(),
        ("date", "iso") => own == "46300" && other.trim() == "2026-10-05",
        ("number" | "other", "iso") => own == other.trim(),
        _ => false,
    }
}

/// The first difference between two readings, if there is one.
fn difference(sheets: &[Sheet], other: &[OtherSheet]) -> Option<String> {
    let read = sheets.iter().filter(|sheet| sheet.left_out().is_none());
    for (sheet, (name, cells)) in read.zip(other) {
        if sheet.name != *name {
            return Some(format!("{} and {name}", sheet.name));
        }
        let own: BTreeMap<At, Option<String>> =
            sheet.cells().map(|(at, cell)| (at, own_value(cell))).collect();
        // an empty text that no formula gives counts as no cell
        let other = cells.iter().filter(|(at, value)| own.contains_key(at) || *value != "text ");
        let other: BTreeMap<At, &String> = other.map(|(at, value)| (*at, value)).collect();
        for at in own.keys().chain(other.keys()) {
            let (one, two) = (own.get(at).cloned().flatten(), other.get(at).map(|text| (*text).clone()));
            if one != two && !is_same_otherwise(one.as_deref(), two.as_deref()) {
                return Some(format!("{name} {at}: {one:?}, the other {two:?}"));
            }
        }
    }
    None
}

#[test]
fn calamine_reads_the_same_in_every_workbook_here() {
    let kept = ["templates", "workbooks"].map(|folder| workbooks(&Path::new(ROOT).join(folder)));
    let (mut compared, mut known) = (0, ReaderCache::default());
    for path in kept.into_iter().flatten() {
        let bytes = fs::read(&path).unwrap();
        let read = grid::read(&bytes).unwrap();
        assert_eq!(difference(&read, &second_opinion(&bytes).unwrap()), None, "{}", path.display());
        // first with a cache of the files before, then with one that also knows this file
        for _ in 0..2 {
            assert!(grid::read_with(&bytes, &mut known).unwrap() == read, "{}", path.display());
        }
        compared += 1;
    }
    assert!(compared > 20, "only {compared} workbooks were compared");
}

/// A sheet as the script prints it: its name, and for each cell the kind and the value.
type SaidSheet = (String, BTreeMap<String, (String, serde_json::Value)>);

/// The sheets of workbooks as openpyxl reads them, with `None` for a workbook that it cannot read. `None` altogether
/// if openpyxl is not installed.
fn opinions_of_openpyxl(paths: &[PathBuf]) -> Option<Vec<Option<Vec<OtherSheet>>>> {
    let paths: Vec<&str> = paths.iter().filter_map(|path| path.to_str()).collect();
    let said = crate::support::python::run("read.py", &[], &paths.join("\n"))?;
    let files: Vec<Option<Vec<SaidSheet>>> = serde_json::from_slice(&said).unwrap();
    let value = |(kind, value): (String, serde_json::Value)| match value {
        serde_json::Value::String(text) => format!("{kind} {text}"),
        number => format!("{kind} {}", number.as_f64().unwrap()),
    };
    let sheet = |(name, cells): SaidSheet| {
        (name, cells.into_iter().map(|(place, said)| (place.parse().unwrap(), value(said))).collect())
    };
    Some(files.into_iter().map(|sheets| Some(sheets?.into_iter().map(sheet).collect())).collect())
}

#[test]
fn openpyxl_reads_the_same_in_every_workbook_here() {
    let kept = ["templates", "workbooks"].map(|folder| workbooks(&Path::new(ROOT).join(folder)));
    let paths = kept.concat();
    let Some(opinions) = opinions_of_openpyxl(&paths) else { return };
    let mut compared = 0;
    for (path, other) in paths.iter().zip(opinions) {
        let read = grid::read(&fs::read(path).unwrap()).unwrap();
        assert_eq!(difference(&read, &other.unwrap()), None, "{}", path.display());
        compared += 1;
    }
    assert!(compared > 20, "only {compared} workbooks were compared");
}

/// How many mutated parts are read. `MUTATED_PARTS=100000` asks for more.
fn rounds() -> usize {
    std::env::var("MUTATED_PARTS").map_or(4_000, |rounds| rounds.parse().unwrap())
}

/// The XML with one to three of its tags, texts and attributes moved, removed or replaced. It often is still XML.
fn disordered(dice: &mut Dice, content: &[u8]) -> Vec<u8> {
    const TEXTS: [&str; 15] = [
        "",
        " 7 ",
        "-0.5",
        "1e3",
        "0.30000000000000004",
        "#SPILL!",
        "1",
        "TRUE",
        "_x000D_a",
        "&lt;",
        "\n5\n",
        "<!-- -->",
        "46300",
        "2026-10-05",
        "12 hồ sơ",
    ];
    const TAGS: [&str; 14] = [
        "<v>",
        "</v>",
        "<c>",
        "</c>",
        "<c r=\"F1\" t=\"s\">",
        "<c t=\"str\">",
        "<row r=\"3\">",
        "</row>",
        "<f>A1</f>",
        "<is><t>x</t></is>",
        "<rPh sb=\"0\" eb=\"1\"><t>y</t></rPh>",
        "<extLst><ext/></extLst>",
        "<t xml:space=\"preserve\">",
        "<r><rPr><strike/></rPr><t> z</t></r>",
    ];
    const VALUES: [&str; 10] = [
        "\"1\"",
        "\"B1\"",
        "\"s\"",
        "\"str\"",
        "\"inlineStr\"",
        "\"b\"",
        "\"e\"",
        "\"d\"",
        "\"n\"",
        "\"A9\"",
    ];
    let text = String::from_utf8(content.to_vec()).unwrap();
    let mut tokens: Vec<String> = text
        .split_inclusive('>')
        .flat_map(|piece| {
            let at = piece.find('<').unwrap_or(piece.len());
            [piece[..at].to_owned(), piece[at..].to_owned()]
        })
        .filter(|token| !token.is_empty())
        .collect();
    for _ in 0..=dice.below(3) {
        let (at, other) = (dice.below(tokens.len()), dice.below(tokens.len()));
        match dice.below(8) {
            0 => drop(tokens.remove(at)),
            1 => tokens.insert(other, tokens[at].clone()),
            2 => tokens.swap(at, other),
            3 => tokens.insert(at, TAGS[dice.below(TAGS.len())].to_owned()),
            4 | 5 if tokens[at].contains("=\"") => {
                let attributes: Vec<usize> =
                    tokens[at].match_indices("=\"").map(|(place, _)| place + 1).collect();
                let from = attributes[dice.below(attributes.len())];
                let to = tokens[at][from + 1..].find('"').map_or(tokens[at].len(), |end| from + end + 2);
                tokens[at].replace_range(from..to, VALUES[dice.below(VALUES.len())]);
            }
            _ if !tokens[at].starts_with('<') => TEXTS[dice.below(TEXTS.len())].clone_into(&mut tokens[at]),
            _ => tokens.insert(at, TEXTS[dice.below(TEXTS.len())].to_owned()),
        }
    }
    tokens.concat().into_bytes()
}

/// A small workbook with everything that is read of a sheet.
fn seed() -> Package {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>\
                <c r=\"C1\" s=\"1\"/><c r=\"D1\" t=\"str\"><f>A1&amp;\"\"</f><v>tệp</v></c></row>\
                <row><c><v>7</v></c><c s=\"1\"><v>0.125</v></c><c t=\"inlineStr\"><is><t>tệp &amp; tin</t></is></c></row>\
                <row r=\"9\" hidden=\"1\"><c r=\"A9\"><f>1/0</f></c><c r=\"B9\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>\
                <c r=\"C9\" t=\"b\"><v>1</v></c><c r=\"D9\"><v>1.2320000000000001E3</v></c></row>\
                <row r=\"10\"><c r=\"A10\"><f t=\"shared\" ref=\"A10:B10\" si=\"0\">A2+1</f><v>8</v></c>\
                <c r=\"B10\"><f t=\"shared\" si=\"0\"/><v>1.125</v></c></row>";
    files::workbook(&[(
        "Biểu",
        &format!(
            "<worksheet xmlns=\"m\"><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>{rows}</sheetData>\
         <mergeCells count=\"1\"><mergeCell ref=\"C1:D1\"/></mergeCells></worksheet>"
        ),
    )])
}

#[test]
fn calamine_reads_the_same_in_mutated_parts() {
    let mut dice = Dice::new(0x0C0A_1A3E);
    let report = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1")]);
    let sheet = grid::read(&report.bytes()).unwrap().swap_remove(0);
    let whole = files::sheet_xml(&sheet, 0, &str::to_owned);
    let seeds = [seed(), files::workbook(&[("Biểu", &whole)])];
    let parts = [SHEET, SHEET, SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"];
    let (mut both, mut refused, mut differences) = (0, 0, Vec::new());
    for round in 0..rounds() {
        // the small seed comes more often, as it is quicker to read and contains more
        let seed = &seeds[usize::from(round % 8 == 7)];
        let part = parts[dice.below(parts.len())];
        let package = seed.clone().mutated(part, |content| match round % 3 {
            0 => dice.damaged(content),
            _ => disordered(&mut dice, content),
        });
        let bytes = package.bytes();
        match grid::read(&bytes) {
            Ok(sheets) => {
                if let Some(other) = second_opinion(&bytes) {
                    both += 1;
                    differences.extend(difference(&sheets, &other).map(|found| {
                        format!("round {round}: {found}\n{}", String::from_utf8_lossy(package.part(part)))
                    }));
                }
            }
            Err(_) => refused += 1,
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(both > rounds() / 20 && refused > rounds() / 5, "{both} read by both, {refused} refused");
}
