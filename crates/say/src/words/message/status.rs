//! Messages about the status of the units of a round.

use phuluc_form::Moment;
use phuluc_round::influence::Moving;
use phuluc_round::{Member, PartOfPeriod, Reminder, Standing, Status};

/// A message about the status of units.
#[derive(Clone, Copy, Debug)]
pub enum StatusMessage<'m> {
    /// The moment for which the status holds, and the due time.
    At {
        /// The moment.
        at: Moment,
        /// The due time.
        due: Option<Moment>,
    },
    /// Nothing had come by then; the moment of the first file, if one came later.
    NothingYet(Option<Moment>),
    /// The share of units that have sent everything.
    Completeness(&'m str),
    /// The share of units that had sent everything in time.
    Timeliness(&'m str),
    /// The state of a unit.
    Unit(&'m Member),
    /// What the check of a unit's report gave, whatever was decided since.
    Standing(Standing),
    /// How late a unit is.
    Late {
        /// The delay in seconds.
        seconds: i64,
        /// Whether everything has come by now.
        complete: bool,
    },
    /// The due time of a unit was extended.
    Extended {
        /// The new due time.
        until: Moment,
        /// The document that says so.
        by: Option<&'m str>,
    },
    /// The heading of files from units that owe nothing.
    NotAsked {
        /// The number of files.
        files: usize,
    },
    /// The units that owe nothing in the round.
    OweNothing(&'m [&'m str]),
    /// A unit that exists, or is joined by another one, in a part of the period only.
    Part(&'m PartOfPeriod),
    /// A file names another unit than the one that staff wrote into the register.
    NamesOther(&'m str),
    /// A file that staff have to find again, at this path.
    LostFile(&'m str),
    /// The reminder to a unit.
    Reminder(&'m Reminder),
    /// The text to all units at once, as for a group chat.
    Group(&'m Status<'m>),
    /// The heading of what to correct first.
    MendFirst {
        /// How many places are listed: those that make up nearly all of the change.
        shown: usize,
        /// The number of further places that may be corrected.
        less: usize,
        /// The number of errors and warnings whose change cannot be calculated.
        others: usize,
    },
    /// A place that may be corrected, and the consolidated figures that it moves.
    Moving(&'m Moving<'m>),
}
