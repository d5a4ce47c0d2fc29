//! The content of a consolidated workbook in a few lines of text.

use super::agreement::first_of;
use super::{agreement, round_status};
use crate::words;
use crate::words::sheet_names::MIXED_PERIODS;
use crate::words::{DecisionMessage, Label, Lang, RoundMessage, StatusMessage, TotalMessage};
use phuluc_check::{Role, wording};
use phuluc_round::agreement::disagreements;
use phuluc_round::{Apartness, Below, ConsolidatedCell, Consolidation, FormTotal, NotCounted, Total};

/// How many units are named for one reason. The workbook names them all.
const NAMED: usize = 5;
/// How many disagreeing totals of a form are named.
const APART: usize = 3;

/// The files that were written.
#[derive(Clone, Copy, Debug)]
pub struct ResultFiles<'f> {
    /// The workbook that everybody opens.
    pub workbook: &'f str,
    /// The complete one beside it, if that is a brief one.
    pub complete: Option<&'f str>,
}

impl<'f> From<&'f str> for ResultFiles<'f> {
    fn from(workbook: &'f str) -> Self {
        Self { workbook, complete: None }
    }
}

/// The units that are in the totals, the totals of forms that have a single row of figures, and the paths of the
/// workbooks.
pub fn text<'f>(consolidation: &Consolidation, files: impl Into<ResultFiles<'f>>, lang: Lang) -> String {
    let members = &consolidation.members;
    let sent = members.iter().filter(|member| member.has_reported()).count();
    let reported = words::say(lang, Label::Reported);
    let of_all = words::say(lang, TotalMessage::Units { given: sent, of: members.len() });
    let none = if consolidation.counts_none() {
        format!("; {}", words::say(lang, Label::NoneCounted))
    } else {
        String::new()
    };
    let mut lines = vec![format!("{}: {of_all} {reported}{none}", consolidation.round.title)];
    if consolidation.mixed_periods {
        lines.push(format!("  ({MIXED_PERIODS})"));
    }
    for member in members {
        let left_out = if member.included { String::new() } else { words::say(lang, Label::LeftOut) };
        let verdict = member.accepted().or(member.returned());
        let verdict = verdict.map(|verdict| words::say(lang, DecisionMessage::DecidedBy(verdict)));
        let below = member.below.as_ref().and_then(Below::said);
        let verdict = verdict.or(below).map_or_else(String::new, |verdict| format!("; {verdict}"));
        let standing = words::say(lang, StatusMessage::Unit(member));
        let part = consolidation.round.part_of_period(&member.unit);
        let part = part.map(|part| format!("; {}", words::say(lang, StatusMessage::Part(&part))));
        let part = part.unwrap_or_default();
        lines.push(format!("  - {}: {standing}{part}{verdict}{left_out}", member.unit.name));
    }
    lines.extend(round_status::owing_nothing(&consolidation.round, lang).map(|said| format!("  {said}")));
    for NotCounted { unit, path } in &consolidation.not_counted {
        let unit = unit.clone().unwrap_or_else(|| words::say(lang, Label::UnknownUnit));
        lines.push(format!("  - {unit}: {path}{}", words::say(lang, Label::LeftOut)));
    }
    lines.push(String::new());
    for total in &consolidation.forms {
        lines.extend(form(total, consolidation, lang));
    }
    lines.push(String::new());
    let reports = members.iter().chain(&consolidation.senders).flat_map(|member| &member.reports);
    let has_findings = reports.into_iter().any(|report| !report.checked.findings.is_empty());
    let ResultFiles { workbook, complete } = files.into();
    lines.push(words::say(lang, RoundMessage::Consolidated { workbook, complete, has_findings }));
    lines.join("\n") + "\n"
}

fn form(total: &FormTotal, consolidation: &Consolidation, lang: Lang) -> Vec<String> {
    let owing = total.owing.iter().map(|&index| &consolidation.members[index]);
    let given = owing.filter(|member| member.has_reported() && member.form(&total.form.id).is_some()).count();
    let of_all = words::say(lang, TotalMessage::Units { given, of: total.owing.len() });
    let mut lines = vec![format!("{}: {of_all} {}", total.form.short, words::say(lang, Label::Reported))];
    for row in total.rows.iter().filter(|row| row.role == Role::Total) {
        let columns = row.cells.iter().enumerate().filter(|(column, _)| total.present[*column]);
        let cells =
            columns.filter_map(|(column, cell)| Some((&total.form.columns[column].say, cell.as_ref()?)));
        let derived = row.derived.iter().map(|derived| (&derived.say, &derived.cell));
        for (say, cell) in cells.chain(derived) {
            let value = match &cell.total {
                Total::Sum(value) => wording::figure(lang, *value),
                Total::Share { value: Some(value), .. } => format!("{}%", wording::figure(lang, *value)),
                _ => "–".to_owned(),
            };
            lines.push(format!("  {say}: {value} ({})", in_it(cell, consolidation, lang)));
        }
    }
    lines.extend(apart(total, consolidation, lang));
    lines
}

/// The totals that disagree with their parts, then the percentages that come from other units than the totals beside
/// them.
fn apart(total: &FormTotal, consolidation: &Consolidation, lang: Lang) -> Vec<String> {
    let mut found = disagreements(total, &consolidation.members);
    found.sort_by_key(|one| matches!(one.what, Apartness::Share { .. }));
    let found = agreement::lines(consolidation, total, found, lang);
    let more = found.len().saturating_sub(APART);
    let more = (more > 0).then(|| words::say(lang, TotalMessage::MoreApart(more)));
    let shown = found.into_iter().take(APART).map(|line| line.text);
    shown.chain(more).map(|line| format!("  * {line}")).collect()
}

/// How many units are in a total, and which are not and why.
fn in_it(cell: &ConsolidatedCell, consolidation: &Consolidation, lang: Lang) -> String {
    let mut text = words::say(lang, TotalMessage::Units { given: cell.given, of: cell.of });
    let mut gaps = cell.gaps.clone();
    gaps.sort_by_key(|(_, gap)| *gap);
    for of_one_reason in gaps.chunk_by(|a, b| a.1 == b.1) {
        let units = of_one_reason.iter().map(|(unit, _)| consolidation.members[*unit].unit.name.clone());
        text.push_str(&format!(
            "; {}: {}",
            words::say(lang, TotalMessage::Gap(of_one_reason[0].1)),
            first_of(units, ", ", NAMED, lang)
        ));
    }
    text
}
