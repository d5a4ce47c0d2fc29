//! The bands (xếp loại) that the total score of a score sheet falls into.

use super::id::{ColumnId, RowId};
use rust_decimal::Decimal;

/// The bands of a total score: half-open steps of the score as a percentage of the maximum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bands {
    /// The row of the total.
    pub row: RowId,
    /// The columns that may hold the score; the first one with a figure counts.
    pub score: Vec<ColumnId>,
    /// The column of the applicable maximum.
    pub maximum: ColumnId,
    /// The rows that break ties between equal scores, in this order.
    pub ties: Vec<RowId>,
    /// Whether nobody has confirmed the steps against a source.
    pub unconfirmed: bool,
    /// The steps, the highest first: the lowest percentage of the band, and its name.
    pub steps: Vec<(Decimal, String)>,
}

impl Bands {
    /// The band of a score out of a maximum; `None` if there is nothing to score.
    ///
    /// ```
    /// use phuluc_form::Bands;
    /// let steps = vec![(80.into(), "Tốt".to_owned()), (65.into(), "Khá".to_owned()), (0.into(), "Yếu".to_owned())];
    /// let bands = Bands { row: "tong".into(), score: vec![], maximum: "toi_da".into(), ties: vec![], unconfirmed: true, steps };
    /// assert_eq!(bands.of("73.25".parse().unwrap(), 100.into()), Some("Khá"));
    /// assert_eq!(bands.of(52.into(), 65.into()), Some("Tốt"));
    /// ```
    pub fn of(&self, score: Decimal, maximum: Decimal) -> Option<&str> {
        let percent = score.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(maximum)?;
        self.steps.iter().find(|(from, _)| percent >= *from).map(|(_, name)| name.as_str())
    }

    /// The points that a score lacks for the next higher band, and that band; `None` in the highest band.
    ///
    /// ```
    /// use phuluc_form::Bands;
    /// let steps = vec![(80.into(), "Tốt".to_owned()), (0.into(), "Yếu".to_owned())];
    /// let bands = Bands { row: "tong".into(), score: vec![], maximum: "toi_da".into(), ties: vec![], unconfirmed: true, steps };
    /// assert_eq!(bands.next("73.25".parse().unwrap(), 100.into()), Some(("6.75".parse().unwrap(), "Tốt")));
    /// assert_eq!(bands.next(90.into(), 100.into()), None);
    /// ```
    pub fn next(&self, score: Decimal, maximum: Decimal) -> Option<(Decimal, &str)> {
        let percent = score.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(maximum)?;
        let (from, name) = self.steps.iter().rev().find(|(from, _)| percent < *from)?;
        let wanted = from.checked_mul(maximum)?.checked_div(Decimal::ONE_HUNDRED)?;
        Some((wanted.checked_sub(score)?.normalize(), name))
    }
}
