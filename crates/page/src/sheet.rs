//! A sheet as its sender sees it, with the cells of findings marked: the same rows, columns, merges, number formats, and
//! from .xlsx also widths, fills and bold letters.

use crate::finding::{class, sign};
use maud::{Markup, html};
use phuluc_form::{Lang, Severity};
use phuluc_grid::{At, Cell, CellAppearance, Colour, Content, MOST_COLUMNS, MOST_ROWS, Sheet, Shown, Side};
use phuluc_say::{CheckMessage, words};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The width of the column with the numbers of rows, in pixels.
const EDGE_WIDTH: u32 = 44;

/// The mark of a cell.
pub(crate) struct Mark {
    /// The severity of the finding.
    pub severity: Severity,
    /// The id of the card with the finding; `None` if the figure was only replaced by another.
    pub card: Option<String>,
    /// The figure that counts instead of the one in the cell.
    pub instead: Option<Decimal>,
}

/// The marked cells of a sheet.
pub(crate) type Marks = BTreeMap<At, Mark>;

/// What the ids of a report's findings and cells begin with. A page that shows one report only has none; on others it
/// keeps the reports apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prefix(String);

impl Prefix {
    /// That of a unit's file, by its path.
    pub fn of(path: &str) -> Self {
        Self(format!("t{}-", short(path)))
    }

    /// That of the report with this number on a page.
    pub fn numbered(number: usize) -> Self {
        Self(format!("t{number}-"))
    }

    /// The id of something in the report.
    pub fn id(&self, name: &str) -> String {
        format!("{}{name}", self.0)
    }

    /// The id of a cell, by which links reach it.
    pub fn cell(&self, sheet: &str, at: At) -> String {
        self.id(&format!("o-{}-{at}", short(sheet)))
    }
}

/// A text of any characters as a part of an id.
fn short(text: &str) -> String {
    phuluc_form::sha256(text.as_bytes()).chars().take(8).collect()
}

/// The sheet as a table with the letters of columns and the numbers of rows. `marks` are its marked cells. The workbook
/// itself shows rows and columns beyond the first [`MOST_ROWS`] and [`MOST_COLUMNS`].
pub(crate) fn table(sheet: &Sheet, marks: &Marks, prefix: &Prefix) -> Markup {
    let last_row = sheet.last_row().unwrap_or(0);
    let last_column = sheet.cells().map(|(at, _)| at.column).max().unwrap_or(0);
    let rows = last_row.min(MOST_ROWS - 1);
    let columns = last_column.min(MOST_COLUMNS - 1);
    let hidden = covered(sheet);
    let looks = sheet.appearance();
    let widths = looks.has_widths().then(|| {
        let widths = (0..=columns).map(|column| looks.width(column));
        std::iter::once(EDGE_WIDTH).chain(widths).collect::<Vec<_>>()
    });
    html! {
        div.sheet tabindex="0" role="region" aria-label=(format!("Trang tính {}", sheet.name)) {
            table.sized[widths.is_some()] width=[widths.as_ref().map(|widths| widths.iter().sum::<u32>())] {
                @if let Some(widths) = &widths { colgroup { @for width in widths { col width=(width); } } }
                thead { tr {
                    th.edge {}
                    @for column in 0..=columns { th.edge scope="col" { (letters(column)) } }
                } }
                tbody {
                    @for row in 0..=rows {
                        tr {
                            th.edge scope="row" { (row + 1) }
                            @for column in 0..=columns {
                                @let at = At { row, column };
                                @if !hidden.contains(&at) { (cell(sheet, at, columns, marks.get(&at), prefix)) }
                            }
                        }
                    }
                }
            }
            @if last_row > rows || last_column > columns {
                p.soft { "Trang tính còn dòng hoặc cột nữa, xem trong tệp." }
            }
        }
    }
}

fn cell(sheet: &Sheet, at: At, columns: u32, mark: Option<&Mark>, prefix: &Prefix) -> Markup {
    let (rows, across) = span(sheet, at);
    let across = across.min(columns - at.column + 1);
    let held = sheet.get(at);
    let mut text = held.map(shown).unwrap_or_default();
    if let Some(figure) = mark.and_then(|mark| mark.instead) {
        text = format!("{text} → {}", phuluc_form::vietnamese(figure));
    }
    let look = sheet.appearance().cell(at);
    let kinds = kinds(sheet, at, look, (rows, across));
    let kinds = kinds.into_iter().chain(mark.map(|_| "marked")).chain(mark.map(|mark| class(mark.severity)));
    let kinds = kinds.collect::<Vec<_>>().join(" ");
    html! {
        td class=[Some(kinds).filter(|kinds| !kinds.is_empty())]
            // an attribute, as the policy of the server's pages allows no styles in them
            bgcolor=[look.fill.filter(|_| mark.is_none()).map(written)]
            // an empty cell that somebody must fill in is one that links lead to
            id=[(held.is_some() || mark.is_some()).then(|| prefix.cell(&sheet.name, at))]
            rowspan=[(rows > 1).then_some(rows)] colspan=[(across > 1).then_some(across)] {
            @match mark {
                Some(Mark { severity, card: Some(card), .. }) => {
                    a href=(format!("#{card}")) aria-label=(label(at, *severity, &text)) {
                        span.sign aria-hidden="true" { (sign(*severity)) }
                        @if text.is_empty() { "chưa nhập" } @else { (text) }
                    }
                }
                Some(Mark { card: None, .. }) | None => (text),
            }
        }
    }
}

/// The classes of a cell's look.
fn kinds(sheet: &Sheet, at: At, look: CellAppearance, span: (u32, u32)) -> Vec<&'static str> {
    let content = sheet.get(at).map(|cell| &cell.content);
    let is_text = matches!(content, Some(Content::Text(_)));
    let is_figure = matches!(content, Some(Content::Number(_)));
    let side = match look.side {
        Some(Side::Left) => None,
        Some(Side::Middle) => Some("middle"),
        Some(Side::Right) => Some("figure"),
        None => is_figure.then_some("figure"),
    };
    // Excel shows a text over the empty cells behind it
    let beside = At { row: at.row, column: at.column + 1 };
    let runs_on = sheet.appearance().has_widths()
        && is_text
        && !look.wraps
        && side.is_none()
        && span == (1, 1)
        && sheet.is_empty(beside)
        && !sheet.is_under_merge(beside);
    let is_on_dark = look.fill.is_some_and(Colour::is_dark);
    let kinds =
        [side, look.is_bold.then_some("bold"), runs_on.then_some("runs-on"), is_on_dark.then_some("on-dark")];
    kinds.into_iter().flatten().collect()
}

/// A colour as HTML has it.
fn written(Colour([red, green, blue]): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn label(at: At, severity: Severity, text: &str) -> String {
    let severity = words::say(Lang::Vi, CheckMessage::Severity(severity));
    let text = if text.is_empty() { "chưa nhập".to_owned() } else { format!("ghi {text}") };
    format!("Ô {at}, {severity}, {text}")
}

/// The text that people see in a cell.
fn shown(cell: &Cell) -> String {
    let Content::Number(value) = &cell.content else { return cell.shown().into_owned() };
    match cell.format.shown(*value) {
        Shown::Figure(seen) => {
            let percent = if cell.format.is_percent(*value) { "%" } else { "" };
            let figure = phuluc_form::vietnamese(seen) + percent;
            std::iter::once(figure).chain(cell.format.words(*value)).collect::<Vec<_>>().join(" ")
        }
        Shown::Words(words) => words,
        Shown::Nothing => String::new(),
    }
}

/// The cells that a merge hides.
fn covered(sheet: &Sheet) -> BTreeSet<At> {
    let mut covered = BTreeSet::new();
    for (from, to) in sheet.merges() {
        for row in from.row..=to.row.min(MOST_ROWS) {
            for column in from.column..=to.column.min(MOST_COLUMNS) {
                covered.insert(At { row, column });
            }
        }
        covered.remove(from);
    }
    covered
}

/// The number of rows and columns that a cell spans.
fn span(sheet: &Sheet, at: At) -> (u32, u32) {
    let merged = sheet.merges().iter().find(|(from, _)| *from == at);
    merged.map_or((1, 1), |(from, to)| (to.row - from.row + 1, to.column - from.column + 1))
}

/// The letters of a column: A, B … AA.
fn letters(column: u32) -> String {
    let cell = At { row: 0, column }.to_string();
    cell.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}
