//! An amount that is probably in a larger unit of money than the form's, though nothing says so.
//!
//! Raised by the check, on each form.

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::doubtful_readings;
use crate::general_rules::stages::FormInSubmission;
use crate::submission::{FilledForm, PossibleAmounts};
use phuluc_form::{Kind, Lang, Severity, money};
use rust_decimal::Decimal;

/// An amount below this many đồng is no total of anything, because it is hardly more than one banknote.
const LITTLE: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);

/// The reason why an amount is doubted.
#[derive(Clone, Debug)]
pub enum WhyTooSmall {
    /// The amount in đồng has a fraction.
    Fraction,
    /// The amount is thousands of times smaller than other amounts of the form.
    Little,
    /// The amount is about a thousand or a million times smaller than its plan or the sum of its parts, at this
    /// place.
    BesidePlan(Box<Location>),
    /// The amount, in a unit that our own blank prints beside it, is hardly more than one banknote.
    Banknote,
}

/// An amount that may be in a larger unit.
#[derive(Clone, Debug)]
pub struct AmountTooSmall {
    /// The reason.
    pub doubt: WhyTooSmall,
    /// The likeliest amount, and the one in the cell.
    pub readings: Vec<Decimal>,
}

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "amount-too-small",
    severity: Severity::Warning,
    vi: Manual {
        title: "Số tiền có thể ghi theo nghìn đồng hoặc triệu đồng",
        why: "Mẫu biểu tính bằng đồng; số tiền lẻ hoặc nhỏ hơn các số liên quan hàng nghìn lần thường là ghi theo nghìn đồng, triệu đồng.",
        example: "Kế hoạch thu 120.000.000 đồng, đã thu ghi 95.000.",
        todo: "Xem lại đơn vị tính; ghi đủ số đồng.",
    },
    en: Manual {
        title: "an amount that may be in thousands or millions",
        why: "the form counts in đồng; a fraction, or an amount thousands of times less than what it belongs to, is probably in a larger unit",
        example: "120000000 planned and 95000 collected",
        todo: "look at the unit, and give the amount in full",
    },
};

impl GeneralFinding for AmountTooSmall {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        let is_in_dong = !matches!(self.doubt, WhyTooSmall::Banknote);
        let unit = if lang == Lang::Vi && is_in_dong { " đồng" } else { "" };
        let may_be = doubtful_readings::may_be(lang, &self.readings, unit);
        match (lang, &self.doubt) {
            (Lang::Vi, WhyTooSmall::Fraction) => format!("ghi {here} đồng, số đồng không có phần lẻ{may_be}"),
            (Lang::Vi, WhyTooSmall::Little) => {
                format!("ghi {here} đồng, nhỏ hơn số tiền khác của biểu hàng nghìn lần{may_be}")
            }
            (Lang::Vi, WhyTooSmall::BesidePlan(other)) => {
                let (cell, amount) = (wording::cell(lang, other), wording::answer(lang, other));
                format!("ghi {here} đồng, trong khi {cell} ghi {amount}{may_be}")
            }
            (Lang::Vi, WhyTooSmall::Banknote) => {
                format!("ghi {here}, theo đơn vị tính của ô chưa đến 100.000 đồng{may_be}")
            }
            (Lang::En, WhyTooSmall::Banknote) => {
                format!("{here} is less than 100000 đồng in the unit of its cell{may_be}")
            }
            (Lang::En, WhyTooSmall::Fraction) => format!("{here} đồng has a fraction{may_be}"),
            (Lang::En, WhyTooSmall::Little) => {
                format!("{here} đồng is thousands of times less than other amounts of the form{may_be}")
            }
            (Lang::En, WhyTooSmall::BesidePlan(other)) => {
                let (cell, amount) = (wording::cell(lang, other), wording::answer(lang, other));
                format!("{here} đồng beside {amount} in {cell}{may_be}")
            }
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy { relation: Some("number"), ..Discrepancy::reported(at) }
    }
}

/// Checks a form with amounts.
pub(crate) fn find(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let filled = form.filled;
    let amounts = amounts(filled, 0);
    let most = amounts.iter().map(|(.., value)| *value).max().unwrap_or_default();
    let mut findings = in_larger_units(form);
    for &(row, column, value) in &amounts {
        let doubt = if value.fract().is_zero() {
            beside_plan(form, (row, column, value)).or_else(|| {
                let is_little = value < LITTLE
                    && value.checked_mul(Decimal::ONE_THOUSAND).is_some_and(|more| more < most);
                is_little.then(|| (WhyTooSmall::Little, 6))
            })
        } else {
            Some((WhyTooSmall::Fraction, 6))
        };
        let Some((doubt, zeros)) = doubt else { continue };
        let meant = Decimal::from(10_u64.pow(zeros)).checked_mul(value);
        let readings = meant.into_iter().chain([value]).map(|value| value.normalize()).collect();
        let place = Location::of(filled, row, column, form.level, false);
        findings.push(Finding::at_place(place, AmountTooSmall { doubt, readings }));
    }
    findings
}

/// The amounts in thousands or millions that come to hardly more than one banknote. On sheets that are not our own
/// blanks they were not read.
fn in_larger_units(form: &FormInSubmission<'_>) -> Vec<Finding> {
    let filled = form.filled;
    let possible = PossibleAmounts::of(form.level.unwrap_or(filled.form.usual_sender()));
    let mut findings = Vec::new();
    for zeros in [3, 6, 9] {
        for (row, column, value) in amounts(filled, zeros) {
            if PossibleAmounts::is_too_little(value, zeros) {
                let place = Location::of(filled, row, column, form.level, false);
                let readings = possible.readings(value, zeros);
                let found = AmountTooSmall { doubt: WhyTooSmall::Banknote, readings };
                findings.push(Finding::at_place(place, found));
            }
        }
    }
    findings
}

/// The amounts above 0 that units gave, in the unit of money with so many zeros, by row and column.
fn amounts(filled: &FilledForm, zeros: u32) -> Vec<(usize, usize, Decimal)> {
    let mut amounts = Vec::new();
    for (row, answers) in filled.rows.iter().enumerate() {
        let fixed = filled.rows[row].fixed();
        for (column, entry) in answers.entries.written() {
            let is_in_unit = || {
                filled.kind(row, column) == Some(&Kind::Money)
                    && !filled.is_as_printed(row, column)
                    && money::zeros(filled.form.measure(fixed, column)).unwrap_or(0) == zeros
            };
            let value = entry.value().filter(|value| *value > Decimal::ZERO && is_in_unit());
            amounts.extend(value.map(|value| (row, column, value)));
        }
    }
    amounts
}

/// Whether an amount is a thousand or a million times smaller than its plan, or than the result that it is the plan
/// for.
fn beside_plan(
    form: &FormInSubmission<'_>,
    (row, column, value): (usize, usize, Decimal),
) -> Option<(WhyTooSmall, u32)> {
    let filled = form.filled;
    let rows = filled.form.fixed_rows();
    let index = filled.rows[row].fixed()?;
    let plan = rows[index].plan;
    let of_plan = (0..rows.len()).filter(|other| rows[*other].plan == Some(index));
    plan.into_iter().chain(of_plan).find_map(|other| {
        let other = filled.printed(other)?;
        let amount =
            filled.rows[other].entries.get(column).value().filter(|amount| *amount > Decimal::ZERO)?;
        let zeros = [3_u32, 6].into_iter().find(|zeros| {
            let share = Decimal::from(10_u64.pow(*zeros))
                .checked_mul(value)
                .and_then(|more| more.checked_div(amount));
            // the share of the plan then lies between a tenth and ten times
            share.is_some_and(|share| share >= Decimal::new(1, 1) && share <= Decimal::TEN)
        })?;
        let other = Location::of(filled, other, column, form.level, false);
        Some((WhyTooSmall::BesidePlan(Box::new(other)), zeros))
    })
}
