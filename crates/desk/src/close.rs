//! Closing a round (chốt số liệu), and verifying later that it still gives the same bytes (kiểm chứng).

use super::folder::is_put_by_people;
use super::open_round::{RECEIVED, text};
use super::out_of_order::OutOfOrder;
use super::packs::PACKS;
use super::result_files::{self, ResultFile};
use super::{Error, Expected, Folder, OpenRound, StatedOrNow, Tools, lock};
use phuluc_form::Moment;
use phuluc_round::{
    Consolidation, Difference, Hashed, Manifest, UnitState, decisions, manifest, outside, register, round,
};
use phuluc_say::{DecisionMessage, Lang, RoundMessage, StatusMessage, round_status, words};

/// The order to close a round.
#[derive(Clone, Copy, Debug)]
pub struct Closing<'c> {
    /// The person who closes it.
    pub by: &'c str,
    /// The moment of closing.
    pub at: StatedOrNow<'c>,
    /// The reason for closing it although something is undecided.
    pub because: Option<&'c str>,
    /// Whether only accepted reports are added up.
    pub only_accepted: bool,
    /// The language in which the record names what is undecided.
    pub lang: Lang,
}

/// Closes a round: writes its consolidated workbook, and the record of everything that it was made of.
///
/// # Errors
/// If something is undecided and no reason is given, or something cannot be read or written.
pub fn close(
    folder: &dyn Folder,
    closing: &Closing<'_>,
    tools: &Tools<'_>,
) -> Result<(Manifest, Moment), Error> {
    OpenRound::open(folder, tools)?;
    let _lock = lock(folder)?;
    let open = OpenRound::open(folder, tools)?;
    let at = closing.at.moment(open.round.zone)?;
    // a reception later than now is wrong itself, and keeps nobody from closing
    if closing.at.said.is_some() {
        refuse_too_early(&open, at)?;
    }
    let consolidation = open.consolidation(tools, closing.only_accepted);
    let files = files(folder, tools)?;
    let mut undecided = undecided(&open, &consolidation, closing.lang)?;
    let unreadable = open.unreadable()?;
    for file in files
        .iter()
        .filter(|file| file.sha256.is_none() && unreadable.iter().all(|(other, _)| *other != file.path))
    {
        undecided.push(words::say(closing.lang, RoundMessage::NotHashed(&folder.shown(&file.path))));
    }
    if let Some(cut_off) = open.round.cut_off.filter(|cut_off| at < *cut_off) {
        undecided.insert(0, words::say(closing.lang, RoundMessage::BeforeCutOff(cut_off)));
    }
    if !undecided.is_empty() && closing.because.is_none() {
        return Err(Error::Undecided(undecided));
    }
    let results = result_files::of(&consolidation)?;
    let mut hashed = results.iter().map(ResultFile::hashed);
    let consolidated = hashed.next().ok_or_else(|| Error::NotClosed(folder.shown("")))?;
    let manifest = Manifest {
        version: 1,
        phuluc: env!("CARGO_PKG_VERSION").to_owned(),
        round: open.round.title.clone(),
        closed_at: at.iso(),
        closed_by: closing.by.to_owned(),
        because: closing.because.map(str::to_owned),
        undecided,
        only_accepted: closing.only_accepted,
        files,
        definitions: manifest::definitions(&consolidation),
        decisions: open.decisions.list.len(),
        consolidated,
        beside: hashed.collect(),
    };
    let files: Vec<(&str, &[u8])> = results.iter().map(|file| (&*file.path, &*file.bytes)).collect();
    folder.write_together(&files)?;
    let mut text = serde_json::to_string_pretty(&manifest)?;
    text.push('\n');
    folder.write(manifest::FILE, text.as_bytes(), Expected::Only(None))?;
    Ok((manifest, at))
}

/// Refuses to close a round at a moment after which files came or decisions were made.
fn refuse_too_early(open: &OpenRound<'_>, at: Moment) -> Result<(), Error> {
    let received = open.register.entries.iter().filter_map(|entry| entry.received);
    let decided = open.decisions.holding().map(|decision| decision.when);
    let later = |last: Option<Moment>| last.filter(|last| *last > at);
    match (later(received.max()), later(decided.max())) {
        (Some(last), _) => Err(OutOfOrder::FileAfterClosing { at, last }.into()),
        (None, Some(last)) => Err(OutOfOrder::DecisionAfterClosing { at, last }.into()),
        (None, None) => Ok(()),
    }
}

/// The record of a round's closing, if it is closed.
pub fn record(folder: &dyn Folder) -> Option<Manifest> {
    serde_json::from_str(&text(folder, manifest::FILE).ok()?).ok()
}

/// Compares a closed round with the record of its closing. Gives the record and the differences.
///
/// # Errors
/// If the round was not closed, or cannot be opened.
pub fn verify(folder: &dyn Folder, tools: &Tools<'_>) -> Result<(Manifest, Vec<Difference>), Error> {
    let text = text(folder, manifest::FILE).map_err(|_| Error::NotClosed(folder.shown("")))?;
    let manifest: Manifest = serde_json::from_str(&text)?;
    let open = OpenRound::open(folder, tools)?;
    let consolidation = open.consolidation(tools, manifest.only_accepted);
    let again: Vec<Hashed> = result_files::of(&consolidation)?.iter().map(ResultFile::hashed).collect();
    let written: Vec<Hashed> = manifest
        .results()
        .map(|result| Hashed { path: result.path.clone(), sha256: folder.sha256(&result.path).ok() })
        .collect();
    let definitions = manifest::definitions(&consolidation);
    let differences = manifest.differences(&files(folder, tools)?, &definitions, &written, &again);
    Ok((manifest, differences))
}

/// The files that a round is made of: its lists, its copy of packs, and everything that was received.
fn files(folder: &dyn Folder, tools: &Tools<'_>) -> Result<Vec<Hashed>, Error> {
    let lists =
        [round::FILE, round::ROSTER, register::FILE, decisions::FILE, outside::FILE].map(str::to_owned);
    let mut paths: Vec<String> = lists.into_iter().filter(|file| folder.exists(file)).collect();
    paths.extend(folder.list(RECEIVED)?.into_iter().filter(|path| is_put_by_people(path)));
    paths.extend(folder.list(PACKS)?);
    paths.sort();
    let hashes = tools.map(&paths, |path| folder.sha256(path).ok());
    Ok(paths.into_iter().zip(hashes).map(|(path, sha256)| Hashed { path, sha256 }).collect())
}

/// What somebody should decide before the round is closed, a line each.
fn undecided(open: &OpenRound<'_>, consolidation: &Consolidation, lang: Lang) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for member in consolidation.members.iter().chain(&consolidation.senders) {
        let unit = &member.unit.name;
        let line = match member.state() {
            UnitState::Returned(_) => Some(words::say(lang, RoundMessage::ReturnedOpen { unit })),
            UnitState::Passes => None,
            // accepting what came excuses nothing that has not come
            _ if member.is_accepted() && member.missing.is_empty() => None,
            _ => Some(format!("{unit}: {}", words::say(lang, StatusMessage::Unit(member)))),
        };
        lines.extend(line);
        lines.extend(round_status::doubts(member, lang).map(|said| format!("{unit}: {said}")));
    }
    for (decision, why) in &consolidation.unmatched {
        let unit = open.round.units.get(decision.unit).map_or("", |unit| unit.name.as_str());
        lines.push(words::say(lang, DecisionMessage::Unmatched { unit, decision, why }));
    }
    for entry in open.register.entries.iter().filter(|entry| entry.unit.is_none()) {
        lines.push(words::say(lang, RoundMessage::UnitUnknown(&entry.path)));
    }
    for path in open.unlisted()? {
        lines.push(words::say(lang, RoundMessage::NotInRegister(&open.folder.shown(&path))));
    }
    for (path, why) in open.unreadable()? {
        let (path, why) = (&open.folder.shown(&path), &words::message(lang, &why));
        lines.push(words::say(lang, RoundMessage::CannotBeTakenIn { path, why }));
    }
    Ok(lines)
}
