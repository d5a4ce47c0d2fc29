//! Sheets drawn as senders draw them, for every form with figures: tables of their own in several layouts, with known
//! figures.

use crate::support::builder::{CATALOGUE, form};
use crate::support::chance::Chance;
use phuluc::form::{Form, Holds, Kind, match_key};
use phuluc::grid::{At, Cell, Content, Hidden, Marks, Position, Run, Sheet};
use rust_decimal::Decimal;

/// A column of a drawn table: its labels from the top, and the index of the form's column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    pub path: Vec<String>,
    pub column: Option<usize>,
    /// The raised number of a note behind its last label.
    pub note: &'static str,
    pub is_hidden: bool,
}

/// A line of a drawn table, with a cell for each column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// The id of the form's row.
    pub row: Option<String>,
    pub cells: Vec<Option<Cell>>,
    pub is_hidden: bool,
}

/// A drawn table, with the lines above it.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub heading: Vec<String>,
    pub heads: Vec<Head>,
    /// The row of numbers under the header, and how they are written: “(1)”, “1”.
    pub numbered: Option<fn(usize) -> String>,
    pub is_merged: bool,
    pub lines: Vec<Line>,
    /// Merged cells: the line, the column, the number of further rows and of further columns.
    pub merges: Vec<(usize, usize, u32, u32)>,
    /// Whether a filter hides the hidden lines.
    pub is_filtered: bool,
}

/// A drawn sheet: tables one below the other.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub name: String,
    pub visible: bool,
    pub left: u32,
    pub tables: Vec<Table>,
    /// Texts below the tables, each with its distance down and right.
    pub below: Vec<(u32, u32, String)>,
}

/// The forms that ask for figures.
pub(crate) fn forms() -> Vec<&'static Form> {
    let mut ids: Vec<&str> = CATALOGUE.forms().map(|form| form.id.as_str()).collect();
    ids.dedup();
    let forms = ids.into_iter().map(form);
    forms.filter(|form| (0..form.columns.len()).any(|column| takes_figures(form, column))).collect()
}

pub(crate) fn takes_figures(form: &Form, column: usize) -> bool {
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

/// A table of a form, with a different figure at every place.
pub(crate) fn table(form: &Form, chance: &mut Chance) -> Table {
    let columns = form.columns.iter().enumerate().filter(|(_, column)| !column.optional);
    let heads: Vec<Head> = columns
        .map(|(index, column)| Head { path: column.head.clone(), column: Some(index), ..Head::default() })
        .collect();
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
                Line { row: Some(row.id.to_string()), cells: filled.collect(), is_hidden: false }
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
    let is_merged = chance.is_in(70);
    Table { heading: Vec::new(), heads, numbered, is_merged, lines, merges: Vec::new(), is_filtered: false }
}

/// A line for an open row, with a different figure in each column.
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
    Line { row: Some(row.to_owned()), cells: cells.collect(), is_hidden: false }
}

/// A line with the sums of other lines.
pub(crate) fn sum_line(form: &Form, heads: &[Head], (row, label): (&str, &str), of: &[Line]) -> Line {
    let cells = heads.iter().enumerate().map(|(at, head)| match &form.columns[head.column?].holds {
        Holds::Label => Some(text(label)),
        Holds::Value(_) | Holds::ByRow => {
            Some(number(of.iter().filter_map(|line| value(line.cells[at].as_ref()?)).sum()))
        }
        Holds::Code | Holds::Measure | Holds::Note => None,
    });
    Line { row: Some(row.to_owned()), cells: cells.collect(), is_hidden: false }
}

pub(crate) fn value(cell: &Cell) -> Option<Decimal> {
    match cell.content {
        Content::Number(number) => Some(number),
        _ => None,
    }
}

fn figure(kind: Option<&Kind>, chance: &mut Chance) -> Option<Cell> {
    let figure = match kind? {
        Kind::Count if chance.is_in(20) => Decimal::from(1000 + chance.below(9000)),
        Kind::Count => Decimal::from(100 + chance.below(900)),
        Kind::Money => Decimal::from(1000 * (100 + chance.below(900))),
        Kind::Percent => Decimal::new(i64::try_from(100 + chance.below(9800)).unwrap(), 2),
        Kind::Quantity | Kind::Score => Decimal::new(i64::try_from(5 * (1 + chance.below(20))).unwrap(), 1),
        Kind::Choice(choices) => chance.pick(choices).code,
        Kind::Text | Kind::Document => return None,
    };
    Some(number(figure))
}

impl Table {
    /// The index of the column that holds `holds`.
    pub fn head(&self, form: &Form, holds: &Holds) -> usize {
        let is_it = |head: &Head| head.column.is_some_and(|column| form.columns[column].holds == *holds);
        self.heads.iter().position(is_it).expect("the form has such a column")
    }

    fn depth(&self) -> u32 {
        u32::try_from(self.heads.iter().map(|head| head.path.len()).max().unwrap_or(1)).unwrap()
    }

    /// Draws the table with its first cell at `from`. Gives the first row below it.
    fn draw(&self, from: At, drawn: &mut Drawn) -> u32 {
        let mut row = from.row;
        for line in &self.heading {
            if !line.is_empty() {
                drawn.cells.push((At { row, column: from.column }, text(line)));
            }
            row += 1;
        }
        self.draw_header(At { row, ..from }, drawn);
        row += self.depth();
        if let Some(numbered) = self.numbered {
            let numbers = (from.column..).zip(1..=self.heads.len());
            drawn.cells.extend(numbers.map(|(column, n)| (At { row, column }, text(&numbered(n)))));
            row += 1;
        }
        let first = row;
        for line in &self.lines {
            let cells = (from.column..).zip(&line.cells);
            drawn.cells.extend(cells.filter_map(|(column, cell)| Some((At { row, column }, cell.clone()?))));
            drawn.hidden.rows.extend(line.is_hidden.then_some((row, row)));
            row += 1;
        }
        let columns = (from.column..).zip(&self.heads).filter(|(_, head)| head.is_hidden);
        drawn.hidden.columns.extend(columns.map(|(column, _)| (column, column)));
        for (line, head, down, right) in &self.merges {
            let (line, head) = (u32::try_from(*line).unwrap(), u32::try_from(*head).unwrap());
            let at = At { row: first + line, column: from.column + head };
            drawn.merges.push((at, At { row: at.row + down, column: at.column + right }));
        }
        if self.is_filtered {
            let last =
                At { row: row - 1, column: from.column + u32::try_from(self.heads.len()).unwrap() - 1 };
            drawn.hidden.filters.push((At { row: first - 1, ..from }, last));
        }
        row
    }

    fn draw_header(&self, from: At, drawn: &mut Drawn) {
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
                    let note = if head.path.len() == upto + 1 { head.note } else { "" };
                    drawn.cells.push((place, noted(label, note)));
                }
                if !self.is_merged || goes_on {
                    continue;
                }
                let after =
                    self.heads[usize::try_from(at).unwrap() + 1..].iter().take_while(|other| is_group(other));
                let wide = if head.path.len() > upto + 1 { u32::try_from(after.count()).unwrap() } else { 0 };
                let deep = if head.path.len() == upto + 1 { depth - 1 - level } else { 0 };
                if wide + deep > 0 {
                    drawn.merges.push((place, At { row: place.row + deep, column: place.column + wide }));
                }
            }
        }
    }
}

/// A sheet that is being drawn.
#[derive(Default)]
struct Drawn {
    cells: Vec<(At, Cell)>,
    merges: Vec<(At, At)>,
    hidden: Hidden,
}

/// A text with a raised note behind it.
pub(crate) fn noted(label: &str, note: &str) -> Cell {
    if note.is_empty() {
        return text(label);
    }
    let run = |text: &str, position| Run { text: text.to_owned(), struck: false, position, unseen: false };
    let runs = vec![run(label, Position::Level), run(note, Position::Raised)];
    Cell { marks: Marks::of_runs(runs), ..text(&format!("{label}{note}")) }
}

impl Page {
    pub fn sheet(&self) -> Sheet {
        let mut drawn = Drawn::default();
        let mut row = 0;
        for table in &self.tables {
            row = table.draw(At { row, column: self.left }, &mut drawn) + 2;
        }
        drawn.cells.extend(
            self.below.iter().map(|(down, right, line)| {
                (At { row: row - 2 + down, column: self.left + right }, text(line))
            }),
        );
        let mut sheet = Sheet::new(&self.name, drawn.cells).merged(drawn.merges).hiding(drawn.hidden);
        sheet.visible = self.visible;
        sheet
    }
}
