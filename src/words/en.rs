//! English, for those who maintain phuluc or read over an officer's shoulder.
//!
//! Labels, titles and what to do are the forms' own and stay Vietnamese.

mod check;
mod decision;
mod definition;
mod draft;
mod finding;
mod intake;
mod label;
mod list;
mod name;
mod receipt;
mod round;
mod rule;
mod said;
mod status;
mod total;

use super::Message;
use crate::answer::Why;
use crate::finding::wording::{self, as_written, first_cells, spelled};
use crate::finding::{Location, Notice, shown};
use crate::lang::Lang;
use crate::number;

/// What a message is called.
pub(super) fn say(message: &Message<'_>) -> String {
    match message {
        Message::Label(label) => label::say(*label).to_owned(),
        Message::Finding(message) => finding::say(message),
        Message::Check(message) => check::say(message),
        Message::Rule(message) => rule::say(message),
        Message::Definition(message) => definition::say(message),
        Message::Draft(message) => draft::say(message),
        Message::List(message) => list::say(message),
        Message::Intake(message) => intake::say(message),
        Message::Decision(message) => decision::say(message),
        Message::Total(message) => total::say(message),
        Message::Status(message) => status::say(message),
        Message::Round(message) => round::say(message),
    }
}

#[expect(clippy::too_many_lines, reason = "one line a notice")]
fn notice(notice: &Notice, at: Option<&Location>) -> String {
    let here = at.map(|place| wording::answer(Lang::En, place)).unwrap_or_default();
    match notice {
        Notice::Unreadable(error) => format!("cannot be read: {error}"),
        Notice::NoForm { sheets, nearest } => {
            let near = wording::nearest(Lang::En, nearest.as_ref());
            format!("no known form{near}; the sheets are {}", sheets.join(", "))
        }
        Notice::SheetNotRead { nearest } => {
            format!("no known form, so nothing was read{}", wording::nearest(Lang::En, nearest.as_ref()))
        }
        Notice::NoUnit => "the reporting unit is not named".to_owned(),
        Notice::NoPeriod => "the period is not named".to_owned(),
        Notice::OtherUnit { here, there } => format!("names the unit “{here}”, elsewhere “{there}”"),
        Notice::OtherPeriod { here, there } => {
            format!(
                "names the period {}, elsewhere {}",
                wording::period(Lang::En, *here),
                wording::period(Lang::En, *there)
            )
        }
        Notice::NotTheRoundsPeriod { here, round } => {
            let apart = if here.is_mostly(*round) { "" } else { "; most days differ, so not added up" };
            format!(
                "reports on {}, the round on {}{apart}",
                wording::period(Lang::En, *here),
                wording::period(Lang::En, *round)
            )
        }
        Notice::FormMissing { short } => format!("a form is missing: {short}"),
        Notice::FormTwice { first } => {
            format!("the form was read from sheet “{first}” already; this one was not")
        }
        Notice::FormInTwoFiles { first } => {
            format!("the form came in “{first}” already; this one is not used")
        }
        Notice::HiddenSheet => "the form is on a hidden sheet".to_owned(),
        Notice::FormBlank => "no figure was filled in".to_owned(),
        Notice::Receipt(receipt) => receipt::said(receipt),
        Notice::OwnOutput => "a workbook that phuluc consolidated, not a unit's report".to_owned(),
        Notice::NoFile => "there is no such file".to_owned(),
        Notice::MadeForOtherUnit(unit) => {
            format!("the workbook was made for “{unit}”, its heading names another unit")
        }
        Notice::MadeForOtherPeriod(period) => {
            format!(
                "the workbook was made for {}, its heading names another period",
                wording::period(Lang::En, *period)
            )
        }
        Notice::ListedUnder { here, listed } => {
            format!("the file names “{here}”, the round lists it under “{listed}”; not in the totals")
        }
        Notice::Oddity(oddity) => said::odd(oddity),
        Notice::NotInForce { version, from, period } => {
            format!("version “{version}”, in force from {from}, for {}", wording::period(Lang::En, *period))
        }
        Notice::RowMissing { row, label, .. } => format!("row {row} “{label}” is not there"),
        Notice::RowTwice { first, second, readings: None, .. } => {
            format!("sheet rows {first} and {second} are the same row and say the same")
        }
        Notice::RowTwice { first, second, readings: Some([above, below]), .. } => {
            let said = |cells: &[String]| as_written(cells, "blank");
            format!(
                "sheet rows {first} and {second} are the same row: row {first} says {}, row {second} says {}",
                said(above),
                said(below)
            )
        }
        Notice::UnknownRow { row, text } => {
            format!("sheet row {row} is none of the form's and was not read: “{text}”")
        }
        Notice::UnknownColumn { text, .. } => {
            format!("a column that is none of the form's was not read (“{text}”)")
        }
        Notice::FormSplit { short, first } => {
            format!(
                "rows of {short}, of which others stand on the sheet “{first}”; they were not put together"
            )
        }
        Notice::Leftover { cells, nearest } => {
            let near = wording::nearest(Lang::En, nearest.as_ref());
            let cells = first_cells(cells, |others| format!("{others} more"));
            format!("figures outside the form were not read ({cells}){near}")
        }
        Notice::NotRead(unreadable) => {
            let readings: Vec<String> =
                unreadable.readings.iter().map(|reading| number::english(*reading)).collect();
            let may_be = match readings.as_slice() {
                [] => String::new(),
                _ => format!("; may be {}", readings.join(" or ")),
            };
            match unreadable.why {
                Why::NotANumber => format!("{here} is not a number{may_be}"),
                Why::Ambiguous | Why::Share => {
                    format!("{here} can be read in more than one way{may_be}")
                }
                Why::NotCalculated => format!("a formula without a result{may_be}"),
                Why::MoreThanSeen => format!("the cell shows one number and holds another{may_be}"),
                Why::Date => format!("the date {here} where a figure belongs{may_be}"),
                Why::TooLong => format!("{here} has more than the 15 digits that Excel keeps"),
                Why::Stale => format!("its formula comes to another figure than is stored{may_be}"),
                Why::CellError => format!("the error {here}"),
            }
        }
        Notice::TypedOver => format!("{here} was typed over the formula of the blank form"),
        Notice::Negative => format!("{here} is below 0"),
        Notice::CodeNotAllowed { allowed } => {
            let codes: Vec<String> =
                allowed.iter().map(|(code, label)| format!("{code} ({label})")).collect();
            format!("{here}, but only {} exist", codes.join(", "))
        }
        Notice::ValueInHeading => format!("{here} in a heading row, which takes no figure"),
        Notice::ValueOutOfScope(level) => {
            let level = wording::level(Lang::En, *level);
            format!("{here} in a row that is not a {level}'s")
        }
        Notice::MeasureChanged { printed, found } => {
            format!("{here} measured in “{found}”, the form says “{printed}”")
        }
        Notice::BlankTotal { computed } => {
            match shown(*computed, at.is_some_and(|place| place.shown.percent)) {
                Some(value) => format!("blank, though its parts give {}", number::english(value)),
                None => {
                    format!("blank, though its parts give at least {}", computed.lo().unwrap_or_default())
                }
            }
        }
        Notice::PercentCut { ratio, rounded } => {
            let parts = spelled(ratio, &|place| wording::answer(Lang::En, place), &|a: &str, b: &str| {
                format!("{a} / {b}")
            });
            format!("{here} is cut, not rounded: {parts} is {}%", number::english(*rounded))
        }
        Notice::DocumentWithoutNumber => format!("{here} has no number"),
        Notice::DocumentWithoutDate => format!("{here} has no date"),
        Notice::DocumentMalformed { reference } => {
            format!("{here}: the number is not written as it should be, perhaps {reference}")
        }
        Notice::DocumentSign { kind, own, found } => {
            format!("{here}: the sign {found} is not that of {kind} ({own})")
        }
        Notice::DocumentOrder { document, others } => {
            let others: Vec<String> =
                others.iter().map(|other| format!("{} of {}", other.reference, other.date)).collect();
            let (reference, date) = (&document.reference, document.date);
            format!("{reference} of {date}, but {}: out of order", others.join(", "))
        }
        Notice::ZeroOfNone => format!("{here} reported as a share of nothing (0/0)"),
    }
}
