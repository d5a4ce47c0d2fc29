//! Consolidated totals that disagree with each other, in words: by how much, and which units cause it.

use crate::words;
use crate::words::message::PartsOf;
use crate::words::{Lang, TotalMessage};
use phuluc_form::{Form, capital, uncapital};
use phuluc_grid::SheetLayout;
use phuluc_round::agreement::Over;
use phuluc_round::{Apartness, Consolidation, Disagreement, FormTotal, UnitDifference};

/// How many units a line names.
const NAMED: usize = 6;

/// The most parts of a total that are named.
const PARTS: usize = 6;

/// What is said of one place.
#[derive(Clone, Debug)]
pub struct AgreementLine {
    /// The row, by its number among the form's totals.
    pub row: usize,
    /// The column, by its number among the form's.
    pub column: usize,
    /// `Tổng cộng, tổng số tiếp nhận: ghi 13.109, cộng các cột (4)+(5)+(6) được 13.159 (thiếu 50); Xã Ví dụ 03 thiếu 50.`
    pub text: String,
    /// What it tells.
    pub found: Vec<Disagreement>,
}

/// A line for each place that disagrees, in the order in which they were found. What several rules find at one place is
/// told together, and what they find by one cause once.
pub fn lines(
    consolidation: &Consolidation,
    total: &FormTotal,
    found: Vec<Disagreement>,
    lang: Lang,
) -> Vec<AgreementLine> {
    let mut lines: Vec<AgreementLine> = Vec::new();
    for one in found {
        match lines.iter_mut().find(|line| (line.row, line.column) == (one.row, one.column)) {
            Some(line) => line.found.push(one),
            None => lines.push(AgreementLine {
                row: one.row,
                column: one.column,
                text: String::new(),
                found: vec![one],
            }),
        }
    }
    for line in &mut lines {
        line.text = text(consolidation, total, &line.found, lang);
    }
    lines
}

/// What disagrees at one place.
fn text(consolidation: &Consolidation, total: &FormTotal, found: &[Disagreement], lang: Lang) -> String {
    let Some(first) = found.first() else { return String::new() };
    let mut told: Vec<&Disagreement> = Vec::new();
    let mut sentences: Vec<String> = Vec::new();
    for one in found {
        if told.iter().any(|other| has_one_cause(other, one)) {
            continue;
        }
        // what comes to the same by the same units
        let alike = found.iter().filter(|other| has_one_cause(one, other));
        let sentence = match &one.what {
            Apartness::Parts { stated, worked_out, units, .. } => {
                let mut parts: Vec<String> = Vec::new();
                for named in alike.filter_map(|other| parts_of(total, other, lang)) {
                    if !parts.contains(&named) {
                        parts.push(named);
                    }
                }
                let comes_to = words::say(
                    lang,
                    TotalMessage::ComesTo { worked_out: *worked_out, by: stated - worked_out },
                );
                let mut said = format!("{} {comes_to}", parts.join(&words::say(lang, TotalMessage::And)));
                if told.is_empty() {
                    said = format!("{}, {said}", words::say(lang, TotalMessage::Stated(*stated)));
                }
                let is_known = |unit: &UnitDifference| {
                    told.iter().any(|other| units_of(other).iter().any(|known| known == unit))
                };
                if !units.is_empty() && units.iter().all(is_known) {
                    let names = units.iter().map(|unit| consolidation.members[unit.unit].unit.name.clone());
                    let names = named(names, ", ", lang);
                    format!("{said}, {} {names}", words::say(lang, TotalMessage::AlsoBy))
                } else {
                    let units = units.iter().map(|unit| unit_text(consolidation, total, one, unit, lang));
                    joined(said, &named(units, "; ", lang))
                }
            }
            Apartness::Share { part, base, units } => {
                let names = units.iter().map(|unit| consolidation.members[*unit].unit.name.clone());
                let names = named(names, "; ", lang);
                let lack = words::say(lang, TotalMessage::LackOneOfTwo);
                let units = if names.is_empty() { names } else { format!("{lack}: {names}") };
                joined(words::say(lang, TotalMessage::OtherBase { part: *part, base: *base }), &units)
            }
        };
        sentences.push(if told.is_empty() || lang == Lang::En { sentence } else { capital(&sentence) });
        told.push(one);
    }
    format!("{}: {}.", place(total, first.row, first.column), sentences.join(". "))
}

fn joined(said: String, units: &str) -> String {
    if units.is_empty() { said } else { format!("{said}; {units}") }
}

/// The units behind a difference.
fn units_of(found: &Disagreement) -> &[UnitDifference] {
    match &found.what {
        Apartness::Parts { units, .. } => units,
        Apartness::Share { .. } => &[],
    }
}

/// Whether two disagreements of a place are the same amount by the same units.
fn has_one_cause(one: &Disagreement, other: &Disagreement) -> bool {
    match (&one.what, &other.what) {
        (
            Apartness::Parts { worked_out, units, .. },
            Apartness::Parts { worked_out: other, units: others, .. },
        ) => worked_out == other && units == others,
        (one, other) => one == other,
    }
}

/// `cộng các cột (4)+(5)+(6)`: the parts of a total, as the form prints their names.
fn parts_of(total: &FormTotal, found: &Disagreement, lang: Lang) -> Option<String> {
    let Apartness::Parts { over, parts, .. } = &found.what else { return None };
    let by_row = total.form.value_column().is_some();
    let what = words::say(
        lang,
        TotalMessage::Adding(match over {
            _ if by_row => PartsOf::Items,
            Over::Rows => PartsOf::Rows,
            Over::Places => PartsOf::Columns,
        }),
    );
    if parts.len() > PARTS || (!by_row && *over == Over::Rows) {
        return Some(what);
    }
    let layout = SheetLayout::new(&total.form, |column| total.present[column]);
    let name = |row: usize, column: usize| -> Option<String> {
        if by_row {
            let printed = total.rows[row].role.fixed()?;
            let row = &total.form.fixed_rows()[printed];
            return Some(if row.is_coded() { row.id.to_string() } else { format!("“{}”", row.label) });
        }
        if !total.form.column_numbers {
            return Some(total.form.columns[column].say.clone());
        }
        let at = layout.columns.iter().position(|known| *known == column)?;
        Some(format!("({})", at + 1))
    };
    let sign = if by_row || total.form.column_numbers { ["+", "-"] } else { [" + ", " - "] };
    let mut text = String::new();
    for (row, column, times) in parts {
        let is_taken_off = times.is_sign_negative();
        if is_taken_off || !text.is_empty() {
            text.push_str(sign[usize::from(is_taken_off)]);
        }
        text.push_str(&name(*row, *column)?);
    }
    Some(format!("{what} {text}"))
}

/// The name of the place where a total stands.
pub fn place(total: &FormTotal, row: usize, column: usize) -> String {
    let line = &total.rows[row];
    if total.form.value_column() != Some(column) {
        return format!("{}, {}", line.label, uncapital(&total.form.columns[column].say));
    }
    let Some(printed) = line.role.fixed() else { return line.label.clone() };
    capital(&item(&total.form, printed))
}

/// `mục 2.1`, or `dòng “Tại xã” của mục 2.2` of a row without a code: ids are the definition's own.
pub fn item(form: &Form, printed: usize) -> String {
    let row = &form.fixed_rows()[printed];
    if row.is_coded() {
        return format!("mục {}", row.id);
    }
    let above = row.parent.map(|above| &form.fixed_rows()[above]).filter(|above| above.is_coded());
    let above = above.map_or_else(String::new, |above| format!(" của mục {}", above.id));
    format!("dòng “{}”{above}", row.label)
}

/// A unit, and its share in the difference.
fn unit_text(
    consolidation: &Consolidation,
    total: &FormTotal,
    found: &Disagreement,
    unit: &UnitDifference,
    lang: Lang,
) -> String {
    let name = &consolidation.members[unit.unit].unit.name;
    let by = words::say(lang, TotalMessage::By(unit.by));
    match unit.lacks {
        Some((row, column, gap)) => {
            let gap = words::say(lang, TotalMessage::Gap(gap));
            if (row, column) == (found.row, found.column) {
                return format!("{name} {by} ({gap})");
            }
            format!("{name} {by} ({}: {gap})", uncapital(&place(total, row, column)))
        }
        None => format!("{name} {by}"),
    }
}

fn named(texts: impl Iterator<Item = String>, between: &str, lang: Lang) -> String {
    first_of(texts, between, NAMED, lang)
}

/// The first of what is said of some units, and how many more there are.
pub(super) fn first_of(said: impl Iterator<Item = String>, between: &str, most: usize, lang: Lang) -> String {
    let mut said: Vec<String> = said.collect();
    // a single one that is left takes no more room than the words for it
    if said.len() <= most + 1 {
        return said.join(between);
    }
    let more = words::say(lang, TotalMessage::MoreUnits(said.len() - most));
    said.truncate(most);
    format!("{} {more}", said.join(between))
}
