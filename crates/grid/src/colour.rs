//! A colour in the styles of a workbook: written out, by its number in the palette, or from the theme.
//!
//! The colours of a theme stand in a part of their own. Without one they are those that Office gives new workbooks.

use crate::appearance::Colour;
use crate::read_error::ReadError;
use crate::xml_events::{Events, attribute, number};
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The ground of a cell that is not filled.
pub(super) const WHITE: Colour = Colour([255; 3]);
/// The colours of Office's theme: background, text, and the accents.
const THEME: [u32; 12] = [
    0xFF_FFFF, 0x00_0000, 0xE7_E6E6, 0x44_546A, 0x44_72C4, 0xED_7D31, 0xA5_A5A5, 0xFF_C000, 0x5B_9BD5,
    0x70_AD47, 0x05_63C1, 0x95_4F72,
];

/// The palette of old workbooks. Its first eight colours are there twice.
const PALETTE: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF, 0x80_0000,
    0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080, 0x99_99FF, 0x99_3366,
    0xFF_FFCC, 0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF, 0xFF_FF00,
    0x00_FFFF, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99,
    0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99, 0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900,
    0xFF_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366,
    0x33_3399, 0x33_3333,
];

/// The colours of a theme, by their numbers.
#[derive(Clone, Debug)]
pub(super) struct Theme([Colour; 12]);

impl Default for Theme {
    fn default() -> Self {
        Self(THEME.map(of_number))
    }
}

impl Theme {
    /// Reads the part with the theme. A colour that it does not tell is that of Office.
    pub fn read(part: &str, content: &[u8]) -> Self {
        let mut theme = Self::default();
        // a theme that is damaged costs colours, and no cell
        let _ = theme.take(&mut Events::new(part, content));
        theme
    }

    fn take(&mut self, events: &mut Events<'_>) -> Result<(), ReadError> {
        /// The names of the colours, in the order of their numbers.
        const NAMES: [&str; 12] = [
            "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
            "hlink", "folHlink",
        ];
        let mut place = None;
        loop {
            match events.next()? {
                Event::Start(element) => {
                    let name = element.local_name();
                    let named = NAMES.iter().position(|other| *other == name.as_ref());
                    place = named.or(place);
                    let digits = match name.as_ref() {
                        "srgbClr" => attribute(&element, "val"),
                        "sysClr" => attribute(&element, "lastClr"),
                        _ => None,
                    };
                    let colour = digits.and_then(|digits| of_digits(&digits));
                    if let Some((own, colour)) = place.and_then(|place| self.0.get_mut(place)).zip(colour) {
                        *own = colour;
                        place = None;
                    }
                }
                // what stands behind the colours has colours, too
                Event::End(element) if element.local_name().as_ref() == "clrScheme" => return Ok(()),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// The colour with this number, made darker or lighter by a tint from -1 to 1.
    pub fn colour(&self, place: usize, tint: Decimal) -> Option<Colour> {
        self.0.get(place).map(|colour| tinted(*colour, tint))
    }
}

/// The colour that an element names, if it can be told.
pub(super) fn read(element: &BytesStart<'_>, theme: &Theme) -> Option<Colour> {
    if let Some(written) = attribute(element, "rgb") {
        return of_digits(written.get(written.len().checked_sub(6)?..)?);
    }
    if let Some(place) = number::<usize>(element, "theme") {
        let tint = attribute(element, "tint").and_then(|tint| tint.parse().ok()).unwrap_or_default();
        return theme.colour(place, tint);
    }
    in_palette(number(element, "indexed")?)
}

/// The colour with this number in the palette of old workbooks; `None` for the colours that the system has.
pub(super) fn in_palette(place: usize) -> Option<Colour> {
    PALETTE.get(place.checked_sub(8).unwrap_or(place)).copied().map(of_number)
}

/// The colour that six hexadecimal digits name.
pub(super) fn of_digits(digits: &str) -> Option<Colour> {
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6);
    number.map(of_number)
}

/// Whether letters of one colour cannot be told from a ground of the other.
pub(super) fn are_alike(one: Colour, other: Colour) -> bool {
    const NEARLY: u8 = 10;
    one.0.iter().zip(other.0).all(|(one, other)| one.abs_diff(other) <= NEARLY)
}

fn of_number(number: u32) -> Colour {
    let [_, red, green, blue] = number.to_be_bytes();
    Colour([red, green, blue])
}

/// A colour made darker by a tint below 0, or lighter by one above 0.
fn tinted(colour: Colour, tint: Decimal) -> Colour {
    let tint = tint.clamp(-Decimal::ONE, Decimal::ONE);
    Colour(colour.0.map(|part| {
        let part = Decimal::from(part);
        let full = Decimal::from(u8::MAX);
        let tinted =
            if tint < Decimal::ZERO { part * (Decimal::ONE + tint) } else { part + (full - part) * tint };
        tinted.round().to_u8().unwrap_or(u8::MAX)
    }))
}

#[cfg(test)]
mod tests {
    use super::{Theme, read};
    use quick_xml::events::BytesStart;

    #[track_caller]
    fn case(attributes: &str, expected: Option<[u8; 3]>) {
        let element = BytesStart::from_content(format!("fgColor {attributes}"), 7);
        assert_eq!(read(&element, &Theme::default()).map(|colour| colour.0), expected, "{attributes}");
    }

    #[test]
    fn colours_are_told_in_three_ways() {
        case(r#"rgb="FFFFEB9C""#, Some([255, 235, 156]));
        case(r#"rgb="FFEB9C""#, Some([255, 235, 156]));
        case(r#"rgb="ộ""#, None);
        case(r#"indexed="5""#, Some([255, 255, 0]));
        case(r#"indexed="13""#, Some([255, 255, 0]));
        // the colour that the system has
        case(r#"indexed="64""#, None);
        case(r#"theme="0""#, Some([255, 255, 255]));
        case(r#"theme="0" tint="-0.5""#, Some([128, 128, 128]));
        case(r#"theme="4" tint="1""#, Some([255, 255, 255]));
        case(r#"theme="99""#, None);
        case("", None);
    }

    #[test]
    fn a_workbook_has_a_theme_of_its_own() {
        let part = r#"<a:theme><a:themeElements><a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="101010"/></a:dk1>
            <a:lt1><a:srgbClr val="FFFFEE"/></a:lt1><a:accent1><a:srgbClr val="fefefe"/></a:accent1></a:clrScheme>
            <a:fmtScheme><a:dk2><a:srgbClr val="123456"/></a:dk2></a:fmtScheme></a:themeElements></a:theme>"#;
        let theme = Theme::read("theme1.xml", part.as_bytes());
        let colour = |place| theme.colour(place, rust_decimal::Decimal::ZERO).unwrap().0;
        assert_eq!([colour(0), colour(1), colour(4)], [[255, 255, 238], [16; 3], [254; 3]]);
        assert_eq!(colour(3), Theme::default().0[3].0, "what stands behind the colours is none");
        assert_eq!(Theme::read("theme1.xml", b"<a:theme><a:clrScheme><").0, Theme::default().0);
    }
}
