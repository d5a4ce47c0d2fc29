//! Manuals: the forms known, and what a rule demands, why, and what to do.

use crate::catalogue::Catalogue;
use crate::form::Form;
use crate::general::GeneralRule;
use crate::period::date;
use crate::rule::{Rule, Severity};
use crate::words::{Lang, Phrase};

/// The forms known, one a line.
pub fn forms(catalogue: &Catalogue, lang: Lang) -> String {
    let lines: Vec<[String; 4]> = catalogue
        .forms()
        .map(|form| {
            let until = form.to.map_or_else(String::new, |to| format!(" – {}", date(to)));
            let in_force = format!("{}{until}", date(form.from));
            [form.id.to_string(), form.version.clone(), in_force, format!("{}: {}", form.short, form.title)]
        })
        .collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let (ids, versions, days) = (width(0), width(1), width(2));
    let mut text = String::new();
    for [id, version, in_force, title] in &lines {
        text.push_str(&format!("{id:<ids$}  {version:<versions$}  {in_force:<days$}  {title}\n"));
    }
    let rules: usize = catalogue.forms().map(|form| form.rules.len()).sum();
    let last = match lang {
        Lang::Vi => format!("{} biểu mẫu, {rules} quy tắc kiểm tra.", lines.len()),
        Lang::En => format!("{} forms, {rules} rules.", lines.len()),
    };
    text + &last + "\n"
}

/// The manual of a rule of a form.
pub fn of_form(catalogue: &Catalogue, form: &Form, rule: &Rule, lang: Lang) -> String {
    let words = lang.words();
    let mut entries = vec![
        (Phrase::OfForm, format!("{}, {} {}", form.known_as(), form.id, form.version)),
        (Phrase::Basis, form.basis.clone()),
        (Phrase::SeverityOf, severity(rule.severity, lang)),
        (Phrase::What, words.rule(catalogue, form, rule)),
        (Phrase::RuleText, rule.text.clone()),
        (Phrase::Blank, words.blanks(catalogue, form, rule)),
        (Phrase::Why, rule.why.clone()),
    ];
    entries.extend(rule.example.iter().map(|example| (Phrase::Example, example.clone())));
    entries.push((Phrase::Todo, rule.todo.clone()));
    page(rule.id.as_str(), &rule.title, &entries, lang)
}

/// The manual of a general rule.
pub fn general(rule: &GeneralRule, lang: Lang) -> String {
    let manual = lang.words().manual(rule);
    let entries = [
        (Phrase::SeverityOf, severity(rule.severity, lang)),
        (Phrase::Why, manual.why.to_owned()),
        (Phrase::Example, manual.example.to_owned()),
        (Phrase::Todo, manual.todo.to_owned()),
    ];
    page(rule.id, manual.title, &entries, lang)
}

fn severity(severity: Severity, lang: Lang) -> String {
    lang.words().severity(severity).to_owned()
}

fn page(id: &str, title: &str, entries: &[(Phrase, String)], lang: Lang) -> String {
    let mut text = format!("{id}\n{title}\n\n");
    for (phrase, entry) in entries {
        text.push_str(&format!("{}: {entry}\n", lang.words().phrase(*phrase)));
    }
    text
}

/// Where the generated part of `templates/README.md` begins.
pub const GENERATED: &str =
    "<!-- Phần dưới đây được lập từ các định nghĩa: cargo run --example templates_readme -->\n";

/// The generated part of `templates/README.md`: every form and every rule.
pub fn catalogue_page(catalogue: &Catalogue) -> String {
    let words = Lang::Vi.words();
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
            crate::words::capital(form.sent_by.name()),
            form.sent_to.join(", "),
            form.every.join(", "),
        ));
        text.push_str("| Quy tắc | Mức độ | Nội dung |\n|---|---|---|\n");
        for rule in &form.rules {
            let severity = words.severity(rule.severity);
            text.push_str(&format!(
                "| `{}` | {severity} | {} |\n",
                rule.id,
                words.rule(catalogue, form, rule)
            ));
        }
        text.push('\n');
    }
    text.push_str("## Quy tắc chung cho mọi biểu\n\n| Quy tắc | Mức độ | Nội dung |\n|---|---|---|\n");
    for rule in crate::general::RULES {
        text.push_str(&format!(
            "| `{}` | {} | {} |\n",
            rule.id,
            words.severity(rule.severity),
            rule.vi.title
        ));
    }
    text
}
