//! Sheets drawn as senders draw them, for every form that asks for figures: not our blanks, but tables of their
//! own under letterheads of their own, in several layouts, each figure known.
//!
//! A generator takes a drawn report, does something to it that senders do, and has every place judged: right,
//! said, refused, lost in silence or wrong in silence. The last two must never be.

use crate::builder::{CATALOGUE, FINDER, form};
use crate::files;
use phuluc::check::{Answer, Finding, Submission};
use phuluc::form::{Form, Holds, Severity, match_key};
use phuluc::grid;
use phuluc::grid::{At, Cell, Content, Sheet};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fmt;

/// The period of every drawn report, as its letterhead says it.
pub(crate) const PERIOD: &str = "(Từ ngày 15/12/2025 đến ngày 14/3/2026)";

/// Chance with a seed, so that a report can be drawn again.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x2545_F491_4F6C_DD1D)
    }

    fn next(&mut self) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below another one; 0 below 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    pub fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    /// Yes, so many times in a hundred.
    pub fn is_in(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A column of a drawn table: its labels from the top, and which column of the form it is.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub path: Vec<String>,
    pub column: Option<usize>,
}

/// A line of a drawn table, with a cell for each of its columns.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The row of the form that it is.
    pub row: Option<String>,
    pub cells: Vec<Option<Cell>>,
}

/// A drawn table with the lines above it.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub heading: Vec<String>,
    pub heads: Vec<Head>,
    /// The row of numbers under the header, as it is written: “(1)”, “1”.
    pub numbered: Option<fn(usize) -> String>,
    pub is_merged: bool,
    pub lines: Vec<Line>,
}

/// A drawn sheet: tables one below the other.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub name: String,
    pub visible: bool,
    pub left: u32,
    pub tables: Vec<Table>,
    /// What stands below the tables: how far down and how far to the right.
    pub below: Vec<(u32, u32, String)>,
}

/// The figures that a report means, by row and column.
pub(crate) type Meant = BTreeMap<(String, String), Decimal>;

/// A drawn report on one form.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub form: &'static Form,
    pub pages: Vec<Page>,
    /// Which table is the report's own: its page, and its place there.
    pub own: (usize, usize),
    pub meant: Meant,
    /// Whether something stands there of which something must be said.
    pub must_be_said: bool,
}

/// The forms that ask for figures.
pub(crate) fn forms() -> Vec<&'static Form> {
    let mut ids: Vec<&str> = CATALOGUE.forms().map(|form| form.id.as_str()).collect();
    ids.dedup();
    let forms = ids.into_iter().map(form);
    forms.filter(|form| (0..form.columns.len()).any(|column| takes_figures(form, column))).collect()
}

fn takes_figures(form: &Form, column: usize) -> bool {
    match &form.columns[column].holds {
        Holds::ByRow => true,
        Holds::Value(kind) => kind.is_figure(),
        Holds::Code | Holds::Label | Holds::Measure | Holds::Note => false,
    }
}

pub(crate) fn text(text: &str) -> Cell {
    Cell::plain(Content::Text(text.into()))
}

pub(crate) fn number(number: Decimal) -> Cell {
    Cell::plain(Content::Number(number))
}

/// Fields of work as communes write them.
pub(crate) const FIELDS: [&str; 12] = [
    "Hộ tịch",
    "Chứng thực",
    "Đất đai",
    "Bảo trợ xã hội",
    "Người có công",
    "Nuôi con nuôi",
    "Thi đua - khen thưởng",
    "Đăng ký kinh doanh",
    "Công thương",
    "Lâm nghiệp",
    "Văn hóa, thể thao",
    "Hạ tầng kỹ thuật",
];

/// A table of a form, every place filled with a figure of its own.
pub(crate) fn table(form: &Form, chance: &mut Chance) -> Table {
    let columns = form.columns.iter().enumerate().filter(|(_, column)| !column.optional);
    let heads: Vec<Head> =
        columns.map(|(index, column)| Head { path: column.head.clone(), column: Some(index) }).collect();
    let lines = match form.total_row() {
        None => form
            .fixed_rows()
            .iter()
            .enumerate()
            .map(|(index, row)| {
                let filled = heads.iter().map(|head| {
                    let column = head.column.unwrap();
                    match &form.columns[column].holds {
                        Holds::Code => row.code.as_deref().map(text),
                        Holds::Label => Some(text(&row.label)),
                        Holds::Measure => row.measured_in.as_deref().map(text),
                        Holds::Note => None,
                        Holds::Value(_) | Holds::ByRow => figure(form.kind(Some(index), column), chance),
                    }
                });
                Line { row: Some(row.id.to_string()), cells: filled.collect() }
            })
            .collect(),
        Some(total) => {
            let mut fields = FIELDS.to_vec();
            let mut lines: Vec<Line> = Vec::new();
            for place in 1..=4 + chance.below(4) {
                let field = fields.swap_remove(chance.below(fields.len()));
                lines.push(open_line(form, &heads, &match_key(field), (&place.to_string(), field), chance));
            }
            let sums = sum_line(form, &heads, (total.id.as_str(), &total.label), &lines);
            lines.push(sums);
            lines
        }
    };
    let numbered: Option<fn(usize) -> String> = match chance.below(3) {
        0 => Some(|n| format!("({n})")),
        1 => Some(|n| n.to_string()),
        _ => None,
    };
    Table { heading: Vec::new(), heads, numbered, is_merged: chance.is_in(70), lines }
}

/// A line of an open row, with a figure of its own in each column.
pub(crate) fn open_line(
    form: &Form,
    heads: &[Head],
    row: &str,
    (code, label): (&str, &str),
    chance: &mut Chance,
) -> Line {
    let cells =
        heads.iter().map(|head| match head.column.map(|column| (column, &form.columns[column].holds)) {
            Some((_, Holds::Code)) => (!code.is_empty()).then(|| text(code)),
            Some((_, Holds::Label)) => Some(text(label)),
            Some((column, _)) => figure(form.kind(None, column), chance),
            None => None,
        });
    Line { row: Some(row.to_owned()), cells: cells.collect() }
}

/// A line with the sums of others.
pub(crate) fn sum_line(form: &Form, heads: &[Head], (row, label): (&str, &str), of: &[Line]) -> Line {
    let cells = heads.iter().enumerate().map(|(at, head)| match &form.columns[head.column?].holds {
        Holds::Label => Some(text(label)),
        Holds::Value(_) | Holds::ByRow => {
            Some(number(of.iter().filter_map(|line| value(line.cells[at].as_ref()?)).sum()))
        }
        Holds::Code | Holds::Measure | Holds::Note => None,
    });
    Line { row: Some(row.to_owned()), cells: cells.collect() }
}

pub(crate) fn value(cell: &Cell) -> Option<Decimal> {
    match cell.content {
        Content::Number(number) => Some(number),
        _ => None,
    }
}

fn figure(kind: Option<&phuluc::form::Kind>, chance: &mut Chance) -> Option<Cell> {
    let figure = match kind? {
        phuluc::form::Kind::Count => Decimal::from(100 + chance.below(900)),
        phuluc::form::Kind::Money => Decimal::from(1000 * (100 + chance.below(90_000))),
        phuluc::form::Kind::Percent => Decimal::new(i64::try_from(100 + chance.below(9800)).unwrap(), 2),
        phuluc::form::Kind::Score => Decimal::new(i64::try_from(5 * (1 + chance.below(20))).unwrap(), 1),
        phuluc::form::Kind::Choice(choices) => chance.pick(choices).code,
        phuluc::form::Kind::Text | phuluc::form::Kind::Document => return None,
    };
    Some(number(figure))
}

/// A report on a form as a commune sends it, in one of several layouts.
pub(crate) fn report(form: &'static Form, chance: &mut Chance) -> Report {
    let mut table = table(form, chance);
    table.heading = match chance.below(3) {
        0 => vec![
            "ỦY BAN NHÂN DÂN\nXÃ VÍ DỤ 01".to_owned(),
            form.title.to_uppercase(),
            PERIOD.to_owned(),
            "Đơn vị báo cáo: UBND xã Ví dụ 01".to_owned(),
        ],
        1 => vec![
            "Đơn vị báo cáo: UBND xã Ví dụ 01".to_owned(),
            form.short.clone(),
            format!("Kỳ báo cáo: quý I năm 2026 {PERIOD}"),
        ],
        _ => vec![
            "UBND XÃ VÍ DỤ 01".to_owned(),
            String::new(),
            form.title.clone(),
            "Đơn vị báo cáo: UBND xã Ví dụ 01".to_owned(),
            PERIOD.to_owned(),
            String::new(),
        ],
    };
    let name = (*chance.pick(&[form.sheet.as_str(), "Sheet1", "Bieu so lieu"])).to_owned();
    let left = u32::try_from(chance.below(3)).unwrap();
    let page = Page { name, visible: true, left, tables: vec![table], below: Vec::new() };
    let mut report =
        Report { form, pages: vec![page], own: (0, 0), meant: Meant::new(), must_be_said: false };
    report.meant = report.figures();
    report
}

impl Table {
    /// The place of the column that holds something, among the table's columns.
    pub fn head(&self, form: &Form, holds: &Holds) -> usize {
        let is_it = |head: &Head| head.column.is_some_and(|column| form.columns[column].holds == *holds);
        self.heads.iter().position(is_it).expect("the form has such a column")
    }

    fn depth(&self) -> u32 {
        u32::try_from(self.heads.iter().map(|head| head.path.len()).max().unwrap_or(1)).unwrap()
    }

    /// Draws it from a cell on; gives the first row below it.
    fn draw(&self, from: At, cells: &mut Vec<(At, Cell)>, merges: &mut Vec<(At, At)>) -> u32 {
        let mut row = from.row;
        for line in &self.heading {
            if !line.is_empty() {
                cells.push((At { row, column: from.column }, text(line)));
            }
            row += 1;
        }
        self.draw_header(At { row, ..from }, cells, merges);
        row += self.depth();
        if let Some(numbered) = self.numbered {
            let numbers = (from.column..).zip(1..=self.heads.len());
            cells.extend(numbers.map(|(column, n)| (At { row, column }, text(&numbered(n)))));
            row += 1;
        }
        for line in &self.lines {
            let drawn = (from.column..).zip(&line.cells);
            cells.extend(drawn.filter_map(|(column, cell)| Some((At { row, column }, cell.clone()?))));
            row += 1;
        }
        row
    }

    fn draw_header(&self, from: At, cells: &mut Vec<(At, Cell)>, merges: &mut Vec<(At, At)>) {
        let depth = self.depth();
        for (at, head) in (0_u32..).zip(&self.heads) {
            for (level, label) in (0_u32..).zip(&head.path) {
                let upto = usize::try_from(level).unwrap();
                let is_group =
                    |other: &Head| other.path.len() > upto + 1 && other.path[..=upto] == head.path[..=upto];
                let before = &self.heads[..usize::try_from(at).unwrap()];
                let goes_on = head.path.len() > upto + 1 && before.last().is_some_and(is_group);
                let place = At { row: from.row + level, column: from.column + at };
                if !goes_on || !self.is_merged {
                    cells.push((place, text(label)));
                }
                if !self.is_merged || goes_on {
                    continue;
                }
                let after =
                    self.heads[usize::try_from(at).unwrap() + 1..].iter().take_while(|other| is_group(other));
                let wide = if head.path.len() > upto + 1 { u32::try_from(after.count()).unwrap() } else { 0 };
                let deep = if head.path.len() == upto + 1 { depth - 1 - level } else { 0 };
                if wide + deep > 0 {
                    merges.push((place, At { row: place.row + deep, column: place.column + wide }));
                }
            }
        }
    }
}

impl Page {
    pub fn sheet(&self) -> Sheet {
        let (mut cells, mut merges) = (Vec::new(), Vec::new());
        let mut row = 0;
        for table in &self.tables {
            row = table.draw(At { row, column: self.left }, &mut cells, &mut merges) + 2;
        }
        cells.extend(
            self.below.iter().map(|(down, right, line)| {
                (At { row: row - 2 + down, column: self.left + right }, text(line))
            }),
        );
        Sheet::new(&self.name, cells).merged(merges)
    }
}

impl Report {
    /// The report's own table.
    pub fn table(&mut self) -> &mut Table {
        &mut self.pages[self.own.0].tables[self.own.1]
    }

    /// Takes the figures of a row out of what is meant: nobody knows what they are.
    pub fn forget_row(&mut self, row: &str) {
        self.meant.retain(|(own, _), _| own != row);
        self.must_be_said = true;
    }

    /// The figures of its own table.
    pub fn figures(&self) -> Meant {
        let table = &self.pages[self.own.0].tables[self.own.1];
        let mut meant = Meant::new();
        for line in &table.lines {
            for (head, cell) in table.heads.iter().zip(&line.cells) {
                let column = head.column.filter(|column| takes_figures(self.form, *column));
                if let (Some(row), Some(column), Some(cell)) = (&line.row, column, cell)
                    && let Some(figure) = value(cell)
                {
                    let column = self.form.columns[column].id.to_string();
                    meant.insert((row.clone(), column), figure);
                }
            }
        }
        meant
    }

    pub fn bytes(&self) -> Vec<u8> {
        let sheets: Vec<Sheet> = self.pages.iter().map(Page::sheet).collect();
        let parts: Vec<String> =
            sheets.iter().map(|sheet| files::sheet_xml(sheet, 0, &str::to_owned)).collect();
        let named = sheets.iter().zip(&parts).map(|(sheet, part)| (sheet.name.as_str(), part.as_str()));
        files::workbook(&named.collect::<Vec<_>>()).bytes()
    }

    /// What is read from it.
    pub fn read(&self) -> Submission {
        let mut sheets = grid::read(&self.bytes()).expect("a workbook of ours");
        for (sheet, page) in sheets.iter_mut().zip(&self.pages) {
            sheet.visible = page.visible;
        }
        Submission::read(&sheets, &FINDER)
    }
}

/// What senders do to a report. It says whether the report has a place for it.
pub(crate) type Kind = fn(&mut Report, &mut Chance) -> bool;

/// What became of the places of reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Judged {
    pub right: usize,
    /// Not read, or read with a doubt, and a note or warning says so.
    pub said: usize,
    /// Not read, and an error says so.
    pub refused: usize,
    pub lost_in_silence: Vec<String>,
    pub wrong_in_silence: Vec<String>,
}

impl Judged {
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.said += other.said;
        self.refused += other.refused;
        self.lost_in_silence.extend(other.lost_in_silence);
        self.wrong_in_silence.extend(other.wrong_in_silence);
    }
}

impl fmt::Display for Judged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { right, said, refused, lost_in_silence, wrong_in_silence } = self;
        let (lost, wrong) = (lost_in_silence.len(), wrong_in_silence.len());
        write!(f, "{right:>7} {said:>7} {refused:>7} {lost:>7} {wrong:>7}")
    }
}

/// Judges every place of a report by what was read and what was said while reading.
pub(crate) fn judge(report: &Report, read: &Submission) -> Judged {
    let mut judged = Judged::default();
    if report.must_be_said && read.notices.is_empty() {
        judged.lost_in_silence.push("nothing is said".to_owned());
    }
    let said: Vec<&Finding> = read.notices.iter().collect();
    let is_error = said.iter().any(|finding| finding.severity == Severity::Error);
    let form = read.form(&report.form.id);
    let mut not_right = |place: &str, found: Option<Decimal>| match found {
        _ if is_error => judged.refused += 1,
        Some(found) => judged.wrong_in_silence.push(format!("{place} read as {found}")),
        None if said.is_empty() => judged.lost_in_silence.push(place.to_owned()),
        None => judged.said += 1,
    };
    let mut right = 0;
    for ((row, column), meant) in &report.meant {
        let entry = form.and_then(|filled| {
            let row = &filled.rows[filled.row(&row.as_str().into())?];
            Some(row.entries.get(filled.form.column(&column.as_str().into())?))
        });
        match entry.map(|entry| entry.answer) {
            Some(Answer::Number(figure)) if figure.value == *meant => right += 1,
            Some(Answer::Number(figure)) => not_right(&format!("{row}.{column} {meant}"), Some(figure.value)),
            _ => not_right(&format!("{row}.{column} {meant}"), None),
        }
    }
    // figures that nobody meant
    let rows = form.iter().flat_map(|filled| filled.rows.iter().map(move |row| (filled, row)));
    for (filled, row) in rows {
        for (column, entry) in filled.form.columns.iter().zip(row.entries.iter()) {
            let place = (row.id.to_string(), column.id.to_string());
            if let Some(found) = entry.value()
                && !report.meant.contains_key(&place)
            {
                not_right(&format!("{}.{} that is none", place.0, place.1), Some(found));
            }
        }
    }
    judged.right += right;
    if report.meant.is_empty() && is_error {
        judged.refused += 1;
    }
    judged
}

/// A report that nothing was done to is read whole, and nothing is said of it.
#[test]
fn a_clean_report_is_read_whole_in_every_layout() {
    for (seed, form) in (0..8).flat_map(|seed| forms().into_iter().map(move |form| (seed, form))) {
        let report = report(form, &mut Chance::new(seed));
        let read = report.read();
        let mut said: Vec<&str> = read.notices.iter().map(|finding| finding.rule.as_str()).collect();
        // forms of the districts are told to be out of date
        said.retain(|rule| *rule != "not-in-force" || form.to.is_none());
        assert_eq!(said, Vec::<&str>::new(), "{} {seed}", form.id);
        let judged = judge(&report, &read);
        let whole = Judged { right: report.meant.len(), ..Judged::default() };
        assert_eq!(judged, whole, "{} {seed}", form.id);
    }
}
