//! The colours of letters and of the ground of cells in an `.xls`, from Excel 97 on: numbers in a palette, which the workbook may
//! change.

use crate::appearance::Colour;
use crate::colour;
use crate::compound_file::number16;
use crate::survey::Ground;

/// The number of letters that have the colour of the system.
const AUTOMATIC: u16 = 0x7FFF;
/// The number of the first colour that a workbook may change.
const FIRST: usize = 8;

/// The colours of letters by font, and of the ground by format, with the palette of the workbook.
#[derive(Default)]
pub(super) struct Colours {
    /// The number of the colour of each font.
    fonts: Vec<u16>,
    /// For each format its font, and the pattern and colour of its fill.
    formats: Vec<(usize, u8, u16)>,
    palette: Vec<Colour>,
}

impl Colours {
    /// Takes a font.
    pub fn add_font(&mut self, body: &[u8]) {
        self.fonts.push(number16(body, 4).unwrap_or(AUTOMATIC));
    }

    /// Takes a format with the index of its font.
    pub fn add_format(&mut self, body: &[u8], font: usize) {
        let pattern = body.get(17).map_or(0, |byte| byte >> 2);
        let colour = number16(body, 18).map_or(0, |colours| colours & 0x7F);
        self.formats.push((font, pattern, colour));
    }

    /// Takes the palette of the workbook: a count, then red, green, blue and nothing of each colour.
    pub fn take_palette(&mut self, body: &[u8]) {
        let colours = body.get(2..).unwrap_or_default().chunks_exact(4);
        self.palette = colours.map(|it| Colour([it[0], it[1], it[2]])).collect();
    }

    /// For each format, whether its letters are not seen.
    pub fn hidden(&self) -> impl Iterator<Item = bool> + '_ {
        self.formats.iter().map(|(font, pattern, colour)| {
            let letters = self.fonts.get(*font).filter(|letters| **letters != AUTOMATIC);
            let ground = match pattern {
                0 => Ground::White,
                1 => Ground::Filled(self.colour(*colour)),
                _ => Ground::Filled(None),
            };
            ground.hides(letters.and_then(|letters| self.colour(*letters)))
        })
    }

    fn colour(&self, number: u16) -> Option<Colour> {
        let number = usize::from(number);
        let own = number.checked_sub(FIRST).and_then(|index| self.palette.get(index).copied());
        own.or_else(|| colour::in_palette(number))
    }
}
