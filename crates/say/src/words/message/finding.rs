//! Messages about a finding.

use phuluc_check::{Finding, Location, Suggestion};
use phuluc_form::Expr;

/// A message about a finding.
#[derive(Clone, Copy, Debug)]
pub enum FindingMessage<'m> {
    /// What is wrong: the figure found, the one expected, the difference.
    Wrong(&'m Finding),
    /// The reported total agrees with another rule, so that a mistake is more likely in another cell.
    LookElsewhere {
        /// The place of the total.
        reported: &'m Location,
        /// The title of the rule that it agrees with.
        title: &'m str,
        /// The cells to look at first.
        others: &'m [Location],
    },
    /// A change that would mend what is wrong.
    Suggestion(&'m Suggestion),
    /// Why that change is likely.
    Reason(&'m Suggestion),
}

/// Whether a side of a relation has only percentages.
pub(in crate::words) fn all_percent(side: &Expr<Location>) -> bool {
    let places = side.places();
    !places.is_empty() && places.iter().all(|place| place.shown.percent)
}
