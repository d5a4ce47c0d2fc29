//! The styles part of a workbook: the formats that its cells refer to by index.

use super::conditional_formats::ConditionalLook;
use super::letters::Letters;
use crate::appearance::{CellAppearance, Colour, Side};
use crate::colour::{self, Theme};
use crate::number_format::{NumberFormat, built_in};
use crate::read_error::ReadError;
use crate::survey::{CellFormat, Font};
use crate::xml_events::{Events, attribute, number, says_yes};
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// Reads the formats, in the order in which cells refer to them, and the looks that conditional formats refer to.
pub(super) fn read(
    part: &str,
    content: &[u8],
    theme: &Theme,
) -> Result<(Vec<CellFormat>, Vec<ConditionalLook>), ReadError> {
    let mut events = Events::new(part, content);
    events.root("styleSheet")?;
    let mut styles = Styles::default();
    while let Some(list) = events.child()? {
        let list = list.local_name().as_ref().to_owned();
        styles.read(&mut events, &list, theme)?;
    }
    events.end()?;
    let Styles { numbers, fonts, fills, formats, conditional } = styles;
    let format = |Format { number, font, fill, wraps, side }: Format| {
        let code = number.map(|id| numbers.get(&id).map_or(built_in(id), String::as_str));
        let font = fonts.get(font);
        let (is_bold, fill) =
            (font.is_some_and(|font| font.is_bold), fills.get(fill).copied().unwrap_or_default());
        // of a pattern it is not known what is seen on it
        let unseen = font.is_some_and(|font| !fill.is_pattern && font.letters.are_unseen(fill.colour));
        let fill = fill.colour;
        let letters = font.and_then(|font| font.letters.colour());
        let appearance = CellAppearance { fill, letters, is_bold, wraps, side };
        let format = CellFormat::new(code.unwrap_or_default(), font.map(|font| &font.font));
        let format = CellFormat { unseen, appearance, ..format };
        if code.is_none() { CellFormat { number: NumberFormat::missing(), ..format } } else { format }
    };
    Ok((formats.into_iter().map(format).collect(), conditional))
}

/// What the lists of a part hold.
#[derive(Default)]
struct Styles {
    /// The codes of number formats, by their numbers.
    numbers: BTreeMap<u32, String>,
    fonts: Vec<ListedFont>,
    fills: Vec<Fill>,
    formats: Vec<Format>,
    conditional: Vec<ConditionalLook>,
}

/// A fill in the list of fills.
#[derive(Clone, Copy, Default)]
struct Fill {
    /// The colour of a solid one.
    colour: Option<Colour>,
    /// Whether it has a pattern or goes from one colour to another.
    is_pattern: bool,
}

/// A font in the list of fonts.
#[derive(Default)]
struct ListedFont {
    font: Font,
    is_bold: bool,
    letters: Letters,
}

/// A format of cells.
struct Format {
    /// The number of its number format; `None` if what stands there is no number.
    number: Option<u32>,
    /// The index of its font; one that no font has if it names none.
    font: usize,
    /// The index of its fill.
    fill: usize,
    wraps: bool,
    side: Option<Side>,
}

impl Styles {
    /// Reads the items of a list up to its end.
    fn read(&mut self, events: &mut Events<'_>, list: &str, theme: &Theme) -> Result<(), ReadError> {
        while let Some(item) = events.child()? {
            match (list, item.local_name().as_ref()) {
                // one item twice: as the program has it that wrote it, and as all others know it
                ("numFmts" | "fonts" | "cellXfs", "AlternateContent") => {
                    while let Some(choice) = events.child()? {
                        match choice.local_name().as_ref() {
                            "Fallback" => self.read(events, list, theme)?,
                            _ => events.skip()?,
                        }
                    }
                    continue;
                }
                ("numFmts", "numFmt") => {
                    let id = number(&item, "numFmtId").unwrap_or(u32::MAX);
                    self.numbers.insert(id, attribute(&item, "formatCode").unwrap_or_default());
                }
                ("fonts", "font") => {
                    self.fonts.push(font(events, theme)?);
                    continue;
                }
                ("fills", "fill") => {
                    self.fills.push(fill(events, theme)?);
                    continue;
                }
                ("dxfs", "dxf") => {
                    self.conditional.push(ConditionalLook::read(events, theme)?);
                    continue;
                }
                ("cellXfs", "xf") => {
                    self.formats.push(format(events, &item)?);
                    continue;
                }
                ("numFmts" | "fonts" | "cellXfs", _) => return Err(events.unknown(&item)),
                _ => {}
            }
            events.skip()?;
        }
        Ok(())
    }
}

/// Reads a fill up to its end: the colour of a solid one.
fn fill(events: &mut Events<'_>, theme: &Theme) -> Result<Fill, ReadError> {
    let mut fill = Fill::default();
    while let Some(pattern) = events.child()? {
        let kind = attribute(&pattern, "patternType");
        let is_solid = kind.as_deref() == Some("solid");
        let is_plain =
            pattern.local_name().as_ref() == "patternFill" && matches!(kind.as_deref(), None | Some("none"));
        fill.is_pattern |= !is_solid && !is_plain;
        while let Some(child) = events.child()? {
            if is_solid && child.local_name().as_ref() == "fgColor" {
                fill.colour = colour::read(&child, theme);
                fill.is_pattern |= fill.colour.is_none();
            }
            events.skip()?;
        }
    }
    Ok(fill)
}

/// Reads a format of cells up to its end.
fn format(events: &mut Events<'_>, element: &BytesStart<'_>) -> Result<Format, ReadError> {
    let mut format = Format {
        number: attribute(element, "numFmtId").map_or(Some(0), |id| id.parse().ok()),
        font: font_of(events, element)?,
        fill: number(element, "fillId").unwrap_or(usize::MAX),
        wraps: false,
        side: None,
    };
    while let Some(child) = events.child()? {
        if child.local_name().as_ref() == "alignment" {
            format.wraps = says_yes(&child, "wrapText");
            format.side = match attribute(&child, "horizontal").as_deref() {
                Some("left") => Some(Side::Left),
                Some("center" | "centerContinuous") => Some(Side::Middle),
                Some("right") => Some(Side::Right),
                // what depends on the content, and what fills the whole width
                Some(_) | None => None,
            };
        }
        events.skip()?;
    }
    Ok(format)
}

/// The index of the font of a format; one that no font has if it names none.
fn font_of(events: &Events<'_>, format: &BytesStart<'_>) -> Result<usize, ReadError> {
    let font = attribute(format, "fontId");
    font.map_or(Ok(usize::MAX), |font| font.parse().map_err(|_| events.damaged(font)))
}

/// Reads a font up to its end.
fn font(events: &mut Events<'_>, theme: &Theme) -> Result<ListedFont, ReadError> {
    let mut listed = ListedFont::default();
    let font = &mut listed.font;
    while let Some(child) = events.child()? {
        match child.local_name().as_ref() {
            "name" => font.name = attribute(&child, "val"),
            "strike" => font.look.struck = is_on(&child),
            "b" => listed.is_bold = is_on(&child),
            name => listed.letters.read(name, &child, theme),
        }
        events.skip()?;
    }
    Ok(listed)
}

/// Whether a property such as strike-through is on: by its name alone, or by its value.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    attribute(element, "val").is_none_or(|value| !matches!(value.trim(), "0" | "false" | "off"))
}
