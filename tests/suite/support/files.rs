//! Files made byte by byte for tests: workbooks as other programs write them, and malformed ones.

use phuluc::grid::{At, Content, Sheet};

/// A zip archive whose parts are stored without compression, so that each byte of a part is a byte of the file.
#[derive(Clone, Default)]
pub(crate) struct Package {
    parts: Vec<(String, Vec<u8>)>,
    /// The parts with a wrong checksum.
    damaged: Vec<String>,
}

impl Package {
    pub fn with(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.parts.push((name.to_owned(), content.into()));
        self
    }

    /// Replaces a text in a part.
    pub fn replaced(mut self, name: &str, from: &str, to: &str) -> Self {
        let (_, content) =
            self.parts.iter_mut().find(|(other, _)| other == name).expect("a part of that name");
        let text = String::from_utf8(content.clone()).expect("a part that is text");
        assert!(text.contains(from), "{from} is in {name}");
        *content = text.replacen(from, to, 1).into_bytes();
        self
    }

    /// Changes the content of a part.
    pub fn mutated(mut self, name: &str, change: impl FnOnce(&[u8]) -> Vec<u8>) -> Self {
        let (_, content) =
            self.parts.iter_mut().find(|(other, _)| other == name).expect("a part of that name");
        *content = change(content);
        self
    }

    /// The content of a part.
    pub fn part(&self, name: &str) -> &[u8] {
        let (_, content) = self.parts.iter().find(|(other, _)| other == name).expect("a part of that name");
        content
    }

    /// Removes a part.
    pub fn without(mut self, name: &str) -> Self {
        self.parts.retain(|(other, _)| other != name);
        self
    }

    /// Changes a byte of a part after its checksum was taken.
    pub fn damaged(mut self, name: &str) -> Self {
        self.damaged.push(name.to_owned());
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for (name, content) in &self.parts {
            let size = u32::try_from(content.len()).expect("a small part");
            let length = u16::try_from(name.len()).expect("a short name");
            let mut head = Vec::new();
            // version 2.0, no flags, no compression, no time
            head.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            head.extend(crc32(content).to_le_bytes());
            head.extend(size.to_le_bytes());
            head.extend(size.to_le_bytes());
            head.extend(length.to_le_bytes());
            head.extend([0, 0]);
            directory.extend(b"PK\x01\x02\x14\x00");
            directory.extend(&head);
            directory.extend([0; 10]);
            directory.extend(u32::try_from(bytes.len()).expect("a small file").to_le_bytes());
            directory.extend(name.as_bytes());
            bytes.extend(b"PK\x03\x04");
            bytes.extend(&head);
            bytes.extend(name.as_bytes());
            let start = bytes.len();
            bytes.extend(content);
            if self.damaged.contains(name) {
                let digit = bytes[start..].iter().rposition(u8::is_ascii_digit).expect("a digit");
                bytes[start + digit] ^= 1;
            }
        }
        let start = u32::try_from(bytes.len()).expect("a small file");
        let (count, size) =
            (u16::try_from(self.parts.len()).unwrap(), u32::try_from(directory.len()).unwrap());
        bytes.extend(directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend(count.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(size.to_le_bytes());
        bytes.extend(start.to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// An `.xlsx` with one sheet, “Biểu”. Format 1 shows percentages, 2 is in `.VnTime`, 3 in `VNI-Times`.
pub(crate) fn xlsx(rows: &str) -> Package {
    let sheet = format!("<worksheet xmlns=\"m\"><sheetData>{rows}</sheetData></worksheet>");
    workbook(&[("Biểu", &sheet)])
}

/// An `.xlsx` with these sheets.
pub(crate) fn workbook(sheets: &[(&str, &str)]) -> Package {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let (mut listed, mut related) = (String::new(), String::new());
    for (n, (name, _)) in (1..).zip(sheets) {
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"r{n}\"/>");
        let target = format!("worksheets/sheet{n}.xml");
        related += &format!("<Relationship Id=\"r{n}\" Type=\"{KIND}/worksheet\" Target=\"{target}\"/>");
    }
    let mut package = Package::default()
        .with("[Content_Types].xml", "<Types/>")
        .with(
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{KIND}/officeDocument\" Target=\"xl/workbook.xml\"/>\
                 </Relationships>"
            ),
        )
        .with("xl/workbook.xml", format!("<workbook xmlns:r=\"r\"><sheets>{listed}</sheets></workbook>"))
        .with("xl/_rels/workbook.xml.rels", format!("<Relationships>{related}</Relationships>"))
        .with(
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"0.0%\"/></numFmts>\
             <fonts><font><name val=\"Arial\"/></font><font><name val=\".VnTime\"/></font>\
             <font><name val=\"VNI-Times\"/></font></fonts>\
             <cellXfs><xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"170\" fontId=\"0\"/>\
             <xf numFmtId=\"0\" fontId=\"1\"/><xf numFmtId=\"0\" fontId=\"2\"/></cellXfs></styleSheet>",
        )
        .with(
            "xl/sharedStrings.xml",
            "<sst count=\"2\" uniqueCount=\"2\"><si><t>STT</t></si><si><r><t xml:space=\"preserve\">Chỉ </t></r><r><t>tiêu</t></r></si></sst>",
        );
    for (n, (_, sheet)) in (1..).zip(sheets) {
        package = package.with(&format!("xl/worksheets/sheet{n}.xml"), *sheet);
    }
    package
}

/// An `.ods` with one sheet, “Biểu”.
pub(crate) fn ods(rows: &str) -> Package {
    Package::default()
        .with("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        .with("META-INF/manifest.xml", "<manifest:manifest/>")
        .with(
            "content.xml",
            format!(
                "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Biểu\">{rows}\
                 </table:table></office:spreadsheet></office:body></office:document-content>"
            ),
        )
}

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

/// A sheet of texts and numbers as an `.xlsx`, with all texts in one format and changed by `changed`.
pub(crate) fn as_xlsx(sheet: &Sheet, format: usize, changed: &dyn Fn(&str) -> String) -> Vec<u8> {
    workbook(&[("Biểu", &sheet_xml(sheet, format, changed))]).bytes()
}

/// A sheet of texts and numbers as the XML part of an `.xlsx`.
pub(crate) fn sheet_xml(sheet: &Sheet, format: usize, changed: &dyn Fn(&str) -> String) -> String {
    let mut rows = String::new();
    for row in 0..=sheet.last_row().unwrap_or(0) {
        rows += &format!("<row r=\"{}\">", row + 1);
        for (at, cell) in sheet.row(row) {
            rows += &match &cell.content {
                Content::Number(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
                _ => {
                    let text = changed(&cell.shown()).replace('&', "&amp;").replace('<', "&lt;");
                    format!("<c r=\"{at}\" s=\"{format}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
                }
            };
        }
        rows += "</row>";
    }
    let mut merges = String::new();
    for (from, to) in sheet.merges() {
        merges += &format!("<mergeCell ref=\"{from}:{to}\"/>");
    }
    format!(
        "<worksheet xmlns=\"m\"><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    )
}

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

/// A sheet of texts and numbers as an `.ods`.
pub(crate) fn as_ods(sheet: &Sheet) -> Vec<u8> {
    let mut rows = String::new();
    for row in 0..=sheet.last_row().unwrap_or(0) {
        rows += "<table:table-row>";
        let width = sheet.row(row).last().map_or(0, |(at, _)| at.column + 1);
        for at in (0..width).map(|column| At { row, column }) {
            let span =
                sheet.merges().iter().find(|(from, _)| *from == at).map_or(String::new(), |(from, to)| {
                    let (down, right) = (to.row - from.row + 1, to.column - from.column + 1);
                    format!(" table:number-rows-spanned=\"{down}\" table:number-columns-spanned=\"{right}\"")
                });
            let cell = sheet.get(at);
            let shown = cell.map(phuluc::grid::Cell::shown).unwrap_or_default();
            let shown = shown.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "</text:p><text:p>");
            rows += &match cell.map(|cell| (&cell.content, cell.is_percent())) {
                None => format!("<table:table-cell{span}/>"),
                Some((Content::Number(number), percent)) => {
                    let kind = if percent { "percentage" } else { "float" };
                    format!(
                        "<table:table-cell{span} office:value-type=\"{kind}\" office:value=\"{number}\"/>"
                    )
                }
                Some(_) => format!(
                    "<table:table-cell{span} office:value-type=\"string\"><text:p>{shown}</text:p></table:table-cell>"
                ),
            };
        }
        rows += "</table:table-row>";
    }
    ods(&rows).bytes()
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
