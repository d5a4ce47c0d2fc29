//! The words that every message about a workbook needs: places, answers, figures, periods, and why a file could not
//! be read.
//!
//! Vietnamese figures are written 1.232 and 83,19%, English ones 1,232 and 83.19%.

mod place;
mod read_error;

use crate::locate::Nearest;
use phuluc_form::{Expr, Lang, Period, number};
use phuluc_grid::At;
use rust_decimal::Decimal;

use super::Location;

pub use place::{answer, cell, cell_on_sheet, level, place, subject, whose};
pub use read_error::read_error;

/// How many places a sentence names before it says that there are more.
pub const NAMED: usize = 6;

/// A figure in the notation of the language.
pub fn figure(lang: Lang, value: Decimal) -> String {
    match lang {
        Lang::Vi => number::vietnamese(value),
        Lang::En => number::english(value),
    }
}

/// The days of a period.
pub fn period(lang: Lang, period: Period) -> String {
    match lang {
        Lang::Vi => period.to_string(),
        Lang::En => format!("{} to {}", period.from, period.to),
    }
}

/// The answer at a place, in words; empty without a place.
pub fn answer_if(lang: Lang, at: Option<&Location>) -> String {
    at.map_or_else(String::new, |place| answer(lang, place))
}

/// The beginning of the text at a place, in quotes and without the dash of a list.
pub(crate) fn beginning(at: Option<&Location>) -> String {
    let raw = at.map_or("", |place| place.shown.raw.trim_start_matches([' ', '-', '+', '•']));
    let beginning: String = raw.chars().take(60).collect();
    let more = if beginning.len() < raw.len() { " …" } else { "" };
    format!("“{}{more}”", beginning.trim_end())
}

/// The form that a sheet resembles most, after a comma; empty if it resembles none.
pub(crate) fn nearest(lang: Lang, nearest: Option<&Nearest>) -> String {
    let Some(Nearest { short, found, of, columns, .. }) = nearest else { return String::new() };
    match (lang, columns.is_empty()) {
        (Lang::Vi, true) => format!(", gần nhất là {short}: chỉ thấy {found}/{of} chỉ tiêu của mẫu"),
        (Lang::Vi, false) => {
            let columns = listed(columns.iter().map(|column| format!("“{column}”")));
            format!(", gần nhất là {short}: không có hoặc có hai cột {columns}")
        }
        (Lang::En, true) => format!(", nearest is {short} with {found} of {of} rows"),
        (Lang::En, false) => {
            format!(", nearest is {short} with none or two of its column {}", columns.join(", "))
        }
    }
}

/// Some Vietnamese phrases in a row: the first ones, and how many more there are.
pub(crate) fn listed(phrases: impl Iterator<Item = String>) -> String {
    let mut phrases: Vec<String> = phrases.collect();
    if phrases.len() > NAMED {
        let more = phrases.len() - NAMED;
        phrases.truncate(NAMED);
        phrases.push(format!("và {more} chỗ khác"));
    }
    phrases.join("; ")
}

/// Names in quotes, with commas.
pub(crate) fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
}

/// The names of the first cells, and how many there are beside them.
pub(crate) fn first_cells(lang: Lang, cells: &[At]) -> String {
    const FIRST: usize = 5;
    let mut names: Vec<String> = cells.iter().take(FIRST).map(At::to_string).collect();
    if cells.len() > FIRST {
        let others = cells.len() - FIRST;
        names.push(match lang {
            Lang::Vi => format!("và {others} ô khác"),
            Lang::En => format!("{others} more"),
        });
    }
    names.join(", ")
}

/// The texts of several cells in a row, as written: “6”, “4 | trống | 2”.
pub(crate) fn as_written(cells: &[String], blank: &str) -> String {
    let cells: Vec<&str> =
        cells.iter().map(|cell| if cell.is_empty() { blank } else { cell.as_str() }).collect();
    format!("“{}”", cells.join(" | "))
}

/// An expression in full, such as `a + b - c`: `name` writes each place, `share` each percentage.
pub fn spelled(
    expr: &Expr<Location>,
    name: &impl Fn(&Location) -> String,
    share: &impl Fn(&str, &str) -> String,
) -> String {
    let part = |e: &Expr<Location>| spelled(e, name, share);
    let grouped = |e: &Expr<Location>| match e {
        Expr::Add(..) | Expr::Sub(..) => format!("({})", spelled(e, name, share)),
        _ => spelled(e, name, share),
    };
    match expr {
        Expr::Number(number) => number.normalize().to_string(),
        Expr::Place(place) | Expr::Zero(place) => name(place),
        Expr::Add(a, b) => format!("{} + {}", part(a), part(b)),
        Expr::Sub(a, b) => format!("{} - {}", part(a), part(b)),
        Expr::Mul(a, b) => format!("{} × {}", part(a), part(b)),
        Expr::Div(a, b) => format!("{} / {}", grouped(a), grouped(b)),
        Expr::Min(a, b) => format!("min({}; {})", part(a), part(b)),
        Expr::Max(a, b) => format!("max({}; {})", part(a), part(b)),
        Expr::Abs(a) => format!("|{}|", part(a)),
        // the sentence itself says to how many decimals
        Expr::Round(a, _) => part(a),
        // both branches stand here only if the condition could not be decided
        Expr::If(branches) => format!("{} | {}", part(&branches.then), part(&branches.other)),
        Expr::Percent(a, b) => share(&part(a), &part(b)),
        Expr::Base(a, b) => format!("{} × 100 / {}", part(a), part(b)),
        Expr::Sum(_) => String::new(),
    }
}
