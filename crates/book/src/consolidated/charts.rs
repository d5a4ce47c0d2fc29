//! Charts that compare the units: sorted bars, drawn only where units differ.
//!
//! The sheet “Biểu đồ” holds the figures of a chart sorted as they were when the workbook was written, because a
//! chart stores figures for previews in that order. The charts stand on the overview. [`picture`] draws the same charts
//! for a report in Word, which [`svg`] and [`png`] write.

mod of_units;
pub(super) mod picture;
pub(super) mod png;
pub(super) mod svg;

use super::by_unit::ByUnit;
use super::left_out::{self, LeftOut, first_of};
use super::shared_by_sheets::{draw_working_title, set_widths};
use crate::measure::Letters;
use crate::style::Styles;
use crate::{measure, paper, put};
pub(super) use of_units::said;
use phuluc_form::uncapital;
use phuluc_grid::CellValue;
use phuluc_round::Consolidation;
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType, Workbook,
    Worksheet, XlsxError,
};

/// The sheet of the figures.
pub(super) const CHARTED: &str = "Biểu đồ";
/// The colours of series.
pub(super) const COLOURS: [&str; 3] = ["#2F75B5", "#A9D08E", "#F4B183"];
/// How many units a chart shows legibly; of more it shows the first and the last.
const MOST_UNITS: usize = 24;
/// How high a row is that was given no height, in pixels.
const ROW: u32 = 20;
/// How far a chart stands below the top of its row, in pixels, so that none of it is on the page before.
const OFFSET: u32 = 4;
/// The percentage of their heights to which charts are pressed, at most, to find room on a page.
const LEAST: u32 = 75;
/// The mark of a unit whose figures are what their items come to, and of one whose total some items do not come to.
const BY_ITEMS: &str = "*";
const CONTESTED: &str = "**";
/// How high a unit's name is in a chart with the space around it, in pixels: in one line, and in two.
const NAME: [u32; 2] = [20, 34];
/// How long a name in one line may be, in pixels, and how high its letters are.
const NAME_WIDTH: u32 = 104;
const NAME_LETTERS: u32 = 16;
/// How many characters of the page's letters a line of a title holds.
const TITLE_WIDTH: u32 = 44;
/// How many units the title of a chart names for one reason. The rankings beside the charts name more.
const BRIEFLY: usize = 3;
/// The row of the first chart's title, from 0.
const TOP: u32 = 4;
/// Up to how many percent points rates may be apart for the axis not to begin at nought.
const CLOSE: Decimal = Decimal::from_parts(30, 0, 0, false, 0);

/// A chart of the units.
pub(super) struct UnitChart {
    pub title: String,
    /// What each series is called.
    pub series: Vec<String>,
    /// The units, the greatest first.
    pub bars: Vec<UnitBar>,
    /// How many units there are, those that are not shown among them.
    pub units: usize,
    /// What is said of units that are not shown although their figures are those of others that are.
    pub equal: Option<String>,
    /// The units whose figures nobody can tell, which are not drawn.
    pub doubtful: Vec<String>,
    /// The units that have no figures.
    pub left_out: Vec<LeftOut>,
    pub is_percent: bool,
    /// Where its figures begin, the row of its title from 0.
    at: u32,
}

/// A unit's bars.
pub(super) struct UnitBar {
    pub unit: String,
    pub figures: Vec<Decimal>,
}

/// All charts of a consolidation.
pub(super) struct UnitCharts {
    pub charts: Vec<UnitChart>,
    /// What is said of figures in which units do not differ.
    pub equal: Vec<String>,
}

impl UnitCharts {
    /// Of what the forms ask to be drawn, what is worth drawing.
    pub fn new(consolidation: &Consolidation, by_unit: &ByUnit<'_>) -> Self {
        let mut all = Self { charts: Vec::new(), equal: Vec::new() };
        let mut at = TOP;
        for (index, total) in consolidation.forms.iter().enumerate() {
            for asked in &total.form.charts {
                let chart = of_units::chart(consolidation, by_unit, index, asked, at);
                let is_alike = chart.bars.windows(2).all(|pair| pair[0].figures == pair[1].figures);
                match (chart.bars.len(), is_alike) {
                    (0 | 1, _) => {}
                    (units, true) => {
                        let figures = chart.bars[0].figures.iter();
                        let figures: Vec<String> = figures
                            .map(|figure| super::figure_text::figure(*figure, chart.is_percent))
                            .collect();
                        let figures = figures.join(" và ");
                        all.equal.push(format!("{}: cả {units} đơn vị đều {figures}.", chart.title));
                    }
                    (units, false) => {
                        at += u32::try_from(units).unwrap_or(u32::MAX) + 3;
                        all.charts.push(chart);
                    }
                }
            }
        }
        all
    }

    /// Draws the sheet of the figures, if there are any.
    pub fn draw_figures(
        &self,
        book: &mut Workbook,
        consolidation: &Consolidation,
        styles: &Styles,
    ) -> Result<(), XlsxError> {
        if self.charts.is_empty() {
            return Ok(());
        }
        let sheet = book.add_worksheet();
        sheet.set_name(CHARTED)?;
        draw_working_title(sheet, "Số liệu của biểu đồ ở trang Tổng quan", consolidation, styles)?;
        let widths = [34, 18, 18, 18];
        set_widths(sheet, &widths)?;
        for chart in &self.charts {
            sheet.write_string_with_format(chart.at, 0, &chart.title, &styles.text.clone().set_bold())?;
            let heads = ["Đơn vị".to_owned()];
            for (column, label) in (0..).zip(heads.iter().chain(&chart.series)) {
                sheet.write_string_with_format(chart.at + 1, column, label, &styles.header)?;
            }
            for (row, bar) in (chart.at + 2..).zip(&chart.bars) {
                put(sheet, row, 0, &CellValue::Text(bar.unit.clone()), &styles.label)?;
                for (column, figure) in (1..).zip(&bar.figures) {
                    let shown =
                        if chart.is_percent { CellValue::Percent } else { CellValue::Number }(*figure);
                    put(sheet, row, column, &shown, &styles.value)?;
                }
            }
        }
        paper::working(sheet, widths.iter().sum(), 4)
    }

    /// Draws the charts from a row on in two columns, on a page of which some pixels are used; gives the row below them,
    /// and the rows at which a new page begins.
    pub fn draw(
        &self,
        sheet: &mut Worksheet,
        top: u32,
        used: u32,
        place: ChartPlace,
    ) -> Result<(u32, Vec<u32>), XlsxError> {
        // an empty row stands above the charts
        let left = (place.page.saturating_sub(used) / ROW).saturating_sub(1);
        let all = place.page / ROW;
        let here = self.pressed(left).map(|placed| (placed, Vec::new()));
        let placed = here.or_else(|| self.pressed(all).map(|placed| (placed, vec![0])));
        let (placed, breaks) = placed.unwrap_or_else(|| self.over_pages(all));
        let mut end = top;
        for (chart, at) in self.charts.iter().zip(&placed) {
            let mut drawn = chart.drawn();
            drawn
                .set_width(place.width)
                .set_height(chart.height().max(chart.least()).min((at.rows - 1) * ROW));
            sheet.insert_chart_with_offset(top + at.row, place.columns[at.side], &drawn, 0, OFFSET)?;
            end = end.max(top + at.row + at.rows);
        }
        let breaks = if placed.is_empty() { Vec::new() } else { breaks };
        Ok((end, breaks.into_iter().map(|row| top + row).collect()))
    }

    /// Where the charts stand if so many rows hold all of them, each side pressed no more than it has to be.
    fn pressed(&self, room: u32) -> Option<Vec<Placed>> {
        let placed_at = |percent: u32| {
            let mut ends = [0; 2];
            let placed: Vec<Placed> =
                self.charts.iter().map(|chart| chart.placed(&mut ends, percent)).collect();
            (placed, ends)
        };
        let (mut placed, _) = percents().map(placed_at).find(|(_, ends)| ends[0].max(ends[1]) <= room)?;
        for side in 0..2 {
            let of_side = || (0..placed.len()).filter(|&chart| placed[chart].side == side);
            let rows = |percent: u32| of_side().map(move |chart| (chart, self.charts[chart].rows(percent)));
            let fits = |percent: &u32| rows(*percent).map(|(_, rows)| rows).sum::<u32>() <= room;
            let rows: Vec<(usize, u32)> = percents().find(fits).into_iter().flat_map(rows).collect();
            let mut row = 0;
            for (chart, rows) in rows {
                placed[chart] = Placed { side, row, rows };
                row += rows;
            }
        }
        Some(placed)
    }

    /// Where the charts stand if they need several pages of so many rows, and the rows with which pages begin.
    fn over_pages(&self, room: u32) -> (Vec<Placed>, Vec<u32>) {
        let (mut page, mut ends) = (0, [0; 2]);
        let (mut placed, mut breaks) = (Vec::new(), vec![0]);
        for chart in &self.charts {
            let mut next = ends;
            let mut at = chart.placed(&mut next, 100);
            if at.row + at.rows > page + room && at.row > page {
                page = ends[0].max(ends[1]);
                next = [page; 2];
                breaks.push(page);
                at = chart.placed(&mut next, 100);
            }
            ends = next;
            placed.push(at);
        }
        (placed, breaks)
    }
}

/// Where a chart stands: the side, the row below the first chart's, and how many rows it takes.
struct Placed {
    side: usize,
    row: u32,
    rows: u32,
}

/// Where charts stand on a sheet: their columns, how wide they are and how much of a page they may fill, in pixels.
#[derive(Clone, Copy)]
pub(super) struct ChartPlace {
    pub columns: [u16; 2],
    pub width: u32,
    pub page: u32,
}

/// The percentages of their heights that are tried, the greatest first.
fn percents() -> impl Iterator<Item = u32> {
    (LEAST..=100).rev().step_by(5)
}

impl UnitChart {
    /// From where to where its axis goes: from nought, unless rates lie close together.
    pub fn axis(&self) -> (Decimal, Option<Decimal>) {
        let (Some(least), Some(most)) = (self.figures().min(), self.figures().max()) else {
            return (Decimal::ZERO, None);
        };
        let spread = most - least;
        if !self.is_percent || spread > CLOSE || least < CLOSE {
            return (Decimal::ZERO, None);
        }
        // a step of which four or so make the spread
        let steps = [1, 2, 5, 10, 20, 50, 100].map(|tenths| Decimal::new(tenths, 1));
        let step = steps.into_iter().find(|step| *step * Decimal::from(4) >= spread).unwrap_or(CLOSE);
        let low = ((least - step / Decimal::TWO) / step).floor() * step;
        let high = ((most / step).ceil() * step).min(Decimal::ONE_HUNDRED.max(most));
        (low.max(Decimal::ZERO).normalize(), Some(high.normalize()))
    }

    /// The figures of all its bars.
    fn figures(&self) -> impl Iterator<Item = Decimal> {
        self.bars.iter().flat_map(|bar| &bar.figures).copied()
    }

    /// Its title, with what must be known to read it rightly.
    fn full_title(&self) -> String {
        let mut title = self.short_title();
        for note in self.notes(BRIEFLY) {
            title.push_str(&format!("; {}", uncapital(&note)));
        }
        title
    }

    /// Its title, with which units it shows and where its axis begins.
    pub fn short_title(&self) -> String {
        let mut title = self.title.clone();
        if self.units > self.bars.len() {
            title.push_str(&format!(
                ", {} đơn vị đầu và {} đơn vị cuối trong {}",
                MOST_UNITS / 2,
                MOST_UNITS / 2,
                self.units
            ));
        }
        let (low, _) = self.axis();
        if !low.is_zero() {
            title.push_str(&format!(" (trục từ {}%)", super::figure_text::plain(low)));
        }
        title
    }

    /// What must be known of the units in it, with so many names for each reason.
    pub fn notes(&self, most: usize) -> Vec<String> {
        let mut notes = Vec::new();
        let is_marked = |mark: &str| {
            let marks = self.bars.iter().map(|bar| &bar.unit[bar.unit.trim_end_matches('*').len()..]);
            marks.into_iter().any(|own| own == mark)
        };
        if is_marked(BY_ITEMS) {
            notes.push("* tính theo các mục thành phần".to_owned());
        }
        if is_marked(CONTESTED) {
            notes.push("** số tổng chưa khớp một số mục thành phần".to_owned());
        }
        notes.extend(self.equal.clone());
        if !self.doubtful.is_empty() {
            let units = first_of(self.doubtful.iter().map(String::as_str), ", ", most);
            notes.push(format!("Không vẽ vì số liệu chưa khớp: {units}"));
        }
        if !self.left_out.is_empty() {
            notes.push(format!("Không có trong biểu đồ: {}", left_out::said(&self.left_out, most)));
        }
        notes
    }

    /// Puts it where there is more room, below the rows at which the two sides end, pressed to a percentage.
    fn placed(&self, ends: &mut [u32; 2], percent: u32) -> Placed {
        let side = usize::from(ends[1] < ends[0]);
        let placed = Placed { side, row: ends[side], rows: self.rows(percent) };
        ends[side] += placed.rows;
        placed
    }

    /// How many rows it takes, and one below it.
    fn rows(&self, percent: u32) -> u32 {
        (self.height() * percent / 100).max(self.least()).div_ceil(ROW) + 1
    }

    /// How high it is, in pixels.
    fn height(&self) -> u32 {
        let [bars, series] =
            [self.bars.len(), self.series.len()].map(|count| u32::try_from(count).unwrap_or(0));
        self.around() + bars * (series * 19 + 4).max(self.name_high())
    }

    /// How high it must be for the names of all units, which are not drawn where letters would touch.
    fn least(&self) -> u32 {
        self.around() + u32::try_from(self.bars.len()).unwrap_or(0) * self.name_high()
    }

    /// How high the names are: those that are long take two lines.
    fn name_high(&self) -> u32 {
        let is_long = |bar: &UnitBar| measure::pixels(&bar.unit, NAME_LETTERS) > NAME_WIDTH;
        NAME[usize::from(self.bars.iter().any(is_long))]
    }

    /// How high its title is, with the legend and the margins.
    fn around(&self) -> u32 {
        let title = measure::lines(&self.full_title(), TITLE_WIDTH, Letters::Title);
        let legend = if self.series.len() > 1 { 30 } else { 0 };
        45 + title * 22 + legend
    }

    fn drawn(&self) -> Chart {
        let mut chart = Chart::new(ChartType::Bar);
        let mut font = ChartFont::new();
        // the page is printed at three quarters, and letters are to be nine points high then
        font.set_name("Times New Roman").set_size(12);
        chart.title().set_name(&self.full_title());
        let mut bold = font.clone();
        bold.set_size(13).set_bold();
        chart.title().set_font(&bold);
        let last = self.at + 1 + u32::try_from(self.bars.len()).unwrap_or(0);
        for ((column, name), colour) in (1..).zip(&self.series).zip(COLOURS) {
            let mut format = ChartFormat::new();
            format.set_solid_fill(ChartSolidFill::new().set_color(colour));
            let mut label = ChartDataLabel::new();
            label.show_value().set_font(&font);
            if self.is_percent {
                label.set_num_format("0.00");
            }
            chart
                .add_series()
                .set_name(name)
                .set_categories((CHARTED, self.at + 2, 0, last, 0))
                .set_values((CHARTED, self.at + 2, column, last, column))
                .set_format(&mut format)
                .set_gap(40)
                .set_data_label(&label);
        }
        // the greatest on top; of bars the axis of categories is the upright one
        chart.y_axis().set_reverse().set_font(&font).set_label_interval(1);
        let (low, high) = self.axis();
        chart.x_axis().set_min(crate::float(low)).set_hidden(true).set_major_gridlines(false);
        // the figures stand at the bars, also at the longest
        if let Some(high) = high.or_else(|| self.figures().max()).filter(|high| *high > low) {
            chart.x_axis().set_max(crate::float(high + (high - low) * Decimal::new(28, 2)));
        }
        if self.series.len() < 2 {
            chart.legend().set_hidden();
        } else {
            chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font);
        }
        chart
    }
}
