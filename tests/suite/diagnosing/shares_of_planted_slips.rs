//! Slips planted into consistent reports: the shares that are found, placed rightly, or named as tied keep the
//! promise.
//!
//! `cargo run --release --example slips` prints the whole table.

#[path = "../../../examples/slips/brute.rs"]
mod brute;
#[path = "../../../examples/slips/consistent.rs"]
pub(crate) mod consistent;
#[path = "../../../examples/slips/groups.rs"]
#[expect(dead_code, reason = "the table is the example's")]
mod groups;
#[path = "../../../examples/slips/harder.rs"]
#[expect(dead_code, reason = "the table is the example's")]
mod harder;
#[path = "../../../examples/slips/measure.rs"]
#[expect(dead_code, reason = "the tables are the example's")]
mod measure;
#[path = "../../../examples/slips/peers.rs"]
#[expect(dead_code, reason = "the table is the example's")]
mod peers;
#[path = "../../../examples/slips/plant.rs"]
pub(crate) mod plant;

use crate::checking::planted_in_sample_rounds::example as sample;
use measure::Tally;

#[test]
fn slips_are_found_and_placed() {
    let pairs = consistent::pairs(6, 7).unwrap();
    for pair in &pairs {
        let checked = pair.check(&pair.now);
        assert!(checked.findings.is_empty(), "{:?}", crate::support::builder::lines(&checked));
    }
    let mut all = Tally::default();
    for (_, tally) in measure::tally_singles(&pairs, 340, 7, &mut |_, _| ()) {
        all.add(&tally);
    }
    let at_least = |part: usize, base: usize, percent: usize, what: &str| {
        assert!(part * 100 >= base * percent, "{what}: {part} of {base}, {all:?}");
    };
    at_least(all.seen, all.planted, 70, "some rule sees it");
    at_least(all.found, all.seen, 100, "what a rule sees is found");
    at_least(all.cell, all.told_apart, 99, "one cell explains it, and comes first");
    at_least(all.value, all.valued, 98, "the value that is said is right");
    at_least(all.ambiguous_named, all.ambiguous, 100, "several cells explain it, and it is named");
    at_least(all.cell + all.ambiguous_cell, all.found, 88, "it comes first");
    let (_, found, both, _) = measure::tally_doubles(&pairs, 60, 7);
    at_least(both, found, 65, "of two slips both come first");
}

#[test]
fn slips_that_are_harder_to_place_are_named() {
    let pairs = consistent::pairs(6, 7).unwrap();
    let in_row = harder::in_one_row(&pairs, 60, 7);
    assert!(in_row.named * 100 >= in_row.planted * 80, "{in_row:?}");
    assert!(in_row.misled * 100 <= in_row.planted * 5, "{in_row:?}");
    let inside = harder::inside_intervals(&pairs, 60, 7);
    assert!(inside.named * 100 >= inside.planted * 80, "{inside:?}");
}

#[test]
fn slips_of_several_cells_are_told_as_what_they_are() {
    let pairs = consistent::pairs(6, 7).unwrap();
    for (kind, counted) in groups::counts(&pairs, 40, 7) {
        assert!(counted.right * 100 >= counted.of_several * least(kind), "{kind:?}: {counted:?}");
    }
}

/// The percentage of a group's slips that must be told rightly at least.
const fn least(kind: groups::Group) -> usize {
    match kind {
        groups::Group::LineDropped
        | groups::Group::LineTwice
        | groups::Group::LineTimesThousand
        | groups::Group::TotalTwice
        | groups::Group::TotalWithoutLine => 95,
        groups::Group::ColumnLowFromZero | groups::Group::LineOverwritten => 80,
        // Biểu 06a has columns that no rule ties to others, and a block over these is seen in part
        groups::Group::ColumnsLow | groups::Group::ColumnsHigh => 20,
        _ => 40,
    }
}

#[test]
fn zeros_that_no_rule_sees_are_noted_beside_other_units() {
    for with_past in [false, true] {
        let noted = peers::round(11, with_past).unwrap().measure(20, 11);
        assert!(noted.told * 100 >= noted.planted * 95, "{noted:?}");
        assert!(noted.falsely * 1000 <= noted.figures * 3, "{noted:?}");
    }
}
