//! The units that have reported and those that have not, on the overview.

use super::errors_and_decisions::moves_totals;
use super::lines_of_page::{Page, named};
use phuluc_form::Moment;
use phuluc_grid::CellValue;
use phuluc_round::influence::Influence;
use phuluc_round::{Consolidation, Member, Standing, UnitState};
use phuluc_say::{Label, Lang, words};
use rust_xlsxwriter::XlsxError;

/// What is said of units in a state, and whether one is in it.
type Group = (&'static str, fn(UnitState) -> bool);

/// What is said of units by their state, in the order in which it is said: the words of the state of each.
const GROUPS: [Group; 14] = [
    ("Chưa gửi báo cáo", |state| state == UnitState::NotSent),
    ("Đã bỏ lần gửi, chưa gửi lại", |state| state == UnitState::SetAside),
    ("Gửi biểu trống", |state| state == UnitState::Empty),
    ("Tệp đã nhận bị mất hoặc bị sửa", |state| state == UnitState::Lost),
    ("Tệp không đọc được", |state| state == UnitState::Unusable(Standing::Unreadable)),
    ("Tệp của đơn vị khác", |state| state == UnitState::Unusable(Standing::OtherUnit)),
    ("Báo cáo khác kỳ", |state| state == UnitState::Unusable(Standing::OtherPeriod)),
    ("Chưa rõ kỳ báo cáo", |state| state == UnitState::Unusable(Standing::UnknownPeriod)),
    ("Gửi chưa đủ biểu", |state| state == UnitState::InPart),
    ("Đã yêu cầu chỉnh sửa, bổ sung", |state| matches!(state, UnitState::Returned(_))),
    ("Mới gửi bản dự thảo", |state| matches!(state, UnitState::Draft(_))),
    ("Đã kiểm tra, còn lỗi", |state| matches!(state, UnitState::Fails(_))),
    ("Đã kiểm tra, không có lỗi", |state| state == UnitState::Passes),
    ("Đã chấp nhận số liệu", |state| matches!(state, UnitState::Accepted(_))),
];
/// What is said of units without errors that left out, or may have wrong, what moves the totals.
const OPEN: &str = "Không có lỗi, còn chỗ ảnh hưởng số tổng hợp";
/// How many of the groups have to send something yet.
const OWING: usize = 11;

pub(super) fn draw(
    page: &mut Page<'_>,
    consolidation: &Consolidation,
    influence: &Influence<'_>,
) -> Result<(), XlsxError> {
    let members = &consolidation.members;
    let reported = members.iter().filter(|member| member.has_reported()).count();
    let none = if consolidation.counts_none() {
        format!(", {}", words::say(Lang::Vi, Label::NoneCounted))
    } else {
        String::new()
    };
    page.heading(&format!("Tình hình báo cáo: {reported}/{} đơn vị đã báo cáo{none}", members.len()))?;
    for (index, (said, is_in)) in GROUPS.iter().enumerate() {
        let of_group = members.iter().filter(|member| is_in(member.state()));
        // a unit without errors may still have left out what moves the totals
        let (open, of_group): (Vec<&Member>, Vec<&Member>) =
            of_group.partition(|member| moves_totals(influence, member));
        for (said, members) in [(*said, of_group), (OPEN, open)] {
            if members.is_empty() {
                continue;
            }
            let names = if index < OWING {
                owing(consolidation, &members)
            } else {
                named(members.iter().map(|member| member.unit.name.as_str()))
            };
            page.line(&[
                (CellValue::Text(said.to_owned()), 1),
                (CellValue::Number(members.len().into()), 1),
                (CellValue::Text(names), 4),
            ])?;
        }
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
