//! The width of texts in Times New Roman, and so the number of lines that they need in a cell.
//!
//! Spreadsheet programs do not stretch rows of merged or protected cells by themselves, so rows get their heights
//! when they are written. It takes texts and the widths of their cells in characters, as Excel counts them; it gives
//! lines.

use std::ops::RangeInclusive;

/// The widths of ASCII characters from the space on, in thousandths of the font size.
const ASCII: [u32; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
/// The widths of other letters. All that are not listed are as wide as digits.
const OTHERS: [(u32, &str); 7] = [
    (278, "ìíỉĩị"),
    (333, "ÌÍỈĨỊ‘’·"),
    (444, "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệ“”"),
    (542, "ơờớởỡợưừứửữự"),
    (611, "ÈÉẺẼẸÊỀẾỂỄỆ"),
    (776, "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤỲÝỶỸỴĐƯỪỨỬỮỰ"),
    (1000, "…—→"),
];

/// The weight and size of letters.
#[derive(Clone, Copy)]
pub(super) enum Letters {
    Plain,
    Bold,
    /// Bold letters of 14 points.
    Title,
}

impl Letters {
    const fn percent(self) -> u32 {
        match self {
            Self::Plain => 100,
            Self::Bold => 109,
            Self::Title => 127,
        }
    }
}

/// The number of lines that a text needs in a cell of `width` characters.
pub(super) fn lines(text: &str, width: u32, letters: Letters) -> u32 {
    // plain texts are indented, headings are not
    let indent = if matches!(letters, Letters::Plain) { 9 } else { 0 };
    // a character is 7 pixels, a letter is 16 pixels high, and 4 percent are left for differences between printers
    let room = (width * 7).saturating_sub(indent).max(20) * 6000 / letters.percent();
    text.lines().map(|line| wrapped(line, room)).sum::<u32>().max(1)
}

/// How wide a text is in letters of a size in pixels, with 5 percent for differences between fonts.
pub(super) fn pixels(text: &str, size: u32) -> u32 {
    (text.chars().map(letter).sum::<u32>() * size * 21).div_ceil(20_000)
}

/// A text in lines of so many pixels, in letters of a size in pixels.
pub(super) fn wrapped_at(text: &str, room: u32, size: u32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let longer = match lines.last() {
            Some(line) if !line.is_empty() => format!("{line} {word}"),
            _ => word.to_owned(),
        };
        if pixels(&longer, size) <= room || longer == word {
            lines.pop();
            lines.push(longer);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// The narrowest cell that a text fits into in one line, in characters.
pub(super) fn narrowest(text: &str, widths: RangeInclusive<u32>) -> Option<u32> {
    widths.into_iter().find(|width| lines(text, *width, Letters::Plain) == 1)
}

/// The width of the widest letter, in thousandths of the font size.
const WIDEST: usize = 1000;

/// The number of lines that one line of a text is wrapped to.
fn wrapped(line: &str, room: u32) -> u32 {
    // most texts would fit if all their letters were the widest
    if line.chars().count() * WIDEST <= room as usize {
        return 1;
    }
    let (mut lines, mut used) = (1, 0);
    for word in line.split_inclusive(' ') {
        // a space at the end of a line takes no room
        let bare = word.trim_end_matches(' ');
        let seen: u32 = bare.chars().map(letter).sum();
        let wide = seen + word[bare.len()..].chars().map(letter).sum::<u32>();
        if used > 0 && used + seen > room {
            lines += 1;
            used = 0;
        }
        used += wide;
        // a word longer than a line continues on the next ones
        lines += seen.saturating_sub(1) / room;
    }
    lines
}

fn letter(c: char) -> u32 {
    if let Some(wide) = u32::from(c).checked_sub(32).and_then(|at| ASCII.get(at as usize)) {
        return *wide;
    }
    OTHERS.iter().find(|(_, letters)| letters.contains(c)).map_or(500, |(wide, _)| *wide)
}

#[cfg(test)]
mod tests {
    use super::{Letters, lines};

    #[track_caller]
    fn case(text: &str, width: u32, expected: u32) {
        assert_eq!(lines(text, width, Letters::Plain), expected, "{text}");
    }

    #[test]
    fn texts_are_wrapped_at_words() {
        case("", 38, 1);
        case("Hộ tịch", 38, 1);
        // the text needs 273 pixels and has 257
        case("Số nhiệm vụ đã hoàn thành nhưng quá hạn", 38, 2);
        case("Số nhiệm vụ đã hoàn thành nhưng quá hạn", 42, 1);
        case("một\nhai\nba", 38, 3);
        case("Iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii", 10, 4);
    }

    #[test]
    fn bold_letters_are_wider() {
        assert_eq!(lines("Số người làm việc hưởng lương", 32, Letters::Plain), 1);
        assert_eq!(lines("Số người làm việc hưởng lương", 32, Letters::Bold), 2);
    }
}
