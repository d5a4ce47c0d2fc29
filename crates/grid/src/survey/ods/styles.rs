//! The styles of an `.ods`: the look of its cells, and of spans in their texts.
//!
//! A style inherits from its parent what it does not set itself.

use super::super::{CellFormat, Ground};
use super::number_style::{NumberStyle, NumberStyles};
use crate::appearance::{CellAppearance, Colour};
use crate::colour;
use crate::marks::{Look, Position};
use crate::number_format::NumberFormat;
use crate::read_error::ReadError;
use crate::xml_events::{Events, attribute};
use phuluc_form::Encoding;
use quick_xml::events::BytesStart;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The most parents that are looked up.
const MOST_PARENTS: usize = 32;

/// Styles by their names, and the cell formats that were asked for.
#[derive(Debug, Default)]
pub(super) struct Styles {
    cells: BTreeMap<String, Style>,
    texts: BTreeMap<String, Style>,
    numbers: NumberStyles,
    /// The names of styles of rows without height and of columns without width.
    flat: BTreeSet<String>,
    formats: Vec<CellFormat>,
    known: BTreeMap<(Option<String>, bool), usize>,
}

/// The colour of letters.
#[derive(Clone, Copy, Debug)]
enum LetterColour {
    /// That of the system.
    System,
    /// One of their own.
    Own(Colour),
}

/// The properties that a style sets itself.
#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    numbers: Option<String>,
    struck: Option<bool>,
    position: Option<Position>,
    font: Option<String>,
    letters: Option<LetterColour>,
    ground: Option<Ground>,
    /// Whether its letters are so small that nobody sees them.
    are_dots: Option<bool>,
    /// Whether it is of a row or a column that nobody sees, as it has no size.
    is_flat: bool,
}

impl Styles {
    /// Reads the styles inside an element up to its end.
    pub fn read(&mut self, events: &mut Events<'_>) -> Result<(), ReadError> {
        while let Some(element) = events.child()? {
            let name = attribute(&element, "name").unwrap_or_default();
            if element.local_name().as_ref() == "style" {
                let family = attribute(&element, "family").unwrap_or_default();
                let style = Style::read(events, &element)?;
                if style.is_flat && matches!(family.as_str(), "table-row" | "table-column") {
                    self.flat.insert(name.clone());
                }
                match family.as_str() {
                    "table-cell" => drop(self.cells.insert(name, style)),
                    "text" => drop(self.texts.insert(name, style)),
                    _ => {}
                }
            } else if let Some(style) = NumberStyle::read(events, &element)? {
                self.numbers.insert(name, style);
            } else {
                events.skip()?;
            }
        }
        Ok(())
    }

    /// Whether a row has no height, or a column no width.
    pub fn is_flat(&self, element: &BytesStart<'_>) -> bool {
        !self.flat.is_empty()
            && attribute(element, "style-name").is_some_and(|name| self.flat.contains(&name))
    }

    /// The index of the format for a style of cells, with or without percentages.
    pub fn format(&mut self, name: Option<&str>, is_percentage: bool) -> usize {
        let key = (name.map(str::to_owned), is_percentage);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        self.formats.push(self.cell_format(name, is_percentage));
        let index = self.formats.len() - 1;
        self.known.insert(key, index);
        index
    }

    /// The look of text in cells of a format that was asked for.
    pub fn own_look(&self, format: usize) -> Look {
        Look { struck: self.formats.get(format).is_some_and(|format| format.struck), ..Look::default() }
    }

    /// All formats that were asked for.
    pub fn into_formats(self) -> Vec<CellFormat> {
        self.formats
    }

    /// The look of a span with this style, inside text with another look.
    pub fn look(&self, name: Option<&str>, around: Look) -> Look {
        let (struck, position) = (|style: &Style| style.struck, |style: &Style| style.position);
        Look {
            struck: said(&self.texts, name, struck).unwrap_or(around.struck),
            position: said(&self.texts, name, position).unwrap_or(around.position),
            unseen: around.unseen,
        }
    }

    /// Whether the letters of a style of cells cannot be seen.
    fn is_unseen(&self, name: Option<&str>) -> bool {
        let letters = match said(&self.cells, name, |style| style.letters) {
            Some(LetterColour::Own(colour)) => Some(colour),
            Some(LetterColour::System) | None => None,
        };
        let ground = said(&self.cells, name, |style| style.ground).unwrap_or_default();
        said(&self.cells, name, |style| style.are_dots).unwrap_or(false) || ground.hides(letters)
    }

    fn cell_format(&self, name: Option<&str>, is_percentage: bool) -> CellFormat {
        let numbers = said(&self.cells, name, |style| style.numbers.clone());
        let style = numbers.and_then(|name| self.numbers.get(&name)).filter(|style| !style.is_for_text());
        let number =
            style.map_or(NumberFormat::GENERAL, |style| NumberFormat::new(&style.code(&self.numbers)));
        // a cell whose type is a percentage is shown as one
        let number =
            if is_percentage && !number.is_percent(Decimal::ONE) { NumberFormat::percent() } else { number };
        CellFormat {
            number,
            encoding: said(&self.cells, name, |style| style.font.clone())
                .map_or(Encoding::Unicode, |font| Encoding::of_font(&font)),
            struck: said(&self.cells, name, |style| style.struck).unwrap_or(false),
            unseen: self.is_unseen(name),
            appearance: CellAppearance::default(),
        }
    }
}

/// The colour of letters or of a ground, as the standard writes it: `#ffffff`.
fn colour_named(name: &str) -> Option<Colour> {
    colour::of_digits(name.trim().strip_prefix('#')?)
}

/// Whether a size is so small that nobody sees the letters: “1pt”, “2pt”.
fn is_of_dots(size: &str) -> Option<bool> {
    let points = size.trim().strip_suffix("pt")?.parse::<Decimal>().ok()?;
    Some(points <= Decimal::TWO)
}

/// A property of a style, or of the nearest parent that sets it.
fn said<T>(
    styles: &BTreeMap<String, Style>,
    name: Option<&str>,
    of: impl Fn(&Style) -> Option<T>,
) -> Option<T> {
    let mut style = styles.get(name?)?;
    for _ in 0..MOST_PARENTS {
        if let Some(said) = of(style) {
            return Some(said);
        }
        style = styles.get(style.parent.as_deref()?)?;
    }
    None
}

impl Style {
    fn read(events: &mut Events<'_>, element: &BytesStart<'_>) -> Result<Self, ReadError> {
        let [parent, numbers] = ["parent-style-name", "data-style-name"].map(|name| attribute(element, name));
        let mut style = Self { parent, numbers, ..Self::default() };
        while let Some(child) = events.child()? {
            let size = ["row-height", "column-width"].map(|name| attribute(&child, name));
            style.is_flat |= size.into_iter().flatten().any(|size| is_nothing(&size));
            if let Some(name) = attribute(&child, "background-color") {
                let is_none = name == "transparent";
                style.ground =
                    Some(if is_none { Ground::White } else { Ground::Filled(colour_named(&name)) });
            }
            if child.local_name().as_ref() == "text-properties" {
                let is_of_system =
                    attribute(&child, "use-window-font-color").is_some_and(|own| own == "true");
                let own = attribute(&child, "color");
                style.letters = match own.map(|name| colour_named(&name)) {
                    Some(Some(colour)) if !is_of_system => Some(LetterColour::Own(colour)),
                    Some(_) => Some(LetterColour::System),
                    None => is_of_system.then_some(LetterColour::System),
                };
                style.are_dots = attribute(&child, "font-size").and_then(|size| is_of_dots(&size));
                style.struck = is_struck(&child);
                style.position = attribute(&child, "text-position").map(|position| raised_by(&position));
                let fonts = ["font-name", "font-family"].map(|name| attribute(&child, name));
                style.font =
                    fonts.into_iter().flatten().next().map(|name| name.trim_matches('\'').to_owned());
            }
            events.skip()?;
        }
        Ok(style)
    }
}

/// Whether a length is none: “0in”, “0.000cm”.
fn is_nothing(length: &str) -> bool {
    let figure = length.trim().trim_end_matches(|c: char| c.is_alphabetic() || c == '%');
    figure.parse::<f64>() == Ok(0.0)
}

/// Whether text is struck through, if the style sets it.
fn is_struck(element: &BytesStart<'_>) -> Option<bool> {
    let said = ["text-line-through-style", "text-line-through-type"].map(|name| attribute(element, name));
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.iter().all(|line| line != "none"))
}

/// The position of text from its offset: `super 58%`, `-33% 58%`, `0% 100%`.
fn raised_by(position: &str) -> Position {
    match position.split_whitespace().next().unwrap_or_default() {
        "super" => Position::Raised,
        "sub" => Position::Lowered,
        share => match share.trim_end_matches('%').parse::<f64>() {
            Ok(share) if share > 0.0 => Position::Raised,
            Ok(share) if share < 0.0 => Position::Lowered,
            Ok(_) | Err(_) => Position::Level,
        },
    }
}
