//! The builder for tests. It makes commune workbooks in memory and gives the findings about them as short lines.

use phuluc::book::{FormSheet, Heading, Look, SheetRow};
use phuluc::check::{Checked, Checker, Finder, Finding, Submission, rule_check};
use phuluc::desk::{Context, FileContent, Sender, Tools};
use phuluc::form::{Catalogue, Form, FormId, Holds, Level, Period};
use phuluc::grid::{At, Cell, CellValue, Content, Identity, Sheet};
use phuluc::round::FileReport;
use phuluc::say::{Lang, json};
use phuluc::{book, desk, grid};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The built-in forms.
pub(crate) static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::built_in().expect("the definitions in templates have no problems"));

/// The checker for the built-in forms.
pub(crate) static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(CATALOGUE.clone()));

/// The finder for the built-in forms.
pub(crate) static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(CATALOGUE.clone()));

/// A present moment after everything that happens in tests, in seconds since 1970.
pub(crate) const LATER: i64 = 1_893_456_000;

/// A form in the version that is in force now.
pub(crate) fn form(id: &str) -> &'static Form {
    CATALOGUE.in_force(&FormId::from(id), None).expect("a built-in form")
}

/// A workbook to fill and to send.
#[derive(Clone, Debug)]
pub(crate) struct Workbook {
    pub unit: String,
    pub period: Option<Period>,
    pub level: Option<Level>,
    pub with_identity: bool,
    pub sheets: Vec<FormSheet<'static>>,
}

/// The workbook of a commune for the first quarter of 2024.
pub(crate) fn workbook(unit: &str) -> Workbook {
    Workbook {
        unit: unit.to_owned(),
        period: period("2023-12-15", "2024-03-14"),
        level: Some(Level::Commune),
        with_identity: true,
        sheets: Vec::new(),
    }
}

pub(crate) fn period(from: &str, to: &str) -> Option<Period> {
    Period::new(from.parse().unwrap(), to.parse().unwrap())
}

impl Workbook {
    pub fn period(mut self, from: &str, to: &str) -> Self {
        self.period = period(from, to);
        for sheet in &mut self.sheets {
            sheet.heading.period = self.period;
        }
        self
    }

    /// Adds a form of printed rows. `filled` has pairs of row and figure; all other rows are blank.
    pub fn printed(self, id: &str, filled: &[(&str, &str)]) -> Self {
        let form = form(id);
        let rows = form.fixed_rows().iter().map(|row| {
            let figure = filled.iter().find(|(id, _)| *id == row.id.as_str()).map(|(_, figure)| *figure);
            let cells = form.columns.iter().map(|column| match column.holds {
                Holds::Code => row.code.clone().map_or(CellValue::Empty, CellValue::Text),
                Holds::Label => CellValue::Text(row.label.to_string()),
                Holds::Measure => row.measured_in.clone().map_or(CellValue::Empty, CellValue::Text),
                Holds::ByRow | Holds::Value(_) => figure.map_or(CellValue::Empty, put),
                Holds::Note => CellValue::Empty,
            });
            SheetRow { cells: cells.collect(), look: Look::Plain }
        });
        let rows = rows.collect();
        self.sheet(form, rows, |_| false)
    }

    /// Adds a form of printed rows with several columns of answers. `filled` has the figures of each row in these
    /// columns. A label that begins with `+` stands for a line of the sender's below the row before.
    pub fn table(self, id: &str, columns: &[&str], filled: &[(&str, &str)]) -> Self {
        self.table_of(form(id), columns, filled)
    }

    /// Does the same for a form that is not built in.
    pub fn table_of(self, form: &'static Form, columns: &[&str], filled: &[(&str, &str)]) -> Self {
        let line = |row: Option<&phuluc::form::Row>, label: &str, figures: &str| {
            let figures: Vec<CellValue> = figures.split_whitespace().map(put).collect();
            let cells = form.columns.iter().map(|column| match column.holds {
                Holds::Code => row.and_then(|row| row.code.clone()).map_or(CellValue::Empty, CellValue::Text),
                Holds::Label => CellValue::Text(label.to_owned()),
                _ => {
                    let at = columns.iter().position(|id| *id == column.id.as_str());
                    at.and_then(|at| figures.get(at).cloned()).unwrap_or(CellValue::Empty)
                }
            });
            SheetRow { cells: cells.collect(), look: Look::Plain }
        };
        let mut rows = Vec::new();
        for row in form.fixed_rows() {
            let at = filled.iter().position(|(id, _)| *id == row.id.as_str());
            rows.push(line(Some(row), &row.label, at.map_or("", |at| filled[at].1)));
            let below = filled.iter().skip(at.map_or(filled.len(), |at| at + 1));
            for (label, figures) in below.take_while(|(label, _)| label.starts_with('+')) {
                rows.push(line(None, label.trim_start_matches('+'), figures));
            }
        }
        let wanted = |column: usize| columns.contains(&form.columns[column].id.as_str());
        self.sheet(form, rows, wanted)
    }

    /// Adds a list of documents, with those of each criterion one a line.
    pub fn register(self, documents: &[(&str, &[&str])]) -> Self {
        let form = form("van-ban-chi-dao");
        let mut rows = Vec::new();
        for row in form.fixed_rows() {
            let own = documents.iter().find(|(id, _)| *id == row.id.as_str()).map_or(&[][..], |(_, own)| own);
            let text =
                |text: Option<&str>| text.map_or(CellValue::Empty, |text| CellValue::Text(text.to_owned()));
            let first = [
                text(row.code.as_deref()),
                text(Some(&row.label)),
                text(own.first().copied()),
                CellValue::Empty,
            ];
            rows.push(first.to_vec());
            let more = own.iter().skip(1).map(|document| {
                vec![CellValue::Empty, CellValue::Empty, text(Some(document)), CellValue::Empty]
            });
            rows.extend(more);
        }
        let rows = rows.into_iter().map(|cells| SheetRow { cells, look: Look::Plain }).collect();
        self.sheet(form, rows, |_| true)
    }

    /// Adds `tthc-06a`. Each line has a label and figures from left to right, with `.` for a blank.
    pub fn tthc(self, lines: &[(&str, &str)]) -> Self {
        self.open(form("tthc-06a"), lines)
    }

    /// Adds a form of open rows. Optional columns are there if the figures reach them.
    pub fn open(self, form: &'static Form, lines: &[(&str, &str)]) -> Self {
        let figures = |line: &str| line.split_whitespace().map(put).collect::<Vec<CellValue>>();
        let most = lines.iter().map(|(_, line)| line.split_whitespace().count()).max().unwrap_or(0);
        let rows = lines.iter().map(|(label, line)| {
            let mut cells = vec![CellValue::Empty, CellValue::Text((*label).to_owned())];
            cells.extend(figures(line));
            cells.resize(form.columns.len(), CellValue::Empty);
            SheetRow { cells, look: Look::Plain }
        });
        let rows = rows.collect();
        self.sheet(form, rows, |column| column < most + 2)
    }

    fn sheet(mut self, form: &'static Form, rows: Vec<SheetRow>, wanted: impl Fn(usize) -> bool) -> Self {
        let columns = form.columns.iter().enumerate();
        self.sheets.push(FormSheet {
            form,
            present: columns.map(|(index, column)| !column.optional || wanted(index)).collect(),
            heading: Heading::report(&self.unit, None, self.period),
            rows,
            beside: Vec::new(),
            below: Vec::new(),
            folded: BTreeSet::new(),
            notes: Vec::new(),
        });
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let forms = self.sheets.iter().map(|sheet| {
            let form = sheet.form;
            [form.id.as_str(), &form.version, &form.sheet, &form.fingerprint].map(str::to_owned)
        });
        let identity = Identity {
            unit: Some(self.unit.clone()),
            level: self.level,
            period: self.period,
            forms: forms.collect(),
            consolidated: false,
        };
        let identity = if self.with_identity { identity } else { Identity::default() };
        book::submission(&self.sheets, &identity).expect("a workbook that Excel allows")
    }

    pub fn submission(&self) -> Submission {
        Submission::read(&grid::read(&self.bytes()).expect("our own workbook"), &FINDER)
    }

    pub fn check(&self) -> Checked {
        rule_check::check(&self.submission(), None)
    }

    /// Reads and checks the workbook as a file at `path`.
    pub fn report(&self, path: &str) -> FileReport {
        report(path, self.bytes(), &Context::default())
    }
}

/// Reads and checks a file of these bytes.
pub(crate) fn report(path: &str, bytes: Vec<u8>, context: &Context<'_>) -> FileReport {
    desk::report(path, &FileContent::Bytes(bytes), context, &Tools::plain(&CHECKER))
}

/// Checks a file of these bytes as if the reader had found `sheets` in it.
pub(crate) fn report_of_sheets(
    path: &str,
    bytes: Vec<u8>,
    sheets: &[Sheet],
    context: &Context<'_>,
) -> FileReport {
    let tools = Tools { read: &|_| Ok(sheets.to_vec()), ..Tools::plain(&CHECKER) };
    desk::report(path, &FileContent::Bytes(bytes), context, &tools)
}

/// The context of a unit's first sending in a round, without decisions.
pub(crate) const FIRST_SENDING: Context<'static> = Context {
    previous: &[],
    previous_was_given: false,
    period: None,
    sender: Sender::Unit { unit: None, original: "", opening: &[], level: None, decisions: &[], sending: 1 },
    as_received: None,
    outside: &[],
};

/// The cell for a figure: `.` is blank, `'…` is text, a number is a number.
pub(crate) fn put(figure: &str) -> CellValue {
    match (figure, figure.strip_prefix('\''), figure.parse()) {
        (".", ..) => CellValue::Empty,
        (_, Some(text), _) => CellValue::Text(text.to_owned()),
        (_, None, Ok(number)) => CellValue::Number(number),
        (_, None, Err(_)) => CellValue::Text(figure.to_owned()),
    }
}

/// A finding as one line: severity, rule, row, cell, reported, relation, expected, difference.
pub(crate) fn line(finding: &Finding) -> String {
    let mut file = desk::report("", &FileContent::Missing, &Context::default(), &Tools::plain(&CHECKER));
    *file.findings_mut() = vec![finding.clone()];
    let json = json::check(&[file], Lang::Vi).expect("plain data");
    let json: serde_json::Value = serde_json::from_str(&json).expect("our own JSON");
    let finding = &json["files"][0]["findings"][0];
    let keys = ["severity", "rule", "row", "cell", "reported", "relation", "expected", "difference"];
    let words = keys.map(|key| finding[key].as_str().unwrap_or("–").to_owned());
    words.join(" ")
}

/// The findings, one a line.
pub(crate) fn lines(checked: &Checked) -> Vec<String> {
    checked.findings.iter().map(line).collect()
}

/// A sheet of texts, line by line; an empty text is no cell.
pub(crate) fn sheet(lines: &[&[&str]]) -> Sheet {
    let cells = (0..).zip(lines).flat_map(|(row, line)| {
        let texts = (0..).zip(line.iter()).filter(|(_, text)| !text.is_empty());
        texts.map(move |(column, text)| (At { row, column }, Cell::plain(Content::Text((*text).into()))))
    });
    Sheet::new("Biểu 2", cells)
}
