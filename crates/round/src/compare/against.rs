//! The relation of an earlier period to this one: the period before, the same period of the year before, or not
//! comparable.

use chrono::{Months, NaiveDate};
use phuluc_form::Period;

/// The relation of an earlier period to this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// The period before, of the same length.
    Before,
    /// The same period of the year before.
    LastYear,
}

/// The reason why two periods cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNotComparable {
    /// One of the two is unknown.
    NoPeriod,
    /// They differ in length.
    OtherLength,
    /// The earlier period is neither the one before nor the same one of the year before.
    Elsewhere,
}

/// The relation of the period `then` to the period `now`.
///
/// # Errors
/// The reason why the two cannot be compared.
pub fn against(now: Option<Period>, then: Option<Period>) -> Result<Against, WhyNotComparable> {
    /// The number of days by which cut-off days may deviate, as they do in practice.
    const DAYS: i64 = 15;
    let (now, then) = now.zip(then).ok_or(WhyNotComparable::NoPeriod)?;
    if (days(now.from, now.to) - days(then.from, then.to)).abs() > DAYS {
        return Err(WhyNotComparable::OtherLength);
    }
    let [from, to] = [then.from, then.to].map(|day| day.checked_add_months(Months::new(12)));
    let year_on = from.zip(to).and_then(|(from, to)| Period::new(from, to));
    if year_on.is_some_and(|period| days(period.to, now.to).abs() <= DAYS) {
        Ok(Against::LastYear)
    } else if (1..=DAYS).contains(&days(then.to, now.from)) {
        Ok(Against::Before)
    } else {
        Err(WhyNotComparable::Elsewhere)
    }
}

/// The number of days between two dates.
fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

#[cfg(test)]
mod tests {
    use super::{Against, WhyNotComparable, against};
    use phuluc_form::Period;

    #[test]
    fn periods_are_compared_with_their_like() {
        let against = |now, then| against(Period::named(now), Period::named(then));
        assert_eq!(against("quý II/2026", "quý I/2026"), Ok(Against::Before));
        assert_eq!(against("quý I/2026", "quý IV/2025"), Ok(Against::Before));
        assert_eq!(against("quý I/2026", "quý I/2025"), Ok(Against::LastYear));
        assert_eq!(against("năm 2026", "năm 2025"), Ok(Against::LastYear));
        assert_eq!(against("6 tháng đầu năm 2026", "quý I/2026"), Err(WhyNotComparable::OtherLength));
        assert_eq!(against("quý III/2026", "quý I/2026"), Err(WhyNotComparable::Elsewhere));
        assert_eq!(against("năm 2026", "năm 2027"), Err(WhyNotComparable::Elsewhere));
        assert_eq!(super::against(None, Period::named("năm 2026")), Err(WhyNotComparable::NoPeriod));
    }

    /// Cut-off days may be fifteen days apart, but not sixteen.
    #[test]
    fn cut_off_days_may_deviate() {
        #[track_caller]
        fn case(then: Option<Period>, expected: Result<Against, WhyNotComparable>) {
            assert_eq!(super::against(Period::named("quý II/2026"), then), expected);
        }
        let period = |from: &str, to: &str| Period::new(from.parse().unwrap(), to.parse().unwrap());
        let quarter = Period::named("quý II/2026").unwrap();
        let later = |day: chrono::NaiveDate, days: u64| (day + chrono::Days::new(days)).to_string();
        let ago = |day: chrono::NaiveDate, days: u64| (day - chrono::Days::new(days)).to_string();
        let [from, to] = [quarter.from, quarter.to];
        // of the same length, this many days before
        let length = u64::try_from((to - from).num_days()).unwrap();
        for (apart, expected) in [
            (0, Err(WhyNotComparable::Elsewhere)),
            (1, Ok(Against::Before)),
            (15, Ok(Against::Before)),
            (16, Err(WhyNotComparable::Elsewhere)),
        ] {
            let last = from - chrono::Days::new(apart);
            case(period(&ago(last, length), &last.to_string()), expected);
        }
        // longer or shorter by this many days, and directly before
        for (more, expected) in [(15, Ok(Against::Before)), (16, Err(WhyNotComparable::OtherLength))] {
            let last = from - chrono::Days::new(1);
            case(period(&ago(last, length + more), &last.to_string()), expected);
            case(period(&ago(last, length - more), &last.to_string()), expected);
        }
        // a year before, and this many days later or earlier
        let [from, to] = [from, to].map(|day| day - chrono::Months::new(12));
        for (apart, expected) in [(15, Ok(Against::LastYear)), (16, Err(WhyNotComparable::Elsewhere))] {
            case(period(&later(from, apart), &later(to, apart)), expected);
            case(period(&ago(from, apart), &ago(to, apart)), expected);
        }
    }
}
