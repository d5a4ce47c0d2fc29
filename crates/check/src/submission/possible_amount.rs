//! What an amount of money may be: hardly less than one banknote, and no more than a unit of its level can have.
//!
//! It takes an amount with its unit of money. It says whether the amount is possible, and gives the amounts that it may
//! mean if it is not.

use phuluc_form::Level;
use rust_decimal::Decimal;

/// An amount below this many đồng is no total of anything.
const LITTLE: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);
/// 10.000 tỷ đồng, more than any commune has.
const TOO_MUCH_FOR_COMMUNE: i64 = 10_000_000_000_000;
/// 1.000.000 tỷ đồng, more than any province has.
const TOO_MUCH: i64 = 1_000_000_000_000_000;

/// The amounts that a unit may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PossibleAmounts {
    /// The amount in đồng from which on an amount is impossible.
    too_much: Decimal,
    /// Whether a small amount is taken as it stands, because the sheet is our own blank, which prints the unit.
    may_be_little: bool,
}

impl PossibleAmounts {
    /// The amounts of a unit of this level.
    pub fn of(level: Level) -> Self {
        Self {
            too_much: Decimal::from(if level == Level::Commune { TOO_MUCH_FOR_COMMUNE } else { TOO_MUCH }),
            may_be_little: false,
        }
    }

    /// These amounts, and any that is smaller.
    pub const fn however_little(self) -> Self {
        Self { may_be_little: true, ..self }
    }

    /// Whether an amount in a unit of `zeros` zeros is larger than possible.
    pub fn is_too_much(self, amount: Decimal, zeros: u32) -> bool {
        in_dong(amount, zeros).is_none_or(|dong| dong.abs() >= self.too_much)
    }

    /// Whether an amount in a unit of `zeros` zeros is smaller than possible.
    pub fn is_too_little(amount: Decimal, zeros: u32) -> bool {
        in_dong(amount, zeros).is_some_and(|dong| dong.abs() < LITTLE)
    }

    /// Whether an amount in a unit of `zeros` zeros is possible.
    pub fn is_possible(self, amount: Decimal, zeros: u32) -> bool {
        !Self::is_too_little(amount, zeros) && !self.is_too_much(amount, zeros)
    }

    /// The amounts that an impossible one may mean, if it was written in another unit than that of `own` zeros: the
    /// possible ones, and the one that is written. Empty if it is possible, or 0.
    pub fn readings(self, amount: Decimal, own: u32) -> Vec<Decimal> {
        let is_taken = self.may_be_little && !self.is_too_much(amount, own);
        if amount.is_zero() || own == 0 || is_taken || self.is_possible(amount, own) {
            return Vec::new();
        }
        let others = [0_u32, 3, 6, 9].into_iter().filter(|zeros| *zeros != own);
        let others = others.filter(|zeros| self.is_possible(amount, *zeros));
        let mut readings: Vec<Decimal> = others.filter_map(|zeros| in_unit(amount, zeros, own)).collect();
        readings.push(amount);
        readings
    }
}

fn in_dong(amount: Decimal, zeros: u32) -> Option<Decimal> {
    in_unit(amount, zeros, 0)
}

/// An amount of a unit of `zeros` zeros in one of `own` zeros; `None` if it grows too large.
fn in_unit(amount: Decimal, zeros: u32, own: u32) -> Option<Decimal> {
    let times = match zeros.checked_sub(own) {
        Some(more) => Decimal::from(10_u64.checked_pow(more)?),
        None => Decimal::new(1, own - zeros),
    };
    Some(amount.checked_mul(times)?.normalize())
}

#[cfg(test)]
mod tests {
    use super::PossibleAmounts;
    use phuluc_form::Level;

    #[test]
    fn an_impossible_amount_may_be_in_another_unit() {
        #[track_caller]
        fn case(level: Level, amount: &str, zeros: u32, expected: &[&str]) {
            let readings = PossibleAmounts::of(level).readings(amount.parse().unwrap(), zeros);
            let readings: Vec<String> = readings.iter().map(ToString::to_string).collect();
            assert_eq!(readings, expected, "{amount}");
        }
        // all the đồng, or all the nghìn đồng, in a row of triệu đồng
        case(Level::Commune, "24800000000", 6, &["24800", "24800000000"]);
        case(Level::Commune, "24800000", 6, &["24.8", "24800", "24800000"]);
        case(Level::Commune, "24800", 6, &[]);
        case(Level::Commune, "24.8", 6, &[]);
        // 24.800 đồng, converted to triệu đồng
        case(Level::Commune, "0.0248", 6, &["24.8", "0.0248"]);
        case(Level::Commune, "0", 6, &[]);
        // the rows of a province hold more
        case(Level::Province, "24800000", 6, &[]);
        case(Level::Commune, "24800000000", 0, &[]);
    }
}
