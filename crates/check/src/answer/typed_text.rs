//! Reads a figure from a text that somebody typed into a cell, whatever people write around it.
//!
//! It takes the text, and the field that the cell fills.

use super::amount::{decimal, money, whole};
use super::amount_in_words;
use super::meaning::{Answer, Figure, WhyUnreadable, possible, unreadable};
use super::reading::{Field, percentage};
use super::what_is_counted::is_counted;
use phuluc_form::{Kind, match_key, number, tidy};
use rust_decimal::Decimal;

pub(super) fn of_text(text: &str, field: Field<'_>) -> Answer {
    if let Some(doubtful) = several_lines(text, field) {
        return doubtful;
    }
    let text: String = tidy(text).chars().map(half_width).collect();
    if text.is_empty() {
        return Answer::Blank;
    }
    match field.kind {
        Kind::Choice(choices) => {
            let key = match_key(&text);
            match choices.iter().find(|choice| match_key(&choice.label) == key) {
                Some(choice) => unreadable(WhyUnreadable::NotANumber, [choice.code]),
                None => figure(&text, field),
            }
        }
        _ if says_nil(&text) || says_none_of(&text, field.measure) => Answer::Nil,
        _ => figure(&text, field),
    }
}

/// Reads figures on several lines of one cell, of which any may be meant; `None` if a line is no figure.
fn several_lines(text: &str, field: Field<'_>) -> Option<Answer> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() < 2 {
        return None;
    }
    let figures = lines.iter().map(|line| Some(figure_alone(line, field).figure()?.value));
    Some(unreadable(WhyUnreadable::Ambiguous, figures.collect::<Option<Vec<_>>>()?))
}

/// The ASCII digit, point or comma that a keyboard for Chinese or Japanese types twice as wide.
fn half_width(c: char) -> char {
    const WIDE: u32 = 0xFEE0;
    match c {
        '０'..='９' | '．' | '，' => char::from_u32(u32::from(c) - WIDE).unwrap_or(c),
        _ => c,
    }
}

/// Reads a figure in a text, whatever people write around it.
fn figure(text: &str, field: Field<'_>) -> Answer {
    let plain = figure_alone(text, field);
    if matches!(&plain, Answer::Unreadable(unreadable) if unreadable.readings.is_empty()) {
        negated(text, field)
            .or_else(|| in_words(text, field))
            .or_else(|| fraction_as_figure(text, field.kind))
            .or_else(|| spaced(text, field))
            .or_else(|| letters_for_digits(text, field))
            .or_else(|| with_words(text, field))
            .unwrap_or(plain)
    } else {
        plain
    }
}

/// Reads an amount of money with words around it.
fn in_words(text: &str, field: Field<'_>) -> Option<Answer> {
    if *field.kind == Kind::Money { amount_in_words::read(text, field.measure) } else { None }
}

/// Reads a figure that stands alone in a text.
fn figure_alone(text: &str, field: Field<'_>) -> Answer {
    match field.kind {
        Kind::Money => money(text, field.measure),
        Kind::Percent => match text.strip_suffix('%') {
            Some(bare) => decimal(bare.trim_end(), Figure::rounded),
            None => match decimal(text, Figure::rounded) {
                Answer::Number(figure)
                    if !field.bare_percent && percentage(figure.value).figure().is_none() =>
                {
                    percentage(figure.value)
                }
                answer => answer,
            },
        },
        Kind::Score => decimal(text, Figure::exact),
        // three decimals may be thousands, as in an amount of money
        Kind::Quantity => match (whole(text), decimal(text, Figure::exact)) {
            (Answer::Unreadable(_), Answer::Number(figure)) if figure.value.scale() <= 2 => {
                Answer::Number(figure)
            }
            (answer, _) => answer,
        },
        Kind::Count | Kind::Choice(_) | Kind::Text | Kind::Document => whole(text),
    }
}

/// Reads “(12)”, which is -12 to an accountant and a remark to others.
fn negated(text: &str, field: Field<'_>) -> Option<Answer> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    let value = figure_alone(inner.trim(), field).figure()?.value;
    Some(unreadable(WhyUnreadable::Ambiguous, [value, -value]))
}

/// Reads “05/10” where one figure is asked for.
fn fraction_as_figure(text: &str, kind: &Kind) -> Option<Answer> {
    let (part, whole) = fraction(text)?;
    Some(match kind {
        Kind::Percent => {
            let percent = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
            unreadable(WhyUnreadable::Ambiguous, percent.map(|percent| number::round(percent, 2).normalize()))
        }
        _ => unreadable(WhyUnreadable::Ambiguous, [part, whole]),
    })
}

/// Reads “1 2” or “1. 232”: a figure with spaces where they do not belong.
fn spaced(text: &str, field: Field<'_>) -> Option<Answer> {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_figure =
        text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '-'));
    (is_figure && joined != text)
        .then(|| unreadable(WhyUnreadable::Ambiguous, possible(figure_alone(&joined, field))))
}

/// Reads “75O”, “1l2”: a letter typed for the digit that it looks like, or written behind a figure.
fn letters_for_digits(text: &str, field: Field<'_>) -> Option<Answer> {
    const ALIKE: [char; 4] = ['O', 'o', 'l', 'I'];
    let digits = text.replace(&ALIKE[..2], "0").replace(&ALIKE[2..], "1");
    let is_figure = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let typed = text.chars().filter(char::is_ascii_digit).count();
    let begins = text.starts_with(|c: char| c.is_ascii_digit()) || typed > 1;
    if digits == text || !is_figure || !begins {
        return None;
    }
    let behind = figure_alone(text.trim_matches(ALIKE), field);
    let mut readings = possible(figure_alone(&digits, field));
    readings.extend(possible(behind));
    Some(unreadable(WhyUnreadable::NotANumber, readings))
}

/// Reads “12 hồ sơ”. It is certain if the words are the field's unit of measure.
fn with_words(text: &str, field: Field<'_>) -> Option<Answer> {
    let end = text.find(|c: char| c.is_alphabetic() || matches!(c, '(' | '%'))?;
    let (amount, words) = (text[..end].trim_end(), text[end..].trim_matches(['(', ')', ' ', '.']));
    let token = text[end..].split_whitespace().next().unwrap_or_default();
    // the 0 of 0x4E2 and the 1 of 1e3 are no figures
    let is_code = text[..end].ends_with(|c: char| c.is_ascii_digit())
        && token.starts_with(char::is_alphabetic)
        && token.ends_with(|c: char| c.is_ascii_hexdigit())
        && token.contains(|c: char| c.is_ascii_digit());
    if is_code {
        return Some(unreadable(WhyUnreadable::NotANumber, Decimal::from_scientific(text)));
    }
    let answer = match figure_alone(amount, field) {
        Answer::Unreadable(unreadable) if unreadable.readings.is_empty() => {
            fraction_as_figure(amount, field.kind)?
        }
        answer => answer,
    };
    Some(if is_measured_in(words, field.measure) {
        answer
    } else {
        unreadable(WhyUnreadable::NotANumber, possible(answer))
    })
}

/// Whether words beside a figure are the unit of measure of its field, or a part of it.
pub(crate) fn is_measured_in(words: &str, measure: &str) -> bool {
    let [words, measure] = [words, measure].map(match_key);
    let words = words.trim_matches([':', '.', ' ']);
    !words.is_empty() && format!(" {measure} ").contains(&format!(" {words} "))
}

/// The part and the whole of “8,5/10” or “05/10”.
pub(crate) fn fraction(text: &str) -> Option<(Decimal, Decimal)> {
    let (part, whole) = text.split_once('/')?;
    let [part, whole] = [part, whole].map(|text| decimal(text.trim(), Figure::exact).figure());
    Some((part?.value.normalize(), whole?.value.normalize()))
}

/// Whether a text says that nothing occurred: “không có”, “-”.
///
/// “nt” (như trên) and “x” (a tick) are not such texts.
pub(crate) fn says_nil(text: &str) -> bool {
    matches!(
        match_key(text).as_str(),
        "-" | "--" | "---" | "khong" | "khong co" | "khong phat sinh" | "khong co phat sinh"
    )
}

/// Whether a text in the cell of a figure says that there was none of what is counted: “Không có hồ sơ”, “KPS”.
fn says_none_of(text: &str, measure: &str) -> bool {
    const ALONE: [&str; 5] = ["chua phat sinh", "kps", "khong ps", "k.p.s", "khong phat sinh trong ky"];
    const NONE: [&str; 4] = ["khong co phat sinh ", "khong phat sinh ", "chua phat sinh ", "khong co "];
    let key = match_key(text);
    let key = key.trim_end_matches('.');
    let counted = NONE.iter().find_map(|none| key.strip_prefix(none));
    let is_counted = |words| is_measured_in(words, measure) || (!measure.is_empty() && is_counted(words));
    ALONE.contains(&key) || counted.is_some_and(is_counted)
}

/// Whether a text is a dash and nothing else.
pub(crate) fn is_dash(text: &str) -> bool {
    let bare = text.trim();
    !bare.is_empty() && bare.chars().all(|c| matches!(c, '-' | '–' | '—'))
}
