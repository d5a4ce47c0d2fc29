//! Measures the notes about figures with three zeros too many that no rule sees, in rounds of units of very different
//! sizes: how many slips are noted, and how many right figures are noted falsely.

use super::brute::Rules;
use super::consistent::{self, Dice, put};
use super::plant::{At, filled, value};
use phuluc::check::history::{compared_figures, figure_of_size};
use phuluc::check::{Checked, Submission, rule_check};
use phuluc::form::{Catalogue, Compared, Kind, Period};
use phuluc::round::{FileReport, Member, Round, consolidate, peers};
use rust_decimal::Decimal;
use std::error::Error;

/// The number of units in a round.
pub const UNITS: usize = 23;
/// How many times the largest unit is as large as the smallest.
const TIMES: i64 = 30;
/// The rules that compare a figure with other units or with earlier reports.
const RULES: [&str; 5] =
    ["far-from-peers", "far-from-past", "catalogue-jumps", "falls-within-year", "more-figures-apart"];

/// The results for slips and for right figures.
#[derive(Clone, Copy, Debug, Default)]
pub struct Noted {
    /// The number of slips planted.
    pub planted: usize,
    /// How many of them are noted at their cell, or named among the cells that are not told one by one.
    pub told: usize,
    /// For how many of them the note says that there are three zeros too many.
    pub named: usize,
    /// The number of figures in rounds without slips.
    pub figures: usize,
    /// How many of these are noted all the same.
    pub falsely: usize,
    /// How many of these each rule notes.
    pub by_rule: [usize; RULES.len()],
}

/// A round, and the reports of its units.
pub struct PlantedRound {
    round: Round,
    reports: Vec<Submission>,
    read: Vec<FileReport>,
    /// The reports of the same units a year earlier; empty in a round without a past.
    previous: Vec<Submission>,
    catalogue: Catalogue,
}

/// A round of units of different sizes, with a past if `with_past`.
pub fn round(seed: u64, with_past: bool) -> Result<PlantedRound, Box<dyn Error>> {
    let catalogue = Catalogue::built_in().map_err(|_| "a built-in definition has problems")?;
    let mut dice = Dice(seed ^ 0x9EE5);
    let mut reports = consistent::reports(UNITS, seed)?;
    let model = reports[0].clone();
    let rules = Rules::of(&model, None);
    let free: Vec<At> = filled(&model).into_iter().filter(|at| is_free(&model, &rules, *at)).collect();
    let scales: Vec<i64> = reports.iter().map(|_| dice_size(&mut dice, TIMES)).collect();
    let mut past: Vec<Submission> = reports.clone();
    for (number, (now, then)) in reports.iter_mut().zip(&mut past).enumerate() {
        for report in [&mut *now, &mut *then] {
            report.unit = Some(format!("Xã Ví dụ {:02}", number + 1));
        }
        then.period = now.period.and_then(a_year_before);
        enlarge(now, figure_of_size(scales[number]));
        enlarge(then, figure_of_size(scales[number]));
    }
    for at in free {
        // each figure has its own size, and grows with the unit, with the square root of its size, or not at all
        let usual = 700 + i64::try_from(dice.between(0, 2200))?;
        let halves = i64::try_from(dice.between(0, 2))?;
        let form = &model.forms[at.0];
        let over_time = form.form.over_time(form.rows[at.1].fixed(), at.2);
        let is_catalogue = over_time.compared == Some(Compared::Catalogue);
        for (number, (now, then)) in reports.iter_mut().zip(&mut past).enumerate() {
            let own = usual + scales[number] * halves / 2 + chance(&mut dice);
            let grown = chance(&mut dice) / 2;
            // a right figure that never falls has not fallen
            let before = match (is_catalogue, over_time.never_falls) {
                (true, _) => own,
                (false, true) => own - grown.abs(),
                (false, false) => own + grown,
            };
            for (report, size) in [(now, own), (then, before)] {
                if report.forms.get(at.0).is_some_and(|form| at.1 < form.rows.len())
                    && value(report, at).is_some()
                {
                    put(report, at.0, at.1, at.2, figure_of_size(size.max(0)));
                }
            }
        }
    }
    let round = round_of(&reports, &catalogue)?;
    let previous = if with_past { past } else { Vec::new() };
    let read = reports.iter().map(read).collect();
    Ok(PlantedRound { round, reports, read, previous, catalogue })
}

/// The size of a random factor between 1 and `times`, each size equally likely.
fn dice_size(dice: &mut Dice, times: i64) -> i64 {
    let most = (1..10_000).find(|size| figure_of_size(*size) >= Decimal::from(times)).unwrap_or_default();
    300 + i64::try_from(dice.between(0, u64::try_from(most - 300).unwrap_or_default())).unwrap_or_default()
}

/// A random change of size: mostly up to a third more or less, and for one of ten figures much more.
fn chance(dice: &mut Dice) -> i64 {
    let sum: u64 = (0..12).map(|_| dice.between(0, 300)).sum();
    let even = i64::try_from(sum).unwrap_or_default() - 1800;
    // the sum of twelve throws has about the deviation of one throw's range
    let even = even * 150 / 300;
    if dice.between(1, 10) == 1 { even * 5 / 2 } else { even }
}

/// Multiplies every count and amount, so that sums and shares stay consistent.
fn enlarge(report: &mut Submission, times: Decimal) {
    let mut larger: Vec<(At, Decimal)> = Vec::new();
    for (form, filled) in report.forms.iter().enumerate() {
        for figure in compared_figures(filled).filter(|figure| figure.compared == Compared::Volume) {
            larger.push(((form, figure.row, figure.column), figure.figure * times));
        }
    }
    for ((form, row, column), figure) in larger {
        put(report, form, row, column, figure);
    }
}

/// Whether a figure is a count or an amount that no rule names.
fn is_free(report: &Submission, rules: &Rules<'_>, at: At) -> bool {
    let is_sum = matches!(report.forms[at.0].kind(at.1, at.2), Some(Kind::Count | Kind::Money));
    is_sum && !rules.name(at)
}

fn a_year_before(period: Period) -> Option<Period> {
    let [from, to] = [period.from, period.to].map(|day| day.checked_sub_days(chrono::Days::new(365)));
    Period::new(from?, to?)
}

fn round_of(reports: &[Submission], catalogue: &Catalogue) -> Result<Round, Box<dyn Error>> {
    let forms: Vec<&str> = reports[0].forms.iter().map(|filled| filled.form.id.as_str()).collect();
    let mut text = format!("title = \"Đợt ví dụ\"\nforms = {forms:?}\n");
    for number in 1..=reports.len() {
        text += &format!("[[units]]\nname = \"Xã Ví dụ {number:02}\"\n");
    }
    Round::read(&text, catalogue).map_err(|_| "the round has problems".into())
}

impl PlantedRound {
    /// The members with their notes, with the report of one unit replaced by `other`.
    fn members(&self, other: Option<(usize, &Submission)>) -> Vec<Member> {
        let reports = self.read.iter().enumerate().map(|(unit, own)| match other {
            Some((other, report)) if other == unit => vec![read(report)],
            _ => vec![own.clone()],
        });
        let mut members = consolidate::gather(&self.round, reports.collect(), &self.catalogue);
        peers::note(&mut members, &self.previous);
        members
    }

    /// Plants slips, one at a time, and counts the notes.
    pub fn measure(&self, most: usize, seed: u64) -> Noted {
        let clean = self.members(None);
        let figures = self.reports.iter().flat_map(|report| &report.forms).flat_map(compared_figures).count();
        let reports = || clean.iter().flat_map(|member| &member.reports);
        let by_rule = RULES.map(|rule| reports().map(|report| told_falsely(report, rule)).sum());
        let mut noted = Noted { figures, falsely: by_rule.iter().sum(), by_rule, ..Noted::default() };
        let mut dice = Dice(seed ^ 0x0001_0003);
        let rules: Vec<Rules<'_>> = self.reports.iter().map(|report| Rules::of(report, None)).collect();
        while noted.planted < most {
            let unit = usize::try_from(dice.between(0, UNITS as u64 - 1)).unwrap_or_default();
            let report = &self.reports[unit];
            let free: Vec<At> = filled(report)
                .into_iter()
                .filter(|at| is_free(report, &rules[unit], *at))
                .filter(|at| value(report, *at).is_some_and(|figure| !figure.is_zero()))
                .collect();
            let Some(at) = dice.one(&free).copied() else { continue };
            let mut slipped = report.clone();
            let wrong = value(report, at).unwrap_or_default() * Decimal::ONE_THOUSAND;
            put(&mut slipped, at.0, at.1, at.2, wrong);
            let members = self.members(Some((unit, &slipped)));
            let place = report.forms[at.0].rows[at.1].entries.get(at.2).at;
            let sheet = report.forms[at.0].sheet_of(at.1);
            let findings = &members[unit].reports[0].checked.findings;
            let own = findings.iter().find(|finding| finding.cell() == (Some(sheet), place));
            let cell = place.map(|at| at.to_string()).unwrap_or_default();
            let said =
                findings.iter().map(|finding| phuluc::say::words::message(phuluc::say::Lang::Vi, finding));
            let is_listed = findings
                .iter()
                .zip(said)
                .any(|(finding, said)| finding.rule == "more-figures-apart" && said.contains(&cell));
            noted.planted += 1;
            noted.told += usize::from(own.is_some() || is_listed);
            noted.named += usize::from(own.is_some_and(|finding| {
                phuluc::say::words::message(phuluc::say::Lang::Vi, finding).contains("thừa ba số 0")
            }));
        }
        noted
    }
}

fn read(report: &Submission) -> FileReport {
    let checked: Checked = rule_check::check(report, None);
    FileReport::read("a.xlsx", String::new(), report.clone(), checked)
}

/// How many findings of a rule a report without slips has.
fn told_falsely(report: &FileReport, rule: &str) -> usize {
    report.checked.findings.iter().filter(|finding| finding.rule == rule).count()
}

/// The results as a table.
pub fn table(slips: usize, seeds: std::ops::Range<u64>) -> Result<String, Box<dyn Error>> {
    let mut text = String::from("round | ×1000 planted | noted | zeros named | figures | noted falsely\n");
    for with_past in [false, true] {
        let mut all = Noted::default();
        for seed in seeds.clone() {
            let one = round(seed, with_past)?.measure(slips, seed);
            all.planted += one.planted;
            all.told += one.told;
            all.named += one.named;
            all.figures += one.figures;
            all.falsely += one.falsely;
            for (all, one) in all.by_rule.iter_mut().zip(one.by_rule) {
                *all += one;
            }
        }
        let name = if with_past { "with the same period of last year" } else { "without a past" };
        text += &format!(
            "{name} | {} | {} | {} | {} | {} {:?}\n",
            all.planted, all.told, all.named, all.figures, all.falsely, all.by_rule
        );
    }
    Ok(text)
}
