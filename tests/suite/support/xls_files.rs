//! Files `.xls` and other compound files made byte by byte.

use phuluc::grid::{Content, Sheet};

/// A sheet of texts and numbers as an `.xls` of another program.
pub(crate) fn as_xls(sheet: &Sheet) -> Vec<u8> {
    let mut records = Vec::new();
    for (at, content) in sheet.cells() {
        let (row, column) = (u16::try_from(at.row).unwrap(), u16::try_from(at.column).unwrap());
        records.extend(match &content.content {
            Content::Number(number) => {
                let number: f64 = number.to_string().parse().unwrap();
                cell(0x0203, row, column, content.is_percent().into(), &number.to_le_bytes())
            }
            _ => {
                let units: Vec<u16> = content.shown().encode_utf16().collect();
                let mut text = u16::try_from(units.len()).unwrap().to_le_bytes().to_vec();
                text.push(1);
                text.extend(units.into_iter().flat_map(u16::to_le_bytes));
                cell(0x0204, row, column, 0, &text)
            }
        });
    }
    let places = sheet.merges().iter().flat_map(|(from, to)| [from.row, to.row, from.column, to.column]);
    let places = places.flat_map(|place| u16::try_from(place).unwrap().to_le_bytes());
    let mut merges = u16::try_from(sheet.merges().len()).unwrap().to_le_bytes().to_vec();
    merges.extend(places);
    records.extend(biff(0x00E5, &merges));
    xls(&[], &records)
}

/// A record of an `.xls`.
pub(crate) fn biff(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = kind.to_le_bytes().to_vec();
    bytes.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
    bytes.extend(body);
    bytes
}

/// An `.xls` with one sheet, “B”, and these records on it. Format 0 is general, 1 a percentage.
pub(crate) fn xls(before: &[u8], records: &[u8]) -> Vec<u8> {
    const BEGIN: [u8; 16] = [0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let mut percent = [0; 20];
    percent[2] = 10;
    let mut book = biff(0x0809, &BEGIN);
    book.extend(before);
    book.extend(biff(0x00E0, &[0; 20]));
    book.extend(biff(0x00E0, &percent));
    // the sheet begins after this record of 13 bytes and an end record of 4
    let start = u32::try_from(book.len() + 13 + 4).unwrap();
    let mut listed = start.to_le_bytes().to_vec();
    listed.extend([0, 0, 1, 0, b'B']);
    book.extend(biff(0x0085, &listed));
    book.extend(biff(0x000A, &[]));
    book.extend(biff(0x0809, &BEGIN));
    book.extend(records);
    book.extend(biff(0x000A, &[]));
    ole(&[("Workbook", &book)])
}

/// A cell of an `.xls`: row, column and format, then the content.
pub(crate) fn cell(kind: u16, row: u16, column: u16, format: u16, content: &[u8]) -> Vec<u8> {
    let mut body: Vec<u8> = [row, column, format].into_iter().flat_map(u16::to_le_bytes).collect();
    body.extend(content);
    biff(kind, &body)
}

/// A compound file with these streams, each padded to at least 4,096 bytes.
pub(crate) fn ole(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let padded: Vec<Vec<u8>> = streams
        .iter()
        .map(|(_, content)| {
            let mut content = content.to_vec();
            content.resize(content.len().max(4096).div_ceil(512) * 512, 0);
            content
        })
        .collect();
    // sector 0 is the table, sectors 1 and 2 are the directory, then come the streams
    let mut table: Vec<u32> = vec![0xFFFF_FFFD, 2, 0xFFFF_FFFE];
    let mut starts = Vec::new();
    for content in &padded {
        let (start, sectors) =
            (u32::try_from(table.len()).unwrap(), u32::try_from(content.len() / 512).unwrap());
        starts.push(start);
        table.extend(start + 1..start + sectors);
        table.push(0xFFFF_FFFE);
    }
    assert!(table.len() <= 128, "one sector of table");
    table.resize(128, u32::MAX);
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.extend([0; 16]);
    // version 3, little endian, sectors of 512 bytes and small ones of 64 bytes
    bytes.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    bytes.extend([0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0]);
    bytes.extend([0xFE, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
    bytes.extend([0, 0, 0, 0]);
    bytes.resize(512, 0xFF);
    bytes.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let mut directory = entry("Root Entry", 5, 0xFFFF_FFFE, 0);
    for ((name, content), start) in streams.iter().zip(starts) {
        directory.extend(entry(name, 2, start, content.len().max(4096)));
    }
    directory.resize(1024, 0);
    bytes.extend(directory);
    bytes.extend(padded.concat());
    bytes
}

fn entry(name: &str, kind: u8, start: u32, size: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(bytes.len() + 2).unwrap();
    bytes.resize(64, 0);
    bytes.extend(length.to_le_bytes());
    bytes.extend([kind, 1]);
    bytes.extend([0xFF; 12]);
    bytes.resize(0x74, 0);
    bytes.extend(start.to_le_bytes());
    bytes.extend(u32::try_from(size).unwrap().to_le_bytes());
    bytes.resize(128, 0);
    bytes
}
