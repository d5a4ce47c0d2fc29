//! The end of a sentence: how its first figure changed against earlier periods.

use super::figure::Figure;
use super::said;
use crate::consolidated::comparison::found;
use crate::consolidated::figure_text::figure;
use phuluc_form::{capital, uncapital};
use phuluc_round::{Against, Consolidation, Pair, Sides};
use rust_decimal::Decimal;

/// How the first figure changed against the period before and the same period of the year before.
pub(super) fn change(consolidation: &Consolidation, form: usize, figures: &[Figure<'_>]) -> String {
    let Some(first) = figures.first().filter(|figure| !figure.percent) else { return String::new() };
    let total = &consolidation.forms[form];
    let Some(column) = total.form.column(first.column) else { return String::new() };
    let mut texts = Vec::new();
    for (against, earlier) in found(consolidation) {
        let sides = Sides::new(consolidation, &earlier.consolidation, against);
        let Some(Ok(pair)) = sides.place(form, first.row, column) else { continue };
        let what = match against {
            Against::Before => "kỳ trước",
            Against::LastYear => "cùng kỳ năm trước",
        };
        let when = earlier.consolidation.round.period.and_then(phuluc_form::Period::name);
        let when = when.map_or_else(String::new, |when| format!("{}: ", uncapital(&when)));
        // the subject stands once
        let subject = if texts.is_empty() {
            format!(", {}", uncapital(&said(&total.form, first.row, first.column)))
        } else {
            String::new()
        };
        texts.push(format!(
            "so với {what} ({when}{}){subject} {}",
            figure(pair.then, false),
            changed(&pair, !first.left.is_empty())
        ));
    }
    if texts.is_empty() { String::new() } else { format!(" {}.", capital(&texts.join("; "))) }
}

/// `tăng 200 (1,65%)`, and of which units if not of all, or if the sentence says another figure
fn changed(pair: &Pair, says_other: bool) -> String {
    let by = pair.now - pair.then;
    let now = figure(pair.now, false);
    let units = match (pair.all, says_other) {
        (true, false) => String::new(),
        (true, true) => format!(" (kỳ này {now})"),
        (false, _) => format!(", chỉ tính {} đơn vị có số ở cả hai kỳ (kỳ này {now})", pair.units),
    };
    if by.is_zero() {
        return format!("không đổi{units}");
    }
    let word = if by.is_sign_negative() { "giảm" } else { "tăng" };
    let rate = (by.abs() * Decimal::ONE_HUNDRED).checked_div(pair.then);
    let rate = rate.map_or_else(String::new, |rate| format!(" ({})", figure(rate, true)));
    format!("{word} {}{rate}{units}", figure(by.abs(), false))
}
