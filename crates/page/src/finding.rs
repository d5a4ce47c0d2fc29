//! A finding as a card: what is wrong, what may mend it, what to do.

use crate::sheet;
use maud::{Markup, html};
use phuluc_check::{Finding, Location, wording};
use phuluc_form::{Lang, Severity};
use phuluc_round::FileReport;
use phuluc_say::{CheckMessage, FindingMessage, words};

/// The class of everything that has a severity.
pub(crate) const fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The sign of a severity, for those who do not see colours.
pub(crate) const fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✕",
        Severity::Warning => "!",
        Severity::Note => "i",
    }
}

/// The card of a finding. `number` is its place in the list.
pub(crate) fn card(report: &FileReport, finding: &Finding, number: usize) -> Markup {
    let forms = report.submission.as_ref().map_or(&[][..], |submission| &submission.forms);
    let severity = words::say(Lang::Vi, CheckMessage::Severity(finding.severity));
    html! {
        article.card.finding.(class(finding.severity)) id=(format!("nd-{number}")) tabindex="-1" {
            h3 {
                span.tag.(class(finding.severity)) { (sign(finding.severity)) " " (severity) } " "
                (words::title(Lang::Vi, finding, forms))
            }
            p { (words::message(Lang::Vi, finding)) }
            @for suggestion in &finding.suggestions {
                div.mend {
                    span { "Có thể sửa: " (words::say(Lang::Vi, FindingMessage::Suggestion(suggestion))) }
                    span.soft { (words::say(Lang::Vi, FindingMessage::Reason(suggestion))) }
                }
            }
            p.soft { b { "Cách xử lý: " } (words::todo(Lang::Vi, finding)) }
            @if let (Some(sheet), Some(at)) = finding.cell() {
                a.to-cell href=(format!("#{}", sheet::cell_id(sheet, at))) { "Xem ô " (at.to_string()) }
            }
            @if !finding.related.is_empty() { (places(finding)) }
        }
    }
}

/// The places that take part, with what stands there.
fn places(finding: &Finding) -> Markup {
    let mut places: Vec<&Location> = finding.place().into_iter().chain(&finding.related).collect();
    places.dedup_by_key(|place| place.on_sheet.at);
    html! {
        details {
            summary { "Các ô liên quan (" (places.len()) ")" }
            table.list {
                @for place in places {
                    tr {
                        td { (wording::place(Lang::Vi, place)) }
                        td.figure { (wording::answer(Lang::Vi, place)) }
                    }
                }
            }
        }
    }
}
