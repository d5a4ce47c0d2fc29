//! The cards of findings: a diagnosis with the findings that it explains, or a finding by itself.

use crate::sheet::Prefix;
use maud::{Markup, html};
use phuluc_check::{Diagnosis, Finding, Location, Story, wording};
use phuluc_form::{Lang, Severity};
use phuluc_round::FileReport;
use phuluc_say::{CheckMessage, words};

/// The CSS class of a severity.
pub(crate) const fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The sign of a severity, for people who cannot tell colours.
pub(crate) const fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✕",
        Severity::Warning => "!",
        Severity::Note => "i",
    }
}

/// The id of a story's card, by which links reach it, or of one of the findings on it.
pub(crate) fn card_id(prefix: &Prefix, story: usize, finding: Option<usize>) -> String {
    prefix.id(&finding.map_or_else(|| format!("nd-{story}"), |finding| format!("nd-{story}-{finding}")))
}

/// The card of a story. `number` is its place in the list; `acts` gives the buttons for it.
pub(crate) fn card(
    report: &FileReport,
    story: &Story<'_>,
    number: usize,
    prefix: &Prefix,
    acts: &dyn Fn(&Story<'_>) -> Markup,
) -> Markup {
    match story.diagnosis {
        Some(diagnosis) => diagnosed(report, (diagnosis, story), number, prefix, &acts(story)),
        None => html! {
            @for finding in &story.findings {
                article.card.finding.(class(finding.severity)) id=(card_id(prefix, number, None)) tabindex="-1" {
                    (finding_body(report, finding, prefix))
                    (acts(story))
                }
            }
        },
    }
}

/// The card of a diagnosis, with the findings that it explains folded beneath.
fn diagnosed(
    report: &FileReport,
    (diagnosis, story): (&Diagnosis, &Story<'_>),
    number: usize,
    prefix: &Prefix,
    acts: &Markup,
) -> Markup {
    let severity = story.severity();
    let cells =
        diagnosis.suspects().filter_map(|place| Some((place.on_sheet.sheet.as_str(), place.on_sheet.at?)));
    html! {
        article.card.finding.(class(severity)) id=(card_id(prefix, number, None)) tabindex="-1" {
            h3 { (tag(severity)) " Có lẽ sai ở đây" }
            p.diagnosis { (words::diagnosis(Lang::Vi, diagnosis, story.findings.iter().copied())) }
            @for (sheet, at) in cells { (to_cell(sheet, at, prefix)) " " }
            (acts)
            details open[story.findings.len() == 1] {
                summary { (story.findings.len()) " nội dung do đó mà có" }
                @for (index, finding) in (1..).zip(&story.findings) {
                    section.explained id=(card_id(prefix, number, Some(index))) tabindex="-1" { (finding_body(report, finding, prefix)) }
                }
            }
        }
    }
}

/// A finding: what is wrong, what to do, and in which cell.
fn finding_body(report: &FileReport, finding: &Finding, prefix: &Prefix) -> Markup {
    let forms = report.submission.as_ref().map_or(&[][..], |submission| &submission.forms);
    html! {
        h3 { (tag(finding.severity)) " " (words::title(Lang::Vi, finding, forms)) }
        p.message { (words::message(Lang::Vi, finding)) }
        p.soft { b { "Cách xử lý: " } (words::todo(Lang::Vi, finding)) }
        @if let (Some(sheet), Some(at)) = finding.cell() { (to_cell(sheet, at, prefix)) }
        @if !finding.related.is_empty() { (places(finding)) }
    }
}

fn tag(severity: Severity) -> Markup {
    let name = words::say(Lang::Vi, CheckMessage::Severity(severity));
    html! { span.tag.(class(severity)) { (sign(severity)) " " (name) } }
}

fn to_cell(sheet: &str, at: phuluc_grid::At, prefix: &Prefix) -> Markup {
    html! { a.to-cell href=(format!("#{}", prefix.cell(sheet, at))) { "Xem ô " (at.to_string()) } }
}

/// The places that take part in a finding, each with its answer.
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
