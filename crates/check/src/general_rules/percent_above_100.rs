//! A percentage above 100 where the form does not allow one.
//!
//! Raised by the check, at each place.

use crate::finding::general::{Discrepancy, GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::doubtful_readings;
use crate::general_rules::stages::PlaceInForm;
use phuluc_form::{Kind, Lang, Severity};
use rust_decimal::Decimal;

/// The figures that a percentage above 100 may mean.
#[derive(Clone, Debug)]
pub struct PercentAbove100(pub Vec<Decimal>);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "percent-above-100",
    severity: Severity::Warning,
    vi: Manual {
        title: "Tỷ lệ lớn hơn 100%",
        why: "Số thành phần không thể lớn hơn tổng số; máy dùng dấu chấm làm dấu thập phân lưu số 97,31 vừa gõ thành 9731.",
        example: "Tỷ lệ hài lòng ghi 9.731%: có thể là 97,31%.",
        todo: "Gõ lại tỷ lệ, số lẻ dùng dấu phẩy; nếu đúng là hơn 100% thì giải trình ở cột Ghi chú.",
    },
    en: Manual {
        title: "a percentage above 100",
        why: "a part cannot be greater than its whole; a PC whose decimal sign is the dot stores a typed 97,31 as 9731",
        example: "a satisfaction of 9731%, which may be 97.31%",
        todo: "type the percentage again, or explain in the remarks why it is above 100",
    },
};

impl GeneralFinding for PercentAbove100 {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, at: Option<&Location>) -> String {
        let here = wording::answer_if(lang, at);
        match lang {
            Lang::Vi => {
                let meant = self.0.first().map_or_else(String::new, |meant| {
                    let meant = wording::figure(lang, *meant);
                    format!("; có thể là {meant}% (máy dùng dấu chấm làm dấu thập phân)")
                });
                format!("ghi {here}, lớn hơn 100%{meant}")
            }
            Lang::En => format!("{here} is above 100%{}", doubtful_readings::may_be(lang, &self.0, "%")),
        }
    }

    fn figures(&self, at: Option<&Location>) -> Discrepancy {
        Discrepancy {
            relation: Some("<="),
            expected: Some(Decimal::ONE_HUNDRED),
            ..Discrepancy::reported(at)
        }
    }
}

/// Checks a place that asks for a percentage.
pub(crate) fn find(place: &PlaceInForm<'_>) -> Option<Finding> {
    if place.kind != Some(&Kind::Percent) || place.is_out_of_scope() || place.may_exceed_100() {
        return None;
    }
    let percent = place.figure().filter(|percent| *percent > Decimal::ONE_HUNDRED)?;
    let may_be = without_point(percent).map_or_else(Vec::new, |meant| vec![meant, percent]);
    Some(place.finding(PercentAbove100(may_be)))
}

/// The percentage whose decimal sign was probably lost: 97,31 for 9731.
fn without_point(percent: Decimal) -> Option<Decimal> {
    /// A percentage below this can be meant as it is: 124% of a plan.
    const LIKELY: Decimal = Decimal::from_parts(200, 0, 0, false, 0);
    if percent < LIKELY || percent.normalize().scale() > 0 {
        return None;
    }
    let mut meant = percent;
    while meant > Decimal::ONE_HUNDRED {
        meant = meant.checked_div(Decimal::TEN)?;
    }
    // reports print two decimals, and computers up to four
    Some(meant.normalize()).filter(|meant| meant.scale() <= 4)
}

#[cfg(test)]
mod tests {
    use super::without_point;

    #[test]
    fn the_decimal_sign_is_put_where_it_may_have_been() {
        #[track_caller]
        fn case(percent: &str, meant: &str) {
            let found = without_point(percent.parse().unwrap());
            assert_eq!(found.map(|meant| meant.to_string()).unwrap_or_default(), meant, "{percent}");
        }
        case("9731", "97.31");
        case("8319", "83.19");
        case("957", "95.7");
        case("10000", "100");
        case("124", "");
        case("124.5", "");
        case("97312345678", "");
    }
}
