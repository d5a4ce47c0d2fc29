//! Vietnamese: plain office language, figures as 1.232 and 83,19%.

mod decision;
mod definition;
mod draft;
mod intake;
mod label;
mod list;
mod name;
mod notice;
mod receipt;
mod round;
mod said;
pub(super) mod status;

use super::{Message, Words};
use crate::answer::Answer;
use crate::catalogue::Catalogue;
use crate::check::{Open, Skipped};
use crate::consolidate::{Gap, Standing};
use crate::finding::wording::{self, NAMED, spelled};
use crate::finding::{Finding, Location, Problem, Relation, Subject, Suggestion, shown};
use crate::form::Form;
use crate::general::{GeneralRule, Manual};
use crate::grid::ReadError;
use crate::interval::Interval;
use crate::lang::Lang;
use crate::number;
use crate::period::Period;
use crate::rule::{Atom, Cmp, Each, Expr, Place, Rule, Sentence, Severity};
use name::{added, cell, cell_named, compared, name_in, ratio, sum, unknown, zero_places};
use rust_decimal::Decimal;

/// What a message is called.
pub(super) fn say(message: &Message<'_>) -> String {
    match message {
        Message::Label(label) => label::say(*label).to_owned(),
        Message::Definition(message) => definition::say(message),
        Message::Draft(message) => draft::say(message),
        Message::List(message) => list::say(message),
        Message::Intake(message) => intake::say(message),
        Message::Decision(message) => decision::say(message),
        Message::Status(message) => status::say(message),
        Message::Round(message) => round::say(message),
    }
}

/// The Vietnamese words.
pub(super) struct Vi;

impl Words for Vi {
    fn figure(&self, value: Decimal) -> String {
        wording::figure(Lang::Vi, value)
    }

    fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => "Lỗi",
            Severity::Warning => "Cần xem lại",
            Severity::Note => "Lưu ý",
        }
    }

    fn relations(&self, holding: usize, open: usize, blank: usize) -> String {
        format!("Quan hệ cân đối: {holding} khớp, {open} chưa kiểm tra được. Còn {blank} ô chưa nhập.")
    }

    fn counts(&self, errors: usize, warnings: usize, notes: usize) -> String {
        format!("{errors} lỗi, {warnings} cần xem lại, {notes} lưu ý")
    }

    fn place(&self, place: &Location) -> String {
        wording::place(Lang::Vi, place)
    }

    fn subject(&self, subject: &Subject) -> String {
        wording::subject(Lang::Vi, subject)
    }

    fn answer(&self, place: &Location) -> String {
        wording::answer(Lang::Vi, place)
    }

    fn problem(&self, problem: &Problem, at: Option<&Location>) -> String {
        match problem {
            Problem::Relation(relation) => self.relation(relation),
            Problem::Implication { sentence, missing } => self.implication(sentence, missing),
            Problem::General(notice) => self.notice(notice, at),
            Problem::PassedOn(found) => found.message.clone(),
        }
    }

    fn borne_out(&self, finding: &Finding) -> String {
        let (Some(place), [(title, about), ..]) = (finding.place(), finding.borne_out_by.as_slice()) else {
            return String::new();
        };
        let elsewhere = if about.on_sheet.at == place.on_sheet.at {
            String::new()
        } else {
            format!(" ở {}", cell(about))
        };
        let others: Vec<String> = finding.related.iter().map(cell).collect();
        let (answer, here, others) = (self.answer(place), cell(place), others.join(", "));
        format!("Số {answer} ở {here} lại khớp với quan hệ “{title}”{elsewhere}, nên xem trước: {others}.")
    }

    fn suggestion(&self, suggestion: &Suggestion) -> String {
        let Suggestion { place, to, .. } = suggestion;
        let to = number::vietnamese(*to);
        match place.shown.answer {
            Answer::Blank => format!("điền {to} vào {}", cell_named(place)),
            _ => format!("{} từ {} thành {to}", cell_named(place), self.answer(place)),
        }
    }

    fn suggestion_why(&self, suggestion: &Suggestion) -> String {
        match (suggestion.mends, suggestion.digits) {
            (0 | 1, 1) => "chỉ khác một chữ số, không làm sai quan hệ nào khác".to_owned(),
            (0 | 1, _) => "không làm sai quan hệ nào khác".to_owned(),
            (mends, _) => format!("sửa ô này thì {mends} quan hệ cùng khớp"),
        }
    }

    fn open(&self, open: &Open) -> String {
        let mut unknown: Vec<String> = open.unknown.iter().take(NAMED).map(unknown).collect();
        unknown.extend((open.unknown.len() > NAMED).then(|| "…".to_owned()));
        let place = self.place(&open.place);
        let mut text = format!("{place}: {} (còn {})", open.title, unknown.join(", "));
        if let (Some(implied), [only]) = (open.implied, open.unknown.as_slice()) {
            let implied = number::vietnamese(implied);
            text.push_str(&format!("; nếu các số khác đúng thì {} là {implied}", cell(only)));
        }
        text
    }

    fn skipped(&self, skipped: &Skipped) -> String {
        match skipped {
            Skipped::NoForm(form) => format!("trong tệp không có biểu {form}"),
            Skipped::NoPrevious => {
                "chưa có báo cáo kỳ liền trước của đơn vị để so (dùng --previous)".to_owned()
            }
            Skipped::NoRow => "biểu không có dòng liên quan".to_owned(),
            Skipped::EmptyColumn(column) => format!("cột “{column}” chưa nhập số nào"),
        }
    }

    fn manual(&self, rule: &GeneralRule) -> Manual {
        rule.vi
    }

    fn rule(&self, catalogue: &Catalogue, form: &Form, rule: &Rule) -> String {
        let name = |place: &Place| name_in(catalogue, form, place);
        let claim = |atoms: &[Atom<Place>]| {
            let atoms = atoms.iter().map(|atom| match atom {
                Atom::Given(place) => format!("{} đã nhập", name(place)),
                Atom::Compare { left, cmp, right } => {
                    format!("{} {} {}", sum(left, &name), compared(*cmp), sum(right, &name))
                }
            });
            atoms.collect::<Vec<_>>().join(" và ")
        };
        let scope = match rule.each {
            Each::Once => "",
            Each::Row => "Ở mỗi dòng: ",
            Each::Parent => "Ở mỗi mục có mục con: ",
            Each::Column => "Ở mỗi cột số liệu: ",
        };
        let then = claim(&rule.that.then);
        match rule.that.when.as_slice() {
            [] => crate::text::capital(&format!("{scope}{then}.")),
            when => crate::text::capital(&format!("{scope}nếu {} thì {then}.", claim(when))),
        }
    }

    fn blanks(&self, catalogue: &Catalogue, form: &Form, rule: &Rule) -> String {
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

    fn read_error(&self, error: &ReadError) -> String {
        wording::read_error(Lang::Vi, error)
    }

    fn standing(&self, standing: Standing) -> String {
        match standing {
            Standing::NotSubmitted => "chưa gửi báo cáo".to_owned(),
            Standing::Unreadable => "tệp không đọc được".to_owned(),
            Standing::OtherUnit => "tệp của đơn vị khác".to_owned(),
            Standing::OtherPeriod => "báo cáo khác kỳ".to_owned(),
            Standing::Fails(errors) => format!("đã kiểm tra, còn {errors} lỗi"),
            Standing::Passes => "đã kiểm tra, không có lỗi".to_owned(),
        }
    }

    fn gap(&self, gap: Gap) -> &'static str {
        match gap {
            Gap::NotSubmitted => "chưa báo cáo",
            Gap::Unreadable => "tệp không đọc được",
            Gap::OtherUnit => "tệp của đơn vị khác",
            Gap::OtherPeriod => "báo cáo khác kỳ",
            Gap::NotAccepted => "còn lỗi nên chưa cộng",
            Gap::Blank => "chưa nhập",
            Gap::NotRead => "số không đọc được",
            Gap::OnlyTotal => "chỉ có dòng tổng cộng",
            Gap::NoTotal => "không có dòng tổng cộng",
        }
    }

    fn of_units(&self, given: usize, of: usize) -> String {
        format!("{given}/{of} đơn vị")
    }

    fn period(&self, period: Option<Period>) -> String {
        period.map_or_else(|| "chưa rõ kỳ báo cáo".to_owned(), |period| period.to_string())
    }
}

/// The whole numbers in an interval: “từ 2.956 đến 3.046”.
fn between(range: Interval) -> String {
    let whole = |value: Decimal| number::vietnamese(value);
    match (range.lo().map(|lo| lo.ceil()), range.hi().map(|hi| hi.floor())) {
        (Some(lo), Some(hi)) if lo == hi => format!("là {}", whole(lo)),
        (Some(lo), Some(hi)) => format!("từ {} đến {}", whole(lo.min(hi)), whole(hi.max(lo))),
        (Some(lo), None) => format!("ít nhất {}", whole(lo)),
        (None, Some(hi)) => format!("nhiều nhất {}", whole(hi)),
        (None, None) => "chưa rõ".to_owned(),
    }
}

impl Vi {
    fn relation(&self, relation: &Relation) -> String {
        let Relation { left, cmp, right, reported, expected } = relation;
        if let Some(text) = self.rates_of_one_base(relation) {
            return text;
        }
        let percent = matches!(right, Expr::Percent(..)) || super::all_percent(left);
        let unit = if percent { "%" } else { "" };
        let figure = |value: Decimal| format!("{}{unit}", number::vietnamese(value));
        let found = match (left, shown(*reported, percent)) {
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
                let parts = [a, b].map(|side| spelled(side, &|place| self.answer(place), &ratio));
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
                    format!("ít nhất {}", figure(lo.normalize()))
                }
                (_, Some(hi)) => format!("nhiều nhất {}", figure(hi.normalize())),
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
                let word = if difference.is_sign_negative() { "thiếu" } else { "thừa" };
                let word =
                    if matches!(left, Expr::Place(_)) { format!("ghi {word}") } else { word.to_owned() };
                let points = if percent { " điểm phần trăm" } else { "" };
                format!(" ({word} {size}{points})")
            }
            _ => String::new(),
        };
        format!("{found}, {demand}{side}{bound}{by}")
    }

    /// Two parts with their rates, or a whole with one: “99 (ô D8) là 3,3% nên tổng số từ … đến …”.
    fn rates_of_one_base(&self, relation: &Relation) -> Option<String> {
        let side = |side: &Expr<Location>, range: Interval| match side {
            Expr::Base(part, rate) => {
                let named = |side| spelled(side, &|place| self.answer(place), &ratio);
                let (part, rate, part_at, rate_at) =
                    (named(part), named(rate), spelled(part, &cell, &ratio), spelled(rate, &cell, &ratio));
                Some(format!("{part} ({part_at}) là {rate} ({rate_at}) nên tổng số {}", between(range)))
            }
            _ => None,
        };
        let right = side(&relation.right, relation.expected?)?;
        Some(match side(&relation.left, relation.reported) {
            Some(left) => format!("{left}, trong khi {right}; hai tỷ lệ phải tính trên cùng một tổng số"),
            None => {
                let reported = shown(relation.reported, false).map(number::vietnamese).unwrap_or_default();
                format!("ghi {reported}, trong khi {right}")
            }
        })
    }

    fn implication(&self, sentence: &Sentence<Location>, missing: &[Location]) -> String {
        let name = |place: &Location| cell_named(place);
        let when: Vec<String> = sentence
            .when
            .iter()
            .map(|atom| match atom {
                Atom::Given(place) | Atom::Compare { left: Expr::Place(place), .. } => {
                    format!("ghi {}", self.answer(place))
                }
                Atom::Compare { left, cmp, right } => {
                    format!(
                        "{} {} {}",
                        spelled(left, &name, &ratio),
                        compared(*cmp),
                        spelled(right, &name, &ratio)
                    )
                }
            })
            .collect();
        let when = when.join(", ");
        if !missing.is_empty() {
            let missing: Vec<String> = missing.iter().map(cell_named).collect();
            return if when.is_empty() {
                format!("{} chưa nhập", missing.join(", "))
            } else {
                format!("{when} nhưng {} chưa nhập", missing.join(", "))
            };
        }
        let then = sentence.then.iter().filter_map(|atom| match atom {
            Atom::Given(_) => None,
            Atom::Compare { left, cmp, right } => {
                let now: Vec<String> = left
                    .places()
                    .into_iter()
                    .map(|place| format!("{} ghi {}", cell_named(place), self.answer(place)))
                    .collect();
                Some(format!("{}; phải {} {}", now.join(", "), compared(*cmp), spelled(right, &name, &ratio)))
            }
        });
        format!("{when} nhưng {}", then.collect::<Vec<_>>().join(", "))
    }
}
