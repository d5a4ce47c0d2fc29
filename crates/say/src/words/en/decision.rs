//! What is said about what people decide, in English.

use crate::words::message::DecisionMessage;
use phuluc_check::{Decision, Ruling, SheetCell};
use phuluc_form::number;

pub(super) fn say(message: &DecisionMessage<'_>) -> String {
    match message {
        DecisionMessage::Ruling(ruling) => self::ruling(ruling),
        DecisionMessage::Decision(decision) => self::decision(decision),
        DecisionMessage::Adjusted { place, from, to, decision } => {
            let Decision { who, when, basis, .. } = decision;
            format!("{place}: adjusted from {from} to {to} ({who}, {}; basis: {basis})", when.iso())
        }
        DecisionMessage::Recorded { unit, ruling, file } => format!("written into {file}: {unit}, {ruling}"),
        DecisionMessage::Unmatched { unit, decision } => {
            format!("a decision that matches nothing any more: {unit}, {}", self::decision(decision))
        }
        DecisionMessage::Contested { counted, newer } => {
            format!(
                "sending {newer} has errors, sending {counted} has none and counts; somebody should decide in xu-ly.xlsx"
            )
        }
    }
}

fn ruling(ruling: &Ruling) -> String {
    match ruling {
        Ruling::Accepted => "accepted".to_owned(),
        Ruling::Returned => "returned".to_owned(),
        Ruling::Explained { rule, cell: None } => format!("accepted as explained [{rule}]"),
        Ruling::Explained { rule, cell: Some(SheetCell { sheet, at }) } => {
            format!("accepted as explained [{rule}] on sheet “{sheet}”, cell {at}")
        }
        Ruling::Adjusted { cell: SheetCell { sheet, at }, from, to } => {
            let from = from.map_or_else(|| "blank".to_owned(), number::english);
            format!("adjusted on sheet “{sheet}”, cell {at} from {from} to {}", number::english(*to))
        }
        Ruling::Extended(until) => format!("extended until {}", until.iso()),
    }
}

fn decision(decision: &Decision) -> String {
    let Decision { who, when, basis, .. } = decision;
    let basis = if basis.is_empty() { String::new() } else { format!("; basis: {basis}") };
    format!("{} ({who}, {}{basis})", ruling(&decision.ruling), when.iso())
}
