//! Finds what the rules of a definition leave out: figures that no rule looks at, percentages that none works out.

use super::Reviewer;
use phuluc_form::{Column, ColumnRef, Consolidate, Doubt, Each, Expr, Form, Holds, Kind, Place, RowRef};
use std::collections::{BTreeMap, BTreeSet};

impl Reviewer<'_> {
    /// Advises on percentages for which no rule says what they are a share of.
    pub(super) fn percentages(&mut self) {
        let form = self.form;
        let by_row: Vec<usize> =
            (0..form.columns.len()).filter(|&column| form.columns[column].holds == Holds::ByRow).collect();
        let mut rows: Vec<String> = Vec::new();
        // rows that rules work out in some columns only, by the columns without a rule
        let mut in_some: Vec<(Vec<usize>, Vec<String>)> = Vec::new();
        let percentages = form.fixed_rows().iter().enumerate();
        for (index, row) in percentages.filter(|(_, row)| !row.heading && row.kind == Kind::Percent) {
            let asked: Vec<usize> =
                by_row.iter().copied().filter(|&column| form.is_asked(Some(index), column)).collect();
            let lone = asked
                .iter()
                .copied()
                .filter(|&column| !has_recipe(form, Some(row.id.as_str()), form.columns[column].id.as_str()));
            let lone: Vec<usize> = lone.collect();
            if lone.is_empty() {
                continue;
            }
            if lone.len() == asked.len() {
                rows.push(row.id.to_string());
                continue;
            }
            match in_some.iter_mut().find(|(columns, _)| *columns == lone) {
                Some((_, rows)) => rows.push(row.id.to_string()),
                None => in_some.push((lone, vec![row.id.to_string()])),
            }
        }
        if !rows.is_empty() {
            self.review.advise(self.spans.rows(), Doubt::SharesOfNothing(rows));
        }
        for (columns, rows) in in_some {
            let first =
                columns.first().map_or_else(|| self.spans.rows(), |column| self.spans.column(*column));
            let columns = columns.into_iter().map(|column| form.columns[column].say.clone()).collect();
            self.review.advise(first, Doubt::SharesNotIn { rows, columns });
        }
        let is_lone = |column: &&Column| {
            column.holds == Holds::Value(Kind::Percent)
                && !has_recipe(form, None, column.id.as_str())
                && column.consolidate != Consolidate::None
                && !column.optional
        };
        let lone: Vec<String> =
            form.columns.iter().filter(is_lone).map(|column| column.id.to_string()).collect();
        if let Some(first) = form.columns.iter().position(|column| is_lone(&column)) {
            self.review.advise(self.spans.column(first), Doubt::SharesOfNothing(lone));
        }
    }

    /// Advises on figures that no rule looks at.
    pub(super) fn unwatched(&mut self) {
        let form = self.form;
        let seen = self.seen();
        let filled = &self.input.submissions.current.forms[0];
        let mut lone: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for column in (0..form.columns.len()).filter(|&column| form.takes_answers(column)) {
            for (row, filled_row) in filled.rows.iter().enumerate() {
                let kind = filled.kind(row, column);
                // percentages have their own advice, and codes are checked against their lists
                let is_plain = matches!(kind, Some(Kind::Count | Kind::Quantity | Kind::Money | Kind::Score))
                    && form.sent_by.iter().any(|level| !filled.is_out_of_scope(row, Some(*level)));
                if is_plain && filled.is_asked(row, column) && !seen.contains(&(row, column)) {
                    lone.entry(column).or_default().push(filled_row.id.to_string());
                }
            }
        }
        // columns in which the same rows are left out are named together
        let mut together: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
        for (column, rows) in lone {
            match together.iter_mut().find(|(other, _)| *other == rows) {
                Some((_, columns)) => columns.push(column),
                None => together.push((rows, vec![column])),
            }
        }
        let is_only = (0..form.columns.len()).filter(|&column| form.takes_figures(column)).nth(1).is_none();
        for (rows, columns) in together {
            let span = match columns.as_slice() {
                [only] if form.value_column() != Some(*only) => self.spans.column(*only),
                _ => self.spans.rows(),
            };
            let all = rows.len() == filled.rows.len();
            let names = columns.iter().map(|&column| form.columns[column].say.clone());
            let columns = if is_only { Vec::new() } else { names.collect() };
            self.review.advise(span, Doubt::Unwatched { rows: if all { Vec::new() } else { rows }, columns });
        }
    }

    /// The places, by row and column, that some rule looks at.
    fn seen(&self) -> BTreeSet<(usize, usize)> {
        let mut seen = BTreeSet::new();
        let rows = &self.input.submissions.current.forms[0].rows;
        for (index, rule) in self.form.rules.iter().enumerate() {
            for rule_at in self.input.rule_everywhere(0, index).into_iter().flatten() {
                seen.extend(
                    rule_at.statement.places().iter().map(|entry_ref| (entry_ref.row, entry_ref.column)),
                );
            }
            // a rule about another form cannot be set down here, but it looks at places of this form
            for place in rule.that.places().into_iter().filter(|place| place.form.is_none()) {
                let columns: Vec<usize> = match &place.column {
                    ColumnRef::Id(id) => self.form.column(id).into_iter().collect(),
                    ColumnRef::First(ids) => ids.iter().filter_map(|id| self.form.column(id)).collect(),
                    ColumnRef::Each => Vec::new(),
                };
                for (row, filled) in rows.iter().enumerate() {
                    let is_meant = match &place.row {
                        RowRef::Id(id) => *id == filled.id,
                        RowRef::Each => {
                            matches!(rule.each, Each::Row | Each::Leaf) && rule.concerns(Some(&filled.id))
                        }
                    };
                    seen.extend(columns.iter().filter(|_| is_meant).map(|column| (row, *column)));
                }
            }
        }
        seen
    }
}

/// Whether a rule works out the percentage in a row and column from its parts. Without a row, it must be a rule for
/// all rows.
fn has_recipe(form: &Form, row: Option<&str>, column: &str) -> bool {
    let equations = form.rules.iter().filter_map(|rule| Some((rule, rule.that.equation()?)));
    let mut places =
        equations.filter(|(_, (_, sum))| has_percent(sum)).map(|(rule, (place, _))| (rule, place));
    places.any(|(rule, place)| {
        let is_row = match (&place.row, row) {
            (RowRef::Id(id), Some(row)) => id.as_str() == row,
            (RowRef::Id(_), None) => false,
            (RowRef::Each, _) => true,
        };
        let is_column = match &place.column {
            ColumnRef::Id(id) => id.as_str() == column,
            // a rule that runs over columns is about each of them
            ColumnRef::Each => {
                form.column(&column.into()).is_some_and(|column| form.is_repeated_in(rule, column))
            }
            ColumnRef::First(_) => false,
        };
        is_row && is_column
    })
}

fn has_percent(sum: &Expr<Place>) -> bool {
    matches!(sum, Expr::Percent(..)) || sum.operands().any(has_percent)
}
