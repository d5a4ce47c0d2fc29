//! Messages about holidays and due times.

use phuluc_form::calendar::{DaysOff, Moved, Regime, WorkedDay};
use phuluc_form::{Deadline, Moment};

/// A message about the calendar.
#[derive(Clone, Copy, Debug)]
pub enum CalendarMessage<'m> {
    /// The title of the calendar of a year.
    Title(i32),
    /// The column heads of its table: period, first day, cut-off, due time, forms.
    Heads,
    /// A due time with its day of the week.
    Due(&'m Deadline),
    /// The names of forms that are due together.
    Forms(&'m [&'m str]),
    /// The regime by which forms are due.
    Regime(&'m Regime),
    /// The names of forms with clocks of their own.
    OwnClocks(&'m [&'m str]),
    /// No form is due in the year.
    NothingDue,
    /// The heading of the holidays.
    Holidays,
    /// Days off.
    DaysOff(&'m DaysOff),
    /// A day of a weekend that is worked.
    Worked(&'m WorkedDay),
    /// What nobody has entered yet for a year.
    Missing(&'m str),
    /// Years whose holidays nobody has entered.
    NoHolidays(&'m [i32]),
    /// A due time that fell on a day off and was moved.
    DueMoved {
        /// The due time.
        due: Moment,
        /// The due time before it was moved, and the reason.
        moved: &'m Moved,
    },
    /// The due time of a round is before its data can be complete.
    DueBeforeEnd {
        /// The due time.
        due: Moment,
        /// The cut-off of data.
        cut_off: Moment,
    },
    /// A form of a round whose own clocks differ from those of the round.
    OtherClock {
        /// The name of the form.
        form: &'m str,
        /// The deadline by its own clocks.
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
