//! Rules prepared for forms of one shape.
//!
//! Most reports of a round have the same columns and rows, and on forms of one shape a rule means the same entries.
//! So each rule is resolved once for each shape, by a [`RuleResolver`] that knows nothing else. Rules that depend on more
//! are resolved anew for every submission. The prepared rules belong to whoever reads the reports.

use super::entry_ref::EntryRef;
use super::form_shape::FormShape;
use super::resolve::{RuleResolver, Unresolved};
use crate::submission::Submission;
use foldhash::fast::RandomState;
use phuluc_form::{Each, Rule, Statement};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// The largest number of shapes to keep. When it is reached, all are dropped.
const MOST_SHAPES: usize = 256;

/// The rules prepared so far, by shape and by the index of the form in its submission.
#[derive(Debug, Default)]
pub struct PreparedRules {
    by_shape: RwLock<HashMap<(usize, FormShape), Arc<PreparedForm>, RandomState>>,
}

/// The prepared rules of all forms of a submission, in order.
#[derive(Clone, Debug)]
pub struct PreparedForms(Vec<Arc<PreparedForm>>);

/// The prepared rules of a form of one shape. Each is prepared when it is first asked for.
#[derive(Debug)]
pub struct PreparedForm {
    /// The shape.
    pub shape: FormShape,
    /// The index of the form in its submission.
    form: usize,
    rules: Vec<OnceLock<Vec<PreparedRule>>>,
}

/// A rule, resolved at one row or column.
#[derive(Clone, Debug)]
pub(super) struct PreparedRule {
    pub row: Option<usize>,
    pub column: Option<usize>,
    pub statement: Result<Statement<EntryRef>, Unresolved>,
}

impl PreparedRules {
    /// The prepared rules of a submission's forms.
    pub(crate) fn of(&self, submission: &Submission) -> PreparedForms {
        let forms = submission.forms.iter().enumerate();
        PreparedForms(forms.map(|(form, filled)| self.form((form, FormShape::of(filled)))).collect())
    }

    fn form(&self, key: (usize, FormShape)) -> Arc<PreparedForm> {
        let known = self.by_shape.read().unwrap_or_else(PoisonError::into_inner).get(&key).map(Arc::clone);
        known.unwrap_or_else(|| {
            let new = Arc::new(PreparedForm::new(key.0, key.1.clone()));
            let mut by_shape = self.by_shape.write().unwrap_or_else(PoisonError::into_inner);
            if by_shape.len() >= MOST_SHAPES {
                by_shape.clear();
            }
            Arc::clone(by_shape.entry(key).or_insert(new))
        })
    }
}

impl PreparedForms {
    /// Prepared rules for a submission alone, none of them resolved yet.
    pub fn new(submission: &Submission) -> Self {
        let forms = submission.forms.iter().enumerate();
        Self(forms.map(|(form, filled)| Arc::new(PreparedForm::new(form, FormShape::of(filled)))).collect())
    }

    /// The prepared rules of a form, by its index.
    pub fn form(&self, form: usize) -> &PreparedForm {
        &self.0[form]
    }
}

impl PreparedForm {
    fn new(form: usize, shape: FormShape) -> Self {
        let rules = shape.form.rules.iter().map(|_| OnceLock::new()).collect();
        Self { shape, form, rules }
    }

    /// A rule, by its index, at every row or column where it applies.
    pub(super) fn rule(&self, index: usize) -> &[PreparedRule] {
        self.rules[index].get_or_init(|| self.prepare(&self.shape.form.rules[index]))
    }

    fn prepare(&self, rule: &Rule) -> Vec<PreparedRule> {
        let shape = &self.shape;
        let rows: Vec<Option<usize>> = match rule.each {
            Each::Once | Each::Column => vec![None],
            Each::Row => shape.rows_of_rule(rule).map(Some).collect(),
            Each::Leaf => {
                let rows = shape.rows_of_rule(rule);
                rows.filter(|&row| shape.children(row).next().is_none()).map(Some).collect()
            }
            Each::Parent => {
                let rows = shape.rows_of_rule(rule);
                rows.filter(|&row| shape.children(row).next().is_some()).map(Some).collect()
            }
        };
        let columns = shape.columns(rule);
        let places = rows.into_iter().flat_map(|row| columns.iter().map(move |&column| (row, column)));
        let prepared = places.map(|(row, column)| {
            let resolver = RuleResolver { shape, form: self.form, row, column, submissions: None };
            PreparedRule { row, column, statement: resolver.statement(rule) }
        });
        prepared.collect()
    }
}
