//! The best and the last units by the percentages that forms chart, with the figures behind them.
//!
//! A rate whose figures its unit's items do not come to is ranked by the items and marked; one that nobody can tell
//! is not ranked, and that is said.

use super::lines_of_page::{NAMED, Page, listed, named};
use crate::consolidated::charts::UnitCharts;
use crate::consolidated::figure_text;
use crate::consolidated::left_out::{self, LeftOut};
use phuluc_form::{ColumnId, capital, uncapital};
use phuluc_grid::CellValue;
use phuluc_round::{Consolidation, Footing, FormTotal, Ranked, RankedRate};
use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

/// How many units stand at each end.
const SHOWN: usize = 5;

/// A unit's rate with what it is made of.
struct Rated<'c> {
    unit: &'c str,
    rate: Decimal,
    made_of: RankedRate,
}

/// The units' rates, the highest first, and the units that are not ranked.
struct Ranking<'c> {
    rated: Vec<Rated<'c>>,
    doubtful: Vec<&'c str>,
    left_out: Vec<LeftOut>,
}

pub(super) fn draw(
    page: &mut Page<'_>,
    consolidation: &Consolidation,
    charts: &UnitCharts,
) -> Result<(), XlsxError> {
    for total in &consolidation.forms {
        let ranked = Ranked::new(total, &consolidation.members);
        for asked in &total.form.charts {
            let Some(row) = total.rows.iter().position(|line| line.id == asked.row) else { continue };
            for derived in total.form.derived.iter().filter(|derived| asked.columns.contains(&derived.id)) {
                let ranking = ranking(consolidation, total, &ranked, row, &derived.id);
                draw_rate(page, &format!("{}: {}", total.form.short, derived.say), &ranking)?;
            }
        }
    }
    for equal in &charts.equal {
        page.line(&[(CellValue::Text(equal.clone()), 6)])?;
    }
    Ok(())
}

fn ranking<'c>(
    consolidation: &'c Consolidation,
    total: &FormTotal,
    ranked: &Ranked<'_>,
    row: usize,
    id: &ColumnId,
) -> Ranking<'c> {
    let mut ranking = Ranking { rated: Vec::new(), doubtful: Vec::new(), left_out: Vec::new() };
    let mut named: Vec<usize> = Vec::new();
    for (index, member) in consolidation.members.iter().enumerate().filter(|(_, member)| member.included) {
        let unit = member.unit.name.as_str();
        let Some(made_of) = ranked.rate(index, row, id) else { continue };
        match made_of.percent() {
            _ if made_of.footing == Footing::Doubtful => ranking.doubtful.push(unit),
            Some(rate) => ranking.rated.push(Rated { unit, rate, made_of }),
            None => continue,
        }
        named.push(index);
    }
    ranking.left_out =
        left_out::left_out(consolidation, total, row, &[id], |unit| named.binary_search(&unit).is_ok());
    ranking.rated.sort_by_key(|unit| std::cmp::Reverse((unit.rate, unit.made_of.base)));
    ranking
}

fn draw_rate(page: &mut Page<'_>, say: &str, ranking: &Ranking<'_>) -> Result<(), XlsxError> {
    let Ranking { rated, .. } = ranking;
    let differs = rated.first().map(|first| first.rate) != rated.last().map(|last| last.rate);
    if rated.len() < 2 || !differs {
        // what is not ranked is said all the same, unless nobody gave anything
        let is_any_given = !rated.is_empty() || !ranking.doubtful.is_empty();
        for note in not_ranked(ranking).into_iter().filter(|_| is_any_given) {
            page.line(&[(CellValue::Text(format!("{}: {}", capital(say), uncapital(&note))), 6)])?;
        }
        return Ok(());
    }
    // nobody stands at both ends
    let last = rated.last().map(|end| end.rate);
    let best: Vec<&Rated<'_>> = rated.iter().filter(|unit| Some(unit.rate) != last).take(SHOWN).collect();
    let last: Vec<&Rated<'_>> = rated
        .iter()
        .rev()
        .filter(|unit| Some(unit.rate) != best.first().map(|best| best.rate))
        .take(SHOWN)
        .collect();
    let shown = best.len().min(last.len()).min(rated.len() / 2);
    page.heading(&capital(say))?;
    let (high, low) = (format!("{shown} đơn vị cao nhất"), format!("{shown} đơn vị thấp nhất"));
    page.heads(&[
        (&high, 1),
        ("Tỷ lệ (%)", 1),
        ("Tử số/mẫu số", 1),
        (&low, 1),
        ("Tỷ lệ (%)", 1),
        ("Tử số/mẫu số", 1),
    ])?;
    for (best, last) in best.iter().zip(&last).take(shown) {
        let cells = [best, last].into_iter().flat_map(|rated| {
            let base = of_base([rated.made_of.part, rated.made_of.base]);
            let mark = if rated.made_of.footing == Footing::Items { "*" } else { "" };
            [
                (CellValue::Text(format!("{}{mark}", rated.unit)), 1),
                (CellValue::Percent(rated.rate), 1),
                (CellValue::Text(base), 1),
            ]
        });
        page.line(&cells.collect::<Vec<_>>())?;
    }
    for note in notes(rated, shown).into_iter().chain(not_ranked(ranking)) {
        page.line(&[(CellValue::Text(note), 6)])?;
    }
    Ok(())
}

/// Who is not ranked, and why.
fn not_ranked(ranking: &Ranking<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if !ranking.doubtful.is_empty() {
        let units = named(ranking.doubtful.iter().copied());
        notes.push(format!("Chưa xếp vì số tổng và các mục thành phần chưa khớp: {units}."));
    }
    if !ranking.left_out.is_empty() {
        notes.push(format!("Chưa xếp hạng: {}.", left_out::said(&ranking.left_out, NAMED)));
    }
    notes
}

/// What must be known to read a ranking rightly: how equal rates stand, and which rates are not as they were written.
fn notes(rated: &[Rated<'_>], shown: usize) -> Vec<String> {
    let mut notes = Vec::new();
    let by_items: Vec<String> = rated
        .iter()
        .filter(|unit| unit.made_of.footing == Footing::Items)
        .map(|unit| {
            let stated = unit.made_of.stated_percent().map_or_else(String::new, |rate| {
                format!(" ghi {} ({})", figure_text::figure(rate, true), of_base(unit.made_of.stated))
            });
            format!("{}{stated}", unit.unit)
        })
        .collect();
    if !by_items.is_empty() {
        let units = listed(by_items.iter().map(String::as_str), "; ");
        notes.push(format!("* Số tổng không khớp các mục thành phần, xếp theo các mục: {units}."));
    }
    // the rates at which the two ends are cut off, unless every unit is shown
    let edges = (rated.len() > 2 * shown)
        .then(|| [(shown - 1, shown), (rated.len() - shown, rated.len() - shown - 1)]);
    let mut is_cut = false;
    for (last, next) in edges.into_iter().flatten() {
        let Some(next) = rated.get(next).filter(|next| next.rate == rated[last].rate) else { continue };
        let equal: Vec<&str> =
            rated.iter().filter(|unit| unit.rate == next.rate).map(|unit| unit.unit).collect();
        let rate = figure_text::figure(next.rate, true);
        notes.push(format!("{} đơn vị cùng {rate}: {}.", equal.len(), named(equal)));
        is_cut = true;
    }
    notes.dedup();
    let ties = rated.windows(2).enumerate().filter(|(_, pair)| pair[0].rate == pair[1].rate);
    if is_cut || ties.into_iter().any(|(at, _)| at < shown || at + 1 >= rated.len() - shown) {
        notes.push(
            "Bằng tỷ lệ thì đơn vị có mẫu số lớn hơn đứng trước; mẫu số cũng bằng thì theo thứ tự danh sách đơn vị."
                .to_owned(),
        );
    }
    notes
}

/// `1.462/1.511`
fn of_base([part, base]: [Decimal; 2]) -> String {
    format!("{}/{}", figure_text::figure(part, false), figure_text::figure(base, false))
}
