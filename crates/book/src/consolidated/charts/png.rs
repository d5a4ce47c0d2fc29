//! A picture as PNG, for programs that show no SVG: Zalo, old versions of Word, web pages of the province.
//!
//! Letters are those of the font that stands beside the sources, so that they look alike on every computer and have
//! all signs of Vietnamese.

#![expect(clippy::float_arithmetic, reason = "letters are outlines that fill parts of pixels")]

use super::picture::{Bar, Picture, Side, Words};
use ab_glyph::{Font, FontRef, Glyph, ScaleFont, point};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Letters of Liberation Serif under another name.
const LETTERS: &[u8] = include_bytes!("../../../fonts/chu-bieu-do.ttf");
/// How many pixels of the file a pixel of the picture has, so that it is sharp in print.
const FINE: u32 = 2;

/// Paints a picture; nothing if it could not be written.
pub(in crate::consolidated) fn painted(picture: &Picture) -> Option<Vec<u8>> {
    let font = FontRef::try_from_slice(LETTERS).ok()?;
    let [width, height] = [picture.width, picture.height].map(|pixels| pixels * FINE);
    let mut canvas = Canvas { width, height, pixels: vec![255; (width * height * 3) as usize] };
    for bar in &picture.bars {
        canvas.fill(bar);
    }
    for words in &picture.words {
        canvas.write(words, &font);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&canvas.pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

/// The picture as it is painted, three bytes a pixel.
struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl Canvas {
    /// Paints a pixel as far as it is covered.
    fn paint(&mut self, x: u32, y: u32, colour: [u8; 3], cover: f32) {
        if x >= self.width || y >= self.height {
            return;
        }
        let at = ((y * self.width + x) * 3) as usize;
        for (pixel, own) in self.pixels[at..at + 3].iter_mut().zip(colour) {
            let mixed = f32::from(*pixel) * (1.0 - cover) + f32::from(own) * cover;
            *pixel = mixed.round().to_u8().unwrap_or(own);
        }
    }

    fn fill(&mut self, bar: &Bar) {
        let colour = colour(bar.colour);
        let right = bar.x * FINE + (bar.width * Decimal::from(FINE)).round().to_u32().unwrap_or(0);
        for y in bar.y * FINE..(bar.y + bar.height) * FINE {
            for x in bar.x * FINE..right {
                self.paint(x, y, colour, 1.0);
            }
        }
    }

    fn write(&mut self, words: &Words, font: &FontRef<'_>) {
        let size = words.size.to_f32().unwrap_or_default() * FINE.to_f32().unwrap_or_default();
        // the size of letters is that of the em, not from the highest to the lowest
        let em = font.units_per_em().unwrap_or(1000.0);
        let scaled = font.as_scaled(size * font.height_unscaled() / em);
        let glyphs: Vec<_> = words.text.chars().map(|letter| scaled.glyph_id(letter)).collect();
        let wide: f32 = glyphs.iter().map(|glyph| scaled.h_advance(*glyph)).sum();
        let place = (words.x * Decimal::from(FINE)).to_f32().unwrap_or_default();
        let mut x = match words.side {
            Side::Start => place,
            Side::Middle => place - wide / 2.0,
            Side::End => place - wide,
        };
        let y = (words.y * FINE).to_f32().unwrap_or_default();
        for id in glyphs {
            // letters painted twice, a little apart, are bold
            for shift in [0.0, 1.0].into_iter().take(1 + usize::from(words.bold)) {
                let glyph = Glyph { id, scale: scaled.scale(), position: point(x + shift, y) };
                self.paint_glyph(font, glyph);
            }
            x += scaled.h_advance(id);
        }
    }

    fn paint_glyph(&mut self, font: &FontRef<'_>, glyph: Glyph) {
        let Some(outline) = font.outline_glyph(glyph) else { return };
        let bounds = outline.px_bounds();
        outline.draw(|x, y, cover| {
            let [x, y] = [
                bounds.min.x + x.to_f32().unwrap_or_default(),
                bounds.min.y + y.to_f32().unwrap_or_default(),
            ];
            if let Some((x, y)) = x.to_u32().zip(y.to_u32()) {
                self.paint(x, y, [0; 3], cover.clamp(0.0, 1.0));
            }
        });
    }
}

/// `#2F75B5` as its three parts.
fn colour(hex: &str) -> [u8; 3] {
    [1, 3, 5].map(|at| hex.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok()).unwrap_or(0))
}
