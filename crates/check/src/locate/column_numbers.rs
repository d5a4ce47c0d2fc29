//! The row of column numbers under a header: “(1) (2) (3)”, or “A B 1 2=3+4 3 4” as statistics print it.

use phuluc_grid::{At, Sheet};
use std::collections::BTreeSet;

/// The most columns that a sender may have left out. The numbers of the others then exceed their count.
const LEFT_OUT: usize = 3;

/// The number of a column, and the sum that the form prints for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The number or letter.
    pub name: String,
    /// The text after the equals sign, without spaces and parentheses: `3+4`, `4/3`.
    pub formula: Option<String>,
}

/// Whether a sheet row numbers this many columns.
pub fn are_in(sheet: &Sheet, row: u32, columns: usize) -> bool {
    let found = sheet.row(row).filter(|(_, cell)| !cell.is_empty());
    let names: Option<Vec<Numbered>> = found.map(|(_, cell)| numbered(&cell.tidy())).collect();
    names.is_some_and(|names| names.len() == columns && columns > 1 && in_order(&names))
}

/// Whether a sheet row numbers these columns, including the label column. Other cells of the row do not matter.
pub(crate) fn are_under(sheet: &Sheet, row: u32, columns: &[u32], label_at: u32) -> bool {
    let own_cells: Vec<_> = columns.iter().map(|&column| sheet.text(At { row, column })).collect();
    let written: Vec<&str> =
        own_cells.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    if sheet.is_empty(At { row, column: label_at }) {
        return are_counted_on(&written) && written.len() + LEFT_OUT > columns.len();
    }
    if are_letters(&written) || are_counted_on(&written) {
        return true;
    }
    let cells: Vec<_> = sheet.row(row).filter(|(_, cell)| !cell.is_empty()).collect();
    let own = cells.iter().filter(|(at, _)| columns.contains(&at.column)).count();
    let names = cells.iter().filter_map(|(at, cell)| {
        // cells beside the table need not be numbers
        let named = numbered(&cell.tidy());
        if named.is_none() && !columns.contains(&at.column) { None } else { Some(named) }
    });
    let names: Option<Vec<Numbered>> = names.collect();
    // a second table beside this one has its own lines
    let of_table = || written.iter().map(|text| numbered(text)).collect::<Option<Vec<Numbered>>>();
    let names = names.filter(|names| in_order(names)).or_else(of_table);
    own > 1 && own + LEFT_OUT > columns.len() && names.is_some_and(|names| in_order(&names))
}

/// The fewest cells that tell a row of letters, or of numbers without those of the first columns, from one of figures.
const ENOUGH: usize = 4;

/// Whether texts are letters in the order of the alphabet: “a b c d”.
fn are_letters(texts: &[&str]) -> bool {
    let bare = texts.iter().map(|text| text.trim_matches(['(', ')', ' ']).to_lowercase());
    texts.len() >= ENOUGH && bare.zip('a'..='z').all(|(text, letter)| text == letter.to_string())
}

/// Whether texts are the numbers 1, 2, 3 … in order. The first ones may be Roman: “I II 3 4”.
fn are_counted_on(texts: &[&str]) -> bool {
    const ROMAN: [&str; 3] = ["I", "II", "III"];
    let bare = texts.iter().map(|text| text.trim_matches(['(', ')', '[', ']', ' ']));
    texts.len() >= ENOUGH
        && bare.enumerate().all(|(index, text)| {
            text == (index + 1).to_string() || ROMAN.get(index).is_some_and(|roman| text == *roman)
        })
}

/// The column number at a position of such a row.
pub fn at(sheet: &Sheet, at: At) -> Option<Numbered> {
    numbered(&sheet.text(at))
}

/// Reads `(3)`, `3`, `A`, `(3)=(4)+(5)`.
fn numbered(text: &str) -> Option<Numbered> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"()[]".contains(*c)).collect();
    let (name, formula) = match bare.split_once('=') {
        Some((name, formula)) => (name, Some(formula.to_owned())),
        None => (bare.as_str(), None),
    };
    let is_number = !name.is_empty() && name.len() <= 3 && name.bytes().all(|c| c.is_ascii_digit());
    let is_letter = name.len() == 1 && name.bytes().all(|c| c.is_ascii_uppercase());
    (is_number || is_letter).then(|| Numbered { name: name.to_owned(), formula })
}

/// Whether the letters are in order and the numbers are those of columns. Numbers may be in any order, because a
/// sender who moves a column moves its number.
fn in_order(names: &[Numbered]) -> bool {
    let (numbers, letters): (Vec<&Numbered>, Vec<&Numbered>) =
        names.iter().partition(|numbered| numbered.name.bytes().all(|c| c.is_ascii_digit()));
    let numbers: Vec<usize> = numbers.iter().filter_map(|numbered| numbered.name.parse().ok()).collect();
    let distinct: BTreeSet<&usize> = numbers.iter().collect();
    letters.iter().zip('A'..='Z').all(|(letter, c)| letter.name == c.to_string())
        && !numbers.is_empty()
        && distinct.len() == numbers.len()
        && numbers.iter().all(|number| (1..=names.len() + LEFT_OUT).contains(number))
}

#[cfg(test)]
mod tests {
    use super::{are_in, are_under};
    use phuluc_grid::{At, Cell, Content, Sheet};

    #[track_caller]
    fn case(texts: &str, expected: bool) {
        let texts: Vec<&str> = texts.split_whitespace().collect();
        let cells = (0..).zip(&texts);
        let cells =
            cells.map(|(column, text)| (At { row: 0, column }, Cell::plain(Content::Text((*text).into()))));
        assert_eq!(are_in(&Sheet::new("a", cells), 0, texts.len()), expected, "{texts:?}");
    }

    #[test]
    fn columns_are_numbered_in_other_ways() {
        #[track_caller]
        fn case(texts: &[&str], columns: u32, expected: bool) {
            let cells = (0..)
                .zip(texts)
                .filter(|(_, text)| !text.is_empty())
                .map(|(column, text)| (At { row: 0, column }, Cell::plain(Content::Text((*text).into()))));
            let columns: Vec<u32> = (0..columns).collect();
            assert_eq!(are_under(&Sheet::new("a", cells), 0, &columns, 1), expected, "{texts:?}");
        }
        case(&["", "", "1", "2", "3", "4"], 6, true);
        case(&["", "", "(1)", "(2)", "(3)", "(4)", "(5)"], 7, true);
        case(&["a", "b", "c", "d", "e"], 5, true);
        case(&["I", "II", "3", "4", "5"], 5, true);
        case(&["(1)", "(2)", "(3)", "(4)", "", "1", "40"], 4, true);
        case(&["", "", "4", "3", "2", "1"], 6, false);
        case(&["", "", "1", "2"], 4, false);
        case(&["1", "Hộ tịch", "1", "2", "3"], 5, false);
        case(&["", "a", "c", "d", "e"], 5, false);
    }

    #[test]
    fn numbers_of_columns_are_no_figures() {
        case("(1) (2) (3) (4)", true);
        case("1 2 3 4", true);
        case("A B 1 2 3", true);
        case("A B 1 2 C", true);
        case("A C 1 2 3", false);
        case("A B C D", false);
        case("A B 1=2+3 2 3", true);
        case("(1) (2) (3)=(4)+(5) (4) (5)", true);
        case("1 Đất 3 4", false);
        case("(1) (2) (4) (3)", true);
        case("1 2 4 5", true);
        case("1 2 8 3", false);
        case("1 2 3 3", false);
        case("5 6 7 8", false);
        case("(1) (2) (3) 12", false);
    }
}
