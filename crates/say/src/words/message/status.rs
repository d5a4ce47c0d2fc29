//! Messages about the status of the units of a round.

use phuluc_form::Moment;
use phuluc_round::influence::Moving;
use phuluc_round::{PartOfPeriod, Reminder, Status, UnitStatus};

/// Something that is said about where units stand.
#[derive(Clone, Copy, Debug)]
pub enum StatusMessage<'m> {
    /// The moment up to which a round is counted, and its due time.
    At {
        /// The moment.
        at: Moment,
        /// The due time.
        due: Option<Moment>,
    },
    /// Nothing has come yet; when the first file came later on, if it did.
    NothingYet(Option<Moment>),
    /// How many units have sent everything.
    Completeness(&'m str),
    /// How many had in time.
    Timeliness(&'m str),
    /// Where a unit stands.
    Unit(&'m UnitStatus<'m>),
    /// How late a unit is.
    Late {
        /// By how many seconds.
        seconds: i64,
        /// Whether all has come by now.
        complete: bool,
    },
    /// A unit may send later.
    Extended {
        /// Until when.
        until: Moment,
        /// By which document.
        by: Option<&'m str>,
    },
    /// The heading of files from units that owe nothing.
    NotAsked {
        /// How many files.
        files: usize,
    },
    /// A unit exists, or is joined by another one, in a part of the period only.
    Part(&'m PartOfPeriod),
    /// What to write to a unit.
    Reminder(&'m Reminder),
    /// What to write to all units at once, as into a group.
    Group(&'m Status<'m>),
    /// After how many of the places that may be mended hardly anything is left to move.
    MendFirst {
        /// So many.
        enough: usize,
        /// Of so many.
        of: usize,
        /// How many errors and warnings move nothing that can be reckoned.
        others: usize,
    },
    /// A place that may be mended, and what that moves.
    Moving(&'m Moving<'m>),
}
