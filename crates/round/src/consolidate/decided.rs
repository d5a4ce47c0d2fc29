//! The decisions about a unit: the last verdict on its report, and the sendings that were set aside.

use super::level_below::Below;
use super::member::Member;
use super::misfit::Misfit;
use crate::round::decisions::Decisions;
use crate::sending;
use crate::sending::{AcceptedSending, Sending};
use phuluc_check::{Decision, Ruling};
use phuluc_form::Catalogue;
use std::collections::HashMap;
use std::sync::Arc;

impl Member {
    /// The last verdict on the whole report, accepted or returned, and its sending. Accepting has no effect on a
    /// sending that cannot count.
    pub fn verdict(&self) -> Option<(&Arc<Decision>, u32)> {
        let latest_first = self.decisions.iter().rev();
        let mut verdicts =
            latest_first.filter(|decision| matches!(decision.ruling, Ruling::Accepted | Ruling::Returned));
        verdicts.find_map(|decision| {
            let sending = self.sending_of(decision)?;
            let holds = decision.ruling == Ruling::Returned || self.unusable(sending).is_none();
            holds.then_some((decision, sending.number))
        })
    }

    /// The sending that a decision is about: the one that it names, else the last one before the decision.
    pub(super) fn sending_of(&self, decision: &Decision) -> Option<&Sending> {
        let named = decision.sending.map(|number| self.sendings.iter().find(move |it| it.number == number));
        named.unwrap_or_else(|| self.latest_at(decision))
    }

    /// The number of the sending that a decision is about.
    pub fn last_sending(&self, decision: &Decision) -> Option<u32> {
        self.sending_of(decision).map(|sending| sending.number)
    }

    /// The last sending before a decision.
    fn latest_at(&self, decision: &Decision) -> Option<&Sending> {
        // a decision to set aside was about the last sending at that time
        let all = self
            .sendings
            .iter()
            .filter(|sending| sending.received.is_none_or(|received| received <= decision.when));
        let all = all.filter(|it| decision.ruling == Ruling::SetAside || !self.is_set_aside(it.number));
        all.max_by_key(|sending| sending.order())
    }

    /// The sendings that were set aside, each with the decision.
    pub fn set_aside(&self) -> impl Iterator<Item = (u32, &Arc<Decision>)> {
        let decisions = self.decisions.iter().filter(|decision| decision.ruling == Ruling::SetAside);
        decisions.filter_map(|decision| Some((self.sending_of(decision)?.number, decision)))
    }

    /// Whether a sending was set aside.
    pub fn is_set_aside(&self, number: u32) -> bool {
        self.set_aside().any(|(aside, _)| aside == number)
    }

    /// Whether the sending that a decision is about was set aside after that decision.
    pub(super) fn was_set_aside_since(&self, decision: &Arc<Decision>) -> bool {
        let Some(number) = self.last_sending(decision) else { return false };
        let position = |wanted: &Arc<Decision>| self.decisions.iter().position(|it| Arc::ptr_eq(it, wanted));
        self.set_aside().any(|(aside, by)| aside == number && position(by) > position(decision))
    }

    /// The sendings that were not set aside.
    pub fn standing_sendings(&self) -> Vec<&Sending> {
        self.sendings.iter().filter(|sending| !self.is_set_aside(sending.number)).collect()
    }

    /// The reason why nothing of a sending can count, if there is one.
    pub fn unusable(&self, sending: &Sending) -> Option<sending::Unusable> {
        let is_aside = self.is_set_aside(sending.number).then_some(sending::Unusable::SetAside);
        is_aside.or_else(|| sending.unusable())
    }

    /// The accepted sending.
    pub(super) fn accepted_sending(&self) -> Option<AcceptedSending> {
        let accepted = self.verdict().filter(|(decision, _)| decision.ruling == Ruling::Accepted);
        accepted.map(|(decision, number)| AcceptedSending { number, when: decision.when })
    }

    /// The decision that accepts a sending, if it is the last verdict.
    pub fn accepted(&self) -> Option<&Arc<Decision>> {
        self.verdict()
            .filter(|(decision, _)| decision.ruling == Ruling::Accepted)
            .map(|(decision, _)| decision)
    }

    /// The decision that sent the report back, if nothing has come since.
    pub fn returned(&self) -> Option<&Arc<Decision>> {
        let standing = self.standing_sendings();
        let latest = standing.iter().max_by_key(|sending| sending.order());
        let (decision, number) = self.verdict()?;
        let is_last = latest.is_none_or(|latest| latest.number == number);
        (decision.ruling == Ruling::Returned && is_last).then_some(decision)
    }

    /// Whether it was accepted, here or on the level below.
    pub fn is_accepted(&self) -> bool {
        self.accepted().is_some() || self.below.as_ref().is_some_and(Below::is_accepted)
    }

    /// The sending to accept if nobody names one: accepting it changes nothing about the sendings that count.
    ///
    /// # Errors
    /// The sendings that count, if accepting any single one would change that.
    pub fn sending_that_counts(&self) -> Result<Option<u32>, Vec<u32>> {
        let sendings = self.standing_sendings();
        let accepted = self.accepted_sending().map(|accepted| accepted.number);
        let now = sending::counted(&sendings, accepted);
        let mut numbers: Vec<u32> = sendings
            .iter()
            .filter(|sending| self.numbers.contains(&sending.number))
            .map(|sending| sending.number)
            .collect();
        let mut latest_first = numbers.iter().rev().copied();
        match latest_first.find(|number| sending::counted(&sendings, Some(*number)) == now) {
            None if numbers.len() > 1 => {
                numbers.sort_unstable();
                Err(numbers)
            }
            found => Ok(found),
        }
    }
}

/// The decisions about something that does not exist (any more), such as a figure, a finding or a sending, each with
/// the reason.
pub fn unmatched(
    members: &[Member],
    decisions: &Decisions,
    catalogue: &Catalogue,
) -> Vec<(Arc<Decision>, Misfit)> {
    let mut by_decision: HashMap<*const Decision, Option<Misfit>> = HashMap::new();
    for member in members {
        for decision in &member.decisions {
            by_decision.insert(Arc::as_ptr(decision), member.misfit(decision, catalogue));
        }
    }
    let unmatched = decisions.holding().filter_map(|decision| {
        match by_decision.remove(&Arc::as_ptr(decision)) {
            Some(misfit) => misfit.map(|misfit| (Arc::clone(decision), misfit)),
            // what a unit that owes nothing sent is in no total, whatever is decided
            None => Some((Arc::clone(decision), Misfit::OwesNothing)),
        }
    });
    unmatched.collect()
}
