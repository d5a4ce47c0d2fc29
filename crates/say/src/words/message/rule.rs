//! Messages about a rule of a form.

use phuluc_form::{Catalogue, Form, Rule};

/// Something that is said about a rule of a form.
#[derive(Clone, Copy, Debug)]
pub enum RuleMessage<'m> {
    /// What it demands, as a sentence.
    Demand {
        /// The forms that it may name.
        catalogue: &'m Catalogue,
        /// Its form.
        form: &'m Form,
        /// The rule.
        rule: &'m Rule,
    },
    /// What a blank means to it.
    Blanks {
        /// The forms that it may name.
        catalogue: &'m Catalogue,
        /// Its form.
        form: &'m Form,
        /// The rule.
        rule: &'m Rule,
    },
}
