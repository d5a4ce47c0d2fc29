//! What a section of a number format shows for a number, and the figure that people take it for.

use super::section::{Piece, Section};
use rust_decimal::Decimal;

/// What people see in a cell with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A figure, with or without words beside it.
    Figure(Decimal),
    /// Words or signs that are no figure, such as “-”.
    Words(String),
    /// Nothing.
    Nothing,
}

impl Shown {
    /// The figure, if people see one.
    pub fn figure(self) -> Option<Decimal> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::Words(_) | Self::Nothing => None,
        }
    }
}

/// The characters shown, each with whether it belongs to the number; the others are literals of the format.
type Signs = Vec<(char, bool)>;

impl Section {
    /// What the section shows for a number, after the minus that Excel may put before it.
    pub fn shown(&self, value: Decimal, minus: bool) -> Shown {
        let Some(scaled) = self.scaled(value) else { return Shown::Words("####".to_owned()) };
        if self.is_date || self.is_fraction {
            return Shown::Figure(scaled);
        }
        if self.is_scientific {
            let digits = self.pieces.iter().filter(|piece| matches!(piece, Piece::Digit { .. })).count();
            let digits = u32::try_from(digits).unwrap_or(u32::MAX).max(1);
            return Shown::Figure(scaled.round_sf(digits).unwrap_or(scaled).normalize());
        }
        let rounded =
            self.decimals.map_or(scaled, |decimals| phuluc_form::round(scaled, decimals)).normalize();
        if self.is_of_whole_digits() {
            let is_below = minus && !rounded.is_zero();
            return Shown::Figure(if is_below { -rounded.abs() } else { rounded.abs() });
        }
        let signs = self.signs(rounded.abs());
        let text: String = signs.iter().map(|(c, _)| *c).collect();
        match figure(&signs, minus && !rounded.is_zero()) {
            Some(figure) => Shown::Figure(figure),
            None if text.trim().is_empty() => Shown::Nothing,
            None => Shown::Words(text.trim().to_owned()),
        }
    }

    /// The text that the section shows for a number, without separators of thousands.
    pub fn text(&self, value: Decimal, minus: bool) -> String {
        let scaled = self.scaled(value).unwrap_or(value);
        let rounded = self.decimals.map_or(scaled, |decimals| phuluc_form::round(scaled, decimals));
        let text: String = self.signs(rounded.normalize().abs()).iter().map(|(c, _)| *c).collect();
        format!("{}{}", if minus { "-" } else { "" }, phuluc_form::tidy(&text))
    }

    /// Whether it shows nothing but the digits of a whole number, as `0` and `#,##0` do: the figure is that number.
    fn is_of_whole_digits(&self) -> bool {
        self.decimals == Some(0)
            && self.pieces.iter().all(|piece| matches!(piece, Piece::Digit { .. }))
            && self.pieces.last() == Some(&Piece::Digit { always: true })
    }

    /// The number multiplied for a percentage or divided for thousands.
    fn scaled(&self, value: Decimal) -> Option<Decimal> {
        let scaled =
            (0..self.percents).try_fold(value, |value, _| value.checked_mul(Decimal::ONE_HUNDRED))?;
        (0..self.thousands).try_fold(scaled, |value, _| value.checked_div(Decimal::ONE_THOUSAND))
    }

    /// The characters that show a number without its minus.
    fn signs(&self, number: Decimal) -> Signs {
        let text = number.to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let whole = if whole == "0" { "" } else { whole };
        let point = self.pieces.iter().position(|piece| *piece == Piece::Point).unwrap_or(self.pieces.len());
        let (before, behind) = self.pieces.split_at(point);
        let mut signs = Signs::new();
        let mut places = before.iter().filter(|piece| matches!(piece, Piece::Digit { .. })).count();
        let (mut whole, mut is_first) = (whole.chars(), true);
        for piece in before {
            match piece {
                Piece::Digit { always } => {
                    let left = whole.as_str().len();
                    if left >= places {
                        // the first place takes all digits without a place of their own
                        let taken = if is_first { left - places + 1 } else { 1 };
                        signs.extend(whole.by_ref().take(taken).map(|digit| (digit, true)));
                    } else if *always {
                        signs.push(('0', true));
                    }
                    places -= 1;
                    is_first = false;
                }
                other => other.show(&text, &mut signs),
            }
        }
        // a format such as `.00` has no place before the point
        if point < self.pieces.len() {
            signs.extend(whole.map(|digit| (digit, true)));
        }
        let mut decimals = decimals.chars();
        for piece in behind {
            match piece {
                Piece::Digit { always } => match decimals.next() {
                    Some(digit) => signs.push((digit, true)),
                    None if *always => signs.push(('0', true)),
                    None => {}
                },
                Piece::Point => signs.push(('.', true)),
                other => other.show(&text, &mut signs),
            }
        }
        signs
    }
}

impl Piece {
    /// Shows a piece that is no digit.
    fn show(&self, number: &str, signs: &mut Signs) {
        match self {
            Self::Literal(text) => signs.extend(text.chars().map(|c| (c, false))),
            Self::General => signs.extend(number.chars().map(|c| (c, true))),
            Self::Percent => signs.push(('%', false)),
            Self::Digit { .. } | Self::Point | Self::Text => {}
        }
    }
}

/// The figure that people take the characters for. Literal digits next to digits of the number count as part of it:
/// `0"000"` and `0".000"` show 33 as 33000.
fn figure(signs: &[(char, bool)], minus: bool) -> Option<Decimal> {
    let is_digit = |at: usize| signs.get(at).is_some_and(|(c, _)| c.is_ascii_digit());
    let of_number = |at: &usize| signs[*at].1 && signs[*at].0.is_ascii_digit();
    // the format may show a digit where the number has none: `0;0;"0"`
    let first = (0..signs.len()).find(of_number).or_else(|| (0..signs.len()).find(|at| is_digit(*at)))?;
    let last = (0..signs.len()).rev().find(of_number).unwrap_or(first);
    // a point without digits before it (`.5`)
    let first = if first > 0 && signs[first - 1] == ('.', true) { first - 1 } else { first };
    let (mut from, mut to) = (first, last);
    while let Some(at) =
        (0..from).rev().take_while(|at| is_separator(signs[*at].0) || is_digit(*at)).find(|at| is_digit(*at))
    {
        from = at;
    }
    while let Some(at) = (to + 1..signs.len())
        .take_while(|at| is_separator(signs[*at].0) || is_digit(*at))
        .find(|at| is_digit(*at))
    {
        to = at;
    }
    let before: String = signs[..from].iter().map(|(c, _)| *c).collect();
    let behind: String = signs[to + 1..].iter().map(|(c, _)| *c).collect();
    if is_of_more(before.chars().rev()) || is_of_more(behind.chars()) {
        return None;
    }
    let (before, behind) = (before.trim(), behind.trim());
    // literal words that happen to hold a digit are words
    let is_all = before.is_empty() && behind.is_empty();
    if !is_all && !signs.iter().any(|(c, of_number)| *of_number && c.is_ascii_digit()) {
        return None;
    }
    let figure = joined(&signs[from..=to])?;
    let is_negative = minus || before.ends_with('-') || (before.ends_with('(') && behind.starts_with(')'));
    Some(if is_negative { -figure } else { figure })
}

/// Whether the characters beside a figure make something else of it, as in “5/2026”.
fn is_of_more(mut signs: impl Iterator<Item = char>) -> bool {
    let mut spaces = 0;
    let sign = signs.find(|c| {
        spaces += usize::from(*c == ' ');
        *c != ' '
    });
    match sign {
        Some('/') => signs.find(|c| *c != ' ').is_some_and(|c| c.is_ascii_digit()),
        Some(':' | '-' | '–') if spaces == 0 => signs.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

const fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '.' | ',' | '\'')
}

/// The figure of digits with separators between them. A literal separator before three digits groups them; any other
/// is a decimal separator.
fn joined(signs: &[(char, bool)]) -> Option<Decimal> {
    let mut text = String::new();
    let mut has_point = false;
    for (at, (c, of_number)) in signs.iter().enumerate() {
        if c.is_ascii_digit() {
            text.push(*c);
        } else if *of_number && *c == '.' {
            if has_point {
                return None;
            }
            (has_point, text) = (true, text + ".");
        } else if is_separator(*c) {
            let digits = signs[at + 1..].iter().take_while(|(c, _)| c.is_ascii_digit()).count();
            let groups = digits == 3 || matches!(c, ' ' | '\u{A0}' | '\'') || digits == 0;
            if !groups {
                if has_point {
                    return None;
                }
                (has_point, text) = (true, text + ".");
            }
        } else {
            return None;
        }
    }
    if text.starts_with('.') {
        text.insert(0, '0');
    }
    Decimal::from_str_exact(text.trim_end_matches('.')).ok().map(|figure| figure.normalize())
}
