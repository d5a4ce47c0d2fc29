//! Consolidated totals that disagree with each other, in words: by how much, and which units cause it.

use crate::words;
use crate::words::message::PartsOf;
use crate::words::{Lang, TotalMessage};
use phuluc_form::uncapital;
use phuluc_round::agreement::Over;
use phuluc_round::{Apartness, Consolidation, Disagreement, FormTotal, UnitDifference};

/// How many units a line names.
const NAMED: usize = 6;

/// One disagreement as a line: `Tổng cộng, tổng số tiếp nhận: ghi 13.109, cộng các cột được 13.159 (thiếu 50); Xã Ví
/// dụ 03 thiếu 50.`
pub fn text(consolidation: &Consolidation, total: &FormTotal, found: &Disagreement, lang: Lang) -> String {
    let place = place(total, found.row, found.column);
    let (what, units) = match &found.what {
        Apartness::Parts { over, stated, worked_out, units, .. } => {
            let parts = match over {
                _ if total.form.value_column().is_some() => PartsOf::Items,
                Over::Rows => PartsOf::Rows,
                Over::Places => PartsOf::Columns,
            };
            let what = TotalMessage::Apart { parts, stated: *stated, worked_out: *worked_out };
            let units = units.iter().map(|unit| unit_text(consolidation, total, found, unit, lang));
            (what, named(units, lang))
        }
        Apartness::Share { part, base, units } => {
            let names = units.iter().map(|unit| consolidation.members[*unit].unit.name.clone());
            let lack = words::say(lang, TotalMessage::LackOneOfTwo);
            let units = Some(named(names, lang)).filter(|names| !names.is_empty());
            let units = units.map_or_else(String::new, |names| format!("{lack}: {names}"));
            (TotalMessage::OtherBase { part: *part, base: *base }, units)
        }
    };
    let units = if units.is_empty() { units } else { format!("; {units}") };
    format!("{place}: {}{units}.", words::say(lang, what))
}

/// The name of the place where a total stands.
pub fn place(total: &FormTotal, row: usize, column: usize) -> String {
    let line = &total.rows[row];
    if total.form.value_column() == Some(column) {
        return format!("Mục {}", line.id);
    }
    format!("{}, {}", line.label, uncapital(&total.form.columns[column].say))
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

/// The first texts in one line, and how many more there are.
fn named(texts: impl Iterator<Item = String>, lang: Lang) -> String {
    let mut texts: Vec<String> = texts.collect();
    let more = texts.len().saturating_sub(NAMED);
    texts.truncate(NAMED);
    if more > 0 {
        texts.push(words::say(lang, TotalMessage::MoreUnits(more)));
    }
    texts.join("; ")
}
