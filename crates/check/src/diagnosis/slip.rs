//! How people slip: how the figure that should stand in a cell became the one that does.
//!
//! The order of likelihood is that of statistical offices, which look for slips of typing, sign and rounding before
//! they change anything else.

use rust_decimal::Decimal;

/// How a wrong figure came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// It is the figure of a neighbouring cell.
    Neighbour,
    /// It is the figure of the period before.
    Before,
    /// One digit is wrong.
    OneDigit,
    /// Two digits are swapped.
    DigitsSwapped,
    /// It is this number of powers of ten too large, or too small if negative.
    Tenfold(i8),
    /// It is in thousands of đồng.
    InThousands,
    /// It is in millions of đồng.
    InMillions,
    /// It has the wrong sign.
    Sign,
    /// Its decimals were cut off, not rounded.
    Cut,
    /// It is a share of another figure than its base.
    OtherBase,
    /// A digit is missing.
    DigitMissing,
    /// It has a digit too many.
    DigitTooMany,
    /// A part is counted once too often.
    PartTooMany,
    /// A part is left out.
    PartMissing,
    /// The cell is blank.
    Blank,
    /// The unreadable cell may mean the figure that should stand there.
    Reading,
    /// It has no particular cause; the number of wrong digits.
    Other(u8),
}

impl Slip {
    /// The slip that turned `to`, the right figure, into `from`, judged by their digits alone.
    pub(crate) fn of_digits(from: Decimal, to: Decimal) -> Self {
        let (from, to) = (from.normalize(), to.normalize());
        if from == -to {
            return Self::Sign;
        }
        if let Some(power) = tenfold(from, to) {
            return Self::Tenfold(power);
        }
        // 8,5 for 8 counts as one wrong digit of 8,0
        let scale = from.scale().max(to.scale());
        let [written, meant] = [from, to].map(|mut figure| {
            figure.rescale(scale);
            figure.to_string()
        });
        let (written, meant) = (written.as_bytes(), meant.as_bytes());
        match written.len().cmp(&meant.len()) {
            std::cmp::Ordering::Equal => {
                let off: Vec<usize> = (0..meant.len()).filter(|&at| written[at] != meant[at]).collect();
                match off.as_slice() {
                    [at] if written[*at].is_ascii_digit() && meant[*at].is_ascii_digit() => Self::OneDigit,
                    [a, b]
                        if *b == a + 1
                            && written[*a] == meant[*b]
                            && written[*b] == meant[*a]
                            && written[*a].is_ascii_digit() =>
                    {
                        Self::DigitsSwapped
                    }
                    _ => Self::other(from, to),
                }
            }
            std::cmp::Ordering::Less if is_without_one(written, meant) => Self::DigitMissing,
            std::cmp::Ordering::Greater if is_without_one(meant, written) => Self::DigitTooMany,
            _ => Self::other(from, to),
        }
    }

    /// A slip of no particular kind.
    pub(crate) fn other(from: Decimal, to: Decimal) -> Self {
        let digits = strsim::damerau_levenshtein(&from.to_string(), &to.to_string());
        Self::Other(u8::try_from(digits).unwrap_or(u8::MAX))
    }

    /// Whether the slip says which figure should stand in the cell.
    pub(crate) const fn says_figure(self) -> bool {
        !matches!(
            self,
            Self::Neighbour | Self::Before | Self::OtherBase | Self::Blank | Self::Reading | Self::Other(_)
        )
    }

    /// How unlikely the slip is. Slips of the same cost are equally likely.
    pub(crate) const fn cost(self) -> u32 {
        match self {
            Self::Neighbour | Self::Before | Self::Reading => 0,
            Self::OneDigit
            | Self::DigitsSwapped
            | Self::Tenfold(_)
            | Self::InThousands
            | Self::InMillions
            | Self::Sign
            | Self::Cut
            | Self::OtherBase => 1,
            Self::DigitMissing | Self::DigitTooMany | Self::Blank => 2,
            Self::PartTooMany | Self::PartMissing => 3,
            Self::Other(digits) => 3 + digits as u32,
        }
    }
}

/// The number of powers of ten by which `from` is too large, or too small if negative; at most six.
fn tenfold(from: Decimal, to: Decimal) -> Option<i8> {
    if from.is_zero() || to.is_zero() {
        return None;
    }
    let mut power = Decimal::ONE;
    for exponent in 1..=6_i8 {
        power = power.checked_mul(Decimal::TEN)?;
        if to.checked_mul(power) == Some(from) {
            return Some(exponent);
        }
        if from.checked_mul(power) == Some(to) {
            return Some(-exponent);
        }
    }
    None
}

/// Whether `shorter` is `longer` without one of its digits.
fn is_without_one(shorter: &[u8], longer: &[u8]) -> bool {
    longer.len() == shorter.len() + 1
        && (0..longer.len()).any(|at| {
            longer[at].is_ascii_digit() && longer[..at] == shorter[..at] && longer[at + 1..] == shorter[at..]
        })
}

/// The figures that somebody may have meant who typed `from`: with a digit wrong, missing or too many, two digits
/// swapped, another power of ten, or the other sign.
pub(crate) fn meant(from: Decimal) -> Vec<Decimal> {
    let text = from.normalize().to_string();
    let bytes = text.as_bytes();
    let mut texts: Vec<Vec<u8>> = Vec::new();
    let with = |at: usize, with: &[u8], skip: usize| [&bytes[..at], with, &bytes[at + skip..]].concat();
    for at in 0..=bytes.len() {
        let here = bytes.get(at).filter(|byte| byte.is_ascii_digit());
        for digit in b'0'..=b'9' {
            texts.push(with(at, &[digit], 0));
            if here.is_some_and(|here| *here != digit) {
                texts.push(with(at, &[digit], 1));
            }
        }
        if let Some(here) = here {
            texts.push(with(at, &[], 1));
            let next = bytes.get(at + 1).filter(|next| next.is_ascii_digit() && *next != here);
            texts.extend(next.map(|next| with(at, &[*next, *here], 2)));
        }
    }
    // nobody types “8.”
    texts.retain(|text| text.last().is_some_and(u8::is_ascii_digit));
    let texts = texts.into_iter().filter_map(|text| String::from_utf8(text).ok());
    let mut meant: Vec<Decimal> = texts.filter_map(|text| Decimal::from_str_exact(&text).ok()).collect();
    let mut power = Decimal::ONE;
    for _ in 1..=6 {
        power *= Decimal::TEN;
        meant.extend(from.checked_mul(power));
        meant.extend(from.checked_div(power));
    }
    meant.push(-from);
    for value in &mut meant {
        *value = value.normalize();
    }
    meant.sort_unstable();
    meant.dedup();
    meant.retain(|value| *value != from);
    meant
}

#[cfg(test)]
mod tests {
    use super::{Slip, meant};
    use rust_decimal::Decimal;

    #[track_caller]
    fn case(from: &str, to: &str, expected: Slip) {
        let [from, to] = [from, to].map(|text| Decimal::from_str_exact(text).unwrap());
        assert_eq!(Slip::of_digits(from, to), expected, "{from} for {to}");
        let is_typing = !matches!(expected, Slip::Other(_));
        assert_eq!(meant(from).contains(&to), is_typing, "{from} for {to}");
    }

    #[test]
    fn slips_are_known_by_their_digits() {
        case("254", "204", Slip::OneDigit);
        case("3905", "3950", Slip::DigitsSwapped);
        case("95000", "95000000", Slip::Tenfold(-3));
        case("70", "7", Slip::Tenfold(1));
        case("-5", "5", Slip::Sign);
        case("1232", "12232", Slip::DigitMissing);
        case("12232", "1232", Slip::DigitTooMany);
        case("83.19", "83.91", Slip::DigitsSwapped);
        case("8.5", "8", Slip::OneDigit);
        case("1232", "1565", Slip::Other(3));
    }
}
