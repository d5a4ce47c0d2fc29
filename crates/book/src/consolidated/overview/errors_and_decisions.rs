//! The errors with their influence, and the open decisions, on the overview.

use super::lines_of_page::{Page, named};
use crate::consolidated::agreement;
use crate::consolidated::by_unit::ByUnit;
use crate::consolidated::explained::Explained;
use crate::consolidated::sendings_and_decisions::DECISIONS;
use phuluc_check::{Diagnosis, Finding, Mistake};
use phuluc_form::Severity;
use phuluc_grid::CellValue;
use phuluc_round::influence::{Influence, Moving};
use phuluc_round::{Consolidation, Member, Standing, UnitState};
use phuluc_say::{CheckMessage, EXPLAINED, FINDINGS, Lang, report, words};
use rust_xlsxwriter::XlsxError;

/// How many totals and units are listed.
const SHOWN: usize = 5;
/// How much of a message stands here; all of it stands among the findings.
const MOST: usize = 220;

/// Totals that do not agree, and the units with the most errors.
pub(super) fn draw_wrong(
    page: &mut Page<'_>,
    consolidation: &Consolidation,
    explained: &Explained,
    by_unit: &ByUnit<'_>,
) -> Result<(), XlsxError> {
    let all = consolidation.members.iter().chain(&consolidation.senders);
    let reports = all.flat_map(|member| &member.reports);
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| reports.clone().map(|report| report.checked.count(severity)).sum());
    if reports.clone().next().is_none() {
        page.heading("Nội dung cần xem lại: chưa có báo cáo nào để kiểm tra")?;
        return Ok(());
    }
    let counts = words::say(Lang::Vi, CheckMessage::Counts { errors, warnings, notes });
    page.heading(&format!("Nội dung cần xem lại: {counts} ({})", by_unit.where_is(FINDINGS)))?;
    let forms = consolidation.forms.iter().enumerate();
    let apart: Vec<(&str, String)> = forms
        .flat_map(|(index, total)| {
            let texts = agreement::texts(explained.notes(index));
            texts.into_iter().map(|text| (&*total.form.short, text))
        })
        .collect();
    for (short, text) in apart.iter().take(SHOWN) {
        page.line(&[(CellValue::Text(format!("{short}: {text}")), 6)])?;
    }
    if apart.len() > SHOWN {
        let more =
            format!("Còn {} số tổng hợp khác chưa khớp, xem trang “{EXPLAINED}”.", apart.len() - SHOWN);
        page.line(&[(CellValue::Text(more), 6)])?;
    }
    let mut failing: Vec<(&Member, usize)> = Vec::new();
    for member in &consolidation.members {
        if let Standing::Fails(errors) = member.standing {
            failing.push((member, errors));
        }
    }
    failing.sort_by_key(|(_, errors)| std::cmp::Reverse(*errors));
    for (member, errors) in failing.iter().take(SHOWN) {
        page.line(&[
            (CellValue::Text(member.unit.name.clone()), 1),
            (CellValue::Text(format!("{errors} lỗi")), 1),
            (CellValue::Text(first_error(member).unwrap_or_default()), 4),
        ])?;
    }
    if apart.is_empty() && failing.is_empty() && errors + warnings + notes > 0 {
        let none = format!("Không có lỗi; từng nội dung: {}.", by_unit.where_is(FINDINGS));
        page.line(&[(CellValue::Text(none), 6)])?;
    }
    if failing.len() > SHOWN {
        let more = named(failing[SHOWN..].iter().map(|(member, _)| member.unit.name.as_str()));
        page.line(&[(CellValue::Text(format!("Còn lỗi nữa: {more}.")), 6)])?;
    }
    Ok(())
}

/// The places whose correction moves the totals most.
pub(super) fn draw_first(page: &mut Page<'_>, influence: &Influence<'_>) -> Result<(), XlsxError> {
    let lines = report::influence::lines(influence, Lang::Vi);
    let mut lines = lines.iter().map(|line| line.trim());
    if let Some(heading) = lines.next() {
        page.heading(heading)?;
    }
    for line in lines {
        page.line(&[(CellValue::Text(line.to_owned()), 6)])?;
    }
    Ok(())
}

/// Whether a unit without errors has a place whose correction moves the totals.
pub(super) fn moves_totals(influence: &Influence<'_>, member: &Member) -> bool {
    let own = |moving: &Moving<'_>| member.reports.iter().any(|report| std::ptr::eq(report, moving.report));
    member.state() == UnitState::Passes && influence.places.iter().any(own)
}

/// What is said of a unit's first error.
fn first_error(member: &Member) -> Option<String> {
    let mut stories = member.reports.iter().flat_map(|report| report.checked.stories());
    let story = stories.find(|story| story.severity() == Severity::Error)?;
    let likeliest = story.diagnosis.and_then(Diagnosis::likeliest).map(|likeliest| likeliest.mistake);
    let first: &Finding = story.findings.iter().find(|finding| finding.severity == Severity::Error)?;
    let said = match story.diagnosis {
        // a figure that follows from others is not guessed at besides
        Some(diagnosis) if likeliest == Some(Mistake::Follows) => {
            words::diagnosis(Lang::Vi, diagnosis, story.findings.iter().copied())
        }
        _ => words::message(Lang::Vi, first),
    };
    if said.chars().count() <= MOST {
        return Some(said);
    }
    Some(said.chars().take(MOST).chain(" …".chars()).collect())
}

/// What somebody has to decide.
pub(super) fn draw(
    page: &mut Page<'_>,
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    influence: &Influence<'_>,
) -> Result<(), XlsxError> {
    let mut lines: Vec<(&str, String)> = Vec::new();
    let members = &consolidation.members;
    let units_that = |is_meant: &dyn Fn(&Member) -> bool| -> Vec<&str> {
        members.iter().filter(|member| is_meant(member)).map(|member| member.unit.name.as_str()).collect()
    };
    let failing = |included: bool| {
        units_that(&|member| {
            matches!(member.standing, Standing::Fails(_))
                && member.included == included
                && !member.is_accepted()
        })
    };
    let kinds = [
        ("Còn lỗi mà đang cộng vào tổng: yêu cầu chỉnh sửa hay chấp nhận", failing(true)),
        ("Còn lỗi nên chưa cộng vào tổng: yêu cầu chỉnh sửa hay chấp nhận", failing(false)),
        (
            "Không có lỗi nhưng có chỗ làm thay đổi số tổng hợp: yêu cầu bổ sung hay chấp nhận",
            units_that(&|member| moves_totals(influence, member)),
        ),
        (
            "Lần gửi sau có lỗi, đang tính lần gửi trước: tính lần nào",
            units_that(&|member| !member.contested.is_empty()),
        ),
    ];
    lines.extend(
        kinds.into_iter().filter(|(_, names)| !names.is_empty()).map(|(what, units)| (what, named(units))),
    );
    if !consolidation.not_counted.is_empty() {
        let paths = consolidation.not_counted.iter().map(|file| file.path.as_str());
        lines.push(("Tệp chưa cộng vào tổng: của đơn vị nào", named(paths)));
    }
    if !consolidation.unmatched.is_empty() {
        lines.push((
            "Quyết định không còn khớp với số liệu: quyết định lại",
            format!("{} quyết định, xem {}", consolidation.unmatched.len(), by_unit.where_is(DECISIONS)),
        ));
    }
    if lines.is_empty() {
        return Ok(());
    }
    page.heading("Cần quyết định")?;
    for (what, who) in lines {
        page.line(&[(CellValue::Text(what.to_owned()), 2), (CellValue::Text(who), 4)])?;
    }
    Ok(())
}
