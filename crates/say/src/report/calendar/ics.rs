//! The calendar of a year for Outlook, Google and phones (iCalendar, RFC 5545): cut-offs, due times, holidays.
//!
//! The same calendar gives the same bytes. An event keeps its id, so that a newer file replaces events instead of
//! doubling them.

use crate::words;
use crate::words::{CalendarMessage, Lang};
use chrono::NaiveDate;
use phuluc_form::calendar::Year;
use phuluc_form::{Calendar, Moment, Scheduled};

/// The longest line that the format allows, in bytes.
const LONGEST: usize = 75;

/// The calendar of a year as an iCalendar file.
pub fn ics(calendar: &Calendar, scheduled: &[Scheduled<'_>], year: i32, lang: Lang) -> String {
    let mut file = File { text: String::new(), stamp: format!("{year}0101T000000Z") };
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//phuluc//lich//VI");
    file.line(&format!("X-WR-CALNAME:{}", escaped(&words::say(lang, CalendarMessage::Title(year)))));
    for Scheduled { part, deadline, forms } in scheduled {
        let period = part.to_string();
        let names: Vec<&str> = forms.iter().map(|form| form.short.as_str()).collect();
        // forms that are due together share an event, whose id is made of the first of them
        let id = format!(
            "{}-{}",
            phuluc_form::match_key(&period),
            forms.first().map_or("", |form| form.id.as_str())
        );
        let id = id.replace([' ', '/'], "-");
        let cut_off = words::say(lang, CalendarMessage::CutOffTitle { period: &period });
        file.days(&format!("chot-{id}"), deadline.period.to, deadline.period.to, &cut_off, &names.join(", "));
        let due = words::say(lang, CalendarMessage::DueTitle { period: &period });
        file.moment(&format!("han-{id}"), deadline.due, &due, &names.join(", "));
    }
    if let Some(year) = calendar.year(year) {
        file.holidays(year, lang);
    }
    file.line("END:VCALENDAR");
    file.text
}

struct File {
    text: String,
    stamp: String,
}

impl File {
    fn holidays(&mut self, year: &Year, lang: Lang) {
        for days in &year.off {
            self.days(&format!("nghi-{}", days.from), days.from, days.to, &days.name, &days.source);
        }
        for worked in &year.work {
            let said = words::say(lang, CalendarMessage::Worked(worked));
            self.days(&format!("lam-bu-{}", worked.day), worked.day, worked.day, &said, &worked.source);
        }
    }

    /// Writes an event that lasts whole days. The format names the day after the last one as the end.
    fn days(&mut self, id: &str, from: NaiveDate, to: NaiveDate, title: &str, remark: &str) {
        let end = to.succ_opt().unwrap_or(to);
        let when = format!(
            "DTSTART;VALUE=DATE:{}\nDTEND;VALUE=DATE:{}",
            from.format("%Y%m%d"),
            end.format("%Y%m%d")
        );
        self.event(id, &when, title, remark);
    }

    /// Writes an event at a moment. Without an end it takes no time; an end must be later than the start.
    fn moment(&mut self, id: &str, at: Moment, title: &str, remark: &str) {
        self.event(id, &format!("DTSTART:{}", at.universal()), title, remark);
    }

    fn event(&mut self, id: &str, when: &str, title: &str, remark: &str) {
        let head = format!("BEGIN:VEVENT\nUID:{id}@phuluc\nDTSTAMP:{}\n{when}", self.stamp);
        for line in head.lines() {
            self.line(line);
        }
        self.line(&format!("SUMMARY:{}", escaped(title)));
        self.line(&format!("DESCRIPTION:{}", escaped(remark)));
        self.line("END:VEVENT");
    }

    /// Writes a line, folded if it is too long. After a fold the line goes on behind a space.
    fn line(&mut self, line: &str) {
        let mut width = 0;
        for character in line.chars() {
            if width + character.len_utf8() > LONGEST {
                self.text.push_str("\r\n ");
                width = 1;
            }
            self.text.push(character);
            width += character.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// The text with a backslash before each character that has a meaning in the format.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::{escaped, ics};
    use crate::words::Lang;
    use phuluc_form::Catalogue;

    #[test]
    fn lines_are_short_and_every_due_time_is_an_event() {
        let catalogue = Catalogue::built_in().unwrap();
        let calendar = catalogue.calendar();
        let scheduled = calendar.schedule(catalogue.forms(), 2026);
        let text = ics(calendar, &scheduled, 2026, Lang::Vi);
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.replace("\r\n", "").contains('\n'));
        let year = calendar.year(2026).unwrap();
        let events = 2 * scheduled.len() + year.off.len() + year.work.len();
        assert_eq!(text.matches("BEGIN:VEVENT").count(), events);
        let ids: std::collections::BTreeSet<&str> =
            text.lines().filter(|line| line.starts_with("UID:")).collect();
        assert_eq!(ids.len(), events);
        // 17:00 in Viet Nam, and the whole of Tết with the day after its last
        assert!(text.contains("DTSTART:20260317T100000Z\r\n"), "{text}");
        assert!(text.contains("DTSTART;VALUE=DATE:20260214\r\nDTEND;VALUE=DATE:20260223\r\n"), "{text}");
        assert_eq!(escaped("a, b; c\\d"), "a\\, b\\; c\\\\d");
    }
}
