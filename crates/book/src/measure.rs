//! How wide a text is in Times New Roman, and so how many lines it takes in a cell.
//!
//! Spreadsheet programs do not stretch rows of merged or protected cells by themselves, so rows get their heights when
//! they are written. Takes texts and the widths of their cells in characters, as Excel counts them; gives lines.

/// The widths of ASCII letters from the space on, in thousandths of the letter's size.
const ASCII: [u32; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
/// Those of other letters; all that are not named are as wide as digits.
const OTHERS: [(u32, &str); 7] = [
    (278, "ìíỉĩị"),
    (333, "ÌÍỈĨỊ‘’·"),
    (444, "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệ“”"),
    (542, "ơờớởỡợưừứửữự"),
    (611, "ÈÉẺẼẸÊỀẾỂỄỆ"),
    (776, "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤỲÝỶỸỴĐƯỪỨỬỮỰ"),
    (1000, "…—→"),
];

/// How letters look: how wide they are, in percent of plain ones of 12 points.
#[derive(Clone, Copy)]
pub(super) enum Letters {
    Plain,
    Bold,
    /// Bold ones of 14 points.
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

/// How many lines a text takes in a cell that is so many characters wide.
pub(super) fn lines(text: &str, width: u32, letters: Letters) -> u32 {
    // plain texts are indented, those of headings are not
    let indent = if matches!(letters, Letters::Plain) { 9 } else { 0 };
    // 7 pixels a character, letters of 16 pixels, and 4 percent that printers differ by
    let room = (width * 7).saturating_sub(indent).max(20) * 6000 / letters.percent();
    text.lines().map(|line| wrapped(line, room)).sum::<u32>().max(1)
}

/// How many lines one line of a text is wrapped to.
fn wrapped(line: &str, room: u32) -> u32 {
    let (mut lines, mut used) = (1, 0);
    for word in line.split_inclusive(' ') {
        let wide: u32 = word.chars().map(letter).sum();
        // a space at the end of a line takes no room
        let seen: u32 = word.trim_end_matches(' ').chars().map(letter).sum();
        if used > 0 && used + seen > room {
            lines += 1;
            used = 0;
        }
        used += wide;
        // a word that is longer than a line goes on in the next ones
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
        // 273 of 257 pixels
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
