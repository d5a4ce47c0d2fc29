//! Number formats: what people see of a number in a cell.
//!
//! It takes the code of a format as Excel writes it (`#,##0.00;[Red]-#,##0.00;"-"`). For every value it gives what
//! the cell shows ([`Shown`]): as a percentage or not, with how many decimals and beside which words. All of this
//! depends on the value, because each section of a code has its own.

mod section;
mod shown;

use rust_decimal::Decimal;
use section::Section;
use serde::{Deserialize, Serialize};
pub use shown::Shown;
use std::fmt;
use std::sync::Arc;

/// The most sections of a code: three kinds of numbers, and text.
const SECTIONS: usize = 4;
/// Stands for the code of a format that is missing in its file. No code of Excel begins like this.
const MISSING: &str = "\0";
/// The length of the longest code that Excel takes, with room for programs that count differently.
const LONGEST: usize = 1_000;

/// The format of a cell's number. Cells share it, so that copies are cheap.
///
/// ```
/// use phuluc_grid::{NumberFormat, Shown};
/// let thousands = NumberFormat::new("0\"000\"");
/// assert_eq!(thousands.shown(33.into()), Shown::Figure(33_000.into()));
/// let dash = NumberFormat::new("[=0]\"-\";0.00%");
/// assert_eq!(dash.shown(0.into()), Shown::Words("-".to_owned()));
/// assert!(dash.is_percent("0.033".parse().unwrap()));
/// ```
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct NumberFormat(Option<Arc<Code>>);

/// A code and its sections.
struct Code {
    text: Box<str>,
    /// The sections for numbers.
    sections: Vec<Section>,
    /// The section for text, if there is one.
    of_text: Option<Section>,
}

impl NumberFormat {
    /// The format that shows all decimals of a number.
    pub const GENERAL: Self = Self(None);

    /// The number format with a code of Excel: `#,##0`, `0%`, `[>=1000]0,"K";0`. A code that is too long for Excel
    /// shows numbers as they are.
    pub fn new(text: &str) -> Self {
        if text == MISSING {
            return Self::missing();
        }
        if text.is_empty() || text.len() > LONGEST || text.eq_ignore_ascii_case("general") {
            return Self::GENERAL;
        }
        let mut sections: Vec<Section> = section::split(text).map(Section::new).collect();
        sections.truncate(SECTIONS);
        let has_text = sections.len() == SECTIONS || sections.last().is_some_and(Section::is_of_text);
        let of_text = if has_text { sections.pop() } else { None };
        Self(Some(Arc::new(Code { text: text.into(), sections, of_text })))
    }

    /// The format that a cell names but that its file does not have: nobody knows what people see.
    pub fn missing() -> Self {
        Self(Some(Arc::new(Code { text: MISSING.into(), sections: Vec::new(), of_text: None })))
    }

    /// Whether the file of the cell does not have its format. The number is shown unformatted then.
    pub fn is_missing(&self) -> bool {
        self.0.as_ref().is_some_and(|code| &*code.text == MISSING)
    }

    /// A percentage with all its decimals.
    pub fn percent() -> Self {
        Self::new("General%")
    }

    /// The code, as Excel writes it.
    pub fn code(&self) -> &str {
        self.0.as_ref().map_or("General", |code| &code.text)
    }

    /// What people see in a cell with this number. For a percentage that is the number before the `%`.
    pub fn shown(&self, value: Decimal) -> Shown {
        match self.choose(value) {
            ShownBy::General => Shown::Figure(value.normalize()),
            ShownBy::Section(section, minus) => section.shown(value, minus),
            // Excel fills a cell with these signs if no section shows its number
            ShownBy::None => Shown::Words("####".to_owned()),
        }
    }

    /// The figure that people see, if they see one.
    pub fn seen(&self, value: Decimal) -> Option<Decimal> {
        self.shown(value).figure()
    }

    /// Whether this number is shown times 100 with a `%`: 0.75 stands for 75%.
    pub fn is_percent(&self, value: Decimal) -> bool {
        self.section(value).is_some_and(|section| section.percents > 0)
    }

    /// Whether the cell shows a `%` after this number without multiplying it: 75 is shown as 75%.
    pub fn has_percent_sign(&self, value: Decimal) -> bool {
        self.section(value).is_some_and(|section| section.literals().any(|text| text.contains('%')))
    }

    /// The number of decimals shown of this number; `None` if all are shown.
    pub fn decimals(&self, value: Decimal) -> Option<u32> {
        self.section(value).and_then(|section| section.decimals)
    }

    /// The colour that the format itself gives this number, red, green and blue.
    pub fn colour(&self, value: Decimal) -> Option<[u8; 3]> {
        self.section(value).and_then(|section| section.colour)
    }

    /// The number of times that this number is divided by a thousand before it is shown: `0.0,,` shows millions.
    pub fn thousands(&self, value: Decimal) -> u32 {
        self.section(value).map_or(0, |section| section.thousands)
    }

    /// The words and signs shown beside this number, such as “triệu” of `0.0,," triệu"` and “₫” of `#,##0 "₫"`,
    /// tidied and in their order. Minus signs, parentheses and what separates digits are no words.
    pub fn words(&self, value: Decimal) -> Vec<String> {
        let literals = self.section(value).map(Section::literals).into_iter().flatten();
        let words = literals.filter(|text| !text.chars().all(|c| c.is_ascii_digit() || is_of_figure(c)));
        words.map(|text| phuluc_form::tidy(text.trim_matches(is_of_figure))).collect()
    }

    /// The whole text shown for this number, words included: “ước 1250” by `"ước "0`.
    pub fn text(&self, value: Decimal) -> String {
        match self.choose(value) {
            ShownBy::Section(section, minus) => section.text(value, minus),
            ShownBy::General | ShownBy::None => value.normalize().to_string(),
        }
    }

    /// Whether text is hidden, as by `;;;`.
    pub fn hides_text(&self) -> bool {
        self.0
            .as_ref()
            .and_then(|code| code.of_text.as_ref())
            .is_some_and(|section| section.pieces.is_empty())
    }

    /// Whether this number is shown as a date or a time.
    pub(crate) fn is_date(&self, value: Decimal) -> bool {
        self.section(value).is_some_and(|section| section.is_date)
    }

    fn section(&self, value: Decimal) -> Option<&Section> {
        match self.choose(value) {
            ShownBy::Section(section, _) => Some(section),
            ShownBy::General | ShownBy::None => None,
        }
    }

    /// The section for a number. Sections without conditions are for numbers above 0, below 0, and 0.
    fn choose(&self, value: Decimal) -> ShownBy<'_> {
        let Some(code) = &self.0 else { return ShownBy::General };
        let is_below = value < Decimal::ZERO;
        let holds = |section: &Section| section.condition.map(|condition| condition.holds(value));
        match code.sections.as_slice() {
            [] => ShownBy::General,
            [only] => match holds(only) {
                Some(false) => ShownBy::General,
                Some(true) | None => ShownBy::Section(only, is_below),
            },
            [first, second, rest @ ..] => match (holds(first), holds(second)) {
                (None, None) if is_below => ShownBy::Section(second, false),
                (None, None) if value.is_zero() => ShownBy::Section(rest.first().unwrap_or(first), false),
                (None, None) => ShownBy::Section(first, false),
                // only numbers below 0 come here, and their section shows the minus in its own way
                (Some(true), _) => ShownBy::Section(first, is_below && !first.is_only_below()),
                (_, Some(true)) => ShownBy::Section(second, is_below && !second.is_only_below()),
                (Some(false), None) if rest.is_empty() => ShownBy::Section(second, is_below),
                (Some(false), None) if is_below => ShownBy::Section(second, false),
                (None, Some(false)) if value > Decimal::ZERO || rest.is_empty() => {
                    ShownBy::Section(first, is_below)
                }
                _ => rest.first().map_or(ShownBy::None, |third| ShownBy::Section(third, is_below)),
            },
        }
    }
}

/// Whether a character beside digits says nothing by itself.
fn is_of_figure(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '(' | ')' | '.' | ',' | '\'' | ':')
}

/// The way in which a number is shown.
enum ShownBy<'c> {
    /// Unformatted.
    General,
    /// By a section, with a flag for the minus that Excel puts before it.
    Section(&'c Section, bool),
    /// Not at all, because no condition holds.
    None,
}

impl PartialEq for NumberFormat {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for NumberFormat {}

impl fmt::Debug for NumberFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("NumberFormat").field(&self.code()).finish()
    }
}

impl From<String> for NumberFormat {
    fn from(code: String) -> Self {
        Self::new(&code)
    }
}

impl From<NumberFormat> for String {
    fn from(format: NumberFormat) -> Self {
        format.code().to_owned()
    }
}

/// The code of a built-in number format.
pub(crate) const fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 5 | 6 | 37 | 38 | 41 | 42 => "#,##0",
        4 | 7 | 8 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => "dd/mm/yyyy",
        18..=22 | 32..=35 | 45..=47 | 55 | 56 => "hh:mm:ss",
        48 => "##0.0E+0",
        _ => "General",
    }
}

#[cfg(test)]
mod tests;
