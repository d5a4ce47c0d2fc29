//! The end of a round: closing it, and verifying later that it is unchanged.

use crate::Request;
use crate::board::or_refused;
use crate::frame::{Reply, Screen, Tab};
use maud::{Markup, html};
use phuluc_desk::{Closing, Error, Folder, StatedOrNow, Tools, close as close_round, verify as verify_round};
use phuluc_form::Lang;
use phuluc_round::manifest;
use phuluc_say::{RoundMessage, words};

/// The section of the board for closing the round, or for verifying it once it is closed.
pub(crate) fn section(folder: &dyn Folder) -> Markup {
    html! {
        section.card {
            h2 { "Chốt số liệu" }
            @if folder.exists(manifest::FILE) {
                p { "Đợt báo cáo này đã chốt số liệu." }
                p { a.button href="/dot/kiem-chung" { "Kiểm chứng: các tệp còn nguyên không" } }
            } @else { (form("", false)) }
        }
    }
}

/// What the board of a closed round says in place of the area to drop files in.
pub(crate) fn closed_banner() -> Markup {
    html! {
        p.card.finding.note {
            b { "Đợt báo cáo này đã chốt số liệu" } ": không nhận thêm tệp, không ghi thêm quyết định. Muốn mở lại thì xóa tệp "
            (manifest::FILE) " trong thư mục của đợt."
        }
    }
}

/// The form for closing. `needs_reason` says whether things are left that nobody has decided.
fn form(by: &str, needs_reason: bool) -> Markup {
    html! {
        form.order action="/dot/chot" method="post" {
            label { "Người chốt số liệu" input type="text" name="ai" value=(by) required autocomplete="name"; }
            label {
                "Lý do, nếu còn nội dung chưa quyết định"
                input type="text" name="ly-do" required[needs_reason];
            }
            button type="submit" { "Chốt số liệu" }
        }
    }
}

/// Closes the round, and shows the result.
pub(crate) fn close(folder: &dyn Folder, request: &Request, tools: &Tools<'_>) -> Reply {
    or_refused(closed(folder, request, tools))
}

fn closed(folder: &dyn Folder, request: &Request, tools: &Tools<'_>) -> Result<Reply, Error> {
    let by = request.field("ai");
    if by.is_empty() {
        let body = html! { p { "Ghi tên người chốt số liệu rồi bấm lại." } };
        return Ok(Reply::refused(422, Tab::Round, "Chưa chốt số liệu", &body));
    }
    let closing = Closing {
        by,
        at: StatedOrNow { said: None, now: request.now },
        because: Some(request.field("ly-do")).filter(|reason| !reason.is_empty()),
        only_accepted: false,
        lang: Lang::Vi,
    };
    let (manifest, at) = match close_round(folder, &closing, tools) {
        Err(Error::Undecided(lines)) => return Ok(undecided(by, &lines)),
        closed => closed?,
    };
    let file = &folder.shown(manifest::FILE);
    let said = words::say(Lang::Vi, RoundMessage::Closed { at, manifest: &manifest, file });
    Ok(message_screen("Đã chốt số liệu", &html! { p { (said) } }))
}

/// The screen that names what nobody has decided, with the form to close all the same.
fn undecided(by: &str, lines: &[String]) -> Reply {
    let body = html! {
        p { "Còn " (lines.len()) " nội dung chưa quyết định. Quyết định ở trang của từng đơn vị, hoặc ghi lý do rồi chốt:" }
        ul { @for line in lines { li { (line) } } }
        (form(by, true))
        p { a.button href="/dot" { "Về đợt báo cáo" } }
    };
    Reply::refused(422, Tab::Round, "Chưa chốt số liệu", &body)
}

/// Verifies a closed round, and shows how it differs.
pub(crate) fn verify(folder: &dyn Folder, tools: &Tools<'_>) -> Reply {
    or_refused(verify_round(folder, tools).map(|(manifest, differences)| {
        let same = differences.is_empty();
        let said = words::say(Lang::Vi, RoundMessage::Verified { manifest: &manifest, same });
        let body = html! {
            p { (said) }
            ul {
                @for difference in &differences {
                    li { (words::say(Lang::Vi, RoundMessage::Difference(difference))) }
                }
            }
        };
        message_screen("Kiểm chứng", &body)
    }))
}

fn message_screen(title: &str, body: &Markup) -> Reply {
    let body = html! { h1 { (title) } (body) p { a.button href="/dot" { "Về đợt báo cáo" } } };
    Reply::Screen(Screen { tab: Tab::Round, title: title.to_owned(), body })
}
