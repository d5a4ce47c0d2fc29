//! Files `.xlsb` made byte by byte.

use super::files::Package;
use phuluc::grid::{At, Content, Sheet};

/// An `.xlsb` with one sheet, “Biểu”. Each cell has row, column, format, kind and content.
pub(crate) fn xlsb(cells: &[(u32, u32, u32, u16, &[u8])]) -> Package {
    xlsb_with(cells, &[])
}

fn xlsb_with(cells: &[(u32, u32, u32, u16, &[u8])], after: &[u8]) -> Package {
    let mut records = Vec::new();
    for (row, column, format, kind, content) in cells {
        records.extend(row_of_xlsb(*row));
        let mut cell = column.to_le_bytes().to_vec();
        cell.extend(format.to_le_bytes());
        cell.extend(*content);
        records.extend(record(*kind, &cell));
    }
    xlsb_of(&records, after)
}

/// An `.xlsb` with these records in its rows. Each record has kind and content.
pub(crate) fn xlsb_rows(rows: &[&[(u16, &[u8])]]) -> Vec<u8> {
    let mut records = Vec::new();
    for (row, cells) in (0..).zip(rows) {
        records.extend(row_of_xlsb(row));
        records.extend(cells.iter().flat_map(|(kind, content)| record(*kind, content)));
    }
    xlsb_of(&records, &[]).bytes()
}

fn row_of_xlsb(row: u32) -> Vec<u8> {
    let mut head = row.to_le_bytes().to_vec();
    head.extend([0; 13]);
    record(0, &head)
}

fn xlsb_of(records: &[u8], after: &[u8]) -> Package {
    let mut book = record(0x0083, &[]);
    let mut sheet_listed = vec![0; 8];
    sheet_listed.extend(wide("r1"));
    sheet_listed.extend(wide("Biểu"));
    book.extend(record(0x009C, &sheet_listed));
    book.extend(record(0x0090, &[]));
    book.extend(record(0x0084, &[]));
    let mut styles = record(0x0269, &2_u32.to_le_bytes());
    styles.extend(record(0x002F, &[0; 16]));
    let mut percent = vec![0; 16];
    percent[2] = 10;
    styles.extend(record(0x002F, &percent));
    styles.extend(record(0x026A, &[]));
    let mut sheet = record(0x0081, &[]);
    sheet.extend(record(0x0094, &[0; 16]));
    sheet.extend(record(0x0091, &[]));
    sheet.extend(records);
    sheet.extend(record(0x0092, &[]));
    sheet.extend(after);
    sheet.extend(record(0x0082, &[]));
    Package::default()
        .with("[Content_Types].xml", "<Types/>")
        .with("xl/workbook.bin", book)
        .with(
            "xl/_rels/workbook.bin.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>",
        )
        .with("xl/styles.bin", styles)
        .with("xl/worksheets/sheet1.bin", sheet)
}

/// A sheet of texts and numbers as an `.xlsb`.
pub(crate) fn as_xlsb(sheet: &Sheet) -> Vec<u8> {
    let cells = sheet.cells().map(|(at, cell)| match &cell.content {
        Content::Number(number) => {
            let number: f64 = number.to_string().parse().unwrap();
            (at.row, at.column, u32::from(cell.is_percent()), 5, number.to_le_bytes().to_vec())
        }
        _ => (at.row, at.column, 0, 6, wide(&cell.shown())),
    });
    let cells: Vec<_> = cells.collect();
    let cells: Vec<_> =
        cells.iter().map(|(a, b, c, d, content)| (*a, *b, *c, *d, content.as_slice())).collect();
    let places = |(from, to): &(At, At)| [from.row, to.row, from.column, to.column];
    let merges = sheet.merges().iter().map(|range| {
        record(0x00B0, &places(range).into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>())
    });
    xlsb_with(&cells, &merges.collect::<Vec<_>>().concat()).bytes()
}

/// A record of an `.xlsb`: its type and its length in groups of 7 bits, then the body.
pub(crate) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut varying = |mut number: usize, at_least: usize| {
        let mut written = 0;
        while number > 0x7F || written + 1 < at_least {
            bytes.push(0x80 | u8::try_from(number & 0x7F).unwrap());
            number >>= 7;
            written += 1;
        }
        bytes.push(u8::try_from(number).unwrap());
    };
    varying(kind.into(), if kind > 0x7F { 2 } else { 1 });
    varying(body.len(), 1);
    bytes.extend(body);
    bytes
}

/// A text in an `.xlsb`.
pub(crate) fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
    bytes
}
