//! Sentences about a finding, in Vietnamese.

use super::name::{added, cell, cell_named, compared, ratio, term};
use crate::words::message::FindingMessage;
use crate::words::message::finding::all_percent;
use phuluc_check::{
    Answer, FindingKind, Location, NAMED, Relation, Suggestion, shown, shown_bound, spelled, wording,
};
use phuluc_form::{Atom, Cmp, Expr, Interval, Lang, Statement, capital, number};
use rust_decimal::Decimal;

pub(super) fn say(message: &FindingMessage<'_>) -> String {
    match message {
        FindingMessage::Wrong(finding) => wrong(&finding.kind, finding.place()),
        FindingMessage::LookElsewhere { reported, title, others } => look_elsewhere(reported, title, others),
        FindingMessage::Suggestion(suggestion) => self::suggestion(suggestion),
        FindingMessage::Reason(suggestion) => reason(suggestion),
    }
}

fn wrong(kind: &FindingKind, at: Option<&Location>) -> String {
    match kind {
        FindingKind::Relation(relation) => self::relation(relation),
        FindingKind::Implication { statement, missing } => implication(statement, missing),
        FindingKind::General(found) => found.say(Lang::Vi, at),
        FindingKind::PassedOn(found) => found.message.clone(),
    }
}

fn relation(relation: &Relation) -> String {
    let Relation { left, cmp, right, reported, expected } = relation;
    if let Some(text) = rates_of_one_base(relation) {
        return text;
    }
    let percent = matches!(right, Expr::Percent(..)) || all_percent(left);
    let unit = if percent { "%" } else { "" };
    let figure = |value: Decimal| format!("{}{unit}", number::vietnamese(value));
    let found = match (left, relation.shown_reported(percent)) {
        (Expr::Place(_), Some(value)) => format!("ghi {}", figure(value)),
        (sum, Some(value)) if sum.addends().is_some() => {
            format!("cộng {} được {}", added(left), figure(value))
        }
        (_, Some(value)) => format!("tính {} được {}", added(left), figure(value)),
        (_, None) => added(left),
    };
    let Some(expected) = expected else {
        let base = match right {
            Expr::Percent(_, base) => spelled(base, &cell, &ratio),
            other => spelled(other, &cell, &ratio),
        };
        return format!("{found}, trong khi {base} là 0 nên không có gì để tính tỷ lệ (không phát sinh)");
    };
    let side = match right {
        Expr::Number(_) => String::new(),
        Expr::Percent(a, b) => {
            let parts = [a, b].map(|side| spelled(side, &|place| answer(place), &ratio));
            format!(
                "{}/{} ({} / {}) là ",
                parts[0],
                parts[1],
                spelled(a, &cell, &ratio),
                spelled(b, &cell, &ratio)
            )
        }
        Expr::Place(place) | Expr::Zero(place) => format!("{} ghi ", cell_named(place)),
        sum if sum.addends().is_some() => format!("cộng {} được ", added(sum)),
        sum => format!("tính {} được ", added(sum)),
    };
    let bound = match shown(*expected, percent) {
        Some(value) => figure(value),
        None => match (expected.lo(), expected.hi()) {
            (Some(lo), _) if reported.hi().is_some_and(|hi| hi < lo) => {
                format!("ít nhất {}", figure(shown_bound(lo, percent)))
            }
            (_, Some(hi)) => format!("nhiều nhất {}", figure(shown_bound(hi, percent))),
            _ => "số khác".to_owned(),
        },
    };
    let demand = match cmp {
        Cmp::Eq if matches!(right, Expr::Number(_)) => "phải là ",
        Cmp::Eq => "",
        Cmp::Ne => "phải khác ",
        Cmp::Le => "không được lớn hơn ",
        Cmp::Ge => "không được nhỏ hơn ",
        Cmp::Lt => "phải nhỏ hơn ",
        Cmp::Gt => "phải lớn hơn ",
    };
    let by = match relation.difference(percent) {
        Some(difference) if *cmp != Cmp::Ne => {
            let size = number::vietnamese(difference.abs());
            let is_less = difference.is_sign_negative();
            let word = match (cmp, is_less) {
                (Cmp::Le | Cmp::Lt | Cmp::Ge | Cmp::Gt, true) => "nhỏ hơn",
                (Cmp::Le | Cmp::Lt | Cmp::Ge | Cmp::Gt, false) => "lớn hơn",
                (Cmp::Eq | Cmp::Ne, true) => "thiếu",
                (Cmp::Eq | Cmp::Ne, false) => "thừa",
            };
            let is_written = matches!(left, Expr::Place(_)) && *cmp == Cmp::Eq;
            let word = if is_written { format!("ghi {word}") } else { word.to_owned() };
            let points = if percent { " điểm phần trăm" } else { "" };
            format!(" ({word} {size}{points})")
        }
        Some(_) | None => String::new(),
    };
    format!("{found}, {demand}{side}{bound}{by}")
}

/// Two parts whose rates make different wholes, or a whole and a part with its rate: “99 (ô D8) là 3,3% nên tổng số
/// từ … đến …”.
fn rates_of_one_base(relation: &Relation) -> Option<String> {
    let right = base(&relation.right, relation.expected?)?;
    Some(match base(&relation.left, relation.reported) {
        Some(left) => format!("{left}, trong khi {right}; hai tỷ lệ phải tính trên cùng một tổng số"),
        None => {
            let reported = shown(relation.reported, false).map(number::vietnamese).unwrap_or_default();
            format!("ghi {reported}, trong khi {right}")
        }
    })
}

/// The whole that follows from a part and its rate: “99 (ô D8) là 3,3% (ô D9) nên tổng số từ … đến …”.
fn base(side: &Expr<Location>, range: Interval) -> Option<String> {
    let Expr::Base(part, rate) = side else { return None };
    let [part_at, rate_at] = [part, rate].map(|side| spelled(side, &cell, &ratio));
    let [part, rate] = [part, rate].map(|side| spelled(side, &answer, &ratio));
    Some(format!("{part} ({part_at}) là {rate} ({rate_at}) nên tổng số {}", between(range)))
}

/// The whole numbers in an interval: “từ 2.956 đến 3.046”.
fn between(range: Interval) -> String {
    match (range.lo().map(|lo| lo.ceil()), range.hi().map(|hi| hi.floor())) {
        (Some(lo), Some(hi)) if lo == hi => format!("là {}", number::vietnamese(lo)),
        (Some(lo), Some(hi)) => {
            format!("từ {} đến {}", number::vietnamese(lo.min(hi)), number::vietnamese(hi.max(lo)))
        }
        (Some(lo), None) => format!("ít nhất {}", number::vietnamese(lo)),
        (None, Some(hi)) => format!("nhiều nhất {}", number::vietnamese(hi)),
        (None, None) => "chưa rõ".to_owned(),
    }
}

fn implication(statement: &Statement<Location>, missing: &[Location]) -> String {
    let when: Vec<String> = statement.when.iter().map(held).collect();
    let when = when.join(", ");
    if !missing.is_empty() {
        let missing: Vec<String> = missing.iter().map(cell_named).collect();
        return if when.is_empty() {
            format!("{} chưa nhập", missing.join(", "))
        } else {
            format!("{when} nhưng {} chưa nhập", missing.join(", "))
        };
    }
    let then: Vec<String> = statement.then.iter().filter_map(demanded).collect();
    let then = then.join(", ");
    if when.is_empty() { then } else { format!("{when} nhưng {then}") }
}

/// What the report holds at the places of a condition.
fn held(atom: &Atom<Location>) -> String {
    match atom {
        Atom::Given(place) | Atom::Compare { left: Expr::Place(place), .. } => {
            format!("ghi {}", answer(place))
        }
        Atom::Missing(place) => format!("{} chưa nhập", cell_named(place)),
        Atom::Reads { place, words, is } => reads(place, words, *is),
        Atom::Compare { left, cmp, right } => format!(
            "{} {} {}",
            spelled(left, &cell_named, &ratio),
            compared(*cmp),
            spelled(right, &cell_named, &ratio)
        ),
        Atom::Any(alternatives) => {
            let any =
                alternatives.iter().map(|atoms| atoms.iter().map(held).collect::<Vec<_>>().join(" và "));
            any.collect::<Vec<_>>().join(" hoặc ")
        }
    }
}

/// What an atom demands, beside what stands there.
fn demanded(atom: &Atom<Location>) -> Option<String> {
    match atom {
        Atom::Given(_) => None,
        Atom::Missing(place) => Some(format!("{} ghi {}; phải để trống", cell_named(place), answer(place))),
        Atom::Reads { place, words, is } => Some(format!("phải có {}", reads(place, words, *is))),
        Atom::Compare { left, cmp, right } => {
            let now: Vec<String> = left
                .places()
                .into_iter()
                .map(|place| format!("{} ghi {}", cell_named(place), answer(place)))
                .collect();
            let demanded = spelled(right, &cell_named, &ratio);
            Some(format!("{}; phải {} {demanded}", now.join(", "), compared(*cmp)))
        }
        Atom::Any(alternatives) => {
            let any: Vec<String> = alternatives
                .iter()
                .map(|atoms| atoms.iter().map(wanted).collect::<Vec<_>>().join(" và "))
                .collect();
            let places = Statement { when: Vec::new(), then: vec![atom.clone()] };
            let now: Vec<String> = places
                .places()
                .into_iter()
                .map(|place| format!("{} ghi {}", cell_named(place), answer(place)))
                .collect();
            Some(format!("{}; phải {}", now.join(", "), any.join(" hoặc ")))
        }
    }
}

/// What an atom demands, in a few words.
fn wanted(atom: &Atom<Location>) -> String {
    match atom {
        Atom::Given(place) => format!("{} đã nhập", cell_named(place)),
        Atom::Missing(place) => format!("{} để trống", cell_named(place)),
        Atom::Reads { place, words, is } => reads(place, words, *is),
        Atom::Compare { left, cmp, right } => format!(
            "{} {} {}",
            spelled(left, &cell_named, &ratio),
            compared(*cmp),
            spelled(right, &cell_named, &ratio)
        ),
        Atom::Any(alternatives) => {
            let any =
                alternatives.iter().map(|atoms| atoms.iter().map(wanted).collect::<Vec<_>>().join(" và "));
            any.collect::<Vec<_>>().join(" hoặc ")
        }
    }
}

fn reads(place: &Location, words: &str, is: bool) -> String {
    format!("{} {} “{words}”", cell_named(place), if is { "là" } else { "khác" })
}

fn look_elsewhere(reported: &Location, title: &str, others: &[Location]) -> String {
    let mut named: Vec<String> = others.iter().take(NAMED).map(term).collect();
    named.extend((others.len() > NAMED).then(|| "…".to_owned()));
    let is_coded = others.iter().all(|place| place.labels.coded && place.labels.by_row);
    format!(
        "{} có lẽ đúng (khớp với “{title}”). Xem lại trước: {}.",
        capital(&cell(reported)),
        if is_coded { in_rows(&named) } else { named.join(", ") }
    )
}

/// Row codes in words: `mục 4.2.2`, `các mục 4.2.2, 4.2.3`.
fn in_rows(codes: &[String]) -> String {
    let word = if codes.len() == 1 { "mục" } else { "các mục" };
    format!("{word} {}", codes.join(", "))
}

fn suggestion(suggestion: &Suggestion) -> String {
    let Suggestion { place, to, .. } = suggestion;
    let sign = if place.shown.percent { "%" } else { "" };
    let to = format!("{}{sign}", number::vietnamese(*to));
    match place.shown.answer {
        Answer::Blank => format!("điền {to} vào {}", cell_named(place)),
        _ => format!("{} từ {} thành {to}", cell_named(place), answer(place)),
    }
}

fn reason(suggestion: &Suggestion) -> String {
    match (suggestion.mends, suggestion.digits) {
        (0 | 1, 1) => "sai một chữ số, không phát sinh lỗi khác".to_owned(),
        (0 | 1, _) => "không phát sinh lỗi khác".to_owned(),
        (mends, _) => format!("hết cả {mends} lỗi"),
    }
}

fn answer(place: &Location) -> String {
    wording::answer(Lang::Vi, place)
}
