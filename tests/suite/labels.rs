//! Drawn reports whose labels are not as printed: what is read of them is what was meant.

use crate::sheets::{Chance, Judged, Report, forms, judge, report, text};
use phuluc::form::Holds;

/// A kind of label that is not as printed. It says whether the report has a place for it.
type Kind = fn(&mut Report, &mut Chance) -> bool;

const KINDS: [(&str, Kind); 1] = [("a letter left out", letter_left_out)];

fn letter_left_out(report: &mut Report, chance: &mut Chance) -> bool {
    let form = report.form;
    // what senders call their own rows is theirs
    if form.total_row().is_some() {
        return false;
    }
    let table = report.table();
    let at = table.head(form, &Holds::Label);
    let line = chance.below(table.lines.len());
    let Some(cell) = &mut table.lines[line].cells[at] else { return false };
    let mut letters: Vec<char> = cell.shown().chars().collect();
    let is_long = letters.len() > 15;
    if is_long {
        letters.remove(1 + chance.below(letters.len() - 1));
        *cell = text(&letters.into_iter().collect::<String>());
    }
    is_long
}

/// How every kind was judged in so many reports of each form.
fn judged(seeds: std::ops::Range<u64>) -> Vec<(&'static str, Judged)> {
    let mut all = Vec::new();
    for (kind, change) in KINDS {
        let mut sum = Judged::default();
        for (seed, form) in seeds.clone().flat_map(|seed| forms().into_iter().map(move |form| (seed, form))) {
            let mut chance = Chance::new(seed);
            let mut report = report(form, &mut chance);
            if change(&mut report, &mut chance) {
                sum.add(judge(&report, &report.read()));
            }
        }
        all.push((kind, sum));
    }
    all
}

#[test]
fn no_figure_is_lost_or_wrong_in_silence() {
    for (kind, judged) in judged(0..3) {
        assert!(judged.right > 0, "{kind}: {judged}");
        assert_eq!(judged.lost_in_silence, Vec::<String>::new(), "{kind}");
        assert_eq!(judged.wrong_in_silence, Vec::<String>::new(), "{kind}");
    }
}
