//! The system's clock. Only the program looks at it, never the library.

use phuluc::desk::StatedOrNow;
use std::time::{SystemTime, UNIX_EPOCH};

/// The moment that was typed on the command line, or else the present one.
pub(crate) fn when(said: Option<&str>) -> StatedOrNow<'_> {
    StatedOrNow { said, now: seconds(SystemTime::now()) }
}

/// A time of the system in seconds since 1970. A time before that counts as 1970.
pub(crate) fn seconds(time: SystemTime) -> i64 {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(seconds).unwrap_or(0)
}
