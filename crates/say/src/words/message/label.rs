//! Fixed phrases as messages: headings, and words between figures.

/// A fixed phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// What comes before the reason why nothing was done.
    NotDone,
    /// The heading of what to do.
    Todo,
    /// The heading of changes that may mend a finding.
    MayMend,
    /// The heading of relations that could not be checked because cells are blank.
    NotCheckable,
    /// The heading of rules that could not be looked at.
    NotLookedAt,
    /// A unit that is not known.
    UnknownUnit,
    /// In all.
    InAll,
    /// Files, after a number of them.
    Files,
    /// Rules, after a number of them.
    Rules,
    /// The heading of what a rule demands.
    What,
    /// The heading of why it matters.
    Why,
    /// The heading of what a blank means.
    Blank,
    /// The heading of an example.
    Example,
    /// The heading of the rule's text.
    RuleText,
    /// The heading of the severity.
    SeverityOf,
    /// The heading of the basis.
    Basis,
    /// The heading of where the rule stands.
    OfForm,
    /// Have reported, after a number of units.
    Reported,
    /// Not in the totals, after a unit.
    LeftOut,
    /// The workbook is written, before its path.
    Written,
    /// Where in a consolidated workbook its findings stand.
    FindingsThere,
    /// The heading of a mistake in a form's definition.
    DefinitionError,
    /// The heading of advice about a form's definition.
    DefinitionAdvice,
    /// The heading of a mistake in `round.toml`.
    Mistake,
    /// The heading of lines to be pasted into the list of units.
    LinesToPaste,
    /// The heading of reminders.
    Reminders,
    /// Heads what to write to all units at once.
    GroupReminder,
}
