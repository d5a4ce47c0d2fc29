//! What a consolidated workbook holds, in a few lines.

use crate::consolidate::{Cell, Consolidation, FormTotal, Standing, Total};
use crate::submission::Role;
use crate::words::Lang;

/// Who is in the totals, the totals of forms whose figures stand in one row, and where the workbook is.
pub fn text(consolidation: &Consolidation, file: &str, lang: Lang) -> String {
    let members = &consolidation.members;
    let reported = members.iter().filter(|member| member.standing != Standing::NotSubmitted).count();
    let of_all = of_units(reported, members.len(), lang);
    let mut lines = vec![format!("{}: {of_all}", consolidation.round.title)];
    if consolidation.mixed_periods {
        lines.push(format!("  ({})", crate::book::consolidated::MIXED_PERIODS));
    }
    for member in members {
        let included = match (member.included, lang) {
            (true, _) => "",
            (false, Lang::Vi) => ", không cộng vào tổng",
            (false, Lang::En) => ", not in the totals",
        };
        lines.push(format!("  - {}: {}{included}", member.unit.name, standing(member.standing, lang)));
    }
    for total in &consolidation.forms {
        lines.push(String::new());
        lines.extend(form(total, consolidation, lang));
    }
    lines.push(String::new());
    lines.push(match lang {
        Lang::Vi => format!("Đã ghi {file}"),
        Lang::En => format!("Written to {file}"),
    });
    lines.join("\n") + "\n"
}

fn standing(standing: Standing, lang: Lang) -> String {
    match (standing, lang) {
        (Standing::Fails(errors), Lang::Vi) => format!("đã kiểm tra, còn {errors} lỗi"),
        (Standing::Fails(errors), Lang::En) => format!("errors: {errors}"),
        (Standing::NotSubmitted, Lang::Vi) => "chưa gửi báo cáo".to_owned(),
        (Standing::NotSubmitted, Lang::En) => "not submitted".to_owned(),
        (Standing::Unreadable, Lang::Vi) => "tệp không đọc được".to_owned(),
        (Standing::Unreadable, Lang::En) => "unreadable".to_owned(),
        (Standing::OtherPeriod, Lang::Vi) => "báo cáo khác kỳ".to_owned(),
        (Standing::OtherPeriod, Lang::En) => "another period".to_owned(),
        (Standing::Passes, Lang::Vi) => "đã kiểm tra, không có lỗi".to_owned(),
        (Standing::Passes, Lang::En) => "no errors".to_owned(),
    }
}

fn of_units(given: usize, of: usize, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{given}/{of} đơn vị đã báo cáo"),
        Lang::En => format!("{given} of {of} units reported"),
    }
}

fn form(total: &FormTotal, consolidation: &Consolidation, lang: Lang) -> Vec<String> {
    let words = lang.words();
    let has = |index: &&usize| consolidation.members[**index].form(&total.form.id).is_some();
    let reported = total.owing.iter().filter(has).count();
    let mut lines = vec![format!("{}: {}", total.form.short, of_units(reported, total.owing.len(), lang))];
    let in_it = |cell: &Cell| match lang {
        Lang::Vi => format!("({}/{} đơn vị)", cell.given, cell.of),
        Lang::En => format!("({} of {} units)", cell.given, cell.of),
    };
    for row in total.rows.iter().filter(|row| row.role == Role::Total) {
        let columns = row.cells.iter().enumerate().filter(|(column, _)| total.present[*column]);
        let cells =
            columns.filter_map(|(column, cell)| Some((&total.form.columns[column].say, cell.as_ref()?)));
        let derived = row.derived.iter().map(|derived| (&derived.say, &derived.cell));
        for (say, cell) in cells.chain(derived) {
            let value = match &cell.total {
                Total::Sum(value) => words.figure(*value),
                Total::Share { value: Some(value), .. } => format!("{}%", words.figure(*value)),
                _ => "–".to_owned(),
            };
            lines.push(format!("  {say}: {value} {}", in_it(cell)));
        }
    }
    lines
}
