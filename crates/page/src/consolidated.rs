//! Consolidates the dropped workbooks: they become a round in memory whose units are the senders.

use crate::Response;
use crate::frame::{Reply, Tab};
use crate::open_files::{KeptFile, OpenFiles};
use crate::sheet::Prefix;
use crate::totals::Totals;
use maud::{Markup, html};
use phuluc_book::consolidated::brief;
use phuluc_book::{WriteError, consolidated};
use phuluc_desk::{Error, Memory, OpenRound, Tools};
use phuluc_form::{Lang, Period};
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
        let paths = paths(kept.files());
        let file = |_: &Member, report: &FileReport| {
            let (file, _) = paths.iter().find(|(_, path)| *path == report.path)?;
            Some((format!("/bao-cao/{}", file.id), Prefix::default()))
        };
        let left_out = left_out(kept);
        let notice = html! {
            @if !left_out.is_empty() {
                section.card.finding.warning {
                    h2 { "Không cộng vào tổng" }
                    ul { @for LeftOut { file, why } in &left_out { li { (file.report.path) ": " (why) } } }
                }
            }
        };
        let complete = html! {
            form action="/tong-hop-day-du" method="post" data-file { button type="submit" { "Tải bản đầy đủ" } }
        };
        let workbook = html! {
            (complete_link(&consolidation, &complete))
            form action="/tong-hop" method="post" data-file { button.main type="submit" { "Tải tệp tổng hợp" } }
        };
        let (tab, base) = (Tab::Check, "/so-lieu");
        Totals { consolidation: &consolidation, tab, base, file: &file, notice, workbook }.screen(parts)
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
    let paths = paths(files.iter().copied());
    let period = usual_period(files.iter().copied());
    let files: Vec<(&KeptFile, &str)> = paths
        .iter()
        .filter(|(file, _)| !is_of_another_period(file, files.iter().copied(), period))
        .map(|(file, path)| (*file, path.as_str()))
        .collect();
    let folder = Memory::default();
    for (file, path) in &files {
        folder.put(path, &file.bytes, None);
    }
    folder.put(round::FILE, definition(&files, period).as_bytes(), None);
    Ok(OpenRound::open(&folder, tools)?.consolidation(tools, false))
}

/// The path of each file in that round: its name, made unique.
fn paths<'k>(files: impl IntoIterator<Item = &'k KeptFile>) -> Vec<(&'k KeptFile, String)> {
    let mut paths: Vec<(&KeptFile, String)> = Vec::new();
    for file in files {
        // a name is no path
        let is_apart = |c: char| matches!(c, '/' | '\\' | ':') || c.is_control();
        let name = file.report.path.replace(is_apart, "-");
        let (stem, ending) = name
            .rsplit_once('.')
            .map_or((name.as_str(), String::new()), |(stem, ending)| (stem, format!(".{ending}")));
        let unique = (1..).map(|number| match number {
            1 => format!("nhan/{stem}{ending}"),
            number => format!("nhan/{stem} ({number}){ending}"),
        });
        let is_new =
            |path: &String| paths.iter().all(|(_, other)| other.to_lowercase() != path.to_lowercase());
        let path = unique.into_iter().find(is_new).unwrap_or_default();
        paths.push((file, path));
    }
    paths
}

/// A file that is not in the totals, or not with all its forms.
pub(crate) struct LeftOut<'k> {
    /// The file.
    pub file: &'k KeptFile,
    /// The reason, as people are told it.
    pub why: String,
}

/// The open files of which something is not in the totals: those of another period than the one consolidated, and forms
/// that a later file of the same unit has, too.
pub(crate) fn left_out(kept: &OpenFiles) -> Vec<LeftOut<'_>> {
    let files = kept.files();
    let period = usual_period(files);
    let is_other = |file: &KeptFile| is_of_another_period(file, files, period);
    let mut left_out = Vec::new();
    for (index, file) in files.iter().enumerate() {
        if is_other(file) {
            let said = file.report.period().map(|period| period.to_string()).unwrap_or_default();
            left_out.push(LeftOut {
                file,
                why: format!("không cộng vào tổng, vì là báo cáo {said}; chỉ để so số chuyển kỳ"),
            });
            continue;
        }
        for later in
            files.iter().skip(index + 1).filter(|later| is_of_same_unit(file, later) && !is_other(later))
        {
            let ids: BTreeSet<&str> = forms(&later.report).collect();
            let twice = file.report.submission.iter().flat_map(|submission| &submission.forms);
            let twice: Vec<&str> = twice
                .filter(|form| ids.contains(form.form.id.as_str()))
                .map(|form| form.form.short.as_str())
                .collect();
            if !twice.is_empty() {
                let (twice, later) = (twice.join(", "), &later.report.path);
                left_out.push(LeftOut {
                    file,
                    why: format!("{twice} không cộng vào tổng, vì có trong {later} thả sau"),
                });
            }
        }
    }
    left_out
}

/// Whether a file is of another period than the one consolidated, and its unit has a file of that one.
fn is_of_another_period<'k>(
    file: &KeptFile,
    all: impl IntoIterator<Item = &'k KeptFile>,
    period: Option<Period>,
) -> bool {
    let own = file.report.period();
    own.is_some()
        && own != period
        && all.into_iter().any(|other| other.report.period() == period && is_of_same_unit(file, other))
}

fn is_of_same_unit(file: &KeptFile, other: &KeptFile) -> bool {
    file.unit.is_some() && file.unit == other.unit
}

/// The `round.toml` of the files: their units, each with its files and the forms in them, the latest first.
fn definition(files: &[(&KeptFile, &str)], period: Option<Period>) -> String {
    let mut units: BTreeMap<String, Vec<(&KeptFile, &str)>> = BTreeMap::new();
    for file in files.iter().rev() {
        units.entry(file.0.unit.clone().unwrap_or_default()).or_default().push(*file);
    }
    let all: BTreeSet<&str> = files.iter().flat_map(|(file, _)| forms(&file.report)).collect();
    let mut text = format!("title = {}\nforms = {}\n", quoted(TITLE), list(all));
    if let Some(period) = period {
        text.push_str(&format!("period = {{ from = {}, to = {} }}\n", period.from, period.to));
    }
    for files in units.values() {
        let name = files.first().and_then(|(file, _)| file.report.unit()).unwrap_or_default();
        let owed: BTreeSet<&str> = files.iter().flat_map(|(file, _)| forms(&file.report)).collect();
        let paths = list(files.iter().map(|(_, path)| *path));
        text.push_str(&format!(
            "\n[[units]]\nname = {}\nfiles = {paths}\nforms = {}\n",
            quoted(name),
            list(owed)
        ));
    }
    text
}

/// The period that most files have.
fn usual_period<'k>(files: impl IntoIterator<Item = &'k KeptFile>) -> Option<Period> {
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    for period in files.into_iter().filter_map(|file| file.report.period()) {
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
