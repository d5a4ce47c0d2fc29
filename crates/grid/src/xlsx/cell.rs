//! A cell of a sheet part: its position, value, formula and look.
//!
//! It takes the events or the pieces of a `<c>` element and gives a [`Cell`], or refuses what programs would read
//! differently.

use super::plain_cell::PlainContent;
use super::rich_text::{self, SharedText};
use super::sheet_part::SheetReader;
use crate::appearance::Colour;
use crate::cell_address::{At, LAST};
use crate::colour::{WHITE, are_alike};
use crate::marks::Marks;
use crate::read_error::{Malformed, ReadError};
use crate::sheet::{Cell, Content};
use crate::survey::CellFormat;
use crate::text::Text;
use crate::xml_events::{Events, Written};
use crate::{day_number, number};
use phuluc_form::Encoding;
use quick_xml::events::BytesStart;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The attributes of a cell's tag.
pub(super) struct Head {
    pub at: At,
    pub style: usize,
    kind: Kind,
}

/// The type of a cell's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    /// The index of a shared text.
    SharedText,
    /// The text result of a formula.
    Text,
    /// A text inside the cell.
    InlineText,
    Truth,
    Error,
    /// A day such as 2026-10-05.
    Day,
}

impl Kind {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "n" => Self::Number,
            "s" => Self::SharedText,
            "str" => Self::Text,
            "inlineStr" => Self::InlineText,
            "b" => Self::Truth,
            "e" => Self::Error,
            "d" => Self::Day,
            _ => return None,
        })
    }
}

impl Head {
    /// Reads the tag of a cell. A cell without a position follows the one before.
    pub fn read(events: &Events<'_>, element: &BytesStart<'_>, next: At) -> Result<Self, ReadError> {
        let mut known = [None, None, None];
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| events.damaged(error))?;
            let place = match attribute.key.local_name().as_ref() {
                "r" => 0,
                "s" => 1,
                "t" => 2,
                _ => continue,
            };
            if known[place].replace(attribute.value).is_some() {
                return Err(events.damaged(format_args!("<{}>", &**element)));
            }
        }
        let known = known.each_ref().map(|value| value.as_deref().map(str::trim_ascii));
        Self::of(events, known, next)
    }

    /// The meaning of the attributes `r`, `s` and `t`.
    pub fn of(
        events: &Events<'_>,
        [place, style, kind]: [Option<&str>; 3],
        next: At,
    ) -> Result<Self, ReadError> {
        let outside = |place: &str| ReadError::Malformed(Malformed::OutsideGrid(place.to_owned()));
        let at = place.map_or(Ok(next), |place| place.parse().map_err(|_| outside(place)))?;
        let style = style.filter(|style| !style.is_empty());
        let style = style.map_or(Ok(0), |style| style.parse().map_err(|_| events.damaged(style)))?;
        let kind = match kind {
            None => Kind::Number,
            Some(name) => Kind::named(name).ok_or_else(|| events.damaged(format_args!("t=\"{name}\"")))?,
        };
        if at.column > LAST.column {
            return Err(outside(&at.to_string()));
        }
        Ok(Self { at, style, kind })
    }
}

impl SheetReader<'_, '_> {
    /// A cell with only a value or a text of its own, or with nothing.
    pub(super) fn plain_cell(
        &mut self,
        head: &Head,
        content: Option<PlainContent<'_>>,
    ) -> Result<Option<Cell>, ReadError> {
        let outline = self.outline;
        let format = outline.format(head.style);
        let (content, marks) = match (head.kind, content) {
            (_, None) | (Kind::InlineText, Some(PlainContent::Value(_))) => return Ok(None),
            (Kind::InlineText, Some(PlainContent::Text(own))) => {
                let own = rich_text::plain(&own, self.known)?;
                if own.text.is_empty() {
                    return Ok(None);
                }
                self.text_content(&own, format)
            }
            (_, Some(PlainContent::Text(_))) => return Err(self.pieces(head.at)),
            (kind, Some(PlainContent::Value(value))) => {
                let written = Written { text: Cow::Borrowed(value), pieces: 1 };
                self.content(kind, &written, format, head.at)?
            }
        };
        Ok(content.map(|content| Cell { content, format: format.number.clone(), formula: None, marks }))
    }

    /// Reads a cell up to its end; `None` if it is empty.
    pub(super) fn cell(&mut self, events: &mut Events<'_>, head: &Head) -> Result<Option<Cell>, ReadError> {
        let outline = self.outline;
        let at = head.at;
        let format = outline.format(head.style);
        let (mut value, mut formula, mut own) = (None::<Written<'_>>, None, None::<SharedText>);
        while let Some(child) = events.child()? {
            match child.local_name().as_ref() {
                // some programs take a value behind the cell's own text for its end
                "v" if value.is_some() || own.is_some() => return Err(self.pieces(at)),
                "v" => value = Some(events.text()?),
                // nobody knows which of two values counts, and some programs ignore a formula after its value
                "f" if value.is_some() || own.is_some() => return Err(self.lost(at)),
                "f" => formula = Some(self.formulas.read(events, &child, at)?),
                "is" if own.is_some() || head.kind != Kind::InlineText => return Err(self.pieces(at)),
                "is" => own = Some(rich_text::read(events, self.known, &self.outline.theme)?),
                "extLst" => events.skip()?,
                _ => return Err(events.unknown(&child)),
            }
        }
        let (content, marks) = match (head.kind, value, own) {
            // a value beside it is what the text would be without its look, and no program reads it
            (Kind::InlineText, _, Some(own)) if !own.text.is_empty() || formula.is_some() => {
                self.text_content(&own, format)
            }
            (Kind::InlineText, ..) | (_, None, _) => (None, Marks::NONE),
            (kind, Some(value), _) => self.content(kind, &value, format, at)?,
        };
        // an empty text is a result if a formula gives it; otherwise there is no cell
        match (content, formula) {
            (Some(Content::Text(text)), None) if text.is_empty() => Ok(None),
            (Some(content), formula) => {
                Ok(Some(Cell { content, format: format.number.clone(), formula, marks }))
            }
            (None, Some(formula)) => {
                let marks = Marks::whole(format.struck, format.unseen);
                let content = Content::NotCalculated;
                Ok(Some(Cell { content, format: format.number.clone(), formula: Some(formula), marks }))
            }
            (None, None) => Ok(None),
        }
    }

    fn content(
        &mut self,
        kind: Kind,
        written: &Written<'_>,
        format: &CellFormat,
        at: At,
    ) -> Result<(Option<Content>, Marks), ReadError> {
        let whole = Marks::whole(format.struck, format.unseen);
        if kind == Kind::Text {
            let text = rich_text::short_enough(&written.text, self.known)?;
            return Ok((Some(Content::Text(self.as_shown(&text, format))), whole));
        }
        let value = written.text.trim_ascii();
        if value.is_empty() && written.pieces < 2 {
            return Ok((None, whole));
        }
        // programs differ in which piece they read
        if written.pieces > 1 && kind != Kind::Day {
            return Err(self.pieces(at));
        }
        let content = match kind {
            Kind::SharedText => {
                let index: usize = value.parse().map_err(|_| self.pieces(at))?;
                let texts = self.texts;
                let text = texts.get(index).ok_or_else(|| self.lost(at))?;
                return Ok(self.text_content(text, format));
            }
            Kind::Number => match number::of_text(value) {
                Some(Ok(number)) if format.number.is_date(number) => {
                    Content::Date(number + day_number::since_1900(self.outline.since_1904))
                }
                Some(Ok(number)) => {
                    let marks =
                        Marks::whole(format.struck, format.unseen || is_coloured_away(number, format));
                    return Ok((Some(Content::Number(number)), marks));
                }
                Some(Err(beyond)) => Content::Other(beyond.to_string()),
                None => return Err(self.lost(at)),
            },
            Kind::Truth if matches!(value, "1" | "true" | "TRUE" | "True") => {
                Content::Other("TRUE".to_owned())
            }
            Kind::Truth if matches!(value, "0" | "false" | "FALSE" | "False") => {
                Content::Other("FALSE".to_owned())
            }
            // error values that only newer programs know count, too
            Kind::Error if value.starts_with('#') => Content::Error(value.to_owned()),
            Kind::Day => {
                day_number::of_iso(value).map_or_else(|| Content::Other(value.to_owned()), Content::Date)
            }
            Kind::Truth | Kind::Error | Kind::Text | Kind::InlineText => return Err(self.lost(at)),
        };
        Ok((Some(content), whole))
    }

    fn text_content(&mut self, text: &SharedText, format: &CellFormat) -> (Option<Content>, Marks) {
        let marks = text.marks(format);
        let marks = match format.encoding {
            Encoding::Unicode => marks,
            encoding => marks.map(|text| encoding.to_unicode(text).into_owned()),
        };
        (Some(Content::Text(self.as_shown(&text.text, format))), marks)
    }

    /// A text as its font shows it.
    fn as_shown(&mut self, text: &Text, format: &CellFormat) -> Text {
        if format.encoding == Encoding::Unicode {
            return text.clone();
        }
        let shown = self.known.get(&format.encoding.to_unicode(text));
        if self.encoding == Encoding::Unicode && shown != *text {
            self.encoding = format.encoding;
        }
        shown
    }

    fn pieces(&self, at: At) -> ReadError {
        ReadError::Malformed(Malformed::Pieces(self.name.to_owned(), at))
    }

    fn lost(&self, at: At) -> ReadError {
        ReadError::Lost { sheet: self.name.to_owned(), at }
    }
}

/// Whether the number format gives a number the colour of its ground.
fn is_coloured_away(number: Decimal, format: &CellFormat) -> bool {
    let ground = format.appearance.fill.unwrap_or(WHITE);
    format.number.colour(number).is_some_and(|colour| are_alike(Colour(colour), ground))
}
