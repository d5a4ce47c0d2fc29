//! Trying a suggestion in memory: the findings that would remain. The sender's file stays as it is.

use crate::Request;
use maud::{Markup, html};
use phuluc_check::{Change, Decision, Location, Ruling, SheetCell, Story};
use phuluc_desk::{Error, StatedOrNow};
use phuluc_form::{number, viet_nam, vietnamese};
use phuluc_grid::At;
use phuluc_round::FileReport;
use rust_decimal::Decimal;
use std::sync::Arc;

/// A trial: a report as it would be with other figures in some cells.
#[derive(Debug)]
pub(crate) struct Trial {
    /// The figures that are tried, as decisions.
    pub figures: Vec<Arc<Decision>>,
    /// The report with these figures.
    pub report: FileReport,
}

/// The changes of a story's likeliest explanation, if it gives a figure for each, and all are in this report.
pub(crate) fn changes<'s>(story: &Story<'s>) -> Option<&'s [Change]> {
    let explanation = story.diagnosis?.likeliest()?;
    let is_known = |change: &Change| {
        change.to.is_some() && change.place.on_sheet.at.is_some() && !change.place.on_form.previous
    };
    explanation.changes.iter().all(is_known).then_some(&*explanation.changes)
}

/// The button that tries a story's suggestion in the open file with this id.
pub(crate) fn button(id: &str, story: &Story<'_>) -> Markup {
    html! {
        @if let Some(changes) = changes(story) {
            form.act action=(format!("/thu/{id}")) method="post" {
                (fields(changes))
                button type="submit" { "Thử sửa" }
            }
        }
    }
}

/// Changes as hidden fields of a form: sheet, cell, the figure in the cell, the figure instead.
pub(crate) fn fields(changes: &[Change]) -> Markup {
    html! {
        @for change in changes {
            input type="hidden" name="trang" value=(change.place.on_sheet.sheet);
            input type="hidden" name="o" value=[change.place.on_sheet.at.map(|at| at.to_string())];
            input type="hidden" name="tu" value=(figure_of(&change.place));
            input type="hidden" name="thanh" value=(figure(change.to));
        }
    }
}

/// The figure at a place as forms send it; empty if there is none.
pub(crate) fn figure_of(place: &Location) -> String {
    figure(place.shown.answer.figure().map(|figure| figure.value))
}

/// A figure as forms send it; empty for `None`.
fn figure(figure: Option<Decimal>) -> String {
    figure.map(number::vietnamese_as_is).unwrap_or_default()
}

/// The figures that a request wants to try, as decisions that nobody has taken.
///
/// # Errors
/// If one of them is not a cell or not a figure.
pub(crate) fn asked(request: &Request) -> Result<Vec<Arc<Decision>>, Error> {
    let when = StatedOrNow { said: None, now: request.now }.moment(viet_nam())?;
    let places = request.all("trang").zip(request.all("o"));
    let figures = request.all("tu").zip(request.all("thanh"));
    let decisions = places.zip(figures).map(|((sheet, cell), (from, to))| {
        let at = At::named(cell).ok_or_else(|| Error::NotACell(cell.to_owned()))?;
        let from = if from.is_empty() { None } else { Some(phuluc_desk::figure(from)?) };
        let cell = SheetCell { sheet: sheet.to_owned(), at };
        let ruling = Ruling::Adjusted { cell, from, to: phuluc_desk::figure(to)? };
        Ok(Arc::new(Decision {
            unit: 0,
            sending: None,
            ruling,
            who: String::new(),
            when,
            basis: String::new(),
            taken_back: None,
            remark: String::new(),
            extra: Vec::new(),
        }))
    });
    decisions.collect()
}

/// The notice above the report that says what is being tried.
pub(crate) fn banner(id: &str, trial: &Trial) -> Markup {
    html! {
        div.card.told role="status" {
            p { b { "Đang thử sửa, tệp của đơn vị vẫn nguyên:" } }
            ul {
                @for decision in &trial.figures {
                    @if let Ruling::Adjusted { cell, from, to } = &decision.ruling {
                        li {
                            "trang tính “" (cell.sheet) "”, ô " (cell.at.to_string()) ": "
                            (from.map_or_else(|| "chưa nhập".to_owned(), vietnamese)) " → " (vietnamese(*to))
                        }
                    }
                }
            }
            p { "Phần dưới là nội dung còn lại sau khi sửa." }
            form action=(format!("/thoi-thu/{id}")) method="post" { button type="submit" { "Thôi thử, xem lại tệp đã gửi" } }
        }
    }
}
