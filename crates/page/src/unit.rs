//! A unit in the round: its sendings, what counts of them, its decisions, and the forms to decide.

use crate::board::{moment, or_refused, pending, told};
use crate::frame::{Reply, Screen, Tab};
use crate::report::{self, ReadReport, Shown};
use crate::sheet::Prefix;
use crate::{Request, message, suggestion_trial};
use maud::{Markup, html};
use phuluc_check::{Story, wording};
use phuluc_desk::{
    Decided, Error, Folder, OpenRound, Paths, Request as Asked, RulingWanted, StatedOrNow, Tools,
    decide as add_decision,
};
use phuluc_form::{Lang, capital};
use phuluc_grid::Sheet;
use phuluc_round::sending::{self, Change};
use phuluc_round::{FileReport, Member, Sending, decisions, manifest};
use phuluc_say::{DecisionMessage, StatusMessage, decided, round_status, words};

/// The screen of a unit. `number` is its index in the round's list.
pub(crate) fn screen(folder: &dyn Folder, number: &str, request: &Request, tools: &Tools<'_>) -> Reply {
    or_refused(unit(folder, number, request, tools, &Told::Nothing))
}

/// What the screen of a unit tells about the decision that was just asked for.
enum Told<'t> {
    /// None was asked for.
    Nothing,
    /// It was recorded, with this effect.
    Done(&'t str),
    /// It was not recorded, for these reasons.
    Refused(&'t [String]),
}

/// Adds a decision about a unit, and shows the result.
pub(crate) fn decide(folder: &dyn Folder, number: &str, request: &Request, tools: &Tools<'_>) -> Reply {
    or_refused(
        add(folder, number, request, tools)
            .or_else(|error| refused(folder, number, request, tools, &told(&error)).map_err(|_| error)),
    )
}

/// The screen of the unit with the reasons why a decision was not recorded, and with what was filled in.
fn refused(
    folder: &dyn Folder,
    number: &str,
    request: &Request,
    tools: &Tools<'_>,
    reasons: &[String],
) -> Result<Reply, Error> {
    Ok(match unit(folder, number, request, tools, &Told::Refused(reasons))? {
        Reply::Screen(screen) => Reply::Refused(422, screen),
        other => other,
    })
}

fn add(folder: &dyn Folder, number: &str, request: &Request, tools: &Tools<'_>) -> Result<Reply, Error> {
    let open = OpenRound::open(folder, tools)?;
    let Some(unit) = open.round.units.get(number_of(number)).map(|unit| unit.name.clone()) else {
        return Ok(Reply::not_found());
    };
    let who = request.field("ai");
    let until = request.field("den");
    let place = (request.field("trang-quy-tac"), request.field("o-quy-tac"));
    let ruling = match request.field("quyet-dinh") {
        "chap-nhan" => RulingWanted::Accept,
        "yeu-cau-sua" => RulingWanted::Return,
        "gia-han" => RulingWanted::Extend(until),
        "bo-lan-gui" => RulingWanted::SetAside,
        "thu-hoi" => RulingWanted::TakeBack(None),
        "giai-trinh" => RulingWanted::Explain {
            rule: request.field("quy-tac"),
            place: Some(place).filter(|(sheet, _)| !sheet.is_empty()),
        },
        "dieu-chinh" => RulingWanted::Adjust {
            place: (request.field("trang"), request.field("o")),
            from: Some(request.field("tu")).filter(|from| !from.is_empty()),
            to: request.field("thanh"),
        },
        _ => return Ok(Reply::not_found()),
    };
    if who.is_empty() {
        let reason = "Ghi tên người quyết định rồi bấm lại.".to_owned();
        return refused(folder, number, request, tools, &[reason]);
    }
    if matches!(ruling, RulingWanted::TakeBack(_)) && request.field("can-cu").is_empty() {
        let reason = "Ghi căn cứ thu hồi rồi bấm lại.".to_owned();
        return refused(folder, number, request, tools, &[reason]);
    }
    let when = StatedOrNow { said: None, now: request.now };
    // the decision is about the sending that was shown, not about one that has come since
    let shown = request.field("lan-gui").parse().ok();
    let about_a_sending =
        matches!(ruling, RulingWanted::Accept | RulingWanted::Return | RulingWanted::SetAside);
    let sending = shown.filter(|_| about_a_sending);
    let asked = Asked { unit: &unit, sending, ruling, who, when, basis: request.field("can-cu") };
    let Decided { unit: name, decision, sending, effect, without_effect } =
        add_decision(folder, &asked, tools)?;
    let file = &folder.shown(decisions::FILE);
    let told = match decision.taken_back {
        Some(_) => DecisionMessage::TakenBack { unit: &name, decision: &decision, file },
        None => DecisionMessage::Recorded { unit: &name, ruling: &decision.ruling, sending, file },
    };
    let mut lines = vec![words::say(Lang::Vi, told)];
    lines.extend(decided::effect(&decision, &effect, Lang::Vi));
    lines.extend(decided::without_effect(without_effect.as_ref(), Lang::Vi));
    self::unit(folder, number, request, tools, &Told::Done(&lines.join("\n")))
}

fn number_of(number: &str) -> usize {
    number.parse().unwrap_or(usize::MAX)
}

/// The screen of a unit. What a refused decision said stays in its fields.
fn unit(
    folder: &dyn Folder,
    number: &str,
    request: &Request,
    tools: &Tools<'_>,
    outcome: &Told<'_>,
) -> Result<Reply, Error> {
    let open = OpenRound::open(folder, tools)?;
    let at = moment(&open, request)?;
    let wanted = number_of(number);
    // all units are read, because what is unusual is judged beside the other units
    let open = open.until(at);
    let members = open.members(tools, &open.previous, Paths::InRound);
    let Some(member) = members.get(wanted) else { return Ok(Reply::not_found()) };
    let sheets = |report: &FileReport| -> Vec<Sheet> {
        folder.read(&report.path).ok().and_then(|bytes| (tools.read)(&bytes).ok()).unwrap_or_default()
    };
    let none = html! {};
    let is_closed = folder.exists(manifest::FILE);
    let nothing = Request::default();
    let typed = if matches!(outcome, Told::Refused(_)) { request } else { &nothing };
    let body = html! {
        p { a href="/dot" { "← " (open.round.title) } }
        @match outcome {
            Told::Nothing => {},
            Told::Done(said) => pre.card.told role="status" { (said) },
            Told::Refused(reasons) => div.card.finding.error role="alert" {
                span.tag.error { "✕ Chưa ghi quyết định" }
                @for reason in *reasons { p { (reason) } }
            },
        }
        div.top {
            div {
                h1 { (member.unit.name) }
                span.soft { (capital(&words::say(Lang::Vi, StatusMessage::Unit(member)))) }
            }
        }
        (undecided(member))
        div.choices {
            (sendings(member, &|path| to_another(&open, wanted, path).filter(|_| !is_closed)))
            (decisions(number, member, typed))
        }
        @for report in &member.reports {
            @let sheets = sheets(report);
            @let prefix = Prefix::of(&report.path);
            (report::body(&ReadReport { report, sheets: &sheets }, &Shown { title: &member.unit.name, prefix: &prefix, acts: &none, on_story: &|story| about(number, story, typed) }))
        }
    };
    Ok(Reply::Screen(Screen { tab: Tab::Round, title: member.unit.name.clone(), body }))
}

/// The form for deciding about a story, with what was `typed`: its finding is explained, or its suggestion replaces what was sent.
fn about(number: &str, story: &Story<'_>, typed: &Request) -> Markup {
    let Some(finding) = story.findings.first().filter(|finding| finding.decided.is_none()) else {
        return html! {};
    };
    let place = finding.cell();
    let change = suggestion_trial::changes(story).and_then(|changes| match changes {
        [only] => Some(only),
        _ => None,
    });
    // where nothing is suggested, the figure is typed
    let free = finding.place().filter(|_| change.is_none());
    let free = free.and_then(|there| Some((there, there.on_sheet.at?)));
    html! {
        details.on-screen {
            summary { "Quyết định về nội dung này" }
            form.order action=(format!("/dot/don-vi/{number}")) method="post" {
                input type="hidden" name="quy-tac" value=(finding.rule);
                @if let (Some(sheet), Some(at)) = place {
                    input type="hidden" name="trang-quy-tac" value=(sheet);
                    input type="hidden" name="o-quy-tac" value=(at.to_string());
                }
                @if let Some(change) = change { (suggestion_trial::fields(std::slice::from_ref(change))) }
                @if let Some((there, at)) = free {
                    input type="hidden" name="trang" value=(there.on_sheet.sheet);
                    input type="hidden" name="o" value=(at.to_string());
                    input type="hidden" name="tu" value=(suggestion_trial::figure_of(there));
                }
                (who_and_why(true, typed))
                button type="submit" name="quyet-dinh" value="giai-trinh" { "Chấp nhận theo giải trình" } " "
                @if change.is_some() {
                    button type="submit" name="quyet-dinh" value="dieu-chinh" { "Điều chỉnh theo gợi ý" }
                }
                @if let Some((_, at)) = free {
                    label { "Số đúng ở ô " (at.to_string()) " (chỉ khi điều chỉnh)" input type="text" name="thanh" value=(typed.field("thanh")) inputmode="decimal"; }
                    button type="submit" name="quyet-dinh" value="dieu-chinh" { "Điều chỉnh số liệu" }
                }
            }
        }
    }
}

/// The fields for who decides and on which basis, as they were `typed`. `needs_basis` says whether the basis must be filled in.
fn who_and_why(needs_basis: bool, typed: &Request) -> Markup {
    let basis = if needs_basis {
        "Căn cứ"
    } else {
        "Căn cứ (phải có khi gia hạn, bỏ lần gửi hoặc thu hồi)"
    };
    html! {
        label { "Người quyết định" input type="text" name="ai" value=(typed.field("ai")) required autocomplete="name"; }
        label { (basis) input type="text" name="can-cu" value=(typed.field("can-cu")) required[needs_basis]; }
    }
}

/// The choice of another unit for a file of this one, which has the index `unit`; `None` if the register does not have
/// the file.
fn to_another(open: &OpenRound<'_>, unit: usize, path: &str) -> Option<Markup> {
    open.register.entries.iter().find(|line| line.path == path && line.unit == Some(unit))?;
    Some(html! {
        details.on-screen {
            summary { "Không phải của đơn vị này" }
            (pending::choice(open, path, Some(unit)))
        }
    })
}

/// The unit's sendings, the latest first. `to_another` gives the choice of another unit for a file.
fn sendings(member: &Member, to_another: &dyn Fn(&str) -> Option<Markup>) -> Markup {
    html! {
        section.card {
            h2 { "Các lần gửi" }
            @if member.sendings.is_empty() { p { "Chưa nhận được tệp nào." } }
            ul {
                @for (index, sending) in member.sendings.iter().enumerate().rev() {
                    li {
                        b { "Lần gửi " (sending.number) }
                        @if let Some(received) = sending.received { ", nhận lúc " (received.to_string()) }
                        @for file in &sending.files {
                            div.soft { (file.path) ": " (message::counts_or_none(file)) }
                            @if let Some(choice) = to_another(&file.path) { (choice) }
                        }
                        @if let Some(before) = index.checked_sub(1).map(|before| &member.sendings[before]) {
                            (differences(member, before, sending))
                        }
                    }
                }
            }
        }
    }
}

/// The cells in which a sending differs from the one before.
fn differences(member: &Member, before: &Sending, sending: &Sending) -> Markup {
    let forms = member.unit.forms.iter().filter_map(|id| Some((before.form(id)?.1, sending.form(id)?.1)));
    let changes: Vec<Change> = forms.flat_map(|(before, after)| sending::changes(before, after)).collect();
    html! {
        @if changes.is_empty() { div.soft { "Các ô không khác lần gửi " (before.number) "." } }
        @else {
            details {
                summary { "Khác lần gửi " (before.number) ": " (changes.len()) " ô" }
                table.list {
                    thead { tr {
                        th scope="col" { "Vị trí" } th scope="col" { "Lần gửi " (before.number) }
                        th scope="col" { "Lần gửi " (sending.number) }
                    } }
                    tbody {
                        @for Change { before, after } in &changes {
                            tr {
                                td { (wording::place(Lang::Vi, after.as_ref().unwrap_or(before))) }
                                td.figure { (wording::answer(Lang::Vi, before)) }
                                td.figure {
                                    (after.as_ref().map_or_else(|| "không có dòng".to_owned(), |after| wording::answer(Lang::Vi, after)))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What somebody should decide: forms for which another sending might be the right one.
fn undecided(member: &Member) -> Markup {
    html! {
        @if !member.contested.is_empty() {
            section.card.finding.warning {
                h2 { "Cần quyết định" }
                ul {
                    @for doubt in round_status::doubts(member, Lang::Vi) { li { (doubt) "." } }
                }
                p { "Chọn lần gửi đúng ở mục “Quyết định” rồi bấm “Chấp nhận số liệu”, hoặc chọn lần gửi sai rồi bấm “Bỏ lần gửi này”." }
            }
        }
    }
}

/// The choice of the sending that a decision is about: the one that counts comes first.
fn which_sending(member: &Member) -> Markup {
    let counting = member.numbers.iter().max().copied();
    let mut numbers: Vec<u32> = member.sendings.iter().map(|sending| sending.number).collect();
    numbers.sort_by_key(|number| (Some(*number) != counting, std::cmp::Reverse(*number)));
    html! {
        @match numbers.as_slice() {
            [] => {},
            [only] => input type="hidden" name="lan-gui" value=(only);,
            several => label {
                "Quyết định về lần gửi"
                select name="lan-gui" {
                    @for number in several {
                        option value=(number) {
                            (number) @if Some(*number) == counting { " (đang được tính)" }
                        }
                    }
                }
            },
        }
    }
}

/// The decisions about the unit, and the form for a new one with what was `typed` into it.
fn decisions(number: &str, member: &Member, typed: &Request) -> Markup {
    html! {
        section.card {
            h2 { "Quyết định" }
            @if member.decisions.is_empty() { p { "Chưa có quyết định nào." } }
            ul {
                @for decision in &member.decisions {
                    li { (capital(&words::say(Lang::Vi, DecisionMessage::Decision(decision)))) }
                }
            }
            form.order action=(format!("/dot/don-vi/{number}")) method="post" {
                (which_sending(member))
                (who_and_why(false, typed))
                label { "Gia hạn đến (chỉ khi gia hạn)" input type="text" name="den" value=(typed.field("den")) placeholder="16:30 15/12/2026"; }
                // of a unit that has sent nothing there is nothing to accept
                @let has_sent = !member.sendings.is_empty();
                @if has_sent {
                    button type="submit" name="quyet-dinh" value="chap-nhan" { "Chấp nhận số liệu" } " "
                    button type="submit" name="quyet-dinh" value="yeu-cau-sua" { "Yêu cầu chỉnh sửa" } " "
                }
                button type="submit" name="quyet-dinh" value="gia-han" { "Gia hạn" } " "
                @if has_sent { button type="submit" name="quyet-dinh" value="bo-lan-gui" { "Bỏ lần gửi này" } " " }
                @if !member.decisions.is_empty() {
                    button type="submit" name="quyet-dinh" value="thu-hoi" { "Thu hồi quyết định cuối" }
                }
            }
        }
    }
}
