//! Messages about decisions.

use phuluc_check::{Decision, Ruling};
use phuluc_form::Moment;
use phuluc_round::{Contest, FormEffect, Misfit, TotalChange};

/// Something that is said about a decision.
#[derive(Clone, Copy, Debug)]
pub enum DecisionMessage<'m> {
    /// What was decided.
    Ruling(&'m Ruling),
    /// What was decided, by whom, when, on which basis.
    Decision(&'m Decision),
    /// A figure was adjusted.
    Adjusted {
        /// The place.
        place: &'m str,
        /// What stands there.
        from: &'m str,
        /// What counts.
        to: &'m str,
        /// The decision.
        decision: &'m Decision,
    },
    /// A figure that others give counts.
    GivenByOthers {
        /// The place.
        place: &'m str,
        /// What stands there, if anything does.
        from: Option<&'m str>,
        /// What counts.
        to: &'m str,
        /// The paper that says so.
        source: &'m str,
    },
    /// A decision was recorded.
    Recorded {
        /// The unit.
        unit: &'m str,
        /// What was decided.
        ruling: &'m Ruling,
        /// The sending that it is about, and when that came.
        sending: Option<(u32, Option<Moment>)>,
        /// The list of decisions.
        file: &'m str,
    },
    /// A decision was taken back.
    TakenBack {
        /// The unit.
        unit: &'m str,
        /// The decision.
        decision: &'m Decision,
        /// The list of decisions.
        file: &'m str,
    },
    /// Which sending counts for a form now.
    FormEffect(&'m FormEffect),
    /// How many totals change; what follows names them.
    TotalsChange(usize),
    /// A total that changes.
    TotalChange(&'m TotalChange),
    /// Totals that are not named.
    MoreTotals(usize),
    /// A sending was set aside.
    SetAside {
        /// Its number.
        number: u32,
        /// The decision.
        decision: &'m Decision,
    },
    /// A decision matches nothing any more.
    Unmatched {
        /// The unit.
        unit: &'m str,
        /// The decision.
        decision: &'m Decision,
        /// Why not.
        why: &'m Misfit,
    },
    /// A decision about a unit would match nothing.
    Misfit {
        /// The unit.
        unit: &'m str,
        /// Why not.
        why: &'m Misfit,
    },
    /// Another sending may have been meant to count for a form, so somebody should decide.
    Contested {
        /// The form.
        form: &'m str,
        /// Which of two sendings counts, and why it may be the other.
        contest: &'m Contest,
    },
}
