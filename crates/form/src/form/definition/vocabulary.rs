//! What the tables of a definition have in common: the words they may use, ids, and lists of choices.

use super::super::column::{Asked, Choice, Compared, Consolidate, Kind, OverTime};
use super::super::problem::Fault;
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

/// What the word `blank` may say of a column; of a row all but the last.
pub(super) const ASKED: [(&str, Asked); 3] =
    [("input", Asked::Input), ("formula", Asked::Formula), ("none", Asked::None)];

/// What the word `kind` may say of a row.
pub(super) const KINDS: [(&str, Kind); 6] = [
    ("count", Kind::Count),
    ("money", Kind::Money),
    ("percent", Kind::Percent),
    ("score", Kind::Score),
    ("text", Kind::Text),
    ("document", Kind::Document),
];

/// What the word `compared` may say.
const COMPARED: [(&str, Option<Compared>); 4] = [
    ("volume", Some(Compared::Volume)),
    ("catalogue", Some(Compared::Catalogue)),
    ("rate", Some(Compared::Rate)),
    ("none", None),
];

/// What a row or a column says of its figures over time. Without a word of its own a count or an amount that
/// runs on through the year does not fall in it.
pub(super) fn read_over_time(t: &TomlTable<'_, '_>, kind: &Kind, consolidate: Consolidate) -> OverTime {
    let cumulative = t.flag("cumulative");
    let is_sum = matches!(kind, Kind::Count | Kind::Money);
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

/// `decimals = 2`, as many as anybody prints.
pub(super) fn read_decimals(t: &TomlTable<'_, '_>) -> Option<u32> {
    const MOST: u32 = 6;
    let decimals = t.whole("decimals")?;
    if decimals > MOST {
        t.note(t.span(), Fault::TooManyDecimals);
    }
    Some(decimals.min(MOST))
}

/// `codes = { 0 = "Không", 1 = "Có" }`, in the order of the codes.
pub(super) fn read_choices(t: &TomlTable<'_, '_>) -> Option<Vec<Choice>> {
    read_labelled(t, "codes")
}

/// `steps = { 0 = "Chưa đạt", "0.5" = "Đạt một phần", 1 = "Đạt" }`, or the figures alone in a list.
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
