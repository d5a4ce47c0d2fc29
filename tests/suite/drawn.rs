//! Workbooks whose cells are drawn as XML for tests: formulas with results, number formats, rich text.

use crate::builder::{CHECKER, Workbook, lines};
use crate::files;
use phuluc::check::{Checked, Submission};
use phuluc::grid;
use phuluc::grid::At;
use phuluc::say::{Lang, words};

/// The first sheet of a workbook with some cells drawn anew.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawn<'d> {
    /// Number formats, the first with number 1.
    pub formats: &'d [&'d str],
    /// Cells by name: their attributes and what is in them, as in `s="1"><v>5</v>`.
    pub cells: &'d [(&'d str, &'d str)],
    /// Attributes of rows by number, such as `hidden="1"`.
    pub rows: &'d [(u32, &'d str)],
    /// Ranges that are merged.
    pub merges: &'d [&'d str],
    /// What stands before and behind the rows.
    pub around: [&'d str; 2],
}

impl Drawn<'_> {
    /// The file.
    pub fn bytes(&self, workbook: &Workbook) -> Vec<u8> {
        let mut sheet = grid::read(&workbook.bytes()).unwrap().swap_remove(0);
        let mut drawn = Vec::new();
        for (name, xml) in self.cells {
            let at: At = name.parse().unwrap();
            // a place holder that is replaced where the sheet is text
            let mark = format!("@{name}@");
            sheet = sheet.with([(at, grid::Cell::plain(grid::Content::Text(mark.as_str().into())))]);
            drawn.push((format!("s=\"0\" t=\"inlineStr\"><is><t>{mark}</t></is></c>"), format!("{xml}</c>")));
        }
        let mut xml = files::sheet_xml(&sheet, 0, &str::to_owned);
        for (from, to) in drawn {
            assert!(xml.contains(&from), "{from}");
            xml = xml.replacen(&from, &to, 1);
        }
        for (row, attributes) in self.rows {
            xml = xml.replacen(&format!("<row r=\"{row}\">"), &format!("<row r=\"{row}\" {attributes}>"), 1);
        }
        let merges: Vec<String> =
            self.merges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
        let merges = merges.concat();
        xml = xml.replacen("<mergeCells>", &format!("<mergeCells>{merges}"), 1);
        let [before, behind] = self.around;
        xml = xml.replacen("<sheetData>", &format!("{before}<sheetData>"), 1);
        xml = xml.replacen("</sheetData>", &format!("</sheetData>{behind}"), 1);
        let texts = (200..).zip(self.formats).map(|(id, format)| {
            let format = format.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
            format!("<numFmt numFmtId=\"{id}\" formatCode=\"{format}\"/>")
        });
        let used = (200..).zip(self.formats).map(|(id, _)| format!("<xf numFmtId=\"{id}\" fontId=\"0\"/>"));
        let styles = format!(
            "<styleSheet><numFmts>{}</numFmts><fonts><font><name val=\"Arial\"/></font>\
             <font><strike/><name val=\"Arial\"/></font></fonts>\
             <cellXfs><xf numFmtId=\"0\" fontId=\"0\"/>{}<xf numFmtId=\"0\" fontId=\"1\"/></cellXfs></styleSheet>",
            texts.collect::<String>(),
            used.collect::<String>()
        );
        let package = files::workbook(&[(sheet.name.as_str(), xml.as_str())]);
        package.without("xl/styles.xml").with("xl/styles.xml", styles).bytes()
    }

    /// What is read from it.
    pub fn submission(&self, workbook: &Workbook) -> Submission {
        CHECKER.read(&grid::read(&self.bytes(workbook)).unwrap())
    }

    /// What is found in it.
    pub fn checked(&self, workbook: &Workbook) -> Checked {
        CHECKER.check(&self.submission(workbook), None)
    }

    /// What is found in it, a line a finding.
    pub fn lines(&self, workbook: &Workbook) -> Vec<String> {
        lines(&self.checked(workbook))
    }

    /// The messages.
    pub fn messages(&self, workbook: &Workbook) -> Vec<String> {
        let findings = self.checked(workbook).findings;
        findings.iter().map(|finding| words::message(Lang::Vi, finding)).collect()
    }
}

/// A cell that holds a number in a format, with its formula if it has one.
pub(crate) fn number(format: usize, formula: &str, value: &str) -> String {
    let formula = if formula.is_empty() { String::new() } else { format!("<f>{formula}</f>") };
    format!("s=\"{format}\">{formula}<v>{value}</v>")
}
