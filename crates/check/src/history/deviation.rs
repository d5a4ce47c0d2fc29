//! A figure that is far from what was expected: how many times as large it is, and whether a slip of zeros explains
//! it.

use super::size::{TENFOLD, figure_of_size, size};
use crate::finding::wording;
use phuluc_form::{Lang, number};
use rust_decimal::Decimal;

/// A figure, and what it was expected to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The figure that stands there.
    pub found: Decimal,
    /// The figure that was expected.
    pub expected: Decimal,
}

/// The size of a figure with two more zeros: that of a small figure is more exact so.
fn size_of_hundredfold(figure: Decimal) -> Option<i64> {
    size(figure.checked_mul(Decimal::ONE_HUNDRED)?)
}

impl Deviation {
    /// How many zeros too many the figure has, or too few if less than 0; `None` if that does not explain the
    /// distance.
    pub fn zeros(&self) -> Option<i32> {
        /// How far the ratio may be from a power of ten: half to double.
        const NEAR: i64 = 300;
        // of 0 no number of zeros makes another figure
        let [found, expected] =
            [self.found, self.expected].map(|figure| Some(figure).filter(|figure| !figure.is_zero()));
        let by = size_of_hundredfold(found?)? - size_of_hundredfold(expected?.max(Decimal::ONE))?;
        let zeros = (by.abs() + TENFOLD / 2) / TENFOLD;
        let is_near = (1..=6).contains(&zeros) && (by.abs() - zeros * TENFOLD).abs() <= NEAR;
        let zeros = i32::try_from(zeros * by.signum()).ok().filter(|_| is_near)?;
        // only a figure that ends in zeros can have too many of them
        (zeros < 0 || self.without(zeros).is_some_and(|figure| figure.is_integer())).then_some(zeros)
    }

    /// The figure with `zeros` zeros fewer, or with more zeros if `zeros` is less than 0.
    pub fn without(&self, zeros: i32) -> Option<Decimal> {
        let factor = Decimal::from(10_u64.checked_pow(zeros.unsigned_abs())?);
        let figure = if zeros > 0 { self.found.checked_div(factor) } else { self.found.checked_mul(factor) };
        figure.map(|figure| figure.normalize())
    }

    /// The sentence: “gấp 665 lần; có thể thừa ba số 0: 123”.
    pub fn say(&self, lang: Lang) -> String {
        let zeros = self.zeros();
        let mut said = self.times(lang);
        if let Some((zeros, meant)) = zeros.and_then(|zeros| Some((zeros, self.without(zeros)?))) {
            let meant = wording::figure(lang, meant);
            let count = count(lang, zeros.unsigned_abs());
            said.push_str(&match (lang, zeros > 0) {
                (Lang::Vi, true) => format!("; có thể thừa {count} số 0: {meant}"),
                (Lang::Vi, false) => format!("; có thể thiếu {count} số 0: {meant}"),
                (Lang::En, true) => format!("; perhaps {count} too many: {meant}"),
                (Lang::En, false) => format!("; perhaps {count} too few: {meant}"),
            });
        }
        said
    }

    /// The ratio of the two: “gấp 665 lần”, “chỉ bằng 1/665”; beside 0 their difference: “tăng 665”.
    fn times(&self, lang: Lang) -> String {
        let (large, small) = (self.found.max(self.expected), self.found.min(self.expected));
        if small.is_zero() {
            let by = wording::figure(lang, large);
            return match (lang, self.found > self.expected) {
                (Lang::Vi, true) => format!("tăng {by}"),
                (Lang::Vi, false) => format!("giảm {by}"),
                (Lang::En, true) => format!("up by {by}"),
                (Lang::En, false) => format!("down by {by}"),
            };
        }
        let times = large.checked_div(small.max(Decimal::ONE)).unwrap_or(large);
        let times = number::round(times, u32::from(times < Decimal::TEN)).normalize();
        let times = wording::figure(lang, times);
        match (lang, self.found > self.expected) {
            (Lang::Vi, true) => format!("gấp {times} lần"),
            (Lang::Vi, false) => format!("chỉ bằng 1/{times}"),
            (Lang::En, true) => format!("{times} times as much"),
            (Lang::En, false) => format!("only 1/{times}"),
        }
    }
}

/// How many times a figure grew if its size grew by `by`: “tăng 1,2 lần”. Empty if it hardly changed.
pub fn factor(lang: Lang, by: i64) -> String {
    let times = figure_of_size(by.abs() + 2 * TENFOLD).checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
    let times = number::round(times, 1).normalize();
    let said = wording::figure(lang, times);
    match (lang, by > 0) {
        _ if times <= Decimal::ONE => String::new(),
        (Lang::Vi, true) => format!("tăng {said} lần"),
        (Lang::Vi, false) => format!("giảm {said} lần"),
        (Lang::En, true) => format!("it grew {said} times"),
        (Lang::En, false) => format!("it fell to 1/{said}"),
    }
}

fn count(lang: Lang, zeros: u32) -> &'static str {
    match (lang, zeros) {
        (Lang::Vi, 1) => "một",
        (Lang::Vi, 2) => "hai",
        (Lang::Vi, 3) => "ba",
        (Lang::Vi, 4) => "bốn",
        (Lang::Vi, 5) => "năm",
        (Lang::Vi, _) => "sáu",
        (Lang::En, 1) => "one zero",
        (Lang::En, 2) => "two zeros",
        (Lang::En, 3) => "three zeros",
        (Lang::En, 4) => "four zeros",
        (Lang::En, 5) => "five zeros",
        (Lang::En, _) => "six zeros",
    }
}

#[cfg(test)]
mod tests {
    use super::Deviation;
    use phuluc_form::Lang;

    #[track_caller]
    fn case(found: i64, expected: i64, said: &str) {
        let deviation = Deviation { found: found.into(), expected: expected.into() };
        assert_eq!(deviation.say(Lang::Vi), said);
    }

    #[test]
    fn zeros_are_named_where_they_explain_it() {
        case(123_000, 185, "gấp 665 lần; có thể thừa ba số 0: 123");
        case(1230, 185, "gấp 6,6 lần; có thể thừa một số 0: 123");
        case(1235, 120, "gấp 10 lần");
        case(123, 130_000, "chỉ bằng 1/1.057; có thể thiếu ba số 0: 123.000");
        case(400, 100, "gấp 4 lần");
        case(90, 0, "tăng 90");
        case(1000, 0, "tăng 1.000");
        case(0, 90, "giảm 90");
    }
}
