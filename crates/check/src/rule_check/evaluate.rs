//! Evaluates rules with intervals: a rule is true, false, or open while places are blank.

mod expression_ranges;

use super::check_input::{CheckInput, RuleAt};
use super::entry_ref::EntryRef;
use crate::answer::Answer;
use phuluc_form::{Atom, Cmp, Expr, Interval, SETTLED, Statement, same_words};
use rust_decimal::Decimal;

pub use expression_ranges::Estimate;

/// The truth of a rule or of a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds whatever the blanks are.
    Holds,
    /// It does not hold, whatever the blanks are.
    Broken,
    /// It depends on these places.
    Open(Vec<EntryRef>),
}

/// A change of one entry, to see what rules would say with it.
#[derive(Clone, Copy, Debug)]
pub struct EntryChange {
    /// The entry.
    pub entry_ref: EntryRef,
    /// The figure that it would hold.
    pub to: Decimal,
}

impl CheckInput<'_> {
    /// Whether the condition of a rule is not met, so that it demands nothing here.
    pub(crate) fn is_condition_unmet(&self, rule_at: &RuleAt<'_>) -> bool {
        let when = &rule_at.statement.when;
        when.iter().any(|atom| self.atom(atom) == Truth::Broken) || self.depends_on_unasked_blank(when)
    }

    /// Whether a condition compares a blank that nobody need fill in. It cannot be decided then, and the rule demands
    /// nothing.
    pub(super) fn depends_on_unasked_blank(&self, when: &[Atom<EntryRef>]) -> bool {
        when.iter().any(|atom| match atom {
            Atom::Given(_) | Atom::Missing(_) | Atom::Reads { .. } => false,
            Atom::Compare { left, right, .. } => [left, right].into_iter().any(|side| {
                side.known_places().into_iter().any(|entry_ref| {
                    self.need_not_be_given(*entry_ref)
                        && !self.is_out_of_scope(*entry_ref)
                        && self.form(*entry_ref).fixed(entry_ref.row, entry_ref.column).is_none()
                })
            }),
            Atom::Any(alternatives) => alternatives.iter().any(|atoms| self.depends_on_unasked_blank(atoms)),
        })
    }

    /// The truth of a rule.
    pub fn truth(&self, statement: &Statement<EntryRef>) -> Truth {
        if self.depends_on_unasked_blank(&statement.when) {
            return Truth::Holds;
        }
        match (self.all(&statement.when), self.all(&statement.then)) {
            (Truth::Broken, _) | (_, Truth::Holds) => Truth::Holds,
            (Truth::Holds, then) => then,
            (Truth::Open(mut open), then) => {
                if let Truth::Open(more) = then {
                    open.extend(more);
                }
                Truth::Open(open)
            }
        }
    }

    /// The truth of atoms joined by “and”.
    pub(super) fn all(&self, atoms: &[Atom<EntryRef>]) -> Truth {
        // an open atom may depend on no particular place
        let mut open: Option<Vec<EntryRef>> = None;
        for atom in atoms {
            match self.atom(atom) {
                Truth::Holds => {}
                Truth::Broken => return Truth::Broken,
                Truth::Open(entry_refs) => open.get_or_insert_default().extend(entry_refs),
            }
        }
        open.map_or(Truth::Holds, Truth::Open)
    }

    /// The truth of alternatives, each of them a list of atoms.
    fn any(&self, alternatives: &[Vec<Atom<EntryRef>>]) -> Truth {
        let mut open: Option<Vec<EntryRef>> = None;
        for atoms in alternatives {
            match self.all(atoms) {
                Truth::Holds => return Truth::Holds,
                Truth::Broken => {}
                Truth::Open(entry_refs) => open.get_or_insert_default().extend(entry_refs),
            }
        }
        open.map_or(Truth::Broken, Truth::Open)
    }

    /// The truth of one atom.
    pub fn atom(&self, atom: &Atom<EntryRef>) -> Truth {
        match atom {
            Atom::Given(entry_ref) if self.counts_as_unknown(*entry_ref) => Truth::Open(vec![*entry_ref]),
            Atom::Given(entry_ref) => {
                let given = self.change_of(*entry_ref).is_some()
                    || self.entry(*entry_ref).answer.is_given()
                    || self.form(*entry_ref).as_printed(entry_ref.row, entry_ref.column).is_some();
                if given { Truth::Holds } else { Truth::Broken }
            }
            Atom::Missing(entry_ref) => match self.atom(&Atom::Given(*entry_ref)) {
                Truth::Holds => Truth::Broken,
                Truth::Broken => Truth::Holds,
                open @ Truth::Open(_) => open,
            },
            Atom::Reads { place, words, is } => match self.form(*place).words(place.row, place.column) {
                Some(there) if same_words(&there, words) == *is => Truth::Holds,
                Some(_) => Truth::Broken,
                None => Truth::Open(vec![*place]),
            },
            Atom::Any(alternatives) => self.any(alternatives),
            Atom::Compare { left, cmp, right } => {
                let (l, r) = (self.value(left), self.value(right));
                let mut unknown = l.unknown;
                unknown.extend(r.unknown);
                // a quotient with endless decimals is not exact to its last digit
                let divides = left.divides() || right.divides();
                match (l.range, r.range) {
                    (Some(l), Some(r)) if divides => {
                        compare(l.rounded(SETTLED), *cmp, r.rounded(SETTLED), unknown)
                    }
                    (Some(l), Some(r)) => compare(l, *cmp, r, unknown),
                    // nothing is known of a division by 0
                    (Some(_), None) if *cmp == Cmp::Eq && !divides => self.equals_none(left),
                    (None, Some(_)) if *cmp == Cmp::Eq && !divides => self.equals_none(right),
                    _ => Truth::Open(unknown),
                }
            }
        }
    }

    /// Whether a side agrees with a share of 0: only a blank or nil does.
    fn equals_none(&self, side: &Expr<EntryRef>) -> Truth {
        let Expr::Place(entry_ref) = side else { return Truth::Open(Vec::new()) };
        if self.change_of(*entry_ref).is_some() {
            return Truth::Broken;
        }
        if self.counts_as_unknown(*entry_ref) {
            return Truth::Open(vec![*entry_ref]);
        }
        match self.entry(*entry_ref).answer {
            Answer::Blank | Answer::Nil => Truth::Holds,
            Answer::Number(_) => Truth::Broken,
            Answer::Text(_) | Answer::Unreadable(_) => Truth::Open(vec![*entry_ref]),
        }
    }
}

fn compare(l: Interval, cmp: Cmp, r: Interval, unknown: Vec<EntryRef>) -> Truth {
    let (broken, certain) = match cmp {
        Cmp::Eq => (l.disjoint(r), l.exact().is_some() && l.exact() == r.exact()),
        Cmp::Ne => (l.exact().is_some() && l.exact() == r.exact(), l.disjoint(r)),
        Cmp::Le => (l.above(r), r.not_below(l)),
        Cmp::Ge => (r.above(l), l.not_below(r)),
        Cmp::Lt => (l.not_below(r), r.above(l)),
        Cmp::Gt => (r.not_below(l), l.above(r)),
    };
    if broken {
        Truth::Broken
    } else if certain || unknown.is_empty() {
        Truth::Holds
    } else {
        Truth::Open(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry_ref::EntryRef;
    use super::{Truth, compare};
    use phuluc_form::{Cmp, Interval};

    const BLANK: EntryRef = EntryRef { is_earlier: false, form: 0, row: 0, column: 0 };

    /// Checks the truth of `left cmp right`; `None` stands for a blank.
    #[track_caller]
    fn case(left: Option<i64>, cmp: Cmp, right: Option<i64>, expected: &str) {
        let intervals = [left, right].map(|n| n.map_or(Interval::UNKNOWN, |n| Interval::point(n.into())));
        let unknown = if left.is_none() || right.is_none() { vec![BLANK] } else { Vec::new() };
        let said = match compare(intervals[0], cmp, intervals[1], unknown) {
            Truth::Holds => "holds",
            Truth::Broken => "broken",
            Truth::Open(_) => "open",
        };
        assert_eq!(said, expected, "{left:?} {} {right:?}", cmp.sign());
    }

    #[test]
    fn figures_compare_as_figures_do() {
        for (cmp, less, same, more) in [
            (Cmp::Eq, "broken", "holds", "broken"),
            (Cmp::Ne, "holds", "broken", "holds"),
            (Cmp::Le, "holds", "holds", "broken"),
            (Cmp::Ge, "broken", "holds", "holds"),
            (Cmp::Lt, "holds", "broken", "broken"),
            (Cmp::Gt, "broken", "broken", "holds"),
        ] {
            case(Some(1), cmp, Some(2), less);
            case(Some(2), cmp, Some(2), same);
            case(Some(3), cmp, Some(2), more);
        }
    }

    #[test]
    fn a_blank_leaves_open_what_some_filling_of_it_mends() {
        case(Some(5), Cmp::Eq, None, "open");
        case(Some(5), Cmp::Ne, None, "open");
        case(Some(5), Cmp::Le, None, "open");
        case(Some(5), Cmp::Ge, None, "open");
        // no figure is below 0, so some comparisons with 0 are decided
        case(None, Cmp::Ge, Some(0), "holds");
        case(None, Cmp::Lt, Some(0), "broken");
        case(Some(-1), Cmp::Eq, None, "broken");
        case(Some(0), Cmp::Gt, None, "broken");
    }
}
