//! Messages about decisions.

use phuluc_check::{Decision, Ruling};
use phuluc_form::Moment;
use phuluc_round::{Contest, FormEffect, Misfit, TotalChange, Unusable, WithoutEffect};

/// A message about a decision.
#[derive(Clone, Copy, Debug)]
pub enum DecisionMessage<'m> {
    /// The ruling alone.
    Ruling(&'m Ruling),
    /// The ruling with the person, the moment and the basis.
    Decision(&'m Decision),
    /// The person who decided and the basis, behind the state that says what was decided and when.
    DecidedBy(&'m Decision),
    /// A figure that was adjusted by a decision.
    Adjusted {
        /// The place.
        place: &'m str,
        /// The figure in the sender's file.
        from: &'m str,
        /// The figure that counts instead.
        to: &'m str,
        /// The decision.
        decision: &'m Decision,
    },
    /// A figure that another body gives and that counts instead of the sender's.
    GivenByOthers {
        /// The place.
        place: &'m str,
        /// The figure in the sender's file, if it has one.
        from: Option<&'m str>,
        /// The figure that counts.
        to: &'m str,
        /// The document that gives it.
        source: &'m str,
    },
    /// A decision was written into the list.
    Recorded {
        /// The unit.
        unit: &'m str,
        /// The ruling.
        ruling: &'m Ruling,
        /// The sending that it is about, and the moment when that was received.
        sending: Option<(u32, Option<Moment>)>,
        /// The file of the list of decisions.
        file: &'m str,
    },
    /// A decision was taken back.
    TakenBack {
        /// The unit.
        unit: &'m str,
        /// The decision.
        decision: &'m Decision,
        /// The file of the list of decisions.
        file: &'m str,
    },
    /// A decision touches only what does not count.
    WithoutEffect(&'m WithoutEffect),
    /// The sending that counts for a form now.
    FormEffect(&'m FormEffect),
    /// The number of totals that change, before they are named.
    TotalsChange(usize),
    /// A total that changes.
    TotalChange(&'m TotalChange),
    /// The number of totals that change and are not named.
    MoreTotals(usize),
    /// A sending was set aside by a decision.
    SetAside {
        /// The number of the sending.
        number: u32,
        /// The decision.
        decision: &'m Decision,
    },
    /// A decision that no longer matches anything.
    Unmatched {
        /// The unit.
        unit: &'m str,
        /// The decision.
        decision: &'m Decision,
        /// The reason.
        why: &'m Misfit,
    },
    /// A decision that would match nothing if it were recorded.
    Misfit {
        /// The unit.
        unit: &'m str,
        /// The reason.
        why: &'m Misfit,
    },
    /// The reason why nothing of a sending can count.
    CannotCount(Unusable),
    /// A form for which another sending may have been meant, so that somebody should decide.
    Contested {
        /// The form.
        form: &'m str,
        /// The two sendings, and the doubt between them.
        contest: &'m Contest,
    },
}
