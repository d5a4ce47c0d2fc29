//! Fixed phrases in English.

use crate::words::message::Label;

pub(super) const fn say(label: Label) -> &'static str {
    match label {
        Label::NotDone => "not done",
        Label::Todo => "what to do",
        Label::MayMend => "may be mended",
        Label::NotCheckable => "not checkable because cells are blank or unreadable",
        Label::NotLookedAt => "not looked at",
        Label::UnknownUnit => "unit unknown",
        Label::InAll => "in all",
        Label::Files => "files",
        Label::Rules => "rules",
        Label::What => "rule",
        Label::Why => "why it matters",
        Label::Blank => "blanks",
        Label::Example => "example",
        Label::RuleText => "as defined",
        Label::SeverityOf => "severity",
        Label::Basis => "basis",
        Label::OfForm => "form",
        Label::Reported => "have reported",
        Label::LeftOut => ", not in the totals",
        Label::NoneCounted => "no report is in the totals yet",
        Label::DefinitionError => "definition error",
        Label::DefinitionAdvice => "advice",
        Label::Mistake => "error",
        Label::LinesToPaste => {
            "a line to paste into don-vi.xlsx (choose one; over the unit's line, or as a new one):"
        }
        Label::GroupReminder => "one for the whole group:",
        Label::Reminders => "reminders, ready to be pasted:",
    }
}
