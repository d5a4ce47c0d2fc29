//! Messages about definitions of forms and rounds.

use phuluc_form::{Fault, Pack};
use phuluc_round::trial::TriedRule;

/// Something that is said about definitions.
#[derive(Clone, Copy, Debug)]
pub enum DefinitionMessage<'m> {
    /// What is wrong or doubtful in one.
    Fault(&'m Fault),
    /// How much is known.
    Known {
        /// How many forms.
        forms: usize,
        /// How many rules of forms.
        rules: usize,
    },
    /// How many rules look at each column of a form.
    RulesByColumn {
        /// What the form is called.
        form: &'m str,
        /// The columns of answers by name.
        columns: &'m [(String, usize)],
    },
    /// A pack with its province and its first day.
    Pack(&'m Pack),
    /// A pack that nobody named is used.
    PackUsed(&'m Pack),
    /// Definitions were looked over, and have no errors.
    Checked {
        /// Where they are.
        folder: &'m str,
        /// How many there are.
        definitions: usize,
        /// How much advice was given.
        advice: usize,
    },
    /// Rules were tried on past reports.
    Tried {
        /// How many reports have the form.
        reports: usize,
        /// How many have it not.
        without: usize,
    },
    /// What became of a rule that was tried.
    TriedRule {
        /// The rule with what it found.
        tried: &'m TriedRule,
        /// On how many reports it was tried.
        reports: usize,
    },
}
