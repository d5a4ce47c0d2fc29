//! The sheet “Tổng quan”: the story on one screen.
//!
//! Who has reported, the figures that leaders ask for, what is wrong, and a few charts.

use super::by_unit::ByUnit;
use super::drawing::draw_title;
use super::sentences::ReportSentence;
use crate::style::Styles;
use crate::{put, style};
use phuluc_form::Severity;
use phuluc_grid::CellValue;
use phuluc_round::{Consolidation, Member, Standing};
use phuluc_say::{BY_UNIT, CheckMessage, FINDINGS, Lang, words};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFormat, ChartPoint, ChartSolidFill, ChartType, Format, Worksheet, XlsxError,
};

/// The sheet's name.
pub(super) const OVERVIEW: &str = "Tổng quan";
/// The widths of its columns, in characters.
const WIDTHS: [u32; 4] = [30, 10, 26, 34];
/// The line beside which the ring of standings stands, and its height in pixels.
const RING_AT: u32 = 4;
const RING_HEIGHT: u32 = 280;
/// How many units a chart shows legibly.
const MOST_UNITS: usize = 40;
/// How many sentences the first screen holds; all stand on a sheet of their own.
const SHOWN: usize = 8;
/// How many units are named in one line.
const NAMED: usize = 12;

pub(super) fn draw(
    sheet: &mut Worksheet,
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    sentences: &[ReportSentence],
    styles: &Styles,
) -> Result<(), XlsxError> {
    super::drawing::set_widths(sheet, &WIDTHS)?;
    let top = draw_title(sheet, "Tổng quan", consolidation, styles)?;
    let standings = standings(&consolidation.members);
    let mut at = draw_standings(sheet, top, &standings, styles)?;
    let first_chart = draw_reporting_chart(sheet, top, at, &standings)?;
    at = draw_sentences(sheet, at + 1, sentences, styles)?;
    at = draw_findings(sheet, at + 1, consolidation, styles)?;
    let across = (u16::try_from(WIDTHS.len() - 1).unwrap_or(0), WIDTHS.iter().sum());
    at = super::influence::draw(sheet, at, across, consolidation, styles)?;
    draw_charts(sheet, at + 1, consolidation, by_unit, first_chart)?;
    style::page(sheet, true);
    Ok(())
}

/// Units of one standing: what it is called, and who they are.
struct Group<'c> {
    said: &'static str,
    names: Vec<&'c str>,
}

fn standings(members: &[Member]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = [
        "Đã kiểm tra, không có lỗi",
        "Đã kiểm tra, còn lỗi",
        "Chưa gửi báo cáo",
        "Gửi biểu trống",
        "Tệp không đọc được",
        "Tệp của đơn vị khác",
        "Báo cáo khác kỳ",
    ]
    .map(|said| Group { said, names: Vec::new() })
    .into();
    for member in members {
        let group = match member.standing {
            Standing::Passes => 0,
            Standing::Fails(_) => 1,
            Standing::NotSubmitted => 2,
            Standing::Empty => 3,
            Standing::Unreadable => 4,
            Standing::OtherUnit => 5,
            Standing::OtherPeriod => 6,
        };
        groups[group].names.push(member.unit.name.as_str());
    }
    groups
}

fn heading(sheet: &mut Worksheet, at: u32, text: &str, styles: &Styles) -> Result<(), XlsxError> {
    let last = u16::try_from(WIDTHS.len() - 1).unwrap_or(0);
    sheet.merge_range(
        at,
        0,
        at,
        last,
        text,
        &styles.header.clone().set_align(rust_xlsxwriter::FormatAlign::Left),
    )?;
    sheet.set_row_height(at, 20)?;
    Ok(())
}

fn draw_standings(
    sheet: &mut Worksheet,
    top: u32,
    standings: &[Group<'_>],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let all: usize = standings.iter().map(|group| group.names.len()).sum();
    let reported: usize = standings.iter().take(2).map(|group| group.names.len()).sum();
    heading(sheet, top, &format!("Tình hình báo cáo: {reported}/{all} đơn vị đã báo cáo"), styles)?;
    let mut at = top + 1;
    for group in standings {
        put(sheet, at, 0, &CellValue::Text(group.said.to_owned()), &styles.label)?;
        put(sheet, at, 1, &CellValue::Number(group.names.len().into()), &styles.value)?;
        let mut names = group.names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        if group.names.len() > NAMED {
            names.push_str(", …");
        }
        sheet.merge_range(at, 2, at, 3, &names, &styles.label)?;
        sheet.set_row_height(at, style::height([(names.as_str(), WIDTHS[2] + WIDTHS[3])]))?;
        at += 1;
    }
    Ok(at)
}

/// Who has reported, as a ring; gives where the next chart goes.
fn draw_reporting_chart(
    sheet: &mut Worksheet,
    top: u32,
    end: u32,
    standings: &[Group<'_>],
) -> Result<u16, XlsxError> {
    let column = u16::try_from(WIDTHS.len()).unwrap_or(0) + 1;
    if standings.iter().all(|group| group.names.is_empty()) {
        return Ok(column);
    }
    let colours = ["#70AD47", "#FFC000", "#A6A6A6", "#C00000", "#7030A0", "#4472C4"].map(|colour| {
        let mut format = ChartFormat::new();
        format.set_solid_fill(ChartSolidFill::new().set_color(colour));
        ChartPoint::new().set_format(&mut format)
    });
    let mut chart = Chart::new(ChartType::Doughnut);
    chart.title().set_name("Tình hình báo cáo (số đơn vị)");
    chart
        .add_series()
        .set_categories((OVERVIEW, top + 1, 0, end - 1, 0))
        .set_values((OVERVIEW, top + 1, 1, end - 1, 1))
        .set_points(&colours)
        .set_data_label(ChartDataLabel::new().show_value());
    chart.set_width(520).set_height(RING_HEIGHT);
    sheet.insert_chart(RING_AT, column, &chart)?;
    Ok(column)
}

fn draw_sentences(
    sheet: &mut Worksheet,
    top: u32,
    sentences: &[ReportSentence],
    styles: &Styles,
) -> Result<u32, XlsxError> {
    heading(sheet, top, "Số liệu chính", styles)?;
    let mut at = top + 1;
    let last = u16::try_from(WIDTHS.len() - 1).unwrap_or(0);
    let width: u32 = WIDTHS.iter().sum();
    for sentence in sentences.iter().take(SHOWN) {
        sheet.merge_range(at, 0, at, last, "", &styles.label)?;
        put(sheet, at, 0, &sentence.text, &styles.label)?;
        sheet.set_row_height(at, style::height([(sentence.text.text(), width)]))?;
        at += 1;
    }
    Ok(at)
}

fn draw_findings(
    sheet: &mut Worksheet,
    top: u32,
    consolidation: &Consolidation,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let all = consolidation.members.iter().chain(&consolidation.senders);
    let reports = all.flat_map(|member| &member.reports);
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| reports.clone().map(|report| report.checked.count(severity)).sum());
    let counts = words::say(Lang::Vi, CheckMessage::Counts { errors, warnings, notes });
    heading(sheet, top, &format!("Nội dung cần xem lại: {counts} (trang “{FINDINGS}”)"), styles)?;
    let mut failing: Vec<(&str, usize)> = consolidation
        .members
        .iter()
        .filter_map(|member| match member.standing {
            Standing::Fails(errors) => Some((member.unit.name.as_str(), errors)),
            _ => None,
        })
        .collect();
    failing.sort_by_key(|(_, errors)| std::cmp::Reverse(*errors));
    let mut at = top + 1;
    for (name, errors) in failing.iter().take(5) {
        put(sheet, at, 0, &CellValue::Text((*name).to_owned()), &styles.label)?;
        put(sheet, at, 1, &CellValue::Text(format!("{errors} lỗi")), &styles.value)?;
        at += 1;
    }
    if failing.len() > 5 {
        sheet.write_string_with_format(
            at,
            0,
            format!("và {} đơn vị khác", failing.len() - 5),
            &Format::new(),
        )?;
        at += 1;
    }
    Ok(at)
}

/// The charts that the forms ask for: figures by unit, below each other.
fn draw_charts(
    sheet: &mut Worksheet,
    top: u32,
    consolidation: &Consolidation,
    by_unit: &ByUnit<'_>,
    column: u16,
) -> Result<(), XlsxError> {
    let counted = by_unit.counted();
    if counted == 0 {
        return Ok(());
    }
    let (names, first, last) = by_unit.names();
    let last = last.min(first + u16::try_from(MOST_UNITS).unwrap_or(u16::MAX) - 1);
    // one below the text, the next below the ring
    let mut places = [(top, 0, 0), (RING_AT, column, RING_HEIGHT + 10)].into_iter();
    for (form, total) in consolidation.forms.iter().enumerate() {
        for asked in &total.form.charts {
            let lines = by_unit.charted(form, asked);
            if lines.is_empty() {
                continue;
            }
            let Some((at, at_column, down)) = places.next() else { return Ok(()) };
            let mut chart = Chart::new(ChartType::Column);
            let more = if counted > MOST_UNITS {
                format!(", {MOST_UNITS} đơn vị đầu")
            } else {
                String::new()
            };
            let title = format!("{}: {}{more}", total.form.short, asked.title);
            chart.title().set_name(&title);
            for (id, line) in lines {
                let derived = total.form.derived.iter().find(|derived| derived.id == *id);
                let say = derived
                    .map(|derived| derived.say.clone())
                    .or_else(|| Some(total.form.columns[total.form.column(id)?].say.clone()));
                chart
                    .add_series()
                    .set_name(&phuluc_form::capital(&say.unwrap_or_default()))
                    .set_categories((BY_UNIT, names, first, names, last))
                    .set_values((BY_UNIT, line, first, line, last));
            }
            // a cut axis makes small differences look large
            chart.y_axis().set_min(0);
            if asked.columns.len() < 2 {
                chart.legend().set_hidden();
            } else {
                chart.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
            }
            chart.set_width(if at_column == 0 { 760 } else { 520 }).set_height(300);
            sheet.insert_chart_with_offset(at, at_column, &chart, 0, down)?;
        }
    }
    Ok(())
}
