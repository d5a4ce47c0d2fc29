//! What is said about files that are taken in or not, in English.

use crate::consolidate::Refusal;
use crate::oddity::Oddity;
use crate::parcel::Kind;

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
