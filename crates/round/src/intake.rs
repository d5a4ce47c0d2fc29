//! Intake (tiếp nhận): every attachment becomes a line of the register, or gets a finding that says what to do about
//! it.
//!
//! It takes attachments with what was read from them, the round and its register. It changes the register and says at
//! which path the bytes belong. The bytes themselves are never changed. Reading comes first, for many files at once.

use crate::attachments::{Attached, Attachment};
use crate::file_name;
use crate::recognise::{By, NotRecognised, UnitNames};
use crate::register::{Register, RegisterLine, TimeSource};
use crate::round::Round;
use crate::round::general_rules::file_not_taken::FileNotTaken;
use crate::round::general_rules::file_put_back::FilePutBack;
use crate::round::general_rules::file_repeated::FileRepeated;
use crate::round::general_rules::line_restored::LineRestored;
use crate::round::general_rules::named_for_other::NamedForOther;
use crate::round::general_rules::time_not_believed::TimeNotBelieved;
use crate::round::general_rules::unit_doubtful::UnitDoubtful;
use phuluc_check::{Finding, UnreadableFile};
use phuluc_form::{FormId, Moment};
use phuluc_grid::{ReadError, Sheet};

/// An attachment, with the circumstances of its arrival.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The attachment.
    pub attachment: Attachment,
    /// The moment of its arrival.
    pub received: Moment,
    /// The source of that moment.
    pub time_source: TimeSource,
    /// A time of its own that cannot be that moment, and its source.
    pub disbelieved: Option<(Moment, TimeSource)>,
    /// A time that orders attachments that arrived at the same moment, if there is one.
    pub changed: Option<Moment>,
    /// The channel that it came through.
    pub via: String,
    /// The official number of the letter with it.
    pub document: String,
    /// Whether it lies in the round's folder, by itself or packed.
    pub was_put_by_hand: bool,
    /// Its path, if it was put into the round's folder by hand.
    pub in_place: Option<String>,
}

/// The outcome for an attachment.
#[derive(Clone, Debug)]
pub struct Received {
    /// The name under which it came.
    pub original: String,
    /// Its line in the register: a new one, or that of the same file put back.
    pub entry: Option<usize>,
    /// The bytes to write, with the path at which they belong, unless they are there already.
    pub to_write: Option<(String, Vec<u8>)>,
    /// The findings about it.
    pub findings: Vec<Finding>,
}

/// Reads the sheets of a workbook of unknown origin. A program may do this in a separate process, where a crash does
/// no harm.
pub type ReadSheets<'r> = dyn Fn(&[u8]) -> Result<Vec<Sheet>, ReadError> + Sync + 'r;

/// What was read from a workbook before its intake; none of it depends on the register.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Its unit with the evidence, or what is known of its sender.
    pub unit: Result<(usize, By), NotRecognised>,
    /// The forms in it.
    pub forms: Vec<FormId>,
    /// The reason why it cannot be read, if it cannot.
    pub unread: Option<ReadError>,
}

impl Looked {
    /// A workbook with these sheets, which came under the name `original`.
    pub fn at(
        sha256: String,
        sheets: &[Sheet],
        forms: Vec<FormId>,
        original: &str,
        names: &UnitNames<'_>,
    ) -> Self {
        Self { sha256, unit: names.of_sheets(sheets, original), forms, unread: None }
    }

    /// A workbook that cannot be read, or need not be. Its name may still say its unit.
    pub fn unread(sha256: String, why: Option<ReadError>, original: &str, names: &UnitNames<'_>) -> Self {
        Self { unread: why, ..Self::at(sha256, &[], Vec::new(), original, names) }
    }
}

/// The files that are kept already.
#[derive(Clone, Copy)]
pub struct Kept<'k> {
    /// Whether there is a file at a path.
    pub is_taken: &'k dyn Fn(&str) -> bool,
    /// The SHA-256 of the file at a path, if it can be read.
    pub sha256: &'k dyn Fn(&str) -> Option<String>,
    /// Whether somebody set the sending of a unit with this number aside.
    pub is_set_aside: &'k dyn Fn(usize, u32) -> bool,
}

/// The intake of several attachments at once.
pub struct Intake<'i> {
    names: &'i UnitNames<'i>,
    register: &'i mut Register,
    /// The sendings begun in this intake, each with its unit, number and forms so far.
    begun: Vec<(usize, u32, Vec<FormId>)>,
    /// The number of this intake in the round, from 1.
    reception: u32,
}

impl Received {
    /// An attachment that is not taken in, with the reason.
    pub fn not_taken(original: String, why: Finding) -> Self {
        Self { original, entry: None, to_write: None, findings: vec![why] }
    }
}

impl<'i> Intake<'i> {
    /// Begins an intake into the register of a round.
    pub fn new(names: &'i UnitNames<'i>, register: &'i mut Register) -> Self {
        let reception = register.next_reception();
        Self { names, register, begun: Vec::new(), reception }
    }

    fn round(&self) -> &'i Round {
        self.names.round()
    }

    /// Takes in an attachment, from which `looked` was read, beside the files that are `kept` already.
    pub fn take(&mut self, arrival: Arrival, looked: &Looked, kept: Kept<'_>) -> Received {
        let original = arrival.attachment.name;
        let bytes = match arrival.attachment.content {
            Attached::Workbook(bytes) => bytes,
            Attached::Other(kind) => {
                return Received::not_taken(original, Finding::of_file(FileNotTaken(kind)));
            }
        };
        let sha256 = looked.sha256.clone();
        if let Some(index) = self.register.position(&sha256) {
            let RegisterLine { path, number, unit, .. } = &self.register.entries[index];
            if (kept.sha256)(path) == Some(sha256) {
                let is_set_aside = unit.is_some_and(|unit| (kept.is_set_aside)(unit, *number));
                let repeated = FileRepeated { first: path.clone(), number: *number, is_set_aside };
                return Received::not_taken(original, Finding::of_file(repeated));
            }
            return self.put_back(index, arrival.in_place, bytes, kept);
        }
        if let Some(line) = self.register.take_deleted(&sha256) {
            return self.restore(line, arrival.in_place, bytes, looked, kept);
        }
        let (unit, mut findings) = self.recognise(looked);
        if let Some((stated, source)) = arrival.disbelieved {
            let received = arrival.received;
            findings.push(Finding::of_file(TimeNotBelieved { stated, source, received }));
        }
        let number = unit.map_or(0, |unit| self.number(unit, &looked.forms));
        let path = match arrival.in_place.clone() {
            Some(path) => path,
            None => self.free_path(unit, number, &original, kept),
        };
        let to_write = arrival.in_place.is_none().then(|| (path.clone(), bytes));
        self.register.entries.push(RegisterLine {
            unit,
            number,
            path,
            original: original.clone(),
            sha256,
            received: Some(arrival.received),
            time_source: arrival.time_source,
            via: arrival.via,
            document: arrival.document,
            reception: Some(self.reception),
            ..RegisterLine::default()
        });
        let entry = Some(self.register.entries.len() - 1);
        Received { original, entry, to_write, findings }
    }

    /// An unused path for a file of a unit, or of an unknown sender.
    fn free_path(&self, unit: Option<usize>, number: u32, original: &str, kept: Kept<'_>) -> String {
        let ending = original.rsplit_once('.').map_or("xlsx", |(_, ending)| ending);
        let is_taken = |name: &str| (kept.is_taken)(&format!("nhan/{name}"));
        let name = match unit {
            Some(unit) => {
                let (name, number) = (&self.round().units[unit].name, format!("lan {number}"));
                file_name::safe(&[name, &number], ending, is_taken)
            }
            None => {
                let last = original.rsplit('/').next().unwrap_or_default();
                let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
                file_name::safe(&["chua ro", stem], ending, is_taken)
            }
        };
        format!("nhan/{name}")
    }

    /// Restores a line that somebody deleted, with its time of arrival and its sending.
    fn restore(
        &mut self,
        line: RegisterLine,
        in_place: Option<String>,
        bytes: Vec<u8>,
        looked: &Looked,
        kept: Kept<'_>,
    ) -> Received {
        let (recognised, mut findings) = self.recognise(looked);
        // staff may have named the sender
        let unit = line.unit.or(recognised);
        if line.unit.is_some() {
            findings.clear();
        }
        let number = match unit {
            Some(unit) if line.unit != Some(unit) || line.number == 0 => self.number(unit, &looked.forms),
            Some(_) => line.number,
            None => 0,
        };
        let is_there = in_place.is_some();
        let path = match in_place {
            Some(path) => path,
            None => self.free_path(unit, number, &line.original, kept),
        };
        findings.push(Finding::of_file(LineRestored { number, received: line.received }));
        let original = line.original.clone();
        let to_write = (!is_there).then(|| (path.clone(), bytes));
        self.register.entries.push(RegisterLine { unit, number, path, ..line });
        let entry = Some(self.register.entries.len() - 1);
        Received { original, entry, to_write, findings }
    }

    /// Puts a file back that is not in its place any more, or has changed there.
    fn put_back(
        &mut self,
        index: usize,
        in_place: Option<String>,
        bytes: Vec<u8>,
        kept: Kept<'_>,
    ) -> Received {
        let line = self.register.entries[index].clone();
        let is_changed = (kept.is_taken)(&line.path);
        let to_write = in_place.is_none().then(|| {
            let path = if is_changed {
                self.free_path(line.unit, line.number, &line.original, kept)
            } else {
                line.path.clone()
            };
            (path, bytes)
        });
        // while what was changed lies there, its place is kept, so that nobody takes it for another sending
        if let (false, Some(path)) = (is_changed, in_place) {
            self.register.entries[index].path = path;
        }
        let put_back = FilePutBack { lost: line.path, number: line.number, is_changed };
        let findings = vec![Finding::of_file(put_back)];
        Received { original: line.original, entry: Some(index), to_write, findings }
    }

    /// Tries again to recognise the unit of a line; gives the findings that remain.
    pub fn look_again(&mut self, entry: usize, looked: &Looked) -> Vec<Finding> {
        let (unit, findings) = self.recognise(looked);
        if let Some(unit) = unit {
            self.register.entries[entry].number = self.number(unit, &looked.forms);
            self.register.entries[entry].unit = Some(unit);
        }
        findings
    }

    /// Whose an attachment is, and what is to be said about that; of a unit's own file that cannot be read the check
    /// says so.
    fn recognise(&self, looked: &Looked) -> (Option<usize>, Vec<Finding>) {
        match looked.unit.clone() {
            Err(doubt) => {
                let unread = looked.unread.clone().map(|why| Finding::of_file(UnreadableFile(why)));
                (None, [doubtful(self.round(), doubt)].into_iter().chain(unread).collect())
            }
            Ok((unit, _)) => (Some(unit), Vec::new()),
        }
    }

    /// The sending that a file belongs to. The files of one intake make one sending, unless a form comes twice.
    fn number(&mut self, unit: usize, forms: &[FormId]) -> u32 {
        let next = self.register.next_number(unit, self.round());
        let begun = self.begun.iter_mut().rfind(|(of, _, _)| *of == unit);
        match begun {
            Some((_, number, known)) if !forms.iter().any(|form| known.contains(form)) => {
                known.extend_from_slice(forms);
                *number
            }
            _ => {
                self.begun.push((unit, next, forms.to_vec()));
                next
            }
        }
    }
}

/// The finding about a file whose unit is not known.
pub fn doubtful(round: &Round, doubt: NotRecognised) -> Finding {
    if let Some([here, file_name]) = doubt.named_for {
        let [here, file_name] = [here, file_name].map(|index| round.units[index].name.clone());
        return Finding::of_file(NamedForOther { here, file_name });
    }
    let may_be = doubt.may_be.iter().filter_map(|&index| round.units.get(index));
    Finding::of_file(UnitDoubtful {
        said: doubt.said,
        may_be: may_be.map(|unit| unit.name.clone()).collect(),
    })
}
