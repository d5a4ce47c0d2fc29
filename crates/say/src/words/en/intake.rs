//! Sentences about files that are taken in, in English.

use crate::words::message::IntakeMessage;
use phuluc_round::TimeSource;

pub(super) fn say(message: &IntakeMessage<'_>) -> String {
    match message {
        IntakeMessage::TakenIn { files: 0, .. } => "no new file of a unit in the list".to_owned(),
        IntakeMessage::TakenIn { files, units, register } => {
            format!("taken in: {files} files of {units} units, written into {register}")
        }
        IntakeMessage::TakenFile { unit, number, path, original } => {
            format!("{unit}, sending {number}: {path} (came as “{original}”)")
        }
        IntakeMessage::CameAt { at, time_source } => {
            let time_source = match time_source {
                TimeSource::Said => "as somebody said",
                TimeSource::Archive => "by the time in the archive",
                TimeSource::Mail => "by the mail",
                TimeSource::File => "by the file's own time",
            };
            format!("received {} ({time_source})", at.iso())
        }
        IntakeMessage::OlderThan { form, number, .. } => {
            format!("{form}: older than sending {number}, whose figures it does not replace")
        }
        IntakeMessage::SayInRegister => {
            "once it is known, write the unit into the column “Đơn vị” of the register, in the line of the file"
                .to_owned()
        }
        IntakeMessage::StillMissing(forms) => format!("still missing: {forms}"),
        IntakeMessage::OwesNothing => "this unit owes nothing in this round".to_owned(),
        IntakeMessage::Checked { errors } => format!("checked, errors: {errors}"),
        IntakeMessage::EmptyForms(forms) => {
            format!("forms without a figure, which do not count as sent: {forms}")
        }
        IntakeMessage::EmptyAgain { form, counted } => {
            format!("{form}: empty this time, the figures of sending {counted} still count")
        }
        IntakeMessage::Changed { form, number, places } => {
            format!("{form}: places that differ from sending {number}: {places}")
        }
        IntakeMessage::UnitsUnknown { files } => {
            format!("unit not known ({files} files, kept in nhan, counted for nobody):")
        }
        IntakeMessage::NotTaken { files } => format!("not taken in ({files} files):"),
    }
}
