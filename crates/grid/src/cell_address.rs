//! The address of a cell: a position on a sheet as row and column from 0, and the name `C12` that people use.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt::{self, Write};
use std::str::FromStr;

/// The last cell of Excel's grid.
pub(super) const LAST: At = At { row: 1_048_575, column: 16_383 };

/// A position on a sheet, from (0, 0) for `A1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

impl At {
    /// The position with a name as people write it: `c12`, `$C$12`.
    pub fn named(name: &str) -> Option<Self> {
        name.trim().replace('$', "").to_uppercase().parse().ok()
    }
}

/// The first and the last cell of a range, given by two of its corners.
pub(super) fn range_between(one: At, other: At) -> (At, At) {
    let from = At { row: one.row.min(other.row), column: one.column.min(other.column) };
    (from, At { row: one.row.max(other.row), column: one.column.max(other.column) })
}

/// The first and the last cell of a range by its name: `A1:B5`, `C12`, whole columns `A:C`, whole rows `3:5`.
pub(super) fn range_named(name: &str) -> Option<(At, At)> {
    let name = name.trim().replace('$', "");
    let (first, last) = name.split_once(':').unwrap_or((&name, &name));
    let is_columns = [first, last].iter().all(|end| end.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let is_rows = [first, last].iter().all(|end| end.bytes().all(|byte| byte.is_ascii_digit()));
    let corner = |end: &str, row: u32, column: &str| match (is_columns, is_rows) {
        (true, _) => format!("{end}{}", row + 1).parse().ok(),
        (_, true) => format!("{column}{end}").parse().ok(),
        _ => end.parse().ok(),
    };
    Some(range_between(corner(first, 0, "A")?, corner(last, LAST.row, "XFD")?))
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // seven letters name more columns than a `u32` can count
        let (mut letters, mut rest) = ([' '; 7], self.column + 1);
        for letter in letters.iter_mut().rev() {
            if rest == 0 {
                break;
            }
            *letter = char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0));
            rest = (rest - 1) / 26;
        }
        let mut letters = letters.into_iter().filter(|letter| *letter != ' ');
        if f.width().is_some() {
            return f.pad(&format!("{}{}", letters.collect::<String>(), self.row + 1));
        }
        letters.try_for_each(|letter| f.write_char(letter))?;
        fmt::Display::fmt(&(self.row + 1), f)
    }
}

/// A text that names no position on a sheet.
#[derive(Debug, thiserror::Error)]
#[error("there is no cell {0:?}")]
pub struct NoSuchCell(String);

impl FromStr for At {
    type Err = NoSuchCell;

    /// Reads `C12`, up to the last cell of Excel's grid.
    fn from_str(text: &str) -> Result<Self, NoSuchCell> {
        let none = || NoSuchCell(text.to_owned());
        let digits = text.find(|c: char| c.is_ascii_digit()).ok_or_else(none)?;
        let (letters, row) = text.split_at(digits);
        if letters.is_empty() || letters.len() > 3 || row.len() > 7 || row.starts_with('0') {
            return Err(none());
        }
        let mut column = 0;
        for letter in letters.bytes() {
            let place =
                letter.to_ascii_uppercase().checked_sub(b'A').filter(|place| *place < 26).ok_or_else(none)?;
            column = column * 26 + u32::from(place) + 1;
        }
        let row: u32 = row.parse().map_err(|_| none())?;
        let at = Self { row: row.checked_sub(1).ok_or_else(none)?, column: column - 1 };
        if at.row > LAST.row || at.column > LAST.column { Err(none()) } else { Ok(at) }
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{At, range_named};

    #[track_caller]
    fn case(range: &str, cells: &str) {
        let named = range_named(range).map(|(from, to)| format!("{from} {to}"));
        assert_eq!(named.as_deref().unwrap_or("none"), cells, "{range}");
    }

    #[test]
    fn ranges_are_named_by_cells_columns_or_rows() {
        case("A1:B5", "A1 B5");
        case("B5:A1", "A1 B5");
        case("$C$12", "C12 C12");
        case("A:A", "A1 A1048576");
        case("C:A", "A1 C1048576");
        case("3:5", "A3 XFD5");
        case("A:5", "none");
        case("XFE:XFE", "none");
        case("0:1", "none");
        case("", "none");
        case("#REF!", "none");
    }

    #[test]
    fn positions_are_written_as_excel_writes_them() {
        for (row, column, name) in [(11, 2, "C12"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")] {
            let at = At { row, column };
            assert_eq!(at.to_string(), name);
            assert_eq!(name.parse::<At>().unwrap(), at);
        }
        assert_eq!(At::named(" $c$12 "), Some(At { row: 11, column: 2 }));
        assert_eq!(At::named("Ô C12"), None);
        for none in
            ["", "A", "1", "A0", "A01", "1A", "XFE1", "A1048577", "AAAA1", "A1:B2", "$A$1", "Á1", "A-1"]
        {
            assert!(none.parse::<At>().is_err(), "{none}");
        }
    }
}
