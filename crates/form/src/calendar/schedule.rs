//! When the reports of a form are due: the deadline of one period, and the schedule of a year.
//!
//! It takes [`Clocks`] and a period; it gives the cut-off and the due time, which is moved to a working day.

use super::{Calendar, Clocks, Closed};
use crate::form::Form;
use crate::moment::viet_nam;
use crate::{Moment, PartOfYear, Period, capital};
use chrono::Datelike;
use std::sync::Arc;

/// The two clocks of a form's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The days that the data covers.
    pub period: Period,
    /// The last moment whose data counts.
    pub cut_off: Moment,
    /// The moment by which reports must have arrived, always on a working day.
    pub due: Moment,
    /// The day off that the due time was moved from, if it was moved.
    pub moved: Option<Moved>,
    /// The name of the regime; `None` if the form has days of its own for this period.
    pub regime: Option<String>,
}

/// A due time that fell on a day off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The due time before it was moved.
    pub from: Moment,
    /// The holiday; `None` if it was a weekend.
    pub holiday: Option<String>,
}

/// A period of a year, the forms that report on it, and their deadline.
#[derive(Clone, Debug)]
pub struct Scheduled<'f> {
    /// The period.
    pub part: PartOfYear,
    /// The deadline.
    pub deadline: Deadline,
    /// The forms.
    pub forms: Vec<&'f Form>,
}

impl Calendar {
    /// The deadline for a part of a year by these clocks.
    pub fn deadline(&self, clocks: &Clocks, part: PartOfYear) -> Option<Deadline> {
        if let Some(own) = clocks.own.iter().find(|own| own.part == part) {
            return self.deadline_at(own.period, own.due, None);
        }
        let regime = self.regime(clocks.regime.as_deref())?;
        self.deadline_of(clocks, part.up_to(regime.cut_off)?)
    }

    /// The deadline for a period of these days by these clocks.
    pub fn deadline_of(&self, clocks: &Clocks, period: Period) -> Option<Deadline> {
        let regime = self.regime(clocks.regime.as_deref())?;
        let rule = clocks.due.unwrap_or(regime.due);
        let due = Moment::local(rule.day(period.to, self)?, rule.at, viet_nam())?;
        self.deadline_at(period, due, Some(regime.name.clone()))
    }

    fn deadline_at(&self, period: Period, due: Moment, regime: Option<String>) -> Option<Deadline> {
        let (due, moved) = self.on_working_day(due)?;
        Some(Deadline { period, cut_off: Moment::end_of(period.to, due.zone())?, due, moved, regime })
    }

    /// The due time, moved to the next working day if it falls on a day off.
    pub fn on_working_day(&self, due: Moment) -> Option<(Moment, Option<Moved>)> {
        let Some(closed) = self.closed(due.day()) else { return Some((due, None)) };
        let holiday = match closed {
            Closed::Weekend => None,
            Closed::Holiday(days) => Some(days.name.clone()),
        };
        let moved = due.moved_to(self.working_day_from(due.day())?)?;
        Some((moved, Some(Moved { from: due, holiday })))
    }

    /// The years from the cut-off to the due time whose holidays nobody has entered.
    pub fn unknown_years(&self, cut_off: Moment, due: Moment) -> Vec<i32> {
        (cut_off.day().year()..=due.day().year()).filter(|year| self.year(*year).is_none()).collect()
    }

    /// The reports on all periods of a year, by due time. Forms that are due together share one entry.
    pub fn schedule<'f>(
        &self,
        forms: impl IntoIterator<Item = &'f Arc<Form>>,
        year: i32,
    ) -> Vec<Scheduled<'f>> {
        let mut scheduled: Vec<Scheduled<'f>> = Vec::new();
        for form in forms {
            for part in form.every.iter().flat_map(|every| PartOfYear::every(every, year)) {
                let Some(deadline) = self.deadline(&form.clocks, part) else { continue };
                if !form.in_force(deadline.period.to) {
                    continue;
                }
                match scheduled.iter_mut().find(|other| other.part == part && other.deadline == deadline) {
                    Some(same) => same.forms.push(form),
                    None => scheduled.push(Scheduled { part, deadline, forms: vec![form] }),
                }
            }
        }
        scheduled.sort_by_key(|scheduled| (scheduled.deadline.due, scheduled.deadline.period));
        scheduled
    }

    /// The periods that all of these forms are reported on in the years that are known, as a heading says them:
    /// “Quý I/2026 (từ ngày 15/12/2025 đến ngày 14/3/2026)”.
    pub fn periods_of(&self, forms: &[Arc<Form>]) -> Vec<String> {
        let known = self.years.iter().flat_map(|year| self.schedule(forms, year.year));
        let mut periods: Vec<(PartOfYear, Period, usize)> = Vec::new();
        for Scheduled { part, deadline: Deadline { period, .. }, forms } in known {
            match periods.iter_mut().find(|(other, days, _)| (*other, *days) == (part, period)) {
                Some((.., count)) => *count += forms.len(),
                None => periods.push((part, period, forms.len())),
            }
        }
        let of_all = periods.into_iter().filter(|(.., count)| *count == forms.len());
        of_all.map(|(part, period, _)| format!("{} ({period})", capital(&part.to_string()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::calendar::Calendar;
    use crate::{Catalogue, PartOfYear};

    #[track_caller]
    fn case(clocks: &str, part: &str, expected: &str) {
        let calendar = Calendar::built_in().unwrap();
        let text = format!(
            "id = \"a\"\nversion = \"1\"\ntitle = \"A\"\nshort = \"A\"\nsheet = \"A\"\nbasis = \"B\"\n\
             in_force = {{ from = 2025-01-01 }}\nsent = {{ by = \"xã\", every = [\"quý\"] }}\n{clocks}\n\
             columns = [{{ id = \"stt\", kind = \"code\", head = [\"STT\"] }}, {{ id = \"ten\", kind = \"label\", head = [\"Tên\"] }},\n\
             {{ id = \"so\", kind = \"count\", head = [\"Số\"], say = \"số\" }}]\nrows = [{{ code = \"1\", label = \"Một\" }}]\n"
        );
        let catalogue = Catalogue::with([("a/form.toml".to_owned(), text)]).unwrap();
        let form = catalogue.forms().find(|form| form.id.as_str() == "a").unwrap();
        let deadline = calendar.deadline(&form.clocks, PartOfYear::named(part).unwrap()).unwrap();
        let moved = deadline.moved.map_or_else(String::new, |moved| format!(" < {}", moved.from));
        assert_eq!(format!("{}; {}{moved}", deadline.period, deadline.due), expected);
    }

    #[test]
    fn a_form_is_due_by_its_regime_or_by_its_own_clocks() {
        case("", "quý I/2026", "từ ngày 15/12/2025 đến ngày 14/3/2026; 17 giờ 00 ngày 17/3/2026");
        // the cut-off lies before Tết, the working days after it
        case("", "tháng 2/2026", "từ ngày 15/01/2026 đến ngày 14/02/2026; 17 giờ 00 ngày 24/02/2026");
        case(
            "clocks = { regime = \"duong-lich\" }",
            "quý I/2026",
            "từ ngày 01/01/2026 đến ngày 31/3/2026; 17 giờ 00 ngày 02/4/2026",
        );
        // the 20th of December 2026 is a Sunday
        case(
            "clocks = { due = { day = 20, at = 11:00:00 } }",
            "năm 2026",
            "từ ngày 15/12/2025 đến ngày 14/12/2026; 11 giờ 00 ngày 21/12/2026 < 11 giờ 00 ngày 20/12/2026",
        );
        case(
            "clocks = { due = { day = 5 } }",
            "quý I/2026",
            "từ ngày 15/12/2025 đến ngày 14/3/2026; 17 giờ 00 ngày 06/4/2026 < 17 giờ 00 ngày 05/4/2026",
        );
        let own = "clocks = { own = [{ period = \"năm 2025\", from = 2025-07-01, to = 2025-11-30, due = 2025-12-05T17:00:00 }] }";
        case(own, "năm 2025", "từ ngày 01/7/2025 đến ngày 30/11/2025; 17 giờ 00 ngày 05/12/2025");
        case(own, "năm 2026", "từ ngày 15/12/2025 đến ngày 14/12/2026; 17 giờ 00 ngày 16/12/2026");
    }
}
