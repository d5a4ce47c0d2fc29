//! The check: every rule of every form of a submission, and the general rules at every place.
//!
//! Takes a submission, and the one of the period before if there is one; gives findings, and what
//! could not be checked and why. A relation is broken only if no filling of the blanks makes it
//! hold; if some do and some do not, it is not checkable, which is neither.

mod diagnose;
mod evaluate;
mod general;
mod layout;
mod register;
mod spot;

use crate::finding::{Finding, Location, Notice, Problem, Relation, Subject};
use crate::form::{ColumnId, RowId, RuleId};
use crate::interval::Interval;
use crate::number;
use crate::rule::{Atom, Cmp, Expr, Rule, Sentence, Severity};
use crate::submission::{Role, Submission};
pub(crate) use evaluate::Truth;
use rust_decimal::Decimal;

pub(crate) use spot::Implied;
pub(crate) use spot::Instance;
pub use spot::Skipped;
pub(crate) use spot::Spot;
pub(crate) use spot::World;

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Rules that do not hold, by form, row and column.
    pub findings: Vec<Finding>,
    /// Rules that blanks leave open.
    pub open: Vec<Open>,
    /// Rules that could not be looked at.
    pub skipped: Vec<(String, Skipped)>,
    /// How many rules were looked at and hold; [`held`] says which.
    pub holds: usize,
}

/// A rule that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The rule.
    pub rule: RuleId,
    /// The row of its first place.
    pub row: RowId,
    /// The column of its first place.
    pub column: ColumnId,
}

/// A rule that blanks leave open.
#[derive(Clone, Debug)]
pub struct Open {
    /// The rule.
    pub rule: String,
    /// What it demands.
    pub title: String,
    /// The rule's first place.
    pub place: Location,
    /// The places that would have to be known.
    pub unknown: Vec<Location>,
    /// What the only unknown place would have to be for the rule to hold, if it is one place and one figure.
    pub implied: Option<Decimal>,
}

impl Checked {
    /// The worst severity found, but for what somebody accepted as explained.
    pub fn worst(&self) -> Option<Severity> {
        self.undecided().map(|finding| finding.severity).max()
    }

    /// How many findings have this severity, but for what somebody accepted as explained.
    pub fn count(&self, severity: Severity) -> usize {
        self.undecided().filter(|finding| finding.severity == severity).count()
    }

    /// The findings that nobody has accepted as explained.
    pub fn undecided(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.is_decided())
    }
}

/// Checks a submission.
pub fn check(submission: &Submission, previous: Option<&Submission>) -> Checked {
    let unsolved = World::new(submission, previous);
    let implied = unsolved.solved();
    let world = unsolved.knowing(&implied);
    let mut checked = Checked { findings: submission.notices.clone(), ..Checked::default() };
    let mut broken: Vec<Instance<'_>> = Vec::new();
    for filled in &submission.forms {
        checked.findings.extend(general::check(filled, submission.level));
        checked.findings.extend(register::check(filled, submission.level));
    }
    let all = world.judged(&mut checked.skipped);
    for (instance, truth) in &all {
        match truth {
            Truth::Broken => broken.push(instance.clone()),
            Truth::Holds => checked.holds += usize::from(!world.is_idle(instance)),
            // a text that does not speak of something leaves nothing open
            Truth::Open(_) if world.is_unsaid(instance) => {}
            // one blank of it is not open but solved
            Truth::Open(unknown) if instance.rule.solve && unknown.len() < 2 => {}
            Truth::Open(unknown) => match world.left_blank(instance) {
                Some(finding) => checked.findings.push(finding),
                None => checked.open.push(world.open(instance, unknown)),
            },
        }
    }
    for instance in &broken {
        checked.findings.push(world.finding(instance, &all));
    }
    sort(&mut checked.findings, submission);
    checked
}

/// The rules that were looked at and hold.
pub fn held(submission: &Submission, previous: Option<&Submission>) -> Vec<Held> {
    let unsolved = World::new(submission, previous);
    let implied = unsolved.solved();
    let world = unsolved.knowing(&implied);
    let judged = world.judged(&mut Vec::new()).into_iter();
    let holding = judged.filter(|(instance, truth)| *truth == Truth::Holds && !world.is_idle(instance));
    holding.filter_map(|(instance, _)| world.held(&instance)).collect()
}

fn note_skipped(skipped: &mut Vec<(String, Skipped)>, rule: &Rule, why: Skipped) {
    if !skipped.iter().any(|(id, other)| *id == *rule.id.as_str() && *other == why) {
        skipped.push((rule.id.to_string(), why));
    }
}

/// By sheet, row and column as they stand; what is about the whole file or sheet first.
fn sort(findings: &mut [Finding], submission: &Submission) {
    let rank = |finding: &Finding| {
        let (sheet, at) = finding.cell();
        let sheet = sheet.map(|sheet| submission.forms.iter().position(|form| form.stands_on(sheet)));
        let row = finding.row().and_then(|id| {
            let form = submission.forms.iter().find(|form| Some(&form.form.id) == finding.form())?;
            form.row(id)
        });
        (sheet, row, at, finding.rule.clone())
    };
    findings.sort_by_cached_key(rank);
}

impl<'s> World<'s> {
    /// Every rule at every row and column that it runs over, and whether it holds there.
    fn judged(self, skipped: &mut Vec<(String, Skipped)>) -> Vec<(Instance<'s>, Truth)> {
        let mut all = Vec::new();
        for (index, filled) in self.current.forms.iter().enumerate() {
            for rule in &filled.form.rules {
                for instance in self.instances(index, rule) {
                    match instance {
                        Ok(instance) => {
                            let truth = self.judging(rule).truth(&instance.sentence, None);
                            all.push((instance, truth));
                        }
                        Err(why) => note_skipped(skipped, rule, why),
                    }
                }
            }
        }
        all
    }
}

impl World<'_> {
    /// Whether a rule's condition is not met, so that it says nothing here.
    fn is_idle(&self, instance: &Instance<'_>) -> bool {
        instance.sentence.when.iter().any(|atom| self.atom(atom, None) == Truth::Broken)
    }

    fn held(&self, instance: &Instance<'_>) -> Option<Held> {
        let first = *instance.sentence.first_place()?;
        let filled = self.form(first);
        Some(Held {
            rule: instance.rule.id.clone(),
            row: filled.rows[first.row].id.clone(),
            column: filled.form.columns[first.column].id.clone(),
        })
    }

    /// Whether a rule is about a figure that nobody need give, in a text or a line of reasons, and
    /// nobody does.
    fn is_unsaid(&self, instance: &Instance<'_>) -> bool {
        let first = instance.sentence.first_place().copied();
        first.is_some_and(|spot| {
            let filled = self.form(spot);
            let is_free = filled.form.sparse || matches!(filled.rows[spot.row].role, Role::Line(_));
            is_free && !self.entry(spot).answer.is_given()
        })
    }

    fn locations(&self, instance: &Instance<'_>) -> Sentence<Location> {
        Sentence::clone(&instance.sentence).map(&mut |spot| self.location(spot, instance.form))
    }

    fn located(&self, spots: &[&Spot], home: usize) -> Vec<Location> {
        spots.iter().map(|spot| self.location(**spot, home)).collect()
    }

    /// The places of a rule beside its first, each once.
    fn others(&self, places: &[&Spot], home: usize) -> Vec<Location> {
        let mut others: Vec<&Spot> = Vec::new();
        for spot in places {
            if *spot != places[0] && !others.contains(spot) {
                others.push(spot);
            }
        }
        self.located(&others, home)
    }

    /// A rule that blanks leave open.
    fn open(&self, instance: &Instance<'_>, unknown: &[Spot]) -> Open {
        let mut spots: Vec<Spot> = Vec::new();
        for spot in unknown {
            if !spots.contains(spot) {
                spots.push(*spot);
            }
        }
        let implied = match spots.as_slice() {
            [one] => self.solve(&instance.sentence, *one),
            _ => None,
        };
        let first = instance.sentence.first_place().copied();
        let place = first.or(spots.first().copied());
        Open {
            rule: instance.rule.id.to_string(),
            title: instance.rule.title.clone(),
            place: self.location(place.expect("an open rule names a place"), instance.form),
            unknown: spots.into_iter().map(|spot| self.location(spot, instance.form)).collect(),
            implied,
        }
    }

    /// The finding for a total or percentage left blank though its parts give one.
    fn left_blank(&self, instance: &Instance<'_>) -> Option<Finding> {
        let (left, right) = instance.sentence.equation()?;
        let is_asked = !instance.rule.solve && !self.form(*left).form.sparse;
        let is_total = is_asked && !self.entry(*left).answer.is_given();
        if !is_total || self.is_out_of_scope(*left) {
            return None;
        }
        let computed = self.value(right, None).range?;
        if computed.lo().is_none_or(|lo| lo <= Decimal::ZERO) {
            return None;
        }
        let subject = Subject::Place(Box::new(self.location(*left, instance.form)));
        let mut finding = Finding::general(subject, Notice::BlankTotal { computed });
        finding.related = self.located(&right.places(), instance.form);
        Some(finding)
    }

    /// The finding for a broken rule.
    fn finding(&self, instance: &Instance<'_>, all: &[(Instance<'_>, Truth)]) -> Finding {
        let sentence = &instance.sentence;
        let places = sentence.places();
        let primary = self.location(*places[0], instance.form);
        if let Some(finding) = self.finding_about_percent(instance) {
            return finding;
        }
        let broken = sentence.then.iter().find(|atom| self.atom(atom, None) == Truth::Broken);
        let problem = match broken {
            Some(Atom::Compare { left, cmp, right })
                if sentence.comparison().is_some() || sentence.when.is_empty() =>
            {
                Problem::Relation(Box::new(self.relation(left, *cmp, right, instance.form)))
            }
            _ => {
                let missing = sentence.then.iter().filter_map(|atom| match atom {
                    Atom::Given(spot) if self.atom(atom, None) == Truth::Broken => {
                        Some(self.location(*spot, instance.form))
                    }
                    _ => None,
                });
                let missing = missing.collect();
                Problem::Implication { sentence: Box::new(self.locations(instance)), missing }
            }
        };
        Finding {
            rule: instance.rule.id.to_string(),
            severity: instance.rule.severity,
            subject: Subject::Place(Box::new(primary)),
            problem,
            related: self.others(&places, instance.form),
            suggestions: match self.misplaced_point(instance) {
                Some(suggestion) => vec![suggestion],
                None => self.suggestions(instance, all),
            },
            borne_out_by: self.borne_out_by(instance, all),
            todo: Some(instance.rule.todo.clone()),
            decided: None,
        }
    }

    fn relation(&self, left: &Expr<Spot>, cmp: Cmp, right: &Expr<Spot>, home: usize) -> Relation {
        let located = |expr: &Expr<Spot>| expr.clone().map(&mut |spot| self.location(spot, home));
        let value = |expr: &Expr<Spot>| self.value(expr, None).range;
        // what a place reports is what is written there, not what it may be rounded from
        let written = |side: &Expr<Spot>| match side {
            Expr::Percent(..) | Expr::Base(..) => None,
            sum => self.written(sum).map(Interval::point),
        };
        Relation {
            reported: written(left).or_else(|| value(left)).unwrap_or(Interval::ANYTHING),
            expected: written(right).or_else(|| value(right)),
            left: located(left),
            cmp,
            right: located(right),
        }
    }

    /// A percentage that was cut instead of rounded, or 0 for a share of nothing, is but a note; any
    /// other figure for a share of nothing is for someone to look at.
    fn finding_about_percent(&self, instance: &Instance<'_>) -> Option<Finding> {
        let (left, right) = instance.sentence.equation()?;
        let figure = self.entry(*left).answer.figure()?;
        let (value, half) = (figure.value, figure.half());
        let subject = Subject::Place(Box::new(self.location(*left, instance.form)));
        let computed = self.value(right, None).range;
        let notice = match computed {
            None if value.is_zero() => Notice::ZeroOfNone,
            None => {
                let relation = self.relation(&Expr::Place(*left), Cmp::Eq, right, instance.form);
                return Some(Finding {
                    rule: instance.rule.id.to_string(),
                    severity: instance.rule.severity.min(Severity::Warning),
                    subject,
                    problem: Problem::Relation(Box::new(relation)),
                    related: self.located(&right.places(), instance.form),
                    suggestions: Vec::new(),
                    borne_out_by: Vec::new(),
                    todo: Some(instance.rule.todo.clone()),
                    decided: None,
                });
            }
            Some(range) => {
                let (exact, decimals) = (range.exact()?, half.scale().checked_sub(1)?);
                if half.is_zero() || number::cut(exact, decimals) != value {
                    return None;
                }
                let ratio = Box::new(right.clone().map(&mut |spot| self.location(spot, instance.form)));
                Notice::PercentCut { ratio, rounded: number::round(exact, decimals) }
            }
        };
        let mut finding = Finding::general(subject, notice);
        finding.related = self.located(&right.places(), instance.form);
        Some(finding)
    }
}
