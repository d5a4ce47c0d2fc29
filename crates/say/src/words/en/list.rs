//! What is said about lists that staff keep, in English.

use crate::words::message::ListMessage;
use phuluc_grid::Flaw;

pub(super) fn say(message: &ListMessage<'_>) -> String {
    match message {
        ListMessage::FlawAt { file, sheet: "", .. } => (*file).to_owned(),
        ListMessage::FlawAt { file, sheet, cell: None } => format!("{file}, sheet “{sheet}”"),
        ListMessage::FlawAt { file, sheet, cell: Some(cell) } => {
            format!("{file}, sheet “{sheet}”, cell {cell}")
        }
        ListMessage::Flaw(flaw) => self::flaw(flaw),
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
        Flaw::CodeIsNumber => {
            "the code is a number, so zeros at its front may be lost; format the cell as text and type it again"
                .to_owned()
        }
        Flaw::Duplicate { text, first } => format!("“{text}” stands in {first} already"),
        Flaw::UnknownUnit { text, near } => format!("no unit “{text}” in the list{}", meant(near.as_ref())),
        Flaw::Cycle => "a unit cannot be above itself".to_owned(),
        Flaw::UnknownWord { text, allowed } => format!("“{text}” is not one of: {}", allowed.join(", ")),
        Flaw::NotADay(text) => format!("“{text}” is no day; write 31/12/2026"),
        Flaw::NotAMoment(text) => format!("“{text}” is no moment; write 16:30 15/12/2026"),
        Flaw::DateOrder => "the last day is before the first".to_owned(),
        Flaw::UnknownForm { text, near } => format!("there is no form “{text}”{}", meant(near.as_ref())),
        Flaw::NotANumber(text) => format!("“{text}” is no number"),
        Flaw::NotACell(text) => format!("“{text}” is no cell; write C12"),
    }
}

fn meant(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; is “{near}” meant?"))
}
