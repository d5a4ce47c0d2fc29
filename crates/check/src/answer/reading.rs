//! Reads an answer from a cell.
//!
//! It takes a cell with its number format, and the field that the cell fills. It gives an [`Answer`], which is
//! certain, or unreadable with the figures that it may mean.

use super::amount::{decimal, money, readings_as_whole, whole};
use super::seen::{as_seen, hides_text, marked, percent_as_seen};
use super::{Answer, Figure, Unreadable, WhyUnreadable};
use phuluc_form::{Kind, match_key, number, tidy};
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

/// Whether a text says that nothing occurred: “không có”, “-”.
///
/// “nt” (như trên) and “x” (a tick) are not such texts.
pub(crate) fn says_nil(text: &str) -> bool {
    matches!(
        match_key(text).as_str(),
        "-" | "--" | "---" | "khong" | "khong co" | "khong phat sinh" | "khong co phat sinh"
    )
}

/// Whether a text is a dash and nothing else.
pub(crate) fn is_dash(text: &str) -> bool {
    let bare = text.trim();
    !bare.is_empty() && bare.chars().all(|c| matches!(c, '-' | '–' | '—'))
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

/// The part and the whole of “8,5/10” or “05/10”.
pub(crate) fn fraction(text: &str) -> Option<(Decimal, Decimal)> {
    let (part, whole) = text.split_once('/')?;
    let [part, whole] = [part, whole].map(|text| decimal(text.trim(), Figure::exact).figure());
    Some((part?.value.normalize(), whole?.value.normalize()))
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
fn percentage(value: Decimal) -> Answer {
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

fn of_text(text: &str, field: Field<'_>) -> Answer {
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
        _ if says_nil(&text) => Answer::Nil,
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
            .or_else(|| fraction_as_figure(text, field.kind))
            .or_else(|| spaced(text, field))
            .or_else(|| letters_for_digits(text, field))
            .or_else(|| with_words(text, field))
            .unwrap_or(plain)
    } else {
        plain
    }
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
pub(super) fn is_measured_in(words: &str, measure: &str) -> bool {
    let [words, measure] = [words, measure].map(match_key);
    let words = words.trim_matches([':', '.', ' ']);
    !words.is_empty() && format!(" {measure} ").contains(&format!(" {words} "))
}

/// The figures that an answer may mean.
pub(super) fn possible(answer: Answer) -> Vec<Decimal> {
    match answer {
        Answer::Number(figure) => vec![figure.value],
        Answer::Unreadable(unreadable) => unreadable.readings,
        Answer::Nil | Answer::Blank | Answer::Text(_) => Vec::new(),
    }
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

pub(super) fn of_decimal(value: rust_decimal::Result<Decimal>, figure: impl Fn(Decimal) -> Figure) -> Answer {
    value.map_or_else(|_| unreadable(WhyUnreadable::NotANumber, []), |value| Answer::Number(figure(value)))
}

pub(super) fn unreadable(why: WhyUnreadable, readings: impl IntoIterator<Item = Decimal>) -> Answer {
    Answer::Unreadable(Box::new(Unreadable { why, readings: readings.into_iter().collect(), stored: None }))
}
