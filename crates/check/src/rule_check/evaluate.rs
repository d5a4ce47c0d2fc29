//! Evaluates rules with intervals: a rule is true, false, or open while places are blank.

use super::check_input::{CheckInput, RuleAt};
use super::entry_ref::EntryRef;
use crate::answer::{Answer, Figure};
use phuluc_form::{Atom, Branches, Cmp, Expr, Interval, Kind, SETTLED, Statement, same_words};
use rust_decimal::Decimal;

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

/// The value of a side of a rule, as far as its places are known.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// The possible values; `None` for a share of 0.
    pub range: Option<Interval>,
    /// The places in it that are not known.
    pub unknown: Vec<EntryRef>,
}

/// A change of one entry, to see what rules would say with it.
#[derive(Clone, Copy, Debug)]
pub struct EntryChange {
    /// The entry.
    pub entry_ref: EntryRef,
    /// The figure that it would hold.
    pub to: Decimal,
}

impl Estimate {
    /// A value that depends on no unknown place.
    const fn known(range: Interval) -> Self {
        Self { range: Some(range), unknown: Vec::new() }
    }
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
                let settled = |range: Interval| if divides { range.rounded(SETTLED) } else { range };
                match (l.range, r.range) {
                    (Some(l), Some(r)) => compare(settled(l), *cmp, settled(r), unknown),
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

    /// The value of an expression.
    pub fn value(&self, expr: &Expr<EntryRef>) -> Estimate {
        match expr {
            Expr::Number(number) => Estimate::known(Interval::point(*number)),
            Expr::Place(entry_ref) => self.place(*entry_ref, false),
            Expr::Zero(entry_ref) => self.place(*entry_ref, true),
            Expr::Add(a, b) => self.combined(a, b, |a, b| Some(a.plus(b))),
            Expr::Sub(a, b) => self.combined(a, b, |a, b| Some(a.minus(b))),
            Expr::Mul(a, b) => self.combined(a, b, |a, b| Some(a.times(b))),
            Expr::Div(a, b) => self.combined(a, b, Interval::divided_by),
            Expr::Min(a, b) => self.combined(a, b, |a, b| Some(a.min(b))),
            Expr::Max(a, b) => self.combined(a, b, |a, b| Some(a.max(b))),
            Expr::Round(a, decimals) => self.mapped(a, |a| a.rounded(*decimals)),
            Expr::Abs(a) => self.mapped(a, Interval::abs),
            Expr::If(branches) => self.branch(branches),
            Expr::Percent(a, b) => self.combined(a, b, |part, base| match part.percent_of(base) {
                // a part without a base is the business of another rule; here it decides nothing
                None if part != Interval::ZERO => Some(Interval::ANYTHING),
                share => share,
            }),
            Expr::Base(a, b) => self.combined(a, b, Interval::percent_of),
            // sets are written out when a rule is resolved
            Expr::Sum(_) => Estimate::known(Interval::ANYTHING),
        }
    }

    fn mapped(&self, a: &Expr<EntryRef>, op: impl FnOnce(Interval) -> Interval) -> Estimate {
        let Estimate { range, unknown } = self.value(a);
        Estimate { range: range.map(op), unknown }
    }

    /// The value of a conditional. If its condition is open, it may be that of either branch.
    fn branch(&self, branches: &Branches<EntryRef>) -> Estimate {
        let (then, other) = (self.value(&branches.then), self.value(&branches.other));
        let range = if self.all(&branches.when) == Truth::Broken {
            other.range
        } else if self.all(&branches.unless) == Truth::Broken {
            then.range
        } else {
            then.range.zip(other.range).map(|(then, other)| then.either(other))
        };
        let mut unknown = self.unknown_in(&branches.when);
        unknown.extend(then.unknown);
        unknown.extend(other.unknown);
        Estimate { range, unknown }
    }

    /// The expression without conditionals at its top whose condition is decided.
    pub(super) fn without_decided_branches(&self, expr: &Expr<EntryRef>) -> Expr<EntryRef> {
        match expr {
            Expr::If(branches) if self.all(&branches.when) == Truth::Broken => {
                self.without_decided_branches(&branches.other)
            }
            Expr::If(branches) if self.all(&branches.unless) == Truth::Broken => {
                self.without_decided_branches(&branches.then)
            }
            Expr::Round(sum, decimals) => {
                Expr::Round(Box::new(self.without_decided_branches(sum)), *decimals)
            }
            // rows that do not meet the condition of a sum add nothing to it
            Expr::Add(a, b) => match (self.without_decided_branches(a), self.without_decided_branches(b)) {
                (a, Expr::Number(nought)) if nought.is_zero() => a,
                (Expr::Number(nought), b) if nought.is_zero() => b,
                (a, b) => Expr::Add(Box::new(a), Box::new(b)),
            },
            _ => expr.clone(),
        }
    }

    /// The unknown places in atoms.
    fn unknown_in(&self, atoms: &[Atom<EntryRef>]) -> Vec<EntryRef> {
        let mut unknown = Vec::new();
        for atom in atoms {
            match atom {
                Atom::Given(entry_ref) | Atom::Missing(entry_ref) => {
                    unknown.extend(self.place(*entry_ref, false).unknown);
                }
                Atom::Compare { left, right, .. } => {
                    unknown.extend(self.value(left).unknown);
                    unknown.extend(self.value(right).unknown);
                }
                Atom::Reads { place, .. } => {
                    let words = self.form(*place).words(place.row, place.column);
                    unknown.extend(words.is_none().then_some(*place));
                }
                Atom::Any(alternatives) => {
                    for atoms in alternatives {
                        unknown.extend(self.unknown_in(atoms));
                    }
                }
            }
        }
        unknown
    }

    fn combined(
        &self,
        a: &Expr<EntryRef>,
        b: &Expr<EntryRef>,
        op: impl FnOnce(Interval, Interval) -> Option<Interval>,
    ) -> Estimate {
        let (a, b) = (self.value(a), self.value(b));
        let mut unknown = a.unknown;
        unknown.extend(b.unknown);
        let range = match (a.range, b.range) {
            (Some(a), Some(b)) => op(a, b),
            _ => None,
        };
        Estimate { range, unknown }
    }

    fn place(&self, entry_ref: EntryRef, zero: bool) -> Estimate {
        if let Some(to) = self.change_of(entry_ref) {
            let filled = self.form(entry_ref);
            let decimals = filled.form.decimals(filled.rows[entry_ref.row].fixed(), entry_ref.column);
            let figure = match (filled.kind(entry_ref.row, entry_ref.column), decimals) {
                (_, Some(decimals)) => Figure::of_decimals(to, decimals),
                (Some(Kind::Percent), None) => Figure::rounded(to),
                _ => Figure::exact(to),
            };
            return Estimate::known(self.range_of(&figure));
        }
        if self.counts_as_unknown(entry_ref) {
            return Estimate { range: Some(Interval::UNKNOWN), unknown: vec![entry_ref] };
        }
        let filled = self.form(entry_ref);
        if *self.entry(entry_ref).answer == Answer::Blank
            && let Some(printed) = filled.fixed(entry_ref.row, entry_ref.column)
        {
            // a blank is the printed figure, or less if criteria below it do not apply
            let is_certain = filled.as_printed(entry_ref.row, entry_ref.column).is_some();
            let least = if is_certain { printed } else { Decimal::ZERO };
            return Estimate::known(Interval::between(Some(least), Some(printed)));
        }
        match &self.entry(entry_ref).answer {
            Answer::Number(figure) => Estimate::known(self.range_of(figure)),
            Answer::Nil => Estimate::known(Interval::ZERO),
            Answer::Blank if zero || self.is_out_of_scope(entry_ref) => Estimate::known(Interval::ZERO),
            Answer::Blank | Answer::Text(_) | Answer::Unreadable(_) => match self.implied(entry_ref) {
                Some(range) if range.exact().is_some() => Estimate::known(range),
                Some(range) => Estimate { range: Some(range), unknown: vec![entry_ref] },
                // a place that nobody need fill in may hold anything and leaves nothing open
                None if self.need_not_be_given(entry_ref) => Estimate::known(Interval::UNKNOWN),
                None => Estimate { range: Some(Interval::UNKNOWN), unknown: vec![entry_ref] },
            },
        }
    }

    /// The range of a figure: what it may be rounded from, or itself if figures count as they are written.
    fn range_of(&self, figure: &Figure) -> Interval {
        if self.is_as_written { Interval::point(figure.value) } else { figure.interval() }
    }

    /// Whether an entry is blank, and may be so in a complete form.
    pub(super) fn need_not_be_given(&self, entry_ref: EntryRef) -> bool {
        let is_asked = self.form(entry_ref).is_asked(entry_ref.row, entry_ref.column);
        !is_asked && *self.entry(entry_ref).answer == Answer::Blank
    }

    /// The figure that an entry is changed to, if it is.
    fn change_of(&self, entry_ref: EntryRef) -> Option<Decimal> {
        self.changes.iter().find(|change| change.entry_ref == entry_ref).map(|change| change.to)
    }

    /// Whether an entry counts as unknown, whatever it holds.
    fn counts_as_unknown(&self, entry_ref: EntryRef) -> bool {
        self.unknown_entries.contains(&entry_ref) && self.change_of(entry_ref).is_none()
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
        let interval = |n: Option<i64>| n.map_or(Interval::UNKNOWN, |n| Interval::point(n.into()));
        let unknown = if left.is_none() || right.is_none() { vec![BLANK] } else { Vec::new() };
        let said = match compare(interval(left), cmp, interval(right), unknown) {
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
