//! What was decided about a unit, and which decisions no longer match anything.

use super::level_below::Below;
use super::member::Member;
use crate::round::decisions::Decisions;
use phuluc_check::{Decision, Finding, Ruling};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Member {
    /// The last word on the whole report: accepted or returned, and on which sending.
    pub fn verdict(&self) -> Option<(&Arc<Decision>, u32)> {
        let mut latest_first = self.decisions.iter().rev();
        let last =
            latest_first.find(|decision| matches!(decision.ruling, Ruling::Accepted | Ruling::Returned))?;
        Some((last, self.sending_of(last)?))
    }

    /// The sending that a decision is about: the one that it names, else the last that had come by then.
    fn sending_of(&self, decision: &Decision) -> Option<u32> {
        let numbers = self.sendings.iter().filter(|sending| match decision.sending {
            Some(number) => sending.number == number,
            None => sending.received.is_none_or(|received| received <= decision.when),
        });
        numbers.map(|sending| sending.number).max()
    }

    /// The decision that accepts the last sending.
    pub fn accepted(&self) -> Option<&Arc<Decision>> {
        self.verdict()
            .filter(|(decision, _)| decision.ruling == Ruling::Accepted)
            .map(|(decision, _)| decision)
    }

    /// The decision that sent the report back, if nothing has come since.
    pub fn returned(&self) -> Option<&Arc<Decision>> {
        let latest = self.sendings.iter().map(|sending| sending.number).max();
        let (decision, number) = self.verdict()?;
        (decision.ruling == Ruling::Returned && Some(number) == latest).then_some(decision)
    }

    /// Whether it was accepted, here or on the level below.
    pub fn is_accepted(&self) -> bool {
        self.accepted().is_some() || self.below.as_ref().is_some_and(Below::is_accepted)
    }

    fn findings(&self) -> impl Iterator<Item = &Finding> {
        let all = self.sendings.iter().flat_map(|sending| &sending.files).chain(&self.reports);
        all.flat_map(|file| &file.checked.findings)
    }

    /// Whether a decision about this unit is about anything.
    fn matches(&self, decision: &Arc<Decision>) -> bool {
        match &decision.ruling {
            Ruling::Accepted | Ruling::Returned => self.sending_of(decision).is_some(),
            Ruling::Extended(_) => true,
            Ruling::Explained { .. } => self
                .findings()
                .any(|finding| finding.decided.as_ref().is_some_and(|by| Arc::ptr_eq(by, decision))),
            Ruling::Adjusted { .. } => {
                let files = self.sendings.iter().flat_map(|sending| &sending.files);
                let mut adjusted =
                    files.filter_map(|file| file.submission.as_ref()).flat_map(|s| &s.adjusted);
                adjusted.any(|adjusted| Arc::ptr_eq(&adjusted.decision, decision))
            }
        }
    }
}

/// The decisions that match nothing: the figure, the finding or the sending is not there any more.
pub fn unmatched(members: &[Member], decisions: &Decisions) -> Vec<Arc<Decision>> {
    let matching: BTreeSet<*const Decision> = members
        .iter()
        .flat_map(|member| member.decisions.iter().filter(|decision| member.matches(decision)))
        .map(Arc::as_ptr)
        .collect();
    decisions.list.iter().filter(|decision| !matching.contains(&Arc::as_ptr(decision))).cloned().collect()
}
