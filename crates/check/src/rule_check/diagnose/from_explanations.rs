//! Makes diagnoses from explanations, with the findings that each explains.

use super::faults_to_explain::{Case, Fault};
use super::worked_out::Follows;
use super::{CellChange, PossibleMistake, RankedMistakes, explain};
use crate::answer::{Answer, Figure};
use crate::diagnosis::{Change, Diagnosis, Explanation, Mistake};
use crate::finding::{Finding, FindingKind, Location, Suggestion};
use crate::general_rules;
use crate::general_rules::row_missing::RowMissing;
use crate::general_rules::row_repeated::RowRepeated;
use crate::rule_check::check_input::{CheckInput, RuleAt};
use crate::rule_check::entry_ref::EntryRef;
use crate::rule_check::evaluate::{EntryChange, Truth};
use crate::submission::FilledForm;
use phuluc_form::{Interval, Kind, Severity, WhichReport};
use phuluc_grid::At;
use rust_decimal::Decimal;
use std::sync::Arc;

/// How many suggestions a finding has at most.
const SHOWN: usize = 3;

/// A diagnosis, with the indices of the findings that it explains.
struct Told {
    diagnosis: Diagnosis,
    findings: Vec<usize>,
}

/// The diagnoses of a file. Gives each finding the index of its diagnosis, and suggestions.
///
/// `of_rules` has pairs of a broken rule and the finding about it.
pub(in crate::rule_check) fn diagnose(
    input: CheckInput<'_>,
    all: &[(RuleAt<'_>, Truth)],
    findings: &mut [Finding],
    of_rules: &[(usize, usize)],
) -> Vec<Diagnosis> {
    let is_sound = findings.iter().all(|finding| finding.place().is_none());
    if is_sound && !all.iter().any(|(_, truth)| matches!(truth, Truth::Open(_))) {
        return Vec::new();
    }
    let case = Case::new(input, all, Follows::Formulas);
    let mut about: Vec<(Fault, usize)> =
        of_rules.iter().map(|(rule, finding)| (Fault::Rule(*rule), *finding)).collect();
    // a rule on trial may be wrong itself, and explains nothing
    about.retain(|(fault, _)| !matches!(fault, Fault::Rule(rule) if all[*rule].0.rule.trial));
    // the findings of general rules at places
    let of_general: Vec<(EntryRef, usize)> = (0..findings.len())
        .filter(|index| matches!(findings[*index].kind, FindingKind::General(_)))
        .filter_map(|index| Some((case.entry_of(findings[index].place()?)?, index)))
        .collect();
    about.extend(of_general.iter().filter_map(|(entry, finding)| {
        let value = case.value(*entry)?;
        let is_own = case.takes_figure(*entry) && !case.fits(*entry, value);
        is_own.then_some((Fault::Own(*entry), *finding))
    }));
    about.extend(of_general.iter().filter_map(|(entry, finding)| {
        let holds_number = match case.input.entry(*entry).answer {
            Answer::Unreadable(unreadable) => unreadable.stored.is_some(),
            Answer::Number(_) | Answer::Nil | Answer::Blank | Answer::Text(_) => false,
        };
        (holds_number && case.may_change(*entry)).then_some((Fault::Unread(*entry), *finding))
    }));
    about.sort_unstable();
    let mut faults: Vec<Fault> = about.iter().map(|(fault, _)| *fault).collect();
    faults.dedup();
    let mut told: Vec<Told> = Vec::new();
    // what follows elsewhere follows from the figures as they are once the likeliest mistakes are mended
    let mut settled: Vec<EntryChange> = Vec::new();
    for explained in explain(&case, faults) {
        settled.extend(changes(&explained));
        // the finding itself says that the code is not in the list
        if let ([Fault::Own(_)], [PossibleMistake { steps, .. }]) =
            (explained.mended.as_slice(), explained.reasons.as_slice())
            && steps.iter().all(|step| step.to.is_none())
        {
            continue;
        }
        let mut of_it: Vec<usize> = Vec::new();
        for fault in &explained.mended {
            let first = about.partition_point(|(other, _)| other < fault);
            let of_fault = about[first..].iter().take_while(|(other, _)| other == fault);
            of_it.extend(of_fault.map(|(_, finding)| *finding));
        }
        of_it.extend(rows_repeated(&case, &explained, findings));
        of_it.extend(in_block(&case, &explained, findings, &of_general));
        of_it.extend(case.gone_after(&changes(&explained), findings, &of_general));
        of_it.sort_unstable();
        of_it.dedup();
        told.push(Told { diagnosis: case.told(&explained), findings: of_it });
    }
    for following in case.following(&settled) {
        let at_it = of_general.iter().filter(|(entry, _)| *entry == following.entry).map(|(_, index)| *index);
        let is_of_row = |index: &usize| {
            let finding = &findings[*index];
            finding.general::<RowMissing>().is_some() && case.is_of_row(finding, following.entry)
        };
        let of_it: Vec<usize> = if case.input.entry(following.entry).at.is_some() {
            at_it.collect()
        } else {
            (0..findings.len()).filter(is_of_row).collect()
        };
        // a blank without a finding is already in the list of open rules
        if of_it.is_empty() {
            continue;
        }
        let mut diagnosis = case.told(&following.explained);
        diagnosis.mends = following.rules;
        told.push(Told { diagnosis, findings: of_it });
    }
    told.sort_by_key(|told| {
        let worst = told.findings.iter().map(|finding| findings[*finding].severity).max();
        (std::cmp::Reverse(worst), std::cmp::Reverse(told.findings.len()), told.findings.first().copied())
    });
    for (index, Told { diagnosis, findings: of_it }) in told.iter().enumerate() {
        for finding in of_it {
            let finding = &mut findings[*finding];
            finding.diagnosis = Some(index);
            finding.suggestions = suggestions(diagnosis);
        }
    }
    told.into_iter().map(|told| told.diagnosis).collect()
}

/// The changes of the likeliest mistake, if it is one of cells.
fn changes(explained: &RankedMistakes) -> Vec<EntryChange> {
    match explained.reasons.first() {
        Some(PossibleMistake {
            mistake:
                Mistake::Cell
                | Mistake::Together
                | Mistake::Swapped
                | Mistake::RowTenfold
                | Mistake::TotalTwice
                | Mistake::TotalWithoutRow
                | Mistake::TotalRowTwice,
            steps,
            ..
        }) if explained.tied == 1 => {
            let changes = steps.iter().map(|step| Some(EntryChange { entry_ref: step.entry, to: step.to? }));
            changes.collect::<Option<Vec<_>>>().unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The findings about the repeated row, if the mistake is a row too many or one written over another.
fn rows_repeated(case: &Case<'_>, explained: &RankedMistakes, findings: &[Finding]) -> Vec<usize> {
    let Some(PossibleMistake { mistake: Mistake::RowTooMany | Mistake::RowOverwritten, steps, .. }) =
        explained.reasons.first()
    else {
        return Vec::new();
    };
    let row = steps.first().and_then(|step| case.input.entry(step.entry).at).map(|at| at.row);
    let of_row = findings.iter().enumerate().filter(|(_, finding)| {
        finding.general::<RowRepeated>().is_some() && finding.cell().1.map(|at| at.row) == row
    });
    of_row.map(|(index, _)| index).collect()
}

/// The findings about cells of a block that stands a line off: figures in headings, percentages above 100.
fn in_block(
    case: &Case<'_>,
    explained: &RankedMistakes,
    findings: &[Finding],
    of_general: &[(EntryRef, usize)],
) -> Vec<usize> {
    let [
        reason @ PossibleMistake {
            mistake: Mistake::TooLow | Mistake::TooHigh | Mistake::TooFarRight | Mistake::TooFarLeft,
            ..
        },
        ..,
    ] = explained.reasons.as_slice()
    else {
        return Vec::new();
    };
    let is_of_block = |entry: &EntryRef| {
        reason.also.contains(entry) || reason.steps.iter().any(|step| step.entry == *entry)
    };
    of_general
        .iter()
        .filter(|(entry, index)| {
            is_of_block(entry)
                && !matches!(case.input.entry(*entry).answer, Answer::Unreadable(_))
                && findings[*index].severity > Severity::Note
        })
        .map(|(_, index)| *index)
        .collect()
}

/// The changes of single cells in a diagnosis, as suggestions of a finding.
fn suggestions(diagnosis: &Diagnosis) -> Vec<Suggestion> {
    let single =
        diagnosis.explanations.iter().filter_map(|explanation| match explanation.changes.as_slice() {
            [change] if explanation.mistake != Mistake::BetweenPeriods => Some(change),
            _ => None,
        });
    let suggestions = single.filter_map(|change| {
        Some(Suggestion {
            place: change.place.clone(),
            to: change.to?,
            mends: diagnosis.mends,
            digits: digits_changed(change.place.figure(), change.to?),
            slip: change.slip,
        })
    });
    suggestions.take(SHOWN).collect()
}

/// How many digits a typist must have got wrong.
fn digits_changed(from: Option<Decimal>, to: Decimal) -> usize {
    let from = from.map(|value| value.normalize().to_string()).unwrap_or_default();
    strsim::damerau_levenshtein(&from, &to.to_string())
}

/// Whether a finding of the same rule in the same cell is among these.
fn is_among(all: &[Finding], one: &Finding) -> bool {
    all.iter().any(|other| (&other.rule, other.cell()) == (&one.rule, one.cell()))
}

impl Case<'_> {
    /// The findings of general rules in changed cells that the changes leave no reason for.
    fn gone_after(
        &self,
        changes: &[EntryChange],
        findings: &[Finding],
        of_general: &[(EntryRef, usize)],
    ) -> Vec<usize> {
        let mut gone = Vec::new();
        for change in changes {
            let entry = change.entry_ref;
            let at_it = of_general.iter().filter(|(other, _)| *other == entry).map(|(_, index)| *index);
            let at_it: Vec<usize> = at_it.collect();
            if at_it.is_empty() || entry.is_earlier {
                continue;
            }
            let submission = self.input.submissions.current;
            let found =
                |filled: &FilledForm| general_rules::check(filled, submission.level, submission.period);
            let mut changed = self.form(entry).clone();
            let now = found(&changed);
            let row = &mut Arc::make_mut(&mut changed.rows)[entry.row];
            row.entries.answer(entry.column, Answer::Number(Figure::exact(change.to)));
            let then = found(&changed);
            gone.extend(at_it.into_iter().filter(|index| {
                let finding = &findings[*index];
                is_among(&now, finding) && !is_among(&then, finding)
            }));
        }
        gone
    }

    /// The entry at a location, unless it is in a report other than this one and the one before.
    fn entry_of(&self, place: &Location) -> Option<EntryRef> {
        if matches!(place.labels.which, WhichReport::LastYear | WhichReport::Year) {
            return None;
        }
        let forms = self.input.submissions.forms(place.on_form.previous);
        let form = forms.iter().position(|filled| filled.form.id == place.on_form.form)?;
        let column = forms[form].form.column(&place.on_form.column)?;
        let row = forms[form].rows.iter().position(|filled| {
            filled.id == place.on_form.row && filled.entries.get(column).at == place.on_sheet.at
        })?;
        Some(EntryRef { is_earlier: place.on_form.previous, form, row, column })
    }

    /// Whether a finding is about the row of an entry.
    fn is_of_row(&self, finding: &Finding, entry: EntryRef) -> bool {
        let filled = self.form(entry);
        finding.form() == Some(&filled.form.id) && finding.row() == Some(&filled.rows[entry.row].id)
    }

    /// The range that an entry may hold; whole figures if it counts things.
    fn admitted(&self, step: &CellChange) -> Interval {
        match self.kind(step.entry) {
            Some(Kind::Count | Kind::Money) => {
                Interval::between(step.range.lo().map(|lo| lo.ceil()), step.range.hi().map(|hi| hi.floor()))
            }
            _ => step.range,
        }
    }

    /// The place of the only row that was left blank, if a row is missing.
    fn row_left_blank(&self, reason: &PossibleMistake, home: usize) -> Option<Location> {
        let total = reason.steps.first().filter(|_| reason.mistake == Mistake::RowMissing)?.entry;
        let [blank] = self.form(total).left_blank.as_slice() else { return None };
        let mut place = self.input.location(total, home);
        place.on_form.row.clone_from(&blank.id);
        place.labels.row.clone_from(&blank.label);
        place.on_sheet.at = place.on_sheet.at.map(|at| At { row: blank.at, ..at });
        Some(place)
    }

    fn told(&self, explained: &RankedMistakes) -> Diagnosis {
        let first = explained.reasons.first();
        let current = first.and_then(|reason| reason.steps.iter().find(|step| !step.entry.is_earlier));
        let home = current.map_or(0, |step| step.entry.form);
        let explanations = explained.reasons.iter().map(|reason| Explanation {
            mistake: reason.mistake,
            also: reason.also.iter().map(|entry| self.input.location(*entry, home)).collect(),
            like: reason.like.map_or_else(
                || self.row_left_blank(reason, home),
                |entry| Some(self.input.location(entry, home)),
            ),
            changes: reason
                .steps
                .iter()
                .map(|step| Change {
                    place: self.input.location(step.entry, home),
                    to: step.to,
                    range: if step.to.is_none() { self.admitted(step) } else { step.range },
                    slip: step.slip,
                })
                .collect(),
        });
        Diagnosis {
            explanations: explanations.collect(),
            tied: explained.tied,
            mends: explained.mended.len(),
            needs: explained.needs.iter().map(|entry| self.input.location(*entry, home)).collect(),
            mends_all: explained.is_all,
        }
    }
}
