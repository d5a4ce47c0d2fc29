//! Sentences about a diagnosis, in English.

use super::name::cell;
use crate::words::message::DiagnosisMessage;
use phuluc_check::{Answer, Change, Diagnosis, Explanation, Location, Mistake, NAMED, Slip, wording};
use phuluc_form::{Lang, number};
use rust_decimal::Decimal;

/// How many figures of a row are told; of more than five, three.
const MOST_FIGURES: usize = 5;
const FIRST_FIGURES: usize = 3;

pub(super) fn say(message: &DiagnosisMessage<'_>) -> String {
    match message {
        DiagnosisMessage::Whole { diagnosis, findings, all_errors } => {
            whole(diagnosis, *findings, *all_errors)
        }
        DiagnosisMessage::Instead(others) => format!("or else: {}", either(others)),
        // a figure that is not known has no reason to give
        DiagnosisMessage::Why(change) if change.to.is_none() => String::new(),
        DiagnosisMessage::Why(change) => why(change).to_owned(),
        DiagnosisMessage::SameCause(number) => {
            format!("same cause as item {number}: mended there, it goes, too")
        }
    }
}

fn whole(diagnosis: &Diagnosis, findings: usize, all_errors: bool) -> String {
    let named = diagnosis.named();
    let Some(first) = named.first() else { return String::new() };
    let noun = match (all_errors, findings) {
        (true, 0 | 1) => "error",
        (true, _) => "errors",
        (false, 0 | 1) => "item",
        (false, _) => "items",
    };
    let mends = match (first.mistake, findings, diagnosis.mends_all) {
        (Mistake::Follows | Mistake::RowDeleted | Mistake::BetweenPeriods, ..) => String::new(),
        (_, 0 | 1, _) => format!("; that mends this {noun}"),
        (_, mends, true) => format!("; that mends all {mends} {noun}"),
        (_, mends, false) => format!("; that mends {mends} {noun}"),
    };
    let mends = if diagnosis.needs.is_empty() {
        mends
    } else {
        let cells: Vec<String> = diagnosis.needs.iter().map(cell).collect();
        mends.replacen("; that mends", &format!("; that and {} mend", cells.join(", ")), 1)
    };
    match named {
        [only] => format!("{}{mends}", explanation(only)),
        tied => format!("cannot tell which is wrong: {}{mends}", either(tied)),
    }
}

/// Whether a cell shows nothing and holds the figure that follows from others.
fn holds_what_follows(change: &Change) -> bool {
    match &change.place.shown.answer {
        Answer::Unreadable(held) => change.to.is_some_and(|to| held.hides(to)),
        Answer::Number(_) | Answer::Nil | Answer::Blank | Answer::Text(_) => false,
    }
}

fn explanation(explanation: &Explanation) -> String {
    let changes: Vec<String> = explanation.changes.iter().map(from_to).collect();
    let Some(first) = explanation.changes.first() else { return String::new() };
    let row = &first.place.labels.row;
    let place = wording::place(Lang::En, &first.place);
    match explanation.mistake {
        Mistake::Cell => {
            let reason = if first.to.is_some() { why(first) } else { "" };
            let reason = if reason.is_empty() { String::new() } else { format!(", {reason}") };
            let again: Vec<String> = explanation.also.iter().map(cell).collect();
            let again = if again.is_empty() {
                String::new()
            } else {
                format!(", then work out {}", again.join(", "))
            };
            format!("{place}: {}{reason}{again}", changes.concat())
        }
        Mistake::Follows if holds_what_follows(first) => {
            let held = first.to.map(|to| figure(&first.place, to)).unwrap_or_default();
            format!("{place}: shows no figure but holds {held}, which agrees with the figures beside it")
        }
        Mistake::Follows => format!("{place}: follows from the figures beside it: {}", changes.concat()),
        Mistake::Together => format!("off by the same amount: {}", named(&explanation.changes)),
        Mistake::Swapped => format!("in each other's place: {}", named(&explanation.changes)),
        Mistake::TooLow | Mistake::TooHigh | Mistake::TooFarRight | Mistake::TooFarLeft => block(explanation),
        Mistake::RowTooMany => format!("row “{row}” stands twice or is not in the total; delete it"),
        Mistake::RowWrong => format!("row “{row}” is wrong: {}", named(&explanation.changes)),
        Mistake::RowTenfold => format!("row “{row}” {}: {}", why(first), named(&explanation.changes)),
        Mistake::RowOverwritten => {
            format!(
                "row “{row}” stands twice, once over another row that had {}",
                added(&explanation.changes)
            )
        }
        Mistake::TotalTwice => {
            format!("row “{row}” is twice what its rows come to: {}", named(&explanation.changes))
        }
        Mistake::TotalWithoutRow | Mistake::TotalRowTwice => {
            let other = explanation.like.as_ref().map(|like| &*like.labels.row).unwrap_or_default();
            let how = if explanation.mistake == Mistake::TotalRowTwice {
                "counts it twice"
            } else {
                "leaves it out"
            };
            format!("row “{other}” and its total, which {how}: {}", named(&explanation.changes))
        }
        Mistake::RowMissing if let Some(blank) = &explanation.like => {
            let blank = &blank.labels.row;
            format!(
                "the figures of a row are missing, and “{blank}” is blank: {}",
                added(&explanation.changes)
            )
        }
        Mistake::RowMissing => format!("a row is missing below “{row}”: {}", added(&explanation.changes)),
        Mistake::RowDeleted => {
            format!("“{row}” was deleted; it must have held {}", added(&explanation.changes))
        }
        Mistake::OtherMeasure => format!("row “{row}” in another unit: {}", named(&explanation.changes)),
        Mistake::BetweenPeriods => named(&explanation.changes),
    }
}

/// A block of figures that stands one line too high or too low, or one column too far to a side.
fn block(explanation: &Explanation) -> String {
    let cells = |place: Option<&Location>| place.map(cell).unwrap_or_default();
    let (first, last) = (cells(explanation.like.as_ref()), cells(explanation.also.last()));
    let (off, back) = match explanation.mistake {
        Mistake::TooHigh => ("line too high", "down"),
        Mistake::TooFarRight => ("column too far right", "left"),
        Mistake::TooFarLeft => ("column too far left", "right"),
        _ => ("line too low", "up"),
    };
    format!("the figures from {first} to {last} stand one {off}: move them {back}, and enter {last} anew")
}

/// The figures that a missing row would hold, if there are many only the first.
fn added(changes: &[Change]) -> String {
    let most = if changes.len() > MOST_FIGURES { FIRST_FIGURES } else { changes.len() };
    let figures = changes[..most].iter().map(|change| {
        let to = change.to.map(number::english).unwrap_or_default();
        format!("“{}” {to}", change.place.labels.column)
    });
    let more = (most < changes.len()).then(|| format!("{} others", changes.len() - most));
    figures.chain(more).collect::<Vec<_>>().join(", ")
}

fn named(changes: &[Change]) -> String {
    let changes = changes.iter().map(|change| format!("{} {}", cell(&change.place), from_to(change)));
    changes.collect::<Vec<_>>().join(", ")
}

fn either(explanations: &[Explanation]) -> String {
    let mut all: Vec<String> = explanations
        .iter()
        .take(NAMED)
        .map(|explanation| match explanation.mistake {
            Mistake::TooLow | Mistake::TooHigh | Mistake::TooFarRight | Mistake::TooFarLeft => {
                block(explanation)
            }
            _ => named(&explanation.changes),
        })
        .collect();
    let more = explanations.len().saturating_sub(NAMED);
    all.extend((more > 0).then(|| format!("{more} others")));
    all.join(" or ")
}

fn from_to(change: &Change) -> String {
    let from = wording::answer(Lang::En, &change.place);
    let to = match change.to {
        Some(to) if change.has_choice() => format!("{} (or {})", figure(&change.place, to), bounds(change)),
        Some(to) => figure(&change.place, to),
        None => bounds(change),
    };
    format!("{from} → {to}")
}

/// The range that a cell may hold, in whole numbers if it counts things.
fn bounds(change: &Change) -> String {
    let is_whole =
        change.place.figure().is_none_or(|figure| figure.scale() == 0) && !change.place.shown.percent;
    let end = |value: Decimal, whole: fn(&Decimal) -> Decimal| {
        let value = if is_whole { whole(&value) } else { number::round(value, 2).normalize() };
        figure(&change.place, value)
    };
    match (change.range.lo().filter(|lo| !lo.is_zero()), change.range.hi()) {
        (Some(lo), Some(hi)) => format!("{} to {}", end(lo, Decimal::ceil), end(hi, Decimal::floor)),
        (Some(lo), None) => format!("at least {}", end(lo, Decimal::ceil)),
        (None, Some(hi)) => format!("at most {}", end(hi, Decimal::floor)),
        (None, None) => "another figure".to_owned(),
    }
}

fn figure(place: &Location, value: Decimal) -> String {
    let sign = if place.shown.percent { "%" } else { "" };
    format!("{}{sign}", number::english(value))
}

const fn why(change: &Change) -> &'static str {
    match change.slip {
        Slip::Neighbour => "the figure of the cell beside it",
        Slip::Before => "the figure of the period before",
        Slip::OneDigit => "one digit wrong",
        Slip::DigitsSwapped => "two digits swapped",
        Slip::Tenfold(power) if power > 0 => "too large by a power of ten",
        Slip::Tenfold(_) => "too small by a power of ten",
        Slip::InThousands => "in thousands of đồng",
        Slip::InMillions => "in millions of đồng",
        Slip::Sign => "the wrong sign",
        Slip::Cut => "cut, not rounded",
        Slip::OtherBase => "a share of another figure",
        Slip::DigitMissing => "a digit missing",
        Slip::DigitTooMany => "a digit too many",
        Slip::PartTooMany => "a part counted once too often",
        Slip::PartMissing => "a part left out",
        Slip::Blank | Slip::Reading | Slip::Other(_) => "",
    }
}
