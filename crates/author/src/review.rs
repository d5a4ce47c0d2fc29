//! Reviews a definition that can be read: finds rules that contradict each other or can never fail, codes that stand
//! twice, figures that no rule looks at, and marks of a draft that are left.
//!
//! It takes a definition; it gives its errors and, apart from them, advice. The form is laid out as a unit would fill
//! it, and every rule is set down on it at every row and column. A solver then tells what can be true together, so
//! the result does not depend on how a rule is written.

mod by_column;
mod consolidation;
mod coverage;
mod linear;
mod source_positions;

use crate::draft::{SUGGESTED, TO_FILL};
use linear::{Claim, Range, is_impossible};
use phuluc_check::{
    CheckInput, Entries, EntryRef, FilledForm, FilledRow, PreparedForms, Role, RuleAt, Skipped, Submission,
};
use phuluc_form::{
    Atom, Definition, Doubt, Expr, Fault, Form, Kind, Name, Place, Problems, Rows, Rule, Set, Severity,
};
use rust_decimal::prelude::ToPrimitive;
use source_positions::{SourcePositions, Span};
use std::sync::Arc;

/// The least value of every figure when we ask whether rules can hold with something in every place.
const SOMETHING: f64 = 1e-2;
/// The number of open rows in the form that is laid out.
const OPEN_ROWS: usize = 2;

/// The errors of a definition, and the advice about it.
#[derive(Clone, Debug)]
pub struct Review {
    /// What must be corrected.
    pub errors: Problems,
    /// What should be looked at.
    pub advice: Problems,
    /// The columns of answers by name, each with the number of rules that look at it.
    pub by_column: Vec<(String, usize)>,
}

impl Review {
    fn error(&mut self, span: Span, doubt: Doubt) {
        self.errors.add(span, Fault::Review(doubt));
    }

    fn advise(&mut self, span: Span, doubt: Doubt) {
        self.advice.add(span, Fault::Review(doubt));
    }
}

/// Reviews a definition.
pub fn review(definition: &Definition) -> Review {
    let none = Problems::new(&definition.path, &definition.text);
    let mut review = Review { errors: none.clone(), advice: none, by_column: Vec::new() };
    let Some(spans) = SourcePositions::of(&definition.text) else { return review };
    let submission = filled(&definition.form);
    let prepared = PreparedForms::new(&submission);
    let input = CheckInput::unfilled(&submission, Some(&submission), &prepared, 0);
    let mut reviewer = Reviewer { form: &definition.form, input, spans, review: &mut review };
    reviewer.codes();
    reviewer.rules();
    reviewer.percentages();
    reviewer.unwatched();
    reviewer.consolidation();
    reviewer.marks(&definition.text);
    let by_column = reviewer.rules_by_column();
    review.by_column = by_column;
    review
}

/// The form as a unit would send it: with every column, and with some open rows.
fn filled(form: &Arc<Form>) -> Submission {
    let mut roles: Vec<(Role, String)> = Vec::new();
    match &form.rows {
        Rows::Fixed(rows) => {
            roles
                .extend(rows.iter().enumerate().map(|(index, row)| (Role::Fixed(index), row.id.to_string())));
        }
        Rows::Open { total, .. } => {
            roles.extend((0..OPEN_ROWS).map(|n| (Role::Open, n.to_string())));
            roles.extend(total.iter().map(|total| (Role::Total, total.id.to_string())));
        }
    }
    let rows = roles.into_iter().map(|(role, id)| {
        let name = Name { id: id.as_str().into(), label: id.as_str().into() };
        FilledRow::new(Arc::new(name), role, Entries::absent(form.columns.len()))
    });
    let rows: Vec<FilledRow> = rows.collect();
    let present = vec![true; form.columns.len()];
    let filled = FilledForm {
        form: Arc::clone(form),
        sheet: form.sheet.clone(),
        present,
        rows: Arc::new(rows),
        left_blank: Vec::new(),
    };
    Submission {
        unit: None,
        level: None,
        period: None,
        unit_claim: None,
        period_claim: None,
        forms: vec![filled],
        notices: Vec::new(),
        adjusted: Vec::new(),
    }
}

struct Reviewer<'d> {
    form: &'d Form,
    input: CheckInput<'d>,
    spans: SourcePositions,
    review: &'d mut Review,
}

/// A rule with what it demands of figures unconditionally.
struct Claims<'f> {
    index: usize,
    rule: &'f Rule,
    list: Vec<Claim>,
}

impl Reviewer<'_> {
    /// Finds printed codes that stand twice under one parent.
    fn codes(&mut self) {
        let rows = self.form.fixed_rows();
        for (index, row) in rows.iter().enumerate() {
            // a code with a space, such as “Trong đó”, is none
            let Some(code) = row.code.as_deref().filter(|code| !code.contains(' ')) else { continue };
            let bare = code.trim_end_matches('.');
            let twin = rows[..index].iter().find(|other| {
                let other_code = other.code.as_deref().map(|code| code.trim_end_matches('.'));
                other.parent == row.parent && other_code == Some(bare)
            });
            if let Some(first) = twin {
                let doubt = Doubt::CodeTwice { code: code.to_owned(), first: first.id.to_string() };
                self.review.error(self.spans.row(index), doubt);
            }
        }
    }

    /// Finds rules that never hold, never apply or never fail, and rules that contradict each other.
    fn rules(&mut self) {
        let form = self.form;
        let mut claims: Vec<Claims<'_>> = Vec::new();
        for (index, rule) in form.rules.iter().enumerate() {
            let everywhere = self.input.rule_everywhere(0, index);
            if is_nowhere(rule, &everywhere) {
                self.review.error(self.spans.rule(index), Doubt::RunsNowhere);
                continue;
            }
            let rules_at: Vec<RuleAt<'_>> = everywhere.into_iter().flatten().collect();
            let list: Vec<Claim> = rules_at.iter().flat_map(always).collect();
            let is_never_met = |claim: &Claim| is_impossible([claim], |entry_ref| self.range(entry_ref, 0.0));
            if let Some(rule_at) = rules_at.iter().find(|rule_at| always(rule_at).iter().any(is_never_met)) {
                let row =
                    rule_at.row.map(|row| self.input.submissions.current.forms[0].rows[row].id.to_string());
                self.review.error(self.spans.rule(index), Doubt::NeverHolds(row));
                continue;
            }
            if !rules_at.is_empty() {
                if rules_at.iter().all(|rule_at| self.never_applies(rule_at)) {
                    self.review.advise(self.spans.rule(index), Doubt::NeverApplies);
                } else if rules_at.iter().all(|rule_at| self.never_fails(rule_at)) {
                    self.review.advise(self.spans.rule(index), Doubt::NeverFails);
                }
            }
            if rule.severity >= Severity::Warning && !list.is_empty() {
                claims.push(Claims { index, rule, list });
            }
        }
        self.recipes();
        self.contradictions(claims);
    }

    /// Finds two rules that say differently what one place is the percentage of.
    fn recipes(&mut self) {
        let rules = &self.form.rules;
        for (index, rule) in rules.iter().enumerate() {
            let Some((place, share)) = recipe(rule) else { continue };
            let mut earlier = rules[..index].iter().filter(|other| other.each == rule.each);
            let earlier = earlier.find(|other| {
                recipe(other).is_some_and(|(other, other_share)| other == place && other_share != share)
            });
            if let Some(earlier) = earlier {
                let doubt = Doubt::Contradicts(vec![name(earlier).to_owned()]);
                self.review.error(self.spans.rule(index), doubt);
            }
        }
    }

    /// Finds rules that cannot hold together, or only where a figure is 0.
    fn contradictions(&mut self, mut claims: Vec<Claims<'_>>) {
        loop {
            let least = if self.clash(&claims, 0.0) {
                0.0
            } else if self.clash(&claims, SOMETHING) {
                SOMETHING
            } else {
                return;
            };
            // a rule whose removal leaves the contradiction has no part in it
            let mut culprits: Vec<usize> = (0..claims.len()).collect();
            for index in 0..claims.len() {
                let rest: Vec<usize> = culprits.iter().copied().filter(|other| *other != index).collect();
                if self.clash(rest.iter().map(|at| &claims[*at]), least) {
                    culprits = rest;
                }
            }
            let Some((last, others)) = culprits.split_last() else { return };
            let names = others.iter().map(|at| name(claims[*at].rule).to_owned()).collect();
            let span = self.spans.rule(claims[*last].index);
            if least > 0.0 {
                self.review.advise(span, Doubt::OnlyWithNought(names));
            } else {
                self.review.error(span, Doubt::Contradicts(names));
            }
            claims.remove(*last);
        }
    }

    /// Whether the rules cannot hold together if every figure is at least `least`.
    fn clash<'c, 'f: 'c>(&self, claims: impl IntoIterator<Item = &'c Claims<'f>>, least: f64) -> bool {
        let list = claims.into_iter().flat_map(|claims| &claims.list);
        is_impossible(list, |entry_ref| self.range(entry_ref, least))
    }

    /// Finds marks of a draft that are still in the text.
    fn marks(&mut self, text: &str) {
        let mut at = 0;
        let mut found: [Vec<(usize, usize)>; 2] = [Vec::new(), Vec::new()];
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let comment = line.trim().strip_prefix("# ").unwrap_or_default();
            for (kind, marks) in [TO_FILL, SUGGESTED].iter().enumerate() {
                if marks
                    .iter()
                    .any(|mark| comment.strip_prefix(mark).is_some_and(|rest| rest.starts_with(':')))
                {
                    found[kind].push((number, at));
                }
            }
            at += line.len();
        }
        let doubts: [fn(Vec<usize>) -> Doubt; 2] = [Doubt::ToFill, Doubt::ToConfirm];
        for (lines, doubt) in found.iter().zip(doubts) {
            if let Some((_, start)) = lines.first() {
                let end = text[*start..].find('\n').map_or(text.len(), |end| start + end);
                let lines = lines.iter().map(|(number, _)| *number).collect();
                self.review.advise(*start..end, doubt(lines));
            }
        }
    }

    /// Whether the rule's condition can never be met.
    fn never_applies(&self, rule_at: &RuleAt<'_>) -> bool {
        let when: Vec<Claim> = claims(&rule_at.statement.when).into_iter().flatten().collect();
        !rule_at.statement.when.is_empty() && is_impossible(&when, |entry_ref| self.range(entry_ref, 0.0))
    }

    /// Whether no figures that can be typed break the rule.
    fn never_fails(&self, rule_at: &RuleAt<'_>) -> bool {
        let when: Vec<Claim> = claims(&rule_at.statement.when).into_iter().flatten().collect();
        claims(&rule_at.statement.then).into_iter().all(|claim| {
            // a demand that is no comparison of sums can fail
            claim.is_some_and(|claim| {
                claim.opposites().iter().all(|opposite| {
                    is_impossible(when.iter().chain([opposite]), |entry_ref| self.range(entry_ref, 0.0))
                })
            })
        })
    }

    /// The least and the greatest figure that a place may have; `least` is the lower end where the form sets none.
    fn range(&self, entry_ref: EntryRef, least: f64) -> Range {
        let filled = self.input.form(entry_ref);
        if let Some(printed) = filled.fixed(entry_ref.row, entry_ref.column).and_then(|it| it.to_f64()) {
            return (
                if filled.may_be_reduced(entry_ref.row) { least.min(printed) } else { printed },
                printed,
            );
        }
        match filled.kind(entry_ref.row, entry_ref.column) {
            Some(Kind::Choice(choices)) => {
                let codes = choices.iter().filter_map(|choice| choice.code.to_f64());
                codes.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), code| {
                    (least.min(code), most.max(code))
                })
            }
            _ => (least, f64::INFINITY),
        }
    }
}

/// Whether a rule has no place where it could run, whatever units send. Lines and groups are the senders' own.
fn is_nowhere(rule: &Rule, everywhere: &[Result<RuleAt<'_>, Skipped>]) -> bool {
    let is_of_sender = rule.that.sums().iter().any(|sum| sum.set == Set::Lines || sum.group.is_some());
    !is_of_sender && everywhere.iter().all(|at| matches!(at, Err(Skipped::NoRow | Skipped::EmptyColumn(_))))
}

/// What a rule demands at one place, if it demands that whenever its figures are given.
fn always(rule_at: &RuleAt<'_>) -> Vec<Claim> {
    let only_given = rule_at.statement.when.iter().all(|atom| matches!(atom, Atom::Given(_)));
    if only_given { claims(&rule_at.statement.then).into_iter().flatten().collect() } else { Vec::new() }
}

/// The claims in atoms, one for each; `None` for an atom that is no comparison of sums.
fn claims(atoms: &[Atom<EntryRef>]) -> Vec<Option<Claim>> {
    let claims = atoms.iter().map(|atom| match atom {
        Atom::Compare { left, cmp, right } => Claim::of(left, *cmp, right),
        Atom::Given(_) | Atom::Missing(_) | Atom::Reads { .. } | Atom::Any(_) => None,
    });
    claims.collect()
}

/// The place of a percentage and how it is worked out, if a rule says so without a condition.
fn recipe(rule: &Rule) -> Option<(&Place, &Expr<Place>)> {
    let equation = rule.that.equation().filter(|_| rule.that.when.is_empty());
    equation.filter(|(_, sum)| matches!(sum, Expr::Percent(..)))
}

/// The rule's id without the id of its form.
fn name(rule: &Rule) -> &str {
    rule.id.as_str().split_once('/').map_or(rule.id.as_str(), |(_, name)| name)
}
