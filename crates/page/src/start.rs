//! The first screen, where workbooks are dropped.

use crate::frame::{Screen, Tab};
use maud::{Markup, html};

/// The endings of files that can be chosen. The kind of a file is told by its content.
const ENDINGS: &str = ".xlsx,.xlsm,.xls,.xlsb,.ods,.et,.zip,.toml";

/// The field for the path of a round's folder, filled with `path`.
pub(crate) fn round_field(path: &str) -> Markup {
    html! {
        form.order action="/mo-dot" method="post" {
            label { "Thư mục của đợt trên máy này" input type="text" name="thu-muc" value=(path) placeholder="D:\\Bao cao\\quy-4" required; }
            button type="submit" { "Mở đợt báo cáo" }
        }
    }
}

/// The first screen. `refused` names the files that were not opened. `can_open` says whether the folder of a round can be
/// opened by its path.
pub(crate) fn screen(refused: &Markup, can_open: bool) -> Screen {
    let body = html! {
        h1 { "Kiểm tra phụ lục báo cáo cải cách hành chính" }
        (refused)
        (drop_area("Kéo thả tệp Excel vào đây", true))
        div.choices {
            section.card {
                h2 { "Chưa có tệp nào trong tay?" }
                p { "Xem thử với báo cáo của các xã ví dụ, trong đó có vài số ghi sai." }
                a.button href="/vi-du" { "Thử với dữ liệu mẫu" }
            }
            section.card {
                h2 { "Cần mẫu để điền?" }
                p { "Lập tệp Excel cho đơn vị và kỳ báo cáo; tệp tự kiểm tra khi điền." }
                a.button href="/mau" { "Lập mẫu biểu" }
            }
            // the script of the single file shows it where the browser can open a folder
            section.card hidden data-needs-folder {
                h2 { "Theo dõi cả đợt báo cáo?" }
                p { "Mở thư mục của đợt trên máy này: nhận báo cáo, xem ai còn thiếu, lập phiếu, tổng hợp. Thư mục trống thì lập đợt mới." }
                button type="button" data-open-folder { "Mở thư mục…" }
            }
            @if can_open {
                section.card {
                    h2 { "Theo dõi cả đợt báo cáo?" }
                    p { "Nhận báo cáo, xem ai còn thiếu, lập phiếu, tổng hợp. Thư mục trống thì lập đợt mới. Kéo thả thư mục lên phuluc.exe cũng được." }
                    (round_field(""))
                }
            }
            section.card {
                h2 { "Biểu nào, quy tắc gì?" }
                p { "Các biểu đã biết, và từng quy tắc kiểm tra: vì sao, cách xử lý." }
                a.button href="/bieu" { "Xem biểu và quy tắc" }
            }
        }
        p.soft { "Tệp chỉ được đọc trên máy này, không bị sửa và không gửi đi đâu." }
    };
    Screen { tab: Tab::Check, title: "Kiểm tra".to_owned(), body }
}

/// An area in which to drop workbooks to check.
pub(crate) fn drop_area(invitation: &str, is_large: bool) -> Markup {
    let kinds = ".xlsx, .xls, .xlsb, .ods; nhiều tệp một lần cũng được. Biểu của riêng tỉnh: thả thêm bộ biểu mẫu mà tỉnh phát (.zip)";
    drop_form("/kiem-tra", invitation, "Kiểm tra", Some(ENDINGS), kinds, is_large)
}

/// An area in which to drop what units sent for the round.
pub(crate) fn drop_on_round() -> Markup {
    let kinds =
        "Tệp Excel, tệp nén .zip, thư .eml; không chọn tệp thì nhận những tệp đã để trong thư mục nhan";
    drop_form("/dot/nhan", "Nhận báo cáo: kéo thả vào đây", "Nhận", None, kinds, false)
}

/// A form for files, which also works without script.
fn drop_form(
    to: &str,
    invitation: &str,
    act: &str,
    endings: Option<&str>,
    kinds: &str,
    is_large: bool,
) -> Markup {
    html! {
        form.drop.large[is_large] action=(to) method="post" enctype="multipart/form-data" {
            b { (invitation) }
            input.chooser id="tep" type="file" name="tep" multiple accept=[endings];
            label.button for="tep" { "Chọn tệp…" }
            @if endings.is_none() { button type="submit" { (act) } }
            @else { noscript { button.main type="submit" { (act) } } }
            div.soft { (kinds) }
        }
    }
}
