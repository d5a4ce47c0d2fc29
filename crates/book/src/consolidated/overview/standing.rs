//! The units that have reported and those that have not, on the overview.

use super::page::{Page, named};
use phuluc_form::Moment;
use phuluc_grid::CellValue;
use phuluc_round::{Consolidation, Member, Standing};
use rust_xlsxwriter::XlsxError;

/// What is said of units that stand in a way, and whether one does.
type Group = (&'static str, fn(Standing) -> bool);

/// What is said of units by how they stand, in the order in which it is said.
const GROUPS: [Group; 8] = [
    ("Chưa gửi báo cáo", |standing| standing == Standing::NotSubmitted),
    ("Gửi biểu trống", |standing| standing == Standing::Empty),
    ("Tệp không đọc được", |standing| standing == Standing::Unreadable),
    ("Tệp của đơn vị khác", |standing| standing == Standing::OtherUnit),
    ("Báo cáo khác kỳ", |standing| standing == Standing::OtherPeriod),
    ("Chưa rõ kỳ báo cáo", |standing| standing == Standing::UnknownPeriod),
    ("Đã kiểm tra, còn lỗi", |standing| matches!(standing, Standing::Fails(_))),
    ("Đã kiểm tra, không có lỗi", |standing| standing == Standing::Passes),
];
/// How many of the groups have to send something yet.
const OWING: usize = 6;

pub(super) fn draw(page: &mut Page<'_>, consolidation: &Consolidation) -> Result<(), XlsxError> {
    let members = &consolidation.members;
    let reported = members.iter().filter(|member| member.has_reported()).count();
    page.heading(&format!("Tình hình báo cáo: {reported}/{} đơn vị đã báo cáo", members.len()))?;
    for (index, (said, is_in)) in GROUPS.iter().enumerate() {
        let of_group: Vec<&Member> = members.iter().filter(|member| is_in(member.standing)).collect();
        if of_group.is_empty() {
            continue;
        }
        let names = if index < OWING {
            owing(consolidation, &of_group)
        } else {
            named(of_group.iter().map(|member| member.unit.name.as_str()))
        };
        page.line(&[
            (CellValue::Text((*said).to_owned()), 1),
            (CellValue::Number(of_group.len().into()), 1),
            (CellValue::Text(names), 4),
        ])?;
    }
    let late: Vec<&str> = members.iter().filter_map(|member| late(consolidation, member)).collect();
    if !late.is_empty() {
        page.line(&[
            (CellValue::Text("Gửi muộn".to_owned()), 1),
            (CellValue::Number(late.len().into()), 1),
            (CellValue::Text(named(late)), 4),
        ])?;
    }
    Ok(())
}

/// The units that owe something, with the time until which it was to be sent.
fn owing(consolidation: &Consolidation, members: &[&Member]) -> String {
    let mut by_due: Vec<(Option<Moment>, Vec<&str>)> = Vec::new();
    for member in members {
        let due = consolidation.round.due_of(&member.unit);
        let name = member.unit.name.as_str();
        match by_due.iter_mut().find(|(other, _)| *other == due) {
            Some((_, names)) => names.push(name),
            None => by_due.push((due, vec![name])),
        }
    }
    let texts = by_due.into_iter().map(|(due, names)| match due {
        Some(due) => format!("{} (hạn gửi {due})", named(names)),
        None => named(names),
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// A unit whose first report came after it was due.
fn late<'c>(consolidation: &Consolidation, member: &'c Member) -> Option<&'c str> {
    let due = consolidation.round.due_of(&member.unit)?;
    let first = member.sendings.iter().filter_map(|sending| sending.received).min()?;
    (first > due).then_some(member.unit.name.as_str())
}
