//! The shape of a filled form. It decides which entries a rule means, as long as the rule stays within its form and
//! depends on no answer.

use crate::submission::{FilledForm, Role};
use phuluc_form::{Each, Form, Kind, RowId, Rule, match_key};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The shape of a filled form: its definition, which of its columns the sheet has, and the role of each row.
///
/// Shapes are equal if all of these are. Definitions are compared by content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormShape {
    /// The definition.
    pub form: Arc<Form>,
    present: Vec<bool>,
    roles: Vec<Role>,
    /// The heading of the group that each open row stands under.
    groups: Vec<Option<Arc<str>>>,
}

impl Hash for FormShape {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // the fingerprint of a definition stands for its whole content
        (&self.form.id, &self.form.fingerprint, &self.present, &self.roles, &self.groups).hash(state);
    }
}

impl FormShape {
    /// The shape of a filled form.
    pub fn of(filled: &FilledForm) -> Self {
        Self {
            form: Arc::clone(&filled.form),
            present: filled.present.clone(),
            roles: filled.rows.iter().map(|row| row.role).collect(),
            groups: filled.rows.iter().map(|row| row.group.clone()).collect(),
        }
    }

    /// Whether the sheet has a column.
    pub fn has(&self, column: usize) -> bool {
        self.present[column]
    }

    /// The index of the printed row, or of the total row, with this id.
    pub fn row(&self, id: &RowId) -> Option<usize> {
        match self.form.fixed_row(id) {
            Some(index) => self.printed(index),
            None => {
                self.form.total_row().filter(|total| total.id == *id)?;
                self.roles.iter().position(|role| *role == Role::Total)
            }
        }
    }

    /// The rows that take figures.
    pub fn rows_of_figures(&self) -> impl Iterator<Item = usize> {
        let rows = self.roles.iter().enumerate();
        let rows = rows.filter(|(_, role)| !role.fixed().is_some_and(|index| self.form.takes_nothing(index)));
        rows.map(|(row, _)| row)
    }

    /// The kind of the answers at a place, if it takes any.
    pub fn kind(&self, row: usize, column: usize) -> Option<&Kind> {
        self.form.kind(self.roles[row].fixed(), column)
    }

    /// The rows that take figures and that a rule concerns.
    pub fn rows_of_rule(&self, rule: &Rule) -> impl Iterator<Item = usize> {
        self.rows_of_figures().filter(|&row| {
            let id = match self.roles[row] {
                Role::Fixed(index) => Some(&self.form.fixed_rows()[index].id),
                Role::Total => self.form.total_row().map(|total| &total.id),
                Role::Open | Role::Added(_) => None,
            };
            rule.concerns(id)
        })
    }

    /// The rows that the sender added.
    pub fn open_rows(&self) -> impl Iterator<Item = usize> {
        self.rows_of_figures().filter(|&row| self.roles[row] == Role::Open)
    }

    /// The open rows under this heading.
    pub fn open_rows_in(&self, group: &str) -> impl Iterator<Item = usize> {
        let key = match_key(group);
        self.open_rows()
            .filter(move |row| self.groups[*row].as_ref().is_some_and(|heading| match_key(heading) == key))
    }

    /// The printed rows directly under a printed row.
    pub fn children(&self, row: usize) -> impl Iterator<Item = usize> {
        let parent = self.roles[row].fixed();
        let printed = parent.map(|parent| self.form.rows_under(parent)).unwrap_or_default();
        printed.iter().filter_map(|index| self.printed(*index))
    }

    /// The lines that the sender added below a printed row.
    pub fn lines(&self, row: usize) -> impl Iterator<Item = usize> {
        let below = self.roles[row].fixed().map(Role::Added);
        // most sheets have no such line
        let rows = if self.roles.len() == self.form.fixed_rows().len() { 0 } else { self.roles.len() };
        (0..rows).filter(move |&line| Some(self.roles[line]) == below)
    }

    /// The columns that a rule is repeated for; for a rule that is not repeated, the value column if there is one.
    pub fn columns(&self, rule: &Rule) -> Vec<Option<usize>> {
        let form = &self.form;
        if rule.columns.is_empty() && rule.each != Each::Column {
            return vec![form.value_column()];
        }
        // a column that the rule names is said to be missing if the sheet lacks it
        let there = |&column: &usize| self.has(column) || !rule.columns.is_empty();
        let columns = (0..form.columns.len()).filter(there);
        columns.filter(|&column| form.is_repeated_in(rule, column)).map(Some).collect()
    }

    /// The index at which a printed row stands. Usually no line was added above it.
    fn printed(&self, index: usize) -> Option<usize> {
        let is_there = self.roles.get(index) == Some(&Role::Fixed(index));
        if is_there {
            return Some(index);
        }
        self.roles.iter().position(|role| *role == Role::Fixed(index))
    }
}
