//! The look of cells is read alike in every file format: struck and raised text, number formats, hidden rows and
//! columns.

use crate::answers::looks_of_figures::rich;
use crate::support::builder::{CHECKER, Workbook, workbook};
use crate::support::cells_as_xml::{Drawn, number};
use crate::support::files;
use crate::support::xls_files::{self, biff, cell};
use crate::support::xlsb_files::{self, record, wide};
use phuluc::grid;
use phuluc::grid::{At, Cell, Content, Position, Sheet};
use phuluc::say::{Lang, words};

const WHOLE: &str = "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\"/>";
/// Number formats as Excel writes them, each with the content of its style in an `.ods` beside the digits of whole
/// numbers.
const FORMATS: [(&str, &str); 5] = [
    ("0\"000\"", "<number:text>000</number:text>"),
    (
        "#,##0,",
        "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\" number:grouping=\"true\" \
         number:display-factor=\"1000\"/>",
    ),
    ("0", ""),
    ("\"có\"", "<number:text>có</number:text>"),
    ("0\" hồ sơ\"", "<number:text> hồ sơ</number:text>"),
];
/// The fonts: whether struck through, and 0 for level, 1 for raised, 2 for lowered.
const FONTS: [(bool, u8); 4] = [(false, 0), (true, 0), (false, 1), (false, 2)];

/// The index of a font in [`FONTS`].
fn font(struck: bool, position: Position) -> usize {
    let position = match position {
        Position::Level => 0,
        Position::Raised => 1,
        Position::Lowered => 2,
    };
    FONTS.iter().position(|font| *font == (struck, position)).expect("a font of the list")
}

/// The index of a cell's format: all number formats as they are, then all of them struck through.
fn format(cell: &Cell) -> usize {
    let of_number = FORMATS.iter().position(|(code, _)| *code == cell.format.code()).map_or(0, |at| at + 1);
    of_number + if cell.marks.is_struck() { FORMATS.len() + 1 } else { 0 }
}

/// The formats in this order: the index of the number format, if there is one, and of the font.
fn formats() -> impl Iterator<Item = (Option<usize>, usize)> {
    [0, 1].into_iter().flat_map(|font| (0..=FORMATS.len()).map(move |at| (at.checked_sub(1), font)))
}

fn short(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap().to_le_bytes()
}

fn long(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_le_bytes()
}

/// The number of a cell as a double.
fn double(cell: &Cell) -> Option<[u8; 8]> {
    match &cell.content {
        Content::Number(number) => Some(number.to_string().parse::<f64>().unwrap().to_le_bytes()),
        _ => None,
    }
}

/// The runs of a text: the index of the first letter, and of the font.
fn runs(cell: &Cell) -> Vec<Vec<u8>> {
    let (mut start, mut runs) = (0, Vec::new());
    for run in cell.marks.runs() {
        runs.push([short(start), short(font(run.struck, run.position))].concat());
        start += run.text.encode_utf16().count();
    }
    runs
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn as_xls(sheet: &Sheet) -> Vec<u8> {
    let mut before = Vec::new();
    for (struck, position) in FONTS {
        let struck = if struck { 8 } else { 0 };
        let looks = [200, 0, struck, 0, 0, 0, 144, 1, position, 0, 0, 0, 0, 0, 1, 0, b'A'];
        before.extend(biff(0x0031, &looks));
    }
    for (id, (code, _)) in (170..).zip(FORMATS) {
        let length = short(code.encode_utf16().count());
        before.extend(biff(0x041E, &[&short(id)[..], &length, &[1], &utf_16(code)].concat()));
    }
    for (number, font) in formats() {
        let number = number.map_or(0, |number| number + 170);
        before.extend(biff(0x00E0, &[&short(font)[..], &short(number), &[0; 16]].concat()));
    }
    let (mut texts, mut records) = (Vec::new(), Vec::new());
    for row in sheet.hidden().rows.iter().flat_map(|(first, last)| *first..=*last) {
        records.extend(biff(0x0208, &[&short(row as usize)[..], &[0; 10], &[0x20, 0, 0, 0]].concat()));
    }
    for (first, last) in &sheet.hidden().columns {
        let places = [short(*first as usize), short(*last as usize)].concat();
        records.extend(biff(0x007D, &[&places[..], &[0, 8, 0, 0, 1, 0, 0, 0]].concat()));
    }
    for (at, held) in sheet.cells() {
        let (row, column) = (u16::try_from(at.row).unwrap(), u16::try_from(at.column).unwrap());
        let format = u16::try_from(format(held)).unwrap();
        records.extend(match double(held) {
            Some(number) => cell(0x0203, row, column, format, &number),
            None => {
                texts.push(held);
                cell(0x00FD, row, column, format, &long(texts.len() - 1))
            }
        });
    }
    let places = sheet.merges().iter().flat_map(|(from, to)| [from.row, to.row, from.column, to.column]);
    let places: Vec<u8> = places.flat_map(|place| short(place as usize)).collect();
    records.extend(biff(0x00E5, &[&short(sheet.merges().len())[..], &places].concat()));
    // all texts stand in one list that goes on in further records: here within a text, and between its runs
    let (mut list, mut pieces) = ([long(texts.len()), long(texts.len())].concat(), Vec::new());
    for held in &texts {
        let (text, runs) = (held.shown(), runs(held));
        list.extend(short(text.encode_utf16().count()));
        list.push(if runs.is_empty() { 1 } else { 9 });
        if !runs.is_empty() {
            list.extend(short(runs.len()));
        }
        let (begin, end) = text.split_at(text.char_indices().nth(1).map_or(0, |(at, _)| at));
        list.extend(utf_16(begin));
        pieces.push(std::mem::take(&mut list));
        list.push(1);
        list.extend(utf_16(end));
        for run in runs {
            list.extend(run);
            pieces.push(std::mem::take(&mut list));
        }
    }
    pieces.push(list);
    before.extend(biff(0x00FC, &pieces[0]));
    before.extend(pieces[1..].iter().flat_map(|piece| biff(0x003C, piece)));
    xls_files::xls(&before, &records)
}

fn as_xlsb(sheet: &Sheet) -> Vec<u8> {
    let mut styles = Vec::new();
    for (id, (code, _)) in (170..).zip(FORMATS) {
        styles.extend(record(0x002C, &[&short(id)[..], &wide(code)].concat()));
    }
    for (struck, position) in FONTS {
        let looks = [200, 0, if struck { 8 } else { 0 }, 0, 144, 1, position, 0];
        styles.extend(record(0x002B, &[&looks[..], &[0; 13], &wide("Arial")].concat()));
    }
    styles.extend(record(0x0269, &long(formats().count())));
    for (number, font) in formats() {
        let number = number.map_or(0, |number| number + 170);
        styles.extend(record(0x002F, &[&[0, 0][..], &short(number), &short(font), &[0; 10]].concat()));
    }
    styles.extend(record(0x026A, &[]));
    let (mut part, mut texts, mut last) = (record(0x0081, &[]), Vec::new(), None);
    part.extend(record(0x0094, &[0; 16]));
    for (first, last) in &sheet.hidden().columns {
        let places = [long(*first as usize), long(*last as usize)].concat();
        part.extend(record(0x003C, &[&places[..], &[0, 8, 0, 0, 0, 0, 0, 0, 1, 0]].concat()));
    }
    part.extend(record(0x0091, &[]));
    for (at, held) in sheet.cells() {
        if last != Some(at.row) {
            let flags = if sheet.hidden().has_row(at.row) { 0x10 } else { 0 };
            part.extend(record(0, &[&long(at.row as usize)[..], &[0; 7], &[flags], &[0; 5]].concat()));
            last = Some(at.row);
        }
        let place = [long(at.column as usize), long(format(held))].concat();
        part.extend(match double(held) {
            Some(number) => record(5, &[&place[..], &number].concat()),
            None => {
                texts.push(held);
                record(7, &[&place[..], &long(texts.len() - 1)].concat())
            }
        });
    }
    part.extend(record(0x0092, &[]));
    for (from, to) in sheet.merges() {
        part.extend(record(
            0x00B0,
            &[from.row, to.row, from.column, to.column].map(u32::to_le_bytes).concat(),
        ));
    }
    part.extend(record(0x0082, &[]));
    let list = texts.iter().map(|held| {
        let runs = runs(held);
        let behind =
            if runs.is_empty() { Vec::new() } else { [&long(runs.len())[..], &runs.concat()].concat() };
        record(0x0013, &[&[u8::from(!runs.is_empty())][..], &wide(&held.shown()), &behind].concat())
    });
    let begin = record(0x009F, &[long(texts.len()), long(texts.len())].concat());
    let list = [begin, list.collect::<Vec<_>>().concat(), record(0x00A0, &[])].concat();
    xlsb_files::xlsb(&[])
        .mutated("xl/styles.bin", |_| styles)
        .mutated("xl/worksheets/sheet1.bin", |_| part)
        .with("xl/sharedStrings.bin", list)
        .bytes()
}

fn as_ods(sheet: &Sheet) -> Vec<u8> {
    let look = |font: usize| match FONTS[font] {
        (true, _) => "<style:text-properties style:text-line-through-style=\"solid\"/>",
        (_, 1) => "<style:text-properties style:text-position=\"super 58%\"/>",
        (_, 2) => "<style:text-properties style:text-position=\"-33% 58%\"/>",
        _ => "",
    };
    let mut styles = String::new();
    for (n, (code, style)) in FORMATS.into_iter().enumerate() {
        let whole = if code.starts_with('0') { WHOLE } else { "" };
        styles += &format!("<number:number-style style:name=\"N{n}\">{whole}{style}</number:number-style>");
    }
    for (n, (number, font)) in formats().enumerate() {
        let number = number.map_or(String::new(), |number| format!(" style:data-style-name=\"N{number}\""));
        let look = look(font);
        styles += &format!(
            "<style:style style:name=\"ce{n}\" style:family=\"table-cell\"{number}>{look}</style:style>"
        );
    }
    for n in 0..FONTS.len() {
        let look = look(n);
        styles += &format!("<style:style style:name=\"T{n}\" style:family=\"text\">{look}</style:style>");
    }
    let width = sheet.cells().map(|(at, _)| at.column + 1).max().unwrap_or(0);
    let visibility = |hidden: bool| if hidden { " table:visibility=\"collapse\"" } else { "" };
    let columns = (0..width)
        .map(|column| format!("<table:table-column{}/>", visibility(sheet.hidden().has_column(column))));
    let mut rows: String = columns.collect();
    for row in 0..=sheet.last_row().unwrap_or(0) {
        rows += &format!("<table:table-row{}>", visibility(sheet.hidden().has_row(row)));
        rows.extend((0..width).map(|column| cell_of_ods(sheet, At { row, column })));
        rows += "</table:table-row>";
    }
    let content = format!("<office:automatic-styles>{styles}</office:automatic-styles><office:body>");
    files::ods(&rows).replaced("content.xml", "<office:body>", &content).bytes()
}

fn cell_of_ods(sheet: &Sheet, at: At) -> String {
    let escaped =
        |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<text:line-break/>");
    let span = sheet.merges().iter().find(|(from, _)| *from == at).map_or(String::new(), |(from, to)| {
        let (down, right) = (to.row - from.row + 1, to.column - from.column + 1);
        format!(" table:number-rows-spanned=\"{down}\" table:number-columns-spanned=\"{right}\"")
    });
    let Some(held) = sheet.get(at) else { return format!("<table:table-cell{span}/>") };
    let style = format!("{span} table:style-name=\"ce{}\"", format(held));
    if let Content::Number(number) = &held.content {
        return format!("<table:table-cell{style} office:value-type=\"float\" office:value=\"{number}\"/>");
    }
    let runs = held.marks.runs().iter().map(|run| {
        let font = font(run.struck, run.position);
        format!("<text:span text:style-name=\"T{font}\">{}</text:span>", escaped(&run.text))
    });
    let runs: String = runs.collect();
    let text = if runs.is_empty() { escaped(&held.shown()) } else { runs };
    format!(
        "<table:table-cell{style} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

/// The messages about a report, which must be the same for an `.xlsx` and for every other format.
#[track_caller]
fn alike(drawn: &Drawn<'_>) -> Vec<String> {
    let report: Workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6"), ("3.2", "5")]);
    let bytes = drawn.bytes(&report);
    let sheet = grid::read(&bytes).unwrap().swap_remove(0);
    let messages = |bytes: &[u8]| -> Vec<String> {
        let findings = CHECKER.check(&CHECKER.read(&grid::read(bytes).unwrap()), None).findings;
        let said = findings.iter().map(|finding| words::message(Lang::Vi, finding));
        // the writers name the only sheet in their own ways
        said.map(|said| said.replace("“Biểu”", "“PL2”").replace("“B”", "“PL2”")).collect()
    };
    let xlsx = messages(&bytes);
    assert_eq!(messages(&as_xls(&sheet)), xlsx, "xls");
    assert_eq!(messages(&as_xlsb(&sheet)), xlsx, "xlsb");
    assert_eq!(messages(&as_ods(&sheet)), xlsx, "ods");
    xlsx
}

#[test]
fn struck_and_raised_text_is_seen_in_every_format() {
    for runs in [&["25", "^1"][..], &["-33", "23"], &["25", "^(1)"], &["^1", "25"], &["-12 ", "15"], &["-33"]]
    {
        let found = alike(&Drawn { cells: &[("D16", &rich(runs))], ..Drawn::default() });
        assert_eq!(found.len(), 1, "{runs:?} {found:?}");
    }
    // bold letters are no mark
    assert_eq!(alike(&Drawn { cells: &[("D16", &rich(&["2", "5"]))], ..Drawn::default() }), [""; 0]);
    let struck = Drawn { cells: &[("D16", "s=\"1\"><v>33</v>")], ..Drawn::default() };
    assert_eq!(alike(&struck).len(), 1);
}

#[test]
fn number_formats_are_seen_in_every_format() {
    for ((format, _), value) in FORMATS.into_iter().zip(["33", "33000", "33.4", "33", "33"]) {
        let cells = [("D16", &*number(1, "", value))];
        let found = alike(&Drawn { formats: &[format], cells: &cells, ..Drawn::default() });
        assert_eq!(found.len(), usize::from(!format.contains("hồ sơ")), "{format} {found:?}");
    }
}

#[test]
fn hidden_rows_and_columns_are_seen_in_every_format() {
    let rows = Drawn { rows: &[(16, "hidden=\"1\"")], ..Drawn::default() };
    assert_eq!(alike(&rows).len(), 1);
    let columns =
        Drawn { around: ["<cols><col min=\"4\" max=\"4\" hidden=\"1\"/></cols>", ""], ..Drawn::default() };
    assert_eq!(alike(&columns).len(), 1);
}

#[test]
fn notes_in_labels_are_left_out_in_every_format() {
    let form = crate::support::builder::form("cchc-hue-02");
    let label = &*form.fixed_rows().iter().find(|row| row.id.as_str() == "3.2").unwrap().label;
    for runs in [[label, "^(1)"], ["-Số cuộc họp ", label], [label, "- giao ban"]] {
        let cell = rich(&runs);
        assert_eq!(alike(&Drawn { cells: &[("B16", &cell)], ..Drawn::default() }), [""; 0], "{cell}");
    }
}

#[test]
fn rows_that_a_filter_hides_in_an_ods_are_known() {
    let rows = "<table:table-row table:visibility=\"filter\"><table:table-cell office:value-type=\"float\" \
                office:value=\"7\"/></table:table-row><table:table-row table:visibility=\"collapse\">\
                <table:table-cell/></table:table-row>";
    let sheets = grid::read(&files::ods(rows).bytes()).unwrap();
    let hidden = sheets[0].hidden();
    let states = [0, 1, 2].map(|row| (hidden.has_row(row), hidden.has_filtered(row)));
    assert_eq!(states, [(true, true), (true, false), (false, false)]);
}
