//! Moments that somebody states, or else the present one, which the caller lends: the engine has no clock.

use super::Error;
use chrono::FixedOffset;
use phuluc_form::Moment;

/// A stated moment, or else the present one.
#[derive(Clone, Copy, Debug)]
pub struct StatedOrNow<'w> {
    /// The text that somebody wrote for the moment.
    pub said: Option<&'w str>,
    /// The present moment, in seconds since 1970.
    pub now: i64,
}

impl StatedOrNow<'_> {
    /// The stated moment, or else the present one.
    ///
    /// # Errors
    /// If the text is no moment.
    pub fn moment(self, zone: FixedOffset) -> Result<Moment, Error> {
        match self.said {
            Some(text) => moment(text, zone),
            None => {
                Moment::from_unix(self.now, zone).ok_or_else(|| Error::NoSuchMoment(self.now.to_string()))
            }
        }
    }

    /// The same, for something that has happened.
    ///
    /// # Errors
    /// If the text is no moment, or one of a later day than today.
    pub fn moment_past(self, zone: FixedOffset) -> Result<Moment, Error> {
        let moment = self.moment(zone)?;
        let today = Moment::from_unix(self.now, zone).map(Moment::day);
        if today.is_some_and(|today| moment.day() > today) {
            return Err(Error::InFuture(moment));
        }
        Ok(moment)
    }
}

/// Reads a moment that somebody wrote.
///
/// # Errors
/// If the text is no moment.
pub fn moment(text: &str, zone: FixedOffset) -> Result<Moment, Error> {
    Moment::find(text, zone).ok_or_else(|| Error::NoSuchMoment(text.to_owned()))
}
