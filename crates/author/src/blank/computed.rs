//! Cells that the workbook works out with formulas: percentages from their parts, and totals.
//!
//! A cell stays blank as long as one of its parts is blank, because only what is certain is worked out.

use super::Blank;
use phuluc_check::{Answer, EntryRef};
use phuluc_form::{Atom, Cmp, Expr, InBlank, Kind, SETTLED, Statement, number, same_words};
use phuluc_grid::At;
use rust_decimal::Decimal;

/// A place with the calculation that fills it.
#[derive(Clone, Debug)]
pub(crate) struct Computed {
    pub entry_ref: EntryRef,
    /// The calculation, with sets of rows written out.
    pub is: Expr<EntryRef>,
    /// The number of decimals to round to, if there is one.
    pub decimals: Option<u32>,
}

/// The decimals of a percentage whose form says none; reports print two.
const DECIMALS: u32 = 2;

impl Blank {
    /// All places that the workbook works out.
    pub(crate) fn computed(&self) -> Vec<Computed> {
        let mut computed = Vec::new();
        for (form, filled) in self.submission.forms.iter().enumerate() {
            for row in 0..filled.rows.len() {
                let columns = (0..filled.form.columns.len())
                    .filter(|&column| self.in_blank(form, row, column) == Some(InBlank::Formula));
                computed.extend(columns.filter_map(|column| self.formula(form, row, column)));
            }
        }
        computed
    }

    /// The calculation at a place, by the form's rules; `None` if it needs other forms or rows that are not drawn.
    pub(super) fn formula(&self, form: usize, row: usize, column: usize) -> Option<Computed> {
        let filled = self.filled(form);
        let rule = filled.form.recipe(&filled.rows[row].id, &filled.form.columns[column].id)?;
        let (_, is) = rule.that.equation()?;
        let is = self.input_for_alternative(0).recipe_in((form, row, column), is).ok()?;
        let other = is.places().iter().any(|entry_ref| entry_ref.form != form);
        // the sheet's formula cannot name a row that is not drawn yet
        let is_drawn = self.excel_sum(&is).is_some();
        let own = filled.form.decimals(filled.rows[row].fixed(), column);
        let decimals = own.or((filled.kind(row, column) == Some(&Kind::Percent)).then_some(DECIMALS));
        let entry_ref = EntryRef { is_earlier: false, form, row, column };
        (!other && is_drawn).then_some(Computed { entry_ref, is, decimals })
    }

    /// The places to type into from which a place is worked out, each once; none if nothing works it out.
    pub fn typed_for(&self, place: EntryRef) -> Vec<EntryRef> {
        let mut typed: Vec<EntryRef> = Vec::new();
        // a place may be worked out from others that are worked out
        let mut open: Vec<EntryRef> = self.parts(place);
        let mut seen: Vec<EntryRef> = vec![place];
        open.reverse();
        while let Some(part) = open.pop() {
            if seen.contains(&part) {
                continue;
            }
            seen.push(part);
            let parts = self.parts(part);
            if self.in_blank(part.form, part.row, part.column) == Some(InBlank::Input) {
                typed.push(part);
            }
            open.extend(parts.into_iter().rev());
        }
        typed
    }

    /// The places that the formula of a place names, if it has one.
    fn parts(&self, place: EntryRef) -> Vec<EntryRef> {
        let (form, row, column) = (place.form, place.row, place.column);
        if place.is_earlier || self.in_blank(form, row, column) != Some(InBlank::Formula) {
            return Vec::new();
        }
        let formula = self.formula(form, row, column);
        formula.map_or_else(Vec::new, |computed| computed.is.places().into_iter().copied().collect())
    }

    /// The Excel formula of a place that is worked out, over cells of its own sheet.
    pub fn formula_text(&self, form: usize, row: usize, column: usize) -> Option<String> {
        let computed = self.formula(form, row, column)?;
        let sum = self.excel_sum(&computed.is)?;
        let mut needed: Vec<String> = Vec::new();
        self.needed(&computed.is, &mut |entry_ref| needed.extend(self.drawn_cell(*entry_ref)));
        let rounded = computed.decimals.map_or(sum.clone(), |decimals| format!("ROUND({sum},{decimals})"));
        let missing = if needed.is_empty() {
            "FALSE".to_owned()
        } else {
            format!("COUNT({})<{}", needed.join(","), needed.len())
        };
        // a share of 0 is an error in Excel and a blank here
        Some(format!("IF({missing},\"\",IFERROR({rounded},\"\"))"))
    }

    /// The address of a place's cell, if the blank draws it.
    fn drawn_cell(&self, entry_ref: EntryRef) -> Option<String> {
        let column = self.sheet_column(entry_ref.form, entry_ref.column)?;
        Some(At { row: self.plan(entry_ref.form).positions[entry_ref.row].drawn()?, column }.to_string())
    }

    /// A calculation in Excel's syntax; `None` if the blank does not draw one of its cells.
    fn excel_sum(&self, expr: &Expr<EntryRef>) -> Option<String> {
        Some(match expr {
            Expr::Number(number) => number.normalize().to_string(),
            Expr::Place(entry_ref) => self.drawn_cell(*entry_ref)?,
            Expr::Zero(entry_ref) => format!("N({})", self.drawn_cell(*entry_ref)?),
            Expr::Add(a, b) => format!("{}+{}", self.excel_sum(a)?, self.excel_sum(b)?),
            Expr::Sub(a, b) => format!("{}-({})", self.excel_sum(a)?, self.excel_sum(b)?),
            Expr::Mul(a, b) => format!("({})*({})", self.excel_sum(a)?, self.excel_sum(b)?),
            Expr::Div(a, b) => format!("({})/({})", self.excel_sum(a)?, self.excel_sum(b)?),
            Expr::Min(a, b) => format!("MIN({},{})", self.excel_sum(a)?, self.excel_sum(b)?),
            Expr::Max(a, b) => format!("MAX({},{})", self.excel_sum(a)?, self.excel_sum(b)?),
            Expr::Round(a, decimals) => {
                format!("ROUND(ROUND({},{SETTLED}),{decimals})", self.excel_sum(a)?)
            }
            Expr::Abs(a) => format!("ABS({})", self.excel_sum(a)?),
            Expr::If(branches) => format!(
                "IF({},{},{})",
                self.excel_claim(&branches.when)?,
                self.excel_sum(&branches.then)?,
                self.excel_sum(&branches.other)?
            ),
            Expr::Percent(a, b) | Expr::Base(a, b) => {
                format!("({})*100/({})", self.excel_sum(a)?, self.excel_sum(b)?)
            }
            Expr::Sum(_) => return None,
        })
    }

    /// Claims joined by AND in Excel's syntax, given that all places in them hold figures.
    fn excel_claim(&self, atoms: &[Atom<EntryRef>]) -> Option<String> {
        let mut claims = Vec::new();
        for atom in atoms {
            claims.push(match atom {
                Atom::Given(entry_ref) => format!("{}<>\"\"", self.drawn_cell(*entry_ref)?),
                Atom::Missing(entry_ref) => format!("{}=\"\"", self.drawn_cell(*entry_ref)?),
                Atom::Compare { left, cmp, right } => {
                    let sign = if *cmp == Cmp::Ne { "<>" } else { cmp.sign() };
                    let difference = format!("{}-({})", self.excel_sum(left)?, self.excel_sum(right)?);
                    format!("ROUND({difference},{SETTLED}){sign}0")
                }
                Atom::Reads { place, words, is } => {
                    let (cell, words) = (self.drawn_cell(*place)?, words.replace('"', "\"\""));
                    format!("TRIM({cell}){}\"{words}\"", if *is { "=" } else { "<>" })
                }
                Atom::Any(alternatives) => {
                    let any: Option<Vec<String>> =
                        alternatives.iter().map(|atoms| self.excel_claim(atoms)).collect();
                    format!("OR({})", any?.join(","))
                }
            });
        }
        Some(format!("AND({})", claims.join(",")))
    }

    /// Whether all claims are true of the entries as they stand; `None` while a figure is missing.
    fn is_true(&self, atoms: &[Atom<EntryRef>]) -> Option<bool> {
        let mut all = true;
        for atom in atoms {
            all &= match atom {
                Atom::Given(entry_ref) => self.entry(*entry_ref).answer.is_given(),
                Atom::Missing(entry_ref) => !self.entry(*entry_ref).answer.is_given(),
                Atom::Compare { left, cmp, right } => {
                    let difference = self.value_of(left)?.checked_sub(self.value_of(right)?)?;
                    cmp.holds(number::round(difference, SETTLED).cmp(&Decimal::ZERO))
                }
                Atom::Reads { place, words, is } => {
                    let there = self.filled(place.form).words(place.row, place.column).unwrap_or_default();
                    same_words(&there, words) == *is
                }
                Atom::Any(alternatives) => {
                    let mut any = false;
                    for atoms in alternatives {
                        any |= self.is_true(atoms)?;
                    }
                    any
                }
            };
        }
        Some(all)
    }

    /// Passes to `take` the places that must hold figures before the calculation is certain.
    fn needed<'e>(&self, expr: &'e Expr<EntryRef>, take: &mut dyn FnMut(&'e EntryRef)) {
        match expr {
            Expr::Place(entry_ref) if !self.is_out_of_scope(*entry_ref) => take(entry_ref),
            _ => {
                for atom in expr.condition() {
                    self.needed_in_claim(atom, take);
                }
                expr.operands().for_each(|operand| self.needed(operand, take));
            }
        }
    }

    fn needed_in_claim<'e>(&self, atom: &'e Atom<EntryRef>, take: &mut dyn FnMut(&'e EntryRef)) {
        match atom {
            Atom::Given(_) | Atom::Missing(_) | Atom::Reads { .. } => {}
            Atom::Compare { left, right, .. } => {
                self.needed(left, take);
                self.needed(right, take);
            }
            Atom::Any(alternatives) => {
                for atom in alternatives.iter().flatten() {
                    self.needed_in_claim(atom, take);
                }
            }
        }
    }

    /// Fills all places that are worked out. It goes over them several times, because some are calculated from
    /// others.
    pub(super) fn compute(&mut self) {
        let computed = self.computed();
        for _ in 0..=computed.len().min(4) {
            for one in &computed {
                // a missing figure leaves the cell blank, even if it is in the branch of an IF that is not taken
                let mut is_complete = true;
                self.needed(&one.is, &mut |entry_ref| {
                    is_complete &= match &self.entry(*entry_ref).answer {
                        Answer::Unreadable(unreadable) => unreadable.stored.is_some(),
                        answer => answer.figure().is_some(),
                    };
                });
                let value = self.value_of(&one.is).filter(|_| is_complete);
                let value = value.map(|value| one.decimals.map_or(value, |d| number::round(value, d)));
                self.put(one.entry_ref, value.map(|value| value.normalize()));
            }
        }
    }

    /// The value that Excel calculates; `None` while a figure is missing or the base is 0.
    fn value_of(&self, expr: &Expr<EntryRef>) -> Option<Decimal> {
        match expr {
            Expr::Number(number) => Some(*number),
            Expr::Place(entry_ref) | Expr::Zero(entry_ref) => match &self.entry(*entry_ref).answer {
                Answer::Number(figure) => Some(figure.value),
                // a stored 1,232 for a number of dossiers is unreadable to the check, but a number to Excel
                Answer::Unreadable(unreadable) => unreadable.stored,
                Answer::Blank if matches!(expr, Expr::Zero(_)) || self.is_out_of_scope(*entry_ref) => {
                    Some(Decimal::ZERO)
                }
                _ => None,
            },
            Expr::Add(a, b) => self.value_of(a)?.checked_add(self.value_of(b)?),
            Expr::Sub(a, b) => self.value_of(a)?.checked_sub(self.value_of(b)?),
            Expr::Mul(a, b) => self.value_of(a)?.checked_mul(self.value_of(b)?),
            Expr::Div(a, b) => self.value_of(a)?.checked_div(self.value_of(b)?),
            Expr::Min(a, b) => Some(self.value_of(a)?.min(self.value_of(b)?)),
            Expr::Max(a, b) => Some(self.value_of(a)?.max(self.value_of(b)?)),
            Expr::Round(a, decimals) => {
                Some(number::round(number::round(self.value_of(a)?, SETTLED), *decimals))
            }
            Expr::Abs(a) => Some(self.value_of(a)?.abs()),
            Expr::If(branches) => {
                let holds = self.is_true(&branches.when)?;
                let chosen = if holds { &branches.then } else { &branches.other };
                self.value_of(chosen)
            }
            Expr::Percent(a, b) | Expr::Base(a, b) => {
                let (part, base) = (self.value_of(a)?, self.value_of(b)?);
                part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)
            }
            Expr::Sum(_) => None,
        }
    }

    /// Whether the unit is asked for a figure at some place of a sentence.
    pub fn asks_for_any(&self, statement: &Statement<EntryRef>) -> bool {
        statement.places().into_iter().any(|entry_ref| {
            self.filled(entry_ref.form).is_asked(entry_ref.row, entry_ref.column)
                && !self.is_out_of_scope(*entry_ref)
        })
    }

    /// Whether the unit is not asked at a place, so that a blank counts as 0.
    pub fn is_out_of_scope(&self, entry_ref: EntryRef) -> bool {
        self.filled(entry_ref.form).is_out_of_scope(entry_ref.row, self.submission.level)
    }
}
