//! The spread of some values: their median, and their median deviation from it.

/// A median and a median deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The median.
    pub middle: i64,
    /// The median deviation, scaled to equal the standard deviation for a normal distribution.
    pub width: i64,
}

impl Spread {
    /// The spread of some values; `None` if there are none.
    pub fn of(values: impl Iterator<Item = i64>) -> Option<Self> {
        let mut values: Vec<i64> = values.collect();
        let middle = median(&mut values)?;
        let mut deviation: Vec<i64> = values.iter().map(|value| (value - middle).abs()).collect();
        // 1.4826 median deviations are a standard deviation
        let width = median(&mut deviation)? * 14_826 / 10_000;
        Some(Self { middle, width })
    }
}

/// The median: the middle value, or the mean of the two middle ones.
fn median(values: &mut [i64]) -> Option<i64> {
    values.sort_unstable();
    let half = values.len() / 2;
    let upper = *values.get(half)?;
    Some(if values.len() % 2 == 1 { upper } else { upper.midpoint(values[half - 1]) })
}

#[cfg(test)]
mod tests {
    use super::Spread;

    #[track_caller]
    fn case(values: &[i64], middle: i64, width: i64) {
        assert_eq!(Spread::of(values.iter().copied()), Some(Spread { middle, width }));
    }

    #[test]
    fn one_wrong_value_moves_neither() {
        case(&[5], 5, 0);
        case(&[10, 30], 20, 14);
        case(&[90, 100, 100, 110, 120], 100, 14);
        case(&[90, 100, 100, 110, 100_000], 100, 14);
        assert_eq!(Spread::of(std::iter::empty()), None);
    }
}
