//! Names of places, and the answers that stand there, in words.

use crate::answer::Answer;
use crate::finding::wording::figure;
use crate::finding::{Location, SheetCell, Subject};
use phuluc_form::{Lang, Level, WhichReport};
use phuluc_grid::At;

/// The full name of a place: form, row, cell and label.
pub fn place(lang: Lang, place: &Location) -> String {
    match lang {
        Lang::Vi => vietnamese(place),
        Lang::En => english(place),
    }
}

fn vietnamese(place: &Location) -> String {
    let mut text = place.labels.form.clone();
    text.push_str(of_report(Lang::Vi, place.labels.which));
    if let Some(above) = &place.labels.under {
        text.push_str(&format!(", mục {above}"));
    }
    if place.labels.coded {
        text.push_str(&format!(", mục {}", place.on_form.row));
    } else if !place.labels.row.is_empty() {
        text.push_str(&format!(", dòng “{}”", place.labels.row));
    }
    if let Some(at) = place.on_sheet.at {
        text.push_str(&format!(", ô {}", cell_on_sheet(Lang::Vi, place, at)));
    }
    text.push_str(&match (place.labels.coded, place.labels.by_row) {
        (true, true) => format!(" “{}”", place.labels.row),
        (false, true) => String::new(),
        (true, false) => format!(" “{}”, cột “{}”", place.labels.row, place.labels.column),
        (false, false) => format!(" “{}”", place.labels.column),
    });
    text
}

fn english(place: &Location) -> String {
    let before = of_report(Lang::En, place.labels.which);
    let row = match (&place.labels.under, place.labels.coded) {
        (_, true) => place.on_form.row.to_string(),
        (Some(above), false) if place.labels.row.is_empty() => format!("under {above}"),
        (Some(above), false) => format!("“{}” under {above}", place.labels.row),
        (None, false) => format!("“{}”", place.labels.row),
    };
    let at = place
        .on_sheet
        .at
        .map_or(String::new(), |at| format!(", cell {}", cell_on_sheet(Lang::En, place, at)));
    let label = match (place.labels.coded, place.labels.by_row) {
        (_, true) => format!("“{}”", place.labels.row),
        (true, false) => format!("“{}”, column “{}”", place.labels.row, place.labels.column),
        (false, false) => format!("“{}”", place.labels.column),
    };
    format!("{}{before}, row {row}{at} {label}", place.labels.form)
}

/// The subject of a finding, as the beginning of its message; empty for the file as a whole.
pub fn subject(lang: Lang, subject: &Subject) -> String {
    match (lang, subject) {
        (_, Subject::File) => String::new(),
        (Lang::Vi, Subject::Sheet(sheet)) => format!("Trang tính “{sheet}”"),
        (Lang::En, Subject::Sheet(sheet)) => format!("sheet “{sheet}”"),
        (Lang::Vi, Subject::Cell(SheetCell { sheet, at })) => format!("Trang tính “{sheet}”, ô {at}"),
        (Lang::En, Subject::Cell(SheetCell { sheet, at })) => format!("sheet “{sheet}”, cell {at}"),
        (Lang::Vi, Subject::Form { short, sheet, at, .. }) => {
            let at = at.map_or(String::new(), |at| format!(", ô {at}"));
            format!("{short} (trang tính “{sheet}”){at}")
        }
        (Lang::En, Subject::Form { short, sheet, at, .. }) => {
            let at = at.map_or(String::new(), |at| format!(", cell {at}"));
            format!("{short} (sheet “{sheet}”){at}")
        }
        (_, Subject::Place(place)) => self::place(lang, place),
    }
}

/// The answer at a place, in words.
pub fn answer(lang: Lang, place: &Location) -> String {
    match &place.shown.answer {
        Answer::Number(number) => {
            let value = figure(lang, number.value);
            match &place.shown.choice {
                Some(choice) => format!("{value} ({choice})"),
                None if place.shown.percent => format!("{value}%"),
                None => value,
            }
        }
        Answer::Nil => match lang {
            Lang::Vi => "không phát sinh".to_owned(),
            Lang::En => "none".to_owned(),
        },
        Answer::Blank if place.shown.out_of_scope => match lang {
            Lang::Vi => "không thuộc phạm vi báo cáo".to_owned(),
            Lang::En => "not applicable".to_owned(),
        },
        Answer::Blank => match (lang, place.shown.implied) {
            (Lang::Vi, Some(implied)) => format!("chưa nhập, tính được {}", figure(lang, implied)),
            (Lang::En, Some(implied)) => format!("blank, must be {}", figure(lang, implied)),
            (Lang::Vi, None) => "chưa nhập".to_owned(),
            (Lang::En, None) => "blank".to_owned(),
        },
        Answer::Text(_) | Answer::Unreadable(_) => format!("“{}”", place.shown.raw),
    }
}

/// The cell of a place, and the sheet if the form stands on several.
pub fn cell_on_sheet(lang: Lang, place: &Location, at: At) -> String {
    match (lang, place.on_sheet.sheet_to_name()) {
        (_, None) => at.to_string(),
        (Lang::Vi, Some(sheet)) => format!("{at} trang tính “{sheet}”"),
        (Lang::En, Some(sheet)) => format!("{at} on “{sheet}”"),
    }
}

/// The short name of a place: `ô D12` or `D12`; in forms whose rows have codes `mục 2.1` or `row 2.1`.
pub fn cell(lang: Lang, place: &Location) -> String {
    let name = match (lang, place.labels.coded && place.labels.by_row, place.on_sheet.at) {
        (Lang::Vi, false, Some(at)) => format!("ô {}", cell_on_sheet(lang, place, at)),
        (Lang::En, false, Some(at)) => cell_on_sheet(lang, place, at),
        (Lang::Vi, true, _) => format!("mục {}", place.on_form.row),
        (Lang::En, true, _) => format!("row {}", place.on_form.row),
        // a row that was deleted has no cell
        (Lang::Vi, false, None) if place.labels.coded => {
            format!("mục {}, cột “{}”", place.on_form.row, place.labels.column)
        }
        (_, false, None) => format!("“{}”", place.labels.column),
    };
    name + &whose(lang, place)
}

/// The form and the period of a place, where they differ from those at hand; else empty.
pub fn whose(lang: Lang, place: &Location) -> String {
    let form = match (lang, place.labels.foreign) {
        (Lang::Vi, true) => format!(" của {}", place.labels.form),
        (Lang::En, true) => format!(" of {}", place.labels.form),
        (_, false) => String::new(),
    };
    form + of_report(lang, place.labels.which)
}

/// Which of the unit's reports a place is in, to stand after its name; empty for the report at hand.
const fn of_report(lang: Lang, which: WhichReport) -> &'static str {
    match (lang, which) {
        (_, WhichReport::Now) => "",
        (Lang::Vi, WhichReport::Before) => " kỳ trước",
        (Lang::Vi, WhichReport::LastYear) => " cùng kỳ năm trước",
        (Lang::Vi, WhichReport::Year) => " kỳ trước trong năm",
        (Lang::En, WhichReport::Before) => " of the period before",
        (Lang::En, WhichReport::LastYear) => " of the same period last year",
        (Lang::En, WhichReport::Year) => " of an earlier period of the year",
    }
}

/// The name of a level inside a sentence.
pub const fn level(lang: Lang, level: Level) -> &'static str {
    match lang {
        Lang::Vi => level.name(),
        Lang::En => match level {
            Level::Commune => "commune",
            Level::District => "district",
            Level::Province => "province",
            Level::Department => "department",
        },
    }
}
