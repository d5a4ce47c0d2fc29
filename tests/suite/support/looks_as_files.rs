//! Writes a sheet with its looks and its comments as an `.xls`, an `.xlsb` and an `.ods`, byte by byte.

use super::cells_as_xml::related;
use super::files;
use super::xls_files::{self, biff, cell};
use super::xlsb_files::{self, record, wide};
use phuluc::grid::{At, Cell, Content, Position, Sheet};

const WHOLE: &str = "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\"/>";
/// Number formats as Excel writes them, each with the content of its style in an `.ods` beside the digits of whole
/// numbers.
pub(crate) const FORMATS: [(&str, &str); 5] = [
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

/// The looks of whole cells, each with the index of its font; white letters have one behind those of [`FONTS`].
const LOOKS: [Whole; 4] = [Whole::Plain, Whole::Struck, Whole::White, Whole::WhiteOnDark];
/// The index of the font with white letters.
const WHITE: usize = FONTS.len();

/// The look of a whole cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    Plain,
    Struck,
    White,
    WhiteOnDark,
}

impl Whole {
    fn of(sheet: &Sheet, at: At) -> Self {
        let marks = sheet.get(at).map(|cell| (cell.marks.is_struck(), cell.marks.is_unseen()));
        match (marks, sheet.appearance().cell(at).fill) {
            (Some((true, _)), _) => Self::Struck,
            (Some((_, true)), _) => Self::White,
            (_, Some(_)) => Self::WhiteOnDark,
            _ => Self::Plain,
        }
    }

    const fn font(self) -> usize {
        match self {
            Self::Plain => 0,
            Self::Struck => 1,
            Self::White | Self::WhiteOnDark => WHITE,
        }
    }

    fn is_filled(self) -> bool {
        self == Self::WhiteOnDark
    }
}

/// The index of a font in [`FONTS`].
fn font(struck: bool, position: Position) -> usize {
    let position = match position {
        Position::Level => 0,
        Position::Raised => 1,
        Position::Lowered => 2,
    };
    FONTS.iter().position(|font| *font == (struck, position)).expect("a font of the list")
}

/// The index of a cell's format: all number formats in each of the [`LOOKS`].
fn format(sheet: &Sheet, at: At, cell: &Cell) -> usize {
    let of_number = FORMATS.iter().position(|(code, _)| *code == cell.format.code()).map_or(0, |at| at + 1);
    let look = Whole::of(sheet, at);
    of_number + (FORMATS.len() + 1) * LOOKS.iter().position(|other| *other == look).unwrap_or(0)
}

/// The formats in this order: the index of the number format, if there is one, and the look.
fn formats() -> impl Iterator<Item = (Option<usize>, Whole)> {
    LOOKS.into_iter().flat_map(|look| (0..=FORMATS.len()).map(move |at| (at.checked_sub(1), look)))
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

/// The number of the font of a look, where no font has the number 4.
fn font_of_xls(look: Whole) -> usize {
    look.font() + usize::from(look.font() >= 4)
}

/// The sheet as an `.xls`.
pub(crate) fn as_xls(sheet: &Sheet) -> Vec<u8> {
    let mut before = Vec::new();
    for (struck, position, colour) in
        FONTS.map(|(struck, position)| (struck, position, 0)).into_iter().chain([(false, 0, 9)])
    {
        let struck = if struck { 8 } else { 0 };
        let looks = [200, 0, struck, 0, colour, 0, 144, 1, position, 0, 0, 0, 0, 0, 1, 0, b'A'];
        before.extend(biff(0x0031, &looks));
    }
    for (id, (code, _)) in (170..).zip(FORMATS) {
        let length = short(code.encode_utf16().count());
        before.extend(biff(0x041E, &[&short(id)[..], &length, &[1], &utf_16(code)].concat()));
    }
    for (number, look) in formats() {
        let number = number.map_or(0, |number| number + 170);
        // a pattern, and its colour in the palette that stands behind
        let fill = if look.is_filled() { [1 << 2, 20, 0] } else { [0; 3] };
        before
            .extend(biff(0x00E0, &[&short(font_of_xls(look))[..], &short(number), &[0; 13], &fill].concat()));
    }
    let palette: Vec<u8> =
        (0..56).flat_map(|n| if n == 1 { [255, 255, 255, 0] } else { [n, n, n, 0] }).collect();
    before.extend(biff(0x0092, &[&short(56)[..], &palette].concat()));
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
        let format = u16::try_from(format(sheet, at, held)).unwrap();
        records.extend(match double(held) {
            Some(number) => cell(0x0203, row, column, format, &number),
            None => {
                texts.push(held);
                cell(0x00FD, row, column, format, &long(texts.len() - 1))
            }
        });
    }
    // each comment has a box with its text: here in two pieces, of wide and of narrow letters
    let (mut boxes, mut notes) = (Vec::new(), Vec::new());
    for (id, comment) in (7..).zip(sheet.comments()) {
        boxes.extend(biff(0x005D, &[&[0x15, 0, 0x12, 0, 0x19, 0][..], &short(id), &[0; 14]].concat()));
        let length = comment.text.encode_utf16().count();
        boxes.extend(biff(0x01B6, &[&[0; 10][..], &short(length), &[16, 0, 0, 0, 0, 0]].concat()));
        let (begin, end) = comment.text.split_at(comment.text.len() - 1);
        boxes.extend(biff(0x003C, &[&[1][..], &utf_16(begin)].concat()));
        boxes.extend(biff(0x003C, &[&[0][..], end.as_bytes()].concat()));
        boxes.extend(biff(0x003C, &[0; 16]));
        let place = [short(comment.at.row as usize), short(comment.at.column as usize)].concat();
        notes.extend(biff(0x001C, &[&place[..], &[0, 0], &short(id), &[1, 0, 0, b'A', 0]].concat()));
    }
    records.extend(boxes);
    records.extend(notes);
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

/// The sheet as an `.xlsb`.
pub(crate) fn as_xlsb(sheet: &Sheet) -> Vec<u8> {
    let mut styles = Vec::new();
    for (id, (code, _)) in (170..).zip(FORMATS) {
        styles.extend(record(0x002C, &[&short(id)[..], &wide(code)].concat()));
    }
    for (struck, position) in FONTS {
        let looks = [200, 0, if struck { 8 } else { 0 }, 0, 144, 1, position, 0];
        styles.extend(record(0x002B, &[&looks[..], &[0; 13], &wide("Arial")].concat()));
    }
    // white letters, by the theme, and a dark ground
    let white =
        [&[200, 0, 0, 0, 144, 1, 0, 0, 0, 0, 0, 0][..], &[7, 0, 0, 0, 0, 0, 0, 0], &[0], &wide("Arial")]
            .concat();
    styles.extend(record(0x002B, &white));
    styles.extend(record(0x002D, &[0; 68]));
    styles.extend(record(0x002D, &[&[1, 0, 0, 0, 5, 255, 0, 0, 31, 78, 121, 255][..], &[0; 56]].concat()));
    styles.extend(record(0x0269, &long(formats().count())));
    for (number, look) in formats() {
        let number = number.map_or(0, |number| number + 170);
        let [font, fill] = [look.font(), usize::from(look.is_filled())].map(short);
        styles.extend(record(0x002F, &[&[0, 0][..], &short(number), &font, &fill, &[0; 8]].concat()));
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
        let place = [long(at.column as usize), long(format(sheet, at, held))].concat();
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
        .with("xl/comments1.bin", comments_of_xlsb(sheet))
        .with("xl/worksheets/_rels/sheet1.bin.rels", related(&[("comments", "../comments1.bin")]))
        .bytes()
}

fn comments_of_xlsb(sheet: &Sheet) -> Vec<u8> {
    let mut part =
        [record(0x0274, &[]), record(0x0276, &[]), record(0x0278, &wide("A")), record(0x0277, &[])].concat();
    part.extend(record(0x0279, &[]));
    for comment in sheet.comments() {
        let At { row, column } = comment.at;
        let place = [0, row, row, column, column].map(u32::to_le_bytes).concat();
        part.extend(record(0x027B, &[&place[..], &[0; 16]].concat()));
        part.extend(record(0x027D, &[&[0][..], &wide(&comment.text)].concat()));
        part.extend(record(0x027C, &[]));
    }
    part.extend([record(0x027A, &[]), record(0x0275, &[])].concat());
    part
}

/// The sheet as an `.ods`.
pub(crate) fn as_ods(sheet: &Sheet) -> Vec<u8> {
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
    for (n, (number, whole)) in formats().enumerate() {
        let number = number.map_or(String::new(), |number| format!(" style:data-style-name=\"N{number}\""));
        let look = match whole {
            Whole::Plain | Whole::Struck => look(whole.font()).to_owned(),
            Whole::White => "<style:text-properties fo:color=\"#ffffff\"/>".to_owned(),
            Whole::WhiteOnDark => String::from(
                "<style:table-cell-properties fo:background-color=\"#1f4e79\"/>\
                 <style:text-properties fo:color=\"#ffffff\"/>",
            ),
        };
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
    let comment = sheet.comments().iter().find(|comment| comment.at == at).map_or(String::new(), |comment| {
        let lines = comment.text.lines().map(|line| format!("<text:p><text:span>{}</text:span></text:p>", escaped(line)));
        format!(
            "<office:annotation><dc:creator>A</dc:creator><dc:date>2026-03-14T00:00:00</dc:date>{}</office:annotation>",
            lines.collect::<String>()
        )
    });
    let Some(held) = sheet.get(at) else {
        return format!("<table:table-cell{span}>{comment}</table:table-cell>");
    };
    let style = format!("{span} table:style-name=\"ce{}\"", format(sheet, at, held));
    if let Content::Number(number) = &held.content {
        return format!(
            "<table:table-cell{style} office:value-type=\"float\" office:value=\"{number}\">{comment}</table:table-cell>"
        );
    }
    let runs = held.marks.runs().iter().map(|run| {
        let font = font(run.struck, run.position);
        format!("<text:span text:style-name=\"T{font}\">{}</text:span>", escaped(&run.text))
    });
    let runs: String = runs.collect();
    let text = if runs.is_empty() { escaped(&held.shown()) } else { runs };
    format!(
        "<table:table-cell{style} office:value-type=\"string\">{comment}<text:p>{text}</text:p></table:table-cell>"
    )
}
