//! A round (đợt báo cáo): which units report which forms for which period, as `round.toml` says.

use crate::form::FormId;
use crate::period::Period;
use crate::unit::{self, Level};
use chrono::NaiveDate;
use serde::Deserialize;
use toml::value::Datetime;

/// A round, valid by construction.
#[derive(Clone, Debug)]
pub struct Round {
    /// Its title.
    pub title: String,
    /// The unit that consolidates.
    pub receiver: Option<String>,
    /// The period; without one, units may report on different periods, for tests only.
    pub period: Option<Period>,
    /// The units that report, in the order of the file.
    pub units: Vec<Unit>,
}

/// A unit that reports in a round.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Its level, if it is said or stands in the name.
    pub level: Option<Level>,
    /// Its files, relative to the round's folder; none if it has not sent any.
    pub files: Vec<String>,
    /// The forms it owes.
    pub forms: Vec<FormId>,
}

/// Why a `round.toml` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    /// Not TOML, or not of the shape of a round.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A date that is no day of the calendar.
    #[error("`{0}` is no day (write 2024-12-14)")]
    Date(Datetime),
    /// The last day is before the first.
    #[error("the period ends before it begins")]
    DateOrder,
    /// A level that does not exist.
    #[error("`{0}` is no level (xã, huyện, tỉnh, sở)")]
    Level(String),
    /// Two units of one name.
    #[error("the unit “{0}” is there twice")]
    TwinUnits(String),
    /// A form that is not known.
    #[error("there is no form `{form}`{}", near.as_ref().map(|near| format!("; is `{near}` meant?")).unwrap_or_default())]
    UnknownForm {
        /// The form.
        form: String,
        /// The form that may be meant.
        near: Option<String>,
    },
    /// No unit owes any form.
    #[error("no form is to be reported; add a line forms = [\"…\"]")]
    NoForms,
    /// A file outside the round's folder.
    #[error("`{0}` is outside the folder of the round")]
    Outside(String),
}

mod source {
    //! The file as it is written.

    use super::{Datetime, Deserialize};

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Round {
        pub title: String,
        pub receiver: Option<String>,
        pub period: Option<Period>,
        #[serde(default)]
        pub forms: Vec<String>,
        pub units: Vec<Unit>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Period {
        pub from: Datetime,
        pub to: Datetime,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Unit {
        pub name: String,
        pub level: Option<String>,
        #[serde(default)]
        pub files: Vec<String>,
        pub forms: Option<Vec<String>>,
    }
}

impl Round {
    /// Reads a `round.toml`.
    ///
    /// # Errors
    /// If it is not of the shape of a round, or names what does not exist.
    pub fn read(text: &str, known: &[&FormId]) -> Result<Self, RoundError> {
        let source: source::Round = toml::from_str(text)?;
        let period = source
            .period
            .map(|period| Period::new(day(period.from)?, day(period.to)?).ok_or(RoundError::DateOrder));
        let mut units: Vec<Unit> = Vec::new();
        for unit in source.units {
            if units.iter().any(|earlier| unit::key(&earlier.name) == unit::key(&unit.name)) {
                return Err(RoundError::TwinUnits(unit.name));
            }
            let level = match &unit.level {
                Some(name) => Some(Level::named(name).ok_or_else(|| RoundError::Level(name.clone()))?),
                None => Level::of_unit(&unit.name),
            };
            if let Some(outside) = unit.files.iter().find(|file| leaves_folder(file)) {
                return Err(RoundError::Outside(outside.clone()));
            }
            let forms = unit.forms.unwrap_or_else(|| source.forms.clone());
            let forms = forms.iter().map(|form| known_form(form, known)).collect::<Result<_, _>>()?;
            units.push(Unit { name: unit.name, level, files: unit.files, forms });
        }
        if units.iter().all(|unit| unit.forms.is_empty()) {
            return Err(RoundError::NoForms);
        }
        Ok(Self { title: source.title, receiver: source.receiver, period: period.transpose()?, units })
    }
}

fn day(datetime: Datetime) -> Result<NaiveDate, RoundError> {
    let date = datetime
        .date
        .and_then(|date| NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()));
    date.ok_or(RoundError::Date(datetime))
}

fn leaves_folder(file: &str) -> bool {
    let is_absolute = file.starts_with(['/', '\\']) || file.contains(':');
    is_absolute || file.split(['/', '\\']).any(|part| part == "..")
}

fn known_form(form: &str, known: &[&FormId]) -> Result<FormId, RoundError> {
    match known.iter().find(|id| id.as_str() == form) {
        Some(id) => Ok((*id).clone()),
        None => {
            let near = crate::form::problem::near(form, known.iter().map(|id| id.as_str()));
            Err(RoundError::UnknownForm { form: form.to_owned(), near })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Round;
    use crate::form::FormId;

    #[track_caller]
    fn fails(text: &str, message: &str) {
        let error = Round::read(text, &[&FormId::from("tthc-06a")]).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let unit = "[[units]]\nname = \"Xã Ví dụ 01\"\n";
        let head = "title = \"a\"\nforms = [\"tthc-06a\"]\n";
        fails(&format!("title = \"a\"\nforms = [\"tthc-06\"]\n{unit}"), "is `tthc-06a` meant?");
        fails(&format!("title = \"a\"\n{unit}"), "no form is to be reported");
        fails(&format!("{head}periods = 1\n{unit}"), "unknown field `periods`");
        fails(&format!("{head}{unit}{}", unit.replace("Xã", "UBND xã")), "is there twice");
        fails(&format!("{head}{unit}files = [\"../x.xlsx\"]\n"), "outside the folder");
        fails(&format!("{head}{unit}level = \"thôn\"\n"), "is no level");
        let period = "period = { from = 2024-12-14, to = 2023-12-15 }\n";
        fails(&format!("{head}{period}{unit}"), "ends before it begins");
    }
}
