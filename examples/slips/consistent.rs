//! Reports of invented communes on all forms of a round, in which every rule holds.

use super::sample;
use phuluc::check::{Answer, Checked, Figure, FilledForm, Finder, Submission, rule_check};
use phuluc::form::{Catalogue, FormId, Kind, RowId};
use phuluc::grid;
use rust_decimal::Decimal;
use std::error::Error;
use std::sync::Arc;

/// A generator of pseudo-random numbers (`SplitMix64`).
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.roll() % (high - low + 1)
    }

    /// One of `things`; `None` if there are none.
    pub fn one<'t, T>(&mut self, things: &'t [T]) -> Option<&'t T> {
        let index = self.roll() % u64::try_from(things.len()).ok().filter(|len| *len > 0)?;
        things.get(usize::try_from(index).ok()?)
    }
}

/// A report, and the report of the same unit on the period before.
pub struct Pair {
    pub now: Submission,
    pub before: Submission,
}

impl Pair {
    /// Checks a report of this unit beside the one on the period before.
    pub fn check(&self, report: &Submission) -> Checked {
        rule_check::check(report, Some(&self.before))
    }
}

/// The reports of this number of communes, each with one on the period before. That one has the figures of another
/// unit, changed so that the later report carries on from them.
pub fn pairs(communes: usize, seed: u64) -> Result<Vec<Pair>, Box<dyn Error>> {
    let reports = reports(communes, seed)?;
    let pairs = reports.iter().enumerate().map(|(index, now)| {
        let mut before = reports[(index + 1) % reports.len()].clone();
        before.unit.clone_from(&now.unit);
        leave_in_process(&mut before, now);
        Pair { now: now.clone(), before }
    });
    Ok(pairs.collect())
}

/// Changes the earlier report so that it leaves in process what the later one carries over.
fn leave_in_process(before: &mut Submission, now: &Submission) {
    let is_it = |filled: &FilledForm| filled.form.id == FormId::from("tthc-06a");
    let (Some(form), Some(of_now)) =
        (before.forms.iter().position(is_it), now.forms.iter().find(|it| is_it(it)))
    else {
        return;
    };
    let column = |id: &str| of_now.form.column(&id.into()).unwrap_or_default();
    for row in 0..before.forms[form].rows.len() {
        let filled = &before.forms[form].rows[row];
        let Some(taken_over) =
            of_now.row(&filled.id).and_then(|row| of_now.rows[row].entries.get(column("ky_truoc")).value())
        else {
            continue;
        };
        let value = |id: &str| filled.entries.get(column(id)).value().unwrap_or_default();
        let late = value("dang_qua_han").min(taken_over);
        let more = taken_over - value("dang_giai_quyet");
        // dossiers that are added or taken off count as received online
        let (received, online) = (value("tiep_nhan") + more, value("truc_tuyen") + more);
        for (id, figure) in [
            ("dang_giai_quyet", taken_over),
            ("dang_qua_han", late),
            ("trong_han", taken_over - late),
            ("tiep_nhan", received),
            ("truc_tuyen", online),
        ] {
            put(before, form, row, column(id), figure);
        }
    }
}

/// The reports of this number of communes. The same number and seed give the same reports.
pub fn reports(communes: usize, seed: u64) -> Result<Vec<Submission>, Box<dyn Error>> {
    let catalogue = Catalogue::built_in().map_err(|_| "a built-in definition has problems")?;
    let finder = Finder::new(catalogue);
    let made = sample::sample(communes * 2, seed)?;
    let mut dice = Dice(seed ^ 0x5115);
    let mut reports = Vec::new();
    for (path, bytes) in made.files.iter().filter(|(path, _)| path.starts_with("nhan/")) {
        if made.planted.iter().any(|planted| planted.file == *path) || reports.len() == communes {
            continue;
        }
        let mut report = Submission::read(&grid::read(bytes)?, &finder);
        say_more(&mut report, &mut dice);
        reports.push(report);
    }
    Ok(reports)
}

/// Puts a figure into an existing place of a report.
pub fn put(report: &mut Submission, form: usize, row: usize, column: usize, value: Decimal) {
    let figure = match report.forms[form].kind(row, column) {
        Some(Kind::Percent) => Figure::rounded(value),
        _ => Figure::exact(value),
    };
    let rows = Arc::make_mut(&mut report.forms[form].rows);
    rows[row].entries.answer(column, Answer::Number(figure));
}

/// Fills in what the sample leaves blank: money, staff, households, documents to be amended.
fn say_more(report: &mut Submission, dice: &mut Dice) {
    let mut say = |form: &str, figures: &[(&str, u64)], shares: &[(&str, u64, u64)]| {
        let form = report.forms.iter().position(|filled| filled.form.id == FormId::from(form));
        let Some(form) = form else { return };
        let column = report.forms[form].form.value_column().unwrap_or_default();
        let figures = figures.iter().map(|(row, value)| (*row, Decimal::from(*value)));
        let shares = shares.iter().filter(|(_, _, base)| *base > 0).map(|(row, part, base)| {
            let share = Decimal::from(part * 100) / Decimal::from(*base);
            (*row, phuluc::form::round(share, 2).normalize())
        });
        for (row, value) in figures.chain(shares).collect::<Vec<_>>() {
            if let Some(row) = report.forms[form].row(&RowId::from(row)) {
                put(report, form, row, column, value);
            }
        }
    };
    let (checked, mended) = (dice.between(4, 11), dice.between(5, 10));
    let done = [dice.between(1, checked.min(3)), dice.between(2, mended.min(4))];
    say(
        "cchc-hue-03",
        &[("2.1", checked + 20), ("2.2.1", checked), ("2.2.2", done[0]), ("3.1", mended + 15)],
        &[("2.2", done[0], checked)],
    );
    say("cchc-hue-03", &[("3.2.1", mended), ("3.2.2", done[1])], &[("3.2", done[1], mended)]);
    let text = "so-lieu-bao-cao";
    let meetings = [dice.between(10, 40), dice.between(3, 30)];
    say(text, &[("2.2", meetings[0] + meetings[1]), ("2.2/a", meetings[0]), ("2.2/b", meetings[1])], &[]);
    say(text, &[("3.2", 121), ("3.3", 2), ("3.4", 1), ("3.5", 17), ("3.6", 14), ("3.7", 64)], &[]);
    let online = dice.between(400, 1500);
    let sent = dice.between(online / 3, online);
    say(text, &[("4.9", online), ("4.10", sent)], &[("4.11", sent, online)]);
    let scanned = dice.between(300, 700);
    say(text, &[("4.12", scanned + 57), ("4.13", scanned)], &[("4.14", scanned, scanned + 57)]);
    let born = [dice.between(20, 150), dice.between(10, 60)];
    say(text, &[("4.15", born[0] + born[1]), ("4.15/a", born[0]), ("4.15/b", born[1])], &[]);
    let police = [dice.between(20, 300), dice.between(0, 20)];
    say(text, &[("4.16", police[0] + police[1]), ("4.16/a", police[0]), ("4.16/b", police[1])], &[]);
    let fees = dice.between(60, 240) * 1_000_000;
    let paid = fees / 1000 * dice.between(600, 990);
    say(text, &[("5.1", fees), ("5.2", paid)], &[("5.3", paid, fees)]);
    let budget = dice.between(4000, 12_000) * 1_000_000;
    let taken = budget / 10_000 * dice.between(7000, 11_000);
    let parts = [taken / 10 * 6, taken / 10 * 2 + 310_000, taken / 100];
    say(
        text,
        &[("5.4", budget), ("5.5", taken), ("5.5/a", parts[0]), ("5.5/b", parts[1]), ("5.5/c", parts[2])],
        &[("5.6", taken, budget)],
    );
    let plan = dice.between(2000, 9000) * 1_000_000;
    let spent = plan / 10_000 * dice.between(4000, 9900);
    say(text, &[("5.7", plan), ("5.8", spent)], &[("5.9", spent, plan)]);
    let staff = report
        .form(&FormId::from(text))
        .and_then(|filled| filled.rows[filled.row(&RowId::from("6.2"))?].entries.get(3).value())
        .and_then(|value| u64::try_from(value).ok())
        .unwrap_or(20);
    let officers = dice.between(8, 11);
    let (clerks, degrees) = (staff - officers, dice.between(5, officers - 1));
    let mut say = |figures: &[(&str, u64)], shares: &[(&str, u64, u64)]| {
        let form = report.forms.iter().position(|filled| filled.form.id == FormId::from(text));
        let Some(form) = form else { return };
        let figures = figures.iter().map(|(row, value)| (*row, Decimal::from(*value)));
        let shares = shares.iter().map(|(row, part, base)| {
            let share = Decimal::from(part * 100) / Decimal::from(*base);
            (*row, phuluc::form::round(share, 2).normalize())
        });
        for (row, value) in figures.chain(shares).collect::<Vec<_>>() {
            if let Some(row) = report.forms[form].row(&RowId::from(row)) {
                put(report, form, row, 3, value);
            }
        }
    };
    say(
        &[("6.1", staff + 1), ("6.2/a", officers), ("6.2/b", clerks), ("6.3", 14), ("6.4", 13)],
        &[("6.8", degrees, officers), ("6.16", clerks - 1, clerks)],
    );
    say(&[("6.5", degrees + clerks - 1), ("6.6", 1), ("6.7", degrees), ("6.15", clerks - 1)], &[]);
    say(&[("6.21", 6), ("6.22", 5), ("6.23", 12), ("6.23/a", 3), ("6.23/b", 9)], &[]);
    let tasks = [dice.between(10, 50), dice.between(0, 4), dice.between(2, 12)];
    say(&[("7.1", tasks.iter().sum()), ("7.1/a", tasks[0]), ("7.1/b", tasks[1]), ("7.1/c", tasks[2])], &[]);
    say(&[("8.2/a", 2), ("8.2/b", 1)], &[]);
    let homes = dice.between(1800, 4200);
    let poor = [dice.between(40, 190), dice.between(40, 260)];
    say(
        &[("9.1", homes), ("9.2", poor[0]), ("9.4", poor[1])],
        &[("9.3", poor[0], homes), ("9.5", poor[1], homes)],
    );
}
