//! Sentences about lists that staff keep, in Vietnamese.

use crate::words::message::ListMessage;
use phuluc_grid::{Aside, Flaw, ListNotice, RepeatedLine, StatedUnits, UnreadSheet};

pub(super) fn say(message: &ListMessage<'_>) -> String {
    match message {
        ListMessage::FlawAt { file, sheet: "", .. } => (*file).to_owned(),
        ListMessage::FlawAt { file, sheet, cell: None } => format!("{file}, trang tính “{sheet}”"),
        ListMessage::FlawAt { file, sheet, cell: Some(cell) } => {
            format!("{file}, trang tính “{sheet}”, ô {cell}")
        }
        ListMessage::Flaw(flaw) => self::flaw(flaw),
        ListMessage::Notice(notice) => self::notice(notice),
    }
}

fn flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::NoHeadings(labels) => {
            let labels: Vec<String> = labels.iter().map(|label| format!("“{label}”")).collect();
            format!("không thấy dòng tiêu đề có các cột {}", labels.join(", "))
        }
        Flaw::NoLines => "danh sách chưa có dòng nào".to_owned(),
        Flaw::Missing(label) => format!("chưa ghi “{label}”"),
        Flaw::CodeIsDate => "mã đang là ngày tháng; định dạng ô là Văn bản (Text) rồi gõ lại mã".to_owned(),
        Flaw::Duplicate { text, first } => format!("“{text}” đã có ở ô {first}"),
        Flaw::UnknownUnit { text, near } => {
            format!("không có đơn vị “{text}” trong danh sách{}", meant(near.as_ref()))
        }
        Flaw::Cycle => "đơn vị không thể là cấp trên của chính mình".to_owned(),
        Flaw::SuccessionCycle(names) => {
            format!(
                "các đơn vị kế thừa vòng quanh ({}); chỉ ghi “Kế thừa của” ở đơn vị mới",
                names.join(" ← ")
            )
        }
        Flaw::RepeatedHeading { text, first } => format!(
            "tiêu đề “{text}” đã có ở ô {first}; danh sách chia hai phần cạnh nhau thì xếp nối tiếp thành một cột, cột khác thì đổi tiêu đề"
        ),
        Flaw::ListElsewhere(UnreadSheet { name, units }) => format!(
            "trang tính “{name}” cũng có danh sách, {} đơn vị chưa có ở đây ({}); chép chung vào một trang tính; không phải danh sách của đợt thì xóa hoặc ẩn trang tính đó",
            units.len(),
            some_of(units)
        ),
        Flaw::UnknownWord { text, allowed } => format!("ghi “{text}”, chỉ nhận: {}", allowed.join(", ")),
        Flaw::NotADay(text) => format!("“{text}” không phải một ngày, ghi như 31/12/2026"),
        Flaw::NotAMoment(text) => {
            format!("“{text}” không phải một thời điểm, ghi như 16:30 ngày 15/12/2026")
        }
        Flaw::DateOrder => "ngày cuối trước ngày đầu".to_owned(),
        Flaw::UnknownForm { text, may_be } => match may_be.as_slice() {
            [] => format!("không có biểu “{text}”; xem tên các biểu bằng lệnh “phuluc bieu-mau”"),
            [near] => format!("không có biểu “{text}”{}", meant(Some(near))),
            several => format!("“{text}” là tên của nhiều biểu, ghi rõ “{}”", several.join("” hoặc “")),
        },
        Flaw::UnknownPeriod(text) => {
            format!("“{text}” không phải kỳ báo cáo, ghi như: tháng, quý, quý IV, 6 tháng, năm")
        }
        Flaw::NotANumber(text) => format!("“{text}” không phải một con số, ghi như 1232, 1.232 hoặc 83,19"),
        Flaw::NotACell(text) => format!("“{text}” không phải tên một ô, ghi như C12"),
    }
}

fn meant(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; có phải “{near}” không?"))
}

fn notice(notice: &ListNotice) -> String {
    match notice {
        ListNotice::CodesAreNumbers { count, first } => format!(
            "{count} mã đang là con số (từ ô {first}), đã lấy như văn bản; nếu mã có số 0 ở đầu thì xem lại"
        ),
        ListNotice::LeftOut { kind, lines } => {
            let kind = match kind {
                Aside::Group => "dòng nhóm",
                Aside::Total => "dòng cộng",
                Aside::Note => "dòng ghi chú",
            };
            format!("{} là {kind}, không lấy làm đơn vị", numbered("dòng", lines))
        }
        ListNotice::NamesOfOthers(lines) => format!(
            "{} là tên của đơn vị khác trong danh sách nên không dùng làm tên gọi khác",
            numbered("dòng", lines)
        ),
        ListNotice::OutsidePeriod(lines) => format!(
            "{} không có ngày nào trong kỳ báo cáo (theo cột “Có từ ngày”, “Đến hết ngày”) nên không phải gửi",
            numbered("dòng", lines)
        ),
        ListNotice::ColumnsKept(labels) => {
            let labels: Vec<String> = labels.iter().map(|label| format!("“{label}”")).collect();
            format!("giữ thêm các cột {}", labels.join(", "))
        }
        ListNotice::DoubtfulUnits { lines, is_numbered } => {
            let todo = if *is_numbered { ", đúng thì đánh số như các dòng khác" } else { "" };
            format!(
                "{} được lấy làm đơn vị dù có thể không phải; không phải thì xóa dòng{todo}",
                numbered("dòng", lines)
            )
        }
        ListNotice::StatedDiffers(StatedUnits { row, text, stated, taken }) => format!(
            "dòng {row} “{text}” ghi {stated} đơn vị, danh sách lấy được {taken}; xem lại các dòng đơn vị"
        ),
        ListNotice::SheetsNotRead(sheets) => {
            let sheets: Vec<String> = sheets.iter().map(unread).collect();
            format!("không đọc trang tính {}", sheets.join(", "))
        }
        ListNotice::RepeatedLines(lines) => lines.iter().map(repeated).collect::<Vec<_>>().join("; "),
    }
}

/// A sheet that is not read, with the units that only it has.
fn unread(UnreadSheet { name, units }: &UnreadSheet) -> String {
    match units.as_slice() {
        [] => format!("“{name}”"),
        units => format!("“{name}” ({} đơn vị chưa có trong danh sách: {})", units.len(), some_of(units)),
    }
}

/// The first names of several.
fn some_of(names: &[String]) -> String {
    const LISTED: usize = 3;
    let more = if names.len() > LISTED { ", …" } else { "" };
    names.iter().take(LISTED).map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ") + more
}

/// A line about a file that an earlier line has.
fn repeated(RepeatedLine { row, first, path, units }: &RepeatedLine) -> String {
    match units {
        None => format!("dòng {row} ghi lại tệp của dòng {first} ({path}), chỉ tính một lần, bỏ dòng {row}"),
        Some((here, there)) => format!(
            "dòng {row} ({there}) ghi lại tệp của dòng {first} ({here}: {path}), chỉ tính cho {here}, bỏ dòng {row}; tệp của {there} thì ghi lại cột “Đơn vị” ở dòng {first}"
        ),
    }
}

/// The first lines with their numbers: “dòng 4 “KHỐI PHƯỜNG”, dòng 12 “KHỐI XÃ””, and how many more there are.
fn numbered(word: &str, lines: &[(u32, String)]) -> String {
    const LISTED: usize = 5;
    let shown = lines.iter().take(LISTED).map(|(row, text)| format!("{word} {row} “{text}”"));
    let more = lines.len().checked_sub(LISTED).filter(|more| *more > 0);
    let more = more.map(|more| format!(" … (+{more})")).unwrap_or_default();
    shown.collect::<Vec<_>>().join(", ") + &more
}
