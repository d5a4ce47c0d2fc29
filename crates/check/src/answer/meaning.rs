//! The types of answers: what was read, how far a figure is rounded, and why something cannot be read for certain.

use phuluc_form::{Interval, number};
use phuluc_grid::Text;
use rust_decimal::Decimal;
use serde::Serialize;

/// An answer as read from one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A figure that can be read in one way only.
    Number(Figure),
    /// Nothing occurred, and the sender says so: “không có”, “-”, or a note.
    Nil,
    /// The cell is empty, and no note says why.
    Blank,
    /// Text where the form asks for text.
    Text(Text),
    /// Something stands there, but which figure it is cannot be said for certain.
    Unreadable(Box<Unreadable>),
}

/// A figure, and to which power of ten it is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The value as written.
    pub value: Decimal,
    /// The power of ten of which 5 make half the rounding unit: 5 × 10^-2 for a figure with one decimal. `None` if
    /// the figure is exact.
    rounded: Option<i8>,
}

impl Figure {
    /// A figure that is exact: a count, money, a score, a code.
    pub const fn exact(value: Decimal) -> Self {
        Self { value, rounded: None }
    }

    /// A figure rounded to its last written decimal, as percentages are.
    pub fn rounded(value: Decimal) -> Self {
        // a decimal holds at most 28 decimals; a figure that uses them all counts as exact
        let decimals = i8::try_from(value.scale()).ok().filter(|_| value.scale() < Decimal::MAX_SCALE);
        Self { value, rounded: decimals.map(|decimals| -decimals - 1) }
    }

    /// A figure that its form prints to `decimals` decimals, whatever more its cell holds. 0 is exact.
    pub fn of_decimals(value: Decimal, decimals: u32) -> Self {
        if value.is_zero() {
            return Self::exact(value);
        }
        Self { value, rounded: i8::try_from(decimals).ok().map(|decimals| -decimals - 1) }
    }

    /// A percentage whose cell shows `decimals` decimals. A share that was worked out holds more of them, and is
    /// judged by what people see.
    pub(crate) fn shown(value: Decimal, decimals: u32) -> Self {
        let own = Self::rounded(value);
        match i8::try_from(decimals) {
            Ok(shown) if decimals < value.scale() => Self { value, rounded: Some(-shown - 1) },
            _ => own,
        }
    }

    /// A figure given in a unit of money that is `zeros` powers of ten larger than the unit of `value`: `written` is
    /// the figure as given. 8,5 tỷ is known to 50 triệu.
    pub(crate) fn scaled(value: Decimal, written: Decimal, zeros: u32) -> Self {
        let decimals = i8::try_from(written.scale()).ok().zip(i8::try_from(zeros).ok());
        Self { value, rounded: decimals.map(|(decimals, zeros)| zeros - decimals - 1) }
    }

    /// The same amount in a unit of `own` zeros, where this figure is in one of `zeros`: 8,5 tỷ (9 zeros) are 8.500
    /// triệu (6 zeros).
    pub(crate) fn in_unit(self, zeros: u32, own: u32) -> Option<Self> {
        let times = match zeros.checked_sub(own) {
            Some(more) => Decimal::from(10_u64.checked_pow(more)?),
            None => Decimal::new(1, own - zeros),
        };
        let value = self.value.checked_mul(times)?.normalize();
        Some(if zeros > own { Self::scaled(value, self.value, zeros - own) } else { Self::exact(value) })
    }

    /// Half the unit that the figure is rounded to; 0 if it is exact.
    pub fn half(self) -> Decimal {
        match self.rounded.map(|power| (power, u32::from(power.unsigned_abs()))) {
            None => Decimal::ZERO,
            Some((..0, decimals)) => Decimal::new(5, decimals),
            Some((0.., zeros)) => {
                10_i64.checked_pow(zeros).map_or(Decimal::ZERO, |ten| Decimal::from(ten) * Decimal::from(5))
            }
        }
    }

    /// All values that round to this figure, or to what its cell shows of it.
    pub fn interval(self) -> Interval {
        let seen = match self.rounded.map(|power| u32::try_from(-i16::from(power) - 1)) {
            Some(Ok(decimals)) => number::round(self.value, decimals),
            Some(Err(_)) | None => self.value,
        };
        Interval::around(seen, self.half())
    }
}

/// Why an answer could not be read, and what it might be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The reason.
    pub why: WhyUnreadable,
    /// The figures that the cell may mean, the most likely first; empty if there is none to offer.
    pub readings: Vec<Decimal>,
    /// The number that the cell holds, if it holds one.
    pub stored: Option<Decimal>,
}

impl Unreadable {
    /// Whether the cell holds this figure and shows none.
    pub fn hides(&self, figure: Decimal) -> bool {
        self.shows_nothing() && self.stored == Some(figure)
    }

    /// Whether the cell holds a figure and shows none.
    pub(crate) fn shows_nothing(&self) -> bool {
        self.why == WhyUnreadable::MoreThanSeen && self.readings.len() < 2
    }
}

/// Why a cell gives no figure for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyUnreadable {
    /// It is not a number: “%”, “x”, a sentence, a date.
    NotANumber,
    /// It can be read as more than one number, or as a number that the field does not admit.
    Ambiguous,
    /// A formula that Excel has not calculated.
    NotCalculated,
    /// An error such as `#REF!`.
    CellError,
    /// A percentage without its sign, which may be a share of 1, or one that was multiplied by 100 twice.
    Share,
    /// People see another number in the cell than it holds.
    MoreThanSeen,
    /// The number format shows words or signs beside the number that make it doubtful: “ước 12”, “12 nghìn”.
    Worded,
    /// A date where a figure belongs: Excel made one of 5/10.
    Date,
    /// A number of more digits than Excel keeps.
    TooLong,
    /// Text of which a part is struck through or raised: “25¹”.
    Marked,
    /// An amount of money whose unit is not certain.
    Measure,
    /// A cell that is struck through as a whole.
    Struck,
    /// A formula whose stored result differs from what it comes to now.
    Stale,
    /// Its row has the label of another indicator.
    OtherLabel,
    /// The label of its row is struck through.
    LabelStruck,
}

/// The states of an answer, as JSON and CSV name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AnswerState {
    /// A figure.
    Number,
    /// Nothing occurred, and the sender says so.
    Nil,
    /// The cell is empty.
    Blank,
    /// Text.
    Text,
    /// Something that cannot be read for certain.
    Unreadable,
    /// Worked out by phuluc from figures of the same submission.
    Derived,
}

impl Answer {
    /// The figure, if it is one.
    pub const fn figure(&self) -> Option<Figure> {
        match self {
            Self::Number(figure) => Some(*figure),
            _ => None,
        }
    }

    /// Whether the sender said anything: true for all but [`Self::Blank`].
    pub const fn is_given(&self) -> bool {
        !matches!(self, Self::Blank)
    }

    /// The state that JSON and CSV name.
    pub const fn state(&self) -> AnswerState {
        match self {
            Self::Number(_) => AnswerState::Number,
            Self::Nil => AnswerState::Nil,
            Self::Blank => AnswerState::Blank,
            Self::Text(_) => AnswerState::Text,
            Self::Unreadable(_) => AnswerState::Unreadable,
        }
    }
}

/// The figures that an answer may mean.
pub(super) fn possible(answer: Answer) -> Vec<Decimal> {
    match answer {
        Answer::Number(figure) => vec![figure.value],
        Answer::Unreadable(unreadable) => unreadable.readings,
        Answer::Nil | Answer::Blank | Answer::Text(_) => Vec::new(),
    }
}

/// The figure made of a number; unreadable if there is none.
pub(super) fn of_decimal(value: rust_decimal::Result<Decimal>, figure: impl Fn(Decimal) -> Figure) -> Answer {
    value.map_or_else(|_| unreadable(WhyUnreadable::NotANumber, []), |value| Answer::Number(figure(value)))
}

/// An answer that cannot be read for certain.
pub(super) fn unreadable(why: WhyUnreadable, readings: impl IntoIterator<Item = Decimal>) -> Answer {
    Answer::Unreadable(Box::new(Unreadable { why, readings: readings.into_iter().collect(), stored: None }))
}
