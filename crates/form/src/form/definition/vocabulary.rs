//! The vocabulary that the tables of a definition share: the words for kinds, consolidation and comparison, ids, and
//! lists of choices.

use super::super::column::{Choice, Compared, Consolidate, InBlank, Kind, OverTime};
use super::super::definition_problems::Fault;
use super::super::toml_table::{SpannedText, TomlTable};
use crate::unit::Level;
use rust_decimal::Decimal;

pub(super) const LEVELS: [(&str, Level); 4] = [
    ("xã", Level::Commune),
    ("huyện", Level::District),
    ("tỉnh", Level::Province),
    ("sở", Level::Department),
];

pub(super) const CONSOLIDATIONS: [(&str, Consolidate); 7] = [
    ("sum", Consolidate::Sum),
    ("recompute", Consolidate::Recompute),
    ("distribution", Consolidate::Distribution),
    ("same", Consolidate::Same),
    ("max", Consolidate::Max),
    ("list", Consolidate::List),
    ("none", Consolidate::None),
];

/// The words of the key `blank` in a column; a row takes all but the last.
pub(super) const ASKED: [(&str, InBlank); 3] =
    [("input", InBlank::Input), ("formula", InBlank::Formula), ("none", InBlank::None)];

/// The words of the key `kind` in a row.
pub(super) const KINDS: [(&str, Kind); 7] = [
    ("count", Kind::Count),
    ("quantity", Kind::Quantity),
    ("money", Kind::Money),
    ("percent", Kind::Percent),
    ("score", Kind::Score),
    ("text", Kind::Text),
    ("document", Kind::Document),
];

/// The words of the key `compared`.
const COMPARED: [(&str, Option<Compared>); 4] = [
    ("volume", Some(Compared::Volume)),
    ("catalogue", Some(Compared::Catalogue)),
    ("rate", Some(Compared::Rate)),
    ("none", None),
];

/// Reads how the figures of a row or a column compare over time. Unless the definition says otherwise, a cumulative
/// count or amount never falls within the year.
pub(super) fn read_over_time(t: &TomlTable<'_, '_>, kind: &Kind, consolidate: Consolidate) -> OverTime {
    let cumulative = t.flag("cumulative");
    let is_sum = matches!(kind, Kind::Count | Kind::Money | Kind::Quantity);
    OverTime {
        cumulative,
        never_falls: t.flag_unless_said("never_falls", cumulative && is_sum),
        compared: t.word("compared", &COMPARED).unwrap_or(Compared::of(kind, consolidate)),
    }
}

pub(super) fn strings(texts: Vec<SpannedText>) -> Vec<String> {
    texts.into_iter().map(|text| text.text).collect()
}

pub(super) fn check_id(
    table: &TomlTable<'_, '_>,
    id: &SpannedText,
    allowed: impl Fn(char) -> bool,
    letters: &'static str,
) {
    if !id.text.chars().all(allowed) {
        table.note(id.span.clone(), Fault::BadId(letters));
    }
}

pub(super) fn check_unique<'i>(
    table: &TomlTable<'_, '_>,
    id: &SpannedText,
    mut earlier: impl Iterator<Item = &'i str>,
) {
    if earlier.any(|other| other == id.text) {
        table.note(id.span.clone(), Fault::Duplicate(id.text.clone()));
    }
}

/// Reads `decimals = 2`.
pub(super) fn read_decimals(t: &TomlTable<'_, '_>) -> Option<u32> {
    const MOST: u32 = 6;
    let decimals = t.whole("decimals")?;
    if decimals > MOST {
        t.note(t.span(), Fault::TooManyDecimals);
    }
    Some(decimals.min(MOST))
}

/// Reads `codes = { 0 = "Không", 1 = "Có" }`, in the order of the codes.
pub(super) fn read_choices(t: &TomlTable<'_, '_>) -> Option<Vec<Choice>> {
    read_labelled(t, "codes")
}

/// Reads `steps = { 0 = "Chưa đạt", "0.5" = "Đạt một phần", 1 = "Đạt" }`, or a list of the figures alone.
pub(super) fn read_steps(t: &TomlTable<'_, '_>) -> Vec<Choice> {
    if t.holds_table("steps") {
        return read_labelled(t, "steps").unwrap_or_default();
    }
    let mut steps: Vec<Choice> =
        t.figures("steps").into_iter().map(|code| Choice { code, label: String::new() }).collect();
    steps.sort_by_key(|step| step.code);
    steps
}

fn read_labelled(t: &TomlTable<'_, '_>, key: &'static str) -> Option<Vec<Choice>> {
    let codes = t.table(key)?;
    let mut choices: Vec<Choice> = Vec::new();
    for (key, label) in codes.entries() {
        match Decimal::from_str_exact(&key.text) {
            Ok(code) => choices.push(Choice { code, label: label.text }),
            Err(_) => codes.note(key.span, Fault::WrongType { expected: "number", found: key.text }),
        }
    }
    choices.sort_by_key(|choice| choice.code);
    Some(choices)
}
