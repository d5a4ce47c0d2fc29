//! Messages about a rule of a form.

use phuluc_form::{Catalogue, Form, Rule};

/// A message about a rule of a form.
#[derive(Clone, Copy, Debug)]
pub enum RuleMessage<'m> {
    /// What the rule demands, as a sentence.
    Demand {
        /// The catalogue with all forms that the rule may name.
        catalogue: &'m Catalogue,
        /// The form that the rule belongs to.
        form: &'m Form,
        /// The rule.
        rule: &'m Rule,
    },
    /// What a blank means to the rule.
    Blanks {
        /// The catalogue with all forms that the rule may name.
        catalogue: &'m Catalogue,
        /// The form that the rule belongs to.
        form: &'m Form,
        /// The rule.
        rule: &'m Rule,
    },
}
