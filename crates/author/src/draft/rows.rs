//! The rows of an authority's blank: their codes, labels and units of measure, and the parent of each.

use super::elements::{BlankColumn, BlankRow, BlankRows, ColumnHolds};
use super::label_meaning::{is_among_alone, is_stock};
use super::left_open::{OmittedLine, Remark, RemarkAt};
use super::table::BlankTable;
use super::text::{one_line, slug};
use super::{maxima_and_steps, row_codes, row_kinds};
use phuluc_check::{letters, split_code};
use phuluc_form::{Choice, match_key};
use phuluc_grid::{At, Sheet};
use std::collections::BTreeMap;

/// The labels of rows of totals, as match keys.
const TOTALS: [&str; 8] =
    ["tong", "tong cong", "tong so", "cong", "tong diem", "tong cong diem", "tong so diem", "cong diem"];
/// The beginnings of lines that end a table, as match keys.
const FOOT: [&str; 10] = [
    "nguoi lap",
    "nguoi bao cao",
    "thu truong",
    "noi nhan",
    "tm.",
    "kt.",
    "(ky",
    "chu tich",
    "xac nhan",
    "lanh dao",
];
/// Words that name another level than the commune, as match keys.
const OTHER_LEVELS: [&str; 5] = ["cap huyen", "cap tinh", "so, nganh", "so, ban", "thuoc so"];

/// What was read below the header.
pub(super) struct Body {
    pub rows: BlankRows,
    /// Whether senders seem to add lines below printed rows.
    pub lines: bool,
    pub left_out: Vec<OmittedLine>,
}

/// A line of the table that becomes a row.
pub(super) struct TableLine {
    pub row: u32,
    pub code: Option<String>,
    pub label: String,
    pub measure: Option<String>,
    /// The only points that may be given for it, with what each is given for.
    pub steps: Vec<Choice>,
}

/// Reads the lines below a header. It may change what `columns` hold, as the rows tell. `measure` is the unit of the
/// rows that print none.
pub(super) fn read(
    sheet: &Sheet,
    table: &BlankTable,
    measure: Option<&str>,
    columns: &mut [BlankColumn],
    remarks: &mut Vec<(RemarkAt, Remark)>,
) -> Body {
    let mut reader =
        Reader { sheet, table, lines: Vec::new(), left_out: Vec::new(), dots: false, codes: Vec::new() };
    reader.read(columns);
    let Reader { mut lines, mut left_out, dots, codes, .. } = reader;
    maxima_and_steps::read_steps(sheet, columns, &mut lines);
    let total = lines.iter().find(|line| is_total(line)).map(|line| line.label.clone());
    let printed = lines.len() - usize::from(total.is_some());
    let many = columns.iter().filter(|column| matches!(column.holds, ColumnHolds::Figures(_))).count() > 1;
    if printed == 0 || (dots && many && total.is_some()) {
        // printed lines between dots and a total are only examples
        let examples = lines.iter().filter(|line| !is_total(line));
        left_out.extend(examples.map(|line| OmittedLine { line: line.row + 1, text: line.label.clone() }));
        let key =
            columns.iter().find(|column| column.holds == ColumnHolds::Label).map(|column| column.id.clone());
        remarks.push((RemarkAt::Rows, Remark::OpenRows));
        return Body {
            rows: BlankRows::Open { key: key.unwrap_or_default(), total },
            lines: false,
            left_out,
        };
    }
    let mut rows = outline(&lines, remarks);
    remarks.extend(codes.into_iter().filter_map(|(line, remark)| {
        rows.iter().position(|row| row.line == line).map(|row| (RemarkAt::Row(row), remark))
    }));
    if dots {
        remarks.push((RemarkAt::Rows, Remark::MoreLines));
    }
    row_kinds::set(&mut rows, columns, measure, remarks);
    maxima_and_steps::read_maxima(sheet, columns, &mut rows, remarks);
    let runs_on = columns.iter().any(|column| column.cumulative);
    for index in (0..rows.len()).filter(|_| runs_on) {
        // the parts of what is left may fall as the whole may
        let above = rows[index].parent.is_some_and(|parent| rows[parent].may_fall);
        rows[index].may_fall = !rows[index].heading && (above || is_stock(&rows[index].label));
    }
    put_under_total(&mut rows, columns);
    let others: Vec<String> = rows.iter().filter(|row| is_of_others(row)).map(|row| row.id.clone()).collect();
    if !others.is_empty() {
        remarks.push((RemarkAt::Rows, Remark::OtherLevels(others)));
    }
    Body { rows: BlankRows::Printed(rows), lines: dots, left_out }
}

struct Reader<'s> {
    sheet: &'s Sheet,
    table: &'s BlankTable,
    lines: Vec<TableLine>,
    left_out: Vec<OmittedLine>,
    /// Whether a line of dots was found, which asks senders to add lines.
    dots: bool,
    /// Remarks about codes that Excel may have changed, with their sheet rows.
    codes: Vec<(u32, Remark)>,
}

impl Reader<'_> {
    fn read(&mut self, columns: &[BlankColumn]) {
        let [code_at, label_at, measure_at] = [ColumnHolds::Code, ColumnHolds::Label, ColumnHolds::Measure]
            .map(|holds| columns.iter().find(|column| column.holds == holds).map(|column| column.at));
        let (mut is_foot, mut has_blank) = (false, false);
        for row in self.table.body..=self.table.end {
            let texts: Vec<String> = self
                .sheet
                .row(row)
                .map(|(at, _)| one_line(&self.sheet.text(at)))
                .filter(|text| !text.is_empty())
                .collect();
            if texts.is_empty() || self.table.is_repeated(self.sheet, row) {
                has_blank |= texts.is_empty();
                continue;
            }
            let signs = texts.iter().any(|text| is_signature(text));
            is_foot |= signs && (self.dots || has_blank || !self.lines.is_empty());
            let [code, label, measure] = [code_at, label_at, measure_at].map(|column| {
                column.map(|column| one_line(&self.sheet.text(At { row, column }))).unwrap_or_default()
            });
            let line = self.line(row, code_at, &code, &label, measure);
            match line {
                _ if is_foot && (signs || is_of_receivers(&texts)) => {}
                _ if is_foot => self.leave_out(row, &texts),
                _ if is_line_of_dots(&texts) => self.dots = true,
                Some(line) if !is_note(&line.label) => self.lines.push(line),
                _ => self.leave_out(row, &texts),
            }
        }
    }

    fn leave_out(&mut self, row: u32, texts: &[String]) {
        self.left_out.push(OmittedLine { line: row + 1, text: texts.join(" | ") });
    }

    /// The line as a line of the table, if it has a code or a label.
    fn line(
        &mut self,
        row: u32,
        code_at: Option<u32>,
        code: &str,
        label: &str,
        measure: String,
    ) -> Option<TableLine> {
        let (code, label) = match (code, label) {
            ("", "") => return None,
            ("", label) => match split_code(label).filter(|_| code_at.is_none()) {
                Some((code, label)) => (Some(code.to_owned()), label),
                None => (None, label),
            },
            // a heading merged across the table stands in the column of codes
            (text, "") => match row_codes::split(text) {
                Some((code, label)) => (Some(code.to_owned()), label),
                None if row_codes::depth(text).is_some() => (Some(text.to_owned()), ""),
                None => (None, text),
            },
            (code, label) => {
                let cell = code_at.and_then(|column| self.sheet.get(At { row, column }));
                let previous = self.lines.iter().rev().find_map(|line| line.code.as_deref());
                let printed = cell.and_then(|cell| row_codes::as_printed(cell, code, previous));
                if let Some(printed) = &printed {
                    let (found, printed) = (code.to_owned(), printed.clone());
                    self.codes.push((row, Remark::CodeChanged { found, printed }));
                }
                (Some(printed.unwrap_or_else(|| code.to_owned())), label)
            }
        };
        let measure = Some(measure).filter(|text| !text.is_empty());
        Some(TableLine { row, code, label: label.to_owned(), measure, steps: Vec::new() })
    }
}

/// The rows with their ids, each with its parent.
fn outline(lines: &[TableLine], remarks: &mut Vec<(RemarkAt, Remark)>) -> Vec<BlankRow> {
    let mut often: BTreeMap<String, usize> = BTreeMap::new();
    for key in lines.iter().filter_map(TableLine::key) {
        *often.entry(key).or_default() += 1;
    }
    let totals = lines.iter().filter(|line| is_total(line)).count();
    let mut rows: Vec<BlankRow> = Vec::new();
    let mut above: Vec<(u8, usize)> = Vec::new();
    for line in lines {
        let key = line.key();
        let index = rows.len();
        let is_total = is_total(line) && totals == 1;
        let depth = match &key {
            Some(key) => row_codes::depth(key).unwrap_or_default(),
            None if is_total || is_grade(&line.label) => 0,
            None => row_codes::uncoded_depth(&line.label),
        };
        while above.last().is_some_and(|(other, _)| *other >= depth) {
            above.pop();
        }
        let parent = above.last().map(|(_, parent)| *parent);
        // what stands below “Trong đó:” is a part of what stands above it
        if !is_among_alone(&line.label) {
            above.push((depth, index));
        }
        let parent_id = parent.map(|parent| rows[parent].id.as_str());
        let wanted = match (&key, parent_id) {
            _ if is_total => "tong".to_owned(),
            // sections may each count from 1
            (Some(key), Some(parent)) if often[key] > 1 => format!("{parent}.{key}"),
            (Some(key), _) => key.clone(),
            (None, Some(parent)) => first_free(&rows, (0..).map(|n| format!("{parent}/{}", letters(n)))),
            (None, None) => Some(slug(&line.label, '-', 4))
                .filter(|id| !id.is_empty())
                .unwrap_or_else(|| "dong".to_owned()),
        };
        let id =
            first_free(&rows, [wanted.clone()].into_iter().chain((2..).map(|n| format!("{wanted}-{n}"))));
        if let (Some(key), true) = (&key, id != wanted) {
            remarks.push((RemarkAt::Row(index), Remark::CodeTwice(key.clone())));
        }
        let said = said_parent(&id, &rows);
        let parent = said.or(parent);
        let mut label = line.label.clone();
        if label.is_empty() {
            remarks.push((RemarkAt::Row(index), Remark::NoLabel));
            label = line.code.clone().unwrap_or_default();
        }
        rows.push(BlankRow {
            line: line.row,
            id,
            code: line.code.clone(),
            label,
            measured_in: line.measure.clone(),
            kind: None,
            choices: Vec::new(),
            fixed: Vec::new(),
            steps: line.steps.clone(),
            heading: false,
            names_parent: parent != said,
            parent,
            listed: false,
            may_fall: false,
        });
    }
    rows
}

impl TableLine {
    /// The code that identifies its row, if it has one.
    fn key(&self) -> Option<String> {
        self.code.as_deref().and_then(key_of).map(str::to_owned)
    }
}

/// The code that identifies a row: 4.1.2 for “4.1.2. Trong đó”.
fn key_of(code: &str) -> Option<&str> {
    let word = code.split(' ').next().unwrap_or(code);
    row_codes::depth(word).map(|_| row_codes::bare(word))
}

/// The first id that no row has.
fn first_free(rows: &[BlankRow], mut ids: impl Iterator<Item = String>) -> String {
    ids.find(|id| rows.iter().all(|row| row.id != *id)).unwrap_or_default()
}

/// The parent that an id implies, as it does when a definition is read.
fn said_parent(id: &str, rows: &[BlankRow]) -> Option<usize> {
    let end = id.rfind(['.', '/'])?;
    rows.iter().position(|row| row.id == id[..end])
}

/// Makes the row of totals the parent of all rows without one.
fn put_under_total(rows: &mut [BlankRow], columns: &[BlankColumn]) {
    let Some(total) = rows.iter().position(|row| row.id == "tong") else { return };
    if columns.iter().any(|column| column.holds == ColumnHolds::ByRow) {
        return;
    }
    for (index, row) in rows.iter_mut().enumerate() {
        if index != total && row.parent.is_none() && !is_grade(&row.label) {
            row.parent = Some(total);
            row.names_parent = true;
        }
    }
}

/// Whether a row names another level than the commune.
fn is_of_others(row: &BlankRow) -> bool {
    let key = match_key(&row.label);
    !row.heading && !key.contains("cap xa") && OTHER_LEVELS.iter().any(|level| key.contains(level))
}

/// Whether a line is a row of totals.
pub(super) fn is_total(line: &TableLine) -> bool {
    let key = match_key(&line.label);
    // “Tổng cộng (A + B)”
    let key = key.split('(').next().unwrap_or_default();
    line.code.as_deref().is_none_or(|code| key_of(code).is_none())
        && TOTALS.contains(&key.trim_end_matches([':', '.', ' ']))
}

/// Whether a row without a code is below all others and under none of them: “Xếp loại”.
fn is_grade(label: &str) -> bool {
    let key = match_key(label);
    ["xep loai", "xep hang"].iter().any(|word| key.starts_with(word))
}

fn is_dots(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '.' | '…' | ' ' | '-' | '_')) && text.contains(['.', '…', '_'])
}

/// Whether a line asks for more lines: it has only dots and perhaps a number.
fn is_line_of_dots(texts: &[String]) -> bool {
    texts.iter().any(|text| is_dots(text))
        && texts.iter().all(|text| is_dots(text) || row_codes::depth(text).is_some())
}

/// Whether a line below a table lists who receives a copy: “- Như trên;”, “- Lưu: VT.”.
fn is_of_receivers(texts: &[String]) -> bool {
    texts.iter().all(|text| text.starts_with(['-', '–']))
}

fn is_note(label: &str) -> bool {
    let key = match_key(label);
    ["ghi chu:", "luu y:", "chu thich", "* ", "(*)"].iter().any(|word| key.starts_with(word))
}

/// Whether a text belongs to the signatures below a table.
pub(super) fn is_signature(text: &str) -> bool {
    let key = match_key(text);
    let is_date =
        key.contains("ngay") && key.contains("thang") && key.contains(['.', '…']) && key.contains("nam");
    is_date || FOOT.iter().any(|word| key.starts_with(word))
}
