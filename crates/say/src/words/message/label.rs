//! Fixed phrases as messages: headings, and words between figures.

/// A fixed phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The words before the reason why a command was not carried out.
    NotDone,
    /// The heading of what to do.
    Todo,
    /// The heading of changes that may mend a finding.
    MayMend,
    /// The heading of relations that could not be checked because cells are blank.
    NotCheckable,
    /// The heading of rules that were not checked.
    NotLookedAt,
    /// The words for a unit that is not known.
    UnknownUnit,
    /// “In all”, before a sum.
    InAll,
    /// “Files”, after their number.
    Files,
    /// “Rules”, after their number.
    Rules,
    /// The heading of what a rule demands.
    What,
    /// The heading of why a rule matters.
    Why,
    /// The heading of what a blank means.
    Blank,
    /// The heading of an example.
    Example,
    /// The heading of the rule's text.
    RuleText,
    /// The heading of the severity.
    SeverityOf,
    /// The heading of the legal basis.
    Basis,
    /// The heading of the form that a rule belongs to.
    OfForm,
    /// “Have reported”, after the number of units.
    Reported,
    /// “Not in the totals”, after a unit.
    LeftOut,
    /// That no report counts, although some have come.
    NoneCounted,
    /// The heading of a mistake in a form's definition.
    DefinitionError,
    /// The heading of advice about a form's definition.
    DefinitionAdvice,
    /// The heading of a mistake in `round.toml`.
    Mistake,
    /// The heading of lines to paste into the list of units.
    LinesToPaste,
    /// The heading of reminders.
    Reminders,
    /// The heading of the text to all units at once.
    GroupReminder,
}
