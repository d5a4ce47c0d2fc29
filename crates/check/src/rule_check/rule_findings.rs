//! Makes findings and open rules from the truth of rules.

use super::check_input::{CheckInput, RuleAt};
use super::checked::{HeldRule, OpenRule};
use super::entry_ref::EntryRef;
use super::evaluate::Truth;
use crate::finding::{Finding, FindingKind, Location, Relation, Subject};
use crate::general_rules::blank_total::BlankTotal;
use crate::general_rules::percent_truncated;
use crate::general_rules::percent_truncated::PercentTruncated;
use crate::general_rules::zero_of_none::ZeroOfNone;
use crate::submission::Role;
use phuluc_form::{Atom, Cmp, Expr, Interval, Kind, SETTLED, Severity, Statement};
use rust_decimal::Decimal;

impl CheckInput<'_> {
    pub(super) fn held(&self, rule_at: &RuleAt<'_>) -> Option<HeldRule> {
        let first = *rule_at.statement.first_place()?;
        let filled = self.form(first);
        Some(HeldRule {
            rule: rule_at.rule.id.clone(),
            row: filled.rows[first.row].id.clone(),
            column: filled.form.columns[first.column].id.clone(),
        })
    }

    /// Whether a rule is about a figure that need not be given, in a text or a line of reasons, and that is not
    /// given.
    pub(super) fn is_not_mentioned(&self, rule_at: &RuleAt<'_>) -> bool {
        let first = rule_at.statement.first_place().copied();
        first.is_some_and(|entry_ref| {
            let filled = self.form(entry_ref);
            let is_free = filled.form.sparse
                || matches!(filled.rows[entry_ref.row].role, Role::Added(_))
                || self.need_not_be_given(entry_ref);
            is_free && !self.entry(entry_ref).answer.is_given()
        })
    }

    /// Whether a rule is about a blank that the unit is not asked to fill in.
    pub(super) fn is_not_asked(&self, rule_at: &RuleAt<'_>) -> bool {
        rule_at.statement.first_place().is_some_and(|entry_ref| self.need_not_be_given(*entry_ref))
    }

    fn locations(&self, rule_at: &RuleAt<'_>) -> Statement<Location> {
        rule_at.statement.clone().into_owned().map(&mut |entry_ref| self.location(entry_ref, rule_at.form))
    }

    fn located(&self, entry_refs: &[&EntryRef], home: usize) -> Vec<Location> {
        entry_refs.iter().map(|entry_ref| self.location(**entry_ref, home)).collect()
    }

    /// The other places of a rule, each once.
    fn others(&self, subject: &EntryRef, places: &[&EntryRef], home: usize) -> Vec<Location> {
        let mut others: Vec<&EntryRef> = Vec::new();
        for entry_ref in places {
            if *entry_ref != subject && !others.contains(entry_ref) {
                others.push(entry_ref);
            }
        }
        self.located(&others, home)
    }

    /// The open rule for a rule that depends on `unknown`.
    pub(super) fn open(&self, rule_at: &RuleAt<'_>, unknown: &[EntryRef]) -> OpenRule {
        let mut entry_refs: Vec<EntryRef> = Vec::new();
        for entry_ref in unknown {
            if !entry_refs.contains(entry_ref) {
                entry_refs.push(*entry_ref);
            }
        }
        let implied = match entry_refs.as_slice() {
            [one] => self.only_value(&rule_at.statement, *one),
            _ => None,
        };
        let first = rule_at.statement.first_place().copied();
        let place = first.or(entry_refs.first().copied());
        OpenRule {
            rule: rule_at.rule.id.to_string(),
            title: rule_at.rule.title.clone(),
            place: self.location(place.expect("an open rule names a place"), rule_at.form),
            unknown: entry_refs.into_iter().map(|entry_ref| self.location(entry_ref, rule_at.form)).collect(),
            implied,
        }
    }

    /// The figure that a place must hold for a rule to hold, if there is only one that the place admits.
    fn only_value(&self, statement: &Statement<EntryRef>, entry: EntryRef) -> Option<Decimal> {
        let value = self.allowed(statement, entry).exact()?.normalize();
        let fits = match self.form(entry).kind(entry.row, entry.column)? {
            Kind::Count | Kind::Money => value.scale() == 0,
            Kind::Quantity => value.scale() <= 2,
            Kind::Score => true,
            Kind::Choice(_) | Kind::Percent | Kind::Text | Kind::Document => false,
        };
        (fits && !value.is_sign_negative()).then_some(value)
    }

    /// Other rules that the left side's figure agrees with: the title and the place of each.
    ///
    /// A negative figure, a share of 0, a figure that follows from the left side or comes from a formula, and a rule on
    /// trial are no evidence.
    fn agrees_with(&self, broken: &RuleAt<'_>, all: &[(RuleAt<'_>, Truth)]) -> Vec<(String, Location)> {
        let Some((left, _)) = broken.statement.equation() else { return Vec::new() };
        if self.entry(*left).value().is_none_or(|value| value.is_sign_negative()) {
            return Vec::new();
        }
        let mut agreeing = Vec::new();
        let holding = all.iter().filter(|(rule_at, truth)| *truth == Truth::Holds && !rule_at.rule.trial);
        for (rule_at, _) in holding {
            let Some((about, right)) = rule_at.statement.equation() else { continue };
            let value = self.value(right);
            let is_evidence = value.unknown.is_empty()
                && !self.entry(*about).is_formula
                && value.range.is_some_and(|range| range.lo().is_some_and(|lo| !lo.is_sign_negative()))
                && (about == left || !matches!(right, Expr::Percent(..)));
            if is_evidence && !self.is_condition_unmet(rule_at) && rule_at.statement.names(left) {
                agreeing.push((rule_at.rule.title.clone(), self.location(*about, broken.form)));
            }
        }
        agreeing
    }

    /// The finding for a total or percentage that is blank although its parts give one.
    pub(super) fn left_blank(&self, rule_at: &RuleAt<'_>) -> Option<Finding> {
        let (left, right) = rule_at.statement.equation()?;
        let is_asked = !rule_at.rule.solve && !rule_at.rule.trial && !self.form(*left).form.sparse;
        let is_total = is_asked && !self.entry(*left).answer.is_given();
        if !is_total || self.is_out_of_scope(*left) {
            return None;
        }
        let blank = BlankTotal::of(self.value(right).range?)?;
        let mut finding = Finding::at_place(self.location(*left, rule_at.form), blank);
        finding.related = self.located(&right.places(), rule_at.form);
        Some(finding)
    }

    /// The finding for a broken rule.
    pub(super) fn finding(&self, rule_at: &RuleAt<'_>, all: &[(RuleAt<'_>, Truth)]) -> Finding {
        let statement = &rule_at.statement;
        let places = statement.places();
        let subject = statement.subject().unwrap_or(places[0]);
        let primary = self.location(*subject, rule_at.form);
        if let Some(finding) = self.finding_about_percent(rule_at) {
            return finding;
        }
        let broken = statement.then.iter().find(|atom| self.atom(atom) == Truth::Broken);
        let kind = match broken {
            Some(Atom::Compare { left, cmp, right })
                if statement.comparison().is_some() || statement.when.is_empty() =>
            {
                FindingKind::Relation(Box::new(self.relation(left, *cmp, right, rule_at.form)))
            }
            _ => {
                let missing = statement.then.iter().filter_map(|atom| match atom {
                    Atom::Given(entry_ref) if self.atom(atom) == Truth::Broken => {
                        Some(self.location(*entry_ref, rule_at.form))
                    }
                    _ => None,
                });
                let missing = missing.collect();
                FindingKind::Implication { statement: Box::new(self.locations(rule_at)), missing }
            }
        };
        Finding {
            rule: rule_at.rule.id.to_string(),
            severity: rule_at.rule.severity,
            subject: Subject::Place(Box::new(primary)),
            kind,
            related: self.others(subject, &places, rule_at.form),
            suggestions: Vec::new(),
            diagnosis: None,
            agrees_with: self.agrees_with(rule_at, all),
            todo: Some(rule_at.rule.todo.clone()),
            decided: None,
        }
    }

    fn relation(&self, left: &Expr<EntryRef>, cmp: Cmp, right: &Expr<EntryRef>, home: usize) -> Relation {
        let (left, right) = (self.without_decided_branches(left), self.without_decided_branches(right));
        // people compare with the figure as they would print it
        let decimals = match &left {
            Expr::Place(at) => self.form(*at).form.decimals(self.form(*at).rows[at.row].fixed(), at.column),
            _ => None,
        };
        let is_percent = match &left {
            Expr::Place(at) => self.form(*at).is_percent(at.row, at.column),
            _ => false,
        };
        let reported = self.side(&left).unwrap_or(Interval::ANYTHING);
        let expected = self.side(&right);
        let (reported, expected) = match decimals {
            Some(decimals) => (reported, expected.map(|range| range.rounded(decimals))),
            None if is_percent => (reported, expected),
            None => (
                expected.map_or(reported, |other| readable(reported, other)),
                expected.map(|range| readable(range, reported)),
            ),
        };
        Relation {
            reported,
            expected,
            left: self.located_expr(&left, home),
            cmp,
            right: self.located_expr(&right, home),
        }
    }

    /// The value of a side of a rule, as people see it.
    fn side(&self, side: &Expr<EntryRef>) -> Option<Interval> {
        // a place stands for the figure written there, not for all that it may be rounded from
        let written = match side {
            Expr::Percent(..) | Expr::Base(..) => None,
            sum => self.written(sum).map(Interval::point),
        };
        written.or_else(|| self.value(side).range)
    }

    fn located_expr(&self, expr: &Expr<EntryRef>, home: usize) -> Expr<Location> {
        expr.clone().map(&mut |entry_ref| self.location(entry_ref, home))
    }

    /// The milder finding for a percentage, if there is one.
    ///
    /// A percentage that was cut off instead of rounded is only a note, and so is 0 for a share of 0. Any other
    /// figure for a share of 0 is at most a warning.
    fn finding_about_percent(&self, rule_at: &RuleAt<'_>) -> Option<Finding> {
        let (left, right) = rule_at.statement.equation()?;
        let figure = self.entry(*left).answer.figure()?;
        let place = self.location(*left, rule_at.form);
        let computed = self.value(right).range;
        let mut finding = match computed {
            None if ZeroOfNone::is_meant_by(figure.value) => Finding::at_place(place, ZeroOfNone),
            None => {
                let relation = self.relation(&Expr::Place(*left), Cmp::Eq, right, rule_at.form);
                return Some(Finding {
                    rule: rule_at.rule.id.to_string(),
                    severity: rule_at.rule.severity.min(Severity::Warning),
                    subject: Subject::Place(Box::new(place)),
                    kind: FindingKind::Relation(Box::new(relation)),
                    related: self.located(&right.places(), rule_at.form),
                    suggestions: Vec::new(),
                    diagnosis: None,
                    agrees_with: Vec::new(),
                    todo: Some(rule_at.rule.todo.clone()),
                    decided: None,
                });
            }
            Some(range) => {
                let is_percent = self.form(*left).is_percent(left.row, left.column);
                let rounded = percent_truncated::rounded(figure, range).filter(|_| is_percent)?;
                let ratio = Box::new(self.located_expr(right, rule_at.form));
                Finding::at_place(place, PercentTruncated { ratio, rounded })
            }
        };
        finding.related = self.located(&right.places(), rule_at.form);
        Some(finding)
    }
}

/// A side with as many decimals of a quotient as people read, and as tell it from the other side.
fn readable(side: Interval, other: Interval) -> Interval {
    const READ: [u32; 3] = [2, 4, 6];
    let is_endless = side.exact().is_some_and(|value| value.normalize().scale() > SETTLED);
    let mut rounded = READ.iter().map(|decimals| side.rounded(*decimals));
    let told = rounded.find(|rounded| rounded.exact() != other.rounded(SETTLED).exact());
    if is_endless { told.unwrap_or(side) } else { side }
}
