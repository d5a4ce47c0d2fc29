//! The sentences about a round in English.

use crate::consolidate::Refusal;
use crate::finding::{CellRef, Decision, Ruling};
use crate::list::Flaw;
use crate::manifest::Difference;
use crate::number;
use crate::oddity::Oddity;
use crate::parcel::Kind;
use crate::words::said::Said;

pub(in crate::words) fn say(said: &Said<'_>) -> String {
    match said {
        Said::FlawAt { file, sheet: "", .. } => (*file).to_owned(),
        Said::FlawAt { file, sheet, cell: None } => format!("{file}, sheet “{sheet}”"),
        Said::FlawAt { file, sheet, cell: Some(cell) } => format!("{file}, sheet “{sheet}”, cell {cell}"),
        Said::Mistake => "error".to_owned(),
        Said::Flaw(flaw) => self::flaw(flaw),
        Said::TakenIn { files: 0, .. } => "no new file of a unit in the list".to_owned(),
        Said::TakenIn { files, units, register } => {
            format!("taken in: {files} files of {units} units, written into {register}")
        }
        Said::TakenFile { unit, number, path, original } => {
            format!("{unit}, sending {number}: {path} (came as “{original}”)")
        }
        Said::OwesNothing => "this unit owes nothing in this round".to_owned(),
        Said::Checked { errors } => format!("checked, errors: {errors}"),
        Said::Changed { form, number, places } => {
            format!("{form}: places that differ from sending {number}: {places}")
        }
        Said::UnitsUnknown(files) => {
            format!("unit not known ({files} files, kept in nhan, counted for nobody):")
        }
        Said::Paste => {
            "a line to paste into don-vi.xlsx (choose one; over the unit's line, or as a new one):".to_owned()
        }
        Said::NotTaken(files) => format!("not taken in ({files} files):"),
        Said::Contested { counted, newer } => {
            format!(
                "sending {newer} has errors, sending {counted} has none and counts; somebody should decide in xu-ly.xlsx"
            )
        }
        Said::Ruling(ruling) => self::ruling(ruling),
        Said::Decision(decision) => self::decision(decision),
        Said::Adjusted { place, from, to, decision } => {
            let Decision { who, when, basis, .. } = decision;
            format!("{place}: adjusted from {from} to {to} ({who}, {}; basis: {basis})", when.iso())
        }
        Said::Decided { unit, ruling, file } => format!("written into {file}: {unit}, {ruling}"),
        Said::Unmatched { unit, decision } => {
            format!("a decision that matches nothing any more: {unit}, {}", self::decision(decision))
        }
        Said::Reading { done, of } => {
            format!("reading {}/{} files …", number::english((*done).into()), number::english((*of).into()))
        }
        Said::NotInRegister(path) => {
            format!("note: {path} is not in the register and was not read; take it in with `phuluc receive`")
        }
        Said::Written(path) => format!("written: {path}"),
        Said::StatusAt { at, due } => {
            let due = due.map_or_else(String::new, |due| format!(", due {}", due.iso()));
            format!("as of {}{due}", at.iso())
        }
        Said::Completeness(share) => format!("complete: {share}"),
        Said::Timeliness(share) => format!("complete and in time: {share}"),
        Said::Reminders => "reminders, ready to be pasted:".to_owned(),
        Said::Standing(_)
        | Said::Late { .. }
        | Said::Extended { .. }
        | Said::RemindMissing { .. }
        | Said::RemindUnusable { .. }
        | Said::RemindReturned { .. }
        | Said::RemindErrors { .. } => super::status::say(said),
        Said::ReturnsWritten { files, folder } => format!("workbooks to send back: {files}, in {folder}"),
        Said::ReturnedOpen { unit } => format!("{unit}: returned, not sent again"),
        Said::OfNobody(path) => format!("{path}: its unit is not known"),
        Said::Closed { at, files, file } => {
            format!("closed at {}: {files} files, recorded in {file}", at.iso())
        }
        Said::Verified { manifest, same } => {
            let outcome =
                if *same { "all files are unchanged and give the same bytes" } else { "something differs" };
            format!("closed at {}, files: {}: {outcome}", manifest.closed_at, manifest.files.len())
        }
        Said::Difference(difference) => self::difference(difference),
        Said::RoundMade { folder, period, due, units, forms } => {
            format!(
                "the round is in {folder}: {period}, forms: {forms}, due {due}, units: {units}\n\
                 look through {folder}/round.toml and {folder}/don-vi.xlsx"
            )
        }
        Said::BlanksWritten { written, kept, carried, folder } => format!(
            "blanks written to {folder}: {written}, figures carried over: {carried}, \
             left as they were: {kept}"
        ),
        Said::DefinitionsChecked { .. }
        | Said::Drafted { .. }
        | Said::NotDrafted { .. }
        | Said::NoFormOn(_)
        | Said::DraftNext { .. } => super::draft::say(said),
    }
}

fn meant(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; is “{near}” meant?"))
}

fn difference(difference: &Difference) -> String {
    match difference {
        Difference::Gone(path) => format!("{path} is gone"),
        Difference::Changed(path) => format!("{path} was changed"),
        Difference::New(path) => format!("{path} is new"),
        Difference::Definition(form, version) => format!("the definition of {form} {version} is another"),
        Difference::Consolidated => "consolidating again gives other bytes".to_owned(),
        Difference::Program(version) => {
            let now = env!("CARGO_PKG_VERSION");
            format!("closed with phuluc {version}, this is {now}; the bytes may differ for that alone")
        }
    }
}

fn ruling(ruling: &Ruling) -> String {
    match ruling {
        Ruling::Accepted => "accepted".to_owned(),
        Ruling::Returned => "returned".to_owned(),
        Ruling::Explained { rule, cell: None } => format!("accepted as explained [{rule}]"),
        Ruling::Explained { rule, cell: Some(CellRef { sheet, at }) } => {
            format!("accepted as explained [{rule}] on sheet “{sheet}”, cell {at}")
        }
        Ruling::Adjusted { cell: CellRef { sheet, at }, from, to } => {
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

/// What is said about a file when it is taken in.
pub(super) fn odd(oddity: &Oddity) -> String {
    match oddity {
        Oddity::UnitDoubtful { said, may_be } => {
            let said = match said {
                Some(said) => format!("the unit is not known; the file names “{said}”"),
                None => {
                    "the unit is not known; neither the file nor its name gives one of the list".to_owned()
                }
            };
            match may_be.as_slice() {
                [] => said,
                names => format!("{said}, which may be {}", names.join(" or ")),
            }
        }
        Oddity::NamedForOther { here, file_name } => {
            format!("the file is named for “{file_name}” and holds the figures of “{here}”")
        }
        Oddity::SameFileAgain { first, number } => {
            format!("the same file came in sending {number} ({first})")
        }
        Oddity::NotTaken(kind) => self::kind(*kind).to_owned(),
        Oddity::SameAsBefore { figures } => format!("all {figures} figures are those of the period before"),
        Oddity::ChangedSinceReceipt => {
            "the file is not what it was when it came (its SHA-256 is not the register's)".to_owned()
        }
        Oddity::NotTakenOver(refusal) => {
            format!(
                "the figures of this consolidated workbook cannot be taken over: {}",
                self::refusal(refusal)
            )
        }
        Oddity::CameTwice { unit, counted } if counted.is_empty() => {
            format!("{unit} sent its report itself, so its figures in this workbook are not counted")
        }
        Oddity::CameTwice { unit, counted } => {
            format!("{unit} is in “{counted}”, so its figures in this workbook are not counted")
        }
    }
}

/// Why nothing of a consolidated workbook is taken over.
fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoList(sheet) => format!("there is no sheet “{sheet}” with all its columns"),
        Refusal::NotUnderstood { sheet, line } => format!("sheet “{sheet}”, line {line} makes no sense"),
        Refusal::Lines { sheet, unit, said, found } => {
            format!("sheet “{sheet}” should have {said} lines of {unit} and has {found}")
        }
        Refusal::UnknownForm(form) => format!("the form “{form}” is not known here"),
        Refusal::NotWorkedOut => "its totals could not be worked out again from the units in it".to_owned(),
        Refusal::Changed { sheet, at, here, expected } => {
            format!(
                "sheet “{sheet}”, cell {at} holds “{here}”, the units' figures give “{expected}”; \
                 the workbook was changed after it was written, or another version of phuluc wrote it"
            )
        }
    }
}

/// What a file that no figures are read from is called.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Rar => "a .rar archive; unpack it and take in what is in it",
        Kind::SevenZip => "a .7z archive; unpack it and take in what is in it",
        Kind::Pdf => "a .pdf, which has no figures to read; ask for the workbook",
        Kind::Word => "a Word document, which has no figures to read; ask for the workbook",
        Kind::Picture => "a picture, which has no figures to read; ask for the workbook",
        Kind::OutlookMail => "an Outlook .msg; save its attachments and take them in",
        Kind::BadZip => "a .zip that is damaged or has a password; unpack it and take in what is in it",
        Kind::BadMail => "a mail that cannot be read or has no attachment",
        Kind::TooMuch => "packed too deep, or too large; unpack it and take in what is in it",
        Kind::Unknown => "not a workbook",
    }
}
