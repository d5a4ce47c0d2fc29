//! Ordering a blank: the form for the order, and the workbook to fill.

use crate::frame::{Reply, Screen, Tab};
use crate::{Request, Response};
use maud::{Markup, html};
use phuluc_author::{Blank, Order};
use phuluc_book::blank;
use phuluc_check::Submission;
use phuluc_desk::Tools;
use phuluc_form::{Catalogue, Form, FormId, Period, date};
use phuluc_round::file_name;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The screen on which a blank is ordered, with what the last request ordered. `wrong` is the mistake in it.
pub(crate) fn screen(catalogue: &Catalogue, ordered: &Request, wrong: Option<&str>) -> Screen {
    let body = html! {
        h1 { "Lập mẫu biểu để điền" }
        p.soft { "Tệp Excel có sẵn công thức kiểm tra: ghi sai là thấy ngay, không cần chương trình này." }
        @if let Some(wrong) = wrong { p.card.finding.error role="alert" { span.tag.error { "✕ Chưa lập được" } " " (wrong) } }
        form.card.order action="/mau" method="post" data-file enctype="multipart/form-data" {
            (field(ordered, "don-vi", "Đơn vị báo cáo", "UBND xã Ví dụ 01"))
            (field(ordered, "ky", "Kỳ báo cáo", "quý I/2026, hoặc 15/12/2025 - 14/3/2026"))
            fieldset {
                legend { "Biểu" }
                button type="button" data-all="bieu" { "Chọn mọi biểu đang có hiệu lực" }
                (choices(catalogue, ordered))
            }
            (field(ordered, "noi-nhan", "Đơn vị nhận báo cáo (nếu cần)", "Sở Nội vụ"))
            label { "Tệp kỳ trước của đơn vị (nếu có, để chuyển số đang giải quyết sang)"
                input type="file" name="ky-truoc";
                // a browser keeps no chosen file on a new page
                @if let Some(file) = ordered.files.iter().find(|file| !file.name.is_empty()) {
                    span.soft { "Chọn lại tệp " (file.name) "." }
                }
            }
            button.main type="submit" { "Tải mẫu biểu" }
        }
    };
    Screen { tab: Tab::Blanks, title: "Lập mẫu biểu".to_owned(), body }
}

fn field(ordered: &Request, name: &str, label: &str, example: &str) -> Markup {
    let value = ordered.field(name);
    html! { label { (label) input type="text" name=(name) value=(value) placeholder=(example) autocomplete="off"; } }
}

/// A box to tick for the newest version of each form. Forms that are in force only to a given day come last, with
/// that day. Those that the last request ordered are ticked.
pub(crate) fn choices(catalogue: &Catalogue, ordered: &Request) -> Markup {
    let ids: BTreeSet<&FormId> = catalogue.forms().map(|form| &form.id).collect();
    let mut newest: Vec<&Form> =
        ids.into_iter().filter_map(|id| catalogue.in_force(id, None)).map(Arc::as_ref).collect();
    newest.sort_by_key(|form| form.to.is_some());
    html! {
        @for form in newest {
            label.check {
                input type="checkbox" name="bieu" data-in-force[form.to.is_none()] value=(form.id.as_str())
                    checked[ordered.all("bieu").any(|id| id == form.id.as_str())];
                span {
                    b { (form.short) } " " (form.title)
                    @if let Some(to) = form.to { span.soft { " (chỉ dùng đến ngày " (date(to)) ")" } }
                }
            }
        }
    }
}

/// The workbook that was ordered, or the same screen with what is wrong in the order.
pub(crate) fn workbook(request: &Request, tools: &Tools<'_>) -> Reply {
    match ordered(request, tools) {
        Ok((name, bytes)) => Reply::File(Response::workbook(name, bytes)),
        Err(wrong) => Reply::Refused(422, screen(tools.catalogue(), request, Some(&wrong))),
    }
}

/// The name and the content of the workbook that was ordered.
fn ordered(request: &Request, tools: &Tools<'_>) -> Result<(String, Vec<u8>), String> {
    let said = Some(request.field("ky")).filter(|text| !text.is_empty());
    let period = match said {
        Some(text) => Some(Period::written(text).ok_or_else(|| {
            format!("Kỳ báo cáo “{text}” chưa rõ; ghi như quý I/2026 hoặc 15/12/2025 - 14/3/2026.")
        })?),
        None => None,
    };
    let day = period.map(|period| period.to);
    let mut forms = Vec::new();
    for name in request.all("bieu") {
        let id = FormId::from(name);
        let form = tools.catalogue().in_force(&id, day).or_else(|| tools.catalogue().in_force(&id, None));
        forms.push(Arc::clone(form.ok_or_else(|| format!("Không có biểu “{name}”."))?));
    }
    if forms.is_empty() {
        return Err("Chọn ít nhất một biểu.".to_owned());
    }
    let previous = previous(request, tools)?;
    let named = Some(request.field("don-vi")).filter(|name| !name.is_empty()).map(str::to_owned);
    let unit = named.or_else(|| previous.as_ref().and_then(|previous| previous.unit.clone()));
    let receiver = Some(request.field("noi-nhan")).filter(|name| !name.is_empty()).map(str::to_owned);
    let name = file_name::safe(&["mau bieu", unit.as_deref().unwrap_or_default()], "xlsx", |_| false);
    let periods = tools.catalogue().calendar().periods_of(&forms);
    let names = Order::names(tools.catalogue());
    let order = Order { forms, unit, receiver, period, periods, names, ..Order::default() };
    let mut blank =
        Blank::new(order).map_err(|_| "Hai biểu đã chọn đứng trên cùng một trang tính.".to_owned())?;
    if let Some(previous) = &previous {
        blank.carry(previous).map_err(|_| {
            "Tệp kỳ trước không phải của đơn vị này cho kỳ liền trước, nên không chuyển số sang được."
                .to_owned()
        })?;
    }
    let bytes = blank::write(&blank).map_err(|error| format!("Excel không nhận tệp này: {error}"))?;
    Ok((name, bytes))
}

/// The report of the period before, if one was sent with the request.
fn previous(request: &Request, tools: &Tools<'_>) -> Result<Option<Submission>, String> {
    let Some(upload) = request.files.iter().find(|file| !file.bytes.is_empty()) else { return Ok(None) };
    let sheets =
        (tools.read)(&upload.bytes).map_err(|_| format!("Tệp kỳ trước {} không đọc được.", upload.name))?;
    Ok(Some(tools.checker.read(&sheets)))
}
