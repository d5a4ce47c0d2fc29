//! The board of a round: the state of every unit, and what can be done for all units at once.

pub(crate) mod pending;

use crate::consolidated::Which;
use crate::frame::{self, Reply, Screen, Tab};
use crate::report::{self, ReadReport, Shown};
use crate::sheet::Prefix;
use crate::totals::Totals;
use crate::{Request, close_round, consolidated, message, start};
use maud::{Markup, html};
use phuluc_desk::{
    Delivery, Error, Folder, OpenRound, Paths, RETURNED, ReceiptFacts, SendBack, StatedOrNow, Tools,
    assign as assign_file, receive as take_in,
};
use phuluc_form::{Lang, Moment, capital};
use phuluc_round::{
    Consolidation, FileReport, Material, Member, RoundError, Status, UnitState, UnitStatus, consolidate,
    manifest, register,
};
use phuluc_say::{Label, Receipt, RoundMessage, StatusMessage, round_status, words};

/// The board as it is now.
pub(crate) fn screen(folder: &dyn Folder, request: &Request, tools: &Tools<'_>) -> Reply {
    or_refused(board(folder, request, tools, None).map(Reply::Screen))
}

/// Receives what was dropped on the board, and shows the board with the result.
pub(crate) fn receive(folder: &dyn Folder, request: &Request, tools: &Tools<'_>) -> Reply {
    or_refused(received_board(folder, request, tools).map(Reply::Screen))
}

fn received_board(folder: &dyn Folder, request: &Request, tools: &Tools<'_>) -> Result<Screen, Error> {
    let files = request.files.iter().filter(|file| !file.name.is_empty());
    let deliveries =
        files.map(|file| Delivery { name: file.name.clone(), bytes: file.bytes.clone(), modified: None });
    let coming = ReceiptFacts {
        at: StatedOrNow { said: None, now: request.now },
        via: request.field("qua"),
        document: "",
    };
    let all = take_in(folder, deliveries.collect(), &coming, tools)?;
    let receipt = Receipt::new(
        &all.open.round,
        &all.register,
        &all.members,
        &all.received,
        &folder.shown(register::FILE),
        Lang::Vi,
    );
    board(folder, request, tools, Some(&receipt_card(&receipt)))
}

/// Writes into the register which unit sent a file that was not recognised.
pub(crate) fn assign(folder: &dyn Folder, request: &Request, tools: &Tools<'_>) -> Reply {
    let unit = request.field("don-vi").parse().unwrap_or(usize::MAX);
    // a file that was held to be another unit's
    let from = request.field("dang-la-cua").parse().ok();
    or_refused(assign_file(folder, request.field("tep"), from, unit, tools).and_then(|name| {
        let said = format!(
            "Đã ghi vào sổ theo dõi: {} là của {name}. Nếu nhầm: mở đơn vị này, mục “Các lần gửi”, bấm “Không phải của đơn vị này”.",
            request.field("tep")
        );
        board(folder, request, tools, Some(&told_card(&said))).map(Reply::Screen)
    }))
}

/// A file whose unit is unknown, with the choice of units. `number` is its place in the register.
pub(crate) fn file(folder: &dyn Folder, number: &str, tools: &Tools<'_>) -> Reply {
    or_refused(OpenRound::open(folder, tools).map(|open| {
        let line = number.parse().ok().and_then(|number: usize| open.register.entries.get(number));
        let reports = open.files_without_unit(tools, Paths::InRound);
        let report = line.and_then(|line| reports.iter().find(|report| report.path == line.path));
        let Some((line, report)) = line.zip(report) else { return Reply::not_found() };
        let sheets = (tools.read)(&folder.read(&report.path).unwrap_or_default()).unwrap_or_default();
        let shown = Shown {
            title: &line.original,
            prefix: &Prefix::default(),
            acts: &html! {},
            on_story: &|_| html! {},
        };
        let body = html! {
            p { a href="/dot" { "← " (open.round.title) } }
            @if !folder.exists(manifest::FILE) { (pending::choice(&open, &report.path, None)) }
            (report::body(&ReadReport { report, sheets: &sheets }, &shown))
        };
        Reply::Screen(Screen { tab: Tab::Round, title: line.original.clone(), body })
    }))
}

/// Writes a marked workbook for every unit with something to correct, and shows how many there are.
pub(crate) fn send_back(folder: &dyn Folder, request: &Request, tools: &Tools<'_>) -> Reply {
    or_refused(sent_back(folder, request, tools).map(Reply::Screen))
}

fn sent_back(folder: &dyn Folder, request: &Request, tools: &Tools<'_>) -> Result<Screen, Error> {
    let open = OpenRound::open(folder, tools)?;
    let members = open.members(tools, &open.previous, Paths::InRound);
    let send_back = SendBack {
        from: folder,
        to: folder,
        within: RETURNED,
        sets_aside: true,
        resend_by: None,
        now: StatedOrNow { said: None, now: request.now }.moment(open.round.zone)?,
        tools: *tools,
    };
    let sent_back = send_back.units(&open, &members)?;
    let said = sent_back.said(&folder.shown(RETURNED), Lang::Vi).join(" ");
    board(folder, request, tools, Some(&told_card(&said)))
}

/// A consolidated workbook of all that counts now.
pub(crate) fn consolidated(folder: &dyn Folder, which: Which, tools: &Tools<'_>) -> Reply {
    let written = OpenRound::open(folder, tools)
        .and_then(|open| Ok(consolidated::file(&open.consolidation(tools, false), which)?));
    or_refused(written.map(Reply::File))
}

/// What leads to the complete workbook.
fn complete_workbook(consolidation: &Consolidation) -> Markup {
    let link = html! { a.button href="/dot/tong-hop-day-du" { "Tải bản đầy đủ" } };
    consolidated::complete_link(consolidation, &link)
}

/// The totals of all that counts now. `parts` says whether all forms, a form or a row of it is shown.
pub(crate) fn totals(folder: &dyn Folder, parts: &[&str], tools: &Tools<'_>) -> Reply {
    or_refused(OpenRound::open(folder, tools).map(|open| {
        let consolidation = open.consolidation(tools, false);
        // a unit of a level further down has no screen of its own
        let file = |member: &Member, report: &FileReport| {
            let number = open.round.units.iter().position(|unit| unit.name == member.unit.name)?;
            let page = format!("/dot/don-vi/{number}");
            member.below.is_none().then(|| (page, Prefix::of(&report.path)))
        };
        let workbook = html! {
            (complete_workbook(&consolidation))
            a.button.main href="/dot/tong-hop" { "Tải tệp tổng hợp" }
        };
        let (tab, base) = (Tab::Round, "/dot/so-lieu");
        let notice = html! {};
        Totals { consolidation: &consolidation, tab, base, file: &file, notice, workbook }.screen(parts)
    }))
}

/// The reply, or the screen that tells the error.
pub(crate) fn or_refused(reply: Result<Reply, Error>) -> Reply {
    reply.unwrap_or_else(|error| {
        let said = told(&error);
        let body = html! {
            @if let Some((first, more)) = said.split_first() {
                p { (first) }
                ul { @for line in more { li { (line) } } }
            }
            p { a.button href="/dot" { "Về đợt báo cáo" } }
        };
        Reply::refused(422, Tab::Round, "Chưa làm được", &body)
    })
}

/// What an error says: the sentence, then the mistakes in the files of the round, a line for each.
pub(crate) fn told(error: &Error) -> Vec<String> {
    let sentence = format!("{}.", capital(&error.said(Lang::Vi)).trim_end_matches('.'));
    // on the command line they stand above
    let sentence = sentence.replace("xem các lỗi ở trên", "xem các lỗi dưới đây");
    std::iter::once(sentence).chain(lines(error)).collect()
}

/// The moment that the board shows: now, or the last receipt if the register has a later one, so that no file is
/// hidden.
pub(crate) fn moment(open: &OpenRound<'_>, request: &Request) -> Result<Moment, Error> {
    let now = StatedOrNow { said: None, now: request.now }.moment(open.round.zone)?;
    let last = open.register.entries.iter().filter_map(|entry| entry.received).max();
    Ok(last.map_or(now, |last| last.max(now)))
}

/// The mistakes in the files of the round, a line for each.
fn lines(error: &Error) -> Vec<String> {
    match error {
        Error::Round { errors, .. } => errors.iter().flat_map(round_error).collect(),
        Error::List(problems) => words::list_problems(Lang::Vi, problems),
        Error::Undecided(lines) => lines.clone(),
        _ => Vec::new(),
    }
}

fn round_error(error: &RoundError) -> Vec<String> {
    match error {
        RoundError::Definition(problems) => {
            vec![words::mistakes_as(Label::Mistake, Lang::Vi, problems)]
        }
        RoundError::Roster(problems) => words::list_problems(Lang::Vi, problems),
    }
}

/// The board. `said` is the result of what was just done.
fn board(
    folder: &dyn Folder,
    request: &Request,
    tools: &Tools<'_>,
    said: Option<&Markup>,
) -> Result<Screen, Error> {
    let open = OpenRound::open(folder, tools)?;
    let at = moment(&open, request)?;
    let unlisted = open.unlisted()?;
    let unreadable = open.unreadable()?;
    let copies: Vec<(String, String)> =
        open.copies()?.into_iter().map(|(path, original)| (path, original.to_owned())).collect();
    let of_nobody = open.blanks_of_nobody()?;
    let first = open.register.first();
    let open = open.until(at);
    let members = open.members(tools, &open.previous, Paths::InRound);
    let without_unit = open.files_without_unit(tools, Paths::InRound);
    let status = Status::new(&open.round, &members, tools.catalogue(), at)
        .with_not_counted(open.not_counted())
        .with_first(first);
    let material = Material::new(&open.round, members.clone());
    let consolidation = consolidate::consolidate(material, tools.catalogue());
    let body = html! {
        div.top {
            div {
                h1 { (open.round.title) }
                span.soft { (standing_at(&open, &status)) }
            }
            span.acts {
                @if !folder.exists(manifest::FILE) {
                    form action="/dot/phieu" method="post" { button type="submit" { "Lập phiếu yêu cầu chỉnh sửa" } }
                }
                a.button href="/dot/so-lieu" { "Xem số liệu" }
                (complete_workbook(&consolidation))
                a.button.main href="/dot/tong-hop" { "Tải tệp tổng hợp" }
            }
        }
        @if let Some(said) = said { (said) }
        (pending::without_unit(&open, &without_unit, true, !folder.exists(manifest::FILE)))
        (counts(&status))
        @if folder.exists(manifest::FILE) { (close_round::closed_banner()) } @else { (start::drop_on_round()) }
        @for notice in words::list_notices(Lang::Vi, &open.register.notices) {
            p.card.finding.warning { (notice) }
        }
        @if !unlisted.is_empty() {
            p.card.finding.warning {
                "Trong thư mục " b { "nhan" } " có " (unlisted.len()) " tệp chưa vào sổ theo dõi: " (unlisted.join(", "))
                ". Bấm “Nhận” để ghi vào sổ."
            }
        }
        @for (path, original) in &copies {
            p.card.finding.note { (words::say(Lang::Vi, RoundMessage::Copy { path, original })) }
        }
        @for (path, why) in &unreadable {
            p.card.finding.warning {
                (words::say(Lang::Vi, RoundMessage::CannotBeTakenIn { path, why: &words::message(Lang::Vi, why) }))
            }
        }
        @if !of_nobody.is_empty() {
            p.card.finding.note { (words::say(Lang::Vi, RoundMessage::BlanksOfNobody(&of_nobody))) }
        }
        (pending::not_asked(&status))
        (pending::mend_first(&consolidation))
        (units(&status, &|unit| Some(format!("/dot/don-vi/{}", number(&open, unit)))))
        (pending::reminders(&status))
        (close_round::section(folder))
    };
    Ok(Screen { tab: Tab::Round, title: open.round.title.clone(), body })
}

/// The result of what was just done.
fn told_card(said: &str) -> Markup {
    html! { pre.card.told role="status" { (said) } }
}

/// The result of an intake: what nobody may overlook stands before the files that came well.
fn receipt_card(receipt: &Receipt) -> Markup {
    // whose the others are is asked just below
    let exceptions = [&receipt.summary, &receipt.not_taken];
    let files: Vec<String> = receipt.files.iter().map(|lines| lines.join("\n")).collect();
    html! {
        div.card.told role="status" {
            @for lines in exceptions.into_iter().filter(|lines| !lines.is_empty()) { p { (lines.join("\n")) } }
            @if !files.is_empty() {
                details open[files.len() <= FEW_FILES] {
                    summary { "Từng tệp đã nhận: " (files.len()) }
                    @for file in &files { p { (file) } }
                }
            }
        }
    }
}

/// How many received files are shown unfolded.
const FEW_FILES: usize = 3;

/// The number of units in each state.
fn counts(status: &Status<'_>) -> Markup {
    let count =
        |wanted: fn(&UnitState) -> bool| status.units.iter().filter(|unit| wanted(&unit.state)).count();
    let all = status.units.len();
    let complete = status.completeness();
    let without_errors = count(|state| matches!(state, UnitState::Passes | UnitState::Accepted(_)));
    let to_mend =
        count(|state| matches!(state, UnitState::Fails(_) | UnitState::Draft(_) | UnitState::Returned(_)));
    let in_part = count(|state| {
        matches!(state, UnitState::Empty | UnitState::InPart | UnitState::Lost | UnitState::Unusable(_))
    });
    let missing = count(|state| matches!(state, UnitState::NotSent | UnitState::SetAside));
    html! {
        div.counts {
            div.card { b { (complete.given) "/" (all) } "đã gửi đủ biểu" }
            div.card.good { b { (without_errors) } "không có lỗi hoặc đã chấp nhận" }
            div.card.error { b { (to_mend) } "còn lỗi hoặc đã yêu cầu chỉnh sửa" }
            div.card.warning { b { (in_part) } "gửi thiếu, gửi biểu trống hoặc không dùng được" }
            div.card { b { (missing) } "chưa gửi hoặc đã bỏ lần gửi" }
        }
    }
}

/// The board as a page to mail.
pub fn status_file(
    open: &OpenRound<'_>,
    status: &Status<'_>,
    members: &[Member],
    without_unit: &[FileReport],
    tools: &Tools<'_>,
) -> String {
    let title = &open.round.title;
    let material = Material::new(&open.round, members.to_vec());
    let consolidation = consolidate::consolidate(material, tools.catalogue());
    let body = html! {
        h1 { (title) }
        p.soft { (standing_at(open, status)) }
        (counts(status))
        (pending::without_unit(open, without_unit, false, false))
        (pending::not_asked(status))
        (pending::mend_first(&consolidation))
        (units(status, &|_| None))
        (pending::reminders(status))
    };
    frame::to_mail(title, &body)
}

/// The moment of the board; before the first file has come, that nothing has.
fn standing_at(open: &OpenRound<'_>, status: &Status<'_>) -> String {
    let at = capital(&words::say(Lang::Vi, StatusMessage::At { at: status.at, due: open.round.due }));
    if status.is_before_all() {
        format!("{at}. {}", words::say(Lang::Vi, StatusMessage::NothingYet(status.first)))
    } else {
        at
    }
}

/// The table of all units with their states. `page` gives the address of a unit's screen.
fn units(status: &Status<'_>, page: &dyn Fn(&UnitStatus<'_>) -> Option<String>) -> Markup {
    html! {
        div.card.wide {
            table.list {
                thead { tr {
                    th scope="col" { "Đơn vị" } th scope="col" { "Tình trạng" } th scope="col" { "Lần gửi" }
                    th scope="col" { "Nhận lần cuối" } th scope="col" { "Nội dung đứng đầu" }
                } }
                tbody {
                    @for unit in &status.units {
                        tr {
                            td.name { a href=[page(unit)] { (unit.unit.name) } }
                            td { (state(unit)) }
                            td.figure { (unit.member.sendings.len()) }
                            td.name { (unit.received.map(|moment| moment.to_string()).unwrap_or_default()) }
                            td { (first_finding(unit)) }
                        }
                    }
                }
            }
        }
    }
}

/// The index of a unit in the round's list; links use it as the unit's name.
fn number(open: &OpenRound<'_>, unit: &UnitStatus<'_>) -> usize {
    open.round.units.iter().position(|other| other.name == unit.unit.name).unwrap_or_default()
}

fn state(unit: &UnitStatus<'_>) -> Markup {
    let (class, sign) = match unit.state {
        UnitState::NotSent | UnitState::SetAside => ("note", "–"),
        UnitState::Empty
        | UnitState::Unusable(_)
        | UnitState::InPart
        | UnitState::Lost
        | UnitState::Returned(_) => ("warning", "!"),
        UnitState::Fails(_) | UnitState::Draft(_) => ("error", "✕"),
        UnitState::Passes | UnitState::Accepted(_) => ("good", "✓"),
    };
    html! {
        span.tag.(class) { (sign) " " (words::say(Lang::Vi, StatusMessage::Unit(unit.member))) }
        @for remark in round_status::remarks(unit, Lang::Vi) { div.soft { (remark) } }
    }
}

fn first_finding(unit: &UnitStatus<'_>) -> String {
    unit.member.reports.iter().find_map(message::first).unwrap_or_default()
}
