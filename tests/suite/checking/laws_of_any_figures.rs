//! Laws for any figures: reading gives back what was written, totals are sums, order does not matter, and no sheet
//! causes a panic.

use crate::support::builder::{CATALOGUE, FINDER, Workbook, workbook};
use phuluc::book::consolidated;
use phuluc::check::{Submission, derived_figures, rule_check};
use phuluc::form::{Form, Holds, Kind};
use phuluc::grid::{At, Cell, Content, NumberFormat};
use phuluc::round::{FileReport, Material, Round, Total, consolidate};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// The text of a cell as somebody may write it, and the state and value that it must be read as.
#[derive(Clone, Debug)]
struct Written {
    text: String,
    state: &'static str,
    value: Option<Decimal>,
}

/// Texts that may stand in a field of this kind.
fn written(kind: &Kind) -> BoxedStrategy<Written> {
    let figure = |text: String, value: Decimal| Written { text, state: "number", value: Some(value) };
    let blank = Just(Written { text: ".".to_owned(), state: "blank", value: None });
    let nil = prop_oneof![Just("không có"), Just("'-"), Just("Không phát sinh")].prop_map(|text| Written {
        text: text.to_owned(),
        state: "nil",
        value: None,
    });
    let whole = (0u32..2_000_000).prop_map(move |n| figure(n.to_string(), n.into()));
    let dotted = (1u32..999, 0u32..1000)
        .prop_map(move |(a, b)| figure(format!("'{a}.{b:03}"), Decimal::from(a * 1000 + b)));
    let unsure = (1u32..999, 1u32..10).prop_map(|(a, b)| Written {
        text: format!("{a}.{b}"),
        state: "unreadable",
        value: None,
    });
    let percent = (0i64..20_000, 0u32..3).prop_map(move |(n, scale)| {
        let value = Decimal::new(n, scale).normalize();
        figure(value.to_string(), value)
    });
    match kind {
        Kind::Percent => prop_oneof![3 => percent, 1 => blank, 1 => nil].boxed(),
        Kind::Choice(_) => prop_oneof![3 => whole, 1 => blank].boxed(),
        _ => prop_oneof![3 => whole, 1 => dotted, 1 => blank, 1 => nil, 1 => unsure].boxed(),
    }
}

/// A printed form filled at random: the id of each row, and its text.
fn filling(form: &'static Form) -> impl Strategy<Value = Vec<(String, Written)>> {
    let rows = form.fixed_rows().iter().filter(|row| !row.heading);
    rows.map(|row| (Just(row.id.to_string()), written(&row.kind))).collect::<Vec<_>>()
}

fn printed(form: &str, filled: &[(String, Written)]) -> Workbook {
    let filled: Vec<(&str, &str)> = filled.iter().map(|(row, w)| (row.as_str(), w.text.as_str())).collect();
    workbook("Xã Ví dụ 01").printed(form, &filled)
}

/// The figures of `tthc-06a` for some units; they need not agree.
fn units() -> impl Strategy<Value = Vec<Vec<Option<u16>>>> {
    let figure = prop_oneof![4 => (0u16..5000).prop_map(Some), 1 => Just(None)];
    prop::collection::vec(prop::collection::vec(figure, 11), 1..6)
}

fn reports(units: &[Vec<Option<u16>>]) -> Vec<FileReport> {
    let line = |figures: &[Option<u16>]| {
        let texts = figures.iter().map(|figure| figure.map_or(".".to_owned(), |figure| figure.to_string()));
        texts.collect::<Vec<_>>().join(" ")
    };
    let report = |(index, figures): (usize, &Vec<Option<u16>>)| {
        let unit = workbook(&format!("Xã Ví dụ {index:02}")).tthc(&[("Tổng cộng", &line(figures))]);
        unit.report(&format!("nhan/{index:02}.xlsx"))
    };
    units.iter().enumerate().map(report).collect()
}

fn consolidated(reports: Vec<FileReport>) -> consolidate::Consolidation {
    let mut text = "title = \"Đợt ví dụ\"\nforms = [\"tthc-06a\"]\n".to_owned();
    for report in &reports {
        let unit = report.submission.as_ref().and_then(|submission| submission.unit.clone());
        text += &format!("[[units]]\nname = {:?}\n", unit.expect("a named unit"));
    }
    let round = Round::read(&text, &CATALOGUE).expect("a round");
    let members = consolidate::gather(&round, reports.into_iter().map(|r| vec![r]).collect(), &CATALOGUE);
    consolidate::consolidate(Material::new(&round, members), &CATALOGUE)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_written_is_read(hue in filling(crate::support::builder::form("cchc-hue-02"))) {
        let submission = printed("cchc-hue-02", &hue).submission();
        let form = &submission.forms[0];
        prop_assert!(submission.notices.is_empty());
        for (row, written) in &hue {
            let row = form.row(&row.as_str().into()).expect("a row of the form");
            let entry = &form.rows[row].entries.get(3);
            let state = serde_json::to_value(entry.answer.state()).expect("a name");
            prop_assert_eq!(state, written.state);
            prop_assert_eq!(entry.value(), written.value);
        }
    }

    /// Derived percentages agree with the figures that they come from.
    #[test]
    fn derived_percentages_follow_from_their_parts(hue in filling(crate::support::builder::form("cchc-hue-04"))) {
        let submission = printed("cchc-hue-04", &hue).submission();
        for figure in derived_figures::derive(&submission) {
            let id = submission.forms[0].rows[figure.row].id.to_string();
            let part = |suffix: &str| {
                let row = hue.iter().find(|(row, _)| *row == format!("{id}.{suffix}")).expect("its part");
                match row.1.state {
                    "nil" => Some(Decimal::ZERO),
                    _ => row.1.value,
                }
            };
            let expected = derived_figures::DerivedValue::Share {
                part: part("2").expect("a part that is known"),
                base: part("1").expect("a base that is known"),
            };
            prop_assert_eq!(figure.worth, expected);
        }
    }

    #[test]
    fn totals_are_sums_whatever_the_order_of_submissions(units in units()) {
        let all = consolidated(reports(&units));
        let mut reversed = reports(&units);
        reversed.reverse();
        let back = consolidated(reversed);
        for column in 0..11 {
            let given: Vec<u32> = units.iter().filter_map(|unit| unit[column]).map(u32::from).collect();
            let cell = all.forms[0].rows[0].cells[column + 2].as_ref().expect("a figure");
            let expected = match given.as_slice() {
                [] => Total::Nothing,
                given => Total::Sum(given.iter().sum::<u32>().into()),
            };
            prop_assert_eq!(&cell.total, &expected);
            prop_assert_eq!((cell.given, cell.of, cell.gaps.len()), (given.len(), units.len(), units.len() - given.len()));
            let other = back.forms[0].rows[0].cells[column + 2].as_ref().expect("a figure");
            prop_assert_eq!(&other.total, &expected);
        }
    }

    /// No finding of a relation is wrong: whatever figures fill the blanks, the rule stays broken.
    #[test]
    fn no_filling_of_blanks_mends_a_broken_relation(
        figures in prop::collection::vec(prop_oneof![2 => (0u16..40).prop_map(Some), 1 => Just(None)], 11),
        fill in prop::collection::vec(0u16..60, 11),
    ) {
        let broken = |figures: &[Option<u16>]| {
            let texts = figures.iter().map(|figure| figure.map_or(".".to_owned(), |figure| figure.to_string()));
            let line = texts.collect::<Vec<_>>().join(" ");
            let checked = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", &line)]).check();
            checked.findings.into_iter().filter(|f| f.rule.starts_with("tthc-06a/")).map(|f| f.rule).collect::<Vec<_>>()
        };
        let before = broken(&figures);
        let mut filled: Vec<Option<u16>> = figures.iter().zip(&fill).map(|(f, by)| f.or(Some(*by))).collect();
        // a blank “trước hạn” counts as 0 by definition
        if figures[5].is_none() {
            filled[5] = Some(0);
        }
        let after = broken(&filled);
        prop_assert!(before.iter().all(|rule| after.contains(rule)), "{:?} {:?}", before, after);
    }

    #[test]
    fn no_sheet_makes_anything_panic(
        cells in prop::collection::vec(((0u32..40, 0u32..16), content()), 0..200),
    ) {
        // random cells are put over a real form, so that most sheets still count as one
        let real = workbook("Xã Ví dụ 01").tthc(&[("Tổng cộng", "1 1 1 1 1 1 1 1 1 1 1")]);
        let real = phuluc::grid::read(&real.bytes()).expect("our own workbook").swap_remove(0);
        let thrown = cells.into_iter().map(|((row, column), content)| {
            let format = if row % 7 == 0 { NumberFormat::percent() } else { NumberFormat::GENERAL };
            (At { row: row + 10, column }, Cell { format, ..Cell::plain(content) })
        });
        let sheet = real.with(thrown);
        let submission = Submission::read(&[sheet], &FINDER);
        rule_check::check(&submission, Some(&submission));
        derived_figures::derive(&submission);
    }

    #[test]
    fn no_report_makes_the_workbook_fail(hue in filling(crate::support::builder::form("cchc-hue-03"))) {
        let report = printed("cchc-hue-03", &hue).report("a.xlsx");
        let round = Round::read(
            "title = \"a\"\nforms = [\"cchc-hue-03\"]\n[[units]]\nname = \"Xã Ví dụ 01\"\n",
            &CATALOGUE,
        ).expect("a round");
        let members = consolidate::gather(&round, vec![vec![report]], &CATALOGUE);
        let all = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
        prop_assert!(consolidated::write(&all).is_ok());
    }
}

/// Any content of a cell, among it words of our headers.
fn content() -> impl Strategy<Value = Content> {
    let words = CATALOGUE
        .forms()
        .flat_map(|form| form.columns.iter().flat_map(|column| column.head.clone()))
        .chain(
            [
                "Tổng cộng",
                "1.",
                "2.1",
                "%",
                "-",
                "Đơn vị báo cáo: a",
                "từ ngày 01/01/2024 đến ngày 31/3/2024",
            ]
            .map(str::to_owned),
        )
        .collect::<Vec<_>>();
    prop_oneof![
        prop::sample::select(words).prop_map(|text| Content::Text(text.into())),
        any::<String>().prop_map(|text| Content::Text(text.into())),
        (any::<i64>(), 0u32..=28).prop_map(|(n, scale)| Content::Number(Decimal::new(n, scale))),
        Just(Content::Error("#REF!".to_owned())),
        Just(Content::NotCalculated),
    ]
}

#[test]
fn value_columns_are_where_the_laws_expect_them() {
    let form = crate::support::builder::form("cchc-hue-02");
    assert_eq!(form.column_holding(&Holds::ByRow), Some(3));
}
