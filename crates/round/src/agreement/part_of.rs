//! What is a part of what in a form, as its rules and percentages say.

use super::{FormTerms, Term};
use crate::consolidate::{FormTotal, Member, percentage};
use phuluc_form::ColumnId;
use rust_decimal::Decimal;

/// A place of a form, by row and column.
type At = (usize, usize);

/// The places of a form that have parts.
#[derive(Debug)]
pub struct Wholes {
    wholes: Vec<(At, Vec<At>)>,
}

impl Wholes {
    /// Those of a consolidated form: what a rule equals to a sum or lets no part exceed, and what a percentage is of.
    pub fn new(total: &FormTotal, members: &[Member]) -> Self {
        let form = FormTerms::new(total, members);
        let mut wholes = Vec::new();
        for rule in &total.form.rules {
            for (row, column) in form.instances(rule) {
                let made_of = form.made_of(rule, row, column);
                wholes.extend(made_of.map(|made_of| (made_of.whole, added(&made_of.parts))));
            }
        }
        let columns = total.form.columns.iter().map(|column| &column.id);
        let ids: Vec<&ColumnId> =
            columns.chain(total.form.derived.iter().map(|derived| &derived.id)).collect();
        for row in 0..total.rows.len() {
            wholes.extend(ids.iter().filter_map(|id| form.share_of(row, id)));
        }
        Self { wholes }
    }

    /// Whether a place holds a part of what another holds.
    pub fn is_part(&self, part: At, whole: At) -> bool {
        part != whole && self.wholes.iter().any(|(of, parts)| *of == whole && parts.contains(&part))
    }
}

impl FormTerms<'_> {
    /// The base of a percentage, if it is a single place, and the places of its part.
    fn share_of(&self, row: usize, id: &ColumnId) -> Option<(At, Vec<At>)> {
        let (part, base) = percentage(&self.total.form, &self.total.rows[row].id, id)?;
        let at = (Some(row), self.total.form.column(id));
        let [mut parts, mut bases] = [Vec::new(), Vec::new()];
        self.terms(part, at, Decimal::ONE, &mut parts)?;
        self.terms(base, at, Decimal::ONE, &mut bases)?;
        match bases.as_slice() {
            [(row, column, _)] => Some(((*row, *column), added(&parts))),
            _ => None,
        }
    }
}

/// The places that are added up.
fn added(terms: &[Term]) -> Vec<At> {
    let added = terms.iter().filter(|(_, _, times)| *times > Decimal::ZERO);
    added.map(|(row, column, _)| (*row, *column)).collect()
}
