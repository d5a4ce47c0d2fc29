//! The kinds of a blank's rows: percentages, amounts, scores, choices of codes, or headings.
//!
//! It takes the rows with their labels and units of measure, and sets what each counts. Columns whose rows count
//! unlike things take their kind from the row.

use super::choices;
use super::elements::{BlankColumn, BlankRow, ColumnHolds, Figures};
use super::label_meaning::{is_among_alone, is_average, is_division, is_per_unit, says_percent};
use super::left_open::{Remark, RemarkAt};
use super::row_codes;
use phuluc_form::{Kind, match_key};
use std::collections::BTreeSet;

/// Sets for each row what it counts: a percentage, an amount, a choice of codes, or nothing if it is a heading.
/// `of_form` is the unit of the rows that print none.
pub(super) fn set(
    rows: &mut [BlankRow],
    columns: &mut [BlankColumn],
    of_form: Option<&str>,
    remarks: &mut Vec<(RemarkAt, Remark)>,
) {
    let has_measure = columns.iter().any(|column| column.holds == ColumnHolds::Measure);
    let figures: Vec<usize> =
        (0..columns.len()).filter(|&index| matches!(columns[index].holds, ColumnHolds::Figures(_))).collect();
    let has_ratio = rows.iter().any(|row| row.measured_in.is_none() && says_percent(&row.label));
    if let ([only], true) = (figures.as_slice(), has_ratio)
        && columns[*only].holds == ColumnHolds::Figures(Figures::Count)
    {
        columns[*only].become_by_row();
    }
    // a text column holds codes if the questions print them
    let prints_codes = rows.iter().any(|row| !choices::read(&row.label).is_empty());
    if figures.is_empty() && prints_codes {
        let mut answers = columns.iter_mut().filter(|column| column.holds == ColumnHolds::Text);
        if let (Some(only), None) = (answers.next(), answers.next()) {
            only.become_by_row();
        }
    }
    let kinds = rows.iter().filter_map(|row| Some(kind_of_measure(row.measured_in.as_deref()?)));
    let kinds: BTreeSet<u8> = kinds.collect();
    // a count and an average in one column are figures of different kinds
    let has_average =
        rows.iter().any(|row| is_average(&row.label, row.measured_in.as_deref().unwrap_or_default()));
    if has_average || has_measure && (kinds.len() > 1 || kinds.contains(&QUANTITY)) {
        for column in columns.iter_mut().filter(|column| column.holds == ColumnHolds::Figures(Figures::Count))
        {
            column.holds = ColumnHolds::ByRow;
        }
    }
    let by_row = columns.iter().any(|column| column.holds == ColumnHolds::ByRow);
    let has_maxima = columns.iter().any(BlankColumn::is_maximum);
    for index in 0..rows.len() {
        let is_parent = rows.iter().any(|row| row.parent == Some(index));
        let row = &mut rows[index];
        if is_among_alone(&row.label) || (row.measured_in.is_none() && is_division(&row.label)) {
            row.heading = true;
            continue;
        }
        if is_parent && !has_measure && !has_maxima && is_section(row) {
            row.heading = true;
            continue;
        }
        if has_measure && row.measured_in.is_none() {
            // where the form prints a unit for the rows without one, only a title is a heading
            row.heading = if of_form.is_some() { is_title(row) } else { is_parent || is_title(row) };
            if !row.heading && of_form.is_none() {
                remarks.push((RemarkAt::Row(index), Remark::NoMeasure));
            }
        }
        if !by_row || row.heading {
            continue;
        }
        let measure = row.measured_in.as_deref().or(of_form).unwrap_or_default();
        row.choices = [measure, &row.label]
            .into_iter()
            .map(choices::read)
            .find(|found| !found.is_empty())
            .unwrap_or_default();
        if row.choices.is_empty() {
            row.kind = kind(measure, &row.label);
            // “Điểm” is also the unit for spots, such as landfills and flooded places
            if row.kind == Some(Kind::Score) && !has_maxima && !speaks_of_points(&row.label) {
                row.kind = None;
            }
            if matches!(row.kind, None | Some(Kind::Quantity | Kind::Money))
                && !(row.kind.is_none() && measure == "%")
                && is_average(&row.label, measure)
            {
                row.kind = Some(row.kind.clone().unwrap_or(Kind::Quantity));
                row.listed = true;
                remarks.push((RemarkAt::Row(index), Remark::Average));
            }
        }
        if row.kind == Some(Kind::Text) {
            remarks.push((RemarkAt::Row(index), Remark::NoCodes));
        }
    }
    if has_measure && !by_row && rows.iter().any(|row| row.measured_in.as_deref() == Some("%")) {
        remarks.push((RemarkAt::Columns, Remark::MixedColumn));
    }
}

/// The number of [`Kind::Quantity`] for [`kind_of_measure`].
const QUANTITY: u8 = 6;
/// Units of measure whose figures may have decimals, as match keys.
const PARTS: [&str; 19] = [
    "ha", "hecta", "m2", "m3", "m", "km", "km2", "kg", "ta", "tan", "lit", "kwh", "gio", "sao", "tan/ha",
    "ta/ha", "m/s", "gb", "mbps",
];

/// A number for each kind of figures that a unit of measure can mean, to see whether rows differ.
fn kind_of_measure(measure: &str) -> u8 {
    match kind(measure, "") {
        _ if measure == "%" => 1,
        _ if !choices::read(measure).is_empty() => 2,
        Some(Kind::Percent) => 1,
        Some(Kind::Money) => 3,
        Some(Kind::Score) => 4,
        Some(Kind::Quantity) => QUANTITY,
        Some(_) => 5,
        None => 0,
    }
}

/// The kind of a row by its unit of measure and its label. `None` for a count, and for the unit %, which says the
/// kind itself.
fn kind(measure: &str, label: &str) -> Option<Kind> {
    let measure_key = match_key(measure);
    let is_money = (measure_key == "dong" || measure_key.ends_with(" dong") || measure_key == "vnd")
        && !measure_key.contains("hop dong");
    match measure_key.as_str() {
        "%" | "phan tram" | "ty le" | "ty le %" | "ty le (%)" => (measure != "%").then_some(Kind::Percent),
        "" if says_percent(label) => Some(Kind::Percent),
        "co/khong" | "co / khong" | "co, khong" | "co hoac khong" => Some(Kind::Text),
        "diem" => Some(Kind::Score),
        _ if is_money => Some(Kind::Money),
        key if PARTS.contains(&key) || is_per_unit(key) => Some(Kind::Quantity),
        _ => None,
    }
}

/// Whether a label is about points that somebody gives, not about spots.
fn speaks_of_points(label: &str) -> bool {
    const GIVEN: [&str; 11] = [
        "cham",
        "diem so",
        "chi so",
        "danh gia",
        "xep loai",
        "tong diem",
        "diem trung binh",
        "dat duoc",
        "hai long",
        "toi da",
        "tham dinh",
    ];
    let key = match_key(label);
    GIVEN.iter().any(|word| key.contains(word))
}

/// Whether a row is the title of a section, in capitals and with a number: “I. KHÁM CHỮA BỆNH”. A total is none.
fn is_title(row: &BlankRow) -> bool {
    let is_numbered = row.code.is_some() || row_codes::split(&row.label).is_some();
    let letters = row.label.chars().filter(|c| c.is_alphabetic()).count();
    is_numbered && letters > 3 && !row.label.contains(char::is_lowercase)
}

/// Whether a row is a section by its letter and its capitals, such as “A. HẠ TẦNG SỐ”.
fn is_section(row: &BlankRow) -> bool {
    let has_letter = row.code.as_ref().is_some_and(|code| code.starts_with(|c: char| c.is_ascii_uppercase()));
    has_letter && row.label.contains(char::is_alphabetic) && !row.label.contains(char::is_lowercase)
}
