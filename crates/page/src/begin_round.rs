//! Beginning a round in a folder that holds none: the form for its period, its units and its forms, and the result.

use crate::board::{or_refused, told};
use crate::frame::{Reply, Screen, Tab};
use crate::{Request, blanks};
use maud::html;
use phuluc_desk::{
    Begun, Error, FileContent, Folder, HANDED_OUT, HandedOut, NewRound, Tools, WantedPeriod,
    begin as begin_round, list_sheets,
};
use phuluc_form::{Catalogue, Deadline, PartOfYear, Period, capital};
use phuluc_round::{UnitList, imported_units, outside, round};
use phuluc_say::{CalendarMessage, Lang, RoundMessage, StatusMessage, words};

/// Whether a folder holds a round.
pub(crate) fn is_begun(folder: &dyn Folder) -> bool {
    folder.exists(round::FILE)
}

/// The screen on which a round is begun, with what the last request said. `wrong` is the mistake in it.
pub(crate) fn screen(
    folder: &dyn Folder,
    catalogue: &Catalogue,
    request: &Request,
    wrong: Option<&str>,
) -> Screen {
    let body = html! {
        h1 { "Lập đợt báo cáo mới" }
        p.soft { "Trong thư mục " (folder.shown("")) " chưa có đợt báo cáo nào." }
        @if let Some(wrong) = wrong {
            p.card.finding.error role="alert" { span.tag.error { "✕ Chưa lập được" } " " (wrong) }
        }
        form.card.order action="/dot/lap" method="post" enctype="multipart/form-data" {
            label { "Kỳ báo cáo" input type="text" name="ky" value=(request.field("ky")) placeholder="quý IV/2026" required; }
            label { "Đơn vị tổng hợp" input type="text" name="noi-nhan" value=(request.field("noi-nhan")) placeholder="Sở Nội vụ tỉnh …"; }
            label { "Thời hạn gửi (không ghi thì theo chế độ báo cáo của biểu, trừ ngày nghỉ lễ, tết)"
                input type="text" name="han" value=(request.field("han")) placeholder="16:30 16/12/2026";
            }
            label { "Thư mục của đợt trước, nếu có: số kỳ trước được điền sẵn vào mẫu"
                input type="text" name="dot-truoc" value=(request.field("dot-truoc")) placeholder="../quy-3";
            }
            label { "Danh sách đơn vị: tệp Excel có cột “Tên đơn vị” (và “Mã đơn vị”, nếu có)"
                input type="file" name="don-vi" required;
                // a browser keeps no chosen file on a new page
                @if let Some(file) = request.files.iter().find(|file| !file.name.is_empty()) {
                    span.soft { "Chọn lại tệp " (file.name) "." }
                }
            }
            fieldset {
                legend { "Biểu phải gửi, theo công văn của đợt" }
                button type="button" data-all="bieu" { "Chọn mọi biểu đang có hiệu lực" }
                (blanks::choices(catalogue, request))
            }
            button.main type="submit" { "Lập đợt báo cáo" }
        }
    };
    Screen { tab: Tab::Round, title: "Lập đợt báo cáo".to_owned(), body }
}

/// Begins the round. A mistake in the order is told on the same screen.
pub(crate) fn begin(folder: &dyn Folder, request: &Request, tools: &Tools<'_>) -> Reply {
    let named = request.field("ky");
    let part = PartOfYear::named(named).map(WantedPeriod::Part);
    let Some(period) = part.or_else(|| Period::written(named).map(WantedPeriod::Days)) else {
        let wrong = format!("Kỳ báo cáo “{named}” chưa rõ; ghi như quý IV/2026, 6 tháng đầu năm 2026.");
        return Reply::Refused(422, screen(folder, tools.catalogue(), request, Some(&wrong)));
    };
    if request.all("bieu").next().is_none() {
        let wrong = "Chưa chọn biểu nào. Chọn các biểu phải gửi theo công văn của đợt.";
        return Reply::Refused(422, screen(folder, tools.catalogue(), request, Some(wrong)));
    }
    match begun(folder, request, period, tools) {
        Err(error) if !is_begun(folder) => {
            let wrong = told(&error).join(" ");
            Reply::Refused(422, screen(folder, tools.catalogue(), request, Some(&wrong)))
        }
        done => or_refused(done),
    }
}

/// Begins the round, and gives the screen with the result.
fn begun(
    folder: &dyn Folder,
    request: &Request,
    period: WantedPeriod,
    tools: &Tools<'_>,
) -> Result<Reply, Error> {
    let [due, receiver, previous] = ["han", "noi-nhan", "dot-truoc"]
        .map(|name| Some(request.field(name)).filter(|text| !text.is_empty()));
    let forms: Vec<String> = request.all("bieu").map(str::to_owned).collect();
    let list = units(request, tools)?;
    let new = NewRound {
        period,
        period_name: Some(request.field("ky")),
        due,
        title: None,
        receiver,
        forms: &forms,
        previous: previous.map(|path| path.trim_matches('"')),
        list: &list,
    };
    let begun = begin_round(folder, &new, tools)?;
    let body = html! {
        h1 { "Đã lập đợt báo cáo" }
        ul {
            li { (capital(&begun.deadline.period.to_string())) ", thời hạn gửi " (begun.deadline.due.to_string()) }
            @for note in notes(&begun) { li { (note) } }
            li { (list.units.len()) " đơn vị, " (begun.forms) " biểu" }
            @if begun.outside > 0 {
                @let file = folder.shown(outside::FILE);
                li { (words::say(Lang::Vi, RoundMessage::OutsidePrepared { file: &file, figures: begun.outside })) }
            }
            @if let Some(count) = &begun.handed_out { li { (blanks_written(count, folder)) } }
        }
        @for notice in words::list_notices(Lang::Vi, &list.notices) { p.card.finding.warning { (notice) } }
        p { "Thời hạn chung và thời hạn riêng của đơn vị: sửa trong tệp don-vi.xlsx (mở bằng Excel) và round.toml (mở bằng Notepad) của thư mục này." }
        p { a.button.main href="/dot" { "Mở đợt báo cáo" } }
    };
    Ok(Reply::Screen(Screen { tab: Tab::Round, title: "Đã lập đợt báo cáo".to_owned(), body }))
}

/// How many blanks were written, and those in the folder that are no unit's.
fn blanks_written(count: &HandedOut, folder: &dyn Folder) -> String {
    let HandedOut { written, there_before: kept, carried, of_nobody, owing_nothing } = count;
    let (written, kept, carried) = (*written, *kept, *carried);
    let folder = &folder.shown(HANDED_OUT);
    let said =
        words::say(Lang::Vi, RoundMessage::BlanksWritten { written, kept, carried, of_nobody, folder });
    let names: Vec<&str> = owing_nothing.iter().map(String::as_str).collect();
    if names.is_empty() {
        return said;
    }
    format!("{said} {}", words::say(Lang::Vi, StatusMessage::OweNothing(&names)))
}

/// Notes about the due time: that it was moved, that forms have other due times, that holidays are unknown.
fn notes(begun: &Begun) -> Vec<String> {
    let moved = begun.deadline.moved.iter();
    let moved = moved.map(|moved| CalendarMessage::DueMoved { due: begun.deadline.due, moved });
    let others = begun.others.iter();
    let others = others.map(|(form, deadline)| CalendarMessage::OtherClock { form, deadline });
    let unknown = Some(begun.unknown_years.as_slice()).filter(|years| !years.is_empty());
    let Deadline { due, cut_off, .. } = begun.deadline;
    let early = (due < cut_off).then_some(CalendarMessage::DueBeforeEnd { due, cut_off });
    let all = moved.chain(early).chain(others).chain(unknown.map(CalendarMessage::NoHolidays));
    all.map(|message| words::say(Lang::Vi, message)).collect()
}

/// The list of units that was sent with the request.
fn units(request: &Request, tools: &Tools<'_>) -> Result<UnitList, Error> {
    let Some(list) = request.files.iter().find(|file| !file.name.is_empty()) else {
        return Ok(UnitList::default());
    };
    let sheets = list_sheets(&list.name, &FileContent::Bytes(list.bytes.clone()), tools)?;
    imported_units::import(&list.name, &sheets).map_err(Error::List)
}
