//! The sheets of a score sheet over many units: the ranking, to be printed and signed, and a table of criteria by
//! units with the points, the maximum, and the share of the maximum that all units reach together.

use super::by_unit::column_name;
use super::left_out::first_of;
use super::shared_by_sheets::draw_working_title;
use super::totals;
use crate::lines::{AddedCells, AddedContent, CellSource};
use crate::measure::Letters;
use crate::paper::PrintedRow;
use crate::style::Styles;
use crate::{paper, put, style};
use phuluc_check::FilledForm;
use phuluc_form::{Form, capital, number};
use phuluc_grid::{At, CellValue};
use phuluc_round::{Consolidation, FormTotal, Member, Score, StatedTotal, WhyUnranked};
use phuluc_say::{Lang, TotalMessage, words};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The columns of the ranking, with their widths. The formulas name those of score and maximum.
const RANKING: [(RankingColumn, &str, u32); 9] = [
    (RankingColumn::Rank, "Hạng", 7),
    (RankingColumn::Unit, "Đơn vị", 24),
    (RankingColumn::Percent, "Tỷ lệ đạt (%)", 9),
    (RankingColumn::Score, "Điểm", 9),
    (RankingColumn::Maximum, "Điểm tối đa", 9),
    (RankingColumn::Own, "Tự chấm", 9),
    (RankingColumn::Band, "Xếp loại", 13),
    (RankingColumn::Lacks, "Còn thiếu", 9),
    (RankingColumn::NextBand, "để đạt loại", 13),
];
/// The columns before the units': number, criterion, and what all units together reach.
const FIXED: u16 = 3;
const WIDTHS: [u32; 3] = [8, 56, 14];
/// The height of a row with one line, in points.
const ONE_ROW: u32 = 15;
/// How many ranks with several units are named below the ranking, where all are in its first column.
const MOST_TIES: usize = 20;
/// How many units that are not ranked are named for one reason.
const MOST_NAMED: usize = 100;

/// A column of the ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RankingColumn {
    Rank,
    Unit,
    Percent,
    Score,
    Maximum,
    /// What the units gave themselves.
    Own,
    Band,
    Lacks,
    NextBand,
}

/// The columns of a ranking. What units gave themselves has none if no unit did.
fn ranking_columns(total: &FormTotal) -> Vec<(RankingColumn, &'static str, u32)> {
    let has_own = total.scores.iter().any(|score| score.own.is_some());
    RANKING.into_iter().filter(|(column, ..)| has_own || *column != RankingColumn::Own).collect()
}

/// Draws the ranking: what is printed.
pub(super) fn draw(
    sheet: &mut Worksheet,
    consolidation: &Consolidation,
    total: &FormTotal,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let columns = ranking_columns(total);
    let widths: Vec<u32> = columns.iter().map(|(.., width)| *width).collect();
    super::shared_by_sheets::set_widths(sheet, &widths)?;
    let last = u16::try_from(columns.len()).unwrap_or(u16::MAX) - 1;
    let title = format!("Xếp hạng theo {}", phuluc_form::uncapital(&total.form.short));
    let top = totals::draw_heading(sheet, consolidation, total, &title, [3, last], styles)?;
    let mut rows = draw_ranking(sheet, top, consolidation, total, styles)?;
    let end = rows.last().map_or(top, |row| row.row) + 1;
    let bottom = totals::sign(sheet, end + 1, last, consolidation, styles)?;
    rows.push(PrintedRow { row: end, high: (bottom - end + 1) * ONE_ROW, leads: false });
    sheet.set_repeat_rows(top, top)?;
    sheet.set_freeze_panes(top + 1, 2)?;
    paper::official_of(sheet, &widths, &rows, rows[1].high)?;
    sheet.set_print_area(0, 0, bottom, last)?;
    if total.scores.is_empty() {
        paper::leave_out(sheet, last + 1)?;
    }
    Ok(())
}

/// Draws criteria and units, on the sheet of that number; the units' points are still to be put there.
pub(super) fn draw_points<'c>(
    sheet: &mut Worksheet,
    number: usize,
    consolidation: &'c Consolidation,
    total: &'c FormTotal,
    styles: &Styles,
) -> Result<AddedCells<'c>, XlsxError> {
    let title = format!("{}: điểm của từng đơn vị theo tiêu chí", total.form.short);
    let top = draw_working_title(sheet, &title, consolidation, styles)?;
    super::shared_by_sheets::set_widths(sheet, &WIDTHS)?;
    draw_criteria(sheet, number, top, consolidation, total, styles)
}

/// The units, the best first; gives the rows, that above the table as one, of which the last stay with what is below.
fn draw_ranking(
    sheet: &mut Worksheet,
    top: u32,
    consolidation: &Consolidation,
    total: &FormTotal,
    styles: &Styles,
) -> Result<Vec<PrintedRow>, XlsxError> {
    let columns = ranking_columns(total);
    for (at, (_, label, _)) in (0..).zip(&columns) {
        sheet.write_string_with_format(top, at, *label, &styles.header)?;
    }
    let labels = columns.iter().map(|(_, label, width)| (*label, *width));
    let head = style::height_of(labels, Letters::Bold);
    sheet.set_row_height(top, head)?;
    let mut rows = vec![
        PrintedRow { row: 0, high: totals::HEADING, leads: true },
        PrintedRow { row: top, high: head, leads: true },
    ];
    let mut at = top + 1;
    for score in &total.scores {
        let name = &consolidation.members[score.unit].unit.name;
        for (column, (holds, ..)) in (0..).zip(&columns) {
            let value = ranked(score, name, *holds, at + 1);
            let format = if matches!(value, CellValue::Text(_)) { &styles.label } else { &styles.value };
            if *holds == RankingColumn::Score && score.stated != StatedTotal::Counts {
                crate::write(sheet, at, column, &value, &format.clone().set_num_format("#,##0.##\"*\""))?;
            } else {
                put(sheet, at, column, &value, format)?;
            }
        }
        let high = style::height([(name.as_str(), columns[1].2)]);
        sheet.set_row_height(at, high)?;
        rows.push(PrintedRow { row: at, high, leads: false });
        at += 1;
    }
    let last = u16::try_from(columns.len()).unwrap_or(u16::MAX) - 1;
    let width: u32 = columns.iter().map(|(.., width)| width).sum();
    let note = styles.text.clone().set_italic().set_text_wrap();
    let notes = notes(consolidation, total);
    for line in &notes {
        sheet.merge_range(at, 0, at, last, line, &note)?;
        let high = style::height([(line.as_str(), width)]);
        sheet.set_row_height(at, high)?;
        rows.push(PrintedRow { row: at, high, leads: false });
        at += 1;
    }
    // the header is repeated on every page, so the last one gets a row of the table
    for row in rows.iter_mut().rev().take(notes.len() + 1) {
        row.leads = true;
    }
    Ok(rows)
}

/// What a column of the ranking holds for a unit, in the line of that number.
fn ranked(score: &Score, name: &str, column: RankingColumn, line: u32) -> CellValue {
    let lacks = score.lacks.as_ref();
    match column {
        RankingColumn::Rank => CellValue::Number(score.rank.into()),
        RankingColumn::Unit => CellValue::Text(name.to_owned()),
        RankingColumn::Percent => {
            CellValue::formula(format!("=ROUND(D{line}*100/E{line},2)"), CellValue::Percent(score.percent))
        }
        RankingColumn::Score => CellValue::Number(score.score),
        RankingColumn::Maximum => CellValue::Number(score.maximum),
        RankingColumn::Own => score.own.map_or(CellValue::Empty, CellValue::Number),
        RankingColumn::Band => CellValue::Text(score.band.clone()),
        RankingColumn::Lacks => lacks.map_or(CellValue::Empty, |(points, _)| CellValue::Number(*points)),
        RankingColumn::NextBand => lacks.map_or(CellValue::Empty, |(_, band)| CellValue::Text(band.clone())),
    }
}

/// What is said below the ranking: which units are not in it, how units rank that are equal, and whose totals their
/// items do not come to.
fn notes(consolidation: &Consolidation, total: &FormTotal) -> Vec<String> {
    let form = &total.form;
    let mut lines = Vec::new();
    let (mut apart, mut lacking): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for score in &total.scores {
        let (name, items) = (&consolidation.members[score.unit].unit.name, number::vietnamese(score.score));
        match score.stated {
            StatedTotal::Counts => {}
            StatedTotal::Differs(stated) => {
                let stated = number::vietnamese(stated);
                apart.push(format!("{name} ghi {stated}, cộng các mục được {items}"));
            }
            StatedTotal::Lacking(gap) => {
                let why = words::say(Lang::Vi, TotalMessage::Unranked(WhyUnranked::Total(gap)));
                lacking.push(format!("{name} ({why}) cộng các mục được {items}"));
            }
        }
    }
    if !apart.is_empty() {
        lines.push(format!("* Tổng điểm không khớp các mục, xếp hạng theo các mục: {}.", apart.join("; ")));
    }
    if !lacking.is_empty() {
        lines.push(format!("* Không có tổng điểm, xếp hạng theo các mục: {}.", lacking.join("; ")));
    }
    lines.extend(unranked(consolidation, total));
    let has_ties = total.scores.windows(2).any(|pair| pair[0].percent == pair[1].percent);
    let ties = form.bands.as_ref().map(|bands| bands.ties.as_slice()).unwrap_or_default();
    if has_ties {
        let keys: Vec<String> = ties
            .iter()
            .filter_map(|row| form.fixed_row(row))
            .map(|row| form.fixed_rows()[row].say().to_owned())
            .collect();
        lines.push(if keys.is_empty() {
            "Đơn vị bằng tỷ lệ thì cùng hạng.".to_owned()
        } else {
            format!(
                "Đơn vị bằng tỷ lệ xếp theo điểm lần lượt của: {}; vẫn bằng thì cùng hạng.",
                keys.join("; ")
            )
        });
    }
    let mut equal: Vec<usize> = Vec::new();
    for pair in total.scores.windows(2).filter(|pair| pair[0].rank == pair[1].rank) {
        equal.push(pair[0].rank);
    }
    equal.dedup();
    if equal.len() > MOST_TIES {
        lines.push(format!("Có {} hạng gồm nhiều đơn vị cùng hạng, xem cột “Hạng”.", equal.len()));
        equal.clear();
    }
    let equal = equal.into_iter().map(|rank| {
        let of_rank = total.scores.iter().filter(|score| score.rank == rank);
        let names: Vec<&str> =
            of_rank.map(|score| consolidation.members[score.unit].unit.name.as_str()).collect();
        format!("hạng {rank}: {}", names.join(", "))
    });
    let equal = equal.collect::<Vec<_>>().join("; ");
    if !equal.is_empty() {
        lines.push(format!("Cùng {equal}."));
    }
    lines
}

/// Which units are not ranked, by reason.
fn unranked(consolidation: &Consolidation, total: &FormTotal) -> Option<String> {
    let mut reasons: Vec<WhyUnranked> = total.unranked.iter().map(|unranked| unranked.why).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let said = reasons.into_iter().map(|why| {
        let of_reason = total.unranked.iter().filter(|unranked| unranked.why == why);
        let names = of_reason.map(|unranked| consolidation.members[unranked.unit].unit.name.as_str());
        let named = first_of(names, ", ", MOST_NAMED);
        format!("{named} ({})", words::say(Lang::Vi, TotalMessage::Unranked(why)))
    });
    let said = said.collect::<Vec<_>>().join("; ");
    (!said.is_empty()).then(|| format!("Chưa xếp hạng: {said}."))
}

fn draw_criteria<'c>(
    sheet: &mut Worksheet,
    number: usize,
    top: u32,
    consolidation: &'c Consolidation,
    total: &'c FormTotal,
    styles: &Styles,
) -> Result<AddedCells<'c>, XlsxError> {
    let form = &total.form;
    // a criterion without points comes to nothing, which would be stored as 0
    sheet.set_formula_result_default("");
    for (column, label) in (0..).zip(["STT", "Nhiệm vụ, tiêu chí", "Các đơn vị đạt (%)"]) {
        sheet.merge_range(top, column, top + 1, column, label, &styles.header)?;
    }
    let mut members: Vec<(&Member, Option<&FilledForm>)> = Vec::new();
    for &index in &total.owing {
        let member = &consolidation.members[index];
        let sheet = member.form(&form.id).filter(|_| member.has_reported());
        members.push((member, sheet.map(|(_, filled)| filled)));
    }
    let shown = shown_columns(form);
    let end = FIXED + u16::try_from(members.len() * shown.len()).unwrap_or(u16::MAX) - 1;
    for ((member, _), left) in members.iter().zip((FIXED..).step_by(shown.len())) {
        let right = left + u16::try_from(shown.len()).unwrap_or(1) - 1;
        sheet.merge_range(top, left, top, right, &member.unit.name, &styles.header)?;
        for (column, (label, _)) in (left..).zip(&shown) {
            sheet.write_string_with_format(top + 1, column, label, &styles.header)?;
            sheet.set_column_width(column, 12)?;
        }
    }
    // unit by unit: a unit's rows lie together in memory
    let mut sums = vec![[Decimal::ZERO; 2]; form.fixed_rows().len()];
    for (member, filled) in &members {
        for (index, sums) in sums.iter_mut().enumerate() {
            for ((_, columns), sum) in shown.iter().zip(sums) {
                if let CellValue::Number(points) = points(member, *filled, index, columns) {
                    *sum += points;
                }
            }
        }
    }
    for ((at, row), sums) in (top + 2..).zip(form.fixed_rows()).zip(sums) {
        let label = if row.parent.is_none() { styles.label.clone().set_bold() } else { styles.label.clone() };
        put(sheet, at, 0, &row.code.clone().map_or(CellValue::Empty, CellValue::Text), &label)?;
        put(sheet, at, 1, &CellValue::Text(row.label.to_string()), &label)?;
        if let [(reached, _), (maximum, _)] = shown.as_slice() {
            let heads = absolute(top + 1, end);
            let [first, last] = [FIXED, end].map(|column| At { row: at, column: column.into() });
            let [of, most] =
                [reached, maximum].map(|label| format!("SUMIF({heads},\"{label}\",{first}:{last})"));
            let text = format!("=IF({most}=0,\"\",ROUND({of}*100/{most},2))");
            let [of, most] = sums;
            let share = (of * Decimal::ONE_HUNDRED).checked_div(most);
            let share = share
                .map_or(CellValue::Text(String::new()), |share| CellValue::Percent(number::round(share, 2)));
            put(sheet, at, 2, &CellValue::formula(text, share), &styles.value)?;
        }
        sheet.set_row_height(at, style::height([(&*row.label, WIDTHS[1])]))?;
    }
    sheet.set_repeat_columns(0, FIXED - 1)?.set_repeat_rows(top, top + 1)?;
    sheet.set_freeze_panes(top + 2, FIXED)?;
    let wide = WIDTHS.iter().sum::<u32>() + 12 * u32::from(end + 1 - FIXED);
    paper::working(sheet, wide, end + 1)?;
    let (first, count) = (top + 2, u32::try_from(form.fixed_rows().len()).unwrap_or(u32::MAX));
    for (column, look) in (0..).zip(AddedCells::looks()) {
        put(sheet, first + count, column, &look, &styles.value)?;
    }
    Ok(AddedCells {
        sheet: number,
        first,
        count,
        columns: (usize::from(FIXED)..).take(members.len() * shown.len()).map(column_name).collect(),
        content: AddedContent::ByColumn {
            value: Box::new(move |row, column| {
                let (member, filled) = members[column / shown.len()];
                CellSource::Value(points(member, filled, row, &shown[column % shown.len()].1))
            }),
            formula: Box::new(|_, _| String::new()),
        },
    })
}

/// The cells that say what each column of a unit holds.
fn absolute(row: u32, end: u16) -> String {
    let [first, last] = [FIXED, end].map(|column| {
        let at = At { row, column: column.into() }.to_string();
        let letters: String = at.chars().take_while(char::is_ascii_alphabetic).collect();
        format!("${letters}${}", row + 1)
    });
    format!("{first}:{last}")
}

/// What is shown of each unit: a heading, and the columns of which the first given is meant.
fn shown_columns(form: &Form) -> Vec<(String, Vec<usize>)> {
    let Some(bands) = &form.bands else { return Vec::new() };
    let own = bands.score.iter().filter_map(|id| form.column(id)).collect();
    let maximum = form.column(&bands.maximum);
    let say = maximum.map_or_else(String::new, |column| capital(&form.columns[column].say));
    vec![("Điểm".to_owned(), own), (say, maximum.into_iter().collect())]
}

/// What one unit has in the first of some columns in which it has something.
fn points(member: &Member, filled: Option<&FilledForm>, row: usize, columns: &[usize]) -> CellValue {
    let Some(filled) = filled else { return CellValue::State("chưa báo cáo".to_owned()) };
    let Some(line) = filled.printed(row) else { return CellValue::Empty };
    let entries = &filled.rows[line].entries;
    let given = columns.iter().find(|&&column| entries.get(column).answer.is_given());
    let column = given.or(columns.last());
    column.map_or(CellValue::Empty, |&column| {
        super::shared_by_sheets::answer(filled, line, column, member.unit.level)
    })
}
