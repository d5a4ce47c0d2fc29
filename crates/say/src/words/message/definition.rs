//! Messages about definitions of forms and rounds.

use phuluc_form::{Fault, Pack};
use phuluc_round::rules_on_past_reports::TriedRule;

/// A message about definitions.
#[derive(Clone, Copy, Debug)]
pub enum DefinitionMessage<'m> {
    /// A mistake or a doubt in a definition.
    Fault(&'m Fault),
    /// The number of forms and rules that are known.
    Known {
        /// The number of forms.
        forms: usize,
        /// The number of rules of forms.
        rules: usize,
    },
    /// The number of rules that look at each column of a form.
    RulesByColumn {
        /// The name of the form.
        form: &'m str,
        /// The names of the columns of answers, each with its number of rules.
        columns: &'m [(String, usize)],
    },
    /// A pack with its province and its first day.
    Pack(&'m Pack),
    /// A pack that is used though nobody named it.
    PackUsed(&'m Pack),
    /// A pack was changed after a round took its copy of it.
    PackChanged(&'m Pack),
    /// Definitions were checked and have no errors.
    Checked {
        /// Their folder.
        folder: &'m str,
        /// The number of definitions.
        definitions: usize,
        /// The number of pieces of advice.
        advice: usize,
    },
    /// Rules were tried on past reports.
    Tried {
        /// The number of reports that have the form.
        reports: usize,
        /// The number of reports that do not have it.
        without: usize,
        /// The number of reports that were there before.
        repeated: usize,
    },
    /// The result of a rule on trial.
    TriedRule {
        /// The rule with its findings.
        tried: &'m TriedRule,
        /// The number of reports on which it was tried.
        reports: usize,
    },
}
