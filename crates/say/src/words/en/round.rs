//! Sentences about a round as a whole, in English.

use crate::words::message::{NextStep, PassedOver, RoundMessage};
use crate::words::sheet_names::FINDINGS;
use phuluc_check::GeneralFinding;
use phuluc_form::{Lang, number};
use phuluc_round::general_rules::file_not_taken::FileNotTaken;
use phuluc_round::{Difference, OtherPacks, UsedPack};

pub(super) fn say(message: &RoundMessage<'_>) -> String {
    match message {
        RoundMessage::Made { folder, period, due, units, forms } => {
            format!(
                "the round is in {folder}: {period}, forms: {forms}, due {due}, units: {units}\n\
                 look through {folder}/round.toml and {folder}/don-vi.xlsx"
            )
        }
        RoundMessage::OutsidePrepared { file, figures } => format!(
            "{file} is ready for {figures} figures that others give, as the points of a survey: write figure and source there"
        ),
        RoundMessage::OtherPacks { other, named, round } => other_packs(other, *named, round),
        RoundMessage::BlanksOfNobody(names) => blanks_of_nobody(names),
        RoundMessage::BlanksWritten { written, kept, carried, of_nobody, folder } => {
            let nobody =
                if of_nobody.is_empty() { String::new() } else { blanks_of_nobody(of_nobody) + ", " };
            format!(
                "{nobody}blanks written to {folder}: {written}, figures carried over: {carried}, \
                 left as they were: {kept}"
            )
        }
        RoundMessage::Reading { done, of } => {
            format!("reading {}/{} files …", number::english((*done).into()), number::english((*of).into()))
        }
        RoundMessage::Next { step, round } => next(step, round),
        RoundMessage::Copy { path, original } => {
            format!("note: {path} is a copy of {original}, which was received, and does not count again")
        }
        RoundMessage::CannotBeTakenIn { path, why } => {
            format!("note: {path} cannot be taken in: {why}; if it is no report, move it away")
        }
        RoundMessage::NotHashed(path) => {
            format!(
                "{path} cannot be read, so that its SHA-256 is not known; let it be read, or move it away"
            )
        }
        RoundMessage::NotInRegister(path) => {
            format!("note: {path} is not in the register and was not read; take it in with `phuluc receive`")
        }
        RoundMessage::PassedOver { paths, why } => match why {
            PassedOver::OfKind(kind) => {
                format!("not read: {paths}: {}", FileNotTaken(*kind).say(Lang::En, None))
            }
            PassedOver::Packed => {
                format!(
                    "not read: {paths}: an archive or a mail; unpack it, or take it into a round with `phuluc receive`"
                )
            }
            PassedOver::LeadsBack => format!("not read: {paths}: a link back to a folder that it stands in"),
        },
        RoundMessage::NoCharts(folder) => {
            format!("no charts drawn into {folder}: no unit has figures to show")
        }
        RoundMessage::Written(path) => format!("written: {path}"),
        RoundMessage::NoLongerNeeded(path) => {
            format!("deleted: {path}: written before the round was closed")
        }
        RoundMessage::Consolidated { workbook, complete, has_findings } => {
            consolidated(workbook, *complete, *has_findings)
        }
        RoundMessage::ReturnsWritten { files, folder } => {
            format!("workbooks to send back: {files}, in {folder}")
        }
        RoundMessage::ReturnsSetAside { names, folder } => {
            format!("earlier workbooks that say nothing any more, moved to {folder}: {}", names.join(", "))
        }
        RoundMessage::ReturnFailed { unit, why } => {
            format!("the workbook for {unit} could not be written: {why}")
        }
        RoundMessage::Serving(address) => format!(
            "the page is open in the browser; if it is not, open this address: {address}\nkeep this window while you work; closing it (or Ctrl+C) ends the page"
        ),
        RoundMessage::BlankNotInForce { form, why } => format!("note: {form}: {why}"),
        RoundMessage::BlankWritten { path, forms } => format!("Written: {path}: {forms}."),
        RoundMessage::CarriedOver { figures: 0 } => {
            "No figure is carried over from the period before.".to_owned()
        }
        RoundMessage::CarriedOver { figures } => {
            format!("Carried over from the period before: {figures} figures.")
        }
        RoundMessage::ReturnedOpen { unit } => format!("{unit}: returned, not sent again"),
        RoundMessage::UnitUnknown(path) => format!("{path}: its unit is not known"),
        RoundMessage::LockTakenOver(path) => {
            format!("note: an earlier run was cut short and left the lock {path}; it was taken over")
        }
        RoundMessage::BeforeCutOff(cut_off) => format!("the data cut-off is to come ({})", cut_off.iso()),
        RoundMessage::Closed { at, manifest, file } => {
            let results: Vec<&str> = manifest.results().map(|result| result.path.as_str()).collect();
            let results = match results.as_slice() {
                [] | [_] => String::new(),
                several => format!("; results: {}", several.join(", ")),
            };
            format!("closed at {}: {} files, recorded in {file}{results}", at.iso(), manifest.files.len())
        }
        RoundMessage::Verified { manifest, same } => {
            let outcome =
                if *same { "all files are unchanged and give the same bytes" } else { "something differs" };
            format!("closed at {}, files: {}: {outcome}", manifest.closed_at, manifest.files.len())
        }
        RoundMessage::Difference(difference) => self::difference(difference),
    }
}

/// The workbooks that a round was consolidated into, and where its findings stand.
fn consolidated(workbook: &str, complete: Option<&str>, has_findings: bool) -> String {
    let (books, there) = match complete {
        None => (workbook.to_owned(), ""),
        Some(complete) => {
            (format!("{workbook} (brief) and {complete} (complete)"), " of the complete workbook")
        }
    };
    if has_findings {
        format!("Written to {books}; each finding and what to do: sheet “{FINDINGS}”{there}")
    } else {
        format!("Written to {books}")
    }
}

/// The packs that a round was begun with, and those in use instead.
fn other_packs(other: &OtherPacks, named: bool, round: &str) -> String {
    let used = match other.used.as_slice() {
        [] => "none is used now".to_owned(),
        used => format!("{} is used now", packs(used)),
    };
    let old = if named { " Without --forms the old one is used." } else { "" };
    let copy = if named { "copy it into bieu-mau in the round, " } else { "" };
    let fingerprints: Vec<&str> = other.used.iter().map(|pack| pack.fingerprint.as_str()).collect();
    format!(
        "note: this round was begun with the pack of forms {}, and {used}; results may differ.{old} To take the new one over, {copy}write its fingerprint {} into packs in round.toml, and make the blanks anew: phuluc blank --round {round}",
        packs(&other.remembered),
        fingerprints.join(", ")
    )
}

fn packs(packs: &[UsedPack]) -> String {
    let named = packs.iter().map(|pack| format!("“{}” (fingerprint {})", pack.name, pack.fingerprint));
    named.collect::<Vec<_>>().join(", ")
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

/// The next step, with its command.
fn next(step: &NextStep, round: &str) -> String {
    let step = match step {
        NextStep::ListUnits => format!("list the units in don-vi.xlsx, then: phuluc blank --round {round}"),
        NextStep::HandOut => format!("make a workbook for each unit: phuluc blank --round {round}"),
        NextStep::Await => {
            format!("send out the workbooks in mau; take reports in with: phuluc receive {round} FILE")
        }
        NextStep::TakeIn(files) => {
            format!("enter {files} files that were put into nhan: phuluc receive {round}")
        }
        NextStep::NameSenders(files) => {
            format!("write the units of {files} files into so-theo-doi.xlsx, then: phuluc receive {round}")
        }
        NextStep::FindFiles(units) => format!(
            "find the lost or changed files of {units} units again, then: phuluc receive {round} FILE"
        ),
        NextStep::SendBack(units) => {
            format!("make workbooks to send back to {units} units with errors: phuluc check {round} --return")
        }
        NextStep::AwaitCorrected(units) => format!(
            "send the workbooks in tra-lai to {units} units with errors; take theirs in with: phuluc receive {round} FILE"
        ),
        NextStep::AwaitResent(folder) => format!(
            "send the workbooks in {} to the units; take theirs in with: phuluc receive {round} FILE",
            folder.as_deref().unwrap_or("tra-lai")
        ),
        NextStep::Decide(units) => format!(
            "decide which sending of {units} units counts (see phuluc status {round}): phuluc decide {round} UNIT accept --sending N --by NAME"
        ),
        NextStep::Remind(units) => format!(
            "remind {units} units (phuluc status {round} has the texts); take reports in with: phuluc receive {round} FILE"
        ),
        NextStep::Look => format!("see where it stands: phuluc status {round}"),
        NextStep::Consolidate => {
            format!("all have sent, without errors; consolidate: phuluc consolidate {round}")
        }
        NextStep::Close => {
            format!("look at the consolidated workbook, then close: phuluc close {round} --by \"NAME\"")
        }
        NextStep::Verify => format!("the round is closed; verify it with: phuluc verify {round}"),
        NextStep::PutBack => format!(
            "put back what stood there at closing (chot-so-lieu.json has each file's SHA-256), move new files out of the folder, then verify again: phuluc verify {round}"
        ),
        NextStep::Nothing => "nothing; the round is closed and unchanged".to_owned(),
    };
    format!("next: {step}")
}

/// The workbooks in the folder of blanks that are no unit's.
fn blanks_of_nobody(names: &[String]) -> String {
    format!("blanks of no unit in the list: {} ({})", names.len(), names.join(", "))
}
