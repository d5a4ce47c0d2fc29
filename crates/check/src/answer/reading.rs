//! Reads an answer from a cell.
//!
//! It takes a cell with its number format, and the field that the cell fills. It gives an [`Answer`], which is
//! certain, or unreadable with the figures that it may mean.

use super::amount::readings_as_whole;
use super::meaning::{Answer, Figure, WhyUnreadable, possible, unreadable};
use super::seen::{as_seen, hides_text, marked, percent_as_seen};
use super::typed_text::of_text;
use phuluc_form::{Kind, number};
use phuluc_grid::{Cell, Content, DAYS_TO_1904};
use rust_decimal::Decimal;

/// How many digits of a number Excel keeps. It replaces further digits by 0.
const DIGITS: usize = 15;
/// The largest plausible percentage. A larger one was probably multiplied by 100 twice.
const MOST_PERCENT: Decimal = Decimal::ONE_THOUSAND;
/// The first day that a report may mean, as Excel's serial number: 1 January 2000. An earlier date is a number that
/// somebody typed into a cell formatted as a date.
const FIRST_DAY: Decimal = Decimal::from_parts(36_526, 0, 0, false, 0);

/// What a form asks for at a place.
#[derive(Clone, Copy, Debug)]
pub struct Field<'f> {
    /// The kind of the answer.
    pub kind: &'f Kind,
    /// The unit of measure (đơn vị tính); empty if the form names none.
    pub measure: &'f str,
    /// The number of decimals that the form prints, if it says so.
    pub decimals: Option<u32>,
    /// Whether the sheet tells people to type percentages without `%`, as blanks that are handed out do.
    pub bare_percent: bool,
}

impl<'f> From<&'f Kind> for Field<'f> {
    fn from(kind: &'f Kind) -> Self {
        Self { kind, measure: "", decimals: None, bare_percent: false }
    }
}

/// Reads the answer of a cell to a field.
pub fn read<'f>(cell: &Cell, field: impl Into<Field<'f>>) -> Answer {
    let field: Field<'f> = field.into();
    let is_text = matches!(field.kind, Kind::Text | Kind::Document);
    if cell.marks.is_any()
        && !is_text
        && let Some(doubtful) = marked(cell, |cell| read(cell, field))
    {
        return doubtful;
    }
    let answer = match &cell.content {
        Content::Text(text) if is_text => match text.tidy() {
            "" => Answer::Blank,
            tidy if *tidy == **text => Answer::Text(text.clone()),
            tidy => Answer::Text(tidy.into()),
        },
        Content::Text(text) => match of_text(text, field) {
            Answer::Number(figure) if hides_text(cell) => {
                unreadable(WhyUnreadable::MoreThanSeen, [figure.value])
            }
            answer => answer,
        },
        Content::NotCalculated => unreadable(WhyUnreadable::NotCalculated, []),
        Content::Error(_) => unreadable(WhyUnreadable::CellError, []),
        _ if is_text => Answer::Text(cell.as_text()),
        Content::Number(value) => of_number(cell, *value, field),
        Content::Date(day) => of_date(cell, *day, field.kind),
        Content::Other(_) => unreadable(WhyUnreadable::NotANumber, []),
    };
    match (answer, field.decimals) {
        // a figure printed to few decimals may have been worked out to many more
        (Answer::Number(figure), Some(decimals)) if digits(figure.value.trunc()) <= DIGITS => {
            Answer::Number(Figure::of_decimals(figure.value, decimals))
        }
        (Answer::Number(figure), _) if *field.kind != Kind::Percent && digits(figure.value) > DIGITS => {
            unreadable(WhyUnreadable::TooLong, [figure.value])
        }
        (answer, _) => answer,
    }
}

/// Reads a cell whose formula, worked out again, comes to `worth`, whatever result is stored.
pub(crate) fn read_again<'f>(cell: &Cell, worth: Decimal, field: impl Into<Field<'f>>) -> Answer {
    let field = field.into();
    let worth = worth.round_sf(15).unwrap_or(worth);
    let stored = read(cell, field);
    match &cell.content {
        Content::NotCalculated => unreadable(WhyUnreadable::NotCalculated, calculated(cell, worth, field)),
        Content::Number(value) if !is_near(*value, worth) && !is_shown_alike(cell, *value, worth) => {
            unreadable(
                WhyUnreadable::Stale,
                calculated(cell, worth, field).into_iter().chain(possible(stored)),
            )
        }
        _ => stored,
    }
}

/// The figures that a cell may mean if its formula comes to `worth`.
fn calculated(cell: &Cell, worth: Decimal, field: Field<'_>) -> Vec<Decimal> {
    possible(read(&Cell { content: Content::Number(worth), ..cell.clone() }, field))
}

/// Whether two results are equal but for what floating-point arithmetic loses.
fn is_near(a: Decimal, b: Decimal) -> bool {
    const SAME: Decimal = Decimal::from_parts(1, 0, 0, false, 9);
    let largest = a.abs().max(b.abs()).max(Decimal::ONE);
    matches!((a.checked_sub(b), largest.checked_mul(SAME)), (Some(apart), Some(most)) if apart.abs() <= most)
}

/// Whether a cell looks the same with either of two results.
///
/// A workbook set to “precision as displayed” stores rounded results.
fn is_shown_alike(cell: &Cell, a: Decimal, b: Decimal) -> bool {
    cell.format.decimals(a).is_some() && cell.format.shown(a) == cell.format.shown(b)
}

/// Whether a cell shows the error of a division by 0.
pub(crate) fn is_division_by_zero(shown: &str) -> bool {
    shown == "#DIV/0!"
}

/// Whether a cell may hold a figure of any kind. A date alone does not count.
pub(crate) fn may_be_figure(cell: &Cell) -> bool {
    match read(cell, &Kind::Score) {
        Answer::Number(_) => true,
        Answer::Unreadable(unreadable) => match unreadable.why {
            WhyUnreadable::NotANumber | WhyUnreadable::Ambiguous => !unreadable.readings.is_empty(),
            why => why != WhyUnreadable::Date,
        },
        Answer::Nil | Answer::Blank | Answer::Text(_) => false,
    }
}

fn of_number(cell: &Cell, value: Decimal, field: Field<'_>) -> Answer {
    let value = without_dust(value);
    match field.kind {
        Kind::Percent if cell.format.is_percent(value) => match number::as_percent(value).ok() {
            Some(percent) if percent.abs() > MOST_PERCENT => {
                unreadable(WhyUnreadable::Share, [value, percent])
            }
            Some(percent) => percent_as_seen(cell, value, percent, field),
            None => unreadable(WhyUnreadable::NotANumber, []),
        },
        Kind::Percent => {
            let says_so = cell.format.has_percent_sign(value)
                || field.bare_percent
                || cell.formula.as_ref().is_some_and(phuluc_grid::Formula::is_times_hundred);
            match percentage(value) {
                Answer::Unreadable(share) if !says_so => Answer::Unreadable(share),
                _ => percent_as_seen(cell, value, value, field),
            }
        }
        _ if cell.format.is_percent(value) => {
            unreadable(WhyUnreadable::NotANumber, number::as_percent(value).ok())
        }
        kind => as_seen(cell, value, plain_number(value, kind), field),
    }
}

/// Reads a number that is no percentage, as the cell stores it.
fn plain_number(value: Decimal, kind: &Kind) -> Answer {
    match kind {
        Kind::Score => Answer::Number(Figure::exact(value)),
        _ if value.scale() == 0 => Answer::Number(Figure::exact(value)),
        // an amount may have a fraction of a đồng, but three decimals may be thousands that were misread
        Kind::Money | Kind::Quantity if value.scale() <= 2 => Answer::Number(Figure::exact(value)),
        Kind::Choice(_) => unreadable(WhyUnreadable::Ambiguous, [value]),
        _ => unreadable(WhyUnreadable::Ambiguous, readings_as_whole(value)),
    }
}

/// Reads a percentage where no percent sign stands: 0,95 may be a share.
pub(super) fn percentage(value: Decimal) -> Answer {
    let is_share = value > Decimal::ZERO && value <= Decimal::ONE;
    match number::as_percent(value) {
        Ok(percent) if is_share => unreadable(WhyUnreadable::Share, [value, percent]),
        _ => Answer::Number(Figure::rounded(value)),
    }
}

/// Reads a date where a figure belongs: Excel makes dates of 5/10 and 3.1.
fn of_date(cell: &Cell, day: Decimal, kind: &Kind) -> Answer {
    if day < FIRST_DAY {
        // the calendar of old Macs begins in 1904
        let since_1904 = day.checked_sub(DAYS_TO_1904).filter(|day| !day.is_sign_negative());
        let readings = [day].into_iter().chain(since_1904).map(|day| day.normalize());
        return unreadable(WhyUnreadable::Date, readings);
    }
    let shown = cell.shown();
    let mut parts = shown.split('/').map(|part| Decimal::from_str_exact(part).ok());
    let (Some(Some(day)), Some(Some(month))) = (parts.next(), parts.next()) else {
        return unreadable(WhyUnreadable::Date, []);
    };
    match kind {
        Kind::Percent | Kind::Score | Kind::Money | Kind::Quantity => {
            unreadable(WhyUnreadable::Date, [with_decimals(day, month), with_decimals(month, day)])
        }
        _ => unreadable(WhyUnreadable::Date, [day, month]),
    }
}

/// The decimal that Excel took for a date: 5,1 for a date of 5 and 1.
fn with_decimals(whole: Decimal, part: Decimal) -> Decimal {
    let places = if part < Decimal::TEN { 1 } else { 2 };
    (whole + part * Decimal::new(1, places)).normalize()
}

/// The number without the tiny rest that floating-point arithmetic leaves: 8.00000000000001 becomes 8.
fn without_dust(value: Decimal) -> Decimal {
    const DUST: u32 = 9;
    const CLEAN: u32 = 4;
    if value.scale() <= CLEAN {
        return value.normalize();
    }
    let clean = number::round(value, DUST).normalize();
    if clean.scale() <= CLEAN && !clean.is_zero() { clean } else { value.normalize() }
}

/// The number of digits, without zeros at the end of a fraction.
pub(super) fn digits(value: Decimal) -> usize {
    // zeros at the end of a whole number count, since they may be known digits
    let whole = value.normalize().mantissa().unsigned_abs();
    // nearly all numbers fit into 64 bits, whose logarithm is quick
    let more = u64::try_from(whole).map_or_else(|_| whole.checked_ilog10(), u64::checked_ilog10);
    let digits = more.map_or(1, |more| more + 1);
    usize::try_from(digits).unwrap_or(usize::MAX)
}
