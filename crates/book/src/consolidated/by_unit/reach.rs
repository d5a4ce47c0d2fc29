//! From where to where figures reach of which nothing else is made, as a formula in Vietnamese digits.

use phuluc_form::{Kind, number};
use phuluc_grid::CellValue;
use rust_decimal::Decimal;

/// `từ 12,50 đến 96,30`, over formulas for the least and the greatest of the figures; `None` if there are none.
pub(super) fn said(figures: &[Decimal], kind: &Kind, [low, high]: &[String; 2]) -> Option<CellValue> {
    let (least, most) = (figures.iter().min()?, figures.iter().max()?);
    let decimals = if matches!(kind, Kind::Count | Kind::Money | Kind::Choice(_)) { 0 } else { 2 };
    let said = |figure: &Decimal| {
        let mut fixed = number::round(*figure, decimals);
        fixed.rescale(decimals);
        if decimals == 0 { number::vietnamese_as_is(fixed) } else { fixed.to_string().replace('.', ",") }
    };
    // in Vietnamese digits whatever the regional settings of the computer are
    let fixed = |figure: &str| match decimals {
        0 => format!("SUBSTITUTE(FIXED({figure},0),\",\",\".\")"),
        decimals => format!("SUBSTITUTE(FIXED({figure},{decimals},TRUE),\".\",\",\")"),
    };
    let formula =
        format!("=IF({low}={high},{},\"từ \"&{}&\" đến \"&{})", fixed(low), fixed(low), fixed(high));
    let text =
        if least == most { said(least) } else { format!("từ {} đến {}", said(least), said(most)) };
    Some(CellValue::formula(formula, CellValue::Text(text)))
}
