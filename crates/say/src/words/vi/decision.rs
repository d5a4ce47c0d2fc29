//! Sentences about decisions, in Vietnamese.

use crate::words::message::DecisionMessage;
use phuluc_check::{Decision, Ruling, SheetCell, wording};
use phuluc_form::{Lang, Moment, number};
use phuluc_round::{Contest, FormEffect, Misfit, TotalChange, Unusable, WhyUndecided, WithoutEffect};

pub(super) fn say(message: &DecisionMessage<'_>) -> String {
    match message {
        DecisionMessage::Ruling(ruling) => self::ruling(ruling),
        DecisionMessage::Decision(decision) => self::decision(decision),
        DecisionMessage::DecidedBy(Decision { who, basis, .. }) if basis.is_empty() => {
            format!("người quyết định: {who}")
        }
        DecisionMessage::DecidedBy(Decision { who, basis, .. }) => {
            format!("người quyết định: {who}, căn cứ: {basis}")
        }
        DecisionMessage::Adjusted { place, from, to, decision } => {
            let Decision { who, when, basis, .. } = decision;
            format!("{place}: điều chỉnh từ {from} thành {to} ({who}, {when}; căn cứ: {basis})")
        }
        DecisionMessage::GivenByOthers { place, from, to, source } => {
            let from = from.map_or_else(String::new, |from| format!("; tệp của đơn vị ghi {from}"));
            format!("{place}: lấy {to} theo so-lieu-ngoai.xlsx (căn cứ: {source}){from}")
        }
        DecisionMessage::Recorded { unit, ruling: Ruling::SetAside, sending: Some((number, _)), file } => {
            format!("Đã ghi vào {file}: {unit}, bỏ lần gửi {number}.")
        }
        DecisionMessage::Recorded { unit, ruling, sending, file } => {
            let received = |received: Option<Moment>| {
                received.map_or_else(String::new, |received| format!(" (nhận {received})"))
            };
            let sending = sending.map(|(number, at)| format!(" lần gửi {number}{}", received(at)));
            format!("Đã ghi vào {file}: {unit}, {}{}.", self::ruling(ruling), sending.unwrap_or_default())
        }
        DecisionMessage::TakenBack { unit, decision, file } => {
            format!("Đã thu hồi trong {file}: {unit}, {}.", self::decision(decision))
        }
        DecisionMessage::WithoutEffect(about) => without_effect(about),
        DecisionMessage::FormEffect(effect) => form_effect(effect),
        DecisionMessage::TotalsChange(0) => "Tổng số của đợt không đổi.".to_owned(),
        DecisionMessage::TotalsChange(totals) => format!("Tổng số của đợt thay đổi ở {totals} chỗ:"),
        DecisionMessage::TotalChange(TotalChange { short, row, say, by }) => {
            let how = if by.is_sign_negative() { "giảm" } else { "tăng" };
            format!("{short}, dòng “{row}”, {say}: {how} {}", number::vietnamese(by.abs()))
        }
        DecisionMessage::MoreTotals(more) => format!("… và {more} chỗ khác"),
        DecisionMessage::SetAside { number, decision } => {
            let Decision { who, when, basis, .. } = decision;
            format!("đã bỏ lần gửi {number} ({who}, {when}; căn cứ: {basis})")
        }
        DecisionMessage::Unmatched { unit, decision, why } => format!(
            "Quyết định không còn khớp với số liệu, nội dung hoặc lần gửi nào: {unit}, {}. Lý do: {}.",
            self::decision(decision),
            misfit(unit, why)
        ),
        DecisionMessage::Misfit { unit, why } => misfit(unit, why),
        DecisionMessage::CannotCount(why) => unusable(*why).to_owned(),
        DecisionMessage::Contested { form, contest } => contested(form, contest),
    }
}

/// That a decision changes nothing, because what it touches does not count.
fn without_effect(WithoutEffect { number, forms, counting }: &WithoutEffect) -> String {
    let of = if forms.is_empty() {
        format!("Lần gửi {number}")
    } else {
        format!("{} của lần gửi {number}", forms.join(", "))
    };
    let counting: Vec<String> = counting.iter().map(u32::to_string).collect();
    let instead = if counting.is_empty() {
        String::new()
    } else {
        format!(" (đang tính lần gửi {})", counting.join(", "))
    };
    format!("{of} hiện không được tính{instead}, nên số liệu và phiếu không đổi.")
}

fn form_effect(FormEffect { short, before, after }: &FormEffect) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before == after => format!("{short}: vẫn tính theo lần gửi {after}."),
        (Some(before), Some(after)) => {
            format!("{short}: nay tính theo lần gửi {after}, thay lần gửi {before}.")
        }
        (None, Some(after)) => format!("{short}: nay tính theo lần gửi {after}."),
        (Some(before), None) => {
            format!("{short}: không còn tính lần gửi {before}, chưa có lần gửi nào khác.")
        }
        (None, None) => format!("{short}: chưa có số liệu."),
    }
}

/// Which of two sendings counts, and why somebody should decide.
fn contested(form: &str, Contest { counted, other, doubt, .. }: &Contest) -> String {
    let why = match doubt {
        WhyUndecided::NewerHasErrors => {
            format!("{form}: lần gửi {other} còn lỗi, lần gửi {counted} không có lỗi và đang được tính")
        }
        WhyUndecided::NewerIsDraft => {
            format!("{form}: lần gửi {other} ghi là bản dự thảo; đang tính lần gửi {counted}")
        }
        WhyUndecided::CameAfterAccepting => format!(
            "{form}: lần gửi {other} đến sau khi đã chấp nhận lần gửi {counted} và số khác; vẫn đang tính lần gửi {counted}"
        ),
        WhyUndecided::NewerUnusable(why) => {
            return format!(
                "{form}: không dùng được lần gửi {other} ({}), đang tính lần gửi {counted}; đề nghị đơn vị gửi lại, hoặc bỏ lần gửi {other}",
                unusable(*why)
            );
        }
        WhyUndecided::FewerFigures(places) => format!(
            "{form}: lần gửi {counted} để trống {places} ô mà lần gửi {other} có số; đang tính lần gửi {counted}"
        ),
        WhyUndecided::CameTogether => format!(
            "{form} có ở cả lần gửi {counted} và lần gửi {other}, nhận cùng một lượt mà số khác nhau; đang tính lần gửi {counted}"
        ),
        WhyUndecided::TimesOfFiles => format!(
            "{form}: lần gửi {other} nhận sau lần gửi {counted} nhưng tệp cũ hơn theo thời gian của tệp; đang tính lần gửi {counted}"
        ),
    };
    format!("{why}; cần quyết định ở trang của đơn vị hoặc tệp xu-ly.xlsx")
}

fn misfit(unit: &str, why: &Misfit) -> String {
    match why {
        Misfit::NothingReceived => format!("chưa nhận được tệp nào của {unit} nên chưa có gì để quyết định"),
        Misfit::OwesNothing => {
            format!("{unit} không phải gửi biểu nào trong đợt nên không có gì để quyết định")
        }
        Misfit::NotYetReceived(when) => format!("đến {when} chưa nhận được tệp nào của {unit}"),
        Misfit::OnlySetAside(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
            format!(
                "{unit} chỉ có lần gửi {} và đã bỏ; còn dùng thì thu hồi quyết định bỏ lần gửi trước",
                numbers.join(", ")
            )
        }
        Misfit::NoSuchSending { number, there } => {
            let there: Vec<String> = there.iter().map(u32::to_string).collect();
            format!("{unit} không có lần gửi {number}; các lần gửi đã nhận: {}", there.join(", "))
        }
        Misfit::CannotCount { number, why } => {
            format!("không chấp nhận được lần gửi {number} của {unit}: {}", unusable(*why))
        }
        Misfit::UnknownSheet { sheet, there } => {
            format!("{unit} không gửi trang tính “{sheet}”; các trang tính có biểu: {}", quoted(there))
        }
        Misfit::NoFigureThere(SheetCell { sheet, at }) => {
            format!("ô {at} của trang tính “{sheet}” không phải ô ghi số liệu của biểu")
        }
        Misfit::OtherFigure(place) => format!(
            "{} đang ghi {}; ghi đúng số đó sau --from (để trống nếu ô chưa nhập)",
            wording::place(Lang::Vi, place),
            wording::answer(Lang::Vi, place)
        ),
        Misfit::UnknownRule { rule, near: Some(near) } => {
            format!("không có quy tắc “{rule}”; có phải “{near}” không?")
        }
        Misfit::UnknownRule { rule, near: None } => {
            format!("không có quy tắc “{rule}”; mã quy tắc đứng trong ngoặc vuông khi kiểm tra")
        }
        Misfit::NothingFound { open } if open.is_empty() => {
            format!(
                "quy tắc này không báo gì trong báo cáo của {unit}; báo cáo không còn nội dung nào cần giải trình"
            )
        }
        Misfit::NothingFound { open } => format!(
            "quy tắc này không báo gì trong báo cáo của {unit}; các nội dung còn lại: [{}]",
            open.join("], [")
        ),
        Misfit::FoundElsewhere(places) => {
            let places = places.iter().map(|SheetCell { sheet, at }| format!("ô {at} trang “{sheet}”"));
            format!("quy tắc này không báo ở ô đó mà ở {}", places.collect::<Vec<_>>().join(", "))
        }
        Misfit::ExplainedBefore => "nội dung này đã được chấp nhận theo giải trình trước đó".to_owned(),
    }
}

const fn unusable(why: Unusable) -> &'static str {
    match why {
        Unusable::Unreadable => "tệp không đọc được",
        Unusable::Empty => "biểu trống, chưa nhập số nào",
        Unusable::OtherUnit => "tệp của đơn vị khác",
        Unusable::OtherPeriod => "báo cáo khác kỳ",
        Unusable::SetAside => "đã có quyết định bỏ lần gửi này",
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    if names.is_empty() { "không có".to_owned() } else { names.join(", ") }
}

fn ruling(ruling: &Ruling) -> String {
    match ruling {
        Ruling::Accepted | Ruling::Returned | Ruling::SetAside => ruling.kind().name().to_owned(),
        Ruling::Explained { rule, cell: None } => format!("chấp nhận theo giải trình {}", named(rule)),
        Ruling::Explained { rule, cell: Some(SheetCell { sheet, at }) } => {
            let rule = named(rule);
            format!("chấp nhận theo giải trình {rule} ở trang tính “{sheet}”, ô {at}")
        }
        Ruling::Adjusted { cell: SheetCell { sheet, at }, from, to } => {
            let from = from.map_or_else(|| "chưa nhập".to_owned(), number::vietnamese);
            let to = number::vietnamese(*to);
            format!("điều chỉnh số liệu ở trang tính “{sheet}”, ô {at} từ {from} thành {to}")
        }
        Ruling::Extended(until) => format!("gia hạn đến {until}"),
    }
}

/// A general rule by its title, a rule of a form by its id.
fn named(rule: &str) -> String {
    phuluc_round::named(rule)
        .map_or_else(|| format!("[{rule}]"), |rule| format!("“{}”", rule.manual(Lang::Vi).title))
}

fn decision(decision: &Decision) -> String {
    let Decision { who, when, basis, .. } = decision;
    let basis = if basis.is_empty() { String::new() } else { format!("; căn cứ: {basis}") };
    format!("{} ({who}, {when}{basis})", ruling(&decision.ruling))
}
