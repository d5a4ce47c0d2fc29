//! The totals of a round: each form in its own layout, with the units behind every figure.
//!
//! The same tables serve the screens and the page to mail. On the screens a figure leads to its units, and a unit's
//! figure to its cell; on the page to mail the units are folded below the form.

mod by_unit;
mod table;

use crate::frame::{self, Reply, Screen, Tab};
use crate::sheet::Prefix;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};
use phuluc_book::consolidated;
use phuluc_form::{Lang, capital};
use phuluc_round::{Consolidation, FileReport, FormTotal, Member, agreement};
use phuluc_say::{StatusMessage, TotalMessage, report, words};
use table::{ApartTotal, FormTable};

/// Gives the address of the screen that shows a unit's file, and what the ids of its cells begin with.
pub(crate) type SourceFile<'f> = dyn Fn(&Member, &FileReport) -> Option<(String, Prefix)> + 'f;

/// The totals with the addresses for their links.
pub(crate) struct Totals<'c> {
    /// The consolidation to show.
    pub consolidation: &'c Consolidation,
    /// The tab of the screens.
    pub tab: Tab,
    /// The address of the list of forms. The addresses of forms and rows begin with it.
    pub base: &'static str,
    /// The screens that show the units' files; `None` for a file without one.
    pub file: &'c SourceFile<'c>,
    /// What stands above the list of forms.
    pub notice: Markup,
    /// The link or button for the consolidated workbook.
    pub workbook: Markup,
}

impl Totals<'_> {
    /// The screen for the parts of an address after `base`: all forms, a form, or a row of it.
    pub fn screen(&self, parts: &[&str]) -> Reply {
        let form = |number: &str| self.consolidation.forms.get(number.parse::<usize>().ok()?);
        let screen = match parts {
            [] => Some(self.all()),
            [number] => form(number).map(|total| self.form(total, number)),
            [number, row] => {
                form(number).zip(row.parse().ok()).and_then(|(total, row)| self.row(total, number, row))
            }
            _ => None,
        };
        screen.map_or_else(Reply::not_found, Reply::Screen)
    }

    fn all(&self) -> Screen {
        let body = html! {
            div.top {
                div { h1 { "Số liệu tổng hợp" } span.soft { (heading(self.consolidation)) } }
                span.acts { (self.workbook) }
            }
            (self.notice)
            (missing(self.consolidation))
            div.card.wide {
                table.list {
                    thead { tr {
                        th scope="col" { "Biểu" } th scope="col" { "Tên" } th scope="col" { "Đã có số liệu" }
                    } }
                    tbody {
                        @for (number, total) in self.consolidation.forms.iter().enumerate() {
                            tr {
                                td { a href=(format!("{}/{number}", self.base)) { (total.form.known_as()) } }
                                td { (total.form.title) }
                                td { (of_owing(given(self.consolidation, total), total)) }
                            }
                        }
                    }
                }
            }
        };
        self.titled("Số liệu tổng hợp".to_owned(), html! { (body) (charts(self.consolidation)) })
    }

    fn form(&self, total: &FormTotal, number: &str) -> Screen {
        let given = given(self.consolidation, total);
        let units = |row: usize| Some(format!("{}/{number}/{row}", self.base));
        let apart = apart(self.consolidation, total);
        let body = html! {
            p { a href=(self.base) { "← Các biểu" } }
            h1 { (total.form.known_as()) }
            p { (total.form.title) ". " (of_owing(given, total)) "." }
            (apart_lines(&apart))
            p.soft { "Bấm vào một số để xem số của từng đơn vị." }
            (table::of(&FormTable { total, given, apart: &apart, units: &units }))
        };
        self.titled(total.form.known_as(), body)
    }

    fn row(&self, total: &FormTotal, number: &str, at: usize) -> Option<Screen> {
        let row = total.rows.get(at)?;
        let body = html! {
            p { a href=(format!("{}/{number}", self.base)) { "← " (total.form.known_as()) } }
            h1 { (row.label) }
            p.soft { "Bấm vào một số để xem ô trong tệp của đơn vị." }
            (by_unit::of(self.consolidation, total, row, self.file))
        };
        Some(self.titled(row.label.clone(), body))
    }

    const fn titled(&self, title: String, body: Markup) -> Screen {
        Screen { tab: self.tab, title, body }
    }
}

/// The totals as one page to mail: all forms, with the figures of the units folded below each.
pub fn totals_file(consolidation: &Consolidation) -> String {
    let body = html! {
        h1 { (consolidation.round.title) }
        p.soft { (heading(consolidation)) }
        (missing(consolidation))
        (charts(consolidation))
        @for total in &consolidation.forms {
            @let given = given(consolidation, total);
            @let apart = apart(consolidation, total);
            section.card {
                h2 { (total.form.known_as()) }
                p { (total.form.title) ". " (of_owing(given, total)) "." }
                (apart_lines(&apart))
                (table::of(&FormTable { total, given, apart: &apart, units: &|_| None }))
                @for row in total.rows.iter().filter(|row| row.cells.iter().any(Option::is_some)) {
                    details.on-screen {
                        summary { "Theo đơn vị: " (row.label) }
                        (by_unit::of(consolidation, total, row, &|_, _| None))
                    }
                }
            }
        }
    };
    frame::to_mail(&consolidation.round.title, &body)
}

/// The totals of a form that disagree with their parts.
fn apart(consolidation: &Consolidation, total: &FormTotal) -> Vec<ApartTotal> {
    let found = agreement::disagreements(total, &consolidation.members);
    let lines = report::agreement::lines(consolidation, total, found, Lang::Vi).into_iter();
    lines.map(|line| ApartTotal { row: line.row, column: line.column, said: line.text }).collect()
}

/// How many disagreements are shown unfolded.
const AT_ONCE: usize = 5;

fn apart_lines(apart: &[ApartTotal]) -> Markup {
    html! {
        @if !apart.is_empty() {
            div.card.finding.warning {
                h3 { (apart.len()) " số chưa khớp" }
                @let (first, more) = apart.split_at(apart.len().min(AT_ONCE));
                ul { @for ApartTotal { said, .. } in first { li { (said) } } }
                @if !more.is_empty() {
                    details {
                        summary { "Còn " (more.len()) " số" }
                        ul { @for ApartTotal { said, .. } in more { li { (said) } } }
                    }
                }
            }
        }
    }
}

fn heading(consolidation: &Consolidation) -> String {
    let period = words::say(Lang::Vi, TotalMessage::Period(consolidation.round.period));
    capital(&period)
}

/// The number of units in a form's totals, of those that owe the form.
fn given(consolidation: &Consolidation, total: &FormTotal) -> usize {
    let table = total.table(&consolidation.members);
    total.owing.iter().filter(|&&unit| table.absence(unit).is_none()).count()
}

fn of_owing(given: usize, total: &FormTotal) -> String {
    words::say(Lang::Vi, TotalMessage::Units { given, of: total.owing.len() })
}

/// The charts of the consolidated workbook. They are pictures, so that nothing in them is a part of the page.
fn charts(consolidation: &Consolidation) -> Markup {
    let charts = consolidated::charts_for_screen(consolidation);
    html! {
        @if !charts.is_empty() {
            h2 { "Biểu đồ" }
            div.charts {
                @for (title, svg) in charts {
                    img.card alt=(title) src=(format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg)));
                }
            }
        }
    }
}

/// The units that are in no total, each with the reason.
fn missing(consolidation: &Consolidation) -> Markup {
    let absent: Vec<&Member> = consolidation.members.iter().filter(|member| !member.included).collect();
    html! {
        @if !absent.is_empty() {
            details.card.finding.warning {
                summary { (absent.len()) " đơn vị không có trong số liệu" }
                ul {
                    @for member in absent {
                        li { (member.unit.name) ": " (words::say(Lang::Vi, StatusMessage::Unit(member))) }
                    }
                }
            }
        }
    }
}
