//! The charts as SVG, which Word and every browser show as sharp as print.
//!
//! PNG would need a library that sets type and paints. SVG is text.

use super::{COLOURS, UnitChart};
use crate::consolidated::sentences;
use rust_decimal::Decimal;

/// The picture's measures, in pixels: its width, where bars begin, how long they get, and how high one is.
const WIDTH: u32 = 800;
const LEFT: u32 = 210;
const LONGEST: u32 = 500;
const BAR: u32 = 18;
/// The space above the bars, and between units.
const TOP: u32 = 56;
const GAP: u32 = 8;

/// Draws a chart.
pub(in crate::consolidated) fn draw(chart: &UnitChart) -> String {
    let series = u32::try_from(chart.series.len()).unwrap_or(1);
    let bars = u32::try_from(chart.bars.len()).unwrap_or(0);
    let bottom = TOP + bars * (series * BAR + GAP);
    let legend = if series > 1 { 30 } else { 0 };
    let height = bottom + legend + 10;
    let (low, high) = chart.axis();
    let most = chart.bars.iter().flat_map(|bar| &bar.figures).max().copied().unwrap_or(Decimal::ONE);
    let span = (high.unwrap_or(most) - low).max(Decimal::new(1, 6));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" font-family=\"Times New Roman, Liberation Serif, serif\" \
         font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    let title = chart.full_title();
    svg += &format!(
        "<text x=\"{}\" y=\"28\" text-anchor=\"middle\" font-size=\"17\" font-weight=\"bold\">{}</text>\n",
        WIDTH / 2,
        escaped(&title)
    );
    let mut y = TOP;
    for bar in &chart.bars {
        let middle = y + series * BAR / 2 + 5;
        let name = escaped(&bar.unit);
        svg += &format!("<text x=\"{}\" y=\"{middle}\" text-anchor=\"end\">{name}</text>\n", LEFT - 8);
        for (figure, colour) in bar.figures.iter().zip(COLOURS) {
            let long = ((*figure - low).max(Decimal::ZERO) * Decimal::from(LONGEST) / span).round_dp(1);
            svg += &format!(
                "<rect x=\"{LEFT}\" y=\"{}\" width=\"{long}\" height=\"{}\" fill=\"{colour}\"/>\n",
                y + 1,
                BAR - 2
            );
            svg += &format!(
                "<text x=\"{}\" y=\"{}\" font-size=\"12\">{}</text>\n",
                Decimal::from(LEFT + 5) + long,
                y + BAR - 5,
                sentences::figure(*figure, chart.is_percent)
            );
            y += BAR;
        }
        y += GAP;
    }
    svg += &format!(
        "<line x1=\"{LEFT}\" y1=\"{}\" x2=\"{LEFT}\" y2=\"{bottom}\" stroke=\"#595959\"/>\n",
        TOP - 4
    );
    if legend > 0 {
        let mut x = LEFT;
        for (name, colour) in chart.series.iter().zip(COLOURS) {
            let at = bottom + 8;
            svg += &format!("<rect x=\"{x}\" y=\"{at}\" width=\"14\" height=\"14\" fill=\"{colour}\"/>\n");
            svg += &format!("<text x=\"{}\" y=\"{}\">{}</text>\n", x + 20, at + 12, escaped(name));
            x += 50 + 8 * u32::try_from(name.chars().count()).unwrap_or(0);
        }
    }
    svg + "</svg>\n"
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
