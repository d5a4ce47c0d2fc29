//! Messages about a finding.

use phuluc_check::{Finding, Location, Suggestion};
use phuluc_form::Expr;

/// Something that is said about a finding.
#[derive(Clone, Copy, Debug)]
pub enum FindingMessage<'m> {
    /// What is wrong: found, expected, difference.
    Wrong(&'m Finding),
    /// Another cell than the reported total is likelier to be wrong, as the total agrees with something else.
    LookElsewhere {
        /// Where the total is reported.
        reported: &'m Location,
        /// The title of the rule that it agrees with.
        title: &'m str,
        /// The cells to look at first.
        others: &'m [Location],
    },
    /// A change that would mend it.
    Suggestion(&'m Suggestion),
    /// Why that change is likely.
    Reason(&'m Suggestion),
}

/// Whether a side of a relation is nothing but percentages.
pub(in crate::words) fn all_percent(side: &Expr<Location>) -> bool {
    let places = side.places();
    !places.is_empty() && places.iter().all(|place| place.shown.percent)
}
