//! The forms that are known, and the manual of every rule.

use crate::finding::{class, sign};
use crate::frame::{Screen, Tab};
use maud::{Markup, html};
use phuluc_form::{Catalogue, Form, Lang, Rule, capital, date};
use phuluc_round::general_rules;
use phuluc_say::{CheckMessage, RuleMessage, words};

/// The list of forms, and the general rules.
pub(crate) fn screen(catalogue: &Catalogue) -> Screen {
    let body = html! {
        h1 { "Biểu và quy tắc kiểm tra" }
        div.card.wide {
            table.list {
                thead { tr {
                    th scope="col" { "Biểu" } th scope="col" { "Tên" } th scope="col" { "Căn cứ" }
                    th scope="col" { "Hiệu lực" } th scope="col" { "Quy tắc" }
                } }
                tbody {
                    @for form in catalogue.forms() {
                        tr {
                            td { a href=(format!("/bieu/{}/{}", form.id, form.version)) { (form.short) } }
                            td { (form.title) }
                            td { (form.basis) }
                            td { (in_force(form)) }
                            td.figure { (form.rules.len()) }
                        }
                    }
                }
            }
        }
        h2 { "Quy tắc chung cho mọi biểu" }
        @for rule in general_rules::all() {
            @let manual = rule.manual(Lang::Vi);
            details.card {
                summary { span.tag.(class(rule.severity)) { (sign(rule.severity)) } " " (manual.title) }
                p { b { "Vì sao: " } (manual.why) }
                p { b { "Ví dụ: " } (manual.example) }
                p { b { "Cách xử lý: " } (manual.todo) }
            }
        }
    };
    Screen { tab: Tab::Forms, title: "Biểu và quy tắc".to_owned(), body }
}

/// The rules of one version of a form; `None` if there is no such version.
pub(crate) fn manual(catalogue: &Catalogue, id: &str, version: &str) -> Option<Screen> {
    let form = catalogue.forms().find(|form| form.id.as_str() == id && form.version == version)?;
    let body = html! {
        p { a href="/bieu" { "← Các biểu" } }
        h1 { (form.known_as()) }
        p { (form.title) }
        p.soft {
            (form.basis) ". " (in_force(form)) ". "
            (capital(&sent_by(form))) " gửi " (form.sent_to.join(", ")) ", " (form.every.join(", ")) "."
        }
        h2 { (form.rules.len()) " quy tắc" }
        @for rule in &form.rules { (rule_card(catalogue, form, rule)) }
    };
    Some(Screen { tab: Tab::Forms, title: form.known_as(), body })
}

fn rule_card(catalogue: &Catalogue, form: &Form, rule: &Rule) -> Markup {
    let severity = words::say(Lang::Vi, CheckMessage::Severity(rule.severity));
    html! {
        details.card {
            summary { span.tag.(class(rule.severity)) { (sign(rule.severity)) " " (severity) } " " (rule.title) }
            p { (words::say(Lang::Vi, RuleMessage::Demand { catalogue, form, rule })) }
            p { b { "Ô chưa nhập: " } (words::say(Lang::Vi, RuleMessage::Blanks { catalogue, form, rule })) }
            p { b { "Vì sao: " } (rule.why) }
            @if let Some(example) = &rule.example { p { b { "Ví dụ: " } (example) } }
            p { b { "Cách xử lý: " } (rule.todo) }
        }
    }
}

fn in_force(form: &Form) -> String {
    let until = form.to.map(|to| format!(" đến ngày {}", date(to))).unwrap_or_default();
    format!("Từ ngày {}{until}", date(form.from))
}

/// The levels that send the form.
fn sent_by(form: &Form) -> String {
    form.sent_by.iter().map(|level| level.name()).collect::<Vec<_>>().join(", ")
}
