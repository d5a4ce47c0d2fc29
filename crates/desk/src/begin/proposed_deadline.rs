//! Chooses the cut-off and due time of a new round: the deadline that most of its forms share.

use super::super::Error;
use super::WantedPeriod;
use phuluc_form::calendar::Clocks;
use phuluc_form::{Calendar, Deadline, Form};

/// The deadline of most forms, and the forms with other deadlines.
pub(super) struct Proposal {
    pub deadline: Deadline,
    pub others: Vec<(String, Deadline)>,
}

/// The deadline that most forms share; the earliest in the list if several are as frequent.
pub(super) fn proposal(
    forms: &[&Form],
    period: WantedPeriod,
    calendar: &Calendar,
) -> Result<Proposal, Error> {
    let mut groups: Vec<(Deadline, Vec<&Form>)> = Vec::new();
    for form in forms {
        let Some(deadline) = deadline(&form.clocks, period, calendar) else { continue };
        match groups.iter_mut().find(|(other, _)| is_same(other, &deadline)) {
            Some((_, forms)) => forms.push(form),
            None => groups.push((deadline, vec![form])),
        }
    }
    let most = groups.iter().map(|(_, forms)| forms.len()).max();
    let chosen = groups.iter().position(|(_, forms)| Some(forms.len()) == most);
    let chosen = chosen.map(|index| groups.remove(index).0);
    let others = groups
        .iter()
        .flat_map(|(deadline, forms)| forms.iter().map(|form| (form.short.clone(), deadline.clone())));
    let others = others.collect();
    let deadline = chosen
        .or_else(|| deadline(&Clocks::default(), period, calendar))
        .ok_or_else(|| Error::NoSuchMoment(said(period)))?;
    Ok(Proposal { deadline, others })
}

/// The deadline of a form with these clocks.
pub(super) fn deadline(clocks: &Clocks, period: WantedPeriod, calendar: &Calendar) -> Option<Deadline> {
    match period {
        WantedPeriod::Part(part) => calendar.deadline(clocks, part),
        // no regime sets days that somebody wrote
        WantedPeriod::Days(days) => Some(Deadline { regime: None, ..calendar.deadline_of(clocks, days)? }),
    }
}

/// Whether forms with these deadlines fit in one round, whichever regime sets them.
fn is_same(a: &Deadline, b: &Deadline) -> bool {
    (a.period, a.due) == (b.period, b.due)
}

fn said(period: WantedPeriod) -> String {
    match period {
        WantedPeriod::Part(part) => part.to_string(),
        WantedPeriod::Days(days) => days.to_string(),
    }
}
