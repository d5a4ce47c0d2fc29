//! The list of open workbooks: a line for each, the worst first.

use crate::consolidated::LeftOut;
use crate::frame::{Screen, Tab};
use crate::open_files::{KeptFile, OpenFiles};
use crate::{consolidated, message, start};
use maud::{Markup, html};
use phuluc_form::Severity;
use phuluc_round::{FileReport, FileStatus};
use std::collections::BTreeMap;

/// The screen with the list of open workbooks.
pub(crate) fn screen(kept: &OpenFiles) -> Screen {
    let mut files: Vec<&KeptFile> = kept.files().iter().collect();
    files.sort_by_key(|file| std::cmp::Reverse(rank(&file.report)));
    let with_errors = files.iter().filter(|file| file.report.status() != FileStatus::Passes).count();
    let title = format!("{} tệp đang mở", files.len());
    let left_out = consolidated::left_out(kept);
    let body = html! {
        div.top {
            div {
                h1 { (title) }
                span.soft {
                    @match with_errors {
                        0 => "Không tệp nào có lỗi.",
                        count => (format!("{count} tệp còn lỗi hoặc không đọc được.")),
                    }
                }
            }
            span.acts {
                a.button href="/so-lieu" { "Xem số liệu tổng hợp" }
                form action="/tong-hop" method="post" data-file { button.main type="submit" { "Tải tệp tổng hợp" } }
                form action="/bo-het" method="post" { button type="submit" { "Bỏ các tệp này ra" } }
            }
        }
        @if kept.files().iter().any(|file| file.is_sample) {
            p.card.soft { "Đây là báo cáo mẫu của các xã không có thật. Thả tệp của mình vào thì các báo cáo mẫu được bỏ ra." }
        }
        (refused(kept))
        (start::drop_area("Thêm tệp: kéo thả vào đây", false))
        div.card.wide {
            table.list {
                thead { tr {
                    th scope="col" { "Đơn vị" } th scope="col" { "Tình trạng" } th scope="col" { "Kỳ báo cáo" }
                    th scope="col" { "Biểu" } th scope="col" { "Nội dung đứng đầu" } th scope="col" { "Tệp" }
                } }
                tbody { @for file in files { (line(file, &left_out)) } }
            }
        }
    };
    Screen { tab: Tab::Check, title, body }
}

/// The files that were not opened, by the reason.
pub(crate) fn refused(kept: &OpenFiles) -> Markup {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, why) in kept.refused() {
        reasons.entry(why).or_default().push(name);
    }
    html! {
        @if !reasons.is_empty() {
            section.card.finding.error role="alert" {
                h2 { span.tag.error { "✕ Chưa mở được" } " " (kept.refused().len()) " tệp" }
                @for (why, names) in reasons { p.lines { b { (names.join(", ")) } ": " (why) } }
            }
        }
    }
}

fn line(file: &KeptFile, left_out: &[LeftOut<'_>]) -> Markup {
    let report = &file.report;
    let forms = report.submission.iter().flat_map(|submission| &submission.forms);
    let forms: Vec<&str> = forms.map(|form| form.form.short.as_str()).collect();
    html! {
        tr {
            td { a href=(format!("/bao-cao/{}", file.id)) { (report.unit().unwrap_or("chưa rõ đơn vị")) } }
            td {
                (state(report))
                @if file.replaces { div.soft { "bản thả sau, thay bản trước" } }
                @for left_out in left_out.iter().filter(|left_out| left_out.file.id == file.id) {
                    div.soft { (left_out.why) }
                }
            }
            td { (report.period().map(|period| period.to_string()).unwrap_or_default()) }
            td { (forms.join(", ")) }
            td { (message::first(report).unwrap_or_default()) }
            td { (report.path) }
        }
    }
}

/// The result of a report: a sign, a word and a colour.
pub(crate) fn state(report: &FileReport) -> Markup {
    match (report.status(), report.checked.worst()) {
        (FileStatus::Unreadable, _) => html! { span.tag.error { "✕ không đọc được" } },
        (FileStatus::Fails, _) => html! { span.tag.error { "✕ " (message::counts(report)) } },
        (FileStatus::Passes, Some(Severity::Error | Severity::Warning)) => {
            html! { span.tag.warning { "! " (message::counts(report)) } }
        }
        (FileStatus::Passes, Some(Severity::Note) | None) if message::blanks(report).is_some() => {
            html! { span.tag.warning { "! " (message::counts_or_none(report)) } }
        }
        (FileStatus::Passes, Some(Severity::Note)) => {
            html! { span.tag.good { "✓ không có lỗi, " (message::counts(report)) } }
        }
        (FileStatus::Passes, None) => html! { span.tag.good { "✓ không có lỗi" } },
    }
}

/// The rank of a report in the list; the highest comes first.
fn rank(report: &FileReport) -> (bool, Option<Severity>, usize) {
    let is_unreadable = report.status() == FileStatus::Unreadable;
    (is_unreadable, report.checked.worst(), report.checked.count(Severity::Error))
}
