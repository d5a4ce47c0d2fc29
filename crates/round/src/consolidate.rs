//! Consolidation (tổng hợp): the submissions of one round become one table for each form.
//!
//! It takes the round and the reports on each unit's files. It gives totals that name the units in them, and the
//! units that are missing with the reason. A total is never only a number: zero, nil, blank, not applicable and not
//! submitted stay apart to the end. Percentages are worked out from the summed parts and bases of the units that gave
//! both. They are never averaged.

mod answers_by_unit;
mod decided;
mod gather;
mod level_below;
mod member;
mod misfit;
mod refusal;
mod score;
mod total;

use crate::compare::Earlier;
use crate::round::decisions::Decisions;
use crate::round::{Round, UsedPack};
use phuluc_check::Decision;
use phuluc_form::{Catalogue, Form};
use std::sync::Arc;

pub(crate) use answers_by_unit::percentage;
pub use answers_by_unit::{AnswersByUnit, UnitAnswer, Written, is_left_to_others};
pub use decided::unmatched;
pub use gather::{Sent, gather, gather_sendings};
pub use level_below::{Below, DecidedBelow, PassedOn};
pub use member::{Member, Standing};
pub use misfit::Misfit;
pub use refusal::Refusal;
pub(crate) use score::corrected_rank;
pub use score::{Score, StatedTotal, Unranked, WhyUnranked};
pub use total::{ConsolidatedCell, ConsolidatedRow, DerivedCell, FormTotal, Gap, Total};

/// A consolidated round.
#[derive(Clone, Debug)]
pub struct Consolidation {
    /// The round.
    pub round: Round,
    /// Its units in the order of the round. Units of the level below take the place of the unit that passed their
    /// reports on.
    pub members: Vec<Member>,
    /// The units that passed on reports of others, with the consolidated workbooks.
    pub senders: Vec<Member>,
    /// The consolidated forms, by id and version.
    pub forms: Vec<FormTotal>,
    /// Earlier rounds to compare with.
    pub earlier: Vec<Earlier>,
    /// The decisions that match nothing any more, each with the reason (misfit).
    pub unmatched: Vec<(Arc<Decision>, Misfit)>,
    /// The files that are in no total because no unit owes them.
    pub not_counted: Vec<NotCounted>,
    /// Whether units report on different periods, which is useful only for tests.
    pub mixed_periods: bool,
    /// The packs of forms that were used.
    pub packs: Vec<UsedPack>,
}

impl Consolidation {
    /// Whether reports have come and none of them counts, as with totals of accepted reports only.
    pub fn counts_none(&self) -> bool {
        let mut reported = self.members.iter().filter(|member| member.has_reported()).peekable();
        reported.peek().is_some() && !reported.any(|member| member.included)
    }
}

/// A file that is in no total because no unit owes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotCounted {
    /// The unit, which owes nothing; `None` if the sender is unknown.
    pub unit: Option<String>,
    /// Its path in the round.
    pub path: String,
}

/// The input of a consolidation.
#[derive(Clone, Debug)]
pub struct Material<'m> {
    /// The round.
    pub round: &'m Round,
    /// Its units with the reports on their files.
    pub members: Vec<Member>,
    /// All decisions of the round, so that misfits can be found.
    pub decisions: Option<&'m Decisions>,
    /// Earlier rounds to compare with.
    pub earlier: Vec<Earlier>,
    /// The files that no unit owes.
    pub not_counted: Vec<NotCounted>,
    /// Whether units with errors stay out of the totals unless they were accepted.
    pub only_accepted: bool,
}

impl<'m> Material<'m> {
    /// A round with the reports of its units, and nothing else.
    pub const fn new(round: &'m Round, members: Vec<Member>) -> Self {
        Self {
            round,
            members,
            decisions: None,
            earlier: Vec::new(),
            not_counted: Vec::new(),
            only_accepted: false,
        }
    }
}

/// Consolidates a round.
///
/// Units with errors are in the totals, and marked, unless `only_accepted` is set. Reports that the level below left
/// out stay out.
pub fn consolidate(material: Material<'_>, catalogue: &Catalogue) -> Consolidation {
    let Material { round, members, decisions, earlier, not_counted, only_accepted } = material;
    let unmatched = decisions.map(|decisions| unmatched(&members, decisions, catalogue)).unwrap_or_default();
    let level_below::Expanded { round, mut members, senders } = level_below::expand(round, members);
    for member in &mut members {
        let is_left_out = member.below.as_ref().is_some_and(|below| !below.counted);
        let is_accepted = member.standing == Standing::Passes || !only_accepted || member.is_accepted();
        member.included = !is_left_out && member.has_reported() && is_accepted;
    }
    let mut forms: Vec<Arc<Form>> = Vec::new();
    for member in &members {
        for id in &member.unit.forms {
            let version = match member.form(id) {
                Some((_, filled)) => Some(Arc::clone(&filled.form)),
                // a form without reports is shown in the version in force
                None => {
                    let day = round.period.map(|period| period.to);
                    catalogue.in_force(id, day).cloned()
                }
            };
            if let Some(version) = version
                && !forms.iter().any(|form| form.id == version.id && form.version == version.version)
            {
                forms.push(version);
            }
        }
    }
    forms.sort_by(|a, b| (&a.id, a.from).cmp(&(&b.id, b.from)));
    let totals = forms.iter().map(|form| total::form(form, &members, &forms)).collect();
    let mut periods: Vec<_> = members
        .iter()
        .filter(|member| member.included)
        .flat_map(|member| &member.reports)
        .filter_map(|report| report.submission.as_ref()?.period)
        .collect();
    periods.sort_unstable();
    periods.dedup();
    Consolidation {
        mixed_periods: round.period.is_none() && periods.len() > 1,
        round,
        members,
        senders,
        forms: totals,
        earlier,
        unmatched,
        not_counted,
        packs: catalogue.packs().iter().map(UsedPack::from).collect(),
    }
}
