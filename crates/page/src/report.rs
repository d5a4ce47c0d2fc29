//! One report: its findings on the left, its sheets on the right.

use crate::frame::{self, Reply, Screen, Tab};
use crate::open_files::KeptFile;
use crate::sheet::{self, Mark, Marks, Prefix};
use crate::{Response, finding, message, reports, start, suggestion_trial};
use maud::{Markup, html};
use phuluc_book::returned::{self, About, Returned, ReturnedFile};
use phuluc_check::{CellPlace, Story};
use phuluc_desk::Tools;
use phuluc_form::{Lang, Severity};
use phuluc_grid::{Identity, Sheet};
use phuluc_round::{FileReport, FileStatus, file_name};
use phuluc_say::{CheckMessage, words};

/// A report with the sheets that it was read from.
#[derive(Clone, Copy, Debug)]
pub struct ReadReport<'r> {
    /// The report.
    pub report: &'r FileReport,
    /// The sheets of the file; none if it cannot be read.
    pub sheets: &'r [Sheet],
}

/// The screen of an open workbook. `refused` names the files that were not opened.
pub(crate) fn screen(file: &KeptFile, refused: &Markup, tools: &Tools<'_>) -> Screen {
    // a file that cannot be read has no sheets, and its report says why
    let sheets = (tools.read)(&file.bytes).unwrap_or_default();
    // a trial is shown in place of the report, but the marked workbook is always about what was sent
    let shown = file.trial.as_ref().map_or(&file.report, |trial| &trial.report);
    let read = ReadReport { report: shown, sheets: &sheets };
    let acts = html! {
        button type="button" data-copy="loi-nhan" { "Chép lời nhắn" }
        button type="button" data-print { "In phiếu" }
        @if goes_back(&file.report) {
            a.button.main href=(format!("/phieu/{}", file.id)) { "Tải tệp đã đánh dấu" }
        }
    };
    let title = title(&file.report);
    let body = html! {
        p { a href="/kiem-tra" { "← Các tệp đang mở" } }
        (refused)
        @if let Some(trial) = &file.trial { (suggestion_trial::banner(&file.id, trial)) }
        @if file.replaces { p.card.told role="status" { "Đây là bản vừa thả của " (file.report.path) ", thay cho bản trước." } }
        (body(&read, &Shown { title: &title, prefix: &Prefix::default(), acts: &acts, on_story: &|story| suggestion_trial::button(&file.id, story) }))
        (start::drop_area("Sửa xong, lưu trong Excel, rồi thả lại vào đây", false))
    };
    Screen { tab: Tab::Check, title, body }
}

/// Reports as one page to mail: as on the screen, but with nothing to send or to download.
pub fn report_file(reports: &[ReadReport<'_>]) -> String {
    let acts = html! { button type="button" data-print { "In phiếu" } };
    let name = match reports {
        [only] => title(only.report),
        many => format!("{} báo cáo", many.len()),
    };
    let one = |number: usize, read: &ReadReport<'_>| {
        let prefix = &Prefix::numbered(number);
        body(read, &Shown { title: &title(read.report), prefix, acts: &acts, on_story: &|_| html! {} })
    };
    let body = html! {
        @match reports {
            [only] => (one(1, only)),
            many => {
                h1 { (name) }
                // a browser would need long to lay out the sheets of all reports
                @for (number, read) in (1..).zip(many) {
                    details.card {
                        summary { b { (title(read.report)) } " " (reports::state(read.report)) span.soft { " " (read.report.path) } }
                        (one(number, read))
                    }
                }
            }
        }
    };
    frame::to_mail(&name, &body)
}

/// The marked workbook to send back.
pub(crate) fn marked_workbook(file: &KeptFile, tools: &Tools<'_>) -> Reply {
    let sheets = (tools.read)(&file.bytes).unwrap_or_default();
    let report = &file.report;
    let to = report.unit().unwrap_or_default();
    let period = report.period();
    let files = vec![ReturnedFile { report, sheets: &sheets, bytes: Some(&file.bytes), sending: None }];
    let about = About { to, period, ..About::default() };
    match returned::write(&Returned { files, about }) {
        Ok(bytes) => {
            let name = file_name::safe(&["phieu chinh sua", to], "xlsx", |_| false);
            Reply::File(Response::workbook(name, bytes))
        }
        Err(error) => Reply::refused(
            500,
            Tab::Check,
            "Chưa lập được tệp",
            &html! { p { "Excel không nhận tệp này: " (error.to_string()) } },
        ),
    }
}

/// Whether there is anything to mark for the sender.
fn goes_back(report: &FileReport) -> bool {
    report.submission.is_some() && report.checked.worst() >= Some(Severity::Warning)
}

fn title(report: &FileReport) -> String {
    report.unit().unwrap_or("Báo cáo chưa rõ đơn vị").to_owned()
}

/// What a report is shown with.
pub(crate) struct Shown<'s> {
    /// The heading.
    pub title: &'s str,
    /// What the ids of its findings and cells begin with.
    pub prefix: &'s Prefix,
    /// Its buttons.
    pub acts: &'s Markup,
    /// Gives the buttons of a story.
    pub on_story: &'s dyn Fn(&Story<'_>) -> Markup,
}

/// The body of a report: its heading, its findings, its sheets.
pub(crate) fn body(read: &ReadReport<'_>, shown: &Shown<'_>) -> Markup {
    let Shown { title, prefix, acts, on_story } = *shown;
    let report = read.report;
    let stories = message::stories(report);
    let forms = report.submission.iter().flat_map(|submission| &submission.forms);
    let forms: Vec<&str> = forms.map(|form| form.form.short.as_str()).collect();
    let period = report.period().map(|period| format!("{} · ", phuluc_form::capital(&period.to_string())));
    html! {
        div.top {
            div {
                h1 { (title) }
                span.soft { (period.unwrap_or_default()) (forms.join(", ")) " · " (report.path) }
            }
            span role="status" { (reports::state(report)) }
            span.acts { (acts) }
        }
        div.two {
            div {
                @for (number, story) in (1..).zip(&stories) { (finding::card(report, story, number, prefix, on_story)) }
                @if report.status() != FileStatus::Unreadable { (relations(report, prefix)) }
            }
            @if report.status() != FileStatus::Unreadable { (sheets(read, &stories, prefix)) }
        }
        label.off-screen { "Lời nhắn" textarea id=(prefix.id("loi-nhan")) readonly { (message::to_paste(report)) } }
    }
}

/// The id of the card with the blank cells.
const BLANKS: &str = "chua-nhap";

/// The number of rules that hold, the cells that are blank, and the rules that cannot be checked yet.
fn relations(report: &FileReport, prefix: &Prefix) -> Markup {
    let checked = &report.checked;
    let blanks = message::blank_lines(report);
    html! {
        @if let Some((count, forms)) = blanks.split_first() {
            article.card.finding.warning id=(prefix.id(BLANKS)) tabindex="-1" {
                h3 { (count) }
                ul { @for form in forms { li { (form) } } }
                p.soft { "Bằng không thì ghi 0; không phát sinh thì để trống và ghi “không phát sinh” ở cột Ghi chú." }
            }
        }
        article.card {
            span.tag.good { "✓ " (checked.rules_that_hold) " quan hệ khớp" }
            @if !checked.open.is_empty() {
                details {
                    summary { (checked.open.len()) " quan hệ chưa kiểm tra được vì còn ô chưa nhập hoặc không đọc được" }
                    ul { @for open in &checked.open { li { (words::say(Lang::Vi, CheckMessage::Open(open))) } } }
                }
            }
        }
    }
}

/// The sheets behind tabs. Without script they stand one below the other.
fn sheets(read: &ReadReport<'_>, stories: &[Story<'_>], prefix: &Prefix) -> Markup {
    let identity = Identity::find(read.sheets);
    let visible =
        read.sheets.iter().filter(|sheet| sheet.visible && !Identity::is_own(sheet, identity.as_ref()));
    let drawn: Vec<(&Sheet, Marks)> =
        visible.map(|sheet| (sheet, marks(read.report, sheet, stories, prefix))).collect();
    html! {
        div.card.sheets data-tabs {
            div.tabs role="tablist" {
                @for (sheet, marks) in &drawn {
                    button type="button" role="tab" data-tab=(prefix.cell(&sheet.name, first_cell())) {
                        (sheet.name)
                        @if let Some(worst) = marks.values().map(|mark| mark.severity).max() {
                            " " span.tag.(finding::class(worst)) { (marks.len()) }
                        }
                    }
                }
            }
            @for (sheet, marks) in &drawn {
                section data-sheet=(prefix.cell(&sheet.name, first_cell())) {
                    h2.for-print { (sheet.name) }
                    (sheet::table(sheet, marks, prefix))
                }
            }
            p.soft { "Chỉ để xem, tệp không bị sửa. Bấm vào ô có dấu để xem nội dung, bấm “Xem ô” để đến ô." }
        }
    }
}

const fn first_cell() -> phuluc_grid::At {
    phuluc_grid::At { row: 0, column: 0 }
}

/// The marks of a sheet: each cell gets the most severe story that names it, and a diagnosis goes before its
/// findings. A figure that was adjusted, or is being tried, is shown beside what was sent.
fn marks(report: &FileReport, sheet: &Sheet, stories: &[Story<'_>], prefix: &Prefix) -> Marks {
    let mut marks = Marks::new();
    for (number, story) in (1..).zip(stories) {
        let suspects = story.diagnosis.into_iter().flat_map(phuluc_check::Diagnosis::suspects);
        for place in suspects.filter(|place| place.on_sheet.sheet == sheet.name) {
            let Some(at) = place.on_sheet.at else { continue };
            let card = finding::card_id(prefix, number, None);
            let mark = Mark { severity: story.severity(), card: Some(card), instead: None };
            marks.entry(at).or_insert(mark);
        }
        for (index, found) in (1..).zip(&story.findings) {
            let (Some(name), Some(at)) = found.cell() else { continue };
            if name == sheet.name {
                let card = finding::card_id(prefix, number, story.diagnosis.map(|_| index));
                let mark = Mark { severity: found.severity, card: Some(card), instead: None };
                marks.entry(at).or_insert(mark);
            }
        }
    }
    for (_, cells) in report.blank_cells().iter().filter(|(form, _)| form.stands_on(&sheet.name)) {
        for at in cells {
            let blank = Mark { severity: Severity::Warning, card: Some(prefix.id(BLANKS)), instead: None };
            marks.entry(*at).or_insert(blank);
        }
    }
    // of several figures for one place, the last one counts
    for adjusted in report.submission.iter().flat_map(|submission| &submission.adjusted) {
        let CellPlace { sheet: name, at: Some(at), .. } = &adjusted.place.on_sheet else { continue };
        if *name == sheet.name {
            let unmarked = Mark { severity: Severity::Note, card: None, instead: None };
            marks.entry(*at).or_insert(unmarked).instead = Some(adjusted.to);
        }
    }
    marks
}
