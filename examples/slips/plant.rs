//! Plants slips of seventeen kinds into consistent reports, as if the figures had been typed by hand.

use super::consistent::{Dice, put};
use phuluc::check::{Answer, Role, Submission};
use phuluc::form::{Expr, Kind, Place, RowRef, number};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A place of a report: form, row, column.
pub type At = (usize, usize, usize);

/// A kind of slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planted {
    OneDigit,
    TwoSwapped,
    TimesTen,
    TimesThousand,
    DigitDropped,
    DigitDoubled,
    Blank,
    Sign,
    Neighbour,
    LastPeriod,
    PartTwice,
    LineLeftOut,
    SubtotalAdded,
    Cut,
    OtherBase,
    Code,
    Heading,
}

impl Planted {
    pub const ALL: [Self; 17] = [
        Self::OneDigit,
        Self::TwoSwapped,
        Self::TimesTen,
        Self::TimesThousand,
        Self::DigitDropped,
        Self::DigitDoubled,
        Self::Blank,
        Self::Sign,
        Self::Neighbour,
        Self::LastPeriod,
        Self::PartTwice,
        Self::LineLeftOut,
        Self::SubtotalAdded,
        Self::Cut,
        Self::OtherBase,
        Self::Code,
        Self::Heading,
    ];
}

/// A slip: its place, and the figure that should stand there.
#[derive(Clone, Debug)]
pub struct Slip {
    pub at: At,
    pub right: Option<Decimal>,
}

/// The figure at a place.
pub fn value(report: &Submission, (form, row, column): At) -> Option<Decimal> {
    report.forms[form].rows[row].entries.get(column).value()
}

/// The places that hold a figure.
pub fn filled(report: &Submission) -> Vec<At> {
    let mut all = Vec::new();
    for (form, filled) in report.forms.iter().enumerate() {
        for row in 0..filled.rows.len() {
            for column in 0..filled.form.columns.len() {
                let at = (form, row, column);
                let is_figure = filled.kind(row, column).is_some();
                if is_figure && value(report, at).is_some() {
                    all.push(at);
                }
            }
        }
    }
    all
}

/// Plants a slip of this kind at a random place; `None` if it would change nothing.
pub fn plant(report: &mut Submission, last: &Submission, kind: Planted, dice: &mut Dice) -> Option<Slip> {
    if kind == Planted::Heading {
        return heading(report, dice);
    }
    let places: Vec<At> = filled(report).into_iter().filter(|at| takes(report, *at, kind)).collect();
    let at = *dice.one(&places)?;
    let right = value(report, at)?;
    let wrong = match kind {
        Planted::Blank => {
            let rows = Arc::make_mut(&mut report.forms[at.0].rows);
            rows[at.1].entries.answer(at.2, Answer::Blank);
            return Some(Slip { at, right: Some(right) });
        }
        Planted::Neighbour => neighbour(report, at, dice)?,
        Planted::LastPeriod => value(last, at)?,
        Planted::PartTwice => right + *dice.one(&parts(report, at))?,
        Planted::LineLeftOut => right - *dice.one(&parts(report, at))?,
        Planted::SubtotalAdded => right + right,
        Planted::OtherBase | Planted::Cut => percentage(report, at, kind, dice)?,
        Planted::Code => Decimal::from(dice.between(0, 4)),
        _ => typed(right, kind, dice)?,
    };
    // a share in a cell that counts things is refused when it is read
    let counts = matches!(report.forms[at.0].kind(at.1, at.2), Some(Kind::Count | Kind::Money));
    if wrong.normalize() == right.normalize() || counts && wrong.normalize().scale() > 0 {
        return None;
    }
    put(report, at.0, at.1, at.2, wrong.normalize());
    Some(Slip { at, right: Some(right) })
}

fn takes(report: &Submission, at: At, kind: Planted) -> bool {
    let is = report.forms[at.0].kind(at.1, at.2);
    match kind {
        Planted::Code => matches!(is, Some(Kind::Choice(_))),
        Planted::Cut | Planted::OtherBase => matches!(is, Some(Kind::Percent)),
        Planted::PartTwice | Planted::LineLeftOut => !parts(report, at).is_empty(),
        Planted::SubtotalAdded => parts(report, at).len() > 1,
        _ => !matches!(is, Some(Kind::Choice(_))),
    }
}

/// The figure with a typing slip.
pub fn typed(right: Decimal, kind: Planted, dice: &mut Dice) -> Option<Decimal> {
    let text = right.normalize().to_string();
    let digits: Vec<usize> = (0..text.len()).filter(|&at| text.as_bytes()[at].is_ascii_digit()).collect();
    let at = *dice.one(&digits)?;
    let mut bytes = text.clone().into_bytes();
    match kind {
        Planted::OneDigit => bytes[at] = b'0' + u8::try_from(dice.between(0, 9)).ok()?,
        Planted::TwoSwapped => {
            let next = at + 1;
            if !digits.contains(&next) {
                return None;
            }
            bytes.swap(at, next);
        }
        Planted::DigitDropped if digits.len() > 1 => {
            bytes.remove(at);
        }
        Planted::DigitDoubled => bytes.insert(at, bytes[at]),
        Planted::TimesTen => return right.checked_mul(Decimal::TEN),
        Planted::TimesThousand => return right.checked_mul(Decimal::ONE_THOUSAND),
        Planted::Sign => return Some(-right),
        _ => return None,
    }
    Decimal::from_str_exact(&String::from_utf8(bytes).ok()?).ok()
}

/// A figure beside the place, in its row or column.
fn neighbour(report: &Submission, (form, row, column): At, dice: &mut Dice) -> Option<Decimal> {
    let mut beside = Vec::new();
    for (row, column) in
        [(row.wrapping_sub(1), column), (row + 1, column), (row, column.wrapping_sub(1)), (row, column + 1)]
    {
        let filled = &report.forms[form];
        if row < filled.rows.len() && column < filled.form.columns.len() {
            beside.extend(value(report, (form, row, column)));
        }
    }
    dice.one(&beside).copied()
}

/// The figures that a rule of the form adds up to the figure at a place.
fn parts(report: &Submission, (form, row, column): At) -> Vec<Decimal> {
    let filled = &report.forms[form];
    let mut rows: Vec<usize> = Vec::new();
    if filled.rows[row].role == Role::Total {
        rows.extend((0..filled.rows.len()).filter(|row| filled.rows[*row].role == Role::Open));
    }
    let is_own = |place: &Place| match &place.row {
        RowRef::Id(id) => filled.row(id) == Some(row),
        RowRef::Each => false,
    };
    for rule in &filled.form.rules {
        let Some((left, right)) = rule.that.equation() else { continue };
        if is_own(left)
            && left.form.is_none()
            && let Some(addends) = right.addends()
            && addends.len() > 1
        {
            rows.extend(addends.iter().filter_map(|place| match &place.row {
                RowRef::Id(id) if place.form.is_none() => filled.row(id),
                _ => None,
            }));
        }
        if matches!(right, Expr::Sum(_)) && filled.rows[row].role != Role::Total {
            let below = filled.rows[row].fixed().map(|index| filled.form.rows_under(index));
            rows.extend(below.unwrap_or_default().iter().filter_map(|index| filled.printed(*index)));
        }
    }
    rows.sort_unstable();
    rows.dedup();
    let parts = rows.into_iter().filter_map(|row| value(report, (form, row, column)));
    parts.filter(|part| !part.is_zero()).collect()
}

/// A percentage that is cut off instead of rounded, or taken of another base.
fn percentage(
    report: &Submission,
    (form, row, column): At,
    kind: Planted,
    dice: &mut Dice,
) -> Option<Decimal> {
    let filled = &report.forms[form];
    let figure = |place: &Place| match &place.row {
        RowRef::Id(id) if place.form.is_none() => value(report, (form, filled.row(id)?, column)),
        _ => None,
    };
    let rules = filled.form.rules.iter().filter_map(|rule| rule.that.equation());
    for (left, right) in rules {
        let Expr::Percent(part, base) = right else { continue };
        let (Expr::Place(part), Expr::Place(base)) = (&**part, &**base) else { continue };
        let is_it = matches!(&left.row, RowRef::Id(id) if filled.row(id) == Some(row));
        let (Some(part), Some(base), true) = (figure(part), figure(base), is_it) else { continue };
        let other = if kind == Planted::Cut {
            base
        } else {
            let near: Vec<Decimal> = (row.saturating_sub(4)..row + 5)
                .filter(|other| *other < filled.rows.len())
                .filter_map(|other| value(report, (form, other, column)))
                .filter(|other| *other > part && *other != base)
                .collect();
            *dice.one(&near)?
        };
        let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(other)?;
        return Some(if kind == Planted::Cut { number::cut(share, 2) } else { number::round(share, 2) });
    }
    None
}

/// Puts a figure into a heading.
fn heading(report: &mut Submission, dice: &mut Dice) -> Option<Slip> {
    let mut headings = Vec::new();
    for (form, filled) in report.forms.iter().enumerate() {
        let printed = filled.form.fixed_rows();
        for row in 0..filled.rows.len() {
            let is_heading = filled.rows[row].fixed().is_some_and(|index| printed[index].heading);
            if let Some(column) = filled.form.value_column().filter(|_| is_heading) {
                headings.push((form, row, column));
            }
        }
    }
    let at = *dice.one(&headings)?;
    put(report, at.0, at.1, at.2, Decimal::from(dice.between(1, 60)));
    Some(Slip { at, right: None })
}
