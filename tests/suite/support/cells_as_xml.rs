//! Workbooks whose cells a test writes as XML: formulas with results, number formats, rich text.

use crate::support::builder::{CHECKER, Workbook, lines};
use crate::support::files::{self, Package};
use phuluc::check::{Checked, Submission};
use phuluc::grid;
use phuluc::grid::At;
use phuluc::say::{Lang, words};

/// The first sheet of a workbook, with some cells replaced by XML.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawn<'d> {
    /// The name of the sheet, if another than its own.
    pub name: Option<&'d str>,
    /// The number formats; the first has the number 1.
    pub formats: &'d [&'d str],
    /// The part of styles, if another than made from the formats.
    pub styles: Option<&'d str>,
    /// The cells by name, with attributes and content, as in `s="1"><v>5</v>`.
    pub cells: &'d [(&'d str, &'d str)],
    /// The attributes of rows by number, such as `hidden="1"`.
    pub rows: &'d [(u32, &'d str)],
    /// The merged ranges.
    pub merges: &'d [&'d str],
    /// The XML before and after the rows.
    pub around: [&'d str; 2],
    /// The comments: cell, author and text.
    pub comments: &'d [(&'d str, &'d str, &'d str)],
}

impl Drawn<'_> {
    /// The bytes of the file.
    pub fn bytes(&self, workbook: &Workbook) -> Vec<u8> {
        self.package(workbook).bytes()
    }

    /// The parts of the file.
    pub fn package(&self, workbook: &Workbook) -> Package {
        let mut sheet = grid::read(&workbook.bytes()).unwrap().swap_remove(0);
        let mut drawn = Vec::new();
        for (name, xml) in self.cells {
            let at: At = name.parse().unwrap();
            // the mark stands for the cell until the sheet is XML
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
        let package = files::workbook(&[(self.name.unwrap_or(&sheet.name), xml.as_str())]);
        let package = package.without("xl/styles.xml").with("xl/styles.xml", self.styles.unwrap_or(&styles));
        if self.comments.is_empty() {
            return package;
        }
        package
            .with(COMMENTS, comments(self.comments))
            .with(RELATIONS, related(&[("comments", "../comments1.xml")]))
    }

    /// The submission read from it.
    pub fn submission(&self, workbook: &Workbook) -> Submission {
        CHECKER.read(&grid::read(&self.bytes(workbook)).unwrap())
    }

    /// The results of checking it.
    pub fn checked(&self, workbook: &Workbook) -> Checked {
        CHECKER.check(&self.submission(workbook), None)
    }

    /// The findings, one a line.
    pub fn lines(&self, workbook: &Workbook) -> Vec<String> {
        lines(&self.checked(workbook))
    }

    /// The messages of the findings.
    pub fn messages(&self, workbook: &Workbook) -> Vec<String> {
        let findings = self.checked(workbook).findings;
        findings.iter().map(|finding| words::message(Lang::Vi, finding)).collect()
    }
}

/// The parts with the comments of the first sheet, and with its relations to other parts.
pub(crate) const COMMENTS: &str = "xl/comments1.xml";
/// See [`COMMENTS`].
pub(crate) const RELATIONS: &str = "xl/worksheets/_rels/sheet1.xml.rels";

/// The part with comments, each of a cell, an author and a text.
pub(crate) fn comments(comments: &[(&str, &str, &str)]) -> String {
    let authors = comments.iter().map(|(_, author, _)| format!("<author>{author}</author>"));
    let authors: String = authors.collect();
    let list = comments.iter().enumerate().map(|(index, (at, _, text))| {
        let (begin, rest) = text.split_at(text.char_indices().nth(3).map_or(0, |(at, _)| at));
        format!(
            "<comment ref=\"{at}\" authorId=\"{index}\"><text><r><rPr><b/></rPr><t xml:space=\"preserve\">{begin}</t></r>\
             <r><t xml:space=\"preserve\">{rest}</t></r></text></comment>"
        )
    });
    let list: String = list.collect();
    format!("<comments xmlns=\"m\"><authors>{authors}</authors><commentList>{list}</commentList></comments>")
}

/// The part with the relations of a sheet: their kinds and targets.
pub(crate) fn related(relations: &[(&str, &str)]) -> String {
    let relations = relations.iter().enumerate().map(|(index, (kind, target))| {
        format!("<Relationship Id=\"r{index}\" Type=\"http://r/{kind}\" Target=\"{target}\"/>")
    });
    format!("<Relationships>{}</Relationships>", relations.collect::<String>())
}

/// The XML of a cell with a number, a format and perhaps a formula.
pub(crate) fn number(format: usize, formula: &str, value: &str) -> String {
    let formula = if formula.is_empty() { String::new() } else { format!("<f>{formula}</f>") };
    format!("s=\"{format}\">{formula}<v>{value}</v>")
}
