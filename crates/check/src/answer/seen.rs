//! Compares what people see of a cell with what it holds: number formats, text struck through or raised.
//!
//! Where the two are different figures, it is not certain which one is meant, and both are offered as readings.

use super::meaning::{Answer, Figure, Unreadable, WhyUnreadable, possible};
use super::reading::{Field, digits};
use super::remark::Remark;
use super::typed_text::is_measured_in;
use super::what_is_counted::is_counted;
use phuluc_form::{Kind, money, number};
use phuluc_grid::{Cell, Content, Shown};
use rust_decimal::Decimal;

/// The number of digits that a cell with the General format shows.
const GENERAL_DIGITS: usize = 10;

/// Gives `answer`, unless people see another number in the cell than the `value` that it holds.
///
/// Words and signs that the number format adds are read as if they were typed: a unit that the field asks for changes
/// nothing, and any other word makes the figure doubtful.
pub(super) fn as_seen(cell: &Cell, value: Decimal, answer: Answer, field: Field<'_>) -> Answer {
    let shown = cell.format.shown(value);
    let is_unseen = is_unseen(&shown, value) || is_shown_as_unknown(&shown, value);
    let seen = shown.figure().filter(|seen| *seen != value);
    match answer {
        Answer::Number(_) if is_unseen => more_than_seen(vec![value], value),
        Answer::Number(figure) => match seen {
            // an amount in millions is shown rounded as often as not, and one in đồng has no decimals
            Some(seen) if is_in_larger_unit(field) && !seen.is_zero() && is_rounded(cell, value, seen) => {
                Answer::Number(figure)
            }
            Some(seen) => more_than_seen(vec![seen, value], value),
            None => match oddly_grouped(cell, value, field) {
                Some(seen) => more_than_seen(vec![seen, value], value),
                None => worded(cell, value, field).unwrap_or(Answer::Number(figure)),
            },
        },
        Answer::Unreadable(mut unreadable) => {
            unreadable.readings.extend(seen);
            unreadable.stored = Some(value);
            Answer::Unreadable(unreadable)
        }
        answer @ (Answer::Nil | Answer::Blank | Answer::Text(_)) => answer,
    }
}

/// Reads a percentage to the decimals that its cell shows. It is unreadable if the cell shows a figure that does not
/// come from rounding.
///
/// Of the fifteen digits that a cell holds only ten are taken, since a share that was worked out has errors in the
/// last ones.
pub(super) fn percent_as_seen(cell: &Cell, held: Decimal, percent: Decimal, field: Field<'_>) -> Answer {
    let room = GENERAL_DIGITS.saturating_sub(digits(percent.trunc()));
    let room = u32::try_from(room).unwrap_or_default();
    let figure = Figure::shown(percent, cell.format.decimals(held).map_or(room, |own| own.min(room)));
    let shown = cell.format.shown(held);
    if is_unseen(&shown, held) {
        return more_than_seen(vec![percent], percent);
    }
    match shown.figure() {
        Some(seen) if figure.interval().disjoint(Figure::rounded(seen).interval()) => {
            more_than_seen(vec![seen, percent], percent)
        }
        _ => worded(cell, held, field).unwrap_or(Answer::Number(figure)),
    }
}

/// The figure that people may take a whole number for, because of where its format puts a sign between the digits:
/// `#.##0` shows 1250 as 1250,000 and `0\\ 0` shows it as “125 0”.
fn oddly_grouped(cell: &Cell, value: Decimal, field: Field<'_>) -> Option<Decimal> {
    let is_whole =
        matches!(field.kind, Kind::Count | Kind::Money) && value.fract().is_zero() && !value.is_zero();
    if !is_whole || cell.format.code().contains(",##") {
        return None;
    }
    let text = cell.format.text(value);
    if cell.format.decimals(value) == Some(3) && text.contains(".0") {
        return value.checked_mul(Decimal::ONE_THOUSAND);
    }
    let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
    let (first, rest) = digits.split_once(' ')?;
    let are_thousands = rest.split(' ').all(|group| group.len() == 3);
    (!are_thousands && digits.chars().all(|c| c.is_ascii_digit() || c == ' ')).then(|| first.parse().ok())?
}

/// The doubtful answer if the number format shows words beside a number that do not belong to the field.
fn worded(cell: &Cell, value: Decimal, field: Field<'_>) -> Option<Answer> {
    let words = cell.format.words(value);
    let suits = |words: &String| match field.kind {
        Kind::Money => money::zeros(words).is_some(),
        Kind::Percent => matches!(words.trim(), "%" | "phần trăm"),
        _ => is_measured_in(words, field.measure) || is_counted(words),
    };
    // the sign of `+0` says what the figure says
    let is_plus = words == ["+"] && cell.format.text(value).starts_with('+');
    if value.is_zero() || is_plus || words.iter().all(suits) {
        return None;
    }
    let larger = words.iter().find_map(|words| money::zeros(words)).filter(|zeros| *zeros > 0);
    let larger = larger.and_then(|zeros| value.checked_mul(Decimal::from(10_u64.checked_pow(zeros)?)));
    let readings = larger.into_iter().chain([value]).collect();
    let why = WhyUnreadable::Worded;
    Some(Answer::Unreadable(Box::new(Unreadable { why, readings, stored: Some(value) })))
}

/// Whether people see a word for what is not known, such as “chưa có số liệu”, or a sign that says nothing, where 0 is
/// held.
fn is_shown_as_unknown(shown: &Shown, value: Decimal) -> bool {
    let Shown::Words(words) = shown else { return false };
    let is_sign = !words.is_empty() && words.chars().all(|c| matches!(c, '.' | '…' | '?' | 'x' | 'X' | '*'));
    value.is_zero() && (is_sign || Remark::of(words, None) == Remark::Unknown)
}

/// Whether a field takes amounts in nghìn đồng or triệu đồng. Half a tỷ is too much to round.
fn is_in_larger_unit(field: Field<'_>) -> bool {
    *field.kind == Kind::Money && money::zeros(field.measure).is_some_and(|zeros| (1..=6).contains(&zeros))
}

/// Whether a cell shows its number rounded to its decimals.
fn is_rounded(cell: &Cell, value: Decimal, seen: Decimal) -> bool {
    cell.format.decimals(value).is_some_and(|decimals| number::round(value, decimals) == seen)
}

/// Whether people see words or nothing where a number is held. A 0 that shows as “-” or as nothing counts as seen.
fn is_unseen(shown: &Shown, value: Decimal) -> bool {
    !value.is_zero() && matches!(shown, Shown::Words(_) | Shown::Nothing)
}

/// Reads a cell that is struck through, as a whole or in part, or that has a raised number or letters not to be seen; `None` if that leaves no
/// doubt.
pub(super) fn marked(cell: &Cell, read: impl Fn(&Cell) -> Answer) -> Option<Answer> {
    let plain = |content: Content| Cell { content, marks: phuluc_grid::Marks::NONE, ..cell.clone() };
    let whole = read(&plain(cell.content.clone()));
    let is_text = matches!(cell.content, Content::Text(_));
    let is_figure = matches!(whole, Answer::Number(_) | Answer::Unreadable(_));
    if cell.marks.is_struck() {
        return is_figure.then(|| doubtful(WhyUnreadable::Struck, possible(whole)));
    }
    if cell.marks.is_unseen() {
        let is_nothing = possible(whole.clone()).iter().all(Decimal::is_zero);
        return (is_figure && !is_nothing).then(|| doubtful(WhyUnreadable::MoreThanSeen, possible(whole)));
    }
    let runs = cell.marks.readings();
    let mut readings: Vec<Decimal> = Vec::new();
    for text in &runs {
        for figure in possible(read(&plain(Content::Text(text.as_str().into())))) {
            if !readings.contains(&figure) {
                readings.push(figure);
            }
        }
    }
    let is_doubtful = is_text && !runs.is_empty() && (is_figure || !readings.is_empty());
    is_doubtful.then(|| doubtful(WhyUnreadable::Marked, readings))
}

/// Whether a cell holds text that its number format hides.
pub(super) fn hides_text(cell: &Cell) -> bool {
    cell.format.hides_text() && !cell.is_empty()
}

fn more_than_seen(readings: Vec<Decimal>, stored: Decimal) -> Answer {
    let why = WhyUnreadable::MoreThanSeen;
    Answer::Unreadable(Box::new(Unreadable { why, readings, stored: Some(stored) }))
}

fn doubtful(why: WhyUnreadable, readings: Vec<Decimal>) -> Answer {
    Answer::Unreadable(Box::new(Unreadable { why, readings, stored: None }))
}
