//! What is said about a rule of a form, in Vietnamese.

use super::name::{compared, name_in, sum, zero_places};
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
    let scope = match rule.each {
        Each::Once => "",
        Each::Row => "Ở mỗi dòng: ",
        Each::Parent => "Ở mỗi mục có mục con: ",
        Each::Column => "Ở mỗi cột số liệu: ",
    };
    let then = claim(&rule.that.then, name);
    match rule.that.when.as_slice() {
        [] => capital(&format!("{scope}{then}.")),
        when => capital(&format!("{scope}nếu {} thì {then}.", claim(when, name))),
    }
}

/// What all of some atoms say together.
fn claim(atoms: &[Atom<Place>], name: impl Fn(&Place) -> String) -> String {
    let atoms = atoms.iter().map(|atom| match atom {
        Atom::Given(place) => format!("{} đã nhập", name(place)),
        Atom::Compare { left, cmp, right } => {
            format!("{} {} {}", sum(left, &name), compared(*cmp), sum(right, &name))
        }
    });
    atoms.collect::<Vec<_>>().join(" và ")
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
        "Ô trống là chưa biết: nếu không cách điền nào khớp thì là lỗi, nếu có thì quan hệ “chưa kiểm tra được”.",
    );
    if !zero.is_empty() {
        text.push_str(&format!(" Riêng {} để trống thì tính là 0.", zero.join(", ")));
    }
    text.push_str(" Dòng không thuộc phạm vi báo cáo của đơn vị, ô ghi “không có” và cột không bắt buộc mà biểu không có thì tính là 0.");
    text
}
