//! Resubmission (gửi lại): which of a unit's sendings counts for each form, and what changed between two of them.
//!
//! A form without a figure is no report: it replaces nothing and does not count. Nothing is counted twice. For each
//! form the latest sending (lần gửi) without errors counts, else the latest. A later sending with only some of the
//! forms replaces only those. The latest is the one that arrived last, in whatever order sendings were taken in. If a
//! newer one has errors and an older one has none, the older one counts, and both are shown side by side until
//! somebody decides. The same holds for two that were taken in together, for two whose order only the times of their
//! files tell, and for one that came after another was accepted.

mod unusable;

use crate::file_report::{FileReport, FileStatus};
use crate::register::TimeSource;
use crate::round::general_rules::draft_sent::DraftSent;
use phuluc_check::{Checked, FilledForm, Location};
use phuluc_form::{FormId, Moment, Severity};
use std::sync::Arc;
use unusable::of_another;

pub use unusable::Unusable;

/// One sending of a unit: the files that came together.
#[derive(Clone, Debug, Default)]
pub struct Sending {
    /// Its number, from 1.
    pub number: u32,
    /// The moment of its arrival.
    pub received: Option<Moment>,
    /// The source of that moment.
    pub time_source: TimeSource,
    /// The number of its intake, if it is known.
    pub reception: Option<u32>,
    /// Whether the register names its unit, so that staff stand behind it.
    pub is_registered: bool,
    /// Its files.
    pub files: Vec<FileReport>,
}

/// A form for which another sending might be the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// The form.
    pub form: FormId,
    /// The sending that counts.
    pub counted: u32,
    /// The other one.
    pub other: u32,
    /// The reason for the doubt.
    pub doubt: WhyUndecided,
}

impl Contest {
    /// Whether another form has the same doubt between the same sendings.
    pub fn is_like(&self, other: &Self) -> bool {
        (self.counted, self.other, self.doubt) == (other.counted, other.other, other.doubt)
    }
}

/// The reason why somebody should decide between two sendings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyUndecided {
    /// The newer one has errors, and the one that counts has none.
    NewerHasErrors,
    /// The two came together and differ.
    CameTogether,
    /// Only the times of files say that the one taken in later is the older one.
    TimesOfFiles,
    /// The newer one calls itself a draft, and the one that counts does not.
    NewerIsDraft,
    /// The newer one came after the one that counts was accepted.
    CameAfterAccepting,
    /// Nothing of the newer one can count, for this reason.
    NewerUnusable(Unusable),
    /// The newer one, which counts, leaves this number of places blank that have a figure in the older one.
    FewerFigures(usize),
}

/// The choice among a unit's sendings.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// The files, reduced to the forms that count, each with the number of its sending.
    pub files: Vec<(u32, FileReport)>,
    /// The forms that count, each with the number of its sending.
    pub counted: Vec<(FormId, u32)>,
    /// The forms that came only empty, each with the number of the last such sending.
    pub empty: Vec<(FormId, u32)>,
    /// The forms on which somebody should decide.
    pub contested: Vec<Contest>,
}

/// A place where two sendings differ.
#[derive(Clone, Debug)]
pub struct Change {
    /// The place with its earlier content.
    pub before: Location,
    /// The place with its later content; `None` if the later sending has no such row.
    pub after: Option<Location>,
}

impl Sending {
    /// The form as this sending fills it, and its file; `None` if it has no figure.
    pub fn form(&self, id: &FormId) -> Option<(&FileReport, &FilledForm)> {
        self.files.iter().find_map(|file| Some((file, file.form(id)?)))
    }

    /// The number of errors that keep a form from counting: those in the form and those of its file.
    fn errors(&self, id: &FormId) -> usize {
        let Some((file, _)) = self.form(id) else { return 0 };
        let about =
            file.checked.findings.iter().filter(|finding| finding.form().is_none_or(|form| form == id));
        about.filter(|finding| finding.decided.is_none() && finding.severity == Severity::Error).count()
    }

    /// The order of sendings: by moment of arrival, then by number.
    pub const fn order(&self) -> (Option<Moment>, u32) {
        (self.received, self.number)
    }

    /// Whether its file with a form calls itself a draft, and nobody has decided about that.
    fn is_draft(&self, id: &FormId) -> bool {
        let mut about = self.form(id).into_iter().flat_map(|(file, _)| file.checked.undecided());
        about.any(|finding| finding.general::<DraftSent>().is_some())
    }

    /// Whether a form is from this unit and for this round.
    fn is_usable(&self, id: &FormId) -> bool {
        self.form(id).is_some_and(|(file, _)| of_another(file).is_none())
    }

    /// The rank of a sending for a form: first an accepted one, then one without errors, then a usable one, then one
    /// that is no draft, then the latest.
    fn rank(&self, id: &FormId, accepted: Option<u32>) -> impl Ord + use<> {
        let usable = self.is_usable(id);
        let is_clean = usable && self.errors(id) == 0;
        (accepted == Some(self.number), is_clean, usable, !self.is_draft(id), self.order())
    }

    /// Whether one of its files is a consolidated workbook of the level below.
    pub fn passes_on(&self) -> bool {
        self.files.iter().any(|file| file.passed_on.is_some())
    }

    /// The forms in it, with or without figures.
    pub fn forms(&self) -> impl Iterator<Item = &FormId> {
        let submissions = self.files.iter().filter_map(|file| file.submission.as_ref());
        submissions.flat_map(|submission| submission.forms.iter().map(|form| &form.form.id))
    }

    /// The forms that came in it without a figure.
    pub fn empty_forms(&self) -> impl Iterator<Item = &FilledForm> {
        let empty = self.files.iter().flat_map(FileReport::empty_forms);
        empty.filter(|filled| self.form(&filled.form.id).is_none())
    }
}

/// The sending that somebody accepted.
#[derive(Clone, Copy, Debug)]
pub struct AcceptedSending {
    /// Its number.
    pub number: u32,
    /// The moment at which it was accepted.
    pub when: Moment,
}

impl AcceptedSending {
    /// Whether a sending came after the acceptance.
    fn precedes(&self, sending: &Sending) -> bool {
        sending.received.is_some_and(|received| received > self.when)
    }

    /// The latest sending, if it came after the acceptance with other figures.
    fn contradicted(&self, id: &FormId, best: &Sending, latest: &Sending) -> Option<(u32, WhyUndecided)> {
        let (_, before) = best.form(id)?;
        let (file, after) = latest.form(id)?;
        let differs = self.precedes(latest) && !changes(before, after).is_empty();
        let doubt = of_another(file).map_or(WhyUndecided::CameAfterAccepting, WhyUndecided::NewerUnusable);
        differs.then_some((latest.number, doubt))
    }
}

/// Chooses among the sendings that were not set aside.
pub fn choose(sendings: &[&Sending], accepted: Option<AcceptedSending>) -> Chosen {
    let mut chosen =
        Chosen { counted: counted(sendings, accepted.map(|accepted| accepted.number)), ..Chosen::default() };
    for (id, number) in &chosen.counted {
        let holding = holding(sendings, id);
        let best = holding.iter().find(|sending| sending.number == *number);
        let latest = holding.iter().max_by_key(|sending| sending.order());
        let (Some(best), Some(latest)) = (best, latest) else { continue };
        let decision = accepted.filter(|accepted| accepted.number == best.number);
        let contest = match decision {
            Some(decision) => decision.contradicted(id, best, latest),
            None if latest.number == best.number => rival(id, best, &holding),
            None => why_not_latest(id, best, latest).map(|doubt| (latest.number, doubt)),
        };
        let contest = contest.or_else(|| newer_unreadable(best, sendings, decision));
        chosen.contested.extend(contest.map(|(other, doubt)| Contest {
            form: id.clone(),
            counted: best.number,
            other,
            doubt,
        }));
    }
    for id in sendings.iter().flat_map(|sending| sending.forms()) {
        if chosen.counted.iter().all(|(known, _)| known != id) {
            note_empty(&mut chosen.empty, id, sendings);
        }
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
                // an unreadable file matters while its sending is the latest
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

/// The forms that count, each with the number of its sending, if that of this number was accepted.
pub fn counted(sendings: &[&Sending], accepted: Option<u32>) -> Vec<(FormId, u32)> {
    let mut counted: Vec<(FormId, u32)> = Vec::new();
    for id in sendings.iter().flat_map(|sending| sending.forms()) {
        let is_known = counted.iter().any(|(known, _)| known == id);
        let holding = if is_known { Vec::new() } else { holding(sendings, id) };
        let best = holding.iter().max_by_key(|sending| sending.rank(id, accepted));
        counted.extend(best.map(|best| (id.clone(), best.number)));
    }
    counted
}

/// The sendings with a figure for a form.
fn holding<'s>(sendings: &[&'s Sending], id: &FormId) -> Vec<&'s Sending> {
    sendings.iter().copied().filter(|sending| sending.form(id).is_some()).collect()
}

/// A sending that might be meant instead of the latest one, with the reason.
fn rival(id: &FormId, last: &Sending, holding: &[&Sending]) -> Option<(u32, WhyUndecided)> {
    let (file, here) = last.form(id)?;
    let doubtful = holding.iter().rev().find_map(|other| {
        let is_together = other.reception.is_some() && other.reception == last.reception;
        let is_taken_in_later = other.number > last.number;
        let says_the_file = matches!(other.time_source, TimeSource::File | TimeSource::Archive)
            || matches!(last.time_source, TimeSource::File | TimeSource::Archive);
        let doubt = match () {
            () if other.number == last.number || !other.is_usable(id) => return None,
            // what is final goes before a draft
            () if other.is_draft(id) && !last.is_draft(id) => return None,
            () if is_together => WhyUndecided::CameTogether,
            () if is_taken_in_later && says_the_file => WhyUndecided::TimesOfFiles,
            () => return None,
        };
        let (_, there) = other.form(id)?;
        (!changes(there, here).is_empty()).then_some((other.number, doubt))
    });
    let earlier = holding.iter().filter(|other| other.order() < last.order() && other.is_usable(id));
    let before = earlier.filter(|other| !other.is_draft(id)).max_by_key(|other| other.order());
    let lost = before.and_then(|before| Some((before.number, lost_figures(before.form(id)?.1, here, file))));
    let lost = lost.filter(|(_, lost)| *lost > 0);
    doubtful.or_else(|| lost.map(|(number, lost)| (number, WhyUndecided::FewerFigures(lost))))
}

/// The reason why the latest sending does not count for a form, if somebody should decide about it.
fn why_not_latest(id: &FormId, best: &Sending, latest: &Sending) -> Option<WhyUndecided> {
    let is_together = latest.reception.is_some() && latest.reception == best.reception;
    let (file, _) = latest.form(id)?;
    match of_another(file) {
        Some(why) => Some(WhyUndecided::NewerUnusable(why)),
        None if latest.is_draft(id) && !best.is_draft(id) => {
            // a draft that comes with the final report is no doubt
            (!is_together).then_some(WhyUndecided::NewerIsDraft)
        }
        None => Some(WhyUndecided::NewerHasErrors),
    }
}

/// The latest sending of all, if it came after the one that counts and cannot be read. Files that staff lost are told
/// otherwise.
fn newer_unreadable(
    best: &Sending,
    sendings: &[&Sending],
    decision: Option<AcceptedSending>,
) -> Option<(u32, WhyUndecided)> {
    let latest = sendings.iter().max_by_key(|sending| sending.order())?;
    let is_known = decision.is_some_and(|decision| !decision.precedes(latest));
    let is_unreadable =
        latest.unusable() == Some(Unusable::Unreadable) && !latest.files.iter().any(FileReport::is_lost);
    (latest.number != best.number && is_unreadable && !is_known)
        .then_some((latest.number, WhyUndecided::NewerUnusable(Unusable::Unreadable)))
}

/// The number of places that the later filling, in this file, leaves blank, although the unit has to fill them in, and that have a
/// figure in the earlier one.
fn lost_figures(before: &FilledForm, after: &FilledForm, file: &FileReport) -> usize {
    let level = file.submission.as_ref().and_then(|submission| submission.level);
    let blanks = file.checked.rightly_blank.wanted(after, level).into_iter();
    let lost = blanks.filter(|&(row, column)| {
        let there = before.row(&after.rows[row].id).map(|row| before.rows[row].entries.get(column));
        there.is_some_and(|entry| entry.answer.figure().is_some())
    });
    lost.count()
}

/// Notes a form that came only empty, with the last sending that holds it.
fn note_empty(empty: &mut Vec<(FormId, u32)>, id: &FormId, sendings: &[&Sending]) {
    let holding = sendings.iter().filter(|sending| sending.forms().any(|form| form == id));
    let last = holding.max_by_key(|sending| sending.order()).map(|sending| sending.number);
    if !empty.iter().any(|(known, _)| known == id) {
        empty.extend(last.map(|number| (id.clone(), number)));
    }
}

/// The differences between two fillings of a form, in the order of the rows.
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
