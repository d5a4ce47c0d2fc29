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
