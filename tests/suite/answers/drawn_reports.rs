//! Drawn reports with one or two habits of senders: no figure is lost or wrong in silence.
//!
//! `cargo test --test suite judged -- --ignored` draws thousands of reports and prints the verdicts for every kind of
//! change.

mod amounts;
mod claimants;
pub mod labels;
pub mod reports;
mod results;
pub mod senders;
mod shown;
mod typing;
mod verdict;

use crate::support::chance::Chance;
use crate::support::drawn_sheets::forms;
use reports::report;
use std::io::Write;
use verdict::{Change, Judged, judge};

fn kinds() -> Vec<(&'static str, Change)> {
    let of_table = labels::KINDS.into_iter().chain(claimants::KINDS).chain(senders::KINDS);
    // changes of single places come last, after those of the table
    of_table.chain(amounts::KINDS).chain(typing::KINDS).chain(results::KINDS).chain(shown::KINDS).collect()
}

/// The verdict on a report with these changes; `None` if the form has no place for one of them.
fn one(form: usize, seed: u64, kinds: &[(&str, Change)]) -> Option<Judged> {
    let forms = forms();
    let mut chance = Chance::new(seed);
    let mut report = report(forms[form % forms.len()], &mut chance);
    let is_done = kinds.iter().all(|(_, change)| change(&mut report, &mut chance));
    is_done.then(|| {
        let mut judged = judge(&report);
        let names: Vec<&str> = kinds.iter().map(|(name, _)| *name).collect();
        let said = format!("{} {} {seed}", names.join(" + "), report.form.id);
        for silent in judged.lost_in_silence.iter_mut().chain(&mut judged.wrong_in_silence) {
            *silent = format!("{said}: {silent}");
        }
        judged
    })
}

/// The verdicts on each kind alone, on `times` reports of forms that have a place for it.
fn alone(times: usize) -> Vec<(&'static str, Judged)> {
    let judged_of = |kind: (&'static str, Change)| {
        let drawn = (0_u64..).zip(0..forms().len() * times);
        let all = drawn.filter_map(|(seed, form)| one(form, seed, &[kind]));
        let mut sum = Judged::default();
        all.take(times).for_each(|judged| sum.add(judged));
        (kind.0, sum)
    };
    kinds().into_iter().map(judged_of).collect()
}

/// The verdicts on pairs of kinds, on `times` reports a pair. Only every `every`th pair is drawn, from `from` on.
fn in_pairs(times: usize, (from, every): (usize, usize)) -> Judged {
    let (kinds, mut chance, mut sum) = (kinds(), Chance::new(7), Judged::default());
    let pairs = kinds
        .iter()
        .enumerate()
        .flat_map(|(index, first)| kinds[index + 1..].iter().map(move |second| [*first, *second]));
    for pair in pairs.skip(from).step_by(every) {
        for _ in 0..times {
            let first = chance.below(forms().len());
            let drawn = (first..first + forms().len()).find_map(|form| {
                let seed = u64::try_from(chance.below(1_000_000)).unwrap();
                one(form, seed, &pair)
            });
            if let Some(judged) = drawn {
                sum.add(judged);
            }
        }
    }
    sum
}

#[track_caller]
fn is_never_silent(judged: &Judged) {
    assert_eq!(judged.lost_in_silence, Vec::<String>::new());
    assert_eq!(judged.wrong_in_silence, Vec::<String>::new());
}

#[test]
fn one_thing_at_a_time_is_read_or_said() {
    for (kind, judged) in alone(8) {
        assert!(judged.reports > 0, "{kind} was never drawn");
        is_never_silent(&judged);
    }
}

/// With the tests of single kinds these are more than 3,000 workbooks. Two tests share the pairs, so that two cores
/// can work.
#[test]
fn two_things_at_a_time_are_read_or_said() {
    let judged = in_pairs(1, (0, 2));
    assert!(judged.reports > 1_200, "only {} reports were drawn", judged.reports);
    is_never_silent(&judged);
}

#[test]
fn two_other_things_at_a_time_are_read_or_said() {
    let judged = in_pairs(1, (1, 2));
    assert!(judged.reports > 1_200, "only {} reports were drawn", judged.reports);
    is_never_silent(&judged);
}

#[test]
#[ignore = "thousands of workbooks"]
fn thousands_are_read_or_said() {
    let mut all = alone(100);
    all.push(("two at a time", in_pairs(3, (0, 1))));
    let heads =
        ["reports", "right", "said", "refused", "lost", "wrong"].map(|head| format!("{head:>7}")).join(" ");
    let mut printed = format!("\n{:<40} {heads}\n", "");
    for (kind, judged) in &all {
        printed += &format!("{kind:<40} {judged}\n");
    }
    // this goes past the test harness, which swallows what passing tests print
    std::io::stderr().write_all(printed.as_bytes()).expect("stderr");
    for (_, judged) in all {
        is_never_silent(&judged);
    }
}
