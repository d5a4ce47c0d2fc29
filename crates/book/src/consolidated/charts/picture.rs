//! A chart as a picture: bars, words and lines at their places, before it is written as SVG or painted as PNG.

use super::{COLOURS, UnitChart};
use crate::consolidated::figure_text;
use crate::measure;
use rust_decimal::Decimal;

/// The picture's measures, in pixels: where bars begin at least, how long they get, how much room is left behind them
/// for figures, and how high a bar is.
const LEFT: u32 = 210;
const BEHIND: u32 = 90;
const LONGEST: u32 = 500;
const BAR: u32 = 18;
/// The space above the bars, and between units.
const TOP: u32 = 56;
const GAP: u32 = 8;
/// How high a line of a note is, and letters.
const LINE: u32 = 20;
const LETTERS: u32 = 14;
/// How many units a note names for one reason.
const NAMED: usize = 100;
/// The colour of the line that bars begin at.
const GREY: &str = "#595959";

/// A picture.
pub(in crate::consolidated) struct Picture {
    pub width: u32,
    pub height: u32,
    pub bars: Vec<Bar>,
    pub words: Vec<Words>,
}

/// A filled rectangle.
pub(in crate::consolidated) struct Bar {
    pub x: u32,
    pub y: u32,
    pub width: Decimal,
    pub height: u32,
    /// As `#2F75B5`.
    pub colour: &'static str,
}

/// Words on one line.
pub(in crate::consolidated) struct Words {
    pub text: String,
    pub x: Decimal,
    /// Where the letters stand.
    pub y: u32,
    /// How high the letters are.
    pub size: u32,
    pub bold: bool,
    pub side: Side,
}

/// Which side of words their place is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::consolidated) enum Side {
    Start,
    Middle,
    End,
}

/// Draws a chart.
pub(in crate::consolidated) fn draw(chart: &UnitChart) -> Picture {
    // bars begin where the longest name ends, so that no name is cut
    let longest = chart.bars.iter().map(|bar| measure::pixels(&bar.unit, LETTERS)).max().unwrap_or(0);
    let left = LEFT.max(longest + 16);
    let width = left + LONGEST + BEHIND;
    let series = u32::try_from(chart.series.len()).unwrap_or(1);
    let bars = u32::try_from(chart.bars.len()).unwrap_or(0);
    let bottom = TOP + bars * (series * BAR + GAP);
    let legend = if series > 1 { 30 } else { 0 };
    let notes = chart.notes(NAMED);
    let notes = notes.iter().flat_map(|note| measure::wrapped_at(note, width - 16, LETTERS));
    let notes: Vec<String> = notes.collect();
    let below = u32::try_from(notes.len()).unwrap_or(0) * LINE;
    let mut picture =
        Picture { width, height: bottom + legend + below + 10, bars: Vec::new(), words: Vec::new() };
    let (low, high) = chart.axis();
    let most = chart.bars.iter().flat_map(|bar| &bar.figures).max().copied().unwrap_or(Decimal::ONE);
    let span = (high.unwrap_or(most) - low).max(Decimal::new(1, 6));
    let title = chart.short_title();
    picture.words(&title, Decimal::from(width / 2), 28, Side::Middle);
    if let Some(title) = picture.words.last_mut() {
        (title.size, title.bold) = (17, true);
    }
    let mut y = TOP;
    for bar in &chart.bars {
        picture.words(&bar.unit, Decimal::from(left - 8), y + series * BAR / 2 + 5, Side::End);
        for (figure, colour) in bar.figures.iter().zip(COLOURS) {
            let long = ((*figure - low).max(Decimal::ZERO) * Decimal::from(LONGEST) / span).round_dp(1);
            picture.bars.push(Bar { x: left, y: y + 1, width: long, height: BAR - 2, colour });
            let text = figure_text::figure(*figure, chart.is_percent);
            picture.words(&text, Decimal::from(left + 5) + long, y + BAR - 5, Side::Start);
            y += BAR;
        }
        y += GAP;
    }
    let height = bottom + 4 - TOP;
    picture.bars.push(Bar { x: left, y: TOP - 4, width: Decimal::ONE, height, colour: GREY });
    if legend > 0 {
        let mut x = left;
        for (name, colour) in chart.series.iter().zip(COLOURS) {
            let square = Bar { x, y: bottom + 8, width: Decimal::from(14), height: 14, colour };
            picture.bars.push(square);
            picture.words(name, Decimal::from(x + 20), bottom + 20, Side::Start);
            x += 50 + 8 * u32::try_from(name.chars().count()).unwrap_or(0);
        }
    }
    for (note, y) in notes.iter().zip((bottom + legend + LINE - 4..).step_by(LINE as usize)) {
        picture.words(note, Decimal::from(8), y, Side::Start);
    }
    picture
}

impl Picture {
    fn words(&mut self, text: &str, x: Decimal, y: u32, side: Side) {
        self.words.push(Words { text: text.to_owned(), x, y, size: LETTERS, bold: false, side });
    }
}
