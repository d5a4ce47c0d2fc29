//! Excel's limits for formulas: their length, the depth and the arguments of functions, and the length of a text in
//! them.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use zip::ZipArchive;

/// The XML elements with formulas: of cells, of conditional formats, of lists to choose from, and of names.
const ELEMENTS: [&str; 6] = ["f", "formula", "formula1", "formula2", "xm:f", "definedName"];

/// Asserts that every formula of a workbook is within Excel's limits. Gives the number of formulas.
#[track_caller]
pub(crate) fn assert_taken(what: &str, bytes: &[u8]) -> usize {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut count = 0;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut xml = String::new();
        if Path::new(&name).extension().is_none_or(|ending| ending != "xml")
            || part.read_to_string(&mut xml).is_err()
        {
            continue;
        }
        for formula in ELEMENTS.iter().flat_map(|element| texts(&xml, element)) {
            let shape = Shape::of(&formula);
            let is_taken = formula.chars().count() <= 8192
                && shape.depth <= 64
                && shape.arguments <= 255
                && shape.constant <= 255;
            assert!(is_taken, "{what}, {name}: {shape:?} in {formula}");
            count += 1;
        }
    }
    count
}

/// The texts of all elements of this name.
fn texts(xml: &str, element: &str) -> Vec<String> {
    let start = format!("<{element}");
    let opened = xml.split(&start).skip(1).filter(|rest| rest.starts_with(['>', ' ']));
    let inner = opened.filter_map(|rest| rest.split_once('>')?.1.split_once("</").map(|(text, _)| text));
    let unescaped = |text: &str| {
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    inner.map(unescaped).collect()
}

/// The size of a formula.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    depth: usize,
    /// The largest number of arguments of one function.
    arguments: usize,
    /// The length of the longest text in it.
    constant: usize,
}

impl Shape {
    fn of(formula: &str) -> Self {
        let (mut shape, mut open, mut quote, mut length) = (Self::default(), Vec::new(), None, 0);
        for c in formula.chars() {
            match (quote, c) {
                (Some(quoted), c) if c == quoted => quote = None,
                (Some(_), _) => length += 1,
                (None, '"' | '\'') => (quote, length) = (Some(c), 0),
                (None, '(') => open.push(1),
                (None, ',') => {
                    if let Some(arguments) = open.last_mut() {
                        *arguments += 1;
                    }
                }
                (None, ')') => shape.arguments = shape.arguments.max(open.pop().unwrap_or(0)),
                (None, _) => {}
            }
            shape.depth = shape.depth.max(open.len());
            shape.constant = shape.constant.max(length);
        }
        shape
    }
}

#[test]
fn formulas_are_measured() {
    let shape = |depth, arguments, constant| Shape { depth, arguments, constant };
    assert_eq!(Shape::of("SUM(A1:A9)"), shape(1, 1, 0));
    assert_eq!(Shape::of("IF(A1=\"a,(b\",MAX(1,2,3,4),0)"), shape(2, 4, 4));
    assert_eq!(texts("<c><f>A1&amp;B1</f><v>1</v></c><f t=\"s\">2</f><font/>", "f"), ["A1&B1", "2"]);
}

#[test]
fn excel_takes_every_formula_of_every_blank() {
    let mut books = 0;
    for form in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")).unwrap() {
        let Ok(files) = fs::read_dir(form.unwrap().path()) else { continue };
        for file in files.map(|file| file.unwrap().path()) {
            if file.extension().is_some_and(|ending| ending == "xlsx") {
                let count = assert_taken(&file.display().to_string(), &fs::read(&file).unwrap());
                assert!(count > 20, "{}: {count} formulas", file.display());
                books += 1;
            }
        }
    }
    assert!(books > 15, "{books} blanks");
}
