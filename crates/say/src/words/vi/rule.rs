//! A rule of a form as a Vietnamese sentence.

use super::name::{claim, name_in, zero_places};
use crate::words::message::RuleMessage;
use phuluc_form::{Atom, Catalogue, Each, Form, Place, Rule, capital};

pub(super) fn say(message: &RuleMessage<'_>) -> String {
    match message {
        RuleMessage::Demand { catalogue, form, rule } => demand(catalogue, form, rule),
        RuleMessage::Blanks { catalogue, form, rule } => blanks(catalogue, form, rule),
    }
}

fn demand(catalogue: &Catalogue, form: &Form, rule: &Rule) -> String {
    let name = |place: &Place| name_in(catalogue, form, place);
    let scope = scope(form, rule);
    let then = claim(&rule.that.then, &name);
    match rule.that.when.as_slice() {
        [] => capital(&format!("{scope}{then}.")),
        when => capital(&format!("{scope}nếu {} thì {then}.", claim(when, &name))),
    }
}

/// The rows and columns for which a rule holds.
fn scope(form: &Form, rule: &Rule) -> String {
    let said = |id: &str| match form.total_row() {
        Some(total) if total.id.as_str() == id => "dòng tổng cộng".to_owned(),
        _ => match form.fixed_row(&id.into()).map(|row| &form.fixed_rows()[row]) {
            Some(row) if !row.is_coded() => format!("dòng “{}”", row.say()),
            _ => format!("mục {id}"),
        },
    };
    let column = |id: &str| {
        let column = form.column(&id.into()).map_or(id, |column| form.columns[column].say.as_str());
        format!("“{column}”")
    };
    let rows: Vec<String> = rule.rows.iter().map(|row| said(row.as_str())).collect();
    let columns: Vec<String> = rule.columns.iter().map(|id| column(id.as_str())).collect();
    let columns = (!columns.is_empty()).then(|| format!("cột {}", columns.join(", ")));
    let named = match rule.each {
        Each::Once => return columns.map_or_else(String::new, |columns| format!("Ở {columns}: ")),
        Each::Row | Each::Parent | Each::Leaf if !rows.is_empty() => format!("Ở {}", rows.join(", ")),
        Each::Row => "Ở mỗi dòng".to_owned(),
        Each::Parent => "Ở mỗi mục có mục con".to_owned(),
        Each::Leaf => "Ở mỗi mục không có mục con".to_owned(),
        Each::Column => match &columns {
            Some(columns) => format!("Ở {columns}"),
            None => "Ở mỗi cột số liệu".to_owned(),
        },
    };
    let named = match &columns {
        Some(columns) if rule.each != Each::Column => format!("{named}, {columns}"),
        _ => named,
    };
    let except: Vec<String> = match rule.each {
        Each::Column => rule.except.iter().map(|id| column(id)).collect(),
        _ => rule.except.iter().map(|id| said(id)).collect(),
    };
    if except.is_empty() { format!("{named}: ") } else { format!("{named}, trừ {}: ", except.join(", ")) }
}

fn blanks(catalogue: &Catalogue, form: &Form, rule: &Rule) -> String {
    let mut zero: Vec<String> = Vec::new();
    for atom in &rule.that.then {
        if let Atom::Compare { left, right, .. } = atom {
            for side in [left, right] {
                zero_places(side, &mut |place| zero.push(name_in(catalogue, form, place)));
            }
        }
    }
    let mut text = String::from(
        "Ô trống là chưa biết. Điền số nào cũng sai thì báo lỗi; còn cách điền đúng thì ghi “chưa kiểm tra được”.",
    );
    if !zero.is_empty() {
        text.push_str(&format!(" Riêng {} để trống thì tính là 0.", zero.join(", ")));
    }
    text.push_str(" Dòng không thuộc phạm vi báo cáo của đơn vị, ô ghi “không có” và cột không bắt buộc mà biểu không có thì tính là 0.");
    text
}
