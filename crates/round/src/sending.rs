//! Resubmission (gửi lại): which of a unit's sendings counts for which form, and what changed.
//!
//! A form in which nobody wrote a figure is no report: it replaces nothing, and counts for nothing.
//! Nothing is counted twice. For each form the latest sending (lần gửi) without errors counts, else
//! the latest; a later one that holds only some of the forms replaces only those. The latest is the
//! one that came last, in whatever order they were taken in. When a newer one has errors and an older
//! one has none, the older counts and the two are shown side by side until somebody decides; so are two
//! that were taken in together, and two whose order only the times of their files tell.

use crate::file_report::{FileReport, FileStatus};
use crate::register::Clock;
use crate::round::general_rules::draft_sent::DraftSent;
use crate::round::general_rules::period_differs::PeriodDiffers;
use crate::round::general_rules::wrong_unit::WrongUnit;
use phuluc_check::{Checked, FilledForm, Location};
use phuluc_form::{FormId, Moment, Severity};
use std::sync::Arc;

/// One sending of a unit: the files that came together.
#[derive(Clone, Debug, Default)]
pub struct Sending {
    /// Its number, from 1.
    pub number: u32,
    /// When it came.
    pub received: Option<Moment>,
    /// Where that moment is known from.
    pub clock: Clock,
    /// The taking in with which it came, if that is known.
    pub reception: Option<u32>,
    /// Whether the register says whose it is, so that staff stand behind it.
    pub is_registered: bool,
    /// Its files.
    pub files: Vec<FileReport>,
}

/// A form for which another sending might have been meant to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// The form.
    pub form: FormId,
    /// The sending that counts.
    pub counted: u32,
    /// The other one.
    pub other: u32,
    /// Why the other might have been meant.
    pub doubt: Doubt,
}

/// Why somebody should say which of two sendings counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The newer one has errors, and the one that counts has none.
    NewerHasErrors,
    /// The two came together and say different things.
    CameTogether,
    /// Only the times of the files say that the one taken in later is the older one.
    TimesOfFiles,
}

/// What counts of a unit's sendings.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// The files with only those forms that count, each with the number of its sending.
    pub files: Vec<(u32, FileReport)>,
    /// The forms, each with the number of the sending that counts.
    pub counted: Vec<(FormId, u32)>,
    /// The forms that came only empty, each with the number of the sending in which it came last.
    pub empty: Vec<(FormId, u32)>,
    /// The forms on which somebody should decide.
    pub contested: Vec<Contest>,
}

/// A place where two sendings differ.
#[derive(Clone, Debug)]
pub struct Change {
    /// The place, with what the earlier one says there.
    pub before: Location,
    /// The place, with what the later one says there; `None` if it has no such row.
    pub after: Option<Location>,
}

impl Sending {
    /// The form as this sending fills it, and its file; not if nobody wrote a figure into it.
    pub fn form(&self, id: &FormId) -> Option<(&FileReport, &FilledForm)> {
        self.files.iter().find_map(|file| Some((file, file.form(id)?)))
    }

    /// The errors that keep a form from counting without a look: those on it and those on its file.
    fn errors(&self, id: &FormId) -> usize {
        let Some((file, _)) = self.form(id) else { return 0 };
        let about =
            file.checked.findings.iter().filter(|finding| finding.form().is_none_or(|form| form == id));
        about.filter(|finding| finding.decided.is_none() && finding.severity == Severity::Error).count()
    }

    /// When it came before others, and which of those that came at one moment was taken in first.
    pub const fn order(&self) -> (Option<Moment>, u32) {
        (self.received, self.number)
    }

    /// Whether its file of a form calls itself a draft, and nobody has decided about that.
    fn is_draft(&self, id: &FormId) -> bool {
        let mut about = self.form(id).into_iter().flat_map(|(file, _)| file.checked.undecided());
        about.any(|finding| finding.general::<DraftSent>().is_some())
    }

    /// Whether a form is this unit's and of this round.
    fn is_usable(&self, id: &FormId) -> bool {
        self.form(id).is_some_and(|(file, _)| of_another(file).is_none())
    }

    /// Why nothing of it can count, if so.
    pub fn unusable(&self) -> Option<Unusable> {
        let mut why = Some(Unusable::Unreadable);
        for file in self.files.iter().filter(|file| file.status() != FileStatus::Unreadable) {
            let forms = file.submission.iter().flat_map(|submission| &submission.forms);
            let is_empty = file.passed_on.is_none() && forms.into_iter().all(|form| file.is_empty(form));
            // one file that can count is enough
            why = Some(of_another(file).or(is_empty.then_some(Unusable::Empty))?);
        }
        why
    }

    /// How well it answers for a form: an accepted one before one without errors, before a usable one, before
    /// one that is no draft, before the latest.
    fn rank(&self, id: &FormId, accepted: Option<u32>) -> impl Ord + use<> {
        let usable = self.is_usable(id);
        let is_clean = usable && self.errors(id) == 0;
        (accepted == Some(self.number), is_clean, usable, !self.is_draft(id), self.order())
    }

    /// Whether a file of it is a consolidated workbook for the units below.
    pub fn passes_on(&self) -> bool {
        self.files.iter().any(|file| file.passed_on.is_some())
    }

    /// The forms in it, filled in or not.
    pub fn forms(&self) -> impl Iterator<Item = &FormId> {
        let submissions = self.files.iter().filter_map(|file| file.submission.as_ref());
        submissions.flat_map(|submission| submission.forms.iter().map(|form| &form.form.id))
    }

    /// The forms that came in it and in which nobody wrote a figure.
    pub fn empty_forms(&self) -> impl Iterator<Item = &FilledForm> {
        let empty = self.files.iter().flat_map(FileReport::empty_forms);
        empty.filter(|filled| self.form(&filled.form.id).is_none())
    }
}

/// Why nothing of a sending can count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It cannot be read.
    Unreadable,
    /// Nobody wrote a figure into it.
    Empty,
    /// It is another unit's.
    OtherUnit,
    /// It is about another period.
    OtherPeriod,
    /// Somebody set it aside.
    SetAside,
}

/// Whether a file is another unit's or about another time.
fn of_another(file: &FileReport) -> Option<Unusable> {
    file.checked.findings.iter().find_map(|finding| match finding.general::<PeriodDiffers>() {
        Some(period) => period.is_of_another_time().then_some(Unusable::OtherPeriod),
        // where the register says whose it is, that it names another is only pointed out
        None if finding.severity != Severity::Error => None,
        None => finding.general::<WrongUnit>().map(|_| Unusable::OtherUnit),
    })
}

/// Chooses what counts of the sendings that nobody set aside. `decided` is the one that somebody accepted, if
/// somebody did.
pub fn choose(sendings: &[&Sending], decided: Option<u32>) -> Chosen {
    let mut chosen = Chosen::default();
    for id in sendings.iter().flat_map(|sending| sending.forms()) {
        if chosen.counted.iter().any(|(known, _)| known == id) {
            continue;
        }
        let holding: Vec<&&Sending> = sendings.iter().filter(|sending| sending.form(id).is_some()).collect();
        let best = holding.iter().max_by_key(|sending| sending.rank(id, decided));
        let latest = holding.iter().max_by_key(|sending| sending.order());
        let (Some(best), Some(latest)) = (best, latest) else {
            note_empty(&mut chosen.empty, id, sendings);
            continue;
        };
        if decided != Some(best.number) {
            let contest = if latest.number == best.number {
                rival(id, best, &holding)
            } else {
                Some((latest.number, Doubt::NewerHasErrors))
            };
            chosen.contested.extend(contest.map(|(other, doubt)| Contest {
                form: id.clone(),
                counted: best.number,
                other,
                doubt,
            }));
        }
        chosen.counted.push((id.clone(), best.number));
    }
    let passing = sendings.iter().filter(|sending| sending.passes_on());
    let last_passing = passing.max_by_key(|sending| sending.order()).map(|sending| sending.number);
    for sending in sendings {
        let is_latest = sendings.iter().all(|other| other.order() <= sending.order());
        let is_counted = chosen.counted.iter().any(|(_, by)| *by == sending.number);
        let is_kept = |id: &FormId, is_empty: bool| {
            let of_kind = if is_empty { &chosen.empty } else { &chosen.counted };
            of_kind.iter().any(|(known, by)| known == id && *by == sending.number)
        };
        for file in &sending.files {
            if file.passed_on.is_some() {
                // a newer consolidated workbook replaces an older one
                if Some(sending.number) == last_passing {
                    chosen.files.push((sending.number, file.clone()));
                }
                continue;
            }
            let readable = file.submission.as_ref().filter(|_| file.status() != FileStatus::Unreadable);
            let Some(submission) = readable else {
                // a file that cannot be read is not passed over while its sending is the latest word
                if is_latest || is_counted {
                    chosen.files.push((sending.number, file.clone()));
                }
                continue;
            };
            let kept = submission.forms.iter().filter(|form| is_kept(&form.form.id, file.is_empty(form)));
            let kept: Vec<FormId> = kept.map(|form| form.form.id.clone()).collect();
            if kept.is_empty() {
                continue;
            }
            let counts = |id: &FormId| kept.contains(id);
            let mut file = file.clone();
            if let Some(submission) = &mut file.submission {
                submission.forms.retain(|form| counts(&form.form.id));
            }
            let Checked { findings, open, .. } = &*file.checked;
            let is_whole = findings.iter().all(|finding| finding.form().is_none_or(counts))
                && open.iter().all(|open| counts(&open.place.on_form.form));
            if !is_whole {
                let checked = Arc::make_mut(&mut file.checked);
                checked.findings.retain(|finding| finding.form().is_none_or(counts));
                checked.open.retain(|open| counts(&open.place.on_form.form));
            }
            chosen.files.push((sending.number, file));
        }
    }
    chosen
}

/// A sending that may have been meant to count in place of the one that came last, and why.
fn rival(id: &FormId, last: &Sending, holding: &[&&Sending]) -> Option<(u32, Doubt)> {
    let (_, here) = last.form(id)?;
    holding.iter().rev().find_map(|other| {
        let is_together = other.reception.is_some() && other.reception == last.reception;
        let is_taken_in_later = other.number > last.number;
        let says_the_file = matches!(other.clock, Clock::File | Clock::Archive)
            || matches!(last.clock, Clock::File | Clock::Archive);
        let doubt = match () {
            () if other.number == last.number || !other.is_usable(id) => return None,
            () if is_together => Doubt::CameTogether,
            () if is_taken_in_later && says_the_file => Doubt::TimesOfFiles,
            () => return None,
        };
        let (_, there) = other.form(id)?;
        (!changes(there, here).is_empty()).then_some((other.number, doubt))
    })
}

/// Notes a form that came only empty, once, in the last sending that holds it.
fn note_empty(empty: &mut Vec<(FormId, u32)>, id: &FormId, sendings: &[&Sending]) {
    let holding = sendings.iter().filter(|sending| sending.forms().any(|form| form == id));
    let last = holding.max_by_key(|sending| sending.order()).map(|sending| sending.number);
    if !empty.iter().any(|(known, _)| known == id) {
        empty.extend(last.map(|number| (id.clone(), number)));
    }
}

/// Where two fillings of a form differ, in the order of the rows.
pub fn changes(before: &FilledForm, after: &FilledForm) -> Vec<Change> {
    let mut changes = Vec::new();
    let columns = 0..before.form.columns.len();
    for (index, row) in before.rows.iter().enumerate() {
        let now = after.row(&row.id);
        for column in columns.clone().filter(|&column| before.form.takes_answers(column)) {
            let there = now.map(|now| after.rows[now].entries.get(column));
            let same = match there {
                Some(entry) => entry.answer == row.entries.get(column).answer,
                None => !row.entries.get(column).answer.is_given(),
            };
            if !same {
                changes.push(Change {
                    before: Location::of(before, index, column, None, false),
                    after: now.map(|now| Location::of(after, now, column, None, false)),
                });
            }
        }
    }
    // rows that only the later one has
    for (index, row) in after.rows.iter().enumerate().filter(|(_, row)| before.row(&row.id).is_none()) {
        for column in columns.clone().filter(|&column| row.entries.get(column).answer.is_given()) {
            let after = Location::of(after, index, column, None, false);
            changes.push(Change { before: after.clone().blank(), after: Some(after) });
        }
    }
    changes
}
