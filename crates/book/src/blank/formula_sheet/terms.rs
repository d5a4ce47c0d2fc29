//! The terms in formulas of rules: the lines of places, and extra lines for sums under a condition.
//!
//! A sum over rows that meet a condition has one term for each row, which is its figure or 0. One formula for all of
//! them would be longer than Excel takes. So each term has a line with its interval, as a place has.

use super::{FormulaLine, FormulaSheet};
use crate::blank::formula::FormulaResult;
use phuluc_author::Bounds;
use phuluc_check::EntryRef;
use phuluc_form::{Atom, Cells, Expr, Rule, Statement, excel};
use std::ops::RangeFrom;

/// The most choices in one formula.
const MOST_CHOICES: usize = 3;

/// A term in a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// A place with its line.
    Entry(EntryRef),
    /// A choice with a line of its own.
    Line(u32),
}

/// A rule's sentence over terms. If it has many choices, they get lines of their own.
pub(super) fn written_out(
    formulas: &mut FormulaSheet<'_>,
    rule: &Rule,
    statement: &Statement<EntryRef>,
) -> Statement<Term> {
    let mut choices = Vec::new();
    for atom in statement.when.iter().chain(&statement.then) {
        if let Atom::Compare { left, right, .. } = atom {
            collect(left, &mut choices);
            collect(right, &mut choices);
        }
    }
    if choices.len() <= MOST_CHOICES {
        return statement.clone().map(&mut Term::Entry);
    }
    let first = u32::try_from(formulas.lines.len() + 1).expect("a workbook has fewer lines than a sheet");
    let ends = formulas.blank.ends_of(&choices, rule.solve);
    let lines: Vec<FormulaLine> =
        choices.iter().zip(ends).map(|(choice, ends)| line(formulas, rule.solve, choice, ends)).collect();
    formulas.lines.extend(lines);
    let mut next = first..;
    Statement {
        when: statement.when.iter().map(|atom| on_lines(atom, &mut next)).collect(),
        then: statement.then.iter().map(|atom| on_lines(atom, &mut next)).collect(),
    }
}

/// Collects the choices in a sum, at any depth.
fn collect<'e>(sum: &'e Expr<EntryRef>, choices: &mut Vec<&'e Expr<EntryRef>>) {
    match sum {
        Expr::If(_) if has_line(sum) => choices.push(sum),
        // a choice without a line keeps the choices in it
        Expr::If(_) => {}
        sum => sum.operands().for_each(|operand| collect(operand, choices)),
    }
}

/// Whether a choice gets a line. One with a division does not: an interval cannot say that the division may have no
/// result.
fn has_line(sum: &Expr<EntryRef>) -> bool {
    matches!(sum, Expr::If(_)) && !sum.has_divisor()
}

/// A claim in which each choice is replaced by the next line.
fn on_lines(atom: &Atom<EntryRef>, next: &mut RangeFrom<u32>) -> Atom<Term> {
    match atom {
        Atom::Compare { left, cmp, right } => {
            Atom::Compare { left: sum_on_lines(left, next), cmp: *cmp, right: sum_on_lines(right, next) }
        }
        Atom::Given(entry) => Atom::Given(Term::Entry(*entry)),
        Atom::Missing(entry) => Atom::Missing(Term::Entry(*entry)),
        Atom::Reads { place, words, is } => {
            Atom::Reads { place: Term::Entry(*place), words: words.clone(), is: *is }
        }
        Atom::Any(alternatives) => {
            Atom::Any(alternatives.iter().map(|atoms| atoms.iter().map(as_it_is).collect()).collect())
        }
    }
}

/// A claim over the same places. Choices in it get no lines.
fn as_it_is(atom: &Atom<EntryRef>) -> Atom<Term> {
    let statement = Statement { when: Vec::new(), then: vec![atom.clone()] };
    statement.map(&mut Term::Entry).then.remove(0)
}

fn sum_on_lines(sum: &Expr<EntryRef>, next: &mut RangeFrom<u32>) -> Expr<Term> {
    if has_line(sum) {
        return Expr::Place(Term::Line(next.next().unwrap_or_default()));
    }
    let mut boxed = |operand: &Expr<EntryRef>| Box::new(sum_on_lines(operand, next));
    match sum {
        Expr::Add(a, b) => Expr::Add(boxed(a), boxed(b)),
        Expr::Sub(a, b) => Expr::Sub(boxed(a), boxed(b)),
        Expr::Mul(a, b) => Expr::Mul(boxed(a), boxed(b)),
        Expr::Div(a, b) => Expr::Div(boxed(a), boxed(b)),
        Expr::Percent(a, b) => Expr::Percent(boxed(a), boxed(b)),
        Expr::Base(a, b) => Expr::Base(boxed(a), boxed(b)),
        Expr::Min(a, b) => Expr::Min(boxed(a), boxed(b)),
        Expr::Max(a, b) => Expr::Max(boxed(a), boxed(b)),
        Expr::Round(a, decimals) => Expr::Round(boxed(a), *decimals),
        Expr::Abs(a) => Expr::Abs(boxed(a)),
        Expr::If(_) | Expr::Number(_) | Expr::Place(_) | Expr::Zero(_) | Expr::Sum(_) => {
            sum.clone().map(&mut Term::Entry)
        }
    }
}

/// The line of a choice: its interval, and whether anything in it is unknown.
fn line(formulas: &FormulaSheet<'_>, raw: bool, choice: &Expr<EntryRef>, ends: Bounds) -> FormulaLine {
    let known = KnownCells { formulas, raw };
    let choice = choice.clone().map(&mut Term::Entry);
    let figures = choice.places().into_iter().map(|term| known.unknown(term));
    let words = choice.read().into_iter().map(|term| known.wordless(term));
    let unknown: Vec<String> = figures.chain(words).collect();
    let cells = vec![
        (4, excel::lo(&choice, &known), FormulaResult::Number(ends.lo)),
        (5, excel::hi(&choice, &known), FormulaResult::Number(ends.hi)),
        (6, format!("IF({}=0,0,1)", unknown.join("+")), FormulaResult::number(usize::from(ends.unknown))),
    ];
    FormulaLine { key: String::new(), cells }
}

/// The cells of the sheet, as formulas of rules refer to them.
pub(super) struct KnownCells<'w, 'b> {
    pub formulas: &'w FormulaSheet<'b>,
    /// Whether blanks are taken as they stand. A rule that solves for a blank must not be judged by its own solution.
    pub raw: bool,
}

impl KnownCells<'_, '_> {
    fn cell(&self, term: Term, raw: char, known: char) -> String {
        let (spot, line) = match term {
            Term::Entry(spot) => (Some(spot), self.formulas.places[&spot]),
            Term::Line(line) => (None, line),
        };
        let is_solved = spot.is_some_and(|spot| self.formulas.solved.contains_key(&spot));
        let column = if !self.raw && is_solved { known } else { raw };
        format!("{column}{}", line + 1)
    }
}

impl Cells<Term> for KnownCells<'_, '_> {
    fn state(&self, term: &Term) -> String {
        let Term::Entry(spot) = term else { return "1".to_owned() };
        let n = self.formulas.places[spot] + 1;
        let filled = self.formulas.blank.filled(spot.form);
        let Some(printed) = filled.fixed(spot.row, spot.column) else { return format!("C{n}") };
        // a printed figure counts as given, though nobody gave it
        match filled.as_printed(spot.row, spot.column) {
            Some(_) => format!("IF(C{n}=0,1,C{n})"),
            None => format!("IF(B{n}={},1,C{n})", printed.normalize()),
        }
    }

    fn lo(&self, term: &Term) -> String {
        self.cell(*term, 'E', 'H')
    }

    fn hi(&self, term: &Term) -> String {
        self.cell(*term, 'F', 'I')
    }

    fn unknown(&self, term: &Term) -> String {
        self.cell(*term, 'G', 'J')
    }

    fn need_not_be_given(&self, term: &Term) -> bool {
        let Term::Entry(spot) = term else { return false };
        let filled = self.formulas.blank.filled(spot.form);
        !filled.is_asked(spot.row, spot.column)
            && !self.formulas.blank.is_out_of_scope(*spot)
            && filled.fixed(spot.row, spot.column).is_none()
    }

    fn words(&self, term: &Term) -> String {
        let Term::Entry(spot) = term else { return "\"\"".to_owned() };
        let reference = self.formulas.reference(*spot);
        reference.map_or_else(|| "\"\"".to_owned(), |there| format!("IFERROR(TRIM({}),\"\")", there.cell))
    }

    fn wordless(&self, term: &Term) -> String {
        let missing = format!("IF({}=\"\",1,0)", self.words(term));
        match term {
            Term::Entry(spot) => match self.formulas.used.get(&(spot.form, spot.row)) {
                Some(line) => format!("IF(B{}=0,0,{missing})", line + 1),
                None => missing,
            },
            Term::Line(_) => missing,
        }
    }
}
