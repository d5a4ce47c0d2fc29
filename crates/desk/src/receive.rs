//! Receiving (tiếp nhận): puts the files that were sent into the round's folder and its register.
//!
//! It takes deliveries, unpacks them, lets the intake assign each attachment to a unit, writes the files and the
//! register, and tells the outcome of each.

use super::folder::{FileState, is_workbook};
use super::look::{Looker, ReadyReports};
use super::open_round::RECEIVED;
use super::{Error, Expected, FileContent, Folder, OpenRound, Paths, StatedOrNow, Tools, lock};
use phuluc_book::list_sheet;
use phuluc_check::{FileNotFound, Finding, Ruling, UnreadableFile};
use phuluc_form::Moment;
use phuluc_grid::ReadError;
use phuluc_round::{
    Arrival, Attached, FileRepeated, Intake, Kept, Member, Received, Register, RegisterLine, TimeSource,
    attachments, decisions, register,
};
use phuluc_say::PassedOver;
use std::collections::BTreeSet;

/// The first year whose times are believed. Clocks without a battery begin in 1970 or 1980.
const FIRST_YEAR: i32 = 2000;

/// Something that was sent: a workbook, an archive or a mail.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The name, with the folders that it was in.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// The time of its last change, in seconds since 1970, if it is known.
    pub modified: Option<i64>,
}

/// What people say about how deliveries came.
#[derive(Clone, Copy, Debug)]
pub struct ReceiptFacts<'c> {
    /// The time of receipt, if somebody says it.
    pub at: StatedOrNow<'c>,
    /// The way of sending; empty if nobody says it.
    pub via: &'c str,
    /// The official number of the covering letter; empty if nobody says it.
    pub document: &'c str,
}

/// The result of receiving.
#[derive(Debug)]
pub struct AllReceived<'f> {
    /// The round, with only the units that have something new.
    pub open: OpenRound<'f>,
    /// The register as it is now.
    pub register: Register,
    /// The units that have something new, with their reports.
    pub members: Vec<Member>,
    /// The outcome of each attachment.
    pub received: Vec<Received>,
}

impl AllReceived<'_> {
    /// Whether there are findings other than that a file came before.
    pub fn has_findings(&self) -> bool {
        self.received.iter().flat_map(|received| &received.findings).any(|finding| !came_before(finding))
    }
}

/// Receives deliveries, and files that were put into the round's folder by hand.
///
/// # Errors
/// If the round cannot be opened, somebody else is writing, or something cannot be read or written.
pub fn receive<'f>(
    folder: &'f dyn Folder,
    deliveries: Vec<Delivery>,
    coming: &ReceiptFacts<'_>,
    tools: &Tools<'_>,
) -> Result<AllReceived<'f>, Error> {
    OpenRound::open(folder, tools)?;
    let _lock = lock(folder)?;
    let seen = FileState::new(folder, register::FILE)?;
    // open it again, because somebody else may have written before the lock
    let mut open = OpenRound::open(folder, tools)?;
    seen.refuse_own_sheets(folder, &open.register.other_sheets)?;
    let (arrivals, unread) = arrivals(&open, deliveries, coming)?;
    let mut register = open.register.clone();
    let (received, seen_again, ready) = take_in(&open, &mut register, arrivals, tools)?;
    seen.replace(folder, &list_sheet::write(&register.lists(&open.round))?)?;
    // the list of decisions is made as soon as there is something to decide
    if !folder.exists(decisions::FILE) {
        let list = list_sheet::write(&[open.decisions.list(&open.round)])?;
        folder.write(decisions::FILE, &list, Expected::Only(None))?;
    }
    let received: Vec<Received> = received.into_iter().chain(seen_again).chain(unread).collect();
    let new: BTreeSet<usize> =
        received.iter().filter_map(|received| register.entries.get(received.entry?)?.unit).collect();
    open.register = register.clone();
    let open = open.only(|unit| new.contains(&unit));
    let members = open.members_with(ready, tools, &open.previous, Paths::InRound);
    Ok(AllReceived { open, register, members, received })
}

/// Puts arrivals into the register and the folder. Gives the outcomes for them, the outcomes for registered files
/// whose unit was unknown and that were looked at again, and the reports made meanwhile.
fn take_in(
    open: &OpenRound<'_>,
    register: &mut Register,
    arrivals: Vec<Arrival>,
    tools: &Tools<'_>,
) -> Result<(Vec<Received>, Vec<Received>, ReadyReports), Error> {
    let folder = open.folder;
    let (mut received, mut seen_again) = (Vec::new(), Vec::new());
    let looker = Looker::new(open, tools);
    let files_without_unit: Vec<(usize, &RegisterLine)> =
        open.register.entries.iter().enumerate().filter(|(_, entry)| entry.unit.is_none()).collect();
    let seen_before = tools
        .map(&files_without_unit, |(_, entry)| looker.look(&folder.workbook(&entry.path), &entry.original));
    let seen = tools.map(&arrivals, |arrival| (!tools.watch.is_stopped()).then(|| looker.look_at(arrival)));
    let seen: Vec<_> = seen.into_iter().collect::<Option<_>>().ok_or(Error::Stopped)?;
    let mut ready = ReadyReports::default();
    let is_set_aside = |unit: usize, number: u32| {
        let mut decisions = open.decisions.of(unit).into_iter();
        decisions.any(|decision| decision.ruling == Ruling::SetAside && decision.sending == Some(number))
    };
    let kept = Kept {
        is_taken: &|path| folder.exists(path),
        sha256: &|path| folder.sha256(path).ok(),
        is_set_aside: &is_set_aside,
    };
    let mut intake = Intake::new(&looker.names, register);
    for ((index, entry), (looked, report)) in files_without_unit.into_iter().zip(seen_before) {
        let findings = intake.look_again(index, &looked);
        ready.keep(&looked, &entry.original, report);
        seen_again.push(Received {
            original: entry.original.clone(),
            entry: Some(index),
            to_write: None,
            findings,
        });
    }
    for (arrival, (looked, report)) in arrivals.into_iter().zip(seen) {
        let is_in_archive = arrival.was_put_by_hand && arrival.in_place.is_none();
        ready.keep(&looked, &arrival.attachment.name, report);
        let one = intake.take(arrival, &looked, kept);
        // files in an archive that lies in the folder are found again every time
        if is_in_archive && one.findings.iter().any(came_before) {
            continue;
        }
        if let Some((path, bytes)) = &one.to_write {
            folder.write(path, bytes, Expected::Anything)?;
        }
        received.push(one);
    }
    Ok((received, seen_again, ready))
}

/// Whether a file holds no figures by its name, whatever its size.
pub fn holds_no_figures(name: &str) -> bool {
    !is_workbook(name) && matches!(PassedOver::of_name(name), PassedOver::OfKind(_))
}

/// All files that were sent, in the order in which they came, and the outcomes of those that cannot be read. The
/// latter keep no other file from being received.
fn arrivals(
    open: &OpenRound<'_>,
    deliveries: Vec<Delivery>,
    coming: &ReceiptFacts<'_>,
) -> Result<(Vec<Arrival>, Vec<Received>), Error> {
    let (mut arrivals, mut unread) = (Vec::new(), Vec::new());
    let mut deliveries: Vec<(Delivery, Option<String>)> =
        deliveries.into_iter().map(|delivery| (delivery, None)).collect();
    for path in open.put_by_hand()? {
        let name = path.strip_prefix(RECEIVED).and_then(|name| name.strip_prefix('/')).unwrap_or(&path);
        let bytes = match open.folder.workbook(&path) {
            FileContent::Bytes(bytes) => bytes,
            // a file that is no workbook by its name, such as a film, is reported as what it is
            FileContent::Unreadable(ReadError::TooLarge(_)) if holds_no_figures(name) => Vec::new(),
            FileContent::Unreadable(why) => {
                unread.push(Received::not_taken(name.to_owned(), Finding::of_file(UnreadableFile(why))));
                continue;
            }
            // the file has gone since it was listed, or it is a broken link
            FileContent::Missing => {
                unread.push(Received::not_taken(name.to_owned(), Finding::of_file(FileNotFound)));
                continue;
            }
        };
        let delivery = Delivery { name: name.to_owned(), bytes, modified: open.folder.modified(&path) };
        deliveries.push((delivery, Some(path)));
    }
    for (delivery, in_place) in deliveries {
        unpack(open, delivery, in_place.as_deref(), coming, &mut arrivals)?;
    }
    let mut arrivals = match_interrupted_copies(arrivals);
    arrivals.sort_by_key(|arrival: &Arrival| (arrival.received, arrival.changed));
    Ok((arrivals, unread))
}

/// Matches deliveries with copies that an interrupted run has put into the folder: such a copy belongs to its
/// delivery, and is not another file put there by hand.
fn match_interrupted_copies(arrivals: Vec<Arrival>) -> Vec<Arrival> {
    let hash = |arrival: &Arrival| match &arrival.attachment.content {
        Attached::Workbook(bytes) => Some(phuluc_form::sha256(bytes)),
        Attached::Other(_) => None,
    };
    let (in_place, mut delivered): (Vec<Arrival>, Vec<Arrival>) =
        arrivals.into_iter().partition(|arrival| arrival.in_place.is_some());
    if in_place.is_empty() {
        return delivered;
    }
    let hashes: Vec<Option<String>> = delivered.iter().map(hash).collect();
    for copy in in_place {
        let same = hash(&copy);
        let own = hashes.iter().position(|other| other.is_some() && *other == same);
        match own.and_then(|own| delivered.get_mut(own)).filter(|own| own.in_place.is_none()) {
            Some(own) => own.in_place = copy.in_place,
            None => delivered.push(copy),
        }
    }
    delivered
}

fn unpack(
    open: &OpenRound<'_>,
    delivery: Delivery,
    in_place: Option<&str>,
    coming: &ReceiptFacts<'_>,
    arrivals: &mut Vec<Arrival>,
) -> Result<(), Error> {
    let zone = open.round.zone;
    let now = Moment::from_unix(coming.at.now, zone);
    let of_file = delivery.modified.and_then(|seconds| Moment::from_unix(seconds, zone));
    let at = coming.at.moment_past(zone)?;
    for attachment in attachments::unpack(&delivery.name, delivery.bytes, zone) {
        let is_mail = attachment.mailed.is_some() && coming.via.is_empty();
        // an archive put into the folder by hand stays there, and its files are written beside it
        let is_itself =
            attachment.name == delivery.name && matches!(attachment.content, Attached::Workbook(_));
        // a time in the future, or before there were such reports, comes from a wrong clock
        let is_possible =
            |moment: &Moment| moment.year() >= FIRST_YEAR && now.is_none_or(|now| *moment <= now);
        let [packed, mailed, modified] =
            [attachment.packed, attachment.mailed, of_file].map(|moment| moment.filter(is_possible));
        let known = [
            // a mail tells when its archive came; the archive tells which of its files is the newest
            packed.filter(|_| attachment.mailed.is_none()).map(|packed| (packed, TimeSource::Archive)),
            mailed.map(|mailed| (mailed, TimeSource::Mail)),
            modified.map(|modified| (modified, TimeSource::File)),
        ];
        let known = known.into_iter().flatten().next().filter(|_| coming.at.said.is_none());
        let (received, time_source) = known.unwrap_or((at, TimeSource::Said));
        // archives without times, and clocks that differ by minutes, are nothing to tell
        let is_told = |moment: &Moment| !is_possible(moment) && moment.day() != received.day();
        let own = attachment.mailed.map(|mailed| (mailed, TimeSource::Mail));
        let own = own.or_else(|| of_file.map(|moment| (moment, TimeSource::File)));
        let disbelieved = own.filter(|(moment, _)| is_told(moment) && coming.at.said.is_none());
        arrivals.push(Arrival {
            received,
            time_source,
            disbelieved,
            changed: packed.or(mailed).or(modified),
            via: if is_mail { "thư điện tử".to_owned() } else { coming.via.to_owned() },
            document: coming.document.to_owned(),
            was_put_by_hand: in_place.is_some(),
            in_place: in_place.filter(|_| is_itself).map(str::to_owned),
            attachment,
        });
    }
    Ok(())
}

fn came_before(finding: &Finding) -> bool {
    finding.general::<FileRepeated>().is_some()
}
