//! Moments that a caller states, or else the present one, which the caller lends, too: the engine has no clock.

use super::Error;
use chrono::FixedOffset;
use phuluc_form::Moment;

/// When something is done.
#[derive(Clone, Copy, Debug)]
pub struct When<'w> {
    /// What somebody said.
    pub said: Option<&'w str>,
    /// The present moment, in seconds since 1970.
    pub now: i64,
}

impl When<'_> {
    /// The moment that was said, else the present one.
    ///
    /// # Errors
    /// If what was said is no moment.
    pub fn moment(self, zone: FixedOffset) -> Result<Moment, Error> {
        match self.said {
            Some(text) => moment(text, zone),
            None => {
                Moment::from_unix(self.now, zone).ok_or_else(|| Error::NoSuchMoment(self.now.to_string()))
            }
        }
    }
}

/// The moment that somebody said.
///
/// # Errors
/// If it is none.
pub fn moment(text: &str, zone: FixedOffset) -> Result<Moment, Error> {
    Moment::find(text, zone).ok_or_else(|| Error::NoSuchMoment(text.to_owned()))
}
