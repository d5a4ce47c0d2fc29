//! Moments from the command line and from the system; the library itself never looks at a clock.

use super::Error;
use chrono::FixedOffset;
use phuluc::moment::Moment;
use std::time::{SystemTime, UNIX_EPOCH};

/// The moment that somebody wrote.
pub(crate) fn moment(text: &str, zone: FixedOffset) -> Result<Moment, Error> {
    Moment::find(text, zone).ok_or_else(|| Error::NoSuchMoment(text.to_owned()))
}

/// The moment that somebody wrote, or now.
pub(crate) fn at(text: Option<&str>, zone: FixedOffset) -> Result<Moment, Error> {
    text.map_or_else(|| Ok(of_system(SystemTime::now(), zone)), |text| moment(text, zone))
}

/// A time of the system; one before 1970 is taken for 1970.
pub(crate) fn of_system(time: SystemTime, zone: FixedOffset) -> Moment {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let seconds = i64::try_from(seconds).unwrap_or(0);
    Moment::from_unix(seconds, zone).unwrap_or_else(|| Moment::from_unix(0, zone).expect("1970 is a year"))
}
