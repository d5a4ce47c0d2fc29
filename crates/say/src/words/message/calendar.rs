//! Messages about holidays and due times.

use phuluc_form::calendar::{DaysOff, Moved, Regime, WorkedDay};
use phuluc_form::{Deadline, Moment};

/// Something that is said about the calendar.
#[derive(Clone, Copy, Debug)]
pub enum CalendarMessage<'m> {
    /// The title of a year's calendar.
    Title(i32),
    /// The heads of its table: period, first day, cut-off, due time, forms.
    Heads,
    /// A due time with its day of the week.
    Due(&'m Deadline),
    /// The forms that are due together, by name.
    Forms(&'m [&'m str]),
    /// The regime by which forms are due.
    Regime(&'m Regime),
    /// The forms with periods and due times of their own, by name.
    OwnClocks(&'m [&'m str]),
    /// Nothing is reported on in the year.
    NothingDue,
    /// The heading of the holidays.
    Holidays,
    /// Days off.
    DaysOff(&'m DaysOff),
    /// A day of a weekend that is worked.
    Worked(&'m WorkedDay),
    /// Something of a year that is not known.
    Missing(&'m str),
    /// Years of which no holidays are known.
    NoHolidays(&'m [i32]),
    /// A due time was moved from a day off.
    DueMoved {
        /// When it is.
        due: Moment,
        /// When it would have been, and why it is not.
        moved: &'m Moved,
    },
    /// A form of a round has other clocks than the round.
    OtherClock {
        /// What the form is called.
        form: &'m str,
        /// Its own clocks.
        deadline: &'m Deadline,
    },
    /// The cut-off of data, as a title in somebody's calendar.
    CutOffTitle {
        /// The period.
        period: &'m str,
    },
    /// The due time of reports, as a title in somebody's calendar.
    DueTitle {
        /// The period.
        period: &'m str,
    },
}
