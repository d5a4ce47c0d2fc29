//! Manuals as text: the known forms, and for each rule its demand, the reason, and what to do.

use super::widths;
use crate::words;
use crate::words::{CheckMessage, DefinitionMessage, Label, Lang, RuleMessage};
use phuluc_check::GeneralRule;
use phuluc_form::{Catalogue, Form, Rule, Severity, date};
use phuluc_round::general_rules;

/// The known forms, one a line.
pub fn forms(catalogue: &Catalogue, lang: Lang) -> String {
    let lines: Vec<[String; 4]> = catalogue
        .forms()
        .map(|form| {
            let until = form.to.map_or_else(String::new, |to| format!(" – {}", date(to)));
            let in_force = format!("{}{until}", date(form.from));
            [form.id.to_string(), form.version.clone(), in_force, format!("{}: {}", form.short, form.title)]
        })
        .collect();
    let [ids, versions, days, _] = widths(&lines);
    let mut text = String::new();
    for [id, version, in_force, title] in &lines {
        text.push_str(&format!("{id:<ids$}  {version:<versions$}  {in_force:<days$}  {title}\n"));
    }
    for pack in catalogue.packs() {
        text.push_str(&format!("\n{}\n", words::say(lang, DefinitionMessage::Pack(pack))));
        for listed in pack.forms.iter().flatten() {
            text.push_str(&format!("  {}: {}\n", listed.id.text, listed.source));
        }
    }
    let rules: usize = catalogue.forms().map(|form| form.rules.len()).sum();
    let known = DefinitionMessage::Known { forms: lines.len(), rules };
    text + &words::say(lang, known) + "\n"
}

/// The manual of a rule of a form.
pub fn of_form(catalogue: &Catalogue, form: &Form, rule: &Rule, lang: Lang) -> String {
    let mut entries = vec![
        (Label::OfForm, format!("{}, {} {}", form.known_as(), form.id, form.version)),
        (Label::Basis, form.basis.clone()),
        (Label::SeverityOf, severity(rule.severity, lang)),
        (Label::What, words::say(lang, RuleMessage::Demand { catalogue, form, rule })),
        (Label::RuleText, rule.text.clone()),
        (Label::Blank, words::say(lang, RuleMessage::Blanks { catalogue, form, rule })),
        (Label::Why, rule.why.clone()),
    ];
    entries.extend(rule.example.iter().map(|example| (Label::Example, example.clone())));
    entries.push((Label::Todo, rule.todo.clone()));
    page(rule.id.as_str(), &rule.title, &entries, lang)
}

/// The manual of a general rule.
pub fn general(rule: &GeneralRule, lang: Lang) -> String {
    let manual = rule.manual(lang);
    let entries = [
        (Label::SeverityOf, severity(rule.severity, lang)),
        (Label::Why, manual.why.to_owned()),
        (Label::Example, manual.example.to_owned()),
        (Label::Todo, manual.todo.to_owned()),
    ];
    page(rule.id, manual.title, &entries, lang)
}

fn severity(severity: Severity, lang: Lang) -> String {
    words::say(lang, CheckMessage::Severity(severity))
}

fn page(id: &str, title: &str, entries: &[(Label, String)], lang: Lang) -> String {
    let mut text = format!("{id}\n{title}\n\n");
    for (label, entry) in entries {
        text.push_str(&format!("{}: {entry}\n", words::say(lang, *label)));
    }
    text
}

/// The levels that send a form, in words.
fn senders(form: &Form) -> String {
    form.sent_by.iter().map(|level| level.name()).collect::<Vec<_>>().join(", ")
}

/// The line after which `templates/README.md` is generated.
pub const GENERATED: &str =
    "<!-- Phần dưới đây được lập từ các định nghĩa: cargo run --example templates_readme -->\n";

/// The generated part of `templates/README.md`: every form and every rule.
pub fn catalogue_page(catalogue: &Catalogue) -> String {
    let mut text = String::from("\n# Các biểu mẫu có sẵn và quy tắc kiểm tra\n\n");
    for form in catalogue.forms() {
        let until = form.to.map_or_else(String::new, |to| format!(" đến ngày {}", date(to)));
        text.push_str(&format!(
            "## {}, `{}` phiên bản {}\n\n{}. Căn cứ: {}. Hiệu lực từ ngày {}{until}. {} gửi {}, {}.\n\n",
            form.known_as(),
            form.id,
            form.version,
            form.title,
            form.basis,
            date(form.from),
            phuluc_form::capital(&senders(form)),
            form.sent_to.join(", "),
            form.every.join(", "),
        ));
        text.push_str("| Quy tắc | Mức độ | Nội dung |\n|---|---|---|\n");
        for rule in &form.rules {
            let severity = words::say(Lang::Vi, CheckMessage::Severity(rule.severity));
            text.push_str(&format!(
                "| `{}` | {severity} | {} |\n",
                rule.id,
                words::say(Lang::Vi, RuleMessage::Demand { catalogue, form, rule })
            ));
        }
        text.push('\n');
    }
    text.push_str("## Quy tắc chung cho mọi biểu\n\n| Quy tắc | Mức độ | Nội dung |\n|---|---|---|\n");
    for rule in general_rules::all() {
        text.push_str(&format!(
            "| `{}` | {} | {} |\n",
            rule.id,
            words::say(Lang::Vi, CheckMessage::Severity(rule.severity)),
            rule.vi.title
        ));
    }
    text
}
