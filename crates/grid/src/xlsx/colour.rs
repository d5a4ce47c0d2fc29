//! A colour in the styles part: written out, by its number in the palette, or from the theme.
//!
//! The colours of a theme stand in a part of their own, which is not read. They are taken from the theme that Office
//! gives new workbooks: in the picture of a sheet, and where letters are compared with the ground behind them. White
//! and black are the same in all themes of Office, the accents are not.

use crate::appearance::Colour;
use crate::xml_events::{attribute, number};
use quick_xml::events::BytesStart;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

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

/// The colour that an element names, if it can be told.
pub(super) fn read(element: &BytesStart<'_>) -> Option<Colour> {
    if let Some(written) = attribute(element, "rgb") {
        let digits = written.get(written.len().checked_sub(6)?..)?;
        return u32::from_str_radix(digits, 16).ok().map(of_number);
    }
    if let Some(place) = number::<usize>(element, "theme") {
        let tint = attribute(element, "tint").and_then(|tint| tint.parse().ok()).unwrap_or_default();
        return THEME.get(place).map(|colour| tinted(of_number(*colour), tint));
    }
    let place: usize = number(element, "indexed")?;
    PALETTE.get(place.checked_sub(8).unwrap_or(place)).copied().map(of_number)
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
    use super::read;
    use quick_xml::events::BytesStart;

    #[track_caller]
    fn case(attributes: &str, expected: Option<[u8; 3]>) {
        let element = BytesStart::from_content(format!("fgColor {attributes}"), 7);
        assert_eq!(read(&element).map(|colour| colour.0), expected, "{attributes}");
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
}
