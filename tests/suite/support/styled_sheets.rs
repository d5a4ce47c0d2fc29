//! Writes sheets as bytes of `.xlsx` for tests, with all properties of their cells: number formats, formulas with
//! results, rich text, merged cells, hidden rows and columns, filters.

use crate::support::files;
use crate::support::files::Package;
use phuluc::grid::{At, Cell, Content, Position, Sheet};

/// A file with these sheets.
pub(crate) fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut styles = Styles::default();
    let parts: Vec<String> = sheets.iter().map(|sheet| part(sheet, &mut styles)).collect();
    let named = sheets.iter().zip(&parts).map(|(sheet, part)| (sheet.name.as_str(), part.as_str()));
    let mut package: Package = files::workbook(&named.collect::<Vec<_>>());
    for sheet in sheets.iter().filter(|sheet| !sheet.visible) {
        let listed = format!("<sheet name=\"{}\"", sheet.name);
        package = package.replaced("xl/workbook.xml", &listed, &format!("{listed} state=\"veryHidden\""));
    }
    package = package.mutated("xl/styles.xml", |_| styles.part().into_bytes());
    package.bytes()
}

/// The looks of cells: the number format, and whether struck through. The first is that of plain cells.
#[derive(Default)]
struct Styles(Vec<(String, bool)>);

impl Styles {
    fn of(&mut self, cell: &Cell) -> usize {
        let code = cell.format.code().to_owned();
        let look = (code, cell.marks.is_struck());
        if look.0.is_empty() && !look.1 {
            return 0;
        }
        let known = self.0.iter().position(|other| *other == look);
        1 + known.unwrap_or_else(|| {
            self.0.push(look);
            self.0.len() - 1
        })
    }

    fn part(&self) -> String {
        let (mut formats, mut looks) = (String::new(), String::new());
        for (id, (code, is_struck)) in (200..).zip(&self.0) {
            formats += &format!("<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", escaped(code));
            let format = if code.is_empty() { 0 } else { id };
            looks += &format!("<xf numFmtId=\"{format}\" fontId=\"{}\"/>", u8::from(*is_struck));
        }
        format!(
            "<styleSheet><numFmts>{formats}</numFmts><fonts><font><name val=\"Arial\"/></font>\
             <font><strike/><name val=\"Arial\"/></font></fonts>\
             <cellXfs><xf numFmtId=\"0\" fontId=\"0\"/>{looks}</cellXfs></styleSheet>"
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn part(sheet: &Sheet, styles: &mut Styles) -> String {
    let hidden = sheet.hidden();
    let mut columns = String::new();
    for (first, last) in &hidden.columns {
        columns += &format!("<col min=\"{}\" max=\"{}\" width=\"9\" hidden=\"1\"/>", first + 1, last + 1);
    }
    let mut rows = String::new();
    for row in 0..=sheet.last_row().unwrap_or(0) {
        let look = if hidden.has_row(row) { " hidden=\"1\"" } else { "" };
        rows += &format!("<row r=\"{}\"{look}>", row + 1);
        for (at, cell) in sheet.row(row) {
            rows += &written(at, cell, styles.of(cell));
        }
        rows += "</row>";
    }
    let mut behind = String::new();
    for (from, to) in &hidden.filters {
        behind += &format!(
            "<autoFilter ref=\"{from}:{to}\"><filterColumn colId=\"0\"><filters><filter val=\"1\"/></filters>\
             </filterColumn></autoFilter>"
        );
    }
    let merges = sheet.merges().iter().map(|(from, to)| format!("<mergeCell ref=\"{from}:{to}\"/>"));
    let merges: String = merges.collect();
    if !merges.is_empty() {
        behind += &format!("<mergeCells>{merges}</mergeCells>");
    }
    if !columns.is_empty() {
        columns = format!("<cols>{columns}</cols>");
    }
    format!("<worksheet xmlns=\"m\">{columns}<sheetData>{rows}</sheetData>{behind}</worksheet>")
}

fn written(at: At, cell: &Cell, style: usize) -> String {
    let formula = match &cell.formula {
        Some(formula) => format!("<f>{}</f>", escaped(formula.text())),
        None => String::new(),
    };
    let (kind, content) = match &cell.content {
        Content::Number(value) | Content::Date(value) => ("n", format!("<v>{value}</v>")),
        Content::Text(text) if cell.formula.is_some() => ("str", format!("<v>{}</v>", escaped(text))),
        Content::Text(text) if cell.marks.runs().is_empty() => {
            ("inlineStr", format!("<is><t xml:space=\"preserve\">{}</t></is>", escaped(text)))
        }
        Content::Text(_) => ("inlineStr", format!("<is>{}</is>", runs(cell))),
        Content::Other(text) => ("b", format!("<v>{text}</v>")),
        Content::Error(error) => ("e", format!("<v>{error}</v>")),
        Content::NotCalculated => ("n", String::new()),
    };
    format!("<c r=\"{at}\" s=\"{style}\" t=\"{kind}\">{formula}{content}</c>")
}

fn runs(cell: &Cell) -> String {
    let runs = cell.marks.runs().iter().map(|run| {
        let mut look = String::new();
        if run.struck {
            look += "<strike/>";
        }
        match run.position {
            Position::Level => {}
            Position::Raised => look += "<vertAlign val=\"superscript\"/>",
            Position::Lowered => look += "<vertAlign val=\"subscript\"/>",
        }
        format!("<r><rPr>{look}</rPr><t xml:space=\"preserve\">{}</t></r>", escaped(&run.text))
    });
    runs.collect()
}

/// A sheet that is written is read back unchanged.
#[test]
fn a_sheet_that_is_written_is_read_as_it_is() {
    use phuluc::grid::{self, Formula, Hidden, Marks, NumberFormat, Run};
    let run = |text: &str, struck, position| Run { text: text.to_owned(), struck, position, unseen: false };
    let at = |cell: &str| -> At { cell.parse().unwrap() };
    let text = |text: &str| Cell::plain(Content::Text(text.into()));
    let number = |value: i64| Cell::plain(Content::Number(value.into()));
    let cells = [
        (at("A1"), text("một < hai & “ba”")),
        (at("B1"), Cell { format: NumberFormat::new("0.00%"), ..number(1) }),
        (at("C1"), Cell { marks: Marks::whole(true, false), ..number(33) }),
        (at("A2"), Cell { formula: Some(Formula::new("SUM(B1:C1)")), ..number(34) }),
        (
            at("B2"),
            Cell {
                marks: Marks::of_runs(vec![
                    run("25", false, Position::Level),
                    run("1", false, Position::Raised),
                ]),
                ..text("251")
            },
        ),
        (
            at("C2"),
            Cell { formula: Some(Formula::new("1/0")), ..Cell::plain(Content::Error("#DIV/0!".to_owned())) },
        ),
        (at("A4"), Cell { formula: Some(Formula::new("A1")), ..Cell::plain(Content::NotCalculated) }),
    ];
    let hidden = Hidden { rows: vec![(3, 3)], columns: vec![(1, 2)], filters: vec![(at("A1"), at("C4"))] };
    let mut sheet = Sheet::new("Biểu", cells).merged([(at("A2"), at("A3"))]).hiding(hidden);
    sheet.visible = false;
    assert_eq!(grid::read(&workbook(std::slice::from_ref(&sheet))).unwrap(), [sheet]);
}
