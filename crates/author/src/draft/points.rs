//! What a score sheet prints beside its criteria: the maximum of each, and the steps in which points are given.

use super::elements::{BlankColumn, BlankRow, ColumnHolds, Figures};
use super::rows::{TableLine, is_total};
use super::text::one_line;
use phuluc_form::{Choice, match_key};
use phuluc_grid::{At, Content, Sheet};
use rust_decimal::Decimal;

/// Reads the printed maxima into the rows.
pub(super) fn read_maxima(sheet: &Sheet, columns: &[BlankColumn], rows: &mut [BlankRow]) {
    for row in rows {
        let maxima = columns.iter().filter(|column| column.is_maximum());
        let fixed = maxima.filter_map(|column| {
            Some((column.id.clone(), figure(sheet, At { row: row.line, column: column.at })?))
        });
        row.fixed = fixed.collect();
    }
}

/// Reads the printed steps into the lines. They stand in the label, in a column that says how points are given, or on
/// the lines below a criterion; such lines are removed.
pub(super) fn read_steps(sheet: &Sheet, columns: &[BlankColumn], lines: &mut Vec<TableLine>) {
    if columns.iter().all(|column| column.holds != ColumnHolds::Figures(Figures::Score)) {
        return;
    }
    let told: Vec<u32> = columns
        .iter()
        .filter(|column| matches!(column.holds, ColumnHolds::Label | ColumnHolds::Text))
        .map(|column| column.at)
        .collect();
    let mut rest = std::mem::take(lines).into_iter().peekable();
    while let Some(mut line) = rest.next() {
        let texts = told.iter().map(|column| sheet.text(At { row: line.row, column: *column }));
        line.steps = texts.map(|text| steps(&text)).find(|found| !found.is_empty()).unwrap_or_default();
        let mut below = Vec::new();
        while let Some(next) =
            rest.next_if(|next| line.code.is_some() && next.code.is_none() && !is_total(next))
        {
            below.push(next);
        }
        let texts: Vec<&str> = below.iter().map(|next| next.label.as_str()).collect();
        let found = steps(&texts.join("\n"));
        let are_steps = !found.is_empty() && found.len() == below.len();
        if are_steps {
            line.steps = found;
        }
        lines.push(line);
        lines.extend(below.into_iter().filter(|_| !are_steps));
    }
}

/// The figure that a cell prints.
fn figure(sheet: &Sheet, at: At) -> Option<Decimal> {
    match &sheet.get(at)?.content {
        Content::Number(figure) => Some(figure.normalize()),
        Content::Text(text) => decimal(&one_line(text)),
        _ => None,
    }
}

/// A figure in Vietnamese notation, such as 0,5 or 2.
fn decimal(text: &str) -> Option<Decimal> {
    let is_figure = text.starts_with(|c: char| c.is_ascii_digit()) && text.len() <= 6;
    let figure = Decimal::from_str_exact(&text.replace(',', ".")).ok().filter(|_| is_figure)?;
    Some(figure.normalize())
}

/// The steps in “Đạt 100%: 1; từ 80% đến dưới 100%: 0,5; dưới 80%: 0 điểm”, by their points; empty if the text has
/// fewer than two. Lines before the first step, such as the criterion itself, are skipped.
pub(super) fn steps(text: &str) -> Vec<Choice> {
    let pieces = text.split(['\n', ';']).map(one_line).filter(|piece| !piece.is_empty());
    let read: Vec<Option<Choice>> = pieces.map(|piece| step(&piece)).collect();
    let mut steps: Vec<Choice> = read.iter().skip_while(|step| step.is_none()).flatten().cloned().collect();
    let all = read.iter().skip_while(|step| step.is_none()).all(Option::is_some);
    steps.sort_by_key(|step| step.code);
    let count = steps.len();
    steps.dedup_by_key(|step| step.code);
    if all && count >= 2 && steps.len() == count { steps } else { Vec::new() }
}

/// One step: the points, and what they are given for.
fn step(piece: &str) -> Option<Choice> {
    let (meaning, points) = piece.rsplit_once([':', '='])?;
    let points = points.trim().trim_end_matches(['.', ')', ',']).trim();
    let points = points.strip_suffix("điểm").unwrap_or(points).trim();
    let label = meaning.trim_matches(['-', '+', ' ', '(', '•']).to_owned();
    let says_something = match_key(&label).chars().any(char::is_alphabetic);
    Some(Choice { code: decimal(points)?, label }).filter(|_| says_something)
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let said: Vec<String> =
            steps(text).iter().map(|step| format!("{} {}", step.code, step.label)).collect();
        assert_eq!(said, expected, "{text}");
    }

    #[test]
    fn steps_are_read_as_they_are_printed() {
        let three = ["0 dưới 80%", "0.5 từ 80% đến dưới 100%", "1 Đạt 100%"];
        case("Đạt 100%: 1; từ 80% đến dưới 100%: 0,5; dưới 80%: 0", &three);
        case(
            "Tỷ lệ hoàn thành kế hoạch\nĐạt 100%: 1 điểm;\ntừ 80% đến dưới 100%: 0,5 điểm;\ndưới 80%: 0 điểm.",
            &three,
        );
        case("- Có ban hành: 1\n- Không ban hành: 0", &["0 Không ban hành", "1 Có ban hành"]);
        case("Ban hành kế hoạch: 1", &[]);
        case("Đạt: 1; không đạt: 1", &[]);
        case("Trong đó: cấp tỉnh; cấp xã", &[]);
        case("Căn cứ: Kế hoạch số 5; thời hạn: 15/12", &[]);
    }
}
