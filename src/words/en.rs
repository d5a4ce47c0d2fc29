//! English, for those who maintain phuluc or read over an officer's shoulder.
//!
//! Labels, titles and what to do are the forms' own and stay Vietnamese.

mod decision;
mod definition;
mod draft;
mod intake;
mod label;
mod list;
mod receipt;
mod round;
mod said;
mod status;

use super::{Message, Words};
use crate::answer::Why;
use crate::catalogue::Catalogue;
use crate::check::{Open, Skipped};
use crate::consolidate::{Gap, Standing};
use crate::finding::wording::{self, NAMED, as_written, first_cells, spelled};
use crate::finding::{Finding, Location, Notice, Problem, Relation, Subject, Suggestion, shown};
use crate::form::Form;
use crate::general::{GeneralRule, Manual};
use crate::grid::ReadError;
use crate::lang::Lang;
use crate::number;
use crate::period::Period;
use crate::rule::{Atom, Expr, Rule, Sentence, Severity};
use rust_decimal::Decimal;

/// What a message is called.
pub(super) fn say(message: &Message<'_>) -> String {
    match message {
        Message::Label(label) => label::say(*label).to_owned(),
        Message::Definition(message) => definition::say(message),
        Message::Draft(message) => draft::say(message),
        Message::List(message) => list::say(message),
        Message::Intake(message) => intake::say(message),
        Message::Decision(message) => decision::say(message),
        Message::Status(message) => status::say(message),
        Message::Round(message) => round::say(message),
    }
}

/// The English words.
pub(super) struct En;

impl Words for En {
    fn figure(&self, value: Decimal) -> String {
        wording::figure(Lang::En, value)
    }

    fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }

    fn relations(&self, holding: usize, open: usize, blank: usize) -> String {
        format!("relations: {holding} hold, {open} not checkable; blank: {blank}")
    }

    fn counts(&self, errors: usize, warnings: usize, notes: usize) -> String {
        format!("errors: {errors}, warnings: {warnings}, notes: {notes}")
    }

    fn place(&self, place: &Location) -> String {
        wording::place(Lang::En, place)
    }

    fn subject(&self, subject: &Subject) -> String {
        wording::subject(Lang::En, subject)
    }

    fn answer(&self, place: &Location) -> String {
        wording::answer(Lang::En, place)
    }

    fn problem(&self, problem: &Problem, at: Option<&Location>) -> String {
        match problem {
            Problem::Relation(relation) => Self::relation(relation),
            Problem::Implication { sentence, missing } => self.implication(sentence, missing),
            Problem::General(notice) => self.notice(notice, at),
            Problem::PassedOn(found) => found.message.clone(),
        }
    }

    fn borne_out(&self, finding: &Finding) -> String {
        let (Some(place), [(title, about), ..]) = (finding.place(), finding.borne_out_by.as_slice()) else {
            return String::new();
        };
        let elsewhere = if about.on_sheet.at == place.on_sheet.at {
            String::new()
        } else {
            format!(" at {}", cell(about))
        };
        let others: Vec<String> = finding.related.iter().map(cell).collect();
        format!(
            "{} in {} agrees with “{title}”{elsewhere}, so look at {} first.",
            self.answer(place),
            cell(place),
            others.join(", ")
        )
    }

    fn suggestion(&self, suggestion: &Suggestion) -> String {
        let Suggestion { place, to, .. } = suggestion;
        format!("{} from {} to {}", cell(place), self.answer(place), number::english(*to))
    }

    fn suggestion_why(&self, suggestion: &Suggestion) -> String {
        match (suggestion.mends, suggestion.digits) {
            (0 | 1, 1) => "one digit, and no other relation breaks".to_owned(),
            (0 | 1, _) => "no other relation breaks".to_owned(),
            (mends, _) => format!("{mends} relations hold again"),
        }
    }

    fn open(&self, open: &Open) -> String {
        let unknown: Vec<String> = open
            .unknown
            .iter()
            .take(NAMED)
            .map(|place| format!("{} {}", cell(place), self.answer(place)))
            .collect();
        let mut text = format!("{}: {} ({})", self.place(&open.place), open.title, unknown.join(", "));
        if let (Some(implied), [only]) = (open.implied, open.unknown.as_slice()) {
            text.push_str(&format!(
                "; if the others are right, {} is {}",
                cell(only),
                number::english(implied)
            ));
        }
        text
    }

    fn skipped(&self, skipped: &Skipped) -> String {
        match skipped {
            Skipped::NoForm(form) => format!("the form {form} is not in the file"),
            Skipped::NoPrevious => "no report of the period before to compare with (--previous)".to_owned(),
            Skipped::EmptyColumn(column) => format!("nothing is filled in in the column “{column}”"),
            Skipped::NoRow => "the form has no such row".to_owned(),
        }
    }

    fn manual(&self, rule: &GeneralRule) -> Manual {
        rule.en
    }

    fn rule(&self, _catalogue: &Catalogue, _form: &Form, rule: &Rule) -> String {
        rule.text.clone()
    }

    fn blanks(&self, _catalogue: &Catalogue, _form: &Form, _rule: &Rule) -> String {
        "a blank is unknown: broken if no filling of it fits, else not checkable; inside zero(…), in rows that are not \
         the unit's, and where the cell says “không có”, it counts as 0"
            .to_owned()
    }

    fn read_error(&self, error: &ReadError) -> String {
        wording::read_error(Lang::En, error)
    }

    fn standing(&self, standing: Standing) -> String {
        match standing {
            Standing::NotSubmitted => "not submitted".to_owned(),
            Standing::Unreadable => "unreadable".to_owned(),
            Standing::OtherUnit => "another unit's file".to_owned(),
            Standing::OtherPeriod => "another period".to_owned(),
            Standing::Fails(errors) => format!("checked, errors: {errors}"),
            Standing::Passes => "checked, no errors".to_owned(),
        }
    }

    fn gap(&self, gap: Gap) -> &'static str {
        match gap {
            Gap::NotSubmitted => "not submitted",
            Gap::Unreadable => "unreadable file",
            Gap::OtherUnit => "another unit's file",
            Gap::OtherPeriod => "another period",
            Gap::NotAccepted => "has errors",
            Gap::Blank => "blank",
            Gap::NotRead => "unreadable figure",
            Gap::OnlyTotal => "only a total row",
            Gap::NoTotal => "no total row",
        }
    }

    fn of_units(&self, given: usize, of: usize) -> String {
        format!("{given} of {of} units")
    }

    fn period(&self, period: Option<Period>) -> String {
        period
            .map_or_else(|| "period unknown".to_owned(), |period| format!("{} to {}", period.from, period.to))
    }
}

impl En {
    fn relation(relation: &Relation) -> String {
        let Relation { left, cmp, right, reported, expected } = relation;
        let percent = matches!(right, Expr::Percent(..)) || super::all_percent(left);
        let unit = if percent { "%" } else { "" };
        let figure = |value: Decimal| format!("{}{unit}", number::english(value));
        let left = match (left, shown(*reported, percent)) {
            (Expr::Place(_), Some(value)) => figure(value),
            (_, Some(value)) => format!("{} = {}", spelled(left, &cell, &ratio), figure(value)),
            (_, None) => spelled(left, &cell, &ratio),
        };
        let side = spelled(right, &cell, &ratio);
        let Some(expected) = expected else {
            return format!("{left} reported as {side}, but there is nothing to take a share of");
        };
        let value = match (shown(*expected, percent), expected.lo(), expected.hi()) {
            (Some(value), ..) => figure(value),
            (None, Some(lo), _) if reported.hi().is_some_and(|hi| hi < lo) => {
                format!("at least {}", figure(lo))
            }
            (None, _, Some(hi)) => format!("at most {}", figure(hi)),
            (None, ..) => "something else".to_owned(),
        };
        let off = match relation.difference(percent) {
            Some(difference) => format!(" (off by {})", number::english(difference)),
            None => String::new(),
        };
        format!("{left} reported, must be {} {side} = {value}{off}", cmp.sign())
    }

    fn implication(&self, sentence: &Sentence<Location>, missing: &[Location]) -> String {
        let given = |atom: &Atom<Location>| match atom {
            Atom::Given(place) | Atom::Compare { left: Expr::Place(place), .. } => {
                format!("{} holds {}", cell(place), self.answer(place))
            }
            Atom::Compare { left, .. } => spelled(left, &cell, &ratio),
        };
        let when: Vec<String> = sentence.when.iter().map(given).collect();
        let then: Vec<String> = if missing.is_empty() {
            sentence.then.iter().map(given).collect()
        } else {
            missing.iter().map(|place| format!("{} is blank", cell(place))).collect()
        };
        format!("{} but {}", when.join(", "), then.join(", "))
    }

    #[expect(clippy::too_many_lines, reason = "one line a notice")]
    fn notice(&self, notice: &Notice, at: Option<&Location>) -> String {
        let here = at.map(|place| self.answer(place)).unwrap_or_default();
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
                    self.period(Some(*here)),
                    self.period(Some(*there))
                )
            }
            Notice::NotTheRoundsPeriod { here, round } => {
                let apart = if here.is_mostly(*round) { "" } else { "; most days differ, so not added up" };
                format!(
                    "reports on {}, the round on {}{apart}",
                    self.period(Some(*here)),
                    self.period(Some(*round))
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
                    self.period(Some(*period))
                )
            }
            Notice::ListedUnder { here, listed } => {
                format!("the file names “{here}”, the round lists it under “{listed}”; not in the totals")
            }
            Notice::Oddity(oddity) => said::odd(oddity),
            Notice::NotInForce { version, from, period } => {
                format!("version “{version}”, in force from {from}, for {}", self.period(Some(*period)))
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
                let parts =
                    spelled(ratio, &|place| self.answer(place), &|a: &str, b: &str| format!("{a} / {b}"));
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
}

/// A place in a few letters: `D12`, or `row 2.1` in forms whose rows have codes.
fn cell(place: &Location) -> String {
    wording::cell(Lang::En, place)
}

fn ratio(part: &str, base: &str) -> String {
    format!("the share of {part} in {base}")
}
