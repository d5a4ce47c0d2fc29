//! The result of an intake as text, for the person who took the files in.

use crate::words;
use crate::words::{DecisionMessage, IntakeMessage, Label, Lang};
use phuluc_check::{Finding, FormBlank, NotInForce, wording};
use phuluc_form::{Severity, capital};
use phuluc_round::{
    DraftSent, FileReport, FileStatus, Member, NamedForOther, Received, Register, Round, Sending, TimeSource,
    UnitDoubtful, roster, sending,
};

/// How many changes of a form are listed. The consolidated workbook has them all.
const LISTED: usize = 12;

/// The result of an intake, in lines.
#[derive(Clone, Debug, Default)]
pub struct Receipt {
    /// How many files came from how many units, and what the register says besides.
    pub summary: Vec<String>,
    /// A file of a known unit in each, with what changed since the sending before.
    pub files: Vec<Vec<String>>,
    /// The files whose unit is not known; empty if there are none.
    pub without_unit: Vec<String>,
    /// The files that were not taken in; empty if there are none.
    pub not_taken: Vec<String>,
}

impl Receipt {
    /// The result of an intake. `file` is the path of the register as people read it.
    pub fn new(
        round: &Round,
        register: &Register,
        members: &[Member],
        all: &[Received],
        file: &str,
        lang: Lang,
    ) -> Self {
        let taken: Vec<&Received> =
            all.iter().filter(|received| unit_of(received, register).is_some()).collect();
        let mut units: Vec<usize> = taken.iter().filter_map(|received| unit_of(received, register)).collect();
        units.sort_unstable();
        units.dedup();
        let taken_in = IntakeMessage::TakenIn { files: taken.len(), units: units.len(), register: file };
        let mut summary = vec![words::say(lang, taken_in)];
        summary.extend(words::list_notices(lang, &register.notices));
        let files = taken.iter().map(|received| one(round, register, members, received, lang)).collect();
        let mut receipt = Self { summary, files, ..Self::default() };
        let in_register = all.iter().filter(|received| received.entry.is_some());
        let without_unit: Vec<&Received> =
            in_register.filter(|received| unit_of(received, register).is_none()).collect();
        if !without_unit.is_empty() {
            let files = without_unit.len();
            receipt.without_unit.push(words::say(lang, IntakeMessage::UnitsUnknown { files }));
            for received in without_unit {
                receipt.without_unit.push(findings(received, lang));
                receipt.without_unit.extend(to_paste(round, received, lang));
            }
        }
        let not_taken: Vec<&Received> = all.iter().filter(|received| received.entry.is_none()).collect();
        if !not_taken.is_empty() {
            let files = not_taken.len();
            receipt.not_taken.push(words::say(lang, IntakeMessage::NotTaken { files }));
            receipt.not_taken.extend(not_taken.iter().map(|received| findings(received, lang)));
        }
        receipt
    }

    /// The whole as text, with an empty line between its parts.
    pub fn text(&self) -> String {
        let exceptions = [&self.without_unit, &self.not_taken].into_iter().filter(|lines| !lines.is_empty());
        let parts = std::iter::once(&self.summary).chain(&self.files).chain(exceptions);
        let parts: Vec<String> = parts.map(|lines| lines.join("\n")).collect();
        parts.join("\n\n") + "\n"
    }
}

/// The index of the unit that sent the file, if the file was taken in and its unit is known.
fn unit_of(received: &Received, register: &Register) -> Option<usize> {
    register.entries[received.entry?].unit
}

/// A file with everything that was found about it.
fn findings(received: &Received, lang: Lang) -> String {
    let messages = received.findings.iter().map(|finding| words::message(lang, finding));
    format!("  - “{}”: {}", received.original, messages.collect::<Vec<_>>().join(" "))
}

/// The lines about a file of a known unit: its place, its findings, what it changes, and what is still missing.
fn one(
    round: &Round,
    register: &Register,
    members: &[Member],
    received: &Received,
    lang: Lang,
) -> Vec<String> {
    let Some((entry, unit)) = received.entry.and_then(|index| {
        let entry = register.entries.get(index)?;
        Some((entry, round.units.get(entry.unit?)?))
    }) else {
        return Vec::new();
    };
    let mut lines = vec![words::say(
        lang,
        IntakeMessage::TakenFile {
            unit: &unit.name,
            number: entry.number,
            path: &entry.path,
            original: &entry.original,
        },
    )];
    if let Some(at) = entry.received.filter(|_| entry.time_source != TimeSource::Said) {
        lines.push(format!(
            "  {}",
            words::say(lang, IntakeMessage::CameAt { at, time_source: entry.time_source })
        ));
    }
    lines.extend(received.findings.iter().map(|finding| format!("  {}", words::message(lang, finding))));
    let Some(member) = members.iter().find(|member| member.unit.name == unit.name) else {
        lines.push(format!("  {}", words::say(lang, IntakeMessage::OwesNothing)));
        return lines;
    };
    let Some(sending) = member.sendings.iter().find(|sending| sending.number == entry.number) else {
        return lines;
    };
    for report in sending.files.iter().filter(|report| report.path == entry.path) {
        lines.extend(checked(report, lang));
        // only findings about the file as a whole; the check lists the others
        let of_file = report
            .checked
            .findings
            .iter()
            .filter(|finding| finding.form().is_none() || finding.general::<NotInForce>().is_some());
        lines.extend(of_file.map(|finding| format!("  {}", words::message(lang, finding))));
    }
    lines.extend(empty(member, sending, lang));
    lines.extend(changed(member, sending, lang));
    lines.extend(doubts(member, sending, lang));
    lines.extend(still_missing(member, lang));
    lines
}

/// What awaits a decision between this sending and one before it.
fn doubts(member: &Member, sending: &Sending, lang: Lang) -> Vec<String> {
    let doubts = member.doubts().into_iter();
    let of_it = doubts.filter(|(_, contest)| contest.counted.max(contest.other) == sending.number);
    let said =
        of_it.map(|(form, contest)| words::say(lang, DecisionMessage::Contested { form: &form, contest }));
    said.map(|said| format!("  {}.", capital(&said))).collect()
}

/// The forms that the unit still owes and that have not come, if any of its reports can be read.
fn still_missing(member: &Member, lang: Lang) -> Option<String> {
    let [absent, _] = member.lacking();
    let absent = absent.join(", ");
    let is_some = member.has_reported() && !absent.is_empty();
    is_some.then(|| format!("  {}", words::say(lang, IntakeMessage::StillMissing(&absent))))
}

/// The number of errors in a file, if it can be read and has figures. Forms without a figure are named by themselves.
fn checked(report: &FileReport, lang: Lang) -> Option<String> {
    let forms = report.submission.as_ref().map_or(0, |submission| submission.forms.len());
    let is_empty = forms > 0 && report.empty_forms().count() == forms;
    if is_empty || report.status() == FileStatus::Unreadable {
        return None;
    }
    let errors = report.checked.undecided().filter(|finding| finding.severity == Severity::Error);
    // that it is a draft is said by itself, too
    let is_named =
        |finding: &Finding| finding.rule == FormBlank::ID || finding.general::<DraftSent>().is_some();
    let errors = errors.filter(|finding| !is_named(finding)).count();
    Some(format!("  {}", words::say(lang, IntakeMessage::Checked { errors })))
}

/// The empty forms of a sending, and what counts in their place.
fn empty(member: &Member, sending: &Sending, lang: Lang) -> Vec<String> {
    let (mut lines, mut never) = (Vec::new(), Vec::new());
    for filled in sending.empty_forms() {
        let form = filled.form.short.as_str();
        match member.counted(&filled.form.id) {
            Some(counted) => lines.push(IntakeMessage::EmptyAgain { form, counted }),
            None => never.push(form),
        }
    }
    let never = never.join(", ");
    lines.extend((!never.is_empty()).then_some(IntakeMessage::EmptyForms(&never)));
    lines.into_iter().map(|line| format!("  {}", words::say(lang, line))).collect()
}

/// What a sending changes compared with the one before it, form by form.
fn changed(member: &Member, sending: &Sending, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for id in sending.forms() {
        let later = member
            .sendings
            .iter()
            .filter(|other| other.number != sending.number && other.form(id).is_some())
            // of those that came together neither is the older one
            .filter(|other| other.reception.is_none() || other.reception != sending.reception)
            .rfind(|other| other.order() > sending.order());
        if let (Some(later), Some((_, filled))) = (later, sending.form(id)) {
            let form = &filled.form.short;
            let message = IntakeMessage::OlderThan { form, number: later.number, received: later.received };
            lines.push(format!("  {}", words::say(lang, message)));
        }
        let mut earlier = member.sendings.iter().rev().filter(|earlier| earlier.order() < sending.order());
        let Some((before, (_, old))) = earlier.find_map(|earlier| Some((earlier, earlier.form(id)?))) else {
            continue;
        };
        let Some((_, new)) = sending.form(id) else { continue };
        let changes = sending::changes(old, new);
        lines.push(format!(
            "  {}",
            words::say(
                lang,
                IntakeMessage::Changed {
                    form: &new.form.short,
                    number: before.number,
                    places: changes.len()
                }
            )
        ));
        for change in changes.iter().take(LISTED) {
            let after =
                change.after.as_ref().map_or_else(|| "–".to_owned(), |after| wording::answer(lang, after));
            let place = change.after.as_ref().unwrap_or(&change.before);
            lines.push(format!(
                "    {}: {} → {after}",
                wording::place(lang, place),
                wording::answer(lang, &change.before)
            ));
        }
        if changes.len() > LISTED {
            lines.push(format!("    … (+{})", changes.len() - LISTED));
        }
    }
    lines
}

/// The lines that would make the unit known if staff pasted them into `don-vi.xlsx`.
fn to_paste(round: &Round, received: &Received, lang: Lang) -> Vec<String> {
    let in_register = || vec![format!("    {}", words::say(lang, IntakeMessage::SayInRegister))];
    if received.findings.iter().any(|finding| finding.general::<NamedForOther>().is_some()) {
        return in_register();
    }
    let mut doubts = received.findings.iter().filter_map(Finding::general::<UnitDoubtful>);
    let doubt = doubts.find_map(|doubt| Some((doubt.said.as_deref()?, &doubt.may_be)));
    let Some((said, may_be)) = doubt else { return Vec::new() };
    let paste = roster::to_paste(round, said, may_be);
    if paste.is_empty() {
        return in_register();
    }
    let mut lines = vec![format!("    {}", words::say(lang, Label::LinesToPaste))];
    lines.extend(paste.into_iter().map(|line| format!("    {line}")));
    lines
}
