//! Sentences about lists that staff keep, in English.

use crate::words::message::ListMessage;
use phuluc_grid::{Aside, Flaw, ListNotice, RepeatedLine, StatedUnits, UnreadSheet};

pub(super) fn say(message: &ListMessage<'_>) -> String {
    match message {
        ListMessage::FlawAt { file, sheet: "", .. } => (*file).to_owned(),
        ListMessage::FlawAt { file, sheet, cell: None } => format!("{file}, sheet “{sheet}”"),
        ListMessage::FlawAt { file, sheet, cell: Some(cell) } => {
            format!("{file}, sheet “{sheet}”, cell {cell}")
        }
        ListMessage::Flaw(flaw) => self::flaw(flaw),
        ListMessage::Notice(notice) => self::notice(notice),
    }
}

fn flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::NoHeadings(labels) => {
            let labels: Vec<String> = labels.iter().map(|label| format!("“{label}”")).collect();
            format!("no row of headings has the columns {}", labels.join(", "))
        }
        Flaw::NoLines => "the list has no line".to_owned(),
        Flaw::Missing(label) => format!("“{label}” is missing"),
        Flaw::CodeIsDate => "the code is a date; make the cell a text and type the code again".to_owned(),
        Flaw::Duplicate { text, first } => format!("“{text}” stands in {first} already"),
        Flaw::UnknownUnit { text, near } => format!("no unit “{text}” in the list{}", meant(near.as_ref())),
        Flaw::Cycle => "a unit cannot be above itself".to_owned(),
        Flaw::SuccessionCycle(names) => {
            format!(
                "units took each other over in a ring ({}); only the newer one succeeds",
                names.join(" ← ")
            )
        }
        Flaw::RepeatedHeading { text, first } => format!(
            "the heading “{text}” stands in {first} already; put two parts side by side below each other, or rename the column"
        ),
        Flaw::ListElsewhere(UnreadSheet { name, units }) => format!(
            "the sheet “{name}” has a list, too, with {} units that are not in this one ({}); put them on one sheet; if it is no list of this round, delete or hide it",
            units.len(),
            some_of(units)
        ),
        Flaw::UnknownWord { text, allowed } => format!("“{text}” is not one of: {}", allowed.join(", ")),
        Flaw::NotADay(text) => format!("“{text}” is no day; write 31/12/2026"),
        Flaw::NotAMoment(text) => format!("“{text}” is no moment; write 16:30 15/12/2026"),
        Flaw::DateOrder => "the last day is before the first".to_owned(),
        Flaw::UnknownForm { text, may_be } => match may_be.as_slice() {
            [] => format!("there is no form “{text}”; “phuluc forms” lists the forms"),
            [near] => format!("there is no form “{text}”{}", meant(Some(near))),
            several => format!("several forms are called “{text}”; write “{}”", several.join("” or “")),
        },
        Flaw::UnknownPeriod(text) => {
            format!("“{text}” is no period; write tháng, quý, quý IV, 6 tháng, năm")
        }
        Flaw::NotANumber(text) => format!("“{text}” is no number; write 1232, 1.232 or 83,19"),
        Flaw::NotACell(text) => format!("“{text}” is no cell; write C12"),
    }
}

fn meant(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; is “{near}” meant?"))
}

fn notice(notice: &ListNotice) -> String {
    match notice {
        ListNotice::CodesAreNumbers { count, first } => {
            format!(
                "{count} codes are numbers (from {first}) and taken as texts; zeros at their front may be lost"
            )
        }
        ListNotice::LeftOut { kind, lines } => {
            let kind = match kind {
                Aside::Group => "the heading of a group",
                Aside::Total => "a total",
                Aside::Note => "a note",
            };
            format!("{}: {kind}, not taken for a unit", numbered(lines))
        }
        ListNotice::NamesOfOthers(lines) => {
            format!("{}: the name of another unit in the list, not taken as another name", numbered(lines))
        }
        ListNotice::OutsidePeriod(lines) => {
            format!("{}: on no day of the period by its dates, and owes nothing", numbered(lines))
        }
        ListNotice::ColumnsKept(labels) => format!("further columns kept: {}", labels.join(", ")),
        ListNotice::DoubtfulUnits { lines, is_numbered } => {
            let todo = if *is_numbered { ", or number them like the others" } else { "" };
            format!("{}: taken for units, but perhaps none; delete these lines{todo}", numbered(lines))
        }
        ListNotice::StatedDiffers(StatedUnits { row, text, stated, taken }) => {
            format!(
                "line {row} “{text}” states {stated} units, {taken} were taken; look through the lines of units"
            )
        }
        ListNotice::SheetsNotRead(sheets) => {
            let sheets: Vec<String> = sheets.iter().map(unread).collect();
            format!("sheets not read: {}", sheets.join(", "))
        }
        ListNotice::RepeatedLines(lines) => lines.iter().map(repeated).collect::<Vec<_>>().join("; "),
    }
}

/// A sheet that is not read, with the units that only it has.
fn unread(UnreadSheet { name, units }: &UnreadSheet) -> String {
    match units.as_slice() {
        [] => format!("“{name}”"),
        units => format!("“{name}” ({} units that are not in the list: {})", units.len(), some_of(units)),
    }
}

/// The first names of several.
fn some_of(names: &[String]) -> String {
    const LISTED: usize = 3;
    let more = if names.len() > LISTED { ", …" } else { "" };
    names.iter().take(LISTED).map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ") + more
}

/// A line about a file that an earlier line has.
fn repeated(RepeatedLine { row, first, path, units }: &RepeatedLine) -> String {
    match units {
        None => format!("line {row} repeats the file of line {first} ({path}), counts once, left out"),
        Some((here, there)) => format!(
            "line {row} ({there}) repeats the file of line {first} ({here}: {path}), counts for {here} only, left out; if it is from {there}, correct the unit in line {first}"
        ),
    }
}

/// The first lines with their numbers, and how many more there are.
fn numbered(lines: &[(u32, String)]) -> String {
    const LISTED: usize = 5;
    let shown = lines.iter().take(LISTED).map(|(row, text)| format!("line {row} “{text}”"));
    let more = lines.len().checked_sub(LISTED).filter(|more| *more > 0);
    let more = more.map(|more| format!(" … (+{more})")).unwrap_or_default();
    shown.collect::<Vec<_>>().join(", ") + &more
}
