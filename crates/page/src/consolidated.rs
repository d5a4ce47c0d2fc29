//! Consolidates the dropped workbooks: they become a round in memory whose units are the senders.

use crate::Response;
use crate::frame::{Reply, Tab};
use crate::open_files::{KeptFile, OpenFiles};
use crate::totals::Totals;
use maud::{Markup, html};
use phuluc_book::consolidated::brief;
use phuluc_book::{WriteError, consolidated};
use phuluc_desk::{Error, Memory, OpenRound, Tools};
use phuluc_form::{Lang, Period, unit};
use phuluc_round::{Consolidation, FileReport, Member, round};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

/// The title of that round.
const TITLE: &str = "Tổng hợp các tệp đã mở";

/// Which of the workbooks of a consolidation is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// The one that everybody opens.
    First,
    /// The complete one.
    Complete,
}

/// A consolidated workbook. If the unit of a file is unknown, it is refused and the file is named.
pub(crate) fn workbook(kept: &OpenFiles, which: Which, tools: &Tools<'_>) -> Reply {
    or_refused(consolidation(kept, tools).and_then(|consolidation| {
        Ok(Reply::File(
            file(&consolidation, which).map_err(|error| refusal(&html! { p { (error.to_string()) } }))?,
        ))
    }))
}

/// The link to the complete workbook of a consolidation, if there are two.
pub(crate) fn complete_link(consolidation: &Consolidation, link: &Markup) -> Markup {
    html! { @if brief::is_wanted(consolidation) { (link) } }
}

/// The totals on the screen. `parts` says whether all forms, a form or a row of it is shown.
pub(crate) fn totals(kept: &OpenFiles, parts: &[&str], tools: &Tools<'_>) -> Reply {
    or_refused(consolidation(kept, tools).map(|consolidation| {
        let file = |_: &Member, report: &FileReport| {
            Some(format!("/bao-cao/{}", report.path.strip_prefix("nhan/")?))
        };
        let complete = html! {
            form action="/tong-hop-day-du" method="post" data-file { button type="submit" { "Tải bản đầy đủ" } }
        };
        let workbook = html! {
            (complete_link(&consolidation, &complete))
            form action="/tong-hop" method="post" data-file { button.main type="submit" { "Tải tệp tổng hợp" } }
        };
        let (tab, base) = (Tab::Check, "/so-lieu");
        Totals { consolidation: &consolidation, tab, base, file: &file, workbook }.screen(parts)
    }))
}

/// A consolidated workbook as a file, with at most as many values as one sheet holds. That is enough for what is
/// dropped on a page.
pub(crate) fn file(consolidation: &Consolidation, which: Which) -> Result<Response, WriteError> {
    const NAME: &str = "tong-hop.xlsx";
    let mut book = Cursor::new(Vec::new());
    consolidated::write_within(consolidation, consolidated::MOST_VALUES, &mut book)?;
    let complete = book.into_inner();
    Ok(match (which, brief::is_wanted(consolidation)) {
        (Which::First, true) => {
            let bytes = brief::write(consolidation, &phuluc_form::sha256(&complete))?;
            Response::workbook(NAME.to_owned(), bytes)
        }
        (Which::Complete, true) => Response::workbook(brief::complete_path(NAME), complete),
        (_, false) => Response::workbook(NAME.to_owned(), complete),
    })
}

fn or_refused(reply: Result<Reply, Reply>) -> Reply {
    reply.unwrap_or_else(|refused| refused)
}

fn refusal(body: &Markup) -> Reply {
    Reply::refused(422, Tab::Check, "Chưa tổng hợp được", body)
}

/// The consolidation of the files, or the screen that says why there is none.
fn consolidation(kept: &OpenFiles, tools: &Tools<'_>) -> Result<Consolidation, Reply> {
    let (known, unknown): (Vec<&KeptFile>, Vec<&KeptFile>) = kept
        .files()
        .iter()
        .partition(|file| file.report.submission.is_some() && file.report.unit().is_some());
    if !unknown.is_empty() {
        return Err(refusal(&html! {
            p { "Chưa biết các tệp này của đơn vị nào:" }
            ul { @for file in unknown { li { (file.report.path) } } }
            p { "Cách xử lý: ghi tên đơn vị vào đầu biểu (UBND xã …), hoặc bỏ các tệp này ra." }
        }));
    }
    if known.is_empty() {
        return Err(refusal(&html! { p { "Chưa có tệp nào. Thả tệp của các đơn vị vào trang đầu." } }));
    }
    in_memory(&known, tools).map_err(|error| refusal(&html! { p { (error.said(Lang::Vi)) } }))
}

fn in_memory(files: &[&KeptFile], tools: &Tools<'_>) -> Result<Consolidation, Error> {
    let folder = Memory::default();
    for file in files {
        folder.put(&path(file), &file.bytes, None);
    }
    folder.put(round::FILE, definition(files).as_bytes(), None);
    Ok(OpenRound::open(&folder, tools)?.consolidation(tools, false))
}
fn path(file: &KeptFile) -> String {
    format!("nhan/{}", file.id)
}

/// The `round.toml` of the files: their units, each with its files and the forms in them.
fn definition(files: &[&KeptFile]) -> String {
    let mut units: BTreeMap<String, Vec<&KeptFile>> = BTreeMap::new();
    for file in files {
        units.entry(file.report.unit().map(unit::key).unwrap_or_default()).or_default().push(file);
    }
    let all: BTreeSet<&str> = files.iter().flat_map(|file| forms(&file.report)).collect();
    let mut text = format!("title = {}\nforms = {}\n", quoted(TITLE), list(all));
    if let Some(period) = usual_period(files) {
        text.push_str(&format!("period = {{ from = {}, to = {} }}\n", period.from, period.to));
    }
    for files in units.values() {
        let name = files.first().and_then(|file| file.report.unit()).unwrap_or_default();
        let paths: Vec<String> = files.iter().map(|file| path(file)).collect();
        let owed: BTreeSet<&str> = files.iter().flat_map(|file| forms(&file.report)).collect();
        let paths = list(paths.iter().map(String::as_str));
        text.push_str(&format!(
            "\n[[units]]\nname = {}\nfiles = {paths}\nforms = {}\n",
            quoted(name),
            list(owed)
        ));
    }
    text
}

/// The period that most files have.
fn usual_period(files: &[&KeptFile]) -> Option<Period> {
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    for period in files.iter().filter_map(|file| file.report.period()) {
        *counts.entry(period).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(period, count)| (*count, *period)).map(|(period, _)| period)
}

fn forms(report: &FileReport) -> impl Iterator<Item = &str> {
    let forms = report.submission.iter().flat_map(|submission| &submission.forms);
    forms.map(|form| form.form.id.as_str())
}

fn list<'l>(texts: impl IntoIterator<Item = &'l str>) -> String {
    format!("[{}]", texts.into_iter().map(quoted).collect::<Vec<_>>().join(", "))
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
