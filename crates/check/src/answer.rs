//! What an answer is: a figure, nil, blank, text, or something that cannot be read for certain.
//!
//! Zero, nil (không phát sinh) and blank (chưa nhập) are three different answers. The two other
//! states of a place, not applicable and not submitted, are not answers: they follow from the form
//! and from the round.

mod amount;
mod amount_in_words;
mod meaning;
mod other_figures;
pub mod printed_maximum;
mod reading;
mod remark;
mod seen;
mod stated_scale;
mod typed_text;
mod what_is_counted;

use phuluc_form::Choice;
use rust_decimal::Decimal;

pub(crate) use amount_in_words::own_unit;
pub use meaning::{Answer, AnswerState, Figure, Unreadable, WhyUnreadable};
pub(crate) use other_figures::says_other_figures;
pub use reading::{Field, read};
pub(crate) use reading::{is_division_by_zero, may_be_figure, read_again};
pub(crate) use remark::{Remark, says_unknown};
pub use remark::{UNKNOWN, UNKNOWN_FIRST, unknown_alone, unknown_phrases};
pub(crate) use stated_scale::{named_unit, stated_scale};
pub(crate) use typed_text::{fraction, is_dash, is_measured_in, says_nil};

/// The answer at a place where the form prints a figure, if the cell's text says the same maximum and steps as the form.
pub fn as_printed_maximum(text: &str, printed: Decimal, steps: &[Choice]) -> Option<Answer> {
    let says_so = printed_maximum::read(text).is_some_and(|read| read.says(printed, steps));
    says_so.then_some(Answer::Number(Figure::exact(printed)))
}

/// The answer, exact if it is the figure that the form prints at its place. Other figures there may be rounded.
pub fn exactly_as_printed(answer: Answer, printed: Option<Decimal>) -> Answer {
    match (answer, printed) {
        (Answer::Number(figure), Some(printed)) if figure.value == printed => {
            Answer::Number(Figure::exact(printed))
        }
        (answer, _) => answer,
    }
}
